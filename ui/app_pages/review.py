"""Judge the beads of a pair, one at a time, by keys."""

from functools import partial

import streamlit as st

from ui import markup, review_widgets, reviewing, state, widgets

with state.open_project() as store:
    pairs, documents = store.pairs(), widgets.summaries(store)
    if not pairs:
        st.info("There are no pairs to review yet. Add a text and its translation on the Add page.")
        st.stop()
    pair = widgets.choose_pair(pairs, documents)
    source, target = documents[pair.source_id], documents[pair.target_id]
    units, drafts = list(store.units(pair.id)), store.drafts(pair.source_id)
    memory = state.memory(store, source.language, target.language)
    events = store.event_counts(pair.id)
    seconds = reviewing.pace(store.verdict_times(state.reviewer()))
    can = store.gestures(pair.id, state.reviewer())

st.html(markup.pair_title(source, target))
if not units:
    st.info("This pair is not aligned yet. The Add page aligns what is waiting.")
    st.stop()

desk = reviewing.desk(
    units,
    state.number_in_address(state.Address.BEAD),
    reviewing.step_of(state.address(state.Address.STEP)),
    reviewing.order_of(state.address(state.Address.ORDER)),
)
state.put_in_address(state.Address.BEAD, desk.unit.bead_id)
state.see(desk.unit.bead_id, events.get(desk.unit.bead_id, 0))
counted = reviewing.tally(units)
left = reviewing.time_left(counted.total - counted.accepted - counted.rejected, seconds)
st.html(markup.tally(counted, left))
widgets.choose_step(units, desk)
state.show_outcome()

reasons = reviewing.reasons(units)
widgets.beads("before", desk.before, reasons)
made = reviewing.draft_texts(reviewing.latest_drafts(drafts), desk.unit.bead.source, last=target.language)
form = partial(review_widgets.form, desk, pair)
widgets.open_bead(desk, reasons, form, made, widgets.offers(memory, desk.unit))
widgets.beads("after", desk.after, reasons)
draft = next((one.text for one in made if one.language == target.language), "")
review_widgets.actions(desk, pair, can, draft)
