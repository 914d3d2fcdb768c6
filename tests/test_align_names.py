"""Chinese names are found in other languages by their pinyin, and grammar is not taken for a name."""

from itertools import pairwise

from align.encoding import load_encoder
from align.features import BitextFeatures
from align.names import readings, spelled, spellings
from align.sides import Side, encode_side


def test_a_name_is_the_same_word_in_pinyin() -> None:
    sentence = readings("北京中关村和重庆的实验室在长沙。", "zh")
    wanted = spellings("Labore aus Peking (Zhongguancun), Chong-Qing und Changsha; Lüneburg")
    assert spelled(sentence, wanted) == {"zhongguancun", "chongqing", "changsha"}


def test_every_reading_of_every_character_can_be_a_name() -> None:
    han = "".join(map(chr, range(0x4E00, 0xA000)))  # some of them have no reading at all
    found = {reading for readings_of_one in readings(han, "zh") for reading in readings_of_one}
    syllables = sorted(reading for reading in found if set(reading) & set("aeiou"))  # hm and ng are no names
    assert len(syllables) > 400
    for first, second in pairwise([*syllables, *reversed(syllables)]):
        name = (first + second).title()
        if len(name) >= 4:
            assert spellings(f"in {name} ,") == {name.casefold()}, name


def test_a_long_word_takes_no_longer_than_others() -> None:
    assert not spellings("A" + "a" * 100_000 + "x")


def test_grammar_and_lower_case_are_no_names() -> None:
    assert not spelled(readings("那么，如何是好？", "zh"), spellings("Der Name und die Ruhe"))
    assert "changsha" not in spellings("die changsha")
    assert readings("Der Name", "de") == ()


def test_names_tell_apart_sentences_that_the_encoder_finds_alike() -> None:
    chinese = ["他在沈阳工作。", "他在贵阳工作。", "他在襄阳工作。"]
    german = ["Er arbeitet in Guiyang.", "Er arbeitet in Shenyang.", "Er arbeitet in Xiangyang."]
    sides = [encode_side(Side(*side), load_encoder()) for side in ((chinese, "zh"), (german, "de"))]
    found = BitextFeatures(*sides)
    shared = [[ours & theirs for theirs in found.target_words] for ours in found.source_words]
    assert [[bool(words) for words in row] for row in shared] == [
        [False, True, False],
        [True, False, False],
        [False, False, True],
    ]
