"""Text that was decoded wrongly once and then kept so: FÃ¼r for Für, 鏂板崕 for 新华, ÖÐ¹ú for 中国.

A run is repaired where its characters, written in the wrong encoding, are valid in the right one and read as
text there. A letter or two prove nothing; what proves it is bytes that fit together as UTF-8.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from corpora.chinese import COMMON, HAN, LOST, share_common
from corpora.lost_characters import only_word
from corpora.misread_utf8 import SIGNS as MISREAD_UTF8
from corpora.misread_utf8 import misread_utf8_edits
from corpora.offsets import Edit

_GBK_AS_LATIN = re.compile(r"[¡-þ]{4,}")
# Pairs of GBK that begin a character of UTF-8: E4B8 is the first two bytes of 中 and reads 涓.
_FIRST = "".join(
    bytes([lead, byte]).decode("gbk", errors="ignore")
    for lead, bytes_after in (
        *((lead, range(0x80, 0xC0)) for lead in range(0xE4, 0xEA)),
        *((0xE2, [0x80]), (0xE3, [0x80]), (0xEF, [0xBC, 0xBD])),
    )
    for byte in bytes_after
)
# Patterns of which one occurs wherever there is a wrong decoding to undo.
SIGNS = (*MISREAD_UTF8, _GBK_AS_LATIN.pattern, f"[{_FIRST}锟]")
_LOST_TWICE = re.compile("(?:锟斤拷)+")  # two U+FFFD in UTF-8, read as GBK
_UTF8_AS_GBK = re.compile(f"[{_FIRST}]")
_ASCII = re.compile(r"\?|[\x00-\x7f]")
_UTF8 = re.compile(
    rb"(?:[\xe3-\xe9][\x80-\xbf]{2}|\xef[\xbc-\xbd][\x80-\xbf]|\xe2[\x80-\x9f][\x80-\xbf]|\xc2[\x80-\xbf]|[\x40-\x7e])+"
)
_PLAUSIBLE = 0.5  # share of common characters among the Han of a repair; wrong decodings have about a tenth


def double_encoding_edits(text: str) -> Iterator[Edit]:
    """Edits that undo a wrong decoding, run by run; a character of which bytes are lost becomes U+FFFD."""
    found: list[Edit] = []
    for edits in (misread_utf8_edits(text), _gbk_edits(text), _gbk_as_latin_edits(text)):  # the surer first
        taken = {at for edit in found for at in range(edit.start, edit.end)}
        found += [edit for edit in edits if taken.isdisjoint(range(edit.start, edit.end))]
    return iter(sorted(found))


def _gbk_as_latin_edits(text: str) -> Iterator[Edit]:
    for match in _GBK_AS_LATIN.finditer(text):
        run = match[0].encode("latin-1")
        repaired = run[: len(run) // 2 * 2].decode("gb2312", errors="ignore")
        if len(repaired) == len(run) // 2 and re.search(f"[{HAN}]", repaired) and share_common(repaired) >= _PLAUSIBLE:
            yield Edit(match.start(), match.start() + 2 * len(repaired), repaired, "GBK read as Latin-1", 0.9)


def _gbk_edits(text: str) -> Iterator[Edit]:
    for lost in _LOST_TWICE.finditer(text):
        yield Edit(*lost.span(), LOST * (len(lost[0]) // 3 * 2), "signs of lost characters, read as GBK", 1.0)
    position, end = 0, -1
    while match := _UTF8_AS_GBK.search(text, position):
        start = match.start()
        if start >= end:  # the run ends before an ASCII character, or with the ? that stands for a lost byte
            ascii_after = _ASCII.search(text, start)
            end = (ascii_after.start() + (ascii_after[0] == "?")) if ascii_after else len(text)
        length = _utf8_length(text, start, end)
        edit = _gbk_edit(text[start : start + length], start) if length > 1 else None
        if edit:
            yield edit
        position = edit.end if edit else start + max(1, length)


def _utf8_length(text: str, start: int, end: int) -> int:
    """How many characters of a run may be UTF-8 read as GBK, and a few more; 0 where its head is not.

    Runs may be as long as a book; more of one is looked at only where all so far was UTF-8.
    """
    length = 3
    while True:
        raw = b"".join(_gbk(c) for c in text[start : min(end, start + length)])
        prefix = _UTF8.match(raw)
        if prefix is None or prefix.end() < len(raw) - 2:
            return 0 if length == 3 < end - start else min(length, end - start)
        if start + length >= end:
            return end - start
        length *= 2


def _gbk_edit(run: str, start: int) -> Edit | None:
    """The repair of a run, up to where it stops being UTF-8; None where it is Chinese as it stands."""
    pairs = [_gbk(c) for c in run]
    if run[-1] in ("?", LOST):
        pairs[-1] = b""  # a byte that an ASCII character took with it
    ends = list(accumulate(map(len, pairs)))
    raw = b"".join(pairs)
    prefix = _UTF8.match(raw)
    size = prefix.end() if prefix else 0
    whole = prefix[0].decode("utf-8") if prefix else ""
    if LOST in run:
        whole = "".join(LOST if _is_doubtful(c) else c for c in whole)
    confidence = 0.6 if LOST in whole else 0.95
    if cut := re.match(rb"[\xe2-\xe9\xef][\x80-\xbf]?$", raw[size:]):
        whole, confidence = whole + _last_character(whole, cut[0]), 0.6
        size = len(raw)
    # Two characters may be chance; bytes of four or more do not fit together as UTF-8 by themselves.
    least, more = (_PLAUSIBLE, 0.3) if len(whole) < 4 else (0.15, 0.1)
    if size not in ends or len(whole) < 2 or share_common(whole) < max(least, share_common(run) + more):
        return None
    length = len(run) if size == len(raw) else ends.index(size) + 1
    return Edit(start, start + length, whole, "UTF-8 read as GBK", confidence)


def _is_doubtful(character: str) -> bool:
    """Whether a character with an 80 for its last byte is one of which that byte was rather lost: 一 is not."""
    return ord(character) % 64 == 0 and character not in COMMON and not character.isascii()


def _last_character(before: str, raw: bytes) -> str:
    """The character of which these are the first bytes: known by a word that it ends, else U+FFFD."""
    if len(raw) < 2:
        return LOST
    word = only_word(before, [(raw + bytes([byte])).decode("utf-8", errors="ignore") for byte in range(0x80, 0xC0)], 2)
    return word[-1] if word else LOST


@cache
def _gbk(character: str) -> bytes:
    """The bytes of a character in GBK, a byte that no UTF-8 has for any other.

    80 is no character there; decoders show it as € or as U+FFFD.
    """
    if character in ("€", LOST):
        return b"\x80"
    raw = character.encode("gb18030", errors="replace")
    return raw if len(raw) == 2 else b"\xff"
