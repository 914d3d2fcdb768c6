"""What the pages are made of: each function draws one thing, and says what was chosen."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import streamlit as st

from corpora.formats import FORMATS, export
from corpora.languages import CORE_LANGUAGES, LANGUAGES
from corpora.store import DocumentSummary, Pair, Store
from corpora.units import ReviewState, SegmentState, TranslationUnit
from ui import markup, memory_markup, reviewing, state
from ui.linked_words import Words, grouped
from ui.reviewing import Desk, Order, Step
from ui.state import Address, Key

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from corpora.memory import Memory
    from ui.memory import Offer
    from ui.steps import Progress

T = TypeVar("T")

_ATTENTION = Path(__file__).with_name("assets") / "attention.js"
_ROWS = 20  # segments a page of drafts
_OFFERED = 3  # matches of the translation memory


# Choosing


def pair_label(pair: Pair, documents: dict[str, DocumentSummary]) -> str:
    """A pair by the names of its documents."""
    return f"{documents[pair.source_id].name} → {documents[pair.target_id].name}"


def choose_pair(pairs: Sequence[Pair], documents: dict[str, DocumentSummary]) -> Pair:
    """The pair in the address, or else the first; where there are several, a select box to go to another."""
    places = {pair.id: place for place, pair in enumerate(pairs)}
    place = places.get(state.number_in_address(Address.PAIR) or 0, 0)
    state.put_in_address(Address.PAIR, pairs[place].id)
    if len(pairs) > 1:
        labels = [pair_label(pair, documents) for pair in pairs]
        st.session_state[Key.PAIR] = place
        st.selectbox(
            "Pair",
            range(len(pairs)),
            format_func=lambda place: labels[place],
            key=Key.PAIR,
            on_change=lambda: state.open_pair(pairs[st.session_state[Key.PAIR]].id),
            label_visibility="collapsed",
        )
    return pairs[place]


def choose_step(units: Sequence[TranslationUnit], desk: Desk) -> None:
    """Which beads to step through, and a number to go to."""
    counted = {step: reviewing.belonging(units, step) for step in Step}
    st.session_state[Key.STEP] = desk.step
    st.session_state[Key.GO_TO] = desk.at + 1
    with st.container(horizontal=True, vertical_alignment="center", key="steps"):
        st.html(markup.plain("Step through", "dz-small", "dz-quiet"), width="content")
        st.segmented_control(
            "Step through",
            list(Step),
            format_func=lambda step: f"{step} {counted[step]}",
            required=True,
            key=Key.STEP,
            on_change=_change_step,
            args=(desk,),
            label_visibility="collapsed",
        )
        st.session_state[Key.ORDER] = desk.order
        st.selectbox(
            "Order",
            list(Order),
            key=Key.ORDER,
            on_change=_change_order,
            args=(units,),
            label_visibility="collapsed",
            width=180,
        )
        st.space("stretch")
        st.html(markup.plain("Go to bead", "dz-small", "dz-quiet"), width="content")
        st.number_input(
            "Go to bead",
            min_value=1,
            max_value=len(units),
            step=1,
            key=Key.GO_TO,
            on_change=lambda: state.open_bead(units[int(st.session_state[Key.GO_TO]) - 1].bead_id),
            label_visibility="collapsed",
            width=110,
        )


def _change_step(desk: Desk) -> None:
    step = reviewing.step_of(st.session_state[Key.STEP])
    state.put_in_address(Address.STEP, step)
    state.open_bead(desk.stepping(step))


def _change_order(units: Sequence[TranslationUnit]) -> None:
    order = reviewing.order_of(st.session_state[Key.ORDER])
    state.put_in_address(Address.ORDER, order)
    if order is Order.RISK:  # the queue begins with the riskiest
        state.open_bead(reviewing.desk(units, None, reviewing.step_of(state.address(Address.STEP)), order).unit.bead_id)


# Beads


Reasons = dict[int, str]  # why a side of a null bead is blank, by bead id


def beads(name: str, units: Iterable[TranslationUnit], reasons: Reasons) -> None:
    """Beads around the open one, each to be opened by its number."""
    with st.container(key=name, gap=None), st.container(gap=None):
        for unit in units:
            bead(unit, reasons)


def opener(index: int, key: str, opens: Callable[[int], None], identity: int, is_open: bool) -> None:
    """A button that is a place's number and opens it; index is 0-based."""
    st.button(f"{index + 1}", type="tertiary", key=key, on_click=opens, args=(identity,), disabled=is_open)


