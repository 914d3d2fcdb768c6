"""Which documents are nearly the same: what tells it quickly, and what was found. Both can be made again."""

from collections.abc import Iterable

import sqlalchemy as sa

from corpora.store import schema
from corpora.units import NearDuplicate, Overlap, Sketch


def unsketched(tx: sa.Connection, scheme: str) -> list[tuple[str, str]]:
    """The documents without a sketch by a scheme, as (id, language), in the order they were added."""
    document, sketch = schema.document, schema.sketch
    there = sa.exists().where(sketch.c.document_id == document.c.id, sketch.c.scheme == scheme)
    query = sa.select(document.c.id, document.c.language).where(~there).order_by(document.c.number)
    return [(row.id, row.language) for row in tx.execute(query)]


def sketches(tx: sa.Connection, scheme: str, language: str) -> dict[str, Sketch]:
    """The sketches by a scheme of the documents in a language, by document id, in the order they were added."""
    document, sketch = schema.document, schema.sketch
    query = (
        sa.select(sketch.c.document_id, sketch.c.shingles, sketch.c.data)
        .join_from(sketch, document)
        .where(sketch.c.scheme == scheme, document.c.language == language)
        .order_by(document.c.number)
    )
    return {row.document_id: Sketch(row.shingles, row.data) for row in tx.execute(query)}


def keep(tx: sa.Connection, document_id: str, scheme: str, made: Sketch, links: Iterable[NearDuplicate]) -> None:
    """Keep a document's sketch and its links to documents that have one, in place of those that were there."""
    table, link = schema.sketch, schema.near_duplicate
    tx.execute(table.delete().where(table.c.document_id == document_id))
    tx.execute(link.delete().where((link.c.document_id == document_id) | (link.c.other_id == document_id)))
    row = {"document_id": document_id, "scheme": scheme, "shingles": made.shingles, "data": made.data}
    tx.execute(table.insert(), row)
    rows = [
        {"document_id": one, "other_id": other, **found._asdict()}
        for document, related, found in links
        for one, other, found in (
            (document, related, found),
            (related, document, Overlap(found.similarity, found.other_containment, found.containment)),
        )
    ]
    schema.insert_all(tx, link, rows)


def forget_sketch(tx: sa.Connection, document_id: str) -> None:
    """Have a document compared anew; what was found holds until then."""
    tx.execute(schema.sketch.delete().where(schema.sketch.c.document_id == document_id))


def found(tx: sa.Connection, document_id: str | None = None) -> list[NearDuplicate]:
    """The near duplicates of a document; or all there are, each once, of the document that was added later.

    The most alike come first.
    """
    link, one, other = schema.near_duplicate, schema.document.alias(), schema.document.alias()
    query = (
        sa.select(link)
        .join(one, one.c.id == link.c.document_id)
        .join(other, other.c.id == link.c.other_id)
        .where(one.c.number > other.c.number if document_id is None else link.c.document_id == document_id)
        .order_by(link.c.similarity.desc(), one.c.number, other.c.number)
    )
    return [
        NearDuplicate(r.document_id, r.other_id, Overlap(r.similarity, r.containment, r.other_containment))
        for r in tx.execute(query)
    ]
