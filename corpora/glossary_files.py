"""Glossaries from files: TBX (ISO 30042, of 2008 and 2019) and tables with a column a language (CSV, TSV)."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.errors import MalformedFile, UnsupportedLanguage, WorkbenchError
from corpora.glossary import Concept, Glossary
from corpora.languages import LANGUAGES, language

if TYPE_CHECKING:
    import _csv

    from lxml import etree

# Elements of a concept, a language and a term: of 2019, of 2008, and of 2008 with its terms in a group.
_CONCEPTS, _LANGUAGES, _TERM_GROUPS = ("conceptEntry", "termEntry"), ("langSec", "langSet"), ("termSec", "tig", "ntig")
_STATUS = ("administrativeStatus", "normativeAuthorization")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What the heads of columns are called besides codes and English names.
_COLUMN_NAMES = {
    "中文": "zh", "汉语": "zh", "漢語": "zh", "chinesisch": "zh",
    "德文": "de", "德语": "de", "deutsch": "de",
    "英文": "en", "英语": "en", "englisch": "en",
}  # fmt: skip


def read_glossaries(paths: Sequence[Path]) -> Glossary:
    """One glossary of several files, of which the earlier ones come first.

    Raises MalformedFile for one that is no glossary, with the line or column that says so.
    """
    return Glossary(concept for path in paths for concept in read_concepts(path))


def read_concepts(path: Path) -> list[Concept]:
    """The concepts of a file, which is TBX or a table by what is in it.

    Raises MalformedFile as read_glossaries does.
    """
    from corpora.reading.encodings import decode

    try:
        raw = path.read_bytes()
    except OSError as error:
        raise MalformedFile(f"{path}: expected a glossary (TBX, CSV or TSV), {error.strerror or error}") from error
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        concepts = list(_from_tbx(raw, path))
    else:
        try:
            text = decode(raw, path.name).text
        except WorkbenchError as error:
            raise MalformedFile(f"{path}: expected a glossary (TBX, CSV or TSV); {error}") from error
        concepts = list(_from_table(text, path))
    if not concepts:
        raise MalformedFile(f"{path}: the glossary has no term with a translation")
    return concepts


def write_table(
    concepts: Sequence[Concept], codes: Sequence[str], notes: Mapping[str, Sequence[object]] | None = None
) -> str:
    """The preferred terms of concepts as CSV with a column a language, which read_concepts reads again.

    notes are further columns by their heads, with a value for each concept; heads must not be languages.
    """
    columns = notes or {}
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([*codes, *columns])
    for number, concept in enumerate(concepts):
        terms = [next(iter(concept.terms.get(code, ())), "") for code in codes]
        writer.writerow([*terms, *(column[number] for column in columns.values())])
    return written.getvalue()


def _from_table(text: str, path: Path) -> Iterator[Concept]:
    first, _, _ = text.lstrip("\ufeff").partition("\n")
    delimiter = max("\t;,", key=first.count)
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    columns = [_column_language(name) for name in _next_row(rows, path) or []]
    if len(set(columns) - {None}) < 2:
        raise MalformedFile(
            f"{path}, line 1: expected the languages of two columns or more, as in 'zh,de'; "
            f"found {first.strip()[:60]!r}"
        )
    if doubled := sorted({code for code in columns if code and columns.count(code) > 1}):
        raise MalformedFile(f"{path}, line 1: two columns are in {language(doubled[0]).name}")
    while (row := _next_row(rows, path)) is not None:
        terms = {code: (cell.strip(),) for code, cell in zip(columns, row, strict=False) if code and cell.strip()}
        if len(terms) > 1:
            yield Concept(terms)


def _next_row(rows: "_csv.Reader", path: Path) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error as error:  # a cell of more than 128 KB, as where a quotation mark is never closed
        raise MalformedFile(f"{path}, line {rows.line_num}: expected a table of terms ({error})") from error


def _column_language(name: str) -> str | None:
    name = name.strip().lower()
    if name in _COLUMN_NAMES:
        return _COLUMN_NAMES[name]
    by_name = {known.name.lower(): code for code, known in LANGUAGES.items()}
    if name in by_name:
        return by_name[name]
    try:
        return language(name).code if name else None
    except UnsupportedLanguage:
        return None  # a column of notes


def _from_tbx(raw: bytes, path: Path) -> Iterator[Concept]:
    from lxml import etree

    # Entities could name files of this machine, and there is no need of any.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise MalformedFile(f"{path}: expected TBX, found broken XML ({error})") from error
    if _name(root) not in ("tbx", "martif"):
        raise MalformedFile(f"{path}: expected TBX (<tbx> or <martif>), found <{_name(root)}>")
    for entry in _below(root, _CONCEPTS):
        terms: dict[str, tuple[str, ...]] = {}
        for section in _below(entry, _LANGUAGES):
            try:
                code = language(section.get(_XML_LANG) or section.get("lang") or "").code
            except UnsupportedLanguage:
                continue
            ranked = sorted(_terms(section), key=lambda found: found[0])
            terms[code] = terms.get(code, ()) + tuple(dict.fromkeys(term for _, term in ranked))
        terms = {code: found for code, found in terms.items() if found}
        if len(terms) > 1:
            yield Concept(terms)


def _terms(section: "etree._Element") -> Iterator[tuple[int, str]]:
    """The terms of a language section, those that are preferred with 0, forbidden and outdated ones left out."""
    for group in _below(section, _TERM_GROUPS):
        term = next(("".join(found.itertext()).strip() for found in _below(group, ("term",))), "")
        status = " ".join(
            note.text or "" for note in _below(group, ("termNote",)) if note.get("type") in _STATUS
        ).lower()
        if term and not any(word in status for word in ("deprecated", "superseded", "obsolete", "forbidden")):
            yield 0 if "preferred" in status else 1, " ".join(term.split())


def _below(element: "etree._Element", names: Sequence[str]) -> Iterator["etree._Element"]:
    return (found for found in element.iter() if isinstance(found.tag, str) and _name(found) in names)


def _name(element: "etree._Element") -> str:
    return str(element.tag).rpartition("}")[2]
