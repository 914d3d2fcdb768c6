"""The translation memory finds what serves for a sentence, and says how well and in what it differs."""

import random
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.encoding import load_encoder
from corpora.memory import Memory, ask
from corpora.memory_entries import Entry
from corpora.text_similarity import Piece, difference, different_numbers, folded, similarity

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SOME_TEXT = st.text(st.sampled_from("ab Ä1.,“夜市开，。 後后"), max_size=12)


def entry(source: str, target: str = "so", bead: int = 1, minutes: int = 0) -> Entry:
    return Entry(source, target, bead, "d" * 16, "seite.txt", (bead,), "Ada", NOON + timedelta(minutes=minutes))


def memory(language: str, *sources: str) -> Memory:
    return Memory([entry(source, f"zu {n}", n) for n, source in enumerate(sources)], language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("zh", "夜市又开了，来了412家。", "夜市又開了,来了４１２ 家。"),
        ("zh", "“好！” DeepSeek 说", "「好!」DeepSeek说"),
        ("de", "Er sagte: „Gut – so.“", 'Er  sagte: "Gut - so." '),
        ("en", "It’s “fine”.", 'It\'s "fine".'),
    ],
)
def test_width_space_marks_and_script_make_no_other_sentence(language: str, one: str, other: str) -> None:
    (found,) = memory(language, one).matches(other)
    assert (found.kind, found.score, found.per_cent) == ("exact", 1.0, 100)


@pytest.mark.parametrize(
    ("language", "one", "other"), [("zh", "夜市又开了。", "夜市又开了？"), ("de", "Die Liebe Frau.", "Die liebe Frau.")]
)
def test_case_and_punctuation_do(language: str, one: str, other: str) -> None:
    (found,) = memory(language, one).matches(other)
    assert found.kind == "fuzzy" and found.per_cent < 100


def test_chinese_is_scored_by_characters() -> None:
    (found,) = memory("zh", "老渡口的夜市又亮了").matches("老渡口的早市又开了")
    assert found.score == pytest.approx(1 - 2 / 9)


def test_western_text_is_scored_by_words_and_characters() -> None:
    one, other = "Der alte Hafen schläft.", "Der alte Hafer schläft."
    words, characters = 1 - 1 / 5, 1 - 1 / 23
    (found,) = memory("de", one).matches(other)
    assert found.score == pytest.approx((words + characters) / 2)


def test_a_score_close_to_one_is_not_shown_as_exact() -> None:
    (found,) = memory("zh", "夜" * 500 + "市").matches("夜" * 500 + "场")
    assert found.score > 0.995 and found.per_cent == 99


def test_numbers_that_differ_are_said_and_come_first_where_nothing_else_does() -> None:
    texts = (
        "Am Kai öffnen 412 Stände um 18:30.",
        "Am Kai öffnen 530 Stände um 19:00.",
        "Am Kai öffnen 412 Läden um 18:30.",
    )
    other, shops = memory("de", *texts[1:]).matches(texts[0])
    assert (other.entry.source, other.only_numbers) == (texts[1], True)
    assert other.numbers == (("412", "18:30"), ("530", "19:00"))
    assert (shops.entry.source, shops.only_numbers, shops.numbers) == (texts[2], False, ((), ()))


def test_only_numbers_count_little_even_in_a_short_heading() -> None:
    (found,) = memory("zh", "第1234567章").matches("第89章")
    assert found.score < 0.7 and found.only_numbers and found.kind == "fuzzy"
    assert found.numbers == (("89",), ("1234567",))


