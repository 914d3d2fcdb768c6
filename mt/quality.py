"""How far a translation can be trusted, from the texts alone: no reference.

Two questions, each answered by small logistic models. Is this pair whole, a translation of all of its source and of
nothing else? And would a professional find no major error in it? The first is learned from good pairs and the same ones
broken in known ways, the second from professionals' MQM judgements. The score is the answer to the second, less where
the first looks doubtful, and next to nothing where a guard sees that there is no translation. Weights and how they came
to be: quality.json, `mt.quality_training`.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import numpy as np

from corpora.compared_words import ComparedWords, CompareWords
from corpora.languages import language
from corpora.units import Finding, Score
from corpora.version import program_version
from mt.guards import NO_TRANSLATION, check
from mt.likelihood import Likelihood, LikelihoodModel
from mt.logistic import Logistic
from mt.name_evidence import NameOfTarget, names_of_target
from mt.pair_evidence import PairSigns, Texts, pair_signs, word_findings, word_signs

ENCODER = "use-m3"
WEIGHTS = Path(__file__).with_name("quality.json")

# Where there is no translation, nothing else can lift the score above this.
VETOED = 0.1
# Below this similarity a reviewer is told: of good pairs one in a hundred is.
UNRELATED = 0.3
# Below this probability of being in the source a name of the target is shown: of good pairs one in a hundred has one.
DOUBTFUL_NAME = 0.25
# Nats are weighed by so many, so that weights are of a size.
NATS = 50.0

Encode = Callable[[Sequence[str]], np.ndarray]
"""Texts to float32 vectors (n, d) with rows of length 1."""


class Questions(NamedTuple):
    """The models that answer about one kind of pair.

    names: is a name of the target in the source. whole: is the pair whole; usual: the probability of that which 975 of
    1,000 good pairs have, below which a score is less. clean: is there no major error, by what was looked at; with
    "others" in the name, among other translations of the same source.
    """

    names: Logistic
    whole: Mapping[str, Logistic]
    usual: Mapping[str, float]
    clean: Mapping[str, Logistic]


class Model(NamedTuple):
    """Everything that is in quality.json; version names it in signatures."""

    version: int
    chinese: Questions
    western: Questions

    def of(self, texts: Texts) -> Questions:
        """Those for a pair."""
        return self.chinese if texts.has_chinese else self.western


class Evidence(NamedTuple):
    """Everything that was looked at of a pair; without words or a language model the rest is None."""

    texts: Texts
    findings: tuple[Finding, ...]
    signs: PairSigns
    words: ComparedWords | None = None
    names: tuple[NameOfTarget, ...] = ()
    likelihood: Likelihood | None = None
    agreement: float | None = None


class Judged(NamedTuple):
    """What is thought of a pair: the probabilities that it is whole and that it has no major error, and the score.

    usual is the least probability of being whole that is usual of good pairs; similarity the cosine of the sides.
    """

    whole: float
    usual: float
    clean: float
    similarity: float
    score: Score


def is_broken(judged: Judged) -> bool:
    """Whether a pair is less sure to be whole than good pairs are: of those, two or three in a hundred."""
    return judged.whole < judged.usual


def judge(
    translations: Sequence[tuple[str, str]],
    source_language: str,
    target_language: str,
    encode: Encode,
    encoder: str = ENCODER,
    compare_words: CompareWords | None = None,
    likelihood_model: LikelihoodModel | None = None,
    others: Sequence[Sequence[str]] | None = None,
) -> list[Judged]:
    """What is thought of each (source, translation), in order.

    encoder names encode in the signature; the weights were fitted to the embedded one. Looking at the words one by one
    sees swapped names and says what is missing; a likelihood model that does this direction agrees with professionals
    much better; others, other translations of the same source, tell which of several is the best.
    """
    languages = language(source_language).code, language(target_language).code
    if likelihood_model and not likelihood_model.supports(*languages):
        likelihood_model = None
    pairs = [Texts(source, languages[0], target, languages[1]) for source, target in translations]
    evidence = gather(pairs, encode, compare_words, likelihood_model, others)
    made_by = signature(encoder, compare_words is not None, likelihood_model, others is not None)
    return [judge_evidence(one, made_by) for one in evidence]


def gather(
    pairs: Sequence[Texts],
    encode: Encode,
    compare_words: CompareWords | None = None,
    likelihood_model: LikelihoodModel | None = None,
    others: Sequence[Sequence[str]] | None = None,
) -> list[Evidence]:
    """What is to be weighed of pairs of one direction, in order."""
    if not pairs:
        return []
    asked = [(texts.source, texts.target) for texts in pairs]
    similarities = pair_similarities(asked, encode)
    compared: Sequence[ComparedWords | None] = compare_words(asked) if compare_words else [None] * len(asked)
    found = []
    for texts, similarity, words in zip(pairs, similarities, compared, strict=True):
        findings = check(*texts)
        signs = pair_signs(texts, float(similarity), findings)
        names = tuple(names_of_target(*texts, words)) if words else ()
        found.append(Evidence(texts, findings, signs, words, names))
    if likelihood_model:
        likelihoods = likelihood_model.log_likelihoods(asked, pairs[0].source_language, pairs[0].target_language)
        found = [one._replace(likelihood=likely) for one, likely in zip(found, likelihoods, strict=True)]
    if others is not None:
        found = [
            one._replace(agreement=agreement(one.texts.target, theirs))
            for one, theirs in zip(found, others, strict=True)
        ]
    return found


def agreement(translation: str, others: Sequence[str]) -> float | None:
    """The mean chrF2 of a translation with others of its source, in [0, 1]; None where there are none."""
    from sacrebleu.metrics.chrf import CHRF

    chrf = CHRF()
    return fmean(chrf.sentence_score(translation, [other]).score / 100 for other in others) if others else None


def signature(
    encoder: str = ENCODER,
    words: bool = False,
    likelihood_model: LikelihoodModel | None = None,
    others: bool = False,
) -> str:
    """How these scores are made: "quality|enc:use-m3|words:yes|lm:none|others:no|model:3|version:0.1.0"."""
    system = likelihood_model.system if likelihood_model else None
    judge = f"{system.name}@{system.revision}" if system else "none"
    yes = {True: "yes", False: "no"}
    return (
        f"quality|enc:{encoder}|words:{yes[words]}|lm:{judge}|others:{yes[others]}|model:{load_model().version}"
        f"|version:{program_version()}"
    )


def pair_similarities(translations: Sequence[tuple[str, str]], encode: Encode) -> np.ndarray:
    """The cosine of each source and its translation, (n,), 0 where a side is blank."""
    filled = [i for i, (source, target) in enumerate(translations) if source.strip() and target.strip()]
    similarities = np.zeros(len(translations))
    if filled:
        vectors = encode([translations[i][side] for side in (0, 1) for i in filled])
        similarities[filled] = np.einsum("nd,nd->n", vectors[: len(filled)], vectors[len(filled) :])
    return similarities


def is_vetoed(evidence: Evidence) -> bool:
    """Whether a guard sees that there is no translation: then there is nothing to weigh."""
    return any(finding.kind in NO_TRANSLATION for finding in evidence.findings)


def whole_row(evidence: Evidence, names: Logistic) -> dict[str, float]:
    """What the models that ask whether a pair is whole weigh: its signs, and those of its words if they are known."""
    row = evidence.signs._asdict()
    if evidence.words:
        logits = names.logits([name.signs for name in evidence.names])
        row |= word_signs(evidence.texts, evidence.words, logits)._asdict()
    return row


def clean_row(evidence: Evidence) -> dict[str, float]:
    """What the models that ask for major errors weigh: length, similarity, likelihood, agreement, as far as known."""
    row = {"length": evidence.signs.length, "similarity": evidence.signs.similarity}
    if evidence.likelihood:
        row["likelihood"] = evidence.likelihood.total / NATS
    if evidence.agreement is not None:
        row["agreement"] = evidence.agreement
    return row


def looked_at(evidence: Evidence) -> tuple[str, str]:
    """The names of the models that such evidence is for: whether the pair is whole, and whether it is clean."""
    clean = "likelihood" if evidence.likelihood else "texts"
    return "words" if evidence.words else "quick", clean if evidence.agreement is None else f"{clean} among others"


@cache
def load_model(path: Path = WEIGHTS) -> Model:
    """The models in a JSON file that `mt.quality_training` wrote."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    kinds = (_questions(stored[kind]) for kind in ("chinese", "western"))
    return Model(stored["version"], *kinds)


