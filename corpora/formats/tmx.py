"""TMX 1.4: what translation memory tools and corpus tools exchange. Needs lxml, which this module alone imports.

Written strictly, as the 1.4 DTD has it, since tools differ in what they forgive. Read safely: a file that
declares entities is refused before anything in it is expanded, and nothing is fetched.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO, NamedTuple
from xml.parsers import expat

from lxml import etree

from corpora.errors import MalformedFile
from corpora.formats import streams
from corpora.units import TranslationUnit

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# All but the characters of XML 1.0, section 2.2. A carriage return is one, but is read back as a line feed.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Elements inside a segment whose content is a tool's formatting code and no text.
_CODES = frozenset(("bpt", "ept", "it", "ph", "ut"))


class TmxUnit(NamedTuple):
    """A tu element: texts by language in the order of the file, properties in theirs."""

    id: str
    languages: tuple[str, ...]
    texts: tuple[str, ...]
    props: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def tmx_unit(unit: TranslationUnit) -> TmxUnit | None:
    """The unit as TMX has it, without characters that XML cannot hold; None for a null bead."""
    if unit.bead.is_null:
        return None
    props = [
        ("x-confidence", str(float(unit.bead.probability))),
        ("x-state", str(unit.state)),
        ("x-edited", str(unit.edited).lower()),
        ("x-reviewer", unit.reviewer),
        ("x-index", str(unit.index)),
        ("x-source-document", unit.source_document),
        ("x-target-document", unit.target_document),
        ("x-source-positions", ",".join(map(str, unit.bead.source))),
        ("x-target-positions", ",".join(map(str, unit.bead.target))),
        ("x-source-raw", "-".join(map(str, unit.source_raw or ()))),
        ("x-target-raw", "-".join(map(str, unit.target_raw or ()))),
        ("x-signature", unit.signature),
    ]
    if unit.quality:
        props += [("x-quality", str(unit.quality.value)), ("x-quality-signature", unit.quality.signature)]
        props += [("x-finding", f"{finding.kind}: {finding.message}") for finding in unit.quality.findings]
    props += [(f"x-{name.replace('_', '-')}", value) for name, value in unit.fields.items()]
    return TmxUnit(
        str(unit.bead_id),
        (unit.source_language, unit.target_language),
        (_legal(unit.source_text), _legal(unit.target_text)),
        tuple((_legal(name), _legal(value)) for name, value in props if value),
        (_legal(unit.note),) if unit.note else (),
    )


def _legal(text: str) -> str:
    """The text as XML can hold it, with line ends as XML reads them back."""
    return _ILLEGAL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def write_tmx(units: Iterable[TranslationUnit], target: streams.Target, *, tool_version: str, created: datetime) -> int:
    """How many units were written; null beads are not among them.

    The header's source language is the first unit's; a unit with another says so itself. ValueError for a
    time without a zone.
    """
    if created.tzinfo is None:
        raise ValueError(f"{created!r} has no time zone")
    memory = (found for unit in units if (found := tmx_unit(unit)))
    first = next(memory, None)
    source_language = first.languages[0] if first else "*all*"
    header = {
        "creationtool": "duizhao",
        "creationtoolversion": tool_version,
        "segtype": "sentence",
        "o-tmf": "duizhao",
        "adminlang": "en",
        "srclang": source_language,
        "datatype": "plaintext",
        "creationdate": created.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ"),
    }
    written = 0
    with streams.binary(target) as out, etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("tmx", {"version": "1.4"}):
            file.write("\n", etree.Element("header", header), "\n")
            with file.element("body"):
                file.write("\n")
                for unit in chain([first] if first else [], memory):
                    file.write(_element(unit, source_language), pretty_print=True)
                    written += 1
            file.write("\n")
    return written


def _element(unit: TmxUnit, source_language: str) -> etree._Element:
    """The tu element: notes, properties, then a tuv for each language, in the order that the DTD asks for."""
    element = etree.Element("tu", tuid=unit.id)
    if unit.languages[0] != source_language:
        element.set("srclang", unit.languages[0])
    for note in unit.notes:
        etree.SubElement(element, "note").text = note
    for kind, value in unit.props:
        etree.SubElement(element, "prop", type=kind).text = value
    for language, text in zip(unit.languages, unit.texts, strict=True):
        variant = etree.SubElement(element, "tuv", {_LANG: language})
        etree.SubElement(variant, "seg").text = text
    return element


def read_tmx(source: str | Path | BinaryIO, name: str | None = None) -> Iterator[TmxUnit]:
    """The units of a TMX file of any version, one by one; formatting codes inside segments are left out.

    name is what messages call the file. Raises MalformedFile, which names the line.
    """
    if isinstance(source, str | Path):
        with Path(source).open("rb") as file:
            yield from read_tmx(file, name or Path(source).name)
        return
    name = name or "TMX"
    if not source.seekable():
        source = BytesIO(source.read())
    _check_prolog(source, name)
    parser = etree.iterparse(
        source, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        for event, element in parser:
            if event == "start":
                if element.getparent() is None and element.tag != "tmx":
                    raise MalformedFile(f"{name}:{element.sourceline}: expected <tmx>, found <{element.tag!s}>")
            elif element.tag == "tu":
                yield _read_unit(element, name)
                element.clear()
                if (parent := element.getparent()) is not None:
                    del parent[: parent.index(element)]  # or the whole file stays in memory
    except etree.XMLSyntaxError as error:
        raise MalformedFile(f"{name}:{error.lineno}: not well-formed XML: {error.msg}") from error


def _check_prolog(stream: BinaryIO, name: str) -> None:
    """Refuse a document type with declarations of its own: entities are how such files attack their readers."""

    is_over = False

    def doctype(root: str, system: str | None, public: str | None, has_internal_subset: int) -> None:
        if has_internal_subset:
            raise MalformedFile(
                f"{name}:{parser.CurrentLineNumber}: declares its own entities; such files are not read"
            )

    def start(root: str, attributes: dict[str, str]) -> None:
        nonlocal is_over
        is_over = True

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = doctype, start
    beginning = stream.tell()
    try:
        while not is_over:
            chunk = stream.read(8192)
            parser.Parse(chunk, not chunk)
    except expat.ExpatError as error:
        raise MalformedFile(f"{name}:{error.lineno}: not well-formed XML: {expat.ErrorString(error.code)}") from error
    stream.seek(beginning)


def _read_unit(element: etree._Element, name: str) -> TmxUnit:
    languages, texts = [], []
    for variant in element.iterchildren("tuv"):
        language, segment = variant.get(_LANG) or variant.get("lang"), variant.find("seg")
        if not language or segment is None:
            missing = "a language" if not language else "a <seg>"
            raise MalformedFile(f"{name}:{variant.sourceline}: expected {missing} in <tuv>")
        languages.append(language)
        texts.append(_text(segment))
    if not languages:
        raise MalformedFile(f"{name}:{element.sourceline}: expected a <tuv> in <tu>")
    return TmxUnit(
        element.get("tuid", ""),
        tuple(languages),
        tuple(texts),
        tuple((prop.get("type", ""), prop.text or "") for prop in element.iterchildren("prop")),
        tuple(note.text or "" for note in element.iterchildren("note")),
    )


def _text(segment: etree._Element) -> str:
    """The text of a segment and of what is highlighted in it."""
    parts = [segment.text or ""]
    for child in segment:
        if isinstance(child.tag, str) and child.tag not in _CODES:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
