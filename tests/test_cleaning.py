"""The table of steps, the ledger they fill, and the way back from every character that they leave."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_maps import plainly, plainly_edited

from corpora.chinese import LOST
from corpora.cleaning import Cleaned, clean
from corpora.converted_pages import folded, original_script, original_scripts
from corpora.documents import make_document
from corpora.errors import WorkbenchError
from corpora.offsets import Edit, MappedText
from corpora.pages import Line
from corpora.steps import NAMES, STEPS, active_steps, quick_signs
from corpora.units import LedgerEntry, Span

# Bits of dirt of every kind, so that random text gives every step something to do.
DIRT = [
    *(
        "創(chuàng)業(yè)",
        "網(wǎng)絡",
        "他說,",
        "好!",
        "(KEG)",
        "2,000",
        "10:30",
        "真的嗎?",
        "?!?/p>",
        "“",
        "”",
        '"',
        "'",
    ),
    *("軍?!薄?/strong>", "当?shù)拇竽P兔餍莿?chuàng)", "...", "--", " - ", "。", "，", "　", "  ", "\u00ad", "\u200b"),
    *("\u00a0", "ﬁ", "&amp;", "&nbsp;", "<br>", "</p>", "<b>", "Wort", "it's", ",,", "``", "''", "FÃ¼r", "â€œ"),
    *("鏂板崕绀惧寳浜", "ÖÐ¹ú¹¤", "锟斤拷", LOST, "ＡＩ２０", "https://example.org/a,b", "著名", "着"),
]
dirty_text = st.lists(st.one_of(st.sampled_from(DIRT), st.text(max_size=3)), max_size=14).map("".join)
languages = st.sampled_from(["zh", "de", "en"])


def page_of(*texts: str) -> list[Line]:
    lines, position = [], 0
    for text in texts:
        lines.append(Line(MappedText.from_raw(text, position)))
        position += len(text) + 2
    return lines


def cleaned(text: str, language: str, **options: frozenset[str]) -> Cleaned:
    return clean(page_of(text), language, **options)


@given(dirty_text, languages, st.data())
def test_any_span_of_clean_text_maps_to_where_it_came_from_under_any_steps_in_any_order(
    raw: str, language: str, data: st.DataObject
) -> None:
    steps = data.draw(st.lists(st.sampled_from(active_steps(language, frozenset())), max_size=8))
    mapped, plain = MappedText.from_raw(raw), plainly(raw)
    for step in steps:
        edits = list(step.edits(mapped.text))
        if not plain:
            break
        mapped, plain = mapped.edited(edits), plainly_edited(plain, edits)
    if not plain or len(plain) != len(mapped):
        assert not plain and not mapped.text
        return
    assert mapped.text == "".join(c.character for c in plain)
    spans = [mapped.raw_span(i, i + 1) for i in range(len(mapped))]
    assert spans == [(c.start, c.end) for c in plain]
    assert all(a.start <= b.start and a.end <= b.end for a, b in pairwise(spans))
    start = data.draw(st.integers(0, len(plain) - 1))
    end = data.draw(st.integers(start + 1, len(plain)))
    assert mapped.raw_span(start, end) == (spans[start].start, spans[end - 1].end)


@given(dirty_text, languages)
def test_edits_of_a_step_are_in_order_and_change_something(raw: str, language: str) -> None:
    for step in active_steps(language, frozenset()):
        edits = list(step.edits(raw))
        assert all(a.end <= b.start for a, b in pairwise(edits))
        assert all(isinstance(edit, Edit) and edit.reason for edit in edits)


@given(dirty_text, languages)
def test_a_step_has_nothing_to_do_where_none_of_its_signs_is(raw: str, language: str) -> None:
    steps = active_steps(language, frozenset())
    for step in steps:
        if not any(sign.search(raw) for sign in step.signs):
            assert [edit for edit in step.edits(raw) if raw[edit.start : edit.end] != edit.replacement] == [], step.name
    quick = any(sign.search(raw) for sign in quick_signs(steps))
    assert quick == any(sign.search(raw) for step in steps for sign in step.signs)


@given(dirty_text, languages, st.sampled_from([name for name in NAMES if name != "furniture"]))
def test_what_one_step_did_is_told_by_the_very_raw_text(raw: str, language: str, name: str) -> None:
    others = frozenset(NAMES) - {name, "furniture"}
    for entry in cleaned(raw, language, without=others).ledger:
        if entry.step == name:
            assert raw[slice(*entry.raw)] == entry.before


@given(st.lists(dirty_text, max_size=5), languages)
def test_the_ledger_alone_shows_the_raw_text_of_every_change(texts: list[str], language: str) -> None:
    raw = "\n\n".join(texts)
    touched: list[Span] = []
    for entry in sorted(clean(page_of(*texts), language).ledger, key=lambda e: NAMES.index(e.step)):
        span = entry.raw
        # Where an earlier step worked at the place, before is what that step had made of it.
        if entry.step in ("damage", "script", "furniture") or any(
            span.start <= t.end and t.start <= span.end for t in touched
        ):
            assert 0 <= span.start <= span.end <= len(raw)
        else:
            # (but for white space, of which the ledger does not tell)
            assert raw[slice(*span)].split() == entry.before.split()
        touched.append(span)


def test_every_step_is_described_and_named_once() -> None:
    assert len(set(NAMES)) == len(STEPS)
    assert all(step.about.endswith(".") and step.about[0].isupper() for step in STEPS)


def test_a_name_of_no_step_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(WorkbenchError, match=r"no cleaning step called 'pinyn'.*pinyin-glosses.*furniture"):
        cleaned("text", "zh", without=frozenset({"pinyn"}))


@pytest.mark.parametrize(
    ("name", "text", "language", "left", "done"),
    [
        ("mojibake", "FÃ¼r uns", "de", "FÃ¼r uns", "Für uns"),
        ("debris", "Tee &amp; Salz<br>", "de", "Tee &amp; Salz<br>", "Tee & Salz"),
        ("invisible", "Wirt\u00adschaft", "de", "Wirt\u00adschaft", "Wirtschaft"),
        ("spaces", "a\u00a0 b", "en", "a\u00a0 b", "a b"),
        ("ligatures", "oﬃziell", "de", "oﬃziell", "offiziell"),
        ("quotes", '"Ja"', "de", '"Ja"', "„Ja“"),
        ("dashes", "a word -- or two", "en", "a word -- or two", "a word – or two"),
        ("pinyin-glosses", "學(xué)校", "zh", "學(xué)校", "學校"),
        ("punctuation", "他说,好", "zh", "他说,好", "他说，好"),
        ("script", "創(chuàng)業(yè)", "zh", "創業", "创业"),
    ],
)
def test_each_step_can_be_left_out(name: str, text: str, language: str, left: str, done: str) -> None:
    assert [p.content.text for p in cleaned(text, language).paragraphs] == [done]
    found = cleaned(text, language, without=frozenset({name}))
    assert [p.content.text for p in found.paragraphs] == [left]
    assert name not in {entry.step for entry in found.ledger}


def test_furniture_left_out_leaves_every_line_to_the_article() -> None:
    page = page_of(
        "首页 > 新闻 > 正文", "这是文章的标题", "这是文章的第一段，说了一些事情。", "Copyright © 2010-2024 版权所有"
    )
    assert any(not p.kind.is_aligned for p in clean(page, "zh").paragraphs)
    assert all(p.kind.is_aligned for p in clean(page, "zh", without=frozenset({"furniture"})).paragraphs)


def test_damage_is_flagged_at_its_place_and_left() -> None:
    raw = f"开头{LOST}结尾的句子。"
    found = cleaned(raw, "zh")
    assert found.paragraphs[0].content.text == raw
    assert [(e.raw, e.before, e.after) for e in found.ledger if e.step == "damage"] == [(Span(2, 3), LOST, LOST)]


def test_what_reading_did_to_a_line_is_in_the_ledger() -> None:
    entry = LedgerEntry("pinyin-glosses", Span(0, 8), "漢(hàn)", "漢", "ruby")
    (line,) = page_of("漢字")
    assert entry in clean([line._replace(ledger=(entry,))], "zh").ledger


def test_an_untouched_line_keeps_its_own_map() -> None:
    lines = page_of("他们在这里工作了很多年，没有人知道为什么。", "又一行。")
    found = clean(lines, "zh")
    assert [p.content for p in found.paragraphs] == [line.content for line in lines]
    assert all(p.content is line.content for p, line in zip(found.paragraphs, lines, strict=True))
    assert found.ledger == []


def test_the_original_script_of_a_folded_page_is_there_for_export(sample_folder: Path) -> None:
    document = make_document("article.zh.txt", (sample_folder / "article.zh.txt").read_bytes())
    originals = original_scripts(document, document.segments)
    raw = document.raw_text
    for segment, original in zip(document.segments, originals, strict=True):
        assert folded([original]) == [segment.text]
        assert original_script(document, segment) == original
        rest = iter(raw[slice(*segment.raw)])
        assert all(c in rest for c in original if "\u4e00" <= c <= "\u9fff")
    assert originals[1] == "電車回來了，夜市也亮了"


def test_a_page_that_was_not_folded_is_its_own_original() -> None:
    document = make_document("a.txt", "“如果没有人来，我们就回去。”他说。\n外面下着雨，街上没有人。".encode())
    assert original_scripts(document, document.segments) == [s.text for s in document.segments]


def test_of_sentences_that_are_alike_once_folded_each_has_its_own_original() -> None:
    page = "這個(gè)字怎么寫?我后來問他。這個字怎麼寫?我後來問他。"
    document = make_document("a.txt", page.encode(), "zh")
    texts = [original_script(document, segment) for segment in document.segments]
    assert "".join(texts) == "這個字怎么寫？我后來問他。這個字怎麼寫？我後來問他。"
