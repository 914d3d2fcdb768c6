"""Markdown, subtitles and saved pages case by case, and that no word of them is lost whatever is in them."""

import re
from collections import Counter
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora import reading
from corpora.documents import make_document
from corpora.errors import UnreadableInput
from corpora.pages import Page


def read(name: str, text: str) -> Page:
    return reading.read_page(name, text.encode())


def said(page: Page) -> list[tuple[str, str]]:
    return [(line.kind, line.content.text) for line in page.lines]


def texts(page: Page) -> list[str]:
    return [line.content.text for line in page.lines]


def assert_at_its_place(page: Page) -> None:
    """Every character but the glue between joined lines is what stands at its place in the raw text."""
    for line in page.lines:
        for i, character in enumerate(line.content.text):
            raw = page.text[slice(*line.content.raw_span(i, i + 1))]
            assert raw == character or (character == " " and not raw.strip(" \t\r\n>")), (line.content.text, i, raw)


MARKDOWN = [
    ("# Das Dorf #\n", [("heading", "Das Dorf")]),
    ("Das Dorf\n========\nEin Satz.", [("heading", "Das Dorf"), ("text", "Ein Satz.")]),
    ("# eins\r## zwei\rdrei\rvier", [("heading", "eins"), ("heading", "zwei"), ("text", "drei vier")]),
    ("Ein *sehr* **langer** `Satz`\nüber ~~drei~~ Zeilen.", [("text", "Ein sehr langer Satz über drei Zeilen.")]),
    ("山上**有**\n一座庙。", [("text", "山上有一座庙。")]),
    ("Preis* und snake_case, 5 * 3, a\\*b", [("text", "Preis* und snake_case, 5 * 3, a*b")]),
    ("> Ein Zitat,\n> weiter *so*.", [("text", "Ein Zitat, weiter so.")]),
    ("- eins\n- [x] zwei\n  und mehr\n", [("text", "eins"), ("text", "zwei und mehr")]),
    ("1. eins\n2. zwei\n", [("text", "eins"), ("text", "zwei")]),
    ("3. Oktober war ein Feiertag.", [("text", "3. Oktober war ein Feiertag.")]),
    ("| a | b\\|c |\n|---|---|\n| *d* | e | zu viel |\n", [("text", t) for t in ("a", "b|c", "d", "e", "zu viel")]),
    ("[Start](/) [Mehr](/m \"t\")", [("link", "Start Mehr")]),
    ("Siehe [die [neue] Seite](http://x.example/a(b)) dazu.", [("link", "Siehe die [neue] Seite dazu.")]),
    ("![Der *alte* Turm](t.png) Vor dem Turm.", [("caption", "Der alte Turm"), ("text", "Vor dem Turm.")]),
    ("Siehe [dort][1] und mehr davon.\n\n[1]: http://x.example 'T'\n", [("text", "Siehe dort und mehr davon.")]),
    ("正文。\n\n[注]: 见下文说明。", [("text", "正文。"), ("text", "[注]: 见下文说明。")]),
    ("[Note]: this is a sentence.", [("text", "[Note]: this is a sentence.")]),
    ("Tom &amp; Ada <b>kommen</b>", [("text", "Tom & Ada kommen")]),
    ("<https://x.example/a> ", [("link", "https://x.example/a")]),
    ("<div>Ein Block</div>\n\nText.", [("text", "Ein Block"), ("text", "Text.")]),
    ("---\nKein Vorspann\n---\nnoch einer", [("heading", "Kein Vorspann"), ("text", "noch einer")]),
    (">" * 30 + " tief", [("text", "tief")]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), MARKDOWN, ids=[source[:12] for source, _ in MARKDOWN])
def test_markdown_is_read_as_it_is_shown(source: str, expected: list[tuple[str, str]]) -> None:
    assert said(read("a.md", source)) == expected


def test_code_is_there_and_none_of_the_articles() -> None:
    page = read("a.md", "Text.\n\n```python\nx = 1\n```\n\n- Punkt\n\n  ~~~\n  y\n  ~~~\n\nEnde.\n\n    ```z\n")
    assert [(line.content.text, line.is_main, line.is_second) for line in page.lines] == [
        ("Text.", True, True), ("x = 1", False, False), ("Punkt", True, True), ("y", False, False),
        ("Ende.", True, True), ("```z", False, False),
    ]  # fmt: skip


