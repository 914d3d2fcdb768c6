"""A page and what cleaning made of it, as HTML; every text of a document is escaped here."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from corpora.steps import DAMAGE, SCRIPT
from corpora.store import DocumentSummary
from corpora.units import Document, LedgerEntry, SegmentKind
from ui.markup import bar, counts, language_name, name, number, plain, set_aside, several, tag, title, weight
from ui.page_changes import Piece, pieces
from ui.page_view import ENCODING, PageView, Row

_MOST_CHANGES = 12
_LONGEST = 600  # characters of a raw text or a change that are shown
_OWN = {SegmentKind.TEXT: "dz-ink", SegmentKind.HEADING: "dz-ink"}


# The list of pages


def document(summary: DocumentSummary) -> str:
    """A document in the list: title, file, language, how much is set aside."""
    facts = (language_name(summary.language, summary.script), several(summary.segments, "segment"))
    return (
        f'<div class="dz-pair-title">{title(summary)}</div><div class="dz-small dz-quiet">{name(summary.name)}</div>'
        f"{counts([*facts, f'set aside: {set_aside(summary)}'])}"
    )


# The head of a page


def facts(page: PageView) -> str:
    """What a page says of itself, and how it was read."""
    document = page.document
    known = {label.capitalize(): words for label, words in document.fields._asdict().items()}
    known["URL"] = known.pop("Url")
    known["File"] = document.name
    known["Language"] = language_name(document.language, document.script)
    known["Encoding"] = "; ".join([document.encoding, *(_note(note) for note in page.notes if note.step == ENCODING)])
    rows = "".join(f"<div><dt>{label}</dt> <dd>{name(words)}</dd></div>" for label, words in known.items() if words)
    return f'<dl class="dz-facts dz-small">{rows}</dl>'


def notes(page: PageView, about_others: Iterable[str] = ()) -> str:
    """What reading did to the page as a whole, and what else is to be said of it, a line each; "" for nothing."""
    lines = [f"{entry.step}: {_note(entry)}" for entry in page.notes if entry.step != ENCODING]
    return "".join(plain(line, "dz-small", "dz-quiet") for line in [*lines, *about_others])


def _note(entry: LedgerEntry) -> str:
    preview = f"; here “{_short(entry.before, 40)}”" if entry.before else ""
    return f"{entry.reason}{preview}; confidence {number(float(entry.confidence))}"


def sums(page: PageView) -> str:
    """How many segments are of each kind, and how often each step did something, as bars and in words."""
    kinds, steps = page.kinds, page.steps.most_common()
    of_kinds = bar([(_OWN.get(kind, "dz-half"), count) for kind, count in kinds.items()])
    of_steps = bar([("dz-gone" if step == DAMAGE else "dz-half", count) for step, count in steps])
    done = counts(f"{count:,} {step}" for step, count in steps) if steps else plain("nothing", "dz-small", "dz-quiet")
    return (
        f'<div class="dz-sums"><div><div class="dz-small dz-quiet">What its {len(page.rows):,} segments are</div>'
        f"{of_kinds}{counts(f'{count:,} {kind}' for kind, count in kinds.items())}</div>"
        f'<div><div class="dz-small dz-quiet">What cleaning did</div>{of_steps}{done}</div></div>'
    )


# Rows


def row(row: Row, document: Document, raw_text: str) -> str:
    """A segment as it is now, beside it what stood there or why it is set aside, and in the margin what it is."""
    found = pieces(row.segment, row.changes, raw_text, is_html=_is_html(document))
    now = "".join(map(_now, found))
    kind = "dz-aside" if row.is_aside else "dz-heading" if row.segment.kind is SegmentKind.HEADING else ""
    return (
        f'<div class="dz-bead {kind}"><div class="dz-text" lang="{tag(document.language)}" dir="auto">{now}</div>'
        f'<div class="dz-beside">{_why(row)}{_came(row, found, document)}</div>{_margin(row)}</div>'
    )


def _now(piece: Piece) -> str:
    if not piece.entries:
        return escape(piece.text)
    marks = "dz-change dz-lost" if piece.is_damaged else "dz-change"
    told = escape("\n".join("  ".join(_told(entry)) for entry in piece.entries))
    return f'<span class="{marks if piece.text else "dz-cut"}" title="{told}">{escape(piece.text)}</span>'


def _came(row: Row, found: Sequence[Piece], document: Document) -> str:
    """The segment as the page has it, where that was changed; of one set aside its reason is enough."""
    if row.is_aside or not row.changes:
        return ""
    words = "".join(_was(piece) if piece.entries else escape(piece.came) for piece in found)
    language = "zh-Hant" if document.script == "Hant" else tag(document.language)
    return f'<div class="dz-text dz-came" lang="{language}" dir="auto">{words}</div>'


def _was(piece: Piece) -> str:
    marks = "dz-change dz-lost" if piece.is_damaged else "dz-change"
    return f'<span class="{marks}">{escape(_short(visible(piece.came)))}</span>'


def _why(row: Row) -> str:
    """Why the segment is set aside, or is not though the machine read it as furniture; "" for the article's own."""
    reason = row.aside.reason if row.aside else ""
    if row.said and row.is_reclassified:
        read = f"read as {row.said.machine_kind}{f': {reason}' if reason else ''}"
        done = "set aside" if row.is_aside else "restored" if row.aside else f"made {row.segment.kind}"
        return plain(f"{done} by {row.said.reviewer}; {read}", "dz-small", "dz-quiet")
    return plain(reason, "dz-small", "dz-quiet") if reason and row.is_aside else ""


