import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.gold import compare
from corpora.units import Bead

BEADS = st.lists(
    st.builds(
        Bead,
        st.lists(st.integers(0, 20), max_size=3, unique=True).map(lambda x: tuple(sorted(x))),
        st.lists(st.integers(0, 20), max_size=3, unique=True).map(lambda x: tuple(sorted(x))),
    ),
    max_size=12,
)


@given(BEADS)
def test_gold_against_itself_is_perfect(beads: list[Bead]) -> None:
    links = [bead for bead in beads if not bead.is_null]
    if links:
        found = compare(links, links)
        assert (found.strict.f1, found.lax.f1, found.null.f1) == (1.0, 1.0, 1.0)


@given(BEADS, BEADS)
def test_strict_never_beats_lax(gold: list[Bead], hypothesis: list[Bead]) -> None:
    links = [bead for bead in gold if not bead.is_null]
    found = compare(links, [bead for bead in hypothesis if not bead.is_null])
    assert found.strict.precision <= found.lax.precision
    assert found.strict.recall <= found.lax.recall


def test_counts_are_those_of_the_literature() -> None:
    gold = [Bead((0,), (0,)), Bead((1, 2), (1,)), Bead((3,), ()), Bead((4,), (2,))]
    hypothesis = [Bead((0,), (0,)), Bead((1,), (1,)), Bead((2,), ()), Bead((3,), ()), Bead((4,), (2,))]
    found = compare(gold, hypothesis)
    assert found.strict.precision == pytest.approx(3 / 5)  # 0-0, the null 3, 4-2
    assert found.strict.recall == pytest.approx(2 / 3)  # gold nulls do not count in recall
    assert found.lax.precision == pytest.approx(4 / 5)
    assert found.lax.recall == pytest.approx(3 / 3)
    assert found.null.precision == pytest.approx(1 / 2)
    assert found.null.recall == 1.0
