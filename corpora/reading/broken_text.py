"""Text in which not every byte is of one encoding: cut off, broken, or with lines in another one.

Each byte that cannot be read costs itself and no more, and an entry of the ledger has its place.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

from corpora.chinese import LOST
from corpora.reading.plausibility import plausibility
from corpora.units import LedgerEntry, Span

STEP = "encoding"
CANDIDATES = ("gb18030", "big5hkscs", "cp1252")
NAMES = {
    "gb18030": "GB18030",
    "big5hkscs": "Big5",
    "cp1252": "Windows-1252",
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
_UTF8_CHARACTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"  # no check of the finer limits
)
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LINE = re.compile(rb"[^\r\n]+")
FOREIGN = re.compile(rb"[\x80-\xff]+")
SAMPLE = 1 << 20  # bytes by which encodings are told
LEAST_PLAUSIBLE = 0.25
_LONGEST = 500  # characters of a line that an entry shows


def is_mostly_utf8(raw: bytes) -> bool:
    """Whether most bytes beyond ASCII are in characters of UTF-8, as hardly any are in other text."""
    sample = raw[:SAMPLE] if not raw[:SAMPLE].isascii() else raw
    foreign = sum(len(run) for run in FOREIGN.findall(sample))
    return foreign < 4 * sum(len(character) for character in _UTF8_CHARACTER.findall(sample)) / 3


def damaged_utf8(raw: bytes, error: UnicodeDecodeError) -> tuple[str, list[LedgerEntry]]:
    """The text of UTF-8 that was cut off, holds halves of surrogate pairs, or has lines in another encoding.

    Entries say which lines those are, and what is lost. error is the first that decoding met.
    """
    if error.end == len(raw) and error.start > len(raw) - 4:
        text = raw[: error.start].decode("utf-8")
        reason = f"the file breaks off inside a character: {len(raw) - error.start} bytes at offset {error.start}"
        return text, [_entry(len(text), "", reason, 1.0)]
    text, ledger = _line_by_line(raw, _line)
    return text, [*ledger, *losses_in(text, NAMES["utf-8"])]


def read_in(encoding: str, raw: bytes) -> tuple[str, list[LedgerEntry]]:
    """The text of raw bytes in an encoding, but for lines in UTF-8, and entries for those and for what is lost."""
    if any(_is_utf8_among(line[0], encoding) for line in _LINE.finditer(raw)):
        text, ledger = _line_by_line(raw, partial(_line_of_other, encoding))
        return text, [*ledger, *losses_in(text, NAMES[encoding])]
    try:
        return raw.decode(encoding), []
    except UnicodeDecodeError:
        text = raw.decode(encoding, errors="replace")
        return text, list(losses_in(text, NAMES[encoding]))


def _line_by_line(raw: bytes, read: Callable[[bytes], tuple[str, str]]) -> tuple[str, list[LedgerEntry]]:
    """The text of lines each read on its own, and an entry for each of which there is something to say."""
    lines: list[str] = []
    ledger: list[LedgerEntry] = []
    place = 0
    for line in raw.splitlines(keepends=True):
        text, reason = read(line)
        if reason:
            ledger.append(_entry(place, text.rstrip("\r\n")[:_LONGEST], reason, 0.8))
        lines.append(text)
        place += len(text)
    return "".join(lines), ledger


def _line_of_other(encoding: str, line: bytes) -> tuple[str, str]:
    """A line of a file in another encoding than UTF-8, and that it is UTF-8, where it is."""
    if _is_utf8_among(line, encoding):
        return line.decode("utf-8"), f"this line is UTF-8 in a file of {NAMES[encoding]}"
    return line.decode(encoding, errors="replace"), ""


def _is_utf8_among(line: bytes, encoding: str) -> bool:
    """Whether a line is UTF-8 and reads better so than in the encoding of those around it."""
    if line.isascii():
        return False
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return plausibility(text) > plausibility(line.decode(encoding, errors="replace")) + LEAST_PLAUSIBLE


def _line(line: bytes) -> tuple[str, str]:
    """A line of a file in UTF-8, and what is to be said of how it was read, "" where it is UTF-8 too."""
    try:
        return line.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    try:
        halves = line.decode("utf-8", errors="surrogatepass")
        text = halves.encode("utf-16", errors="surrogatepass").decode("utf-16", errors="replace")
        return text, "halves of surrogate pairs written as characters are joined" if _PAIR.search(halves) else ""
    except UnicodeDecodeError:
        pass
    best, text, encoding = 0.0, "", ""
    if not is_mostly_utf8(line):
        for candidate in CANDIDATES:
            try:
                read = line.decode(candidate)
            except UnicodeDecodeError:
                continue
            if (likeness := plausibility(read)) > best:
                best, text, encoding = likeness, read, candidate
    if best >= LEAST_PLAUSIBLE:
        return text, f"this line is {NAMES[encoding]} in a file of UTF-8"
    return line.decode("utf-8", errors="replace"), ""


def losses_in(text: str, encoding: str, most: int = 100) -> Iterator[LedgerEntry]:
    """An entry for each run of characters that could not be read, the first hundred."""
    for count, match in enumerate(re.finditer(f"{LOST}+", text)):
        if count == most:
            return
        yield _entry(match.start(), match[0], f"bytes that are no {encoding} are lost", 0.5)


def _entry(start: int, text: str, reason: str, confidence: float) -> LedgerEntry:
    """An entry for what decoding did; the text is as it was read, since bytes have no other."""
    return LedgerEntry(STEP, Span(start, start + len(text)), text, text, reason, confidence)


def of_page(text: str, reason: str, confidence: float) -> LedgerEntry:
    """An entry for the page as a whole, with a text to tell by."""
    return LedgerEntry(STEP, Span(0, 0), text, text, reason, confidence)
