"""Fetching from the hub, against a small hub on this machine that its real client speaks to."""

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tiny_models import TEXTS, make_marian

from corpora.errors import ModelUnavailable
from mt.addressing import addressing_of
from mt.hub_files import ModelFolder, licence_of, local_model, wanted_files, weights_of

torch = pytest.importorskip("torch")
torch.set_num_threads(1)

COMMIT = "c0ffee" * 6 + "c0ff"
NAME = "tiny/opus-mt-tiny-zh-de"


class Hub(ThreadingHTTPServer):
    """A hub of a few repositories: their files, or only what is told of them."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, dict[str, bytes]] = {}
        self.sizes: dict[str, dict[str, int]] = {}  # told, where they are not those of the files
        self.fetched: list[str] = []


class Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_HEAD(self) -> None:
        self.respond(body=False)

    def do_GET(self) -> None:
        self.respond(body=True)

    def respond(self, body: bool) -> None:
        parts = self.path.split("?")[0].strip("/").split("/")
        name = "/".join(parts[2:4] if parts[0] == "api" else parts[:2])
        if parts == [""]:
            self.send(200, b"", {}, body)
        elif name == "tiny/gated":
            self.send(403, b"{}", {"X-Error-Code": "GatedRepo"}, body)
        elif name not in self.server.files:
            self.send(404, b"{}", {"X-Error-Code": "RepoNotFound"}, body)
        elif parts[0] == "api":
            told = {file: len(content) for file, content in self.server.files[name].items()}
            told |= self.server.sizes.get(name, {})
            siblings = [{"rfilename": file, "size": size} for file, size in told.items()]
            info = {"id": name, "sha": COMMIT, "siblings": siblings, "tags": [], "private": False, "downloads": 0}
            self.send(200, json.dumps(info).encode(), {"Content-Type": "application/json"}, body)
        else:
            content = self.server.files[name]["/".join(parts[4:])]
            if body:
                self.server.fetched.append(f"{name}/{parts[4]}")
            etag = f'"{hashlib.sha256(content).hexdigest()}"'
            self.send(200, content, {"ETag": etag, "X-Repo-Commit": COMMIT}, body)

    def send(self, status: int, content: bytes, headers: dict[str, str], body: bool) -> None:
        self.send_response(status)
        for key, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(key, value)
        self.end_headers()
        if body:
            self.wfile.write(content)

    def log_message(self, *args: Any) -> None:
        """Say nothing: pytest's output is for failures."""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    made = make_marian(tmp_path_factory.mktemp("made"), tmp_path_factory.mktemp("hub") / "opus-mt-tiny-zh-de")
    with Hub() as running:
        files = {path.name: path.read_bytes() for path in made.iterdir()}
        running.files[NAME] = files | {"tf_model.h5": b"for another program", "onnx/model.onnx": b"and another"}
        running.files["tiny/bert"] = {"config.json": b'{"model_type": "bert"}', "model.safetensors": b"-"}
        running.files["tiny/served"] = {"config.json": b'{"model_type": "llama"}', "tiny-q4.gguf": b"-"}
        running.files["tiny/huge"] = {"config.json": b'{"model_type": "llama"}', "model.safetensors": b"-"}
        running.sizes["tiny/huge"] = {"model.safetensors": 10**18}
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        yield running
        running.shutdown()


SCRIPT = """
import json, sys
from corpora.errors import ModelUnavailable
from mt.translators import load_translator
for name in sys.argv[1:]:
    told = []
    try:
        translator = load_translator(name, lambda stage, share: told.append((stage, share)))
        system = translator.system
        said = {"system": [system.name, system.revision, system.licence]}
        said["texts"] = translator.translate(["早上好。", "谢谢。"], "zh", "de")
    except ModelUnavailable as error:
        said = {"error": str(error)}
    print(json.dumps({**said, "told": told}))
"""


