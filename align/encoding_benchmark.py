"""What encoding sentences and all their spans costs, and how far the vectors of spans are those of the joined texts.

As in `align.benchmark`, each function is to run in a process of its own.
"""

from collections.abc import Callable, Generator
from statistics import median
from typing import NamedTuple

import numpy as np

from align.benchmark import read_lines, timed
from align.encoding import load_encoder
from align.sides import MAX_SPAN
from corpora.languages import language

ROUNDS = 3
CLOSE = 0.999  # cosine from which on the vectors of a span and of its text are the same for the aligner


class EncodingCost(NamedTuple):
    """What encoding takes: sentences alone in the encoder's own way and in its way of spans, and all spans.

    Seconds are medians of rounds in which the three take turns. The ratios are those of all spans to the quicker
    way of the sentences alone, medians of the rounds' own, by the clock and in CPU seconds of all threads.
    """

    sentences: int
    characters: int
    own_seconds: float
    alone_seconds: float
    spans_seconds: float
    ratio: float
    cpu_ratio: float


class Faithfulness(NamedTuple):
    """How the spans of a sample compare with their joined texts, encoded one by one.

    joined_ratio is what encoding the spans costs beside encoding the joined texts, in CPU seconds.
    """

    sample_spans: int
    sample_seconds: float
    joined_seconds: float
    joined_ratio: float
    least_cosine: float
    mean_cosine: float
    below: int
    """Spans whose cosine is less than CLOSE."""


def measure_encoding(sentences: str, code: str, encoder: str) -> Generator[int, None, EncodingCost]:
    """What it takes to encode the sentences of a file, and all their spans; yields the rounds done."""
    texts = read_lines(sentences)
    joiner, model = language(code).joiner, load_encoder(encoder)
    ways: list[Callable[[], object]] = [
        lambda: model.encode(texts),
        lambda: model.encode_spans(texts, 1, joiner),
        lambda: model.encode_spans(texts, MAX_SPAN, joiner),
    ]
    model.encode(texts[:8])
    model.encode_spans(texts[:8], MAX_SPAN, joiner)
    rounds = []
    for done in range(1, ROUNDS + 1):
        rounds.append([timed(way)[1] for way in ways])
        yield done
    own, alone, spans = (median(way.seconds for way in column) for column in zip(*rounds, strict=True))
    ratio = median(all_.seconds / min(one.seconds, other.seconds) for one, other, all_ in rounds)
    cpu_ratio = median(all_.cpu_seconds / min(one.cpu_seconds, other.cpu_seconds) for one, other, all_ in rounds)
    return EncodingCost(len(texts), sum(map(len, texts)), own, alone, spans, ratio, cpu_ratio)


def measure_faithfulness(sentences: str, code: str, encoder: str, sample: int) -> Generator[int, None, Faithfulness]:
    """How the spans of the first so many sentences of a file compare with their joined texts; yields parts done."""
    texts = read_lines(sentences)[:sample]
    joiner, model = language(code).joiner, load_encoder(encoder)
    lengths = range(1, min(MAX_SPAN, len(texts)) + 1)
    joined = [joiner.join(texts[i : i + k]) for k in lengths for i in range(len(texts) - k + 1)]
    model.encode_spans(texts[:8], MAX_SPAN, joiner)
    spans, spans_took = timed(lambda: model.encode_spans(texts, len(lengths), joiner))
    yield 1
    plain, joined_took = timed(lambda: model.encode(joined))
    yield 2
    stacked = np.concatenate([vectors.astype(np.float32) for vectors in spans])
    norms = np.linalg.norm(stacked, axis=1) * np.linalg.norm(plain, axis=1)
    cosines = np.einsum("nd,nd->n", stacked, plain) / norms
    return Faithfulness(
        len(joined),
        spans_took.seconds,
        joined_took.seconds,
        spans_took.cpu_seconds / joined_took.cpu_seconds,
        float(cosines.min()),
        float(cosines.mean()),
        int((cosines < CLOSE).sum()),
    )
