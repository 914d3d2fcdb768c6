"""BLEU, chrF and TER of drafts against references, each with its sacreBLEU signature, and whether a lead is real."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, cast

from corpora.errors import MalformedFile

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric
    from sacrebleu.significance import Result

# sacreBLEU's own defaults, so that a comparison made here equals one made with its command.
SEED = 12345
RESAMPLES = 1000


class MetricScore(NamedTuple):
    """A metric's value in points; of TER less is better, of the others more."""

    metric: str
    value: float
    signature: str

    def __str__(self) -> str:
        return f"{self.metric}|{self.signature} = {self.value:.1f}"


class Comparison(NamedTuple):
    """A system beside a baseline by one metric, with the p-value of a paired bootstrap (Koehn 2004)."""

    metric: str
    value: float
    baseline: float
    p_value: float
    signature: str

    @property
    def difference(self) -> float:
        """By how many points the value differs from the baseline's."""
        return self.value - self.baseline

    def __str__(self) -> str:
        return (
            f"{self.metric}|{self.signature} = {self.value:.1f} (baseline {self.baseline:.1f}, "
            f"{self.difference:+.1f}, p = {self.p_value:.3f})"
        )


def evaluate(hypotheses: Sequence[str], references: Sequence[str], target_language: str) -> list[MetricScore]:
    """BLEU, chrF2 and TER of a corpus, one reference a line.

    Raises MalformedFile where the line counts differ or there are no lines.
    """
    _check_counts(references, hypothesis=hypotheses)
    scores = []
    for metric in _metrics(target_language).values():
        result = metric.corpus_score(hypotheses, [references])
        scores.append(MetricScore(result.name, result.score, metric.get_signature().format()))
    return scores


def compare(
    hypotheses: Sequence[str],
    baseline: Sequence[str],
    references: Sequence[str],
    target_language: str,
    seed: int = SEED,
    resamples: int = RESAMPLES,
) -> list[Comparison]:
    """BLEU, chrF2 and TER of a system and a baseline, with p-values by paired bootstrap resampling.

    Raises MalformedFile where line counts differ or there are no lines, ValueError for a seed below 1
    (sacreBLEU takes 0 for "any").
    """
    from sacrebleu.significance import PairedTest

    if seed < 1:
        raise ValueError(f"seed must be at least 1, got {seed}")
    _check_counts(references, hypothesis=hypotheses, baseline=baseline)
    with _sacrebleu_seed(seed):
        test = PairedTest(
            [("baseline", baseline), ("system", hypotheses)],
            _metrics(target_language),
            [references],
            test_type="bs",
            n_samples=resamples,
        )
        signatures, results = test()
    comparisons = []
    for metric, signature in signatures.items():
        of_baseline, of_system = cast(list["Result"], results[metric])
        comparisons.append(_comparison(metric, of_baseline, of_system, signature.format()))
    return comparisons


def _comparison(metric: str, baseline: "Result", system: "Result", signature: str) -> Comparison:
    # sacreBLEU counts resamples that beat the difference: of equal systems none does, and p would be 0.001.
    p_value = 1.0 if system.score == baseline.score else cast(float, system.p_value)
    return Comparison(metric, system.score, baseline.score, p_value, signature)


def _metrics(target_language: str) -> Mapping[str, "Metric"]:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    # Chinese has no spaces: BLEU and TER count characters there.
    chinese = target_language == "zh"
    return {
        "BLEU": BLEU(tokenize="zh" if chinese else "13a"),
        "chrF2": CHRF(),
        "TER": TER(normalized=chinese, asian_support=chinese),
    }


def _check_counts(references: Sequence[str], **sides: Sequence[str]) -> None:
    for name, lines in sides.items():
        if len(lines) != len(references):
            raise MalformedFile(
                f"the {name} has {len(lines)} lines, the reference {len(references)}; line must stand beside line"
            )
    if not references:
        raise MalformedFile("the reference is empty: there is nothing to evaluate")


@contextmanager
def _sacrebleu_seed(seed: int) -> Iterator[None]:
    # sacreBLEU takes its seed from the environment only.
    before = os.environ.get("SACREBLEU_SEED")
    os.environ["SACREBLEU_SEED"] = str(seed)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SACREBLEU_SEED"]
        else:
            os.environ["SACREBLEU_SEED"] = before
