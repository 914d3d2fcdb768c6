"""A text whose words can be pointed at: those that translate each other light up together, findings are marked."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from corpora.units import Span

if TYPE_CHECKING:
    from align.words import WordLinks

MOST_GROUPS = 200  # groups of words that can light up; of a longer text those at its end do not

# Pointing at a word of a group lights up all of it, on both sides, without a script.
RULES = "\n".join(
    f".dz-bead:has(.l{group}:hover) .l{group} {{ background: var(--dz-lit); }}" for group in range(MOST_GROUPS)
)


class Words(NamedTuple):
    """The words of a side, in order, each with the group it lights up with; None lights up with nothing."""

    spans: tuple[Span, ...] = ()
    groups: tuple[int | None, ...] = ()


def grouped(links: "WordLinks") -> tuple[Words, Words]:
    """The words of both sides of a bead; words that are linked, through however many, are one group."""
    parents: dict[tuple[str, int], tuple[str, int]] = {}

    def root(word: tuple[str, int]) -> tuple[str, int]:
        while parents.setdefault(word, word) != word:
            word = parents[word]
        return word

    for link in links.links:
        parents[root(("target", link.target))] = root(("source", link.source))
    numbers: dict[tuple[str, int], int] = {}
    sides = []
    for side, spans in (("source", links.source), ("target", links.target)):
        words = [(side, place) for place in range(len(spans))]
        groups = (numbers.setdefault(root(word), len(numbers)) if word in parents else MOST_GROUPS for word in words)
        sides.append(Words(spans, tuple(group if group < MOST_GROUPS else None for group in groups)))
    return sides[0], sides[1]


def html(text: str, words: Words = Words(), marks: Sequence[Span] = ()) -> str:  # noqa: B008 a constant
    """The text, escaped, its words and marks in elements of their own."""
    edges = {0, len(text)} | {edge for span in (*words.spans, *marks) for edge in span}
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    pieces = []
    for start, end in pairwise(cuts):
        group = next((g for span, g in zip(*words, strict=True) if span.start <= start and end <= span.end), None)
        classes = [] if group is None else [f"l{group}"]
        classes += ["dz-noticed"] if _holds(marks, start, end) else []
        piece = escape(text[start:end])
        pieces.append(f'<span class="{" ".join(classes)}">{piece}</span>' if classes else piece)
    return "".join(pieces)


def _holds(spans: Iterable[Span], start: int, end: int) -> bool:
    return any(span.start <= start and end <= span.end for span in spans)
