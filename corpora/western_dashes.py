"""Dashes of German and English text: what typewriters wrote as -- or - between words."""

import re
from collections.abc import Iterator

from corpora.offsets import Edit

_SPACED = re.compile(r"(?<=\S)(?P<space>[ \u00a0]+)(?P<dash>-{1,3})(?=[ \u00a0]+\S)")
_TIGHT = re.compile(r"(?<=[\w.,!?”“’\"')])(?<!-)-{2,3}(?=[\w“„\"'(])")
_LAST = re.compile(r"(?<=[^\W\d_]) ?(?P<dash>--)(?=[,.;:!?”“\"'»]|$)")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")


def dash_edits(text: str) -> Iterator[Edit]:
    """Edits that write – for -- and for a hyphen that stands alone between words, — for -- that joins two words.

    Ranges and differences of numbers, options of programs (--help), rules of hyphens and addresses stay.
    """
    kept = [match.span() for match in _ADDRESS.finditer(text)] if "--" in text else []
    edits = [
        *(Edit(*m.span("dash"), "–", "dash") for m in _SPACED.finditer(text) if _is_dash(text, m)),
        *(Edit(*m.span(), _joining(text, m), "dash") for m in _TIGHT.finditer(text)),
        *(Edit(*m.span("dash"), "–", "dash") for m in _LAST.finditer(text)),
    ]
    taken = 0
    for edit in sorted(edits):
        if edit.start >= taken and not any(start <= edit.start < end for start, end in kept):
            yield edit
            taken = edit.end


def _is_dash(text: str, match: re.Match[str]) -> bool:
    """Whether a hyphen between spaces is no minus: 3 - 2, a - b."""
    left, right = text[: match.start()].rsplit(None, 1)[-1], text[match.end() :].split(None, 1)[0]
    if len(match["dash"]) > 1:
        return True
    return not (left[-1].isdigit() and right[0].isdigit()) and not (len(left) == len(right) == 1)


def _joining(text: str, match: re.Match[str]) -> str:
    before, after = text[match.start() - 1], text[match.end()]
    return "–" if before.isdigit() and after.isdigit() else "—"
