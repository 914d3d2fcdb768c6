"""What the guards see, and what they must leave alone."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.guards import check
from mt.lengths import length_surprise
from mt.repetition import repeated_phrase

GOOD = [
    (
        "zh",
        "en",
        "国务院公布了新的规定，自5月1日起施行。",
        "The State Council published new rules that apply from May 1.",
    ),
    ("zh", "de", "去年约有2.6亿人次出境旅游。", "Im vergangenen Jahr reisten rund 260 Millionen Menschen ins Ausland."),
    ("zh", "de", "DeepSeek发布了新模型。", "DeepSeek hat ein neues Modell veröffentlicht."),
    ("zh", "en", "哈哈哈哈哈哈", "Hahaha"),
    ("en", "de", "Angela Merkel", "Angela Merkel"),
    ("de", "en", "Sehr, sehr, sehr gut!", "Very, very, very good!"),
    ("zh", "en", "“关系”是中国社会的关键词。", "Guanxi (关系) is a key word of Chinese society."),
    ("zh", "de", "2024-05-06", "2024-05-06"),
    ("zh", "en", "这不仅是好消息，价格也差不多。", "This is good news, and the price is about the same."),
    ("zh", "de", "他拒绝出席会议，因为会议没有意义。", "Er weigerte sich zu kommen, da die Sitzung sinnlos war."),
    ("zh", "en", "你去不去柏林？", "Are you going to Berlin?"),
    ("en", "de", "It was not fair.", "Es war unfair."),
    ("en", "de", "Not only the car but also the house was sold.", "Sowohl das Auto als auch das Haus wurden verkauft."),
]
BAD = [
    ("empty", "zh", "en", "国务院公布了新的规定。", " "),
    ("copy", "zh", "en", "国务院公布了新的规定。", "国务院公布了新的规定。"),
    ("copy", "en", "de", "The council has published new rules.", "The council has published new rules."),
    ("wrong-script", "zh", "de", "威尔士议会议员感到担心。", "Die Nationalversammlung von威尔士 ist besorgt."),
    ("wrong-script", "zh", "en", "科学家发现了一种新的材料。", "Scientists found новый material."),
    ("wrong-script", "en", "zh", "The council has published new rules.", "The council published rules."),
    (
        "wrong-language",
        "zh",
        "de",
        "教堂成了一片废墟，钟楼一片寂静。",
        "The church was in ruins and the bell tower was silent.",
    ),
    ("wrong-language", "zh", "en", "教堂成了一片废墟。", "Die Kirche ist eine Ruine und der Turm schweigt."),
    (
        "repetition",
        "zh",
        "en",
        "黑色安息日的抗议持续。",
        "The protest against the Black Sabbath Sabbath Sabbath Sabbath.",
    ),
    ("repetition", "zh", "de", "他去了商店。", "Er ging in den Laden, er ging in den Laden, er ging in den Laden."),
    (
        "truncation",
        "zh",
        "en",
        "国务院公布了新的规定，自五月一日起施行。",
        "The State Council published new rules for the",
    ),
    ("number", "zh", "en", "这座教堂建于1870年。", "This church was built in 1871."),
    ("name", "zh", "de", "Elin Jones提出了建议。", "Der Vorsitzende machte einen Vorschlag."),
    ("negation", "zh", "de", "他没有去柏林。", "Er fuhr nach Berlin."),
    ("negation", "zh", "en", "他去了柏林。", "He never went to Berlin."),
    ("negation", "en", "de", "She does not like the film.", "Ihr gefällt der Film."),
    ("negation", "de", "en", "Niemand hat das Haus gesehen.", "Everybody saw the house."),
    (
        "length",
        "en",
        "de",
        "Scientists have found a new material that is light, hard and cheap to make.",
        "Neues Material.",
    ),
]


@pytest.mark.parametrize(("source_language", "target_language", "source", "draft"), GOOD)
def test_good_drafts_pass(source_language: str, target_language: str, source: str, draft: str) -> None:
    assert check(source, source_language, draft, target_language) == ()


@pytest.mark.parametrize(("kind", "source_language", "target_language", "source", "draft"), BAD)
def test_faults_are_named(kind: str, source_language: str, target_language: str, source: str, draft: str) -> None:
    findings = check(source, source_language, draft, target_language)
    assert kind in [finding.kind for finding in findings]
    assert all(finding.message.endswith(".") for finding in findings)


def test_a_message_says_what_is_lost() -> None:
    (lost,) = check("共有89人参加了会议。", "zh", "People came to the meeting.", "en")
    assert lost.message == "The number 89 of the source has no counterpart in the translation."


@pytest.mark.parametrize(
    ("kind", "source", "draft", "in_source", "in_draft"),
    [
        ("number", "共有89款，其中12款免费。", "There are 98, 12 of them free.", ["89"], ["98"]),
        ("name", "DeepSeek和Manus都来了。", "Deepseek came.", ["Manus"], []),
        ("negation", "他从未去过，我们无法确认。", "He went there and we can confirm it.", ["从未", "无法"], []),
        ("negation", "他去过那里。", "He has not been there.", [], ["not"]),
        ("wrong-script", "威尔士议会担心。", "The “关系” 威尔士 Assembly and 议会 worry.", [], ["威尔士", "议会"]),
        ("wrong-script", "科学家发现了材料。", "They found новый material.", [], ["новый"]),
        ("repetition", "他去了商店。", "He went to the shop to the shop to the shop.", [], ["to the shop"]),
        ("truncation", "国务院公布了新的规定。", "The council published new rules for the", [], ["the"]),
        ("length", "国务院公布了新的规定，自五月一日起在全国各地施行。", "New rules.", [], []),
    ],
)
def test_findings_know_their_places(
    kind: str, source: str, draft: str, in_source: list[str], in_draft: list[str]
) -> None:
    found = [finding for finding in check(source, "zh", draft, "en") if finding.kind == kind]
    assert [source[slice(*span)] for finding in found for span in finding.source] == in_source
    assert [draft[slice(*span)] for finding in found for span in finding.target] == in_draft
    assert found


texts = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60)
words = st.lists(st.sampled_from("Haus Berg See Wald Feld Weg Bach Stein Turm Markt".split()), min_size=1, max_size=5)


@given(texts, texts)
def test_any_text_can_be_checked(source: str, draft: str) -> None:
    for source_language, target_language in (("zh", "en"), ("en", "de"), ("de", "zh")):
        findings = check(source, source_language, draft, target_language)
        assert len({finding.kind for finding in findings} & {"empty", "copy"}) <= 1
        for text, spans in ((source, "source"), (draft, "target")):
            places = [span for finding in findings for span in getattr(finding, spans)]
            assert all(0 <= start < end <= len(text) for start, end in places)


@given(words, st.integers(4, 9))
def test_every_loop_is_found(phrase: list[str], times: int) -> None:
    assert repeated_phrase("Am Anfang " + " ".join(phrase * times)) is not None


@given(st.lists(st.integers(0, 10**6), unique=True, max_size=60))
def test_different_words_are_no_loop(numbers: list[int]) -> None:
    assert repeated_phrase(" ".join(f"w{number}" for number in numbers)) is None


@given(words)
def test_the_loop_of_a_source_is_no_fault_of_the_draft(phrase: list[str]) -> None:
    text = " ".join(phrase * 5)
    assert not any(finding.kind == "repetition" for finding in check(text, "de", text.lower(), "en"))


@given(st.text(alphabet="abcdefgh ", min_size=1, max_size=80), st.text(alphabet="abcdefgh ", min_size=1, max_size=80))
def test_swapping_the_sides_turns_the_surprise_round(one: str, other: str) -> None:
    there = length_surprise(one, "en", other, "de")
    assert there == pytest.approx(-length_surprise(other, "de", one, "en"))


@pytest.mark.gold
@pytest.mark.parametrize(("source", "target"), [("zh", "en"), ("zh", "de"), ("en", "de"), ("de", "en")])
def test_good_news_translations_seldom_alarm(source: str, target: str) -> None:
    if "DUIZHAO_GOLD" not in os.environ:
        pytest.skip("DUIZHAO_GOLD does not name the development data")
    folder = Path(os.environ["DUIZHAO_GOLD"]) / "mt"
    ours, theirs = ((folder / f"ntrex-dev.{code}").read_text("utf-8").splitlines() for code in (source, target))
    kinds = [{finding.kind for finding in check(s, source, t, target)} for s, t in zip(ours, theirs, strict=True)]
    assert sum("number" in found for found in kinds) <= 0.05 * len(kinds)
    assert sum("negation" in found for found in kinds) <= 0.02 * len(kinds)
    assert sum(bool(found - {"number", "negation"}) for found in kinds) <= 0.03 * len(kinds)
