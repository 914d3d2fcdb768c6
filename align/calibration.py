"""How the cosines of an encoder compare with those the aligner's weights were trained on."""

from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

# What `measure` finds for the embedded encoder, use-m3: the two points every other encoder's line goes through.
TRANSLATIONS = 0.603
STRANGERS = 0.098
# The embedded encoder has 5. Below 1 a translation is lost among the sentences that merely look a little alike.
LEAST_SEPARATION = 1.0


class Calibration(NamedTuple):
    """A straight line from an encoder's cosines to the embedded encoder's: slope · cosine + offset.

    The embedded encoder's own is the default.
    """

    slope: float = 1.0
    offset: float = 0.0

    def apply(self, cosines: Any) -> Any:
        """The similarities the aligner works with, of whatever shape the cosines have."""
        return cosines if self == (1.0, 0.0) else self.slope * cosines + self.offset


class Similarities(NamedTuple):
    """Mean cosines of translations and of strangers, and the standard deviation among strangers."""

    translations: float
    strangers: float
    spread: float

    @property
    def tell_apart(self) -> bool:
        """Whether translations stand out from strangers; False also where an encoder gives no numbers."""
        return self.translations - self.strangers > LEAST_SEPARATION * self.spread


def measure(encode: Callable[[Sequence[str]], Any]) -> Similarities:
    """What an encoder makes of the bundled article pair.

    Translations are the two sentences of its one-to-one gold beads, strangers the sentences of two such beads.
    """
    source, target = _sample_translations()
    cosines = encode(source) @ encode(target).T
    of_one_bead = np.eye(len(source), dtype=bool)
    strangers = cosines[~of_one_bead]
    return Similarities(float(cosines[of_one_bead].mean()), float(strangers.mean()), float(strangers.std()))


def calibrate(found: Similarities) -> Calibration:
    """The line on which both of an encoder's means become those of the embedded encoder."""
    slope = (TRANSLATIONS - STRANGERS) / (found.translations - found.strangers)
    return Calibration(slope, STRANGERS - slope * found.strangers)


def _sample_translations() -> tuple[list[str], list[str]]:
    from corpora.formats.beads import read_beads

    source, target, gold = (_sample(name) for name in ("article.zh.clean.txt", "article.de.clean.txt", "gold.beads"))
    beads = read_beads(gold, "gold.beads", scored=False)
    pairs = [(bead.source[0], bead.target[0]) for bead in beads if len(bead.source) == len(bead.target) == 1]
    return [source[i] for i, _ in pairs], [target[j] for _, j in pairs]


def _sample(name: str) -> list[str]:
    return files("corpora.sample").joinpath(name).read_text(encoding="utf-8").splitlines()
