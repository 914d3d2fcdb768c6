"""Hub models converted once to int8 for CTranslate2, which decodes them several times faster on a CPU."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from corpora.errors import ModelUnavailable
from corpora.hub_client import first_line, quiet_transformers
from mt.hub_files import ModelFolder
from mt.model_cache import Progress, cached_model
from mt.placement import memory_free

# Part of the cache's key: count it up whenever the conversion would give other files.
RECIPE_VERSION = 1
NUMBERS = "int8-ctranslate2"

# Memory that a conversion takes, in sizes of the weights: they are loaded, and their int8 copy grows beside them.
CONVERSION = 1.6

Loaded = TypeVar("Loaded")


def int8(model: ModelFolder, tokenizer: Any, progress: Progress, load: Callable[[Path], Loaded]) -> Loaded | None:
    """The model as load makes it of the converted folder, made at the first use; None, having said why, where not."""
    readable = re.sub(r"[^\w.-]+", "--", model.name)
    name = f"hub-{readable}-{model.revision}-int8-{RECIPE_VERSION}"

    def build(folder: Path, progress: Progress) -> None:
        free, needed = memory_free(), CONVERSION * model.weight_bytes
        if free is not None and free < needed:
            raise ModelUnavailable(f"converting takes {needed / 1e9:.1f} GB of memory, {free / 1e9:.1f} GB are free")
        progress(f"converting {model.name} to int8, once", 0.1)
        _convert(model, folder, tokenizer)

    try:
        # The int8 weights are at most half of what the hub stores.
        return load(cached_model(name, build, bytes_needed=model.weight_bytes, progress=progress))
    except Exception as error:  # whatever stands against a faster copy, the model itself can still be used
        progress(f"{model.name} stays with transformers, CTranslate2 cannot have it: {first_line(error)}", 0.1)
        return None


def _convert(model: ModelFolder, folder: Path, tokenizer: Any) -> None:
    from ctranslate2.converters import TransformersConverter

    class Converter(TransformersConverter):
        def load_tokenizer(self, *args: Any, **kwargs: Any) -> Any:
            return _WithLanguages(tokenizer) if hasattr(tokenizer, "lang_token_to_id") else tokenizer

    with quiet_transformers():
        Converter(str(model.folder), low_cpu_mem_usage=True).convert(str(folder), quantization="int8", force=True)
    _complete(folder / "config.json", model.config, tokenizer)


def _complete(path: Path, config: Mapping[str, Any], tokenizer: Any) -> None:
    """Name the tokens that CTranslate2 could not: with transformers 5 it finds neither of mBART-50's.

    Its tokenizer no longer says what begins a text, and its configuration no longer whose tokenizer it is.
    """
    written = json.loads(path.read_text(encoding="utf-8"))
    for word in ("bos", "decoder_start"):
        token = config.get(f"{word}_token_id")
        if written.get(f"{word}_token", "") is None and token is not None:
            written[f"{word}_token"] = tokenizer.convert_ids_to_tokens(token)
    path.write_text(json.dumps(written), encoding="utf-8")


class _WithLanguages:
    """M2M-100's tokenizer with its language tokens where CTranslate2 4.8 looks for them; transformers 5 hides them."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tokenizer, name)

    @property
    def special_tokens_map(self) -> dict[str, Any]:
        """The tokenizer's own, with the language tokens in the order of their ids."""
        tokens = self._tokenizer.lang_token_to_id
        return {**self._tokenizer.special_tokens_map, "additional_special_tokens": sorted(tokens, key=tokens.get)}


class Seq2SeqInt8:
    """A converted sequence-to-sequence model, decoding by beam search."""

    numbers = NUMBERS

    def __init__(self, folder: Path, tokenizer: Any) -> None:
        import ctranslate2

        self.translator = ctranslate2.Translator(str(folder), compute_type="int8")
        self.tokenizer = tokenizer

    def decode(
        self, sources: Sequence[Sequence[int]], target: int | None, beams: int, most: int, ngram: int
    ) -> list[list[int]]:
        """As `mt.hub.Decoder.decode`."""
        tokens = self.tokenizer.convert_ids_to_tokens
        results = self.translator.translate_batch(
            [tokens(list(ids)) for ids in sources],
            target_prefix=None if target is None else [[tokens(target)]] * len(sources),
            beam_size=beams,
            max_decoding_length=most,
            no_repeat_ngram_size=ngram,
        )
        return [self.tokenizer.convert_tokens_to_ids(result.hypotheses[0]) for result in results]


class CausalInt8:
    """A converted model that writes on from a text, greedily."""

    numbers = NUMBERS

    def __init__(self, folder: Path, tokenizer: Any, ends: Sequence[int]) -> None:
        import ctranslate2

        self.generator = ctranslate2.Generator(str(folder), compute_type="int8")
        self.tokenizer = tokenizer
        self.ends = [token for token in tokenizer.convert_ids_to_tokens(list(ends)) if token is not None]

    def write(self, prompts: Sequence[Sequence[int]], most: int, ngram: int, penalty: float) -> list[list[int]]:
        """As `mt.chat.Writer.write`."""
        results = self.generator.generate_batch(
            [self.tokenizer.convert_ids_to_tokens(list(ids)) for ids in prompts],
            include_prompt_in_result=False,
            max_length=most,
            end_token=self.ends,
            no_repeat_ngram_size=ngram,
            repetition_penalty=penalty,
        )
        return [result.sequences_ids[0] for result in results]
