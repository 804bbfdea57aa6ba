"""The team on screen: who is on the desk, and the desk's choices."""

from __future__ import annotations

from collections.abc import Sequence

from bot.models import Member, Role, Team
from bot.statements import AbsenceList
from bot.views import absences, words
from bot.views.blocks import (
    TYPED,
    Block,
    actions,
    button,
    channel,
    choice,
    choices,
    divider,
    escaped,
    field,
    modal,
    note,
    person,
    section,
    typed,
)

NOTED = 100  # Words in one note, which holds 3,000 characters.


def roster(team: Team, members: Sequence[Member], away: AbsenceList | None = None, *, may_manage: bool) -> Block:
    """Who is on the desk, with what a manager may change."""
    blocks: list[Block] = []
    if may_manage:
        blocks.append(
            actions(
                button("Add or change a person", "team_person", style="primary"),
                button("Desk settings", "team_choices"),
                button("Clocks", "team_clocks"),
                button("Approval chains", "chain_list"),
                button("My hours", "own_hours"),
                button("Out of office", "absence_open"),
            )
        )
    else:
        blocks.append(actions(button("My hours", "own_hours"), button("Out of office", "absence_open")))
    for member in members:
        approves = f" · approves {words.APPROVES[member.approves].lower()}" if member.approves else ""
        absent = absences.away(away, member) if away else ""
        edit = button("Change", f"team_person:{member.user_id}", member.user_id) if may_manage else None
        blocks.append(section(f"*{escaped(member.name)}*\n{words.ROLE[member.role]}{approves}{absent}", edit))
    if not members:
        blocks.append(section("Nobody is on the desk yet."))
    if not any(member.approves for member in members):
        blocks.append(note("⚠️ Nobody approves statements yet. Give somebody the role of approver."))
    blocks += [divider(), note(_choices_line(team))]
    if not may_manage:
        admins = [escaped(one.name) for one in members if one.role == Role.ADMIN]
        blocks.append(note(f"Roles and settings are changed by {' or '.join(admins) or 'an admin'}."))
    return modal("The press desk", blocks)


def _choices_line(team: Team) -> str:
    desk = f"<#{team.desk_channel}>" if team.desk_channel else "not set"
    intake = f"<#{team.intake_channel}>" if team.intake_channel else "not set"
    return (
        f"Desk channel: {desk} · Intake channel: {intake} · Time zone: {team.zone} · Digest: {team.digest_time} · "
        f"Answer {team.buffer_minutes} min before the deadline"
    )


def member(found: Member | None) -> Block:
    """The form that gives a person their role."""
    return modal(
        "Role on the desk",
        [
            field("Person", person("person", found.user_id if found else None), optional=False),
            field("Role", choice("role", words.by_value(words.ROLE), found.role.value if found else "officer"), optional=False),
            field(
                "Approves",
                choice("approves", words.by_value(words.APPROVES), found.approves.value if found and found.approves else None),
                hint="For approvers and admins: up to which sensitivity. Crisis is for the top of the house.",
            ),
        ],
        callback_id="team_person", submit="Save", close="Cancel", carries={},
    )  # fmt: skip


def settings(team: Team, default_words: Sequence[str]) -> Block:
    """The form of the desk's choices. Of the sensitive words it asks for what differs from those that come with the desk:
    all of them are more than one field of Slack's holds."""
    current = team.sensitive_words if team.sensitive_words is not None else default_words
    own = [word for word in current if word not in set(default_words)]
    harmless = [word for word in default_words if word not in set(current)]
    return modal(
        "Desk settings",
        [
            field("Desk channel", channel("desk_channel", team.desk_channel), hint="Cards and digests go here. Invite the bot first."),
            field("Intake channel", channel("intake_channel", team.intake_channel),
                  hint="Every new message there is quietly offered for logging. Empty: none."),
            field("Time zone", typed("zone", team.zone, most=60), optional=False),
            field("Morning digest at", typed("digest_time", team.digest_time, most=5), optional=False),
            field("On", choices("digest_days", words.WEEKDAY, team.digest_days)),
            field("Minutes before the deadline to answer", typed("buffer_minutes", str(team.buffer_minutes), most=4), optional=False),
            field("Past answers are old after (months)", typed("answers_age_months", str(team.answers_age_months), most=3), optional=False,
                  hint="From then on they are shown with “old: check it”."),
            field("A tier 1 contact has gone cold after (days)", typed("cold_days", str(team.cold_days), most=3), optional=False,
                  hint="Whoever dealt with them last is told once. 0: never."),
            field("Our own sensitive words", typed("sensitive_words", _whole(own), lines=True),
                  hint="Separated by commas, abus* for all that begins so. A text with one suggests care before anything is posted."),
            field("Not sensitive here", typed("harmless_words", _whole(harmless), lines=True),
                  hint=f"Of the {len(default_words)} that come with the desk, which stand below."),
            divider(),
            *(note(escaped(", ".join(default_words[first : first + NOTED]))) for first in range(0, len(default_words), NOTED)),
        ],
        callback_id="team_choices", submit="Save", close="Cancel", carries={},
    )  # fmt: skip


def _whole(listed: Sequence[str]) -> str:
    """As many of the words as one field holds, none of them cut."""
    fits = ", ".join(listed)
    return fits if len(fits) <= TYPED else fits[:TYPED].rpartition(", ")[0]
