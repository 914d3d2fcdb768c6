"""Vectors of a document's sentences, kept so that nothing is encoded twice; whoever needs room may delete them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vectors",
        sa.Column("document_id", sa.String(16), sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("encoding", sa.Text, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
