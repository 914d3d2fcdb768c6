"""Parallel text for the embedded model's adapter out of Debian packages: which there is, and under which licence."""

import argparse
import json
import lzma
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora.errors import WorkbenchError
from mt.adapter_data import read_pairs
from mt.debian_catalogues import messages
from mt.debian_names import cldr_names, iso_names
from mt.debian_packages import unpacked
from mt.debian_pages import debmake_guide, gimp_help, gnome_help, kicad_help, libreoffice_help
from mt.debian_pairs import FEWEST_WORDS, Passage, Sieve, pairs_of
from mt.parallel_text import Pair


class UnknownSource(WorkbenchError):
    """A name that is none of the sources'."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where pairs come from: packages, how their files are read, and under which licence their texts stand.

    A source that is not shippable (its licence may reach the weights that are trained on it) is built only when it is
    asked for by its name.
    """

    title: str
    packages: tuple[str, ...]
    passages: Callable[[Path], Iterator[Passage]]
    licence: str
    attribution: str
    fewest_words: int = FEWEST_WORDS

    @property
    def shippable(self) -> bool:
        """Whether weights that are trained on it may be shipped under our own terms."""
        return not self.licence.startswith(("GPL", "not told"))


SOURCES: Mapping[str, Source] = {
    "libreoffice-help": Source(
        "LibreOffice help",
        ("libreoffice-help-en-us", "libreoffice-help-de", "libreoffice-help-zh-cn"),
        libreoffice_help,
        "MPL-2.0",
        "LibreOffice contributors",
    ),
    "gimp-help": Source(
        "GIMP help",
        ("gimp-help-en", "gimp-help-de", "gimp-help-zh-cn"),
        gimp_help,
        "GFDL-1.2-or-later",
        "the GIMP Documentation Team",
    ),
    "gnome-handbooks": Source(
        "GNOME handbooks",
        (
            *("gnome-user-docs", "evolution-common", "evince-common", "gnome-boxes", "eog"),
            *("gnome-calculator", "gnome-dictionary", "gnome-text-editor", "epiphany-browser-data", "cheese-common"),
            *("brasero-common", "file-roller", "gnome-devel-docs", "gnome-tetravex", "vinagre", "totem-common"),
            *("gthumb-data", "accerciser", "gnome-system-log", "hamster-time-tracker", "baobab", "gnome-photos"),
        ),
        gnome_help,
        "CC-BY-SA-3.0",
        "the GNOME Documentation Project and its translators",
    ),
    "gfdl-handbooks": Source(
        "GNOME and MATE handbooks (GFDL)",
        (
            *("mate-user-guide", "aisleriot", "gnome-applets-data", "zenity-common", "gnote", "gnome-system-tools"),
            *("gtkmm-documentation", "anjuta-common"),
        ),
        gnome_help,
        "GFDL-1.1-or-later",
        "the GNOME Documentation Project, the MATE developers and their translators",
    ),
    "kicad-help": Source(
        "KiCad handbooks",
        ("kicad-doc-en", "kicad-doc-de", "kicad-doc-zh"),
        kicad_help,
        "CC-BY-3.0 (or GPL-3.0-or-later)",
        "the KiCad documentation's authors and translators",
    ),
    "debmake-guide": Source(
        "Guide for Debian Maintainers",
        ("debmake-doc",),
        debmake_guide,
        "MIT",
        "Osamu Aoki and the translators",
    ),
    "cldr-names": Source(
        "CLDR names",
        ("unicode-cldr-core",),
        cldr_names,
        "Unicode-DFS-2016",
        "Unicode, Inc.",
        fewest_words=1,
    ),
    "iso-names": Source(
        "iso-codes names",
        ("iso-codes",),
        iso_names,
        "LGPL-2.1-or-later",
        "the iso-codes maintainers and translators",
        fewest_words=1,
    ),
    "libreoffice-messages": Source(
        "LibreOffice messages",
        ("libreoffice-l10n-de", "libreoffice-l10n-zh-cn"),
        messages,
        "MPL-2.0",
        "LibreOffice contributors",
    ),
    "wesnoth": Source(
        "Battle for Wesnoth",
        (
            "wesnoth-1.16-data",
            *(
                f"wesnoth-1.16-{part}"
                for part in "did dm dw ei httt l low nr sof sota sotbe thot trow tsg ttb utbs".split()
            ),
        ),
        messages,
        "GPL-2.0-or-later",
        "the Battle for Wesnoth developers and translators",
    ),
    "widelands": Source(
        "Widelands", ("widelands-data",), messages, "GPL-2.0-or-later", "the Widelands Development Team"
    ),
}


def pairs_from(name: str, folder: Path, sieve: Sieve) -> Iterator[Pair]:
    """The good pairs of a source that the sieve has not seen; folder is where its packages are kept."""
    source = SOURCES[name]
    sieve.fewest_words = source.fewest_words
    root = unpacked(source.packages, folder / name)
    for passage in source.passages(root):
        yield from sieve.through(pairs_of(passage, source.title))


def write_rows(rows: Sequence[tuple[Pair, str]], out: Path) -> None:
    """The pairs with their licences as JSON lines, xz-compressed where the name says so."""
    open_text = lzma.open if out.suffix == ".xz" else open
    with open_text(out, "wt", encoding="utf-8") as file:
        for pair, licence in rows:
            row = {
                "src_lang": pair.source_language,
                "tgt_lang": pair.target_language,
                "src": pair.source,
                "tgt": pair.target,
                "source": pair.origin,
                "licence": licence,
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def build(names: Sequence[str], out: Path, without: Sequence[Path], folder: Path) -> None:
    """Write the pairs of the sources to out and say what each brought and what was kept back for what reason."""
    for name in names:
        if name not in SOURCES:
            raise UnknownSource(f"no source called {name!r}; there are: {', '.join(sorted(SOURCES))}")
    sieve = Sieve()
    for path in without:
        sieve.add_known(read_pairs(path))
    rows: list[tuple[Pair, str]] = []
    for name in names:
        sieve.kept_back.clear()
        found = list(pairs_from(name, folder, sieve))
        rows += [(pair, SOURCES[name].licence) for pair in found]
        counted = Counter(f"{pair.source_language}-{pair.target_language}" for pair in found)
        _say(f"{name}: {_listed(counted) or 'no pairs'}; kept back: {_listed(sieve.kept_back) or 'none'}")
    write_rows(rows, out)


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.most_common())


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m mt.adapter_sources", description=__doc__)
    parser.add_argument("out", type=Path, help="JSON lines to write, .xz for compressed ones")
    parser.add_argument(
        "--source",
        action="append",
        metavar="NAME",
        help=f"one of {', '.join(sorted(SOURCES))}; without it, all whose licence lets weights be shipped",
    )
    parser.add_argument("--without", type=Path, nargs="+", default=[], help="pairs that are not to come again")
    parser.add_argument("--packages", type=Path, help="a folder to keep the packages in, for the next time")
    arguments = parser.parse_args()
    names = arguments.source or [name for name, source in SOURCES.items() if source.shippable]
    try:
        with tempfile.TemporaryDirectory() as folder:
            build(names, arguments.out, arguments.without, arguments.packages or Path(folder))
    except WorkbenchError as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
