"""Where in a segment cleaning did something: its text in pieces, each beside what stood there before."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from corpora.steps import DAMAGE, NAMES, SCRIPT
from corpora.units import LedgerEntry, Segment, Span

_TAG = re.compile(r"<[^<>]*>")
_LONGEST = 5_000  # characters that are compared one by one; what is longer was hardly one sentence
_RANK = {name: rank for rank, name in enumerate(NAMES)}


class Piece(NamedTuple):
    """A piece of a segment's text, what stood there as the page came, and what was done; nothing where it is the same.

    Of a page folded to simplified characters both sides of a piece are read, and only other changes are told.
    """

    text: str
    came: str
    entries: tuple[LedgerEntry, ...] = ()

    @property
    def is_damaged(self) -> bool:
        """Whether what stood here is lost."""
        return any(entry.step == DAMAGE for entry in self.entries)


class _Change(NamedTuple):
    """A place in the raw text, what is there now as far as the ledger tells, and what was done."""

    raw: Span
    after: str
    entries: tuple[LedgerEntry, ...]


def pieces(segment: Segment, changes: Sequence[LedgerEntry], raw_text: str, *, is_html: bool = False) -> list[Piece]:
    """The segment's text in pieces; joined they are the text.

    changes are the ledger's entries about it. The ledger tells places in the raw text. Where one lies in the
    segment's text follows from what stands around it; of is_html tags and entities are read.
    """
    around = [entry for entry in changes if entry.step != SCRIPT]
    if any(entry.raw.start <= segment.raw.start and segment.raw.end <= entry.raw.end for entry in around):
        return [Piece(segment.text, _visible(raw_text[slice(*segment.raw)], is_html), tuple(around))]
    expected = list(_expected(segment, _merged(around), raw_text, is_html))
    edges = _edges(["".join(after for after, _, _ in expected), segment.text], [len(after) for after, _, _ in expected])
    placed = (
        Piece(segment.text[start:end], came, entries)
        for (start, end), (_, came, entries) in zip(pairwise(edges), expected, strict=True)
    )
    return [piece for piece in placed if piece.text or piece.entries]


def _expected(
    segment: Segment, changes: Sequence[_Change], raw_text: str, is_html: bool
) -> Iterator[tuple[str, str, tuple[LedgerEntry, ...]]]:
    """What the text should be by the ledger, piece by piece: after, before, what was done."""
    position = min([segment.raw.start, *(change.raw.start for change in changes)])
    for change in changes:
        same = _visible(raw_text[position : change.raw.start], is_html)
        yield same, same, ()
        yield change.after, raw_text[slice(*change.raw)], change.entries
        position = change.raw.end
    same = _visible(raw_text[position : segment.raw.end], is_html)
    yield same, same, ()


def _visible(raw: str, is_html: bool) -> str:
    return re.sub(r"\s+", " ", unescape(_TAG.sub("", raw)) if is_html else raw)


def _merged(entries: Sequence[LedgerEntry]) -> list[_Change]:
    """The entries in order, those that share a place as one change."""
    clusters: list[list[LedgerEntry]] = []
    end = -1
    for entry in sorted(entries, key=lambda entry: entry.raw):
        if clusters and entry.raw.start < end:
            clusters[-1].append(entry)
        else:
            clusters.append([entry])
        end = max(end, entry.raw.end)
    return [_as_one(cluster) for cluster in clusters]


def _as_one(entries: Sequence[LedgerEntry]) -> _Change:
    """Several entries about one place as one change: a later step read what an earlier one had made."""
    in_order = sorted(entries, key=lambda entry: _RANK.get(entry.step, -1))
    left: list[LedgerEntry] = []
    for entry in in_order:
        left = [e for e in left if not (entry.raw.start <= e.raw.start and e.raw.end <= entry.raw.end)]
        left.append(entry)
    left.sort(key=lambda entry: entry.raw)
    raw = Span(min(entry.raw.start for entry in entries), max(entry.raw.end for entry in entries))
    return _Change(raw, "".join(entry.after or "" for entry in left), tuple(in_order))


def _edges(texts: Sequence[str], lengths: Sequence[int]) -> list[int]:
    """Where pieces of these lengths, which make up the first text, begin and end in the second."""
    expected, text = texts
    edges = [0]
    for length in lengths:
        edges.append(edges[-1] + length)
    if len(expected) == len(text):  # as it is but for characters changed one by one
        return edges
    if max(len(expected), len(text)) > _LONGEST:
        return [min(edge, len(text)) for edge in edges[:-1]] + [len(text)]
    codes = SequenceMatcher(None, expected, text, autojunk=False).get_opcodes()
    moved = [_moved(edge, codes) for edge in edges]
    return [0, *moved[1:-1], len(text)]


def _moved(edge: int, codes: Sequence[tuple[str, int, int, int, int]]) -> int:
    for _, start, end, new_start, new_end in codes:
        if start <= edge < end:
            return min(new_start + edge - start, new_end)
    return codes[-1][4] if codes else 0
