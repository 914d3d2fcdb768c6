"""Commands run in the test's own process, fast and as a user sees them."""

import io
import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from ui.cli import USER_ERROR, main


class Done(NamedTuple):
    status: int
    out: list[str]
    said: list[str]

    @property
    def beads(self) -> list[str]:
        return [line.rpartition(":")[0] for line in self.out]


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: object, stdin: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Done(int(end.value.code or 0), said.out.splitlines(), said.err.splitlines())

    return run


@pytest.fixture
def refused(run: Run) -> Callable[..., str]:
    """The one line a command refuses with, having printed nothing."""

    def refused(*arguments: object, stdin: bytes = b"") -> str:
        done = run(*arguments, stdin=stdin)
        assert done.status == USER_ERROR and len(done.said) == 1 and not done.out, done
        return done.said[0]

    return refused
