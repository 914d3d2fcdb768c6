"""What people mark in translations: error spans by MQM or ESA, scores from 0 to 100, and what they add up to."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from statistics import fmean
from typing import NamedTuple

from corpora.units import Span


class Severity(StrEnum):
    """How grave an error is."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Side(StrEnum):
    """In which text an error is marked; what was left out is marked in the source."""

    SOURCE = "source"
    TARGET = "target"


class MarkedError(NamedTuple):
    """An error with its MQM category ("Accuracy/Mistranslation", "" where none is asked for) and severity.

    span lies in the text of the side; None where the whole of it is meant, or what is missing from it.
    """

    category: str
    severity: Severity
    side: Side = Side.TARGET
    span: Span | None = None


class Mark(NamedTuple):
    """What one rater marked in one translation; score is from 0 to 100, None where none was asked for."""

    system: str
    document: str
    segment: str
    rater: str
    source: str
    target: str
    errors: tuple[MarkedError, ...] = ()
    score: float | None = None

    @property
    def penalty(self) -> float:
        """The sum of the errors' penalties, 0 for a translation without one."""
        return sum(penalty(error) for error in self.errors)

    @property
    def has_major(self) -> bool:
        """Whether an error of it is major or worse."""
        return any(error.severity in (Severity.MAJOR, Severity.CRITICAL) for error in self.errors)


# As Freitag et al. (2021) and WMT after them weigh errors; critical ones as in MQM's own scoring model.
_WEIGHTS: Mapping[Severity, float] = {
    Severity.NEUTRAL: 0.0,
    Severity.MINOR: 1.0,
    Severity.MAJOR: 5.0,
    Severity.CRITICAL: 25.0,
}
_MINOR_PUNCTUATION = 0.1
_NON_TRANSLATION = 25.0


def penalty(error: MarkedError) -> float:
    """What an error costs: minor 1, minor punctuation .1, major 5, critical and non-translation 25, neutral 0."""
    category = error.category.lower()
    if category.startswith(("non-translation", "non-translated")):
        return _NON_TRANSLATION
    if error.severity is Severity.MINOR and category in ("fluency/punctuation", "punctuation"):
        return _MINOR_PUNCTUATION
    return _WEIGHTS[error.severity]


class SystemMarks(NamedTuple):
    """What all raters together say of a system: means over its segments, each the mean of its raters.

    penalty: more is worse. score: None where none was given. with_major: the share of segments in which a rater
    saw a major error.
    """

    system: str
    segments: int
    ratings: int
    penalty: float
    score: float | None
    with_major: float


def system_marks(marks: Iterable[Mark]) -> list[SystemMarks]:
    """The systems, the best first: by their penalty, then by their score."""
    groups: dict[str, dict[tuple[str, str], list[Mark]]] = {}
    for mark in marks:
        groups.setdefault(mark.system, {}).setdefault((mark.document, mark.segment), []).append(mark)
    found = []
    for system, segments in groups.items():
        given = [[mark.score for mark in rated if mark.score is not None] for rated in segments.values()]
        scores = [fmean(one) for one in given if one]
        found.append(
            SystemMarks(
                system,
                len(segments),
                sum(map(len, segments.values())),
                fmean(fmean(mark.penalty for mark in rated) for rated in segments.values()),
                fmean(scores) if scores else None,
                fmean(any(mark.has_major for mark in rated) for rated in segments.values()),
            )
        )
    return sorted(found, key=lambda one: (one.penalty, -(one.score or 0.0), one.system))


def alpha(ratings: Iterable[Sequence[float]], *, nominal: bool = False) -> float | None:
    """Krippendorff's alpha of ratings, a sequence a unit, as many as it has raters: 1 is agreement, 0 chance.

    Values are taken as numbers on an interval scale, with nominal as names. Units rated once say nothing; None where
    nothing is rated twice, or all values are the same. (Krippendorff 2018, chapter 12; without his coincidence matrix,
    by sums over pairs.)
    """
    units = [list(unit) for unit in ratings if len(unit) > 1]
    everything = [value for unit in units for value in unit]
    spread = _pair_differences(everything, nominal)
    if spread == 0:
        return None
    count = len(everything)
    observed = sum(_pair_differences(unit, nominal) / (len(unit) - 1) for unit in units) / count
    return 1.0 - observed / (spread / (count * (count - 1)))


def _pair_differences(values: Sequence[float], nominal: bool) -> float:
    """The sum over all ordered pairs of values of how much they differ."""
    if nominal:
        return len(values) ** 2 - sum(count**2 for count in Counter(values).values())
    mean = fmean(values) if values else 0.0
    return 2 * len(values) * sum((value - mean) ** 2 for value in values)


class Agreement(NamedTuple):
    """Krippendorff's alpha of raters on the same translations: of their penalties, scores, and whether they saw a
    major error; None where nothing was rated twice or all say the same. units is how many were rated twice.
    """

    units: int
    penalty: float | None
    score: float | None
    major: float | None


def agreement(marks: Iterable[Mark]) -> Agreement:
    """How far raters agree on translations of the same segment by the same system."""
    units: dict[tuple[str, str, str], list[Mark]] = {}
    for mark in marks:
        units.setdefault((mark.system, mark.document, mark.segment), []).append(mark)
    rated = list(units.values())
    return Agreement(
        sum(len(unit) > 1 for unit in rated),
        alpha([mark.penalty for mark in unit] for unit in rated),
        alpha([mark.score for mark in unit if mark.score is not None] for unit in rated),
        alpha(([float(mark.has_major) for mark in unit] for unit in rated), nominal=True),
    )
