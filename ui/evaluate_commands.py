"""`duizhao evaluate mt`: translations against references, systems beside each other, numbers taken apart."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ui.filter_streams import note, put, put_json, read_lines
from ui.human_commands import evaluate_human
from ui.judgement_commands import evaluate_quality
from ui.options import Json
from ui.score_commands import evaluate_broken
from ui.tables import TableFormat, table

if TYPE_CHECKING:
    from mt.buckets import Bucket
    from mt.comet import CometModel
    from mt.significance import Result

evaluate = typer.Typer(
    help="Score alignments against gold and translations against references.",
    epilog="Example: duizhao evaluate align gold.txt hypothesis.beads",
    no_args_is_help=True,
)


def register(app: typer.Typer) -> None:
    """Add the evaluations of translations to the command line."""
    evaluate.command("mt", epilog="Example: duizhao evaluate mt drafts.de reference.de --target-lang de")(evaluate_mt)
    evaluate.command("human", epilog="Example: duizhao evaluate human mqm.tsv")(evaluate_human)
    example = "Example: duizhao evaluate quality judged.tsv --source-lang zh --target-lang en"
    evaluate.command(
        "broken",
        epilog="Example: duizhao evaluate broken good.zh good.de --third good.en --source-lang zh --target-lang de",
    )(evaluate_broken)
    evaluate.command("quality", epilog=example)(evaluate_quality)
    app.add_typer(evaluate, name="evaluate")


class Method(StrEnum):
    """What tells chance from a lead; as `mt.significance.Method`, which is slow to import."""

    BOOTSTRAP = "bootstrap"
    RANDOMISATION = "randomisation"


class By(StrEnum):
    """What lines are grouped by."""

    LENGTH = "length"
    DOCUMENT = "document"
    LABEL = "label"


class Bitext(NamedTuple):
    """What is evaluated: systems by name, the baseline first, the references, and each line's document and label."""

    systems: Mapping[str, Sequence[str]]
    references: Sequence[str]
    language: str
    documents: Sequence[str] | None
    labels: Sequence[str] | None

    def buckets(self, by: By) -> "list[Bucket]":
        """The groups of lines; raises typer.BadParameter where what they are grouped by is not given."""
        from mt.buckets import by_label, by_length

        if by is By.LENGTH:
            return by_length(self.references)
        labels = self.documents if by is By.DOCUMENT else self.labels
        if labels is None:
            option = "--docs" if by is By.DOCUMENT else "--labels"
            raise typer.BadParameter(f"--by {by} needs {option}, a file with one a line")
        return by_label(labels, len(self.references))


def evaluate_mt(
    hypotheses: Annotated[list[Path], typer.Argument(help="Translations, one a line; a file for each system.")],
    reference: Annotated[Path, typer.Argument(help="Reference translations, one a line.")],
    target_lang: Annotated[
        str, typer.Option("--target-lang", "--to", help="Their language: it decides the tokenizer.")
    ] = "en",
    source: Annotated[
        Path | None, typer.Option("--source", help="What was translated: how faithful the translations are to it.")
    ] = None,
    source_lang: Annotated[str | None, typer.Option("--from", help="Language of the source.")] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", help="The system to compare with; of several systems the first, if not given."),
    ] = None,
    docs: Annotated[
        Path | None,
        typer.Option("--docs", help="Each line's document: then whole documents are resampled."),
    ] = None,
    method: Annotated[Method, typer.Option("--test", help="How chance is told from a lead.")] = Method.BOOTSTRAP,
    by: Annotated[list[By] | None, typer.Option("--by", help="Also for groups of lines; may be repeated.")] = None,
    labels: Annotated[
        Path | None, typer.Option("--labels", help="A label for each line, as the type of its bead, for --by label.")
    ] = None,
    worst: Annotated[
        int, typer.Option("--worst", min=0, help="Show so many lines: the worst, or those lost most to the baseline.")
    ] = 0,
    sentences: Annotated[
        Path | None, typer.Option("--sentences", help="Write every line with its own values to this TSV file.")
    ] = None,
    comet: Annotated[
        Path | None,
        typer.Option("--comet", help="Also COMET by this model on disk, where `comet-score` is installed."),
    ] = None,
    form: Annotated[TableFormat, typer.Option("--format", help="How tables are written.")] = TableFormat.TEXT,
    as_json: Json = False,
) -> None:
    """BLEU, chrF2, chrF2++ and TER with their signatures; of several systems also intervals and significance.

    With --source also the shares of lines that keep numbers, that keep Latin names, and that are less like their
    source than another line's translation is; and COMET, if you have it.
    """
    from mt.comet import find_model
    from mt.metrics import check_counts, tokenizer_note

    if (source is None) != (source_lang is None):
        raise typer.BadParameter("--source and --from, which says its language, go together")
    if comet and not source:
        raise typer.BadParameter("--comet needs --source: COMET reads what was translated too")
    comet_model = find_model(comet) if comet else None
    bitext = Bitext(
        _systems([*([baseline] if baseline else []), *hypotheses]),
        read_lines(reference),
        target_lang,
        read_lines(docs) if docs else None,
        read_lines(labels) if labels else None,
    )
    sources = read_lines(source) if source else []
    check_counts(bitext.references, **bitext.systems, **({"source": sources} if source else {}))
    buckets = {kind: bitext.buckets(kind) for kind in by or ()}
    if found := tokenizer_note(target_lang):
        note(found)
    if len(bitext.systems) == 1 and form is TableFormat.TEXT:
        _put_scores(bitext, as_json=as_json)
    else:
        _put_comparison(bitext, method, form, as_json=as_json)
    by_comet = _put_comet(bitext, sources, comet_model, as_json=as_json) if comet_model else {}
    for kind, groups in buckets.items():
        _put_buckets(bitext, kind, groups, form, as_json=as_json)
    if sentences or worst:
        from ui.evaluated_lines import evaluated_lines, put_worst, write_lines

        lines = evaluated_lines(bitext, by_comet)
        if sentences:
            write_lines(lines, sentences)
        put_worst(lines, worst, as_json=as_json)
    if source and source_lang:
        _put_faithfulness(bitext, sources, source_lang, as_json=as_json)


