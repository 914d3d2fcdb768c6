"""Where a model computes, what does not fit, and batches that shrink when memory runs out."""

import pytest

from corpora.errors import ModelUnavailable
from mt.placement import Machine, Placement, TokenBudget, is_out_of_memory, memory_free, place, this_machine

torch = pytest.importorskip("torch")

GB = 10**9
LAPTOP = Machine(memory_free=8 * GB)


@pytest.mark.parametrize(
    ("weights", "stored", "machine", "overflows", "placed"),
    [
        (1 * GB, "float32", LAPTOP, False, Placement("cpu", "float32")),
        # 2.5 thousand million parameters: 10 GB in float32, 5 GB in bfloat16.
        (5 * GB, "bfloat16", LAPTOP, False, Placement("cpu", "bfloat16")),
        (3 * GB, "bfloat16", Machine(memory_free=64 * GB, cpu_bfloat16=True), False, Placement("cpu", "bfloat16")),
        (1 * GB, "bfloat16", Machine(memory_free=64 * GB, cpu_bfloat16=True), False, Placement("cpu", "float32")),
        (9 * GB, "bfloat16", Machine("cuda", 16 * GB, "bfloat16", 8 * GB), False, Placement("cuda", "bfloat16")),
        (9 * GB, "bfloat16", Machine("cuda", 16 * GB, "float16", 64 * GB), False, Placement("cuda", "float16")),
        (4 * GB, "float32", Machine("cuda", 16 * GB, "float16", 8 * GB), True, Placement("cuda", "float32")),
        (9 * GB, "bfloat16", Machine("cuda", 4 * GB, "bfloat16", 64 * GB), False, Placement("cpu", "float32")),
        (2 * GB, "float32", Machine("mps", 16 * GB, "float16", 16 * GB), False, Placement("mps", "float16")),
        (900 * GB, "float32", Machine(), False, Placement("cpu", "float32")),  # where nothing is known, it is tried
    ],
)
def test_a_model_goes_where_it_fits(
    weights: int, stored: str, machine: Machine, overflows: bool, placed: Placement
) -> None:
    assert place("a/b", weights, stored, machine, overflows=overflows) == placed


def test_what_fits_nowhere_says_what_it_needs() -> None:
    with pytest.raises(ModelUnavailable, match=r"a/b needs 16\.8 GB of memory, 8\.0 GB are free.*gemma3-270m"):
        place("a/b", 14 * GB, "bfloat16", LAPTOP)


def test_this_machine_is_known() -> None:
    machine = this_machine()
    assert (machine.gpu is not None) == (torch.cuda.is_available() or torch.backends.mps.is_available())
    free = memory_free()
    assert free is None or 10_000_000 < free < 10**14


def test_batches_hold_the_longest_first_within_the_budget() -> None:
    lengths = [3, 10, 5, 10, 1]
    batches = list(TokenBudget(20).batches(lengths))
    assert batches == [[1, 3], [2, 0, 4]]
    assert list(TokenBudget(4).batches([9, 9])) == [[0], [1]]  # a text is never cut, however small the budget


def allocating(longest_batch: int, seen: list[int]):  # type: ignore[no-untyped-def]
    """A decoder whose memory is really refused, by torch's own allocator, for larger batches."""

    def decode(batch: list[int]) -> list[str]:
        seen.append(len(batch))
        if len(batch) > longest_batch:
            torch.empty(10**15)
        return [f"text {i}" for i in batch]

    return decode


def test_a_batch_that_is_too_much_is_halved_and_the_work_goes_on() -> None:
    budget, seen = TokenBudget(80), list[int]()
    assert budget.decode([10] * 20, allocating(3, seen)) == [f"text {i}" for i in range(20)]
    assert seen[0] == 8 and budget.tokens <= 40
    after = seen.copy()
    budget.decode([10] * 20, allocating(3, seen))
    assert max(seen[len(after) :]) < 8  # what was found to be too much is not tried again


def test_a_single_text_that_is_too_much_says_so() -> None:
    with pytest.raises(ModelUnavailable, match="not enough memory to translate 10 tokens at once"):
        TokenBudget(80).decode([10, 10], allocating(0, []))


def test_other_errors_are_not_taken_for_it() -> None:
    def broken(batch: list[int]) -> list[str]:
        raise RuntimeError("shapes do not match")

    with pytest.raises(RuntimeError, match="shapes"):
        TokenBudget(80).decode([10], broken)
    assert is_out_of_memory(RuntimeError("CUDA error: out of memory"))
