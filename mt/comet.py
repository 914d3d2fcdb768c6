"""COMET scores by the user's own `comet-score`: never a dependency, since its models are large and some not free.

It is called as a command, so that it may live in an environment of its own: unbabel-comet asks for older versions of
libraries than this program does.
"""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from corpora.errors import ModelUnavailable

COMMAND = "comet-score"
METRIC = "COMET"
_UNSTATED = "not stated beside the model"
_LICENCE_OF_CARD = re.compile(r"^license:\s*(\S+)", re.MULTILINE)
_SAID = 200  # characters of what the command said


class CometModel(NamedTuple):
    """The command that scores, a checkpoint on disk, what that is called, and the licence that is stated beside it."""

    command: str
    checkpoint: Path
    name: str
    licence: str

    @property
    def signature(self) -> str:
        """ "model:wmt22-comet-da|licence:apache-2.0"."""
        return f"model:{self.name}|licence:{self.licence}"


class CometScores(NamedTuple):
    """A system's score in points, the mean of its lines', and theirs."""

    value: float
    lines: tuple[float, ...]


def find_model(path: Path) -> CometModel:
    """The model in a folder as the hub keeps it, or of a checkpoint.

    Raises ModelUnavailable where there is none, or where the command is not installed.
    """
    command = shutil.which(COMMAND)
    if command is None:
        raise ModelUnavailable(f"there is no {COMMAND} here; install it on its own: pipx install unbabel-comet")
    found = [path] if path.is_file() else sorted(path.rglob("*.ckpt"))
    if not found or found[0].suffix != ".ckpt":
        raise ModelUnavailable(
            f"{path} has no COMET checkpoint (checkpoints/model.ckpt beside hparams.yaml); fetch one where there is "
            "internet: hf download Unbabel/wmt22-comet-da --local-dir FOLDER"
        )
    checkpoint = found[0]
    folder = checkpoint.parent.parent if checkpoint.parent.name == "checkpoints" else checkpoint.parent
    return CometModel(command, checkpoint, folder.name or checkpoint.stem, _licence(folder))


def comet_scores(
    model: CometModel, sources: Sequence[str], systems: Mapping[str, Sequence[str]], references: Sequence[str]
) -> dict[str, CometScores]:
    """The scores of each system's lines, 100 for 1.0 of COMET's.

    Raises ModelUnavailable where the command fails, with what it said.
    """
    with tempfile.TemporaryDirectory() as folder:
        names = {f"system-{i}.txt": system for i, system in enumerate(systems)}
        files = {"source.txt": sources, "reference.txt": references}
        files |= {file: systems[system] for file, system in names.items()}
        for file, lines in files.items():
            text = "".join(" ".join(line.split("\r")) + "\n" for line in lines)
            (Path(folder) / file).write_text(text, encoding="utf-8", newline="")
        gpus = "1" if shutil.which("nvidia-smi") else "0"
        asked = [model.command, "-s", "source.txt", "-t", *names, "-r", "reference.txt", "--gpus", gpus, "--quiet"]
        asked += ["--model", str(model.checkpoint.resolve()), "--to_json", "scores.json"]
        done = subprocess.run(  # noqa: S603 a command of the user's, no shell
            asked, cwd=folder, capture_output=True, text=True, check=False
        )
        out = Path(folder) / "scores.json"
        if done.returncode or not out.is_file():
            said = (done.stderr.strip() or done.stdout.strip() or "nothing was said").splitlines()[-1]
            raise ModelUnavailable(f"{COMMAND} failed with {model.checkpoint}: {said[:_SAID]}")
        rows = json.loads(out.read_text(encoding="utf-8"))
    found = {}
    for file, system in names.items():
        values = tuple(100 * float(row[METRIC]) for row in rows[file])
        found[system] = CometScores(fmean(values), values)
    return found


def _licence(folder: Path) -> str:
    """What the model's card says, else the first line of its licence."""
    card, licence = folder / "README.md", folder / "LICENSE"
    if card.is_file() and (said := _LICENCE_OF_CARD.search(card.read_text(encoding="utf-8", errors="replace"))):
        return said.group(1)
    if licence.is_file():
        lines = licence.read_text(encoding="utf-8", errors="replace").split("\n")
        return next((" ".join(line.split()) for line in lines if line.strip()), _UNSTATED)
    return _UNSTATED
