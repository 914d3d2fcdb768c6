"""The main job, stage by stage: each a generator that does the work, stores it bit by bit, and reports progress.

Every stage asks the store what is missing and does only that, so any of them can be stopped at any moment
and started again. Both faces of the workbench run these and show the progress in their own way.
"""

import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Generator, Iterable, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple

from align import documents as pairing
from align import revision
from align.encoding import Encoder, load_encoder
from align.features import BitextFeatures
from align.locks import Locks
from align.model import default_weights
from align.search import AlignOptions, align_encoded, renumber
from align.sides import EncodedSide, Side, encode_side, encoding_name, pack, unpack
from corpora.documents import document_id, make_document
from corpora.duplicates import link_near_duplicates
from corpora.errors import UnreadableInput, UnsupportedLanguage, WorkbenchError
from corpora.glossary import NO_GLOSSARY, Glossary
from corpora.languages import CORE_LANGUAGES
from corpora.order import crossings
from corpora.reading.archives import Source
from corpora.sentence_rules import SentenceRules
from corpora.store import DocumentSummary, Pair, Store
from corpora.units import Alignment, Bead, Document, ReviewState, Segment
from mt.translators import DEFAULT_TRANSLATOR
from ui.drafting_jobs import DRAFT_LANGUAGES, draft_documents
from ui.scoring_jobs import score_project
from ui.steps import Job, Progress

_SENTENCES_HELD = 40_000  # whose vectors stay in memory, a quarter of a gigabyte


class Added(NamedTuple):
    """What became of files: how many were stored, were there already, and were refused; other files are skipped."""

    new: int = 0
    known: int = 0
    refused: int = 0
    skipped: int = 0

    def __str__(self) -> str:
        counts = {"added": self.new, "already there": self.known, "refused": self.refused, "skipped": self.skipped}
        return ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "0 added"


def add_documents(
    store: Store,
    files: Iterable[Source],
    language: str | None = None,
    encoding: str | None = None,
    total: int | None = None,
) -> Generator[Progress, None, Added]:
    """Read, clean, segment and store files; those already there are noted and left alone.

    A file named by itself that is no document raises WorkbenchError as long as nothing is stored. Of those in
    folders and archives the good ones are stored one by one, and what is wrong with the others is noted. total is
    how many files there are, where files does not know.
    """
    total = len(files) if isinstance(files, Sequence) else total or 0
    known = {summary.id: summary.name for summary in store.documents()}
    rules = sentence_rules(store)
    named: list[Document] = []
    added = Added()
    skipped: Counter[str] = Counter()
    done, is_stored = 0, False
    for done, file in enumerate(files, 1):
        note = ""
        try:
            if file.error:
                raise UnreadableInput(file.error)
            if (there := document_id(file.raw)) in known:
                renamed = "" if known[there] == file.name else f", as {known[there]}"
                note, added = f"{file.name} is already in the project{renamed}", added._replace(known=added.known + 1)
            else:
                document = make_document(file.name, file.raw, language, encoding=encoding, rules=rules)
                known[document.id] = document.name
                added = added._replace(new=added.new + 1)
                if file.is_inside:
                    _store_all(store, named)
                    store.add_document(document)
                    is_stored = True
                else:
                    named.append(document)
        except WorkbenchError as error:
            if not file.is_inside and not is_stored:
                raise
            if file.is_skipped:
                skipped[PurePosixPath(file.name).suffix.lower()] += 1
            else:
                note, added = str(error), added._replace(refused=added.refused + 1)
        yield Progress("reading", done, max(done, total), note)
    _store_all(store, named)
    if skipped:
        kinds = ", ".join(f"{count} {suffix}" for suffix, count in skipped.most_common())
        yield Progress("reading", done, max(done, total), f"skipped, since they are no text: {kinds}")
    yield from _near_duplicates(store)
    return added._replace(skipped=skipped.total())


def _store_all(store: Store, documents: list[Document]) -> None:
    while documents:
        store.add_document(documents.pop(0))


def _near_duplicates(store: Store) -> Job:
    """Say which documents are nearly the same as others, or parts of them."""
    names = {summary.id: summary.name for summary in store.documents()}
    for count, link in enumerate(link_near_duplicates(store), 1):
        yield Progress("comparing", count, count, link.in_words(names[link.document_id], names[link.other_id]))


