"""Bytes to text: which encoding, how surely, what the next likeliest would have read, and what could not be read.

A byte order mark decides, then validity as UTF-8, which no other text has by accident; then what the page
declares and how much the text that comes out looks like Chinese or a Western language.
"""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from corpora.chinese import LOST
from corpora.errors import UnreadableInput
from corpora.units import LedgerEntry, Span

STEP = "encoding"
_BOMS = (  # the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Pages that say gb2312 or gbk hold characters of its superset; the same for Big5, and Latin-1 means Windows-1252.
_DECLARED = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "utf-8": "utf-8",
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
}
_CANDIDATES = ("gb18030", "big5hkscs", "cp1252")
_NAMES = {
    "gb18030": "GB18030",
    "big5hkscs": "Big5",
    "cp1252": "Windows-1252",
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
_META_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_UTF8_CHARACTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"  # no check of the finer limits
)
_FOREIGN = re.compile(rb"[\x80-\xff]+")
_SAMPLE = 1 << 20  # bytes by which candidates are compared
_LEAST_PLAUSIBLE = 0.12
_MOST_LOST = 0.02  # share of characters that a decoding may lose
_MOST_ZEROS = 0.002  # share of zero bytes in text that is not UTF-16; a program has more
_PREVIEW = 30  # characters
# The fifty commonest characters of newspaper text, both scripts: a wrong decoding hardly hits any.
_COMMON = frozenset(
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生"
    "能而子那得于着下自之年过過发發后後作里用道行所然家种種事成方多经經么麼去法学學如都同现現"
    "当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實，。、：“”"
)


class Guess(NamedTuple):
    """An encoding that could have been meant, how likely, and how the first words beyond ASCII would read in it."""

    encoding: str
    confidence: float
    preview: str


class Decoded(NamedTuple):
    """Text and how it was read. is_plain is False where it is not simply the bytes decoded by that encoding.

    runner_up is the next likeliest encoding, None where there was nothing to choose. ledger says what was
    chosen and what could not be read.
    """

    text: str
    encoding: str
    confidence: float = 1.0
    runner_up: Guess | None = None
    is_plain: bool = True
    ledger: tuple[LedgerEntry, ...] = ()


