"""What cleaning did to a document, paragraph by paragraph, from its ledger: what became of which raw text, and why."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import groupby
from typing import NamedTuple

from corpora.chinese import simplified
from corpora.steps import FURNITURE, NAMES, SCRIPT
from corpora.units import Document, LedgerEntry, Segment, SegmentKind, Span

_TAG = re.compile(r"<[^<>]*>")


class Piece(NamedTuple):
    """A piece of a paragraph before cleaning and after; both are the same where nothing was done."""

    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        """Whether cleaning did something here."""
        return self.before != self.after


class Difference(NamedTuple):
    """A paragraph, or a sentence set aside inside one: what it is, its pieces in order, the reasons and how often.

    Folding of the script counts as no change: it would be every other character. reasons are (step, reason,
    count).
    """

    kind: SegmentKind
    pieces: tuple[Piece, ...]
    reasons: tuple[tuple[str, str, int], ...]

    @property
    def is_empty(self) -> bool:
        """Whether the paragraph is the article's and was left as it came."""
        return self.kind.is_aligned and not self.reasons


def differences(document: Document) -> Iterator[Difference]:
    """Each paragraph of a document with what cleaning did to it, in document order."""
    raw = document.raw_text
    groups = [list(group) for _, group in groupby(document.segments, key=lambda s: (s.paragraph, s.kind.is_aligned))]
    spans = [Span(group[0].raw.start, group[-1].raw.end) for group in groups]
    reasons = {entry.raw: entry for entry in document.ledger if entry.step == FURNITURE}
    found: list[list[LedgerEntry]] = [[] for _ in groups]
    for entry in document.ledger:
        if entry.step in NAMES and entry.step != FURNITURE and spans:
            found[_nearest(spans, entry.raw)].append(entry)
    for group, span, entries in zip(groups, spans, found, strict=True):
        if group[0].kind.is_aligned:
            is_html = document.media_type.endswith("html") and document.extracted is None
            yield Difference(group[0].kind, _pieces(raw, span, entries, is_html), _counted(entries))
        else:
            yield from (_set_aside(segment, reasons.get(segment.raw)) for segment in group)


def page_notes(document: Document) -> list[str]:
    """What was done to the page as a whole, as "step: reason" lines: its encoding, the folding of its script."""
    folded = [f"{entry.step}: {entry.reason}" for entry in document.ledger if entry.step == SCRIPT]
    read = [f"{entry.step}: {entry.reason}" for entry in document.ledger if entry.step not in NAMES]
    return list(dict.fromkeys(read + folded))


def _nearest(spans: Sequence[Span], raw: Span) -> int:
    """The position of the span that a place is in, or else nearest to."""
    i = max(0, bisect_right(spans, raw.start, key=lambda span: span.start) - 1)
    is_between = i + 1 < len(spans) and raw.start >= spans[i].end
    return i + 1 if is_between and spans[i + 1].start - raw.end < raw.start - spans[i].end else i


def _set_aside(segment: Segment, entry: LedgerEntry | None) -> Difference:
    reasons = ((FURNITURE, entry.reason, 1),) if entry else ()
    return Difference(segment.kind, (Piece(segment.text, segment.text),), reasons)


def _counted(entries: Sequence[LedgerEntry]) -> tuple[tuple[str, str, int], ...]:
    counts: dict[tuple[str, str], int] = {}
    for entry in entries:
        if entry.step == SCRIPT:
            continue
        # 創 and 業 each have a gloss of their own; what is told of them is that there are two.
        reason = entry.reason.split(" of ")[0] if entry.step == "pinyin-glosses" else entry.reason
        counts[entry.step, reason] = counts.get((entry.step, reason), 0) + 1
    return tuple((step, reason, count) for (step, reason), count in counts.items())


def _pieces(raw: str, span: Span, entries: Sequence[LedgerEntry], is_html: bool) -> tuple[Piece, ...]:
    is_folded = any(entry.step == SCRIPT for entry in entries)
    changes = sorted((entry for entry in entries if entry.step != SCRIPT), key=lambda entry: entry.raw)
    pieces: list[Piece] = []
    position = min([span.start, *(entry.raw.start for entry in changes)])
    for start, end, after in _merged(changes):
        pieces.append(_same(raw[position:start], is_folded, is_html))
        pieces.append(Piece(raw[start:end], simplified(after) if is_folded else after))
        position = end
    pieces.append(_same(raw[position : max(position, span.end)], is_folded, is_html))
    return tuple(piece for piece in pieces if piece.before or piece.after)


def _merged(entries: Sequence[LedgerEntry]) -> Iterator[tuple[int, int, str]]:
    """Places that were changed, with what is there now; of steps that changed the same place the last counts."""
    cluster: dict[Span, str] = {}
    end = -1
    for entry in entries:
        if cluster and entry.raw.start >= end:
            yield min(cluster).start, end, "".join(cluster.values())
            cluster, end = {}, -1
        inside = [raw for raw in cluster if entry.raw.start <= raw.start and raw.end <= entry.raw.end]
        for raw in inside:
            del cluster[raw]
        cluster[entry.raw] = entry.after or ""
        end = max(end, entry.raw.end)
    if cluster:
        yield min(cluster).start, end, "".join(cluster.values())


def _same(text: str, is_folded: bool, is_html: bool) -> Piece:
    if is_html:
        text = unescape(_TAG.sub("", text))
    text = re.sub(r"\s+", " ", text)
    text = simplified(text) if is_folded else text
    return Piece(text, text)
