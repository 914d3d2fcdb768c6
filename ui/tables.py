"""Tables of results on stdout: for reading, as CSV, as LaTeX."""

import csv
import io
from collections.abc import Sequence
from enum import StrEnum


class TableFormat(StrEnum):
    """How a table is written."""

    TEXT = "text"
    CSV = "csv"
    LATEX = "latex"


def table(header: Sequence[str], rows: Sequence[Sequence[object]], form: TableFormat = TableFormat.TEXT) -> str:
    """A table without a line break at its end; numbers are written as they are, text is escaped."""
    if form is TableFormat.CSV:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows([header, *rows])
        return buffer.getvalue().removesuffix("\n")
    from tabulate import tabulate

    style = "simple" if form is TableFormat.TEXT else "latex_booktabs"
    cells = [[str(cell) for cell in row] for row in rows]
    first, *others = ("left", *("right" for _ in header[1:]))
    return tabulate(cells, list(header), tablefmt=style, disable_numparse=True, colalign=(first, *others))
