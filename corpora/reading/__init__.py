"""Files to pages: what kind of file it is, how its bytes are text, and its lines with their places."""

from corpora.errors import UnreadableInput
from corpora.pages import Page
from corpora.reading import encodings, html, plain
from corpora.reading.encodings import Decoded, Guess, decode
from corpora.reading.files import LARGEST, container, is_subtitles, read_bytes

__all__ = ["LARGEST", "Decoded", "Guess", "Page", "decode", "encodings", "read_bytes", "read_page"]

_MARKDOWN = (".md", ".markdown", ".mkd")


def read_page(name: str, raw: bytes, encoding: str | None = None) -> Page:
    """The page in the bytes of a file: txt, md, html, mhtml, docx, epub, pdf, srt or vtt, told by its content first.

    encoding, where given, is that of a text or HTML file. Raises UnreadableInput, naming the file, for what is
    none of these, or has no text.
    """
    match container(name, raw):
        case "docx":
            from corpora.reading import word_files

            return word_files.read(name, raw)
        case "epub":
            from corpora.reading import epub

            return epub.read(name, raw)
        case "pdf":
            from corpora.reading import pdf

            return pdf.read(name, raw)
        case "mhtml":
            from corpora.reading import mhtml

            return mhtml.read(name, raw)
        case _:
            return _read_text(name, decode(raw, name, encoding))


def _read_text(name: str, decoded: Decoded) -> Page:
    if is_subtitles(decoded.text, name):
        from corpora.reading import subtitles

        return subtitles.read(name, decoded)
    if html.is_html(decoded.text, name):
        return html.read(name, decoded)
    if decoded.text.lstrip("\ufeff").startswith("<?xml"):
        raise UnreadableInput(f"{name} is XML and no page; convert it to HTML or text first")
    if name.lower().endswith(_MARKDOWN):
        from corpora.reading import markdown

        return markdown.read(name, decoded)
    lines = tuple(plain.lines(decoded.text))
    return Page(lines, decoded.text, decoded.encoding, "text/plain", not decoded.is_plain, ledger=decoded.ledger)
