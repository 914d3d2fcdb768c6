"""One side of a bitext, made ready: vectors of all its spans, lengths, numbers, words and clues of its writing.

A "span" is one to six neighbouring sentences.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any, NamedTuple

import numpy as np

from align.calibration import Calibration
from align.clues import ends, is_stray, joined, latin_words
from align.encoding import Encoder, Vectors
from align.names import Readings, readings, spellings
from corpora.anchors import find_numbers
from corpora.languages import language

MAX_SPAN = 6
# About how many characters carry what one Chinese character does. Round figures: FLORES and PUD have medians of
# 3.65 for German and 3.16 for English. Each bitext corrects them by its own sure sentences.
CHARACTERS_PER_HAN = {"zh": 1.0, "ja": 1.25, "ko": 1.5, "de": 3.6, "en": 3.15, "th": 2.8, "ar": 2.8}
_OTHER_LANGUAGES = 3.4
_CONVERTED = re.compile(
    r"(?:\s*(?:[-–—至到]|to|bis|and)\s*[\d.,]+)?[\s-]*(?:英寸|英尺|英里|英亩|盎司|加仑|磅|华氏|inch|feet|foot|ft\b|mile|mph|pound|lbs?\b|ounce|gallon|acre|°\s?F"
    r"|Fahrenheit|Zoll\b|Fuß\b|Meilen)"
)

Array = np.ndarray[Any, np.dtype[np.float64]]
Half = np.ndarray[Any, np.dtype[np.float16]]


class Side(NamedTuple):
    """One side of a bitext: its sentences and their language's code."""

    sentences: Sequence[str]
    language: str


@dataclass(frozen=True, slots=True)
class EncodedSide:
    """A side with the vectors of all its spans.

    spans[k] is (n - k, d) float16: row i is the text of sentences i … i + k, encoded together. lengths (n,)
    are in units of one Chinese character's content. readings are the characters of Chinese sentences in pinyin,
    spellings the words of others that could be Chinese names. stray, joined and ends are (n,): whether a sentence is
    mere punctuation, goes on with the one before, ends as sentences do.
    """

    spans: tuple[Half, ...]
    lengths: Array
    numbers: tuple[Counter[str], ...]
    words: tuple[tuple[str, ...], ...]
    readings: tuple[Readings, ...]
    spellings: tuple[tuple[str, ...], ...]
    stray: Array
    joined: Array
    ends: Array
    calibration: Calibration

    def __len__(self) -> int:
        return len(self.lengths)

    def part(self, start: int, end: int) -> "EncodedSide":
        """Sentences start to end, end exclusive."""
        return EncodedSide(
            tuple(vectors[start : max(start, end - k)] for k, vectors in enumerate(self.spans)),
            self.lengths[start:end],
            self.numbers[start:end],
            self.words[start:end],
            self.readings[start:end],
            self.spellings[start:end],
            self.stray[start:end],
            self.joined[start:end],
            self.ends[start:end],
            self.calibration,
        )


def encoding_name(encoder: Encoder) -> str:
    """What tells the spans of one encoder, in this program's way of keeping them, from all others."""
    return f"{encoder.name}|spans:{MAX_SPAN}|float16"


def pack(side: EncodedSide) -> bytes:
    """The spans of a side as bytes, six kilobytes a sentence with the embedded encoder."""
    return b"".join(np.ascontiguousarray(vectors).tobytes() for vectors in side.spans)


def unpack(data: bytes, sentences: int) -> tuple[Half, ...] | None:
    """The spans of a number of sentences from what `pack` made of them; None where the bytes are not that."""
    rows = [max(0, sentences - k) for k in range(MAX_SPAN)]
    width, rest = divmod(len(data) // 2, sum(rows)) if sentences else (0, len(data))
    if rest or len(data) % 2:
        return None
    flat = np.frombuffer(data, dtype=np.float16).reshape(-1, width) if sentences else np.zeros((0, 0), np.float16)
    return tuple(np.split(flat, np.cumsum(rows)[:-1]))


def encode_side(side: Side, encoder: Encoder, spans: Sequence[Vectors | Half] | None = None) -> EncodedSide:
    """The vectors and clues of a side; spans are its vectors where they are known already."""
    if spans is None:
        spans = encoder.encode_spans(side.sentences, MAX_SPAN, language(side.language).joiner)
    sentences = side.sentences
    per_han = CHARACTERS_PER_HAN.get(language(side.language).code, _OTHER_LANGUAGES)
    return EncodedSide(
        tuple(vectors.astype(np.float16, copy=False) for vectors in spans),
        np.array([max(1, len(sentence)) / per_han for sentence in sentences], dtype=np.float64),
        tuple(Counter(_comparable_numbers(sentence, side.language)) for sentence in sentences),
        tuple(_each_once(latin_words(sentence)) for sentence in sentences),
        tuple(readings(sentence, side.language) for sentence in sentences),
        tuple(_each_once(spellings(sentence)) for sentence in sentences),
        np.array([is_stray(sentence) for sentence in sentences], dtype=np.float64),
        np.array(joined(sentences), dtype=np.float64),
        np.array([ends(sentence) for sentence in sentences], dtype=np.float64),
        encoder.calibration,
    )


def _each_once(words: Iterable[str]) -> tuple[str, ...]:
    """Different words, in order; equal ones of a book share their memory."""
    return tuple(sorted(intern(word) for word in set(words)))


def _comparable_numbers(sentence: str, code: str) -> list[str]:
    """The values of a sentence's numbers that a translation keeps: a translator turns inches into centimetres."""
    return [
        number.value
        for number in find_numbers(sentence, code)
        if number.is_digits and not _CONVERTED.match(sentence, number.span.end)
    ]
