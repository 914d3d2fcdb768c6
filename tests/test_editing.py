"""What a reviewer can make of beads: what is offered is sound, and nothing is lost or said twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.units import Bead, Finding, Score, TranslationUnit
from ui import markup
from ui.editing import ADDED, OMITTED, REASONS, Side, alone, joined, moved, reason_of, ways_to_split
from ui.reviewing import USUAL_PACE, Desk, Order, Step, desk, pace, risk, time_left, why_risky

PLAIN = TranslationUnit(1, 0, Bead((0,), (0,)), "a", "b", "zh", "de", "甲", "A", None, None, "test")


def units(*shapes: tuple[int, int]) -> tuple[TranslationUnit, ...]:
    """Beads of these sizes in a row."""
    found, source, target = [], 0, 0
    for index, (a, b) in enumerate(shapes):
        bead = Bead(tuple(range(source, source + a)), tuple(range(target, target + b)))
        found.append(replace(PLAIN, bead_id=index + 1, index=index, bead=bead))
        source, target = source + a, target + b
    return tuple(found)


def test_beads_are_joined_with_the_next() -> None:
    row = units((1, 1), (1, 2), (1, 0))
    assert joined(Desk(row, 0)) == Bead((0, 1), (0, 1, 2))
    assert joined(Desk(row, 1)) == Bead((1, 2), (1, 2))
    assert joined(Desk(row, 2)) is None
    assert joined(Desk(units((1, 0), (1, 0)), 0)) is None, "two without a counterpart are no bead"


def test_a_boundary_moves_by_a_sentence() -> None:
    row = units((1, 2), (1, 1), (1, 0), (1, 1))
    assert moved(Desk(row, 0), Side.TARGET, up=True) == Bead((0,), (0,))
    assert moved(Desk(row, 0), Side.TARGET, up=False) == Bead((0,), (0, 1, 2))
    assert moved(Desk(row, 0), Side.SOURCE, up=True) is None, "a side is never emptied so"
    assert moved(Desk(row, 1), Side.TARGET, up=False) == Bead((1,), (2, 3)), "over what has no counterpart"
    assert moved(Desk(row, 3), Side.TARGET, up=False) is None and moved(Desk(row, 3), Side.TARGET, up=True) is None


@given(st.integers(1, 4), st.integers(1, 4))
def test_every_split_keeps_all_sentences_in_order(a: int, b: int) -> None:
    (unit,) = units((a, b))
    ways = ways_to_split(unit)
    assert len(set(ways)) == len(ways)
    for first, second in ways:
        assert first.source + second.source == unit.bead.source and first.target + second.target == unit.bead.target
        assert not (first.is_null and second.is_null) and all(half.source or half.target for half in (first, second))
    assert (a, b) != (1, 1) or not ways
    assert not ways or a == 1 or b == 1 or not any(half.is_null for half in ways[0]), "even ones come first"


def test_what_is_left_alone_has_the_reason_of_its_side() -> None:
    (unit,) = units((2, 1))
    assert alone(unit) == [Bead((0,), ()), Bead((1,), ()), Bead((), (0,))]
    assert [reason_of(bead, OMITTED) for bead in alone(unit)] == [OMITTED, OMITTED, ADDED]
    assert {reason_of(bead, REASONS[-1]) for bead in alone(unit)} == {REASONS[-1]}


# How long it takes


def test_the_time_that_is_left_goes_by_the_pace_of_the_reviewer() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    times = [start + timedelta(seconds=4 * i) for i in range(20)]
    times += [times[-1] + timedelta(hours=1), times[-1] + timedelta(hours=1, seconds=4)]
    assert pace(times) == 4.0
    assert pace(times[:5]) == USUAL_PACE, "too few to tell"
    assert [time_left(count, 6.0) for count in (0, 3, 40, 2000)] == ["", "~1 min", "~4 min", "~3.3 h"]


def test_a_histogram_says_in_words_what_it_draws() -> None:
    drawn = markup.histogram([1.0, 0.97, 0.3, 0.79, 0.8])
    assert drawn.count("<i ") == 10 and "2 beads below .8, 3 from there on" in drawn
    assert markup.histogram([]) == ""


# The queue


def scored(unit: TranslationUnit, probability: float, *kinds: str) -> TranslationUnit:
    findings = tuple(Finding(kind, f"A {kind} is lost.") for kind in kinds)
    bead = replace(unit.bead, probability=probability)
    return replace(unit, bead=bead, quality=Score(0.5, "test", findings))


@pytest.fixture
def queue() -> tuple[TranslationUnit, ...]:
    a, b, c, d = units((1, 1), (1, 1), (1, 1), (1, 1))
    return scored(a, 0.99), scored(b, 0.6), scored(c, 0.95, "number"), scored(d, 0.97, "repetition")


def test_the_queue_begins_with_what_is_likeliest_wrong_and_says_why(queue: tuple[TranslationUnit, ...]) -> None:
    start = desk(queue, None, order=Order.RISK)
    order = [start.unit.bead_id]
    while (following := desk(queue, order[-1], order=Order.RISK).next) is not None:
        order.append(following)
    assert order == [4, 2, 3, 1]
    assert [why_risky(queue[id - 1]) for id in order] == [
        "A repetition is lost",
        "the aligner was unsure (0.60)",
        "A number is lost",
        "",
    ]
    assert desk(queue, 2, order=Order.RISK).previous == 4
    assert all(0 <= risk(unit) <= 1 for unit in queue)


def test_steps_and_order_go_together(queue: tuple[TranslationUnit, ...]) -> None:
    flagged = tuple(replace(unit, flagged=unit.bead_id in (1, 3)) for unit in queue)
    assert desk(flagged, None, Step.FLAGGED, Order.RISK).unit.bead_id == 3
    assert desk(flagged, 3, Step.FLAGGED, Order.RISK).next == 1
    assert desk(flagged, 1, Step.FLAGGED, Order.RISK).next is None
    assert desk(flagged, 99, Step.FLAGGED).unit.bead_id == 1
