"""Where in the grid of two long sides the alignment can lie, found from coarse to fine in linear time.

Runs of sentences are averaged until the sides are short, the best path through those averages is found, and
the search is repeated with ever shorter runs around the path before it (as in Thompson & Koehn 2019). The
exact search then visits only a band around the finest path. It is as wide as the path is doubtful: where a
block is missing the whole block is in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from align.encoding import Vectors
from corpora.units import Bead

Integers = np.ndarray[Any, np.dtype[np.int64]]
Rows = np.ndarray[Any, Any]  # vectors of half or full precision, (n, d), of length 1

EXACT = 62_500  # cells (source sentences times target sentences) up to which the whole grid is the band
_SHORT = 1200  # units a side at the coarsest level
_STEP = 4  # sentences to a unit grow by this from level to level
_AROUND = 16  # units to either side of the path that the next level looks at
_MARGIN = 24  # target sentences to either side of the finest path
_REACH = 12  # source sentences before and after, whose stretch of the path is in the band as well
_ROWS = 64  # source sentences a region, fewer where the band is wide
_CELLS = 32_768  # cells a region
_STRETCH = 2048  # rows that are widened to full precision at a time
_PREFER_DIAGONAL = 0.02  # what a step forward on both sides is worth where nothing is alike
_WINDOW = 400  # source sentences between two cuts, at least
_SURE = 0.55  # cosine; of 90,000 pairs of unrelated sentences one in ten thousand is above .49


class Region(NamedTuple):
    """A rectangle of the band: the nodes i0 + 1 … i1 by j0 … j1, both inclusive.

    Node (i, j) lies behind source sentence i - 1 and target sentence j - 1, counted from 0.
    """

    i0: int
    i1: int
    j0: int
    j1: int


class Path(NamedTuple):
    """A monotone path: for each source node the first and the last target node it visits, (n + 1,) each."""

    low: Integers
    high: Integers

    def part(self, start: tuple[int, int], end: tuple[int, int]) -> "Path":
        """The path between two of its nodes, counted from the first."""
        rows = slice(start[0], end[0] + 1)
        width = end[1] - start[1]
        return Path(np.clip(self.low[rows] - start[1], 0, width), np.clip(self.high[rows] - start[1], 0, width))

    def through(self, beads: Iterable[tuple[Sequence[int], Sequence[int]]]) -> "Path":
        """The path widened so that its band holds beads, given by their source and target positions."""
        low, high = self.low.copy(), self.high.copy()
        for source, target in beads:
            rows = slice(source[0], source[-1] + 2)
            low[rows] = np.minimum(low[rows], target[0])
            high[rows] = np.maximum(high[rows], target[-1] + 1)
        return Path(np.minimum.accumulate(low[::-1])[::-1], np.maximum.accumulate(high))


def path_along(beads: Iterable[Bead], start: tuple[int, int], end: tuple[int, int]) -> Path:
    """The path of beads in order that lie between two nodes, counted from the first."""
    n, m = end[0] - start[0], end[1] - start[1]
    low, high = np.full(n + 1, m, dtype=np.int64), np.zeros(n + 1, dtype=np.int64)
    i = j = 0
    for source, target in [*((bead.source, bead.target) for bead in beads), (end[:1], end[1:])]:
        last = source[-1] + 1 - start[0] if source else i
        after = target[-1] + 1 - start[1] if target else j
        low[i : last + 1] = np.minimum(low[i : last + 1], j)
        high[i : last + 1] = np.maximum(high[i : last + 1], min(after, m))
        i, j = last, after
    return Path(low, high)


def find_path(source: Rows, target: Rows) -> Path | None:
    """About where the alignment of two sides runs; None where they are short enough to look everywhere."""
    n, m = len(source), len(target)
    if n * m <= EXACT:
        return None
    factor = 1
    while max(n, m) > _SHORT * factor:
        factor *= _STEP
    path = None
    while True:
        units = _Units(source, factor), _Units(target, factor)
        path = _trace(*units, _around(path, *(len(side) for side in units)))
        if factor == 1:
            return path
        factor //= _STEP


def regions(path: Path | None, n: int, m: int) -> list[Region]:
    """The band around a path through n source and m target sentences, as regions in order; all where it is None."""
    found: list[Region] = []
    i = 0
    while i < n or not found:
        size = min(_ROWS, max(1, n - i))
        while True:
            j0, j1 = _columns(path, i, min(n, i + size), m)
            if size <= 4 or size * (j1 - j0 + 1) <= _CELLS:
                break
            size //= 2
        found.append(Region(i, min(n, i + size), j0, j1))
        i += size
    return found


def neighbourhoods(path: Path | None, n: int, m: int, width: int) -> Iterator[Region]:
    """Rectangles of sentences, rows i0 … i1 - 1 by columns j0 … j1 - 1, that reach width beyond the path."""
    for i in range(0, n, _ROWS):
        last = min(n, i + _ROWS)
        if path is None:
            yield Region(i, last, 0, m)
        else:
            yield Region(i, last, max(0, int(path.low[i]) - width), min(m, int(path.high[last]) + width))


def cuts(path: Path | None, source: Rows, target: Rows) -> list[tuple[int, int]]:
    """Nodes at which the search may be cut in two, in order, corners included.

    A cut lies before a pair of sentences that translate each other beyond doubt, between two more such
    pairs; whatever happens elsewhere, the alignment goes through it.
    """
    n, m = len(source), len(target)
    found = [(0, 0)]
    if path is not None:
        sure = _sure_pairs(path, source, target)
        for before, pair, after in zip(sure, sure[1:], sure[2:], strict=False):
            in_a_row = before == (pair[0] - 1, pair[1] - 1) and after == (pair[0] + 1, pair[1] + 1)
            if in_a_row and pair[0] - found[-1][0] >= _WINDOW and n - pair[0] >= _WINDOW // 2:
                found.append(pair)
    return [*found, (n, m)]


def _sure_pairs(path: Path, source: Rows, target: Rows) -> list[tuple[int, int]]:
    """Sentences on the path that are alike enough, and more so than either with its neighbours there."""
    rows = np.flatnonzero((path.low[1:] == path.high[:-1] + 1) & (path.high[:-1] < len(target)))
    columns = path.high[rows]
    own = _cosines(source[rows], target[columns])
    best = own >= _SURE
    for shift in (-2, -1, 1, 2):
        best &= own > _cosines(source[rows], target[np.clip(columns + shift, 0, len(target) - 1)]) + 0.1
        best &= own > _cosines(source[np.clip(rows + shift, 0, len(source) - 1)], target[columns]) + 0.1
    return [(int(i), int(j)) for i, j in zip(rows[best], columns[best], strict=True)]


def _cosines(first: Rows, second: Rows) -> Vectors:
    parts = [slice(k, k + _STRETCH) for k in range(0, len(first), _STRETCH)] or [slice(0)]
    return np.concatenate(
        [np.einsum("nd,nd->n", first[k].astype(np.float32), second[k].astype(np.float32)) for k in parts]
    )


def _columns(path: Path | None, first: int, last: int, m: int) -> tuple[int, int]:
    if path is None:
        return 0, m
    n = len(path.low) - 1
    low = 0 if first == 0 else max(0, int(path.low[max(0, first - _REACH)]) - _MARGIN)
    high = m if last == n else min(m, int(path.high[min(n, last + _REACH)]) + _MARGIN)
    return low, high


def _means(vectors: Rows, factor: int) -> Vectors:
    starts = np.arange(0, len(vectors), factor)
    sums = np.add.reduceat(vectors, starts, axis=0, dtype=np.float32)
    return np.asarray(sums / np.diff(np.append(starts, len(vectors)))[:, None], dtype=np.float32)


class _Units:
    """Means of factor neighbouring rows, without what all rows have in common, of length 1.

    Single rows are brought to that form when they are asked for: a book's vectors fit into memory once.
    """

    def __init__(self, vectors: Rows, factor: int) -> None:
        if factor == 1:
            self._rows = vectors
        else:
            stretch = _STRETCH * factor
            self._rows = np.concatenate(
                [_means(vectors[first : first + stretch], factor) for first in range(0, len(vectors), stretch)]
            )
        self._mean = self._rows.mean(axis=0, dtype=np.float32)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, rows: slice) -> Vectors:
        found = self._rows[rows] - self._mean
        found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
        return np.asarray(found, dtype=np.float32)


def _around(path: Path | None, n: int, m: int) -> Path:
    """For each node of a level the target nodes to look at: all, or those near the path of the level before."""
    if path is None:
        return Path(np.zeros(n + 1, dtype=np.int64), np.full(n + 1, m, dtype=np.int64))
    nodes = np.arange(n + 1)
    before = np.minimum(nodes // _STEP, len(path.low) - 1)
    after = np.minimum(-(-nodes // _STEP), len(path.low) - 1)
    low = np.clip(path.low[before] * _STEP - _AROUND, 0, m)
    high = np.clip(path.high[after] * _STEP + _AROUND, 0, m)
    low[0], high[-1] = 0, m
    return Path(low, high)


def _trace(source: _Units, target: _Units, window: Path) -> Path:
    """The path within a window that gathers most similarity above half of what the best matches have."""
    n = len(source)
    choices: list[np.ndarray[Any, np.dtype[np.int8]]] = []
    row = np.zeros(int(window.high[0]) + 1, dtype=np.float32)
    threshold = 0.0
    for first in range(0, n, _ROWS):
        last = min(n, first + _ROWS)
        start = max(0, int(window.low[first + 1]) - 1)
        stop = int(window.high[last])
        alike = source[slice(first, last)] @ target[slice(start, stop)].T
        if not first:
            threshold = max(0.15, float(np.median(alike.max(axis=1, initial=0.0))) / 2)
        gains = np.maximum(alike - threshold, 0) + _PREFER_DIAGONAL
        for i in range(first, last):
            low, high = int(window.low[i + 1]), int(window.high[i + 1])
            row, choice = _next_row(row, int(window.low[i]), gains[i - first], start, low, high)
            choices.append(choice)
    return _back(choices, window, len(target))


_DIAGONAL, _DOWN, _RIGHT = range(3)


def _next_row(
    row: Vectors, offset: int, gains: Vectors, start: int, low: int, high: int
) -> tuple[Vectors, np.ndarray[Any, np.dtype[np.int8]]]:
    """The gathered similarity of one more row of nodes, low … high, and how each node was reached."""
    size = high - low + 1
    down = np.full(size, -np.inf, dtype=np.float32)
    diagonal = np.full(size, -np.inf, dtype=np.float32)
    last = offset + len(row) - 1
    shared = min(high, last) - low + 1
    if shared > 0:
        down[:shared] = row[low - offset : low - offset + shared]
    first = max(low, offset + 1)
    end = min(high, last + 1)
    if end >= first:
        diagonal[first - low : end - low + 1] = (
            row[first - 1 - offset : end - offset] + gains[first - 1 - start : end - start]
        )
    reached = np.maximum(diagonal, down)
    best = np.maximum.accumulate(reached)
    choice = np.where(best > reached, _RIGHT, np.where(diagonal >= down, _DIAGONAL, _DOWN))
    return best, choice.astype(np.int8)


def _back(choices: Sequence[np.ndarray[Any, np.dtype[np.int8]]], window: Path, m: int) -> Path:
    n = len(choices)
    low, high = np.zeros(n + 1, dtype=np.int64), np.zeros(n + 1, dtype=np.int64)
    i, j = n, m
    high[n] = m
    while i:
        choice = choices[i - 1][j - window.low[i]]
        if choice == _RIGHT:
            j -= 1
            continue
        low[i] = j
        i, j = i - 1, j - (choice == _DIAGONAL)
        high[i] = j
    return Path(low, high)
