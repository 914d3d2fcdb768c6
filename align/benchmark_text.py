"""Parallel text in Chinese, German and English out of a small grammar, for measuring where there is no other.

News-like sentences, millions of them, with a translator's liberties: two sentences made one, one made two, some
left out, some added. What belongs together is known. Real text is harder to align.
"""

import random
from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from align import benchmark_words as words
from align.benchmark_words import Phrase, Reaction, Subject
from corpora.errors import UnsupportedLanguage
from corpora.units import Bead

LANGUAGES = Phrase._fields
# What a translator does with a sentence, and how often: shares, the rest is translated one to one.
_JOINED, _SPLIT, _LEFT_OUT = 0.06, 0.06, 0.06
_YEARS = range(1988, 2025)
_JOINER = Phrase("，同时", ", und ", ", and ")
_STOP = Phrase("。", ".", ".")

Entry = TypeVar("Entry")
_Sides = tuple[list[Phrase], list[Phrase]]


class MadeBitext(NamedTuple):
    """Two sides of a text, and which of their sentences translate one another; every sentence is in one bead."""

    source: list[str]
    target: list[str]
    beads: list[Bead]


def make_bitext(sentences: int, languages: tuple[str, str], seed: int = 1) -> MadeBitext:
    """A bitext with this many source sentences, no two alike, and about as many of the target.

    The same arguments make the same text. Raises UnsupportedLanguage where there are no words of a language.
    """
    for code in languages:
        if code not in LANGUAGES:
            raise UnsupportedLanguage(f"there is no text of our own in {code!r}; there is in: {', '.join(LANGUAGES)}")
    writer = _Writer(random.Random(seed))  # noqa: S311
    made = MadeBitext([], [], [])
    while len(made.source) < sentences:
        sides = writer.sides(sentences - len(made.source))
        start = len(made.source), len(made.target)
        for texts, side, code in zip(made[:2], sides, languages, strict=True):
            texts.extend(_sentence(text, code) for text in side)
        made.beads.append(Bead(tuple(range(start[0], len(made.source))), tuple(range(start[1], len(made.target)))))
    return made


