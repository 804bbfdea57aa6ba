"""The forms of an inquiry: logging it, changing it, closing it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.inquiries import BY_HAND, InquiryRecord, can_be_undone, last_step, user_of
from bot.intake import Extraction
from bot.models import Channel, Sensitivity, Terms
from bot.text import one_line, shortened
from bot.views import primer, words
from bot.views.blocks import (
    TYPED,
    Block,
    actions,
    bold,
    button,
    choice,
    choices,
    clock_time,
    date,
    divider,
    escaped,
    field,
    line,
    link,
    modal,
    moment,
    note,
    person,
    persons,
    quote,
    rich,
    section,
    sure,
    typed,
)
from bot.views.entries import fill, touched

ALTERNATIVES = 4
# What the form shows of the record; a question or note that was typed stays typed.
AS_ON_RECORD = {"owner", "backup", "court", "status", "sensitivity", "restricted", "named", "terms", "tier"}
STEPS = 90  # Of the history on one page; a view holds 100 blocks.


@dataclass(frozen=True)
class Reading:
    """How the deadline's words are read just now: what the form shows, and what it remembers."""

    words: str = ""
    at: datetime | None = None
    zone: str = "UTC"
    why: str = ""
    question: str | None = None
    alternatives: Sequence[tuple[str, datetime]] = ()


def new_inquiry(
    extraction: Extraction | None,
    reading: Reading,
    *,
    carries: dict[str, Any],
    turn: int = 0,
    notes: Sequence[str] = (),
    named: Sequence[str] = (),
) -> Block:
    """The form that logs an inquiry, filled with what the text says; `named` are user ids proposed for a restricted one.
    `turn` counts how often its deadline was re-read: a new block id is what makes Slack show a new value."""
    found = extraction
    blocks: list[Block] = [note(text) for text in notes]
    if found and found.sensitive_words:
        blocks.append(_warning(found))
    blocks += [
        field("Topic", typed("topic", found.topic if found else "", most=250, example="One line you could read aloud"), optional=False),
        field(
            "Who is asking",
            typed("journalists", _people(found), lines=True, example="Name, e-mail, phone; one person a line"),
            hint="A name here, or an outlet below, or the word “unknown”.",
        ),
        field("Outlet", typed("outlet", (found.outlet or "") if found else "", most=200)),
        *deadline_fields(reading, turn),
        field(
            "Questions", typed("questions", _lines(found.questions if found else ()), lines=True), hint="Word for word, one a line.",
        ),
        field("They ask for", choices("request_types", words.REQUEST_TYPE, found.request_types if found else ())),
        field(
            "Sensitivity",
            choice("sensitivity", words.by_value(words.SENSITIVITY), found.sensitivity if found else Sensitivity.ROUTINE.value),
            optional=False,
        ),
        *restriction_fields(bool(found and found.sensitivity != "routine"), named),
        field("Terms", choice("terms", words.by_value(words.TERMS), found.terms if found else Terms.ON_RECORD.value), optional=False),
        primer.asked(),
        field("Embargo, in their words", typed("embargo", _embargo(found), most=500)),
        field("How it reached us", choice("channel", words.by_value(words.CHANNEL), found.channel if found else Channel.EMAIL.value)),
        field("Background", typed("background", lines=True), hint="What they said the story is, and who else they talk to."),
    ]  # fmt: skip
    return modal(
        "New media inquiry", blocks, callback_id="inquiry_new", submit="Log it", close="Cancel",
        carries={**carries, **remembered(reading), "t": turn},
    )  # fmt: skip


def remembered(reading: Reading) -> dict[str, Any]:
    """What the form carries of a reading, to tell on submit whether a person changed the words or the time."""
    at = int(reading.at.timestamp()) if reading.at else None
    return {"w": reading.words, "at": at, "z": reading.zone, "n": shortened(reading.why, 150)}


