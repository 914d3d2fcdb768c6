"""Which document translates which: one to one, none as an answer, whatever the order and however many."""

import json
import lzma
import os
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations, count
from math import exp, prod
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.calibration import Calibration
from align.document_kinship import USUAL_RIVAL, Kinship, in_order_gain, log_odds
from align.document_matching import best_matching, exclusive_probabilities
from align.document_training import Observation, fit, make_documents, observe
from align.documents import Candidate, Looked, PairGuess, find_pairs, pair_probability
from align.encoding import Vectors, load_encoder
from align.sides import EncodedSide, Side, encode_side
from align.training import Lines
from corpora.formats.beads import read_beads


@cache
def direction(number: int) -> Vectors:
    row = np.random.default_rng(number).normal(size=256)
    return np.asarray(row / np.linalg.norm(row), dtype=np.float32)


class DirectionEncoder:
    """An encoder that sends a text to the direction of its number, whatever its language: translations coincide."""

    name = "directions"
    calibration = Calibration()

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.array([direction(int(text.split()[0])) for text in texts], dtype=np.float32).reshape(-1, 256)

    def encode_spans(self, sentences: Sequence[str], longest: int, joiner: str) -> list[Vectors]:
        alone = self.encode(sentences)
        sums = [sum(alone[i : max(i, len(alone) - k + i)] for i in range(k + 1)) for k in range(longest)]
        return [rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9) for rows in sums]


def side_of(numbers: Iterable[int], language: str) -> EncodedSide:
    return encode_side(Side([f"{number} sentences stand here." for number in numbers], language), DirectionEncoder())


def candidate(identity: str, language: str, numbers: Iterable[int]) -> Candidate:
    side = side_of(numbers, language)
    return Candidate.of(identity, language, lambda: side)


def found(documents: Sequence[Candidate], taken: frozenset[tuple[str, str]] = frozenset()) -> list[PairGuess]:
    return [step for step in find_pairs(documents, taken) if isinstance(step, PairGuess)]


def pairs(documents: Sequence[Candidate]) -> set[tuple[str, str]]:
    return {(guess.source, guess.target) for guess in found(documents)}


