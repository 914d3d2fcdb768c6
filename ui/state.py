"""Where the workbench stands: the project, the reviewer, the open bead. Alone names session keys.

Ids and choices are kept here and in the address of the page; the work is in the store, so that a reload
loses nothing.
"""

import os
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from corpora.errors import WorkbenchError
from corpora.store import Store, open_store
from corpora.units import Action, ReviewState, Verdict
from ui.reviewers import default_reviewer
from ui.serving import PROJECT_VARIABLE

if TYPE_CHECKING:
    from align.encoding import Encoder
    from corpora.memory import Memory
    from corpora.project_memory import ProjectMemory
    from mt.translators import Translator


class Key(StrEnum):
    """What a session remembers."""

    REVIEWER = "reviewer"
    SEEN = "seen"  # how many events each bead had that the page was drawn with, by its id
    AID = "aid"  # whether how Chinese is read is shown
    OPEN = "open"  # the bead or segment that the page was drawn for last; None once something was done with it
    EDITING = "editing"  # the bead whose text is being edited
    NOTING = "noting"  # the bead a note is being written on
    SPLITTING = "splitting"  # the bead that is to be split
    NULLING = "nulling"  # the bead whose sentences have no counterpart, while the reason is being chosen
    SAID = "said"  # what was done by a callback, to be told by the next run
    TROUBLE = "trouble"  # what went wrong in a callback, to be shown by the next run
    SOURCE_TEXT = "source_text"
    TARGET_TEXT = "target_text"
    NOTE = "note"
    STEP = "step_through"
    ORDER = "order_choice"
    GO_TO = "go_to"
    PAIR = "pair_choice"
    DOCUMENT = "document"
    FLAGGED_FIRST = "flagged_first"
    PAGE = "page"
    FILES = "files"
    LANGUAGE = "language"
    WITH_DRAFTS = "with_drafts"
    FORMAT = "format"
    EXPORT_PAIR = "export_pair"
    EXPORT_STATE = "export_state"
    MIN_CONFIDENCE = "min_confidence"
    CLASSIFYING = "classifying"  # the segment whose kind is being said
    KIND = "kind"
    RECLASSIFIED = "reclassified"  # segments whose kind was said in this session, latest last: what undo takes back
    SHOW = "show_rows"
    ONLY = "only_rows"
    GO_TO_SEGMENT = "go_to_segment"
    LEAF = "leaf"


class Address(StrEnum):
    """What the addresses of the review page and of the cleaning page name."""

    PAIR = "pair"
    BEAD = "bead"
    STEP = "step"
    ORDER = "order"
    DOCUMENT = "document"
    SEGMENT = "segment"
    SHOW = "show"
    ONLY = "only"


# The project


def project_path() -> Path:
    """The project that this server was started for."""
    return Path(os.environ.get(PROJECT_VARIABLE) or "duizhao.db")


@contextmanager
def open_project(*, create: bool = False) -> Iterator[Store]:
    """The project, open for one run of a page; what a user can do something about is shown as one line."""
    try:
        with open_store(project_path(), create=create) as store:
            yield store
    except WorkbenchError as error:
        show_error(str(error))
        if not (create or project_path().exists()):
            st.page_link("app_pages/add.py", label="Add texts, which makes the project")
        st.stop()


def show_error(message: str) -> None:
    """Show a message as it is: names of files in it are no Markdown."""
    st.error("".join("\\" + letter if letter in _MARKDOWN else letter for letter in message))


_MARKDOWN = frozenset("\\`*_{}[]()<>#+-.!|$~:&^=\"'")


# The reviewer


def reviewer() -> str:
    """Who reviews, as the sidebar has it."""
    return str(st.session_state.get(Key.REVIEWER, "")).strip() or default_reviewer()


# What is open


def draw_for(what: Hashable) -> None:
    """Say which bead or segment the page is being drawn for: what `if_open` goes by."""
    st.session_state[Key.OPEN] = what


