"""Drafting in batches, resumed where it stopped, with one more try for what is no translation."""

from collections.abc import Sequence

import pytest

from corpora.errors import UnsupportedLanguage
from corpora.units import Segment, Span, System
from mt.drafting import draft
from mt.retries import translate_checked
from mt.source_text import clauses, one_line, split_text
from mt.translators import TRANSLATORS, Hints, PivotTranslator


class Lexicon:
    """A translator that knows some sentences, and loops or copies where it is told to."""

    system = System("lexicon", "1", "words", "CC0-1.0")

    def __init__(self, entries: dict[str, str], careful: dict[str, str] | None = None) -> None:
        self.entries, self.careful, self.calls = entries, careful or {}, 0

    def supports(self, source: str, target: str) -> bool:
        return (source, target) == ("zh", "en")

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, careful: bool = False, hints: Sequence[Hints] = ()
    ) -> list[str]:
        self.calls += 1
        return [self.careful.get(text, "") if careful else self.entries.get(text, "") for text in texts]


ENTRIES = {
    "新的规定公布了。": "New rules were published.",
    "科学家发现了一种新的材料，它又轻又硬。": "Scientists found a new material, light and hard.",
    "他去了商店。": "He went to the shop.",
    "图": "Figure",
    "■■■": "■■■",
}


def segments(texts: Sequence[str]) -> list[Segment]:
    return [Segment(i, text, Span(0, len(text)), 0) for i, text in enumerate(texts)]


def test_every_segment_gets_one_draft_longest_first() -> None:
    batches = list(draft(segments(list(ENTRIES)), Lexicon(ENTRIES), "doc", "zh", "en", batch_size=2))
    assert [len(batch) for batch in batches] == [2, 2, 1]
    drafts = [one for batch in batches for one in batch]
    assert {one.position: one.text for one in drafts} == dict(enumerate(ENTRIES.values()))
    assert [one.position for one in drafts] == [1, 0, 2, 4, 3]
    assert all(one.findings == () and one.system.name == "lexicon" and one.language == "en" for one in drafts)


def test_drafting_can_stop_and_go_on() -> None:
    wanted = segments(list(ENTRIES))
    done = next(draft(wanted, Lexicon(ENTRIES), "doc", "zh", "en", batch_size=2))
    missing = [segment for segment in wanted if segment.position not in {one.position for one in done}]
    rest = [one for batch in draft(missing, Lexicon(ENTRIES), "doc", "zh", "en") for one in batch]
    assert sorted(one.position for one in done + rest) == [0, 1, 2, 3, 4]


def test_a_loop_is_tried_once_more() -> None:
    loop = "He went to the shop, he went to the shop, he went to the shop."
    translator = Lexicon({"他去了商店。": loop}, careful=ENTRIES)
    assert translate_checked(["他去了商店。"], translator, "zh", "en") == [("He went to the shop.", ())]
    assert translator.calls == 2


def test_what_cannot_be_cured_keeps_its_findings() -> None:
    translator = Lexicon({"他去了商店。": "他去了商店。"}, careful={"他去了商店。": "他去了商店。"})
    ((text, findings),) = translate_checked(["他去了商店。"], translator, "zh", "en")
    assert text == "他去了商店。"
    assert [finding.kind for finding in findings] == ["copy", "wrong-script"]


def test_a_lost_number_is_no_reason_to_translate_against_loops() -> None:
    translator = Lexicon({"共有89人。": "Some people."})
    ((_, findings),) = translate_checked(["共有89人。"], translator, "zh", "en")
    assert [finding.kind for finding in findings] == ["number"] and translator.calls == 1


def test_a_direction_that_is_not_done_is_refused_before_the_first_batch() -> None:
    with pytest.raises(UnsupportedLanguage, match="lexicon does not translate from Chinese to German"):
        draft(segments(["图"]), Lexicon(ENTRIES), "doc", "zh", "de")


def test_a_pivot_goes_through_the_third_language() -> None:
    class German(Lexicon):
        def supports(self, source: str, target: str) -> bool:
            return (source, target) == ("en", "de")

    pivot = PivotTranslator(Lexicon(ENTRIES), German({"Figure": "Abbildung"}), pivot="en", name="via")
    assert pivot.supports("zh", "de") and not pivot.supports("zh", "en")
    assert pivot.translate(["图"], "zh", "de") == ["Abbildung"]
    assert pivot.system.options == "words|pivot:en" and pivot.system.revision == "1"


def test_systems_are_named_as_documented() -> None:
    assert set(TRANSLATORS) == {"gemma3-270m", "gemma3-270m-greedy", "gemma3-270m-pivot"}


def test_long_texts_are_cut_where_a_sentence_ends() -> None:
    text = "今天天气很好。我们去公园，他们也去。明天呢？"
    assert split_text(text, len, 12) == ["今天天气很好。", "我们去公园，他们也去。", "明天呢？"]
    assert split_text(text, len, 7) == ["今天天气很好。", "我们去公园，", "他们也去。", "明天呢？"]
    assert split_text(text, len, 12, comfortable=4) == ["今天天气很好。", "我们去公园，他们也去。", "明天呢？"]
    assert split_text("  ", len, 5) == []


def test_clauses_are_never_cut() -> None:
    text = "今天天气很好。我们去公园，他们也去。明天呢？"
    assert clauses(text, 7) == ["今天天气很好。", "我们去公园，", "他们也去。", "明天呢？"]
    assert clauses(text, 3) == clauses(text, 7)
    assert clauses("一个没有逗号的很长很长的句子", 5) == ["一个没有逗号的很长很长的句子"]
    assert clauses("  ", 5) == []


@pytest.mark.parametrize("limit", [1, 3, 7, 20])
def test_cutting_loses_nothing(limit: int) -> None:
    text = "Der Rat tagt. Er hat – wie 2.6 – „Regeln“ beschlossen; 国务院公布了规定！Donaudampfschifffahrt"
    pieces = split_text(text, len, limit)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert max(map(len, pieces)) <= limit


def test_a_text_becomes_one_line_in_simplified_characters() -> None:
    assert one_line(" 國務院\n公布 ", "zh") == "国务院 公布"
    assert one_line("ein\r\nWort", "de") == "ein Wort"
