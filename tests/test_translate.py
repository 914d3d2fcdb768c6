"""`translate` as a filter: lines of any length and kind, stopped and gone on with, refused, watched."""

import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from corpora.units import System
from mt.lines import AT_ONCE, MOST_CHARACTERS, PIECE, Piece, pieces, translate_lines
from ui.filter_streams import Lines, read_encoded
from ui.translating import how_to_go_on

ROOT = Path(__file__).parent.parent
TRANSLATE = [sys.executable, "-c", "from ui.cli import main; main()", "translate"]
ZH_EN = ["--from", "zh", "--to", "en"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
LONG = "".join(f"第{i}条规定从今天起生效，所有单位都要遵守。" for i in range(250))  # some 5,000 characters


class Same:
    """A translator whose translation is the text itself; it keeps how much it was given at once."""

    system = System("same", "1", "words", "CC0-1.0")

    def __init__(self) -> None:
        self.given: list[list[str]] = []

    def supports(self, source: str, target: str) -> bool:
        return True

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, careful: bool = False, hints: Sequence[object] = ()
    ) -> list[str]:
        self.given.append(list(texts))
        return list(texts)


def translate(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*TRANSLATE, *map(str, arguments)], input=stdin, capture_output=True, env=ENVIRONMENT, check=False
    )


def test_a_long_line_is_cut_at_sentence_ends_and_nothing_is_lost() -> None:
    found = list(pieces(["kurz", LONG, "", "好" * 3 * PIECE]))
    assert [piece.line for piece in found if piece.is_last] == [0, 1, 2, 3]
    long = [piece for piece in found if piece.line == 1]
    assert len(long) > 4 and "".join(piece.text for piece in long) == LONG
    assert all(piece.text.endswith("。") and len(piece.text) <= PIECE for piece in long)
    assert all(LONG[: piece.end].endswith(piece.text) for piece in long)
    assert sum(len(piece.text) for piece in found if piece.line == 3) == 3 * PIECE


def test_pieces_know_their_place_in_a_line_with_spaces_between_sentences() -> None:
    line = "  " + "The same words stand here again and again.  " * 100
    found = list(pieces([line]))
    assert all(line[: piece.end].endswith(piece.text) for piece in found[:-1]) and found[-1].end == len(line)
    assert "".join("".join(piece.text for piece in found).split()) == "".join(line.split())


def test_translations_of_pieces_make_up_their_line() -> None:
    sentence = "The council met on Monday to talk about new rules."
    lines = ["One.", " ".join([sentence] * 100), "", "Two\u2028lines\x85in one.", "Three."]
    written = "".join(
        text + "\n" * piece.is_last for batch in translate_lines(lines, Same(), "en", "de") for piece, text in batch
    )
    assert written == "\n".join(lines).replace("\u2028", " ").replace("\x85", " ") + "\n"


def test_little_is_translated_at_once_and_less_at_first() -> None:
    translator = Same()
    list(translate_lines([f"Line {i} of them." for i in range(200)] + ["A word. " * 5000], translator, "en", "de"))
    firsts = [texts for texts in translator.given if texts[0].startswith(("Line", "A word"))]
    assert len(firsts[0]) < AT_ONCE and max(map(len, firsts)) == AT_ONCE
    assert max(sum(map(len, texts)) for texts in firsts) <= MOST_CHARACTERS