def test_front_matter_gives_title_and_fields() -> None:
    page = read(
        "a.md",
        "---\ntitle: \"Der Turm: ein Bericht\"\nauthor: A. Beispiel\ndate: 2023-05-04\ntags:\n  - eins\n- zwei\n"
        "url: https://x.example/turm\n---\n# Der Turm\n",
    )  # fmt: skip
    assert page.title == "Der Turm: ein Bericht"
    assert page.fields == ("A. Beispiel", "2023-05-04", "", "", "https://x.example/turm")
    assert said(page) == [("heading", "Der Turm")]


_PIECES = [
    *("\n", "\n\n", " ", "\t", "\r\n", "    ", "*", "**", "_", "`", "~~", "\\", "&amp;", "：", "。"),
    *("# ", "## ", "> ", "- ", "1. ", "| ", "|---|\n", "```\n", "---\n", "===\n"),
    *("![", "[", "]", "](u)", "](http://x.example/a)", "]: "),
]  # fmt: skip
_WORDS = ["alpha", "beta", "中文", "Straße", "omega"]


@given(st.lists(st.sampled_from(_PIECES + _WORDS * 4), max_size=40).map("".join))
def test_no_word_of_markdown_is_lost_or_moved(source: str) -> None:
    page = read("a.md", source or "x")
    assert_markdown_at_its_place(page)
    kept = Counter(re.findall("|".join(_WORDS), "\n".join(texts(page))))
    for word, count in Counter(re.findall("|".join(_WORDS), _visible(source))).items():
        assert kept[word] >= count, (word, source, texts(page))


def _visible(source: str) -> str:
    """The source without what nobody sees: what a fence of code is called, what is linked, where links lead."""
    source = re.sub(r"`{3}.*|~{3}.*", "", source)
    return re.sub(r"\]\((?:u|http://x\.example/a)\)|^.*\]:.*$|\]\[[^\]]*\]", "", source, flags=re.M)


def assert_markdown_at_its_place(page: Page) -> None:
    for line in page.lines:
        for i, character in enumerate(line.content.text):
            raw = page.text[slice(*line.content.raw_span(i, i + 1))]
            assert character in (raw, " ") or raw == "&amp;", (line.content.text, i, raw)


@given(
    st.text(st.sampled_from("ab中 \n\r\t\0*_`~#>-+=|\\![]()<>&;:\"'1.{}\ufeff\u3000\x0b\x85"), min_size=1, max_size=120)
)
def test_any_markdown_is_read(source: str) -> None:
    from corpora.reading import markdown
    from corpora.reading.encodings import Decoded

    page = markdown.read("a.md", Decoded(source, "utf-8"))
    spans = [line.content.raw_span() for line in page.lines]
    assert spans == sorted(spans)
    assert all(line.content.text.strip() for line in page.lines)


SRT = """1
00:00:01,000 --> 00:00:02,500
<i>Der Zug hielt</i> erst

2
00:00:02,600 --> 00:00:04,000
{\\an8}hinter dem Fluss.

3
00:00:05,000 --> 00:00:06,000
- Wer ist da?
- Niemand.

4
00:00:06,100 --> 00:00:07,000
Ein Satz ohne Ende

5
00:00:20,000 --> 00:00:21,000
und eine lange Pause.
"""


def test_sentences_run_over_cues() -> None:
    page = read("a.srt", SRT)
    expected = ["Der Zug hielt erst hinter dem Fluss.", "- Wer ist da?", "- Niemand.", "Ein Satz ohne Ende"]
    assert texts(page) == [*expected, "und eine lange Pause."]
    assert_subtitles_at_their_place(page)
    assert texts(read("a.srt", SRT.replace("\n", "\r\n"))) == texts(page)
    assert texts(read("a.srt", SRT.replace("\n\n", "\n"))) == texts(page), "numbers are known without empty lines"


