"""Teams and members: whose desk it is, who is on it, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from zoneinfo import available_timezones

from sqlmodel import Session, col, select

from bot import audit, outbox
from bot.authority import Actor, authorize
from bot.db import insert_unless_there
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotFound
from bot.models import Member, Role, Sensitivity, Team
from bot.text import taken

PROFILE_AGE = timedelta(hours=12)
Counter = Literal["last_statement", "last_case", "last_interview", "last_event"]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Profile:
    """What Slack says of a person."""

    team_id: str
    user_id: str
    name: str
    zone: str = "UTC"
    email: str | None = None
    outsider: bool = False
    workspace_admin: bool = False

    @property
    def id(self) -> str:
        return f"slack:{self.team_id}:{self.user_id}"


def open_team(desk: Desk, *, team_id: str, name: str, bot_user_id: str | None) -> Team:
    """The team's row, made on first sight from the settings."""
    with desk.database.write() as session:
        team = session.get(Team, team_id)
        if team is None:
            chosen = desk.settings
            team = Team(
                id=team_id, zone=chosen.time_zone, desk_channel=chosen.desk_channel,
                intake_channel=chosen.intake_channel, created_at=desk.clock(),
            )  # fmt: skip
        team.name, team.bot_user_id = name, bot_user_id
        session.add(team)
    return team


def team_of(session: Session, team_id: str) -> Team:
    """The team, or NotFound where the desk was never opened in that workspace."""
    team = session.get(Team, team_id)
    if team is None:
        raise NotFound("The press desk is not set up in this workspace.")
    return team


def is_open(desk: Desk, team_id: str) -> bool:
    """Whether the desk was opened in that workspace."""
    with desk.database.read() as session:
        return session.get(Team, team_id) is not None


def known(desk: Desk, *, team_id: str, user_id: str, stale: bool = False) -> Member | None:
    """The member as last seen, or None where they are new or, unless `stale` will do, their profile is old."""
    with desk.database.read() as session:
        member = session.get(Member, f"slack:{team_id}:{user_id}")
    return member if member and (stale or member.seen_at > desk.clock() - PROFILE_AGE) else None


def next_number(session: Session, team_id: str, counter: Counter) -> int:
    """The next number of a kind, never given twice: the team's row is locked until the transaction is over."""
    team = session.get_one(Team, team_id, with_for_update=True)
    number: int = getattr(team, counter) + 1
    setattr(team, counter, number)
    session.add(team)
    session.flush()
    return number


def meet(desk: Desk, profile: Profile) -> Member:
    """Keeps what Slack says of a person. The first admin is the one the settings name, else the first workspace admin."""
    with desk.database.write() as session:
        if session.get(Member, profile.id) is None:
            # Two requests of one newcomer may come at once.
            newcomer = Member(id=profile.id, team_id=profile.team_id, user_id=profile.user_id, seen_at=desk.clock())
            insert_unless_there(session, newcomer)
        member = session.get_one(Member, profile.id)
        member.name, member.zone, member.email = profile.name[:200], _zone(profile.zone), profile.email
        member.outsider, member.workspace_admin = profile.outsider, profile.workspace_admin
        member.seen_at = desk.clock()
        session.add(member)
        session.flush()
        if _is_first_admin(session, desk, member):
            member.role, member.approves = Role.ADMIN, Sensitivity.CRISIS
            session.add(member)
            _record(session, desk.clock(), member.id, "team.first_admin", member, {"role": "admin"})
    return member


def _is_first_admin(session: Session, desk: Desk, member: Member) -> bool:
    if member.outsider:
        return False
    admins = select(Member.id).where(Member.team_id == member.team_id, Member.role == Role.ADMIN)
    if session.exec(admins).first() is not None:
        return False
    chosen = desk.settings.admin_user
    return member.user_id == chosen if chosen else member.workspace_admin


def _zone(name: str) -> str:
    return name if name in available_timezones() else "UTC"


def roster(desk: Desk, actor: Actor) -> list[Member]:
    """Everybody with a role, the highest first."""
    authorize(actor, "look")
    with desk.database.read() as session:
        found = session.exec(select(Member).where(Member.team_id == actor.team_id, Member.role != Role.NONE))
        order = list(Role)
        return sorted(found, key=lambda member: (-order.index(member.role), member.name.casefold()))


