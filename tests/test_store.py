"""The store returns what it was given, keeps its promises in the database, and refuses what is no project."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.errors import ProjectError
from corpora.store import Store, open_store, opening, schema
from corpora.units import (
    Action,
    Alignment,
    Bead,
    Document,
    Draft,
    Fields,
    Finding,
    LedgerEntry,
    ReviewState,
    Score,
    Segment,
    SegmentKind,
    SegmentState,
    Span,
    System,
    Verdict,
)

GOLDEN = Path(__file__).parent / "golden" / "store"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SYSTEM = System("gemma", "r1", "greedy", "Gemma")
K = SegmentKind
LINKED, OMITTED, ADDED, BYLINE, CAPTION, BOILERPLATE, WRONG_LANGUAGE, UNDECIDED = SegmentState


def make_document(name: str, language: str, texts: list[str], kinds: dict[int, SegmentKind] | None = None) -> Document:
    raw, segments = "", []
    for position, text in enumerate(texts):
        span = Span(len(raw), len(raw) + len(text))
        segments.append(Segment(position, text, span, position, (kinds or {}).get(position, K.TEXT)))
        raw += text + "\n"
    data = raw.encode()
    script = "Hans" if language == "zh" else None
    ledger = (LedgerEntry("spaces", Span(0, 1), "\u3000", "", "an ideographic space opens the line", 0.5),)
    id = sha256(data).hexdigest()[:16]
    return Document(id, name, data, "utf-8", "text/plain", language, script, texts[0], tuple(segments), ledger)


ZH = make_document(
    "海淀.zh.txt", "zh", ["创业大街", "本报记者", "很热闹。", "人很多。", "完。"], {0: K.HEADING, 1: K.BYLINE}
)
DE = make_document("haidian.de.txt", "de", ["Die Straße", "Sie lebt.", "Voll ist sie.", "Teilen!"], {3: K.BOILERPLATE})
BEADS = (Bead((0,), (0,), 0.9), Bead((2, 3), (1,), 0.8), Bead((4,), (), 0.7), Bead((), (2,), 0.6))
ALIGNMENT = Alignment(BEADS, "enc:test|version:1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "project.db"


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Projects to copy, which is quicker than making them."""
    folder = tmp_path_factory.mktemp("templates")
    open_store(folder / "empty.db", create=True).close()
    with open_store(folder / "aligned.db", create=True) as store:
        store.add_document(ZH)
        store.add_document(DE)
        pair = store.add_pair(ZH.id, DE.id, 0.95, "found")
        store.save_alignment(pair.id, ALIGNMENT, 1.5)
    return folder


@pytest.fixture
def store(path: Path, templates: Path):
    with open_store(shutil.copy(templates / "empty.db", path)) as store:
        yield store


@pytest.fixture
def aligned(path: Path, templates: Path):
    with open_store(shutil.copy(templates / "aligned.db", path)) as store:
        yield store


def say(store: Store, bead_id: int, action: Action, reviewer: str = "ana", **texts: str) -> None:
    store.decide(Verdict(bead_id, action, reviewer, NOON, **texts))


def execute(path: Path, statement: str, *values: object) -> list[tuple]:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        return connection.execute(statement, values).fetchall()


# Documents


def test_a_document_comes_back_as_it_was(store: Store) -> None:
    assert store.add_document(ZH)
    assert not store.add_document(replace(ZH, name="another name.txt"))
    assert store.document(ZH.id) == ZH


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@st.composite
def any_documents(draw: st.DrawFn) -> Document:
    text = draw(words)
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda ends: Span(*sorted(ends)))
    segments = draw(st.lists(st.tuples(words, spans, st.integers(0, 9), st.sampled_from(SegmentKind)), max_size=6))
    entries = st.builds(LedgerEntry, words, spans, words, st.none() | words, words, st.floats(0, 1))
    return Document(
        id=draw(st.text("0123456789abcdef", min_size=16, max_size=16)),
        name=draw(words.filter(lambda name: not name.startswith("/"))),
        raw=text.encode("utf-16"),
        encoding="utf-16",
        media_type=draw(words),
        language=draw(st.sampled_from(["zh", "de", "en"])),
        script=draw(st.sampled_from(["Hans", "Hant", None])),
        title=draw(words),
        segments=tuple(Segment(position, *rest) for position, rest in enumerate(segments)),
        ledger=tuple(draw(st.lists(entries, max_size=4))),
        fields=draw(st.builds(Fields, *[words] * 5)),
        extracted=draw(st.none() | words.map(text.__add__)),
    )


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory):
    with open_store(tmp_path_factory.mktemp("shared") / "project.db", create=True) as store:
        yield store


@given(document=any_documents())
@settings(max_examples=50, deadline=None)
def test_any_document_comes_back_as_it_was(shared: Store, document: Document) -> None:
    if shared.add_document(document):
        assert shared.document(document.id) == document


def test_summaries_count_what_is_set_aside(store: Store) -> None:
    store.add_document(DE)
    store.add_document(ZH)
    german, chinese = store.documents()
    assert (german.name, chinese.id) == (DE.name, ZH.id)
    assert (chinese.language, chinese.script, chinese.encoding, chinese.title) == ("zh", "Hans", "utf-8", "创业大街")
    assert (chinese.characters, chinese.segments, chinese.aligned_segments) == (len(ZH.raw_text), 5, 4)
    assert chinese.set_aside == {K.BYLINE: 1}


