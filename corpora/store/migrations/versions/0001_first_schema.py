"""Documents, pairs, alignments, verdicts, drafts and scores, and the triggers that hold the promises about them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SEGMENT_KINDS = ("text", "heading", "byline", "caption", "boilerplate", "wrong-language")
SEGMENT_STATES = ("linked", "omitted", "added", "byline", "caption", "boilerplate", "wrong-language", "undecided")
ACTIONS = ("accept", "reject", "edit", "note", "undo")

# Rows that are written once, with the columns that tell one from another.
WRITTEN_ONCE = {
    "document": [["number"], ["id"]],
    "segment": [["document_id", "position"]],
    "ledger_entry": [["document_id", "number"]],
    "bead": [["id"], ["pair_id", "source", "target"]],
    "verdict": [["id"]],
    "system": [["id"], ["name", "revision", "options", "licence"]],
    "draft": [["id"], ["document_id", "position", "language", "system_id"]],
    "bead_score": [["id"], ["bead_id", "edit_id", "signature"]],
    "draft_score": [["id"], ["draft_id", "signature"]],
}


def upgrade() -> None:
    create_tables()
    for statement in triggers():
        op.execute(statement)


def words(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def create_tables() -> None:
    op.create_table(
        "document",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(16), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("raw", sa.LargeBinary, nullable=False),
        sa.Column("encoding", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("script", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("characters", sa.Integer, nullable=False),
        sa.Column("added_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "segment",
        sa.Column("document_id", sa.String(16), sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("raw_start", sa.Integer, nullable=False),
        sa.Column("raw_end", sa.Integer, nullable=False),
        sa.Column("paragraph", sa.Integer, nullable=False),
        sa.Column("kind", words(SEGMENT_KINDS, "kind"), nullable=False),
        sa.CheckConstraint("position >= 0", name="position"),
        sa.CheckConstraint("0 <= raw_start AND raw_start <= raw_end", name="raw"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ledger_entry",
        sa.Column("document_id", sa.String(16), sa.ForeignKey("document.id"), primary_key=True),
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
    op.create_table(
        "pair",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source_id", sa.String(16), sa.ForeignKey("document.id"), nullable=False),
        sa.Column("target_id", sa.String(16), sa.ForeignKey("document.id"), nullable=False, index=True),
        sa.Column("probability", sa.Float, nullable=False),
        sa.Column("origin", sa.String(8), nullable=False),
        sa.UniqueConstraint("source_id", "target_id"),
        sa.CheckConstraint("source_id <> target_id", name="two_documents"),
        sa.CheckConstraint("0 <= probability AND probability <= 1", name="probability"),
        sa.CheckConstraint("origin IN ('found', 'named')", name="origin"),
    )
    op.create_table(
        "bead",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("pair_id", sa.Integer, sa.ForeignKey("pair.id"), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.UniqueConstraint("pair_id", "source", "target"),
    )
    op.create_table(
        "alignment",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("pair_id", sa.Integer, sa.ForeignKey("pair.id"), nullable=False, index=True),
        sa.Column("signature", sa.Text, nullable=False),
        sa.Column("elapsed", sa.Float, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("sealed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "alignment_bead",
        sa.Column("alignment_id", sa.Integer, sa.ForeignKey("alignment.id"), primary_key=True),
        sa.Column("bead_id", sa.Integer, sa.ForeignKey("bead.id"), primary_key=True, index=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("probability", sa.Float, nullable=False),
        sa.UniqueConstraint("alignment_id", "number"),
        sa.CheckConstraint("0 <= probability AND probability <= 1", name="probability"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "placement",
        sa.Column("alignment_id", sa.Integer, sa.ForeignKey("alignment.id"), primary_key=True),
        sa.Column("document_id", sa.String(16), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("state", words(SEGMENT_STATES, "state"), nullable=False),
        sa.Column("bead_id", sa.Integer),
        sa.ForeignKeyConstraint(["document_id", "position"], ["segment.document_id", "segment.position"]),
        sa.ForeignKeyConstraint(["alignment_id", "bead_id"], ["alignment_bead.alignment_id", "alignment_bead.bead_id"]),
        sa.CheckConstraint("(state IN ('linked', 'omitted', 'added')) = (bead_id IS NOT NULL)", name="bead"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("bead_id", sa.Integer, sa.ForeignKey("bead.id"), nullable=False, index=True),
        sa.Column("action", words(ACTIONS, "action"), nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("source_text", sa.Text),
        sa.Column("target_text", sa.Text),
        sa.Column("note", sa.Text),
        sa.CheckConstraint("action <> 'edit' OR source_text IS NOT NULL OR target_text IS NOT NULL", name="edit"),
    )
    op.create_table(
        "system",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("revision", sa.Text, nullable=False),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("licence", sa.Text, nullable=False),
        sa.UniqueConstraint("name", "revision", "options", "licence"),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("document_id", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("system_id", sa.Integer, sa.ForeignKey("system.id"), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("findings", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("document_id", "position", "language", "system_id"),
        sa.ForeignKeyConstraint(["document_id", "position"], ["segment.document_id", "segment.position"]),
    )
    op.create_table(
        "bead_score",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("bead_id", sa.Integer, sa.ForeignKey("bead.id"), nullable=False),
        sa.Column("edit_id", sa.Integer, nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
        sa.Column("findings", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("bead_id", "edit_id", "signature"),
        sa.CheckConstraint("0 <= value AND value <= 1", name="value"),
    )
    op.create_table(
        "draft_score",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("draft_id", sa.Integer, sa.ForeignKey("draft.id"), nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
        sa.Column("findings", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.UniqueConstraint("draft_id", "signature"),
        sa.CheckConstraint("0 <= value AND value <= 1", name="value"),
    )


def triggers() -> list[str]:
    """The promises that a constraint cannot make, in SQLite's words."""
    return [
        *(statement for table, keys in WRITTEN_ONCE.items() for statement in written_once(table, keys)),
        # A paired document's segments are what its alignments must cover, so they are settled.
        refuse(
            "segment_settled",
            "INSERT",
            "segment",
            "a paired document takes no new segments",
            "EXISTS (SELECT 1 FROM pair WHERE NEW.document_id IN (source_id, target_id))",
        ),
        refuse("pair_fixed", "UPDATE OF id, source_id, target_id", "pair", "a pair keeps its documents"),
        refuse(
            "pair_once",
            "INSERT",
            "pair",
            "pair is never replaced",
            "EXISTS (SELECT 1 FROM pair WHERE id = NEW.id OR source_id = NEW.source_id AND target_id = NEW.target_id)",
        ),
        refuse(
            "alignment_open", "INSERT", "alignment", "an alignment is sealed after its beads are there", "NEW.sealed"
        ),
        refuse(
            "alignment_once",
            "INSERT",
            "alignment",
            "alignment is never replaced",
            "EXISTS (SELECT 1 FROM alignment WHERE id = NEW.id)",
        ),
        refuse("alignment_delete", "DELETE", "alignment", "a sealed alignment is never deleted", "OLD.sealed"),
        refuse(
            "alignment_update",
            "UPDATE",
            "alignment",
            "an alignment is sealed once and never changed",
            "OLD.sealed OR (OLD.id, OLD.pair_id, OLD.signature, OLD.elapsed, OLD.created_at)"
            " IS NOT (NEW.id, NEW.pair_id, NEW.signature, NEW.elapsed, NEW.created_at)",
        ),
        *sealing(),
        *locked("alignment_bead"),
        *locked("placement"),
    ]


