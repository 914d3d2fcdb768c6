"""Plain text to lines."""

import re

from corpora.offsets import MappedText
from corpora.pages import Line

_LINE = re.compile(r"[^\r\n\u2028\u2029\u0085\f\v]+")
# Between others like it, U+0085 is no end of a line but a byte of a character that was encoded twice.
_LINE_ENCODED_TWICE = re.compile(r"(?:[^\r\n\u2028\u2029\u0085\f\v]|(?<=[\u0080-\u00ff])\u0085)+")


def lines(text: str) -> list[Line]:
    """The lines of plain text that have anything on them, without white space at their ends."""
    found = []
    line = _LINE_ENCODED_TWICE if "\u0085" in text else _LINE
    for match in line.finditer(text):
        piece = match[0]
        stripped = piece.strip()
        if stripped:
            start = match.start() + (0 if len(stripped) == len(piece) else len(piece) - len(piece.lstrip()))
            found.append(Line(MappedText.from_raw(stripped, start)))
    return found
