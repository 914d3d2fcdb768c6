"""Figures about this machine: what reading, aligning, encoding and drafting cost here, beside a peer if installed."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from ui.bench_drafting import bench_draft
from ui.bench_reading import bench_read
from ui.bench_rows import DIGITS, BenchText, Row, made_text, measured, print_table, put_rows, written_text
from ui.filter_streams import note, put
from ui.options import Json, SourceLang, TargetLang

_SIZE = 2000  # sentences a side; vecalign's port takes over a minute for them
_REVISED = 5000
_SAMPLE = 300  # sentences whose spans are compared with their joined texts

bench = typer.Typer(
    help="Measure what the parts of the program cost on this machine.",
    epilog="Example: duizhao bench align",
    no_args_is_help=True,
)
Seed = Annotated[int, typer.Option("--seed", help="Another seed, another text.")]


def register(app: typer.Typer) -> None:
    """Add the group to the command line."""
    bench.command("read", epilog="Example: duizhao bench read --megabytes 20")(bench_read)
    bench.command("draft", epilog="Example: duizhao bench draft --system gemma3-270m --limit 100")(bench_draft)
    app.add_typer(bench, name="bench")


@bench.command("align", epilog="Example: duizhao bench align --sentences 2000 --sentences 16000")
def bench_align(
    sentences: Annotated[
        list[int] | None,
        typer.Option("--sentences", min=1, help=f"Sentences a side, {_SIZE} if not given; may be repeated."),
    ] = None,
    source: Annotated[Path | None, typer.Option(help="Measure on these sentences, one a line, instead.")] = None,
    target: Annotated[Path | None, typer.Option(help="And their translation, one a line.")] = None,
    source_lang: SourceLang = "zh",
    target_lang: TargetLang = "de",
    peer: Annotated[bool, typer.Option(help="Run sentweave, a port of vecalign, beside it.")] = True,
    peer_limit: Annotated[int, typer.Option(help="Most sentences a side that the peer is run on.")] = _SIZE,
    realign: Annotated[
        int, typer.Option(min=0, help="Sentences a side of the text that is aligned anew in places; 0 for none.")
    ] = _REVISED,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Time and memory of aligning, from sentences to beads; each system in a process of its own.

    Without --source and --target, parallel text of our own in zh, de or en is aligned; its beads are known, so strict
    F1 is shown too. Real text is harder. Seconds are without starting Python and loading models.
    """
    from corpora.languages import language

    codes = language(source_lang).code, language(target_lang).code
    own = _files(source, target, sentences)
    most = peer_limit if peer and _has_peer() else None
    with TemporaryDirectory(prefix="duizhao-bench-") as folder:

        def text(size: int) -> BenchText:
            return written_text(own, codes, Path(folder)) if own else made_text(size, codes, seed, Path(folder))

        put_rows(_alignments(text, sentences or [_SIZE], most, realign), _print_alignments, as_json=as_json)


