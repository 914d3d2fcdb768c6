"""What is set aside and, as important, what is not; every line where pages have it."""

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.furniture import classify, classify_sentence, verdicts
from corpora.furniture.layout import article_stretch
from corpora.furniture.wording import Phrase
from corpora.furniture.words_de import PHRASES as GERMAN
from corpora.furniture.words_en import PHRASES as ENGLISH
from corpora.furniture.words_zh import PHRASES as CHINESE
from corpora.offsets import MappedText
from corpora.pages import Line
from corpora.units import SegmentKind as Kind

TITLES = {
    "zh": "小城如何留住它的老戏台",
    "de": "Wie die Stadt ihre alte Bühne behielt",
    "en": "How the town kept its old stage",
}
PARAGRAPHS = {
    "zh": [
        "戏台建在河边，已经有两百多年。每逢集日，台下坐满了人，台上的灯要点到后半夜。",
        "去年夏天，一场大水冲垮了东侧的柱子。镇上的木匠用了三个月，把它一根一根换好。",
        "如今戏又开唱了。看戏的多半是老人，也有几个孩子，坐在祖父的膝头。",
    ],
    "de": [
        "Die Bühne steht seit zweihundert Jahren am Fluss. An Markttagen ist der Platz voll, und die Lampen brennen.",
        "Im vergangenen Sommer riss das Hochwasser zwei Pfosten weg. Der Zimmermann brauchte drei Monate für neue.",
        "Nun wird wieder gespielt. Es kommen vor allem die Alten, dazu ein paar Kinder auf den Knien ihrer Großväter.",
    ],
    "en": [
        "The stage has stood by the river for two hundred years. On market days the square fills and lamps burn late.",
        "Last summer the flood took two of its posts. The carpenter needed three months to replace them, one by one.",
        "Now there is a play again every week. Most who come are old, and some bring a child to sit on their knees.",
    ],
}  # fmt: skip


def kinds_of(texts: list[str], language: str) -> list[Kind]:
    return [verdict.kind for verdict in verdicts([Line(MappedText.from_raw(t)) for t in texts], texts, language)]


def kinds_among(lines: list[str], language: str, place: str) -> list[Kind]:
    """The kinds of lines that stand at a place of a small article, which must stay as it is."""
    title, (first, second, third) = TITLES[language], PARAGRAPHS[language]
    page = {
        "top": [*lines, title, first, second, third],
        "under": [title, *lines, first, second, third],
        "among": [title, first, second, *lines, third],
        "end": [title, first, second, third, *lines],
    }[place]
    found = kinds_of(page, language)
    start = {"top": 0, "under": 1, "among": 3, "end": 4}[place]
    own = found[:start] + found[start + len(lines) :]
    assert own == [Kind.HEADING, Kind.TEXT, Kind.TEXT, Kind.TEXT]
    return found[start : start + len(lines)]


