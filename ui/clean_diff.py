"""What cleaning changed and set aside, as a person reads it in a terminal."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from corpora.differences import Difference, Piece, differences, page_notes
from corpora.units import Document

_CONTEXT = 16  # characters shown before and after a change
_SHORT = 100  # characters; a paragraph up to here is shown whole
_SPACES = str.maketrans({"\n": "⏎", "\r": "␍", "\t": "⇥", "\u00a0": "⍽"})


def print_diff(document: Document) -> None:
    """Print a document's paragraphs that are not as they came: set aside with `-`, changed with `~`.

    Colours where stdout is a terminal, unless NO_COLOR is set.
    """
    console = Console(highlight=False, emoji=False, markup=False, soft_wrap=True)
    for note in page_notes(document):
        console.print(Text(f"# {note}", style="cyan"))
    unchanged = 0
    for difference in differences(document):
        if difference.is_empty:
            unchanged += 1
            continue
        _print_unchanged(console, unchanged)
        unchanged = 0
        console.print(_set_aside(difference) if not difference.kind.is_aligned else _changed(difference))
    _print_unchanged(console, unchanged)


def _print_unchanged(console: Console, count: int) -> None:
    if count:
        console.print(Text(f"  … {count} paragraph{'s' if count > 1 else ''} as they came", style="dim"))


def _set_aside(difference: Difference) -> Text:
    text = "".join(piece.after for piece in difference.pieces)
    line = Text.assemble(("- ", "red"), (f"[{difference.kind}] ", "yellow"), (text, "strike dim"))
    return line.append(f"  ({'; '.join(reason for _, reason, _ in difference.reasons)})", style="cyan")


def _changed(difference: Difference) -> Text:
    line = Text.assemble(("~ ", "green"))
    for piece in _in_context(difference.pieces):
        if piece.is_changed:
            line.append("⟨")
            line.append(piece.before.translate(_SPACES), style="red strike")
            line.append(" → ")
            line.append(piece.after.translate(_SPACES), style="green")
            line.append("⟩")
        else:
            line.append(piece.after)
    for step, reason, count in difference.reasons:
        line.append(f"\n    {step}: {reason}{f' (×{count})' if count > 1 else ''}", style="cyan")
    return line


def _in_context(pieces: tuple[Piece, ...]) -> Iterable[Piece]:
    """The pieces, what is unchanged in a long paragraph cut down to what stands beside a change."""
    is_short = sum(len(piece.after) for piece in pieces) <= _SHORT
    for i, piece in enumerate(pieces):
        text = piece.after
        if piece.is_changed or is_short or len(text) <= 2 * _CONTEXT + 1:
            yield piece
            continue
        head = text[:_CONTEXT] if i else ""
        tail = text[-_CONTEXT:] if i + 1 < len(pieces) else ""
        cut = f"{head}…{tail}" if head or tail else f"{text[: _SHORT - 1]}…"
        yield Piece(cut, cut)
