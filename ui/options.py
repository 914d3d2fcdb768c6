"""Options that several commands share, each declared once."""

from pathlib import Path
from typing import Annotated

import typer

from ui import interrupts


def _is_of_project(project: Path) -> Path:
    interrupts.explain(interrupts.of_project)
    return project


Project = Annotated[
    Path,
    typer.Option(
        "--project",
        "-p",
        envvar="DUIZHAO_PROJECT",
        help="The project file.",
        show_default=True,
        callback=_is_of_project,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
SourceLang = Annotated[str, typer.Option("--source-lang", help="Language of the source: zh, de, en, …")]
TargetLang = Annotated[str, typer.Option("--target-lang", help="Language of the target: zh, de, en, …")]
System = Annotated[
    str,
    typer.Option(
        "--system",
        help="A translation system: gemma3-270m, gemma3-270m-greedy, gemma3-270m-pivot, a hub model or a folder.",
    ),
]
Glossaries = Annotated[
    list[Path] | None,
    typer.Option(
        "--glossary", help="Terms and their translations, in TBX, or CSV with a column a language; may be repeated."
    ),
]
DEFAULT_PROJECT = Path("duizhao.db")
DEFAULT_SYSTEM = "gemma3-270m"
