"""What speaks for a bead and against it, as numbers: similarity, length, numbers, names, and the same for nulls.

Everything is computed for all places of one bead type at once. A "span" is one to four neighbouring
sentences of one side.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from align.encoding import Encoder, Vectors
from corpora.anchors import find_numbers
from corpora.languages import language

Matrix = np.ndarray[Any, np.dtype[np.float32]]

BEAD_TYPES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 4), (4, 1), (2, 2), (2, 3), (3, 2))
MAX_SPAN = 4
# Bead types share weights with their mirror image, so that swapping the sides swaps the beads.
SHAPES = ("1-1", "1-2", "1-3", "1-4", "2-2", "2-3")

BEAD_FEATURES = (
    *(f"bias {shape}" for shape in SHAPES),
    *(f"similarity {shape}" for shape in SHAPES),
    "similarity above chance",
    "similarity above chance, as this text goes",
    "distance to the best match",
    "least gain by a sentence at the edge",
    "length mismatch",
    "length mismatch of long spans",
    "numbers shared",
    "numbers unmatched",
    "words shared",
)
NULL_FEATURES = (
    "null",
    "best match anywhere",
    "best match above chance",
    "best match above chance, as this text goes",
    "length of a null",
    "number in a null",
    "gap opens",
    "gap meets gap",
)
FEATURES = BEAD_FEATURES + NULL_FEATURES

# About how many characters carry what one Chinese character does. Round figures: FLORES and PUD have medians of
# 3.65 for German and 3.16 for English. Only their proportions matter much, the weights were trained with them.
CHARACTERS_PER_HAN = {"zh": 1.0, "ja": 1.25, "ko": 1.5, "de": 3.3, "en": 2.9, "th": 2.6, "ar": 2.6}
_OTHER_LANGUAGES = 3.1
_LENGTH_SPREAD = 0.35  # unit of the log length ratio; in close translation its standard deviation is .25
_RAREST_SHARE = 0.05  # a word in more of the sentences than this says nothing about which translates which


class Side(NamedTuple):
    """One side of a bitext: its sentences and their language's code."""

    sentences: Sequence[str]
    language: str


@dataclass(frozen=True, slots=True)
class EncodedSide:
    """A side with the vectors of all its spans.

    spans[k] is (n - k, d): row i is the text of sentences i … i + k, encoded together. lengths (n,) are in
    units of one Chinese character's content.
    """

    spans: tuple[Vectors, ...]
    lengths: np.ndarray[Any, np.dtype[np.float64]]
    numbers: tuple[Counter[str], ...]
    words: tuple[frozenset[str], ...]

    def __len__(self) -> int:
        return len(self.lengths)

    def part(self, start: int, end: int) -> "EncodedSide":
        """Sentences start to end, end exclusive."""
        return EncodedSide(
            tuple(vectors[start : max(start, end - k)] for k, vectors in enumerate(self.spans)),
            self.lengths[start:end],
            self.numbers[start:end],
            self.words[start:end],
        )


def encode_side(side: Side, encoder: Encoder) -> EncodedSide:
    """The vectors and anchors of a side."""
    spans = encoder.encode_spans(side.sentences, MAX_SPAN, language(side.language).joiner)
    per_han = CHARACTERS_PER_HAN.get(side.language, _OTHER_LANGUAGES)
    return EncodedSide(
        tuple(spans),
        np.array([max(1, len(sentence)) / per_han for sentence in side.sentences], dtype=np.float64),
        tuple(Counter(n.value for n in find_numbers(s, side.language) if n.is_digits) for s in side.sentences),
        tuple(frozenset(_words(sentence)) for sentence in side.sentences),
    )


