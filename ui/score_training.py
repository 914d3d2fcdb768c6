"""python -m ui.score_training PARALLEL.jsonl.xz OUT.json --judged zh-en=WMT.tsv --judged en-de=TED.tsv

Makes mt/quality.json; what is measured on the way is printed. How it is done: `mt.quality_training`. It lies here since
it needs the aligner's encoder and words, which the score only borrows. Two slow cores are busy for the most of an hour.
"""

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from align.encoding import load_encoder
from align.words import comparer
from corpora.compared_words import CompareWords
from corpora.errors import MalformedFile, WorkbenchError
from mt.embedded import load_embedded
from mt.judgements import read_judgements
from mt.parallel_text import Pair, read_parallel_text
from mt.quality_training import LINES, examples, judged_evidence, train
from ui.filter_streams import name_of, read_lines

# News and encyclopedia articles that are there in all three languages.
ORIGINS = frozenset({"UD PUD", "FLORES-101 dev", "XQuAD contexts"})
LANGUAGES = ("zh", "en", "de")
DRAWN_BY = 3  # the seed by which lines are chosen


def three_ways(pairs: Sequence[Pair], lines: int = LINES, seed: int = DRAWN_BY) -> dict[str, list[str]]:
    """Lines that the pairs have in Chinese, English and German, so many of them, as columns by language.

    Raises MalformedFile where there are none.
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for pair in pairs:
        if pair.origin in ORIGINS and pair.source_language == "zh":
            found[pair.source] |= {"zh": pair.source, pair.target_language: pair.target}
    rows = [line for line in found.values() if len(line) == len(LANGUAGES)]
    if not rows:
        raise MalformedFile(f"no line of {', '.join(sorted(ORIGINS))} is there in {', '.join(LANGUAGES)}")
    random.Random(seed).shuffle(rows)  # noqa: S311 not for secrets
    return {code: [line[code] for line in rows[:lines]] for code in LANGUAGES}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m ui.score_training", description=__doc__)
    parser.add_argument("parallel", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--judged", action="append", required=True, metavar="SOURCE-TARGET=FILE")
    arguments = parser.parse_args()
    encoder = load_encoder()
    compare = cast("CompareWords", comparer(encoder))  # the embedded encoder knows words
    try:
        sides = three_ways(read_parallel_text(arguments.parallel))
        judge = load_embedded()
        judged = {}
        for argument in arguments.judged:
            direction, _, path = argument.partition("=")
            source, _, target = direction.partition("-")
            judgements = read_judgements(read_lines(Path(path)), name_of(Path(path)))
            kind = "chinese" if "zh" in (source, target) else "western"
            judged[kind] = judged_evidence(judgements, (source, target), encoder.encode, compare, judge)
        weights = train(examples(sides, encoder.encode, compare), judged)
        arguments.out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    except (WorkbenchError, OSError) as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
