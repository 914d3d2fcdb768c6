"""Names of places, languages and currencies in Chinese, German and English, from Unicode's locale data."""

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from lxml import etree

from corpora.chinese import simplified
from mt.debian_catalogues import catalogue
from mt.debian_pairs import Passage

_CLDR = "usr/share/unicode/cldr/common"
# Registers whose English is English: of provinces, iso-codes has each country's own names.
_LISTED = re.compile("[;,(]")  # several names, or one turned about for its place in a register
_ISO_CODES = ("iso_3166-1", "iso_3166-3", "iso_639-2", "iso_4217")


def cldr_names(root: Path) -> Iterator[Passage]:
    """The names of countries, provinces, cities, languages and currencies, two languages at a time."""
    sides = {code: _names(root / _CLDR, code) for code in ("zh", "de", "en")}
    for key in sides["zh"]:
        yield from _twos({code: side[key] for code, side in sides.items() if key in side})


def iso_names(root: Path) -> Iterator[Passage]:
    """The names of countries (official ones too), languages and currencies of the ISO registers, in twos likewise."""
    for domain in _ISO_CODES:
        chinese, german = (catalogue(root, locale, domain) for locale in ("zh_CN", "de"))
        for key in sorted(chinese.keys() | german.keys()):
            if _LISTED.search(key):
                continue
            sides = {"zh": chinese.get(key, ""), "de": german.get(key, ""), "en": key}
            yield from _twos({code: text for code, text in sides.items() if text})


def _twos(sides: Passage) -> Iterator[Passage]:
    """Each two languages alone: that German has the English name says nothing against it here.

    Chinese names of provinces are in both scripts, and some in a mixture.
    """
    sides = {code: simplified(text) if code == "zh" else text for code, text in sides.items()}
    for ours, theirs in combinations(sides, 2):
        yield {ours: sides[ours], theirs: sides[theirs]}


def _names(folder: Path, code: str) -> dict[tuple[str, str], str]:
    """The usual names by what they name: ("territory", "DE") has Deutschland."""
    names: dict[tuple[str, str], str] = {}
    for part in ("main", "subdivisions"):
        root = etree.parse(str(folder / part / f"{code}.xml")).getroot()
        for tag in ("territory", "language", "subdivision"):
            for element in root.iter(tag):
                if element.get("alt") is None and (element.text or "↑").strip("↑"):
                    names[tag, element.get("type", "")] = element.text or ""
        for currency in root.iter("currency"):
            if name := currency.findtext("displayName"):
                names["currency", currency.get("type", "")] = name
        for zone in root.iter("zone"):
            kind = zone.get("type", "")
            if code == "en" and "/" in kind:
                names["city", kind] = kind.rpartition("/")[2].replace("_", " ")
            if name := zone.findtext("exemplarCity"):
                names["city", kind] = name
    return names
