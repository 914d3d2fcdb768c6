"""Good pairs broken in known ways: each way does what it says, and only where it can."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.broken_pairs import BREAKS, Company, break_pair, change_number
from mt.detail_words import MONTHS
from mt.parallel_text import Pair

PAIRS = [
    Pair(
        "zh",
        "en",
        "五月他在柏林有35万只狗，但没有猫。",
        "In the city of Berlin in May he has 350,000 dogs, but he has no cat.",
    ),
    Pair("zh", "en", "她去年没有去华沙。", "She did not go to the city of Warsaw last year."),
]
GERMAN = ["In Berlin hat er 350.000 Hunde, aber keine Katze.", "Sie fuhr letztes Jahr nicht nach Warschau."]
COMPANY = Company(PAIRS, GERMAN)


def test_every_way_breaks_a_pair_that_has_what_it_needs() -> None:
    broken = dict(break_pair(COMPANY, 0))
    assert set(broken) == set(BREAKS)
    good = PAIRS[0].target
    assert broken["name swapped"] == good.replace("Berlin", "Warsaw")
    month = broken["date or currency changed"].removeprefix("In the city of Berlin in ").split()[0]
    assert month in MONTHS["en"] and month != "May"
    assert broken["negation dropped"] == good.replace("no cat", "cat")
    assert broken["ten times too much or little"] in (
        good.replace("350,000", "35,000"), good.replace("350,000", "3.5 million"),
    )  # fmt: skip
    assert broken["sentence added"] == f"{good} {PAIRS[1].target}"
    assert broken["the neighbour's translation"] == PAIRS[1].target
    assert (broken["untranslated"], broken["another language"]) == (PAIRS[0].source, GERMAN[0])
    assert good.startswith(broken["half cut off"]) or good.endswith(broken["half cut off"])
    assert broken["loop"].split()[-6:] != good.split()[-6:]
    assert broken == dict(break_pair(COMPANY, 0)), "the same for a seed"


def test_what_a_pair_lacks_cannot_be_broken() -> None:
    short = Company([Pair("en", "de", "Yes.", "Ja."), Pair("en", "de", "No.", "Nein.")])
    assert set(dict(break_pair(short, 0))) == {"sentence added", "the neighbour's translation", "untranslated"}


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("Er hat kein Haus.", "Er hat ein Haus."),
        ("Sie kam nie an.", "Sie kam an."),
        ("Das gilt nicht nur hier.", ""),
    ],
)
def test_german_negations_are_dropped(text: str, changed: str) -> None:
    company = Company([Pair("en", "de", "x", text), Pair("en", "de", "y", "Gut.")])
    assert dict(break_pair(company, 0)).get("negation dropped", "") == changed


def test_in_german_only_what_another_language_spells_alike_is_a_name() -> None:
    company = Company([Pair("zh", "de", "默克尔", "Gestern hat die Kanzlerin Merkel gesprochen.")], ["Merkel spoke."])
    assert company.names == ["Merkel"]


@given(st.text(max_size=30), st.integers(0, 99))
def test_a_changed_number_is_another_number(text: str, seed: int) -> None:
    changed = change_number(text, random.Random(seed))
    assert len(changed) == len(text)
    has_digit = any(character in "0123456789" for character in text)
    assert sum(a != b for a, b in zip(text, changed, strict=True)) == int(has_digit)
    assert np.all([character != "0" for character, old in zip(changed, text, strict=True) if character != old])
