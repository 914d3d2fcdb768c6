"""Two lists of sentences to an alignment whose every bead carries its probability."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from align.band import Path, cuts, find_path
from align.encoding import DEFAULT_ENCODER, Encoder, load_encoder
from align.features import BEAD_TYPES, BitextFeatures
from align.lattice import Posteriors, Step, best_path
from align.locks import Locks, constrain, split_accepted
from align.model import Weights, default_weights, score
from align.moved import with_moved
from align.sides import EncodedSide, Side, encode_side
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
    path = find_path(source.spans[0], target.spans[0])
    inside = [node for node in cuts(path, source.spans[0], target.spans[0])[1:-1] if not locks.crosses(node)]
    beads: list[Bead] = []
    for start, end in pairwise([(0, 0), *inside, (len(source), len(target))]):
        part = source.part(start[0], end[0]), target.part(start[1], end[1])
        around = path.part(start, end) if path else None
        beads += (_from(bead, start) for bead in _solve(*part, around, weights, locks.part(start, end)))
    whole = BitextFeatures(source, target, path)
    return Alignment(tuple(with_moved(beads, whole, weights, _decided(locks))), signed)


def _solve(source: EncodedSide, target: EncodedSide, path: Path | None, weights: Weights, locks: Locks) -> list[Bead]:
    """The beads of a part of a bitext; those held out of the order stand at their source."""
    chain, held = split_accepted(locks, BEAD_TYPES)
    if path is not None and chain:
        path = path.through([(bead.source, bead.target) for bead in chain])
    lattice = score(BitextFeatures(source, target, path), weights)
    if locks.accepted or locks.forbidden:
        lattice = constrain(lattice, locks, chain, held)
    found = Posteriors(lattice)
    return list(_beads(best_path(lattice)[0], found, locks, held))


def _beads(steps: Sequence[Step], found: Posteriors, locks: Locks, held: Sequence[Bead]) -> Iterator[Bead]:
    """The beads of a path, with those held out of it in their places."""
    accepted = {(bead.source, bead.target) for bead in locks.accepted}
    starts = {bead.source[0]: bead for bead in held}
    out = {i for bead in held for i in bead.source}, {j for bead in held for j in bead.target}
    for step in steps:
        bead = _bead(step, found)
        if bead.source and bead.source[0] in starts:
            yield replace(starts[bead.source[0]], probability=1.0)
        elif out[0].isdisjoint(bead.source) and out[1].isdisjoint(bead.target):
            yield replace(bead, probability=1.0) if (bead.source, bead.target) in accepted else bead


def _decided(locks: Locks) -> frozenset[tuple[str, int]]:
    """The sentences that a person has decided about: none of them is taken for part of a moved block."""
    beads = [*locks.accepted, *locks.forbidden]
    return frozenset(
        [("source", i) for bead in beads for i in bead.source] + [("target", j) for bead in beads for j in bead.target]
    )


def _from(bead: Bead, start: tuple[int, int]) -> Bead:
    return replace(
        bead, source=tuple(start[0] + i for i in bead.source), target=tuple(start[1] + j for j in bead.target)
    )


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


def _bead(step: Step, found: Posteriors) -> Bead:
    return Bead(
        tuple(range(step.i, step.i + step.a)),
        tuple(range(step.j, step.j + step.b)),
        round(min(1.0, found[step]), 4),
    )
