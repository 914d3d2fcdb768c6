"""Whether probabilities are to be trusted: things by their probability, and how many of them are as it says.

The expected calibration error is the mean distance between the two, over bins of equal width, weighted by what is in
them (Naeini et al. 2015).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

BINS = 10
SURE = 0.9


class Bin(NamedTuple):
    """What has a probability in (low, high]: how much, its mean probability, the share that is right."""

    low: float
    high: float
    size: int
    probability: float
    right: float


class Reliability(NamedTuple):
    """The bins that are not empty, the expected calibration error, and what holds of the sure (above .9)."""

    bins: tuple[Bin, ...]
    calibration_error: float
    sure_share: float
    sure_right: float


def reliability(probabilities: Sequence[float], right: Sequence[bool]) -> Reliability:
    """How far probabilities agree with what was right, (n,) each.

    Raises ValueError where there is nothing to measure.
    """
    if not len(probabilities):
        raise ValueError("there is nothing to measure")
    given, truth = np.asarray(probabilities, dtype=float), np.asarray(right, dtype=bool)
    places = np.clip(np.ceil(given * BINS).astype(int) - 1, 0, BINS - 1)
    bins = [
        Bin(
            k / BINS,
            (k + 1) / BINS,
            int((places == k).sum()),
            float(given[places == k].mean()),
            float(truth[places == k].mean()),
        )
        for k in range(BINS)
        if (places == k).any()
    ]
    sure = given > SURE
    return Reliability(
        tuple(bins),
        sum(abs(found.probability - found.right) * found.size for found in bins) / len(given),
        float(sure.mean()),
        float(truth[sure].mean()) if sure.any() else 1.0,
    )
