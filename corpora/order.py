"""Which beads of an alignment follow one another on both sides, and which stand out of order."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from corpora.units import Bead


def in_order(beads: Iterable[Bead]) -> list[Bead]:
    """The longest chain of linked beads that is in order on both sides, nulls left out.

    Beads must not share sentences. Patience sorting, O(n log n).
    """
    linked = sorted((bead for bead in beads if not bead.is_null), key=lambda bead: bead.source)
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for k, bead in enumerate(linked):
        # A chain goes on behind the last target sentence; one that skips sentences may embrace another.
        place = bisect_left(ends, bead.target[0])
        before.append(at[place - 1] if place else -1)
        if place == len(ends):
            ends.append(bead.target[-1])
            at.append(k)
        elif bead.target[-1] < ends[place]:
            ends[place], at[place] = bead.target[-1], k
    found = []
    k = at[-1] if at else -1
    while k >= 0:
        found.append(linked[k])
        k = before[k]
    return found[::-1]


def crossings(beads: Sequence[Bead], fits: Callable[[Bead], bool] = lambda bead: True) -> tuple[Bead, ...]:
    """The linked beads that cross the others: blocks that the translation moved; and those that do not fit."""
    chain = set(in_order(bead for bead in beads if fits(bead)))
    return tuple(bead for bead in beads if not bead.is_null and bead not in chain)


def inserted(beads: Sequence[Bead], others: Iterable[Bead]) -> list[Bead]:
    """Beads in order with others that have a source put in where it stands: before the next source sentence."""
    waiting = sorted(others, key=lambda bead: bead.source, reverse=True)
    found: list[Bead] = []
    for bead in beads:
        while waiting and bead.source and waiting[-1].source < bead.source:
            found.append(waiting.pop())
        found.append(bead)
    return [*found, *reversed(waiting)]
