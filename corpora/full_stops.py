"""A full stop and what stands around it, and what the published rules know of the word before it."""

import re
from functools import lru_cache
from typing import NamedTuple

from corpora.srx import published_rules

# Parts of one abbreviation: z. B., u. v. m., Ph. D.; the spaces may be narrow or missing.
_PARTS = re.compile(r"(?:(?<=[\s(„“\"'»«/–-])|^)(?:[^\W\d_]{1,5}\.\s?){1,4}[^\W\d_]{1,5}$")
_TOKEN = re.compile(r"\S+$")
_WORD = re.compile(r"[^\s–—/]+$")
_SPACES = " \xa0\u202f\t\n"
_SEEN = 200  # characters on either side that are looked at
_LONGEST_WORD = 60
_OPENERS = "([{„“”\"'‚‘»«›‹¿¡§–—-/"


class Stop(NamedTuple):
    """A full stop: the sentence so far without it, the word it stands behind, the text from the next word on.

    is_first says whether the word begins the sentence, is_answer whether the sentence stands behind a question,
    has_dash whether a dash is before the next word.
    """

    before: str
    word: str
    after: str
    is_first: bool
    is_answer: bool = False
    has_dash: bool = False

    @property
    def previous(self) -> str:
        """The word before the word, with its marks."""
        match = _TOKEN.search(self.before[: len(self.before) - len(self.word)].rstrip(_OPENERS + _SPACES))
        return match.group().lstrip(_OPENERS) if match else ""

    @property
    def next(self) -> str:
        """The word behind the full stop, with its marks."""
        return self.after.split(None, 1)[0] if self.after else ""

    @property
    def next_word(self) -> str:
        """The word behind the full stop without marks."""
        return self.next.rstrip(".,;:!?…)]}“”\"'’«»›‹")

    @property
    def parts(self) -> str:
        """The abbreviation in several parts that the full stop ends, without its spaces; "" where there is none."""
        if "." not in self.before[-24:]:
            return ""
        match = _PARTS.search(self.before[-24:])
        return re.sub(r"\s", "", match.group()) if match else ""


def stop_at(text: str, start: int, at: int, following: int) -> Stop:
    """The full stop at a position of a text whose sentence began at start; the next word begins at following."""
    before = text[max(start, at - _SEEN) : at]
    match = _WORD.search(text, max(start, at - _LONGEST_WORD), at)
    word = match.group().lstrip(_OPENERS) if match else ""
    is_first = at - start <= _SEEN and not before[: len(before) - len(word)].strip(_OPENERS + _SPACES)
    is_answer = text[max(0, start - 4) : start].rstrip(' \xa0\t\n”“"»«')[-1:] == "?"
    has_dash = text[max(at, following - 2) : following].strip() in ("–", "—", "-")
    return Stop(before, word, text[following : following + _SEEN], is_first, is_answer, has_dash)


@lru_cache(maxsize=1 << 16)
def published_abbreviation(word: str, code: str) -> bool:
    """Whether the published rules end no sentence behind a word and a full stop, in plain surroundings."""
    text = f"Xo {word}. Xaver"
    place = len(text) - len("Xaver")
    rules = published_rules(code)
    return not (rules.ends_at(text, place) or rules.ends_at(text, place - 1))
