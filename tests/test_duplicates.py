"""The same article in different dress is linked, an excerpt to its whole, and different articles are not."""

import random
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC
from pypinyin import Style, pinyin

from corpora import duplicates
from corpora.documents import make_document, read_document
from corpora.duplicates import SketchedDocuments, is_near, link_near_duplicates, overlap, shingles_of, sketch
from corpora.store import Store, open_store
from corpora.units import Document, NearDuplicate, Overlap, SegmentKind, Sketch

TEXTS = Path(__file__).parent / "golden" / "duplicates"
ARTICLES = {path.stem: path.read_text(encoding="utf-8").splitlines() for path in sorted(TEXTS.glob("*.txt"))}
# What stays in where the cleaning does not know a site: the worst case.
FURNITURE = {
    "zh": ["城事周刊", "今天的天气是多云转晴", "版面编排：文字组", "想知道更多，请到街角的书报亭去问一问。"],
    "de": [
        "Aus Stadt und Land",
        "Heute bleibt es bis zum Abend heiter.",
        "Alles Weitere steht in unserer Samstagsausgabe.",
    ],
    "en": [
        "From town and country",
        "It will stay fine until the evening.",
        "You will find the rest in the Saturday paper.",
    ],
}
INSERTED = {"zh": "大概", "de": " wohl auch ", "en": " perhaps also "}


def language_of(name: str) -> str:
    return name.partition("-")[0]


def same(lines: list[str], language: str, rng: random.Random) -> list[str]:
    return lines


