"""Metrics agree with sacreBLEU's own command and say how they were made."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpora.errors import MalformedFile
from mt.metrics import compare, evaluate

REFERENCES = [
    "Die Regierung hat neue Regeln bekannt gegeben.",
    "Forscher haben ein neues Material entdeckt.",
    "Sie trafen sich in Peking und sprachen über die Wirtschaft.",
    "Der Turm wurde 1871 fertig.",
] * 5
CLOSE = [line.replace("neue", "andere") for line in REFERENCES]
FAR = ["Das ist etwas ganz anderes." for _ in REFERENCES]


def test_a_text_against_itself_is_perfect() -> None:
    bleu, chrf, ter = evaluate(REFERENCES, REFERENCES, "de")
    assert (bleu.metric, chrf.metric, ter.metric) == ("BLEU", "chrF2", "TER")
    assert (bleu.value, chrf.value, ter.value) == (pytest.approx(100), pytest.approx(100), 0)


def test_values_equal_those_of_the_sacrebleu_command(tmp_path: Path) -> None:
    (tmp_path / "ref").write_text("\n".join(REFERENCES) + "\n", encoding="utf-8")
    (tmp_path / "hyp").write_text("\n".join(CLOSE) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "sacrebleu", "ref", "-i", "hyp", "-m", "bleu", "chrf", "ter", "-w", "6"]
    theirs = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    ours = evaluate(CLOSE, REFERENCES, "de")
    assert [score["score"] for score in json.loads(theirs)] == pytest.approx([score.value for score in ours], abs=1e-5)


def test_chinese_is_counted_by_the_character() -> None:
    bleu, _, ter = evaluate(["国务院公布了新规定。"], ["国务院公布了新的规定。"], "zh")
    assert "tok:zh" in bleu.signature and "asian:yes" in ter.signature
    assert ter.value == pytest.approx(100 / 11)


def test_scores_print_with_their_signature() -> None:
    assert str(evaluate(CLOSE, REFERENCES, "de")[0]).startswith(
        "BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:"
    )


def test_a_clear_lead_is_significant_and_no_lead_is_not() -> None:
    for comparison in compare(CLOSE, FAR, REFERENCES, "de"):
        assert comparison.p_value < 0.01
        assert (comparison.difference > 0) == (comparison.metric != "TER")
        assert "seed:12345" in comparison.signature
    assert all(comparison.p_value == 1 for comparison in compare(CLOSE, CLOSE, REFERENCES, "de"))


def test_a_seed_gives_the_same_again_and_leaves_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SACREBLEU_SEED", "99")
    assert compare(CLOSE, FAR, REFERENCES, "de", seed=3) == compare(CLOSE, FAR, REFERENCES, "de", seed=3)
    assert os.environ["SACREBLEU_SEED"] == "99"
    with pytest.raises(ValueError, match="at least 1"):
        compare(CLOSE, FAR, REFERENCES, "de", seed=0)


def test_line_counts_must_agree() -> None:
    with pytest.raises(MalformedFile, match="hypothesis has 19 lines, the reference 20"):
        evaluate(CLOSE[1:], REFERENCES, "de")
    with pytest.raises(MalformedFile, match="baseline has 18 lines, the reference 20"):
        compare(CLOSE, FAR[2:], REFERENCES, "de")
    with pytest.raises(MalformedFile, match="empty"):
        evaluate([], [], "de")
