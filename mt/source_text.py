"""Getting a text ready for a translation model: one line, one script, cut where it is too long."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from corpora.chinese import simplified
from corpora.languages import language

# From the best place to cut to the last resort: after a sentence, after a clause, after a word.
_BOUNDARIES = (
    re.compile(r"(?<=[。！？!?；;…])[”’」』）)\"']*|(?<=[.:])[”’\"')]*(?=\s)"),
    re.compile(r"(?<=[，、：])|(?<=[,–—-])(?=\s)"),
    re.compile(r"(?<=\s)"),
)


def one_line(text: str, source: str) -> str:
    """The text without line breaks and doubled spaces; Chinese in simplified characters.

    The embedded model and NLLB's zho_Hans have seen simplified Chinese only. source is a plain code ("zh").
    """
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    return simplified(text) if source == "zh" else text


def prompt_of(text: str, source: str, target: str) -> str:
    """What the embedded model reads before it translates, and read when it was trained; languages are codes ("zh")."""
    return f"{language(source).name}: {text}\n{language(target).name}:"


def has_words(text: str) -> bool:
    """Whether there is anything to translate: a rule, a date in digits or a row of boxes has no letter."""
    return any(character.isalpha() for character in text)


def split_text(text: str, length: Callable[[str], int], limit: int, comfortable: int | None = None) -> list[str]:
    """The text in stripped pieces, cut after sentences so that each is at most comfortable; [] for blank text.

    A sentence longer than comfortable stays whole up to limit; beyond it is cut after clauses, then words,
    then anywhere. length must not shrink when a text grows.
    """
    limits = (limit if comfortable is None else comfortable, limit, limit, limit)
    return [piece.strip() for piece in _split(text, length, limits) if piece.strip()]


def clauses(text: str, comfortable: int) -> list[str]:
    """The text in stripped pieces of at most so many characters where they can be cut after a sentence or a clause.

    A longer clause stays whole.
    """
    pieces = _split(text, len, (comfortable, comfortable, len(text), len(text)))
    return [piece.strip() for piece in pieces if piece.strip()]


def _split(text: str, length: Callable[[str], int], limits: tuple[int, ...]) -> Iterator[str]:
    level = len(_BOUNDARIES) + 1 - len(limits)
    if len(text) <= 1 or length(text) <= limits[0]:
        yield text
    elif level == len(_BOUNDARIES):
        yield from _split(text[: len(text) // 2], length, limits)
        yield from _split(text[len(text) // 2 :], length, limits)
    else:
        for packed in _pack(_cut(text, _BOUNDARIES[level]), length, limits[0]):
            yield from _split(packed, length, limits[1:])


def _pack(parts: Iterator[str], length: Callable[[str], int], limit: int) -> Iterator[str]:
    packed = next(parts, "")
    for part in parts:
        if length(packed + part) > limit:
            yield packed
            packed = part
        else:
            packed += part
    yield packed


def _cut(text: str, boundary: re.Pattern[str]) -> Iterator[str]:
    start = 0
    for match in boundary.finditer(text):
        if match.end() > start:
            yield text[start : match.end()]
            start = match.end()
    if start < len(text):
        yield text[start:]
