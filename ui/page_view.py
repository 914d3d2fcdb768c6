"""A page and what cleaning made of it, as values: a row for each segment, which rows are shown, which is open."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from corpora.chinese import LOST
from corpora.steps import DAMAGE, FURNITURE
from corpora.store import Reclassification
from corpora.units import Document, LedgerEntry, Segment, SegmentKind, Span

DOUBTFUL_BELOW = 0.8
ENCODING = "encoding"  # the step by which reading says how it found the encoding
_ROWS = 40  # shown at once: enough to read on, few enough to draw at once


@dataclass(frozen=True, slots=True)
class Row:
    """A segment of the kind it is now, what was done to its text, why it was set aside, and a person's word on it.

    aside is the machine's reason, and stays when a person restores the segment.
    """

    segment: Segment
    changes: tuple[LedgerEntry, ...] = ()
    aside: LedgerEntry | None = None
    said: Reclassification | None = None

    @property
    def position(self) -> int:
        """The place of the segment in its document."""
        return self.segment.position

    @property
    def is_aside(self) -> bool:
        """Whether the segment is not the article's own."""
        return not self.segment.kind.is_aligned

    @property
    def is_reclassified(self) -> bool:
        """Whether the segment is not of the kind that the machine read it as."""
        return self.said is not None and self.said.kind is not self.said.machine_kind

    @property
    def is_damaged(self) -> bool:
        """Whether something in the segment is lost."""
        return LOST in self.segment.text or any(entry.step == DAMAGE for entry in self.changes)

    @property
    def confidence(self) -> float | None:
        """How sure the machine was that the segment is to be set aside; None where it did not, or a person said so."""
        return self.aside.confidence if self.aside and self.is_aside and not self.is_reclassified else None

    @property
    def is_doubtful(self) -> bool:
        """Whether the machine was unsure of something it did here; of the kind no more once a person said it."""
        doubts = [entry.confidence for entry in self.changes]
        doubts += [self.aside.confidence] if self.aside and not self.said else []
        return any(confidence < DOUBTFUL_BELOW for confidence in doubts)

    @property
    def names(self) -> frozenset[str]:
        """What the row can be asked for by: its kind, and the steps that did something to it."""
        steps = {entry.step for entry in self.changes}
        return frozenset({str(self.segment.kind), *steps, *([FURNITURE] if self.aside else [])})


@dataclass(frozen=True, slots=True)
class PageView:
    """A document, its rows, and what reading did to the page as a whole."""

    document: Document
    rows: tuple[Row, ...]
    notes: tuple[LedgerEntry, ...]

    @property
    def kinds(self) -> Counter[SegmentKind]:
        """How many segments are of each kind, the article's own kinds first."""
        counted = Counter(row.segment.kind for row in self.rows)
        return Counter({kind: counted[kind] for kind in SegmentKind if counted[kind]})

    @property
    def steps(self) -> Counter[str]:
        """How often each step did something."""
        return Counter(entry.step for entry in self.document.ledger if not _is_note(entry))


def view(document: Document) -> PageView:
    """A document with each entry of its ledger beside the segment it is about.

    An entry about a place between segments, as a line end that was taken out, is the nearest one's.
    """
    changes: list[list[LedgerEntry]] = [[] for _ in document.segments]
    aside: list[LedgerEntry | None] = [None] * len(document.segments)
    places = _Places(document.segments)
    notes = []
    for entry in document.ledger:
        if _is_note(entry):
            notes.append(entry)
            continue
        for i in places.at(entry.raw):
            if entry.step == FURNITURE and entry.after is None:
                aside[i] = entry
            else:
                changes[i].append(entry)
    rows = [Row(segment, tuple(changes[i]), aside[i]) for i, segment in enumerate(document.segments)]
    return PageView(document, tuple(rows), tuple(notes))


def _is_note(entry: LedgerEntry) -> bool:
    """Whether an entry is about the page as a whole: of no place, and about no change."""
    return entry.raw.start == entry.raw.end and entry.before == (entry.after or "")


