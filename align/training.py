"""Trains the weights of the bead model: `python -m align.training PARALLEL.jsonl.xz weights.json`.

Training text is parallel sentences in document order, one JSON object a line (src_lang, tgt_lang, src, tgt,
source, licence). Real translations are not line by line, so stretches of it are cut into sentences again,
merged, split, moved across borders, thinned and cut off at random, and strange lines are put in; what is
known of each operation gives the gold beads. The likelihood of the gold beads is then maximised. The same
input gives the same file, bit for bit.
"""

import json
import lzma
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from align.band import Region
from align.encoding import DEFAULT_ENCODER, Encoder, load_encoder
from align.features import BEAD_FEATURES, BEAD_TYPES, FEATURES, BitextFeatures
from align.lattice import Block, Lattice, Posteriors
from align.model import Weights, bead_scores
from align.noise import Noise, Pair, clauses, cut_line, disturb
from align.sides import EncodedSide, Side, encode_side
from align.threads import one_thread

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
DOCUMENTS = 1200
RIDGE = 2.0  # strength of the Gaussian prior on the weights
# Noisy training text leaves the model more doubtful than tidier text deserves: on the NTREX development sets its
# calibration error is .009 to .031 as trained and .009 to .016 with scores a fifth larger. The best path stays.
SHARPNESS = 1.2
CLAUSEWISE = 0.12  # share of documents whose pairs are cut at clauses
MOST_BLUR = 0.9  # see `freer`; half of the documents stay as they are

Array = np.ndarray[Any, np.dtype[np.float64]]
Lines = dict[tuple[str, str, str], list[dict[str, str]]]


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
    values = SHARPNESS * fit(examples)
    stored = {
        "name": "running-text-4",
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


def read_lines(path: Path) -> Lines:
    """The lines of running text, in order, by source and language pair."""
    groups: Lines = defaultdict(list)
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            pair = json.loads(line)
            if pair["source"] in RUNNING_TEXT:
                groups[pair["source"], pair["src_lang"], pair["tgt_lang"]].append(pair)
    return dict(groups)


def make_examples(groups: Lines, documents: int = DOCUMENTS) -> Iterator[Example]:
    """Noisy documents with their gold, from all sources and language pairs alike."""
    rng = random.Random(SEED)  # noqa: S311  nothing here is secret
    encoder = load_encoder(DEFAULT_ENCODER)
    keys = sorted(groups)
    for _ in range(documents):
        key = keys[rng.randrange(len(keys))]
        languages = list(key[1:])
        first = rng.randrange(max(1, len(groups[key]) - 50))
        stretch = groups[key][first : first + rng.randint(12, 50)]
        pairs = [pair for line in stretch for pair in cut_line(line["src"], line["tgt"], languages)]
        if rng.random() < CLAUSEWISE:
            pairs = [part for pair in pairs for part in cut_clauses(pair, encoder)]
        strange = strangers(groups[keys[rng.randrange(len(keys))]], languages)
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


def cut_clauses(pair: Pair, encoder: Encoder) -> list[Pair]:
    """A pair cut at the only clause border of both sides, if its clauses clearly translate each other in order.

    Lists, verse and subtitles are like this: no sentence ends at the border, and yet it is one.
    """
    sides = [clauses(text) for (text,) in pair] if _is_1_1(pair) else []
    if [len(side) for side in sides] != [2, 2]:
        return [pair]
    first, second = (encoder.encode(side) for side in sides)
    alike = first @ second.T
    if alike.diagonal().min() < alike[[0, 1], [1, 0]].max() + 0.1:
        return [pair]
    return [Pair((one,), (other,)) for one, other in zip(*sides, strict=True)]


def _is_1_1(pair: Pair) -> bool:
    return len(pair.source) == len(pair.target) == 1


def strangers(lines: Sequence[dict[str, str]], languages: Sequence[str]) -> list[list[str]]:
    """The sentences of lines in each of two languages, none where they are in others."""
    return [
        [line[text].strip() for line in lines if line[code] == language and line[text].strip()]
        for code, text, language in zip(("src_lang", "tgt_lang"), ("src", "tgt"), languages, strict=True)
    ]


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
    return replace(side, spans=tuple(spans))


class _Prepared:
    """A document with all its features in memory: they are the same at every step of the training."""

    def __init__(self, example: Example) -> None:
        bitext = BitextFeatures(example.source, example.target)
        # Training documents are short, so the whole grid is one region.
        n, m = len(example.source), len(example.target)
        self._region = Region(0, n, 0, m)
        self._beads = bitext.beads(self._region)
        self._nulls = bitext.nulls()
        self.gold = self._gold_features(example.gold)

    def likelihood(self, weights: Weights) -> tuple[float, Array]:
        """The log likelihood of the gold beads and its gradient."""
        lattice = Lattice(
            BEAD_TYPES,
            [Block(self._region, bead_scores(self._beads, self._region, weights))],
            weights.null @ self._nulls[0],
            weights.null @ self._nulls[1],
            weights.gap_opens,
            weights.gaps_meet,
        )
        found = Posteriors(lattice).expectation()
        expected = np.zeros(len(FEATURES))
        expected[: len(BEAD_FEATURES)] = np.tensordot(self._beads, found.beads[0], axes=([1, 2, 3], [0, 1, 2]))
        expected[len(BEAD_FEATURES) : -2] = self._nulls[0] @ found.source_nulls + self._nulls[1] @ found.target_nulls
        expected[-2:] = found.openings, found.meetings
        return float(weights.values @ self.gold) - found.log_partition, self.gold - expected

    def _gold_features(self, gold: Sequence[tuple[int, int]]) -> Array:
        total = np.zeros(len(FEATURES))
        nulls = slice(len(BEAD_FEATURES), -2)
        i = j = 0
        previous = (1, 1)
        for a, b in gold:
            if a and b:
                total[: len(BEAD_FEATURES)] += self._beads[:, i + a - 1, BEAD_TYPES.index((a, b)), j + b]
            else:
                total[nulls] += self._nulls[0][:, i] if a else self._nulls[1][:, j]
                total[-2] += previous != (a, b)
                total[-1] += previous == (1, 0) and (a, b) == (0, 1)
            previous = (a, b)
            i, j = i + a, j + b
        return total


def fit(examples: Sequence[Example], iterations: int = 40) -> Array:
    """The weights under which the gold beads are likeliest, by L-BFGS with exact gradients.

    Returns (len(FEATURES),).
    """
    import torch

    torch.manual_seed(SEED)
    torch.set_num_threads(1)  # sums in another order are other numbers
    prepared = [_Prepared(example) for example in examples]
    values = torch.zeros(len(FEATURES), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([values], max_iter=iterations, history_size=12, line_search_fn="strong_wolfe")

    def closure() -> float:
        weights = Weights("training", tuple(values.detach().numpy()))
        loss = RIDGE / 2 * float(values.detach() @ values.detach())
        gradient = RIDGE * values.detach().numpy()
        for document in prepared:
            likelihood, towards = document.likelihood(weights)
            loss -= likelihood
            gradient = gradient - towards
        values.grad = torch.from_numpy(gradient.copy())
        print(f"loss {loss:.2f}", file=sys.stderr, flush=True)  # noqa: T201
        return loss

    optimiser.step(closure)
    return np.asarray(values.detach().numpy())


if __name__ == "__main__":
    with one_thread():  # the order in which sums are taken, and so their last digits, stay the same
        main(sys.argv[1:])
