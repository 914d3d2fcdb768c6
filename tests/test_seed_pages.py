"""Every line of five scraped articles in the right class. They are under copyright: only line numbers stand here."""

from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate
from pathlib import Path

import pytest

from corpora.documents import make_document
from corpora.units import SegmentKind as Kind

# Line numbers from 1, as an editor counts them; a line that is not named is text.
LINES: dict[str, dict[Kind, list[int]]] = {
    "000": {Kind.HEADING: [1, 9, 19], Kind.SOURCE: [2]},
    "001": {Kind.EDITORS_NOTE: [1], Kind.HEADING: [5, 34, 66]},
    "002": {Kind.HEADING: [1, 8, 18]},
    "003": {
        Kind.HEADING: [7, 11, 29, 55, 63, 79],
        Kind.REPEATED_TITLE: [19, 23, 33, 73, 87, 95, 105],
        Kind.CAPTION: [75, 89, 107],
        Kind.SOURCE: [121],
        Kind.COMMENTS: [123, 125, 126],
    },
    "004": {
        Kind.NAVIGATION: [1],
        Kind.HEADING: [3, 22, 40, 68, 92],
        Kind.DATE: [4],
        Kind.SUMMARY: [6],
        Kind.REPEATED_TITLE: [8],
        Kind.CAPTION: [10],
        Kind.ADVERT: [120],
        Kind.READ_MORE: [122, 123, 124, 126],
        Kind.COPYRIGHT: [128],
    },
}
# The site's notice on rights stands inside a paragraph of the article.
MIXED = {("001", 17): {Kind.COPYRIGHT, Kind.TEXT}}


@pytest.mark.gold
@pytest.mark.parametrize("name", LINES)
def test_every_line_is_in_the_right_class(name: str, seeds_folder: Path) -> None:
    path = next(seeds_folder.glob(f"{name}_*.txt"))
    document = make_document(path.name, path.read_bytes())
    lines = document.raw_text.splitlines(keepends=True)
    starts = [0, *accumulate(len(line) for line in lines)]
    found: dict[int, set[Kind]] = defaultdict(set)
    for segment in document.segments:
        found[bisect_right(starts, segment.raw.start)].add(segment.kind)
    named = {number: kind for kind, numbers in LINES[name].items() for number in numbers}
    expected = {
        number: MIXED.get((name, number), {named.get(number, Kind.TEXT)})
        for number, line in enumerate(lines, 1)
        if line.strip()
    }
    assert {number: (found[number], kinds) for number, kinds in expected.items() if found[number] != kinds} == {}
    assert set(found) == set(expected)
