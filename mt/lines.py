"""Lines of any length to translations, a few at a time and in order: a long line is translated piece by piece."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from corpora.glossary import NO_GLOSSARY, Glossary
from corpora.languages import language
from mt.retries import translate_checked
from mt.source_text import split_text
from mt.translators import Hints, Translator

# Characters; a longer line is cut at its sentence ends. What the guards find fault with is translated again whole.
PIECE = 500
# Pieces and characters that are translated at once: few, to lose little when it is stopped, and many, to decode texts
# of like lengths together. It begins with fewer, so that the first translations are seen soon.
AT_ONCE = 32
MOST_CHARACTERS = 5_000
FIRST = 8

_LINE_BREAKS = regex.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


class Piece(NamedTuple):
    """A part of a line, translated by itself: the line's number from 0, and where in the line the part ends."""

    line: int
    text: str
    end: int
    is_last: bool


def pieces(lines: Iterable[str]) -> Iterator[Piece]:
    """The parts of lines in order, one of each that is no longer than PIECE, blank ones included."""
    for number, line in enumerate(lines):
        if len(line) <= PIECE or not (parts := split_text(line, len, PIECE)):
            yield Piece(number, line, len(line), is_last=True)
            continue
        end = 0
        for part in parts[:-1]:
            end = line.index(part, end) + len(part)
            yield Piece(number, part, end, is_last=False)
        yield Piece(number, parts[-1], len(line), is_last=True)


def translate_lines(
    lines: Iterable[str], translator: Translator, source: str, target: str, glossary: Glossary = NO_GLOSSARY
) -> Iterator[list[tuple[Piece, str]]]:
    """The parts of lines with their translations, in order, as many at a time as were translated together.

    A translation has no line break in it, and behind one that is not the last of its line stands what the target
    language has between sentences: written one after the other they are the line's.
    """
    joiner = language(target).joiner
    for batch in _batches(pieces(lines)):
        texts = [piece.text for piece in batch]
        hints = [Hints(glossary.terms_in(text, source, target)) for text in texts]
        translated = translate_checked(texts, translator, source, target, hints)
        yield [
            (piece, _LINE_BREAKS.sub(" ", text) + ("" if piece.is_last or not text else joiner))
            for piece, (text, _) in zip(batch, translated, strict=True)
        ]


def _batches(parts: Iterable[Piece]) -> Iterator[list[Piece]]:
    batch: list[Piece] = []
    characters, at_once, most = 0, FIRST, 2 * PIECE
    for part in parts:
        if batch and (len(batch) == at_once or characters + len(part.text) > most):
            yield batch
            batch, characters = [], 0
            at_once, most = min(AT_ONCE, 2 * at_once), min(MOST_CHARACTERS, 2 * most)
        batch.append(part)
        characters += len(part.text)
    if batch:
        yield batch
