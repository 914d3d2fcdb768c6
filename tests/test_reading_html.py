"""HTML: every visible character once and at its place, whatever the markup."""

import html as escaping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.documents import make_document
from corpora.pinyin import annotations
from corpora.reading import decode, read_page
from corpora.reading import html as reading_html
from corpora.units import Fields


def lines(source: str) -> list[str]:
    return [line.content.text for line in reading_html.blocks(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>One <b>bold</b> word.</p><p>Two</p>", ["One bold word.", "Two"]),
        ("<h1>A<br>title</h1>after", ["A", "title", "after"]),
        ("<ul><li>a<li>b</ul>", ["a", "b"]),
        ("<table><tr><td>1</td><td>2</td></tr></table>", ["1", "2"]),
        ("a &lt; b &amp; c&nbsp;d &unknown; &#x4e2d;", ["a < b & c\u00a0d &unknown; 中"]),
        ("a < b and c > d", ["a < b and c > d"]),
        ("<script>if (a<b) {'</p>'}</script><style>p{}</style>text<!-- no --><noscript>no</noscript>", ["text"]),
        ("<div hidden>no <div>no</div> no</div>yes<p style='display: none'>no</p>", ["yes"]),
        ('<p class="hidden-xs" data-hidden="1">yes</p>', ["yes"]),
        ("<p title='a > b'>quoted</p><p title=\"x>open</p>", ["quoted", "open"]),
        ("<textarea>typed</textarea><title>head</title><p>text", ["text"]),
        ("text <!-- never closed", ["text"]),
        ("text <script>never closed", ["text"]),
        ("<svg><text>drawn</text></svg><p>text</p>", ["text"]),
    ],
)
def test_blocks_are_what_a_browser_shows(source: str, expected: list[str]) -> None:
    assert lines(source) == expected


TEXT = st.text(alphabet="ab &<>\"'中，。\n\t;#x", max_size=30)


@given(st.lists(st.tuples(st.sampled_from(["p", "div", "b", "a", "li", "h2", "span", "td"]), TEXT), max_size=8))
def test_every_character_is_in_one_block_and_knows_its_place(pieces: list[tuple[str, str]]) -> None:
    source = "".join(f"<{tag}>{escaping.escape(text)}</{tag}>" for tag, text in pieces)
    blocks = reading_html.blocks(source)
    assert "".join("".join(block.content.text.split()) for block in blocks) == "".join(
        "".join(text.split()) for _, text in pieces
    )
    for block in blocks:
        for i, character in enumerate(block.content.text):
            raw = escaping.unescape(source[slice(*block.content.raw_span(i, i + 1))])
            assert raw == character or character == " ", "white space may run over tags"


@given(st.text(alphabet="<>/!-ab\"'= &;phidn\n", max_size=200))
def test_any_tag_soup_is_read(source: str) -> None:
    for block in reading_html.blocks(source):
        start, end = block.content.raw_span()
        assert 0 <= start < end <= len(source)


def test_ruby_is_an_annotation() -> None:
    source = "<p>看<ruby>創<rp>(</rp><rt>chuàng</rt><rp>)</rp>業<rt>yè</rt></ruby>大街</p>"
    (line,) = reading_html.blocks(source)
    assert line.content.text == "看創業大街"
    found = annotations(line.ledger)
    assert [(reading.base, reading.reading) for reading in found] == [("創", "chuàng"), ("業", "yè")]
    assert source[slice(*found[0].raw)].startswith("創") and "chuàng" in source[slice(*found[0].raw)]


HEAD = """<html><head><title>Die Brücke | Uferblatt</title>
<meta property="og:title" content="Die Br&uuml;cke"><meta name="author" content="Redaktion Uferblatt">
<meta property="article:published_time" content="2024-05-01T08:00:00+02:00">
<meta property="og:site_name" content="Uferblatt"><link rel="canonical" href="https://uferblatt.example/bruecke">
</head><body>"""
PARAGRAPH = "Die neue Brücke über den Fluss ist fertig, und die Stadt feiert sie mit einem langen Fest am Ufer. "


def test_the_head_gives_title_and_fields() -> None:
    page = read_page("a.html", f"{HEAD}<p>{PARAGRAPH}</p>".encode())
    assert page.title == "Die Brücke"
    assert page.fields == Fields(
        "Redaktion Uferblatt", "2024-05-01", "Uferblatt", "", "https://uferblatt.example/bruecke"
    )
    linked = (
        '<html><head><script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Kopf",'
        ' "author": [{"name": "Ressort Stadt"}], "datePublished": "2023-02-03", "publisher": {"name": "Blatt"}}]}'
        '</script><script type="application/ld+json">{broken</script></head><body><p>Text</p>'
    )
    page = read_page("a.html", linked.encode())
    assert (page.title, page.fields) == ("Kopf", Fields("Ressort Stadt", "2023-02-03", "Blatt"))


def test_two_detectors_judge_each_block_and_the_ledger_counts() -> None:
    menu = "".join(f"<li><a href='/{i}'>Rubrik {i}</a></li>" for i in range(12))
    article = "".join(f"<p>{PARAGRAPH * 3}</p>" for _ in range(6))
    source = f"{HEAD}<nav><ul>{menu}</ul></nav><article><h1>Die Brücke</h1>{article}</article><footer>Ende</footer>"
    page = read_page("a.html", source.encode())
    assert [line.is_main or line.is_second for line in page.lines] == [False] * 12 + [True] * 7 + [False]
    assert any(e.step == "main-text" and "both take 7" in e.reason for e in page.ledger)


def test_a_page_nested_ten_thousand_deep_is_read() -> None:
    source = "<html><body>" + "<div>" * 10_000 + f"<p>{PARAGRAPH}</p>" + "</div>" * 10_000
    document = make_document("a.html", source.encode())
    assert [segment.text for segment in document.aligned_segments] == [PARAGRAPH.strip()]
    assert any("nested" in entry.reason for entry in document.ledger)


def test_a_piece_of_a_page_is_html_too() -> None:
    page = read_page("piece.txt", "<div><h1>Straße</h1><p>Eins &amp; zwei.</p></div>".encode())
    assert [(line.kind, line.content.text) for line in page.lines] == [("heading", "Straße"), ("text", "Eins & zwei.")]
    assert read_page("page.txt", b"<p ist ein Zeichen. Mehr nicht.").media_type == "text/plain"


def test_html_is_known_by_its_beginning_whatever_it_is_called() -> None:
    assert read_page("page.txt", b"\n<!-- x --><!DOCTYPE html><p>a</p>").media_type == "text/html"
    assert read_page("page.txt", b"a <p> in plain text").media_type == "text/plain"
    assert decode("中文".encode(), "x").encoding == "utf-8"
