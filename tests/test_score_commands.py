"""`quality` and `evaluate broken` on the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Run

from ui.score_commands import auc

CHINESE = ["他去年在柏林买了35万本书。", "昨天下了很大的雨，街上一个人也没有。", "她没有去华沙，因为火车坏了。"]
ENGLISH = [
    "Last year he bought 350,000 books in the city of Berlin.",
    "It rained hard yesterday, and there was nobody on the street.",
    "She did not go to the city of Warsaw because the train had broken down.",
]
GERMAN = [
    "Letztes Jahr hat er in Berlin 350.000 Bücher gekauft.",
    "Gestern hat es stark geregnet, und auf der Straße war niemand.",
    "Sie fuhr nicht nach Warschau, weil der Zug kaputt war.",
]
ZH_EN = ("--source-lang", "zh", "--target-lang", "en")


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    for code, texts in (("zh", CHINESE), ("en", ENGLISH), ("de", GERMAN)):
        (tmp_path / f"good.{code}").write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return tmp_path


def test_broken_pairs_are_told_from_good_ones(run: Run, lines: Path) -> None:
    files = (lines / "good.zh", lines / "good.en", "--third", lines / "good.de")
    done = run("evaluate", "broken", *files, *ZH_EN, "--json")
    *rows, last = [json.loads(line) for line in done.out]
    found = {row["broken"]: row for row in rows}
    assert found["untranslated"]["auc"] == found["loop"]["auc"] == 1
    assert found["number changed"]["pairs"] == 1 and found["another language"]["pairs"] == 3
    assert found["all"]["pairs"] == sum(row["pairs"] for row in rows[:-1])
    assert found["all"]["auc"] > found["all"]["similarity_auc"]
    assert last == {"good_pairs": 3, "false_alarms": 0.0}
    text = run("evaluate", "broken", *files, *ZH_EN, "--quick", "--limit", "2").out
    assert text[0].split()[:3] == ["broken", "pairs", "AUC"] and text[-1] == "false alarms 0.000 of 2 good pairs"


def test_lines_must_stand_beside_lines(refused: Callable[..., str], lines: Path) -> None:
    (lines / "short").write_text("One.\n", encoding="utf-8")
    said = refused("evaluate", "broken", lines / "good.zh", lines / "short", *ZH_EN)
    assert "good.zh 3, short 1" in said


def test_quality_says_whether_a_pair_is_whole(run: Run) -> None:
    pairs = "".join(f"{ours}\t{theirs}\n" for ours, theirs in ((CHINESE[0], ENGLISH[0]), (CHINESE[0], ENGLISH[1])))
    good, wrong = map(float, run("quality", *ZH_EN, "--whole", stdin=pairs.encode()).out)
    assert good > 0.5 > wrong
    first, second = [json.loads(line) for line in run("quality", *ZH_EN, "--explain", stdin=pairs.encode()).out]
    assert (first["broken"], second["broken"]) == (False, True)
    assert first["whole"] == pytest.approx(good, abs=1e-4) and "|words:yes|" in first["signature"]
    quick = json.loads(run("quality", *ZH_EN, "--explain", "--quick", stdin=pairs.encode()).out[0])
    assert "|words:no|" in quick["signature"]


def test_the_area_under_the_curve_counts_ties_as_half() -> None:
    assert auc([2, 3], [1, 1]) == 1
    assert auc([1], [1]) == 0.5
    assert auc([0], [1, 2]) == 0
