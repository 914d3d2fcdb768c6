"""What on a page is not the article: navigation, bylines, captions, adverts, notices, and the reason each is known by.

Lines are told by their words, their form, their place and their repetition; sentences only by words so
plain that no article says them. Nothing is deleted: what is set aside keeps its text and its place.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from corpora.units import SegmentKind


class Furniture(NamedTuple):
    """Why a line or sentence is not part of the article's text."""

    kind: SegmentKind
    reason: str
    confidence: float = 0.9


_BOILERPLATE, _BYLINE, _CAPTION = SegmentKind.BOILERPLATE, SegmentKind.BYLINE, SegmentKind.CAPTION


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    furniture: Furniture
    longest: int  # characters; a longer line is the article's even where the words occur in it


def _rule(pattern: str, kind: SegmentKind, reason: str, longest: int = 80) -> _Rule:
    return _Rule(re.compile(pattern, re.IGNORECASE), Furniture(kind, reason), longest)


_LINES = (
    # Chinese; patterns are tried on simplified text
    _rule(r"^(来源|文章来源|稿源|转自|作者|文|撰文|记者|编辑|责任编辑|责编|审核|校对|监制|策划|摄影)\s*[:：/|丨]", _BYLINE, "byline or source line", 120),
    _rule(r"^.{0,24}(记者|通讯员)\s?[\u4e00-\u9fff]{2,4}(\s?[\u4e00-\u9fff]{2,4})?$", _BYLINE, "byline", 40),
    _rule(r"^本文(首发于|来自|来源于?|转载自|系).{0,60}(作者|公众号)", _BYLINE, "source line", 120),
    _rule(r"(发布|更新)(日期|时间)\s*[:：]|浏览\s*[:：]\s*\d+次?|阅读\s*[:：(（]?\s*\d+", _BYLINE, "date line", 120),
    _rule(r"^\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(\s+\d{1,2}:\d{2}(:\d{2})?)?$", _BYLINE, "date line", 40),
    _rule(r"^(编者按|编者注|编者语)\s*[:：]", _BOILERPLATE, "editor's note", 300),
    _rule(r"^(导读|摘要|导语|核心提示)\s*[:：]", _BOILERPLATE, "lead repeated from the article", 400),
    _rule(r"^[\[(（【]?(图片|图|摄影|摄|图片来源|图源|资料图|配图)(来源|源)?\s*[:：/|丨]", _CAPTION, "photo credit", 60),
    _rule(r"^(图为|图中为|上图|下图|资料图)|[。\s][\u4e00-\u9fff]{2,4}\s?摄[)）]?$", _CAPTION, "caption", 90),
    _rule(r"^.{0,40}[\s(（](图|摄|摄影)\s*[:：/|丨]\s*\S{1,20}$", _CAPTION, "caption with photo credit", 80),
    _rule(r"^[\u4e00-\u9fffA-Za-z]{1,8}(\s*[>›»/|｜]\s*[\u4e00-\u9fffA-Za-z]{1,8}){1,}$", _BOILERPLATE, "navigation", 80),
    _rule(r"^(当前位置|您的位置|您现在的位置|首页|返回首页|网站首页)([\s:：|/·>]|$)", _BOILERPLATE, "navigation", 80),
    _rule(r"(版权所有|copyright\s*(©|\(c\)|\d{4})|©\s*\d{4}|备案号|ICP备|ICP证|公网安备|all rights reserved)|^免责声明", _BOILERPLATE, "copyright line", 300),
    _rule(r"^(分享|转发|收藏|点赞|举报|打印|字号|关注我们|扫一扫|微信扫一?扫)(到|至)?([\s:：|/·]|$)", _BOILERPLATE, "share bar", 60),
    _rule(r"^(相关阅读|相关新闻|推荐阅读|延伸阅读|热门推荐|推荐内容|热门栏目|热门文章|猜你喜欢|更多精彩|阅读原文|点击(查看|阅读)|查看更多|展开(全文)?$|上一篇|下一篇)([\s:：|/·>A-Za-z]|$)", _BOILERPLATE, "recommendations", 60),
    _rule(r"(云推荐|大家都在看|为你推荐)$", _BOILERPLATE, "recommendations", 30),
    _rule(r"^(暂无评论|发表评论|发评论|网友评论|最新评论|全部评论|登录后?(发表)?评论|.{0,4}在评论区留言)|评论.{0,20}(奖励|礼品)", _BOILERPLATE, "comment box", 120),
    _rule(r"^(赞助|赞助本站|广告|推广|打赏|支持本站)([\s:：|/·]|$)", _BOILERPLATE, "advert", 30),
    _rule(r"(大全|信息港)$", _BOILERPLATE, "name of the site", 16),
    # German and English
    _rule(r"^(von|text|autor(in)?|by|story by|written by|redaktion)\s*:?\s+(?-i:[A-ZÄÖÜ][\w.-]+(\s+(und|and|[A-ZÄÖÜ][\w.-]*)){0,6})(\s*[,|·–-].{0,60})?$", _BYLINE, "byline", 90),
    _rule(r"^(quelle|source|stand|veröffentlicht|aktualisiert|published|updated|last updated)\s*:", _BYLINE, "source or date line", 120),
    _rule(r"^\d{1,2}\.\s?(\d{1,2}\.|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)\s?\d{4}([,|\s].{0,40})?$", _BYLINE, "date line", 60),
    _rule(r"(?:^|[\s(])(foto|bild|fotos|photo|image|picture|quelle|grafik|bildquelle|credit)s?\s*:\s*\S.{0,50}$", _CAPTION, "caption with photo credit", 220),
    _rule(r"^(bild|abb\.|abbildung|foto|photo|figure|fig\.)\s*\d*\s*:", _CAPTION, "caption", 220),
    _rule(r"alle rechte vorbehalten|(^|[|·•]\s*)(impressum|datenschutz(erklärung)?|nutzungsbedingungen|agb|kontakt|privacy( policy)?|terms of (use|service)|contact)\s*([|·•]|$)", _BOILERPLATE, "page footer", 200),
    _rule(r"^((teilen|drucken|share|print|e-mail|newsletter|abonnieren|subscribe|\d*\s*kommentare?|\d*\s*comments?|anzeige|advertisement|werbung)[\s|·•/,:]*)+$", _BOILERPLATE, "share bar or advert", 60),
    _rule(r"^(lesen sie auch|mehr zum thema|auch interessant|read more|related (articles|stories|links|topics)|weiterlesen)\b", _BOILERPLATE, "recommendations", 120),
    _rule(r"^(startseite|home|homepage)\s*([>›»/|].*)?$", _BOILERPLATE, "navigation", 120),
    _rule(r"^[^.!?]{1,40}(\s[>›»|]\s[^.!?]{1,40}){1,}$", _BOILERPLATE, "navigation", 160),
)  # fmt: skip
_SENTENCES = (
    _rule(r"(版权归.{0,12}所有|转载请(联系|注明)|未经.{0,12}(授权|许可).{0,10}(转载|使用)|经授权(转载|发布))", _BOILERPLATE, "copyright notice", 120),
    _rule(r"(不代表.{0,12}(立场|观点)|仅代表作者|系作者个人观点)", _BOILERPLATE, "disclaimer", 120),
    _rule(r"^如有.{0,10}(疑问|侵权|问题)[,，].{0,8}请?(联系|发送)", _BOILERPLATE, "contact notice", 120),
    _rule(r"(alle rechte vorbehalten|all rights reserved)", _BOILERPLATE, "copyright notice", 200),
)  # fmt: skip

