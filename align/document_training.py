"""Fits the weights of document pairing: `python -m align.document_training PARALLEL.jsonl.xz` prints them.

Running parallel text (as `align.training` reads it) is cut into documents of 3 to 45 lines, which are made
untidy as real translations are; a quarter of them lose a third or more of the translation's end. The documents
are put into collections of one to hundreds, where half of the translations are replaced by strangers, some from
other parts of the same text, and a tenth come twice. A logistic of `Kinship.evidence` is fitted to which are
translations among those likest each source. The same input gives the same numbers.
"""

import random
import sys
from collections.abc import Generator, Iterator, Sequence
from functools import cache
from itertools import groupby, islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from align.document_kinship import Kinship, aligned_gain
from align.documents import Candidate, Contender, Looked, compare, near_pairs
from align.encoding import DEFAULT_ENCODER, load_encoder
from align.noise import Noise, Pair, cut_line, disturb, dropped
from align.sides import EncodedSide, Side, encode_side
from align.training import MOST_BLUR, Lines, freer, read_lines, strangers

SEED = 20260102
SHORT, LONG = (3, 6), (7, 45)  # lines of a document
SHORT_SHARE = PARTIAL_SHARE = 0.25
KEPT = (0.3, 0.7)  # the share of a partial translation that is left
COLLECTIONS = (1, 3, 10, 30, 1000, 1000)  # sources of a collection, of those there are
PRESENT, TWICE = 0.5, 0.1  # the share of sources whose translation is there, and there in a second version
BLUR = 0.4  # of a second version; see `align.training.freer`
COMPARED = 3  # documents that each source is aligned with
RIDGE = 0.01  # strength of the Gaussian prior on the weights
DIRECTIONS = (("zh", "de"), ("zh", "en"), ("de", "en"))

Array = np.ndarray[Any, np.dtype[np.float64]]
Bitext = tuple[EncodedSide, EncodedSide]


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
        for direction in DIRECTIONS
        for observation in observe(list(make_documents(groups, direction, rng)), direction, rng)
    ]
    weights = fit(found)
    translations = sum(observation.is_translation for observation in found)
    print(f"{translations} translations, {len(found) - translations} strangers", file=sys.stderr)  # noqa: T201
    print(f"{mistakes(found, weights)} on the wrong side of .5", file=sys.stderr)  # noqa: T201
    print(f"WEIGHTS = ({', '.join(f'{weight:.2f}' for weight in weights)})")  # noqa: T201


def make_documents(groups: Lines, direction: tuple[str, str], rng: random.Random) -> Iterator[Bitext]:
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


def observe(documents: Sequence[Bitext], direction: tuple[str, str], rng: random.Random) -> Iterator[Observation]:
    """The kinship of each source with the documents likest it, in collections of all sizes."""

    @cache
    def linked(source: Candidate, target: Candidate) -> float:
        return aligned_gain(source.load(), target.load())

    sources = [_candidate(f"{number:05}", direction[0], source) for number, (source, _) in enumerate(documents)]
    targets = [_candidate(f"{number:05}", direction[1], target) for number, (_, target) in enumerate(documents)]
    second = {
        number: _candidate(f"{number:05} again", direction[1], freer(target, BLUR, rng))
        for number, (_, target) in enumerate(documents)
        if rng.random() < TWICE
    }
    numbers = list(range(len(documents)))
    for size in COLLECTIONS:
        rng.shuffle(numbers)
        for start in range(0, len(numbers), size):
            chosen = numbers[start : start + size]
            there = [number for number in chosen if rng.random() < PRESENT]
            strange = [number for number in rng.sample(numbers, len(chosen) - len(there)) if number not in chosen]
            mixed = [sources[number] for number in chosen] + [targets[number] for number in [*there, *strange]]
            mixed += [second[number] for number in chosen if number in second]
            compared = sorted(_result(compare(near_pairs(mixed))), key=lambda c: (c.source.id, -c.in_order))
            for _, group in groupby(compared, key=lambda c: c.source.id):
                for c in islice(group, COMPARED):
                    kinship = Kinship(c.in_order, linked(c.source, c.target), c.shorter, c.rival)
                    yield Observation(kinship, c.target.id.startswith(c.source.id))


def _candidate(identity: str, language: str, side: EncodedSide) -> Candidate:
    return Candidate.of(identity, language, lambda: side)


def _result(comparing: Generator[Looked, None, list[Contender]]) -> list[Contender]:
    while True:
        try:
            next(comparing)
        except StopIteration as end:
            result: list[Contender] = end.value
            return result


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
