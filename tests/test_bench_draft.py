"""`bench draft`: speed, memory and quality of systems side by side, and what it refuses."""

import json
import os
import subprocess
import sys
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from align.encoding import load_encoder
from corpora.anchors import unmatched_numbers
from corpora.units import System
from mt.drafting_benchmark import ask_system, measure_conversion, measure_drafting
from mt.model_cache import Progress, cached_model
from mt.quality import Encode
from ui.bench_drafting import DIRECTIONS, made_pairs

Figures = TypeVar("Figures")
ROOT = Path(__file__).parent.parent
SOURCES = ["三个人在柏林去世。", "2023年共有89人参加了会议。", "", "今天下雨。"]
REFERENCES = ["Three people died in Berlin.", "In 2023, 89 people took part.", "", "It is raining today."]


def bench_draft(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", "from ui.cli import main; main()", "bench", "draft", *map(str, arguments)],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    for name, lines in (("a.zh", SOURCES), ("a.en", REFERENCES)):
        (tmp_path / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return tmp_path / "a.zh", tmp_path / "a.en"


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_own_text_stands_line_beside_line(direction: tuple[str, str]) -> None:
    text = made_pairs(40, direction, 1)
    assert text.references is not None and len(text.sources) == len(text.references) == 40
    assert len(set(text.sources)) == 40 and made_pairs(40, direction, 2).sources != text.sources
    for source, reference in zip(text.sources, text.references, strict=True):
        assert not any(unmatched_numbers(source, direction[0], reference, direction[1])), (source, reference)


@pytest.mark.model
def test_every_direction_of_each_system_gets_a_row() -> None:
    systems = ("--system", "gemma3-270m", "--system", "gemma3-270m-pivot")
    done = bench_draft(*systems, "--from", "zh", "--limit", 2, "--json")
    assert done.returncode == 0, done.stderr.decode()
    machine, *rows = map(json.loads, done.stdout.splitlines())
    assert machine["type"] == "machine"
    assert [(row["system"], row["source_language"], row["target_language"]) for row in rows] == [
        ("gemma3-270m", "zh", "en"),
        ("gemma3-270m", "zh", "de"),
        ("gemma3-270m-pivot", "zh", "de"),
    ]
    assert "gemma3-270m-pivot does not translate zh-en, which is left out" in done.stderr.decode()
    for row in rows:
        assert row["type"] == "draft" and row["sentences"] == 2 and row["characters"] > 20
        assert min(row["seconds"], row["ready_seconds"], row["sentences_per_second"], row["chrf2"]) > 0
        assert row["peak_mb"] > 250, "the model alone has that"
        assert row["unlike_of"] == 2 and row["revision"] and "chrf2_signature" in row


@pytest.mark.model
def test_own_files_are_measured_with_their_reference(files: tuple[Path, Path]) -> None:
    source, reference = files
    done = bench_draft("--source", source, "--reference", reference, "--from", "zh", "--to", "en")
    assert done.returncode == 0, done.stderr.decode()
    printed = done.stdout.decode()
    assert "zh-en" in printed and "BLEU|nrefs:1" in printed and "unlike|enc:use-m3" in printed
    done = bench_draft("--source", source, "--from", "zh", "--to", "en", "--limit", 2, "--json")
    _, row = map(json.loads, done.stdout.splitlines())
    assert row["sentences"] == 2 and row["numbers_kept_of"] == 1 and "bleu" not in row
    assert isinstance(row["findings"], dict) and row["no_translation"] == 0


def test_what_does_not_go_together_is_refused_in_one_line(files: tuple[Path, Path], tmp_path: Path) -> None:
    source, reference = files
    (tmp_path / "short.en").write_text("One line.\n", encoding="utf-8")
    zh_en = ("--from", "zh", "--to", "en")
    for arguments, reason in [
        (("--reference", reference), "--reference goes with --source"),
        (("--source", source), "--from and --to"),
        (("--from", "fr"), "zh-en, zh-de, en-de, de-en"),
        (("--source", source, "--reference", tmp_path / "short.en", *zh_en), "the reference 1"),
        (("--source", tmp_path / "none", *zh_en), "does not exist"),
        (("--system", "nothing"), "gemma3-270m-pivot"),
    ]:
        done = bench_draft(*arguments)
        lines = [line for line in done.stderr.decode().splitlines() if line.startswith("duizhao: ")]
        assert done.returncode == 2 and len(lines) == 1 and reason in lines[0], (arguments, done.stderr.decode())
        assert not done.stdout and "Traceback" not in done.stderr.decode()


def test_evaluate_mt_counts_what_a_translation_keeps(files: tuple[Path, Path], tmp_path: Path) -> None:
    source, reference = files
    (tmp_path / "b.en").write_text("Three died.\nIn 2023 people came.\n\nIt rains.\n", encoding="utf-8")
    evaluate = [sys.executable, "-c", "from ui.cli import main; main()", "evaluate", "mt"]
    arguments = [tmp_path / "b.en", reference, "--source", source, "--from", "zh", "--to", "en", "--json"]
    done = subprocess.run([*evaluate, *map(str, arguments)], capture_output=True, cwd=ROOT, check=True)
    rows = {row["metric"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert list(rows) == ["BLEU", "chrF2", "chrF2++", "TER", "numbers-kept", "names-kept", "unlike"]
    assert (rows["numbers-kept"]["value"], rows["numbers-kept"]["of"]) == (0.0, 1)
    assert rows["names-kept"]["value"] is None and rows["unlike"]["of"] == 3
    refused = subprocess.run([*evaluate, *map(str, arguments[:4])], capture_output=True, cwd=ROOT, check=False)
    assert refused.returncode == 2 and b"go together" in refused.stderr


class Words:
    """A translator that knows a few sentences."""

    system = System("words", "1", "", "CC0-1.0")

    def supports(self, source: str, target: str) -> bool:
        return (source, target) == ("zh", "en")

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, careful: bool = False, hints: Sequence[object] = ()
    ) -> list[str]:
        return [REFERENCES[SOURCES.index(text)] for text in texts]


def result(job: Generator[int, None, Figures]) -> Figures:
    while True:
        try:
            next(job)
        except StopIteration as end:
            found: Figures = end.value
            return found


def test_drafts_are_written_line_beside_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mt.translators.TRANSLATORS", {"words": lambda progress, encode: Words()})
    source, drafts = tmp_path / "source", tmp_path / "drafts"
    source.write_text("\n".join(SOURCES) + "\n", encoding="utf-8")
    cost = result(measure_drafting("words", str(source), ("zh", "en"), str(drafts), load_encoder().encode))
    assert drafts.read_text(encoding="utf-8").split("\n")[:-1] == REFERENCES
    assert (cost.sentences, cost.characters) == (4, sum(map(len, REFERENCES))) and cost.seconds > 0
    known = result(ask_system("words", DIRECTIONS, load_encoder().encode))
    assert known.directions == [("zh", "en")] and known.licence == "CC0-1.0"


def test_conversion_is_measured_in_a_cache_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(progress: Progress, encode: Encode | None) -> Words:
        cached_model("words-1", build, bytes_needed=1)
        return Words()

    def build(folder: Path, progress: Progress) -> None:
        (folder / "weights").write_bytes(b"x" * 2_000_000)

    monkeypatch.setattr("mt.translators.TRANSLATORS", {"words": load})
    monkeypatch.setenv("DUIZHAO_CACHE", str(tmp_path / "another"))
    cost = result(measure_conversion("words", str(tmp_path / "fresh"), load_encoder().encode))
    assert 2.0 <= cost.stored_mb < 2.1 and cost.seconds > 0
    assert not (tmp_path / "another").exists()
