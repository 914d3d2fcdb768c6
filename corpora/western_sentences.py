"""Where German and English sentences end: behind . ! ? … and what clings to them, unless the sentence goes on."""

import re
from collections.abc import Callable
from typing import NamedTuple

from corpora import english_stops, english_words, german_stops, german_words
from corpora.cutting import Cutter
from corpora.full_stops import Stop, published_abbreviation, stop_at
from corpora.nesting import Opened, Pair

_STOP = re.compile(r"(?:\.(?:\s\.){2,}|[.!?…‽‼⁇⁈⁉])+")
_CLOSERS = "\"'”“’‘»«›‹)]}"
_NOTE = re.compile(r"(?:\s?\[\d{1,3}(?:[,–-]\s?\d{1,3})*\])+|[⁰¹²³⁴-⁹]+|[*†‡]{1,3}(?=\s)")
# The number of a note whose superscript was lost stands right behind the mark.
_LOST_NOTE = re.compile(r"\d{1,3}(?=\s+[A-ZÄÖÜ„“»\"(])")
_GAP = re.compile(r"\s*(?:[–—-]\s+)?([„“”»«›‹‚‘\"'(\[{¿¡…]*\s?)")  # up to the next word, with what opens there
_SPACE = re.compile(r"\s*")
_ITEM = re.compile(r"[(\[](?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[)\]]")
_NO_BEGINNING = " \t\xa0\u202f„“”»«›‹‚‘\"'([{–—-·•*●■▪"
WHOLE_QUOTE = 60  # characters: one line of dialogue, which is cut in no language
LONGEST_BRACKET = 400  # characters; what is longer was never closed
_LONG_WORD = re.compile(r"(?<!\S)[A-ZÄÖÜ]?[a-zäöüß]{5,}$")
_LONGEST_WORD = 40
_SEEN = 200  # characters before a mark that are looked at
_HEADING = 100  # characters; a longer line without a final mark is text
_NAMES_WITH_MARKS = frozenset("Yahoo Mia Jeopardy Joomla Kahoot Oklahoma Oliver Dolly Yum Guess".split())
_BRAND = re.compile(r"[a-z]{1,3}[A-Z]|[@#]\w")


class _Language(NamedTuple):
    """What differs: known abbreviations, full stops that end, attributions, verbs, words that begin or break off."""

    code: str
    abbreviations: frozenset[str]
    ends: Callable[[Stop], bool]
    attributes: Callable[[str], bool]
    has_verb: Callable[[str], bool]
    starters: frozenset[str]
    cut_off: frozenset[str]


class _Mark(NamedTuple):
    """Where a mark begins, where all that clings to it ends, the last marks themselves, what is closed behind them."""

    start: int
    place: int
    marks: str
    closed: Opened | None


_LANGUAGES = {
    "de": _Language(
        "de",
        german_words.ABBREVIATIONS,
        german_stops.ends,
        lambda rest: False,
        german_stops.has_verb,
        german_words.STARTERS,
        german_words.CUT_OFF,
    ),
    "en": _Language(
        "en",
        english_words.ABBREVIATIONS,
        english_stops.ends,
        english_stops.attributes,
        english_stops.has_verb,
        english_words.STARTERS,
        english_words.CUT_OFF,
    ),
}


def western_cuts(text: str, code: str) -> list[int]:
    """Positions at which a sentence ends and another begins, in German or English."""
    return _Cutter(text, code).cuts()


