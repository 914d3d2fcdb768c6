"""Our few pieces of HTML.

Texts of documents pass through `html.escape` here, in `page_markup`, `memory_markup` and `linked_words`, nowhere else.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from corpora.languages import LANGUAGES
from corpora.store import DocumentSummary, Pair, ProjectStatus
from corpora.units import Finding, ReviewState, SegmentState, Span, TranslationUnit
from ui.linked_words import Words, html
from ui.reviewing import DraftRow, DraftText, Tally

_MOST_FINDINGS = 3


def text(words: str, language: str, inner: str | None = None) -> str:
    """A text to be read, in the face of its language and its own direction; inner is its HTML where that is made."""
    said = escape(words) if inner is None else inner
    return f'<div class="dz-text" lang="{tag(language)}" dir="auto">{said}</div>'


def name(words: str) -> str:
    """A name within a line of ours."""
    return f"<bdi>{escape(words)}</bdi>"


def title(document: DocumentSummary) -> str:
    """A document's title within a line of ours; its name where it has none."""
    return _in_its_face(document.title or document.name, document.language)


def _in_its_face(words: str, language: str) -> str:
    return f'<bdi class="dz-name" lang="{tag(language)}">{escape(words)}</bdi>'


def tag(language: str) -> str:
    """The language tag that chooses the face of a text."""
    return "zh-Hans" if language == "zh" else escape(language)  # cleaning folds all Chinese to simplified characters


def plain(words: str, *classes: str) -> str:
    """Words of ours, or a message that may quote a document."""
    return f'<div class="{" ".join(classes)}"><bdi>{escape(words)}</bdi></div>'


def counts(parts: Iterable[str], tag: str = "div") -> str:
    """Short facts in a row."""
    facts = "".join(f"<span>{escape(part)}</span>" for part in parts)
    return f'<{tag} class="dz-counts dz-small dz-quiet">{facts}</{tag}>'


def number(value: int | float) -> str:
    """A count with its thousands apart, a share to two places without its zero."""
    return f"{value:,}" if isinstance(value, int) else f"{value:.2f}".removeprefix("0")


def several(count: int, what: str) -> str:
    """A count of things: "1 pair", "2 pairs"."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


# The head of a pair


def pair_title(source: DocumentSummary, target: DocumentSummary) -> str:
    """Both titles, the source's first."""
    return f'<h1 class="dz-title">{_from_to(title(source), title(target))}</h1>'


def _from_to(source: str, target: str) -> str:
    return f'{source}<span class="dz-to">→</span>{target}'


_TENTHS = 10


def histogram(probabilities: Sequence[float]) -> str:
    """How sure the aligner was of the beads, in tenths; "" for none. Small counts are drawn higher than they are."""
    if not probabilities:
        return ""
    found = Counter(min(int(_TENTHS * probability), _TENTHS - 1) for probability in probabilities)
    most = max(found.values())
    # By the square root: nearly all beads are sure, and it is the few others that one wants to see.
    heights = (0 if not found[tenth] else max(4, round(100 * (found[tenth] / most) ** 0.5)) for tenth in range(_TENTHS))
    unsure = sum(found[tenth] for tenth in range(8))
    said = f"confidence 0 to 1: {several(unsure, 'bead')} below .8, {len(probabilities) - unsure:,} from there on"
    bars = "".join(f'<i style="height:{height}%"></i>' for height in heights)
    return f'<div class="dz-histogram" role="img" aria-label="{said}" title="{said}">{bars}</div>'


def tally(counted: Tally, left: str = "") -> str:
    """How far the review is, as a bar and in words; left is how long the rest will take."""
    judged = counted.accepted + counted.rejected
    parts = [f"{counted.linked} linked", f"{counted.omitted} omitted", f"{counted.added} added"]
    parts += [f"{counted.unsure} unsure", f"{counted.accepted} accepted"]
    parts += [f"{counted.rejected} rejected"] if counted.rejected else []
    drawn = bar([("dz-ink", counted.accepted), ("dz-half", counted.rejected), ("", counted.total - judged)])
    parts += [f"{judged} of {counted.total} judged", *([left] if left else [])]
    return f"{drawn}{counts(parts)}"


_SHADES = {
    SegmentState.LINKED: "dz-ink",
    SegmentState.OMITTED: "dz-gone",
    SegmentState.ADDED: "dz-gone",
    SegmentState.UNDECIDED: "dz-half",
}


def coverage(states: Mapping[SegmentState, int]) -> str:
    """Where the segments of a document stand, as a bar and in words; what is set aside comes last, and palest."""
    present = [(state, states[state]) for state in SegmentState if states.get(state)]
    present.sort(key=lambda entry: entry[0] not in _SHADES)
    drawn = bar([(_SHADES.get(state, ""), count) for state, count in present])
    return drawn + counts(f"{count} {state}" for state, count in present)


