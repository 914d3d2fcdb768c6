"""The band: it follows the alignment through omissions, and the search inside finds what the whole grid has."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from align import band
from align.band import cuts, find_path, regions
from align.encoding import load_encoder
from align.search import AlignOptions, align_encoded
from align.sides import Side, encode_side
from corpora.formats.beads import read_bounds


def directions(count: int, seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, 64)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def holds(found: list[band.Region], i: int, j: int) -> bool:
    return any(region.i0 < i <= region.i1 and region.j0 <= j <= region.j1 for region in found)


def test_short_sides_are_searched_everywhere() -> None:
    side = directions(200, 1)
    assert find_path(side, side) is None
    assert all((region.j0, region.j1) == (0, 200) for region in regions(None, 200, 200))


@pytest.mark.parametrize(("count", "gap"), [(400, 40), (2000, 300), (9000, 1500)])
def test_the_band_follows_an_omission(count: int, gap: int) -> None:
    source = directions(count, 2)
    noise = directions(count, 3)
    target = source + 0.8 * noise
    target = (target / np.linalg.norm(target, axis=1, keepdims=True))[
        [*range(count // 3), *range(count // 3 + gap, count)]
    ]
    path = find_path(source, target)
    assert path is not None
    found = regions(path, len(source), len(target))
    assert [region.i0 for region in found[1:]] == [region.i1 for region in found[:-1]]
    assert found[0].j0 == 0 and found[-1].j1 == len(target)
    for i in range(1, count + 1):
        if not count // 3 < i <= count // 3 + gap:
            assert holds(found, i, i if i <= count // 3 else i - gap)
    cells = sum((region.i1 - region.i0) * (region.j1 - region.j0 + 1) for region in found)
    assert cells < 200 * count + 3 * gap * 64


def test_cuts_of_a_faithful_translation_lie_on_its_diagonal() -> None:
    side = directions(2500, 4)
    found = cuts(find_path(side, side), side, side)
    assert len(found) > 4
    assert all(i == j for i, j in found)
    assert all(second[0] - first[0] >= 200 for first, second in pairwise(found))


def test_strangers_are_not_cut() -> None:
    source, target = directions(1000, 5), directions(1000, 15)
    assert cuts(find_path(source, target), source, target) == [(0, 0), (1000, 1000)]


@pytest.mark.gold
@pytest.mark.parametrize(
    ("name", "languages"),
    [
        ("ntrex-zh-de-noisy", ("zh", "de")),
        ("ntrex-zh-en-noisy", ("zh", "en")),
        ("textberg-dev-de-fr", ("de", "fr")),
    ],
)
def test_on_real_texts_the_band_holds_the_best_path(
    name: str, languages: tuple[str, str], gold_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, encoder = gold_folder / "align" / name, load_encoder()
    texts = [(folder / file).read_text(encoding="utf-8").split("\n") for file in ("src.txt", "tgt.txt")]
    for document in read_bounds((folder / "docs.tsv").read_text(encoding="utf-8").splitlines(), "docs.tsv"):
        lines = (
            texts[0][document.source_start : document.source_end],
            texts[1][document.target_start : document.target_end],
        )
        sides = [encode_side(Side(*side), encoder) for side in zip(lines, languages, strict=True)]
        found = []
        for everything in (0, 10**9):
            monkeypatch.setattr(band, "EXACT", everything)
            beads = align_encoded(sides[0], sides[1], AlignOptions(), encoder).beads
            found.append([(bead.source, bead.target) for bead in beads])
        assert found[0] == found[1], document.name
