"""The probabilistic model of beads: a semi-Markov conditional random field over monotone alignments.

An alignment is a path of beads and null sentences through the grid of both sides; its score is the sum of
weighted features; its probability is its share of the scores of all paths (Sarawagi & Cohen 2004). Exact
dynamic programming gives the best path and the probability of every bead.

A run of nulls on one side pays once for opening, so one long omission is likelier than many short ones. A
gap of the source stands before a gap of the target, so that no alignment is counted twice; where they meet
they pay again, since text that was left out is seldom replaced by as much other text.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

from align.features import BEAD_FEATURES, BEAD_TYPES, FEATURES, NULL_FEATURES, BitextFeatures
from corpora.errors import MalformedFile

Grid = np.ndarray[Any, np.dtype[np.float64]]
NEVER = -1e30  # a log score that no path reaches; finite, so that differences stay numbers


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight for each feature, and the name of the set for signatures."""

    name: str
    values: tuple[float, ...]

    @classmethod
    def from_mapping(cls, name: str, by_feature: Mapping[str, float]) -> "Weights":
        """Weights by feature name. Raises MalformedFile where the names are not the features of this program."""
        if set(by_feature) != set(FEATURES):
            odd = sorted(set(by_feature) ^ set(FEATURES))
            raise MalformedFile(f"aligner weights {name}: features differ from this program's: {', '.join(odd)}")
        return cls(name, tuple(float(by_feature[feature]) for feature in FEATURES))

    @property
    def bead(self) -> Grid:
        """Weights of BEAD_FEATURES."""
        return np.array(self.values[: len(BEAD_FEATURES)])

    @property
    def null(self) -> Grid:
        """Weights of NULL_FEATURES without the last two, which are `gap_opens` and `gaps_meet`."""
        return np.array(self.values[len(BEAD_FEATURES) : -2])

    @property
    def gap_opens(self) -> float:
        """What the first null of a run costs."""
        return self.values[-2]

    @property
    def gaps_meet(self) -> float:
        """What a gap of the target costs more directly after one of the source."""
        return self.values[-1]


@cache
def default_weights() -> Weights:
    """The weights that come with the program; weights.json says how they were made."""
    stored = json.loads(files("align").joinpath("weights.json").read_text(encoding="utf-8"))
    return Weights.from_mapping(stored["name"], stored["weights"])


class Scores(NamedTuple):
    """Log scores: of a bead of each type starting at (i, j), of each sentence as a null, of the steps into gaps."""

    beads: dict[tuple[int, int], Grid]
    source_nulls: Grid
    target_nulls: Grid
    gap_opens: float
    gaps_meet: float


class Posteriors(NamedTuple):
    """Probabilities: of each bead by its type and start, and of each sentence being null."""

    beads: dict[tuple[int, int], Grid]
    source_nulls: Grid
    target_nulls: Grid
    log_partition: float
    source_openings: Grid
    target_openings: Grid
    meetings: Grid


class Step(NamedTuple):
    """A bead of the best path: it starts at (i, j) and takes a source and b target sentences."""

    i: int
    j: int
    a: int
    b: int


def score(features: BitextFeatures, weights: Weights) -> Scores:
    """The log scores of everything two sides could be made of."""
    source, target = features.nulls()
    return Scores(
        {
            (a, b): np.tensordot(weights.bead.astype(np.float32), features.bead(a, b), axes=1).astype(np.float64)
            for a, b in BEAD_TYPES
        },
        weights.null @ source,
        weights.null @ target,
        weights.gap_opens,
        weights.gaps_meet,
    )  # fmt: skip


class _Tables(NamedTuple):
    """Log scores of all paths to (or from) each node, by what the path did last (or may do next)."""

    bead: Grid
    source_gap: Grid
    target_gap: Grid


def posteriors(scores: Scores) -> Posteriors:
    """The probability of every bead and null, by forward and backward passes over all paths."""
    forward = _forward(scores, np.logaddexp)
    backward = _backward(scores)
    total = np.logaddexp(np.logaddexp(forward.bead, forward.source_gap), forward.target_gap)
    log_partition = float(total[-1, -1])
    beads = {}
    for (a, b), grid in scores.beads.items():
        n, m = grid.shape
        if grid.size:
            beads[a, b] = np.exp(total[:n, :m] + grid + backward.bead[a:, b:] - log_partition)
        else:
            beads[a, b] = grid
    opens = scores.gap_opens
    source_step = scores.source_nulls[:, None] + backward.source_gap[1:] - log_partition
    source_openings = np.exp(forward.bead[:-1] + opens + source_step).sum(axis=1)
    source_nulls = source_openings + np.exp(forward.source_gap[:-1] + source_step).sum(axis=1)
    target_step = scores.target_nulls[None, :] + backward.target_gap[:, 1:] - log_partition
    meetings = np.exp(forward.source_gap[:, :-1] + opens + scores.gaps_meet + target_step).sum(axis=0)
    target_openings = meetings + np.exp(forward.bead[:, :-1] + opens + target_step).sum(axis=0)
    target_nulls = target_openings + np.exp(forward.target_gap[:, :-1] + target_step).sum(axis=0)
    return Posteriors(beads, source_nulls, target_nulls, log_partition, source_openings, target_openings, meetings)