def see(bead_id: int, events: int) -> None:
    """Say how many events a bead has that is being drawn: nobody may judge it by what was said before that."""
    st.session_state[Key.SEEN] = {bead_id: events}


def seen(bead_id: int) -> dict[int, int]:
    """How many events the bead had when it was drawn; nothing of one that was not."""
    events = st.session_state.get(Key.SEEN, {})
    return {bead_id: events[bead_id]} if bead_id in events else {}


def toggle_aid() -> None:
    """Show how Chinese is read, or show it no more."""
    st.session_state[Key.AID] = not st.session_state.get(Key.AID, False)


def if_open(what: Hashable, does: Callable[..., None], *args: object) -> None:
    """Call back for a bead or segment if it is the one drawn last and nothing was done with it since.

    Until a page is drawn whole, the buttons of the bead before are still there and hear the keys, too: one
    key then speaks of two beads, and a key pressed twice of one that was judged already.
    """
    if st.session_state.get(Key.OPEN) == what:
        st.session_state[Key.OPEN] = None
        does(*args)


# The open bead


def address(name: Address) -> str | None:
    """What the page's address says, None for nothing."""
    value = st.query_params.get(name)
    return value if isinstance(value, str) else None


def number_in_address(name: Address) -> int | None:
    """An id in the page's address, None where there is none; addresses are typed by hand, too."""
    value = address(name) or ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 18 else None


def put_in_address(name: Address, value: object) -> None:
    """Make the page's address say so, and leave it alone where it does already."""
    if st.query_params.get(name) != str(value):
        st.query_params[name] = str(value)


def open_bead(bead_id: int | None) -> None:
    """Open a bead, and close what was being written on another; None leaves the open one."""
    close_forms()
    if bead_id is not None:
        put_in_address(Address.BEAD, bead_id)


def open_pair(pair_id: int) -> None:
    """Go to a pair, where its first bead to judge will be opened."""
    close_forms()
    put_in_address(Address.PAIR, pair_id)
    st.query_params.pop(Address.BEAD, None)


def close_forms() -> None:
    """Leave whatever form is open."""
    for form in (*BEAD_FORMS, Key.CLASSIFYING):
        st.session_state[form] = None


BEAD_FORMS = (Key.EDITING, Key.NOTING, Key.SPLITTING, Key.NULLING)


def start(form: Key, of: int) -> None:
    """Open a form on a bead, or on the kind of a segment."""
    close_forms()
    st.session_state[form] = of


def start_editing(bead_id: int, source_text: str, target_text: str) -> None:
    """Begin to edit a bead, with these texts to begin with."""
    start(Key.EDITING, bead_id)
    st.session_state[Key.SOURCE_TEXT], st.session_state[Key.TARGET_TEXT] = source_text, target_text


def form_of(bead_id: int) -> Key | None:
    """The form that is open on a bead."""
    return next((form for form in BEAD_FORMS if is_under_way(form, bead_id)), None)


def is_under_way(form: Key, of: int) -> bool:
    """Whether a form is open on a bead or segment."""
    return st.session_state.get(form) == of


# The open page


def open_document(document_id: str | None) -> None:
    """Go to a document's page, at its beginning; None leads to the list of all."""
    close_forms()
    for name in (Address.SEGMENT, Address.SHOW, Address.ONLY, Address.DOCUMENT):
        st.query_params.pop(name, None)
    if document_id is not None:
        put_in_address(Address.DOCUMENT, document_id)


def open_segment(position: int | None) -> None:
    """Open a segment, and close what was being said of another; None leaves the open one."""
    close_forms()
    if position is not None:
        put_in_address(Address.SEGMENT, position)


# Verdicts


