"""The vocabularies of page furniture, one a script."""

import re

from corpora.furniture import words_de, words_en, words_zh
from corpora.furniture.wording import Vocabulary

_HAN = re.compile(r"[\u3400-\u9fff]")

CHINESE = Vocabulary(words_zh.LABELS, words_zh.PHRASES, spaced=False)
# German pages have English furniture, and English pages of German houses German: "Impressum".
LATIN = Vocabulary({**words_en.LABELS, **words_de.LABELS}, [*words_de.PHRASES, *words_en.PHRASES], spaced=True)
CHINESE_NOTICES = Vocabulary({}, words_zh.NOTICES, spaced=False)
LATIN_NOTICES = Vocabulary({}, [*words_de.NOTICES, *words_en.NOTICES], spaced=True)


def vocabulary_of(text: str) -> Vocabulary:
    """The vocabulary for a line, by its script."""
    return CHINESE if _HAN.search(text) else LATIN


def notices_of(text: str) -> Vocabulary:
    """The notices that a sentence inside a paragraph may be, by its script."""
    return CHINESE_NOTICES if _HAN.search(text) else LATIN_NOTICES