def test_two_thousand_documents_find_their_translations_and_strangers_none() -> None:
    rng = random.Random(5)
    fresh = count()
    documents, gold = [], set()
    for k in range(1000):
        numbers = [next(fresh) for _ in range(rng.randint(4, 9))]
        documents.append(candidate(f"zh{k}", "zh", numbers))
        if k < 600:  # a fifth of the translations are partial
            kept = numbers[: max(3, len(numbers) // 2)] if k % 5 == 0 else numbers
            documents.append(candidate(f"de{k}", "de", kept))
            gold.add((f"zh{k}", f"de{k}"))
        else:
            documents.append(candidate(f"de{k}", "de", [next(fresh) for _ in range(rng.randint(4, 9))]))
    rng.shuffle(documents)
    steps = list(find_pairs(documents))
    guesses = [step for step in steps if isinstance(step, PairGuess)]
    assert {(guess.source, guess.target) for guess in guesses} == gold
    assert [guess.probability for guess in guesses] == sorted((g.probability for g in guesses), reverse=True)
    looked = [step for step in steps if isinstance(step, Looked)]
    for stage in ("comparing", "pairing"):
        done = [step.done for step in looked if step.stage == stage]
        assert done == sorted(set(done))
        assert {step.total for step in looked if step.stage == stage} == {done[-1]}
    assert looked[-1].stage == "pairing" and looked[-1].total < 1200, "few pairs are aligned that do not win"


def test_the_order_of_documents_changes_nothing() -> None:
    rng = random.Random(6)
    documents = []
    for k in range(30):
        numbers = [rng.randrange(200) for _ in range(8)]  # so few sentences that documents share some
        documents += [candidate(f"{language}{k}", language, numbers) for language in ("zh", "de", "en")]
    documents += [candidate(f"again{k}", "de", [rng.randrange(200) for _ in range(8)]) for k in range(9)]
    once = found(documents)
    assert len(once) >= 85
    for _ in range(2):
        rng.shuffle(documents)
        assert found(documents) == once
    ends = [end for g in once for end in ((g.source, g.target[:2]), (g.target, g.source[:2]))]
    assert len(ends) == len(set(ends)), "one translation a language"


def test_of_two_equal_translations_one_is_found_and_its_probability_says_so() -> None:
    numbers = range(100, 120)
    documents = [candidate("z", "zh", numbers), candidate("b", "de", numbers), candidate("a", "de", numbers)]
    (guess,) = found(documents)
    assert guess.target == "a" and guess.probability == pytest.approx(0.5, abs=0.01)
    assert found(documents[::-1]) == [guess]
    second = candidate("y", "zh", numbers)
    both = found([*documents, second])
    assert {guess.source for guess in both} == {"y", "z"} and {guess.target for guess in both} == {"a", "b"}
    assert all(guess.probability == pytest.approx(0.5, abs=0.01) for guess in both)


def test_known_translations_are_not_found_again() -> None:
    numbers = range(30)
    documents = [candidate(language, language, numbers) for language in ("zh", "de", "en")]
    assert pairs(documents) == {("zh", "de"), ("zh", "en"), ("de", "en")}
    left = found(documents, frozenset({("zh", "de"), ("de", "zh")}))
    assert {(guess.source, guess.target) for guess in left} == {("zh", "en"), ("de", "en")}
    assert not found(documents[:2], frozenset({("de", "zh")})), "the target has its source already"


def test_documents_without_sentences_and_lone_languages_have_no_pairs() -> None:
    empty = candidate("none", "de", [])
    assert not list(find_pairs([]))
    assert not list(find_pairs([empty, candidate("z", "zh", range(9))]))
    assert not list(find_pairs([candidate("a", "zh", range(9)), candidate("b", "zh", range(9))]))
    assert pairs([empty, candidate("z", "zh", [7]), candidate("d", "de", [7])]) <= {("z", "d")}
    assert pair_probability(side_of([], "zh"), side_of(range(9), "de")) == 0


def test_only_what_can_win_is_loaded_again() -> None:
    loads: list[str] = []

    def counted(identity: str, numbers: Iterable[int]) -> Callable[[], EncodedSide]:
        side = side_of(numbers, "de")

        def load() -> EncodedSide:
            loads.append(identity)
            return side

        return load

    documents = [candidate("z", "zh", range(20))]
    documents += [Candidate.of(str(k), "de", counted(str(k), range(20 * k, 20 * k + 20))) for k in range(8)]
    loads.clear()
    assert pairs(documents) == {("z", "0")}
    assert loads == ["0"]


def test_a_chain_in_order_gains_more_than_the_same_sentences_shuffled() -> None:
    source = side_of(range(12), "zh").spans[0]
    straight, turned = (side_of(numbers, "de").spans[0] for numbers in (range(12), range(11, -1, -1)))
    assert in_order_gain(source, straight, Calibration()) > 0.8
    assert in_order_gain(source, turned, Calibration()) < 0.2
    half = in_order_gain(source, straight, Calibration(slope=0.5))
    assert half == pytest.approx(in_order_gain(source, straight, Calibration()) / 2)


@st.composite
def rivalries(draw: st.DrawFn) -> dict[tuple[str, str], float]:
    edges = draw(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("WXYZ")), unique=True, max_size=9))
    return {edge: draw(st.floats(-6, 12)) for edge in edges}


def matchings(log_odds: dict[tuple[str, str], float]) -> Iterator[tuple[tuple[str, str], ...]]:
    for size in range(5):
        for chosen in combinations(log_odds, size):
            if len({s for s, _ in chosen}) == len({t for _, t in chosen}) == size:
                yield chosen


