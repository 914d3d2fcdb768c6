"""The values everything else is about: documents, segments, beads, translation units, drafts, verdicts.

All are frozen and do no I/O. Offsets count characters (Unicode code points) of a document's decoded raw
text, so that any sentence, however much was cleaned, opens at its place in the file it came from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal, NamedTuple


class Span(NamedTuple):
    """A half-open range of characters, [start, end)."""

    start: int
    end: int


class SegmentKind(StrEnum):
    """What a segment is, as far as its own document tells; only text and headings are aligned.

    The others are what a page puts around its article. SUMMARY is a lead that says again what the article
    says; BOILERPLATE is what is none of the article's and none of the kinds that have a name.
    """

    TEXT = "text"
    HEADING = "heading"
    BYLINE = "byline"
    SOURCE = "source"
    DATE = "date"
    CAPTION = "caption"
    SUMMARY = "summary"
    REPEATED_TITLE = "repeated-title"
    NAVIGATION = "navigation"
    READ_MORE = "read-more"
    SHARE = "share"
    COMMENTS = "comments"
    ADVERT = "advert"
    EDITORS_NOTE = "editors-note"
    COPYRIGHT = "copyright"
    BOILERPLATE = "boilerplate"
    WRONG_LANGUAGE = "wrong-language"

    @property
    def is_aligned(self) -> bool:
        """Whether segments of this kind take part in alignment and drafting."""
        return self in (SegmentKind.TEXT, SegmentKind.HEADING)

    @property
    def state(self) -> "SegmentState":
        """The state in every alignment of a segment that takes part in none; ValueError for one that does."""
        match self:
            case SegmentKind.TEXT | SegmentKind.HEADING:
                raise ValueError(f"the state of a {self} is for its alignment to say")
            case SegmentKind.BYLINE | SegmentKind.SOURCE | SegmentKind.DATE:
                return SegmentState.BYLINE
            case SegmentKind.CAPTION:
                return SegmentState.CAPTION
            case SegmentKind.WRONG_LANGUAGE:
                return SegmentState.WRONG_LANGUAGE
            case _:
                return SegmentState.BOILERPLATE


class SegmentState(StrEnum):
    """Where a segment stands in one alignment. Every segment of both documents is in exactly one."""

    LINKED = "linked"
    OMITTED = "omitted"
    ADDED = "added"
    BYLINE = "byline"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"
    WRONG_LANGUAGE = "wrong-language"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, heading or line of a document: the smallest thing that is aligned and drafted.

    position is its 0-based place among all segments of the document, set-aside ones included; raw is
    where it lies in the decoded raw text; paragraph numbers the paragraph (0-based) it belongs to.
    """

    position: int
    text: str
    raw: Span
    paragraph: int
    kind: SegmentKind = SegmentKind.TEXT


class LedgerEntry(NamedTuple):
    """One thing cleaning did: which step, where in the raw text, what it read there, what it made of it.

    after is None where a whole line was set aside as furniture and not changed.
    """

    step: str
    raw: Span
    before: str
    after: str | None
    reason: str
    confidence: float = 1.0


