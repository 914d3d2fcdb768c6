"""`glossary`: the terms that accepted translations agree on, to be looked over and drafted with."""

import sys
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ui.filter_streams import note
from ui.options import DEFAULT_PROJECT, Project

if TYPE_CHECKING:
    from align.terms import LearnedTerm
    from ui.steps import Progress


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(epilog="Example: duizhao glossary --from zh --to de > terms.csv; duizhao draft --glossary terms.csv")(
        glossary
    )


def glossary(
    source: Annotated[str, typer.Option("--from", help="Language of the terms.")],
    target: Annotated[str, typer.Option("--to", help="Language of their translations: de or en.")],
    project: Project = DEFAULT_PROJECT,
    least_uses: Annotated[
        int, typer.Option("--min-uses", min=1, help="In how many accepted pairs a term must be translated alike.")
    ] = 2,
) -> None:
    """Learn terms from accepted pairs: CSV with a column a language, how often, and in what share of the pairs."""
    from corpora.errors import UnsupportedLanguage
    from corpora.glossary import Concept
    from corpora.glossary_files import write_table
    from corpora.languages import language
    from corpora.store import open_store
    from ui.progress import show

    one, other = language(source).code, language(target).code
    if one == other or other not in ("de", "en"):
        raise UnsupportedLanguage(f"--to {target}: terms are learned from translations into German or English")
    with open_store(project) as store:
        pairs = [
            (entry.source, entry.target)
            for pair_id in store.memory_versions(one, other)
            for entry in store.memory_entries(pair_id, one)
        ]
    if not pairs:
        note(f"no pair from {language(one).name} to {language(other).name} is accepted in {project} yet")
    found = show(_learning(pairs, least_uses)) if pairs else []
    concepts = [Concept({one: (term.source,), other: (term.target,)}) for term in found]
    notes: dict[str, Sequence[object]] = {
        "uses": [term.uses for term in found],
        "share": [f"{term.share:.2f}" for term in found],
    }
    sys.stdout.write(write_table(concepts, (one, other), notes))


def _learning(pairs: Sequence[tuple[str, str]], least_uses: int) -> "Generator[Progress, None, list[LearnedTerm]]":
    from align.encoding import load_encoder
    from align.terms import learn_terms
    from ui.steps import Progress

    found = []
    for done, term in enumerate(learn_terms(pairs, load_encoder(), least_uses), 1):
        if term is None:
            yield Progress("reading accepted pairs", done, len(pairs))
        else:
            found.append(term)
    return found
