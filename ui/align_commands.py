"""Filters about alignments: two files of sentences to beads, and beads against gold."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.align_inputs import LONGEST, Rows, doubts, read_bitexts, read_decided, read_documents, read_sides
from ui.evaluate_commands import evaluate
from ui.filter_streams import name_of, note, put, put_json, read_lines
from ui.options import Json, SourceLang, TargetLang

if TYPE_CHECKING:
    from align.sides import EncodedSide
    from corpora.reliability import Reliability
    from corpora.units import Alignment, Bead

_FEWEST = 4  # sentences of the shorter side below which chance and translation look alike
_LEAST_PROBABILITY = 0.5
_MOST_NAMED = 5  # documents that get a line of their own


def register(app: typer.Typer) -> None:
    """Add the filters to the command line."""
    example = "Example: duizhao beads --source-lang zh --target-lang de article.zh article.de"
    app.command(epilog=example)(beads)
    evaluate.command("align", epilog="Example: duizhao evaluate align gold.txt hypothesis.beads")(evaluate_align)
    example = "Example: duizhao evaluate noise --source-lang zh --target-lang de article.zh article.de gold.txt"
    evaluate.command("noise", epilog=example)(evaluate_noise)


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
    accepted: Annotated[
        Path | None, typer.Option("--accepted", help="Beads that hold, `[0, 1]:[2]` a line; the rest goes round them.")
    ] = None,
    forbidden: Annotated[Path | None, typer.Option("--forbidden", help="Beads that must not come.")] = None,
    encoder: Annotated[
        str,
        typer.Option(help="The embedded use-m3; labse, e5-base, bge-m3 …; hub:ORG/NAME; or the folder of a model."),
    ] = "use-m3",
) -> None:
    """Align two files of one sentence a line: one bead a line, with its probability."""
    from align.encoding import load_encoder
    from align.search import AlignOptions, align_encoded, renumber
    from align.sides import Side, encode_side
    from corpora.formats.beads import format_bead
    from corpora.languages import language
    from ui.progress import track

    codes = language(source_lang).code, language(target_lang).code
    sides = read_sides(source, target)
    documents = read_documents(bounds, sides)
    decided = read_decided(accepted, forbidden, sides, documents)
    model = load_encoder(encoder)
    for doubt in doubts(sides, codes):
        note(doubt)
    strangers = 0
    for document in track(documents, "aligning"):
        rows = Rows.of(document, sides)
        encoded = [
            encode_side(Side([side[k][:LONGEST] for k in numbers], code), model)
            for side, numbers, code in zip(sides, rows, codes, strict=True)
        ]
        found = align_encoded(encoded[0], encoded[1], AlignOptions(encoder), model, decided.among(rows))
        for bead in rows.with_blanks(renumber(found, *rows).beads, document):
            put(format_bead(bead))
        sys.stdout.flush()
        probability = _probability(found, encoded[0], encoded[1])
        if probability is not None and probability < _LEAST_PROBABILITY:
            strangers += 1
            if strangers <= _MOST_NAMED:
                which = f"{document.name}: its sides do" if bounds else "these sides do"
                chance = f"probability {probability:.2f}" if probability >= 0.01 else "probability below 0.01"
                note(f"{which} not look like translations of each other ({chance})")
    if strangers > _MOST_NAMED:
        note(f"and {strangers - _MOST_NAMED} more of the {len(documents)} documents")


def evaluate_align(
    gold: Annotated[Path, typer.Argument(help="Gold beads, `[0, 1]:[2]` a line.")],
    hypothesis: Annotated[Path, typer.Argument(help="Beads to score, as `duizhao beads` writes them.")],
    trust: Annotated[
        bool, typer.Option("--trust", help="Also measure how far the beads' probabilities, the third field, hold.")
    ] = False,
    picture: Annotated[
        Path | None, typer.Option("--picture", help="Draw that as a reliability diagram: FILE.svg or FILE.png.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Strict, lax and null precision, recall and F1 of beads against gold."""
    from align.gold import compare
    from align.reliability import reliability
    from corpora.errors import MalformedFile
    from corpora.formats.beads import read_beads
    from corpora.reliability import SURE

    wants_trust = trust or picture is not None
    ours = read_beads(read_lines(gold), name_of(gold), scored=False)
    theirs = read_beads(read_lines(hypothesis), name_of(hypothesis), scored=wants_trust)
    if wants_trust and not theirs:
        raise MalformedFile(f"{name_of(hypothesis)}: there is no bead in it")
    if misfit := _misfit(ours, theirs):
        note(f"{name_of(gold)} and {name_of(hypothesis)} may be of different texts: {misfit}")
    found = compare(ours, theirs)
    trusted = reliability(ours, theirs) if wants_trust else None
    if picture and trusted:
        from ui.pictures import draw_reliability

        draw_reliability(trusted, picture)
    rows = {"strict": found.strict, "lax": found.lax, "null": found.null}
    if as_json:
        scores = {name: {"precision": r.precision, "recall": r.recall, "f1": r.f1} for name, r in rows.items()}
        put_json(scores | ({"trust": _trust_object(trusted)} if trusted else {}))
        return
    for name, row in rows.items():
        put(f"{name:7}P {row.precision:.4f}  R {row.recall:.4f}  F1 {row.f1:.4f}")
    if trusted:
        put(f"sure   {trusted.sure_share:.4f} of the beads have p > {SURE}, {trusted.sure_right:.4f} of them are right")
        put(f"ECE    {trusted.calibration_error:.4f}")
        for low, high, count, probability, right in trusted.bins:
            put(f"  {low:.1f}-{high:.1f}  beads {count:6}  mean p {probability:.3f}  right {right:.3f}")
    print(f"{found.gold_beads} gold beads, {found.hypothesis_beads} scored", file=sys.stderr)  # noqa: T201


