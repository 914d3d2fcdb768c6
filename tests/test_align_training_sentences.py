"""How training text is cut must not change: these cuts made the weights."""

import pytest

from align.noise import cut_line
from align.training_sentences import training_sentences


@pytest.mark.parametrize(
    ("code", "text", "sentences"),
    [
        ("zh", "天亮了。鸟叫个不停！", ("天亮了。", "鸟叫个不停！")),
        ("zh", "“走吧。”他说。门关上了。", ("“走吧。”他说。", "门关上了。")),
        ("zh", "他问：“几点了？八点？”没人回答。", ("他问：“几点了？八点？”", "没人回答。")),
        ("zh", "增长3.5%。", ("增长3.5%。",)),
        ("de", "Es ist z. B. kalt. Wir gehen am 3. Mai.", ("Es ist z. B. kalt.", "Wir gehen am 3. Mai.")),
        ("en", "It rained.  Dr. Ames stayed.", ("It rained.", "Dr. Ames stayed.")),
        ("en", "", ()),
    ],
)
def test_training_text_is_cut_as_ever(code: str, text: str, sentences: tuple[str, ...]) -> None:
    assert training_sentences(text, code) == sentences


def test_a_line_is_cut_where_both_sides_have_as_many_sentences() -> None:
    pairs = cut_line("天亮了。鸟在叫。", "It dawned. Birds sang.", ("zh", "en"))
    assert [(pair[0], pair[1]) for pair in pairs] == [
        (("天亮了。",), ("It dawned.",)),
        (("鸟在叫。",), ("Birds sang.",)),
    ]
