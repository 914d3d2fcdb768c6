"""Which of the article's own lines are headings."""

from collections.abc import Sequence
from statistics import median

from corpora.furniture.layout import Layout
from corpora.furniture.sights import Sight

_LONGEST_RUN = 2  # headings under one another; more short lines running are a list or verse


def headings(sights: Sequence[Sight], layout: Layout, own: Sequence[int]) -> set[int]:
    """The own lines that are headings: short, without a sentence's end, with text under them.

    own are the positions of the article's own lines, in order.
    """
    if not own:
        return set()
    usual = median(sights[i].form.width for i in own)
    # Where paragraphs are single sentences, a short question or cry is one as well.
    many = sum(sights[i].form.sentences for i in own) * 5 > 2 * len(own)
    open_ones = [_looks_so(sights[i], usual if many else 0.0) for i in own]
    for n, i in enumerate(own):
        if n and sights[i].form.bullet and sights[i].form.bullet == sights[own[n - 1]].form.bullet:
            open_ones[n] = False  # items of a list
    found = {i for i in own if sights[i].line.kind == "heading"}
    if layout.title >= 0:
        found.add(layout.title)
    n = 0
    while n < len(own):
        run = n
        while run < len(own) and open_ones[run]:
            run += 1
        before = sights[own[n - 1]].form.ending if n else ""
        if 0 < run - n <= _LONGEST_RUN and run < len(own) and before != "colon":
            found.update(own[n:run])
        n = max(run, n + 1)
    return found


def _looks_so(sight: Sight, usual: float) -> bool:
    shape = sight.form
    if shape.starts_lower or shape.sentences or not sight.key or sight.line.kind in ("link", "caption"):
        return False
    if shape.sharp and shape.width <= 75:
        return usual >= 4 * shape.width and sight.text[:1] not in '“"„「«'
    return shape.is_short_and_open
