"""Abbreviations behind which a project ends no sentence: kept with who said so, and heeded by what is added."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.errors import UnsupportedLanguage
from corpora.reading.archives import Source
from corpora.store import Store, open_store
from ui import jobs

ROOT = Path(__file__).parent.parent
TEXT = (
    "Der Hafen liegt im Quux. Dort warten viele Schiffe auf ihre Fracht.\n"
    "Am Abend kommen die Arbeiter nach Hause und essen mit ihren Familien.\n"
)


@pytest.fixture
def store(tmp_path: Path):
    with open_store(tmp_path / "p.db", create=True) as opened:
        yield opened


def duizhao(*arguments: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    code = "from ui.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DUIZHAO_REVIEWER": "ana"}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, cwd=folder, env=environment, check=False
    )


def refused(*arguments: str, folder: Path) -> str:
    """The one line a command refuses with."""
    done = duizhao(*arguments, folder=folder)
    assert done.returncode == 2 and not done.stdout, done
    return done.stderr.decode()


def held(store: Store, language: str | None = None) -> list[tuple[str, str]]:
    return [(known.language, known.text) for known in store.exceptions(language)]


def test_abbreviations_hold_until_they_are_removed(store: Store) -> None:
    assert store.add_exception("de", "Abk.", "ana")
    assert store.add_exception("zh-Hant", "Abk.", "ana")
    assert not store.add_exception("DE", "Abk.", "ben")
    assert held(store) == [("de", "Abk."), ("zh", "Abk.")] and held(store, "zh") == [("zh", "Abk.")]
    assert store.remove_exception("de", "Abk.", "ben") and not store.remove_exception("de", "Abk.", "ben")
    assert held(store) == [("zh", "Abk.")]
    assert store.add_exception("de", "Abk.", "cai")
    assert [(known.text, known.reviewer) for known in store.exceptions("de")] == [("Abk.", "cai")]
    with pytest.raises(UnsupportedLanguage):
        store.add_exception("xx", "Abk.", "ana")


said = st.lists(st.tuples(st.sampled_from(["a.", "b.", "c."]), st.booleans()), max_size=12)


@settings(max_examples=15)  # each makes a project
@given(said)
def test_the_last_word_holds(tmp_path_factory: pytest.TempPathFactory, words: list[tuple[str, bool]]) -> None:
    expected: list[str] = []
    with open_store(tmp_path_factory.mktemp("p") / "p.db", create=True) as store:
        for text, is_removed in words:
            if is_removed:
                assert store.remove_exception("de", text, "ana") is (text in expected)
                expected = [other for other in expected if other != text]
            else:
                assert store.add_exception("de", text, "ana") is (text not in expected)
                expected += [text] if text not in expected else []
        assert [known.text for known in store.exceptions("de")] == expected


def test_documents_are_cut_by_the_abbreviations_of_their_project(store: Store) -> None:
    for _ in jobs.add_documents(store, [Source("a.txt", TEXT.encode())]):
        pass
    store.add_exception("de", "Quux.", "ana")
    for _ in jobs.add_documents(store, [Source("b.txt", TEXT.replace("viele", "manche").encode())]):
        pass
    before, after = (store.document(summary.id).aligned_segments for summary in store.documents())
    assert [segment.text for segment in before][:2] == [
        "Der Hafen liegt im Quux.",
        "Dort warten viele Schiffe auf ihre Fracht.",
    ]
    assert after[0].text == "Der Hafen liegt im Quux. Dort warten manche Schiffe auf ihre Fracht."


def test_the_commands_add_list_and_remove(tmp_path: Path) -> None:
    def say(*arguments: str) -> str:
        done = duizhao("exceptions", *arguments, folder=tmp_path)
        assert done.returncode == 0, done
        return done.stdout.decode()

    say("add", "--lang", "de", "Quux.", "z.  Q.", "Xyzzy")
    assert say("list") == "de\tQuux.\nde\tz. Q.\nde\tXyzzy.\n"
    say("remove", "--lang", "de", "Quux")
    assert '"text": "z. Q."' in say("list", "--json") and "Quux" not in say("list")
    assert say("list", "--lang", "zh") == ""
    (tmp_path / "a.txt").write_text(TEXT.replace("Quux", "Xyzzy"), encoding="utf-8")
    assert duizhao("add", "a.txt", folder=tmp_path).returncode == 0
    with open_store(tmp_path / "duizhao.db") as store:
        assert "Xyzzy. Dort" in store.document(store.documents()[0].id).aligned_segments[0].text


def test_what_is_no_abbreviation_or_was_there_is_said(tmp_path: Path) -> None:
    assert "expected an abbreviation" in refused("exceptions", "add", "--lang", "de", "...", folder=tmp_path)
    assert not list(tmp_path.iterdir())
    assert "documents in French" in refused("exceptions", "add", "--lang", "fr", "Abk.", folder=tmp_path)
    assert "there is no project" in refused("exceptions", "remove", "--lang", "de", "Abk.", folder=tmp_path)
    duizhao("exceptions", "add", "--lang", "de", "Abk.", folder=tmp_path)
    assert "Abk. was there already" in refused("exceptions", "add", "--lang", "de", "Abk.", folder=tmp_path)
    assert "Neu. was not there" in refused("exceptions", "remove", "--lang", "de", "Neu.", folder=tmp_path)
