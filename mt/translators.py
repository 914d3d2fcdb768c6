"""The translators there are, by name.

Anything with a slash, or a folder, is a model of the Hugging Face hub; local:URL#MODEL is one behind a server.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import permutations
from pathlib import Path
from typing import NamedTuple, Protocol, runtime_checkable

from corpora.errors import ModelUnavailable, UnsupportedLanguage
from corpora.glossary import Term
from corpora.languages import CORE_LANGUAGES, language
from corpora.units import System
from mt.model_cache import Progress, silent
from mt.quality import Encode

DEFAULT_TRANSLATOR = "gemma3-270m"


class Hints(NamedTuple):
    """What a translator is told beside a text; what it cannot use it leaves aside.

    terms are those that stand in the text. before are the sentences before it with their translations, as
    (source, target), the nearest last.
    """

    terms: tuple[Term, ...] = ()
    before: tuple[tuple[str, str], ...] = ()

    def within(self, piece: str) -> "Hints":
        """What of this is told beside a piece of the text."""
        return Hints(tuple(term for term in self.terms if term.source in piece))


class Translator(Protocol):
    """What drafts translations; system says who it is in every draft."""

    @property
    def system(self) -> System:
        """Name, revision, options and licence, as they are stored with a draft."""

    def supports(self, source: str, target: str) -> bool:
        """Whether it translates from one language to the other."""

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, careful: bool = False, hints: Sequence[Hints] = ()
    ) -> list[str]:
        """One translation a text, in order, "" for blank text; careful decodes against loops and copies.

        hints are one a text, or none at all. Raises UnsupportedLanguage for a direction it does not do.
        """


@runtime_checkable
class ReadsContext(Protocol):
    """A translator that makes use of the sentences before a text, and of how many."""

    @property
    def context_sentences(self) -> int:
        """How many sentences before a text it looks at, at most."""


@runtime_checkable
class Draws(Protocol):
    """A translator that can also draw translations at random."""

    def draw(
        self, texts: Sequence[str], source: str, target: str, count: int, *, hints: Sequence[Hints] = ()
    ) -> list[list[str]]:
        """So many translations of each text, in order; hints as for translate."""


class PivotTranslator:
    """Two translations one after the other, by way of a third language."""

    def __init__(self, first: Translator, second: Translator, pivot: str, name: str) -> None:
        self.first, self.second, self.pivot = first, second, pivot
        self.system = System(
            name=name,
            revision="+".join(dict.fromkeys((first.system.revision, second.system.revision))),
            options=f"{first.system.options}|pivot:{pivot}",
            licence="; ".join(dict.fromkeys((first.system.licence, second.system.licence))),
        )

    def supports(self, source: str, target: str) -> bool:
        """Whether both legs are there; a direction that needs no pivot is left to the direct system."""
        return self.first.supports(source, self.pivot) and self.second.supports(self.pivot, target)

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, careful: bool = False, hints: Sequence[Hints] = ()
    ) -> list[str]:
        """One translation a text, in order, each by way of the pivot language; hints are of no use to either half."""
        if not self.supports(source, target):
            raise UnsupportedLanguage(f"{self.system.name} does not translate {source}-{target}")
        middle = self.first.translate(texts, source, self.pivot, careful=careful)
        return self.second.translate(middle, self.pivot, target, careful=careful)


def _load_embedded(progress: Progress, encode: Encode | None) -> Translator:
    from mt.embedded import load_embedded
    from mt.reranking import Reranker

    if encode is None:
        raise ModelUnavailable(
            "a system that reranks needs a sentence encoder and none was given; gemma3-270m-greedy needs none"
        )
    return load_embedded(progress, reranker=Reranker(encode))


def _load_greedy(progress: Progress, encode: Encode | None) -> Translator:
    from mt.embedded import load_embedded

    return load_embedded(progress)


def _load_pivot(progress: Progress, encode: Encode | None) -> Translator:
    embedded = _load_embedded(progress, encode)
    return PivotTranslator(embedded, embedded, pivot="en", name="gemma3-270m-pivot")


TRANSLATORS: Mapping[str, Callable[[Progress, Encode | None], Translator]] = {
    "gemma3-270m": _load_embedded,
    "gemma3-270m-greedy": _load_greedy,
    "gemma3-270m-pivot": _load_pivot,
}


def load_translator(
    name: str = DEFAULT_TRANSLATOR, progress: Progress = silent, encode: Encode | None = None
) -> Translator:
    """The translator of a name: one of TRANSLATORS, a model of the hub ("Helsinki-NLP/opus-mt-zh-de"), a folder,
    or a model that a server of this machine serves ("local:http://localhost:11434/v1#qwen3:8b").

    encode is what a system that reranks compares translations with their source by. Raises ModelUnavailable where
    there is no such system, it cannot be had here, or it lacks an encoder.
    """
    require_known(name)
    if name in TRANSLATORS:
        return TRANSLATORS[name](progress, encode)
    if name.startswith("local:"):
        from mt.server import load_server_translator

        return load_server_translator(name, progress)
    from mt.hub import load_hub_translator

    return load_hub_translator(name, progress)


def require_known(name: str) -> None:
    """Raise ModelUnavailable where a name cannot be a translator's, naming those that there are; loads nothing."""
    if name in TRANSLATORS or name.startswith("local:") or "/" in name or Path(name).is_dir():
        return
    raise ModelUnavailable(
        f"no translator called {name!r}; there are: {', '.join(TRANSLATORS)}, and any translation model of the hub by "
        "its full name, as Helsinki-NLP/opus-mt-zh-de, or by its folder, or behind a server of this machine, as "
        "local:http://localhost:11434/v1#MODEL"
    )


def require_direction(translator: Translator, source: str, target: str) -> None:
    """Raise UnsupportedLanguage where the translator does not do this direction, naming those that it does."""
    if not translator.supports(source, target):
        done = [f"{a}-{b}" for a, b in permutations(CORE_LANGUAGES, 2) if translator.supports(a, b)]
        raise UnsupportedLanguage(
            f"{translator.system.name} does not translate from {language(source).name} to {language(target).name}; "
            f"of {', '.join(CORE_LANGUAGES)} it translates {', '.join(done) or 'none into another'}"
        )
