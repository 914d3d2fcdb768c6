"""Cutting long bitexts: only where both sides surely stand at the same place."""

from itertools import pairwise

import numpy as np
import pytest

from align.anchors import LARGEST, Cell, cuts


def directions(count: int, seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, 64)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def test_a_small_bitext_is_not_cut() -> None:
    side = directions(300, 1)
    assert cuts(side, side) == [Cell(0, 0), Cell(300, 300)]


def test_cuts_of_a_faithful_translation_lie_on_its_diagonal() -> None:
    side = directions(1200, 2)
    found = cuts(side, side)
    assert len(found) > 4
    assert all(cell.i == cell.j for cell in found)
    assert all(b.i - a.i >= 150 for a, b in pairwise(found[:-1]))


def test_cuts_follow_an_omission() -> None:
    side = directions(1200, 3)
    shorter = np.concatenate([side[:400], side[700:]])
    for cell in cuts(side, shorter)[1:-1]:
        assert cell.j == cell.i if cell.i < 400 else cell.j == cell.i - 300


@pytest.mark.parametrize("seed", [4, 5])
def test_strangers_are_not_cut(seed: int) -> None:
    source, target = directions(1000, seed), directions(1000, seed + 10)
    assert len(source) * len(target) > LARGEST
    assert cuts(source, target) == [Cell(0, 0), Cell(1000, 1000)]
