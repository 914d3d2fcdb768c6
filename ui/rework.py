"""What the review page does when a reviewer changes beads: they hold, what lies around them heals, and it is told.

Callbacks; they load the aligner when the first bead is changed.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from corpora.errors import ProjectError, WorkbenchError
from corpora.store import Pair, open_store
from corpora.units import Action, Bead, Verdict
from ui import reviewing, state
from ui.state import Address, Key

if TYPE_CHECKING:
    from align.features import BitextFeatures
    from ui.healing import Bench, Healed
    from ui.jobs import Sides

_MOST_TOLD = 8  # beads whose numbers are told


def hold(pair: Pair, beads: Sequence[Bead], reason: str | None = None) -> None:
    """Accept beads that the reviewer made, align again what lies around them, and go on to the next open bead.

    pair is as it was drawn: where its beads are others by now, nothing is done but said.
    """
    from ui import healing

    with _bench(pair.id) as bench:
        if bench.pair.alignment_id != pair.alignment_id:
            raise ProjectError("the beads of this pair changed while you were reading; look again, then decide")
        _go_on(healing.hold(bench, beads, state.reviewer(), reason), "Done")


def realign(pair_id: int, bead_id: int) -> None:
    """Align again what lies around a bead, between what was accepted."""
    from ui import healing

    with _bench(pair_id) as bench:
        (bead,) = bench.store.beads([bead_id])
        found = healing.heal(bench, [bead])
        _tell("Aligned again", found)
        _open_place(bead, found)


def undo(pair_id: int) -> None:
    """Take back what the reviewer did last in a pair, whenever that was, and open the bead it was about."""
    _take_back(pair_id, Action.UNDO)


def redo(pair_id: int) -> None:
    """Do again what the reviewer undid last in a pair, and open the bead it is about."""
    _take_back(pair_id, Action.REDO)


def _take_back(pair_id: int, action: Action) -> None:
    # What is last is asked now, not when the button was drawn: a quick hand has judged another one since.
    try:
        with open_store(state.project_path()) as store:
            can = store.gestures(pair_id, state.reviewer())
            gesture = can.undo if action is Action.UNDO else can.redo
            if gesture is None:
                return
            at = datetime.now(UTC)
            store.decide(*(Verdict(bead_id, action, state.reviewer(), at) for bead_id in gesture.bead_ids))
    except WorkbenchError as error:
        st.session_state[Key.TROUBLE] = str(error)
        return
    if gesture.action is not Action.ALIGN:
        state.open_bead(gesture.bead_ids[0])
        return
    from ui import healing

    with _bench(pair_id) as bench:
        beads = bench.store.beads(gesture.bead_ids)
        found = healing.heal(bench, beads, gesture.bead_ids)
        _tell("Taken back" if action is Action.UNDO else "Done again", found)
        _open_place(beads[0], found)


@contextmanager
def _bench(pair_id: int) -> "Iterator[Bench]":
    """A pair ready to be aligned again; what goes wrong is said by the next run."""
    from ui import jobs
    from ui.healing import Bench

    try:
        with open_store(state.project_path()) as store:
            pair = store.pair(pair_id)
            sides = jobs.Sides(store, state.encoder())
            kinds = tuple(len(store.reclassifications(id)) for id in (pair.source_id, pair.target_id))
            yield Bench(store, pair, sides, _bitext(str(state.project_path()), pair.id, kinds, sides, pair))
    except WorkbenchError as error:
        st.session_state[Key.TROUBLE] = str(error)


@st.cache_resource(show_spinner=False, max_entries=4)
def _bitext(
    project: str, pair_id: int, kinds_changed: tuple[int, ...], _sides: "Sides", _pair: Pair
) -> "BitextFeatures":
    """The two sides of a pair, made ready to be aligned again while the pair is on screen."""
    from align.search import read_bitext

    return read_bitext(_sides[_pair.source_id], _sides[_pair.target_id])


def _go_on(found: "Healed", what: str) -> None:
    _tell(what, found)
    step, order = state.address(Address.STEP), state.address(Address.ORDER)
    desk = reviewing.desk(found.units, found.spoken_of[-1], reviewing.step_of(step), reviewing.order_of(order))
    state.open_bead(desk.next_open if desk.next_open is not None else desk.unit.bead_id)


def _tell(what: str, found: "Healed") -> None:
    """Say which beads around changed, by the numbers they have on the page."""
    around = [str(unit.index + 1) for unit in found.units if unit.bead_id in found.changed]
    told = f"{len(around)} {'bead' if len(around) == 1 else 'beads'} around changed: {', '.join(around[:_MOST_TOLD])}"
    st.session_state[Key.SAID] = f"{what}. {told}" if around else f"{what}. Nothing else changed"


def _open_place(bead: Bead, found: "Healed") -> None:
    """Open a bead where it is, or else the first one that has a sentence of it now."""
    state.open_bead(next((unit.bead_id for unit in found.units if unit.bead.places & bead.places), None))


def sentences(pair: Pair) -> dict[str, list[str]]:
    """The segments of both documents of a pair, by "source" and "target"."""
    with open_store(state.project_path()) as store:
        return {
            side: [segment.text for segment in store.document(identity).segments]
            for side, identity in (("source", pair.source_id), ("target", pair.target_id))
        }
