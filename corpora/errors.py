"""What can go wrong through no fault of the program, each with its one line for the user."""


class WorkbenchError(Exception):
    """A user's error: its message says where, what was expected, what was found, what to do."""


class UnreadableInput(WorkbenchError):
    """A file that cannot become a document: missing, a directory, empty, binary, or in no known encoding."""


class UnsupportedLanguage(WorkbenchError):
    """A language that the part asked for does not do."""


class ProjectError(WorkbenchError):
    """A project file that is none, is newer than this program, is locked, or lacks what was asked for."""


class ModelUnavailable(WorkbenchError):
    """A model name that is unknown, or a model that cannot be fetched or loaded here."""


class MalformedFile(WorkbenchError):
    """A file of ours or of a peer's (beads, bounds, tables) that breaks its format; names the line."""
