"""The dynamic programme against every alignment there is, on bitexts small enough to list them."""

from collections.abc import Iterator

import numpy as np
import pytest

from align.band import Region
from align.features import BEAD_TYPES, possible
from align.lattice import NEVER, Block, Lattice, Posteriors, Step, best_path
from align.locks import Constraints, Locks
from corpora.units import Bead

SIZES = [(3, 4), (4, 2), (1, 1), (5, 3), (6, 1), (0, 2), (2, 0)]


def random_lattice(n: int, m: int, seed: int, rows: int = 2) -> Lattice:
    """Random scores, in regions of a few rows each."""
    rng = np.random.default_rng(seed)
    blocks = []
    for first in range(0, max(n, 1), rows):
        region = Region(first, min(n, first + rows), 0, m)
        shape = (region.i1 - region.i0, len(BEAD_TYPES), m + 1)
        scores = np.where(possible(region), rng.normal(size=shape), NEVER)
        blocks.append(Block(region, scores.astype(np.float32)))
    return Lattice(BEAD_TYPES, blocks, rng.normal(size=n), rng.normal(size=m), gap_opens=-0.7, gaps_meet=-0.4)


def all_paths(lattice: Lattice) -> Iterator[tuple[float, tuple[Step, ...]]]:
    n, m = len(lattice.source_nulls), len(lattice.target_nulls)

    def onward(
        i: int, j: int, last: str, total: float, path: tuple[Step, ...]
    ) -> Iterator[tuple[float, tuple[Step, ...]]]:
        if (i, j) == (n, m):
            yield total, path
        for k, (a, b) in enumerate(lattice.types):
            if i + a <= n and j + b <= m:
                offset, scores = lattice.bead_scores(i + a)
                score = float(scores[k, j + b - offset])
                yield from onward(i + a, j + b, "bead", total + score, (*path, Step(i, j, a, b)))
        if i < n and last != "target gap":
            opens = 0 if last == "source gap" else lattice.gap_opens
            score = lattice.source_nulls[i] + opens
            yield from onward(i + 1, j, "source gap", total + score, (*path, Step(i, j, 1, 0)))
        if j < m:
            opens = 0 if last == "target gap" else lattice.gap_opens
            opens += lattice.gaps_meet if last == "source gap" else 0
            yield from onward(
                i, j + 1, "target gap", total + lattice.target_nulls[j] + opens, (*path, Step(i, j, 0, 1))
            )

    yield from onward(0, 0, "bead", 0.0, ())


@pytest.mark.parametrize(("n", "m"), SIZES)
def test_posteriors_are_the_shares_of_all_alignments(n: int, m: int) -> None:
    lattice = random_lattice(n, m, seed=10 * n + m)
    totals, paths = zip(*all_paths(lattice), strict=True)
    log_partition = np.logaddexp.reduce(totals)
    shares = np.exp(np.array(totals) - log_partition)
    found = Posteriors(lattice)
    assert found.log_partition == pytest.approx(log_partition)
    steps = [Step(i, j, a, b) for a, b in BEAD_TYPES for i in range(n - a + 1) for j in range(m - b + 1)]
    for step in steps:
        expected = sum(share for share, path in zip(shares, paths, strict=True) if step in path)
        assert found[step] == pytest.approx(expected, abs=1e-9)
    for k in range(n):
        expected = sum(s for s, path in zip(shares, paths, strict=True) if any(p.i == k and not p.b for p in path))
        assert found[Step(k, 0, 1, 0)] == pytest.approx(expected, abs=1e-9)
    for k in range(m):
        expected = sum(s for s, path in zip(shares, paths, strict=True) if any(p.j == k and not p.a for p in path))
        assert found[Step(0, k, 0, 1)] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("n", "m"), SIZES)
def test_the_best_path_is_the_best_of_all(n: int, m: int) -> None:
    lattice = random_lattice(n, m, seed=100 + 10 * n + m)
    best_score, best = max(all_paths(lattice))
    path, score = best_path(lattice)
    assert tuple(path) == best
    assert score == pytest.approx(best_score)


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_every_sentence_is_in_one_bead_or_null(rows: int) -> None:
    lattice = random_lattice(12, 15, seed=3, rows=rows)
    found = Posteriors(lattice).expectation()
    source, target = found.source_nulls.copy(), found.target_nulls.copy()
    for block, beads in zip(lattice.blocks, found.beads, strict=True):
        for (row, k, j), probability in np.ndenumerate(beads):
            a, b = lattice.types[k]
            i = block.region.i0 + 1 + row
            if probability:
                source[i - a : i] += probability
                target[j - b : j] += probability
    assert source == pytest.approx(np.ones(12))
    assert target == pytest.approx(np.ones(15))


@pytest.mark.parametrize("seed", range(20))
def test_locks_are_never_broken(seed: int) -> None:
    lattice = random_lattice(9, 10, seed, rows=4)
    rng = np.random.default_rng(seed)
    free = [Bead(tuple(range(s.i, s.i + s.a)), tuple(range(s.j, s.j + s.b))) for s in best_path(lattice)[0]]
    i, j = int(rng.integers(0, 7)), int(rng.integers(0, 7))
    accepted = Bead((i, i + 1), (j,)) if seed % 2 else Bead((i,), (j, j + 1))
    locks = Locks((accepted,), tuple(bead for bead in free if not bead.is_null))
    constraints = Constraints.of(locks, (9, 10))
    assert (constraints.chain, constraints.held) == ((accepted,), ())
    steps = best_path(constraints.apply(lattice))[0]
    found = [(tuple(range(s.i, s.i + s.a)), tuple(range(s.j, s.j + s.b))) for s in steps]
    assert (accepted.source, accepted.target) in found
    forbidden = {(bead.source, bead.target) for bead in locks.forbidden} - {(accepted.source, accepted.target)}
    assert forbidden.isdisjoint(found)


def test_what_crosses_or_skips_is_held_out_of_the_search() -> None:
    straight = [Bead((0,), (0,)), Bead((3,), (4,)), Bead((5,), (6,))]
    crossing, skipping = Bead((1,), (7,)), Bead((6, 8), (8,))
    found = Constraints.of(Locks((*straight, crossing, skipping)), (9, 9))
    assert found.chain == tuple(straight)
    assert found.held == (crossing, skipping)
    with pytest.raises(ValueError, match="share a source sentence"):
        Constraints.of(Locks((Bead((0,), (0,)), Bead((0,), (1,)))), (2, 2))
