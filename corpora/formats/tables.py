"""Translation units as tables: TSV for spreadsheets and pipelines, JSON lines for programs."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, astuple, dataclass, fields
from typing import Any

from corpora.errors import MalformedFile
from corpora.formats import streams
from corpora.units import Bead, Finding, ReviewState, Score, Span, TranslationUnit

# What some reader takes for the end of a cell or line: the control characters and the two separators.
_BREAKS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the TSV. Positions are by commas; numbers that are not there are empty cells."""

    source_document: str
    target_document: str
    index: int
    source_positions: tuple[int, ...]
    target_positions: tuple[int, ...]
    source: str
    target: str
    confidence: float
    quality: float | None
    state: ReviewState
    edited: bool
    note: str
    source_start: int | None
    source_end: int | None
    target_start: int | None
    target_end: int | None
    signature: str


COLUMNS = tuple(field.name for field in fields(Row))


def row(unit: TranslationUnit) -> Row:
    """The unit as a row; what would break a line or cell inside a text is a space in it."""
    source_start, source_end = unit.source_raw or (None, None)
    target_start, target_end = unit.target_raw or (None, None)
    return Row(
        source_document=_cell(unit.source_document),
        target_document=_cell(unit.target_document),
        index=unit.index,
        source_positions=unit.bead.source,
        target_positions=unit.bead.target,
        source=_cell(unit.source_text),
        target=_cell(unit.target_text),
        confidence=float(unit.bead.probability),
        quality=unit.quality.value if unit.quality else None,
        state=unit.state,
        edited=unit.edited,
        note=_cell(unit.note),
        source_start=source_start,
        source_end=source_end,
        target_start=target_start,
        target_end=target_end,
        signature=_cell(unit.signature),
    )


def write_tsv(units: Iterable[TranslationUnit], target: streams.Target) -> int:
    """How many units were written, a line each under a header line.

    Cells are not quoted, so a quotation mark is one: read with `csv.QUOTE_NONE`.
    """
    written = 0
    with streams.text(target) as out:
        out.write("\t".join(COLUMNS) + "\n")
        for unit in units:
            out.write("\t".join(_formatted(value) for value in astuple(row(unit))) + "\n")
            written += 1
    return written


def read_tsv(lines: Iterable[str], name: str) -> Iterator[Row]:
    """The rows of a TSV that `write_tsv` wrote; MalformedFile names the line."""
    expected = "\t".join(COLUMNS)
    for number, line in enumerate(lines, start=1):
        cells = line.rstrip("\n").split("\t")
        if number == 1:
            if cells != list(COLUMNS):
                raise MalformedFile(f'{name}:1: expected the header "{expected}"')
            continue
        if len(cells) != len(COLUMNS):
            raise MalformedFile(f"{name}:{number}: expected {len(COLUMNS)} cells, found {len(cells)}")
        try:
            yield _parsed(dict(zip(COLUMNS, cells, strict=True)))
        except ValueError as error:
            raise MalformedFile(f"{name}:{number}: {error}") from error


def _cell(text: str) -> str:
    return text.translate(_BREAKS)


def _formatted(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _parsed(cells: dict[str, str]) -> Row:
    """The row of a line's cells by column; ValueError for a cell that holds something else."""

    def positions(column: str) -> tuple[int, ...]:
        return tuple(int(position) for position in cells[column].split(",")) if cells[column] else ()

    def number(column: str) -> int | None:
        return int(cells[column]) if cells[column] else None

    if cells["edited"] not in ("true", "false"):
        raise ValueError(f"expected true or false, found {cells['edited']!r}")
    return Row(
        source_document=cells["source_document"],
        target_document=cells["target_document"],
        index=int(cells["index"]),
        source_positions=positions("source_positions"),
        target_positions=positions("target_positions"),
        source=cells["source"],
        target=cells["target"],
        confidence=float(cells["confidence"]),
        quality=float(cells["quality"]) if cells["quality"] else None,
        state=ReviewState(cells["state"]),
        edited=cells["edited"] == "true",
        note=cells["note"],
        source_start=number("source_start"),
        source_end=number("source_end"),
        target_start=number("target_start"),
        target_end=number("target_end"),
        signature=cells["signature"],
    )


def write_jsonl(units: Iterable[TranslationUnit], target: streams.Target) -> int:
    """How many units were written, each with all it has as an object on a line."""
    written = 0
    with streams.text(target) as out:
        for unit in units:
            out.write(_object(unit) + "\n")
            written += 1
    return written


def _object(unit: TranslationUnit) -> str:
    values = asdict(unit) | {"fields": dict(unit.fields)}
    if unit.quality:
        values["quality"]["findings"] = [finding.as_row() for finding in unit.quality.findings]
    line = json.dumps(values, ensure_ascii=False, allow_nan=False)
    # JSON lets these stand as they are, but a program that splits at any line break would cut there.
    return line.replace("\x85", "\\u0085").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def read_jsonl(lines: Iterable[str], name: str) -> Iterator[TranslationUnit]:
    """The units that `write_jsonl` wrote; MalformedFile names the line."""
    for number, line in enumerate(lines, start=1):
        try:
            yield _unit(json.loads(line))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise MalformedFile(f"{name}:{number}: expected a translation unit as a JSON object: {error}") from error


def _finding(values: dict[str, Any]) -> Finding:
    spans = (tuple(Span(*span) for span in values.get(side, ())) for side in ("source", "target"))
    return Finding(values["kind"], values["message"], *spans)


def _unit(values: dict[str, Any]) -> TranslationUnit:
    bead, quality = values["bead"], values["quality"]
    return TranslationUnit(
        **values
        | {
            "bead": Bead(tuple(bead["source"]), tuple(bead["target"]), bead["probability"]),
            "source_raw": values["source_raw"] and Span(*values["source_raw"]),
            "target_raw": values["target_raw"] and Span(*values["target_raw"]),
            "state": ReviewState(values["state"]),
            "quality": quality
            and Score(quality["value"], quality["signature"], tuple(map(_finding, quality["findings"]))),
        }
    )
