"""Moved blocks and locks on the bundled article: what a person or the translator did is respected."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from align.calibration import Calibration
from align.encoding import Vectors, load_encoder
from align.locks import Locks
from align.reasons import reasons
from align.search import AlignOptions, align_encoded, read_bitext
from align.sides import EncodedSide, Side, encode_side
from corpora.order import crossings, in_order
from corpora.units import Alignment, Bead


def sample_lines(folder: Path, language: str) -> list[str]:
    return (folder / f"article.{language}.clean.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def sides(sample_folder: Path) -> tuple[EncodedSide, EncodedSide]:
    encoder = load_encoder()
    chinese, german = (encode_side(Side(sample_lines(sample_folder, code), code), encoder) for code in ("zh", "de"))
    return chinese, german


def aligned(source: EncodedSide, target: EncodedSide, locks: Locks = Locks()) -> Alignment:  # noqa: B008
    return align_encoded(source, target, AlignOptions(), load_encoder(), locks)


def links(alignment: Alignment) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    return {(bead.source, bead.target) for bead in alignment.beads}


def test_a_moved_paragraph_is_linked_out_of_order(sides: tuple[EncodedSide, EncodedSide], sample_folder: Path) -> None:
    german = sample_lines(sample_folder, "de")
    before = links(aligned(*sides))
    block = range(20, 24)
    order = [*range(20), *range(24, 40), *block, *range(40, len(german))]
    moved = encode_side(Side([german[j] for j in order], "de"), load_encoder())
    found = aligned(sides[0], moved)
    inside = {bead for bead in before if bead[0] and bead[1] and set(bead[1]) <= set(block)}
    back = {(bead.source, tuple(order[j] for j in bead.target)) for bead in crossings(found.beads)}
    assert inside and inside <= back
    assert sorted(j for bead in found.beads for j in bead.target) == list(range(len(german)))
    assert sorted(i for bead in found.beads for i in bead.source) == list(range(len(sides[0])))


def test_nothing_is_out_of_order_in_a_faithful_translation(sides: tuple[EncodedSide, EncodedSide]) -> None:
    assert not crossings(aligned(*sides).beads)


def test_accepted_and_forbidden_beads_hold(sides: tuple[EncodedSide, EncodedSide]) -> None:
    free = aligned(*sides)
    first, second, third = [bead for bead in free.beads if not bead.is_null][5:8]
    odd = Bead(first.source, (*first.target, *second.target))
    found = aligned(*sides, Locks((odd,), (third,)))
    assert (odd.source, odd.target) in links(found)
    assert (third.source, third.target) not in links(found)
    assert next(bead.probability for bead in found.beads if bead.source == odd.source) == 1.0
    assert [i for bead in found.beads for i in bead.source] == list(range(len(sides[0])))
    last = max(third.source) + 5
    assert {bead for bead in links(free) if bead[0] and bead[0][0] > last} <= links(found)


def test_an_accepted_bead_that_crosses_others_is_kept(sides: tuple[EncodedSide, EncodedSide]) -> None:
    crossing = Bead((3,), (30,))
    found = aligned(*sides, Locks((crossing,)))
    assert ((3,), (30,)) in links(found)
    assert sorted(j for bead in found.beads for j in bead.target) == list(range(len(sides[1])))


def test_what_is_in_order() -> None:
    beads = [Bead((0,), (0,)), Bead((1,), (4, 5)), Bead((2,), (1,)), Bead((3,), (2,)), Bead((4,), ()), Bead((5,), (6,))]
    assert [bead.source for bead in in_order(beads)] == [(0,), (2,), (3,), (5,)]
    assert crossings(beads) == (beads[1],)


def test_reasons_add_up_and_name_the_runner_up(sides: tuple[EncodedSide, EncodedSide]) -> None:
    free, bitext = aligned(*sides), read_bitext(*sides)
    for bead in free.beads:
        found = reasons(bitext, free.beads, bead)
        assert (bead.source, bead.target) in {(b.source, b.target) for b in found.chosen}
        assert (bead.source, bead.target) not in {(b.source, b.target) for b in found.runner_up}
        # The best alignment without the bead covers the same sentences and is not the better one.
        for side in ("source", "target"):
            covered = [sorted(p for b in beads for p in getattr(b, side)) for beads in (found.chosen, found.runner_up)]
            assert covered[0] == covered[1]
        assert found.odds > -1e-3
        assert found.odds == pytest.approx(sum(reason.contribution for reason in found.differences), abs=1e-2)
        assert found.bead[0].contribution == max((r.contribution for r in found.bead), key=abs)


def test_reasons_want_a_bead_of_the_model(sides: tuple[EncodedSide, EncodedSide]) -> None:
    with pytest.raises(ValueError, match="no bead of the model"):
        reasons(read_bitext(*sides), (), Bead((0, 2), (1,)))


class DirectionEncoder:
    """An encoder that sends a text to the direction of its number, whatever its language: translations coincide."""

    name = "directions"
    calibration = Calibration()

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = [np.random.default_rng(int(text.split()[0])).normal(size=64) for text in texts]
        return np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32).reshape(-1, 64)

    def encode_spans(self, sentences: Sequence[str], longest: int, joiner: str) -> list[Vectors]:
        alone = self.encode(sentences)
        spans = [sum(alone[i : len(alone) - k + i] for i in range(k + 1)) for k in range(longest)]
        return [rows / np.linalg.norm(rows, axis=1, keepdims=True) for rows in spans]


def test_a_block_moved_far_away_in_a_long_text_is_found() -> None:
    encoder, block = DirectionEncoder(), range(300, 306)
    order = [*range(300), *range(306, 1700), *block, *range(1700, 2000)]
    sides = [
        encode_side(Side([f"{number} sentences stand here." for number in numbers], "en"), encoder)
        for numbers in (range(2000), order)
    ]
    found = align_encoded(*sides, AlignOptions(), encoder)
    assert {(b.source[0], order[b.target[0]]) for b in crossings(found.beads)} == {(number, number) for number in block}
