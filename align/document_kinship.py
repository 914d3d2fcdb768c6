"""How likely two documents translate each other, from two looks at their sentences.

The quick look takes the sentences that are each other's best match and adds up, along the best chain of them in
the same order on both sides, by how much each is more alike than chance. The thorough one aligns the documents
and adds up the same over the beads, by their probability. Both sums are divided by the geometric mean of the
lengths: a translation may leave out half of its source, but a short document finds something like itself in any
long one. How far a pair stands out among all others of its two documents says most: free translations of news
gain little, but so do then the strangers.
"""

from math import exp, log, sqrt
from typing import Any, NamedTuple

import numpy as np

from align.calibration import Calibration
from align.encoding import DEFAULT_ENCODER, Vectors, load_encoder
from align.search import AlignOptions, align_encoded
from align.sides import EncodedSide, Half
from corpora.units import Alignment

_ROWS = 2048  # sentences of the source compared at a time: books are long
_LEAST_ODDS, _MOST_ODDS = -15.0, 15.0  # log odds; beyond them a logistic of two numbers claims too much

Integers = np.ndarray[Any, np.dtype[np.int64]]


class Kinship(NamedTuple):
    """What speaks for two documents: gains of sentences over chance, those with rivals, and the shorter's length.

    in_order and linked are sums divided by the geometric mean of the lengths. shorter is in sentences, 1 or more.
    rival is the best in_order of either document with any other, 0 where there is none.
    """

    in_order: float
    linked: float
    shorter: int
    rival: float = 0.0

    @property
    def evidence(self) -> tuple[float, float, float, float]:
        """What the weights are for: the gains of both looks, standing out among rivals, being short, and 1."""
        stands_out = log(max(self.in_order, _LEAST_GAIN) / max(self.rival, USUAL_RIVAL))
        return self.in_order + self.linked, stands_out, 1 / sqrt(self.shorter), 1.0


# The in_order that the best of a few strangers has: who has fewer to be compared with is compared with this.
USUAL_RIVAL = 0.05
_LEAST_GAIN = 0.01
# Weights of `Kinship.evidence`, from `python -m align.document_training PARALLEL.jsonl.xz`, which says how.
WEIGHTS = (32.93, 5.48, 10.64, -13.57)

# The alignment finds this much more than the quick look in less than 1 of 200 pairs of training text.
_MOST_FOUND = 0.12


def can_win(in_order: float, shorter: int, rival: float) -> bool:
    """Whether an alignment could still make a translation of two documents, after the quick look."""
    return log_odds(Kinship(in_order, in_order + _MOST_FOUND, shorter, rival)) > 0


def log_odds(kinship: Kinship) -> float:
    """The log odds that the documents translate each other, one pair for itself."""
    odds = sum(weight * value for weight, value in zip(WEIGHTS, kinship.evidence, strict=True))
    return min(_MOST_ODDS, max(_LEAST_ODDS, odds))


def pair_probability(source: EncodedSide, target: EncodedSide) -> float:
    """The probability that two documents translate each other if they have no rivals, in [0, 1]; 0 for empty ones."""
    if not len(source) or not len(target):
        return 0.0
    in_order = in_order_gain(source.spans[0], target.spans[0], source.calibration)
    kinship = Kinship(in_order, aligned_gain(source, target), min(len(source), len(target)))
    return round(1 / (1 + exp(-log_odds(kinship))), 4)


def aligned_gain(source: EncodedSide, target: EncodedSide) -> float:
    """The gain over chance of two documents, neither empty, that are aligned for it."""
    return linked_gain(align_encoded(source, target, AlignOptions(), load_encoder(DEFAULT_ENCODER)), source, target)


def linked_gain(alignment: Alignment, source: EncodedSide, target: EncodedSide) -> float:
    """The gain over chance of the beads of an alignment, by their probability and the sentences they link."""
    chance = float(_mean(source.spans[0]) @ _mean(target.spans[0]))
    total = 0.0
    for bead in alignment.beads:
        if not bead.is_null:
            a, b = len(bead.source), len(bead.target)
            spans = source.spans[a - 1][bead.source[0]], target.spans[b - 1][bead.target[0]]
            similarity = float(spans[0].astype(np.float32) @ spans[1].astype(np.float32))
            total += bead.probability * min(a, b) * (similarity - chance)
    return source.calibration.slope * total / sqrt(len(source) * len(target))


def in_order_gain(source: Half, target: Half, calibration: Calibration) -> float:
    """The gain over chance of the best chain of sentences that are each other's best match.

    source (n, d) and target (m, d) have rows of length 1; n and m are 1 or more. Chance is the mean similarity
    of either sentence to the other document.
    """
    first, second = source.astype(np.float32), target.astype(np.float32)
    rows, columns, cosines = _mutual_best(first, second)
    chance = (first[rows] @ second.mean(axis=0) + second[columns] @ first.mean(axis=0)) / 2
    return calibration.slope * _best_chain(columns, cosines - chance) / sqrt(len(source) * len(target))


def _mutual_best(source: Vectors, target: Vectors) -> tuple[Integers, Integers, Vectors]:
    """Sentences that are each other's best match, by source position, and their cosines."""
    n, m = len(source), len(target)
    best_target, best_source = np.empty(n, dtype=np.int64), np.zeros(m, dtype=np.int64)
    best, top = np.empty(n, dtype=np.float32), np.full(m, -np.inf, dtype=np.float32)
    for start in range(0, n, _ROWS):
        block = source[start : start + _ROWS] @ target.T
        rows = slice(start, start + len(block))
        best_target[rows] = block.argmax(axis=1)
        best[rows] = block[np.arange(len(block)), best_target[rows]]
        tops = block.max(axis=0)
        better = tops > top
        best_source[better] = start + block[:, better].argmax(axis=0)
        top[better] = tops[better]
    mutual = np.flatnonzero(best_source[best_target] == np.arange(n))
    return mutual, best_target[mutual], best[mutual]


def _best_chain(columns: Integers, gains: Vectors) -> float:
    """The most that a rising subsequence of columns gains."""
    columns, gains = columns[gains > 0], gains[gains > 0]
    best = np.zeros(len(gains))
    for k, column in enumerate(columns):
        best[k] = gains[k] + best[:k].max(where=columns[:k] < column, initial=0.0)
    return float(best.max(initial=0.0))


def _mean(vectors: Half) -> Vectors:
    return np.asarray(vectors.mean(axis=0, dtype=np.float32))
