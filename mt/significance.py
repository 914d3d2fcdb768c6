"""Whether one system leads another: intervals and p-values by sacreBLEU's paired tests, over lines or documents.

Sentences of one article share its subject, its names and the luck that a system has with them, so that lines drawn
one by one make a lead look surer than it is. Where documents are known, whole ones are drawn.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

from corpora.errors import MalformedFile
from mt.buckets import by_label
from mt.metrics import check_counts, metrics_for

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric
    from sacrebleu.significance import Result as PairedResult

# sacreBLEU's own defaults, so that a comparison made here equals one made with its command.
SEED = 12345
RESAMPLES = 1_000
TRIALS = 10_000
# Fewer documents than this say little, however many sentences they have.
FEW_DOCUMENTS = 10


class Method(StrEnum):
    """How chance is told from a lead."""

    BOOTSTRAP = "bootstrap"
    """Paired bootstrap resampling (Koehn 2004)."""

    RANDOMISATION = "randomisation"
    """Paired approximate randomisation (Riezler and Maxwell 2005)."""


class Result(NamedTuple):
    """A system's value by a metric; interval is half the width of the 95 % interval, in points.

    p_value is of the difference to the baseline, None for the baseline itself.
    """

    system: str
    metric: str
    value: float
    interval: float
    p_value: float | None
    signature: str

    def __str__(self) -> str:
        against = "" if self.p_value is None else f", p = {self.p_value:.3f}"
        return f"{self.system}: {self.metric}|{self.signature} = {self.value:.1f} (± {self.interval:.1f}{against})"


def compare(
    systems: Mapping[str, Sequence[str]],
    references: Sequence[str],
    target_language: str,
    *,
    documents: Sequence[str] | None = None,
    method: Method = Method.BOOTSTRAP,
    seed: int = SEED,
    resamples: int | None = None,
) -> list[Result]:
    """Systems by all metrics, each beside the first, which is the baseline.

    documents names each line's document: then documents are resampled, not lines. resamples is 1,000 or, for
    randomisation, 10,000 trials if not given. Raises MalformedFile where line counts differ or there are no lines,
    ValueError for a seed below 1 (sacreBLEU takes 0 for "any").
    """
    from sacrebleu.significance import PairedTest

    if seed < 1:
        raise ValueError(f"seed must be at least 1, got {seed}")
    check_counts(references, **dict(systems))
    metrics: Mapping[str, Any] = metrics_for(target_language)
    units: dict[str, Sequence[Any]] = dict(systems)
    sides: list[Sequence[Any]] = [references]
    if documents is not None:
        if len(documents) != len(references):
            raise MalformedFile(f"{len(documents)} lines have a document, the reference has {len(references)} lines")
        groups = [bucket.lines for bucket in by_label(documents, len(references))]
        units = {name: [[lines[i] for i in group] for group in groups] for name, lines in units.items()}
        sides = [[[references[i] for i in group] for group in groups]]
        metrics = {name: _ByDocument(metric) for name, metric in metrics.items()}
    is_bootstrap = method is Method.BOOTSTRAP
    with _sacrebleu_seed(seed):
        test = PairedTest(
            list(units.items()),
            metrics,
            sides,
            test_type="bs" if is_bootstrap else "ar",
            n_samples=resamples or (RESAMPLES if is_bootstrap else TRIALS),
            n_ar_confidence=-1 if is_bootstrap else RESAMPLES,
        )
        signatures, results = test()
    of_documents = "" if documents is None else f"|docs:{len(sides[0])}"
    return [
        _result(
            name, metric, cast(list["PairedResult"], results[metric]), i, signatures[metric].format() + of_documents
        )
        for i, name in enumerate(systems)
        for metric in signatures
    ]


class _ByDocument:
    """A metric whose units are documents: what sacreBLEU counts in sentences is summed before it draws."""

    def __init__(self, metric: "Metric") -> None:
        self._metric = metric

    def _extract_corpus_statistics(self, documents: Sequence[Sequence[str]], sides: Any) -> list[list[float]]:
        (references,) = sides
        lines = [line for document in documents for line in document]
        statistics = self._metric._extract_corpus_statistics(lines, [[line for part in references for line in part]])
        starts = np.cumsum([0, *(len(document) for document in documents[:-1])])
        return cast(list[list[float]], np.add.reduceat(np.array(statistics, dtype=np.float64), starts).tolist())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._metric, name)


def _result(system: str, metric: str, results: Sequence["PairedResult"], i: int, signature: str) -> Result:
    found, baseline = results[i], results[0]
    # sacreBLEU counts resamples that beat the difference: of equal systems none does, and p would be 0.001.
    p_value = None if i == 0 else 1.0 if found.score == baseline.score else float(cast(float, found.p_value))
    # Of lines without a word in common they are NumPy's numbers.
    return Result(system, metric, float(found.score), float(cast(float, found.ci)), p_value, signature)


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
