"""Files to text: bytes are decoded, and HTML is taken apart into lines that know their place in the source."""

import codecs
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from corpora.errors import UnreadableInput
from corpora.offsets import MappedText
from corpora.pages import Line
from corpora.units import Span

LARGEST = 256 * 1024 * 1024  # bytes; a page or a book is far below, an archive by mistake is above
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Pages that say gb2312 or gbk hold characters of its superset; the same for Big5.
_DECLARED = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "utf-8": "utf-8"}
_CANDIDATES = ("gb18030", "big5hkscs", "cp1252")
_META_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HTML_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
# The fifty commonest characters of newspaper text, both scripts: a wrong decoding hardly hits any.
_COMMON = frozenset(
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生"
    "能而子那得于着下自之年过過发發后後作里用道行所然家种種事成方多经經么麼去法学學如都同现現"
    "当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實，。、：“"
    "”"
)


class Decoded(NamedTuple):
    """Text and the encoding it was read by."""

    text: str
    encoding: str


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises UnreadableInput where there is none, or none that could be a document."""
    if path.is_dir():
        raise UnreadableInput(f"{path} is a directory; name the files in it, as in {path}/*.txt")
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableInput(f"{path} has over {LARGEST // 2**20} MB; split it into documents first")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableInput(f"{path} does not exist") from None
    except OSError as error:
        raise UnreadableInput(f"{path} cannot be read: {error.strerror}") from error
    if not raw.strip():
        raise UnreadableInput(f"{path} is empty")
    return raw


def decode(raw: bytes, name: str) -> Decoded:
    """The text of raw bytes: by byte order mark, declared charset, UTF-8, then the likeliest of the rest.

    Raises UnreadableInput for binary data, and for text in no encoding known here, with the offsets of the
    first bytes that do not fit.
    """
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _decoded(raw, encoding, name)
    if (zero := raw.find(b"\0")) >= 0:
        raise UnreadableInput(f"{name} is binary, not text: zero byte at offset {zero}")
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        failures = [f"UTF-8 at offset {error.start}"]
    declared = _META_CHARSET.search(raw[:4096])
    order = [_DECLARED.get(declared[1].decode("ascii").lower(), "")] if declared else []
    best = (0.0, "", "")
    for encoding in dict.fromkeys([*filter(None, order), *_CANDIDATES]):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError as error:
            failures.append(f"{_NAMES.get(encoding, encoding)} at offset {error.start}")
            continue
        likeness = plausibility(text) + (0.2 if encoding in order else 0.0)
        best = max(best, (likeness, encoding, text))
    if best[0] < _LEAST_PLAUSIBLE:
        raise UnreadableInput(
            f"{name} is in no encoding known here (it breaks {', '.join(failures)}); convert it to UTF-8"
        )
    return Decoded(best[2], best[1])


_NAMES = {"gb18030": "GB18030", "big5hkscs": "Big5", "cp1252": "Windows-1252", "utf-8": "UTF-8"}
_LEAST_PLAUSIBLE = 0.12


def plausibility(text: str) -> float:
    """How much the non-ASCII characters look like Chinese or German and not like a wrong decoding, in [0, 1].

    The share of them that are among the commonest Chinese characters (a fifth to a half in running text,
    counted double), or Latin letters inside words; control characters and rare ones count against.
    """
    foreign = [c for c in text[:200_000] if ord(c) > 127]
    if not foreign:
        return 1.0
    if any(ord(c) < 32 and c not in "\t\n\r\f\x1a" for c in text[:200_000]):
        return 0.0
    common = sum(c in _COMMON for c in foreign)
    letters = len(re.findall(r"(?<=[A-Za-z])[ßà-öø-ÿ]|[ÄÖÜß-öø-ÿ](?=[a-z])|[„“”–—’«»…§€©]", text[:200_000]))
    return min(1.0, (2 * common + letters) / len(foreign))


def is_html(text: str, name: str) -> bool:
    """Whether a text is HTML, by its beginning or its name."""
    return name.lower().endswith((".html", ".htm", ".xhtml")) or _HTML_START.match(text[:4096]) is not None


def text_lines(text: str) -> list[Line]:
    """The lines of plain text that have anything on them, without white space at their ends."""
    lines = []
    for match in re.finditer(r"[^\r\n\u2028\u2029\u0085\f]+", text):
        content = MappedText.from_raw(match.group(), match.start()).stripped()
        if len(content):
            lines.append(Line(content))
    return lines


def html_lines(text: str, name: str) -> list[Line]:
    """The visible blocks of an HTML page in order, each with its place in the source.

    trafilatura says which belong to the article; where it finds no article, all of them do. Raises
    UnreadableInput for a page without any text.
    """
    parser = _BlockParser(text)
    lines = parser.lines()
    if not lines:
        raise UnreadableInput(f"{name} is an HTML page without text")
    main = _main_text(text)
    if not main:
        return lines
    return [line._replace(is_main=line.kind == "heading" or _squeezed(line.content.text) in main) for line in lines]


def _decoded(raw: bytes, encoding: str, name: str) -> Decoded:
    try:
        return Decoded(raw.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{name} begins as {encoding} but breaks it at offset {error.start}") from error


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _main_text(text: str) -> str:
    import logging

    from trafilatura import extract

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return _squeezed(extract(text, include_comments=False, include_tables=True, favor_recall=True) or "")


_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section select table "
    "tbody td tfoot th thead title tr ul".split()
)
_INVISIBLE = frozenset("script style noscript template iframe object svg math textarea rt rp head".split())


class _BlockParser(HTMLParser):
    """Collects the text of blocks, each character with its offset in the source."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", source))]
        self._lines: list[Line] = []
        self._pieces: list[MappedText] = []
        self._hidden: list[str] = []
        self._kind = "text"
        self._linked = 0
        self._in_link = False
        self.feed(source)
        self.close()
        self._flush()

    def lines(self) -> list[Line]:
        return self._lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _INVISIBLE:
            self._hidden.append(tag)
        if tag in _BLOCKS:
            self._flush()
            self._kind = "heading" if re.fullmatch("h[1-6]", tag) else "caption" if tag == "figcaption" else "text"
        if tag == "a":
            self._in_link = True

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]
        if tag in _BLOCKS:
            self._flush()
            self._kind = "text"
        if tag == "a":
            self._in_link = False

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._flush()

    def handle_data(self, data: str) -> None:
        self._add(MappedText.from_raw(data, self._offset()))

    def handle_entityref(self, name: str) -> None:
        self._add_reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._add_reference(f"&#{name};")

    def _add_reference(self, reference: str) -> None:
        start = self._offset()
        self._add(MappedText.standing_for(unescape(reference), Span(start, start + len(reference))))

    def _add(self, piece: MappedText) -> None:
        if self._hidden:
            return
        self._pieces.append(piece)
        if self._in_link:
            self._linked += len(piece.text.strip())

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def _flush(self) -> None:
        content = _white_space_folded(MappedText.join(self._pieces)).stripped()
        if len(content):
            is_link = self._kind == "text" and self._linked * 2 > len(content)
            self._lines.append(Line(content, "link" if is_link else self._kind))
        self._pieces, self._linked = [], 0


def _white_space_folded(content: MappedText) -> MappedText:
    """Runs of white space as one space, as a browser shows them."""
    from corpora.offsets import Edit

    return content.edited(
        Edit(match.start(), match.end(), " ", "white space") for match in re.finditer(r"[ \t\r\n\f]+", content.text)
    )
