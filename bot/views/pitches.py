"""Pitches on screen: the log by story, the pitches of one story, one pitch, and where it ran."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.authority import NEEDS, RANK, Actor
from bot.models import PitchOffer, PitchOutcome
from bot.pitches import MOST_FOLLOW_UPS, Board, PitchRecord, Printed, Story, StoryRecord
from bot.text import one_line, shortened
from bot.views.blocks import (
    OPTION,
    Block,
    Part,
    actions,
    bold,
    button,
    choice,
    date,
    divider,
    field,
    header,
    line,
    modal,
    note,
    quote,
    rich,
    sure,
    typed,
)
from bot.views.clips import headline

OUTCOME = {
    PitchOutcome.SENT: "✉️ Sent", PitchOutcome.TALKING: "💬 Talking", PitchOutcome.PASSED: "➖ Passed", PitchOutcome.RAN: "🗞 Ran",
}  # fmt: skip
OFFER = {
    PitchOffer.OPEN: "Open to others too", PitchOffer.EMBARGO: "Under embargo, to be agreed first",
    PitchOffer.EXCLUSIVE: "As an exclusive, to them alone",
}  # fmt: skip
DAY = "{date_short_pretty}"
ELSEWHERE = "0"  # It ran, and there is no clip of it.


def board(found: Board, actor: Actor, said: str = "") -> Block:
    """What was pitched, by story."""
    blocks: list[Block] = [rich(line(said))] if said else []
    blocks.append(
        header(f"“{shortened(found.words, 60)}”: {found.total}" if found.words else f"Stories pitched: {found.total}")
    )
    if not found.stories and found.words:
        blocks.append(rich(line("Nothing was pitched by that name or to anybody called so.")))
    elif not found.stories:
        blocks.append(
            rich(line("Nothing was pitched yet. Log a pitch when you have made it: the desk warns of pitching twice, reminds "
                      "you once to follow up, and notices when it runs."))
        )  # fmt: skip
    for one in found.stories:
        blocks += _story(one)
    turns = [
        button(label, f"pitches_turn:{way}", f"{number}:{found.words}")
        for label, way, number in (("← Back", "back", found.page - 1), ("More →", "more", found.page + 1))
        if 1 <= number <= found.pages
    ]
    if found.pages > 1:
        blocks.append(note(f"Page {found.page} of {found.pages}"))
    steps = [button("Log a pitch", "pitch_new", style="primary")] if may_work(actor) else []
    if turns or steps:
        blocks.append(actions(*turns, *steps))
    return modal("Pitches", blocks)


def _story(one: Story) -> list[Block]:
    counts = " · ".join(f"{count} {OUTCOME[outcome].split(' ', 1)[1].lower()}" for outcome, count in _in_order(one))
    whom = "; ".join(one.whom[:4]) + (f"; and {len(one.whom) - 4} more" if len(one.whom) > 4 else "")
    reference: list[Part] = [bold(f"{one.statement}  ")] if one.statement else []
    told = [
        line(*reference, bold(shortened(one.subject, 150))),
        line(f"{counts} · ", date(one.last_at, DAY), f" · {shortened(whom, 250)}"),
    ]
    if one.proposed:
        told.append(line("🗞 It may have run: open it and say whether."))
    return [rich(*told), actions(button("Open", f"pitch_story:{one.pitch_id}", str(one.pitch_id)))]


def _in_order(one: Story) -> list[tuple[PitchOutcome, int]]:
    return [(outcome, one.counts[outcome]) for outcome in PitchOutcome if one.counts.get(outcome)]


def story(found: StoryRecord, actor: Actor, said: str = "") -> Block:
    """The pitches of one story, each with what can be noted of it."""
    blocks: list[Block] = [rich(line(said))] if said else []
    blocks.append(header(found.subject))
    for one in found.records:
        told = [line(bold(shortened(one.whom, 150)), f" · {OUTCOME[one.row.outcome]}", *_since(one))]
        if one.proposed:
            told.append(line("It may have run: ", *_named(one.proposed[0])))
        blocks += [rich(*told), actions(button("Open", f"pitch_look:{one.row.id}", str(one.row.id)))]
    if found.total > len(found.records):
        blocks.append(note(f"…and {found.total - len(found.records)} more."))
    return modal("Pitches of a story", blocks)


def card(record: PitchRecord, actor: Actor, now: datetime, said: str = "") -> Block:
    """One pitch."""
    row = record.row
    blocks: list[Block] = [rich(line(said))] if said else []
    blocks.append(header(row.subject))
    if row.taken_back_at is not None:
        blocks.append(rich(line(bold("Taken back. "), "It counts nowhere.")))
    about: list[Part] = [bold(OUTCOME[row.outcome]), *_since(record)]
    who = record.journalist
    blocks += [rich(line(bold("⛔ They must not be contacted. "), who.do_not_contact_because))] if who.do_not_contact_at else []
    told = [line(bold("To "), record.whom), line("Pitched by ", record.by, ", ", date(row.pitched_at)), line(*about)]
    if record.statement is not None:
        told.append(line(bold(f"{record.statement.reference}  "), shortened(record.statement.title, 150)))
    if record.clip is not None:
        told.append(line(bold("Where it ran: "), *_named(record.clip)))
    told += _offered(record, now)
    if who.preference and record.is_open:
        told.append(line(bold("How they like to be reached: "), shortened(who.preference, 300)))
    if row.because:
        told.append(line(bold("Although they were pitched lately: "), row.because))
    blocks.append(rich(*told, *([quote(shortened(row.note, 1_500))] if row.note else [])))
    may = may_work(actor)
    for one in record.proposed if row.taken_back_at is None else ():
        blocks += proposal(one, may=may)
    return modal("Pitch", [*blocks, *(_steps(record, now) if may else [])])


def proposal(one: Printed, *, may: bool) -> list[Block]:
    """A clip that may have come of it."""
    blocks: list[Block] = [
        rich(line(bold("It may have run: "), *_named(one)), line(f"Found by: {', '.join(one.reasons)}."))
    ]  # fmt: skip
    if may:
        value = str(one.link_id)
        blocks.append(actions(button("It ran", f"pitch_yes:{value}", value, style="primary"), button("Not of this", f"pitch_no:{value}", value)))  # fmt: skip
    return blocks


def _since(record: PitchRecord) -> list[Part]:
    """Since when it stands so, how often it was followed up, and when the desk reminds."""
    row = record.row
    parts: list[Part] = [", ", date(row.outcome_at or row.pitched_at, DAY)]
    if row.follow_ups:
        parts.append(f" · followed up {'once' if row.follow_ups == 1 else 'twice'}")
    if row.follow_up_at is not None and row.outcome == PitchOutcome.SENT:
        parts += [" · reminder ", date(row.follow_up_at, DAY)]
    elif row.outcome == PitchOutcome.SENT and row.follow_ups >= MOST_FOLLOW_UPS:
        parts.append(" · that is enough, the desk reminds no more")
    return parts


def _offered(record: PitchRecord, now: datetime) -> list[Block]:
    """How it is offered, and what was promised or agreed."""
    told = [line(f"{OFFER[record.row.offer]}.")] if record.row.offer != PitchOffer.OPEN else []
    if record.embargoed(now):
        until = record.version.embargo_until if record.version else None
        agreed = (
            "They agreed to it ✅" if record.agreed else "They have not agreed to it yet: show them no words before they did"
        )
        told.append(line(bold("🔒 Embargo until "), *([date(until)] if until else []), f". {agreed}."))
    for one in record.promises:
        told.append(
            line(
                bold("⭐ Promised to them alone: "), shortened(one.exclusive.subject, 120), " until ", date(one.exclusive.until)
            )
        )
    return told


def _steps(record: PitchRecord, now: datetime) -> list[Block]:
    row, value = record.row, str(record.row.id)
    if row.taken_back_at is not None:
        return [divider(), actions(button("Undo", f"pitch_undo:{value}", value))]
    answers = [
        button(OUTCOME[one].split(" ", 1)[1], f"pitch_outcome:{value}:{one.value}", f"{value}:{one.value}")
        for one in (PitchOutcome.TALKING, PitchOutcome.PASSED)
        if row.outcome != one
    ]
    answers.append(button("Ran…", f"pitch_ran_open:{value}", value))
    blocked = record.journalist.do_not_contact_at is not None
    if row.outcome == PitchOutcome.SENT and row.follow_ups < MOST_FOLLOW_UPS and not blocked:
        answers.insert(0, button("I followed up", f"pitch_followed:{value}", value, style="primary"))
    others = [button("Note…", f"pitch_note_open:{value}", value)]
    if row.offer == PitchOffer.EXCLUSIVE and record.is_open and not record.promises:
        others.append(button("Promise it to them alone…", "exclusive_new", str(row.statement_id or 0)))
    if record.version is not None and record.embargoed(now) and not record.agreed:
        others.append(button("Record that they agreed…", "embargo_agree", str(record.version.id)))
    ask = sure("Take it back?", "It is then on record that this was not pitched. You can undo that.", "Take it back")
    others.append(button("Take back", f"pitch_take_back:{value}", value, sure=ask))
    if row.before is not None:
        others.append(button("Undo", f"pitch_undo:{value}", value))
    others.append(button("Their card", f"contact_open:{row.journalist_id}", str(row.journalist_id)))
    return [divider(), actions(*answers), actions(*others)]


def where_it_ran(record: PitchRecord, clips: Sequence[Printed]) -> Block:
    """Which clip it is; the likeliest is chosen."""
    options = {
        str(one.clip_id): shortened(f"{one.outlet or 'Outlet not known'}: {one_line(one.title) or 'no title'}", OPTION)
        for one in clips
    }
    options[ELSEWHERE] = "There is no clip of it"
    likely = str(clips[0].clip_id) if clips and clips[0].link_id else None
    blocks = [
        rich(line("“", bold(shortened(record.row.subject, 200)), "” to ", record.whom)),
        field("Where did it run?", choice("clip", options, likely, example="Choose a clip"), optional=False,
              hint="A page that is not here yet: clip it first with `/press clip` and its address."),
    ]  # fmt: skip
    return modal("It ran", blocks, callback_id="pitch_ran", submit="Save", close="Cancel", carries={"p": record.row.id})


def noting(record: PitchRecord) -> Block:
    """The note on it."""
    blocks = [field("Note", typed("note", record.row.note, lines=True, most=2_000), hint="Write as if they will read it.")]
    return modal("Note", blocks, callback_id="pitch_note", submit="Save", close="Cancel", carries={"p": record.row.id})


def _named(one: Printed) -> list[Part]:
    where = f" · {shortened(one.outlet, 100)}" if one.outlet else ""
    return [headline(one.title, one.address), where, " · ", date(one.at, DAY)]


def may_work(actor: Actor) -> bool:
    return actor.rank >= RANK[NEEDS["work"]]
