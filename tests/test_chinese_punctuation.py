"""The width and marks of Chinese text, and everything beside it that stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.chinese_punctuation import punctuation_edits
from corpora.offsets import MappedText


def applied(text: str) -> str:
    return MappedText.from_raw(text).edited(punctuation_edits(text)).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他說,好!", "他說，好！"),
        ("共2,000人,分3組", "共2,000人，分3組"),
        ("時間是06:59", "時間是06:59"),
        ("AI,離不開北京", "AI，離不開北京"),
        ("(包括油煙收集管)和實驗室(KEG)", "（包括油煙收集管）和實驗室(KEG)"),
        ("來源:投中網", "來源：投中網"),
        ("真的吗?!", "真的吗？！"),
        ("他说 : 好 , 走 !", "他说：好，走！"),
        ("成立于1996,AI公司很多", "成立于1996，AI公司很多"),
        ("包括GPT,Claude,Gemini等", "包括GPT，Claude，Gemini等"),
        ("（对)和(对）", "（对）和（对）"),
        ("开出了价...", "开出了价……"),
        ("等等。。。好", "等等……好"),
        ("他想…好", "他想……好"),
        ("他--好", "他——好"),
        ("今天天气很好.我们一起去公园.", "今天天气很好。我们一起去公园。"),
        ("２０２４年ＡＩ达到２，０００，１０：３０，９５％", "2024年AI达到2,000，10:30，95%"),
        ("｡好､", "。好、"),
        ("他说： “好 ” ，走。", "他说：“好”，走。"),
    ],
)
def test_chinese_text_gets_its_own_marks(text: str, expected: str) -> None:
    assert applied(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('他说"好"。', "他说“好”。"),
        ('他说"你好,世界",又说"再见"', "他说“你好，世界”，又说“再见”"),
        ("“如果是“看摊”思维”。", "“如果是‘看摊’思维”。"),
        ("”清华系”的和“交大帮“", "“清华系”的和“交大帮”"),
        ("他'好'了,it's ok", "他‘好’了，it's ok"),
        ('"AI原点"与"模都"', "“AI原点”与“模都”"),
    ],
)
def test_quotations_that_pair_get_chinese_marks(text: str, expected: str) -> None:
    assert applied(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "见https://example.org/a,b",
        "Hello, world",
        "2.6%的土地",
        "坐标x,y轴",
        "约翰.史密斯来了",
        "他……好",
        "他——好",
        "“海淀高校—园区—产业”",
        "联系editor@cyzone.cn",
        "主教区”会把费用转给“教区委员会",
        "我走了。”他说，“明天见。",  # the quotation began in another paragraph
        '屏幕42"大',
        '他说:"走'.replace(":", "："),
        "图1.他，一.背景，v2.0.他",
        "比分3:2",
        "调用函数f(x)的",
        "文件a.txt和b.tar.gz",
    ],
)
def test_numbers_addresses_names_and_latin_text_stay(text: str) -> None:
    assert applied(text) == text


def test_a_mark_behind_an_address_is_the_sentences() -> None:
    assert applied("見https://example.org/a,b,再来") == "見https://example.org/a,b，再来"


@given(st.text(alphabet="中文,:;?!().\"'“”…-0aＡ，。 ", max_size=30))
def test_marks_come_to_rest(text: str) -> None:
    # What one mark becomes may say what its neighbour is; after a few rounds nothing changes any more.
    for _ in range(5):
        text = applied(text)
    assert applied(text) == text


@given(st.text(alphabet='中文字,:;?!()"“”… 1a', max_size=40))
def test_no_letter_and_no_digit_is_lost(text: str) -> None:
    assert [c for c in applied(text) if c.isalnum()] == [c for c in text if c.isalnum()]
