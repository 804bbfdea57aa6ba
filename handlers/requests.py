"""One request from Slack as a handler sees it, and the one wrapper round every listener.

A listener parses, asks a use case and answers. What it says to Slack besides the acknowledgement goes through `soon`, so that
the acknowledgement waits for no network. A DeskError becomes a private reply in its own words; anything else is logged once
under a short reference that the person sees too.
"""

from __future__ import annotations

import logging
import re
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot import marks
from bot.authority import Actor
from bot.desk import Desk
from bot.errors import DeskError, Invalid, NotAllowed
from bot.notices import LOCKED_OUT
from bot.ownership import troubles
from bot.views.blocks import fallback, line, rich
from bot.views.inquiry_forms import trouble

log = logging.getLogger(__name__)

# The person closed the view, or changed it meanwhile: both are normal (https://docs.slack.dev/reference/methods/views.update).
NORMAL = {"not_found", "hash_conflict", "view_not_found"}
# The three seconds are over, or three views lie on top of each other: a view can't be opened, the person is told otherwise.
TOO_LATE = {"expired_trigger_id", "invalid_trigger_id", "exchanged_trigger_id"}
TOO_DEEP = "push_limit_reached"
LONGEST_HOLD = 0.5  # Seconds; a view must open within three of the click.


