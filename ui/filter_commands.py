"""Commands that read a file or stdin and write stdout: they need no project and fit into pipelines."""

import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from ui.options import DEFAULT_SYSTEM, Json, SourceLang, System, TargetLang

if TYPE_CHECKING:
    from mt.likelihood import LikelihoodModel

STDIN = Path("-")
File = Annotated[Path, typer.Argument(help="A file; - is stdin.", show_default=True)]
_LINES_AT_ONCE = 64

evaluate = typer.Typer(
    help="Score alignments against gold and translations against references.",
    epilog="Example: duizhao evaluate align gold.txt hypothesis.beads",
    no_args_is_help=True,
)


def register(app: typer.Typer) -> None:
    """Add the filters to the command line."""
    add = app.command
    add(epilog="Example: duizhao clean page.html")(clean)
    add(epilog="Example: duizhao clean page.html | duizhao segment --lang zh")(segment)
    add(epilog="Example: duizhao beads --source-lang zh --target-lang de article.zh article.de")(beads)
    add(epilog="Example: duizhao translate --from zh --to de sentences.zh")(translate)
    add(epilog="Example: duizhao quality --source-lang zh --target-lang en pairs.tsv")(quality)
    app.add_typer(evaluate, name="evaluate")


def clean(
    file: File = STDIN,
    lang: Annotated[str | None, typer.Option("--lang", help="The language, if detection errs.")] = None,
    ledger: Annotated[
        bool, typer.Option("--ledger", help="Print what was set aside or changed, and why, as JSON lines instead.")
    ] = False,
) -> None:
    """Clean a scraped page: its own paragraphs, one a line."""
    from corpora.documents import make_document

    name, raw = _read(file)
    document = make_document(name, raw, lang)
    if ledger:
        for entry in document.ledger:
            _print_json(
                {
                    "step": entry.step,
                    "start": entry.raw.start,
                    "end": entry.raw.end,
                    "before": entry.before,
                    "after": entry.after,
                    "reason": entry.reason,
                    "confidence": entry.confidence,
                }
            )
        return
    from corpora.languages import join

    paragraphs: dict[int, list[str]] = {}
    for part in document.aligned_segments:
        paragraphs.setdefault(part.paragraph, []).append(part.text)
    for sentences in paragraphs.values():
        _print(join(sentences, document.language))


def segment(
    lang: Annotated[str, typer.Option("--lang", help="The language of the text: zh, de, en, …")],
    file: File = STDIN,
) -> None:
    """Cut text into sentences, one a line."""
    from corpora.segmentation import sentences

    for sentence in sentences(_read_text(file), lang):
        _print(sentence)


def beads(
    source: Annotated[Path, typer.Argument(help="Source sentences, one a line; - is stdin.")],
    target: Annotated[Path, typer.Argument(help="Target sentences, one a line; - is stdin.")],
    source_lang: SourceLang,
    target_lang: TargetLang,
    bounds: Annotated[
        Path | None,
        typer.Option(
            "--bounds", help="Documents inside the files: name, src_start, src_end, tgt_start, tgt_end, tab-separated."
        ),
    ] = None,
    encoder: Annotated[
        str,
        typer.Option(help="The embedded use-m3; labse, e5-base, bge-m3 …; hub:ORG/NAME; or the folder of a model."),
    ] = "use-m3",
) -> None:
    """Align two files of one sentence a line: one bead a line, with its probability."""
    from align.search import AlignOptions, align, renumber
    from align.sides import Side
    from corpora.formats.beads import format_bead
    from corpora.languages import language
    from ui.progress import track

    languages = language(source_lang).code, language(target_lang).code
    sides = _sentence_lines(source), _sentence_lines(target)
    documents = _bounds(bounds, sides) if bounds else [(0, len(sides[0]), 0, len(sides[1]))]
    for first, last, other_first, other_last in track(documents, "aligning"):
        found = align(
            Side(sides[0][first:last], languages[0]),
            Side(sides[1][other_first:other_last], languages[1]),
            AlignOptions(encoder),
        )
        for bead in renumber(found, range(first, last), range(other_first, other_last)).beads:
            _print(format_bead(bead))


def translate(
    source: Annotated[str, typer.Option("--from", help="Language of the lines.")],
    target: Annotated[str, typer.Option("--to", help="Language to translate into.")],
    file: File = STDIN,
    system: System = DEFAULT_SYSTEM,
) -> None:
    """Translate lines: one translation a line, same count and order."""
    from corpora.languages import language
    from mt.drafting import translate_checked
    from mt.translators import require_direction
    from ui import jobs
    from ui.progress import show

    codes = language(source).code, language(target).code
    lines = iter(_lines(file))
    translator = show(jobs.load(system))
    require_direction(translator, *codes)
    while batch := list(islice(lines, _LINES_AT_ONCE)):
        for text, _ in translate_checked(batch, translator, *codes):
            _print(text)


