"""Terms are learned from pairs that use them again and again, and only where they stand for the same words."""

import pytest

from align.encoding import EmbeddedEncoder, load_encoder
from align.terms import LearnedTerm, learn_terms

PAIRS = [
    ("博物馆在柏林重新开放。", "Das Museum in Berlin ist wieder geöffnet."),
    ("很多人去柏林看展览。", "Viele Leute fahren nach Berlin, um die Ausstellung zu sehen."),
    ("展览在上海也受欢迎。", "Auch in Shanghai ist die Ausstellung beliebt."),
    ("上海的博物馆借出了画作。", "Das Museum in Shanghai hat Gemälde verliehen."),
    ("他说天气很好。", "Er sagte, das Wetter sei gut."),
]


@pytest.fixture(scope="module")
def encoder() -> EmbeddedEncoder:
    return load_encoder()


def learned(encoder: EmbeddedEncoder, **options: float) -> dict[str, LearnedTerm]:
    return {term.source: term for term in learn_terms(PAIRS, encoder, **options) if term}


def test_names_that_come_twice_are_learned(encoder: EmbeddedEncoder) -> None:
    found = learned(encoder)
    assert found["柏林"] == LearnedTerm("柏林", "Berlin", 2, 1.0)
    assert found["展览"].target == "Ausstellung"
    assert "天气" not in found, "one use is none"


def test_every_pair_is_told_before_the_terms(encoder: EmbeddedEncoder) -> None:
    steps = list(learn_terms(PAIRS, encoder))
    assert steps[: len(PAIRS)] == [None] * len(PAIRS) and None not in steps[len(PAIRS) :]


def test_uses_and_share_can_be_asked_for(encoder: EmbeddedEncoder) -> None:
    assert not learned(encoder, least_uses=3)
    assert list(learn_terms([], encoder)) == []
