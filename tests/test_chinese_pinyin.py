"""Pinyin glosses: what is one, what only looks like one, and the annotation that is kept."""

import pytest

from corpora.chinese import LOST
from corpora.cleaning import clean
from corpora.offsets import MappedText
from corpora.pages import Line
from corpora.pinyin import Reading, annotations, count_glosses, gloss_edits, readings
from corpora.units import Span


def cleaned(text: str) -> str:
    return MappedText.from_raw(text).edited(gloss_edits(text)).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("創(chuàng)業(yè)大街", "創業大街"),
        ("中關（guān）村", "中關村"),
        ("音樂(yuè)和快樂(lè)", "音樂和快樂"),  # a heteronym has several readings
        ("綠(lǜ)、綠(lv)、綠(lü)、綠(lu:)", "綠、綠、綠、綠(lu:)"),
        ("學(xue)而時(shi2)習之", "學而時習之"),
        ("漢(ha\u0300n)字", "漢字"),  # the tone as a combining accent
        ("創業(chuàngyè)和西安(xī'ān)", "創業和西安"),  # a word read as a whole
        ("創(chuàng業(yè)大街", "創業大街"),  # brackets lost, tone marks left
        ("創chuàng)業yè大街", "創業大街"),
        ("還有當(dāng)", "還有當"),
    ],
)
def test_a_gloss_is_taken_out(text: str, expected: str) -> None:
    assert cleaned(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "知識工程(KEG)實驗室",
        "好(bad)",
        "还（huán）了书",  # what an author tells readers
        "重要(zhòng)",  # reads the character before the last
        "變量(x)的值",
        "他說café很好",
        "創chuang業",  # without brackets and tone it may be a name
        "沒有注音",
        "中國(China)人",
    ],
)
def test_what_does_not_read_the_character_before_it_stays(text: str) -> None:
    assert cleaned(text) == text


def test_of_two_brackets_only_the_one_beside_the_character_is_a_gloss() -> None:
    assert cleaned("網(wǎng)(wang)絡") == "網(wang)絡"


def test_a_gloss_that_swallowed_its_character_leaves_a_sign() -> None:
    assert cleaned("當?shù)好") == f"當{LOST}好"


def test_glosses_without_a_tone_do_not_count_as_a_converters() -> None:
    assert count_glosses("創(chuàng)業(ye)，路(lu)") == 1


def test_readings_know_both_scripts_and_nothing_of_other_characters() -> None:
    assert {"lè", "le", "yuè"} <= readings("樂") & readings("乐")
    assert readings("a") == frozenset()


def test_what_was_taken_out_is_kept_as_an_annotation_at_its_place() -> None:
    raw = "他在創(chuàng)業(yè)大街"
    found = annotations(clean([Line(MappedText.from_raw(raw))], "zh").ledger)
    assert found == [Reading(Span(2, 11), "創", "chuàng"), Reading(Span(11, 16), "業", "yè")]
    assert [raw[slice(*reading.raw)] for reading in found] == ["創(chuàng)", "業(yè)"]
