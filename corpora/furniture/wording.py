"""How words tell furniture: labels that menus and bars are made of, and phrases that notices begin with or hold."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from corpora.units import SegmentKind

SURE = 7.0
"""Log-odds of words that hardly any article has on a line of their own."""
LIKELY = 3.5
"""Log-odds of words that an article could have as well; form or place must agree."""
HINT = 1.5


class Phrase(NamedTuple):
    """A pattern that tells a kind, how surely, in lines of at most longest characters.

    cues are strings in lower case of which a line must hold one; empty for a pattern of beginnings. opens
    says that what follows is of the same kind: the items under "Related articles".
    """

    kind: SegmentKind
    weight: float
    pattern: re.Pattern[str]
    longest: int
    cues: tuple[str, ...] = ()
    opens: bool = False


class Words(NamedTuple):
    """What the words of a line tell: a kind, how surely, which words, and whether it opens a section."""

    kind: SegmentKind
    weight: float
    said: str
    opens: bool = False


class Label(NamedTuple):
    """What a menu's word tells: its kind, how surely if it stands alone, and whether it heads a section."""

    kind: SegmentKind
    weight: float
    opens: bool = False


def phrases(
    kind: SegmentKind, weight: float, patterns: Sequence[str], longest: int = 120, *, opens: bool = False
) -> list[Phrase]:
    """Phrases of one kind that lines begin with; each pattern, and each alternative in it, begins with ^."""
    return [Phrase(kind, weight, re.compile(pattern, re.IGNORECASE), longest, (), opens) for pattern in patterns]


def inner_phrases(kind: SegmentKind, weight: float, patterns: Mapping[str, str], longest: int = 120) -> list[Phrase]:
    """Phrases of one kind that stand anywhere in a line: cues with spaces between them, and the pattern for them.

    Looking for a cue is a hundred times as fast as trying a pattern at every place.
    """
    return [
        Phrase(kind, weight, re.compile(pattern, re.IGNORECASE), longest, tuple(cues.lower().split()))
        for cues, pattern in patterns.items()
    ]


def labels(kind: SegmentKind, weight: float, words: str, *, opens: bool = False) -> dict[str, Label]:
    """Labels of one kind, written with commas between them."""
    return {word.strip(): Label(kind, weight, opens) for word in words.casefold().split(",") if word.strip()}


class Vocabulary:
    """All labels and phrases of one script, made ready to be looked for in many lines."""

    def __init__(self, labels: Mapping[str, Label], phrases: Sequence[Phrase], cues: str, *, spaced: bool) -> None:
        """cues: see may_tell; spaced: whether the script puts spaces between words, so that labels are words."""
        self._may_tell = _word_cues(cues) if spaced else _character_cues(cues)
        self._labels = dict(labels)
        self._lengths: dict[str, list[int]] = {}  # in words or characters, the longest first, by the first of them
        for label in labels:
            units = label.split() if spaced else label
            lengths = self._lengths.setdefault(units[0], [])
            if len(units) not in lengths:
                lengths.append(len(units))
                lengths.sort(reverse=True)
        self._spaced = spaced
        self._beginnings = _Beginnings([phrase for phrase in phrases if not phrase.cues])
        self._inner: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            for cue in phrase.cues:
                self._inner.setdefault(cue, []).append(phrase)

    def may_tell(self, sentence: str) -> bool:
        """Whether a sentence has any of the words that furniture in sentences has: a cheap look before `words`."""
        return self._may_tell(sentence)

    def words(self, text: str, *, may_be_menu: bool = True) -> Words | None:
        """What the words of a line tell most surely."""
        found = [*self._beginnings.match(text), *self._search(text)]
        if may_be_menu and len(text) <= _LONGEST_MENU and (menu := self._menu(text)):
            found.append(menu)
        if not found:
            return None
        best = max(found, key=lambda words: (words.weight, -_order(words.kind)))
        return best._replace(opens=any(words.opens for words in found if words.kind is best.kind))

    def _search(self, text: str) -> Iterator[Words]:
        lower = text.lower()
        for cue, phrases in self._inner.items():
            if cue in lower:
                yield from _found(phrases, text)

    def _menu(self, text: str) -> Words | None:
        """What a line tells that is made of labels: one, or a row of them."""
        pieces = [piece for piece in _PIECES.split(text.casefold()) if piece and not _NO_LETTER.fullmatch(piece)]
        if not pieces:
            return None
        found: list[Label] = []
        covered = total = 0
        for piece in pieces:
            total += len(piece)
            for length, label in self._cut(piece):
                covered += length
                found.append(label)
        if not found or covered < _LEAST_COVERED * total or (covered < total and len(found) < _LEAST_OF_ROW):
            return None
        kinds = [label.kind for label in found]
        kind = max(dict.fromkeys(kinds), key=kinds.count)
        best = max((label for label in found if label.kind is kind), key=lambda label: label.weight)
        weight = min(SURE, best.weight + _EACH_MORE * (len(found) - 1)) if covered == total else best.weight
        return Words(kind, weight, text, best.opens and len(found) == 1)

    def _cut(self, piece: str) -> Iterator[tuple[int, Label]]:
        """The labels of a piece from the left, the longest first, each with how many characters it covers."""
        spans = [match.span() for match in (_WORD if self._spaced else _CHARACTER).finditer(piece)]
        i = 0
        while i < len(spans):
            start, end = spans[i]
            for length in self._lengths.get(piece[start:end], ()):
                if i + length > len(spans):
                    continue
                if label := self._labels.get(piece[start : spans[i + length - 1][1]]):
                    i += length
                    yield spans[i - 1][1] - start + (self._spaced and start > 0), label
                    break
            else:
                i += 1


