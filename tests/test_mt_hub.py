"""Hub models, proved on tiny ones that are made here and loaded through the same code as the large ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tiny_models import LINES, MAKERS, TEXTS, make_marian

from corpora.errors import ModelUnavailable, UnsupportedLanguage
from mt.hub import BeamOptions, load_hub_translator
from mt.translators import load_translator

torch = pytest.importorskip("torch")

# With two threads each of the tiny products waits for both cores, which other tests may be using.
torch.set_num_threads(1)


@pytest.fixture(autouse=True, scope="module")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Converted models go where the tests' other files go."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUIZHAO_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def marian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_marian(tmp_path_factory.mktemp("made"), tmp_path_factory.mktemp("hub") / "opus-mt-tiny-zh-de")


@pytest.fixture(scope="module", params=list(MAKERS))
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of each family that does many directions."""
    return MAKERS[request.param](tmp_path_factory.mktemp("made"), tmp_path_factory.mktemp("hub") / request.param)


# Models that know four sentences know nothing of what follows a wrong word, so the search must be greedy.
ENGINES = [(BeamOptions(beams=1, ctranslate2=False), "float32"), (BeamOptions(beams=1), "int8-ctranslate2")]


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


@pytest.mark.parametrize(("options", "numbers"), ENGINES)
def test_marian_says_what_it_was_taught(marian: Path, options: BeamOptions, numbers: str) -> None:
    translator = load_hub_translator(str(marian), options=options)
    assert translator.system.options.endswith(f"|{numbers}")
    assert translator.translate(TEXTS["zh"], "zh", "de") == TEXTS["de"]


@pytest.mark.parametrize(("options", "numbers"), ENGINES)
def test_each_family_is_told_the_languages_in_its_way(many: Path, options: BeamOptions, numbers: str) -> None:
    translator = load_hub_translator(str(many), options=options)
    assert translator.system.options.endswith(f"|{numbers}")
    assert translator.system.licence == "unknown"
    assert translator.supports("zh", "de") and translator.supports("de", "zh") and not translator.supports("de", "de")
    # The same Chinese comes out in either language: only what the model was told differs.
    assert translator.translate(TEXTS["zh"], "zh", "de") == TEXTS["de"]
    assert translator.translate(TEXTS["zh"], "zh", "en") == TEXTS["en"]
    assert translator.translate(TEXTS["de"], "de", "en") == TEXTS["en"]


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
