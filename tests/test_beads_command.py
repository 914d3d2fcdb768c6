"""`duizhao beads` and `duizhao evaluate align` given what users give them: odd, broken and mistaken files."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from command_line import Run

ROOT = Path(__file__).parent.parent
STORIES = ROOT / "tests" / "golden" / "languages"
ZH_DE = ("--source-lang", "zh", "--target-lang", "de")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with the story in three languages, one sentence a line."""
    for code in ("zh", "de", "en"):
        (tmp_path / code).write_text("".join(f"{line}\n" for line in story(code)), encoding="utf-8")
    return tmp_path


def story(code: str) -> list[str]:
    return [line.split("\t")[1] for line in (STORIES / f"{code}.txt").read_text(encoding="utf-8").splitlines()]


def write(path: Path, lines: Sequence[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_a_good_pair_is_aligned_without_a_word(run: Run, texts: Path) -> None:
    done = run("beads", *ZH_DE, texts / "zh", texts / "de")
    assert done.status == 0 and not done.said
    assert done.beads[:3] == ["[0]:[0]", "[1]:[1, 2]", "[2]:[3]"]


def test_an_empty_side_leaves_the_other_alone(run: Run, texts: Path) -> None:
    (texts / "empty").write_bytes(b"")
    done = run("beads", *ZH_DE, texts / "empty", texts / "de")
    assert done.beads == [f"[]:[{j}]" for j in range(13)]
    assert done.said == ["duizhao: source: there is no sentence in it"]
    assert run("beads", *ZH_DE, texts / "empty", texts / "empty").out == []
    assert run("beads", *ZH_DE, "-", texts / "de").beads == done.beads


def test_blank_lines_keep_their_place_and_are_left_alone(run: Run, texts: Path) -> None:
    expected = run("beads", *ZH_DE, texts / "zh", texts / "de").beads
    write(texts / "gaps", [line for sentence in story("de") for line in ("   ", sentence)])
    done = run("beads", *ZH_DE, texts / "zh", texts / "gaps")
    nulls = [bead for bead in done.beads if bead.startswith("[]:")]
    assert nulls == [f"[]:[{2 * j}]" for j in range(13)] and done.beads[0] == "[]:[0]"
    assert len([bead for bead in done.beads if bead not in nulls]) == len(expected)
    accepted = write(texts / "accepted", ["[]:[0]", "[0]:[1, 3]"])
    assert "[0]:[1, 3]:1.0" in run("beads", *ZH_DE, texts / "zh", texts / "gaps", "--accepted", accepted).out
    write(texts / "spaces", ["  ", "", "\t"])
    blank = run("beads", *ZH_DE, texts / "spaces", texts / "de")
    assert blank.status == 0 and len(blank.beads) == 16 and "no sentence" in blank.said[0]


def test_one_sentence_against_a_thousand(run: Run, texts: Path) -> None:
    write(texts / "one", ["一个七岁的女孩借了一本关于鲸鱼的书。"])
    thousand = [f"Die Rechnung Nummer {number} wurde bezahlt." for number in range(999)]
    thousand.insert(700, "Ein siebenjähriges Mädchen lieh sich ein Buch über Wale aus.")
    done = run("beads", *ZH_DE, texts / "one", write(texts / "thousand", thousand))
    assert len(done.out) == 1000 and "[0]:[700]" in done.beads and not done.said


def test_a_side_in_another_language_is_said(run: Run, texts: Path) -> None:
    done = run("beads", *ZH_DE, texts / "zh", texts / "en")
    assert done.status == 0 and done.out and done.said == ["duizhao: target: reads as en, not de"]
    swapped = run("beads", *ZH_DE, texts / "de", texts / "zh")
    assert swapped.said == ["duizhao: source: reads as de, not zh", "duizhao: target: reads as zh, not de"]


def test_names_in_latin_letters_do_not_make_a_chinese_text_english(run: Run, texts: Path) -> None:
    names = [f"{line[:8]}OpenAI、DeepSeek、Siemens AG{line[8:]}" for line in story("zh")]
    assert not run("beads", *ZH_DE, write(texts / "names", names), texts / "de").said


def test_the_same_text_twice_is_said(run: Run, texts: Path) -> None:
    done = run("beads", "--source-lang", "en", "--target-lang", "en", texts / "en", texts / "en")
    assert done.beads == [f"[{i}]:[{i}]" for i in range(16)]
    assert all(float(line.rpartition(":")[2]) > 0.9 for line in done.out)
    assert done.said == ["duizhao: both sides are the same text"]


def test_strangers_are_said_to_be_strangers(run: Run, texts: Path, sample_folder: Path) -> None:
    done = run("beads", *ZH_DE, texts / "zh", sample_folder / "article.de.clean.txt")
    assert done.status == 0 and len(done.said) == 1
    assert "these sides do not look like translations of each other (probability" in done.said[0]


def test_strangers_among_documents_are_named_and_counted(run: Run, texts: Path) -> None:
    zh, de = story("zh"), story("de")
    source, target = zh * 8, de + [f"{noun} kostet {noun} Euro." for noun in map(str, range(7 * 13))]
    bounds = [f"d{k}\t{14 * k}\t{14 * (k + 1)}\t{13 * k}\t{13 * (k + 1)}" for k in range(8)]
    files = write(texts / "source", source), write(texts / "target", target)
    done = run("beads", *ZH_DE, *files, "--bounds", write(texts / "bounds", bounds))
    assert done.status == 0 and len(done.said) == 6
    assert done.said[0].startswith("duizhao: d1: its sides do not look like translations")
    assert done.said[-1] == "duizhao: and 2 more of the 8 documents"
    assert done.beads[0] == "[0]:[0]" and all(line.startswith("[") for line in done.out)


def test_sentences_of_ten_thousand_characters(run: Run, texts: Path, sample_folder: Path) -> None:
    article = {
        code: (sample_folder / f"article.{code}.clean.txt").read_text(encoding="utf-8").split("\n")[:40]
        for code in ("zh", "de")
    }
    write(texts / "long.zh", ["".join(article["zh"]) * 8, *story("zh")])
    write(texts / "long.de", [" ".join(article["de"]) * 4, *story("de")])
    assert all(len((texts / name).read_text(encoding="utf-8")) > 10_000 for name in ("long.zh", "long.de"))
    done = run("beads", *ZH_DE, texts / "long.zh", texts / "long.de")
    assert done.status == 0 and "[0]:[0]" in done.beads and not done.said


def test_a_line_of_fifty_megabytes_takes_moments(run: Run, texts: Path) -> None:
    (texts / "huge").write_bytes("Die Katze schläft 12,5 Stunden. ".encode() * 1_600_000 + b"\nEs regnet.\n")
    begun = time.monotonic()
    done = run("beads", *ZH_DE, texts / "zh", texts / "huge")
    assert time.monotonic() - begun < 60
    assert done.status == 0 and any(
        line.startswith("duizhao: target:1: 51200000 characters in a line, of which 50000 are read")
        for line in done.said
    )


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "utf-8-sig"])
def test_other_encodings_and_line_ends_make_no_difference(run: Run, texts: Path, encoding: str) -> None:
    expected = run("beads", *ZH_DE, texts / "zh", texts / "de").out
    (texts / "other").write_bytes("".join(f"{line}\r\n" for line in story("zh")).encode(encoding))
    assert run("beads", *ZH_DE, texts / "other", texts / "de").out == expected


