"""Whether a Chinese sentence goes on behind a quotation that closes: what introduced it, and what follows."""

import re
from enum import Enum

from corpora.chinese_stops import Kind

_SAY = (
    "表示|认为|認為|指出|坦言|强调|強調|回忆|回憶|感叹|感嘆|感慨|告诉|告訴|解释|解釋|补充|補充|提醒|透露|播报|播報|宣布|宣佈|"
    "回答|答应|反问|反問|追问|追問|质问|質問|嘟囔|嘀咕|低语|低語|呼吁|呼籲|承认|承認|抱怨|埋怨|安慰|催促|介绍|介紹|评论|評論|调侃|調侃|打趣|"
    "建议|建議|警告|命令|吩咐|请求|請求|央求|恳求|懇求|附和|反驳|反駁|辩解|辯解|自语|自語|喃喃|插嘴|插话|插話|接话|接話|回应|回應|"
    "回复|回覆|争辩|爭辯|赞叹|讚嘆|叮嘱|叮囑|嘱咐|囑咐|责备|責備|惊呼|驚呼|高呼|欢呼|歡呼|大叫|尖叫|呢喃|推测|推測|断言|斷言|"
    "说|說|説|道|问|問|答|喊|嚷|吼|骂|罵|叫|念|想|叹|嘆|劝|勸|求|称|稱|讲|講|写|寫"
)
_NOT = "(?<![不别別知难難味街跑通轨渠小传傳])"  # nor 知道, 小说
_TO = "记者|記者|[我你他她](?:们|們)?|大家|众人|眾人|自己|对方|對方|孩子(?:们|們)?|客人|同伴|母亲|父亲"
_FREE = '[^，。！？；：…“”「」『』"\n]'
_ENDS = "(?=[，。！？；,.!?]|……|——|\\s*$)"
_SAID = f"{_NOT}(?:{_SAY})(?:道|着|著|起来|起來|出来|出來|过|過|了?一?[声聲句遍]|了)?(?:{_TO})?"
# What somebody says besides is another sentence, unless it is all there is: “…。”他还说。
_BESIDES = rf"(?!{_FREE}{{0,12}}?(?:[还還曾又也则則]|同时|同時|此外|此前|随后|隨後){_FREE}{{0,4}}?(?:{_SAY})，)"
_UNSAID = rf"(?!{_FREE}{{0,20}}?(?:[没沒]有?|不再|不肯)[再人]?(?:{_SAY}))"
_ATTRIBUTION = re.compile(
    rf"{_BESIDES}{_UNSAID}{_FREE}{{0,48}}?{_SAID}{_ENDS}"  # 她说。 一位老人在人群里喊道，
    rf"|{_FREE}{{1,14}}，{_FREE}{{0,12}}?{_SAID}{_ENDS}"  # 他放下碗，慢慢地说。
    # What is said may follow without a mark: 该公司表示下半年将分红。 Before a colon it is the next quotation's.
    rf"|{_BESIDES}{_FREE}{{0,20}}?(?:表示|认为|認為|指出|坦言|强调|強調|透露|介绍|介紹|回忆|回憶|感叹|感嘆)(?!{_FREE}{{0,40}}：)"
    rf"|{_FREE}{{1,20}}，(?=[“「『‘\"])"  # 兔子急得直跺脚，“…
)
_PUNCTUATION = re.compile(r"\s*[，、；：,;:）)]|——|—|–|…|⋯")
_PART = (
    "的(?!确|士)|之(?:类|類|声|聲|语|語)|等(?:等|[，。、]|问题|口号|标语|说法|字样|评论|内容|問題|口號|標語|說法|評論|內容)"
    '|(?:几|幾|两|兩|三|四|五|六|七|八|九|十)个?大?字|(?:与|與|和|或|或者|及|以及)[“「『‘《"]'
)
_TAKES_UP = re.compile(
    rf"{_PART}|[这這那](?:[一两兩三四五六几幾]?(?:个字|個字|字|句|声|聲|问|問|番|种|種|类|類|首|本|篇)|话|話|样的|樣的|是|就是"
    r"|一(?![天次刻年夜下走切回边邊带路晚瞬看来來去说說])|[个個](?:问题|問題|说法|說法|答案|词|詞|名字|口号|口號|道理|笑话|笑話))"
    r"|是(?![的啊吗呀吧嗎])|一(?:声|聲|句|语|語|词|詞|文|说|說|类|類)|成(?:了|为|為)|至今|[随隨][着著]"
)
_ADVERB = re.compile("便|就|才|而|[并並]|然[后後]|却|卻|又|也|[还還]|[后後]|之[后後]|以[后後]|[时時]")
_SPEAKER_GOES_ON = re.compile("便|[并並](?![不没沒非])")  # 他喊了声：“走！”便冲了出去。
_PART_OF_IT = re.compile(_PART)
_SPOKEN = re.compile(f"{_NOT}(?:{_SAY})")


class Intro(Enum):
    """What stands before a quotation: nothing, a colon or the comma of who speaks, or the sentence it is a part of."""

    NONE = "none"
    SPEAKER = "speaker"
    EMBEDDED = "embedded"


def introduction(before: str, is_first: bool) -> Intro:
    """How a quotation is introduced by the part of its sentence before it."""
    before = before.rstrip()
    if is_first or not before:
        return Intro.NONE
    if before[-1] in "：:":
        return Intro.SPEAKER
    if before[-1] in "，,":
        return Intro.SPEAKER if _SPOKEN.search(before[-80:]) else Intro.NONE
    return Intro.NONE if before[-1] in "。！？!?…~～—、；”」』" else Intro.EMBEDDED


def goes_on(rest: str, intro: Intro, kind: Kind, *, is_noted: bool = False) -> bool:
    """Whether the sentence goes on with what follows a quotation that ends in a mark of a kind.

    is_noted: a note in brackets stands between, so that what follows says nothing about the quotation itself.
    """
    if _PUNCTUATION.match(rest):
        return True
    following = rest.lstrip()
    if intro is Intro.SPEAKER:
        return _PART_OF_IT.match(following) is not None or _SPEAKER_GOES_ON.match(following) is not None
    if intro is Intro.EMBEDDED:  # a full stop in it is a careless end of the sentence, a question is its own
        return kind is not Kind.STOP or bool(_TAKES_UP.match(following) or _ADVERB.match(following))
    return (not is_noted and _TAKES_UP.match(following) is not None) or _ATTRIBUTION.match(following) is not None
