"""HTML to the blocks a browser shows, each character with its place in the source, and what the head says of the page.

The source is scanned once for tags and text; a parser that builds a tree would lose the places. Two detectors of
main text, which build their own, say of each block whether it belongs to the article.
"""

import logging
import re
from html import unescape
from typing import NamedTuple

from corpora.errors import UnreadableInput
from corpora.offsets import Edit, MappedText
from corpora.pages import Line, Page
from corpora.pinyin import STEP as GLOSSES
from corpora.reading.encodings import Decoded
from corpora.reading.metadata import Head, title_and_fields
from corpora.units import LedgerEntry, Span

_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_FRAGMENT = re.compile(r"\s*<(?:div|p|h[1-6]|article|section|main|table|ul|ol|meta|title|span|center)\b[^<>]*>", re.I)
_SUFFIXES = (".html", ".htm", ".xhtml")
_BLOCKS = frozenset(
    "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu nav "
    "ol optgroup option p pre search section select summary table tbody td tfoot th thead title tr ul".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_UNCLOSED = frozenset("p li dt dd tr td th thead tbody tfoot option optgroup colgroup rt rp".split())  # may stay open
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_RAW_TEXT = frozenset("script style textarea title noscript iframe template xmp noframes".split())
_INVISIBLE = frozenset("object svg math canvas audio video head datalist rp".split())
_OUTSIDE = frozenset("nav footer".split())  # in which nothing of the article is, unless they are inside it
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<[!?][^>]*>?"
    # A quotation mark that nothing closes does not take the rest of the page with it.
    r"|<(?P<close>/?)(?P<tag>[A-Za-z][^\s/>]*)(?P<attributes>(?>[^<>\"']+|\"[^\"]{0,20000}\"|'[^']{0,20000}'|[\"'])*+)>",
    re.S,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_WHITE_TO_FOLD = re.compile(r"[\t\r\n\f]|  ")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_HIDDEN = re.compile(r"(?:^|\s)hidden(?=[\s=/]|$)", re.IGNORECASE)
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_DEEPEST = 240  # elements; libxml2 gives up at 256, and no page means so many


def is_html(text: str, name: str) -> bool:
    """Whether a text is HTML, a whole page or a piece of one, by its beginning or its name."""
    if name.lower().endswith(_SUFFIXES) or _START.match(text[:4096]):
        return True
    return _FRAGMENT.match(text[:4096]) is not None and "</" in text


def read(name: str, decoded: Decoded) -> Page:
    """The page that an HTML text is. Raises UnreadableInput for one without any text."""
    text = decoded.text
    scanned = _Scanner(text)
    if not scanned.lines:
        raise UnreadableInput(f"{name} is an HTML page without text")
    lines, ledger = _judged(scanned.lines, text, scanned.deepest)
    title, fields = title_and_fields(scanned.head)
    return Page(
        tuple(lines), text, decoded.encoding, "text/html", not decoded.is_plain, title, fields,
        (*decoded.ledger, *ledger),
    )  # fmt: skip


def blocks(text: str, start: int = 0) -> list[Line]:
    """The visible blocks of an HTML text that begins at start in the raw text."""
    return _Scanner(text, start).lines


def attributes(text: str) -> dict[str, str]:
    """The attributes of a tag by name, in small letters; the first where one comes twice."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        found.setdefault(match[1].lower(), unescape(match[2] or match[3] or match[4] or ""))
    return found


class _Base(NamedTuple):
    """The base of a ruby whose reading has not come yet: its pieces, and where it begins."""

    first_piece: int
    start: int


class _Scanner:
    """Goes over a source once and collects its blocks."""

    def __init__(self, source: str, start: int = 0) -> None:
        self.lines: list[Line] = []
        self.head = Head()
        self.deepest = 0
        self._source, self._start = source, start
        self._pieces: list[MappedText] = []
        self._ledger: list[LedgerEntry] = []
        self._hidden: list[str] = []
        self._kind = "text"
        self._linked = self._in_link = 0
        self._outside: list[str] = []
        self._in_article = 0
        self._ruby: _Base | None = None
        self._reading: list[str] | None = None
        self._depth = 0
        self._scan()
        self._flush()

    def _scan(self) -> None:
        source, position = self._source, 0
        while token := _TOKEN.search(source, position):
            if token.start() > position:
                self._text(position, token.start())
            position = token.end()
            tag = (token["tag"] or "").lower()
            if not tag:
                continue
            if token["close"]:
                self._end(tag, position)
            elif tag in _RAW_TEXT:
                position = self._raw_text(tag, token["attributes"], position)
            else:
                self._begin(tag, token["attributes"])
        self._text(position, len(source))

    def _raw_text(self, tag: str, said: str, start: int) -> int:
        """Past an element whose inside is no markup: script, style, title …"""
        end = re.compile(rf"</{tag}\s*>", re.IGNORECASE).search(self._source, start)
        stop = end.start() if end else len(self._source)
        self.head.read_element(tag, attributes(said) if tag == "script" else {}, self._source[start:stop])
        if tag == "title":
            self._flush()
        return end.end() if end else stop

    def _begin(self, tag: str, said: str) -> None:
        if tag in ("meta", "link", "base"):
            self.head.read_tag(tag, attributes(said))
        if tag not in _VOID and tag not in _UNCLOSED:
            self._depth += 1
            self.deepest = max(self.deepest, self._depth)
        if self._hidden:
            if tag == self._hidden[-1] and tag not in _VOID:
                self._hidden.append(tag)
            return
        if tag in _BLOCKS:
            self._flush()
            if tag != "br":
                self._kind = "heading" if tag in _HEADINGS else "caption" if tag == "figcaption" else "text"
        if tag in _INVISIBLE or (tag not in _VOID and said and _is_hidden(said)):
            self._hidden.append(tag)
        elif tag == "a":
            self._in_link += 1
        elif tag in ("article", "main"):
            self._in_article += 1
        elif tag in _OUTSIDE and not self._in_article:
            self._outside.append(tag)
        elif tag == "ruby":
            self._ruby = _Base(len(self._pieces), -1)
        elif tag == "rt":
            self._reading = []

    def _end(self, tag: str, after: int) -> None:
        self._depth = max(0, self._depth - (tag not in _VOID and tag not in _UNCLOSED))
        if self._hidden:
            if tag == self._hidden[-1]:
                self._hidden.pop()
            elif tag in ("body", "html") or (self._hidden[-1] == "head" and tag == "head"):
                self._hidden.clear()
            return
        if tag in _BLOCKS:
            self._flush()
            self._kind = "text"
        if tag == "a":
            self._in_link = max(0, self._in_link - 1)
        elif tag in ("article", "main"):
            self._in_article = max(0, self._in_article - 1)
        elif self._outside and tag == self._outside[-1]:
            self._outside.pop()
        elif tag == "rt":
            self._read_ruby(after)
        elif tag == "ruby":
            self._ruby = None

    def _text(self, start: int, end: int) -> None:
        if start >= end or self._hidden:
            return
        text = self._source[start:end]
        if self._reading is not None:
            self._reading.append(unescape(text))
            return
        piece = MappedText.from_raw(text, self._start + start)
        if "&" in text:
            piece = piece.edited(_entities(text))
        self._pieces.append(piece)
        if self._ruby and self._ruby.start < 0 and text.strip():
            self._ruby = self._ruby._replace(start=self._start + start)
        if self._in_link:
            self._linked += len(piece.text.strip())

    def _read_ruby(self, after: int) -> None:
        """Take down the reading that a ruby gives its base; it is an annotation and no text."""
        reading = "".join(self._reading or []).strip()
        self._reading = None
        if self._ruby and self._ruby.start >= 0 and reading:
            base = "".join(piece.text for piece in self._pieces[self._ruby.first_piece :]).strip()
            raw = Span(self._ruby.start, self._start + after)
            self._ledger.append(LedgerEntry(GLOSSES, raw, f"{base}({reading})", base, f"reading of {base} in ruby"))
            self._ruby = _Base(len(self._pieces), -1)

    def _flush(self) -> None:
        if self._pieces:
            content = MappedText.join(self._pieces) if len(self._pieces) > 1 else self._pieces[0]
            content = _white_space_folded(content).stripped()
            if content.text:
                is_link = self._kind == "text" and self._linked * 2 > len(content)
                is_inside = not self._outside
                kind = "link" if is_link else self._kind
                self.lines.append(Line(content, kind, is_inside, is_inside, tuple(self._ledger)))
                self._ledger = []
        self._pieces, self._linked = [], 0


def _is_hidden(said: str) -> bool:
    """Whether the attributes of a tag hide its element."""
    if "hidden" in said and _HIDDEN.search(_QUOTED.sub("", said)):
        return True
    return "style" in said and _HIDING_STYLE.search(attributes(said).get("style", "")) is not None


def _entities(text: str) -> list[Edit]:
    edits = []
    for match in _ENTITY.finditer(text):
        character = unescape(match[0])
        if character != match[0]:
            edits.append(Edit(match.start(), match.end(), character, "HTML entity"))
    return edits


def _white_space_folded(content: MappedText) -> MappedText:
    """Runs of white space as one space, as a browser shows them."""
    if not _WHITE_TO_FOLD.search(content.text):
        return content
    return content.edited(
        Edit(match.start(), match.end(), " ", "white space")
        for match in _WHITE.finditer(content.text)
        if match[0] != " "
    )


def _judged(lines: list[Line], text: str, deepest: int) -> tuple[list[Line], list[LedgerEntry]]:
    """The lines with what two detectors of main text say of each, and what that comes to.

    Where a detector finds no article, or the page is nested too deep for it, it says nothing.
    """
    if deepest > _DEEPEST:
        reason = f"elements are nested {deepest} deep: main text was not looked for"
        return lines, [LedgerEntry("main-text", Span(0, 0), "", "", reason, 1.0)]
    first, second = _Article(_trafilatura(text)), _Article(_resiliparse(text))
    judged = [
        line._replace(
            is_main=line.is_main and (line.kind == "heading" or first.holds(line.content.text)),
            is_second=line.is_second and (line.kind == "heading" or second.holds(line.content.text)),
        )
        for line in lines
    ]
    both = sum(line.is_main and line.is_second for line in judged)
    one = [sum(line.is_main and not line.is_second for line in judged)]
    one.append(sum(line.is_second and not line.is_main for line in judged))
    reason = (
        f"of {len(judged)} blocks trafilatura and resiliparse both take {both} for the article's, "
        f"only trafilatura {one[0]}, only resiliparse {one[1]}"
    )
    return judged, [LedgerEntry("main-text", Span(0, 0), "", "", reason, round(1 - sum(one) / len(judged), 2))]


class _Article:
    """The text that a detector takes for the article's, to look blocks up in."""

    def __init__(self, text: str) -> None:
        self._whole = _squeezed(text)
        self._lines = {_squeezed(line) for line in text.splitlines()}

    def holds(self, block: str) -> bool:
        """Whether a block is in the article; all are where none was found."""
        squeezed = _squeezed(block)
        return not self._whole or squeezed in self._lines or squeezed in self._whole


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _trafilatura(text: str) -> str:
    from trafilatura import extract

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    # fast leaves out a third and a fourth detector, which the second opinion stands for.
    return extract(text, include_comments=False, include_tables=True, favor_recall=True, fast=True) or ""


def _resiliparse(text: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(text, main_content=True, alt_texts=False, links=False, preserve_formatting=True))
