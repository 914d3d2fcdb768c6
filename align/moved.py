"""Blocks that a translation moved elsewhere: what the monotone search leaves as an omission here and an addition there.

Runs of null source sentences are aligned with runs of null target sentences. A block is moved if its beads
are likelier than its nulls by more than what the number of places it could have come from accounts for.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from align.features import BitextFeatures
from align.lattice import Lattice, Posteriors, best_path
from align.model import Weights, score
from corpora.units import Bead

_RARELY = 100.0  # runs of nulls to one that is a moved block: a guess on the careful side
_ROWS = 1024  # null sentences of the source compared at a time
_LIKE_ITS_KIND = 0.6  # share of this text's usual gain that the best pair of a run must have to be looked at


@dataclass(frozen=True, slots=True)
class _Move:
    """Beads between two runs of nulls, and the log odds that they are a moved block."""

    evidence: float
    beads: tuple[Bead, ...]


def with_moved(
    beads: Sequence[Bead], bitext: BitextFeatures, weights: Weights, kept: frozenset[tuple[str, int]] = frozenset()
) -> list[Bead]:
    """The beads with nulls replaced by moved beads where there are any, each at the place of its source.

    kept are sentences, as ("source" or "target", position), that stay null whatever they resemble.
    """
    moves = sorted(_moves(beads, bitext, weights, kept), key=lambda move: -move.evidence)
    used: set[tuple[str, int]] = set()
    chosen: dict[int, Bead] = {}
    for move in moves:
        sentences = {place for bead in move.beads for place in bead.places}
        if used.isdisjoint(sentences):
            used |= sentences
            chosen |= {bead.source[0]: bead for bead in move.beads}
    found = []
    for bead in beads:
        if bead.is_null and used & bead.places:
            found += [chosen[bead.source[0]]] if bead.source and bead.source[0] in chosen else []
        else:
            found.append(bead)
    return found


def _moves(
    beads: Sequence[Bead], bitext: BitextFeatures, weights: Weights, kept: frozenset[tuple[str, int]]
) -> Iterator[_Move]:
    source, target = (
        _runs([p for bead in beads if bead.is_null for p in getattr(bead, side) if (side, p) not in kept])
        for side in ("source", "target")
    )
    if source and target:
        places = np.log(_RARELY) + np.log(len(source)) + np.log(len(target))
        for ours, theirs in _alike(source, target, bitext):
            move = _move(ours, theirs, bitext, weights, float(places))
            if move.evidence > 0:
                yield move


def _move(source: range, target: range, bitext: BitextFeatures, weights: Weights, places: float) -> _Move:
    """What two runs of nulls would be if they were not null."""
    lattice = score(bitext.within((source.start, target.start), (source.stop, target.stop)), weights)
    steps, best = best_path(lattice)
    evidence = best - _all_null(lattice) - places
    if evidence <= 0:
        return _Move(evidence, ())
    found, odds = Posteriors(lattice), float(np.exp(-evidence))
    return _Move(
        evidence,
        tuple(
            Bead(
                tuple(source.start + step.i + k for k in range(step.a)),
                tuple(target.start + step.j + k for k in range(step.b)),
                round(min(1.0, found[step]) / (1 + odds), 4),
            )
            for step in steps
            if step.a and step.b
        ),
    )


def _alike(source: Sequence[range], target: Sequence[range], bitext: BitextFeatures) -> list[tuple[range, range]]:
    """The runs worth a closer look: some of their sentences are each other's best match among all nulls."""
    rows, columns = (np.concatenate([np.arange(run.start, run.stop) for run in runs]) for runs in (source, target))
    best, best_row = np.zeros(len(rows), dtype=np.int64), np.zeros(len(columns), dtype=np.int64)
    gains, highest = np.zeros(len(rows)), np.full(len(columns), -np.inf)
    for first in range(0, len(rows), _ROWS):
        block = bitext.gains(rows[first : first + _ROWS], columns)
        best[first : first + _ROWS], gains[first : first + _ROWS] = block.argmax(axis=1), block.max(axis=1)
        tops = block.max(axis=0)
        better = tops > highest
        best_row[better], highest[better] = block.argmax(axis=0)[better] + first, tops[better]
    mutual = (best_row[best] == np.arange(len(rows))) & (gains >= _LIKE_ITS_KIND * bitext.usual_gain)
    starts = [[run.start for run in runs] for runs in (source, target)]
    pairs = {
        (bisect_right(starts[0], rows[k]) - 1, bisect_right(starts[1], columns[best[k]]) - 1)
        for k in np.flatnonzero(mutual)
    }
    return [(source[i], target[j]) for i, j in sorted(pairs)]


def _all_null(lattice: Lattice) -> float:
    return float(lattice.source_nulls.sum() + lattice.target_nulls.sum() + 2 * lattice.gap_opens)


def _runs(positions: Sequence[int]) -> list[range]:
    found: list[range] = []
    for position in sorted(positions):
        if found and found[-1].stop == position:
            found[-1] = range(found[-1].start, position + 1)
        else:
            found.append(range(position, position + 1))
    return found
