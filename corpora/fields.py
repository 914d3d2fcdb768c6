"""What a page says of itself in words, read from its byline, source and date lines: author, date, publisher, source."""

import re
from collections.abc import Iterable, Iterator

from corpora.chinese import simplified
from corpora.dates import first_date
from corpora.units import Fields, SegmentKind

# Where each field is looked for, and in this order where several lines say it.
_SAID_IN = {
    "author": (SegmentKind.BYLINE, SegmentKind.SOURCE, SegmentKind.DATE, SegmentKind.EDITORS_NOTE),
    "source": (SegmentKind.SOURCE, SegmentKind.DATE, SegmentKind.BYLINE, SegmentKind.EDITORS_NOTE),
    "date": (SegmentKind.DATE, SegmentKind.SOURCE, SegmentKind.BYLINE),
    "publisher": (SegmentKind.COPYRIGHT,),
    "url": (SegmentKind.SOURCE, SegmentKind.BYLINE, SegmentKind.DATE),
}
_LABELS = {
    "author": "作者 撰文 撰稿 采写 文字 记者 本报记者 文 autor autorin autoren text author words".split(),
    "source": "文章来源 稿件来源 信息来源 来源 稿源 转自 转载自 出处 quelle quellen source".split(),
    "": (  # other labels, at which a value ends
        "责任编辑 编辑 责编 校对 审核 监制 摄影 发布日期 发布时间 更新时间 日期 时间 发表于 浏览 阅读 点击 评论 "
        "stand redaktion foto fotos veröffentlicht aktualisiert published updated editor photo photos"
    ).split(),
}
_FIELD_OF = {label: field for field, labels in _LABELS.items() for label in labels}
_LABEL = re.compile(
    rf"(?<![^\W\d_])(?P<label>{'|'.join(sorted(_FIELD_OF, key=len, reverse=True))})\s?[:：/／｜|丨]\s?"
    # Chinese runs on: 来源投中网作者: still begins a label
    r"|(?P<han>作者|记者|来源|编辑|责任编辑)\s?[:：]\s?",
    re.IGNORECASE,
)
_VALUE_END = re.compile(r"[|｜丨·•,，;；。]\s?|\s{2,}|\s[-–—]\s|[)）】\]]|\s(?=\d{4}[-年/.])|$")
_NAME = r"[A-ZÄÖÜÀ-Þ][\w'’.-]+"
_NAMES = rf"(?-i:{_NAME}(?:\s(?:(?:van|von|de|der|den|und|and|&)\s){{0,2}}{_NAME}){{0,7}})"
_HAN_NAMES = r"[\u4e00-\u9fff·]{2,4}(?:[ 、][\u4e00-\u9fff·]{2,3}(?![报电摄]))*"
_PAPER = r"(?:本报|本网|本刊|特约|见习|\S{2,8}(?:报|社|网))"
_WORDED = {
    field: tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
    for field, patterns in {
        "author": (
            rf"^(?:ein (?:gast)?(?:beitrag|kommentar) )?(?:von|by|written by|story by):? (?P<value>{_NAMES})",
            rf"^{_PAPER}?\s?(?:记者|通讯员)\s?(?P<value>{_HAN_NAMES})(?=$|[ /／]|(?:报道|报导|电|摄))",
            r"^(?P<value>[\u4e00-\u9fff·]{2,4})\s?[/／]\s?[文编译]$",
        ),
        "source": (
            r"本文(?:来自|来源于?|转载自|转自|首发于|原载于?|摘自)(?:微信)?(?:公众号)?\s?[:：]?\s?[“《「]?"
            r"(?P<value>[^，,。”》」(（]{2,30})",
            r"(?:first appeared|originally published|first published|zuerst erschienen|erschien zuerst)"
            r" (?:in|on|at|auf|bei) (?P<value>(?-i:[A-ZÄÖÜ])[^.,;|]{1,40})",
        ),
        "publisher": (
            r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:(?:19|20)\d\d\s?(?:[-–]\s?(?:20)?\d\d)?)?\s*"
            r"(?P<value>[^\W\d_][^|｜·•.。,，©]{1,50}?)(?=\s*(?:[|｜·•.。,，©]|版权所有|all rights|alle rechte|$))",
            r"^版权(?:归|所有)[:：]?\s?(?P<value>[^\s，。所]{2,30}?)(?:所有)?$",
        ),
        "url": (r"(?P<value>https?://[^\s，。)）>\"“”]+)",),
    }.items()
}


def fields_from(paragraphs: Iterable[tuple[SegmentKind, str]]) -> Fields:
    """The fields that a page's lines of furniture say, each with its kind; "" for what none of them says.

    The date is a day (ISO 8601, YYYY-MM-DD) or a month. Where two lines say a field, the kind of line that is
    for it wins, then the earlier one.
    """
    lines = [(kind, text) for kind, text in paragraphs if not kind.is_aligned]
    return Fields(**{field: _first(field, lines) for field in Fields._fields})


def _first(field: str, lines: list[tuple[SegmentKind, str]]) -> str:
    for wanted in _SAID_IN[field]:
        for kind, text in lines:
            if kind is wanted and (value := _value(field, text)):
                return value
    return ""


def _value(field: str, text: str) -> str:
    """What one line says of a field."""
    if field == "date":
        return first_date(text)
    folded = simplified(text)
    folded = folded if len(folded) == len(text) else text
    for found, start, end in _labelled(folded):
        if found == field and (value := text[start:end].strip(" “”\"'《》「」:：")):
            return value
    for pattern in _WORDED.get(field, ()):
        if match := pattern.search(folded):
            return text[match.start("value") : match.end("value")].strip(" “”\"'《》「」:：")
    return ""


def _labelled(text: str) -> Iterator[tuple[str, int, int]]:
    """The fields that a line labels ("作者:…"), each with where its value begins and ends."""
    labels = list(_LABEL.finditer(text))
    for i, label in enumerate(labels):
        field = _FIELD_OF[(label["label"] or label["han"]).lower()]
        limit = labels[i + 1].start() if i + 1 < len(labels) else len(text)
        end = _VALUE_END.search(text, label.end(), limit)
        yield field, label.end(), end.start() if end else limit
