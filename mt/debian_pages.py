"""Passages of handbooks that are translated paragraph by paragraph, and so align by their markup."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lxml import etree, html

from mt.debian_pairs import Passage

Block = tuple[str, str]  # its tag and its text

# Elements whose text is a paragraph, in HTML, DocBook and Mallard.
_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 li td th dt dd caption figcaption para simpara title subtitle desc entry term item".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 title".split())
_LICENCE = re.compile(r"gfdl|fdl\b|legal|licen[cs]e", re.IGNORECASE)  # pages that say the terms of a handbook
# Ways through menus and keys pressed together, whose parts stand side by side.
_JOINED = {"guiseq": " > ", "menuchoice": " > ", "keyseq": "+", "keycombo": "+"}
# What is not prose, or is not translated: people, licences, code, and what a program wrote around the text.
_SKIPPED = frozenset(
    "script style head nav footer pre code-block screen code programlisting synopsis credit license licence "
    "legalnotice author authorgroup othercredit copyright revhistory publisher link-list indexterm index".split()
)


def libreoffice_help(root: Path) -> Iterator[Passage]:
    """The headings and paragraphs of LibreOffice's help, matched by the ids that all its languages share."""
    base = root / "usr/share/libreoffice/help"
    folders = {"en": base / "en-US" / "text", "de": base / "de" / "text", "zh": base / "zh-CN" / "text"}
    for page in sorted(folders["en"].rglob("*.html")):
        within = page.relative_to(folders["en"])
        sides = {code: _paragraphs(folder / within) for code, folder in folders.items()}
        for key in sides["en"]:
            passage = {code: side[key] for code, side in sides.items() if side.get(key)}
            if len(passage) > 1:
                yield passage


def gnome_help(root: Path) -> Iterator[Passage]:
    """The paragraphs of all GNOME handbooks under root, DocBook and Mallard, matched by their place on the page."""
    base = root / "usr/share/help"
    for book in sorted(path for path in (base / "C").glob("*") if path.is_dir()):
        folders = {"en": book, "de": base / "de" / book.name, "zh": base / "zh_CN" / book.name}
        yield from _alike(folders, ("*.page", "*.docbook", "*.xml"))


def gimp_help(root: Path) -> Iterator[Passage]:
    """The paragraphs of GIMP's handbook, matched by their place on the page."""
    base = root / "usr/share/gimp/2.0/help"
    yield from _alike({"en": base / "en", "de": base / "de", "zh": base / "zh_CN"}, ("*.html",))


def kicad_help(root: Path) -> Iterator[Passage]:
    """The paragraphs of KiCad's handbooks, matched by their place on the page."""
    base = root / "usr/share/doc/kicad/help"
    yield from _alike({"en": base / "en", "de": base / "de", "zh": base / "zh"}, ("*.html",))


def debmake_guide(root: Path) -> Iterator[Passage]:
    """The paragraphs of the guide to making Debian packages, matched by their place on the page."""
    base = root / "usr/share/doc/debmake-doc/html"
    sides = [("en", ".en.html"), ("de", ".de.html"), ("zh", ".zh-cn.html")]
    for page in sorted(base.glob("*.en.html")):
        pages = {code: page.with_name(page.name.removesuffix(".en.html") + ending) for code, ending in sides}
        yield from _of_like_pages(pages)


def _alike(folders: Mapping[str, Path], names: tuple[str, ...]) -> Iterator[Passage]:
    for page in sorted(page for name in names for page in folders["en"].rglob(name)):
        within = page.relative_to(folders["en"])
        if _LICENCE.search(page.name):
            continue
        yield from _of_like_pages({code: folder / within for code, folder in folders.items()})


def _of_like_pages(pages: Mapping[str, Path]) -> Iterator[Passage]:
    """The blocks of pages that are built as the English one is, section by section; the others are left out.

    A handbook made from message catalogues has the same elements in every language, so that the n-th block of a
    section is the same one; where a translator added or left out one, nothing says which.
    """
    sides = {code: _sections(page_blocks(page)) for code, page in pages.items() if page.exists()}
    english = sides.pop("en", [])
    headings = [part[0][0] for part in english[1:]]
    sides = {code: side for code, side in sides.items() if [part[0][0] for part in side[1:]] == headings}
    for i, section in enumerate(english):
        alike = {code: side[i] for code, side in sides.items() if _tags(side[i]) == _tags(section)}
        for j, (_, text) in enumerate(section):
            passage = {code: part[j][1] for code, part in alike.items() if part[j][1]}
            if text and passage:
                yield {"en": text, **passage}


def _sections(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks cut before each heading; the first part, which may be empty, has none."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if block[0] in _HEADINGS:
            parts.append([])
        parts[-1].append(block)
    return parts


def _tags(section: Sequence[Block]) -> list[str]:
    return [tag for tag, _ in section]


def page_blocks(page: Path) -> list[Block]:
    """The paragraphs, headings and cells of a page in order, each as its tag and the text that is its own."""
    root: etree._Element | None
    if page.suffix == ".html":
        root = html.parse(str(page), parser=html.HTMLParser(encoding="utf-8", remove_comments=True)).getroot()
    else:
        parser = etree.XMLParser(recover=True, no_network=True, remove_comments=True, remove_pis=True)
        root = etree.parse(str(page), parser).getroot()
    return [] if root is None else list(_blocks(root))


def _blocks(element: etree._Element) -> Iterator[Block]:
    tag = _tag(element)
    if tag in _SKIPPED:
        return
    if tag in _BLOCKS:
        yield tag, " ".join("".join(_own_text(element)).split())
    for child in element:
        yield from _blocks(child)


def _own_text(element: etree._Element) -> Iterator[str]:
    """The pieces of an element's text, without those of blocks within it."""
    if joined := _JOINED.get(_tag(element)):
        yield joined.join("".join(_own_text(child)) for child in element)
        return
    yield element.text or ""
    for child in element:
        if _tag(child) not in _BLOCKS and _tag(child) not in ("screen", "programlisting", "pre", "indexterm"):
            yield from _own_text(child)
        yield child.tail or ""


def _tag(element: etree._Element) -> str:
    """An element's name without its namespace or, where that was never declared, its prefix; "" for a comment."""
    return re.split("[}:]", element.tag)[-1].lower() if isinstance(element.tag, str) else ""


def _paragraphs(page: Path) -> dict[str, str]:
    """The text of a help page's headings and paragraphs by id; an id that comes twice keeps its first text."""
    if not page.exists():
        return {}
    found: dict[str, str] = {}
    tree = html.parse(str(page), parser=html.HTMLParser(encoding="utf-8"))
    for element in tree.iter("p", "h1", "h2", "h3", "h4", "h5", "h6"):
        key = element.get("id") or ""
        if key.startswith(("par_id", "hd_id")):
            found.setdefault(key, _text_of_help(element))
    return found


def _text_of_help(element: html.HtmlElement) -> str:
    """The text a reader sees; of wordings for other systems or programs, the usual one or else the first."""
    for switch in list(element.iter("span")):
        if switch.get("class") == "switchinline":
            wordings = list(switch)
            usual = next((w for w in wordings if (w.get("id") or "").startswith("default")), None)
            for wording in wordings:
                if wording is not (usual if usual is not None else wordings[0]):
                    wording.drop_tree()
    return " ".join(element.text_content().split())
