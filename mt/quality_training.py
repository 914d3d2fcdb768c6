"""Fitting the weights of `mt.quality`; `make quality-weights` runs it.

Good pairs of three-way lines are set against the same ones broken in known ways (`mt.broken_pairs`); files of MQM
judgements (`mt.judgements`) tell what has a major error. Everything is cross-validated first, by line and by
document, and printed with what each sign is worth; then fitted to all. Deterministic.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import Any, NamedTuple

import numpy as np
from tqdm import tqdm

from corpora.compared_words import CompareWords
from corpora.reliability import reliability
from mt.broken_pairs import Company, break_pair
from mt.judgements import Judgement, agreement_with_judges, documents, other_translations
from mt.likelihood import LikelihoodModel
from mt.logistic import Logistic, value_of
from mt.name_evidence import NameSigns
from mt.pair_evidence import PairSigns, Texts, WordSigns
from mt.parallel_text import TARGETS, Pair
from mt.quality import VETOED, Encode, Evidence, clean_row, gather, is_vetoed, whole_row

MODEL_VERSION = 3
LINES = 350
FOLDS = 10
# One in so many good pairs may be less sure to be whole than what counts as usual.
UNUSUAL = 0.025
VETO = 20.0  # of log odds: below everything that is weighed
SEED = 7

_AT_ONCE = 64  # pairs: their words are compared on all cores

WHOLE: Mapping[str, Sequence[str]] = {
    "quick": tuple(name for name in PairSigns._fields if name != "length"),
    "words": tuple(name for name in (*PairSigns._fields, *WordSigns._fields) if name != "length"),
}
# Few: of several hundred sources more of them learn the sources. What tells broken pairs is worth nothing here.
CLEAN: Mapping[str, Sequence[str]] = {
    "texts": ("length", "similarity"),
    "likelihood": ("likelihood",),
    "texts among others": ("length", "similarity", "agreement"),
    "likelihood among others": ("likelihood", "agreement"),
}

Array = np.ndarray[Any, np.dtype[np.float64]]


class Example(NamedTuple):
    """A good pair, or a broken one, with its evidence; line is where it comes from, kind how it was broken."""

    line: int
    kind: str
    evidence: Evidence


def fit(rows: Sequence[Any], names: Sequence[str], is_good: Array, weight: Array | None = None) -> Logistic:
    """A logistic regression with a mild ridge (scikit-learn's), told in the units of what it weighs."""
    from sklearn.linear_model import LogisticRegression

    values = np.array([[value_of(row, name) for name in names] for row in rows])
    centre, scale = values.mean(axis=0), values.std(axis=0) + 1e-9
    model = LogisticRegression(max_iter=5000).fit((values - centre) / scale, is_good, sample_weight=weight)
    weights = model.coef_[0] / scale
    return Logistic(
        round(float(model.intercept_[0] - weights @ centre), 5),
        {name: round(float(value), 5) for name, value in zip(names, weights, strict=True)},
    )


def folds(groups: Sequence[object]) -> Iterator[tuple[Array, Array]]:
    """Places to fit on and places to measure on, no group in both."""
    from sklearn.model_selection import GroupKFold

    order = {group: i for i, group in enumerate(dict.fromkeys(groups))}
    numbers = [order[group] for group in groups]
    yield from GroupKFold(min(FOLDS, len(order))).split(numbers, groups=numbers)


def examples(
    sides: Mapping[str, Sequence[str]], encode: Encode, compare_words: CompareWords
) -> dict[str, list[Example]]:
    """Good pairs of three-way lines in every direction, and the broken ones, by whether a side is Chinese."""
    found: dict[str, list[Example]] = {"chinese": [], "western": []}
    for source, target in permutations(sides, 2):
        if target not in TARGETS:
            continue
        (third,) = set(sides) - {source, target}
        pairs = [Pair(source, target, a, b) for a, b in zip(sides[source], sides[target], strict=True)]
        company = Company(pairs, sides[third])
        rows = [(i, "good", pair.target) for i, pair in enumerate(pairs)]
        rows += [(i, kind, text) for i in range(len(pairs)) for kind, text in break_pair(company, i, SEED)]
        texts = [Texts(pairs[i].source, source, text, target) for i, _, text in rows]
        with tqdm(total=len(rows), desc=f"{source}-{target}", unit="pair") as bar:
            for start in range(0, len(rows), _AT_ONCE):
                gathered = gather(texts[start : start + _AT_ONCE], encode, compare_words)
                found["chinese" if "zh" in (source, target) else "western"] += [
                    Example(i, kind, evidence)
                    for (i, kind, _), evidence in zip(rows[start : start + _AT_ONCE], gathered, strict=True)
                ]
                bar.update(len(gathered))
    return found


def fit_names(rows: Sequence[Example]) -> Logistic:
    """The model of names: those of good pairs against those that were put in their place."""
    good = {
        (one.line, one.evidence.texts.target_language, one.evidence.texts.source_language): one.evidence.texts.target
        for one in rows
        if one.kind == "good"
    }
    signs: list[NameSigns] = []
    is_there: list[bool] = []
    for one in rows:
        if one.kind not in ("good", "name swapped"):
            continue
        texts = one.evidence.texts
        right = good[one.line, texts.target_language, texts.source_language]
        for name in one.evidence.names:
            signs.append(name.signs)
            is_there.append(one.kind == "good" or texts.target[slice(*name.span)] in right)
    return fit(signs, NameSigns._fields, np.array(is_there))


def weights_of(rows: Sequence[Example]) -> Array:
    """How much each example counts: every way to break pairs as much as every other, all together as the good ones."""
    counts = Counter(one.kind for one in rows)
    ways = len(counts) - 1
    return np.array([(ways if one.kind == "good" else 1) / counts[one.kind] for one in rows]) * len(rows) / (2 * ways)


def fit_whole(rows: Sequence[Example], names: Logistic, signs: Sequence[str]) -> Logistic:
    """The model of whole pairs; what a guard vetoes it never sees, so it learns nothing of it."""
    rows = [one for one in rows if not is_vetoed(one.evidence)]
    is_good = np.array([one.kind == "good" for one in rows])
    return fit([whole_row(one.evidence, names) for one in rows], signs, is_good, weights_of(rows))


def cross_validated(rows: Sequence[Example], signs: Sequence[str]) -> Array:
    """The log odds of each pair being whole, by models that saw nothing of its line."""
    logits = np.zeros(len(rows))
    for seen, unseen in folds([one.line for one in rows]):
        of_seen = [rows[i] for i in seen]
        names = fit_names(of_seen)
        model = fit_whole(of_seen, names, signs)
        found = model.logits([whole_row(rows[i].evidence, names) for i in unseen])
        logits[unseen] = np.where([is_vetoed(rows[i].evidence) for i in unseen], found - VETO, found)
    return logits


class Judged(NamedTuple):
    """A file of judgements with the evidence of each and its document."""

    judgements: Sequence[Judgement]
    evidence: Sequence[Evidence]
    documents: Sequence[str]

    @property
    def is_clean(self) -> Array:
        """Whether no major error was found in each."""
        return np.array([one.is_clean for one in self.judgements])


def judged_evidence(
    judgements: Sequence[Judgement],
    languages: tuple[str, str],
    encode: Encode,
    compare_words: CompareWords,
    likelihood_model: LikelihoodModel,
) -> Judged:
    """The evidence of judged translations, each among the others of its segment."""
    found: list[Evidence] = []
    texts = [Texts(one.source, languages[0], one.translation, languages[1]) for one in judgements]
    others = other_translations(judgements)
    with tqdm(total=len(judgements), desc="judged", unit="pair") as bar:
        for start in range(0, len(texts), _AT_ONCE):
            places = slice(start, start + _AT_ONCE)
            found += gather(texts[places], encode, compare_words, likelihood_model, others[places])
            bar.update(len(texts[places]))
    return Judged(judgements, found, documents(judgements))


def cross_validated_clean(judged: Judged, rows: Sequence[Mapping[str, float]], signs: Sequence[str]) -> Array:
    """The probability of each judged translation being clean, by models that saw nothing of its document."""
    found = np.zeros(len(rows))
    for seen, unseen in folds(judged.documents):
        model = fit([rows[i] for i in seen], signs, judged.is_clean[seen])
        found[unseen] = model.probabilities([rows[i] for i in unseen])
    return found


def _report(line: str) -> None:
    print(line, flush=True)  # noqa: T201 what a recipe measures


def _report_agreement(name: str, judged: Judged, found: Array) -> None:
    agrees = agreement_with_judges(judged.judgements, found.tolist())
    error = reliability(found.tolist(), judged.is_clean.tolist()).calibration_error
    _report(
        f"  {name:38} pairwise {agrees.pairwise:.3f}  Pearson {agrees.pearson:.3f}  beyond length "
        f"{agrees.beyond_length:.3f}  ECE {error:.3f}"
    )


def report_whole(kind: str, rows: Sequence[Example], signs: Sequence[str], name: str) -> Array:
    """Print how well broken pairs are told from good ones, and give the log odds."""
    from sklearn.metrics import roc_auc_score

    logits = cross_validated(rows, signs)
    kinds = np.array([one.kind for one in rows])
    good = logits[kinds == "good"]
    _report(f"whole, {kind}, {name}")
    for broken in [one for one in dict.fromkeys(kinds) if one != "good"]:
        bad = logits[kinds == broken]
        truth = np.r_[np.ones(len(good)), np.zeros(len(bad))]
        _report(f"  {broken:30} {roc_auc_score(truth, np.r_[good, bad]):.3f}  ({len(bad)})")
    _report(f"  {'all':30} {roc_auc_score(kinds == 'good', logits):.3f}")
    return logits


def report_clean(name: str, judged: Judged, rows: Sequence[Mapping[str, float]], signs: Sequence[str]) -> None:
    """Print how far a model agrees with the judges, and what it is worth without each of its signs."""
    for left_out in (None, *(signs if len(signs) > 1 else ())):
        used = [sign for sign in signs if sign != left_out]
        found = cross_validated_clean(judged, rows, used)
        _report_agreement(f"without {left_out}" if left_out else name, judged, found)


def report_score(
    name: str,
    judged: Judged,
    rows: Sequence[Mapping[str, float]],
    signs: Sequence[str],
    whole: Logistic,
    names: Logistic,
    usual: float,
) -> None:
    """Print the same of the score itself, which is less where a pair does not look whole."""
    found = cross_validated_clean(judged, rows, signs)
    doubts = whole.probabilities([whole_row(evidence, names) for evidence in judged.evidence])
    vetoed = np.array([is_vetoed(evidence) for evidence in judged.evidence])
    found = np.where(vetoed, np.minimum(found, VETOED), found * np.minimum(1.0, doubts / usual))
    _report_agreement(f"score, {name}", judged, found)


def train(by_kind: Mapping[str, Sequence[Example]], judged: Mapping[str, Judged]) -> dict[str, Any]:
    """The contents of quality.json, everything cross-validated and printed on the way."""
    stored: dict[str, Any] = {"version": MODEL_VERSION}
    for kind, rows in by_kind.items():
        names = fit_names(rows)
        whole = {name: fit_whole(rows, names, signs) for name, signs in WHOLE.items()}
        usual = {}
        for name, signs in WHOLE.items():
            logits = report_whole(kind, rows, signs, name)
            good = 1 / (1 + np.exp(-logits[[one.kind == "good" for one in rows]]))
            usual[name] = round(float(np.quantile(good, UNUSUAL)), 5)
        _report(f"clean, {kind}")
        clean = {}
        weighed = [clean_row(evidence) for evidence in judged[kind].evidence]
        for name, signs in CLEAN.items():
            report_clean(name, judged[kind], weighed, signs)
            report_score(name, judged[kind], weighed, signs, whole["words"], names, usual["words"])
            clean[name] = fit(weighed, signs, judged[kind].is_clean)
        stored[kind] = {
            "names": names._asdict(),
            "whole": {name: model._asdict() for name, model in whole.items()},
            "usual": usual,
            "clean": {name: model._asdict() for name, model in clean.items()},
            "trained_on": {"pairs": len(rows), "judgements": len(judged[kind].judgements)},
        }
    return stored
