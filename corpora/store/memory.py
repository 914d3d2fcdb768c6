"""What of a project is in its translation memory: the beads that people accepted, of all pairs, in both directions."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from corpora.languages import join
from corpora.memory_entries import Entry
from corpora.store import kinds, reviewing, schema
from corpora.units import ReviewState


class _Side(NamedTuple):
    """One side of an accepted bead."""

    document_id: str
    positions: tuple[int, ...]
    text: str


def entries(tx: sa.Connection, source_language: str, target_language: str) -> list[Entry]:
    """What was accepted of all pairs in two languages, whichever of them a pair has as its source; latest first.

    Beads of any alignment count, as long as all their segments take part in alignment; of two that share a
    segment the one accepted later. Nulls are none.
    """
    accepted = {id: said for id, said in reviewing.reviews(tx).items() if said.state is ReviewState.ACCEPTED}
    document = schema.document
    named = {row.id: row for row in tx.execute(sa.select(document.c.id, document.c.name, document.c.language))}
    wanted = {source_language, target_language}
    beads = [
        row
        for row in tx.execute(_beads())
        if row.id in accepted and {named[row.source_id].language, named[row.target_id].language} == wanted
    ]
    texts = _texts(tx, {document_id for row in beads for document_id in (row.source_id, row.target_id)})
    taken: set[tuple[int, str, int]] = set()
    made = []
    for row in sorted(beads, key=lambda row: (accepted[row.id].at, row.id), reverse=True):
        said = accepted[row.id]
        source = _side(texts, row.source_id, row.source, named[row.source_id].language, said.source_text)
        target = _side(texts, row.target_id, row.target, named[row.target_id].language, said.target_text)
        places = {(row.pair_id, "source", i) for i in row.source} | {(row.pair_id, "target", j) for j in row.target}
        if source and target and said.at and taken.isdisjoint(places):
            taken |= places
            one, other = (source, target) if named[row.source_id].language == source_language else (target, source)
            origin = one.document_id, named[one.document_id].name, one.positions
            made.append(Entry(one.text, other.text, row.id, *origin, said.reviewer, said.at, said.is_edited))
    return made


def _beads() -> sa.Select[Any]:
    bead, pair = schema.bead, schema.pair
    judged = bead.c.id.in_(sa.select(schema.verdict.c.bead_id))
    columns = (bead.c.id, bead.c.pair_id, bead.c.source, bead.c.target, pair.c.source_id, pair.c.target_id)
    return sa.select(*columns).join_from(bead, pair).where(judged)


def _texts(tx: sa.Connection, document_ids: set[str]) -> dict[tuple[str, int], str]:
    """The aligned segments of documents, by document and position."""
    segment = schema.segment
    found = {}
    for document_id in document_ids:
        query = sa.select(segment.c.position, segment.c.text, kinds.current())
        for position, text, kind in tx.execute(query.where(segment.c.document_id == document_id)):
            if kind.is_aligned:
                found[document_id, position] = text
    return found


def _side(
    texts: Mapping[tuple[str, int], str],
    document_id: str,
    positions: tuple[int, ...],
    language: str,
    edited: str | None,
) -> _Side | None:
    """A side with its final text, None where there is none, or a segment of it is set aside by now."""
    if not positions or not all((document_id, position) in texts for position in positions):
        return None
    text = join([texts[document_id, position] for position in positions], language) if edited is None else edited
    return _Side(document_id, positions, text) if text.strip() else None


def version(tx: sa.Connection) -> str:
    """What changes whenever the memory may have: the verdicts and the kinds of segments so far."""
    verdict, reclassification = schema.verdict.c.id, schema.reclassification.c.id
    return "|".join(str(tx.scalar(sa.select(sa.func.coalesce(sa.func.max(c), 0)))) for c in (verdict, reclassification))
