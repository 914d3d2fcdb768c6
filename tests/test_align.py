"""The aligner on real text: the bundled pair, its mirror image, and what is no translation."""

from pathlib import Path

import numpy as np
import pytest

from align import band
from align.encoding import load_encoder
from align.gold import compare
from align.model import Weights
from align.search import align
from align.sides import MAX_SPAN, Side
from corpora.errors import MalformedFile, ModelUnavailable
from corpora.formats.beads import read_beads
from corpora.units import Alignment, Bead


def sample_side(folder: Path, language: str) -> Side:
    return Side((folder / f"article.{language}.clean.txt").read_text(encoding="utf-8").splitlines(), language)


@pytest.fixture(scope="module")
def aligned(sample_folder: Path) -> Alignment:
    return align(sample_side(sample_folder, "zh"), sample_side(sample_folder, "de"))


def test_the_bundled_pair_is_aligned_as_its_gold_says(aligned: Alignment, sample_folder: Path) -> None:
    gold = read_beads(
        (sample_folder / "gold.beads").read_text(encoding="utf-8").splitlines(), "gold.beads", scored=False
    )
    found = compare(gold, aligned.beads)
    assert found.strict.f1 >= 0.85
    assert found.null.f1 >= 0.85


def test_the_untranslated_tail_is_null(aligned: Alignment) -> None:
    tail = [bead for bead in aligned.beads if any(position >= 49 for position in bead.source)]
    assert tail and all(bead.is_null for bead in tail)


def test_beads_cover_both_sides_once_and_in_order(aligned: Alignment, sample_folder: Path) -> None:
    for side, count in (("source", 57), ("target", 47)):
        assert [i for bead in aligned.beads for i in getattr(bead, side)] == list(range(count))
    assert all(0.0 <= bead.probability <= 1.0 for bead in aligned.beads)


def test_swapping_the_sides_swaps_the_beads(aligned: Alignment, sample_folder: Path) -> None:
    mirrored = align(sample_side(sample_folder, "de"), sample_side(sample_folder, "zh"))
    links = {(bead.source, bead.target) for bead in aligned.beads if not bead.is_null}
    assert {(bead.target, bead.source) for bead in mirrored.beads if not bead.is_null} == links


def test_the_search_in_a_band_finds_what_the_whole_grid_has(
    aligned: Alignment, sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(band, "EXACT", 0)
    assert align(sample_side(sample_folder, "zh"), sample_side(sample_folder, "de")) == aligned


@pytest.mark.parametrize(("source", "target"), [(1, 200), (200, 1), (30, 30)])
def test_sides_that_do_not_match_are_covered_all_the_same(source: int, target: int, sample_folder: Path) -> None:
    chinese, german = (sample_side(sample_folder, code).sentences for code in ("zh", "de"))
    sides = Side([*chinese[:30] * 7][:source], "zh"), Side([*reversed(german[:40] * 5)][:target], "de")
    found = align(*sides)
    assert sorted(i for bead in found.beads for i in bead.source) == list(range(source))
    assert sorted(j for bead in found.beads for j in bead.target) == list(range(target))


def test_a_sentence_of_ten_thousand_characters_is_read() -> None:
    found = align(Side(["中国经济" * 2500, "他走了。"], "zh"), Side(["Wirtschaft " * 1000, "Er ging."], "de"))
    assert sorted(i for bead in found.beads for i in bead.source) == [0, 1]


def test_an_empty_side_leaves_only_nulls() -> None:
    found = align(Side([], "zh"), Side(["Ein Satz.", "Noch einer."], "de"))
    assert found.beads == (Bead((), (0,)), Bead((), (1,)))


def test_spans_encoded_together_are_those_encoded_one_by_one(sample_folder: Path) -> None:
    encoder = load_encoder()
    for language, joiner, least in (("de", " ", 0.9999), ("zh", "", 0.999)):
        sentences = sample_side(sample_folder, language).sentences[:12]
        for k, vectors in enumerate(encoder.encode_spans(sentences, MAX_SPAN, joiner), 1):
            joined = [joiner.join(sentences[i : i + k]) for i in range(len(sentences) - k + 1)]
            cosines = np.einsum("nd,nd->n", vectors, encoder.encode(joined))
            assert cosines.min() > least


def test_an_unknown_encoder_and_foreign_weights_are_named() -> None:
    with pytest.raises(ModelUnavailable, match="use-m3"):
        load_encoder("nothing")
    with pytest.raises(MalformedFile, match="features differ"):
        Weights.from_mapping("old", {"bias 1-1": 1.0})


# Strict and null F1 that the aligner must keep on development sets it was not trained on.
GOLD_SETS = {
    "ntrex-zh-de-noisy": ("zh", "de", 0.96, 0.92),
    "ntrex-zh-en-noisy": ("zh", "en", 0.975, 0.93),
    "ntrex-zh-de": ("zh", "de", 0.98, None),
    "ntrex-zh-en": ("zh", "en", 0.985, None),
}


@pytest.mark.gold
@pytest.mark.parametrize("name", GOLD_SETS)
def test_development_sets(name: str, gold_folder: Path) -> None:
    source_language, target_language, strict, null = GOLD_SETS[name]
    folder = gold_folder / "align" / name
    source, target = ((folder / f"{side}.txt").read_text(encoding="utf-8").split("\n")[:-1] for side in ("src", "tgt"))
    found = []
    for line in (folder / "docs.tsv").read_text(encoding="utf-8").splitlines():
        a, b, c, d = (int(field) for field in line.split("\t")[-4:])
        beads = align(Side(source[a:b], source_language), Side(target[c:d], target_language)).beads
        found += [Bead(tuple(a + i for i in bead.source), tuple(c + j for j in bead.target)) for bead in beads]
    gold = read_beads((folder / "gold.txt").read_text(encoding="utf-8").splitlines(), "gold.txt", scored=False)
    agreement = compare(gold, found)
    assert agreement.strict.f1 >= strict
    if null is not None:
        assert agreement.null.f1 >= null
