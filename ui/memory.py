"""The translation memory as both faces ask it, with the vectors that aligning has kept of sentences."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpora.languages import language
from corpora.memory import IsOwn, Match, MatchKind, Memory, ask
from corpora.project_memory import ProjectMemory
from corpora.text_similarity import Piece, difference

if TYPE_CHECKING:
    from align.encoding import Encoder
    from corpora.store import Store


_DOCUMENTS_HELD = 4  # whose vectors stay in memory: those under review


def project_memory(source: str, target: str, encoder: "Encoder") -> ProjectMemory:
    """The memory of one direction of a project, which finds by meaning too. What aligning encoded is taken from there.

    Raises UnsupportedLanguage.
    """

    held: dict[str, Mapping[str, np.ndarray]] = {}

    def known(store: "Store", document_id: str) -> Mapping[str, np.ndarray]:
        if document_id not in held:
            while len(held) >= _DOCUMENTS_HELD:
                held.pop(next(iter(held)))
            held[document_id] = aligned_vectors(store, document_id, encoder)
        return held[document_id]

    return ProjectMemory(source, target, encoder.encode, encoder.name, known)


def aligned_vectors(store: "Store", document_id: str, encoder: "Encoder") -> dict[str, np.ndarray]:
    """The vectors that aligning kept of a document, by text: its sentences, and neighbouring ones joined.

    Empty where it was not aligned, or a segment was restored or set aside since it was read.
    """
    from align.sides import encoding_name, unpack

    kept = store.vectors(document_id, encoding_name(encoder))
    if kept is None or store.reclassifications(document_id):
        return {}
    document = store.document(document_id)
    sentences = [segment.text for segment in document.aligned_segments]
    joiner = language(document.language).joiner
    return {
        joiner.join(sentences[start : start + size]): vector
        for size, vectors in enumerate(unpack(kept, len(sentences)) or (), 1)
        for start, vector in enumerate(vectors)
    }


class Offer(NamedTuple):
    """A match as it is shown: the sentence that was found, in pieces that the one asked for has or has not."""

    match: Match
    pieces: tuple[Piece, ...]

    @property
    def label(self) -> str:
        """How it was found, in words."""
        return _LABELS[self.match.kind]

    @property
    def place(self) -> str:
        """Where the sentence stands, in words; segments are counted from 1."""
        first, last = self.match.entry.positions[0] + 1, self.match.entry.positions[-1] + 1
        at = f"segment {first}" if first == last else f"segments {first}–{last}"
        others = self.match.times - 1
        return f"{self.match.entry.document}, {at}" + (f", and {others} more" if others else "")

    @property
    def numbers(self) -> str:
        """What differs in numbers, as a sentence; "" for nothing."""
        here, there = (", ".join(side) or "none" for side in self.match.numbers)
        if not any(self.match.numbers):
            return ""
        return f"{'Only the numbers' if self.match.only_numbers else 'Numbers'} differ: here {here}; there {there}."


_LABELS = {
    MatchKind.EXACT: "Same sentence, accepted before",
    MatchKind.FUZZY: "Like sentence, accepted before",
    MatchKind.SIMILAR: "Sentence of like meaning, accepted before",
}


def offers(
    memory: Memory, texts: Sequence[str], vectors: np.ndarray, owns: Sequence[IsOwn], most: int
) -> list[list[Offer]]:
    """The matches to be shown for each sentence, in order; owns say which entries are the sentence itself.

    vectors (n, d) are the sentences' by the encoder of the memory.
    """
    found = ask(memory, texts, lambda _: vectors, owns, most=most)
    return [
        [Offer(match, difference(match.entry.source, text, memory.language)) for match in matches]
        for text, matches in zip(texts, found, strict=True)
    ]
