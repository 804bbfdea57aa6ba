"""The model: any OpenAI-compatible endpoint, or none, which is a way to work. The only module that imports openai.

What comes back is data in a declared shape or a `ModelFailed`, which the caller answers with its own rules. Every call to
the endpoint leaves one Generation row. Neither the words sent nor the words returned nor the key is ever logged.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import datetime
from operator import attrgetter
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, stop_before_delay
from tenacity.wait import wait_random_exponential

from bot.completions import Completion, ModelFailed, NoModel, Stream, read_answer, read_completion, read_embedding, tokens
from bot.db import Database
from bot.endpoints import is_local, spent
from bot.models.llm import Generation
from bot.settings import Settings
from prompts import Rendered, fill, load

__all__ = ["Answer", "Model", "ModelFailed", "NoModel", "NullLLM", "OpenAIModel", "check", "from_settings"]

LARGEST = 200_000  # Bytes of one reply; a draft is a few thousand. Of a stream, the bytes of what is said.
WRAPPED = 10  # Times as many bytes a stream may have, for each of its words comes in a wrapping.
EVERY = 1.2  # Seconds between two looks at an answer that is being written.
TRIES = 4
CHAT = "chat.completions.with_streaming_response.parse"
STREAM = "chat.completions.with_streaming_response.create"
EMBEDDING = "embeddings.with_streaming_response.create"
REPAIRABLE = {"not_json", "extra_keys", "wrong_shape", "rejected"}
PASSING = {"rate_limited", "unavailable", "unreachable"}
_backoff = wait_random_exponential(multiplier=0.25, max=4)
Messages = list[dict[str, str]]
Progress = Callable[[str], None]


class Answer(BaseModel):
    """What an answer's shape, and every shape inside it, descends from: nothing beyond the declared keys is taken."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Shape = TypeVar("Shape", bound=Answer)
Got = TypeVar("Got")


class Model(Protocol):
    """What a use case asks. `configured` is False where there is none; `local` is True where the team says that the endpoint
    is its own and its address is on our own ground, so that restricted matters may be shown to it."""

    configured: bool
    local: bool
    embedding_model: str

    @property
    def embeds(self) -> bool:
        """Whether there is a model for embeddings."""

    def ask(
        self, prompt: Rendered, *, shape: type[Shape], seconds: float, subject: str | None = None,
        progress: Progress | None = None,
    ) -> Shape:  # fmt: skip
        """The answer, within `seconds` all told. `subject` is our own id of what it is about, for the Generation row.
        `progress` is given the answer so far about every second while it is written, in another thread, and may raise
        ModelFailed to stop it. ModelFailed where there is no usable answer in time; NoModel, one of them, without a model."""

    def embed(self, text: str, *, seconds: float, subject: str | None = None) -> list[float]:
        """The text's embedding. ModelFailed where there is none in time; NoModel where `embeds` is False."""

    def warm(self) -> None:
        """Makes the first question as quick as the next; returns at once."""


class NullLLM:
    """No model: everything works, by rules alone."""

    configured = False
    local = False
    embeds = False
    embedding_model = ""

    def ask(
        self, prompt: Rendered, *, shape: type[Shape], seconds: float, subject: str | None = None,
        progress: Progress | None = None,
    ) -> Shape:  # fmt: skip
        raise NoModel

    def embed(self, text: str, *, seconds: float, subject: str | None = None) -> list[float]:
        raise NoModel

    def warm(self) -> None:
        return None


