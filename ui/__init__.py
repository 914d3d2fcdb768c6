"""The two faces of the workbench: the command line and the Streamlit pages."""
