"""Sentence encoders of the Hugging Face hub through transformers, by a short name, a hub name or a folder.

They differ in how a text's tokens become one vector (pooling, sometimes a dense layer after it) and in what is
written before a text. For the families below a table says so; for others the files that sentence-transformers
keeps beside a model are read. Only safetensors are loaded: pickles and a repository's own code can do anything.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from align.calibration import Calibration, calibrate, measure
from align.encoding import LONGEST, Vectors
from corpora.errors import ModelUnavailable
from corpora.hub_client import first_line, hub_answers, quiet_transformers

# Tokens, padding included, that go through a model at once.
BATCH_TOKENS = 4096
HASHED_END = 1_000_000  # bytes of either end of a folder's weights that name it
INSTEAD = "the embedded 'use-m3' needs no download"


class Family(NamedTuple):
    """A published encoder, and how its makers have it used."""

    repository: str
    pooling: str
    prefix: str
    licence: str
    revision: str
    max_tokens: int


# E5's instruct model is told a task; this is the sentence its makers give it for bitext mining, on both sides
# (unilm, e5/utils.py). The other E5 models take "query: " on both sides wherever the sides are alike.
_BITEXT = "Instruct: Retrieve parallel sentences.\nQuery: "
_E5, _PARAPHRASE = "intfloat/multilingual-e5", "sentence-transformers/paraphrase-multilingual"

FAMILIES: dict[str, Family] = {
    # Its vectors are a dense layer with tanh on the CLS token, as in BERT's pooler; it lies in 2_Dense.
    "labse": Family(
        "sentence-transformers/LaBSE", "cls", "", "Apache-2.0", "836121a0533e5664b21c7aacc5d22951f2b8b25b", 256
    ),
    "e5-small": Family(f"{_E5}-small", "mean", "query: ", "MIT", "614241f622f53c4eeff9890bdc4f31cfecc418b3", 512),
    "e5-base": Family(f"{_E5}-base", "mean", "query: ", "MIT", "d128750597153bb5987e10b1c3493a34e5a4502a", 512),
    "e5-large": Family(f"{_E5}-large", "mean", "query: ", "MIT", "3d7cfbdacd47fdda877c5cd8a79fbcc4f2a574f3", 512),
    "e5-large-instruct": Family(
        f"{_E5}-large-instruct", "mean", _BITEXT, "MIT", "274baa43b0e13e37fafa6428dbc7938e62e5c439", 512
    ),
    # Its main branch has the weights as a pickle only; this is the conversion by the hub's own bot.
    "bge-m3": Family("BAAI/bge-m3", "cls", "", "MIT", "refs/pr/38", 8192),
    "paraphrase-minilm": Family(
        f"{_PARAPHRASE}-MiniLM-L12-v2", "mean", "", "Apache-2.0", "e8f8c211226b894fcb81acc59f3b34ba3efd5f42", 128
    ),
    "paraphrase-mpnet": Family(
        f"{_PARAPHRASE}-mpnet-base-v2", "mean", "", "Apache-2.0", "4328cf26390c98c5e3c738b4460a05b95f4911f5", 128
    ),
}

# What is fetched of a repository: neither pickles nor the same weights for other programs.
WANTED = ["*.json", "*.model", "*.txt", "model.safetensors", "model-*-of-*.safetensors", "[0-9]*_*/model.safetensors"]
UNWANTED = ["onnx/*", "openvino/*", "unigram.json"]
TOKENIZERS = ("tokenizer.json", "vocab.txt", "vocab.json")

POOLINGS = ("cls", "mean", "max", "lasttoken")
_OLD_POOLINGS = {
    "pooling_mode_cls_token": "cls",
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_max_tokens": "max",
    "pooling_mode_lasttoken": "lasttoken",
}


class Recipe(NamedTuple):
    """How a model makes one vector of a text: its pooling, what stands before the text, and where it is cut."""

    pooling: str = "mean"
    prefix: str = ""
    max_tokens: int | None = None


class Layers(NamedTuple):
    """Where the parts of a model lie, as sentence-transformers lists them; of other models the transformer alone."""

    transformer: Path
    pooling: Path | None = None
    dense: tuple[Path, ...] = ()


class HubEncoder:
    """A transformer with its pooling. Make one with load_hub_encoder."""

    def __init__(
        self, name: str, model: Any, tokenizer: Any, recipe: Recipe, head: Sequence[Callable[[Any], Any]]
    ) -> None:
        self.name, self.model, self.tokenizer, self.recipe, self.head = name, model, tokenizer, recipe, head
        self.max_tokens = _max_tokens(model, tokenizer, recipe)
        self.dimensions = self._vectors(self._tokens([""])).shape[1]

    @cached_property
    def calibration(self) -> Calibration:
        """The line to the embedded encoder's cosines, measured on the bundled article pair at first use.

        Raises ModelUnavailable for an encoder to which translations are no more alike than strangers.
        """
        found = measure(self.encode)
        if not found.tell_apart:
            raise ModelUnavailable(
                f"{self.name} does not tell translations from strangers; is it a multilingual sentence encoder?"
            )
        return calibrate(found)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One float32 row of length 1 for each text; equal texts are encoded once."""
        cut = [text[:LONGEST] for text in texts]
        place = {text: i for i, text in enumerate(dict.fromkeys(cut))}
        tokens = self._tokens(list(place))
        vectors = np.zeros((len(place), self.dimensions), dtype=np.float32)
        for batch in _batches([len(ids) for ids in tokens]):
            vectors[batch] = self._vectors([tokens[i] for i in batch])
        return vectors[[place[text] for text in cut]]

    def encode_spans(self, sentences: Sequence[str], longest: int, joiner: str) -> list[Vectors]:
        """As `encode` of all joined spans."""
        counts = [max(0, len(sentences) - k + 1) for k in range(1, longest + 1)]
        joined = [joiner.join(sentences[i : i + k]) for k, n in enumerate(counts, start=1) for i in range(n)]
        return np.split(self.encode(joined), np.cumsum(counts)[:-1])

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        if not texts:
            return []
        with_prefix = [self.recipe.prefix + text for text in texts]
        found = self.tokenizer(with_prefix, truncation=True, max_length=self.max_tokens)["input_ids"]
        # Some tokenizers make nothing of an empty text, and a mean over nothing is no number.
        return [ids or [self._padding] for ids in found]

    @property
    def _padding(self) -> int:
        return self.tokenizer.pad_token_id or 0

    def _vectors(self, tokens: Sequence[Sequence[int]]) -> Vectors:
        import torch

        padded = torch.nn.utils.rnn.pad_sequence(
            [torch.tensor(ids) for ids in tokens], batch_first=True, padding_value=self._padding
        ).to(self.model.device)
        lengths = torch.tensor([len(ids) for ids in tokens], device=self.model.device)
        with torch.inference_mode():
            mask = torch.arange(padded.shape[1], device=self.model.device) < lengths[:, None]
            states = self.model(input_ids=padded, attention_mask=mask.long()).last_hidden_state
            vectors = _pool(states.float(), mask, self.recipe.pooling)
            for layer in self.head:
                vectors = layer(vectors)
            normalised = torch.nn.functional.normalize(vectors, dim=-1)
        return np.asarray(normalised.cpu().numpy(), dtype=np.float32)


