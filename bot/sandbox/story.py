"""The demo's story: three weeks at the press desk of Harbour Light Trust, told by the desk's own use cases.

Everybody and everything in it is invented. Times are counted from now in office hours, so that the desk looks lived in whenever
it is opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import Progress
from sqlmodel import select

from bot import app, inquiries, statements, teams
from bot.authority import Actor
from bot.contacts import Person
from bot.inquiries import Changes, InquiryRecord, Moment, NewInquiry
from bot.intake import extract
from bot.models import Channel, Court, DeadlineKind, Member, Outlet, Resolution, Role, Sensitivity, Terms
from bot.sandbox import (
    announcements,
    briefings,
    cast,
    conferences,
    contacts,
    coverage,
    interviews,
    leads,
    library,
    pitches,
    promises,
    rehearsals,
)
from bot.sandbox.officehours import OfficeHours, spoken
from bot.sandbox.world import World
from bot.settings import Settings
from handlers.actors import profile

ZONE = "Europe/London"
MARA, TOBI, DINAH, PRIYA = "U0MARA", "U0TOBI", "U0DINAH", "U0PRIYA"
ROLES = {
    MARA: (Role.ADMIN, Sensitivity.SENSITIVE), TOBI: (Role.OFFICER, None), DINAH: (Role.APPROVER, Sensitivity.CRISIS),
    PRIYA: (Role.VIEWER, None),
}  # fmt: skip
TIERS = {"Eastmarsh Gazette": 2, "Northcoast Tonight": 1, "The Quarterly Ledger": 1, "Tide FM": 2, "Saltmarsh Post": 3}

NEW_MAIL = """From: Wren Castellane <wren.castellane@eastmarshgazette.example>
To: press@harbourlight.example.org
Subject: Night shelter numbers

Hi there,

I'm putting together a piece for Saturday's paper on how the town is coping with the cold nights.

Could you tell me:

1. How many people used the night shelter in the last four weeks?
2. How does that compare with the same weeks last year?
3. Will the shelter stay open until the end of March?

A line from whoever runs it would be great too. I'd need everything by {due} to make the page.

