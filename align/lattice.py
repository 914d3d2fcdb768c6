"""Exact dynamic programming over all alignments within a band: the best one, and the probability of everything.

An alignment is a path of beads and null sentences through the nodes of a grid; its score is the sum of theirs;
its probability is its share of the scores of all paths (a semi-Markov conditional random field, Sarawagi &
Cohen 2004). A run of nulls on one side pays once for opening, so one long omission is likelier than many
short ones. A gap of the source stands before a gap of the target, so that no alignment is counted twice;
where they meet they pay again, since text that was left out is seldom replaced by as much other text.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from align.band import Region

Grid = np.ndarray[Any, np.dtype[np.float64]]
Single = np.ndarray[Any, np.dtype[np.float32]]
NEVER = -1e30  # a log score that no path reaches; finite, so that differences stay numbers


class Block(NamedTuple):
    """Log scores of the beads that end in a region: (rows, bead types, columns), NEVER where none can."""

    region: Region
    beads: Single


@dataclass(frozen=True, slots=True)
class Lattice:
    """Log scores of everything two sides could be made of within a band of regions in order."""

    types: Sequence[tuple[int, int]]
    blocks: Sequence[Block]
    source_nulls: Grid
    target_nulls: Grid
    gap_opens: float
    gaps_meet: float

    def bead_scores(self, i: int) -> tuple[int, Single]:
        """The first column of the band at source node i > 0, and the scores of the beads that end there."""
        block = self.blocks[bisect_left(self.blocks, i, key=lambda block: block.region.i1)]
        return block.region.j0, block.beads[i - block.region.i0 - 1]


class Step(NamedTuple):
    """A bead of a path: it starts at node (i, j) and takes a source and b target sentences."""

    i: int
    j: int
    a: int
    b: int


class _Row(NamedTuple):
    """Log scores of all paths to (or from) the nodes of a row, by what the path did last.

    offset is the first column of the band.
    """

    offset: int
    bead: Grid
    source_gap: Grid
    target_gap: Grid
    total: Grid


@dataclass(frozen=True, slots=True)
class Expectation:
    """Probabilities of beads, by block as Block.beads has them, and of what else a path pays for."""

    log_partition: float
    beads: Sequence[Single]
    source_nulls: Grid
    target_nulls: Grid
    openings: float
    meetings: float


class Posteriors:
    """The probability of any bead or null of a lattice."""

    def __init__(self, lattice: Lattice) -> None:
        self._lattice = lattice
        self._forward = _forward(lattice, np.logaddexp, _log_sum)
        self._backward = _backward(lattice)
        self.log_partition = float(self._forward[-1].total[-1])
        self.source_nulls, self.target_nulls, self._openings, self._meetings = self._gaps()

    def __getitem__(self, step: Step) -> float:
        """The probability of a bead or null."""
        if not step.b:
            return float(self.source_nulls[step.i])
        if not step.a:
            return float(self.target_nulls[step.j])
        before, after = self._forward[step.i], self._backward[step.i + step.a]
        offset, scores = self._lattice.bead_scores(step.i + step.a)
        column = step.j + step.b - offset
        score = scores[self._lattice.types.index((step.a, step.b)), column]
        return float(np.exp(before.total[step.j - before.offset] + score + after.bead[column] - self.log_partition))

    def expectation(self) -> Expectation:
        """The probabilities of all beads and steps: what the gradient of the likelihood needs."""
        beads = []
        for block in self._lattice.blocks:
            found = np.empty_like(block.beads)
            for row, i in enumerate(range(block.region.i0 + 1, block.region.i1 + 1)):
                reached = _before(self._lattice, self._forward, i, block.region.j0, block.beads.shape[2])
                found[row] = np.exp(reached + block.beads[row] + self._backward[i].bead - self.log_partition)
            beads.append(found)
        return Expectation(
            self.log_partition, beads, self.source_nulls, self.target_nulls, self._openings, self._meetings
        )

    def _gaps(self) -> tuple[Grid, Grid, float, float]:
        lattice, log_z = self._lattice, self.log_partition
        n, m, opens = len(lattice.source_nulls), len(lattice.target_nulls), lattice.gap_opens
        source, target = np.zeros(n), np.zeros(m)
        openings = meetings = 0.0
        for i in range(n + 1):
            row, after = self._forward[i], self._backward[i]
            columns = slice(row.offset, row.offset + len(row.total) - 1)
            step = lattice.target_nulls[columns] + after.target_gap[1:] - log_z
            met = np.exp(row.source_gap[:-1] + opens + lattice.gaps_meet + step)
            opened = met + np.exp(row.bead[:-1] + opens + step)
            target[columns] += opened + np.exp(row.target_gap[:-1] + step)
            openings += float(opened.sum())
            meetings += float(met.sum())
            if i:
                before = self._forward[i - 1]
                score = lattice.source_nulls[i - 1] + after.source_gap - log_z
                begun = np.exp(_shifted(before.bead, before.offset, row) + opens + score)
                source[i - 1] = begun.sum() + np.exp(_shifted(before.source_gap, before.offset, row) + score).sum()
                openings += float(begun.sum())
        return np.minimum(source, 1.0), np.minimum(target, 1.0), openings, meetings


def best_path(lattice: Lattice) -> tuple[list[Step], float]:
    """The likeliest alignment, as steps in order, and its log score (Viterbi)."""
    rows = _forward(lattice, np.maximum, _maximum)
    i, j = len(rows) - 1, rows[-1].offset + len(rows[-1].total) - 1
    best = float(rows[i].total[-1])
    state = _last_state(rows[i], j)
    steps: list[Step] = []
    while i or j:
        row = rows[i]
        at = j - row.offset
        if state == _BEAD:
            offset, scores = lattice.bead_scores(i)
            reached = _before(lattice, rows, i, offset, scores.shape[1])[:, at] + scores[:, at]
            a, b = lattice.types[int(np.argmax(reached))]
            i, j = i - a, j - b
            steps.append(Step(i, j, a, b))
            state = _last_state(rows[i], j)
        elif state == _SOURCE_GAP:
            i -= 1
            steps.append(Step(i, j, 1, 0))
            before = rows[i]
            at = j - before.offset
            state = _SOURCE_GAP if before.source_gap[at] > before.bead[at] + lattice.gap_opens else _BEAD
        else:
            j -= 1
            steps.append(Step(i, j, 0, 1))
            after_bead = row.bead[at - 1] + lattice.gap_opens
            after_gap = row.source_gap[at - 1] + lattice.gap_opens + lattice.gaps_meet
            if row.target_gap[at - 1] <= max(after_bead, after_gap):
                state = _BEAD if after_bead >= after_gap else _SOURCE_GAP
    return steps[::-1], best


_BEAD, _SOURCE_GAP, _TARGET_GAP = range(3)


def _last_state(row: _Row, j: int) -> int:
    at = j - row.offset
    return int(np.argmax([row.bead[at], row.source_gap[at], row.target_gap[at]]))


def _log_sum(values: Grid) -> Grid:
    """The logarithm of the sum of exponentials down the first axis."""
    top = values.max(axis=0)
    found: Grid = top + np.log(np.exp(values - top).sum(axis=0))
    return found


def _maximum(values: Grid) -> Grid:
    found: Grid = values.max(axis=0)
    return found


def _forward(lattice: Lattice, plus: Callable[..., Any], over_types: Callable[[Grid], Grid]) -> list[_Row]:
    """Scores of the paths from the start to each node; plus sums them (logaddexp) or picks the best (maximum)."""
    first = lattice.blocks[0].region
    ramp = np.concatenate([[0.0], np.cumsum(lattice.target_nulls)])
    start = np.full(first.j1 - first.j0 + 1, NEVER)
    start[0] = 0.0
    rows = [_row(lattice, plus, first.j0, start, np.full_like(start, NEVER), ramp)]
    for region, beads in lattice.blocks:
        for i in range(region.i0 + 1, region.i1 + 1):
            reached = _before(lattice, rows, i, region.j0, beads.shape[2])
            reached += beads[i - region.i0 - 1]
            bead = over_types(reached)
            above = rows[-1]
            opened = plus(above.bead + lattice.gap_opens, above.source_gap) + lattice.source_nulls[i - 1]
            gap = _aligned(opened, above.offset, region.j0, len(bead))
            rows.append(_row(lattice, plus, region.j0, bead, gap, ramp))
    return rows


def _row(lattice: Lattice, plus: Callable[..., Any], offset: int, bead: Grid, source_gap: Grid, ramp: Grid) -> _Row:
    target_gap = np.full_like(bead, NEVER)
    if len(bead) > 1:
        ramp = ramp[offset : offset + len(bead)]
        opening = plus(bead, source_gap + lattice.gaps_meet)[:-1] + lattice.gap_opens - ramp[:-1]
        target_gap[1:] = plus.accumulate(opening) + ramp[1:]  # type: ignore[attr-defined]
    return _Row(offset, bead, source_gap, target_gap, plus(plus(bead, source_gap), target_gap))


def _before(lattice: Lattice, rows: Sequence[_Row], i: int, offset: int, width: int) -> Grid:
    """The score of reaching the start of each bead that ends at the nodes of row i: (types, width)."""
    found = np.full((len(lattice.types), width), NEVER)
    for k, (a, b) in enumerate(lattice.types):
        if a <= i:
            row = rows[i - a]
            _copy(found[k], offset, row.total, row.offset + b)
    return found


def _backward(lattice: Lattice) -> list[_Row]:
    """Scores of the paths from each node to the end, by what the path did last before the node."""
    n, m = len(lattice.source_nulls), len(lattice.target_nulls)
    tail = np.concatenate([np.cumsum(lattice.target_nulls[::-1])[::-1], [0.0]])
    rows: list[_Row | None] = [None] * (n + 1)
    # The scores of the beads that end in a row, with all that may follow: (offset, (types, columns)).
    ending: dict[int, tuple[int, Grid]] = {}
    for block in reversed(lattice.blocks):
        region = block.region
        for i in range(region.i1, region.i0, -1):
            row = rows[i] = _row_back(lattice, rows, ending, tail, i, region.j0, region.j1 - region.j0 + 1, (n, m))
            ending[i] = region.j0, block.beads[i - region.i0 - 1] + row.bead
            ending.pop(i + 6, None)
    first = lattice.blocks[0].region
    rows[0] = _row_back(lattice, rows, ending, tail, 0, first.j0, first.j1 - first.j0 + 1, (n, m))
    return [row for row in rows if row is not None]


def _row_back(
    lattice: Lattice,
    rows: Sequence[_Row | None],
    ending: dict[int, tuple[int, Grid]],
    tail: Grid,
    i: int,
    offset: int,
    width: int,
    end: tuple[int, int],
) -> _Row:
    ahead = np.full((len(lattice.types) + 1, width), NEVER)
    if i == end[0] and offset + width - 1 == end[1]:
        ahead[-1, -1] = 0.0
    for k, (a, b) in enumerate(lattice.types):
        if i + a in ending:
            first, scores = ending[i + a]
            _copy(ahead[k], offset, scores[k], first - b)
    beads = _log_sum(ahead)
    ramp = tail[offset : offset + width]
    target_gap = (np.logaddexp.accumulate((beads - ramp)[::-1]) + ramp[::-1])[::-1]
    step = np.full(width, NEVER)
    step[:-1] = lattice.gap_opens + lattice.target_nulls[offset : offset + width - 1] + target_gap[1:]
    bead = np.logaddexp(beads, step)
    source_gap = np.logaddexp(beads, step + lattice.gaps_meet)
    below = rows[i + 1] if i < end[0] else None
    if below is not None:
        gap = _aligned(lattice.source_nulls[i] + below.source_gap, below.offset, offset, width)
        bead = np.logaddexp(bead, gap + lattice.gap_opens)
        source_gap = np.logaddexp(source_gap, gap)
    return _Row(offset, bead, source_gap, target_gap, bead)


def _shifted(values: Grid, offset: int, row: _Row) -> Grid:
    return _aligned(values, offset, row.offset, len(row.total))


def _aligned(values: Grid, offset: int, wanted: int, width: int) -> Grid:
    """Values that begin at column offset, as a row that begins at the column wanted."""
    if offset == wanted and len(values) == width:
        return values
    found = np.full(width, NEVER)
    _copy(found, wanted, values, offset)
    return found


def _copy(into: Grid, into_offset: int, values: Grid, offset: int) -> None:
    shift = offset - into_offset
    if shift >= 0:
        count = min(len(into) - shift, len(values))
        if count > 0:
            into[shift : shift + count] = values[:count]
    else:
        count = min(len(into), len(values) + shift)
        if count > 0:
            into[:count] = values[-shift : count - shift]
