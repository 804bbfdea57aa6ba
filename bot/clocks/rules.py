"""Rules: a team's clocks and hours as they are chosen in Slack, with desk.md's defaults."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from bot import audit, files, teams
from bot.authority import Actor, authorize
from bot.clocks import holidays
from bot.clocks.hours import Hours, time_of_day
from bot.db import insert_unless_there
from bot.desk import Desk
from bot.errors import Invalid
from bot.models import ClockChoices, Holiday, Member, MemberHours, Team

TIMES = ("work_from", "work_to", "quiet_from", "quiet_to", "evening_at", "heart_at")
NUMBERS = {
    "acknowledge_breaking": (1, 24 * 60, "minutes"), "acknowledge_today": (1, 24 * 60, "minutes"),
    "answer_asap": (10, 7 * 24 * 60, "minutes"), "answer_undated": (1, 60, "working days"),
}  # fmt: skip
MOST_MARKS = 4


@dataclass(frozen=True)
class Rules:
    """A team's clocks: `chosen` as they stand, `hours` the team's week, `buffer` the minutes kept before a deadline."""

    team: Team
    chosen: ClockChoices
    hours: Hours
    buffer: int

    @property
    def fingerprint(self) -> str:
        """Changes whenever reminders would fall otherwise."""
        chosen = self.chosen.model_dump(exclude={"planned", "evening_at", "heart_at", "quiet_from", "quiet_to"})
        said = [sorted(chosen.items()), self.hours.zone, sorted(map(str, self.hours.holidays)), self.buffer]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def of(session: Session, team_id: str) -> Rules:
    """The team's rules."""
    team = teams.team_of(session, team_id)
    chosen = session.get(ClockChoices, team_id) or ClockChoices(team_id=team_id)
    free = frozenset(one.day for one in session.exec(select(Holiday).where(Holiday.team_id == team_id)))
    hours = Hours(
        zone=team.zone, working_days=tuple(chosen.working_days), quiet_from=chosen.quiet_from, quiet_to=chosen.quiet_to,
        work_from=chosen.work_from, work_to=chosen.work_to, holidays=free,
    )  # fmt: skip
    return Rules(team, chosen, hours, team.buffer_minutes)


def hours_of(session: Session, rules: Rules, member: Member) -> Hours:
    """One person's week, on their own wall clock: their own choice, else the team's."""
    own = session.get(MemberHours, member.id)
    chosen = own or rules.chosen
    return Hours(
        zone=member.zone, working_days=tuple(chosen.working_days), quiet_from=chosen.quiet_from, quiet_to=chosen.quiet_to,
        work_from=rules.chosen.work_from, work_to=rules.chosen.work_to, holidays=rules.hours.holidays,
    )  # fmt: skip


def get(desk: Desk, *, actor: Actor) -> Rules:
    """The rules of the actor's team, for whoever may look."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return of(session, actor.team_id)


def own_hours(desk: Desk, *, actor: Actor) -> Hours:
    """The actor's own week as it stands."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return hours_of(session, of(session, actor.team_id), session.get_one(Member, actor.id))


def upcoming(desk: Desk, *, actor: Actor) -> Sequence[Holiday]:
    """The team's holidays from today on."""
    authorize(actor, "look")
    with desk.database.read() as session:
        today = of(session, actor.team_id).hours.day_of(desk.clock())
        return holidays.from_day(session, actor.team_id, today)


