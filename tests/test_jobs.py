"""The main job as the command line and the workbench run it: resumable at any step, on the bundled pair."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from align.encoding import EmbeddedEncoder, HalfVectors
from align.search import read_bitext
from align.sides import encoding_name
from corpora.errors import UnreadableInput, UnsupportedLanguage
from corpora.reading.archives import Source, sources
from corpora.store import Store, open_store
from corpora.units import Action, ReviewState, SegmentState, System, Verdict
from mt.likelihood import Likelihood
from mt.quality import signature
from mt.translators import Hints
from ui import drafting_jobs, jobs
from ui.scoring_jobs import score_project
from ui.steps import Progress


class Glossary:
    """A translator that knows few words and leaves the rest: enough to be drafted by, not to be believed."""

    system = System("glossary", "1", "words", "CC0-1.0")

    def __init__(self) -> None:
        self.asked: list[str] = []

    def supports(self, source: str, target: str) -> bool:
        return source == "zh" and target in ("en", "de")

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, careful: bool = False, hints: Sequence[Hints] = ()
    ) -> list[str]:
        self.asked += [] if careful else texts
        words = {"电车": "tram", "夜市": "night market", "渡口": "ferry landing"}
        return [" ".join(word for han, word in words.items() if han in text) or "something else" for text in texts]


class AsksOfGerman:
    """A judge that finds every letter equally unlikely, and knows German only."""

    system = System("asks-of-german", "1", "", "CC0-1.0")

    def supports(self, source: str, target: str) -> bool:
        return target == "de"

    def log_likelihoods(self, translations: Sequence[tuple[str, str]], source: str, target: str) -> list[Likelihood]:
        return [Likelihood(-0.5 * len(translation), len(translation)) for _, translation in translations]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "p.db", create=True) as opened:
        yield opened


@pytest.fixture
def files(sample_folder: Path) -> list[Source]:
    return list(sources([sample_folder / "article.zh.txt", sample_folder / "article.de.txt"]))


def finish(job: Iterator[Progress]) -> list[Progress]:
    return list(job)


def test_pages_become_an_aligned_pair(store: Store, files: list[Source]) -> None:
    finish(jobs.add_documents(store, files))
    sides = jobs.Sides(store)
    notes = [step.note for step in jobs.find_pairs(store, sides) if step.note]
    assert notes and "article.de.txt translates article.zh.txt" in notes[0]
    finish(jobs.align_pairs(store, sides))
    (pair,) = store.pairs()
    assert pair.alignment_id is not None
    for document_id, states in store.coverage(pair.id).items():
        assert sum(states.values()) == len(store.document(document_id).segments)
    chinese = store.coverage(pair.id)[pair.source_id]
    assert chinese[SegmentState.LINKED] > 35 and chinese[SegmentState.OMITTED] >= 8
    assert chinese[SegmentState.BOILERPLATE] >= 2 and chinese[SegmentState.BYLINE] >= 1


def test_every_stage_goes_on_where_it_was(store: Store, files: list[Source]) -> None:
    finish(jobs.add_documents(store, files))
    sides = jobs.Sides(store)
    finish(jobs.find_pairs(store, sides))
    finish(jobs.align_pairs(store, sides))
    translator = Glossary()
    drafting = drafting_jobs.draft_documents(store, ["en"], translator=translator)
    next(drafting)
    drafting.close()  # stopped half-way
    everything = {segment.text for segment in store.document(store.pairs()[0].source_id).aligned_segments}
    assert 0 < len(everything & set(translator.asked)) < len(everything)
    finish(drafting_jobs.draft_documents(store, ["en"], translator=translator))
    assert everything <= set(translator.asked)
    assert all(translator.asked.count(text) == 1 for text in everything), "no sentence is drafted twice"
    asked = list(translator.asked)
    finish(drafting_jobs.draft_documents(store, ["en"], translator=translator))
    assert translator.asked == asked

    scoring = score_project(store)
    next(scoring)
    scoring.close()
    finish(score_project(store))
    assert not finish(score_project(store))
    before = store.alignment(store.pairs()[0].id)
    finish(jobs.find_pairs(store, sides))
    finish(jobs.align_pairs(store, sides))
    assert store.alignment(store.pairs()[0].id) == before and len(store.pairs()) == 1


def test_a_model_is_asked_about_what_it_knows_and_nothing_is_scored_twice(store: Store, files: list[Source]) -> None:
    finish(jobs.add_documents(store, files))
    sides = jobs.Sides(store)
    finish(jobs.find_pairs(store, sides))
    finish(jobs.align_pairs(store, sides))
    (pair,) = store.pairs()
    finish(drafting_jobs.draft_documents(store, ["en"], translator=Glossary()))
    finish(score_project(store))
    plainly = signature(words=True)
    assert not store.unscored_beads(pair.id, plainly)
    model = AsksOfGerman()
    finish(score_project(store, likelihood_model=model))
    assert not store.unscored_beads(pair.id, signature(words=True, likelihood_model=model))
    drafts = [stored.score for stored in store.drafts(pair.source_id, "en")]
    assert drafts and all(score and score.signature == plainly for score in drafts)
    assert not finish(score_project(store, likelihood_model=model))


def judge(store: Store, bead_id: int, action: Action) -> None:
    store.decide(Verdict(bead_id, action, "ana", datetime(2026, 11, 1, tzinfo=UTC)))


def test_verdicts_hold_when_a_pair_is_aligned_again(store: Store, files: list[Source]) -> None:
    finish(jobs.add_documents(store, files))
    pair = jobs.name_pair(store, "article.zh.txt", "article.de.txt")
    sides = jobs.Sides(store)
    finish(jobs.align_pairs(store, sides))
    units = [unit for unit in store.units(pair.id) if unit.bead.shape == "1-1"]
    kept, wrong, undone = units[4], units[9], units[14]
    judge(store, kept.bead_id, Action.ACCEPT)
    judge(store, wrong.bead_id, Action.REJECT)
    judge(store, undone.bead_id, Action.REJECT)
    judge(store, undone.bead_id, Action.UNDO)
    for again in (True, False):
        if again:
            finish(jobs.align_pairs(store, sides, again=True))
        else:
            bitext = read_bitext(sides[pair.source_id], sides[pair.target_id])
            jobs.realign(store, sides, store.pair(pair.id), bitext, [wrong.bead])
        found = {unit.bead_id: unit for unit in store.units(pair.id)}
        assert found[kept.bead_id].bead.probability == 1.0
        assert found[kept.bead_id].state is ReviewState.ACCEPTED, "the bead keeps its id, and its verdict"
        assert wrong.bead_id not in found
        assert undone.bead_id in found


def test_nothing_is_encoded_twice(store: Store, files: list[Source]) -> None:
    class Counting(EmbeddedEncoder):
        asked = 0

        def encode_spans(self, sentences: Sequence[str], longest: int, joiner: str) -> list[HalfVectors]:
            self.asked += 1
            return super().encode_spans(sentences, longest, joiner)

    finish(jobs.add_documents(store, files))
    encoder = Counting()
    source, target = (summary.id for summary in store.documents())
    first = jobs.Sides(store, encoder)
    sides = [first[source], first[target]]
    again = jobs.Sides(store, encoder)
    for identity, side in zip((source, target), sides, strict=True):
        for ours, theirs in zip(side.spans, again[identity].spans, strict=True):
            assert np.array_equal(ours, theirs)
    assert encoder.asked == 2
    store.keep_vectors(source, encoding_name(encoder), b"cut off")  # as by another version of the program
    assert np.array_equal(jobs.Sides(store, encoder)[source].spans[5], sides[0].spans[5])
    assert encoder.asked == 3


def test_a_file_added_twice_is_noted(store: Store, files: list[Source]) -> None:
    finish(jobs.add_documents(store, files))
    renamed = Source("copy.txt", files[0].raw)
    notes = [step.note for step in jobs.add_documents(store, [files[0], renamed])]
    assert notes == [
        "article.zh.txt is already in the project",
        "copy.txt is already in the project, as article.zh.txt",
    ]
    assert len(store.documents()) == 2


def test_one_bad_file_keeps_all_out(store: Store, files: list[Source]) -> None:
    with pytest.raises(UnreadableInput):
        finish(jobs.add_documents(store, [*files, Source("noise.bin", b"\0\1\2")]))
    assert not store.documents()


def test_only_sources_are_drafted_unless_named(store: Store, files: list[Source]) -> None:
    finish(jobs.add_documents(store, files))
    jobs.name_pair(store, "article.zh.txt", "article.de.txt")
    finish(drafting_jobs.draft_documents(store, ["en"], translator=Glossary()))
    source, target = store.documents()
    assert len(store.drafts(source.id)) == source.aligned_segments and not store.drafts(target.id)
    with pytest.raises(UnsupportedLanguage, match="German"):
        finish(drafting_jobs.draft_documents(store, ["en"], documents=["article.de.txt"], translator=Glossary()))


def test_a_pair_needs_two_languages(store: Store, files: list[Source]) -> None:
    finish(jobs.add_documents(store, files))
    with pytest.raises(UnsupportedLanguage, match="two languages"):
        jobs.name_pair(store, "article.zh.txt", "article.zh.txt")


@pytest.mark.gold
def test_of_five_scraped_articles_one_pair_is_found(store: Store, seeds_folder: Path) -> None:
    finish(jobs.add_documents(store, sources(sorted(seeds_folder.glob("*.txt")))))
    sides = jobs.Sides(store)
    finish(jobs.find_pairs(store, sides))
    (pair,) = store.pairs()
    assert store.document(pair.source_id).name.startswith("000")
    assert store.document(pair.target_id).name.startswith("002")
    finish(jobs.align_pairs(store, sides))
    tail = [unit for unit in store.units(pair.id) if unit.bead.source and unit.bead.source[0] >= 74]
    assert tail and all(unit.bead.is_null for unit in tail)
