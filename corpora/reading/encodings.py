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
from corpora.reading.broken_text import (
    CANDIDATES,
    FOREIGN,
    LEAST_PLAUSIBLE,
    NAMES,
    SAMPLE,
    damaged_utf8,
    is_mostly_utf8,
    losses_in,
    of_page,
    read_in,
)
from corpora.reading.plausibility import plausibility
from corpora.units import LedgerEntry

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
_META_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_MOST_LOST = 0.02  # share of characters that a decoding may lose
_MOST_ZEROS = 0.002  # share of zero bytes in text that is not UTF-16; a program has more
_PREVIEW = 30  # characters
_FEW = 12  # characters beyond ASCII, among which two of another encoding may happen to be one of UTF-8
_BY_ACCIDENT = 0.75  # plausibility of another encoding from which on such text is in that


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
        text = raw.decode("utf-8")
        return _likeliest(raw, name) if _is_utf8_by_accident(raw, text) else Decoded(text, "utf-8")
    except UnicodeDecodeError as error:
        is_cut = error.start > len(raw) - 4 and len(raw) > _PREVIEW and not raw[: error.start].isascii()
        if is_cut or is_mostly_utf8(raw):
            text, ledger = damaged_utf8(raw, error)
            return Decoded(text, "utf-8", 0.9, is_plain=False, ledger=tuple(ledger))
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
        return Decoded(text, encoding, is_plain=False, ledger=tuple(losses_in(text, NAMES.get(encoding, encoding))))


def _with_zeros(raw: bytes, name: str, zero: int) -> Decoded:
    """Text with zero bytes: UTF-16 without its mark, or text into which a few have strayed."""
    sample = raw[:SAMPLE]
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = sample[: len(sample) // 2 * 2].decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and (plausibility(text) >= 0.5 or _is_mostly_ascii(text)) and _is_readable(text):
            found = _with_mark(raw, encoding)
            reason = f"read as UTF-16 without a byte order mark, by the zero byte at offset {zero}"
            return found._replace(confidence=0.9, ledger=(of_page("", reason, 0.9), *found.ledger))
    if sample.count(0) > max(1, _MOST_ZEROS * len(sample)) or _has_controls(sample):
        raise UnreadableInput(f"{name} is binary, not text: zero byte at offset {zero}")
    return _without_mark(raw, name)


def _has_controls(sample: bytes) -> bool:
    return any(byte in sample for byte in (*range(1, 7), *range(0x0E, 0x1A), 0x1C, 0x1D))


def _is_mostly_ascii(text: str) -> bool:
    sample = text[:20_000]
    return 10 * sum(map(str.isascii, sample)) > 7 * len(sample)


def _is_readable(text: str) -> bool:
    """Whether nearly all characters are letters, marks or spaces that Chinese or Western text has."""
    sample = text[:20_000]
    known = sum(
        c in "\t\r\n" or " " <= c < "\u0250" or "\u2010" <= c < "\u2040" or "\u3000" <= c < "\ua000" for c in sample
    )
    return known + sum("\uff00" <= c < "\uffee" for c in sample) > 0.95 * len(sample)


def _is_utf8_by_accident(raw: bytes, text: str) -> bool:
    """Whether a very short text in another encoding is UTF-8 too, as 一些 in GBK is two letters of Cyrillic."""
    if text.isascii() or len(raw) > 200 or max(text) >= "\u0800":
        return False
    foreign = sum(not c.isascii() for c in text)
    return foreign <= _FEW and plausibility(text) == 0 and max(_ranked(raw, None))[0] >= _BY_ACCIDENT


def _likeliest(raw: bytes, name: str) -> Decoded:
    """The text in the likeliest of the candidates. Raises UnreadableInput where none is likely."""
    declared = _META_CHARSET.search(raw[:4096])
    said = _DECLARED.get(declared[1].decode("ascii", errors="replace").lower()) if declared else None
    sample = _sample(raw)
    ranked = sorted(_ranked(sample, said), reverse=True)
    best, encoding, preview = ranked[0]
    if best < LEAST_PLAUSIBLE:
        raise UnreadableInput(f"{name} is in no encoding known here ({_failures(raw)}); convert it to UTF-8")
    second = ranked[1]
    foreign = sum(map(len, FOREIGN.findall(sample[:_PREVIEW])))  # a few bytes prove little
    confidence = round(min(0.99, 0.5 + 0.5 * (best - second[0]) / best * (1 - 0.7**foreign)), 2)
    runner_up = Guess(second[1], round(1 - confidence, 2), second[2])
    text, losses = read_in(encoding, raw)
    if losses and text.count(LOST) > _MOST_LOST * len(text):
        raise UnreadableInput(f"{name} is in no encoding known here ({_failures(raw)}); convert it to UTF-8")
    reason = f"read as {NAMES[encoding]}{', which the page declares' if encoding == said else ''}"
    reason += f"; {NAMES[runner_up.encoding]}, the next likeliest, would read “{runner_up.preview}”"
    is_plain = not losses
    return Decoded(text, encoding, confidence, runner_up, is_plain, (of_page(preview, reason, confidence), *losses))


def _ranked(sample: bytes, said: str | None) -> Iterator[tuple[float, str, str]]:
    """How plausible the sample is in each candidate, the candidate, and how its first foreign words read."""
    for encoding in CANDIDATES:
        text = sample.decode(encoding, errors="replace")
        foreign = sum(ord(c) > 127 for c in text[:200_000])
        lost = text[:200_000].count(LOST) / max(1, foreign)
        likeness = plausibility(text) * max(0.0, 1 - 10 * lost)
        first = next((i for i, c in enumerate(text) if ord(c) > 127), 0)
        preview = " ".join(text[first : first + _PREVIEW].split())
        yield likeness + (0.2 if encoding == said and likeness else 0.0), encoding, preview


def _sample(raw: bytes) -> bytes:
    """The beginning of the bytes, from the first byte beyond ASCII on, up to the end of a line if one is near."""
    first = FOREIGN.search(raw)
    start = raw.rfind(b"\n", 0, first.start()) + 1 if first else 0
    sample = raw[start : start + SAMPLE]
    end = sample.rfind(b"\n") if len(raw) - start > SAMPLE else -1
    return sample[: end + 1] if end > 0 else sample


def _failures(raw: bytes) -> str:
    """Where each encoding breaks, or that what it reads is no text."""
    found = []
    for encoding in ("utf-8", *CANDIDATES):
        try:
            raw.decode(encoding)
            found.append(f"{NAMES[encoding]} reads nonsense")
        except UnicodeDecodeError as error:
            found.append(f"it breaks {NAMES[encoding]} at offset {error.start}")
    return ", ".join(found)
