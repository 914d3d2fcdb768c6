"""The command line: each command its options, one or two core calls, and the printing.

Data goes to stdout, talk and progress to stderr. A user's error is one line on stderr and exit status 2.
"""

import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import typer
from typer._click.exceptions import NoArgsIsHelpError, UsageError

from corpora.errors import WorkbenchError
from ui import (
    align_commands,
    bench_commands,
    evaluate_commands,
    exception_commands,
    filter_commands,
    glossary_commands,
    interrupts,
    memory_commands,
    project_commands,
)
from ui.garbage import collect_seldom

app = typer.Typer(
    name="duizhao",
    help="Turn Chinese articles and their German and English translations into trusted parallel corpora.",
    epilog="Try it: duizhao demo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
project_commands.register(app)
filter_commands.register(app)
evaluate_commands.register(app)
exception_commands.register(app)
memory_commands.register(app)
glossary_commands.register(app)
align_commands.register(app)
bench_commands.register(app)

USER_ERROR = 2
INTERRUPTED = 128 + signal.SIGINT


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; the one place that turns errors into lines and exit statuses."""
    interrupts.watch()
    collect_seldom()
    try:
        status = app(args=arguments, standalone_mode=False) or 0
        sys.stdout.flush()  # here, where a closed pipe is expected
    except WorkbenchError as error:
        _refuse(str(error))
    except NoArgsIsHelpError as error:
        error.show()
        sys.exit(USER_ERROR)
    except UsageError as error:
        command = error.ctx.command_path if error.ctx else "duizhao"
        _refuse(f"{error.format_message()} (see {command} --help)")
    except (KeyboardInterrupt, typer.Abort):
        status = INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would complain once more at exit
        sys.exit(0)
    if status == INTERRUPTED or interrupts.was_asked():  # typer makes a status of Ctrl-C
        print(f"\nduizhao: {interrupts.reason()}", file=sys.stderr)  # noqa: T201
        status = INTERRUPTED
    sys.exit(status)


def _refuse(reason: str) -> NoReturn:
    print(f"duizhao: {' '.join(reason.split())}", file=sys.stderr)  # noqa: T201
    sys.exit(USER_ERROR)
