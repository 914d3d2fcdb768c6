"""How a text is cut into sentences: its marks from left to right, past quotations and brackets that stay whole."""

import re
from abc import ABC, abstractmethod
from typing import Generic, Protocol, TypeVar

from corpora.nesting import Nest, Pair


class Clinging(Protocol):
    """A mark with all that clings to it."""

    @property
    def place(self) -> int:
        """Where all that ends."""


Mark = TypeVar("Mark", bound=Clinging)


class Cutter(ABC, Generic[Mark]):
    """A text on the way through its marks, from left to right: where the last sentence ended decides with.

    What differs between languages is which marks there are, what clings to them, and when they end a sentence.
    """

    def __init__(self, text: str, code: str, stops: re.Pattern[str], no_beginning: str) -> None:
        """stops: the marks that may end a sentence; no_beginning: signs that may stand before one."""
        self.text = text
        self.end = len(text.rstrip())
        self.nest = Nest(text, code, no_beginning, self._is_sealed)
        self.start = 0  # of the sentence
        self._stops = stops

    def cuts(self) -> list[int]:
        """Positions at which a sentence ends and another begins."""
        found: list[int] = []
        past = 0
        for match in self._stops.finditer(self.text):
            if match.start() < past:
                continue
            self.nest.open_until(match.start(), self.start)
            if self._is_plain(match):
                past = match.end()
                if past >= self.nest.sealed:
                    self.start = past
                    found.append(past)
                continue
            mark = self._clinging(match)
            past = mark.place
            if mark.place >= self.end:
                break
            if mark.place < self.nest.sealed or (next_start := self._next_start(match, mark)) is None:
                continue
            self.start = past = next_start
            if next_start < self.end and self._begins_one():
                found.append(next_start)
        return [] if self._is_heading(found) else found

    @abstractmethod
    def _is_plain(self, match: "re.Match[str]") -> bool:
        """Whether a mark ends a sentence and nothing needs to be looked at, as with most."""

    @abstractmethod
    def _is_sealed(self, pair: Pair, is_first: bool) -> bool:
        """Whether a quotation or bracket is not cut inside; is_first: it stands at its sentence's beginning."""

    @abstractmethod
    def _clinging(self, match: "re.Match[str]") -> Mark:
        """A mark with more marks, closing quotation marks and brackets behind it."""

    @abstractmethod
    def _next_start(self, match: "re.Match[str]", mark: Mark) -> int | None:
        """Where the next sentence begins, if one ends at a mark that is in no sealed quotation; else None."""

    @abstractmethod
    def _is_heading(self, found: list[int]) -> bool:
        """Whether a text with these cuts is a heading with a question or an exclamation in it."""

    def _begins_one(self) -> bool:
        """Whether what follows the last sentence is another, and not where that is from."""
        return True
