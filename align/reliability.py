"""Whether an aligner's probabilities are to be trusted: beads by their probability, and how many of them are right.

The expected calibration error is the mean distance between the two, over bins of equal width, weighted by
their beads (Naeini et al. 2015).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from corpora.units import Bead

BINS = 10
SURE = 0.9


class Bin(NamedTuple):
    """Beads with probabilities in (low, high]: how many, their mean probability, the share that is right."""

    low: float
    high: float
    beads: int
    probability: float
    right: float


class Reliability(NamedTuple):
    """The bins that have beads, the expected calibration error, and what holds of the sure beads (above .9)."""

    bins: tuple[Bin, ...]
    calibration_error: float
    sure_share: float
    sure_right: float


def reliability(gold: Iterable[Bead], hypothesis: Sequence[Bead]) -> Reliability:
    """How far the probabilities of a hypothesis agree with gold beads of the same texts; nulls count as beads.

    Raises ValueError for a hypothesis without beads.
    """
    if not hypothesis:
        raise ValueError("there are no beads to measure")
    truth = {(bead.source, bead.target) for bead in gold}
    probabilities = np.array([bead.probability for bead in hypothesis])
    right = np.array([(bead.source, bead.target) in truth for bead in hypothesis])
    places = np.clip(np.ceil(probabilities * BINS).astype(int) - 1, 0, BINS - 1)
    bins = [
        Bin(
            k / BINS,
            (k + 1) / BINS,
            int((places == k).sum()),
            float(probabilities[places == k].mean()),
            float(right[places == k].mean()),
        )
        for k in range(BINS)
        if (places == k).any()
    ]
    sure = probabilities > SURE
    return Reliability(
        tuple(bins),
        sum(abs(found.probability - found.right) * found.beads for found in bins) / len(hypothesis),
        float(sure.mean()),
        float(right[sure].mean()) if sure.any() else 1.0,
    )
