"""Trains the weights of the bead model: `python -m align.training PARALLEL.jsonl.xz weights.json`.

Training text is parallel sentences in document order, one JSON object a line (src_lang, tgt_lang, src, tgt,
source, licence). Real translations are not line by line, so stretches of it are cut into sentences again,
merged, split, moved across borders, thinned and cut off at random, and strange lines are put in; what is
known of each operation gives the gold beads. The likelihood of the gold beads is then maximised. The same
input gives the same file.
"""

import json
import lzma
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from align.encoding import DEFAULT_ENCODER, load_encoder
from align.features import BEAD_FEATURES, BEAD_TYPES, FEATURES, BitextFeatures, EncodedSide, Side, encode_side
from align.model import Grid, Weights, expected_features, posteriors, score
from corpora.languages import join
from corpora.segmentation import sentence_spans

# Sources whose lines follow one another as in a text, or nearly so; phrase books would teach nothing about order.
RUNNING_TEXT = (
    "FLORES-101 dev",
    "UD PUD",
    "XQuAD contexts",
    "Debian Handbook",
    "GNOME user docs 43 (Debian)",
    "TICO-19",
)
SEED = 20260101
DOCUMENTS = 450
RIDGE = 2.0  # strength of the Gaussian prior on the weights
MOST_BLUR = 0.9  # see `freer`; half of the documents stay as they are
_CLAUSE = re.compile(r"(?<=[，；：,;:])\s*")


class Pair(NamedTuple):
    """Sentences of both sides that translate one another; an empty side is an omission or addition."""

    source: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True)
class Noise:
    """How often each thing happens, as a share of the pairs of a document."""

    merge: float
    split: float
    shift: float
    drop: float
    insert: float
    block: bool
    tail: bool

    @classmethod
    def draw(cls, rng: random.Random) -> "Noise":
        """A document's own rates: most translations are nearly faithful, some are anything but."""

        def rate(most: float) -> float:
            return most * rng.random() ** 2

        return cls(
            merge=rate(0.15),
            split=rate(0.2),
            shift=rate(0.03),
            drop=rate(0.15),
            insert=rate(0.06),
            block=rng.random() < 0.2,
            tail=rng.random() < 0.2,
        )


class Example(NamedTuple):
    """A bitext and its gold: what the model learns from."""

    source: EncodedSide
    target: EncodedSide
    gold: tuple[tuple[int, int], ...]
    """Sizes (source, target) of the gold beads in order."""


def main(arguments: Sequence[str]) -> None:
    """Train on the file named first and write the weights to the file named second."""
    corpus, out = Path(arguments[0]), Path(arguments[1])
    lines = read_lines(corpus)
    examples = list(make_examples(lines))
    print(f"{len(examples)} documents, {sum(len(e.gold) for e in examples)} gold beads", file=sys.stderr)  # noqa: T201
    values = fit(examples)
    stored = {
        "name": f"running-text-{SEED}",
        "recipe": "python -m align.training PARALLEL.jsonl.xz weights.json",
        "method": "maximum conditional likelihood of a semi-Markov CRF; L-BFGS; Gaussian prior",
        "encoder": DEFAULT_ENCODER,
        "seed": SEED,
        "documents": len(examples),
        "data": sorted({f"{line['source']} ({line['licence']})" for group in lines.values() for line in group}),
        "licence": "CC BY-SA 4.0",
        "weights": {name: round(float(value), 4) for name, value in zip(FEATURES, values, strict=True)},
    }
    out.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_lines(path: Path) -> dict[tuple[str, str, str], list[dict[str, str]]]:
    """The lines of running text, in order, by source and language pair."""
    groups: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            pair = json.loads(line)
            if pair["source"] in RUNNING_TEXT:
                groups[pair["source"], pair["src_lang"], pair["tgt_lang"]].append(pair)
    return dict(groups)


def make_examples(groups: dict[tuple[str, str, str], list[dict[str, str]]]) -> Iterator[Example]:
    """Noisy documents with their gold, from all sources and language pairs alike."""
    rng = random.Random(SEED)  # noqa: S311  nothing here is secret
    encoder = load_encoder(DEFAULT_ENCODER)
    keys = sorted(groups)
    for _ in range(DOCUMENTS):
        key = keys[rng.randrange(len(keys))]
        languages = list(key[1:])
        first = rng.randrange(max(1, len(groups[key]) - 50))
        stretch = groups[key][first : first + rng.randint(12, 50)]
        pairs = [pair for line in stretch for pair in cut_line(line["src"], line["tgt"], languages)]
        strange = groups[keys[rng.randrange(len(keys))]]
        noisy = disturb(pairs, Noise.draw(rng), languages, strange, rng)
        if rng.random() < 0.5:
            noisy, languages = [Pair(pair.target, pair.source) for pair in noisy], languages[::-1]
        sides = [
            Side([text for pair in noisy for text in pair[side]], languages[side]) for side in (0, 1)
        ]  # fmt: skip
        if all(side.sentences for side in sides):
            encoded = [encode_side(side, encoder) for side in sides]
            encoded[1] = freer(encoded[1], max(0.0, rng.uniform(-MOST_BLUR, MOST_BLUR)), rng)
            yield Example(encoded[0], encoded[1], tuple((len(pair.source), len(pair.target)) for pair in noisy))


