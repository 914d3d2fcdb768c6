"""Chinese text whose GBK bytes were cut one byte too early or too late, put right where the bytes tell what was there.

A character is two bytes in GBK. Where a program took one byte away (by narrowing a ！ that began in the middle
of 。”, by writing a pinyin gloss between two halves), every pair after it is read wrongly until an ASCII
character sets the reader right: 。”</p> becomes ?!?/p>, and 軍校”。</strong> becomes 軍?!薄?/strong>.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from corpora.chinese import COMMON, HAN, LOST, converter, simplified
from corpora.lost_characters import only_word
from corpora.offsets import Edit
from corpora.pinyin import TONED, readings

_READING = rf"[a-zü{TONED}]{{1,7}}"
_TAG = r"/(?:p|strong|span|div|b|em|blockquote|section|li|h\d)>"
# A gloss between the bytes of a character, and what is shifted up to the next: 的 is B5C4, and B5 swallowed the
# bracket, so that 的大模型明星創(chuàng)業(yè) is ?shù)拇竽P兔餍莿?chuàng)業(yè).
_AFTER_GLOSS = re.compile(rf"(?P<before>[{HAN}])(?:\({_READING}\))?(?P<sign>\?(?P<reading>{_READING})\))")
_LOST_LEAD = re.compile(rf"[?{LOST}](?=[^\x00-\x20\x22-\x7f]|[!,.:;])")
# A run ends at a gloss, at the sign of another lost byte, or at an ASCII character that takes the odd byte with it.
_RUN_END = re.compile(rf"\?(?P<reading>{_READING})\)|(?P<lost>[?{LOST}])(?P<tag>{_TAG})?|(?P<ascii>[\x00-\x7f])|$")
_LONGEST = 60  # characters of a run
_STOP_AND_QUOTE = b"\xa3\xa1"  # what is left of 。” without its first byte and its last
_CLOSERS = "”’」』）》"
_ENDS = "。！？…"
_MARKS = frozenset("，。、；：？！“”‘’（）《》—…·「」『』")


class _Repair(NamedTuple):
    """What a run was. takes_end says that what ended it belongs to it, and does not just stand behind it."""

    text: str
    reason: str
    confidence: float
    takes_end: bool = True


def shift_edits(text: str) -> Iterator[Edit]:
    """Edits that restore text read with its bytes shifted; what cannot be known of it becomes U+FFFD."""
    found = [_repaired(text, match.span("sign"), _lead(match)) for match in _AFTER_GLOSS.finditer(text)]
    found += [_repaired(text, match.span(), b"") for match in _LOST_LEAD.finditer(text)]
    taken = 0
    for edit in sorted(edit for edit in found if edit):
        if edit.start >= taken:
            yield edit
            taken = edit.end


def _lead(match: re.Match[str]) -> bytes:
    """The byte that a gloss's bracket swallowed: what makes, with the end of the character before, the one it reads."""
    try:
        return _byte_read_as(match["before"].encode("gbk")[1:], match["reading"]) or b"?"
    except UnicodeEncodeError:
        return b"?"


def _repaired(text: str, sign: tuple[int, int], lead: bytes) -> Edit | None:
    """The repair of a run that begins behind the sign of a lost byte; lead is that byte, empty where unknown."""
    start, run_start = sign
    limit = min(len(text), run_start + _LONGEST)
    before = text[max(0, start - 400) : start]
    for end in _RUN_END.finditer(text, run_start + 1, limit):
        if lead == b"?" or (end.end() == limit < len(text)):
            return None
        run = text[run_start : end.start()]
        for form in (run,) if lead else (run, simplified(run)):
            if repair := _repair(before, form, lead, end):
                return Edit(start, end.end() if repair.takes_end else end.start(), *repair[:3])
        if end["reading"] or end["lost"]:
            return None  # at the next byte that was lost the run is over
    return None


