"""Every page of the workbench, run by Streamlit's own test runner on a real store."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path

import pytest
from app_pages import show
from streamlit.testing.v1 import AppTest

from corpora.documents import make_document
from corpora.store import Store, open_store
from corpora.units import (
    Action,
    Alignment,
    Bead,
    Document,
    Draft,
    Finding,
    ReviewState,
    Score,
    Span,
    System,
    TranslationUnit,
    Verdict,
)
from ui import markup, reviewing, serving, state
from ui.reviewing import Step

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "corpora" / "sample"
SYSTEM = System("test-mt", "r1", "greedy", "CC0-1.0")
LOST_NUMBER = Finding("number", "The number 23 of the source has no counterpart.")

Page = Callable[..., AppTest]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the bundled pair, one score and some drafts."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    source, target = (
        make_document(name, (SAMPLE / name).read_bytes()) for name in ("article.zh.txt", "article.de.txt")
    )
    with open_store(path, create=True) as store:
        pair_id = add_pair(store, source, target, by_hand(source, target))
        first = next(unit for unit in store.units(pair_id))
        store.add_bead_scores({first.bead_id: Score(0.31, "quality|test", (LOST_NUMBER,))})
        positions = [segment.position for segment in source.aligned_segments]
        store.add_drafts(
            Draft(source.id, position, language, f"{language} draft {position}", SYSTEM, findings)
            for position, findings in zip(positions[:25], [(), (LOST_NUMBER,)] + 23 * [()], strict=True)
            for language in ("de", "en")
        )
    return path


def by_hand(source: Document, target: Document) -> Alignment:
    """An alignment with an unsure bead, an omission and an addition near its beginning, and nulls at its end."""
    sources, targets = ([segment.position for segment in side.aligned_segments] for side in (source, target))
    first = [
        Bead((sources[0],), (targets[0],), 0.97),
        Bead((sources[1], sources[2]), (targets[1],), 0.6),
        Bead((sources[3],), (), 0.9),
        Bead((sources[4],), (targets[2],), 0.97),
        Bead((), (targets[3],), 0.9),
    ]
    rest = [
        Bead(() if one is None else (one,), () if other is None else (other,), 0.97)
        for one, other in zip_longest(sources[5:], targets[4:])
    ]
    assert not rest[-1].target
    return Alignment((*first, *rest), "by hand")


def add_pair(store: Store, source: Document, target: Document, alignment: Alignment) -> int:
    store.add_document(source)
    store.add_document(target)
    pair = store.add_pair(source.id, target.id, 0.98, "found")
    store.save_alignment(pair.id, alignment, 0.1)
    return pair.id


@pytest.fixture
def project(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "project.db"
    path.write_bytes(sample.read_bytes())
    serve_from(path, monkeypatch)
    return path


def serve_from(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(serving.PROJECT_VARIABLE, str(path))
    monkeypatch.setenv("DUIZHAO_REVIEWER", "Ada")


def press(at: AppTest, label: str) -> None:
    """Press the button of a label, as a reviewer does by its key."""
    button = next(button for button in at.button if button.label == label)
    assert not button.disabled, label
    button.click()
    at.run()
    assert not at.exception


def seen(at: AppTest) -> str:
    """All HTML of ours on a page."""
    return "\n".join(html.value for html in at.html)


def open_bead(at: AppTest) -> int:
    return int(at.query_params["bead"] if isinstance(at.query_params["bead"], str) else at.query_params["bead"][0])


def units(path: Path) -> list[TranslationUnit]:
    with open_store(path) as store:
        return list(store.units())


def actions(path: Path, bead_id: int) -> list[Action]:
    with open_store(path) as store:
        return [verdict.action for verdict in store.verdicts(bead_id)]


# Overview


def test_overview_shows_documents_pairs_and_drafts(project: Path) -> None:
    text = seen(show("overview"))
    for expected in ("article.zh.txt", "article.de.txt", "Chinese, traditional", "omitted", "1 added", "test-mt"):
        assert expected in text, expected


def test_overview_leads_to_the_review_of_a_pair(project: Path) -> None:
    at = show("overview")
    press(at, "Review")
    assert at.query_params["pair"] in ("1", ["1"])
    assert "Straßenbahn" in seen(at)


@pytest.mark.parametrize("page", ["overview", "review", "drafts", "export"])
def test_an_empty_project_says_what_to_do(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(tmp_path / "empty.db", create=True).close()
    serve_from(tmp_path / "empty.db", monkeypatch)
    assert len(show(page).info) == 1


@pytest.mark.parametrize("page", ["overview", "review", "drafts", "export"])
def test_a_missing_project_is_one_line(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    serve_from(tmp_path / "none_of_*mine*.db", monkeypatch)
    at = show(page)
    assert "there is no project" in at.error[0].value.replace("\\", "")
    assert "\\*mine\\*" in at.error[0].value
    assert not (tmp_path / "none_of_*mine*.db").exists()


def test_what_is_no_project_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "poem.db").write_text("no project", "utf-8")
    serve_from(tmp_path / "poem.db", monkeypatch)
    assert len(show("overview").error) == 1


def test_units_tell_where_their_pages_are_from(tmp_path: Path) -> None:
    page = (
        '<html lang="zh"><head><link rel="canonical" href="https://example.org/tram"></head><body><article>'
        "<p>電車(chē)回來(lái)了,夜市也亮了。</p><p>站臺(tái)上已經(jīng)擠滿了人,燈也亮起來(lái)了。</p></article></body></html>"
    )
    source = make_document("tram.html", page.encode(), "zh")
    target = make_document("tram.de.txt", "Die Tram ist wieder da. Auf dem Bahnsteig drängen sich Leute.".encode())
    own = [segment.position for segment in source.aligned_segments]
    alignment = Alignment((Bead((own[0],), (0,), 0.9), Bead((own[1],), (1,), 0.9)), "test|version:1")
    with open_store(tmp_path / "p.db", create=True) as store:
        add_pair(store, source, target, alignment)
        plain, told = next(store.units()), next(store.units(with_origins=True))
    assert plain.source_text == told.source_text == "电车回来了，夜市也亮了。"
    assert dict(plain.fields) == {"source_document_id": source.id, "target_document_id": target.id}
    assert dict(told.fields) == {
        **plain.fields,
        "source_url": "https://example.org/tram",
        "source_original_script": "電車回來了，夜市也亮了。",
    }


# Review


def test_review_opens_the_first_bead_to_judge(project: Path) -> None:
    at = show("review")
    assert open_bead(at) == units(project)[0].bead_id
    text = seen(at)
    assert f"0 of {len(units(project))} judged" in text
    assert LOST_NUMBER.message in text
    assert "de draft" in text
    assert "en draft" in text


def test_accept_is_stored_and_opens_the_next_open_bead(project: Path) -> None:
    first, second, *_ = units(project)
    at = show("review")
    press(at, "Accept")
    assert open_bead(at) == second.bead_id
    stored = units(project)[0]
    assert (stored.bead_id, stored.state, stored.reviewer) == (first.bead_id, ReviewState.ACCEPTED, "Ada")


def test_reject_passes_over_what_is_judged_and_begins_again(project: Path) -> None:
    first, second, third, *_, last = units(project)
    at = show("review", bead=second.bead_id)
    press(at, "Accept")
    at = show("review", bead=first.bead_id)
    press(at, "Reject")
    assert open_bead(at) == third.bead_id
    at = show("review", bead=last.bead_id)
    press(at, "Accept")
    assert open_bead(at) == third.bead_id
    assert [unit.state for unit in units(project)[:2]] == [ReviewState.REJECTED, ReviewState.ACCEPTED]


def test_accepting_twice_is_stored_once(project: Path) -> None:
    bead_id = units(project)[0].bead_id
    for _ in range(2):
        press(show("review", bead=bead_id), "Accept")
    assert actions(project, bead_id) == [Action.ACCEPT]


def test_a_key_that_reaches_the_button_of_the_bead_before_speaks_of_the_open_bead_alone() -> None:
    def page() -> None:  # while a bead is drawn, the browser keeps the buttons of the one before, and their keys
        import streamlit as st

        from ui import state

        said = st.session_state.setdefault("said", [])
        for bead_id in (1, 2):
            st.button(f"Reject {bead_id}", on_click=state.if_open, args=(bead_id, said.append, bead_id))
        if st.session_state.get("draws", True):
            state.draw_for(2)

    at = AppTest.from_function(page).run()
    for button in at.button:
        button.click()
    at.session_state["draws"] = False
    at.run()
    assert at.session_state["said"] == [2]
    at.button[1].click().run()  # again, before anything is drawn anew
    assert at.session_state["said"] == [2]
    at.session_state["draws"] = True
    at.run()
    at.button[1].click().run()
    assert at.session_state["said"] == [2, 2]


def test_an_edit_stores_the_side_that_changed(project: Path) -> None:
    first, second, *_ = units(project)
    at = show("review")
    press(at, "Edit")
    assert all(button.disabled for button in at.button if button.label in ("Accept", "Reject", "Undo"))
    next(area for area in at.text_area if area.label == "Target").set_value("Die Tram ist wieder da.")
    press(at, "Save and accept")
    stored = units(project)[0]
    assert (stored.source_text, stored.target_text) == (first.source_text, "Die Tram ist wieder da.")
    assert stored.edited
    assert open_bead(at) == second.bead_id
    with open_store(project) as store:
        assert store.verdicts(first.bead_id)[0].source_text is None


def test_a_draft_is_what_an_edit_begins_with_when_asked(project: Path) -> None:
    first, *_ = units(project)
    at = show("review")
    press(at, "From draft")
    target = next(area for area in at.text_area if area.label == "Target")
    assert target.value.startswith("de draft")
    target.set_value(target.value + " improved")
    press(at, "Save and accept")
    stored = units(project)[0]
    assert stored.target_text.endswith("improved") and stored.source_text == first.source_text
    assert next(
        button for button in show("review", bead=units(project)[-1].bead_id).button if button.label == "From draft"
    ).disabled


def test_an_edit_cannot_empty_a_side(project: Path) -> None:
    at = show("review")
    press(at, "Edit")
    at.text_area[0].set_value("  ")
    press(at, "Save and accept")
    assert "cannot be empty" in at.error[0].value
    assert actions(project, open_bead(at)) == []


def test_cancel_leaves_everything_as_it_was(project: Path) -> None:
    at = show("review")
    press(at, "Edit")
    at.text_area[0].set_value("something else")
    press(at, "Cancel")
    assert not at.text_area
    assert actions(project, open_bead(at)) == []


def test_a_note_is_stored_and_leaves_the_bead_open(project: Path) -> None:
    at = show("review")
    press(at, "Note")
    next(field for field in at.text_input if field.label == "Note").set_value("Ask the translator <b>")
    press(at, "Save note")
    stored = units(project)[0]
    assert (stored.note, stored.state, open_bead(at)) == ("Ask the translator <b>", ReviewState.OPEN, stored.bead_id)
    assert "Ask the translator &lt;b&gt;" in seen(at)


def test_undo_takes_back_the_latest_verdict_and_returns_to_it(project: Path) -> None:
    first, second, *_ = units(project)
    at = show("review")
    press(at, "Accept")
    press(at, "Reject")
    press(at, "Undo")
    assert open_bead(at) == second.bead_id
    press(at, "Undo")
    assert open_bead(at) == first.bead_id
    assert {unit.state for unit in units(project)} == {ReviewState.OPEN}
    assert next(button for button in at.button if button.label == "Undo").disabled


def test_undo_after_a_reload_is_about_the_open_bead(project: Path) -> None:
    first, *_ = units(project)
    press(show("review"), "Accept")
    press(show("review", bead=first.bead_id), "Undo")
    assert actions(project, first.bead_id) == [Action.ACCEPT, Action.UNDO]


def test_beads_are_joined_by_a_key_and_come_apart_again(project: Path) -> None:
    first, second, *_ = before = units(project)
    at = show("review", bead=first.bead_id)
    press(at, "Merge")
    joined = units(project)[0]
    assert joined.bead.places == first.bead.places | second.bead.places and joined.state is ReviewState.ACCEPTED
    assert "Done" in at.toast[0].value and open_bead(at) != joined.bead_id
    press(at, "Undo")
    assert not any(unit.bead.places == joined.bead.places for unit in units(project))
    assert open_bead(at) == units(project)[0].bead_id
    press(show("review"), "Redo")  # in another session
    assert units(project)[0].bead == joined.bead
    everything = {place for unit in before for place in unit.bead.places}
    assert {place for unit in units(project) for place in unit.bead.places} == everything


def test_a_bead_is_split_in_the_way_that_is_chosen(project: Path) -> None:
    two = units(project)[1]
    assert two.bead.shape == "2-1"
    at = show("review", bead=two.bead_id)
    press(at, "Split")
    ways = [button.label for button in at.button if button.label[:1].isdigit() and "|" in button.label]
    assert ways == ["1  1–0 | 1–1", "2  1–1 | 1–0"]
    assert all(button.disabled for button in at.button if button.label in ("Accept", "Merge", "Undo"))
    press(at, ways[1])
    sides = {unit.bead.source: unit for unit in units(project)}
    linked, left = (sides[position,] for position in two.bead.source)
    assert linked.bead.target == two.bead.target and not left.bead.target
    assert linked.state is left.state is ReviewState.ACCEPTED


def test_sentences_without_a_counterpart_are_said_to_be_with_the_reason(project: Path) -> None:
    first = units(project)[0]
    at = show("review", bead=first.bead_id)
    press(at, "Null")
    press(at, "1  omitted by the translator")
    alone = [unit for unit in units(project) if unit.state is ReviewState.ACCEPTED]
    assert [(unit.bead.shape, unit.note) for unit in alone] == [
        ("1-0", "omitted by the translator"),
        ("0-1", "added by the translator"),
    ]
    assert "added by the translator" in seen(show("review", bead=alone[1].bead_id))


def test_a_boundary_is_moved_and_realigning_keeps_it(project: Path) -> None:
    found = units(project)
    at = show("review", bead=found[0].bead_id)
    assert next(button for button in at.button if button.label == "Boundary up").disabled
    press(at, "Boundary down")
    moved = units(project)[0]
    assert moved.bead.target == found[0].bead.target + found[1].bead.target[:1]
    press(at, "Realign")
    assert units(project)[0].bead == moved.bead


def test_flags_are_set_taken_off_and_stepped_through(project: Path) -> None:
    third = units(project)[2]
    at = show("review", bead=third.bead_id)
    press(at, "Flag")
    assert "flagged" in seen(at) and open_bead(at) == third.bead_id
    assert open_bead(show("review", step="flagged")) == third.bead_id
    press(at, "Unflag")
    assert not any(unit.flagged for unit in units(project))


def test_the_queue_begins_with_the_riskiest_and_says_why(project: Path) -> None:
    at = show("review", order="riskiest first")
    unsure = min(units(project), key=lambda unit: unit.bead.probability)
    assert open_bead(at) == unsure.bead_id and "the aligner was unsure (0.60)" in seen(at)
    press(at, "Accept")
    assert open_bead(at) == units(project)[0].bead_id and LOST_NUMBER.message.rstrip(".") in seen(at)


def test_nobody_overwrites_in_silence_what_another_person_said(project: Path) -> None:
    first, *_ = units(project)
    at = show("review", bead=first.bead_id)
    with open_store(project) as store:
        store.decide(Verdict(first.bead_id, Action.REJECT, "Ben", datetime.now(UTC)))
    press(at, "Accept")
    assert "Ben" in at.error[0].value and "look again" in at.error[0].value
    assert units(project)[0].state is ReviewState.REJECTED and open_bead(at) == first.bead_id
    press(at, "Accept")  # having seen it
    assert units(project)[0].state is ReviewState.ACCEPTED


def test_beads_that_changed_meanwhile_are_not_changed_again(project: Path) -> None:
    first, second, *_ = units(project)
    at = show("review", bead=first.bead_id)
    press(show("review", bead=second.bead_id), "Merge")
    press(at, "Merge")
    assert "changed while you were reading" in at.error[0].value
    assert sum(unit.state is ReviewState.ACCEPTED for unit in units(project)) == 1


def test_words_light_up_and_findings_are_marked_once_the_encoder_is_there(project: Path) -> None:
    first, *_ = units(project)
    with open_store(project) as store:
        mark = Finding("number", "A number.", source=(Span(0, 2),))
        store.add_bead_scores({first.bead_id: Score(0.2, "marked", (mark,))})
    state.encoder()
    text = seen(show("review", bead=first.bead_id))
    assert re.search(r'<span class="l\d+ dz-noticed">', text) and len(re.findall(r'class="l\d+"', text)) > 5


def test_how_chinese_is_read_is_shown_when_asked(project: Path) -> None:
    at = show("review")
    assert 'dz-spoken"' not in seen(at)
    press(at, "Reading")
    assert re.search('dz-spoken".*[āáǎàēéěèīíǐì]', seen(at))


def test_help_lists_every_key(project: Path) -> None:
    from ui.review_widgets import KEYS

    at = show("review")
    press(at, "Help")
    assert all(f"<kbd>{key}</kbd>" in seen(at) for key in KEYS.values())


def test_a_locked_project_is_said_and_the_bead_stays(project: Path) -> None:
    at = show("review")
    bead_id = open_bead(at)
    with closing(sqlite3.connect(project, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        press(at, "Accept")
    assert len(at.error) == 1
    assert open_bead(at) == bead_id
    assert actions(project, bead_id) == []


def test_nulls_stand_in_their_places_with_a_reason(project: Path) -> None:
    found = units(project)
    null = next(unit for unit in found if not unit.bead.target)
    at = show("review", bead=null.bead_id)
    assert "omitted by the translation" in seen(at)
    assert next(button for button in at.button if button.label == "Edit").disabled
    assert "added by the translation" in seen(show("review", bead=next(u for u in found if not u.bead.source).bead_id))
    assert "after the translation ends" in seen(show("review", bead=found[-1].bead_id))


def test_stepping_goes_through_the_beads_that_were_asked_for(project: Path) -> None:
    found = units(project)
    nulls = [unit.bead_id for unit in found if unit.bead.is_null]
    at = show("review")
    at.button_group[0].set_value(Step.NULLS)
    at.run()
    assert open_bead(at) == nulls[0]
    press(at, "Next")
    assert open_bead(at) == nulls[1]
    at.number_input[0].set_value(2)
    at.run()
    assert open_bead(at) == found[1].bead_id
    press(at, "Next")
    assert open_bead(at) == nulls[0]


@pytest.mark.parametrize(
    "address", [{"bead": "999999"}, {"bead": "x"}, {"pair": "77"}, {"step": "sideways"}, {"bead": "²"}]
)
def test_an_address_typed_by_hand_breaks_nothing(project: Path, address: dict[str, str]) -> None:
    assert open_bead(show("review", **address)) == units(project)[0].bead_id


HOSTILE = [
    "<script>alert(1)</script>电车",
    "**bold** $x^2$ :red[loud] [link](javascript:alert(1))",
    "\u202edlrow olleh\u202c <img src=x onerror=alert(1)>",
    "\"'`--><style>*{display:none}</style>",
]


def test_hostile_text_is_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = make_document("<b>*a*</b>.txt", "\n".join(HOSTILE).encode(), "zh")
    target = make_document("$b$.txt", "\n".join(reversed(HOSTILE)).encode(), "de")
    sides = [[segment.position for segment in side.aligned_segments] for side in (source, target)]
    lone = [Bead((position,), ()) for position in sides[0]] + [Bead((), (position,)) for position in sides[1]]
    serve_from(tmp_path / "project.db", monkeypatch)
    with open_store(tmp_path / "project.db", create=True) as store:
        pair_id = add_pair(store, source, target, Alignment(tuple(lone), "by hand"))
        bead_id = next(store.units(pair_id)).bead_id
        finding = Finding("text", HOSTILE[0])
        store.add_bead_scores({bead_id: Score(0.5, "s", (finding,))})
        position = source.aligned_segments[0].position
        store.add_drafts([Draft(source.id, position, "de", HOSTILE[2], SYSTEM, (finding,))])
    for page in ("overview", "review", "drafts", "export"):
        at = show(page)
        for value in (html.value for html in at.html):
            assert not any(tag in value for tag in ("<script>alert", "<img", "<b>", "<style>*")), page
        for markdown in at.markdown:
            assert "bold" not in markdown.value
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in seen(show("review"))


def test_a_long_alignment_is_shown_by_a_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sides = [
        make_document(f"{code}.txt", "\n".join(f"{word} {n}{end}" for n in range(1500)).encode(), code)
        for code, word, end in (("zh", "第", "句话在这里。"), ("de", "Hier steht Satz Nummer", "."))
    ]
    positions = [[segment.position for segment in side.aligned_segments] for side in sides]
    beads = tuple(Bead((one,), (other,)) for one, other in zip(*positions, strict=True))
    serve_from(tmp_path / "project.db", monkeypatch)
    with open_store(tmp_path / "project.db", create=True) as store:
        add_pair(store, *sides, Alignment(beads, "by hand"))
    at = show("review")
    at.number_input[0].set_value(1000)
    at.run()
    assert len(at.html) < 40
    assert [button.label for button in at.button if button.label.isdigit()] == [str(n) for n in range(995, 1009)]


# Drafts


def test_drafts_stand_beside_their_source_flagged_first_if_asked(project: Path) -> None:
    at = show("drafts")
    assert "draft" in seen(at)
    at.toggle[0].set_value(True)
    at.run()
    rows = [html.value for html in at.html if 'class="dz-three"' in html.value]
    assert LOST_NUMBER.message in rows[0]
    assert LOST_NUMBER.message not in rows[1]
    assert rows[0].index("en draft") < rows[0].index("de draft")


# Add


def test_a_file_that_is_no_text_is_said_and_the_page_stays(project: Path) -> None:
    at = show("add")
    at.file_uploader[0].set_value([("no_*text*.txt", b"\x00\x01\x02\xff" * 50, "text/plain")])
    at.run()
    press(at, "Add and align")
    assert len(at.error) == 1
    assert at.file_uploader


def test_without_files_or_project_there_is_nothing_to_add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    serve_from(tmp_path / "new.db", monkeypatch)
    at = show("add")
    assert next(button for button in at.button if button.label == "Add and align").disabled
    assert not (tmp_path / "new.db").exists()


# Export


def test_export_says_how_many_units_and_filters(project: Path) -> None:
    press(show("review"), "Accept")
    at = show("export")
    choose(at, "State", ReviewState.ACCEPTED)
    assert [button.label for button in at.download_button] == ["Download 1 unit as TMX"]
    choose(at, "State", ReviewState.REJECTED)
    assert "Nothing to export" in at.info[0].value


@pytest.mark.parametrize("format", ["tmx", "tsv", "jsonl", "beads"])
def test_every_format_can_be_chosen(project: Path, format: str) -> None:
    at = show("export")
    choose(at, "Format", format)
    linked = sum(not unit.bead.is_null for unit in units(project))
    expected = linked if format == "tmx" else len(units(project))
    assert [button.label for button in at.download_button] == [f"Download {expected} units as {format.upper()}"]


def choose(at: AppTest, label: str, value: object) -> None:
    next(box for box in at.selectbox if box.label == label).set_value(value)
    at.run()
    assert not at.exception


# The parts


def test_the_desk_walks_in_document_order(project: Path) -> None:
    found = units(project)
    desk = reviewing.desk(found, found[6].bead_id)
    assert desk.previous == found[5].bead_id
    assert desk.next == found[7].bead_id
    assert [unit.index for unit in desk.before] == [1, 2, 3, 4, 5]
    assert [unit.index for unit in desk.after] == list(range(7, 15))
    assert reviewing.desk(found, found[-1].bead_id).next is None
    assert reviewing.desk(found, found[0].bead_id).previous is None


def test_numbers_are_printed_as_they_are_read() -> None:
    assert [markup.number(value) for value in (0.623, 1.0, 0.0, 12345)] == [".62", "1.00", ".00", "12,345"]


def test_the_less_sure_the_heavier() -> None:
    weights = [markup.weight(probability) for probability in (0.2, 0.7, 0.99)]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 3


def test_the_server_is_for_this_machine_alone(tmp_path: Path) -> None:
    command = serving.command(8123, headless=True)
    for flag in ("--server.address=127.0.0.1", "--browser.gatherUsageStats=false", "--server.port=8123"):
        assert flag in command
    assert serving.environment(tmp_path / "x.db")[serving.PROJECT_VARIABLE] == str((tmp_path / "x.db").resolve())
