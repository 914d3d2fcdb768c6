"""How far translations say what their sources say, counted without a reference: numbers, names, likeness."""

import random
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from corpora.anchors import latin_names, numbers, unmatched_names, unmatched_numbers
from corpora.errors import MalformedFile
from corpora.languages import language
from mt.quality import ENCODER, Encode

SEED = 1


class Share(NamedTuple):
    """How many lines are so, of those that could be; signature says how that was found."""

    name: str
    lines: int
    of: int
    signature: str

    @property
    def value(self) -> float | None:
        """The share in points, None where no line could be so."""
        return 100 * self.lines / self.of if self.of else None

    def as_row(self) -> dict[str, object]:
        """The same as an object whose keys are those of a `MetricScore`, with the counts."""
        return {
            "metric": self.name,
            "value": self.value,
            "signature": self.signature,
            "lines": self.lines,
            "of": self.of,
        }

    def __str__(self) -> str:
        found = "–" if self.value is None else f"{self.value:.1f}"
        return f"{self.name}|{self.signature} = {found} ({self.lines:,} of {self.of:,} lines)"


class Faithfulness(NamedTuple):
    """Shares of lines: of the first two more is better, of unlike less.

    numbers_kept: of sources with a number in digits, those whose every number has its counterpart.
    names_kept: of Chinese sources with names in Latin script, those whose every name is in the translation.
    unlike: of all, those whose translation is less like the source than the translation of another line is, which
    is drawn at random: a fluent translation of something else.
    """

    numbers_kept: Share
    names_kept: Share
    unlike: Share


def faithfulness(
    sources: Sequence[str],
    translations: Sequence[str],
    source_language: str,
    target_language: str,
    encode: Encode,
    encoder: str = ENCODER,
    seed: int = SEED,
) -> Faithfulness:
    """The shares of a text and its translation, line by line; lines with a blank source count nowhere.

    encode makes vectors of both languages, signatures call it encoder. Raises MalformedFile where the line counts
    differ.
    """
    if len(sources) != len(translations):
        raise MalformedFile(
            f"the source has {len(sources)} lines, its translation {len(translations)}; line must stand beside line"
        )
    ours, theirs = language(source_language).code, language(target_language).code
    lines = [(source, translation) for source, translation in zip(sources, translations, strict=True) if source.strip()]
    numbered = [line for line in lines if numbers(line[0], ours)]
    named = [line for line in lines if ours == "zh" and latin_names(line[0])]
    return Faithfulness(
        Share(
            "numbers-kept",
            sum(not unmatched_numbers(source, ours, translation, theirs).source for source, translation in numbered),
            len(numbered),
            "digits",
        ),
        Share("names-kept", sum(not unmatched_names(*line) for line in named), len(named), "latin"),
        _unlike(lines, encode, f"enc:{encoder}|neighbours:1|seed:{seed}", seed),
    )


def _unlike(lines: Sequence[tuple[str, str]], encode: Encode, signature: str, seed: int) -> Share:
    if len(lines) < 2:
        return Share("unlike", 0, 0, signature)
    sources, translations = (encode(side) for side in zip(*lines, strict=True))
    rng = random.Random(seed)  # noqa: S311
    others = np.array([(i + rng.randrange(1, len(lines))) % len(lines) for i in range(len(lines))])
    own = np.einsum("nd,nd->n", sources, translations)
    foreign = np.einsum("nd,nd->n", sources, translations[others])
    return Share("unlike", int((own < foreign).sum()), len(lines), signature)
