"""Commands that work on a project: add, align, draft, score, run, demo, review, export, status."""

import json
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpora.store import Store
    from corpora.units import ReviewState, TranslationUnit

from ui.options import DEFAULT_PROJECT, DEFAULT_SYSTEM, Glossaries, Json, Project, System

Paths = Annotated[
    list[Path],
    typer.Argument(help="Files, folders, zip archives: txt, md, html, mhtml, docx, epub, pdf, srt, vtt."),
]
Lang = Annotated[str | None, typer.Option("--lang", help="Language of all the files, if detection errs.")]
Encoding = Annotated[
    str | None, typer.Option("--encoding", help="Encoding of text and HTML files, if detection errs: gb18030, big5, …")
]
To = Annotated[
    list[str] | None, typer.Option("--to", help="Language to draft into; may be repeated. Default: en and de.")
]
DEMO = Path("duizhao-demo")


def register(app: typer.Typer) -> None:
    """Add the project commands to the command line."""
    add_command = app.command
    add_command(epilog="Example: duizhao demo --no-serve")(demo)
    add_command(epilog="Example: duizhao run articles/*.txt --project articles.db")(run)
    add_command(epilog="Example: duizhao add article.zh.html article.de.html --pair article.zh.html article.de.html")(
        add
    )
    add_command(epilog="Example: duizhao align article.zh.txt article.de.txt")(align)
    add_command(epilog="Example: duizhao draft --to en --to de")(draft)
    add_command(epilog="Example: duizhao score")(score)
    add_command(epilog="Example: duizhao review --project articles.db")(review)
    add_command(epilog="Example: duizhao export corpus.tmx --state accepted --min-confidence 0.9")(export)
    add_command(epilog="Example: duizhao status --json")(status)


def demo(
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Open the workbench at the end.")] = True,
) -> None:
    """Do the main job on the bundled article pair: a summary, exports in duizhao-demo/, then the workbench."""
    from importlib.resources import as_file, files

    from corpora.formats import FORMATS
    from corpora.store import open_store

    DEMO.mkdir(exist_ok=True)
    project = DEMO / "demo.db"
    with as_file(files("corpora.sample")) as sample:
        run([sample / "article.zh.txt", sample / "article.de.txt"], project)
    with open_store(project) as store:
        for suffix in FORMATS:
            _export_to(DEMO / f"article.{suffix}", store.units(with_origins=True), suffix)
    if serve:
        review(project)


def run(
    paths: Paths,
    project: Project = DEFAULT_PROJECT,
    lang: Lang = None,
    encoding: Encoding = None,
    to: To = None,
    system: System = DEFAULT_SYSTEM,
    glossary: Glossaries = None,
) -> None:
    """Add, pair, align, draft and score in one go. Stopped at any moment, the same command goes on."""
    from corpora.glossary_files import read_glossaries
    from corpora.reading.archives import count_sources, sources
    from ui import drafting_jobs, jobs, report
    from ui.progress import show

    started = time.perf_counter()
    terms = read_glossaries(glossary or ())
    with _kept_if_filled(project) as store:
        languages = to or drafting_jobs.DRAFT_LANGUAGES
        show(jobs.run(store, sources(paths), lang, languages, system, encoding, count_sources(paths), terms))
        if not store.documents():
            raise typer.Exit(2)  # all were refused, as the notes say
        report.print_status(store, time.perf_counter() - started)


def add(
    paths: Paths,
    project: Project = DEFAULT_PROJECT,
    lang: Lang = None,
    encoding: Encoding = None,
    pair: Annotated[
        tuple[str, str] | None, typer.Option("--pair", help="A source and its translation, by name.")
    ] = None,
) -> None:
    """Read, clean, segment and store files, and find which of them translate which.

    A folder or zip archive is read whole: what is no document in it is said, and the others go in.
    """
    from corpora.reading.archives import count_sources, sources
    from ui import jobs
    from ui.progress import show

    with _kept_if_filled(project) as store:
        added = show(jobs.add_documents(store, sources(paths), lang, encoding, count_sources(paths)))
        if pair:
            jobs.name_pair(store, *pair)
        show(jobs.find_pairs(store, jobs.Sides(store)))
    if added.new or added.refused or added.skipped:
        _say(f"{added} ({project})")
    if not added.new and not pair:
        raise typer.Exit(2)  # everything was there already or refused, as the notes say


def align(
    source: Annotated[str | None, typer.Argument(help="A source document, by name or id.")] = None,
    target: Annotated[str | None, typer.Argument(help="Its translation.")] = None,
    project: Project = DEFAULT_PROJECT,
    again: Annotated[
        bool,
        typer.Option("--again", help="Align anew what is aligned: accepted beads hold, rejected ones do not come."),
    ] = False,
) -> None:
    """Align every pair that is not aligned yet, or the two documents named."""
    from corpora.store import open_store
    from ui import jobs
    from ui.progress import show

    if (source is None) != (target is None):
        raise typer.BadParameter("name both a source and a target, or neither")
    with open_store(project) as store:
        pairs = [jobs.name_pair(store, source, target)] if source and target else None
        show(jobs.align_pairs(store, jobs.Sides(store), pairs, again=again))


