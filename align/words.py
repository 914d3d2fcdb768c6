"""Which words of a bead translate which, and what was left out or put in.

Words are linked by their vectors in context, as SimAlign does (Jalili Sabet et al. 2020), with the mean of
each side taken away, a mild liking for the same place, links from one word to several where the
distribution over words is decided (Dou & Neubig 2021), and neighbours joined to a link.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple, Protocol, runtime_checkable

import numpy as np
import regex

from align.encoding import LONGEST, Encoder, Vectors
from align.span_encoding import workers
from align.threads import one_thread
from corpora.compared_words import ComparedWords, CompareWords, WordsOfSide
from corpora.units import Span

Similarities = np.ndarray[Any, np.dtype[np.float64]]
Counts = np.ndarray[Any, np.dtype[np.int64]]
Links = set[tuple[int, int]]
Words = tuple[tuple[Span, ...], tuple[Span, ...]]


class TextOfWords(Protocol):
    """A text that was read to encode its words in their context."""

    @property
    def pieces(self) -> Sequence[Span]:
        """Where the tokens of the text lie in it, in order: words end there where no spaces are written."""
        ...

    def encode_words(self, words: Sequence[Span]) -> Vectors:
        """One row of length 1 for each word of the text: (len(words), dimensions)."""
        ...

    def encode_without(self, words: Sequence[Span]) -> Vectors:
        """The vector of the text, then what it would be without each word: (1 + len(words), dimensions)."""
        ...


class WordEncoder(Protocol):
    """Knows words in their context."""

    def read(self, text: str) -> TextOfWords:
        """A text whose words are to be encoded."""
        ...


@runtime_checkable
class KnowsWords(Protocol):
    """A sentence encoder that has vectors of words too."""

    @property
    def words(self) -> WordEncoder:
        """What encodes words."""
        ...


@dataclass(frozen=True, slots=True)
class LinkOptions:
    """How words are linked; chosen on the first half of `tests/golden/words`."""

    place: float = 0.15
    """What two words lose in similarity whose relative places in the texts are a whole text apart."""

    least: float = 0.1
    """Less similar words are not linked, though each be the other's best."""

    temperature: float = 0.05
    decided: float = 0.4
    """Words are linked whose probabilities given each other have more than this geometric mean."""

    neighbour: float = 0.15
    """How similar a word without a link must be to a word that its neighbour is linked to."""

    omission: float = 0.2
    """How much nearer the texts come without an omitted word, times the words of its text."""


class WordLink(NamedTuple):
    """Two words that translate each other, by their positions in the word lists."""

    source: int
    target: int
    similarity: float


class WordLinks(NamedTuple):
    """The words of two texts as spans of characters, the links between them, in order, and what is missing.

    omitted are those unmatched source words without which the two texts would be clearly nearer in meaning,
    added those target words: what a reader should look at. Particles and articles without a link, and words
    that a freer translation spread over others, are unmatched but not omitted.
    """

    source: tuple[Span, ...]
    target: tuple[Span, ...]
    links: tuple[WordLink, ...]
    omitted: tuple[int, ...] = ()
    added: tuple[int, ...] = ()

    @property
    def unmatched_source(self) -> tuple[int, ...]:
        """All source words without a link."""
        return _others(len(self.source), {link.source for link in self.links})

    @property
    def unmatched_target(self) -> tuple[int, ...]:
        """All target words without a link."""
        return _others(len(self.target), {link.target for link in self.links})


DEFAULT_OPTIONS = LinkOptions()


def link_words(source: str, target: str, encoder: Encoder, options: LinkOptions = DEFAULT_OPTIONS) -> WordLinks:
    """The word links of two texts that translate each other; of very long ones, of the beginning."""
    return _looked_at(source, target, encoder, options).links


def compare_words(source: str, target: str, encoder: Encoder, options: LinkOptions = DEFAULT_OPTIONS) -> ComparedWords:
    """How well each word of two texts is backed by the other side; of very long ones, of the beginning."""
    links, similarities, (ours, theirs) = _looked_at(source, target, encoder, options)
    has_both = similarities.size > 0
    return ComparedWords(
        WordsOfSide(
            links.source,
            similarities.max(axis=1) if has_both else np.zeros(len(links.source)),
            _pieces_of(links.source, ours),
            links.omitted,
        ),
        WordsOfSide(
            links.target,
            similarities.max(axis=0) if has_both else np.zeros(len(links.target)),
            _pieces_of(links.target, theirs),
            links.added,
        ),
    )


