"""Pinyin written into Chinese text behind the characters it reads: found, taken out, kept as annotations."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from corpora.chinese import HAN, LOST, simplified
from corpora.offsets import Edit
from corpora.units import LedgerEntry, Span

STEP = "pinyin-glosses"
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_LETTERS = rf"a-zü{TONED}\u0300\u0301\u0304\u0308\u030c"  # with combining marks, as some pages spell tones
_GLOSS = re.compile(
    rf"(?<=[{HAN}])(?:"
    rf"\s?[(（]\s?(?P<whole>[{_LETTERS}][{_LETTERS}'’ ]{{0,30}}[1-5]?)\s?[)）]"  # 創(chuàng)
    rf"|(?P<opened>[(（][{_LETTERS}]{{1,7}})(?=[{HAN}]|$)"  # 創(chuàng業
    rf"|(?P<closed>[{_LETTERS}]{{1,7}}[)）])"  # 創chuàng)業
    rf"|(?P<bare>[{_LETTERS}]{{1,7}})(?=[{HAN}]))"  # 創chuàng業
)
_BROKEN = re.compile(rf"\?[a-zü]*[{TONED}][a-zü]*[)）]")
_TONE = re.compile(rf"[{TONED}\u0300\u0301\u0304\u030c]")
_LONGEST_WORD = 8  # characters read by one gloss


class Reading(NamedTuple):
    """How a page says that a character or word is read. raw is where it stands, with the gloss, in the raw text."""

    raw: Span
    base: str
    reading: str


def gloss_edits(text: str) -> Iterator[Edit]:
    """Edits that take out pinyin where it is a reading of what stands before it: 創(chuàng)業(yè) becomes 創業.

    A gloss that lost a bracket is taken out only with a tone mark, which no other Latin text in Chinese has; one
    in Chinese brackets only where the character is traditional: 还（huán） is what an author tells readers.
    """
    taken = 0
    matches: Iterable[re.Match[str]] = _GLOSS.finditer(text)
    if "?" in text:
        matches = sorted([*matches, *_BROKEN.finditer(text)], key=re.Match.start)
    for match in matches:
        start, end = match.span()
        if start < taken:
            continue
        if match.re is _BROKEN:
            yield Edit(start, end, LOST, "rest of a pinyin gloss; the character before it is lost", 0.5)
        elif base := _base(text, match):
            confidence = 1.0 if match.lastgroup == "whole" else 0.8
            yield Edit(start - len(base), end, base, f"pinyin gloss of {base}", confidence)
        else:
            continue
        taken = end


def _base(text: str, match: re.Match[str]) -> str:
    """The characters before a match that its letters read; "" where it is no gloss of them."""
    start, letters = match.start(), match["whole"]
    if letters is None:
        letters = match[match.lastgroup or 0].strip("()（）")
        if not _TONE.search(letters):
            return ""
    base = text[start - 1]
    if letters not in readings(base):  # as nearly all are
        count = _characters_read(text[max(0, start - _LONGEST_WORD) : start], letters)
        base = text[start - count : start]
    return "" if "（" in match[0] and simplified(base) == base else base


def count_glosses(text: str) -> int:
    """How many pinyin glosses with tone marks a text has."""
    return sum(_TONE.search(text, edit.start, edit.end) is not None for edit in gloss_edits(text))


def _characters_read(before: str, letters: str) -> int:
    """How many characters at the end of a text the letters read, 0 where they read none."""
    letters = re.sub(r"[ '’]|[1-5]$", "", unicodedata.normalize("NFC", letters))
    ends = {len(letters)}  # where, in the letters, the reading of the characters passed so far can begin
    for count, character in enumerate(reversed(before), 1):
        known = readings(character)
        ends = {end - len(r) for end in ends for r in known if letters.endswith(r, 0, end)}
        if 0 in ends:
            return count
        if not ends:
            return 0
    return 0


@cache
def spoken(text: str) -> str:
    """How a Chinese text is read, syllable by syllable with tone marks; everything else stays: 3月 is 3 yuè."""
    from pypinyin import Style, lazy_pinyin

    return " ".join(part.strip() for part in lazy_pinyin(text, style=Style.TONE) if part.strip())


def readings(character: str) -> frozenset[str]:
    """Every reading of a character in pinyin, with tone marks and without, ü also as v and u; none of what is no Han.

    A character that only a converter writes reads as the simplified one does.
    """
    from pypinyin import Style, pinyin

    if not re.match(f"[{HAN}]", character):
        return frozenset()
    found = {
        reading
        for form in {character, simplified(character)}
        for style in (Style.TONE, Style.NORMAL)
        for reading in pinyin(form, style=style, heteronym=True, v_to_u=True)[0]
    }
    return frozenset([*found, *(r.replace("ü", "v") for r in found), *(r.replace("ü", "u") for r in found)])


def annotations(ledger: Iterable[LedgerEntry]) -> list[Reading]:
    """The readings that a page gave, in order, from what cleaning and reading took out of it."""
    return [
        Reading(entry.raw, entry.after, _reading(entry.before[len(entry.after) :]))
        for entry in ledger
        if entry.step == STEP and entry.after and entry.after != LOST and entry.before.startswith(entry.after)
    ]


def _reading(gloss: str) -> str:
    return gloss.strip("()（） \t\u3000")
