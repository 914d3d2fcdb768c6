"""Lines of an evaluation in groups: by length, by document, by any label, so that a number can be taken apart."""

from collections.abc import Sequence
from typing import NamedTuple

from corpora.errors import MalformedFile

# Words of a reference where the next bucket begins; of text without spaces, characters, about half as long.
_WORDS = (10, 20, 30, 40)
_CHARACTERS = tuple(2 * words for words in _WORDS)


class Bucket(NamedTuple):
    """A group of lines, by their numbers from 0, in order."""

    name: str
    lines: tuple[int, ...]


def by_length(references: Sequence[str]) -> list[Bucket]:
    """Lines by how many words their references have, of text without spaces by characters; empty buckets left out."""
    spaced = sum(" " in line.strip() for line in references) * 2 > len(references)
    limits, unit = (_WORDS, "words") if spaced else (_CHARACTERS, "characters")
    sizes = [len(line.split()) if spaced else len(line) for line in references]
    edges = [0, *limits]
    found = []
    for low, high in zip(edges, [*limits, None], strict=True):
        lines = tuple(i for i, size in enumerate(sizes) if size >= low and (high is None or size < high))
        if lines:
            found.append(Bucket(f"{low}–{high - 1} {unit}" if high else f"{low} {unit} and more", lines))
    return found


def by_label(labels: Sequence[str], lines: int) -> list[Bucket]:
    """Lines by a label each, a document's name or a bead's type, in the order in which labels first come.

    Raises MalformedFile where there are not as many labels as lines.
    """
    if len(labels) != lines:
        raise MalformedFile(f"there are {len(labels)} labels for {lines} lines; a label must stand on every line")
    groups: dict[str, list[int]] = {}
    for i, label in enumerate(labels):
        groups.setdefault(label, []).append(i)
    return [Bucket(name, tuple(found)) for name, found in groups.items()]