def _margin(row: Row) -> str:
    kind, sure = row.segment.kind, row.confidence
    parts = [] if kind is SegmentKind.TEXT else [f'<span class="dz-kind">{kind}</span>']
    parts += [] if sure is None else [f'<span style="font-weight:{weight(sure)}">{number(float(sure))}</span>']
    parts += ['<span class="dz-state dz-mark">damaged</span>'] if row.is_damaged else []
    parts += ['<span class="dz-state">doubtful</span>'] if row.is_doubtful and not row.is_damaged else []
    return f'<div class="dz-margin">{" ".join(parts)}</div>'


# The open row


def details(row: Row, document: Document, raw_text: str) -> str:
    """Where the open segment lies, what was done to it one by one, and its source where the page is HTML."""
    start, end = row.segment.raw
    told = Counter(_told(entry) for entry in sorted(row.changes, key=lambda entry: entry.step == SCRIPT))
    lines = [_told_row(words, count) for words, count in list(told.items())[:_MOST_CHANGES]]
    if len(told) > _MOST_CHANGES:
        lines.append(plain(f"and {len(told) - _MOST_CHANGES} more changes", "dz-small", "dz-quiet"))
    lines.append(plain(f"Characters {start:,} to {end:,} of the page as it came", "dz-small", "dz-quiet"))
    source = raw_text[start:end]
    if _is_html(document) and ("<" in source or "&" in source):
        lines.append(f'<div class="dz-source dz-small">{escape(_short(source))}</div>')
    return f'<div class="dz-more dz-done">{"".join(lines)}</div>'


class _Told(NamedTuple):
    """An entry of the ledger in words: what was there and is there now, which step and why, how sure."""

    change: str
    by: str
    confidence: str


def _told(entry: LedgerEntry) -> _Told:
    before, after = (_short(visible(words), 60) for words in (entry.before, entry.after or ""))
    change = before if entry.before == entry.after else f"{before or 'nothing'} → {after or 'nothing'}"
    if entry.step == SCRIPT:
        change = "all of it"  # the entry is about a whole paragraph
    return _Told(change, f"{entry.step}: {entry.reason}", number(float(entry.confidence)))


def _told_row(told: _Told, count: int) -> str:
    times = f", {count} times" if count > 1 else ""
    cells = (told.change, told.by + times, told.confidence)
    return f'<div class="dz-told dz-small">{"".join(f"<bdi>{escape(cell)}</bdi>" for cell in cells)}</div>'


def visible(words: str) -> str:
    """A text with signs for what has no shape: line ends, tabs, and other such characters by their numbers."""
    return "".join(_sign(character) for character in words)


_SIGNS = {"\n": "⏎", "\r": "␍", "\t": "⇥", "\u00a0": "⍽"}


def _sign(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    has_no_shape = character != " " and unicodedata.category(character) in ("Cc", "Cf", "Zs", "Zl", "Zp")
    return f"⟨U+{ord(character):04X}⟩" if has_no_shape else character


def _short(words: str, most: int = _LONGEST) -> str:
    return words if len(words) <= most else f"{words[:most]}…"


def _is_html(document: Document) -> bool:
    """Whether offsets of the document count in HTML; a page saved as MHTML holds it."""
    return document.media_type.endswith("html") or document.media_type == "multipart/related"
