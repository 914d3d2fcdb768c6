"""A project's translation memory, loaded: its entries, and vectors of them that are kept with the documents."""

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpora.languages import language as language_of
from corpora.memory import Array, Encode, Memory
from corpora.memory_entries import Entry

if TYPE_CHECKING:
    from corpora.store import Store

Known = Callable[["Store", str], Mapping[str, np.ndarray]]
"""A project and a document's id to vectors of some of its texts that are kept there for something else."""

_DIGEST = 16  # bytes


def _nothing(store: "Store", document_id: str) -> Mapping[str, np.ndarray]:
    return {}


class _Part(NamedTuple):
    """The entries of one pair with the vectors of their sources."""

    version: str
    entries: list[Entry]
    vectors: Array | None


class ProjectMemory:
    """The memory of one direction of a project, brought up to date pair by pair.

    With an encoder it also finds what is near in meaning. encoder names what the vectors of encode are kept under,
    with their documents, so that no text is encoded twice; those that known has are not kept again. Raises
    UnsupportedLanguage for a language that is not in the table.
    """

    def __init__(
        self, source: str, target: str, encode: Encode | None = None, encoder: str = "", known: Known = _nothing
    ) -> None:
        self.source, self.target = language_of(source).code, language_of(target).code
        self._encode, self._name, self._known = encode, f"memory|{encoder}|float16", known
        self._parts: dict[int, _Part] = {}
        self._memory = Memory((), self.source)
        self._lock = threading.Lock()

    def load(self, store: "Store") -> Memory:
        """The memory as the project is now; only pairs that something was said of since are read."""
        with self._lock:
            versions = store.memory_versions(self.source, self.target)
            if versions != {pair_id: part.version for pair_id, part in self._parts.items()}:
                self._parts = {pair_id: self._part(store, pair_id, version) for pair_id, version in versions.items()}
                entries = [entry for part in self._parts.values() for entry in part.entries]
                vectors = [part.vectors for part in self._parts.values() if part.vectors is not None]
                self._memory = Memory(entries, self.source, np.concatenate(vectors) if vectors else None)
            return self._memory

    def _part(self, store: "Store", pair_id: int, version: str) -> _Part:
        if pair_id in self._parts and self._parts[pair_id].version == version:
            return self._parts[pair_id]
        entries = store.memory_entries(pair_id, self.source)
        return _Part(version, entries, self._vectors(store, entries) if entries and self._encode else None)

    def _vectors(self, store: "Store", entries: Sequence[Entry]) -> Array:
        """The vectors of the sources of entries of one document, in order."""
        document_id, texts = entries[0].document_id, [entry.source for entry in entries]
        vectors = dict(self._known(store, document_id))
        kept: dict[bytes, Array] = {}
        if not all(text in vectors for text in texts):
            kept = unpack(store.vectors(document_id, self._name) or b"")
        vectors |= {text: kept[digest(text)] for text in texts if text not in vectors and digest(text) in kept}
        new = list(dict.fromkeys(text for text in texts if text not in vectors))
        if new and self._encode:
            made = dict(zip(new, np.asarray(self._encode(new), dtype=np.float32), strict=True))
            store.keep_vectors(document_id, self._name, pack(kept | {digest(t): v for t, v in made.items()}))
            vectors |= made
        return np.stack([vectors[text] for text in texts]).astype(np.float32)


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
