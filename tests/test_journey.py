"""The main jobs in a real browser: what a reviewer sees, from two files to a TMX, and what a page was made of."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from corpora.formats.tmx import TmxUnit, read_tmx
from corpora.store import open_store
from corpora.units import ReviewState, SegmentKind, TranslationUnit
from ui import serving

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "corpora" / "sample"
EDITED = "Axt und Zeit: neu <übersetzt>."
PATIENCE = 30_000  # milliseconds for a state of the page to come; it mostly comes in a fifth of a second


def chromium() -> str | None:
    """Where a Chromium is on this machine, None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = chromium()
    if found is None:
        pytest.skip("no Chromium here: install one, or name one by the variable CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


class Server:
    """The workbench in a process of its own, to be stopped and started again."""

    def __init__(self, project: Path) -> None:
        self.port = free_port()
        self.project = project
        self.address = f"http://127.0.0.1:{self.port}"
        self._log = project.with_suffix(".log")

    def start(self) -> None:
        environment = serving.environment(self.project) | {"PYTHONPATH": str(ROOT), "DUIZHAO_REVIEWER": "Ada"}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                serving.command(self.port, headless=True), env=environment, stdout=log, stderr=log, cwd="/"
            )
        wait_until(self._is_up, "the server to answer")

    @property
    def pid(self) -> int:
        """The process of the server."""
        return self._process.pid

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def _is_up(self) -> bool:
        assert self._process.poll() is None, self._log.read_text()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=1)
        with suppress(OSError, HTTPException):
            connection.request("GET", "/_stcore/health")
            return connection.getresponse().status == 200
        return False


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(holds: Callable[[], bool], what: str, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.1)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "journey.db")
    server.start()
    yield server
    server.kill()


def test_from_two_files_to_a_tmx(server: Server, browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)

    import_the_sample(page, server)
    page.goto(f"{server.address}/")
    page.get_by_role("button", name="Review", exact=True).click()
    number = judge_by_keys(page, server)

    page.reload()
    expect_verdicts(page, server, number)
    server.kill()
    server.start()
    page.reload()
    expect_verdicts(page, server, number)

    exported = export_accepted(page, server, tmp_path)
    accepted = [unit for unit in units(server) if unit.state is ReviewState.ACCEPTED and not unit.bead.is_null]
    assert [unit.texts for unit in exported] == [(unit.source_text, unit.target_text) for unit in accepted]
    assert exported[-1].texts[1] == EDITED


