"""What the guards find fault with is translated in other ways, and the best of all is what stays."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.anchors import numbers
from corpora.glossary import Term, substituted
from corpora.units import System
from mt.numbers import number_terms, written_in
from mt.retries import translate_checked
from mt.translators import Hints


class Phrasebook:
    """A translator that says what it is told to, and remembers what it was asked."""

    system = System("phrasebook", "1", "", "CC0-1.0")

    def __init__(
        self, usual: dict[str, str], *, careful: str = "", drawn: Sequence[str] = (), english: str = ""
    ) -> None:
        self.usual, self.careful, self.drawn, self.english = usual, careful, list(drawn), english
        self.asked: list[tuple[str, str, str]] = []

    def supports(self, source: str, target: str) -> bool:
        return (source, target) in {("zh", "de"), ("zh", "en"), ("en", "de")} and (bool(self.english) or target == "de")

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, careful: bool = False, hints: Sequence[Hints] = ()
    ) -> list[str]:
        self.asked += [(text, source, target) for text in texts]
        if target == "en":
            return [self.english for _ in texts]
        return [self.careful if careful else self.usual.get(text, "Das weiß niemand.") for text in texts]


class DrawingPhrasebook(Phrasebook):
    """One that draws too."""

    def draw(
        self, texts: Sequence[str], source: str, target: str, count: int, *, hints: Sequence[Hints] = ()
    ) -> list[list[str]]:
        return [self.drawn for _ in texts]


LOOP = "Er ging in den Laden, er ging in den Laden, er ging in den Laden."


def test_a_draft_without_fault_is_asked_for_once() -> None:
    book = Phrasebook({"他去了商店。": "Er ging in den Laden."}, careful="Falsch.")
    assert translate_checked(["他去了商店。"], book, "zh", "de") == [("Er ging in den Laden.", ())]
    assert len(book.asked) == 1


def test_a_lost_number_is_drawn_for() -> None:
    drawn = ["Es waren viele Leute da.", "Es waren 89 Leute da.", "Es waren 89 Menschen da.", "Hunde bellten 89-mal."]
    book = DrawingPhrasebook({"共有89人在那里。": "Es waren Leute da."}, drawn=drawn)
    ((text, findings),) = translate_checked(["共有89人在那里。"], book, "zh", "de")
    assert text in ("Es waren 89 Leute da.", "Es waren 89 Menschen da.") and findings == ()


def test_a_translator_that_does_not_draw_keeps_what_is_wrong() -> None:
    book = Phrasebook({"共有89人在那里。": "Es waren Leute da."})
    ((text, findings),) = translate_checked(["共有89人在那里。"], book, "zh", "de")
    assert text == "Es waren Leute da." and [finding.kind for finding in findings] == ["number"]


def test_a_term_of_the_glossary_is_asked_for_again_and_missed_aloud() -> None:
    hints = [Hints(terms=(Term("监事会", "Aufsichtsrat"),))]
    usual = {"监事会周一开会。": "Der Rat tagte am Montag."}
    book = DrawingPhrasebook(usual, drawn=["Der Vorstand tagte am Montag.", "Der Aufsichtsrat tagte am Montag."])
    assert (
        translate_checked(["监事会周一开会。"], book, "zh", "de", hints)[0].text == "Der Aufsichtsrat tagte am Montag."
    )
    ((_, findings),) = translate_checked(["监事会周一开会。"], Phrasebook(usual), "zh", "de", hints)
    assert [finding.kind for finding in findings] == ["term"] and "“Aufsichtsrat”" in findings[0].message


LONG = "他去了商店，买了很多东西，然后和朋友一起回家了，晚上又出去了。"


def test_a_loop_that_carefulness_does_not_cure_is_translated_in_pieces() -> None:
    pieces = {
        "他去了商店，买了很多东西，然后和朋友一起回家了，": "Er ging in den Laden und mit Freunden heim,",
        "晚上又出去了。": "abends war er wieder fort.",
    }
    book = Phrasebook({LONG: LOOP, **pieces}, careful=LOOP)
    ((text, findings),) = translate_checked([LONG], book, "zh", "de")
    assert text == "Er ging in den Laden und mit Freunden heim, abends war er wieder fort."
    assert [finding.kind for finding in findings] == ["fallback"]


def test_a_piece_that_lost_a_number_is_drawn_again() -> None:
    source = "那里去年一共来了89个人，他们买了很多东西，后来又和朋友一起回家去了，晚上没有人再出门。"
    usual = {
        source: "Leute kamen und gingen.",
        "那里去年一共来了89个人，他们买了很多东西，": "Leute kamen, kauften ein,",
        "后来又和朋友一起回家去了，晚上没有人再出门。": "gingen heim, und niemand ging mehr aus.",
    }
    hints = [Hints(terms=(Term("晚上", "abends"),))]
    book = DrawingPhrasebook(usual, drawn=["89 Leute kamen, kauften ein,", "Es kamen viele, kauften ein,"])
    ((text, findings),) = translate_checked([source], book, "zh", "de", hints)
    # The first piece is drawn for its number, the second for a term that it alone has.
    assert text.startswith("89 Leute kamen, kauften ein,") and "number" not in {one.kind for one in findings}


def test_the_last_way_is_by_english() -> None:
    book = Phrasebook({"图": "图", "Figure": "Abbildung"}, careful="图", english="Figure")
    ((text, findings),) = translate_checked(["图"], book, "zh", "de")
    assert text == "Abbildung" and [finding.kind for finding in findings] == ["fallback"]
    assert "English" in findings[0].message


@pytest.mark.parametrize(("left", "spelled"), [("岚山科技", "Lanshankeji"), ("岚科技", "Lankeji")])
def test_a_name_that_is_left_in_chinese_is_spelled_and_said(left: str, spelled: str) -> None:
    source = "岚山科技的总部在深圳。"
    book = Phrasebook({source: f"Der Sitz von{left}, ist in Shenzhen."}, careful="岚山科技的总部在深圳。")
    ((text, findings),) = translate_checked([source], book, "zh", "de")
    assert text == f"Der Sitz von {spelled}, ist in Shenzhen."
    assert [finding.kind for finding in findings] == ["fallback"] and f"“{left}”" in findings[0].message


@pytest.mark.parametrize("left", ["他买了房子。", "Er sagt, 他买了一座很大的房子就走了。", "Er 买了 Äpfel und 房子."])
def test_what_is_not_translated_is_not_spelled(left: str) -> None:
    book = Phrasebook({"他买了一座很大的房子就走了。": left}, careful=left)
    ((text, findings),) = translate_checked(["他买了一座很大的房子就走了。"], book, "zh", "de")
    assert text == left and "wrong-script" in [finding.kind for finding in findings]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("230000000", {"en": "230 million", "de": "230 Millionen", "zh": "2.3亿"}),
        ("1000000", {"en": "1 million", "de": "1 Million", "zh": "100万"}),
        ("3200000000000", {"en": "3.2 trillion", "de": "3,2 Billionen", "zh": "3.2万亿"}),
        ("12000", {"en": "12,000", "de": "12.000", "zh": "1.2万"}),
        ("2345678", {"en": "2,345,678", "de": "2.345.678", "zh": "2345678"}),
        ("2019", {"en": "2019", "de": "2019", "zh": "2019"}),
        ("2.6", {"en": "2.6", "de": "2,6", "zh": "2.6"}),
        ("0.05", {"en": "0.05", "de": "0,05", "zh": "0.05"}),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(value: str, written: dict[str, str]) -> None:
    assert {code: written_in(value, code) for code in written} == written


@given(st.decimals(min_value=0, max_value=10**13, places=2), st.sampled_from(["en", "de", "zh"]))
def test_a_number_written_is_the_number_read(number: object, code: str) -> None:
    from decimal import Decimal

    value = f"{Decimal(str(number)).normalize():f}"
    (read,) = numbers(f"x {written_in(value, code)} y", code)
    assert Decimal(read) == Decimal(value)


def test_numbers_are_put_in_as_the_target_has_them() -> None:
    text = "融资2.3亿元，12.5%的股份，2019年有1200万人，下午3:45。"
    assert substituted(text, tuple(number_terms(text, "zh", "de"))) == (
        "融资230 Millionen元，12,5%的股份，2019年有12 Millionen人，下午3:45。"
    )


@pytest.mark.parametrize("text", ["2024-05-06", "05", "2024.05.06", "国航1234567号", "2019年", "3:45", "版本2.6.1"])
def test_dates_and_names_in_digits_are_left_alone(text: str) -> None:
    assert list(number_terms(text, "zh", "de")) == []
