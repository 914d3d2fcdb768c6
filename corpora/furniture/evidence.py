"""Clues that a line is furniture, each with its weight in log-odds, and what they add up to."""

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpora.furniture import form
from corpora.furniture.layout import Layout, Zone
from corpora.furniture.sections import Section, sections_of
from corpora.furniture.sights import Sight
from corpora.furniture.wording import HINT
from corpora.units import SegmentKind as Kind


class Clue(NamedTuple):
    """Something that speaks for furniture (above 0) or for the article; kind where it tells which furniture."""

    weight: float
    reason: str
    kind: Kind | None = None


class Furniture(NamedTuple):
    """Why a line or sentence is not part of the article's text."""

    kind: Kind
    reason: str
    confidence: float = 0.9


_PLACES = {Zone.HEAD: 1.5, Zone.META: -2.0, Zone.BODY: -4.5, Zone.TAIL: 0.5}
_SENTENCE_END, _LONG, _SHORT_AND_OPEN, _SEPARATED = -2.0, -1.5, 1.0, 1.5
_REPEATED_TITLE, _REPEATED, _UNDER_PICTURE, _NAME, _NARROW = 9.0, 1.5, 6.0, 2.5, 2.0
_CAPTION_MARKUP, _LINK, _HEADING_MARKUP, _EDGE = 9.0, 2.5, -1.5, 9.0
_LEFT_OUT_BY_BOTH, _LEFT_OUT_BY_MAIN, _LEFT_OUT_BY_SECOND, _TAKEN_BY_BOTH = 2.5, 1.2, 0.6, -1.0
_STRANGE, _OFFERS, _IN_ADVERT, _IN_SUMMARY = 9.0, 2.0, 3.0, 9.0
_IN_SECTION, _AMONG_FURNITURE, _AMONG_OWN = 4.5, 1.5, -1.5
_BETWEEN = 4.0
_PARTS = (Kind.DATE, Kind.BYLINE, Kind.SHARE, Kind.CAPTION, Kind.NAVIGATION, Kind.BOILERPLATE, Kind.SOURCE)
_OFFER = re.compile(
    r"[€$£¥￥]\s?\d|\d\s?(?:€|euro\b|%|prozent rabatt)"
    r"|\b(?:gratis|kostenlos|rabatt|sparen|angebot|jetzt|free|save|offer|deal|discount|sale)\b"
    r"|\d\s?折|元起|优惠|免费|特价|抢购|立减|包邮|限时",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_SAID = 24  # characters of a line that a reason quotes
_REASONS = 2  # clues a reason names
_MOST_SURE = 0.99


def weigh(sights: Sequence[Sight], layout: Layout) -> list[Furniture | None]:
    """For each line why it is furniture, or None for the article's own: each by itself, then beside its neighbours."""
    asked = not all(sight.line.is_main and sight.line.is_second for sight in sights)
    clues = [
        []
        if i == layout.title or _is_plain(sight, layout.zones[i], section)
        else list(_clues(sights, layout, i, section, asked=asked))
        for i, (sight, section) in enumerate(zip(sights, sections_of(sights, layout.zones), strict=True))
    ]
    fallbacks = [_fallback(sight, zone) for sight, zone in zip(sights, layout.zones, strict=True)]
    alone = [verdict(*one) for one in zip(clues, fallbacks, strict=True)]
    found = []
    for i, sight in enumerate(sights):
        more = _clue_of_neighbours(alone, sight, layout, i) if clues[i] else None
        found.append(verdict([*clues[i], more], fallbacks[i]) if more else alone[i])
    return found


def _is_plain(sight: Sight, zone: Zone, section: Section | None) -> bool:
    """Whether nothing at all speaks for a line being furniture: most lines of most texts."""
    return (
        zone is Zone.BODY
        and sight.form.ending == "sentence"
        and sight.words is None
        and sight.times == 1
        and section is None
        and not sight.is_strange
        and sight.line.kind == "text"
        and sight.line.is_main
        and sight.line.is_second
    )


def verdict(clues: Sequence[Clue], fallback: Kind) -> Furniture | None:
    """What the clues add up to: furniture of the kind they tell most surely, or None for the article's own."""
    total = sum(clue.weight for clue in clues)
    if total <= 0:
        return None
    kinds: dict[Kind, float] = {}
    for clue in clues:
        if clue.kind is not None:
            kinds[clue.kind] = kinds.get(clue.kind, 0.0) + clue.weight
    decisive = sorted((clue for clue in clues if clue.weight > 0), key=lambda clue: -clue.weight)[:_REASONS]
    reason = ", ".join(clue.reason for clue in decisive)
    kind = max(kinds, key=lambda kind: kinds[kind], default=fallback)
    return Furniture(kind, reason, round(min(_MOST_SURE, 1 / (1 + math.exp(-total))), 2))


def _clues(sights: Sequence[Sight], layout: Layout, i: int, section: Section | None, *, asked: bool) -> Iterator[Clue]:
    """The clues to line i. asked: whether main-text detectors were asked about the page at all."""
    sight, zone = sights[i], layout.zones[i]
    yield Clue(_PLACES[zone], f"stands {zone.value}")
    if sight.words:
        # A comment has its date, and a recommendation its picture: in their section these are of its kind.
        is_part = section is not None and sight.words.kind in _PARTS
        kind = None if is_part else _kind_by_place(sight, zone)
        yield Clue(sight.words.weight, f"says “{sight.words.said[:_SAID]}”", kind)
    if sight.is_strange:
        yield Clue(_STRANGE, "is in another language than the page", Kind.WRONG_LANGUAGE)
    yield from _clues_of_form(sight, zone, is_item=section is not None and sight.form.is_item)
    yield from _clues_of_repetition(sights, layout, i)
    yield from _clues_of_markup(sight, zone, asked=asked)
    if section:
        said = sights[section.opener].text[:_SAID]
        weight = {Kind.ADVERT: _IN_ADVERT, Kind.SUMMARY: _IN_SUMMARY}.get(section.kind, _IN_SECTION)
        yield Clue(weight, f"is listed under “{said}”", section.kind)


def _kind_by_place(sight: Sight, zone: Zone) -> Kind | None:
    """The kind that a line's words tell there: a © inside the article is a picture's, "Contact" on top a menu's."""
    if sight.words and sight.words.weight <= HINT and zone is Zone.HEAD:
        return Kind.NAVIGATION
    if sight.says(Kind.SOURCE) and zone is Zone.BODY and sight.text.startswith(("资料", "数据", "图")):
        return Kind.CAPTION  # of a picture or a chart
    if sight.says(Kind.COPYRIGHT) and sight.form.is_short_and_open:
        if zone is Zone.HEAD:
            return Kind.NAVIGATION
        if zone is Zone.BODY and sight.text.startswith("©") and not _DIGIT.search(sight.text):
            return Kind.CAPTION
    return sight.words.kind if sight.words else None


def _clues_of_form(sight: Sight, zone: Zone, *, is_item: bool) -> Iterator[Clue]:
    shape = sight.form
    if shape.ending == "sentence" and not (is_item and shape.sharp):
        # Notices are sentences too: where the words are sure, their form says less.
        yield Clue(_SENTENCE_END / (1 + sight.says_surely), "ends as a sentence does")
    if shape.width > form.LONG or (shape.sentences and not sight.says_surely):
        yield Clue(_LONG, "is as long as a paragraph")
    if shape.is_short_and_open or is_item:
        yield Clue(_SHORT_AND_OPEN, "is short and ends as no sentence does")
    if shape.separators >= 2:
        yield Clue(_SEPARATED, "is cut up by separators")
    if shape.is_item and _OFFER.search(sight.text):
        yield Clue(_OFFERS, "makes an offer", Kind.ADVERT)
    if zone is Zone.META and shape.is_short_and_open:
        if form.is_name(sight.text):
            yield Clue(_NAME, "is a name", Kind.BYLINE)
        if shape.width < 18:
            yield Clue(_NARROW, "is a word or two")


def _clues_of_repetition(sights: Sequence[Sight], layout: Layout, i: int) -> Iterator[Clue]:
    sight = sights[i]
    title = sights[layout.title] if layout.title >= 0 else None
    if sight.says_surely and sight.says(Kind.NAVIGATION):
        return  # the title in a table of contents
    if title and _repeats(sight, title):
        yield Clue(_REPEATED_TITLE, "repeats the title", Kind.REPEATED_TITLE)
    elif is_repeated_title(sight, layout.zones[i]):
        yield Clue(_REPEATED_TITLE, f"stands {sight.times} times on the page", Kind.REPEATED_TITLE)
    elif sight.times > 1 and sight.key and sight.form.is_short_and_open and layout.zones[i] is not Zone.BODY:
        yield Clue(_REPEATED, f"stands {sight.times} times on the page")
    if i and _is_picture(sights, layout, i - 1) and sight.form.is_short_and_open and sight.line.kind == "text":
        yield Clue(_UNDER_PICTURE, "stands under a picture", Kind.CAPTION)


def is_repeated_title(sight: Sight, zone: Zone) -> bool:
    """Whether a line without a title to compare with repeats as a title does in the texts of pictures."""
    title_like = sight.form.width >= 24 and not sight.form.sentences and sight.text[-1:] not in "。."
    return title_like and zone is Zone.BODY and (sight.times > 2 or (sight.times == 2 and not sight.first))


def _repeats(sight: Sight, title: Sight) -> bool:
    if sight is title or len(title.key) < 6:
        return False
    if sight.key == title.key:
        return sight.form.ending == title.form.ending
    longer = len(sight.key) - len(title.key)
    if 0 < longer <= 16 and len(title.key) >= 10:
        return title.key in sight.key and not sight.form.sentences and not sight.says_surely
    cut_off = sight.text.rstrip().endswith(("…", "..."))
    return cut_off and len(sight.key) >= 8 and title.key.startswith(sight.key)


def _is_picture(sights: Sequence[Sight], layout: Layout, i: int) -> bool:
    """Whether a line is what a picture leaves in a text: its alternative text, which repeats the title."""
    sight = sights[i]
    title = sights[layout.title] if layout.title >= 0 else None
    if layout.zones[i] is not Zone.BODY:
        return False
    return is_repeated_title(sight, layout.zones[i]) or (title is not None and _repeats(sight, title))


def _clues_of_markup(sight: Sight, zone: Zone, *, asked: bool) -> Iterator[Clue]:
    line = sight.line
    if line.kind == "caption":
        yield Clue(_CAPTION_MARKUP, "is a caption in the page's markup", Kind.CAPTION)
    if line.kind == "edge":
        yield Clue(_EDGE, "stands at the edge of the printed page", Kind.BOILERPLATE)
    if line.kind == "link":
        yield Clue(_LINK, "is a link")
    if line.kind == "heading" and zone is Zone.BODY:
        yield Clue(_HEADING_MARKUP, "is a heading in the page's markup")
    if not asked:
        return
    if not line.is_main and not line.is_second:
        yield Clue(_LEFT_OUT_BY_BOTH, "is left out by both main-text detectors")
    elif not line.is_main:
        yield Clue(_LEFT_OUT_BY_MAIN, "is left out by the main-text detector")
    elif not line.is_second:
        yield Clue(_LEFT_OUT_BY_SECOND, "is left out by the second main-text detector")
    else:
        yield Clue(_TAKEN_BY_BOTH, "is taken by both main-text detectors")


def _fallback(sight: Sight, zone: Zone) -> Kind:
    """The kind of furniture whose clues tell none."""
    if zone is Zone.TAIL and sight.form.is_item and _is_like_a_title(sight):
        return Kind.READ_MORE
    if zone is not Zone.BODY and sight.form.is_short_and_open:
        return Kind.NAVIGATION
    return Kind.READ_MORE if sight.line.kind == "link" else Kind.BOILERPLATE


def _is_like_a_title(sight: Sight) -> bool:
    """Whether a short line has more words than a menu's: three, or six Chinese characters."""
    return sight.text.count(" ") >= 2 or (sight.form.width >= 18 and sight.form.width > 2 * len(sight.text))


def _clue_of_neighbours(found: Sequence[Furniture | None], sight: Sight, layout: Layout, i: int) -> Clue | None:
    """What the verdicts on its neighbours say of line i outside the article's stretch."""
    zone = layout.zones[i]
    if zone is Zone.TITLE:
        return None
    around = [j for j in (i - 2, i - 1, i + 1, i + 2) if 0 <= j < len(found) and layout.zones[j] is zone]
    furniture = sum(found[j] is not None for j in around)
    if zone is Zone.TAIL:
        if furniture:
            return Clue(_AMONG_FURNITURE, "stands in a block of furniture")
        return Clue(_AMONG_OWN, "stands by itself")
    if zone is not Zone.BODY:
        return None
    beside = [found[j] for j in (i - 1, i + 1) if 0 <= j < len(found) and found[j] is not None]
    if len(beside) == 2 and sight.form.is_item and sight.line.kind != "heading":
        return Clue(_BETWEEN, "stands between furniture")
    if furniture == len(around) == 4:
        return Clue(2 * _AMONG_FURNITURE, "stands in a block of furniture")
    return Clue(_AMONG_FURNITURE, "stands beside furniture") if beside and sight.says_surely else None
