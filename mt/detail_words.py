"""How Chinese, German and English write months, weekdays, currencies and per cent: what `mt.details` looks for.

All are patterns, matched without case but for months.
"""

MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "de": "Januar|Jänner Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
}
# "May" and "March" are months only with a capital that no beginning of a sentence gives them.
ALSO_WORDS = {"en": (3, 5), "de": ()}
NOT_FIRST = r"(?<=\w[,;]? |\d\. |\()"
# 3个月 and 二十月 are none, nor is the moon's 月球.
CHINESE_MONTH = (
    r"(?<![\d.])(?P<digits>1[0-2]|[1-9])\s?月(?!球)"
    r"|(?<![一二三四五六七八九十个個两兩几])(?P<numeral>十[一二]?|[一二三四五六七八九])月(?!球)"
)
_DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag|Sonnabend Sonntag".split(),
}
WEEKDAYS = {
    "zh": [rf"(?:星期|周|週|礼拜|禮拜)[{day}]" for day in "一 二 三 四 五 六 日天".split()],
    **{code: [rf"\b(?:{day})s?\b" for day in days] for code, days in _DAYS.items()},
}
# By ISO 4217 code. A bare 元 is the yuan; ¥, which may be yuan or yen, is left out.
CURRENCIES = {
    "zh": {
        "USD": r"美元|美金",
        "EUR": r"欧元|歐元",
        "GBP": r"英镑|英鎊",
        "JPY": r"日元|日圆|日圓",
        "CHF": r"瑞士法郎",
        "RUB": r"卢布|盧布",
        "INR": r"卢比|盧比",
        "CNY": r"人民币|人民幣|(?<=[\d千万萬亿億百])元",
    },
    "en": {
        "USD": (
            r"(?<![A-Z])\$|\bUS\$|\bUSD\b|\bU\.?S\.? dollars?\b"
            r"|(?<!(?:Australian|Canadian|Kong|Taiwan|Singapore) )\bdollars?\b"
        ),
        "EUR": r"€|\bEUR\b|\beuros?\b",
        "GBP": r"£|\bGBP\b|\bpounds? sterling\b",
        "JPY": r"\bJPY\b|\byen\b",
        "CHF": r"\bCHF\b|\bSwiss francs?\b",
        "RUB": r"\bRUB\b|\brou?bles?\b",
        "INR": r"\bINR\b|\brupees?\b|₹",
        "CNY": r"\bCNY\b|\bRMB\b|\byuan\b|\brenminbi\b",
    },
    "de": {
        "USD": r"(?<![A-Z])\$|\bUS\$|\bUSD\b|\bUS-Dollars?\b|(?<!-)\bDollars?\b",
        "EUR": r"€|\bEUR\b|\bEuros?\b",
        "GBP": r"£|\bGBP\b|\bPfund Sterling\b|\bbritische Pfund\b",
        "JPY": r"\bJPY\b|\bYen\b",
        "CHF": r"\bCHF\b|\b(?:Schweizer )?Franken\b",
        "RUB": r"\bRUB\b|\bRubel\b",
        "INR": r"\bINR\b|\bRupien?\b|₹",
        "CNY": r"\bCNY\b|\bRMB\b|\bYuan\b|\bRenminbi\b",
    },
}
PER_CENT = {"zh": r"[%％‰]|百分之|百分点|百分點", "en": r"%|\bper ?cent\b", "de": r"%|\bProzent\b"}
# What may stand for it on the other side.
SHARES = {
    "zh": r"[%％‰]|百分|成|折|倍|半|分之|率|比",
    "en": (
        r"%|per ?cent|points?\b|\brates?\b|\bhalf|\bhalv|quarter|thirds?\b|fifths?\b|tenths?\b|times|double|triple"
        r"|\bshares?\b"
    ),
    "de": r"%|prozent|Punkt|quote|hälfte|halb|viertel|drittel|fünftel|zehntel|mal\b|doppel|anteil|satz",
}
# One word for each value, by kind: what a thing may be changed into.
WORDS = {
    "zh": {
        "month": {str(number): f"{number}月" for number in range(1, 13)},
        "weekday": {str(number): f"周{day}" for number, day in enumerate("一二三四五六日", 1)},
        "currency": {"USD": "美元", "EUR": "欧元", "GBP": "英镑", "JPY": "日元"},
    },
    "en": {
        "month": {str(number): name for number, name in enumerate(MONTHS["en"], 1)},
        "weekday": {str(number): name for number, name in enumerate(_DAYS["en"], 1)},
        "currency": {"USD": "dollars", "EUR": "euros", "JPY": "yen", "CNY": "yuan"},
    },
    "de": {
        "month": {str(number): name.split("|")[0] for number, name in enumerate(MONTHS["de"], 1)},
        "weekday": {str(number): name.split("|")[0] for number, name in enumerate(_DAYS["de"], 1)},
        "currency": {"USD": "Dollar", "EUR": "Euro", "JPY": "Yen", "CNY": "Yuan"},
    },
}
