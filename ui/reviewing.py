"""Where a reviewer stands in a pair: which bead is open, which come before and after, which is next."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from corpora.languages import join
from corpora.order import crossings
from corpora.store import StoredDraft
from corpora.units import Finding, ReviewState, TranslationUnit

UNSURE_BELOW = 0.8
_BEFORE, _AFTER = 5, 8  # beads shown around the open one: enough to read on, few enough to draw at once


class Step(StrEnum):
    """Which beads are stepped through; the others stay in sight as context."""

    ALL = "all"
    OPEN = "open"
    UNSURE = "unsure"
    NULLS = "nulls"
    FLAGGED = "flagged"


class Order(StrEnum):
    """In which order they are stepped through."""

    DOCUMENT = "document order"
    RISK = "riskiest first"


def step_of(word: str | None) -> Step:
    """The step of a word, all beads where there is none such."""
    return Step(word) if word in tuple(Step) else Step.ALL


def order_of(word: str | None) -> Order:
    """The order of a word, that of the document where there is none such."""
    return Order(word) if word in tuple(Order) else Order.DOCUMENT


def is_open(unit: TranslationUnit) -> bool:
    """Whether a bead awaits its verdict."""
    return unit.state is ReviewState.OPEN


def is_unsure(unit: TranslationUnit) -> bool:
    """Whether the aligner was unsure of a bead."""
    return unit.bead.probability < UNSURE_BELOW


_BELONGS: dict[Step, Callable[[TranslationUnit], bool]] = {
    Step.ALL: lambda unit: True,
    Step.OPEN: is_open,
    Step.UNSURE: is_unsure,
    Step.NULLS: lambda unit: unit.bead.is_null,
    Step.FLAGGED: lambda unit: unit.flagged,
}

# How much a finding adds to the risk of a bead: what professionals' translations rarely have, more.
_GRAVITY = {
    "number": 0.35,
    "negation": 0.35,
    "date": 0.35,
    "unit": 0.35,
    "similarity": 0.35,
    "omission": 0.25,
    "addition": 0.25,
    "name": 0.2,
    "question": 0.2,
    "truncation": 0.3,
    "length": 0.2,
}
_VETO = 0.6  # a copy, a loop, a wrong language: no translation


def risk(unit: TranslationUnit) -> float:
    """How likely a bead is to be wrong, in [0, 1], for ordering: the aligner's doubt, and what the score noticed.

    Not calibrated: findings are weighed by hand.
    """
    right = unit.bead.probability
    for kind in {finding.kind for finding in unit.quality.findings} if unit.quality else ():
        right *= 1 - _GRAVITY.get(kind, _VETO)
    return 1 - right


def why_risky(unit: TranslationUnit) -> str:
    """Why a bead comes early in the queue, in words; "" where nothing speaks against it."""
    parts = [f"the aligner was unsure ({unit.bead.probability:.2f})"] if is_unsure(unit) else []
    parts += [finding.message.rstrip(".") for finding in unit.quality.findings[:1]] if unit.quality else []
    return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Desk:
    """The beads of a pair in document order, the place of the open one, and which are stepped through."""

    units: tuple[TranslationUnit, ...]
    at: int
    step: Step = Step.ALL
    order: Order = Order.DOCUMENT

    @property
    def unit(self) -> TranslationUnit:
        """The open bead."""
        return self.units[self.at]

    @property
    def before(self) -> tuple[TranslationUnit, ...]:
        """The beads shown above the open one."""
        return self.units[max(0, self.at - _BEFORE) : self.at]

    @property
    def after(self) -> tuple[TranslationUnit, ...]:
        """The beads shown below the open one."""
        return self.units[self.at + 1 : self.at + 1 + _AFTER]

    @property
    def next(self) -> int | None:
        """The id of the next bead to step to, None at the end."""
        return self._first(self._ahead)

    @property
    def previous(self) -> int | None:
        """The id of the bead to step back to, None at the beginning."""
        return self._first(self._behind[::-1])

    @property
    def next_open(self) -> int | None:
        """The id of the next bead without a verdict, from the beginning again after the end, None for none."""
        return self._first(self._ahead + self._behind, is_open)

    def stepping(self, step: Step) -> int | None:
        """The id of the bead to open when beads of another kind are stepped through."""
        return Desk(self.units, self.at, step, self.order)._first((self.unit, *self._ahead, *self._behind))

    @property
    def first(self) -> int | None:
        """The id of the bead to begin with: the first one without a verdict, or else the first."""
        return self._first(self._route, is_open) or self._first(self._route)

    @property
    def _route(self) -> tuple[TranslationUnit, ...]:
        if self.order is Order.DOCUMENT:
            return self.units
        return tuple(sorted(self.units, key=lambda unit: (-risk(unit), unit.index)))

    @property
    def _ahead(self) -> tuple[TranslationUnit, ...]:
        route = self._route
        return route[route.index(self.unit) + 1 :]

    @property
    def _behind(self) -> tuple[TranslationUnit, ...]:
        route = self._route
        return route[: route.index(self.unit)]

    def _first(
        self, units: Sequence[TranslationUnit], wanted: Callable[[TranslationUnit], bool] = lambda unit: True
    ) -> int | None:
        found = (unit.bead_id for unit in units if _BELONGS[self.step](unit) and wanted(unit))
        return next(found, None)


def desk(
    units: Sequence[TranslationUnit],
    bead_id: int | None,
    step: Step = Step.ALL,
    order: Order = Order.DOCUMENT,
) -> Desk:
    """The desk with a bead open, or else the first one to judge, or else the first. There must be a bead."""
    places = {unit.bead_id: place for place, unit in enumerate(units)}
    place = None if bead_id is None else places.get(bead_id)
    if place is None:
        place = places.get(Desk(tuple(units), 0, step, order).first or 0, 0)
    return Desk(tuple(units), place, step, order)


def belonging(units: Sequence[TranslationUnit], step: Step) -> int:
    """How many beads are stepped through."""
    return sum(map(_BELONGS[step], units))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many beads of a pair are what, and how many were said what of."""

    linked: int
    omitted: int
    added: int
    unsure: int
    accepted: int
    rejected: int
    total: int


