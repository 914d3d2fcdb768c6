"""How alike two texts of one language are, as translation memories count it, and where they differ."""

import re
import unicodedata
from collections import Counter
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from corpora.anchors import Unmatched, find_numbers
from corpora.chinese import simplified
from corpora.languages import language

# Written without spaces: a word is nothing that one could count here.
_WITHOUT_WORDS = frozenset({"zh", "ja", "th"})
_MARKS = str.maketrans(
    dict.fromkeys("“”„‟«»「」『』", '"') | dict.fromkeys("‘’‚‛‹›`´", "'") | dict.fromkeys("‐‑–—―", "-") | {"。": "."}
)
_SPACES = re.compile(r"\s+")
_LATIN = "[0-9A-Za-z\u00c0-\u024f]"
_IDLE_SPACES = re.compile(rf"(?<!{_LATIN})\s+|\s+(?!{_LATIN})")  # beside a Chinese character or mark
_WORDS = re.compile(r"\w+|[^\w\s]")
_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
_PIECES = re.compile(rf"{_DIGITS.pattern}(?!\w)|\w+|\s+|[^\w\s]")
_CHARACTERS = re.compile(rf"{_DIGITS.pattern}|.", re.DOTALL)


class Piece(NamedTuple):
    """A part of a text; instead is what the other text has there, None where both have the same."""

    text: str
    instead: str | None = None


def folded(text: str, code: str) -> str:
    """The text without what makes no other sentence of it: width, white space, shape of marks, Chinese script.

    Two texts that are equal then match exactly. Case and punctuation stay: they change what is to be translated.
    """
    text = unicodedata.normalize("NFKC", simplified(text) if language(code).code == "zh" else text).translate(_MARKS)
    if language(code).joiner == "":
        text = _IDLE_SPACES.sub("", text)
    return _SPACES.sub(" ", text.strip())


def similarity(text: str, other: str, code: str) -> float:
    """The fuzzy match score of two folded texts: 1 minus the edit distance as a share of the longer text, in [0, 1].

    The distance is Levenshtein's, as the literature on translation memories counts it (Koehn & Senellart 2010:
    "Convergence of translation memory and statistical machine translation"). It is of characters in languages
    written without spaces. In others it is the mean of one of words and one of characters: a word of another
    ending is less of a change than another word, but a word is what is translated.
    """
    of_characters = Levenshtein.normalized_similarity(text, other)
    if not has_words(code):
        return of_characters
    return (of_characters + Levenshtein.normalized_similarity(_WORDS.findall(text), _WORDS.findall(other))) / 2


def has_words(code: str) -> bool:
    """Whether words of the language stand apart, so that they count in `similarity`."""
    return language(code).code not in _WITHOUT_WORDS


def difference(text: str, other: str, code: str) -> tuple[Piece, ...]:
    """The text in pieces, told apart by whether the other has them; together they are the text.

    A piece with no text is a place where only the other has something. Words and numbers differ as wholes, and in
    languages written without spaces characters do.
    """
    ours, theirs = _pieces(text, code), _pieces(other, code)
    made = []
    for change in Levenshtein.opcodes(_compared(ours, code), _compared(theirs, code)):
        there = "".join(theirs[change.dest_start : change.dest_end])
        made.append(Piece("".join(ours[change.src_start : change.src_end]), None if change.tag == "equal" else there))
    return _joined(made)


def _pieces(text: str, code: str) -> list[str]:
    return (_PIECES if has_words(code) else _CHARACTERS).findall(text)


def _compared(pieces: list[str], code: str) -> list[str]:
    """Pieces as they are compared; a script is folded only where that changes no count."""
    text = "".join(pieces)
    plain = simplified(text) if language(code).code == "zh" else ""
    same = _pieces(plain, code) if len(plain) == len(text) else pieces
    return [unicodedata.normalize("NFKC", piece).translate(_MARKS) for piece in same]


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Pieces with those that differ joined where they are neighbours, or have but a space between them."""
    made: list[Piece] = []
    for piece in pieces:
        is_changed = piece.instead is not None
        space = ""
        if is_changed and len(made) > 1 and made[-1].instead is None and made[-1].text.isspace():
            space = made.pop().text
        if is_changed and made and (before := made[-1].instead) is not None:
            piece = Piece(made.pop().text + space + piece.text, before + space + (piece.instead or ""))
        made.append(piece)
    return tuple(made)


def different_numbers(text: str, other: str, code: str) -> Unmatched:
    """The numbers in digits that one of two texts of a language has more often than the other, as they are written.

    Of numbers written differently the value counts: 20.000 is 20000 in German.
    """
    ours, theirs = _values(text, code), _values(other, code)
    counts, others = Counter(value for value, _ in ours), Counter(value for value, _ in theirs)
    return Unmatched(_more(ours, counts - others), _more(theirs, others - counts))


def _values(text: str, code: str) -> list[tuple[str, str]]:
    """Each number with its value; alone, so that what stands around it (a month, a unit) makes nothing else of it."""
    written = _DIGITS.findall(unicodedata.normalize("NFKC", text))
    found = ((find_numbers(number, language(code).code), number) for number in written)
    return [(values[0].value if len(values) == 1 else number, number) for values, number in found]


def _more(written: list[tuple[str, str]], wanted: Counter[str]) -> tuple[str, ...]:
    made = []
    for value, number in written:
        if wanted[value] > 0:
            wanted[value] -= 1
            made.append(number)
    return tuple(made)


def without_numbers(text: str) -> str:
    """A folded text with a mark in place of each number in digits: equal for texts that differ in those alone."""
    return _DIGITS.sub("\x00", text)