class BitextFeatures:
    """The features of every bead and null of two encoded sides."""

    def __init__(self, source: EncodedSide, target: EncodedSide) -> None:
        self.source, self.target = source, target
        self.similarities: dict[tuple[int, int], Matrix] = {}
        for a, b in {(a, b) for a, b in BEAD_TYPES} | {(a, b) for a in (1, 2, 3) for b in (1, 2, 3)}:
            self.similarities[a, b] = source.spans[a - 1] @ target.spans[b - 1].T
        single = self.similarities[1, 1]
        self.source_chance = _chance(single)
        self.target_chance = _chance(single.T)
        self.source_best = single.max(axis=1, initial=0.0)
        self.target_best = single.max(axis=0, initial=0.0)
        self.usual_gain = self._usual_gain()
        self._number_anchors = _Anchors(source.numbers, target.numbers)
        self._word_anchors = _word_anchors(source.words, target.words)

    def bead(self, a: int, b: int) -> Matrix:
        """Features of all a-b beads: (len(BEAD_FEATURES), n - a + 1, m - b + 1); empty where none fits."""
        n, m = len(self.source) - a + 1, len(self.target) - b + 1
        if n <= 0 or m <= 0:
            return np.zeros((len(BEAD_FEATURES), max(n, 0), max(m, 0)), dtype=np.float32)
        found = np.zeros((len(BEAD_FEATURES), n, m), dtype=np.float32)
        shape = SHAPES.index(f"{min(a, b)}-{max(a, b)}")
        similarity = self.similarities[a, b]
        found[shape] = 1.0
        found[len(SHAPES) + shape] = similarity
        rest = iter(range(2 * len(SHAPES), len(BEAD_FEATURES)))
        chance = (_means(self.source_chance, a)[:, None] + _means(self.target_chance, b)[None, :]) / 2
        size = (a + b) / 2
        found[next(rest)] = (similarity - chance) * size
        found[next(rest)] = np.clip((similarity - chance) / self.usual_gain, -1, 1.5) * size
        best = (_means(self.source_best, a)[:, None] + _means(self.target_best, b)[None, :]) / 2
        found[next(rest)] = np.maximum(similarity - best, -0.3) * size
        found[next(rest)] = self._edge_gain(a, b)
        mismatch = self._length_mismatch(a, b)
        found[next(rest)] = mismatch
        found[next(rest)] = mismatch if a + b > 2 else 0.0
        shared, unmatched = self._number_anchors.shared(a, b), self._number_anchors.total(a, b)
        found[next(rest)] = np.minimum(shared, 3)
        found[next(rest)] = np.minimum(unmatched - 2 * shared, 4)
        found[next(rest)] = np.minimum(self._word_anchors.shared(a, b), 4)
        return found

    def nulls(self) -> tuple[Matrix, Matrix]:
        """Features of source and of target sentences as nulls: (len(NULL_FEATURES) - 2, n) and (…, m).

        "gap opens" and "gap meets gap" belong to the step between sentences and are not among them.
        """
        return (
            self._null_side(self.source_best, self.source_chance, self.source),
            self._null_side(self.target_best, self.target_chance, self.target),
        )

    def _usual_gain(self) -> float:
        """By how much the best match of a sentence usually beats chance in this bitext.

        A free translation stays below a close one in all its sentences, so each is measured by its own kind.
        """
        gains = np.concatenate([self.source_best - self.source_chance, self.target_best - self.target_chance])
        return max(0.05, float(np.quantile(gains, 0.6))) if len(gains) else 0.05

    def _null_side(self, best: Matrix, chance: Matrix, side: EncodedSide) -> Matrix:
        return np.stack(
            [
                np.ones(len(side)),
                best,
                best - chance,
                np.clip((best - chance) / self.usual_gain, -1, 1.5),
                np.log(side.lengths / 20.0),
                np.array([min(2, sum(numbers.values())) for numbers in side.numbers], dtype=np.float64),
            ]
        ).astype(np.float32)

    def _edge_gain(self, a: int, b: int) -> Matrix | float:
        """How much similarity is lost, at the least, by leaving out the first or last sentence of a side.

        SentAlign's lesson (Steingrímsson et al. 2023): a merge has to earn each of its sentences.
        """
        whole = self.similarities[a, b]
        n, m = whole.shape
        gains = []
        if a > 1:
            without = self._similarity(a - 1, b)
            gains += [whole - without[1 : n + 1, :m], whole - without[:n, :m]]
        if b > 1:
            without = self._similarity(a, b - 1)
            gains += [whole - without[:n, 1 : m + 1], whole - without[:n, :m]]
        return np.minimum.reduce(gains) if gains else 0.0

    def _similarity(self, a: int, b: int) -> Matrix:
        if (a, b) not in self.similarities:
            self.similarities[a, b] = self.source.spans[a - 1] @ self.target.spans[b - 1].T
        return self.similarities[a, b]

    def _length_mismatch(self, a: int, b: int) -> Matrix:
        source, target = _sums(self.source.lengths, a), _sums(self.target.lengths, b)
        # Short sentences vary more: two characters are a larger part of them (Gale & Church 1993).
        spread = _LENGTH_SPREAD * np.sqrt(1 + 12.0 / np.minimum(source[:, None], target[None, :]))
        z = np.log(target[None, :] / source[:, None]) / spread
        return -np.minimum(z * z, 16.0).astype(np.float32)


