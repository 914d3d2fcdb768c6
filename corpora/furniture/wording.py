"""How words tell furniture: labels that menus and bars are made of, and phrases that notices begin with or hold."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from corpora.units import SegmentKind

SURE = 7.0
"""Log-odds of words that hardly any article has on a line of their own."""
LIKELY = 3.5
"""Log-odds of words that an article could have as well; form or place must agree."""
HINT = 1.5


class Phrase(NamedTuple):
    """A pattern that tells a kind, how surely, in lines of at most longest characters.

    opens says that what follows is of the same kind: the items under "Related articles".
    """

    kind: SegmentKind
    weight: float
    pattern: re.Pattern[str]
    longest: int
    opens: bool


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
    """Phrases of one kind; a pattern that begins with ^ is for the beginning of a line only."""
    return [Phrase(kind, weight, re.compile(pattern, re.IGNORECASE), longest, opens) for pattern in patterns]


def labels(kind: SegmentKind, weight: float, words: str, *, opens: bool = False) -> dict[str, Label]:
    """Labels of one kind, written with commas between them."""
    return {word.strip(): Label(kind, weight, opens) for word in words.casefold().split(",") if word.strip()}


class Vocabulary:
    """All labels and phrases of one script, made ready to be looked for in many lines."""

    def __init__(self, labels: Mapping[str, Label], phrases: Iterable[Phrase], *, spaced: bool) -> None:
        """spaced: whether the script puts spaces between words, so that labels are whole words."""
        self._labels = dict(labels)
        self._most = max((label.count(" ") + 1 if spaced else len(label) for label in labels), default=0)
        self._spaced = spaced
        self._beginnings = _Table(phrase for phrase in phrases if phrase.pattern.pattern.startswith("^"))
        self._anywhere = _Table(phrase for phrase in phrases if not phrase.pattern.pattern.startswith("^"))

    def words(self, text: str) -> Words | None:
        """What the words of a line tell most surely."""
        found = [*self._beginnings.match(text), *self._anywhere.search(text)]
        if len(text) <= _LONGEST_MENU and (menu := self._menu(text)):
            found.append(menu)
        best = max(found, key=lambda words: words.weight, default=None)
        opens = best is not None and any(words.opens for words in found if words.kind is best.kind)
        return best._replace(opens=opens) if best else None

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
        units: Sequence[str] = piece.split() if self._spaced else piece
        joiner = " " if self._spaced else ""
        i = 0
        while i < len(units):
            for length in range(min(self._most, len(units) - i), 0, -1):
                label = self._labels.get(joiner.join(units[i : i + length]))
                if label:
                    yield len(joiner.join(units[i : i + length])) + (self._spaced and i > 0), label
                    i += length
                    break
            else:
                i += 1


class _Table:
    """Phrases behind one pattern that says whether any of them can be in a line at all."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases = sorted(phrases, key=lambda phrase: (-phrase.weight, _order(phrase.kind)))
        self._longest = max((phrase.longest for phrase in self._phrases), default=0)
        alternatives = "|".join(f"(?:{phrase.pattern.pattern})" for phrase in self._phrases)
        self._any = re.compile(alternatives or "(?!)", re.IGNORECASE)

    def match(self, text: str) -> Iterator[Words]:
        if len(text) <= self._longest and self._any.match(text):
            yield from self._found(text)

    def search(self, text: str) -> Iterator[Words]:
        if len(text) <= self._longest and self._any.search(text):
            yield from self._found(text)

    def _found(self, text: str) -> Iterator[Words]:
        for phrase in self._phrases:
            if len(text) <= phrase.longest and (match := phrase.pattern.search(text)):
                yield Words(phrase.kind, phrase.weight, match.group().strip(), phrase.opens)


def _order(kind: SegmentKind) -> int:
    """Which kind goes first where several are told as surely: "read on with a subscription" is an advert."""
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)


_FIRST = (SegmentKind.COMMENTS, SegmentKind.ADVERT)
_LONGEST_MENU = 400
_LEAST_COVERED = 0.6
_LEAST_OF_ROW = 3
_EACH_MORE = 1.25
_PIECES = re.compile(
    r"[|｜丨·•／/>›»→«‹,，、\t()（）\[\]【】:：+×✕☰▲▼▶►■□●○★☆♥❤!！&…–—\"“”]|\s{2,}|\s-\s|\.{3}|(?<=[\u4e00-\u9fff])\s|\s(?=[\u4e00-\u9fff])"
)
_NO_LETTER = re.compile(r"[\W\d_]*")  # fmt: skip