def is_hub_name(name: str) -> bool:
    """Whether a name is for load_hub_encoder: a short name, hub:ORG/NAME, a folder, or what looks like one."""
    return name in FAMILIES or name.startswith("hub:") or "/" in name or Path(name).expanduser().is_dir()


def load_hub_encoder(name: str) -> HubEncoder:
    """The encoder of a short name ("labse"), of the hub ("hub:ORG/NAME") or of a folder, on the GPU if there is one.

    Raises ModelUnavailable where it cannot be fetched, is no folder of a model, or is no text encoder.
    """
    short = next((short for short, family in FAMILIES.items() if name in (short, f"hub:{family.repository}")), "")
    if short:
        family = FAMILIES[short]
        return _load(_fetch(family.repository, family.revision), name, short, _recipe_of(family))
    if name.startswith("hub:"):
        repository = name.removeprefix("hub:")
        if not re.fullmatch(r"\w[\w.-]*/[\w.-]+", repository):
            raise ModelUnavailable(f"{name} is no hub name; expected one as hub:sentence-transformers/LaBSE")
        folder = _fetch(repository)
        return _load(folder, name, f"{repository}@{folder.name[:8]}")
    folder = Path(name).expanduser()
    if not folder.is_dir():
        raise ModelUnavailable(f"there is no folder {name}; for a model of the hub write hub:ORG/NAME")
    named = next((f for f in FAMILIES.values() if f.repository.endswith(f"/{folder.resolve().name}")), None)
    return _load(folder, name, recipe=named and _recipe_of(named))


def _recipe_of(family: Family) -> Recipe:
    return Recipe(family.pooling, family.prefix, family.max_tokens)


