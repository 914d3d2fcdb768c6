"""How the workbench is started: Streamlit in a process of its own, for one person on this machine."""

import os
import signal
import subprocess
import sys
from pathlib import Path

PROJECT_VARIABLE = "DUIZHAO_PROJECT"
APP = Path(__file__).with_name("app.py")


def command(port: int | None = None, headless: bool = False) -> list[str]:
    """The command line that serves the workbench; without a port, Streamlit takes the first free one from 8501."""
    options = {
        "server.address": "127.0.0.1",  # texts are nobody else's business: no other machine can ask for them
        "server.headless": str(headless).lower(),
        "server.showEmailPrompt": "false",
        "server.fileWatcherType": "none",
        "server.maxUploadSize": "50",  # MB; a book is one or two
        "browser.gatherUsageStats": "false",
    }
    if port is not None:
        options["server.port"] = str(port)
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "streamlit", "run", str(APP), *flags]


def environment(project: Path) -> dict[str, str]:
    """The environment that tells the served workbench its project."""
    return {**os.environ, PROJECT_VARIABLE: str(project.resolve())}


def serve(project: Path, port: int | None = None, open_browser: bool = True) -> int:
    """Serve a project until it is interrupted or terminated; the exit status of the server."""
    with subprocess.Popen(command(port, headless=not open_browser), env=environment(project)) as server:  # noqa: S603
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())  # or the server would outlive this process
        while True:
            try:
                return server.wait()
            except KeyboardInterrupt:  # the server got it too, and is about to end
                continue
