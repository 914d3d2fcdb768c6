"""Chinese pages that a machine converted to traditional characters: known, folded back, the original script kept.

Converters leave pinyin behind, or simplified forms that nobody who writes traditional characters would write
(以后, 由于, 標准), or variants that only their tables know (爲, 羣, 喫). A page written in traditional characters has
none of it and stays as it is.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from corpora.chinese import COMMON, HAN, converter, simplified
from corpora.pinyin import TONED, count_glosses
from corpora.units import Document, LedgerEntry, Segment

STEP = "script"
_SAMPLE = 100_000  # characters; what made a page shows in its first pages
_GLOSSED = re.compile(rf"[{HAN}][(（][a-zü]*[{TONED}][a-zü]*[)）]")
_LEAST_GLOSSES, _ENOUGH_GLOSSES = 2, 99
_LEAST_MIXED = 3
# What converters that go character by character get wrong, since simplified writing has one form for two words.
_MIXED = re.compile(
    "[之以然最今前隨日先背]后|(?<![皇太王影天母])后[來面者期續果退]|[由關對位處屬等終至敢善基大小高低優鑒歸]于|于[是此今]"
    "|[這那哪家城心手夜眼村店屋水]里|里[面頭邊]|[標水基精]准|准[備確則]|制[造作]|[研錄復]制|[復复][雜制印]|重[復复]"
    "|范圍|[規示模師典防]范|[關聯]系|几[個年天乎次種位百千萬]|[游]戲|旅游|游客|面[條包粉]|干[部凈淨勁活杯燥脆]|[放輕]松"
    "|余[年個人萬家名下]|征[求集]|[象特]征|[雜標]志|仿佛|[沖](?:突|擊|動)|注冊"
)
_UNMIXED = re.compile("[後於裡裏準製複範係幾遊麵幹鬆餘徵誌彿衝註]")
_TABLE_VARIANTS = frozenset(
    "爲羣峯衆牀喫纔啓鉤敎麪裏僞"
)  # of OpenCC's s2t; Taiwan and Hong Kong write 為群峰眾床吃才啟
_NARROW_COMMA = re.compile(rf"(?<=[{HAN}])[,，](?=[{HAN}])")


def conversion(page: str) -> str:
    """Why a page is taken for one that a machine converted to traditional characters, "" where it is not."""
    glosses = _glosses(page)
    if glosses >= _LEAST_GLOSSES:
        many = f"{glosses} or more" if glosses == _ENOUGH_GLOSSES else f"{glosses}"
        return f"page converted by machine: {many} common characters in it have pinyin in brackets"
    sample = page[:_SAMPLE]
    if not _is_traditional(sample):
        return ""
    mixed, unmixed = len(_MIXED.findall(sample)), len(_UNMIXED.findall(sample))
    if mixed >= _LEAST_MIXED and mixed > unmixed / 2:
        found = ", ".join(dict.fromkeys(_MIXED.findall(sample)[:3]))
        return f"page converted by machine: {mixed} mixed forms as {found}"
    variants = _TABLE_VARIANTS & set(sample)
    if len(variants) > 1 and _has_mainland_marks(sample) and _is_fixed_point(sample):
        return f"page converted by machine: it has a converter's variants {', '.join(sorted(variants))}"
    return ""


def _glosses(page: str) -> int:
    """How many common characters, as nobody would gloss for a reader, have a gloss with a tone mark; 99 for more."""
    found = (match[0] for match in _GLOSSED.finditer(page))
    telling = (gloss for gloss in found if simplified(gloss[0]) in COMMON and count_glosses(gloss))
    return sum(1 for _ in islice(telling, _ENOUGH_GLOSSES))


def _is_traditional(sample: str) -> bool:
    """Whether more characters are of traditional script only than of simplified script only."""
    traditional = _differences(sample, simplified(sample))
    return traditional >= 5 and traditional > _differences(sample, converter("s2t").convert(sample))


def _differences(text: str, other: str) -> int:
    return sum(a != b for a, b in zip(text, other, strict=False))


def _has_mainland_marks(sample: str) -> bool:
    """Whether quotations are in “ ” and not in 「 」, or commas between Han characters mostly narrow."""
    commas = _NARROW_COMMA.findall(sample)
    return ("“" in sample and "「" not in sample) or commas.count(",") * 2 > len(commas) > 2


def _is_fixed_point(sample: str) -> bool:
    """Whether converting the simplified page gives the page again, but for what phrases decide."""
    return _differences(sample, converter("s2t").convert(converter("t2s").convert(sample))) * 200 <= len(sample)


def folded(texts: Sequence[str]) -> list[str]:
    """Texts in simplified characters, each as long as it was, by OpenCC's phrases (乾淨 is 干净, 乾隆 stays)."""
    page = "\n".join(texts)
    result = simplified(page).split("\n") if page else list(texts)
    if [len(text) for text in result] == [len(text) for text in texts]:
        return result
    # No phrase of OpenCC's changes its length today; were one to, fold by character.
    return ["".join(simplified(character)[:1] for character in text) for text in texts]


def original_script(document: Document, segment: Segment) -> str:
    """A segment's text with everything that cleaning did to it but the folding of its script."""
    return original_scripts(document, [segment])[0]


def original_scripts(document: Document, segments: Iterable[Segment]) -> list[str]:
    """Segments' texts as original_script gives them, in one pass; segments are in document order."""
    entries = [entry for entry in document.ledger if entry.step == STEP]
    texts, i = [], 0
    for segment in segments:
        while i < len(entries) and entries[i].raw.end <= segment.raw.start:
            i += 1
        inside = i < len(entries) and entries[i].raw.start <= segment.raw.start
        texts.append(_unfolded(entries[i], segment) if inside else segment.text)
    return texts


def _unfolded(entry: LedgerEntry, segment: Segment) -> str:
    """The piece of a folded line that became the segment; of several alike, the one at the segment's place."""
    line = entry.after or ""
    found = [match.start() for match in re.finditer(f"(?={re.escape(segment.text)})", line)]
    if not found:
        return segment.text
    share = (segment.raw.start - entry.raw.start) / max(1, entry.raw.end - entry.raw.start)
    start = min(found, key=lambda at: abs(at - share * len(line)))
    return entry.before[start : start + len(segment.text)]
