"""Payloads on their way to the app: which way they take, the three seconds, and the retries of events.

Sources: https://docs.slack.dev/apis/events-api/#retries, https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import json
import logging
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from typing import Any, Protocol

from bot.sandbox.alarms import Alarms
from bot.sandbox.strictness import Strictness

logger = logging.getLogger(__name__)

Envelope = dict[str, Any]
"""``type`` (slash_commands, interactive, events_api), ``payload``, ``envelope_id``, ``accepts_response_payload`` and for
events ``retry_attempt`` and ``retry_reason``: the message of Socket Mode."""
Body = dict[str, Any] | str | None
Reply = tuple[int, Body]
Deliver = Callable[[Envelope], Reply]

NO_ANSWER: Reply = (0, None)
NO_RETRY = "x-slack-no-retry"  # The body that stands for this header of a refusal.
_LOGGED = 2000


class Transport(Protocol):
    """One way to the app."""

    def ready(self) -> bool:
        """Whether anybody is listening."""

    name: str

    def send(self, envelope: Envelope) -> "Future[Reply]":
        """Send now; the future is completed by the app's answer, and never if it gives none."""


class Courier:
    """Takes payloads to the app: `deliver` if set, else the first transport that is ready."""

    def __init__(self, *, strictness: Strictness, alarms: Alarms):
        self.deliver: Deliver | None = None
        self.transports: list[Transport] = []
        self.log: deque[dict[str, Any]] = deque(maxlen=_LOGGED)
        self._strictness = strictness
        self._alarms = alarms
        self._pool = ThreadPoolExecutor(32, thread_name_prefix="sandbox-courier")
        self._open = 0
        self._idle = threading.Condition()

    def ask(self, kind: str, payload: dict[str, Any], *, accepts_body: bool) -> Reply | None:
        """The app's answer to an interaction, `NO_ANSWER` after three seconds, or None where nobody listens."""
        envelope = _envelope(kind, payload, accepts_body=accepts_body)
        seconds = self._strictness.ack_seconds
        entry = self._entry(envelope)
        future = self._send(envelope, entry)
        if future is None:
            entry["status"] = "no_listener"
            return None
        try:
            reply = future.result(timeout=seconds)
        except FutureTimeoutError:
            reply = NO_ANSWER
        if time.monotonic() - entry["sent"] > seconds:
            reply = NO_ANSWER
        _note(entry, reply)
        return reply

    def tell(self, payload: dict[str, Any], *, inline: bool) -> None:
        """Send an event, and again as Slack does until it is acknowledged.

        `inline`: with `deliver` set, the first try (and retries without a delay) run before this returns.
        """
        with self._idle:
            self._open += 1
        if self.deliver is not None and not inline:
            self._pool.submit(self._try, payload, 0, None)
        else:
            self._try(payload, 0, None)

    def settle(self, *, seconds: float = 10.0) -> bool:
        """Wait until no event is under way or waiting for a retry. False when that took too long."""
        with self._idle:
            return self._idle.wait_for(lambda: self._open == 0, timeout=seconds)

    def close(self) -> None:
        """Stop sending."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _try(self, payload: dict[str, Any], attempt: int, reason: str | None) -> None:
        envelope = _envelope("events_api", payload, accepts_body=False)
        envelope |= {"retry_attempt": attempt, "retry_reason": reason or ""}
        entry = self._entry(envelope)
        try:
            future = self._send(envelope, entry)
        except BaseException:
            logger.exception("the app failed on event %s", payload.get("event_id"))
            self._finish()
            raise
        if future is None:
            self._answered(entry, payload, attempt, None)
            return
        once = _Once(lambda reply: self._answered(entry, payload, attempt, reply))
        if not future.done():
            once.alarm = self._alarms.after(self._strictness.ack_seconds, lambda: once(NO_ANSWER))
        future.add_done_callback(lambda f: once(f.result()))

    def _answered(self, entry: dict[str, Any], payload: dict[str, Any], attempt: int, reply: Reply | None) -> None:
        _note(entry, reply)
        delays = self._strictness.retry_delays
        settled = reply is not None and (200 <= reply[0] < 300 or reply[1] == NO_RETRY)
        if settled or attempt >= len(delays):
            self._finish()
            return
        reason = _retry_reason(reply, over_http=entry["way"] == "http")
        delay = delays[attempt] * self._strictness.retry_scale
        if delay == 0 and self.deliver is not None:
            self._try(payload, attempt + 1, reason)
        else:
            self._alarms.after(delay, lambda: self._retry(payload, attempt + 1, reason))

    def _retry(self, payload: dict[str, Any], attempt: int, reason: str) -> None:
        if self.deliver is not None:
            self._pool.submit(self._try, payload, attempt, reason)
        else:
            self._try(payload, attempt, reason)

    def _send(self, envelope: Envelope, entry: dict[str, Any]) -> "Future[Reply] | None":
        if self.deliver is not None:
            entry["way"] = "deliver"
            done: Future[Reply] = Future()
            status, body = self.deliver(envelope)
            done.set_result((status, parsed(body)))
            return done
        transport = next((one for one in self.transports if one.ready()), None)
        if transport is None:
            return None
        entry["way"] = transport.name
        return transport.send(envelope)

    def _entry(self, envelope: Envelope) -> dict[str, Any]:
        entry = {**envelope, "sent": time.monotonic(), "way": None, "status": None, "ms": None}
        self.log.append(entry)
        return entry

    def _finish(self) -> None:
        with self._idle:
            self._open -= 1
            self._idle.notify_all()


class _Once:
    """Lets the answer or the time-out through, whichever is first."""

    def __init__(self, call: Callable[[Reply], None]):
        self.alarm: Any = None
        self._call = call
        self._lock = threading.Lock()
        self._used = False

    def __call__(self, reply: Reply) -> None:
        with self._lock:
            if self._used:
                return
            self._used = True
        if self.alarm is not None:
            self.alarm.cancel()
        self._call(reply)


def _envelope(kind: str, payload: dict[str, Any], *, accepts_body: bool) -> Envelope:
    return {
        "envelope_id": str(uuid.uuid4()),
        "type": kind,
        "payload": payload,
        "accepts_response_payload": accepts_body,
    }


def _note(entry: dict[str, Any], reply: Reply | None) -> None:
    entry["status"] = "no_listener" if reply is None else "timeout" if reply is NO_ANSWER else reply[0]
    entry["ms"] = round((time.monotonic() - entry["sent"]) * 1000, 3)


def _retry_reason(reply: Reply | None, *, over_http: bool) -> str:
    if reply is None:
        return "connection_failed"
    if reply is NO_ANSWER:
        return "http_timeout" if over_http else "timeout"
    return "http_error"


def parsed(body: Body) -> Body:
    """An answer's body: JSON text becomes what it says, empty text nothing, any other text stays text."""
    if not isinstance(body, str):
        return body or None
    if not body.strip():
        return None
    try:
        value = json.loads(body)
    except ValueError:
        return body
    return value if isinstance(value, dict) else body
