"""A page as reading hands it to cleaning: lines that know their place, and what the page says of itself."""

from dataclasses import dataclass, field
from typing import NamedTuple

from corpora.offsets import MappedText
from corpora.units import Fields, LedgerEntry


class Line(NamedTuple):
    """A line or block of a page. kind is "text", "heading", "caption" or "link" as the markup has it.

    is_main and is_second are False where the main-text detector, and the second one asked, left the block out.
    ledger is what reading itself did to the block, as with the readings it took out of ruby.
    """

    content: MappedText
    kind: str = "text"
    is_main: bool = True
    is_second: bool = True
    ledger: tuple[LedgerEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What was read from one file.

    text is the raw text that all offsets count in; extracted says that it was taken out of a container and
    is not simply the decoded bytes. ledger is what reading did to the page as a whole: how its encoding was
    found, what the second opinion was.
    """

    lines: tuple[Line, ...]
    text: str
    encoding: str
    media_type: str
    extracted: bool = False
    title: str = ""
    fields: Fields = field(default_factory=Fields)
    ledger: tuple[LedgerEntry, ...] = ()
