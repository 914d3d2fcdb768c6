"""Dashes of German and English text: what typewriters wrote as -- or - between words."""

import re
import sys
from collections.abc import Iterator

from corpora.offsets import Edit

_SPACED = re.compile(r"(?<=\S)(?P<space>[ \u00a0]+)(?P<dash>-{1,3})(?=[ \u00a0]+\S)")
_TIGHT = re.compile(r"(?<=[\w.,!?”“’\"')])(?<!-)-{2,3}(?=[\w“„\"'(])")
_LAST = re.compile(r"(?<=[^\W\d_]) ?(?P<dash>--)(?=[,.;:!?”“\"'»]|$)")
_ADDRESS = re.compile(r"(?<!\S)\S*(?:://|www\.|@)\S*")
_LONGEST = 40  # characters of the words beside a dash that are looked at


def dash_edits(text: str) -> Iterator[Edit]:
    """Edits that write – for -- and for a hyphen that stands alone between words, — for -- that joins two words.

    Ranges and differences of numbers, options of programs (--help), rules of hyphens and addresses stay.
    """
    kept = iter([match.span() for match in _ADDRESS.finditer(text)] if "--" in text else [])
    edits = [
        *(Edit(*m.span("dash"), "–", "dash") for m in _SPACED.finditer(text) if _is_dash(text, m)),
        *(Edit(*m.span(), _joining(text, m), "dash") for m in _TIGHT.finditer(text)),
        *(Edit(*m.span("dash"), "–", "dash") for m in _LAST.finditer(text)),
    ]
    taken, (start, end) = 0, next(kept, _NOWHERE)
    for edit in sorted(edits):
        while end <= edit.start:
            start, end = next(kept, _NOWHERE)
        if edit.start >= taken and edit.start < start:
            yield edit
            taken = edit.end


_NOWHERE = (sys.maxsize, sys.maxsize)


def _is_dash(text: str, match: re.Match[str]) -> bool:
    """Whether a hyphen between spaces is no minus: 3 - 2, a - b."""
    if len(match["dash"]) > 1:
        return True
    left = text[max(0, match.start() - _LONGEST) : match.start()].split()[-1]
    right = text[match.end() : match.end() + _LONGEST].split()[0]
    return not (left[-1].isdigit() and right[0].isdigit()) and not (len(left) == len(right) == 1)


def _joining(text: str, match: re.Match[str]) -> str:
    before, after = text[match.start() - 1], text[match.end()]
    return "–" if before.isdigit() and after.isdigit() else "—"
