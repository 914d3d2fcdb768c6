"""Bring files into the project: read, pair, align, and draft them."""

import streamlit as st

from corpora.errors import WorkbenchError
from corpora.reading.archives import SUFFIXES
from ui import markup, state, widgets

st.html(markup.heading("Add texts"))
st.text("Articles and their translations: text, HTML, Markdown, Word, e-books, PDF, subtitles, or a zip of them.")
files = st.file_uploader(
    "Files",
    sorted(suffix.removeprefix(".") for suffix in SUFFIXES | {".zip"}),
    accept_multiple_files=True,
    key=state.Key.FILES,
    label_visibility="collapsed",
)
language = widgets.choose_language()
with_drafts = st.checkbox("Draft translations too", key=state.Key.WITH_DRAFTS, help="Takes some seconds a sentence.")

is_idle = not files and not state.project_path().exists()
if st.button("Add and align" if files or is_idle else "Align what is there", type="primary", disabled=is_idle):
    with st.status("Working…", expanded=True) as status, state.open_project(create=True) as store:
        try:
            widgets.follow(widgets.stages(store, files, language, with_drafts))
        except WorkbenchError as error:
            status.update(label="This did not work", state="error", expanded=True)
            state.show_error(str(error))
        else:
            status.update(label="Done", state="complete")
    st.page_link("app_pages/overview.py", label="Go to the overview")
    st.page_link("app_pages/review.py", label="Review")