class _Anchors:
    """Tokens that stand on both sides alike, as sparse presence per sentence, countable for any span."""

    def __init__(
        self, source: Sequence[Counter[str]], target: Sequence[Counter[str]], weights: dict[str, float] | None = None
    ) -> None:
        both = sorted(set().union(*source) & set().union(*target)) if source and target else []
        self._source = _presence(source, both, weights)
        self._target = _presence(target, both, None)
        self._source_totals = np.array([sum(c.values()) for c in source], dtype=np.float32)
        self._target_totals = np.array([sum(c.values()) for c in target], dtype=np.float32)

    def shared(self, a: int, b: int) -> Matrix:
        """How many tokens (or their weight) each a-b bead has on both sides."""
        shared: Matrix = _maxima(self._source, a) @ _maxima(self._target, b).T
        return shared

    def total(self, a: int, b: int) -> Matrix:
        """How many tokens each a-b bead has on either side."""
        total: Matrix = _sums(self._source_totals, a)[:, None] + _sums(self._target_totals, b)[None, :]
        return total


def _word_anchors(source: Sequence[frozenset[str]], target: Sequence[frozenset[str]]) -> _Anchors:
    """Words written alike on both sides, the rarer the weightier."""
    counts = Counter(word for words in [*source, *target] for word in words)
    most = max(4.0, _RAREST_SHARE * (len(source) + len(target)))
    kept = {word: 1.0 / np.sqrt(max(1.0, count / 2)) for word, count in counts.items() if count <= most}
    return _Anchors(
        [Counter(word for word in words if word in kept) for words in source],
        [Counter(word for word in words if word in kept) for words in target],
        kept,
    )


def _words(sentence: str) -> list[str]:
    """Words in Latin letters, of three letters or more, without case: what two languages can share by spelling."""
    word, found = [], []
    for character in f"{sentence} ":
        if (character.isascii() and character.isalnum()) or "À" <= character <= "ɏ":
            word.append(character)
        else:
            if len(word) > 2 and not all(c.isdigit() for c in word):
                found.append("".join(word).casefold())
            word = []
    return found


def _presence(counters: Sequence[Counter[str]], tokens: Sequence[str], weights: dict[str, float] | None) -> Matrix:
    index = {token: i for i, token in enumerate(tokens)}
    found = np.zeros((len(counters), len(tokens)), dtype=np.float32)
    for row, counter in enumerate(counters):
        for token in counter:
            if token in index:
                found[row, index[token]] = weights[token] if weights else 1.0
    return found


def _chance(similarity: Matrix) -> Matrix:
    """How similar each row is to an unrelated sentence of the other side: its mean without its best."""
    n, m = similarity.shape
    if m < 2:
        return np.full(n, 0.25, dtype=np.float32)
    mean: Matrix = ((similarity.sum(axis=1) - similarity.max(axis=1)) / (m - 1)).astype(np.float32)
    return mean


def _sums(values: np.ndarray[Any, Any], k: int) -> np.ndarray[Any, Any]:
    """Sums over all windows of k values."""
    totals = np.concatenate([[0.0], np.cumsum(values)])
    sums: np.ndarray[Any, Any] = totals[k:] - totals[:-k]
    return sums


def _means(values: np.ndarray[Any, Any], k: int) -> np.ndarray[Any, Any]:
    return _sums(values, k) / k


def _maxima(rows: Matrix, k: int) -> Matrix:
    """Maxima over all windows of k rows."""
    n = len(rows) - k + 1
    found = rows[:n]
    for shift in range(1, k):
        found = np.maximum(found, rows[shift : shift + n])
    return found