def _bytes(run: str) -> bytes:
    """The GBK bytes of a run, the narrow characters in it as wide as they were. Raises UnicodeError."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in run).encode("gbk")


@cache
def _byte_read_as(lead: bytes, reading: str) -> bytes:
    """The byte that makes, after a lead byte, a character read so; empty where there is none or several.

    Only characters count that a converter makes of simplified text: 創 of 创, not its variants 刱 and 剏.
    """
    found = []
    for value in range(0x40, 0xFF):
        character = (lead + bytes([value])).decode("gbk", errors="ignore")
        if len(character) == 1 and reading in readings(character) and _is_converted(character):
            found.append(bytes([value]))
    return found[0] if len(found) == 1 else b""


def _is_converted(character: str) -> bool:
    simple = simplified(character)
    try:
        simple.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return bool(converter("s2t").convert(simple) == character)


def _repair(before: str, run: str, lead: bytes, end: re.Match[str]) -> _Repair | None:
    """What a run was, if its bytes in other pairs read as Chinese."""
    try:
        raw = _bytes(run)
        if end["reading"]:
            return _between_glosses(lead, raw, end["reading"])
        if raw == _STOP_AND_QUOTE and end["lost"]:  # without a tag, ?!? may be just an excited question
            how_sure = 0.9 if _is_open(before) else 0.7
            return _Repair("。”", "bytes shifted by one; 。” and the < of a tag", how_sure) if end["tag"] else None
        body = lead + raw if lead else raw[1:]
        takes_end = bool(end["lost"]) or body[-1:] > b"~"
        whole = (body[:-1] if end["lost"] else body + end[0].encode() if takes_end else body).decode("gbk")
    except UnicodeError:
        return None
    if not _is_plausible(re.sub(r"[@-~]$", "", whole)):
        return None
    rest = whole + (_lost_trail(raw[-1:], before + whole) if end["lost"] else "")
    if lead:
        confidence = 0.5 if LOST in rest else 0.8
        return _Repair(rest, "bytes shifted by a pinyin gloss", confidence, takes_end) if len(whole) > 2 else None
    first, reason, confidence = _lost_lead(raw[:1], before, rest)
    if first == LOST and not _says_something(whole, run) and rest[:2] != "”。":
        return None
    confidence = 0.5 if LOST in rest else confidence
    return _Repair(first + rest, f"bytes shifted by one; {reason}", confidence, takes_end)


def _between_glosses(lead: bytes, raw: bytes, reading: str) -> _Repair | None:
    """A run that ends in a gloss too: the byte lost there is the one that makes a character with its reading."""
    last = _byte_read_as(raw[-1:], reading)
    if not lead or not last:
        return None
    return _Repair((lead + raw + last).decode("gbk"), "bytes shifted by a pinyin gloss", 0.9)


def _is_plausible(text: str) -> bool:
    """Whether decoded text reads as Chinese: marks and common characters."""
    han = [c for c in simplified(text) if c not in _MARKS]
    common = sum(c in COMMON for c in han)
    return common >= 0.6 * len(han) and all(_is_gb2312(c) for c in han)


def _says_something(whole: str, run: str) -> bool:
    """Whether a repaired run is telling enough, and what it was read as strange enough, to believe it by itself."""
    han = [c for c in simplified(run) if c not in _MARKS]
    is_strange = sum(c in COMMON for c in han) < 0.4 * len(han)
    return _QUOTE_END.search(whole) is not None or (len(whole) >= 4 and is_strange)


_QUOTE_END = re.compile("[。！？][”」]|[，：]“")


def _is_gb2312(character: str) -> bool:
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def _lost_lead(trail: bytes, before: str, rest: str) -> tuple[str, str, float]:
    """The character of which only the last byte is left, with the reason it is known by."""
    if rest[:1] in _CLOSERS and rest[1:2] not in tuple("。，、；：？！"):
        for mark in _ENDS:
            if mark.encode("gbk")[1:] == trail:
                return mark, f"{mark} stands before {rest[0]}", 0.9
    word = only_word(before, _characters_ending_in(trail), shortest=2 if rest[:1] in _CLOSERS else 3)
    if word:
        return word[-1], f"{word} is the one word that ends so", 0.7
    return LOST, "one character is lost", 0.6


def _lost_trail(lead: bytes, before: str) -> str:
    """The character of which only the first byte is left: the mark that ends a quotation or sentence, or U+FFFD."""
    if lead != b"\xa1":  # the row of 。 and ”
        return LOST
    return "”" if _is_open(before) else "。"


def _is_open(before: str) -> bool:
    """Whether a quotation is open at the end of a text."""
    return before.rfind("“") > before.rfind("”")


@cache
def _characters_ending_in(trail: bytes) -> list[str]:
    decoded = [(bytes([lead]) + trail).decode("gbk", errors="ignore") for lead in range(0xB0, 0xF8)]
    return [character for character in decoded if character]
