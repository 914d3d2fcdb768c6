"""What the store hands out that is more than one of our values: rows with ids, sums over rows."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from corpora.units import Action, Bead, Draft, ReviewState, Score, SegmentKind, SegmentState, System


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document without its text.

    characters counts the decoded raw text, segments all segments, aligned_segments those that take part
    in alignment; set_aside counts the others by kind.
    """

    id: str
    name: str
    language: str
    script: str | None
    title: str
    encoding: str
    characters: int
    segments: int
    aligned_segments: int
    set_aside: Counter[SegmentKind]


@dataclass(frozen=True, slots=True)
class Reclassification:
    """A person's word on what a segment is; machine_kind is what it was read as, and setting it back leads there."""

    position: int
    kind: SegmentKind
    machine_kind: SegmentKind
    reviewer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StoredException:
    """An abbreviation behind which no sentence of a language ends in this project, and who said so."""

    language: str
    text: str
    reviewer: str
    at: datetime


Origin = Literal["found", "named"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents of which the target translates the source; alignment_id is the current alignment's.

    It is None where the pair was not aligned yet, and where a segment's kind changed since, so that the
    latest alignment no longer has it in the state that it is in.

    origin says whether the pair was found by the program, with that probability, or named by the user.
    """

    id: int
    source_id: str
    target_id: str
    probability: float
    origin: Origin
    alignment_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlacedBead:
    """A bead with its id and its 0-based place in an alignment."""

    id: int
    index: int
    bead: Bead


@dataclass(frozen=True, slots=True)
class JudgedBead:
    """A bead with its id and what the verdicts on it add up to: accepted or rejected."""

    id: int
    bead: Bead
    state: ReviewState


@dataclass(frozen=True, slots=True)
class Gesture:
    """Something a reviewer did in one go: how it began, and the beads it spoke of."""

    action: Action
    bead_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Gestures:
    """What would be undone next, and what done again; None for nothing."""

    undo: Gesture | None
    redo: Gesture | None


@dataclass(frozen=True, slots=True)
class Unscored:
    """A bead or draft that awaits its score: its id, its text and its languages."""

    id: int
    source_text: str
    target_text: str
    source_language: str
    target_language: str


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft with its id and its latest score."""

    id: int
    draft: Draft
    score: Score | None = None


@dataclass(frozen=True, slots=True)
class ProjectStatus:
    """What a project holds and what is left to do.

    Beads, nulls, coverage and verdicts are those of the pairs' current alignments; beads count all shapes,
    nulls included, and coverage both sides. Scored and flagged count beads and drafts with a score, and
    with a finding.
    """

    documents: Counter[str] = field(default_factory=Counter)  # by language
    segments: Counter[SegmentKind] = field(default_factory=Counter)
    pairs: int = 0
    aligned_pairs: int = 0
    beads: Counter[str] = field(default_factory=Counter)  # by shape
    nulls: int = 0
    coverage: Counter[SegmentState] = field(default_factory=Counter)
    verdicts: Counter[ReviewState] = field(default_factory=Counter)
    drafts: Counter[tuple[str, System]] = field(default_factory=Counter)  # by language and system
    scored_beads: int = 0
    scored_drafts: int = 0
    flagged_beads: int = 0
    flagged_drafts: int = 0

    @property
    def drafts_by_name(self) -> Counter[tuple[str, str, str]]:
        """How many drafts by language, name and licence of the system, whatever its options and revision were."""
        counts: Counter[tuple[str, str, str]] = Counter()
        for (language, system), count in self.drafts.items():
            counts[language, system.name, system.licence] += count
        return counts
