"""Translation by models that chat: asked in the form they know, their answer cleaned of all that is no translation."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from corpora.errors import ModelUnavailable, UnsupportedLanguage
from corpora.hub_client import first_line, quiet_transformers
from corpora.languages import LANGUAGES, language
from corpora.units import System
from mt.chat_answers import translation_in
from mt.chat_prompts import Message, PromptForm, prompt_form_of
from mt.hub_ctranslate2 import CausalInt8, int8
from mt.hub_files import ModelFolder, stored_numbers
from mt.model_cache import Progress
from mt.placement import CPU_TOKENS, GPU_TOKENS, INSTEAD, Placement, TokenBudget, place, this_machine
from mt.source_text import has_words, one_line, split_text
from mt.translators import Hints


@dataclass(frozen=True, slots=True)
class ChatOptions:
    """How models that chat write: greedily, so that a draft made again is the same.

    context_sentences: how many of the sentences before a text the model is shown. max_source_tokens: longer texts
    are cut at sentence ends. length_factor, length_margin: the most target tokens, as a multiple of the source's
    and a constant.
    """

    context_sentences: int = 3
    max_source_tokens: int = 400
    length_factor: float = 2.5
    length_margin: int = 48
    careful_ngram: int = 6
    ctranslate2: bool = True


class Chat(Protocol):
    """A model that answers conversations, wherever it runs."""

    def length(self, text: str) -> int:
        """How many tokens a text has, or about as many."""

    def answers(
        self, conversations: Sequence[Sequence[Message]], limits: Sequence[int], form: PromptForm, careful: bool
    ) -> list[str]:
        """The answer to each conversation, in order, each of at most that many tokens."""


class ChatTranslator:
    """A model that chats, asked for translations. Make one with load_chat_translator or load_server_translator."""

    def __init__(self, chat: Chat, form: PromptForm, system: System, options: ChatOptions) -> None:
        self.chat, self.form, self.system, self.options = chat, form, system, options

    @property
    def context_sentences(self) -> int:
        """How many sentences before a text go into its prompt, at most."""
        return self.options.context_sentences

    def supports(self, source: str, target: str) -> bool:
        """Whether the model can be asked to translate from source to target."""
        both = {language(source).code, language(target).code}
        return len(both) == 2 and both <= (self.form.languages or LANGUAGES.keys())

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, careful: bool = False, hints: Sequence[Hints] = ()
    ) -> list[str]:
        """One translation a text, in order; terms and the sentences before a text go into its prompt.

        Raises UnsupportedLanguage for a direction the model was not trained on.
        """
        source, target = language(source).code, language(target).code
        if not self.supports(source, target):
            raise UnsupportedLanguage(f"{self.system.name} does not translate {source}-{target}")
        limit = self.options.max_source_tokens
        pieces = [split_text(one_line(text, source), self.chat.length, limit) for text in texts]
        told = [
            self._told(piece, of_text, source)
            for of_pieces, of_text in zip(pieces, hints or [Hints()] * len(texts), strict=True)
            for piece in of_pieces
        ]
        flat = [piece for of_text in pieces for piece in of_text]
        translated = iter(self._translated(flat, told, source, target, careful))
        return [language(target).joiner.join(filter(None, (next(translated) for _ in of_text))) for of_text in pieces]

    def _told(self, piece: str, hints: Hints, source: str) -> Hints:
        before = hints.before[-self.options.context_sentences :] if self.options.context_sentences else ()
        terms = (term._replace(source=one_line(term.source, source)) for term in hints.terms)
        return Hints(tuple(term for term in terms if term.source in piece), before)

    def _translated(
        self, texts: Sequence[str], hints: Sequence[Hints], source: str, target: str, careful: bool
    ) -> list[str]:
        translated = list(texts)
        asked = [i for i, text in enumerate(texts) if has_words(text)]
        conversations = [self.form.ask(texts[i], source, target, hints[i]) for i in asked]
        factor, margin = self.options.length_factor, self.options.length_margin
        limits = [int(factor * self.chat.length(texts[i])) + margin for i in asked]
        for i, answer in zip(asked, self.chat.answers(conversations, limits, self.form, careful), strict=True):
            translated[i] = translation_in(answer, texts[i], target)
        return translated


class Writer(Protocol):
    """What writes on from prompts, as token ids."""

    numbers: str  # what it computes in, as a draft's options name it

    def write(self, prompts: Sequence[Sequence[int]], most: int, ngram: int, penalty: float) -> list[list[int]]:
        """What follows each prompt greedily, at most that many tokens; no ngram twice unless it is 0."""


class CausalTorch:
    """A model of transformers that writes on from a text."""

    def __init__(self, model: Any, tokenizer: Any, placement: Placement, ends: Sequence[int]) -> None:
        self.model, self.tokenizer, self.ends = model, tokenizer, list(ends)
        self.numbers = placement.dtype

    def write(self, prompts: Sequence[Sequence[int]], most: int, ngram: int, penalty: float) -> list[list[int]]:
        """As `Writer.write`."""
        import torch

        longest = max(map(len, prompts))
        filler = self.ends[0] if self.ends else 0
        with torch.inference_mode(), quiet_transformers():
            ids = torch.tensor([[filler] * (longest - len(prompt)) + list(prompt) for prompt in prompts])
            mask = torch.tensor([[0] * (longest - len(prompt)) + [1] * len(prompt) for prompt in prompts])
            found = self.model.generate(
                input_ids=ids.to(self.model.device),
                attention_mask=mask.to(self.model.device),
                do_sample=False,
                num_beams=1,
                # What a model's own settings say of sampling is of no use to a greedy search.
                temperature=None,
                top_p=None,
                top_k=None,
                max_length=None,
                max_new_tokens=most,
                no_repeat_ngram_size=ngram,
                repetition_penalty=penalty,
                pad_token_id=filler,
                eos_token_id=self.ends or None,
            )
        return [list(ids[longest:]) for ids in found.tolist()]


class LocalChat:
    """A model that chats and runs here."""

    def __init__(self, writer: Writer, tokenizer: Any, budget: TokenBudget, ngram: int) -> None:
        self.writer, self.tokenizer, self.budget, self.ngram = writer, tokenizer, budget, ngram

    def length(self, text: str) -> int:
        """How many tokens a text has."""
        return len(self.tokenizer(text, add_special_tokens=False)["input_ids"])

    def answers(
        self, conversations: Sequence[Sequence[Message]], limits: Sequence[int], form: PromptForm, careful: bool
    ) -> list[str]:
        """As `Chat.answers`."""
        prompts = [self.prompt(conversation, form) for conversation in conversations]

        def decode(batch: list[int]) -> list[str]:
            most = max(limits[i] for i in batch)
            ngram = self.ngram if careful else 0
            written = self.writer.write([prompts[i] for i in batch], most, ngram, form.penalty)
            return [text.strip() for text in self.tokenizer.batch_decode(written, skip_special_tokens=True)]

        return self.budget.decode([len(a) + b for a, b in zip(prompts, limits, strict=True)], decode)

    def prompt(self, conversation: Sequence[Message], form: PromptForm) -> list[int]:
        """The conversation as tokens, written out by the model's own chat template."""
        settings = {"add_generation_prompt": True, **form.template}
        rendered = self.tokenizer.apply_chat_template(list(conversation), tokenize=False, **settings)
        # The template writes the beginning of text itself.
        found: list[int] = self.tokenizer(rendered, add_special_tokens=False)["input_ids"]
        return found


