"""What the cleaning page is made of: choosing a page and rows of it, the rows, what can be said of the open one."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from corpora.store import DocumentSummary, Pair, Store
from corpora.units import SegmentKind
from ui import kinds, markup, page_markup, page_view, state, widgets
from ui.page_view import Desk, PageView, Row, Show
from ui.state import Address, Key

if TYPE_CHECKING:
    from ui.steps import Progress

_MOST_PAIRS = 3  # that are named
_STYLE = Path(__file__).with_name("assets") / "page.css"


def style() -> None:
    """How the page looks, beyond what all pages have."""
    st.html(_STYLE)


# Choosing a page


def choose(documents: Sequence[DocumentSummary]) -> DocumentSummary | None:
    """The document in the address, or the only one; where there is none yet, None and a list to choose from."""
    wanted = state.address(Address.DOCUMENT)
    for document in documents:
        if document.id == wanted or len(documents) == 1:
            return document
    st.html(markup.heading("Pages, as they came and as they are now"))
    for document in widgets.page_of(documents):
        with st.container(horizontal=True, wrap=False, key=f"pair-{document.id}", gap="large"):
            st.html(page_markup.document(document))
            st.button("Open", key=f"document-{document.id}", on_click=state.open_document, args=(document.id,))
    return None


def title(document: DocumentSummary, is_only: bool) -> None:
    """A document by its title, with the way back to the others."""
    with st.container(horizontal=True, wrap=False, gap="large", key="title"):
        st.html(markup.document_title(document))
        if not is_only:
            st.button("All pages", type="tertiary", on_click=state.open_document, args=(None,))


def read(store: Store, summary: DocumentSummary) -> PageView:
    """A document's page, what people said of it included."""
    page = _read(store, str(state.project_path()), state.project_path().stat().st_ino, summary.id, summary.segments)
    return page_view.reclassified(page, store.reclassifications(summary.id))


@st.cache_resource(max_entries=2, show_spinner=False)
def _read(_store: Store, project: str, inode: int, document_id: str, segments: int) -> PageView:
    """A book takes a second to read. What people say of it is all that ever changes, and is not kept here."""
    return page_view.view(_store.document(document_id))


def near_duplicates(store: Store, summary: DocumentSummary, documents: Sequence[DocumentSummary]) -> list[str]:
    """Which other documents a document is nearly the same as, in words."""
    names = {document.id: document.name for document in documents}
    return [found.in_words(summary.name, names[found.other_id]) for found in store.near_duplicates(summary.id)]


# Choosing rows


def choose_rows(page: PageView) -> Desk | None:
    """The rows asked for, with the one in the address open, and the means to ask for others; None for no rows."""
    show = page_view.show_of(state.address(Address.SHOW))
    named = page_view.name_counts(page.rows)
    only = state.address(Address.ONLY)
    only = only if only in named else None
    counted = {choice: len(page_view.shown(page.rows, choice)) for choice in Show}
    rows = page_view.shown(page.rows, show, only)
    desk = page_view.desk(rows, state.number_in_address(Address.SEGMENT))
    st.session_state[Key.SHOW], st.session_state[Key.ONLY] = show, only
    st.session_state[Key.GO_TO_SEGMENT] = desk.row.position + 1 if desk else 1
    with st.container(horizontal=True, vertical_alignment="center", key="steps"):
        st.segmented_control(
            "Show",
            list(Show),
            format_func=lambda choice: f"{choice} {counted[choice]}",
            required=True,
            key=Key.SHOW,
            on_change=_choose,
            label_visibility="collapsed",
        )
        st.selectbox(
            "Kind or step",
            sorted(named),
            index=None,
            format_func=lambda name: f"{name} {named[name]}",
            placeholder="of any kind, by any step",
            key=Key.ONLY,
            on_change=_choose,
            label_visibility="collapsed",
            width=240,
        )
        st.space("stretch")
        st.html(markup.plain("Go to segment", "dz-small", "dz-quiet"), width="content")
        st.number_input(
            "Go to segment",
            min_value=1,
            max_value=max(1, len(page.rows)),
            step=1,
            key=Key.GO_TO_SEGMENT,
            on_change=lambda: state.open_segment(int(st.session_state[Key.GO_TO_SEGMENT]) - 1),
            label_visibility="collapsed",
            width=110,
        )
    return desk


def _choose() -> None:
    state.close_forms()
    state.put_in_address(Address.SHOW, st.session_state[Key.SHOW])
    if only := st.session_state[Key.ONLY]:
        state.put_in_address(Address.ONLY, only)
    else:
        st.query_params.pop(Address.ONLY, None)


# Rows


def rows(desk: Desk, page: PageView) -> None:
    """The rows of a leaf, the open one with what was done to it, and the means to turn the leaf."""
    raw_text = page.document.raw_text
    paragraph = -1
    with st.container(key="rows", gap=None):
        for one in desk.on_leaf:
            goes_on, paragraph = one.segment.paragraph == paragraph, one.segment.paragraph
            if one is desk.row:
                _open_row(one, page, raw_text, goes_on)
            else:
                _row(one, page, raw_text, goes_on)
    if desk.leaves > 1:
        key = f"{Key.LEAF}-{desk.leaf}"  # which leaf is open follows from the open row, and no widget may remember it
        st.pagination(
            desk.leaves,
            default=desk.leaf,
            key=key,
            on_change=lambda: state.open_segment(desk.first_of(int(st.session_state[key]))),
        )
    widgets.attend(f"{desk.row.position} {st.session_state.get(Key.CLASSIFYING)}")


