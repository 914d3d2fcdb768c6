"""Lines that the edge of a page broke."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.offsets import MappedText
from corpora.pages import Line
from corpora.wrapping import unwrapped

PARAGRAPHS = [
    "Im alten Hafen liegen seit dem Frühjahr vier Boote, die niemand abholt, und an ihren Leinen hängt das Gras "
    "so dicht, dass man sie vom Ufer aus für Inseln halten könnte.",
    "Der Hafenmeister hat an die Eigentümer geschrieben. Zwei Briefe kamen zurück, einer blieb ohne Antwort, und der "
    "vierte enthielt eine Ansichtskarte mit Grüßen aus dem Süden.",
    "Nun soll der Gemeinderat entscheiden. Er tagt am Dienstag, und auf der Tagesordnung stehen die Boote hinter "
    "der Straßenbeleuchtung und vor den Anträgen der Schule.",
]


def lines_of(page: str) -> list[Line]:
    lines, position = [], 0
    for line in page.split("\n"):
        content = MappedText.from_raw(line, position).stripped()
        if content.text:
            lines.append(Line(content))
        position += len(line) + 1
    return lines


def texts(lines: list[Line]) -> list[str]:
    return [line.content.text for line in lines]


@pytest.mark.parametrize("width", [50, 60, 72, 80])
@pytest.mark.parametrize("between", ["\n\n", "\n   "])
def test_paragraphs_broken_at_the_edge_are_whole_again(width: int, between: str) -> None:
    page = between.join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert texts(unwrapped(lines_of(page), "de")) == PARAGRAPHS


def test_windows_line_ends_and_blanks_at_line_ends_change_nothing() -> None:
    page = "\n\n".join(textwrap.fill(paragraph, 60) for paragraph in PARAGRAPHS)
    assert texts(unwrapped(lines_of(page.replace("\n", "\r\n")), "de")) == PARAGRAPHS
    assert texts(unwrapped(lines_of(page.replace("aus für\n", "aus für \n")), "de")) == PARAGRAPHS


def test_headings_items_and_short_lines_stand_alone() -> None:
    body = textwrap.fill(PARAGRAPHS[0], 60)
    page = f"Die Boote\nVon der Redaktion\n\n{body}\n\nZweiter Teil\n{textwrap.fill(PARAGRAPHS[1], 60)}\n- eins\n- zwei"
    assert texts(unwrapped(lines_of(page), "de")) == [
        "Die Boote", "Von der Redaktion", PARAGRAPHS[0], "Zweiter Teil", PARAGRAPHS[1], "- eins", "- zwei",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "page",
    [
        "\n".join(PARAGRAPHS),
        "\n".join(
            ["Ein Satz steht hier.", "Noch einer, der etwas länger ist als der erste.", "Kurz.", "Und ein letzter."]
        ),
        "Startseite\nPolitik\nWirtschaft\nSport\nKultur\nWetter",
        "Du gehst am Abend leis vorbei\nund siehst die Lichter brennen;\nwir könnten, wenn der Winter sei,\n"
        "einander wieder kennen.",
        "他说，今天的天气很好，我们可以一起去公园里走一走。\n她没有回答。\n外面下起了雨，街上的人都跑了起来，只有他还站着。",
    ],
)
def test_a_page_without_an_edge_is_left_alone(page: str) -> None:
    lines = lines_of(page)
    assert unwrapped(lines, "de") == lines


def test_chinese_is_joined_without_a_space() -> None:
    text = (
        "汀川的老渡口在去年夏天重新开放，沿江的旧仓库变成了展厅和工作室，每天傍晚都有很多人来这里散步、吃饭、看江上的船。"
        * 2
    )
    page = "\n".join(text[i : i + 30] for i in range(0, len(text), 30))
    assert texts(unwrapped(lines_of(page), "zh")) == [text]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("die Zeitschrift für Wirt-", "schaft und Handel", "Wirtschaft und"),
        ("sie kamen aus Baden-", "Württemberg und Hessen", "Baden-Württemberg und"),
        ("der Handel mit Ein-", "und Ausfuhrgütern", "Ein- und Ausfuhrgütern"),
        ("er fuhr zum Alten-", "heim am Rand", "Altenheim am"),
    ],
)
def test_a_word_divided_at_the_edge_is_whole_again(first: str, second: str, expected: str) -> None:
    filling = "und so weiter " * 5
    divided = f"{filling[-(60 - len(first)) :].strip()} {first}\n{second} {filling[:28]}"
    page = f"{textwrap.fill(PARAGRAPHS[0], 60)}\n\n{divided}"
    assert expected in " ".join(texts(unwrapped(lines_of(page), "de")))


def test_the_page_itself_says_which_words_keep_their_hyphen() -> None:
    page = (
        "The state-run shop sold bread, and the old shop-\nkeeper slept, as shopkeepers in this town all do on a\n"
        "summer's day; it had been state-\nrun for as long as anybody in the county could recall it\nat all."
    )
    (line,) = unwrapped(lines_of(page), "en")
    assert "old shopkeeper slept" in line.content.text
    assert "been state-run for" in line.content.text


def test_steps_left_out_leave_lines_or_hyphens() -> None:
    page = "\n".join(
        ["Das Amt für Wirt-", *(f"schaft {n} bleibt wie es immer war in dieser Stadt, die" for n in range(5))]
    )
    lines = lines_of(page)
    assert unwrapped(lines, "de", without=frozenset({"unwrap"})) == lines
    (line,) = unwrapped(lines, "de", without=frozenset({"hyphenation"}))
    assert line.content.text.startswith("Das Amt für Wirt- schaft 0")


@given(st.integers(40, 90), st.integers(1, 3))
def test_every_break_is_in_the_ledger_at_its_place(width: int, count: int) -> None:
    page = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS[:count])
    for line in unwrapped(lines_of(page), "de"):
        for entry in line.ledger:
            assert page[entry.raw.start : entry.raw.end] == entry.before == "\n"
        for i, character in enumerate(line.content.text):
            raw = page[slice(*line.content.raw_span(i, i + 1))]
            assert raw == character or (raw, character) == ("\n", " ")
