"""What speaks for a bead and against it, as numbers: similarity, length, numbers, names, writing; the same for nulls.

Everything is computed at once for all beads that end in a region of the band. A "span" is one to six
neighbouring sentences of one side.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from itertools import chain
from typing import Any

import numpy as np

from align.band import Path, Region, find_path, neighbourhoods
from align.names import spelled
from align.sides import MAX_SPAN, EncodedSide

Matrix = np.ndarray[Any, np.dtype[np.float32]]
Places = np.ndarray[Any, np.dtype[np.int64]]
Node = tuple[int, int]

BEAD_TYPES = (
    (1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 4), (4, 1), (1, 5), (5, 1), (1, 6), (6, 1),
    (2, 2), (2, 3), (3, 2), (2, 4), (4, 2), (3, 3),
)  # fmt: skip
# Bead types share weights with their mirror image, so that swapping the sides swaps the beads.
SHAPES = ("1-1", "1-2", "1-3", "1-4", "1-5", "1-6", "2-2", "2-3", "2-4", "3-3")
KINDS = ("one to one", "one to many", "many to many")

BEAD_FEATURES = (
    *(f"bias {shape}" for shape in SHAPES),
    *(f"similarity, {kind}" for kind in KINDS),
    "similarity above chance",
    "similarity above chance, as this text goes",
    "distance to the best match",
    "least gain by a sentence at the edge",
    "weakest sentence",
    "gain over the best split",
    "weaker part of the best split",
    "length mismatch",
    "length mismatch of long spans",
    "numbers shared",
    "numbers unmatched",
    "words shared",
    "unfinished sentence joined",
    "unfinished sentence joined, many to many",
    "stray punctuation first",
)
NULL_FEATURES = (
    "null",
    "best match anywhere",
    "best match above chance",
    "best match above chance, as this text goes",
    "length of a null",
    "number in a null",
    "null does not end as sentences do",
    "null is stray punctuation",
    "gap opens",
    "gap meets gap",
)
FEATURES = BEAD_FEATURES + NULL_FEATURES

_LENGTH_SPREAD = 0.35  # unit of the log length ratio; in close translation its standard deviation is .25
_RATIO_PRIOR = 6.0  # pairs of sentences that the usual length ratio of two languages weighs
_RAREST_SHARE = 0.05  # a word in more of the sentences than this says nothing about which translates which
_FAR = 600  # sentences around the path in which the best match of a sentence is looked for: an article is all of them
_STRETCH = 4096  # sentences whose vectors are widened at a time
_HALO = MAX_SPAN - 1  # nodes before a region at which parts of its beads end


class BitextFeatures:
    """The features of every bead and null of two encoded sides."""

    def __init__(self, source: EncodedSide, target: EncodedSide, path: Path | None = None) -> None:
        """path is about where the alignment runs; with None everything is looked at."""
        self.source, self.target, self.path = source, target, path
        self._scan()
        self.source_words, self.target_words = _shared_words(source, target)
        self.rarity = _rarity(self.source_words, self.target_words)

    def _scan(self) -> None:
        """Each sentence's best match near the path and its mean similarity, and how this text is translated."""
        n, m = len(self.source), len(self.target)
        best, best_target = np.full(n, -1.0, dtype=np.float32), np.full(m, -1.0, dtype=np.float32)
        at, at_target = np.zeros(n, dtype=np.int64), np.zeros(m, dtype=np.int64)
        if n and m:
            for i0, i1, j0, j1 in neighbourhoods(self.path, n, m, _FAR):
                block = self._alike(slice(i0, i1), slice(j0, j1))
                best[i0:i1], at[i0:i1] = block.max(axis=1), block.argmax(axis=1) + j0
                tops = block.max(axis=0)
                better = np.flatnonzero(tops > best_target[j0:j1])
                best_target[j0 + better], at_target[j0 + better] = tops[better], block.argmax(axis=0)[better] + i0
        self.source_best, self.target_best = np.maximum(best, 0), np.maximum(best_target, 0)
        self.source_chance = _chance(self.source, self.target, self.source_best)
        self.target_chance = _chance(self.target, self.source, self.target_best)
        self.usual_gain = self._usual_gain()
        mutual = np.flatnonzero((at_target[at] == np.arange(n)) if n and m else np.zeros(n, dtype=bool))
        sure = mutual[(best - self.source_chance)[mutual] >= self.usual_gain]
        ratios = np.log(self.target.lengths[at[sure]] / self.source.lengths[sure])
        self.length_ratio = float(np.median(ratios)) * len(sure) / (len(sure) + _RATIO_PRIOR) if len(sure) else 0.0

    def _usual_gain(self) -> float:
        """By how much the best match of a sentence usually beats chance in this bitext.

        A free translation stays below a close one in all its sentences, so each is measured by its own kind.
        """
        gains = np.concatenate([self.source_best - self.source_chance, self.target_best - self.target_chance])
        return max(0.05, float(np.quantile(gains, 0.6))) if len(gains) else 0.05

    def part(self, start: Node, end: Node, path: Path | None) -> "BitextFeatures":
        """The features of the bitext between two nodes of its path, by the measure of the whole text.

        path is that of the part.
        """
        found = copy(self)
        rows, columns = slice(start[0], end[0]), slice(start[1], end[1])
        found.path = path
        found.source, found.target = self.source.part(start[0], end[0]), self.target.part(start[1], end[1])
        found.source_words, found.target_words = self.source_words[rows], self.target_words[columns]
        found.source_chance, found.target_chance = self.source_chance[rows], self.target_chance[columns]
        found.source_best, found.target_best = self.source_best[rows], self.target_best[columns]
        return found

    def within(self, start: Node, end: Node) -> "BitextFeatures":
        """The features of any rectangle of the bitext, on its path or off, by the measure of the whole text."""
        source, target = self.source.part(start[0], end[0]), self.target.part(start[1], end[1])
        found = self.part(start, end, find_path(source.spans[0], target.spans[0]))
        found.source_best, found.target_best = found.source_best.copy(), found.target_best.copy()
        for i0, i1, j0, j1 in neighbourhoods(found.path, len(source), len(target), _FAR):
            alike = found._alike(slice(i0, i1), slice(j0, j1))
            found.source_best[i0:i1] = np.maximum(found.source_best[i0:i1], alike.max(axis=1, initial=0))
            found.target_best[j0:j1] = np.maximum(found.target_best[j0:j1], alike.max(axis=0, initial=0))
        return found

    def gains(self, rows: Places, columns: Places) -> Matrix:
        """How far above chance sentences of the source are like those of the target: (len(rows), len(columns))."""
        chance = (self.source_chance[rows][:, None] + self.target_chance[columns][None, :]) / 2
        return np.asarray(self._alike(rows, columns) - chance, dtype=np.float32)

    def _alike(self, rows: Places | slice, columns: Places | slice) -> Matrix:
        source, target = self.source.spans[0][rows], self.target.spans[0][columns]
        cosines = source.astype(np.float32) @ target.astype(np.float32).T
        return np.asarray(self.source.calibration.apply(cosines), dtype=np.float32)

    def nulls(self) -> tuple[Matrix, Matrix]:
        """Features of source and of target sentences as nulls: (len(NULL_FEATURES) - 2, n) and (…, m).

        "gap opens" and "gap meets gap" belong to the step between sentences and are not among them.
        """
        return (
            self._null_side(self.source_best, self.source_chance, self.source),
            self._null_side(self.target_best, self.target_chance, self.target),
        )

    def _null_side(self, best: Matrix, chance: Matrix, side: EncodedSide) -> Matrix:
        return np.stack(
            [
                np.ones(len(side)),
                best,
                best - chance,
                np.clip((best - chance) / self.usual_gain, -1, 1.5),
                np.log(side.lengths / 20.0),
                np.array([min(2, sum(numbers.values())) for numbers in side.numbers], dtype=np.float64),
                (1 - side.ends) * (1 - side.stray),
                side.stray,
            ]
        ).astype(np.float32)

    def beads(self, region: Region) -> Matrix:
        """Features of all beads that end at the nodes of a region.

        Returns (len(BEAD_FEATURES), rows, len(BEAD_TYPES), columns); beads that would begin before the text
        have features that mean nothing, `possible` tells them.
        """
        i0, i1, j0, j1 = region
        found = np.zeros((len(BEAD_FEATURES), i1 - i0, len(BEAD_TYPES), j1 - j0 + 1), dtype=np.float32)
        window = _Window(self, region)
        for k, (a, b) in enumerate(BEAD_TYPES):
            window.fill(found[:, :, k], a, b)
        return found

    def bead_scores(self, region: Region, weights: Matrix) -> Matrix:
        """The sums of the features of all beads that end in a region, times weights (len(BEAD_FEATURES),).

        Returns (rows, len(BEAD_TYPES), columns). One type of bead is held in memory at a time.
        """
        i0, i1, j0, j1 = region
        found = np.empty((i1 - i0, len(BEAD_TYPES), j1 - j0 + 1), dtype=np.float32)
        window = _Window(self, region)
        features = np.empty((len(BEAD_FEATURES), i1 - i0, j1 - j0 + 1), dtype=np.float32)
        for k, (a, b) in enumerate(BEAD_TYPES):
            features[:] = 0
            window.fill(features, a, b)
            found[:, k] = np.tensordot(weights, features, axes=1)
        return found


