"""`memory`: what was accepted in a project, asked for sentences."""

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpora.memory_entries import LEAST_SCORE, MOST
from ui.filter_streams import STDIN, note, put_json, read_sentences
from ui.options import DEFAULT_PROJECT, Project

if TYPE_CHECKING:
    from corpora.memory import Match

_LINES_AT_ONCE = 64


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(epilog="Example: duizhao memory --project articles.db --from zh --to de sentences.zh")(memory)


def memory(
    source: Annotated[str, typer.Option("--from", help="Language of the lines.")],
    target: Annotated[str, typer.Option("--to", help="Language of the translations.")],
    file: Annotated[Path, typer.Argument(help="A file; - is stdin.", show_default=True)] = STDIN,
    project: Project = DEFAULT_PROJECT,
    least: Annotated[
        float, typer.Option("--min-score", min=0, max=1, help="The least score of a match by its letters.")
    ] = LEAST_SCORE,
    most: Annotated[int, typer.Option("--limit", min=1, help="How many matches a line.")] = MOST,
    similar: Annotated[
        bool, typer.Option("--similar/--no-similar", help="Also find what is near in meaning, by the sentence encoder.")
    ] = True,
) -> None:
    """Find accepted translations of the same or a like sentence: a sentence a line in, its matches as JSON a line."""
    from align.encoding import load_encoder
    from corpora.errors import UnsupportedLanguage
    from corpora.languages import language
    from corpora.memory import ask
    from corpora.project_memory import ProjectMemory
    from corpora.store import open_store
    from ui.memory import project_memory

    one, other = language(source), language(target)
    if one == other:
        raise UnsupportedLanguage(f"--from and --to are both {one.name}: a translation needs two languages")
    with open_store(project) as store:
        encoder = load_encoder() if similar and store.memory_versions(one.code, other.code) else None
        of_project = project_memory(source, target, encoder) if encoder else ProjectMemory(source, target)
        known = of_project.load(store)
    if not known:
        note(f"nothing was accepted between {one.name} and {other.name} in {project} yet")
    lines = iter(read_sentences(file))
    while batch := list(islice(lines, _LINES_AT_ONCE)):
        found = ask(known, batch, encoder.encode if encoder else None, least=least, most=most)
        for text, matches in zip(batch, found, strict=True):
            put_json({"text": text, "matches": [_row(match) for match in matches]})


def _row(match: "Match") -> dict[str, Any]:
    entry = match.entry
    return {
        "source": entry.source,
        "target": entry.target,
        "kind": str(match.kind),
        "score": round(match.score, 4),
        "cosine": None if match.cosine is None else round(match.cosine, 4),
        "numbers": match.numbers._asdict(),
        "only_numbers": match.only_numbers,
        "times": match.times,
        "document": entry.document,
        "document_id": entry.document_id,
        "positions": entry.positions,
        "bead": entry.bead_id,
        "reviewer": entry.reviewer,
        "at": entry.at.isoformat(),
        "edited": entry.edited,
    }
