"""Which of several translations of a text is likeliest a good one, by what they and their source say.

Minimum Bayes risk decoding (Eikema & Aziz 2020), with chrF2 as utility: of translations that a model drew at random,
one that the others resemble is likelier right than one that stands alone. To that is added how close a multilingual
encoder finds it to the source, since what a small model gets wrong is fluent and says something else; and what the
guards find counts against it.
"""

from collections.abc import Sequence
from statistics import fmean
from typing import TYPE_CHECKING

from mt.guards import check
from mt.quality import ENCODER, Encode

if TYPE_CHECKING:
    from sacrebleu.metrics.chrf import CHRF

SIMILARITY = 1.0  # weight of a cosine beside the mean chrF2 in [0, 1]
FAULT = 0.05  # what each finding of the guards costs


class Reranker:
    """Chooses among candidate translations."""

    def __init__(self, encode: Encode, encoder: str = ENCODER) -> None:
        """encoder is what signatures call encode."""
        from sacrebleu.metrics.chrf import CHRF

        self._encode = encode
        self._chrf = CHRF()
        self.signature = f"mbr:chrF2+{SIMILARITY:g}cos:{encoder}-{FAULT:g}faults"

    def best(self, texts: Sequence[str], candidates: Sequence[Sequence[str]], source: str, target: str) -> list[str]:
        """For each text one of its candidates, of which there must be one at least; of equals the first."""
        different = [list(dict.fromkeys(of_text)) for of_text in candidates]
        vectors = self._encode(
            [line for text, of_text in zip(texts, different, strict=True) for line in (text, *of_text)]
        )
        chosen, start = [], 0
        for text, of_text, of_all in zip(texts, different, candidates, strict=True):
            similarities = vectors[start + 1 : start + 1 + len(of_text)] @ vectors[start]
            start += 1 + len(of_text)
            worth = [
                _agreement(self._chrf, candidate, of_all)
                + SIMILARITY * float(similarity)
                - FAULT * len(check(text, source, candidate, target))
                for candidate, similarity in zip(of_text, similarities, strict=True)
            ]
            chosen.append(of_text[worth.index(max(worth))])
        return chosen


def _agreement(chrf: "CHRF", candidate: str, drawn: Sequence[str]) -> float:
    """The mean chrF2 of a candidate against all that were drawn, itself among them as often as it was, in [0, 1]."""
    scores = {other: chrf.sentence_score(candidate, [other]).score / 100 for other in set(drawn)}
    return fmean(scores[other] for other in drawn)
