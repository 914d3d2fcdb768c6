"""`duizhao bench draft`: how quickly systems translate on this machine, and how well, side by side."""

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ui.bench_rows import DIGITS, Row, measured, print_table, put_rows
from ui.filter_streams import note, put, read_lines
from ui.options import DEFAULT_SYSTEM, Json

if TYPE_CHECKING:
    import numpy as np

    from mt.drafting_benchmark import ConversionCost, DraftingCost, KnownSystem

DIRECTIONS = (("zh", "en"), ("zh", "de"), ("en", "de"), ("de", "en"))
_SENTENCES = 64  # of our own, a direction: half a minute at two sentences a second

Direction = tuple[str, str]


class Text(NamedTuple):
    """Sentences to draft, in a direction, and their references where there are any."""

    direction: Direction
    sources: list[str]
    references: list[str] | None


def bench_draft(
    systems: Annotated[
        list[str] | None,
        typer.Option("--system", help=f"A translation system, {DEFAULT_SYSTEM} if not given; may be repeated."),
    ] = None,
    source_lang: Annotated[str | None, typer.Option("--from", help="Only from this language: zh, de, en, …")] = None,
    target_lang: Annotated[str | None, typer.Option("--to", help="Only into this language.")] = None,
    source: Annotated[Path | None, typer.Option(help="Measure on these sentences, one a line, instead.")] = None,
    reference: Annotated[Path | None, typer.Option(help="And their reference translations, one a line.")] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, help=f"Only so many sentences; {_SENTENCES} of our own text if not given."),
    ] = None,
    convert: Annotated[
        bool, typer.Option("--convert", help="Measure too what making the model takes at its first use.")
    ] = False,
    seed: Annotated[int, typer.Option("--seed", help="Another seed, another text.")] = 1,
    as_json: Json = False,
) -> None:
    """Speed, memory and quality of drafting by each system, each direction in a process of its own.

    Without --source, news-like text of our own in zh, de and en is drafted: its speed is that of news, its scores only
    tell systems apart. BLEU and chrF2 are against the reference. Numbers and names kept, and drafts that are less like
    their source than the draft of another line (unlike), need none; seconds are without starting Python.
    """
    texts = _own_text(source, reference, source_lang, target_lang, limit)
    if texts is None:
        wanted = [
            (ours, theirs)
            for ours, theirs in DIRECTIONS
            if source_lang in (None, ours) and target_lang in (None, theirs)
        ]
        if not wanted:
            listed = ", ".join("-".join(each) for each in DIRECTIONS)
            raise typer.BadParameter(
                f"there is no text of our own for {source_lang or '…'}-{target_lang or '…'}; there is for {listed}; "
                "--source and --reference name yours"
            )
        texts = [made_pairs(limit or _SENTENCES, direction, seed) for direction in wanted]
    with TemporaryDirectory(prefix="duizhao-bench-") as folder:
        rows = _rows(list(dict.fromkeys(systems or [DEFAULT_SYSTEM])), texts, Path(folder), convert=convert)
        put_rows(rows, _print, as_json=as_json)


def made_pairs(sentences: int, direction: Direction, seed: int) -> Text:
    """News-like text of our own: so many lines, each with its translation, sentences joined where a bead has two."""
    from align.benchmark_text import make_bitext
    from corpora.languages import join

    made = make_bitext(2 * sentences + 20, direction, seed)  # more than are used: some have no counterpart
    pairs = [
        (
            join([made.source[i] for i in bead.source], direction[0]),
            join([made.target[i] for i in bead.target], direction[1]),
        )
        for bead in made.beads
        if not bead.is_null
    ][:sentences]
    return Text(direction, [source for source, _ in pairs], [target for _, target in pairs])


def _own_text(
    source: Path | None, reference: Path | None, source_lang: str | None, target_lang: str | None, limit: int | None
) -> list[Text] | None:
    """The user's sentences; None where no file is named."""
    from corpora.errors import MalformedFile
    from corpora.languages import language

    if source is None:
        if reference is not None:
            raise typer.BadParameter("--reference goes with --source")
        return None
    if source_lang is None or target_lang is None:
        raise typer.BadParameter("--source goes with --from and --to, which say its language and into which")
    direction = language(source_lang).code, language(target_lang).code
    lines = read_lines(source)
    references = read_lines(reference) if reference else None
    if references is not None and len(references) != len(lines):
        raise MalformedFile(
            f"{source.name} has {len(lines):,} lines, the reference {len(references):,}; line must stand beside line"
        )
    kept = [i for i, line in enumerate(lines) if line.strip()][:limit]
    return [Text(direction, [lines[i] for i in kept], references and [references[i] for i in kept])]


def _rows(systems: Sequence[str], texts: Sequence[Text], folder: Path, *, convert: bool) -> Iterator[Row]:
    for number, system in enumerate(systems):
        if convert:
            yield from _conversion(system, folder / f"cache-{number}")
        asked = [text.direction for text in texts]
        known = measured(
            "ui.bench_drafting:ask_system", {"system": system, "directions": asked}, f"{system}: made ready", 1
        )
        done = {tuple(direction) for direction in known["directions"]}
        if not done:
            from corpora.errors import UnsupportedLanguage

            listed = ", ".join("-".join(direction) for direction in asked)
            raise UnsupportedLanguage(f"{system} does not translate {listed}")
        for text in texts:
            if text.direction in done:
                who = {name: known[name] for name in ("revision", "options", "licence")}
                yield {"type": "draft", "system": system} | who | _drafted(system, text, folder)
            else:
                note(f"{system} does not translate {'-'.join(text.direction)}, which is left out")


