"""Read the machine's translations of a document, segment by segment."""

import streamlit as st

from ui import markup, reviewing, state, widgets

with state.open_project() as store:
    if not (sources := widgets.sources(store)):
        st.info("There is nothing to translate yet. Add a text on the Add page.")
        st.stop()
    source = widgets.choose_document(sources)
    segments, drafts = store.document(source.id).aligned_segments, store.drafts(source.id)
    latest = reviewing.latest_drafts(drafts)
    memories = {language: state.memory(store, source.language, language) for language in latest}

st.html(markup.document_title(source))
rows = [
    reviewing.DraftRow(segment.position, segment.text, tuple(reviewing.draft_texts(latest, [segment.position])))
    for segment in segments
]
if not drafts:
    st.info("This document has no drafts yet. The Add page drafts what is missing, and so does `duizhao draft`.")
    st.stop()

flagged_first = widgets.choose_flagged_first(sum(row.is_flagged for row in rows))
if flagged_first:
    rows.sort(key=lambda row: not row.is_flagged)
with st.container(key="rows"):
    shown = widgets.page_of(rows)
    for row, below in zip(shown, widgets.remembered(memories, source, shown), strict=True):
        st.html(markup.draft_row(row, source.language, below))
