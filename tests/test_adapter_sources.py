"""Parallel text out of Debian packages: what is paired, what is kept back, what is written."""

import shutil
import subprocess
from pathlib import Path

import pytest

from corpora.errors import MalformedFile
from mt.adapter_data import read_pairs
from mt.adapter_sources import SOURCES, UnknownSource, build, write_rows
from mt.debian_catalogues import messages
from mt.debian_names import cldr_names
from mt.debian_packages import PackageUnavailable, unpacked
from mt.debian_pages import gnome_help, libreoffice_help
from mt.debian_pairs import Sieve, fault, pairs_of
from mt.parallel_text import Pair

HELP = "usr/share/libreoffice/help"
SENTENCES = {
    "en-US": "The river rises slowly in spring.",
    "de": "Der Fluss steigt im Frühling langsam an.",
    "zh-CN": "春天河水慢慢上涨。",
}


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def help_page(root: Path, folder: str, body: str) -> None:
    write(root / HELP / folder / "text" / "page.html", f"<html><body>{body}</body></html>")


def test_help_is_paired_by_ids_whatever_their_order(tmp_path: Path) -> None:
    help_page(tmp_path, "en-US", "<h1 id='hd_id1'>Rivers</h1><p id='par_id2'>Open the <b>map</b>.</p>")
    help_page(tmp_path, "de", "<p id='par_id2'>Öffnen Sie die <b>Karte</b>.</p><h1 id='hd_id1'>Flüsse</h1>")
    help_page(tmp_path, "zh-CN", "<p id='par_id2'>打开地图。</p><p id='par_id3'>无英文。</p>")
    assert list(libreoffice_help(tmp_path)) == [
        {"en": "Rivers", "de": "Flüsse"},
        {"en": "Open the map.", "de": "Öffnen Sie die Karte.", "zh": "打开地图。"},
    ]


def test_of_wordings_for_several_systems_the_usual_one_is_read(tmp_path: Path) -> None:
    choice = (
        "<span class='switchinline'><span hidden='true' id='MAC1' class='MAC'>{}</span>"
        "<span hidden='true' id='default1'>{}</span></span>"
    )
    help_page(tmp_path, "en-US", f"<p id='par_id1'>Press {choice.format('Command', 'Ctrl')} now.</p>")
    help_page(tmp_path, "de", f"<p id='par_id1'>Jetzt {choice.format('Befehl', 'Strg')} drücken.</p>")
    assert list(libreoffice_help(tmp_path)) == [{"en": "Press Ctrl now.", "de": "Jetzt Strg drücken."}]


def test_a_section_with_a_paragraph_more_is_left_out_and_the_others_are_not(tmp_path: Path) -> None:
    page = (
        '<page xmlns="http://projectmallard.org/1.0/"><info><credit><name>{}</name></credit></info>'
        "<title>{}</title>{}<section><title>{}</title><p>{}</p></section></page>"
    )
    base = tmp_path / "usr/share/help"
    write(base / "C/lake/a.page", page.format("A B", "Lakes", "<p>Deep.</p>", "Fish", "They swim."))
    more = "<p>Tief.</p><p>Und kalt.</p>"
    write(base / "de/lake/a.page", page.format("C D", "Seen", more, "Fische", "Sie <em>schwimmen</em>."))
    write(base / "zh_CN/lake/a.page", page.format("E", "湖", "<p>很深。</p>", "鱼", "它们在游。"))
    assert list(gnome_help(tmp_path)) == [
        {"en": "Lakes", "zh": "湖"},
        {"en": "Deep.", "zh": "很深。"},
        {"en": "Fish", "de": "Fische", "zh": "鱼"},
        {"en": "They swim.", "de": "Sie schwimmen.", "zh": "它们在游。"},
    ]


def test_ways_through_menus_are_told_apart_and_licences_left_out(tmp_path: Path) -> None:
    page = '<page xmlns="http://projectmallard.org/1.0/"><p>{} <guiseq><gui>{}</gui> <gui>{}</gui></guiseq>.</p></page>'
    base = tmp_path / "usr/share/help"
    for name in ("a.page", "legal.xml"):
        write(base / "C/lake" / name, page.format("Choose", "View", "Map"))
        write(base / "de/lake" / name, page.format("Wählen Sie", "Ansicht", "Karte"))
    assert list(gnome_help(tmp_path)) == [{"en": "Choose View > Map.", "de": "Wählen Sie Ansicht > Karte."}]


