"""`exceptions`: abbreviations behind which a project ends no sentence."""

import sys
from typing import Annotated

import typer

from ui.filter_streams import note, put, put_json
from ui.options import DEFAULT_PROJECT, Json, Project

Lang = Annotated[str, typer.Option("--lang", help="The language that has the abbreviation: zh, de, en.")]
Abbreviations = Annotated[list[str], typer.Argument(help="Abbreviations, each as it is written: Abk.")]

exceptions = typer.Typer(
    help="Abbreviations behind which no sentence ends in a project; documents added from then on are cut by them.",
    epilog='Example: duizhao exceptions add --lang de "Bestellnr." "z. Hd."',
    no_args_is_help=True,
)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(exceptions, name="exceptions")


@exceptions.command("list", epilog="Example: duizhao exceptions list --lang de")
def list_exceptions(
    project: Project = DEFAULT_PROJECT,
    lang: Annotated[str | None, typer.Option("--lang", help="Only those of this language.")] = None,
    as_json: Json = False,
) -> None:
    """Print the abbreviations that hold, one a line: language, tab, abbreviation."""
    from corpora.store import open_store

    with open_store(project) as store:
        for known in store.exceptions(lang):
            if as_json:
                put_json(
                    {
                        "language": known.language,
                        "text": known.text,
                        "reviewer": known.reviewer,
                        "at": known.at.isoformat(),
                    }
                )
            else:
                put(f"{known.language}\t{known.text}")


@exceptions.command("add", epilog='Example: duizhao exceptions add --lang de "Bestellnr."')
def add_exceptions(texts: Abbreviations, lang: Lang, project: Project = DEFAULT_PROJECT) -> None:
    """End no sentence behind these in documents added from now on; a project is made where there is none."""
    _say(texts, lang, project, removed=False)


@exceptions.command("remove", epilog='Example: duizhao exceptions remove --lang de "Bestellnr."')
def remove_exceptions(texts: Abbreviations, lang: Lang, project: Project = DEFAULT_PROJECT) -> None:
    """Forget these; that they were there stays on record."""
    _say(texts, lang, project, removed=True)


def _say(texts: list[str], lang: str, project: "Project", *, removed: bool) -> None:
    from corpora.languages import core_language
    from corpora.sentence_rules import exception
    from corpora.store import open_store
    from ui.reviewers import default_reviewer

    code = core_language(lang).code
    given = [exception(" ".join(text.split()), "exceptions") for text in texts]
    with open_store(project, create=not removed) as store:
        change = store.remove_exception if removed else store.add_exception
        changed = [text for text in given if change(code, text, default_reviewer())]
        documents = len(store.documents())
    for text in given:
        if text not in changed:
            note(f"{text} was not there" if removed else f"{text} was there already")
    if changed and documents:
        note("documents that are in the project stay as they were cut")
    if not changed:
        sys.exit(2)
