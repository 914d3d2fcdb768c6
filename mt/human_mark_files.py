"""Human marks as files: TSV in the columns of Google's MQM data, and JSON lines as Pearmut writes them.

In the TSV each error is a row whose text has <v>…</v> around it; a translation without an error has one row. ESA's
scores stand in a column "score" at the end. In JSON lines, spans count characters of the translation, both ends
included; what lies behind its end is what is missing from it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from corpora.errors import MalformedFile
from corpora.units import Span
from mt.human_marks import Mark, MarkedError, Severity, Side

COLUMNS = ("system", "doc", "doc_id", "seg_id", "rater", "source", "target", "category", "severity")
SCORE = "score"
# What later files of the same kind call columns.
_OTHER_NAMES = {"docSegId": "doc_id", "globalSegId": "seg_id"}
_NEEDED = frozenset(COLUMNS) - {"doc_id"}
_NO_ERROR = frozenset({"no-error", "no error"})
# Translations that were put in to see whether raters are awake; they are none of a system.
_PUT_IN = "hotw"
_MARKED = re.compile(r"<v>(.*?)</v>", re.DOTALL)


class _Key(NamedTuple):
    system: str
    document: str
    segment: str
    rater: str


def read_marks(lines: Sequence[str], name: str) -> list[Mark]:
    """The marks in the lines of a file, JSON by its name's suffix .jsonl, TSV otherwise.

    Raises MalformedFile, naming the line, where one has a column too few or too many, an unknown severity, or is no
    such JSON.
    """
    return _read_json(lines, name) if name.endswith(".jsonl") else _read_tsv(lines, name)


def mark_lines(marks: Sequence[Mark], name: str) -> list[str]:
    """The lines of a file of marks, JSON by its name's suffix .jsonl, TSV otherwise.

    Raises MalformedFile where a text has the signs in it that TSV marks errors with.
    """
    return list(_json_lines(marks) if name.endswith(".jsonl") else _tsv_lines(marks))


def _read_tsv(lines: Sequence[str], name: str) -> list[Mark]:
    header = [_OTHER_NAMES.get(column, column) for column in lines[0].rstrip("\r").split("\t")]
    if missing := [column for column in COLUMNS if column in _NEEDED and column not in header]:
        raise MalformedFile(f"{name}:1: there is no column {missing[0]!r}; expected {', '.join(COLUMNS)}")
    found: dict[_Key, Mark] = {}
    for number, line in enumerate(lines[1:], 2):
        cells = line.rstrip("\r").split("\t")
        if len(cells) != len(header):
            raise MalformedFile(f"{name}:{number}: expected {len(header)} columns, found {len(cells)}")
        row = dict(zip(header, cells, strict=True))
        if _PUT_IN in row["category"].lower() or _PUT_IN in row["severity"].lower():
            continue
        key = _Key(row["system"], row["doc"], row["seg_id"], row["rater"])
        source, target = (re.sub("</?v>", "", row[side]) for side in ("source", "target"))
        mark = found.setdefault(key, Mark(*key, source, target))
        if row["category"].lower() not in _NO_ERROR and row["severity"].lower() not in _NO_ERROR:
            mark = mark._replace(errors=(*mark.errors, _row_error(row, f"{name}:{number}")))
        if row.get(SCORE):
            mark = mark._replace(score=_score(row[SCORE], f"{name}:{number}"))
        found[key] = mark
    return list(found.values())


def _row_error(row: Mapping[str, str], where: str) -> MarkedError:
    severity = _severity(row["severity"], where)
    for side, text in ((Side.TARGET, row["target"]), (Side.SOURCE, row["source"])):
        if found := _MARKED.search(text):
            start = len(re.sub("</?v>", "", text[: found.start()]))
            return MarkedError(row["category"], severity, side, Span(start, start + len(found[1])))
    return MarkedError(row["category"], severity)


def _severity(written: object, where: str) -> Severity:
    try:
        return Severity(str(written).lower())
    except ValueError:
        known = ", ".join(Severity)
        raise MalformedFile(f"{where}: severity {written!r} is none of {known}, no-error") from None


def _score(written: object, where: str) -> float:
    try:
        score = float(str(written))
    except ValueError:
        score = -1.0
    if not 0 <= score <= 100:
        raise MalformedFile(f"{where}: expected a score from 0 to 100, found {written!r}")
    return score


def _read_json(lines: Sequence[str], name: str) -> list[Mark]:
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            found += list(_entry_marks(entry, number, f"{name}:{number}"))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise MalformedFile(
                f"{name}:{number}: expected JSON with user_id, item (item_id, src, tgt) and annotation ({error!r})"
            ) from error
    return found


def _entry_marks(entry: Mapping[str, Any], number: int, where: str) -> Iterator[Mark]:
    document = str(entry.get("item_i", number))
    if document.startswith(("welcome_", "random_", "goodbye_")):
        return  # a tutorial, a question for attention
    for i, (item, annotation) in enumerate(zip(entry["item"], entry["annotation"], strict=True)):
        for system, given in (annotation or {}).items():
            target = item["tgt"][system]
            errors = tuple(_span_error(span, target, where) for span in given.get("error_spans") or ())
            score = given.get("score")
            yield Mark(
                system,
                str(item.get("doc", document)),
                str(item.get("item_id", f"{document}.{i}")),
                str(entry["user_id"]),
                item.get("src", ""),
                target,
                errors,
                None if score is None else _score(score, where),
            )


def _span_error(span: Mapping[str, Any], target: str, where: str) -> MarkedError:
    severity, category = _severity(span["severity"], where), str(span.get("category") or "")
    start, end = span["start_i"], span["end_i"]
    if span.get("side") == Side.SOURCE:
        return MarkedError(category, severity, Side.SOURCE, None if start is None else Span(start, end + 1))
    if start is None:
        return MarkedError(category, severity)
    if not isinstance(start, int) or start >= len(target):
        return MarkedError(category, severity, Side.SOURCE)
    return MarkedError(category, severity, Side.TARGET, Span(start, end + 1))


def _tsv_lines(marks: Iterable[Mark]) -> Iterator[str]:
    marks = list(marks)
    scored = any(mark.score is not None for mark in marks)
    yield "\t".join([*COLUMNS, SCORE] if scored else COLUMNS)
    numbers: dict[tuple[str, str], int] = {}
    for mark in marks:
        if "<v>" in mark.source + mark.target or "</v>" in mark.source + mark.target:
            raise MalformedFile(f"segment {mark.segment} has <v> in its text, by which TSV marks errors; write .jsonl")
        numbers.setdefault((mark.document, mark.segment), len(numbers) + 1)
        place = str(numbers[mark.document, mark.segment])
        for error in mark.errors or (None,):
            source, target = mark.source, mark.target
            if error and error.span:
                start, end = error.span
                source, target = (
                    f"{text[:start]}<v>{text[start:end]}</v>{text[end:]}" if side is error.side else text
                    for side, text in ((Side.SOURCE, source), (Side.TARGET, target))
                )
            told = (error.category, error.severity.capitalize()) if error else ("No-error", "No-error")
            cells = [mark.system, mark.document, place, mark.segment, mark.rater, source, target, *told]
            if scored:
                cells.append("" if mark.score is None else f"{mark.score:g}")
            # One character for one, or the spans would move.
            yield "\t".join(re.sub(r"[\t\r\n]", " ", cell) for cell in cells)


def _json_lines(marks: Iterable[Mark]) -> Iterator[str]:
    groups: dict[tuple[str, str, str], list[Mark]] = {}
    for mark in marks:
        groups.setdefault((mark.rater, mark.document, mark.segment), []).append(mark)
    for (rater, document, segment), group in groups.items():
        texts = {mark.system: mark.target for mark in group}
        annotation = {
            mark.system: {"score": mark.score, "error_spans": [_as_span(error, mark.target) for error in mark.errors]}
            for mark in group
        }
        item = {"item_id": segment, "doc": document, "src": group[0].source, "tgt": texts}
        entry = {"user_id": rater, "item_i": document, "item": [item], "annotation": [annotation]}
        yield json.dumps(entry, ensure_ascii=False)


def _as_span(error: MarkedError, target: str) -> dict[str, object]:
    told: dict[str, object] = {"category": error.category or None, "severity": error.severity.value}
    if error.side is Side.SOURCE:
        place: dict[str, object] = {"start_i": len(target), "end_i": len(target)}
        if error.span:
            place = {"start_i": error.span.start, "end_i": error.span.end - 1}
        return place | told | ({"side": Side.SOURCE.value} if error.span else {})
    if error.span is None:
        return {"start_i": None, "end_i": None} | told
    return {"start_i": error.span.start, "end_i": error.span.end - 1} | told
