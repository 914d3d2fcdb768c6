"""Any sequence-to-sequence translation model of the Hugging Face hub, by its name or by its folder.

Marian (OPUS-MT), NLLB-200, M2M-100, mBART-50 and MADLAD-400 differ only in how they are told the languages;
that is `mt.addressing`. Everything else is the same code.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpora.errors import ModelUnavailable, UnsupportedLanguage
from corpora.hub_client import first_line, hub_answers, quiet_transformers
from corpora.languages import language
from corpora.units import System
from mt.addressing import FAMILIES, Address, Addressing, addressing_of
from mt.model_cache import Progress, silent
from mt.source_text import has_words, one_line, split_text
from mt.translators import Hints

# Below this a file of a local model is hashed whole; of larger ones (weights) both ends.
HASHED_WHOLE = 10_000_000
HASHED_END = 1_000_000


@dataclass(frozen=True, slots=True)
class BeamOptions:
    """How hub models write: 4 beams are what the OPUS-MT and NLLB papers report with."""

    beams: int = 4
    batch_size: int = 16
    max_source_tokens: int = 200
    length_factor: float = 2.5
    length_margin: int = 24
    careful_ngram: int = 4


class HubTranslator:
    """A sequence-to-sequence model of transformers. Make one with load_hub_translator."""

    def __init__(
        self, model: Any, tokenizer: Any, addressing: Addressing, system: System, options: BeamOptions
    ) -> None:
        self.model, self.tokenizer, self.addressing = model, tokenizer, addressing
        self.system, self.options = system, options

    def supports(self, source: str, target: str) -> bool:
        """Whether the model can be told to translate from source to target."""
        return self.addressing(language(source).code, language(target).code) is not None

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, careful: bool = False, hints: Sequence[Hints] = ()
    ) -> list[str]:
        """One translation a text, in order; careful forbids repeated word sequences.

        Raises UnsupportedLanguage for a direction the model does not do.
        """
        source, target = language(source).code, language(target).code
        address = self.addressing(source, target)
        if address is None:
            raise UnsupportedLanguage(f"{self.system.name} does not translate {source}-{target}")
        pieces = [split_text(one_line(text, source), self._length, self._limit()) for text in texts]
        flat = [piece for of_text in pieces for piece in of_text]
        translated = iter(self._decode(flat, address, careful))
        return [language(target).joiner.join(filter(None, (next(translated) for _ in of_text))) for of_text in pieces]

    def _length(self, text: str) -> int:
        return len(self.tokenizer.tokenize(text))

    def _limit(self) -> int:
        # Position tables end at max_position_embeddings; the prefix and the end of sentence need room in it.
        positions = getattr(self.model.config, "max_position_embeddings", None) or self.options.max_source_tokens
        return max(1, min(self.options.max_source_tokens, positions // 2 - 4))

    def _decode(self, texts: Sequence[str], address: Address, careful: bool) -> list[str]:
        decoded = list(texts)
        by_length = sorted((i for i, text in enumerate(texts) if has_words(text)), key=lambda i: -len(texts[i]))
        for start in range(0, len(by_length), self.options.batch_size):
            batch = by_length[start : start + self.options.batch_size]
            for i, text in zip(batch, self._generate([texts[i] for i in batch], address, careful), strict=True):
                decoded[i] = text
        return decoded

    def _generate(self, texts: list[str], address: Address, careful: bool) -> list[str]:
        import torch

        if address.source_code:
            self.tokenizer.src_lang = address.source_code
        inputs = self.tokenizer([address.prefix + text for text in texts], return_tensors="pt", padding=True)
        options = self.options
        limit = int(options.length_factor * inputs["input_ids"].shape[1]) + options.length_margin
        positions = getattr(self.model.config, "max_position_embeddings", None) or limit
        with torch.inference_mode(), quiet_transformers():
            ids = self.model.generate(
                **inputs.to(self.model.device),
                num_beams=options.beams,
                do_sample=False,
                max_length=None,
                max_new_tokens=min(limit, positions - 1),
                no_repeat_ngram_size=options.careful_ngram if careful else 0,
                **({} if address.target_token is None else {"forced_bos_token_id": address.target_token}),
            )
        return [text.strip() for text in self.tokenizer.batch_decode(ids, skip_special_tokens=True)]


def load_hub_translator(name: str, progress: Progress = silent, options: BeamOptions | None = None) -> HubTranslator:
    """The translator of a hub model ("facebook/nllb-200-distilled-600M") or of a folder, on the GPU where there is one.

    Raises ModelUnavailable where it cannot be fetched, is no folder of a model, or is no translation model.
    """
    folder = Path(name).expanduser()
    is_local = folder.is_dir()
    if is_local:
        _check_folder(folder, name)
    elif not re.fullmatch(r"[\w.-]+/[\w.-]+", name) or name.startswith("."):
        raise ModelUnavailable(f"there is no folder {name}, and it is no hub name (as Helsinki-NLP/opus-mt-zh-de)")
    progress(f"loading {name}" if is_local else f"fetching {name}", 0.0)
    where = str(folder) if is_local else name
    offline = is_local or not hub_answers()
    with quiet_transformers():
        config, tokenizer, model = _load(where, name, offline)
    options = options or BeamOptions()
    system = System(
        name=folder.resolve().name if is_local else name,
        revision=_folder_revision(folder) if is_local else getattr(config, "_commit_hash", None) or "unknown",
        options=f"beam:{options.beams}|max-source:{options.max_source_tokens}",
        licence=_licence(folder / "README.md" if is_local else _cached_card(name)),
    )
    progress(f"{system.name} is ready", 1.0)
    return HubTranslator(model, tokenizer, addressing_of(config, tokenizer, system.name), system, options)


def _load(where: str, name: str, offline: bool) -> tuple[Any, Any, Any]:
    import torch
    from safetensors import SafetensorError
    from transformers import AutoConfig, AutoModelForSeq2SeqLM, AutoTokenizer

    try:
        config = AutoConfig.from_pretrained(where, local_files_only=offline)
        if config.model_type not in FAMILIES:
            raise ModelUnavailable(
                f"{name} is no translation model that is known here: expected one of {', '.join(FAMILIES)}, "
                f"found {config.model_type}"
            )
        on_gpu = torch.cuda.is_available()
        tokenizer = AutoTokenizer.from_pretrained(where, local_files_only=offline)
        model = AutoModelForSeq2SeqLM.from_pretrained(
            where,
            config=config,
            local_files_only=offline,
            # MADLAD overflows in float16, so a GPU computes in bfloat16.
            dtype=torch.bfloat16 if on_gpu else torch.float32,
        )
    except (OSError, ValueError, KeyError, TypeError, ImportError, RuntimeError, SafetensorError) as error:
        raise ModelUnavailable(_reason(name, error, offline)) from error
    return config, tokenizer, model.to("cuda" if on_gpu else "cpu").eval()


def _reason(name: str, error: Exception, offline: bool) -> str:
    from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError

    if Path(name).is_dir():
        return f"the model in {name} cannot be loaded: {first_line(error)}"
    causes = [error, error.__cause__, error.__context__]
    if any(isinstance(cause, GatedRepoError) for cause in causes):
        return f"{name} is only given to those who accepted its licence on the hub and are logged in (hf auth login)"
    if any(isinstance(cause, RepositoryNotFoundError) for cause in causes):
        return f"the hub has no model called {name}; is it spelled as on its page?"
    if offline or isinstance(error, OSError):
        return f"{name} cannot be fetched (no internet?); the embedded 'gemma3-270m' needs no download"
    return f"{name} cannot be loaded: {first_line(error)}; the embedded 'gemma3-270m' needs no download"


def _check_folder(folder: Path, name: str) -> None:
    if not (folder / "config.json").is_file():
        raise ModelUnavailable(f"{name}: expected a folder that save_pretrained wrote, found no config.json in it")


def _folder_revision(folder: Path) -> str:
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


def _cached_card(name: str) -> Path | None:
    from huggingface_hub import hf_hub_download

    try:
        return Path(hf_hub_download(name, "README.md"))
    except (OSError, ValueError):  # no card, or no internet: the licence is unknown, the model works
        return None


def _licence(card: Path | None) -> str:
    """The licence of a model card's metadata block, else "unknown"."""
    if card is None or not card.is_file():
        return "unknown"
    metadata = re.match(r"---\n(.*?)\n---", card.read_text(encoding="utf-8", errors="replace"), re.DOTALL)
    licence = re.search(r"^license:\s*[\"']?([^\s\"'#]+)", metadata.group(1), re.MULTILINE) if metadata else None
    return licence.group(1) if licence else "unknown"
