"""People can flag a bead, and do again what they undid."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ACTIONS = ("accept", "reject", "edit", "align", "note", "flag", "unflag", "undo", "redo")
COLUMNS = "id, bead_id, action, reviewer, at, source_text, target_text, note"


def upgrade() -> None:
    """Make `verdict` anew with a wider CHECK, which SQLite cannot change in place; nothing refers to it."""
    op.execute(f"CREATE TEMPORARY TABLE aside AS SELECT {COLUMNS} FROM verdict")  # noqa: S608 - the names above
    op.drop_table("verdict")
    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("bead_id", sa.Integer, sa.ForeignKey("bead.id"), nullable=False, index=True),
        sa.Column("action", action(), nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("source_text", sa.Text),
        sa.Column("target_text", sa.Text),
        sa.Column("note", sa.Text),
        sa.CheckConstraint("action <> 'edit' OR source_text IS NOT NULL OR target_text IS NOT NULL", name="edit"),
    )
    op.execute(f"INSERT INTO verdict ({COLUMNS}) SELECT {COLUMNS} FROM aside ORDER BY id")  # noqa: S608 - as above
    op.execute("DROP TABLE aside")
    for statement in written_once("verdict", "(id = NEW.id)"):
        op.execute(statement)


def action() -> sa.Enum:
    return sa.Enum(*ACTIONS, name="action", native_enum=False, create_constraint=True, length=32)


def written_once(table: str, taken: str) -> list[str]:
    """Rows are added and then stay. The last one stops INSERT OR REPLACE, which fires no DELETE trigger."""
    there = f'EXISTS (SELECT 1 FROM "{table}" WHERE {taken})'  # noqa: S608 - the names are those above
    return [
        refuse(f"{table}_update", "UPDATE", table, f"{table} is never changed"),
        refuse(f"{table}_delete", "DELETE", table, f"{table} is never deleted"),
        refuse(f"{table}_once", "INSERT", table, f"{table} is never replaced", there),
    ]


def refuse(name: str, event: str, table: str, message: str, when: str = "1") -> str:
    """A trigger that lets a statement fail with a message."""
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON \"{table}\" WHEN {when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
