"""Whether a full stop in English ends a sentence, or marks an abbreviation or an initial."""

import re

from corpora.english_words import (
    ATTRIBUTIVE,
    BEFORE_NAMES,
    COMPANIES,
    DAYS,
    ERAS,
    FINITE,
    LABELS,
    LIST_ENDS,
    NEVER,
    NEVER_PARTED,
    NOT_FINITE,
    NUMBERED,
    OPEN,
    OPENING_PARTED,
    SAID,
    STARTERS,
    TITLES,
)
from corpora.full_stops import Stop, published_abbreviation

_NUMBER = re.compile(r"\(?[$£€#]?\d[\d.,:'’/–-]*")
_ROMAN = re.compile(r"[IVXLC]+")
_INITIAL = re.compile(r"[A-Z]\.")
_PARTED = re.compile(r"(?:[A-Za-z]{1,3}\.)+[A-Za-z]{1,3}")
_TITLE = (
    "(?:(?:Mr|Mrs|Ms|Dr|Prof|Capt|Sgt|Lt|Adm|Gen|Sen|Rep|Rev|St)\\.|Sir|Lady|Lord|Miss|Aunt|Uncle|Captain|Professor)"
)
_NAME = "[A-Z][\\w’'.-]*"
_ATTRIBUTION = re.compile(
    rf"(?:I|(?:{_TITLE}\s)?{_NAME}(?:\s(?:{_NAME}|of|de|van|von|the))*?)\s(?:\w+ly\s|had\s|then\s)?(?:{SAID})\b(?!:)"
)
_FUNCTION = frozenset(
    "by of with and from to for the a an as or in on at like than that via around before after until since nor but "
    "into over under near against between through which who".split()
)
_SAYING = frozenset(SAID.split("|"))
_FEW = 4  # words that are no sentence yet


def ends(stop: Stop) -> bool:
    """Whether the full stop ends a sentence, where what is behind it has no small letter."""
    word = stop.word
    if word in ("N°", "n°"):
        return False
    if not word or not word[-1].isalnum():
        return True
    if _NUMBER.fullmatch(word):
        if stop.is_first:
            return _starts(stop) and (len(word) > 3 or (stop.is_answer and word != "1"))
        return not _is_heading(stop)
    if _ROMAN.fullmatch(word) and (len(word) > 1 or _is_heading(stop)):
        return not (stop.is_first or _is_heading(stop))
    if len(word) == 1:
        return _letter_ends(stop)
    if _PARTED.fullmatch(word) or stop.parts:
        parted = _parted_ends(stop)
        if parted is not None:
            return parted
    last = word.rsplit("-", 1)[-1]
    if last.isupper():  # in a heading all is
        last = next((form for form in (last.lower(), last.capitalize()) if form in NEVER | NUMBERED | OPEN), last)
    if last in LIST_ENDS:
        return True
    if last in NUMBERED and (last != "No" or stop.next[:1].isdigit()):
        return _starts(stop) if last in OPEN else not _is_numbered(stop) and (_starts(stop) or last == "No")
    if last in OPEN:
        return _open_ends(stop, last)
    if last in NEVER or (stop.is_first and last[:1].lower() + last[1:] in NEVER):
        return False
    if stop.is_first and last.lower() in OPEN:  # Ibid.
        return _starts(stop)
    return _starts(stop) or not (word.isalpha() and published_abbreviation(word, "en"))


def _is_heading(stop: Stop) -> bool:
    """Whether the sentence is a heading so far: Chapter 3. The Long Way."""
    return stop.previous in LABELS and len(stop.before.split()) == 2


def _letter_ends(stop: Stop) -> bool:
    word, previous = stop.word, stop.previous
    if word.islower():
        is_unit = previous[-1:].isdigit() and not stop.next[:1].isdigit()
        return is_unit or (word not in "cdvplqnb" and _starts(stop))
    if stop.is_first or _INITIAL.match(stop.next):
        return False
    if _starts(stop) or previous in LABELS:
        return True
    # vitamin C, but: by H. James
    if previous in ("a", "an", "the"):  # got a C. Work went on. But: the J. Paul Getty Museum
        return begins_clause(stop)
    return previous.isalpha() and previous.islower() and previous not in _FUNCTION


def _parted_ends(stop: Stop) -> bool | None:
    """What is known of an abbreviation in parts; None where it is none."""
    word = (stop.word if "." in stop.word else stop.parts).lower()
    following = stop.next
    if word in NEVER_PARTED or (stop.is_first and word in OPENING_PARTED):
        return False
    if word in ERAS:
        if following[:1].isdigit() or following.rstrip(".,;:") in DAYS:
            return False
        words = stop.before.split()
        return len(words) > _FEW or words[0].lower() not in _FUNCTION  # At 5 a.m. Mr. Smith went to the bank.
    if not _PARTED.fullmatch(word) or (" " in stop.before[-len(word) :] and "." not in stop.word):
        return None
    if following[:1].isdigit() or following[:1] == "§":
        return False
    return _starts(stop) or (word not in ATTRIBUTIVE and begins_clause(stop))


def _open_ends(stop: Stop, word: str) -> bool:
    if stop.has_dash:  # a dateline
        return False
    if word in TITLES and not stop.previous.istitle():  # Dr. Who, but: Mulholland Dr.
        return False
    if stop.next[:1].isdigit():
        return word in COMPANIES
    return _starts(stop) or (word not in BEFORE_NAMES and _may_begin_clause(stop))


def _is_numbered(stop: Stop) -> bool:
    following = stop.next_word
    return following[:1].isdigit() or len(following) == 1 or _ROMAN.fullmatch(following) is not None


def _starts(stop: Stop) -> bool:
    """Whether the next word is one that mostly begins a sentence when it has a capital."""
    return stop.next_word in STARTERS and not _INITIAL.fullmatch(stop.next)


def begins_clause(stop: Stop) -> bool:
    """Whether the sentence has its verb, and what follows has another one behind its first word."""
    words = [word.rstrip(".,;:!?") for word in stop.after.split(None, 2)[:2]]
    return len(words) == 2 and is_verb(words[1]) and has_verb(stop.before)


def _may_begin_clause(stop: Stop) -> bool:
    """Whether the sentence has its verb or is long, and a word behind the next can be a verb."""
    words = stop.after.split(None, 2)[:2]
    if len(words) < 2 or not words[0][-1].isalnum() or not words[1][:1].islower():
        return False
    second = words[1].rstrip(".,;:!?")
    may_be_verb = is_verb(second) or (second.isalpha() and second not in _FUNCTION)
    return may_be_verb and (len(stop.before.split()) > _FEW or has_verb(stop.before))


def has_verb(clause: str) -> bool:
    """Whether there is a finite verb in a clause."""
    return any(is_verb(word.strip("“”\"‘’'(),;:")) for word in clause.split())


def is_verb(word: str) -> bool:
    """Whether a word is a finite verb, by a list of the frequent ones or by its ending."""
    return (
        word in FINITE
        or word in _SAYING
        or (len(word) > 4 and word.endswith("ed") and word.islower() and word not in NOT_FINITE)
    )


def attributes(rest: str) -> bool:
    """Whether what follows a quotation says whose it is: Lin asked."""
    match = _ATTRIBUTION.match(rest)
    return match is not None and match.group().split()[0] not in STARTERS - {"I"}
