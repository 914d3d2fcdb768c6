"""Parallel text in JSON lines, as what is trained here reads it: src_lang, tgt_lang, src, tgt and source.

python -m mt.parallel_text OUT.jsonl --origin NAME zh=FILE en=FILE de=FILE makes them of files that have a sentence a
line, the same one in every language: all directions of each line, or of --lines FIRST-LAST alone.
"""

import argparse
import json
import lzma
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

from corpora.errors import MalformedFile, WorkbenchError

# Nothing here is drafted into Chinese.
TARGETS = ("en", "de")


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


def pairs_of_lines(
    sides: Mapping[str, Sequence[str]], origin: str, first: int = 1, last: int | None = None
) -> Iterator[Pair]:
    """The pairs of the lines first to last, counted from 1, of texts by language, in each direction into a target.

    Raises MalformedFile where the texts have not as many lines; a pair with a blank side is left out.
    """
    counts = {code: len(lines) for code, lines in sides.items()}
    if len(set(counts.values())) > 1:
        raise MalformedFile(f"lines must stand beside lines, but there are {counts}")
    for texts in list(zip(*sides.values(), strict=True))[first - 1 : last]:
        line = dict(zip(sides, texts, strict=True))
        for source, target in permutations(line, 2):
            if target in TARGETS and line[source].strip() and line[target].strip():
                yield Pair(source, target, line[source], line[target], origin)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m mt.parallel_text", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("sides", nargs="+", metavar="LANGUAGE=FILE")
    parser.add_argument("--origin", required=True, help="the name of the text, by which the training weighs it")
    parser.add_argument("--lines", default="1-", metavar="FIRST-LAST", help="these lines alone, counted from 1")
    arguments = parser.parse_args()
    lines = re.fullmatch(r"(\d+)-(\d*)", arguments.lines)
    if not lines:
        parser.error(f"expected --lines FIRST-LAST, found {arguments.lines}")
    paths = dict(side.split("=", 1) for side in arguments.sides if "=" in side)
    try:
        sides = {
            code: Path(path).read_text(encoding="utf-8").removesuffix("\n").split("\n") for code, path in paths.items()
        }
        pairs = list(pairs_of_lines(sides, arguments.origin, int(lines[1]), int(lines[2]) if lines[2] else None))
    except (WorkbenchError, OSError) as error:
        sys.exit(f"error: {error}")
    with arguments.out.open("w", encoding="utf-8") as file:
        for pair in pairs:
            row = {"src_lang": pair.source_language, "tgt_lang": pair.target_language}
            row |= {"src": pair.source, "tgt": pair.target, "source": pair.origin}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