@pytest.mark.parametrize(
    "wrong",
    [
        replace(ZH, segments=ZH.segments[1:]),
        replace(ZH, segments=(replace(ZH.segments[0], raw=Span(0, 999)),)),
        replace(ZH, name="/home/ana/海淀.txt"),
    ],
    ids=["a gap", "beyond the text", "a path"],
)
def test_a_document_that_contradicts_itself_is_a_bug(store: Store, wrong: Document) -> None:
    with pytest.raises(ValueError):
        store.add_document(wrong)
    assert store.documents() == []


@pytest.mark.parametrize("reference", [ZH.id, ZH.id[:5], ZH.name, "海淀", "articles/海淀.zh.txt"])
def test_a_document_is_found_by_what_people_call_it(aligned: Store, reference: str) -> None:
    assert aligned.find_document(reference).id == ZH.id


@pytest.mark.parametrize("reference", ["nothing", "", "%", "/"])
def test_an_unknown_document_is_answered_with_those_there_are(aligned: Store, reference: str) -> None:
    with pytest.raises(ProjectError, match=r"海淀\.zh\.txt"):
        aligned.find_document(reference)


def test_an_ambiguous_name_is_answered_with_the_candidates(store: Store) -> None:
    store.add_document(ZH)
    store.add_document(make_document("海淀.en.txt", "en", ["Haidian"]))
    with pytest.raises(ProjectError, match=r"海淀\.zh\.txt .*, 海淀\.en\.txt"):
        store.find_document("海淀")


def test_ids_that_are_not_there_are_said(aligned: Store) -> None:
    for call in (
        lambda: aligned.document("0" * 16),
        lambda: aligned.sentences("0" * 16),
        lambda: aligned.reclassifications("0" * 16),
        lambda: aligned.near_duplicates("0" * 16),
        lambda: aligned.pair(99),
        lambda: aligned.unit(99),
        lambda: aligned.alignment(99),
        lambda: aligned.units(99),
        lambda: say(aligned, 99, Action.ACCEPT),
        lambda: aligned.add_pair(ZH.id, "0" * 16, 1, "named"),
        lambda: aligned.add_pair(ZH.id, ZH.id, 1, "named"),
        lambda: aligned.undrafted("0" * 16, "en", SYSTEM),
        lambda: aligned.add_drafts([Draft(ZH.id, 99, "en", "x", SYSTEM)]),
        lambda: aligned.add_bead_scores({99: Score(1, "s")}),
        lambda: aligned.add_draft_scores({99: Score(1, "s")}),
    ):
        with pytest.raises(ProjectError):
            call()


# Pairs and alignments


def test_a_named_pair_supersedes_a_found_one(aligned: Store) -> None:
    (found,) = aligned.pairs()
    assert (found.probability, found.origin, found.alignment_id) == (0.95, "found", 1)
    assert aligned.add_pair(ZH.id, DE.id, 0.1, "found") == found
    named = aligned.add_pair(ZH.id, DE.id, 1.0, "named")
    assert named == replace(found, probability=1.0, origin="named")
    assert aligned.add_pair(ZH.id, DE.id, 0.2, "found") == named == aligned.pair(found.id)


def test_an_alignment_comes_back_as_it_was(aligned: Store) -> None:
    assert aligned.alignment(1) == ALIGNMENT
    assert aligned.alignment(aligned.add_pair(DE.id, ZH.id, 1, "named").id) is None


def test_beads_keep_their_ids_and_verdicts_when_a_pair_is_aligned_again(aligned: Store) -> None:
    before = list(aligned.units())
    say(aligned, before[0].bead_id, Action.ACCEPT)
    again = Alignment((BEADS[0], Bead((2,), (1,)), Bead((3,), (2,)), BEADS[2]), "enc:better")
    assert aligned.save_alignment(1, again, 0.1) == 2
    after = list(aligned.units(1))
    assert aligned.alignment(1) == again
    assert (after[0].bead_id, after[0].state, after[0].signature) == (
        before[0].bead_id,
        ReviewState.ACCEPTED,
        "enc:better",
    )
    assert after[3].bead_id == before[2].bead_id and after[3].index == 3
    assert aligned.unit(before[1].bead_id) == before[1]  # what is no longer current can still be looked up


@pytest.mark.parametrize(
    "beads",
    [
        BEADS[:3],
        (*BEADS, Bead((), (2,))),
        (*BEADS, Bead((1,), ())),
        (*BEADS, Bead((9,), ())),
        (*BEADS, Bead((), ())),
        (BEADS[0], Bead((3, 2), (1,)), *BEADS[2:]),
        (Bead((0,), (0,), 1.5), *BEADS[1:]),
        (Bead((0,), (0,), float("nan")), *BEADS[1:]),
    ],
    ids=["missing", "twice", "set aside", "beyond", "empty", "out of order", "too sure", "not a number"],
)
def test_beads_must_hold_every_aligned_segment_once(aligned: Store, beads: tuple[Bead, ...]) -> None:
    with pytest.raises(ValueError):
        aligned.save_alignment(1, Alignment(beads, "wrong"), 1)
    assert aligned.alignment(1) == ALIGNMENT


@st.composite
def any_beads(draw: st.DrawFn, source: list[int], target: list[int]) -> tuple[Bead, ...]:
    beads, source, target = [], list(source), list(target)
    while source or target:
        i, j = draw(st.sampled_from([(1, 1), (2, 1), (1, 2), (1, 0), (0, 1), (3, 2)]))
        if source[:i] or target[:j]:
            beads.append(Bead(tuple(source[:i]), tuple(target[:j]), draw(st.floats(0, 1))))
            del source[:i], target[:j]
    return tuple(beads)


