"""SRX rules: the published ones as choppa reads them, a user's before ours; abbreviations of the user's."""

import json
from pathlib import Path

import choppa
import pytest
from choppa import SrxDocument as ChoppaDocument
from choppa import SrxTextIterator
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from corpora.errors import MalformedFile
from corpora.segmentation import sentence_spans, sentences
from corpora.sentence_rules import SentenceRules, parse_exceptions
from corpora.srx import parse_srx, published_rules
from ui.cli import app

PUBLISHED = Path(choppa.__file__).parent / "data" / "srx" / "languagetool_segment.srx"
CHOPPA = ChoppaDocument(ruleset=str(PUBLISHED))
CODES = ("ar", "de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru")
PIECES = (
    "Der Vertrag|vom 3. Mai|z. B.|Dr. med.|Prof. Huber|gilt nicht.|Wirklich?|Ja!|…|(vgl. S. 5 ff.)|[Anm. d. Red.]|"
    "„Halt!“|"
    'The U.S.|e.g.|Mr. Smith|said so.|Why?|No. 5|etc.|"Stop!"|it\'s 3.5|Inc.|A. B. Lee|www.example.org|'
    "M. Dupont|p. 12|¿Qué?|¡Sí!|Sr. García|dhr. Jansen|итд. т. е.|См. с. 12.|د. أحمد|؟|np. 3|1999 r.|cfr. pag. 4|"
    "Ok. Yes."
).split("|")


def places(text: str, cuts: list[int]) -> set[int]:
    """Where sentences end, without the white space behind them; the end of the text is none."""
    return {len(text[:cut].rstrip()) for cut in cuts} - {0, len(text.rstrip())}


def cuts_by_choppa(text: str, code: str) -> list[int]:
    cuts, position = [], 0
    for piece in SrxTextIterator(CHOPPA, f"{code}_two", text):
        position += len(piece)
        cuts.append(position)
    return cuts


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), st.sampled_from(CODES))
def test_published_rules_asked_where_a_sentence_may_end_find_what_choppa_finds_in_the_whole_text(
    text: str, code: str
) -> None:
    assert places(text, published_rules(code).cuts(text)) == places(text, cuts_by_choppa(text, code))


