"""What the embedded model's adapter is trained on: which pairs, how often, in which batches."""

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mt.parallel_text import Pair, read_parallel_text

# How often a pair of a source is seen, by how its name begins; what is not named is not seen at all. Prose of the kind
# that is translated here is scarce and counts for most; help texts bring words, names of places bring names.
PASSES: Mapping[str, float] = {
    "NTREX-128": 1.0,
    "TICO-19": 0.6,
    "FLORES-101": 0.8,
    "UD PUD": 0.8,
    "XQuAD contexts": 0.8,
    "XQuAD questions": 0.3,
    "GNOME user docs": 0.2,
    "GNOME handbooks": 0.1,
    "Debian Handbook": 0.2,
    "LibreOffice help": 0.08,
    "LibreOffice messages": 0.05,
    "CLDR names": 0.3,
    "iso-codes names": 0.3,
    "Tatoeba (ManyThings)": 0.03,
    "Tatoeba pivot": 0.2,
}
# The hardest direction, with the fewest pairs, is seen more often, and one that little is asked of less.
DIRECTION_PASSES: Mapping[tuple[str, str], float] = {("zh", "de"): 1.5, ("de", "en"): 0.7}
# Sentences shorter than this (characters of the target) say little; Tatoeba's longer ones are taken first.
SHORT = 25
# Pairs of like length are batched within a stretch of this many, so that batches stay mixed in all else.
STRETCH = 2_048


@dataclass(frozen=True, slots=True)
class Encoded:
    """A pair as token numbers: prompt and target, the last of which ends it."""

    prompt: tuple[int, ...]
    target: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.prompt) + len(self.target)


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a file without HTML's entities, which would be learned. Raises as `read_parallel_text` does."""
    return [
        pair._replace(source=html.unescape(pair.source), target=html.unescape(pair.target))
        for pair in read_parallel_text(path)
    ]


def passes_of(pair: Pair) -> float:
    """How often a pair is to be seen."""
    of_source = next((times for name, times in PASSES.items() if pair.origin.startswith(name)), 0.0)
    return of_source * DIRECTION_PASSES.get((pair.source_language, pair.target_language), 1.0)


def mixture(pairs: Sequence[Pair], seed: int) -> list[int]:
    """The positions of the pairs in the order in which they are learned, each as often as its source says.

    Of a fraction pairs are drawn at random, short sentences only as far as the others do not suffice.
    """
    rng = np.random.default_rng(seed)
    groups: dict[tuple[float, str], list[int]] = {}
    for i, pair in enumerate(pairs):
        groups.setdefault((passes_of(pair), pair.origin), []).append(i)
    order: list[int] = []
    for (times, _), members in sorted(groups.items()):
        order += members * int(times)
        wanted = round(len(members) * (times - int(times)))
        long_first = sorted(rng.permutation(members), key=lambda i: len(pairs[i].target) < SHORT)
        order += [int(i) for i in long_first[:wanted]]
    return [int(i) for i in rng.permutation(order)]


def batches(lengths: Sequence[int], order: Sequence[int], tokens: int, seed: int) -> Iterator[list[int]]:
    """The order in batches of at most so many tokens, padding counted, that are filled with pairs of like length."""
    rng = np.random.default_rng(seed)
    for start in range(0, len(order), STRETCH):
        stretch = sorted(order[start : start + STRETCH], key=lambda i: lengths[i])
        cut: list[list[int]] = [[]]
        for i in stretch:
            if cut[-1] and lengths[i] * (len(cut[-1]) + 1) > tokens:
                cut.append([])
            cut[-1].append(i)
        yield from (cut[int(i)] for i in rng.permutation(len(cut)))
