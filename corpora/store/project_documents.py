"""The documents of a project: the part of its handle that pairs and alignments build on."""

from collections.abc import Iterable
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from corpora.languages import language as language_of
from corpora.store import documents, exceptions, kinds, near_duplicates, opening, vectors
from corpora.store.values import DocumentSummary, Reclassification, StoredException
from corpora.units import Document, NearDuplicate, SegmentKind, Sketch


class ProjectDocuments:
    """An open project, as far as its documents go."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def add_document(self, document: Document) -> bool:
        """Whether the document was new; one whose id is there is not stored again."""
        with opening.writing(self._engine) as tx:
            return documents.add(tx, document)

    def documents(self) -> list[DocumentSummary]:
        """All documents, in the order they were added."""
        with opening.reading(self._engine) as tx:
            return documents.summaries(tx)

    def document(self, document_id: str) -> Document:
        """The document as it was added, except that its segments are of the kinds they are now."""
        with opening.reading(self._engine) as tx:
            return documents.load(tx, document_id)

    def sentences(self, document_id: str) -> list[str]:
        """The texts of a document's segments that take part in alignment, without loading the document."""
        with opening.reading(self._engine) as tx:
            documents.check(tx, document_id)
            return [segment.text for segment in documents.segments(tx, document_id) if segment.kind.is_aligned]

    def find_document(self, reference: str) -> DocumentSummary:
        """The one document meant by an id, a name, a path to it, or the beginning of an id or name.

        Raises ProjectError, naming the candidates, where there is none or there are several.
        """
        with opening.reading(self._engine) as tx:
            return documents.find(tx, reference)

    def reclassify(self, document_id: str, position: int, kind: SegmentKind, reviewer: str) -> bool:
        """Whether the segment was of another kind, and is of this one now.

        The machine's kind stays on record, and reclassifying to it takes this back. A pair of the document whose
        alignment has the segment in a state that goes with another kind is not aligned until it is aligned again.
        """
        with opening.writing(self._engine) as tx:
            return kinds.reclassify(tx, document_id, position, kind, reviewer)

    def restore(self, document_id: str, position: int, reviewer: str) -> bool:
        """Whether the segment was set aside, and is the article's own now: a heading if read as one, else text."""
        with opening.writing(self._engine) as tx:
            return kinds.restore(tx, document_id, position, reviewer)

    def reclassifications(self, document_id: str) -> list[Reclassification]:
        """What people said of the segments of a document, oldest first, each with what the machine said."""
        with opening.reading(self._engine) as tx:
            documents.check(tx, document_id)
            return kinds.log(tx, document_id)

    def vectors(self, document_id: str, encoding: str) -> bytes | None:
        """What was kept of a document under the name of an encoding; None where nothing was."""
        with opening.reading(self._engine) as tx:
            return vectors.load(tx, document_id, encoding)

    def keep_vectors(self, document_id: str, encoding: str, data: bytes) -> None:
        """Keep what an encoder made of a document, so that it need not be made again."""
        with opening.writing(self._engine) as tx:
            vectors.keep(tx, document_id, encoding, data)

    # Where sentences end

    def exceptions(self, language: str | None = None) -> list[StoredException]:
        """The abbreviations behind which no sentence ends, of a language or all, in the order they were added."""
        code = language_of(language).code if language is not None else None
        with opening.reading(self._engine) as tx:
            return exceptions.current(tx, code)

    def add_exception(self, language: str, text: str, reviewer: str) -> bool:
        """Whether an abbreviation was not there yet. Documents added from now on are cut by it."""
        with opening.writing(self._engine) as tx:
            return exceptions.say(tx, language_of(language).code, text, reviewer, removed=False)

    def remove_exception(self, language: str, text: str, reviewer: str) -> bool:
        """Whether an abbreviation was there, and holds no more; it stays on record."""
        with opening.writing(self._engine) as tx:
            return exceptions.say(tx, language_of(language).code, text, reviewer, removed=True)

    # Near duplicates

    def near_duplicates(self, document_id: str | None = None) -> list[NearDuplicate]:
        """The near duplicates of a document; or all there are, each once, of the document that was added later.

        `corpora.duplicates.link_near_duplicates` finds them. The most alike come first.
        """
        with opening.reading(self._engine) as tx:
            if document_id is not None:
                documents.check(tx, document_id)
            return near_duplicates.found(tx, document_id)

    def unsketched_documents(self, scheme: str) -> list[tuple[str, str]]:
        """The documents without a sketch by a scheme, as (id, language), in the order they were added."""
        with opening.reading(self._engine) as tx:
            return near_duplicates.unsketched(tx, scheme)

    def sketches(self, scheme: str, language: str) -> dict[str, Sketch]:
        """The sketches by a scheme of the documents in a language, by document id."""
        with opening.reading(self._engine) as tx:
            return near_duplicates.sketches(tx, scheme, language)

    def keep_sketch(self, document_id: str, scheme: str, made: Sketch, links: Iterable[NearDuplicate]) -> None:
        """Keep a document's sketch and its links to documents that have one, in place of those that were there."""
        with opening.writing(self._engine) as tx:
            near_duplicates.keep(tx, document_id, scheme, made, links)
