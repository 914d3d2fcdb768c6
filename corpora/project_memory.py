"""A project's translation memory, loaded: its entries, and vectors of them that are kept with the documents."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from corpora.languages import language as language_of
from corpora.memory import Array, Encode, Match, MatchKind, Memory
from corpora.memory_entries import Entry
from corpora.units import Segment

if TYPE_CHECKING:
    from corpora.store import Store

Known = Callable[[str], Mapping[str, np.ndarray]]
"""A document's id to vectors of some of its texts that are there already."""

_DIGEST = 16  # bytes


def _nothing(document_id: str) -> Mapping[str, np.ndarray]:
    return {}


def load_memory(
    store: "Store",
    source_language: str,
    target_language: str,
    encode: Encode | None = None,
    encoder: str = "",
    known: Known = _nothing,
) -> Memory:
    """The project's memory of one direction; with an encoder it also finds what is near in meaning.

    encoder is the name that the vectors of encode are kept under, with their documents, so that no text is encoded
    twice; known has some that were made for something else. Raises UnsupportedLanguage for a language that is not in
    the table.
    """
    source, target = language_of(source_language).code, language_of(target_language).code
    found = store.memory_entries(source, target)
    return Memory(found, source, _vectors(store, found, encode, encoder, known) if encode and found else None)


def _vectors(store: "Store", found: Sequence[Entry], encode: Encode, encoder: str, known: Known) -> Array:
    """The vectors of the entries' sources, in order."""
    by_document: dict[str, list[str]] = {}
    for entry in found:
        by_document.setdefault(entry.document_id, []).append(entry.source)
    vectors: dict[bytes, Array] = {}
    for document_id, texts in by_document.items():
        name = f"memory|{encoder}|float16"
        kept = unpack(store.vectors(document_id, name) or b"")
        missing = [text for text in dict.fromkeys(texts) if digest(text) not in kept]
        if missing:
            there = known(document_id)
            made = {text: there[text] for text in missing if text in there}
            new = [text for text in missing if text not in there]
            made |= dict(zip(new, encode(new), strict=True)) if new else {}
            kept |= {digest(text): np.asarray(vector, dtype=np.float32) for text, vector in made.items()}
            store.keep_vectors(document_id, name, pack(kept))
        vectors |= {digest(text): kept[digest(text)] for text in texts}
    return np.stack([vectors[digest(entry.source)] for entry in found])


def exact_matches(store: "Store", document_id: str, language: str) -> Iterator[tuple[Segment, Match]]:
    """The segments of a document that the memory has word for word, with the latest translation of each.

    What was accepted of the segment itself is no match.
    """
    document = store.document(document_id)
    memory = load_memory(store, document.language, language)
    for segment in document.aligned_segments:
        found = memory.matches(segment.text, is_own=partial(is_of, document_id, segment.position), most=1)
        if found and found[0].kind is MatchKind.EXACT:
            yield segment, found[0]


def is_of(document_id: str, position: int, entry: Entry) -> bool:
    """Whether an entry is of a segment itself."""
    return entry.document_id == document_id and position in entry.positions


# Vectors, as they are kept


def pack(vectors: Mapping[bytes, np.ndarray]) -> bytes:
    """Vectors by digest of their text, as bytes: how wide they are, then each digest and its vector in halves."""
    width = len(next(iter(vectors.values()), ()))
    rows = (key + np.asarray(vector, dtype="<f2").tobytes() for key, vector in vectors.items())
    return width.to_bytes(4, "little") + b"".join(rows)


def unpack(data: bytes) -> dict[bytes, Array]:
    """The vectors that `pack` put there, by digest; none where the bytes are not that."""
    width = int.from_bytes(data[:4], "little")
    size = _DIGEST + 2 * width
    if not width or (len(data) - 4) % size:
        return {}
    rows = np.frombuffer(data, dtype=np.uint8, offset=4).reshape(-1, size)
    vectors = np.ascontiguousarray(rows[:, _DIGEST:]).view("<f2").astype(np.float32)
    return {row[:_DIGEST].tobytes(): vector for row, vector in zip(rows, vectors, strict=True)}


def digest(text: str) -> bytes:
    """What tells a text from all others, in 16 bytes."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()
