"""Terms are found where they stand, and known again in translations that inflect them; files of both kinds are read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.errors import MalformedFile
from corpora.glossary import Concept, Glossary, Term, is_kept, substituted
from corpora.glossary_files import read_concepts, read_glossaries, write_table

GLOSSARY = Glossary(
    [
        Concept({"zh": ("工商联",), "de": ("Industrie- und Handelsverband",), "en": ("Federation of Industry",)}),
        Concept(
            {"zh": ("全国工商联", "中华全国工商业联合会"), "de": ("Gesamtverband",), "en": ("All-China Federation",)}
        ),
        Concept({"de": ("Aufsichtsrat",), "en": ("supervisory board",), "zh": ("监事会",)}),
        Concept({"en": ("IT",), "de": ("EDV",)}),
    ]
)


def test_the_longest_term_counts_and_each_once() -> None:
    found = GLOSSARY.terms_in("全国工商联和工商联都说全国工商联。", "zh", "de")
    assert found == (Term("全国工商联", "Gesamtverband"), Term("工商联", "Industrie- und Handelsverband"))


def test_traditional_characters_are_found_as_they_are_written() -> None:
    assert GLOSSARY.terms_in("公司監事會開會", "zh-Hant", "en") == (Term("監事會", "supervisory board"),)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Der Vertreter des Aufsichtsrates sprach.", (Term("Aufsichtsrates", "supervisory board"),)),
        ("die aufsichtsräte", ()),
        ("Aufsichtsratsvorsitz", ()),
    ],
)
def test_german_terms_are_found_with_their_endings_and_not_inside_words(text: str, found: tuple[Term, ...]) -> None:
    assert GLOSSARY.terms_in(text, "de", "en") == found


def test_an_acronym_is_no_pronoun() -> None:
    assert GLOSSARY.terms_in("It is late in IT.", "en", "de") == (Term("IT", "EDV"),)


@pytest.mark.parametrize(
    ("target", "translation", "code", "kept"),
    [
        ("Vorstandsvorsitzender", "mit dem Vorstandsvorsitzenden sprach", "de", True),
        ("Industrie- und Handelsverband", "des Industrie- und Handelsverbands", "de", True),
        ("Industrie- und Handelsverband", "der Industrieverband", "de", False),
        ("central bank", "Central banks said", "en", True),
        ("Zhang Peng", "Zhang said", "en", False),
        ("监事会", "監事會說", "zh", True),
        ("Rat", "Rate", "de", False),
    ],
)
def test_a_translation_may_inflect_a_term(target: str, translation: str, code: str, kept: bool) -> None:
    assert is_kept(Term("x", target), translation, code) is kept


def test_terms_are_put_in_longest_first() -> None:
    terms = [Term("工商联", "Verband"), Term("全国工商联", "Gesamtverband")]
    assert substituted("全国工商联和工商联", terms) == "Gesamtverband和Verband"


@given(st.text(alphabet="全国工商联监事会ITab ß.İ", max_size=30))
def test_what_is_found_stands_in_the_text(text: str) -> None:
    for term in GLOSSARY.terms_in(text, "zh", "de"):
        assert term.source in text


def test_the_signature_tells_glossaries_apart() -> None:
    assert GLOSSARY.signature == Glossary(GLOSSARY.concepts).signature
    assert GLOSSARY.signature != Glossary(GLOSSARY.concepts[1:]).signature


def test_tables_have_a_column_a_language(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("\ufeff中文;Deutsch;note\n创业板;ChiNext;Börse\n\n港交所;\n", encoding="utf-8")
    assert read_concepts(path) == [Concept({"zh": ("创业板",), "de": ("ChiNext",)})]
    path.write_bytes("zh,de\n创业板,ChiNext\n".encode("gb18030"))
    assert read_glossaries([path]).terms_in("创业板指", "zh", "de") == (Term("创业板", "ChiNext"),)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(write_table(GLOSSARY.concepts, ("zh", "de", "en")), encoding="utf-8")
    again = read_glossaries([path])
    assert again.terms_in("全国工商联", "zh", "en") == GLOSSARY.terms_in("全国工商联", "zh", "en")
    assert len(again) == len(GLOSSARY)


TBX_2019 = """<?xml version="1.0"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca" xml:lang="en"><text><body>
<conceptEntry id="c1">
 <langSec xml:lang="zh-Hans"><termSec><term>创业板</term></termSec></langSec>
 <langSec xml:lang="de">
  <termSec><term>Wachstumsbörse</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
  <termSec><term>Segment ChiNext</term></termSec>
  <termSec><term>ChiNext</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
 </langSec>
 <langSec xml:lang="tlh"><termSec><term>Qap</term></termSec></langSec>
</conceptEntry>
<conceptEntry id="c2"><langSec xml:lang="de"><termSec><term>allein</term></termSec></langSec></conceptEntry>
</body></text></tbx>"""
TBX_2008 = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body><termEntry id="1">
<langSet xml:lang="zh"><tig><term>监事会</term></tig></langSet>
<langSet xml:lang="de"><ntig><termGrp><term>Aufsichtsrat</term></termGrp></ntig></langSet>
</termEntry></body></text></martif>"""


def test_tbx_of_both_editions_is_read(tmp_path: Path) -> None:
    path = tmp_path / "terms.tbx"
    path.write_text(TBX_2019, encoding="utf-8")
    assert read_concepts(path) == [Concept({"zh": ("创业板",), "de": ("ChiNext", "Segment ChiNext")})]
    path.write_text(TBX_2008, encoding="utf-8")
    assert read_concepts(path) == [Concept({"zh": ("监事会",), "de": ("Aufsichtsrat",)})]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<tbx><text>", "broken XML"),
        (b"<html/>", "found <html>"),
        (b"eins,zwei\na,b\n", "line 1: expected the languages of two columns"),
        (b"de,de,en\na,b,c\n", "two columns are in German"),
        (b"de,en\n", "no term with a translation"),
        (b"\x00\x01\x02\x03" * 50, "expected a glossary"),
        (b"", "expected"),
        (b'zh,de\na,"' + b"x" * 200_000, "line 2: expected a table of terms"),
        (b"zh" * 100_000, "line 1: expected"),
    ],
)
def test_what_is_no_glossary_is_refused_in_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "terms"
    path.write_bytes(content)
    with pytest.raises(MalformedFile, match=said) as raised:
        read_concepts(path)
    assert "\n" not in str(raised.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(MalformedFile, match="No such file"):
        read_concepts(tmp_path / "none.csv")


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret words")
    path = tmp_path / "terms.tbx"
    path.write_text(
        f'<!DOCTYPE martif [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
        '<martif><text><body><termEntry><langSet xml:lang="zh"><tig><term>监事会&x;</term></tig></langSet>'
        '<langSet xml:lang="de"><tig><term>Rat</term></tig></langSet></termEntry></body></text></martif>',
        encoding="utf-8",
    )
    assert "secret" not in str(read_concepts(path))
