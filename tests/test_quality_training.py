"""The recipe of the scores: on a few lines, from texts to weights that answer."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from align.encoding import load_encoder
from align.words import compare_words
from corpora.compared_words import ComparedWords
from corpora.errors import MalformedFile
from corpora.units import System
from mt.judgements import Judgement
from mt.likelihood import Likelihood
from mt.parallel_text import Pair
from mt.quality import Texts, gather, judge_evidence, load_model
from mt.quality_training import examples, fit, folds, judged_evidence, train
from ui.score_training import three_ways

CITIES = {"柏林": "Berlin", "巴黎": "Paris", "伦敦": "London", "华沙": "Warsaw", "东京": "Tokyo", "罗马": "Rome"}
LINES = {
    "zh": [f"去年在{city}有{3 + i}0万人没有工作，今年只有{i + 1}万人。" for i, city in enumerate(CITIES)],
    "en": [
        f"Last year in {city} {3 + i}00,000 people were not working, this year only {i + 1}0,000."
        for i, city in enumerate(CITIES.values())
    ],
    "de": [
        f"Letztes Jahr hatten in {city} {3 + i}00.000 Menschen keine Arbeit, dieses Jahr nur {i + 1}0.000."
        for i, city in enumerate(CITIES.values())
    ],
}


def compare(pairs: Sequence[tuple[str, str]]) -> list[ComparedWords]:
    return [compare_words(*pair, load_encoder()) for pair in pairs]


class LikesShort:
    """Finds every letter equally unlikely."""

    system = System("likes-short", "1", "", "CC0-1.0")

    def supports(self, source: str, target: str) -> bool:
        return True

    def log_likelihoods(self, translations: list[tuple[str, str]], source: str, target: str) -> list[Likelihood]:
        return [Likelihood(-0.5 * len(target), len(target)) for _, target in translations]


def test_the_fit_finds_the_weights_that_made_the_data() -> None:
    rng = np.random.default_rng(0)
    values = rng.normal(size=(20000, 3)) * [1, 10, 1] + [0, 5, 0]
    truth = np.array([2.0, -0.1, 0.0])
    is_good = rng.random(20000) < 1 / (1 + np.exp(-(values @ truth + 0.5)))
    rows = [dict(zip("abc", row, strict=True)) for row in values]
    found = fit(rows, "abc", is_good)
    assert list(found.weights.values()) == pytest.approx(truth, abs=0.1)
    assert found.intercept == pytest.approx(0.5, abs=0.1)
    assert found.probabilities(rows[:2]) == pytest.approx(1 / (1 + np.exp(-found.logits(rows[:2]))))


def test_no_group_is_both_fitted_on_and_measured() -> None:
    groups = ["a", "b", "a", "c", "c", "d"]
    measured = []
    for seen, unseen in folds(groups):
        assert not {groups[i] for i in seen} & {groups[i] for i in unseen}
        measured += list(unseen)
    assert sorted(measured) == list(range(6))


def test_weights_are_fitted_that_tell_good_pairs_from_broken_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    encode = load_encoder().encode
    judged = {}
    for kind, (source, target) in {"chinese": ("zh", "en"), "western": ("en", "de")}.items():
        judgements = [
            Judgement(
                system, f"doc.{i % 3}:{i}", ours, theirs if system == "good" else theirs + " Cats like milk." * 3, mqm
            )
            for i, (ours, theirs) in enumerate(zip(LINES[source], LINES[target], strict=True))
            for system, mqm in (("good", 0.0), ("bad", -10.0))
        ]
        judged[kind] = judged_evidence(judgements, (source, target), encode, compare, LikesShort())
    weights = train(examples(LINES, encode, compare), judged)
    said = capsys.readouterr().out
    assert "number changed" in said and "without likelihood" in said and "ECE" in said
    path = tmp_path / "quality.json"
    path.write_text(json.dumps(weights), encoding="utf-8")
    questions = load_model(path).chinese
    texts = [Texts(LINES["zh"][0], "zh", target, "en") for target in (LINES["en"][0], "Cats like milk.")]
    good, wrong = gather(texts, encode, compare)
    assert questions.usual["words"] > 0
    assert judge_evidence(good, "made").whole > judge_evidence(wrong, "made").whole


def test_only_lines_in_all_three_languages_are_taken() -> None:
    pairs = [
        Pair("zh", "en", "一", "one", "UD PUD"), Pair("zh", "de", "一", "eins", "UD PUD"),
        Pair("zh", "en", "二", "two", "UD PUD"), Pair("zh", "de", "三", "drei", "elsewhere"),
    ]  # fmt: skip
    assert three_ways(pairs) == {"zh": ["一"], "en": ["one"], "de": ["eins"]}
    with pytest.raises(MalformedFile, match="is there in zh, en, de"):
        three_ways(pairs[3:])
