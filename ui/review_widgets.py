"""What can be done with the open bead: its buttons, each with its key, and the forms that some of them open."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from corpora.store import Gestures, Pair
from corpora.units import Action, Bead, TranslationUnit
from ui import editing, markup, rework, state
from ui.editing import Side
from ui.reviewing import Desk
from ui.state import Address, Key

# The keys, by what they do; Streamlit keeps C and R for itself, and hears no punctuation.
KEYS = {
    "Accept": "A", "Reject": "X", "Flag": "F", "Edit": "E", "From draft": "L", "Note": "T",
    "Undo": "Z", "Redo": "Shift+Z", "Previous": "K", "Next": "J",
    "Merge": "M", "Split": "S", "Boundary up": "U", "Boundary down": "D", "Source up": "Shift+U",
    "Source down": "Shift+D", "Null": "N", "Realign": "G", "Reading": "Y", "Page": "P", "Help": "H",
}  # fmt: skip

_SAID = {
    "Accept": "the two sides translate each other; it holds when the text is aligned again",
    "Reject": "they do not",
    "Flag": "to be looked at again, whatever else is said of it",
    "Edit": "write either side anew",
    "From draft": "write the translation anew, beginning with the draft",
    "Note": "a remark that stays with it",
    "Merge": "with the next one",
    "Split": "in two, in one of the ways that are shown",
    "Boundary up": "its last sentence of the translation to the next bead",
    "Boundary down": "the first sentence of the translation from the next bead",
    "Source up": "the same, of the source",
    "Source down": "the same, of the source",
    "Null": "its sentences have no counterpart, for a reason that you choose",
    "Realign": "what lies around it, between what was accepted",
    "Undo": "what you did last in this pair, today or before",
    "Redo": "what you undid last",
    "Reading": "how its Chinese is read, in pinyin; once more to hide it",
    "Page": "where it stands in its page",
}


def actions(desk: Desk, pair: Pair, can: Gestures, draft: str) -> None:
    """What can be done with the open bead, always at the same place and each by its key.

    draft is one in the language of the translation, "" for none.

    A button is named for its bead and asks whether that is open: a key pressed twice, or before the next bead
    is drawn whole, must not judge a bead that was not seen yet, nor one that was judged.
    """
    unit, bead_id = desk.unit, desk.unit.bead_id
    state.draw_for(bead_id)
    is_busy = state.form_of(bead_id) is not None

    def action(label: str, does: Callable[..., None], *args: object, able: bool = True, shown: str = "") -> None:
        st.button(
            shown or label,
            shortcut=KEYS[label],
            key=f"{label.lower().replace(' ', '-')}-{bead_id}",
            on_click=state.if_open,
            args=(bead_id, does, *args),
            disabled=is_busy or not able,
            type="primary" if label == "Accept" else "secondary",
        )

    def change(label: str, bead: Bead | None) -> None:
        action(label, rework.hold, pair, () if bead is None else (bead,), able=bead is not None)

    with st.bottom, st.container(key="actions", gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="center", key="verdicts"):
            action("Accept", state.judge, bead_id, Action.ACCEPT, desk.next_open)
            action("Reject", state.judge, bead_id, Action.REJECT, desk.next_open)
            action("Flag", state.flag, bead_id, not unit.flagged, shown="Unflag" if unit.flagged else "Flag")
            texts = bead_id, unit.source_text
            action("Edit", state.start_editing, *texts, unit.target_text, able=not unit.bead.is_null)
            action("From draft", state.start_editing, *texts, draft, able=bool(draft) and not unit.bead.is_null)
            action("Note", state.start, Key.NOTING, bead_id)
            action("Undo", rework.undo, pair.id, able=can.undo is not None)
            action("Redo", rework.redo, pair.id, able=can.redo is not None)
            action("Previous", state.open_bead, desk.previous, able=desk.previous is not None)
            action("Next", state.open_bead, desk.next, able=desk.next is not None)
        with st.container(horizontal=True, horizontal_alignment="center", key="changes"):
            change("Merge", editing.joined(desk))
            action("Split", state.start, Key.SPLITTING, bead_id, able=bool(editing.ways_to_split(unit)))
            change("Boundary up", editing.moved(desk, Side.TARGET, up=True))
            change("Boundary down", editing.moved(desk, Side.TARGET, up=False))
            change("Source up", editing.moved(desk, Side.SOURCE, up=True))
            change("Source down", editing.moved(desk, Side.SOURCE, up=False))
            action("Null", state.start, Key.NULLING, bead_id)
            action("Realign", rework.realign, pair.id, bead_id)
            st.button("Reading", shortcut=KEYS["Reading"], on_click=state.toggle_aid)
            if st.button("Page", shortcut=KEYS["Page"], key=f"page-{bead_id}", disabled=is_busy):
                _open_page(unit)
            if st.button("Help", shortcut=KEYS["Help"], key=f"help-{bead_id}", disabled=is_busy):
                show_help()


@st.dialog("Keys", width="medium")
def show_help() -> None:
    """Every key and what it does."""
    rows = ([markup.key(key), markup.plain(label), markup.plain(_SAID.get(label, ""))] for label, key in KEYS.items())
    st.html(markup.table(("Key", "Does", ""), rows))


def _open_page(unit: TranslationUnit) -> None:
    """Go to where a bead stands in its page: the source's, or the target's where it has no source."""
    side, positions = ("source", unit.bead.source) if unit.bead.source else ("target", unit.bead.target)
    address = {Address.DOCUMENT: unit.fields[f"{side}_document_id"], Address.SEGMENT: str(positions[0])}
    pair = {Address.PAIR: state.address(Address.PAIR) or ""}  # whose review is gone back to
    st.switch_page("app_pages/cleaning.py", query_params={str(name): value for name, value in (address | pair).items()})


# Forms


def form(desk: Desk, pair: Pair) -> None:
    """The form that is open on the open bead, if one is."""
    match state.form_of(desk.unit.bead_id):
        case Key.EDITING:
            edit_form(desk)
        case Key.NOTING:
            note_form(desk.unit)
        case Key.SPLITTING:
            split_form(desk.unit, pair)
        case Key.NULLING:
            null_form(desk.unit, pair)


def edit_form(desk: Desk) -> None:
    """Both texts in text areas; a form of their own, so that a key pressed in them is a letter."""
    unit = desk.unit
    with st.form("form", border=False, enter_to_submit=False), st.container(key="form"):
        left, right = st.columns(2, gap="medium")
        left.text_area("Source", key=Key.SOURCE_TEXT, height="content")
        right.text_area("Target", key=Key.TARGET_TEXT, height="content")
        with st.container(horizontal=True):
            st.form_submit_button(
                "Save and accept",
                type="primary",
                shortcut="Ctrl+Enter",
                on_click=state.if_open,
                args=(unit.bead_id, state.save_edit, unit.bead_id, unit.source_text, unit.target_text, desk.next_open),
            )
            st.form_submit_button("Cancel", shortcut="Esc", on_click=state.close_forms)


def note_form(unit: TranslationUnit) -> None:
    """A note on the open bead."""
    with st.form("form", border=False), st.container(key="form", horizontal=True, vertical_alignment="bottom"):
        st.text_input("Note", unit.note, key=Key.NOTE)
        st.form_submit_button(
            "Save note", type="primary", on_click=state.if_open, args=(unit.bead_id, state.save_note, unit.bead_id)
        )
        st.form_submit_button("Cancel", shortcut="Esc", on_click=state.close_forms)


def split_form(unit: TranslationUnit, pair: Pair) -> None:
    """The ways to split a bead, each with its number as its key."""
    texts = rework.sentences(pair)

    def show(half: Bead) -> str:
        ours, theirs = ([texts[side][position] for position in getattr(half, side)] for side in Side)
        return markup.half(ours, unit.source_language, theirs, unit.target_language)

    ways = editing.ways_to_split(unit)
    _choose(
        unit,
        "Split into",
        [(" | ".join(half.shape.replace("-", "–") for half in way), "".join(map(show, way))) for way in ways],
        [partial(rework.hold, pair, way) for way in ways],
    )


def null_form(unit: TranslationUnit, pair: Pair) -> None:
    """Why the sentences of a bead have no counterpart, each reason with its number as its key."""
    beads = tuple(editing.alone(unit))
    _choose(
        unit,
        "No counterpart, because",
        [(reason, "") for reason in editing.REASONS],
        [partial(rework.hold, pair, beads, reason) for reason in editing.REASONS],
    )


def _choose(
    unit: TranslationUnit, what: str, shown: Sequence[tuple[str, str]], does: Sequence[Callable[[], None]]
) -> None:
    """Some ways to go on, by number, as many as there are digits."""
    with st.container(key="form", gap="xsmall"):
        st.html(markup.plain(what, "dz-small", "dz-quiet"))
        for number, ((label, below), way) in enumerate(zip(shown[:9], does[:9], strict=True), 1):
            st.button(
                f"{number}  {label}",
                shortcut=str(number),
                key=f"choose-{number}-{unit.bead_id}",
                on_click=state.if_open,
                args=(unit.bead_id, way),
            )
            if below:
                st.html(below)
        st.button("Cancel", shortcut="Esc", key=f"cancel-{unit.bead_id}", on_click=state.close_forms)
