"""Beads and document bounds as text, in the notation of vecalign and its kin."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpora.errors import MalformedFile, WorkbenchError
from corpora.formats import streams
from corpora.units import Bead, TranslationUnit

_SIDE = r"\[\s*((?:[0-9]{1,9}(?:\s*,\s*[0-9]{1,9})*)?)\s*\]"
_BEAD = re.compile(rf"\s*{_SIDE}\s*:\s*{_SIDE}\s*(?::\s*([^\s:]+)\s*)?")
_POSITION = re.compile(r"[0-9]{1,9}")


def format_bead(bead: Bead) -> str:
    """The bead on one line, `[0, 1]:[2]:0.973`; the probability to six decimals."""
    return f"{list(bead.source)}:{list(bead.target)}:{round(float(bead.probability), 6)}"


def read_beads(lines: Iterable[str], name: str, *, scored: bool = True) -> list[Bead]:
    """The beads of a file, one a line; blank lines are passed over.

    The last field, where there is one, is the bead's probability. Other aligners write costs there: with
    scored=False any number is passed over. Raises MalformedFile, which names the line.
    """
    return [_bead(line, f"{name}:{number}", scored) for number, line in enumerate(lines, start=1) if line.strip()]


def _bead(line: str, where: str, scored: bool) -> Bead:
    match = _BEAD.fullmatch(line.strip())
    if match is None:
        raise MalformedFile(f'{where}: expected "[..]:[..]" or "[..]:[..]:probability", found "{_shown(line)}"')
    source, target, last = _positions(match[1]), _positions(match[2]), match[3]
    if not (source or target):
        raise MalformedFile(f'{where}: expected a segment on at least one side, found "{_shown(line)}"')
    for side in (source, target):
        if any(a >= b for a, b in pairwise(side)):
            raise MalformedFile(f'{where}: expected positions that count up, found "{_shown(line)}"')
    probability = 1.0 if last is None else _number(last, where)
    if not scored:
        return Bead(source, target)
    if not 0 <= probability <= 1:
        raise MalformedFile(f'{where}: expected a probability within 0 and 1, found "{last}"')
    return Bead(source, target, probability)


def _positions(text: str) -> tuple[int, ...]:
    return tuple(int(position) for position in text.split(",")) if text else ()


def _number(text: str, where: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise MalformedFile(f'{where}: expected a number after the last colon, found "{_shown(text)}"') from None


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a document lies in two files that hold many: 0-based lines, ends exclusive."""

    name: str
    source_start: int
    source_end: int
    target_start: int
    target_end: int


def read_bounds(lines: Iterable[str], name: str) -> list[Bounds]:
    """The documents of a bounds file, one a line: name, source start and end, target start and end, by tabs.

    Raises MalformedFile, which names the line, for numbers that are none, a range that ends before it
    starts, and a document that starts before the one above it ends.
    """
    bounds: list[Bounds] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            bounds.append(_bounds(line, f"{name}:{number}", bounds[-1] if bounds else None))
    return bounds


def _bounds(line: str, where: str, above: Bounds | None) -> Bounds:
    document, *ends = line.rstrip("\r\n").split("\t")
    if not document or len(ends) != 4 or not all(_POSITION.fullmatch(end) for end in ends):
        raise MalformedFile(
            f'{where}: expected "name<TAB>src_start<TAB>src_end<TAB>tgt_start<TAB>tgt_end", found "{_shown(line)}"'
        )
    bounds = Bounds(document, *(int(end) for end in ends))
    if bounds.source_start > bounds.source_end or bounds.target_start > bounds.target_end:
        raise MalformedFile(f'{where}: expected ends after starts, found "{_shown(line)}"')
    if above and (bounds.source_start < above.source_end or bounds.target_start < above.target_end):
        raise MalformedFile(f'{where}: expected a start at or after the end of "{above.name}", found "{_shown(line)}"')
    return bounds


def _shown(line: str, most: int = 60) -> str:
    """A line of somebody's file as it may stand in a message: short, and nothing in it moves the cursor."""
    line = "".join(character if character.isprintable() else " " for character in line).strip()
    return line if len(line) <= most else line[: most - 1] + "…"


def write_beads(units: Iterable[TranslationUnit], target: streams.Target) -> int:
    """How many beads were written, one a line.

    Raises WorkbenchError for units of several pairs: positions alone do not say whose they are.
    """
    written = 0
    with streams.text(target) as out:
        for line in _lines(units):
            out.write(line + "\n")
            written += 1
    return written


def _lines(units: Iterable[TranslationUnit]) -> Iterator[str]:
    pair = None
    for unit in units:
        documents = _documents(unit)
        if pair not in (None, documents):
            raise WorkbenchError("a beads file holds one pair of documents; choose one, or another format")
        pair = documents
        yield format_bead(unit.bead)


def _documents(unit: TranslationUnit) -> tuple[str, str]:
    return (
        unit.fields.get("source_document_id", unit.source_document),
        unit.fields.get("target_document_id", unit.target_document),
    )
