"""How far a translation can be trusted, from the two texts alone: no reference, no neighbours.

A logistic model over what the guards see and how close a multilingual encoder finds the two sides. It
answers the everyday question, whether this pair is broken; two good translations it cannot tell apart.
Its weights, made by `mt.quality_training`, lie in quality.json.
"""

import json
import math
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpora.anchors import unmatched_names, unmatched_numbers
from corpora.languages import language
from corpora.units import Finding, Score
from corpora.version import program_version
from mt.guards import NO_TRANSLATION, check
from mt.lengths import expected_length, length_surprise
from mt.likelihood import Likelihood, LikelihoodModel

ENCODER = "use-m3"
WEIGHTS = Path(__file__).with_name("quality.json")

# Where there is no translation, nothing else can lift the score above this.
VETOED = 0.1
# Below this similarity a reviewer is told: of good pairs one in a hundred is.
UNRELATED = 0.3

# What a translation model adds: a nat of surprise more than usual on every token takes 14 % off a score, and
# of two pairs alike in that the longer scores less, having more places for an error. The numbers are round
# ones from the middle of a flat optimum: broken news pairs are still told from good ones, and the order of
# risk agrees with MQM judgements far better than without.
USUAL_SURPRISE = 2.2
PER_TOKEN = 0.15
PER_NAT = 0.004

Encode = Callable[[Sequence[str]], np.ndarray]
"""Texts to float32 vectors (n, d) with rows of length 1."""


class Features(NamedTuple):
    """What the model weighs. Each depends on its pair only, so a pair scores the same in any company."""

    similarity: float
    similarity_with_chinese: float
    has_chinese: float
    shortness: float
    longness: float
    brevity: float
    numbers: float
    names: float
    faults: float


class Model(NamedTuple):
    """A logistic model: the weights go with Features by name, version names them in signatures."""

    version: int
    intercept: float
    weights: Features

    def probability(self, features: np.ndarray) -> np.ndarray:
        """How likely each pair is a good translation; features (n, 9) in the order of Features, returns (n,)."""
        logits = features @ np.asarray(self.weights, dtype=np.float64) + self.intercept
        return 1.0 / (1.0 + np.exp(-logits))


def score(
    translations: Sequence[tuple[str, str]],
    source_language: str,
    target_language: str,
    encode: Encode,
    encoder: str = ENCODER,
    likelihood_model: LikelihoodModel | None = None,
) -> list[Score]:
    """A score in [0, 1] for each (source, translation), in order, with what spoke against it.

    encoder names encode in the signature; the weights were fitted to the embedded one. A likelihood model
    that does this direction ranks pairs by risk much better, at seven pairs a second.
    """
    if not translations:
        return []
    source_language, target_language = language(source_language).code, language(target_language).code
    if likelihood_model and not likelihood_model.supports(source_language, target_language):
        likelihood_model = None
    similarities = pair_similarities(translations, encode)
    findings = [check(source, source_language, target, target_language) for source, target in translations]
    features = np.array(
        [
            pair_features(source, source_language, target, target_language, similarity, found)
            for (source, target), similarity, found in zip(translations, similarities, findings, strict=True)
        ]
    )
    probabilities = load_model().probability(features)
    if likelihood_model:
        likelihoods = likelihood_model.log_likelihoods(translations, source_language, target_language)
        probabilities = probabilities * [survival(likelihood) for likelihood in likelihoods]
    made_by = signature(encoder, likelihood_model)
    return [
        _judge(float(probability), float(similarity), found, made_by)
        for probability, similarity, found in zip(probabilities, similarities, findings, strict=True)
    ]


def survival(likelihood: Likelihood) -> float:
    """The share of a score that is left after the doubts of a translation model, in (0, 1]."""
    doubt = PER_TOKEN * (-likelihood.per_token - USUAL_SURPRISE) - PER_NAT * likelihood.total
    return math.exp(-max(doubt, 0.0))


def signature(encoder: str = ENCODER, likelihood_model: LikelihoodModel | None = None) -> str:
    """How these scores are made: "quality|enc:use-m3|lm:none|model:1|version:0.1.0"."""
    system = likelihood_model.system if likelihood_model else None
    judge = f"{system.name}@{system.revision}" if system else "none"
    return f"quality|enc:{encoder}|lm:{judge}|model:{load_model().version}|version:{program_version()}"


def pair_similarities(translations: Sequence[tuple[str, str]], encode: Encode) -> np.ndarray:
    """The cosine of each source and its translation, (n,), 0 where a side is blank."""
    filled = [i for i, (source, target) in enumerate(translations) if source.strip() and target.strip()]
    similarities = np.zeros(len(translations))
    if filled:
        vectors = encode([translations[i][side] for side in (0, 1) for i in filled])
        similarities[filled] = np.einsum("nd,nd->n", vectors[: len(filled)], vectors[len(filled) :])
    return similarities


def pair_features(
    source: str,
    source_language: str,
    target: str,
    target_language: str,
    similarity: float,
    findings: Sequence[Finding],
) -> Features:
    """What the model weighs of one pair; languages are plain codes, findings those of `mt.guards.check`."""
    surprise = length_surprise(source, source_language, target, target_language)
    unmatched = unmatched_numbers(source, source_language, target, target_language)
    has_chinese = "zh" in (source_language, target_language)
    chinese, western = (target, source) if target_language == "zh" else (source, target)
    return Features(
        similarity=similarity,
        similarity_with_chinese=similarity * has_chinese,
        has_chinese=float(has_chinese),
        # Squared: one deviation is nothing, three are much. Capped, so that no outlier rules the fit.
        shortness=min(max(-surprise, 0.0), 6.0) ** 2,
        longness=min(max(surprise, 0.0), 6.0) ** 2,
        # Vectors of a few words lie closer to anything than those of a sentence.
        brevity=1.0 / (1.0 + expected_length(source, source_language) / 10),
        numbers=float(min(len(unmatched.source) + len(unmatched.target), 4)),
        names=float(min(len(unmatched_names(chinese, western)), 3)) if has_chinese else 0.0,
        faults=float(sum(finding.kind == "truncation" for finding in findings)),
    )


@cache
def load_model(path: Path = WEIGHTS) -> Model:
    """The model in a JSON file that `mt.quality_training` wrote."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Model(stored["version"], stored["intercept"], Features(**stored["weights"]))


def _judge(probability: float, similarity: float, findings: tuple[Finding, ...], made_by: str) -> Score:
    if any(finding.kind in NO_TRANSLATION for finding in findings):
        return Score(round(min(probability, VETOED), 4), made_by, findings)
    if similarity < UNRELATED:
        findings = (
            Finding("similarity", f"The two sides do not seem to say the same (similarity {similarity:.2f})."),
            *findings,
        )
    return Score(round(probability, 4), made_by, findings)