def _fetch(repository: str, revision: str | None = None) -> Path:
    """The folder in the hub's cache that holds a repository, fetched if it is not there yet."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    fetch = partial(snapshot_download, repository, revision=revision, allow_patterns=WANTED, ignore_patterns=UNWANTED)
    try:
        with quiet_transformers():
            if revision:  # what was published under it does not change, so the hub need not be asked again
                with suppress(LocalEntryNotFoundError):
                    folder = Path(fetch(local_files_only=True))
                    if _is_whole(folder):
                        return folder
            folder = Path(fetch(local_files_only=not hub_answers()))
            if revision and not _is_whole(folder):
                raise LocalEntryNotFoundError("only parts of it are here")
            return folder
    except Exception as error:  # its HTTP client's errors are of several families
        raise ModelUnavailable(_why_not_fetched(repository, error)) from error


def _is_whole(folder: Path) -> bool:
    """Whether a family's folder is all there; other programs may have fetched the transformer without its pooling."""
    return (folder / "modules.json").is_file() and any(folder.glob("model*.safetensors"))


def _why_not_fetched(repository: str, error: Exception) -> str:
    from huggingface_hub import errors

    if isinstance(error, errors.GatedRepoError):
        licence = "is only given to those who accepted its licence on the hub and are logged in (hf auth login)"
        return f"{repository} {licence}"
    if isinstance(error, errors.RepositoryNotFoundError):
        return f"the hub has no model called {repository}; is it spelled as on its page?"
    if isinstance(error, errors.LocalEntryNotFoundError | errors.IncompleteSnapshotError):
        return f"{repository} cannot be fetched (no internet?); {INSTEAD}"
    return f"{repository} cannot be fetched: {first_line(error)}; {INSTEAD}"


def _load(folder: Path, name: str, known_as: str = "", recipe: Recipe | None = None) -> HubEncoder:
    """The encoder in a folder; without a recipe the folder's own files are asked for one."""
    from safetensors import SafetensorError

    try:
        layers = _read_layers(folder, name)
        _check_transformer(layers.transformer, name)
        recipe = recipe or _read_recipe(folder, layers, name)
        head = [_read_dense(path, name) for path in layers.dense]
        with quiet_transformers():
            model, tokenizer = _read_transformer(layers.transformer, name)
            known_as = known_as or f"{folder.resolve().name}@{_digest(layers.transformer)}"
            return HubEncoder(known_as, model, tokenizer, recipe, head)
    except (
        OSError, ValueError, LookupError, TypeError, AttributeError, ImportError, RuntimeError, SafetensorError,
    ) as error:  # fmt: skip
        raise ModelUnavailable(f"{name} cannot be loaded as a text encoder: {first_line(error)}") from error


def _check_transformer(folder: Path, name: str) -> None:
    if not (folder / "config.json").is_file():
        raise ModelUnavailable(f"{name}: expected a folder that save_pretrained wrote, found no config.json in it")
    if not any(folder.glob("model*.safetensors")):
        raise ModelUnavailable(f"{name} has no model.safetensors; weights kept as a pickle are not loaded")
    # Without these transformers makes a tokenizer that knows no word.
    if not any((folder / file).is_file() for file in TOKENIZERS) and not any(folder.glob("*.model")):
        raise ModelUnavailable(f"{name} has no tokenizer; expected one of {', '.join(TOKENIZERS)}")
    if _json(folder / "config.json").get("is_encoder_decoder"):
        raise ModelUnavailable(f"{name} is a model that writes text; expected a sentence encoder")


def _read_transformer(folder: Path, name: str) -> tuple[Any, Any]:
    import torch
    from transformers import AutoConfig, AutoModel, AutoTokenizer

    safely = {"local_files_only": True, "trust_remote_code": False}
    config = AutoConfig.from_pretrained(folder, **safely)
    on_gpu = torch.cuda.is_available()
    published = getattr(config, "dtype", None)
    half = published if published in (torch.float16, torch.bfloat16) else torch.float16
    model, report = AutoModel.from_pretrained(
        folder,
        config=config,
        dtype=half if on_gpu else torch.float32,
        use_safetensors=True,
        output_loading_info=True,
        **safely,
    )
    # transformers fills what is missing with random numbers. Pooling here needs no pooler.
    missing = sorted(key for key in report["missing_keys"] if "pooler" not in key)
    if missing:
        raise ModelUnavailable(f"{name} lacks weights of a {config.model_type} model, as {missing[0]}")
    return model.to("cuda" if on_gpu else "cpu").eval(), AutoTokenizer.from_pretrained(folder, **safely)