@given(beads=any_beads([0, 2, 3, 4], [0, 1, 2]))
@settings(max_examples=40, deadline=None)
def test_any_alignment_comes_back_and_covers_all(shared: Store, beads: tuple[Bead, ...]) -> None:
    shared.add_document(ZH)
    shared.add_document(DE)
    pair = shared.add_pair(ZH.id, DE.id, 1, "named")
    shared.save_alignment(pair.id, Alignment(beads, "any"), 0)
    assert shared.alignment(pair.id) == Alignment(beads, "any")
    assert {id: counts.total() for id, counts in shared.coverage(pair.id).items()} == {ZH.id: 5, DE.id: 4}
    assert [unit.bead for unit in shared.units(pair.id)] == list(beads)


# Units and verdicts


def test_units_carry_their_text_and_place(aligned: Store) -> None:
    first, second, omitted, added = aligned.units()
    assert (second.source_text, second.target_text) == ("很热闹。人很多。", "Sie lebt.")
    assert ZH.raw_text[slice(*second.source_raw)] == "很热闹。\n人很多。"
    assert (second.source_document, second.target_document) == (ZH.name, DE.name)
    assert (second.source_language, second.target_language, second.index) == ("zh", "de", 1)
    assert (omitted.target_text, omitted.target_raw, added.source_raw) == ("", None, None)
    assert first.fields == {"source_document_id": ZH.id, "target_document_id": DE.id}
    assert aligned.unit(second.bead_id) == second


def test_units_are_filtered(aligned: Store) -> None:
    first, second, *_ = aligned.units()
    say(aligned, second.bead_id, Action.ACCEPT)
    aligned.add_bead_scores({first.bead_id: Score(0.4, "q"), second.bead_id: Score(0.8, "q")})

    def indexes(**filters) -> list[int]:
        return [unit.index for unit in aligned.units(**filters)]

    assert indexes(min_confidence=0.8) == [0, 1]
    assert indexes(min_quality=0.5) == [1]
    assert indexes(min_quality=0.0) == [0, 1]
    assert indexes(state=ReviewState.ACCEPTED) == [1]
    assert indexes(nulls=False) == [0, 1]
    assert indexes(lang_pair=("zh", "de")) == indexes(lang_pair=("zh-Hans", "DE")) == [0, 1, 2, 3]
    assert indexes(lang_pair=("de", "zh")) == []
    assert indexes(document="haidian") == [0, 1, 2, 3]


def test_a_review_is_what_its_events_add_up_to(aligned: Store) -> None:
    def now() -> tuple[ReviewState, str, bool, str]:
        unit = aligned.unit(1)
        return unit.state, unit.target_text, unit.edited, unit.note

    machine = "Die Straße"
    assert now() == (ReviewState.OPEN, machine, False, "")
    say(aligned, 1, Action.UNDO)  # finds nothing to take back
    say(aligned, 1, Action.EDIT, target_text="Gründerstraße")
    assert now() == (ReviewState.ACCEPTED, "Gründerstraße", True, "")
    say(aligned, 1, Action.NOTE, reviewer="ben", note="sure?")
    assert now() == (ReviewState.ACCEPTED, "Gründerstraße", True, "sure?")
    assert aligned.unit(1).reviewer == "ana"
    say(aligned, 1, Action.REJECT, reviewer="ben")
    assert now()[0] is ReviewState.REJECTED
    assert aligned.unit(1).reviewer == "ben"
    say(aligned, 1, Action.UNDO)
    assert now() == (ReviewState.ACCEPTED, "Gründerstraße", True, "sure?")
    say(aligned, 1, Action.UNDO)
    assert now() == (ReviewState.ACCEPTED, "Gründerstraße", True, "")
    say(aligned, 1, Action.UNDO)
    assert now() == (ReviewState.OPEN, machine, False, "")
    assert [verdict.action for verdict in aligned.verdicts(1)] == [
        *(Action.UNDO, Action.EDIT, Action.NOTE, Action.REJECT, Action.UNDO, Action.UNDO, Action.UNDO)
    ]


def test_edits_of_the_two_sides_stand_together(aligned: Store) -> None:
    say(aligned, 1, Action.EDIT, source_text="创业街")
    say(aligned, 1, Action.EDIT, target_text="")
    unit = aligned.unit(1)
    assert (unit.source_text, unit.target_text) == ("创业街", "")


def test_verdicts_come_back_as_they_were(aligned: Store) -> None:
    berlin = timezone(timedelta(hours=1))
    verdict = Verdict(1, Action.EDIT, "安娜", NOON.astimezone(berlin), "源", None, "<script>")
    aligned.decide(verdict)
    assert aligned.verdicts(1) == [verdict]
    assert aligned.verdicts(2) == []


@pytest.mark.parametrize(
    "verdict",
    [Verdict(1, Action.EDIT, "ana", NOON), Verdict(1, Action.ACCEPT, "ana", datetime(2026, 1, 1))],
)
def test_a_verdict_without_text_or_zone_is_a_bug(aligned: Store, verdict: Verdict) -> None:
    with pytest.raises(ValueError, match=r"carries|time zone"):
        aligned.decide(verdict)
    assert aligned.verdicts(1) == []


actions = st.sampled_from(list(Action))


