"""The cleaning page: a page as it came beside what was made of it, on a real store; and the values it shows."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

import app_pages
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from corpora.documents import make_document
from corpora.offsets import Edit, MappedText
from corpora.store import Reclassification, Store, open_store
from corpora.units import (
    Alignment,
    Bead,
    Document,
    Fields,
    LedgerEntry,
    NearDuplicate,
    Overlap,
    Segment,
    SegmentKind,
    Sketch,
    Span,
)
from ui import page_markup, page_view, serving
from ui.page_changes import pieces
from ui.page_view import Desk, Row, Show

K = SegmentKind
show = partial(app_pages.show, "cleaning")

PAGE = """首頁 > 新聞 > 文化 > 正文
茶山上的圖書館
來源:雲嶺文化網 2021-04-12
茶農們白天採茶,晚上讀書(shū)。圖書館開(kāi)在山腰,兩層木樓,門口種著三棵老茶樹。
管理員說,書(shū)架上的兩千本書(shū)都是村民從城裏背上山的。“背得動(dòng)的都背來了?!?/p>
分享到:微信 微博 QQ空間
"""
TRANSLATION = """Die Bibliothek am Teeberg
Tagsüber pflücken die Bauern Tee, abends lesen sie. Die Bibliothek liegt auf halber Höhe, zwei Stockwerke aus Holz.
Teilen: WhatsApp | E-Mail | Drucken
"""


@pytest.fixture
def zh() -> Document:
    return make_document("茶山.zh.txt", PAGE.encode())


@pytest.fixture
def de() -> Document:
    return make_document("teeberg.de.txt", TRANSLATION.encode())


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "project.db"
    monkeypatch.setenv(serving.PROJECT_VARIABLE, str(path))
    monkeypatch.setenv("DUIZHAO_REVIEWER", "Ada")
    return path


@pytest.fixture
def project(path: Path, zh: Document, de: Document) -> Path:
    """A project with a page and its translation, aligned one to one."""
    with open_store(path, create=True) as store:
        store.add_document(zh)
        store.add_document(de)
        align(store, store.add_pair(zh.id, de.id, 1, "named").id)
    return path


def align(store: Store, pair_id: int) -> None:
    pair = store.pair(pair_id)
    sides = [
        [s.position for s in store.document(document_id).aligned_segments]
        for document_id in (pair.source_id, pair.target_id)
    ]
    size = max(map(len, sides))
    beads = tuple(Bead(tuple(sides[0][n : n + 1]), tuple(sides[1][n : n + 1])) for n in range(size))
    store.save_alignment(pair_id, Alignment(beads, "by hand"), 0)


def press(at: AppTest, label: str, number: int = 0) -> None:
    button = [button for button in at.button if button.label == label][number]
    assert not button.disabled, label
    button.click()
    at.run()
    assert not at.exception


def is_able(at: AppTest, label: str) -> bool:
    return not next(button for button in at.button if button.label == label).disabled


def seen(at: AppTest) -> str:
    return "\n".join(html.value for html in at.html)


def shown_rows(at: AppTest) -> list[int]:
    """The positions of the segments whose rows are shown, as their buttons count them."""
    return [int(button.label) - 1 for button in at.button if button.label.isdigit()]


def open_row(at: AppTest) -> int:
    return next(int(b.label) - 1 for b in at.button if b.label.isdigit() and b.disabled)


def in_address(at: AppTest, name: str) -> str | None:
    value = at.query_params.get(name)
    return value[0] if isinstance(value, list) else value


def kinds(path: Path, document: Document) -> list[SegmentKind]:
    with open_store(path) as store:
        return [segment.kind for segment in store.document(document.id).segments]


def position_of(document: Document, kind: SegmentKind) -> int:
    return next(segment.position for segment in document.segments if segment.kind is kind)


# Choosing a page


def test_pages_are_listed_with_what_is_set_aside_and_one_is_opened(project: Path, zh: Document) -> None:
    at = show()
    text = seen(at)
    for expected in ("茶山.zh.txt", "Chinese, traditional", "set aside: 1 ", " share", "teeberg.de.txt", "German"):
        assert expected in text, expected
    press(at, "Open")
    assert in_address(at, "document") == zh.id
    assert len(shown_rows(at)) == len(zh.segments)
    press(at, "All pages")
    assert in_address(at, "document") is None
    assert [button.label for button in at.button] == ["Open", "Open"]


def test_the_only_page_is_open_at_once(path: Path, zh: Document) -> None:
    with open_store(path, create=True) as store:
        store.add_document(zh)
    at = show()
    assert shown_rows(at) == list(range(len(zh.segments)))
    assert "All pages" not in [button.label for button in at.button]


def test_an_empty_project_says_what_to_do(path: Path) -> None:
    open_store(path, create=True).close()
    assert "Add page" in show().info[0].value


def test_a_missing_project_is_one_line(path: Path) -> None:
    at = show()
    assert "there is no project" in at.error[0].value.replace("\\", "")
    assert not path.exists()


@pytest.mark.parametrize(
    "address", [{"segment": "999999"}, {"segment": "x"}, {"show": "sideways"}, {"only": "<b>"}, {"pair": "77"}]
)
def test_an_address_typed_by_hand_breaks_nothing(project: Path, zh: Document, address: dict[str, str]) -> None:
    at = show(document=zh.id, **address)
    assert len(shown_rows(at)) == len(zh.segments)
    assert open_row(at) == (len(zh.segments) - 1 if address == {"segment": "999999"} else 0)


def test_a_document_that_is_not_there_leads_to_the_list(project: Path) -> None:
    assert [button.label for button in show(document="0" * 16).button] == ["Open", "Open"]


# What is seen


def test_a_segment_stands_beside_what_stood_there(project: Path, zh: Document) -> None:
    at = show(document=zh.id, segment=position_of(zh, K.TEXT))
    text = seen(at)
    assert "晚上读" in text  # as it is
    assert "書(shū)" in text  # as it came
    assert "書(shū) → 書  pinyin-glosses: pinyin gloss of 書  1.00" in text
    assert ">punctuation: Chinese , written narrow<" in text
    assert "?!?/p&gt; → " in text


def test_what_is_set_aside_says_why_and_how_sure(project: Path, zh: Document) -> None:
    text = seen(show(document=zh.id))
    share = next(entry for entry in zh.ledger if entry.after is None and "分享" in entry.before)
    assert '<span class="dz-kind">share</span>' in text
    assert page_markup.escape(share.reason) in text
    assert "1 share" in text
    assert "pinyin-glosses" in text


def test_fields_encoding_and_notes_stand_at_the_head(path: Path) -> None:
    raw = "Ein Haus am Fluss.\n".encode("cp1252")
    entries = (
        LedgerEntry(
            "encoding", Span(0, 0), "für <i>", "für <i>", "read as Windows-1252; Big5 would read “唐<b>”", 0.93
        ),
        LedgerEntry("second-opinion", Span(0, 0), "", "", "another reader leaves out 2 of 9 blocks", 0.6),
    )
    segment = Segment(0, "Ein Haus am Fluss.", Span(0, 18), 0)
    fields = Fields("Redaktion <Süd>", "2021-04-12", "Südblatt", "Agentur", "https://example.org/a?b=1&c=2")
    document = Document(
        "a" * 16, "haus.txt", raw, "cp1252", "text/plain", "de", None, "Haus", (segment,), entries, fields
    )
    with open_store(path, create=True) as store:
        store.add_document(document)
    text = seen(show())
    for expected in (
        "<dt>Author</dt> <dd><bdi>Redaktion &lt;Süd&gt;</bdi>",
        "<dt>URL</dt> <dd><bdi>https://example.org/a?b=1&amp;c=2</bdi>",
        "cp1252; read as Windows-1252; Big5 would read “唐&lt;b&gt;”; here “für &lt;i&gt;”; confidence .93",
        "second-opinion: another reader leaves out 2 of 9 blocks; confidence .60",
    ):
        assert expected in text, expected


def test_near_duplicates_are_named(project: Path, zh: Document, de: Document) -> None:
    with open_store(project) as store:
        store.keep_sketch(de.id, "test", Sketch(1, b""), [])
        link = NearDuplicate(zh.id, de.id, Overlap(0.9, 0.95, 0.94))
        store.keep_sketch(zh.id, "test", Sketch(1, b""), [link])
    assert "茶山.zh.txt is nearly the same as teeberg.de.txt" in seen(show(document=zh.id))


def test_damage_is_marked(path: Path) -> None:
    with open_store(path, create=True) as store:
        store.add_document(
            make_document("schaden.zh.txt", "山上的书店在下午开门，店主说生意不\ufffd\ufffd。".encode(), "zh")
        )
    text = seen(show())
    assert '<span class="dz-change dz-lost"' in text
    assert ">damaged</span>" in text


HOSTILE = [
    "<script>alert(1)</script>电车(diàn)",
    "**bold** $x^2$ :red[loud] [link](javascript:alert(1))",
    "\u202edlrow olleh\u202c <img src=x onerror=alert(1)>",
    "\"'`--><style>*{display:none}</style>",
]


def hostile(name: str, language: str) -> Document:
    """A document whose texts, ledger and fields are all hostile."""
    raw = "\n".join(HOSTILE)
    segments, entries, start = [], [], 0
    for position, line in enumerate(HOSTILE):
        span = Span(start, start + len(line))
        segments.append(Segment(position, line, span, position, K.ADVERT if position == 3 else K.TEXT))
        entries += [
            LedgerEntry("debris", Span(start, start + 3), line[:3], line[:3], line, 0.5),
            LedgerEntry("furniture", span, line, None if position == 3 else line, line, 0.5),
        ]
        start = span.end + 1
    entries.append(LedgerEntry("encoding", Span(0, 0), HOSTILE[0], HOSTILE[1], HOSTILE[2], 0.5))
    id = sha256(name.encode()).hexdigest()[:16]
    fields = Fields(*HOSTILE, HOSTILE[0])
    return Document(
        id,
        name,
        raw.encode(),
        "utf-8",
        "text/html",
        language,
        None,
        HOSTILE[0],
        tuple(segments),
        tuple(entries),
        fields,
    )


def test_hostile_text_is_text(path: Path) -> None:
    documents = [hostile("<b>*a*</b>.txt", "zh"), hostile("$b$.txt", "de")]
    with open_store(path, create=True) as store:
        for document in documents:
            store.add_document(document)
        store.add_pair(documents[0].id, documents[1].id, 1, "named")
    for address in ({}, *({"document": documents[0].id, "segment": n} for n in range(len(HOSTILE)))):
        at = show(**address)
        for value in (html.value for html in at.html):
            assert not any(tag in value for tag in ("<script>alert", "<img", "<b>", "<style>*", '""')), address
        for element in (*at.markdown, *at.text, *at.button):
            assert "bold" not in str(element.value) + str(getattr(element, "label", ""))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in seen(at)


def test_a_long_page_is_shown_leaf_by_leaf(path: Path) -> None:
    document = numbered(20_000)
    with open_store(path, create=True) as store:
        store.add_document(document)
    at = show()
    assert shown_rows(at) == list(range(40))
    assert len(at.html) < 60
    at.number_input[0].set_value(19_990)
    at.run()
    assert open_row(at) == 19_989
    assert shown_rows(at) == list(range(19_960, 20_000))
    press(at, "Next")
    assert open_row(at) == 19_990
    at = show(segment=39)
    press(at, "Next")
    assert shown_rows(at) == list(range(40, 80))


def numbered(size: int) -> Document:
    """A document of so many segments, every fiftieth of them set aside, a comma changed in each."""
    lines = [f"第{n}句话,在这里。" for n in range(size)]
    segments, entries, start = [], [], 0
    for n, line in enumerate(lines):
        text, span = line.replace(",", "，"), Span(start, start + len(line))
        comma = start + line.index(",")
        segments.append(Segment(n, text, span, n, K.TEXT if n % 50 else K.NAVIGATION))
        entries.append(LedgerEntry("punctuation", Span(comma, comma + 1), ",", "，", "narrow", 1.0))
        if n % 50 == 0:
            entries.append(LedgerEntry("furniture", span, text, None, "a number", 0.7))
        start = span.end + 1
    raw = "\n".join(lines).encode()
    id = sha256(raw).hexdigest()[:16]
    return Document(id, "lang.txt", raw, "utf-8", "text/plain", "zh", "Hans", lines[0], tuple(segments), tuple(entries))


# What is said


def test_restoring_takes_a_key_and_is_undone_by_another(project: Path, zh: Document) -> None:
    before = kinds(project, zh)
    share = position_of(zh, K.SHARE)
    at = show(document=zh.id, segment=share)
    press(at, "Restore")
    assert kinds(project, zh)[share] is K.TEXT
    assert open_row(at) == share
    assert "restored by Ada; read as share" in seen(at)
    assert not is_able(at, "Restore")
    press(at, "Undo")
    assert kinds(project, zh) == before
    assert open_row(at) == share
    assert not is_able(at, "Undo")


def test_a_segment_is_set_aside_as_what_a_person_says(project: Path, zh: Document) -> None:
    text = position_of(zh, K.TEXT)
    at = show(document=zh.id, segment=text)
    press(at, "Set aside")
    assert not any(is_able(at, label) for label in ("Restore", "Set aside", "Undo", "Next"))
    at.selectbox(key="kind").set_value(K.CAPTION).run()
    assert not at.exception
    assert kinds(project, zh)[text] is K.CAPTION
    assert "set aside by Ada; read as text" in seen(at)
    press(at, "Change kind")
    at.selectbox(key="kind").set_value(K.ADVERT).run()
    assert kinds(project, zh)[text] is K.ADVERT
    press(at, "Undo")
    assert kinds(project, zh)[text] is K.CAPTION
    press(at, "Undo")
    assert kinds(project, zh) == [segment.kind for segment in zh.segments]


def test_cancel_says_nothing(project: Path, zh: Document) -> None:
    at = show(document=zh.id, segment=position_of(zh, K.TEXT))
    press(at, "Set aside")
    press(at, "Cancel")
    assert kinds(project, zh) == [segment.kind for segment in zh.segments]
    assert is_able(at, "Set aside")


def test_what_an_earlier_session_said_is_taken_back_where_it_is(project: Path, zh: Document) -> None:
    navigation = position_of(zh, K.NAVIGATION)
    press(show(document=zh.id, segment=navigation), "Restore")
    at = show(document=zh.id, segment=navigation + 1)
    assert not is_able(at, "Undo")
    press(at, str(navigation + 1))
    press(at, "Undo")
    assert kinds(project, zh)[navigation] is K.NAVIGATION


def test_undo_is_about_the_page_that_is_open(project: Path, zh: Document, de: Document) -> None:
    at = show(document=zh.id, segment=position_of(zh, K.SHARE))
    press(at, "Restore")
    press(at, "All pages")
    press(at, "Open", 1)
    assert not is_able(at, "Undo")
    press(at, "All pages")
    press(at, "Open", 0)
    press(at, "Undo")
    assert kinds(project, zh) == [segment.kind for segment in zh.segments]


def test_a_locked_project_is_said_and_nothing_is_lost(project: Path, zh: Document) -> None:
    share = position_of(zh, K.SHARE)
    at = show(document=zh.id, segment=share)
    with closing(sqlite3.connect(project, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        press(at, "Restore")
    assert len(at.error) == 1
    assert open_row(at) == share
    assert not is_able(at, "Undo")
    press(at, "Restore")
    assert not at.error
    assert kinds(project, zh)[share] is K.TEXT


def test_a_pair_is_aligned_again_at_a_press(project: Path, zh: Document) -> None:
    at = show(document=zh.id, segment=position_of(zh, K.SHARE))
    assert "Not aligned" not in seen(at)
    press(at, "Restore")
    assert "Not aligned as the page is now: 茶山.zh.txt → teeberg.de.txt" in seen(at)
    assert not is_able(at, "Review")
    press(at, "Align again")
    assert "Not aligned" not in seen(at)
    with open_store(project) as store:
        alignment = store.alignment(1)
    assert alignment is not None
    assert position_of(zh, K.SHARE) in [i for bead in alignment.beads for i in bead.source]


# Filters


def test_only_what_is_asked_for_is_shown(project: Path, zh: Document) -> None:
    aside = [segment.position for segment in zh.segments if not segment.kind.is_aligned]
    at = show(document=zh.id)
    at.button_group[0].set_value(Show.ASIDE).run()
    assert shown_rows(at) == aside
    assert in_address(at, "show") == "set aside"
    press(at, "Restore")  # which leaves the rows shown, and the next one is open
    assert shown_rows(at) == aside[1:]
    assert open_row(at) == aside[1]
    at.button_group[0].set_value(Show.RECLASSIFIED).run()
    assert shown_rows(at) == aside[:1]
    at.button_group[0].set_value(Show.ALL).run()
    at.selectbox(key="only_rows").set_value("pinyin-glosses").run()
    assert not at.exception
    expected = [row.position for row in page_view.view(zh).rows if "pinyin-glosses" in row.names]
    assert shown_rows(at) == expected
    assert 0 < len(expected) < len(zh.segments)
    at.selectbox(key="only_rows").set_value(None).run()
    assert len(shown_rows(at)) == len(zh.segments)


def test_when_nothing_is_such_that_is_said(path: Path, de: Document) -> None:
    with open_store(path, create=True) as store:
        store.add_document(de)
    at = show(show="by hand")
    assert at.text[0].value == "No segment is such."
    assert shown_rows(at) == []


# To the review and back


def test_a_bead_leads_to_its_place_and_back(project: Path, zh: Document) -> None:
    at = app_pages.show("review")
    press(at, "Next")
    press(at, "Page")
    second = zh.aligned_segments[1].position
    assert (in_address(at, "document"), in_address(at, "segment")) == (zh.id, str(second))
    assert open_row(at) == second
    at = show(document=zh.id, segment=second, pair=1)  # the test runner forgets that another page was switched to
    press(at, "Next")
    press(at, "Review")
    with open_store(project) as store:
        third = list(store.units(1))[2]
    assert (in_address(at, "pair"), in_address(at, "bead")) == ("1", str(third.bead_id))


def test_a_bead_without_a_source_leads_to_the_target(project: Path, zh: Document, de: Document) -> None:
    with open_store(project) as store:
        sides = [[s.position for s in document.aligned_segments] for document in (zh, de)]
        beads = [Bead((i,), ()) for i in sides[0]] + [Bead((), (j,)) for j in sides[1]]
        store.save_alignment(1, Alignment(tuple(beads), "apart"), 0)
        added = next(unit for unit in store.units(1) if not unit.bead.source)
    at = app_pages.show("review", bead=added.bead_id)
    press(at, "Page")
    assert (in_address(at, "document"), in_address(at, "segment")) == (de.id, str(sides[1][0]))
    at = show(document=de.id, segment=sides[1][0])
    press(at, "Review")
    assert in_address(at, "bead") == str(added.bead_id)


# The values


def row(position: int = 0, kind: SegmentKind = K.TEXT, **known: object) -> Row:
    return Row(Segment(position, "词", Span(position, position + 1), 0, kind), **known)  # type: ignore[arg-type]


def entry(step: str, start: int, end: int, after: str | None = "", confidence: float = 1.0) -> LedgerEntry:
    return LedgerEntry(step, Span(start, end), "x", after, "", confidence)


def said(position: int, kind: SegmentKind, machine_kind: SegmentKind) -> Reclassification:
    return Reclassification(position, kind, machine_kind, "Ada", datetime(2026, 1, 1, tzinfo=UTC))


def test_entries_are_beside_the_segments_they_are_about() -> None:
    segments = tuple(Segment(n, "七个字的句子。", Span(10 * n, 10 * n + 7), 0) for n in range(3))
    ledger = (
        entry("a", 0, 7),  # all of the first
        entry("b", 5, 12),  # from the first into the second
        entry("c", 17, 18),  # behind the second
        entry("d", 19, 20),  # before the third
        entry("e", 40, 41),  # after the end
        entry("f", 13, 13),  # put in, with nothing taken out
        entry("furniture", 20, 27, None),
        LedgerEntry("note", Span(0, 0), "", "", "of the page"),
    )
    document = Document("0" * 16, "a.txt", b"", "utf-8", "text/plain", "zh", None, "", segments, ledger)
    page = page_view.view(document)
    assert [[e.step for e in row.changes] for row in page.rows] == [["a", "b"], ["b", "c", "f"], ["d", "e"]]
    assert [row.aside is not None for row in page.rows] == [False, False, True]
    assert [note.step for note in page.notes] == ["note"]
    assert page.steps.total() == 7


def test_what_is_doubtful_is_so_until_a_person_speaks() -> None:
    unsure = entry("furniture", 0, 1, None, 0.6)
    assert row(kind=K.SHARE, aside=unsure).is_doubtful
    assert not row(kind=K.SHARE, aside=entry("furniture", 0, 1, None, 0.9)).is_doubtful
    assert not row(aside=unsure, said=said(0, K.TEXT, K.SHARE)).is_doubtful
    assert row(changes=(entry("mojibake", 0, 1, "a", 0.79),), said=said(0, K.TEXT, K.SHARE)).is_doubtful


def test_the_latest_word_holds() -> None:
    page = page_view.view(numbered(3))
    now = page_view.reclassified(
        page, [said(1, K.ADVERT, K.TEXT), said(0, K.TEXT, K.NAVIGATION), said(1, K.TEXT, K.TEXT)]
    )
    assert [row.segment.kind for row in now.rows] == [K.TEXT, K.TEXT, K.TEXT]
    assert [row.is_reclassified for row in now.rows] == [True, False, False]
    assert [row.segment.kind for row in page.rows] == [K.NAVIGATION, K.TEXT, K.TEXT]


@given(st.sets(st.integers(0, 300), min_size=1), st.integers(0, 310))
def test_the_desk_opens_what_is_asked_for_or_the_next(positions: set[int], wanted: int) -> None:
    rows = [row(position) for position in sorted(positions)]
    desk = page_view.desk(rows, wanted)
    assert desk is not None
    assert desk.row.position == min((p for p in positions if p >= wanted), default=max(positions))
    assert desk.row in desk.on_leaf
    assert len(desk.on_leaf) <= 40
    leaves = [
        Desk(rows, next(i for i, r in enumerate(rows) if r.position == desk.first_of(n + 1)))
        for n in range(desk.leaves)
    ]
    assert [r for leaf in leaves for r in leaf.on_leaf] == rows


def of_edits(text: str, edits: Sequence[Edit], start: int = 0) -> tuple[Segment, list[LedgerEntry]]:
    content = MappedText.from_raw(text, start)
    clean = content.edited(edits)
    ledger = [
        LedgerEntry("step", content.raw_span(e.start, e.end), text[e.start : e.end], e.replacement, "") for e in edits
    ]
    return Segment(0, clean.text, clean.raw_span() if clean.text else Span(start, start + len(text)), 0), ledger


@st.composite
def edited_texts(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text without spaces, and edits of it that do not touch each other or the whole."""
    text = draw(st.text("山水茶书ab", min_size=4, max_size=40))
    cuts = sorted(draw(st.sets(st.integers(1, len(text) - 1), max_size=8)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [Edit(start, end, draw(st.text("楼台,.", max_size=4)), "") for start, end in spans]


@given(edited_texts(), st.integers(0, 9))
def test_each_change_stands_where_it_was_made(edited: tuple[str, list[Edit]], start: int) -> None:
    text, edits = edited
    segment, ledger = of_edits(text, edits, start)
    found = pieces(segment, ledger, "…" * start + text)
    assert "".join(piece.text for piece in found) == segment.text
    assert "".join(piece.came for piece in found) == text
    assert [(p.came, p.text) for p in found if p.entries] == [(e.before, e.after) for e in ledger]
    assert all(piece.text == piece.came for piece in found if not piece.entries)


@given(
    st.text(max_size=30),
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(0, 35), st.integers(0, 9), st.text(max_size=3)), max_size=6),
    st.booleans(),
)
def test_whatever_the_ledger_says_the_text_is_all_there(
    text: str, raw: str, changes: list[tuple[int, int, str]], is_html: bool
) -> None:
    segment = Segment(0, text, Span(min(3, len(raw)), len(raw)), 0)
    ledger = [LedgerEntry("step", Span(at, at + size), "", after, "") for at, size, after in changes]
    found = pieces(segment, ledger, raw, is_html=is_html)
    assert "".join(piece.text for piece in found) == text
    assert {id(e) for piece in found for e in piece.entries} == {id(e) for e in ledger}


