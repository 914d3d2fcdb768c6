"""What the project holds, and what is left to judge."""

import streamlit as st

from ui import markup, reviewing, state, widgets

with state.open_project() as store:
    documents, pairs, status = widgets.summaries(store), store.pairs(), store.status()
    seconds = reviewing.pace(store.verdict_times(state.reviewer()))

st.html(markup.project_title(state.project_path().name, status))
if not documents:
    st.info("The project is empty. Add texts on the Add page, or with `duizhao add FILE…`.")
    st.stop()

st.html(markup.section("Pairs"))
shown = widgets.page_of(pairs)
with state.open_project() as store:
    for pair in shown:
        counts, sure = store.verdict_counts(pair.id), store.probabilities(pair.id)
        widgets.pair(pair, documents, store.coverage(pair.id), counts, sure, seconds)
if not pairs:
    st.text("No document was found to translate another one.")

translated = {document_id for pair in pairs for document_id in (pair.source_id, pair.target_id)}
if alone := [document for document in documents.values() if document.id not in translated]:
    st.html(markup.section("Without a translation"))
    st.html(markup.names(alone))

st.html(markup.section("Documents"))
st.html(markup.documents(documents.values()))
if status.drafts:
    st.html(markup.section("Drafts"))
    st.html(markup.draft_counts(status))
