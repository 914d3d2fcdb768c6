"""What the benchmark's commands share: text to measure on, a function measured alone, rows printed."""

import sys
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ui.filter_streams import put_json

if TYPE_CHECKING:
    from corpora.units import Bead
    from ui.steps import Progress

Row = dict[str, Any]
DIGITS = 4
_COSINE_DIGITS = 6


class BenchText(NamedTuple):
    """Two files in a folder, their languages, how many sentences the source has, and the gold beads where known."""

    source: Path
    target: Path
    languages: tuple[str, str]
    sentences: int
    gold: "Sequence[Bead] | None" = None

    @property
    def arguments(self) -> Row:
        """What functions of `align.benchmark` are given."""
        return {"source": str(self.source), "target": str(self.target), "languages": self.languages}


def made_text(sentences: int, languages: tuple[str, str], seed: int, folder: Path) -> BenchText:
    """A text of our own, in files of a folder."""
    from align.benchmark_text import make_bitext

    made = make_bitext(sentences, languages, seed)
    return written_text((made.source, made.target), languages, folder)._replace(gold=made.beads)


def written_text(sides: tuple[list[str], list[str]], languages: tuple[str, str], folder: Path) -> BenchText:
    """Lines of two sides as files of a folder, without the blank ones."""
    paths = folder / "source.txt", folder / "target.txt"
    written = [[line for line in side if line.strip()] for side in sides]
    for path, side in zip(paths, written, strict=True):
        path.write_text("".join(f"{line}\n" for line in side), encoding="utf-8")
    return BenchText(*paths, languages, len(written[0]))


def measured(function: str, arguments: Mapping[str, Any], stage: str, parts: int = 4) -> Row:
    """The figures of a function that was measured alone, with its progress, so many parts of it, on stderr."""
    from ui.measuring import measure_alone
    from ui.progress import show
    from ui.steps import Progress

    def job() -> "Generator[Progress, None, Row]":
        measuring = measure_alone(function, arguments)
        yield Progress(stage, 0, parts)
        while True:
            try:
                yield Progress(stage, next(measuring), parts)
            except StopIteration as end:
                return {name: _short(name, value) for name, value in end.value.items()}

    return show(job())


def _short(name: str, value: Any) -> Any:
    return round(value, _COSINE_DIGITS if "cosine" in name else DIGITS) if isinstance(value, float) else value


def put_rows(rows: Iterable[Row], print_table: Callable[[str, Sequence[Row]], None], *, as_json: bool) -> None:
    """Print rows: as JSON each when it is there, behind what they were measured on; or all in a table."""
    from ui.machine import this_machine

    machine = this_machine()
    found: list[Row] = []
    for row in rows:
        if as_json:
            if not found:
                put_json({"type": "machine"} | machine._asdict())
            put_json(row)
            sys.stdout.flush()
        found.append(row)
    if not as_json:
        print_table(str(machine), found)


def print_table(machine: str, columns: str, rows: Sequence[Sequence[str]]) -> None:
    """Print a table; columns are headings with a bar between them."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=machine, title_justify="left")
    for column in columns.split("|"):
        table.add_column(column, justify="left" if column in ("system", "language") else "right", overflow="fold")
    for row in rows:
        table.add_row(*row)
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 140
    console.print(table)