class _Window:
    """One region with what its beads share: similarities of all spans, anchors, sums over spans."""

    def __init__(self, bitext: BitextFeatures, region: Region) -> None:
        self._bitext = bitext
        i0, i1, j0, j1 = region
        # Spans are known by the node they end at; the halo holds the ends of the parts of beads.
        self._rows, self._columns = (i0 + 1 - _HALO, i1), (j0 - _HALO, j1)
        source, target = bitext.source, bitext.target
        self._similarities = {}
        spans = [
            [_ending(vectors, a, *nodes).astype(np.float32) for a, vectors in enumerate(side.spans, 1)]
            for side, nodes in ((source, self._rows), (target, self._columns))
        ]
        for a, b in BEAD_TYPES:
            self._similarities[a, b] = source.calibration.apply(spans[0][a - 1] @ spans[1][b - 1].T)
        self._means = {
            name: [_window_means(values, nodes, a) for a in range(1, MAX_SPAN + 1)]
            for name, values, nodes in (
                ("source chance", bitext.source_chance, self._rows),
                ("target chance", bitext.target_chance, self._columns),
                ("source best", bitext.source_best, self._rows),
                ("target best", bitext.target_best, self._columns),
                ("source length", source.lengths, self._rows),
                ("target length", target.lengths, self._columns),
                ("source joined", source.joined, self._rows),
                ("target joined", target.joined, self._columns),
            )
        }  # fmt: skip
        self._stray = [_slice(side.stray, nodes) for side, nodes in ((source, self._rows), (target, self._columns))]
        numbers = [_slice_tuple(side.numbers, nodes) for side, nodes in ((source, self._rows), (target, self._columns))]
        self._numbers = _Anchors(numbers[0], numbers[1], None)
        words = [
            [Counter(word for word in found or () if word in bitext.rarity) for found in _slice_tuple(words, nodes)]
            for words, nodes in ((bitext.source_words, self._rows), (bitext.target_words, self._columns))
        ]
        self._words = _Anchors(words[0], words[1], bitext.rarity)

    def fill(self, found: Matrix, a: int, b: int) -> None:
        """Write the features of a-b beads into (len(BEAD_FEATURES), rows, columns), which is all zero."""
        similarity = self._similarity(a, b)
        size = (a + b) / 2
        shape = f"{min(a, b)}-{max(a, b)}"
        kind = 0 if a == b == 1 else 1 if min(a, b) == 1 else 2
        found[SHAPES.index(shape)] = 1.0
        found[len(SHAPES) + kind] = similarity * size
        rest = iter(found[len(SHAPES) + len(KINDS) :])
        above = similarity - self._mean_of_both("chance", a, b)
        next(rest)[:] = above * size
        next(rest)[:] = np.clip(above / self._bitext.usual_gain, -1, 1.5) * size
        next(rest)[:] = np.maximum(similarity - self._mean_of_both("best", a, b), -0.3) * size
        next(rest)[:] = self._edge_gain(a, b)
        next(rest)[:] = self._weakest(a, b)
        gain, weaker = self._splits(a, b)
        next(rest)[:] = gain
        next(rest)[:] = weaker
        mismatch = self._length_mismatch(a, b)
        next(rest)[:] = mismatch
        next(rest)[:] = mismatch if a + b > 2 else 0.0
        shared, total = self._numbers.shared(a, b), self._numbers.total(a, b)
        next(rest)[:] = np.minimum(shared, 3)
        next(rest)[:] = np.minimum(total - 2 * shared, 2)
        next(rest)[:] = np.minimum(self._words.shared(a, b), 4)
        joined = self._joined("source", a)[:, None] + self._joined("target", b)[None, :]
        next(rest)[:] = joined
        next(rest)[:] = joined if min(a, b) > 1 else 0.0
        next(rest)[:] = self._first_stray(0, a)[:, None] + self._first_stray(1, b)[None, :]

    def _similarity(self, a: int, b: int, back: int = 0, left: int = 0) -> Matrix:
        """Similarity of the a-b beads that end at the nodes of the region, or back and left of them."""
        whole = self._similarities[a, b]
        rows, columns = (size - _HALO for size in whole.shape)
        return whole[_HALO - back : _HALO - back + rows, _HALO - left : _HALO - left + columns]

    def _mean_of_both(self, name: str, a: int, b: int) -> Matrix:
        source, target = self._means[f"source {name}"][a - 1], self._means[f"target {name}"][b - 1]
        return np.asarray((source[_HALO:, None] + target[None, _HALO:]) / 2, dtype=np.float32)

    def _edge_gain(self, a: int, b: int) -> Matrix | float:
        """How much similarity is lost, at the least, by leaving out the first or last sentence of a side.

        SentAlign's lesson (Steingrímsson et al. 2023): a merge has to earn each of its sentences.
        """
        whole = self._similarity(a, b)
        gains = []
        if a > 1:
            gains += [whole - self._similarity(a - 1, b), whole - self._similarity(a - 1, b, back=1)]
        if b > 1:
            gains += [whole - self._similarity(a, b - 1), whole - self._similarity(a, b - 1, left=1)]
        return np.minimum.reduce(gains) if gains else 0.0

    def _weakest(self, a: int, b: int) -> Matrix | float:
        """How far above chance that sentence of a merge is, against the whole other side, that is least so."""
        chance = self._mean_of_both("chance", a, b)
        alone = [self._similarity(1, b, back=back) for back in range(a)] if a > 1 else []
        alone += [self._similarity(a, 1, left=left) for left in range(b)] if b > 1 else []
        return np.minimum.reduce(alone) - chance if alone else 0.0

    def _splits(self, a: int, b: int) -> tuple[Matrix | float, Matrix | float]:
        """What speaks against a bead of several on both sides: the best two beads it can be cut into.

        Returns by how much the whole is more alike than they are, and how far above chance the less alike of
        them is.
        """
        means, weaker = [], []
        for first in BEAD_TYPES:
            second = a - first[0], b - first[1]
            if second in self._similarities:
                parts = self._similarity(*first, back=second[0], left=second[1]), self._similarity(*second)
                sizes = sum(first), sum(second)
                means.append((parts[0] * sizes[0] + parts[1] * sizes[1]) / (a + b))
                weaker.append(np.minimum(*parts))
        if not means:
            return 0.0, 0.0
        whole = self._similarity(a, b)
        return whole - np.maximum.reduce(means), np.maximum.reduce(weaker) - self._mean_of_both("chance", a, b)

    def _length_mismatch(self, a: int, b: int) -> Matrix:
        source = np.maximum(self._means["source length"][a - 1][_HALO:, None] * a, 0.1)
        target = np.maximum(self._means["target length"][b - 1][None, _HALO:] * b, 0.1)
        # Short sentences vary more: two characters are a larger part of them (Gale & Church 1993).
        spread = _LENGTH_SPREAD * np.sqrt(1 + 12.0 / np.minimum(source, target))
        z = (np.log(target / source) - self._bitext.length_ratio) / spread
        mismatch: Matrix = -np.minimum(z * z, 16.0)
        return mismatch

    def _joined(self, side: str, size: int) -> Matrix:
        """How many sentences of each span but its first seem to go on with the one before."""
        if size == 1:
            return np.zeros(len(self._means[f"{side} joined"][0]) - _HALO, dtype=np.float32)
        return self._means[f"{side} joined"][size - 2][_HALO:] * (size - 1)

    def _first_stray(self, side: int, size: int) -> Matrix:
        stray = self._stray[side]
        return stray[_HALO - size + 1 : len(stray) - size + 1]


