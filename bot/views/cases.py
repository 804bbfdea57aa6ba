"""Correction cases on screen: the card and its thread, the modal, the forms of each step, the list and the reminder."""

from __future__ import annotations

from datetime import datetime

from bot.coverage.cases import LADDER, LONGEST, PAGE, CasePage, CaseRecord, Edit, can_be_undone
from bot.models import CaseState, CorrectionCaseEvent
from bot.text import one_line, shortened
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    bullets,
    button,
    choice,
    date,
    divider,
    escaped,
    fallback,
    field,
    header,
    line,
    modal,
    moment,
    note,
    person,
    quote,
    rich,
    section,
    sure,
    typed,
)
from bot.views.clips import headline

STATE = {
    CaseState.OPEN: "🆕 Open", CaseState.ASKED: "📨 Asked", CaseState.ANSWERED: "💬 Answered", CaseState.CORRECTED: "✅ Corrected",
    CaseState.CLARIFIED: "☑️ Clarified", CaseState.REFUSED: "⛔ Refused", CaseState.DROPPED: "🗑️ Dropped",
}  # fmt: skip
NEXT = {
    CaseState.OPEN: "Ask for the correction", CaseState.ASKED: "Their answer", CaseState.ANSWERED: "Decide: close it, or go one step up",
}  # fmt: skip
EVENTS = 12


def card(record: CaseRecord, now: datetime) -> list[Block]:
    """The case's one card, edited in place; its thread is the history."""
    case = record.case
    blocks = [
        rich(line(bold(f"⚖️ {case.reference}  "), headline(record.article.title, record.article.address)), line(*_who(record))),
        note(_state(record)),
        rich(line(bold("Wrong: "), shortened(one_line(case.error), 500))),
    ]
    if record.is_open and case.due_at is not None:
        blocks.append(rich(line(*_next(record, now))))
    if case.outcome:
        blocks.append(rich(line(bold("Outcome: "), shortened(one_line(case.outcome), 500))))
    return [*blocks, actions(*_steps(record), block_id=f"case_card:{case.id}")]


def card_text(record: CaseRecord) -> str:
    """What a notification of the card says."""
    return fallback(f"{record.case.reference}: {record.where}, {STATE[record.case.state].split(' ', 1)[1].lower()}")


def withheld(record: CaseRecord) -> tuple[list[Block], str]:
    """What stands in a channel in the place of a case that rests on something restricted, and its notification."""
    text = f"{record.case.reference} is restricted now. Those who may know of it find it in `/press cases`."
    return [note(f"🔒 {text}")], text


def history_line(record: CaseRecord, event: CorrectionCaseEvent) -> tuple[list[Block], str]:
    """One line of the thread, and its notification."""
    name = record.name(event.actor_id)
    said = shortened(event.text, 2_000)
    return [rich(line(bold(name), f" {said}"))], fallback(f"{record.case.reference}: {name} {shortened(one_line(said), 200)}")


def due(record: CaseRecord, now: datetime) -> tuple[list[Block], str]:
    """The reminder that the next step is due; once it is done, that it is."""
    case = record.case
    if not record.is_open:
        text = f"{case.reference} is closed: {case.state.value}."
        return [note(escaped(text))], text
    title = rich(
        line(bold(f"⚖️ {case.reference} is due. "), headline(record.article.title, record.article.address)), line(*_who(record))
    )
    step = rich(line(bold("Next: "), NEXT[case.state], " · due ", date(case.due_at) if case.due_at else "now"))
    return [title, step, actions(*_steps(record), block_id=f"case_due:{case.id}")], fallback(
        f"{case.reference} is due: {NEXT[case.state]}"
    )


