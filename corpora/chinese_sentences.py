"""Where Chinese sentences end: behind 。！？ and what clings to them, unless a quotation, title or bracket goes on."""

import re
from typing import NamedTuple

from corpora import chinese_quotations as quotations
from corpora.chinese_stops import Kind, clause_ends, dot_ends, kind_of, mark_ends
from corpora.cutting import Cutter
from corpora.nesting import Opened, Pair

_EMOJI = r"[\U0001f000-\U0001faff\u2600-\u2604\u2607-\u27bf\u2b50\ufe0f\u200d]"
_STOP = re.compile(
    r"(?:[。！？｡‼⁇⁈⁉!?…⋯~～]|\.{2,}|·{3,}"
    r"|(?<=[\u3400-\u9fff])[.．](?![A-Za-z])|[.．](?![0-9A-Za-z０-９/\\])"  # none of 3.5 and a.txt
    rf"|(?<!—)—++(?=[”」』])|{_EMOJI})+"
)
_CLOSERS = "”’」』﹂﹄）)》〉】]］〕}"
_ATTACHED = re.compile(rf"\s?\[\d+\]|\s?\[[^\[\]。！？]{{1,8}}\]|[⁰¹²³⁴-⁹①-⑳]+|\s?{_EMOJI}+")
_TAGS = re.compile(r"(?:\s*#[^#\s]+#?)+\s*$")
_ITEM = re.compile(r"[（(\[](?:[0-9０-９]{1,3}|[一二三四五六七八九十百]{1,4}|[A-Za-z]|[ivxIVX]{1,5})[）)\]]")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_SOURCE = re.compile(r"\s*——[^。！？!?…\n]{1,40}$")
_NO_BEGINNING = ' \t\u3000\xa0“‘「『﹁﹃（([【"＂—–-·•●★☆◆■▲※' + _CIRCLED
_TITLES = "《〈【"
# Below this many characters a quotation of several sentences reads as one utterance; German and English
# translators keep such a one in one sentence. Longer ones are cut, or beads would be paragraphs.
WHOLE_QUOTE = 40
LONGEST_BRACKET = 200  # characters; what is longer was never closed, and the other half belongs to something else
_NOTE = 60  # characters of a note in brackets behind a sentence
_SEEN = 200  # characters before a mark, or behind one, that are looked at
_NEIGHBOURS = 20  # quotations without anything between them
_HEADING = 30  # characters; a longer line without a final mark is text


class _End(NamedTuple):
    """Where a mark with all that clings to it ends, the kind of the last one, what is closed behind that."""

    place: int
    kind: Kind
    closed: Opened | None
    is_closed: bool


def chinese_cuts(text: str) -> list[int]:
    """Positions at which a sentence ends and another begins."""
    return _Cutter(text).cuts()


class _Cutter(Cutter[_End]):
    """The marks of Chinese."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "zh", _STOP, _NO_BEGINNING)

    def _is_plain(self, match: "re.Match[str]") -> bool:
        return match.group() == "。" and "一" <= self.text[match.end() : match.end() + 1] <= "龥"

    def _is_sealed(self, pair: Pair, is_first: bool) -> bool:
        length = pair.end - pair.start
        if pair.is_quotation:
            return length <= WHOLE_QUOTE
        whole = pair.mark in _TITLES or not (is_first and self._has_final_mark(pair))
        return whole and length <= LONGEST_BRACKET

    def _has_final_mark(self, pair: Pair) -> bool:
        return self.text[pair.end - 2] in "。！？!?｡…"

    def _clinging(self, match: "re.Match[str]") -> _End:
        """The end of more marks, closing quotation marks and brackets behind a mark."""
        text, ends = self.text, self.nest.ends
        place, kind = match.end(), kind_of(match.group())
        closed: Opened | None = None
        is_closed = False
        while place < len(text):
            sign = text[place]
            if sign == " " and place + 1 in ends:
                place += 1
            elif sign in _CLOSERS or place in ends:
                pair = ends.get(place)
                closed, is_closed = self.nest.opened.get(pair.start) if pair else None, True
                place += 1
            elif more := _STOP.match(text, place):
                place, kind, closed, is_closed = more.end(), kind_of(more.group()), None, False
            else:
                break
        return _End(place, kind, closed, is_closed)

    def _next_start(self, match: "re.Match[str]", mark: _End) -> int | None:
        return self._attached(mark.place) if self._ends(match, mark) else None

    def _begins_one(self) -> bool:
        return not self._is_source()

    def _ends(self, match: "re.Match[str]", end: _End) -> bool:
        """Whether a sentence ends at a mark that is in no sealed quotation."""
        text = self.text
        if end.kind is Kind.DOT and not dot_ends(text, self.start, match.start(), match.end()):
            return False
        if end.is_closed:
            return self._closing_ends(end)
        if end.kind in (Kind.STOP, Kind.DOT):
            return True
        sentence, rest = text[max(self.start, match.start() - _SEEN) : match.start()], text[end.place : end.place + 60]
        if rest.startswith("——") and "——" in sentence:  # a question between dashes
            return False
        if end.kind is Kind.MARK:
            return mark_ends(text, self.start, match.start(), end.place)
        return clause_ends(end.kind, sentence, rest)

    def _closing_ends(self, end: _End) -> bool:
        attached = self._attached(end.place)
        opened, rest = end.closed, self.text[attached : attached + 80]
        if opened is None:  # its other half is in another paragraph
            return not quotations.goes_on(rest, quotations.Intro.NONE, end.kind)
        if opened.pair.is_quotation:
            return not quotations.goes_on(rest, self._intro(opened), end.kind, is_noted=attached > end.place)
        return opened.is_first and opened.pair.mark not in _TITLES and self._has_final_mark(opened.pair)

    def _intro(self, opened: Opened) -> "quotations.Intro":
        for _ in range(_NEIGHBOURS):  # “…！”“…！”
            neighbour = self.nest.ends.get(opened.pair.start - 1)
            if neighbour is None or neighbour.start not in self.nest.opened or opened.is_first:
                break
            opened = self.nest.opened[neighbour.start]
        return quotations.introduction(self.nest.before(opened), opened.is_first)

    def _attached(self, place: int) -> int:
        """The end of notes, tags, emoji and brackets without a final mark of their own behind a sentence."""
        text = self.text
        while place < len(text):
            attached = _ATTACHED.match(text, place) or _TAGS.match(text, place, place + _SEEN)
            if attached and not (text[place] in _CIRCLED and text[self.start] in _CIRCLED):  # items are no notes
                place = attached.end()
            elif (pair := self.nest.starts.get(place + (text[place] == " "))) and self._is_note(pair):
                place = pair.end
            else:
                break
        return place

    def _is_note(self, pair: Pair) -> bool:
        if pair.mark not in "（([" or pair.end - pair.start > _NOTE:
            return False
        return not (_ITEM.match(self.text, pair.start) or self._has_final_mark(pair))

    def _is_source(self) -> bool:
        """Whether what follows says where the sentence is from, as in …。——老子."""
        return bool(_SOURCE.match(self.text, self.start, self.start + 60)) and not self.text.startswith("——")

    def _is_heading(self, found: list[int]) -> bool:
        """Whether a text is a heading with a question or an exclamation in it."""
        if len(found) != 1 or self.end > _HEADING:
            return False
        last = self.text[self.end - 1]
        return not (_STOP.match(last) or last in _CLOSERS) and self.text[: found[0]].rstrip()[-1] in "！？!?"
