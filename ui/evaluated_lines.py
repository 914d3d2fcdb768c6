"""The lines behind the numbers of an evaluation: as a table to sort, and the worst of them to read."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ui.filter_streams import put, put_json, writing

if TYPE_CHECKING:
    from ui.evaluate_commands import Bitext

SORTED_BY = "chrF2"  # what tells sentences apart best of what is counted


class EvaluatedLine(NamedTuple):
    """A line, its number from 1, and by system the translation and its values by metric; the baseline comes first."""

    number: int
    document: str
    label: str
    reference: str
    texts: Mapping[str, str]
    values: Mapping[str, Mapping[str, float]]

    @property
    def lead(self) -> float:
        """By how much the last system is better than the first by chrF2; of a single one its value itself."""
        found = [values[SORTED_BY] for values in self.values.values()]
        return found[-1] - found[0] if len(found) > 1 else found[0]


def evaluated_lines(
    bitext: "Bitext", others: Mapping[str, Mapping[str, Sequence[float]]] | None = None
) -> list[EvaluatedLine]:
    """Every line with each system's own values; others are values by system and metric that were made elsewhere."""
    from mt.metrics import sentence_scores

    values = {
        system: [
            dict(scores) | {metric: column[i] for metric, column in (others or {}).get(system, {}).items()}
            for i, scores in enumerate(sentence_scores(lines, bitext.references, bitext.language))
        ]
        for system, lines in bitext.systems.items()
    }
    return [
        EvaluatedLine(
            i + 1,
            bitext.documents[i] if bitext.documents else "",
            bitext.labels[i] if bitext.labels else "",
            reference,
            {system: lines[i] for system, lines in bitext.systems.items()},
            {system: found[i] for system, found in values.items()},
        )
        for i, reference in enumerate(bitext.references)
    ]


def write_lines(lines: Sequence[EvaluatedLine], path: Path) -> None:
    """Write the lines as a TSV: a row for each line and system; tabs in texts become spaces."""
    metrics = list(next(iter(lines[0].values.values())))
    with writing(path) as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        writer.writerow(["line", "document", "label", "system", *metrics, "hypothesis", "reference"])
        for line in lines:
            for system, text in line.texts.items():
                values = [f"{line.values[system][metric]:.2f}" for metric in metrics]
                texts = [part.replace("\t", " ").replace("\r", " ") for part in (text, line.reference)]
                writer.writerow([line.number, line.document, line.label, system, *values, *texts])


def put_worst(lines: Sequence[EvaluatedLine], count: int, *, as_json: bool) -> None:
    """Print the lines with the lowest values, of several systems those where the last loses most to the first."""
    for line in sorted(lines, key=lambda line: line.lead)[:count]:
        if as_json:
            put_json(
                {"line": line.number, "document": line.document, "label": line.label, "lead": round(line.lead, 2)}
                | {"reference": line.reference, "hypotheses": line.texts, "values": line.values}
            )
            continue
        where = ", ".join(part for part in (f"line {line.number:,}", line.document, line.label) if part)
        put(f"\n{where}")
        width = max(map(len, [*line.texts, "reference"]))
        for system, text in line.texts.items():
            put(f"  {system:<{width}}  {line.values[system][SORTED_BY]:5.1f}  {text}")
        put(f"  {'reference':<{width}}         {line.reference}")
