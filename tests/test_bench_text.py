"""The benchmark's own text: the same for a seed, no sentence twice, gold beads whole, words in every language."""

from itertools import pairwise

import pytest

from align import benchmark_words as words
from align.benchmark_text import make_bitext
from align.features import BEAD_TYPES
from corpora.detection import reads_as
from corpora.errors import UnsupportedLanguage
from corpora.languages import join
from corpora.segmentation import sentences

TABLES = [table for table in vars(words).values() if isinstance(table, tuple)]


@pytest.mark.parametrize("languages", [("zh", "de"), ("zh", "en"), ("de", "en")])
def test_the_same_seed_makes_the_same_text_and_no_sentence_comes_twice(languages: tuple[str, str]) -> None:
    made = make_bitext(3000, languages)
    assert made == make_bitext(3000, languages)
    assert made.source != make_bitext(3000, languages, seed=2).source
    assert len(made.source) == len(set(made.source)) == 3000
    assert len(made.target) == len(set(made.target))


@pytest.mark.parametrize("size", [1, 2, 7, 3000])
def test_beads_cover_both_sides_in_order_and_are_ones_the_aligner_can_form(size: int) -> None:
    made = make_bitext(size, ("zh", "de"))
    assert [i for bead in made.beads for i in bead.source] == list(range(size))
    assert [j for bead in made.beads for j in bead.target] == list(range(len(made.target)))
    assert all(bead.is_null or (len(bead.source), len(bead.target)) in BEAD_TYPES for bead in made.beads)
    if size > 1000:
        assert {bead.shape for bead in made.beads} == {"1-1", "1-2", "2-1", "1-0", "0-1"}


def test_texts_of_one_seed_say_the_same_in_every_language() -> None:
    chinese, english = make_bitext(500, ("zh", "de")), make_bitext(500, ("zh", "en"))
    assert chinese.source == english.source and chinese.beads == english.beads


def test_sentences_are_as_long_as_those_of_news_and_are_sentences_to_the_segmenter() -> None:
    chinese = make_bitext(2000, ("zh", "de"))
    assert 28 <= sum(map(len, chinese.source)) / len(chinese.source) <= 42
    assert 95 <= sum(map(len, chinese.target)) / len(chinese.target) <= 145
    english = make_bitext(200, ("zh", "en")).target
    sides = {"zh": chinese.source[:200], "de": chinese.target[:200], "en": english}
    for code, texts in sides.items():
        assert reads_as("\n".join(texts), code) is None
        assert list(sentences(join(texts, code), code)) == texts


def test_neighbours_are_not_copies_of_one_another() -> None:
    """Of the words that carry the meaning, a sentence shares few with the next one."""
    german = make_bitext(1000, ("zh", "de")).target
    shared = []
    for first, second in pairwise(german):
        nouns = [{word.strip(",.") for word in text.split() if word[:1].isupper()} for text in (first, second)]
        shared.append(len(nouns[0] & nouns[1]) / max(1, min(map(len, nouns))))
    assert sum(shared) / len(shared) < 0.15


def test_the_words_are_there_in_every_language_and_none_twice() -> None:
    phrases = [table for table in TABLES if table and isinstance(table[0], tuple)]
    assert len(phrases) >= 12
    for table in phrases:
        for entry in table:
            # A German verb may have nothing behind it; all else is there.
            assert all(value != "" for name, value in entry._asdict().items() if name != "behind"), entry
            assert any("\u4e00" <= character <= "\u9fff" for character in entry.zh), entry
            assert not any("\u4e00" <= character <= "\u9fff" for text in entry[1:] for character in str(text)), entry
            assert len({str(text).count("{") for text in (entry.zh, entry[1], entry.en)}) == 1, entry
        assert len({entry.zh for entry in table}) == len(table)
        assert len({entry.en for entry in table}) == len(table)


def test_other_languages_are_refused_by_name() -> None:
    with pytest.raises(UnsupportedLanguage, match="zh, de, en"):
        make_bitext(10, ("zh", "fr"))
