import pytest

from corpora.anchors import chinese_numeral, find_numbers, latin_names, numbers, unmatched_names, unmatched_numbers


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("2.6%的土地，1.23万学者，100亿元，20余万个", "zh", ["2.6", "12300", "10000000000", "200000"]),
        ("2028万亿次，近7成，1990年代，8月11日", "zh", ["2028000000000000", "70", "1990", "11"]),
        ("2,6 % und 12.300, 10 Mrd. Yuan, 2.028 Billionen", "de", ["2.6", "12300", "10000000000", "2028000000000000"]),
        ("2.6% and 12,300, 10 billion, 1,100 TB", "en", ["2.6", "12300", "10000000000", "1100"]),
    ],
)
def test_numbers_become_the_plain_decimals_they_stand_for(text: str, language: str, values: list[str]) -> None:
    assert list(numbers(text, language).elements()) == values


@pytest.mark.parametrize(
    ("text", "value"),
    [("两万", 20000), ("三十", 30), ("十五", 15), ("一亿二千万", 120_000_000), ("二〇二三", 2023), ("万亿", None)],
)
def test_numerals(text: str, value: int | None) -> None:
    assert chinese_numeral(text) == value


def test_words_match_digits() -> None:
    assert unmatched_numbers("大概有两万人，3个人", "zh", "Etwa 20.000 Menschen, drei Menschen", "de") == ((), ())


def test_times_of_day() -> None:
    assert unmatched_numbers("傍晚七点开张，23:30收摊", "zh", "Von 19 Uhr bis um 23.30 Uhr", "de") == ((), ())
    assert unmatched_numbers("23:30收摊", "zh", "Closes at 23:30.", "en") == ((), ())


@pytest.mark.parametrize(
    ("chinese", "western", "code"),
    [
        ("上午10点开会", "The meeting is at 10:00 a.m.", "en"),
        ("下午3点开会", "Die Sitzung beginnt um 15:00 Uhr", "de"),
        ("下午3点半开会", "The meeting is at 3:30 p.m.", "en"),
        ("14时30分开会", "Die Sitzung beginnt um 14.30 Uhr", "de"),
        ("有10亿用户", "It has a billion users", "en"),
        ("有10亿用户", "Es hat mehr als eine Milliarde Nutzer", "de"),
        ("有3点建议", "There are 3 proposals", "en"),
    ],
)
def test_times_and_lone_scales_match_however_they_are_said(chinese: str, western: str, code: str) -> None:
    assert unmatched_numbers(chinese, "zh", western, code) == ((), ())


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("about 30 yards from the goal", "etwa 27 Meter vor dem Tor"),
        ("waves as high as 20 feet", "bis zu sechs Meter hohe Wellen"),
        ("the 550 pound hog", "das 250 Kilo schwere Schwein"),
        ("2 to 4 inches of rain", "5 bis 10 Zentimeter Regen"),
        ("a 6-foot-6 player", "ein 1,98 m großer Spieler"),
        ("it could reach 80 degrees", "es könnte 27 ºC erreichen"),
        ("45 miles (72 kilometers) away", "72 Kilometer entfernt"),
        ("found at 7.55am", "um 7:55 Uhr gefunden"),
        ("call 0800 555 111", "die Nummer 0800\u00a0555\u00a0111"),
        ("12,000 people", "12\u00a0000 Menschen"),
    ],
)
def test_converted_units_match(english: str, german: str) -> None:
    assert unmatched_numbers(english, "en", german, "de") == ((), ())
    assert unmatched_numbers(german, "de", english, "en") == ((), ())


def test_a_wrong_conversion_does_not_match() -> None:
    assert unmatched_numbers("about 30 yards away", "en", "etwa 72 Meter entfernt", "de") == (("30",), ("72",))
    assert unmatched_numbers("the 550 pound hog", "en", "das 300 Kilo schwere Schwein", "de").target == ("300",)
    assert unmatched_numbers("30 people", "en", "27 Menschen", "de") == (("30",), ("27",))


def test_another_time_is_none() -> None:
    assert unmatched_numbers("下午3点半开会", "zh", "The meeting is at 3:30 a.m.", "en") == (("15:30",), ("3:30",))
    assert unmatched_numbers("有10亿用户", "zh", "It has a million users", "en").source == ("1000000000",)
    assert unmatched_numbers("有3点建议", "zh", "There are proposals", "en").source == ("3",)


def test_a_changed_number_is_unmatched_on_both_sides() -> None:
    found = unmatched_numbers("共有89款模型", "zh", "Es gibt 98 Modelle", "de")
    assert found.source == ("89",) and found.target == ("98",)


def test_names_in_latin_script() -> None:
    assert latin_names("DeepSeek和GPT-4o在AI领域") == ["DeepSeek", "GPT-4o"]
    assert unmatched_names("DeepSeek和Manus", "Deepseek allein") == ("Manus",)


def test_spans_point_at_the_number() -> None:
    text = "约2.3亿元"
    (found,) = find_numbers(text, "zh")
    assert text[found.span.start : found.span.end] == "2.3亿"
