"""Numbers with units that a translator converts: 30 yards are 27 metres, 80 degrees Fahrenheit 27 degrees Celsius."""

from collections.abc import Iterator
from typing import NamedTuple

import regex

# Converted numbers are rounded; few degrees by more of them.
TOLERANCE, TOLERANCE_OF_DEGREES = 0.05, 0.1

# What a number in each unit may become, by factors; a Pfund may be a German one, an inch is told in mm, cm or m.
_UNITS = {
    r"miles?\b|mph\b|英里|Meilen?\b": (1.609,),
    r"yards?\b|码|碼|Yards?\b": (0.9144,),
    r"f(?:ee|oo)?t\b|英尺|Fuß\b": (0.3048, 30.48),
    r"inch(?:es)?\b|英寸|Zoll\b": (2.54, 25.4, 0.0254),
    r"pounds?\b|lbs?\b|磅": (0.4536,),
    r"Pfund\b": (0.4536, 0.5),
    r"ounces?\b|盎司|Unzen?\b": (28.35,),
    r"gallons?\b|加仑|加侖|Gallonen?\b": (3.785,),
    r"acres?\b|英亩|英畝|Acres?\b": (0.4047, 4047.0),
    r"square miles?\b|平方英里|Quadratmeilen?\b": (2.59,),
}
_FAHRENHEIT = r"degrees?\b|°\s?F|Fahrenheit|华氏|華氏|度"
_FEET_AND_INCHES = regex.compile(r"-foot-(?P<inches>\d+)")
# Behind a number, or behind the second one of a range.
_BEFORE = r"(?:\s*(?:[-–—至到]|to|bis|and|und|or)\s*[\d.,]+)?[\s-]*"
_PATTERNS = tuple(
    (regex.compile(_BEFORE + f"(?:{unit})", regex.IGNORECASE), factors) for unit, factors in _UNITS.items()
)
_DEGREES = regex.compile(_BEFORE + f"(?:{_FAHRENHEIT})", regex.IGNORECASE)


class Conversion(NamedTuple):
    """What a number may have become."""

    values: tuple[float, ...]
    tolerance: float

    def holds(self, value: float) -> bool:
        """Whether a number of the other side is one of them, rounded."""
        return any(abs(value - one) <= self.tolerance * abs(one) for one in self.values)


def conversion(text: str, value: float, end: int) -> Conversion | None:
    """What the number that ends at a place of a text may become in other units; None where it has no such unit."""
    if _DEGREES.match(text, end):
        return Conversion(((value - 32) * 5 / 9, value * 5 / 9), TOLERANCE_OF_DEGREES)
    found = tuple(_values(text, value, end))
    return Conversion(found, TOLERANCE) if found else None


def _values(text: str, value: float, end: int) -> Iterator[float]:
    if match := _FEET_AND_INCHES.match(text, end):
        yield (12 * value + int(match["inches"])) * 0.0254
    for pattern, factors in _PATTERNS:
        if pattern.match(text, end):
            yield from (value * factor for factor in factors)
