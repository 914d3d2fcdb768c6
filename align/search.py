"""Two lists of sentences to an alignment whose every bead carries its probability."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from align.anchors import cuts
from align.encoding import DEFAULT_ENCODER, Encoder, load_encoder
from align.features import BitextFeatures, EncodedSide, Side, encode_side
from align.model import Posteriors, Step, Weights, best_path, default_weights, posteriors, score
from corpora.units import Alignment, Bead
from corpora.version import program_version


class AlignOptions(NamedTuple):
    """How to align: the encoder's name, and weights (None for those that come with the program)."""

    encoder: str = DEFAULT_ENCODER
    weights: Weights | None = None


def align(source: Side, target: Side, options: AlignOptions = AlignOptions()) -> Alignment:  # noqa: B008
    """The likeliest monotone alignment of two lists of sentences, nulls included, each bead with its posterior.

    Positions are 0-based within the lists. An empty side makes every sentence of the other a null bead.
    """
    encoder = load_encoder(options.encoder)
    sides = encode_side(source, encoder), encode_side(target, encoder)
    return align_encoded(*sides, options, encoder)


def align_encoded(source: EncodedSide, target: EncodedSide, options: AlignOptions, encoder: Encoder) -> Alignment:
    """As `align`, for sides whose vectors are already there."""
    weights = options.weights or default_weights()
    signed = signature(encoder.name, weights)
    corners = cuts(source.spans[0], target.spans[0])
    beads: list[Bead] = []
    for first, last in pairwise(corners):
        part = source.part(first.i, last.i), target.part(first.j, last.j)
        beads += (
            Bead(tuple(first.i + i for i in bead.source), tuple(first.j + j for j in bead.target), bead.probability)
            for bead in _align_part(*part, weights)
        )
    return Alignment(tuple(beads), signed)


def _align_part(source: EncodedSide, target: EncodedSide, weights: Weights) -> list[Bead]:
    if not len(source) or not len(target):
        return [Bead((i,), ()) for i in range(len(source))] + [Bead((), (j,)) for j in range(len(target))]
    scores = score(BitextFeatures(source, target), weights)
    found = posteriors(scores)
    return [_bead(step, found) for step in best_path(scores)]


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
    if not step.b:
        probability = found.source_nulls[step.i]
    elif not step.a:
        probability = found.target_nulls[step.j]
    else:
        probability = found.beads[step.a, step.b][step.i, step.j]
    return Bead(
        tuple(range(step.i, step.i + step.a)),
        tuple(range(step.j, step.j + step.b)),
        round(min(1.0, float(probability)), 4),
    )