def test_a_passage_gives_its_sentences_in_four_directions() -> None:
    passage = {
        "en": "The river rises slowly in spring. In autumn it falls again.",
        "de": "Der Fluss steigt im Frühling langsam an. Im Herbst fällt er wieder.",
        "zh": "春天河水慢慢上涨。秋天又会回落。",
    }
    pairs = list(pairs_of(passage, "made"))
    assert [(pair.source_language, pair.target_language) for pair in pairs[::2]] == [
        *(("zh", "en"), ("zh", "de"), ("en", "de"), ("de", "en")),
    ]
    assert pairs[1] == Pair("zh", "en", "秋天又会回落。", "In autumn it falls again.", "made")


def test_sides_with_another_number_of_sentences_stay_whole() -> None:
    passage = {"en": "The river rises in spring, and falls in autumn.", "zh": "春天河水上涨。秋天河水回落。"}
    assert [pair.source for pair in pairs_of(passage, "")] == ["春天河水上涨。秋天河水回落。"]


def test_german_that_is_english_still_is_not_paired_with_chinese() -> None:
    english = SENTENCES["en-US"]
    passage = {"en": english, "de": english, "zh": SENTENCES["zh-CN"]}
    assert {pair.target_language for pair in pairs_of(passage, "")} == {"en"}


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("The button Water opens the tap.", "按钮水打开水龙头。"),
        ('The "Water" button opens it.', "按钮“水”打开水龙头。"),
    ],
)
def test_corner_brackets_become_quotes_or_go_as_the_translation_has_it(english: str, expected: str) -> None:
    (pair,) = pairs_of({"zh": "按钮「水」打开水龙头。", "en": english}, "")
    assert pair.source == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("春天河水慢慢上涨。", "The river rises slowly in spring.", ""),
        ("春天河水。", "Spring river.", "short"),
        ("The river rises slowly.", "The river rises slowly.", "not translated"),
        ("春天有 3 条河上涨。", "In spring there are 4 rivers that rise.", "numbers differ"),
        ("河水。", "In spring the river rises slowly, week by week, until the meadows are wet.", "odd length"),
        ("春天运行 --river 选项。", "In spring run the --river option.", "code"),
        ("选择工具 - 选项 - 河流。", "Choose Tools - Options - River now.", "menu path"),
        ("河水——据说——上涨。", "The river – so they say – rises.", ""),
        ("春天河水慢慢上涨。", "The river 河水 rises slowly in spring.", "not translated"),
    ],
)
def test_what_speaks_against_a_pair(source: str, target: str, expected: str) -> None:
    assert fault(Pair("zh", "en", source, target)) == expected


def test_near_duplicates_come_once_and_are_counted() -> None:
    sieve = Sieve()
    sieve.add_known([Pair("zh", "en", "秋天又会回落。", "In autumn it falls again.")])
    pairs = [
        Pair("zh", "en", "春天河水慢慢上涨。", "The river rises slowly in spring."),
        Pair("zh", "en", "春天，河水慢慢上涨！", "In spring the river rises slowly."),
        Pair("zh", "en", "到了秋天就回落了。", "In autumn it falls again!"),
    ]
    assert list(sieve.through(pairs)) == pairs[:1]
    assert sieve.kept_back == {"seen before": 2}


def test_what_is_written_is_what_training_reads(tmp_path: Path) -> None:
    pair = Pair("zh", "de", "春天河水慢慢上涨。", "Der Fluss steigt im Frühling langsam an.", "made")
    write_rows([(pair, "CC0-1.0")], tmp_path / "pairs.jsonl.xz")
    assert read_pairs(tmp_path / "pairs.jsonl.xz") == [pair]


def test_an_unknown_source_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownSource, match=r"'lakes'.*libreoffice-help"):
        build(["lakes"], tmp_path / "out.jsonl", [], tmp_path)


def test_what_is_under_the_gpl_comes_only_by_name() -> None:
    assert not SOURCES["wesnoth"].shippable
    assert SOURCES["kicad-help"].shippable  # CC BY or GPL, as one likes


CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8"

msgctxt "in the first scene"
msgid "_Who goes <b>there</b>?\\n\\nIt is late."
msgstr "{}"

msgid "%d river"
msgid_plural "%d rivers"
msgstr[0] "x"
msgstr[1] "y"
"""


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="needs gettext's compiler")
@pytest.mark.parametrize("endian", ["little", "big"])
def test_messages_are_paired_by_paragraph_without_markup(tmp_path: Path, endian: str) -> None:
    for locale, text in {"de": "Wer geht <b>da</b>?\\n\\nEs ist spät.", "zh_CN": "谁在那里(_W)？"}.items():
        source = tmp_path / f"{locale}.po"
        write(source, CATALOGUE.format(text))
        compiled = tmp_path / "share/locale" / locale / "LC_MESSAGES/game.mo"
        compiled.parent.mkdir(parents=True)
        subprocess.run(["msgfmt", "--no-hash", f"--endianness={endian}", "-o", str(compiled), str(source)], check=True)
    assert list(messages(tmp_path)) == [
        {"en": "Who goes there?", "de": "Wer geht da?"},
        {"en": "It is late.", "de": "Es ist spät."},
    ]


def test_what_is_no_catalogue_is_named(tmp_path: Path) -> None:
    path = tmp_path / "share/locale/de/LC_MESSAGES/game.mo"
    write(path, "not compiled")
    with pytest.raises(MalformedFile, match=r"game\.mo: expected a compiled message catalogue"):
        list(messages(tmp_path))


def test_names_are_paired_two_languages_at_a_time_and_in_simplified_characters(tmp_path: Path) -> None:
    locale = (
        '<ldml><territories><territory type="IS">{}</territory><territory type="IS" alt="short">X</territory>'
        '</territories><zone type="Atlantic/Reykjavik">{}</zone></ldml>'
    )
    for code, names in {
        "zh": ("冰島", "<exemplarCity>雷克雅未克</exemplarCity>"),
        "de": ("Island", "<exemplarCity>Reykjavík</exemplarCity>"),
        "en": ("Iceland", ""),
    }.items():
        for part in ("main", "subdivisions"):
            text = locale.format(*names) if part == "main" else "<ldml/>"
            write(tmp_path / "usr/share/unicode/cldr/common" / part / f"{code}.xml", text)
    assert list(cldr_names(tmp_path)) == [
        *({"zh": "冰岛", "de": "Island"}, {"zh": "冰岛", "en": "Iceland"}, {"de": "Island", "en": "Iceland"}),
        {"zh": "雷克雅未克", "de": "Reykjavík"},
        {"zh": "雷克雅未克", "en": "Reykjavik"},
        {"de": "Reykjavík", "en": "Reykjavik"},
    ]


def test_without_apt_one_line_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PackageUnavailable, match=r"apt-get is not on this machine: .* Debian"):
        unpacked(["anything"], tmp_path)


@pytest.mark.skipif(not (shutil.which("dpkg-deb") and shutil.which("apt-get")), reason="needs Debian's tools")
def test_packages_become_pairs_with_their_licence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "kept" / "libreoffice-help"
    kept.mkdir(parents=True)
    for folder, sentence in SENTENCES.items():
        tree = tmp_path / folder
        name = f"libreoffice-help-{folder.lower()}"
        write(
            tree / "DEBIAN/control",
            f"Package: {name}\nVersion: 1\nArchitecture: all\nMaintainer: A <a@example.com>\nDescription: made\n",
        )
        help_page(tree, folder, f"<p id='par_id1'>{sentence}</p><p id='par_id2'>1</p>")
        archive = kept / f"{name}_1_all.deb"
        subprocess.run(["dpkg-deb", "--build", str(tree), str(archive)], check=True, capture_output=True)
    out = tmp_path / "out.jsonl"
    build(["libreoffice-help"], out, [], tmp_path / "kept")
    assert [pair.target for pair in read_pairs(out)] == [
        *(SENTENCES["en-US"], SENTENCES["de"], SENTENCES["de"], SENTENCES["en-US"])
    ]
    assert '"licence": "MPL-2.0"' in out.read_text(encoding="utf-8")
    assert "zh-en 1" in (said := capsys.readouterr().err)
    assert "short 1" in said
