"""What is seen of each line of a page by itself: its form, its words, and where else it stands."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from corpora.furniture import form
from corpora.furniture.form import Form
from corpora.furniture.strange import is_in_another_language
from corpora.furniture.vocabularies import vocabulary_of
from corpora.furniture.wording import LIKELY, SURE, Words
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


_LONGEST_FOLDED = 600  # characters; longer lines are told by nothing that folding changes
# Kinds that are sentences as often as not.
_SENTENCES = (
    SegmentKind.EDITORS_NOTE,
    SegmentKind.ADVERT,
    SegmentKind.COPYRIGHT,
    SegmentKind.BOILERPLATE,
    SegmentKind.SUMMARY,
)
_MARKED = re.compile(r"[:：©@|｜】\])）]")
_KEY = re.compile(r"[\W_]+")


def look(lines: Sequence[Line], texts: Sequence[str], language: str) -> list[Sight]:
    """The sight of each line; texts are the lines' cleaned contents."""
    folded = [_folded(text) if language == "zh" else text for text in texts]
    keys = [_KEY.sub("", text[:_LONGEST_FOLDED]).casefold() for text in folded]
    counts = Counter(keys)
    seen: set[str] = set()
    sights = []
    for line, text, key in zip(lines, folded, keys, strict=True):
        shape = form.form_of(text)
        words = _words(text, shape)
        is_strange = words is None and shape.is_paragraph and is_in_another_language(text, language)
        sights.append(Sight(line, text, shape, words, key, counts[key], key not in seen, is_strange))
        seen.add(key)
    return sights


def _words(text: str, shape: Form) -> Words | None:
    found = vocabulary_of(text).words(text)
    if found and shape.ending == "sentence" and found.kind not in _SENTENCES and _is_mere_beginning(found.said, text):
        found = found._replace(weight=min(LIKELY, found.weight), opens=False)
    if shape.width > form.SHORT or (found and found.weight >= SURE):
        return found
    if shape.ending != "sentence" and form.is_date_line(text):
        return Words(SegmentKind.DATE, SURE, text)
    if form.is_counts(text):
        return found or Words(SegmentKind.NAVIGATION, LIKELY, text)
    return found


def _is_mere_beginning(said: str, text: str) -> bool:
    """Whether furniture's words are just how a sentence begins: "Comments there were none, ..."."""
    return len(said) * 2 < len(text) and not _MARKED.search(said)


def _folded(text: str) -> str:
    if len(text) > _LONGEST_FOLDED:
        return text
    from corpora.chinese import simplified

    return simplified(text)
