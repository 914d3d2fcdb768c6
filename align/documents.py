"""Which document translates which, among thousands: one to one, with a probability, and none as an answer.

Three looks, each at less than the one before and sharper: the documents nearest by their mean vectors, the
chains of sentences that match among those (`align.document_kinship`), and an alignment of the pairs that can
still win. Log odds of these then make a matching (`align.document_matching`).
"""

from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np

from align.calibration import Calibration
from align.document_kinship import Kinship, aligned_gain, can_win, in_order_gain, log_odds, pair_probability
from align.document_matching import best_matching, exclusive_probabilities
from align.encoding import Vectors
from align.sides import EncodedSide, Half
from corpora.languages import CORE_LANGUAGES

__all__ = ["Candidate", "Contender", "Looked", "PairGuess", "compare", "find_pairs", "near_pairs", "pair_probability"]

# By mean vector a translation is among the nearest 16 of 3,000 for 99.8 % of documents made of mixed passages.
NEIGHBOURS = 16
ALIGNED = 4  # rivals a document is aligned with, at most, and only those with half the gain of the best
_WITHIN = 0.5
_BLOCK = 1024  # documents whose likeness to all others is in memory at a time
_FEW = 10  # documents: the mean of fewer says more about themselves than about what all texts share

End = tuple[str, str]
"""A document by its id, and the language of the translation it may have: it has at most one in each."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A document to be paired: id, language code, sentence vectors (n, d), and how to get at all else.

    load is called again for each document's turn to be aligned, so that the spans of all need not be in memory.
    """

    id: str
    language: str
    sentences: Half
    calibration: Calibration
    load: Callable[[], EncodedSide]

    @classmethod
    def of(cls, identity: str, language: str, load: Callable[[], EncodedSide]) -> "Candidate":
        """The candidate of a document whose encoded side load gives; it is called once now."""
        side = load()
        return cls(identity, language, side.spans[0].copy(), side.calibration, load)


class PairGuess(NamedTuple):
    """Two documents, by id, of which the second seems to translate the first, and the probability."""

    source: str
    target: str
    probability: float


class Looked(NamedTuple):
    """How many comparisons of a stage, "comparing" or "pairing", are done, of how many."""

    stage: str
    done: int
    total: int


class Contender(NamedTuple):
    """Two documents that may translate each other, with in_order and rival as `Kinship` has them."""

    source: Candidate
    target: Candidate
    in_order: float
    rival: float = 0.0

    @property
    def shorter(self) -> int:
        """The number of the shorter one's sentences."""
        return min(len(self.source.sentences), len(self.target.sentences))

    @property
    def ends(self) -> tuple[End, End]:
        """The translation that the source would have, and the target."""
        return (self.source.id, self.target.language), (self.target.id, self.source.language)


def find_pairs(
    documents: Sequence[Candidate], taken: frozenset[End] = frozenset()
) -> Generator[Looked | PairGuess, None, None]:
    """The pairs among documents, best first, after a report of progress for every comparison.

    taken holds (document id, language) of translations already known: such a document gets no further one in
    that language. The source of a pair is the Chinese document, else the German one. A pair is found where it
    is likelier than none, as part of the likeliest matching; its probability counts all rivals, so that one of
    two near-identical translations is found with about .5. The order of documents changes nothing.
    """
    compared = yield from compare(near_pairs(documents, taken))
    rivals = _best_of_each([c for c in compared if can_win(c.in_order, c.shorter, c.rival)])
    odds: dict[tuple[End, End], float] = {}
    for source, group in groupby(rivals, key=lambda contender: contender.source):
        side = source.load()
        for contender in group:
            linked = aligned_gain(side, contender.target.load())
            odds[contender.ends] = log_odds(Kinship(contender.in_order, linked, contender.shorter, contender.rival))
            yield Looked("pairing", len(odds), len(rivals))
    probability = exclusive_probabilities(odds)
    for ends in sorted(best_matching(odds), key=lambda ends: (-probability[ends], ends)):
        yield PairGuess(ends[0][0], ends[1][0], round(probability[ends], 4))


