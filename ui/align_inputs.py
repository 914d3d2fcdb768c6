"""What `duizhao beads` is given: sides, documents inside them, beads already decided; and doubts about them."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ui.filter_streams import STDIN, name_of, read_lines, read_sentences

if TYPE_CHECKING:
    from align.locks import Locks
    from align.robustness import Bitext
    from corpora.formats.beads import Bounds
    from corpora.units import Bead

LONGEST = 50_000  # characters of a line that are read; the encoder takes in less, and a sentence has some hundred
_SAMPLE_LINES = 2_000

Sides = tuple[list[str], list[str]]
_NAMES = ("source", "target")


def read_sides(source: Path, target: Path) -> Sides:
    """The lines of both files. Raises UnreadableInput."""
    from corpora.errors import UnreadableInput

    if source == target == STDIN:
        raise UnreadableInput("only one side can come from stdin; name a file for the other")
    return read_sentences(source), read_sentences(target)


def read_documents(path: Path | None, sides: Sides) -> "list[Bounds]":
    """The documents inside the sides, or the whole of them as one without a name.

    Raises MalformedFile, which names the line, for a document that ends behind its file.
    """
    from corpora.errors import MalformedFile
    from corpora.formats.beads import Bounds, read_bounds

    if path is None:
        return [Bounds("", 0, len(sides[0]), 0, len(sides[1]))]
    lines = read_lines(path)
    found = read_bounds(lines, name_of(path))
    for number, bound in zip(_numbers(lines), found, strict=True):
        for end, side, name in zip((bound.source_end, bound.target_end), sides, _NAMES, strict=True):
            if end > len(side):
                where = f"{name_of(path)}:{number}"
                raise MalformedFile(f"{where}: {name} ends at {end}, but the file has {len(side)} lines")
    return found


def read_bitexts(
    source: Path, target: Path, gold: Path, bounds: Path | None, languages: tuple[str, str]
) -> "list[Bitext]":
    """The documents of both files with their gold beads.

    Raises MalformedFile, which names the line, where a gold bead does not lie in one document, and where beads
    cross or do not hold every sentence of a document once.
    """
    from align.robustness import Bitext
    from corpora.errors import MalformedFile
    from corpora.units import Bead

    sides = read_sides(source, target)
    beads = _read_beads(gold, sides)
    documents = read_documents(bounds, sides)
    found = []
    for document in documents:
        start = document.source_start, document.target_start
        own = {where: bead for where, bead in beads.items() if _is_in(bead, document)}
        reached = [*start]
        for where, bead in own.items():
            for side, positions in enumerate((bead.source, bead.target)):
                if positions and positions != tuple(range(reached[side], reached[side] + len(positions))):
                    raise MalformedFile(f"{where}: {_NAMES[side]} {reached[side]} should come next, in no other order")
                reached[side] += len(positions)
        if reached != [document.source_end, document.target_end]:
            raise MalformedFile(f"{name_of(gold)}: the beads leave out sentences of {document.name or 'the text'}")
        texts = (
            sides[0][document.source_start : document.source_end],
            sides[1][document.target_start : document.target_end],
        )
        shifted = [Bead(bead.source, bead.target).shifted(-start[0], -start[1]) for bead in own.values()]
        found.append(Bitext.of(languages, *texts, shifted))
    if sum(len(bitext.pieces) for bitext in found) < len(beads):
        lost = next(where for where, bead in beads.items() if not any(_is_in(bead, each) for each in documents))
        raise MalformedFile(f"{lost}: the bead must lie in one document of the bounds")
    return found


def doubts(sides: Sides, languages: Sequence[str]) -> Iterator[str]:
    """What is odd about the sides though they can be aligned, a line each."""
    from corpora.detection import reads_as

    for name, side, code in zip(_NAMES, sides, languages, strict=True):
        if not any(line.strip() for line in side):
            yield f"{name}: there is no sentence in it"
        elif other := reads_as("\n".join(line[:LONGEST] for line in islice(side, _SAMPLE_LINES)), code):
            yield f"{name}: reads as {other}, not {code}"
        long = [number for number, line in enumerate(side, 1) if len(line) > LONGEST]
        if long:
            more = f", and {len(long) - 1} more such lines" if len(long) > 1 else ""
            yield (
                f"{name}:{long[0]}: {len(side[long[0] - 1])} characters in a line, of which {LONGEST} are read{more}; "
                "`duizhao segment` cuts text into sentences"
            )
    if sides[0] == sides[1] and any(line.strip() for line in sides[0]):
        yield "both sides are the same text"


class Rows(NamedTuple):
    """The lines of a document that have text on them, on both sides: those that are aligned."""

    source: list[int]
    target: list[int]

    @classmethod
    def of(cls, document: "Bounds", sides: Sides) -> "Rows":
        """The rows of a document inside the sides."""
        lines = range(document.source_start, document.source_end), range(document.target_start, document.target_end)
        return cls(*([k for k in numbers if side[k].strip()] for numbers, side in zip(lines, sides, strict=True)))

    def with_blanks(self, beads: "Iterable[Bead]", document: "Bounds") -> "Iterator[Bead]":
        """The beads, and a null where they stand for each blank line of the document."""
        from corpora.units import Bead

        blanks = [
            deque(sorted({*range(document.source_start, document.source_end)} - {*self.source})),
            deque(sorted({*range(document.target_start, document.target_end)} - {*self.target})),
        ]
        for bead in beads:
            for side, blank in zip((bead.source, bead.target), blanks, strict=True):
                while side and blank and blank[0] < side[0]:
                    position = (blank.popleft(),)
                    yield Bead(position, ()) if blank is blanks[0] else Bead((), position)
            yield bead
        yield from (Bead((i,), ()) for i in blanks[0])
        yield from (Bead((), (j,)) for j in blanks[1])


class Decided(NamedTuple):
    """Beads that a person accepted or forbade; positions are lines of the files."""

    accepted: "list[Bead]"
    forbidden: "list[Bead]"

    def among(self, rows: Rows) -> "Locks":
        """Those of a document, as positions in its rows."""
        from align.locks import Locks
        from corpora.units import Bead

        source, target = ({line: k for k, line in enumerate(lines)} for lines in rows)
        return Locks(
            *(
                tuple(
                    Bead(tuple(source[i] for i in bead.source), tuple(target[j] for j in bead.target))
                    for bead in beads
                    if source.keys() >= {*bead.source} and target.keys() >= {*bead.target}
                )
                for beads in self
            )
        )


def read_decided(accepted: Path | None, forbidden: Path | None, sides: Sides, documents: "Sequence[Bounds]") -> Decided:
    """The beads of both files, empty for one that is not given.

    Raises MalformedFile, which names the line, for positions behind the end of the files, a sentence in two
    accepted beads, a blank line in one of two sides, an accepted bead that does not lie in one document, and one
    both accepted and forbidden.
    """
    from corpora.errors import MalformedFile

    ours, theirs = _read_beads(accepted, sides), _read_beads(forbidden, sides)
    taken: dict[tuple[str, int], str] = {}
    for where, bead in ours.items():
        for side in _NAMES:
            for position in getattr(bead, side):
                other = taken.setdefault((side, position), where)
                if other != where:
                    raise MalformedFile(f"{where}: {side} {position} is in the accepted bead of {other} already")
                if not bead.is_null and not sides[_NAMES.index(side)][position].strip():
                    raise MalformedFile(f"{where}: {side} {position} is a blank line, which nothing translates")
        if not any(_is_in(bead, document) for document in documents):
            raise MalformedFile(f"{where}: an accepted bead must lie in one document of the bounds")
    for where, bead in theirs.items():
        if bead in ours.values():
            raise MalformedFile(f"{where}: the bead is also accepted; take it out of one of the files")
    return Decided(list(ours.values()), list(theirs.values()))


def _read_beads(path: Path | None, sides: Sides) -> "dict[str, Bead]":
    """The beads of a file by where they stand."""
    from corpora.errors import MalformedFile
    from corpora.formats.beads import read_beads

    if path is None:
        return {}
    lines = read_sentences(path)  # none is none
    beads = read_beads(lines, name_of(path), scored=False)
    found = {f"{name_of(path)}:{number}": bead for number, bead in zip(_numbers(lines), beads, strict=True)}
    for where, bead in found.items():
        for name, positions, side in zip(_NAMES, (bead.source, bead.target), sides, strict=True):
            if positions and positions[-1] >= len(side):
                raise MalformedFile(
                    f"{where}: {name} {positions[-1]} is not there: the file has {len(side)} lines, counted from 0"
                )
    return found


def _numbers(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines that are not blank."""
    return [number for number, line in enumerate(lines, 1) if line.strip()]


def _is_in(bead: "Bead", document: "Bounds") -> bool:
    return all(document.source_start <= i < document.source_end for i in bead.source) and all(
        document.target_start <= j < document.target_end for j in bead.target
    )
