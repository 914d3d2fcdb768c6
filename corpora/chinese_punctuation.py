"""The width and the marks of Chinese text: a comma between Han characters is ，; numbers, URLs and Latin text stay.

Each rule gives edits; where two want the same place the first by position is taken. Nothing here changes a
mark that stands between two digits, or inside anything that is written in ASCII as a whole.
"""

import re
from collections.abc import Iterator
from itertools import chain

from corpora.chinese import CJK, HAN, has_han
from corpora.chinese_quotes import quote_edits
from corpora.offsets import Edit

_WIDE = str.maketrans(",:;?!()", "，：；？！（）")
_MARK = re.compile(r"(?<![ \t,:;?!])[ \t]*(?P<marks>[,:;?!]+)[ \t]*")
_BRACKET = re.compile(r"[()（）]")
_IS_CJK = re.compile(f"[{CJK}]")
_TOKEN = re.compile(r"[A-Za-z0-9%+.-]{1,30}")
_TOKEN_BEFORE = re.compile(r"[A-Za-z0-9%+.-]{1,30}$")
# What is written in ASCII as a whole, other marks in it included.
_ASCII_WHOLE = re.compile(
    r"(?:https?|ftp|file)://[!-~]+|www\.[!-~]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
    r"|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}"
    r"\.(?:com|cn|net|org|gov|edu|io|ai|html?|php|pdf|docx?|xlsx?|txt|jpe?g|png|gif|zip|py|js)\b(?:/[!-~]*)?",
    re.ASCII | re.IGNORECASE,
)
_FULL_ASCII = re.compile(
    "[０-９Ａ-Ｚａ-ｚ]+(?:(?:[：．－／＠＿]|，(?=[０-９]{3}(?![０-９])))[０-９Ａ-Ｚａ-ｚ]+)*％?"
    "|(?<=[0-9])(?:．(?=[0-9])|％)"
)
_HALF_CJK = re.compile("[｡｢｣､]")
_FULL_CJK = str.maketrans("｡｢｣､", "。「」、")
_DOTS = re.compile(rf"(?<=[{CJK}A-Za-z0-9%])[ ]?(?:\.{{3,}}|。{{3,}}|…(?!…)(?<!……)|·{{3,}}|・{{3,}})(?:\.|。|…)*")
_DASHES = re.compile(rf"(?<=[{CJK}]) ?(?:-{{2,4}}|[─―－]{{2,}}) ?(?=[{CJK}A-Za-z0-9])")
_MAY_BE_RUN = re.compile("[.。·・─―－-]{2}|…")
_STOP = re.compile(rf"(?<=[{HAN}”’）》])\.(?![.\w])|(?<=[{HAN}”’）》])\.(?=[{HAN}“‘《（])")
_CLAUSE_MARK = re.compile("[，。；：！？、,;:?!.]")
_SPACE_AT_MARK = re.compile(rf"(?<=[，。；：！？、…（《“‘]) +(?=\S)|(?<=[{CJK}\w]) +(?=[，。；：！？、）》”’])")
_LONGEST_NAME = 4  # characters; what stands between stops and is shorter may be a part of a foreign name


def punctuation_edits(text: str) -> Iterator[Edit]:
    """Edits that give Chinese text its own marks, letters and digits their plain width. Latin lines stay."""
    if not has_han(text):
        return
    kept = [_kept_span(match) for match in _ASCII_WHOLE.finditer(text)] if "." in text or "/" in text else []
    edits = chain(
        _width_edits(text), _mark_edits(text), _bracket_edits(text), _stop_edits(text), _run_edits(text),
        quote_edits(text), _space_edits(text),
    )  # fmt: skip
    taken, following = 0, iter([*kept, (len(text) + 1, len(text) + 1)])
    start, end = next(following)
    for edit in sorted(edits):
        while end <= edit.start:
            start, end = next(following)
        if edit.start >= taken and edit.end <= start:
            yield edit
            taken = edit.end


def _kept_span(match: re.Match[str]) -> tuple[int, int]:
    """Where an address lies, without the mark that ends the sentence it is in."""
    return match.start(), match.start() + len(match[0].rstrip(",.;:!?()"))


