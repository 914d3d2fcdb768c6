"""Whether a paragraph is in another language than its page."""

import re

_HAN = re.compile(r"[\u3400-\u9fff]")
_FUNCTION_WORDS = {
    "de": frozenset(
        """der die das den dem des und oder aber nicht ist sind war waren wird werden wurde hat haben ein eine einen
        einem einer mit von vom zu zum zur auf für im am bei nach aus über unter durch sich auch als wie nur noch schon
        wenn dass es er sie wir""".split()
    ),
    "en": frozenset(
        """the of and or but not is are was were will be been has have had a an with from to on for in at by after out
        over under through also as like only still when that it he she we they this these their his her its which
        who""".split()
    ),
}
_SHARED = _FUNCTION_WORDS["de"] & _FUNCTION_WORDS["en"] | frozenset({"in", "an", "am", "so"})
_STRANGE = {"de": _FUNCTION_WORDS["en"] - _SHARED, "en": _FUNCTION_WORDS["de"] - _SHARED}
_STRANGE["zh"] = _STRANGE["de"] | _STRANGE["en"]
_LEAST_WORDS = 8
_LEAST_SHARE = 0.2
_MOST_OWN = 0.02
_SAMPLE = 200  # characters
_QUOTES = "“”\"„«»「『‘'"


def is_in_another_language(text: str, language: str) -> bool:
    """Whether a line is running text in another of the languages known here; a quotation is not taken for one."""
    sample = text[:_SAMPLE]
    if language not in _STRANGE or sample[:1] in _QUOTES:
        return False
    has_han = _HAN.search(sample) is not None
    if has_han:
        return language != "zh" and len(_HAN.findall(sample)) * 3 > len(sample)
    words = sample.lower().split()
    if len(words) < _LEAST_WORDS or _count(words, language) < _LEAST_SHARE * len(words):
        return False
    return language == "zh" or _count(words, _OTHER[language]) <= _MOST_OWN * len(words)


_OTHER = {"de": "en", "en": "de"}


def _count(words: list[str], language: str) -> int:
    """How many of the words are function words of other languages than this."""
    return sum(map(_STRANGE[language].__contains__, words))