class _Places:
    """Where segments lie in the raw text, to be asked which of them lie at a place."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._starts = list(accumulate((segment.raw.start for segment in segments), max))
        self._ends = list(accumulate((segment.raw.end for segment in segments), max))

    def at(self, raw: Span) -> range:
        """The positions of the segments that share a character with a span; of the nearest one where none does."""
        if not self._starts:
            return range(0)
        first = bisect_right(self._ends, raw.start)
        last = bisect_left(self._starts, max(raw.end, raw.start + 1))
        if first < last:
            return range(first, last)
        before, after = max(0, first - 1), min(first, len(self._starts) - 1)
        is_nearer_after = self._starts[after] - raw.end < raw.start - self._ends[before]
        return range(after, after + 1) if is_nearer_after else range(before, before + 1)


def reclassified(page: PageView, said: Sequence[Reclassification]) -> PageView:
    """The page with what people said of its segments, oldest first; the latest word on each holds."""
    if not said:
        return page
    rows = list(page.rows)
    for word in said:
        row = rows[word.position]
        rows[word.position] = replace(row, segment=replace(row.segment, kind=word.kind), said=word)
    return replace(page, rows=tuple(rows))


class Show(StrEnum):
    """Which rows are shown."""

    ALL = "all"
    ASIDE = "set aside"
    CHANGED = "changed"
    DOUBTFUL = "doubtful"
    RECLASSIFIED = "by hand"


_SHOWS: dict[Show, Callable[[Row], bool]] = {
    Show.ALL: lambda row: True,
    Show.ASIDE: lambda row: row.is_aside,
    Show.CHANGED: lambda row: bool(row.changes),
    Show.DOUBTFUL: lambda row: row.is_doubtful,
    Show.RECLASSIFIED: lambda row: row.is_reclassified,
}


def show_of(word: str | None) -> Show:
    """The choice of a word, all rows where there is none such."""
    return Show(word) if word in tuple(Show) else Show.ALL


def shown(rows: Iterable[Row], show: Show, name: str | None = None) -> list[Row]:
    """The rows to show: of a choice, and of those the ones of a kind or changed by a step, where one is named."""
    belongs = _SHOWS[show]
    return [row for row in rows if belongs(row) and (name is None or name in row.names)]


def name_counts(rows: Iterable[Row]) -> Counter[str]:
    """How many rows there are of each kind, and changed by each step."""
    return Counter(name for row in rows for name in row.names)


class Desk(NamedTuple):
    """The rows shown, and the place of the open one among them."""

    rows: Sequence[Row]
    at: int

    @property
    def row(self) -> Row:
        """The open row."""
        return self.rows[self.at]

    @property
    def leaf(self) -> int:
        """Which leaf of the rows is open, from 1."""
        return self.at // _ROWS + 1

    @property
    def leaves(self) -> int:
        """How many leaves the rows fill."""
        return -(-len(self.rows) // _ROWS)

    @property
    def on_leaf(self) -> Sequence[Row]:
        """The rows of the open leaf."""
        return self.rows[(self.leaf - 1) * _ROWS : self.leaf * _ROWS]

    @property
    def previous(self) -> int | None:
        """The position of the segment to step back to, None at the beginning."""
        return self.rows[self.at - 1].position if self.at else None

    @property
    def next(self) -> int | None:
        """The position of the segment to step to, None at the end."""
        return self.rows[self.at + 1].position if self.at + 1 < len(self.rows) else None

    def first_of(self, leaf: int) -> int:
        """The position of the first segment on a leaf."""
        return self.rows[(leaf - 1) * _ROWS].position


def desk(rows: Sequence[Row], position: int | None) -> Desk | None:
    """The desk with a segment's row open, or else the next one shown; None where no row is shown."""
    if not rows:
        return None
    at = bisect_left(rows, position or 0, key=lambda row: row.position)
    return Desk(rows, min(at, len(rows) - 1))
