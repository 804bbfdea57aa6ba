"""A local OpenAI-compatible endpoint for tests and for trying things: `python -m tests.fakes.model --mode worst`.

with ModelServer() as server:
    server.enqueue({"topic": "Beds"}, rate_limited(), "no JSON")
    …  # a model at server.url is given these, in this order; then what server.otherwise makes of the request
    server.history[0].user
"""

from __future__ import annotations

import argparse
import json
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pydantic import BaseModel

from tests.fakes.worst import obey

CHAT, EMBEDDINGS = "/v1/chat/completions", "/v1/embeddings"


@dataclass(frozen=True)
class Request:
    """What the endpoint was asked. `schema` is the JSON schema of the answer that was demanded, if one was."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def system(self) -> str:
        return "\n".join(one["content"] for one in self.body.get("messages", []) if one["role"] == "system")

    @property
    def user(self) -> str:
        return "\n".join(one["content"] for one in self.body.get("messages", []) if one["role"] == "user")

    @property
    def texts(self) -> list[str]:
        """What was to be embedded."""
        given = self.body.get("input", [])
        return [given] if isinstance(given, str) else given

    @property
    def schema(self) -> dict[str, Any] | None:
        return self.body.get("response_format", {}).get("json_schema", {}).get("schema")


@dataclass(frozen=True)
class Reply:
    """What goes back over the wire. `chunks` are sent one by one until they end or the other side hangs up."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    chunks: Callable[[threading.Event], Iterator[bytes]] = lambda stop: iter(())


Answer = str | dict[str, Any] | BaseModel | Reply
Behaviour = Callable[[Request], Answer]


