"""Hub encoders, proved on tiny ones that are made here and loaded through the same code as the large ones.

Their word vectors are set so that the bundled article's sentences and their translations lie close together;
everything else of them is what transformers makes of a configuration.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from align.calibration import STRANGERS, TRANSLATIONS, Calibration, Similarities, calibrate, measure
from align.encoding import LONGEST, load_encoder
from align.hub_encoding import FAMILIES, is_hub_name, load_hub_encoder
from corpora.errors import ModelUnavailable
from corpora.formats.beads import read_beads

torch = pytest.importorskip("torch")

# With two threads each of the tiny products waits for both cores, which other tests may be using.
torch.set_num_threads(1)

WIDTH = 48
SIZES = {"hidden_size": WIDTH, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 64}
TEXTS = ["他们在北京开会讨论经济问题。", "Kurz.", "", "Die Brücke wird im Herbst gebaut. " * 9, "Kurz."]


@pytest.fixture(scope="module")
def translations(sample_folder: Path) -> list[tuple[str, str]]:
    """The sentences of the bundled pair's one-to-one beads."""
    zh, de, gold = (
        (sample_folder / name).read_text(encoding="utf-8").splitlines()
        for name in ("article.zh.clean.txt", "article.de.clean.txt", "gold.beads")
    )
    beads = read_beads(gold, "gold.beads", scored=False)
    return [(zh[b.source[0]], de[b.target[0]]) for b in beads if len(b.source) == len(b.target) == 1]


def teach(model: Any, tokenizer: Any, translations: Sequence[tuple[str, str]]) -> None:
    """Give each token the mean of its sentences' directions, and let the layer hand on the mean of its tokens."""
    generator = torch.Generator().manual_seed(1)
    directions = torch.randn(len(translations), WIDTH, generator=generator)
    places = [
        set(tokenizer(source, add_special_tokens=False)["input_ids"])
        | set(tokenizer(target, add_special_tokens=False)["input_ids"])
        for source, target in translations
    ]
    layer = model.encoder.layer[0]
    with torch.no_grad():
        for token in range(len(tokenizer)):
            of_token = [directions[i] for i, tokens in enumerate(places) if token in tokens]
            vector = torch.stack(of_token).mean(dim=0) if of_token else torch.zeros(WIDTH)
            model.embeddings.word_embeddings.weight[token] = vector
        layer.attention.self.query.weight.zero_()
        layer.attention.self.value.weight.copy_(torch.eye(WIDTH))
        layer.attention.output.dense.weight.copy_(torch.eye(WIDTH))


def characters_and_words(translations: Sequence[tuple[str, str]]) -> list[str]:
    characters = {character for source, target in translations for character in source + target}
    words = {word for _, target in translations for word in target.split()}
    return sorted((characters | words) - {" "})


@pytest.fixture(scope="module")
def like_labse(tmp_path_factory: pytest.TempPathFactory, translations: list[tuple[str, str]]) -> Path:
    """A BERT with CLS pooling and a dense layer, which is a copy of its pooler as in LaBSE."""
    from safetensors.torch import save_file
    from transformers import BertConfig, BertModel, BertTokenizer

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters_and_words(translations)]
    vocabulary = {word: i for i, word in enumerate(words)}
    folder = tmp_path_factory.mktemp("hub") / "like-labse"
    tokenizer = BertTokenizer(vocab=vocabulary, do_lower_case=False)
    torch.manual_seed(0)
    model = BertModel(BertConfig(vocab_size=len(vocabulary), max_position_embeddings=64, **SIZES))
    teach(model, tokenizer, translations)
    with torch.no_grad():
        model.pooler.dense.weight.copy_(torch.linalg.qr(torch.randn(WIDTH, WIDTH)).Q)
        model.pooler.dense.bias.normal_(std=0.1)
    tokenizer.save_pretrained(folder)
    model.save_pretrained(folder)
    kinds = {"": "Transformer", "1_Pooling": "Pooling", "2_Dense": "Dense", "3_Normalize": "Normalize"}
    modules = [{"path": path, "type": f"sentence_transformers.models.{kind}"} for path, kind in kinds.items()]
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 32}', encoding="utf-8")
    for name in ("1_Pooling", "2_Dense"):
        (folder / name).mkdir()
    (folder / "1_Pooling" / "config.json").write_text(
        '{"word_embedding_dimension": 48, "pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}',
        encoding="utf-8",
    )
    (folder / "2_Dense" / "config.json").write_text(
        '{"activation_function": "torch.nn.modules.activation.Tanh"}', encoding="utf-8"
    )
    pooler = {f"linear.{name}": value.clone() for name, value in model.pooler.dense.state_dict().items()}
    save_file(pooler, folder / "2_Dense" / "model.safetensors")
    return folder