FURNITURE = [
    # Chinese, either script
    ("zh", "top", Kind.NAVIGATION, "首页 新闻 财经 科技 体育 娱乐"),
    ("zh", "top", Kind.NAVIGATION, "首页 > 文化 > 正文"),
    ("zh", "top", Kind.NAVIGATION, "您现在的位置：首页 > 地方新闻"),
    ("zh", "top", Kind.NAVIGATION, "登入｜註冊"),
    ("zh", "under", Kind.BYLINE, "作者：河岸小编"),
    ("zh", "under", Kind.BYLINE, "文／河岸編輯室"),
    ("zh", "under", Kind.BYLINE, "本报记者 木子 北京报道"),
    ("zh", "under", Kind.BYLINE, "記者木子／台南報導"),
    ("zh", "under", Kind.BYLINE, "撰文 | 木子　编辑 | 阿禾"),
    ("zh", "under", Kind.SOURCE, "来源：河岸周刊"),
    ("zh", "under", Kind.SOURCE, "來源：河岸週刊"),
    ("zh", "under", Kind.SOURCE, "转载自：河岸周刊"),
    ("zh", "under", Kind.DATE, "2024年5月1日 08:30"),
    ("zh", "under", Kind.DATE, "发布时间：2024-05-01 08:30:12"),
    ("zh", "under", Kind.DATE, "來源：河岸網 發布日期：2024-05-01 瀏覽：318次"),
    ("zh", "under", Kind.SUMMARY, "导读：两百年的戏台经历了一场大水。镇上的人把它修好了。"),
    ("zh", "under", Kind.SUMMARY, "【摘要】一座老戏台的重生。"),
    ("zh", "under", Kind.EDITORS_NOTE, "编者按：本文是“河边旧事”系列的第三篇，由读者投稿。"),
    ("zh", "among", Kind.CAPTION, "图为修好的戏台。河岸周刊 摄"),
    ("zh", "among", Kind.CAPTION, "（图片来源：河岸图库）"),
    ("zh", "among", Kind.CAPTION, "▲ 戏台的东侧新换了柱子"),
    ("zh", "among", Kind.CAPTION, "图1：戏台平面图"),
    ("zh", "among", Kind.CAPTION, "圖／河岸週刊提供"),
    ("zh", "among", Kind.ADVERT, "广告"),
    ("zh", "among", Kind.READ_MORE, "延伸阅读：另一座戏台的故事"),
    ("zh", "among", Kind.READ_MORE, "延伸閱讀：另一座戲台的故事"),
    ("zh", "end", Kind.BYLINE, "责任编辑：阿禾"),
    ("zh", "end", Kind.BYLINE, "（作者系地方史研究者）"),
    ("zh", "end", Kind.SOURCE, "本文首发于《河岸周刊》第12期"),
    ("zh", "end", Kind.SHARE, "分享到：微信 微博 QQ空间"),
    ("zh", "end", Kind.ADVERT, "扫一扫，关注河岸周刊公众号"),
    ("zh", "end", Kind.COMMENTS, "网友评论（12）"),
    ("zh", "end", Kind.COMMENTS, "我要留言"),
    ("zh", "end", Kind.READ_MORE, "相关阅读"),
    ("zh", "end", Kind.READ_MORE, "猜你喜欢"),
    ("zh", "end", Kind.NAVIGATION, "上一篇：河边的茶馆"),
    ("zh", "end", Kind.ADVERT, "限时优惠：订阅河岸周刊，首月仅1元"),
    ("zh", "end", Kind.COPYRIGHT, "版权所有 河岸周刊 未经授权不得转载"),
    ("zh", "end", Kind.COPYRIGHT, "Copyright © 2015-2024 河岸网"),
    ("zh", "end", Kind.COPYRIGHT, "版权声明 | 隐私政策 | 联系我们"),
    ("zh", "end", Kind.NAVIGATION, "关于我们 | 联系我们 | 网站地图"),
    ("zh", "end", Kind.COPYRIGHT, "免责声明：本站内容仅供参考。"),
    # German
    ("de", "top", Kind.NAVIGATION, "Startseite"),
    ("de", "top", Kind.NAVIGATION, "Politik | Wirtschaft | Kultur | Sport"),
    ("de", "top", Kind.NAVIGATION, "Sie sind hier: Startseite > Kultur > Theater"),
    ("de", "under", Kind.BYLINE, "Von Redaktion Uferblatt"),
    ("de", "under", Kind.BYLINE, "Von unserer Korrespondentin am Fluss"),
    ("de", "under", Kind.BYLINE, "Text: Uferblatt, Übersetzung: Zweite Redaktion"),
    ("de", "under", Kind.SOURCE, "Quelle: Uferblatt"),
    ("de", "under", Kind.DATE, "28. September 2022, 14:05 Uhr"),
    ("de", "under", Kind.DATE, "Aktualisiert am 28.09.2022"),
    ("de", "under", Kind.DATE, "Donnerstag, 1. Mai 2025"),
    ("de", "under", Kind.BOILERPLATE, "Lesezeit: 4 Minuten"),
    ("de", "under", Kind.SUMMARY, "Kurz gesagt: Eine Bühne wurde gerettet, weil ein Zimmermann Zeit hatte."),
    ("de", "among", Kind.CAPTION, "Die Bühne im Abendlicht. Foto: Uferblatt"),
    ("de", "among", Kind.CAPTION, "Abb. 2: Grundriss der Bühne"),
    ("de", "among", Kind.CAPTION, "© Uferblatt"),
    ("de", "among", Kind.ADVERT, "– Anzeige –"),
    ("de", "among", Kind.ADVERT, "Weiterlesen nach der Anzeige"),
    ("de", "among", Kind.READ_MORE, "Lesen Sie auch: Der letzte Fährmann"),
    ("de", "among", Kind.SHARE, "Diesen Artikel teilen: Facebook | X | E-Mail"),
    ("de", "end", Kind.EDITORS_NOTE, "Korrektur: In einer früheren Fassung stand ein falsches Jahr."),
    ("de", "end", Kind.SOURCE, "Dieser Artikel erschien zuerst im Uferblatt."),
    ("de", "end", Kind.BYLINE, "Über die Autorin"),
    ("de", "end", Kind.SHARE, "Teilen | Drucken"),
    ("de", "end", Kind.COMMENTS, "12 Kommentare"),
    ("de", "end", Kind.COMMENTS, "Bitte melden Sie sich an, um zu kommentieren."),
    ("de", "end", Kind.READ_MORE, "Das könnte Sie auch interessieren"),
    ("de", "end", Kind.ADVERT, "Jetzt das Digitalabo testen: vier Wochen für 1 Euro"),
    ("de", "end", Kind.ADVERT, "Abonnieren Sie unseren Newsletter"),
    ("de", "end", Kind.COPYRIGHT, "© 2024 Uferblatt | Impressum | Datenschutz"),
    ("de", "end", Kind.COPYRIGHT, "Alle Rechte vorbehalten. Nachdruck nur mit Genehmigung."),
    ("de", "end", Kind.BOILERPLATE, "Diese Website verwendet Cookies. Wenn Sie weiterlesen, stimmen Sie dem zu."),
    # English
    ("en", "top", Kind.NAVIGATION, "Skip to main content"),
    ("en", "top", Kind.NAVIGATION, "Home / Culture / Theatre"),
    ("en", "top", Kind.NAVIGATION, "News Sport Weather Travel"),
    ("en", "under", Kind.BYLINE, "By our river correspondent"),
    ("en", "under", Kind.BYLINE, "Words by the Harbour Weekly team"),
    ("en", "under", Kind.SOURCE, "Source: Harbour Weekly"),
    ("en", "under", Kind.DATE, "Published: May 1, 2024"),
    ("en", "under", Kind.DATE, "1 May 2024 at 10:15"),
    ("en", "under", Kind.BOILERPLATE, "4 min read"),
    ("en", "under", Kind.SUMMARY, "Key points: A stage was saved because a carpenter had time."),
    ("en", "among", Kind.CAPTION, "The stage at dusk. Photograph: Harbour Weekly"),
    ("en", "among", Kind.CAPTION, "Figure 2: Plan of the stage"),
    ("en", "among", Kind.CAPTION, "A market day in 1955 (file photo)"),
    ("en", "among", Kind.ADVERT, "Article continues below advertisement"),
    ("en", "among", Kind.READ_MORE, "Read more: The last ferryman"),
    ("en", "among", Kind.READ_MORE, "RELATED: A teahouse by the water"),
    ("en", "end", Kind.EDITORS_NOTE, "Editor's note: An earlier version gave the wrong year."),
    ("en", "end", Kind.SOURCE, "This article first appeared in Harbour Weekly."),
    ("en", "end", Kind.BYLINE, "About the author"),
    ("en", "end", Kind.SHARE, "Share this article"),
    ("en", "end", Kind.COMMENTS, "Comments (12)"),
    ("en", "end", Kind.COMMENTS, "Log in to join the conversation"),
    ("en", "end", Kind.READ_MORE, "You may also like"),
    ("en", "end", Kind.ADVERT, "Sign up for our newsletter"),
    ("en", "end", Kind.ADVERT, "Subscribe today and save 40%"),
    ("en", "end", Kind.COPYRIGHT, "© 2024 Harbour Weekly. All rights reserved."),
    ("en", "end", Kind.COPYRIGHT, "Privacy Policy | Terms of Use | Contact us"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "place", "kind", "line"), FURNITURE)
