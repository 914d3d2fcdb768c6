"""Shares of translations that keep numbers and names, and that are about something else."""

import pytest

from align.encoding import Encoder, load_encoder
from corpora.errors import MalformedFile
from mt.faithfulness import faithfulness

SOURCES = [
    "2023年共有89人参加了会议。",
    "公司用GPU训练了名为Polaris的模型。",
    "今天早上下了大雨，街道都湿了。",
    "他在火车站买了一张票。",
]
TRANSLATIONS = [
    "In 2023, 89 people took part in the meeting.",
    "The company trained a model named Polaris on GPUs.",
    "It rained heavily this morning and the streets are wet.",
    "He bought a ticket at the railway station.",
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


def test_a_faithful_translation_keeps_all_and_resembles_its_source(encoder: Encoder) -> None:
    found = faithfulness(SOURCES, TRANSLATIONS, "zh", "en", encoder.encode)
    assert [(share.lines, share.of) for share in found] == [(1, 1), (1, 1), (0, 4)]
    assert found.numbers_kept.value == 100 and found.unlike.value == 0
    assert str(found.unlike) == "unlike|enc:use-m3|neighbours:1|seed:1 = 0.0 (0 of 4 lines)"


def test_a_lost_number_or_name_loses_its_line(encoder: Encoder) -> None:
    lost = ["In 2023, people took part in the meeting.", "The company trained a model on GPUs.", *TRANSLATIONS[2:]]
    found = faithfulness(SOURCES, lost, "zh", "en", encoder.encode)
    assert found.numbers_kept.value == 0 and found.names_kept.value == 0


def test_a_number_too_many_is_not_one_lost(encoder: Encoder) -> None:
    more = ["In 2023, 89 people took part in 7 meetings.", *TRANSLATIONS[1:]]
    assert faithfulness(SOURCES, more, "zh", "en", encoder.encode).numbers_kept.value == 100


def test_names_of_western_sources_are_not_counted(encoder: Encoder) -> None:
    found = faithfulness(TRANSLATIONS, TRANSLATIONS, "en", "de", encoder.encode)
    assert found.names_kept.of == 0 and found.names_kept.value is None and "= –" in str(found.names_kept)


def test_translations_of_something_else_are_unlike(encoder: Encoder) -> None:
    # Of two lines each is the other's neighbour: exchanged, both translations are less like than it.
    swapped = faithfulness(SOURCES[2:], TRANSLATIONS[:1:-1], "zh", "en", encoder.encode)
    assert (swapped.unlike.lines, swapped.unlike.of) == (2, 2)


def test_the_seed_decides_which_neighbour_is_asked(encoder: Encoder) -> None:
    # The first translation is of the second line: only that line's neighbourhood can tell.
    wrong = [TRANSLATIONS[1], "Something.", *TRANSLATIONS[2:]]
    counts = [faithfulness(SOURCES, wrong, "zh", "en", encoder.encode, seed=seed).unlike.lines for seed in range(8)]
    assert counts == [faithfulness(SOURCES, wrong, "zh", "en", encoder.encode, seed=s).unlike.lines for s in range(8)]
    assert len(set(counts)) > 1


def test_blank_sources_count_nowhere(encoder: Encoder) -> None:
    found = faithfulness(["", *SOURCES, " "], ["7 things", *TRANSLATIONS, ""], "zh", "en", encoder.encode)
    assert [share.of for share in found] == [1, 1, 4]
    alone = faithfulness(SOURCES[:1], TRANSLATIONS[:1], "zh", "en", encoder.encode)
    assert alone.unlike.of == 0 and alone.unlike.value is None


def test_lines_must_stand_beside_lines(encoder: Encoder) -> None:
    with pytest.raises(MalformedFile, match="4 lines, its translation 3"):
        faithfulness(SOURCES, TRANSLATIONS[:3], "zh", "en", encoder.encode)
