"""The words that say "not" in Chinese, German and English, those that only look it, and those that imply it.

Patterns for the regex module; in German and English case is nothing.
"""

from collections.abc import Mapping

# What has a sign of negation in it and says nothing of the kind, or has become a word of its own.
NO_NEGATIONS: Mapping[str, str] = {
    "zh": "|".join(
        sorted(
            """
            不断 不仅 不但 不过 不少 不同 不久 不论 不管 不得不 不光 不只 不单 不料 不禁 不妨 不由得 不如 差不多
            不约而同
            不可或缺 不可避免 不乏 不得已 不免 不愧 不惜 不时 不已 不止 不锈钢 不动产 不外乎 不折不扣 不遗余力 不要紧
            对不起 了不起 忍不住 禁不住 不然 要不 恨不得 巴不得 动不动 好不容易 不失为 不知不觉 不言而喻 不可思议
            不用说 说不定 不等 不一 不凡 不朽 不倒翁 不丹 不列颠 不来梅 那不勒斯 不适 不佳 不良 不利 不足 不满 不顺
            不景气 不幸 不平等 不公 不太 不相上下 有条不紊 坚不可摧 停滞不前 不可少 不可分 缺一不可 视而不见 不相同
            不错 不变 不大 不小 漫不经心 不堪 不可开交 不服从 离不开 不屈 不惧
            不差 不算 算不上 中看不中用 美不胜收 奋不顾身 前所未有 几乎没有 永不 潜没
            没收 没落 淹没 埋没 出没 沉没 吞没 覆没 无论 无数 无线 无人机 无非 无疑 无比 无穷 无尽 无限 无私 无辜 无聊
            无愧 无锡 无奈 无形 无花果 无产 无尾熊 无机 未来 未成年 未婚 未知 非常 除非 非洲 非凡 非得 非政府 非营利
            非物质 是非 非法 是否 能否 可否 否则 与否
            """.split(),
            key=lambda word: -len(word),
        )
    )
    + r"|(\p{Han})[不没]\1",  # 去不去: a question
    "en": (
        r"not only|not just|not merely|not simply|not to mention|not least|no matter|no doubt|no sooner|no less than|"
        r"no later than|no more than|no fewer than|"
        r"no fewer than|whether or not|or not|if not|why not|nothing but|nothing short of|nothing less than|not until|"
        r"(?:cannot|can['’]t|couldn['’]t) help|no\. ?\d+"
    ),
    "de": r"nicht nur|nicht zuletzt|nicht umhin|oder nicht|nichts als|nichtsdestotrotz|nichtsdestoweniger",
}

SAID: Mapping[str, str] = {
    # 不 alone is in too many words: with what it is said of, it is a sentence's own.
    "zh": (
        "不[曾会能再应是该想愿知敢必需用在准信得]|不允许|不同意|不接受|不承认|不支持|不希望|绝不|决不|没[有能人]|没什么|从未|"
        "未[能曾必经被有获]|尚未|并未|仍未|还未|无[法需须权从一]|毫无|并无|并非|绝非|远非|千万别|请别|别再|[请切]勿"
    ),
    "en": r"\b(?:not|never|no one|no|none|nobody|nothing|nowhere|neither|nor|cannot|without)\b|n['’]t\b",
    "de": (
        r"\b(?:nicht|kein(?:e[nmrs]?)?|keinerlei|keinesfalls|keineswegs|nie|niemals|niemand(?:e[nmrs])?|nichts|weder|"
        r"nirgend\w*|ohne)\b"
    ),
}

# What a negation of the other language may have become; rather too much than too little.
IMPLIED: Mapping[str, str] = {
    "zh": (
        "[不没無无未非否莫勿毋别別拒缺禁防免停失乏罕难難尚避阻仅只才却但忽漏断零空假错戒绝]|以外|之外|很少|除了|而是|反而|"
        "反对|抵制|取消|然而|放弃|离开|脱"
    ),
    "en": (
        r"\b(?:un-\w+|un(?!der|it|iv|ic|if|iq|io|an|esc|like\b)\w{3,}|non-?\w{3,}|dis(?!c|t|p|k|h|n|eas|aster)\w{3,}|"
        r"mis(?!s|t)\w{3,}|im(?:possib|mobil|patien|perfect|prop|pract|polite|mature|moral|mortal|balanc|pregn)\w*|"
        r"in(?:ab|access|accura|action|activ|adequ|admiss|animat|appropr|capab|capac|compat|compet|complet|conceiv|"
        r"consist|conven|correct|credib|defin|direct|distinguish|domit|effect|effici|evitab|exper|explic|famous|finit|"
        r"formal|frequent|human|just|nocen|numera|satiab|significan|soluble|stab|suffic|toler|valid|viab|visib|"
        r"vulnerab)\w*|ir(?:regular|relevan|respons|rational|resist|revers|replac)\w*|"
        r"il(?:legal|legit|literat|logic)\w*|\w+less(?:ly|ness)?|\w+-free|fail\w*|refus\w*|den(?:y|ies|ied|ying|ial)|"
        r"lack\w*|reject\w*|avoid|prevent|instead|rather|hardly|barely|scarcely|rarely|seldom|fewer|little|less(?:er)?|"
        r"minimal\w*|stop\w*|ban(?:s|ned)?|absen\w+|forb\w+|prohib\w+|except|too|yet|doubt\w*|unless|difficult\w*|"
        r"wrong\w*|false\w*|oppos\w+|ignor\w+|neglect\w*|exclu\w+|withh\w+|abandon\w*|far from|zero|but|though|any|"
        r"either|beyond|declin\w+|devoid|defici\w+|substandard|resist\w*|blank|closing|remain|warn\w*|minus|nil|void|cease\w*|"
        r"quit|still|lose|losing|spared|discourag\w*|out of|poor\w*|under|trouble)\b"
    ),
    "de": (
        r"\b(?:un(?!d\b|s\b|ser|ter|g[ae]r|iv|i[ot]|abhäng|gefähr|erläss)\w{3,}|miss\w{3,}|nicht\w+|"
        r"in(?:stabil|akt|kompet|diskut|toler|akzept|effiz|offiz|direkt)\w*|irr\w{3,}|illegal\w*|"
        r"\w+los(?:e[nmrs]?|igkeit)?|\w+frei(?:e[nmrs]?)?|verweiger\w*|\w*lehn\w*|\w*fehl\w*|mangel\w*|verhinder\w*|"
        r"vermeid\w*|anstatt|statt dessen|stattdessen|eher|lieber|\wun(?:gerecht|möglich|fähig)\w*|kaum|selten\w*|"
        r"wenig\w*|erst|aber|jedoch|verb[oi]t\w*|\w*zweif\w*|schwer|schwierig\w*|falsch\w*|aus(?:ge)?schl\w*|"
        r"ausfall\w*|trotz|weg|leer\w*|null|abgesehen|scheiter\w*|versag\w*|entgeh\w*|abwesen\w*|verzicht\w*|"
        r"irgend\w*|jemals|widersetz\w*|verpass\w*|verschon\w*|\w*sperr\w*|\w*stopp\w*|müssen|"
        r"warn\w*|verlier\w*|verlor\w*|verlust\w*|frei|bestr[ie]t\w*|anders|alles andere)\b"
    ),
}
