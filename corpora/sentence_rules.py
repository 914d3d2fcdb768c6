"""What users say about where sentences end: SRX rules, and abbreviations behind which none does."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from corpora.errors import MalformedFile
from corpora.languages import language as language_of
from corpora.srx import SrxDocument, UserRules, parse_srx

LONGEST_EXCEPTION = 40  # characters; a line that is longer is no abbreviation


@dataclass(frozen=True, slots=True)
class SentenceRules:
    """Rules that count more than ours: an SRX document, and abbreviations in the order they were given.

    A rule of the document, to break or not, also counts more than an abbreviation.
    """

    exceptions: tuple[str, ...] = ()
    srx: SrxDocument | None = None

    def __bool__(self) -> bool:
        return bool(self.exceptions or self.srx)

    def applied(self, text: str, cuts: Iterable[int], code: str) -> list[int]:
        """The places where sentences of a language end in a text, from those that our rules found.

        Raises MalformedFile where a rule is no pattern, WorkbenchError where one takes too long.
        """
        ends = {_before_space(text, cut): cut for cut in cuts}
        if self.exceptions:
            excepted = _exceptions_pattern(self.exceptions)
            ends = {end: cut for end, cut in ends.items() if not excepted.search(text, max(0, end - _SEEN), end)}
        if self.srx:
            rules = _user_rules(self.srx, code)
            asked = {*ends, *(_before_space(text, place) for place in rules.breaks(text))}
            for end in asked:
                following = _behind_space(text, end)
                verdict = rules.verdict(text, range(end, following + 1))
                if verdict is True:
                    ends.setdefault(end, following)
                elif verdict is False:
                    ends.pop(end, None)
        return sorted(cut for cut in ends.values() if 0 < cut < len(text))


_SEEN = LONGEST_EXCEPTION + 10


def parse_exceptions(text: str, name: str) -> tuple[str, ...]:
    """The abbreviations of a list, one a line; `#` begins a comment. Raises MalformedFile, naming the line."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        entry = " ".join(line.partition("#")[0].split())
        if entry:
            found.append(exception(entry, f"{name}:{number}"))
    return tuple(dict.fromkeys(found))


def exception(text: str, where: str) -> str:
    """An abbreviation as it is kept: with its full stop. Raises MalformedFile for what is none."""
    if not any(character.isalnum() for character in text) or len(text) > LONGEST_EXCEPTION:
        raise MalformedFile(f"{where}: expected an abbreviation such as Abk., found {text[:60]!r}")
    return text if not text[-1].isalnum() else f"{text}."


def read_rules(srx: tuple[str, bytes] | None, exceptions: tuple[str, str] | None, language: str) -> SentenceRules:
    """The rules that files given as (name, content) have for a language. Raises MalformedFile for what are none."""
    code = language_of(language).code
    document = parse_srx(srx[1], srx[0]) if srx else None
    if document and not _user_rules(document, code):
        raise MalformedFile(f"{document.name}: none of its <languagemap> elements is for {code!r}")
    return SentenceRules(parse_exceptions(exceptions[1], exceptions[0]) if exceptions else (), document)


@lru_cache(maxsize=32)
def _user_rules(document: SrxDocument, code: str) -> UserRules:
    return UserRules(document, code)


@lru_cache(maxsize=32)
def _exceptions_pattern(exceptions: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for text that ends in an abbreviation, its spaces of any kind or missing.

    What stands before it is no part of its word; a Chinese character before Latin letters is none.
    """
    forms = "|".join(r"\s?".join(map(re.escape, text.split())) for text in exceptions)
    return re.compile(rf"(?<![^\W_\u2e80-\U0003ffff])(?:{forms})$|(?:{'|'.join(_han(exceptions)) or '(?!)'})$")


def _han(exceptions: tuple[str, ...]) -> list[str]:
    """Those that begin with a Chinese character, which has words on both sides without a space."""
    return [re.escape(text) for text in exceptions if "\u2e80" <= text[0] <= "\U0003ffff"]


def _before_space(text: str, place: int) -> int:
    while place and text[place - 1].isspace():
        place -= 1
    return place


def _behind_space(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place
