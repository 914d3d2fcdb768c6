import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.errors import UnsupportedLanguage
from corpora.segmentation import sentence_spans, sentences

CHINESE = "“”‘’。！？，、；：……《》（）中文句子他说道3.5%U.S.AI \n"


@given(st.text(alphabet=CHINESE, max_size=80) | st.text(max_size=80), st.sampled_from(["zh", "de", "en"]))
def test_every_character_but_white_space_is_in_exactly_one_sentence(text: str, language: str) -> None:
    spans = sentence_spans(text, language)
    covered = [i for span in spans for i in range(span.start, span.end)]
    assert covered == sorted(set(covered))
    assert all(text[i].isspace() for i in set(range(len(text))) - set(covered))
    assert all(text[span.start : span.end] == text[span.start : span.end].strip() != "" for span in spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一句。第二句！第三句？", ["第一句。", "第二句！", "第三句？"]),
        ("增长3.5%。U.S.公司来了。", ["增长3.5%。", "U.S.公司来了。"]),
        ("他说：“走吧。我们走！”她笑了。", ["他说：“走吧。我们走！”", "她笑了。"]),
        ("“走吧。”他说。天黑了。", ["“走吧。”他说。", "天黑了。"]),
        ("王兴、宿华……众多巨头在这里。", ["王兴、宿华……众多巨头在这里。"]),
        ("真的吗？！是的。", ["真的吗？！", "是的。"]),
        ("正是‘无心插柳’。”", ["正是‘无心插柳’。”"]),
    ],
)
def test_chinese(text: str, expected: list[str]) -> None:
    assert sentences(text, "zh") == expected


def test_a_long_quotation_is_cut_inside_and_keeps_its_closing_quote() -> None:
    long = "“" + "很长的一句话" * 8 + "。" + "又是一句" * 8 + "。”"
    first, second = sentences(long, "zh")
    assert first.endswith("。") and second.endswith("。”")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Der 20. Parteitag fand statt. Der 14. Fünfjahresplan gilt, z. B. hier.", 2),
        ("Siehe S. 5 ff. und u. a. das. Neu.", 2),
        ("Er kam um 23.30 Uhr. Sie ging.", 2),
        ("Am 28. September 2022 war es so weit.", 1),
    ],
)
def test_german(text: str, count: int) -> None:
    assert len(sentences(text, "de")) == count


def test_english() -> None:
    assert sentences("Mr. Smith paid $3.5 million. Then he left.", "en") == [
        "Mr. Smith paid $3.5 million.",
        "Then he left.",
    ]


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(UnsupportedLanguage, match="'xx'"):
        sentences("text", "xx")
