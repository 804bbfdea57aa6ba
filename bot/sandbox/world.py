"""The whole workspace: its state, its strictness, its ways to the app, and what people do in it."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.sandbox import cast, messages, states
from bot.sandbox.alarms import Alarm, Alarms
from bot.sandbox.deliveries import Courier, Deliver
from bot.sandbox.persons import clicks, commands, homes, posts, shortcuts, submits
from bot.sandbox.responses import ResponseUrls
from bot.sandbox.results import Result
from bot.sandbox.signed import SignedHttp
from bot.sandbox.socketmode import SocketMode
from bot.sandbox.strictness import Strictness
from bot.sandbox.text import Typed
from bot.sandbox.triggers import Triggers

Json = dict[str, Any]
Listener = Callable[[Iterable[str] | None, Json], None]

_SAVE_AFTER_SECONDS = 0.5
_CALLS = 2000


class World:
    """Thread-safe. Kept in the JSON file `path` if one is given; `clock` is in seconds since the epoch.

    `deliver` may be set to a function that takes an envelope and answers ``(status, body)``: it then stands in for the
    sockets, and a person's action has reached the app, events included, when the action returns.
    """

    def __init__(self, *, path: Path | None = None, clock: Callable[[], float] = time.time):
        self.path = path
        self.clock = clock
        self.lock = threading.RLock()
        self.state = states.load(path)
        self.strictness = Strictness()
        self.alarms = Alarms()
        self.courier = Courier(strictness=self.strictness, alarms=self.alarms)
        self.base_url = f"https://{cast.TEAM['domain']}.slack.com"
        self.calls_made = 0
        self.http = SignedHttp()
        self.socket_mode = SocketMode(self)
        self.courier.transports = [self.socket_mode, self.http]
        self.tickets: set[str] | None = None  # of Socket Mode, where a server runs
        self.calls: deque[Json] = deque(maxlen=_CALLS)
        self.listeners: list[Listener] = []
        self._here = threading.local()
        self._events: list[Json] = []
        self._depth = 0
        self._saving: Alarm | None = None
        self._file = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        """Everything a restart of Slack's client would not keep either."""
        self.triggers = Triggers(clock=self.clock)
        self.responses = ResponseUrls(clock=self.clock)
        self.views: dict[str, Json] = {home["id"]: home for home in self.state.homes.values()}
        # View id → the person it is shown to.
        self.owners: dict[str, str] = {home["id"]: user for user, home in self.state.homes.items()}
        self.stacks: dict[str, list[str]] = {}
        self.ephemerals: dict[str, dict[str, Json]] = {}  # user → "channel/ts" → message
        self.buckets: dict[str, list[float]] = {}
        self.calls.clear()
        self.calls_made = 0
        self._threads = messages.threads_of(self.state)
        self._last = messages.last_of(self.state)

    # -- time and change ----------------------------------------------------------------------------------------------

    def moment(self) -> float:
        """The time the workspace believes in: the clock plus the offset a story may have set."""
        return self.clock() + self.state.clock_offset

    def next_ts(self, channel: str) -> str:
        """A message ts: now, and later than every other in the channel."""
        micros = max(int(self.moment() * 1_000_000), self._last.get(channel, 0) + 1)
        self._last[channel] = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def replies(self, channel: str) -> dict[str, list[str]]:
        """Parent ts → the ts of its replies."""
        return self._threads.setdefault(channel, {})

    @property
    def typed(self) -> Typed:
        """What turns typed text into stored text for the people and channels of this moment."""
        return Typed(people=self.state.people, channels=self.state.channels)

    @contextmanager
    def change(self) -> Iterator[None]:
        """Hold the world still while it changes; events of the change leave once it is over and the lock is free."""
        events: list[Json] = []
        try:
            with self.lock:
                self._depth += 1
                try:
                    yield
                finally:
                    self._depth -= 1
                    if self._depth == 0:
                        events, self._events = self._events, []
                        self._save_soon()
        finally:
            for event in events:
                self.courier.tell(event, inline=not getattr(self._here, "serves_app", False))

    @contextmanager
    def serving_app(self) -> Iterator[None]:
        """While this thread answers the app: events of its changes reach `deliver` on another thread.

        The app may call back from `deliver`, and this thread would be the one to answer. Never await inside.
        """
        self._here.serves_app = True
        try:
            yield
        finally:
            self._here.serves_app = False

    def emit(self, payload: Json) -> None:
        """Queue an event_callback payload; only inside `change`."""
        self._events.append(payload)

    def publish(self, event: Json, *, to: Iterable[str] | None = None) -> None:
        """Tell the open pages of these people, or of all."""
        for listener in self.listeners:
            listener(to, event)

    def dm(self, user: str) -> str:
        """The channel id of this person's DM with the app, opened on first use."""
        return str(self.open_dm(user).data["channel"])

    def reset(self, *, state: states.State | None = None) -> None:
        """Start over with the default cast (the manifest and the scopes stay)."""
        with self.change():
            self.state = state or states.State(manifest=self.state.manifest, scopes=self.state.scopes)
            fresh = Strictness()
            self.strictness.__dict__.update(fresh.__dict__)
            self._forget()
        self.publish({"type": "channels"})

    # -- keeping ------------------------------------------------------------------------------------------------------

    def _save_soon(self) -> None:
        if self.path is not None and self._saving is None:
            self._saving = self.alarms.after(_SAVE_AFTER_SECONDS, self.save)

    def save(self) -> None:
        """Write the file now, where there is one."""
        if self.path is None:
            return
        with self._file:
            with self.lock:
                self._saving = None
                text = states.dump(self.state)
            states.write(self.path, text)

    def close(self) -> None:
        """Save and stop the threads."""
        self.courier.close()
        self.http.close()
        self.alarms.close()
        self.save()

    # -- the app ------------------------------------------------------------------------------------------------------

    @property
    def deliver(self) -> Deliver | None:
        """The in-process stand-in for the sockets, if one is set."""
        return self.courier.deliver

    @deliver.setter
    def deliver(self, deliver: Deliver | None) -> None:
        self.courier.deliver = deliver
        self.publish({"type": "bot", "connected": self.connected})

    def log_call(self, call: Json) -> None:
        """Note a call of the app in `calls`, which keeps the last two thousand."""
        with self.lock:
            self.calls_made += 1
            self.calls.append(call | {"at": self.clock()})

    @property
    def connected(self) -> bool:
        """Whether the app would receive anything now."""
        return self.deliver is not None or any(one.ready() for one in self.courier.transports)

    def settle(self, *, seconds: float = 10.0) -> bool:
        """Wait until every event has been acknowledged or given up. False when that took longer."""
        return self.courier.settle(seconds=seconds)

    def open_socket_mode(self) -> None:
        """Let apps.connections.open hand out tickets; called by the server."""
        self.tickets = self.socket_mode.tickets

    @property
    def connections(self) -> int:
        """How many Socket Mode connections are open."""
        return self.socket_mode.count

    def disconnect(self, reason: str = "refresh_requested") -> int:
        """See `SocketMode.disconnect`."""
        return self.socket_mode.disconnect(reason)

    # -- what people do -----------------------------------------------------------------------------------------------

    def post(self, user: str, channel: str, text: str, thread_ts: str | None = None, *, attached: Sequence[str] = ()) -> Result:
        """Write a message, with the files of these ids. Data: ``ts``, ``message``."""
        return posts.post(self, user=user, channel=channel, text=text, thread_ts=thread_ts, attached=attached)

    def upload(self, user: str, name: str, content: bytes) -> Result:
        """Bring in a file, to be attached to a message or put into a form by its id. Data: ``file``."""
        return posts.upload(self, user=user, name=name, content=content)

    def edit(self, user: str, channel: str, ts: str, text: str) -> Result:
        """Edit one's own message."""
        return posts.edit(self, user=user, channel=channel, ts=ts, text=text)

    def delete(self, user: str, channel: str, ts: str) -> Result:
        """Delete one's own message."""
        return posts.delete(self, user=user, channel=channel, ts=ts)

    def react(self, user: str, channel: str, ts: str, name: str) -> Result:
        """Add a reaction, or take it back."""
        return posts.react(self, user=user, channel=channel, ts=ts, name=name)

    def join(self, user: str, channel: str, inviter: str | None = None) -> Result:
        """Bring a person or the bot user into a channel (a channel_join message, member_joined_channel)."""
        return posts.join(self, user=user, channel=channel, inviter=inviter)

    def leave(self, user: str, channel: str) -> Result:
        """Take a person or the bot user out of a channel."""
        return posts.leave(self, user=user, channel=channel)

    def open_dm(self, user: str, other: str | None = None) -> Result:
        """Open the DM with `other` (the app by default). Data: ``channel``."""
        return posts.open_dm(self, user=user, other=other or cast.BOT_USER)

    def read(self, user: str, channel: str) -> Result:
        """Mark the channel as read."""
        return posts.read(self, user=user, channel=channel)

    def command(self, user: str, channel: str, command: str, text: str = "") -> Result:
        """Run a slash command. Data: ``response`` (what the app answered in its acknowledgement)."""
        return commands.run(self, user=user, channel=channel, command=command, text=text)

    def click(self, user: str, action_id: str | None = None, **where: Any) -> Result:
        """Use an element of a message or a view; see `persons.clicks.click`."""
        return clicks.click(self, user=user, action_id=action_id, **where)

    def shortcut(
        self,
        user: str,
        callback_id: str,
        *,
        channel: str | None = None,
        message_ts: str | None = None,
        thread_ts: str | None = None,
    ) -> Result:
        """Run a global shortcut, or a message shortcut where a message is named."""
        return shortcuts.run(
            self, user=user, callback_id=callback_id, channel=channel, message_ts=message_ts, thread_ts=thread_ts
        )

    def submit(self, user: str, view_id: str | None = None, values: Json | None = None) -> Result:
        """Submit the modal (the top one by default). Data: ``response_action``, ``errors``."""
        return submits.submit(self, user=user, view_id=view_id, values=values or {})

    def close_view(self, user: str, view_id: str | None = None, *, every: bool = False) -> Result:
        """Close the modal, or the whole stack."""
        return submits.close(self, user=user, view_id=view_id, every=every)

    def open_home(self, user: str) -> Result:
        """Open the app's Home (app_home_opened). Data: ``view``, as it stands when the event has left."""
        return homes.open_home(self, user=user)

    # -- what people see ----------------------------------------------------------------------------------------------

    def messages(self, channel: str, *, user: str | None = None, thread_ts: str | None = None) -> list[Json]:
        """The messages of a channel (its thread), oldest first, with what only `user` sees."""
        with self.lock:
            return messages.shown(self, channel=channel, user=user, thread_ts=thread_ts)

    def stack(self, user: str) -> list[Json]:
        """The open modals, the top one last."""
        with self.lock:
            return [self.views[view_id] for view_id in self.stacks.get(user, [])]

    def view(self, user: str) -> Json | None:
        """The modal in front of this person, if one is open."""
        stack = self.stack(user)
        return stack[-1] if stack else None

    def home(self, user: str) -> Json | None:
        """The Home view published for this person, if any."""
        return self.state.homes.get(user)
