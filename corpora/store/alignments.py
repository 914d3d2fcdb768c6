"""Which documents are paired, and which of their segments translate which."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from corpora.errors import ProjectError
from corpora.store import documents, kinds, schema
from corpora.store.values import Origin, Pair, PlacedBead
from corpora.units import Alignment, Bead, Segment, SegmentState


def add_pair(tx: sa.Connection, source_id: str, target_id: str, probability: float, origin: Origin) -> Pair:
    """The pair of two documents, made if it was not there; what the user names supersedes what was found.

    Raises ProjectError where a document is not in the project.
    """
    table = schema.pair
    known = set(tx.scalars(sa.select(schema.document.c.id).where(schema.document.c.id.in_([source_id, target_id]))))
    for document_id in (source_id, target_id):
        if document_id not in known:
            raise ProjectError(f"no document {document_id!r} in this project")
    if source_id == target_id:
        raise ProjectError(f"document {source_id!r} cannot be paired with itself; name two documents")
    this = (table.c.source_id == source_id) & (table.c.target_id == target_id)
    there = tx.execute(sa.select(table.c.id, table.c.origin).where(this)).first()
    values = {"probability": probability, "origin": origin}
    if there is None:
        tx.execute(table.insert(), values | {"source_id": source_id, "target_id": target_id})
    elif (there.origin, origin) == ("found", "named"):
        tx.execute(table.update().where(this), values)
    return _pairs(tx, this)[0]


def pairs(tx: sa.Connection) -> list[Pair]:
    """All pairs, in the order they were added."""
    return _pairs(tx)


def pair(tx: sa.Connection, pair_id: int) -> Pair:
    """The pair of an id; ProjectError where there is none."""
    found = _pairs(tx, schema.pair.c.id == pair_id)
    if not found:
        raise ProjectError(f"no pair {pair_id} in this project")
    return found[0]


def current_id() -> sa.ColumnElement[int]:
    """The id of the current alignment of the row of `pair` that a query is at.

    It is the latest sealed one, or none where a segment has another kind since.
    """
    table = schema.alignment
    latest = sa.select(sa.func.max(table.c.id).label("id")).where(table.c.pair_id == schema.pair.c.id, table.c.sealed)
    of_pair = latest.correlate(schema.pair).scalar_subquery()
    return sa.case((kinds.changed_since(of_pair).correlate(schema.pair), None), else_=of_pair)


def _pairs(tx: sa.Connection, *where: sa.ColumnElement[bool]) -> list[Pair]:
    table = schema.pair
    query = sa.select(table, current_id().label("alignment_id")).where(*where).order_by(table.c.id)
    return [Pair(**row._mapping) for row in tx.execute(query)]


def save(tx: sa.Connection, pair_id: int, alignment: Alignment, elapsed: float) -> int:
    """The id under which an alignment is stored, sealed and made its pair's current one.

    elapsed is in seconds. Beads that an earlier alignment of the pair had keep their ids. Raises
    ValueError unless the beads hold every aligned segment of both documents exactly once.
    """
    of = pair(tx, pair_id)
    source, target = documents.segments(tx, of.source_id), documents.segments(tx, of.target_id)
    _check_cover(source, [bead.source for bead in alignment.beads], f"source document {of.source_id}")
    _check_cover(target, [bead.target for bead in alignment.beads], f"target document {of.target_id}")
    if any(not (bead.source or bead.target) for bead in alignment.beads):
        raise ValueError("a bead is empty on both sides")
    if any(list(side) != sorted(side) for bead in alignment.beads for side in (bead.source, bead.target)):
        raise ValueError("a bead's positions are not in order")
    if not all(0 <= bead.probability <= 1 for bead in alignment.beads):
        raise ValueError("a bead's probability is not within 0 and 1")
    row = {"pair_id": pair_id, "signature": alignment.signature, "elapsed": elapsed}
    alignment_id = schema.insert(tx, schema.alignment, row | {"created_at": datetime.now(UTC), "sealed": False})
    beads = list(zip(bead_ids(tx, pair_id, alignment.beads), alignment.beads, strict=True))
    members = [
        {"alignment_id": alignment_id, "bead_id": id, "number": number, "probability": float(bead.probability)}
        for number, (id, bead) in enumerate(beads)
    ]
    placements = [
        {"alignment_id": alignment_id, "document_id": document_id, "position": position, "state": state, "bead_id": id}
        for document_id, segments, held in (
            (of.source_id, source, {p: (state_of(bead), id) for id, bead in beads for p in bead.source}),
            (of.target_id, target, {p: (state_of(bead), id) for id, bead in beads for p in bead.target}),
        )
        for position, (state, id) in _places(segments, held)
    ]
    schema.insert_all(tx, schema.alignment_bead, members)
    schema.insert_all(tx, schema.placement, placements)
    tx.execute(schema.alignment.update().where(schema.alignment.c.id == alignment_id), {"sealed": True})
    return alignment_id


def _check_cover(segments: list[Segment], sides: list[tuple[int, ...]], where: str) -> None:
    held = Counter(position for side in sides for position in side)
    wanted = {segment.position for segment in segments if segment.kind.is_aligned}
    if twice := sorted(position for position, times in held.items() if times > 1):
        raise ValueError(f"{where}: segments {twice} are in more than one bead")
    if missing := sorted(wanted - held.keys()):
        raise ValueError(f"{where}: segments {missing} are in no bead")
    if strange := sorted(held.keys() - wanted):
        raise ValueError(f"{where}: segments {strange} are in a bead but are not aligned")


def state_of(bead: Bead) -> SegmentState:
    """What the segments of a bead are, unless it is rejected."""
    if not bead.target:
        return SegmentState.OMITTED
    return SegmentState.LINKED if bead.source else SegmentState.ADDED


def _places(
    segments: list[Segment], held: dict[int, tuple[SegmentState, int]]
) -> Iterable[tuple[int, tuple[SegmentState, int | None]]]:
    """Each segment's position with its state and the bead it is in."""
    for segment in segments:
        yield segment.position, held.get(segment.position) or (segment.kind.state, None)


