"""What is done about a translation that the guards find fault with: other ways to translate the text, in order.

Each way cures some faults; it is tried on the texts whose best translation so far has one of those, and what it gives
is kept only where the guards find less wrong with it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from corpora.chinese_people import may_be_a_name, spelled
from corpora.glossary import is_kept
from corpora.languages import language
from corpora.units import Finding
from mt.guards import NO_TRANSLATION, check
from mt.reranking import agreements
from mt.source_text import clauses, one_line
from mt.translators import Draws, Hints, Translator

PIVOT = "en"
# Characters of a piece: a clause or two.
SHORT_PIECE = {"zh": 25}
SHORT_WESTERN_PIECE = 80

DRAWN = 5  # translations, of which one may have what the others lost

LONGEST_NAME = 8  # characters: more of them are a phrase that was not translated

NO_HINTS = Hints()

_HAN = regex.compile(r"\p{Han}+")
_BESIDE = regex.compile(r"(?<=[\p{Latin}\p{N},;.)])(?=\p{Han})|(?<=\p{Han})(?=[\p{Latin}\p{N}(])")


class Checked(NamedTuple):
    """A translation, and what the guards find wrong with it."""

    text: str
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[int, int]:
        """How bad it is, to compare by: findings that leave no translation, and findings in all."""
        counted = [finding for finding in self.findings if finding.kind != "fallback"]
        return sum(finding.kind in NO_TRANSLATION for finding in counted), len(counted)


class Task(NamedTuple):
    """Texts of one direction, each with its hints; languages are plain codes."""

    texts: tuple[str, ...]
    hints: tuple[Hints, ...]
    source: str
    target: str

    def some(self, places: Sequence[int]) -> "Task":
        """The texts at some places."""
        return self._replace(texts=tuple(self.texts[i] for i in places), hints=tuple(self.hints[i] for i in places))


class Way(NamedTuple):
    """A way to translate: which faults it can cure, how, and what a reader must know of a draft made so.

    translate gives None for a text that it can do nothing for.
    """

    cures: frozenset[str]
    translate: Callable[[Translator, Task], Sequence[str | None]]
    note: str = ""


def translate_checked(
    texts: Sequence[str], translator: Translator, source: str, target: str, hints: Sequence[Hints] = ()
) -> list[Checked]:
    """One translation a text, in order, as the translator usually does it or by the one of WAYS with fewest faults.

    hints are one a text, or none at all. A text that is there more than once with the same hints is translated once.
    Of ways with as many faults the earliest counts.
    """
    asked = list(zip(texts, tuple(hints) or (NO_HINTS,) * len(texts), strict=True))
    different = tuple(dict.fromkeys(asked))
    task = Task(tuple(text for text, _ in different), tuple(hint for _, hint in different), source, target)
    found = dict(zip(different, _translated(translator, task), strict=True))
    return [found[each] for each in asked]


def _translated(translator: Translator, task: Task) -> list[Checked]:
    return [_spelled(task.some([i]), one) for i, one in enumerate(_best_of(translator, task, WAYS))]


def _best_of(translator: Translator, task: Task, ways: Sequence[Way]) -> list[Checked]:
    """For each text the least faulty of what the translator usually gives and what these ways do."""
    best = _checked(task, translator.translate(task.texts, task.source, task.target, hints=task.hints))
    for way in ways:
        places = [i for i, one in enumerate(best) if any(finding.kind in way.cures for finding in one.findings)]
        if not places:
            continue
        translations = way.translate(translator, task.some(places))
        made = {i: text for i, text in zip(places, translations, strict=True) if text is not None}
        for i, found in zip(made, _checked(task.some(list(made)), made.values(), way.note), strict=True):
            best[i] = min(best[i], found, key=lambda checked: checked.faults)
    return best


def _checked(task: Task, translations: Iterable[str], note: str = "") -> list[Checked]:
    return [
        Checked(text, tuple(_findings(original, text, hints, task, note)))
        for original, text, hints in zip(task.texts, translations, task.hints, strict=True)
    ]


def _findings(original: str, text: str, hints: Hints, task: Task, note: str) -> Iterator[Finding]:
    yield from check(original, task.source, text, task.target)
    for term in hints.terms:
        if text and not is_kept(term, text, task.target):
            yield Finding("term", f"“{term.source}” is to be “{term.target}”; the translation does not have it.")
    if note:
        yield Finding("fallback", note)


def _carefully(translator: Translator, task: Task) -> list[str]:
    return translator.translate(task.texts, task.source, task.target, careful=True, hints=task.hints)


def _drawn(translator: Translator, task: Task) -> Sequence[str | None]:
    """Of several translations drawn at random the one with the fewest faults; of equals the likest to the others."""
    if not isinstance(translator, Draws):
        return [None] * len(task.texts)
    drawn = translator.draw(task.texts, task.source, task.target, DRAWN, hints=task.hints)
    chosen = []
    for i, of_text in enumerate(drawn):
        agreement = agreements(of_text)
        checked = _checked(task.some([i] * len(of_text)), of_text)
        best = min(range(len(of_text)), key=lambda k: (checked[k].faults, -agreement[k]))
        chosen.append(of_text[best])
    return chosen


def _in_pieces(translator: Translator, task: Task) -> Sequence[str | None]:
    """Every text that has several pieces in these, each by the ways of a whole one, joined again."""
    limit = SHORT_PIECE.get(task.source, SHORT_WESTERN_PIECE)
    pieces = [clauses(text, limit) for text in task.texts]
    cut = [i for i, of_text in enumerate(pieces) if len(of_text) > 1]
    flat = [(piece, task.hints[i].within(piece)) for i in cut for piece in pieces[i]]
    if not flat:
        return [None] * len(task.texts)
    texts, hints = zip(*flat, strict=True)
    translated = iter(_best_of(translator, task._replace(texts=texts, hints=hints), WAYS_OF_A_PIECE))
    joiner = language(task.target).joiner
    joined = {i: joiner.join(filter(None, (next(translated).text for _ in pieces[i]))) for i in cut}
    return [joined.get(i) for i in range(len(pieces))]


def _by_way_of_english(translator: Translator, task: Task) -> Sequence[str | None]:
    pair = {task.source, task.target}
    if PIVOT in pair or not (translator.supports(task.source, PIVOT) and translator.supports(PIVOT, task.target)):
        return [None] * len(task.texts)
    middle = translator.translate(task.texts, task.source, PIVOT)
    return translator.translate(middle, PIVOT, task.target)


def _spelled(task: Task, checked: Checked) -> Checked:
    """The translation of one text with names that were left in Chinese in pinyin, if that leaves fewer faults.

    Only names: a few characters of the source, of which one may have been lost, among words of the target language.
    """
    source = one_line(task.texts[0], task.source)
    names = dict.fromkeys(name for name in _HAN.findall(checked.text) if _is_of(name, source) and may_be_a_name(name))
    letters = sum(character.isalpha() for character in checked.text)
    if task.target == "zh" or not names or 3 * sum(map(len, names)) > letters or max(map(len, names)) > LONGEST_NAME:
        return checked
    text = _HAN.sub(
        lambda found: spelled(found.group()) if found.group() in names else found.group(),
        _BESIDE.sub(" ", checked.text),
    )
    note = f"{', '.join(f'“{name}”' for name in names)}: left in Chinese by the model, spelled in pinyin here."
    (found,) = _checked(task, [text], note)
    return min(checked, found, key=lambda one: one.faults)


def _is_of(name: str, source: str) -> bool:
    """Whether a source has all the characters of a name in their order."""
    rest = iter(source)
    return all(character in rest for character in name)


WAYS_OF_A_PIECE = (
    Way(NO_TRANSLATION, _carefully),
    Way(frozenset({"number", "name", "term", "negation", "date", "unit", "question"}), _drawn),
)
WAYS = (
    *WAYS_OF_A_PIECE,
    Way(
        NO_TRANSLATION | {"truncation", "length", "number", "name"},
        _in_pieces,
        "Translated in shorter pieces, since as a whole it went wrong: the joins may show.",
    ),
    Way(
        NO_TRANSLATION | {"length", "number"},
        _by_way_of_english,
        "Translated by way of English, since directly it went wrong: nuances of the source may be lost.",
    ),
)
