"""What reading, cleaning and segmenting cost: on plain text, on text that a converter spoiled, on HTML pages.

Each function is to run in a process of its own, so that time and memory are its alone.
"""

import time
from collections.abc import Generator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpora.chinese import converter
from corpora.cleaning import clean
from corpora.documents import make_document
from corpora.pinyin import readings
from corpora.reading import read_page
from corpora.segmentation import sentence_spans

_SENTENCES_A_PARAGRAPH = 4
_PARAGRAPHS_A_PAGE = 18
_MENU = "Start News City Culture Sport Travel Science Opinion Pictures Weather Traffic Archive Letters Jobs".split()
_NARROW = str.maketrans("，：；？！（）", ",:;?!()")


class ReadingCost(NamedTuple):
    """What it takes to get sentences out of a text file, in CPU seconds of one core; megabytes are 10^6 bytes."""

    megabytes: float
    read_seconds: float
    clean_seconds: float
    segment_seconds: float
    sentences: int


class PagesCost(NamedTuple):
    """What it takes to make documents of HTML pages, in CPU seconds of one core."""

    pages: int
    megabytes: float
    seconds: float


def measure_reading(text: str, code: str) -> Generator[int, None, ReadingCost]:
    """Read, clean and segment the text file named; yields the parts done."""
    raw = Path(text).read_bytes()
    _warm(raw, code)
    start = time.process_time()
    page = read_page("text.txt", raw)
    read = time.process_time()
    yield 1
    cleaned = clean(page.lines, code)
    done = time.process_time()
    yield 2
    count = sum(len(sentence_spans(paragraph.content.text, code)) for paragraph in cleaned.paragraphs)
    end = time.process_time()
    return ReadingCost(len(raw) / 1e6, read - start, done - read, end - done, count)


def measure_pages(folder: str, code: str) -> Generator[int, None, PagesCost]:
    """Make a document of each HTML page of a folder; yields the quarters done."""
    pages = [path.read_bytes() for path in sorted(Path(folder).glob("*.html"))]
    make_document("page.html", pages[0], code)  # what is loaded once, is
    start = time.process_time()
    for number, raw in enumerate(pages, 1):
        make_document("page.html", raw, code)
        if number * 4 % len(pages) < 4:
            yield number * 4 // len(pages)
    return PagesCost(len(pages), sum(map(len, pages)) / 1e6, time.process_time() - start)


def paragraphs(sentences: Sequence[str], joiner: str) -> list[str]:
    """Sentences in paragraphs of four."""
    size = _SENTENCES_A_PARAGRAPH
    return [joiner.join(sentences[i : i + size]) for i in range(0, len(sentences), size)]


def blown_up(text: str) -> str:
    """Simplified Chinese as some sites have it, and worse: in traditional characters, glossed, marks narrow."""
    return "".join(map(_glossed, str(converter("s2t").convert(text)).translate(_NARROW)))


@cache
def _glossed(character: str) -> str:
    """The character, with its reading behind it in brackets where it is Han and GB2312 lacks it."""
    try:
        character.encode("gb2312")
        return character
    except UnicodeEncodeError:
        toned = sorted(reading for reading in readings(character) if not reading.isascii())
        return f"{character}({toned[0]})" if toned else character


def html_pages(lines: Sequence[str]) -> list[str]:
    """Pages of an article each, between the menus, scripts and footers that the pages of a site have."""
    return [
        _html_page(number, lines[i : i + _PARAGRAPHS_A_PAGE])
        for number, i in enumerate(range(0, len(lines), _PARAGRAPHS_A_PAGE))
    ]


def _html_page(number: int, lines: Sequence[str]) -> str:
    menu = "".join(f'<li class="nav-item"><a href="/{word.lower()}/">{word}</a></li>' for word in _MENU)
    script = "window.dataLayer=window.dataLayer||[];" * 60
    article = "".join(f'<p class="text" id="p{i}">{line}</p>\n' for i, line in enumerate(lines[1:]))
    teasers = "".join(
        f'<div class="teaser"><a href="/{number}/{i}"><img src="/{i}.jpg" alt="">'
        f"<span>{word} {number}-{i}</span></a></div>"
        for i, word in enumerate(_MENU)
    )
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{lines[0][:40]}</title><script>{script}</script>'
        f"<style>{'.a{margin:0}' * 200}</style></head><body><header><nav><ul>{menu}</ul></nav></header>"
        f"<main><article><h1>{lines[0][:40]}</h1>{article}</article><aside>{teasers}</aside></main>"
        f"<footer><ul>{menu}</ul><p>© 2024</p></footer><script>{script}</script></body></html>"
    )


def _warm(raw: bytes, code: str) -> None:
    """Load what is loaded once, on the first lines."""
    head = raw[:20_000]
    cleaned = clean(read_page("text.txt", head[: head.rfind(b"\n")]).lines, code)
    for paragraph in cleaned.paragraphs[:20]:
        sentence_spans(paragraph.content.text, code)
