"""Systems behind a server, against a small one that speaks the API: it lists models, answers, fails."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from corpora.errors import ModelUnavailable
from corpora.glossary import Term
from mt.chat import ChatTranslator
from mt.server import KEY, REMOTE, ServerOptions, load_server_translator
from mt.translators import Hints, load_translator

LEXICON = {"早上好。": "Guten Morgen.", "谢谢。": "Danke."}
QUICK = ServerOptions(listing_timeout=5, answer_timeout=5, tries=3, pause=0.01)


class Server(ThreadingHTTPServer):
    """An OpenAI-compatible server whose model looks the last line of what it is asked up in a lexicon."""

    daemon_threads = True

    def __init__(self, kind: str = "library", models: tuple[str, ...] = ("qwen3:8b", "translategemma:4b")) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.kind, self.models = kind, models
        self.failures = 0  # how many requests fail before one succeeds
        self.delay = 0.0
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.keys.append(self.headers.get("Authorization"))
        if self.path == "/v1/models":
            data = [{"id": model, "object": "model", "owned_by": self.server.kind} for model in self.server.models]
            self.answer(200, {"object": "list", "data": data})
        elif self.path == "/api/tags" and self.server.kind == "library":
            self.answer(200, {"models": [{"name": model, "digest": "ab" * 32} for model in self.server.models]})
        elif self.path == "/moved/models":
            self.send_response(302)
            self.send_header("Location", f"{self.server.url}/models")
            self.end_headers()
        else:
            self.answer(404, {"error": "no such page"})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)
        time.sleep(self.server.delay)
        if self.server.failures:
            self.server.failures -= 1
            self.answer(503, {"error": {"message": "model is loading"}})
        elif body["max_tokens"] > 4000:
            self.answer(400, {"error": {"message": "context too long"}})
        else:
            text = body["messages"][-1]["content"].splitlines()[-1]
            said = f"<think>hm</think>\n{LEXICON.get(text, '?')}"
            self.answer(200, {"choices": [{"message": {"role": "assistant", "content": said}}]})

    def answer(self, status: int, content: Any) -> None:
        sent = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *args: Any) -> None:
        """Say nothing: pytest's output is for failures."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def loaded(server: Server, model: str = "qwen3:8b") -> ChatTranslator:
    return load_server_translator(f"local:{server.url}#{model}", options=QUICK)


def test_texts_are_translated_in_order(server: Server) -> None:
    translator = load_translator(f"local:{server.url}#qwen3:8b")
    texts = ["早上好。", "", "谢谢。", "——", "谢谢。"]
    assert translator.translate(texts, "zh", "de") == ["Guten Morgen.", "", "Danke.", "——", "Danke."]
    assert len(server.asked) == 3
    assert all(body["model"] == "qwen3:8b" and body["temperature"] == 0 for body in server.asked)
    # Neither vLLM and llama.cpp nor Ollama is to let the model think aloud.
    assert server.asked[0]["chat_template_kwargs"] == {"enable_thinking": False}
    assert server.asked[0]["reasoning_effort"] == "none"
    system = translator.system
    assert (system.name, system.revision, system.licence) == (
        f"local:{server.url}#qwen3:8b",
        "abababababababab",
        "unknown",
    )
    assert system.options.startswith("greedy|prompt:qwen|")


def test_glossary_and_context_are_sent(server: Server) -> None:
    hints = [Hints((Term("谢谢", "Danke"), Term("再见", "Tschüss")), (("早上好。", "Guten Morgen."),))]
    assert loaded(server).translate(["谢谢。"], "zh", "de", hints=hints) == ["Danke."]
    (body,) = server.asked
    assert [message["role"] for message in body["messages"]] == ["user", "assistant", "user"]
    assert body["messages"][1]["content"] == "Guten Morgen."
    assert "谢谢 = Danke" in body["messages"][2]["content"] and "再见" not in body["messages"][2]["content"]


