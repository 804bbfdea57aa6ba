"""What tests of briefings and debriefs stand on: a spokesperson, an interview, and a library near its topic."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bot import lines
from bot.lines import HouseEntry, LineEntry, Pillar
from bot.models import Interview, Line, LineKind, Spokesperson
from tests import speakers
from tests.flows import log, rows
from tests.reminded import LONDON
from tests.slack_desk import DINAH, MARA, TEAM, TOBI, SlackDesk

TOPIC, WREN, GAZETTE = "Night shelter numbers", "Wren Castellane, wren@eastmarsh.example", "Eastmarsh Gazette"


def member(user: str) -> str:
    return f"slack:{TEAM}:{user}"


def speaker(slack: SlackDesk, user: str | None = DINAH, name: str = "", **other: Any) -> Spokesperson:
    """Somebody who may speak for us; without a `user` they are not in this workspace."""
    return speakers.speaker(slack, user, name=name, title="executive director", **other)


def booked(slack: SlackDesk, speaks: Spokesperson, *, number: int | None = 1, days_ago: int = 0, **filled: Any) -> Interview:
    """An interview tomorrow at this hour (each further one an hour later), of PR-`number` or of none, booked by Tobi through its
    form; with `days_ago` it was then."""
    at = slack.clock().astimezone(LONDON) + timedelta(days=1, hours=len(rows(slack, Interview)))
    form = {"speaker": str(speaks.id), "when": f"{at:%A %H:%M}", "minutes": "15", "place": "Studio 2, Quay Street"}
    alone = {} if number else {"topic": TOPIC, "whom": f"Wren Castellane, {GAZETTE}"}
    one = speakers.book(slack, f"PR-{number}" if number else "", **form, **alone, **filled)
    slack.world.close_view(TOBI, every=True)
    if days_ago:
        with slack.database.write() as session:
            kept = session.get_one(Interview, one.id)
            kept.starts_at = slack.clock() - timedelta(days=days_ago)
            session.add(kept)
    return one


def library(slack: SlackDesk) -> None:
    """Three messages with proof points, a fact that holds for three days, a Q&A, and a line that has lapsed."""
    mara, dinah = slack.actor(MARA), slack.actor(DINAH)
    today = slack.clock().date()
    half, soon = today + timedelta(days=90), today + timedelta(days=3)
    entries = [
        LineEntry(LineKind.FACT, "412 people used the night shelter last winter.", issue="Night shelter", figure="412", unit="people",
                  source="Shelter register", as_of=today, expires_on=soon),
        LineEntry(LineKind.Q_AND_A, "Nobody needs papers to stay the night at the shelter.", issue="Night shelter",
                  question="Do people need papers to stay at the night shelter?", expires_on=half),
        LineEntry(LineKind.LINE, "The council pays for a third of what the night shelter costs.", issue="Night shelter", expires_on=half),
    ]  # fmt: skip
    for entry in entries:
        record = lines.save(slack.desk, actor=mara, entry=entry)
        lines.approve(slack.desk, actor=dinah, address=record.address, seen=record.row.version)
    pillars = (
        Pillar("The night shelter is open every night until March.", ("F-0001",)),
        Pillar("Nobody is turned away from the night shelter.", ("A third of guests come back for help with rent.",)),
        Pillar("It needs volunteers.", ()),
    )
    house = HouseEntry("Night shelter", "Nobody has to sleep outside this winter.", pillars, ("What matters tonight is that the door is open.",), expires_on=half)  # fmt: skip
    kept = lines.save(slack.desk, actor=mara, entry=house)
    lines.approve(slack.desk, actor=dinah, address=kept.address, seen=kept.row.version)
    lapse(slack, "The night shelter has 20 beds.", today - timedelta(days=2))


def lapse(slack: SlackDesk, text: str, last_day: date) -> None:
    """An approved line whose last day is over."""
    mara, dinah = slack.actor(MARA), slack.actor(DINAH)
    entry = LineEntry(LineKind.LINE, text, issue="Night shelter", expires_on=slack.clock().date())
    record = lines.save(slack.desk, actor=mara, entry=entry)
    lines.approve(slack.desk, actor=dinah, address=record.address, seen=record.row.version)
    with slack.database.write() as session:
        row = session.get_one(Line, record.row.id)
        row.expires_on = last_day
        session.add(row)


def asked(slack: SlackDesk, **other: Any) -> None:
    """PR-0001: what Wren asks for an interview."""
    log(slack, **{"topic": TOPIC, "journalists": WREN, "outlet": GAZETTE, "questions": "How many people stayed?\nWill it stay open?",
                  "request_types": ["interview"], **other})  # fmt: skip