def test_files_that_are_none_are_refused(refused: Callable[..., str], texts: Path) -> None:
    (texts / "binary").write_bytes(b"\x7fELF\0\0\1")
    assert "does not exist" in refused("beads", *ZH_DE, texts / "nowhere", texts / "de")
    assert "is a directory" in refused("beads", *ZH_DE, texts, texts / "de")
    assert "zero byte at offset 4" in refused("beads", *ZH_DE, texts / "zh", texts / "binary")
    assert "only one side can come from stdin" in refused("beads", *ZH_DE, "-", "-", stdin=b"text\n")
    assert "'xx'" in refused("beads", "--source-lang", "xx", "--target-lang", "de", texts / "zh", texts / "de")
    assert "no encoder called" in refused("beads", *ZH_DE, texts / "zh", texts / "de", "--encoder", "none")


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["a\t0\t5\t0\t5", "", "b\t5\t14\t5\t99"], "bounds:3: target ends at 99, but the file has 13 lines"),
        (["a\t0\t5\t0\t5", "b\t4\t14\t5\t13"], 'bounds:2: expected a start at or after the end of "a"'),
        (["a\t5\t0\t0\t5"], "bounds:1: expected ends after starts"),
        (["a 0 5 0 5"], "bounds:1: expected"),
    ],
)
def test_broken_bounds_are_refused_by_their_line(
    refused: Callable[..., str], texts: Path, lines: list[str], reason: str
) -> None:
    bounds = write(texts / "bounds", lines)
    assert reason in refused("beads", *ZH_DE, texts / "zh", texts / "de", "--bounds", bounds)


