"""What of a project is drafted: no text twice, terms by the glossary, in the context that a translator reads."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpora.documents import make_document
from corpora.glossary import Concept, Glossary, Term
from corpora.glossary_files import read_glossaries
from corpora.store import Store, open_store
from corpora.units import Action, Alignment, Bead, System, Verdict
from mt.drafting import BATCH_SIZE
from mt.translators import Hints
from ui.drafting_jobs import draft_documents


class Scribe:
    """A translator whose work says what it was given."""

    system = System("scribe", "1", "plain", "CC0-1.0")

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.hints: list[Hints] = []

    def supports(self, source: str, target: str) -> bool:
        return (source, target) == ("zh", "en")

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, careful: bool = False, hints: Sequence[Hints] = ()
    ) -> list[str]:
        self.asked += texts
        self.hints += hints
        given = hints or [Hints()] * len(texts)
        return [" ".join(["Something was said", *(t.target for t in hint.terms)]) for hint in given]


class ReadingScribe(Scribe):
    """One that reads the sentences before."""

    context_sentences = 2


FIRST = "监事会周一在深圳开会，讨论了公司的新计划。会议开了三个小时。记者等在门外。\n"
SECOND = "记者等在门外。后来下雨了，大家都回家了。\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "p.db", create=True) as opened:
        opened.add_document(make_document("first.txt", FIRST.encode(), "zh"))
        opened.add_document(make_document("second.txt", SECOND.encode(), "zh"))
        yield opened


def drafted(store: Store) -> dict[tuple[str, int], list[tuple[str, str]]]:
    found: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for summary in store.documents():
        for stored in store.drafts(summary.id):
            place = (summary.name, stored.draft.position)
            found.setdefault(place, []).append((stored.draft.system.options, stored.draft.text))
    return found


def test_a_text_that_comes_again_is_translated_once(store: Store) -> None:
    scribe = Scribe()
    steps = list(draft_documents(store, ["en"], translator=scribe))
    assert scribe.asked.count("记者等在门外。") == 1
    assert len(drafted(store)) == 5
    assert steps[-1].done == steps[-1].total == 5 and steps[-1].share == pytest.approx(1.0)


def test_a_limit_takes_the_beginning(store: Store) -> None:
    list(draft_documents(store, ["en"], translator=Scribe(), limit=2))
    assert [name for name, _ in drafted(store)] == ["first.txt", "first.txt"]
    list(draft_documents(store, ["en"], translator=Scribe(), limit=2, documents=["second.txt"]))
    assert [name for name, _ in drafted(store)].count("second.txt") == 2


def test_a_new_glossary_drafts_only_what_has_its_terms(store: Store) -> None:
    list(draft_documents(store, ["en"], translator=Scribe()))
    scribe = Scribe()
    glossary = Glossary([Concept({"zh": ("监事会",), "en": ("supervisory board",)})])
    list(draft_documents(store, ["en"], translator=scribe, glossary=glossary))
    assert len(scribe.asked) == 1 and scribe.asked[0].startswith("监事会")
    (place,) = [place for place, drafts in drafted(store).items() if len(drafts) == 2]
    assert drafted(store)[place][1] == (f"plain|glossary:{glossary.signature}", "Something was said supervisory board")
    list(draft_documents(store, ["en"], translator=scribe, glossary=glossary))
    assert len(scribe.asked) == 1


def test_a_translator_that_reads_context_is_given_it_in_order(store: Store) -> None:
    english = store.add_document(
        make_document("first.en.txt", b"The board met on Monday.\nIt took three hours.\n", "en")
    )
    assert english is None or english
    first, _, translation = store.documents()
    pair = store.add_pair(first.id, translation.id, 1.0, "named")
    store.save_alignment(pair.id, Alignment((Bead((0,), (0,)), Bead((1,), (1,)), Bead((2,), ())), "test"), 0.0)
    accepted = next(unit for unit in store.units(pair.id) if unit.bead.source == (0,))
    store.decide(Verdict(accepted.bead_id, Action.ACCEPT, "ana", datetime(2026, 11, 1, tzinfo=UTC)))
    scribe = ReadingScribe()
    list(draft_documents(store, ["en"], translator=scribe, documents=["first.txt"]))
    assert [hint.before for hint in scribe.hints] == [
        (),
        (("监事会周一在深圳开会，讨论了公司的新计划。", "The board met on Monday."),),
        (("监事会周一在深圳开会，讨论了公司的新计划。", "The board met on Monday."),),
    ]


def test_terms_are_learned_from_what_was_accepted(store: Store, tmp_path: Path) -> None:
    store.add_document(make_document("fair.zh.txt", "柏林有一个展览。很多人去柏林看展览。\n".encode(), "zh"))
    store.add_document(
        make_document(
            "fair.de.txt",
            b"In Berlin gibt es eine Ausstellung. Viele fahren nach Berlin zur Ausstellung.\n",
            "de",
        )
    )
    source, target = store.find_document("fair.zh.txt"), store.find_document("fair.de.txt")
    pair = store.add_pair(source.id, target.id, 1.0, "named")
    store.save_alignment(pair.id, Alignment((Bead((0,), (0,)), Bead((1,), (1,))), "test"), 0.0)
    main = "from ui.cli import main; main()"
    command = [sys.executable, "-c", main, "glossary", "-p", str(tmp_path / "p.db"), "--from", "zh", "--to", "de"]
    asked = subprocess.run(command, capture_output=True, text=True, check=True)
    assert asked.stdout == "zh,de,uses,share\n" and "no pair from Chinese to German is accepted" in asked.stderr
    for unit in store.units(pair.id):
        store.decide(Verdict(unit.bead_id, Action.ACCEPT, "ana", datetime(2026, 11, 1, tzinfo=UTC)))
    asked = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "柏林,Berlin,2,1.00" in asked.stdout
    path = tmp_path / "terms.csv"
    path.write_text(asked.stdout, encoding="utf-8")
    assert read_glossaries([path]).terms_in("他在柏林。", "zh", "de") == (Term("柏林", "Berlin"),)


def test_people_are_called_the_same_in_a_whole_article(store: Store) -> None:
    text = "公司总裁林晓枫表示，今年会更好。\n后来林晓枫走了。\n天黑了。\n"
    store.add_document(make_document("people.txt", text.encode(), "zh"))
    scribe = Scribe()
    list(draft_documents(store, ["en"], translator=scribe, documents=["people.txt"]))
    found = [drafts for (name, _), drafts in drafted(store).items() if name == "people.txt"]
    assert found == [
        [("plain|people:pinyin", "Something was said Lin Xiaofeng")],
        [("plain|people:pinyin", "Something was said Lin Xiaofeng")],
        [("plain", "Something was said")],
    ]


@pytest.mark.model
def test_a_draft_job_that_is_killed_goes_on_and_drafts_nothing_twice(store: Store, tmp_path: Path) -> None:
    towns = "柏林 巴黎 罗马 伦敦 马德里 维也纳".split()
    text = "\n".join(f"第{number}天，他们从{town}出发，走了很远的路。" for number in range(2, 10) for town in towns)
    store.add_document(make_document("journey.txt", text.encode(), "zh"))
    source = store.find_document("journey.txt")
    main = "from ui.cli import main; main()"
    project = str(tmp_path / "p.db")
    command = [sys.executable, "-c", main, "draft", "-p", project, "--to", "en", "--document", "journey.txt"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while process.poll() is None and not store.drafts(source.id):
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    before = store.drafts(source.id)
    assert 0 < len(before) < source.aligned_segments
    assert len(before) % BATCH_SIZE == 0, "a batch is kept whole or not at all"
    subprocess.run(command, check=True, capture_output=True)
    after = store.drafts(source.id)
    assert [stored.draft.position for stored in after] == list(range(source.aligned_segments))
    ids = {stored.id for stored in after}
    assert {stored.id for stored in before} <= ids, "what was drafted before is still the same"
    assert all(stored.draft.text for stored in after)
