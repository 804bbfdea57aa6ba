"""Inquiries on screen: the card, its thread, the lists and what `/press show` says."""

from __future__ import annotations

from datetime import datetime

from bot.inquiries import PAGE, InquiryPage, InquiryRecord, Which
from bot.models import DeadlineKind, InquiryEvent, Sensitivity, Status
from bot.text import one_line, shortened
from bot.views import releases, words
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    bullets,
    button,
    clock_time,
    date,
    divider,
    escaped,
    fallback,
    header,
    italic,
    line,
    link,
    note,
    quote,
    rich,
    section,
)

CARD_QUESTIONS = 5
LISTS: dict[Which, str] = {
    "open": "Open inquiries", "mine": "My inquiries", "overdue": "Overdue inquiries", "unassigned": "Nobody's inquiries",
    "answered": "Answered inquiries", "all": "All inquiries",
}  # fmt: skip
EMPTY: dict[Which, str] = {
    "open": "Nothing is open. A quiet desk.", "mine": "You have nothing open.", "overdue": "Nothing is overdue.",
    "unassigned": "Everything open has an owner.", "answered": "Nothing has been answered yet.", "all": "Nothing is logged yet.",
}  # fmt: skip


def card(record: InquiryRecord, now: datetime) -> list[Block]:
    """The inquiry's one card, edited in place; its thread is the log."""
    inquiry = record.inquiry
    blocks = [
        rich(
            line(bold(f"{inquiry.reference}  "), bold(inquiry.topic)),
            line("From: ", who(record)),
            line("Deadline: ", *deadline(record, now)),
        ),
        note(_state(record)),
    ]
    if record.questions:
        blocks.insert(1, rich(bullets([[_brief(one.text)] for one in record.questions[:CARD_QUESTIONS]], numbered=True)))
        rest = len(record.questions) - CARD_QUESTIONS
        if rest > 0:
            blocks.insert(2, note(f"…and {rest} more questions: `/press show {inquiry.reference}`."))
    if inquiry.embargo_words:
        blocks.append(rich(line(bold("Embargo: "), f"“{_brief(inquiry.embargo_words)}”", *_embargo_until(record))))
    version = record.version
    if version is not None and record.statement is not None and version.embargo_until is not None:
        until = f"{clock_time(version.embargo_until, version.embargo_zone or record.team.zone)}"
        running = "until" if now < version.embargo_until else "ended"
        said = f" embargo {running} {until}, for you "
        blocks.append(rich(line(bold(f"🔒 {record.statement.reference}"), said, date(version.embargo_until))))
    blocks += releases.on_card(record.sent)
    if record.others:
        blocks += _related(record)
    blocks.append(actions(*_buttons(record), block_id=f"card:{inquiry.id}:{inquiry.version}"))
    return blocks


def _related(record: InquiryRecord) -> list[Block]:
    """What it has to do with: its issue, what it follows up or was merged into, and what hangs on it."""
    parts = []
    if record.issue:
        parts.append(f"🧷 Issue: {_brief(record.issue)} ({len(record.fellows) + 1} inquiries)")
    if record.parent:
        parts.append(f"Follow-up to {record.parent.reference}")
    if record.duplicate_of:
        parts.append(f"Merged into {record.duplicate_of.reference}")
    if record.followups:
        parts.append(f"Followed up by {', '.join(one.reference for one in record.followups[:10])}")
    if record.duplicates:
        parts.append(f"Merged into it: {', '.join(one.reference for one in record.duplicates[:10])}")
    return [rich(line("  ·  ".join(parts)))] if parts else []


def card_text(record: InquiryRecord) -> str:
    """What a notification of the card says. Embargoed and restricted words stay out of it."""
    inquiry = record.inquiry
    if inquiry.restricted or inquiry.embargo_words:
        return f"{inquiry.reference}: {words.STATUS[inquiry.status]}. Deadline {_due_text(record)}."
    return fallback(f"{inquiry.reference}: {inquiry.topic} ({record.who}). Deadline {_due_text(record)}.")


def _due_text(record: InquiryRecord) -> str:
    at = record.inquiry.deadline_at
    return clock_time(at, record.team.zone) if at else record.inquiry.deadline_kind.value.upper().replace("NONE", "none given")


def _brief(text: str) -> str:
    return shortened(one_line(text), 300)


