"""Marks of people: penalties by WMT's weights, agreement, and both files there and back."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Run
from hypothesis import given
from hypothesis import strategies as st

from corpora.errors import MalformedFile
from corpora.units import Span
from mt.human_mark_files import mark_lines, read_marks
from mt.human_marks import Mark, MarkedError, Severity, Side, agreement, alpha, penalty, system_marks
from ui.filter_streams import read_lines

MQM = """system	doc	doc_id	seg_id	rater	source	target	category	severity
good	news	1	1	anna	他去了柏林。	He went to Berlin.	No-error	no-error
bad	news	1	1	anna	他去了柏林。	He went to <v>Paris</v>.	Accuracy/Mistranslation	Major
bad	news	1	1	anna	他去了柏林。	<v>He went</v> to Paris.	Fluency/Grammar	Minor
bad	news	1	1	bert	他去了柏林。	He went to Paris<v>.</v>	Fluency/Punctuation	Minor
bad	news	2	2	anna	<v>昨天</v>下雨。	It rained.	Accuracy/Omission	major
bad	news	2	2	bert	昨天下雨。	It rained.	Non-translation!	Major
good	news	2	2	bert	昨天下雨。	It <v>does</v> rain.	Style/Awkward	neutral
bad	news	3	3	anna	一句。	A sentence.	HOTW-test	HOTW-test
"""


@pytest.fixture
def tsv(tmp_path: Path) -> Path:
    (tmp_path / "mqm.tsv").write_text(MQM, encoding="utf-8")
    return tmp_path / "mqm.tsv"


def marks_in(path: Path) -> list[Mark]:
    return read_marks(read_lines(path), path.name)


def test_rows_of_one_translation_are_one_mark_with_its_spans(tsv: Path) -> None:
    marks = {(mark.system, mark.segment, mark.rater): mark for mark in marks_in(tsv)}
    assert len(marks) == 6, "what tests the raters is none of a system's"
    assert marks["good", "1", "anna"].errors == ()
    first, second = marks["bad", "1", "anna"].errors
    assert first == MarkedError("Accuracy/Mistranslation", Severity.MAJOR, Side.TARGET, Span(11, 16))
    assert marks["bad", "1", "anna"].target[slice(*second.span or ())] == "He went"
    (omission,) = marks["bad", "2", "anna"].errors
    assert omission.side is Side.SOURCE and omission.span == Span(0, 2)


def test_errors_cost_what_wmt_says() -> None:
    for category, severity, cost in (
        ("Accuracy/Mistranslation", Severity.MAJOR, 5),
        ("Fluency/Grammar", Severity.MINOR, 1),
        ("Fluency/Punctuation", Severity.MINOR, 0.1),
        ("Fluency/Punctuation", Severity.MAJOR, 5),
        ("Non-translation!", Severity.MAJOR, 25),
        ("Style/Awkward", Severity.NEUTRAL, 0),
        ("", Severity.CRITICAL, 25),
    ):
        assert penalty(MarkedError(category, severity)) == cost


def test_systems_are_means_of_segments_that_are_means_of_raters(tsv: Path) -> None:
    good, bad = system_marks(marks_in(tsv))
    assert (good.system, good.segments, good.ratings, good.penalty, good.with_major) == ("good", 2, 2, 0, 0)
    assert bad.penalty == pytest.approx(((6 + 0.1) / 2 + (5 + 25) / 2) / 2)
    assert (bad.segments, bad.ratings, bad.with_major, bad.score) == (2, 4, 1, None)


def test_alpha_equals_the_worked_example() -> None:
    """Krippendorff's example of four observers and twelve units: .743 for names, .849 for an interval scale."""
    table = (
        (1, 1, None, 1), (2, 2, 3, 2), (3, 3, 3, 3), (3, 3, 3, 3), (2, 2, 2, 2), (1, 2, 3, 4),
        (4, 4, 4, 4), (1, 1, 2, 1), (2, 2, 2, 2), (None, 5, 5, 5), (None, None, 1, 1), (None, 3, None, None),
    )  # fmt: skip
    units = [[float(value) for value in unit if value is not None] for unit in table]
    assert alpha(units, nominal=True) == pytest.approx(0.743, abs=5e-4)
    assert alpha(units) == pytest.approx(0.849, abs=5e-4)


def test_alpha_of_nothing_to_compare() -> None:
    assert alpha([[1.0], [2.0]]) is None, "nothing is rated twice"
    assert alpha([[1.0, 1.0], [1.0, 1.0]]) is None, "all say the same"
    assert alpha([[1.0, 1.0], [2.0, 2.0]]) == 1


def test_agreement_is_of_the_same_translation(tsv: Path) -> None:
    found = agreement(marks_in(tsv))
    assert found.units == 2 and found.score is None
    assert found.penalty is not None and found.penalty < 1


