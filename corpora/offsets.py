"""Text whose every character remembers where in the raw text it came from.

Cleaning steps change text by edits; a character that an edit put in maps to the whole raw span that the
edit replaced, so maps compose and any span of clean text leads back to raw text.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from corpora.units import Span

_ITSELF = -1  # the width of a run whose characters each stand for one raw character, in order


class Edit(NamedTuple):
    """Replace text[start:end] by replacement, because of reason."""

    start: int
    end: int
    replacement: str
    reason: str
    confidence: float = 1.0


class _Runs(NamedTuple):
    """The map of a text in runs: where each begins in it, where it begins in the raw text, and how.

    A run of width -1 follows the raw text character by character; each character of any other stands for
    that many raw characters together. Characters have no map of their own: a book would need eight bytes for
    each.
    """

    at: "array[int]"
    starts: "array[int]"
    widths: "array[int]"


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text and the raw span that each of its characters stands for.

    Raw spans never go backwards. Where runs is None the text is the raw text's own from start on, which is
    what most lines of a page are.
    """

    text: str
    start: int = 0
    runs: _Runs | None = None

    @classmethod
    def from_raw(cls, text: str, start: int = 0) -> "MappedText":
        """The raw text itself (or the piece of it that begins at start), each character mapping to itself."""
        return cls(text, start)

    @classmethod
    def join(cls, pieces: Iterable["MappedText"]) -> "MappedText":
        """Pieces that follow one another in the raw text, as one text."""
        joined = _Joined()
        for piece in pieces:
            joined.add(piece, 0, len(piece.text))
        return joined.mapped()

    @classmethod
    def standing_for(cls, text: str, raw: Span) -> "MappedText":
        """A text of which every character stands for the whole raw span, as `&` does for `&amp;`."""
        return cls(text, raw.start, _Runs(array("I", [0]), array("I", [raw.start]), array("i", [raw.end - raw.start])))

    def __len__(self) -> int:
        return len(self.text)

    def slice(self, start: int, end: int) -> "MappedText":
        """text[start:end] with its map, for 0 ≤ start ≤ end ≤ length."""
        if self.runs is None:
            return MappedText(self.text[start:end], self.start + start)
        joined = _Joined()
        joined.add(self, start, end)
        return joined.mapped()

    def stripped(self) -> "MappedText":
        """The text without white space at its ends."""
        text = self.text.strip()
        if len(text) == len(self.text):
            return self
        start = len(self.text) - len(self.text.lstrip())
        return self.slice(start, start + len(text)) if text else self.slice(start, start)

    def raw_span(self, start: int = 0, end: int | None = None) -> Span:
        """The raw span that text[start:end] came from.

        An empty span maps to an empty raw span at the same place, or, between characters that stand for one
        raw span together, to all of that. Raises ValueError outside the text.
        """
        end = len(self.text) if end is None else end
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"span {start}..{end} is outside a text of {len(self.text)} characters")
        if self.runs is None:
            return Span(self.start + start, self.start + end)
        if start == end:
            return self._raw_place(start)
        return Span(self._raw_start(start), self._raw_end(end - 1))

    def raw_spans(self, edits: Iterable[Edit]) -> list[Span]:
        """The raw spans of what edits replace."""
        if self.runs is None:  # as nearly always; pages of a converter have a hundred edits a paragraph
            offset = self.start
            return [Span(offset + edit[0], offset + edit[1]) for edit in edits]
        return [self.raw_span(edit.start, edit.end) for edit in edits]

    def _raw_place(self, position: int) -> Span:
        if not self.text:
            return Span(self.start, self.start)
        after = self._raw_start(position) if position < len(self.text) else self._raw_end(position - 1)
        before = self._raw_end(position - 1) if position else after
        return Span(after, max(after, before))

    def _raw_start(self, position: int) -> int:
        at, starts, widths = self.runs or _NO_RUNS
        run = bisect_right(at, position) - 1
        return starts[run] + (position - at[run] if widths[run] == _ITSELF else 0)

    def _raw_end(self, position: int) -> int:
        at, starts, widths = self.runs or _NO_RUNS
        run = bisect_right(at, position) - 1
        return starts[run] + (position - at[run] + 1 if widths[run] == _ITSELF else widths[run])

    def edited(self, edits: Iterable[Edit]) -> "MappedText":
        """The text after edits, which are in order and do not overlap (ValueError otherwise).

        The characters of a replacement that is as long as what it replaces each keep their own place.
        """
        edits = list(edits)
        position, is_as_long = 0, True
        for edit in edits:
            if edit.start < position or edit.end < edit.start:
                raise ValueError(f"edit at {edit.start} overlaps the one before, which ends at {position}")
            position = edit.end
            is_as_long = is_as_long and len(edit.replacement) == edit.end - edit.start
        if not edits:
            return self
        return self._rewritten_by(edits) if is_as_long else self._joined_around(edits)

    def _rewritten_by(self, edits: list[Edit]) -> "MappedText":
        pieces: list[str] = []
        position = 0
        for edit in edits:
            pieces += (self.text[position : edit.start], edit.replacement)
            position = edit.end
        return self.rewritten("".join(pieces) + self.text[position:])

    def _joined_around(self, edits: list[Edit]) -> "MappedText":
        joined, position = _Joined(), 0
        for (start, end, replacement, *_), raw in zip(edits, self.raw_spans(edits), strict=True):
            joined.add(self, position, start)
            if len(replacement) == end - start:
                joined.add(self, start, end, replacement)
            else:
                joined.put(replacement, raw)
            position = end
        joined.add(self, position, len(self.text))
        return joined.mapped()

    def rewritten(self, text: str) -> "MappedText":
        """Another text of the same length with the same map. Raises ValueError for another length."""
        if len(text) != len(self.text):
            raise ValueError(f"a text of {len(self.text)} characters cannot be rewritten in {len(text)}")
        return MappedText(text, self.start, self.runs)


