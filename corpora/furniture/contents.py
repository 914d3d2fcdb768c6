"""A page's table of contents: its items are furniture, and the headings that they repeat are not repetitions."""

import re
from collections.abc import Sequence

from corpora.furniture.sights import Sight
from corpora.furniture.wording import SURE, Words
from corpora.units import SegmentKind

_CHAPTER = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}[章节篇回部讲课]|(?:kapitel|teil|chapter|part|section) (?:\d+|[ivx]+)\b",
    re.IGNORECASE,
)
_FEWEST = 2


def with_contents(sights: Sequence[Sight]) -> list[Sight]:
    """The sights with the items of tables of contents told as navigation; their headings are as if they stood once."""
    found = list(sights)
    listed: set[str] = set()
    for i, sight in enumerate(sights):
        if not (sight.says(SegmentKind.NAVIGATION) and sight.words and sight.words.opens):
            continue
        items = _items(sights, i + 1)
        for j in items:
            found[j] = sights[j]._replace(words=Words(SegmentKind.NAVIGATION, SURE, sight.text), times=1)
            listed.add(sights[j].key)
    if not listed:
        return found
    taken: set[str] = set()
    for i, sight in enumerate(found):
        if sight.key in listed and sight.times > 1:
            found[i] = sight._replace(times=sight.times - 1, first=sight.key not in taken)
            taken.add(sight.key)
    return found


def _items(sights: Sequence[Sight], start: int) -> range:
    """The positions of the items from start on; none where nothing says that they are a table of contents."""
    end = start
    while end < len(sights) and sights[end].form.is_item and not sights[end].says_surely:
        if not sights[end].first:
            break  # the heading that an item of the table stands for
        end += 1
    run = sights[start:end]
    marked = any(sight.times > 1 or sight.form.bullet or _CHAPTER.match(sight.text) for sight in run)
    return range(start, end if len(run) >= _FEWEST and marked else start)
