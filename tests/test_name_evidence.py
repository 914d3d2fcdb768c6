"""Names of a translation, by their sound in a Chinese source and by the words that back them."""

import pytest

from align.encoding import load_encoder
from align.words import compare_words
from mt.name_evidence import lost_name, names_of_target
from mt.name_sounds import chinese_sounds, heard, latin_sounds, transcriptions
from mt.quality import load_model


@pytest.mark.parametrize(
    ("chinese", "latin"),
    [
        ("特朗普", "Trump"), ("克林顿", "Clinton"), ("默克尔", "Merkel"), ("舒尔曼", "Schulman"),
        ("弗吉尼亚", "Virginia"), ("阿姆斯特丹", "Amsterdam"), ("华盛顿", "Washington"), ("墨西哥", "Mexico"),
        ("杰克逊", "Jackson"), ("马克龙", "Macron"), ("戴维斯", "Davis"), ("瓦伦蒂诺", "Valentino"),
    ],
)  # fmt: skip
def test_a_transcription_sounds_like_its_name(chinese: str, latin: str) -> None:
    assert heard(latin_sounds(latin), chinese_sounds(chinese)) > 0.75
    others = ("Kugler", "Rodriguez", "Hopkins")
    assert max(heard(latin_sounds(other), chinese_sounds(chinese)) for other in others) < 0.75


def test_sounds_are_found_inside_a_sentence_and_in_their_order() -> None:
    sentence = "周二，奥尔布赖特在布鲁塞尔发表了讲话。"
    assert heard(latin_sounds("Albright"), chinese_sounds(sentence)) > 0.7
    assert [sentence[slice(*span)] for span in transcriptions(sentence)][:2] == ["奥尔布赖特", "布鲁塞尔"]
    assert heard("KLM", "MLK") < 0.7 < heard("KLM", "KLM") == 1.0


@pytest.mark.parametrize("text", ["", "123 – ?!", "字", "Łódź", "ÄÖÜ", "x" * 300, "\u200b\x07", "🙂"])
def test_any_text_has_sounds(text: str) -> None:
    assert isinstance(latin_sounds(text), str) and isinstance(chinese_sounds(text), str)


def test_a_name_that_is_not_in_the_source_is_doubted() -> None:
    source = "美国总统特朗普昨天在华盛顿会见了默克尔。"
    names = load_model().chinese.names
    sure = {}
    for target in ("President Trump met Merkel in Washington.", "President Obama met Sarkozy in Lisbon."):
        words = compare_words(source, target, load_encoder())
        found = names_of_target(source, "zh", target, "en", words)
        probabilities = names.probabilities([name.signs for name in found])
        sure |= {target[slice(*name.span)]: value for name, value in zip(found, probabilities, strict=True)}
    assert min(sure["Trump"], sure["Merkel"], sure["Washington"]) > max(sure["Sarkozy"], sure["Lisbon"])


def test_a_name_that_the_translation_lost_is_missed() -> None:
    for source, code, kept, swapped in (
        ("昨天克林顿发表了讲话。", "zh", "Gestern sprach Clinton.", "Gestern sprach Merkel."),
        ("In the evening Clinton spoke.", "en", "Am Abend sprach Clinton.", "Am Abend sprach Merkel."),
    ):
        right, wrong = (
            lost_name(source, code, target, compare_words(source, target, load_encoder())) for target in (kept, swapped)
        )
        assert right < wrong
    words = compare_words("Gestern.", "Yesterday.", load_encoder())
    assert lost_name("Gestern.", "de", "Yesterday.", words) == 0.0
    assert names_of_target("Gestern.", "de", "昨天。", "zh", words) == []
