"""Whether a name in Latin letters sounds like something in a Chinese text: 特朗普 is Trump by its consonants.

Both are brought down to the consonants that Chinese transcription keeps apart: b and p are one, r is l, m closing a
syllable is n, and all hissing sounds are one. The name's are then looked for in the text's by a local alignment
(Smith & Waterman 1981), in which what transcription often drops or adds is cheap. Names that are translated and not
transcribed (白宫, White House) are not found; nor can names of fewer than three such sounds be told from chance.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from corpora.units import Span

LEAST_SOUNDS = 3

# Characters that transcription is written with; two of them in a row may be one.
_TRANSCRIBING = (
    "阿埃艾爱安昂奥巴白班邦保鲍贝本比彼宾波伯勃博布查车达大戴丹当道德登邓迪蒂丁东杜敦顿多俄厄恩尔法凡范方菲费芬丰佛夫弗福富盖甘冈高戈哥格葛古瓜圭哈海"
    "汉豪赫黑亨洪胡华怀惠霍基吉加贾简杰金津久喀卡凯坎康考柯科克肯孔寇库夸昆拉腊来莱赖兰朗劳勒雷蕾黎里理利力莉丽连列林琳留龙隆卢鲁路伦罗洛吕略马玛"
    "迈麦曼芒毛梅门蒙孟米密敏明莫默姆木穆拿纳娜奈南尼年涅宁纽农努诺欧帕潘庞佩彭皮平珀泼普奇齐乔切钦琼丘屈让热仁日荣茹瑞若撒萨塞赛桑瑟森沙莎山尚绍"
    "舍申圣施史什士舒朔司丝斯松苏绥孙索所塔泰坦汤唐陶特滕提田廷通图土托脱瓦万旺威韦维魏温文翁沃乌武西希锡席夏香肖谢辛欣兴休许逊雅亚延扬杨耶叶伊以"
    "易因英雍尤于约泽曾扎詹张赵哲真芝珠兹子宗祖佐劭娅妮薇琪黛碧瑙窦翰逖茨蓬"
)
_TRANSCRIBED = re.compile(rf"[{_TRANSCRIBING}·]{{2,}}")

# Longer spellings first. What stands behind the first letter matters for c and g alone.
_SPELLED = (
    ("tsch", "S"), ("sch", "S"), ("tch", "S"), ("chr", "KL"), ("ch", "S"), ("sh", "S"), ("ph", "F"), ("th", "T"),
    ("ck", "K"), ("qu", "K"), ("gh", ""), ("wh", "F"), ("kn", "N"), ("wr", "L"), ("tz", "S"), ("ts", "S"), ("ng", "N"),
    ("mb", "NP"), ("b", "P"), ("p", "P"), ("m", "M"), ("f", "F"), ("v", "F"), ("w", "F"), ("d", "T"), ("t", "T"),
    ("n", "N"), ("l", "L"), ("r", "L"), ("k", "K"), ("q", "K"), ("x", "KS"), ("s", "S"), ("z", "S"), ("j", "J"),
    ("h", "H"),
)  # fmt: skip
_HISSING_BEFORE = "eiy"
_INITIALS = {
    "b": "P", "p": "P", "m": "M", "f": "F", "w": "F", "d": "T", "t": "T", "n": "N", "l": "L", "r": "L", "g": "K",
    "k": "K", "h": "H", "j": "J", "q": "J", "x": "S", "z": "S", "c": "S", "s": "S", "zh": "S", "ch": "S", "sh": "S",
}  # fmt: skip
_SYLLABLE = re.compile(r"(?P<initial>[zcs]h|[bpmfwdtnlrgkhjqxzcs]?)(?P<vowels>[aeiouüvy]*)(?P<final>ng|n|r)?$")

_NEAR = {
    frozenset("MN"): 0.2, frozenset("JS"): 0.1, frozenset("JK"): 0.3, frozenset("HK"): 0.5, frozenset("HF"): 0.5,
    frozenset("PF"): 0.6, frozenset("TS"): 0.6, frozenset("JT"): 0.6, frozenset("LN"): 0.7,
}  # fmt: skip
_UNLIKE = 1.0
_DROPPED = {"L": 0.4, "H": 0.3, "T": 0.6, "N": 0.6, "S": 0.7, "K": 0.7}  # of the name, not in the transcription
_ADDED = {"H": 0.5, "F": 0.5, "N": 0.5}  # in the transcription, not of the name
_ELSE = 0.9


@cache
def latin_sounds(name: str) -> str:
    """The consonants of a name in Latin letters, as Chinese transcription hears them; doubled ones once."""
    letters = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if c.isalpha() and c.isascii())
    found, place = "", 0
    while place < len(letters):
        letter, after = letters[place], letters[place + 1 : place + 2]
        if letter in "cg" and letters[place : place + 2] not in ("ch", "ck", "gh"):
            sound, size = ("J" if letter == "g" else "S") if after and after in _HISSING_BEFORE else "K", 1
        else:
            sound, size = next(
                ((sound, len(spelled)) for spelled, sound in _SPELLED if letters.startswith(spelled, place)), ("", 1)
            )
        if not (sound and found.endswith(sound)) or letters[place - 1] in "aeiouy":
            found += sound
        place += size
    return found


def transcriptions(text: str) -> list[Span]:
    """Where a Chinese text may have names of other languages written down by their sound."""
    return [Span(*match.span()) for match in _TRANSCRIBED.finditer(text)]


def chinese_sounds(text: str) -> str:
    """The consonants of a Chinese text in order, by its pinyin; other characters are silences."""
    return "".join(map(_character_sounds, text))


def heard(wanted: str, sounds: str) -> float:
    """How well some consonants are heard in a row of them, in [0, 1]; wanted must not be empty."""
    return max(0.0, 1.0 - _least_cost(wanted, sounds) / len(wanted))


@cache
def _character_sounds(character: str) -> str:
    from pypinyin import Style, lazy_pinyin

    if not "\u4e00" <= character <= "\u9fff":
        return " "
    syllable = _SYLLABLE.match(lazy_pinyin(character, style=Style.NORMAL)[0])
    if not syllable:
        return " "
    final = {"n": "N", "ng": "N", "r": "L"}.get(syllable["final"] or "", "")
    return _INITIALS.get(syllable["initial"], "") + final


def _least_cost(wanted: str, sounds: Sequence[str]) -> float:
    """What it costs to hear all wanted sounds somewhere in a row of sounds."""
    before = [0.0] * (len(sounds) + 1)
    for sound in wanted:
        dropped = _DROPPED.get(sound, _ELSE)
        row = [before[0] + dropped]
        for place, heard in enumerate(sounds, 1):
            same = 0.0 if heard == sound else _NEAR.get(frozenset((heard, sound)), _UNLIKE)
            added = _UNLIKE if heard == " " else _ADDED.get(heard, _ELSE)
            row.append(min(before[place - 1] + same, before[place] + dropped, row[-1] + added))
        before = row
    return min(before)
