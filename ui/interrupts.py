"""Ctrl-C that is not lost: Python drops the exception where a signal meets a callback of the garbage collector."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_asked = False
_is_held = False


def of_project() -> str:
    """What a command says that works on a project."""
    return "stopped; a project keeps what was done, and the same command goes on from there"


def _stopped() -> str:
    return "stopped"


_reason: Callable[[], str] = _stopped


def watch() -> None:
    """Remember from now on that the user asked to stop, besides raising KeyboardInterrupt as Python does."""
    global _asked, _reason
    _asked, _reason = False, _stopped
    signal.signal(signal.SIGINT, _remember)
    sys.unraisablehook = _unraisable


def was_asked() -> bool:
    """Whether the user asked to stop."""
    return _asked


def explain(reason: Callable[[], str]) -> None:
    """Let a command say what was done when it is stopped; reason is asked then."""
    global _reason
    _reason = reason


def reason() -> str:
    """What to tell who asked to stop."""
    return _reason()


def check() -> None:
    """Raise KeyboardInterrupt if the user asked to stop: for loops, between two steps."""
    if _asked:
        raise KeyboardInterrupt


@contextmanager
def held() -> Iterator[None]:
    """Keep together what is done inside: a Ctrl-C raises behind it, a second one at once."""
    global _is_held
    _is_held = True
    try:
        yield
    finally:
        _is_held = False
    check()


def _remember(number: int, frame: FrameType | None) -> None:
    global _asked
    is_second, _asked = _asked, True
    if is_second or not _is_held:
        raise KeyboardInterrupt


def _unraisable(lost: "sys.UnraisableHookArgs") -> None:
    if lost.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(lost)
