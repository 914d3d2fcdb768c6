"""A page as reading hands it to cleaning: lines that know their place, and what the page says of itself."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from corpora.offsets import MappedText
from corpora.units import Fields, LedgerEntry


class Medium(StrEnum):
    """What a page was made for, which says what may stand around its article and what ends its lines.

    WEB: menus, adverts and lists of other pages stand around it; plain text is mostly what was copied from there.
    FILE: nothing is there but what its author wrote, as in Word files and e-books. PRINT: likewise, but lines end
    at the edge of the paper.
    """

    WEB = "web"
    FILE = "file"
    PRINT = "print"


_MEDIA = {
    "application/pdf": Medium.PRINT,
    "application/epub+zip": Medium.FILE,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Medium.FILE,
}


class Line(NamedTuple):
    """A line or block of a page. kind is "text", "heading", "caption" or "link" as the markup has it, or
    "edge" for a running head, a page number and the like in print.

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

    @property
    def medium(self) -> Medium:
        """What the page was made for."""
        return _MEDIA.get(self.media_type, Medium.WEB)