def test_pearmut_counts_both_ends_in_and_what_is_missing_behind_the_end(tmp_path: Path) -> None:
    target = "It rained."
    entry = {
        "user_id": "anna",
        "item_i": 0,
        "item": [{"item_id": "a", "src": "昨天下雨了。", "tgt": {"x": target, "y": target}}],
        "annotation": [
            {
                "x": {
                    "score": 70,
                    "error_spans": [
                        {"start_i": 3, "end_i": 8, "category": None, "severity": "minor"},
                        {"start_i": len(target) + 1, "end_i": len(target) + 9, "severity": "major"},
                    ],
                },
                "y": {"score": 100, "error_spans": []},
            }
        ],
    }
    lines = [entry, {**entry, "item_i": "welcome_0"}]
    (tmp_path / "esa.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    x, y = marks_in(tmp_path / "esa.jsonl")
    assert (x.score, y.score, y.errors) == (70, 100, ())
    minor, missing = x.errors
    assert target[slice(*minor.span or ())] == "rained"
    assert (missing.side, missing.span, missing.severity) == (Side.SOURCE, None, Severity.MAJOR)


_TEXT = st.text("abc 中文.", min_size=4, max_size=12)


@st.composite
def _marks(draw: st.DrawFn) -> list[Mark]:
    """Marks of one document, no translation twice by a rater; in a target nothing is marked as missing."""
    found = []
    for i in range(draw(st.integers(1, 4))):
        source, target = draw(_TEXT), draw(_TEXT)
        errors = []
        for _ in range(draw(st.integers(0, 3))):
            side = draw(st.sampled_from(Side))
            start = draw(st.integers(0, 2))
            span = Span(start, draw(st.integers(start + 1, 4)))
            category = draw(st.sampled_from(["Accuracy/Omission", "Fluency/Grammar"]))
            errors.append(MarkedError(category, draw(st.sampled_from(Severity)), side, span))
        score = draw(st.one_of(st.none(), st.integers(0, 100).map(float)))
        found.append(Mark("system", "doc", str(i), "anna", source, target, tuple(errors), score))
    return found


@given(_marks())
def test_marks_come_back_as_they_were(marks: list[Mark]) -> None:
    for name in ("marks.tsv", "marks.jsonl"):
        assert read_marks(mark_lines(marks, name), name) == marks


def test_the_command_adds_up_converts_and_says_how_raters_agree(run: Run, tsv: Path) -> None:
    done = run("evaluate", "human", tsv, "--out", tsv.with_suffix(".jsonl"))
    assert done.status == 0 and "6 marks written" in done.said[0]
    assert [line.split()[:4] for line in done.out[2:4]] == [["good", "2", "2", "0.00"], ["bad", "2", "4", "9.03"]]
    assert "Krippendorff's alpha over 2 translations" in done.out[4]
    again = run("evaluate", "human", tsv.with_suffix(".jsonl"))
    assert again.out == done.out


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "marks.tsv is empty"),
        ("system\tdoc\tseg_id\trater\tsource\ttarget\tcategory\n", "marks.tsv:1: there is no column 'severity'"),
        (MQM.replace("Berlin.\tNo-error", "Berlin."), "marks.tsv:2: expected 9 columns, found 8"),
        (MQM.replace("neutral", "awful"), "marks.tsv:8: severity 'awful' is none of neutral, minor"),
        (MQM.splitlines()[0] + "\n", "no marks"),
    ],
)
def test_broken_files_are_refused_by_their_line(
    refused: Callable[..., str], tmp_path: Path, text: str, reason: str
) -> None:
    (tmp_path / "marks.tsv").write_text(text, encoding="utf-8")
    assert reason in refused("evaluate", "human", tmp_path / "marks.tsv")


def test_broken_json_and_texts_that_tsv_cannot_hold(refused: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "marks.jsonl").write_text('{"user_id": "anna"}\n', encoding="utf-8")
    assert "marks.jsonl:1: expected JSON with user_id" in refused("evaluate", "human", tmp_path / "marks.jsonl")
    (tmp_path / "binary.tsv").write_bytes(bytes(range(256)) * 9)
    assert "binary, not text" in refused("evaluate", "human", tmp_path / "binary.tsv")
    (tmp_path / "mqm.tsv").write_text(MQM, encoding="utf-8")
    nowhere = tmp_path / "nowhere" / "marks.jsonl"
    assert "cannot be written" in refused("evaluate", "human", tmp_path / "mqm.tsv", "--out", nowhere)
    assert "does not exist" in refused("evaluate", "human", tmp_path / "nowhere.tsv")
    with pytest.raises(MalformedFile, match=r"write \.jsonl"):
        mark_lines([Mark("s", "d", "1", "anna", "a", "b <v> c")], "marks.tsv")
