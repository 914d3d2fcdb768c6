"""How a score is held against judgements: each number by hand, files that are none, and the command."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from command_line import Run

from corpora.reliability import reliability
from mt.judgements import Judgement, agreement_with_judges, documents, read_judgements
from ui.filter_streams import read_lines

HEADER = "system\tsegment\tsource\ttranslation\treference\tmqm\n"
ROWS = """a	talk.1:1	他去了柏林。	He went to Berlin.	He went to Berlin.	0
b	talk.1:1	他去了柏林。	He went to Paris.	He went to Berlin.	-5.0
a	talk.1:2	昨天下了很大的雨，街上没有人。	It rained hard; no one was out.	Empty streets in the rain.	-1
b	talk.1:2	昨天下了很大的雨，街上没有人。	Cats like milk.	Empty streets in the rain.	-10
"""


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    (tmp_path / "judged.tsv").write_text(HEADER + ROWS, encoding="utf-8")
    return tmp_path / "judged.tsv"


def test_judgements_are_read_with_their_documents(judged: Path) -> None:
    first, second, *_ = read_judgements(read_lines(judged), judged.name)
    assert first == Judgement("a", "talk.1:1", "他去了柏林。", "He went to Berlin.", 0, "He went to Berlin.")
    assert (first.document, first.is_clean, second.is_clean) == ("talk.1", True, False)
    assert first._replace(segment="17").document == "17"


def test_segments_are_of_documents_by_name_or_by_running_number() -> None:
    names = ["talk.1:1", "talk.2:1", "7", "8", "10", "8"]
    found = documents([Judgement("a", name, "字", "word", 0) for name in names])
    assert found == ["talk.1", "talk.2", "7", "7", "10", "7"]


def _judgements(mqm: list[list[float]]) -> list[Judgement]:
    """A row a segment, a column a system."""
    return [
        Judgement(f"system {k}", str(i), "字" * (i + 1), "word", value)
        for i, row in enumerate(mqm)
        for k, value in enumerate(row)
    ]


def test_of_two_translations_the_better_one_is_to_score_higher() -> None:
    judgements = _judgements([[0, -5, -5], [-1, 0, -1]])
    perfect = agreement_with_judges(judgements, [one.mqm for one in judgements])
    assert perfect[:3] == (1.0, pytest.approx(1), pytest.approx(1)) and perfect.judgements == 6
    assert agreement_with_judges(judgements, [0.0] * 6).pairwise == 0.5, "a tie is half"
    assert agreement_with_judges(judgements, [-one.mqm for one in judgements]).pairwise == 0
    # Told apart are (0, -5) twice, (-1, 0) and (0, -1); of these the score gets the first two right, one half.
    assert agreement_with_judges(judgements, [3, 1, 2, 5, 5, 9]).pairwise == pytest.approx(2.5 / 4)


def test_what_length_alone_explains_is_taken_out() -> None:
    rng = np.random.default_rng(1)
    mqm = [[-float(i) - abs(rng.normal()), -float(i) - abs(rng.normal())] for i in range(60)]
    judgements = _judgements(mqm)
    by_length = agreement_with_judges(judgements, [-float(len(one.source)) for one in judgements])
    assert by_length.pearson > 0.9 and not abs(by_length.beyond_length) > 0.1
    true = agreement_with_judges(judgements, [one.mqm for one in judgements])
    assert true.beyond_length == pytest.approx(1)


def test_ranks_are_shared_by_equals() -> None:
    judgements = _judgements([[0, -1], [-1, -7]])
    assert agreement_with_judges(judgements, [4, 3, 3, -50]).spearman == pytest.approx(1)


def test_reliability_is_the_distance_between_what_is_said_and_what_is_so() -> None:
    found = reliability([0.95, 0.95, 0.95, 0.95, 0.25, 0.25], [True, True, True, False, False, False])
    assert [(one.size, one.right) for one in found.bins] == [(2, 0.0), (4, 0.75)]
    assert found.calibration_error == pytest.approx((2 * 0.25 + 4 * 0.2) / 6)
    assert (found.sure_share, found.sure_right) == (pytest.approx(4 / 6), 0.75)
    with pytest.raises(ValueError, match="nothing"):
        reliability([], [])


def test_the_command_sets_our_score_beside_others(run: Run, judged: Path) -> None:
    done = run("evaluate", "quality", judged, "--source-lang", "zh", "--target-lang", "en", "--json")
    *rows, trust = [json.loads(line) for line in done.out]
    assert [row["score"] for row in rows] == [
        "quality", "quality among others", "similarity", "shortness of the source", "chrF2 with the reference",
    ]  # fmt: skip
    assert rows[0]["pairwise"] == 1 and rows[0]["judgements"] == 4 and rows[3]["pairwise"] == 0.5
    assert 0 <= trust["calibration_error"] <= 1


def test_scores_of_others_are_judged_too_and_drawn(run: Run, judged: Path) -> None:
    scores = judged.with_name("scores")
    scores.write_text("0.9\n0.2\n0.8\n0.1\n")
    picture = judged.with_name("trust.svg")
    languages = ("--source-lang", "zh", "--target-lang", "en")
    done = run("evaluate", "quality", judged, *languages, "--scores", scores, "--picture", picture)
    assert done.out[2].split()[:2] == ["scores", "1.000"] and "4 judgements of 2 segments" in done.out
    assert "ECE 0.150" in done.out
    assert "share of translations without a major error" in picture.read_text(encoding="utf-8")
    scores.write_text("9\n2\n8\n1\n")
    done = run("evaluate", "quality", judged, *languages, "--scores", scores)
    assert not any("ECE" in line for line in done.out), "these are no probabilities"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEADER.replace("\tmqm", "") + "x\n", "judged.tsv:1: there is no column 'mqm'"),
        (HEADER, "judged.tsv: there is no judgement in it"),
        (HEADER + ROWS.replace("\t-5.0", ""), "judged.tsv:3: expected 6 columns, found 5"),
        (HEADER + ROWS.replace("\t-5.0", "\t-5.0\t1"), "judged.tsv:3: expected 6 columns, found 7"),
        (HEADER + ROWS.replace("-5.0", "bad"), "judged.tsv:3: expected a number as mqm, found 'bad'"),
    ],
)
def test_files_that_are_none_are_refused_by_their_line(
    refused: Callable[..., str], judged: Path, text: str, reason: str
) -> None:
    judged.write_text(text, encoding="utf-8")
    assert reason in refused("evaluate", "quality", judged, "--source-lang", "zh", "--target-lang", "en")


def test_scores_that_do_not_fit_are_refused(refused: Callable[..., str], judged: Path) -> None:
    scores = judged.with_name("scores")
    languages = ("--source-lang", "zh", "--target-lang", "en", "--scores", scores)
    scores.write_text("0.9\n0.2\n")
    assert "2 scores for 4 judgements" in refused("evaluate", "quality", judged, *languages)
    scores.write_bytes(bytes(range(256)) * 9)
    assert "binary, not text" in refused("evaluate", "quality", judged, *languages)
    scores.write_text("0.9\nhigh\n")
    assert "scores:2: expected a number, found 'high'" in refused("evaluate", "quality", judged, *languages)