def draft(
    project: Project = DEFAULT_PROJECT,
    to: To = None,
    system: System = DEFAULT_SYSTEM,
    document: Annotated[
        list[str] | None, typer.Option("--document", help="Draft this document only; may be repeated.")
    ] = None,
    glossary: Glossaries = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Draft at most so many sentences.")] = None,
) -> None:
    """Draft every source sentence that the system has not drafted yet. Stopped, the same command goes on."""
    from corpora.glossary_files import read_glossaries
    from corpora.store import open_store
    from ui import drafting_jobs
    from ui.progress import show

    terms = read_glossaries(glossary or ())
    with open_store(project) as store:
        show(
            drafting_jobs.draft_documents(
                store, to or drafting_jobs.DRAFT_LANGUAGES, system, document or (), glossary=terms, limit=limit
            )
        )


def score(
    project: Project = DEFAULT_PROJECT,
    likelihood: Annotated[
        bool,
        typer.Option("--likelihood", help="Ask the embedded translation model too: slow, but it ranks risk better."),
    ] = False,
) -> None:
    """Score aligned beads and drafts that have no score yet, made in the way that is asked for."""
    from corpora.store import open_store
    from ui.loading import load_likelihood_model
    from ui.progress import show
    from ui.scoring_jobs import score_project

    with open_store(project) as store:
        model = show(load_likelihood_model()) if likelihood else None
        show(score_project(store, likelihood_model=model))


def review(
    project: Project = DEFAULT_PROJECT,
    port: Annotated[int | None, typer.Option("--port", help="Port to serve on; a free one if not given.")] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser window.")] = True,
) -> None:
    """Serve the workbench on this machine."""
    from corpora.store import open_store
    from ui.serving import serve

    with open_store(project):
        pass  # a project that cannot be opened is said here, in one line, not in the browser
    raise typer.Exit(serve(project, port, browser))


def export(
    path: Annotated[Path, typer.Argument(help="Where to; the suffix names the format. - is stdout, with --format.")],
    project: Project = DEFAULT_PROJECT,
    format: Annotated[str | None, typer.Option("--format", help="tmx, tsv, jsonl or beads.")] = None,
    state: Annotated[
        str | None, typer.Option("--state", help="Only beads in this state: open, accepted, rejected.")
    ] = None,
    min_confidence: Annotated[
        float | None, typer.Option("--min-confidence", min=0, max=1, help="Only beads at least this probable.")
    ] = None,
    min_quality: Annotated[
        float | None, typer.Option("--min-quality", min=0, max=1, help="Only beads with at least this score.")
    ] = None,
    lang_pair: Annotated[str | None, typer.Option("--lang-pair", help="Only this direction, as zh-de.")] = None,
    document: Annotated[str | None, typer.Option("--document", help="Only the pairs of this document.")] = None,
) -> None:
    """Write translation units to TMX, TSV, JSONL or beads; nulls are in all but TMX, which has no form for them."""
    from corpora.formats import load_format
    from corpora.store import open_store

    with open_store(project) as store:
        units = store.units(
            state=_state(state),
            min_confidence=min_confidence,
            min_quality=min_quality,
            lang_pair=_lang_pair(lang_pair),
            document=document,
            with_origins=True,
        )
        if path == Path("-"):
            load_format(path, format or "tsv").write(units, sys.stdout.buffer)
        else:
            _export_to(path, units, format)


def status(project: Project = DEFAULT_PROJECT, as_json: Json = False) -> None:
    """Documents, pairs, coverage, drafts, verdicts, and what is left to do."""
    from corpora.store import open_store
    from ui import report

    with open_store(project) as store:
        if as_json:
            for value in report.status_objects(store):
                sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
        else:
            report.print_status(store)


@contextmanager
def _kept_if_filled(project: Path) -> "Iterator[Store]":
    """The project, made where there is none; one made for nothing, since all files were refused, goes again."""
    from corpora.store import open_store

    is_new = not project.exists()
    try:
        with open_store(project, create=True) as store:
            yield store
    finally:
        if is_new and project.exists() and _is_empty(project):
            project.unlink()


def _is_empty(project: Path) -> bool:
    from corpora.store import open_store

    with open_store(project) as store:
        return not store.documents()


def _export_to(path: Path, units: "Iterable[TranslationUnit]", format: str | None) -> None:
    from corpora.formats import export as write

    count = write(units, path, format)
    _say(f"{count} units written to {path}" + ("" if count else "; no bead passes the filters"))


def _state(name: str | None) -> "ReviewState | None":
    from corpora.errors import WorkbenchError
    from corpora.units import ReviewState

    if name is not None and name not in list(ReviewState):
        raise WorkbenchError(f"no review state called {name!r}; there are: {', '.join(ReviewState)}")
    return ReviewState(name) if name else None


def _lang_pair(text: str | None) -> tuple[str, str] | None:
    from corpora.errors import WorkbenchError

    if text is None:
        return None
    source, _, target = text.partition("-")
    if not (source and target):
        raise WorkbenchError(f"--lang-pair {text}: expected two languages, as in zh-de")
    return source, target


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201