_NO_RUNS = _Runs(array("I", [0]), array("I", [0]), array("i", [0]))


class _Joined:
    """A mapped text in the making, piece by piece; runs that go on where the last one ends are one."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.length = 0
        self.first: int | None = None  # where the first piece began, even if it is empty
        self.runs = _Runs(array("I"), array("I"), array("i"))
        self.next = -1  # the raw offset at which the last run goes on

    def add(self, mapped: MappedText, start: int, end: int, text: str | None = None) -> None:
        """The slice of a mapped text, or another text as long with the slice's map."""
        if self.first is None:
            self.first = mapped.raw_span(start, start).start
        if start == end:
            return
        self.texts.append(mapped.text[start:end] if text is None else text)
        if mapped.runs is None:
            self._run(_ITSELF, mapped.start + start, end - start)
            return
        at, starts, widths = mapped.runs
        run = bisect_right(at, start) - 1
        while start < end:
            stop = min(end, at[run + 1] if run + 1 < len(at) else end)
            offset = start - at[run] if widths[run] == _ITSELF else 0
            self._run(widths[run], starts[run] + offset, stop - start)
            start, run = stop, run + 1

    def put(self, text: str, raw: Span) -> None:
        """A text of which every character stands for the raw span."""
        self.texts.append(text)
        if self.first is None:
            self.first = raw.start
        if text:
            self._run(raw.end - raw.start, raw.start, len(text))

    def _run(self, width: int, start: int, length: int) -> None:
        if width != _ITSELF or start != self.next:
            at, starts, widths = self.runs
            at.append(self.length)
            starts.append(start)
            widths.append(width)
        self.length += length
        self.next = start + length if width == _ITSELF else -1

    def mapped(self) -> MappedText:
        """The text so far."""
        text = "".join(self.texts)
        _, starts, widths = self.runs
        if len(widths) == 1 and widths[0] == _ITSELF:
            return MappedText(text, starts[0])
        return MappedText(text, self.first or 0, self.runs if widths else None)