@given(said=st.lists(actions, max_size=8))
@settings(max_examples=60, deadline=None)
def test_undoing_everything_leaves_the_bead_open(said: list[Action]) -> None:
    from corpora.store.reviewing import UNREVIEWED, Event, review

    def verdict(action: Action) -> Verdict:
        return Verdict(1, action, "ana", NOON, "text", "text", "note")

    events = [Event(id, verdict(action)) for id, action in enumerate(said, start=1)]
    undone = [*events, *(Event(99, verdict(Action.UNDO)) for _ in events)]
    assert review(undone) == UNREVIEWED
    for action in set(Action) - {Action.UNDO, Action.REDO}:
        after = [*events, Event(98, verdict(action))]
        assert review([*after, Event(99, verdict(Action.UNDO))]) == review(events)
        again = [*after, Event(99, verdict(Action.UNDO)), Event(100, verdict(Action.REDO))]
        assert review(again) == review(after)
        assert review([*after, Event(99, verdict(Action.REDO))]) == review(after), "nothing was undone since"


def test_a_flag_stands_beside_the_verdict(aligned: Store) -> None:
    say(aligned, 1, Action.FLAG)
    assert (aligned.unit(1).flagged, aligned.unit(1).state, aligned.unit(1).reviewer) == (True, ReviewState.OPEN, "")
    say(aligned, 1, Action.ACCEPT)
    assert (aligned.unit(1).flagged, aligned.unit(1).state) == (True, ReviewState.ACCEPTED)
    say(aligned, 1, Action.UNFLAG)
    assert not aligned.unit(1).flagged
    assert [judged.id for judged in aligned.judged_beads(1)] == [1]


def test_what_was_said_at_one_moment_is_undone_and_done_again_at_once(aligned: Store) -> None:
    def gesture(action: Action, *beads: int, reviewer: str = "ana", minute: int) -> None:
        at = NOON + timedelta(minutes=minute)
        aligned.decide(*(Verdict(bead, action, reviewer, at) for bead in beads))

    def can(reviewer: str = "ana") -> tuple[tuple[int, ...] | None, tuple[int, ...] | None]:
        found = aligned.gestures(1, reviewer)
        return found.undo and found.undo.bead_ids, found.redo and found.redo.bead_ids

    assert can() == (None, None)
    gesture(Action.ACCEPT, 1, 2, minute=0)
    gesture(Action.REJECT, 3, minute=1)
    assert can() == ((3,), None) and can("ben") == (None, None)
    gesture(Action.UNDO, 3, minute=2)
    assert can() == ((1, 2), (3,))
    gesture(Action.UNDO, 1, 2, minute=3)
    assert can() == (None, (1, 2))
    gesture(Action.REDO, 1, 2, minute=4)
    assert can() == ((1, 2), (3,))
    assert [judged.id for judged in aligned.judged_beads(1)] == [1, 2]
    gesture(Action.FLAG, 4, minute=5)
    assert can() == ((4,), None), "what is new ends what could be done again"
    gesture(Action.REJECT, 2, reviewer="ben", minute=6)
    assert can("ben") == ((2,), None)
    gesture(Action.UNDO, 4, minute=7)
    assert can() == (None, (4,)), "nobody undoes what another person said since"


JOINED = Bead(ALIGNMENT.beads[0].source + ALIGNMENT.beads[1].source, ALIGNMENT.beads[0].target)


def test_a_bead_can_be_spoken_of_before_an_alignment_has_it(aligned: Store) -> None:
    known, new = aligned.add_beads(1, [ALIGNMENT.beads[0], JOINED])
    assert known == 1 and aligned.add_beads(1, [JOINED]) == [new]
    say(aligned, new, Action.ACCEPT)
    assert [judged.bead for judged in aligned.judged_beads(1)] == [JOINED]
    assert len(list(aligned.units(1))) == 4


def test_verdicts_go_in_together_or_not_at_all(aligned: Store) -> None:
    with pytest.raises(ProjectError):
        aligned.decide(Verdict(1, Action.ACCEPT, "ana", NOON), Verdict(99, Action.ACCEPT, "ana", NOON))
    assert aligned.verdicts(1) == []


def test_a_rejected_bead_leaves_its_segments_undecided(aligned: Store) -> None:
    assert list(aligned.coverage(1)) == [ZH.id, DE.id]
    assert aligned.coverage(1)[ZH.id] == {LINKED: 3, OMITTED: 1, BYLINE: 1}
    assert aligned.coverage(1)[DE.id] == {LINKED: 2, ADDED: 1, BOILERPLATE: 1}
    say(aligned, 2, Action.REJECT)
    say(aligned, 3, Action.REJECT)
    assert aligned.coverage(1)[ZH.id] == {LINKED: 1, UNDECIDED: 3, BYLINE: 1}
    assert aligned.coverage(1)[DE.id] == {LINKED: 1, UNDECIDED: 1, ADDED: 1, BOILERPLATE: 1}
    assert aligned.verdict_counts(1) == {ReviewState.OPEN: 2, ReviewState.REJECTED: 2}
    assert aligned.coverage(aligned.add_pair(DE.id, ZH.id, 1, "named").id)[ZH.id] == {UNDECIDED: 4, BYLINE: 1}


# Drafts and scores