def sentence_rules(store: Store) -> dict[str, SentenceRules]:
    """What the project says about where sentences end, by language."""
    by_language: dict[str, list[str]] = {}
    for known in store.exceptions():
        by_language.setdefault(known.language, []).append(known.text)
    return {language: SentenceRules(tuple(texts)) for language, texts in by_language.items()}


class Sides:
    """The encoded sentences of the project's documents, each encoded once: the store keeps the vectors."""

    def __init__(self, store: Store, encoder: Encoder | None = None) -> None:
        self.encoder = encoder or load_encoder()
        self._store = store
        self._positions: dict[str, list[int]] = {}
        self._sides: OrderedDict[str, EncodedSide] = OrderedDict()

    def __getitem__(self, identity: str) -> EncodedSide:
        if identity in self._sides:
            self._sides.move_to_end(identity)
        else:
            self._sides[identity] = self._encoded(identity)
            while len(self._sides) > 2 and sum(map(len, self._sides.values())) > _SENTENCES_HELD:
                self._sides.popitem(last=False)
        return self._sides[identity]

    def positions(self, identity: str) -> list[int]:
        """The document positions of the side's sentences."""
        if identity not in self._positions:
            self._positions[identity] = [segment.position for segment in self._segments(identity)]
        return self._positions[identity]

    def _segments(self, identity: str) -> tuple[Segment, ...]:
        return self._store.document(identity).aligned_segments

    def _encoded(self, identity: str) -> EncodedSide:
        # Counted first: what is encoded while someone reclassifies is kept under a name that nobody asks for again.
        changes = len(self._store.reclassifications(identity))
        name = encoding_name(self.encoder) + (f"|reclassified:{changes}" if changes else "")
        document = self._store.document(identity)
        side = Side([segment.text for segment in document.aligned_segments], document.language)
        kept = self._store.vectors(identity, name)
        spans = None if kept is None else unpack(kept, len(side.sentences))
        encoded = encode_side(side, self.encoder, spans)
        if spans is None and len(encoded):
            self._store.keep_vectors(identity, name, pack(encoded))
        return encoded


def find_pairs(store: Store, sides: Sides) -> Job:
    """Find the translations among documents that have none in that language yet, and store the pairs."""
    summaries = {summary.id: summary for summary in store.documents()}
    taken = frozenset(
        (one, summaries[other].language)
        for pair in store.pairs()
        for one, other in ((pair.source_id, pair.target_id), (pair.target_id, pair.source_id))
    )
    open_ones = [summary for summary in summaries.values() if _wants_translation(summary, taken)]
    candidates = []
    for done, summary in enumerate(open_ones, 1):
        load = partial(sides.__getitem__, summary.id)
        candidates.append(pairing.Candidate.of(summary.id, summary.language, load))
        yield Progress("encoding", done, len(open_ones))
    last = Progress("pairing", 0, 0)
    for step in pairing.find_pairs(candidates, taken):
        if isinstance(step, pairing.Looked):
            last = Progress(*step)
            yield last
        else:
            store.add_pair(step.source, step.target, step.probability, "found")
            names = f"{summaries[step.target].name} translates {summaries[step.source].name}"
            yield last._replace(note=f"{names} (probability {step.probability:.2f})")


def name_pair(store: Store, source: str, target: str) -> Pair:
    """The pair of two documents named by the user, as store.find_document understands them.

    Raises ProjectError for documents that are not there, UnsupportedLanguage for two of one language.
    """
    first, second = store.find_document(source), store.find_document(target)
    if first.language == second.language:
        raise UnsupportedLanguage(
            f"{first.name} and {second.name} are both in {first.language!r}: a pair needs two languages"
        )
    return store.add_pair(first.id, second.id, 1.0, "named")


def align_pairs(store: Store, sides: Sides, pairs: Sequence[Pair] | None = None, *, again: bool = False) -> Job:
    """Align the pairs that are not aligned yet: all of them, or those given, of which the others are noted.

    With again those aligned before are aligned anew. What people accepted holds, and what they rejected does
    not come again.
    """
    chosen = store.pairs() if pairs is None else pairs
    for done, pair in enumerate(chosen, 1):
        note = "" if pairs is None or again or pair.alignment_id is None else _aligned_already(store, pair)
        if again or pair.alignment_id is None:
            started = time.perf_counter()
            locks, note = _locks(store, sides, pair)
            alignment = align_encoded(
                sides[pair.source_id], sides[pair.target_id], AlignOptions(), sides.encoder, locks
            )
            _save(store, sides, pair, alignment, started)
            note = "; ".join(filter(None, (note, _moved(store, pair, alignment))))
        yield Progress("aligning", done, len(chosen), note)


