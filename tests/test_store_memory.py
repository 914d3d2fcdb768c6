"""What of a project is in its translation memory, and that asking it encodes nothing twice."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from align.encoding import load_encoder
from corpora.errors import WorkbenchError
from corpora.memory import MatchKind, ask
from corpora.memory_entries import Entry
from corpora.project_memory import ProjectMemory, digest, is_of, pack, unpack
from corpora.store import Store, open_store
from corpora.units import Action, Alignment, Bead, Document, Segment, SegmentKind, Span, Verdict
from ui import jobs
from ui.cli import app
from ui.memory import project_memory

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ZH = ["夜市又开了。", "来了412家。", "人很多。", "完。"]
DE = ["Der Nachtmarkt ist wieder offen.", "412 Stände sind da, und es ist voll.", "Teilen!"]
BEADS = (Bead((0,), (0,)), Bead((1, 2), (1,)), Bead((3,), ()), Bead((), (2,)))


def make_document(name: str, language: str, texts: Sequence[str]) -> Document:
    raw, segments = "", []
    for position, text in enumerate(texts):
        segments.append(Segment(position, text, Span(len(raw), len(raw) + len(text)), position))
        raw += text + "\n"
    data = raw.encode()
    id = sha256(data).hexdigest()[:16]
    return Document(id, name, data, "utf-8", "text/plain", language, None, texts[0], tuple(segments))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "project.db"


@pytest.fixture
def store(path: Path) -> Store:
    """A project with a pair, nothing of which was judged yet."""
    store = open_store(path, create=True)
    add_pair(store, make_document("markt.zh.txt", "zh", ZH), make_document("markt.de.txt", "de", DE), BEADS)
    return store


def add_pair(store: Store, source: Document, target: Document, beads: tuple[Bead, ...]) -> int:
    for document in (source, target):
        store.add_document(document)
    pair = store.add_pair(source.id, target.id, 1.0, "named")
    store.save_alignment(pair.id, Alignment(beads, "by hand"), 0.1)
    return pair.id


def say(store: Store, bead_id: int, action: Action = Action.ACCEPT, minutes: int = 0, **texts: str) -> None:
    store.decide(Verdict(bead_id, action, "Ada", NOON + timedelta(minutes=minutes), **texts))


def ids(store: Store) -> list[int]:
    return [unit.bead_id for unit in store.units()]


def entries(store: Store, source: str, target: str) -> list[Entry]:
    return [
        entry for pair_id in store.memory_versions(source, target) for entry in store.memory_entries(pair_id, source)
    ]


def held(store: Store, source: str = "zh", target: str = "de") -> list[tuple[str, str]]:
    return [(entry.source, entry.target) for entry in entries(store, source, target)]


def test_what_was_accepted_is_there_in_both_directions(store: Store) -> None:
    document_id, other_id = (summary.id for summary in store.documents())
    first, second, *_ = ids(store)
    assert held(store) == []
    say(store, first)
    say(store, second, minutes=1)
    chinese = ZH[1] + ZH[2]
    assert entries(store, "zh", "de") == [
        Entry(chinese, DE[1], second, document_id, "markt.zh.txt", (1, 2), "Ada", NOON + timedelta(minutes=1)),
        Entry(ZH[0], DE[0], first, document_id, "markt.zh.txt", (0,), "Ada", NOON),
    ]
    assert entries(store, "de-AT", "zh-Hans")[0] == Entry(
        DE[1], chinese, second, other_id, "markt.de.txt", (1,), "Ada", NOON + timedelta(minutes=1)
    )
    assert held(store, "zh", "en") == []


def test_an_edited_bead_is_there_with_the_reviewers_words(store: Store) -> None:
    first = ids(store)[0]
    say(store, first, Action.EDIT, target_text="Der Nachtmarkt hat wieder geöffnet.")
    (entry,) = entries(store, "zh", "de")
    assert (entry.source, entry.target, entry.edited) == (ZH[0], "Der Nachtmarkt hat wieder geöffnet.", True)


def test_what_was_rejected_or_taken_back_is_not_there_nor_what_has_no_other_side(store: Store) -> None:
    for bead_id in ids(store):
        say(store, bead_id)
    first, second, *_ = ids(store)
    say(store, first, Action.UNDO)
    say(store, second, Action.REJECT)
    assert held(store) == []
    say(store, second, Action.UNDO)
    assert [source for source, _ in held(store)] == [ZH[1] + ZH[2]]


def test_a_note_changes_neither_what_is_there_nor_its_date(store: Store) -> None:
    first = ids(store)[0]
    say(store, first)
    say(store, first, Action.NOTE, minutes=5, note="schön")
    assert entries(store, "zh", "de")[0].at == NOON


def test_a_bead_goes_with_its_segment_and_comes_back_with_it(store: Store) -> None:
    for bead_id in ids(store):
        say(store, bead_id)
    document_id = store.documents()[0].id
    store.reclassify(document_id, 2, SegmentKind.ADVERT, "Ada")
    assert held(store) == [(ZH[0], DE[0])]
    store.restore(document_id, 2, "Ada")
    assert len(held(store)) == 2


def test_of_two_accepted_beads_that_share_a_segment_the_later_one_is_there(store: Store) -> None:
    second = ids(store)[1]
    say(store, second)
    other = (Bead((0,), (0,)), Bead((1,), (1,)), Bead((2, 3), ()), Bead((), (2,)))
    store.save_alignment(1, Alignment(other, "another"), 0.1)
    say(store, ids(store)[1], minutes=1)
    assert held(store) == [(ZH[1], DE[1])]


def test_a_pair_is_read_again_when_something_was_said_of_it(store: Store) -> None:
    add_pair(store, make_document("b.zh.txt", "zh", ["电车。"]), make_document("b.de.txt", "de", ["Tram."]), BEADS[:1])
    first, *_, last = ids(store)
    known = ProjectMemory("zh", "de")
    assert len(known.load(store)) == 0
    say(store, first)
    memory = known.load(store)
    assert [entry.target for entry in memory.entries] == [DE[0]]
    assert known.load(store) is memory
    say(store, last)
    assert [entry.target for entry in known.load(store).entries] == [DE[0], "Tram."]
    say(store, first, Action.EDIT, target_text="Offen.")
    assert [entry.target for entry in known.load(store).entries] == ["Offen.", "Tram."]
    store.reclassify(store.documents()[0].id, 0, SegmentKind.ADVERT, "Ada")
    assert [entry.target for entry in known.load(store).entries] == ["Tram."]
    assert len(ProjectMemory("zh", "en").load(store)) == 0


def test_exact_matches_of_a_document_are_those_of_others(store: Store) -> None:
    for bead_id in ids(store):
        say(store, bead_id)
    article = make_document("neu.zh.txt", "zh", ["夜市又開了。", "夜市关了。", "人很多。"])
    store.add_document(article)
    known = ProjectMemory("zh", "de").load(store)

    def exact(document: Document) -> list[tuple[int, str]]:
        found = [
            (segment.position, match)
            for segment in document.aligned_segments
            for match in known.matches(segment.text, is_own=partial(is_of, document.id, segment.position), most=1)
        ]
        return [(position, match.entry.target) for position, match in found if match.kind is MatchKind.EXACT]

    assert exact(article) == [(0, DE[0])]
    assert exact(store.document(store.documents()[0].id)) == []


class Counting:
    """The embedded encoder, and what it was asked to encode."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        return load_encoder().encode(texts)


