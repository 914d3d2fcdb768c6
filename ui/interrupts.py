"""Ctrl-C that is not lost: Python drops the exception where a signal meets a callback of the garbage collector."""

import signal
import sys
from types import FrameType

_asked = False


def watch() -> None:
    """Remember from now on that the user asked to stop, besides raising KeyboardInterrupt as Python does."""
    global _asked
    _asked = False
    signal.signal(signal.SIGINT, _remember)
    sys.unraisablehook = _unraisable


def was_asked() -> bool:
    """Whether the user asked to stop."""
    return _asked


def check() -> None:
    """Raise KeyboardInterrupt if the user asked to stop: for loops, between two steps."""
    if _asked:
        raise KeyboardInterrupt


def _remember(number: int, frame: FrameType | None) -> None:
    global _asked
    _asked = True
    raise KeyboardInterrupt


def _unraisable(lost: "sys.UnraisableHookArgs") -> None:
    if lost.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(lost)
