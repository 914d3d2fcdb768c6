"""More kinds of segments, which people may change; what a page says of itself; which documents are nearly the same.

And the abbreviations behind which a project ends no sentence.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SEGMENT_KINDS = (
    "text",
    "heading",
    "byline",
    "source",
    "date",
    "caption",
    "summary",
    "repeated-title",
    "navigation",
    "read-more",
    "share",
    "comments",
    "advert",
    "editors-note",
    "copyright",
    "boilerplate",
    "wrong-language",
)
COLUMNS = "document_id, position, text, raw_start, raw_end, paragraph, kind"


def upgrade() -> None:
    op.add_column("document", sa.Column("fields", sa.Text, nullable=False, server_default="{}"))
    op.add_column("document", sa.Column("extracted", sa.Text))
    widen_segment_kinds()
    create_tables()
    for statement in triggers():
        op.execute(statement)


def widen_segment_kinds() -> None:
    """Make `segment` anew with a wider CHECK, which SQLite cannot change in place.

    Its rows go aside and come back under the table's own name: while they are away, what refers to them is
    counted as broken, and only rows inserted under that name are counted as mended, so that renaming a copy
    would fail at the end of the transaction (https://www.sqlite.org/foreignkeys.html, section 4.2 and 5).
    The counting looks for what refers to each row, so that without an index on it the time grows with the square
    of a project. The table's triggers go with it, and come back after its rows.
    """
    op.execute("CREATE INDEX placed ON placement (document_id, position)")
    op.execute("PRAGMA defer_foreign_keys = ON")  # until this transaction ends
    op.execute(f"CREATE TEMPORARY TABLE aside AS SELECT {COLUMNS} FROM segment")  # noqa: S608 - the names above
    op.drop_table("segment")
    op.create_table(
        "segment",
        sa.Column("document_id", sa.String(16), sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("raw_start", sa.Integer, nullable=False),
        sa.Column("raw_end", sa.Integer, nullable=False),
        sa.Column("paragraph", sa.Integer, nullable=False),
        sa.Column("kind", kind(), nullable=False),
        sa.CheckConstraint("position >= 0", name="position"),
        sa.CheckConstraint("0 <= raw_start AND raw_start <= raw_end", name="raw"),
        sqlite_with_rowid=False,
    )
    op.execute(f"INSERT INTO segment ({COLUMNS}) SELECT {COLUMNS} FROM aside")  # noqa: S608 - the names above
    op.execute("DROP TABLE aside")
    op.execute("DROP INDEX placed")


def kind() -> sa.Enum:
    return sa.Enum(*SEGMENT_KINDS, name="kind", native_enum=False, create_constraint=True, length=32)


def create_tables() -> None:
    op.create_table(
        "reclassification",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("document_id", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", kind(), nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["document_id", "position"], ["segment.document_id", "segment.position"]),
    )
    op.create_index("ix_reclassification_document_id_position", "reclassification", ["document_id", "position"])
    op.create_table(
        "exception",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
    )
    op.create_index("ix_exception_language_text", "exception", ["language", "text"])
    op.create_table(
        "sketch",
        sa.Column("document_id", sa.String(16), sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("scheme", sa.Text, primary_key=True),
        sa.Column("shingles", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "near_duplicate",
        sa.Column("document_id", sa.String(16), sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("other_id", sa.String(16), sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("similarity", sa.Float, nullable=False),
        sa.Column("containment", sa.Float, nullable=False),
        sa.Column("other_containment", sa.Float, nullable=False),
        sa.CheckConstraint("document_id <> other_id", name="two_documents"),
        sa.CheckConstraint("0 <= similarity AND similarity <= 1", name="similarity"),
        sa.CheckConstraint("0 <= containment AND containment <= 1", name="containment"),
        sa.CheckConstraint("0 <= other_containment AND other_containment <= 1", name="other_containment"),
    )


def triggers() -> list[str]:
    return [
        *written_once("segment", "document_id = NEW.document_id AND position = NEW.position"),
        # A paired document's segments are what its alignments must cover, so they are settled.
        refuse(
            "segment_settled",
            "INSERT",
            "segment",
            "a paired document takes no new segments",
            "EXISTS (SELECT 1 FROM pair WHERE NEW.document_id IN (source_id, target_id))",
        ),
        *written_once("reclassification", "id = NEW.id"),
        *written_once("exception", "id = NEW.id"),
        "DROP TRIGGER seal_kinds",
        refuse(
            "seal_kinds",
            "UPDATE OF sealed",
            "alignment",
            "a segment is placed in a state that its kind does not have",
            f"NEW.sealed AND EXISTS ({MISPLACED})",
        ),
    ]


# Segments whose state in an alignment is none that their kind has: the one a person gave them last, else
# the machine's.
MISPLACED = """
    SELECT 1 FROM (
        SELECT placement.document_id, placement.state, coalesce(
            (SELECT kind FROM reclassification
                WHERE reclassification.document_id = segment.document_id
                AND reclassification.position = segment.position
                ORDER BY id DESC LIMIT 1),
            segment.kind) AS kind
        FROM placement JOIN segment USING (document_id, position)
        WHERE placement.alignment_id = NEW.id
    ) JOIN pair ON pair.id = NEW.pair_id
    WHERE document_id NOT IN (source_id, target_id) OR CASE
        WHEN kind IN ('text', 'heading') THEN state NOT IN ('linked', 'omitted', 'added', 'undecided')
        WHEN kind IN ('byline', 'source', 'date') THEN state <> 'byline'
        WHEN kind IN ('caption', 'wrong-language') THEN state <> kind
        ELSE state <> 'boilerplate' END"""


def refuse(name: str, event: str, table: str, message: str, when: str = "1") -> str:
    """A trigger that lets a statement fail with a message."""
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON \"{table}\" WHEN {when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def written_once(table: str, taken: str) -> list[str]:
    """Rows are added and then stay. The last one stops INSERT OR REPLACE, which fires no DELETE trigger."""
    there = f'EXISTS (SELECT 1 FROM "{table}" WHERE {taken})'  # noqa: S608 - the names are those above
    return [
        refuse(f"{table}_update", "UPDATE", table, f"{table} is never changed"),
        refuse(f"{table}_delete", "DELETE", table, f"{table} is never deleted"),
        refuse(f"{table}_once", "INSERT", table, f"{table} is never replaced", there),
    ]
