"""How expected a translation is to a translation model that reads its source: the best single sign of risk."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from corpora.units import System


class Likelihood(NamedTuple):
    """The natural logarithm of a translation's probability given its source, and over how many tokens."""

    total: float
    tokens: int

    @property
    def per_token(self) -> float:
        """The mean over tokens; -2 is usual of good news translations under the embedded model."""
        return self.total / self.tokens


class LikelihoodModel(Protocol):
    """A translator that can also say how likely it finds a translation made by someone else."""

    @property
    def system(self) -> System:
        """Name and revision, which go into signatures."""

    def supports(self, source: str, target: str) -> bool:
        """Whether it translates from one language to the other."""

    def log_likelihoods(self, translations: Sequence[tuple[str, str]], source: str, target: str) -> list[Likelihood]:
        """One for each (source, translation), in order."""
