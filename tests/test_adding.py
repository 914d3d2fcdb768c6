"""Folders and archives: the good files go in, each bad one is said in a line, nothing is half done."""

from pathlib import Path

import pytest
from made_files import docx, zipped

from corpora.errors import UnreadableInput
from corpora.reading import read_page
from corpora.reading.archives import sources, unpacked
from corpora.store import open_store
from ui.jobs import Added, add_documents

ZH = "创业大街又热闹起来了。\n最近听说了两则消息，大家的目光离不开这里，因为这里是科技创新的源头。\n"
DE = "Die Straße ist wieder belebt.\nMan hört von zwei Nachrichten, und alle sehen auf diesen Ort am Fluss.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "deep" / "er").mkdir(parents=True)
    (root / ".git").mkdir()
    (root / "a.txt").write_text(ZH, encoding="gbk")
    (root / "deep" / "er" / "b.html").write_text(f"<html><body><p>{DE}</p></body></html>", encoding="utf-8")
    (root / "bad.txt").write_bytes(b"\0\1\2\3")
    (root / "empty.md").write_bytes(b"  \n")
    (root / "style.css").write_text("p {}", encoding="utf-8")
    (root / ".git" / "c.txt").write_text(ZH, encoding="utf-8")
    (root / "deep" / "more.zip").write_bytes(
        zipped(
            {"d.txt": ZH * 2, "__MACOSX/d.txt": "x", "../up.txt": DE * 2, "inner.zip": zipped({"e": "x"}), "f.png": "x"}
        )
    )
    return root


def test_folders_and_archives_are_taken_apart(folder: Path) -> None:
    found = list(sources([folder]))
    assert [source.name for source in found if not source.error] == [
        "site/a.txt",
        "site/bad.txt",
        "site/deep/er/b.html",
        "site/deep/more.zip/up.txt",
        "site/deep/more.zip/d.txt",
    ]
    assert {source.name.rpartition("/")[2] for source in found if source.is_skipped} == {"style.css", "f.png"}
    assert {source.name.rpartition("/")[2] for source in found if source.error and not source.is_skipped} == {
        "empty.md",
        "inner.zip",
    }
    assert all(source.is_inside for source in found)


def test_the_good_files_of_a_folder_go_in_and_each_bad_one_is_said(folder: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "p.db", create=True) as store:
        job = add_documents(store, sources([folder]))
        notes = []
        while True:
            try:
                step = next(job)
            except StopIteration as end:
                assert end.value == Added(new=4, refused=3, skipped=2)
                break
            notes.append(step.note)
        said = [note for note in notes if note]
        assert len([note for note in said if "bad.txt" in note or "empty.md" in note or "inner.zip" in note]) == 3
        assert any("nearly the same" in note or "part of" in note or "has" in note for note in said), "near duplicates"
        names = {summary.name for summary in store.documents()}
        assert names == {
            "site/a.txt",
            "site/deep/er/b.html",
            "site/deep/more.zip/up.txt",
            "site/deep/more.zip/d.txt",
        }


def test_names_in_archives_are_harmless() -> None:
    raw = zipped({"..\\a.txt": ZH, "b\x1b[31m.txt": ZH, "../../etc/c.txt": ZH})
    assert {source.name for source in unpacked("a.zip", raw)} == {
        "a.zip/a.txt",
        "a.zip/b\ufffd[31m.txt",
        "a.zip/etc/c.txt",
    }


def test_a_wrong_suffix_in_a_folder_is_no_reason_to_skip(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(docx(f"<w:p><w:r><w:t>{ZH}</w:t></w:r></w:p>"))
    (tmp_path / "b.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))
    new, old = sources([tmp_path])
    assert read_page(new.name, new.raw).media_type.endswith("wordprocessingml.document")
    with pytest.raises(UnreadableInput, match=r"b\.doc is an old Office file; save it as docx"):
        read_page(old.name, old.raw)


def test_open_document_files_are_no_archives() -> None:
    raw = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
    (source,) = unpacked("a.odt", raw)
    with pytest.raises(UnreadableInput, match="OpenDocument file; save it as docx"):
        read_page(source.name, source.raw)


def test_word_files_are_no_archives(tmp_path: Path) -> None:
    raw = docx("<w:p><w:r><w:t>text</w:t></w:r></w:p>")
    (source,) = unpacked("a.docx", raw)
    assert (source.name, source.raw, source.error) == ("a.docx", raw, "")
    (broken,) = unpacked("broken.docx", raw[:60])
    assert broken.raw and not broken.error, "what is wrong with it is for its own reader to say"


def test_files_named_by_themselves_come_first(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "z.txt"
    own.write_text(DE * 3, encoding="utf-8")
    first = next(sources([folder, own]))
    assert (first.name, first.is_inside) == ("z.txt", False)
