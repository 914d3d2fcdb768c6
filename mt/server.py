"""Models behind an OpenAI-compatible server on this machine: vLLM, Ollama, llama.cpp.

Such a system is named local:URL#MODEL, as local:http://localhost:11434/v1#qwen3:8b, and used only when named.
"""

import ipaddress
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from corpora.errors import ModelUnavailable
from corpora.units import System
from mt.chat import ChatOptions, ChatTranslator
from mt.chat_prompts import TRANSLATEGEMMA, Message, PromptForm, prompt_form_of, translategemma_instruction
from mt.model_cache import Progress, silent
from mt.placement import INSTEAD

PREFIX = "local:"
REMOTE = "DUIZHAO_ALLOW_REMOTE_SERVER"
KEY = "DUIZHAO_SERVER_KEY"


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """How patiently a server is asked: seconds to wait for an answer, tries, seconds between them, doubled each time.

    at_once: requests under way together, which vLLM and llama.cpp compute in one batch.
    """

    listing_timeout: float = 10
    answer_timeout: float = 300
    tries: int = 4
    pause: float = 1
    at_once: int = 4


class ServedChat:
    """A model that chats behind a server."""

    def __init__(self, url: str, model: str, kind: str, options: ServerOptions) -> None:
        self.url, self.model, self.kind, self.options = url, model, kind, options

    def length(self, text: str) -> int:
        """About how many tokens a text has: two bytes of UTF-8 are at least as many as a token has."""
        return len(text.encode()) // 2 + 1

    def answers(
        self, conversations: Sequence[Sequence[Message]], limits: Sequence[int], form: PromptForm, careful: bool
    ) -> list[str]:
        """As `mt.chat.Chat.answers`; raises ModelUnavailable where the server fails again and again."""

        def answer(conversation: Sequence[Message], limit: int) -> str:
            body = {**self._asked(conversation, form), "max_tokens": limit, "temperature": 0, "stream": False}
            if careful:
                body["frequency_penalty"] = 0.5
            return self._content(_post(f"{self.url}/chat/completions", body, self.options))

        with ThreadPoolExecutor(self.options.at_once) as pool:
            return list(pool.map(answer, conversations, limits))

    def _asked(self, conversation: Sequence[Message], form: PromptForm) -> dict[str, Any]:
        asked: dict[str, Any] = {"model": self.model, "messages": list(conversation)}
        settings = {key: value for key, value in form.template.items() if key != "add_generation_prompt"}
        if form is TRANSLATEGEMMA:
            entry = conversation[-1]["content"][0]
            codes = {key: entry[key] for key in ("source_lang_code", "target_lang_code")}
            if self.kind == "llamacpp":  # its template takes the text alone and the codes as settings
                asked["messages"] = [_plain(message, lambda one: str(one["text"])) for message in conversation]
                settings |= codes
            elif self.kind != "vllm":  # Ollama's template takes plain text, and its page tells to write this
                asked["messages"] = [_plain(message, _instruction) for message in conversation]
        if settings:
            asked["chat_template_kwargs"] = settings
        if settings.get("enable_thinking") is False and self.kind == "library":
            asked["reasoning_effort"] = "none"  # Ollama's word for the same
        return asked

    def _content(self, answer: Any) -> str:
        try:
            return str(answer["choices"][0]["message"]["content"] or "")
        except (KeyError, IndexError, TypeError) as error:
            raise ModelUnavailable(
                f"{self.url} answered without a message; is it an OpenAI-compatible server?"
            ) from error


def load_server_translator(
    name: str,
    progress: Progress = silent,
    options: ServerOptions | None = None,
    chat_options: ChatOptions | None = None,
) -> ChatTranslator:
    """The translator of "local:URL#MODEL"; without #MODEL the server's only model.

    Raises ModelUnavailable for an address that is none or is not of this machine, a server that does not answer,
    and a model it does not have (its models are listed).
    """
    options, chat_options = options or ServerOptions(), chat_options or ChatOptions()
    url, _, wanted = name.removeprefix(PREFIX).partition("#")
    url = url.rstrip("/")
    _require_loopback(url)
    progress(f"asking {url} for its models", 0.0)
    listed = _get(f"{url}/models", options)
    models = _models(listed, url)
    if wanted not in models and len(models) == 1 and not wanted:
        wanted = next(iter(models))
    # Ollama calls qwen3 what it lists as qwen3:latest.
    wanted = wanted if wanted in models else f"{wanted}:latest" if f"{wanted}:latest" in models else wanted
    if wanted not in models:
        raise ModelUnavailable(
            f"{url} has no model called {wanted!r}; it has: {', '.join(sorted(models)) or 'none'} "
            f"(name one as {PREFIX}{url}#MODEL)"
        )
    kind = str(models[wanted].get("owned_by", ""))
    form = prompt_form_of(wanted)
    told = f"greedy|prompt:{form.name}|context:{chat_options.context_sentences}|served"
    system = System(f"{PREFIX}{url}#{wanted}", _revision(url, wanted, kind, options), told, "unknown")
    progress(f"{wanted} is ready", 1.0)
    return ChatTranslator(ServedChat(url, wanted, kind, options), form, system, chat_options)


