"""What a form turns into once the inquiry is logged: its reference, how its deadline was read, words to acknowledge it with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import contacts
from bot.contacts import Person
from bot.inquiries import InquiryRecord, Moment, zone_of
from bot.text import shortened
from bot.views.blocks import Block, actions, bold, button, clock_time, code, line, modal, rich, section
from bot.views.inquiries import deadline

ALTERNATIVES = 4
LOGGED, READ = "inquiry_logged", "deadline_read"  # Which of the two views a correction was chosen in.


def logged(
    record: InquiryRecord, acknowledgement: str, *, reading: Moment | None = None, approvers: Sequence[str] = (), now: datetime,
    more: Sequence[Block] = (),
) -> Block:  # fmt: skip
    """The reference, how the deadline was read, an acknowledgement to copy into a mail, and what else is known on this.
    `approvers` are the names of those who may approve an answer to it."""
    inquiry = record.inquiry
    unapproved = inquiry.restricted and not approvers
    return modal(
        f"{inquiry.reference} is logged",
        [
            rich(line(bold(f"{inquiry.reference}  "), inquiry.topic)),
            section(_where(record, unapproved)),
            *_reading(record, reading, now),
            rich(line(bold("To acknowledge it, copy this into your reply:")), code(acknowledgement)),
            actions(
                button("I have acknowledged it", "inquiry_acknowledge", str(inquiry.id), style="primary"),
                button("Take it", "inquiry_take", str(inquiry.id)),
                *([button("Name people", "inquiry_more", str(inquiry.id))] if unapproved else []),
            ),
            *more,
        ],
        callback_id=LOGGED,
        close="Done",
        carries={},
    )


def deadline_read(record: InquiryRecord, reading: Moment | None, now: datetime) -> Block:
    """How a changed deadline was read, with the other readings to choose from."""
    inquiry = record.inquiry
    title = rich(line(bold(f"{inquiry.reference}  "), inquiry.topic))
    return modal(
        f"{inquiry.reference} is saved", [title, *_reading(record, reading, now)], callback_id=READ, close="Done", carries={}
    )


def numbers(record: InquiryRecord, given: Sequence[Person]) -> list[Block]:
    """For each number that was given and that the journalist's contact does not hold, the question which one to keep. Never of
    a restricted inquiry: what it says shows nowhere else."""
    blocks: list[Block] = []
    for journalist, person in contacts.other_numbers(record.journalists, given) if not record.inquiry.restricted else ():
        said = line(
            f"{journalist.name} gave {person.phone}; on file is {journalist.phone}. The new one stands in the background."
        )
        value = f"{record.inquiry.id}:{journalist.id}:{person.phone}"
        keep = button(f"Keep {shortened(person.phone or '', 40)} on file", f"number_keep:{len(blocks) // 2}", value)
        blocks += [rich(said), actions(keep)]
    return blocks


def _where(record: InquiryRecord, unapproved: bool) -> str:
    inquiry = record.inquiry
    if inquiry.restricted and len(record.named) < 2:
        return "⚠️ You alone can see it: nobody can approve an answer, or be told when you are away. Name somebody."
    if unapproved:
        return f"⚠️ Nobody named may approve {inquiry.sensitivity.value} matters: name an approver. Only those named can see it."
    if inquiry.restricted:
        return "Only the people named can see it; they have it in their messages."
    return "Its card is in the desk channel."


def _reading(record: InquiryRecord, reading: Moment | None, now: datetime) -> list[Block]:
    """The deadline in the reader's zone and in the one it was said in, what was assumed, and the other readings as buttons."""
    inquiry = record.inquiry
    blocks = [rich(line(bold("Deadline: "), *deadline(record, now)))]
    if reading is None or inquiry.deadline_at is None or not reading.alternatives:
        return blocks
    asked = reading.question or "It can be read in more than one way."
    value = f"{inquiry.id}:{int(inquiry.deadline_at.timestamp())}"
    others = [
        button(f"{label}: {_when(at, inquiry.deadline_zone)}", f"deadline_correct:{number}", f"{value}:{int(at.timestamp())}")
        for number, (label, at) in enumerate(reading.alternatives[:ALTERNATIVES])
    ]
    return [*blocks, rich(line(bold("❓ "), asked)), actions(*others)]


def _when(at: datetime, zone: str) -> str:
    return clock_time(at, zone_of(at, zone))
