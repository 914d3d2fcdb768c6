"""The vocabularies of page furniture, by script and by what is to be looked at."""

import re

from corpora.furniture import words_de, words_en, words_zh
from corpora.furniture.wording import NOTICES, Phrase, Vocabulary
from corpora.units import SegmentKind

_HAN = re.compile(r"[\u3400-\u9fff]")
# German pages have English furniture, and English pages of German houses German: "Impressum".
_LATIN_PHRASES = [*words_de.PHRASES, *words_en.PHRASES]


def _of_prose(phrases: list[Phrase]) -> list[Phrase]:
    """Those that a long sentence, or several, may be."""
    return [phrase for phrase in phrases if phrase.kind in (*NOTICES, SegmentKind.BYLINE)]


_CHINESE = Vocabulary(words_zh.LABELS, words_zh.PHRASES, words_zh.SENTENCE_CUES, spaced=False)
_LATIN = Vocabulary(
    {**words_en.LABELS, **words_de.LABELS}, _LATIN_PHRASES, words_de.SENTENCE_CUES + words_en.SENTENCE_CUES, spaced=True
)
_LATIN_NOTICE_CUES = words_de.NOTICE_CUES + words_en.NOTICE_CUES
_CHINESE_PROSE = Vocabulary({}, _of_prose(words_zh.PHRASES), words_zh.NOTICE_CUES, spaced=False)
_LATIN_PROSE = Vocabulary({}, _of_prose(_LATIN_PHRASES), _LATIN_NOTICE_CUES, spaced=True)
_CHINESE_NOTICES = Vocabulary({}, words_zh.NOTICES, words_zh.SENTENCE_CUES, spaced=False)
_LATIN_NOTICES = Vocabulary({}, [*words_de.NOTICES, *words_en.NOTICES], _LATIN_NOTICE_CUES, spaced=True)


def vocabulary_of(text: str, *, is_long: bool = False) -> Vocabulary:
    """The vocabulary for a line, by its script; is_long says that it is long prose, which only notices are."""
    if _HAN.search(text):
        return _CHINESE_PROSE if is_long else _CHINESE
    return _LATIN_PROSE if is_long else _LATIN


def notices_of(text: str) -> Vocabulary:
    """The notices that a sentence inside a paragraph may be, by its script."""
    return _CHINESE_NOTICES if _HAN.search(text) else _LATIN_NOTICES
