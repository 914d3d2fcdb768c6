"""Where on a page the article is: its title, the stretch of its paragraphs, what comes before, between and after.

The stretch is the run of lines that adds up to the most, where paragraphs count for the article and menus,
bars and links against it: maximum subsequence segmentation (Pasternack & Roth 2009), on lines.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from corpora.furniture import form
from corpora.furniture.sights import Sight
from corpora.units import SegmentKind as Kind

_LEAST_WEIGHT = -1.0
_LIST = 0.3
_RECENT, _BEGUN = 50, 2  # of so many lines before, so many are the article's: it has begun
_COMMENTS = -6.0
_DAMPING = {Kind.COMMENTS: 0.2, Kind.READ_MORE: 0.25}
_LONG_DAMPING = 2.4  # a teaser is a short sentence; a paragraph after recommendations may be the article's again


class Zone(StrEnum):
    """A part of the page."""

    HEAD = "before the title"
    TITLE = "the title"
    META = "between the title and the first paragraph"
    BODY = "among the article's paragraphs"
    TAIL = "after the last paragraph"


class Layout(NamedTuple):
    """The zone of each line, and which is the title; -1 where the page has none."""

    zones: list[Zone]
    title: int

    def without_surroundings(self) -> "Layout":
        """The layout of a text that is nothing but an article."""
        return self._replace(zones=[Zone.TITLE if i == self.title else Zone.BODY for i in range(len(self.zones))])


_META_KINDS = (Kind.BYLINE, Kind.SOURCE, Kind.DATE)
_AROUND_TITLE = (*_META_KINDS, Kind.CAPTION, Kind.SUMMARY, Kind.SHARE, Kind.EDITORS_NOTE, Kind.BOILERPLATE)
_TITLE_WIDTH = 14  # less is a menu's item rather than a title
_LONGEST_TITLE = 300
_FARTHEST = 100  # lines before the first paragraph
_NEAR = 30  # lines; nearer than so the title stands again in full, with the name of the site, if it does


def layout_of(sights: Sequence[Sight]) -> Layout:
    """The zones of a page's lines."""
    weights = _weights(sights)
    start, end = article_stretch(weights)
    if start == end:  # no paragraph at all: a page of verse or lists, or one of menus only
        menus = sum(sight.words is not None for sight in sights) * 2 > len(sights)
        zones = [Zone.HEAD if menus else Zone.BODY] * len(sights)
        return Layout(zones, -1)
    title = _title(sights, start)
    weights_after = [i for i in range(title + 1, start) if weights[i] > 0]
    start = min([start, *weights_after]) if title >= 0 else start
    zones = [_zone(i, title, start, end) for i in range(len(sights))]
    return Layout(zones, title)


def article_stretch(weights: Sequence[float]) -> tuple[int, int]:
    """The half-open range of lines whose weights add up to the most; empty where none is above 0."""
    best, best_range = 0.0, (0, 0)
    total, start = 0.0, 0
    for i, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, i
        total += weight
        if total > best:
            best, best_range = total, (start, i + 1)
    return best_range


def _weights(sights: Sequence[Sight]) -> list[float]:
    """How much each line speaks for being in the article's stretch; what follows a comment box speaks less."""
    weights: list[float] = []
    after: Kind | None = None  # whether comments or recommendations have begun
    for i, sight in enumerate(sights):
        weight = max(_weight(sight), _LEAST_WEIGHT)
        if weight <= 0 and _goes_on_with_list(sights, i, weights):
            weight = _LIST
        if sight.says_surely and sum(weight > 0 for weight in weights[-_RECENT:]) >= _BEGUN:
            if opens_comments(sights, i):
                weight, after = _COMMENTS, Kind.COMMENTS
            elif sight.says(Kind.READ_MORE) and sight.words and sight.words.opens and after is None:
                after = Kind.READ_MORE
        elif weight > 0 and after is Kind.READ_MORE and sights[i - 1].is_paragraph:
            after = None  # two paragraphs running are no teasers
        if weight > 0 and after:
            is_long = sight.form.sentences or sight.form.width > form.TEASER
            weight *= _DAMPING[after] * (_LONG_DAMPING if is_long and after is Kind.READ_MORE else 1.0)
        weights.append(weight)
    return weights


def _goes_on_with_list(sights: Sequence[Sight], i: int, weights: Sequence[float]) -> bool:
    """Whether a line is an item of a list that a line of the article's announced ("three things:")."""
    if not i or weights[i - 1] <= 0 or not sights[i].form.bullet or sights[i].says_surely:
        return False
    return sights[i - 1].form.ending == "colon" or sights[i - 1].form.bullet == sights[i].form.bullet


