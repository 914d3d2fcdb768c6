"""Markdown, subtitles and saved pages: their text without their marks, each character at its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.reading import read_page
from corpora.units import Fields

MARKDOWN = """---
title: "Die Brücke"
author: Redaktion
date: 1. Mai 2024
url: https://example.org/b
---
# Die **neue** Brücke #

Ein Absatz mit [Verweis](https://example.org/c) und *Betonung*,
zweite Zeile `code_x`, \\* Stern und snake_case_name.

> Zitat
> geht weiter

- eins
- zwei ![Bild der Brücke](x.png)
1. drei

| Ort | Jahr |
|-----|------|
| hier | **1999** |

```python
print("nicht dabei")
```
Ein Titel
=========
这是一个
中文段落。

<div><p>HTML darin</p></div>

[nur](x) [Verweise](y)
"""


def test_markdown_blocks_lose_their_marks_and_nothing_else() -> None:
    page = read_page("a.md", MARKDOWN.encode())
    assert [(line.kind, line.content.text) for line in page.lines] == [
        ("heading", "Die neue Brücke"),
        ("text", "Ein Absatz mit Verweis und Betonung, zweite Zeile code_x, * Stern und snake_case_name."),
        ("text", "Zitat geht weiter"),
        ("text", "eins"),
        ("text", "zwei"),
        ("caption", "Bild der Brücke"),
        ("text", "drei"),
        ("text", "Ort"),
        ("text", "Jahr"),
        ("text", "hier"),
        ("text", "1999"),
        ("text", 'print("nicht dabei")'),
        ("heading", "Ein Titel"),
        ("text", "这是一个中文段落。"),
        ("text", "HTML darin"),
        ("link", "nur Verweise"),
    ]
    assert [line.content.text for line in page.lines if not line.is_main] == ['print("nicht dabei")']
    assert (page.title, page.media_type) == ("Die Brücke", "text/markdown")
    assert page.fields == Fields("Redaktion", "2024-05-01", "", "", "https://example.org/b")


@given(st.text(alphabet="ab中。 \n#*_`[]()!->|1.\\\t~&", max_size=120))
def test_no_letter_of_any_markdown_is_lost(text: str) -> None:
    page = read_page("a.md", f"x{text}".encode())
    kept = "".join(line.content.text for line in page.lines)
    hidden = [raw for line in page.lines for raw in line.content.text if raw in "ab中"]
    assert sum(c in "中" for c in kept) == text.count("中") or "](" in text or "]:" in text
    assert len(hidden) <= sum(c in "ab中" for c in text) + kept.count("\\")
    for line in page.lines:
        for i, character in enumerate(line.content.text):
            start, end = line.content.raw_span(i, i + 1)
            assert page.text[start:end] == character or character == " "


SRT = """1
00:00:01,000 --> 00:00:03,000
<i>Das ist der Anfang</i>
einer Geschichte,

2
00:00:03,200 --> 00:00:05,000
die lange dauert.

3
00:00:09,000 --> 00:00:10,000
- Wirklich?
- Ja.

4
00:00:20,000 --> 00:00:21,000
{\\an8}你好，
世界

5
00:00:40,000 --> 00:00:41,000
Später
"""
VTT = (
    "WEBVTT - Titel\n\nNOTE\nnicht dabei\n\nSTYLE\n::cue {}\n\nid\n00:01.000 --> 00:02.000 align:start\n"
    "<v Anna>Hallo <b>du</b>\n"
)


def test_sentences_run_over_cues_and_speakers_do_not() -> None:
    page = read_page("film.srt", SRT.encode())
    assert [line.content.text for line in page.lines] == [
        "Das ist der Anfang einer Geschichte, die lange dauert.",
        "- Wirklich?",
        "- Ja.",
        "你好，世界",
        "Später",
    ]
    assert page.media_type == "application/x-subrip"
    first = page.lines[0].content
    assert page.text[slice(*first.raw_span(0, 3))] == "Das" and page.text[slice(*first.raw_span(37, 40))] == "die"
    assert read_page("called.txt", SRT.encode()).lines == page.lines, "the name does not matter"


def test_vtt_is_known_by_its_first_word() -> None:
    page = read_page("film.txt", VTT.encode())
    assert ([line.content.text for line in page.lines], page.media_type) == (["Hallo du"], "text/vtt")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1\n00:00:01,000 -> 00:00:03,000\nkaputt\n\n2\n00:00:05,000 --> 00:00:06,000\nganz.\n", "kaputt"),
        ("1\n\n2\n00:00:05,000 --> 00:00:06,000\nganz.\n\n3\nohne Zeit.\n", "ohne Zeit."),
    ],
)
def test_broken_cues_keep_their_text(text: str, expected: str) -> None:
    lines = [line.content.text for line in read_page("film.srt", text.encode()).lines]
    assert any(expected in line for line in lines) and any("ganz." in line for line in lines)


def mhtml(charset: str) -> bytes:
    body = "<html><body><p>江边有一座小城，城里有一条老街。</p></body></html>".encode("gbk")
    head = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/page\r\nSubject: A page\r\n"
        "Date: Wed, 1 May 2024 08:00:00 +0800\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--x"\r\n\r\n----x\r\n'
        f"Content-Type: text/html{charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return head.encode() + body + b"\r\n----x\r\nContent-Type: text/css\r\n\r\np {}\r\n----x--\r\n"


@pytest.mark.parametrize("charset", ['; charset="gb2312"', "", '; charset="utf-8"'])
def test_saved_pages_are_their_html(charset: str) -> None:
    page = read_page("page.mhtml", mhtml(charset))
    assert [line.content.text for line in page.lines] == ["江边有一座小城，城里有一条老街。"]
    assert page.extracted and page.text.startswith("<html>")
    assert page.fields == Fields(date="2024-05-01", url="https://example.org/page")
    assert page.title == "A page"