@pytest.fixture
def encode() -> Counting:
    return Counting()


def test_no_text_is_encoded_twice(store: Store, encode: Counting) -> None:
    first, second, *_ = ids(store)
    say(store, first)
    one = ProjectMemory("zh", "de", encode, "use-m3").load(store)
    again = ProjectMemory("zh", "de", encode, "use-m3").load(store)
    assert encode.asked == [ZH[0]]
    assert one.vectors is not None and again.vectors is not None
    assert np.allclose(one.vectors, again.vectors, atol=1e-3)
    say(store, second, Action.EDIT, source_text="来了412家，人很多。")
    assert len(ProjectMemory("zh", "de", encode, "use-m3").load(store)) == 2
    assert encode.asked == [ZH[0], "来了412家，人很多。"]


def test_what_aligning_has_encoded_is_not_encoded_again(store: Store, encode: Counting) -> None:
    encoder = load_encoder()
    _ = [jobs.Sides(store, encoder)[summary.id] for summary in store.documents()]
    for bead_id in ids(store):
        say(store, bead_id)

    class Lent:
        name, calibration = encoder.name, encoder.calibration
        encode_spans = staticmethod(encoder.encode_spans)
        encode: Callable[[Sequence[str]], np.ndarray]

    lent = Lent()
    lent.encode = encode
    memory = project_memory("zh", "de", lent).load(store)
    assert encode.asked == []
    assert memory.vectors is not None
    cosines = np.sum(memory.vectors * encoder.encode([entry.source for entry in memory.entries]), axis=1)
    assert cosines == pytest.approx(1, abs=0.01)