def refuse(name: str, event: str, table: str, message: str, when: str = "1") -> str:
    """A trigger that lets a statement fail with a message."""
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON \"{table}\" WHEN {when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def written_once(table: str, keys: list[list[str]]) -> list[str]:
    """Rows are added and then stay. The last one stops INSERT OR REPLACE, which fires no DELETE trigger."""
    taken = " OR ".join("(" + " AND ".join(f"{column} = NEW.{column}" for column in key) + ")" for key in keys)
    return [
        refuse(f"{table}_update", "UPDATE", table, f"{table} is never changed"),
        refuse(f"{table}_delete", "DELETE", table, f"{table} is never deleted"),
        refuse(
            f"{table}_once",
            "INSERT",
            table,
            f"{table} is never replaced",
            f'EXISTS (SELECT 1 FROM "{table}" WHERE {taken})',  # noqa: S608 - the names are those above
        ),
    ]


def locked(table: str) -> list[str]:
    """What belongs to a sealed alignment neither comes nor goes nor changes."""
    sealed = "EXISTS (SELECT 1 FROM alignment WHERE sealed AND id IN ({}))"
    return [
        refuse(f"{table}_{event.lower()}", event, table, f"a sealed alignment keeps its {table}", sealed.format(rows))
        for event, rows in (
            ("INSERT", "NEW.alignment_id"),
            ("UPDATE", "OLD.alignment_id, NEW.alignment_id"),
            ("DELETE", "OLD.alignment_id"),
        )
    ]


def sealing() -> list[str]:
    """Every segment of both documents has a place, no other has, and places agree with kinds and beads."""

    def seal(name: str, message: str, broken: str) -> str:
        return refuse(name, "UPDATE OF sealed", "alignment", message, f"NEW.sealed AND EXISTS ({broken})")

    return [
        seal(
            "seal_covers",
            "a segment has no state in this alignment",
            """
            SELECT 1 FROM pair JOIN segment ON segment.document_id IN (pair.source_id, pair.target_id)
            WHERE pair.id = NEW.pair_id AND NOT EXISTS (
                SELECT 1 FROM placement WHERE placement.alignment_id = NEW.id
                AND placement.document_id = segment.document_id AND placement.position = segment.position)""",
        ),
        seal(
            "seal_kinds",
            "a segment is placed in a state that its kind does not have",
            """
            SELECT 1 FROM placement JOIN segment USING (document_id, position) JOIN pair ON pair.id = NEW.pair_id
            WHERE placement.alignment_id = NEW.id AND (
                placement.document_id NOT IN (pair.source_id, pair.target_id)
                OR (segment.kind IN ('text', 'heading'))
                    <> (placement.state IN ('linked', 'omitted', 'added', 'undecided'))
                OR segment.kind NOT IN ('text', 'heading') AND segment.kind <> placement.state)""",
        ),
        seal(
            "seal_states",
            "a segment is placed in a state that its bead does not have",
            """
            SELECT 1 FROM placement JOIN bead ON bead.id = placement.bead_id JOIN pair ON pair.id = NEW.pair_id
            WHERE placement.alignment_id = NEW.id AND (
                bead.pair_id <> NEW.pair_id
                OR placement.state <> CASE
                    WHEN bead.target = '[]' THEN 'omitted' WHEN bead.source = '[]' THEN 'added' ELSE 'linked' END
                OR placement.position NOT IN (SELECT value FROM json_each(
                    CASE placement.document_id WHEN pair.source_id THEN bead.source ELSE bead.target END)))""",
        ),
        seal(
            "seal_beads",
            "a bead has a segment that is not placed in it",
            """
            SELECT 1 FROM alignment_bead JOIN bead ON bead.id = alignment_bead.bead_id
            WHERE alignment_bead.alignment_id = NEW.id
            AND json_array_length(bead.source) + json_array_length(bead.target) <> (
                SELECT count(*) FROM placement
                WHERE placement.alignment_id = NEW.id AND placement.bead_id = bead.id)""",
        ),
    ]
