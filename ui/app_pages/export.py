"""Take units out of the project, as a file that other tools read."""

import streamlit as st

from corpora.errors import WorkbenchError
from ui import markup, state, widgets

st.html(markup.heading("Export"))
with state.open_project() as store:
    chosen = widgets.choose_export(store.pairs(), widgets.summaries(store))
    try:
        units = store.units(chosen.pair_id, state=chosen.state, min_confidence=chosen.min_confidence, with_origins=True)
        file = widgets.exported(units, chosen.format)
    except WorkbenchError as error:
        state.show_error(str(error))
        st.stop()

if not file.units:
    st.info("Nothing to export: no unit passes these filters.")
    st.stop()
st.download_button(
    f"Download {markup.several(file.units, 'unit')} as {chosen.format.upper()}",
    file.data,
    f"{state.project_path().stem}.{chosen.format}",
    type="primary",
    on_click="ignore",
)
