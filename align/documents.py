"""Which document translates which: a probability for each pair, one translation a language for each source.

Two documents are aligned sentence by sentence, and the pair is judged by how much of the shorter one is
linked with confidence, each link counted by how far its similarity is above chance: a translation may omit
half of its source, but little of it comes from nowhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from align.encoding import DEFAULT_ENCODER, Vectors, load_encoder
from align.search import AlignOptions, align_encoded
from align.sides import EncodedSide
from corpora.languages import CORE_LANGUAGES
from corpora.units import Alignment

CANDIDATES = 8  # documents of the other language that are aligned with each, the likeliest by their mean vectors
# Logistic of the evidence. In news, strangers stay below .14 with few exceptions,
# translations above .27.
_STEEPNESS, _MIDDLE = 40.0, 0.21
LEAST_PROBABILITY = 0.5


class PairGuess(NamedTuple):
    """Two documents, by id, of which the second seems to translate the first, and the probability."""

    source: str
    target: str
    probability: float


class Candidate(NamedTuple):
    """A document to be paired: its id, language code and encoded sentences."""

    id: str
    language: str
    side: EncodedSide


def find_pairs(
    documents: Sequence[Candidate], taken: frozenset[tuple[str, str]] = frozenset()
) -> Iterator[PairGuess | None]:
    """The pairs among documents, best first within their languages; None after each comparison, for progress.

    taken holds (document id, language) of translations already known: such a document gets no further one in
    that language. The source of a pair is the Chinese document, else the German one.
    """
    guesses: list[PairGuess] = []
    for source, target in comparisons(documents):
        guesses.append(PairGuess(source.id, target.id, pair_probability(source.side, target.side)))
        yield None
    language = {document.id: document.language for document in documents}
    yield from _one_to_one(guesses, language, set(taken))


def comparisons(documents: Sequence[Candidate]) -> list[tuple[Candidate, Candidate]]:
    """The pairs of documents worth aligning, each source before its target."""
    found = []
    for k, source_language in enumerate(CORE_LANGUAGES):
        sources = [d for d in documents if d.language == source_language and len(d.side)]
        for target_language in CORE_LANGUAGES[k + 1 :]:
            targets = [d for d in documents if d.language == target_language and len(d.side)]
            if sources and targets:
                likeness = _means(sources) @ _means(targets).T
                near = _nearest(likeness) | {(i, j) for j, i in _nearest(likeness.T)}
                found += [(sources[i], targets[j]) for i, j in sorted(near)]
    return found


def pair_probability(source: EncodedSide, target: EncodedSide) -> float:
    """The probability that two documents translate each other, in [0, 1]."""
    alignment = align_encoded(source, target, AlignOptions(), load_encoder(DEFAULT_ENCODER))
    evidence = linked_evidence(alignment, source, target)
    return round(float(1 / (1 + np.exp(-_STEEPNESS * (evidence - _MIDDLE)))), 4)


def linked_evidence(alignment: Alignment, source: EncodedSide, target: EncodedSide) -> float:
    """Similarity above chance of the linked beads, by their probability, for each sentence of the shorter side."""
    chance = float(_mean(source) @ _mean(target))
    total = 0.0
    for bead in alignment.beads:
        if not bead.is_null:
            a, b = len(bead.source), len(bead.target)
            spans = source.spans[a - 1][bead.source[0]], target.spans[b - 1][bead.target[0]]
            similarity = float(spans[0].astype(np.float32) @ spans[1].astype(np.float32))
            total += bead.probability * min(a, b) * (similarity - chance)
    return total / min(len(source), len(target))


def _one_to_one(
    guesses: Sequence[PairGuess], language: Mapping[str, str], taken: set[tuple[str, str]]
) -> Iterator[PairGuess]:
    for guess in sorted(guesses, key=lambda guess: -guess.probability):
        ends = {(guess.source, language[guess.target]), (guess.target, language[guess.source])}
        if guess.probability >= LEAST_PROBABILITY and not ends & taken:
            taken |= ends
            yield guess


def _means(documents: Sequence[Candidate]) -> Vectors:
    means = np.stack([_mean(document.side) for document in documents])
    return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), dtype=np.float32)


def _mean(side: EncodedSide) -> Vectors:
    return np.asarray(side.spans[0].mean(axis=0, dtype=np.float32))


def _nearest(likeness: Vectors) -> set[tuple[int, int]]:
    """(row, column) of each row's likeliest columns."""
    best = np.argsort(-likeness, axis=1)[:, :CANDIDATES]
    return {(i, int(j)) for i, row in enumerate(best) for j in row}
