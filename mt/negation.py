"""Whether two texts agree in saying "not": the one word whose loss turns a sentence into its opposite.

A negation may be said by a word (not, nicht, 不), or be inside another (unfair, ratlos, 拒绝). So a negation of one
side is missed on the other only where nothing there, word or part of one, could stand for it; and words that only look
like one (不断 "steadily", no matter, nicht nur) are left out. One of two negations lost is not seen.
"""

from functools import cache
from typing import NamedTuple

import regex

from corpora.units import Span
from mt.negation_words import IMPLIED, NO_NEGATIONS, SAID


class Negations(NamedTuple):
    """Words that say "not", by their places, and whether anything else in the text could stand for one."""

    words: tuple[Span, ...]
    implied: bool


class LostNegations(NamedTuple):
    """The negations of either side where the other side has nothing that could stand for one."""

    source: tuple[Span, ...]
    target: tuple[Span, ...]


def find_negations(text: str, code: str) -> Negations:
    """The negations of a text in Chinese, German or English, by its code; of others none is found and all implied."""
    if code not in SAID:
        return Negations((), implied=True)
    # Blanks for what only looks like one keep the others in their places.
    rest = _pattern(NO_NEGATIONS[code]).sub(lambda match: " " * len(match[0]), text)
    words = tuple(Span(*match.span()) for match in _pattern(SAID[code]).finditer(rest))
    return Negations(words, bool(words) or bool(_pattern(IMPLIED[code]).search(text)))


def lost_negations(source: str, source_code: str, target: str, target_code: str) -> LostNegations:
    """The negations of either side that nothing on the other side can stand for."""
    ours, theirs = find_negations(source, source_code), find_negations(target, target_code)
    return LostNegations(() if theirs.implied else ours.words, () if ours.implied else theirs.words)


@cache
def _pattern(written: str) -> "regex.Pattern[str]":
    return regex.compile(written, regex.IGNORECASE)
