"""A model as a folder on this machine: the user's own, or fetched from the Hugging Face hub with progress."""

import fnmatch
import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from corpora.errors import ModelUnavailable
from corpora.hub_client import first_line, hub_answers, quiet_transformers
from mt.model_cache import Progress
from mt.placement import INSTEAD, place, this_machine

# Below this a file of a local model is hashed whole; of larger ones (weights) both ends.
HASHED_WHOLE = 10_000_000
HASHED_END = 1_000_000

WEIGHTS = ("model*.safetensors", "pytorch_model*.bin")  # the first kind that a repository has
BESIDE_WEIGHTS = ("*.json", "*.model", "*.spm", "*.txt", "*.jinja", "README.md")


class ModelFolder(NamedTuple):
    """A model's files, and what a draft must say of it: name, revision, licence ("unknown" where no card tells)."""

    name: str
    folder: Path
    revision: str
    licence: str

    @property
    def config(self) -> dict[str, Any]:
        """The model's config.json; ModelUnavailable where it is damaged."""
        try:
            read = json.loads((self.folder / "config.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelUnavailable(f"the model in {self.folder} cannot be loaded: {first_line(error)}") from error
        return read if isinstance(read, dict) else {}

    @property
    def weight_bytes(self) -> int:
        """How much its weights take on the disk."""
        sizes = {path.name: path.stat().st_size for path in self.folder.iterdir() if path.is_file()}
        return sum(sizes[name] for name in weights_of(sizes))


def local_model(name: str) -> ModelFolder:
    """The model in a folder that save_pretrained wrote; its revision is a digest of its files.

    Raises ModelUnavailable for a folder that has no model.
    """
    folder = Path(name).expanduser()
    if not (folder / "config.json").is_file():
        raise ModelUnavailable(f"{name}: expected a folder that save_pretrained wrote, found no config.json in it")
    return ModelFolder(folder.resolve().name, folder, _digest(folder), licence_of(folder / "README.md"))


def fetched_model(name: str, progress: Progress, kinds: frozenset[str]) -> ModelFolder:
    """The model of a hub name, fetched unless it was before; without internet what was fetched before.

    kinds are the model types that can be used here: another is refused before its weights are fetched. Raises
    ModelUnavailable where the hub has no such model, does not answer, or the disk has no room.
    """
    from huggingface_hub import snapshot_download

    try:
        with quiet_transformers():
            if hub_answers():
                folder, revision = _fetch(name, progress, kinds)
            else:
                folder = Path(snapshot_download(name, local_files_only=True))
                revision = folder.name
    except (OSError, ValueError) as error:  # the hub's own errors are OSErrors
        raise ModelUnavailable(_reason(name, error)) from error
    if not (folder / "config.json").is_file():
        raise ModelUnavailable(f"{name} was never fetched whole, and there is no internet; {INSTEAD}")
    return ModelFolder(name, folder, revision, licence_of(folder / "README.md"))


def _fetch(name: str, progress: Progress, kinds: frozenset[str]) -> tuple[Path, str]:
    from huggingface_hub import HfApi, hf_hub_download
    from huggingface_hub.constants import HF_HUB_CACHE

    progress(f"asking the hub for {name}", 0.0)
    info = HfApi().model_info(name, files_metadata=True)
    sizes = {file.rfilename: file.size or 0 for file in info.siblings or ()}
    if "config.json" not in sizes:
        raise ModelUnavailable(f"{name} is no model of transformers: it has no config.json{_served(sizes)}")
    # Asked for without a revision, so that the client notes which one is current and finds it without a network.
    config = Path(hf_hub_download(name, "config.json"))
    revision = config.parent.name
    told = json.loads(config.read_text(encoding="utf-8"))
    require_kind(name, told, kinds)
    wanted = wanted_files(sizes)
    if not weights_of(sizes):
        raise ModelUnavailable(f"{name} has no weights that transformers can load{_served(sizes)}")
    missing = [file for file in wanted if not _is_cached(name, file, revision)]
    _check_disk(name, sum(sizes[file] for file in missing), Path(HF_HUB_CACHE))
    # Raises where it would fit into no memory, before anything large is fetched.
    place(name, sum(sizes[file] for file in weights_of(sizes)), stored_numbers(told), this_machine())
    total, done = sum(sizes[file] for file in missing) or 1, 0
    for file in missing:
        stage = f"fetching {name}: {file} ({sizes[file] / 1e6:,.0f} of {total / 1e6:,.0f} MB)"
        progress(stage, done / total)
        hf_hub_download(name, file, revision=revision, tqdm_class=_bar(progress, stage, done, total))
        done += sizes[file]
        progress(stage, done / total)  # also of a file whose contents lay there under another name
    return config.parent, revision


def wanted_files(sizes: Mapping[str, int]) -> list[str]:
    """What is fetched of a repository: configuration, tokenizer, card, and one kind of weights; small files first."""
    beside = [file for file in sizes if any(fnmatch.fnmatchcase(file, pattern) for pattern in BESIDE_WEIGHTS)]
    chosen = {file for file in beside if "/" not in file} | set(weights_of(sizes))
    return sorted(chosen, key=lambda file: (sizes[file], file))


def weights_of(sizes: Mapping[str, int]) -> list[str]:
    """The files of weights that transformers loads: safetensors where there are any, else pickles.

    Pickles are loaded by torch with weights_only, which builds tensors and runs nothing.
    """
    for pattern in WEIGHTS:
        found = [file for file in sizes if fnmatch.fnmatchcase(file, pattern) and "/" not in file]
        if found:
            return found
    return []


def require_kind(name: str, config: Mapping[str, Any], kinds: frozenset[str]) -> None:
    """Raise ModelUnavailable unless the model is of a type that can translate here."""
    kind = config.get("model_type", "nothing")
    if kind not in kinds:
        raise ModelUnavailable(
            f"{name} is no translation model that is known here: expected a sequence-to-sequence model ("
            f"marian, m2m_100, mbart, t5) or one that chats (gemma3, hunyuan, llama, qwen ...), found {kind}"
        )


def stored_numbers(config: Mapping[str, Any]) -> str:
    """The numbers that a model's weights are stored in, by its configuration; "float32" where it does not tell."""
    inner = config.get("text_config") or {}  # of a model that also sees, as Gemma 3
    named = (config.get("dtype"), config.get("torch_dtype"), inner.get("dtype"), inner.get("torch_dtype"))
    return str(next(filter(None, named), "float32"))


def licence_of(card: Path) -> str:
    """The licence that a model card's metadata names, else "unknown"."""
    from huggingface_hub.repocard import metadata_load

    try:
        metadata = metadata_load(card) or {}
    except Exception:  # no card, or one whose metadata is no YAML: whatever is wrong with it, it tells no licence
        return "unknown"
    licence = metadata.get("license")
    if licence == "other":
        licence = metadata.get("license_name") or metadata.get("license_link") or licence
    return ", ".join(map(str, licence)) if isinstance(licence, list) else str(licence or "unknown")


def _is_cached(name: str, file: str, revision: str) -> bool:
    from huggingface_hub import try_to_load_from_cache

    return isinstance(try_to_load_from_cache(name, file, revision=revision), str)


def _check_disk(name: str, needed: int, cache: Path) -> None:
    existing = next(folder for folder in (cache, *cache.parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    if free < needed:
        raise ModelUnavailable(
            f"{name} takes {needed / 1e9:.1f} GB, {existing} has {free / 1e9:.1f} GB free: free "
            f"{(needed - free) / 1e9:.1f} GB or set HF_HOME to another disk; {INSTEAD}"
        )


def _bar(progress: Progress, stage: str, done: int, total: int) -> type:
    """What the hub's client shows its progress by: each step of it goes to our callback."""
    from tqdm import tqdm

    class Bar(tqdm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            kwargs.pop("name", None)
            super().__init__(*args, **{**kwargs, "disable": True})
            self.fetched = kwargs.get("initial", 0)

        def update(self, n: float | None = 1) -> None:
            self.fetched += n or 0
            progress(stage, min(1.0, (done + self.fetched) / total))

    return Bar


def _served(sizes: Mapping[str, int]) -> str:
    if not any(file.endswith(".gguf") for file in sizes):
        return ""
    return "; its GGUF files can be served by llama.cpp or Ollama and used as local:http://localhost:11434/v1#MODEL"


def _reason(name: str, error: Exception) -> str:
    from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError

    causes = [error, error.__cause__, error.__context__]
    if any(isinstance(cause, GatedRepoError) for cause in causes):
        return f"{name} is only given to those who accepted its licence on the hub and are logged in (hf auth login)"
    if any(isinstance(cause, RepositoryNotFoundError) for cause in causes):
        return f"the hub has no model called {name}; is it spelled as on its page?"
    return f"{name} cannot be fetched (no internet?); {INSTEAD}"


def _digest(folder: Path) -> str:
    """Sixteen hex digits of the folder's contents; of files over 10 MB their size and both ends."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.iterdir() if path.is_file() and path.name != "README.md"):
        size = path.stat().st_size
        digest.update(f"{path.name} {size} ".encode())
        with path.open("rb") as file:
            digest.update(file.read(size if size < HASHED_WHOLE else HASHED_END))
            if size >= HASHED_WHOLE:
                file.seek(-HASHED_END, 2)
                digest.update(file.read())
    return digest.hexdigest()[:16]


def is_hub_name(name: str) -> bool:
    """Whether a name is spelled as the hub's are: owner/model."""
    return re.fullmatch(r"[\w.-]+/[\w.-]+", name) is not None and not name.startswith(".")
