"""Zip files that documents come in, opened so that no file can fill the memory or read what is not its own."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from corpora.errors import UnreadableInput

MOST_MEMBERS = 20_000
LARGEST = 512 * 1024 * 1024  # bytes of all members together, unpacked
_MOST_SHRUNK = 200  # times; text is packed to a tenth, a bomb to a thousandth
_SMALL = 10 * 1024 * 1024  # bytes of a member that may be packed as tightly as it likes
_SAYS_UTF8 = 0x800
# What zipfile and its decompressors meet damaged archives with: offsets below zero, fields cut short …
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    ValueError, IndexError, NotImplementedError, EOFError, OSError,
)  # fmt: skip


class SafeZip:
    """The members of a zip file, read one at a time."""

    def __init__(self, name: str, raw: bytes) -> None:
        self.name = name
        try:
            self._archive = zipfile.ZipFile(BytesIO(raw))
            self._members = {info.filename: info for info in self._archive.infolist() if not info.is_dir()}
        except _DAMAGE as error:
            raise UnreadableInput(f"{name} is a damaged zip file: {error}") from error
        self._check()

    def _check(self) -> None:
        """Raise UnreadableInput for an archive that could not be unpacked in reason, before anything is."""
        if len(self._members) > MOST_MEMBERS:
            raise UnreadableInput(f"{self.name} holds {len(self._members):,} files; at most {MOST_MEMBERS:,} are read")
        total = sum(info.file_size for info in self._members.values())
        if total > LARGEST:
            raise UnreadableInput(
                f"{self.name} would unpack to {total // 2**20:,} MB; at most {LARGEST // 2**20} are read"
            )
        for info in self._members.values():
            if info.file_size > _SMALL and info.file_size > _MOST_SHRUNK * max(1, info.compress_size):
                raise UnreadableInput(
                    f"{self.name} is a zip bomb: {info.filename!r} unpacks to {info.file_size:,} bytes"
                )

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def names(self) -> Iterator[str]:
        """The names of the members, in the order of the archive."""
        yield from self._members

    def written_name(self, member: str) -> str:
        """The name of a member as it was written: Chinese Windows and macOS do not say in which encoding."""
        if self._members[member].flag_bits & _SAYS_UTF8 or member.isascii():
            return member
        for encoding in ("utf-8", "gb2312"):
            try:
                return member.encode("cp437").decode(encoding)
            except UnicodeError:
                continue
        return member

    def read(self, member: str) -> bytes:
        """The bytes of a member. Raises UnreadableInput where there is none, or it is encrypted or damaged."""
        info = self._members.get(member)
        if info is None:
            raise UnreadableInput(f"{self.name} lacks its {member}")
        if info.flag_bits & 1:
            raise UnreadableInput(f"{self.name} is encrypted; remove the password first")
        try:
            with self._archive.open(info) as stream:
                raw = stream.read(info.file_size + 1)
        except _DAMAGE as error:
            raise UnreadableInput(f"{self.name} is damaged: {member} cannot be unpacked ({error})") from error
        if len(raw) > info.file_size:
            raise UnreadableInput(f"{self.name} is a zip bomb: {member} is larger than it says")
        return raw

    def xml(self, member: str) -> etree._Element:
        """The root of a member that is XML. Raises UnreadableInput for XML that is broken or declares entities."""
        return parse_xml(self.read(member), self.name, member)


def parse_xml(raw: bytes, name: str, member: str) -> etree._Element:
    """The root of an XML document that reads no other file. Raises UnreadableInput, naming file and member."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableInput(f"{name} is damaged: {member} is no XML ({error})") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise UnreadableInput(f"{name} declares entities in {member}, as attacks do; it is not read")
    return root