@bench.command("encode", epilog="Example: duizhao bench encode --sentences 2000")
def bench_encode(
    sentences: Annotated[int, typer.Option("--sentences", min=1, help="How many are encoded.")] = _SIZE,
    encoder: Annotated[
        str, typer.Option(help="The embedded use-m3; labse, e5-base, bge-m3 …; hub:ORG/NAME; or a folder.")
    ] = "use-m3",
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Time of encoding sentences alone and all their spans of up to six; how true the spans' vectors are.

    For Chinese, German and English text of our own. The vector of a span is compared with that of the joined text.
    """
    with TemporaryDirectory(prefix="duizhao-bench-") as folder:
        put_rows(_encodings(sentences, encoder, seed, Path(folder)), _print_encodings, as_json=as_json)


def _alignments(
    text: Callable[[int], BenchText], sizes: Sequence[int], peer_limit: int | None, revised: int
) -> Iterator[Row]:
    """What each system takes for a text of each size, and what opening and revising one takes.

    text makes one of a size. peer_limit is None where no peer is to run, revised 0 where nothing is to be revised.
    """
    for size in sizes:
        made = text(size)
        ours = _aligned("duizhao", made)
        yield ours | {"times_duizhao": 1.0}
        if peer_limit is not None and made.sentences > peer_limit:
            note(f"sentweave is not run on more than {peer_limit:,} sentences a side; --peer-limit allows more")
        elif peer_limit is not None:
            theirs = _aligned("sentweave", made)
            yield theirs | {"times_duizhao": round(theirs["seconds"] / ours["seconds"], DIGITS)}
    if revised:
        made = text(revised)
        stage = f"{made.sentences:,} sentences, opened and realigned"
        yield {"type": "realign"} | measured("align.benchmark:measure_revision", made.arguments, stage)


def _encodings(sentences: int, encoder: str, seed: int, folder: Path) -> Iterator[Row]:
    """What encoding takes in each language, and how true the vectors of spans are."""
    from align.benchmark_text import LANGUAGES

    for code in LANGUAGES:
        made = made_text(sentences, (code, "en"), seed, folder)
        arguments = {"sentences": made.arguments["source"], "code": code, "encoder": encoder}
        cost = measured("align.encoding_benchmark:measure_encoding", arguments, f"{code}: encoding", 3)
        truth = measured(
            "align.encoding_benchmark:measure_faithfulness",
            arguments | {"sample": _SAMPLE},
            f"{code}: against joined texts",
            2,
        )
        rate = round(cost["sentences"] / min(cost["own_seconds"], cost["alone_seconds"]), 1)
        yield {"type": "encode", "language": code, "encoder": encoder, "sentences_per_second": rate} | truth | cost


def _files(
    source: Path | None, target: Path | None, sentences: Sequence[int] | None
) -> tuple[list[str], list[str]] | None:
    """The lines of the user's own files; None where none are named."""
    from ui.align_inputs import read_sides

    if source is None and target is None:
        return None
    if source is None or target is None:
        raise typer.BadParameter("--source and --target go together")
    if sentences:
        raise typer.BadParameter("--sentences is for text of our own; --source and --target are measured whole")
    sides = read_sides(source, target)
    for path, side in zip((source, target), sides, strict=True):
        if not any(line.strip() for line in side):
            raise typer.BadParameter(f"there is no sentence in {path.name}")
    return sides


def _has_peer() -> bool:
    from importlib.util import find_spec

    if find_spec("sentweave"):
        return True
    note("sentweave is not installed; `pip install sentweave` would add the comparison with it")
    return False


def _aligned(system: str, text: BenchText) -> Row:
    """What a system took to align a text, and how right it was where that is known."""
    from align.gold import compare
    from corpora.formats.beads import read_beads

    beads = text.source.with_name(f"{system}.beads")
    figures = measured(
        f"align.benchmark:measure_{system}",
        text.arguments | {"beads": str(beads)},
        f"{text.sentences:,} sentences, {system}",
    )
    found = read_beads(beads.read_text(encoding="utf-8").splitlines(), beads.name)
    seconds = figures["seconds"]
    return (
        {"type": "align", "system": system}
        | figures
        | {
            "search_seconds": round(seconds - figures["encoding_seconds"], DIGITS),
            "encoding_share": round(figures["encoding_seconds"] / seconds, DIGITS),
            "sentences_per_second": round(figures["source"] / seconds, 1),
            "seconds_per_1000": round(1000 * seconds / figures["source"], DIGITS),
            "strict_f1": None if text.gold is None else round(compare(text.gold, found).strict.f1, DIGITS),
        }
    )


def _print_alignments(machine: str, rows: Sequence[Row]) -> None:
    print_table(
        machine,
        "sentences|system|seconds|encoding|search|encoding is|sentences/s|s per 1,000|peak MB|strict F1|times",
        [
            [
                f"{row['source']:,} × {row['target']:,}",
                row["system"],
                f"{row['seconds']:.2f}",
                f"{row['encoding_seconds']:.2f}",
                f"{row['search_seconds']:.2f}",
                f"{row['encoding_share']:.0%}",
                f"{row['sentences_per_second']:,.0f}",
                f"{row['seconds_per_1000']:.2f}",
                f"{row['peak_mb']:,.0f}",
                "–" if row["strict_f1"] is None else f"{row['strict_f1']:.3f}",
                f"{row['times_duizhao']:.1f}",
            ]
            for row in rows
            if row["type"] == "align"
        ],
    )
    for revision in (row for row in rows if row["type"] == "realign"):
        put(
            f"{revision['source']:,} × {revision['target']:,} sentences, once aligned: a bead locked and some 200 "
            f"sentences aligned anew in {revision['realign_ms']:.0f} ms (at most {revision['slowest_realign_ms']:.0f})"
        )
        put(
            f"opened again: vectors from {revision['stored_mb']:.0f} MB as stored in {revision['unpack_ms']:.1f} ms, "
            f"clues of the sentences in {revision['clues_ms']:.0f} ms, the band in {revision['band_ms']:.0f} ms"
        )


def _print_encodings(machine: str, rows: Sequence[Row]) -> None:
    print_table(
        machine,
        "language|sentences/s|alone: own way|alone: as spans|spans of 1–6|ratio|in CPU|to joined texts|"
        "least cosine|mean|below .999|peak MB",
        [
            [
                row["language"],
                f"{row['sentences_per_second']:,.0f}",
                f"{row['own_seconds']:.2f} s",
                f"{row['alone_seconds']:.2f} s",
                f"{row['spans_seconds']:.2f} s",
                f"{row['ratio']:.2f}",
                f"{row['cpu_ratio']:.2f}",
                f"{row['joined_ratio']:.2f}",
                f"{row['least_cosine']:.5f}",
                f"{row['mean_cosine']:.6f}",
                f"{row['below']} of {row['sample_spans']:,}",
                f"{row['peak_mb']:,.0f}",
            ]
            for row in rows
        ],
    )
