"""Leads on screen: the form, the card with its score, the answer, the list, and how the score is counted."""

from __future__ import annotations

from datetime import datetime

from bot.authority import NEEDS, RANK, Actor
from bot.leads import LONGEST, MOST, RULES, WORKING_DAYS, LeadEntry, LeadPage, LeadRecord, Which
from bot.models import LeadDecision
from bot.text import one_line, shortened
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    bullets,
    button,
    date,
    escaped,
    fallback,
    field,
    header,
    line,
    modal,
    note,
    quote,
    rich,
    typed,
)

STRONG, FAIR = 60, 35
ANSWERS = {LeadDecision.YES: "✅ Yes", LeadDecision.NOT_NOW: "⏸️ Not now", LeadDecision.NO: "🚫 No"}
LISTS: dict[Which, str] = {"open": "Waiting", "yes": "Yes", "not_now": "Not now", "no": "No", "all": "All"}
EMPTY: dict[Which, str] = {
    "open": "No lead waits for an answer.", "yes": "None was taken on yet.", "not_now": "None was put off.", "no": "None was turned down.",
    "all": "Nobody handed in a lead yet. Anybody in the workspace can: `/press lead`.",
}  # fmt: skip


def form(entry: LeadEntry, *, lead_id: int = 0) -> Block:
    """Four questions; the first is enough."""
    blocks = [
        note(f"The press desk answers within {WORKING_DAYS} working days. Nothing goes to a journalist by this."),
        field("What is the story?", typed("what", entry.what, lines=True, most=LONGEST, example="Who does what, where, and how many are helped?"),
              optional=False),
        field("Why now?", typed("why_now", entry.why_now, lines=True, most=LONGEST), hint="A day, a vote, an anniversary, something new."),
        field("Who cares?", typed("who_cares", entry.who_cares, lines=True, most=LONGEST), hint="Readers of one kind: “parents in Eastmarsh”."),
        field("Who could speak?", typed("who_speaks", entry.who_speaks, lines=True, most=LONGEST), hint="A name, and whether they have agreed."),
    ]  # fmt: skip
    title = "Story lead" if not lead_id else "Change the lead"
    return modal(
        title,
        blocks,
        callback_id="lead_save",
        submit="Hand it in" if not lead_id else "Save",
        close="Cancel",
        carries={"l": lead_id},
    )


def handed_in(record: LeadRecord, now: datetime, said: str = "") -> Block:
    """What whoever handed it in sees: when they hear, and what would make it stronger."""
    thanks = said or "Thank you. The press desk has your lead."
    blocks: list[Block] = [
        rich(line(bold(f"{thanks} ")), line(f"{record.row.reference}: you hear by ", date(record.row.due_at, "{date_long_pretty}"), ", from this app.")),
        *_told(record), *_score(record), *_missing(record),
    ]  # fmt: skip
    return modal("Story lead", [*blocks, actions(*_own(record), _counted(record))])


def shown(record: LeadRecord, actor: Actor, now: datetime, said: str = "") -> Block:
    """All of one lead, as a modal."""
    may_work = actor.rank >= RANK[NEEDS["work"]]
    blocks = [
        *([rich(line(said))] if said else []),
        *_head(record, now),
        *_told(record, 2_000),
        *_score(record),
        *_missing(record),
    ]
    own = _own(record) if record.row.submitted_by == actor.id else []
    return modal(
        f"Lead {record.row.reference}", [*blocks, actions(*(_decisions(record) if may_work else []), *own, _counted(record))]
    )


def card(record: LeadRecord, now: datetime) -> list[Block]:
    """The lead's one card, edited in place."""
    return [
        *_head(record, now), *_told(record, 600), *_score(record),
        actions(*_decisions(record), _counted(record), block_id=f"lead_card:{record.row.id}"),
    ]  # fmt: skip


def card_text(record: LeadRecord, now: datetime) -> str:
    """What a notification of the card says."""
    late = " It should have been answered." if record.overdue(now) else ""
    return fallback(f"{record.row.reference}, a story lead: {shortened(one_line(record.row.what), 200)}{late}")


