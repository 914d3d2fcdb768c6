"""Why a bead is as it is: which features speak for it and against it, and the analysis it narrowly beat.

The runner-up is the likeliest alignment of the surroundings without the bead. Both are sums of weighted
features, so what tells them apart can be said feature by feature, in log odds.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from align.band import Region
from align.features import BEAD_FEATURES, BEAD_TYPES, FEATURES, BitextFeatures
from align.lattice import Step, best_path
from align.locks import Constraints, Locks
from align.model import Weights, default_weights, score
from align.omissions import gap_shift, nulls_of_beads
from align.threads import one_thread
from corpora.units import Bead

_AROUND = 12  # sentences before and behind the bead that the runner-up may use

Array = np.ndarray[Any, np.dtype[np.float64]]


class Reason(NamedTuple):
    """A feature, its value, and what it adds to the score: above 0 it speaks for, below against (log odds)."""

    feature: str
    value: float
    contribution: float


class Reasons(NamedTuple):
    """What speaks for a bead and against it, the strongest first, and how it compares with the runner-up.

    chosen are the bead and those around it that would change with it; runner_up are the beads that would
    stand in their place. differences say, feature by feature, what the chosen ones have over them; odds is
    the sum, the log odds between the two.
    """

    bead: tuple[Reason, ...]
    chosen: tuple[Bead, ...]
    runner_up: tuple[Bead, ...]
    differences: tuple[Reason, ...]
    odds: float


def reasons(bitext: BitextFeatures, beads: Sequence[Bead], bead: Bead, weights: Weights | None = None) -> Reasons:
    """The reasons for a bead of an alignment, given by all its beads; positions are sentences of the bitext's sides.

    Raises ValueError for a bead that the model cannot form: one that skips sentences, or a null of several.
    """
    gaps = gap_shift(nulls_of_beads(beads), (len(bitext.source), len(bitext.target)))
    weights = (weights or default_weights()).with_gaps(gaps)
    start, end = _window(bitext, bead)
    part = bitext.within(start, end)
    size = len(part.source), len(part.target)
    itself = bead.shifted(-start[0], -start[1])
    with one_thread():
        lattice = score(part, weights)
    with_it, without = (
        best_path(Constraints.of(locks, size).apply(lattice))[0]
        for locks in (Locks(accepted=(itself,)), Locks(forbidden=(itself,)))
    )
    chosen, other = _only(with_it, without), _only(without, with_it)
    difference = _summed(part, with_it) - _summed(part, without)
    own = _summed(part, [step for step in with_it if _bead(step) == (itself.source, itself.target)])
    return Reasons(
        _reasons(own, weights),
        tuple(_placed(step, start) for step in chosen),
        tuple(_placed(step, start) for step in other),
        _reasons(difference, weights),
        round(float(np.array(weights.values) @ difference), 4),
    )


def _window(bitext: BitextFeatures, bead: Bead) -> tuple[tuple[int, int], tuple[int, int]]:
    """The nodes around a bead between which the runner-up is looked for."""
    n, m = len(bitext.source), len(bitext.target)
    sizes = len(bead.source), len(bead.target)
    runs = all(not side or side[-1] - side[0] == len(side) - 1 for side in (bead.source, bead.target))
    if not runs or (sizes not in BEAD_TYPES and sorted(sizes) != [0, 1]):
        raise ValueError(f"no bead of the model: {bead.source} {bead.target}")
    if bead.source:
        i = bead.source[0]
        j = bead.target[0] if bead.target else _opposite(i, n, m, bitext.path and bitext.path.low)
    else:
        j = bead.target[0]
        i = _opposite(j, m, n, None) if bitext.path is None else int(np.searchsorted(bitext.path.high, j))
    around = _AROUND if bitext.path is not None or not bead.is_null else max(n, m)
    return (
        (max(0, i - around), max(0, j - around)),
        (min(n, i + sizes[0] + around), min(m, j + sizes[1] + around)),
    )


def _opposite(position: int, count: int, other: int, path: Any) -> int:
    return int(path[position]) if path is not None else position * other // max(1, count)


def _summed(bitext: BitextFeatures, steps: Sequence[Step]) -> Array:
    """The summed features of the beads and nulls of a path or a part of one."""
    total = np.zeros(len(FEATURES))
    source, target = bitext.nulls()
    before: Step | None = None
    for step in steps:
        if step.a and step.b:
            i, j = step.i + step.a, step.j + step.b
            cell = bitext.beads(Region(i - 1, i, j, j))
            total[: len(BEAD_FEATURES)] += cell[:, 0, BEAD_TYPES.index((step.a, step.b)), 0]
        else:
            total[len(BEAD_FEATURES) : -2] += source[:, step.i] if step.a else target[:, step.j]
            last = before[2:] if before and (before.i + before.a, before.j + before.b) == step[:2] else (1, 1)
            total[-2] += last != step[2:]
            total[-1] += last == (1, 0) and step[2:] == (0, 1)
        before = step
    return total


def _reasons(values: Array, weights: Weights) -> tuple[Reason, ...]:
    found = [
        Reason(name, round(float(value), 4), round(float(value) * weight, 4))
        for name, value, weight in zip(FEATURES, values, weights.values, strict=True)
        if abs(value * weight) > 1e-6
    ]
    return tuple(sorted(found, key=lambda reason: -abs(reason.contribution)))


def _bead(step: Step) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(range(step.i, step.i + step.a)), tuple(range(step.j, step.j + step.b))


def _only(steps: Sequence[Step], others: Sequence[Step]) -> list[Step]:
    there = {_bead(step) for step in others}
    return [step for step in steps if _bead(step) not in there]


def _placed(step: Step, start: tuple[int, int]) -> Bead:
    return Bead(*_bead(step)).shifted(*start)
