"""An alignment after a person has judged some of its beads: the spans around them solved again, the rest untouched.

A span ends at a bead that was accepted, or some hundred sentences away. It is solved within the band of the
alignment that was, by the features of the whole text, so that it takes a moment however long the text is.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from align.band import Integers, path_along
from align.features import BitextFeatures, Node
from align.locks import Constraints, Locks, is_formable
from align.model import Weights
from align.omissions import gap_shift, nulls_of_beads
from align.search import solve
from align.threads import one_thread
from corpora.order import crossings, inserted
from corpora.units import Bead

AROUND = 100  # sentences of either side before and behind a judged bead that may be aligned anew


class _Span(NamedTuple):
    """Beads first … last - 1 of an alignment in order, and the nodes it lies between."""

    first: int
    last: int
    start: Node
    end: Node

    def holds(self, bead: Bead) -> bool:
        """Whether the sentences of both sides of a bead lie in the span."""
        return all(
            first <= position < last
            for side, first, last in zip((bead.source, bead.target), self.start, self.end, strict=True)
            for position in side
        )


def realign(
    bitext: BitextFeatures, beads: Sequence[Bead], judged: Sequence[Bead], locks: Locks, weights: Weights
) -> list[Bead]:
    """The alignment with the spans around the judged beads solved again, as `align.search.align_bitext` has it.

    beads are the alignment that was. judged are the beads that were accepted, forbidden or freed since then;
    locks are all beads accepted and forbidden by now. Moved beads stay where they are unless the locks say
    otherwise. Raises ValueError where accepted beads share a sentence.
    """
    crossing = crossings(beads, is_formable)
    moved, freed = _moved(crossing, judged, locks)
    ordered = _in_order(beads, crossing, freed)
    spans = _spans(ordered, [*judged, *freed], locks)
    known = {(bead.source, bead.target) for bead in ordered}
    # A bead that links two places far from one another crosses what lies between: it is held out of the search.
    far = [
        bead
        for bead in locks.accepted
        if not bead.is_null and (bead.source, bead.target) not in known and not any(span.holds(bead) for span in spans)
    ]
    near = Locks(tuple(bead for bead in locks.accepted if bead not in far), locks.forbidden)
    constraints = Constraints.of(near, (len(bitext.source), len(bitext.target)), [*moved, *far])
    gaps = gap_shift(nulls_of_beads(beads), (len(bitext.source), len(bitext.target)))
    found: list[Bead] = []
    behind = 0
    with one_thread():
        for span in spans:
            path = path_along(ordered[span.first : span.last], span.start, span.end)
            part = bitext.part(span.start, span.end, path)
            found += ordered[behind : span.first]
            found += solve(part, span.start, span.end, weights, constraints, gaps)
            behind = span.last
    return inserted([*found, *ordered[behind:]], constraints.held)


def _moved(crossing: Sequence[Bead], judged: Sequence[Bead], locks: Locks) -> tuple[list[Bead], list[Bead]]:
    """Of the beads out of order those that stay, and those that were judged or that the locks leave no room for."""
    accepted = {(bead.source, bead.target) for bead in locks.accepted}
    gone = {(bead.source, bead.target) for bead in [*judged, *locks.forbidden]}
    taken = {place for bead in locks.accepted for place in bead.places}
    kept: list[Bead] = []
    freed: list[Bead] = []
    for bead in crossing:
        if (bead.source, bead.target) not in accepted:
            is_free = not is_formable(bead) or (bead.source, bead.target) in gone or not taken.isdisjoint(bead.places)
            (freed if is_free else kept).append(bead)
    return kept, freed


def _in_order(beads: Sequence[Bead], crossing: Sequence[Bead], freed: Sequence[Bead]) -> list[Bead]:
    """The beads that do not cross others; what was freed stands as nulls where it belongs on its own side."""
    out = set(crossing)
    rest = [bead for bead in beads if bead not in out] if out else [*beads]
    if not freed:
        return rest
    rest = inserted(rest, (Bead((i,), ()) for bead in freed for i in bead.source))
    nulls = (Bead((j,), ()) for bead in freed for j in bead.target)
    return [_mirrored(bead) for bead in inserted([_mirrored(bead) for bead in rest], nulls)]


def _mirrored(bead: Bead) -> Bead:
    return Bead(bead.target, bead.source, bead.probability)


def _spans(ordered: Sequence[Bead], judged: Iterable[Bead], locks: Locks) -> list[_Span]:
    """The spans around judged beads, in order, none touching another."""
    nodes = _nodes(ordered)
    accepted = {(bead.source, bead.target) for bead in locks.accepted}
    fixed = [(bead.source, bead.target) in accepted for bead in ordered]
    found: list[tuple[int, int]] = []
    for at in sorted(set(_indices(nodes, judged))):
        first, last = at, at + 1
        while first and not fixed[first - 1] and (nodes[at] - nodes[first - 1]).max() <= AROUND:
            first -= 1
        while last < len(ordered) and not fixed[last] and (nodes[last + 1] - nodes[at + 1]).max() <= AROUND:
            last += 1
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return [_Span(first, last, _node(nodes[first]), _node(nodes[last])) for first, last in found]


def _nodes(ordered: Sequence[Bead]) -> Integers:
    """The node before each bead and the one behind the last: (len(ordered) + 1, 2)."""
    ends = [[side[-1] + 1 if side else 0 for side in (bead.source, bead.target)] for bead in ordered]
    return np.maximum.accumulate(np.array([[0, 0], *ends], dtype=np.int64), axis=0)


def _node(row: Integers) -> Node:
    return int(row[0]), int(row[1])


def _indices(nodes: Integers, beads: Iterable[Bead]) -> Iterator[int]:
    """The indices of the beads in order that hold, or surround, the sentences of others."""
    for bead in beads:
        for side, positions in enumerate((bead.source, bead.target)):
            for position in positions:
                yield min(int(np.searchsorted(nodes[:, side], position, side="right")) - 1, len(nodes) - 2)
