"""Progress on stderr: bars where a person watches, a line a stage where a program does."""

import sys
from collections.abc import Generator, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from ui import interrupts
from ui.steps import Progress

if TYPE_CHECKING:
    from rich.progress import TaskID

_SILENCE = 20.0  # seconds
_REMEMBERED = 300.0  # seconds by which the time that is left is told; steps of drafting may take half a minute each

Item = TypeVar("Item")
Result = TypeVar("Result")


def track(items: Iterable[Item], what: str) -> Iterator[Item]:
    """The items, with a bar where stderr is a terminal."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import track as rich_track

        items = rich_track(list(items), description=what, console=Console(stderr=True), transient=True)
    for item in items:
        interrupts.check()
        yield item


def show(job: Generator[Progress, None, Result]) -> Result:
    """Run a job to its end, showing how far each of its stages is; returns what the job returns.

    Notes stay as lines. Where stderr is no terminal, a line now and then says how far a long stage is.
    """
    import time

    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    count = TextColumn("{task.fields[count]}")
    columns = (TextColumn("{task.description:<28}"), BarColumn(), count, TimeRemainingColumn())
    with Bars(
        *columns,
        console=console,
        disable=not console.is_terminal,
        redirect_stdout=sys.stdout.isatty(),  # or results that go to a file would be printed between the bars
        speed_estimate_period=_REMEMBERED,
    ) as bars:
        tasks: dict[str, TaskID] = {}
        said = time.monotonic()
        while True:
            interrupts.check()
            try:
                step = next(job)
            except StopIteration as end:
                result: Result = end.value
                return result
            if step.stage not in tasks:
                tasks[step.stage] = bars.add_task(step.stage, total=step.total, count="")
            if not console.is_terminal and time.monotonic() - said > _SILENCE:
                console.print(f"{step.stage} {step.done}/{step.total}")
                said = time.monotonic()
            # The time that is left follows the work, which items do not share alike.
            completed = step.done if step.share is None else step.share * step.total
            count_shown = f"{step.done}/{step.total}"
            bars.update(tasks[step.stage], completed=completed, total=step.total, count=count_shown)
            if step.note:
                console.print(step.note)