def test_drafts_are_kept_and_never_overwritten(aligned: Store) -> None:
    assert [segment.position for segment in aligned.undrafted(ZH.id, "en", SYSTEM)] == [0, 2, 3, 4]
    first = Draft(ZH.id, 2, "en", "Lively.", SYSTEM, (Finding("copy", "two words are copied", (), (Span(0, 2),)),))
    second = Draft(ZH.id, 0, "en", "Street", SYSTEM)
    assert aligned.add_drafts(draft for draft in (first, second)) == 2
    assert aligned.add_drafts([replace(first, text="Another"), replace(first, language="de")]) == 1
    assert [stored.draft for stored in aligned.drafts(ZH.id, "en")] == [second, first]
    assert len(aligned.drafts(ZH.id)) == 3
    assert [segment.position for segment in aligned.undrafted(ZH.id, "en", SYSTEM)] == [3, 4]
    assert len(aligned.undrafted(ZH.id, "en", replace(SYSTEM, revision="r2"))) == 4


def test_drafts_are_scored_once_under_each_signature(aligned: Store) -> None:
    aligned.add_drafts([Draft(ZH.id, 2, "en", "Lively.", SYSTEM)])
    (unscored,) = aligned.unscored_drafts("q1")
    assert (unscored.source_text, unscored.target_text) == ("很热闹。", "Lively.")
    assert (unscored.source_language, unscored.target_language) == ("zh", "en")
    score = Score(0.25, "q1", (Finding("number", "3 is lost"),))
    assert aligned.add_draft_scores({unscored.id: score}) == 1
    assert aligned.add_draft_scores({unscored.id: Score(1, "q1")}) == 0
    assert aligned.unscored_drafts("q1") == []
    assert aligned.unscored_drafts("q2", document_id=DE.id) == aligned.unscored_drafts("q2", language="de") == []
    assert aligned.drafts(ZH.id)[0].score == score
    aligned.add_draft_scores({unscored.id: Score(0.5, "q2")})
    assert aligned.drafts(ZH.id)[0].score == Score(0.5, "q2")


def test_an_edited_bead_is_scored_anew(aligned: Store) -> None:
    first, second = aligned.unscored_beads(1, "q")
    assert (second.id, second.source_text, second.target_text) == (2, "很热闹。人很多。", "Sie lebt.")
    aligned.add_bead_scores({first.id: Score(0.1, "q"), second.id: Score(0.2, "q")})
    assert aligned.unscored_beads(1, "q") == []
    say(aligned, first.id, Action.EDIT, target_text="Gründerstraße")
    assert [bead.target_text for bead in aligned.unscored_beads(1, "q")] == ["Gründerstraße"]
    assert aligned.unit(first.id).quality is None
    assert aligned.add_bead_scores({first.id: Score(0.9, "q")}) == 1
    assert aligned.unit(first.id).quality == Score(0.9, "q")
    say(aligned, first.id, Action.UNDO)
    assert aligned.unit(first.id).quality == Score(0.1, "q")
    with pytest.raises(ValueError):
        aligned.add_bead_scores({first.id: Score(1.5, "other")})


def test_status_sums_up(aligned: Store) -> None:
    aligned.add_drafts([Draft(ZH.id, 2, "en", "Lively.", SYSTEM, (Finding("copy", "copied"),))])
    aligned.add_bead_scores({1: Score(0.5, "q", (Finding("name", "a name is lost"),)), 2: Score(0.5, "q")})
    say(aligned, 1, Action.ACCEPT)
    say(aligned, 2, Action.REJECT)
    aligned.add_pair(DE.id, ZH.id, 0.5, "found")
    status = aligned.status()
    assert (status.documents, status.pairs, status.aligned_pairs) == ({"zh": 1, "de": 1}, 2, 1)
    assert status.segments == {K.TEXT: 6, K.HEADING: 1, K.BYLINE: 1, K.BOILERPLATE: 1}
    assert (status.beads, status.nulls) == ({"1-1": 1, "2-1": 1, "1-0": 1, "0-1": 1}, 2)
    assert status.coverage == sum([*aligned.coverage(1).values(), *aligned.coverage(2).values()], Counter())
    assert status.verdicts == {ReviewState.ACCEPTED: 1, ReviewState.REJECTED: 1, ReviewState.OPEN: 2}
    assert status.drafts == {("en", SYSTEM): 1}
    assert status.drafts_by_name == {("en", SYSTEM.name, SYSTEM.licence): 1}
    assert (status.scored_beads, status.scored_drafts, status.flagged_beads, status.flagged_drafts) == (2, 0, 1, 1)


def test_an_empty_project_has_an_empty_status(store: Store) -> None:
    assert store.status() == type(store.status())()
    assert (store.documents(), store.pairs(), list(store.units())) == ([], [], [])


# What the database itself refuses


@pytest.fixture
def full(aligned: Store) -> Store:
    say(aligned, 1, Action.ACCEPT)
    aligned.add_drafts([Draft(ZH.id, 2, "en", "Lively.", SYSTEM)])
    aligned.add_draft_scores({1: Score(0.5, "q")})
    aligned.add_bead_scores({1: Score(0.5, "q")})
    aligned.reclassify(ZH.id, 1, K.SOURCE, "ana")
    aligned.add_exception("de", "Abk.", "ana")
    return aligned


MADE_AGAIN = {"vectors", "sketch", "near_duplicate"}  # what can be made again may go
ALL_TABLES = sorted(set(schema.metadata.tables) - MADE_AGAIN)


