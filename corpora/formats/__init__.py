"""Files that leave and enter: TMX, tables, beads."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from corpora.errors import MalformedFile, WorkbenchError
from corpora.formats import streams
from corpora.units import TranslationUnit
from corpora.version import program_version


class Format(NamedTuple):
    """How units become a file and come back from it.

    expected is what reading gives for a unit, None where the format leaves the unit out.
    """

    write: Callable[[Iterable[TranslationUnit], streams.Target], int]
    read: Callable[[Path], Iterable[object]]
    expected: Callable[[TranslationUnit], object]


def _tmx() -> Format:
    from corpora.formats import tmx

    def write(units: Iterable[TranslationUnit], target: streams.Target) -> int:
        return tmx.write_tmx(units, target, tool_version=program_version(), created=datetime.now(UTC))

    return Format(write, tmx.read_tmx, tmx.tmx_unit)


def _tsv() -> Format:
    from corpora.formats import tables

    return Format(tables.write_tsv, lambda path: tables.read_tsv(_lines(path), path.name), tables.row)


def _jsonl() -> Format:
    from corpora.formats import tables

    return Format(tables.write_jsonl, lambda path: tables.read_jsonl(_lines(path), path.name), lambda unit: unit)


def _beads() -> Format:
    from corpora.formats import beads

    def read(path: Path) -> Iterator[str]:
        return map(beads.format_bead, beads.read_beads(_lines(path), path.name))

    return Format(beads.write_beads, read, lambda unit: beads.format_bead(unit.bead))


FORMATS: dict[str, Callable[[], Format]] = {"tmx": _tmx, "tsv": _tsv, "jsonl": _jsonl, "beads": _beads}


def load_format(path: str | Path, name: str | None = None) -> Format:
    """The format of a name, or else of a path's suffix; WorkbenchError for one that is unknown."""
    chosen = (name or Path(path).suffix).removeprefix(".").lower()
    if chosen not in FORMATS:
        what = f'"{chosen}" is no format' if chosen else "no format by its suffix"
        raise WorkbenchError(f"{path}: {what}; there are: {', '.join(FORMATS)}")
    return FORMATS[chosen]()


def export(units: Iterable[TranslationUnit], path: str | Path, format: str | None = None) -> int:
    """How many units stand in the file now; those that the format cannot hold (nulls in TMX) are left out.

    The file is written beside its place, read back and compared, and only then put there at once: whatever
    goes wrong, the path holds the old file or the new one. Raises WorkbenchError for an unknown format and
    for a place that cannot be written.
    """
    path = Path(path)
    chosen = load_format(path, format)
    digest = hashlib.sha256()

    def noted() -> Iterator[TranslationUnit]:
        for unit in units:
            if (expected := chosen.expected(unit)) is not None:
                digest.update(repr(expected).encode("utf-8", "surrogatepass"))
            yield unit

    with _replacing(path) as unfinished:
        written = chosen.write(noted(), unfinished)
        if _digest_of(chosen, unfinished) != digest.digest():
            raise WorkbenchError(f"{path}: what was written does not read back as it was; nothing was replaced")
    return written


def _digest_of(chosen: Format, path: Path) -> bytes | None:
    """The digest of what a file holds, None where it cannot be read."""
    digest = hashlib.sha256()
    try:
        for value in chosen.read(path):
            digest.update(repr(value).encode("utf-8", "surrogatepass"))
    except MalformedFile:
        return None
    return digest.digest()


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A new file beside the path, which takes its place at the end, unless something goes wrong."""
    if path.exists() and not path.is_file():
        raise WorkbenchError(f"{path} is not a file that can be replaced; name another")
    place = path.resolve()  # what a link points to is replaced, not the link
    unfinished = place.with_name(f".{place.name}.{token_hex(4)}.part")
    try:
        unfinished.touch(exist_ok=False)
        yield unfinished
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.replace(place)
    except OSError as error:
        raise WorkbenchError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        with suppress(OSError):  # that it is not there, mostly
            unfinished.unlink()


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="\n") as file:
        yield from file
