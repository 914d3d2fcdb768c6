"""What folders and archives of all sorts hold, by what names, and how adding them accounts for every file."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest

from corpora.errors import UnreadableInput
from corpora.reading.archives import Source, count_sources, sources, unpacked
from corpora.store import Store, open_store
from ui import jobs

ROOT = Path(__file__).parent.parent
PNG = b"\x89PNG\r\n\x1a\n"
ENGLISH = (
    "The old mill by the river was sold last week. Its new owner wants to bake bread there again. Most of the "
    "neighbours are glad of it, since the nearest bakery is far away. The wheel will be repaired in spring.\n"
)
GERMAN = (
    "Die alte Mühle am Fluss wurde letzte Woche verkauft. Ihr neuer Besitzer will dort wieder Brot backen. Die "
    "meisten Nachbarn freuen sich darüber, denn die nächste Bäckerei ist weit weg.\n"
)
CHINESE = "河边的老磨坊上周卖掉了。新主人想在那里重新烤面包。邻居们大多很高兴，因为最近的面包店离这里很远。\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "p.db", create=True) as opened:
        yield opened


def zipped(members: Mapping[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return packed.getvalue()


def fill(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, raw in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    return folder


def added(store: Store, *paths: Path, encoding: str | None = None) -> tuple[jobs.Added, list[str]]:
    """What became of the files at paths, and what was noted."""
    job = jobs.add_documents(store, sources(paths), encoding=encoding, total=count_sources(paths))
    notes: list[str] = []
    while True:
        try:
            step = next(job)
        except StopIteration as end:
            return end.value, notes
        assert step.done <= step.total
        notes += [step.note] if step.note else []


def names(store: Store) -> list[str]:
    return sorted(summary.name for summary in store.documents())


# Sources


def test_a_folder_is_read_in_order_and_what_is_hidden_stays_so(tmp_path: Path) -> None:
    folder = fill(
        tmp_path / "texte",
        {
            "b.txt": b"b", "a/z.html": b"z", "a/y.md": b"y", ".git/x.txt": b"x", "Thumbs.db": b"t", "desktop.ini": b"d",
            ".a.txt": b"h", "bild.PNG": PNG, "leer.txt": b"",
        },
    )  # fmt: skip
    assert list(sources([folder])) == [
        Source("texte/a/y.md", b"y", is_inside=True),
        Source("texte/a/z.html", b"z", is_inside=True),
        Source("texte/b.txt", b"b", is_inside=True),
        Source("texte/bild.PNG", b"", "texte/bild.PNG is skipped: .PNG is no text", True, True),
        Source("texte/leer.txt", b"", "texte/leer.txt is empty", True),
    ]


def test_an_archive_is_unpacked_and_none_inside_it(tmp_path: Path) -> None:
    inner = zipped({"x.txt": b"x"})
    raw = zipped(
        {"b.txt": b"b", "../../a.txt": b"a", "__MACOSX/._b.txt": b"m", "n.zip": inner, "s.css": b"c", "l.txt": b" "}
    )
    folder = fill(tmp_path, {"alles.zip": raw})
    found = list(sources([folder / "alles.zip"]))
    assert [(source.name, source.raw) for source in found if not source.error] == [
        ("alles.zip/a.txt", b"a"), ("alles.zip/b.txt", b"b"),
    ]  # fmt: skip
    assert [source.error for source in found if source.error] == [
        "alles.zip/l.txt is empty",
        "alles.zip/n.zip is an archive inside an archive; unpack it first",
        "alles.zip/s.css is skipped: .css is no text",
    ]


@pytest.mark.parametrize("encoding", ["gb2312", "utf-8"])
def test_chinese_names_in_an_archive_are_read_whoever_packed_it(encoding: str) -> None:
    name = "第一章.txt".encode(encoding)
    raw = zipped({"a" * len(name): b"x"}).replace(b"a" * len(name), name)
    assert [source.name for source in unpacked("buch.zip", raw)] == ["buch.zip/第一章.txt"]


def test_german_names_in_an_archive_stay_as_they_are() -> None:
    name = "Grüße äöü.txt".encode("cp437")
    raw = zipped({"a" * len(name): b"x"}).replace(b"a" * len(name), name)
    assert [source.name for source in unpacked("a.zip", raw)] == ["a.zip/Grüße äöü.txt"]
    assert [source.name for source in unpacked("a.zip", zipped({"Grüße.txt": b"x"}))] == ["a.zip/Grüße.txt"]


def test_documents_that_come_as_zip_files_are_no_archives() -> None:
    office = zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert list(unpacked("a.docx", office)) == [Source("a.docx", office)]
    assert list(unpacked("a.zip", office)) == [Source("a.zip", office)], "whatever it is called"


@pytest.mark.parametrize("raw", [zipped({}), zipped({"__MACOSX/a.txt": b"x", ".DS_Store": b"x"})])
def test_an_archive_without_files_says_so(raw: bytes) -> None:
    assert [source.error for source in unpacked("a.zip", raw)] == ["a.zip has no files in it"]


def test_errors_in_a_folder_name_the_file_by_its_way_there(tmp_path: Path) -> None:
    folder = fill(tmp_path / "f", {"k.zip": b"PK\x03\x04 broken", "z.zip": zipped({"l.txt": b""})})
    (folder / "weg.txt").symlink_to(folder / "nirgends")
    errors = [source.error for source in sources([folder])]
    assert errors[0].startswith("f/k.zip is a damaged zip file")
    assert errors[1:] == ["f/weg.txt does not exist", "f/z.zip/l.txt is empty"]


def test_files_are_opened_when_they_are_asked_for(tmp_path: Path) -> None:
    folder = fill(tmp_path / "f", {"a.txt": b"a", "b.txt": b"b"})
    found = sources([folder])
    assert next(found).name == "f/a.txt"
    (folder / "b.txt").write_bytes(b"later")
    assert next(found).raw == b"later"


# Documents


def test_the_good_files_of_a_folder_go_in(store: Store, tmp_path: Path) -> None:
    folder = fill(
        tmp_path / "texte",
        {
            "a.txt": ENGLISH.encode(), "b/c.md": f"# Mühle\n\n{GERMAN}".encode(), "d.txt": CHINESE.encode("gb18030"),
            "kaputt.txt": b"x\0\1\2" * 50, "kaputt.docx": b"PK\x03\x04", "als.txt": PNG, "copy.txt": ENGLISH.encode(),
            "bild.png": PNG, "b/s.css": b"a{}", "b/t.css": b"a{}",
            "alles.zip": zipped({"e.txt": ENGLISH.upper().encode(), "f.txt": b"\0\0\0\1"}),
        },
    )  # fmt: skip
    result, notes = added(store, folder)
    assert result == jobs.Added(new=4, known=1, refused=4, skipped=3)
    assert str(result) == "4 added, 1 already there, 4 refused, 3 skipped"
    assert names(store) == ["texte/a.txt", "texte/alles.zip/e.txt", "texte/b/c.md", "texte/d.txt"]
    refused = ["texte/als.txt", "texte/alles.zip/f.txt", "texte/kaputt.docx", "texte/kaputt.txt"]
    assert sorted(note.split(" ")[0] for note in notes[:5]) == sorted([*refused, "texte/copy.txt"])
    assert "texte/copy.txt is already in the project, as texte/a.txt" in notes
    assert "skipped, since they are no text: 2 .css, 1 .png" in notes
    again, _ = added(store, folder)
    assert (again.new, again.known) == (0, 5)


def test_an_encoding_is_for_all_files(store: Store, tmp_path: Path) -> None:
    folder = fill(tmp_path / "f", {"a.txt": GERMAN.encode("cp850"), "b.txt": f"Ähnlich: {GERMAN}".encode("cp850")})
    result, _ = added(store, folder, encoding="cp850")
    assert result.new == 2
    for summary in store.documents():
        assert store.document(summary.id).encoding == "cp850"
        assert "die nächste Bäckerei" in store.document(summary.id).raw_text


def test_a_near_duplicate_is_said(store: Store, tmp_path: Path) -> None:
    folder = fill(tmp_path / "f", {"a.txt": CHINESE.encode(), "b.txt": f"本报讯。{CHINESE}".encode()})
    _, notes = added(store, folder)
    assert any("f/b.txt" in note and "f/a.txt" in note for note in notes), notes


def test_a_bad_file_named_by_itself_keeps_all_out_that_were_named(store: Store, tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": ENGLISH.encode(), "bild.png": PNG, "f/b.txt": GERMAN.encode()})
    with pytest.raises(UnreadableInput, match=r"bild\.png is a PNG image"):
        added(store, tmp_path / "f", tmp_path / "a.txt", tmp_path / "bild.png")
    assert not store.documents()


def test_a_bad_archive_does_not_stop_what_goes_in_already(store: Store, tmp_path: Path) -> None:
    fill(
        tmp_path,
        {"f/b.txt": GERMAN.encode(), "kaputt.zip": b"PK\x03\x04", "gut.zip": zipped({"a.txt": ENGLISH.encode()})},
    )
    result, notes = added(store, tmp_path / "f", tmp_path / "kaputt.zip", tmp_path / "gut.zip")
    assert (result.new, result.refused) == (2, 1)
    assert notes[0].startswith("kaputt.zip is a damaged zip file")


# The command line


def duizhao(folder: Path, *arguments: str) -> tuple[int, list[str]]:
    """The status and the lines on stderr of a command run in folder."""
    done = subprocess.run(
        [sys.executable, "-c", "from ui.cli import main; main()", *arguments],
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"},
        check=False,
    )
    return done.returncode, done.stderr.decode().strip().splitlines()


def test_add_counts_at_the_end_and_says_by_its_status_whether_anything_went_in(tmp_path: Path) -> None:
    fill(
        tmp_path,
        {
            "f/a.txt": ENGLISH.encode(),
            "f/b.zip": zipped({"c.txt": CHINESE.encode(), "d.png": PNG}),
            "f/e.txt": b"\0\1" * 9,
        },
    )
    status, lines = duizhao(tmp_path, "add", "f")
    assert status == 0
    assert sum(line.startswith("f/e.txt ") for line in lines) == 1
    assert lines[-1].startswith("2 added, 1 refused, 1 skipped (")
    fill(tmp_path, {"g/e.txt": b"\0\1" * 9, "g/x.jpg": b"\xff\xd8\xff"})
    for command in ("add", "run"):
        status, lines = duizhao(tmp_path, command, "g", "--project", "new.db")
        assert status == 2
        assert sum(line.startswith("g/e.txt ") for line in lines) == 1
        assert not (tmp_path / "new.db").exists()
