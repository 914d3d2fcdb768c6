"""Terms and names with the translation they are to have: where a text has them, and whether a translation does."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import regex

from corpora.chinese import simplified
from corpora.languages import language


class Term(NamedTuple):
    """A term or name as a source text has it, and what it is to be in the translation."""

    source: str
    target: str


class Concept(NamedTuple):
    """What one thing is called, by language code: the terms that may stand for it, the preferred one first."""

    terms: Mapping[str, tuple[str, ...]]


# Endings with which a word is still the same term. What a word ends in besides its stem is never more than these.
_ENDINGS = {
    "de": "(?:e[nmrs]?|n|s|es|in|innen|nen)?",
    "en": "(?:s|es|'s|’s)?",
}
# Of the words of a term this many letters at the end may differ in a translation that inflects them.
_INFLECTED = {"de": 3, "en": 2}
_SHORT_WORD = 4  # letters; a shorter word is not inflected, or too short to tell by its stem
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")


class Glossary:
    """The terms of many concepts, to be found in texts."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        """concepts in the order of their rank: of two that have one term, the first one counts."""
        self.concepts = tuple(concepts)
        self._finders: dict[tuple[str, str], _Finder] = {}

    def __len__(self) -> int:
        return len(self.concepts)

    @property
    def signature(self) -> str:
        """Eight hex digits for what is in it."""
        told = json.dumps([sorted(concept.terms.items()) for concept in self.concepts], ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()[:8]

    def terms_in(self, text: str, source: str, target: str) -> tuple[Term, ...]:
        """The terms that stand in a text and have a translation, in the order of the text, each once.

        Where terms overlap the longest counts. Chinese is compared in simplified characters, German and English without
        case, unless the term is an acronym, and with the usual endings.
        """
        source, target = language(source).code, language(target).code
        if (source, target) not in self._finders:
            self._finders[source, target] = _Finder(source, self._translations(source, target))
        return tuple(dict.fromkeys(self._finders[source, target](text)))

    def _translations(self, source: str, target: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for concept in self.concepts:
            if source in concept.terms and target in concept.terms:
                for term in concept.terms[source]:
                    found.setdefault(term, concept.terms[target][0])
        return found


NO_GLOSSARY = Glossary(())


class _Finder:
    """Finds the keys of a dictionary in texts of one language."""

    def __init__(self, code: str, translations: Mapping[str, str]) -> None:
        self._code = code
        self._by_key = {_key(term, code): (term, target) for term, target in reversed(list(translations.items()))}
        self._lengths = sorted({len(key) for key in self._by_key}, reverse=True)
        self._ending = regex.compile(_ENDINGS.get(code, "") + r"(?![\p{L}\p{N}])")

    def __call__(self, text: str) -> Iterator[Term]:
        key = _key(text, self._code)
        # Folding characters one by one keeps their places; where it does not, the folded text is what is searched.
        shown = text if len(key) == len(text) else key
        place = 0
        while place < len(key):
            length, target = self._longest_at(key, shown, place)
            if length:
                yield Term(shown[place : place + length], target)
            place += length or 1

    def _longest_at(self, key: str, shown: str, place: int) -> tuple[int, str]:
        if _is_spaced(key[place]) and place and _is_spaced(key[place - 1]):
            return 0, ""  # inside a word
        for length in self._lengths:
            term, target = self._by_key.get(key[place : place + length], ("", ""))
            if not term or place + length > len(key):
                continue
            if term.isupper() and _is_spaced(term[0]) and not shown[place : place + length].isupper():
                continue
            if not _is_spaced(key[place + length - 1]):
                return length, target
            if ending := self._ending.match(key, place + length):
                return ending.end() - place, target
        return 0, ""


def is_kept(term: Term, translation: str, target: str) -> bool:
    """Whether a translation has a term's translation, inflected or not."""
    code = language(target).code
    if code == "zh":
        return simplified(term.target).casefold() in simplified(translation).casefold()
    wanted = [word.casefold() for word in _WORD.findall(term.target)]
    words = [word.casefold() for word in _WORD.findall(translation)]
    return any(
        all(_same_word(a, b, code) for a, b in zip(wanted, words[start:], strict=False))
        for start in range(len(words) - len(wanted) + 1)
    )


def substituted(text: str, terms: Sequence[Term]) -> str:
    """The text with its terms already translated, longer ones first.

    A translator that copies what it does not know, as all do with Latin names in Chinese, then has them right
    (Song et al. 2019, Code-Switching for Enhancing NMT with Pre-Specified Translation).
    """
    for term in sorted(terms, key=lambda term: -len(term.source)):
        text = text.replace(term.source, term.target)
    return text


def _same_word(wanted: str, word: str, code: str) -> bool:
    if wanted == word:
        return True
    if len(wanted) < _SHORT_WORD:
        return False
    stem = wanted[: max(_SHORT_WORD - 1, len(wanted) - _INFLECTED.get(code, 0))]
    return word.startswith(stem) and len(word) <= len(wanted) + _INFLECTED.get(code, 0)


def _key(text: str, code: str) -> str:
    folded = simplified(text) if code == "zh" else text
    lowered = folded.lower()
    return lowered if len(lowered) == len(folded) else folded


def _is_spaced(character: str) -> bool:
    """Whether a character belongs to a word that is written with spaces around it."""
    return bool(regex.match(r"[\p{L}\p{N}--[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]]", character, regex.V1))