def test_furniture_is_known(language: str, place: str, kind: Kind, line: str) -> None:
    assert kinds_among([line], language, place) == [kind]


OWN = [
    ("zh", "分享经济正在改变城市。"),
    ("zh", "分享到手的只有一袋米，他还是很高兴。"),
    ("zh", "广告收入下降了三成，戏班子还得自己找钱。"),
    ("zh", "广告牌下面，卖糖葫芦的老人睡着了。"),
    ("zh", "新的著作权法明年生效，法院已经准备好了。"),
    ("zh", "相关新闻发布后，股价大跌。"),
    ("zh", "编辑们开始排队，等待新的设备。"),
    ("zh", "来源不明的木料，他一根也不用。"),
    ("zh", "来源于山里的水，流到这里已经不凉了。"),
    ("zh", "作者认为，修旧如旧比推倒重来更难。"),
    ("zh", "记者在现场看到，工人正把最后一片瓦放上去。"),
    ("zh", "评论区里吵成一团，他一条也没有看。"),
    ("zh", "评论家说，这出戏已经没有人会唱了。"),
    ("zh", "首页上登的是另一条新闻，他翻到最后一版才找到自己的名字。"),
    ("zh", "图书馆六点关门，他总是最后一个走。"),
    ("zh", "图纸早就丢了，木匠凭着记忆画了一张。"),
    ("zh", "转发这条消息的人，多半没有去过那里。"),
    ("zh", "登录系统要三道密码，他记在一张纸上。"),
    ("zh", "阅读是他唯一的爱好，字数多少都不要紧。"),
    ("zh", "下一篇文章写什么，他还没有想好。"),
    ("zh", "关于我们的过去，祖父从来不提。"),
    ("zh", "联系我们的是一位姓木的先生。"),
    ("zh", "订阅报纸的人家，全镇只剩下三户。"),
    ("zh", "点击率高的视频，往往不是最好的。"),
    ("zh", "2019年5月1日，他第一次登台。"),
    ("zh", "5月的一天，河水忽然涨了。"),
    ("zh", "版权问题拖了两年，最后不了了之。"),
    ("zh", "“分享？”他问，把瓜子推了过来。"),
    ("zh", "推荐他去的人，是邻村的校长。"),
    ("zh", "上一篇稿子退了回来，他又写了一遍。"),
    ("zh", "摄影师住在河对岸，每天坐船过来。"),
    ("zh", "導讀這本書的老師，今年七十三歲。"),
    ("de", "Von der Quelle bis zur Mündung sind es zwölf Tage zu Fuß."),
    ("de", "Von Anna lernte er das Sägen, von ihrem Vater das Warten."),
    ("de", "Der Datenschutz ist ein Grundrecht, sagt die Ministerin."),
    ("de", "Kommentare gab es viele, Antworten wenige."),
    ("de", "Kommentieren wollte das niemand."),
    ("de", "Teilen kann man einen Acker, aber keinen Fluss."),
    ("de", "Anzeige gegen Unbekannt erstattete der Besitzer am Montag."),
    ("de", "Werbung macht hier keiner, es kommen auch so genug."),
    ("de", "Quelle der Unruhe war ein Gerücht."),
    ("de", "Foto und Film hat sie lange gemieden."),
    ("de", "Mehr zum Thema Wasser weiß der Müller."),
    ("de", "Lesen Sie das bitte noch einmal, sagt der Richter."),
    ("de", "Stand er auf, standen alle auf."),
    ("de", "Zur Startseite des Buches gehört ein Bild, das keiner mehr deuten kann."),
    ("de", "Nach oben führt nur eine Leiter."),
    ("de", "Suche und du wirst finden, sagte die Großmutter."),
    ("de", "Am 28. September 2022 war es so weit."),
    ("de", "28. September 2022: An diesem Tag kam das Wasser."),
    ("de", "Melden Sie sich doch mal, sagt er zum Abschied."),
    ("de", "Unterstützt wird das Haus von drei Vereinen."),
    ("de", "Folgen Sie dem Fluss, und Sie kommen nie zurück."),
    ("de", "Impressum und Datum fehlen in allen frühen Drucken."),
    ("de", "Redaktion und Druck lagen in einer Hand."),
    ("de", "Der Autor ist vor Jahren gestorben, sein Haus steht noch."),
    ("de", "„Teilen?“, fragt sie und schiebt den Teller herüber."),
    ("en", "Print is not dead, the publisher says."),
    ("en", "Related companies had to pay as well."),
    ("en", "By and large the plan has worked."),
    ("en", "By Monday the river had reached the steps."),
    ("en", "Share prices fell on Monday and rose again on Tuesday."),
    ("en", "Share it, the old man said, or sell it."),
    ("en", "Comments were few, and none of them kind."),
    ("en", "Comment is free, but facts are sacred."),
    ("en", "Source code from the eighties still runs the lights."),
    ("en", "Photo albums fill the whole of the second shelf."),
    ("en", "Advertisement was never needed here."),
    ("en", "Read more slowly, says a card in the window."),
    ("en", "Subscribers kept the paper alive through two wars."),
    ("en", "Home is where the boats are."),
    ("en", "Search as you may, you will not find the wall."),
    ("en", "Published in 1921, the book was forgotten by 1930."),
    ("en", "On May 1, 2024, the lamps were lit again."),
    ("en", "May 1, 2024 was a Wednesday, and it rained."),
    ("en", "Follow us, the children shouted."),
    ("en", "Contact with the mainland was lost for three days."),
    ("en", "Privacy is a word he does not use."),
    ("en", "Support for the plan came from the far bank."),
    ("en", "Watch the water, not the boat."),
    ("en", "Summary justice, they called it in the village."),
    ("en", "Update after update, the machine grew slower."),
    ("en", "The author is dead and his house is for sale."),
    ("en", "“Share?” he asks, and pushes the bag across."),
]  # fmt: skip


