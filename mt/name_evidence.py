"""Names of a translation that nothing in the source backs: what a swapped or invented name looks like.

In English a word with a capital may be a name, in German any noun may. Each such word of the target is judged by how
like a word of the source it is, whether it stands there letter for letter, and whether a Chinese source has its sound.
Names of the source that the target does not take up are looked for the other way round.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import regex

from corpora.compared_words import ComparedWords
from corpora.units import Span
from mt.name_sounds import LEAST_SOUNDS, chinese_sounds, heard, latin_sounds, transcriptions

LEAST_LETTERS = 3
LONG_SOUNDS = 5  # from here on a name is hardly ever heard by chance
SHORTEST_TRANSCRIPTION = 3  # characters; two are too often a word
BACKED = 0.5  # similarity from which on nothing is missing

_NAME_LIKE = regex.compile(r"\p{Lu}[\w'’\-]{2,}")
_LATIN_NAME = regex.compile(r"\p{Lu}[\w'’\-]+")


class NameSigns(NamedTuple):
    """What speaks for or against one word of the target being named in the source.

    heard_short, heard_long: how well its sounds are heard in the source's transcriptions, beyond chance, in [0, 1]; of
    words of few or many consonants. rarity: pieces of the encoder's vocabulary to four letters.
    """

    backing: float
    far_from_usual: float
    heard_short: float
    heard_long: float
    heard_pair: float
    too_short_to_hear: float
    in_source: float
    stem_in_source: float
    first: float
    letters: float
    rarity: float
    rarity_backed: float
    german: float
    german_backing: float
    german_rarity: float
    words: float
    usual_backing: float


class NameOfTarget(NamedTuple):
    """A word that may be a name, and its signs."""

    span: Span
    signs: NameSigns


def names_of_target(
    source: str, source_language: str, target: str, target_language: str, words: ComparedWords
) -> list[NameOfTarget]:
    """The words of a target that may be names, in order; languages are plain codes. Into Chinese there are none."""
    if target_language == "zh":
        return []
    sounds = _transcribed_sounds(source) if source_language == "zh" else None
    folded = source.casefold()
    side = words.target
    usual = float(np.median(side.backing)) if len(side.backing) else 0.0
    found = []
    for place, (span, backing, pieces) in enumerate(zip(side.spans, side.backing, side.pieces, strict=True)):
        word = target[span.start : span.end]
        if not _NAME_LIKE.fullmatch(word):
            continue
        german, rarity, likeness = float(target_language == "de"), 4 * int(pieces) / len(word), float(backing)
        short, long, pair, untold = _hearing(word, sounds)
        plain = word.casefold()
        signs = NameSigns(
            backing=likeness,
            far_from_usual=(likeness - 0.3) ** 2,
            heard_short=short,
            heard_long=long,
            heard_pair=pair,
            too_short_to_hear=untold,
            in_source=float(plain in folded),
            stem_in_source=float(plain.rstrip("s").rstrip("'’") in folded),
            first=float(place == 0),
            letters=float(len(word)),
            rarity=rarity,
            rarity_backed=rarity * likeness,
            german=german,
            german_backing=german * likeness,
            german_rarity=german * rarity,
            words=len(side.spans) / 30,
            usual_backing=usual,
        )
        found.append(NameOfTarget(span, signs))
    return found


def lost_name(source: str, source_language: str, target: str, words: ComparedWords) -> float:
    """How far the name of a Chinese or English source that is backed least is from being in the target, 0 … 1."""
    if source_language == "zh":
        sounds = " ".join(latin_sounds(name) for name in _LATIN_NAME.findall(target))
        return max((1 - heard(wanted, sounds) for wanted in _long_transcriptions(source)), default=0.0)
    if source_language == "en":
        folded = target.casefold()
        return max(
            (
                max(0.0, BACKED - float(backing))
                for span, backing in list(zip(words.source.spans, words.source.backing, strict=True))[1:]
                if _NAME_LIKE.fullmatch(source, *span) and source[span.start : span.end].casefold() not in folded
            ),
            default=0.0,
        )
    return 0.0


def _hearing(word: str, sounds: str | None) -> tuple[float, float, float, float]:
    """heard_short, heard_long, heard_pair, too_short_to_hear of a word; sounds of no Chinese source are None."""
    if sounds is None:
        return 0.0, 0.0, 0.0, 1.0
    wanted = latin_sounds(word)
    if len(wanted) < LEAST_SOUNDS:
        return 0.0, 0.0, float(len(wanted) == LEAST_SOUNDS - 1 and wanted in sounds), 1.0
    likeness = heard(wanted, sounds)
    if len(wanted) < LONG_SOUNDS:
        return max(0.0, likeness - 0.6), 0.0, 0.0, 0.0
    return 0.0, max(0.0, likeness - 0.5), 0.0, 0.0


def _transcribed_sounds(chinese: str) -> str:
    return " ".join(chinese_sounds(chinese[slice(*span)]) for span in transcriptions(chinese))


def _long_transcriptions(chinese: str) -> Iterator[str]:
    for start, end in transcriptions(chinese):
        sounds = chinese_sounds(chinese[start:end].replace("·", ""))
        if end - start >= SHORTEST_TRANSCRIPTION and len(sounds) >= LEAST_SOUNDS:
            yield sounds
