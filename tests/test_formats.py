"""Formats give back what they were given, and files that break them are answered with a line."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from corpora.errors import MalformedFile, WorkbenchError
from corpora.formats import FORMATS, beads, export, tables, tmx
from corpora.units import Bead, Finding, ReviewState, Score, Span, TranslationUnit

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOSTILE = "<script>alert('&amp;')</script> & ]]> \x00\x0b\x1b[31m\t\r\n\x85\u2028\u2029 \u202eabc\u202c 😀 \ufffe 龘"

UNIT = TranslationUnit(
    bead_id=7,
    index=1,
    bead=Bead((2, 3), (1,), 0.973),
    source_document="海淀.zh.txt",
    target_document="haidian.de.txt",
    source_language="zh",
    target_language="de",
    source_text="很热闹。人很多。",
    target_text="Sie lebt.",
    source_raw=Span(10, 20),
    target_raw=Span(11, 20),
    signature="enc:test|version:1",
    state=ReviewState.ACCEPTED,
    edited=True,
    note="sure",
    reviewer="ana",
    quality=Score(0.5, "q:1", (Finding("number", "3 is lost"),)),
    fields={"source_document_id": "0" * 16},
)
NULL = replace(UNIT, bead_id=8, index=2, bead=Bead((4,), (), 0.91), target_text="", target_raw=None, quality=None)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
shares = st.floats(0, 1)
sides = st.lists(st.integers(0, 999), max_size=3, unique=True).map(lambda side: tuple(sorted(side)))
spans = st.tuples(st.integers(0, 99), st.integers(99, 999)).map(lambda ends: Span(*ends))
any_bead = st.builds(Bead, sides, sides, shares).filter(lambda bead: bead.source or bead.target)
any_score = st.builds(Score, shares, texts, st.lists(st.builds(Finding, texts, texts), max_size=2).map(tuple))
any_unit = st.builds(
    TranslationUnit,
    bead_id=st.integers(1),
    index=st.integers(0),
    bead=any_bead,
    source_document=texts,
    target_document=texts,
    source_language=st.sampled_from(["zh", "de", "en"]),
    target_language=st.sampled_from(["zh", "de", "en"]),
    source_text=texts,
    target_text=texts,
    source_raw=st.none() | spans,
    target_raw=st.none() | spans,
    signature=texts,
    state=st.sampled_from(ReviewState),
    edited=st.booleans(),
    note=texts,
    reviewer=texts,
    quality=st.none() | any_score,
    fields=st.dictionaries(st.sampled_from(["source_document_id", "topic"]), texts),
)


def written(write, units, **options) -> bytes:
    stream = BytesIO()
    count = write(iter(units), stream, **options)
    assert not stream.closed
    assert count >= 0
    return stream.getvalue()


def text_lines(data: bytes) -> list[str]:
    return data.decode().splitlines(keepends=True)


# Tables


@given(units=st.lists(any_unit, max_size=4))
@example(units=[replace(UNIT, source_text=HOSTILE, target_text=HOSTILE, note=HOSTILE, source_document=HOSTILE)])
@settings(max_examples=50, deadline=None)
def test_tsv_gives_back_its_rows(units: list[TranslationUnit]) -> None:
    lines = text_lines(written(tables.write_tsv, units))
    assert len(lines) == len(units) + 1  # whatever a reader takes for a line end
    assert list(tables.read_tsv(lines, "x.tsv")) == [tables.row(unit) for unit in units]


def test_tsv_has_a_header_and_a_line_for_every_bead() -> None:
    header, unit, null = written(tables.write_tsv, [UNIT, NULL]).decode().splitlines()
    assert header.split("\t") == [
        *("source_document", "target_document", "index", "source_positions", "target_positions", "source", "target"),
        *("confidence", "quality", "state", "edited", "note"),
        *("source_start", "source_end", "target_start", "target_end", "signature"),
    ]
    assert unit.split("\t") == [
        *("海淀.zh.txt", "haidian.de.txt", "1", "2,3", "1", "很热闹。人很多。", "Sie lebt."),
        *("0.973", "0.5", "accepted", "true", "sure", "10", "20", "11", "20", "enc:test|version:1"),
    ]
    assert null.split("\t")[3:9] == ["4", "", "很热闹。人很多。", "", "0.91", ""]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a\tb\n", "x.tsv:2: expected 17 cells, found 2"),
        ("\t" * 16, "x.tsv:2: expected true or false, found ''"),
    ],
)
def test_a_broken_tsv_is_answered_with_its_line(line: str, message: str) -> None:
    header = text_lines(written(tables.write_tsv, []))
    with pytest.raises(MalformedFile, match=message):
        list(tables.read_tsv([*header, line], "x.tsv"))
    with pytest.raises(MalformedFile, match=r"x\.tsv:1: expected the header"):
        list(tables.read_tsv([line], "x.tsv"))


@given(units=st.lists(any_unit, max_size=4))
@example(units=[replace(UNIT, source_text=HOSTILE, target_text=HOSTILE, fields={"a": HOSTILE}), NULL])
@settings(max_examples=50, deadline=None)
def test_jsonl_gives_back_its_units(units: list[TranslationUnit]) -> None:
    lines = text_lines(written(tables.write_jsonl, units))
    assert len(lines) == len(units)
    assert list(tables.read_jsonl(lines, "x.jsonl")) == units


def test_jsonl_has_the_places_of_findings_where_there_are_any() -> None:
    found = Finding("number", "3 is lost", source=(Span(1, 2), Span(4, 5)))
    unit = replace(UNIT, quality=Score(0.5, "q:1", (found, Finding("length", "short"))))
    line = written(tables.write_jsonl, [unit]).decode()
    first, second = json.loads(line)["quality"]["findings"]
    assert first["source"] == [[1, 2], [4, 5]] and first["target"] == []
    assert second == {"kind": "length", "message": "short"}
    assert list(tables.read_jsonl([line], "x.jsonl")) == [unit]


def test_jsonl_holds_everything() -> None:
    values = json.loads(written(tables.write_jsonl, [UNIT]))
    assert values["quality"] == {
        "value": 0.5,
        "signature": "q:1",
        "findings": [{"kind": "number", "message": "3 is lost"}],
    }
    assert values["bead"] == {"source": [2, 3], "target": [1], "probability": 0.973}
    assert (values["source_raw"], values["state"], values["reviewer"]) == ([10, 20], "accepted", "ana")


@pytest.mark.parametrize("line", ["", "{", "[]", "null", '{"bead": 1}', "[" * 5000])
def test_a_broken_jsonl_is_answered_with_its_line(line: str) -> None:
    with pytest.raises(MalformedFile, match=r"x\.jsonl:1: "):
        list(tables.read_jsonl([line], "x.jsonl"))


# TMX

# The content model of TMX 1.4, as far as plain text needs it.
TMX_DTD = """
<!ELEMENT tmx (header, body)>
<!ATTLIST tmx version CDATA #FIXED "1.4">
<!ELEMENT header (note | prop)*>
<!ATTLIST header
  creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block | paragraph | sentence | phrase) #REQUIRED
  o-tmf CDATA #REQUIRED adminlang CDATA #REQUIRED srclang CDATA #REQUIRED datatype CDATA #REQUIRED
  o-encoding CDATA #IMPLIED creationdate CDATA #IMPLIED creationid CDATA #IMPLIED
  changedate CDATA #IMPLIED changeid CDATA #IMPLIED>
