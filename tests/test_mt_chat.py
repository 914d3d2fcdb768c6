"""Models that chat: what each family is asked, what is left of an answer, and tiny ones taught those very prompts."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tiny_models import CHATML, TEXTS, TRANSLATEGEMMA, make_chat

from corpora.errors import ModelUnavailable, UnsupportedLanguage
from corpora.glossary import Term
from mt.chat import ChatOptions, ChatTranslator, load_chat_translator
from mt.chat_answers import translation_in
from mt.chat_prompts import prompt_form_of
from mt.hub import load_hub_translator
from mt.hub_files import local_model
from mt.translators import Hints

torch = pytest.importorskip("torch")
torch.set_num_threads(1)

GEMMA_ASKS = (
    "<start_of_turn>user\nYou are a professional Chinese (zh-Hans) to {0} ({1}) translator. Your goal is to accurately "
    "convey the meaning and nuances of the original Chinese text while adhering to {0} grammar, vocabulary, and "
    "cultural sensitivities.\nProduce only the {0} translation, without any additional explanations or commentary. "
    "Please translate the following Chinese text into {0}:\n\n\n早上好。<end_of_turn>\n<start_of_turn>model\n"
)
# name: architecture, chat template, the prompt for 早上好。 as published, with {0} {1} {2} for the target's names
FAMILIES = {
    "Qwen3-tiny": (
        "qwen3",
        CHATML,
        "<|im_start|>user\nTranslate the following Chinese text into {0}. Reply with the translation only.\n\n早上好。"
        "<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n",
    ),
    "TowerInstruct-tiny": (
        "llama",
        CHATML,
        "<|im_start|>user\nTranslate the following text from Chinese into {0}.\nChinese: 早上好。\n{0}:<|im_end|>\n"
        "<|im_start|>assistant\n",
    ),
    "translategemma-tiny": ("gemma3_text", TRANSLATEGEMMA, GEMMA_ASKS),
    "Hunyuan-MT-tiny": (
        "hunyuan_v1_dense",
        "<|startoftext|>{{ messages[0].content }}<|extra_0|>{% if add_generation_prompt %}no{% endif %}",
        "<|startoftext|>把下面的文本翻译成{2}，不要额外解释。\n\n早上好。<|extra_0|>",
    ),
}
NAMES = {"de": ("German", "de", "德语"), "en": ("English", "en", "英语")}


@pytest.fixture(autouse=True, scope="module")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUIZHAO_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module", params=list(FAMILIES))
def family(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of each family, taught to answer its published prompt and no other."""
    architecture, template, asks = FAMILIES[request.param]
    lessons = [(asks.format(*names), TEXTS[code][0]) for code, names in NAMES.items()]
    return make_chat(tmp_path_factory.mktemp("hub") / request.param, architecture, template, lessons)


@pytest.mark.parametrize("quick", [False, True])
def test_each_family_is_asked_in_its_published_form(family: Path, quick: bool) -> None:
    told: list[str] = []
    translator = load_chat_translator(
        local_model(str(family)), lambda stage, share: told.append(stage), ChatOptions(ctranslate2=quick)
    )
    texts = ["早上好。", "", "——"]
    assert translator.translate(texts, "zh", "de") == ["Guten Morgen.", "", "——"]
    assert translator.translate(texts, "zh", "en") == ["Good morning.", "", "——"]
    for code, names in NAMES.items():
        conversation = translator.form.ask("早上好。", "zh", code, Hints())
        prompt = translator.chat.tokenizer.decode(translator.chat.prompt(conversation, translator.form))
        assert prompt == FAMILIES[family.name][2].format(*names)
    converts = quick and "Hunyuan" not in family.name  # CTranslate2 4.8 does not know that architecture
    assert translator.system.options.endswith("|int8-ctranslate2" if converts else "|float32")
    assert any("stays with transformers" in stage for stage in told) == (quick and not converts)


def test_a_model_that_chats_is_found_by_its_folder(family: Path) -> None:
    translator = load_hub_translator(str(family))
    assert isinstance(translator, ChatTranslator)
    assert translator.form is prompt_form_of(family.name)
    assert translator.supports("zh-Hant", "de") and not translator.supports("zh", "zh")
    with pytest.raises(UnsupportedLanguage, match="de-de"):
        translator.translate(["Danke."], "de", "de")