@pytest.mark.parametrize("table", ALL_TABLES)
def test_what_is_written_is_never_changed(full: Store, path: Path, table: str) -> None:
    column = next(c.name for c in schema.metadata.tables[table].columns if c.name not in ("id", "number", "raw"))
    rows = execute(path, f'SELECT * FROM "{table}"')  # noqa: S608
    assert rows
    marks = ", ".join("?" * len(rows[0]))
    for statement, values in (
        (f'UPDATE "{table}" SET "{column}" = "{column}"', ()),  # noqa: S608
        (f'DELETE FROM "{table}"', ()),  # noqa: S608
        (f'INSERT OR REPLACE INTO "{table}" VALUES ({marks})', rows[0]),  # noqa: S608
    ):
        with pytest.raises(sqlite3.IntegrityError):
            execute(path, statement, *values)
    assert execute(path, f'SELECT * FROM "{table}"') == rows  # noqa: S608


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO placement VALUES (2, '{de}', 3, 'boilerplate', 1)",
        "INSERT INTO placement VALUES (2, '{de}', 3, 'linked', NULL)",
        "INSERT INTO placement VALUES (2, '{de}', 3, 'lost', NULL)",
        "INSERT INTO placement VALUES (2, '{de}', 99, 'undecided', NULL)",
        "INSERT INTO placement VALUES (2, '{de}', 0, 'linked', 1)",  # the bead is in another alignment
        "INSERT INTO placement VALUES (1, '{de}', 4, 'undecided', NULL)",
        "INSERT INTO alignment VALUES (3, 1, 'born sealed', 0, '', 1)",
        "UPDATE alignment SET sealed = 1 WHERE id = 2",
        "UPDATE alignment SET signature = 'changed' WHERE id = 2",
        "UPDATE alignment SET sealed = 0 WHERE id = 1",
        "UPDATE pair SET target_id = source_id",
        "UPDATE pair SET probability = 2",
        "INSERT INTO segment VALUES ('{de}', 4, 'more', 0, 1, 0, 'text')",
        "INSERT INTO verdict VALUES (9, 1, 'edit', 'ana', '', NULL, NULL, NULL)",
        "INSERT INTO verdict VALUES (9, 1, 'like', 'ana', '', NULL, NULL, NULL)",
        "INSERT INTO verdict VALUES (9, 99, 'accept', 'ana', '', NULL, NULL, NULL)",
    ],
)
def test_the_database_refuses(aligned: Store, path: Path, statement: str) -> None:
    execute(path, "INSERT INTO alignment VALUES (2, 1, 'open', 0, '', 0)")
    with pytest.raises(sqlite3.IntegrityError):
        execute(path, statement.format(de=DE.id))
    assert aligned.pair(1).alignment_id == 1


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM placement WHERE alignment_id = 2 AND document_id = '{de}' AND position = 3",
        "UPDATE placement SET state = 'byline' WHERE alignment_id = 2 AND document_id = '{de}' AND position = 3",
        "UPDATE placement SET state = 'added' WHERE alignment_id = 2 AND document_id = '{de}' AND position = 0",
        "UPDATE placement SET bead_id = 2 WHERE alignment_id = 2 AND document_id = '{de}' AND position = 0",
        "UPDATE placement SET state = 'undecided', bead_id = NULL WHERE alignment_id = 2 AND position = 0",
    ],
    ids=["no state", "another kind", "another state", "another bead", "a bead without segments"],
)
def test_an_alignment_that_does_not_add_up_cannot_be_sealed(aligned: Store, path: Path, change: str) -> None:
    def copy(*changes: str) -> None:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("INSERT INTO alignment VALUES (2, 1, 'copy', 0, '', 0)")
            connection.execute("INSERT INTO alignment_bead SELECT 2, bead_id, number, probability FROM alignment_bead")
            connection.execute("INSERT INTO placement SELECT 2, document_id, position, state, bead_id FROM placement")
            for statement in changes:
                connection.execute(statement)
            connection.execute("UPDATE alignment SET sealed = 1 WHERE id = 2")

    with pytest.raises(sqlite3.IntegrityError):
        copy(change.format(de=DE.id))
    copy()
    assert aligned.pair(1).alignment_id == 2


# Opening


def test_the_fresh_schema_is_the_one_that_queries_name(store: Store, tmp_path: Path) -> None:
    import sqlalchemy as sa
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with opening.reading(store._engine) as tx:
        context = MigrationContext.configure(tx, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, schema.metadata) == []
        made = _definitions(tx)
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'other.db'}")
    with engine.begin() as tx:  # CHECK constraints, which Alembic does not compare
        schema.metadata.create_all(tx)
        assert _definitions(tx) == made
    engine.dispose()


def _definitions(tx) -> dict[str, list[str]]:
    query = "SELECT name, sql FROM sqlite_master WHERE type <> 'trigger' AND sql IS NOT NULL"
    found = {name: _parts(sql) for name, sql in tx.exec_driver_sql(query)}
    found.pop("alembic_version", None)
    return found


def _parts(sql: str) -> list[str]:
    """What a definition says, in any order: a column that was added later stands behind the constraints."""
    head, _, rest = " ".join(sql.split()).partition("(")
    body, _, options = rest.rpartition(")")
    return [head.strip(), *sorted(part.strip() for part in re.split(r",(?![^(]*\))", body)), options.strip()]


def test_the_newest_migration_is_the_one_the_program_knows() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(opening._MIGRATIONS)).get_heads() == [schema.HEAD]


