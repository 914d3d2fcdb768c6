"""Terms and names with the translation they are to have: read from TBX and CSV, and found in texts."""

from typing import NamedTuple


class Term(NamedTuple):
    """A term or name as a source text has it, and what it is to be in the translation."""

    source: str
    target: str
