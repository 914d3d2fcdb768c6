"""Whether a full stop in German ends a sentence, or marks an ordinal, an abbreviation or an initial.

Nouns have capitals, so that a capital behind the stop tells little. What does: words that begin sentences, and
the finite verb, which is in the second place of a main clause and is there once.
"""

import re

from corpora.full_stops import Stop, published_abbreviation
from corpora.german_words import (
    CURRENCIES,
    DETERMINERS,
    FINAL,
    FINAL_PARTED,
    FINITE,
    LABELS,
    LIST_ENDS,
    MEASURES,
    MONTHS,
    NEVER,
    NEVER_PARTED,
    NOT_FINITE,
    NUMBERED,
    STARTERS,
    SUBORDINATORS,
)

_NUMBER = re.compile(r"[(]?\d[\d.,:'’/–-]*")
_ROMAN = re.compile(r"(?=[IVXLCM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ORDINALS_BEFORE = re.compile(r"\d\.(?:,| und| oder| bis| sowie| auf| [/–-])\s*$")
_VERB_LIKE = re.compile(r"[a-zäöüß]{2,}(?:te|ten|tet|[^aeiouäöü]t)")
_PLURAL_VERB = re.compile(r"(?!ge)[a-zäöüß]{3,}en")
_INITIAL = re.compile(r"[^\W\d_]\.")
_PREPOSITIONS = frozenset(
    "bis seit ab vor nach zu mit von in an auf für und oder als über unter bei aus durch zwischen".split()
)
_PARTICLES = frozenset("von van de der den zu zur vom und mit durch nach bei für an über".split())
_UNITS = "mshgtlVWAK"
_SMALL = 3  # digits of an ordinal; a longer number is a year or a count


def ends(stop: Stop) -> bool:
    """Whether the full stop ends a sentence, where what is behind it has no small letter."""
    word = stop.word
    if not word or not word[-1].isalnum():
        return True
    if _NUMBER.fullmatch(word):
        return _number_ends(stop, word.lstrip("("))
    if _ROMAN.fullmatch(word) and (len(word) > 1 or stop.previous in DETERMINERS or stop.previous.istitle()):
        return not (stop.is_first or _is_heading(stop)) and (_starts(stop) or _begins_clause(stop))
    if "." in word or len(word) < 6:
        known = _known(stop)
        if known is not None:
            return known
    if len(word) == 1:
        return _letter_ends(stop)
    last = word.rsplit("-", 1)[-1]
    if last in NEVER:
        return False
    if last in MEASURES or word.endswith("str"):
        return _measure_ends(stop)
    if word in NEVER or _is_numbered(stop):
        return False
    return _starts(stop) or not (word.isalpha() and published_abbreviation(word, "de"))


def _known(stop: Stop) -> bool | None:
    """What the tables say of an abbreviation; None where they do not have it."""
    for parted in _suffixes(stop.parts):
        if parted in NEVER_PARTED:
            return False
        if parted in FINAL_PARTED:
            return _final_ends(stop)
    if stop.word.count(".") and all(len(part) == 1 for part in stop.word.split(".")):  # E.T.A., U.S.
        return not stop.is_first and (_starts(stop) or _begins_clause(stop))
    word = stop.word
    if word in ("Fr", "Rp") and not stop.previous[-1:].isdigit():
        return False
    if word in LIST_ENDS:
        return True
    if word in NUMBERED:
        return not _is_numbered(stop) and (_starts(stop) or word in ("Art", "lit", "Heft", "Pos"))
    if word in MEASURES:
        return _measure_ends(stop)
    if word in FINAL:
        return _final_ends(stop)
    if word in NEVER or (stop.is_first and word[:1].lower() + word[1:] in NEVER):
        return False
    return None


def _suffixes(parts: str) -> list[str]:
    """An abbreviation in parts and what is left of it without its first ones: Dr.h.c, h.c."""
    pieces = parts.split(".") if parts else []
    whole = [".".join(pieces[k:]) for k in range(len(pieces) - 1)]
    return [form for one in whole for form in (one, one[:1].lower() + one[1:])]


def _number_ends(stop: Stop, number: str) -> bool:
    following = stop.next_word
    if stop.is_first:  # an enumerator, an ordinal, or an answer
        return following in STARTERS and (len(number) > _SMALL or (stop.is_answer and number != "1"))
    if not number.isdigit() or len(number) > _SMALL:
        return not (following in MONTHS and not number.isdigit())
    if following[:1].isdigit() or following in MONTHS:  # 1. 10. 1949
        return False
    previous = stop.previous
    if _is_heading(stop):
        return False
    if previous in LABELS or previous.rstrip(".") in NUMBERED:
        return True
    if "." in stop.next and (following in MEASURES or following in NUMBERED):  # 3. Aufl.
        return False
    if previous.lower() in DETERMINERS or _ORDINALS_BEFORE.search(stop.before[: -len(number)]):
        return _starts(stop) or _begins_clause(stop)
    if previous.lower() in _PREPOSITIONS or previous[-1:] in (",", ";", ":"):
        return _starts(stop) or _begins_clause(stop)
    return _starts(stop) or has_verb(stop.before)


def _is_heading(stop: Stop) -> bool:
    """Whether the sentence is a heading so far: Kapitel 3. Der lange Weg."""
    return stop.previous in LABELS and len(stop.before.split()) == 2


def _letter_ends(stop: Stop) -> bool:
    word, previous = stop.word, stop.previous
    if word.islower():
        return word in _UNITS and previous[-1:].isdigit() and not stop.next[:1].isdigit()  # 10,8 s.
    if stop.is_first or _INITIAL.match(stop.next):
        return False
    return previous in LABELS or _starts(stop) or _begins_clause(stop)


def _measure_ends(stop: Stop) -> bool:
    following = stop.next_word
    if stop.has_dash or following in CURRENCIES or following[:1].isdigit() or stop.next[:1] == "§":
        return False
    return _starts(stop) or _begins_clause(stop)


def _final_ends(stop: Stop) -> bool:
    return stop.next[:1] == "§" or stop.next[:1].isdigit() or _starts(stop) or _begins_clause(stop)


def _is_numbered(stop: Stop) -> bool:
    following = stop.next_word
    return stop.word in NUMBERED and (
        following[:1].isdigit() or len(following) == 1 or _ROMAN.fullmatch(following) is not None
    )


def _starts(stop: Stop) -> bool:
    """Whether the next word is one that mostly begins a sentence when it has a capital."""
    return stop.next_word in STARTERS and not _INITIAL.fullmatch(stop.next)


def _begins_clause(stop: Stop) -> bool:
    """Whether the sentence has its verb, and what follows has another one in the second place."""
    words = stop.after.split(None, 3)
    if len(words) < 2 or not words[0][-1].isalnum() or not has_verb(stop.before):
        return False
    second = 1
    if len(words) > 2 and (len(words[1]) == 1 or words[1][:1].isupper() or words[1].isdigit()):  # Entwurf A kam
        second = 2
    verb = words[second].rstrip(".,;:!?")
    if not is_verb(verb) and not (_PLURAL_VERB.fullmatch(verb) and verb not in NOT_FINITE):
        return False
    return verb == words[second] or not _is_subordinate(stop.before)


def has_verb(clause: str) -> bool:
    """Whether there is a finite verb in a clause."""
    return any(is_verb(word.strip('“„"»«(),;:')) for word in clause.split())


def is_verb(word: str) -> bool:
    """Whether a word is a finite verb, by a list of the frequent ones or by its ending."""
    if word in FINITE:
        return True
    return (
        len(word) > 3
        and word not in NOT_FINITE
        and _VERB_LIKE.fullmatch(word) is not None
        and not (word.startswith("ge") and word.endswith("t"))
    )


def _is_subordinate(before: str) -> bool:
    clause = before.rsplit(",", 1)[-1].split()
    return len(clause) > 0 and clause[0].lower() in SUBORDINATORS