def decide(
    bead_id: int,
    action: Action,
    then: int | None = None,
    *,
    source_text: str | None = None,
    target_text: str | None = None,
    note: str | None = None,
) -> bool:
    """Whether a verdict could be stored, which opens the bead that comes next; if not, the next run says why."""
    verdict = Verdict(bead_id, action, reviewer(), datetime.now(UTC), source_text, target_text, note)
    try:
        with open_store(project_path()) as store:
            store.decide(verdict, seen=seen(bead_id))
    except WorkbenchError as error:
        st.session_state[Key.TROUBLE] = str(error)
        return False
    open_bead(then)
    return True


_SAID = {Action.ACCEPT: ReviewState.ACCEPTED, Action.REJECT: ReviewState.REJECTED}


def judge(bead_id: int, action: Action, then: int | None) -> None:
    """Accept or reject a bead and go on; said twice, as by a key held down, it is stored once."""
    try:
        with open_store(project_path()) as store:
            is_said = store.unit(bead_id).state is _SAID[action]
    except WorkbenchError as error:
        st.session_state[Key.TROUBLE] = str(error)
        return
    if is_said:
        open_bead(then)
    else:
        decide(bead_id, action, then)


def flag(bead_id: int, on: bool) -> None:
    """Flag a bead to be looked at again, or take the flag off; it stays open."""
    decide(bead_id, Action.FLAG if on else Action.UNFLAG)


def save_edit(bead_id: int, source_text: str, target_text: str, then: int | None) -> None:
    """Store the texts of the edit form, which accepts the bead; a side that was not changed stays as it was."""
    new_source = str(st.session_state.get(Key.SOURCE_TEXT, source_text)).strip()
    new_target = str(st.session_state.get(Key.TARGET_TEXT, target_text)).strip()
    if not (new_source and new_target):
        st.session_state[Key.TROUBLE] = "A side cannot be empty. To throw the bead away, cancel and reject it."
    elif (new_source, new_target) == (source_text, target_text):
        decide(bead_id, Action.ACCEPT, then)
    else:
        decide(
            bead_id,
            Action.EDIT,
            then,
            source_text=None if new_source == source_text else new_source,
            target_text=None if new_target == target_text else new_target,
        )


def save_note(bead_id: int) -> None:
    """Store the text of the note form; the bead stays open."""
    decide(bead_id, Action.NOTE, note=str(st.session_state.get(Key.NOTE, "")).strip())


def show_outcome() -> None:
    """Show what went wrong when a verdict was to be stored, or what else came of it; once."""
    if message := st.session_state.pop(Key.TROUBLE, None):
        show_error(message)
    if message := st.session_state.pop(Key.SAID, None):
        st.toast(message)


# Models, loaded once a server


def encoder() -> "Encoder":
    """The sentence encoder, waited for. Raises ModelUnavailable."""
    return _encoder_coming().result()


def encoder_if_ready() -> "Encoder | None":
    """The sentence encoder if it is loaded by now; asking has it loaded. The page need not wait for it."""
    coming = _encoder_coming()
    return coming.result() if coming.done() and coming.exception() is None else None


@st.cache_resource(show_spinner=False)
def _encoder_coming() -> "Future[Encoder]":
    def load() -> "Encoder":
        from align.encoding import load_encoder

        return load_encoder()

    return ThreadPoolExecutor(1).submit(load)


def memory(store: Store, source: str, target: str) -> "Memory":
    """What was accepted in the project so far, as translated from one language into another."""
    from corpora.memory import Memory

    if not store.memory_versions(source, target):
        return Memory((), source)  # without loading the encoder
    return _project_memory(str(project_path()), source, target).load(store)


@st.cache_resource(show_spinner=False, max_entries=8)
def _project_memory(project: str, source: str, target: str) -> "ProjectMemory":
    from ui.memory import project_memory

    return project_memory(source, target, encoder())


@st.cache_resource(show_spinner=False)
def translators() -> "dict[str, Translator]":
    """The translation models that were loaded so far, by name; whoever loads one shows how far it is."""
    return {}
