"""Where a long bitext can be cut: sentences that translate each other beyond doubt.

The exact search takes time and memory by the product of the sides. Most sentences of a book have one
counterpart that is best in both directions; a chain of such pairs, in order and close together, holds
whatever happens elsewhere, so the text between two of them can be aligned on its own.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from align.encoding import Vectors

LARGEST = 600_000  # cells (source sentences times target sentences) that are searched at once
_WINDOW = 150  # source sentences between two cuts, at least
_ROWS = 1024  # of the similarity matrix at a time
_SURE = 0.55  # cosine; of 90,000 pairs of unrelated sentences one in ten thousand is above .49
_NEIGHBOURS = 3  # sentences within which the anchors before and after must stand


class Cell(NamedTuple):
    """A place in the grid: before source sentence i and target sentence j."""

    i: int
    j: int


def cuts(source: Vectors, target: Vectors) -> list[Cell]:
    """Cells at which the bitext may be cut, in order, corners included; none inside where it is small.

    source (n, d) and target (m, d) have rows of length 1.
    """
    corners = [Cell(0, 0), Cell(len(source), len(target))]
    if len(source) * len(target) <= LARGEST:
        return corners
    chain = _in_order(_mutual_best(source, target))
    chosen = [corners[0]]
    for before, anchor, after in zip(chain, chain[1:], chain[2:], strict=False):
        close = max(anchor.i - before.i, anchor.j - before.j, after.i - anchor.i, after.j - anchor.j)
        if close <= _NEIGHBOURS and anchor.i - chosen[-1].i >= _WINDOW:
            chosen.append(anchor)
    return [*chosen, corners[1]]


def _mutual_best(source: Vectors, target: Vectors) -> list[Cell]:
    """Pairs of sentences that are each other's best match, and sure ones."""
    best_target = np.zeros(len(source), dtype=np.int64)
    best_source = np.zeros(len(target), dtype=np.int64)
    highest = np.full(len(target), -np.inf, dtype=np.float32)
    values = np.zeros(len(source), dtype=np.float32)
    for first in range(0, len(source), _ROWS):
        block = source[first : first + _ROWS] @ target.T
        best_target[first : first + _ROWS] = block.argmax(axis=1)
        values[first : first + _ROWS] = block.max(axis=1)
        rows, tops = block.argmax(axis=0), block.max(axis=0)
        better = tops > highest
        best_source[better], highest[better] = rows[better] + first, tops[better]
    return [
        Cell(i, int(j)) for i, j in enumerate(best_target) if best_source[j] == i and values[i] >= _SURE
    ]  # fmt: skip


def _in_order(cells: Sequence[Cell]) -> list[Cell]:
    """The longest run of cells, in order of source, whose targets rise as well."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for k, cell in enumerate(cells):
        place = bisect_left(ends, cell.j)
        before.append(at[place - 1] if place else -1)
        if place == len(ends):
            ends.append(cell.j)
            at.append(k)
        else:
            ends[place], at[place] = cell.j, k
    found = []
    k = at[-1] if at else -1
    while k >= 0:
        found.append(cells[k])
        k = before[k]
    return found[::-1]
