"""What an encoder made of a document, kept as bytes whose meaning is the encoder's: it can be made again."""

import sqlalchemy as sa

from corpora.store import schema


def load(tx: sa.Connection, document_id: str, encoding: str) -> bytes | None:
    """The bytes kept of a document under the name of an encoding, None where there are none."""
    table = schema.vectors
    query = sa.select(table.c.data).where(table.c.document_id == document_id, table.c.encoding == encoding)
    return tx.execute(query).scalar()


def keep(tx: sa.Connection, document_id: str, encoding: str, data: bytes) -> None:
    """Keep the bytes of a document under the name of an encoding, in place of those that were there."""
    table = schema.vectors
    tx.execute(table.delete().where(table.c.document_id == document_id, table.c.encoding == encoding))
    tx.execute(table.insert(), {"document_id": document_id, "encoding": encoding, "data": data})


def drop(tx: sa.Connection, document_id: str) -> None:
    """Keep nothing of a document any longer."""
    tx.execute(schema.vectors.delete().where(schema.vectors.c.document_id == document_id))