def tally(units: Sequence[TranslationUnit]) -> Tally:
    """The beads of a pair, counted."""
    kinds = Counter((bool(unit.bead.source), bool(unit.bead.target)) for unit in units)
    states = Counter(unit.state for unit in units)
    return Tally(
        linked=kinds[True, True],
        omitted=kinds[True, False],
        added=kinds[False, True],
        unsure=sum(map(is_unsure, units)),
        accepted=states[ReviewState.ACCEPTED],
        rejected=states[ReviewState.REJECTED],
        total=len(units),
    )


USUAL_PACE = 6.0  # seconds a verdict, of a reviewer who has given too few to tell
_FEWEST_TIMES = 10
_PAUSE = 120.0  # seconds after which someone was away


def pace(times: Sequence[datetime]) -> float:
    """How many seconds a reviewer takes for a verdict: the median of the times between them, pauses left out."""
    gaps = [(after - before).total_seconds() for before, after in pairwise(times)]
    working = [gap for gap in gaps if 0 < gap < _PAUSE]
    return median(working) if len(working) >= _FEWEST_TIMES else USUAL_PACE


def time_left(count: int, seconds: float) -> str:
    """How long so many verdicts take, in words; "" for none."""
    if not count:
        return ""
    minutes = count * seconds / 60
    return f"~{max(1, round(minutes))} min" if minutes < 90 else f"~{minutes / 60:.1f} h"


def reasons(units: Sequence[TranslationUnit]) -> dict[int, str]:
    """Why a bead has a blank side, or that the translation moved it, in words, by bead id; most beads have none."""
    last = max((place for place, unit in enumerate(units) if unit.bead.target), default=-1)
    moved = set(crossings([unit.bead for unit in units]))
    blank = {
        unit.bead_id: _reason(unit, is_after_end=place > last) for place, unit in enumerate(units) if unit.bead.is_null
    }
    return blank | {unit.bead_id: "moved elsewhere" for unit in units if unit.bead in moved}


def _reason(unit: TranslationUnit, is_after_end: bool) -> str:
    if unit.note:
        return unit.note
    if unit.bead.target:
        return "added by the translation"
    return "after the translation ends" if is_after_end else "omitted by the translation"


@dataclass(frozen=True, slots=True)
class DraftText:
    """What a system made of some segments in a row, and what was noticed about it."""

    language: str
    text: str
    system: str
    score: float | None
    findings: tuple[Finding, ...]


Latest = dict[str, dict[int, StoredDraft]]


def latest_drafts(drafts: Sequence[StoredDraft]) -> Latest:
    """The latest draft of each segment, by language and position."""
    latest: Latest = {}
    for stored in drafts:
        latest.setdefault(stored.draft.language, {})[stored.draft.position] = stored
    return latest


def draft_texts(latest: Latest, positions: Sequence[int], last: str = "de") -> list[DraftText]:
    """The drafts of some segments in a row, one text a language; nothing where a segment lacks its draft.

    The draft in the language called last comes last: on the right, where the human translation stands.
    """
    return [
        _joined([by_position[position] for position in positions])
        for _, by_position in sorted(latest.items(), key=lambda made: (made[0] == last, made[0]))
        if positions and all(position in by_position for position in positions)
    ]


def _joined(drafts: Sequence[StoredDraft]) -> DraftText:
    first = drafts[0].draft
    scores = [stored.score.value for stored in drafts if stored.score]
    return DraftText(
        language=first.language,
        text=join([stored.draft.text for stored in drafts], first.language),
        system=first.system.name,
        score=min(scores) if len(scores) == len(drafts) else None,
        findings=tuple(finding for stored in drafts for finding in findings_of(stored)),
    )


def findings_of(stored: StoredDraft) -> tuple[Finding, ...]:
    """What the guards and the score noticed about a draft, each thing once."""
    return tuple(dict.fromkeys((*stored.draft.findings, *(stored.score.findings if stored.score else ()))))


class DraftRow(NamedTuple):
    """A source segment and its drafts."""

    position: int
    text: str
    drafts: tuple[DraftText, ...]

    @property
    def is_flagged(self) -> bool:
        """Whether something was noticed about one of the drafts."""
        return any(draft.findings for draft in self.drafts)
