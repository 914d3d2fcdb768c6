"""How much a translation leaves out and adds, learned from itself: translators are faithful or not by the text.

A first alignment shows which share of the sentences has no counterpart. Where that is less than usual, gaps
become dearer in the second, and cheaper where it is more (an empirical Bayes estimate of one weight).
"""

from collections.abc import Iterable
from math import log

from align.lattice import Step
from corpora.units import Bead

# The gain hangs little on these: shares of .05 to .12 and strengths of .4 to .8 differ by .009 of strict F1 at the
# most, on the NTREX development sets and their noises and on Text+Berg.
_USUAL = 0.08  # share of null sentences in the noisy text that the weights were trained on
_WEIGHT = 10.0  # sentences that the usual share counts for
_STRENGTH = 0.6  # how much of the difference in log odds is believed


def gap_shift(nulls: tuple[int, int], sentences: tuple[int, int]) -> float:
    """What to add to the score of opening a gap, by the null sentences of both sides and all of them."""
    shares = [(n + _WEIGHT * _USUAL) / (count + _WEIGHT) for n, count in zip(nulls, sentences, strict=True)]
    return _STRENGTH * sum(_log_odds(share) - _log_odds(_USUAL) for share in shares) / 2


def nulls_of_path(steps: Iterable[Step]) -> tuple[int, int]:
    """How many sentences of each side a path leaves null."""
    alone = [(step.a, step.b) for step in steps if not (step.a and step.b)]
    return sum(a for a, _ in alone), sum(b for _, b in alone)


def nulls_of_beads(beads: Iterable[Bead]) -> tuple[int, int]:
    """How many sentences of each side are in null beads."""
    alone = [bead for bead in beads if bead.is_null]
    return sum(len(bead.source) for bead in alone), sum(len(bead.target) for bead in alone)


def _log_odds(share: float) -> float:
    share = min(share, 0.95)
    return log(share / (1 - share))