def comparer(encoder: Encoder) -> CompareWords | None:
    """`compare_words` of many pairs, on all cores; None with an encoder that has no vectors of words.

    Those of texts tell too little.
    """
    if not isinstance(encoder, KnowsWords):
        return None

    def compare(pairs: Sequence[tuple[str, str]]) -> list[ComparedWords]:
        with one_thread(), ThreadPoolExecutor(workers()) as pool:
            return list(pool.map(lambda pair: compare_words(pair[0], pair[1], encoder), pairs))

    return compare


class _Look(NamedTuple):
    """What comparing two texts word by word gives: links, similarities (source, target), pieces of either text."""

    links: WordLinks
    similarities: Similarities
    pieces: tuple[Sequence[Span], Sequence[Span]]


def _looked_at(source: str, target: str, encoder: Encoder, options: LinkOptions) -> _Look:
    word_encoder = encoder.words if isinstance(encoder, KnowsWords) else _SentenceWords(encoder)
    with one_thread():
        texts = source[:LONGEST], target[:LONGEST]
        read = word_encoder.read(texts[0]), word_encoder.read(texts[1])
        words = find_words(texts[0], read[0].pieces), find_words(texts[1], read[1].pieces)
        similarities = _similarities(read, words)
        links = _found(similarities, texts, words, options)
        return _Look(_with_omissions(links, texts, read, options), similarities, (read[0].pieces, read[1].pieces))


def _found(similarities: Similarities, texts: tuple[str, str], words: Words, options: LinkOptions) -> WordLinks:
    """The links alone."""
    if not similarities.size:
        return WordLinks(*words, ())
    scores = similarities - options.place * _distances(texts, words)
    return WordLinks(
        *words, tuple(WordLink(i, j, float(similarities[i, j])) for i, j in sorted(_link(scores, options)))
    )


def _pieces_of(words: Sequence[Span], pieces: Sequence[Span]) -> Counts:
    """How many pieces begin in each word, one at least."""
    begins = np.array([piece.start for piece in pieces if piece.end > piece.start], dtype=np.int64)
    edges = np.array(words, dtype=np.int64).reshape(-1, 2)
    return np.maximum(1, np.searchsorted(begins, edges[:, 1]) - np.searchsorted(begins, edges[:, 0]))


_WORD = regex.compile(r"\d+(?:[.,:]\d+)*|\p{Sc}|[%‰°]|\w+(?:['’\-]\w+)*")
_SCRIPTS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]+|[^\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]+")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")


def find_words(text: str, pieces: Sequence[Span]) -> tuple[Span, ...]:
    """The words of a text in order, without punctuation; currency and percent signs are words.

    Where a script writes no spaces, words end where pieces of the encoder do.
    """
    cuts = sorted({edge for piece in pieces for edge in piece})
    return tuple(word for match in _WORD.finditer(text) for word in _by_script(match, cuts))


def _by_script(match: "regex.Match[str]", cuts: Sequence[int]) -> Iterator[Span]:
    for run in _SCRIPTS.finditer(match.string, match.start(), match.end()):
        if not _UNSPACED.match(run.group()):
            yield Span(*run.span())
            continue
        low, high = bisect_right(cuts, run.start()), bisect_left(cuts, run.end())
        edges = [run.start(), *cuts[low:high], run.end()]
        yield from (Span(start, end) for start, end in pairwise(edges))