def quality(
    source_lang: SourceLang,
    target_lang: TargetLang,
    file: File = STDIN,
    explain: Annotated[bool, typer.Option("--explain", help="Print score and findings as JSON lines.")] = False,
    likelihood: Annotated[
        bool,
        typer.Option("--likelihood", help="Ask the embedded translation model too: slow, but it ranks risk better."),
    ] = False,
) -> None:
    """Score translations without a reference: `source<TAB>translation` a line in, a number in [0, 1] a line out."""
    from align.encoding import load_encoder
    from mt.quality import score
    from ui import jobs
    from ui.progress import show

    pairs = _pairs(file)
    encoder = load_encoder()
    # The embedded translator is the one system that can also say how likely it finds a translation.
    judge = cast("LikelihoodModel", show(jobs.load(DEFAULT_SYSTEM))) if likelihood else None
    while batch := list(islice(pairs, _LINES_AT_ONCE)):
        for found in score(batch, source_lang, target_lang, encoder.encode, likelihood_model=judge):
            if explain:
                findings = [{"kind": finding.kind, "message": finding.message} for finding in found.findings]
                _print_json({"score": round(found.value, 4), "signature": found.signature, "findings": findings})
            else:
                _print(f"{found.value:.4f}")


@evaluate.command("align", epilog="Example: duizhao evaluate align gold.txt hypothesis.beads")
def evaluate_align(
    gold: Annotated[Path, typer.Argument(help="Gold beads, `[0, 1]:[2]` a line.")],
    hypothesis: Annotated[Path, typer.Argument(help="Beads to score; a third field is ignored.")],
    as_json: Json = False,
) -> None:
    """Strict, lax and null precision, recall and F1 of beads against gold."""
    from align.gold import compare
    from corpora.formats.beads import read_beads

    found = compare(
        *(read_beads(_lines(path), _name(path), scored=False) for path in (gold, hypothesis))
    )  # fmt: skip
    rows = {"strict": found.strict, "lax": found.lax, "null": found.null}
    if as_json:
        _print_json({name: {"precision": r.precision, "recall": r.recall, "f1": r.f1} for name, r in rows.items()})
        return
    for name, row in rows.items():
        _print(f"{name:7}P {row.precision:.4f}  R {row.recall:.4f}  F1 {row.f1:.4f}")
    print(f"{found.gold_beads} gold beads, {found.hypothesis_beads} scored", file=sys.stderr)  # noqa: T201


@evaluate.command("mt", epilog="Example: duizhao evaluate mt drafts.de reference.de --target-lang de")
def evaluate_mt(
    hypothesis: Annotated[Path, typer.Argument(help="Translations, one a line.")],
    reference: Annotated[Path, typer.Argument(help="Reference translations, one a line.")],
    target_lang: Annotated[str, typer.Option("--target-lang", help="Their language: it decides the tokenizer.")] = "en",
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help="Another system's translations, to compare.")
    ] = None,
    as_json: Json = False,
) -> None:
    """BLEU, chrF and TER with their signatures; with --baseline also the difference and its significance."""
    from mt import metrics

    lines, references = _lines(hypothesis), _lines(reference)
    if baseline:
        found = metrics.compare(lines, _lines(baseline), references, target_lang)
        for comparison in found:
            _print_json(comparison._asdict()) if as_json else _print(str(comparison))
    else:
        for score in metrics.evaluate(lines, references, target_lang):
            _print_json(score._asdict()) if as_json else _print(str(score))


def _name(path: Path) -> str:
    return "stdin" if path == STDIN else path.name


def _read(path: Path) -> tuple[str, bytes]:
    """Name and bytes of a file or of stdin."""
    from corpora.errors import UnreadableInput
    from corpora.reading import read_bytes

    if path != STDIN:
        return _name(path), read_bytes(path)
    raw = sys.stdin.buffer.read()
    if not raw.strip():
        raise UnreadableInput("stdin is empty")
    return _name(path), raw


def _read_text(path: Path) -> str:
    from corpora.reading import decode

    name, raw = _read(path)
    return decode(raw, name).text


def _lines(path: Path) -> list[str]:
    """The lines of a file, ended by line feeds alone: other separators are text, or line counts would drift."""
    return [line.removesuffix("\r") for line in _read_text(path).removesuffix("\n").split("\n")]


def _sentence_lines(path: Path) -> list[str]:
    """The lines of a file of sentences; blank ones keep their place. An empty file has none."""
    from corpora.errors import UnreadableInput

    try:
        return _lines(path)
    except UnreadableInput:
        if path != STDIN and path.is_file() and not path.stat().st_size:
            return []
        raise


def _bounds(path: Path, sides: tuple[list[str], list[str]]) -> Iterator[tuple[int, int, int, int]]:
    from corpora.errors import MalformedFile
    from corpora.formats.beads import read_bounds

    found = read_bounds(_lines(path), path.name)
    for number, bound in enumerate(found, 1):
        for end, side, name in ((bound.source_end, sides[0], "source"), (bound.target_end, sides[1], "target")):
            if end > len(side):
                raise MalformedFile(f"{path.name}:{number}: {name} ends at {end}, but the file has {len(side)} lines")
    return iter([(b.source_start, b.source_end, b.target_start, b.target_end) for b in found])


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    from corpora.errors import MalformedFile

    for number, line in enumerate(_lines(path), 1):
        columns = line.split("\t")
        if len(columns) != 2:
            raise MalformedFile(
                f"{_name(path)}:{number}: expected source<TAB>translation, found {len(columns)} columns"
            )
        yield columns[0], columns[1]


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _print_json(value: object) -> None:
    _print(json.dumps(value, ensure_ascii=False))
