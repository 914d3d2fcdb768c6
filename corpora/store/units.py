"""Beads with their text, as they are reviewed and exported."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from corpora import converted_pages
from corpora.errors import ProjectError
from corpora.languages import join
from corpora.store import alignments, documents, reviewing, schema, scores
from corpora.store.values import PlacedBead, Unscored
from corpora.units import Segment, Span, TranslationUnit


class _Side(NamedTuple):
    """One document of a pair, as far as its units need it."""

    id: str
    name: str
    language: str
    segments: Sequence[Segment]
    fields: Mapping[str, str]  # what is said of the page, by name
    originals: Sequence[str] = ()  # the segments in the script of a page that was folded; empty for other pages

    def text(self, positions: tuple[int, ...]) -> str:
        return join([self.segments[position].text for position in positions], self.language)

    def raw(self, positions: tuple[int, ...]) -> Span | None:
        spans = [self.segments[position].raw for position in positions]
        return Span(min(span.start for span in spans), max(span.end for span in spans)) if spans else None

    def origin(self, role: str, positions: tuple[int, ...]) -> dict[str, str]:
        """Where a side comes from, its fields named for its role; for a folded page also its text as it came."""
        found = {f"{role}_document_id": self.id} | {f"{role}_{name}": value for name, value in self.fields.items()}
        if positions and self.originals:
            found[f"{role}_original_script"] = join([self.originals[position] for position in positions], self.language)
        return found


def of_alignment(
    tx: sa.Connection, alignment_id: int, bead_id: int | None = None, *, with_origins: bool = False
) -> list[TranslationUnit]:
    """The units of an alignment, or the one of a bead, in order, with what was said of them so far.

    with_origins adds to their fields what is known of the pages, and the text in its original script where that
    was folded; the whole documents are read for it.
    """
    alignment = tx.execute(sa.select(schema.alignment).where(schema.alignment.c.id == alignment_id)).one()
    pair = alignments.pair(tx, alignment.pair_id)
    side = _side_with_origin if with_origins else _side
    source, target = side(tx, pair.source_id), side(tx, pair.target_id)
    said, quality = reviewing.reviews(tx, pair.id), scores.of_beads(tx, pair.id)

    def unit(placed: PlacedBead) -> TranslationUnit:
        bead, review = placed.bead, said.get(placed.id, reviewing.UNREVIEWED)
        return TranslationUnit(
            bead_id=placed.id,
            index=placed.index,
            bead=bead,
            source_document=source.name,
            target_document=target.name,
            source_language=source.language,
            target_language=target.language,
            source_text=source.text(bead.source) if review.source_text is None else review.source_text,
            target_text=target.text(bead.target) if review.target_text is None else review.target_text,
            source_raw=source.raw(bead.source),
            target_raw=target.raw(bead.target),
            signature=alignment.signature,
            state=review.state,
            edited=review.is_edited,
            note=review.note,
            reviewer=review.reviewer,
            flagged=review.flagged,
            quality=quality.get((placed.id, review.edit_id)),
            # Names can be shared by two documents; ids cannot.
            fields=source.origin("source", bead.source) | target.origin("target", bead.target),
        )

    placed_beads = alignments.placed_beads(tx, alignment_id)
    return [unit(placed) for placed in placed_beads if bead_id in (None, placed.id)]


def of_bead(tx: sa.Connection, bead_id: int) -> TranslationUnit:
    """The unit of a bead, in the latest alignment that has it; ProjectError where there is no such bead."""
    member, alignment = schema.alignment_bead, schema.alignment
    query = sa.select(sa.func.max(member.c.alignment_id)).join_from(member, alignment)
    alignment_id = tx.scalar(query.where(member.c.bead_id == bead_id, alignment.c.sealed))
    if alignment_id is None:
        raise ProjectError(f"no bead {bead_id} in this project")
    return of_alignment(tx, alignment_id, bead_id)[0]


def unscored(tx: sa.Connection, pair_id: int, signature: str) -> list[Unscored]:
    """The beads of a pair's current alignment, nulls aside, whose text has no score of this signature."""
    alignment_id = alignments.pair(tx, pair_id).alignment_id
    if alignment_id is None:
        return []
    said, scored = reviewing.reviews(tx, pair_id), scores.scored_beads(tx, pair_id, signature)
    return [
        Unscored(unit.bead_id, unit.source_text, unit.target_text, unit.source_language, unit.target_language)
        for unit in of_alignment(tx, alignment_id)
        if not unit.bead.is_null and (unit.bead_id, said.get(unit.bead_id, reviewing.UNREVIEWED).edit_id) not in scored
    ]


def _side(tx: sa.Connection, document_id: str) -> _Side:
    document = schema.document
    query = sa.select(document.c.name, document.c.language).where(document.c.id == document_id)
    name, language = tx.execute(query).one()
    return _Side(document_id, name, language, documents.segments(tx, document_id), {})


def _side_with_origin(tx: sa.Connection, document_id: str) -> _Side:
    document = documents.load(tx, document_id)
    said = {("credit" if name == "source" else name): value for name, value in document.fields._asdict().items()}
    is_folded = any(entry.step == converted_pages.STEP for entry in document.ledger)
    return _Side(
        document_id,
        document.name,
        document.language,
        document.segments,
        {name: value for name, value in said.items() if value},
        converted_pages.original_scripts(document, document.segments) if is_folded else (),
    )
