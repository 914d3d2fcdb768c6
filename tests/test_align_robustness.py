"""Noise keeps account of what it does: whatever happens to a bitext, the gold beads say what belongs together."""

import random
from collections import Counter

import pytest

from align.reliability import reliability
from align.robustness import DISTURBANCES, Bitext, Piece, disturbed
from corpora.order import crossings
from corpora.units import Bead


def numbered(count: int, first: int = 0) -> Bitext:
    """A bitext whose sentences bear the number of their bead on both sides."""
    beads = [
        Piece((f"{k}甲，{k}乙，{k}丙。",), (f"Satz {k} hier, und {k} da, und {k} dort.",))
        for k in range(first, first + count)
    ]
    return Bitext(("zh", "de"), (*beads[:2], Piece((f"{first}孤。",), ()), *beads[2:]))


BITEXTS = [numbered(24), numbered(9, 100), numbered(40, 200)]


def numbers(text: str) -> set[str]:
    return {part for part in "".join(c if c.isdigit() else " " for c in text).split() if int(part) < 240}


@pytest.mark.parametrize("kind", DISTURBANCES)
@pytest.mark.parametrize("seed", range(5))
def test_gold_covers_both_sides_and_links_what_belongs_together(kind: str, seed: int) -> None:
    for bitext in disturbed(BITEXTS, DISTURBANCES[kind], seed):
        source, target, beads = bitext.lines()
        for side, texts in (("source", source), ("target", target)):
            assert Counter(p for bead in beads for p in getattr(bead, side)) == Counter(range(len(texts)))
        for bead in beads:
            if not bead.is_null:
                ours = set().union(*(numbers(source[i]) for i in bead.source))
                theirs = set().union(*(numbers(target[j]) for j in bead.target))
                assert theirs <= ours and ours - theirs <= {"0", "100", "200"}  # 孤 may have been drawn in


def test_the_same_seed_gives_the_same_noise() -> None:
    for disturbance in DISTURBANCES.values():
        once, twice, other = (list(disturbed(BITEXTS, disturbance, seed)) for seed in (1, 1, 2))
        assert once == twice
        assert disturbance is DISTURBANCES["as it is"] or once != other


def test_each_noise_does_what_it_says() -> None:
    def made(kind: str) -> tuple[list[str], list[str], list[Bead]]:
        return DISTURBANCES[kind](BITEXTS[2], random.Random(3), BITEXTS[:2]).lines()

    plain = BITEXTS[2].lines()
    assert made("as it is") == plain
    source, target, _ = made("cut tail")
    assert source == plain[0] and target == plain[1][: len(target)] and len(target) < len(plain[1])
    assert crossings(made("moved block")[2]) and not crossings(plain[2])
    assert len(made("page furniture")[0]) > len(plain[0])
    assert len(made("lost breaks")[0]) < len(plain[0]) < len(made("added breaks")[0])
    assert len(made("summary")[1]) < 0.7 * len(plain[1])


def test_trust_is_measured_bin_by_bin() -> None:
    gold = [Bead((k,), (k,)) for k in range(10)]
    found = reliability(gold, [Bead((k,), (k if k else 99,), 0.95 if k < 5 else 0.55) for k in range(10)])
    assert [(b.size, round(b.probability, 2), b.right) for b in found.bins] == [(5, 0.55, 1.0), (5, 0.95, 0.8)]
    assert found.calibration_error == pytest.approx((0.45 * 5 + 0.15 * 5) / 10)
    assert (found.sure_share, found.sure_right) == (0.5, 0.8)
    with pytest.raises(ValueError, match="no beads"):
        reliability(gold, [])
