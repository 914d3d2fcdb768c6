"""`duizhao clean`: what it prints, and what a person reads in its difference."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpora.differences import Difference, differences, page_notes
from corpora.documents import make_document
from corpora.steps import STEPS
from corpora.units import SegmentKind

ROOT = Path(__file__).parent.parent
PAGE = """Startseite > Wirtschaft > Handel
Tee &amp; Tabellen

"Die Nase ist schneller", sagt ein Makler, der seit vielen Jahren dabei ist -- und er muss es wissen.

Auf der Börse wird nicht mehr gerufen, und die Händler sitzen vor ihren Tabellen und warten auf die Gebote.

© 2019 Uferblatt | Impressum | Datenschutz
"""


def duizhao(*arguments: object) -> str:
    return run(*arguments).stdout


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from ui.cli import main; main()", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False
    )


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_the_difference_shows_what_was_set_aside_and_changes_in_their_place(page: Path) -> None:
    lines = duizhao("clean", "--diff", page).splitlines()
    assert any(line.startswith("- [navigation] Startseite > Wirtschaft > Handel  (") for line in lines)
    assert "~ Tee ⟨&amp; → &⟩ Tabellen" in lines
    assert "    debris: HTML entity" in lines
    assert any('⟨" → „⟩Die Nase ist schneller⟨" → “⟩' in line and "⟨-- → –⟩" in line for line in lines)
    assert "    quotes: quotation mark (×2)" in lines
    assert "  … 1 paragraph as they came" in lines
    assert any(line.startswith("- [copyright] © 2019 Uferblatt") for line in lines)


def test_steps_can_be_left_out_and_listed(page: Path) -> None:
    kept = duizhao("clean", "--without", "debris", "--without", "quotes", page)
    assert "Tee &amp; Tabellen" in kept and '"Die Nase' in kept and "–" in kept
    listed = duizhao("clean", "--list-steps")
    assert all(step.name in listed and step.about in listed for step in STEPS)
    refused = run("clean", "--without", "tea", page)
    assert (refused.returncode, refused.stdout, len(refused.stderr.splitlines())) == (2, "", 1)
    assert "no cleaning step called 'tea'" in refused.stderr


def test_the_ledger_names_the_kind_of_what_was_set_aside(page: Path) -> None:
    entries = [json.loads(line) for line in duizhao("clean", "--ledger", page).splitlines()]
    kinds = {entry["before"]: entry["kind"] for entry in entries if entry["after"] is None}
    assert kinds["Startseite > Wirtschaft > Handel"] == "navigation"
    for entry in entries:
        if entry["step"] == "debris":
            assert PAGE[entry["start"] : entry["end"]] == entry["before"]
            assert entry["kind"] is None


def test_differences_put_the_raw_text_and_the_clean_text_together(sample_folder: Path) -> None:
    document = make_document("article.zh.txt", (sample_folder / "article.zh.txt").read_bytes())
    found = list(differences(document))
    after = ["".join(piece.after for piece in d.pieces) for d in found if d.kind.is_aligned]
    paragraphs: dict[int, str] = {}
    for segment in document.aligned_segments:
        paragraphs[segment.paragraph] = paragraphs.get(segment.paragraph, "") + segment.text
    assert after == list(paragraphs.values())
    assert any("pinyin" in note for note in page_notes(document))
    aside = [d for d in found if d.kind is SegmentKind.NAVIGATION]
    assert aside and all(isinstance(d, Difference) and d.reasons for d in aside)


def test_a_change_at_a_paragraphs_very_end_is_that_paragraphs() -> None:
    document = make_document(
        "a.txt", "他走了，没有人知道为什么。</p>\n\n他又来了，也没有人知道为什么。<br>".encode(), "zh"
    )
    changed = [[(p.before, p.after) for p in d.pieces if p.is_changed] for d in differences(document)]
    assert changed == [[("</p>", "")], [("<br>", "")]]