def possible(region: Region) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which beads that end in a region begin within the text: (rows, len(BEAD_TYPES), columns)."""
    i0, i1, j0, j1 = region
    rows, columns = np.arange(i0 + 1, i1 + 1), np.arange(j0, j1 + 1)
    sizes = np.array(BEAD_TYPES)
    inside: np.ndarray[Any, np.dtype[np.bool_]] = (rows[:, None, None] >= sizes[None, :, 0, None]) & (
        columns[None, None, :] >= sizes[None, :, 1, None]
    )
    return inside


class _Anchors:
    """Tokens that stand on both sides alike, countable for any two spans by the nodes they end at."""

    def __init__(
        self, source: Sequence[Counter[str]], target: Sequence[Counter[str]], weights: dict[str, float] | None
    ) -> None:
        both = sorted(set().union(*source) & set().union(*target)) if source and target else []
        self._any = bool(both)
        self._source, self._target = _presence(source, both, weights), _presence(target, both, None)
        self._totals = [np.array([sum(c.values()) for c in side], dtype=np.float32) for side in (source, target)]

    def shared(self, a: int, b: int) -> Matrix | float:
        """How many tokens (or their weight) each a-b bead has on both sides."""
        if not self._any:
            return 0.0
        shared: Matrix = _window_maxima(self._source, a) @ _window_maxima(self._target, b).T
        return shared

    def total(self, a: int, b: int) -> Matrix:
        """How many tokens each a-b bead has on either side."""
        source, target = (_window_sums(totals, size) for totals, size in zip(self._totals, (a, b), strict=True))
        total: Matrix = source[:, None] + target[None, :]
        return total


def _shared_words(source: EncodedSide, target: EncodedSide) -> list[list[frozenset[str]]]:
    """For each sentence of both sides its words that the other side has too: those in Latin letters, and names."""
    sides = [_words(side, other) for side, other in ((source, target), (target, source))]
    shared = frozenset(chain.from_iterable(sides[0]())) & frozenset(chain.from_iterable(sides[1]()))
    return [[shared.intersection(words) for words in side()] for side in sides]


def _words(side: EncodedSide, other: EncodedSide) -> Callable[[], Iterator[Iterable[str]]]:
    """What gives the words of each sentence of a side, again and again: a book's would fill the memory."""
    nothing: tuple[Iterable[str], ...] = ((),) * len(side)
    names: Sequence[Iterable[str]] = side.spellings if any(other.readings) else nothing
    if any(side.readings):
        wanted = frozenset(chain.from_iterable(other.spellings))
        names = [spelled(sentence, wanted) for sentence in side.readings]
    return lambda: map(chain, side.words, names)


