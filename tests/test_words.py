"""Word links: against sentences linked by hand, and what holds for any text.

`golden/words` has for each language pair news-like sentences written for this test. A line says whether
it served to choose how words are linked or only to test it; its sides are tokens between spaces (Chinese
is joined without them), its links as in other golden alignments: 0-3 is sure, 0p3 possible. Words are
compared by the tokens they lie in, so a Chinese token is linked when any piece of it is.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.calibration import Calibration
from align.encoding import EmbeddedEncoder, Vectors, load_encoder
from align.words import WordLinks, compare_words, comparer, find_words, link_words
from corpora.languages import join
from corpora.units import Span

GOLDEN = Path(__file__).parent / "golden" / "words"
# Somewhat below what is measured on the test half (docs/measurements.md).
FLOORS = {"zh-de": 0.72, "zh-en": 0.85, "de-en": 0.8}
TEXTS = st.text(max_size=60) | st.text(
    alphabet="中国的经济 ，。3,5%Die Wörter-sind don't㍿ﬁ½😀👍🏽\u00ad\u200b\u3099かไทย", max_size=60
)


class LetterEncoder:
    """An encoder of whole texts only: which letters they have."""

    name = "letters"
    calibration = Calibration()

    def encode(self, texts: Sequence[str]) -> Vectors:
        letters = "abcdefghijklmnopqrstuvwxyz"
        counts = np.array([[1e-3, *(text.lower().count(letter) for letter in letters)] for text in texts])
        return np.asarray(counts / np.linalg.norm(counts, axis=1, keepdims=True), dtype=np.float32)

    def encode_spans(self, sentences: Sequence[str], longest: int, joiner: str) -> list[Vectors]:
        spans = [
            [joiner.join(sentences[i : i + k]) for i in range(len(sentences) - k + 1)] for k in range(1, longest + 1)
        ]
        return [self.encode(texts) for texts in spans]


class Gold(NamedTuple):
    """A sentence pair with the tokens that translate each other."""

    source: str
    target: str
    source_tokens: list[Span]
    target_tokens: list[Span]
    sure: set[tuple[int, int]]
    possible: set[tuple[int, int]]


class Counts(NamedTuple):
    """What precision, recall and the alignment error rate are made of (Och & Ney 2003)."""

    found: int
    found_sure: int
    found_possible: int
    sure: int

    @property
    def precision(self) -> float:
        return self.found_possible / self.found

    @property
    def recall(self) -> float:
        return self.found_sure / self.sure

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    @property
    def error_rate(self) -> float:
        return 1 - (self.found_sure + self.found_possible) / (self.found + self.sure)


@pytest.fixture(scope="module")
def encoder() -> EmbeddedEncoder:
    return EmbeddedEncoder()


def gold(languages: str, part: str) -> list[Gold]:
    source, target = languages.split("-")
    rows = [line.split("\t") for line in (GOLDEN / f"{languages}.tsv").read_text("utf-8").splitlines()[1:]]
    return [_gold(row[1], source, row[2], target, row[3]) for row in rows if row[0] == part]


def _gold(source: str, source_language: str, target: str, target_language: str, links: str) -> Gold:
    sure = {(int(i), int(j)) for i, j in re.findall(r"(\d+)-(\d+)", links)}
    possible = {(int(i), int(j)) for i, j in re.findall(r"(\d+)p(\d+)", links)}
    ours, our_tokens = _text(source.split(), source_language)
    theirs, their_tokens = _text(target.split(), target_language)
    return Gold(ours, theirs, our_tokens, their_tokens, sure, sure | possible)


def _text(tokens: list[str], language: str) -> tuple[str, list[Span]]:
    ends = [len(join(tokens[: i + 1], language)) for i in range(len(tokens))]
    return join(tokens, language), [Span(end - len(token), end) for token, end in zip(tokens, ends, strict=True)]


def token_links(pair: Gold, found: WordLinks) -> set[tuple[int, int]]:
    """Which tokens of the gold the links join."""
    return {
        (i, j)
        for link in found.links
        for i in _covered(found.source[link.source], pair.source_tokens)
        for j in _covered(found.target[link.target], pair.target_tokens)
    }


def _covered(word: Span, tokens: list[Span]) -> list[int]:
    return [i for i, token in enumerate(tokens) if token.start < word.end and word.start < token.end]


def count(pairs: list[Gold], encoder: EmbeddedEncoder) -> Counts:
    found = [token_links(pair, link_words(pair.source, pair.target, encoder)) for pair in pairs]
    together = list(zip(pairs, found, strict=True))
    return Counts(
        sum(map(len, found)),
        sum(len(links & pair.sure) for pair, links in together),
        sum(len(links & pair.possible) for pair, links in together),
        sum(len(pair.sure) for pair in pairs),
    )


@pytest.mark.parametrize("part", ["choose", "test"])
@pytest.mark.parametrize("languages", sorted(FLOORS))
def test_links_are_those_of_a_person(languages: str, part: str, encoder: EmbeddedEncoder) -> None:
    counts = count(gold(languages, part), encoder)
    measured = f"P {counts.precision:.3f} R {counts.recall:.3f} F1 {counts.f1:.3f} AER {counts.error_rate:.3f}"
    print(f"\n{languages} {part}: {measured}")  # noqa: T201
    assert counts.f1 > FLOORS[languages]


@pytest.mark.parametrize("languages", sorted(FLOORS))
def test_gold_links_join_tokens_that_are_there(languages: str) -> None:
    for pair in gold(languages, "choose") + gold(languages, "test"):
        assert all(i < len(pair.source_tokens) and j < len(pair.target_tokens) for i, j in pair.possible)


def shown(text: str, words: Sequence[Span], positions: Sequence[int]) -> list[str]:
    return [text[words[i].start : words[i].end] for i in positions]


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_words_lie_in_order_within_their_text(text: str) -> None:
    words = find_words(text, load_encoder().words.read(text).pieces)  # type: ignore[attr-defined]
    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert all(before.end <= after.start for before, after in pairwise(words))


def test_words_are_backed_by_what_translates_them(encoder: EmbeddedEncoder) -> None:
    source, target = "总统昨天在柏林买了3座房子。", "Yesterday the president bought 3 houses in Berlin, not horses."
    found = compare_words(source, target, encoder)
    backing = {
        target[slice(*span)]: value for span, value in zip(found.target.spans, found.target.backing, strict=True)
    }
    assert backing["Berlin"] > 0.6 and backing["3"] > 0.6 and backing["president"] > 0.4
    assert backing["horses"] < 0.3
    links = link_words(source, target, encoder)
    assert (found.source.spans, found.target.spans) == (links.source, links.target)
    assert (found.source.unbacked, found.target.unbacked) == (links.omitted, links.added)
    assert found.target.pieces.min() >= 1


@given(TEXTS, TEXTS)
def test_every_word_of_any_text_has_a_backing(source: str, target: str) -> None:
    found = compare_words(source, target, load_encoder())
    for side in found:
        assert len(side.spans) == len(side.backing) == len(side.pieces)
        assert np.isfinite(side.backing).all()


def test_an_encoder_without_words_compares_none() -> None:
    assert comparer(LetterEncoder()) is None
    assert comparer(load_encoder()) is not None