@pytest.mark.parametrize("place", ["among", "end"])
@pytest.mark.parametrize(("language", "line"), OWN)
def test_the_articles_own_sentences_stay(language: str, line: str, place: str) -> None:
    assert kinds_among([line], language, place) == [Kind.TEXT]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "一座没有观众的戏台"),
        ("zh", "分享与占有"),
        ("zh", "科技"),
        ("zh", "第二幕：大水"),
        ("zh", "廣告裡的老街"),
        ("de", "Die Kunst zu warten"),
        ("de", "Teilen und herrschen"),
        ("de", "Kultur"),
        ("de", "Von Hand und mit Geduld"),
        ("en", "The art of waiting"),
        ("en", "Share and share alike"),
        ("en", "By hand and with patience"),
        ("en", "Opinion"),
    ],
)
def test_headings_of_the_article_stay_headings(language: str, line: str) -> None:
    assert kinds_among([line], language, "among") == [Kind.HEADING]


def test_repeated_title_as_the_text_of_pictures_and_the_captions_under_it() -> None:
    first, second, third = PARAGRAPHS["zh"]
    alt, page = "小城为何舍不得它的老戏台？", ["小城为何舍不得它的老戏台？", "修好的东柱"]
    found = kinds_of([first, alt, second, *page, third, *page, first + second, alt, second + third], "zh")
    pictures = [kind for kind in found if kind is not Kind.TEXT]
    assert pictures == [Kind.REPEATED_TITLE, *[Kind.REPEATED_TITLE, Kind.CAPTION] * 2, Kind.REPEATED_TITLE]