def test_a_project_is_one_file_that_can_be_moved(aligned: Store, path: Path, tmp_path: Path) -> None:
    aligned.close()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    moved = tmp_path / "夹 %20?#" / "进 度.db"
    moved.parent.mkdir()
    path.rename(moved)
    with open_store(str(moved)) as store:
        assert store.alignment(1) == ALIGNMENT
        assert execute(moved, "PRAGMA journal_mode") == [("wal",)]


def test_no_path_of_this_machine_is_stored(aligned: Store, path: Path, tmp_path: Path) -> None:
    aligned.close()
    assert str(tmp_path).encode() not in path.read_bytes()
    assert tmp_path.name.encode() not in path.read_bytes()


def test_opening_an_existing_project_with_create_keeps_it(aligned: Store, path: Path) -> None:
    with open_store(path, create=True) as store:
        assert len(store.documents()) == 2


def refused(path: str | Path, why: str, **options: float) -> None:
    with pytest.raises(ProjectError, match=why) as caught:
        open_store(path, **options)
    assert "\n" not in str(caught.value)


def test_what_is_no_project_is_refused_and_untouched(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("a text file")
    empty = tmp_path / "empty.db"
    empty.touch()
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE document (id)")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    before = {file: file.read_bytes() for file in (text, empty, other)}
    for create in (False, True):
        refused(text, "not a duizhao project", create=create)
        refused(empty, "empty", create=create)
        refused(other, "another program's", create=create)
        refused(tmp_path, "directory", create=create)
        refused(pipe, "regular file", create=create)
        refused(tmp_path / "none" / "p.db", "does not exist" if create else "there is no project", create=create)
    refused(tmp_path / "new.db", "duizhao add")
    assert {file: file.read_bytes() for file in before} == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["empty.db", "notes.txt", "other.db", "pipe"]


def test_a_server_is_refused_without_repeating_its_password() -> None:
    with pytest.raises(ProjectError, match="postgresql") as caught:
        open_store("postgresql://ana:secret@host/db", create=True)
    assert "secret" not in str(caught.value)


def test_a_newer_project_is_refused_and_untouched(store: Store, path: Path) -> None:
    store.close()
    execute(path, "UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    refused(path, "newer duizhao .*9999.*0004.*update")
    assert path.read_bytes() == before


def test_a_damaged_project_is_said_to_be(aligned: Store, path: Path) -> None:
    aligned.close()
    whole = path.read_bytes()
    execute(path, "DELETE FROM alembic_version")
    refused(path, "damaged")
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    refused(path, "damaged")
    path.write_bytes(whole[:5000])
    refused(path, "damaged")


BROKEN_STEP = """
import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

def upgrade():
    op.create_table("extra", sa.Column("id", sa.Integer))
    op.execute("nonsense")
"""


def test_an_older_project_is_walked_up_whole_or_not_at_all(
    aligned: Store, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aligned.close()
    migrations = tmp_path / "migrations"
    shutil.copytree(opening._MIGRATIONS, migrations)
    step = migrations / "versions" / "0005_next.py"
    step.write_text(BROKEN_STEP)
    monkeypatch.setattr(opening, "_MIGRATIONS", migrations)
    monkeypatch.setattr(schema, "HEAD", "0005")
    before = path.read_bytes()
    with pytest.raises(Exception, match="nonsense"):
        open_store(path)
    assert path.read_bytes() == before
    step.write_text(BROKEN_STEP.replace("nonsense", "SELECT 1"))
    for _ in range(2):
        with open_store(path) as store:
            assert store.alignment(1) == ALIGNMENT
    assert execute(path, "SELECT version_num FROM alembic_version") == [("0005",)]
    assert execute(path, "SELECT count(*) FROM extra") == [(0,)]


def old_project(path: Path) -> dict[str, list[tuple]]:
    """A project as version 0002 of the schema had it, and its rows."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((GOLDEN / "0002.sql").read_text(encoding="utf-8"))
    return all_rows(path)


def all_rows(path: Path) -> dict[str, list[tuple]]:
    tables = {name for (name,) in execute(path, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {table: execute(path, f'SELECT * FROM "{table}"') for table in tables - {"alembic_version"}}  # noqa: S608


def test_a_project_of_the_second_version_is_walked_up_with_all_its_rows(path: Path) -> None:
    before = old_project(path)
    with open_store(path) as store:
        assert store.add_document(make_document("neu.zh.txt", "zh", list(K), dict(enumerate(K))))
        assert [unit.target_text for unit in store.units(1)] == [
            "Die Straße",
            "Sie lebt, und wie.",
            "Voll ist sie.",
            "",
        ]
        assert [draft.draft.text for draft in store.drafts(store.documents()[0].id)] == ["Lively.", "Many people."]
    after = all_rows(path)
    assert all(before.values())
    for table, rows in before.items():
        assert set(rows) <= {row[: len(rows[0])] for row in after[table]}, table
    assert execute(path, "PRAGMA integrity_check") == [("ok",)]
    assert execute(path, "PRAGMA foreign_key_check") == []


def test_a_project_that_was_walked_up_is_as_a_new_one(path: Path, store: Store, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    old_project(old)
    with open_store(old) as walked_up, opening.reading(walked_up._engine) as tx, opening.reading(store._engine) as new:
        assert _definitions(tx) == _definitions(new)
        triggers = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        assert tx.exec_driver_sql(triggers).all() == new.exec_driver_sql(triggers).all()


def test_a_project_of_the_first_version_is_walked_up(path: Path) -> None:
    old_project(path)
    execute(path, "DROP TABLE vectors")
    execute(path, "UPDATE alembic_version SET version_num = '0001'")
    with open_store(path) as store:
        (pair,) = store.pairs()
        assert store.vectors(pair.source_id, "some encoder") is None
        assert len(list(store.units(pair.id))) == 4


def test_every_kind_that_is_set_aside_has_its_state_in_an_alignment(store: Store) -> None:
    aside = make_document("alle.de.txt", "de", list(K), dict(enumerate(K)))
    store.add_document(ZH)
    store.add_document(aside)
    pair = store.add_pair(ZH.id, aside.id, 1, "named")
    own = [segment.position for segment in aside.aligned_segments]
    beads = (Bead((0,), tuple(own)), *(Bead((i,), ()) for i in (2, 3, 4)))
    store.save_alignment(pair.id, Alignment(beads, "all"), 0)  # the database compares states with kinds
    assert store.coverage(pair.id)[aside.id] == {
        **{LINKED: len(own), BYLINE: 3, CAPTION: 1, WRONG_LANGUAGE: 1},
        BOILERPLATE: len(K) - len(own) - 5,
    }


def test_vectors_are_kept_by_document_and_encoding(aligned: Store) -> None:
    aligned.keep_vectors(ZH.id, "one", b"\0\1")
    aligned.keep_vectors(ZH.id, "two", b"\2")
    aligned.keep_vectors(ZH.id, "one", b"\3\4\5")
    assert aligned.vectors(ZH.id, "one") == b"\3\4\5"
    assert aligned.vectors(ZH.id, "two") == b"\2"
    assert aligned.vectors(DE.id, "one") is None


def test_judged_beads_come_by_the_time_of_their_latest_verdict(aligned: Store) -> None:
    beads = [unit.bead_id for unit in aligned.units(1)]
    say(aligned, beads[0], Action.ACCEPT)
    say(aligned, beads[1], Action.REJECT)
    say(aligned, beads[2], Action.ACCEPT)
    say(aligned, beads[2], Action.UNDO)
    say(aligned, beads[0], Action.REJECT)
    found = aligned.judged_beads(1)
    assert [(judged.id, judged.state) for judged in found] == [
        (beads[1], ReviewState.REJECTED),
        (beads[0], ReviewState.REJECTED),
    ]
    assert found[1].bead.source == ALIGNMENT.beads[0].source


def test_a_read_only_project_can_be_read_and_says_why_it_cannot_be_written(aligned: Store, path: Path) -> None:
    with opening.reading(aligned._engine) as tx:  # as root in a container may write any file, SQLite is told
        tx.exec_driver_sql("PRAGMA query_only = ON")
    assert len(aligned.documents()) == 2
    with pytest.raises(ProjectError, match="read-only"):
        say(aligned, 1, Action.ACCEPT)


def test_opening_is_quick_and_does_not_load_alembic(store: Store, path: Path) -> None:
    code = f"""
import sys, time
from corpora.store import open_store
start = time.perf_counter()
open_store({str(path)!r}).close()
print(time.perf_counter() - start, "alembic" in sys.modules)
"""
    elapsed, alembic = python(code).stdout.split()
    assert float(elapsed) < 0.25  # some 10 ms on an idle machine
    assert alembic == "False"


# Other processes


def python(code: str, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, **options)


HOLDER = """
import sys, time
from datetime import UTC, datetime
from corpora.store import open_store, opening, reviewing
from corpora.units import Action, Verdict
store = open_store(sys.argv[1])
with opening.writing(store._engine) as tx:
    reviewing.decide(tx, Verdict(1, Action.REJECT, "ben", datetime.now(UTC)))
    print("holding", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@pytest.fixture
def holder(path: Path, aligned: Store):
    started = []

    def hold(seconds: float) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(path), str(seconds)], stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout is not None and process.stdout.readline() == "holding\n"
        return process

    yield hold
    for process in started:
        process.kill()
        process.communicate()


def test_a_writer_blocks_no_reader_and_another_writer_only_so_long(path: Path, holder) -> None:
    holder(60)
    with open_store(path, timeout=0.2) as store:
        assert len(list(store.units())) == 4
        start = time.monotonic()
        with pytest.raises(ProjectError, match="locked by another process"):
            say(store, 1, Action.ACCEPT)
        assert 0.1 < time.monotonic() - start < 3
        assert store.verdicts(1) == []


def test_a_writer_waits_for_its_turn(path: Path, holder) -> None:
    holder(0.3)
    with open_store(path) as store:
        say(store, 1, Action.ACCEPT)
        assert [verdict.reviewer for verdict in store.verdicts(1)] == ["ben", "ana"]


def test_a_writer_that_is_killed_leaves_the_project_as_it_was(path: Path, holder) -> None:
    process = holder(60)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with open_store(path) as store:
        assert store.verdicts(1) == []
        assert store.alignment(1) == ALIGNMENT
        say(store, 1, Action.ACCEPT)
    assert execute(path, "PRAGMA integrity_check") == [("ok",)]


def test_projects_made_at_the_same_time_are_one(tmp_path: Path) -> None:
    code = "import sys; from corpora.store import open_store; print(open_store(sys.argv[1], create=True).documents())"
    command = [sys.executable, "-c", code, str(tmp_path / "p.db")]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [process.communicate()[0] for process in processes] == ["[]\n"] * 3
    assert [file.name for file in tmp_path.iterdir() if not file.name.startswith("p.db-")] == ["p.db"]
