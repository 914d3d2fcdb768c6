"""The handle on a project: each method one transaction over the functions beside it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path

from corpora.languages import language as language_of
from corpora.memory_entries import Entry
from corpora.store import alignments, documents, drafts, memory, opening, reviewing, scores, summing, units
from corpora.store.project_documents import ProjectDocuments
from corpora.store.values import Gestures, JudgedBead, Origin, Pair, ProjectStatus, StoredDraft, Unscored
from corpora.units import (
    Alignment,
    Bead,
    Draft,
    Finding,
    ReviewState,
    Score,
    Segment,
    SegmentState,
    System,
    TranslationUnit,
    Verdict,
)


def open_store(path: str | Path, *, create: bool = False, timeout: float = 5.0) -> "Store":
    """The project at a path, brought to the newest schema.

    create makes one where there is no file. timeout is how many seconds another process's lock is waited
    for, now and at every change. Raises ProjectError for what is no project, and leaves it untouched.
    """
    return Store(opening.open_engine(path, create=create, timeout=timeout))


class Store(ProjectDocuments):
    """An open project. Every method is one transaction, unless it says otherwise.

    All raise ProjectError for an id that is not there and for a project locked longer than the timeout.
    """

    # Pairs and alignments

    def add_pair(self, source_id: str, target_id: str, probability: float, origin: Origin) -> Pair:
        """The pair of two documents, made if it was not there.

        One that is there is returned as it is, except that "named" supersedes "found".
        """
        with opening.writing(self._engine) as tx:
            return alignments.add_pair(tx, source_id, target_id, probability, origin)

    def pairs(self) -> list[Pair]:
        """All pairs, in the order they were added."""
        with opening.reading(self._engine) as tx:
            return alignments.pairs(tx)

    def pair(self, pair_id: int) -> Pair:
        """The pair of an id."""
        with opening.reading(self._engine) as tx:
            return alignments.pair(tx, pair_id)

    def save_alignment(self, pair_id: int, alignment: Alignment, elapsed: float) -> int:
        """The id under which an alignment is stored and made its pair's current one; elapsed in seconds.

        Beads that an earlier alignment of the pair had keep their ids, verdicts and scores. Raises
        ValueError unless the beads hold every aligned segment of both documents exactly once.
        """
        with opening.writing(self._engine) as tx:
            return alignments.save(tx, pair_id, alignment, elapsed)

    def alignment(self, pair_id: int) -> Alignment | None:
        """The current alignment of a pair, None where it has none: it was not aligned yet, or a kind changed since."""
        with opening.reading(self._engine) as tx:
            return alignments.load(tx, pair_id)

    # Units and verdicts

    def units(
        self,
        pair_id: int | None = None,
        *,
        min_confidence: float | None = None,
        min_quality: float | None = None,
        state: ReviewState | None = None,
        nulls: bool = True,
        lang_pair: tuple[str, str] | None = None,
        document: str | None = None,
        with_origins: bool = False,
    ) -> Iterator[TranslationUnit]:
        """The units of the current alignments, pair by pair in document order, verdicts applied.

        min_confidence is the least probability of the bead, min_quality the least score of its text (a
        unit without a score does not pass); document is a reference as in `find_document`, on either side.
        with_origins adds to a unit's fields author, date, publisher, credit (whom the page names as its source)
        and url of either page, as `source_url`, and its text as it was before its script was folded, as
        `source_original_script`; it reads whole documents.
        Each pair is read in a transaction of its own, so whoever takes the units may also write.
        """

        def passes(unit: TranslationUnit) -> bool:
            return (
                (nulls or not unit.bead.is_null)
                and (state is None or unit.state is state)
                and (min_confidence is None or unit.bead.probability >= min_confidence)
                and (min_quality is None or (unit.quality is not None and unit.quality.value >= min_quality))
            )

        chosen = self._chosen_pairs(pair_id, lang_pair, document)
        return filter(passes, chain.from_iterable(self._units_of(pair, with_origins=with_origins) for pair in chosen))

    def _units_of(self, pair: Pair, *, with_origins: bool) -> list[TranslationUnit]:
        if pair.alignment_id is None:
            return []
        with opening.reading(self._engine) as tx:
            return units.of_alignment(tx, pair.alignment_id, with_origins=with_origins)

    def _chosen_pairs(self, pair_id: int | None, lang_pair: tuple[str, str] | None, document: str | None) -> list[Pair]:
        with opening.reading(self._engine) as tx:
            pairs = alignments.pairs(tx) if pair_id is None else [alignments.pair(tx, pair_id)]
            if document is not None:
                wanted = documents.find(tx, document).id
                pairs = [pair for pair in pairs if wanted in (pair.source_id, pair.target_id)]
            if lang_pair is not None:
                languages = {summary.id: language_of(summary.language) for summary in documents.summaries(tx)}
                codes = (language_of(lang_pair[0]), language_of(lang_pair[1]))
                pairs = [p for p in pairs if (languages[p.source_id], languages[p.target_id]) == codes]
            return pairs

    def unit(self, bead_id: int) -> TranslationUnit:
        """The unit of a bead, in the latest alignment that has it."""
        with opening.reading(self._engine) as tx:
            return units.of_bead(tx, bead_id)

    def coverage(self, pair_id: int) -> dict[str, Counter[SegmentState]]:
        """How many segments of each document of a pair, by id, are in each state; source document first.

        The segments of a rejected bead are undecided, as are all aligned segments before the pair is aligned.
        """
        with opening.reading(self._engine) as tx:
            return reviewing.coverage(tx, pair_id)

    def decide(self, *verdicts: Verdict, seen: Mapping[int, int] | None = None) -> None:
        """Append verdicts to the log, all or none; ValueError for an edit without text or a time without a zone.

        seen is how many events on a bead the reviewer had before their eyes, by its id: where another person spoke of
        it since, ProjectError says who, and nothing is stored.
        """
        with opening.writing(self._engine) as tx:
            for bead_id, count in (seen or {}).items():
                reviewing.check_seen(tx, bead_id, count, {verdict.reviewer for verdict in verdicts})
            for verdict in verdicts:
                reviewing.decide(tx, verdict)

    def probabilities(self, pair_id: int) -> list[float]:
        """The probability of each bead of a pair's current alignment, in order; none of a pair not aligned yet."""
        with opening.reading(self._engine) as tx:
            return alignments.probabilities(tx, pair_id)

    def verdict_times(self, reviewer: str, most: int = 200) -> list[datetime]:
        """When a reviewer last accepted, rejected, edited or made beads, at most so many times, in order."""
        with opening.reading(self._engine) as tx:
            return reviewing.verdict_times(tx, reviewer, most)

    def event_counts(self, pair_id: int) -> Counter[int]:
        """How many events the log has on each bead of a pair that anything was said of, by its id."""
        with opening.reading(self._engine) as tx:
            return reviewing.event_counts(tx, pair_id)

    def gestures(self, pair_id: int, reviewer: str) -> Gestures:
        """What a reviewer can undo and do again in a pair, whenever it was done."""
        with opening.reading(self._engine) as tx:
            return reviewing.gestures(tx, pair_id, reviewer)

    def add_beads(self, pair_id: int, beads: Sequence[Bead]) -> list[int]:
        """The ids of beads of a pair, to speak of them before an alignment has them; new ones are added."""
        with opening.writing(self._engine) as tx:
            return alignments.bead_ids(tx, pair_id, beads)

    def verdicts(self, bead_id: int) -> list[Verdict]:
        """The log of a bead, oldest first, undone verdicts and undos included; times in UTC."""
        with opening.reading(self._engine) as tx:
            return reviewing.verdicts(tx, bead_id)

    def judged_beads(self, pair_id: int) -> list[JudgedBead]:
        """The beads of a pair, of whichever alignment, that a verdict holds on, by the time of the latest.

        Those of which a segment is set aside by now are left out.
        """
        with opening.reading(self._engine) as tx:
            return reviewing.judged(tx, pair_id)

    def beads(self, bead_ids: Sequence[int]) -> list[Bead]:
        """Beads by their ids, whether or not an alignment has them now."""
        with opening.reading(self._engine) as tx:
            return alignments.beads(tx, bead_ids)

    def verdict_counts(self, pair_id: int) -> Counter[ReviewState]:
        """How many beads of a pair's current alignment stand in each review state."""
        with opening.reading(self._engine) as tx:
            return reviewing.counts(tx, pair_id)

    # The translation memory

    def memory_versions(self, source_language: str, target_language: str) -> dict[int, str]:
        """The pairs in two languages that anything was said of: by id, what changes whenever their entries may have."""
        with opening.reading(self._engine) as tx:
            return memory.versions(tx, language_of(source_language).code, language_of(target_language).code)

    def memory_entries(self, pair_id: int, source_language: str) -> list[Entry]:
        """What was accepted of a pair, as translated from one of its languages; see `corpora.store.memory`."""
        with opening.reading(self._engine) as tx:
            return memory.entries(tx, pair_id, language_of(source_language).code)

    # Drafts

    def undrafted(self, document_id: str, language: str, system: System) -> list[Segment]:
        """The aligned segments of a document without a draft by a system (its name, revision and options)."""
        with opening.reading(self._engine) as tx:
            return drafts.undrafted(tx, document_id, language, system)

    def drafts_of_texts(
        self, texts: Iterable[str], source_language: str, language: str, system: System
    ) -> dict[str, tuple[str, tuple[Finding, ...]]]:
        """What a system has made of texts anywhere in the project, with the findings, by text."""
        with opening.reading(self._engine) as tx:
            return drafts.of_texts(tx, texts, source_language, language, system)

    def add_drafts(self, drafts_made: Iterable[Draft]) -> int:
        """How many drafts were new, all stored in one transaction; one that is there is kept as it is."""
        made = list(drafts_made)  # a slow generator must not hold the lock
        with opening.writing(self._engine) as tx:
            return drafts.add(tx, made)

    def drafts(self, document_id: str, language: str | None = None) -> list[StoredDraft]:
        """The drafts of a document, into one language or all, by position, then in the order they were added."""
        with opening.reading(self._engine) as tx:
            return drafts.of_document(tx, document_id, language)

    # Scores

    def unscored_beads(self, pair_id: int, signature: str) -> list[Unscored]:
        """The beads of a pair's current alignment, nulls aside, whose text has no score of this signature.

        The text of an edited bead is the reviewer's, and is scored anew.
        """
        with opening.reading(self._engine) as tx:
            return units.unscored(tx, pair_id, signature)

    def unscored_drafts(
        self, signature: str, *, document_id: str | None = None, language: str | None = None
    ) -> list[Unscored]:
        """The drafts without a score of this signature, of one document and language or all."""
        with opening.reading(self._engine) as tx:
            return drafts.unscored(tx, signature, document_id, language)

    def add_bead_scores(self, scores_made: Mapping[int, Score]) -> int:
        """How many scores, by bead id, were new; one of the same text and signature is kept as it is."""
        with opening.writing(self._engine) as tx:
            return scores.add_of_beads(tx, scores_made)

    def add_draft_scores(self, scores_made: Mapping[int, Score]) -> int:
        """How many scores, by draft id, were new; one of the same signature is kept as it is."""
        with opening.writing(self._engine) as tx:
            return scores.add_of_drafts(tx, scores_made)

    # The whole

    def status(self) -> ProjectStatus:
        """What the project holds and what is left to do."""
        with opening.reading(self._engine) as tx:
            return summing.status(tx)
