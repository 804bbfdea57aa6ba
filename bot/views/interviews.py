"""Interviews on screen: the card, the modal, the list, and what people are told of one in their own messages."""

from __future__ import annotations

from collections.abc import Sequence

from bot.authority import NEEDS, RANK, Actor
from bot.interviews import FORMAT, InterviewPage, InterviewRecord, last, said
from bot.models import Interview, InterviewEvent, InterviewState
from bot.text import one_line, shortened
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    bullets,
    button,
    date,
    divider,
    fallback,
    header,
    line,
    link,
    modal,
    note,
    quote,
    rich,
    section,
    sure,
)

STATE = {InterviewState.BOOKED: "📅 Booked", InterviewState.CANCELLED: "⛔ Cancelled", InterviewState.DONE: "☑️ Over"}
HISTORY = 10
SHORT = 300


def card(record: InterviewRecord) -> list[Block]:
    """The interview's one card, edited in place."""
    return [rich(*_lines(record)), *_rules(record), actions(*_steps(record), block_id=f"interview_card:{record.interview.id}")]


def _lines(record: InterviewRecord) -> list[Block]:
    row = record.interview
    title = [bold(f"🎙️ {row.reference}  "), bold(f"{record.spokesperson.name} with {shortened(record.who, 200)}")]
    listeners = ", ".join(record.name(one) for one in row.listens_in)
    lines = [line(*title), line(f"{STATE[row.state]} · {FORMAT[row.format].lower()} · ", *when(record))]
    if row.state == InterviewState.CANCELLED:
        lines.append(line(bold("Why: "), shortened(row.cancelled_because, SHORT)))
    reference = f"{record.inquiry.reference}  " if record.inquiry else ""
    lines.append(line(bold("About: "), f"{reference}{shortened(row.topic, 250)}"))
    if where := _where(record):
        lines.append(line(bold("Where: "), *where))
    if listeners:
        lines.append(line(bold("Listens in: "), shortened(listeners, SHORT)))
    return lines


def when(record: InterviewRecord) -> list[Part]:
    """The instant in the reader's zone, in the zone it was agreed in, and on the spokesperson's clock where that differs."""
    row, theirs = record.interview, record.spokesperson.zone
    agreed = said(row.starts_at, row.zone)
    other = f"; {said(row.starts_at, theirs)} for {record.spokesperson.name}" if said(row.starts_at, theirs) != agreed else ""
    return [date(row.starts_at), f" ({agreed}{other}), {row.minutes} minutes"]


def _where(record: InterviewRecord) -> list[Part]:
    row = record.interview
    parts: list[Part] = [shortened(row.place, SHORT)] if row.place else []
    if row.link:
        parts += [" · "] if parts else []
        parts.append(link(row.link, shortened(row.link, 80)))
    return parts


def _rules(record: InterviewRecord) -> list[Block]:
    row = record.interview
    if not row.rules:
        open_still = row.state == InterviewState.BOOKED
        return [note("⚠️ No ground rules are recorded. Agree them before it happens.")] if open_still else []
    when_agreed: list[Part] = [", ", date(row.rules_agreed_at)] if row.rules_agreed_at else []
    by = f" (agreed by {record.name(row.rules_agreed_by)}"
    return [rich(line(bold("Ground rules"), by, *when_agreed, ")"), quote(shortened(row.rules, 1_500)))]


def _steps(record: InterviewRecord) -> list[Block]:
    row, value = record.interview, str(record.interview.id)
    steps = []
    if row.state == InterviewState.BOOKED:
        steps.append(button("Briefing", "briefing_interview", row.reference, style="primary"))
    if row.state == InterviewState.DONE:
        steps.append(button("Debrief", "debrief_open", row.reference, style="primary"))
    if row.state != InterviewState.CANCELLED:
        steps.append(button("Move or change…", f"interview_edit:{value}", value))
    if row.state == InterviewState.BOOKED:
        steps.append(button("Cancel…", f"interview_off:{value}", value))
    if record.inquiry is not None and record.inquiry.closed_at is None and row.state != InterviewState.CANCELLED:
        reference = record.inquiry.reference
        ask = sure(f"Close {reference}?", "It ends as “Scheduled interview”. It can be opened again.", "Close it")
        steps.append(button(f"Close {reference}", f"interview_settle:{value}", value, sure=ask))
    return [*steps, button("Open", f"interview_open:{value}", value)]


def card_text(record: InterviewRecord) -> str:
    """What a notification says. Restricted and embargoed words stay out of it."""
    state = STATE[record.interview.state].split(" ", 1)[1].lower()
    at = said(record.interview.starts_at, record.interview.zone)
    if _hidden(record):
        return f"{record.reference}: {state}"
    return fallback(f"{record.reference}: {record.spokesperson.name} with {record.who}, {at}, {state}")


def _hidden(record: InterviewRecord) -> bool:
    return record.inquiry is not None and (record.inquiry.restricted or bool(record.inquiry.embargo_words))


def shown(record: InterviewRecord, actor: Actor, said_first: str = "") -> Block:
    """All of one interview, as a modal."""
    row, value = record.interview, str(record.interview.id)
    blocks = [*([rich(line(said_first))] if said_first else []), rich(*_lines(record)), *_rules(record)]
    if record.spokesperson.member_id is None and row.state == InterviewState.BOOKED:
        blocks.append(note("⚠️ They are not in Slack: nobody reminds them. Send the invitation on yourself."))
    events = [_event(record, one) for one in record.events[-HISTORY:]]
    blocks.append(rich(line(bold("History")), bullets(events)))
    if actor.rank >= RANK[NEEDS["work"]]:
        steps = _steps(record)[:-1]
        steps.append(button("The invitation as a file", f"interview_file:{value}", value))
        event = last(record)
        if event is not None:
            ask = sure("Take the last step back?", "It is as it was before it, and calendars are told.", "Take it back")
            steps.append(button("Undo", f"interview_undo:{value}", f"{value}:{event.id}", sure=ask))
        blocks += [divider(), actions(*steps)]
    return modal(f"Interview {row.reference}", blocks)