def _word_cues(cues: str) -> Callable[[str], bool]:
    """Whether a text has a word that begins as one of the cues does; words of a few letters must be the whole word."""
    known = frozenset(cue[:_BEGINNING] for cue in cues.split())

    def has_cue(text: str) -> bool:
        return not known.isdisjoint([word.strip(_MARKS)[:_BEGINNING] for word in text.lower().split()])

    return has_cue


def _character_cues(cues: str) -> Callable[[str], bool]:
    """Whether a text holds one of the cues; the first characters of all are looked for before."""
    by_first: dict[str, list[str]] = {}
    for cue in cues.split():
        by_first.setdefault(cue[0], []).append(cue)
    firsts = frozenset(by_first)

    def has_cue(text: str) -> bool:
        lower = text.lower()
        return any(cue in lower for first in firsts.intersection(lower) for cue in by_first[first])

    return has_cue


class _Beginnings:
    """Phrases that lines begin with, behind one pattern that says whether any of them does."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._phrases = phrases
        self._longest = max((phrase.longest for phrase in phrases), default=0)
        # In lower case throughout: re skips an alternative by its first letter only where case matters.
        alternatives = "|".join(f"(?:{_lowered(phrase.pattern.pattern)})" for phrase in phrases)
        self._any = re.compile(alternatives or "(?!)")

    def match(self, text: str) -> Iterator[Words]:
        if len(text) <= self._longest and self._any.match(text.lower()):
            yield from _found(self._phrases, text)


def _lowered(pattern: str) -> str:
    """A pattern for text in lower case, which matches at least where the pattern itself does."""
    return re.sub(r"\\.|[^\W\d_]", lambda match: match[0] if match[0][0] == "\\" else match[0].lower(), pattern)


def _found(phrases: Sequence[Phrase], text: str) -> Iterator[Words]:
    for phrase in phrases:
        if len(text) <= phrase.longest and (match := phrase.pattern.search(text)):
            yield Words(phrase.kind, phrase.weight, match.group().strip(), phrase.opens)


def _order(kind: SegmentKind) -> int:
    """Which kind goes first where several are told as surely: "read on with a subscription" is an advert."""
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)


NOTICES = (
    SegmentKind.EDITORS_NOTE,
    SegmentKind.ADVERT,
    SegmentKind.COPYRIGHT,
    SegmentKind.BOILERPLATE,
    SegmentKind.SUMMARY,
    SegmentKind.SOURCE,
)
"""Kinds that are sentences as often as not."""
_FIRST = (SegmentKind.COMMENTS, SegmentKind.ADVERT)
_BEGINNING = 7
_MARKS = ".,;:!?()[]*„“”\"'’"
_LONGEST_MENU = 400
_LEAST_COVERED = 0.6
_LEAST_OF_ROW = 3
_EACH_MORE = 1.25
_PIECES = re.compile(
    r"[|｜丨·•／/>›»→«‹,，、\t()（）\[\]【】:：+×✕☰▲▼▶►■□●○★☆♥❤!！…–—\"“”]|\s{2,}|\s-\s|\.{3}|(?<=[\u4e00-\u9fff])\s|\s(?=[\u4e00-\u9fff])"
)
_WORD, _CHARACTER = re.compile(r"\S+"), re.compile(r"\S")
_NO_LETTER = re.compile(r"[\W\d_]*")  # fmt: skip