@pytest.mark.parametrize("suffix", [" - 河岸网", "_河岸周刊", ""])
def test_the_title_said_again_with_the_name_of_the_site(suffix: str) -> None:
    first, second, third = PARAGRAPHS["zh"]
    page = [TITLES["zh"], "2024年5月1日", first, second, TITLES["zh"] + suffix, third]
    assert kinds_of(page, "zh")[4] is Kind.REPEATED_TITLE


def test_what_stands_under_comments_and_recommendations_belongs_to_them() -> None:
    page = [
        "Comments (2)", "riverfan", "2 hours ago", "Lovely piece, it reminds me of home.", "Reply",
        "oldoar", "The posts were replaced in 1931 as well.", "Reply",
    ]  # fmt: skip
    assert set(kinds_among(page, "en", "end")) == {Kind.COMMENTS}
    page = ["Mehr zum Thema", "Der letzte Fährmann", "Was kostet ein Fluss?", "Ein Teehaus am Wasser"]
    assert set(kinds_among(page, "de", "among")) == {Kind.READ_MORE}
    page = ["相关阅读", "河边的茶馆还开着吗？", "最后一个摆渡人", "两百年的石桥"]
    assert set(kinds_among(page, "zh", "end")) == {Kind.READ_MORE}


def test_lists_of_the_article_stay() -> None:
    for language, lines in {
        "zh": ["学徒要学三件事：", "- 看木头", "- 磨刀子", "- 不说话"],
        "de": ["Ein Lehrling lernt drei Dinge:", "• Holz ansehen", "• Messer schleifen", "• Schweigen"],
        "en": ["An apprentice learns three things:", "1. to look at wood", "2. to sharpen knives", "3. to keep quiet"],
    }.items():
        assert set(kinds_among(lines, language, "among")) == {Kind.TEXT}
        assert set(kinds_among(lines, language, "end")) == {Kind.TEXT}


