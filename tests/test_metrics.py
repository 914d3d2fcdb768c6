"""Metrics agree with sacreBLEU's own command and say how they were made."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from corpora.errors import MalformedFile
from mt.metrics import evaluate, sentence_scores, tokenizer_note
from mt.significance import Method, compare

REFERENCES = [
    "Die Regierung hat neue Regeln bekannt gegeben.",
    "Forscher haben ein neues Material entdeckt.",
    "Sie trafen sich in Peking und sprachen über die Wirtschaft.",
    "Der Turm wurde 1871 fertig.",
] * 5
CLOSE = [line.replace("neue", "andere") for line in REFERENCES]
FAR = ["Das ist etwas ganz anderes." for _ in REFERENCES]


def test_a_text_against_itself_is_perfect() -> None:
    scores = evaluate(REFERENCES, REFERENCES, "de")
    assert [score.metric for score in scores] == ["BLEU", "chrF2", "chrF2++", "TER"]
    assert [score.value for score in scores] == [pytest.approx(100), pytest.approx(100), pytest.approx(100), 0]


def test_values_equal_those_of_the_sacrebleu_command(tmp_path: Path) -> None:
    (tmp_path / "ref").write_text("\n".join(REFERENCES) + "\n", encoding="utf-8")
    (tmp_path / "hyp").write_text("\n".join(CLOSE) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "sacrebleu", "ref", "-i", "hyp", "-m", "bleu", "chrf", "ter", "-w", "6"]
    theirs = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    ours = {score.metric: score.value for score in evaluate(CLOSE, REFERENCES, "de")}
    for score in json.loads(theirs):
        assert ours[score["name"]] == pytest.approx(score["score"], abs=1e-5)
    plus = [*command[:7], "chrf", "--chrf-word-order", "2", "-w", "6"]
    theirs = subprocess.run(plus, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert ours["chrF2++"] == pytest.approx(json.loads(theirs)["score"], abs=1e-5)


def test_chinese_is_counted_by_the_character() -> None:
    bleu, _, _, ter = evaluate(["国务院公布了新规定。"], ["国务院公布了新的规定。"], "zh")
    assert "tok:zh" in bleu.signature and "asian:yes" in ter.signature
    assert ter.value == pytest.approx(100 / 11)


def test_scores_print_with_their_signature() -> None:
    assert str(evaluate(CLOSE, REFERENCES, "de")[0]).startswith(
        "BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:"
    )


def test_a_clear_lead_is_significant_and_no_lead_is_not() -> None:
    values = {metric.metric: metric.value for metric in evaluate(FAR, REFERENCES, "de")}
    for method in Method:
        found = compare({"far": FAR, "close": CLOSE, "far again": FAR}, REFERENCES, "de", method=method, resamples=500)
        for result in found:
            if result.system == "far":
                assert result.p_value is None and result.value == pytest.approx(values[result.metric])
            elif result.system == "close":
                assert result.p_value is not None and result.p_value < 0.01
                assert (result.value > values[result.metric]) == (result.metric != "TER")
            else:
                assert result.p_value == 1
            assert "seed:12345" in result.signature


def test_a_comparison_equals_that_of_the_sacrebleu_command(tmp_path: Path) -> None:
    for name, lines in {"ref": REFERENCES, "far": FAR, "close": CLOSE}.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "sacrebleu", "ref", "-i", "far", "close", "-m", "bleu", "chrf", "--paired-bs"]
    command += ["--paired-bs-n", "300", "-f", "latex", "-w", "4"]
    theirs = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    cells = [cell for line in theirs.splitlines() if " ± " in line for cell in line.split("&")[1:]]
    found = compare({"far": FAR, "close": CLOSE}, REFERENCES, "de", resamples=300)
    ours = [result for result in found if result.metric in ("BLEU", "chrF2")]
    for result, cell in zip(ours, cells[2:], strict=True):  # behind the heads of the columns
        value, _, interval, *p_value = map(float, re.findall(r"\d+\.\d+", cell))
        assert (result.value, result.interval) == (pytest.approx(value, abs=1e-4), pytest.approx(interval, abs=1e-4))
        assert [result.p_value] == ([pytest.approx(p_value[0], abs=1e-4)] if p_value else [None])


def test_documents_are_resampled_whole() -> None:
    """Better in 13 documents of 20, worse in 7: sentence by sentence that looks like a sure lead."""
    references = [f"In Abschnitt {i} steht, dass Punkt {i} gilt." for i in range(200)]
    documents = [f"document {i // 10}" for i in range(200)]
    wins = {int(name.split()[1]): int(name.split()[1]) % 3 != 0 for name in documents}
    worse = [line.replace("steht", "liest") for line in references]
    systems = {
        "one": [references[i] if not wins[i // 10] else worse[i] for i in range(200)],
        "other": [references[i] if wins[i // 10] else worse[i] for i in range(200)],
    }

    def p_value(documents: list[str] | None, method: Method) -> float | None:
        found = compare(systems, references, "de", documents=documents, method=method, resamples=500)
        chrf = [result for result in found if result.metric == "chrF2" and result.system == "other"]
        assert ("docs:20" in chrf[0].signature) == (documents is not None)
        return chrf[0].p_value

    for method in Method:
        by_line, by_document = p_value(None, method), p_value(documents, method)
        assert by_line is not None and by_document is not None
        assert by_line < 0.01 and by_document > 0.03
    mixed = [i for k in range(10) for i in range(k, 200, 10)]
    shuffled = {name: [lines[i] for i in mixed] for name, lines in systems.items()}
    found = compare(shuffled, [references[i] for i in mixed], "de", documents=[documents[i] for i in mixed])
    assert found == compare(systems, references, "de", documents=documents), "the order of lines says nothing"


def test_a_document_of_one_line_each_is_as_no_documents() -> None:
    systems = {"far": FAR, "close": CLOSE}
    each = [str(i) for i in range(len(REFERENCES))]
    with_documents = compare(systems, REFERENCES, "de", documents=each, resamples=200)
    without = compare(systems, REFERENCES, "de", resamples=200)
    assert [result[:5] for result in with_documents] == [result[:5] for result in without]


def test_every_line_has_its_own_values() -> None:
    first, *_, last = sentence_scores([REFERENCES[0], *CLOSE[1:-1], "Nichts."], REFERENCES, "de")
    assert first["chrF2"] == pytest.approx(100) and first["BLEU"] == pytest.approx(100) and first["TER"] == 0
    assert last["chrF2"] < 20 and last["TER"] >= 100


def test_a_language_without_a_tokenizer_is_named() -> None:
    assert tokenizer_note("de") is None and tokenizer_note("zh-Hant") is None
    assert "Thai" in str(tokenizer_note("th")) and "tok:char" in str(tokenizer_note("th"))
    assert "tok:char" in evaluate(["สวัสดี"], ["สวัสดี"], "th")[0].signature
    assert "'xx'" in str(tokenizer_note("xx"))


def test_a_seed_gives_the_same_again_and_leaves_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SACREBLEU_SEED", "99")
    systems = {"far": FAR, "close": CLOSE}
    assert compare(systems, REFERENCES, "de", seed=3) == compare(systems, REFERENCES, "de", seed=3)
    assert os.environ["SACREBLEU_SEED"] == "99"
    with pytest.raises(ValueError, match="at least 1"):
        compare(systems, REFERENCES, "de", seed=0)


def test_line_counts_must_agree() -> None:
    with pytest.raises(MalformedFile, match="hypothesis has 19 lines, the reference 20"):
        evaluate(CLOSE[1:], REFERENCES, "de")
    with pytest.raises(MalformedFile, match="baseline has 18 lines, the reference 20"):
        compare({"baseline": FAR[2:], "hypothesis": CLOSE}, REFERENCES, "de")
    with pytest.raises(MalformedFile, match="empty"):
        evaluate([], [], "de")
