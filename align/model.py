"""The weights of the bead model, and the scores they give to everything two sides could be made of."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from align.band import Region, regions
from align.features import BEAD_FEATURES, BEAD_TYPES, FEATURES, NULL_FEATURES, BitextFeatures, possible
from align.lattice import NEVER, Block, Lattice
from corpora.errors import MalformedFile

Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight for each feature, and the name of the set for signatures."""

    name: str
    values: tuple[float, ...]

    @classmethod
    def from_mapping(cls, name: str, by_feature: Mapping[str, float]) -> "Weights":
        """Weights by feature name. Raises MalformedFile where the names are not the features of this program."""
        if set(by_feature) != set(FEATURES):
            odd = sorted(set(by_feature) ^ set(FEATURES))
            raise MalformedFile(f"aligner weights {name}: features differ from this program's: {', '.join(odd)}")
        return cls(name, tuple(float(by_feature[feature]) for feature in FEATURES))

    @property
    def bead(self) -> Array:
        """Weights of BEAD_FEATURES."""
        return np.array(self.values[: len(BEAD_FEATURES)])

    @property
    def null(self) -> Array:
        """Weights of NULL_FEATURES without the last two, which are `gap_opens` and `gaps_meet`."""
        return np.array(self.values[len(BEAD_FEATURES) : -2])

    @property
    def gap_opens(self) -> float:
        """What the first null of a run costs."""
        return self.values[-2]

    def with_gaps(self, shift: float) -> "Weights":
        """The weights under which opening a gap scores that much more."""
        return Weights(self.name, (*self.values[:-2], self.gap_opens + shift, self.gaps_meet))

    @property
    def gaps_meet(self) -> float:
        """What a gap of the target costs more directly after one of the source."""
        return self.values[-1]


@cache
def default_weights() -> Weights:
    """The weights that come with the program; weights.json says how they were made."""
    stored = json.loads(files("align").joinpath("weights.json").read_text(encoding="utf-8"))
    return Weights.from_mapping(stored["name"], stored["weights"])


def score(features: BitextFeatures, weights: Weights) -> Lattice:
    """The log scores of everything two sides could be made of, within the band around their path."""
    source, target = features.nulls()
    by_feature = weights.bead.astype(np.float32)
    return Lattice(
        BEAD_TYPES,
        [
            Block(region, _only_possible(features.bead_scores(region, by_feature), region))
            for region in regions(features.path, len(features.source), len(features.target))
        ],
        weights.null @ source,
        weights.null @ target,
        weights.gap_opens,
        weights.gaps_meet,
    )


def bead_scores(found: np.ndarray[Any, np.dtype[np.float32]], region: Region, weights: Weights) -> Any:
    """Log scores of beads by their features, as lattice.Block has them."""
    return _only_possible(np.tensordot(weights.bead.astype(np.float32), found, axes=1), region)


def _only_possible(scores: Any, region: Region) -> Any:
    """The scores of a region without those of beads that would begin before the text."""
    return np.where(possible(region), scores, np.float32(NEVER))


assert NULL_FEATURES[-2:] == ("gap opens", "gap meets gap")  # noqa: S101  Weights reads them there
