"""A function measured in a process of its own, so that time and memory are its alone.

The function is named "module:function", takes arguments that JSON can carry, yields how much of it is done, and
returns a NamedTuple of figures. The process ends with the one that started it, however that ends.
"""

import importlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

from corpora.errors import WorkbenchError
from ui.garbage import collect_seldom

Figures = dict[str, Any]
# What the parent can import its child can too, in a checkout that is not installed as well.
_CHILD = "import sys; sys.path[:] = sys.argv[1:]; from ui.measuring import main; main()"


class NotMeasured(WorkbenchError):
    """A measurement that ended before it had figures, for want of memory or because someone stopped it."""


def measure_alone(function: str, arguments: Mapping[str, Any]) -> Generator[int, None, Figures]:
    """The figures that a function returns, and "peak_mb", the most memory its process had, in MB of 10^6 bytes.

    Yields what the function yields. Raises NotMeasured, and WorkbenchError where the function does. The process is
    gone when this is done or closed.
    """
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", _CHILD, *sys.path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,  # Ctrl-C is for us, who end it; it would answer with a traceback
    )
    assert process.stdin and process.stdout  # noqa: S101
    try:
        process.stdin.write(json.dumps({"function": function, "arguments": dict(arguments)}) + "\n")
        process.stdin.flush()
        for line in process.stdout:
            event = json.loads(line)
            if "figures" in event:
                return Figures(event["figures"])
            if "error" in event:
                raise WorkbenchError(event["error"])
            yield event["done"]
        status = process.wait()
        why = f"signal {-status}; was there enough memory?" if status < 0 else f"exit status {status}"
        raise NotMeasured(f"{function.partition(':')[2]} was not measured: its process ended by {why}")
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def main() -> None:
    """The process that measures: reads what to measure from stdin, writes events to stdout, a line of JSON each."""
    collect_seldom()  # as the commands do that are measured here
    request = json.loads(sys.stdin.readline())
    events = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print is no event
    threading.Thread(target=_end_with_parent, daemon=True).start()
    module, _, name = request["function"].partition(":")
    try:
        job = getattr(importlib.import_module(module), name)(**request["arguments"])
        while True:
            try:
                done = next(job)
            except StopIteration as end:
                event: Figures = {"figures": end.value._asdict() | {"peak_mb": round(peak_memory() / 1e6, 1)}}
                break
            print(json.dumps({"done": done}), file=events, flush=True)
    except WorkbenchError as error:
        event = {"error": str(error)}
    print(json.dumps(event), file=events, flush=True)


def _end_with_parent() -> None:
    """Wait for the end of stdin, which comes when the parent is gone, killed or not."""
    sys.stdin.read()
    os._exit(1)


def peak_memory() -> int:
    """The most memory this process has had in use, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not ru_maxrss: a process inherits that from the one it was split off from, before it became another program.
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
