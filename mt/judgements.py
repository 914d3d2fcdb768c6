"""Translations that professionals judged, and how far a score agrees with them.

A file of judgements is TSV with a header: system, segment, source, translation, mqm, and reference where there is one.
mqm is minus the sum of penalties, 0 for a perfect translation; the document is what stands before the last colon of the
segment's name, where it has one.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from corpora.errors import MalformedFile

NEEDED = ("system", "segment", "source", "translation", "mqm")
# A major error costs 5: from here on there was one, or as much as one.
MAJOR = -5.0

Array = np.ndarray[Any, np.dtype[np.float64]]


class Judgement(NamedTuple):
    """A translation and what it was found to be worth; reference is "" where there is none."""

    system: str
    segment: str
    source: str
    translation: str
    mqm: float
    reference: str = ""

    @property
    def document(self) -> str:
        """What the segment is of, by its name; itself where that does not say."""
        return self.segment.rpartition(":")[0] or self.segment

    @property
    def is_clean(self) -> bool:
        """Whether no major error was found."""
        return self.mqm > MAJOR


def read_judgements(lines: Sequence[str], name: str) -> list[Judgement]:
    """The judgements in the lines of a file, in order.

    Raises MalformedFile, naming the line, where one has a column too few or too many or its mqm is no number.
    """
    header = lines[0].rstrip("\r").split("\t")
    if missing := [column for column in NEEDED if column not in header]:
        raise MalformedFile(f"{name}:1: there is no column {missing[0]!r}; expected {', '.join(NEEDED)}")
    if len(lines) == 1:
        raise MalformedFile(f"{name}: there is no judgement in it")
    return list(_rows(lines[1:], header, name))


def _rows(lines: Sequence[str], header: Sequence[str], name: str) -> Iterator[Judgement]:
    for number, line in enumerate(lines, 2):
        cells = line.rstrip("\r").split("\t")
        if len(cells) != len(header):
            raise MalformedFile(f"{name}:{number}: expected {len(header)} columns, found {len(cells)}")
        row = dict(zip(header, cells, strict=True))
        try:
            mqm = float(row["mqm"])
        except ValueError:
            raise MalformedFile(f"{name}:{number}: expected a number as mqm, found {row['mqm']!r}") from None
        yield Judgement(row["system"], row["segment"], row["source"], row["translation"], mqm, row.get("reference", ""))


def documents(judgements: Sequence[Judgement]) -> list[str]:
    """The document of each judgement: by its segment's name, or of numbers a run without a gap."""
    numbers = sorted({int(one.segment) for one in judgements if one.segment.isdigit()})
    begins: dict[str, str] = {}
    begin = ""
    for before, number in zip([None, *numbers], numbers, strict=False):
        if before is None or number != before + 1:
            begin = str(number)
        begins[str(number)] = begin
    return [begins.get(one.segment, one.document) for one in judgements]


def other_translations(judgements: Sequence[Judgement]) -> list[list[str]]:
    """For each judgement the translations that the others of its segment judge."""
    of_segment: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(judgements):
        of_segment[one.segment].append(i)
    return [[judgements[k].translation for k in of_segment[one.segment] if k != i] for i, one in enumerate(judgements)]


class AgreementWithJudges(NamedTuple):
    """How far a score, higher being better, agrees with judgements.

    pairwise: of two translations of one source that judges tell apart, how often the score prefers the better; a tie is
    half. pearson, spearman: over all translations. beyond_length: Pearson of what is left of both when the length of
    the source (and its logarithm) has been regressed out. system: Pearson of the systems' means.
    """

    pairwise: float
    pearson: float
    spearman: float
    beyond_length: float
    system: float
    judgements: int


def agreement_with_judges(judgements: Sequence[Judgement], scores: Sequence[float]) -> AgreementWithJudges:
    """How far scores agree with judgements, one score each; nan where nothing varies.

    Raises MalformedFile where there are not as many scores as judgements.
    """
    if len(scores) != len(judgements):
        raise MalformedFile(f"{len(scores)} scores for {len(judgements)} judgements")
    given, mqm = np.asarray(scores, dtype=np.float64), np.array([one.mqm for one in judgements])
    lengths = np.array([float(len(one.source)) for one in judgements])
    design = np.stack([np.ones_like(lengths), lengths, np.log1p(lengths)], axis=1)
    of_system: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(judgements):
        of_system[one.system].append(i)
    means = [[given[places].mean(), mqm[places].mean()] for places in of_system.values()]
    return AgreementWithJudges(
        _pairwise(judgements, given),
        _pearson(given, mqm),
        _pearson(_ranks(given), _ranks(mqm)),
        _pearson(_residuals(given, design), _residuals(mqm, design)),
        _pearson(*np.array(means).T),
        len(judgements),
    )


def _pairwise(judgements: Sequence[Judgement], scores: Array) -> float:
    groups: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(judgements):
        groups[one.segment].append(i)
    right = total = 0.0
    for group in groups.values():
        mqm = np.array([judgements[i].mqm for i in group])
        first, second = np.triu_indices(len(group), 1)
        better = np.sign(mqm[first] - mqm[second])
        preferred = np.sign(scores[group][first] - scores[group][second])
        told = better != 0
        right += float(np.where(preferred == 0, 0.5, preferred == better)[told].sum())
        total += float(told.sum())
    return right / total if total else float("nan")


def _pearson(first: Array, second: Array) -> float:
    if len(first) < 2 or not first.std() or not second.std():
        return float("nan")
    return float(np.corrcoef(first, second)[0, 1])


def _ranks(values: Array) -> Array:
    """The ranks of values, the mean of them where values are the same."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[places], dtype=np.float64)


def _residuals(values: Array, design: Array) -> Array:
    solution, *_ = np.linalg.lstsq(design, values, rcond=None)
    return np.asarray(values - design @ solution, dtype=np.float64)
