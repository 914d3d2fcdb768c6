"""`make bench-ui`: what the workbench takes in a real browser, with 100,000 beads in the project.

Prints a line a figure; times are in seconds, memory is the server's resident set. No test: timings decide nothing.
"""

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page, expect, sync_playwright
from test_journey import Server, chromium
from tqdm import tqdm

from align.benchmark_text import make_bitext
from corpora.documents import make_document
from corpora.store import Store, open_store
from corpora.units import Alignment, Bead

BEADS_A_PAIR = 100
VERDICTS = 90  # fewer than a pair has beads


def make_project(path: Path, beads: int) -> None:
    """A project of article pairs of a hundred beads each, aligned one to one."""
    with open_store(path, create=True) as store:
        for number in tqdm(range(beads // BEADS_A_PAIR), "pairs", unit="pair"):
            add_pair(store, number)


def add_pair(store: Store, number: int) -> None:
    sides = make_bitext(BEADS_A_PAIR, ("zh", "de"), seed=number)
    source, target = (
        make_document(f"{number:04}.{code}.txt", "\n".join(lines).encode(), code)
        for code, lines in (("zh", sides.source), ("de", sides.target))
    )
    store.add_document(source)
    store.add_document(target)
    ours, theirs = ([segment.position for segment in side.aligned_segments] for side in (source, target))
    linked = [Bead((i,), (j,), 0.97) for i, j in zip(ours, theirs, strict=False)]
    rest = [Bead((i,), ()) for i in ours[len(linked) :]] + [Bead((), (j,)) for j in theirs[len(linked) :]]
    pair = store.add_pair(source.id, target.id, 0.99, "found")
    store.save_alignment(pair.id, Alignment((*linked, *rest), "benchmark"), 0.0)


def first_page(page: Page, address: str, shows: str) -> float:
    """Seconds from asking for a page to seeing what it is for."""
    start = time.perf_counter()
    page.goto(address)
    expect(page.locator(shows).first).to_be_visible(timeout=60_000)
    return time.perf_counter() - start


def verdict(page: Page) -> float:
    """Seconds from the key to the next bead standing there with its keys bound."""
    opened = page.locator(".st-key-open button").first
    number = int(opened.inner_text())
    start = time.perf_counter()
    page.keyboard.press("a")
    expect(opened).to_have_text(str(number + 1), timeout=60_000)
    took = time.perf_counter() - start
    page.evaluate("() => new Promise(resolve => requestIdleCallback(() => requestIdleCallback(resolve)))")
    page.wait_for_timeout(150)
    return took


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--beads", type=int, default=100_000)
    parser.add_argument("--project", type=Path, help="One that was made before, or where to keep it.")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.project or Path(folder) / "bench.db"
        if not path.exists():
            make_project(path, arguments.beads)
        server = Server(path)
        server.start()
        try:
            measure(server)
        finally:
            server.kill()


def measure(server: Server) -> None:
    """Print what the pages take."""
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"]).new_page()
        page.set_viewport_size({"width": 1280, "height": 800})
        report("first page, server just started", first_page(page, f"{server.address}/", ".dz-pair"))
        report("overview again", first_page(page, f"{server.address}/", ".dz-pair"))
        report("review, first", first_page(page, f"{server.address}/review", ".st-key-open"))
        report("review, again", first_page(page, f"{server.address}/review", ".st-key-open"))
        page.wait_for_timeout(2000)
        times = sorted(verdict(page) for _ in range(VERDICTS))
        report(f"verdict to the next bead, median of {len(times)}", median(times))
        report("verdict to the next bead, 95th percentile", quantiles(times, n=20)[-1])
        print(f"memory of the server: {resident(server.pid):.0f} MB")  # noqa: T201


def resident(pid: int) -> float:
    """Megabytes that a process has in memory, by Linux's count."""
    (line,) = (line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1e3


def report(what: str, seconds: float) -> None:
    """Print a time."""
    print(f"{what}: {seconds:.2f} s", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
