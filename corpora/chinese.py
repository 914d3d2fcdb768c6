"""Chinese as scraped pages spoil it, and the edits that mend it: pinyin glosses, script, mojibake, punctuation.

Every function takes text and returns edits with their reasons; corpora.cleaning applies and records them.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from corpora.offsets import Edit

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_GLOSS = re.compile(rf"(?P<han>[{HAN}])(?P<gloss>\s?[(（](?P<reading>[a-zü{_TONED}]{{1,7}})[)）])")
_BROKEN_GLOSS = re.compile(rf"\?[a-zü]*[{_TONED}][a-zü]*[)）]")
# 。 and ” are A1A3 and A1B1 in GBK. Where a byte was lost before them the pairs shift: A3A1 reads as ！,
# and the last byte swallows the < of the tag that follows: 。”</p> becomes ?!?/p>.
_SHIFTED_END = re.compile(r"\?[!！]\?/(?P<tag>p|strong|span|div|b|em|blockquote|section)>")
# The same with a character lost before the quote: 校”。</strong> becomes ?!薄?/strong>.
_SHIFTED_QUOTE = re.compile(r"\?[!！]薄\?/(?P<tag>p|strong|span|div|b|em|blockquote|section)>")
_STRAY_TAG = re.compile(r"<?/(?:p|strong|span|div|b|em|blockquote|section)>")
_DAMAGE = re.compile(r"[\ufffd]|锟斤拷|銆[傗]|鈥[\x9c\x9d?]|鐨勪|(?<=[\u4e00-\u9fff])\?[\u4e00-\u9fff]{2,}\?(?=[\u4e00-\u9fff])")
LOST = "\ufffd"

_WIDE = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_MARK = re.compile(r"[ \t]*(?P<mark>[,:;?!])[ \t]*")
_BRACKETS = re.compile(rf"\((?P<inside>[^()]*[{HAN}][^()]*)\)")
_CJK_CONTEXT = re.compile(rf"[{HAN}“”‘’「」『』（）《》〈〉【】。，、；：？！…％]")


def has_glosses(text: str) -> bool:
    """Whether the text has pinyin glosses, the sign of a page that a machine blew up to traditional."""
    return next(gloss_edits(text), None) is not None


def gloss_edits(text: str) -> Iterator[Edit]:
    """Edits that take out pinyin in brackets where it is a reading of the character before it: 創(chuàng)."""
    broken = {match.start(): match for match in _BROKEN_GLOSS.finditer(text)}
    matches = sorted([*_GLOSS.finditer(text), *broken.values()], key=lambda match: match.start())
    for match in matches:
        if match.start() in broken:
            yield Edit(match.start(), match.end(), "", "rest of a pinyin gloss whose bracket was damaged", 0.9)
        elif match["reading"] in readings(match["han"]):
            start, end = match.span("gloss")
            yield Edit(start, end, "", f"pinyin gloss of {match['han']}")


@cache
def readings(character: str) -> frozenset[str]:
    """Every reading of a character in pinyin, with tone marks and without."""
    from pypinyin import Style, pinyin

    return frozenset(
        reading
        for style in (Style.TONE, Style.NORMAL)
        for reading in pinyin(character, style=style, heteronym=True)[0]
    )  # fmt: skip


def mojibake_edits(text: str) -> Iterator[Edit]:
    """Edits that restore quotation ends shifted by a byte, and take stray ends of tags out."""
    taken = 0
    found = [
        *((m, "。”", "shifted GBK bytes: 。” and the < of a closing tag") for m in _SHIFTED_END.finditer(text)),
        *((m, f"{LOST}”。", "shifted GBK bytes: one character is lost") for m in _SHIFTED_QUOTE.finditer(text)),
        *((m, "", "end of an HTML tag") for m in _STRAY_TAG.finditer(text)),
    ]
    for match, replacement, reason in sorted(found, key=lambda item: (item[0].start(), -item[0].end())):
        if match.start() >= taken:
            yield Edit(match.start(), match.end(), replacement, reason, 0.9 if replacement else 1.0)
            taken = match.end()


def damage(text: str) -> list[re.Match[str]]:
    """Places that look like mojibake which cannot be undone with certainty: to be flagged, not guessed."""
    return list(_DAMAGE.finditer(text))


def fold_edits(text: str) -> Iterator[Edit]:
    """Edits that turn traditional characters into simplified ones, by OpenCC's phrases (乾隆 stays 乾隆)."""
    folded = simplified(text)
    if len(folded) != len(text):  # no t2s phrase changes its length today; were one to, fold by character
        folded = "".join(simplified(character)[:1] for character in text)
    for i, (before, after) in enumerate(zip(text, folded, strict=True)):
        if before != after:
            yield Edit(i, i + 1, after, "traditional character of a page converted by machine")


def simplified(text: str) -> str:
    """The text in simplified characters."""
    return str(_to_simplified().convert(text))


@cache
def _to_simplified() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


@cache
def _to_traditional() -> Any:
    from opencc import OpenCC

    return OpenCC("s2t")


def script(text: str) -> str:
    """ "Hant" or "Hans": which script's own characters the text has more of."""
    sample = text[:20_000]
    folded, unfolded = simplified(sample), str(_to_traditional().convert(sample))
    traditional = sum(a != b for a, b in zip(sample, folded, strict=False))
    simple = sum(a != b for a, b in zip(sample, unfolded, strict=False))
    return "Hant" if traditional > simple else "Hans"


def punctuation_edits(text: str) -> Iterator[Edit]:
    """Edits that give Chinese text its own , : ; ? ! and brackets, leaving numbers, times, URLs and Latin text alone."""
    brackets = {
        position: wide
        for match in _BRACKETS.finditer(text)
        for position, wide in ((match.start(), "（"), (match.end() - 1, "）"))
    }
    edits = [Edit(at, at + 1, wide, "Chinese bracket written narrow") for at, wide in brackets.items()]
    for match in _MARK.finditer(text):
        mark = match.start("mark")
        if _is_chinese_mark(text, match):
            edits.append(Edit(match.start(), match.end(), _WIDE[match["mark"]], f"Chinese {text[mark]} written narrow"))
    taken = 0
    for edit in sorted(edits):
        if edit.start >= taken:
            yield edit
            taken = edit.end


def _is_chinese_mark(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    if before.isdigit() and after.isdigit():
        return False  # 2,000 and 06:59
    if match["mark"] == ":" and text[match.end() :].startswith("//"):
        return False
    if _CJK_CONTEXT.match(before):
        return True
    # After Latin letters or digits the other side decides: "AI,離不開" is Chinese, "Hello, world" is not.
    return bool(before.strip()) and bool(_CJK_CONTEXT.match(after)) or (not after and _has_han(text))


def _has_han(text: str) -> bool:
    return re.search(rf"[{HAN}]", text) is not None
