"""What is seen of each line of a page by itself: its form, its words, and where else it stands."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from corpora.furniture import form
from corpora.furniture.form import Form
from corpora.furniture.strange import is_in_another_language
from corpora.furniture.vocabularies import vocabulary_of
from corpora.furniture.wording import LIKELY, NOTICES, SURE, Vocabulary, Words
from corpora.pages import Line
from corpora.units import SegmentKind


class Sight(NamedTuple):
    """One line as it looks by itself.

    text is folded to simplified characters; key is what repetitions are told by, times how often the key
    stands on the page, first whether this is the first time.
    """

    line: Line
    text: str
    form: Form
    words: Words | None
    key: str
    times: int
    first: bool
    is_strange: bool

    @property
    def is_paragraph(self) -> bool:
        """Whether the line looks like running text and its words do not speak against it."""
        return self.form.is_paragraph and not self.says_surely

    @property
    def says_surely(self) -> bool:
        """Whether the words of the line are hardly ever an article's."""
        return self.words is not None and self.words.weight >= SURE

    def says(self, *kinds: SegmentKind) -> bool:
        """Whether the words of the line tell one of these kinds."""
        return self.words is not None and self.words.kind in kinds


_PAGE_NUMBER = re.compile(r"[–—-]?\s?[1-9]\d{1,3}\s?[–—-]?|[–—-]\s?\d\s?[–—-]")
_PARTED = re.compile(r"\s?[|｜·•丨]\s?")
_MOST_PARTS = 4
# A line of several fields is told by its date, which it is there for.
_SAYS_DATE = re.compile(r"(?:发布日期|发布时间|更新日期|更新时间)\s?[:：]?\s?\d{4}")
_MARKED = re.compile(r"[:：©@|｜】\])）]")
_MENU = 60  # characters of a line that other pages may have too
_KEY = re.compile(r"[\W_]+")


def look(lines: Sequence[Line], texts: Sequence[str], language: str) -> list[Sight]:
    """The sight of each line; texts are the lines' cleaned contents."""
    sights = [_look(line, text, language) for line, text in zip(lines, texts, strict=True)]
    times = Counter(sight.key for sight in sights)
    seen: set[str] = set()
    found = []
    for sight in sights:
        key = sight.key
        found.append(sight if times[key] == 1 else sight._replace(times=times[key], first=key not in seen))
        seen.add(key)
    return found


def _look(line: Line, text: str, language: str) -> Sight:
    """What is seen of a line without the others."""
    seen = _seen_before(text, language) if len(text) <= _MENU else _seen(text, language)
    return Sight(line, *seen)


def _seen(text: str, language: str) -> tuple[str, Form, Words | None, str, int, bool, bool]:
    """The fields of Sight behind the line: what is seen of a text wherever it stands. Most are passed over quickly."""
    shape = form.form_of(text)
    vocabulary = vocabulary_of(text, is_long=shape.is_prose and shape.width > form.TEASER)
    words = None
    if not shape.is_prose or vocabulary.may_tell(text):
        text = _folded(text) if language == "zh" else text
        words = _words(text, shape, vocabulary)
    is_strange = words is None and shape.is_paragraph and is_in_another_language(text, language)
    key = text if shape.is_prose else _KEY.sub("", text).casefold()
    return text, shape, words, key, 1, True, is_strange


# The pages of a site have their menus in common.
_seen_before = lru_cache(maxsize=20_000)(_seen)


def _words(text: str, shape: Form, vocabulary: Vocabulary) -> Words | None:
    found = vocabulary.words(text, may_be_menu=not shape.is_paragraph or shape.width <= form.TITLE)
    if found and shape.ending == "sentence" and found.kind not in NOTICES and _is_mere_beginning(found.said, text):
        found = found._replace(weight=min(LIKELY, found.weight), opens=False)
    if found and found.kind is SegmentKind.SOURCE and _SAYS_DATE.search(text):
        return found._replace(kind=SegmentKind.DATE)
    if shape.width > form.SHORT or (found and found.weight >= SURE):
        return found
    if shape.ending != "sentence" and form.is_date_line(text):
        return Words(SegmentKind.DATE, SURE, text)
    if shape.is_short_and_open and form.is_name_with_date(text):
        by = "编辑部" in text or "记者" in text
        return Words(SegmentKind.BYLINE if by else SegmentKind.SOURCE, LIKELY, text)
    if form.is_counts(text):
        return found or Words(SegmentKind.BOILERPLATE, SURE if _PAGE_NUMBER.fullmatch(text) else LIKELY, text)
    return found or _words_of_parts(text)


def _words_of_parts(text: str) -> Words | None:
    """What a line of several parts tells ("By the night desk | 2 May 2024"), by the first part that tells anything."""
    parts = [part for part in _PARTED.split(text) if part.strip()]
    if not 1 < len(parts) <= _MOST_PARTS:
        return None
    told = [words for part in parts if (words := _words(part.strip(), form.form_of(part), vocabulary_of(part)))]
    return told[0]._replace(said=text, opens=False) if len(told) * 2 >= len(parts) else None


def _is_mere_beginning(said: str, text: str) -> bool:
    """Whether furniture's words are just how a sentence begins: "Comments there were none, ..."."""
    return len(said) * 2 < len(text) and not _MARKED.search(said)


def _folded(text: str) -> str:
    from corpora.chinese import simplified

    return simplified(text)