def evaluate_noise(
    source: Annotated[Path, typer.Argument(help="Source sentences, one a line.")],
    target: Annotated[Path, typer.Argument(help="Target sentences, one a line.")],
    gold: Annotated[Path, typer.Argument(help="Gold beads, `[0, 1]:[2]` a line.")],
    source_lang: SourceLang,
    target_lang: TargetLang,
    bounds: Annotated[Path | None, typer.Option("--bounds", help="Documents inside the files, as for beads.")] = None,
    noise: Annotated[
        list[str] | None, typer.Option("--noise", help="One kind of noise; may be repeated. Default: all.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed, other noise.")] = 1,
    as_json: Json = False,
) -> None:
    """Disturb a gold bitext as pages and translators do, align it, and say how much is still right."""
    from align.encoding import load_encoder
    from align.gold import compare
    from align.reliability import reliability
    from align.robustness import DISTURBANCES, disturbed
    from align.search import AlignOptions, align_encoded
    from align.sides import Side, encode_side
    from corpora.errors import MalformedFile
    from corpora.languages import language
    from corpora.reliability import SURE
    from ui.progress import track

    kinds = noise or list(DISTURBANCES)
    if unknown := [kind for kind in kinds if kind not in DISTURBANCES]:
        raise MalformedFile(f"no noise called {unknown[0]!r}; there are: {', '.join(DISTURBANCES)}")
    codes = language(source_lang).code, language(target_lang).code
    bitexts = read_bitexts(source, target, gold, bounds, codes)
    encoder = load_encoder()
    for kind in kinds:
        ours: list[Bead] = []
        theirs: list[Bead] = []
        start = (0, 0)
        for bitext in track(list(disturbed(bitexts, DISTURBANCES[kind], seed)), kind):
            *texts, beads = bitext.lines()
            sides = [encode_side(Side(text, code), encoder) for text, code in zip(texts, codes, strict=True)]
            found = align_encoded(sides[0], sides[1], AlignOptions(), encoder).beads
            ours += (bead.shifted(*start) for bead in beads)
            theirs += (bead.shifted(*start) for bead in found)
            start = start[0] + len(texts[0]), start[1] + len(texts[1])
        scores, trusted = compare(ours, theirs), reliability(ours, theirs)
        if as_json:
            f1 = {"strict_f1": scores.strict.f1, "lax_f1": scores.lax.f1, "null_f1": scores.null.f1}
            put_json({"noise": kind} | f1 | _trust_object(trusted))
        else:
            put(
                f"{kind:16}strict {scores.strict.f1:.3f}  lax {scores.lax.f1:.3f}  null {scores.null.f1:.3f}  "
                f"p > {SURE}: {trusted.sure_share:.3f}, right {trusted.sure_right:.3f}  "
                f"ECE {trusted.calibration_error:.3f}"
            )


def _trust_object(found: "Reliability") -> dict[str, object]:
    return {
        "sure_share": found.sure_share,
        "sure_right": found.sure_right,
        "calibration_error": found.calibration_error,
        "bins": [
            {"low": low, "high": high, "beads": count, "probability": probability, "right": right}
            for low, high, count, probability, right in found.bins
        ],
    }


def _probability(alignment: "Alignment", source: "EncodedSide", target: "EncodedSide") -> float | None:
    """The probability that two aligned sides translate each other; None where they are too short to tell."""
    from math import exp

    from align.document_kinship import Kinship, in_order_gain, linked_gain, log_odds
    from align.locks import is_formable
    from corpora.units import Alignment

    shorter = min(len(source), len(target))
    if shorter < _FEWEST:
        return None
    in_order = in_order_gain(source.spans[0], target.spans[0], source.calibration)
    # Accepted beads may be larger than any span that has a vector.
    linked = Alignment(tuple(bead for bead in alignment.beads if is_formable(bead)), alignment.signature)
    return 1 / (1 + exp(-log_odds(Kinship(in_order, linked_gain(linked, source, target), shorter))))


def _misfit(gold: "Sequence[Bead]", hypothesis: "Sequence[Bead]") -> str | None:
    """Why beads seem to be of another text than the gold ones."""
    for side in ("source", "target"):
        there = {position for bead in hypothesis for position in getattr(bead, side)}
        known = {position for bead in gold for position in getattr(bead, side)}
        linked = {position for bead in gold if not bead.is_null for position in getattr(bead, side)}
        if there and known and max(there) > 1.5 * max(known) + 10:
            return f"{side} sentences go up to {max(known)} in the one and to {max(there)} in the other"
        if len(linked & there) * 2 < len(linked):
            return f"of {len(linked)} {side} sentences that gold links, the other has {len(linked & there)}"
    return None
