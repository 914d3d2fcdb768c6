"""What aligning costs, measured: each function is to run in a process of its own.

Sentences come from files, one a line. Times are by the clock, from sentences to beads; starting Python, importing
and loading models is not in them but apart, and every system has aligned a few sentences before its clock starts.
"""

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple, TypeVar
from warnings import catch_warnings

import numpy as np

from align.encoding import Encoder, Vectors, load_encoder
from align.locks import Locks
from align.model import default_weights
from align.revision import realign
from align.search import AlignOptions, align_bitext, align_encoded, read_bitext
from align.sides import Side, encode_side, pack, unpack
from align.span_encoding import workers
from align.threads import one_thread
from corpora.formats.beads import format_bead
from corpora.units import Bead

_WARM = 32  # sentences aligned before the clock starts
_PEER_BATCH = 128  # texts a thread encodes at a time for the peer: some twelve of the encoder's own batches
_PLACES = 9  # where a long alignment is made again

Result = TypeVar("Result")
Sides = tuple[Side, Side]


class Took(NamedTuple):
    """Seconds by the clock, and CPU seconds of all threads."""

    seconds: float
    cpu_seconds: float


class AlignmentCost(NamedTuple):
    """What an alignment took from sentences to beads; encoding is part of it, loading the models is not.

    source and target are numbers of sentences.
    """

    source: int
    target: int
    seconds: float
    cpu_seconds: float
    encoding_seconds: float
    loading_seconds: float


class RevisionCost(NamedTuple):
    """What it takes to go on with a pair that was aligned before, in milliseconds; medians over several places.

    realign is with the bitext ready: one bead locked, some hundred sentences around it aligned anew. To make it
    ready after a restart takes unpack (both sides' vectors from the bytes they are stored as), clues (lengths,
    numbers, names from the sentences) and band (where the alignment can lie).
    """

    source: int
    target: int
    realign_ms: float
    slowest_realign_ms: float
    unpack_ms: float
    clues_ms: float
    band_ms: float
    stored_mb: float


def measure_duizhao(
    source: str, target: str, languages: Sequence[str], beads: str
) -> Generator[int, None, AlignmentCost]:
    """What this program takes to align two files, the beads being written to a third; yields parts done of 4."""
    sides = _read(source, target, languages)
    encoder, loading = timed(load_encoder)
    default_weights()
    warm, warm_target = (encode_side(side, encoder) for side in _first(sides))
    align_encoded(warm, warm_target, AlignOptions(), encoder)
    yield 1
    start = _now()
    encoded = encode_side(sides[0], encoder)
    yield 2
    encoded_target = encode_side(sides[1], encoder)
    encoding = _since(start)
    yield 3
    found = align_encoded(encoded, encoded_target, AlignOptions(), encoder)
    whole = _since(start)
    _write(beads, found.beads)
    return _cost(sides, whole, encoding.seconds, loading.seconds)


def measure_sentweave(
    source: str, target: str, languages: Sequence[str], beads: str
) -> Generator[int, None, AlignmentCost]:
    """What sentweave, a port of vecalign, takes for the same with the same encoder; yields parts done of 4.

    It runs with its own defaults. For encoding it gets as many threads as this program, and like it no more than
    one for a product of matrices.
    """
    import sentweave

    sides = _read(source, target, languages)
    encoder, loading = timed(load_encoder)
    with one_thread(), ThreadPoolExecutor(workers()) as pool, catch_warnings(action="ignore"):  # its own, of numpy's
        shared = _PeerEncoder(encoder, pool)
        sentweave.align(*(list(side.sentences) for side in _first(sides)), shared)
        yield 1
        shared.seconds = 0.0
        start = _now()
        found = sentweave.align(*(list(side.sentences) for side in sides), shared)
        whole = _since(start)
    _write(beads, [Bead(tuple(each.src_indices), tuple(each.tgt_indices)) for each in found.alignments])
    return _cost(sides, whole, shared.seconds, loading.seconds)


def measure_revision(source: str, target: str, languages: Sequence[str]) -> Generator[int, None, RevisionCost]:
    """What this program takes to open a pair of two files again and to align around a lock; yields parts of 4."""
    sides = _read(source, target, languages)
    encoder, weights = load_encoder(), default_weights()
    encoded = [encode_side(side, encoder) for side in sides]
    yield 1
    beads = align_bitext(read_bitext(*encoded), weights)
    yield 2
    packed = [pack(side) for side in encoded]
    spans, unpacking = timed(lambda: [unpack(data, len(side)) for data, side in zip(packed, encoded, strict=True)])
    again, clues = timed(lambda: [encode_side(*each) for each in zip(sides, [encoder] * 2, spans, strict=True)])
    bitext, band = timed(lambda: read_bitext(*again))
    yield 3
    linked = [bead for bead in beads if not bead.is_null] or beads
    locks = [Locks((linked[len(linked) * place // (_PLACES + 1)],)) for place in range(1, _PLACES + 1)]
    times = [_milliseconds(timed(lambda: realign(bitext, beads, lock.accepted, lock, weights))[1]) for lock in locks]  # noqa: B023
    return RevisionCost(
        source=len(encoded[0]),
        target=len(encoded[1]),
        realign_ms=median(times),
        slowest_realign_ms=max(times),
        unpack_ms=_milliseconds(unpacking),
        clues_ms=_milliseconds(clues),
        band_ms=_milliseconds(band),
        stored_mb=sum(map(len, packed)) / 1e6,
    )


class _PeerEncoder:
    """The embedded encoder as sentweave asks for one, and the seconds spent in it."""

    def __init__(self, encoder: Encoder, pool: ThreadPoolExecutor) -> None:
        self.seconds = 0.0
        self._encoder = encoder
        self._pool = pool

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """One row for each text, in batches that the threads share."""
        start = perf_counter()
        batches = [sentences[first : first + _PEER_BATCH] for first in range(0, len(sentences), _PEER_BATCH)]
        found = np.concatenate(list(self._pool.map(self._encoder.encode, batches)))
        self.seconds += perf_counter() - start
        return found


def timed(work: Callable[[], Result]) -> tuple[Result, Took]:
    """What the work returns, and what it took."""
    start = _now()
    found = work()
    return found, _since(start)


def read_lines(path: str) -> list[str]:
    """The sentences of a file, one a line; blank lines are passed over."""
    return [line for line in Path(path).read_text(encoding="utf-8").split("\n") if line.strip()]


def _now() -> Took:
    return Took(perf_counter(), process_time())


def _since(start: Took) -> Took:
    return Took(*(now - then for now, then in zip(_now(), start, strict=True)))


def _milliseconds(took: Took) -> float:
    return 1000 * took.seconds


def _cost(sides: Sides, whole: Took, encoding: float, loading: float) -> AlignmentCost:
    source, target = (len(side.sentences) for side in sides)
    return AlignmentCost(source, target, whole.seconds, whole.cpu_seconds, encoding, loading)


def _read(source: str, target: str, languages: Sequence[str]) -> Sides:
    return Side(read_lines(source), languages[0]), Side(read_lines(target), languages[1])


def _first(sides: Sides) -> Sides:
    """A few sentences of both sides: what is made ready at first use is ready after them."""
    source, target = (Side(side.sentences[:_WARM], side.language) for side in sides)
    return source, target


def _write(path: str, beads: Sequence[Bead]) -> None:
    Path(path).write_text("".join(f"{format_bead(bead)}\n" for bead in beads), encoding="utf-8")
