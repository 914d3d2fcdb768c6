"""The words of a text and of its translation, and how well each is backed by the other side.

`align.words` compares them; scores and their evidence are made of it.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from corpora.units import Span


class WordsOfSide(NamedTuple):
    """The words of one side, in order.

    spans: where they stand, in characters. backing (n,): the similarity of each to the word of the other side that is
    most like it, -1 … 1, 0 where the other side has none. pieces (n,): of how many pieces of the encoder's vocabulary
    each is made, rare words of many. unbacked: positions of words without a link that bring the texts further apart.
    """

    spans: tuple[Span, ...]
    backing: np.ndarray
    pieces: np.ndarray
    unbacked: tuple[int, ...]


class ComparedWords(NamedTuple):
    """Both sides of a pair."""

    source: WordsOfSide
    target: WordsOfSide


CompareWords = Callable[[Sequence[tuple[str, str]]], list[ComparedWords]]
"""Sources with their translations to the words of each, in order, as `align.words.comparer` makes one."""