def _read_layers(folder: Path, name: str) -> Layers:
    transformer, pooling, dense = folder, None, []
    for module in _json(folder / "modules.json") or []:
        kind = module["type"].rpartition(".")[2]
        path = folder / module["path"]
        if ".." in path.parts:
            raise ModelUnavailable(f"{name}: expected layers inside the folder, found {module['path']} in modules.json")
        if kind == "Transformer":
            transformer = path
        elif kind == "Pooling":
            pooling = path
        elif kind == "Dense":
            dense.append(path)
        elif kind not in ("Normalize", "Dropout"):
            raise ModelUnavailable(
                f"{name} has a layer that is not known here: expected Transformer, Pooling and Dense, found {kind}"
            )
    return Layers(transformer, pooling, tuple(dense))


def _read_recipe(folder: Path, layers: Layers, name: str) -> Recipe:
    prompts = _json(folder / "config_sentence_transformers.json")
    return Recipe(
        _read_pooling(layers.pooling, name) if layers.pooling else "mean",
        (prompts.get("prompts") or {}).get(prompts.get("default_prompt_name"), ""),
        _json(layers.transformer / "sentence_bert_config.json").get("max_seq_length"),
    )


def _read_pooling(folder: Path, name: str) -> str:
    config = _json(folder / "config.json")
    # Newer versions of sentence-transformers write one name, or several; older ones a switch for each.
    modes = config.get("pooling_mode") or [
        _OLD_POOLINGS.get(key, key) for key, on in config.items() if key.startswith("pooling_mode_") and on is True
    ]
    modes = [modes] if isinstance(modes, str) else list(modes)
    if len(modes) != 1 or modes[0] not in POOLINGS:
        found = ", ".join(modes) or "none"
        raise ModelUnavailable(f"{name} pools in an unknown way: expected one of {', '.join(POOLINGS)}, found {found}")
    return str(modes[0])


def _read_dense(folder: Path, name: str) -> Callable[[Any], Any]:
    """A dense layer with its activation, in float32 on the device the model will be on."""
    import torch
    from safetensors.torch import load_file

    if not (folder / "model.safetensors").is_file():
        raise ModelUnavailable(
            f"{name} has no {folder.name}/model.safetensors; weights kept as a pickle are not loaded"
        )
    activation = _json(folder / "config.json").get("activation_function", "Tanh").rpartition(".")[2]
    if activation not in ("Tanh", "Identity", "ReLU", "GELU"):
        raise ModelUnavailable(f"{name} has a dense layer with an activation that is not known here: {activation}")
    weights = load_file(folder / "model.safetensors", device="cuda" if torch.cuda.is_available() else "cpu")
    weight, bias = weights["linear.weight"].float(), weights.get("linear.bias")
    activate = getattr(torch.nn, activation)()
    return lambda vectors: activate(torch.nn.functional.linear(vectors, weight, None if bias is None else bias.float()))


def _pool(states: Any, mask: Any, pooling: str) -> Any:
    """One row for each text of its tokens' states (texts, tokens, dimensions); mask is False on padding."""
    import torch

    weights = mask[..., None].to(states.dtype)
    if pooling == "cls":
        return states[:, 0]
    if pooling == "max":
        return states.masked_fill(weights == 0, float("-inf")).amax(dim=1)
    if pooling == "lasttoken":
        return states[torch.arange(len(states), device=states.device), mask.sum(dim=1) - 1]
    return (states * weights).sum(dim=1) / weights.sum(dim=1)


def _max_tokens(model: Any, tokenizer: Any, recipe: Recipe) -> int:
    """The most tokens of a text that recipe, tokenizer and the table of positions all have room for."""
    table = getattr(getattr(model, "embeddings", None), "position_embeddings", None)
    # RoBERTa and its kin count positions from behind the padding's.
    padding = getattr(table, "padding_idx", None)
    first = 0 if padding is None else padding + 1
    positions = getattr(model.config, "max_position_embeddings", None)
    limits = (recipe.max_tokens, tokenizer.model_max_length, positions and positions - first)
    return min(int(limit) for limit in limits if limit)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Positions of all texts, those of about one length together."""
    by_length = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    while by_length:
        size = max(1, BATCH_TOKENS // lengths[by_length[0]])
        yield by_length[:size]
        by_length = by_length[size:]


def _digest(folder: Path) -> str:
    """Eight hex digits of a folder's configuration and of both ends of its weights."""
    digest = hashlib.sha256((folder / "config.json").read_bytes())
    for path in sorted(folder.glob("model*.safetensors")):
        with path.open("rb") as file:
            digest.update(file.read(HASHED_END))
            file.seek(max(0, path.stat().st_size - HASHED_END))
            digest.update(file.read())
    return digest.hexdigest()[:8]


def _json(path: Path) -> Any:
    """What a file says, nothing if there is none."""
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