def near_pairs(
    documents: Sequence[Candidate], taken: frozenset[End] = frozenset()
) -> list[tuple[Candidate, Candidate]]:
    """Each document with those of another language likest it by mean vector; by languages, source and target."""
    return [pair for sources, targets in _directions(documents, taken) for pair in _neighbours(sources, targets)]


def compare(near: Sequence[tuple[Candidate, Candidate]]) -> Generator[Looked, None, list[Contender]]:
    """The quick look at pairs of documents, each with its best rival; yields progress."""
    looked = []
    for done, (source, target) in enumerate(near, 1):
        gain = in_order_gain(source.sentences, target.sentences, source.calibration)
        looked.append(Contender(source, target, gain))
        if done % NEIGHBOURS == 0 or done == len(near):
            yield Looked("comparing", done, len(near))
    best: defaultdict[End, list[float]] = defaultdict(lambda: [0.0, 0.0])  # of each end the two best
    for contender in looked:
        for end in contender.ends:
            best[end] = sorted([*best[end], contender.in_order])[-2:]
    return [c._replace(rival=max(_other(best[end], c.in_order) for end in c.ends)) for c in looked]


def _other(two_best: Sequence[float], own: float) -> float:
    """The best of an end that is not its own."""
    second, first = two_best
    return second if own == first else first


def _directions(
    documents: Sequence[Candidate], taken: frozenset[End]
) -> Iterator[tuple[list[Candidate], list[Candidate]]]:
    """Sources and targets of each two languages that both have some."""
    ordered = sorted((document for document in documents if len(document.sentences)), key=lambda d: d.id)
    for k, source_language in enumerate(CORE_LANGUAGES):
        for target_language in CORE_LANGUAGES[k + 1 :]:
            sources, targets = (
                [d for d in ordered if d.language == language and (d.id, other) not in taken]
                for language, other in ((source_language, target_language), (target_language, source_language))
            )
            if sources and targets:
                yield sources, targets


def _neighbours(sources: Sequence[Candidate], targets: Sequence[Candidate]) -> list[tuple[Candidate, Candidate]]:
    first, second = _means(sources), _means(targets)
    near = set(_nearest(first, second)) | {(i, j) for j, i in _nearest(second, first)}
    return [(sources[i], targets[j]) for i, j in sorted(near)]


def _means(documents: Sequence[Candidate]) -> Vectors:
    """The mean vectors of documents of one language, without what they have in common, of length 1."""
    means = np.stack([document.sentences.mean(axis=0, dtype=np.float32) for document in documents])
    means -= means.sum(axis=0) / (len(means) + _FEW)
    return np.asarray(means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _nearest(rows: Vectors, columns: Vectors) -> Iterator[tuple[int, int]]:
    """(row, column) of the columns likest each row."""
    count = min(NEIGHBOURS, len(columns))
    for start in range(0, len(rows), _BLOCK):
        likeness = rows[start : start + _BLOCK] @ columns.T
        best = np.argpartition(-likeness, count - 1, axis=1)[:, :count]
        yield from ((start + i, int(j)) for i, row in enumerate(best) for j in row)


def _best_of_each(looked: Sequence[Contender]) -> list[Contender]:
    """The contenders that are among the best of their source or of their target, by source and target."""
    by_end: defaultdict[End, list[Contender]] = defaultdict(list)
    for contender in looked:
        for end in contender.ends:
            by_end[end].append(contender)
    kept = {}
    for rivals in by_end.values():
        rivals.sort(key=lambda contender: (-contender.in_order, contender.ends))
        for contender in rivals[:ALIGNED]:
            if contender.in_order >= _WITHIN * rivals[0].in_order:
                kept[contender.ends] = contender
    return [kept[ends] for ends in sorted(kept)]
