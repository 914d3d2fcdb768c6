"""Finding the loops that small language models fall into."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import regex

from corpora.units import Span

# Han characters are units of their own, anything else counts by the word.
_UNIT = regex.compile(r"\p{Han}|[\p{L}\p{M}\p{N}'’]+")

LONGEST_PHRASE = 12
# "sehr, sehr, sehr gut" and 哈哈哈 are language, four of one word or three of a phrase are not.
WORD_REPEATS = 4
PHRASE_REPEATS = 3
# A phrase of so many words that comes back so often, wherever: lists of the same kind repeat shorter ones.
SCATTERED_LENGTH = 5
SCATTERED_REPEATS = 4


class Repeated(NamedTuple):
    """A phrase that a text says over and over, and where it first stands."""

    phrase: str
    span: Span


def repeated_phrase(text: str) -> Repeated | None:
    """The phrase that a text says over and over, None for one that does not."""
    matches = list(_UNIT.finditer(text))
    words = [match.group() for match in matches]
    folded = [word.casefold() for word in words]
    found = _repeated_in_a_row(folded) or _repeated_anywhere(folded)
    if found is None:
        return None
    start, end = found
    separator = "" if regex.fullmatch(r"\p{Han}+", "".join(words[start:end])) else " "
    return Repeated(separator.join(words[start:end]), Span(matches[start].start(), matches[end - 1].end()))


def _repeated_in_a_row(words: Sequence[str]) -> tuple[int, int] | None:
    for size in range(1, min(LONGEST_PHRASE, len(words) // PHRASE_REPEATS) + 1):
        needed = (WORD_REPEATS if size == 1 else PHRASE_REPEATS) - 1
        run = 0
        for i in range(size, len(words)):
            run = run + 1 if words[i] == words[i - size] else 0
            if run >= needed * size:
                start = i - run - size + 1
                return start, start + size
    return None


def _repeated_anywhere(words: Sequence[str]) -> tuple[int, int] | None:
    phrases = Counter(tuple(words[i : i + SCATTERED_LENGTH]) for i in range(len(words) - SCATTERED_LENGTH + 1))
    phrase, count = phrases.most_common(1)[0] if phrases else ((), 0)
    if count < SCATTERED_REPEATS:
        return None
    start = next(i for i in range(len(words)) if tuple(words[i : i + SCATTERED_LENGTH]) == phrase)
    return start, start + SCATTERED_LENGTH
