"""What segments are: as the machine read them, or as a person said since. Both stay; the latest word counts."""

from datetime import UTC, datetime

import sqlalchemy as sa

from corpora.errors import ProjectError
from corpora.store import near_duplicates, schema, vectors
from corpora.store.values import Reclassification
from corpora.units import SegmentKind, SegmentState

_ALIGNED_STATES = (SegmentState.LINKED, SegmentState.OMITTED, SegmentState.ADDED, SegmentState.UNDECIDED)


def current() -> sa.ColumnElement[SegmentKind]:
    """The kind, now, of the row of `segment` that a query is at."""
    table, segment = schema.reclassification, schema.segment
    latest = (
        sa.select(table.c.kind)
        .where(table.c.document_id == segment.c.document_id, table.c.position == segment.c.position)
        .order_by(table.c.id.desc())
        .limit(1)
        .correlate(segment)
    )
    # Not named "kind": GROUP BY would take that for the machine's.
    return sa.func.coalesce(latest.scalar_subquery(), segment.c.kind).label("current_kind")


def reclassify(tx: sa.Connection, document_id: str, position: int, kind: SegmentKind, reviewer: str) -> bool:
    """Whether the segment was of another kind, and is of this one now.

    Where it joins or leaves the aligned segments of its document, what was made of those is no longer kept.
    Raises ProjectError for a segment that is not there.
    """
    _, before = _kinds(tx, document_id, position)
    if before is kind:
        return False
    row = {"document_id": document_id, "position": position, "kind": kind, "reviewer": reviewer}
    tx.execute(schema.reclassification.insert(), row | {"at": datetime.now(UTC)})
    if before.is_aligned is not kind.is_aligned:
        vectors.drop(tx, document_id)
        near_duplicates.forget_sketch(tx, document_id)
    return True


def restore(tx: sa.Connection, document_id: str, position: int, reviewer: str) -> bool:
    """Whether the segment was set aside, and is the article's own now.

    It is what the machine read it as, if that was the article's own, else text. Raises ProjectError for a
    segment that is not there.
    """
    machine, now = _kinds(tx, document_id, position)
    if now.is_aligned:
        return False
    return reclassify(tx, document_id, position, machine if machine.is_aligned else SegmentKind.TEXT, reviewer)


def log(tx: sa.Connection, document_id: str) -> list[Reclassification]:
    """What people said of the segments of a document, oldest first."""
    table, segment = schema.reclassification, schema.segment
    query = (
        sa.select(table.c.position, table.c.kind, segment.c.kind.label("machine_kind"), table.c.reviewer, table.c.at)
        .join_from(table, segment)
        .where(table.c.document_id == document_id)
        .order_by(table.c.id)
    )
    return [Reclassification(**row._mapping) for row in tx.execute(query)]


def changed_since(alignment_id: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """Whether, at a row of `pair`, a segment now has a kind that its state in the alignment does not go with.

    Asked of what was reclassified, which is little, and not of all that is placed.
    """
    table, place, pair = schema.reclassification, schema.placement, schema.pair
    later = table.alias()
    overruled = sa.exists().where(
        later.c.document_id == table.c.document_id, later.c.position == table.c.position, later.c.id > table.c.id
    )
    where_it_is = (place.c.document_id == table.c.document_id) & (place.c.position == table.c.position)
    return (
        sa.exists()
        .select_from(sa.join(table, place, where_it_is & (place.c.alignment_id == alignment_id)))
        .where(table.c.document_id.in_([pair.c.source_id, pair.c.target_id]))
        .where(~overruled, ~_agree(table.c.kind, place.c.state))
    )


def _agree(kind: sa.ColumnElement[SegmentKind], state: sa.ColumnElement[SegmentState]) -> sa.ColumnElement[bool]:
    aside = [(k, k.state) for k in SegmentKind if not k.is_aligned]
    aligned = [(k, s) for k in SegmentKind if k.is_aligned for s in _ALIGNED_STATES]
    return sa.or_(*((kind == k) & (state == s) for k, s in aside + aligned))


def _kinds(tx: sa.Connection, document_id: str, position: int) -> tuple[SegmentKind, SegmentKind]:
    """What the machine read the segment as, and what it is now."""
    segment = schema.segment
    query = sa.select(segment.c.kind, current())
    row = tx.execute(query.where(segment.c.document_id == document_id, segment.c.position == position)).first()
    if row is None:
        raise ProjectError(f"document {document_id!r} has no segment {position} in this project")
    return row.kind, row.current_kind
