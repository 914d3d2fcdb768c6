import codecs
import random

import pytest

from corpora.documents import detect_language, make_document
from corpora.errors import UnreadableInput, UnsupportedLanguage
from corpora.reading import decode, read_bytes
from corpora.units import SegmentKind

CHINESE = "创业大街又热闹起来了。最近听说了两则消息，大家的目光离不开这里，因为这里是科技创新的源头。"
TRADITIONAL = "創業大街又熱鬧起來了。最近聽說了兩則消息，大家的目光離不開這裡，因為這裡是科技創新的源頭。"
GERMAN = "Die Straße ist größer geworden. Überall fährt man für wenig Geld nach Köln – „schön“, sagt er."


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "gb18030", "gb18030"),
        (CHINESE, "gbk", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (GERMAN, "cp1252", "cp1252"),
        (GERMAN, "utf-8", "utf-8"),
        (CHINESE, "utf-16", "utf-16"),
    ],
)
def test_encodings_are_told_apart(text: str, encoding: str, expected: str) -> None:
    found = decode(text.encode(encoding), "page.txt")
    assert found == (text, expected)


def test_a_byte_order_mark_is_no_text() -> None:
    assert decode(codecs.BOM_UTF8 + "中文".encode(), "page.txt") == ("中文", "utf-8-sig")


def test_a_declared_charset_decides() -> None:
    page = f'<html><head><meta charset="gb2312"></head><body><p>{CHINESE}</p></body></html>'
    assert decode(page.encode("gb18030"), "page.html").encoding == "gb18030"


def test_binary_and_unknown_encodings_are_refused_with_their_offsets() -> None:
    with pytest.raises(UnreadableInput, match=r"binary.*offset 4"):
        decode(b"%PDF\0rest", "paper.pdf")
    noise = bytes(random.Random(7).choices(range(0x80, 0x100), k=400))
    with pytest.raises(UnreadableInput, match="UTF-8 at offset 0"):
        decode(noise, "noise.txt")


def test_files_that_are_none_are_refused(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    empty = folder / "empty.txt"
    empty.write_bytes(b" \n")
    for path, reason in [(folder, "directory"), (folder / "missing.txt", "does not exist"), (empty, "is empty")]:
        with pytest.raises(UnreadableInput, match=reason):
            read_bytes(path)


@pytest.mark.parametrize(
    ("text", "language"),
    [(CHINESE, "zh"), (TRADITIONAL, "zh"), (GERMAN, "de"), ("The street has become lively again, they say.", "en")],
)
def test_language_is_detected(text: str, language: str) -> None:
    assert detect_language(text, "page.txt") == language


@pytest.mark.parametrize(
    "text",
    [
        "La rue est de nouveau très animée, dit-on, depuis que les étudiants sont revenus.",
        "これは日本語の文章です。とても長い文章です。",
    ],
)
def test_other_languages_are_refused_by_name(text: str) -> None:
    with pytest.raises(UnsupportedLanguage, match=r"page\.txt.*(French|Japanese).*--lang"):
        detect_language(text, "page.txt")


PAGE = f"""<!DOCTYPE html><html><head><title>站点</title><script>var a = "不是正文";</script></head><body>
<nav><a href="/">首页</a> <a href="/news">新闻</a></nav>
<article><h1>创业大街&amp;咖啡</h1>
<p>{CHINESE * 3}</p><p>第二段有<b>粗体</b>，也有&#12300;引号&#12301;。{CHINESE}</p>
<figure><img src="a.png"><figcaption>街景</figcaption></figure></article>
<footer>版权所有 © 2024</footer></body></html>"""


def test_html_keeps_the_place_of_every_segment() -> None:
    document = make_document("page.html", PAGE.encode())
    assert document.media_type == "text/html"
    own = [segment.text for segment in document.aligned_segments]
    assert own[0] == "创业大街&咖啡"
    assert "第二段有粗体，也有「引号」。" in own
    assert not any("不是正文" in text or "首页" in text or "版权" in text for text in own)
    raw = document.raw_text
    for segment in document.aligned_segments:
        piece = raw[segment.raw.start : segment.raw.end]
        assert piece[0] in (segment.text[0], "&") and piece[-1] in (segment.text[-1], ";")
    assert {s.kind for s in document.segments if "街景" in s.text} == {SegmentKind.CAPTION}


def test_a_page_of_navigation_alone_says_so() -> None:
    with pytest.raises(UnreadableInput, match="furniture"):
        make_document("nav.txt", "首页 > 新闻 > 城市\n分享到：微信 微博\n版权所有 © 2024".encode(), "zh")
