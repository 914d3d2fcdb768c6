"""Lines that a typewriter, an e-mail or a PDF broke at the edge of the page, joined to the paragraphs they were.

A line was broken there where the next word would not have fit. How wide the page is, its longest lines say; a
page whose paragraphs are each a line is far wider than any paper.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from corpora.chinese import HAN
from corpora.offsets import MappedText
from corpora.pages import Line
from corpora.units import LedgerEntry, Span

UNWRAP, HYPHENATION = "unwrap", "hyphenation"
_WIDEST = 120  # columns of a hard-wrapped page; a Han character has two
_NARROWEST = 44  # a poem's lines are narrower
_PRINTED = range(24, 241)  # columns of print, where lines do end at an edge, be they a newspaper's or a slide's
_LEAST_BREAKS = 3
_SAMPLE = 2000  # lines
_EVIDENCE = 20_000_000  # characters
_LEAST_SHARE = 0.5  # of the line ends that would be breaks, had the page a right edge
_LEAST_SHARE_OF_PRINT = 0.1
_WIDE = re.compile(rf"[{HAN}\u3000-\u30ff“”‘’…—\uff00-\uff60]")
_FIRST_UNIT = re.compile(rf"[{HAN}\u3000-\u30ff\uff00-\uff60]|[^\s{HAN}\u3000-\u30ff\uff00-\uff60]+")
_ITEM = re.compile(r"(?:[-*•·▪◦–—]|\(?\d{1,3}[.)、]|[a-z]\)|第[一二三四五六七八九十百\d]+[章节條条])\s")
_END = frozenset(".!?:;。！？")
_HYPHENS = "-\u00ad‐¬"
_HYPHEN = re.compile(r"(?P<first>[^\W\d_]+)[-\u00ad‐¬]$")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_SUSPENDED = frozenset("und oder bis sowie bzw noch als wie and or to nor".split())  # Ein- und Ausfuhr
# What English sets before a hyphen rather than in one word.
_PREFIXES = frozenset("self well non ex all cross high low long short half full well-known semi anti pre post".split())


class _Placed(NamedTuple):
    """A line with its text and where it lies in the raw text, at hand for comparing it with its neighbours."""

    line: Line
    text: str
    start: int
    end: int


class _Joint(NamedTuple):
    """How two lines become one: what goes off the first one's end, what comes between, and why."""

    step: str
    cut: int
    between: str
    reason: str
    confidence: float


def unwrapped(
    lines: Sequence[Line], language: str, *, without: frozenset[str] = frozenset(), is_print: bool = False
) -> list[Line]:
    """The lines of a page with those that a right edge broke joined again; a line knows from its ledger what it was.

    A new paragraph begins where the raw text has more between two lines than between most. A page that has no
    right edge is given back as it is; is_print says that it has one.
    """
    width = None if UNWRAP in without else _page_width(lines, is_print=is_print)
    if width is None:
        return list(lines)
    placed = [_Placed(line, line.content.text, *line.content.raw_span()) for line in lines]
    newline = _newline(placed)
    words = _words(placed)
    groups: list[list[_Placed]] = []
    for line in placed:
        if groups and _is_broken(groups[-1][-1], line, width, newline):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_joined(group, language, words, without) if len(group) > 1 else group[0].line for group in groups]


def _words(lines: Sequence[_Placed]) -> frozenset[str]:
    """The words of the page in small letters, to look divided ones up in; none where no line ends in a hyphen."""
    if not any(line.text.endswith("-") for line in lines):
        return frozenset()
    page = " ".join(line.text for line in lines)[:_EVIDENCE]
    return frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", page.lower()))


def _columns(text: str) -> int:
    return len(text) + (0 if text.isascii() else len(_WIDE.findall(text)) - text.count("\u00ad"))


def _newline(lines: Sequence[_Placed]) -> int:
    """The raw characters between most lines."""
    return min((b.start - a.end for a, b in pairwise(lines)), default=1)