def srx(rules: str, language: str = "de") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
<header segmentsubflows="yes" cascade="yes"/>
<body>
<languagerules><languagerule languagerulename="mine">
{rules}
</languagerule></languagerules>
<maprules><languagemap languagepattern="({language}).*" languagerulename="mine"/></maprules>
</body>
</srx>""".encode()


def rule(is_break: str, before: str, after: str = "") -> str:
    parts = f"<beforebreak>{before}</beforebreak><afterbreak>{after}</afterbreak>"
    return f'<rule break="{is_break}">{parts}</rule>'


@pytest.mark.parametrize(
    ("code", "rules", "text", "expected"),
    [
        ("de", rule("no", r"\bQuux\."), "Im Quux. Der Rest. Neu.", ["Im Quux. Der Rest.", "Neu."]),
        ("de", rule("no", r"\bQuux\.\s"), "Im Quux. Der Rest.", ["Im Quux. Der Rest."]),
        ("de", rule("yes", ";", r"\s"), "Er kam; sie ging.", ["Er kam;", "sie ging."]),
        ("de", rule("yes", r"z\. B\.", r"\s"), "Er liest z. B. Romane.", ["Er liest z. B.", "Romane."]),
        # The first rule that fits counts.
        ("de", rule("no", "a;") + rule("yes", ";", r"\s"), "aa; bb; cc.", ["aa; bb;", "cc."]),
        ("zh", rule("yes", "；"), "海很远；山很近。路很长。", ["海很远；", "山很近。", "路很长。"]),
        ("zh", rule("no", "。", "路"), "山很近。路很长。水很深。", ["山很近。路很长。", "水很深。"]),
        ("th", rule("yes", "ๆ", " "), "ต่าง ๆ นานา", ["ต่าง ๆ", "นานา"]),
    ],
)
def test_rules_of_the_user_come_before_ours(code: str, rules: str, text: str, expected: list[str]) -> None:
    user = SentenceRules(srx=parse_srx(srx(rules, code), "mine.srx"))
    assert sentences(text, code, user) == expected


@pytest.mark.parametrize(
    ("code", "exceptions", "text", "expected"),
    [
        ("de", "Quux.", "Im Quux. Der Rest. Neu.", ["Im Quux. Der Rest.", "Neu."]),
        ("de", "Quux", "Im Quux. Der Rest.", ["Im Quux. Der Rest."]),
        ("de", "x. Y.", "Im x.\u00a0Y. Der Rest. Im x.Y. Der Rest.", ["Im x.\u00a0Y. Der Rest.", "Im x.Y. Der Rest."]),
        ("de", "Quux.", "Im Antiquux. Der Rest.", ["Im Antiquux.", "Der Rest."]),
        ("en", "flot.", "It was flot. The rest.", ["It was flot. The rest."]),
        ("zh", "Quux.", "他用Quux. 我不用。好。", ["他用Quux. 我不用。", "好。"]),
        ("zh", "么。", "是么。我走了。好。", ["是么。我走了。", "好。"]),
        ("fr", "Quux.", "Le Quux. Le reste.", ["Le Quux. Le reste."]),
    ],
)
def test_no_sentence_ends_behind_an_abbreviation_of_the_user(
    code: str, exceptions: str, text: str, expected: list[str]
) -> None:
    user = SentenceRules(parse_exceptions(exceptions, "list.txt"))
    assert sentences(text, code, user) == expected


def test_a_rule_counts_more_than_an_abbreviation() -> None:
    user = SentenceRules(("Quux.",), parse_srx(srx(rule("yes", r"Quux\.", r"\s")), "mine.srx"))
    assert sentences("Im Quux. Der Rest.", "de", user) == ["Im Quux.", "Der Rest."]


@given(
    st.text(alphabet="aB.;! \n。中“”", max_size=40),
    st.sampled_from(["zh", "de", "fr"]),
    st.sampled_from([rule("yes", "a", "B"), rule("no", r"\."), rule("yes", r"\s", r"\s")]),
)
def test_every_character_is_in_one_sentence_with_rules_of_the_user_too(text: str, code: str, rules: str) -> None:
    user = SentenceRules(("aB.", "。"), parse_srx(srx(rules, code), "mine.srx"))
    covered = [i for span in sentence_spans(text, code, user) for i in range(span.start, span.end)]
    assert covered == sorted(set(covered))
    assert all(text[i].isspace() for i in set(range(len(text))) - set(covered))


def test_a_list_of_abbreviations_has_comments_and_says_which_line_is_none() -> None:
    assert parse_exceptions("# meine\n\nAbk.  # mit Grund\nz.  X.\nAbk.\n", "list.txt") == ("Abk.", "z. X.")
    with pytest.raises(MalformedFile, match=r"list\.txt:2: expected an abbreviation"):
        parse_exceptions("Abk.\n...\n", "list.txt")
    with pytest.raises(MalformedFile, match=r"list\.txt:1: expected an abbreviation"):
        parse_exceptions("Das ist ein ganzer Satz und keine Abkürzung.", "list.txt")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", r"mine\.srx:\d+: expected XML"),
        (b"<srx", r"mine\.srx:\d+: expected XML"),
        (b'<tmx version="1.4"/>', r'mine\.srx:1: expected <srx version="2\.0">, found <tmx version="1\.4">'),
        (b'<srx version="1.0"/>', r'found <srx version="1\.0">'),
        (b'<srx version="2.0"/>', r"expected <languagemap>"),
        (srx(rule("maybe", "a")), r'mine\.srx:6: expected break="yes" or break="no", found break="maybe"'),
        (srx("<rule break='no'/>"), r"mine\.srx:6: this rule has neither"),
        (srx("").replace(b'languagerulename="mine"/>', b'languagerulename="other"/>'), r"mine\.srx:8: .*'other'"),
        (srx("", "["), r"mine\.srx:8: languagepattern is no pattern"),
        (b'<!DOCTYPE srx [<!ENTITY a "aa">]><srx version="2.0">&a;</srx>', r"declares a document type"),
        (b'<!DOCTYPE srx SYSTEM "file:///etc/hostname"><srx version="2.0"/>', r"declares a document type"),
    ],
)
def test_what_is_no_srx_is_refused_with_its_line(raw: bytes, message: str) -> None:
    with pytest.raises(MalformedFile, match=message):
        parse_srx(raw, "mine.srx")


def test_entities_bring_in_no_other_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    raw = f'<!DOCTYPE srx [<!ENTITY x SYSTEM "{secret.as_uri()}">]><srx version="2.0">&x;</srx>'.encode()
    with pytest.raises(MalformedFile) as refused:
        parse_srx(raw, "mine.srx")
    assert "secret" not in str(refused.value)


def test_a_pattern_that_is_none_is_named_by_its_line() -> None:
    user = SentenceRules(srx=parse_srx(srx(rule("no", "a") + "\n" + rule("no", "(b")), "mine.srx"))
    with pytest.raises(MalformedFile, match=r"mine\.srx:7: a pattern of this rule is none"):
        sentences("a. B.", "de", user)


def test_segment_takes_rules_and_abbreviations_and_says_places(tmp_path: Path) -> None:
    text = "Im Quux. Der Rest; mehr.\n\n Neu. Im Xyzzy. So."
    (tmp_path / "text").write_text(text, encoding="utf-8")
    (tmp_path / "mine.srx").write_bytes(srx(rule("yes", ";", r"\s")))
    (tmp_path / "list").write_text("Quux.\n", encoding="utf-8")
    options = ["--lang", "de", "--srx", str(tmp_path / "mine.srx"), "--exceptions", str(tmp_path / "list"), "--json"]
    result = CliRunner().invoke(app, ["segment", *options, str(tmp_path / "text")])
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [sentence["text"] for sentence in found] == ["Im Quux. Der Rest;", "mehr.", "Neu.", "Im Xyzzy.", "So."]
    assert all(text[sentence["start"] : sentence["end"]] == sentence["text"] for sentence in found)


def test_segment_says_that_a_file_has_no_rules_for_the_language(tmp_path: Path) -> None:
    (tmp_path / "mine.srx").write_bytes(srx(rule("yes", ";")))
    result = CliRunner().invoke(app, ["segment", "--lang", "zh", "--srx", str(tmp_path / "mine.srx")], input="好。")
    assert isinstance(result.exception, MalformedFile) and "'zh'" in str(result.exception)
