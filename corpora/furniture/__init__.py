"""What on a page is not the article: navigation, bylines, captions, adverts, notices, and the reason each is known by.

Clues add up (`evidence`): a line's words, its form, where it stands, what stands beside it, how often it
stands there, and what the page's markup and two main-text detectors say of it. Sentences inside a paragraph
are told only by words so plain that no article says them. Nothing is deleted: what is set aside keeps its
text and its place.
"""

from collections.abc import Sequence
from typing import NamedTuple

from corpora.furniture import evidence
from corpora.furniture.contents import with_contents
from corpora.furniture.evidence import Furniture
from corpora.furniture.headings import headings
from corpora.furniture.layout import layout_of
from corpora.furniture.sights import look
from corpora.furniture.vocabularies import notices_of
from corpora.pages import Line, Medium
from corpora.units import SegmentKind

__all__ = ["Furniture", "Verdict", "classify", "classify_sentence", "verdicts"]


class Verdict(NamedTuple):
    """What a line is, why, and how surely. reason is "" for the article's own lines."""

    kind: SegmentKind
    reason: str = ""
    confidence: float = 1.0


def verdicts(
    lines: Sequence[Line],
    texts: Sequence[str],
    language: str,
    *,
    without_furniture: bool = False,
    medium: Medium = Medium.WEB,
) -> list[Verdict]:
    """What each line of a page is: a heading or text of the article, or furniture with its reason.

    texts are the cleaned contents of the lines, none of them empty; Chinese may be in either script.
    without_furniture leaves every line to the article, and only its headings are found. What was not made for the
    web has no furniture around its article, so that there lines are judged by what they say.
    """
    sights = with_contents(look(lines, texts, language))
    layout = layout_of(sights) if medium is Medium.WEB else layout_of(sights).without_surroundings()
    found = [None] * len(sights) if without_furniture else evidence.weigh(sights, layout)
    own = [i for i, furniture in enumerate(found) if furniture is None]
    heads = headings(sights, layout, own)
    return [
        Verdict(*furniture) if furniture else Verdict(SegmentKind.HEADING if i in heads else SegmentKind.TEXT)
        for i, furniture in enumerate(found)
    ]


def classify(lines: Sequence[Line], texts: Sequence[str], language: str) -> list[Furniture | None]:
    """For each line of a page, why it is furniture, or None for the article's own."""
    return [None if verdict.kind.is_aligned else Furniture(*verdict) for verdict in verdicts(lines, texts, language)]


def classify_sentence(sentence: str, language: str) -> Furniture | None:
    """Why a sentence inside a paragraph is a notice and not the article's, or None."""
    vocabulary = notices_of(sentence)
    if not vocabulary.may_tell(sentence):
        return None
    if language == "zh":
        from corpora.chinese import simplified

        sentence = simplified(sentence)
    words = vocabulary.words(sentence)
    return Furniture(words.kind, f"says “{words.said}”") if words else None
