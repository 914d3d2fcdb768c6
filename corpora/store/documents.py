"""Documents in and out, exactly as they were read."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import PurePath

import sqlalchemy as sa

from corpora.errors import ProjectError
from corpora.store import kinds, schema
from corpora.store.values import DocumentSummary
from corpora.units import Document, LedgerEntry, Segment, SegmentKind, Span


def add(tx: sa.Connection, document: Document) -> bool:
    """Whether the document was new, and is stored now; ValueError for one that contradicts itself."""
    if PurePath(document.name).is_absolute():
        raise ValueError(f"{document.name!r} is a path on this machine, not a file name")
    if [segment.position for segment in document.segments] != list(range(len(document.segments))):
        raise ValueError(f"{document.name}: segment positions do not count up from 0")
    characters = len(document.raw_text)
    if any(segment.raw.end > characters for segment in document.segments):
        raise ValueError(f"{document.name}: a segment lies beyond the {characters} characters of the raw text")
    table = schema.document
    if tx.execute(sa.select(table.c.id).where(table.c.id == document.id)).first():
        return False
    columns = ("id", "name", "raw", "encoding", "media_type", "language", "script", "title", "fields", "extracted")
    row = {column: getattr(document, column) for column in columns}
    tx.execute(table.insert(), row | {"characters": characters, "added_at": datetime.now(UTC)})
    schema.insert_all(tx, schema.segment, [_segment_row(document.id, segment) for segment in document.segments])
    schema.insert_all(
        tx, schema.ledger_entry, [_ledger_row(document.id, n, entry) for n, entry in enumerate(document.ledger)]
    )
    return True


def check(tx: sa.Connection, document_id: str) -> None:
    """Raise ProjectError where there is no such document."""
    if tx.execute(sa.select(schema.document.c.id).where(schema.document.c.id == document_id)).first() is None:
        raise ProjectError(f"no document {document_id!r} in this project")


def load(tx: sa.Connection, document_id: str) -> Document:
    """The document as it was added, its segments of the kinds they are now; ProjectError where there is none."""
    row = tx.execute(sa.select(schema.document).where(schema.document.c.id == document_id)).first()
    if row is None:
        raise ProjectError(f"no document {document_id!r} in this project")
    entry = schema.ledger_entry
    ledger = tx.execute(sa.select(entry).where(entry.c.document_id == document_id).order_by(entry.c.number))
    return Document(
        id=row.id,
        name=row.name,
        raw=row.raw,
        encoding=row.encoding,
        media_type=row.media_type,
        language=row.language,
        script=row.script,
        title=row.title,
        segments=tuple(segments(tx, document_id)),
        ledger=tuple(
            LedgerEntry(e.step, Span(e.raw_start, e.raw_end), e.before, e.after, e.reason, e.confidence) for e in ledger
        ),
        fields=row.fields,
        extracted=row.extracted,
    )


def segments(tx: sa.Connection, document_id: str) -> list[Segment]:
    """All segments of a document, in order, of the kinds they are now."""
    table = schema.segment
    query = sa.select(*(table.c[column] for column in _SEGMENT_COLUMNS), kinds.current())
    rows = tx.execute(query.where(table.c.document_id == document_id).order_by(table.c.position))
    return [Segment(r.position, r.text, Span(r.raw_start, r.raw_end), r.paragraph, r.current_kind) for r in rows]


_SEGMENT_COLUMNS = ("position", "text", "raw_start", "raw_end", "paragraph")


def summaries(tx: sa.Connection, document_id: str | None = None) -> list[DocumentSummary]:
    """All documents, or the one, in the order they were added."""
    document, segment = schema.document, schema.segment
    columns = ("id", "name", "language", "script", "title", "encoding", "characters")
    query = sa.select(*(document.c[column] for column in columns)).order_by(document.c.number)
    kind = kinds.current()
    counting = sa.select(segment.c.document_id, kind, sa.func.count()).group_by(segment.c.document_id, kind)
    if document_id is not None:
        query, counting = (
            query.where(document.c.id == document_id),
            counting.where(segment.c.document_id == document_id),
        )
    counted: defaultdict[str, Counter[SegmentKind]] = defaultdict(Counter)
    for of, found, count in tx.execute(counting):
        counted[of][found] = count
    return [
        DocumentSummary(
            **row._mapping,
            segments=counted[row.id].total(),
            aligned_segments=sum(count for kind, count in counted[row.id].items() if kind.is_aligned),
            set_aside=Counter({kind: count for kind, count in counted[row.id].items() if not kind.is_aligned}),
        )
        for row in tx.execute(query)
    ]


def find(tx: sa.Connection, reference: str) -> DocumentSummary:
    """The one document that a user means by an id, a name, a path to it, or the beginning of an id or name.

    Raises ProjectError where there is none, or several.
    """
    document = schema.document
    known = [tuple(row) for row in tx.execute(sa.select(document.c.id, document.c.name).order_by(document.c.number))]
    base = PurePath(reference).name
    for means in (
        lambda id, name: reference == id,
        lambda id, name: reference == name,
        lambda id, name: bool(base) and base == PurePath(name).name,
        lambda id, name: bool(reference) and (id.startswith(reference) or name.startswith(reference)),
    ):
        found = [(id, name) for id, name in known if means(id, name)]
        if len(found) == 1:
            return summaries(tx, found[0][0])[0]
        if found:
            raise ProjectError(f"{reference!r} could be {_listed(found)}; say more of the name, or the id")
    there_are = f"there are: {_listed(known)}" if known else "it has no documents"
    raise ProjectError(f"no document {reference!r} in this project; {there_are}")


def _listed(found: Sequence[tuple[str, ...]], most: int = 8) -> str:
    names = [f"{name} ({id})" for id, name in found[:most]]
    return ", ".join(names) + (f" and {len(found) - most} more" if len(found) > most else "")


def _segment_row(document_id: str, segment: Segment) -> dict[str, object]:
    return {
        "document_id": document_id,
        "position": segment.position,
        "text": segment.text,
        "raw_start": segment.raw.start,
        "raw_end": segment.raw.end,
        "paragraph": segment.paragraph,
        "kind": segment.kind,
    }


def _ledger_row(document_id: str, number: int, entry: LedgerEntry) -> dict[str, object]:
    return {
        "document_id": document_id,
        "number": number,
        "step": entry.step,
        "raw_start": entry.raw.start,
        "raw_end": entry.raw.end,
        "before": entry.before,
        "after": entry.after,
        "reason": entry.reason,
        "confidence": entry.confidence,
    }
