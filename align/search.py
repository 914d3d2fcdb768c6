"""Two lists of sentences to an alignment whose every bead carries its probability."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from align.band import cuts, find_path
from align.encoding import DEFAULT_ENCODER, Encoder, load_encoder
from align.features import BitextFeatures, Node
from align.lattice import Posteriors, Step, best_path
from align.locks import Constraints, Locks
from align.model import Weights, default_weights, score
from align.moved import with_moved
from align.omissions import gap_shift, nulls_of_path
from align.sides import EncodedSide, Side, encode_side
from align.threads import one_thread
from corpora.order import inserted
from corpora.units import Alignment, Bead
from corpora.version import program_version


class AlignOptions(NamedTuple):
    """How to align: the encoder's name, and weights (None for those that come with the program)."""

    encoder: str = DEFAULT_ENCODER
    weights: Weights | None = None


def align(source: Side, target: Side, options: AlignOptions = AlignOptions(), locks: Locks = Locks()) -> Alignment:  # noqa: B008
    """The likeliest alignment of two lists of sentences, nulls included, each bead with its posterior.

    Beads are in order but for blocks that were moved, which stand where their source does. Positions are
    0-based within the lists. An empty side makes every sentence of the other a null bead.
    """
    encoder = load_encoder(options.encoder)
    sides = encode_side(source, encoder), encode_side(target, encoder)
    return align_encoded(*sides, options, encoder, locks)


def align_encoded(
    source: EncodedSide,
    target: EncodedSide,
    options: AlignOptions,
    encoder: Encoder,
    locks: Locks = Locks(),  # noqa: B008
) -> Alignment:
    """As `align`, for sides whose vectors are already there.

    Accepted beads of the locks hold, with probability 1, and forbidden ones do not come; the rest is the
    likeliest alignment around them. Raises ValueError where accepted beads share a sentence.
    """
    weights = options.weights or default_weights()
    signed = signature(encoder.name, weights)
    if not len(source) or not len(target):
        nulls = [Bead((i,), ()) for i in range(len(source))] + [Bead((), (j,)) for j in range(len(target))]
        return Alignment(tuple(nulls), signed)
    return Alignment(tuple(align_bitext(read_bitext(source, target), weights, locks)), signed)


def read_bitext(source: EncodedSide, target: EncodedSide) -> BitextFeatures:
    """Two sides, neither empty, made ready for `align_bitext` and for `align.revision.realign`."""
    with one_thread():
        return BitextFeatures(source, target, find_path(source.spans[0], target.spans[0]))


def align_bitext(bitext: BitextFeatures, weights: Weights, locks: Locks = Locks()) -> list[Bead]:  # noqa: B008
    """The beads of the likeliest alignment around locks, as `align` has them."""
    source, target, path = bitext.source, bitext.target, bitext.path
    constraints = Constraints.of(locks, (len(source), len(target)))
    beads: list[Bead] = []
    with one_thread():
        nodes = [node for node in cuts(path, source.spans[0], target.spans[0]) if not constraints.are_cut(node)]
        for start, end in pairwise(nodes):
            part = bitext.part(start, end, path.part(start, end) if path else None)
            beads += solve(part, start, end, weights, constraints)
        return with_moved(inserted(beads, constraints.held), bitext, weights, _decided(locks))


def solve(
    part: BitextFeatures,
    start: Node,
    end: Node,
    weights: Weights,
    constraints: Constraints,
    gaps: float | None = None,
) -> Iterator[Bead]:
    """The likeliest beads of a part of a bitext between two of its nodes, as positions in the whole.

    gaps is what `align.omissions` adds to the score of a gap, None where the part has to show it. Sentences of
    beads held out of the search are in none of the beads.
    """
    inside = constraints.part(start, end)
    if part.path is not None and inside.chain:
        part.path = part.path.through([(bead.source, bead.target) for bead in inside.chain])
    lattice = score(part, weights)
    if not inside.is_empty:
        lattice = inside.apply(lattice)
    if gaps is None:
        gaps = gap_shift(nulls_of_path(best_path(lattice)[0]), (len(part.source), len(part.target)))
    lattice = replace(lattice, gap_opens=lattice.gap_opens + gaps)
    found = Posteriors(lattice)
    for step in best_path(lattice)[0]:
        if not inside.is_taken(step):
            yield _bead(step, start, 1.0 if inside.is_decided(step) else found[step])


def _decided(locks: Locks) -> frozenset[tuple[str, int]]:
    """The sentences that a person has decided about: none of them is taken for part of a moved block."""
    return frozenset(place for bead in [*locks.accepted, *locks.forbidden] for place in bead.places)


def signature(encoder: str, weights: Weights | None = None) -> str:
    """How an alignment was made, in one string."""
    return f"crf|enc:{encoder}|weights:{(weights or default_weights()).name}|version:{program_version()}"


def renumber(alignment: Alignment, source: Sequence[int], target: Sequence[int]) -> Alignment:
    """The alignment with its positions replaced: position i of a side becomes source[i] or target[i]."""
    return Alignment(
        tuple(
            Bead(tuple(source[i] for i in bead.source), tuple(target[j] for j in bead.target), bead.probability)
            for bead in alignment.beads
        ),
        alignment.signature,
    )


def _bead(step: Step, start: Node, probability: float) -> Bead:
    i, j = start[0] + step.i, start[1] + step.j
    return Bead(tuple(range(i, i + step.a)), tuple(range(j, j + step.b)), round(min(1.0, probability), 4))