def bead(unit: TranslationUnit, reasons: Reasons, is_open: bool = False) -> None:
    """A bead, its number a button that opens it; in the open one words can be pointed at."""
    words = _words(unit) if is_open else None
    spoken = _spoken(unit) if is_open and st.session_state.get(Key.AID) else ""
    with st.container(horizontal=True, wrap=False, key=f"bead-{unit.bead_id}"):
        opener(unit.index, f"open-{unit.bead_id}", state.open_bead, unit.bead_id, is_open)
        st.html(markup.bead(unit, reasons.get(unit.bead_id, ""), words, spoken))


def _words(unit: TranslationUnit) -> tuple[Words, Words]:
    """Which words of a bead translate which, if the encoder is loaded by now: the page does not wait for it."""
    encoder = state.encoder_if_ready()
    if encoder is None or unit.bead.is_null:
        return Words(), Words()
    from align.words import link_words

    return grouped(link_words(unit.source_text, unit.target_text, encoder))


def _spoken(unit: TranslationUnit) -> str:
    from corpora.pinyin import spoken

    sides = ((unit.source_text, unit.source_language), (unit.target_text, unit.target_language))
    return next((spoken(text) for text, language in sides if language == "zh"), "")


def open_bead(
    desk: Desk,
    reasons: Reasons,
    form: Callable[[], None],
    drafts: Sequence[reviewing.DraftText],
    offers: "Sequence[Offer]" = (),
) -> None:
    """The open bead: its texts, what was remarked on them, its drafts, what serves from the translation memory.

    form draws the form that is open on it.
    """
    unit = desk.unit
    opened = state.form_of(unit.bead_id)
    with st.container(key="open", gap="xsmall"):
        if opened is not Key.EDITING:
            bead(unit, reasons, is_open=True)
        form()
        why = reviewing.why_risky(unit) if desk.order is Order.RISK else ""
        if found := markup.remarks(unit, f"Here because {why}." if why else ""):
            st.html(found)
        if drafts:
            st.html(markup.drafts(drafts))
        if offers:
            st.html(memory_markup.beside(offers, unit.source_language, unit.target_language))
    attend(f"{unit.bead_id} {opened}")


def offers(memory: "Memory", unit: TranslationUnit) -> "Sequence[Offer]":
    """What the translation memory has for the source of a bead, but for the bead itself."""
    from ui.memory import offers

    if not (unit.bead.source and memory):
        return ()
    own = [lambda entry: entry.bead_id == unit.bead_id]
    vectors = state.encoder().encode([unit.source_text])
    return offers(memory, [unit.source_text], vectors, own, most=_OFFERED)[0]


def remembered(
    memories: "dict[str, Memory]", source: DocumentSummary, rows: Sequence[reviewing.DraftRow]
) -> list[dict[str, str]]:
    """What the translation memories have for segments of a document, but for themselves: HTML, by language."""
    from corpora.project_memory import is_of
    from ui.memory import offers

    made: list[dict[str, str]] = [{} for _ in rows]
    own = [partial(is_of, source.id, row.position) for row in rows]
    texts = [row.text for row in rows]
    filled = {code: memory for code, memory in memories.items() if memory}
    if not (filled and rows):
        return made
    vectors = state.encoder().encode(texts)
    for code, memory in filled.items():
        for below, best in zip(made, offers(memory, texts, vectors, own, most=1), strict=True):
            below[code] = memory_markup.below(best, source.language, code)
    return made


def attend(occasion: str) -> None:
    """Bring the open bead into sight and the cursor into its form, once an occasion."""
    script = _ATTENTION.read_text(encoding="utf-8")
    st.html(f"<script>// {occasion}\n{script}</script>", unsafe_allow_javascript=True)


# Documents and drafts


def summaries(store: Store) -> dict[str, DocumentSummary]:
    """The documents of a project by id."""
    return {summary.id: summary for summary in store.documents()}


def sources(store: Store) -> list[DocumentSummary]:
    """The documents that translate no other one, those without a translation first."""
    pairs = store.pairs()
    targets, translated = {pair.target_id for pair in pairs}, {pair.source_id for pair in pairs}
    return sorted((d for d in store.documents() if d.id not in targets), key=lambda d: d.id in translated)


def pair(
    of: Pair,
    documents: dict[str, DocumentSummary],
    states: dict[str, Counter[SegmentState]],
    counts: Counter[ReviewState],
    probabilities: Sequence[float],
    seconds: float,
) -> None:
    """A pair on the overview, with the way to its review; seconds is how long its reviewer takes for a verdict."""
    with st.container(horizontal=True, wrap=False, key=f"pair-{of.id}", gap="large"):
        st.html(markup.pair(of, documents, states))
        with st.container(width=150, horizontal_alignment="right", gap="xsmall"):
            if st.button("Review", key=f"review-{of.id}", disabled=of.alignment_id is None):
                st.switch_page("app_pages/review.py", query_params={str(Address.PAIR): str(of.id)})
            left = reviewing.time_left(counts[ReviewState.OPEN], seconds)
            st.html(markup.standing(counts, probabilities, left))