def said(
    content: str | None,
    *,
    finish: str = "stop",
    refusal: str | None = None,
    tool_calls: list[Any] | None = None,
    usage: Any = None,
) -> Reply:
    """A completion with that content."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    if tool_calls is not None:
        message["tool_calls"] = tool_calls  # type: ignore[assignment]
    return raw(
        json.dumps(
            {
                "id": "chatcmpl-fake", "object": "chat.completion", "created": 0, "model": "fake",
                "choices": [{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}],
                "usage": usage or {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18},
            }
        ).encode()
    )  # fmt: skip


def streamed(
    content: str, *, size: int = 40, between: Callable[[int], None] = lambda sent: None, finish: str = "stop", done: bool = True
) -> Reply:
    """The same in pieces of `size` signs, as server-sent events; `between` is called before each, with how many went out."""

    def event(**told: Any) -> bytes:
        return b"data: " + json.dumps({"id": "chatcmpl-fake", "object": "chat.completion.chunk", **told}).encode() + b"\n\n"

    def pieces(stop: threading.Event) -> Iterator[bytes]:
        for number, start in enumerate(range(0, len(content), size)):
            between(number)
            yield event(choices=[{"index": 0, "delta": {"content": content[start : start + size]}, "finish_reason": None}])
        yield event(choices=[{"index": 0, "delta": {}, "finish_reason": finish}])
        yield event(choices=[], usage={"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18})
        if done:
            yield b"data: [DONE]\n\n"

    return Reply(200, {"Content-Type": "text/event-stream"}, pieces)


def embedded(*vectors: Sequence[float]) -> Reply:
    """An answer with these embeddings, in the order of the texts."""
    data = [{"object": "embedding", "index": number, "embedding": list(one)} for number, one in enumerate(vectors)]
    return raw(json.dumps({"object": "list", "model": "fake", "data": data, "usage": {"prompt_tokens": 5}}).encode())


def raw(body: bytes, *, status: int = 200, headers: dict[str, str] | None = None) -> Reply:
    """Exactly these bytes."""
    told = {"Content-Type": "application/json", "Content-Length": str(len(body)), **(headers or {})}
    return Reply(status, told, lambda stop: iter([body]))


def failed(status: int, message: str = "no", *, headers: dict[str, str] | None = None) -> Reply:
    return raw(
        json.dumps({"error": {"message": message, "type": "fake", "code": None}}).encode(), status=status, headers=headers
    )


def rate_limited(retry_after: str = "0") -> Reply:
    return failed(429, headers={"Retry-After": retry_after})


def broken() -> Reply:
    return failed(500)


def truncated() -> Reply:
    return said('{"topic": "Be', finish="length")


def empty() -> Reply:
    return said("")


def refusal() -> Reply:
    return said(None, refusal="I can't help with that.")


def tool_call(name: str = "send_mail", arguments: str = '{"to": "everyone"}') -> Reply:
    call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": arguments}}
    return said(None, finish="tool_calls", tool_calls=[call])


def megabyte() -> Reply:
    return said(json.dumps({"topic": "x" * 1_000_000}))


def stalled() -> Reply:
    """Takes the request and says nothing until the server stops."""

    def never(stop: threading.Event) -> Iterator[bytes]:
        stop.wait()
        yield b""

    return Reply(0, {}, never)


def dripping(chunk: bytes = b" ", every: float = 0.02) -> Reply:
    """Sends the head at once and then a little white space for ever, as proxies do to keep a connection open."""

    def drip(stop: threading.Event) -> Iterator[bytes]:
        while not stop.wait(every):
            yield chunk

    return Reply(200, {"Content-Type": "application/json"}, drip)


MODES: dict[str, Behaviour] = {
    "worst": lambda request: said(obey(request.user, request.schema)),
    "tool-call": lambda request: tool_call(),
    "rate-limited": lambda request: rate_limited("1"),
    "broken": lambda request: broken(),
    "stalled": lambda request: stalled(),
    "dripping": lambda request: dripping(),
    "truncated": lambda request: truncated(),
    "empty": lambda request: empty(),
    "refusal": lambda request: refusal(),
    "megabyte": lambda request: megabyte(),
}


class ModelServer:
    """The endpoint, on a free local port unless told otherwise. Queued answers go first, then `otherwise`."""

    def __init__(
        self, otherwise: Behaviour = lambda request: failed(500, "nothing is queued"), port: int = 0,
        embed: Callable[[str], Sequence[float]] | None = None,
    ) -> None:  # fmt: skip
        self.otherwise, self.embed = otherwise, embed
        self.history: list[Request] = []
        self._queue: deque[Answer] = deque()
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def enqueue(self, *answers: Answer) -> None:
        """What the next requests are answered with: words, an object, or a Reply."""
        self._queue.extend(answers)

    def start(self) -> ModelServer:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def stop(self) -> None:
        self._stop.set()
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> ModelServer:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _reply(self, request: Request) -> Reply:
        with self._lock:
            self.history.append(request)
            if request.path == EMBEDDINGS and self.embed is not None:
                answer: Answer = embedded(*map(self.embed, request.texts))
            else:
                answer = self._queue.popleft() if self._queue else self.otherwise(request)
        if isinstance(answer, Reply):
            return answer
        if isinstance(answer, BaseModel):
            return said(answer.model_dump_json())
        return said(answer if isinstance(answer, str) else json.dumps(answer))


def _handler(server: ModelServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
            request = Request(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            reply = server._reply(request) if self.path in (CHAT, EMBEDDINGS) else failed(404)
            if reply.status:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
            try:
                for chunk in reply.chunks(server._stop):
                    self.wfile.write(chunk)
                    self.wfile.flush()
            except OSError:
                return  # The other side hung up, which is what some tests are about.

        def log_message(self, format: str, *args: Any) -> None:
            return None

    return Handler


def main() -> None:
    parser = argparse.ArgumentParser(description="A local stand-in for a model endpoint.")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--mode", choices=sorted(MODES), default="worst")
    options = parser.parse_args()
    server = ModelServer(MODES[options.mode], options.port).start()
    print(f"LLM_BASE_URL={server.url} LLM_MODEL=fake   ({options.mode}; Ctrl-C ends it)", flush=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        server.stop()


if __name__ == "__main__":
    main()