<!ELEMENT body (tu*)>
<!ELEMENT tu ((note | prop)*, tuv+)>
<!ATTLIST tu tuid CDATA #IMPLIED srclang CDATA #IMPLIED creationdate CDATA #IMPLIED changedate CDATA #IMPLIED
  creationid CDATA #IMPLIED changeid CDATA #IMPLIED datatype CDATA #IMPLIED usagecount CDATA #IMPLIED>
<!ELEMENT tuv ((note | prop)*, seg)>
<!ATTLIST tuv xml:lang CDATA #REQUIRED creationdate CDATA #IMPLIED changedate CDATA #IMPLIED>
<!ELEMENT seg (#PCDATA)>
<!ELEMENT note (#PCDATA)>
<!ATTLIST note xml:lang CDATA #IMPLIED o-encoding CDATA #IMPLIED>
<!ELEMENT prop (#PCDATA)>
<!ATTLIST prop type CDATA #REQUIRED xml:lang CDATA #IMPLIED o-encoding CDATA #IMPLIED>
"""


def tmx_of(*units: TranslationUnit) -> bytes:
    return written(tmx.write_tmx, units, tool_version="0.1", created=NOON)


@given(units=st.lists(any_unit, max_size=4))
@example(units=[replace(UNIT, source_text=HOSTILE, target_text=HOSTILE, note=HOSTILE, fields={"a": HOSTILE})])
@settings(max_examples=50, deadline=None)
def test_tmx_is_valid_and_gives_back_its_units(units: list[TranslationUnit]) -> None:
    data = tmx_of(*units)
    dtd = etree.DTD(BytesIO(TMX_DTD.encode()))
    assert dtd.validate(etree.fromstring(data)), dtd.error_log
    assert list(tmx.read_tmx(BytesIO(data))) == [tmx.tmx_unit(unit) for unit in units if not unit.bead.is_null]


def test_tmx_says_all_that_is_known_of_a_unit() -> None:
    english = replace(UNIT, source_language="en", state=ReviewState.OPEN)
    data = tmx_of(NULL, UNIT, english)
    assert data.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<tmx version=\"1.4\">")
    root = etree.fromstring(data)
    assert dict(root.find("header").attrib) == {
        "creationtool": "duizhao",
        "creationtoolversion": "0.1",
        "segtype": "sentence",
        "o-tmf": "duizhao",
        "adminlang": "en",
        "srclang": "zh",
        "datatype": "plaintext",
        "creationdate": "20261122T120000Z",
    }
    assert [element.get("srclang") for element in root.iter("tu")] == [None, "en"]
    unit, _ = tmx.read_tmx(BytesIO(data))
    assert (unit.id, unit.languages, unit.texts, unit.notes) == (
        *("7", ("zh", "de"), ("很热闹。人很多。", "Sie lebt."), ("sure",)),
    )
    assert dict(unit.props) == {
        "x-confidence": "0.973",
        "x-state": "accepted",
        "x-edited": "true",
        "x-reviewer": "ana",
        "x-index": "1",
        "x-source-document": "海淀.zh.txt",
        "x-target-document": "haidian.de.txt",
        "x-source-positions": "2,3",
        "x-target-positions": "1",
        "x-source-raw": "10-20",
        "x-target-raw": "11-20",
        "x-signature": "enc:test|version:1",
        "x-quality": "0.5",
        "x-quality-signature": "q:1",
        "x-finding": "number: 3 is lost",
        "x-source-document-id": "0" * 16,
    }


def test_tmx_strips_only_what_xml_cannot_hold() -> None:
    unit = tmx.tmx_unit(replace(UNIT, source_text=HOSTILE))
    assert unit is not None
    assert unit.texts[0] == ("<script>alert('&amp;')</script> & ]]> [31m\t\n\x85\u2028\u2029 \u202eabc\u202c 😀  龘")


def test_tmx_is_written_as_units_come() -> None:
    seen = []

    class Sink(BytesIO):
        def write(self, data) -> int:
            seen.append(len(pulled))
            return super().write(data)

    pulled: list[int] = []

    def units() -> Iterator[TranslationUnit]:
        for number in range(2000):
            pulled.append(number)
            yield replace(UNIT, bead_id=number)

    assert tmx.write_tmx(units(), Sink(), tool_version="0", created=NOON) == 2000
    assert min(seen) < 1000


FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header/><body>
<!-- from another tool -->
<tu tuid="a"><prop type="client">x</prop>
 <tuv xml:lang="zh-CN"><seg>一<bpt i="1">&lt;b></bpt>二<hi>三<ph>{0}</ph></hi><ept i="1">&lt;/b></ept>四</seg></tuv>
 <tuv lang="DE"><seg/></tuv></tu>
</body></tmx>"""


def test_tmx_of_other_tools_is_read_without_their_codes(tmp_path: Path) -> None:
    expected = [tmx.TmxUnit("a", ("zh-CN", "DE"), ("一二三四", ""), (("client", "x"),))]
    assert list(tmx.read_tmx(BytesIO(FOREIGN.encode()))) == expected
    path = tmp_path / "utf16.tmx"
    path.write_bytes(FOREIGN.replace("UTF-8", "UTF-16").encode("utf-16"))
    assert list(tmx.read_tmx(path)) == expected


BOMB = (
    '<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<tmx><body><tu><tuv><seg>&b;</seg></tuv></tu></body></tmx>'
)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (BOMB, "x.tmx:1: declares its own entities"),
        (BOMB.replace('<!ENTITY a "ha">', '<!ENTITY c SYSTEM "file:///etc/passwd">'), "declares its own entities"),
        ('<!DOCTYPE tmx [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]><tmx/>', "declares its own entities"),
        ("<tmx><body><tu><tuv xml:lang='de'><seg>&secret;</seg></tuv></tu></body></tmx>", "x.tmx:1: not well-formed"),
        ("", "not well-formed"),
        ("a text", "not well-formed"),
        ("<tmx>\n<body>", "not well-formed"),
        ("<html/>", "x.tmx:1: expected <tmx>, found <html>"),
        ("<tmx>\n<tu><tuv><seg/></tuv></tu></tmx>", "x.tmx:2: expected a language in <tuv>"),
        ("<tmx>\n<tu><tuv xml:lang='de'/></tu></tmx>", "x.tmx:2: expected a <seg> in <tuv>"),
        ("<tmx>\n<tu/></tmx>", "x.tmx:2: expected a <tuv> in <tu>"),
    ],
)
def test_a_broken_or_hostile_tmx_is_refused(content: str, message: str) -> None:
    with pytest.raises(MalformedFile, match=message):
        list(tmx.read_tmx(BytesIO(content.encode()), "x.tmx"))


def test_a_tmx_without_a_time_zone_is_a_bug() -> None:
    with pytest.raises(ValueError, match="time zone"):
        written(tmx.write_tmx, [], tool_version="0", created=datetime(2026, 1, 1))


# Beads and bounds


@pytest.mark.parametrize(
    ("bead", "line"),
    [
        (Bead((0, 1), (2,), 0.973), "[0, 1]:[2]:0.973"),
        (Bead((4,), (), 0.91), "[4]:[]:0.91"),
        (Bead((), (3,)), "[]:[3]:1.0"),
    ],
)
def test_a_bead_on_a_line(bead: Bead, line: str) -> None:
    assert beads.format_bead(bead) == line
    assert beads.read_beads([line + "\n"], "x") == [bead]


@given(given=st.lists(any_bead, max_size=5))
def test_beads_come_back_to_six_decimals(given: list[Bead]) -> None:
    read = beads.read_beads([beads.format_bead(bead) + "\n" for bead in given], "x")
    assert [replace(bead, probability=round(bead.probability, 6)) for bead in given] == read


def test_beads_of_other_tools_are_read() -> None:
    lines = ["[0]:[0]\n", "\n", " [1,2] : [ 1 ] : 0.5 \r\n", "[]:[2]:1"]
    assert beads.read_beads(lines, "x") == [Bead((0,), (0,)), Bead((1, 2), (1,), 0.5), Bead((), (2,))]
    assert beads.read_beads(["[0]:[0]:1.53"], "x", scored=False) == [Bead((0,), (0,))]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("[3]-[4]", 'expected "[..]:[..]" or "[..]:[..]:probability", found "[3]-[4]"'),
        ("[3]:[x]", 'found "[3]:[x]"'),
        ("[3]:[-1]", "expected"),
        ("[3]:[1,]", "expected"),
        ("[3]:[1.0]", "expected"),
        ("[٣]:[1]", "expected"),
        ("[9999999999]:[1]", "expected"),
        ("[__import__('os')]:[1]", "expected"),
        ("\x1b[31m[1]", 'found "[31m[1]"'),
        ("[]:[]:0.1", "expected a segment on at least one side"),
        ("[2, 1]:[0]", "expected positions that count up"),
        ("[1, 1]:[0]", "expected positions that count up"),
        ("[1]:[0]:high", 'expected a number after the last colon, found "high"'),
        ("[1]:[0]:1.5", 'expected a probability within 0 and 1, found "1.5"'),
        ("[1]:[0]:nan", "expected a probability within 0 and 1"),
        ("[" + "1, " * 99, "…"),
    ],
)
def test_a_broken_bead_is_answered_with_its_line(line: str, found: str) -> None:
    with pytest.raises(MalformedFile) as caught:
        beads.read_beads(["[0]:[0]\n"] * 40 + [line], "book.beads")
    assert str(caught.value).startswith("book.beads:41: expected")
    assert found in str(caught.value)


