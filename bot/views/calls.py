"""A journalist reached a colleague: what to say and what not, a short form, and what happens now."""

from __future__ import annotations

from datetime import datetime

from bot.inquiries import InquiryRecord
from bot.models import DeadlineKind
from bot.views.blocks import (
    Block,
    actions,
    bold,
    bullets,
    button,
    choice,
    clock_time,
    date,
    divider,
    field,
    line,
    modal,
    note,
    quote,
    rich,
    typed,
)

SAY = (
    "“I can’t help you with this myself, but our press desk can. What is your deadline?”",
    "Their name, outlet, number, the question in their words, and by when.",
    "“Somebody from the press desk will ring you back.” Promise nothing more.",
)
DON_T = (
    "Answer “just one quick question”, guess, or confirm a name or a number. Everything counts as on the record.",
    "Say “no comment”, or anything “off the record”.",
    "Promise an answer, an interview, or a time.",
)
REACHED = {"phone": "They rang", "email": "They wrote an e-mail", "social": "Social media", "in_person": "In person"}
MORE = 1_000


def form(what: str = "") -> Block:
    """What to say stands on top, since they may be on the line."""
    blocks: list[Block] = [
        rich(line(bold("✅ Say and ask")), bullets([one] for one in SAY)), rich(line(bold("🚫 Don’t")), bullets([one] for one in DON_T)), divider(),
        field("Who is it?", typed("who", most=200, example="Wren Castellane"), hint="As far as you know. “unknown” will do."),
        field("For which outlet?", typed("outlet", most=200, example="Eastmarsh Gazette, a podcast, freelance")),
        field("How are they reached?", typed("number", most=200, example="020 7946 0018, or an e-mail address")),
        field("What do they want to know?", typed("what", what[:3_000], lines=True), optional=False, hint="In their words, as near as you can."),
        field("By when?", typed("by", most=250, example="today 4pm · ASAP · they didn’t say"), hint="Left empty: they did not say."),
        field("How did they reach you?", choice("channel", REACHED, "phone")),
    ]  # fmt: skip
    return modal("A journalist called me", blocks, callback_id="call_save", submit="Pass it on", close="Cancel")


def passed_on(record: InquiryRecord, now: datetime) -> Block:
    """That the desk has it, and what is left to do: nothing."""
    inquiry = record.inquiry
    due = (
        line(
            f"They need it by {clock_time(inquiry.deadline_at, inquiry.deadline_zone)}, which for you is ",
            date(inquiry.deadline_at),
            ". If that is wrong, tell the desk.",
        )
        if inquiry.deadline_kind == DeadlineKind.INSTANT and inquiry.deadline_at
        else None
    )
    blocks = [
        rich(line(bold(f"✅ The press desk has it: {inquiry.reference}. "), "You are done, and thank you."), *([due] if due else [])),
        rich(
            line("If they ring again:"), quote("“The press desk has your question and will be in touch.”"),
            line("Give them no answer, and please don’t pass the question round."),
        ),
        actions(button("What does “off the record” mean?", "primer_open")),
        note("Something to add? Write to me here in a direct message; it reaches the desk."),
    ]  # fmt: skip
    return modal("Passed on", blocks, close="Done")
