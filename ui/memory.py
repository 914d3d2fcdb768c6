"""The translation memory as both faces ask it, with the vectors that aligning has kept of sentences."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from corpora.languages import language
from corpora.memory import Memory
from corpora.project_memory import load_memory

if TYPE_CHECKING:
    from align.encoding import Encoder
    from corpora.store import Store


def open_memory(store: "Store", source: str, target: str, encoder: "Encoder") -> Memory:
    """The memory of one direction. What aligning has encoded already is taken from there."""

    def known(document_id: str) -> Mapping[str, np.ndarray]:
        return aligned_vectors(store, document_id, encoder)

    return load_memory(store, source, target, encoder.encode, encoder.name, known)


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
