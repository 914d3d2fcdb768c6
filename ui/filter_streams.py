"""What filters read and write: a file or stdin as lines, results on stdout, notes on stderr."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TextIO

STDIN = Path("-")


def name_of(path: Path) -> str:
    """What messages call a file."""
    return "stdin" if path == STDIN else path.name


def read_raw(path: Path) -> tuple[str, bytes]:
    """Name and bytes of a file or of stdin. Raises UnreadableInput where there is nothing in it."""
    from corpora.errors import UnreadableInput
    from corpora.reading import read_bytes

    if path != STDIN:
        return name_of(path), read_bytes(path)
    raw = sys.stdin.buffer.read()
    if not raw.strip():
        raise UnreadableInput("stdin is empty")
    return name_of(path), raw


def read_text(path: Path) -> str:
    """The text of a file or of stdin, whatever its encoding. Raises UnreadableInput."""
    from corpora.reading import decode

    name, raw = read_raw(path)
    return decode(raw, name).text


def read_lines(path: Path) -> list[str]:
    """The lines of a file, ended by line feeds alone: other separators are text, or line counts would drift."""
    return _lines(read_text(path))


class Lines(NamedTuple):
    """Lines of a file; encoding is what they were written in, None where bytes cannot be counted by it.

    That is so where something could not be read, and where a line feed is more than a byte.
    """

    texts: list[str]
    encoding: str | None


def read_sentences(path: Path) -> list[str]:
    """The lines of a file of sentences; blank ones keep their place, and an empty file has none."""
    return read_encoded(path).texts


def read_encoded(path: Path) -> Lines:
    """The same, and how they were encoded."""
    from corpora.reading import decode

    raw = sys.stdin.buffer.read() if path == STDIN else _blank(path)
    if raw is None:
        raw = read_raw(path)[1]
    if not raw:
        return Lines([], "utf-8")
    found = decode(raw, name_of(path))
    is_countable = found.is_plain and not found.encoding.startswith(("utf-16", "utf-32"))
    return Lines(_lines(found.text), found.encoding if is_countable else None)


def _blank(path: Path) -> bytes | None:
    """The bytes of a file that has only white space, None for any other."""
    from corpora.reading import LARGEST

    if not path.is_file() or path.stat().st_size > LARGEST:
        return None
    with path.open("rb") as stream:
        if any(chunk.strip() for chunk in iter(lambda: stream.read(1 << 16), b"")):
            return None
        stream.seek(0)
        return stream.read()


def _lines(text: str) -> list[str]:
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")]


def put(text: str) -> None:
    """Write a line of results."""
    sys.stdout.write(f"{text}\n")


def put_part(text: str) -> None:
    """Write a part of a line of results, or what ends it."""
    sys.stdout.write(text)


def put_json(value: object) -> None:
    """Write a result as a line of JSON."""
    put(json.dumps(value, ensure_ascii=False))


@contextmanager
def writing(path: Path) -> Iterator[TextIO]:
    """A file that a command was asked to write beside its results. Raises WorkbenchError where it cannot be."""
    from corpora.errors import WorkbenchError

    try:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yield file
    except OSError as error:
        raise WorkbenchError(f"{path} cannot be written: {error.strerror}") from error


def note(text: str) -> None:
    """Tell the user something in one line that is no result and no reason to stop."""
    print(f"duizhao: {' '.join(text.split())}", file=sys.stderr)  # noqa: T201
