"""Drafting translations of segments, a batch at a time, each looked over by the guards."""

from collections.abc import Iterator, Sequence

from corpora.units import Draft, Finding, Segment
from mt.guards import NO_TRANSLATION, check
from mt.translators import Translator, require_direction

BATCH_SIZE = 16

# What decoding against loops can cure. A number or name that is lost stays lost.
RETRIED = frozenset({"empty", "copy", "wrong-language", "wrong-script", "repetition"})


def draft(
    segments: Sequence[Segment],
    translator: Translator,
    document_id: str,
    source: str,
    target: str,
    batch_size: int = BATCH_SIZE,
) -> Iterator[list[Draft]]:
    """Drafts of the segments in batches of one length, longest first; together one draft a segment.

    A caller that stores each batch can stop anywhere and go on by passing the segments that have no draft
    yet. A draft without a translation in it (empty, copied, looping, in the wrong language) is tried once
    more, decoding against loops, and the better of the two is kept with what the guards still say of it.
    Raises UnsupportedLanguage before the first batch where the translator does not do this direction.
    """
    require_direction(translator, source, target)
    return _batches(segments, translator, document_id, source, target, batch_size)


def _batches(
    segments: Sequence[Segment], translator: Translator, document_id: str, source: str, target: str, batch_size: int
) -> Iterator[list[Draft]]:
    by_length = sorted(segments, key=lambda segment: (-len(segment.text), segment.position))
    for start in range(0, len(by_length), batch_size):
        batch = by_length[start : start + batch_size]
        translated = translate_checked([segment.text for segment in batch], translator, source, target)
        yield [
            Draft(document_id, segment.position, target, text, translator.system, findings)
            for segment, (text, findings) in zip(batch, translated, strict=True)
        ]


def translate_checked(
    texts: Sequence[str], translator: Translator, source: str, target: str
) -> list[tuple[str, tuple[Finding, ...]]]:
    """One translation a text, in order, with the guards' findings; loops and the like tried once more."""
    translated = [
        (text, check(original, source, text, target))
        for original, text in zip(texts, translator.translate(texts, source, target), strict=True)
    ]
    again = [i for i, (_, findings) in enumerate(translated) if any(finding.kind in RETRIED for finding in findings)]
    if again:
        retried = translator.translate([texts[i] for i in again], source, target, careful=True)
        for i, text in zip(again, retried, strict=True):
            second = (text, check(texts[i], source, text, target))
            translated[i] = min(translated[i], second, key=lambda candidate: _faults(candidate[1]))
    return translated


def _faults(findings: Sequence[Finding]) -> tuple[int, int]:
    return sum(finding.kind in NO_TRANSLATION for finding in findings), len(findings)