def bar(parts: Iterable[tuple[str, int]]) -> str:
    """A stacked bar; it says nothing that does not stand beside it in words, so readers by ear are spared it."""
    pieces = "".join(f'<i class="{shade}" style="flex:{count}"></i>' for shade, count in parts if count)
    return f'<div class="dz-bar" aria-hidden="true">{pieces}</div>'


# Beads


def bead(unit: TranslationUnit, reason: str = "", words: tuple[Words, Words] | None = None, spoken: str = "") -> str:
    """A bead: source, target, and in the margin how sure the aligner was and what was said of it.

    reason says in words why a side is blank, or that the bead stands out of order. With words, what was noticed is
    marked in the texts, and those that translate each other light up together. spoken is how its Chinese is read.
    """
    found = unit.quality.findings if unit.quality and words else ()
    ours, theirs = words or (Words(), Words())

    def side(written: str, language: str, its_words: Words, marks: list[Span]) -> str:
        below = plain(spoken, "dz-small", "dz-quiet", "dz-spoken") if spoken and language == "zh" else ""
        return text(written, language, html(written, its_words, marks)) + below

    marks = [span for one in found for span in one.source], [span for one in found for span in one.target]
    source = side(unit.source_text, unit.source_language, ours, marks[0]) if unit.bead.source else _blank(reason)
    target = side(unit.target_text, unit.target_language, theirs, marks[1]) if unit.bead.target else _blank(reason)
    margin = _margin(unit, "" if unit.bead.is_null else reason)
    return f'<div class="dz-bead"><div>{source}</div><div>{target}</div>{margin}</div>'


def _blank(reason: str) -> str:
    return f'<div class="dz-blank">{escape(reason)}</div>'


def _margin(unit: TranslationUnit, remark: str) -> str:
    shape = unit.bead.shape.replace("-", "–")
    sure = f'<span style="font-weight:{weight(unit.bead.probability)}">{number(float(unit.bead.probability))}</span>'
    said = "" if unit.state is ReviewState.OPEN else str(unit.state)
    said = "edited" if unit.edited else said
    state = f'<span class="dz-state">{said}</span>' if said else ""
    noted = '<span class="dz-state">noted</span>' if unit.note else ""
    noted += '<span class="dz-state dz-flagged">flagged</span>' if unit.flagged else ""
    placed = f'<span class="dz-state">{escape(remark)}</span>' if remark else ""
    return f'<div class="dz-margin">{sure}<span class="dz-shape">{shape}</span>{state}{noted}{placed}</div>'


def weight(probability: float) -> int:
    """How heavily a probability is printed: the less sure, the heavier."""
    return 800 if probability < 0.5 else 600 if probability < 0.8 else 400


def half(ours: Sequence[str], our_language: str, theirs: Sequence[str], their_language: str) -> str:
    """A bead that would be made: the sentences of both sides, a side without any said to be."""
    sides = ((ours, our_language), (theirs, their_language))
    shown = (
        f"<div>{''.join(text(one, code) for one in side) or _blank('no counterpart')}</div>" for side, code in sides
    )
    return f'<div class="dz-half-bead">{"".join(shown)}</div>'


def key(name: str) -> str:
    """A key of the keyboard."""
    return f"<kbd>{escape(name)}</kbd>"


def remarks(unit: TranslationUnit, why: str = "") -> str:
    """Why a bead is up, and what the quality score and the reviewers remarked on it; "" for nothing."""
    lines = [plain(why, "dz-small", "dz-quiet")] if why else []
    lines += [finding(found) for found in (unit.quality.findings if unit.quality else ())[:_MOST_FINDINGS]]
    if unit.quality:
        lines.append(plain(f"Quality {number(float(unit.quality.value))}", "dz-small", "dz-quiet"))
    if unit.note:
        lines.append(plain(f"Note: {unit.note}", "dz-small"))
    if unit.reviewer:
        done = "edited" if unit.edited else str(unit.state)
        lines.append(plain(f"{done.capitalize()} by {unit.reviewer}", "dz-small", "dz-quiet"))
    return f'<div class="dz-more">{"".join(lines)}</div>' if lines else ""


def finding(found: Finding) -> str:
    """What a guard or a score noticed, as its sentence."""
    return plain(found.message, "dz-finding", "dz-small")


def drafts(made: Sequence[DraftText]) -> str:
    """Drafts of the open bead, side by side."""
    return f'<div class="dz-more dz-drafts">{"".join(map(draft, made))}</div>'


