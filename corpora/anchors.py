"""Numbers and Latin-script names of a sentence, in a form that two languages can be compared by.

Chinese counts in 万 (10^4) and 亿 (10^8), German writes 2,6 and 20.000, English 2.6 and 20,000: every
number becomes the plain decimal it stands for. Month numbers are left out, since one side writes 8月 and
the other August.
"""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from corpora.converted_units import conversion
from corpora.units import Span


class Number(NamedTuple):
    """A number as written at span; value is its plain decimal ("20000", "2.6").

    is_digits tells a number written in digits, which a translation has to keep, from one in words or in
    Chinese numerals, which it may well rephrase.
    """

    value: str
    span: Span
    is_digits: bool


class Unmatched(NamedTuple):
    """The values of numbers in digits, of either side, that have no counterpart on the other."""

    source: tuple[str, ...]
    target: tuple[str, ...]


class LostNumbers(NamedTuple):
    """The same, as the numbers themselves with their places."""

    source: tuple[Number, ...]
    target: tuple[Number, ...]


class Name(NamedTuple):
    """A word in Latin script in a Chinese text, and where it stands."""

    text: str
    span: Span


CHINESE_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}
CHINESE_SCALES = {"万": 10**4, "亿": 10**8}

_CHINESE_NUMBER = re.compile(
    r"(?<![A-Za-z\d.])(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)\s*(?:余|多)?(?P<units>[十百千]?(?:余|多)?[万亿]*)(?P<tenths>成)?(?P<month>月(?!球))?"
    r"|(?P<numeral>[零〇一二两三四五六七八九十百千万亿]+)(?P<numeral_tenths>成)?(?P<numeral_month>月(?!球))?"
)
# A space that does not break sets thousands apart, and groups of a telephone number, which are numbers of their own.
_WESTERN_NUMBER = re.compile(
    r"(?<![\w.,])(?:(?<!\d[\u00a0\u202f])[1-9]\d{0,2}(?:[\u00a0\u202f]\d{3})+(?![\u00a0\u202f]?\d)(?:[.,]\d+)?|\d+(?:[.,']\d+)*)"
)
# 23:30, in German 23.30 Uhr, in English 11 p.m., in Chinese 晚上11点, 11点半 or 23时30分.
_TIME = {
    "zh": re.compile(
        r"(?<![\d.:])(?P<day>[上中下]午|午后|凌晨|清晨|早[上晨]|[今当昨明]晚|傍晚|晚[上间]|夜[里间])?(?P<hour>\d{1,2})"
        r"(?:[:：](?P<minute>[0-5]\d)|[点點时時](?:(?P<after>[0-5]?\d)分|(?P<half>半)|[整许]|(?(day)|(?!))))(?![\d:])"
    ),
    "de": re.compile(r"(?<![\d.:])(?P<hour>\d{1,2})(?:[:：]|\.(?=\d\d\s?Uhr))(?P<minute>[0-5]\d)(?![\d:])"),
    "en": re.compile(
        r"(?<![\d.:])(?P<hour>\d{1,2})(?:(?:[:：]|\.(?=\d\d\s?[ap]\.?m\b))(?P<minute>[0-5]\d)(?![\d:]))?"
        r"(?:\s?(?P<day>[ap])\.?m\b\.?|(?(minute)|(?!)))",
        re.IGNORECASE,
    ),
}
_AFTER_NOON = re.compile("下午|午后|晚|夜|p", re.IGNORECASE)
_FULL_HOUR = re.compile(r"\s?Uhr\b")  # 19 Uhr may be 晚上七点: written in digits, but not to be kept
_WORD = re.compile(r"[^\W\d_]+")

_SCALE_WORDS = {
    "de": {
        "tausend": 3, "tsd": 3, "million": 6, "millionen": 6, "mio": 6,
        "milliarde": 9, "milliarden": 9, "mrd": 9, "billion": 12, "billionen": 12,
    },
    "en": {"thousand": 3, "million": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12},
}  # fmt: skip
_NUMBER_WORDS = {
    "de": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split(),
    "en": "zero one two three four five six seven eight nine ten eleven twelve".split(),
}
_TENS_WORDS = {
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert".split(),
    "en": "twenty thirty forty fifty sixty seventy eighty ninety hundred".split(),
}
_ARTICLES = {"de": frozenset("ein eine einen einem einer".split()), "en": frozenset(["a"])}
_WORD_VALUES = {
    code: {word: i for i, word in enumerate(_NUMBER_WORDS[code])}
    | {word: (i + 2) * 10 for i, word in enumerate(_TENS_WORDS[code])}
    for code in _NUMBER_WORDS
}

