"""How well an alignment agrees with gold beads: strict, lax and null precision, recall and F1.

Strict and lax as Sennrich & Volk (2010) and vecalign's scorer count them: precision over all beads of the
hypothesis, null beads included; recall over the gold beads with two sides. A null counts by sentence: one
is null if its bead has an empty other side.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from corpora.units import Bead

_Pair = tuple[tuple[int, ...], tuple[int, ...]]


class PrecisionRecall(NamedTuple):
    """Shares in [0, 1]."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean, 0 where both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Agreement(NamedTuple):
    """Strict (the same bead), lax (beads that share a link) and null (sentences without counterpart)."""

    strict: PrecisionRecall
    lax: PrecisionRecall
    null: PrecisionRecall
    gold_beads: int
    hypothesis_beads: int


def compare(gold: Iterable[Bead], hypothesis: Iterable[Bead]) -> Agreement:
    """The agreement of a hypothesis with gold beads of the same texts."""
    ours, theirs = _pairs(gold), _pairs(hypothesis)
    strict_p, lax_p, n = _hits(set(ours), theirs)
    strict_r, lax_r, m = _hits({pair for pair in theirs if all(pair)}, [pair for pair in ours if all(pair)])
    gold_nulls, found_nulls = _nulls(ours), _nulls(theirs)
    both = len(gold_nulls & found_nulls)
    return Agreement(
        PrecisionRecall(_share(strict_p, n), _share(strict_r, m)),
        PrecisionRecall(_share(lax_p, n), _share(lax_r, m)),
        PrecisionRecall(
            both / len(found_nulls) if found_nulls else float(not gold_nulls),
            both / len(gold_nulls) if gold_nulls else 1.0,
        ),
        len(ours),
        len(theirs),
    )


def _pairs(beads: Iterable[Bead]) -> list[_Pair]:
    return [(bead.source, bead.target) for bead in beads if bead.source or bead.target]


def _share(hits: int, of: int) -> float:
    return hits / of if of else 0.0


def _hits(reference: set[_Pair], tested: list[_Pair]) -> tuple[int, int, int]:
    """How many of the tested beads are in the reference exactly, how many share a link with it, of how many."""
    links: defaultdict[int, set[int]] = defaultdict(set)
    for source, target in reference:
        for i in source:
            links[i].update(target)
    strict = lax = 0
    for source, target in tested:
        if (source, target) in reference:
            strict, lax = strict + 1, lax + 1
        elif any(not links[i].isdisjoint(target) for i in source if i in links):
            lax += 1
    return strict, lax, len(tested)


def _nulls(pairs: list[_Pair]) -> set[tuple[str, int]]:
    return {("source", i) for source, target in pairs if not target for i in source} | {
        ("target", j) for source, target in pairs if not source for j in target
    }
