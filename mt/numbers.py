"""Numbers as a language writes them: 230000000 is 2.3亿, 230 million and 230 Millionen."""

import re
from collections.abc import Iterator
from decimal import Decimal

from corpora.anchors import find_numbers
from corpora.glossary import Term

_SCALES = {
    "en": ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")),
    "de": ((10**12, "Billionen"), (10**9, "Milliarden"), (10**6, "Millionen")),
    "zh": ((10**12, "万亿"), (10**8, "亿"), (10**4, "万")),
}
_ONE = {"Billionen": "Billion", "Milliarden": "Milliarde", "Millionen": "Million"}
# A scale is used where it leaves no more decimals than this: 2,35 Millionen, but 2.345.678.
_DECIMALS = 2

_GOES_ON = re.compile(r"[.\-/:]\d")


def written_in(value: str, language: str) -> str:
    """A plain decimal ("230000000", "2.6") as the language writes it; a year, or a number below 10,000, in digits.

    language is a plain code; of one that is not known here the number stays as it is.
    """
    number = Decimal(value)
    for scale, word in _SCALES.get(language, ()):
        share = number / scale
        if number >= scale and share == round(share, _DECIMALS):
            written = _digits(share, language)
            return (
                f"{written}{word}" if language == "zh" else f"{written} {_ONE.get(word, word) if share == 1 else word}"
            )
    return _digits(number, language)


def _digits(number: Decimal, language: str) -> str:
    plain = f"{number.normalize():f}"
    whole, _, decimals = plain.partition(".")
    if len(whole) > 4 and language in ("de", "en"):
        whole = f"{int(whole):,}"
    joined = f"{whole}.{decimals}" if decimals else whole
    return joined.translate(str.maketrans(".,", ",.")) if language == "de" else joined


def number_terms(text: str, source: str, target: str) -> Iterator[Term]:
    """The numbers in digits of a text that the target language writes otherwise, as terms (codes as "zh").

    Not those that are parts of dates and the like, nor plain digits, which may be a year, a flight or a name.
    """
    for number in find_numbers(text, source):
        start, end = number.span
        written = text[start:end]
        is_part = text[max(0, start - 1) : start] in tuple(".-/:") or _GOES_ON.match(text, end)
        if number.is_digits and not (is_part or written.isdigit() or ":" in number.value):
            theirs = written_in(number.value, target)
            if theirs != written:
                yield Term(written, theirs)
