"""Words that light up together: what is linked is one group, on both sides, and the text stays the text."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.encoding import load_encoder
from align.words import WordLink, WordLinks, link_words
from corpora.units import Span
from ui.linked_words import MOST_GROUPS, RULES, Words, grouped, html


def test_words_linked_through_others_are_one_group() -> None:
    spans = tuple(Span(i, i + 1) for i in range(4))
    links = (WordLink(0, 0, 0.9), WordLink(0, 1, 0.5), WordLink(2, 1, 0.5), WordLink(3, 3, 0.9))
    source, target = grouped(WordLinks(spans, spans, links))
    assert source.groups == (0, None, 0, 1) and target.groups == (0, 0, None, 1)
    assert f".l{MOST_GROUPS - 1}:hover" in RULES and f".l{MOST_GROUPS}:hover" not in RULES


def test_what_is_linked_and_noticed_is_in_elements_of_its_own() -> None:
    words = Words((Span(0, 1), Span(2, 3)), (4, None))
    assert html("a<b", words, [Span(1, 3)]) == (
        '<span class="l4">a</span><span class="dz-noticed">&lt;</span><span class="dz-noticed">b</span>'
    )
    assert html("<b>") == "&lt;b&gt;"


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=6))
def test_the_text_stays_what_it_is(text: str, edges: list[tuple[int, int]]) -> None:
    spans = [Span(min(pair), max(pair)) for pair in edges]
    made = html(text, Words(tuple(spans[:3]), tuple(range(len(spans[:3])))), spans[3:])
    assert unescape(re.sub(r"</?span[^>]*>", "", made)) == text


@pytest.mark.parametrize(
    ("source", "target"), [("他昨天去了北京。", "Er fuhr gestern nach Peking."), ("", "x"), ("好", "")]
)
def test_links_of_real_sentences_are_grouped(source: str, target: str) -> None:
    ours, theirs = grouped(link_words(source, target, load_encoder()))
    assert len(ours.spans) == len(ours.groups) and len(theirs.spans) == len(theirs.groups)
    if source and target:
        groups = {target[slice(*span)]: group for span, group in zip(*theirs, strict=True)}
        assert groups["Peking"] is not None and groups["Peking"] in ours.groups