class _Cutter(Cutter[_Mark]):
    """The marks of German and English."""

    def __init__(self, text: str, code: str) -> None:
        super().__init__(text, code, _STOP, _NO_BEGINNING)
        self.language = _LANGUAGES[code]

    def _is_plain(self, match: "re.Match[str]") -> bool:
        """Whether a full stop stands behind a long word that no rule knows and before a capital, as most do."""
        text, at = self.text, match.start()
        if (
            match.end() != at + 1
            or text[at] != "."
            or text[at + 1 : at + 2] != " "
            or not text[at + 2 : at + 3].isupper()
        ):
            return False
        word = _LONG_WORD.search(text, max(self.start, at - _LONGEST_WORD), at)
        if word is None or word.group() in self.language.abbreviations or word.group().endswith("str"):
            return False
        return _first_word(text[at + 2 : at + 20]) in self.language.starters or not published_abbreviation(
            word.group(), self.language.code
        )

    def _is_sealed(self, pair: Pair, is_first: bool) -> bool:
        length = pair.end - pair.start
        if pair.is_quotation:
            return length <= WHOLE_QUOTE
        return length <= LONGEST_BRACKET and not (is_first and self._has_final_mark(pair))

    def _has_final_mark(self, pair: Pair) -> bool:
        return self.text[pair.end - 2] in ".!?…"

    def _clinging(self, match: "re.Match[str]") -> _Mark:
        """A mark with closing quotation marks, brackets, more marks and notes behind it."""
        text, nest = self.text, self.nest
        place, marks = match.end(), match.group().strip()
        closed: Pair | None = None
        while place < len(text):
            if place in nest.ends:
                closed, place = nest.ends[place], place + 1
            elif text[place] in _CLOSERS and place not in nest.starts and not text[place + 1 : place + 2].isalnum():
                place += 1
            elif place > match.end() and (more := _STOP.match(text, place)):
                place, marks, closed = more.end(), more.group().strip(), None
            elif text[place] == " " and place + 1 in nest.ends and text[place + 2 : place + 3].isspace():  # Wer? “
                place += 1
            elif note := _NOTE.match(text, place):
                place = note.end()
            else:
                break
        if (note := _LOST_NOTE.match(text, place)) and not text[match.start() - 1].isdigit():
            place = note.end()
        return _Mark(match.start(), place, marks, nest.opened.get(closed.start) if closed else None)

    def _next_start(self, match: "re.Match[str]", mark: _Mark) -> int | None:
        if not self._may_end(mark.place):
            return None
        mark = mark._replace(place=self._attached(mark.place))
        return mark.place if mark.place < self.end and self._ends(mark) else None

    def _may_end(self, place: int) -> bool:
        """Whether a sentence may end at a place: before white space, or right before a quotation or a dash."""
        return self.text[place].isspace() or place in self.nest.starts or self.text[place] in "„“—–"

    def _attached(self, place: int) -> int:
        """The end of a bracket without a final mark of its own behind a sentence; place where there is none."""
        space = _SPACE.match(self.text, place)
        pair = self.nest.starts.get(space.end() if space else place)
        if pair is None or pair.is_quotation or pair.end - pair.start > WHOLE_QUOTE:
            return place
        return place if _ITEM.match(self.text, pair.start) or self._has_final_mark(pair) else pair.end

    def _ends(self, mark: _Mark) -> bool:
        """Whether a sentence ends at a mark that is in no sealed quotation."""
        text = self.text
        if text[mark.place] in ".,;:!?":  # behind a bracket
            return False
        gap = _GAP.match(text, mark.place)
        following = gap.end() if gap else mark.place
        word = text[following : following + 40]
        is_quoted = gap is not None and gap.group(1).strip() != ""
        if word[:1].islower() and not _BRAND.match(word):
            may_begin = self._is_careless() or (is_quoted and following - 1 in self.nest.starts)
            return may_begin and mark.marks == "." and mark.closed is None and self._full_stop(mark, following)
        if mark.closed is not None and mark.closed.pair.is_quotation:
            return self._closing_ends(mark, mark.closed, following)
        if mark.closed is not None:
            return mark.closed.is_first and self._has_final_mark(mark.closed.pair)
        if mark.marks == ".":
            return self._full_stop(mark, following)
        if any(sign in "!?‽‼⁇⁈⁉" for sign in mark.marks):
            return self._mark_ends(mark, word)
        return self._ellipsis_ends(mark, word, is_quoted=is_quoted)

    def _is_careless(self) -> bool:
        """Whether the sentence itself began with a small letter, as all do in careless text."""
        beginning = self.text[self.start : self.start + 40].lstrip(_NO_BEGINNING)
        return beginning[:1].islower() and not _BRAND.match(beginning)

    def _full_stop(self, mark: _Mark, following: int) -> bool:
        return self.language.ends(stop_at(self.text, self.start, mark.start, following))

    def _closing_ends(self, mark: _Mark, closed: Opened, following: int) -> bool:
        """Whether a sentence ends with a quotation that ends in a mark."""
        before = self.nest.before(closed)
        # A full stop is a comma where somebody's words are attributed.
        if closed.is_first and mark.marks != "." and self.language.attributes(self.text[following : following + 80]):
            return False
        if closed.is_first or before.rstrip()[-1:] in (":", ","):
            return True
        if mark.marks == ".":
            return self._full_stop(mark, following)
        return following in self.nest.starts or self.language.has_verb(before)

    def _mark_ends(self, mark: _Mark, word: str) -> bool:
        before = self._before(mark)
        dash = self.text[mark.place : mark.place + 2].strip()[:1]
        if dash in ("–", "—") and dash in before:  # a question between dashes
            return False
        if mark.marks == "!" and before.split()[-1:] and before.split()[-1] in _NAMES_WITH_MARKS:
            return _first_word(word) in self.language.starters
        return True

    def _ellipsis_ends(self, mark: _Mark, word: str, *, is_quoted: bool) -> bool:
        before = self._before(mark).split()
        if not before:
            return False
        if is_quoted or _first_word(word) in self.language.starters:
            return True
        return before[-1].lower() not in self.language.cut_off and self.language.has_verb(" ".join(before))

    def _before(self, mark: _Mark) -> str:
        return self.text[max(self.start, mark.start - _SEEN) : mark.start]

    def _is_heading(self, found: list[int]) -> bool:
        """Whether a text is a heading with a question or an exclamation in it."""
        if len(found) != 1 or self.end > _HEADING:
            return False
        before = self.text[: found[0]].rstrip(_CLOSERS + " ")
        return self.text[self.end - 1].isalnum() and before[-1] in "!?" and "." not in before


def _first_word(text: str) -> str:
    return re.split(r"\W", text, maxsplit=1)[0]
