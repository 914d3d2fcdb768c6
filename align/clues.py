"""What the writing of a sentence says about its neighbours: where it goes on, and what stands there alone.

Scraped pages and automatic segmenters cut in the wrong places: after "am 25.", before a closing quotation
mark, at a colon. Such a piece belongs to its neighbour whatever its vector says.
"""

from collections.abc import Sequence
from itertools import pairwise

_TERMINAL = ".!?。！？…؟۔．｡।"
_CLOSING = "\"'”’“‘»«›‹」』）)]】》〉＂｣"
_GOES_ON = ",，、;；:：(（[【-–—/،؛､"
_TAKES_UP = ",，、;；:：)）]】.。!！?？%،؛؟｡､"
_ORDINAL = 3  # digits: "25." may be a date cut in two, "1957." is the end of a sentence
_INITIAL = 2  # letters: "Dr.", "S.", "No."


def is_stray(text: str) -> bool:
    """Whether a text is punctuation alone: a closing quotation mark that lost its sentence."""
    return not any(character.isalnum() for character in text)


def ends(text: str) -> bool:
    """Whether a text ends as sentences do; headlines, bylines and menus mostly do not.

    Thai has no full stop, so each of its lines may be a sentence.
    """
    last = text.rstrip().rstrip(_CLOSING).rstrip()[-1:]
    return last in set(_TERMINAL) or "\u0e01" <= last <= "\u0e4f"


def goes_on(text: str, following: str) -> bool:
    """Whether the border between two neighbouring sentences looks like a cut inside one."""
    body = text.rstrip()
    start = following.lstrip()
    if not body or not start:
        return False
    if body[-1] in _GOES_ON or start[0] in _TAKES_UP or start[0].islower():
        return True
    if body.count("(") + body.count("（") > body.count(")") + body.count("）"):
        return True
    return body[-1] == "." and _is_abbreviation(body[:-1].rstrip())


def joined(sentences: Sequence[str]) -> list[bool]:
    """For each sentence whether it seems to go on with the one before; False for the first."""
    return [False] * bool(sentences) + [goes_on(a, b) for a, b in pairwise(sentences)]


def latin_words(sentence: str) -> list[str]:
    """Words in Latin letters, of three letters or more, without case: what two languages can share by spelling."""
    word, found = [], []
    for character in f"{sentence} ":
        if (character.isascii() and character.isalnum()) or "À" <= character <= "ɏ":
            word.append(character)
        else:
            if len(word) > 2 and not all(c.isdigit() for c in word):
                found.append("".join(word).casefold())
            word = []
    return found


def _is_abbreviation(text: str) -> bool:
    words = text.split()
    last = words[-1].lstrip("(（[„“«\"'") if words else ""
    if last.isdigit():
        return len(last) < _ORDINAL
    if len(last) == 1 and ("А" <= last <= "Я" or "\u0621" <= last <= "\u064a"):  # А. С. Пушкин, د. أحمد
        return True
    return last.isascii() and last.isalpha() and len(last) <= _INITIAL
