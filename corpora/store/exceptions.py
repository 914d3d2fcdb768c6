"""Abbreviations behind which no sentence ends in this project. Rows are added only; the latest on one holds."""

from datetime import UTC, datetime

import sqlalchemy as sa

from corpora.store import schema
from corpora.store.values import StoredException


def current(tx: sa.Connection, language: str | None = None) -> list[StoredException]:
    """The abbreviations that hold, of a language or all, in the order they were added."""
    table = schema.exception
    later = table.alias()
    overruled = (
        sa.exists()
        .where(later.c.language == table.c.language, later.c.text == table.c.text)
        .where(later.c.id > table.c.id)
    )
    query = sa.select(table.c.language, table.c.text, table.c.reviewer, table.c.at)
    query = query.where(~overruled, ~table.c.removed).order_by(table.c.id)
    if language is not None:
        query = query.where(table.c.language == language)
    return [StoredException(**row._mapping) for row in tx.execute(query)]


def say(tx: sa.Connection, language: str, text: str, reviewer: str, *, removed: bool) -> bool:
    """Whether an abbreviation was not among those that hold and is now; or the other way round, if removed."""
    there = any(known.text == text for known in current(tx, language))
    if there is not removed:
        return False
    row = {"language": language, "text": text, "reviewer": reviewer, "at": datetime.now(UTC), "removed": removed}
    schema.insert(tx, schema.exception, row)
    return True
