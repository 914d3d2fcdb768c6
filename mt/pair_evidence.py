"""What speaks for and against a pair, as numbers a model weighs and as findings a person reads.

Each number depends on its pair only, so a pair is judged the same in any company.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from corpora.anchors import unmatched_names, unmatched_numbers
from corpora.compared_words import ComparedWords, WordsOfSide
from corpora.units import Finding, Span
from mt.lengths import expected_length, length_surprise
from mt.name_evidence import lost_name
from mt.negation import find_negations

UNBACKED = 0.25  # a word less like any of the other side's is as good as alone
# Of good pairs one in a hundred has as many words that the other side lacks, or as many of them in a row. Chinese is
# cut into smaller words.
MANY_LACKED, MANY_LACKED_OF_CHINESE = 6, 8
LONG_ROW, LONG_ROW_OF_CHINESE = 3, 4
_MOST_COUNTED = 12
_WEAKEST = 10  # one word of so many, at least one, is what the weakest part of a side is
_NO_NEGATION = 1.0  # backing of a negation where there is none


class Texts(NamedTuple):
    """A source and its translation; languages are plain codes ("zh")."""

    source: str
    source_language: str
    target: str
    target_language: str

    @property
    def has_chinese(self) -> bool:
        """Whether a side is Chinese: such pairs are weighed by weights of their own."""
        return "zh" in (self.source_language, self.target_language)


class PairSigns(NamedTuple):
    """What can be said of a pair without looking at its words one by one."""

    similarity: float
    shortness: float
    longness: float
    brevity: float
    length: float
    numbers: float
    names: float
    negations_lost: float
    negations_added: float
    negation_found: float
    denied_in_source: float
    denied_in_target: float
    truncation: float
    details: float


class WordSigns(NamedTuple):
    """What its words say of a pair: how well each side is backed, at the mean and at its weakest; names; negations."""

    target_backing: float
    target_weakest: float
    target_alone: float
    target_doubt: float
    source_backing: float
    source_weakest: float
    source_alone: float
    source_doubt: float
    target_lacked: float
    source_lacked: float
    target_row: float
    source_row: float
    name_doubt: float
    names_doubt: float
    name_lost: float
    source_negation: float
    target_negation: float


def pair_signs(texts: Texts, similarity: float, findings: Sequence[Finding]) -> PairSigns:
    """The signs of a pair; similarity is the cosine of its sides, findings are those of `mt.guards.check`."""
    surprise = length_surprise(*texts)
    unmatched = unmatched_numbers(*texts)
    chinese, western = (texts.target, texts.source) if texts.target_language == "zh" else (texts.source, texts.target)
    expected = expected_length(texts.source, texts.source_language)
    ours = find_negations(texts.source, texts.source_language)
    theirs = find_negations(texts.target, texts.target_language)
    kinds = [finding.kind for finding in findings]
    return PairSigns(
        similarity=similarity,
        # Squared: one deviation is nothing, three are much. Capped, so that no outlier rules the fit.
        shortness=min(max(-surprise, 0.0), 6.0) ** 2,
        longness=min(max(surprise, 0.0), 6.0) ** 2,
        # Vectors of a few words lie closer to anything than those of a sentence.
        brevity=1.0 / (1.0 + expected / 10),
        length=min(expected / 100, 10.0),
        numbers=float(min(len(unmatched.source) + len(unmatched.target), 4)),
        names=float(min(len(unmatched_names(chinese, western)), 3)) if texts.has_chinese else 0.0,
        negations_lost=float(max(0, len(ours.words) - len(theirs.words))),
        negations_added=float(max(0, len(theirs.words) - len(ours.words))),
        negation_found=float("negation" in kinds),
        denied_in_source=float(ours.implied and not theirs.implied),
        denied_in_target=float(theirs.implied and not ours.implied),
        truncation=float("truncation" in kinds),
        details=float(min(sum(kind in ("date", "unit", "question") for kind in kinds), 3)),
    )


def word_signs(texts: Texts, words: ComparedWords, name_logits: np.ndarray) -> WordSigns:
    """The signs of a pair's words; name_logits (n,) say how surely each of `names_of_target` is in the source."""
    # ln(1 + e^-x) is minus the logarithm of a name's probability.
    doubts = np.logaddexp(0.0, -name_logits)
    return WordSigns(
        *_backing(words.target),
        *_backing(words.source),
        target_lacked=float(min(len(words.target.unbacked), _MOST_COUNTED)),
        source_lacked=float(min(len(words.source.unbacked), _MOST_COUNTED)),
        target_row=float(min(max(map(len, _rows(words.target)), default=0), _MOST_COUNTED)),
        source_row=float(min(max(map(len, _rows(words.source)), default=0), _MOST_COUNTED)),
        name_doubt=float(doubts.max()) if len(doubts) else 0.0,
        names_doubt=float(doubts.sum()),
        name_lost=lost_name(texts.source, texts.source_language, texts.target, words),
        source_negation=_negation_backing(texts.source, texts.source_language, words.source),
        target_negation=_negation_backing(texts.target, texts.target_language, words.target),
    )


def word_findings(texts: Texts, words: ComparedWords) -> Iterator[Finding]:
    """What seems to be in one side alone: more words that the other side lacks than a good pair has."""
    for side, text, code, is_source in (
        (words.source, texts.source, texts.source_language, True),
        (words.target, texts.target, texts.target_language, False),
    ):
        rows = _rows(side)
        if not _lacks_much(len(side.unbacked), max(map(len, rows), default=0), code):
            continue
        spans = tuple(Span(side.spans[row[0]].start, side.spans[row[-1]].end) for row in rows)
        longest = max(spans, key=lambda span: span.end - span.start)
        said = text[longest.start : longest.end]
        if is_source:
            yield Finding("omission", f"“{said}” of the source seems to be missing in the translation.", source=spans)
        else:
            yield Finding("addition", f"“{said}” of the translation seems to have nothing in the source.", target=spans)


def _lacks_much(lacked: int, longest: int, code: str) -> bool:
    if code == "zh":
        return lacked >= MANY_LACKED_OF_CHINESE or longest >= LONG_ROW_OF_CHINESE
    return lacked >= MANY_LACKED or longest >= LONG_ROW


def _rows(side: WordsOfSide) -> list[list[int]]:
    """The words that the other side lacks, neighbours together."""
    rows: list[list[int]] = []
    for place in side.unbacked:
        if rows and rows[-1][-1] == place - 1:
            rows[-1].append(place)
        else:
            rows.append([place])
    return rows


def _backing(side: WordsOfSide) -> tuple[float, float, float, float]:
    if not len(side.backing):
        return 0.0, 0.0, 1.0, 0.0
    ordered = np.sort(side.backing)
    weakest = ordered[: max(1, len(ordered) // _WEAKEST)]
    doubt = np.maximum(0.0, 0.5 - ordered).sum()
    return float(ordered.mean()), float(weakest.mean()), float((ordered < UNBACKED).mean()), min(float(doubt), 10.0)


def _words_at(side: WordsOfSide, places: Sequence[Span]) -> list[int]:
    """The words that have a character of a place."""
    return [
        i
        for i, span in enumerate(side.spans)
        if any(span.start < place.end and place.start < span.end for place in places)
    ]


def _negation_backing(text: str, code: str, side: WordsOfSide) -> float:
    """The backing of the word of negation that is backed least; of none, _NO_NEGATION."""
    found = (float(side.backing[i]) for i in _words_at(side, find_negations(text, code).words))
    return min(found, default=_NO_NEGATION)
