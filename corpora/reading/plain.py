"""Plain text to lines."""

import re

from corpora.offsets import MappedText
from corpora.pages import Line

_LINE = re.compile(r"[^\r\n\u2028\u2029\u0085\f\v]+")


def lines(text: str) -> list[Line]:
    """The lines of plain text that have anything on them, without white space at their ends."""
    found = []
    for match in _LINE.finditer(text):
        piece = match[0]
        stripped = piece.strip()
        if stripped:
            start = match.start() + (0 if len(stripped) == len(piece) else len(piece) - len(piece.lstrip()))
            found.append(Line(MappedText.from_raw(stripped, start)))
    return found