def _systems(paths: Sequence[Path]) -> dict[str, Sequence[str]]:
    """The lines of each file by its name, or by its path where two files have one name."""
    from corpora.errors import MalformedFile

    names = [path.name for path in paths]
    names = [str(path) if names.count(path.name) > 1 else path.name for path in paths]
    if len(set(names)) < len(names):
        raise MalformedFile(f"{next(name for name in names if names.count(name) > 1)} is given twice")
    return {name: read_lines(path) for name, path in zip(names, paths, strict=True)}


def _put_scores(bitext: Bitext, *, as_json: bool) -> None:
    from mt.metrics import evaluate as score

    (lines,) = bitext.systems.values()
    for found in score(lines, bitext.references, bitext.language):
        put_json(found._asdict()) if as_json else put(str(found))


def _put_comparison(bitext: Bitext, method: Method, form: TableFormat, *, as_json: bool) -> None:
    from mt import significance

    results = significance.compare(
        bitext.systems,
        bitext.references,
        bitext.language,
        documents=bitext.documents,
        method=significance.Method(method),
    )
    if bitext.documents and (count := len(set(bitext.documents))) < significance.FEW_DOCUMENTS:
        note(f"only {count} documents: too few for resampling them to say much")
    if as_json:
        for result in results:
            put_json(result._asdict())
        return
    if form is TableFormat.CSV:
        put(table(significance.Result._fields, results, form))
        return
    signatures = {result.metric: result.signature for result in results}
    cells = {(result.system, result.metric): _cell(result) for result in results}
    rows = [[system, *(cells[system, metric] for metric in signatures)] for system in bitext.systems]
    put(table(["system", *signatures], rows, form))
    mark = "% " if form is TableFormat.LATEX else ""
    for metric, signature in signatures.items():
        put(f"{mark}{metric}|{signature}")


def _cell(result: "Result") -> str:
    against = "" if result.p_value is None else f" (p {result.p_value:.3f})"
    return f"{result.value:.1f} ± {result.interval:.1f}{against}"


def _put_buckets(bitext: Bitext, by: By, buckets: "Sequence[Bucket]", form: TableFormat, *, as_json: bool) -> None:
    from mt.metrics import evaluate as score

    rows: list[list[object]] = []
    metrics: list[str] = []
    for bucket in buckets:
        references = [bitext.references[i] for i in bucket.lines]
        for system, lines in bitext.systems.items():
            scores = score([lines[i] for i in bucket.lines], references, bitext.language)
            metrics = [found.metric for found in scores]
            rows.append([bucket.name, len(bucket.lines), system, *(f"{found.value:.1f}" for found in scores)])
            if as_json:
                values = {found.metric: found.value for found in scores}
                put_json({"by": by, "bucket": bucket.name, "lines": len(bucket.lines), "system": system} | values)
    if not as_json:
        put("")
        put(table([by.value, "lines", "system", *metrics], rows, form))


def _put_comet(
    bitext: Bitext, sources: Sequence[str], model: "CometModel", *, as_json: bool
) -> Mapping[str, Mapping[str, Sequence[float]]]:
    """Print each system's score, and give those of its lines, by the name of the metric."""
    from mt.comet import METRIC, comet_scores
    from mt.metrics import MetricScore

    note(f"scoring with {model.name} (licence: {model.licence}); without a GPU that takes long")
    scores = comet_scores(model, sources, bitext.systems, bitext.references)
    several = len(scores) > 1
    for system, score in scores.items():
        value = MetricScore(METRIC, score.value, model.signature)
        if as_json:
            put_json(({"system": system} if several else {}) | value._asdict())
        else:
            put(f"{system}: {value}" if several else str(value))
    return {system: {METRIC: score.lines} for system, score in scores.items()}


def _put_faithfulness(bitext: Bitext, sources: Sequence[str], source_language: str, *, as_json: bool) -> None:
    from align.encoding import load_encoder
    from mt.faithfulness import faithfulness

    several = len(bitext.systems) > 1
    for system, lines in bitext.systems.items():
        for share in faithfulness(sources, lines, source_language, bitext.language, load_encoder().encode):
            if as_json:
                put_json(({"system": system} if several else {}) | share.as_row())
            else:
                put(f"{system}: {share}" if several else str(share))