Many thanks,
Wren Castellane
Senior reporter, Eastmarsh Gazette
01632 960 555"""
NEW_NOTE = """Phone call for you, I said someone would ring back. Ines Halloway from Northcoast Tonight. They have heard an allegation \
that a volunteer at the Pier Street house was drunk on a night shift and want a response before they go on air at {due}. \
Number is 07700 900 221"""
NEWSLETTER = """Boost your reach! Our media database now covers 900,000 contacts. Reply STOP to unsubscribe, or book a demo \
this week and save 20%."""


@dataclass
class Clock:
    """The story's time; the stand-in's messages carry it too."""

    world: World
    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def set(self, now: datetime) -> None:
        self.now = now
        self.world.state.clock_offset = now.timestamp() - self.world.clock()


class Teller:
    """Does what the people of the story do, each step at its time, and lets the desk post before the next."""

    def __init__(self, world: World, environment: Mapping[str, str], now: datetime) -> None:
        self.hours = OfficeHours(now, ZoneInfo(ZONE))
        self.clock = Clock(world, now)
        names = {name.lower(): value for name, value in environment.items() if name.lower() in Settings.model_fields}
        self.desk = replace(app.open_desk(Settings(_env_file=None, **names)), clock=self.clock)  # type: ignore[arg-type]
        self.house = app.build(self.desk, listening=False)
        self.house.work.resting = False
        self.count = 0

    def at(self, **before: float) -> None:
        """Moves to that much working time before now."""
        self.clock.set(self.hours.before(timedelta(**before)).astimezone(UTC))

    def on(self, days: int, clock: str) -> None:
        """Moves to a time on a working day, that many days ago."""
        self.clock.set(self.hours.on(days, clock).astimezone(UTC))

    @property
    def today(self) -> date:
        return self.clock.now.astimezone(ZoneInfo(ZONE)).date()

    def actor(self, user: str) -> Actor:
        with self.desk.database.read() as session:
            return Actor.of(session.get_one(Member, f"slack:{cast.TEAM['id']}:{user}"))

    def staff(self) -> None:
        """The team opens its desk and takes its roles."""
        self.on(30, "09:00")
        teams.open_team(self.desk, team_id=cast.TEAM["id"], name=cast.TEAM["name"], bot_user_id=cast.BOT_USER)
        for user in ROLES:
            teams.meet(self.desk, profile(self.house.client, cast.TEAM["id"], user))
        mara = self.actor(MARA)
        for user, (role, approves) in ROLES.items():
            teams.set_role(self.desk, actor=mara, user_id=user, role=role, approves=approves)

    def log(self, user: str, text: str, **changed: Any) -> InquiryRecord:
        """Logs a text as its reader would confirm it; `changed` is what they set by hand in the form."""
        self.count += 1
        found = extract(text, received_at=self.clock.now, zone=ZONE)
        at = found.deadline.at
        entry = NewInquiry(
            topic=found.topic, outlet=found.outlet or "", who_unknown=True,
            journalists=tuple(_people(found.journalists, found.emails, found.phones)),
            deadline=Moment(
                words=found.deadline.words or "none given", kind=DeadlineKind(found.deadline.kind), at=at,
                zone=inquiries.zone_of(at, ZONE) if at else ZONE,
            ),
            received_at=self.clock.now - timedelta(minutes=4), channel=Channel(found.channel), questions=found.questions,
            request_types=found.request_types, terms=Terms(found.terms), sensitivity=Sensitivity(found.sensitivity),
            embargo_words=(found.embargo.words or "") if found.embargo else "", source_text=text,
            embargo_until=found.embargo.until if found.embargo else None,
        )  # fmt: skip
        record = inquiries.log(
            self.desk, actor=self.actor(user), entry=entry.model_copy(update=changed), request_id=f"story:{self.count}"
        )
        self.post()
        return record

    def take(self, user: str, record: InquiryRecord, *, acknowledged: bool = True) -> None:
        inquiries.take(self.desk, actor=self.actor(user), inquiry_id=_id(record))
        if acknowledged:
            inquiries.acknowledge(self.desk, actor=self.actor(user), inquiry_id=_id(record))
        self.post()

    def change(self, user: str, record: InquiryRecord, **changes: Any) -> None:
        now = inquiries.get(self.desk, actor=self.actor(user), reference=_id(record))
        inquiries.change(
            self.desk, actor=self.actor(user), inquiry_id=_id(record), version=now.inquiry.version, changes=Changes(**changes)
        )
        self.post()

    def draft(
        self, user: str, record: InquiryRecord, text: str, *, ask: bool = True, seen: int = 0
    ) -> statements.StatementRecord:
        found = statements.save(self.desk, actor=self.actor(user), inquiry_id=_id(record), text=text, seen=seen)
        if ask:
            statements.submit(self.desk, actor=self.actor(user), inquiry_id=_id(record), version_id=found.version.id or 0)
        self.post()
        return found

    def approve(self, user: str, found: statements.StatementRecord) -> None:
        version = found.version
        statements.approve(self.desk, actor=self.actor(user), version_id=version.id or 0, sha256=version.sha256)
        self.post()

    def answer(self, user: str, record: InquiryRecord, found: statements.StatementRecord, *, close: bool = True) -> None:
        who = self.actor(user)
        to = [
            one.address
            for one in statements.people(self.desk, actor=who, statement_id=found.statement.id)[: len(record.journalists)]
        ]
        sending = statements.Sending(route="email", to=to)
        statements.mark_sent(self.desk, actor=who, version_id=found.version.id or 0, sending=sending)
        if close:
            inquiries.close(self.desk, actor=who, inquiry_id=_id(record), resolution=Resolution.STATEMENT)
        self.post()

    def tiers(self) -> None:
        """The team's own ranking of outlets."""
        with self.desk.database.write() as session:
            for outlet in session.exec(select(Outlet)):
                outlet.tier = TIERS.get(outlet.name)
                session.add(outlet)

    def post(self) -> None:
        self.house.work.drain()

    def due(self, hours: float) -> str:
        """A deadline about that many hours from now, as people write one."""
        return spoken(self.hours.after(timedelta(hours=hours)), said_on=self.today)

    def day_after_due(self, hours: float) -> date:
        """The first working day after such a deadline."""
        return self.hours.day_after(self.hours.after(timedelta(hours=hours)))


def tell(world: World, environment: Mapping[str, str], console: Console) -> None:
    """Fills the desk: answered, open, overdue, restricted and unlogged matters, three weeks of them."""
    limited, world.strictness.rate_limit = world.strictness.rate_limit, False
    world.deliver = lambda envelope: (200, None)
    now = datetime.fromtimestamp(world.clock(), UTC).replace(second=0, microsecond=0)
    world.state.opened_at = now.timestamp()
    teller = Teller(world, environment, now)
    with Progress(console=console, transient=True) as progress:
        for chapter in progress.track(CHAPTERS, description="Filling the desk"):
            if chapter is _before:
                teller.staff()
                library.fill(teller.desk, teller.actor, since=(teller.hours.now.date() - teller.today).days)
                teller.post()
            if chapter is _undated:
                teller.at(hours=1, minutes=25)
                announcements.fill(teller.desk, teller.actor, day=teller.day_after_due(26))
                teller.post()
                promises.fill(teller.desk, teller.actor, day=teller.day_after_due(30))
                teller.post()
                conferences.fill(teller.desk, teller.actor, today=teller.today)
                teller.post()
                leads.fill(teller.desk, teller.actor, today=teller.today)
                teller.post()
                rehearsals.fill(teller.desk, teller.actor, world=world, post=teller.post)
            chapter(teller)
        teller.tiers()
        pitches.fill(teller)
        interviews.fill(teller)
        coverage.fill(teller, world)
        contacts.fill(teller)
        briefings.fill(teller)
    teller.house.close()
    world.state.clock_offset = 0
    world.strictness.rate_limit, world.deliver = limited, None
    for user in ROLES:
        for channel in ("C0DESK", "C0INTAKE"):
            world.read(user, channel)


