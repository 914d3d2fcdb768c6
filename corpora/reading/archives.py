"""Paths to files: folders and zip archives are taken apart, one file at a time, and one bad file stops no other."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from corpora.errors import UnreadableInput
from corpora.reading.containers import SafeZip
from corpora.reading.files import read_bytes

SUFFIXES = frozenset(".txt .text .md .markdown .mkd .html .htm .xhtml .mhtml .mht .docx .epub .pdf .srt .vtt".split())
# What is called so may be any of these, or is worth a line that says what to do.
_TOLD_BY_CONTENT = frozenset(["", *".doc .odt .rtf .wps .shtml .php .asp .aspx .jsp".split()])
_SKIPPED = frozenset("__MACOSX Thumbs.db desktop.ini".split())
_OF_DOCUMENTS = frozenset(["[Content_Types].xml", "META-INF/container.xml", "mimetype"])  # Office, e-book, OpenDocument
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Source(NamedTuple):
    """A file to be read: its name and its bytes, or what is wrong with it in one line.

    is_inside is True for what was found in a folder or archive, not named by itself; such names are relative, with
    /. is_skipped is True for what is there and no document.
    """

    name: str
    raw: bytes = b""
    error: str = ""
    is_inside: bool = False
    is_skipped: bool = False


def sources(paths: Iterable[Path]) -> Iterator[Source]:
    """The files at paths, one at a time: first those named by themselves, then folders and zip archives."""
    for path in sorted(paths, key=_is_collection):
        if path.is_dir():
            yield from _folder(path)
        else:
            yield from _file(path)


def unpacked(name: str, raw: bytes) -> Iterator[Source]:
    """The files that bytes are: those in a zip archive, or the one file."""
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06")) and _is_archive(name, raw):
        yield from _archive(name, raw)
    else:
        yield Source(name, raw)


def count_sources(paths: Iterable[Path]) -> int:
    """How many files there are at paths, zip archives as one each: what a progress bar goes by."""
    return sum(len(_files(path)) if path.is_dir() else 1 for path in paths)


def _is_collection(path: Path) -> bool:
    return path.is_dir() or path.suffix.lower() == ".zip"


def _folder(folder: Path) -> Iterator[Source]:
    found = _files(folder)
    if not found:
        yield Source(folder.name, error=f"{folder} has no files in it")
    for path in found:
        name = f"{folder.resolve().name}/{path.relative_to(folder).as_posix()}"
        if _may_be_read(path.suffix) or path.suffix.lower() == ".zip":
            for source in _file(path):
                found_name = name + source.name.removeprefix(path.name)
                error = source.error.replace(str(path), path.name).replace(path.name, name, 1)
                yield source._replace(name=found_name, error=error, is_inside=True)
        else:
            yield _skipped(name, path.suffix)


def _files(folder: Path) -> list[Path]:
    """The files of a folder and its folders that are neither hidden nor a system's own."""
    found = (path for path in folder.rglob("*") if path.is_file() or not path.exists())  # a link may lead nowhere
    return sorted(path for path in found if not _is_hidden(path.relative_to(folder)))


def _is_hidden(path: PurePosixPath | Path) -> bool:
    return any((part.startswith(".") and part.strip(".")) or part in _SKIPPED for part in path.parts)


def _file(path: Path) -> Iterator[Source]:
    try:
        raw = read_bytes(path)
    except UnreadableInput as error:
        yield Source(path.name, error=str(error))
        return
    yield from unpacked(path.name, raw)


def _may_be_read(suffix: str) -> bool:
    return suffix.lower() in SUFFIXES | _TOLD_BY_CONTENT


def _skipped(name: str, suffix: str) -> Source:
    return Source(name, error=f"{name} is skipped: {suffix} is no text", is_inside=True, is_skipped=True)


def _is_archive(name: str, raw: bytes) -> bool:
    """Whether a zip file is an archive of files, and no document that comes in one."""
    try:
        members = set(SafeZip(name, raw).names())
    except UnreadableInput:
        return PurePosixPath(name).suffix.lower() not in (".docx", ".epub")
    return members.isdisjoint(_OF_DOCUMENTS)


def _archive(name: str, raw: bytes) -> Iterator[Source]:
    try:
        archive = SafeZip(name, raw)
    except UnreadableInput as error:
        yield Source(name, error=str(error))
        return
    members = {member: _path(archive.written_name(member)) for member in archive.names()}
    members = {member: path for member, path in members.items() if not _is_hidden(path)}
    if not members:
        yield Source(name, error=f"{name} has no files in it")
    for member, path in sorted(members.items(), key=lambda item: item[1]):
        inside = "/".join([name, *(part for part in path.parts if part not in ("..", "/"))])
        if path.suffix.lower() == ".zip":
            yield Source(inside, error=f"{inside} is an archive inside an archive; unpack it first", is_inside=True)
        elif _may_be_read(path.suffix):
            yield _member(archive, member, inside)
        else:
            yield _skipped(inside, path.suffix)


def _path(written: str) -> PurePosixPath:
    """The path that a name in an archive means: old programs write \\ for /, and a name may hold anything."""
    return PurePosixPath(_CONTROL.sub("\ufffd", written).replace("\\", "/"))


def _member(archive: SafeZip, member: str, name: str) -> Source:
    try:
        raw = archive.read(member)
    except UnreadableInput as error:
        return Source(name, error=str(error), is_inside=True)
    return Source(name, raw, "" if raw.strip() else f"{name} is empty", is_inside=True)
