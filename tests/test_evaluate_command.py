"""`duizhao evaluate mt`: one system, several, groups of lines, tables, and files that do not fit together."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Run

REFERENCES = [f"In Kapitel {i} steht ein langer Satz über die Stadt." for i in range(30)] + ["Kurz."] * 10
WORSE = [line.replace("Satz", "Text").replace("die", "eine") for line in REFERENCES]
BETTER = [line.replace("Satz", "Text") for line in REFERENCES]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, entered, with a reference, two systems, documents and labels."""
    documents = [f"article {i // 10}" for i in range(40)]
    labels = ["2-1" if i % 4 == 0 else "1-1" for i in range(40)]
    sides = {"ref": REFERENCES, "worse": WORSE, "better": BETTER, "docs": documents, "labels": labels}
    for name, lines in sides.items():
        (tmp_path / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_systems_stand_beside_each_other_with_their_significance(run: Run, files: Path) -> None:
    done = run("evaluate", "mt", "worse", "better", "ref", "--to", "de")
    assert done.status == 0 and not done.said
    assert [line.split()[0] for line in done.out[2:4]] == ["worse", "better"]
    assert "±" in done.out[2] and "(p 0.00" not in done.out[2] and "(p 0.00" in done.out[3]
    assert [line.split("|")[0] for line in done.out[4:]] == ["BLEU", "chrF2", "chrF2++", "TER"]
    named = run("evaluate", "mt", "better", "ref", "--to", "de", "--baseline", "worse")
    assert named.out == done.out, "--baseline names the first"


def test_documents_are_told_where_they_are_few(run: Run, files: Path) -> None:
    done = run("evaluate", "mt", "worse", "better", "ref", "--to", "de", "--docs", "docs", "--test", "randomisation")
    assert all("|docs:4" in line and "|ar:10000" in line for line in done.out[4:])
    assert done.said == ["duizhao: only 4 documents: too few for resampling them to say much"]


def test_numbers_are_taken_apart_by_length_document_and_label(run: Run, files: Path) -> None:
    by = [option for kind in ("length", "document", "label") for option in ("--by", kind)]
    done = run("evaluate", "mt", "better", "ref", "--to", "de", "--docs", "docs", "--labels", "labels", *by, "--json")
    rows = [json.loads(line) for line in done.out[4:]]
    counts = {(row["by"], row["bucket"]): row["lines"] for row in rows}
    assert counts == {
        ("length", "0–9 words"): 10,
        ("length", "10–19 words"): 30,
        **{("document", f"article {i}"): 10 for i in range(4)},
        ("label", "2-1"): 10,
        ("label", "1-1"): 30,
    }
    assert next(row for row in rows if row["bucket"] == "article 3")["chrF2"] == pytest.approx(100)


def test_the_lines_behind_a_number_are_shown_and_written(run: Run, files: Path) -> None:
    (files / "mixed").write_text("".join(f"{line}\n" for line in [*BETTER[:5], "Alles\tfalsch.", *BETTER[6:]]))
    done = run("evaluate", "mt", "worse", "mixed", "ref", "--to", "de", "--worst", "1", "--sentences", "all.tsv")
    at = done.out.index("line 6")
    assert "Alles" in done.out[at + 2] and REFERENCES[5] in done.out[at + 3]
    with (files / "all.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) == 80 and rows[11]["hypothesis"] == "Alles falsch." and rows[11]["line"] == "6"
    assert float(rows[11]["chrF2"]) < float(rows[10]["chrF2"])


def test_tables_are_written_as_csv_and_latex(run: Run, files: Path) -> None:
    rows = list(csv.DictReader(run("evaluate", "mt", "worse", "better", "ref", "--format", "csv", "--to", "de").out))
    assert [(row["system"], row["metric"]) for row in rows[:2]] == [("worse", "BLEU"), ("worse", "chrF2")]
    assert rows[0]["p_value"] == "" and float(rows[4]["p_value"]) < 0.01 and "tok:13a" in rows[4]["signature"]
    (files / "a_b").write_text("".join(f"{line}\n" for line in BETTER))
    latex = run("evaluate", "mt", "worse", "a_b", "ref", "--format", "latex", "--to", "de").out
    assert latex[0].startswith("\\begin{tabular}") and any("a\\_b" in line for line in latex)
    assert all(line.startswith("% ") for line in latex[-4:]), "signatures are comments"


def test_a_language_without_a_tokenizer_is_told(run: Run, files: Path) -> None:
    done = run("evaluate", "mt", "better", "ref", "--to", "th")
    assert "Thai" in done.said[0] and "tok:char" in done.out[0]


def test_files_that_do_not_fit_are_refused(refused: Callable[..., str], files: Path) -> None:
    (files / "short").write_text("Ein Satz.\n")
    for arguments, reason in (
        (("better", "short", "ref"), "short has 1 lines, the reference 40"),
        (("better", "better", "ref"), "better is given twice"),
        (("better", "ref", "--by", "document"), "--by document needs --docs"),
        (("better", "ref", "--by", "label"), "--by label needs --labels"),
        (("better", "ref", "--labels", "short", "--by", "label"), "1 labels for 40 lines"),
        (("better", "worse", "ref", "--docs", "short"), "1 lines have a document, the reference has 40"),
        (("better", "ref", "--source", "ref"), "go together"),
    ):
        assert reason in refused("evaluate", "mt", *arguments, "--to", "de")
