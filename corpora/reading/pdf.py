"""PDF files to lines: the text of their pages, running heads and page numbers marked as none of the article's."""

import logging
import re
from collections import Counter
from io import BytesIO
from typing import Any

from corpora.dates import first_date
from corpora.errors import UnreadableInput
from corpora.pages import Line, Page
from corpora.reading import plain
from corpora.units import Fields, LedgerEntry, Span

_EDGE = 2  # lines at the top and the bottom of a page that may be running heads
_LEAST_PAGES = 3
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:(?:page|seite|第)\s*)?\d{1,4}(?:\s*(?:/|of|von|页|頁)\s*\d{0,4})?[-–—\s]*", re.I)


def read(name: str, raw: bytes) -> Page:
    """The page that a PDF is; its text is that of its pages, a form feed between them.

    Lines are those of print: cleaning joins them to paragraphs. A page that cannot be read is left out, and the
    ledger says so. Raises UnreadableInput for one that is damaged, encrypted, or has only pictures.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableInput(f"{name} is encrypted; remove the password first")
        count = len(reader.pages)
    except UnreadableInput:
        raise
    except DependencyError as error:
        raise UnreadableInput(f"{name} is encrypted with AES, which is not read; save it without encryption") from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError) as error:
        # pypdf meets broken files with whatever breaks first.
        raise UnreadableInput(f"{name} is a damaged PDF: {error}") from error
    texts: list[str] = []
    ledger: list[LedgerEntry] = []
    position = 0
    for number in range(count):
        text, problem = _page_text(reader, number)
        if problem:
            ledger.append(
                LedgerEntry("pdf", Span(position, position), "", "", f"page {number + 1} is not read: {problem}")
            )
        texts.append(text)
        position += len(text) + 1
    lines = _lines(texts)
    if not lines:
        raise UnreadableInput(f"{name} has no text, only pictures; run OCR on it first")
    title, fields = _metadata(reader)
    return Page(tuple(lines), "\f".join(texts), "utf-8", "application/pdf", True, title, fields, tuple(ledger))


def _page_text(reader: Any, number: int) -> tuple[str, str]:
    """The text of a page, and why there is none."""
    try:
        text = str(reader.pages[number].extract_text() or "")
        return text.encode("utf-8", errors="replace").decode("utf-8"), ""
    except Exception as error:  # whatever a broken page does, the others are read
        return "", f"{type(error).__name__}: {error}"


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
            if is_edge and (_key(text) in heads or (len(pages) > 1 and _PAGE_NUMBER.fullmatch(text))):
                line = line._replace(is_main=False, is_second=False)
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


def _metadata(reader: Any) -> tuple[str, Fields]:
    try:
        said = reader.metadata or {}
        title, author = (" ".join(str(said.get(key) or "").split()) for key in ("/Title", "/Author"))
        created = re.sub(r"^D:(\d{4})(\d\d)(\d\d).*", r"\1-\2-\3", str(said.get("/CreationDate") or ""))
    except Exception:  # metadata is a gift, not a need
        return "", Fields()
    return title, Fields(author=author, date=first_date(created))
