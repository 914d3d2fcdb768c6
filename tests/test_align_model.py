"""The dynamic programme against every alignment there is, on bitexts small enough to list them."""

from collections.abc import Iterator

import numpy as np
import pytest

from align.features import BEAD_TYPES
from align.model import Scores, Step, best_path, posteriors

SIZES = [(3, 4), (4, 2), (1, 1), (5, 3), (0, 2), (2, 0), (0, 0)]


def random_scores(n: int, m: int, seed: int) -> Scores:
    rng = np.random.default_rng(seed)
    beads = {(a, b): rng.normal(size=(max(n - a + 1, 0), max(m - b + 1, 0))) for a, b in BEAD_TYPES}
    return Scores(beads, rng.normal(size=n), rng.normal(size=m), gap_opens=-0.7, gaps_meet=-0.4)


def all_paths(scores: Scores) -> Iterator[tuple[float, tuple[Step, ...]]]:
    n, m = len(scores.source_nulls), len(scores.target_nulls)

    def onward(
        i: int, j: int, last: str, total: float, path: tuple[Step, ...]
    ) -> Iterator[tuple[float, tuple[Step, ...]]]:
        if (i, j) == (n, m):
            yield total, path
        for (a, b), grid in scores.beads.items():
            if i + a <= n and j + b <= m:
                yield from onward(i + a, j + b, "bead", total + grid[i, j], (*path, Step(i, j, a, b)))
        if i < n and last != "target gap":
            opens = 0 if last == "source gap" else scores.gap_opens
            yield from onward(i + 1, j, "source gap", total + scores.source_nulls[i] + opens, (*path, Step(i, j, 1, 0)))
        if j < m:
            opens = 0 if last == "target gap" else scores.gap_opens
            opens += scores.gaps_meet if last == "source gap" else 0
            yield from onward(i, j + 1, "target gap", total + scores.target_nulls[j] + opens, (*path, Step(i, j, 0, 1)))

    yield from onward(0, 0, "bead", 0.0, ())


@pytest.mark.parametrize(("n", "m"), SIZES)
def test_posteriors_are_the_shares_of_all_alignments(n: int, m: int) -> None:
    scores = random_scores(n, m, seed=10 * n + m)
    totals, paths = zip(*all_paths(scores), strict=True)
    log_partition = np.logaddexp.reduce(totals)
    shares = np.exp(np.array(totals) - log_partition)
    found = posteriors(scores)
    assert found.log_partition == pytest.approx(log_partition)
    for (a, b), grid in found.beads.items():
        for (i, j), probability in np.ndenumerate(grid):
            expected = sum(share for share, path in zip(shares, paths, strict=True) if Step(i, j, a, b) in path)
            assert probability == pytest.approx(expected, abs=1e-9)
    for k, probability in enumerate(found.source_nulls):
        expected = sum(
            s for s, path in zip(shares, paths, strict=True) if any(p.i == k and p[2:] == (1, 0) for p in path)
        )
        assert probability == pytest.approx(expected, abs=1e-9)
    for k, probability in enumerate(found.target_nulls):
        expected = sum(
            s for s, path in zip(shares, paths, strict=True) if any(p.j == k and p[2:] == (0, 1) for p in path)
        )
        assert probability == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("n", "m"), SIZES)
def test_the_best_path_is_the_best_of_all(n: int, m: int) -> None:
    scores = random_scores(n, m, seed=100 + 10 * n + m)
    assert tuple(best_path(scores)) == max(all_paths(scores))[1]


def test_every_sentence_is_in_one_bead_or_null() -> None:
    scores = random_scores(12, 15, seed=3)
    found = posteriors(scores)
    source = found.source_nulls.copy()
    target = found.target_nulls.copy()
    for (a, b), grid in found.beads.items():
        for (i, j), probability in np.ndenumerate(grid):
            source[i : i + a] += probability
            target[j : j + b] += probability
    assert source == pytest.approx(np.ones(12))
    assert target == pytest.approx(np.ones(15))
