"""Messages of programs from their compiled catalogues (gettext's .mo), which map English to a translation."""

import re
import struct
from collections.abc import Iterator
from pathlib import Path

from corpora.errors import MalformedFile
from mt.debian_pairs import Passage

_LITTLE, _BIG = 0x950412DE, 0xDE120495
_ACCELERATOR = re.compile(r"\s?\([_&~]\w\)|(?<![^\W_])[_&~](?=\w)|(?<=\w)[&~](?=\w)")
# Markup of type only: <file> may stand for a name, and what is in <ref>…</ref> is no text.
_TAG = re.compile(r"</?(?:a|b|big|br|em|i|li|p|small|span|strong|tt|u|ul)\b[^<>]*>")


def messages(root: Path) -> Iterator[Passage]:
    """The paragraphs of all messages of the catalogues under root, in every language that has them.

    Accelerators and markup are taken away. A message whose translation has another number of paragraphs is left out.
    """
    for domain in sorted({path.stem for path in root.rglob("LC_MESSAGES/*.mo")}):
        german, chinese = (catalogue(root, locale, domain) for locale in ("de", "zh_CN"))
        for english in german | chinese:
            sides = {"en": english, "de": german.get(english, ""), "zh": chinese.get(english, "")}
            cut = {code: _paragraphs(text) for code, text in sides.items()}
            alike = {code: parts for code, parts in cut.items() if len(parts) == len(cut["en"])}
            for row in zip(*alike.values(), strict=True):
                if len(row) > 1:
                    yield dict(zip(alike, row, strict=True))


def catalogue(root: Path, locale: str, domain: str) -> dict[str, str]:
    """The translations of a text domain by their English, contexts and plurals aside; empty where there is no file."""
    found: dict[str, str] = {}
    for path in sorted(root.rglob(f"{locale}/LC_MESSAGES/{domain}.mo")):
        for key, text in read_mo(path):
            english = key.rpartition("\x04")[2]
            if english and text and "\0" not in key:
                found.setdefault(english, text)
    return found


def read_mo(path: Path) -> Iterator[tuple[str, str]]:
    """The keys and translations of a compiled catalogue as they stand in it (the gettext manual, "MO Files").

    Raises MalformedFile where it is none.
    """
    data = path.read_bytes()
    order = {_LITTLE: "<", _BIG: ">"}.get(int.from_bytes(data[:4], "little"))
    if order is None or len(data) < 20:
        raise MalformedFile(f"{path}: expected a compiled message catalogue, found something else")
    count, keys, texts = struct.unpack_from(f"{order}3I", data, 8)
    for i in range(count):
        yield tuple(_string(data, order, table + 8 * i) for table in (keys, texts))  # type: ignore[misc]


def _string(data: bytes, order: str, at: int) -> str:
    length, offset = struct.unpack_from(f"{order}2I", data, at)
    return data[offset : offset + length].decode("utf-8", errors="replace")


def _paragraphs(text: str) -> list[str]:
    plain = _TAG.sub("", _ACCELERATOR.sub("", text.replace("\\n", "\n")))
    return [part for part in (" ".join(part.split()) for part in re.split(r"\n\s*\n", plain)) if part]
