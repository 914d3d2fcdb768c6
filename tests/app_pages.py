"""The workbench's pages as tests open them, without a browser."""

from streamlit.testing.v1 import AppTest

from ui import serving


def show(page: str, **address: object) -> AppTest:
    """A page as it is after its first run, at an address."""
    at = AppTest.from_file(str(serving.APP), default_timeout=30).run()
    if page != "overview":  # where the workbench opens
        at.switch_page(f"app_pages/{page}.py")
    for name, value in address.items():
        at.query_params[name] = str(value)
    at.run()
    assert not at.exception
    return at
