"""E-books (epub) to blocks: the chapters in reading order, without the table of contents."""

import posixpath
import re
from urllib.parse import unquote

from lxml import etree

from corpora.dates import first_date
from corpora.errors import UnreadableInput
from corpora.pages import Line, Page
from corpora.reading import html
from corpora.reading.containers import SafeZip
from corpora.reading.encodings import decode
from corpora.units import Fields, LedgerEntry, Span

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_ENCRYPTED = "{http://www.w3.org/2001/04/xmlenc#}CipherReference"
_FONT = re.compile(r"\.(?:otf|ttf|woff2?)$", re.IGNORECASE)
_YEAR = re.compile(r"^\d{4}\b", re.ASCII)
_CHAPTERS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read(name: str, raw: bytes) -> Page:
    """The page that an e-book is; its text is the sources of its chapters, one after the other.

    Raises UnreadableInput for a damaged one, one that is locked to a reader, and one without text.
    """
    archive = SafeZip(name, raw)
    _check_unlocked(archive)
    rootfile = archive.xml("META-INF/container.xml").find(f".//{_CONTAINER}rootfile")
    if rootfile is None:
        raise UnreadableInput(f"{name} is damaged: its container names no package")
    package_name = rootfile.get("full-path", "")
    package = archive.xml(package_name)
    texts: list[str] = []
    lines: list[Line] = []
    ledger: list[LedgerEntry] = []
    position = 0
    for chapter in _chapters(package, posixpath.dirname(package_name)):
        if chapter not in archive:
            reason = f"the book lacks its chapter {chapter}"
            ledger.append(LedgerEntry("epub", Span(position, position), "", "", reason))
            continue
        text, *_, decoding = decode(archive.read(chapter), f"{name}: {chapter}")
        ledger += (_moved(entry, position) for entry in decoding)
        lines += html.blocks(text, position)
        texts.append(text)
        position += len(text) + 1
    if not lines:
        raise UnreadableInput(f"{name} has no text")
    title, fields = _metadata(package)
    return Page(tuple(lines), "\n".join(texts), "utf-8", "application/epub+zip", True, title, fields, tuple(ledger))


def _moved(entry: LedgerEntry, by: int) -> LedgerEntry:
    return entry._replace(raw=Span(entry.raw.start + by, entry.raw.end + by))


def _chapters(package: etree._Element, folder: str) -> list[str]:
    """The members that the spine names, there or not, in its order, without the table of contents."""
    items = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
    found = []
    for reference in package.iter(f"{_OPF}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _CHAPTERS or "nav" in (item.get("properties") or "").split():
            continue
        found.append(posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "")))))
    return found


def _check_unlocked(archive: SafeZip) -> None:
    """Raise UnreadableInput where more than fonts is encrypted."""
    if "META-INF/encryption.xml" in archive:
        locked = [e.get("URI", "") for e in archive.xml("META-INF/encryption.xml").iter(_ENCRYPTED)]
        if any(not _FONT.search(member) for member in locked):
            raise UnreadableInput(f"{archive.name} is locked to a reader (DRM) and cannot be read")


def _metadata(package: etree._Element) -> tuple[str, Fields]:
    def said(tag: str) -> str:
        return ", ".join(filter(None, (" ".join((e.text or "").split()) for e in package.iter(f"{_DC}{tag}"))))

    addresses = [word for word in f"{said('source')} {said('identifier')}".split() if word.startswith("http")]
    source = said("source")
    return said("title"), Fields(
        author=said("creator"),
        date=first_date(said("date")) or "".join(_YEAR.findall(said("date"))[:1]),
        publisher=said("publisher"),
        source="" if source.startswith("http") else source,
        url=addresses[0].rstrip(",") if addresses else "",
    )
