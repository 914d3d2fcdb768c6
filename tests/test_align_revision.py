"""What a person judged holds, what lies around it is solved again, and the rest of the alignment stays."""

import random
from collections import Counter
from pathlib import Path

import pytest

from align.encoding import load_encoder
from align.features import BitextFeatures
from align.locks import Locks
from align.model import default_weights
from align.revision import AROUND, realign
from align.search import align_bitext, read_bitext
from align.sides import Side, encode_side
from corpora.order import crossings
from corpora.units import Bead

Key = tuple[tuple[int, ...], tuple[int, ...]]
WEIGHTS = default_weights()


@pytest.fixture(scope="module")
def article(sample_folder: Path) -> BitextFeatures:
    sides = [
        encode_side(
            Side((sample_folder / f"article.{code}.clean.txt").read_text(encoding="utf-8").splitlines(), code),
            load_encoder(),
        )
        for code in ("zh", "de")
    ]
    return read_bitext(*sides)


@pytest.fixture(scope="module")
def book(article: BitextFeatures) -> BitextFeatures:
    """The article's sentences again and again, each time in another order: 800 sentences a side."""
    rng = random.Random(4)
    free = align_bitext(article, WEIGHTS)
    linked = [bead for bead in free if not bead.is_null]
    texts: tuple[list[int], list[int]] = ([], [])
    while len(texts[0]) < 800:
        for bead in rng.sample(linked, len(linked)):
            texts[0].extend(bead.source)
            texts[1].extend(bead.target)
    source, target = (
        _rearranged(side, positions) for side, positions in zip((article.source, article.target), texts, strict=True)
    )
    return read_bitext(source, target)


def _rearranged(side, positions):  # type: ignore[no-untyped-def]
    """A side with its sentences in another order; spans of several are put together from their sentences."""
    import numpy as np

    from align.sides import EncodedSide

    alone = side.spans[0].astype(np.float32)[positions]
    spans = []
    for k in range(len(side.spans)):
        rows = sum(alone[shift : len(alone) - k + shift] for shift in range(k + 1))
        spans.append((rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16))
    picked = [
        tuple(values[p] for p in positions) if isinstance(values, tuple) else values[positions]
        for values in (
            side.lengths,
            side.numbers,
            side.words,
            side.readings,
            side.spellings,
            side.stray,
            side.joined,
            side.ends,
        )
    ]
    return EncodedSide(tuple(spans), *picked, side.calibration)


def key(bead: Bead) -> Key:
    return bead.source, bead.target


def covers(beads: list[Bead], bitext: BitextFeatures) -> bool:
    counts = [Counter(p for bead in beads for p in getattr(bead, side)) for side in ("source", "target")]
    sizes = len(bitext.source), len(bitext.target)
    return all(count == Counter(range(size)) for count, size in zip(counts, sizes, strict=True))


def test_a_short_text_is_aligned_again_as_if_from_the_start(article: BitextFeatures) -> None:
    free = align_bitext(article, WEIGHTS)
    assert realign(article, free, [free[7]], Locks(), WEIGHTS) == pytest.approx(free)
    linked = [bead for bead in free if not bead.is_null]
    for first, second in zip(linked[3::9], linked[4::9], strict=False):
        joined = Bead(first.source + second.source, first.target + second.target)
        locks = Locks((joined,))
        assert [*map(key, realign(article, free, [joined], locks, WEIGHTS))] == [
            *map(key, align_bitext(article, WEIGHTS, locks))
        ]


def test_far_away_nothing_changes(book: BitextFeatures) -> None:
    before = align_bitext(book, WEIGHTS)
    at = len(before) // 2
    wrong = before[at]
    after = realign(book, before, [wrong], Locks(forbidden=(wrong,)), WEIGHTS)
    assert covers(after, book)
    assert key(wrong) not in {*map(key, after)}
    near = range(wrong.source[0] - AROUND - 6, wrong.source[0] + AROUND + 6)
    changed = {bead for bead in {*before} ^ {*after} if bead.source}
    assert changed and all(bead.source[0] in near for bead in changed)


def test_the_span_ends_at_accepted_beads(book: BitextFeatures) -> None:
    before = align_bitext(book, WEIGHTS)
    at = len(before) // 2
    fences = before[at - 5], before[at + 5]
    locks = Locks(accepted=fences, forbidden=(before[at],))
    after = realign(book, before, [before[at]], locks, WEIGHTS)
    assert after[: at - 4] == before[: at - 4]
    assert after[-(len(before) - at - 5) :] == before[at + 5 :]


def test_an_accepted_bead_between_distant_places_is_held_out(book: BitextFeatures) -> None:
    before = align_bitext(book, WEIGHTS)
    linked = [bead for bead in before if not bead.is_null]
    far = Bead(linked[50].source, linked[500].target)
    after = realign(book, before, [far], Locks((far,)), WEIGHTS)
    assert covers(after, book)
    assert [*map(key, crossings(after))] == [key(far)]
    # And it can be given up again: both places heal.
    healed = realign(book, after, [far], Locks(), WEIGHTS)
    assert [*map(key, healed)] == [*map(key, before)]


@pytest.mark.parametrize("seed", range(8))
def test_whatever_a_person_judges_holds(book: BitextFeatures, seed: int) -> None:
    rng = random.Random(seed)
    beads = align_bitext(book, WEIGHTS)
    accepted: dict[Key, Bead] = {}
    forbidden: dict[Key, Bead] = {}
    for _ in range(12):
        at = rng.randrange(len(beads) - 2)
        one, other = beads[at], beads[at + 1]
        if rng.random() < 0.4:
            judged = [one]
            if key(one) not in accepted:
                forbidden[key(one)] = one
        else:
            joined = Bead(tuple(sorted(one.source + other.source)), tuple(sorted(one.target + other.target)))
            taken = {("s", i) for b in accepted.values() for i in b.source} | {
                ("t", j) for b in accepted.values() for j in b.target
            }
            if joined.is_null or taken & ({("s", i) for i in joined.source} | {("t", j) for j in joined.target}):
                continue
            judged = [joined]
            accepted[key(joined)] = joined
            forbidden.pop(key(joined), None)
        beads = realign(book, beads, judged, Locks((*accepted.values(),), (*forbidden.values(),)), WEIGHTS)
        found = {*map(key, beads)}
        assert covers(beads, book)
        assert accepted.keys() <= found
        assert not found & {k for k in forbidden if k not in accepted and all(k)}