@pytest.fixture(scope="module")
def like_e5(tmp_path_factory: pytest.TempPathFactory, translations: list[tuple[str, str]]) -> Path:
    """An XLM-RoBERTa in a folder that is called as the family's repository is, without files of its own on pooling."""
    from transformers import XLMRobertaConfig, XLMRobertaModel, XLMRobertaTokenizer

    pieces = [("▁", -2.0), *((piece, -8.0) for piece in characters_and_words(translations) if len(piece) == 1)]
    pieces += [(f"▁{piece}", -3.0) for piece in characters_and_words(translations) if len(piece) > 1]
    pieces += [("▁query:", -3.0)]
    vocabulary = [(special, 0.0) for special in ("<s>", "<pad>", "</s>", "<unk>")] + pieces + [("<mask>", 0.0)]
    folder = tmp_path_factory.mktemp("hub") / "multilingual-e5-small"
    tokenizer = XLMRobertaTokenizer(vocab=vocabulary)
    torch.manual_seed(0)
    model = XLMRobertaModel(
        XLMRobertaConfig(vocab_size=len(tokenizer), max_position_embeddings=40, pad_token_id=1, **SIZES)
    )
    teach(model, tokenizer, translations)
    tokenizer.save_pretrained(folder)
    model.save_pretrained(folder)
    return folder


@pytest.fixture
def copied(like_labse: Path, tmp_path: Path) -> Path:
    """A copy of the tiny model that a test may damage."""
    return Path(shutil.copytree(like_labse, tmp_path / "copy"))


def alone(folder: Path, text: str, most: int, pool: Callable[[Any], Any]) -> np.ndarray[Any, Any]:
    """The vector of one text by transformers itself: nothing beside it, so no padding and no mask."""
    from transformers import AutoModel, AutoTokenizer

    model, tokenizer = AutoModel.from_pretrained(folder).eval(), AutoTokenizer.from_pretrained(folder)
    with torch.inference_mode():
        vector = pool(model(**tokenizer([text], truncation=True, max_length=most, return_tensors="pt")))[0]
    return np.asarray(vector / vector.norm())


def test_labse_is_cls_and_its_dense_layer_which_is_the_pooler(like_labse: Path) -> None:
    encoder = load_hub_encoder(str(like_labse))
    vectors = encoder.encode(TEXTS)
    assert vectors.dtype == np.float32 and vectors.shape == (5, WIDTH)
    for text, vector in zip(TEXTS, vectors, strict=True):
        np.testing.assert_allclose(vector, alone(like_labse, text, 32, lambda out: out.pooler_output), atol=1e-5)


def test_e5_is_the_mean_of_its_tokens_behind_its_prefix(like_e5: Path) -> None:
    encoder = load_hub_encoder(str(like_e5))
    # 40 positions, of which RoBERTa leaves the first two to padding.
    assert (encoder.recipe.prefix, encoder.max_tokens) == ("query: ", 38)
    vectors = encoder.encode(TEXTS)
    for text, vector in zip(TEXTS, vectors, strict=True):
        expected = alone(like_e5, f"query: {text}", 38, lambda out: out.last_hidden_state.mean(dim=1))
        np.testing.assert_allclose(vector, expected, atol=1e-5)


