"""What can be seen to be wrong with a draft without understanding it, in words for a reviewer.

Each guard would rather miss a fault than cry wolf: a reviewer who has seen three false alarms reads no fourth.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import regex

from corpora.anchors import lost_names, lost_numbers
from corpora.languages import language
from corpora.units import Finding, Span
from mt.details import changed_details
from mt.lengths import length_surprise
from mt.negation import lost_negations
from mt.repetition import repeated_phrase

# A draft is suspiciously long or short from here on; of 8,000 good news pairs one in a thousand is.
LENGTH_LIMIT = 3.5
TRUNCATED_LENGTH = -1.5

# Findings after which no number and no length means anything: there is no translation.
NO_TRANSLATION = frozenset({"empty", "copy", "wrong-language", "wrong-script", "repetition"})

# Words that one language uses in nearly every sentence and the other never writes.
_FUNCTION_WORD_LISTS = {
    "de": (
        "der das und ist nicht ein eine einen einem einer eines den dem des mit von zu zum zur auf für sich auch als "
        "bei wie nach wird werden wurde wurden sind aus es er sie ich wir haben hatte sein seine ihr ihre über durch "
        "oder aber wenn dass noch nur vor bis kann um im"
    ),
    "en": (
        "the and of to is that it for on with as be this by are from or at which but not have has had were been their "
        "they his her she you we would will can there what when who its if"
    ),
}
_CANNOT_END_LISTS = {
    "de": "der das und ein eine einen einem einer eines den dem des für oder dass im zum zur vom",
    "en": "the and a an of or their its his my our your every",
}
_FUNCTION_WORDS = {code: frozenset(words.split()) for code, words in _FUNCTION_WORD_LISTS.items()}
_CANNOT_END = {code: frozenset(words.split()) for code, words in _CANNOT_END_LISTS.items()}

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’]+")
_LETTERS = regex.compile(r"\p{L}+")
_HAN = regex.compile(r"\p{Han}+")
_FOREIGN = regex.compile(r"[^\P{L}\p{Latin}\p{Han}\p{Greek}\p{Common}]{2,}")
_ASIDE = regex.compile(r"[(（\[„“\"«『「《].*?[)）\]”“\"»』」》]")
_CLOSED = regex.compile(r"[.!?…。！？:：;；][)）\]”“\"'’‘»』」》\s]*$")


class Translation(NamedTuple):
    """What a guard looks at; languages are plain codes ("zh")."""

    source: str
    source_language: str
    draft: str
    target_language: str


def check(source: str, source_language: str, draft: str, target_language: str) -> tuple[Finding, ...]:
    """What the guards find wrong with a translation, the gravest first; () is no proof that it is right.

    Kinds: empty, copy, wrong-script, wrong-language, repetition, truncation, length, number, name, negation, date,
    unit, question.
    """
    translation = Translation(source, language(source_language).code, draft, language(target_language).code)
    grave = tuple(finding for guard in _GRAVE for finding in guard(translation))
    if any(finding.kind in ("empty", "copy") for finding in grave):
        return grave
    return grave + tuple(finding for guard in _SLIGHT for finding in guard(translation))


def _empty(translation: Translation) -> Iterator[Finding]:
    if _LETTERS.search(translation.source) and not _WORD.search(translation.draft):
        yield Finding("empty", "The translation is empty.")


def _copy(translation: Translation) -> Iterator[Finding]:
    source, draft = _WORD.findall(translation.source.casefold()), _WORD.findall(translation.draft.casefold())
    if source != draft or translation.source_language == translation.target_language:
        return
    # "DeepSeek-V3" and "Bank of England" are their own translations; Chinese and whole sentences are not.
    lower = sum(word.islower() for word in _LETTERS.findall(translation.source))
    is_sentence = lower >= 3 or (lower >= 1 and len(source) >= 5)
    if is_sentence or _HAN.search(translation.source):
        yield Finding("copy", "The translation repeats the source instead of translating it.")


def _wrong_script(translation: Translation) -> Iterator[Finding]:
    foreign = _FOREIGN.search(translation.draft)
    if foreign and foreign.group() not in translation.source:
        message = f"“{foreign.group()}” is in a script that {_name(translation)} does not use."
        yield Finding("wrong-script", message, target=(Span(*foreign.span()),))
    elif translation.target_language == "zh":
        if not _HAN.search(translation.draft) and len(_LETTERS.findall(translation.draft)) >= 4:
            yield Finding("wrong-script", "The translation has no Chinese characters.")
    elif untranslated := list(_HAN.finditer(_without_asides(translation.draft))):
        spans = tuple(Span(*match.span()) for match in untranslated)
        yield Finding("wrong-script", f"“{untranslated[0][0]}” is left in Chinese.", target=spans)


def _wrong_language(translation: Translation) -> Iterator[Finding]:
    words = [word.lower() for word in _LETTERS.findall(_without_asides(translation.draft))]
    counts = {code: sum(word in listed for word in words) for code, listed in _FUNCTION_WORDS.items()}
    if translation.target_language not in counts:
        return
    expected = counts.pop(translation.target_language)
    for code, found in counts.items():
        if found >= 2 and found > 2 * expected:
            yield Finding(
                "wrong-language", f"The translation reads as {language(code).name}, not as {_name(translation)}."
            )


def _repetition(translation: Translation) -> Iterator[Finding]:
    found = repeated_phrase(translation.draft)
    if found and not repeated_phrase(translation.source):
        message = f"The translation says “{found.phrase}” over and over."
        yield Finding("repetition", message, target=(found.span,))


def _truncation(translation: Translation) -> Iterator[Finding]:
    draft = translation.draft.rstrip()
    words = list(_LETTERS.finditer(draft))
    if not words or _CLOSED.search(draft) or not _CLOSED.search(translation.source.rstrip()):
        return
    # "as A and B" ends in a letter that is also an article: only a lower-case word counts.
    last = words[-1]
    hangs = last[0] in _CANNOT_END.get(translation.target_language, ()) and last.end() == len(draft)
    if hangs or draft[-1] in ",，、-–(（" or _surprise(translation) < TRUNCATED_LENGTH:
        yield Finding("truncation", f"The translation breaks off after “{last[0]}”.", target=(Span(*last.span()),))


def _length(translation: Translation) -> Iterator[Finding]:
    surprise = _surprise(translation)
    if surprise > LENGTH_LIMIT:
        yield Finding(
            "length", "The translation is much longer than such a source should need: something may be added."
        )
    elif surprise < -LENGTH_LIMIT:
        yield Finding("length", "The translation is much shorter than the source: something may be left out.")


def _numbers(translation: Translation) -> Iterator[Finding]:
    lost = lost_numbers(*translation)
    for value, span, _ in lost.source:
        message = f"The number {value} of the source has no counterpart in the translation."
        yield Finding("number", message, source=(span,))
    for value, span, _ in lost.target:
        yield Finding("number", f"The number {value} of the translation is not in the source.", target=(span,))


def _names(translation: Translation) -> Iterator[Finding]:
    if translation.source_language == "zh":
        for name, span in lost_names(translation.source, translation.draft):
            yield Finding("name", f"The name {name} of the source is not in the translation.", source=(span,))


def _without_asides(text: str) -> str:
    """The text with blanks for what it quotes or puts in brackets, so that places stay."""
    return _ASIDE.sub(lambda match: " " * len(match[0]), text)


def _surprise(translation: Translation) -> float:
    return length_surprise(*translation)


def _name(translation: Translation) -> str:
    return language(translation.target_language).name


def _negations(translation: Translation) -> Iterator[Finding]:
    lost = lost_negations(*translation)
    if lost.source:
        said = translation.source[slice(*lost.source[0])]
        message = f"“{said}” of the source says no; the translation seems to say yes."
        yield Finding("negation", message, source=lost.source)
    if lost.target:
        said = translation.draft[slice(*lost.target[0])]
        message = f"“{said}” of the translation says no; the source seems to say yes."
        yield Finding("negation", message, target=lost.target)


def _details(translation: Translation) -> Iterator[Finding]:
    yield from changed_details(*translation)


Guard = Callable[[Translation], Iterator[Finding]]
_GRAVE: Sequence[Guard] = (_empty, _copy, _wrong_script, _wrong_language, _repetition)
_SLIGHT: Sequence[Guard] = (_truncation, _length, _numbers, _names, _negations, _details)
