"""BLEU, chrF2, chrF2++ and TER of translations against references, each with its sacreBLEU signature."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from corpora.errors import MalformedFile

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric

# Languages that write no spaces between words: BLEU and TER count characters there, Chinese by sacreBLEU's own rules.
_WITHOUT_SPACES = {"ja": "Japanese", "th": "Thai", "lo": "Lao", "my": "Burmese", "km": "Khmer"}
# Chinese, and what 13a was made for: words between spaces, in Latin, Greek, Cyrillic or Arabic script.
_HAS_TOKENIZER = frozenset(
    "zh ar bg bs ca cs da de el en es et eu fa fi fr ga gl he hr hu is it ko lt lv mk mt nb nl nn no pl pt ro ru sk sl "
    "sq sr sv tr uk".split()
)
# Of TER less is better.
LESS_IS_BETTER = frozenset({"TER"})


class MetricScore(NamedTuple):
    """A metric's value in points; of TER less is better, of the others more."""

    metric: str
    value: float
    signature: str

    def __str__(self) -> str:
        return f"{self.metric}|{self.signature} = {self.value:.1f}"


def metrics_for(target_language: str, *, of_sentences: bool = False) -> Mapping[str, "Metric"]:
    """The metrics by name, as sacreBLEU computes them, with the tokenizer of the target language.

    of_sentences: BLEU takes n-grams only as long as a sentence has them (effective order), or short ones had none.
    """
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    code = _code(target_language)
    tokenizer = "zh" if code == "zh" else "char" if code in _WITHOUT_SPACES else "13a"
    by_character = tokenizer != "13a"
    return {
        "BLEU": BLEU(tokenize=tokenizer, effective_order=of_sentences),
        "chrF2": CHRF(),
        "chrF2++": CHRF(word_order=2),
        "TER": TER(normalized=by_character, asian_support=by_character),
    }


def tokenizer_note(target_language: str) -> str | None:
    """What to tell a reader of metrics for a language that no tokenizer here is made for, None for the others."""
    code = _code(target_language)
    if code in _WITHOUT_SPACES:
        return f"there is no tokenizer for {_WITHOUT_SPACES[code]} here: BLEU and TER count characters (tok:char)"
    if code in _HAS_TOKENIZER:
        return None
    return f"there is no tokenizer for {code!r} here: BLEU takes words as mteval-v13a does (tok:13a)"


def evaluate(hypotheses: Sequence[str], references: Sequence[str], target_language: str) -> list[MetricScore]:
    """The metrics of a corpus, one reference a line.

    Raises MalformedFile where the line counts differ or there are no lines.
    """
    check_counts(references, hypothesis=hypotheses)
    scores = []
    for name, metric in metrics_for(target_language).items():
        result = metric.corpus_score(hypotheses, [references])
        scores.append(MetricScore(name, result.score, metric.get_signature().format()))
    return scores


def sentence_scores(
    hypotheses: Sequence[str], references: Sequence[str], target_language: str
) -> Iterator[Mapping[str, float]]:
    """Each line's own values by metric, in order: what a number of the corpus is made of, for reading, not reporting.

    Raises MalformedFile as evaluate.
    """
    check_counts(references, hypothesis=hypotheses)
    metrics = metrics_for(target_language, of_sentences=True)
    for hypothesis, reference in zip(hypotheses, references, strict=True):
        yield {name: metric.sentence_score(hypothesis, [reference]).score for name, metric in metrics.items()}


def check_counts(references: Sequence[str], **sides: Sequence[str]) -> None:
    """Raise MalformedFile, with both counts, where a side has more or fewer lines than the references or none."""
    for name, lines in sides.items():
        if len(lines) != len(references):
            raise MalformedFile(
                f"{name} has {len(lines)} lines, the reference {len(references)}; line must stand beside line"
            )
    if not references:
        raise MalformedFile("the reference is empty: there is nothing to evaluate")


def _code(target_language: str) -> str:
    return target_language.replace("_", "-").split("-")[0].lower()
