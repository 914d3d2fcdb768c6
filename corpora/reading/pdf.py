"""PDF files to lines: the text of their pages, with what stands at the edges of pages marked as such."""

import re
from collections import Counter
from itertools import accumulate
from threading import Lock

from corpora.dates import first_date
from corpora.errors import UnreadableInput
from corpora.pages import Line, Page
from corpora.reading import plain
from corpora.units import Fields, LedgerEntry, Span

_EDGE = 2  # lines at the top and the bottom of a page that may be running heads
_LEAST_PAGES = 3
_ONE_AT_A_TIME = Lock()  # PDFium is not to be called from several threads
_DIVIDED = "\ufffe"  # PDFium's sign for the hyphen and the end of a line that divide a word
# What browsers print at the edges of a page: its address with the page's number, the time with its title.
_BROWSERS = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d+/\d+)?|\d+/\d+"
    r"|(?:\d{1,4}[./]\d{1,2}[./]\d{1,4}),? (?:[上下]午)?\d{1,2}:\d{2}(?: [AP]M)?(?:\s.{0,200})?"
)
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:(?:page|seite|第)\s*)?\d{1,4}(?:\s*(?:/|of|von|页|頁)\s*\d{0,4})?[-–—\s]*", re.I)


def read(name: str, raw: bytes) -> Page:
    """The page that a PDF is; its text is that of its pages, a form feed between them.

    Lines are those of print: cleaning joins them to paragraphs. A page that cannot be read or has no text is
    left out, and the ledger says so. Raises UnreadableInput for one that is damaged, needs a password, or has
    only pictures.
    """
    with _ONE_AT_A_TIME:
        texts, problems, said = _read(name, raw)
    lines = _lines(texts)
    if not lines:
        raise UnreadableInput(f"{name} has no text, only pictures; run OCR on it first")
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    ledger = [
        LedgerEntry("pdf", Span(starts[number], starts[number]), "", "", f"page {number + 1} is not read: {problem}")
        for number, problem in problems.items()
    ]
    title, fields = _metadata(said)
    return Page(tuple(lines), "\f".join(texts), "utf-8", "application/pdf", True, title, fields, tuple(ledger))


def _read(name: str, raw: bytes) -> tuple[list[str], dict[int, str], dict[str, str]]:
    """The text of each page, why pages have none, and what the file says of itself."""
    from pypdfium2 import PdfDocument, PdfiumError

    texts: list[str] = []
    problems: dict[int, str] = {}
    try:
        document = PdfDocument(raw)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableInput(f"{name} is encrypted; remove the password first") from error
        raise UnreadableInput(f"{name} is a damaged PDF: {error}") from error
    try:
        for number in range(len(document)):
            try:
                page = document[number]
                text = page.get_textpage().get_text_range()
            except PdfiumError as error:
                text, problems[number] = "", str(error)
            else:
                if not text.strip():
                    problems[number] = "it has no text; run OCR on it if it is a picture of some"
            texts.append(_as_printed(text))
        return texts, problems, dict(document.get_metadata_dict())
    finally:
        document.close()


def _as_printed(text: str) -> str:
    """Text with the hyphens and ends of lines that PDFium takes for a divided word: cleaning knows more of words."""
    text = text.replace(_DIVIDED, "-\n").replace("\r\n", "\n")
    return text.encode("utf-8", errors="replace").decode("utf-8")


def _lines(texts: list[str]) -> list[Line]:
    """The lines of all pages; what stands at the edge of most is no part of the article."""
    pages, position = [], 0
    for text in texts:
        pages.append([_moved(line, position) for line in plain.lines(text)])
        position += len(text) + 1
    heads = _running_heads([[line.content.text for line in page] for page in pages])
    found = []
    for page in pages:
        for i, line in enumerate(page):
            is_edge = i < _EDGE or i >= len(page) - _EDGE
            text = line.content.text
            is_number = len(pages) > 1 and _PAGE_NUMBER.fullmatch(text)
            if is_edge and (is_number or _key(text) in heads or _BROWSERS.fullmatch(text)):
                line = line._replace(kind="edge")
            found.append(line)
    return found


def _moved(line: Line, by: int) -> Line:
    from corpora.offsets import MappedText

    return line._replace(content=MappedText.from_raw(line.content.text, line.content.start + by))


def _running_heads(pages: list[list[str]]) -> frozenset[str]:
    """What stands at the edges of more than half of the pages, page numbers apart."""
    if len(pages) < _LEAST_PAGES:
        return frozenset()
    counts = Counter(key for page in pages for key in {_key(text) for text in [*page[:_EDGE], *page[-_EDGE:]]})
    return frozenset(key for key, count in counts.items() if count > len(pages) / 2)


def _key(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.split()))


def _metadata(said: dict[str, str]) -> tuple[str, Fields]:
    title, author = (" ".join(said.get(key, "").split()) for key in ("Title", "Author"))
    created = re.sub(r"^D:(\d{4})(\d\d)(\d\d).*", r"\1-\2-\3", said.get("CreationDate", ""))
    return title, Fields(author=author, date=first_date(created))