def _open_row(row: Row, page: PageView, raw_text: str, goes_on: bool) -> None:
    with st.container(key="open", gap="xsmall"):
        _row(row, page, raw_text, goes_on, is_open=True)
        if state.is_under_way(Key.CLASSIFYING, row.position):
            _kind_form(row, page.document.id)
        st.html(page_markup.details(row, page.document, raw_text))


def _row(row: Row, page: PageView, raw_text: str, goes_on: bool, is_open: bool = False) -> None:
    """A row, its number a button that opens it; goes_on says that its paragraph began in the row before."""
    with st.container(horizontal=True, wrap=False, key=f"{'on' if goes_on else 'row'}-{row.position}"):
        widgets.opener(row.position, f"open-row-{row.position}", state.open_segment, row.position, is_open)
        st.html(page_markup.row(row, page.document, raw_text))


def _kind_form(row: Row, document_id: str) -> None:
    """Which kind a segment is; choosing one says so."""
    with st.container(key="form", horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "What this segment is",
            [kind for kind in SegmentKind if kind is not row.segment.kind],
            index=None,
            placeholder="type or choose",
            key=Key.KIND,
            on_change=kinds.reclassify,
            args=(document_id, row.position),
            width=260,
        )
        st.button("Cancel", shortcut="Esc", on_click=state.close_forms)


def actions(desk: Desk, document_id: str, pairs: Sequence[Pair]) -> None:
    """What can be said of the open segment, always at the same place and each by its key.

    Buttons are named for the segment and ask whether that is open; `ui.widgets.actions` says why.
    """
    row, position = desk.row, desk.row.position
    opened = (document_id, position)
    state.draw_for(opened)
    is_busy = state.is_under_way(Key.CLASSIFYING, position)
    machine_kind = row.said.machine_kind if row.said and row.is_reclassified else None
    is_undoable = kinds.is_undoable(document_id) or machine_kind is not None

    def action(
        label: str, key: str, does: Callable[..., None], *args: object, able: bool = True, strong: bool = False
    ) -> bool:
        return st.button(
            label,
            shortcut=key,
            key=f"{label.lower()}-row-{position}",
            on_click=state.if_open,
            args=(opened, does, *args),
            disabled=is_busy or not able,
            type="primary" if strong else "secondary",
        )

    with st.bottom, st.container(horizontal=True, horizontal_alignment="center", key="actions"):
        action("Restore", "A", kinds.restore, document_id, position, able=row.is_aside, strong=True)
        action("Change kind" if row.is_aside else "Set aside", "S", state.start, Key.CLASSIFYING, position)
        action("Undo", "Z", kinds.undo, document_id, position, machine_kind, able=is_undoable)
        action("Previous", "K", state.open_segment, desk.previous, able=desk.previous is not None)
        action("Next", "J", state.open_segment, desk.next, able=desk.next is not None)
        aligned = _pair_of(pairs, document_id)
        if action("Review", "B", state.close_forms, able=aligned is not None and not row.is_aside) and aligned:
            _review(aligned, document_id, position)


def _pair_of(pairs: Sequence[Pair], document_id: str) -> Pair | None:
    """The aligned pair that a document is reviewed in: the one in the address, or else the first."""
    aligned = [p for p in pairs if p.alignment_id is not None and document_id in (p.source_id, p.target_id)]
    wanted = state.number_in_address(Address.PAIR)
    return next((pair for pair in aligned if pair.id == wanted), aligned[0] if aligned else None)


def _review(pair: Pair, document_id: str, position: int) -> None:
    """Go to the bead that has a segment."""
    with state.open_project() as store:
        units = store.units(pair.id)
        sides = ((u.bead_id, u.bead.source if document_id == pair.source_id else u.bead.target) for u in units)
        bead_id = next((bead_id for bead_id, side in sides if position in side), None)
    address = {str(Address.PAIR): str(pair.id)} | ({} if bead_id is None else {str(Address.BEAD): str(bead_id)})
    st.switch_page("app_pages/review.py", query_params=address)


# Aligning again


def align_again(pairs: Sequence[Pair], document_id: str, documents: Sequence[DocumentSummary]) -> None:
    """Which pairs of a document are not aligned as its segments are now, and the means to align them."""
    waiting = [p for p in pairs if p.alignment_id is None and document_id in (p.source_id, p.target_id)]
    if not waiting:
        return
    by_id = {document.id: document for document in documents}
    names = ", ".join(widgets.pair_label(pair, by_id) for pair in waiting[:_MOST_PAIRS])
    names += f" and {len(waiting) - _MOST_PAIRS} more" if len(waiting) > _MOST_PAIRS else ""
    with st.container(horizontal=True, vertical_alignment="center", key="waiting"):
        words = f"Not aligned as the page is now: {names}. To do so, run “duizhao align”, or"
        st.html(markup.plain(words, "dz-small"), width="content")
        if st.button("Align again", shortcut="G"):
            with state.open_project() as store:
                widgets.follow(_aligning(store, waiting))
            st.rerun()


def _aligning(store: Store, pairs: Sequence[Pair]) -> "Iterator[Progress]":
    from ui import jobs, scoring_jobs  # heavy: bring the aligner with it

    sides = jobs.Sides(store, state.encoder())
    yield from jobs.align_pairs(store, sides, pairs)
    yield from scoring_jobs.score_project(store, sides.encoder)
