"""What of a project is in its translation memory: the beads that people accepted, of all pairs, in both directions."""

from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa

from corpora.languages import join
from corpora.memory_entries import Entry
from corpora.store import alignments, kinds, reviewing, schema
from corpora.units import Bead, ReviewState


class _Document(NamedTuple):
    """A document, as far as its entries need it: texts are those of its aligned segments, by position."""

    id: str
    name: str
    language: str
    texts: Mapping[int, str]


class _Side(NamedTuple):
    """One side of an accepted bead, and the text that a reviewer gave it, None for none."""

    document: _Document
    positions: tuple[int, ...]
    edited: str | None

    @property
    def text(self) -> str:
        """The final text; "" where there is none, or a segment of it is set aside by now."""
        texts = self.document.texts
        if not self.positions or not all(position in texts for position in self.positions):
            return ""
        if self.edited is not None:
            return self.edited.strip()
        return join([texts[position] for position in self.positions], self.document.language)


def versions(tx: sa.Connection, source_language: str, target_language: str) -> dict[int, str]:
    """The pairs in two languages, whichever is a pair's source, that anything was said of: by id, what has changed
    whenever their entries may have.
    """
    pair, bead, verdict, said_of = schema.pair, schema.bead, schema.verdict, schema.reclassification
    latest = sa.select(bead.c.pair_id, sa.func.max(verdict.c.id)).join_from(bead, verdict).group_by(bead.c.pair_id)
    judged = {row[0]: row[1] for row in tx.execute(latest)}
    kinds_said = sa.select(said_of.c.document_id, sa.func.max(said_of.c.id)).group_by(said_of.c.document_id)
    changed = {row[0]: row[1] for row in tx.execute(kinds_said)}
    documents = schema.document
    languages = {row[0]: row[1] for row in tx.execute(sa.select(documents.c.id, documents.c.language))}
    return {
        row.id: f"{judged[row.id]}|{changed.get(row.source_id, 0)}|{changed.get(row.target_id, 0)}"
        for row in tx.execute(sa.select(pair.c.id, pair.c.source_id, pair.c.target_id).order_by(pair.c.id))
        if row.id in judged
        and {languages[row.source_id], languages[row.target_id]} == {source_language, target_language}
    }


def entries(tx: sa.Connection, pair_id: int, source_language: str) -> list[Entry]:
    """What was accepted of a pair, as translated from one of its languages, the latest first.

    Beads of any alignment count, as long as all their segments take part in alignment; of two that share a
    segment the one accepted later. Nulls are none.
    """
    of = alignments.pair(tx, pair_id)
    source, target = _document(tx, of.source_id), _document(tx, of.target_id)
    accepted = {id: said for id, said in reviewing.reviews(tx, pair_id).items() if said.state is ReviewState.ACCEPTED}
    table = schema.bead
    beads = [row for row in tx.execute(sa.select(table).where(table.c.pair_id == pair_id)) if row.id in accepted]
    taken: set[tuple[str, int]] = set()
    made = []
    for row in sorted(beads, key=lambda row: (accepted[row.id].at, row.id), reverse=True):
        said, places = accepted[row.id], Bead(row.source, row.target).places
        sides = _Side(source, row.source, said.source_text), _Side(target, row.target, said.target_text)
        if said.at and all(side.text for side in sides) and taken.isdisjoint(places):
            taken |= places
            one, other = sides if source.language == source_language else sides[::-1]
            origin = one.document.id, one.document.name, one.positions
            made.append(Entry(one.text, other.text, row.id, *origin, said.reviewer, said.at, said.is_edited))
    return made


def _document(tx: sa.Connection, document_id: str) -> _Document:
    table, segment = schema.document, schema.segment
    name, language = tx.execute(sa.select(table.c.name, table.c.language).where(table.c.id == document_id)).one()
    query = sa.select(segment.c.position, segment.c.text, kinds.current()).where(segment.c.document_id == document_id)
    return _Document(document_id, name, language, {at: text for at, text, kind in tx.execute(query) if kind.is_aligned})
