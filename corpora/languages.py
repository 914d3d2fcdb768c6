"""The one table of languages: BCP 47 codes, names, how their sentences are joined and cut."""

from typing import NamedTuple

from corpora.errors import UnsupportedLanguage


class Language(NamedTuple):
    """A language the workbench knows. is_core: whether documents in it can be added and drafted."""

    code: str
    name: str
    joiner: str = " "
    is_core: bool = False


LANGUAGES = {
    language.code: language
    for language in (
        Language("zh", "Chinese", joiner="", is_core=True),
        Language("de", "German", is_core=True),
        Language("en", "English", is_core=True),
        # Covered by the embedded encoder: these can be segmented and aligned, not drafted.
        Language("ar", "Arabic"),
        Language("es", "Spanish"),
        Language("fr", "French"),
        Language("it", "Italian"),
        Language("ja", "Japanese", joiner=""),
        Language("ko", "Korean"),
        Language("nl", "Dutch"),
        Language("pl", "Polish"),
        Language("pt", "Portuguese"),
        Language("ru", "Russian"),
        Language("th", "Thai"),  # sentences stand apart by spaces; words do not
        Language("tr", "Turkish"),
    )
}
CORE_LANGUAGES = tuple(code for code, language in LANGUAGES.items() if language.is_core)


def language(code: str) -> Language:
    """The language of a code ("zh", "zh-Hant", "DE" are all understood by their first subtag).

    Raises UnsupportedLanguage for a code that is not in the table.
    """
    found = LANGUAGES.get(code.replace("_", "-").split("-")[0].lower())
    if found is None:
        raise UnsupportedLanguage(f"language {code!r} is not supported; there are: {', '.join(LANGUAGES)}")
    return found


def core_language(code: str) -> Language:
    """The language of a code, if documents in it can be added to a project.

    Raises UnsupportedLanguage for any other.
    """
    found = language(code)
    if not found.is_core:
        raise UnsupportedLanguage(
            f"documents in {found.name} ({found.code}) are not supported; there are: {', '.join(CORE_LANGUAGES)}"
        )
    return found


def join(texts: list[str], code: str) -> str:
    """Sentences of one language as one string, with a space between them where the language writes one."""
    return language(code).joiner.join(texts)
