"""The sums that a project's status is."""

from collections import Counter
from typing import Any

import sqlalchemy as sa

from corpora.store import alignments, kinds, reviewing, schema
from corpora.store.values import ProjectStatus
from corpora.units import Bead, ReviewState, SegmentState, System


def status(tx: sa.Connection) -> ProjectStatus:
    """What the project holds and what is left to do."""
    pairs = alignments.pairs(tx)
    said = reviewing.reviews(tx)
    beads = _current_beads(tx)
    verdicts = {bead_id: said.get(bead_id, reviewing.UNREVIEWED).state for bead_id in beads}
    rejected = [beads[bead_id] for bead_id, state in verdicts.items() if state is ReviewState.REJECTED]
    return ProjectStatus(
        documents=_counted(tx, schema.document.c.language),
        segments=_counted(tx, kinds.current()),
        pairs=len(pairs),
        aligned_pairs=sum(pair.alignment_id is not None for pair in pairs),
        beads=Counter(bead.shape for bead in beads.values()),
        nulls=sum(bead.is_null for bead in beads.values()),
        coverage=_coverage(tx, rejected),
        verdicts=Counter(verdicts.values()),
        drafts=_drafts(tx),
        scored_beads=len(beads.keys() & set(tx.scalars(sa.select(schema.bead_score.c.bead_id)))),
        scored_drafts=_distinct(tx, schema.draft_score.c.draft_id),
        flagged_beads=len(beads.keys() & set(tx.scalars(_flagged(schema.bead_score, "bead_id")))),
        flagged_drafts=len(
            set(tx.scalars(_flagged(schema.draft_score, "draft_id"))) | set(tx.scalars(_flagged(schema.draft, "id")))
        ),
    )


def _counted(tx: sa.Connection, column: sa.ColumnElement[Any]) -> Counter[Any]:
    counts: Counter[Any] = Counter()
    for word, count in tx.execute(sa.select(column, sa.func.count()).group_by(column)):
        counts[word] = count
    return counts


def _distinct(tx: sa.Connection, column: sa.Column[int]) -> int:
    return tx.scalar(sa.select(sa.func.count(column.distinct()))) or 0


def _flagged(table: sa.Table, id_column: str) -> sa.Select[tuple[int]]:
    return sa.select(table.c[id_column]).where(table.c.findings != ())


def _current_beads(tx: sa.Connection) -> dict[int, Bead]:
    """The beads of all current alignments, by id."""
    member, bead, pair = schema.alignment_bead, schema.bead, schema.pair
    query = (
        sa.select(bead.c.id, bead.c.source, bead.c.target, member.c.probability)
        .join_from(pair, member, member.c.alignment_id == alignments.current_id())
        .join(bead, bead.c.id == member.c.bead_id)
    )
    return {row.id: Bead(row.source, row.target, row.probability) for row in tx.execute(query)}


def _coverage(tx: sa.Connection, rejected: list[Bead]) -> Counter[SegmentState]:
    """How many segments of all pairs are in each state, as `reviewing.coverage` has it for one pair."""
    pair, place, segment = schema.pair, schema.placement, schema.segment
    placed = sa.select(place.c.state, sa.func.count()).join_from(
        pair, place, place.c.alignment_id == alignments.current_id()
    )
    kind_now = kinds.current()
    unplaced = (
        sa.select(kind_now, sa.func.count())
        .join_from(pair, segment, segment.c.document_id.in_([pair.c.source_id, pair.c.target_id]))
        .where(alignments.current_id().is_(None))
    )
    states: Counter[SegmentState] = Counter()
    for state, count in tx.execute(placed.group_by(place.c.state)):
        states[state] += count
    for kind, count in tx.execute(unplaced.group_by(kind_now)):
        states[SegmentState.UNDECIDED if kind.is_aligned else kind.state] += count
    for bead in rejected:
        size = len(bead.source) + len(bead.target)
        states[alignments.state_of(bead)] -= size
        states[SegmentState.UNDECIDED] += size
    return +states


def _drafts(tx: sa.Connection) -> Counter[tuple[str, System]]:
    draft, system = schema.draft, schema.system
    query = (
        sa.select(draft.c.language, system, sa.func.count())
        .join_from(draft, system)
        .group_by(draft.c.language, *system.c)
    )
    return Counter({(r.language, System(r.name, r.revision, r.options, r.licence)): r[-1] for r in tx.execute(query)})
