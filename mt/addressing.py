"""How each family of hub models is told which language to translate from and into."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from mt.hub_files import ModelFolder

# Our codes in the codes of each family; the first language token a tokenizer knows tells the family.
NLLB_CODES = {"zh": "zho_Hans", "de": "deu_Latn", "en": "eng_Latn"}
MBART_CODES = {"zh": "zh_CN", "de": "de_DE", "en": "en_XX"}
MADLAD_CODES = {"zh": "zh", "de": "de", "en": "en"}
M2M_CODES = {"zh": "zh", "de": "de", "en": "en"}
# OPUS-MT names languages with two or three letters, and groups of languages on the many-to-many models.
MARIAN_CODES = {
    "zh": frozenset({"zh", "zho", "chi", "cmn", "zhx", "sit", "cmn_Hans", "zho_Hans"}),
    "de": frozenset({"de", "deu", "ger", "gmw", "gem"}),
    "en": frozenset({"en", "eng", "gmw", "gem"}),
}
MARIAN_ANY = frozenset({"mul", "ine", "roa+gmw", "all"})
MARIAN_LABELS = {"zh": (">>cmn_Hans<<", ">>zho_Hans<<", ">>cmn<<", ">>zho<<"), "de": (">>deu<<",), "en": (">>eng<<",)}


class Address(NamedTuple):
    """What a direction sets: the tokenizer's source code, words before the text, the first target token."""

    source_code: str | None = None
    prefix: str = ""
    target_token: int | None = None


Addressing = Callable[[str, str], Address | None]
"""From source and target code to what the model must be told, None where it does not do the direction."""


def addressing_of(model: ModelFolder, tokenizer: Any) -> Addressing:
    """How to tell this model its languages; its name is read where the name is the direction (OPUS-MT, mBART-50)."""
    if is_small100(model):
        return _small100(tokenizer, model.name)
    return FAMILIES[model.config["model_type"]](tokenizer, model.name)


def is_small100(model: ModelFolder) -> bool:
    """Whether a model of M2M-100's architecture is SMaLL-100, which is told its target language otherwise."""
    if model.config.get("model_type") != "m2m_100":
        return False
    told = model.folder / "tokenizer_config.json"
    tokenizer = told.read_text(encoding="utf-8", errors="replace") if told.is_file() else ""
    return "small100" in f"{model.name} {tokenizer}".lower().replace("-", "")


def _tagged(tokenizer: Any, name: str) -> Addressing:
    codes, form = next(
        (
            (codes, form)
            for codes, form in ((NLLB_CODES, "{}"), (MBART_CODES, "{}"), (M2M_CODES, "__{}__"))
            if _has_token(tokenizer, form.format(codes["de"]))
        ),
        ({}, "{}"),
    )

    # mBART-50 also comes with one side fixed to English (Tang et al. 2020).
    only_from = "en" if "one-to-many" in name else None
    only_into = "en" if "many-to-one" in name else None

    def address(source: str, target: str) -> Address | None:
        if source == target or not {source, target} <= codes.keys():
            return None
        if source != (only_from or source) or target != (only_into or target):
            return None
        return Address(codes[source], "", tokenizer.convert_tokens_to_ids(form.format(codes[target])))

    return address


def _small100(tokenizer: Any, name: str) -> Addressing:
    """SMaLL-100 reads the target language before the text and is told no source language (Mohammadshahi et al. 2022).

    Its own tokenizer encodes a text as [target language] text </s>; M2M-100's does so for a "source" language.
    """

    def address(source: str, target: str) -> Address | None:
        if source == target or not {source, target} <= M2M_CODES.keys():
            return None
        return Address(source_code=M2M_CODES[target])

    return address


def _prefixed(tokenizer: Any, name: str) -> Addressing:
    def address(source: str, target: str) -> Address | None:
        label = f"<2{MADLAD_CODES.get(target)}>"
        known = source != target and source in MADLAD_CODES and _has_token(tokenizer, label)
        return Address(prefix=f"{label} ") if known else None

    return address


def _marian(tokenizer: Any, name: str) -> Addressing:
    from_name = re.search(r"(?P<source>[A-Za-z_+]+)[-_](?P<target>[A-Za-z_+]+)$", name)
    sources = {getattr(tokenizer, "source_lang", None), from_name["source"] if from_name else None}
    targets = {getattr(tokenizer, "target_lang", None), from_name["target"] if from_name else None}

    def address(source: str, target: str) -> Address | None:
        if source == target or not _covers(sources, source):
            return None
        label = next((label for label in MARIAN_LABELS.get(target, ()) if _has_token(tokenizer, label)), None)
        if label:
            return Address(prefix=f"{label} ")
        return Address() if _covers(targets, target) and not tokenizer.supported_language_codes else None

    return address


def _covers(named: set[str | None], code: str) -> bool:
    return bool(named & (MARIAN_CODES.get(code, frozenset({code})) | MARIAN_ANY))


def _has_token(tokenizer: Any, token: str) -> bool:
    identifier = tokenizer.convert_tokens_to_ids(token)
    return identifier is not None and identifier != tokenizer.unk_token_id


FAMILIES: dict[str, Callable[[Any, str], Addressing]] = {
    "marian": _marian,
    "m2m_100": _tagged,  # NLLB-200 too
    "nllb-moe": _tagged,
    "mbart": _tagged,
    "t5": _prefixed,  # MADLAD-400
    "mt5": _prefixed,
    "umt5": _prefixed,
}
