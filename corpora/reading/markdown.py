"""Markdown to blocks: headings, paragraphs, items and cells, without their marks, each at its place in the source."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from corpora.dates import first_date
from corpora.offsets import Edit, MappedText
from corpora.pages import Line, Page
from corpora.reading import html
from corpora.reading.encodings import Decoded
from corpora.units import Fields, Span

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<inside>.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
_FIELD = re.compile(r"^(?P<key>\w[\w -]*?)\s*:\s*(?P<value>\S.*?)\s*$", re.M)
_FIELDS = {
    "author": ("author", "authors", "作者"),
    "date": ("date", "published", "日期"),
    "publisher": ("publisher", "site"),
    "source": ("source", "来源"),
    "url": ("url", "link", "canonical", "source_url"),
}
# What stands at the beginning of a block's lines and is no text of it.
_OPENING = re.compile(r"[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]+|>|#{1,6}(?:[ \t]+|$)|\[[ xX]\][ \t]+)*")
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
_INLINE = re.compile(
    r"(?P<escaped>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>(?P<ticks>`+)(?P<inside>.+?)(?P=ticks))(?!`)"
    r"|(?P<image>!\[(?P<alt>[^\]\n]*)\]\([^)\n]*\))"
    r"|(?P<link>\[(?P<said>[^\]\n]+)\](?:\([^)\n]*\)|\[[^\]\n]*\]))"
    r"|(?P<address><(?P<url>(?:https?|mailto):[^>\s]+)>)"
    r"|(?P<mark>\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|~~)"
    r"|(?P<tag></?[A-Za-z][^<>\n]*>|<!--.*?-->)"
)
_NOTE = re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:\s*\S+")  # [1]: https://…, where a link is defined
_CELL = re.compile(r"(?:\\.|[^|\\\r\n])+")
_CODE_LINE = re.compile(r"[^\r\n]+")
_FENCE = re.compile(r"[ \t>]*(?:```|~~~)")
_WIDE = re.compile("[\u3000-\u9fff\uff00-\uffef“”‘’…—]")


class _Block(NamedTuple):
    """Lines first … last - 1 of the source that belong together."""

    kind: str
    first: int
    last: int


def read(name: str, decoded: Decoded) -> Page:
    """The page that a Markdown text is; front matter gives its title and fields, code is none of the article's."""
    text = decoded.text
    front = _FRONT_MATTER.match(text)
    title, fields = _front_matter(front["inside"]) if front else ("", Fields())
    body = front.end() if front else 0
    starts = [body, *(match.end() for match in re.finditer("\n", text) if match.end() > body), len(text) + 1]
    lines = [line for block in _blocks(text[body:]) for line in _lines(text, block, starts)]
    lines.sort(key=lambda line: line.content.raw_span())
    return Page(
        tuple(lines), text, decoded.encoding, "text/markdown", not decoded.is_plain, title, fields, decoded.ledger
    )


def _blocks(body: str) -> Iterator[_Block]:
    """The blocks of a Markdown text with the lines they stand on, told by markdown-it."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    for before, token in pairwise(tokens):
        if not token.map:
            continue
        first, last = token.map
        if token.type == "inline" and before.type in ("heading_open", "paragraph_open"):
            yield _Block(before.type.removesuffix("_open"), first, last)
        elif token.type == "tr_open":
            yield _Block("row", first, last)
    for token in tokens:
        if token.map and token.type in ("fence", "code_block", "html_block"):
            yield _Block(token.type, *token.map)


def _lines(text: str, block: _Block, starts: list[int]) -> Iterator[Line]:
    """The lines of a page that a block is."""
    start, end = starts[block.first], min(starts[block.last], len(text))
    source = text[start:end]
    match block.kind:
        case "html_block":
            yield from html.blocks(source, start)
        case "fence" | "code_block":
            for match in _CODE_LINE.finditer(source):
                content = MappedText.from_raw(match[0], start + match.start()).stripped()
                if content.text and not _FENCE.match(match[0]):
                    yield Line(content, is_main=False, is_second=False)
        case "row":
            for match in _CELL.finditer(source):
                yield from _inline(MappedText.from_raw(match[0], start + match.start()), "text")
        case kind:
            yield from _inline(_joined(source, start), "heading" if kind == "heading" else "text")


def _joined(source: str, start: int) -> MappedText:
    """The lines of a paragraph as one, without what stands before them."""
    pieces: list[MappedText] = []
    for match in re.finditer(r"[^\r\n]+", source):
        line = MappedText.from_raw(match[0], start + match.start())
        opening = _OPENING.match(match[0])
        line = line.slice(opening.end() if opening else 0, len(line)).stripped()
        if not line.text:
            continue
        if pieces:
            before = pieces[-1]
            glue = "" if _WIDE.match(before.text[-1]) and _WIDE.match(line.text[0]) else " "
            if glue:
                pieces.append(MappedText.standing_for(glue, Span(before.raw_span().end, line.raw_span().start)))
        pieces.append(line)
    return MappedText.join(pieces)


def _inline(content: MappedText, kind: str) -> Iterator[Line]:
    """A block without its inline marks, and the captions of the pictures in it."""
    if kind == "heading":
        hashes = _CLOSING_HASHES.search(content.text)
        content = content.slice(0, hashes.start()) if hashes else content
    edits: list[Edit] = []
    captions: list[MappedText] = []
    linked = 0
    for match in _INLINE.finditer(content.text):
        if match["image"]:
            captions.append(content.slice(*match.span("alt")).stripped())
            edits.append(_deletion(*match.span()))
        elif match["link"]:
            linked += len(match["said"])
            edits += [_deletion(match.start(), match.start("said")), _deletion(match.end("said"), match.end())]
        elif match["code"]:
            edits += [_deletion(match.start(), match.start("inside")), _deletion(match.end("inside"), match.end())]
        elif match["address"]:
            edits += [_deletion(match.start(), match.start("url")), _deletion(match.end("url"), match.end())]
        elif match["escaped"]:
            edits.append(_deletion(match.start(), match.start() + 1))
        else:
            edits.append(_deletion(*match.span()))
    content = content.edited(edits).stripped()
    if content.text and not _NOTE.match(content.text):
        yield Line(content, "link" if kind == "text" and linked * 2 > len(content) else kind)
    for caption in captions:
        if caption.text:
            yield Line(caption, "caption")


def _deletion(start: int, end: int) -> Edit:
    return Edit(start, end, "", "mark of Markdown")


def _front_matter(inside: str) -> tuple[str, Fields]:
    said = {match["key"].strip().lower(): match["value"].strip("\"' ") for match in _FIELD.finditer(inside)}
    found = {field: next((said[key] for key in keys if key in said), "") for field, keys in _FIELDS.items()}
    found["date"] = first_date(found["date"]) or found["date"]
    return said.get("title", said.get("标题", "")), Fields(**found)
