"""Author, date, source, publisher and URL as pages say them in their own lines."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.dates import dates, first_date
from corpora.fields import fields_from
from corpora.units import Fields
from corpora.units import SegmentKind as Kind


@pytest.mark.parametrize(
    ("kind", "line", "fields"),
    [
        (Kind.SOURCE, "来源：河岸周刊 作者：木子", Fields(author="木子", source="河岸周刊")),
        (Kind.SOURCE, "來源:河岸週刊 作者:木子", Fields(author="木子", source="河岸週刊")),
        (
            Kind.DATE,
            "来源:互联网 发布日期:2023-08-27 06:59:38 浏览:11483次",
            Fields(date="2023-08-27", source="互联网"),
        ),
        (Kind.BYLINE, "文／河岸編輯室 2024-05-01", Fields(author="河岸編輯室", date="2024-05-01")),
        (Kind.BYLINE, "记者 木子 阿禾 北京报道", Fields(author="木子 阿禾")),
        (Kind.BYLINE, "記者木子／台南報導", Fields(author="木子")),
        (Kind.BYLINE, "撰文｜木子 编辑｜阿禾", Fields(author="木子")),
        (Kind.SOURCE, "本文来自微信公众号“河岸旧事”，作者：木子", Fields(author="木子", source="河岸旧事")),
        (Kind.SOURCE, "本文首发于《河岸周刊》", Fields(source="河岸周刊")),
        (
            Kind.EDITORS_NOTE,
            "编者按：本文来自微信公众号 河岸旧事（ID：hean），作者：木子，经授权转载。",
            Fields(author="木子", source="河岸旧事"),
        ),
        (Kind.SOURCE, "原文链接：https://example.org/a/b.html", Fields(url="https://example.org/a/b.html")),
        (Kind.COPYRIGHT, "Copyright © 2010-2024 Hean Team. 河岸网 版权所有", Fields(publisher="Hean Team")),
        (
            Kind.BYLINE,
            "Von Anna Muster und Bert Beispiel, Berlin | 12. März 2024",
            Fields(author="Anna Muster und Bert Beispiel", date="2024-03-12"),
        ),
        (Kind.BYLINE, "Text: Redaktion Uferblatt", Fields(author="Redaktion Uferblatt")),
        (Kind.SOURCE, "Quelle: Uferblatt, 28. September 2022", Fields(date="2022-09-28", source="Uferblatt")),
        (Kind.DATE, "Stand: 28.09.2022, 14:05 Uhr", Fields(date="2022-09-28")),
        (Kind.COPYRIGHT, "© 2024 Uferblatt | Impressum | Datenschutz", Fields(publisher="Uferblatt")),
        (
            Kind.BYLINE,
            "By Jane Q. Example and Tom van Dyke, Staff Writers",
            Fields(author="Jane Q. Example and Tom van Dyke"),
        ),
        (
            Kind.SOURCE,
            "Source: Harbour Weekly | Published: May 1, 2024",
            Fields(date="2024-05-01", source="Harbour Weekly"),
        ),
        (Kind.SOURCE, "This article first appeared in Harbour Weekly.", Fields(source="Harbour Weekly")),
        (Kind.TEXT, "来源：这一行是正文，不算。", Fields()),
        (Kind.READ_MORE, "By Jane Example: the next story", Fields()),
    ],
)
def test_a_line_says_its_fields(kind: Kind, line: str, fields: Fields) -> None:
    assert fields_from([(kind, line)]) == fields


def test_the_kind_of_line_that_is_for_a_field_wins() -> None:
    lines = [
        (Kind.BYLINE, "Von Anna Muster, 2. Mai 2024"),
        (Kind.HEADING, "Der Fluss"),
        (Kind.DATE, "Aktualisiert: 3. Mai 2024"),
        (Kind.DATE, "1. Mai 2024"),
        (Kind.SOURCE, "Quelle: Uferblatt"),
    ]
    assert fields_from(lines) == Fields(author="Anna Muster", date="2024-05-03", source="Uferblatt")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024年5月1日", "2024-05-01"),
        ("2024 年 5 月", "2024-05"),
        ("二〇二四年十二月三十一日", "2024-12-31"),
        ("民國113年5月1日", "2024-05-01"),
        ("2023/8/27 06:59", "2023-08-27"),
        ("2023.08.27", "2023-08-27"),
        ("2024-05-01T06:59:38Z", "2024-05-01"),
        ("28. September 2022", "2022-09-28"),
        ("Mittwoch, den 1. Mai 2024", "2024-05-01"),
        ("28.09.2022", "2022-09-28"),
        ("3. Jänner 2020", "2020-01-03"),
        ("May 1, 2024", "2024-05-01"),
        ("Sept. 28th, 2022", "2022-09-28"),
        ("1 May 2024", "2024-05-01"),
        ("05/21/2024", "2024-05-21"),
        ("31. Februar 2023", ""),
        ("2024-13-01", ""),
        ("im Mai, 2024 Boote lagen am Ufer", ""),
        ("0123-45-6789", ""),
    ],
)
def test_dates_of_three_languages(text: str, iso: str) -> None:
    assert first_date(text) == iso


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_date_is_found_at_its_place(day: date) -> None:
    for written in (f"{day.year}年{day.month}月{day.day}日", f"{day.day}.{day.month:02}.{day.year}", day.isoformat()):
        (found,) = dates(f"Stand {written}, 更新")
        assert found.iso == day.isoformat()
        assert f"Stand {written}, 更新"[found.span.start : found.span.end] == written


@given(st.lists(st.tuples(st.sampled_from(Kind), st.text(max_size=60))))
def test_any_lines_have_fields_or_none(lines: list[tuple[Kind, str]]) -> None:
    fields = fields_from(lines)
    assert all(isinstance(value, str) for value in fields)
