"""Text to sentences, as spans of the text, so that nothing is lost and offsets hold.

Chinese, German and English are cut by rules of our own, since the published segmenters break quotations and
take many an abbreviation for an end; what those rules do not know of an abbreviation, LanguageTool's SRX rules
say. Other languages are cut by those, and where they have nothing, by rules of our own too.
"""

import re

from corpora.chinese_sentences import chinese_cuts
from corpora.japanese import japanese_cuts
from corpora.languages import language as language_of
from corpora.sentence_rules import SentenceRules
from corpora.srx import published_rules
from corpora.stops import mended, stop_cuts
from corpora.thai import thai_cuts
from corpora.units import Span
from corpora.western_sentences import western_cuts

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


def sentence_spans(text: str, language: str, rules: SentenceRules | None = None) -> list[Span]:
    """The sentences of a paragraph, in order, without the white space around them.

    language is a code of the table in corpora.languages; rules are the user's, which count more than ours. White
    space between sentences is in no span; every other character is in exactly one.
    """
    code = language_of(language).code
    cuts = sorted({*_cuts(text, code), *(match.end() for match in _BLANK_LINE.finditer(text))})
    if rules:
        cuts = rules.applied(text, cuts, code)
    spans, start = [], 0
    for cut in [*cuts, len(text)]:
        sentence = text[start:cut]
        stripped = sentence.strip()
        if stripped:
            offset = start + len(sentence) - len(sentence.lstrip())
            spans.append(Span(offset, offset + len(stripped)))
        start = cut
    return spans


def sentences(text: str, language: str, rules: SentenceRules | None = None) -> list[str]:
    """The sentences of a text, whose lines are paragraphs, as strings."""
    return [
        line[span.start : span.end] for line in text.splitlines() for span in sentence_spans(line, language, rules)
    ]  # fmt: skip


def _cuts(text: str, code: str) -> list[int]:
    match code:
        case "zh":
            return chinese_cuts(text)
        case "de" | "en":
            return western_cuts(text, code)
        case "ja":
            return japanese_cuts(text)
        case "th":
            return thai_cuts(text)
        case "ko" | "tr":
            return stop_cuts(text, code)
        case _:
            return mended(text, published_rules(code).cuts(text), code)