def arrive(world: World) -> None:
    """What comes in once the bot is there: a mail, a phone note that needs care, and something that is no inquiry."""
    for user, text in arrivals(datetime.now(UTC)):
        world.post(user, "C0INTAKE", text)


def arrivals(now: datetime) -> list[tuple[str, str]]:
    """Who puts what into the intake channel at that time."""
    hours, today = OfficeHours(now, ZoneInfo(ZONE)), now.astimezone(ZoneInfo(ZONE)).date()
    later, soon = (spoken(hours.after(timedelta(hours=span)), said_on=today) for span in (26, 2))
    return [(PRIYA, NEWSLETTER), (TOBI, NEW_MAIL.format(due=later)), (PRIYA, NEW_NOTE.format(due=soon))]


def _before(teller: Teller) -> None:
    teller.on(21, "10:10")
    record = teller.log(
        TOBI,
        "From: Wren Castellane <wren.castellane@eastmarshgazette.example>\nSubject: Winter opening of the night shelter\n\n"
        "Hello,\n\nI'm a reporter at the Eastmarsh Gazette. Two questions for a short piece on the night shelter:\n\n"
        "1. When does the night shelter open for the winter?\n2. How many beds does it have?\n\n"
        "I need a reply by 4pm today.\n\nWren Castellane\nSenior reporter, Eastmarsh Gazette\n01632 960 555",
    )
    teller.on(21, "10:50")
    teller.take(TOBI, record)
    text = (
        "Harbour Light Trust's night shelter opens on 1 November and stays open every night until 31 March. It has 34 beds. "
        "Nobody who comes to the door before midnight is turned away."
    )
    found = teller.draft(TOBI, record, text)
    teller.on(21, "11:40")
    teller.approve(MARA, found)
    teller.answer(TOBI, record, found)


def _last_week(teller: Teller) -> None:
    teller.on(7, "11:05")
    record = teller.log(
        TOBI,
        "From: Bram Ostrander <bram@quarterlyledger.example>\nSubject: How donations are spent\n\nDear press team,\n\n"
        "I write about charities for The Quarterly Ledger.\n\n- What share of every donated pound goes on administration?\n"
        "- Has that share changed since last year?\n\n"
        f"My deadline is end of day on {teller.hours.day_after(teller.clock.now + timedelta(days=1)):%A}.\n\n"
        "Bram Ostrander\nThe Quarterly Ledger",
    )
    teller.take(MARA, record)
    teller.on(6, "14:10")
    first = teller.draft(
        MARA, record, "Eleven pence of every donated pound went on administration last year, as the year before."
    )
    teller.on(6, "14:50")
    teller.approve(DINAH, first)
    found = teller.draft(
        MARA, record,
        "Eleven pence of every donated pound went on administration last year, the same as the year before. "
        "The audited accounts are on our website.",
        seen=1,
    )  # fmt: skip
    teller.on(6, "15:10")
    teller.approve(DINAH, found)
    teller.answer(MARA, record, found)


def _yesterday(teller: Teller) -> None:
    teller.on(1, "09:20")
    record = teller.log(
        TOBI,
        "Voicemail 09:12: Hi, it's Odile Farrant from Tide FM, we're doing a spot on people who volunteer at Christmas. Could you "
        "give us a line on how many volunteers you have this year? Need it by 5pm today. I'm on 07700 900 118, thanks.",
    )
    teller.take(TOBI, record)
    found = teller.draft(TOBI, record, "212 people volunteer with Harbour Light Trust this winter, 30 more than last year.")
    teller.on(1, "10:30")
    teller.approve(MARA, found)
    teller.answer(TOBI, record, found, close=False)


def _overdue(teller: Teller) -> None:
    teller.on(1, "11:40")
    record = teller.log(
        TOBI,
        "From: Linnea Brandvold <linnea@saltmarshpost.example>\nSubject: Fact check: heating costs\n\nHello,\n\n"
        "I'm fact-checking a feature for the Saltmarsh Post. Can you confirm the following?\n\n"
        "1. Heating the Pier Street house cost £41,300 last winter.\n2. The house was without heating for nine days in January.\n\n"
        "I need this by 5pm today.\n\nLinnea Brandvold\nSaltmarsh Post",
    )
    teller.on(1, "12:10")
    teller.take(TOBI, record)
    teller.change(TOBI, record, court=Court.PROGRAMME, note="Asked Priya for the January figures.")


