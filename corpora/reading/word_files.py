"""Word documents (docx) to paragraphs: headings by their style, tables by their cells, notes at the end."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from corpora.dates import first_date
from corpora.offsets import MappedText
from corpora.pages import Line, Page
from corpora.pinyin import STEP as GLOSSES
from corpora.reading.containers import SafeZip, parse_xml
from corpora.units import Fields, LedgerEntry, Span

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Word can save the same elements under the name that ISO gave them.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = _W.strip("{}").encode()
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
# Text that was deleted or moved away, and field codes.
_LEFT_OUT = frozenset([f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText"])
_HEADINGS = ("heading", "title", "标题", "標題", "überschrift", "titel")
_CAPTIONS = ("caption", "题注", "題注", "beschriftung")
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")


class _Ruby(NamedTuple):
    """A reading above its base: where the base begins in the paragraph, the base and the reading."""

    start: int
    base: str
    reading: str


def read(name: str, raw: bytes) -> Page:
    """The page that a Word document is; its text is its paragraphs, one a line. Raises UnreadableInput."""
    archive = SafeZip(name, raw)
    styles = _styles(archive)
    notes = [member for member in _NOTES if member in archive]
    roots = [_xml(archive, member) for member in ("word/document.xml", *notes)]
    lines: list[Line] = []
    texts: list[str] = []
    position = 0
    for root in roots:
        for paragraph in _paragraphs(root):
            text, rubies = _text(paragraph)
            if text.strip():
                content = MappedText.from_raw(text, position).stripped()
                ledger = tuple(_annotation(ruby, position) for ruby in rubies)
                lines.append(Line(content, _kind(paragraph, styles), ledger=ledger))
            texts.append(text)
            position += len(text) + 1
    title, fields = _properties(archive)
    return Page(tuple(lines), "\n".join(texts), "utf-8", "application/vnd.openxmlformats-officedocument"
                ".wordprocessingml.document", True, title, fields)  # fmt: skip


def _xml(archive: SafeZip, member: str) -> etree._Element:
    return parse_xml(archive.read(member).replace(_STRICT, _USUAL), archive.name, member)


def _is_left_out(element: etree._Element) -> bool:
    """Whether an element is none of the text, or the second of two ways to draw a text box whose first has it."""
    if element.tag != f"{_COMPATIBLE}Fallback":
        return element.tag in _LEFT_OUT
    return any(True for choice in element.itersiblings(preceding=True) for _ in choice.iter(f"{_W}t"))


def _paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs in order; those of a text box behind the one it hangs on."""
    for paragraph in root.iter(f"{_W}p"):
        if not any(_is_left_out(ancestor) for ancestor in paragraph.iterancestors()):
            yield paragraph


def _text(paragraph: etree._Element) -> tuple[str, list[_Ruby]]:
    """The text of a paragraph, and the readings in it."""
    pieces: list[str] = []
    rubies: list[_Ruby] = []
    length = 0
    for element in _own(paragraph):
        text = ""
        if element.tag == f"{_W}t":
            text = element.text or ""
        elif element.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            text = " "
        elif element.tag == f"{_W}noBreakHyphen":
            text = "-"
        elif element.tag == f"{_W}ruby":
            base, reading = (
                "".join(t.text or "" for part in element.iterfind(f"{_W}{tag}") for t in part.iter(f"{_W}t"))
                for tag in ("rubyBase", "rt")
            )
            if base and reading:
                rubies.append(_Ruby(length, base, reading))
            text = base
        # Another file's line ends would be paragraphs of ours.
        text = " ".join(text.split("\n"))
        pieces.append(text)
        length += len(text)
    return "".join(pieces), rubies


def _own(element: etree._Element) -> Iterator[etree._Element]:
    """What is inside an element, without what is left out, other paragraphs, and the insides of ruby."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag == f"{_W}p" or _is_left_out(child):
            continue
        yield child
        if child.tag != f"{_W}ruby":
            yield from _own(child)


def _annotation(ruby: _Ruby, position: int) -> LedgerEntry:
    raw = Span(position + ruby.start, position + ruby.start + len(ruby.base))
    before = f"{ruby.base}({ruby.reading})"
    return LedgerEntry(GLOSSES, raw, before, ruby.base, f"reading of {ruby.base} in ruby")


def _styles(archive: SafeZip) -> dict[str, str]:
    """The names of styles by id, in small letters."""
    if "word/styles.xml" not in archive:
        return {}
    found = {}
    for style in _xml(archive, "word/styles.xml").iter(f"{_W}style"):
        named = style.find(f"{_W}name")
        if named is not None:
            found[style.get(f"{_W}styleId", "")] = named.get(f"{_W}val", "").lower()
    return found


def _kind(paragraph: etree._Element, styles: dict[str, str]) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    if style is None:
        return "text"
    identity = style.get(f"{_W}val", "")
    named = styles.get(identity, identity.lower())
    if named.startswith(_HEADINGS):
        return "heading"
    return "caption" if named.startswith(_CAPTIONS) else "text"


def _properties(archive: SafeZip) -> tuple[str, Fields]:
    if "docProps/core.xml" not in archive:
        return "", Fields()
    core = archive.xml("docProps/core.xml")

    def said(tag: str) -> str:
        return " ".join((core.findtext(tag) or "").split())

    return said(f"{_DC}title"), Fields(
        author=said(f"{_DC}creator"),
        date=first_date(said(f"{_TERMS}created")),
        publisher=said(f"{_DC}publisher"),
        source=said(f"{_DC}source"),
    )
