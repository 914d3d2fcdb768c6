"""The form of a line: how long it is, how it ends, what stands in it besides words."""

import re
from typing import NamedTuple

from corpora.dates import dates

_CLOSING = "”’」』）)\"'“»«›]】*_ "
_SENTENCE_ENDS = frozenset(".。！？!?…;；")
# A mark first and what stands before it after, so that only marks are looked at.
_INNER_END = re.compile(
    r"[.。！？!?](?:(?<=[。！？!?])[”’」』）)\"“]*\s*[^\s”’」』）)\"“]|(?<=[^\W\d_]{3}.)[“\"”)]?\s[„“\"(]?[A-ZÄÖÜ])"
)
_COMMAS, _COLONS = frozenset(",，、"), frozenset(":：")
_SEPARATOR = re.compile(r"[ |｜·•›»→>/–-]")
_LABELLED = re.compile(r"\s*[\[(（【〔©*]|[^:：]{1,24}[:：]")
_STOP = re.compile(r"。|[^\W\d_]{3}\.\s")
_SHARP_ENDS = frozenset("?!？！")
_SEPARATORS = re.compile(
    r"(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff]{2,5}(?:\s|$))|[|｜·•›»→]|\s[/>–-]\s|(?<=[\u4e00-\u9fff])\s?[>/]\s?(?=[\u4e00-\u9fff])"
)
_COUNTS = re.compile(r"[\d.,:：/()（）\[\]\s+万亿wkKM%-]+")
_BULLET = re.compile(
    r"^\s*(?:[-–—•·●○■□▪▸►▶➤→›»*+]|\d{1,3}[.)、．](?!\d)|[（(]\d{1,3}[)）]|[（(]?[一二三四五六七八九十]{1,3}[、）)])\s*(?=\S)"
)
_HAN_NUMERALS = frozenset("一二三四五六七八九十")
_LOWER = re.compile(r"[a-zß-öø-ÿ]")
_NAME = re.compile(
    r"(?:Dr\. |Prof\. )*[A-ZÄÖÜÀ-Þ][\w'’-]+(?: (?:[A-Z]\.|van|von|de|der|den|zu))* [A-ZÄÖÜÀ-Þ][\w'’-]+"
    r"(?:(?:,| und| and| &) [A-ZÄÖÜÀ-Þ][\w'’-]+(?: (?:[A-Z]\.|van|von|de|der))* [A-ZÄÖÜÀ-Þ][\w'’-]+)*"
    r"|[\u4e00-\u9fff]{2,3}(?:[ 、·][\u4e00-\u9fff]{2,3}){0,2}|[\u4e00-\u9fff]{4}"
)
_DATE_WORDS = re.compile(
    r"(?:发布|更新|发表|刊登|上传|创建|出版|最后|日期|时间|于|星期[一二三四五六日天]|周[一二三四五六日]|上午|下午|凌晨|晚上|北京"
    r"|浏览|阅读|点击|次|量|数|人气"
    r"|\b(?:veröffentlicht|aktualisiert|erstellt|erschienen|publiziert|stand|am|um|uhr|letzte|zuletzt|aktualisierung|änderung|datum"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so"
    r"|published|posted|updated|last|modified|created|on|at|date|first|issued"
    r"|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
    r"|am|pm|a\.m|p\.m|gmt|utc|bst|est|edt|cet|cest|mez|mesz|et|t|z)\b)",
    re.IGNORECASE,
)  # fmt: skip
_PLACE = re.compile(r"^\(?(?:[A-ZÄÖÜ][\w.]+(?:[ /-][A-ZÄÖÜ]?[\w.]+){0,3}|[\u4e00-\u9fff]{2,6})\s?[,，:]\s")
_NAMED_DATE = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{2,12}(?:\s[\u4e00-\u9fff]{2,6}){0,2}\s(?:(?:19|20)\d{2}[-年/.]\d{1,2}[-月/.]\d{1,2}日?|\d{1,2}[-月]\d{1,2}日?|昨天|今天)(?:\s\d{1,2}:\d{2}(?::\d{2})?)?"
)
_CLOCK = re.compile(r"\d{1,2}[:：.]\d{2}(?:[:：]\d{2})?")
_DAY = re.compile(
    r"^\s*(?:\d{1,2}\s?月\s?\d{1,2}\s?日|\d{1,2}-\d{1,2}|\d{1,2}\.\s?\d{1,2}\.|(?:vor|seit) \d+ \w+|\d+ \w+ ago"
    r"|\d+\s?(?:分钟|小时|天|个月|年)前|昨天|今天|gestern|heute|yesterday|today)"
    r"[\s,]*(?:\d{1,2}[:：]\d{2}(?: uhr)?)?\s*$",
    re.IGNORECASE,
)
_LONGEST_DATE_LINE, _LONGEST_DAY, _LONGEST_TIME = 140, 12, 60
_SHORTEST_RULE = 3  # characters of a line of dashes or stars
_DIGIT = re.compile(r"[\d一二]")
_SAMPLE = 2000  # characters; what has no sentence's end in so many is no text at all