def test_beads_are_changed_by_keys_and_a_killed_server_loses_nothing(server: Server, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    import_the_sample(page, server)
    before = [unit.bead for unit in units(server)]
    number = next(
        place + 1 for place, (one, other) in enumerate(pairwise(before)) if not (one.is_null or other.is_null)
    )
    joined = before[number - 1].places | before[number].places
    bead_id = units(server)[number - 1].bead_id
    page.goto(f"{server.address}/review?bead={bead_id}")
    expect_open(page, server, number)

    page.keyboard.press("m")
    wait_until(lambda: joined in [unit.bead.places for unit in units(server)], "the beads to be joined")
    expect(page.get_by_text("Done.")).to_be_visible()
    expect_open(page, server, number + 1)
    page.keyboard.press("f")
    wait_until(lambda: units(server)[number].flagged, "the flag")
    expect_open(page, server, number + 1)

    server.kill()
    server.start()
    page.reload()
    expect_open(page, server, number + 1)
    page.keyboard.press("z")
    wait_until(lambda: not any(unit.flagged for unit in units(server)), "the flag to go")
    expect_open(page, server, number + 1)
    page.keyboard.press("z")
    wait_until(lambda: [unit.bead for unit in units(server)] == before, "all to be as it was")
    expect_open(page, server, number)
    page.keyboard.press("Shift+Z")
    wait_until(lambda: joined in [unit.bead.places for unit in units(server)], "the beads to be joined again")
    expect_open(page, server, number)

    page.keyboard.press("h")
    expect(page.get_by_role("dialog")).to_contain_text("Shift+Z")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_two_reviewers_see_what_the_other_said(server: Server, browser: Browser) -> None:
    expect.set_options(timeout=PATIENCE)
    pages = [browser.new_context(viewport={"width": 1280, "height": 800}).new_page() for _ in range(2)]
    for page in pages:
        page.set_default_timeout(PATIENCE)
    import_the_sample(pages[0], server)
    for page in pages:
        page.goto(f"{server.address}/review")
        expect_open(page, server, 1)
    ada, ben = pages
    ben.get_by_test_id("stExpandSidebarButton").click()
    name = ben.get_by_role("textbox", name="Reviewer")
    name.fill("Ben")
    name.press("Enter")
    expect_open(ben, server, 1)
    ben.get_by_role("button", name="Reject").click()
    wait_until(lambda: units(server)[0].state is ReviewState.REJECTED, "Ben's verdict")

    ada.keyboard.press("a")
    expect(ada.get_by_text("look again, then decide")).to_be_visible()
    expect(ada.locator(".st-key-open")).to_contain_text("Rejected by Ben")
    assert units(server)[0].state is ReviewState.REJECTED
    expect_open(ada, server, 1)
    ada.keyboard.press("a")
    wait_until(lambda: units(server)[0].state is ReviewState.ACCEPTED, "Ada's verdict, which she gave knowingly")


def test_what_was_set_aside_is_seen_and_comes_back(server: Server, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    import_the_sample(page, server)
    with open_store(server.project) as store:
        document_id = store.pairs()[0].source_id
        first = store.document(document_id).segments[0].kind
    assert first is SegmentKind.NAVIGATION

    page.goto(f"{server.address}/cleaning?document={document_id}")
    expect_open_row(page, 1)
    expect(page.locator(".st-key-open")).to_contain_text("navigation")
    page.keyboard.press("a")
    wait_for_kind(server, document_id, 0, SegmentKind.TEXT)
    expect(page.get_by_text("Not aligned as the page is now")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()
    wait_until_idle(page)
    page.keyboard.press("z")
    wait_for_kind(server, document_id, 0, SegmentKind.NAVIGATION)
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    expect_open_row(page, 1)
    page.keyboard.press("j")
    expect_open_row(page, 2)
    page.get_by_role("button", name="Set aside").click()
    expect(page.get_by_label("What this segment is")).to_be_focused()
    page.keyboard.type("advert")
    page.keyboard.press("Enter")
    wait_for_kind(server, document_id, 1, SegmentKind.ADVERT)
    expect(page.get_by_label("What this segment is")).to_have_count(0)
    page.get_by_role("button", name="Align again").click()
    expect(page.get_by_text("Not aligned as the page is now")).to_have_count(0)
    with open_store(server.project) as store:
        assert [pair.alignment_id is not None for pair in store.pairs()] == [True]
        assert 1 not in {position for unit in store.units() for position in unit.bead.source}

    page.reload()
    expect_open_row(page, 2)
    expect(page.locator(".st-key-open")).to_contain_text("advert")
    page.goto(f"{server.address}/cleaning?document={document_id}&segment=4")
    expect_open_row(page, 5)
    page.keyboard.press("b")
    expect(page).to_have_url(re.compile(r"/review\?"))
    with open_store(server.project) as store:
        bead_id = next(unit.bead_id for unit in store.units() if 4 in unit.bead.source)
    expect(page.locator(f".st-key-note-{bead_id} button")).to_be_enabled()


def wait_for_kind(server: Server, document_id: str, position: int, kind: SegmentKind) -> None:
    def is_so() -> bool:
        with open_store(server.project) as store:
            return store.document(document_id).segments[position].kind is kind

    wait_until(is_so, f"segment {position} to be {kind}")


def expect_open_row(page: Page, number: int) -> None:
    """Wait until the row of a number is open and its keys, and no others, are bound."""
    expect(page.locator(".st-key-open button").first).to_have_text(str(number))
    expect(page.locator("[class*=st-key-next-row-]")).to_have_count(1)
    expect(page.locator(f".st-key-next-row-{number - 1} button")).to_be_enabled()
    wait_until_idle(page)


def import_the_sample(page: Page, server: Server) -> None:
    """Add both files and see them aligned."""
    page.goto(f"{server.address}/add")
    page.locator("input[type=file]").set_input_files([SAMPLE / "article.zh.txt", SAMPLE / "article.de.txt"])
    expect(page.get_by_text("article.de.txt")).to_be_visible()
    page.get_by_role("button", name="Add and align").click()
    expect(page.get_by_text("Done", exact=True)).to_be_visible()
    with open_store(server.project) as store:
        assert [pair.alignment_id is not None for pair in store.pairs()] == [True]


def judge_by_keys(page: Page, server: Server) -> int:
    """Accept a bead, reject one, note on one and edit it, accept one and take that back; the number it ends on."""
    expect_open(page, server, 1)
    page.keyboard.press("a")
    expect_open(page, server, 2)
    page.keyboard.press("x")
    number = 3
    expect_open(page, server, number)
    while units(server)[number - 1].bead.is_null:  # which have no text to edit
        number += 1
        page.keyboard.press("j")
        expect_open(page, server, number)

    page.keyboard.press("t")
    expect(page.get_by_label("Note", exact=True)).to_be_focused()
    page.keyboard.type("ask a jazz expert")  # every letter is text here, though most are keys elsewhere
    page.keyboard.press("Enter")
    expect(page.get_by_text("Note: ask a jazz expert")).to_be_visible()
    expect_open(page, server, number)

    page.keyboard.press("e")
    expect(page.get_by_label("Source")).to_be_focused()
    page.get_by_label("Target").fill(EDITED)
    page.keyboard.press("Control+Enter")
    expect_open(page, server, number + 1)

    page.keyboard.press("a")
    expect_open(page, server, number + 2)
    page.keyboard.press("z")
    expect_open(page, server, number + 1)
    page.keyboard.press("j")
    expect_open(page, server, number + 2)
    page.keyboard.press("k")
    expect_open(page, server, number + 1)
    with open_store(server.project) as store:
        judged = [store.verdicts(unit.bead_id) for unit in store.units()]
    said = [[str(verdict.action) for verdict in log] for log in judged if log]
    assert said == [["accept"], ["reject"], ["note", "edit"], ["accept", "undo"]]
    assert {verdict.reviewer for log in judged for verdict in log} == {"Ada"}
    return number + 1


def units(server: Server) -> list[TranslationUnit]:
    with open_store(server.project) as store:
        return list(store.units())


def expect_open(page: Page, server: Server, number: int) -> None:
    """Wait until the bead of a number is open and its keys are bound, which is the last thing that is drawn."""
    bead_id = units(server)[number - 1].bead_id
    expect(page.locator(".st-key-open button").first).to_have_text(str(number))
    expect(page.get_by_label("Go to bead")).to_have_value(str(number))
    expect(page.locator(f".st-key-note-{bead_id} button")).to_be_enabled()
    expect(page.locator(f".st-key-next-{bead_id}")).to_be_visible()
    wait_until_idle(page)


def wait_until_idle(page: Page) -> None:
    """Wait until the browser has nothing to do: keys are bound after what they belong to is drawn."""
    page.evaluate("() => new Promise(resolve => requestIdleCallback(() => requestIdleCallback(resolve)))")


def expect_verdicts(page: Page, server: Server, number: int) -> None:
    """The bead that was open is open, and everything that was said is still there."""
    expect_open(page, server, number)
    expect(page.get_by_text("2 accepted")).to_be_visible()
    expect(page.get_by_text("1 rejected")).to_be_visible()
    expect(page.locator(".st-key-before").get_by_text("edited")).to_be_visible()
    expect(page.locator(".st-key-before").get_by_text(EDITED)).to_be_visible()


def export_accepted(page: Page, server: Server, folder: Path) -> list[TmxUnit]:
    """Download what was accepted, and read it."""
    page.goto(f"{server.address}/export")
    page.get_by_label("State").click()
    page.get_by_role("option", name="accepted").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("^Download [12] units? as TMX$")).click()
    path = folder / download.value.suggested_filename
    assert path.name == "journey.tmx"
    download.value.save_as(path)
    return list(read_tmx(path))
