"""An office whose bot is killed again and again, people who do a thing until they see that it is done, and what must hold."""

from __future__ import annotations

import json
import signal
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from bot import audit, marks
from bot.db import Database
from bot.models import (
    AuditEntry,
    ClockChoices,
    Inquiry,
    InquiryEvent,
    Job,
    JobState,
    Offer,
    Posting,
    Reminder,
    ReminderState,
    StatementVersion,
    Team,
)
from bot.sandbox.server import Server
from bot.sandbox.world import World
from tests.nursery import Nursery
from tests.office import PATIENCE, Office
from tests.slack_desk import DESK, TEAM

EVERY_DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
#: Between Slack's answer and our note of it nobody can know that the message is up. What each worker had just posted when it
#: died may come once more; anything older may not.
IN_FLIGHT = 2.0
SECONDS_LATE = 30
Seen = TypeVar("Seen")


@dataclass
class Counts:
    """What a run did and what it found. `lost`, `doubled` and `missed` name whatever should not be."""

    kills: int = 0
    inquiries: int = 0
    offers: int = 0
    steps: int = 0
    reminders: int = 0
    posts: int = 0
    repeated: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def add(self, other: Counts) -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


class Lives(Office):
    """Each life of the bot but the last is armed with the next of `ahead`; people go on over any number of deaths."""

    def __init__(self, world: World, server: Server, folder: Path, nursery: Nursery, ahead: Sequence[str], url: str) -> None:
        super().__init__(world, server, folder, DATABASE_URL=url, WORKERS="3")
        world.calls = deque(maxlen=1_000_000)
        world.strictness.rate_limit = False
        world.strictness.ack_seconds, world.strictness.retry_delays = 1.5, (0.3, 1.5, 5.0)
        self.nursery, self.ahead = nursery, deque(ahead)
        self.at: str | None = None
        self.deaths: list[str] = []
        self.died_at: list[float] = []
        self.heard: list[str] = []
        self.steps: dict[str, Counter[str]] = {}
        self.spare: list[Inquiry] = []
        self.database = Database(url)

    # -- lives ----------------------------------------------------------------------------------------------------------

    def start(self, *command: str) -> None:
        armed = {marks.VARIABLE: self.at} if self.at else {}
        self.bot = self.nursery.begin(  # type: ignore[assignment]
            command, environment=self.environment | armed, folder=self.folder, log=self.folder / "bot.log"
        )

    def live(self) -> None:
        """The next life, armed with the next mark."""
        self.at = self.ahead.popleft() if self.ahead else None
        self.start("run")
        end = time.monotonic() + PATIENCE
        while not self.world.connected and not self.died():
            assert time.monotonic() < end, "the bot did not come in"
            self._look_again()

    def died(self) -> bool:
        """Whether the bot was killed where it was meant to be; then the next life has begun."""
        assert self.bot is not None
        ended = self.bot.poll()
        if ended is None:
            return False
        assert ended == -signal.SIGKILL and self.at, f"the bot ended by itself with {ended}:\n{self.log()}"
        self.deaths.append(self.at)
        self.died_at.append(self.bot.ended_at)  # type: ignore[attr-defined]
        end = time.monotonic() + PATIENCE
        while self.world.connected and time.monotonic() < end:
            time.sleep(0.01)
        self.live()
        return True

    def log(self) -> str:
        file = self.folder / "bot.log"
        return file.read_text()[-4_000:] if file.exists() else ""

    def _look_again(self) -> None:
        with self._changed:
            self._changed.wait(timeout=0.05)

    # -- people ---------------------------------------------------------------------------------------------------------

    def until_seen(self, do: Callable[[], object], seen: Callable[[], Seen], what: str) -> Seen:
        """Does a thing, again after each death, until it is seen to be done."""
        while True:
            lives = len(self.deaths)
            try:
                do()
            except AssertionError:
                if not self._died_just_now():
                    raise
                continue
            end = time.monotonic() + PATIENCE
            while len(self.deaths) == lives and not self.died():
                if found := seen():
                    return found
                assert time.monotonic() < end, f"waited in vain for {what}\n{self.log()}"
                self._look_again()
            if found := seen():
                return found

    def wait_for(self, seen: Callable[[], Seen], what: str) -> Seen:
        """As `until_seen`, with nothing for a person to do."""
        return self.until_seen(lambda: None, seen, what)

    def _died_just_now(self) -> bool:
        end = time.monotonic() + 1
        while time.monotonic() < end:
            if self.died():
                return True
            time.sleep(0.01)
        return False

    def must_die(self, mark: str) -> None:
        """Waits until the bot died at this mark."""
        end = time.monotonic() + PATIENCE
        while mark not in self.deaths:
            assert time.monotonic() < end, f"the bot never passed {mark}\n{self.log()}"
            if not self.died():
                self._look_again()

    # -- the record -----------------------------------------------------------------------------------------------------

    def rows(self, table: type[Any], *where: Any) -> list[Any]:
        with self.database.read() as session:
            return list(session.exec(select(table).where(*where).order_by(table.id)))

    def change(self, do: Callable[[Session], object]) -> None:
        """Changes rows past the desk, as a test may: to make something due."""
        with self.database.write() as session:
            do(session)

    def idle(self) -> bool:
        unfinished = col(Job.state).in_([JobState.WAITING, JobState.RUNNING])
        return not self.rows(Job, unfinished, Job.due_at <= datetime.now(UTC) + timedelta(minutes=5))

    def expect(self, topic: str, *actions: str) -> None:
        """Notes steps that the history must show exactly once each time they were taken."""
        self.steps.setdefault(topic, Counter()).update(actions)

    def prepare(self) -> None:
        """A desk that may be called at any hour."""
        self.live()
        self.at_any_hour()

    def at_any_hour(self) -> None:
        """People have their roles, and the desk keeps no quiet hours and waits with its digest."""
        self.staff()

        def choose(session: Session) -> None:
            rules = session.get(ClockChoices, TEAM) or ClockChoices(team_id=TEAM)
            rules.working_days, rules.quiet_from, rules.quiet_to = EVERY_DAY, "00:00", "00:00"
            team = session.get_one(Team, TEAM)
            team.digest_days = EVERY_DAY
            team.digest_time = "23:59"
            session.add_all([rules, team])

        self.change(choose)

    # -- what must hold -------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Lets a last, unarmed life do what is left."""
        self.ahead.clear()
        while self.at is not None:
            assert self.bot is not None
            self.bot.kill()
            self.bot.wait()
            self.at = None
            self.wait_out_of_reach()
            self.live()
        self.wait_for(lambda: self.world.settle(seconds=0.1) and self.idle(), "everything to be done")

    def wait_out_of_reach(self) -> None:
        end = time.monotonic() + PATIENCE
        while self.world.connected and time.monotonic() < end:
            time.sleep(0.01)

    def counts(self) -> Counts:
        """Everything that people did, held against the record and against what stands in Slack."""
        found = Counts(kills=len(self.deaths))
        with self.database.read() as session:
            if audit.verify(session).broken_at is not None:
                found.lost.append("the audit is broken")
        self._count_inquiries(found)
        self._count_posts(found)
        self._count_reminders(found)
        found.lost += [f"job {one.id} {one.kind}: {one.error}" for one in self.rows(Job, Job.state == JobState.DEAD)]
        return found

    def _count_inquiries(self, found: Counts) -> None:
        offers = Counter(one.ts for one in self.rows(Offer))
        found.offers = len(self.heard)
        found.lost += [f"message {ts}" for ts in self.heard if not offers[ts]]
        inquiries = self.rows(Inquiry)
        topics = Counter(one.topic for one in inquiries)
        found.inquiries = len(inquiries)
        found.lost += [f"inquiry {topic}" for topic in self.steps if not topics[topic]]
        found.doubled += [f"inquiry {topic}" for topic, times in topics.items() if times > 1]
        if [one.number for one in inquiries] != list(range(1, len(inquiries) + 1)):
            found.lost.append("numbers have gaps")
        entries = Counter(one.details["event"] for one in self.rows(AuditEntry, col(AuditEntry.action).startswith("inquiry.")))
        for one in inquiries:
            events = self.rows(InquiryEvent, InquiryEvent.inquiry_id == one.id)
            took, meant = Counter(event.action for event in events), self.steps.get(one.topic, Counter())
            found.steps += sum(took.values())
            found.lost += [f"{one.topic}: {action}" for action in meant - took]
            found.doubled += [f"{one.topic}: {action}" for action in took - meant]
            found.lost += [f"audit of event {event.id}" for event in events if entries[event.id] != 1]

    def _count_posts(self, found: Counts) -> None:
        posts: dict[tuple[str, str, str], list[float]] = {}
        for call in list(self.world.calls):
            if call["method"] != "chat.postMessage" or not call["response"].get("ok"):
                continue
            said = call["args"].get("metadata")
            about = (json.loads(said) if isinstance(said, str) else said or {}).get("event_payload")
            if about:
                posts.setdefault((about["kind"], about["subject"], call["response"]["channel"]), []).append(call["at"])
        kept = {(one.kind, one.subject, one.channel): one for one in self.rows(Posting)}
        found.posts, found.repeated = sum(map(len, posts.values())), sum(map(len, posts.values())) - len(posts)
        for key, times in posts.items():
            # Each copy but the last must have been in flight at a death, one death for each; the last one too where it was not
            # needed any more afterwards.
            after = [*times[1:], time.time()] if key not in kept else times[1:]
            for at, again in zip(times, after, strict=False):
                if not any(at < died + 0.1 < again + 0.1 and died - at < IN_FLIGHT for died in self.died_at):
                    found.doubled.append(f"{key} at {at:.2f} and {again:.2f}")
        messages = self.world.state.messages
        found.lost += [f"message of {key}" for key, one in kept.items() if one.ts not in messages.get(one.channel, {})]
        for one in self.rows(Offer):
            if ("offer", f"offer:{one.id}", one.channel) not in kept:
                found.lost.append(f"question under {one.ts}")
        for one in self.rows(Inquiry):
            if ("card", f"inquiry:{one.id}", DESK) not in kept:
                found.lost.append(f"card of {one.topic}")
        for event in self.rows(InquiryEvent, InquiryEvent.action != "logged"):
            if ("line", f"event:{event.id}", DESK) not in kept:
                found.lost.append(f"line of event {event.id}")
        asked = {key[1] for key in kept if key[0] == "approval"}
        for event in self.rows(InquiryEvent, InquiryEvent.action == "submitted"):
            wanted = {f"version:{one.id}" for one in self.rows(StatementVersion)}
            if not asked & wanted:
                found.lost.append(f"request of event {event.id}")

    def _count_reminders(self, found: Counts) -> None:
        now = datetime.now(UTC)
        told = {one.subject for one in self.rows(Posting, Posting.kind == "reminder")}
        keys = " ".join(one.key or "" for one in self.rows(Job, Job.kind == "reminder", Job.state == JobState.DONE))
        for one in self.rows(Reminder):
            if one.state == ReminderState.WAITING and one.due_at < now - timedelta(seconds=SECONDS_LATE):
                found.missed.append(f"{one.key} was due {one.due_at} and did not fire")
            if one.state == ReminderState.FIRED:
                found.reminders += 1
                if one.key not in keys:
                    found.missed.append(f"{one.key} fired and nobody was told")
        for key in self.steps:
            for inquiry in self.rows(Inquiry, Inquiry.topic == key):
                fired = self.rows(Reminder, Reminder.inquiry_id == inquiry.id, Reminder.state == ReminderState.FIRED)
                if fired and not any(f"reminder:{one.id}" in told for one in fired):
                    found.missed.append(f"no reminder of {key} stands in Slack")


@contextmanager
def opened(
    folder: Path, nursery: Nursery, ahead: Sequence[str], url: str, *, kind: type[Lives] | None = None
) -> Iterator[Lives]:
    """An office of many lives on a fresh workspace, of that kind."""
    folder.mkdir(parents=True, exist_ok=True)
    world = World()
    with Server(world) as server:
        lives = (kind or Lives)(world, server, folder, nursery, ahead, url)
        try:
            yield lives
        finally:
            if lives.bot is not None and lives.bot.poll() is None:
                lives.bot.kill()
                lives.bot.wait()
            lives.database.close()
