"""Asks on screen: the form, what a colleague gets, and what comes back to whoever asked."""

from __future__ import annotations

from datetime import datetime

from bot.asks import LONGEST, AskRecord
from bot.inquiries import InquiryRecord
from bot.models import AskState
from bot.text import shortened
from bot.views.blocks import (
    Block,
    actions,
    bold,
    bullets,
    button,
    clock_time,
    date,
    fallback,
    field,
    line,
    modal,
    note,
    person,
    quote,
    rich,
    section,
    typed,
)


def form(record: InquiryRecord, due: datetime) -> Block:
    """Whom, what, and by when."""
    inquiry = record.inquiry
    blocks = [rich(line(bold(f"{inquiry.reference}  "), inquiry.topic))]
    if record.questions:
        blocks.append(rich(bullets([[shortened(one.text, 250)] for one in record.questions[:12]], numbered=True)))
    secret = "It is restricted: they see your question and nothing else, so write only what they may know."
    blocks += [
        field("Whom do you ask?", person("colleague"), optional=False, hint="Anybody here; they need no role on the desk."),
        field(
            "Your question", typed("question", lines=True, most=LONGEST, example="How many people stayed in the shelter in October?"),
            optional=False, hint=secret if inquiry.restricted else "They see this and which inquiry it is for.",
        ),
        field("By when?", typed("due", f"{clock_time(due, record.team.zone)}", most=200), optional=False, hint="“17:30”, “in an hour”, “ASAP”."),
    ]  # fmt: skip
    return modal("Ask a colleague", blocks, callback_id="ask", submit="Ask", close="Cancel", carries={"i": inquiry.id})


def ask(found: AskRecord) -> list[Block]:
    """The question as the colleague has it in their messages, and how it stands."""
    one, zone = found.ask, found.team.zone
    about = f" for {found.reference}" if found.known else ""
    blocks: list[Block] = [
        rich(
            line(bold(found.asker.name), f" of the press desk asks you{about}. Due ", bold(clock_time(one.due_at, zone)), "  ",
                 date(one.due_at, "{ago}")),
            quote(one.question),
        )
    ]  # fmt: skip
    state = {
        AskState.FILED: "✅ Filed. Thank you.", AskState.DECLINED: "You said that you can't say. The desk knows.",
        AskState.WITHDRAWN: "The press desk no longer needs this. Thank you.",
    }.get(one.state)  # fmt: skip
    if state:
        return [*blocks, section(state)]
    buttons = [button("Answer…", "ask_answer", str(one.id), style="primary")]
    if one.state == AskState.ANSWERED:
        blocks += [rich(line("✅ You said:"), quote(shortened(one.answer, 2_000)))]
        buttons = [button("Add to it…", "ask_answer", str(one.id))]
    else:
        buttons.append(button("I can't say…", "ask_decline", str(one.id)))
        blocks.append(
            note("A reply in this message's thread is an answer too. What you say goes to the press desk, not to a journalist.")
        )
    return [*blocks, actions(*buttons, block_id=f"ask:{one.id}")]


def ask_text(found: AskRecord) -> str:
    """Its notification: who and by when; the question may be of a restricted matter."""
    return fallback(
        f"{found.asker.name} of the press desk asks you something, due {clock_time(found.ask.due_at, found.team.zone)}."
    )


def nudge(found: AskRecord) -> list[Block]:
    """The reminder, with the question once more."""
    late = found.ask.nudged > 1
    said = "⏰ This is due now: " if late else "⏰ Half of the time is gone: "
    return [
        rich(line(said, bold(found.asker.name), " still needs this by ", bold(clock_time(found.ask.due_at, found.team.zone)), "."), quote(found.ask.question)),
        actions(
            button("Answer…", "ask_answer", str(found.ask.id), style="primary"), button("I can't say…", "ask_decline", str(found.ask.id)),
            block_id=f"ask_nudge:{found.ask.id}",
        ),
    ]  # fmt: skip


def news(found: AskRecord) -> list[Block]:
    """What came of it, for whoever asked."""
    one, who = found.ask, bold(found.colleague.name)
    title = line(bold(f"{found.reference}  "), found.record.inquiry.topic if found.record else "")
    again = button("Ask somebody else…", "ask_open", str(one.inquiry_id))
    if one.state == AskState.OPEN:
        blocks = [rich(title, line("⚠️ ", who, " has not answered, and it is due:"), quote(one.question))]
        return [*blocks, actions(again, button("No longer needed", "ask_withdraw", str(one.id)), block_id=f"ask_late:{one.id}")]
    if one.state == AskState.DECLINED:
        blocks = [rich(title, line(who, " can't say: "), quote(one.answer), line("You asked:"), quote(one.question))]
        return [*blocks, actions(again, block_id=f"ask_declined:{one.id}")]
    if one.state == AskState.WITHDRAWN:
        return [rich(title, line("No longer needed from ", who, ":"), quote(one.question))]
    blocks = [
        rich(
            title,
            line(who, " answered:"),
            quote(shortened(one.answer, 2_500)),
            line("You asked:"),
            quote(shortened(one.question, 500)),
        )
    ]
    if one.state == AskState.FILED:
        return [*blocks, note("✅ Filed.")]
    return [
        *blocks,
        actions(
            button("File as a fact…", "ask_file:fact", str(one.id), style="primary"),
            button("File as Q&A…", "ask_file:q_and_a", str(one.id)),
            again,
            block_id=f"ask_answered:{one.id}",
        ),
    ]


def news_text(found: AskRecord) -> str:
    """Its notification: who, and which inquiry."""
    said = {
        AskState.OPEN: "has not answered yet", AskState.DECLINED: "can't say", AskState.WITHDRAWN: "is no longer asked",
    }.get(found.ask.state, "answered")  # fmt: skip
    return fallback(f"{found.reference}: {found.colleague.name} {said}.")


def answering(found: AskRecord) -> Block:
    return modal(
        "Your answer",
        [
            rich(line(bold(found.asker.name), " asks:"), quote(shortened(found.ask.question, 2_000))),
            field("What do you know?", typed("answer", lines=True, most=LONGEST), optional=False,
                  hint="With where it comes from and as of when. The press desk reads this; nobody sends it on as it is."),
        ],
        callback_id="ask_answer", submit="Send to the desk", close="Cancel", carries={"a": found.ask.id},
    )  # fmt: skip


def declining(found: AskRecord) -> Block:
    return modal(
        "You can't say",
        [
            rich(quote(shortened(found.ask.question, 2_000))),
            field("Why, or who would know?", typed("reason", lines=True, most=1_000), optional=False),
        ],
        callback_id="ask_decline", submit="Tell the desk", close="Cancel", carries={"a": found.ask.id},
    )  # fmt: skip
