"""Where a format is written: a path, or a binary stream that somebody else opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

Target = str | Path | BinaryIO


@contextmanager
def binary(target: Target) -> Iterator[BinaryIO]:
    """The stream itself, or the file at the path, emptied; only the latter is closed."""
    if isinstance(target, str | Path):
        with Path(target).open("wb") as file:
            yield file
    else:
        yield target


@contextmanager
def text(target: Target) -> Iterator[TextIO]:
    """The same for text: UTF-8 on every machine, and lines that end in \\n alone."""
    with binary(target) as stream:
        wrapper = TextIOWrapper(stream, encoding="utf-8", newline="\n")
        yield wrapper
        wrapper.detach()  # flushes, and leaves the stream open
