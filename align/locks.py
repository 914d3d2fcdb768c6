"""What a person has decided about an alignment: beads that hold, and beads that must not come again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from align.features import BEAD_TYPES
from align.lattice import NEVER, Block, Lattice, Step
from corpora.order import in_order
from corpora.units import Bead

# The score of a null that must not be. Nulls are summed along the text, so NEVER would drown the others; beads of
# a few sentences weigh some tens.
_CLOSED = -1e5

Node = tuple[int, int]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Locks:
    """Beads a person accepted, nulls among them, and beads forbidden; positions are sentences of both sides."""

    accepted: tuple[Bead, ...] = ()
    forbidden: tuple[Bead, ...] = ()


@dataclass(frozen=True, slots=True)
class Constraints:
    """What a monotone search has to respect.

    chain are beads it goes through. closed (n,) and (m,) are the sentences whose beads are decided; those of
    them that are taken belong to beads held out of the search, because they cross others, skip a sentence or
    are larger than the model's.
    """

    chain: tuple[Bead, ...]
    held: tuple[Bead, ...]
    forbidden: tuple[Bead, ...]
    closed: tuple[Flags, Flags]
    taken: tuple[Flags, Flags]

    @classmethod
    def of(cls, locks: Locks, size: Node, moved: Sequence[Bead] = ()) -> "Constraints":
        """The constraints that locks put on sides of n and m sentences; moved beads are held out like the rest.

        Raises ValueError where two beads share a sentence.
        """
        accepted = [*locks.accepted, *moved]
        for side in ("source", "target"):
            positions = [p for bead in accepted for p in getattr(bead, side)]
            if len(set(positions)) < len(positions):
                raise ValueError(f"two accepted beads share a {side} sentence")
        linked = [bead for bead in locks.accepted if not bead.is_null]
        chain = in_order(bead for bead in linked if is_formable(bead))
        inside = {bead.source for bead in chain}
        held = [bead for bead in [*linked, *moved] if bead.source not in inside]
        return cls(tuple(chain), tuple(held), locks.forbidden, _flags(accepted, size), _flags(held, size))

    @property
    def is_empty(self) -> bool:
        """Whether anything goes."""
        return not self.forbidden and not any(flags.any() for flags in self.closed)

    def part(self, start: Node, end: Node) -> "Constraints":
        """The constraints between two nodes, positions counted from the first."""
        rows, columns = slice(start[0], end[0]), slice(start[1], end[1])
        return Constraints(
            _within(self.chain, start, end),
            self.held,
            _within(self.forbidden, start, end),
            (self.closed[0][rows], self.closed[1][columns]),
            (self.taken[0][rows], self.taken[1][columns]),
        )

    def are_cut(self, node: Node) -> bool:
        """Whether a bead that the search goes through has sentences on both sides of a node."""
        return any(
            0 < sum(before) < len(before)
            for bead in self.chain
            for before in [[i < node[0] for i in bead.source] + [j < node[1] for j in bead.target]]
        )

    def is_taken(self, step: Step) -> bool:
        """Whether a step of a path stands for a sentence of a bead that is held out of the search."""
        return _any(self.taken, step)

    def is_decided(self, step: Step) -> bool:
        """Whether a step of a path is a bead or null that was accepted."""
        return _any(self.closed, step)

    def apply(self, lattice: Lattice) -> Lattice:
        """The lattice in which every alignment has the beads of the chain and none has a forbidden one.

        Where no such alignment exists, because all that a sentence could be is forbidden, the accepted beads
        hold.
        """
        source, target = lattice.source_nulls.copy(), lattice.target_nulls.copy()
        for bead in self.chain:
            source[list(bead.source)] = target[list(bead.target)] = _CLOSED
        source[self.taken[0]] = target[self.taken[1]] = 0.0
        for bead in self.forbidden:
            if bead.is_null:
                source[list(bead.source)] = target[list(bead.target)] = _CLOSED
        blocks = [self._block(lattice.types, block) for block in lattice.blocks]
        return Lattice(lattice.types, blocks, source, target, lattice.gap_opens, lattice.gaps_meet)

    def _block(self, types: Sequence[Node], block: Block) -> Block:
        i0, i1, j0, j1 = block.region
        beads = block.beads.copy()
        rows, columns = np.arange(i0 + 1, i1 + 1), np.arange(j0, j1 + 1)
        for k, (a, b) in enumerate(types):
            beads[_touched(self.closed[0], rows, a), k] = NEVER
            beads[:, k, _touched(self.closed[1], columns, b)] = NEVER
        scores = [(bead, NEVER) for bead in self.forbidden if is_formable(bead)] + [(bead, 0.0) for bead in self.chain]
        for bead, score in scores:
            i, j = bead.source[-1] + 1, bead.target[-1] + 1
            if i0 < i <= i1 and j0 <= j <= j1:
                beads[i - i0 - 1, types.index(_sizes(bead)), j - j0] = score
        return Block(block.region, beads)


def is_formable(bead: Bead) -> bool:
    """Whether the model has beads like this: not null, no sentence skipped, of a size it knows."""
    return _sizes(bead) in BEAD_TYPES and _is_run(bead.source) and _is_run(bead.target)


def _flags(beads: Iterable[Bead], size: Node) -> tuple[Flags, Flags]:
    found = np.zeros(size[0], dtype=bool), np.zeros(size[1], dtype=bool)
    for bead in beads:
        found[0][list(bead.source)] = found[1][list(bead.target)] = True
    return found


def _any(flags: tuple[Flags, Flags], step: Step) -> bool:
    return bool(flags[0][step.i : step.i + step.a].any() or flags[1][step.j : step.j + step.b].any())


def _touched(closed: Flags, nodes: np.ndarray[Any, Any], size: int) -> Flags:
    """For each node whether one of the last size sentences before it is closed."""
    counts = np.concatenate([[0], np.cumsum(closed)])
    touched: Flags = counts[nodes] > counts[np.maximum(nodes - size, 0)]
    return touched


def _sizes(bead: Bead) -> Node:
    return len(bead.source), len(bead.target)


def _is_run(positions: Sequence[int]) -> bool:
    return positions[-1] - positions[0] == len(positions) - 1


def _within(beads: Iterable[Bead], start: Node, end: Node) -> tuple[Bead, ...]:
    return tuple(
        bead.shifted(-start[0], -start[1])
        for bead in beads
        if all(start[0] <= i < end[0] for i in bead.source) and all(start[1] <= j < end[1] for j in bead.target)
    )
