"""Completions: what an endpoint returned, read as data in a declared shape or refused with one word."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from pydantic import BaseModel, Field, FiniteFloat, ValidationError

_FENCE = re.compile(r"\A```(?:json)?[ \t]*\n(.*)\n?```\Z", re.S)
_THOUGHTS = re.compile(r"\A<think>.*?</think>", re.S)
Shape = TypeVar("Shape", bound=BaseModel)

_PLAIN = {
    "no_model": "No model is configured.",
    "timeout": "The model did not answer in time.",
    "unreachable": "The model's endpoint can't be reached: look at its address, and whether it runs.",
    "rate_limited": "The model's endpoint says that it was asked too often, or that there is no credit left.",
    "unavailable": "The model's endpoint reports a fault of its own.",
    "denied": "The model's endpoint refused the key, the model's name or the address.",
    "rejected": "The model's endpoint does not take requests of this kind.",
    "malformed": "What answers at the model's address is no OpenAI-compatible endpoint.",
    "refused": "The model refused to answer.",
    "over_budget": "The tokens that a model may use in a day (LLM_DAILY_TOKENS) are used up.",
    "cancelled": "The draft was stopped.",
}
_UNUSABLE = "The model answered, but not with what was asked for."


class ModelFailed(Exception):
    """No usable answer. `outcome` is one word: timeout, unreachable, rate_limited, unavailable, rejected (the endpoint did
    not take the request), denied (key, model or address), too_long, malformed (no completion), truncated, refused,
    tool_call, empty, not_json, extra_keys, wrong_shape, over_budget, cancelled or no_model. `retry_after` is in seconds."""

    def __init__(self, outcome: str, *, retry_after: float | None = None) -> None:
        super().__init__(outcome)
        self.outcome = outcome
        self.retry_after = retry_after

    @property
    def plain(self) -> str:
        """The same in a sentence that may be shown to anybody."""
        return _PLAIN.get(self.outcome, _UNUSABLE)


class NoModel(ModelFailed):
    """There is no model to ask."""

    def __init__(self) -> None:
        super().__init__("no_model")


class Message(BaseModel):
    content: str | None = None
    refusal: str | None = None
    tool_calls: list[Any] | None = None


class Choice(BaseModel):
    finish_reason: str | None = None
    message: Message


class Completion(BaseModel):
    """The part of a chat completion that is looked at; the rest is left alone."""

    choices: list[Choice] = []
    usage: Any = None

    def tokens(self, kind: str) -> int | None:
        return tokens(self.usage, kind)


def read_completion(body: bytes) -> Completion:
    """The completion in an endpoint's reply. ModelFailed (malformed) where it is none."""
    try:
        return Completion.model_validate_json(body)
    except ValidationError:
        raise ModelFailed("malformed") from None


def read_answer(completion: Completion, shape: type[Shape]) -> Shape:
    """The answer in its shape. ModelFailed with what is wrong. A tool call is never carried out: there are no tools."""
    if not completion.choices:
        raise ModelFailed("malformed")
    choice = completion.choices[0]
    if choice.finish_reason == "length":
        raise ModelFailed("truncated")
    if choice.message.refusal or choice.finish_reason == "content_filter":
        raise ModelFailed("refused")
    if choice.message.tool_calls:
        raise ModelFailed("tool_call")
    text = _bare(choice.message.content or "")
    if not text:
        raise ModelFailed("empty")
    try:
        return shape.model_validate_json(text, strict=True)
    except ValidationError as problem:
        kinds = {error["type"] for error in problem.errors(include_input=False, include_url=False)}
        raise ModelFailed(_wrong(kinds)) from None


class Stream:
    """A completion that comes piece by piece, as server-sent events. One that comes as a whole after all is read as it is."""

    def __init__(self) -> None:
        self.content = ""
        self.is_events = False
        self._whole, self._rest = bytearray(), b""
        self._message: dict[str, Any] = {"content": None}
        self._finish: str | None = None
        self._usage: Any = None

    def feed(self, chunk: bytes) -> None:
        """Takes the next bytes. ModelFailed (malformed) where an event is none."""
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        for line in lines:
            self._line(line.strip())

    def completion(self) -> Completion:
        """What came, as if it had come at once. ModelFailed (malformed) where it is no completion."""
        rest, self._rest = self._rest, b""
        self._line(rest.strip())
        if not self.is_events:
            return read_completion(bytes(self._whole))
        choice = Choice(finish_reason=self._finish, message=Message(**self._message | {"content": self.content}))
        return Completion(choices=[choice], usage=self._usage)

    def _line(self, line: bytes) -> None:
        if not line.startswith(b"data:"):
            self._whole += line if self.is_events is False else b""
            return
        self.is_events = True
        data = line.removeprefix(b"data:").strip()
        if data == b"[DONE]":
            return
        try:
            event = Event.model_validate_json(data)
        except ValidationError:
            raise ModelFailed("malformed") from None
        self._usage = event.usage or self._usage
        for choice in event.choices[:1]:
            self.content += choice.delta.content or ""
            self._finish = choice.finish_reason or self._finish
            if choice.delta.refusal:
                self._message["refusal"] = choice.delta.refusal
            if choice.delta.tool_calls:
                self._message["tool_calls"] = choice.delta.tool_calls


class Delta(BaseModel):
    content: str | None = None
    refusal: str | None = None
    tool_calls: list[Any] | None = None


class EventChoice(BaseModel):
    finish_reason: str | None = None
    delta: Delta


class Event(BaseModel):
    """The part of one event that is looked at. An event without `choices` is an error's, and is refused."""

    choices: list[EventChoice]
    usage: Any = None


class Embedding(BaseModel):
    embedding: list[FiniteFloat] = Field(min_length=2, max_length=20_000)


class Embeddings(BaseModel):
    """The part of an answer with embeddings that is looked at."""

    data: list[Embedding] = Field(min_length=1, max_length=1)
    usage: Any = None


def read_embedding(body: bytes) -> Embeddings:
    """The one embedding in an endpoint's reply. ModelFailed (malformed) where it is none."""
    try:
        return Embeddings.model_validate_json(body)
    except ValidationError:
        raise ModelFailed("malformed") from None


def tokens(usage: Any, kind: str) -> int | None:
    """How many tokens of that kind an endpoint says it counted; None where it says nothing that can be true."""
    count = usage.get(kind) if isinstance(usage, dict) else None
    return count if type(count) is int and 0 <= count < 2**31 else None


def _bare(text: str) -> str:
    """`text` without the thoughts some models put before their answer and the fence others put round it."""
    text = _THOUGHTS.sub("", text.strip()).strip()
    fenced = _FENCE.match(text)
    return fenced[1].strip() if fenced else text


def _wrong(kinds: set[str]) -> str:
    if "json_invalid" in kinds:
        return "not_json"
    return "extra_keys" if "extra_forbidden" in kinds else "wrong_shape"
