"""Passages in two or three languages to pairs that a translation model can learn from, and what is left out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import regex

from corpora.anchors import unmatched_numbers
from corpora.chinese import script, simplified
from corpora.segmentation import sentences
from mt.lengths import length_surprise
from mt.parallel_text import Pair

Passage = Mapping[str, str]  # the same text by language code: two or three of zh, en and de

DIRECTIONS = (("zh", "en"), ("zh", "de"), ("en", "de"), ("de", "en"))
# Below this many words a western text is a label, which teaches little of sentences.
FEWEST_WORDS = 4
LONGEST = 700  # characters of a target: as much as the model is trained to write at once
# Standard deviations by which a pair's lengths may differ from what is usual, and a sentence's within a passage.
ODD_LENGTH, ODD_SENTENCE = 3.0, 2.5
# Chinese of which fewer letters than this are Han is a listing of names or not translated.
LEAST_HAN = 0.4
# Words that German may share with English; beyond that it is English still.
MOST_SHARED = 0.5

_QUOTE = re.compile("[\"“”„‟«»「」‚‘’']")
_CORNERS = str.maketrans({"「": "“", "」": "”"})
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}’'-]*")
_LETTER = regex.compile(r"\p{L}")
_HAN = regex.compile(r"\p{Han}")
_NO_LETTER = regex.compile(r"\P{L}+")
# Code, paths, formats and addresses: not prose, and the same in every language.
_CODE = re.compile(
    r"[{}\\|~^_=<>@#$*]|::|\w\(\w*\)|&\w+;|https?:|www\.|%\d*\$?[a-zA-Z]|--\w|(?<![\w.])/\w+/|\w\.\w+\(|\b\w+\.(?:html?|xml|py|txt)\b"
)
# Extras – Optionen… – Ansicht: ways through menus, whose names are other ones in every language.
_MENU_PATH = regex.compile(r"\s-\s.*\s-\s|\s[–>]\s\p{Lu}.*\s[–>]\s\p{Lu}|[▸→]")
_HALF_WIDTH = re.compile(r"(?<=\p{Han}) ?([,;:?!]) ?(?=\p{Han}|$)".replace(r"\p{Han}", "[\u3400-\u9fff]"))
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}


@dataclass(slots=True)
class Sieve:
    """Lets good pairs through once, and counts what it kept back by its reason."""

    fewest_words: int = FEWEST_WORDS
    known: set[tuple[str, str, str]] = field(default_factory=set)
    kept_back: Counter[str] = field(default_factory=Counter)

    def add_known(self, pairs: Iterable[Pair]) -> None:
        """Keep these back, and what differs from them in nothing but numbers, marks and case."""
        for pair in pairs:
            self.known.update(_keys(pair))

    def through(self, pairs: Iterable[Pair]) -> Iterator[Pair]:
        """The pairs that are good and new, in order."""
        for pair in pairs:
            reason = fault(pair, self.fewest_words)
            keys = _keys(pair)
            if not reason and any(key in self.known for key in keys):
                reason = "seen before"
            if reason:
                self.kept_back[reason] += 1
            else:
                self.known.update(keys)
                yield pair


def pairs_of(passage: Passage, origin: str) -> Iterator[Pair]:
    """The pairs of a passage in all directions that it has, sentence by sentence where both sides have as many."""
    sides = {code: _tidy(text, code) for code, text in passage.items()}
    if "de" in sides and "en" in sides and _shared(sides["de"], sides["en"]) > MOST_SHARED:
        del sides["de"]  # English that nobody has translated yet, which Chinese would be paired with
    for source, target in DIRECTIONS:
        if source in sides and target in sides:
            for ours, theirs in _cut(sides[source], source, sides[target], target):
                yield Pair(source, target, *_like_quoted(ours, source, theirs), origin)


def fault(pair: Pair, fewest_words: int = FEWEST_WORDS) -> str:
    """What speaks against learning from a pair, "" for nothing."""
    source, target = pair.source, pair.target
    sides = ((source, pair.source_language), (target, pair.target_language))
    western = [text for text, code in sides if code != "zh"]
    if any(len(_WORD.findall(text)) < fewest_words for text in western):
        return "short"
    if len(target) > LONGEST:
        return "long"
    if _CODE.search(source) or _CODE.search(target):
        return "code"
    if _MENU_PATH.search(source) or _MENU_PATH.search(target):
        return "menu path"
    if any(_han_share(text) < LEAST_HAN if code == "zh" else _HAN.search(text) for text, code in sides):
        return "not translated"
    if len(western) == 2 and _shared(*western) > MOST_SHARED:
        return "not translated"
    if abs(length_surprise(source, pair.source_language, target, pair.target_language)) > ODD_LENGTH:
        return "odd length"
    if any(unmatched_numbers(source, pair.source_language, target, pair.target_language)):
        return "numbers differ"
    return ""


def _keys(pair: Pair) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    """The letters of either side, which near-duplicates share, with the direction."""
    direction = f"{pair.source_language}-{pair.target_language}"
    return (
        (direction, pair.source_language, _NO_LETTER.sub("", pair.source).casefold()),
        (direction, pair.target_language, _NO_LETTER.sub("", pair.target).casefold()),
    )


def _tidy(text: str, code: str) -> str:
    text = " ".join(text.split())
    if code != "zh":
        return text
    if script(text) == "Hant":
        text = simplified(text)
    return _HALF_WIDTH.sub(lambda match: _FULL_WIDTH[match[1]], text)


def _cut(ours: str, source: str, theirs: str, target: str) -> list[tuple[str, str]]:
    cut = list(zip(sentences(ours, source), sentences(theirs, target), strict=False))
    whole = [(ours, theirs)]
    if len(cut) < 2 or len(sentences(ours, source)) != len(sentences(theirs, target)):
        return whole
    odd = any(abs(length_surprise(a, source, b, target)) > ODD_SENTENCE for a, b in cut)
    return whole if odd else cut


def _like_quoted(ours: str, source: str, theirs: str) -> tuple[str, str]:
    """The pair with the corner brackets of its Chinese as quotes, or without where the translation quotes nothing.

    Manuals put them around every name of a button, which other languages set in bold; a model that learned from
    that would lose the quotes of an article.
    """
    if source != "zh":
        return ours, theirs
    if _QUOTE.search(theirs):
        return ours.translate(_CORNERS), theirs
    return ours.replace("「", "").replace("」", ""), theirs


def _han_share(text: str) -> float:
    letters = len(_LETTER.findall(text))
    return len(_HAN.findall(text)) / letters if letters else 0.0


def _shared(ours: str, theirs: str) -> float:
    """The share of the shorter text's words that the other has too."""
    words, others = ({word.casefold() for word in _WORD.findall(text)} for text in (ours, theirs))
    return len(words & others) / min(len(words), len(others)) if words and others else 1.0