def test_of_two_steps_at_one_place_the_later_ones_text_is_there() -> None:
    raw = "他说?!?/p>走了"
    ledger = [
        LedgerEntry("punctuation", Span(2, 8), ".”", "。”", "a full stop"),
        LedgerEntry("mojibake", Span(2, 8), "?!?/p>", ".”", "shifted"),
    ]
    found = pieces(Segment(0, "他说。”走了", Span(0, len(raw)), 0), ledger, raw)
    assert [(p.came, p.text, [e.step for e in p.entries]) for p in found] == [
        ("他说", "他说", []),
        ("?!?/p>", "。”", ["mojibake", "punctuation"]),
        ("走了", "走了", []),
    ]


def test_tags_are_not_taken_for_text() -> None:
    raw = "<p>Der <b>alte</b> Tee &amp; das  Wasser,das kocht</p>"
    text = "Der alte Tee & das Wasser, das kocht"
    comma = raw.index(",")
    ledger = [LedgerEntry("step", Span(comma, comma + 1), ",", ", ", "")]
    found = pieces(Segment(0, text, Span(3, len(raw) - 4), 0), ledger, raw, is_html=True)
    assert [(p.came, p.text) for p in found] == [
        ("Der alte Tee & das Wasser",) * 2,
        (",", ", "),
        ("das kocht",) * 2,
    ]


def test_what_has_no_shape_gets_a_sign() -> None:
    assert page_markup.visible("a\n\t\u00a0\u00ad\u200b 茶") == "a⏎⇥⍽⟨U+00AD⟩⟨U+200B⟩ 茶"


def test_the_source_of_an_open_segment_is_shown_where_it_has_tags() -> None:
    raw = "<p>Der <b>alte</b> Tee</p><p>kocht</p>"
    segments = (Segment(0, "Der alte Tee", Span(3, 22), 0), Segment(1, "kocht", Span(29, 34), 1))
    document = Document("0" * 16, "tee.html", raw.encode(), "utf-8", "text/html", "de", None, "Tee", segments)
    first, second = (page_markup.details(row, document, raw) for row in page_view.view(document).rows)
    assert "Der &lt;b&gt;alte&lt;/b&gt; Tee</div>" in first
    assert "kocht" not in second