class _Deck(Generic[Entry]):
    """Entries in a random order in which none comes again before half of the others have come."""

    def __init__(self, entries: Sequence[Entry], rng: random.Random) -> None:
        self._entries = rng.sample(entries, len(entries))
        self._rng = rng

    def draw(self) -> Entry:
        entry = self._entries.pop(self._rng.randrange((len(self._entries) + 1) // 2))
        self._entries.append(entry)
        return entry


class _Writer:
    """Makes up what is said, each time something else, in all languages at once."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._said: set[Phrase] = set()
        self._subjects, self._verbs = _Deck(words.SUBJECTS, rng), _Deck(words.VERBS, rng)
        self._things, self._topics = _Deck(words.THINGS, rng), _Deck(words.TOPICS, rng)
        self._places, self._times = _Deck(words.PLACES, rng), _Deck(words.TIMES, rng)
        self._reasons, self._concessions = _Deck(words.REASONS, rng), _Deck(words.CONCESSIONS, rng)
        self._purposes, self._reactions = _Deck(words.PURPOSES, rng), _Deck(words.REACTIONS, rng)

    def sides(self, most: int) -> _Sides:
        """What the next sentences of the source, `most` of them at most, and of the target say: a bead."""
        rng = self._rng
        chance = rng.random()
        if chance < _JOINED and most > 1:
            first, second = self._new(self._clause), self._new(self._clause)
            return _either([_joined(first, second, _JOINER)], [first, second], rng)
        if chance < _JOINED + _SPLIT and most > 1:
            clause, (side_clause, sentence) = self._new(self._clause), self._reaction()
            return _either([_joined(clause, side_clause)], [clause, sentence], rng)
        statement = self._new(self._statement)
        if chance > 1 - _LEFT_OUT:
            return _either([statement], [], rng)
        return [statement], [statement]

    def _new(self, make: Callable[[], Phrase]) -> Phrase:
        """Something that was not said yet."""
        while (made := make()) in self._said:
            pass
        self._said.add(made)
        return made

    def _statement(self) -> Phrase:
        endings = (self._reason, self._concession, self._purpose, self._amount, self._contrast)
        return _joined(self._clause(is_short=True), self._rng.choice(endings)())

    def _clause(self, *, is_short: bool = False) -> Phrase:
        """A main clause with time or place; with both, and so longer, where it is to stand alone."""
        rng = self._rng
        subject, verb = self._subjects.draw(), self._verbs.draw()
        thing = _filled(self._things.draw(), self._topics.draw())
        has_time = rng.random() < 0.7
        time = self._time() if has_time or not is_short else _NOTHING
        place = self._places.draw() if not has_time or not is_short else _NOTHING
        first = rng.choice([part for part in (subject, time, place) if part is not _NOTHING])
        german_verb = verb.plural if subject.is_plural else verb.singular
        german = [part.de for part in (subject, time, place) if part is not first]
        english = [part.en for part in (place, time) if part is not first]
        return Phrase(
            ("" if first is subject else f"{first.zh}，")
            + "".join(part.zh for part in (subject, time, place) if part is subject or part is not first)
            + verb.zh
            + thing.zh,
            _spaced(first.de, german_verb, *german, thing.de, verb.behind),
            _spaced("" if first is subject else f"{first.en},", subject.en, verb.en, thing.en, *english),
        )

    def _time(self) -> Phrase:
        kind = self._rng.random()
        if kind < 0.3:
            return self._times.draw()
        if kind < 0.5:
            return _dated(self._rng.choice(words.TIMES_OF_YEAR), _NOTHING, self._rng)
        return _dated(words.IN_MONTH, self._rng.choice(words.MONTHS), self._rng)

    def _reason(self) -> Phrase:
        return _behind(Phrase("，因为", ", weil ", " because "), self._reasons.draw())

    def _concession(self) -> Phrase:
        return _behind(Phrase("，尽管", ", obwohl ", ", although "), self._concessions.draw())

    def _purpose(self) -> Phrase:
        return _behind(Phrase("，以便", ", um ", " in order to "), self._purposes.draw())

    def _amount(self) -> Phrase:
        rng = self._rng
        if rng.random() < 0.5:
            amount = _filled(rng.choice(words.COUNTED), _count(rng.randrange(120, 9900, 10)))
        else:
            amount = _filled(rng.choice(words.COSTED), _millions(rng.randrange(2, 900)))
        return _behind(Phrase("，", ", ", ", "), amount)

    def _contrast(self) -> Phrase:
        return _side_clause(self._subjects.draw(), _NOTHING, self._reactions.draw())

    def _reaction(self) -> tuple[Phrase, Phrase]:
        """How somebody reacts: as a side clause, and as a sentence."""
        made: dict[Phrase, Phrase] = {}

        def make() -> Phrase:
            subject, reaction = self._subjects.draw(), self._reactions.draw()
            time, place = _dated(words.IN_MONTH, self._rng.choice(words.MONTHS), self._rng), self._places.draw()
            when = Phrase(time.zh + place.zh, _spaced(time.de, place.de), _spaced(place.en, time.en))
            sentence = _main_clause(subject, when, reaction)
            made[sentence] = _side_clause(subject, when, reaction)
            return sentence

        sentence = self._new(make)
        return made[sentence], sentence


_NOTHING = Phrase("", "", "")


def _main_clause(subject: Subject, when: Phrase, reaction: Reaction) -> Phrase:
    german_verb = reaction.plural if subject.is_plural else reaction.singular
    return Phrase(
        subject.zh + when.zh + reaction.zh,
        _spaced(subject.de, german_verb, when.de, reaction.rest),
        _spaced(subject.en, reaction.en, when.en),
    )


def _side_clause(subject: Subject, when: Phrase, reaction: Reaction) -> Phrase:
    german_verb = reaction.plural if subject.is_plural else reaction.singular
    return Phrase(
        f"，而{subject.zh}{when.zh}则{reaction.zh}",
        f", während {_spaced(subject.de, when.de, reaction.rest, german_verb)}",
        f", while {_spaced(subject.en, reaction.en, when.en)}",
    )


def _either(one: list[Phrase], other: list[Phrase], rng: random.Random) -> _Sides:
    return (one, other) if rng.random() < 0.5 else (other, one)


def _joined(first: Phrase, second: Phrase, joiner: Phrase = _NOTHING) -> Phrase:
    return Phrase(*(a + between + b for a, between, b in zip(first, joiner, second, strict=True)))


def _behind(conjunction: Phrase, clause: Phrase) -> Phrase:
    return _joined(conjunction, clause)


def _filled(frame: Phrase, filling: Phrase) -> Phrase:
    return Phrase(*(text.format(inner) for text, inner in zip(frame, filling, strict=True)))


def _dated(frame: Phrase, month: Phrase, rng: random.Random) -> Phrase:
    year = rng.choice(_YEARS)
    return Phrase(*(text.format(year=year, month=name) for text, name in zip(frame, month, strict=True)))


def _count(number: int) -> Phrase:
    english = f"{number:,}"
    return Phrase(str(number), english.replace(",", "."), english)


def _millions(number: int) -> Phrase:
    chinese = f"{number / 100:g}亿" if number >= 100 else f"{number * 100}万"
    return Phrase(chinese, f"{number} Millionen", f"{number} million")


def _spaced(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _sentence(text: Phrase, code: str) -> str:
    """What is said, written as a sentence of a language."""
    written = str(getattr(text, code))
    return written[:1].upper() + written[1:] + str(getattr(_STOP, code))
