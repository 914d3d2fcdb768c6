"""Which version of the program this is, for signatures and exported files."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def program_version() -> str:
    """The installed version, "0" in a checkout that was never installed."""
    try:
        return version("duizhao")
    except PackageNotFoundError:
        return "0"
