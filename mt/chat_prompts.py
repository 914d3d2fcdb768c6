"""How models that chat are asked for a translation: the published forms, and one for all others."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from corpora.languages import language
from mt.translators import Hints

Message = dict[str, Any]
"""One turn of a conversation as chat templates take it: its role and content."""

# What Tencent's cards call the languages in Chinese prompts.
CHINESE_NAMES = {"zh": "中文", "de": "德语", "en": "英语", "ar": "阿拉伯语", "es": "西班牙语", "fr": "法语"}
CHINESE_NAMES |= {"it": "意大利语", "ja": "日语", "ko": "韩语", "nl": "荷兰语", "pl": "波兰语", "pt": "葡萄牙语"}
CHINESE_NAMES |= {"ru": "俄语", "th": "泰语", "tr": "土耳其语"}

Asking = Callable[[str, str, str, Hints], list[Message]]
"""From a text, its language, the target language and hints to the conversation that asks for the translation."""


class PromptForm(NamedTuple):
    """How a family is asked. template goes to its chat template beside the messages.

    penalty is the repetition penalty that its makers decode with. languages are those it was trained on, None
    where that is not told.
    """

    name: str
    ask: Asking
    template: Mapping[str, Any] = {}
    penalty: float = 1.0
    languages: frozenset[str] | None = None


def prompt_form_of(name: str, template: str = "") -> PromptForm:
    """The form for a model, known by its name, or by its chat template where a folder was renamed."""
    if "source_lang_code" in template:
        return TRANSLATEGEMMA
    return next((form for pattern, form in FORMS if re.search(pattern, name, re.IGNORECASE)), GENERAL)


def turns(asked: Callable[[str, Hints], Message], text: str, hints: Hints) -> list[Message]:
    """A conversation in which the sentences before were asked for and answered in the same form."""
    conversation: list[Message] = []
    for source, translation in hints.before:
        conversation += [asked(source, Hints()), {"role": "assistant", "content": translation}]
    return [*conversation, asked(text, hints)]


def _general(text: str, source: str, target: str, hints: Hints) -> list[Message]:
    """The form for models whose makers publish none: one instruction, glossary before the text."""
    names = (language(source).name, language(target).name)

    def asked(text: str, hints: Hints) -> Message:
        lines = [f"Translate the following {names[0]} text into {names[1]}. Reply with the translation only."]
        if hints.terms:
            lines += ["", "Use these translations:", *(f"{term.source} = {term.target}" for term in hints.terms)]
        return {"role": "user", "content": "\n".join([*lines, "", text])}

    return turns(asked, text, hints)


def _translategemma(text: str, source: str, target: str, hints: Hints) -> list[Message]:
    """TranslateGemma's template writes the instruction itself from the codes of the two languages.

    A user's content is a list of exactly one entry; there is no system turn and no room for a glossary, so that
    terms are earlier turns, as the sentences before are (model card, huggingface.co/google/translategemma-4b-it;
    Finkelstein et al. 2026, arXiv:2601.09012).
    """

    def asked(text: str, hints: Hints) -> Message:
        entry = {"type": "text", "source_lang_code": _code(source), "target_lang_code": _code(target), "text": text}
        return {"role": "user", "content": [entry]}

    before = (*((term.source, term.target) for term in hints.terms), *hints.before)
    return turns(asked, text, Hints(before=before))


def translategemma_instruction(text: str, source: str, target: str) -> str:
    """What TranslateGemma's template makes of a text, for servers whose template takes plain text (Ollama)."""
    names = (language(source).name, language(target).name)
    return (
        f"You are a professional {names[0]} ({_code(source)}) to {names[1]} ({_code(target)}) translator. Your goal is "
        f"to accurately convey the meaning and nuances of the original {names[0]} text while adhering to {names[1]} "
        f"grammar, vocabulary, and cultural sensitivities.\nProduce only the {names[1]} translation, without any "
        f"additional explanations or commentary. Please translate the following {names[0]} text into {names[1]}:"
        f"\n\n\n{text}"
    )


def _code(code: str) -> str:
    # Its table of languages knows zh-Hans, but not zh-CN.
    return "zh-Hans" if language(code).code == "zh" else language(code).code


