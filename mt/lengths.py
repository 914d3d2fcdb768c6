"""How long a translation should be, and how far a draft is from that."""

import math

import regex

# Characters of English that a Chinese character comes to, and of German that one of English does: the
# medians over 100,000 pairs of the training data, at 15 characters and more.
ENGLISH_PER_HAN = 3.3
GERMAN_PER_ENGLISH = 1.17

# Standard deviation of the log ratio: a part that every text has, and one that averages out over its length.
# For a pair with Chinese in it, and for one without.
SPREADS = {True: (0.16, 1.1), False: (0.11, 0.9)}

_HAN = regex.compile(r"\p{Han}")
_CHINESE_MARK = regex.compile(r"[。，、；：？！（）《》“”‘’「」…—]")


def expected_length(text: str, language: str) -> float:
    """The length of a text's English translation in characters."""
    if language == "de":
        return len(text) / GERMAN_PER_ENGLISH
    han = len(_HAN.findall(text))
    marks = len(_CHINESE_MARK.findall(text))  # with the space that follows the English one
    return len(text) + (ENGLISH_PER_HAN - 1) * han + 0.5 * marks


def length_surprise(source: str, source_language: str, target: str, target_language: str) -> float:
    """How many standard deviations a translation is longer (+) or shorter (-) than expected; 0 for blank sides."""
    ours, theirs = expected_length(source.strip(), source_language), expected_length(target.strip(), target_language)
    if not ours or not theirs:
        return 0.0
    constant, of_short = SPREADS["zh" in (source_language, target_language)]
    return math.log(theirs / ours) / math.hypot(constant, of_short / math.sqrt(min(ours, theirs)))
