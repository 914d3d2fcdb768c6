"""`duizhao bench read`: how fast text and pages are read, cleaned and cut into sentences on this machine."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from ui.bench_rows import Row, measured, print_table, put_rows
from ui.filter_streams import put
from ui.options import Json

_MEGABYTES = 5.0
_SENTENCES = 20_000  # of our own; a longer text says them again in other paragraphs
_PAGES = 200
_BYTES_A_SENTENCE = 100


def bench_read(
    megabytes: Annotated[float, typer.Option("--megabytes", min=0.1, help="How much plain text.")] = _MEGABYTES,
    pages: Annotated[int, typer.Option("--pages", min=1, help="How many HTML pages.")] = _PAGES,
    seed: Annotated[int, typer.Option("--seed", help="Another seed, another text.")] = 1,
    as_json: Json = False,
) -> None:
    """Speed and memory of reading, cleaning and segmenting, each in a process of its own, on one core.

    For Chinese, German and English text of our own; for Chinese blown up to traditional characters with pinyin in
    brackets; and for HTML pages with menus, scripts and footers.
    """
    with TemporaryDirectory(prefix="duizhao-bench-") as folder:
        put_rows(_rows(megabytes, pages, seed, Path(folder)), _print, as_json=as_json)


def _rows(megabytes: float, pages: int, seed: int, folder: Path) -> Iterator[Row]:
    from align.benchmark_text import LANGUAGES, make_bitext
    from corpora.languages import language
    from corpora.reading_benchmark import blown_up, html_pages, paragraphs

    count = min(_SENTENCES, int(megabytes * 1e6 / _BYTES_A_SENTENCE) + 100)
    for code in LANGUAGES:
        lines = paragraphs(make_bitext(count, (code, "en"), seed).source, language(code).joiner)
        texts = {code: lines} | ({"zh, blown up": [blown_up(line) for line in lines]} if code == "zh" else {})
        for name, text in texts.items():
            path = folder / "text.txt"
            path.write_bytes(_as_long(text, megabytes))
            arguments = {"text": str(path), "code": code}
            figures = measured("corpora.reading_benchmark:measure_reading", arguments, f"{name}: text", 3)
            yield {"type": "text", "text": name} | figures
    for code in ("zh", "de"):
        made = make_bitext(72 * pages, (code, "en"), seed).source
        for number, page in enumerate(html_pages(paragraphs(made, language(code).joiner))[:pages]):
            (folder / f"{number:05}.html").write_text(page, encoding="utf-8")
        figures = measured(
            "corpora.reading_benchmark:measure_pages", {"folder": str(folder), "code": code}, f"{code}: pages"
        )
        yield {"type": "pages", "text": f"{code}, HTML"} | figures


def _as_long(lines: Sequence[str], megabytes: float) -> bytes:
    """Lines as a file of so many megabytes, said again as often as that needs."""
    text = "\n".join(lines).encode() + b"\n"
    copies = int(megabytes * 1e6 / len(text)) + 1
    return (text * copies)[
        : text.rfind(b"\n", 0, max(1, int(megabytes * 1e6) % len(text))) + (copies - 1) * len(text) + 1
    ]


def _print(machine: str, rows: Sequence[Row]) -> None:
    texts = [row for row in rows if row["type"] == "text"]
    print_table(
        machine,
        "text|MB|read and clean, MB/s|segment, MB/s|all, MB/s|sentences|peak MB",
        [
            [
                row["text"],
                f"{row['megabytes']:.1f}",
                f"{row['megabytes'] / (row['read_seconds'] + row['clean_seconds']):.1f}",
                f"{row['megabytes'] / row['segment_seconds']:.1f}",
                f"{row['megabytes'] / (row['read_seconds'] + row['clean_seconds'] + row['segment_seconds']):.1f}",
                f"{row['sentences']:,}",
                f"{row['peak_mb']:,.0f}",
            ]
            for row in texts
        ],
    )
    for row in rows:
        if row["type"] == "pages":
            put(
                f"{row['text']}: {row['pages'] / row['seconds']:.0f} pages/s, from bytes to documents, of "
                f"{row['megabytes'] / row['pages'] * 1000:.0f} KB each"
            )
