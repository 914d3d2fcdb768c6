"""COMET by the user's own command. In its place stands a script that reads and writes the same files.

The real one needs an environment of its own, with older versions of our libraries, and a model of gigabytes.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Run

STAND_IN = f"""#!{sys.executable}
import json, sys
asked = sys.argv[1:]
value = lambda name: asked[asked.index(name) + 1]
read = lambda name: open(name, encoding="utf-8").read().split("\\n")[:-1]
if not open(value("--model")).read():
    sys.exit("Traceback (most recent call last):\\nEOFError: Ran out of input")
sources, references = read(value("-s")), read(value("-r"))
rows = {{file: [dict(src=s, mt=t, ref=r, COMET=len(t) / 100) for s, t, r in zip(sources, read(file), references)]
         for file in asked[asked.index("-t") + 1 : asked.index("-r")]}}
json.dump(rows, open(value("--to_json"), "w"))
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, entered, with a text and its translations, a model and the command."""
    sides = {
        "zh": ["你好。", "再见。"],
        "ref": ["Hello.", "Good\rbye."],
        "a": ["Hello.", "Bye."],
        "b": ["Hi.", "So long."],
    }
    for name, lines in sides.items():
        (tmp_path / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="")
    (tmp_path / "wmt-model" / "checkpoints").mkdir(parents=True)
    (tmp_path / "wmt-model" / "checkpoints" / "model.ckpt").write_text("weights")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "comet-score").write_text(STAND_IN, encoding="utf-8")
    (tmp_path / "bin" / "comet-score").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


ASKED = ("evaluate", "mt", "a", "b", "ref", "--source", "zh", "--from", "zh", "--comet", "wmt-model")


def test_comet_stands_beside_the_other_metrics_with_its_licence(run: Run, files: Path) -> None:
    (files / "wmt-model" / "README.md").write_text("---\nlicense: cc-by-nc-sa-4.0\n---\n# A model\n", encoding="utf-8")
    done = run(*ASKED, "--sentences", "lines.tsv")
    assert done.status == 0 and "licence: cc-by-nc-sa-4.0" in done.said[0]
    assert "a: COMET|model:wmt-model|licence:cc-by-nc-sa-4.0 = 5.0" in done.out
    assert "b: COMET|model:wmt-model|licence:cc-by-nc-sa-4.0 = 5.5" in done.out
    rows = [line.split("\t") for line in (files / "lines.tsv").read_text(encoding="utf-8").splitlines()]
    place = rows[0].index("COMET")
    assert [row[place] for row in rows[1:]] == ["6.00", "3.00", "4.00", "8.00"]
    found = [json.loads(line) for line in run(*ASKED, "--json").out]
    assert {"system": "b", "metric": "COMET", "value": 5.5}.items() <= next(
        row for row in found if row["metric"] == "COMET" and row["system"] == "b"
    ).items()


def test_the_licence_of_a_file_is_read_where_there_is_no_card(run: Run, files: Path) -> None:
    (files / "wmt-model" / "LICENSE").write_text("\n   Apache License\n   Version 2.0\n")
    assert "licence: Apache License" in run(*ASKED).said[0]
    (files / "wmt-model" / "LICENSE").unlink()
    assert "not stated" in run(*ASKED).said[0]


def test_what_is_missing_is_said_before_anything_is_counted(
    refused: Callable[..., str], files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "no COMET checkpoint" in refused(*ASKED[:-1], "bin")
    assert "no COMET checkpoint" in refused(*ASKED[:-1], "nowhere")
    monkeypatch.setenv("PATH", str(files))
    assert "pipx install unbabel-comet" in refused(*ASKED)


def test_a_command_that_fails_is_quoted_in_one_line(run: Run, files: Path) -> None:
    (files / "wmt-model" / "checkpoints" / "model.ckpt").write_text("")
    done = run(*ASKED)
    assert done.status != 0 and done.said[-1].endswith("EOFError: Ran out of input")


def test_comet_needs_the_source(run: Run, files: Path) -> None:
    done = run("evaluate", "mt", "a", "ref", "--comet", "wmt-model")
    assert done.status != 0 and "--source" in " ".join(done.said)
