"""Where sentences end, against sentences that people cut (tests/golden/segmentation), beside other segmenters.

`pytest -s tests/test_golden_segmentation.py` prints the table.
"""

from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import choppa
import pytest

from corpora.segmentation import sentence_spans

FOLDER = Path(__file__).parent / "golden" / "segmentation"
END = "‖"
LANGUAGES = ("zh", "de", "en")
LEAST_F1 = 0.995

Segmenter = Callable[[str, str], list[str]]


class Case(NamedTuple):
    """A text, its sentences, and what is difficult about it."""

    trap: str
    sentences: list[str]

    @property
    def text(self) -> str:
        return "".join(self.sentences)


class Counts(NamedTuple):
    """Ends of sentences: found and right, found, and to be found."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 1.0


def cases(language: str) -> list[Case]:
    """The cases of a language in the order of their file."""
    found, trap = [], ""
    for line in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            trap = line[2:]
        elif line:
            found.append(Case(trap, line.split(END)))
    return found


def ends(sentences: Iterable[str]) -> set[int]:
    """Where sentences end, in characters that are no white space; the end of the last is none."""
    places, position = [0], 0
    for sentence in sentences:
        position += sum(not character.isspace() for character in sentence)
        places.append(position)
    return set(places) - {0, position}


def measure(segmenter: Segmenter, language: str, chosen: list[Case]) -> Counts:
    """A segmenter's ends against those of the cases."""
    right = found = gold = 0
    for case in chosen:
        expected, actual = ends(case.sentences), ends(segmenter(case.text, language))
        right += len(expected & actual)
        found += len(actual)
        gold += len(expected)
    return Counts(right, found, gold)


def ours(text: str, language: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text, language)]


@cache
def choppa_rules() -> choppa.SrxDocument:
    return choppa.SrxDocument(ruleset=str(Path(choppa.__file__).parent / "data" / "srx" / "languagetool_segment.srx"))


def by_choppa(text: str, language: str) -> list[str]:
    return list(choppa.SrxTextIterator(choppa_rules(), f"{language}_two", text))


def by_sentencex(text: str, language: str) -> list[str]:
    from sentencex import segment

    return list(segment(language, text))


def by_pysbd(text: str, language: str) -> list[str]:
    from pysbd import Segmenter

    return list(Segmenter(language=language, clean=False).segment(text))


PEERS: dict[str, tuple[str, Segmenter]] = {
    "choppa-srx alone": ("choppa", by_choppa),
    "sentencex": ("sentencex", by_sentencex),
    "pysbd": ("pysbd", by_pysbd),
}


def row(name: str, segmenter: Segmenter, language: str) -> str:
    every = cases(language)
    parts = {"all": every, "odd": every[0::2], "even": every[1::2]}
    numbers = (measure(segmenter, language, chosen) for chosen in parts.values())
    return f"{language} {name:<17}" + "  ".join(
        f"{part}: {n.precision:.4f} {n.recall:.4f} {n.f1:.4f}" for part, n in zip(parts, numbers, strict=True)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_cases_enough_and_each_says_what_is_difficult(language: str) -> None:
    every = cases(language)
    assert len(every) >= 150
    assert all("—" in case.trap for case in every)
    assert len({case.text for case in every}) == len(every)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_end_where_people_end_them(language: str) -> None:
    print("\n" + row("ours", ours, language))  # noqa: T201
    assert measure(ours, language, cases(language)).f1 >= LEAST_F1


@pytest.mark.parametrize("peer", PEERS)
def test_no_peer_ends_them_as_well(peer: str) -> None:
    package, segmenter = PEERS[peer]
    if find_spec(package) is None:
        pytest.skip(f"{package} is not installed: pip install 'duizhao[peers]'")
    for language in LANGUAGES:
        print("\n" + row(peer, segmenter, language))  # noqa: T201
        every = cases(language)
        assert measure(segmenter, language, every).f1 < measure(ours, language, every).f1