@pytest.mark.parametrize(
    ("config", "pool"),
    [
        ({"pooling_mode": "max"}, lambda out: out.last_hidden_state.amax(dim=1)),
        ({"pooling_mode": ["lasttoken"]}, lambda out: out.last_hidden_state[:, -1]),
        ({"pooling_mode_mean_tokens": True}, lambda out: out.last_hidden_state.mean(dim=1)),
    ],
)
def test_pooling_is_read_beside_the_model(copied: Path, config: dict[str, Any], pool: Callable[[Any], Any]) -> None:
    (copied / "1_Pooling" / "config.json").write_text(json.dumps(config), encoding="utf-8")
    modules = json.loads((copied / "modules.json").read_text(encoding="utf-8"))
    kept = [module for module in modules if module["path"] != "2_Dense"]
    (copied / "modules.json").write_text(json.dumps(kept), encoding="utf-8")
    for text, vector in zip(TEXTS, load_hub_encoder(str(copied)).encode(TEXTS), strict=True):
        np.testing.assert_allclose(vector, alone(copied, text, 32, pool), atol=1e-5)


def test_the_prompt_a_model_is_published_with_is_its_prefix(copied: Path) -> None:
    prompts = {"prompts": {"bitext": "Satz: ", "web": "Frage: "}, "default_prompt_name": "bitext"}
    (copied / "config_sentence_transformers.json").write_text(json.dumps(prompts), encoding="utf-8")
    assert load_hub_encoder(str(copied)).recipe.prefix == "Satz: "


def test_rows_have_length_one_and_equal_texts_are_encoded_once(like_e5: Path) -> None:
    encoder = load_hub_encoder(str(like_e5))
    vectors = encoder.encode(TEXTS * 40)
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < 1e-5
    assert np.array_equal(vectors[:5], vectors[-5:]) and np.array_equal(vectors[1], vectors[4])
    assert encoder.encode([]).shape == (0, WIDTH)


def test_what_lies_behind_the_limit_is_not_read(like_e5: Path) -> None:
    encoder = load_hub_encoder(str(like_e5))
    start = "Die Brücke wird gebaut. " * 40
    assert np.allclose(encoder.encode([start]), encoder.encode([start + "Kurz."]))
    blank = " " * LONGEST
    assert np.allclose(encoder.encode([blank + "Kurz."]), encoder.encode([""]), atol=1e-5)


def test_spans_are_the_joined_sentences_in_order(like_labse: Path) -> None:
    encoder = load_hub_encoder(str(like_labse))
    sentences = ["Das ist eins.", "Das ist zwei.", "Drei.", "Die Brücke."]
    spans = encoder.encode_spans(sentences, 6, " ")
    assert [len(vectors) for vectors in spans] == [4, 3, 2, 1, 0, 0]
    assert all(vectors.shape[1] == WIDTH for vectors in spans)
    for k, vectors in enumerate(spans, start=1):
        joined = [" ".join(sentences[i : i + k]) for i in range(len(vectors))]
        np.testing.assert_allclose(vectors, encoder.encode(joined), atol=1e-5)
    assert [vectors.shape for vectors in encoder.encode_spans([], 2, "")] == [(0, WIDTH)] * 2


def test_the_embedded_encoder_has_the_two_constants() -> None:
    found = measure(load_encoder().encode)
    assert (found.translations, found.strangers) == pytest.approx((TRANSLATIONS, STRANGERS), abs=0.005)
    assert found.tell_apart
    assert calibrate(found) == pytest.approx((1.0, 0.0), abs=0.02)


