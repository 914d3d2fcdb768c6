"""Names of people in Chinese texts, as pinyin writes them: 总裁张鹏表示 has Zhang Peng.

A name is believed where a title stands before it or a verb of saying behind it, and then holds for its whole article.
It would rather miss one: what may be a foreigner written in Chinese characters, a company or a common word is none.
"""

from collections.abc import Iterable
from functools import cache

import regex

from corpora.chinese import simplified

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石"
    "姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟颜倪严牛温芦季俞章鲁葛伍韦申"
    "尤毕聂焦向柳邢岳齐梅莫庄辛管祝左涂谷祁耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游裴席卫屈鲍覃霍翁隋甘景薄单包柏宁柯阮桂闵解强柴华车冉房边净阴闫"
)
_DOUBLE_SURNAMES = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯"
_TITLES = (
    "总裁|董事长|首席[\\p{Han}]{2,4}官|CEO|CTO|CFO|COO|创始人|创办人|教授|院士|博士|记者|经理|主席|主任|部长|局长|市长|省长|书记|院长|校长"
    "|研究员|工程师|律师|分析师|合伙人|秘书长|专家|学者|作者|编辑|导演|演员|医生|负责人|发言人|总监|科学家|代表|委员|会长|所长|馆长"
)
_AFTER = (
    "说道?|表示|认为|指出|称[，：“]|告诉|介绍|坦言|透露|强调|回忆|解释|补充|坚信|觉得|先生|女士|教授|博士|院士|老师|担任"
    "|直言|感慨|写道|提到|分析|问道?|答道?"
)
# Characters that spell foreign names, and those of grammar and of places: a Chinese given name has none of them.
_NOT_GIVEN = frozenset(
    "德伊斯克尔特拉尼巴姆塞洛顿逊夫娜莎蒂沃茨耶霍伯欧奥阿埃菲黎切迪基倍"
    "的了在是和与及或被把将从对向也都还就又再不没有这那哪什么们个位名些各该此其所以为而但到来去上下内外前后中时年月日"
    "便等则却更先就已均仍即曾刚正每你我他她它您谁说表示认指出称告诉介绍坦言省市县区国州镇村路街公司集团银行大学院校会部局所厂店报社网"
)
_GRAMMAR = frozenset("的了着过是在和与及或被把将也都还就又再不没这那哪什么们个他她它你我谁很吗呢吧啊")
# Companies and offices that begin as names do and speak as people do.
_NO_NAMES = frozenset(
    "华为 万科 万达 白宫 金山 金融 方面 高管 高层 高校 康佳 车主 车企 田径 单方 成员 关键 温州 马丁 文章".split()
)
# What follows a surname when people are addressed.
_ADDRESSES = frozenset("博士 教授 先生 女士 老师 小姐 总 董 经理 主任 医生 律师 院士 记者".split())
# Surnames that are read otherwise than the word is.
_READINGS = {
    "单": "Shan",
    "曾": "Zeng",
    "解": "Xie",
    "翟": "Zhai",
    "覃": "Qin",
    "任": "Ren",
    "万": "Wan",
    "柏": "Bai",
    "尉迟": "Yuchi",
}
_FOREIGN_COUNTRIES = regex.compile("韩国|朝鲜|日本|越南|新加坡|马来西亚")

_NAME = f"(?:{_DOUBLE_SURNAMES}|[{_SURNAMES}])"
_EDGE = r"(?=[^\p{Han}]|$|和|与|在|也|曾|等|对|向|给|将|并)"
_INTRODUCED = regex.compile(rf"(?:{_TITLES})[、：:\s]?(?P<name>{_NAME}\p{{Han}}{{1,2}})(?:{_EDGE}|(?={_AFTER}))")
_SPEAKING = regex.compile(rf"(?<![\p{{Han}}]|(?:{_TITLES}))(?P<name>{_NAME}\p{{Han}}{{1,2}}?)(?={_AFTER})")


def people(sentences: Iterable[str]) -> dict[str, str]:
    """The names of people that the sentences of an article introduce, in simplified characters, with their pinyin."""
    found = {}
    for sentence in sentences:
        text = simplified(sentence)
        if _FOREIGN_COUNTRIES.search(text):
            continue
        for pattern in (_INTRODUCED, _SPEAKING):
            for match in pattern.finditer(text, overlapped=True):
                name = match["name"]
                if _is_plausible(name):
                    found[name] = in_pinyin(name)
    return found


def in_pinyin(name: str) -> str:
    """A Chinese name as passports have it, without tones and with yu for ü: Ouyang Ziming, Lyu Bing."""
    surname = _surname(name)
    read = _READINGS.get(surname) or spelled(surname)
    return f"{read} {spelled(name[len(surname) :])}"


def spelled(characters: str) -> str:
    """Characters as one word of pinyin, without tones, with a capital: Haidian."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(characters, style=Style.NORMAL)).replace("v", "yu").capitalize()


def _surname(name: str) -> str:
    return name[:2] if len(name) > 2 and regex.match(_DOUBLE_SURNAMES, name) else name[:1]


def _is_plausible(name: str) -> bool:
    given = name[len(_surname(name)) :]
    return not (_NOT_GIVEN & set(given) or given in _ADDRESSES or name[:2] in _NO_NAMES or name in _words())


def may_be_a_name(characters: str) -> bool:
    """Whether characters could name something: they are no word of the dictionary, and none of them is of grammar."""
    return len(characters) > 1 and characters not in _words() and not _GRAMMAR & set(characters)


@cache
def _words() -> frozenset[str]:
    from pypinyin.phrases_dict import phrases_dict

    return frozenset(word for word in phrases_dict if len(word) >= 2)
