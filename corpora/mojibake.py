"""Text decoded wrongly and put right where its bytes tell what was there; the two ways it goes wrong in one step."""

from collections.abc import Iterator

from corpora.double_encoding import double_encoding_edits
from corpora.offsets import Edit
from corpora.shifted_bytes import shift_edits


def chinese_mojibake_edits(text: str) -> Iterator[Edit]:
    """Edits that undo shifted bytes and wrong decodings; where both want a place the first to begin has it."""
    taken = 0
    for edit in sorted([*shift_edits(text), *double_encoding_edits(text)]):
        if edit.start >= taken:
            yield edit
            taken = edit.end
