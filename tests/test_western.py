"""German and English quotation marks, apostrophes and dashes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.offsets import MappedText
from corpora.western_dashes import dash_edits
from corpora.western_quotes import english_quote_edits, german_quote_edits


def german(text: str) -> str:
    return MappedText.from_raw(text).edited(german_quote_edits(text)).text


def english(text: str) -> str:
    return MappedText.from_raw(text).edited(english_quote_edits(text)).text


def dashed(text: str) -> str:
    return MappedText.from_raw(text).edited(dash_edits(text)).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Ja", sagte sie, "morgen."', "„Ja“, sagte sie, „morgen.“"),
        (",,Papier geht auch'', sagt er.", "„Papier geht auch“, sagt er."),
        ("''Wie lange?'', fragt er.", "„Wie lange?“, fragt er."),
        ("Am Tor steht ``Bitte klopfen''.", "Am Tor steht „Bitte klopfen“."),
        ("Er nennt ihn “den Langen” und „den Kurzen”.", "Er nennt ihn „den Langen“ und „den Kurzen“."),
        ("\"Er sagt: 'Mach es gerade.' Also los.\"", "„Er sagt: ‚Mach es gerade.‘ Also los.“"),
        ('"Die "Welt" schreibt"', "„Die ‚Welt‘ schreibt“"),
        ('("Nord")-"Süd", "A"/"B"', "(„Nord“)-„Süd“, „A“/„B“"),
        ("Sie nennen ihn `Opa Wind', wenn er schläft.", "Sie nennen ihn ‚Opa Wind‘, wenn er schläft."),
        ("Wie geht's? 's ist Hans' Auto.", "Wie geht’s? ’s ist Hans’ Auto."),
        ('"Offen bis zum nächsten Absatz', "„Offen bis zum nächsten Absatz"),
        ('Ein 60" breiter "Schirm"', 'Ein 60" breiter „Schirm“'),
    ],
)
def test_german_quotations(text: str, expected: str) -> None:
    assert german(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Listen," she says. "Don\'t."', "“Listen,” she says. “Don’t.”"),
        ("``Words come later,'' he says.", "“Words come later,” he says."),
        ("He's seen the girls' room in the '90s, 'em all.", "He’s seen the girls’ room in the ’90s, ’em all."),
        ('"She says `shorter\', so I cut."', "“She says ‘shorter’, so I cut.”"),
        ("„Go“, rock 'n' roll", "“Go”, rock ’n’ roll"),
    ],
)
def test_english_quotations(text: str, expected: str) -> None:
    assert english(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "»Wort«, „Wort ‚darin‘“ und «mot»",
        'Er sagte "Ja und ging.',  # no partner
        '"60" lang" ist es',  # which mark is of inches?
        'Ein Schirm von 60" Breite',
        "`code` in Markdown",
        '```\nx = "y"\n```',
    ],
)
def test_marks_that_are_right_or_uncertain_stay(text: str) -> None:
    assert german(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er kam -- spät - und ging", "Er kam – spät – und ging"),
        ("a word--or two--more", "a word—or two—more"),
        ("1990--1995", "1990–1995"),
        ("Er kam nicht --", "Er kam nicht –"),
        ("10 - Foto", "10 – Foto"),
    ],
)
def test_dashes(text: str, expected: str) -> None:
    assert dashed(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1990-1995, 3 - 2 = 1, a - b",
        "Ost-West, Ein- und Ausfuhr",
        "git log --oneline -- x".replace(" -- x", ""),
        "-----",
        "- ein Punkt der Liste",
        "https://example.org/a--b",
        "schon – gut — so",
    ],
)
def test_hyphens_ranges_and_options_stay(text: str) -> None:
    assert dashed(text) == text


@given(st.text(alphabet="abZ ,.'\"`„“”‚‘’»«-1", max_size=30))
def test_marks_come_to_rest_and_letters_stay(text: str) -> None:
    for edits in (german, english):
        result = text
        for _ in range(5):
            result = edits(result)
        assert edits(result) == result
        assert [c for c in result if c.isalnum()] == [c for c in text if c.isalnum()]
