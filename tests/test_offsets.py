from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.offsets import Edit, MappedText
from corpora.units import Span


@st.composite
def edited_texts(draw: st.DrawFn) -> tuple[str, MappedText]:
    raw = draw(st.text(max_size=60))
    mapped = MappedText.from_raw(raw)
    for _ in range(draw(st.integers(0, 3))):
        cuts = sorted(draw(st.lists(st.integers(0, len(mapped)), max_size=6)))
        edits = [
            Edit(start, end, draw(st.text(max_size=4)), "random")
            for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        ]
        mapped = mapped.edited(edits)
    return raw, mapped


@given(edited_texts(), st.data())
def test_any_span_of_clean_text_maps_into_the_raw_text_in_order(
    case: tuple[str, MappedText], data: st.DataObject
) -> None:
    raw, mapped = case
    start = data.draw(st.integers(0, len(mapped)))
    end = data.draw(st.integers(start, len(mapped)))
    span = mapped.raw_span(start, end)
    assert 0 <= span.start <= span.end <= len(raw)
    if start < end:
        inner = [mapped.raw_span(i, i + 1) for i in range(start, end)]
        assert span == Span(inner[0].start, inner[-1].end)
        assert all(a.start <= b.start and a.end <= b.end for a, b in pairwise(inner))


@given(edited_texts())
def test_a_character_no_edit_touched_maps_to_itself(case: tuple[str, MappedText]) -> None:
    raw, _ = case
    unedited = MappedText.from_raw(raw)
    assert unedited.text == raw
    assert all(unedited.raw_span(i, i + 1) == (i, i + 1) for i in range(len(raw)))


@given(st.text(max_size=40), st.data())
def test_a_replacement_maps_to_all_that_it_replaced(raw: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    mapped = MappedText.from_raw(raw).edited([Edit(start, end, "xyzzy", "test")])
    assert mapped.text == raw[:start] + "xyzzy" + raw[end:]
    touched = mapped.raw_span(start, start + 5)
    assert (touched.start, touched.end) == (start, end)


def test_edits_compose() -> None:
    mapped = MappedText.from_raw("創(chuàng)業(yè)大街")
    mapped = mapped.edited([Edit(1, 9, "", "gloss"), Edit(10, 14, "", "gloss")])
    mapped = mapped.edited([Edit(0, 1, "创", "fold"), Edit(1, 2, "业", "fold")])
    assert mapped.text == "创业大街"
    assert mapped.raw_span(0, 2) == (0, 10)
    assert mapped.raw_span(2, 4) == (14, 16)


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        MappedText.from_raw("abcdef").edited([Edit(0, 3, "", "a"), Edit(2, 4, "", "b")])


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        MappedText.from_raw("abc").raw_span(2, 5)