def load_in_a_new_process(endpoint: str, home: Path, *names: str) -> list[dict[str, Any]]:
    """What loading the models came to; the hub's client reads where the hub is only when it is imported."""
    settings = {"HF_ENDPOINT": endpoint, "HF_HOME": str(home), "DUIZHAO_CACHE": str(home / "converted")}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *names], env={**os.environ, **settings}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_model_is_fetched_once_and_kept(hub: Hub, tmp_path: Path) -> None:
    endpoint = f"http://127.0.0.1:{hub.server_address[1]}"
    names = (NAME, "tiny/nowhere", "tiny/gated", "tiny/bert", "tiny/served", "tiny/huge")
    first, nowhere, gated, encoder, served, huge = load_in_a_new_process(endpoint, tmp_path, *names)
    assert first["system"] == [NAME, COMMIT, "apache-2.0"]
    assert first["texts"] == TEXTS["de"]
    # Progress never goes back while files are fetched, and reaches the end.
    shares = [share for stage, share in first["told"] if stage.startswith("fetching ")]
    assert shares == sorted(shares) and shares[-1] == pytest.approx(1.0)
    assert any(f"fetching {NAME}: model.safetensors" in stage for stage, _ in first["told"])
    assert not any("tf_model" in file or "onnx" in file for file in hub.fetched)
    assert nowhere["error"].startswith("the hub has no model called tiny/nowhere")
    assert "accepted its licence" in gated["error"]
    assert "found bert" in encoder["error"]
    assert "tiny/bert/model.safetensors" not in hub.fetched  # it was refused before its weights were fetched
    assert "no weights that transformers can load" in served["error"] and "llama.cpp" in served["error"]
    assert "tiny/huge takes 1000000000.0 GB" in huge["error"] and "GB free" in huge["error"]
    # Without a network what was fetched before still works, and what was not says which system would do.
    again, unknown = load_in_a_new_process("http://127.0.0.1:9", tmp_path, NAME, "tiny/other")
    assert (again["system"], again["texts"]) == (first["system"], first["texts"])
    assert "cannot be fetched (no internet?); the embedded 'gemma3-270m' needs no download" in unknown["error"]


def test_one_kind_of_weights_is_fetched() -> None:
    both = {"config.json": 1, "model.safetensors": 9, "pytorch_model.bin": 9, "flax_model.msgpack": 9, "README.md": 2}
    assert wanted_files(both) == ["config.json", "README.md", "model.safetensors"]
    assert weights_of({"pytorch_model.bin": 9, "config.json": 1}) == ["pytorch_model.bin"]
    shards = {f"model-0000{i}-of-00002.safetensors": 9 for i in (1, 2)}
    assert weights_of({**shards, "original/model.safetensors": 9}) == list(shards)


@pytest.mark.parametrize(
    ("card", "licence"),
    [
        ("---\nlicense: cc-by-nc-4.0\n---\n# NLLB", "cc-by-nc-4.0"),
        ("---\nlicense: gemma\n---", "gemma"),
        ("---\nlicense: other\nlicense_name: tencent-hunyuan-community\n---", "tencent-hunyuan-community"),
        ("---\nlicense:\n- mit\n- apache-2.0\n---", "mit, apache-2.0"),
        ("---\nlanguage: zh\n---", "unknown"),
        ("# no metadata", "unknown"),
        ("---\nlicense: [broken\n---", "unknown"),
    ],
)
def test_the_licence_is_the_cards(card: str, licence: str, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(card, encoding="utf-8")
    assert licence_of(tmp_path / "README.md") == licence


def test_a_damaged_configuration_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": ', encoding="utf-8")
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        _ = local_model(str(tmp_path)).config


@pytest.mark.parametrize(
    ("name", "does"),
    [
        ("mbart-large-50-one-to-many-mmt", [("en", "de"), ("en", "zh")]),
        ("mbart-large-50-many-to-one-mmt", [("de", "en"), ("zh", "en")]),
    ],
)
def test_mbart_with_one_side_fixed_does_no_other_direction(
    name: str, does: list[tuple[str, str]], tmp_path: Path
) -> None:
    from transformers import MBart50Tokenizer

    (tmp_path / "config.json").write_text('{"model_type": "mbart"}', encoding="utf-8")
    address = addressing_of(ModelFolder(name, tmp_path, "-", "-"), MBart50Tokenizer())
    done = [(a, b) for a in ("de", "en", "zh") for b in ("de", "en", "zh") if address(a, b)]
    assert done == does