def decode(raw: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The text of raw bytes, in the encoding given or the likeliest one.

    What cannot be read becomes U+FFFD, with its place in the ledger. Raises UnreadableInput for binary data, for
    text in no encoding known here, and where the encoding given is none or does not fit.
    """
    if encoding:
        return _as_told(raw, name, encoding)
    for bom, marked in _BOMS:
        if raw.startswith(bom):
            return _with_mark(raw, marked)
    if (zero := raw.find(b"\0")) >= 0:
        return _with_zeros(raw, name, zero)
    return _without_mark(raw, name)


def _without_mark(raw: bytes, name: str) -> Decoded:
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(raw):
            return _damaged_utf8(raw, error)
        if error.start > len(raw) - 4 and len(raw) > _PREVIEW and not raw[: error.start].isascii():
            return _damaged_utf8(raw, error)
    return _likeliest(raw, name)


def _as_told(raw: bytes, name: str, encoding: str) -> Decoded:
    try:
        known = _DECLARED.get(codecs.lookup(encoding).name, codecs.lookup(encoding).name)
        "".encode(known)
    except LookupError:
        raise UnreadableInput(
            f"no encoding is called {encoding!r}; try utf-8, gb18030, big5, cp1252 or utf-16"
        ) from None
    try:
        return Decoded(raw.decode(known), known)
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{name} is not {encoding}: it breaks it at offset {error.start}") from error


def _with_mark(raw: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(raw.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = raw.decode(encoding, errors="replace")
        return Decoded(text, encoding, is_plain=False, ledger=tuple(_losses(text, encoding)))


def _with_zeros(raw: bytes, name: str, zero: int) -> Decoded:
    """Text with zero bytes: UTF-16 without its mark, or text into which a few have strayed."""
    sample = raw[:_SAMPLE]
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = sample[: len(sample) // 2 * 2].decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and plausibility(text) >= 0.5 and _is_readable(text):
            found = _with_mark(raw, encoding)
            reason = f"read as UTF-16 without a byte order mark, by the zero byte at offset {zero}"
            return found._replace(confidence=0.9, ledger=(_entry(0, "", reason, 0.9), *found.ledger))
    if sample.count(0) > max(1, _MOST_ZEROS * len(sample)) or _has_controls(sample):
        raise UnreadableInput(f"{name} is binary, not text: zero byte at offset {zero}")
    return _without_mark(raw, name)


def _has_controls(sample: bytes) -> bool:
    return any(byte in sample for byte in (*range(1, 7), *range(0x0E, 0x1A), 0x1C, 0x1D))


def _is_readable(text: str) -> bool:
    """Whether nearly all characters are letters, marks or spaces that Chinese or Western text has."""
    sample = text[:20_000]
    known = sum(
        c in "\t\r\n" or " " <= c < "\u0250" or "\u2010" <= c < "\u2040" or "\u3000" <= c < "\ua000" for c in sample
    )
    return known + sum("\uff00" <= c < "\uffee" for c in sample) > 0.95 * len(sample)


def _is_mostly_utf8(raw: bytes) -> bool:
    """Whether most bytes beyond ASCII are in characters of UTF-8, as hardly any are in other text."""
    sample = raw[:_SAMPLE] if not raw[:_SAMPLE].isascii() else raw
    foreign = sum(len(run) for run in _FOREIGN.findall(sample))
    return foreign < 4 * sum(len(character) for character in _UTF8_CHARACTER.findall(sample)) / 3


def _damaged_utf8(raw: bytes, error: UnicodeDecodeError) -> Decoded:
    """UTF-8 that was cut off, holds halves of surrogate pairs, or has lines in another encoding."""
    if error.end == len(raw) and error.start > len(raw) - 4:
        text = raw[: error.start].decode("utf-8")
        reason = f"the file breaks off inside a character: {len(raw) - error.start} bytes at offset {error.start}"
        return Decoded(text, "utf-8", is_plain=False, ledger=(_entry(len(text), "", reason, 1.0),))
    lines: list[str] = []
    ledger: list[LedgerEntry] = []
    place = 0
    for line in raw.splitlines(keepends=True):
        text, reason = _line(line)
        if reason:
            ledger.append(_entry(place, text.strip(), reason, 0.8 if LOST not in text else 0.6))
        lines.append(text)
        place += len(text)
    return Decoded("".join(lines), "utf-8", 0.9, is_plain=False, ledger=tuple(ledger))


def _line(line: bytes) -> tuple[str, str]:
    """A line of a file in UTF-8, and what is to be said of how it was read, "" where it is UTF-8 too."""
    try:
        return line.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    try:
        halves = line.decode("utf-8", errors="surrogatepass")
        text = halves.encode("utf-16", errors="surrogatepass").decode("utf-16", errors="replace")
        return text, "halves of a surrogate pair written as characters; a lone one is lost"
    except UnicodeDecodeError:
        pass
    best, text, encoding = 0.0, "", ""
    if not _is_mostly_utf8(line):
        for candidate in _CANDIDATES:
            try:
                read = line.decode(candidate)
            except UnicodeDecodeError:
                continue
            if (likeness := plausibility(read)) > best:
                best, text, encoding = likeness, read, candidate
    if best >= 2 * _LEAST_PLAUSIBLE:
        return text, f"this line is {_NAMES[encoding]} in a file of UTF-8"
    return line.decode("utf-8", errors="replace"), "bytes that are no UTF-8 are lost"


def _likeliest(raw: bytes, name: str) -> Decoded:
    """The text in the likeliest of the candidates. Raises UnreadableInput where none is likely."""
    declared = _META_CHARSET.search(raw[:4096])
    said = _DECLARED.get(declared[1].decode("ascii", errors="replace").lower()) if declared else None
    sample = _sample(raw)
    ranked = sorted(_ranked(sample, said), reverse=True)
    best, encoding, preview = ranked[0]
    if best < _LEAST_PLAUSIBLE:
        raise UnreadableInput(f"{name} is in no encoding known here ({_failures(raw)}); convert it to UTF-8")
    second = ranked[1]
    confidence = round(min(0.99, max(0.5, best / (best + second[0]))), 2)
    runner_up = Guess(second[1], round(1 - confidence, 2), second[2])
    try:
        text, losses = raw.decode(encoding), []
    except UnicodeDecodeError:
        text = raw.decode(encoding, errors="replace")
        losses = list(_losses(text, _NAMES[encoding]))
        if text.count(LOST) > _MOST_LOST * len(text):
            raise UnreadableInput(
                f"{name} is in no encoding known here ({_failures(raw)}); convert it to UTF-8"
            ) from None
    reason = f"read as {_NAMES[encoding]}{', which the page declares' if encoding == said else ''}"
    reason += f"; {_NAMES[runner_up.encoding]}, the next likeliest, would read “{runner_up.preview}”"
    return Decoded(text, encoding, confidence, runner_up, not losses, (_entry(0, preview, reason, confidence), *losses))


def _ranked(sample: bytes, said: str | None) -> Iterator[tuple[float, str, str]]:
    """How plausible the sample is in each candidate, the candidate, and how its first foreign words read."""
    for encoding in _CANDIDATES:
        text = sample.decode(encoding, errors="replace")
        foreign = sum(ord(c) > 127 for c in text[:200_000])
        lost = text[:200_000].count(LOST) / max(1, foreign)
        likeness = plausibility(text) * max(0.0, 1 - 10 * lost)
        first = next((i for i, c in enumerate(text) if ord(c) > 127), 0)
        preview = " ".join(text[first : first + _PREVIEW].split())
        yield likeness + (0.2 if encoding == said and likeness else 0.0), encoding, preview


def _sample(raw: bytes) -> bytes:
    """The beginning of the bytes, from the first byte beyond ASCII on, up to the end of a line if one is near."""
    first = _FOREIGN.search(raw)
    start = raw.rfind(b"\n", 0, first.start()) + 1 if first else 0
    sample = raw[start : start + _SAMPLE]
    end = sample.rfind(b"\n") if len(raw) - start > _SAMPLE else -1
    return sample[: end + 1] if end > 0 else sample


def _failures(raw: bytes) -> str:
    """Where each encoding breaks, or that what it reads is no text."""
    found = []
    for encoding in ("utf-8", *_CANDIDATES):
        try:
            raw.decode(encoding)
            found.append(f"{_NAMES[encoding]} reads nonsense")
        except UnicodeDecodeError as error:
            found.append(f"it breaks {_NAMES[encoding]} at offset {error.start}")
    return ", ".join(found)


def _losses(text: str, encoding: str, most: int = 100) -> Iterator[LedgerEntry]:
    """An entry for each run of characters that could not be read, the first hundred."""
    for count, match in enumerate(re.finditer(f"{LOST}+", text)):
        if count == most:
            return
        yield _entry(match.start(), match[0], f"bytes that are no {encoding} are lost", 0.5)


def _entry(start: int, text: str, reason: str, confidence: float) -> LedgerEntry:
    """An entry for what decoding did; the text is as it was read, since bytes have no other."""
    return LedgerEntry(STEP, Span(start, start + len(text) if start else 0), text, text, reason, confidence)


def plausibility(text: str) -> float:
    """How much the non-ASCII characters look like Chinese or German and not like a wrong decoding, in [0, 1].

    The share of them that are among the commonest Chinese characters (a fifth to a half in running text,
    counted double), or Latin letters inside words; control characters and rare ones count against.
    """
    sample = text[:200_000]
    foreign = [c for c in sample if ord(c) > 127]
    if not foreign:
        return 1.0
    if any(ord(c) < 32 and c not in "\0\t\n\r\f\x1a\x1b" for c in sample):
        return 0.0
    common = sum(c in _COMMON for c in foreign)
    letters = len(re.findall(r"(?<=[A-Za-z])[ßà-öø-ÿ]|[ÄÖÜß-öø-ÿ](?=[a-z])|[„“”–—’«»…§€©\u00a0]", sample))
    return min(1.0, (2 * common + letters) / len(foreign))
