"""What cleaning set aside comes back with one call; what the machine said stays; alignments follow."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.encoding import EmbeddedEncoder, HalfVectors
from corpora.errors import ProjectError
from corpora.store import Pair, Store, open_store
from corpora.units import (
    Action,
    Alignment,
    Bead,
    Document,
    Draft,
    Segment,
    SegmentKind,
    SegmentState,
    Span,
    System,
    Verdict,
)
from ui import jobs

K, S = SegmentKind, SegmentState
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def make_document(name: str, language: str, lines: list[tuple[str, SegmentKind]]) -> Document:
    text, segments = "", []
    for position, (line, kind) in enumerate(lines):
        segments.append(Segment(position, line, Span(len(text), len(text) + len(line)), position, kind))
        text += line + "\n"
    raw = text.encode()
    id = sha256(raw).hexdigest()[:16]
    return Document(id, name, raw, "utf-8", "text/plain", language, None, lines[0][0], tuple(segments))


ZH = make_document(
    "茶.zh.txt",
    "zh",
    [
        ("茶山的早晨", K.HEADING),
        ("首页 > 文化", K.NAVIGATION),
        ("雾还没有散。", K.TEXT),
        ("采茶的人已经上山。", K.TEXT),
        ("老树今年又发了新芽。", K.BOILERPLATE),  # the machine was wrong
        ("分享到朋友圈", K.SHARE),
    ],
)
DE = make_document(
    "tee.de.txt",
    "de",
    [
        ("Morgen am Teeberg", K.HEADING),
        ("Der Nebel hängt noch.", K.TEXT),
        ("Die Pflückerinnen sind schon oben.", K.TEXT),
        ("Die alten Bäume treiben wieder aus.", K.TEXT),
        ("Foto: privat", K.CAPTION),
    ],
)
EN = make_document("tea.en.txt", "en", [("Morning on the tea hill", K.HEADING), ("The fog is still there.", K.TEXT)])
BEADS = (Bead((0,), (0,), 0.9), Bead((2,), (1,), 0.9), Bead((3,), (2,), 0.8), Bead((), (3,), 0.7))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "project.db"


@pytest.fixture
def store(path: Path):
    with open_store(path, create=True) as store:
        for document in (ZH, DE, EN):
            store.add_document(document)
        store.save_alignment(store.add_pair(ZH.id, DE.id, 1, "found").id, Alignment(BEADS, "first"), 1)
        store.save_alignment(
            store.add_pair(DE.id, EN.id, 1, "found").id,
            Alignment((Bead((0,), (0,)), Bead((1, 2, 3), (1,))), "first"),
            1,
        )
        yield store


def kinds(store: Store, document: Document) -> list[SegmentKind]:
    return [segment.kind for segment in store.document(document.id).segments]


def rows(path: Path, query: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def align_by_hand(store: Store, pair: Pair, signature: str = "by hand") -> None:
    """Sentences in order, one to one, the rest null."""
    source, target = (
        [segment.position for segment in store.document(document_id).aligned_segments]
        for document_id in (pair.source_id, pair.target_id)
    )
    size = max(len(source), len(target))
    beads = tuple(Bead(tuple(source[n : n + 1]), tuple(target[n : n + 1])) for n in range(size))
    store.save_alignment(pair.id, Alignment(beads, signature), 0)


def test_what_was_set_aside_comes_back_with_one_call(store: Store, path: Path) -> None:
    before = rows(path, "SELECT * FROM segment")
    assert store.restore(ZH.id, 4, "ana")
    assert kinds(store, ZH)[4] is K.TEXT
    assert [s.text for s in store.document(ZH.id).aligned_segments][-1] == "老树今年又发了新芽。"
    summary = store.documents()[0]
    assert (summary.segments, summary.aligned_segments) == (6, 4)
    assert summary.set_aside == {K.NAVIGATION: 1, K.SHARE: 1}
    assert store.status().segments[K.BOILERPLATE] == 0
    system = System("any", "1", "", "MIT")
    assert [segment.position for segment in store.undrafted(ZH.id, "de", system)] == [0, 2, 3, 4]
    assert rows(path, "SELECT * FROM segment") == before  # what the machine made of it stays


def test_it_comes_back_as_what_the_machine_took_it_for_if_that_was_the_articles_own(store: Store) -> None:
    assert store.reclassify(ZH.id, 0, K.REPEATED_TITLE, "ana")
    assert store.restore(ZH.id, 0, "ben")
    assert kinds(store, ZH) == [segment.kind for segment in ZH.segments]


def test_what_is_so_already_is_not_said_again(store: Store) -> None:
    assert not store.restore(ZH.id, 2, "ana")
    assert not store.reclassify(ZH.id, 1, K.NAVIGATION, "ana")
    assert store.reclassifications(ZH.id) == []
    assert store.pair(1).alignment_id is not None


def test_who_said_what_is_kept(store: Store) -> None:
    store.restore(ZH.id, 4, "ana")
    store.reclassify(ZH.id, 4, K.ADVERT, "ben")
    store.reclassify(ZH.id, 1, K.SHARE, "ana")
    log = store.reclassifications(ZH.id)
    assert [(said.position, said.kind, said.machine_kind, said.reviewer) for said in log] == [
        (4, K.TEXT, K.BOILERPLATE, "ana"),
        (4, K.ADVERT, K.BOILERPLATE, "ben"),
        (1, K.SHARE, K.NAVIGATION, "ana"),
    ]
    assert all(said.at.tzinfo is UTC for said in log)
    assert store.reclassifications(DE.id) == []


@pytest.mark.parametrize(("document_id", "position"), [("0" * 16, 0), (ZH.id, 6), (ZH.id, -1)])
def test_a_segment_that_is_not_there_is_said(store: Store, document_id: str, position: int) -> None:
    for change in (store.restore, lambda *where: store.reclassify(*where[:2], K.TEXT, where[2])):
        with pytest.raises(ProjectError, match=f"'{document_id}' has no segment {position}"):
            change(document_id, position, "ana")


def test_pairs_of_the_document_are_to_be_aligned_again_and_others_not(store: Store, path: Path) -> None:
    sealed = rows(path, "SELECT * FROM placement"), rows(path, "SELECT * FROM alignment")
    store.restore(ZH.id, 4, "ana")
    assert [pair.alignment_id for pair in store.pairs()] == [None, 2]
    assert (store.alignment(1), list(store.units(1)), store.verdict_counts(1)) == (None, [], Counter())
    assert store.coverage(1)[ZH.id] == {S.UNDECIDED: 4, S.BOILERPLATE: 2}
    status = store.status()
    assert (status.pairs, status.aligned_pairs, status.beads) == (2, 1, {"1-1": 1, "3-1": 1})
    assert status.coverage == sum([*store.coverage(1).values(), *store.coverage(2).values()], Counter())
    assert (rows(path, "SELECT * FROM placement"), rows(path, "SELECT * FROM alignment")) == sealed
    store.restore(DE.id, 4, "ana")
    assert [pair.alignment_id for pair in store.pairs()] == [None, None]


def test_setting_it_back_brings_the_alignment_back(store: Store) -> None:
    store.restore(ZH.id, 4, "ana")
    store.reclassify(ZH.id, 4, store.reclassifications(ZH.id)[-1].machine_kind, "ana")
    assert store.alignment(1) == Alignment(BEADS, "first")
    assert store.document(ZH.id) == ZH


def test_beads_keep_their_ids_and_verdicts_over_a_restored_line(store: Store) -> None:
    accepted, added = list(store.units(1))[1], list(store.units(1))[3]
    store.decide(Verdict(accepted.bead_id, Action.EDIT, "ana", NOON, target_text="Noch hängt der Nebel."))
    store.restore(ZH.id, 4, "ana")
    assert store.unit(added.bead_id) == added  # what is no longer current can still be looked up
    store.save_alignment(1, Alignment((*BEADS[:3], Bead((4,), (3,), 0.9)), "second"), 1)
    units = list(store.units(1))
    assert [unit.bead_id for unit in units][:3] == [1, 2, 3]
    assert (units[1].target_text, units[3].source_text) == ("Noch hängt der Nebel.", "老树今年又发了新芽。")


def test_a_verdict_on_a_bead_with_a_line_set_aside_holds_nothing(store: Store) -> None:
    for bead_id, action in ((2, Action.ACCEPT), (3, Action.REJECT)):
        store.decide(Verdict(bead_id, action, "ana", NOON))
    assert [judged.id for judged in store.judged_beads(1)] == [2, 3]
    store.reclassify(ZH.id, 2, K.ADVERT, "ana")
    assert [judged.id for judged in store.judged_beads(1)] == [3]
    store.restore(ZH.id, 2, "ana")
    assert [judged.id for judged in store.judged_beads(1)] == [2, 3]


def test_a_new_name_for_what_is_set_aside_anyway_changes_no_alignment(store: Store) -> None:
    store.keep_vectors(ZH.id, "test", b"\1")
    store.reclassify(ZH.id, 1, K.ADVERT, "ana")  # both are boilerplate to an alignment
    store.reclassify(ZH.id, 2, K.HEADING, "ana")  # both are aligned
    assert store.alignment(1) == Alignment(BEADS, "first")
    store.reclassify(ZH.id, 1, K.CAPTION, "ana")  # which is a state of its own
    assert store.alignment(1) is None
    assert store.vectors(ZH.id, "test") == b"\1"


def test_vectors_of_other_sentences_are_not_kept(store: Store) -> None:
    for document in (ZH, DE):
        for encoding in ("one", "two"):
            store.keep_vectors(document.id, encoding, b"\1")
    store.restore(ZH.id, 4, "ana")
    assert store.vectors(ZH.id, "one") is store.vectors(ZH.id, "two") is None
    assert store.vectors(DE.id, "one") == b"\1"


def test_drafts_of_a_line_set_aside_stay(store: Store) -> None:
    draft = Draft(ZH.id, 2, "en", "The fog has not lifted.", System("any", "1", "", "MIT"))
    store.add_drafts([draft])
    store.reclassify(ZH.id, 2, K.ADVERT, "ana")
    assert [stored.draft for stored in store.drafts(ZH.id)] == [draft]


def test_the_next_align_takes_up_what_was_restored(store: Store) -> None:
    store.decide(Verdict(2, Action.ACCEPT, "ana", NOON))
    store.decide(Verdict(3, Action.ACCEPT, "ana", NOON))
    store.restore(ZH.id, 4, "ana")
    store.reclassify(ZH.id, 3, K.ADVERT, "ana")  # in an accepted bead
    list(jobs.align_pairs(store, jobs.Sides(store)))
    (pair, other) = store.pairs()
    assert (pair.alignment_id, other.alignment_id) == (3, 2)
    beads = store.alignment(1).beads
    assert sorted(i for bead in beads for i in bead.source) == [0, 2, 4]
    assert ((2,), (1,)) in [(bead.source, bead.target) for bead in beads]  # accepted, and holds
    list(jobs.align_pairs(store, jobs.Sides(store)))
    assert store.pair(1).alignment_id == 3


def test_what_was_encoded_while_a_line_was_restored_is_not_taken_for_its_vectors(store: Store) -> None:
    class Interrupted(EmbeddedEncoder):
        def encode_spans(self, sentences: Sequence[str], longest: int, joiner: str) -> list[HalfVectors]:
            store.restore(ZH.id, 4, "ana")
            store.reclassify(ZH.id, 2, K.ADVERT, "ana")  # as many sentences as before, but others
            return super().encode_spans(sentences, longest, joiner)

    jobs.Sides(store, Interrupted())[ZH.id]
    fresh = EmbeddedEncoder()
    now = [segment.text for segment in store.document(ZH.id).aligned_segments]
    np.testing.assert_allclose(jobs.Sides(store, fresh)[ZH.id].spans[0], fresh.encode(now), atol=2e-3)


changes = st.tuples(st.sampled_from([ZH, DE]), st.integers(0, 4), st.sampled_from(K))
STATE_SETS = {S.LINKED, S.OMITTED, S.ADDED}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory):
    with open_store(tmp_path_factory.mktemp("shared") / "project.db", create=True) as store:
        store.add_document(ZH)
        store.add_document(DE)
        store.add_pair(ZH.id, DE.id, 1, "named")
        yield store


@given(said=st.lists(changes | st.just("align"), max_size=12))
@settings(max_examples=60, deadline=None)
def test_whatever_is_reclassified_each_segment_is_in_exactly_one_state(shared: Store, said: list) -> None:
    pair = shared.pair(1)
    expected = {document.id: kinds(shared, document) for document in (ZH, DE)}
    for change in said:
        if change == "align":
            align_by_hand(shared, pair)
            assert shared.pair(1).alignment_id is not None
            continue
        document, position, kind = change
        assert shared.reclassify(document.id, position, kind, "ana") is (expected[document.id][position] is not kind)
        expected[document.id][position] = kind
    assert {document.id: kinds(shared, document) for document in (ZH, DE)} == expected
    current = shared.alignment(1)
    if current is not None:  # then it is of just these sentences
        for side, document in ((0, ZH), (1, DE)):
            held = sorted(i for bead in current.beads for i in (bead.source, bead.target)[side])
            assert held == [i for i, kind in enumerate(expected[document.id]) if kind.is_aligned]
    assert_adds_up(shared, expected)
    align_by_hand(shared, pair)
    assert_adds_up(shared, expected)


def assert_adds_up(store: Store, expected: dict[str, list[SegmentKind]]) -> None:
    is_aligned = store.pair(1).alignment_id is not None
    for document_id, states in store.coverage(1).items():
        own = sum(kind.is_aligned for kind in expected[document_id])
        aside = Counter(kind.state for kind in expected[document_id] if not kind.is_aligned)
        assert states.total() == len(expected[document_id])
        assert sum(states[state] for state in STATE_SETS) == (own if is_aligned else 0)
        assert {state: states[state] for state in aside} == aside
    assert store.status().coverage == sum(store.coverage(1).values(), Counter())