def _event(record: InterviewRecord, event: InterviewEvent) -> list[Part]:
    undone = " (taken back)" if event.undone else ""
    text = event.text.replace("{it}", "it")
    return [date(event.at), f"  {record.name(event.actor_id)} {shortened(one_line(text), SHORT)}{undone}"]


def listed(page: InterviewPage, actor: Actor) -> Block:
    """What is coming, or what is over or off."""
    past = page.which == "past"
    blocks: list[Block] = [header(f"{'Interviews over or off' if past else 'Interviews coming'}: {page.total}")]
    if not page.records:
        empty = "Nothing is over yet." if past else (
            "No interview is booked. Book one from an inquiry, *More → Book an interview*, or here without one."
        )  # fmt: skip
        blocks.append(section(empty))
    for record in page.records:
        row = record.interview
        lock = "🔒 " if record.restricted else ""
        blocks += [
            rich(
                line(lock, bold(f"{row.reference}  "), f"{record.spokesperson.name} with {shortened(record.who, 150)}"),
                line(f"{STATE[row.state]} · {FORMAT[row.format].lower()} · ", *when(record)),
            ),
            actions(button("Open", f"interview_open:{row.id}", str(row.id))),
        ]
    steps = [
        button(label, f"interviews_turn:{way}", f"{page.which}:{number}")
        for label, way, number in (("← Back", "back", page.page - 1), ("More →", "more", page.page + 1))
        if 1 <= number <= page.pages
    ]
    if actor.rank >= RANK[NEEDS["work"]] and not past:
        steps.append(button("Book an interview", "interview_book", style=None if page.records else "primary"))
    other = ("What is coming", "now", "upcoming:1") if past else ("What is over", "past", "past:1")
    steps.append(button(other[0], f"interviews_turn:{other[1]}", other[2]))
    return modal("Interviews", [*blocks, actions(*steps)])


def on_inquiry(found: Sequence[Interview]) -> list[Block]:
    """The interviews of an inquiry, on its card."""
    booked = [one for one in found if one.state != InterviewState.CANCELLED]
    parts: list[Part] = []
    for one in booked[-3:]:
        over = " (over)" if one.state == InterviewState.DONE else ""
        parts += [" · " if parts else "", f"{one.reference} ", date(one.starts_at), over]
    return [rich(line("🎙️ Interview: ", *parts))] if booked else []


def told(record: InterviewRecord, user_id: str) -> tuple[list[Block], str]:
    """The interview in somebody's own messages, as it now is for them."""
    if user_id not in _users(record):
        text = f"You are no longer in {record.reference}."
        return [note(text)], text
    if record.interview.state == InterviewState.CANCELLED:
        return [rich(*_lines(record))], card_text(record)
    role = "You speak." if _speaks(record, user_id) else "You listen in." if _listens(record, user_id) else "You booked it."
    buttons = [one for one in _steps(record) if one["action_id"] in ("briefing_interview", "debrief_open")]
    opens = button("Open", f"interview_open:{record.interview.id}", str(record.interview.id))
    return [rich(line(bold(role)), *_lines(record)), *_rules(record), actions(*buttons, opens)], card_text(record)


def reminder(record: InterviewRecord, hours: int, begins: int, user_id: str) -> tuple[list[Block], str]:
    """That an interview is in a day or an hour; once that is no longer so, what became of it."""
    row = record.interview
    if row.state == InterviewState.CANCELLED or user_id not in _users(record):
        text = f"{row.reference} is off." if user_id in _users(record) else f"You are no longer in {row.reference}."
        return [note(text)], text
    if int(row.starts_at.timestamp()) != begins:
        text = f"{row.reference} was moved to {said(row.starts_at, row.zone)}."
        return [note(text)], text
    title = "⏰ In an hour" if hours == 1 else "⏰ Tomorrow at this time"
    buttons = actions(
        button("Briefing", "briefing_interview", row.reference, style="primary"),
        button("Open", f"interview_open:{row.id}", str(row.id)),
    )
    spoken = title.split(" ", 1)[1]
    text = f"{row.reference}: {spoken.lower()}"
    return [rich(line(bold(title)), *_lines(record)), *_rules(record), buttons], (
        text if _hidden(record) else fallback(f"{spoken}: {row.reference}, {record.spokesperson.name} with {record.who}")
    )


def nudge(record: InterviewRecord) -> tuple[list[Block], str]:
    """After it: what was said and promised, while it is fresh."""
    ask = line(
        bold(f"🎙️ {record.reference} is over. "), "What was said, promised and learnt? Two minutes now save an hour later."
    )
    blocks = [
        rich(ask, line(f"{record.spokesperson.name} with {shortened(record.who, 200)}, ", date(record.interview.starts_at)))
    ]
    buttons = actions(button("Debrief", "debrief_open", record.reference, style="primary"))
    return [*blocks, buttons], f"{record.reference} is over. How did it go?"


def _users(record: InterviewRecord) -> set[str]:
    return {one.rpartition(":")[2] for one in record.attendees}


def _speaks(record: InterviewRecord, user_id: str) -> bool:
    return (record.spokesperson.member_id or "").rpartition(":")[2] == user_id


def _listens(record: InterviewRecord, user_id: str) -> bool:
    return user_id in {one.rpartition(":")[2] for one in record.interview.listens_in}