class _SentenceWords:
    """What a WordEncoder offers, from an encoder that knows only whole texts: words are encoded alone."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def read(self, text: str) -> "_WordsAlone":
        return _WordsAlone(text, self._encoder)


class _WordsAlone:
    """What a TextOfWords offers, from an encoder that knows only whole texts."""

    def __init__(self, text: str, encoder: Encoder) -> None:
        self._text = text
        self._encoder = encoder

    @property
    def pieces(self) -> Sequence[Span]:
        return [Span(i, i + 1) for i in range(len(self._text))]

    def encode_words(self, words: Sequence[Span]) -> Vectors:
        return self._encoder.encode([self._text[word.start : word.end] for word in words])

    def encode_without(self, words: Sequence[Span]) -> Vectors:
        text = self._text
        return self._encoder.encode([text, *(text[: word.start] + text[word.end :] for word in words)])


def _similarities(read: tuple[TextOfWords, TextOfWords], words: Words) -> Similarities:
    if not all(words):
        return np.zeros((len(words[0]), len(words[1])))
    source, target = (_centred(text.encode_words(spans)) for text, spans in zip(read, words, strict=True))
    return np.asarray(source @ target.T, dtype=np.float64)


def _centred(vectors: Vectors) -> Vectors:
    """Vectors less the mean of the others: what all words of a text share tells none of them apart."""
    return vectors * np.float32(1 + 1 / len(vectors)) - vectors.mean(axis=0)


def _distances(texts: tuple[str, str], words: Words) -> Similarities:
    """How far apart words are, in relative places: 0 … 1."""
    source, target = (
        np.array([(word.start + word.end) / 2 for word in spans]) / len(text)
        for text, spans in zip(texts, words, strict=True)
    )
    return np.abs(source[:, None] - target[None, :])


def _link(scores: Similarities, options: LinkOptions) -> Links:
    links = _mutual(scores) | _decided(scores, options)
    return _grown({(i, j) for i, j in links if scores[i, j] >= options.least}, scores, options.neighbour)


def _mutual(scores: Similarities) -> Links:
    """Words that are each other's best."""
    back = scores.argmax(axis=0)
    return {(i, int(j)) for i, j in enumerate(scores.argmax(axis=1)) if back[j] == i}


def _decided(scores: Similarities, options: LinkOptions) -> Links:
    """Words with a high probability given each other, in both directions."""
    both = np.sqrt(_softmax(scores / options.temperature, 0) * _softmax(scores / options.temperature, 1))
    return {(int(i), int(j)) for i, j in np.argwhere(both > options.decided)}


def _softmax(x: Similarities, axis: int) -> Similarities:
    exponents = np.exp(x - x.max(axis=axis, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=axis, keepdims=True))


def _grown(links: Links, scores: Similarities, least: float) -> Links:
    """Links, and those of words without one to the best word they know, if a neighbour is linked to that."""
    rows = _joined(links, scores, least)
    columns = _joined({(j, i) for i, j in links}, scores.T, least)
    return links | rows | {(i, j) for j, i in columns}


def _joined(links: Links, scores: Similarities, least: float) -> Links:
    """The links of first words without one, spreading along neighbours."""
    partners: dict[int, set[int]] = {}
    for i, j in links:
        partners.setdefault(i, set()).add(j)
    best, found = scores.argmax(axis=1), set()
    for order in (range(len(scores)), reversed(range(len(scores)))):
        step = 1 if isinstance(order, range) else -1
        for i in order:
            j = int(best[i])
            if i not in partners and j in partners.get(i - step, ()) and scores[i, j] >= least:
                partners[i] = {j}
                found.add((i, j))
    return found


def _with_omissions(
    found: WordLinks, texts: tuple[str, str], read: tuple[TextOfWords, TextOfWords], options: LinkOptions
) -> WordLinks:
    if not (found.source and found.target):
        return found._replace(omitted=found.unmatched_source, added=found.unmatched_target)
    left = (
        _whole(texts[0], found.source, found.unmatched_source),
        _whole(texts[1], found.target, found.unmatched_target),
    )
    source = read[0].encode_without([found.source[i] for i in left[0]])
    target = read[1].encode_without([found.target[j] for j in left[1]])
    omitted = _nearer(source, target[0], options.omission / len(found.source))
    added = _nearer(target, source[0], options.omission / len(found.target))
    return found._replace(omitted=tuple(left[0][k] for k in omitted), added=tuple(left[1][k] for k in added))


def _whole(text: str, words: Sequence[Span], unmatched: Sequence[int]) -> list[int]:
    """Unmatched words but those single characters of unspaced scripts that touch a linked piece.

    They are mostly parts of the same word: the encoder cuts Chinese finely.
    """
    linked = [word for i, word in enumerate(words) if i not in set(unmatched)]
    edges = {word.start for word in linked} | {word.end for word in linked}
    return [
        i
        for i in unmatched
        if words[i].end - words[i].start > 1
        or not _UNSPACED.match(text[words[i].start])
        or not edges.intersection(words[i])
    ]


def _nearer(vectors: Vectors, other: Vectors, least: float) -> list[int]:
    """Which vectors after the first come nearer to another than the first, by at least so much."""
    cosines = vectors @ other
    return [int(k) for k in np.flatnonzero(cosines[1:] - cosines[0] >= least)]


def _others(count: int, linked: set[int]) -> tuple[int, ...]:
    return tuple(i for i in range(count) if i not in linked)
