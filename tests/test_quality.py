"""Quality scores: right order, bounds, independence of company; the recipe that fits their weights."""

import re
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.encoding import load_encoder
from align.words import comparer
from corpora.compared_words import ComparedWords, WordsOfSide
from corpora.units import Finding, Score, Span, System
from mt.likelihood import Likelihood
from mt.pair_evidence import Texts, pair_signs, word_findings
from mt.quality import Evidence, agreement, is_broken, judge, load_model, looked_at, pair_similarities, signature

MEANINGS = {
    "这座教堂建于1871年，当时是全城最大的建筑。": 1,
    "The church was built in 1871, when it was the largest building in town.": 1,
    "The church was built in 1817, when it was the largest building in town.": 1,
    "The church was built in 1871,": 1,
    "Scientists have found a new material that is both light and hard.": 2,
}
GOOD = (
    "这座教堂建于1871年，当时是全城最大的建筑。",
    "The church was built in 1871, when it was the largest building in town.",
)


def encode(texts: Sequence[str]) -> np.ndarray:
    """Texts of one meaning point nearly the same way; any other text has a direction of its own."""
    rows = []
    for text in texts:
        meaning = np.random.default_rng(MEANINGS.get(text, zlib.crc32(text.encode())))
        own = np.random.default_rng(zlib.crc32(text.encode()))
        vector = meaning.normal(size=64) + 0.5 * own.normal(size=64)
        rows.append(vector / np.linalg.norm(vector))
    return np.array(rows, dtype=np.float32)


def score(*arguments: Any, **options: Any) -> list[Score]:
    return [one.score for one in judge(*arguments, **options)]


def values(*pairs: tuple[str, str]) -> list[float]:
    return [one.value for one in score(pairs, "zh", "en", encode)]


def test_a_good_pair_beats_its_broken_versions() -> None:
    source, target = GOOD
    broken = [
        (source, target.replace("1871", "1817")),
        (source, "The church was built in 1871,"),
        (source, "Scientists have found a new material that is both light and hard."),
    ]
    good, *others = judge([GOOD, *broken], "zh", "en", encode)
    assert [is_broken(one) for one in (good, *others)] == [False, False, True, True]
    assert good.score.value > max(one.score.value for one in others)
    assert good.whole > 2 * others[0].whole > 5 * max(one.whole for one in others[1:])


def test_no_translation_is_vetoed_and_said_to_be_none() -> None:
    source, _ = GOOD
    scores = score([(source, ""), (source, source), (source, "in town " * 9)], "zh", "en", encode)
    assert [one.value <= 0.1 for one in scores] == [True, True, True]
    assert [one.findings[0].kind for one in scores] == ["empty", "copy", "repetition"]


def test_unrelated_sides_are_said_to_be() -> None:
    (one,) = score([(GOOD[0], "Scientists have found a new material that is both light and hard.")], "zh", "en", encode)
    assert one.findings[0].kind == "similarity"


@given(st.permutations([*MEANINGS, "", "国务院"]))
def test_a_pair_scores_the_same_in_any_company(targets: list[str]) -> None:
    pairs = [(GOOD[0], target) for target in targets]
    assert values(*pairs) == [values(pair)[0] for pair in pairs]


@given(st.text(max_size=40), st.text(max_size=40))
def test_scores_stay_in_bounds(source: str, target: str) -> None:
    for languages in (("zh", "en"), ("zh", "de"), ("en", "de"), ("de", "en")):
        (one,) = score([(source, target)], *languages, encode)
        assert 0 <= one.value <= 1


def test_nothing_scores_nothing() -> None:
    assert score([], "zh", "de", encode) == []
    assert pair_similarities([("", "x")], encode).tolist() == [0.0]


def test_the_signature_names_encoder_and_model() -> None:
    made = f"quality|enc:labse|words:no|lm:none|others:no|model:{load_model().version}|version:"
    assert signature("labse").startswith(made)
    (one,) = score([GOOD], "zh-Hans", "en", encode, encoder="labse")
    assert one.signature == signature("labse")


class Doubting:
    """A likelihood model for Chinese to English that finds each letter of a translation equally unlikely."""

    system = System("doubting", "7", "", "CC0-1.0")

    def __init__(self, nats: float) -> None:
        self.nats = nats

    def supports(self, source: str, target: str) -> bool:
        return (source, target) == ("zh", "en")

    def log_likelihoods(self, translations: Sequence[tuple[str, str]], source: str, target: str) -> list[Likelihood]:
        return [Likelihood(-self.nats * len(target), len(target) or 1) for _, target in translations]


def test_what_a_likelihood_model_doubts_scores_lower() -> None:
    sure, unsure = (
        score([GOOD], "zh", "en", encode, likelihood_model=model)[0] for model in (Doubting(0.1), Doubting(3.0))
    )
    assert sure.value > unsure.value > 0
    assert "|lm:doubting@7|" in unsure.signature


def test_a_translation_that_others_resemble_scores_higher() -> None:
    target = GOOD[1]
    stranger = "Scientists have found a new material that is both light and hard."
    resembled, alone, unknown = judge(
        [GOOD] * 3, "zh", "en", encode, others=[[target, target[:-1]], [stranger, stranger], []]
    )
    assert resembled.score.value > alone.score.value
    assert unknown.score.value == judge([GOOD], "zh", "en", encode)[0].score.value, "no others: as alone"
    assert "|others:yes|" in resembled.score.signature
    assert agreement("abc", ["abc", "xyz"]) == pytest.approx(0.5) and agreement("abc", []) is None


