"""UTF-8 that was read in an encoding of one byte a character: FÃ¼r for Für, â€œ for “, æˆ‘ä»¬ for 我们.

A run is repaired where its characters, written in the wrong encoding, are UTF-8 and read as text there. Of Western
text nearly everything has one of three lead bytes, so that in the rarer encodings only those are looked for.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpora.chinese import HAN, share_common
from corpora.offsets import Edit

_PLAUSIBLE = 0.5  # share of common characters among the Han of a repair; wrong decodings have about a tenth


def _shown(codec: str) -> dict[str, int]:
    """What programs show for the bytes from 80 on: where an encoding leaves one open, a control."""
    shown = {bytes([byte]).decode(codec, errors="ignore") or chr(byte): byte for byte in range(0x80, 0x100)}
    return shown | ({chr(byte): byte for byte in range(0x80, 0x100)} if codec == "cp1252" else {})


class _Misreading(NamedTuple):
    """An encoding that UTF-8 is read in by mistake: bytes by character, what a run looks like, and a sure one."""

    name: str
    bytes_of: dict[str, int]
    run: re.Pattern[str]
    sure: re.Pattern[str]


def _class(bytes_of: dict[str, int], first: int, last: int) -> str:
    return f"[{''.join(re.escape(c) for c, byte in bytes_of.items() if first <= byte <= last)}]"


def _misreading(name: str, codec: str) -> _Misreading:
    shown = _shown(codec)
    following = _class(shown, 0x80, 0xBF)
    # ü, é, © and “, –, €, ™: what Western text has most of, and is no text when read wrongly.
    marks = _class(shown, 0xE2, 0xE2) + _class(shown, 0x80, 0x84) + following
    sure = rf"(?:{_class(shown, 0xC2, 0xC3)}{following}|{marks})+"
    run = sure
    if codec == "cp1252":  # by far the commonest: Chinese, pictures and letters of other languages as well
        run = (
            rf"(?:{_class(shown, 0xC2, 0xCF)}{following}|{_class(shown, 0xE2, 0xE9)}{following}{{2}}"
            rf"|{_class(shown, 0xEF, 0xEF)}{following}{{2}}|{_class(shown, 0xF0, 0xF0)}{following}{{3}})+"
        )
    return _Misreading(name, shown, re.compile(run), re.compile(sure))


_MISREADINGS = (
    _misreading("Windows-1252", "cp1252"),
    _misreading("Windows-1250", "cp1250"),
    _misreading("Windows-1251", "cp1251"),
    _misreading("Mac Roman", "mac_roman"),
    _misreading("code page 437", "cp437"),
)
_QUOTE_CUT = re.compile(r"â€(?=[\s,.;:!?)]|$)")  # the last byte of ” is one that Windows-1252 leaves open
_SPACE_CUT = re.compile(r"(?<![A-ZÀ-Þ])Ã(?= )")  # à, whose last byte reads as a no-break space and became a plain one
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# Patterns of which one occurs wherever UTF-8 was read wrongly.
_LEADS = {c for misreading in _MISREADINGS for c, byte in misreading.bytes_of.items() if byte in (0xC2, 0xC3, 0xE2)}
SIGNS = (
    _class(_MISREADINGS[0].bytes_of, 0xC2, 0xF0) + _class(_MISREADINGS[0].bytes_of, 0x80, 0xBF),
    f"[{''.join(sorted(_LEADS))}][^\\x00-\\x7f]",
    "Ã ",
)
_MAY_BE_MISREAD = re.compile("|".join(SIGNS))


def misread_utf8_edits(text: str) -> Iterator[Edit]:
    """Edits that undo UTF-8 read in another encoding, run by run and as often as it was read so."""
    if not _MAY_BE_MISREAD.search(text):
        return
    repairs = [list(_edits(text, misreading)) for misreading in _MISREADINGS]
    # What explains most of the text comes first; of equals Windows-1252.
    repairs.sort(key=lambda edits: -sum(edit.end - edit.start for edit in edits))
    found: list[Edit] = []
    for edits in repairs:
        taken = {at for edit in found for at in range(edit.start, edit.end)}
        found += [edit for edit in edits if taken.isdisjoint(range(edit.start, edit.end))]
    found += [
        Edit(*match.span(), "”", "UTF-8 read as Windows-1252, which has no character for a byte of ”", 0.9)
        for match in _QUOTE_CUT.finditer(text)
    ]
    found += [
        Edit(*match.span(), "à", "UTF-8 read as Windows-1252, a byte of à as a space", 0.8)
        for match in _SPACE_CUT.finditer(text)
    ]
    taken_to = 0
    for edit in sorted(found):
        if edit.start >= taken_to:
            yield edit
            taken_to = edit.end


def _edits(text: str, misreading: _Misreading) -> Iterator[Edit]:
    runs = list(misreading.run.finditer(text))
    if not runs or (misreading.name == "Windows-1251" and not _is_all_cyrillic_in(text, runs)):
        return
    is_sure = misreading.sure.search(text) is not None
    for match in runs:
        repaired = _undone(match[0], misreading)
        # Ä– may be what it looks like, where nothing else in the paragraph was read wrongly.
        if repaired and (is_sure or len(repaired) > 1) and _is_western_or_chinese(repaired):
            yield Edit(*match.span(), repaired, f"UTF-8 read as {misreading.name}", 0.95)


def _undone(run: str, misreading: _Misreading) -> str:
    """A run of UTF-8 read wrongly, as often as it was so read; "" where it is no UTF-8."""
    try:
        text = bytes(misreading.bytes_of[c] for c in run).decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return misreading.sure.sub(lambda match: _undone(match[0], misreading) or match[0], text)


def _is_all_cyrillic_in(text: str, runs: list[re.Match[str]]) -> bool:
    """Whether the Cyrillic letters of a text are all in these runs: Гёте is a name and no Gø."""
    return len(_CYRILLIC.findall(text)) == sum(len(_CYRILLIC.findall(run[0])) for run in runs)


# Ì is left out: Western text hardly has it, and what looks like it may be ü, read as Latin-9.
_WESTERN = re.compile(
    r"[\ufffd\u00a0-\u00cb\u00cd-\u017f\u0192\u02c6\u02dc\u2000-\u2060\u20ac\u2100-\u214f\u2190-\u27bf\ufeff\U0001f300-\U0001faff]+"
)
_CHINESE = re.compile(rf"[\ufffd{HAN}\u2014-\u203b\u3000-\u3020！-～]+")


def _is_western_or_chinese(text: str) -> bool:
    """Whether a repair is what Western or Chinese text has: of Chinese, two characters at least."""
    if _WESTERN.fullmatch(text):
        return True
    return len(text) > 1 and _CHINESE.fullmatch(text) is not None and share_common(text) >= _PLAUSIBLE
