"""Drafting translations of segments, a batch at a time, each looked over by the guards."""

from collections.abc import Callable, Iterator, Sequence

from corpora.units import Draft, Segment
from mt import retries
from mt.retries import NO_HINTS, Checked
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
    return _batches(segments, translator, document_id, source, target, batch_size, hints, in_order)


def _batches(
    segments: Sequence[Segment],
    translator: Translator,
    document_id: str,
    source: str,
    target: str,
    batch_size: int,
    hints: Callable[[Segment], Hints],
    in_order: bool,
) -> Batches:
    ordered = sorted(segments, key=lambda segment: (0 if in_order else -len(segment.text), segment.position))
    for start in range(0, len(ordered), batch_size):
        batch = ordered[start : start + batch_size]
        translated = translate_checked(
            [segment.text for segment in batch], translator, source, target, [hints(segment) for segment in batch]
        )
        yield [
            Draft(document_id, segment.position, target, text, translator.system, findings)
            for segment, (text, findings) in zip(batch, translated, strict=True)
        ]


def translate_checked(
    texts: Sequence[str], translator: Translator, source: str, target: str, hints: Sequence[Hints] = ()
) -> list[Checked]:
    """`mt.retries.translate_checked`, of which every text that is there more than once is translated once."""
    given = tuple(hints) or (NO_HINTS,) * len(texts)
    wanted = dict.fromkeys(zip(texts, given, strict=True))
    translated = retries.translate_checked(
        [text for text, _ in wanted], translator, source, target, [hint for _, hint in wanted]
    )
    found = dict(zip(wanted, translated, strict=True))
    return [found[key] for key in zip(texts, given, strict=True)]