def test_vectors_come_back_as_they_were_kept_and_damaged_ones_are_none() -> None:
    vectors = {digest(text): np.array([0.5, -0.25, n], np.float32) for n, text in enumerate(["一", "二"])}
    back = unpack(pack(vectors))
    assert {key: vector.tolist() for key, vector in back.items()} == {k: v.tolist() for k, v in vectors.items()}
    assert unpack(pack({})) == unpack(b"") == unpack(pack(vectors)[:-1]) == {}


def test_damaged_vectors_are_made_again(store: Store, encode: Counting) -> None:
    say(store, ids(store)[0])
    store.keep_vectors(store.documents()[0].id, "memory|use-m3|float16", b"\x02\x00\x00\x00x")
    memory = ProjectMemory("zh", "de", encode, "use-m3").load(store)
    assert encode.asked == [ZH[0]]
    ((found,),) = ask(memory, [ZH[0]], encode)
    assert found.cosine == pytest.approx(1, abs=0.01)


def test_the_command_answers_a_line_for_a_line(store: Store, path: Path) -> None:
    say(store, ids(store)[0])
    lines = "夜市又開了\n\n夜市又开门了。\n电车。\n"
    arguments = ["memory", "--project", str(path), "--from", "zh", "--to", "de"]
    done = CliRunner().invoke(app, arguments, input=lines)
    assert done.exit_code == 0, done.output
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["text"] for row in rows] == lines.split("\n")[:-1]
    assert [[match["kind"] for match in row["matches"]] for row in rows] == [["fuzzy"], [], ["fuzzy"], []]
    found = rows[2]["matches"][0]
    assert (found["target"], found["document"], found["reviewer"]) == (DE[0], "markt.zh.txt", "Ada")
    assert found["score"] == round(1 - 1 / 7, 4) and 0 < found["cosine"] < 1
    plain = CliRunner().invoke(app, [*arguments, "--no-similar", "--min-score", "0.99"], input=lines)
    assert [json.loads(line)["matches"] for line in plain.stdout.splitlines()] == [[], [], [], []]


def test_the_command_says_where_there_is_nothing_to_find(store: Store, path: Path) -> None:
    done = CliRunner().invoke(app, ["memory", "--project", str(path), "--from", "zh", "--to", "en"], input="夜市。\n")
    assert [json.loads(line)["matches"] for line in done.stdout.splitlines()] == [[]]
    assert "nothing was accepted between Chinese and English" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--from", "zh", "--to", "zh-Hant"], "both Chinese"),
        (["--from", "zh", "--to", "xx"], "'xx' is not supported"),
        (["--from", "zh", "--to", "de", "--project", "nirgends.db"], "there is no project"),
    ],
)
def test_the_command_refuses_what_it_cannot_do(store: Store, path: Path, arguments: list[str], reason: str) -> None:
    done = CliRunner().invoke(app, ["memory", "--project", str(path), *arguments], input="夜市。\n")
    assert isinstance(done.exception, WorkbenchError) and reason in str(done.exception)
    assert not done.stdout
