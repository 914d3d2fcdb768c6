"""Whether an aligner's probabilities are to be trusted: beads by their probability, and how many of them are right."""

from collections.abc import Iterable, Sequence

from corpora.reliability import Reliability
from corpora.reliability import reliability as of_probabilities
from corpora.units import Bead


def reliability(gold: Iterable[Bead], hypothesis: Sequence[Bead]) -> Reliability:
    """How far the probabilities of a hypothesis agree with gold beads of the same texts; nulls count as beads.

    Raises ValueError for a hypothesis without beads.
    """
    if not hypothesis:
        raise ValueError("there are no beads to measure")
    truth = {(bead.source, bead.target) for bead in gold}
    return of_probabilities(
        [bead.probability for bead in hypothesis], [(bead.source, bead.target) in truth for bead in hypothesis]
    )
