"""The workbench: its pages, and who is reviewing. Only navigates."""

from pathlib import Path

import streamlit as st

from ui import linked_words, state
from ui.reviewers import default_reviewer

PAGES = ("overview", "review", "drafts", "cleaning", "add", "export")

st.set_page_config(page_title="duizhao", layout="wide", initial_sidebar_state="collapsed")
st.html(Path(__file__).with_name("assets") / "reading.css")
st.html(f"<style>{linked_words.RULES}</style>")
page = st.navigation(
    [st.Page(f"app_pages/{name}.py", title=name.capitalize(), default=name == PAGES[0]) for name in PAGES],
    position="top",
)
st.sidebar.text_input("Reviewer", default_reviewer(), key=state.Key.REVIEWER, help="Verdicts are signed so.")
page.run()