def disturb(
    pairs: list[Pair],
    noise: Noise,
    languages: Sequence[str],
    strange: Sequence[dict[str, str]],
    rng: random.Random,
) -> list[Pair]:
    """The pairs as an untidy translator and a scraped page would have left them."""
    if noise.tail and len(pairs) > 10:
        cut = rng.randrange(len(pairs) * 6 // 10, len(pairs))
        pairs = pairs[:cut] + [_dropped(pair, 1) for pair in pairs[cut:]]
    if noise.block and len(pairs) > 12:
        first, side = rng.randrange(len(pairs) - 8), rng.randrange(2)
        last = first + rng.randint(2, 8)
        pairs = pairs[:first] + [_dropped(pair, side) for pair in pairs[first:last]] + pairs[last:]
    found: list[Pair] = []
    for pair in pairs:
        if rng.random() < noise.split:
            pair = _split(pair, rng.randrange(2), languages, rng)
        if rng.random() < noise.drop:
            pair = _dropped(pair, rng.randrange(2))
        if found and rng.random() < noise.merge:
            merged = _merged(found[-1], pair, rng.randrange(2), languages)
            found[-1:] = merged
        elif found and rng.random() < noise.shift:
            found[-1:] = _shifted(found[-1], pair, languages, rng)
        else:
            found.append(pair)
        if rng.random() < noise.insert:
            line, side = strange[rng.randrange(len(strange))], rng.randrange(2)
            if line[("src_lang", "tgt_lang")[side]] == languages[side]:
                text = (line[("src", "tgt")[side]].strip(),)
                found.append(Pair((), text) if side else Pair(text, ()))
    return _nulls_apart(found)


def freer(side: EncodedSide, blur: float, rng: random.Random) -> EncodedSide:
    """The side as if it were translated more freely: every sentence says something of another one too.

    blur is the most that the other sentence weighs, its own weighing 1. Training text is translated closely;
    news often is not, and a model that never saw that takes weak matches for omissions.
    """
    count = len(side)
    if not blur or count < 2:
        return side
    others = np.array([rng.randrange(count) for _ in range(count)])
    weights = np.array([rng.uniform(0, blur) for _ in range(count)])
    echoes = side.spans[0][others] * weights[:, None]
    spans = []
    for k, vectors in enumerate(side.spans, 1):
        windows = [echoes[i : i + len(vectors)] for i in range(k)]
        mixed = vectors + np.mean(windows, axis=0) if len(vectors) else vectors
        spans.append((mixed / np.linalg.norm(mixed, axis=1, keepdims=True)).astype(np.float32))
    return EncodedSide(tuple(spans), side.lengths, side.numbers, side.words)


def fit(examples: Sequence[Example], iterations: int = 40) -> Grid:
    """The weights under which the gold beads are likeliest, by L-BFGS with exact gradients.

    Returns (len(FEATURES),) float64.
    """
    import torch

    prepared = [(features := BitextFeatures(e.source, e.target), gold_features(features, e.gold)) for e in examples]
    torch.manual_seed(SEED)
    values = torch.zeros(len(FEATURES), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([values], max_iter=iterations, history_size=12, line_search_fn="strong_wolfe")

    def closure() -> float:
        weights = Weights("training", tuple(values.detach().numpy()))
        loss = RIDGE / 2 * float(values.detach() @ values.detach())
        gradient = RIDGE * values.detach().numpy()
        for features, gold in prepared:
            found = posteriors(score(features, weights))
            loss += found.log_partition - float(weights.values @ gold)
            gradient += expected_features(features, found) - gold
        values.grad = torch.from_numpy(gradient.copy())
        print(f"loss {loss:.2f}", file=sys.stderr, flush=True)  # noqa: T201
        return loss

    optimiser.step(closure)
    return values.detach().numpy()


def gold_features(features: BitextFeatures, gold: Sequence[tuple[int, int]]) -> Grid:
    """The summed features of the gold path: (len(FEATURES),)."""
    total = np.zeros(len(FEATURES))
    source, target = features.nulls()
    nulls, grids = slice(len(BEAD_FEATURES), -2), {kind: features.bead(*kind) for kind in set(gold) if all(kind)}
    i = j = 0
    previous = (1, 1)
    for a, b in gold:
        if a and b:
            total[: len(BEAD_FEATURES)] += grids[a, b][:, i, j]
        else:
            total[nulls] += source[:, i] if a else target[:, j]
            total[-2] += previous != (a, b)
            total[-1] += previous == (1, 0) and (a, b) == (0, 1)
        previous = (a, b)
        i, j = i + a, j + b
    return total


def cut_line(source: str, target: str, languages: Sequence[str]) -> list[Pair]:
    """The sentences of a line of parallel text, as far as their counts tell which belong together.

    The same number on both sides is taken for one to one; where both sides have several and not as many,
    the line stays whole.
    """
    sides = [
        tuple(text[span.start : span.end] for span in sentence_spans(text, code))
        for text, code in zip((source.strip(), target.strip()), languages, strict=True)
    ]
    if len(sides[0]) == len(sides[1]):
        return [Pair((one,), (other,)) for one, other in zip(*sides, strict=True)]
    cut = Pair(*sides)
    return [cut] if _fits(cut) and min(map(len, sides)) == 1 else [Pair((source.strip(),), (target.strip(),))]


def _fits(pair: Pair) -> bool:
    sizes = len(pair.source), len(pair.target)
    return sizes in BEAD_TYPES or 0 in sizes


def _dropped(pair: Pair, side: int) -> Pair:
    return Pair(pair.source, ()) if side else Pair((), pair.target)


def _split(pair: Pair, side: int, languages: Sequence[str], rng: random.Random) -> Pair:
    """One sentence of a side cut at a clause, as a translator makes two sentences of one."""
    texts = list(pair[side])
    if not texts or not pair[1 - side]:
        return pair
    at = rng.randrange(len(texts))
    clauses = [clause for clause in _CLAUSE.split(texts[at]) if clause]
    cuts = [
        k for k in range(1, len(clauses))
        if 0.25 < sum(map(len, clauses[:k])) / max(1, sum(map(len, clauses))) < 0.75
    ]  # fmt: skip
    if not cuts:
        return pair
    cut = rng.choice(cuts)
    texts[at : at + 1] = [join(clauses[:cut], languages[side]), join(clauses[cut:], languages[side])]
    changed = Pair(pair.source, tuple(texts)) if side else Pair(tuple(texts), pair.target)
    return changed if _fits(changed) else pair


def _merged(first: Pair, second: Pair, side: int, languages: Sequence[str]) -> list[Pair]:
    """Two pairs of which one side became a single sentence."""
    if not (all(first) and all(second)):
        return [first, second]
    both = Pair(first.source + second.source, first.target + second.target)
    one = (join([first[side][-1], second[side][0]], languages[side]),)
    texts = first[side][:-1] + one + second[side][1:]
    changed = Pair(both.source, texts) if side else Pair(texts, both.target)
    return [changed] if _fits(changed) else [first, second]


def _shifted(first: Pair, second: Pair, languages: Sequence[str], rng: random.Random) -> list[Pair]:
    """Two pairs of which one side cut its text elsewhere: a clause moved over the sentence border."""
    if not (all(first) and all(second)):
        return [first, second]
    side = rng.randrange(2)
    clauses = [clause for clause in _CLAUSE.split(first[side][-1]) if clause]
    if len(clauses) < 2:
        return [first, second]
    kept, moved = join(clauses[:-1], languages[side]), clauses[-1]
    texts = (*first[side][:-1], kept, join([moved, second[side][0]], languages[side]), *second[side][1:])
    other = first[1 - side] + second[1 - side]
    changed = Pair(other, texts) if side else Pair(texts, other)
    return [changed] if _fits(changed) else [first, second]


def _nulls_apart(pairs: Sequence[Pair]) -> list[Pair]:
    """Nulls one sentence each, and within a run of them the source's before the target's, as the model has them."""
    found: list[Pair] = []
    run: list[Pair] = []
    for pair in [*pairs, Pair(("end",), ("end",))]:
        if all(pair):
            found += sorted(run, key=lambda null: bool(null.target))
            run = []
            found.append(pair)
        else:
            run += [Pair((text,), ()) for text in pair.source] + [Pair((), (text,)) for text in pair.target]
    return found[:-1]


if __name__ == "__main__":
    main(sys.argv[1:])