def deadline_fields(reading: Reading, turn: int) -> list[Block]:
    """Words and instant side by side, and where it is ambiguous the other readings as buttons."""
    read = [f"{reading.why[0].upper()}{reading.why[1:].rstrip('.')}."] if reading.why else []
    if reading.at:
        read.append(f"That is {clock_time(reading.at, reading.zone)}.")
    blocks = [
        field(
            "Deadline, in their words",
            typed("deadline", reading.words, most=250, example="5pm Thursday · ASAP · none given"),
            optional=False, block_id=f"deadline:{turn}", hint="“ASAP” and “none given” are answers too.",
        ),
        field(
            "That is, in your time", moment("deadline_at", reading.at), block_id=f"deadline_at:{turn}",
            hint=" ".join(read) or "Leave it empty and the words are read for you.",
        ),
    ]  # fmt: skip
    if reading.question or reading.alternatives:
        asked = reading.question or "It can be read in more than one way. The earlier one is set."
        blocks.append(rich(line(bold("❓ "), asked), block_id=f"deadline_question:{turn}"))
    if reading.alternatives:
        blocks.append(
            actions(
                *(
                    button(label, f"deadline_read:{number}", str(int(at.timestamp())))
                    for number, (label, at) in enumerate(reading.alternatives[:ALTERNATIVES])
                ),
                block_id=f"deadline_readings:{turn}",
            )
        )
    return blocks


def restriction_fields(restricted: bool, named: Sequence[str]) -> list[Block]:
    ticked = ["yes"] if restricted else []
    return [
        field(
            "Who may know",
            choices("restricted", {"yes": "Restricted: only the people named below"}, ticked, boxes=True),
            hint="A restricted inquiry has no card in the channel and is in no list, digest or export of anybody else.",
            dispatch=True,
        ),
        _named(named, "named"),
    ]


def _named(people: Sequence[str], block_id: str) -> Block:
    return field(
        "Named people", persons("named", people), block_id=block_id,
        hint="You are always among them. Name an approver, too; who is named here learns of it only once you save.",
    )  # fmt: skip


def with_named(blocks: Sequence[Block], people: Sequence[str]) -> list[Block]:
    """A form's blocks with these people in "Named people", under a new block id, so that Slack shows them."""
    return [_named(people, f"{one['block_id']}+") if _holds(one, "named") else one for one in blocks]


def _holds(block: Block, action_id: str) -> bool:
    return bool((block.get("element") or {}).get("action_id") == action_id)


def _warning(found: Extraction) -> Block:
    seen = ", ".join(f"“{shortened(word, 40)}”" for word in found.sensitive_words[:6])
    return rich(
        line(bold("⚠️ Handle with care. "), f"The text says {seen}, so “{found.sensitivity}” and “restricted” are set below. ",
             "Nothing is posted until you log it; change them if they are wrong.")
    )  # fmt: skip


def _people(found: Extraction | None) -> str:
    if found is None:
        return ""
    rows = []
    for number, name in enumerate(found.journalists or (("unknown",) if found.emails or found.phones else ())):
        parts = [name]
        if number < len(found.emails):
            parts.append(found.emails[number])
        if number < len(found.phones):
            parts.append(found.phones[number])
        rows.append(", ".join(parts))
    return "\n".join(rows)


def _lines(texts: Sequence[str]) -> str:
    """One question a line. What does not fit the box is left whole in the text that is kept, and said so by its absence."""
    kept: list[str] = []
    for text in texts:
        one = " ".join(text.split())
        if sum(map(len, kept)) + len(kept) + len(one) > TYPED:
            break
        kept.append(one)
    return "\n".join(kept)


def _embargo(found: Extraction | None) -> str:
    return (found.embargo.words or "") if found and found.embargo else ""


