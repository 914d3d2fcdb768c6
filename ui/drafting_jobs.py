"""Drafting a project: what is missing by this system and glossary, what is known already, in an order that can stop."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from corpora.chinese_people import people
from corpora.glossary import NO_GLOSSARY, Concept, Glossary
from corpora.store import DocumentSummary, Store
from corpora.units import Draft, Segment, System
from mt import drafting
from mt.lengths import GERMAN_PER_ENGLISH, expected_length
from mt.translators import DEFAULT_TRANSLATOR, Hints, ReadsContext, Translator, require_direction
from ui.loading import load
from ui.steps import Job, Progress

DRAFT_LANGUAGES = ("en", "de")
# A segment costs what its translation costs, and this many characters besides: the prompt, the checks.
_COST_OF_ANY = 20.0


class _Assignment(NamedTuple):
    """Segments of a document to be drafted into one language, by a system that differs where terms were found."""

    document: DocumentSummary
    language: str
    segments: list[Segment]
    hints: dict[int, Hints]
    systems: dict[int, System]

    def cost(self, segment: Segment) -> float:
        english = expected_length(segment.text, self.document.language)
        return _COST_OF_ANY + english * (GERMAN_PER_ENGLISH if self.language == "de" else 1.0)


def draft_documents(
    store: Store,
    languages: Sequence[str] = DRAFT_LANGUAGES,
    system: str = DEFAULT_TRANSLATOR,
    documents: Sequence[str] = (),
    translator: Translator | None = None,
    glossary: Glossary = NO_GLOSSARY,
    limit: int | None = None,
) -> Job:
    """Draft every source segment into each language that the system has not drafted it into.

    Source documents are those that translate no other, or the ones named. A text that the system has translated
    elsewhere in the project is not translated again. Segments with terms of the glossary are drafted by a system whose
    options name the glossary; a changed glossary drafts them anew, and no others. People whom a Chinese article names
    are given in pinyin. limit is how many segments are drafted at most, from the beginning of each document. Raises
    ModelUnavailable, and UnsupportedLanguage where documents are named that the system cannot translate.
    """
    sources = [store.find_document(name) for name in documents] or source_documents(store)
    wanted = [(source, language) for source in sources for language in languages if source.language != language]
    if not wanted:
        return
    if translator is None:
        translator = yield from load(system)
    assignments = []
    for source, language in wanted:
        require_direction(translator, source.language, language)
        found = _assignment(store, translator, source, language, glossary)
        if limit is not None:
            found = found._replace(segments=found.segments[:limit])
            limit -= len(found.segments)
        if found.segments:
            assignments.append(found)
    total = sum(len(found.segments) for found in assignments)
    cost = sum(found.cost(segment) for found in assignments for segment in found.segments)
    done, spent = 0, 0.0
    for found in assignments:
        by_position = {segment.position: segment for segment in found.segments}
        for batch in _drafts(store, translator, found):
            store.add_drafts(batch)
            done += len(batch)
            spent += sum(found.cost(by_position[draft.position]) for draft in batch)
            yield Progress("drafting", done, total, share=spent / cost)


def source_documents(store: Store) -> list[DocumentSummary]:
    """The documents that translate no other document of the project."""
    targets = {pair.target_id for pair in store.pairs()}
    return [summary for summary in store.documents() if summary.id not in targets]


def _assignment(
    store: Store, translator: Translator, source: DocumentSummary, language: str, glossary: Glossary
) -> _Assignment:
    hints, systems, segments = {}, {}, []
    missing: dict[System, set[int]] = {}
    everything = store.document(source.id).aligned_segments
    names = people_glossary([segment.text for segment in everything]) if source.language == "zh" else NO_GLOSSARY
    for segment in everything:
        terms = glossary.terms_in(segment.text, source.language, language)
        people = [
            name
            for name in names.terms_in(segment.text, source.language, language)
            if not any(name.source in term.source for term in terms)
        ]
        system = _system(translator.system, glossary if terms else None, bool(people))
        if system not in missing:
            missing[system] = {one.position for one in store.undrafted(source.id, language, system)}
        if segment.position in missing[system]:
            segments.append(segment)
            hints[segment.position], systems[segment.position] = Hints((*terms, *people)), system
    return _Assignment(source, language, segments, hints, systems)


def people_glossary(sentences: Sequence[str]) -> Glossary:
    """The people whom a Chinese article names, in pinyin, so that they are called the same in all its sentences."""
    return Glossary(
        Concept({"zh": (name,)} | dict.fromkeys(DRAFT_LANGUAGES, (spelled,)))
        for name, spelled in people(sentences).items()
    )


def _system(plain: System, glossary: Glossary | None, with_people: bool) -> System:
    """The system under what it is told besides: a glossary's terms, names in pinyin."""
    told = f"|glossary:{glossary.signature}" if glossary else ""
    return replace(plain, options=plain.options + told + ("|people:pinyin" if with_people else ""))


def _drafts(store: Store, translator: Translator, found: _Assignment) -> drafting.Batches:
    """The drafts of an assignment in batches to be stored: first those of texts that were translated before."""
    in_context = isinstance(translator, ReadsContext)
    known: list[Draft] = [] if in_context else list(_known(store, found))
    if known:
        yield known
    there = {draft.position for draft in known}
    context = _Context(store, found, translator.context_sentences) if isinstance(translator, ReadsContext) else None
    for batch in drafting.draft(
        [segment for segment in found.segments if segment.position not in there],
        translator,
        found.document.id,
        found.document.language,
        found.language,
        hints=lambda segment: context.hints(segment) if context else found.hints[segment.position],
        in_order=in_context,
    ):
        named = [replace(draft, system=found.systems[draft.position]) for draft in batch]
        yield named
        if context:
            context.learn(named)


def _known(store: Store, found: _Assignment) -> drafting.Drafts:
    for system in set(found.systems.values()):
        segments = [segment for segment in found.segments if found.systems[segment.position] == system]
        texts = store.drafts_of_texts(
            [segment.text for segment in segments], found.document.language, found.language, system
        )
        for segment in segments:
            if segment.text in texts:
                text, findings = texts[segment.text]
                yield Draft(found.document.id, segment.position, found.language, text, system, findings)


class _Context:
    """The sentences before a segment with their translations: what a person accepted, else what was drafted."""

    def __init__(self, store: Store, found: _Assignment, sentences: int) -> None:
        self._found, self._sentences = found, sentences
        self._texts = store.document(found.document.id).aligned_segments
        self._index = {segment.position: i for i, segment in enumerate(self._texts)}
        self._translations = {
            stored.draft.position: stored.draft.text for stored in store.drafts(found.document.id, found.language)
        }
        self._translations |= _accepted(store, found.document, found.language)

    def hints(self, segment: Segment) -> Hints:
        """The terms of a segment, and what stands before it."""
        place = self._index[segment.position]
        before = self._texts[max(0, place - self._sentences) : place]
        return self._found.hints[segment.position]._replace(
            before=tuple(
                (one.text, self._translations[one.position]) for one in before if one.position in self._translations
            )
        )

    def learn(self, drafts: Sequence[Draft]) -> None:
        """Take new drafts for the translations of their segments where there is none yet."""
        for draft in drafts:
            self._translations.setdefault(draft.position, draft.text)


def _accepted(store: Store, source: DocumentSummary, language: str) -> dict[int, str]:
    """What people accepted as translations of a document's sentences, by the first position of each."""
    return {
        entry.positions[0]: entry.target
        for pair_id in store.memory_versions(source.language, language)
        for entry in store.memory_entries(pair_id, source.language)
        if entry.document_id == source.id
    }