def _hunyuan(text: str, source: str, target: str, hints: Hints) -> list[Message]:
    """Hunyuan-MT is asked in Chinese where Chinese is one of the languages, else in English, in one user turn.

    (github.com/Tencent-Hunyuan/Hunyuan-MT, section Prompts.) The forms with terms and with context are those that
    its successor HY-MT1.5 was published with (huggingface.co/tencent/HY-MT1.5-7B); they are in Chinese for all.
    """
    if hints.terms or hints.before:
        return _hunyuan_later(text, source, target, hints)
    if "zh" in (source, target):
        return _user(f"把下面的文本翻译成{CHINESE_NAMES[target]}，不要额外解释。\n\n{text}")
    return _user(
        f"Translate the following segment into {language(target).name}, without additional explanation.\n\n{text}"
    )


def _hunyuan_later(text: str, source: str, target: str, hints: Hints) -> list[Message]:
    """HY-MT1.5 and later: the glossary first, then what stands before the text, then the instruction.

    (huggingface.co/tencent/HY-MT1.5-7B and github.com/Tencent-Hunyuan/Hy-MT2, prompt templates.)
    """
    name = CHINESE_NAMES[target]
    parts = []
    if hints.terms:
        parts.append("\n".join(["参考下面的翻译：", *(f"{term.source} 翻译成 {term.target}" for term in hints.terms)]))
    if hints.before:
        context = "\n".join(line for both in hints.before for line in both)
        parts.append(
            f"{context}\n参考上面的信息，把下面的文本翻译成{name}，注意不需要翻译上文，也不要额外解释：\n{text}"
        )
    elif hints.terms or "zh" in (source, target):
        parts.append(f"将以下文本翻译为{name}，注意只需要输出翻译后的结果，不要额外解释：\n\n{text}")
    else:
        parts.append(
            f"Translate the following segment into {language(target).name}, without additional explanation.\n\n{text}"
        )
    return _user("\n\n".join(parts))


def _tower_instruct(text: str, source: str, target: str, hints: Hints) -> list[Message]:
    """TowerInstruct (model card, huggingface.co/Unbabel/TowerInstruct-7B-v0.2; Alves et al. 2024)."""
    return _tower("Translate the following text from {0} into {1}.", ":", text, source, target, hints)


def _tower_plus(text: str, source: str, target: str, hints: Hints) -> list[Message]:
    """Tower+ and EuroLLM (model cards, huggingface.co/Unbabel/Tower-Plus-9B; Rei et al. 2025)."""
    return _tower("Translate the following {0} source text to {1}:", ": ", text, source, target, hints)


def _tower(ask: str, colon: str, text: str, source: str, target: str, hints: Hints) -> list[Message]:
    names = (language(source).name, language(target).name)

    def asked(text: str, hints: Hints) -> Message:
        glossary = "; ".join(f"{term.source} = {term.target}" for term in hints.terms)
        lines = [ask.format(*names), *([f"Use this glossary: {glossary}."] if glossary else [])]
        return {"role": "user", "content": "\n".join([*lines, f"{names[0]}: {text}", f"{names[1]}{colon}"])}

    return turns(asked, text, hints)


def _user(content: str) -> list[Message]:
    return [{"role": "user", "content": content}]


GENERAL = PromptForm("general", _general)
TRANSLATEGEMMA = PromptForm("translategemma", _translategemma)
_TOWER = frozenset({"en", "pt", "es", "fr", "de", "nl", "it", "ko", "zh", "ru"})

FORMS: tuple[tuple[str, PromptForm], ...] = (
    ("translate-?gemma", TRANSLATEGEMMA),
    # Their cards have the conversation end with the user's turn, which these templates close themselves.
    ("hunyuan-?mt", PromptForm("hunyuan-mt", _hunyuan, {"add_generation_prompt": False}, 1.05)),
    (r"hy-?mt-?1\.5", PromptForm("hy-mt", _hunyuan_later, {"add_generation_prompt": False}, 1.05)),
    ("hy-?mt", PromptForm("hy-mt", _hunyuan_later, penalty=1.05)),
    ("tower-?plus|eurollm", PromptForm("tower-plus", _tower_plus)),
    ("tower", PromptForm("tower", _tower_instruct, languages=_TOWER)),
    # Qwen 3 thinks aloud unless its template is told not to; a translation needs none, and it would take minutes.
    ("qwen|qwq", PromptForm("qwen", _general, {"enable_thinking": False})),
)