def _questions(stored: Mapping[str, Mapping[str, object]]) -> Questions:
    def logistic(row: object) -> Logistic:
        return Logistic(**row)  # type: ignore[arg-type]

    return Questions(
        logistic(stored["names"]),
        {name: logistic(row) for name, row in stored["whole"].items()},
        {name: float(value) for name, value in stored["usual"].items()},  # type: ignore[arg-type]
        {name: logistic(row) for name, row in stored["clean"].items()},
    )


def judge_evidence(evidence: Evidence, made_by: str) -> Judged:
    """What is thought of a pair by what was gathered; made_by is the signature of its score."""
    questions = load_model().of(evidence.texts)
    asked, about = looked_at(evidence)
    whole = float(questions.whole[asked].probabilities([whole_row(evidence, questions.names)])[0])
    (clean,) = questions.clean[about].probabilities([clean_row(evidence)])
    value = float(clean) * min(1.0, whole / questions.usual[asked])
    findings = evidence.findings
    if is_vetoed(evidence):
        whole, value = whole * VETOED * questions.usual[asked], min(value, VETOED)
    else:
        findings = (*findings, *_said_by_words(evidence, questions))
        if evidence.signs.similarity < UNRELATED:
            said = f"The two sides do not seem to say the same (similarity {evidence.signs.similarity:.2f})."
            findings = (Finding("similarity", said), *findings)
    made = Score(round(value, 4), made_by, findings)
    return Judged(whole, questions.usual[asked], float(clean), evidence.signs.similarity, made)


def _said_by_words(evidence: Evidence, questions: Questions) -> list[Finding]:
    if not evidence.words:
        return []
    found = list(word_findings(evidence.texts, evidence.words))
    sure = questions.names.probabilities([name.signs for name in evidence.names])
    for name, probability in zip(evidence.names, sure, strict=True):
        if probability < DOUBTFUL_NAME:
            said = evidence.texts.target[slice(*name.span)]
            found.append(Finding("name", f"“{said}” seems to be in the translation alone.", target=(name.span,)))
    return found
