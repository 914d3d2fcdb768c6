"""Scores of beads and drafts: what has none yet, and the latest of what has."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from corpora.errors import ProjectError
from corpora.store import reviewing, schema
from corpora.units import Score


def add_of_beads(tx: sa.Connection, scores: Mapping[int, Score]) -> int:
    """How many scores were new; one that is there under the same signature is kept.

    A score is of the text that the bead has now: the reviewer's where it was edited, else the machine's.
    Raises ProjectError for a bead that is not there.
    """
    _check_ids(tx, schema.bead, scores)
    bead = schema.bead
    pairs = {
        id for part in _parts(list(scores)) for id in tx.scalars(sa.select(bead.c.pair_id).where(bead.c.id.in_(part)))
    }
    edits = {id: review.edit_id for pair_id in pairs for id, review in reviewing.reviews(tx, pair_id).items()}
    rows = [_row(score) | {"bead_id": id, "edit_id": edits.get(id, 0)} for id, score in scores.items()]
    return _insert_new(tx, schema.bead_score, rows, ("bead_id", "edit_id", "signature"))


def add_of_drafts(tx: sa.Connection, scores: Mapping[int, Score]) -> int:
    """How many scores were new; one that is there under the same signature is kept.

    Raises ProjectError for a draft that is not there.
    """
    _check_ids(tx, schema.draft, scores)
    rows = [_row(score) | {"draft_id": id} for id, score in scores.items()]
    return _insert_new(tx, schema.draft_score, rows, ("draft_id", "signature"))


def of_beads(tx: sa.Connection, pair_id: int) -> dict[tuple[int, int], Score]:
    """The latest score of each text of a pair's beads, by bead id and edit id (0 for the machine's text)."""
    table, bead = schema.bead_score, schema.bead
    query = sa.select(table).join_from(table, bead).where(bead.c.pair_id == pair_id).order_by(table.c.id)
    return {(row.bead_id, row.edit_id): _score(row) for row in tx.execute(query)}


def of_drafts(tx: sa.Connection, document_id: str) -> dict[int, Score]:
    """The latest score of each draft of a document, by draft id."""
    table, draft = schema.draft_score, schema.draft
    query = sa.select(table).join_from(table, draft).where(draft.c.document_id == document_id).order_by(table.c.id)
    return {row.draft_id: _score(row) for row in tx.execute(query)}


def scored_beads(tx: sa.Connection, pair_id: int, signature: str) -> set[tuple[int, int]]:
    """The texts of a pair's beads that have a score with this signature, as (bead id, edit id)."""
    table, bead = schema.bead_score, schema.bead
    query = sa.select(table.c.bead_id, table.c.edit_id).join_from(table, bead)
    return {
        (row.bead_id, row.edit_id)
        for row in tx.execute(query.where(bead.c.pair_id == pair_id, table.c.signature == signature))
    }


def _row(score: Score) -> dict[str, object]:
    if not 0 <= score.value <= 1:
        raise ValueError(f"score {score.value} is not within 0 and 1")
    return {
        "value": float(score.value),
        "signature": score.signature,
        "findings": score.findings,
        "created_at": datetime.now(UTC),
    }


def _score(row: sa.Row[tuple[object, ...]]) -> Score:
    return Score(row.value, row.signature, row.findings)


def _insert_new(tx: sa.Connection, table: sa.Table, rows: list[dict[str, object]], key: tuple[str, ...]) -> int:
    """Insert the rows whose key is not taken; in a writing transaction nobody else can take it meanwhile."""
    query = sa.select(*(table.c[column] for column in key))
    taken = {
        tuple(row)
        for part in _parts([row[key[0]] for row in rows])
        for row in tx.execute(query.where(table.c[key[0]].in_(part)))
    }
    new = [row for row in rows if tuple(row[column] for column in key) not in taken]
    schema.insert_all(tx, table, new)
    return len(new)


def _check_ids(tx: sa.Connection, table: sa.Table, ids: Iterable[int]) -> None:
    wanted = list(ids)
    there = {id for part in _parts(wanted) for id in tx.scalars(sa.select(table.c.id).where(table.c.id.in_(part)))}
    if strange := sorted(set(wanted) - there):
        raise ProjectError(f"no {table.name} {strange[0]} in this project")


def _parts(values: list[Any], most: int = 500) -> Iterator[list[Any]]:
    """Values in parts, since databases limit how many a statement may name."""
    return (values[start : start + most] for start in range(0, len(values), most))