def _conversion(system: str, cache: Path) -> Iterator[Row]:
    cache.mkdir()
    arguments = {"system": system, "cache": str(cache)}
    figures = measured("ui.bench_drafting:measure_conversion", arguments, f"{system}: conversion", 1)
    if figures["stored_mb"]:
        yield {"type": "conversion", "system": system} | figures
    else:
        note(f"{system} is used as it comes: there is nothing to convert")


def _drafted(system: str, text: Text, folder: Path) -> Row:
    """What a system took to draft a text, and how good the drafts are."""
    from align.encoding import load_encoder
    from mt.faithfulness import faithfulness
    from mt.guards import NO_TRANSLATION, check
    from mt.metrics import evaluate

    source, target = text.direction
    path, drafts = folder / "source.txt", folder / "drafts.txt"
    path.write_text("".join(f"{' '.join(line.splitlines())}\n" for line in text.sources), encoding="utf-8")
    figures = measured(
        "ui.bench_drafting:measure_drafting",
        {"system": system, "source": str(path), "languages": text.direction, "drafts": str(drafts)},
        f"{system}: {source}-{target}",
        len(text.sources),
    )
    found = drafts.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    kinds = [
        {finding.kind for finding in check(line, source, draft, target)}
        for line, draft in zip(text.sources, found, strict=True)
    ]
    row: Row = {"source_language": source, "target_language": target} | figures
    row["sentences_per_second"] = round(figures["sentences"] / figures["seconds"], DIGITS)
    row["characters_per_second"] = round(figures["characters"] / figures["seconds"], 1)
    scores = evaluate(found, text.references, target) if text.references else []
    for score in scores:
        if score.metric in ("BLEU", "chrF2"):
            row[score.metric.lower()] = round(score.value, DIGITS)
            row[f"{score.metric.lower()}_signature"] = score.signature
    for share in faithfulness(text.sources, found, source, target, load_encoder().encode):
        key = share.name.replace("-", "_")
        row[key] = None if share.value is None else round(share.value, DIGITS)
        row[f"{key}_of"], row[f"{key}_signature"] = share.of, share.signature
    row["no_translation"] = sum(bool(each & NO_TRANSLATION) for each in kinds)
    return row | {"findings": dict(Counter(kind for each in kinds for kind in sorted(each)).most_common())}


def measure_drafting(
    system: str, source: str, languages: Sequence[str], drafts: str
) -> "Generator[int, None, DraftingCost]":
    """As in `mt.drafting_benchmark`, with the embedded encoder for what reranks."""
    from mt import drafting_benchmark

    return drafting_benchmark.measure_drafting(system, source, languages, drafts, _encode)


def measure_conversion(system: str, cache: str) -> "Generator[int, None, ConversionCost]":
    """As in `mt.drafting_benchmark`."""
    from mt import drafting_benchmark

    return drafting_benchmark.measure_conversion(system, cache, _encode)


def ask_system(system: str, directions: Sequence[Sequence[str]]) -> "Generator[int, None, KnownSystem]":
    """As in `mt.drafting_benchmark`."""
    from mt import drafting_benchmark

    return drafting_benchmark.ask_system(system, directions, _encode)


def _encode(texts: Sequence[str]) -> "np.ndarray":
    """Vectors by the embedded encoder, loaded only where a system asks: its memory would count as drafting's."""
    from align.encoding import load_encoder

    return load_encoder().encode(texts)


def _print(machine: str, rows: Sequence[Row]) -> None:
    drafted = [row for row in rows if row["type"] == "draft"]
    print_table(
        machine,
        "system|direction|lines|ready|sentences/s|chars/s|peak MB|BLEU|chrF2|numbers|names|unlike|no translation",
        [
            [
                row["system"],
                f"{row['source_language']}-{row['target_language']}",
                f"{row['sentences']:,}",
                f"{row['ready_seconds']:.1f} s",
                f"{row['sentences_per_second']:.2f}",
                f"{row['characters_per_second']:,.0f}",
                f"{row['peak_mb']:,.0f}",
                _points(row.get("bleu")),
                _points(row.get("chrf2")),
                *(_percent(row[name]) for name in ("numbers_kept", "names_kept", "unlike")),
                str(row["no_translation"]),
            ]
            for row in drafted
        ],
    )
    for name in dict.fromkeys(
        f"{metric}|{row[key]}"
        for row in drafted
        for metric, key in (("BLEU", "bleu_signature"), ("chrF2", "chrf2_signature"), ("unlike", "unlike_signature"))
        if key in row
    ):
        put(name)
    for row in rows:
        if row["type"] == "conversion":
            put(
                f"{row['system']}: made at first use in {row['seconds']:.1f} s with {row['peak_mb']:,.0f} MB at most; "
                f"{row['stored_mb']:,.0f} MB are kept"
            )


def _points(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f} %"