def test_a_model_without_a_chat_template_is_refused(family: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(family, tmp_path / "base")
    (folder / "chat_template.jinja").unlink()
    with pytest.raises(ModelUnavailable, match="expected a model with a chat template"):
        load_hub_translator(str(folder))


HINTS = Hints((Term("北京", "Peking"),), (("谢谢。", "Danke."),))


def asked(name: str, source: str, target: str, hints: Hints = Hints()) -> list[dict[str, Any]]:  # noqa: B008
    return prompt_form_of(name).ask("北京在下雨。", source, target, hints)


def test_terms_and_context_go_into_the_prompt() -> None:
    first, answer, last = asked("Qwen/Qwen3-8B", "zh", "de", HINTS)
    assert "谢谢。" in first["content"] and "北京" not in first["content"]
    assert answer == {"role": "assistant", "content": "Danke."}
    assert "\n北京 = Peking\n\n北京在下雨。" in last["content"]
    (only,) = asked("tencent/HY-MT1.5-1.8B", "zh", "de", HINTS)
    assert only["content"] == (
        "参考下面的翻译：\n北京 翻译成 Peking\n\n谢谢。\nDanke.\n"
        "参考上面的信息，把下面的文本翻译成德语，注意不需要翻译上文，也不要额外解释：\n北京在下雨。"
    )
    turns = asked("google/translategemma-4b-it", "zh", "de", HINTS)
    assert [turn["role"] for turn in turns] == ["user", "assistant"] * 2 + ["user"]
    assert [turn["content"] for turn in turns[1::2]] == ["Peking", "Danke."]
    assert all(len(turn["content"]) == 1 for turn in turns[::2])
    assert turns[-1]["content"][0]["source_lang_code"] == "zh-Hans"
    assert (
        "Use this glossary: 北京 = Peking." in asked("Unbabel/TowerInstruct-7B-v0.2", "zh", "de", HINTS)[-1]["content"]
    )


def test_hunyuan_is_asked_in_english_where_chinese_is_no_part() -> None:
    for name in ("tencent/Hunyuan-MT-7B", "tencent/HY-MT1.5-7B"):
        (only,) = prompt_form_of(name).ask("Danke.", "de", "en", Hints())
        assert only["content"] == (
            "Translate the following segment into English, without additional explanation.\n\nDanke."
        )


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("google/translategemma-12b-it", "translategemma"),
        ("tencent/Hunyuan-MT-7B", "hunyuan-mt"),
        ("tencent/HY-MT1.5-7B", "hy-mt"),
        ("tencent/Hy-MT2-7B", "hy-mt"),
        ("Qwen/Qwen3-4B-Instruct-2507", "qwen"),
        ("Unbabel/TowerInstruct-Mistral-7B-v0.2", "tower"),
        ("Unbabel/Tower-Plus-9B", "tower-plus"),
        ("utter-project/EuroLLM-9B-Instruct", "tower-plus"),
        ("mistralai/Ministral-8B-Instruct", "general"),
    ],
)
def test_a_family_is_known_by_its_name(name: str, form: str) -> None:
    assert prompt_form_of(name).name == form


@pytest.mark.parametrize(
    ("answer", "translation"),
    [
        ("Guten Tag.", "Guten Tag."),
        ("<think>\nHm: „Hallo“?\n</think>\n\nGuten Tag.", "Guten Tag."),
        ("<think>it never ends", ""),
        ("still thinking</think>Guten Tag.", "Guten Tag."),
        ('"Guten Tag."', "Guten Tag."),
        ("„Guten Tag.“", "Guten Tag."),
        ("„Ja“, sagte er, „morgen“", "„Ja“, sagte er, „morgen“"),
        ("Here is the translation:\n\nGuten Tag.", "Guten Tag."),
        ("Sure! Here's the German translation: Guten Tag.", "Guten Tag."),
        ("German: Guten Tag.", "Guten Tag."),
        ("Übersetzung: Guten Tag.", "Guten Tag."),
        ("```\nGuten Tag.\n```", "Guten Tag."),
        ("Guten Tag.\n\n(Note: the tone is formal.)", "Guten Tag."),
        ("Guten Tag.\n\n**Explanation:** 好 is good.\nMore.", "Guten Tag."),
        ("Guten Tag.\nBis morgen.", "Guten Tag. Bis morgen."),
        ("Note: Das bleibt.", "Note: Das bleibt."),
    ],
)
def test_of_an_answer_the_translation_is_kept(answer: str, translation: str) -> None:
    assert translation_in(answer, "你好。", "de") == translation


def test_what_the_source_has_too_is_no_preamble_and_no_quotes() -> None:
    assert translation_in("“Good day.”", "“你好。”", "en") == "“Good day.”"
    assert translation_in("译文：早。", "Translation: morning.", "zh") == "译文：早。"