def _rarity(source: Sequence[frozenset[str]], target: Sequence[frozenset[str]]) -> dict[str, float]:
    """The weight of each word that both sides write: the rarer the weightier."""
    counts = Counter(word for words in [*source, *target] for word in words)
    most = max(4.0, _RAREST_SHARE * (len(source) + len(target)))
    shared = frozenset().union(*source) & frozenset().union(*target)
    return {word: 1.0 / float(np.sqrt(max(1.0, counts[word] / 2))) for word in shared if counts[word] <= most}


def _presence(counters: Sequence[Counter[str]], tokens: Sequence[str], weights: dict[str, float] | None) -> Matrix:
    index = {token: i for i, token in enumerate(tokens)}
    found = np.zeros((len(counters), len(tokens)), dtype=np.float32)
    for row, counter in enumerate(counters):
        for token in counter:
            if token in index:
                found[row, index[token]] = weights[token] if weights else 1.0
    return found


def _chance(side: EncodedSide, other: EncodedSide, best: Matrix) -> Matrix:
    """How similar each sentence is to an unrelated one of the other side: the mean without its best match."""
    n, m = len(side), len(other)
    if m < 2 or not n:
        return np.full(n, 0.25, dtype=np.float32)
    total = other.spans[0].sum(axis=0, dtype=np.float32)
    calibration = side.calibration
    # A stretch at a time: a book's vectors in full precision would take a third more memory than the search does.
    products = [side.spans[0][k : k + _STRETCH].astype(np.float32) @ total for k in range(0, n, _STRETCH)]
    sums = calibration.slope * np.concatenate(products) + m * calibration.offset
    return np.asarray((sums - best) / (m - 1), dtype=np.float32)