def _require_loopback(url: str) -> None:
    try:
        parts = urlsplit(url)
        host = parts.hostname if parts.scheme in ("http", "https") and parts.port != 0 else None
    except ValueError:
        host = None
    if not host:
        raise ModelUnavailable(f"expected {PREFIX}http://localhost:11434/v1#MODEL, found {PREFIX}{url}")
    try:
        is_own = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_own = False
    if not is_own and os.environ.get(REMOTE) != "1":
        raise ModelUnavailable(
            f"{host} is not this machine, and nothing is sent elsewhere unasked: set {REMOTE}=1 to send your texts "
            "there"
        )


def _models(listed: Any, url: str) -> Mapping[str, Mapping[str, Any]]:
    try:
        return {str(model["id"]): model for model in listed["data"] or ()}
    except (KeyError, TypeError) as error:
        raise ModelUnavailable(
            f"{url} lists no models; is it an OpenAI-compatible server (its URL ends in /v1)?"
        ) from error


def _revision(url: str, model: str, kind: str, options: ServerOptions) -> str:
    """Ollama tells a digest of a model's files; other servers tell nothing that stays the same."""
    if kind != "library":
        return "unknown"
    try:
        tags = _get(f"{url.removesuffix('/v1')}/api/tags", options)
        return next((str(tag["digest"])[:16] for tag in tags["models"] if tag["name"] == model), "unknown")
    except (ModelUnavailable, KeyError, TypeError):
        return "unknown"


def _plain(message: Message, text: Any) -> Message:
    content = message["content"]
    return {**message, "content": content if isinstance(content, str) else text(content[0])}


def _instruction(entry: Mapping[str, str]) -> str:
    return translategemma_instruction(entry["text"], entry["source_lang_code"], entry["target_lang_code"])


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A server of this machine must not send texts on to another."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def _get(url: str, options: ServerOptions) -> Any:
    return _asked(urllib.request.Request(url, headers=_headers()), options, options.listing_timeout)  # noqa: S310


def _post(url: str, body: Mapping[str, Any], options: ServerOptions) -> Any:
    request = urllib.request.Request(url, json.dumps(body).encode(), _headers(), method="POST")  # noqa: S310
    return _asked(request, options, options.answer_timeout)


def _headers() -> dict[str, str]:
    key = os.environ.get(KEY)
    return {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})


def _asked(request: urllib.request.Request, options: ServerOptions, timeout: float) -> Any:
    # No proxies: the way to this machine leads through none. Only http and https come here.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)
    url, pause = request.full_url, options.pause
    for left in reversed(range(options.tries)):
        try:
            with opener.open(request, timeout=timeout) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            said = _said(error)
            if error.code < 500 and error.code != 429:
                raise ModelUnavailable(f"{url} refused the request ({error.code}): {said}") from error
            if not left:
                raise ModelUnavailable(f"{url} failed {options.tries} times ({error.code}): {said}") from error
        except ValueError as error:
            raise ModelUnavailable(f"{url} answered with no JSON; is it an OpenAI-compatible server?") from error
        except ConnectionRefusedError as error:
            raise _silent(url, error) from error
        except (OSError, HTTPException) as error:
            if isinstance(getattr(error, "reason", None), ConnectionRefusedError):
                raise _silent(url, error) from error
            if not left:
                raise ModelUnavailable(f"{url} did not answer within {timeout:.0f} s ({error})") from error
        time.sleep(pause)
        pause *= 2
    raise ValueError("a server must be asked at least once")


def _silent(url: str, error: Exception) -> ModelUnavailable:
    return ModelUnavailable(
        f"no server answers at {url}: start it (ollama serve, llama-server, vllm serve) or name another; {INSTEAD}"
    )


def _said(error: urllib.error.HTTPError) -> str:
    """What a server says is wrong, in one line."""
    text = error.read(2000).decode("utf-8", "replace")
    try:
        told = json.loads(text)
        told = told.get("error", told) if isinstance(told, dict) else told
        text = str(told.get("message", told) if isinstance(told, dict) else told)
    except ValueError:  # no JSON: what came is told as it is
        pass
    return " ".join(text.split())[:300] or error.reason
