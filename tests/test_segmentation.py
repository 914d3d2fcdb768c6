import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.errors import UnsupportedLanguage
from corpora.segmentation import sentence_spans, sentences

CHINESE = '“”‘’「」"。！？，、；：……——～😀①#《》（）()[]中文句子他说道3.5%U.S.AI\u3000 \n'
WESTERN = "„“”‚‘’»«'\"().[]!?…–—§ \u00a0\nDr.z.B.IIIam3.MaiX.ünoEuroistThe said¹*"


@given(
    st.text(alphabet=CHINESE, max_size=80) | st.text(alphabet=WESTERN, max_size=80) | st.text(max_size=80),
    st.sampled_from(["zh", "de", "en"]),
)
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


# Beside the golden cases: what went wrong with other texts while the rules were made, the sentences parted by ‖.
OTHERS = {
    "zh": """总理强调：“大门不会关闭，只会越开越大。”‖与会者报以掌声。
        他大喊一声：“站住！”便冲了出去。
        她走了……‖我一个人站在雨里。
        “我们没有让步。”‖他还说，谈判会继续。
        “我们没有让步。”他还说。
        谁能回答“我是谁？”这个问题？
        他把这叫做“慢生活”。‖“慢”，是一种态度。
        “绿水青山就是金山银山。”这一理念深入人心。
        街上什么人都有：学生、工人、商贩……热闹极了。
        GDP增速为5.2%,高于预期.‖专家认为,这来之不易.
        “快走！”老李一把拉住我，“他们来了！”‖我们拔腿就跑。
        参见《史记·项羽本纪》。‖项羽自刎于乌江。""",
    "de": """Prof. em. Dr. K. H. Meier starb 2019.‖ Er wurde 91.‖ Sein Nachlass liegt in Bonn.
        Anders die h. M.‖ Sie überzeugt nicht.
        Teil I. Die Anfänge
        Man unterscheidet: 1. den Kauf, 2. die Miete und 3. die Leihe.‖ Alles andere ist Ausnahme.
        Die Firma zog 1998 nach Frankfurt a. M.‖ Dort blieb sie bis 2010.
        Das Zitat („Ich bin ein Berliner.“) ist bekannt.‖ Kennedy sagte es 1963.
        Peter sagte, er komme am 3. März, vielleicht auch am 4.‖ Anna kommt später.
        „Wer hat das gesagt? “‖ Niemand wusste es.
        Der Preis sei zu hoch.‖ „die Kunden zahlen das nie“, sagte er.
        Das Buch „Was tun?“ von Lenin erschien 1902.‖ Es wurde berühmt.
        Nach § 433 Abs. 1 S. 1 BGB schuldet der Verkäufer die Sache.‖ Der Käufer zahlt.""",
    "en": """The museum at 4 Main St. opens Tues. through Sun. at 10 a.m.‖ Admission is free.
        At 5 a.m. Mr. Smith went to the bank.
        The novel, vol. 2 of which is lost, is by W. G. Smith et al.‖ Critics love it.
        He said the U.S. Senate passed the bill.‖ The House did not.
        "Help!" Mr. Lee cried.‖ No one came.
        "It will join the union."‖ Prime Minister Lee says it will bring money.
        The page asks "Can we end it?"‖ Global Citizen replied: "It will be hard."
        Part I. The Beginning
        It runs on 230 V.‖ It needs 5 A.‖ No more than that.
        i went home.‖ then i slept.‖ it was good.
        In Smith v. Jones, 123 F.3d 456 (9th Cir. 1999), the court held otherwise.‖ That ruling stands.""",
}


@pytest.mark.parametrize(
    ("language", "line"), [(language, line.strip()) for language, text in OTHERS.items() for line in text.splitlines()]
)
def test_texts_that_were_cut_wrongly_once(language: str, line: str) -> None:
    assert sentences(line.replace("‖", ""), language) == [sentence.strip() for sentence in line.split("‖")]


def test_a_blank_line_ends_a_sentence_and_a_line_break_does_not() -> None:
    for language in ("zh", "de", "fr", "ko"):
        assert [span.end for span in sentence_spans("ab\ncd\n \nef", language)] == [5, 10]


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(UnsupportedLanguage, match="'xx'"):
        sentences("text", "xx")
