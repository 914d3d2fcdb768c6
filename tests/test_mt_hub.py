"""Hub models, proved on tiny ones that are made here and loaded through the same code as the large ones."""

import json
from pathlib import Path

import pytest

from corpora.errors import ModelUnavailable, UnsupportedLanguage
from mt.hub import BeamOptions, load_hub_translator
from mt.translators import load_translator

torch = pytest.importorskip("torch")

# With two threads each of the tiny products waits for both cores, which other tests may be using.
torch.set_num_threads(1)

LINES = [
    "国务院公布了新的规定，自五月一日起施行。",
    "科学家发现了一种新的材料。",
    "他们在北京开会讨论经济问题。",
    "Die Regierung hat neue Regeln bekannt gegeben.",
    "Forscher haben ein neues Material entdeckt.",
    "Sie trafen sich in Peking und sprachen über die Wirtschaft.",
]


def train_pieces(folder: Path) -> list[str]:
    """A tiny SentencePiece model as source.spm, target.spm and pieces of it."""
    import sentencepiece

    corpus = folder / "corpus.txt"
    corpus.write_text("\n".join(LINES * 20), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(corpus), model_prefix=str(folder / "m"), vocab_size=150, hard_vocab_limit=False, minloglevel=2
    )
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes((folder / "m.model").read_bytes())
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "m.model"))
    return [processor.id_to_piece(i) for i in range(processor.get_piece_size())]


SIZES = {
    "d_model": 16,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 32,
    "decoder_ffn_dim": 32,
    "max_position_embeddings": 64,
}