def load_chat_translator(model: ModelFolder, progress: Progress, options: ChatOptions | None = None) -> ChatTranslator:
    """The translator of a hub model that chats; on the GPU, else int8 by CTranslate2 where that can be done.

    Raises ModelUnavailable for a model that has no chat template, cannot be loaded, or needs too much memory.
    """
    from safetensors import SafetensorError
    from transformers import AutoTokenizer

    options = options or ChatOptions()
    try:
        with quiet_transformers():
            tokenizer = AutoTokenizer.from_pretrained(model.folder, local_files_only=True)
            if not tokenizer.chat_template:
                raise ModelUnavailable(
                    f"{model.name} only writes on from a text and cannot be asked: expected a model with a chat "
                    f"template (often called -it, -Instruct or -Chat); {INSTEAD}"
                )
            writer = _writer(model, tokenizer, progress, options)
    except (OSError, ValueError, KeyError, TypeError, ImportError, RuntimeError, SafetensorError) as error:
        raise ModelUnavailable(f"{model.name} cannot be loaded: {first_line(error)}; {INSTEAD}") from error
    on_gpu = isinstance(writer, CausalTorch) and writer.model.device.type != "cpu"
    form = prompt_form_of(model.name, str(tokenizer.chat_template))
    budget = TokenBudget(GPU_TOKENS if on_gpu else CPU_TOKENS)
    chat = LocalChat(writer, tokenizer, budget, options.careful_ngram)
    told = f"greedy|prompt:{form.name}|context:{options.context_sentences}|{writer.numbers}"
    return ChatTranslator(chat, form, System(model.name, model.revision, told, model.licence), options)


def _writer(model: ModelFolder, tokenizer: Any, progress: Progress, options: ChatOptions) -> Writer:
    import torch
    from transformers import AutoModelForCausalLM

    machine, ends = this_machine(), _ends(model, tokenizer)
    if options.ctranslate2 and machine.gpu is None:
        quick = int8(model, tokenizer, progress, lambda folder: CausalInt8(folder, tokenizer, ends))
        if quick:
            return quick
    placement = place(model.name, model.weight_bytes, stored_numbers(model.config), machine)
    loaded: Any = AutoModelForCausalLM.from_pretrained(
        model.folder, local_files_only=True, dtype=getattr(torch, placement.dtype)
    )
    return CausalTorch(loaded.to(placement.device).eval(), tokenizer, placement, ends)


def _ends(model: ModelFolder, tokenizer: Any) -> list[int]:
    """The tokens that end an answer: those of generation_config.json, of which a chat model has more than one."""
    path = model.folder / "generation_config.json"
    told = json.loads(path.read_text(encoding="utf-8")).get("eos_token_id") if path.is_file() else None
    listed = told if isinstance(told, list) else [told]
    return list(dict.fromkeys(end for end in (*listed, tokenizer.eos_token_id) if end is not None))
