"""What is set aside and, as important, what is not."""

import pytest

from corpora.furniture import classify_lines, classify_sentence
from corpora.units import SegmentKind

FILLER = ["这是文章的标题", "这是文章的第一段，说了一些事情。", "这是文章的第二段，又说了一些事情。"]


def kind_of(line: str, language: str) -> SegmentKind | None:
    found = classify_lines([*FILLER, line], language)[-1]
    return found.kind if found else None


@pytest.mark.parametrize(
    ("line", "language", "kind"),
    [
        ("首页 > 新闻 > 正文", "zh", SegmentKind.BOILERPLATE),
        ("來源:投中網 作者:本報記者", "zh", SegmentKind.BYLINE),
        ("发布日期:2023-08-27 06:59:38", "zh", SegmentKind.BYLINE),
        ("(图片来源:东方IC)", "zh", SegmentKind.CAPTION),
        ("图为列车驶过大桥。本报 摄", "zh", SegmentKind.CAPTION),
        ("分享到：微信 微博", "zh", SegmentKind.BOILERPLATE),
        ("赞助本站", "zh", SegmentKind.BOILERPLATE),
        ("推荐内容", "zh", SegmentKind.BOILERPLATE),
        ("Copyright © 2010-2024 版权所有", "zh", SegmentKind.BOILERPLATE),
        ("暂无评论...", "zh", SegmentKind.BOILERPLATE),
        ("Text: Redaktion Uferblatt", "de", SegmentKind.BYLINE),
        ("Foto: Abend am Fähranleger (Archiv)", "de", SegmentKind.CAPTION),
        ("© 2024 Uferblatt | Impressum | Datenschutz", "de", SegmentKind.BOILERPLATE),
        ("Impressum | Datenschutz | Kontakt", "de", SegmentKind.BOILERPLATE),
        ("Teilen | Drucken", "de", SegmentKind.BOILERPLATE),
        ("Read more: the new line", "en", SegmentKind.BOILERPLATE),
    ],
)
def test_furniture_is_known_by_its_words(line: str, language: str, kind: SegmentKind) -> None:
    assert kind_of(line, language) is kind


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("分享经济正在改变城市。", "zh"),
        ("广告收入下降了三成。", "zh"),
        ("新的著作权法明年生效，法院已经准备好了。", "zh"),
        ("相关新闻发布后，股价大跌。", "zh"),
        ("编辑们开始排队，等待新的设备。", "zh"),
        ("Von der Quelle bis zur Mündung", "de"),
        ("Der Datenschutz ist ein Grundrecht, sagt die Ministerin.", "de"),
        ("Kommentare gab es viele, Antworten wenige.", "de"),
        ("Print is not dead, the publisher says.", "en"),
        ("Related companies had to pay as well.", "en"),
        ("By and large the plan has worked.", "en"),
    ],
)
def test_the_articles_own_lines_stay(line: str, language: str) -> None:
    assert kind_of(line, language) is None


def test_a_line_all_over_the_page_is_a_picture_and_its_neighbour_a_caption() -> None:
    page = [FILLER[0], FILLER[1], "为何被包围", "街景", FILLER[2], "为何被包围", "又一段正文，很长。", "为何被包围"]
    found = classify_lines(page, "zh")
    assert [furniture.kind if furniture else None for furniture in found] == [
        None,
        None,
        SegmentKind.BOILERPLATE,
        SegmentKind.CAPTION,
        None,
        SegmentKind.BOILERPLATE,
        None,
        SegmentKind.BOILERPLATE,
    ]


def test_notices_inside_a_paragraph() -> None:
    assert classify_sentence("版权归原作者所有。", "zh") is not None
    assert classify_sentence("他认为版权保护很重要。", "zh") is None
