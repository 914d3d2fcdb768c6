"""Parallel text in JSON lines, as what is trained here reads it: src_lang, tgt_lang, src, tgt and source."""

import json
import lzma
from pathlib import Path
from typing import NamedTuple

from corpora.errors import MalformedFile


class Pair(NamedTuple):
    """A source segment and its translation, or what is passed off as one; origin is the name of the text it is from."""

    source_language: str
    target_language: str
    source: str
    target: str
    origin: str = ""


def read_parallel_text(path: Path) -> list[Pair]:
    """The pairs of a file, plain or xz-compressed.

    Raises MalformedFile, naming the line, where one is not such a pair.
    """
    open_text = lzma.open if path.suffix == ".xz" else open
    pairs = []
    with open_text(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                row = json.loads(line)
                pairs.append(Pair(row["src_lang"], row["tgt_lang"], row["src"], row["tgt"], row.get("source", "")))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise MalformedFile(
                    f"{path}, line {number}: expected JSON with src_lang, tgt_lang, src and tgt ({error})"
                ) from error
    return pairs