class Fields(NamedTuple):
    """What a page says of itself, in its own words; "" where it says nothing. date is ISO 8601 where it parses."""

    author: str = ""
    date: str = ""
    publisher: str = ""
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it came, with all that was read from it.

    id is the first 16 hex digits of the SHA-256 of the raw bytes, so the same file is the same document
    in every project. script is "Hans" or "Hant" as the raw text has it, None for other languages.
    extracted is the text that was taken out of a container (docx, epub, pdf, mhtml), in which offsets count
    there; None where the raw bytes are text themselves.
    """

    id: str
    name: str
    raw: bytes = field(repr=False)
    encoding: str
    media_type: str
    language: str
    script: str | None
    title: str
    segments: tuple[Segment, ...] = field(repr=False)
    ledger: tuple[LedgerEntry, ...] = field(default=(), repr=False)
    fields: Fields = field(default_factory=Fields)
    extracted: str | None = field(default=None, repr=False)

    @property
    def raw_text(self) -> str:
        """The raw text that every offset counts in: what was extracted, else the decoded bytes."""
        return self.raw.decode(self.encoding) if self.extracted is None else self.extracted

    @property
    def aligned_segments(self) -> tuple[Segment, ...]:
        """The segments that take part in alignment and drafting, in document order."""
        return tuple(segment for segment in self.segments if segment.kind.is_aligned)


class Sketch(NamedTuple):
    """A document in little, to look for near duplicates by: how many different shingles it has, and some of them.

    data is what `corpora.duplicates` makes of them.
    """

    shingles: int
    data: bytes


class Overlap(NamedTuple):
    """What two documents share, as shares of both together, of the one, and of the other; each within [0, 1]."""

    similarity: float
    containment: float
    other_containment: float


class NearDuplicate(NamedTuple):
    """A document, and another that has much of its text or much of whose text it has."""

    document_id: str
    other_id: str
    overlap: Overlap

    @property
    def relation(self) -> Literal["same", "part", "whole"]:
        """Whether the document is much the same as the other, a part of it, or has it as a part."""
        is_in, holds = self.overlap.containment >= 0.5, self.overlap.other_containment >= 0.5
        return "same" if is_in is holds else "part" if is_in else "whole"

    def in_words(self, name: str, other: str) -> str:
        """What the link says, as a line to read, of two documents of these names."""
        _, is_in, holds = self.overlap
        match self.relation:
            case "part":
                return f"{name} is a part of {other}: {is_in:.0%} of it stands there"
            case "whole":
                return f"{name} has {other} in it: {holds:.0%} of that stands here"
            case _:
                return f"{name} is nearly the same as {other}: {is_in:.0%} of it stands there, {holds:.0%} of that here"


@dataclass(frozen=True, slots=True)
class Bead:
    """Source segments that translate target segments: one unit of a sentence alignment.

    Sides hold 0-based segment positions; an empty side makes it a null bead (an omission or an addition).
    probability is the model's posterior that exactly this bead is right.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    probability: float = 1.0

    @property
    def is_null(self) -> bool:
        """Whether one side has no counterpart."""
        return not (self.source and self.target)

    @property
    def shape(self) -> str:
        """The bead's type as the literature writes it: "1-1", "2-1", "1-0"."""
        return f"{len(self.source)}-{len(self.target)}"

    @property
    def places(self) -> frozenset[tuple[str, int]]:
        """Its sentences, as ("source" or "target", position)."""
        return frozenset([("source", i) for i in self.source] + [("target", j) for j in self.target])

    def shifted(self, source: int, target: int) -> "Bead":
        """The bead with positions that many sentences further on."""
        return Bead(tuple(i + source for i in self.source), tuple(j + target for j in self.target), self.probability)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Beads in order, and the signature that says how they were made."""

    beads: tuple[Bead, ...]
    signature: str


class Action(StrEnum):
    """What a person can say of a bead.

    ALIGN accepts a bead that the person made of other ones. A flag asks for another look, whatever else was said. UNDO
    takes back the latest event on the bead not yet undone, REDO says again what was undone last.
    """

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    ALIGN = "align"
    NOTE = "note"
    FLAG = "flag"
    UNFLAG = "unflag"
    UNDO = "undo"
    REDO = "redo"


class ReviewState(StrEnum):
    """What the verdicts on a bead add up to."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One event of the append-only review log, naming the bead it was decided on.

    An edit carries the whole new text of the side or sides it changes (None leaves a side as it was) and
    accepts the bead with that text.
    """

    bead_id: int
    action: Action
    reviewer: str
    at: datetime
    source_text: str | None = None
    target_text: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a guard or a score noticed, in a kind a program can count and words a person can read.

    source and target are the characters of either text that it is about, where it is about some.
    """

    kind: str
    message: str
    source: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()

    def as_row(self) -> dict[str, object]:
        """The same as an object; spans only where there are any."""
        row: dict[str, object] = {"kind": self.kind, "message": self.message}
        return row | ({"source": self.source, "target": self.target} if self.source or self.target else {})


@dataclass(frozen=True, slots=True)
class System:
    """Who made a translation: name, model revision, options that change its output, and licence."""

    name: str
    revision: str
    options: str
    licence: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A machine translation of one segment by one system."""

    document_id: str
    position: int
    language: str
    text: str
    system: System
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """A number in [0, 1], higher is better, with what made it and what it noticed."""

    value: float
    signature: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A bead with its text: what is reviewed and exported.

    Texts are the reviewer's where the bead was edited, else the cleaned segments joined. Raw spans run
    from the first to the last segment of a side, None where the side is empty. index is the bead's
    0-based place in its alignment.
    """

    bead_id: int
    index: int
    bead: Bead
    source_document: str
    target_document: str
    source_language: str
    target_language: str
    source_text: str
    target_text: str
    source_raw: Span | None
    target_raw: Span | None
    signature: str
    state: ReviewState = ReviewState.OPEN
    edited: bool = False
    note: str = ""
    reviewer: str = ""
    flagged: bool = False
    quality: Score | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
