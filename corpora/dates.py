"""Dates as pages write them in Chinese, German and English: where they stand in a line, and their ISO 8601 form."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from corpora.units import Span


class FoundDate(NamedTuple):
    """A date in a text: where it stands, and its ISO 8601 form (YYYY-MM-DD, or YYYY-MM where no day is said)."""

    span: Span
    iso: str


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januar jan jänner",
            "february februar feb",
            "march märz mar mrz maerz",
            "april apr",
            "may mai",
            "june juni jun",
            "july juli jul",
            "august aug",
            "september sept sep",
            "october oktober oct okt",
            "november nov",
            "december dezember dec dez",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = rf"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_HAN_DIGITS = {digit: str(i) for i, digit in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[-/.]\s?(?P<month>\d{1,2})\s?[-/.]\s?(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?年\s?(?P<month>\d{1,2})\s?月(?:\s?(?P<day>\d{1,2})\s?[日号號])?",
        r"(?P<hanyear>[一二][〇零○一二三四五六七八九]{3})年(?P<hanmonth>[一二三四五六七八九十]{1,2})月(?:(?P<handay>[一二三四五六七八九十]{1,3})[日号號])?",
        r"(?:民国|民國)\s?(?P<republic>\d{2,3})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日",
        r"(?<!\d)(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s(?:of\s)?{_MONTH},?\s(?P<year>(?:19|20)\d\d)(?!\d)",
        rf"\b{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>(?:19|20)\d\d)(?!\d)",
        # An American date; a German one has dots.
        r"(?<![\d/])(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>(?:19|20)\d\d)(?![\d/])",
    )
)


def dates(text: str) -> Iterator[FoundDate]:
    """The dates in a text in the order they stand in; what is no day of the calendar is left out."""
    found: list[FoundDate] = []
    for form in _FORMS:
        for match in form.finditer(text):
            iso = _iso(match.groupdict())
            if iso and not any(match.start() < other.span.end and other.span.start < match.end() for other in found):
                found.append(FoundDate(Span(match.start(), match.end()), iso))
    yield from sorted(found)


def first_date(text: str) -> str:
    """The first date of a text as ISO 8601, "" where there is none."""
    return next((found.iso for found in dates(text)), "")


def _iso(parts: dict[str, str | None]) -> str:
    """The parts as an ISO date, "" where the calendar has no such day."""
    year, month, day = _number(parts, "year"), _number(parts, "month"), _number(parts, "day")
    if republic := parts.get("republic"):
        year = int(republic) + 1911
    if name := parts.get("name"):
        month = _MONTHS[name.lower()]
    try:
        found = date(year, month, day or 1)
    except ValueError:
        return ""
    return found.isoformat() if day else found.isoformat()[:7]


def _number(parts: dict[str, str | None], name: str) -> int:
    """A part in digits, or in the Chinese numerals of a formal date; 0 where it is not said."""
    if written := parts.get(name):
        return int(written)
    numerals = parts.get(f"han{name}") or ""
    if name == "year":
        return int("".join(_HAN_DIGITS[numeral] for numeral in numerals) or 0)
    tens, _, ones = numerals.rpartition("十") if "十" in numerals else ("0", "", numerals)
    return int(_HAN_DIGITS.get(tens or "一", "0")) * 10 + int(_HAN_DIGITS.get(ones, "0"))