def acknowledgement(record: InquiryRecord, sender: str) -> str:
    """A few neutral words that promise nothing: that we have it, their deadline as we read it, who they come from."""
    inquiry = record.inquiry
    first = record.journalists[0].name.split()[0] if record.journalists else ""
    by = {
        "instant": f"I have noted your deadline: “{inquiry.deadline_words}”"
        + (f" ({clock_time(inquiry.deadline_at, inquiry.deadline_zone)})" if inquiry.deadline_at else ""),
        "asap": "I understand it is urgent",
        "none": "If you are working to a deadline, please tell me",
    }[inquiry.deadline_kind.value]
    return f"Hello{' ' + first if first else ''},\n\nThank you for getting in touch. We have your request. {by}.\n\n{sender}"


def more(record: InquiryRecord, reading: Reading, *, now: datetime, turn: int = 0, said: str = "") -> Block:
    """Everything about one inquiry that can be changed, in one form; `said` tells what was just done to it.

    At each turn the fields have new block ids: what Slack keeps of the old ones would hide the new values.
    """
    inquiry = record.inquiry
    value = str(inquiry.id)
    closed = inquiry.closed_at is not None
    steps = [
        button("Briefing", "briefing_open", value),
        button("History", "inquiry_history", value),
        button("Related", "related_open", value),
        button("Book an interview", "interview_book", inquiry.reference),
        _undo(record),
    ]
    steps.append(
        button("Open it again", "inquiry_reopen", value)
        if closed
        else button("Close it…", "inquiry_close", value, style="danger")
    )
    statuses = {one.value: words.STATUS[one] for one in BY_HAND}
    blocks: list[Block] = [
        rich(line(bold(f"{inquiry.reference}  "), inquiry.topic)),
        note(f"{words.STATUS[inquiry.status]} · logged by {escaped(record.name(inquiry.logged_by))}"),
        *([rich(line(said))] if said else []),
        actions(*steps, block_id="steps"),
        divider(),
        field("Owner", person("owner", user_of(inquiry.owner_id) if inquiry.owner_id else None)),
        field("Backup", person("backup", user_of(inquiry.backup_id) if inquiry.backup_id else None)),
        field("With", choice("court", words.by_value(words.COURT), inquiry.court.value), optional=False,
              hint="Whose court it is in."),
        field("Status", choice("status", statuses, inquiry.status.value, example=words.STATUS[inquiry.status]),
              hint="Most statuses come by themselves as you work."),
        *deadline_fields(reading, turn),
        field("Sensitivity", choice("sensitivity", words.by_value(words.SENSITIVITY), inquiry.sensitivity.value), optional=False),
        *restriction_fields(inquiry.restricted, [user_of(one) for one in sorted(record.named)]),
        field("Terms", choice("terms", words.by_value(words.TERMS), inquiry.terms.value), optional=False,
              hint="Other terms make an approval void: it was given for these."),
        primer.asked(),
        *_tier(record),
        field("Add a question", typed("question", lines=True), hint="Word for word."),
        field("Add a note", typed("note", lines=True), hint="Goes into the log."),
    ]  # fmt: skip
    if turn:
        for block in blocks:
            if block["type"] == "input" and block["block_id"] in AS_ON_RECORD:
                block["block_id"] += f":{turn}"
    if inquiry.source_text:
        blocks += [divider(), rich(line(bold("The text it was logged from")), quote(shortened(inquiry.source_text, 2_900)))]
    if inquiry.source_link:
        blocks.append(rich(line(link(inquiry.source_link, "Open the message it came from"))))
    return modal(
        inquiry.reference, blocks, callback_id="inquiry_more", submit="Save",
        carries={"i": inquiry.id, "v": inquiry.version, **remembered(reading), "t": turn},
    )  # fmt: skip


