"""Whether a paragraph is in another language than its page."""

import re

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+")
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
_LEAST_WORDS = 8
_LEAST_SHARE = 0.2
_SAMPLE = 1000  # characters
_QUOTES = "“”\"„«»「『‘'"


def is_in_another_language(text: str, language: str) -> bool:
    """Whether a line is running text in another of the languages known here; a quotation is not taken for one."""
    text = text[:_SAMPLE]
    if text[:1] in _QUOTES:
        return False
    han = len(_HAN.findall(text))
    words = [word.lower() for word in _WORD.findall(_HAN.sub(" ", text))]
    if language == "zh":
        return han * 20 < len(text) and len(words) >= _LEAST_WORDS and _share(words, ("de", "en")) >= _LEAST_SHARE
    if language not in _FUNCTION_WORDS:
        return False
    if han >= _LEAST_WORDS:
        return han * 3 > len(text)
    if len(words) < _LEAST_WORDS:
        return False
    others = tuple(code for code in _FUNCTION_WORDS if code != language)
    return _share(words, others) >= _LEAST_SHARE and _share(words, (language,)) <= _LEAST_SHARE / 10


def _share(words: list[str], languages: tuple[str, ...]) -> float:
    known = frozenset().union(*(_FUNCTION_WORDS[code] for code in languages)) - _SHARED
    return sum(word in known for word in words) / len(words)
