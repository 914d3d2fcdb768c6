"""One story in every language, cut into its sentences and aligned in many directions.

In tests/golden/languages/XX.txt a line is the numbers of what it says, a tab, and a sentence. Lines of two
languages that share a number translate each other; "+" is said in that language alone.
"""

from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest

from align import band
from align.clues import ends, goes_on
from align.encoding import load_encoder
from align.gold import compare
from align.search import AlignOptions, align_encoded
from align.sides import EncodedSide, Side, encode_side
from corpora.languages import CORE_LANGUAGES, LANGUAGES, join
from corpora.segmentation import sentences
from corpora.units import Bead

STORIES = Path(__file__).parent / "golden" / "languages"
OTHERS = sorted(LANGUAGES.keys() - set(CORE_LANGUAGES))


def story(code: str) -> tuple[list[set[str]], list[str]]:
    """What each sentence of a story says, and the sentences."""
    rows = [line.split("\t") for line in (STORIES / f"{code}.txt").read_text(encoding="utf-8").splitlines()]
    return [set(said.split()) - {"+"} for said, _ in rows], [text for _, text in rows]


def gold(source: list[set[str]], target: list[set[str]]) -> list[Bead]:
    """The beads of two stories: sentences linked by what they say, directly or through others."""
    groups: list[tuple[set[str], list[int], list[int]]] = []
    for side, units in enumerate((source, target)):
        for position, said in enumerate(units):
            group = (set(said), [position] if side == 0 else [], [position] if side else [])
            for other in [other for other in groups if other[0] & said]:
                groups.remove(other)
                group = (group[0] | other[0], sorted(other[1] + group[1]), sorted(other[2] + group[2]))
            groups.append(group)
    linked = [Bead(tuple(a), tuple(b)) for _, a, b in groups if a and b]
    alone = [(a, b) for _, a, b in groups if not (a and b)]
    return linked + [Bead((i,), ()) for a, _ in alone for i in a] + [Bead((), (j,)) for _, b in alone for j in b]


@pytest.fixture(scope="module")
def encoded() -> dict[str, EncodedSide]:
    return {code: encode_side(Side(story(code)[1], code), load_encoder()) for code in LANGUAGES}


def strict_f1(source: str, target: str, encoded: dict[str, EncodedSide]) -> float:
    found = align_encoded(encoded[source], encoded[target], AlignOptions(), load_encoder())
    return compare(gold(story(source)[0], story(target)[0]), found.beads).strict.f1


def test_the_gold_of_two_stories_links_what_they_share() -> None:
    assert gold([{"1"}, {"2", "3"}, set()], [{"1", "2"}, {"4"}]) == [
        Bead((0, 1), (0,)),
        Bead((2,), ()),
        Bead((), (1,)),
    ]


@pytest.mark.parametrize("code", OTHERS)
def test_each_language_aligns_with_chinese_german_and_english(code: str, encoded: dict[str, EncodedSide]) -> None:
    scores = [strict_f1(core, code, encoded) for core in CORE_LANGUAGES]
    assert min(scores) >= 0.7 and mean(scores) >= 0.85, scores


def test_all_of_them_together_align_well(encoded: dict[str, EncodedSide]) -> None:
    assert mean(strict_f1(core, code, encoded) for core in CORE_LANGUAGES for code in OTHERS) >= 0.94
    assert mean(strict_f1(code, other, encoded) for code, other in pairwise(OTHERS)) >= 0.9


def test_the_three_align_with_each_other(encoded: dict[str, EncodedSide]) -> None:
    assert all(strict_f1(a, b, encoded) >= 0.95 for a in CORE_LANGUAGES for b in CORE_LANGUAGES if a != b)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_search_in_a_band_finds_what_the_whole_grid_has(
    code: str, encoded: dict[str, EncodedSide], monkeypatch: pytest.MonkeyPatch
) -> None:
    for other in LANGUAGES:
        if other != code:
            found = []
            for everything in (0, 10**9):
                monkeypatch.setattr(band, "EXACT", everything)
                found.append(align_encoded(encoded[code], encoded[other], AlignOptions(), load_encoder()))
            assert found[0] == found[1]


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "th"])
def test_running_text_is_cut_back_into_its_sentences(code: str) -> None:
    _, expected = story(code)
    assert sentences(join(expected, code), code) == expected


def test_thai_is_cut_at_most_spaces_between_its_sentences() -> None:
    _, expected = story("th")
    found = sentences(join(expected, "th"), "th")
    assert len(set(found) & set(expected)) >= 10
    assert abs(len(found) - len(expected)) <= 2


@pytest.mark.parametrize(
    "text", ["هل هذا صحيح؟", "「はい。」", "半角も使う｡", "ห้องสมุดปิดแล้ว", "“ปิดแล้ว”", "« Vraiment ? »", "¿Sí?"]
)
def test_sentences_of_other_languages_end_as_sentences_do(text: str) -> None:
    assert ends(text)


def test_cuts_inside_sentences_of_other_languages_are_seen() -> None:
    assert goes_on("اشترى التفاح،", "والكمثرى") and goes_on("وصل د.", "أحمد") and goes_on("Это А.", "Пушкин.")
    assert not goes_on("هل هذا صحيح؟", "نعم.") and not goes_on("네.", "그렇다.") and not goes_on("Это я.", "Входи.")
