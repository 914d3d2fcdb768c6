"""Where a project is kept: one SQLite file, and the functions that take and return our values."""

from corpora.store.project import Store, open_store
from corpora.store.values import (
    DocumentSummary,
    Gesture,
    Gestures,
    JudgedBead,
    Origin,
    Pair,
    ProjectStatus,
    Reclassification,
    StoredDraft,
    StoredException,
    Unscored,
)

__all__ = [
    "DocumentSummary",
    "Gesture",
    "Gestures",
    "JudgedBead",
    "Origin",
    "Pair",
    "ProjectStatus",
    "Reclassification",
    "Store",
    "StoredDraft",
    "StoredException",
    "Unscored",
    "open_store",
]
