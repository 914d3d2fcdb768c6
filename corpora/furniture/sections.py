"""What follows "Related articles" or "Comments": the items that a line announces are of its kind."""

from collections.abc import Sequence
from typing import NamedTuple

from corpora.furniture import form
from corpora.furniture.layout import Zone, opens_comments
from corpora.furniture.sights import Sight
from corpora.units import SegmentKind as Kind


class Section(NamedTuple):
    """What the line that opened a section said its items are, and where it stands."""

    kind: Kind
    opener: int


def sections_of(sights: Sequence[Sight], zones: Sequence[Zone]) -> list[Section | None]:
    """The section that each line is in: what follows "Related articles" as far as it looks like its items."""
    sections: list[Section | None] = []
    current: Section | None = None
    for i, (sight, zone) in enumerate(zip(sights, zones, strict=True)):
        if sight.words and _opens(sights, i, zone):
            sections.append(None)
            current = Section(sight.words.kind, i)
            continue
        if current and not _goes_on(current, sights, i, zone):
            current = None
        sections.append(current)
    return sections


def _opens(sights: Sequence[Sight], i: int, zone: Zone) -> bool:
    """Whether a line heads a section."""
    sight = sights[i]
    if sight.words is None or zone is Zone.HEAD or sight.form.ending == "sentence":
        return False
    if sight.says(Kind.SUMMARY):  # further on, a summary is the article's own last part
        return zone is Zone.META and sight.words.opens
    if not sight.says_surely:
        return False
    if sight.says(Kind.COMMENTS):
        return (sight.words.opens or zone is Zone.TAIL) and opens_comments(sights, i)
    return sight.words.opens


_ENDING = {
    Kind.COMMENTS: (Kind.COPYRIGHT, Kind.READ_MORE, Kind.ADVERT, Kind.NAVIGATION),
    Kind.READ_MORE: (Kind.COPYRIGHT, Kind.COMMENTS, Kind.ADVERT, Kind.SHARE, Kind.NAVIGATION, Kind.EDITORS_NOTE),
}


def _goes_on(section: Section, sights: Sequence[Sight], i: int, zone: Zone) -> bool:
    sight = sights[i]
    if sight.says(*_ENDING[section.kind]) if section.kind in _ENDING else sight.says_surely:
        return False
    if section.kind in (Kind.SUMMARY, Kind.BYLINE, Kind.EDITORS_NOTE):
        return i == section.opener + 1 or (sight.form.bullet != "" and sight.form.bullet == sights[i - 1].form.bullet)
    if zone is Zone.TAIL and section.kind is Kind.READ_MORE:
        return not sight.is_paragraph or sight.form.is_item or _is_teaser(section, sights, i)
    if zone is Zone.TAIL and section.kind is not Kind.ADVERT:
        return True
    return sight.line.kind == "link" or (sight.form.is_item and sight.line.kind != "heading")


def _is_teaser(section: Section, sights: Sequence[Sight], i: int) -> bool:
    """Whether a paragraph under recommendations is a teaser: short, under its title, and the first title has one."""
    if sights[i - 1].is_paragraph or sights[i].form.width > form.LONG or i == section.opener + 1:
        return False
    first = sights[section.opener + 2 : section.opener + 4]
    return any(sight.is_paragraph and not sight.form.is_item for sight in first)
