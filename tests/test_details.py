"""Months, weekdays, currencies, per cent, questions: what is changed is found, what is said otherwise is not."""

import pytest

from mt.details import changed_details, find_details
from mt.guards import check


@pytest.mark.parametrize(
    ("source", "languages", "target", "kind", "ours", "theirs"),
    [
        ("会议于3月5日举行。", "zh-en", "The meeting was held on 5 May.", "date", ["3月"], ["May"]),
        ("会议于十二月举行。", "zh-de", "Das Treffen fand im November statt.", "date", ["十二月"], ["November"]),
        ("他周一回来。", "zh-de", "Er kommt am Dienstag zurück.", "date", ["周一"], ["Dienstag"]),
        ("Er kommt am Sonnabend.", "de-zh", "他星期天来。", "date", ["Sonnabend"], ["星期天"]),
        ("这花了50美元。", "zh-en", "It cost €50.", "unit", ["美元"], ["€"]),
        ("售价3000元。", "zh-de", "Es kostet 3000 Dollar.", "unit", ["元"], ["Dollar"]),
        ("Exports grew by 20%.", "en-de", "Die Ausfuhr wuchs um 20.", "unit", ["%"], []),
        ("出口增长20。", "zh-en", "Exports grew by 20 per cent.", "unit", [], ["per cent"]),
        ("你去吗？", "zh-en", "You go.", "question", ["？"], []),
        ("他去。", "zh-de", "Geht er?", "question", [], ["?"]),
    ],
)
def test_what_is_changed_is_found_in_its_place(
    source: str, languages: str, target: str, kind: str, ours: list[str], theirs: list[str]
) -> None:
    ours_code, theirs_code = languages.split("-")
    (found,) = changed_details(source, ours_code, target, theirs_code)
    assert found.kind == kind
    assert [source[slice(*span)] for span in found.source] == ours
    assert [target[slice(*span)] for span in found.target] == theirs
    assert found in check(source, ours_code, target, theirs_code)


@pytest.mark.parametrize(
    ("source", "languages", "target"),
    [
        ("会议于3月5日举行。", "zh-en", "The meeting was held on 5 March."),
        ("三个月后的6月，月球上没有人。", "zh-en", "Three months later, in June, nobody was on the moon."),
        ("3月以来一直如此。", "zh-de", "So ist es seit vergangenem Monat."),  # left out, not changed
        ("六月可能会下雨。", "zh-en", "May it rain in June."),
        ("军队六月出发。", "zh-en", "They march in June."),
        ("下降了三成。", "zh-en", "It fell by 30%."),
        ("失业率为5%。", "zh-de", "Die Arbeitslosenquote liegt bei 5."),
        ("50港元", "zh-en", "HK$50"),
        ("他捐了100万元人民币。", "zh-de", "Er spendete eine Million Yuan."),
        ("Ohne Sprache", "pl-en", "on 5 May in dollars"),
    ],
)
def test_what_is_only_said_otherwise_is_not(source: str, languages: str, target: str) -> None:
    assert not list(changed_details(source, *languages.split("-")[:1], target, languages.split("-")[1]))


def test_details_have_one_value_in_all_languages() -> None:
    said = {"zh": "五月，周六，欧元", "en": "In May, on Saturday, €", "de": "im Mai, am Samstag, Euro"}
    values = {code: [(detail.kind, detail.value) for detail in find_details(text, code)] for code, text in said.items()}
    assert values["zh"] == values["en"] == values["de"] == [("month", "5"), ("weekday", "6"), ("currency", "EUR")]
