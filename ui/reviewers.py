"""Who works here, as far as the machine knows: what people decide is signed with it."""

import getpass
import os

REVIEWER_VARIABLE = "DUIZHAO_REVIEWER"


def default_reviewer() -> str:
    """The name in the environment variable, else the user's of the machine."""
    try:
        return os.environ.get(REVIEWER_VARIABLE) or getpass.getuser()
    except (KeyError, OSError):  # a container without a user for this number
        return "reviewer"
