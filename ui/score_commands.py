"""`duizhao evaluate broken`: what a score sees of pairs broken in known ways, beside similarity."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from ui.filter_streams import name_of, put, put_json, read_lines
from ui.options import Json, SourceLang, TargetLang
from ui.tables import TableFormat, table

_AT_ONCE = 64  # pairs


def evaluate_broken(
    source: Annotated[Path, typer.Argument(help="Source sentences, one a line.")],
    target: Annotated[Path, typer.Argument(help="Their translations, one a line: good ones.")],
    source_lang: SourceLang,
    target_lang: TargetLang,
    third: Annotated[
        Path | None, typer.Option("--third", help="The same lines in another language: translated into the wrong one.")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Do not look at words one by one.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=2, help="Only the first so many lines.")] = None,
    seed: Annotated[int, typer.Option(help="Another seed, broken in other places.")] = 7,
    form: Annotated[TableFormat, typer.Option("--format", help="How the table is written.")] = TableFormat.TEXT,
    as_json: Json = False,
) -> None:
    """Break good pairs in known ways and say how well the score tells them from the good ones, beside similarity.

    AUC: how often a good pair scores higher than a broken one. found: how many of the broken ones are below the
    threshold that --whole of `quality` is held against, at the false alarms told below.
    """
    from align.encoding import load_encoder
    from align.words import comparer
    from corpora.errors import MalformedFile
    from corpora.languages import language
    from mt.broken_pairs import Company, break_pair
    from mt.parallel_text import Pair
    from mt.quality import Judged, is_broken, judge
    from ui.progress import track

    paths = [source, target, *([third] if third else [])]
    columns = [read_lines(path)[:limit] for path in paths]
    if len({len(lines) for lines in columns}) > 1:
        counts = ", ".join(f"{name_of(path)} {len(lines):,}" for path, lines in zip(paths, columns, strict=True))
        raise MalformedFile(f"lines must stand beside lines, but there are: {counts}")
    codes = language(source_lang).code, language(target_lang).code
    pairs = [Pair(*codes, ours, theirs) for ours, theirs in zip(columns[0], columns[1], strict=True)]
    company = Company(pairs, columns[2] if third else ())
    rows = [("good", pair.source, pair.target) for pair in pairs]
    rows += [(kind, pairs[i].source, text) for i in range(len(pairs)) for kind, text in break_pair(company, i, seed)]
    encoder = load_encoder()
    compare = None if quick else comparer(encoder)
    judged: dict[str, list[Judged]] = {}
    for start in track(range(0, len(rows), _AT_ONCE), "pairs judged"):
        batch = rows[start : start + _AT_ONCE]
        asked = [(ours, theirs) for _, ours, theirs in batch]
        answers = judge(asked, *codes, encoder.encode, compare_words=compare)
        for (kind, _, _), one in zip(batch, answers, strict=True):
            judged.setdefault(kind, []).append(one)
    whole = {kind: [one.whole for one in found] for kind, found in judged.items()}
    similar = {kind: [one.similarity for one in found] for kind, found in judged.items()}
    flagged = {kind: [is_broken(one) for one in found] for kind, found in judged.items()}
    broken = [kind for kind in whole if kind != "good"]
    found = [
        {
            "broken": name,
            "pairs": sum(len(whole[kind]) for kind in kinds),
            "auc": auc(whole["good"], [value for kind in kinds for value in whole[kind]]),
            "similarity_auc": auc(similar["good"], [value for kind in kinds for value in similar[kind]]),
            "found": _share([value for kind in kinds for value in flagged[kind]]),
        }
        for name, kinds in [*((kind, [kind]) for kind in broken), ("all", broken)]
    ]
    alarms = _share(flagged["good"])
    if as_json:
        for row in found:
            put_json(row)
        put_json({"good_pairs": len(pairs), "false_alarms": alarms})
        return
    cells = [
        [row["broken"], f"{row['pairs']:,}", *(f"{row[name]:.3f}" for name in ("auc", "similarity_auc", "found"))]
        for row in found
    ]
    put(table(["broken", "pairs", "AUC", "AUC of similarity", "found"], cells, form))
    if form is TableFormat.TEXT:
        put(f"false alarms {alarms:.3f} of {len(pairs):,} good pairs")


def auc(good: Sequence[float], broken: Sequence[float]) -> float:
    """How often a value of the first is above one of the second, a tie counting half: the area under the ROC curve."""
    import numpy as np

    ordered = np.sort(np.asarray(broken, dtype=float))
    below = np.searchsorted(ordered, good, side="left")
    not_above = np.searchsorted(ordered, good, side="right")
    return float((below + not_above).sum() / (2 * len(good) * len(ordered)))


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values)
