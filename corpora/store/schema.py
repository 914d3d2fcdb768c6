"""The tables, as every query names them; `migrations` is what makes them, and a test holds the two equal."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from corpora.store.columns import FieldsText, FindingsText, InstantText, PositionsText, words
from corpora.units import Action, SegmentKind, SegmentState

# "duiz" in the SQLite header: how a project is told from any other database without opening it.
APPLICATION_ID = 0x6475697A

# The revision this program reads and writes. The newest migration has the same one: a test says so.
HEAD = "0004"


def _key(**options: Any) -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, **options)


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

document = sa.Table(
    "document",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),  # the order of adding
    sa.Column("id", sa.String(16), nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("raw", sa.LargeBinary, nullable=False),
    sa.Column("encoding", sa.Text, nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("script", sa.Text),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("characters", sa.Integer, nullable=False),
    sa.Column("added_at", InstantText, nullable=False),
    sa.Column("fields", FieldsText, nullable=False, server_default="{}"),
    sa.Column("extracted", sa.Text),
)

# kind is the machine's; `kinds.current` is what counts.
segment = sa.Table(
    "segment",
    metadata,
    sa.Column("document_id", sa.ForeignKey(document.c.id), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("raw_start", sa.Integer, nullable=False),
    sa.Column("raw_end", sa.Integer, nullable=False),
    sa.Column("paragraph", sa.Integer, nullable=False),
    sa.Column("kind", words(SegmentKind, "kind"), nullable=False),
    sa.CheckConstraint("position >= 0", name="position"),
    sa.CheckConstraint("0 <= raw_start AND raw_start <= raw_end", name="raw"),
    sqlite_with_rowid=False,
)

# What people made of segments. The latest holds; setting one back is another.
reclassification = sa.Table(
    "reclassification",
    metadata,
    _key(),
    sa.Column("document_id", sa.String(16), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("kind", words(SegmentKind, "kind"), nullable=False),
    sa.Column("reviewer", sa.Text, nullable=False),
    sa.Column("at", InstantText, nullable=False),
    sa.ForeignKeyConstraint(["document_id", "position"], [segment.c.document_id, segment.c.position]),
    sa.Index(None, "document_id", "position"),
)

# Abbreviations behind which no sentence of a language ends, in this project. The latest word on one holds.
exception = sa.Table(
    "exception",
    metadata,
    _key(),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("reviewer", sa.Text, nullable=False),
    sa.Column("at", InstantText, nullable=False),
    sa.Column("removed", sa.Boolean, nullable=False),
    sa.Index(None, "language", "text"),
)

ledger_entry = sa.Table(
    "ledger_entry",
    metadata,
    sa.Column("document_id", sa.ForeignKey(document.c.id), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("raw_start", sa.Integer, nullable=False),
    sa.Column("raw_end", sa.Integer, nullable=False),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
    sqlite_with_rowid=False,
)

pair = sa.Table(
    "pair",
    metadata,
    _key(),
    sa.Column("source_id", sa.ForeignKey(document.c.id), nullable=False),
    sa.Column("target_id", sa.ForeignKey(document.c.id), nullable=False, index=True),
    sa.Column("probability", sa.Float, nullable=False),
    sa.Column("origin", sa.String(8), nullable=False),
    sa.UniqueConstraint("source_id", "target_id"),
    sa.CheckConstraint("source_id <> target_id", name="two_documents"),
    sa.CheckConstraint("0 <= probability AND probability <= 1", name="probability"),
    sa.CheckConstraint("origin IN ('found', 'named')", name="origin"),
)

# A bead is what it links, whichever alignment proposes it: when a pair is aligned again, the beads that
# come out the same keep their ids, and with them their verdicts and scores.
bead = sa.Table(
    "bead",
    metadata,
    _key(),
    sa.Column("pair_id", sa.ForeignKey(pair.c.id), nullable=False),
    sa.Column("source", PositionsText, nullable=False),
    sa.Column("target", PositionsText, nullable=False),
    sa.UniqueConstraint("pair_id", "source", "target"),
)

# A pair's current alignment is its latest sealed one, unless a person changed the kind of a segment since.
# Sealing is the only change there is to a row.
alignment = sa.Table(
    "alignment",
    metadata,
    _key(),
    sa.Column("pair_id", sa.ForeignKey(pair.c.id), nullable=False, index=True),
    sa.Column("signature", sa.Text, nullable=False),
    sa.Column("elapsed", sa.Float, nullable=False),
    sa.Column("created_at", InstantText, nullable=False),
    sa.Column("sealed", sa.Boolean, nullable=False),
)

alignment_bead = sa.Table(
    "alignment_bead",
    metadata,
    sa.Column("alignment_id", sa.ForeignKey(alignment.c.id), primary_key=True),
    sa.Column("bead_id", sa.ForeignKey(bead.c.id), primary_key=True, index=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("probability", sa.Float, nullable=False),
    sa.UniqueConstraint("alignment_id", "number"),
    sa.CheckConstraint("0 <= probability AND probability <= 1", name="probability"),
    sqlite_with_rowid=False,
)

placement = sa.Table(
    "placement",
    metadata,
    sa.Column("alignment_id", sa.ForeignKey(alignment.c.id), primary_key=True),
    sa.Column("document_id", sa.String(16), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("state", words(SegmentState, "state"), nullable=False),
    sa.Column("bead_id", sa.Integer),
    sa.ForeignKeyConstraint(["document_id", "position"], [segment.c.document_id, segment.c.position]),
    sa.ForeignKeyConstraint(["alignment_id", "bead_id"], [alignment_bead.c.alignment_id, alignment_bead.c.bead_id]),
    sa.CheckConstraint("(state IN ('linked', 'omitted', 'added')) = (bead_id IS NOT NULL)", name="bead"),
    sqlite_with_rowid=False,
)

verdict = sa.Table(
    "verdict",
    metadata,
    _key(),
    sa.Column("bead_id", sa.ForeignKey(bead.c.id), nullable=False, index=True),
    sa.Column("action", words(Action, "action"), nullable=False),
    sa.Column("reviewer", sa.Text, nullable=False),
    sa.Column("at", InstantText, nullable=False),
    sa.Column("source_text", sa.Text),
    sa.Column("target_text", sa.Text),
    sa.Column("note", sa.Text),
    sa.CheckConstraint("action <> 'edit' OR source_text IS NOT NULL OR target_text IS NOT NULL", name="edit"),
)

system = sa.Table(
    "system",
    metadata,
    _key(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("revision", sa.Text, nullable=False),
    sa.Column("options", sa.Text, nullable=False),
    sa.Column("licence", sa.Text, nullable=False),
    sa.UniqueConstraint("name", "revision", "options", "licence"),
)

draft = sa.Table(
    "draft",
    metadata,
    _key(),
    sa.Column("document_id", sa.String(16), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("system_id", sa.ForeignKey(system.c.id), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("findings", FindingsText, nullable=False),
    sa.Column("created_at", InstantText, nullable=False),
    sa.UniqueConstraint("document_id", "position", "language", "system_id"),
    sa.ForeignKeyConstraint(["document_id", "position"], [segment.c.document_id, segment.c.position]),
)

# edit_id is the verdict whose text was scored, 0 for the machine's: an edited bead is scored anew, and
# when the edit is taken back the earlier score holds again.
bead_score = sa.Table(
    "bead_score",
    metadata,
    _key(),
    sa.Column("bead_id", sa.ForeignKey(bead.c.id), nullable=False),
    sa.Column("edit_id", sa.Integer, nullable=False),
    sa.Column("value", sa.Float, nullable=False),
    sa.Column("signature", sa.Text, nullable=False),
    sa.Column("findings", FindingsText, nullable=False),
    sa.Column("created_at", InstantText, nullable=False),
    sa.UniqueConstraint("bead_id", "edit_id", "signature"),
    sa.CheckConstraint("0 <= value AND value <= 1", name="value"),
)

draft_score = sa.Table(
    "draft_score",
    metadata,
    _key(),
    sa.Column("draft_id", sa.ForeignKey(draft.c.id), nullable=False),
    sa.Column("value", sa.Float, nullable=False),
    sa.Column("signature", sa.Text, nullable=False),
    sa.Column("findings", FindingsText, nullable=False),
    sa.Column("created_at", InstantText, nullable=False),
    sa.UniqueConstraint("draft_id", "signature"),
    sa.CheckConstraint("0 <= value AND value <= 1", name="value"),
)

vectors = sa.Table(
    "vectors",
    metadata,
    sa.Column("document_id", sa.ForeignKey(document.c.id), primary_key=True),
    sa.Column("encoding", sa.Text, primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

sketch = sa.Table(
    "sketch",
    metadata,
    sa.Column("document_id", sa.ForeignKey(document.c.id), primary_key=True),
    sa.Column("scheme", sa.Text, primary_key=True),
    sa.Column("shingles", sa.Integer, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

# A row for each direction, since either document may ask.
near_duplicate = sa.Table(
    "near_duplicate",
    metadata,
    sa.Column("document_id", sa.ForeignKey(document.c.id), primary_key=True),
    sa.Column("other_id", sa.ForeignKey(document.c.id), primary_key=True),
    sa.Column("similarity", sa.Float, nullable=False),
    sa.Column("containment", sa.Float, nullable=False),
    sa.Column("other_containment", sa.Float, nullable=False),
    sa.CheckConstraint("document_id <> other_id", name="two_documents"),
    sa.CheckConstraint("0 <= similarity AND similarity <= 1", name="similarity"),
    sa.CheckConstraint("0 <= containment AND containment <= 1", name="containment"),
    sa.CheckConstraint("0 <= other_containment AND other_containment <= 1", name="other_containment"),
)

# Alembic's own, named here only so that opening need not import Alembic.
alembic_version = sa.table("alembic_version", sa.column("version_num", sa.String))


def insert(tx: sa.Connection, table: sa.Table, row: Mapping[str, object]) -> int:
    """The id of a row that is inserted."""
    key = tx.execute(table.insert(), row).inserted_primary_key
    if key is None:
        raise ValueError(f"{table.name} has no key of its own")
    return int(key[0])


def insert_all(tx: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows, which may be none."""
    if rows:
        tx.execute(table.insert(), rows)
