"""The command line as a user meets it: what it prints, where, with what status; and bad input."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ui.cli import USER_ERROR, app

ROOT = Path(__file__).parent.parent
COMMANDS = sorted((command.name or command.callback.__name__) for command in app.registered_commands)  # type: ignore[union-attr]


def duizhao(*arguments: object, stdin: bytes = b"", folder: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", "from ui.cli import main; main()", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"},
        check=False,
    )


def refused(*arguments: object, stdin: bytes = b"", folder: Path | None = None) -> str:
    """The one line a command refuses with."""
    done = duizhao(*arguments, stdin=stdin, folder=folder)
    lines = done.stderr.decode().strip().splitlines()
    assert done.returncode == USER_ERROR, done
    assert len(lines) == 1 and lines[0].startswith("duizhao: "), lines
    assert not done.stdout
    return lines[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_that_ends_in_an_example_and_stands_in_the_readme(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert "Example: duizhao" in " ".join(result.output.split())
    assert f"duizhao {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_clean_then_segment_then_beads(tmp_path: Path, sample_folder: Path) -> None:
    for language in ("zh", "de"):
        cleaned = duizhao("clean", sample_folder / f"article.{language}.txt").stdout
        sentences = duizhao("segment", "--lang", language, stdin=cleaned).stdout
        (tmp_path / f"article.{language}").write_bytes(sentences)
    done = duizhao(
        "beads", "--source-lang", "zh", "--target-lang", "de", tmp_path / "article.zh", tmp_path / "article.de"
    )
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0 and lines[0].startswith("[0]:[0]:")
    assert any(line.split(":")[1] == "[]" for line in lines)
    (tmp_path / "hyp.beads").write_bytes(done.stdout)
    scored = duizhao("evaluate", "align", tmp_path / "hyp.beads", tmp_path / "hyp.beads", "--json")
    assert json.loads(scored.stdout)["strict"]["f1"] == 1.0


def test_bounds_align_each_document_on_its_own(tmp_path: Path) -> None:
    (tmp_path / "src").write_text("猫在睡觉。\n今天下雨。\n狗在跑。\n", encoding="utf-8")
    (tmp_path / "tgt").write_text("Die Katze schläft.\nHeute regnet es.\nDer Hund rennt.\n", encoding="utf-8")
    (tmp_path / "docs.tsv").write_text("a\t0\t2\t0\t2\nb\t2\t3\t2\t3\n", encoding="utf-8")
    arguments = ("beads", "--source-lang", "zh", "--target-lang", "de", tmp_path / "src", tmp_path / "tgt")
    done = duizhao(*arguments, "--bounds", tmp_path / "docs.tsv")
    assert done.stdout.decode().splitlines()[-1].startswith("[2]:[2]:")
    (tmp_path / "docs.tsv").write_text("a\t0\t2\t0\t2\nb\t2\t9\t2\t3\n", encoding="utf-8")
    assert "docs.tsv:2: source ends at 9, but the file has 3 lines" in refused(
        *arguments, "--bounds", tmp_path / "docs.tsv"
    )


def test_the_ledger_is_json_lines(sample_folder: Path) -> None:
    done = duizhao("clean", "--ledger", sample_folder / "article.zh.txt")
    entries = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"furniture", "pinyin-glosses"} <= {entry["step"] for entry in entries}


def test_quality_ranks_a_translation_above_a_stranger() -> None:
    pairs = "今天天气很好。\tThe weather is very nice today.\n今天天气很好。\tHe bought three old bicycles.\n"
    done = duizhao("quality", "--source-lang", "zh", "--target-lang", "en", stdin=pairs.encode())
    good, bad = (float(line) for line in done.stdout.splitlines())
    assert good > bad and 0 <= bad <= 1


def test_evaluate_mt_prints_signatures(tmp_path: Path) -> None:
    (tmp_path / "hyp").write_text("The cat sits on the mat.\nIt rains today.\n", encoding="utf-8")
    (tmp_path / "ref").write_text("The cat sat on the mat.\nToday it rains.\n", encoding="utf-8")
    done = duizhao("evaluate", "mt", tmp_path / "hyp", tmp_path / "ref")
    assert b"BLEU|nrefs:1" in done.stdout and b"chrF2|" in done.stdout and b"TER|" in done.stdout
    (tmp_path / "ref").write_text("One line.\n", encoding="utf-8")
    assert "2" in refused("evaluate", "mt", tmp_path / "hyp", tmp_path / "ref")


def test_bad_files_are_refused_in_one_line_and_nothing_is_stored(tmp_path: Path, sample_folder: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(b"code\0\0\1")
    (tmp_path / "french.txt").write_text(
        "La rue est très animée depuis que les étudiants sont revenus. " * 5, encoding="utf-8"
    )
    for name, reason in [
        ("missing.txt", "does not exist"),
        ("empty.txt", "is empty"),
        ("empty", "has no files in it"),
        ("binary.txt", "zero byte at offset 4"),
        ("french.txt", "French"),
    ]:
        line = refused(
            "add", sample_folder / "article.zh.txt", tmp_path / name, "--project", tmp_path / "p.db", folder=tmp_path
        )
        assert reason in line
        assert not (tmp_path / "p.db").exists(), "no empty project is left behind"
        listed = duizhao("status", "--json", "--project", tmp_path / "p.db")
        assert b'"type": "document"' not in listed.stdout


def test_a_file_added_twice_is_said_and_changes_nothing(tmp_path: Path, sample_folder: Path) -> None:
    arguments = ("add", sample_folder / "article.zh.txt", "--project", tmp_path / "p.db")
    assert duizhao(*arguments).returncode == 0
    before = duizhao("status", "--json", "--project", tmp_path / "p.db").stdout
    again = duizhao(*arguments)
    assert again.returncode == USER_ERROR and b"already in the project" in again.stderr
    assert duizhao("status", "--json", "--project", tmp_path / "p.db").stdout == before


def test_a_project_that_is_none_is_left_alone(tmp_path: Path, sample_folder: Path) -> None:
    other = tmp_path / "notes.db"
    other.write_text("shopping list", encoding="utf-8")
    assert "notes.db" in refused("add", sample_folder / "article.zh.txt", "--project", other)
    assert other.read_text(encoding="utf-8") == "shopping list"
    assert "nowhere.db" in refused("status", "--project", tmp_path / "nowhere.db")


def test_unknown_names_are_answered_with_the_known_ones(tmp_path: Path, sample_folder: Path) -> None:
    assert "gemma3-270m" in refused(
        "translate", "--from", "zh", "--to", "en", "--system", "nothing", stdin="你好\n".encode()
    )
    assert "gemma3-270m" in refused(
        "translate", "--from", "zh", "--to", "en", "--system", "someone/no-such-model", stdin="你好\n".encode()
    )
    assert "zh, de, en" in refused("segment", "--lang", "xx", stdin=b"text\n")
    duizhao("add", sample_folder / "article.zh.txt", "--project", tmp_path / "p.db")
    assert "open, accepted, rejected" in refused(
        "export", tmp_path / "a.tmx", "--state", "good", "--project", tmp_path / "p.db"
    )
    assert "tmx, tsv" in refused("export", tmp_path / "a.xyz", "--project", tmp_path / "p.db")


def test_align_and_export(tmp_path: Path, sample_folder: Path) -> None:
    project = ("--project", tmp_path / "p.db")
    added = duizhao("add", sample_folder / "article.zh.txt", sample_folder / "article.de.txt", *project)
    assert b"article.de.txt translates article.zh.txt" in added.stderr
    assert duizhao("align", *project).returncode == 0
    for suffix in ("tmx", "tsv", "jsonl", "beads"):
        assert duizhao("export", tmp_path / f"out.{suffix}", *project).returncode == 0
    everything = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    duizhao("export", tmp_path / "sure.jsonl", "--min-confidence", "0.9", *project)
    sure = (tmp_path / "sure.jsonl").read_text(encoding="utf-8").splitlines()
    assert 0 < len(sure) < len(everything)
    assert not duizhao("export", "-", "--format", "tsv", "--state", "accepted", *project).stdout.splitlines()[1:]


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX here")
def test_ctrl_c_stops_with_one_line_and_the_store_stays_whole(tmp_path: Path, sample_folder: Path) -> None:
    arguments = ["add", str(sample_folder / "article.zh.txt"), str(sample_folder / "article.de.txt")]
    process = subprocess.Popen(
        [sys.executable, "-c", "from ui.cli import main; main()", *arguments, "--project", str(tmp_path / "p.db")],
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stderr is not None
    while not (tmp_path / "p.db").exists():  # it is at work now
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    said = process.stderr.read().decode()
    assert process.wait(timeout=60) == 128 + signal.SIGINT
    assert "the same command goes on" in said and "Traceback" not in said
    again = duizhao(*arguments, "--project", tmp_path / "p.db")
    assert again.returncode in (0, USER_ERROR), "all of it may have been stored before it was stopped"
    assert b'"type": "pair"' in duizhao("status", "--json", "--project", tmp_path / "p.db").stdout