def set_role(desk: Desk, *, actor: Actor, user_id: str, role: Role, approves: Sensitivity | None) -> Member:
    """Gives a person their role. Approvers need the sensitivity they may approve; the last admin stays one."""
    authorize(actor, "manage")
    if role == Role.APPROVER and approves is None:
        raise Invalid("Say up to which sensitivity they may approve.", approves="An approver needs a level.")
    with desk.database.write() as session:
        # One role is given at a time, so that two admins never take each other's.
        session.get(Team, actor.team_id, with_for_update=True)
        member = session.get(Member, f"slack:{actor.team_id}:{user_id}")
        if member is None:
            raise NotFound("Nobody by that name has been seen in this workspace yet.")
        if member.outsider and role != Role.NONE:
            raise Invalid(f"{member.name} is a guest here; guests can't be on the press desk.", person="A guest.")
        if member.role == Role.ADMIN != role and not member.outsider and _admins(session, actor.team_id) == 1:
            raise Conflict(f"{member.name} is the only admin. Make somebody else an admin first.")
        member.role = role
        member.approves = approves if role in (Role.APPROVER, Role.ADMIN) else None
        session.add(member)
        given = {"role": role.value, "approves": member.approves.value if member.approves else None}
        _record(session, desk.clock(), actor.id, "team.role", member, given)
        if member.home_opened_at is not None:
            outbox.put(session, at=desk.clock(), kind="home", lane=f"home:{member.user_id}", member=member.id)
    return member


def _admins(session: Session, team_id: str) -> int:
    admins = select(Member.id).where(Member.team_id == team_id, Member.role == Role.ADMIN, col(Member.outsider).is_(False))
    return len(session.exec(admins).all())


def choices(desk: Desk, actor: Actor) -> Team:
    """The desk's choices as they stand."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return team_of(session, actor.team_id)


def choose(
    desk: Desk, *, actor: Actor, desk_channel: str | None, intake_channel: str | None, zone: str, digest_time: str,
    digest_days: list[str], buffer_minutes: int, sensitive_words: list[str] | None, answers_age_months: int = 12,
    cold_days: int = 60,
) -> Team:  # fmt: skip
    """Changes the desk's choices, all at once. Invalid names the field that cannot be."""
    authorize(actor, "manage")
    if zone not in available_timezones():
        raise Invalid("That is no time zone.", zone="Use a name such as Europe/London or America/New_York.")
    hour, _, minute = digest_time.partition(":")
    if not (hour.isdecimal() and minute.isdecimal() and int(hour) < 24 and int(minute) < 60):
        raise Invalid("That is no time of day.", digest_time="Use hours and minutes, such as 08:30.")
    if not 0 <= buffer_minutes <= 24 * 60:
        raise Invalid("That is too long.", buffer_minutes="Between 0 and 1440 minutes.")
    if not 1 <= answers_age_months <= 240:
        raise Invalid("That is no age.", answers_age_months="Between 1 and 240 months.")
    if not 0 <= cold_days <= 730:
        raise Invalid("That is too long.", cold_days="Between 1 and 730 days; 0 for never.")
    words = None
    if sensitive_words is not None:
        words = [taken(entry, what="A word", most=100, field="sensitive_words") for entry in sensitive_words if entry.strip()]
    with desk.database.write() as session:
        team = team_of(session, actor.team_id)
        team.desk_channel, team.intake_channel = desk_channel, intake_channel
        team.zone, team.digest_time, team.buffer_minutes = zone, f"{int(hour):02d}:{int(minute):02d}", buffer_minutes
        team.digest_days = [day for day in WEEKDAYS if day in digest_days]
        team.sensitive_words, team.answers_age_months, team.cold_days = words, answers_age_months, cold_days
        session.add(team)
        audit.write(session, at=desk.clock(), actor=actor.id, action="team.choices", object=f"team:{team.id}")
    return team


def approvers(session: Session, team_id: str) -> list[Actor]:
    """Everybody who approves anything, as actors."""
    found = session.exec(select(Member).where(Member.team_id == team_id, col(Member.approves).is_not(None)))
    return [actor for actor in map(Actor.of, found) if actor.approves and not actor.outsider]


def keepers(session: Session, team_id: str, member_id: str) -> list[str]:
    """The user ids of whom to tell of something that a member set up: that member; if they are not with the desk any more, its
    admins."""
    member = session.get(Member, member_id)
    if member is not None and member.team_id == team_id and member.role != Role.NONE and not member.outsider:
        return [member.user_id]
    admins = select(Member.user_id).where(Member.team_id == team_id, Member.role == Role.ADMIN)
    return sorted(session.exec(admins))


def names(session: Session, ids: set[str]) -> dict[str, Member]:
    """The members with these ids."""
    return {member.id: member for member in session.exec(select(Member).where(col(Member.id).in_(ids)))}


def home_opened(desk: Desk, actor: Actor) -> None:
    """Shows them their Home, and remembers that they look at it, so that it is kept fresh."""
    with desk.database.write() as session:
        member = session.get(Member, actor.id)
        if member:
            member.home_opened_at = desk.clock()
            session.add(member)
            outbox.put(session, at=desk.clock(), kind="home", lane=f"home:{member.user_id}", member=member.id)


def _record(session: Session, at: datetime, actor: str, action: str, member: Member, details: dict[str, Any]) -> None:
    audit.write(session, at=at, actor=actor, action=action, object=f"member:{member.id}", details=details)
