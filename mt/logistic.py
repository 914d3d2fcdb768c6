"""Logistic models as they are stored: a probability from named numbers."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np


class Logistic(NamedTuple):
    """A logistic model; weights go with the fields of what it weighs, by name."""

    intercept: float
    weights: Mapping[str, float]

    def logits(self, rows: Sequence[Any]) -> np.ndarray:
        """The log odds of each row, a NamedTuple or a mapping that has every weighed name: (len(rows),)."""
        logits = np.full(len(rows), self.intercept)
        for name, weight in self.weights.items():
            logits += weight * np.array([value_of(row, name) for row in rows], dtype=np.float64)
        return logits

    def probabilities(self, rows: Sequence[Any]) -> np.ndarray:
        """How likely each row is what the model looks for, in [0, 1]: (len(rows),)."""
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(self.logits(rows), -40, 40))))


def value_of(row: Any, name: str) -> float:
    """What a row, a NamedTuple or a mapping, has by a name."""
    return float(row[name] if isinstance(row, Mapping) else getattr(row, name))
