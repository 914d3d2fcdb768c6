"""The types of columns: our values as text, and words that the database checks."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum

import sqlalchemy as sa

from corpora.units import Fields, Finding, Span


class PositionsText(sa.types.TypeDecorator[tuple[int, ...]]):
    """Segment positions as a JSON list."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[int] | None, dialect: sa.Dialect) -> str | None:
        """The list as it is stored: no spaces, so that equal sides are equal text."""
        return None if value is None else json.dumps([int(position) for position in value], separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> tuple[int, ...] | None:
        """The positions."""
        return None if value is None else tuple(json.loads(value))


class FindingsText(sa.types.TypeDecorator[tuple[Finding, ...]]):
    """Findings as a JSON list of [kind, message], with the spans of both sides behind where there are any.

    The empty list is what has none.
    """

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[Finding] | None, dialect: sa.Dialect) -> str | None:
        """The list as it is stored."""
        if value is None:
            return None
        return json.dumps(
            [[f.kind, f.message, *([f.source, f.target] if f.source or f.target else [])] for f in value],
            ensure_ascii=False,
        )

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> tuple[Finding, ...] | None:
        """The findings."""
        if value is None:
            return None
        return tuple(
            Finding(kind, message, *(tuple(Span(*span) for span in side) for side in spans))
            for kind, message, *spans in json.loads(value)
        )


class FieldsText(sa.types.TypeDecorator[Fields]):
    """What a page says of itself as a JSON object; what it says nothing of is not in it."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Fields | None, dialect: sa.Dialect) -> str | None:
        """The object as it is stored."""
        if value is None:
            return None
        return json.dumps({name: said for name, said in value._asdict().items() if said}, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Fields | None:
        """The fields."""
        return None if value is None else Fields(**json.loads(value))


class InstantText(sa.types.TypeDecorator[datetime]):
    """A moment as ISO 8601 in UTC, always with microseconds, so that text order is time order."""

    impl = sa.String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> str | None:
        """The moment as it is stored; ValueError for one without a time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> datetime | None:
        """The moment, in UTC."""
        return None if value is None else datetime.fromisoformat(value)


def words(words: type[StrEnum], name: str) -> sa.Enum:
    """A column type that holds one of the words and comes back as the enum."""
    return sa.Enum(
        words,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda e: list(map(str, e)),
    )
