"""Text whose every character remembers where in the raw text it came from.

Cleaning steps change text by edits; a character that an edit put in maps to the whole raw span that the
edit replaced, so maps compose and any span of clean text leads back to raw text.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpora.units import Span


class Edit(NamedTuple):
    """Replace text[start:end] by replacement, because of reason."""

    start: int
    end: int
    replacement: str
    reason: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text and, for each of its characters, the raw span it stands for.

    starts and ends have the length of text and never decrease.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def from_raw(cls, text: str, start: int = 0) -> "MappedText":
        """The raw text itself (or the piece of it that begins at start), each character mapping to itself."""
        count = len(text)
        return cls(text, array("I", range(start, start + count)), array("I", range(start + 1, start + count + 1)))

    @classmethod
    def join(cls, pieces: Iterable["MappedText"]) -> "MappedText":
        """Pieces that follow one another in the raw text, as one text."""
        texts, starts, ends = [], array("I"), array("I")
        for piece in pieces:
            texts.append(piece.text)
            starts.extend(piece.starts)
            ends.extend(piece.ends)
        return cls("".join(texts), starts, ends)

    @classmethod
    def standing_for(cls, text: str, raw: Span) -> "MappedText":
        """A text of which every character stands for the whole raw span, as `&` does for `&amp;`."""
        return cls(text, array("I", [raw.start]) * len(text), array("I", [raw.end]) * len(text))

    def __len__(self) -> int:
        return len(self.text)

    def slice(self, start: int, end: int) -> "MappedText":
        """text[start:end] with its map."""
        return MappedText(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def stripped(self) -> "MappedText":
        """The text without white space at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.slice(start, max(start, len(self.text.rstrip())))

    def raw_span(self, start: int = 0, end: int | None = None) -> Span:
        """The raw span that text[start:end] came from.

        An empty span maps to an empty raw span at the same place, or, between characters that stand for one
        raw span together, to all of that. Raises ValueError outside the text.
        """
        end = len(self.text) if end is None else end
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"span {start}..{end} is outside a text of {len(self.text)} characters")
        if start == end:
            return self._raw_place(start)
        return Span(self.starts[start], self.ends[end - 1])

    def _raw_place(self, position: int) -> Span:
        if not self.text:
            return Span(0, 0)
        after = self.starts[position] if position < len(self.text) else self.ends[-1]
        before = self.ends[position - 1] if position else after
        return Span(after, max(after, before))

    def edited(self, edits: Iterable[Edit]) -> "MappedText":
        """The text after edits, which are in order and do not overlap (ValueError otherwise)."""
        pieces, position = [], 0
        for edit in edits:
            if edit.start < position or edit.end < edit.start:
                raise ValueError(f"edit at {edit.start} overlaps the one before, which ends at {position}")
            pieces.append(self.slice(position, edit.start))
            pieces.append(self._replacement(edit))
            position = edit.end
        if not pieces:
            return self
        pieces.append(self.slice(position, len(self.text)))
        return MappedText.join(pieces)

    def _replacement(self, edit: Edit) -> "MappedText":
        if len(edit.replacement) == edit.end - edit.start:
            return MappedText(edit.replacement, self.starts[edit.start : edit.end], self.ends[edit.start : edit.end])
        return MappedText.standing_for(edit.replacement, self.raw_span(edit.start, edit.end))
