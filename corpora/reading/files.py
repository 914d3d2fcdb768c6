"""Files as bytes, and what kind of file bytes are: by their beginning first, by the name second."""

import re
from pathlib import Path

from corpora.errors import UnreadableInput
from corpora.reading.containers import SafeZip

LARGEST = 512 * 1024 * 1024  # bytes; a page or a book is far below, an archive by mistake is above

# Patterns and not only letters: a text may begin with "BZh", "ID3" or "RIFF".
_MAGIC = tuple(
    (re.compile(rb"\A" + pattern, re.DOTALL), what)
    for pattern, what in (
        (rb"\x89PNG", "a PNG image"),
        (rb"\xff\xd8\xff", "a JPEG image"),
        (rb"GIF8[79]a..?\0", "a GIF image"),
        (rb"RIFF....(?:WEBP|WAVE|AVI )", "a RIFF file (WebP, WAV or AVI)"),
        (rb"\x1f\x8b", "a gzip archive; unpack it first"),
        (rb"BZh\d1AY&SY", "a bzip2 archive; unpack it first"),
        (rb"\xfd7zXZ", "an xz archive; unpack it first"),
        (rb"7z\xbc\xaf", "a 7z archive; unpack it first"),
        (rb"Rar!\x1a", "a RAR archive; unpack it first"),
        (rb"\x7fELF", "a program"),
        (rb"SQLite format 3\0", "a database"),
        (rb"ID3[\x02-\x04]", "an MP3 file"),
        (rb"{\\rtf", "a rich text file; save it as docx"),
        (rb"\xd0\xcf\x11\xe0.*" + "EncryptedPackage".encode("utf-16-le"), "locked by a password; save it without"),
        (rb"\xd0\xcf\x11\xe0", "an old Office file; save it as docx"),
    )
)
_MHTML = re.compile(rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:mime-version|content-type):", re.IGNORECASE)
_SRT = re.compile(r"\A\ufeff?\s*\d+\s*\n\s*\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}\s*-->", re.ASCII)


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
    if not raw[:4096].strip() and not raw.strip():
        raise UnreadableInput(f"{path} is empty")
    return raw


def container(name: str, raw: bytes) -> str | None:
    """ "docx", "epub", "pdf" or "mhtml" where bytes are one, None where they can only be text.

    Raises UnreadableInput for what is known to be none of those and no text either.
    """
    if raw.startswith(b"PK\x03\x04"):
        return _zip_kind(name, raw)
    if _is_pdf(raw):
        return "pdf"
    for magic, what in _MAGIC:
        if magic.match(raw):
            raise UnreadableInput(f"{name} is {what}, not text" if ";" not in what else f"{name} is {what}")
    is_mhtml = name.lower().endswith((".mht", ".mhtml")) or b"multipart/related" in raw[:4096].lower()
    return "mhtml" if is_mhtml and _MHTML.match(raw[:8192]) else None


def _is_pdf(raw: bytes) -> bool:
    """Whether bytes are a PDF: by their beginning, or after some that are not its own, by their end as well."""
    if raw[:16].lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"%PDF-"):
        return True
    return b"%PDF-" in raw[:1024] and b"startxref" in raw[-2048:]


def is_subtitles(text: str, name: str) -> bool:
    """Whether a text is subtitles, by its beginning or its name."""
    if text.lstrip("\ufeff").startswith("WEBVTT") or _SRT.match(text[:200]):
        return True
    return name.lower().endswith((".srt", ".vtt")) and "-->" in text


def _zip_kind(name: str, raw: bytes) -> str:
    members = set(SafeZip(name, raw).names())
    if "word/document.xml" in members:
        return "docx"
    if "mimetype" in members and "META-INF/container.xml" in members:
        return "epub"
    if "mimetype" in members and "content.xml" in members:
        raise UnreadableInput(f"{name} is an OpenDocument file; save it as docx")
    if "[Content_Types].xml" in members:
        raise UnreadableInput(f"{name} is an Office file without a document in it (a table or slides?)")
    raise UnreadableInput(f"{name} is a zip archive; `duizhao add {name}` reads the files in it")