def dropped(lines: list[str], language: str, rng: random.Random) -> list[str]:
    out = set(rng.sample(range(len(lines)), max(1, len(lines) // 10)))
    return [line for at, line in enumerate(lines) if at not in out]


def edited(lines: list[str], language: str, rng: random.Random) -> list[str]:
    """A few words put into three sentences of ten, in place of as many characters."""
    changed = []
    for line in lines:
        if rng.random() < 0.3:
            at = rng.randrange(1, len(line) - 1)
            line = line[:at] + INSERTED[language] + line[at + len(INSERTED[language]) :]
        changed.append(line)
    return changed


def furnished(lines: list[str], language: str, rng: random.Random) -> list[str]:
    return [*FURNITURE[language][:2], *lines, *FURNITURE[language][2:]]


def all_at_once(lines: list[str], language: str, rng: random.Random) -> list[str]:
    return furnished(edited(dropped(lines, language, rng), language, rng), language, rng)


Dress = Callable[[list[str], str, random.Random], list[str]]
DRESSES: dict[str, Dress] = {each.__name__: each for each in (same, dropped, edited, furnished, all_at_once)}


def converted(config: str, dress: Dress) -> Dress:
    converter = OpenCC(config)
    return lambda lines, language, rng: [converter.convert(line) for line in dress(lines, language, rng)]


SCRIPTS = {
    f"{config} {name}": converted(config, dress)
    for config in ("s2t", "s2tw", "s2hk", "s2twp")
    for name, dress in (("same", same), ("all at once", all_at_once))
}
CASES = [
    (article, dress) for article in ARTICLES for dress in (*DRESSES, *(SCRIPTS if language_of(article) == "zh" else ()))
]


class Read(NamedTuple):
    shingles: duplicates.Shingles
    sketch: Sketch


def read(lines: list[str], language: str) -> Read:
    shingles = shingles_of(lines, language)
    return Read(shingles, sketch(shingles))


@pytest.fixture(scope="module")
def originals() -> dict[str, Read]:
    return {name: read(lines, language_of(name)) for name, lines in ARTICLES.items()}


def found(one: Read, others: dict[str, Read]) -> set[str]:
    """What would be linked to a text, by way of the sketches."""
    there = SketchedDocuments(len(others))
    for name, other in others.items():
        there.add(name, other.sketch)
    return {
        name
        for name in there.candidates(one.sketch)
        if is_near(overlap(one.shingles, others[name].shingles), len(one.shingles), len(others[name].shingles))
    }


@pytest.mark.parametrize(("article", "dress"), CASES)
def test_an_article_is_known_in_any_dress_and_taken_for_no_other(
    article: str, dress: str, originals: dict[str, Read]
) -> None:
    for seed in range(5):
        lines = (DRESSES | SCRIPTS)[dress](ARTICLES[article], language_of(article), random.Random(seed))
        assert found(read(lines, language_of(article)), originals) == {article}


def test_different_articles_on_one_topic_have_little_in_common(originals: dict[str, Read]) -> None:
    for one, other in combinations(originals, 2):
        shared = overlap(originals[one].shingles, originals[other].shingles)
        assert max(shared) < 0.05, (one, other)


@pytest.mark.parametrize("article", ARTICLES)
def test_an_excerpt_is_a_part_of_the_whole(article: str, originals: dict[str, Read]) -> None:
    lines, whole = ARTICLES[article], originals[article]
    part = read(lines[3:6], language_of(article))
    assert found(part, originals) == {article}
    shared = overlap(part.shingles, whole.shingles)
    assert shared.containment == 1 and shared.other_containment < 0.5
    assert shared.similarity == pytest.approx(len(part.shingles) / len(whole.shingles))
    assert NearDuplicate("part", "whole", shared).relation == "part"


def test_a_page_is_known_beside_its_plain_text(sample_folder: Path) -> None:
    for language in ("zh", "de"):  # a page in traditional characters with pinyin glosses; one with its furniture
        page, plain = (
            shingles_of([s.text for s in read_document(sample_folder / name).aligned_segments], language)
            for name in (f"article.{language}.txt", f"article.{language}.clean.txt")
        )
        assert overlap(page, plain).similarity > 0.97


def glossed(line: str) -> str:
    """A line as some converters leave it: traditional, each character that changed with its pinyin behind it."""
    traditional = OpenCC("s2t").convert(line)
    return "".join(
        after if after == before else f"{after}({pinyin(after, style=Style.TONE)[0][0]})"
        for before, after in zip(line, traditional, strict=True)
    )


def test_an_article_blown_up_with_pinyin_is_known(store: Store) -> None:
    lines = ARTICLES["zh-clock"]
    plain, blown_up = "\n".join(lines), "\n".join(map(glossed, lines))
    assert blown_up.count("(") > 40
    for name, text in (("钟.txt", plain), ("鐘.txt", blown_up)):
        store.add_document(make_document(name, text.encode(), "zh"))
    (link,) = link_near_duplicates(store)
    assert link.overlap.similarity > 0.95


# What counts and what does not


@given(text=st.text(st.characters(codec="ascii"), max_size=60), language=st.sampled_from(["zh", "de"]))
def test_shingles_are_in_order_and_each_once(text: str, language: str) -> None:
    shingles = shingles_of([text], language)
    assert (shingles[:-1] < shingles[1:]).all()
    assert bool(len(shingles)) == any(character.isalnum() for character in text)


@given(sentences=st.lists(st.text("ab,. Cd", max_size=20), max_size=8))
def test_case_space_and_punctuation_do_not_count(sentences: list[str]) -> None:
    plain = "".join(c for c in "".join(sentences).lower() if c.isalpha())
    assert (shingles_of(sentences, "de") == shingles_of([plain], "de")).all()


def test_width_and_script_do_not_count() -> None:
    assert (
        overlap(shingles_of(["２０２４年，ＡＩ發展迅速"], "zh"), shingles_of(["2024年, ai发展迅速"], "zh")).similarity
        == 1
    )
    assert overlap(shingles_of(["Straße"], "de"), shingles_of(["STRASSE"], "de")).similarity == 1


@given(text=st.text("abcdefgh", min_size=12, max_size=300), at_once=st.integers(1, 40))
def test_a_long_text_is_taken_in_pieces_without_a_seam(text: str, at_once: int) -> None:
    whole = shingles_of([text], "de")
    assert len(whole) == len({text[at : at + 12] for at in range(len(text) - 11)})
    kept = duplicates._AT_ONCE
    try:
        duplicates._AT_ONCE = at_once
        assert (shingles_of([text], "de") == whole).all()
    finally:
        duplicates._AT_ONCE = kept


sets = st.sets(st.integers(0, 2**64 - 1), max_size=80)


@given(one=sets, other=sets, both=sets)
def test_an_overlap_is_what_sets_say(one: set[int], other: set[int], both: set[int]) -> None:
    one, other = one | both, other | both
    found = overlap(*(np.array(sorted(each), dtype=np.uint64) for each in (one, other)))
    shared = len(one & other)
    assert found == ((shared / len(one | other), shared / len(one), shared / len(other)) if shared else (0.0, 0.0, 0.0))


@given(text=st.text("abcd", min_size=12, max_size=400))
def test_equal_texts_are_always_found(text: str) -> None:
    one = read([text], "de")
    assert found(one, {"other": one}) == {"other"}


@pytest.mark.parametrize(("shared", "size", "other"), [(300, 400, 500), (500, 500, 5000), (250, 500, 1000)])
def test_sketches_find_what_is_to_be_linked(shared: int, size: int, other: int) -> None:
    """At and above the least containment; these are the hardest of it, and a tenth of a text."""
    rng = np.random.default_rng(5)
    missed = 0
    for _ in range(300):
        hashes = np.unique(rng.integers(0, 2**64, size=size + other, dtype=np.uint64))
        rng.shuffle(hashes)
        one, two = np.sort(hashes[:size]), np.sort(hashes[size - shared : size - shared + other])
        there = SketchedDocuments(1)
        there.add("two", sketch(two))
        missed += not there.candidates(sketch(one))
    assert missed <= 1


def test_few_shingles_in_common_are_no_link() -> None:
    headline = ["Bienen auf dem Friedhof"]
    whole, title = read(ARTICLES["de-imker"], "de"), read(headline, "de")
    assert overlap(title.shingles, whole.shingles).containment == 1
    assert found(title, {"whole": whole}) == set()
    assert found(title, {"title": title}) == {"title"}
    assert found(read([], "de"), {"empty": read(["…"], "de"), "whole": whole}) == set()


@pytest.mark.parametrize(
    ("containment", "other", "relation", "words"),
    [
        (0.97, 0.9, "same", "a is nearly the same as b: 97% of it stands there, 90% of that here"),
        (0.97, 0.3, "part", "a is a part of b: 97% of it stands there"),
        (0.3, 0.97, "whole", "a has b in it: 97% of that stands here"),
    ],
)
def test_a_link_says_which_has_which(containment: float, other: float, relation: str, words: str) -> None:
    link = NearDuplicate("1", "2", Overlap(0.4, containment, other))
    assert (link.relation, link.in_words("a", "b")) == (relation, words)


# In a project


@pytest.fixture
def store(tmp_path: Path):
    with open_store(tmp_path / "project.db", create=True) as store:
        yield store


def document(name: str, lines: list[str]) -> Document:
    return make_document(f"{name}.txt", "\n".join(lines).encode(), language_of(name))


def test_documents_are_compared_when_they_are_new(store: Store) -> None:
    originals = {name: document(name, lines) for name, lines in ARTICLES.items()}
    for each in originals.values():
        store.add_document(each)
    assert list(link_near_duplicates(store)) == store.near_duplicates() == []
    whole = originals["zh-clock"]
    again = document("zh-again", [OpenCC("s2tw").convert(line) for line in ARTICLES["zh-clock"][1:]])
    part = document("zh-part", ARTICLES["zh-clock"][4:8])
    store.add_document(again)
    store.add_document(part)
    links = list(link_near_duplicates(store))
    assert [(link.document_id, link.other_id, link.relation) for link in links] == [
        (again.id, whole.id, "same"),
        (part.id, whole.id, "part"),
        (part.id, again.id, "part"),
    ]
    assert sorted(store.near_duplicates()) == sorted(links)
    assert [(link.other_id, link.relation) for link in store.near_duplicates(whole.id)] == [
        (again.id, "same"),
        (part.id, "whole"),
    ]
    assert store.near_duplicates(whole.id)[1].overlap == Overlap(
        links[1].overlap.similarity, links[1].overlap.other_containment, links[1].overlap.containment
    )
    assert list(link_near_duplicates(store)) == []  # nothing is new


def test_comparing_goes_on_where_it_was_stopped(store: Store) -> None:
    copies = [document(f"en-{n}", [*ARTICLES["en-bakery"], f"Printed on page {n}."]) for n in range(4)]
    for each in copies:
        store.add_document(each)
    first = link_near_duplicates(store)
    next(first)
    first.close()
    rest = list(link_near_duplicates(store))
    assert len(rest) == 5
    assert len(store.near_duplicates()) == 6
    assert {link.relation for link in store.near_duplicates()} == {"same"}


def test_what_was_set_aside_is_not_compared(store: Store) -> None:
    one, other = (
        document("de-1", ARTICLES["de-imker"]),
        document("de-2", [*ARTICLES["de-imker"][:5], "Mehr am Samstag."]),
    )
    store.add_document(one)
    store.add_document(other)
    for segment in other.aligned_segments[:5]:
        store.reclassify(other.id, segment.position, SegmentKind.READ_MORE, "ana")
    assert list(link_near_duplicates(store)) == []


def test_a_document_is_compared_again_when_its_lines_are_restored(store: Store) -> None:
    whole, other = document("de-1", ARTICLES["de-imker"]), document("de-2", [*ARTICLES["de-imker"], "Mehr am Samstag."])
    for each in (other, whole):
        store.add_document(each)
    positions = [segment.position for segment in whole.aligned_segments[:8]]
    list(link_near_duplicates(store))
    for position in positions:
        store.reclassify(whole.id, position, SegmentKind.COMMENTS, "ana")
    assert [link.relation for link in store.near_duplicates(whole.id)] == ["same"]  # as last compared
    assert [link.relation for link in link_near_duplicates(store)] == ["part"]
    for position in positions:
        store.restore(whole.id, position, "ana")
    list(link_near_duplicates(store))
    assert [link.relation for link in store.near_duplicates()] == ["same"]


class Counting(Store):
    """A store that counts whose sentences were asked for."""

    asked = 0

    def sentences(self, document_id: str) -> list[str]:
        self.asked += 1
        return super().sentences(document_id)


def test_only_candidates_are_read(store: Store) -> None:
    rng = random.Random(2)
    for n in range(60):
        store.add_document(document(f"en-{n}", [" ".join(rng.choices("abcdefghijklmnopqrst", k=90)) for _ in range(4)]))
    store.add_document(document("en-copy", ARTICLES["en-bakery"]))
    store.add_document(document("en-copy", ARTICLES["en-bakery"][1:]))
    counting = Counting(store._engine)
    assert len(list(link_near_duplicates(counting))) == 1
    assert counting.asked == 63  # each once, and the one candidate


def test_of_a_thousand_candidates_the_hundred_likeliest_are_looked_at(originals: dict[str, Read]) -> None:
    there = SketchedDocuments(1000)
    mixed = read([*ARTICLES["en-bakery"][:6], *ARTICLES["en-lighthouse-1"][:6]], "en").sketch
    for n in range(999):
        there.add(f"mixed {n}", mixed)
    there.add("itself", originals["en-bakery"].sketch)
    assert there.candidates(originals["en-bakery"].sketch) == ["itself", *(f"mixed {n}" for n in range(99))]


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(range(4)))
def test_links_do_not_depend_on_the_order_of_adding(order: list[int], tmp_path_factory: pytest.TempPathFactory) -> None:
    lines = ARTICLES["de-nachtzug-1"]
    texts = [lines, lines[1:], lines[:4], ARTICLES["de-nachtzug-2"]]
    documents = [document(f"de-{n}", text) for n, text in enumerate(texts)]
    with open_store(tmp_path_factory.mktemp("order") / "p.db", create=True) as store:
        for n in order:
            store.add_document(documents[n])
            list(link_near_duplicates(store))
        names = {each.id: n for n, each in enumerate(documents)}
        linked = {frozenset((names[link.document_id], names[link.other_id])) for link in store.near_duplicates()}
        assert linked == {frozenset(pair) for pair in ((0, 1), (0, 2), (1, 2))}
