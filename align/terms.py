"""Terms and names that translations use for the same words again and again, learned from pairs that hold."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from align.encoding import Encoder
from align.words import WordLinks, link_words
from corpora.units import Span

LEAST_USES = 2
LEAST_SHARE = 0.6
_LONGEST = 5  # words of a term
_HAN = regex.compile(r"\p{Han}")
# What joins the words of one name: Industrie- und Handelskammer is none of these, Bank of China is.
_BETWEEN = regex.compile(r"[ \-’']?|'s |’s | of | de | von | and | und ")


class LearnedTerm(NamedTuple):
    """A term, its translation, in how many pairs they translate each other, and of how many that have the term."""

    source: str
    target: str
    uses: int
    share: float


def learn_terms(
    pairs: Sequence[tuple[str, str]],
    encoder: Encoder,
    least_uses: int = LEAST_USES,
    least_share: float = LEAST_SHARE,
) -> Iterator[LearnedTerm | None]:
    """None for each pair that was read, then the terms, those of most uses first.

    pairs are (source, translation), the translation in a language that writes names or nouns with a capital. A term is
    a capitalised run of words whose linked source words stand together. It is learned where both are linked in
    least_uses pairs, and in least_share of the pairs that have the source term.
    """
    uses: Counter[tuple[str, str]] = Counter()
    for source, target in pairs:
        uses.update(set(_phrases(source, target, link_words(source, target, encoder))))
        yield None
    # Of the translations of a term the most frequent, of the terms of a translation likewise.
    best: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for (source, target), count in uses.items():
        if count >= least_uses:
            best[source].append((count, target, source))
    learned = []
    for found in best.values():
        count, target, source = max(found)
        share = count / sum(source in text for text, _ in pairs)
        if share >= least_share:
            learned.append(LearnedTerm(source, target, count, share))
    yield from sorted(learned, key=lambda term: (-term.uses, term.source))


def _phrases(source: str, target: str, links: WordLinks) -> Iterator[tuple[str, str]]:
    partners: dict[int, list[int]] = defaultdict(list)
    back: dict[int, list[int]] = defaultdict(list)
    for link in links.links:
        partners[link.target].append(link.source)
        back[link.source].append(link.target)
    for run in _runs(target, links.target):
        ours = sorted({i for j in run for i in partners[j]})
        if not ours or any(j not in run for i in range(ours[0], ours[-1] + 1) for j in back[i]):
            continue  # the source words say something else too
        span = source[links.source[ours[0]].start : links.source[ours[-1]].end]
        together = ours[-1] - ours[0] + 1 == len(ours) and len(ours) <= _LONGEST
        if together and (len(span) > 1 or not _HAN.match(span)) and span[0].isalpha():
            yield span, target[links.target[run[0]].start : links.target[run[-1]].end]


def _runs(text: str, words: Sequence[Span]) -> Iterator[list[int]]:
    """The longest runs of capitalised words, without a lone one at the beginning, whose capital says nothing."""
    run: list[int] = []
    for j, word in enumerate(words):
        is_name = text[word.start].isupper()
        joined = bool(run) and _BETWEEN.fullmatch(text[words[run[-1]].end : word.start]) is not None
        if is_name and joined and len(run) < _LONGEST:
            run.append(j)
            continue
        if run:
            yield run
        run = [j] if is_name and j else []
    if run:
        yield run
