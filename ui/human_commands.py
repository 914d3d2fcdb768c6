"""`duizhao evaluate human`: what people marked, added up, and how far they agree."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.filter_streams import name_of, note, put, put_json, read_lines, writing
from ui.options import Json
from ui.tables import TableFormat, table

if TYPE_CHECKING:
    from mt.human_marks import Agreement


def evaluate_human(
    files: Annotated[
        list[Path], typer.Argument(help="Marks: TSV in Google's MQM columns, or .jsonl as Pearmut writes it.")
    ],
    out: Annotated[Path | None, typer.Option("--out", help="Write all marks to this file too: .tsv or .jsonl.")] = None,
    form: Annotated[TableFormat, typer.Option("--format", help="How the table is written.")] = TableFormat.TEXT,
    as_json: Json = False,
) -> None:
    """Systems by what raters marked in them (MQM penalties as WMT weighs them, ESA scores), and raters' agreement."""
    from corpora.errors import UnreadableInput
    from mt.human_mark_files import mark_lines, read_marks
    from mt.human_marks import agreement, system_marks

    marks = [mark for path in files for mark in read_marks(read_lines(path), name_of(path))]
    if not marks:
        raise UnreadableInput("there are no marks in it")
    if out:
        lines = mark_lines(marks, out.name)
        with writing(out) as file:
            file.writelines(f"{line}\n" for line in lines)
        note(f"{len(marks):,} marks written to {out}")
    systems, agreed = system_marks(marks), agreement(marks)
    if as_json:
        for system in systems:
            put_json(system._asdict())
        put_json({"agreement": agreed._asdict()})
        return
    rows = [
        [
            system.system,
            f"{system.segments:,}",
            f"{system.ratings:,}",
            f"{system.penalty:.2f}",
            "–" if system.score is None else f"{system.score:.1f}",
            f"{100 * system.with_major:.0f} %",
        ]
        for system in systems
    ]
    put(table(["system", "segments", "ratings", "penalty", "score", "with a major error"], rows, form))
    mark = "% " if form is TableFormat.LATEX else ""
    if form is not TableFormat.CSV:
        put(mark + _told(agreed))


def _told(agreed: "Agreement") -> str:
    if not agreed.units:
        return "no translation was rated twice: agreement cannot be told"
    parts = {"penalty": agreed.penalty, "score": agreed.score, "a major error": agreed.major}
    told = ", ".join(f"{name} {value:.2f}" for name, value in parts.items() if value is not None)
    return f"Krippendorff's alpha over {agreed.units:,} translations rated twice or more: {told or 'all say the same'}"
