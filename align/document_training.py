"""Fits the weights of document pairing: `python -m align.document_training PARALLEL.jsonl.xz` prints them.

Running parallel text (as `align.training` reads it) is cut into documents of 3 to 45 lines, which are made
untidy as real translations are; a quarter of them lose a third or more of the translation's end. Each source
is compared with its translation and with the likeliest strangers, among which are other parts of the same
text. A logistic of `Kinship.evidence` is fitted to which is which. The same input gives the same numbers.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from align.document_kinship import Kinship, in_order_gain, kinship
from align.documents import Candidate, near_pairs
from align.encoding import DEFAULT_ENCODER, load_encoder
from align.noise import Noise, Pair, cut_line, disturb, dropped
from align.sides import EncodedSide, Side, encode_side
from align.training import MOST_BLUR, Lines, freer, read_lines, strangers

SEED = 20260102
CUTS = 2  # times that all text is cut into documents
SHORT, LONG = (3, 6), (7, 45)  # lines of a document
SHORT_SHARE = PARTIAL_SHARE = 0.25
KEPT = (0.3, 0.7)  # the share of a partial translation that is left
STRANGERS = 4  # documents that each source is compared with besides its translation
RIDGE = 0.01  # strength of the Gaussian prior on the weights
DIRECTIONS = (("zh", "de"), ("zh", "en"), ("de", "en"))

Array = np.ndarray[Any, np.dtype[np.float64]]


class Observation(NamedTuple):
    """The kinship of two documents, and whether they translate each other."""

    kinship: Kinship
    is_translation: bool


def main(arguments: Sequence[str]) -> None:
    """Fit to the file named first and print the weights, as `align.document_kinship` has them."""
    groups = read_lines(Path(arguments[0]))
    rng = random.Random(SEED)  # noqa: S311  nothing here is secret
    found = [
        observation
        for _ in range(CUTS)
        for direction in DIRECTIONS
        for observation in observe(make_documents(groups, direction, rng), direction)
    ]
    weights = fit(found)
    translations = sum(observation.is_translation for observation in found)
    print(f"{translations} translations, {len(found) - translations} strangers", file=sys.stderr)  # noqa: T201
    print(f"{mistakes(found, weights)} on the wrong side of .5", file=sys.stderr)  # noqa: T201
    print(f"WEIGHTS = ({', '.join(f'{weight:.2f}' for weight in weights)})")  # noqa: T201


def make_documents(
    groups: Lines, direction: tuple[str, str], rng: random.Random
) -> Iterator[tuple[EncodedSide, EncodedSide]]:
    """Documents and their untidy translations from all text of a direction, each line in one of them."""
    keys = sorted(key for key in groups if key[1:] == direction)
    encoder = load_encoder(DEFAULT_ENCODER)
    for key in keys:
        rest = groups[key]
        while len(rest) >= SHORT[0]:
            size = rng.randint(*(SHORT if rng.random() < SHORT_SHARE else LONG))
            strange = strangers(groups[keys[rng.randrange(len(keys))]], direction)
            pairs = [pair for line in rest[:size] for pair in cut_line(line["src"], line["tgt"], direction)]
            noisy = disturb(_partial(pairs, rng), Noise.draw(rng), direction, strange, rng)
            sides = [
                Side([text for pair in noisy for text in pair[k]], language) for k, language in enumerate(direction)
            ]
            if all(side.sentences for side in sides):
                source, target = (encode_side(side, encoder) for side in sides)
                yield source, freer(target, max(0.0, rng.uniform(-MOST_BLUR, MOST_BLUR)), rng)
            rest = rest[size:]


def _partial(pairs: list[Pair], rng: random.Random) -> list[Pair]:
    if rng.random() >= PARTIAL_SHARE:
        return pairs
    kept = max(2, round(len(pairs) * rng.uniform(*KEPT)))
    return pairs[:kept] + [dropped(pair, 1) for pair in pairs[kept:]]


def observe(documents: Iterator[tuple[EncodedSide, EncodedSide]], direction: tuple[str, str]) -> Iterator[Observation]:
    """The kinship of each source with the documents likest it."""
    candidates = []
    for number, sides in enumerate(documents):
        for side, language in zip(sides, direction, strict=True):
            candidates.append(Candidate.of(f"{number:05}", language, lambda side=side: side))  # type: ignore[misc]
    for source, group in groupby(near_pairs(candidates), key=lambda pair: pair[0]):
        looked = [
            (in_order_gain(source.sentences, target.sentences, source.calibration), target) for _, target in group
        ]
        for gain, target in sorted(looked, key=lambda look: -look[0])[: STRANGERS + 1]:
            yield Observation(kinship(gain, source.load(), target.load()), source.id == target.id)


def fit(observations: Sequence[Observation], rounds: int = 50) -> Array:
    """The weights of `Kinship.evidence` under which the observations are likeliest, by Newton's method."""
    evidence, truth = _arrays(observations)
    weights = np.zeros(evidence.shape[1])
    for _ in range(rounds):
        probability = 1 / (1 + np.exp(-evidence @ weights))
        curvature = evidence.T @ (evidence * (probability * (1 - probability))[:, None])
        slope = evidence.T @ (probability - truth) + RIDGE * weights
        weights -= np.linalg.solve(curvature + RIDGE * np.eye(len(weights)), slope)
    return weights


def mistakes(observations: Sequence[Observation], weights: Array) -> int:
    """How many observations the weights have on the wrong side of even odds."""
    evidence, truth = _arrays(observations)
    return int(((evidence @ weights > 0) != truth).sum())


def _arrays(observations: Sequence[Observation]) -> tuple[Array, Array]:
    return (
        np.array([observation.kinship.evidence for observation in observations]),
        np.array([observation.is_translation for observation in observations], dtype=np.float64),
    )


if __name__ == "__main__":
    main(sys.argv[1:])