def _state(record: InquiryRecord) -> str:
    inquiry = record.inquiry
    parts = [
        words.STATUS[inquiry.status],
        f"Owner: *{escaped(record.name(inquiry.owner_id))}*",
        f"With: *{words.COURT[inquiry.court].lower()}*",
        sensitivity(record),
        words.TERMS[inquiry.terms],
    ]
    if inquiry.resolution:
        parts.append(words.RESOLUTION[inquiry.resolution])
    return "  ·  ".join(parts)


def sensitivity(record: InquiryRecord) -> str:
    """The sensitivity as a word, with its emoji."""
    mark = {Sensitivity.ROUTINE: "", Sensitivity.SENSITIVE: "⚠️ ", Sensitivity.CRISIS: "🚨 "}[record.inquiry.sensitivity]
    return f"{mark}{words.SENSITIVITY[record.inquiry.sensitivity]}" + (
        "  ·  🔒 Restricted" if record.inquiry.restricted else ""
    )


def who(record: InquiryRecord) -> str:
    """Journalists, outlet and its tier in one line."""
    tier = f" (tier {record.outlet.tier})" if record.outlet and record.outlet.tier else ""
    return shortened(record.who, 400) + tier


def deadline(record: InquiryRecord, now: datetime) -> list[Part]:
    """Their words and the instant together: in the reader's zone, in the zone it was said in, and how long is left."""
    inquiry = record.inquiry
    said = f"“{shortened(one_line(inquiry.deadline_words), 120)}”"
    if inquiry.deadline_kind == DeadlineKind.ASAP:
        return [bold("ASAP"), *([f"  {said}"] if said.strip("“”").upper() != "ASAP" else [])]
    if inquiry.deadline_at is None:
        return ["none given"]
    parts: list[Part] = [
        f"{said} → ", date(inquiry.deadline_at), f"  ({clock_time(inquiry.deadline_at, inquiry.deadline_zone)})",
    ]  # fmt: skip
    if inquiry.is_open:
        late = inquiry.deadline_at < now
        parts += ["  ", bold("🔴 Overdue, due ") if late else "due ", date(inquiry.deadline_at, "{ago}")]
    if inquiry.deadline_note:
        parts.append(italic(f"  {shortened(inquiry.deadline_note, 150)}"))
    return parts


def _embargo_until(record: InquiryRecord) -> list[Part]:
    at = record.inquiry.embargo_until
    return [" → ", date(at), f"  ({clock_time(at, record.inquiry.deadline_zone)})"] if at else []


def _buttons(record: InquiryRecord) -> list[Block]:
    inquiry, value = record.inquiry, str(record.inquiry.id)
    shown: list[Block] = []
    if inquiry.status != Status.CLOSED:
        if inquiry.owner_id is None:
            shown.append(button("Take it", "inquiry_take", value, style="primary"))
        if inquiry.acknowledged_at is None and inquiry.responded_at is None:
            shown.append(button("Acknowledged", "inquiry_acknowledge", value))
        draft = "Send" if inquiry.status == Status.APPROVED else "Draft"
        shown.append(button(draft, "statement_open", value, style="primary" if draft == "Send" else None))
        if inquiry.is_open:
            shown.append(button("Ask…", "ask_open", value))
        if inquiry.status in (Status.RESPONDED, Status.WATCHING):
            shown.append(button("Close", "inquiry_close", value))
    return [*shown, button("More", "inquiry_more", value)]


def history_line(record: InquiryRecord, event: InquiryEvent) -> tuple[list[Block], str]:
    """One line of the thread: who did what. Returns its blocks and its notification text."""
    said = f"{record.name(event.actor_id)} {record.said(event)}"
    blocks = [rich(line(bold(record.name(event.actor_id)), f" {shortened(record.said(event), 2_500)}"))]
    if event.action == "generated" or event.action == "approved":
        blocks.append(actions(button("Open the draft", "statement_open", str(record.inquiry.id))))
    hidden = record.inquiry.restricted or record.inquiry.embargo_words
    text = (
        f"{record.inquiry.reference}: {event.action.replace('_', ' ')}"
        if hidden
        else fallback(f"{record.inquiry.reference}: {said}")
    )
    return blocks, text