def test_a_paragraph_in_another_language_is_told() -> None:
    english = "The stage by the river has been standing there for more than two hundred years, and it was mended."
    german = "Die Bühne am Fluss steht dort seit mehr als zweihundert Jahren, und sie wurde im Sommer geflickt."
    assert kinds_among([english], "zh", "end") == [Kind.WRONG_LANGUAGE]
    assert kinds_among([english], "de", "end") == [Kind.WRONG_LANGUAGE]
    assert kinds_among([german], "en", "among") == [Kind.WRONG_LANGUAGE]
    assert kinds_among([PARAGRAPHS["zh"][0]], "en", "end") == [Kind.WRONG_LANGUAGE]


def test_what_the_markup_says_counts() -> None:
    texts = [TITLES["en"], PARAGRAPHS["en"][0], "The stage at dusk", "A teahouse by the water", *PARAGRAPHS["en"][1:]]
    kinds = ["heading", "text", "caption", "link", "text", "text"]
    lines = [Line(MappedText.from_raw(text), kind) for text, kind in zip(texts, kinds, strict=True)]
    found = classify(lines, texts, "en")
    assert [furniture and furniture.kind for furniture in found] == [None, None, Kind.CAPTION, None, None, None]
    lines[3] = lines[3]._replace(is_main=False, is_second=False)
    furniture = classify(lines, texts, "en")[3]
    assert furniture is not None
    assert furniture.kind is Kind.READ_MORE
    assert "left out by both main-text detectors" in furniture.reason


def test_a_reason_names_what_decided() -> None:
    texts = [TITLES["de"], *PARAGRAPHS["de"], "Das könnte Sie auch interessieren", "Ein Teehaus am Wasser"]
    found = classify([Line(MappedText.from_raw(text)) for text in texts], texts, "de")
    assert found[-2] is not None
    assert found[-2].reason.startswith("says “Das könnte Sie auch inte")
    assert found[-1] is not None
    assert "is listed under “Das könnte Sie auch inte" in found[-1].reason
    assert all(furniture is None or 0.5 < furniture.confidence < 1 for furniture in found)


