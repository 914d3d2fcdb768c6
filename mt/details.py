"""Small things besides numbers and names that a translation keeps: months, weekdays, currencies, per cent, questions.

A translation may well leave one out ("last month" for 3月), so a month is missed only where the other side
names another one in its place. Per cent has no such other. Quotation marks are not looked at: good translations
leave them out in one sentence of five that has some.
"""

from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

import regex

from corpora.anchors import chinese_numeral
from corpora.units import Finding, Span
from mt.detail_words import ALSO_WORDS, CHINESE_MONTH, CURRENCIES, MONTHS, NOT_FIRST, PER_CENT, SHARES, WEEKDAYS

_QUESTION = regex.compile(r"[?？؟]")
# What kind of finding tells of each, and the word for it.
_KINDS = {"month": ("date", "month"), "weekday": ("date", "day"), "currency": ("unit", "currency")}


class Detail(NamedTuple):
    """Something that a translation keeps: what it is, its value in any language, and where it stands."""

    kind: str
    value: str
    span: Span


def find_details(text: str, code: str) -> list[Detail]:
    """The months, weekdays and currencies of a text in Chinese, German or English, by its code; of others none."""
    return list(chain(_months(text, code), _weekdays(text, code), _currencies(text, code)))


def changed_details(source: str, source_code: str, target: str, target_code: str) -> Iterator[Finding]:
    """What of either side is something else on the other: kinds "date", "unit" and "question"."""
    ours, theirs = find_details(source, source_code), find_details(target, target_code)
    for kind, (name, word) in _KINDS.items():
        lost, added = _only(kind, ours, theirs), _only(kind, theirs, ours)
        if lost and added:
            was, became = source[slice(*lost[0].span)], target[slice(*added[0].span)]
            said = f"“{was}” of the source is “{became}” in the translation: is that the same {word}?"
            yield Finding(name, said, tuple(one.span for one in lost), tuple(one.span for one in added))
    yield from _per_cent(source, source_code, target, target_code)
    yield from _questions(source, target)


def _only(kind: str, ours: list[Detail], theirs: list[Detail]) -> list[Detail]:
    values = {detail.value for detail in theirs}
    return [detail for detail in ours if detail.kind == kind and detail.value not in values]


def _per_cent(source: str, source_code: str, target: str, target_code: str) -> Iterator[Finding]:
    if source_code not in PER_CENT or target_code not in PER_CENT:
        return
    ours = _pattern(PER_CENT[source_code]).search(source)
    theirs = _pattern(PER_CENT[target_code]).search(target)
    if ours and not _pattern(SHARES[target_code]).search(target):
        said = f"“{ours.group()}” of the source has no counterpart in the translation."
        yield Finding("unit", said, source=(Span(*ours.span()),))
    if theirs and not _pattern(SHARES[source_code]).search(source):
        said = f"“{theirs.group()}” of the translation is not in the source."
        yield Finding("unit", said, target=(Span(*theirs.span()),))


def _questions(source: str, target: str) -> Iterator[Finding]:
    ours, theirs = _QUESTION.search(source), _QUESTION.search(target)
    if ours and not theirs:
        yield Finding("question", "The source asks; the translation does not.", source=(Span(*ours.span()),))
    if theirs and not ours:
        yield Finding("question", "The translation asks; the source does not.", target=(Span(*theirs.span()),))


def _months(text: str, code: str) -> Iterator[Detail]:
    if code == "zh":
        for match in _pattern(CHINESE_MONTH).finditer(text):
            yield Detail("month", match["digits"] or str(chinese_numeral(match["numeral"])), Span(*match.span()))
        return
    for number, names in enumerate(MONTHS.get(code, ()), 1):
        before = NOT_FIRST if number in ALSO_WORDS[code] else ""
        for match in _pattern(rf"{before}\b(?:{names})\b", cased=True).finditer(text):
            yield Detail("month", str(number), Span(*match.span()))


def _weekdays(text: str, code: str) -> Iterator[Detail]:
    for number, pattern in enumerate(WEEKDAYS.get(code, ()), 1):
        for match in _pattern(pattern).finditer(text):
            yield Detail("weekday", str(number), Span(*match.span()))


def _currencies(text: str, code: str) -> Iterator[Detail]:
    for currency, pattern in CURRENCIES.get(code, {}).items():
        for match in _pattern(pattern).finditer(text):
            yield Detail("currency", currency, Span(*match.span()))


@cache
def _pattern(written: str, *, cased: bool = False) -> "regex.Pattern[str]":
    return regex.compile(written, 0 if cased else regex.IGNORECASE)
