"""What a person says segments are: set aside as something, restored, or taken back; each word is stored at once."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from corpora.errors import WorkbenchError
from corpora.store import Store, open_store
from corpora.units import SegmentKind
from ui import state
from ui.state import Key

T = TypeVar("T")

# What was said in this session, latest last: the document, the segment's position, and what the segment was before.
Said = list[tuple[str, int, str]]


def restore(document_id: str, position: int) -> None:
    """Say that a segment is the article's own."""
    _say(document_id, position, lambda store: store.restore(document_id, position, state.reviewer()))


def reclassify(document_id: str, position: int) -> None:
    """Say that a segment is of the kind that was chosen."""
    if kind := st.session_state.get(Key.KIND):
        _say(document_id, position, lambda s: s.reclassify(document_id, position, SegmentKind(kind), state.reviewer()))


def undo(document_id: str, position: int, machine_kind: SegmentKind | None) -> None:
    """Take back what was said last of this document, and open that segment.

    What an earlier session said of the open segment is taken back to machine_kind.
    """
    earlier = _said()
    last = next((i for i in reversed(range(len(earlier))) if earlier[i][0] == document_id), None)
    if last is not None:
        _, position, word = earlier.pop(last)
        kind = SegmentKind(word)
    elif machine_kind is not None:
        kind = machine_kind
    else:
        return
    if _change(lambda store: store.reclassify(document_id, position, kind, state.reviewer())) is not None:
        st.session_state[Key.RECLASSIFIED] = earlier
        state.open_segment(position)


def is_undoable(document_id: str) -> bool:
    """Whether this session said something of a document that can be taken back."""
    return any(document == document_id for document, _, _ in _said())


def _said() -> Said:
    return list(st.session_state.get(Key.RECLASSIFIED, []))


def _say(document_id: str, position: int, change: Callable[[Store], bool]) -> None:
    """Store a word, and remember what the segment was before."""

    def change_and_ask(store: Store) -> SegmentKind | None:
        if not change(store):
            return None
        *before, latest = [said for said in store.reclassifications(document_id) if said.position == position]
        return before[-1].kind if before else latest.machine_kind

    before = _change(change_and_ask)
    if before is not None:
        st.session_state[Key.RECLASSIFIED] = [*_said(), (document_id, position, str(before))]
    state.close_forms()


def _change(change: Callable[[Store], T]) -> T | None:
    """What a change of the store gives back; None where it could not be made, and the next run says why."""
    try:
        with open_store(state.project_path()) as store:
            return change(store)
    except WorkbenchError as error:
        st.session_state[Key.TROUBLE] = str(error)
        return None