_TERMINAL = re.compile(r"[。！？!?.…：:；;,，][”’」』）)\"“]*$")
_INNER_END = re.compile(r"[。！？!?]\s*\S|\.\s\S|。$")
_HEADING_LENGTH = {"zh": 40}
_LATIN_HEADING_LENGTH = 110


def classify_lines(lines: Sequence[str], language: str) -> list[Furniture | None]:
    """For each line of a page, why it is furniture, or None for the article's own.

    lines are cleaned paragraphs without blank ones; Chinese ones may be in either script.
    """
    folded = [_folded(line, language) for line in lines]
    counts = Counter(folded)
    seen: set[str] = set()
    found: list[Furniture | None] = []
    for i, line in enumerate(folded):
        furniture = _by_words(line, _LINES)
        if furniture is None and line in seen:
            furniture = Furniture(_BOILERPLATE, "repeats an earlier line", 0.95)
        if furniture is None and i and counts[line] > 2:
            furniture = Furniture(_BOILERPLATE, "line repeated over the page", 0.9)
        if furniture is None and i and counts[folded[i - 1]] > 2 and _is_short(line, language):
            # A picture leaves its alternative text, the same all over the page; its caption comes next.
            furniture = Furniture(_CAPTION, "short line under a picture", 0.8)
        seen.add(line)
        found.append(furniture)
    return found


def classify_sentence(sentence: str, language: str) -> Furniture | None:
    """Why a sentence inside a paragraph is a notice and not the article's, or None."""
    return _by_words(_folded(sentence, language), _SENTENCES)


def is_heading(line: str, language: str, *, is_first: bool, is_last: bool) -> bool:
    """Whether a line of the article is a title or heading: short, alone, and without a sentence's end."""
    if is_first:
        return len(line) <= 2 * _HEADING_LENGTH.get(language, _LATIN_HEADING_LENGTH) and not _INNER_END.search(line)
    return not is_last and _is_short(line, language)


def _by_words(line: str, rules: Sequence[_Rule]) -> Furniture | None:
    for rule in rules:
        if len(line) <= rule.longest and rule.pattern.search(line):
            return rule.furniture
    return None


def _is_short(line: str, language: str) -> bool:
    """Whether a line has the length and the open end of a heading or caption."""
    return len(line) <= _HEADING_LENGTH.get(language, _LATIN_HEADING_LENGTH) and not _TERMINAL.search(line)


def _folded(line: str, language: str) -> str:
    if language != "zh":
        return line
    from corpora.chinese import simplified

    return simplified(line)