def test_a_likelihood_model_is_left_out_where_it_does_not_know_the_languages() -> None:
    (one,) = score([("Haus", "house")], "de", "en", encode, likelihood_model=Doubting(9.0))
    assert "|lm:none|" in one.signature


def test_similarity_speaks_for_a_pair_and_faults_against_it() -> None:
    model = load_model()
    for questions in (model.chinese, model.western):
        for whole in questions.whole.values():
            weights = whole.weights
            assert weights["similarity"] > 0 > max(weights["shortness"], weights["longness"], weights["numbers"])
        names = questions.names.weights
        # A name that is in the source has its stem there, too: the two are one sign.
        assert questions.whole["words"].weights["names_doubt"] <= 0 < names["in_source"] + names["stem_in_source"]
        assert set(questions.usual) == set(questions.whole)
        assert questions.clean["likelihood"].weights["likelihood"] > 0
        assert questions.clean["likelihood among others"].weights["agreement"] > 0


def test_the_words_are_looked_at_where_there_is_something_to_compare_them() -> None:
    encoder = load_encoder()
    source = "国务院总理李强星期二在柏林会见了德国总理默茨，双方讨论了气候、能源和贸易问题。他们没有签署任何协议。"
    target = (
        "On Tuesday, Premier Li Qiang met German Chancellor Merz in Berlin; they discussed climate, energy and trade. "
        "They did not sign any agreement."
    )
    broken = {
        "negation": target.replace("did not sign any", "signed an"),
        "half": "On Tuesday, Premier Li Qiang met German Chancellor Merz in Berlin.",
        "added": f"{target} The new railway station in Lisbon was opened by the mayor last summer, "
        "after eleven years of building, and cost twice as much as the town had planned.",
    }
    compare = comparer(encoder)
    assert compare
    pairs = [(source, target), *((source, text) for text in broken.values())]
    good, *others = judge(pairs, "zh", "en", encoder.encode, compare_words=compare)
    assert not is_broken(good), good
    assert all(one.whole < good.whole for one in others)
    assert "|words:yes|" in good.score.signature
    kinds = {name: {finding.kind for finding in one.score.findings} for name, one in zip(broken, others, strict=True)}
    assert "negation" in kinds["negation"]
    assert "omission" in kinds["half"] and "addition" in kinds["added"]
    assert not {"omission", "addition", "name"} & {finding.kind for finding in good.score.findings}
    (added,) = [one for one in others[2].score.findings if one.kind == "addition"]
    assert "railway" in " ".join(broken["added"][slice(*span)] for span in added.target)


def test_a_name_that_the_source_does_not_have_is_told() -> None:
    compare = comparer(load_encoder())
    source = "Am Dienstag sprach Ministerin Reiche im Bundestag über die Preise für Strom."
    target = "On Tuesday minister {} spoke in the Bundestag about the price of electricity."
    good, swapped = judge(
        [(source, target.format(name)) for name in ("Reiche", "Toyota")],
        "de", "en", load_encoder().encode, compare_words=compare,
    )  # fmt: skip
    assert swapped.whole < good.whole
    (found,) = [one for one in swapped.score.findings if one.kind == "name"]
    assert target.format("Toyota")[slice(*found.target[0])] == "Toyota"
    assert not [one for one in good.score.findings if one.kind == "name"]


def test_a_side_without_words_is_judged_too() -> None:
    compare = comparer(load_encoder())
    for pair in (("", "word"), ("。", "."), ("字", ""), ("\x07\u200b", "a" * 10_000)):
        (one,) = judge([pair], "zh", "de", load_encoder().encode, compare_words=compare)
        assert 0 <= one.score.value <= 1 and 0 <= one.whole <= 1


def test_what_was_looked_at_says_which_weights_answer() -> None:
    texts = Texts("字", "zh", "word", "en")
    one = Evidence(texts, (), pair_signs(texts, 0.5, ()))
    assert looked_at(one) == ("quick", "texts")
    assert looked_at(one._replace(agreement=0.5)) == ("quick", "texts among others")
    assert looked_at(one._replace(likelihood=Likelihood(-3, 2))) == ("quick", "likelihood")


def test_only_many_words_that_the_other_side_lacks_are_told() -> None:
    text = "one two three four five six seven eight nine"
    spans = tuple(Span(*match.span()) for match in re.finditer(r"\w+", text))

    def findings(lacked: tuple[int, ...], code: str = "en") -> list[Finding]:
        side = WordsOfSide(spans, np.ones(9), np.ones(9, dtype=int), lacked)
        whole = side._replace(unbacked=())
        return list(word_findings(Texts(text, code, text, "de"), ComparedWords(side, whole)))

    (found,) = findings((1, 2, 3, 7))
    assert found.kind == "omission" and [text[slice(*span)] for span in found.source] == ["two three four", "eight"]
    assert "“two three four”" in found.message
    assert findings((1, 2, 4, 5)) == [] and findings((1, 2, 3, 7), "zh") == []
    assert len(findings((0, 1, 3, 4, 6, 7))[0].source) == 3, "six are many, though none stand three in a row"