def _waiting(teller: Teller) -> None:
    teller.at(hours=5)
    record = teller.log(
        MARA,
        "From: Ines Halloway <ines.halloway@northcoasttonight.example>\nSubject: Council cuts to outreach\n\nHi,\n\n"
        "Northcoast Tonight is covering the council's plan to end the outreach van contract.\n\n"
        "- What will happen to the people your van visits?\n- Was Harbour Light Trust consulted?\n\n"
        f"We'd need a statement by {teller.due(3)}.\n\nInes Halloway\nProducer, Northcoast Tonight\n020 7946 0221",
        sensitivity=Sensitivity.SENSITIVE,
    )
    teller.at(hours=4, minutes=40)
    teller.take(MARA, record)
    teller.at(hours=1)
    teller.draft(
        MARA, record,
        "Our outreach van sees about 60 people a week who have nowhere else to turn. We were not consulted on the council's plan. "
        "We are asking to meet before a decision is made.",
    )  # fmt: skip


def _interview(teller: Teller) -> None:
    teller.at(hours=3)
    record = teller.log(
        TOBI,
        "Hi, I produce the breakfast show at Tide FM. Could Dinah join us live on "
        f"{teller.day_after_due(22):%A %-d %B} at 8.40am, by phone, for six or seven minutes on winter fundraising? "
        f"I need to know by {teller.due(22)}.\n\nOdile Farrant\nTide FM\n07700 900 118",
    )
    teller.at(hours=2, minutes=30)
    teller.take(MARA, record)
    teller.change(MARA, record, court=Court.LEADERSHIP, note="Dinah is checking her diary.")


def _embargo(teller: Teller) -> None:
    teller.at(hours=2)
    record = teller.log(
        MARA,
        "From: Bram Ostrander <bram@quarterlyledger.example>\nSubject: Rough sleeping report\n\nDear Mara,\n\n"
        "The rough sleeping report was shared with a few of us under embargo until "
        f"6am on {teller.day_after_due(46):%A %-d %B}. Could you let me have two or three sentences on what it means for Northcoast? By {teller.due(46)} would be ideal.\n\nBram Ostrander\nThe Quarterly Ledger",
    )
    teller.take(TOBI, record, acknowledged=False)


def _restricted(teller: Teller) -> None:
    teller.at(hours=1, minutes=30)
    mara, dinah = teller.actor(MARA), teller.actor(DINAH)
    record = teller.log(
        MARA,
        "From: Rhys Calloway <rhys@northcoasttonight.example>\nSubject: Right of reply\n\nDear Ms Quill,\n\n"
        "We intend to report an allegation by a former employee that complaints about a shift leader were not passed on to the "
        "board. Do you accept that? Please let us have any response "
        f"by {teller.due(21)}.\n\nRhys Calloway\nInvestigations, Northcoast Tonight",
        sensitivity=Sensitivity.SENSITIVE, restricted=True, named=frozenset({mara.id, dinah.id}),
    )  # fmt: skip
    teller.take(MARA, record)


def _undated(teller: Teller) -> None:
    teller.at(minutes=40)
    teller.log(
        TOBI,
        "From: Linnea Brandvold <linnea@saltmarshpost.example>\nSubject: A day with your volunteers\n\nHello again,\n\n"
        "For a longer feature I'd love to spend a day with the volunteers in the kitchen at some point. Who would be the right "
        "person to talk to? There is no deadline.\n\nLinnea Brandvold\nSaltmarsh Post",
    )


def _breaking(teller: Teller) -> None:
    # What is urgent comes at any hour, and would be long overdue if the office had been closed since.
    teller.clock.set(teller.hours.now - timedelta(minutes=25))
    teller.log(
        TOBI,
        "Odile Farrant at Tide FM just rang: water is coming into the car park behind the Pier Street house and she wants someone "
        "on air as soon as possible. 07700 900 118",
        channel=Channel.PHONE,
    )


CHAPTERS = (
    _before, _last_week, _yesterday, _overdue, _waiting, _interview, _embargo, _restricted, _undated, _breaking,
)  # fmt: skip


def _people(names: Sequence[str], emails: Sequence[str], phones: Sequence[str]) -> list[Person]:
    return [
        Person(name, emails[number] if number < len(emails) else None, phones[number] if number < len(phones) else None)
        for number, name in enumerate(names)
    ]


def _id(record: InquiryRecord) -> int:
    assert record.inquiry.id is not None
    return record.inquiry.id
