"""What is no text and got into it: HTML's tags and entities, characters without a shape, odd spaces, ligatures and
the signs of radicals."""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from corpora.chinese import HAN
from corpora.offsets import Edit

_BLOCKS = "p|br|hr|div|section|article|blockquote|center|h[1-6]|ul|ol|li|table|tbody|tr|td|th|figure|figcaption"
_INLINE = "span|strong|b|em|i|u|s|a|img|font|sup|sub|small|code|label|input|button|iframe|script|style|center|nobr|wbr"
_TAG = re.compile(
    rf"<?/(?P<end>{_BLOCKS}|{_INLINE})\s*>"  # the < of an end tag is what shifted bytes swallow
    rf"|<(?P<start>{_BLOCKS}|{_INLINE})(?:\s+[\w:@-]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))?)*\s*/?>",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"<(?:!--|(script|style)\b)", re.IGNORECASE)
_IS_BLOCK = re.compile(rf"(?:{_BLOCKS})$", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});|&nbsp(?![A-Za-z0-9;=])")
# Soft hyphens, zero-width characters, direction marks, controls: what a class of characters can hold of it.
INVISIBLE = (
    "\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
)
# Zero-width joiners make one picture of several; between them they stay.
_INVISIBLE = re.compile(f"(?:[{INVISIBLE}]|\u200d(?![\u2600-\u27bf\U0001f300-\U0001faff]))+")
_SPACES = re.compile(r"[^\S ]\s*| (?=\s)\s+")  # white space that is not one plain space
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")

# The radicals of the Kangxi dictionary, and of the others those that are characters by themselves.
_RADICALS = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | dict(
    zip(
        "⺁⺄⺇⺌⺒⺓⺛⺜⺝⺟⺠⺩⺫⺬⺮⺶⺻⺼⺽⻁⻄⻅⻆⻉⻊⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乙几小巳幺旡日月母民王目示竹羊聿肉臼虎西见角贝足车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
RADICAL = f"[{''.join(_RADICALS)}]"
_RADICAL = re.compile(RADICAL)


def debris_edits(text: str) -> Iterator[Edit]:
    """Edits that take HTML's tags out and write the characters that its entities stand for.

    A block's tag between two words leaves a space, between Han nothing. What entities make of themselves is
    not looked at again, so that &lt;p&gt; stays the <p> that its author wanted to be seen.
    """
    edits = [
        *_hidden_edits(text),
        *(Edit(*m.span(), _in_place_of(text, m), "HTML tag") for m in _TAG.finditer(text)),
        *(Edit(*m.span(), unescape(m[0]), "HTML entity") for m in _ENTITY.finditer(text) if _is_known(m[0])),
    ]
    taken = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= taken:
            yield edit
            taken = edit.end


def _hidden_edits(text: str) -> Iterator[Edit]:
    """Comments, scripts and styles that end in the same line, whole."""
    lowered = text.lower() if len(text) == len(text.lower()) else text
    position, missing = 0, set()
    while match := _HIDDEN.search(text, position):
        position = match.end()
        closer = f"</{match[1].lower()}>" if match[1] else "-->"
        end = -1 if closer in missing else lowered.find(closer, position)
        if end < 0:
            missing.add(closer)  # nor will it be found further on
        else:
            position = end + len(closer)
            yield Edit(match.start(), position, "", "HTML that is not shown")


def _is_known(entity: str) -> bool:
    return entity[1] == "#" or entity[1:] in html5 or entity == "&nbsp"


def _in_place_of(text: str, tag: re.Match[str]) -> str:
    name = tag["end"] or tag["start"] or ""
    before, after = text[tag.start() - 1 : tag.start()], text[tag.end() : tag.end() + 1]
    is_between = bool(before.strip() and after.strip())
    return " " if is_between and _IS_BLOCK.match(name) and not _WIDE.match(before) and not _WIDE.match(after) else ""


_WIDE = re.compile(rf"[{HAN}\u3000-\u303f！-｠<]")


def invisible_edits(text: str) -> Iterator[Edit]:
    """Edits that take out characters without a shape: soft hyphens, zero-width and bidi marks, controls."""
    for match in _INVISIBLE.finditer(text):
        yield Edit(*match.span(), "", "characters without a shape")


def space_edits(text: str) -> Iterator[Edit]:
    """Edits that write any run of white space as one plain space."""
    for match in _SPACES.finditer(text):
        yield Edit(*match.span(), " ", "white space")


def ligature_edits(text: str) -> Iterator[Edit]:
    """Edits that write the letters of a typesetter's ligature one by one: ﬁ as fi."""
    for match in _LIGATURE.finditer(text):
        yield Edit(*match.span(), _LIGATURES[match[0]], "ligature")


def radical_edits(text: str) -> Iterator[Edit]:
    """Edits that write a character for the sign of a radical that looks like it: 车 for ⻋, 一 for ⼀.

    Programs that make PDFs, and those that read them, take one for the other, since fonts draw both alike.
    """
    for match in _RADICAL.finditer(text):
        yield Edit(*match.span(), _RADICALS[match[0]], "sign of a radical")
