"""Lines of a page to clean paragraphs: named steps, each recorded in a ledger, none losing its way back.

Steps are those of the table in corpora.steps. A paragraph that is furniture is not deleted but typed, with its
reason.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpora import converted_pages, furniture
from corpora.damage import MAY_BE_DAMAGED, damage
from corpora.offsets import MappedText
from corpora.pages import Line, Medium
from corpora.steps import DAMAGE, FURNITURE, SCRIPT, ActiveStep, active_steps, check_names, quick_signs
from corpora.units import LedgerEntry, SegmentKind
from corpora.wrapping import unwrapped


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A cleaned paragraph, its way back to the raw text, what it is, and why if it was set aside."""

    content: MappedText
    kind: SegmentKind


class Cleaned(NamedTuple):
    """A page after cleaning: paragraphs in order, furniture included, and what was done."""

    paragraphs: list[Paragraph]
    ledger: list[LedgerEntry]

    @property
    def text(self) -> str:
        """The article's own paragraphs, one a line."""
        return "\n".join(p.content.text for p in self.paragraphs if p.kind.is_aligned)


# What happens to nearly every line and says nothing about the text is left out of the ledger.
_SILENT = frozenset({"spaces"})


def clean(
    lines: Sequence[Line], language: str, *, without: frozenset[str] = frozenset(), medium: Medium = Medium.WEB
) -> Cleaned:
    """The paragraphs of a page in one language, cleaned and typed, with the ledger of what was done.

    without names steps to leave out; medium is what the page was made for. The raw text is not needed: each line
    carries its map. Raises WorkbenchError for the name of no step.
    """
    check_names(without)
    ledger: list[LedgerEntry] = []
    kept: list[Line] = []
    steps = active_steps(language, without)
    signs = quick_signs(steps)
    reason = _conversion(lines, language, without)
    for line in unwrapped(lines, language, without=without, is_print=medium is Medium.PRINT):
        content = line.content
        ledger.extend(line.ledger)
        if any(sign.search(content.text) for sign in signs):
            content = _run_steps(content, steps, ledger)
        content = content.stripped()
        if content.text:
            kept.append(line if content is line.content else line._replace(content=content))
            if DAMAGE not in without and MAY_BE_DAMAGED.search(content.text):
                ledger.extend(_damage_entries(content))
    if reason:
        kept = list(_folded(kept, reason, ledger))
    kinds = _kinds(kept, language, ledger, without, medium)
    paragraphs = [Paragraph(line.content, kind) for line, kind in zip(kept, kinds, strict=True)]
    return Cleaned(paragraphs, sorted(ledger, key=lambda entry: entry.raw))


def _conversion(lines: Sequence[Line], language: str, without: frozenset[str]) -> str:
    """Why the script of the page is to be folded, "" where it is not."""
    if language != "zh" or SCRIPT in without:
        return ""
    return converted_pages.conversion("\n".join(line.content.text for line in lines))


def _run_steps(content: MappedText, steps: Sequence[ActiveStep], ledger: list[LedgerEntry]) -> MappedText:
    for name, edits_of, signs in steps:
        if not any(sign.search(content.text) for sign in signs):
            continue
        text = content.text
        edits = [edit for edit in edits_of(text) if text[edit.start : edit.end] != edit.replacement]
        if name not in _SILENT:
            ledger += [
                LedgerEntry(name, raw, text[edit.start : edit.end], *edit[2:])
                for edit, raw in zip(edits, content.raw_spans(edits), strict=True)
            ]
        content = content.edited(edits)
    return content


def _damage_entries(content: MappedText) -> Iterator[LedgerEntry]:
    for match in damage(content.text):
        yield LedgerEntry(
            DAMAGE,
            content.raw_span(match.start(), match.end()),
            match.group(),
            match.group(),
            "damaged by a wrong decoding and not repaired: read the place in the raw text",
            0.7,
        )


def _folded(lines: Sequence[Line], reason: str, ledger: list[LedgerEntry]) -> Iterator[Line]:
    """Lines in simplified characters; an entry holds a line before and after, since most of its words change."""
    texts = [line.content.text for line in lines]
    for line, before, after in zip(lines, texts, converted_pages.folded(texts), strict=True):
        if before != after:
            ledger.append(LedgerEntry(SCRIPT, line.content.raw_span(), before, after, reason, 0.95))
            line = line._replace(content=line.content.rewritten(after))
        yield line


def _kinds(
    lines: Sequence[Line], language: str, ledger: list[LedgerEntry], without: frozenset[str], medium: Medium
) -> list[SegmentKind]:
    texts = [line.content.text for line in lines]
    verdicts = furniture.verdicts(lines, texts, language, without_furniture=FURNITURE in without, medium=medium)
    for line, verdict in zip(lines, verdicts, strict=True):
        if not verdict.kind.is_aligned:
            content = line.content
            ledger.append(
                LedgerEntry(FURNITURE, content.raw_span(), content.text, None, verdict.reason, verdict.confidence)
            )
    return [verdict.kind for verdict in verdicts]
