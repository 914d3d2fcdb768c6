"""Quality scores: right order, bounds, independence of company; the recipe that fits their weights."""

import zlib
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.units import System
from mt.likelihood import Likelihood
from mt.parallel_text import Pair
from mt.quality import Features, load_model, pair_similarities, score, signature
from mt.quality_training import broken_texts, change_number, fit, nearest_others

MEANINGS = {
    "这座教堂建于1871年，当时是全城最大的建筑。": 1,
    "The church was built in 1871, when it was the largest building in town.": 1,
    "The church was built in 1817, when it was the largest building in town.": 1,
    "The church was built in 1871,": 1,
    "Scientists have found a new material that is both light and hard.": 2,
}
GOOD = (
    "这座教堂建于1871年，当时是全城最大的建筑。",
    "The church was built in 1871, when it was the largest building in town.",
)


def encode(texts: Sequence[str]) -> np.ndarray:
    """Texts of one meaning point nearly the same way; any other text has a direction of its own."""
    rows = []
    for text in texts:
        meaning = np.random.default_rng(MEANINGS.get(text, zlib.crc32(text.encode())))
        own = np.random.default_rng(zlib.crc32(text.encode()))
        vector = meaning.normal(size=64) + 0.5 * own.normal(size=64)
        rows.append(vector / np.linalg.norm(vector))
    return np.array(rows, dtype=np.float32)


def values(*pairs: tuple[str, str]) -> list[float]:
    return [one.value for one in score(pairs, "zh", "en", encode)]


def test_a_good_pair_beats_its_broken_versions() -> None:
    source, target = GOOD
    good, number, half, other = values(
        GOOD,
        (source, target.replace("1871", "1817")),
        (source, "The church was built in 1871,"),
        (source, "Scientists have found a new material that is both light and hard."),
    )
    assert good > 0.7
    assert max(number, half, other) < good - 0.2


def test_no_translation_is_vetoed_and_said_to_be_none() -> None:
    source, _ = GOOD
    scores = score([(source, ""), (source, source), (source, "in town " * 9)], "zh", "en", encode)
    assert [one.value <= 0.1 for one in scores] == [True, True, True]
    assert [one.findings[0].kind for one in scores] == ["empty", "copy", "repetition"]


def test_unrelated_sides_are_said_to_be() -> None:
    (one,) = score([(GOOD[0], "Scientists have found a new material that is both light and hard.")], "zh", "en", encode)
    assert one.findings[0].kind == "similarity"


@given(st.permutations([*MEANINGS, "", "国务院"]))
def test_a_pair_scores_the_same_in_any_company(targets: list[str]) -> None:
    pairs = [(GOOD[0], target) for target in targets]
    assert values(*pairs) == [values(pair)[0] for pair in pairs]


@given(st.text(max_size=40), st.text(max_size=40))
def test_scores_stay_in_bounds(source: str, target: str) -> None:
    for languages in (("zh", "en"), ("zh", "de"), ("en", "de"), ("de", "en")):
        (one,) = score([(source, target)], *languages, encode)
        assert 0 <= one.value <= 1


def test_nothing_scores_nothing() -> None:
    assert score([], "zh", "de", encode) == []
    assert pair_similarities([("", "x")], encode).tolist() == [0.0]


def test_the_signature_names_encoder_and_model() -> None:
    assert signature("labse").startswith(f"quality|enc:labse|lm:none|model:{load_model().version}|version:")
    (one,) = score([GOOD], "zh-Hans", "en", encode, encoder="labse")
    assert one.signature == signature("labse")


class Doubting:
    """A likelihood model for Chinese to English that finds each letter of a translation equally unlikely."""

    system = System("doubting", "7", "", "CC0-1.0")

    def __init__(self, nats: float) -> None:
        self.nats = nats

    def supports(self, source: str, target: str) -> bool:
        return (source, target) == ("zh", "en")

    def log_likelihoods(self, translations: Sequence[tuple[str, str]], source: str, target: str) -> list[Likelihood]:
        return [Likelihood(-self.nats * len(target), len(target) or 1) for _, target in translations]


def test_a_likelihood_model_can_only_take_away() -> None:
    alone, sure, unsure = (
        score([GOOD], "zh", "en", encode, likelihood_model=model)[0] for model in (None, Doubting(0.0), Doubting(3.0))
    )
    assert alone.value == sure.value > unsure.value > 0
    assert "|lm:doubting@7|" in unsure.signature and "|lm:none|" in alone.signature


def test_a_likelihood_model_is_left_out_where_it_does_not_know_the_languages() -> None:
    (one,) = score([("Haus", "house")], "de", "en", encode, likelihood_model=Doubting(9.0))
    assert "|lm:none|" in one.signature


def test_similarity_speaks_for_a_pair_and_faults_against_it() -> None:
    weights = load_model().weights
    assert weights.similarity > 0 and weights.similarity + weights.similarity_with_chinese > 0
    assert max(weights.shortness, weights.longness, weights.numbers, weights.names, weights.faults) < 0


PAIRS = [
    Pair("zh", "en", "他有3只狗。", "He has 3 dogs and they all live in the garden."),
    Pair("zh", "en", "她去了北京。", "She went to Beijing last year with her friends."),
]


def test_every_way_to_break_a_pair_changes_it() -> None:
    broken = dict(broken_texts(PAIRS, 0))
    assert set(broken) == {"neighbour", "half", "middle", "added", "number"}
    assert all(text != PAIRS[0].target for text in broken.values())
    assert broken == dict(broken_texts(PAIRS, 0))
    assert broken["added"] == f"{PAIRS[0].target} {PAIRS[1].target}"


@given(st.text(max_size=30), st.integers(0, 99))
def test_a_changed_number_is_another_number(text: str, seed: int) -> None:
    changed = change_number(text, np.random.default_rng(seed))
    assert len(changed) == len(text)
    assert sum(a != b for a, b in zip(text, changed, strict=True)) == (1 if any(map(str.isdecimal, text)) else 0)


def test_the_nearest_other_is_never_its_own() -> None:
    vectors = encode(["a", "b", "c", "d"])
    assert all(i != j for i, j in enumerate(nearest_others(vectors, vectors)))


def test_the_fit_finds_the_weights_that_made_the_data() -> None:
    rng = np.random.default_rng(0)
    features = rng.normal(size=(20000, 3))
    truth = np.array([2.0, -1.0, 0.0])
    is_good = (rng.random(20000) < 1 / (1 + np.exp(-(features @ truth + 0.5)))).astype(float)
    intercept, weights = fit(features, is_good, np.ones(20000))
    assert weights == pytest.approx(truth, abs=0.1)
    assert intercept == pytest.approx(0.5, abs=0.1)
    assert len(Features._fields) == len(load_model().weights)
