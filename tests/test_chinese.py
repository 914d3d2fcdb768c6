"""Both scripts of Chinese, and pages that a machine converted from one to the other."""

import pytest

from corpora.chinese import script, simplified
from corpora.converted_pages import conversion, folded


def test_folding_goes_by_phrases() -> None:
    assert folded(["盯著乾淨的頭髮，發展著名的乾隆"]) == ["盯着干净的头发，发展著名的乾隆"]
    assert simplified("後來的皇后") == "后来的皇后"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("沿著河走，意味著改變，執著的人", "沿着河走，意味着改变，执着的人"),
        ("著名作家的專著和原著", "著名作家的专著和原著"),
        ("土著居民編著了論著", "土著居民编著了论著"),
        ("他們討論著，又看著書", "他们讨论着，又看着书"),
        ("著書立說，成績顯著", "著书立说，成绩显著"),
        ("兩人合著的書；兩人配合著演出", "两人合著的书；两人配合着演出"),
        ("一隻貓只吃麵，幹部不干涉，乾坤", "一只猫只吃面，干部不干涉，乾坤"),
        ("什麼都在裏面，於是發現了頭髮", "什么都在里面，于是发现了头发"),
    ],
)
def test_characters_that_simplified_writing_has_two_of_fold_by_their_words(text: str, expected: str) -> None:
    assert simplified(text) == expected


def test_folding_keeps_lines_apart_and_their_lengths() -> None:
    texts = ["創業", "", "大街\u3000又", "熱鬧起來了"]
    assert folded(texts) == ["创业", "", "大街\u3000又", "热闹起来了"]


def test_script_is_told_by_the_characters_only_one_script_has() -> None:
    assert script("創業大街，又熱鬧起來了") == "Hant"
    assert script("创业大街，又热闹起来了") == "Hans"


@pytest.mark.parametrize(
    ("page", "sign"),
    [
        ("創(chuàng)業(yè)大街,又熱鬧起來了", "pinyin"),
        (
            "由于標准不同,他們在這里制造了幾種產品。\n之后,大家開始准備會議,關于規范的討論也開始了。",
            "由于",
        ),
        ("“人羣裏有人喊：爲什麼？”他嘆了口氣，把牀搬進屋裏。", "爲"),
    ],
)
def test_a_page_that_a_machine_converted_is_known_by_what_machines_leave(page: str, sign: str) -> None:
    assert sign in conversion(page)


@pytest.mark.parametrize(
    "page",
    [
        "創業大街又熱鬧起來了。\n最近聽說了兩則消息，大家的目光離不開這裡。\n因為這裡是科技創新的源頭，人人都盯著這裡。",
        "「你為什麼不早說？」她嘆了一口氣，把床上的書放回書架裡，然後才坐下來。關於這件事，後來誰也沒有再提。",
        "港鐵新線下月通車，沿綫居民表示歡迎，認為出行時間將會縮短一半，對於店舖生意亦有幫助。",
        "皇后和太后都來了，王后沒有來。前后庄的人也在這裡，而後他們離開了，於是大家都散了。",
        "真正的繁體文章(KEG)，只有一個注音：囧(jiǒng)，其他都沒有。這裡的製造業發達，關於標準的討論很多。",
        "这是一篇简体文章，由于标准不同，他们在这里制造了几种产品。之后，大家开始准备会议。",
        "Kein chinesisches Wort.",
        "",
    ],
)
def test_any_other_page_keeps_its_script(page: str) -> None:
    assert conversion(page) == ""
