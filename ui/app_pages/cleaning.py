"""See a page as it came and what was made of it; set segments aside and restore them."""

import streamlit as st

from ui import page_markup, page_widgets, state

page_widgets.style()
with state.open_project() as store:
    if not (documents := store.documents()):
        st.info("There are no pages yet. Add a text on the Add page.")
        st.stop()
    if (summary := page_widgets.choose(documents)) is None:
        st.stop()
    page, pairs = page_widgets.read(store, summary), store.pairs()
    others = page_widgets.near_duplicates(store, summary, documents)

page_widgets.title(summary, is_only=len(documents) == 1)
st.html(page_markup.facts(page))
if notes := page_markup.notes(page, others):
    st.html(notes)
st.html(page_markup.sums(page))

desk = page_widgets.choose_rows(page)
page_widgets.align_again(pairs, summary.id, documents)
state.show_outcome()
if desk is None:
    st.text("No segment is such.")
    st.stop()

page_widgets.rows(desk, page)
page_widgets.actions(desk, summary.id, pairs)