def told(record: InquiryRecord, event: InquiryEvent) -> tuple[list[Block], str]:
    """The same line for somebody's direct messages, with the inquiry it belongs to and a way to it."""
    blocks, text = history_line(record, event)
    title = rich(line(bold(f"{record.inquiry.reference}  "), record.inquiry.topic))
    buttons = actions(button("Open the draft", "statement_open", str(record.inquiry.id)))
    return [title, blocks[0], buttons], text


def shown(record: InquiryRecord, now: datetime) -> list[Block]:
    """All of one inquiry, for the person who asked: card, every question, background, history."""
    inquiry = record.inquiry
    blocks = card(record, now)
    about: list[Block] = [
        line("Received ", date(inquiry.received_at), f" by {words.CHANNEL[inquiry.channel].lower()}, logged ", date(inquiry.logged_at),
             f" by {record.name(inquiry.logged_by)}."),
    ]  # fmt: skip
    if inquiry.acknowledged_at:
        about.append(line("Acknowledged ", date(inquiry.acknowledged_at), f" by {record.name(inquiry.acknowledged_by)}."))
    if inquiry.responded_at:
        about.append(line("Answered ", date(inquiry.responded_at), f" by {record.name(inquiry.responded_by)}."))
    if inquiry.request_types:
        asked = ", ".join(words.REQUEST_TYPE.get(one, one).lower() for one in inquiry.request_types)
        about.append(line(f"They ask for: {asked}."))
    for person in record.journalists:
        about.append(line(" · ".join(part for part in (person.name, person.email, person.phone) if part)))
    blocks.append(rich(*about))
    if record.journalists:
        cards = [
            button(shortened(f"Who is {one.name}?", 75), f"contact_open:{one.id}", str(one.id))
            for one in record.journalists[:5]
        ]
        blocks.append(actions(*cards))
    if len(record.questions) > CARD_QUESTIONS:
        rest = [[shortened(one.text, 300)] for one in record.questions[:20]]
        blocks.append(rich(line(bold("Every question")), bullets(rest, numbered=True)))
    if inquiry.background:
        blocks.append(rich(line(bold("Background")), quote(shortened(inquiry.background, 1_500))))
    if inquiry.response:
        by = f", attributed to {inquiry.response_attribution}" if inquiry.response_attribution else ""
        blocks.append(rich(line(bold("What we said"), by), quote(inquiry.response)))
    if inquiry.source_link:
        blocks.append(rich(line(link(inquiry.source_link, "The message it came from"))))
    recent: list[list[Part]] = [
        [
            date(event.at, "{date_short_pretty} {time}"),
            f"  {record.name(event.actor_id)} ",
            shortened(record.said(event) or f"{event.action} it", 200),
        ]
        for event in record.events[-12:]
    ]
    blocks.append(rich(line(bold("History")), bullets(recent)))
    return blocks


def row(record: InquiryRecord, now: datetime, *, button_label: str = "Open") -> list[Block]:
    """An inquiry in a list: two lines and a button."""
    inquiry = record.inquiry
    mark = "🔴 " if record.overdue(now) else ""
    return [
        rich(
            line(mark, bold(f"{inquiry.reference}  "), shortened(inquiry.topic, 200)),
            line(shortened(who(record), 200), "  ·  ", *deadline(record, now)),
        ),
        section(_state(record), button(button_label, f"inquiry_show:{inquiry.id}", str(inquiry.id))),
    ]


def listing(page: InquiryPage, which: Which, now: datetime, *, may_log: bool = True) -> list[Block]:
    """A page of a list, with its buttons to the next and the one before; an empty one offers to log to those who may."""
    blocks: list[Block] = [header(f"{LISTS[which]}: {page.total}")]
    if not page.records:
        offered = [actions(button("Log an inquiry", "inquiry_new", style="primary"))] if may_log else []
        return [*blocks, section(EMPTY[which]), *offered]
    for record in page.records:
        blocks += [*row(record, now), divider()]
    turn = []
    if page.page > 1:
        turn.append(button("← Back", f"list_turn:back:{page.page - 1}", f"{which}:{page.page - 1}"))
    if page.page < page.pages:
        turn.append(button("More →", f"list_turn:more:{page.page + 1}", f"{which}:{page.page + 1}"))
    if turn:
        first = (page.page - 1) * PAGE + 1
        blocks.append(note(f"{first}–{first + len(page.records) - 1} of {page.total}"))
        blocks.append(actions(*turn))
    return blocks
