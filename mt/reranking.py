"""Which of several translations of a text is likeliest a good one, by what they and their source say.

Minimum Bayes risk decoding (Eikema & Aziz 2020), with chrF2 as utility: of several that a model gives,
one that the others resemble is likelier right than one that stands alone. To that is added how close a multilingual
encoder finds it to the source, since what a small model gets wrong is fluent and says something else; and what the
guards find counts against it.
"""

from collections.abc import Sequence
from statistics import fmean

from mt.guards import check
from mt.quality import ENCODER, Encode

SIMILARITY = 1.0  # weight of a cosine beside the mean chrF2 in [0, 1]
FAULT = 0.05  # what each finding of the guards costs
FIRST = 0.04  # what the likeliest one is ahead by: of short texts agreement and cosine say little


class Reranker:
    """Chooses among candidate translations."""

    def __init__(self, encode: Encode, encoder: str = ENCODER) -> None:
        """encoder is what signatures call encode."""
        self._encode = encode
        self.signature = f"mbr:chrF2+{SIMILARITY:g}cos:{encoder}-{FAULT:g}faults+{FIRST:g}first"

    def best(self, texts: Sequence[str], candidates: Sequence[Sequence[str]], source: str, target: str) -> list[str]:
        """For each text one of its candidates, the likeliest first, of which there must be one at least."""
        different = [list(dict.fromkeys(of_text)) for of_text in candidates]
        vectors = self._encode(
            [line for text, of_text in zip(texts, different, strict=True) for line in (text, *of_text)]
        )
        chosen, start = [], 0
        for text, of_text, of_all in zip(texts, different, candidates, strict=True):
            similarities = vectors[start + 1 : start + 1 + len(of_text)] @ vectors[start]
            start += 1 + len(of_text)
            agreement = dict(zip(of_all, agreements(of_all), strict=True))
            worth = [
                agreement[candidate]
                + SIMILARITY * float(similarity)
                - FAULT * len(check(text, source, candidate, target))
                + FIRST * (candidate == of_all[0])
                for candidate, similarity in zip(of_text, similarities, strict=True)
            ]
            chosen.append(of_text[worth.index(max(worth))])
        return chosen


def agreements(drawn: Sequence[str]) -> list[float]:
    """For each of several translations of a text its mean chrF2 against all of them, itself included, in [0, 1]."""
    from sacrebleu.metrics.chrf import CHRF

    chrf = CHRF()
    different = set(drawn)
    scores = {
        one: fmean(1.0 if one == other else chrf.sentence_score(one, [other]).score / 100 for other in drawn)
        for one in different
    }
    return [scores[one] for one in drawn]