def test_accepted_beads_hold_and_forbidden_ones_do_not_come(run: Run, texts: Path) -> None:
    accepted = write(texts / "accepted", ["[0]:[0, 1]", "", "[12]:[]:0.5"])
    forbidden = write(texts / "forbidden", ["[2]:[3]"])
    done = run("beads", *ZH_DE, texts / "zh", texts / "de", "--accepted", accepted, "--forbidden", forbidden)
    assert {"[0]:[0, 1]", "[12]:[]"} <= set(done.beads) and "[2]:[3]" not in done.beads
    assert done.out[0] == "[0]:[0, 1]:1.0"


def test_accepted_beads_may_cross_skip_and_be_large(run: Run, texts: Path) -> None:
    for beads in (["[0]:[5]", "[5]:[0]"], ["[0, 2]:[1]"], ["[0]:[0, 1, 2, 3, 4, 5, 6, 7]"], ["[12, 13]:[0, 12]"]):
        done = run("beads", *ZH_DE, texts / "zh", texts / "de", "--accepted", write(texts / "accepted", beads))
        assert done.status == 0 and set(beads) <= set(done.beads)
    (texts / "none").write_bytes(b"")
    done = run("beads", *ZH_DE, texts / "zh", texts / "de", "--accepted", texts / "none")
    assert done.out == run("beads", *ZH_DE, texts / "zh", texts / "de").out


def test_with_bounds_locks_are_lines_of_the_files(run: Run, texts: Path) -> None:
    files = write(texts / "source", story("zh") * 2), write(texts / "target", story("de") * 2)
    bounds = write(texts / "bounds", ["a\t0\t14\t0\t13", "b\t14\t28\t13\t26"])
    accepted = write(texts / "accepted", ["[14, 15]:[13]"])
    done = run("beads", *ZH_DE, *files, "--bounds", bounds, "--accepted", accepted)
    assert "[14, 15]:[13]:1.0" in done.out and "[0]:[0]" in done.beads


@pytest.mark.parametrize(
    ("accepted", "forbidden", "reason"),
    [
        (["[0]:[0]", "[99]:[1]"], ["[1]:[]"], "accepted:2: source 99 is not there: the file has 15 lines"),
        (["[0]:[0]"], ["[1]:[13]"], "forbidden:1: target 13 is not there: the file has 13 lines"),
        (["[0]:[0]", "", "[0, 1]:[1]"], ["[1]:[]"], "accepted:3: source 0 is in the accepted bead of accepted:1"),
        (["[3]:[4]"], ["[1]:[]", "[3]:[4]"], "forbidden:2: the bead is also accepted"),
        (["[13]:[13]"], ["[1]:[]"], "accepted:1: target 13 is not there"),
        (["[14]:[0]"], ["[1]:[]"], "accepted:1: source 14 is a blank line"),
        (["hello"], ["[1]:[]"], 'accepted:1: expected "[..]:[..]"'),
    ],
)
def test_locks_that_cannot_be_are_refused_by_their_line(
    refused: Callable[..., str], texts: Path, accepted: list[str], forbidden: list[str], reason: str
) -> None:
    files = write(texts / "source", [*story("zh"), " "]), texts / "de"
    locks = write(texts / "accepted", accepted), write(texts / "forbidden", forbidden)
    assert reason in refused("beads", *ZH_DE, *files, "--accepted", locks[0], "--forbidden", locks[1])