def _weight(sight: Sight) -> float:
    shape = sight.form
    if sight.is_strange:
        return -0.5
    if sight.says_surely:
        # Pictures and adverts stand inside articles as often as at their ends.
        return -1.0 if sight.says(Kind.COPYRIGHT, Kind.READ_MORE, Kind.NAVIGATION) else -0.5
    weight = -0.3
    if sight.line.kind in ("link", "caption"):
        weight = -0.8
    elif shape.ending == "sentence" and shape.is_item:
        weight = 0.2
    elif shape.ending == "sentence":
        weight = min(4.0, 0.4 + shape.width / 90 + 0.5 * shape.sentences)
    elif shape.is_paragraph or shape.starts_lower:
        weight = 2.0
    elif shape.ending in ("comma", "colon"):
        weight = 0.3
    if sight.words:
        weight -= 0.7
    return weight - 1.4 * (not sight.line.is_main) - 0.6 * (not sight.line.is_second)


def _zone(i: int, title: int, start: int, end: int) -> Zone:
    if i == title:
        return Zone.TITLE
    if i < start:
        return Zone.HEAD if i < title or title < 0 else Zone.META
    return Zone.BODY if i < end else Zone.TAIL


def _title(sights: Sequence[Sight], start: int) -> int:
    """The line before the first paragraph that is likeliest the title: menus before it, bylines after it."""
    if start == 0:
        return 0 if _is_sentence_title(sights) else -1
    first = max(0, start - _FARTHEST)
    end = start + (sights[start].form.is_item and start + 1 < len(sights))  # a title may be a question
    names = [sight.key for sight in sights if sight.says(Kind.COPYRIGHT)][-_NEAR:]
    after = [0.0]  # how well the lines from here to the first paragraph go with being after the title
    for sight in reversed(sights[first:end]):
        after.append(after[-1] + (0.5 if sight.says(*_AROUND_TITLE) else -0.4))
    best, title, before = 0.0, -1, 0.0
    for i in range(first, end):
        sight = sights[i]
        is_name = any(sight.key in name for name in names)  # of the site, which its copyright line says as well
        score = before + _titleness(sights, i) + after[end - i - 1] - 3.0 * is_name
        if _may_be_title(sight) and (title < 0 or score > best):
            best, title = score, i
        before += 1.5 if is_name else _menuness(sight)
    return title


def _may_be_title(sight: Sight) -> bool:
    if sight.words and not (sight.says(Kind.NAVIGATION) and not sight.says_surely):
        return False
    return sight.line.kind not in ("caption", "edge") and sight.form.width <= _LONGEST_TITLE


def _titleness(sights: Sequence[Sight], i: int) -> float:
    sight = sights[i]
    score = 1.0 if sight.form.width >= _TITLE_WIDTH else -1.0
    score += 2.0 * (sight.line.kind == "heading") - 1.5 * (sight.line.kind == "link")
    score += 3.5 * (sight.times > 1 and sight.form.width >= _TITLE_WIDTH and sight.first)
    around = sights[max(0, i - _NEAR) : i + _NEAR]
    score += 3.0 * any(sight.key in other.key for other in around if other.key != sight.key and len(sight.key) >= 8)
    score += 1.5 * any(other.says(*_META_KINDS) for other in sights[i + 1 : i + 3])
    return score - 1.5 * (sight.form.ending == "sentence" and not sight.form.sharp) - 2.0 * (sight.words is not None)


def _menuness(sight: Sight) -> float:
    if sight.words:
        return 0.0 if sight.says(*_AROUND_TITLE) else 1.5
    if sight.line.kind == "link" or sight.form.separators >= 2:
        return 1.0
    if sight.form.is_paragraph and not sight.form.is_item:
        return -1.5
    return 0.6 if sight.form.width < _TITLE_WIDTH else -2.5


def _is_sentence_title(sights: Sequence[Sight]) -> bool:
    """Whether the first line, though it ends like a sentence, is a title: one sentence before a long paragraph."""
    first = sights[0].form
    if sights[0].words or first.sentences or first.width > 120 or len(sights) < 2:
        return False
    ends_so = sights[0].text.rstrip("”\"“' ")[-1:] in ".!?！？"
    return ends_so and sights[1].form.width >= 1.5 * first.width and sights[1].is_paragraph


def opens_comments(sights: Sequence[Sight], i: int) -> bool:
    """Whether comments, or the box for them, begin here: names, dates and links to answer stand between them.

    A link to more of them, or their number amid an article, says nothing of what follows.
    """
    sight = sights[i]
    if not sight.says(Kind.COMMENTS) or sight.form.ending == "sentence" or _LINK_TO_MORE.match(sight.text):
        return False
    following = sights[i + 1 : i + 1 + _GLANCE]
    return 3 * sum(not other.is_paragraph or other.form.labelled for other in following) >= len(following)


_GLANCE = 6  # lines
_LINK_TO_MORE = re.compile(
    r"查看|更多|展开|加载|回复|view|see|show|load|alle|weitere|mehr|antwort|reply", re.IGNORECASE
)
