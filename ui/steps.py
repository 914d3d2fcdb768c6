"""How far a job is: what every stage reports, and both faces show."""

from collections.abc import Generator
from typing import NamedTuple


class Progress(NamedTuple):
    """How far a stage is; note is a line worth keeping, "" for none.

    share is how much of the work is done, in [0, 1], where items differ in what they cost; else None.
    """

    stage: str
    done: int
    total: int
    note: str = ""
    share: float | None = None


Job = Generator[Progress, None, None]
"""A stage at work: it does a little each time it is asked for its progress."""
