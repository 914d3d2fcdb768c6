"""Translation models of the Hugging Face hub, by their name or by their folder.

Marian (OPUS-MT), NLLB-200, M2M-100, SMaLL-100, mBART-50 and MADLAD-400 differ only in how they are told the
languages; that is `mt.addressing`. Everything else is the same code. Models that chat are in `mt.chat`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from corpora.errors import ModelUnavailable, UnsupportedLanguage
from corpora.hub_client import first_line, quiet_transformers
from corpora.languages import language
from corpora.units import System
from mt.addressing import FAMILIES, Address, Addressing, addressing_of, is_small100
from mt.chat import load_chat_translator
from mt.hub_ctranslate2 import Seq2SeqInt8, int8
from mt.hub_files import ModelFolder, fetched_model, is_hub_name, local_model, require_kind, stored_numbers
from mt.model_cache import Progress, silent
from mt.placement import CPU_TOKENS, GPU_TOKENS, INSTEAD, Placement, TokenBudget, place, this_machine
from mt.source_text import has_words, one_line, split_text
from mt.translators import Hints, Translator


@dataclass(frozen=True, slots=True)
class BeamOptions:
    """How hub models write: 4 beams are what the OPUS-MT and NLLB papers report with.

    max_tokens: padded source tokens times beams that go through the model at once, None for what suits the device.
    ctranslate2: whether a model is converted to int8 where there is no GPU.
    """

    beams: int = 4
    max_source_tokens: int = 200
    length_factor: float = 2.5
    length_margin: int = 24
    careful_ngram: int = 4
    max_tokens: int | None = None
    ctranslate2: bool = True


class Decoder(Protocol):
    """What turns source tokens into target tokens."""

    numbers: str  # what it computes in, as a draft's options name it

    def decode(
        self, sources: Sequence[Sequence[int]], target: int | None, beams: int, most: int, ngram: int
    ) -> list[list[int]]:
        """The best target ids of each source; target is the token that all begin with, None where none is set.

        most is the most target tokens; no ngram of that many tokens comes twice unless it is 0.
        """


class HubTranslator:
    """A sequence-to-sequence model. Make one with load_hub_translator."""

    def __init__(
        self,
        decoder: Decoder,
        tokenizer: Any,
        addressing: Addressing,
        system: System,
        options: BeamOptions,
        budget: TokenBudget,
        positions: int | None = None,
    ) -> None:
        self.decoder, self.tokenizer, self.addressing = decoder, tokenizer, addressing
        self.system, self.options, self.budget, self.positions = system, options, budget, positions

    def supports(self, source: str, target: str) -> bool:
        """Whether the model can be told to translate from source to target."""
        return self.addressing(language(source).code, language(target).code) is not None

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, careful: bool = False, hints: Sequence[Hints] = ()
    ) -> list[str]:
        """One translation a text, in order; careful forbids repeated word sequences.

        Hints are of no use to these models. Raises UnsupportedLanguage for a direction the model does not do.
        """
        source, target = language(source).code, language(target).code
        address = self.addressing(source, target)
        if address is None:
            raise UnsupportedLanguage(f"{self.system.name} does not translate {source}-{target}")
        pieces = [split_text(one_line(text, source), self._length, self._limit()) for text in texts]
        flat = [piece for of_text in pieces for piece in of_text]
        translated = iter(self._translated(flat, address, careful))
        return [language(target).joiner.join(filter(None, (next(translated) for _ in of_text))) for of_text in pieces]

    def _length(self, text: str) -> int:
        return len(self.tokenizer.tokenize(text))

    def _limit(self) -> int:
        # Position tables end somewhere; the prefix and the end of sentence need room in them.
        positions = self.positions or self.options.max_source_tokens
        return max(1, min(self.options.max_source_tokens, positions // 2 - 4))

    def _translated(self, texts: Sequence[str], address: Address, careful: bool) -> list[str]:
        with_words = [i for i, text in enumerate(texts) if has_words(text)]
        sources = self._encoded([texts[i] for i in with_words], address)
        ngram = self.options.careful_ngram if careful else 0

        def decode(batch: list[int]) -> list[str]:
            chosen = [sources[i] for i in batch]
            found = self.decoder.decode(chosen, address.target_token, self.options.beams, self._most(chosen), ngram)
            # M2M-100's tokenizer does not know its language tokens for special ones.
            found = [[token for token in ids if token != address.target_token] for ids in found]
            return [text.strip() for text in self.tokenizer.batch_decode(found, skip_special_tokens=True)]

        lengths = [len(source) * self.options.beams for source in sources]
        translated = list(texts)
        for i, text in zip(with_words, self.budget.decode(lengths, decode), strict=True):
            translated[i] = text
        return translated

    def _encoded(self, texts: list[str], address: Address) -> list[list[int]]:
        if not texts:
            return []
        if address.source_code:
            self.tokenizer.src_lang = address.source_code
        found: list[list[int]] = self.tokenizer([address.prefix + text for text in texts])["input_ids"]
        return found

    def _most(self, sources: Sequence[Sequence[int]]) -> int:
        limit = int(self.options.length_factor * max(map(len, sources))) + self.options.length_margin
        return min(limit, (self.positions or limit + 1) - 1)


class Seq2SeqTorch:
    """A sequence-to-sequence model of transformers, decoding by beam search."""

    def __init__(self, model: Any, tokenizer: Any, placement: Placement) -> None:
        self.model, self.tokenizer = model, tokenizer
        self.numbers = placement.dtype

    def decode(
        self, sources: Sequence[Sequence[int]], target: int | None, beams: int, most: int, ngram: int
    ) -> list[list[int]]:
        """As `Decoder.decode`."""
        import torch

        with torch.inference_mode(), quiet_transformers():
            inputs = self.tokenizer.pad({"input_ids": [list(ids) for ids in sources]}, return_tensors="pt")
            found = self.model.generate(
                input_ids=inputs["input_ids"].to(self.model.device),
                attention_mask=inputs["attention_mask"].to(self.model.device),
                num_beams=beams,
                do_sample=False,
                max_length=None,
                max_new_tokens=most,
                no_repeat_ngram_size=ngram,
                **({} if target is None else {"forced_bos_token_id": target}),
            )
        return [list(ids) for ids in found.tolist()]


def load_hub_translator(name: str, progress: Progress = silent, options: BeamOptions | None = None) -> Translator:
    """The translator of a hub model ("facebook/nllb-200-distilled-600M") or of a folder.

    On the GPU where there is one; else converted once to int8 for CTranslate2 where that can be done. Raises
    ModelUnavailable where it cannot be fetched, is no folder of a model, is no translation model, or needs more
    memory or disk than there is.
    """
    folder = Path(name).expanduser()
    is_local = folder.is_dir()
    if not is_local and not is_hub_name(name):
        raise ModelUnavailable(f"there is no folder {name}, and it is no hub name (as Helsinki-NLP/opus-mt-zh-de)")
    kinds = frozenset(FAMILIES) | chat_kinds()
    model = local_model(name) if is_local else fetched_model(name, progress, kinds)
    require_kind(name, model.config, kinds)
    progress(f"loading {name}", 0.0)
    if model.config["model_type"] not in FAMILIES:
        chat = load_chat_translator(model, progress)
        progress(f"{model.name} is ready", 1.0)
        return chat
    translator = _load(model, progress, options or BeamOptions())
    progress(f"{model.name} is ready", 1.0)
    return translator


def chat_kinds() -> frozenset[str]:
    """The types of models that write on from a text, without those that only fill gaps in one (BERT and its kin)."""
    from transformers.models.auto import modeling_auto as auto

    return frozenset(auto.MODEL_FOR_CAUSAL_LM_MAPPING_NAMES) - frozenset(auto.MODEL_FOR_MASKED_LM_MAPPING_NAMES)


def _load(model: ModelFolder, progress: Progress, options: BeamOptions) -> HubTranslator:
    from safetensors import SafetensorError

    try:
        with quiet_transformers():
            tokenizer = _tokenizer(model)
            decoder = _decoder(model, tokenizer, progress, options)
            addressing = addressing_of(model, tokenizer)
    except (OSError, ValueError, KeyError, TypeError, ImportError, RuntimeError, SafetensorError) as error:
        raise ModelUnavailable(f"{model.name} cannot be loaded: {first_line(error)}; {INSTEAD}") from error
    system = System(
        name=model.name,
        revision=model.revision,
        options=f"beam:{options.beams}|max-source:{options.max_source_tokens}|{decoder.numbers}",
        licence=model.licence,
    )
    on_gpu = isinstance(decoder, Seq2SeqTorch) and decoder.model.device.type != "cpu"
    budget = TokenBudget(options.max_tokens or (GPU_TOKENS if on_gpu else CPU_TOKENS))
    positions = model.config.get("max_position_embeddings")
    return HubTranslator(decoder, tokenizer, addressing, system, options, budget, positions)


def _tokenizer(model: ModelFolder) -> Any:
    from transformers import AutoTokenizer, M2M100Tokenizer

    # SMaLL-100's own tokenizer is a program in its repository, and none is run here. What it does differently
    # from M2M-100's is to write the target language where that one writes the source's.
    kind = M2M100Tokenizer if is_small100(model) else AutoTokenizer
    return kind.from_pretrained(model.folder, local_files_only=True)


def _decoder(model: ModelFolder, tokenizer: Any, progress: Progress, options: BeamOptions) -> Decoder:
    import torch
    from transformers import AutoModelForSeq2SeqLM

    machine = this_machine()
    if options.ctranslate2 and machine.gpu is None:
        quick = int8(model, tokenizer, progress, lambda folder: Seq2SeqInt8(folder, tokenizer))
        if quick:
            return quick
    overflows = "t5" in model.config["model_type"]
    stored = stored_numbers(model.config)
    placement = place(model.name, model.weight_bytes, stored, machine, overflows=overflows)
    loaded = AutoModelForSeq2SeqLM.from_pretrained(
        model.folder, local_files_only=True, dtype=getattr(torch, placement.dtype)
    )
    return Seq2SeqTorch(loaded.to(placement.device).eval(), tokenizer, placement)