def _page_width(lines: Sequence[Line], *, is_print: bool) -> int | None:
    """The columns of a page that has a right edge, None for any other.

    Most of its line ends lie where the next word would not have fit. One line in twenty may be longer.
    """
    least_breaks, least_share = (1, _LEAST_SHARE_OF_PRINT) if is_print else (_LEAST_BREAKS, _LEAST_SHARE)
    widths = _PRINTED if is_print else range(_NARROWEST, _WIDEST + 1)
    if len(lines) <= least_breaks:
        return None
    lengths = sorted(len(line.content.text) for line in lines)
    if lengths[-1 - len(lengths) // 20] > widths[-1]:
        return None
    start = len(lines) // 3 if len(lines) > 2 * _SAMPLE else 0
    sample = [_Placed(line, line.content.text, *line.content.raw_span()) for line in lines[start : start + 2 * _SAMPLE]]
    columns = sorted(_columns(line.text) for line in sample)
    width = columns[-1 - len(columns) // 20]
    if width not in widths:
        return None
    newline = _newline(sample)
    ends = [(a, b) for a, b in pairwise(sample) if b.start - a.end < 2 * newline]
    breaks = sum(_is_full(a.text, b.text, width) for a, b in ends)
    return width if breaks >= least_breaks and breaks >= least_share * len(ends) else None


def _is_full(text: str, after: str, width: int) -> bool:
    """Whether the next line's first word would not have fit.

    Letters differ in width in print, and a Chinese line ends early where a mark may not begin the next.
    """
    unit = _FIRST_UNIT.match(after)
    slack = 4 if _WIDE.match(text[-1:]) or _WIDE.match(after) else width // 8
    return _columns(text) + (text[-1:] != "-") + _columns(unit[0] if unit else "") > width - slack


def _is_broken(before: _Placed, after: _Placed, width: int, newline: int) -> bool:
    """Whether the edge of the page, and not its author, ended a line."""
    text, following, gap = before.text, after.text, after.start - before.end
    if not before.line.kind == after.line.kind == "text" or before.line.is_main != after.line.is_main:
        return False
    if gap > newline + 2 or not text or not following or _ITEM.match(following):
        return False
    goes_on = following[0].islower() and (text[-1] in _HYPHENS or _columns(text) > width // 2)
    if gap >= 2 * newline:
        # Blanks at a line's end look like a blank line; words that go on in small letters tell them apart.
        return goes_on and text.rstrip("\"'“”’»)")[-1:] not in _END
    return goes_on or _is_full(text, following, width)


def _joined(group: Sequence[_Placed], language: str, words: frozenset[str], without: frozenset[str]) -> Line:
    pieces: list[MappedText] = []
    ledger: list[LedgerEntry] = []
    for before, after in pairwise(group):
        ledger.extend(before.line.ledger)
        content = before.line.content
        joint = _joint(before.text, after.text, language, words, without)
        end = content.raw_span(0, len(content) - joint.cut).end if joint.cut else before.end
        pieces.append(content.slice(0, len(content) - joint.cut) if joint.cut else content)
        raw = Span(end, after.start)
        if joint.between:
            pieces.append(MappedText.standing_for(joint.between, raw))
        cut = before.text[len(content) - joint.cut :] if joint.cut else ""
        ledger.append(LedgerEntry(joint.step, raw, cut + "\n", joint.between, joint.reason, joint.confidence))
    ledger.extend(group[-1].line.ledger)
    content = MappedText.join([*pieces, group[-1].line.content])
    return group[0].line._replace(content=content, ledger=tuple(ledger))


def _joint(text: str, after: str, language: str, words: frozenset[str], without: frozenset[str]) -> _Joint:
    hyphen = _HYPHEN.search(text) if text[-1] in _HYPHENS else None
    word = _NEXT_WORD.match(after)
    if hyphen and word and HYPHENATION not in without:
        return _at_hyphen(hyphen["first"], text[-1], word[0], words)
    if text[-1] in "-–" and after[:1].isdigit():
        return _Joint(UNWRAP, 0, "", "line broken in a range", 0.9)
    is_chinese = bool(_WIDE.match(text[-1]) and _WIDE.match(after[0])) or language == "zh"
    glue = "" if is_chinese and not (text[-1].isascii() and after[0].isascii()) else " "
    return _Joint(UNWRAP, 0, glue, "line broken at the edge of the page", 0.9)


def _at_hyphen(first: str, hyphen: str, second: str, words: frozenset[str]) -> _Joint:
    """Whether a hyphen at a line's end divides a word, belongs to it, or stands for a part left out."""
    if hyphen != "-":
        return _Joint(HYPHENATION, 1, "", "soft hyphen at the end of a line", 1.0)
    if second in _SUSPENDED:
        return _Joint(UNWRAP, 0, " ", "suspended hyphen at the end of a line", 0.9)
    whole = (first + second).lower()
    if f"{first}-{second}".lower() in words:
        return _Joint(UNWRAP, 0, "", f"the page also writes {first}-{second}", 0.95)
    if whole in words:
        return _Joint(HYPHENATION, 1, "", f"the page also writes {first}{second}", 0.95)
    if not second[0].islower():
        return _Joint(UNWRAP, 0, "", "hyphen before a capital belongs to the word", 0.9)
    if first.lower() in _PREFIXES:
        return _Joint(UNWRAP, 0, "", f"words with {first}- keep their hyphen", 0.7)
    return _Joint(HYPHENATION, 1, "", "word divided at the end of a line", 0.8)