@pytest.mark.parametrize("family", ["like_labse", "like_e5"])
def test_calibrated_means_are_those_of_the_embedded_encoder(family: str, request: pytest.FixtureRequest) -> None:
    encoder = load_hub_encoder(str(request.getfixturevalue(family)))
    found = measure(encoder.encode)
    means = encoder.calibration.apply(np.array([found.translations, found.strangers]))
    assert means == pytest.approx((TRANSLATIONS, STRANGERS))
    assert encoder.calibration is encoder.calibration


def test_calibration_is_a_line_through_two_means() -> None:
    found = calibrate(Similarities(0.88, 0.75, 0.02))
    assert isinstance(found, Calibration)
    assert found.apply(np.array([0.88, 0.75])) == pytest.approx((TRANSLATIONS, STRANGERS))


@pytest.mark.parametrize("found", [(0.5, 0.5, 0.1), (0.2, 0.3, 0.1), (float("nan"), float("nan"), float("nan"))])
def test_strangers_as_alike_as_translations_are_told(found: tuple[float, float, float]) -> None:
    assert not Similarities(*found).tell_apart
    assert Similarities(0.88, 0.75, 0.03).tell_apart


def test_an_untrained_model_is_found_out_when_calibrated(like_labse: Path, copied: Path) -> None:
    from transformers import BertModel

    torch.manual_seed(3)
    BertModel(BertModel.from_pretrained(like_labse).config).save_pretrained(copied)
    encoder = load_hub_encoder(str(copied))
    with pytest.raises(ModelUnavailable, match=r"copy@\w{8} does not tell translations from strangers"):
        _ = encoder.calibration


def test_signatures_name_the_weights(like_labse: Path, copied: Path) -> None:
    from transformers import BertModel

    assert load_hub_encoder(str(like_labse)).name.startswith("like-labse@")
    before = load_hub_encoder(str(copied)).name
    model = BertModel.from_pretrained(copied)
    with torch.no_grad():
        model.encoder.layer[0].output.dense.bias += 1
    model.save_pretrained(copied)
    assert load_hub_encoder(str(copied)).name != before


@pytest.fixture
def no_internet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of hub models. A closed port of this machine stands in for a network that is down."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", "http://127.0.0.1:9")
    return tmp_path / "cache"


def test_a_short_name_loads_what_the_cache_holds_without_internet(
    like_e5: Path, no_internet: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    family = FAMILIES["e5-small"]
    folder = no_internet / f"models--{family.repository.replace('/', '--')}" / "snapshots" / family.revision
    shutil.copytree(like_e5, folder)
    with pytest.raises(ModelUnavailable, match=r"cannot be fetched \(no internet\?\)"):
        load_hub_encoder("e5-small")
    (folder / "modules.json").write_text('[{"path": "", "type": "sentence_transformers.models.Transformer"}]')
    for name in ("e5-small", f"hub:{family.repository}"):
        encoder = load_hub_encoder(name)
        assert (encoder.name, encoder.recipe.prefix) == ("e5-small", "query: ")
    assert encoder.encode(["Kurz."]).shape == (1, WIDTH)
    assert capfd.readouterr() == ("", "")


def test_any_hub_name_loads_and_its_commit_is_in_its_name(like_labse: Path, no_internet: Path) -> None:
    folder = no_internet / "models--a--b"
    shutil.copytree(like_labse, folder / "snapshots" / "0123456789abcdef")
    (folder / "refs").mkdir()
    (folder / "refs" / "main").write_text("0123456789abcdef", encoding="utf-8")
    assert load_hub_encoder("hub:a/b").name == "a/b@01234567"


@pytest.mark.parametrize("name", ["bge-m3", "labse", "hub:nobody/nothing"])
def test_without_internet_the_embedded_encoder_is_named(name: str, no_internet: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"cannot be fetched \(no internet\?\); the embedded 'use-m3' needs no"):
        load_hub_encoder(name)


def test_names_that_are_for_the_hub(tmp_path: Path) -> None:
    assert all(map(is_hub_name, [*FAMILIES, "hub:a/b", "./nowhere", str(tmp_path)]))
    assert not is_hub_name("use-m3") and not is_hub_name("labsy")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("./nowhere/at-all", "there is no folder ./nowhere/at-all"),
        ("hub:labse", "hub:labse is no hub name"),
        ("hub:../x", "is no hub name"),
    ],
)
def test_a_name_that_is_none_is_refused(name: str, message: str) -> None:
    with pytest.raises(ModelUnavailable) as error:
        load_hub_encoder(name)
    assert message in str(error.value) and "\n" not in str(error.value)


