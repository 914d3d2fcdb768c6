"""Where a model computes and in which numbers, whether it fits, and batches as large as the memory allows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from corpora.errors import ModelUnavailable

INSTEAD = "the embedded 'gemma3-270m' needs no download"
BYTES = {"float32": 4, "bfloat16": 2, "float16": 2, "float8_e4m3fn": 1, "int8": 1}
# From this many parameters on bfloat16 is worth it on a CPU that computes in it: smaller models are fast anyway.
LARGE = 1_000_000_000
# What decoding needs beside the weights: activations and the cache of keys and values.
HEADROOM = 1.2

# Padded source tokens, times beams, that go through a model at once; halved whenever memory runs out.
CPU_TOKENS = 4096
GPU_TOKENS = 32_768


class Placement(NamedTuple):
    """A device as torch calls it ("cpu", "cuda", "mps") and the numbers to compute in ("float32", "bfloat16")."""

    device: str
    dtype: str


class Machine(NamedTuple):
    """What there is to compute with: free bytes of the GPU (None without one) and of memory (None if unknown)."""

    gpu: str | None = None
    gpu_free: int | None = None
    gpu_dtype: str = "float16"
    memory_free: int | None = None
    cpu_bfloat16: bool = False


def this_machine() -> Machine:
    """The machine this runs on."""
    import torch

    memory = memory_free()
    bfloat16 = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    if torch.cuda.is_available():
        dtype = "bfloat16" if torch.cuda.is_bf16_supported() else "float16"
        return Machine("cuda", torch.cuda.mem_get_info()[0], dtype, memory, bfloat16)
    if torch.backends.mps.is_available():
        # Its memory is the machine's own.
        return Machine("mps", memory, "float16", memory, bfloat16)
    return Machine(memory_free=memory, cpu_bfloat16=bfloat16)


def memory_free() -> int | None:
    """Bytes of memory that a program could still get; None where the system does not say."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable")), None)


def place(name: str, weight_bytes: int, stored: str, machine: Machine, *, overflows: bool = False) -> Placement:
    """Where a model of that many bytes of weights, stored in those numbers, computes best.

    overflows: whether it leaves the range of float16 (T5 does), so that it needs bfloat16 or float32. Raises
    ModelUnavailable, saying what it needs and what is free, where it fits nowhere.
    """
    parameters = weight_bytes // BYTES.get(stored, 4)
    if machine.gpu:
        dtype = "float32" if overflows and machine.gpu_dtype == "float16" else machine.gpu_dtype
        if _fits(parameters, dtype, machine.gpu_free):
            return Placement(machine.gpu, dtype)
    if machine.cpu_bfloat16 and parameters >= LARGE and _fits(parameters, "bfloat16", machine.memory_free):
        return Placement("cpu", "bfloat16")
    for dtype in ("float32", "bfloat16"):  # a CPU without bfloat16 still computes in it, slowly
        if _fits(parameters, dtype, machine.memory_free):
            return Placement("cpu", dtype)
    needed = parameters * BYTES["bfloat16"] * HEADROOM
    raise ModelUnavailable(
        f"{name} needs {needed / 1e9:.1f} GB of memory, {(machine.memory_free or 0) / 1e9:.1f} GB are free: close "
        f"other programs or take a smaller model; {INSTEAD}"
    )


def _fits(parameters: int, dtype: str, free: int | None) -> bool:
    return free is None or parameters * BYTES[dtype] * HEADROOM <= free


@dataclass(slots=True)
class TokenBudget:
    """How many tokens go through a model at once; what was found to be too many stays too many."""

    tokens: int

    def batches(self, lengths: Sequence[int]) -> Iterator[list[int]]:
        """Indices of the texts, longest first, in batches whose padded tokens are within the budget."""
        waiting = sorted(range(len(lengths)), key=lambda i: -lengths[i])
        while waiting:
            size = max(1, self.tokens // max(1, lengths[waiting[0]]))
            yield waiting[:size]
            waiting = waiting[size:]

    def decode(self, lengths: Sequence[int], decode: Callable[[list[int]], list[str]]) -> list[str]:
        """decode(indices) over all texts in batches, its results in the texts' order.

        A batch that runs out of memory is decoded again in halves, and those after it are smaller too. Raises
        ModelUnavailable where a single text is too much.
        """
        decoded = [""] * len(lengths)
        for batch in self.batches(lengths):
            for i, text in zip(batch, self._halving(batch, lengths, decode), strict=True):
                decoded[i] = text
        return decoded

    def _halving(self, batch: list[int], lengths: Sequence[int], decode: Callable[[list[int]], list[str]]) -> list[str]:
        try:
            return decode(batch)
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            if len(batch) == 1:
                raise ModelUnavailable(
                    f"not enough memory to translate {lengths[batch[0]]} tokens at once: close other programs or "
                    f"take a smaller model; {INSTEAD}"
                ) from error
        # Outside of the handler, whose traceback would keep the tensors of the failed batch.
        _release()
        half = (len(batch) + 1) // 2
        self.tokens = min(self.tokens, half * lengths[batch[0]])
        return [*self._halving(batch[:half], lengths, decode), *self._halving(batch[half:], lengths, decode)]


def is_out_of_memory(error: BaseException) -> bool:
    """Whether memory ran out, in the words of Python, torch (CPU, CUDA, MPS) or CTranslate2."""
    words = ("out of memory", "can't allocate memory", "failed to allocate", "not enough memory", "bad_alloc")
    return isinstance(error, MemoryError) or any(part in str(error).lower() for part in words)


def _release() -> None:
    import torch

    if torch.cuda.is_available():
        torch.cuda.empty_cache()
