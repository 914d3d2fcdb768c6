"""How much decoded text looks like Chinese or a Western language, and not like a wrong decoding."""

import re
from collections import Counter
from functools import cache

from corpora.chinese import COMMON, converter

_SAMPLE = 200_000  # characters
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0e-\x19\x1c-\x1f]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# A wrong decoding of ü and k gives 點: a lone Han character with which a Latin word goes on.
_IN_LATIN = re.compile(rf"(?<![^\x00-\x7f])[{_HAN}](?= ?[a-z])")
_LATIN = "ÄÖÜäöüßàâçèéêëîïñóôøåæÉÀÇØÅ"
_IN_WORD = re.compile(rf"(?<=[A-Za-z])[{_LATIN}](?=[a-z])")
_AT_WORD = re.compile(rf"(?<=[A-Za-z])[{_LATIN}]|[{_LATIN}](?=[A-Za-z])")
_CHINESE_MARKS = "，。、；：？！“”‘’（）《》「」『』…—·"
_WESTERN_MARKS = "„“”–—’‘‚«»…•§€©®™°¹²³½×\u00a0"
_RARE_MARKS = "¡¿¼¾±µ÷¶†‡‰´¨ªº¢£¥"


def plausibility(text: str) -> float:
    """How much the characters beyond ASCII look like Chinese or a Western language, in [0, 1]; 1 where there are none.

    The commonest characters of Chinese prose count in full, the rest of those that schools teach by half, letters
    with accents in full inside words; rare characters and others count against. Of a right decoding that is
    nearly all, of a wrong one next to nothing.
    """
    sample = text[:_SAMPLE]
    counts = Counter(_FOREIGN.findall(sample))
    if not counts:
        return 1.0
    if _CONTROLS.search(sample):
        return 0.0
    weights = _weights()
    value = sum(count * weights.get(character, _weight_of_others(character)) for character, count in counts.items())
    value += 0.5 * len(_AT_WORD.findall(sample)) + 0.2 * len(_IN_WORD.findall(sample))
    value -= 1.5 * len(_IN_LATIN.findall(sample))
    return min(1.0, max(0.0, value / counts.total()))


def _weight_of_others(character: str) -> float:
    if "\u3400" <= character <= "\u9fff":
        return -0.5
    return 0.5 if "\u3000" <= character < "\u3040" or "\uff00" <= character < "\uff5f" else -1.0


@cache
def _weights() -> dict[str, float]:
    """What a character says for the text it is in; the two tables of taught characters are those of the encodings."""
    weights = {character: 0.5 for row in range(0xB0, 0xD8) for character in _row("gb2312", row, range(0xA1, 0xFF))}
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    weights |= {character: 0.5 for row in range(0xA4, 0xC7) for character in _row("big5", row, trails)}
    weights |= dict.fromkeys(_WESTERN_MARKS, 0.5) | dict.fromkeys(_LATIN + _RARE_MARKS, 0.3)
    return weights | dict.fromkeys((*COMMON, *converter("s2t").convert("".join(COMMON)), *_CHINESE_MARKS), 1.0)


def _row(encoding: str, lead: int, trails: "range | tuple[int, ...]") -> str:
    return b"".join(bytes((lead, trail)) for trail in trails).decode(encoding, errors="ignore")
