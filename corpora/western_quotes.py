"""Quotation marks and apostrophes of German and English text, where typewriters and web pages left their own.

Marks are changed where all of a paragraph's find their partners; a mark's neighbours say whether it can open or
close. Guillemets, and marks that are a language's own and stand right, stay.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpora.offsets import Edit


class _Marks(NamedTuple):
    """The opening and the closing mark of a quotation, and of one inside it."""

    outer: tuple[str, str]
    inner: tuple[str, str]


_MARKS = {"de": _Marks(("„", "“"), ("‚", "‘")), "en": _Marks(("“", "”"), ("‘", "’"))}
_DOUBLE = re.compile(r",,(?=[\w\"'„“(])|``|''|´´|[\"„“”‟＂]")
_SINGLE = re.compile(r"[`'´‚‘’]")
_OPENING_ONLY = frozenset([",,", "``", "„", "‚", "`"])
_CLOSING_ONLY = frozenset(["´´", "´", "”", "’"])
_INSIDE_WORD = re.compile(r"(?<=\w)['´`](?=\w)")
# English 'tis and '90s, German 's: what was cut off before them is no quotation.
_CUT_WORD = re.compile(r"(?<![\w'`´])['´`](?=(?:s|n|ne|nen|ner|nem|tis|twas|em|cause|til|till|\d\ds?)\b(?!['´]))", re.I)
_ROCK_N_ROLL = re.compile(r"(?<=\w )['´`](?=n['´`] )|(?<=\w ['´`]n)['´`](?= \w)")
_GENITIVE = re.compile(r"(?<=[sSxXzZß])['´](?![\w'])")  # Hans' Auto, the girls' room
_BEFORE_OPENING = frozenset(" \t\u00a0([{<>/–—-„“‚‘\"'`,»«")
_AFTER_CLOSING = frozenset(" \t\u00a0)]}<>/–—-“”‘’\"'´.,;:!?…»«")


class _Mark(NamedTuple):
    start: int
    end: int
    text: str
    can_open: bool
    can_close: bool
    may_be_inches: bool = False


class _Pair(NamedTuple):
    opening: _Mark
    closing: _Mark | None  # None where the quotation goes on in the next paragraph
    depth: int


def german_quote_edits(text: str) -> Iterator[Edit]:
    """Edits that write quotations „so ‚und so‘“, and ’ for an apostrophe."""
    return _quote_edits(text, _MARKS["de"])


def english_quote_edits(text: str) -> Iterator[Edit]:
    """Edits that write quotations “so ‘and so’”, and ’ for an apostrophe."""
    return _quote_edits(text, _MARKS["en"])


def _quote_edits(text: str, marks: _Marks) -> Iterator[Edit]:
    if "```" in text:
        return  # code in Markdown
    doubles = [_mark(text, match) for match in _DOUBLE.finditer(text)]
    pairs = _pairs(doubles)
    edits = [
        edit for pair in pairs or () for edit in _pair_edits(pair, marks.outer if pair.depth == 1 else marks.inner)
    ]
    taken = {at for mark in doubles for at in range(mark.start, mark.end)}
    apostrophes = {match.start() for rule in (_INSIDE_WORD, _CUT_WORD, _ROCK_N_ROLL) for match in rule.finditer(text)}
    singles = [
        _mark(text, match)
        for match in _SINGLE.finditer(text)
        if match.start() not in taken and match.start() not in apostrophes
    ]
    if not any(mark.can_open for mark in singles):
        apostrophes |= {match.start() for match in _GENITIVE.finditer(text)} - taken
    singles = [mark for mark in singles if mark.start not in apostrophes]
    for pair in _pairs(singles, can_nest=False) or ():
        if pair.closing and not {pair.opening.text, pair.closing.text} <= {"‚", "‘", "’", "`"}:
            edits += _pair_edits(pair, marks.inner)
    edits += [Edit(at, at + 1, "’", "apostrophe") for at in apostrophes]
    yield from sorted(edits)


def _mark(text: str, match: re.Match[str]) -> _Mark:
    start, end = match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    can_open = (not before or before in _BEFORE_OPENING) and after.strip() != "" and after not in ".,;:!?)]}…"
    can_close = before.strip() != "" and (not after or after in _AFTER_CLOSING)
    if match[0] in _OPENING_ONLY:
        can_open, can_close = after.strip() != "", False
    elif match[0] in _CLOSING_ONLY:
        can_open = False
    may_be_inches = match[0] in '"＂' and before.isdigit()
    return _Mark(start, end, match[0], can_open and not may_be_inches, can_close, may_be_inches)


def _pairs(found: Sequence[_Mark], can_nest: bool = True) -> list[_Pair] | None:
    """The quotations of a paragraph, inner ones at depth 2; None where a mark has no partner.

    A mark that can do both closes what is open; after a digit and with nothing open it is an inch mark. The
    first mark of all may be left open.
    """
    pairs: list[_Pair] = []
    opened: list[_Mark] = []
    for mark in found:
        if mark.can_close and opened:
            pairs.append(_Pair(opened.pop(), mark, len(opened) + 1))
        elif mark.can_open and len(opened) < 1 + can_nest:
            opened.append(mark)
        elif not mark.may_be_inches:
            return None
    if len(opened) == 1 and opened[0].start == 0 and can_nest:
        return [_Pair(opened[0], None, 1), *pairs]
    return None if opened else pairs


def _pair_edits(pair: _Pair, marks: tuple[str, str]) -> Iterator[Edit]:
    for mark, right in zip((pair.opening, pair.closing), marks, strict=True):
        if mark and mark.text != right:
            reason = "quotation inside another" if pair.depth > 1 else "quotation mark"
            yield Edit(mark.start, mark.end, right, reason, 0.9 if pair.closing else 0.8)