def _head(record: LeadRecord, now: datetime) -> list[Block]:
    row = record.row
    title = line(bold(f"💡 {row.reference}  "), bold(f"{record.total} of {MOST}"), f", {worth(record.total)}")
    who = line(f"From {record.name(row.submitted_by)}, ", date(row.submitted_at))
    if row.decision is None:
        state = line(
            *([bold("🔴 Overdue. ")] if record.overdue(now) else ["🆕 Waits for an answer, "]), "due ", date(row.due_at)
        )
        return [rich(title, who, state)]
    assert row.decided_at is not None
    state = line(bold(f"{ANSWERS[row.decision]} "), f" by {record.name(row.decided_by)}, ", date(row.decided_at))
    return [rich(title, who, state, *([quote(shortened(row.reason, 1_000))] if row.reason else []))]


def _told(record: LeadRecord, most: int = 1_000) -> list[Block]:
    row = record.row
    rows: list[list[Part]] = [
        [bold(label), shortened(one_line(value), most)]
        for label, value in (("Why now: ", row.why_now), ("Who cares: ", row.who_cares), ("Could speak: ", row.who_speaks))
        if value
    ]
    return [rich(quote(shortened(row.what, most)), *([bullets(rows)] if rows else []))]


def _score(record: LeadRecord) -> list[Block]:
    if not record.reasons:
        return [note("The rules found nothing in it that an editor looks for. That is no verdict: ask.")]
    return [rich(bullets([[bold(f"+{points} {name}"), f"  “{words}”"] for name, points, words in record.reasons]))]


def _missing(record: LeadRecord) -> list[Block]:
    """What would earn the points that are missing, the most first."""
    given = {name for name, _, _ in record.reasons}
    asked = [rule.missing for rule in RULES if rule.name not in given][:4]
    return (
        [rich(line(bold("What would make it stronger")), bullets([one] for one in asked))] if asked and record.is_open else []
    )


def _decisions(record: LeadRecord) -> list[Block]:
    value = str(record.row.id)
    if record.is_open:
        return [
            button("Yes", f"lead_yes:{value}", value, style="primary"), button("Not now…", f"lead_not_now:{value}", value),
            button("No…", f"lead_no:{value}", value),
        ]  # fmt: skip
    start = [
        button("Start a statement", f"lead_statement:{value}", value, style="primary"), button("Pitch it", f"lead_pitch:{value}", value),
    ]  # fmt: skip
    return [
        *(start if record.row.decision == LeadDecision.YES else []),
        button("Take the answer back", f"lead_undo:{value}", value),
    ]


def _own(record: LeadRecord) -> list[Block]:
    value = str(record.row.id)
    return [button("Change it", f"lead_edit:{value}", value)] if record.is_open else []


def _counted(record: LeadRecord) -> Block:
    return button("How is it scored?", f"lead_rules:{record.row.id}", str(record.row.id))


def rules(record: LeadRecord | None = None) -> Block:
    """Every rule with its most points and what it looks for; of one lead with what each gave."""
    given = {name: (points, words) for name, points, words in record.reasons} if record else {}
    rows: list[list[Part]] = []
    for rule in RULES:
        points, words = given.get(rule.name, (0, ""))
        got = f"  {points} of {rule.most}" if record else f"  up to {rule.most}"
        rows.append([bold(rule.name), f"{got}: {rule.looks_for}", *([f". Read from “{words}”"] if words else [])])
    return modal(
        "How a lead is scored",
        [
            rich(
                line("Fixed rules read the words and add up; no model sees them. They judge no truth and decide nothing."),
                bullets(rows),
            ),
            note(f"From {STRONG}: strong. From {FAIR}: worth a look. What is denied (“not the first”) counts nothing."),
        ],
    )


def worth(total: int) -> str:
    """What a score means, in words."""
    return "strong" if total >= STRONG else "worth a look" if total >= FAIR else "thin so far"


def reason_form(record: LeadRecord, decision: LeadDecision) -> Block:
    """Why not, or not now: whoever handed it in reads it."""
    hint = f"{record.name(record.row.submitted_by)} reads this. “When would it be one?” helps more than “no”."
    blocks = [
        rich(line(bold(f"{record.row.reference}  "), shortened(one_line(record.row.what), 300))),
        field("Why?", typed("reason", lines=True, most=LONGEST), optional=False, hint=hint),
    ]
    title = "Not now" if decision == LeadDecision.NOT_NOW else "No"
    return modal(
        title,
        blocks,
        callback_id="lead_decide",
        submit="Answer",
        close="Cancel",
        carries={"l": record.row.id, "d": decision.value},
    )