def _width_edits(text: str) -> Iterator[Edit]:
    for match in _FULL_ASCII.finditer(text):
        narrow = "".join(chr(ord(c) - 0xFEE0) for c in match[0])
        yield Edit(*match.span(), narrow, "letters and digits written wide")
    for match in _HALF_CJK.finditer(text):
        yield Edit(*match.span(), match[0].translate(_FULL_CJK), "Chinese mark written at half its width")


def _mark_edits(text: str) -> Iterator[Edit]:
    for match in _MARK.finditer(text):
        if _is_chinese_mark(text, match):
            marks = match["marks"]
            yield Edit(*match.span(), marks.translate(_WIDE), f"Chinese {marks} written narrow")


def _is_chinese_mark(text: str, match: re.Match[str]) -> bool:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    marks = match["marks"]
    if before.isdigit() and after.isdigit():
        return False  # 2,000 and 06:59
    if marks == ":" and text.startswith("//", match.end()):
        return False
    if _IS_CJK.match(before):
        return True
    if not before:
        return False
    # After Latin letters or digits the other side decides: "AI,離不開" is Chinese, "Hello, world" is not.
    return not after or _IS_CJK.match(after) is not None or (marks in ",;" and _is_between_clauses(text, match))


def _is_between_clauses(text: str, match: re.Match[str]) -> bool:
    """Whether Chinese goes on at both sides of the two words: 于1996,AI公司, and not f(x,y) or a, b."""
    left = _TOKEN_BEFORE.search(text[max(0, match.start() - 30) : match.start()])
    right = _TOKEN.match(text, match.end())
    if not left or not right or match[0] not in (",", ";") or len(left[0]) == len(right[0]) == 1:
        return False
    before = text[match.start() - len(left[0]) - 1 : match.start() - len(left[0])]
    after = text[right.end() : right.end() + 1]
    sides = [_IS_CJK.match(before) is not None, _IS_CJK.match(after) is not None]
    return any(sides) and all(is_cjk or c in (",", ";") for is_cjk, c in zip(sides, (before, after), strict=True))


def _bracket_edits(text: str) -> Iterator[Edit]:
    """Edits that widen pairs of brackets with Han in them, and single ones whose partner is wide."""
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] in "(（":
            opened.append(match.start())
        elif opened:
            start, end = opened.pop(), match.start()
            if _is_chinese_pair(text, start, end):
                yield from (_widened(text, at) for at in (start, end) if text[at] in "()")


def _widened(text: str, at: int) -> Edit:
    return Edit(at, at + 1, text[at].translate(_WIDE), "Chinese bracket written narrow")


def _is_chinese_pair(text: str, start: int, end: int) -> bool:
    """Whether one bracket is wide or Han is between them; around Latin letters both stay as the page has them."""
    return text[start] == "（" or text[end] == "）" or _IS_HAN.search(text, start + 1, end) is not None


_IS_HAN = re.compile(f"[{HAN}]")


def _stop_edits(text: str) -> Iterator[Edit]:
    """Edits that make 。 of a full stop that surely ends a sentence.

    Inside a line a stop may stand in a foreign name (约翰.史密斯): there it counts only in a line that also ends in
    one, between clauses longer than the parts of a name.
    """
    stops = [match.start() for match in _STOP.finditer(text)] if "." in text else []
    end = len(text.rstrip("”’）》 ")) - 1  # where the stop is, if one ends the line
    for stop in stops:
        is_last = stop == end and len(text) > 2 * _LONGEST_NAME
        if is_last or (stops[-1] == end and _is_between_long_clauses(text, stop)):
            yield Edit(stop, stop + 1, "。", "Chinese full stop written narrow", 0.9)


def _is_between_long_clauses(text: str, stop: int) -> bool:
    before, after = text[max(0, stop - 40) : stop], text[stop + 1 : stop + 41]
    return min(len(_CLAUSE_MARK.split(before)[-1]), len(_CLAUSE_MARK.split(after)[0])) > _LONGEST_NAME


def _run_edits(text: str) -> Iterator[Edit]:
    if _MAY_BE_RUN.search(text):
        for match in _DOTS.finditer(text):
            yield Edit(*match.span(), "……", "Chinese ellipsis", 0.9)
        for match in _DASHES.finditer(text):
            yield Edit(*match.span(), "——", "Chinese dash", 0.9)


def _space_edits(text: str) -> Iterator[Edit]:
    for match in _SPACE_AT_MARK.finditer(text) if " " in text else ():
        yield Edit(*match.span(), "", "space beside a wide mark")