def rewrite(path: Path, **changes: Any) -> None:
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def pickle_only(path: Path) -> None:
    path.rename(path.with_name("pytorch_model.bin"))


def another_architecture(folder: Path) -> None:
    rewrite(folder / "config.json", model_type="distilbert", architectures=["DistilBertModel"], dim=WIDTH, n_heads=2)


DAMAGES: dict[str, tuple[Callable[[Path], Any], str]] = {
    "no model": (lambda f: (f / "config.json").unlink(), "found no config.json"),
    "pickled weights": (lambda f: pickle_only(f / "model.safetensors"), "kept as a pickle are not loaded"),
    "pickled layer": (lambda f: pickle_only(f / "2_Dense" / "model.safetensors"), "has no 2_Dense/model.safetensors"),
    "half a file": (
        lambda f: (f / "model.safetensors").write_bytes((f / "model.safetensors").read_bytes()[:1000]),
        "cannot be loaded as a text encoder",
    ),
    "no tokenizer": (lambda f: (f / "tokenizer.json").unlink(), "has no tokenizer"),
    "other weights": (another_architecture, "lacks weights of a distilbert model"),
    "a writer": (lambda f: rewrite(f / "config.json", is_encoder_decoder=True), "is a model that writes text"),
    "unknown model": (lambda f: rewrite(f / "config.json", model_type="nonesuch"), "cannot be loaded"),
    "unknown pooling": (
        lambda f: rewrite(f / "1_Pooling" / "config.json", pooling_mode_weightedmean_tokens=True),
        "expected one of cls, mean, max, lasttoken, found cls, pooling_mode_weightedmean_tokens",
    ),
    "unknown layer": (
        lambda f: (f / "modules.json").write_text('[{"path": "", "type": "a.b.LSTM"}]'),
        "found LSTM",
    ),
    "a layer elsewhere": (
        lambda f: (f / "modules.json").write_text('[{"path": "../x", "type": "a.Dense"}]'),
        "expected layers inside the folder",
    ),
    "no JSON": (lambda f: (f / "modules.json").write_text("[{"), "cannot be loaded as a text encoder"),
    "unknown activation": (
        lambda f: rewrite(f / "2_Dense" / "config.json", activation_function="os.system"),
        "an activation that is not known here: system",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_no_encoder_is_refused_in_one_line(damage: str, copied: Path) -> None:
    do, message = DAMAGES[damage]
    do(copied)
    with pytest.raises(ModelUnavailable) as error:
        load_hub_encoder(str(copied))
    assert message in str(error.value)
    assert "\n" not in str(error.value) and str(copied) in str(error.value)


def test_a_models_own_code_is_not_run(copied: Path) -> None:
    (copied / "modeling.py").write_text("raise SystemExit('this ran')", encoding="utf-8")
    rewrite(copied / "config.json", model_type="ours", auto_map={"AutoConfig": "modeling.C", "AutoModel": "modeling.M"})
    with pytest.raises(ModelUnavailable, match="cannot be loaded as a text encoder"):
        load_hub_encoder(str(copied))


def test_importing_it_loads_nothing_heavy() -> None:
    code = "import sys, align.hub_encoding; sys.exit(', '.join({'torch', 'transformers'} & sys.modules.keys()) or 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
