"""Loading a translator while someone watches."""

import queue
import threading
from collections.abc import Generator, Sequence
from typing import cast

import numpy as np

from align.encoding import load_encoder
from mt.likelihood import LikelihoodModel
from mt.translators import DEFAULT_TRANSLATOR, Translator, load_translator
from ui.steps import Progress


def load(system: str = DEFAULT_TRANSLATOR) -> Generator[Progress, None, Translator]:
    """Load a translator, reporting progress where its model has to be built first; returns it.

    The work is done in a thread, so that whoever watches can stop watching. Raises as load_translator does.
    """
    events: queue.SimpleQueue[tuple[str, float]] = queue.SimpleQueue()
    found: list[Translator | Exception] = []

    def work() -> None:
        try:
            found.append(load_translator(system, lambda stage, share: events.put((stage, share)), _encode))
        except Exception as error:  # raised again below, where the caller is
            found.append(error)

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    while worker.is_alive() or not events.empty():
        try:
            stage, share = events.get(timeout=0.1)
        except queue.Empty:
            continue
        yield Progress(f"model: {stage}", round(100 * share), 100)
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]


def load_likelihood_model() -> Generator[Progress, None, LikelihoodModel]:
    """The same for the one system that can also say how likely it finds a translation, the embedded one."""
    return cast("LikelihoodModel", (yield from load(DEFAULT_TRANSLATOR)))


def _encode(texts: Sequence[str]) -> np.ndarray:
    """Vectors by the embedded encoder, which is loaded when a translator first asks."""
    return load_encoder().encode(texts)
