"""Which marks in Chinese text end a sentence: full stops of other writing, …… and ～ where what follows starts anew."""

import re
from enum import Enum

_HAN = r"\u3400-\u9fff\u3007"
_ELLIPSIS = re.compile(r"(?:…|⋯|·{3,}|\.{2,}|。{2,})+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.'’&, -]*$")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9.'’&-]*$")
_NUMBER = re.compile(r"[0-9０-９][0-9０-９.．,]*$")
_ABBREVIATIONS = frozenset(
    "al approx art bros ca cf ch co col corp dept dr ed eds eg eq esp est etc ext fig figs gen gov ie inc jr lt ltd mr "
    "mrs ms no nos nr op p pp phd pl prof ps rev sec sen sgt sr st vol vols vs viz".split()
)
_ARE_PARTS = re.compile(r"(?:[A-Za-z]{1,3}\.)+[A-Za-z]{1,2}")  # Ph.D U.S e.g
# Signs that a clause has said something: aspect, verbs of being and moving, negation, adverbs before a verb.
_PREDICATE = re.compile(
    r"[了着著过過是有在会會到来來去说說想看听聽能把被让讓使很太都也就不没沒要走飞飛跑站坐开開响響停落哭笑叫写寫吃喝睡死活]"
    rf"|([{_HAN}])\1"
)
_LINKED = re.compile(
    r"[，、；：,;:的。！？!?）)”’」』》]|却|卻|而|但|还有|還有|还|還|就|也|又|才|便|都|或|和|与|與|以及|等|应有尽有|恐怕|总之|總之"
)
_ANEW = re.compile(
    r"(?:如今|后来|後來|现在|現在|这时|這時|那时|那時|忽然|突然|第二天|次日|从此|從此|于是|於是|不久|今天|昨天|明天|今年|去年|当天|當天)"
)
_PARTICLES = "吧哦呢啊呀啦耶嘛哈了的么麼喔噢咯呗唄诶哟喲"
_EXPECTS = "个個只隻杯条條份颗顆朵件款位名的和跟与與在是"
_RANGE = re.compile(r"[0-9０-９一二三四五六七八九十零百千万日号號年月时時点點分秒岁歲级級度℃%％天周]$")
_HAN_NUMBER = re.compile("[一二三四五六七八九十百]{1,4}")
_NAMES_WITH_MARKS = frozenset("Yahoo Jeopardy Joomla Kahoot YUM Mamma Oklahoma".split())
_LONG = 9  # characters before an ellipsis that say something whatever their words
LEAST_CLAUSE = 4  # characters before ～ or an emoji that stands for a full stop


class Kind(Enum):
    """What a mark is: a full stop, a question or exclamation, an ASCII stop, an ellipsis, ～ or emoji."""

    STOP = "。"
    MARK = "！"
    DOT = "."
    ELLIPSIS = "…"
    SOFT = "~"


def kind_of(marks: str) -> Kind:
    """The kind of marks that stand together."""
    if _ELLIPSIS.fullmatch(marks):
        return Kind.ELLIPSIS
    if any(mark in "！？!?‼⁇⁈⁉—" for mark in marks):
        return Kind.MARK
    if "。" in marks or "｡" in marks:
        return Kind.STOP
    if marks[-1] in ".．" or marks[0] in ".．":
        return Kind.DOT if len(marks) == 1 else Kind.ELLIPSIS
    return Kind.ELLIPSIS if marks[0] in "…⋯·" else Kind.SOFT


def mark_ends(text: str, start: int, at: int, place: int) -> bool:
    """Whether a question or exclamation mark, text[at:place], ends the sentence that began at start.

    One that is ASCII may be a part of an address, of a name (Yahoo!), or of an English title inside the sentence.
    """
    rest = text[place : place + 2]
    if text[at] not in "!?" or not (word := _LATIN.search(text[max(start, at - 60) : at])):
        return True
    if rest[:1].isascii() and (rest[:1].isalnum() or rest[:1] in "=&/"):
        return False
    if rest.strip()[:1].islower() or word.group().split()[-1] in _NAMES_WITH_MARKS:
        return False
    before = text[start : max(start, at - 60) + word.start()].rstrip()
    return not (before and before[-1].isalnum() and re.match(f"[{_HAN}]", rest.strip()))


def dot_ends(text: str, start: int, at: int, place: int) -> bool:
    """Whether an ASCII or fullwidth full stop, text[at:place], ends the sentence that began at start."""
    before, rest = text[max(start, at - 40) : at], text[place : place + 40]
    if not before.strip():
        return False
    if number := _NUMBER.search(before):
        ahead = before[: number.start()].rstrip()
        if _is_next_item(number.group(), ahead):
            return False
        return bool(ahead) and ahead[-1] not in "：；:;、，,（(第.．" and not _NUMBER.fullmatch(before.strip())
    if _HAN_NUMBER.fullmatch(before.strip()):
        return False
    if word := _WORD.search(before):
        return not _abbreviates(word.group()) and not rest.lstrip()[:1].islower()
    return True


def _is_next_item(number: str, ahead: str) -> bool:
    """Whether a number goes on counting items: 1.报名表 2.评分标准."""
    return number.isdigit() and re.search(rf"(?<![\d.]){int(number) - 1}[.．、]", ahead) is not None


def _abbreviates(word: str) -> bool:
    parts = word.lower().strip("'’&-")
    return len(parts) == 1 or parts in _ABBREVIATIONS or _ARE_PARTS.fullmatch(word) is not None


def clause_ends(kind: Kind, before: str, rest: str) -> bool:
    """Whether an ellipsis, ～ or emoji ends a sentence: what is before it is one, what follows starts anew."""
    before, rest = before.rstrip(), rest.lstrip()
    clause = re.split("[，；：,;:]", before)[-1]
    if not clause or not rest or _LINKED.match(rest):
        return False
    if kind is Kind.SOFT:
        if clause[-1] in _EXPECTS or _RANGE.search(clause) or rest[0].isdigit():
            return False
        return len(clause) >= LEAST_CLAUSE or (len(clause) > 1 and clause[-1] in _PARTICLES)
    if _ANEW.match(rest):
        return True
    if len(before) <= LEAST_CLAUSE:
        return before[-1] == "了" and len(before) >= LEAST_CLAUSE - 1
    if "、" in clause:  # of things counted up, what is before the first may say something of them
        return _PREDICATE.search(clause.split("、")[0]) is not None
    return len(before) > _LONG or _PREDICATE.search(before) is not None
