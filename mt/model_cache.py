"""Models made once on this machine and kept: written whole or not at all, checked before each use."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from corpora.errors import ModelUnavailable
from mt.placement import memory_free

MANIFEST = "manifest.json"

Progress = Callable[[str, float], None]
"""Is told the stage in words and the share of the work that is done, in [0, 1]."""


def silent(stage: str, share: float) -> None:
    """The progress callback that shows nothing."""


def cache_root() -> Path:
    """Where models are kept: $DUIZHAO_CACHE, else the user's cache folder."""
    import platformdirs

    configured = os.environ.get("DUIZHAO_CACHE")
    return Path(configured) if configured else Path(platformdirs.user_cache_dir("duizhao"))


def cached_model(
    name: str,
    build: Callable[[Path, Progress], None],
    *,
    bytes_needed: int,
    memory_needed: int = 0,
    progress: Progress = silent,
    root: Path | None = None,
) -> Path:
    """The folder of a model, built with build(folder, progress) where it is missing or damaged.

    name must change whenever what is built would. A lock keeps two processes from building at once; the
    second waits and finds the model. The folder is built beside its place and renamed when it is complete.
    Raises ModelUnavailable where the cache cannot be written, the disk has less than bytes_needed left, or the memory
    less than memory_needed.
    """
    import filelock

    folder = (root or cache_root()) / "models" / name
    if is_intact(folder):
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(folder.with_name(f"{name}.lock")):
            if not is_intact(folder):  # another process may have built it while this one waited
                _check_space(folder.parent, bytes_needed)
                _check_memory(memory_needed)
                if folder.exists():
                    progress("the stored model is damaged, building it again", 0.0)
                _build(folder, build, progress)
    except OSError as error:
        raise ModelUnavailable(
            f"cannot keep the model in {folder.parent}: {error.strerror or error}; set DUIZHAO_CACHE to a folder "
            "that can be written"
        ) from error
    return folder


def is_intact(folder: Path) -> bool:
    """Whether the folder holds every file of its manifest, unchanged (SHA-256: 0.2 s for 200 MB)."""
    try:
        digests: Mapping[str, str] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["sha256"]
        return all(_sha256(folder / name) == digest for name, digest in digests.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _build(folder: Path, build: Callable[[Path, Progress], None], progress: Progress) -> None:
    # Only the holder of the lock comes here: what lies about from a build that was killed is nobody's.
    for leftover in folder.parent.glob(f"{folder.name}.partial-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    partial = Path(tempfile.mkdtemp(prefix=f"{folder.name}.partial-", dir=folder.parent))
    try:
        build(partial, progress)
        digests = {path.name: _sha256(path) for path in sorted(partial.iterdir())}
        (partial / MANIFEST).write_text(json.dumps({"sha256": digests}, indent=2) + "\n", encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    progress("the model is ready", 1.0)


def _check_space(folder: Path, bytes_needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < bytes_needed:
        raise ModelUnavailable(
            f"{folder} has {free / 1e6:.0f} MB free, building the model takes {bytes_needed / 1e6:.0f} MB: "
            f"{(bytes_needed - free) / 1e6:.0f} MB are missing; free them or set DUIZHAO_CACHE to another disk"
        )


def _check_memory(needed: int) -> None:
    free = memory_free()
    if free is not None and free < needed:
        raise ModelUnavailable(
            f"building the model takes {needed / 1e9:.1f} GB of memory, {free / 1e9:.1f} GB are free; close other "
            "programs for this once, later use takes a gigabyte"
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
