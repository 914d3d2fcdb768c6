"""Chinese names as other languages spell them: 唐文斌 and Tang Wenbin are the same word, by its pinyin.

The encoder knows few names, yet in news from China every other sentence has one that no other sentence has.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import pairwise, product

from corpora.languages import language

# Any run of pinyin syllables, and some that are none: what it refuses no Chinese character reads as.
_SYLLABLES = re.compile(r"(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?+[aeiou]{1,3}+(?:ng|n|r)?+)++")

Readings = tuple[tuple[str, ...], ...]
_LONGEST = 4  # characters of a name that is written as one word: Zhongguancun, Heilongjiang
_SHORTEST = 4  # letters: Yiwu; shorter ones are a syllable that could be anything
# Characters of grammar, which names do not have: 那么 would else be the German "Name", 如何 "Ruhe".
_GRAMMAR = frozenset("的了么什们这那着很都也还就吗呢吧啊是个他她它你我如")
_MOST_READINGS = 2  # of a character; the others are rare, and more of them would spell any word somewhere


def readings(sentence: str, code: str) -> Readings:
    """For each character of a Chinese sentence its readings without tones; an empty one breaks a name.

    Other languages have none.
    """
    if language(code).code != "zh":
        return ()
    return tuple(_readings(character) for character in sentence)


def spellings(sentence: str) -> frozenset[str]:
    """Words of a sentence that could be names in pinyin: capitalised ones, and two such in a row, without case."""
    words = [_plain(word) for word in sentence.replace("-", " ").replace("’", "").replace("'", "").split()]
    single = [word for word in words if word[:1].isupper()]
    double = [a + b for a, b in pairwise(words) if a[:1].isupper() and b[:1].isupper()]
    folded = {word.casefold() for word in [*single, *double]}
    return frozenset(word for word in folded if len(word) >= _SHORTEST and _SYLLABLES.fullmatch(word))


def spelled(sentence: Readings, wanted: AbstractSet[str]) -> frozenset[str]:
    """Which of some spellings are those of two to four characters in a row of a sentence."""
    return frozenset(word for word in _words(sentence) if word in wanted)


def _words(sentence: Readings) -> Iterator[str]:
    for start in range(len(sentence)):
        for size in range(2, _LONGEST + 1):
            run = sentence[start : start + size]
            if len(run) < size or not all(run):
                break
            yield from map("".join, product(*run))


@cache
def _readings(character: str) -> tuple[str, ...]:
    if not "\u4e00" <= character <= "\u9fff" or character in _GRAMMAR:
        return ()
    from pypinyin import Style, pinyin

    found: Sequence[str] = next(iter(pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")), ())
    return tuple(dict.fromkeys(reading.replace("ü", "u").replace("v", "u") for reading in found))[:_MOST_READINGS]


def _plain(word: str) -> str:
    """A word's letters, without accents and what stands around them."""
    letters = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in letters if letter.isascii() and letter.isalpha())