def test_an_accepted_bead_across_documents_is_refused(refused: Callable[..., str], texts: Path) -> None:
    bounds = write(texts / "bounds", ["a\t0\t5\t0\t5", "b\t5\t14\t5\t13"])
    accepted = write(texts / "accepted", ["[4, 5]:[5]"])
    options = ("--bounds", bounds, "--accepted", accepted)
    assert "accepted:1: an accepted bead must lie in one document" in refused(
        "beads", *ZH_DE, texts / "zh", texts / "de", *options
    )


def test_gold_of_another_text_is_said(run: Run, tmp_path: Path) -> None:
    gold = write(tmp_path / "gold", [f"[{i}]:[{i}]" for i in range(20)])
    longer = write(tmp_path / "longer", [f"[{i}]:[{i}]" for i in range(90)])
    other = write(tmp_path / "other", [f"[{i}]:[{i}]" for i in range(15, 35)])
    part = write(tmp_path / "part", [f"[{i}]:[{i}]:0.9" for i in range(12)])
    assert "gold and longer may be of different texts: source sentences go up to 19" in " ".join(
        run("evaluate", "align", gold, longer).said
    )
    assert "of 20 source sentences that gold links, the other has 5" in " ".join(
        run("evaluate", "align", gold, other).said
    )
    for fitting in (gold, part):
        done = run("evaluate", "align", gold, fitting)
        assert done.status == 0 and done.out and len(done.said) == 1, "only how many beads were scored"


def test_broken_gold_is_refused_by_its_line(refused: Callable[..., str], tmp_path: Path) -> None:
    good = write(tmp_path / "good", ["[0]:[0]"])
    for lines, reason in [
        (["[0]:[0]", "[3]-[4]"], "gold:2: expected"),
        (["[1, 0]:[0]"], "gold:1: expected positions that count up"),
        (["[]:[]"], "gold:1: expected a segment on at least one side"),
        (["[0]:[0]:many"], "gold:1: expected a number"),
    ]:
        assert reason in refused("evaluate", "align", write(tmp_path / "gold", lines), good)
    (tmp_path / "binary").write_bytes(b"[0]:[0]\0\n")
    assert "binary" in refused("evaluate", "align", good, tmp_path / "binary")
    assert "does not exist" in refused("evaluate", "align", tmp_path / "nowhere", good)


def _many_documents(folder: Path) -> subprocess.Popen[str]:
    """The command at work on a hundred documents; it prints each when it is done."""
    source, target = story("zh") * 100, story("de") * 100
    bounds = [f"d{k}\t{14 * k}\t{14 * (k + 1)}\t{13 * k}\t{13 * (k + 1)}" for k in range(100)]
    files = write(folder / "source", source), write(folder / "target", target)
    arguments = ["beads", *ZH_DE, *map(str, files), "--bounds", str(write(folder / "bounds", bounds))]
    return subprocess.Popen(
        [sys.executable, "-c", "from ui.cli import main; main()", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX here")
def test_ctrl_c_and_a_closed_pipe_end_quietly(texts: Path) -> None:
    process = _many_documents(texts)
    assert process.stdout is not None and process.stderr is not None
    assert process.stdout.readline().startswith("[0]:[0]:")
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 128 + signal.SIGINT
    assert process.stderr.read().strip().startswith("duizhao: stopped")

    process = _many_documents(texts)
    assert process.stdout is not None and process.stderr is not None
    assert process.stdout.readline().startswith("[0]:[0]:")
    process.stdout.close()
    process.wait(timeout=60)
    assert process.stderr.read() == ""