def shown(record: CaseRecord, now: datetime, *, may_work: bool, said: str = "") -> Block:
    """All of one case, as a modal."""
    case = record.case
    blocks = [*([note(said)] if said else []), *card(record, now)[:-1]]
    if case.evidence:
        blocks.append(rich(line(bold("Evidence")), quote(shortened(case.evidence, 2_000))))
    if case.asked:
        blocks.append(rich(line(bold(f"Asked of {LADDER[case.rung]}")), quote(shortened(case.asked, 2_000))))
    if case.answer:
        blocks.append(rich(line(bold("Their answer")), quote(shortened(case.answer, 2_000))))
    if record.statement is not None:
        blocks.append(
            rich(
                line(
                    bold("Correction statement: "),
                    record.statement.reference,
                    f" · {record.statement.status.value.replace('_', ' ')}",
                )
            )
        )
    blocks.append(rich(line(bold("History")), bullets(_event(record, one) for one in record.events[-EVENTS:])))
    blocks.append(
        actions(
            button("The clip", f"clip_open:{case.clip_id}", str(case.clip_id)),
            *(_steps(record, all_of_them=True)[1:] if may_work else []),
        )
    )
    return modal(f"Case {case.reference}", blocks)


def form(entry: Edit, *, clip_id: int = 0, quote_id: int | None = None, case: CaseRecord | None = None) -> Block:
    """The form of a new case, or of one that is edited."""
    carries = {"case": case.case.id} if case else {"clip": clip_id, "quote": quote_id or 0}
    blocks = [
        field("What is wrong?", typed("error", entry.error, lines=True, most=LONGEST), optional=False, hint="One point a line."),
        field("Evidence", typed("evidence", entry.evidence, lines=True, most=LONGEST), hint="What is printed, what is right, and the source."),
        field("Owner", person("owner", entry.owner_id.rpartition(":")[2]), optional=False),
    ]  # fmt: skip
    clock = "When the next step falls due" if case else "When to have asked"
    hint = "" if case else "Left empty: one working hour from now."
    blocks.append(field(clock, moment("due", entry.due_at), hint=hint))
    return modal(
        "Correction case", blocks, callback_id="case_edit" if case else "case_start", submit="Save" if case else "Open it", close="Cancel",
        carries=carries,
    )  # fmt: skip


def ask_form(record: CaseRecord) -> Block:
    """What was asked, and of whom."""
    case = record.case
    rung = min(case.rung + 1, len(LADDER) - 1) if case.asked_at else 0
    ladder = {str(at): f"{at + 1}. {name[0].upper()}{name[1:]}" for at, name in enumerate(LADDER)}
    return modal(
        f"Asked: {case.reference}",
        [
            field("Of whom?", choice("rung", ladder, str(rung)), optional=False, hint="Start with the journalist; go up one step at a time."),
            field("What was asked?", typed("asked", case.asked or _wanted(record), lines=True, most=LONGEST), optional=False),
            note("The desk sends nothing by itself: ask them, then note it here. The clock runs from now."),
        ],
        callback_id="case_ask", submit="Note it", close="Cancel", carries={"case": case.id},
    )  # fmt: skip


def answer_form(record: CaseRecord) -> Block:
    """What they answered."""
    return modal(
        f"Answer: {record.case.reference}",
        [field("What did they answer?", typed("answer", "", lines=True, most=LONGEST), optional=False)],
        callback_id="case_answer", submit="Note it", close="Cancel", carries={"case": record.case.id},
    )  # fmt: skip


def close_form(record: CaseRecord) -> Block:
    """How it ended."""
    states = {one.value: STATE[one] for one in (CaseState.CORRECTED, CaseState.CLARIFIED, CaseState.REFUSED, CaseState.DROPPED)}
    return modal(
        f"Close {record.case.reference}",
        [
            field("How did it end?", choice("state", states, example="Choose"), optional=False),
            field(
                "Where does it stand?", typed("outcome", "", lines=True, most=LONGEST),
                hint="Needed where it was corrected or clarified: the date, and the link. Else why it was given up.",
            ),
        ],
        callback_id="case_close", submit="Close it", close="Cancel", carries={"case": record.case.id},
    )  # fmt: skip