class OpenAIModel:
    """A model behind an OpenAI-compatible endpoint. `models` maps a prompt's alias to the model's name there, "default" for
    those it does not have; `longest` is the most seconds any question may take, whatever its asker would wait; `daily_tokens`
    the most that all questions since midnight in `zone` may use."""

    def __init__(
        self, *, base_url: str, key: str | None, models: dict[str, str], longest: float, database: Database,
        clock: Callable[[], datetime], sleep: Callable[[float], None] = time.sleep, embedding_model: str = "",
        local: bool = False, daily_tokens: int | None = None, zone: str = "UTC",
    ) -> None:  # fmt: skip
        self.configured, self.embedding_model = bool(models), embedding_model
        self.local, self.daily_tokens, self.zone = local and is_local(base_url), daily_tokens, zone
        self.every = EVERY
        self.base_url, self.models, self.longest = base_url, models, longest
        self.database, self.clock, self.sleep = database, clock, sleep
        self._key = key
        self._client: Any = None
        self._loading = threading.Lock()

    @property
    def embeds(self) -> bool:
        return bool(self.embedding_model)

    def warm(self) -> None:
        threading.Thread(target=self._load, name="llm-warm", daemon=True).start()

    def ask(
        self, prompt: Rendered, *, shape: type[Shape], seconds: float, subject: str | None = None,
        progress: Progress | None = None,
    ) -> Shape:  # fmt: skip
        if not self.configured:
            raise NoModel
        ends = time.monotonic() + min(seconds, self.longest)
        messages = [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}]
        try:
            return self._persist(prompt, messages, shape, shape, ends, subject, progress)
        except ModelFailed as failure:
            if failure.outcome not in REPAIRABLE:
                raise
            # Some servers refuse a schema or a stream outright, others take it and ignore it: the second time it is plain words.
            enforced = None if failure.outcome == "rejected" else shape
            progress = None if failure.outcome == "rejected" else progress
        return self._persist(prompt, [*messages, _repair(shape)], shape, enforced, ends, subject, progress)

    def embed(self, text: str, *, seconds: float, subject: str | None = None) -> list[float]:
        if not self.embeds:
            raise NoModel
        ends = time.monotonic() + min(seconds, self.longest)
        return self._retrying(ends)(self._embed, text, ends, subject)

    def _embed(self, text: str, ends: float, subject: str | None) -> list[float]:
        """One call for an embedding."""
        self._afford()
        row = Generation(
            at=self.clock(), prompt="embedding", prompt_version=0, prompt_sha256="", model=self.embedding_model, subject=subject,
            milliseconds=0, outcome="error",
        )  # fmt: skip
        told = {"model": self.embedding_model, "input": [text], "encoding_format": "float"}
        with self._noted(row, ends):
            found = read_embedding(_within(ends - time.monotonic(), lambda: self._post(EMBEDDING, told, ends)))
            row.tokens_in = tokens(found.usage, "prompt_tokens")
            return found.data[0].embedding

    def _persist(
        self, prompt: Rendered, messages: Messages, shape: type[Shape], enforced: type[Shape] | None, ends: float,
        subject: str | None, progress: Progress | None,
    ) -> Shape:  # fmt: skip
        return self._retrying(ends)(self._call, prompt, messages, shape, enforced, ends, subject, progress)

    def _retrying(self, ends: float) -> Retrying:
        """Calls again after what passes (429, 5xx, no connection), as long as the next try still begins in time."""
        return Retrying(
            retry=retry_if_exception(lambda problem: isinstance(problem, ModelFailed) and problem.outcome in PASSING),
            stop=stop_after_attempt(TRIES) | stop_before_delay(max(0.0, ends - time.monotonic())),
            wait=_pause, sleep=self.sleep, reraise=True,
        )  # fmt: skip

    def _call(
        self, prompt: Rendered, messages: Messages, shape: type[Shape], enforced: type[Shape] | None, ends: float,
        subject: str | None, progress: Progress | None,
    ) -> Shape:  # fmt: skip
        """One call for an answer in its shape."""
        self._afford()
        model = self.models.get(prompt.prompt.model) or self.models["default"]
        row = Generation(
            at=self.clock(), prompt=prompt.prompt.name, prompt_version=prompt.prompt.version, model=model, subject=subject,
            prompt_sha256=prompt.prompt.sha256[:12], milliseconds=0, outcome="error",
        )  # fmt: skip
        told: dict[str, Any] = {"model": model, "messages": messages}
        if enforced is not None:
            told["response_format"] = enforced
        with self._noted(row, ends):
            if progress is None:
                completion = read_completion(_within(ends - time.monotonic(), lambda: self._post(CHAT, told, ends)))
            else:
                completion = _within(ends - time.monotonic(), lambda: self._stream(told, ends, progress))
            row.tokens_in, row.tokens_out = completion.tokens("prompt_tokens"), completion.tokens("completion_tokens")
            return read_answer(completion, shape)

    @contextmanager
    def _noted(self, row: Generation, ends: float) -> Iterator[None]:
        """Keeps the call's one row, however the call ends; no session is open while it runs."""
        started = time.monotonic()
        if started >= ends:
            raise ModelFailed("timeout")
        try:
            yield
            row.outcome = "ok"
        except ModelFailed as failure:
            row.outcome = failure.outcome
            raise
        finally:
            row.milliseconds = round((time.monotonic() - started) * 1000)
            with self.database.write() as session:
                session.add(row)

    def spent(self) -> int:
        """The tokens used since midnight."""
        with self.database.read() as session:
            return spent(session, now=self.clock(), zone=self.zone)

    def _afford(self) -> None:
        if self.daily_tokens is not None and self.spent() >= self.daily_tokens:
            raise ModelFailed("over_budget")

    def _post(self, call: str, told: dict[str, Any], ends: float) -> bytes:
        """The reply's bytes. Read as a stream, so that an endless one is left as soon as it is too long or too late."""
        with self._answering(call, told, ends) as chunks:
            return _collect(chunks, ends)

    def _stream(self, told: dict[str, Any], ends: float, progress: Progress) -> Completion:
        """The completion, looked at while it comes."""
        shape = told.get("response_format")
        streamed = told | {"stream": True, "stream_options": {"include_usage": True}}
        if shape is not None:
            schema = {"name": shape.__name__, "strict": True, "schema": shape.model_json_schema()}
            streamed["response_format"] = {"type": "json_schema", "json_schema": schema}
        with self._answering(STREAM, streamed, ends) as chunks:
            return _follow(chunks, ends, progress, self.every)

    @contextmanager
    def _answering(self, call: str, told: dict[str, Any], ends: float) -> Iterator[Iterable[bytes]]:
        """The reply's bytes as they come; what goes wrong on the way is a ModelFailed."""
        client = self._load()
        import httpx2
        import openai

        post: Any = attrgetter(call)(client)
        try:
            with post(**told, timeout=max(0.05, ends - time.monotonic())) as response:
                yield response.iter_bytes()
        except (openai.APITimeoutError, httpx2.TimeoutException):
            raise ModelFailed("timeout") from None
        except openai.APIStatusError as problem:
            raise _status(problem.status_code, problem.response.headers.get("retry-after")) from None
        except (openai.OpenAIError, httpx2.HTTPError, httpx2.InvalidURL):
            raise ModelFailed("unreachable") from None

    def _load(self) -> Any:
        with self._loading:
            if self._client is None:
                import openai

                # Their debug lines may name what was sent; ours say what is needed.
                for name in ("openai", "httpx2", "httpcore2"):
                    logging.getLogger(name).setLevel(logging.WARNING)
                self._client = openai.OpenAI(
                    base_url=self.base_url, api_key=self._key or "none", max_retries=0, timeout=self.longest,
                    default_headers={"Accept-Encoding": "identity"},
                    # A redirect would carry the words to a host that nobody configured.
                    # A proxy that the environment names has no business between this machine and itself.
                    http_client=openai.DefaultHttpxClient(
                        follow_redirects=False, trust_env=not is_local(self.base_url)
                    ),
                )  # fmt: skip
            return self._client