def more_again(record: InquiryRecord, form: Block, *, now: datetime, said: str) -> Block:
    """The form behind More anew, over the inquiry as it now is, because it changed since `form` was opened: what the person
    gave in there stands as they gave it, all else as it is on record. `said` tells what changed, and by whom."""
    carries, values = json.loads(form["private_metadata"]), form["state"]["values"]
    # What was kept from an earlier time looks like the form's own by now, and is still the person's.
    names = touched(form["blocks"], values) | set(carries.get("k", ())) | {"question", "note"}
    turn = int(carries.get("t", 0)) + 1
    view = more(record, reading_of(record), now=now, turn=turn, said=said)
    fill(view["blocks"], values, names)
    view["private_metadata"] = json.dumps({**json.loads(view["private_metadata"]), "k": sorted(names)}, ensure_ascii=False)
    return view


def _undo(record: InquiryRecord) -> Block:
    """Takes back the step that the person is shown, or none. Where notes came after it, it is named first."""
    last = last_step(record.events)
    value = f"{record.inquiry.id}:{last.id}" if last else str(record.inquiry.id)
    if last is None or last is record.events[-1] or not can_be_undone(last):
        return button("Undo last step", "inquiry_undo", value)
    said = f"{record.name(last.actor_id)} {one_line(record.said(last))}"
    asked = sure("Take this step back?", f"{shortened(said, 200)}. What was noted after it stays.", "Take it back")
    return button("Undo last step", "inquiry_undo", value, sure=asked)


def _tier(record: InquiryRecord) -> list[Block]:
    if record.outlet is None:
        return []
    tiers = {"1": "Tier 1", "2": "Tier 2", "3": "Tier 3"}
    chosen = str(record.outlet.tier) if record.outlet.tier else None
    return [
        field(
            f"Tier of {shortened(record.outlet.name, 100)}", choice("tier", tiers, chosen), hint="Ours to set; 1 matters most."
        )
    ]


def reading_of(record: InquiryRecord) -> Reading:
    """The deadline of an inquiry on record, as the form takes it."""
    inquiry = record.inquiry
    return Reading(inquiry.deadline_words, inquiry.deadline_at, inquiry.deadline_zone, inquiry.deadline_note)


def closing(record: InquiryRecord) -> Block:
    inquiry = record.inquiry
    chosen = "provided_statement" if inquiry.responded_at else None
    return modal(
        f"Close {inquiry.reference}",
        [
            rich(line(bold(f"{inquiry.reference}  "), inquiry.topic)),
            field("How did it end?", choice("resolution", words.by_value(words.RESOLUTION), chosen), optional=False),
            field("Note", typed("note", lines=True)),
        ],
        callback_id="inquiry_close", submit="Close it", close="Cancel", carries={"i": inquiry.id},
    )  # fmt: skip


def history(record: InquiryRecord, page: int = 1) -> Block:
    """The log of one inquiry, the newest first, a page at a time."""
    pages = max(1, -(-len(record.events) // STEPS))
    page = max(1, min(page, pages))
    newest = list(reversed(record.events))[(page - 1) * STEPS : page * STEPS]
    rows: list[Block] = [
        rich(line(date(event.at), "  ", bold(record.name(event.actor_id)), f" {shortened(record.said(event) or event.action + ' it', 600)}",
                  "  (taken back)" if event.undone else ""))
        for event in newest
    ]  # fmt: skip
    turn = [
        button(label, f"history_turn:{way}", f"{record.inquiry.id}:{number}")
        for label, way, number in (("← Newer", "newer", page - 1), ("Earlier →", "earlier", page + 1))
        if 1 <= number <= pages
    ]
    if turn:
        rows += [note(f"Page {page} of {pages}: {len(record.events)} steps in all."), actions(*turn)]
    return modal(f"History {record.inquiry.reference}", rows)


def loading(title: str = "One moment") -> Block:
    """What a person sees within the three seconds, while the rest is fetched."""
    return modal(title, [section("⏳ Loading…")])


def trouble(text: str, title: str = "That did not work") -> Block:
    """An error in the person's words, where a form cannot say it beside a field."""
    return modal(title, [rich(line(text))])
