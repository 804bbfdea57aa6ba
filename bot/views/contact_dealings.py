"""All that came of us and a contact, on their card: each kind of dealing with a line for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.models import EventGuest, InterviewFormat, InterviewState, PitchOutcome, Promise
from bot.relationships.record import Asked, ContactRecord
from bot.text import one_line, shortened
from bot.views import words
from bot.views.blocks import Part, bold, date

SHOWN = 6  # Of each kind of dealing on a card.
Kind = tuple[str, Sequence[Sequence[Part]]]
FORMAT = {
    InterviewFormat.LIVE: "live", InterviewFormat.PRE_RECORDED: "pre-recorded", InterviewFormat.PRINT: "print",
    InterviewFormat.PODCAST: "podcast",
}  # fmt: skip
OUTCOME = {
    PitchOutcome.SENT: "sent", PitchOutcome.TALKING: "talking", PitchOutcome.PASSED: "passed", PitchOutcome.RAN: "ran 🗞",
}  # fmt: skip


def dealings(record: ContactRecord) -> Iterator[Kind]:
    """Each kind by its name, what helps before the next call first."""
    yield from _further(record)
    yield from _dealings(record)


def _dealings(record: ContactRecord) -> Iterator[Kind]:
    yield "Inquiries", [asked(one) for one in record.asked]
    yield "Clips", [
        [date(one.at, "{date_short_pretty}"), f"  {shortened(one.title, 150)}", f", {one.outlet}" if one.outlet else "",
         "" if one.sure else " (likely theirs)"]
        for one in record.ran
    ]  # fmt: skip
    yield (
        "Correction cases",
        [[bold(one.reference), f"  {one.state.value}: {shortened(one_line(one.error), 150)}"] for one in record.cases],
    )
    yield "Exclusives", [
        [shortened(one.exclusive.subject, 120), " until ", date(one.exclusive.until),
         f", ended: {shortened(one.exclusive.ended_because, 100)}" if one.exclusive.ended_at else ""]
        for one in record.exclusives
    ]  # fmt: skip
    yield "Embargoes agreed", [
        [bold(one.reference), f"  {shortened(one.title, 100)} until ", date(one.until), f": {shortened(one.how, 100)}"]
        for one in record.agreed
    ]  # fmt: skip
    yield "Received", [
        [date(one.at, "{date_short_pretty}"), "  ", bold(one.reference), f"  {shortened(one.title, 120)}"] for one in record.received
    ]  # fmt: skip


def _further(record: ContactRecord) -> Iterator[Kind]:
    """What came of us and them beside their questions."""
    other = record.dealings
    yield "Lessons from debriefs", [
        [date(one.at, "{date_short_pretty}"), "  ", bold(one.reference), f"  {shortened(one_line(one.text), 300)}"] for one in other.lessons
    ]  # fmt: skip
    yield "Promised to them", [
        [f"{shortened(one_line(one.text), 150)}, by ", date(one.due_at, "{date_short_pretty}"), _kept(one, record.now)]
        for one in other.promises if one.dropped_at is None
    ]  # fmt: skip
    yield "Interviews", [
        [date(one.row.starts_at, "{date_short_pretty}"), "  ", "🔒 " if one.restricted else "", bold(one.row.reference),
         f"  {shortened(one.row.topic, 120)}: {one.spokesperson}, {FORMAT[one.row.format]}",
         ", cancelled" if one.row.state == InterviewState.CANCELLED else "" if one.row.starts_at < record.now else ", booked"]
        for one in other.interviews
    ]  # fmt: skip
    yield "Pitches", [
        [date(one.pitched_at, "{date_short_pretty}"), f"  {shortened(one.subject, 150)}: {OUTCOME[one.outcome]}"] for one in other.pitches
    ]  # fmt: skip
    yield "Invited to", [
        [date(event.starts_at, "{date_short_pretty}"), f"  {shortened(event.title, 120)}", _came(guest)] for event, guest in other.invited
    ]  # fmt: skip


def _kept(one: Promise, now: datetime) -> str:
    if one.kept_at is not None:
        return ": kept ✅"
    return ": overdue 🔴" if one.due_at < now else ""


def _came(one: EventGuest) -> str:
    if one.came is not None:
        return ": came" if one.came else ": did not come"
    return f": said {one.answer}" if one.answer else ""


def asked(one: Asked) -> list[Part]:
    """An inquiry as a line: when, what, how it stands and whether it was answered on time."""
    row, outlet, on_time = one.row, one.outlet, one.on_time
    how = {True: ", answered on time ✅", False: ", late 🔴", None: ""}[on_time]
    answered = "" if row.responded_at is None or on_time is not None else ", answered"
    lock = "🔒 " if row.restricted else ""
    return [
        date(row.received_at, "{date_short_pretty}"), "  ", lock, bold(row.reference),
        f"  {shortened(row.topic, 120)}{f', {outlet}' if outlet else ''}: {words.STATUS[row.status].split(' ', 1)[-1].lower()}{how}{answered}",
    ]  # fmt: skip


def counted(number: int, one: str, many: str) -> str:
    """As "1 clip" or "2 clips"."""
    return f"{number} {one if number == 1 else many}"
