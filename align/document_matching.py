"""One-to-one between two kinds of things, each of which may stay alone: the best matching and its probabilities.

Every possible pair has log odds against "none". A matching is as likely as the product of the odds of its pairs,
as in the monomer-dimer model of physics (Heilmann & Lieb 1972).
"""

from collections import defaultdict, deque
from collections.abc import Hashable, Mapping
from typing import Generic, TypeVar

import numpy as np

_UNITS = 1_000_000  # log odds are compared as whole numbers of millionths: sums are exact, and ties are ties
_ROUNDS = 200  # half of an error is left after each; long chains of rivals need some before it is felt at all

Node = TypeVar("Node", bound=Hashable)
Edge = tuple[Node, Node]


def best_matching(log_odds: Mapping[Edge[Node], float]) -> set[Edge[Node]]:
    """The likeliest matching of sources and targets, given the log odds of (source, target).

    Sources are placed one by one; each that arrives takes the target with which all are best off, those it drives
    out taking their next best or none (successive best paths; Bellman-Ford). That is exact, and touches only
    rivals, of whom a document has few. No pair with odds below one is in it. Ties go by the order of log_odds.
    """
    places = _Places[Node]()
    for (source, target), value in log_odds.items():
        if value > 0:
            places.gains[source][target] = round(value * _UNITS)
    for source in list(places.gains):
        places.place(source)
    return {(source, target) for target, source in places.holder.items()}


class _Places(Generic[Node]):
    """Who has which target so far."""

    def __init__(self) -> None:
        self.gains: defaultdict[Node, dict[Node, int]] = defaultdict(dict)
        self.holder: dict[Node, Node] = {}

    def place(self, newcomer: Node) -> None:
        """Give the newcomer a target, or not, so that the sum of gains is greatest."""
        total = {newcomer: 0}  # what has been gained once a source has lost its target
        driven_by: dict[Node, tuple[Node, Node]] = {}  # and by whom, with the target
        best, last, free = 0, newcomer, None  # the best end: the last source gets none, or a free target
        waiting = deque([newcomer])
        while waiting:
            source = waiting.popleft()
            if total[source] > best:
                best, last, free = total[source], source, None
            for target, gain in self.gains[source].items():
                rival = self.holder.get(target)
                if rival is None:
                    if total[source] + gain > best:
                        best, last, free = total[source] + gain, source, target
                elif rival != source:
                    left = total[source] + gain - self.gains[rival][target]
                    if rival not in total or left > total[rival]:
                        total[rival], driven_by[rival] = left, (source, target)
                        waiting.append(rival)
        if free is not None:
            self.holder[free] = last
        while last != newcomer:
            last, target = driven_by[last]
            self.holder[target] = last


def exclusive_probabilities(log_odds: Mapping[Edge[Node], float]) -> dict[Edge[Node], float]:
    """The probability of each pair, given that a source and a target have at most one partner.

    By belief propagation, which for this model is exact where rivalries make no circle and finds one answer where
    they do (Bayati et al. 2007): each end tells the other how far its other partners leave it free.
    """
    if not log_odds:
        return {}
    ends = [_numbers([edge[k] for edge in log_odds]) for k in (0, 1)]
    odds = np.exp(np.array(list(log_odds.values())))
    free = [np.ones(len(odds)), np.ones(len(odds))]
    for _ in range(_ROUNDS):
        heard = [odds * free[1], odds * free[0]]
        told = [
            1 / (1 + np.maximum(0, np.bincount(end, weights)[end] - weights))
            for end, weights in zip(ends, heard, strict=True)
        ]
        # Half a step, in logarithms: near-identical rivals would make whole steps swing for ever.
        free = [np.sqrt(old * new) for old, new in zip(free, told, strict=True)]
    weights = odds * free[0] * free[1]
    return dict(zip(log_odds, (weights / (1 + weights)).tolist(), strict=True))


def _numbers(nodes: list[Node]) -> np.ndarray:
    """A number for each different node."""
    known = {node: number for number, node in enumerate(dict.fromkeys(nodes))}
    return np.array([known[node] for node in nodes], dtype=np.int64)