def draft(made: DraftText) -> str:
    """A draft with who made it, its score and what was noticed about it."""
    parts = [f"{LANGUAGES[made.language].name} draft", made.system]
    parts += [] if made.score is None else [f"quality {number(made.score)}"]
    found = "".join(map(finding, made.findings[:_MOST_FINDINGS]))
    return f'<div class="dz-draft">{counts(parts)}{text(made.text, made.language)}{found}</div>'


def draft_row(row: DraftRow, language: str, below: Mapping[str, str]) -> str:
    """A source segment and its drafts; below is HTML that goes below the draft in a language."""
    columns = "".join(f"<div>{draft(made)}{below.get(made.language, '')}</div>" for made in row.drafts) or plain(
        "No draft yet", "dz-small", "dz-quiet"
    )
    return f'<div class="dz-three"><div>{text(row.text, language)}</div>{columns}</div>'


# Tables


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells have to be HTML already."""
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    titles = "".join(f"<th>{escape(words)}</th>" for words in head)
    return f'<table class="dz-table"><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>'


def heading(words: str) -> str:
    """The heading of a page."""
    return f'<h1 class="dz-title">{escape(words)}</h1>'


def section(words: str) -> str:
    """The heading of a part of a page."""
    return f'<h2 class="dz-section">{escape(words)}</h2>'


def project_title(project: str, status: ProjectStatus) -> str:
    """The project by its file, and what it holds."""
    judged = sum(count for state, count in status.verdicts.items() if state is not ReviewState.OPEN)
    parts = [
        several(sum(status.documents.values()), "document"),
        several(status.pairs, "pair"),
        several(sum(status.beads.values()), "bead"),
        f"{judged} judged",
        several(sum(status.drafts.values()), "draft"),
    ]
    return f'<h1 class="dz-title">{name(project)}</h1>{counts(parts)}'


def document_title(document: DocumentSummary) -> str:
    """A document by its title."""
    return f'<h1 class="dz-title">{title(document)}</h1>'


def pair(of: Pair, documents: Mapping[str, DocumentSummary], states: Mapping[str, Mapping[SegmentState, int]]) -> str:
    """A pair: its titles and names, how sure the pairing is, and where the segments of both sides stand."""
    source, target = documents[of.source_id], documents[of.target_id]
    how = "named by hand" if of.origin == "named" else f"found, probability {number(float(of.probability))}"
    bars = "".join(
        f"<div>{counts([side.language])}<div>{coverage(states[side.id])}</div></div>" for side in (source, target)
    )
    return (
        f'<div class="dz-pair"><div class="dz-pair-title">{_from_to(title(source), title(target))}</div>'
        f'<div class="dz-small dz-quiet">{name(source.name)} → {name(target.name)}, {how}</div>'
        f'<div class="dz-sides">{bars}</div></div>'
    )


def standing(states: Mapping[ReviewState, int], probabilities: Sequence[float] = (), left: str = "") -> str:
    """How many beads are in which review state, how sure the aligner was of them, and how long the open ones take."""
    lines = [f"{states[state]:,} {state}" for state in ReviewState if states.get(state)] + ([left] if left else [])
    said = "<br>".join(lines) or "not aligned yet"
    return f'{histogram(probabilities)}<div class="dz-small dz-quiet dz-standing">{said}</div>'


def documents(summaries: Iterable[DocumentSummary]) -> str:
    """The documents of a project, as a table."""
    return table(("Name", "Title", "Language", "Segments", "Set aside"), map(_document_row, summaries))


def _document_row(summary: DocumentSummary) -> list[str]:
    language, aside = language_name(summary.language, summary.script), set_aside(summary)
    return [name(summary.name), title(summary), escape(language), number(summary.segments), escape(aside)]


def language_name(code: str, script: str | None) -> str:
    """A language in words, with its script where it has two: "Chinese, traditional"."""
    return LANGUAGES[code].name + (f", {_SCRIPTS[script]}" if script else "")


_SCRIPTS = {"Hans": "simplified", "Hant": "traditional"}


def set_aside(summary: DocumentSummary) -> str:
    """How much of which kind is set aside of a document, in words."""
    return ", ".join(f"{count} {kind}" for kind, count in summary.set_aside.most_common()) or "nothing"


def names(summaries: Iterable[DocumentSummary]) -> str:
    """Documents by name and title."""
    rows = ([name(summary.name), title(summary)] for summary in summaries)
    return table(("Name", "Title"), rows)


def draft_counts(status: ProjectStatus) -> str:
    """How many drafts each system made."""
    rows = (
        [LANGUAGES[language].name, name(system), name(licence), number(count)]
        for (language, system, licence), count in status.drafts_by_name.items()
    )
    return table(("Language", "System", "Licence", "Drafts"), rows)