def test_bounds_are_read() -> None:
    lines = ["bbc 1\t0\t16\t0\t15\n", "\n", "upi\t16\t16\t20\t22\r\n"]
    assert beads.read_bounds(lines, "x") == [beads.Bounds("bbc 1", 0, 16, 0, 15), beads.Bounds("upi", 16, 16, 20, 22)]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("upi\t16\t20\t15", "expected .name<TAB>src_start<TAB>src_end<TAB>tgt_start<TAB>tgt_end., found"),
        ("upi 16 20 15 20", "expected .name"),
        ("upi\t16\t-1\t15\t20", "expected .name"),
        ("upi\t16\t20.0\t15\t20", "expected .name"),
        ("upi\t20\t16\t15\t20", "expected ends after starts"),
        ("upi\t15\t16\t15\t20", 'expected a start at or after the end of "bbc"'),
    ],
)
def test_broken_bounds_are_answered_with_their_line(line: str, message: str) -> None:
    with pytest.raises(MalformedFile, match=f"docs.tsv:2: {message}"):
        beads.read_bounds(["bbc\t0\t16\t0\t15\n", line], "docs.tsv")


# Export


@pytest.mark.parametrize("suffix", FORMATS)
@given(units=st.lists(any_unit, max_size=3))
@settings(max_examples=20, deadline=None)
def test_any_units_are_exported(tmp_path_factory: pytest.TempPathFactory, suffix: str, units) -> None:
    units = [replace(unit, source_document="a", target_document="b", fields={}) for unit in units]
    path = tmp_path_factory.mktemp("export") / f"out.{suffix}"
    count = sum(not unit.bead.is_null for unit in units) if suffix == "tmx" else len(units)
    assert export(iter(units), path) == count
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_the_format_can_be_named(tmp_path: Path) -> None:
    assert export([UNIT], tmp_path / "out", "beads") == 1
    assert (tmp_path / "out").read_text() == "[2, 3]:[1]:0.973\n"
    assert export([UNIT], tmp_path / "OUT.TSV") == 1


