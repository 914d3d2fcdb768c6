"""`duizhao evaluate align --trust` and `duizhao evaluate noise`, on the bundled article and its gold."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ui.cli import USER_ERROR, main

ZH_DE = ("--source-lang", "zh", "--target-lang", "de")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, list[str], list[str]]]:
    def run(*arguments: object) -> tuple[int, list[str], list[str]]:
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out.splitlines(), said.err.splitlines()

    return run


@pytest.fixture
def article(sample_folder: Path) -> tuple[Path, Path, Path]:
    return (
        sample_folder / "article.zh.clean.txt",
        sample_folder / "article.de.clean.txt",
        sample_folder / "gold.beads",
    )


def test_trust_is_printed_and_drawn(run: Callable, article: tuple[Path, Path, Path], tmp_path: Path) -> None:
    _, beads, _ = run("beads", *ZH_DE, *article[:2])
    hypothesis = tmp_path / "h.beads"
    hypothesis.write_text("\n".join(beads) + "\n", encoding="utf-8")
    for suffix, first in ((".svg", b"<svg"), (".png", b"\x89PNG")):
        picture = tmp_path / f"trust{suffix}"
        status, out, _ = run("evaluate", "align", article[2], hypothesis, "--picture", picture)
        assert status == 0 and picture.read_bytes().startswith(first)
        assert any(line.startswith("ECE") for line in out)
    _, out, _ = run("evaluate", "align", article[2], hypothesis, "--trust", "--json")
    trust = json.loads(out[0])["trust"]
    assert sum(bin["beads"] for bin in trust["bins"]) == len(beads)
    assert trust["sure_right"] > 0.9


def test_trust_needs_probabilities(run: Callable, article: tuple[Path, Path, Path], tmp_path: Path) -> None:
    costs = tmp_path / "costs.beads"
    costs.write_text("[0]:[0]:3.5\n", encoding="utf-8")
    status, out, said = run("evaluate", "align", article[2], costs, "--trust")
    assert status == USER_ERROR and not out and len(said) == 1 and "costs.beads:1" in said[0]
    costs.write_text("", encoding="utf-8")
    assert run("evaluate", "align", article[2], costs, "--trust")[0] == USER_ERROR
    _, _, said = run("evaluate", "align", article[2], article[2], "--picture", tmp_path / "trust.gif")
    assert ".svg or .png" in said[0]


def test_noise_is_stood(run: Callable, article: tuple[Path, Path, Path]) -> None:
    kinds = ("as it is", "cut tail", "page furniture", "moved block")
    options = [option for kind in kinds for option in ("--noise", kind)]
    _, out, _ = run("evaluate", "noise", *ZH_DE, *article, *options, "--json")
    found = {row["noise"]: row for row in map(json.loads, out)}
    assert list(found) == list(kinds)
    assert min(row["strict_f1"] for row in found.values()) > 0.9
    assert found["cut tail"]["null_f1"] > 0.9
    _, again, _ = run("evaluate", "noise", *ZH_DE, *article, *options, "--json")
    assert out == again
    _, text, _ = run("evaluate", "noise", *ZH_DE, *article, "--noise", "as it is")
    assert text[0].startswith("as it is") and "ECE" in text[0]


def test_noise_refuses_gold_that_does_not_fit(run: Callable, article: tuple[Path, Path, Path], tmp_path: Path) -> None:
    def refused(text: str) -> str:
        gold = tmp_path / "gold.beads"
        gold.write_text(text, encoding="utf-8")
        status, out, said = run("evaluate", "noise", *ZH_DE, *article[:2], gold)
        assert status == USER_ERROR and not out and len(said) == 1
        return said[0]

    assert "gold.beads:2" in refused("[0]:[0]\n[2]:[1]\n")
    assert "gold.beads:1" in refused("[0]:[9999]\n")
    assert "leave out" in refused("[0]:[0]\n")
    status, _, said = run("evaluate", "noise", *ZH_DE, *article, "--noise", "thunder")
    assert status == USER_ERROR and "cut tail" in said[0]