_LATIN_NAME = re.compile(r"(?<![A-Za-zÀ-ɏ])[A-Za-z][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*")
# 人工智能 is AI in Chinese and English text and KI in German: the abbreviation is translated, not kept.
_TRANSLATED_ABBREVIATIONS = {"ai", "ki", "usa", "uk", "eu", "un", "uno", "ceo", "gdp", "bip"}


def find_numbers(text: str, language: str) -> list[Number]:
    """The numbers of a text in order; language is its code ("zh", "de", "en"; others are read as English)."""
    times = [_time(match) for match in _TIME.get(language, _TIME["en"]).finditer(text)]
    rest = list(text)
    for time in times:
        rest[time.span.start : time.span.end] = " " * (time.span.end - time.span.start)
    find = _chinese_numbers("".join(rest)) if language == "zh" else _western_numbers("".join(rest), language)
    return sorted([*times, *find], key=lambda number: number.span)


def _time(match: re.Match[str]) -> Number:
    """A time of day, by the clock of 24 hours: 14:30, or 14, which may be said in words and need not be kept."""
    found = match.groupdict()
    hour, day = int(found["hour"]), found.get("day") or ""
    if _AFTER_NOON.search(day):
        hour += 12 if hour < 12 else 0
    elif day in ("a", "A") and hour == 12:
        hour = 0
    minute = 30 if found.get("half") else int(found["minute"] or found.get("after") or 0)
    return Number(f"{hour}:{minute:02}" if minute else str(hour), Span(*match.span()), bool(minute))


def numbers(text: str, language: str) -> Counter[str]:
    """How often each value is written in digits in the text."""
    return Counter(number.value for number in find_numbers(text, language) if number.is_digits)


def unmatched_numbers(source: str, source_language: str, target: str, target_language: str) -> Unmatched:
    """The values of what `lost_numbers` finds."""
    lost = lost_numbers(source, source_language, target, target_language)
    return Unmatched(*(tuple(number.value for number in side) for side in lost))


def lost_numbers(source: str, source_language: str, target: str, target_language: str) -> LostNumbers:
    """The numbers in digits of either side that the other has neither in digits nor in words."""
    ours, theirs = find_numbers(source, source_language), find_numbers(target, target_language)
    lost, added = _missing(ours, theirs), _missing(theirs, ours)
    if not (lost or added):
        return LostNumbers(lost, added)
    lost, became = _without_converted(source, lost, theirs)
    added, came_from = _without_converted(target, added, ours)
    return LostNumbers(
        tuple(number for number in lost if number not in came_from),
        tuple(number for number in added if number not in became),
    )


def _without_converted(
    text: str, missing: tuple[Number, ...], there: list[Number]
) -> tuple[tuple[Number, ...], set[Number]]:
    """The missing numbers of a text that were not converted into another unit, and what the others became."""
    left: list[Number] = []
    became: set[Number] = set()
    for number in missing:
        units = None if ":" in number.value else conversion(text, float(number.value), number.span.end)
        found = [one for one in there if units and ":" not in one.value and units.holds(float(one.value))]
        if found:
            became.update(found)
        else:
            left.append(number)
    # The inches of "6-foot-6" went with the feet.
    feet = {number.span.end for number in missing if number not in left}
    kept = (one for one in left if not any(text[end : one.span.start] == "-foot-" for end in feet))
    return tuple(kept), became


def find_names(text: str) -> list[Name]:
    """Words of a Chinese text in Latin script that a translation should keep ("DeepSeek", "GPU"), in order."""
    return [
        Name(match[0], Span(*match.span()))
        for match in _LATIN_NAME.finditer(text)
        if len(match[0]) > 1 and match[0].lower() not in _TRANSLATED_ABBREVIATIONS
    ]


def latin_names(text: str) -> list[str]:
    """The words that `find_names` finds."""
    return [name.text for name in find_names(text)]


def lost_names(chinese: str, western: str) -> tuple[Name, ...]:
    """Names of the Chinese text that the western text does not contain, case aside; each where it first stands."""
    folded = western.casefold()
    lost: dict[str, Name] = {}
    for name in find_names(chinese):
        if name.text.casefold() not in folded:
            lost.setdefault(name.text, name)
    return tuple(lost.values())


def unmatched_names(chinese: str, western: str) -> tuple[str, ...]:
    """The words of what `lost_names` finds."""
    return tuple(name.text for name in lost_names(chinese, western))


def _missing(ours: list[Number], theirs: list[Number]) -> tuple[Number, ...]:
    there = Counter(number.value for number in theirs)
    missing = []
    for number in ours:
        if there[number.value] > 0:
            there[number.value] -= 1
        elif number.is_digits and number.value not in there:
            missing.append(number)
    return tuple(missing)


