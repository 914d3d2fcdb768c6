"""Maps of text kept the plain way, a raw span for every character: what MappedText is compared with."""

from typing import NamedTuple

from corpora.offsets import Edit
from corpora.units import Span


class Character(NamedTuple):
    """A character and its raw span: what MappedText says of it, kept the plain way to compare with."""

    character: str
    start: int
    end: int


def plainly(text: str) -> list[Character]:
    return [Character(c, i, i + 1) for i, c in enumerate(text)]


def plainly_edited(text: list[Character], edits: list[Edit]) -> list[Character]:
    result, position = [], 0
    for edit in edits:
        replaced = text[edit.start : edit.end]
        result += text[position : edit.start]
        if len(edit.replacement) == len(replaced):
            result += [old._replace(character=new) for new, old in zip(edit.replacement, replaced, strict=True)]
        else:
            span = place(text, edit.start, edit.end)
            result += [Character(c, *span) for c in edit.replacement]
        position = edit.end
    return result + text[position:]


def place(text: list[Character], start: int, end: int) -> Span:
    if start < end:
        return Span(text[start].start, text[end - 1].end)
    after = text[start].start if start < len(text) else text[-1].end if text else 0
    before = text[start - 1].end if start else after
    return Span(after, max(after, before))