@pytest.mark.parametrize("kind", ["library", "llamacpp", "vllm"])
def test_translategemma_is_asked_as_each_server_takes_it(kind: str) -> None:
    with Server(kind, ("translategemma:4b",)) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        translator = loaded(server, "")  # the only model there is
        conversation = translator.form.ask("谢谢。", "zh", "de", Hints())
        asked = translator.chat._asked(conversation, translator.form)  # type: ignore[attr-defined]
        server.shutdown()
    content, codes = asked["messages"][-1]["content"], {"source_lang_code": "zh-Hans", "target_lang_code": "de"}
    if kind == "library":
        assert content.startswith("You are a professional Chinese (zh-Hans) to German (de) translator.")
        assert content.endswith("German:\n\n\n谢谢。") and "chat_template_kwargs" not in asked
    elif kind == "llamacpp":
        assert (content, asked["chat_template_kwargs"]) == ("谢谢。", codes)
    else:
        assert content == [{"type": "text", **codes, "text": "谢谢。"}]


def test_a_busy_server_is_asked_again(server: Server) -> None:
    server.failures = 2
    assert loaded(server).translate(["谢谢。"], "zh", "de") == ["Danke."]
    assert len(server.asked) == 3


def refusal(server: Server, texts: list[str]) -> str:
    with pytest.raises(ModelUnavailable) as error:
        loaded(server).translate(texts, "zh", "de")
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_server_that_goes_on_failing_is_given_up(server: Server) -> None:
    server.failures = 99
    assert "failed 3 times (503): model is loading" in refusal(server, ["谢谢。"])
    assert len(server.asked) == 3


def test_what_the_server_refuses_is_not_asked_again(server: Server) -> None:
    translator = loaded(server)
    with pytest.raises(ModelUnavailable, match=r"refused the request \(400\): context too long"):
        translator.chat.answers([[{"role": "user", "content": "谢"}]], [5000], translator.form, False)
    assert len(server.asked) == 1


def test_a_server_that_hangs_is_given_up(server: Server) -> None:
    server.delay = 1.0
    translator = load_server_translator(
        f"local:{server.url}#qwen3:8b", options=ServerOptions(answer_timeout=0.1, tries=2, pause=0.01)
    )
    with pytest.raises(ModelUnavailable, match="did not answer within"):
        translator.translate(["谢谢。"], "zh", "de")


def test_an_unknown_model_is_refused_with_those_there_are(server: Server) -> None:
    with pytest.raises(ModelUnavailable, match=r"no model called 'gpt'; it has: qwen3:8b, translategemma:4b"):
        loaded(server, "gpt")


def test_without_a_server_one_is_told_what_to_do() -> None:
    with pytest.raises(ModelUnavailable, match=r"no server answers at http://127\.0\.0\.1:9/.*gemma3-270m") as error:
        load_server_translator("local:http://127.0.0.1:9/v1#qwen3", options=QUICK)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "host", ["http://example.com/v1", "http://localhost.example.com/v1", "http://10.0.0.1:8000/v1"]
)
def test_texts_go_to_no_other_machine_unasked(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(REMOTE, raising=False)
    with pytest.raises(ModelUnavailable, match=f"is not this machine.*{REMOTE}=1"):
        load_server_translator(f"local:{host}#m", options=QUICK)


def test_the_user_can_allow_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(REMOTE, "1")
    # 0.0.0.0 is no loopback address, yet it leads to this machine, where nothing listens at port 9.
    with pytest.raises(ModelUnavailable, match="no server answers"):
        load_server_translator("local:http://0.0.0.0:9/v1#m", options=QUICK)


def test_a_server_cannot_send_texts_on(server: Server) -> None:
    moved = server.url.replace("/v1", "/moved")
    with pytest.raises(ModelUnavailable, match=r"refused the request \(302\)"):
        load_server_translator(f"local:{moved}#qwen3:8b", options=QUICK)


@pytest.mark.parametrize("name", ["local:", "local:#m", "local:localhost:11434", "local:ftp://localhost/v1#m"])
def test_an_address_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(ModelUnavailable, match="expected local:http://localhost:11434/v1#MODEL"):
        load_translator(name)


def test_a_key_is_sent_where_one_is_set(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, "abc")
    loaded(server)
    assert server.keys and set(server.keys) == {"Bearer abc"}
