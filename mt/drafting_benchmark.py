"""What drafting costs, measured: each function is to run in a process of its own.

Sentences come from a file, one a line, and the drafts go to another. Times are by the clock. Loading a system is not
in the time of drafting but apart, and each has translated a few sentences before its clock starts. encode is what
systems that rerank are given; where they load it, it is part of their memory.
"""

import os
from collections.abc import Generator, Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

from corpora.units import Segment, Span
from mt.drafting import draft
from mt.model_cache import silent
from mt.quality import Encode
from mt.translators import load_translator, require_direction

_WARM = 2  # sentences translated before the clock starts


class ConversionCost(NamedTuple):
    """What it takes to make a system's model at its first use: seconds, and how much is kept, in MB of 10^6 bytes."""

    seconds: float
    stored_mb: float


class KnownSystem(NamedTuple):
    """Who a system is, and which of the directions asked for it translates."""

    name: str
    revision: str
    options: str
    licence: str
    directions: list[tuple[str, str]]


class DraftingCost(NamedTuple):
    """What a system took for the sentences of a file, guards and second tries included.

    ready_seconds is what it takes to have it ready, converted before; characters are those of the drafts.
    """

    sentences: int
    characters: int
    seconds: float
    cpu_seconds: float
    ready_seconds: float


def measure_conversion(system: str, cache: str, encode: Encode) -> Generator[int, None, ConversionCost]:
    """What making a system's model takes, in a cache that has none; yields parts done of 1.

    The process keeps that cache from then on.
    """
    os.environ["DUIZHAO_CACHE"] = cache
    start = perf_counter()
    load_translator(system, silent, encode)
    seconds = perf_counter() - start
    yield 1
    stored = sum(path.stat().st_size for path in Path(cache).rglob("*") if path.is_file())
    return ConversionCost(seconds, stored / 1e6)


def ask_system(system: str, directions: Sequence[Sequence[str]], encode: Encode) -> Generator[int, None, KnownSystem]:
    """Who a system is, made ready where it was not; yields parts done of 1.

    Raises ModelUnavailable as load_translator does.
    """
    translator = load_translator(system, silent, encode)
    yield 1
    found = [(source, target) for source, target in directions if translator.supports(source, target)]
    who = translator.system
    return KnownSystem(who.name, who.revision, who.options, who.licence, found)


def measure_drafting(
    system: str, source: str, languages: Sequence[str], drafts: str, encode: Encode
) -> Generator[int, None, DraftingCost]:
    """What a system takes to draft the lines of a file, the drafts being written to another; yields sentences done.

    Raises ModelUnavailable, UnsupportedLanguage.
    """
    texts = Path(source).read_text(encoding="utf-8").removesuffix("\n").split("\n")
    start = perf_counter()
    translator = load_translator(system, silent, encode)
    ready = perf_counter() - start
    ours, theirs = languages
    require_direction(translator, ours, theirs)
    translator.translate(texts[:_WARM], ours, theirs)
    segments = [Segment(i, text, Span(0, len(text)), 0) for i, text in enumerate(texts)]
    found = [""] * len(texts)
    done = 0
    start, cpu_start = perf_counter(), process_time()
    for batch in draft(segments, translator, "benchmark", ours, theirs):
        for one in batch:
            found[one.position] = one.text
        done += len(batch)
        yield done
    seconds, cpu_seconds = perf_counter() - start, process_time() - cpu_start
    Path(drafts).write_text("".join(f"{' '.join(text.splitlines())}\n" for text in found), encoding="utf-8")
    return DraftingCost(len(texts), sum(map(len, found)), seconds, cpu_seconds, ready)
