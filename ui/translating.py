"""`duizhao translate`: lines in, translations out as they are made; stopped, it says how to go on."""

import shlex
import sys
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui import interrupts
from ui.filter_streams import STDIN, Lines, put_part, read_encoded
from ui.options import DEFAULT_SYSTEM, Glossaries, System

if TYPE_CHECKING:
    from corpora.glossary import Glossary
    from mt.lines import Piece
    from mt.translators import Translator
    from ui.steps import Progress

File = Annotated[Path, typer.Argument(help="A file; - is stdin.", show_default=True)]


def translate(
    source: Annotated[str, typer.Option("--from", help="Language of the lines.")],
    target: Annotated[str, typer.Option("--to", help="Language to translate into.")],
    file: File = STDIN,
    system: System = DEFAULT_SYSTEM,
    glossary: Glossaries = None,
) -> None:
    """Translate lines: one translation a line, same count and order.

    Lines are ended by line feeds; empty ones stay empty. Very long ones are cut at sentence ends and written piece by
    piece. What is translated is written at once; after Ctrl-C it says how to go on.
    """
    from corpora.glossary_files import read_glossaries
    from corpora.languages import language
    from mt.translators import require_direction, require_known
    from ui import loading
    from ui.progress import show

    codes = language(source).code, language(target).code
    require_known(system)
    terms = read_glossaries(glossary or ())
    lines = read_encoded(file)
    written: list[Piece] = []  # the last piece that was, if any

    def reason() -> str:
        command = f"duizhao translate --from {shlex.quote(source)} --to {shlex.quote(target)}"
        if system != DEFAULT_SYSTEM:
            command += f" --system {shlex.quote(system)}"
        command += "".join(f" --glossary {shlex.quote(str(path))}" for path in glossary or ())
        return how_to_go_on(lines, written[-1] if written else None, file, command)

    interrupts.explain(reason)
    if not lines.texts:
        return
    translator = show(loading.load(system))
    require_direction(translator, *codes)
    show(_translating(lines.texts, translator, codes, terms, written))


def _translating(
    lines: Sequence[str],
    translator: "Translator",
    codes: tuple[str, str],
    terms: "Glossary",
    written: "list[Piece]",
) -> "Generator[Progress, None, None]":
    """Write the translations; progress is in characters, by which the time that is left can be told."""
    from mt.lines import translate_lines
    from ui.steps import Progress

    stage, total = "characters translated", max(1, sum(map(len, lines)))
    before = line = 0  # characters in the lines before the one that is being written
    yield Progress(stage, 0, total)
    for batch in translate_lines(lines, translator, *codes, terms):
        last, _ = batch[-1]
        with interrupts.held():  # what is said to be written is
            put_part("".join(f"{text}\n" if piece.is_last else text for piece, text in batch))
            sys.stdout.flush()
            written[:] = [last]
        before += sum(map(len, lines[line : last.line]))
        line = last.line
        yield Progress(stage, min(total, before + last.end), total)


def how_to_go_on(lines: Lines, last: "Piece | None", file: Path, command: str) -> str:
    """What to tell who stopped: how much is written, the last of it being a piece, and what translates the rest.

    The command's output belongs behind what is written, in the middle of a line where that was cut.
    """
    total = len(lines.texts)
    done = 0 if last is None else last.line + last.is_last
    found = f"stopped; {done:,} of {total:,} line{'s' * (total != 1)} translated and written"
    if done == total:
        return found
    if done == 0 and last is None:
        return f"{found}; there is nothing to go on from"
    rest = f"tail -n +{done + 1} {'FILE' if file == STDIN else shlex.quote(str(file))}"
    if last is not None and not last.is_last:
        found += f", and of line {last.line + 1:,} the first {last.end:,} characters"
        if lines.encoding is None:
            return f"{found}; go on with the rest of that line"
        rest += f" | tail -c +{_bytes(lines, last) + 1}"
    elif lines.encoding is None:
        return f"{found}; go on with line {done + 1:,}"
    return f"{found}; go on with: {rest} | {command}, and append what it prints"


def _bytes(lines: Lines, last: "Piece") -> int:
    """How many bytes of its line were translated."""
    encoding = lines.encoding or "utf-8"
    if last.line:
        encoding = encoding.removesuffix("-sig")  # the mark stands in the first line only
    return len(lines.texts[last.line][: last.end].encode(encoding))