def _ending(vectors: np.ndarray[Any, Any], size: int, first: int, last: int) -> np.ndarray[Any, Any]:
    """The vectors of the spans of a size that end at the nodes first … last, zero where there is no such span."""
    return _padded(vectors, first - size, last - size)


def _slice(values: np.ndarray[Any, Any], nodes: tuple[int, int]) -> Matrix:
    """The value of the sentence before each node first … last, zero where there is none."""
    return _padded(values, nodes[0] - 1, nodes[1] - 1).astype(np.float32)


def _padded(values: Any, first: int, last: int) -> Any:
    """values[first] … values[last], with zeros for what lies outside."""
    size, start = last - first + 1, max(0, first)
    inside = values[start : max(start, last + 1)]
    if len(inside) == size:
        return inside
    shape, before = values.shape[1:], min(max(0, -first), size)
    after = size - before - len(inside)
    return np.concatenate([np.zeros((before, *shape), values.dtype), inside, np.zeros((after, *shape), values.dtype)])


def _slice_tuple(values: Sequence[Any], nodes: tuple[int, int]) -> list[Any]:
    return [values[k] if 0 <= k < len(values) else Counter() for k in range(nodes[0] - 1, nodes[1])]


def _window_means(values: np.ndarray[Any, Any], nodes: tuple[int, int], size: int) -> Matrix:
    """The mean over the last size sentences before each node."""
    padded = _padded(values, nodes[0] - size, nodes[1] - 1).astype(np.float64)
    sums = np.cumsum(np.concatenate([[0.0], padded]))
    return ((sums[size:] - sums[:-size]) / size).astype(np.float32)


def _window_maxima(rows: Matrix, size: int) -> Matrix:
    """The maximum over the last size rows before each node behind the halo."""
    count = len(rows) - _HALO
    found = rows[_HALO:]
    for back in range(1, size):
        found = np.maximum(found, rows[_HALO - back : _HALO - back + count])
    return found


def _window_sums(values: Matrix, size: int) -> Matrix:
    """The sum over the last size values before each node behind the halo."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    count = len(values) - _HALO
    return np.asarray(sums[_HALO + 1 : _HALO + 1 + count] - sums[_HALO + 1 - size : _HALO + 1 - size + count])
