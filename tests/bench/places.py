"""A workspace of its own with one app in it: the sandbox in this process, the app in another, Socket Mode between."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlmodel import col, update

from bot import teams
from bot.db import Database
from bot.desk import Desk
from bot.llm import NullLLM
from bot.migrations import upgrade
from bot.models import Member, Role
from bot.sandbox import cast, demo
from bot.sandbox.server import Server
from bot.sandbox.world import World
from bot.settings import Settings
from bot.teams import Profile

ROOT = Path(__file__).parents[2]
TEAM, DESK = cast.TEAM["id"], "C0DESK"
READY_SECONDS = 30
CROWD = 200
MAIL = (
    "Hi there, I'm a reporter at the Eastmarsh Gazette, working on a piece about your night shelter.\n\n"
    "1. How many people stayed in October?\n2. Will the shelter stay open all winter?\n\n"
    "My deadline is 6pm today. Message {number}.\n\nThanks,\nWren Castellane\n01632 960 555"
)


@dataclass
class Place:
    """`people` are at the desk; `messages` are the ts of mails in the desk channel, each to be used once."""

    name: str
    world: World
    people: list[str]
    messages: list[str] = field(default_factory=list)

    def rest(self, *, quiet: float = 0.4, seconds: float = 20) -> None:
        """Waits until the app has said nothing for a while, so that one measurement does not weigh on the next."""
        until, seen, quiet_since = time.monotonic() + seconds, -1, time.monotonic()
        while time.monotonic() < until and time.monotonic() - quiet_since < quiet:
            if self.world.calls_made != seen:
                seen, quiet_since = self.world.calls_made, time.monotonic()
            time.sleep(0.01)
        for user in self.people:
            self.world.close_view(user, every=True)


@contextmanager
def desk(name: str, folder: Path, *, database_url: str | None = None, messages: int) -> Iterator[Place]:
    """The real bot, on a fresh SQLite file unless told otherwise, its people known and at the desk."""
    with _workspace(name, messages) as (place, server):
        environment = demo.settings_for(server, folder) | {"LOG_LEVEL": "ERROR"}
        if database_url:
            environment["DATABASE_URL"] = database_url
        settings = read(environment)
        _staff(settings, place.people)
        with _running(place, [sys.executable, "-m", "bot", "run"], environment):
            yield place


@contextmanager
def bare(folder: Path, *, messages: int) -> Iterator[Place]:
    """The app that does nothing."""
    with (
        _workspace("bare Bolt app", messages) as (place, server),
        _running(place, [sys.executable, "-m", "tests.bench.bare"], demo.settings_for(server, folder)),
    ):
        yield place


def read(environment: Mapping[str, str]) -> Settings:
    """The settings that a process with this environment would have."""
    names = {name.lower(): value for name, value in environment.items() if name.lower() in Settings.model_fields}
    return Settings(_env_file=None, **names)  # type: ignore[arg-type]


@contextmanager
def _workspace(name: str, messages: int) -> Iterator[tuple[Place, Server]]:
    world = World()
    world.strictness.retry_delays = ()  # What is written before the app is there would be sent again in the midst of it.
    known = world.state.people["U0TOBI"]
    people = [f"U0P{number:04d}" for number in range(CROWD)]
    for user in people:
        world.state.people[user] = known | {"id": user, "name": user.lower()}
    world.state.channels[DESK]["members"].extend(people)
    sent = [world.post("U0TOBI", DESK, MAIL.format(number=number)) for number in range(messages)]
    with Server(world) as server:
        yield Place(name, world, people, [str(one.data["ts"]) for one in sent]), server


def _staff(settings: Settings, people: list[str]) -> None:
    database = Database(settings.database_url)
    upgrade(database)
    opened = Desk(settings=settings, database=database, llm=NullLLM())
    teams.open_team(opened, team_id=TEAM, name=cast.TEAM["name"], bot_user_id=cast.BOT_USER)
    for user in people:
        teams.meet(opened, Profile(TEAM, user, user.title(), "Europe/London"))
    with database.write() as session:
        session.execute(update(Member).where(col(Member.team_id) == TEAM).values(role=Role.OFFICER))
    database.close()


@contextmanager
def _running(place: Place, command: list[str], environment: Mapping[str, str]) -> Iterator[None]:
    with subprocess.Popen(command, env=environment, cwd=ROOT) as process:
        try:
            until = time.monotonic() + READY_SECONDS
            while not place.world.connected:
                if process.poll() is not None or time.monotonic() > until:
                    raise SystemExit(f"{place.name} did not connect.")
                time.sleep(0.02)
            yield
        finally:
            process.terminate()
