"""A stand-in for Slack with the real bot beside it as a process of its own, and people who look until they see."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlmodel import col, select

from bot.db import Database
from bot.models import Job, JobState
from bot.sandbox import demo
from bot.sandbox.results import Result
from bot.sandbox.server import Server
from bot.sandbox.world import World
from tests.slack_desk import DESK, DINAH, MARA, TOBI, buttons, entry, words

ROOT = Path(__file__).parents[1]
PATIENCE = 30.0  # Seconds; a test that passes needs a few, on a busy machine too.
Seen = TypeVar("Seen")


class Office:
    """`folder` keeps the bot's database. The people wait for what they expect to see and never for a time."""

    def __init__(self, world: World, server: Server, folder: Path, **settings: str) -> None:
        self.world, self.folder = world, folder
        # Away from the checkout no `.env` is read.
        self.environment = demo.settings_for(server, folder) | {"PYTHONPATH": str(ROOT)} | settings
        self.bot: subprocess.Popen[bytes] | None = None
        self._changed = threading.Condition()
        world.listeners.append(self._notice)

    def _notice(self, _to: Any, _event: Any) -> None:
        with self._changed:
            self._changed.notify_all()

    def until(self, look: Callable[[], Seen], what: str) -> Seen:
        """What `look` gives once it is true; looks again whenever something changes on the page."""
        end = time.monotonic() + PATIENCE
        while not (seen := look()):
            assert time.monotonic() < end, f"waited in vain for {what}"
            assert self.bot is None or self.bot.poll() is None, f"the bot ended while {what} was waited for"
            with self._changed:
                self._changed.wait(timeout=0.1)
        return seen

    # -- the bot --------------------------------------------------------------------------------------------------------

    def start(self, *command: str) -> None:
        """Starts the bot with a subcommand and its options."""
        self.bot = subprocess.Popen([sys.executable, "-m", "bot", *command], env=self.environment, cwd=self.folder)

    def come_in(self) -> None:
        """Starts the bot and waits until it is connected."""
        self.start("run")
        self.until(lambda: self.world.connected, "the bot")

    def kill(self) -> None:
        """Ends the bot as a crash would: SIGKILL."""
        assert self.bot is not None
        self.bot.kill()
        self.bot.wait()
        self.bot = None
        self.until(lambda: not self.world.connected, "the connection to break")

    @contextmanager
    def held_up(self) -> Iterator[None]:
        """The bot stands still meanwhile: it hears nothing and connects nowhere."""
        assert self.bot is not None
        self.bot.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.bot.send_signal(signal.SIGCONT)

    def leave(self) -> int:
        """Ends the bot as an operator would, and gives its exit code."""
        assert self.bot is not None
        self.bot.terminate()
        try:
            return self.bot.wait(timeout=PATIENCE)
        finally:
            self.bot.kill()
            self.bot = None

    def done(self) -> None:
        """Waits until the bot has nothing left to do."""
        database = Database(self.environment["DATABASE_URL"])
        unfinished = select(Job).where(col(Job.state).in_([JobState.WAITING, JobState.RUNNING]))

        def idle() -> bool:
            with database.read() as session:
                return session.exec(unfinished).first() is None

        self.until(idle, "the work to be done")
        database.close()

    # -- people ---------------------------------------------------------------------------------------------------------

    def staff(self) -> None:
        """Mara, whom the settings make the admin, gives the others their roles on the team's page."""
        for user, given in ((TOBI, {"role": "officer"}), (DINAH, {"role": "approver", "approves": "crisis"})):
            assert self.world.command(MARA, DESK, "/press", "team").ok
            self.click(MARA, "team_person")
            self.submit(MARA, person=user, **given)
            self.world.close_view(MARA, every=True)

    def view(self, user: str, holding: str) -> dict[str, Any]:
        """The modal in front of a person, once it has an input or a button of this name."""

        def look() -> dict[str, Any] | None:
            view = self.world.view(user)
            return view if view is not None and holding in [*_inputs(view), *buttons(view)] else None

        found = self.until(look, f"a form with {holding} in front of {user}")
        assert found is not None
        return found

    def click(self, user: str, action_id: str, message: dict[str, Any] | None = None) -> None:
        """Presses a button of a message, else of the modal in front of the person."""
        where = (
            {"channel": message["channel"], "ts": message["ts"]} if message else {"view_id": self.view(user, action_id)["id"]}
        )
        result = self.world.click(user, action_id, **where)
        assert result.ok, result

    def submit(self, user: str, **filled: Any) -> Result:
        """Fills inputs of the modal in front of the person, by action id, and sends it; it must be taken."""
        view = self.view(user, next(iter(filled)))
        values = {
            block["block_id"]: {name: entry(block["element"], filled[name])}
            for block in view["blocks"]
            if (name := (block.get("element") or {}).get("action_id")) in filled
        }
        assert len(values) == len(filled), f"the form has {_inputs(view)}"
        result = self.world.submit(user, view["id"], values)
        assert result.ok and not result.data.get("errors"), result
        return result

    def said(self, channel: str = DESK, user: str = MARA, thread_ts: str | None = None) -> list[dict[str, Any]]:
        """A channel's messages as this person sees them."""
        return [{**one, "channel": channel} for one in self.world.messages(channel, user=user, thread_ts=thread_ts)]

    def sees(self, user: str, channel: str, *texts: str, button: str = "", thread_ts: str | None = None) -> dict[str, Any]:
        """The newest message with all these words, and with this button, once it is there."""

        def look() -> dict[str, Any] | None:
            for one in reversed(self.said(channel, user, thread_ts)):
                if all(text in words(one) for text in texts) and (not button or button in buttons(one)):
                    return one
            return None

        found = self.until(look, f"{user} to see {texts} {button} in {channel}")
        assert found is not None
        return found

    def card(self, *texts: str, button: str = "inquiry_more") -> dict[str, Any]:
        """The newest card in the desk channel, once it says this."""
        return self.sees(MARA, DESK, *texts, button=button)


def _inputs(view: dict[str, Any]) -> Sequence[str]:
    return [block["element"]["action_id"] for block in view["blocks"] if block.get("element")]


@contextmanager
def opened(folder: Path, **settings: str) -> Iterator[Office]:
    """An office on a fresh workspace, without its bot yet; whatever runs at the end is ended."""
    world = World()
    world.strictness.retry_scale = 0.06  # Slack tries again at once, after a minute and after five: here 3.6 s and 18 s.
    with Server(world) as server:
        office = Office(world, server, folder, **settings)
        try:
            yield office
        finally:
            if office.bot is not None:
                office.bot.kill()
                office.bot.wait()