@given(rivalries())
def test_the_matching_is_the_likeliest_of_all(odds: dict[tuple[str, str], float]) -> None:
    best = best_matching(odds)
    assert tuple(edge for edge in odds if edge in best) in set(matchings(odds))
    most = max(sum(odds[edge] for edge in chosen) for chosen in matchings(odds))
    assert sum(odds[edge] for edge in best) == pytest.approx(most, abs=1e-4)


def exact(odds: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    weights = {chosen: prod(exp(odds[edge]) for edge in chosen) for chosen in matchings(odds)}
    return {edge: sum(w for chosen, w in weights.items() if edge in chosen) / sum(weights.values()) for edge in odds}


@given(rivalries())
def test_probabilities_exclude_each_other(odds: dict[tuple[str, str], float]) -> None:
    probability = exclusive_probabilities(odds)
    for side in (0, 1):
        for end in {edge[side] for edge in odds}:
            assert sum(p for edge, p in probability.items() if edge[side] == end) <= 1 + 1e-6
    ends = {("s", s) for s, _ in odds} | {("t", t) for _, t in odds}
    if len(odds) <= 3 and len(ends) > len(odds):  # three pairs make no circle
        assert probability == pytest.approx(exact(odds), abs=1e-4)


def test_probabilities_where_rivals_are_equal() -> None:
    square = {(s, t): 10.0 for s in "ab" for t in "XY"}
    assert exclusive_probabilities(square) == pytest.approx(exact(square), abs=0.01)
    assert exclusive_probabilities({}) == {}
    alone = exclusive_probabilities({("a", "X"): 1.0})
    assert alone["a", "X"] == pytest.approx(1 / (1 + exp(-1)))


def test_fitting_finds_what_tells_translations_from_strangers() -> None:
    rng = random.Random(3)
    seen = []
    for _ in range(4000):
        kinship = Kinship(rng.uniform(0, 0.4), rng.uniform(0, 0.4), rng.randint(3, 40), rng.uniform(0, 0.4))
        odds = sum(w * value for w, value in zip((20, 2, 4, -8), kinship.evidence, strict=True))
        chance = 1 / (1 + exp(-odds))
        seen.append(Observation(kinship, rng.random() < chance))
    assert fit(seen) == pytest.approx([20, 2, 4, -8], abs=1.5)


def test_training_documents_are_the_same_every_time() -> None:
    lines = [
        {"src": f"{k}号的人来了。", "tgt": f"Nummer {k} kam.", "src_lang": "zh", "tgt_lang": "de"} for k in range(60)
    ]
    groups = {("UD PUD", "zh", "de"): lines}
    first, second = (observed(groups, random.Random(1)) for _ in range(2))
    assert first == second and {seen.is_translation for seen in first} == {True, False}


def observed(groups: Lines, rng: random.Random) -> list[Observation]:
    return list(observe(list(make_documents(groups, ("zh", "de"), rng)), ("zh", "de"), rng))


def sample_lines(folder: Path, language: str) -> list[str]:
    return (folder / f"article.{language}.clean.txt").read_text(encoding="utf-8").splitlines()


def encoded(identity: str, language: str, sentences: Sequence[str]) -> Candidate:
    side = encode_side(Side(sentences, language), load_encoder())
    return Candidate.of(identity, language, lambda: side)


STRANGER = [
    "Der Bäcker am Markt öffnet um fünf Uhr früh.",
    "Seine Brötchen sind in der ganzen Stadt bekannt.",
    "Im Winter backt er auch Stollen nach altem Rezept.",
    "Seine Tochter will das Geschäft später übernehmen.",
    "Sie lernt gerade in Dresden das Konditorhandwerk.",
]


def test_pairs_are_found_and_strangers_left_alone(sample_folder: Path) -> None:
    chinese, german = (encoded(code, code, sample_lines(sample_folder, code)) for code in ("zh", "de"))
    other = encoded("other", "de", STRANGER)
    assert pair_probability(chinese.load(), german.load()) > 0.9
    assert pair_probability(chinese.load(), other.load()) < 0.1
    assert pairs([other, chinese, german]) == {("zh", "de")}
    assert not found([other, chinese, german], frozenset({("zh", "de")}))


def test_a_tail_cut_off_is_still_a_translation(sample_folder: Path) -> None:
    german = sample_lines(sample_folder, "de")
    partial = encoded("d", "de", german[: len(german) * 4 // 10])
    assert pairs([encoded("z", "zh", sample_lines(sample_folder, "zh")), partial]) == {("z", "d")}


def test_parts_of_one_article_find_their_own(sample_folder: Path) -> None:
    """Short documents on one subject, of which only those cut at the same places translate each other."""
    lines = [sample_lines(sample_folder, code) for code in ("zh", "de")]
    gold = read_beads(
        (sample_folder / "gold.beads").read_text(encoding="utf-8").splitlines(), "gold.beads", scored=False
    )
    both = [bead for bead in gold if not bead.is_null]
    parts = [both[start : start + 6] for start in range(0, len(both) - 5, 6)]
    documents = []
    for k, part in enumerate(parts):
        documents.append(encoded(f"zh{k}", "zh", [lines[0][i] for bead in part for i in bead.source]))
        if k % 2 == 0:
            documents.append(encoded(f"de{k}", "de", [lines[1][j] for bead in part for j in bead.target]))
    assert pairs(documents) == {(f"zh{k}", f"de{k}") for k in range(0, len(parts), 2)}


def test_log_odds_stay_within_what_can_be_claimed() -> None:
    assert log_odds(Kinship(5.0, 5.0, 30)) == 15.0
    assert log_odds(Kinship(-5.0, -5.0, 30)) == -15.0


def test_a_pair_that_stands_out_is_likelier() -> None:
    odds = [log_odds(Kinship(0.2, 0.2, 20, rival)) for rival in (0.0, USUAL_RIVAL, 0.1, 0.2)]
    assert odds[0] == odds[1] > odds[2] > odds[3]


NTREX = ("ntrex-zh-de", "ntrex-zh-de-noisy", "ntrex-zh-en", "ntrex-zh-en-noisy")


def development_documents(folder: Path, name: str) -> list[tuple[Candidate, Candidate]]:
    """The documents of a development set with their translations, both named alike but for the language."""
    texts = [
        (folder / "align" / name / f"{side}.txt").read_text(encoding="utf-8").split("\n") for side in ("src", "tgt")
    ]
    rows = [
        line.split("\t") for line in (folder / "align" / name / "docs.tsv").read_text(encoding="utf-8").splitlines()
    ]
    languages = name.split("-")[1:3]
    return [
        (
            encoded(f"{languages[0]} {row[0]}", languages[0], texts[0][int(row[1]) : int(row[2])]),
            encoded(f"{languages[1]} {row[0]}", languages[1], texts[1][int(row[3]) : int(row[4])]),
        )
        for row in rows
    ]


def report(what: str, guesses: Sequence[PairGuess], gold: set[tuple[str, str]]) -> int:
    """Print how many pairs were right, wrong and missed; returns the number of the latter two."""
    right = [guess for guess in guesses if (guess.source, guess.target) in gold]
    wrong, missed = len(guesses) - len(right), len(gold) - len(right)
    least = min((guess.probability for guess in right), default=0.0)
    print(f"{what}: {len(right)} right (probability {least:.2f} or more), {wrong} wrong, {missed} missed")  # noqa: T201
    return wrong + missed


@pytest.mark.gold
@pytest.mark.parametrize("name", NTREX)
def test_news_with_and_without_half_of_the_translations(name: str, gold_folder: Path) -> None:
    both = development_documents(gold_folder, name)
    sources = [source for source, _ in both]
    errors = 0
    for label, kept in (("all", both), ("even half", both[::2]), ("odd half", both[1::2])):
        guesses = found([*sources, *(target for _, target in kept)])
        errors += report(f"{name}, {label}", guesses, {(source.id, target.id) for source, target in kept})
    assert errors <= 2


@pytest.mark.gold
@pytest.mark.parametrize("name", NTREX)
def test_news_of_which_the_first_two_fifths_are_translated(name: str, gold_folder: Path) -> None:
    both = development_documents(gold_folder, name)
    errors = 0
    for label, kept in (("even half", both[::2]), ("odd half", both[1::2])):
        partial = [(source, cut(target, 0.4)) for source, target in kept]
        guesses = found([*(source for source, _ in both), *(target for _, target in partial)])
        errors += report(f"{name}, two fifths, {label}", guesses, {(s.id, t.id) for s, t in partial})
    assert errors <= 6


def cut(document: Candidate, share: float) -> Candidate:
    whole = document.load()
    part = whole.part(0, max(2, int(share * len(whole))))
    return Candidate.of(document.id, document.language, lambda: part)


@pytest.mark.gold
def test_news_among_thousands_of_strangers(gold_folder: Path) -> None:
    """Half of the news in two languages, and as many strangers of each as parallel text makes, up to 3,000."""
    parallel = os.environ.get("DUIZHAO_PARALLEL")
    if not parallel:
        pytest.skip("set DUIZHAO_PARALLEL to parallel text, a JSON object a line, to run this")
    both = development_documents(gold_folder, "ntrex-zh-de-noisy")
    documents = [source for source, _ in both] + [target for _, target in both[::2]]
    gold = {(source.id, target.id) for source, target in both[::2]}
    rng = random.Random(1)
    pools = parallel_pools(Path(parallel))
    for k in range(3000 - len(both)):
        if k < 1000:
            drawn = passages(pools["both"], rng)
            chosen = {"zh": [pair[0] for pair in drawn], "de": [pair[1] for pair in drawn if rng.random() > 0.1]}
            gold.add((f"zh {k}", f"de {k}"))
        else:
            chosen = {code: [text for (text,) in passages(pools[code], rng)] for code in ("zh", "de")}
        documents += [encoded(f"{code} {k}", code, chosen[code]) for code in ("zh", "de")]
    started = time.perf_counter()
    guesses = found(documents)
    print(f"{len(documents)} documents paired in {time.perf_counter() - started:.0f} s")  # noqa: T201
    news = {code: {side.id for pair in both for side in pair if side.language == code} for code in ("zh", "de")}
    mine = [guess for guess in guesses if guess.source in news["zh"] or guess.target in news["de"]]
    assert report("news", mine, {pair for pair in gold if pair[0] in news["zh"]}) <= 1
    assert report("all", guesses, gold) <= len(gold) // 100


def parallel_pools(path: Path) -> dict[str, list[tuple[str, ...]]]:
    """Pairs of sentences zh and de, and sentences of either that come with a third language, short ones left out."""
    pools: dict[str, list[tuple[str, ...]]] = {"both": [], "zh": [], "de": []}
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        for line in map(json.loads, stream):
            kind = line["src_lang"], line["tgt_lang"]
            if kind == ("zh", "de") and len(line["src"]) > 8:
                pools["both"].append((line["src"], line["tgt"]))
            elif line["source"].startswith(("Tatoeba", "TICO")):
                if kind == ("zh", "en") and len(line["src"]) > 8:
                    pools["zh"].append((line["src"],))
                elif kind == ("en", "de") and len(line["tgt"]) > 25:
                    pools["de"].append((line["tgt"],))
    return pools


def passages(pool: Sequence[tuple[str, ...]], rng: random.Random) -> list[tuple[str, ...]]:
    """15 to 45 lines in passages of three to six from anywhere."""
    drawn: list[tuple[str, ...]] = []
    size = rng.randint(15, 45)
    while len(drawn) < size:
        start = rng.randrange(len(pool) - 6)
        drawn += pool[start : start + rng.randint(3, 6)]
    return drawn[:size]
