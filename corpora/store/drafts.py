"""Machine translations of segments, each with the system that made it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from corpora.errors import ProjectError
from corpora.store import documents, schema, scores
from corpora.store.values import StoredDraft, Unscored
from corpora.units import Draft, Finding, Segment, System


def undrafted(tx: sa.Connection, document_id: str, language: str, system: System) -> list[Segment]:
    """The aligned segments of a document without a draft by a system (its name, revision and options)."""
    documents.check(tx, document_id)
    draft, by = schema.draft, schema.system
    drafted = set(
        tx.scalars(
            sa.select(draft.c.position)
            .join_from(draft, by)
            .where(draft.c.document_id == document_id, draft.c.language == language)
            .where(by.c.name == system.name, by.c.revision == system.revision, by.c.options == system.options)
        )
    )
    segments = documents.segments(tx, document_id)
    return [segment for segment in segments if segment.kind.is_aligned and segment.position not in drafted]


def of_texts(
    tx: sa.Connection, texts: Iterable[str], source_language: str, language: str, system: System
) -> dict[str, tuple[str, tuple[Finding, ...]]]:
    """What a system has made of texts anywhere in the project, with the findings, by text; the latest of each."""
    draft, by, segment, document = schema.draft, schema.system, schema.segment, schema.document
    found: dict[str, tuple[str, tuple[Finding, ...]]] = {}
    for some in _chunks(sorted(set(texts))):
        query = (
            sa.select(segment.c.text.label("source"), draft.c.text, draft.c.findings)
            .join_from(draft, by)
            .join(segment, (segment.c.document_id == draft.c.document_id) & (segment.c.position == draft.c.position))
            .join(document, document.c.id == draft.c.document_id)
            .where(draft.c.language == language, document.c.language == source_language, segment.c.text.in_(some))
            .where(by.c.name == system.name, by.c.revision == system.revision, by.c.options == system.options)
            .order_by(draft.c.id)
        )
        found |= {row.source: (row.text, row.findings) for row in tx.execute(query)}
    return found


def _chunks(texts: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), size):  # a statement has room for so many values
        yield texts[start : start + size]


def add(tx: sa.Connection, drafts: Iterable[Draft]) -> int:
    """How many drafts were new; one that is there by the same system is kept as it is.

    Raises ProjectError for a segment that is not in the project.
    """
    systems: dict[System, int] = {}
    segments: dict[str, set[int]] = {}
    added = 0
    for draft in drafts:
        if draft.system not in systems:
            systems[draft.system] = _system_id(tx, draft.system)
        if draft.document_id not in segments:
            documents.check(tx, draft.document_id)
            segments[draft.document_id] = {s.position for s in documents.segments(tx, draft.document_id)}
        if draft.position not in segments[draft.document_id]:
            raise ProjectError(f"document {draft.document_id} has no segment {draft.position}")
        added += _add(tx, draft, systems[draft.system])
    return added


def _add(tx: sa.Connection, draft: Draft, system_id: int) -> bool:
    table = schema.draft
    key = {
        "document_id": draft.document_id,
        "position": draft.position,
        "language": draft.language,
        "system_id": system_id,
    }
    if tx.execute(sa.select(table.c.id).where(*(table.c[name] == value for name, value in key.items()))).first():
        return False
    tx.execute(table.insert(), key | {"text": draft.text, "findings": draft.findings, "created_at": datetime.now(UTC)})
    return True


def _system_id(tx: sa.Connection, system: System) -> int:
    table = schema.system
    row = {"name": system.name, "revision": system.revision, "options": system.options, "licence": system.licence}
    found = tx.scalar(sa.select(table.c.id).where(*(table.c[name] == value for name, value in row.items())))
    if found is not None:
        return found
    return schema.insert(tx, table, row)


def of_document(tx: sa.Connection, document_id: str, language: str | None = None) -> list[StoredDraft]:
    """The drafts of a document, into one language or all, by position, then in the order they were added."""
    documents.check(tx, document_id)
    draft, system = schema.draft, schema.system
    query = sa.select(draft, system.c.name, system.c.revision, system.c.options, system.c.licence).join_from(
        draft, system
    )
    query = query.where(draft.c.document_id == document_id).order_by(draft.c.position, draft.c.id)
    if language is not None:
        query = query.where(draft.c.language == language)
    latest = scores.of_drafts(tx, document_id)
    return [
        StoredDraft(
            row.id,
            Draft(
                row.document_id,
                row.position,
                row.language,
                row.text,
                System(row.name, row.revision, row.options, row.licence),
                row.findings,
            ),
            latest.get(row.id),
        )
        for row in tx.execute(query)
    ]


def unscored(tx: sa.Connection, signature: str, document_id: str | None, language: str | None) -> list[Unscored]:
    """The drafts without a score of this signature, by document, position and language."""
    draft, segment, document, score = schema.draft, schema.segment, schema.document, schema.draft_score
    scored = sa.exists().where(score.c.draft_id == draft.c.id, score.c.signature == signature)
    query = (
        sa.select(
            draft.c.id,
            segment.c.text.label("source_text"),
            draft.c.text.label("target_text"),
            document.c.language.label("source_language"),
            draft.c.language.label("target_language"),
        )
        .join_from(draft, segment)
        .join(document, document.c.id == draft.c.document_id)
        .where(~scored)
        .order_by(document.c.number, draft.c.position, draft.c.id)
    )
    if document_id is not None:
        query = query.where(draft.c.document_id == document_id)
    if language is not None:
        query = query.where(draft.c.language == language)
    return [Unscored(**row._mapping) for row in tx.execute(query)]
