"""The choice among several translations of a text."""

import numpy as np
import pytest

from align.encoding import load_encoder
from corpora.errors import ModelUnavailable
from mt.embedded import EMBEDDED, load_embedded
from mt.reranking import Reranker
from mt.translators import load_translator

SOURCE = "三个人昨天在柏林去世。"


def test_what_says_the_same_as_the_source_is_chosen() -> None:
    reranker = Reranker(load_encoder().encode)
    right = "Three people died in Berlin yesterday."
    candidates = [["Four horses ran to Paris today.", right, "Nobody drank tea there."], ["One.", "One."]]
    assert reranker.best([SOURCE, "一。"], candidates, "zh", "en") == [right, "One."]
    assert reranker.best([], [], "zh", "en") == []


def test_of_translations_alike_in_meaning_the_one_that_most_resemble_is_chosen() -> None:
    alike = Reranker(lambda texts: np.ones((len(texts), 1), dtype=np.float32))
    drawn = [
        "Some folks passed away.",
        "Three people died in Berlin.",
        "Three people died in Berlin.",
        "Three men died.",
    ]
    assert alike.best([SOURCE], [drawn], "zh", "en") == ["Three people died in Berlin."]


def test_what_the_guards_find_counts_against_a_translation() -> None:
    alike = Reranker(lambda texts: np.ones((len(texts), 1), dtype=np.float32))
    drawn = ["He bought 41 houses in Rome.", "He bought 14 houses in Rome."]
    assert alike.best(["他在罗马买了14座房子。"], [drawn], "zh", "en") == ["He bought 14 houses in Rome."]


@pytest.mark.model
def test_the_beam_leaves_blank_and_wordless_lines_as_they_are() -> None:
    translator = load_embedded(reranker=Reranker(load_encoder().encode))
    texts = [SOURCE, "", "————", "他在家读一本关于火车的书。"]
    first = translator.translate(texts, "zh", "en")
    assert "Berlin" in first[0] and first[1:3] == ["", "————"] and "book" in first[3]
    assert translator.translate(texts, "zh", "en") == first


def test_a_system_that_reranks_needs_an_encoder() -> None:
    with pytest.raises(ModelUnavailable, match="needs a sentence encoder"):
        load_translator(EMBEDDED)
