from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_maps import place, plainly, plainly_edited

from corpora.offsets import Edit, MappedText
from corpora.units import Span


@st.composite
def edits_of(draw: st.DrawFn, length: int) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    return [
        Edit(start, end, draw(st.text(max_size=4)), "random") for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]


@st.composite
def edited_texts(draw: st.DrawFn) -> tuple[str, MappedText]:
    raw = draw(st.text(max_size=60))
    mapped = MappedText.from_raw(raw)
    for _ in range(draw(st.integers(0, 3))):
        mapped = mapped.edited(draw(edits_of(len(mapped))))
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


@given(st.text(min_size=1, max_size=60), st.integers(0, 5), st.data())
def test_runs_say_of_every_character_what_a_map_of_each_would(raw: str, rounds: int, data: st.DataObject) -> None:
    mapped, plain = MappedText.from_raw(raw), plainly(raw)
    for _ in range(rounds):
        edits = data.draw(edits_of(len(mapped)))
        mapped, plain = mapped.edited(edits), plainly_edited(plain, edits)
        if not plain:
            break  # where an emptied text was, only its runs still know
    assert mapped.text == "".join(c.character for c in plain)
    for i, expected in enumerate(plain):
        assert mapped.raw_span(i, i + 1) == (expected.start, expected.end)
    for i in range(len(plain) + 1 if plain else 0):
        assert mapped.raw_span(i, i) == place(plain, i, i)


@given(edited_texts(), st.data())
def test_slices_and_joins_keep_the_map(case: tuple[str, MappedText], data: st.DataObject) -> None:
    _, mapped = case
    cuts = sorted(data.draw(st.lists(st.integers(0, len(mapped)), max_size=4)))
    pieces = [mapped.slice(start, end) for start, end in pairwise([0, *cuts, len(mapped)])]
    joined = MappedText.join(pieces)
    assert joined.text == mapped.text
    assert [joined.raw_span(i, i + 1) for i in range(len(joined))] == [
        mapped.raw_span(i, i + 1) for i in range(len(mapped))
    ]
    stripped = mapped.stripped()
    assert stripped.text == mapped.text.strip()
    if stripped.text:
        start = len(mapped.text) - len(mapped.text.lstrip())
        assert stripped.raw_span() == mapped.raw_span(start, start + len(stripped))


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


def test_text_that_nothing_changed_has_no_map_of_its_own() -> None:
    mapped = MappedText.from_raw("  ein langer Absatz  ", 7).stripped()
    assert (mapped.text, mapped.start, mapped.runs) == ("ein langer Absatz", 9, None)
    again = mapped.edited([Edit(0, 3, "", "test")]).slice(1, 7)
    assert (again.text, again.runs) == ("langer", None)


def test_text_of_the_same_length_takes_over_the_map() -> None:
    mapped = MappedText.from_raw("創(chuàng)業").edited([Edit(0, 9, "創", "gloss")])
    assert mapped.rewritten("创业").raw_span(0, 1) == (0, 9)
    with pytest.raises(ValueError, match="cannot be rewritten"):
        mapped.rewritten("创")


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        MappedText.from_raw("abcdef").edited([Edit(0, 3, "", "a"), Edit(2, 4, "", "b")])


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        MappedText.from_raw("abc").raw_span(2, 5)