def from_settings(settings: Settings, *, database: Database, clock: Callable[[], datetime]) -> Model:
    """The configured model, or NullLLM."""
    if settings.llm_base_url is None or not (settings.llm_model or settings.llm_embedding_model):
        return NullLLM()
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    return OpenAIModel(
        base_url=settings.llm_base_url, key=key, longest=settings.llm_timeout,
        models=settings.llm_models, database=database, clock=clock, embedding_model=settings.llm_embedding_model or "",
        local=settings.llm_local, daily_tokens=settings.llm_daily_tokens, zone=settings.time_zone,
    )  # fmt: skip


class Ready(Answer):
    """What `prompts/endpoint_check.md` asks for."""

    ready: bool


def check(model: Model, *, seconds: float = 10.0) -> str:
    """What is wrong with the endpoint, in one plain sentence; empty where it answers as it should, or where there is none."""
    try:
        model.ask(fill(load("endpoint_check")), shape=Ready, seconds=seconds)
    except NoModel:
        return ""
    except ModelFailed as failure:
        return failure.plain
    return ""


def _within(seconds: float, call: Callable[[], Got]) -> Got:
    """What `call` returns. Timeouts of a socket count from its last byte and a name look-up has none, so the call runs in a
    thread of its own, which is left behind when the time is up and ends by itself."""
    future: Future[Got] = Future()

    def run() -> None:
        try:
            future.set_result(call())
        except BaseException as problem:  # Handed to the waiting thread, which raises it.
            future.set_exception(problem)

    threading.Thread(target=run, name="llm-call", daemon=True).start()
    try:
        return future.result(timeout=seconds)
    except TimeoutError:
        raise ModelFailed("timeout") from None


def _collect(chunks: Iterable[bytes], ends: float) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > LARGEST:
            raise ModelFailed("too_long")
        if time.monotonic() > ends:
            raise ModelFailed("timeout")
    return bytes(body)


def _follow(chunks: Iterable[bytes], ends: float, progress: Progress, every: float) -> Completion:
    """The completion that `chunks` make; `progress` sees it grow, at most once in `every` seconds."""
    stream, size, looked, told = Stream(), 0, time.monotonic() - every, ""
    for chunk in chunks:
        size += len(chunk)
        stream.feed(chunk)
        if size > LARGEST * (WRAPPED if stream.is_events else 1) or len(stream.content) > LARGEST:
            raise ModelFailed("too_long")
        now = time.monotonic()
        if now > ends:
            raise ModelFailed("timeout")
        if now - looked >= every and stream.content != told:
            looked, told = now, stream.content
            progress(told)
    return stream.completion()


def _status(code: int, retry_after: str | None) -> ModelFailed:
    if code == 429:
        seconds = float(retry_after) if retry_after and retry_after.isdecimal() else None
        return ModelFailed("rate_limited", retry_after=seconds)
    if code >= 500 or code in (408, 409):
        return ModelFailed("unavailable")
    return ModelFailed("rejected" if code in (400, 422) else "denied")


def _pause(state: RetryCallState) -> float:
    problem = state.outcome.exception() if state.outcome else None
    asked = problem.retry_after if isinstance(problem, ModelFailed) else None
    return max(_backoff(state), asked or 0.0)


def _repair(shape: type[Answer]) -> dict[str, str]:
    schema = json.dumps(shape.model_json_schema())
    return {
        "role": "user",
        "content": "Your answer could not be used. Answer again with one JSON object that fits this JSON Schema, with no other "
        f"keys, no code fence and no other words:\n{schema}",
    }