class Soon:
    """Runs what a listener says to Slack, right after the acknowledgement: while others wait for theirs, it holds back."""

    def __init__(self, threads: int = 16) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="soon")
        self._pending: set[Future[None]] = set()
        self._listening = 0
        self._quiet = threading.Condition()

    def __call__(self, call: Callable[[], None]) -> None:
        future = self._pool.submit(self._in_turn, call)
        self._pending.add(future)
        future.add_done_callback(self._pending.discard)

    @contextmanager
    def after(self) -> Iterator[None]:
        """What is asked for meanwhile, and waits already, runs afterwards, or once it has waited long enough."""
        with self._quiet:
            self._listening += 1
        try:
            yield
        finally:
            with self._quiet:
                self._listening -= 1
                if not self._listening:
                    self._quiet.notify_all()

    def _in_turn(self, call: Callable[[], None]) -> None:
        with self._quiet:
            self._quiet.wait_for(lambda: not self._listening, timeout=LONGEST_HOLD)
        call()

    def settle(self, seconds: float = 10) -> None:
        """Waits until everything asked for so far was said."""
        while self._pending:
            wait(list(self._pending), timeout=seconds)

    def stop(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


@dataclass(frozen=True)
class Form:
    """What a person filled in, by action id, whatever the block ids are just now."""

    values: Mapping[str, Mapping[str, Any]]

    def _find(self, name: str) -> dict[str, Any]:
        for elements in self.values.values():
            if name in elements:
                return dict(elements[name] or {})
        return {}

    def block_of(self, name: str) -> str | None:
        return next((block for block, elements in self.values.items() if name in elements), None)

    def text(self, name: str) -> str:
        return self._find(name).get("value") or ""

    def option(self, name: str) -> str | None:
        return (self._find(name).get("selected_option") or {}).get("value")

    def options(self, name: str) -> list[str]:
        return [one["value"] for one in self._find(name).get("selected_options") or []]

    def user(self, name: str) -> str | None:
        return self._find(name).get("selected_user")

    def users(self, name: str) -> list[str]:
        return self._find(name).get("selected_users") or []

    def conversation(self, name: str) -> str | None:
        return self._find(name).get("selected_conversation")

    def files(self, name: str) -> list[dict[str, Any]]:
        """The files that were put into a field, as Slack describes them."""
        return self._find(name).get("files") or []

    def moment(self, name: str) -> datetime | None:
        seconds = self._find(name).get("selected_date_time")
        return datetime.fromtimestamp(seconds, UTC) if seconds else None


@dataclass
class Request:
    """One payload: who, what, and the ways to answer."""

    desk: Desk
    actor: Actor
    body: dict[str, Any]
    ack: Ack
    client: WebClient
    soon: Soon
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def action(self) -> dict[str, Any]:
        return self.body["actions"][0]

    @property
    def value(self) -> str:
        return self.action.get("value") or ""

    @property
    def view(self) -> dict[str, Any]:
        return self.body.get("view") or {}

    @property
    def form(self) -> Form:
        return Form((self.view.get("state") or {}).get("values") or {})

    @property
    def in_modal(self) -> bool:
        return self.view.get("type") == "modal"

    @property
    def is_submission(self) -> bool:
        return self.body.get("type") == "view_submission"

    def say(self, text: str, blocks: list[dict[str, Any]] | None = None) -> None:
        """Answers the person alone: beside the message, or as a modal where there is no message."""
        self.soon(lambda: self._say(text, blocks, "Pressdesk"))

    def say_slowly(self, build: Callable[[], tuple[str, list[dict[str, Any]]]]) -> None:
        """As `say`, of what takes a moment to put together: `build` runs after the acknowledgement."""
        self.soon(self._guarded(lambda: self._say(*build(), "Pressdesk")))

    def refuse(self, text: str) -> None:
        """As `say`, of what did not work."""
        self.soon(lambda: self._say(text, None))

    def _say(self, text: str, blocks: list[dict[str, Any]] | None, title: str = "That did not work") -> None:
        """Beside the message, as a modal, or in their direct messages: the first of these that Slack still allows."""
        url = self.body.get("response_url")
        shown = blocks or [rich(line(text))]
        try:
            if url and not self.in_modal:
                said = _answer(url, text, shown)
            else:
                said = self._tell_in_view(
                    trouble(text, title) if blocks is None else {**trouble(text, title), "blocks": blocks}
                )
            if not said:
                opened = self.client.conversations_open(users=self.actor.user_id)
                self.client.chat_postMessage(channel=opened["channel"]["id"], text=fallback(text), blocks=shown)
        except (SlackApiError, OSError) as problem:
            log.warning("An answer did not reach its person: %s", _error_of(problem))

    def _tell_in_view(self, view: dict[str, Any]) -> bool:
        if not self.body.get("trigger_id"):
            return False
        try:
            self._open(view)
        except SlackApiError as problem:
            if _error_of(problem) in TOO_LATE | {TOO_DEEP}:
                return False
            raise
        return True

    def swap(self, text: str, blocks: list[dict[str, Any]]) -> None:
        """Puts other blocks in the place of the private reply the button is in."""
        url = self.body["response_url"]
        self.soon(self._guarded(lambda: _answer(url, text, blocks, replace=True)))

    def show(self, view: dict[str, Any] | Callable[[], dict[str, Any]]) -> None:
        """Opens a view, on top of the one the person is in. A callable is built after the acknowledgement."""
        self.soon(self._guarded(lambda: self._show(view() if callable(view) else view)))

    def _show(self, view: dict[str, Any]) -> None:
        try:
            self._open(view)
        except SlackApiError as problem:
            if _error_of(problem) != TOO_DEEP:
                raise
            self._update(self.view["id"], view)

    def _open(self, view: dict[str, Any]) -> None:
        trigger = self.body["trigger_id"]
        if self.in_modal and not self.is_submission:
            self.client.views_push(trigger_id=trigger, view=view)
        else:
            self.client.views_open(trigger_id=trigger, view=view)

    def show_slowly(self, first: dict[str, Any], then: Callable[[], dict[str, Any]]) -> None:
        """Opens `first` within the three seconds, then puts what `then` builds in its place."""

        def call() -> None:
            opened = self.client.views_open(trigger_id=self.body["trigger_id"], view=first)
            self._update(opened["view"]["id"], then())

        self.soon(self._guarded(call))

    def replace(self, view: dict[str, Any] | Callable[[], dict[str, Any]], *, view_id: str | None = None) -> None:
        """Puts a view in the place of the one the person is in."""
        self.soon(self._guarded(lambda: self._update(view_id or self.view["id"], view() if callable(view) else view)))

    def _update(self, view_id: str, view: dict[str, Any]) -> None:
        try:
            self.client.views_update(view_id=view_id, view=view)
        except SlackApiError as problem:
            if _error_of(problem) not in NORMAL:
                raise

    def errors(self, fields: Mapping[str, str], otherwise: str) -> None:
        """Acknowledges a form with what is wrong beside each field; what has no field stands beside the first."""
        at = {block: text for name, text in fields.items() if (block := self.form.block_of(name))}
        if not at:
            first = next(iter(self.form.values), None)
            at = {first: otherwise} if first else {}
        self.ack(response_action="errors", errors=at)

    def _guarded(self, call: Callable[[], object]) -> Callable[[], None]:
        def guarded() -> None:
            try:
                with troubles.told_to_people():
                    call()
            except DeskError as problem:
                self._say(str(problem), None)
            except SlackApiError as problem:
                self._slack_failed(problem)
            except Exception:
                self._say(unexpected(), None)

        return guarded

    def _slack_failed(self, problem: SlackApiError) -> None:
        error = _error_of(problem)
        if error in TOO_LATE:
            log.warning("Slack refused a view: %s", error)
            self._say("That took longer than Slack allows. Please try once more; nothing was lost.", None)
        elif error in LOCKED_OUT:
            log.error("Slack does not know our token any more (%s). `python -m bot doctor` says more.", error)
            self._say(
                "Slack no longer accepts the press desk's token, so this can't be shown. Tell your admin: "
                "`python -m bot doctor` says what to do. What is on record is kept.", None,
            )  # fmt: skip
        else:
            self._say(unexpected(), None)


def _error_of(problem: Exception) -> str:
    """Slack's name for what went wrong, or the kind of failure where Slack said nothing readable."""
    response = getattr(problem, "response", None)
    found = response.get("error") if response is not None else None
    return str(found or type(problem).__name__)


def _answer(url: str, text: str, blocks: list[dict[str, Any]], *, replace: bool = False) -> bool:
    """True where Slack took it; a response_url lapses after half an hour or five answers."""
    client = WebhookClient(url)
    given = client.send(text=fallback(text), blocks=blocks, response_type="ephemeral", replace_original=replace)
    if given.status_code != 200:
        log.warning("Slack refused a private answer: %s", given.body[:200])
    return given.status_code == 200


def unexpected() -> str:
    """Logs the exception at hand under a reference and gives the sentence that names it."""
    reference = secrets.token_hex(3).upper()
    log.exception("Unexpected, reference %s", reference)
    return f"Something went wrong here, and it is on record as {reference}. Please try again; tell your admin if it stays."


Handler = Callable[[Request], None]


class Listeners:
    """Registers handlers with Bolt: `listeners.action("inquiry_take", take)`."""

    def __init__(self, app: App, desk: Desk, soon: Soon) -> None:
        self.app, self.desk, self.soon = app, desk, soon

    def command(self, name: str, handler: Handler) -> None:
        self.app.command(name)(self._listener(handler))

    def action(self, name: str | re.Pattern[str], handler: Handler) -> None:
        """An action by its id, or by what its id begins with: Bolt itself would take a pattern that stands anywhere in it."""
        wanted = name if isinstance(name, str) else re.compile(rf"\A(?:{name.pattern})")
        self.app.action(wanted)(self._listener(handler))

    def submission(self, callback_id: str, handler: Handler) -> None:
        self.app.view(callback_id)(self._listener(handler))

    def shortcut(self, callback_id: str, handler: Handler) -> None:
        self.app.shortcut(callback_id)(self._listener(handler))

    def event(self, name: str, handler: Handler) -> None:
        self.app.event(name)(self._event(handler))

    def notice(self, name: str, handler: Callable[[dict[str, Any]], None]) -> None:
        """An event about the app itself, which nobody sent."""

        def listener(ack: Ack, event: dict[str, Any]) -> None:
            handler(event)
            ack()

        self.app.event(name)(listener)

    def _listener(self, handler: Handler) -> Callable[..., None]:
        def listener(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
            request = self._request(ack, body, context, client)
            try:
                if request is None:
                    raise NotAllowed("The press desk could not tell who you are. Please try again.")
                if context.get("trouble") is not None:
                    raise context["trouble"]
                with troubles.told_to_people():
                    handler(request)
                marks.passed(f"{handler.__name__}_unanswered")
            except Invalid as problem:
                self._refuse(request, ack, str(problem), problem.fields)
            except DeskError as problem:
                self._refuse(request, ack, str(problem), {})
            except Exception:
                self._refuse(request, ack, unexpected(), {})
            if ack.response is None:
                ack()

        return listener

    def _event(self, handler: Handler) -> Callable[..., None]:
        """Events are retried by Slack when they are not acknowledged, so what is unexpected is raised: nothing is lost."""

        def listener(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
            request = self._request(ack, body, context, client)
            try:
                if request is not None:
                    handler(request)
                    marks.passed(f"{handler.__name__}_unanswered")
            except DeskError as problem:
                assert request is not None
                request.refuse(str(problem))
            ack()

        return listener

    def _request(self, ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> Request | None:
        actor = context.get("actor")
        return Request(self.desk, actor, body, ack, client, self.soon) if isinstance(actor, Actor) else None

    def _refuse(self, request: Request | None, ack: Ack, text: str, fields: Mapping[str, str]) -> None:
        if request is None:
            ack(text) if ack.response is None else None
        elif request.is_submission:
            request.errors(fields, text)
        else:
            ack()
            request.refuse(text)
