import pytest

from corpora.chinese import (
    LOST,
    damage,
    fold_edits,
    gloss_edits,
    has_glosses,
    mojibake_edits,
    punctuation_edits,
    script,
    simplified,
)
from corpora.offsets import MappedText


def applied(edits: object, text: str) -> str:
    return MappedText.from_raw(text).edited(edits(text)).text  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("創(chuàng)業(yè)大街", "創業大街"),
        ("網(wǎng)(wang)絡", "網(wang)絡"),  # a second bracket glosses a bracket, not a character
        ("知識工程(KEG)實驗室", "知識工程(KEG)實驗室"),
        ("音樂(yuè)和快樂(lè)", "音樂和快樂"),  # a heteronym has several readings
        ("變量(x)和路(lu)", "變量(x)和路"),
        ("好(bad)", "好(bad)"),
        ("沒有注音", "沒有注音"),
    ],
)
def test_a_gloss_is_taken_out_only_where_it_reads_the_character_before_it(text: str, expected: str) -> None:
    assert applied(gloss_edits, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("水比我會說話?!?/p>", "水比我會說話。”"),
        ("像一所軍?!薄?/strong>", f"像一所軍{LOST}”。"),
        ("他走了。</p>下一句", "他走了。下一句"),
        ("真的嗎?!", "真的嗎?!"),
        ("當(dāng)?shù)拇竽P兔餍莿?chuàng)業(yè)", "當(dāng)的大模型明星創業(yè)"),
    ],
)
def test_mojibake_is_mended_where_the_bytes_tell_what_was_there(text: str, expected: str) -> None:
    assert applied(mojibake_edits, text) == expected


def test_what_cannot_be_known_is_flagged_and_not_guessed() -> None:
    text = f"開頭{LOST}結尾，錕斤拷不算，锟斤拷算"
    assert [match.group() for match in damage(text)] == [LOST, "锟斤拷"]
    assert list(mojibake_edits("軍?薄弱的地方")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他說,好!", "他說，好！"),
        ("共2,000人,分3組", "共2,000人，分3組"),
        ("時間是06:59", "時間是06:59"),
        ("AI,離不開北京", "AI，離不開北京"),
        ("見https://example.org/a,b", "見https://example.org/a,b"),
        ("(包括油煙收集管)和(KEG)", "（包括油煙收集管）和(KEG)"),
        ("Hello, world", "Hello, world"),
        ("來源:投中網", "來源：投中網"),
        ("2.6%的土地", "2.6%的土地"),
    ],
)
def test_chinese_text_gets_its_own_punctuation_and_nothing_else_changes(text: str, expected: str) -> None:
    assert applied(punctuation_edits, text) == expected


def test_folding_goes_by_phrases() -> None:
    assert applied(fold_edits, "盯著乾淨的頭髮，發展著名的乾隆") == "盯着干净的头发，发展著名的乾隆"
    assert simplified("後來的皇后") == "后来的皇后"


def test_script_is_told_by_the_characters_only_one_script_has() -> None:
    assert script("創業大街，又熱鬧起來了") == "Hant"
    assert script("创业大街，又热闹起来了") == "Hans"


def test_glosses_mark_a_page_that_was_converted_by_machine() -> None:
    assert has_glosses("創(chuàng)業(yè)")
    assert not has_glosses("真正的繁體文章(KEG)")