class Form(NamedTuple):
    """What a line looks like, whatever it says.

    width counts UTF-8 bytes, in which a Chinese character weighs as three Latin letters. ending is "sentence",
    "comma", "colon" or "open"; sharp says
    that the sentence's end is ? or !. labelled says that a colon or a bracket stands near the beginning, sentences
    that a sentence ends inside the line.
    """

    width: int
    ending: str
    sentences: bool
    separators: int
    bullet: str
    starts_lower: bool
    sharp: bool
    labelled: bool

    @property
    def is_paragraph(self) -> bool:
        """Whether running text looks so: a sentence's end, or longer than any heading."""
        return self.ending == "sentence" or self.sentences or self.width > LONG

    @property
    def is_prose(self) -> bool:
        """Whether a line is a sentence or several, and does not begin as "Correction: ..." does."""
        return self.ending == "sentence" and not self.labelled

    @property
    def is_short_and_open(self) -> bool:
        """Whether headings, captions and menus look so."""
        return self.width <= SHORT and self.ending == "open" and not self.sentences

    @property
    def is_item(self) -> bool:
        """Whether the title of another article in a list could look so: as above, or a short question or cry."""
        return self.width <= SHORT and not self.sentences and (self.ending == "open" or self.sharp)


SHORT = 120
LONG = 230
TEASER = 150
TITLE = 60


def form_of(text: str) -> Form:
    """The form of a line of cleaned text."""
    ending, last = _ending(text)
    width = len(text.encode("utf-8", "surrogatepass"))
    inner = _INNER_END.search(text, 0, _SAMPLE)
    if inner and ending == "open" and width <= SHORT and not _STOP.search(text):
        inner = None  # a title of two parts: "Why? Three reasons"
    return Form(
        width=width,
        ending=ending,
        sentences=inner is not None,
        separators=len(_SEPARATORS.findall(text)) if len(text) <= LONG and _SEPARATOR.search(text) else 0,
        bullet=_bullet(text),
        starts_lower=_LOWER.match(text) is not None,
        sharp=last in _SHARP_ENDS,
        labelled=_LABELLED.match(text) is not None,
    )


def _bullet(text: str) -> str:
    """The sort of mark that an item of a list begins with: "1", "一" or the mark itself; "" for no item."""
    match = _BULLET.match(text)
    if not match:
        return ""
    mark = match.group().strip(" \t(（)）")[:1]
    return "1" if mark.isdigit() else "一" if mark in _HAN_NUMERALS else mark


def _ending(text: str) -> tuple[str, str]:
    """How a line ends, and the character it ends with but for closing quotes and brackets."""
    last = text.rstrip(_CLOSING)[-1:]
    if last == "." and len(text) <= _LONGEST_TIME and text.endswith(("a.m.", "p.m.")):
        return "open", last
    if last in _SENTENCE_ENDS:
        return "sentence", last
    if last in _COMMAS:
        return "comma", last
    return ("colon" if last in _COLONS else "open"), last


def is_date_line(text: str) -> bool:
    """Whether a line says when and nothing else: a date, a time, and words as "Stand:" or "更新时间"."""
    if len(text) > _LONGEST_DATE_LINE or not (_DIGIT.search(text) or len(text) <= _LONGEST_DAY):
        return False
    if _DAY.match(text):
        return True
    found = list(dates(text))
    if not found:
        return False
    rest = text
    for date in reversed(found):
        rest = rest[: date.span.start] + " " + rest[date.span.end :]
    rest = _DATE_WORDS.sub("", _CLOCK.sub("", rest))
    return not re.search(r"[^\W\d_]", _PLACE.sub("", rest) if found[0].span.start else rest)


def is_name_with_date(text: str) -> bool:
    """Whether a line is a name and when, as the paper and the time under a title are."""
    return _NAMED_DATE.fullmatch(text) is not None


def is_counts(text: str) -> bool:
    """Whether a line is numbers and signs: page numbers, counters, rules of dashes."""
    if len(text) < _SHORTEST_RULE and not _DIGIT.search(text):
        return False  # a lone quotation mark or full stop, cut off its sentence
    return not re.search(r"[^\W\d_]", _COUNTS.sub("", text))


def is_name(text: str) -> bool:
    """Whether a line could be the name of a person, or of several."""
    return len(text) <= 80 and _NAME.fullmatch(text) is not None
