"""Lines of a page to clean paragraphs: named steps, each recorded in a ledger, none losing its way back.

A step is a name, the languages it is for, and a function from text to edits. A paragraph that is furniture
is not deleted but typed, with its reason.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpora import chinese, furniture
from corpora.offsets import Edit, MappedText
from corpora.pages import Line
from corpora.units import LedgerEntry, SegmentKind


class Step(NamedTuple):
    """A named change to a paragraph's text. runs says, of the whole page, whether the step has a reason there."""

    name: str
    languages: frozenset[str]
    edits: Callable[[str], Iterable[Edit]]
    runs: Callable[[str], bool] = lambda page: True


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


_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+"
)
_SPACES = re.compile(r"[\t\u00a0\u2000-\u200a\u202f\u205f\u3000 ]+")


def invisible_edits(text: str) -> Iterator[Edit]:
    """Edits that take out characters without a shape: soft hyphens, zero-width and bidi marks, controls."""
    for match in _INVISIBLE.finditer(text):
        yield Edit(match.start(), match.end(), "", "characters without a shape")


def space_edits(text: str) -> Iterator[Edit]:
    """Edits that write any run of white space as one plain space."""
    for match in _SPACES.finditer(text):
        if match.group() != " ":
            yield Edit(match.start(), match.end(), " ", "white space")


_ALL = frozenset({"zh", "de", "en"})
_ZH = frozenset({"zh"})
STEPS = (
    Step("invisible", _ALL, invisible_edits),
    Step("spaces", _ALL, space_edits),
    Step("mojibake", _ALL, chinese.mojibake_edits),
    Step("pinyin-glosses", _ZH, chinese.gloss_edits),
    # A page with glosses was blown up by a machine; one that was written in traditional characters stays so.
    Step("script", _ZH, chinese.fold_edits, runs=chinese.has_glosses),
    Step("punctuation", _ZH, chinese.punctuation_edits),
)
# What happens to nearly every line and says nothing about the text is left out of the ledger.
_SILENT = frozenset({"spaces"})


def clean(lines: Sequence[Line], language: str, *, skip: frozenset[str] = frozenset()) -> Cleaned:
    """The paragraphs of a page in one language, cleaned and typed, with the ledger of what was done.

    skip names steps to leave out ("furniture" among them). The raw text is not needed: each line carries
    its map.
    """
    page = "\n".join(line.content.text for line in lines)
    steps = [step for step in STEPS if language in step.languages and step.name not in skip and step.runs(page)]
    ledger: list[LedgerEntry] = []
    kept: list[tuple[Line, MappedText]] = []
    for line in lines:
        content = _run_steps(line.content, steps, ledger).stripped()
        if len(content):
            kept.append((line, content))
            ledger.extend(_damage_entries(content))
    kinds = _kinds([line for line, _ in kept], [content for _, content in kept], language, ledger, skip)
    paragraphs = [Paragraph(content, kind) for (_, content), kind in zip(kept, kinds, strict=True)]
    return Cleaned(paragraphs, sorted(ledger, key=lambda entry: entry.raw))


def _run_steps(content: MappedText, steps: Sequence[Step], ledger: list[LedgerEntry]) -> MappedText:
    for step in steps:
        edits = list(step.edits(content.text))
        if step.name not in _SILENT:
            ledger.extend(_entries(step.name, content, edits))
        content = content.edited(edits)
    return content


def _entries(step: str, content: MappedText, edits: Sequence[Edit]) -> Iterator[LedgerEntry]:
    """One entry for each edit; neighbours that only fold characters are told together."""
    run: list[Edit] = []
    for edit in edits:
        if run and (edit.start != run[-1].end or edit.reason != run[-1].reason):
            yield _entry(step, content, run)
            run = []
        run.append(edit)
    if run:
        yield _entry(step, content, run)


def _entry(step: str, content: MappedText, run: Sequence[Edit]) -> LedgerEntry:
    start, end = run[0].start, run[-1].end
    after = "".join(edit.replacement for edit in run)
    return LedgerEntry(
        step, content.raw_span(start, end), content.text[start:end], after, run[0].reason, run[0].confidence
    )


def _damage_entries(content: MappedText) -> Iterator[LedgerEntry]:
    for match in chinese.damage(content.text):
        yield LedgerEntry(
            "damage",
            content.raw_span(match.start(), match.end()),
            match.group(),
            match.group(),
            "damaged by a wrong decoding and not repaired: read the place in the raw text",
            0.7,
        )


def _kinds(
    lines: Sequence[Line],
    contents: Sequence[MappedText],
    language: str,
    ledger: list[LedgerEntry],
    skip: frozenset[str],
) -> list[SegmentKind]:
    texts = [content.text for content in contents]
    found = [None] * len(texts) if "furniture" in skip else furniture.classify_lines(texts, language)
    reasons = [
        _by_markup(line, reason) if "furniture" not in skip else None
        for line, reason in zip(lines, found, strict=True)
    ]  # fmt: skip
    own = [i for i, reason in enumerate(reasons) if reason is None]
    kinds = []
    for i, reason in enumerate(reasons):
        if reason is not None:
            raw = contents[i].raw_span()
            ledger.append(LedgerEntry("furniture", raw, texts[i], None, reason.reason, reason.confidence))
            kinds.append(reason.kind)
        elif lines[i].kind == "heading" or furniture.is_heading(
            texts[i], language, is_first=i == own[0], is_last=i == own[-1] and len(own) > 1
        ):
            kinds.append(SegmentKind.HEADING)
        else:
            kinds.append(SegmentKind.TEXT)
    return kinds


def _by_markup(line: Line, found: furniture.Furniture | None) -> furniture.Furniture | None:
    if found is not None:
        return found
    if line.kind == "caption":
        return furniture.Furniture(SegmentKind.CAPTION, "caption in the page's markup", 0.95)
    if line.kind == "link":
        return furniture.Furniture(SegmentKind.BOILERPLATE, "a line of links", 0.8)
    if not line.is_main:
        return furniture.Furniture(SegmentKind.BOILERPLATE, "outside the main text that trafilatura finds", 0.7)
    return None
