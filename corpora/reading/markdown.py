"""Markdown to blocks: headings, paragraphs, items and cells, without their marks, each at its place in the source."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from corpora.dates import first_date
from corpora.offsets import MappedText
from corpora.pages import Line, Page
from corpora.reading import html
from corpora.reading.encodings import Decoded
from corpora.units import Fields, Span

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n"
    r"(?P<inside>(?:(?:[ \t]*|[ \t]*#.*|[ \t]+\S.*|-[ \t].*|\w[\w -]*:(?:[ \t].*)?)\r?\n)+?)"
    r"(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
)
_FIELD = re.compile(r"^(?P<key>\w[\w -]*?)\s*:[ \t]*(?P<value>\S.*?)\s*$", re.M)
_FIELDS = {
    "author": ("author", "authors", "作者"),
    "date": ("date", "published", "日期"),
    "publisher": ("publisher", "site"),
    "source": ("source", "来源"),
    "url": ("url", "link", "canonical", "source_url"),
}
_LINE_END = re.compile(r"\r\n?|\n")
# What stands at the beginning of a block's lines and is no text of it.
_OPENING = re.compile(r"[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]+|>|#{1,6}(?:[ \t]+|$))*")
_TASK = re.compile(r"\[[ xX]\]\s+")
_NUMBER = re.compile(r"\d{1,9}[.)][ \t]+\Z")
_DEFINITION = re.compile(r"\[[^\]\n]+\]:\s*<?(?=[!-~]*(?:[/#@]|\.\w))[!-~]+(?:\s+(?:\".*\"|'.*'|\(.*\)))?\s*\Z")
_CELL = re.compile(r"(?:\\.|[^|\\\r\n])+|\\")
_CODE_FENCE = re.compile(r"[ \t>]*(?:`{3,}|~{3,})[ \t]*\Z")
_WORD = re.compile(r"\w")


class _Block(NamedTuple):
    """A block that stands on lines first … last - 1 of the source; content is its text as markdown-it has it."""

    kind: str
    first: int
    last: int
    content: str = ""
    is_item: bool = False
    has_number: bool = False


def read(name: str, decoded: Decoded) -> Page:
    """The page that a Markdown text is; front matter gives its title and fields, code is none of the article's."""
    text = decoded.text
    front = _FRONT_MATTER.match(text)
    title, fields = _front_matter(front["inside"]) if front else ("", Fields())
    body = front.end() if front else int(text.startswith("\ufeff"))
    lines = sorted(_Reader(text, body).lines(), key=lambda line: line.content.raw_span())
    return Page(
        tuple(lines), text, decoded.encoding, "text/markdown", not decoded.is_plain, title, fields, decoded.ledger
    )