def choose(
    desk: Desk, *, actor: Actor, times: dict[str, str], numbers: dict[str, str], warn_at: str, working_days: Sequence[str],
    calendar: str = "", forget: bool = False, file: str | None = None, view: str = "",
) -> Rules:  # fmt: skip
    """Changes the team's clocks, all at once; open inquiries follow with the next tick. Invalid names every field that
    cannot be. `calendar` (an iCalendar text, or lines that begin with a date) adds holidays; `forget` drops the old first.
    A calendar `file` (its Slack id, from the form `view`) is fetched and read afterwards; alone, it is what the old ones are
    dropped for, and only once it could be read."""
    authorize(actor, "manage")
    wrong: dict[str, str] = {}
    wanted: dict[str, object] = {**_times(times, wrong), **_numbers(numbers, wrong)}
    wanted["warn_at"] = _marks(warn_at, wrong)
    wanted["working_days"] = _days(working_days, wrong)
    if "work_from" in wanted and "work_to" in wanted and str(wanted["work_from"]) >= str(wanted["work_to"]):
        wrong["work_to"] = "The working day ends after it begins."
    found: dict[date, str] = {}
    if calendar.strip():
        try:
            found = holidays.read(calendar, since=desk.clock().date())
        except Invalid as problem:
            wrong["calendar"] = str(problem)
    if wrong:
        raise Invalid("Something in the form needs a look.", **wrong)
    with desk.database.write() as session:
        insert_unless_there(session, ClockChoices(team_id=teams.team_of(session, actor.team_id).id))
        row = session.get_one(ClockChoices, actor.team_id)
        for name, value in wanted.items():
            setattr(row, name, value)
        session.add(row)
        alone = file is not None and not found
        forgotten = forget and not alone
        holidays.keep(session, actor.team_id, found, forget=forgotten)
        if file is not None:
            files.take_in(
                session, at=desk.clock(), reader="holidays", file=file, member=actor.id, view=view, forget=forget and alone
            )
        audit.write(
            session, at=desk.clock(), actor=actor.id, action="team.clocks", object=f"team:{actor.team_id}",
            details={"holidays_added": len(found), "holidays_forgotten": forgotten},
        )  # fmt: skip
        session.flush()
        return of(session, actor.team_id)


def choose_own(
    desk: Desk, *, actor: Actor, quiet_from: str, quiet_to: str, working_days: Sequence[str], as_team: bool = False
) -> None:
    """One person's own quiet hours and working days; `as_team` goes back to the team's."""
    authorize(actor, "look")
    wrong: dict[str, str] = {}
    times = _times({"quiet_from": quiet_from, "quiet_to": quiet_to}, wrong) if not as_team else {}
    days = _days(working_days, wrong) if not as_team else []
    if wrong:
        raise Invalid("Something in the form needs a look.", **wrong)
    with desk.database.write() as session:
        row = session.get(MemberHours, actor.id)
        if as_team and row is not None:
            session.delete(row)
        elif not as_team:
            session.merge(MemberHours(member_id=actor.id, working_days=days, **times))
        audit.write(session, at=desk.clock(), actor=actor.id, action="member.hours", object=f"member:{actor.id}")


def _times(given: dict[str, str], wrong: dict[str, str]) -> dict[str, str]:
    kept = {}
    for name, text in given.items():
        read = time_of_day(text)
        if read is None:
            wrong[name] = "Use hours and minutes, such as 08:30."
        else:
            kept[name] = read
    return kept


def _numbers(given: dict[str, str], wrong: dict[str, str]) -> dict[str, int]:
    kept = {}
    for name, text in given.items():
        least, most, unit = NUMBERS[name]
        if not text.strip().isdecimal() or not least <= int(text) <= most:
            wrong[name] = f"Between {least} and {most:,} {unit}."
        else:
            kept[name] = int(text)
    return kept


def _marks(text: str, wrong: dict[str, str]) -> list[int]:
    """Percentages, in order, each once."""
    parts = [part.strip().rstrip("%").strip() for part in text.replace(";", ",").split(",") if part.strip()]
    if not all(part.isdecimal() and 1 <= int(part) <= 99 for part in parts) or len(parts) > MOST_MARKS:
        wrong["warn_at"] = f"Up to {MOST_MARKS} percentages between 1 and 99, such as 50, 80."
        return []
    return sorted({int(part) for part in parts})


def _days(given: Sequence[str], wrong: dict[str, str]) -> list[str]:
    days = [day for day in teams.WEEKDAYS if day in given]
    if not days:
        wrong["working_days"] = "At least one day."
    return days
