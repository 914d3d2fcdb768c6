"""The benchmark: functions measured in processes of their own, and what the commands print."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from align.benchmark_text import LANGUAGES, make_bitext
from corpora.errors import WorkbenchError
from corpora.reading_benchmark import blown_up
from ui.measuring import NotMeasured, measure_alone

ROOT = Path(__file__).parent.parent


def duizhao(*arguments: object, before: str = "") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", f"{before}\nfrom ui.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )


def objects(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


MODULE = """
import os, signal, time
from pathlib import Path
from typing import NamedTuple
from corpora.errors import WorkbenchError

class Found(NamedTuple):
    doubled: int

def double(number):
    print("a library that talks")
    yield 1
    held = bytearray(60_000_000)
    held[::4096] = b"x" * len(held[::4096])
    return Found(2 * number)

def refuse():
    yield 1
    raise WorkbenchError("cannot do that")

def die():
    yield 1
    os.kill(os.getpid(), signal.SIGKILL)

def last(folder):
    Path(folder, "pid").write_text(str(os.getpid()))
    yield 1
    time.sleep(600)
"""


@pytest.fixture
def measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "measured_here.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)


def run(name: str, **arguments: object) -> tuple[list[int], dict[str, object]]:
    job = measure_alone(f"measured_here:{name}", arguments)
    seen = []
    while True:
        try:
            seen.append(next(job))
        except StopIteration as end:
            return seen, end.value


@pytest.mark.usefixtures("measured")
def test_a_function_is_measured_in_a_process_of_its_own() -> None:
    here = bytearray(b"x" * 300_000_000)
    seen, figures = run("double", number=21)
    assert seen == [1] and figures["doubled"] == 42
    assert 60 < figures["peak_mb"] < 250, "its own memory, not that of the process that asked"  # type: ignore[operator]
    del here


@pytest.mark.usefixtures("measured")
def test_what_goes_wrong_in_the_process_is_said() -> None:
    with pytest.raises(WorkbenchError, match="cannot do that"):
        run("refuse")
    with pytest.raises(NotMeasured, match="signal 9"):
        run("die")


@pytest.mark.usefixtures("measured")
def test_a_measurement_that_is_stopped_leaves_nothing_running(tmp_path: Path) -> None:
    job = measure_alone("measured_here:last", {"folder": str(tmp_path)})
    assert next(job) == 1
    job.close()
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


PARENT = """
from ui.measuring import measure_alone
job = measure_alone("measured_here:last", {"folder": "."})
print(next(job), flush=True)
next(job)
"""


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="asks Linux which processes there are")
@pytest.mark.usefixtures("measured")
def test_a_measurement_ends_with_the_one_who_asked_for_it(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        stdout=subprocess.PIPE,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(tmp_path)])},
    )
    assert parent.stdout is not None and parent.stdout.readline() == b"1\n"
    parent.kill()
    parent.wait()
    parent.stdout.close()
    command = Path("/proc", (tmp_path / "pid").read_text(), "cmdline")
    for _ in range(600):
        if not command.exists() or not command.read_bytes():  # a process that nobody has taken note of has none
            return
        time.sleep(0.1)
    pytest.fail("the measurement goes on though nobody waits for it")


def test_align_says_what_each_system_took() -> None:
    done = duizhao("bench", "align", "--sentences", 40, "--sentences", 60, "--no-peer", "--realign", 120, "--json")
    machine, *rows, revision = objects(done)
    assert {"cpu", "cores", "python", "numpy", "duizhao"} < machine.keys() and machine["type"] == "machine"
    assert [(row["system"], row["source"]) for row in rows] == [("duizhao", 40), ("duizhao", 60)]
    for row in rows:
        assert row["type"] == "align" and row["times_duizhao"] == 1.0
        parts = row["encoding_seconds"] + row["search_seconds"]  # type: ignore[operator]
        assert row["seconds"] == pytest.approx(parts, abs=0.001)
        assert {"cpu_seconds", "loading_seconds", "encoding_share", "sentences_per_second"} < row.keys()
        assert row["peak_mb"] > 50 and row["strict_f1"] > 0.8  # type: ignore[operator]
    assert revision["type"] == "realign" and revision["source"] == 120
    assert {"realign_ms", "slowest_realign_ms", "unpack_ms", "clues_ms", "band_ms", "stored_mb"} < revision.keys()


def test_a_peer_that_is_there_is_run_on_the_same_text_up_to_a_limit() -> None:
    pytest.importorskip("sentweave", reason="pip install sentweave to compare with it")
    arguments = ("bench", "align", "--sentences", 20, "--sentences", 30, "--peer-limit", 20, "--realign", 0, "--json")
    done = duizhao(*arguments, "--source-lang", "de", "--target-lang", "en")
    _, ours, theirs, larger = objects(done)
    assert [row["system"] for row in (ours, theirs, larger)] == ["duizhao", "sentweave", "duizhao"]
    assert ours.keys() == theirs.keys() and ours["target"] == theirs["target"]
    assert 0 < theirs["encoding_share"] < 1 and theirs["strict_f1"] > 0.5  # type: ignore[operator]
    assert done.stderr.decode().splitlines() == [
        "duizhao: sentweave is not run on more than 20 sentences a side; --peer-limit allows more"
    ]


def test_a_peer_that_is_missing_is_said_in_one_line() -> None:
    done = duizhao(
        "bench", "align", "--sentences", 20, "--realign", 0, before="import sys; sys.modules['sentweave'] = None"
    )
    assert done.returncode == 0 and "strict F1" in done.stdout.decode() and "20 × 2" in done.stdout.decode()
    (line,) = done.stderr.decode().splitlines()
    assert "pip install sentweave" in line


def test_own_files_are_measured_without_gold(tmp_path: Path) -> None:
    made = make_bitext(30, ("zh", "de"))
    source, target = tmp_path / "a.zh", tmp_path / "a.de"
    source.write_text("\n".join(made.source), encoding="utf-8")
    target.write_text("\n".join(made.target), encoding="utf-8")
    files = ("--source", source, "--target", target)
    _, row, revision = objects(duizhao("bench", "align", *files, "--no-peer", "--json"))
    assert row["source"] == 30 and row["strict_f1"] is None and revision["source"] == 30
    for arguments, reason in [
        (("--source", source), "--source and --target go together"),
        ((*files, "--sentences", 10), "--sentences is for text of our own"),
        (("--source-lang", "fr"), "no text of our own in 'fr'"),
        (("--source", source, "--target", tmp_path / "none"), "does not exist"),
    ]:
        done = duizhao("bench", "align", *arguments, "--no-peer")
        (line,) = done.stderr.decode().splitlines()
        assert done.returncode == 2 and reason in line and not done.stdout


def test_encode_measures_every_language() -> None:
    _, *rows = objects(duizhao("bench", "encode", "--sentences", 24, "--json"))
    assert [row["language"] for row in rows] == list(LANGUAGES)
    for row in rows:
        assert {"sentences_per_second", "ratio", "cpu_ratio", "joined_ratio", "peak_mb", "below"} < row.keys()
        assert row["encoder"] == "use-m3" and row["sample_spans"] == 24 + 23 + 22 + 21 + 20 + 19
        assert row["least_cosine"] >= 0.999 and row["mean_cosine"] <= 1.0001  # type: ignore[operator]


def test_an_unknown_encoder_is_refused_in_one_line() -> None:
    done = duizhao("bench", "encode", "--sentences", 5, "--encoder", "nothing", "--json")
    (line,) = done.stderr.decode().splitlines()
    assert done.returncode == 2 and "no encoder called 'nothing'" in line


def test_the_table_names_the_machine() -> None:
    printed = duizhao("bench", "encode", "--sentences", 12).stdout.decode()
    assert "numpy" in printed and "cosine" in printed
    assert all(f"│ {code}" in printed for code in LANGUAGES)


def test_reading_is_measured_on_text_and_on_pages() -> None:
    machine, *rows = objects(duizhao("bench", "read", "--megabytes", 0.1, "--pages", 3, "--json"))
    assert machine["type"] == "machine"
    assert [row["text"] for row in rows] == ["zh", "zh, blown up", "de", "en", "zh, HTML", "de, HTML"]
    for row in rows[:4]:
        assert 0.09 < row["megabytes"] < 0.11 and row["sentences"] > 100
        assert min(row["read_seconds"], row["clean_seconds"], row["segment_seconds"], row["peak_mb"]) > 0
    assert [row["pages"] for row in rows[4:]] == [3, 3]
    assert "pages/s" in duizhao("bench", "read", "--megabytes", 0.1, "--pages", 2).stdout.decode()


def test_text_is_blown_up_as_some_sites_have_it() -> None:
    found = blown_up("创业大街，又热闹起来了。人工智能（AI）")
    assert found == "創(chuàng)業(yè)大街,又熱(rè)鬧(nào)起來(lài)了。人工智能(AI)"