@pytest.mark.parametrize("name", ["out.docx", "out"])
def test_an_unknown_format_is_answered_with_those_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(WorkbenchError, match="there are: tmx, tsv, jsonl, beads"):
        export([UNIT], tmp_path / name)


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder.tsv").mkdir()
    (tmp_path / "file").touch()
    for place in ("none/out.tsv", "folder.tsv", "file/out.tsv"):
        with pytest.raises(WorkbenchError, match=r"cannot be written|is not a file"):
            export([UNIT], tmp_path / place)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "folder.tsv"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_export_that_fails_leaves_what_was_there(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out.{suffix}"
    path.write_text("precious")

    def units() -> Iterator[TranslationUnit]:
        yield UNIT
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(units(), path)
    assert path.read_text() == "precious"
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_that_does_not_read_back_is_not_put_in_place(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from corpora import formats

    sound = FORMATS[suffix]()

    def torn(units, target) -> int:
        count = sound.write(units, target)
        content = target.read_bytes()
        target.write_bytes(content.replace(b"3", b"4"))
        return count

    monkeypatch.setitem(formats.FORMATS, suffix, lambda: sound._replace(write=torn))
    with pytest.raises(WorkbenchError, match="does not read back"):
        export([UNIT], tmp_path / f"out.{suffix}")
    assert list(tmp_path.iterdir()) == []


def test_beads_of_two_pairs_do_not_share_a_file(tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="one pair"):
        export([UNIT, replace(UNIT, target_document="other")], tmp_path / "out.beads")


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "link.tsv").symlink_to(tmp_path / "real.tsv")
    export([UNIT], tmp_path / "link.tsv")
    assert (tmp_path / "link.tsv").is_symlink()
    assert (tmp_path / "real.tsv").read_text().startswith("source_document")


def test_formats_load_lxml_only_for_xml() -> None:
    import subprocess

    code = "import sys, corpora.formats as f; f.FORMATS['tsv'](); f.FORMATS['beads'](); print('lxml' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "False\n"
