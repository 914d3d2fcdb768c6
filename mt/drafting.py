"""Drafting translations of segments, a batch at a time, each looked over by the guards."""

from collections.abc import Callable, Iterator, Sequence

from corpora.units import Draft, Segment
from mt.retries import NO_HINTS, translate_checked
from mt.translators import Hints, Translator, require_direction

BATCH_SIZE = 32  # what is lost at most when a job is killed, and what keeps several cores busy

Drafts = Iterator[Draft]
Batches = Iterator[list[Draft]]


def draft(
    segments: Sequence[Segment],
    translator: Translator,
    document_id: str,
    source: str,
    target: str,
    batch_size: int = BATCH_SIZE,
    hints: Callable[[Segment], Hints] = lambda segment: NO_HINTS,
    in_order: bool = False,
) -> Batches:
    """Drafts of the segments in batches of one length, longest first, or in_order; together one draft a segment.

    A caller that stores each batch can stop anywhere and go on by passing the segments that have no draft
    yet. hints is asked when a segment's turn comes. A draft that the guards find fault with is tried in other
    ways, and the best is kept with what they still say of it.
    Raises UnsupportedLanguage before the first batch where the translator does not do this direction.
    """
    require_direction(translator, source, target)
    ordered = sorted(segments, key=lambda segment: (0 if in_order else -len(segment.text), segment.position))
    batches = (ordered[start : start + batch_size] for start in range(0, len(ordered), batch_size))
    return (_drafted(batch, translator, document_id, source, target, hints) for batch in batches)


def _drafted(
    batch: Sequence[Segment],
    translator: Translator,
    document_id: str,
    source: str,
    target: str,
    hints: Callable[[Segment], Hints],
) -> list[Draft]:
    texts = [segment.text for segment in batch]
    translated = translate_checked(texts, translator, source, target, [hints(segment) for segment in batch])
    return [
        Draft(document_id, segment.position, target, text, translator.system, findings)
        for segment, (text, findings) in zip(batch, translated, strict=True)
    ]