def realign(store: Store, sides: Sides, pair: Pair, bitext: BitextFeatures, judged: Sequence[Bead]) -> Alignment:
    """The alignment of a pair after beads of it were judged: only the spans around them are solved again.

    bitext is `align.search.read_bitext` of the pair's sides; it can be kept as long as the pair is on screen.
    judged are beads as the store has them. The alignment is stored, if it is another one, and returned.
    """
    started = time.perf_counter()
    current = store.alignment(pair.id)
    if current is None:
        raise ValueError(f"pair {pair.id} is not aligned yet")
    locks, _ = _locks(store, sides, pair)
    of_sides = _to_sides(sides, pair)
    beads = revision.realign(
        bitext, [of_sides(b) for b in current.beads], [of_sides(b) for b in judged], locks, default_weights()
    )
    if [(b.source, b.target) for b in beads] == [(b.source, b.target) for b in map(of_sides, current.beads)]:
        return current
    return _save(store, sides, pair, Alignment(tuple(beads), current.signature), started)


def _save(store: Store, sides: Sides, pair: Pair, alignment: Alignment, started: float) -> Alignment:
    """The alignment with document positions for those of the sides, stored."""
    placed = renumber(alignment, sides.positions(pair.source_id), sides.positions(pair.target_id))
    store.save_alignment(pair.id, placed, time.perf_counter() - started)
    return placed


def _locks(store: Store, sides: Sides, pair: Pair) -> tuple[Locks, str]:
    """What people said of the beads of a pair, and a note where two things they said cannot both hold.

    Of two accepted beads that share a sentence the one accepted last holds.
    """
    accepted: list[Bead] = []
    forbidden: list[Bead] = []
    taken: set[tuple[str, int]] = set()
    given_up = 0
    for judged in reversed(store.judged_beads(pair.id)):
        if judged.state is ReviewState.REJECTED:
            forbidden.append(judged.bead)
        elif taken.isdisjoint(judged.bead.places):
            accepted.append(judged.bead)
            taken |= judged.bead.places
        else:
            given_up += 1
    of_sides = _to_sides(sides, pair)
    note = f"{given_up} accepted beads gave way to others accepted later" if given_up else ""
    return Locks(tuple(map(of_sides, accepted)), tuple(map(of_sides, forbidden))), note


def _moved(store: Store, pair: Pair, alignment: Alignment) -> str:
    """How many beads the translation moved, in words; "" for none."""
    moved = len(crossings(alignment.beads))
    if not moved:
        return ""
    names = {summary.id: summary.name for summary in store.documents()}
    return f"{names[pair.target_id]}: {moved} {'bead stands' if moved == 1 else 'beads stand'} out of order"


def _to_sides(sides: Sides, pair: Pair) -> Callable[[Bead], Bead]:
    """What turns a bead's document positions into those of the sides."""
    source, target = (
        {position: i for i, position in enumerate(sides.positions(identity))}
        for identity in (pair.source_id, pair.target_id)
    )
    return lambda bead: Bead(
        tuple(source[i] for i in bead.source), tuple(target[j] for j in bead.target), bead.probability
    )


def run(
    store: Store,
    files: Iterable[Source],
    language: str | None = None,
    languages: Sequence[str] = DRAFT_LANGUAGES,
    system: str = DEFAULT_TRANSLATOR,
    encoding: str | None = None,
    total: int | None = None,
    glossary: Glossary = NO_GLOSSARY,
) -> Job:
    """All stages in a row: add, pair, align, draft, score."""
    yield from add_documents(store, files, language, encoding, total)
    sides = Sides(store)
    yield from find_pairs(store, sides)
    yield from align_pairs(store, sides)
    yield from draft_documents(store, languages, system, glossary=glossary)
    yield from score_project(store, sides.encoder)


def _wants_translation(summary: DocumentSummary, taken: frozenset[tuple[str, str]]) -> bool:
    return any(
        (summary.id, language) not in taken for language in CORE_LANGUAGES if language != summary.language
    )  # fmt: skip


def _aligned_already(store: Store, pair: Pair) -> str:
    names = {summary.id: summary.name for summary in store.documents()}
    return f"{names[pair.source_id]} and {names[pair.target_id]} are aligned already"
