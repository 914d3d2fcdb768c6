"""Whether a text reads as the language it is said to be in."""

import re
from collections import Counter

from corpora.languages import LANGUAGES

_LETTERS = re.compile(
    r"(?P<han>[\u3400-\u9fff])|(?P<kana>[\u3040-\u30ff])|(?P<hangul>[\uac00-\ud7af])|(?P<thai>[\u0e01-\u0e4e])"
    r"|(?P<arabic>[\u0621-\u06ff])|(?P<cyrillic>[\u0400-\u04ff])|(?P<latin>[A-Za-zÀ-ɏ])"
)
# A Chinese character carries about as much as three Latin letters.
_WEIGHTS = {"han": 3, "kana": 2, "hangul": 2}
_LEAST = 60  # letters, so weighted: less may be anything
_SURE = 40.0  # by how much the log probability of another language has to be higher; one sentence has hundreds
_SAMPLE = 50_000  # characters


def reads_as(text: str, expected: str) -> str | None:
    """The code of the language that a text reads as, where that is surely not the expected one; else None.

    expected is a code of the table in corpora.languages; the answer may be one that is not. Names in Latin
    letters do not make a Chinese text English.
    """
    sample = text[:_SAMPLE]
    counts = Counter(dict.fromkeys(_LETTERS.groupindex, 0))
    for match in _LETTERS.finditer(sample):
        script = str(match.lastgroup)
        counts[script] += _WEIGHTS.get(script, 1)
    if counts.total() < _LEAST:
        return None
    found = _by_script(counts) or _by_letters(sample, expected)
    return found if found != expected else None


def _by_script(counts: Counter[str]) -> str | None:
    """The language whose script alone tells it."""
    half = counts.total() / 2
    if counts["hangul"] > half:
        return "ko"
    if counts["han"] + counts["kana"] > half:
        return "ja" if counts["kana"] * 5 > counts["han"] else "zh"
    return "th" if counts["thai"] > half else None


def _by_letters(sample: str, expected: str) -> str:
    """The likeliest language; the expected one where it is nearly as likely, or the likeliest of the table."""
    import py3langid

    chances = dict(py3langid.rank(sample))
    ours = max(LANGUAGES, key=lambda code: chances[code])
    best = max(chances, key=lambda code: chances[code])
    if ours == expected or chances[best] - chances[expected] < _SURE:
        return expected
    return str(best)