def answer(record: LeadRecord, *, stands: bool) -> tuple[list[Block], str]:
    """The desk's answer, to whoever handed it in."""
    row = record.row
    about = line(bold(f"💡 {row.reference}  "), shortened(one_line(row.what), 300))
    if not stands or row.decision is None:
        said = "That answer was taken back. You hear again."
        return [rich(about, line(said))], fallback(f"{row.reference}: {said}")
    who = record.name(row.decided_by)
    told = {
        LeadDecision.YES: f"✅ Yes. {who} takes your story on, and may come back to you with questions. Please don't offer it to a journalist yourself.",
        LeadDecision.NOT_NOW: f"⏸️ Not now, {who} says:", LeadDecision.NO: f"🚫 {who} says no to this one:",
    }[row.decision]  # fmt: skip
    reason = [quote(shortened(row.reason, 2_000))] if row.reason else []
    foot = [] if row.decision == LeadDecision.YES else [note("Something changed? Hand it in again: `/press lead`.")]
    return [rich(about, line(told), *reason), *foot], fallback(f"{row.reference}: {told.rstrip(':')}")


def chase(record: LeadRecord, now: datetime) -> tuple[list[Block], str]:
    """That a lead waits too long; once it was answered, that it was."""
    row = record.row
    if not record.overdue(now):
        said = f"{row.reference} was answered." if not record.is_open else f"{row.reference} waits."
        return [note(escaped(said))], said
    blocks = [
        rich(
            line(
                bold(f"🔴 {record.name(row.submitted_by)} waits for an answer to {row.reference}. "),
                "It was due ",
                date(row.due_at),
                ".",
            ),
            quote(shortened(one_line(row.what), 300)),
        ),
        actions(*_decisions(record), button("Look", f"lead_open:{row.id}", str(row.id)), block_id=f"lead_chase:{row.id}"),
    ]
    return blocks, fallback(f"{row.reference}: {record.name(row.submitted_by)} still waits for an answer.")


def listed(page: LeadPage, now: datetime, said: str = "") -> Block:
    """A page of leads with its filters; an empty one says what to do."""
    whose = "Your leads" if page.own else "Story leads"
    blocks: list[Block] = [*([rich(line(said))] if said else []), header(f"{whose}, {LISTS[page.which].lower()}: {page.total}")]
    filters = [
        button(name, f"leads_turn:{key}", f"{key}:1", style="primary" if key == page.which else None)
        for key, name in LISTS.items()
    ]
    blocks.append(actions(*filters, block_id="leads_filters"))
    if page.overdue:
        blocks.append(note(f"🔴 {page.overdue} should have been answered by now."))
    for one in page.records:
        row = one.row
        state = "🔴 " if one.overdue(now) else f"{ANSWERS[row.decision]}  " if row.decision else ""
        when: list[Part] = ["  due ", date(row.due_at, "{date_short_pretty}")] if row.decision is None else []
        about = line(state, bold(f"{row.reference}  {one.total}  "), shortened(one_line(row.what), 160))
        blocks.append(rich(about, line(f"From {one.name(row.submitted_by)}", *when)))
        blocks.append(actions(button("Look", f"lead_open:{row.id}", str(row.id)), block_id=f"lead:{row.id}"))
    if not page.records:
        empty = (
            "You have none here. Something that could be a story? Four questions, two minutes."
            if page.own
            else EMPTY[page.which]
        )
        blocks.append(note(empty))
    turn = [button("Hand in a lead", "lead_new", style="primary")]
    if page.page > 1:
        turn.append(button("← Back", "leads_turn:back", f"{page.which}:{page.page - 1}"))
    if page.page < page.pages:
        turn.append(button("More →", "leads_turn:more", f"{page.which}:{page.page + 1}"))
    return modal(
        "Story leads", [*blocks, actions(*turn, button("How are they scored?", "lead_rules:0", "0"), block_id="leads_turn")]
    )