@pytest.fixture(scope="module")
def marian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    made = tmp_path_factory.mktemp("made")
    pieces = [piece for piece in train_pieces(made) if piece not in ("<s>", "</s>", "<unk>")]
    vocabulary = {piece: i for i, piece in enumerate(["</s>", "<unk>", *pieces, "<pad>"])}
    (made / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    folder = tmp_path_factory.mktemp("hub") / "opus-mt-tiny-zh-de"
    MarianTokenizer(
        str(made / "source.spm"), str(made / "target.spm"), str(made / "vocab.json"), source_lang="zh", target_lang="de"
    ).save_pretrained(folder)
    torch.manual_seed(0)
    pad = vocabulary["<pad>"]
    config = MarianConfig(
        vocab_size=len(vocabulary),
        pad_token_id=pad,
        decoder_start_token_id=pad,
        eos_token_id=0,
        forced_eos_token_id=0,
        **SIZES,
    )
    MarianMTModel(config).save_pretrained(folder)
    (folder / "README.md").write_text("---\nlanguage: [zh, de]\nlicense: apache-2.0\n---\n# tiny\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def m2m(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from transformers import M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer

    made = tmp_path_factory.mktemp("made")
    pieces = [piece for piece in train_pieces(made) if piece not in ("<s>", "</s>", "<unk>")]
    vocabulary = {piece: i for i, piece in enumerate(["<s>", "<pad>", "</s>", "<unk>", *pieces])}
    (made / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    folder = tmp_path_factory.mktemp("hub") / "m2m-tiny"
    tokenizer = M2M100Tokenizer(str(made / "vocab.json"), str(made / "source.spm"))
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    config = M2M100Config(
        vocab_size=max(tokenizer.lang_code_to_id.values()) + 9,
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
        decoder_start_token_id=2,
        **SIZES,
    )
    M2M100ForConditionalGeneration(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def nllb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    characters = sorted(set("".join(LINES)) | {"▁"})
    vocabulary = {piece: i for i, piece in enumerate(["<s>", "<pad>", "</s>", "<unk>", *characters])}
    folder = tmp_path_factory.mktemp("hub") / "nllb-tiny"
    tokenizer = NllbTokenizer(vocab=vocabulary, merges=[])
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    config = M2M100Config(
        vocab_size=len(tokenizer), pad_token_id=1, bos_token_id=0, eos_token_id=2, decoder_start_token_id=2, **SIZES
    )
    M2M100ForConditionalGeneration(config).save_pretrained(folder)
    return folder


def test_marian_translates_line_by_line(marian: Path, capfd: pytest.CaptureFixture[str]) -> None:
    translator = load_translator(str(marian))
    texts = [LINES[0], "", "————", LINES[1] * 12, "  "]
    translated = translator.translate(texts, "zh", "de")
    assert len(translated) == 5
    assert translated[1] == translated[4] == ""
    assert translated[2] == "————"
    # The tiny model is random; what counts is that its own words come out, the same each time.
    assert translated[0] and translated == translator.translate(texts, "zh", "de")
    assert translator.translate([LINES[0]], "zh", "de", careful=True)[0]
    assert capfd.readouterr() == ("", "")


def test_the_system_says_what_made_a_draft(marian: Path) -> None:
    system = load_hub_translator(str(marian), options=BeamOptions(beams=2)).system
    assert (system.name, system.licence) == ("opus-mt-tiny-zh-de", "apache-2.0")
    assert system.options.startswith("beam:2|")
    assert len(system.revision) == 16


def test_other_weights_are_another_revision(marian: Path, tmp_path: Path) -> None:
    from transformers import MarianMTModel

    folder = tmp_path / "opus-mt-tiny-zh-de"
    folder.mkdir()
    for path in marian.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    model = MarianMTModel.from_pretrained(marian)
    with torch.no_grad():
        model.final_logits_bias += 1
    model.save_pretrained(folder)
    assert load_hub_translator(str(folder)).system.revision != load_hub_translator(str(marian)).system.revision


def test_marian_does_the_direction_of_its_name_only(marian: Path) -> None:
    translator = load_translator(str(marian))
    assert translator.supports("zh-Hant", "de")
    assert not translator.supports("de", "zh")
    with pytest.raises(UnsupportedLanguage, match="zh-en"):
        translator.translate([LINES[0]], "zh", "en")


@pytest.mark.parametrize(("family", "german"), [("m2m", "__de__"), ("nllb", "deu_Latn")])
def test_many_to_many_models_begin_with_the_target_language(
    family: str, german: str, request: pytest.FixtureRequest
) -> None:
    translator = load_hub_translator(str(request.getfixturevalue(family)))
    assert translator.supports("zh", "de") and translator.supports("de", "en") and not translator.supports("de", "de")
    address = translator.addressing("zh", "de")
    assert address is not None
    assert translator.tokenizer.convert_ids_to_tokens(address.target_token) == german
    assert len(translator.translate(LINES[:3], "zh", "de")) == 3
    assert translator.system.licence == "unknown"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("opus-mt", "no translator called 'opus-mt'; there are: gemma3-270m"),
        ("./nowhere/at-all", "there is no folder ./nowhere/at-all"),
        ("a/b/c", "there is no folder a/b/c"),
    ],
)
def test_a_name_that_is_none_is_refused_in_one_line(name: str, message: str) -> None:
    with pytest.raises(ModelUnavailable) as error:
        load_translator(name)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_without_internet_the_embedded_system_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    # A closed port of this machine stands in for a network that is down.
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ModelUnavailable, match=r"cannot be fetched \(no internet\?\).*'gemma3-270m' needs no download"):
        load_translator("Helsinki-NLP/opus-mt-of-nowhere-zh-de")


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"found no config\.json"):
        load_translator(str(tmp_path))


def test_a_model_of_another_trade_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bert"}', encoding="utf-8")
    with pytest.raises(ModelUnavailable, match="found bert"):
        load_translator(str(tmp_path))


def test_a_truncated_model_is_refused(marian: Path, tmp_path: Path) -> None:
    for path in marian.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(ModelUnavailable) as error:
        load_translator(str(tmp_path))
    assert "cannot be loaded" in str(error.value) and "\n" not in str(error.value)