class _Reader:
    """Goes over the blocks of a text from body on."""

    def __init__(self, text: str, body: int) -> None:
        from corpora.reading.markdown_marks import parser

        self._text = text
        self._parser = parser()
        self._environment: dict[str, Any] = {}
        self._blocks = list(_blocks(self._parser.parse(text[body:], self._environment)))
        ends = [match.span() for match in _LINE_END.finditer(text, body)]
        starts = [body, *(end for _, end in ends)]
        self._rows = list(zip(starts, [*(start for start, _ in ends), len(text)], strict=True))

    def lines(self) -> Iterator[Line]:
        """The lines of the page, those of a block together."""
        unread = set(range(len(self._rows)))
        for block in self._blocks:
            unread -= set(range(block.first, block.last))
            yield from self._lines(block)
        yield from self._left_out(sorted(unread))

    def _row(self, number: int) -> MappedText:
        """A line of the source, without what begins and ends it."""
        start, end = self._rows[number]
        return MappedText.from_raw(self._text[start:end], start)

    def _lines(self, block: _Block) -> Iterator[Line]:
        numbers = range(block.first, min(block.last, len(self._rows)))
        match block.kind:
            case "html_block":
                start, end = self._rows[numbers[0]][0], self._rows[numbers[-1]][1]
                yield from html.blocks(self._text[start:end], start)
            case "fence" | "code_block":
                yield from self._code(block.kind, numbers)
            case "row":
                row = _without_opening(self._row(block.first))
                for match in _CELL.finditer(row.text):
                    yield from self._inline(row.slice(*match.span()), "text")
            case kind:
                yield from self._inline(self._located(block), kind)

    def _code(self, kind: str, numbers: Sequence[int]) -> Iterator[Line]:
        """Lines of code, without the fences around them."""
        for number in numbers:
            row = self._row(number).stripped()
            is_fence = number == numbers[0] or (number == numbers[-1] and _CODE_FENCE.match(row.text))
            if row.text and not (kind == "fence" and is_fence):
                yield Line(row, is_main=False, is_second=False)

    def _located(self, block: _Block) -> MappedText:
        """The text of a heading or paragraph at its place, its lines divided by \\n."""
        pieces: list[MappedText] = []
        number = block.first
        for content in block.content.split("\n"):
            said, row = content.strip(), self._row(number)
            number += 1
            text = row.text.replace("\0", "\ufffd").rstrip()
            at = len(text) - len(said) if text.endswith(said) else text.find(said)
            if block.has_number and not pieces and (marker := _NUMBER.search(text[:at])):
                at, said = marker.start(), text[marker.start() : at + len(said)]
            piece = row.slice(at, at + len(said))
            if block.is_item and not pieces and (task := _TASK.match(said)):
                piece = piece.slice(task.end(), len(piece))
            if pieces:
                pieces.append(MappedText.standing_for("\n", Span(pieces[-1].raw_span().end, piece.raw_span().start)))
            pieces.append(piece)
        return MappedText.join(pieces)

    def _inline(self, content: MappedText, kind: str) -> Iterator[Line]:
        """A block without its inline marks, and the captions of the pictures in it."""
        from corpora.reading.markdown_marks import read_inline

        found = read_inline(self._parser, content, self._environment)
        if found.content.text:
            is_link = kind == "text" and found.linked * 2 > len(found.content)
            yield Line(found.content, "link" if is_link else kind)
        for caption in found.captions:
            yield Line(caption, "caption")

    def _left_out(self, numbers: Sequence[int]) -> Iterator[Line]:
        """What markdown-it has in no block: definitions of links, which nobody sees, but text as well.

        "[注]: 见下文。" is such a definition; and what is nested in twenty quotations is not read at all.
        """
        for number in numbers:
            row = _without_opening(self._row(number)).stripped()
            if _WORD.search(row.text) and not _DEFINITION.match(row.text):
                yield Line(row)


def _blocks(tokens: Sequence["Token"]) -> Iterator[_Block]:
    """The blocks with the lines they stand on."""
    keeps_number: list[bool] = []  # of the lists that are open
    for i, token in enumerate(tokens):
        if token.type in ("ordered_list_open", "bullet_list_open"):
            # What does not count from 1 may be a paragraph that begins with a date: "3. Oktober".
            keeps_number.append(token.attrGet("start") is not None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            keeps_number.pop()
        if not token.map:
            continue
        first, last = token.map
        if token.type == "inline" and tokens[i - 1].type in ("heading_open", "paragraph_open"):
            kind = "heading" if tokens[i - 1].type == "heading_open" else "text"
            is_item = i > 1 and tokens[i - 2].type == "list_item_open"
            yield _Block(kind, first, last, token.content, is_item, is_item and keeps_number[-1])
        elif token.type == "tr_open":
            yield _Block("row", first, last)
        elif token.type in ("fence", "code_block", "html_block"):
            yield _Block(token.type, first, last)


def _without_opening(row: MappedText) -> MappedText:
    opening = _OPENING.match(row.text)
    return row.slice(opening.end() if opening else 0, len(row))


def _front_matter(inside: str) -> tuple[str, Fields]:
    said = {match["key"].strip().lower(): match["value"].strip("\"' ") for match in _FIELD.finditer(inside)}
    found = {field: next((said[key] for key in keys if key in said), "") for field, keys in _FIELDS.items()}
    found["date"] = first_date(found["date"]) or found["date"]
    return said.get("title", said.get("标题", "")), Fields(**found)
