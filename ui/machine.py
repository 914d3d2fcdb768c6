"""What figures were measured on: they mean nothing without."""

import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from corpora.version import program_version


class Machine(NamedTuple):
    """Processor, how many of its cores this process may use, and what ran on it."""

    cpu: str
    cores: int
    python: str
    numpy: str
    duizhao: str

    def __str__(self) -> str:
        """In one line."""
        cores = f"{self.cores} core" + "s" * (self.cores != 1)
        return f"{self.cpu}, {cores}; Python {self.python}, numpy {self.numpy}, duizhao {self.duizhao}"


def this_machine() -> Machine:
    """The machine that the program runs on."""
    return Machine(_processor(), _cores(), platform.python_version(), version("numpy"), program_version())


def _processor() -> str:
    """The model as Linux tells it; elsewhere what Python knows, which may be the architecture alone."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, "") or platform.processor() or platform.machine()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
