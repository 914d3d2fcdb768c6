"""What a reviewer makes of beads: joined, split, a boundary moved, sides left without a counterpart. Pure functions."""

from enum import StrEnum

from corpora.units import Bead, TranslationUnit
from ui.reviewing import Desk


class Side(StrEnum):
    """Of which side a sentence moves."""

    SOURCE = "source"
    TARGET = "target"


# Why a side has no counterpart, to be chosen by its number.
OMITTED, ADDED = "omitted by the translator", "added by the translator"
REASONS = (
    OMITTED,
    ADDED,
    "said elsewhere in the translation",
    "after the translation ends",
    "no sentence of the article",
    "untranslatable",
)


def joined(desk: Desk) -> Bead | None:
    """The open bead and the next one in the document as one, None at the end or where that would still be null."""
    if desk.at + 1 == len(desk.units):
        return None
    ours, theirs = desk.unit.bead, desk.units[desk.at + 1].bead
    bead = Bead(_in_order(ours.source, theirs.source), _in_order(ours.target, theirs.target))
    return None if bead.is_null else bead


def ways_to_split(unit: TranslationUnit) -> list[tuple[Bead, Bead]]:
    """Every way to cut a bead in two of which one at least links both sides, the more even ones first.

    A side of one sentence stays whole: then the other half has no counterpart.
    """
    source, target = unit.bead.source, unit.bead.target
    ways = [
        (Bead(source[:i], target[:j]), Bead(source[i:], target[j:]))
        for i in range(len(source) + 1)
        for j in range(len(target) + 1)
    ]
    possible = [way for way in ways if _are_beads(way) and not all(half.is_null for half in way)]
    return sorted(possible, key=lambda way: sum(half.is_null for half in way))


def moved(desk: Desk, side: Side, *, up: bool) -> Bead | None:
    """The open bead after the boundary to the next one moved by a sentence of a side; None where it cannot.

    up: its last sentence goes over to the next bead; else the first sentence of the next bead comes over.
    """
    sides = {Side.SOURCE: desk.unit.bead.source, Side.TARGET: desk.unit.bead.target}
    if up:
        if len(sides[side]) < 2 or desk.at + 1 == len(desk.units):
            return None
        sides[side] = sides[side][:-1]
    else:
        following = (getattr(unit.bead, side) for unit in desk.units[desk.at + 1 :])
        found = next((positions for positions in following if positions), None)
        if found is None:
            return None
        sides[side] = _in_order(sides[side], found[:1])
    bead = Bead(sides[Side.SOURCE], sides[Side.TARGET])
    return None if bead.is_null else bead


def alone(unit: TranslationUnit) -> list[Bead]:
    """Every sentence of a bead without a counterpart."""
    return [Bead((i,), ()) for i in unit.bead.source] + [Bead((), (j,)) for j in unit.bead.target]


def reason_of(bead: Bead, reason: str) -> str:
    """The reason for a bead: where both sides are left alone, what is omitted of the one is added to the other."""
    if reason not in (OMITTED, ADDED):
        return reason
    return ADDED if bead.target else OMITTED


def _are_beads(way: tuple[Bead, Bead]) -> bool:
    return all(half.source or half.target for half in way)


def _in_order(*positions: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(position for side in positions for position in side))
