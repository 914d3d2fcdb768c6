"""Cutting a text that is too long for a model at the best place there is."""

import re
from collections.abc import Callable, Iterator

# From the best place to cut to the last resort: after a sentence, after a clause, after a word.
_BOUNDARIES = (
    re.compile(r"(?<=[。！？!?；;…])[”’」』）)\"']*|(?<=[.:])[”’\"')]*(?=\s)"),
    re.compile(r"(?<=[，、：])|(?<=[,–—-])(?=\s)"),
    re.compile(r"(?<=\s)"),
)


def split_text(text: str, length: Callable[[str], int], limit: int) -> list[str]:
    """The text in pieces whose length is at most limit, each as long as it can be, stripped; [] for blank text.

    length must not shrink when a text grows. A single character longer than the limit stays whole.
    """
    return [piece.strip() for piece in _split(text, length, limit, 0) if piece.strip()]


def _split(text: str, length: Callable[[str], int], limit: int, level: int) -> Iterator[str]:
    if len(text) <= 1 or length(text) <= limit:
        yield text
    elif level == len(_BOUNDARIES):
        yield from _split(text[: len(text) // 2], length, limit, level)
        yield from _split(text[len(text) // 2 :], length, limit, level)
    else:
        packed = ""
        for part in _cut(text, _BOUNDARIES[level]):
            if packed and length(packed + part) > limit:
                yield from _split(packed, length, limit, level + 1)
                packed = ""
            packed += part
        yield from _split(packed, length, limit, level + 1)


def _cut(text: str, boundary: re.Pattern[str]) -> Iterator[str]:
    start = 0
    for match in boundary.finditer(text):
        if match.end() > start:
            yield text[start : match.end()]
            start = match.end()
    if start < len(text):
        yield text[start:]
