"""Good pairs broken in known ways: what a score is to find, and what it is trained against.

Each way needs something of its pair (a number, a negation, a name) and gives nothing where that is missing. What is
made is deterministic for a seed.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

import regex

from corpora.anchors import Number, find_numbers
from corpora.languages import language
from mt.detail_words import WORDS
from mt.details import find_details
from mt.numbers import written_in
from mt.parallel_text import Pair

LEAST_WORDS = 6  # of a target that can be halved
_FEWEST_LOOPED, _MOST_LOOPED, _LOOPS = 3, 6, 5  # words of a phrase that comes again and again, and how often it does
_ROUND_NUMBER = 1_000  # from here on a scale is what goes wrong: 万 for 千, 亿 for 千万

# In German every noun has a capital: there only what the source or another language spells alike is a name.
_NAME = regex.compile(r"(?<=\p{Ll}[ ,]{1,2})\p{Lu}\p{Ll}{2,}(?: \p{Lu}\p{Ll}{2,})*")
_NO_NAMES = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday English German Chinese American British French Internet".split()
)
_NEGATIONS = {
    "en": ((r" (?:not|never)\b", ""), (r"n[’']t\b", ""), (r"\bcannot\b", "can"), (r"\bno (?=\p{Ll})", "")),
    "de": (
        (r" (?:nicht|nie|niemals)\b(?! nur)", ""),
        (r"\bkein(?=(?:e[nmrs]?)?\b)", "ein"),
        (r"\bKein(?=(?:e[nmrs]?)?\b)", "Ein"),
    ),
}


class Company:
    """The pairs of a text that one is broken in the midst of, and the same lines in a third language, if there are."""

    def __init__(self, pairs: Sequence[Pair], third: Sequence[str] = ()) -> None:
        self.pairs = pairs
        self.third = third
        self.names = sorted({name for i in range(len(pairs)) for name in self.names_of(i)})

    def neighbour(self, i: int) -> str:
        """The target that stands behind that of pair i, before it at the end."""
        return self.pairs[i + 1 if i + 1 < len(self.pairs) else i - 1].target

    def names_of(self, i: int) -> list[str]:
        """The names in the target of pair i, in order, as far as spelling shows them."""
        pair = self.pairs[i]
        found = [name for name in _NAME.findall(pair.target) if name not in _NO_NAMES]
        if pair.target_language == "de":
            found = [word for name in found for word in name.split()]
            elsewhere = f"{pair.source} {self.third[i] if self.third else ''}"
            return [name for name in found if regex.search(rf"\b{regex.escape(name)}\b", elsewhere)]
        return found


Break = Callable[[Company, int, random.Random], str]
"""The target of a pair broken in one way; "" where it cannot be."""


def break_pair(company: Company, i: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """Every way in which pair i can be broken, with the target that it then has."""
    for kind, broken in BREAKS.items():
        text = broken(company, i, random.Random(f"{seed} {kind} {i}"))  # noqa: S311 not for secrets
        if text and text != company.pairs[i].target:
            yield kind, text


def change_number(text: str, rng: random.Random) -> str:
    """The text with one of its numbers changed in one digit (never to 0), the same text where it has none."""
    digits = [match.start() for match in regex.finditer(r"[0-9]", text)]
    if not digits:
        return text
    place = rng.choice(digits)
    return text[:place] + rng.choice([digit for digit in "123456789" if digit != text[place]]) + text[place + 1 :]


def _number(company: Company, i: int, rng: random.Random) -> str:
    return change_number(company.pairs[i].target, rng)


def _scale(company: Company, i: int, rng: random.Random) -> str:
    """A large number ten times what it was, or a tenth of it: what a slip between 万 and 亿 or million does."""
    text, code = company.pairs[i].target, company.pairs[i].target_language
    large = [number for number in find_numbers(text, code) if _is_large(number, text)]
    if not large:
        return ""
    number = rng.choice(large)
    factor = rng.choice((Decimal(10), Decimal("0.1")))
    written = written_in(f"{Decimal(number.value) * factor:f}", code)
    return text[: number.span.start] + written + text[number.span.end :]


def _is_large(number: Number, text: str) -> bool:
    if not number.is_digits or ":" in number.value or Decimal(number.value) < _ROUND_NUMBER:
        return False
    return not text[slice(*number.span)].isdigit()  # which may be a year


def _detail(company: Company, i: int, rng: random.Random) -> str:
    """Another month, weekday or currency in the place of one."""
    text, code = company.pairs[i].target, company.pairs[i].target_language
    found = [detail for detail in find_details(text, code) if detail.kind in WORDS.get(code, {})]
    if not found:
        return ""
    detail = rng.choice(found)
    words = WORDS[code][detail.kind]
    other = rng.choice([word for value, word in words.items() if value != detail.value])
    return text[: detail.span.start] + other + text[detail.span.end :]


def _name(company: Company, i: int, rng: random.Random) -> str:
    """Another name that the same text has, in the place of one."""
    names = company.names_of(i)
    if not names:
        return ""
    name = rng.choice(names)
    others = [other for other in company.names if not set(other.split()) & set(name.split())]
    alike = [other for other in others if other.count(" ") == name.count(" ")] or others
    return company.pairs[i].target.replace(name, rng.choice(alike)) if alike else ""


def _negation(company: Company, i: int, rng: random.Random) -> str:
    text = company.pairs[i].target
    for pattern, instead in _NEGATIONS.get(company.pairs[i].target_language, ()):
        changed = regex.sub(pattern, instead, text, count=1)
        if changed != text:
            return str(changed)
    return ""


def _half(company: Company, i: int, rng: random.Random) -> str:
    words, joiner = _words(company.pairs[i])
    if len(words) < LEAST_WORDS:
        return ""
    half = len(words) // 2
    return joiner.join(words[:half] if rng.random() < 0.5 else words[half:])


def _middle(company: Company, i: int, rng: random.Random) -> str:
    words, joiner = _words(company.pairs[i])
    if len(words) < LEAST_WORDS:
        return ""
    third = len(words) // 3
    return joiner.join(words[:third] + words[2 * third :])


def _added(company: Company, i: int, rng: random.Random) -> str:
    pair = company.pairs[i]
    return pair.target + language(pair.target_language).joiner + company.neighbour(i)


def _neighbour(company: Company, i: int, rng: random.Random) -> str:
    return company.neighbour(i)


def _copy(company: Company, i: int, rng: random.Random) -> str:
    return company.pairs[i].source


def _language(company: Company, i: int, rng: random.Random) -> str:
    return company.third[i] if company.third else ""


def _loop(company: Company, i: int, rng: random.Random) -> str:
    words, joiner = _words(company.pairs[i])
    size = rng.randint(_FEWEST_LOOPED, _MOST_LOOPED)
    if len(words) < size:
        return ""
    start = rng.randrange(len(words) - size + 1)
    return joiner.join(words[: start + size] + words[start : start + size] * _LOOPS)


def _words(pair: Pair) -> tuple[list[str], str]:
    joiner = language(pair.target_language).joiner
    return (pair.target.split(" ") if joiner else list(pair.target)), joiner


BREAKS: Mapping[str, Break] = {
    "number changed": _number,
    "ten times too much or little": _scale,
    "date or currency changed": _detail,
    "name swapped": _name,
    "negation dropped": _negation,
    "half cut off": _half,
    "middle left out": _middle,
    "sentence added": _added,
    "the neighbour's translation": _neighbour,
    "untranslated": _copy,
    "another language": _language,
    "loop": _loop,
}
