"""`duizhao evaluate quality`: how far a score agrees with professionals, and whether it is what it says."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.filter_streams import name_of, put, put_json, read_lines
from ui.options import Json, SourceLang, TargetLang
from ui.tables import TableFormat, table

if TYPE_CHECKING:
    from mt.judgements import Judgement

_AT_ONCE = 32


def evaluate_quality(
    judged: Annotated[
        Path, typer.Argument(help="TSV with system, segment, source, translation, mqm and, if there is one, reference.")
    ],
    source_lang: SourceLang,
    target_lang: TargetLang,
    scores: Annotated[
        Path | None,
        typer.Option("--scores", help="Scores to judge instead of ours: a number a line, more is better."),
    ] = None,
    likelihood: Annotated[
        bool, typer.Option("--likelihood", help="Ask the embedded translation model too, as `quality` does.")
    ] = False,
    quick: Annotated[bool, typer.Option("--quick", help="Do not look at words one by one.")] = False,
    picture: Annotated[
        Path | None, typer.Option("--picture", help="Draw whether the scores are what they say: FILE.svg or FILE.png.")
    ] = None,
    form: Annotated[TableFormat, typer.Option("--format", help="How the table is written.")] = TableFormat.TEXT,
    as_json: Json = False,
) -> None:
    """How far a score agrees with MQM judgements, beside similarity, length, and chrF2 where there are references.

    pairwise: of two translations of a source, how often the better one scores higher. beyond length: Pearson's r of
    what the length of the source does not explain. "among others": the other translations of the same source looked
    at too. A score within [0, 1] is also held against how many translations have no major error.
    """
    from align.encoding import load_encoder
    from corpora.reliability import reliability
    from mt.judgements import agreement_with_judges, read_judgements
    from mt.metrics import sentence_scores
    from mt.quality import pair_similarities

    judgements = read_judgements(read_lines(judged), name_of(judged))
    pairs = [(one.source, one.translation) for one in judgements]
    values = dict[str, Sequence[float]](
        {name_of(scores): _numbers(scores)}
        if scores
        else _scored(judgements, source_lang, target_lang, likelihood=likelihood, quick=quick)
    )
    ours = next(iter(values.values()))
    values["similarity"] = pair_similarities(pairs, load_encoder().encode).tolist()
    values["shortness of the source"] = [-float(len(source)) for source, _ in pairs]
    if all(one.reference for one in judgements):
        translations, references = [one.translation for one in judgements], [one.reference for one in judgements]
        values["chrF2 with the reference"] = [
            found["chrF2"] for found in sentence_scores(translations, references, target_lang)
        ]
    agreements = {name: agreement_with_judges(judgements, found) for name, found in values.items()}
    is_probability = all(0 <= value <= 1 for value in ours)
    trusted = reliability(ours, [one.is_clean for one in judgements]) if is_probability else None
    if picture and trusted:
        from ui.pictures import OF_SCORES, draw_reliability

        draw_reliability(trusted, picture, OF_SCORES)
    if as_json:
        for name, found in agreements.items():
            put_json({"score": name} | found._asdict())
        if trusted:
            put_json({"calibration_error": trusted.calibration_error, "bins": [one._asdict() for one in trusted.bins]})
        return
    rows = [
        [name, *(f"{value:.3f}" for value in (one.pairwise, one.pearson, one.beyond_length, one.spearman, one.system))]
        for name, one in agreements.items()
    ]
    put(table(["score", "pairwise", "Pearson", "beyond length", "Spearman", "systems"], rows, form))
    if form is TableFormat.TEXT:
        put(f"{len(judgements):,} judgements of {len({one.segment for one in judgements}):,} segments")
        if trusted:
            put(f"ECE {trusted.calibration_error:.3f}")
            for low, high, count, probability, right in trusted.bins:
                put(f"  {low:.1f}-{high:.1f}  {count:6}  mean score {probability:.3f}  no major error {right:.3f}")


def _numbers(path: Path) -> list[float]:
    from corpora.errors import MalformedFile

    found = []
    for number, line in enumerate(read_lines(path), 1):
        try:
            found.append(float(line))
        except ValueError:
            raise MalformedFile(f"{name_of(path)}:{number}: expected a number, found {line[:40]!r}") from None
    return found


def _scored(
    judgements: Sequence["Judgement"], source_language: str, target_language: str, *, likelihood: bool, quick: bool
) -> Mapping[str, Sequence[float]]:
    """Our scores, of each translation alone and, where a source has several, among the others; with progress."""
    from align.encoding import load_encoder
    from align.words import comparer
    from corpora.languages import language
    from mt.judgements import other_translations
    from mt.pair_evidence import Texts
    from mt.quality import gather, judge_evidence, signature
    from ui.loading import load_likelihood_model
    from ui.progress import show, track

    codes = language(source_language).code, language(target_language).code
    model = show(load_likelihood_model()) if likelihood else None
    if model and not model.supports(*codes):
        model = None
    encoder = load_encoder()
    compare = None if quick else comparer(encoder)
    others = other_translations(judgements)
    made_by = signature(encoder.name, compare is not None, model, others=True)
    alone, among = [], []
    for start in track(list(range(0, len(judgements), _AT_ONCE)), "pairs scored"):
        places = range(start, min(start + _AT_ONCE, len(judgements)))
        texts = [Texts(judgements[i].source, codes[0], judgements[i].translation, codes[1]) for i in places]
        for evidence in gather(texts, encoder.encode, compare, model, [others[i] for i in places]):
            among.append(judge_evidence(evidence, made_by).score.value)
            alone.append(judge_evidence(evidence._replace(agreement=None), made_by).score.value)
    return {"quality": alone} | ({"quality among others": among} if any(others) else {})