def test_vtt_notes_styles_and_names_are_no_text() -> None:
    page = read(
        "a.vtt",
        "WEBVTT - Titel\n\nNOTE für mich\nund dich\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\n"
        "einleitung\n00:01.000 --> 00:02.000 align:start\n<v Ada>我们<c.gelb>走</c>了\n\n"
        "00:02.100 --> 00:03.000\n<00:02.500>很远的路。\n\nNOTE\n\n00:04.000 --> 00:05.000\nNOTES sind Text.\n",
    )
    assert texts(page) == ["我们走了很远的路。", "NOTES sind Text."]
    assert page.media_type == "text/vtt"
    assert_subtitles_at_their_place(page)


def test_subtitles_without_marks_at_their_ends_stay_apart() -> None:
    cues = [f"{i}\n00:00:{i:02},000 --> 00:00:{i:02},900\n第{i}句话\n" for i in range(1, 13)]
    assert texts(read("a.srt", "\n".join(cues))) == [f"第{i}句话" for i in range(1, 13)]


def test_broken_cues_are_kept() -> None:
    page = read(
        "a.srt", "1\n00:00:01,000 --> 00:00:02,000\nEins.\n\n2\n00:00:0x --> 00:\nZwei <3 und 1 < 2.\n\n1984\nDrei.\n"
    )
    assert texts(page)[0] == "Eins."
    assert all(word in " ".join(texts(page)) for word in ("Zwei <3 und 1 < 2.", "1984", "Drei."))


def assert_subtitles_at_their_place(page: Page) -> None:
    for line in page.lines:
        for i, character in enumerate(line.content.text):
            raw = page.text[slice(*line.content.raw_span(i, i + 1))]
            assert raw == character or character == " "


@given(
    st.lists(
        st.sampled_from(["1", "\n", "\n\n", "00:00:01,000 --> 00:00:02,000", "Wort", " ", "中文", "。", "- ", "<i>"])
    )
)
def test_no_word_of_subtitles_is_lost(pieces: list[str]) -> None:
    source = "1\n00:00:01,000 --> 00:00:02,000\nAnfang.\n\n" + "".join(pieces)
    page = read("a.srt", source)
    for word in ("Wort", "中文"):
        assert "".join(texts(page)).count(word) >= source.count(word)
    assert_subtitles_at_their_place(page)


def saved_page(html: bytes, charset: str = "utf-8", encoding: str = "base64") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Der Turm"
    message["Date"] = "Thu, 4 May 2023 10:00:00 +0200"
    message["Snapshot-Content-Location"] = "https://x.example/turm"
    message["MIME-Version"] = "1.0"
    message.make_related()
    message.add_related(html, "text", "html", cte=encoding, params={"charset": charset})
    message.add_related(b"\x89PNG\r\n", "image", "png")
    return message


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_saved_page_is_its_html_and_says_where_it_is_from(charset: str, encoding: str) -> None:
    html = "<html><body><h1>塔</h1><p>山上有一座很老的塔，每天都有人来看它。</p></body></html>"
    raw = saved_page(html.encode(charset), charset, encoding).as_bytes()
    for name in ("a.mhtml", "a.txt"):
        page = reading.read_page(name, raw)
        assert said(page) == [("heading", "塔"), ("text", "山上有一座很老的塔，每天都有人来看它。")]
        assert (page.title, page.fields.url, page.fields.date) == ("Der Turm", "https://x.example/turm", "2023-05-04")
        assert page.extracted and page.text == html
        assert_at_its_place(page)
    document = make_document("a.mhtml", raw)
    for segment in document.segments:
        assert document.raw_text[slice(*segment.raw)] == segment.text


def test_a_saved_page_with_a_wrong_charset_is_read_all_the_same() -> None:
    html = "<p>山上有一座很老的塔，每天都有人来看它。</p>".encode()
    assert texts(reading.read_page("a.mht", saved_page(html, "us-ascii").as_bytes())) == [
        "山上有一座很老的塔，每天都有人来看它。"
    ]


def test_a_saved_page_without_html_is_refused() -> None:
    message = EmailMessage()
    message["MIME-Version"] = "1.0"
    message.make_related()
    message.add_related(b"\x89PNG\r\n", "image", "png")
    with pytest.raises(UnreadableInput, match=r"a\.mht is a saved page without HTML"):
        reading.read_page("a.mht", message.as_bytes())
