"""Debian packages as folders of files: downloaded with apt and unpacked, never installed."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from corpora.errors import WorkbenchError


class PackageUnavailable(WorkbenchError):
    """A Debian package that cannot be had here; names what is missing."""


def unpacked(packages: Sequence[str], folder: Path) -> Path:
    """The folder with the files of all the packages, laid out as they would be on a system that has them.

    What folder already has of them is not fetched again. Raises PackageUnavailable where there is no apt, or it
    does not know or cannot reach a package.
    """
    for tool in ("apt-get", "dpkg-deb"):
        if not shutil.which(tool):
            raise PackageUnavailable(f"{tool} is not on this machine: build these pairs on Debian or Ubuntu")
    root = folder / "root"
    for package in packages:
        if not any(folder.glob(f"{package}_*.deb")):
            _download(package, folder)
        for archive in folder.glob(f"{package}_*.deb"):
            stamp = archive.with_suffix(".unpacked")
            if not stamp.exists():
                _run(["dpkg-deb", "-x", str(archive), str(root)], folder, f"{archive} does not unpack")
                stamp.touch()
    return root


def _download(package: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _run(["apt-get", "download", package], folder, f"apt cannot fetch {package} (try apt-get update)")


def _run(command: list[str], folder: Path, failed: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise PackageUnavailable(f"{failed}: {reason}")
