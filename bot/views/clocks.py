"""Clocks on screen: the reminder with its buttons, the snooze, the team's clocks and one's own hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import clocks
from bot.clocks import Hours, Rules, Told
from bot.inquiries import InquiryRecord
from bot.models import ClockKind, Holiday, Reminder
from bot.text import shortened
from bot.views import words
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    button,
    choice,
    choices,
    clock_time,
    date,
    escaped,
    field,
    line,
    modal,
    note,
    rich,
    typed,
)
from bot.views.files import upload
from bot.views.inquiries import deadline, who

DOING = {ClockKind.ACKNOWLEDGE: "Acknowledge", ClockKind.ANSWER: "Answer"}
WHY = {
    "owner": "You own it.", "backup": "You are its backup, and it is not done yet.",
    "lead": "You lead the desk, and its time is up.", "duty": "You are on duty, and nobody has it yet.",
    "channel": "Nobody has it yet.", "logged": "You logged it, and nobody else can be told.",
}  # fmt: skip
SNOOZES = {
    "15": "15 minutes",
    "30": "30 minutes",
    "60": "1 hour",
    "120": "2 hours",
    "morning": "Until the next working morning",
}
HOLIDAYS_SHOWN = 6
CALENDARS = ("ics", "ical")


def reminder(record: InquiryRecord, told: Told, now: datetime) -> list[Block]:
    """One reminder: what is to be done by when, of what, why this person, and what they can say."""
    inquiry, value = record.inquiry, str(record.inquiry.id)
    if not told.standing:
        return [rich(line(f"✅ {inquiry.reference}: done, answered or due at another time. Nothing reminds of this any more."))]
    blocks = [
        rich(
            *(line(*_mark(one, now, told.team.zone)) for one in told.marks),
            line(bold(f"{inquiry.reference}  "), shortened(inquiry.topic, 250)),
            line("From: ", who(record)),
            line("Deadline: ", *deadline(record, now)),
        )
    ]
    why = told.recipient.why if told.recipient else ""
    owns = why == "owner"
    shown = [button("I have it" if owns else "I'll take it", "reminder_have", value, style="primary")]
    if inquiry.acknowledged_at is None:
        shown.append(button("Acknowledged", "inquiry_acknowledge", value))
    shown += [button("Snooze…", "reminder_snooze", value), button("Look", f"inquiry_show:{inquiry.id}", value)]
    said = WHY.get(why) or f"Owner: {escaped(record.name(inquiry.owner_id))}."
    return [*blocks, note(said), actions(*shown, block_id=f"{told.subject}:{inquiry.version}")]


def reminder_text(record: InquiryRecord, told: Told) -> str:
    """What the notification says: the reference and the time, never the topic."""
    if not told.standing or not told.marks:
        return f"{record.inquiry.reference}: done."
    first = told.marks[0]
    until = clock_time(first.goal_at, told.team.zone)
    return f"{record.inquiry.reference}: {DOING[first.clock].lower()} by {until} ({_reached(first)})."


def _mark(one: Reminder, now: datetime, zone: str) -> list[Part]:
    late = one.goal_at <= now
    sign = "🔴 " if late else "⏰ "
    return [
        bold(f"{sign}{DOING[one.clock]} by {clock_time(one.goal_at, zone)}"),
        f" · {_reached(one)} · ",
        date(one.goal_at, "{ago}"),
    ]


def _reached(one: Reminder) -> str:
    if one.mark == clocks.DUE:
        return "due now"
    if one.mark == clocks.PASSED:
        return "their deadline has passed"
    return "you asked to be reminded again" if one.mark == "snoozed" else f"{one.mark} of the time is gone"


def snooze(record: InquiryRecord) -> Block:
    """How long, and why."""
    return modal(
        f"Snooze {record.inquiry.reference}",
        [
            field("For", choice("until", SNOOZES, "30"), optional=False),
            field("Why", typed("reason", most=500, example="Waiting for the programme lead, who is back at 5"), optional=False,
                  hint="It stands in the history. Nothing can be put off past the moment the answer is due."),
        ],
        callback_id="reminder_snooze", submit="Snooze", close="Cancel", carries={"i": record.inquiry.id},
    )  # fmt: skip


def team_clocks(rules: Rules, holidays: Sequence[Holiday]) -> Block:
    """The form of the team's clocks, hours and holidays."""
    chosen = rules.chosen

    def short(label: str, name: str, value: object, hint: str = "") -> Block:
        return field(label, typed(name, str(value), most=5), optional=False, hint=hint)

    return modal(
        "Clocks",
        [
            short("Acknowledge within, minutes: breaking", "acknowledge_breaking", chosen.acknowledge_breaking,
                  "A crisis, ASAP, or due in less than 2 hours."),
            short("Acknowledge within, minutes: for today", "acknowledge_today", chosen.acknowledge_today,
                  "Due that day, or sensitive. Everything else: by the end of the working day."),
            short("Answer within, minutes: ASAP", "answer_asap", chosen.answer_asap, "A crisis without a time: half of that."),
            short("Answer within, working days: no deadline given", "answer_undated", chosen.answer_undated,
                  f"Sensitive: one. Where there is a deadline: {rules.buffer} minutes before it (Desk settings)."),
            field("Warn at, per cent of the time", typed("warn_at", ", ".join(map(str, chosen.warn_at)), most=30),
                  hint="The first warns the owner, the next the backup too. When it is due, the leads hear of it."),
            field("Working days", choices("working_days", words.WEEKDAY, chosen.working_days), optional=False),
            short("The working day begins", "work_from", chosen.work_from), short("…and ends", "work_to", chosen.work_to),
            short("Quiet from", "quiet_from", chosen.quiet_from, "Breaking matters, and what would run out meanwhile, still come."),
            short("…until", "quiet_to", chosen.quiet_to, "The same time twice: no quiet hours."),
            short("End-of-day post at", "evening_at", chosen.evening_at),
            short("Daily line “all clear” or “needs you” at", "heart_at", chosen.heart_at),
            rich(line(bold("Holidays: "), _holidays(holidays))),
            field("Add holidays", typed("calendar", lines=True, example="2026-12-25 Christmas Day"),
                  hint="The text of an .ics file, or lines that begin with a date."),
            field("…or from a file", upload("calendar_file", CALENDARS), hint="A calendar file (.ics), up to 1 MB."),
            field("Forget", choices("forget", {"yes": "Forget the holidays above first"}, boxes=True)),
        ],
        callback_id="team_clocks", submit="Save", close="Cancel", carries={},
    )  # fmt: skip


def own_hours(hours: Hours) -> Block:
    """The form of one person's quiet hours."""
    return modal(
        "My hours",
        [
            note(f"On your own clock: {hours.zone}. Breaking matters, and what would run out meanwhile, still reach you."),
            field("Quiet from", typed("quiet_from", hours.quiet_from, most=5)),
            field("…until", typed("quiet_to", hours.quiet_to, most=5), hint="The same time twice: no quiet hours."),
            field("Working days", choices("working_days", words.WEEKDAY, hours.working_days)),
            field("Or", choices("as_team", {"yes": "Keep the team's hours"}, boxes=True)),
        ],
        callback_id="own_hours", submit="Save", close="Cancel", carries={},
    )  # fmt: skip


def _holidays(found: Sequence[Holiday]) -> str:
    if not found:
        return "none to come."
    shown = ", ".join(f"{one.day:%-d %b %Y} {shortened(one.name, 40)}".strip() for one in found[:HOLIDAYS_SHOWN])
    rest = len(found) - HOLIDAYS_SHOWN
    return shown + (f" and {rest} more." if rest > 0 else ".")