def best_path(scores: Scores) -> list[Step]:
    """The likeliest alignment, as steps in order (Viterbi)."""
    tables = _forward(scores, np.maximum)
    i, j = (length - 1 for length in tables.bead.shape)
    state = int(np.argmax([table[i, j] for table in tables]))
    steps: list[Step] = []
    while i or j:
        if state == _BEAD:
            a, b = _best_bead(scores, tables, i, j)
            i, j = i - a, j - b
            steps.append(Step(i, j, a, b))
            state = int(np.argmax([table[i, j] for table in tables]))
        elif state == _SOURCE_GAP:
            i -= 1
            steps.append(Step(i, j, 1, 0))
            state = _SOURCE_GAP if tables.source_gap[i, j] > tables.bead[i, j] + scores.gap_opens else _BEAD
        else:
            j -= 1
            steps.append(Step(i, j, 0, 1))
            after_bead = tables.bead[i, j] + scores.gap_opens
            after_gap = tables.source_gap[i, j] + scores.gap_opens + scores.gaps_meet
            if tables.target_gap[i, j] <= max(after_bead, after_gap):
                state = _BEAD if after_bead >= after_gap else _SOURCE_GAP
    return steps[::-1]


_BEAD, _SOURCE_GAP, _TARGET_GAP = range(3)


def _best_bead(scores: Scores, tables: _Tables, i: int, j: int) -> tuple[int, int]:
    best, found = -np.inf, (1, 1)
    for (a, b), grid in scores.beads.items():
        if i >= a and j >= b:
            value = max(table[i - a, j - b] for table in tables) + grid[i - a, j - b]
            if value > best:
                best, found = value, (a, b)
    return found


def _forward(scores: Scores, plus: Callable[..., Any]) -> _Tables:
    """Scores of the paths from the start to each node; plus sums them (logaddexp) or picks the best (maximum)."""
    n, m = len(scores.source_nulls), len(scores.target_nulls)
    tables = _Tables(*(np.full((n + 1, m + 1), NEVER) for _ in range(3)))
    total = np.full((n + 1, m + 1), NEVER)
    tables.bead[0, 0] = 0.0
    ramp = np.concatenate([[0.0], np.cumsum(scores.target_nulls)])
    for i in range(n + 1):
        bead, source_gap, target_gap = (table[i] for table in tables)
        for (a, b), grid in scores.beads.items():
            if i >= a and b <= m:
                bead[b:] = plus(bead[b:], total[i - a, : m + 1 - b] + grid[i - a])
        if i:
            opened = plus(tables.bead[i - 1] + scores.gap_opens, tables.source_gap[i - 1])
            source_gap[:] = opened + scores.source_nulls[i - 1]
        opening = plus(bead, source_gap + scores.gaps_meet)[:-1] + scores.gap_opens - ramp[:-1]
        if m:
            target_gap[1:] = plus.accumulate(opening) + ramp[1:]  # type: ignore[attr-defined]
        total[i] = plus(plus(bead, source_gap), target_gap)
    return tables


def _backward(scores: Scores) -> _Tables:
    """Scores of the paths from each node to the end, by what the path did last before the node."""
    n, m = len(scores.source_nulls), len(scores.target_nulls)
    tables = _Tables(*(np.full((n + 1, m + 1), NEVER) for _ in range(3)))
    ramp = np.concatenate([np.cumsum(scores.target_nulls[::-1])[::-1], [0.0]])
    for i in range(n, -1, -1):
        ahead = np.full(m + 1, NEVER)
        if i == n:
            ahead[m] = 0.0
        for (a, b), grid in scores.beads.items():
            if i + a <= n and b <= m:
                ahead[: m + 1 - b] = np.logaddexp(ahead[: m + 1 - b], grid[i] + tables.bead[i + a, b:])
        target_gap = (np.logaddexp.accumulate((ahead - ramp)[::-1]) + ramp[::-1])[::-1]
        step = np.full(m + 1, NEVER)
        step[:-1] = scores.gap_opens + scores.target_nulls + target_gap[1:]
        tables.target_gap[i] = target_gap
        tables.bead[i] = np.logaddexp(ahead, step)
        tables.source_gap[i] = np.logaddexp(ahead, step + scores.gaps_meet)
        if i < n:
            gap = scores.source_nulls[i] + tables.source_gap[i + 1]
            tables.bead[i] = np.logaddexp(tables.bead[i], gap + scores.gap_opens)
            tables.source_gap[i] = np.logaddexp(tables.source_gap[i], gap)
    return tables


def expected_features(features: BitextFeatures, found: Posteriors) -> Grid:
    """The mean of every feature over all alignments: what the gradient of the likelihood needs."""
    expected = np.zeros(len(FEATURES))
    for (a, b), probability in found.beads.items():
        expected[: len(BEAD_FEATURES)] += np.tensordot(
            features.bead(a, b).astype(np.float64), probability, axes=([1, 2], [0, 1])
        )
    source, target = features.nulls()
    expected[len(BEAD_FEATURES) : -2] = source @ found.source_nulls + target @ found.target_nulls
    expected[-2] = found.source_openings.sum() + found.target_openings.sum()
    expected[-1] = found.meetings.sum()
    return expected


assert NULL_FEATURES[-2:] == ("gap opens", "gap meets gap")  # noqa: S101  Weights reads them there
