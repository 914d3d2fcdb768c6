"""What a person has decided about an alignment: beads that hold, and beads that must not come again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from align.lattice import NEVER, Block, Lattice
from corpora.order import in_order
from corpora.units import Bead

# The score of a null that must not be. Nulls are summed along the text, so NEVER would drown the others; beads of
# a few sentences weigh some tens.
_CLOSED = -1e5

Flags = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Locks:
    """Beads a person accepted, nulls among them, and beads forbidden; positions are sentences of both sides."""

    accepted: tuple[Bead, ...] = ()
    forbidden: tuple[Bead, ...] = ()

    def part(self, start: tuple[int, int], end: tuple[int, int]) -> "Locks":
        """The locks between two nodes, their positions counted from the first."""
        return Locks(_within(self.accepted, start, end), _within(self.forbidden, start, end))

    def crosses(self, node: tuple[int, int]) -> bool:
        """Whether an accepted bead has sentences on both sides of a node."""
        return any(
            0 < sum(before) < len(before)
            for bead in self.accepted
            for before in [[i < node[0] for i in bead.source] + [j < node[1] for j in bead.target]]
        )


def split_accepted(locks: Locks, types: Sequence[tuple[int, int]]) -> tuple[list[Bead], list[Bead]]:
    """The accepted beads that a monotone search can go through, and the others, which are held out of it.

    Held out are beads that cross others, skip a sentence or are larger than the model's. Raises ValueError
    where two accepted beads share a sentence.
    """
    for side in ("source", "target"):
        positions = [p for bead in locks.accepted for p in getattr(bead, side)]
        if len(set(positions)) < len(positions):
            raise ValueError(f"two accepted beads share a {side} sentence")
    linked = [bead for bead in locks.accepted if not bead.is_null]
    chain = in_order(bead for bead in linked if _is_run(bead.source) and _is_run(bead.target) and _sizes(bead) in types)
    return chain, [bead for bead in linked if bead not in set(chain)]


def constrain(lattice: Lattice, locks: Locks, chain: Sequence[Bead], held: Sequence[Bead]) -> Lattice:
    """The lattice in which every alignment has the accepted beads and none has a forbidden one.

    Where no such alignment exists, because all that a sentence could be is forbidden, the accepted beads hold.
    """
    n, m = len(lattice.source_nulls), len(lattice.target_nulls)
    source, target = lattice.source_nulls.copy(), lattice.target_nulls.copy()
    for bead in chain:
        source[list(bead.source)] = target[list(bead.target)] = _CLOSED
    for bead in held:
        source[list(bead.source)] = target[list(bead.target)] = 0.0
    for bead in locks.forbidden:
        if bead.is_null:
            source[list(bead.source)] = target[list(bead.target)] = _CLOSED
    closed = _closed((bead.source for bead in locks.accepted), n), _closed((bead.target for bead in locks.accepted), m)
    blocks = [_constrained(lattice, block, closed, chain, locks.forbidden) for block in lattice.blocks]
    return Lattice(lattice.types, blocks, source, target, lattice.gap_opens, lattice.gaps_meet)


def _constrained(
    lattice: Lattice, block: Block, closed: tuple[Flags, Flags], chain: Iterable[Bead], forbidden: Iterable[Bead]
) -> Block:
    i0, i1, j0, j1 = block.region
    beads = block.beads.copy()
    rows, columns = np.arange(i0 + 1, i1 + 1), np.arange(j0, j1 + 1)
    for k, (a, b) in enumerate(lattice.types):
        beads[_touched(closed[0], rows, a), k] = NEVER
        beads[:, k, _touched(closed[1], columns, b)] = NEVER
    for bead, score in [*((bead, 0.0) for bead in chain), *((bead, NEVER) for bead in forbidden if not bead.is_null)]:
        i, j = bead.source[-1] + 1, bead.target[-1] + 1
        if i0 < i <= i1 and j0 <= j <= j1 and _sizes(bead) in lattice.types:
            beads[i - i0 - 1, lattice.types.index(_sizes(bead)), j - j0] = score
    return Block(block.region, beads)


def _closed(runs: Iterable[Sequence[int]], count: int) -> Flags:
    found = np.zeros(count, dtype=bool)
    for positions in runs:
        found[list(positions)] = True
    return found


def _touched(closed: Flags, nodes: np.ndarray[Any, Any], size: int) -> Flags:
    """For each node whether one of the last size sentences before it is closed."""
    counts = np.concatenate([[0], np.cumsum(closed)])
    touched: Flags = counts[nodes] > counts[np.maximum(nodes - size, 0)]
    return touched


def _sizes(bead: Bead) -> tuple[int, int]:
    return len(bead.source), len(bead.target)


def _is_run(positions: Sequence[int]) -> bool:
    return positions[-1] - positions[0] == len(positions) - 1


def _within(beads: Iterable[Bead], start: tuple[int, int], end: tuple[int, int]) -> tuple[Bead, ...]:
    return tuple(
        Bead(tuple(i - start[0] for i in bead.source), tuple(j - start[1] for j in bead.target), bead.probability)
        for bead in beads
        if all(start[0] <= i < end[0] for i in bead.source) and all(start[1] <= j < end[1] for j in bead.target)
    )
