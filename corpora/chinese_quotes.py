"""Quotation marks of Chinese text: straight ones made “ and ” where a paragraph says which is which."""

import re
from collections.abc import Iterator
from itertools import pairwise

from corpora.chinese import CJK, HAN
from corpora.offsets import Edit

_DOUBLE = re.compile('["＂“”]')
_SINGLE = re.compile(r"(?<![A-Za-z0-9])'|'(?![A-Za-z0-9])")
_BESIDE = re.compile(f"[{CJK}]")
_NEVER_FIRST = frozenset("，。！？；：、）》」』…,.!?;:) ")  # after an opening mark
_NEVER_LAST = frozenset("，：、（《「『,:( ")  # before a closing one
_LONGEST_TERM = 30  # characters between two marks that were typed alike
_OPENING, _CLOSING = "“‘", "”’"


def quote_edits(text: str) -> Iterator[Edit]:
    """Edits that make “ and ” of straight marks, and ‘ and ’ of the same marks inside others, where pairs are certain.

    They are certain where every mark of the paragraph finds its partner.
    """
    found = [match.start() for match in _DOUBLE.finditer(text)]
    depths = _depths(text, found)
    if depths is None:
        depths = _alternating(text, found)
        confidence = 0.7
    else:
        confidence = 0.9
    for position, depth in zip(found, depths, strict=True) if depths else ():
        # ±1 is a mark of an outer quotation, ±2 one inside it, which Chinese writes ‘ and ’.
        mark = (_OPENING if depth > 0 else _CLOSING)[abs(depth) - 1]
        if text[position] != mark:
            reason = "quotation inside another" if abs(depth) == 2 else "quotation mark of Chinese text"
            yield Edit(position, position + 1, mark, reason, confidence)
    yield from _single_edits(text)


def _depths(text: str, found: list[int]) -> list[int] | None:
    """For each mark how deep it opens (1, 2) or closes (-1, -2), None where marks do not pair."""
    depths: list[int] = []
    depth = 0
    if any(b - a == 1 and text[a] == text[b] and text[a] in '"＂' for a, b in pairwise(found)):
        return None  # nobody quotes nothing
    for position in found:
        mark = text[position]
        opens = mark == "“" or (mark in '"＂' and depth == 0)
        if mark in '"＂' and not _can_stand(text, position, opens):
            return None
        if opens:
            depth += 1
            depths.append(depth)
        else:
            depths.append(-depth)
            depth -= 1
        if not 0 <= depth <= 2:
            return None
    return depths if depth == 0 else None


def _alternating(text: str, found: list[int]) -> list[int] | None:
    """The marks taken for open and close in turn where both of each pair were typed alike: ”清华系”.

    None where a pair is not so; ”…“ is what stands between two quotations.
    """
    pairs = list(zip(found[::2], found[1::2], strict=False))
    is_sure = len(found) % 2 == 0 and all(
        text[start] == text[end]
        and 2 <= end - start <= _LONGEST_TERM
        and not (text[start] == "”" and text[start - 1 : start] in tuple("，。！？…"))
        and _can_stand(text, start, opens=True)
        and _can_stand(text, end, opens=False)
        for start, end in pairs
    )
    return [1, -1] * len(pairs) if is_sure else None


def _can_stand(text: str, position: int, opens: bool) -> bool:
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    if opens:
        return bool(after) and after not in _NEVER_FIRST
    return bool(before) and before not in _NEVER_LAST


def _single_edits(text: str) -> Iterator[Edit]:
    """Edits of straight single marks around Chinese; apostrophes stand between letters."""
    found = [match.start() for match in _SINGLE.finditer(text)]
    pairs = list(zip(found[::2], found[1::2], strict=False))
    if len(found) % 2 or not all(_is_single_pair(text, *pair) for pair in pairs):
        return
    for start, end in pairs:
        yield Edit(start, start + 1, "‘", "quotation mark of Chinese text", 0.8)
        yield Edit(end, end + 1, "’", "quotation mark of Chinese text", 0.8)


def _is_single_pair(text: str, start: int, end: int) -> bool:
    if end - start < 2 or not (_can_stand(text, start, True) and _can_stand(text, end, False)):
        return False
    beside = text[start - 1 : start] + text[end + 1 : end + 2]
    return bool(_HAN.search(text, start, end)) or bool(_BESIDE.search(beside))


_HAN = re.compile(f"[{HAN}]")