def bead_ids(tx: sa.Connection, pair_id: int, beads: Iterable[Bead]) -> list[int]:
    """The ids of beads of a pair, in the order given; new ones are added."""
    table = schema.bead
    known = _known_beads(tx, pair_id)
    new = [bead for bead in beads if (bead.source, bead.target) not in known]
    if new:
        tx.execute(table.insert(), [{"pair_id": pair_id, "source": b.source, "target": b.target} for b in new])
        known = _known_beads(tx, pair_id)
    return [known[bead.source, bead.target] for bead in beads]


def probabilities(tx: sa.Connection, pair_id: int) -> list[float]:
    """The probabilities of the beads of a pair's current alignment, in order; none where it has no alignment."""
    alignment_id, member = pair(tx, pair_id).alignment_id, schema.alignment_bead
    query = sa.select(member.c.probability).where(member.c.alignment_id == alignment_id).order_by(member.c.number)
    return list(tx.scalars(query))


def beads(tx: sa.Connection, ids: Sequence[int]) -> list[Bead]:
    """The beads of some ids, in the order of those; ProjectError for one that is not there."""
    table = schema.bead
    found = {row.id: Bead(row.source, row.target) for row in tx.execute(sa.select(table).where(table.c.id.in_(ids)))}
    if missing := [id for id in ids if id not in found]:
        raise ProjectError(f"no bead {missing[0]} in this project")
    return [found[id] for id in ids]


def _known_beads(tx: sa.Connection, pair_id: int) -> dict[tuple[tuple[int, ...], tuple[int, ...]], int]:
    table = schema.bead
    return {(row.source, row.target): row.id for row in tx.execute(sa.select(table).where(table.c.pair_id == pair_id))}


def load(tx: sa.Connection, pair_id: int) -> Alignment | None:
    """The current alignment of a pair, None where it has none."""
    alignment_id = pair(tx, pair_id).alignment_id
    if alignment_id is None:
        return None
    query = sa.select(schema.alignment.c.signature).where(schema.alignment.c.id == alignment_id)
    beads = tuple(placed.bead for placed in placed_beads(tx, alignment_id))
    return Alignment(beads, tx.execute(query).scalar_one())


def placed_beads(tx: sa.Connection, alignment_id: int) -> list[PlacedBead]:
    """The beads of an alignment, in order."""
    member, bead = schema.alignment_bead, schema.bead
    query = (
        sa.select(bead.c.id, member.c.number, bead.c.source, bead.c.target, member.c.probability)
        .join_from(member, bead, bead.c.id == member.c.bead_id)
        .where(member.c.alignment_id == alignment_id)
        .order_by(member.c.number)
    )
    return [PlacedBead(row.id, row.number, Bead(row.source, row.target, row.probability)) for row in tx.execute(query)]
