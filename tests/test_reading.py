import codecs
import random

import pytest

from corpora.documents import detect_language, make_document
from corpora.errors import UnreadableInput, UnsupportedLanguage
from corpora.reading import decode, read_bytes, read_page
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
    assert found[:2] == (text, expected)
    assert found.is_plain


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("新聞報導", "big5"),
        ("一些", "gbk"),  # two letters of Cyrillic in UTF-8
        ("Привет, мир", "utf-8"),
        ("Die Brücke kostet nun mehr.", "cp1252"),  # ü and k are 點 in GBK
        ("zurück", "cp1252"),
        ("Man nehme ¼ Liter Milch.", "cp1252"),
        ("It is 20 µm thin.", "cp1252"),
        ("Aufgehoben wurde es nie.² Auch nicht später.", "cp1252"),
        ("Man nehme ¼ Liter Milch.", "utf-16-le"),
    ],
)
def test_few_words_are_told_too(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "page.txt").text == text


def test_little_text_makes_no_certainty() -> None:
    short, long = (decode(text.encode("big5"), "page.txt") for text in (TRADITIONAL[:2], TRADITIONAL))
    assert short.confidence < 0.85 < long.confidence


def test_lines_in_utf_8_are_read_in_a_file_of_another_encoding() -> None:
    lines = [CHINESE, "另一行是后来加的。", CHINESE]
    raw = b"\n".join(line.encode("utf-8" if i == 1 else "gbk") for i, line in enumerate(lines))
    found = decode(raw, "page.txt")
    assert found.text == "\n".join(lines) and not found.is_plain
    place = found.text.index("另一行")
    assert [entry.raw for entry in found.ledger if "UTF-8 in a file of GB18030" in entry.reason] == [
        (place, place + len(lines[1]))
    ]


def test_text_encoded_twice_keeps_its_lines() -> None:
    text = "大家的目光离不开这里。"  # 光 ends in a byte that is a line separator by itself
    document = make_document("page.txt", text.encode().decode("latin-1").encode())
    assert [segment.text for segment in document.segments] == [text]


def test_a_byte_order_mark_is_no_text() -> None:
    assert decode(codecs.BOM_UTF8 + "中文".encode(), "page.txt")[:2] == ("中文", "utf-8-sig")


def test_a_declared_charset_decides() -> None:
    page = f'<html><head><meta charset="gb2312"></head><body><p>{CHINESE}</p></body></html>'
    assert decode(page.encode("gb18030"), "page.html").encoding == "gb18030"


def test_binary_and_unknown_encodings_are_refused_with_their_offsets() -> None:
    with pytest.raises(UnreadableInput, match=r"binary.*offset 4"):
        decode(b"code\0\1\2rest", "program")
    noise = bytes(random.Random(7).choices(range(0x80, 0x100), k=400))
    with pytest.raises(UnreadableInput, match="breaks UTF-8 at offset 0"):
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


def test_a_guess_says_how_sure_it_is_and_what_the_next_would_have_read() -> None:
    found = decode((TRADITIONAL * 3).encode("big5"), "page.txt")
    assert found.runner_up is not None
    assert (
        0.5 <= found.runner_up.confidence + found.confidence <= 1.01 and found.confidence > found.runner_up.confidence
    )
    (entry,) = found.ledger
    assert entry.step == "encoding" and entry.confidence == found.confidence
    assert found.runner_up.preview in entry.reason and TRADITIONAL[:10] in entry.before


@pytest.mark.parametrize(
    ("raw", "text", "reason"),
    [
        ((CHINESE * 2).encode()[:-2], (CHINESE * 2)[:-1], "breaks off inside a character"),
        ("好😀".encode() + b"\xed\xa0\xbd\xed\xb8\x80" + "的".encode(), "好😀😀的", "surrogate pair"),
        ("好的".encode() + b"\xed\xa0\xbd" + "的".encode(), "好的\ufffd的", "are lost"),
        (
            f"{CHINESE}\n".encode() * 9 + CHINESE.encode("gbk"),
            f"{CHINESE}\n" * 9 + CHINESE,
            "GB18030 in a file of UTF-8",
        ),
        (f"{GERMAN}\n".encode() * 9 + GERMAN.encode("cp1252"), f"{GERMAN}\n" * 9 + GERMAN, "Windows-1252 in a file"),
        (f"{GERMAN}\n".encode() * 9 + b"Stra\x81\xdfe", f"{GERMAN}\n" * 9 + "Stra\ufffd\ufffde", "are lost"),
    ],
)
def test_broken_text_is_read_as_far_as_it_goes_and_the_ledger_says_where_not(
    raw: bytes, text: str, reason: str
) -> None:
    found = decode(raw, "page.txt")
    assert found.text == text
    assert not found.is_plain
    assert any(reason in entry.reason for entry in found.ledger)
    document = make_document("page.txt", raw, "zh" if "好" in text or "创" in text else "de")
    assert document.raw_text == text, "offsets count in what was read"
    assert {entry.step for entry in document.ledger} >= {"encoding"}


def test_utf_16_is_known_without_its_mark() -> None:
    for encoding, text in (("utf-16-le", GERMAN), ("utf-16-be", GERMAN), ("utf-16-le", f"{CHINESE}\n{CHINESE} 2024")):
        found = decode(text.encode(encoding), "page.txt")
        assert (found.text, found.encoding) == (text, encoding)


def test_a_stray_zero_byte_is_taken_out_by_cleaning_and_not_a_reason_to_refuse() -> None:
    raw = (f"{GERMAN}\n" * 20).encode().replace("Köln".encode(), "Kö\0ln".encode(), 1)
    document = make_document("page.txt", raw)
    assert "Köln" in document.segments[1].text and document.raw_text.count("\0") == 1
    assert any(entry.before == "\0" for entry in document.ledger)


@pytest.mark.parametrize(
    ("encoding", "message"),
    [("utf-8", "is not utf-8"), ("utf-99", "no encoding is called 'utf-99'"), ("hex", "no encoding is called")],
)
def test_an_encoding_that_does_not_fit_is_refused(encoding: str, message: str) -> None:
    assert decode(CHINESE.encode("gbk"), "page.txt", "gbk").text == CHINESE
    with pytest.raises(UnreadableInput, match=message):
        decode(CHINESE.encode("gbk"), "page.txt", encoding)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\0", "a PNG image"),
        (b"PK\x03\x04 and nothing", "damaged zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "save it as docx"),
        (b"{\\rtf1 text}", "save it as docx"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "locked by a password"),
        (b'<?xml version="1.0"?><rss><item>words</item></rss>', "XML and no page"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_what_is_no_text_is_called_by_its_name(raw: bytes, message: str) -> None:
    with pytest.raises(UnreadableInput, match=message):
        read_page("page.txt", raw)


@pytest.mark.parametrize("start", ["ID3 und ID4", "RIFF", "BZh", "GIF89", "Das Zeichen %PDF-1.4"])
def test_text_that_begins_like_a_program_s_file_is_text(start: str) -> None:
    assert read_page("page.txt", f"{start} sind Wörter. {GERMAN}".encode()).media_type == "text/plain"