def _plain(value: Decimal) -> str:
    """The shortest decimal notation, never scientific."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _chinese_numbers(text: str) -> Iterator[Number]:
    for match in _CHINESE_NUMBER.finditer(text):
        span = Span(match.start(), match.end())
        if match["digits"]:
            if match["month"]:
                continue
            value = Decimal(match["digits"].replace(",", ""))
            for character in match["units"]:
                value *= CHINESE_UNITS.get(character, 1) * CHINESE_SCALES.get(character, 1)
            yield Number(_plain(value * 10 if match["tenths"] else value), span, True)
        elif not match["numeral_month"]:
            value_of = chinese_numeral(match["numeral"])
            if value_of is not None:
                yield Number(_plain(Decimal(value_of) * (10 if match["numeral_tenths"] else 1)), span, False)


def chinese_numeral(text: str) -> int | None:
    """The value of a numeral in Chinese characters (两万 20000, 三十 30, 二〇二三 2023), None where it has none."""
    if not any(c in CHINESE_UNITS or c in CHINESE_SCALES for c in text):
        return int("".join(str(CHINESE_DIGITS[c]) for c in text)) if text else None
    total = section = digit = 0
    seen_digit = False
    for c in text:
        if c in CHINESE_DIGITS:
            digit, seen_digit = CHINESE_DIGITS[c], True
        elif c in CHINESE_UNITS:
            section += (digit if digit else 1) * CHINESE_UNITS[c]
            digit, seen_digit = 0, True
        else:
            if not (seen_digit or section or total):
                return None  # 万一, 亿万: a word, not an amount
            if CHINESE_SCALES[c] > CHINESE_SCALES["万"] and total:
                total = (total + section + digit) * CHINESE_SCALES[c]  # 万亿
            else:
                total += (section + digit) * CHINESE_SCALES[c]
            section = digit = 0
    return total + section + digit


def _western_numbers(text: str, language: str) -> Iterator[Number]:
    scales = _SCALE_WORDS.get(language, _SCALE_WORDS["en"])
    taken = 0
    for match in _WESTERN_NUMBER.finditer(text):
        value = _western_value(match.group(), language)
        end = match.end()
        scale = _WORD.match(text, end + 1) if text[end : end + 1] in (" ", "\u00a0", "\u202f", "-") else None
        if scale and scale.group().lower() in scales:
            value *= 10 ** scales[scale.group().lower()]
            end = scale.end()
        yield from _number_words(text, taken, match.start(), language)
        yield Number(_plain(value), Span(match.start(), end), not _FULL_HOUR.match(text, end))
        taken = end
    yield from _number_words(text, taken, len(text), language)


def _number_words(text: str, start: int, end: int, language: str) -> Iterator[Number]:
    values, articles = _WORD_VALUES.get(language, {}), _ARTICLES.get(language, frozenset())
    scales = _SCALE_WORDS.get(language, _SCALE_WORDS["en"])
    previous: Number | None = None
    for match in _WORD.finditer(text, start, end):
        word = match.group().lower()
        # "A million" is one, "a man" is no number.
        following = _WORD.match(text, match.end() + 1) if word in articles else None
        is_one = following is not None and following.group().lower() in scales
        if word in values or is_one:
            if previous:
                yield previous
            previous = Number("1" if is_one else str(values[word]), Span(match.start(), match.end()), False)
        elif previous and word in scales:
            yield Number(str(int(previous.value) * 10 ** scales[word]), Span(previous.span.start, match.end()), False)
            previous = None
        elif previous:
            yield previous
            previous = None
    if previous:
        yield previous


def _western_value(written: str, language: str) -> Decimal:
    """The value of digits with separators, by the habits of the language.

    A last group of three digits after the language's thousands mark is a thousands group; after its
    decimal mark, or in any other length, it is a fraction.
    """
    digits = re.sub("[\u00a0\u202f']", "", written)
    thousands, decimal = (",", ".") if language == "en" else (".", ",")
    if re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})+(?:\{decimal}\d+)?", digits):
        return Decimal(digits.replace(thousands, "").replace(decimal, "."))
    if re.fullmatch(r"\d+[.,]\d+", digits):
        return Decimal(digits.replace(",", "."))
    if re.fullmatch(rf"\d{{1,3}}(?:\{decimal}\d{{3}}){{2,}}", digits):
        return Decimal(digits.replace(decimal, ""))
    return Decimal(re.split(r"[.,]", digits)[0]) if re.search(r"[.,]", digits) else Decimal(digits)
