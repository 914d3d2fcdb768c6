"""The same article twice in different dress, found by the shingles that two documents share (Broder 1997).

What counts is the article's own sentences, so site furniture does not; Chinese counts in simplified characters,
and case, width, white space and punctuation do not count at all.

A shingle is 5 characters of Chinese, 12 of an alphabet. Five letters are too few: a quarter to six tenths of any
German page is in any long text then, and with twelve no more than a tenth. That is as good as shingles of three
words, which take a changed letter harder and need words, of which Chinese has none without a segmenter that
cuts the same sentence differently in different dress.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt
import regex

from corpora.chinese import simplified
from corpora.units import NearDuplicate, Overlap, Sketch

if TYPE_CHECKING:
    from corpora.store import Store

Shingles: TypeAlias = npt.NDArray[np.uint64]
"""The different shingles of a text as hashes, in order."""

SCHEME = "one permutation hashing|bins:128|shingles:5,12|1"
# The shorter document's share in the longer one, from which two are linked. Of 92,000 pairs of different news
# texts, reports on one disease, help pages and chapters of one manual none shares more than 0.3.
LEAST_CONTAINMENT = 0.5
FEWEST_SHINGLES = 30  # of the shorter document, unless the two are equal: a headline is in many pages
_BINS = 128
_SHINGLE, _HAN_SHINGLE, _HAN_LANGUAGES = 12, 5, frozenset({"zh", "ja", "ko"})
_LEAST_ESTIMATE = LEAST_CONTAINMENT / 2  # since sketches are off by a tenth now and then
_MOST_CANDIDATES = 100  # a book may be there in chapters too; a thousand copies of one notice need not all be linked
_EMPTY = np.uint32(0xFFFFFFFF)
_AT_ONCE = 1 << 20  # characters hashed at once
_NO_TEXT = regex.compile(r"[^\p{L}\p{M}\p{N}]+")


def shingles_of(sentences: Iterable[str], language: str) -> Shingles:
    """The shingles of a text, read on over the ends of its sentences; a text shorter than a shingle is one."""
    text = "".join(_plain(sentence, language) for sentence in sentences)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    size = min(_HAN_SHINGLE if language in _HAN_LANGUAGES else _SHINGLE, len(codes))
    if not size:
        return np.zeros(0, dtype=np.uint64)
    starts = range(0, len(codes) - size + 1, _AT_ONCE)
    return np.unique(np.concatenate([_hashed(codes[at : at + _AT_ONCE + size - 1], size) for at in starts]))


def _plain(sentence: str, language: str) -> str:
    text = _NO_TEXT.sub("", unicodedata.normalize("NFKC", sentence))
    return (simplified(text) if language == "zh" else text).casefold()


def _hashed(codes: npt.NDArray[np.uint32], size: int) -> Shingles:
    """The hash of every shingle: a polynomial of its characters, mixed by SplitMix64 (Steele, Lea & Flood 2014)."""
    wide = codes.astype(np.uint64)
    count = len(codes) - size + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for offset in range(size):
        mixed *= np.uint64(0x9E3779B97F4A7C15)
        mixed += wide[offset : offset + count] + np.uint64(1)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed ^= mixed >> np.uint64(shift)
        mixed *= np.uint64(factor)
    return np.unique(mixed ^ (mixed >> np.uint64(31)))


def sketch(shingles: Shingles) -> Sketch:
    """The sketch of a text, by one permutation hashing (Li, Owen & Zhang 2012).

    The seven high bits of a hash are its bin, the next 32 its value there; a bin without any is all ones.
    MinHash with as many hash functions says no more, and takes as many times as long.
    """
    first = np.searchsorted(shingles, np.arange(_BINS, dtype=np.uint64) << np.uint64(57))
    filled = np.append(first[1:], len(shingles)) > first
    least = np.full(_BINS, _EMPTY)
    least[filled] = (shingles[first[filled]] >> np.uint64(25)).astype(np.uint32)
    return Sketch(len(shingles), least.tobytes())


def overlap(shingles: Shingles, others: Shingles) -> Overlap:
    """What two texts share, counted shingle by shingle."""
    shared = len(np.intersect1d(shingles, others, assume_unique=True))
    if not shared:
        return Overlap(0.0, 0.0, 0.0)
    return Overlap(shared / (len(shingles) + len(others) - shared), shared / len(shingles), shared / len(others))


def is_near(found: Overlap, shingles: int, others: int) -> bool:
    """Whether texts of so many shingles share enough to be linked."""
    most = max(found.containment, found.other_containment)
    return found.similarity == 1 or (min(shingles, others) >= FEWEST_SHINGLES and most >= LEAST_CONTAINMENT)


class SketchedDocuments:
    """The sketches of documents of one language, to look among; room says how many there can be."""

    def __init__(self, room: int) -> None:
        self._ids: list[str] = []
        self._sizes = np.zeros(room, dtype=np.int64)
        self._least = np.zeros((room, _BINS), dtype=np.uint32)

    def add(self, document_id: str, of: Sketch) -> None:
        """Have a document among the others."""
        row = len(self._ids)
        self._ids.append(document_id)
        self._sizes[row], self._least[row] = of.shingles, np.frombuffer(of.data, dtype=np.uint32)

    def candidates(self, of: Sketch) -> list[str]:
        """The documents that may be near duplicates of one with this sketch, the likeliest first, at most 100.

        All are looked at: ten thousand in some milliseconds. Locality-sensitive hashing would be quicker, and
        would miss excerpts, which for all that is in the whole have little in common with it.
        """
        sizes, least = self._sizes[: len(self._ids)], self._least[: len(self._ids)]
        own = np.frombuffer(of.data, dtype=np.uint32)
        filled = (least != _EMPTY) | (own != _EMPTY)
        similarity = ((least == own) & filled).sum(axis=1) / np.maximum(1, filled.sum(axis=1))
        shared = similarity / (1 + similarity) * (sizes + of.shingles)
        containment = shared / np.maximum(1, np.minimum(sizes, of.shingles))
        likeliest = np.argsort(-containment, kind="stable")[:_MOST_CANDIDATES]
        return [self._ids[row] for row in likeliest if containment[row] >= _LEAST_ESTIMATE]


def link_near_duplicates(store: "Store") -> Iterator[NearDuplicate]:
    """Compare the documents that were not compared yet with all others of their language, and keep what is found.

    Not compared are new ones and those of which a line was restored or set aside since. Links come as they are
    found, each of a document compared now to one compared before. Those of one document are stored together, so
    that this can be stopped at any moment and started again.
    """
    waiting = store.unsketched_documents(SCHEME)
    sketched = {}
    for language, count in Counter(language for _, language in waiting).items():
        there = store.sketches(SCHEME, language)
        sketched[language] = SketchedDocuments(len(there) + count)
        for other_id, other in there.items():
            sketched[language].add(other_id, other)
    for document_id, language in waiting:
        shingles = shingles_of(store.sentences(document_id), language)
        own, links = sketch(shingles), []
        for other_id in sketched[language].candidates(own):
            others = shingles_of(store.sentences(other_id), language)
            found = overlap(shingles, others)
            if is_near(found, len(shingles), len(others)):
                links.append(NearDuplicate(document_id, other_id, found))
        store.keep_sketch(document_id, SCHEME, own, links)
        sketched[language].add(document_id, own)
        yield from links