def choose_document(documents: Sequence[DocumentSummary]) -> DocumentSummary:
    """One of some documents; without a choice to make, the only one."""
    if len(documents) == 1:
        return documents[0]
    place = st.selectbox(
        "Document",
        range(len(documents)),
        format_func=lambda place: f"{documents[place].name}: {documents[place].title}",
        key=Key.DOCUMENT,
        label_visibility="collapsed",
    )
    return documents[place]


def choose_flagged_first(flagged: int) -> bool:
    """Whether the drafts that something was noticed about come first."""
    return st.toggle(f"Flagged first ({flagged})", key=Key.FLAGGED_FIRST, disabled=not flagged)


def page_of(rows: Sequence[T]) -> Sequence[T]:
    """Some rows of many, with the means to turn the page where there is more than one."""
    pages = -(-len(rows) // _ROWS)
    page = st.pagination(pages, key=Key.PAGE) if pages > 1 else 1
    return rows[(page - 1) * _ROWS : page * _ROWS]


# Work and files


def choose_language() -> str | None:
    """The language of files to be added, None to have it found out."""
    return st.selectbox(
        "Language",
        [None, *CORE_LANGUAGES],
        format_func=lambda code: LANGUAGES[code].name if code else "Find out",
        key=Key.LANGUAGE,
        width=240,
    )


def stages(
    store: Store, uploads: Sequence["UploadedFile"], language: str | None, with_drafts: bool
) -> "Iterator[Progress]":
    """The stages from files to scores; files that are there and pairs that are aligned are left as they are."""
    from corpora.reading.archives import unpacked
    from mt.translators import DEFAULT_TRANSLATOR
    from ui import drafting_jobs, jobs, loading, scoring_jobs  # heavy: brings the aligner with it

    single_first = sorted(uploads, key=lambda upload: upload.name.lower().endswith(".zip"))
    files = (source for upload in single_first for source in unpacked(upload.name, upload.getvalue()))
    yield from jobs.add_documents(store, files, language, total=len(uploads))
    sides = jobs.Sides(store, state.encoder())
    yield from jobs.find_pairs(store, sides)
    yield from jobs.align_pairs(store, sides)
    if with_drafts:
        loaded = state.translators()
        if DEFAULT_TRANSLATOR not in loaded:
            loaded[DEFAULT_TRANSLATOR] = yield from loading.load(DEFAULT_TRANSLATOR)
        yield from drafting_jobs.draft_documents(store, translator=loaded[DEFAULT_TRANSLATOR])
    yield from scoring_jobs.score_project(store, sides.encoder)


def follow(job: "Iterator[Progress]") -> None:
    """Do a job, showing how far it is; what it notes stays."""
    bar = st.progress(0.0, " ")
    for step in job:
        share = min(1.0, step.done / step.total) if step.total else 1.0
        bar.progress(share, f"{step.stage.capitalize()}: {step.done} of {step.total}")
        if step.note:
            st.text(step.note)
    bar.empty()


class ExportChoice(NamedTuple):
    """Which units to export, and into what."""

    format: str
    pair_id: int | None
    state: ReviewState | None
    min_confidence: float | None


def choose_export(pairs: Sequence[Pair], documents: dict[str, DocumentSummary]) -> ExportChoice:
    """A format and filters."""
    labels: dict[int | None, str] = {None: "All pairs"} | {pair.id: pair_label(pair, documents) for pair in pairs}
    left, middle, right = st.columns(3, gap="medium")
    format = left.selectbox("Format", list(FORMATS), format_func=lambda name: _FORMAT_NAMES[name], key=Key.FORMAT)
    pair_id = middle.selectbox("Pair", list(labels), format_func=lambda id: labels[id], key=Key.EXPORT_PAIR)
    said = right.selectbox("State", [None, *ReviewState], format_func=lambda one: one or "any", key=Key.EXPORT_STATE)
    least = st.slider("Least confidence of the aligner", 0.0, 1.0, 0.0, 0.05, key=Key.MIN_CONFIDENCE, width=420)
    return ExportChoice(format, pair_id, said, least or None)


_FORMAT_NAMES = {
    "tmx": "TMX, for translation memories",
    "tsv": "TSV, a table",
    "jsonl": "JSON lines, everything known",
    "beads": "Beads, positions alone",
}


class ExportedFile(NamedTuple):
    """A file to be downloaded, and how many units it holds."""

    units: int
    data: bytes


def exported(units: Iterable[TranslationUnit], format: str) -> ExportedFile:
    """The file that units become. Raises WorkbenchError."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"units.{format}"
        written = export(units, path, format)
        return ExportedFile(written, path.read_bytes())
