"""How well the furniture of the golden pages is told, line by line, and whether their own lines come out clean.

`python -m pytest tests/test_golden_pages.py -s` prints the figures by kind of dirt.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from corpora.documents import make_document
from corpora.units import SegmentKind

PAGES = sorted((Path(__file__).parent / "golden" / "pages").glob("*/expected.tsv"))
LEAST_PRECISION, LEAST_RECALL, MOST_OWN_SET_ASIDE = 0.98, 0.95, 0.005

Row = tuple[SegmentKind, str]


@dataclass
class Count:
    """Lines of golden pages by what was expected of them and what was found."""

    pairs: Counter[tuple[SegmentKind | None, SegmentKind | None]] = field(default_factory=Counter)
    clean: int = 0
    pages: int = 1

    def __iadd__(self, other: "Count") -> "Count":
        self.pages += other.pages
        self.pairs += other.pairs
        self.clean += other.clean
        return self

    def lines(self, *, expected: bool | None = None, found: bool | None = None) -> int:
        """How many lines are expected to be furniture (or not), and are found to be (or not)."""
        return sum(
            count
            for (want, got), count in self.pairs.items()
            if expected in (None, is_furniture(want)) and found in (None, is_furniture(got))
        )

    @property
    def precision(self) -> float:
        return self.lines(expected=True, found=True) / (self.lines(found=True) or 1)

    @property
    def recall(self) -> float:
        return self.lines(expected=True, found=True) / (self.lines(expected=True) or 1)

    @property
    def own_set_aside(self) -> float:
        return self.lines(expected=False, found=True) / (self.lines(expected=False) or 1)

    @property
    def right_kind(self) -> float:
        """The share of all lines that have exactly the kind they should."""
        return sum(count for (want, got), count in self.pairs.items() if want is got) / (self.lines() or 1)

    @property
    def clean_text(self) -> float:
        """The share of the article's own lines that came out with exactly the text they should."""
        return self.clean / (self.lines(expected=False) or 1)


def is_furniture(kind: SegmentKind | None) -> bool:
    return kind is not None and not kind.is_aligned


def expected_rows(expected: Path) -> list[Row]:
    rows = [line.split("\t", 1) for line in expected.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [(SegmentKind(kind), text) for kind, text in rows]


def found_rows(expected: Path) -> list[Row]:
    """The paragraphs of the document that the page makes; one of the article's that holds a notice is its own."""
    page = next(expected.parent.glob("page.*"))
    document = make_document(page.name, page.read_bytes(), expected.parent.name.split("-")[0])
    paragraphs: dict[int, list[Row]] = defaultdict(list)
    for segment in document.segments:
        paragraphs[segment.paragraph].append((segment.kind, segment.text))
    return [
        (next((kind for kind, _ in rows if kind.is_aligned), rows[0][0]), "\n".join(text for _, text in rows))
        for rows in paragraphs.values()
    ]


def aligned(expected: list[Row], found: list[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Rows that are one line of the page, in order; None where one side has no such line."""
    if len(expected) == len(found):
        yield from zip(expected, found, strict=True)
        return
    matcher = SequenceMatcher(None, [squeezed(t) for _, t in expected], [squeezed(t) for _, t in found], autojunk=False)
    for _, i, i_end, j, j_end in matcher.get_opcodes():
        for k in range(max(i_end - i, j_end - j)):
            yield (expected[i + k] if i + k < i_end else None), (found[j + k] if j + k < j_end else None)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def is_clean(expected: str, found: str) -> bool:
    """Whether the sentences found are the expected text, which has or has not a space between them."""
    position = 0
    for sentence in found.split("\n"):
        position += len(expected[position:]) - len(expected[position:].lstrip())
        if not expected.startswith(sentence, position):
            return False
        position += len(sentence)
    return position == len(expected)


def measured(expected: Path) -> Count:
    count = Count()
    for want, got in aligned(expected_rows(expected), found_rows(expected)):
        count.pairs[want and want[0], got and got[0]] += 1
        count.clean += bool(want and got and not is_furniture(want[0]) and is_clean(want[1], got[1]))
    return count


def table(counts: dict[str, Count]) -> Iterator[str]:
    yield f"{'dirt':20} pages lines  precision recall  own set aside  right kind  clean text"
    for name, count in counts.items():
        has_any = count.lines(expected=True) and count.lines(found=True)
        precision, recall = (f"{count.precision:.3f}", f"{count.recall:.3f}") if has_any else ("–", "–")
        yield (
            f"{name:20} {count.pages:5} {count.lines():5}  {precision:>9} {recall:>6}  "
            f"{count.own_set_aside:13.2%}  {count.right_kind:10.3f}  {count.clean_text:10.3f}"
        )


def total(counts: Iterable[Count]) -> Count:
    whole = Count(pages=0)
    for count in counts:
        whole += count
    return whole


@pytest.fixture(scope="module")
def counts() -> dict[str, Count]:
    """What was measured of each page, by its name: LANGUAGE-DIRT-NUMBER."""
    return {page.parent.name: measured(page) for page in PAGES}


def test_furniture_of_the_golden_pages(counts: dict[str, Count]) -> None:
    dirts = sorted({dirt_of(name) for name in counts})
    rows = {dirt: total(count for name, count in counts.items() if dirt_of(name) == dirt) for dirt in dirts}
    for half, rest in (("odd numbers", 1), ("even numbers", 0)):
        rows[half] = total(count for name, count in counts.items() if int(name.rsplit("-", 1)[1]) % 2 == rest)
    whole = rows["all"] = total(counts.values())
    print("\n" + "\n".join(table(rows)))  # noqa: T201 (asked for with -s)
    assert whole.precision >= LEAST_PRECISION
    assert whole.recall >= LEAST_RECALL
    assert whole.own_set_aside <= MOST_OWN_SET_ASIDE


def dirt_of(name: str) -> str:
    return name.split("-", 1)[1].rsplit("-", 1)[0]