def test_lines_end_at_line_feeds_alone_and_say_how_they_are_encoded(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for raw, lines in [
        (b"", Lines([], "utf-8")),
        (b"\n\n \n", Lines(["", "", " "], "utf-8")),
        ("一\r\n\r\n二\u2028三\r四".encode(), Lines(["一", "", "二\u2028三\r四"], "utf-8")),
        ("\ufeff一\n".encode(), Lines(["一"], "utf-8-sig")),
        ("一\n二".encode("utf-16"), Lines(["一", "二"], None)),
    ]:
        path.write_bytes(raw)
        assert read_encoded(path) == lines


def test_how_to_go_on_names_the_rest() -> None:
    command = "duizhao translate --from zh --to en"
    lines = Lines(["一", "二三四。五六。", "七"], "utf-8")
    file = Path("my file.zh")
    assert "there is nothing to go on from" in how_to_go_on(lines, None, file, command)
    said = how_to_go_on(lines, Piece(0, "一", 1, is_last=True), file, command)
    assert said.startswith(
        "stopped; 1 of 3 lines translated and written; go on with: tail -n +2 'my file.zh' | duizhao"
    )
    said = how_to_go_on(lines, Piece(1, "二三四。", 4, is_last=False), Path("-"), command)
    assert "of line 2 the first 4 characters" in said and "tail -n +2 FILE | tail -c +13 | duizhao" in said
    unsure = lines._replace(encoding=None)
    assert "tail" not in how_to_go_on(unsure, Piece(0, "一", 1, is_last=True), file, command)
    assert how_to_go_on(lines, Piece(2, "七", 1, is_last=True), file, command).endswith(
        "3 of 3 lines translated and written"
    )


def test_nothing_in_nothing_out() -> None:
    done = translate(*ZH_EN)
    assert (done.returncode, done.stdout) == (0, b"")


def test_what_cannot_be_done_is_refused_in_one_line() -> None:
    for arguments, reason in [
        ([*ZH_EN, "--system", "nothing"], "there are: gemma3-270m, gemma3-270m-greedy, gemma3-270m-pivot"),
        (["--from", "xx", "--to", "en"], "there are: zh, de, en"),
    ]:
        done = translate(*arguments, stdin="你好。\n".encode())
        (line,) = done.stderr.decode().splitlines()
        assert done.returncode == 2 and reason in line and not done.stdout


@pytest.mark.model
def test_a_direction_that_a_system_does_not_do_is_refused_with_those_it_does() -> None:
    for system, done_instead in [("gemma3-270m", "zh-de, zh-en"), ("gemma3-270m-pivot", "translates zh-de")]:
        done = translate("--from", "de", "--to", "zh", "--system", system, stdin=b"Guten Tag.\n")
        line = done.stderr.decode().splitlines()[-1]
        assert done.returncode == 2 and "from German to Chinese" in line and done_instead in line and not done.stdout


@pytest.mark.model
def test_count_and_order_of_lines_are_kept() -> None:
    lines = "\n三个人在柏林去世。\r\n\r\n今天\u2028下雨。\n \t\n2024-05-06\n————\n伦敦很大。"
    done = translate(*ZH_EN, stdin=lines.encode())
    found = done.stdout.decode().removesuffix("\n").split("\n")
    assert len(found) == 8
    assert [found[i] for i in (0, 2, 4, 5, 6)] == ["", "", "", "2024-05-06", "————"]
    assert "Berlin" in found[1] and "rain" in found[3] and "London" in found[7]
    assert translate(*ZH_EN, stdin=b"\n\n\n").stdout == b"\n\n\n"


def stopped(path: Path, source: str, target: str, most_mb: int = 1500) -> tuple[str, str]:
    """What is on stdout and what is said of a translation that is stopped once something is written."""
    process = subprocess.Popen(
        [*TRANSLATE, "--from", source, "--to", target, str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    )
    assert process.stdout is not None and process.stderr is not None
    first = os.read(process.stdout.fileno(), 1 << 16)
    assert first, process.stderr.read().decode()
    status = Path(f"/proc/{process.pid}/status")
    if status.exists():
        peak = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="utf-8"))
        assert peak is not None and int(peak[1]) < 1000 * most_mb
    process.send_signal(signal.SIGINT)
    rest, said = process.communicate(timeout=120)
    assert process.returncode == 128 + signal.SIGINT and b"Traceback" not in said
    return (first + rest).decode(), said.decode().splitlines()[-1]


@pytest.mark.model
def test_stopped_it_says_what_is_written_and_what_translates_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "lines.en"
    path.write_text("".join(f"On day {i} it rained in Berlin.\r\n" for i in range(3000)), encoding="utf-8")
    written, said = stopped(path, "en", "de")
    done = written.count("\n")
    assert written.endswith("\n") and 0 < done < 3000
    assert f"stopped; {done:,} of 3,000 lines translated and written" in said and "project" not in said
    command = re.search(r"tail .*?(?= \| duizhao)", said)
    assert command is not None and " | duizhao translate --from en --to de, and append" in said
    rest = subprocess.run(["sh", "-c", command[0]], capture_output=True, check=True).stdout.decode()
    assert rest.startswith(f"On day {done} ") and rest.count("\n") == 3000 - done


@pytest.mark.model
def test_one_line_of_many_megabytes_is_translated_piece_by_piece(tmp_path: Path) -> None:
    path = tmp_path / "line.en"
    sentences = "The council of the old city opened a new library. ", "Many children came with their parents. "
    line = "".join(sentences) * 230_000
    assert len(line) > 20_000_000
    path.write_text(line, encoding="utf-8")
    written, said = stopped(path, "en", "de")
    assert "\n" not in written and len(written) > 300
    command, place = re.search(r"tail .*?(?= \| duizhao)", said), re.search(r"the first ([\d,]+) characters", said)
    assert command is not None and place is not None
    rest = subprocess.run(["sh", "-c", command[0]], capture_output=True, check=True).stdout.decode()
    assert rest == line[int(place[1].replace(",", "")) :]


@pytest.mark.model
def test_progress_is_on_the_terminal_and_results_are_not(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with (tmp_path / "out").open("wb") as out:
        process = subprocess.Popen(
            [*TRANSLATE, *ZH_EN], stdin=subprocess.PIPE, stdout=out, stderr=theirs, env=ENVIRONMENT
        )
    os.close(theirs)
    assert process.stdin is not None
    process.stdin.write("今天下雨。\n".encode() * 9 + "三个人在柏林去世。\n".encode())
    process.stdin.close()
    seen = b""
    try:
        while chunk := os.read(ours, 1 << 16):
            seen += chunk
    except OSError:  # how a pseudo-terminal ends on Linux
        pass
    assert process.wait(timeout=60) == 0
    assert b"characters translated" in seen and b"54/54" in seen and b"0:00:00" in seen
    lines = (tmp_path / "out").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 10 and "Berlin" in lines[9] and b"Berlin" not in seen


def test_an_unknown_system_is_refused_even_where_there_is_nothing_to_translate(refused: Callable[..., str]) -> None:
    found = refused("translate", "--from", "zh", "--to", "de", "--system", "nobody", stdin=b"")
    assert "no translator called 'nobody'; there are: gemma3-270m" in found