def listing(page: CasePage, now: datetime) -> list[Block]:
    """A page of the cases, with buttons to the next and the one before."""
    title = "Open correction cases" if page.which == "open" else "Correction cases"
    blocks: list[Block] = [header(f"{title}: {page.total}")]
    if not page.records:
        empty = "No case is open." if page.which == "open" else "No case was opened yet."
        return [*blocks, section(f"{empty} Open one from a clip: *Correction case…*")]
    for record in page.records:
        case = record.case
        step = _next(record, now) if record.is_open and case.due_at else [shortened(one_line(case.outcome), 200)]
        blocks += [
            rich(line(bold(f"{case.reference}  "), shortened(one_line(case.error), 200)), line(*_who(record)), line(*step)),
            section(_state(record), button("Open", f"case_open:{case.id}", str(case.id))),
            divider(),
        ]  # fmt: skip
    turn = []
    if page.page > 1:
        turn.append(button("← Back", f"case_turn:{page.page - 1}", f"{page.which}:{page.page - 1}"))
    if page.page < page.pages:
        turn.append(button("More →", f"case_turn:{page.page + 1}", f"{page.which}:{page.page + 1}"))
    first = (page.page - 1) * PAGE + 1
    foot = [note(f"{first}–{first + len(page.records) - 1} of {page.total}"), actions(*turn)] if turn else []
    return blocks + foot


def _who(record: CaseRecord) -> list[Part]:
    by = f" · {shortened(record.journalist.name, 100)}" if record.journalist else ""
    return [shortened(record.where, 150), by, " · published ", date(record.article.published_at)]


def _state(record: CaseRecord) -> str:
    case = record.case
    parts = [f"*{STATE[case.state]}*", f"Owner: *{escaped(record.name(case.owner_id))}*"]
    if case.asked_at is not None:
        parts.append(f"asked: {LADDER[case.rung]}")
    if record.statement is not None:
        parts.append(f"correction {record.statement.reference}")
    return " · ".join(parts)


def _next(record: CaseRecord, now: datetime) -> list[Part]:
    case = record.case
    assert case.due_at is not None
    late: Part = bold("🔴 Overdue, due ") if record.overdue(now) else "due "
    return [bold("Next: "), f"{NEXT[case.state]} · ", late, date(case.due_at)]


def _event(record: CaseRecord, event: CorrectionCaseEvent) -> list[Part]:
    undone = " (taken back)" if event.undone else ""
    return [date(event.at), f"  {record.name(event.actor_id)} {shortened(one_line(event.text), 300)}{undone}"]


def _wanted(record: CaseRecord) -> str:
    """What to ask for, as a beginning."""
    right = f"\nWhat was approved: “{record.quote.approved}”" if record.quote and record.quote.approved else ""
    return shortened(f"Please correct this: {record.case.error}{right}", LONGEST)


def _steps(record: CaseRecord, *, all_of_them: bool = False) -> list[Block]:
    case, value = record.case, str(record.case.id)
    steps = [button("Open", f"case_open:{value}", value)]
    if record.is_open:
        again = "Ask one step up…" if case.asked_at else "Asked…"
        steps.append(button(again, f"case_ask_open:{value}", value, style="primary" if case.state == CaseState.OPEN else None))
        if case.asked_at:
            steps.append(button("Answered…", f"case_answer_open:{value}", value))
        steps.append(button("Close…", f"case_close_open:{value}", value))
    if not all_of_them:
        return steps
    if record.is_open:
        steps.append(button("Edit…", f"case_edit_open:{value}", value))
        label = f"Open {record.statement.reference}" if record.statement else "Correction statement"
        steps.append(button(label, f"case_correct:{value}", value))
    else:
        steps.append(button("Open again", f"case_reopen:{value}", value))
    if can_be_undone(record):
        ask = sure("Take the last step back?", "The case is as it was before it.", "Take it back")
        steps.append(button("Undo", f"case_undo:{value}", value, sure=ask))
    return steps
