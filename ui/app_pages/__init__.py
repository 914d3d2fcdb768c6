"""The pages of the workbench: scripts that Streamlit runs, never imported."""