def test_without_furniture_only_headings_are_told() -> None:
    texts = [TITLES["en"], "By our river correspondent", *PARAGRAPHS["en"], "Comments (12)"]
    lines = [Line(MappedText.from_raw(text)) for text in texts]
    found = verdicts(lines, texts, "en", without_furniture=True)
    assert {verdict.kind for verdict in found} == {Kind.HEADING, Kind.TEXT}


def test_notices_inside_a_paragraph() -> None:
    for sentence, language, kind in [
        ("版权归原作者所有。", "zh", Kind.COPYRIGHT),
        ("文章係作者個人觀點，不代表本站立場。", "zh", Kind.COPYRIGHT),
        ("（责任编辑：阿禾）", "zh", Kind.BYLINE),
        ("Alle Rechte vorbehalten.", "de", Kind.COPYRIGHT),
        ("(Anm. d. Red.: Das Haus steht heute leer.)", "de", Kind.EDITORS_NOTE),
        ("All rights reserved.", "en", Kind.COPYRIGHT),
    ]:
        found = classify_sentence(sentence, language)
        assert found is not None
        assert found.kind is kind
    assert classify_sentence("他认为版权保护很重要。", "zh") is None
    assert classify_sentence("Das Recht blieb vorbehalten.", "de") is None
    assert classify_sentence("He reserved all his rights.", "en") is None


@pytest.mark.parametrize("phrases", [CHINESE, GERMAN, ENGLISH])
def test_a_phrase_is_for_the_beginning_or_for_anywhere(phrases: list[Phrase]) -> None:
    """A pattern that begins with ^ is tried at beginnings only, so all of its alternatives must begin so."""
    for phrase in phrases:
        begins = [alternative.startswith("^") for alternative in alternatives(phrase.pattern.pattern)]
        assert all(begins) or not any(begins), phrase.pattern.pattern


def alternatives(pattern: str) -> list[str]:
    """A pattern's alternatives outside of all groups."""
    found, depth = [""], 0
    for piece in re.findall(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", pattern, re.DOTALL):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if piece in "|" and depth == 0:
            found.append("")
        else:
            found[-1] += piece
    return found


@given(st.lists(st.floats(-5, 5).map(lambda x: round(x, 1)), max_size=30))
def test_the_stretch_adds_up_to_the_most(weights: list[float]) -> None:
    start, end = article_stretch(weights)
    most = max((sum(weights[i:j]) for i in range(len(weights)) for j in range(i, len(weights) + 1)), default=0.0)
    assert sum(weights[start:end]) == pytest.approx(most)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("如有任何疑问，请联系editor@example.org。", "zh"),
        ("Bei Rückfragen wenden Sie sich bitte an redaktion@uferblatt.example.", "de"),
        ("If you have any questions, please contact desk@example.org.", "en"),
    ],
)
def test_a_sentence_that_says_whom_to_write_to_is_a_notice(sentence: str, language: str) -> None:
    found = classify_sentence(sentence, language)
    assert found is not None and found.kind is Kind.COPYRIGHT
    for own in (
        "如有疑问，请咨询当地的医院。",
        "Bei Fragen wenden sich viele an den Pförtner.",
        "If you have questions, ask.",
    ):
        assert classify_sentence(own, language) is None


@given(st.lists(st.text(min_size=1).filter(str.strip), max_size=12), st.sampled_from(["zh", "de", "en"]))
def test_any_lines_get_one_verdict_each(texts: list[str], language: str) -> None:
    found = verdicts([Line(MappedText.from_raw(text)) for text in texts], texts, language)
    assert len(found) == len(texts)
    assert all(0.5 <= verdict.confidence <= 1 for verdict in found)


def test_work_grows_with_the_lines_and_no_faster() -> None:
    def calls(copies: int) -> int:
        said = [*PARAGRAPHS["de"], "Teilen | Drucken", "Der Weg"]
        texts = [f"{text} {copies} {i}." for i in range(copies) for text in said]
        lines = [Line(MappedText.from_raw(text)) for text in texts]
        count = 0

        def counted(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(counted)
        try:
            verdicts(lines, texts, "de")
        finally:
            sys.setprofile(None)
        return count

    assert calls(400) < 11 * calls(40)
