"""Clues of the writing: cuts inside a sentence, lines that are no sentences, lone quotation marks."""

import pytest

from align.clues import ends, goes_on, is_stray, joined


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Das Spiel fand am 25.", "Mai statt."),
        ("Sie kaufte drei Dinge:", "Brot, Milch und Käse."),
        ("Der Bericht (vgl. Seite 3", "und 4) ist lang."),
        ("他说，", "今天不去。"),
        ("It was late", "and nobody came."),
        ("Gemeint ist S.", "12 des Buches."),
    ],
)
def test_a_cut_inside_a_sentence_is_seen(first: str, second: str) -> None:
    assert goes_on(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [("Es regnete 1957.", "Dann kam die Sonne."), ("他走了。", "她留下。"), ("A headline", "The first sentence.")],
)
def test_a_border_between_sentences_is_none(first: str, second: str) -> None:
    assert not goes_on(first, second)


def test_lone_marks_and_lines_without_an_end() -> None:
    assert is_stray("”") and is_stray(" 」。") and not is_stray("是")
    assert ends("„So ist es.“") and ends("真的？”") and not ends("Mehr zum Thema")
    assert joined([]) == [] and joined(["Ja,", "gut."]) == [False, True]
