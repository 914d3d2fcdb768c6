"""Commands that read a file or stdin and write stdout: they need no project and fit into pipelines."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.filter_streams import STDIN, name_of, put, put_json, read_lines, read_raw, read_text
from ui.options import SourceLang, TargetLang
from ui.translating import File, translate

if TYPE_CHECKING:
    from corpora.units import Document

_LINES_AT_ONCE = 64


def register(app: typer.Typer) -> None:
    """Add the filters to the command line."""
    add = app.command
    add(epilog="Example: duizhao clean page.html")(clean)
    add(epilog="Example: duizhao clean page.html | duizhao segment --lang zh")(segment)
    add(epilog="Example: duizhao translate --from zh --to de sentences.zh")(translate)
    add(epilog="Example: duizhao quality --source-lang zh --target-lang en pairs.tsv")(quality)


def clean(
    file: File = STDIN,
    lang: Annotated[str | None, typer.Option("--lang", help="The language, if detection errs.")] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="The file's encoding, if detection errs: utf-8, gb18030, big5, …")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", metavar="STEP", help="Leave this step out; may be repeated.")
    ] = None,
    ledger: Annotated[
        bool, typer.Option("--ledger", help="Print what was set aside or changed, and why, as JSON lines instead.")
    ] = False,
    diff: Annotated[
        bool,
        typer.Option("--diff", help="Show instead, for reading, what was set aside and what changed in its place."),
    ] = False,
    list_steps: Annotated[
        bool, typer.Option("--list-steps", help="Say which steps there are and what each does.")
    ] = False,
) -> None:
    """Clean a scraped page: its own paragraphs, one a line."""
    if list_steps:
        from corpora.steps import STEPS

        for step in STEPS:
            put(f"{step.name:<15} {step.about}")
        return
    document = _cleaned(file, lang, encoding, frozenset(without or ()))
    if ledger:
        _put_ledger(document)
    elif diff:
        from ui.clean_diff import print_diff

        print_diff(document)
    else:
        _put_paragraphs(document)


def _cleaned(file: Path, lang: str | None, encoding: str | None, without: frozenset[str]) -> "Document":
    from corpora.documents import make_document
    from corpora.steps import check_names

    check_names(without)
    name, raw = read_raw(file)
    return make_document(name, raw, lang, encoding=encoding, without=without)


def _put_ledger(document: "Document") -> None:
    kinds = {segment.raw: segment.kind for segment in document.segments}
    for entry in document.ledger:
        put_json(
            {
                "step": entry.step,
                "kind": kinds.get(entry.raw) if entry.after is None else None,
                "start": entry.raw.start,
                "end": entry.raw.end,
                "before": entry.before,
                "after": entry.after,
                "reason": entry.reason,
                "confidence": entry.confidence,
            }
        )


def _put_paragraphs(document: "Document") -> None:
    from corpora.languages import join

    paragraphs: dict[int, list[str]] = {}
    for part in document.aligned_segments:
        paragraphs.setdefault(part.paragraph, []).append(part.text)
    for sentences in paragraphs.values():
        put(join(sentences, document.language))


def segment(
    lang: Annotated[str, typer.Option("--lang", help="The language of the text: zh, de, en, …")],
    file: File = STDIN,
    srx: Annotated[
        Path | None, typer.Option("--srx", help="An SRX 2.0 file, whose rules count more than the built-in ones.")
    ] = None,
    exceptions: Annotated[
        Path | None,
        typer.Option("--exceptions", help="A list of abbreviations, one a line, behind which no sentence ends."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the place of each sentence in the text too, as JSON lines.")
    ] = False,
) -> None:
    """Cut text into sentences, one a line; every line of the text is a paragraph."""
    from corpora.segmentation import sentence_spans
    from corpora.sentence_rules import read_rules

    rules = read_rules(
        read_raw(srx) if srx else None,
        (name_of(exceptions), read_text(exceptions)) if exceptions else None,
        lang,
    )
    place = 0
    for line in read_text(file).splitlines(keepends=True):
        for span in sentence_spans(line, lang, rules):
            text = line[span.start : span.end]
            put_json({"start": place + span.start, "end": place + span.end, "text": text}) if as_json else put(text)
        place += len(line)


def quality(
    source_lang: SourceLang,
    target_lang: TargetLang,
    file: File = STDIN,
    explain: Annotated[bool, typer.Option("--explain", help="Print score and findings as JSON lines.")] = False,
    likelihood: Annotated[
        bool,
        typer.Option("--likelihood", help="Ask the embedded translation model too: slow, but it ranks risk better."),
    ] = False,
    quick: Annotated[bool, typer.Option("--quick", help="Do not look at words one by one: for large corpora.")] = False,
    whole: Annotated[
        bool,
        typer.Option("--whole", help="Print how likely the pair is a whole translation instead: to filter corpora."),
    ] = False,
) -> None:
    """Score translations without a reference: `source<TAB>translation` a line in, a number in [0, 1] a line out.

    The number is the probability that a professional would find no major error.
    """
    from align.encoding import load_encoder
    from align.words import comparer
    from mt.quality import is_broken, judge
    from ui.loading import load_likelihood_model
    from ui.progress import show

    pairs = _pairs(file)
    encoder = load_encoder()
    compare = None if quick else comparer(encoder)
    model = show(load_likelihood_model()) if likelihood else None
    while batch := list(islice(pairs, _LINES_AT_ONCE)):
        for found in judge(batch, source_lang, target_lang, encoder.encode, encoder.name, compare, model):
            if explain:
                put_json(
                    {
                        "score": found.score.value,
                        "whole": round(found.whole, 4),
                        "broken": is_broken(found),
                        "signature": found.score.signature,
                        "findings": [finding.as_row() for finding in found.score.findings],
                    }
                )
            else:
                put(f"{found.whole if whole else found.score.value:.4f}")


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    from corpora.errors import MalformedFile

    for number, line in enumerate(read_lines(path), 1):
        columns = line.split("\t")
        if len(columns) != 2:
            raise MalformedFile(
                f"{name_of(path)}:{number}: expected source<TAB>translation, found {len(columns)} columns"
            )
        yield columns[0], columns[1]