@pytest.mark.parametrize(
    ("language", "one", "other", "said"),
    [
        ("de", "20.000 Gäste", "20000 Gäste", ((), ())),
        ("zh", "8月5日开门", "9月5日开门", (("8",), ("9",))),
        ("en", "from 3 to 3", "from 3 to 4", (("3",), ("4",))),
    ],
)
def test_numbers_are_compared_by_value_and_said_as_written(
    language: str, one: str, other: str, said: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    assert different_numbers(one, other, language) == said


def test_entries_that_say_the_same_are_one_match_and_other_translations_another() -> None:
    entries = [
        entry("夜市又开了。", "Er ist offen.", 1, 1),
        entry("夜市又开了.", "Er ist offen.", 2, 2),
        entry("夜市又开了。", "Geöffnet!", 3, 0),
    ]
    found = Memory(entries, "zh").matches("夜市又开了。")
    assert [(match.entry.bead_id, match.entry.target, match.times) for match in found] == [
        (2, "Er ist offen.", 2),
        (3, "Geöffnet!", 1),
    ]


def test_a_sentence_is_not_offered_to_itself() -> None:
    known = memory("zh", "夜市又开了。", "夜市又开了！")
    assert [match.entry.bead_id for match in known.matches("夜市又开了。", is_own=lambda e: e.bead_id == 0)] == [1]


def test_nothing_serves_for_blank_text_or_from_nothing() -> None:
    assert memory("zh", "夜市。").matches(" \u3000") == []
    assert memory("zh").matches("夜市。") == []
    assert ask(memory("zh"), ["夜市。", ""], load_encoder().encode) == [[], []]


@pytest.mark.parametrize("language", ["zh", "de"])
def test_no_match_is_missed(language: str) -> None:
    draw = random.Random(7)
    words = (
        "夜 市 又 开 了 电 车".split() if language == "zh" else "Die Der alte alten Bahn Bahnen fährt fahren".split()
    )
    texts = [("" if language == "zh" else " ").join(draw.choices(words, k=draw.randint(3, 9))) for _ in range(150)]
    known = memory(language, *texts)
    for text in texts[:40]:
        wanted = {other for other in texts if other == text or similarity(text, other, language) >= 0.7}
        assert {match.entry.source for match in known.matches(text, most=1000)} == wanted


def test_near_in_meaning_is_found_by_the_encoder_alone() -> None:
    encode = load_encoder().encode
    sources = ["电车因为下雪停运了。", "夜市今天晚上不营业。"]
    known = Memory([entry(source, "so", n) for n, source in enumerate(sources)], "zh", encode(sources))
    ((found,),) = ask(known, ["由于降雪，有轨电车停驶。"], encode)
    assert (found.entry.source, found.kind) == (sources[0], "similar")
    assert found.cosine is not None and found.cosine > 0.7 > found.score
    assert ask(known, ["由于降雪，有轨电车停驶。"]) == [[]]


def test_what_was_found_by_its_letters_has_its_cosine_beside_it() -> None:
    encode = load_encoder().encode
    known = Memory([entry("夜市又开了。")], "zh", encode(["夜市又开了。"]))
    ((found,),) = ask(known, ["夜市又开门了。"], encode)
    assert found.kind == "fuzzy"
    assert found.cosine == pytest.approx(float(encode(["夜市又开了。"])[0] @ encode(["夜市又开门了。"])[0]), abs=1e-5)


def test_vectors_are_one_an_entry() -> None:
    with pytest.raises(ValueError, match="2 entries, but 1 vectors"):
        Memory([entry("一"), entry("二")], "zh", np.zeros((1, 4), np.float32))


def test_the_difference_is_told_in_words_or_characters() -> None:
    assert difference("Die alte Bahn fährt.", "Die neue Bahn fährt nicht.", "de") == (
        Piece("Die "),
        Piece("alte", "neue"),
        Piece(" Bahn fährt"),
        Piece("", " nicht"),
        Piece("."),
    )
    assert difference("夜市又開了。", "夜市关了。", "zh") == (
        Piece("夜市"),
        Piece("又開", "关"),
        Piece("了。"),
    )


@given(one=SOME_TEXT, other=SOME_TEXT, language=st.sampled_from(["zh", "de", "en"]))
def test_a_difference_leads_from_one_text_to_the_other(one: str, other: str, language: str) -> None:
    pieces = difference(one, other, language)
    assert "".join(piece.text for piece in pieces) == one
    there = "".join(piece.text if piece.instead is None else piece.instead for piece in pieces)
    assert folded(there, language) == folded(other, language)


@given(one=SOME_TEXT, other=SOME_TEXT, language=st.sampled_from(["zh", "de", "en"]))
def test_scores_are_shares_and_the_same_both_ways(one: str, other: str, language: str) -> None:
    one, other = folded(one, language), folded(other, language)
    score = similarity(one, other, language)
    assert 0 <= score <= 1 and score == similarity(other, one, language)
    assert (score == 1) is (one == other)
    assert folded(one, language) == one
