"""The translation memory: translations that people accepted, and which of them serve for a new sentence."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from corpora.anchors import Unmatched
from corpora.memory_entries import LEAST_SCORE, MOST, Entry
from corpora.text_similarity import different_numbers, folded, has_words, similarity, without_numbers

# Of a thousand sentences of news in Chinese, German or English one in fifteen has another so near, and that is
# mostly of the same event (embedded encoder).
LEAST_COSINE = 0.7
_NEAREST = 64  # looked at by their vectors: more of them than are shown can be the same sentence

Array = np.ndarray[Any, np.dtype[np.float32]]
Encode = Callable[[Sequence[str]], np.ndarray]
"""Texts to float32 vectors (n, d) with rows of length 1."""
IsOwn = Callable[[Entry], bool]
"""Whether an entry is the very sentence that is asked for."""


_NONE = Unmatched((), ())


class MatchKind(StrEnum):
    """How a translation was found: the same sentence, nearly the same in letters, or near in meaning."""

    EXACT = "exact"
    FUZZY = "fuzzy"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that serves for a sentence, and how well.

    score is the share of the text that needs no edit (`text_similarity.similarity`), 1 for an exact match and
    less for all others. cosine says how near the two are in meaning, None where no encoder was asked. numbers are
    those that only the sentence asked for has, and those that only the entry has; with only_numbers nothing else
    differs. times counts the entries that say the same; the latest of them speaks.
    """

    entry: Entry
    kind: MatchKind
    score: float
    cosine: float | None = None
    numbers: Unmatched = _NONE
    only_numbers: bool = False
    times: int = 1

    @property
    def per_cent(self) -> int:
        """The score as it is shown: 100 is for exact matches alone."""
        return 100 if self.kind is MatchKind.EXACT else min(99, round(100 * self.score))


class _Plain(NamedTuple):
    """A text as it is compared, and with a mark in place of each number."""

    text: str
    but_numbers: str


@lru_cache(maxsize=1 << 16)  # a memory is made anew whenever something is accepted, of much the same texts
def _plain(text: str, language: str) -> _Plain:
    plain = folded(text, language)
    return _Plain(plain, without_numbers(plain))


def of_none(entry: Entry) -> bool:
    """That no entry is the asker's own."""
    return False


class Memory:
    """Entries of one direction, made ready to be asked; vectors are those of their sources, (n, d), where known."""

    def __init__(self, entries: Sequence[Entry], language: str, vectors: Array | None = None) -> None:
        if vectors is not None and len(vectors) != len(entries):
            raise ValueError(f"{len(entries)} entries, but {len(vectors)} vectors")
        self.entries = tuple(entries)
        self.language = language
        self.vectors = vectors
        self._texts = [_plain(entry.source, language).text for entry in entries]
        self._but_numbers: defaultdict[str, list[int]] = defaultdict(list)
        for i, entry in enumerate(entries):
            self._but_numbers[_plain(entry.source, language).but_numbers].append(i)

    def __len__(self) -> int:
        return len(self.entries)

    def matches(
        self,
        text: str,
        cosines: Array | None = None,
        *,
        is_own: IsOwn = of_none,
        least: float = LEAST_SCORE,
        most: int = MOST,
    ) -> list[Match]:
        """What serves for a sentence, the best first: exact, with other numbers, by score, then near in meaning.

        cosines are those of the sentence and each entry; without them nothing is found by meaning. is_own says which
        entries are the sentence itself and not to be offered; least is the least score of a fuzzy match.
        """
        plain = folded(text, self.language)
        if not (plain and self.entries):
            return []
        found = [
            self._match(text, plain, i, None if cosines is None else float(cosines[i]), least)
            for i in self._candidates(plain, cosines, least)
            if not is_own(self.entries[i])
        ]
        return self._each_once(match for match in found if match)[:most]

    def _candidates(self, plain: str, cosines: Array | None, least: float) -> list[int]:
        # A mean of two similarities reaches the least score only where each reaches this.
        cutoff = max(0.0, 2 * least - 1) if has_words(self.language) else least
        scores = process.cdist(
            [plain], self._texts, scorer=Levenshtein.normalized_similarity, score_cutoff=cutoff, dtype=np.float32
        )[0]
        found = {*np.flatnonzero(scores > 0).tolist(), *self._but_numbers.get(without_numbers(plain), ())}
        if cosines is not None:
            near = np.flatnonzero(cosines >= LEAST_COSINE)
            found |= set(near[np.argsort(-cosines[near], kind="stable")[:_NEAREST]].tolist())
        return sorted(found)

    def _match(self, text: str, plain: str, i: int, cosine: float | None, least: float) -> Match | None:
        entry, other = self.entries[i], self._texts[i]
        if other == plain:
            return Match(entry, MatchKind.EXACT, 1.0, cosine)
        score = similarity(plain, other, self.language)
        only_numbers = without_numbers(plain) == without_numbers(other)
        if only_numbers or score >= least:
            kind = MatchKind.FUZZY
        elif cosine is not None and cosine >= LEAST_COSINE:
            kind = MatchKind.SIMILAR
        else:
            return None
        numbers = different_numbers(text, entry.source, self.language)
        return Match(entry, kind, score, cosine, numbers, only_numbers)

    def _each_once(self, matches: Iterable[Match]) -> list[Match]:
        """Matches by rank, those that say the same counted as one."""
        made: dict[tuple[str, str], Match] = {}
        for match in sorted(matches, key=_rank):
            key = _plain(match.entry.source, self.language).text, match.entry.target
            made[key] = replace(made[key], times=made[key].times + 1) if key in made else match
        return list(made.values())


def _rank(match: Match) -> tuple[int, float, float]:
    newest_first = -match.entry.at.timestamp()
    match match.kind:
        case MatchKind.EXACT:
            return 0, 0.0, newest_first
        case MatchKind.FUZZY:
            return (1 if match.only_numbers else 2), -match.score, newest_first
        case _:
            return 3, -(match.cosine or 0.0), newest_first


def ask(
    memory: Memory,
    texts: Sequence[str],
    encode: Encode | None = None,
    owns: Sequence[IsOwn] = (),
    least: float = LEAST_SCORE,
    most: int = MOST,
) -> list[list[Match]]:
    """What serves for each sentence, in order; by meaning too where there is an encoder.

    owns say which entries are a sentence itself, one a sentence or none at all. All sentences are encoded together,
    and compared with all entries in one product.
    """
    rows: Sequence[Array | None] = [None] * len(texts)
    if encode is not None and memory.vectors is not None and texts:
        rows = list(np.asarray(encode(texts), dtype=np.float32) @ memory.vectors.T)
    return [
        memory.matches(text, row, is_own=is_own, least=least, most=most)
        for text, row, is_own in zip(texts, rows, owns or [of_none] * len(texts), strict=True)
    ]
