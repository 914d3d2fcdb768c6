"""Chinese as scraped pages spoil it, and the edits that mend it: pinyin glosses, script, mojibake, punctuation.

Every function takes text and returns edits with their reasons; corpora.cleaning applies and records them.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from corpora.offsets import Edit

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
LOST = "\ufffd"  # stands for a character that a wrong decoding took and nothing brings back
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_GLOSS = re.compile(rf"(?P<han>[{HAN}])(?P<gloss>\s?[(（](?P<reading>[a-zü{_TONED}]{{1,7}})[)）])")
_BROKEN_GLOSS = re.compile(rf"\?[a-zü]*[{_TONED}][a-zü]*[)）]")
# 。 and ” are A1A3 and A1B1 in GBK. Where a byte was lost before them the pairs shift: A3A1 reads as ！,
# and the last byte swallows the < of the tag that follows: 。”</p> becomes ?!?/p>.
_SHIFTED_END = re.compile(r"\?[!！]\?/(?P<tag>p|strong|span|div|b|em|blockquote|section)>")
# The same with a character lost before the quote: 校”。</strong> becomes ?!薄?/strong>.
_SHIFTED_QUOTE = re.compile(r"\?[!！]薄\?/(?P<tag>p|strong|span|div|b|em|blockquote|section)>")
# A gloss put between the two bytes of a character: 的 is B5C4, and B5 swallowed the bracket. What follows is
# shifted by a byte up to the next gloss: 的大模型明星創(chuàng)業(yè) became ?shù)拇竽P兔餍莿?chuàng)業(yè).
_SHIFTED_RUN = re.compile(
    rf"(?P<before>[{HAN}])(?:\([a-zü{_TONED}]{{1,7}}\))?"
    rf"(?P<damaged>\?(?P<first>[a-zü{_TONED}]{{1,7}})\)(?P<run>[{HAN}！-～!-&*->@-~]{{1,40}}?)\?(?P<last>[a-zü{_TONED}]{{1,7}})\))"
)
_STRAY_TAG = re.compile(r"<?/(?:p|strong|span|div|b|em|blockquote|section)>")
_DAMAGE = re.compile(rf"{LOST}|锟斤拷|銆[傗]|鈥[\x9c\x9d?]|鐨勪|(?<=[{HAN}])\?[{HAN}]{{2,}}\?(?=[{HAN}])")

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
            yield Edit(
                match.start(), match.end(), "", "rest of a pinyin gloss; the character before it may be lost", 0.5
            )
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
    runs = ((m.span("damaged"), _unshifted(m), "bytes shifted by a pinyin gloss") for m in _SHIFTED_RUN.finditer(text))
    found = [
        *((span, repaired, reason) for span, repaired, reason in runs if repaired),
        *((m.span(), "。”", "shifted bytes: 。” and the < of a closing tag") for m in _SHIFTED_END.finditer(text)),
        *((m.span(), f"{LOST}”。", "shifted bytes: one character is lost") for m in _SHIFTED_QUOTE.finditer(text)),
        *((m.span(), "", "end of an HTML tag") for m in _STRAY_TAG.finditer(text)),
    ]
    for (start, end), replacement, reason in sorted(found, key=lambda item: (item[0][0], -item[0][1])):
        if start >= taken:
            yield Edit(start, end, replacement, reason, 0.9 if replacement else 1.0)
            taken = end


def _unshifted(match: re.Match[str]) -> str:
    """The text that a run of shifted GBK bytes was, "" where it cannot be known.

    The bytes lost to brackets at both ends are those that make a character with the reading in the gloss.
    """
    try:
        first = _byte_read_as(match["before"].encode("gbk")[1:], match["first"])
        wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in match["run"])
        run = wide.encode("gbk")
        last = _byte_read_as(run[-1:], match["last"])
        return (first + run + last).decode("gbk") if first and last else ""
    except UnicodeError:
        return ""


def _byte_read_as(lead: bytes, reading: str) -> bytes:
    """The byte that makes, after a lead byte, a character read so; empty where there is none or several.

    Only characters count that a converter makes of simplified text: 創 of 创, not its variants 刱 and 剏.
    """
    found = []
    for value in range(0x40, 0xFF):
        character = (lead + bytes([value])).decode("gbk", errors="ignore")
        if len(character) == 1 and reading in readings(character) and _is_converted(character):
            found.append(bytes([value]))
    return found[0] if len(found) == 1 else b""


def _is_converted(character: str) -> bool:
    simple = simplified(character)
    try:
        simple.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return bool(_converter("s2t").convert(simple) == character)


def damage(text: str) -> list[re.Match[str]]:
    """Places that look like mojibake which cannot be undone with certainty: to be flagged, not guessed."""
    return list(_DAMAGE.finditer(text))


def fold_edits(text: str) -> Iterator[Edit]:
    """Edits that turn traditional characters into simplified ones, by OpenCC's phrases (乾淨 is 干净, 乾隆 stays)."""
    folded = simplified(text)
    if len(folded) != len(text):  # no phrase of OpenCC's changes its length today; were one to, fold by character
        folded = "".join(simplified(character)[:1] for character in text)
    for i, (before, after) in enumerate(zip(text, folded, strict=True)):
        if before != after:
            yield Edit(i, i + 1, after, "traditional character of a page converted by machine")


def simplified(text: str) -> str:
    """The text in simplified characters, 著 as 着 where it is the particle (盯著, but 著名)."""
    return str(_converter("tw2s").convert(text))


@cache
def _converter(name: str) -> Any:
    from opencc import OpenCC

    return OpenCC(name)


def script(text: str) -> str:
    """ "Hant" or "Hans": which script's own characters the text has more of."""
    sample = text[:20_000]
    folded, unfolded = simplified(sample), str(_converter("s2t").convert(sample))
    traditional = sum(a != b for a, b in zip(sample, folded, strict=False))
    simple = sum(a != b for a, b in zip(sample, unfolded, strict=False))
    return "Hant" if traditional > simple else "Hans"


def punctuation_edits(text: str) -> Iterator[Edit]:
    """Edits that give Chinese text its own , : ; ? ! and brackets, not numbers, times, URLs and Latin text."""
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
    return (bool(before.strip()) and bool(_CJK_CONTEXT.match(after))) or (not after and _has_han(text))


def _has_han(text: str) -> bool:
    return re.search(rf"[{HAN}]", text) is not None
