"""`make demo`: the stand-in for Slack, a charity's desk already half full, and the unmodified bot beside them."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from rich.console import Console

from bot.errors import DeskError
from bot.sandbox import cast, story
from bot.sandbox.latches import Latch
from bot.sandbox.server import HOST, Server
from bot.sandbox.world import World

READY_SECONDS = 30
STOP_SECONDS = 10
LATCH = ".lock"
DATABASE = "pressdesk.sqlite"


def main(*, reset: bool = False, port: int, folder: Path) -> None:
    """Opens the demo and keeps it open until it is interrupted. The first start, or `reset`, tells the story anew. Where it
    is open already it says so, and where."""
    console = Console()
    folder.mkdir(parents=True, exist_ok=True)
    latch = Latch(folder / f"demo{LATCH}")
    if not latch.hold():
        _told_it_is_open(latch, console, reset=reset)
        return
    # A shell that starts it in the background has it ignore Ctrl-C.
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, _interrupt)
    bot_latch = _left_alone(Latch(folder / f"bot{LATCH}"))
    fresh = reset or not (folder / "slack.json").exists()
    if fresh:
        _clear(folder)
    world = World(path=folder / "slack.json")
    server = _open(world, port)
    latch.note(server.url)
    environment = settings_for(server, folder)
    try:
        if fresh:
            story.tell(world, environment, console)
            world.save()
        else:
            _move_newsstand(folder / DATABASE, server.url)
        with _bot(environment, bot_latch) as bot:
            _wait_for_bot(world, bot, console)
            if fresh:
                story.arrive(world)
            console.print(f"\n[bold]The press desk is open at {server.url}[/bold]")
            console.print("A practice Slack, on this machine only. Ctrl-C closes it; `make demo-reset` starts over.\n")
            bot.wait()
    except KeyboardInterrupt:
        console.print("Closed.")
    finally:
        server.stop()
        world.close()
        latch.release()


def _told_it_is_open(latch: Latch, console: Console, *, reset: bool) -> None:
    """Exit code 0, as what was asked for is there; 1 where it was to be started over."""
    address = latch.noted()
    console.print(
        f"The press desk is already open at {address}" if address else "The press desk is just being opened elsewhere."
    )
    if reset:
        console.print("Close it there (Ctrl-C) before you start it over. Nothing was changed.")
        raise SystemExit(1)


def _left_alone(latch: Latch) -> Latch:
    """The bot's latch, held. A demo that was killed leaves its bot at work, which is ended here: two would share one desk."""
    while not latch.hold():
        left = latch.noted()
        if not left.isdecimal():
            raise DeskError("The bot of an earlier demo is still at work. Try again in a moment.")
        # It may be killed at any moment, and one whose Slack is gone takes its time to go.
        with suppress(ProcessLookupError):
            os.kill(int(left), signal.SIGKILL)
        time.sleep(0.05)
    return latch


def _clear(folder: Path) -> None:
    """Removes all that an earlier demo left, but for the latches, which are held."""
    for left in folder.iterdir():
        if left.suffix == LATCH:
            continue
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink()


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def settings_for(server: Server, folder: Path) -> dict[str, str]:
    """The environment of the bot in the demo: the stand-in's tokens and address, its newsstand, and an SQLite folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_"))}
    return kept | {
        "SLACK_BOT_TOKEN": cast.BOT_TOKEN,
        "SLACK_APP_TOKEN": cast.APP_TOKEN,
        "SLACK_API_BASE_URL": f"{server.url}/api/",
        "DATABASE_URL": f"sqlite:///{(folder / DATABASE).resolve()}",
        "DESK_CHANNEL": "C0DESK",
        "INTAKE_CHANNEL": "C0INTAKE",
        "TIME_ZONE": "Europe/London",
        "ADMIN_USER": "U0MARA",
        "FEED_ALLOW": HOST,
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
    }


def _open(world: World, port: int) -> Server:
    """The server on its port, or on a free one where that is taken."""
    try:
        return Server(world, port=port).start()
    except OSError:
        return Server(world, port=0).start()


def _move_newsstand(database: Path, address: str) -> None:
    """Has the feeds of the demo asked where the newsstand is now: the port of last time may have been taken meanwhile."""
    # A demo that was killed at its first start may have left no tables yet.
    with closing(sqlite3.connect(database)) as kept, suppress(sqlite3.OperationalError), kept:
        for feed, url in kept.execute("SELECT id, url FROM feed WHERE url LIKE 'http://127.0.0.1:%/newsstand/%'").fetchall():
            now = f"{address}/newsstand/{url.partition('/newsstand/')[2]}"
            kept.execute("UPDATE feed SET url = ? WHERE id = ?", (now, feed))


def _wait_for_bot(world: World, bot: subprocess.Popen[bytes], console: Console) -> None:
    with console.status("The bot is coming in…"):
        until = time.monotonic() + READY_SECONDS
        while not world.connected and bot.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
    if bot.poll() is not None:
        raise SystemExit(bot.returncode)


@contextmanager
def _bot(environment: dict[str, str], latch: Latch) -> Iterator[subprocess.Popen[bytes]]:
    """The unmodified bot as a process of its own, which ends with the demo, or with the next one where this one is killed."""
    bot = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], env=environment, start_new_session=True, pass_fds=[latch.fileno()]
    )
    latch.note(str(bot.pid))
    latch.release()
    try:
        yield bot
    finally:
        bot.terminate()
        try:
            bot.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            bot.kill()
