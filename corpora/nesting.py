"""Which marks of a text belong together: quotations and brackets as pairs that lie in one another."""

import re
from collections.abc import Callable
from typing import NamedTuple

_BRACKETS = {"(": ")", "（": "）", "[": "]", "［": "］", "{": "}", "【": "】", "〔": "〕", "《": "》", "〈": "〉"}
_CORNERS = {"「": "」", "『": "』", "﹁": "﹂", "﹃": "﹄"}
# What closes a quotation mark; the same sign may open another, and what stands around it decides.
_QUOTES = {
    "zh": {"“": "”", "”": "“", "‘": "’", '"': '"', "＂": "＂", **_CORNERS},
    "de": {
        **{"„": '“”"', "‚": "‘’", "»": "«", "›": "‹", "«": "»", "‹": "›"},
        **{"“": "”", "‘": "’", '"': '"'},  # as English texts have them
    },
    "en": {"“": "”", "‘": "’", '"': '"', "«": "»", "'": "'"},
}
_APOSTROPHES = "'’‘"  # inside a word they are no quotation marks; Chinese has no such words
_BEFORE_OPENING = "([{—–-/:„“‚‘»«›‹\"'"
# An apostrophe behind a word (the workers’ hall) is told from a closing mark by what stands beside it.
_BEFORE_CLOSING = ",.!?…;—–’”\"'"
_BEHIND_CLOSING = '”",.'
_SEEN = 200  # characters of a sentence before a quotation that are looked at


class Pair(NamedTuple):
    """A quotation or a bracket, [start, end) with its marks, and the sign it begins with."""

    start: int
    end: int
    mark: str

    @property
    def is_quotation(self) -> bool:
        """Whether it is a quotation and neither a bracket nor a title."""
        return self.mark not in _BRACKETS


class Opened(NamedTuple):
    """A pair, where the sentence began in which it opens, and whether it stands at its beginning."""

    pair: Pair
    sentence: int
    is_first: bool


class Nest:
    """The pairs of a text, come to one after the other as its sentences are found."""

    def __init__(self, text: str, code: str, no_beginning: str, is_sealed: Callable[[Pair, bool], bool]) -> None:
        """The pairs of a text; no_beginning: signs that may stand before a sentence, is_sealed: what is not cut."""
        found = pairs(text, code)
        self.starts = {pair.start: pair for pair in found}
        self.ends = {pair.end - 1: pair for pair in found}  # by the place of the closing mark
        self.opened: dict[int, Opened] = {}  # by start
        self.sealed = 0  # up to where the text is not cut
        self._text = text
        self._pairs = iter(found)
        self._next = next(self._pairs, None)
        self._no_beginning = no_beginning
        self._is_sealed = is_sealed

    def open_until(self, place: int, sentence: int) -> None:
        """Come to all pairs that open before a place, in a sentence that began at another."""
        while self._next and self._next.start < place:
            pair, self._next = self._next, next(self._pairs, None)
            before = self._text[max(sentence, pair.start - _SEEN) : pair.start]
            is_first = not any(part.strip(self._no_beginning) for part in before.split())
            self.opened[pair.start] = Opened(pair, sentence, is_first)
            if self._is_sealed(pair, is_first):
                self.sealed = max(self.sealed, pair.end)

    def before(self, opened: Opened) -> str:
        """What the sentence says before a quotation or bracket."""
        return self._text[max(opened.sentence, opened.pair.start - _SEEN) : opened.pair.start]


def pairs(text: str, code: str) -> list[Pair]:
    """The quotations and brackets of a text in the order they begin; marks without their other half are left out.

    code is "zh", "de" or "en", whose quotation marks differ.
    """
    opening, closing, marks = _TABLES[code]
    apostrophes = "" if code == "zh" else _APOSTROPHES
    found: list[Pair] = []
    stack: list[tuple[int, str]] = []
    depths: dict[str, list[int]] = {mark: [] for mark in opening}  # where in the stack each is open
    for match in marks.finditer(text):
        mark, place = match.group(), match.start()
        if mark in apostrophes and text[place - 1 : place].isalnum() and text[place + 1 : place + 2].isalnum():
            continue
        depth = max((depths[other][-1] for other in closing.get(mark, ()) if depths[other]), default=-1)
        if depth >= 0 and _closes(text, place, mark, code, may_open=mark in opening):
            found.append(Pair(stack[depth][0], place + 1, stack[depth][1]))
            while len(stack) > depth:
                depths[stack.pop()[1]].pop()
        elif mark in opening and _opens(text, place, mark, code, may_close=mark in closing):
            depths[mark].append(len(stack))
            stack.append((place, mark))
    return sorted(found)


def _closes(text: str, place: int, mark: str, code: str, *, may_open: bool) -> bool:
    if code == "zh":
        return True
    if may_open and _stands_open(text, place):
        return False
    if code == "en" and mark in _APOSTROPHES:
        return text[place - 1] in _BEFORE_CLOSING or text[place + 1 : place + 2] in tuple(_BEHIND_CLOSING)
    return True


def _opens(text: str, place: int, mark: str, code: str, *, may_close: bool) -> bool:
    if code == "zh":  # a closing mark opens where a pair is the wrong way round: 他说：”走。“
        return mark != "”" or (place > 0 and text[place - 1] in "：:")
    return not may_close or _stands_open(text, place)


def _stands_open(text: str, place: int) -> bool:
    """Whether a sign that may open and close stands as one that opens: behind space or a mark, before a letter."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return (not before or before.isspace() or before in _BEFORE_OPENING) and bool(after) and not after.isspace()


def _tables(code: str) -> tuple[frozenset[str], dict[str, str], re.Pattern[str]]:
    """What opens, what each closing mark closes, and a pattern for all marks."""
    opening = _QUOTES[code] | _BRACKETS
    closing: dict[str, str] = {}
    for mark, others in opening.items():
        for other in others:
            closing[other] = closing.get(other, "") + mark
    marks = "".join(re.escape(mark) for mark in sorted({*opening, *closing}))
    return frozenset(opening), closing, re.compile(f"[{marks}]")


_TABLES = {code: _tables(code) for code in _QUOTES}
