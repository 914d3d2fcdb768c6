"""What a translation memory holds, translations that people accepted, and how much of it is offered."""

from dataclasses import dataclass
from datetime import datetime

LEAST_SCORE = 0.7  # of a fuzzy match: what CAT tools offer from
MOST = 5  # matches for a sentence


@dataclass(frozen=True, slots=True)
class Entry:
    """A translation that a person accepted, in one of its two directions, and where it is from.

    positions are the segments of the document that source stands in, the one translated from in this direction.
    Texts are the reviewer's where the bead was edited.
    """

    source: str
    target: str
    bead_id: int
    document_id: str
    document: str
    positions: tuple[int, ...]
    reviewer: str
    at: datetime
    edited: bool = False
