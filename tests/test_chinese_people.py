"""People are known by a title before them or a verb of saying behind them, and written in pinyin."""

import pytest

from corpora.chinese_people import in_pinyin, people


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("公司总裁林晓枫表示，今年会更好。", {"林晓枫": "Lin Xiaofeng"}),
        ("“我们不怕。”周野说。", {"周野": "Zhou Ye"}),
        ("記者陳麗華報道", {}),
        ("记者陈丽华、摄影李敏", {"陈丽华": "Chen Lihua"}),
        ("研究员欧阳子明等人认为", {"欧阳子明": "Ouyang Ziming"}),
        ("教授单小雨在会上提问。", {"单小雨": "Shan Xiaoyu"}),
        ("工程师吕绿在家。", {"吕绿": "Lyu Lyu"}),
    ],
)
def test_names_in_their_context(text: str, found: dict[str, str]) -> None:
    assert people([text]) == found


@pytest.mark.parametrize(
    "text",
    [
        "华为表示，不会退出。",
        "白宫表示反对。",
        "校方面表示，方面说法不一。",
        "总统马克龙表示欢迎。",
        "韩国总统文在寅说。",
        "李博士说可以。",
        "高管表示满意。",
        "他表示，温州说大不大。",
        "车主说车坏了。",
        "陈宁等认为",
    ],
)
def test_what_only_looks_like_a_name(text: str) -> None:
    assert people([text]) == {}


def test_a_name_holds_for_its_article() -> None:
    assert people(["教授唐小林在台上。", "后来唐小林走了。"]) == {"唐小林": "Tang Xiaolin"}


def test_names_are_written_as_in_passports() -> None:
    assert in_pinyin("曾雨") == "Zeng Yu" and in_pinyin("诸葛亮") == "Zhuge Liang"
