"""What somebody is told of their pitches: that it is time to follow up, and that one may have run."""

from __future__ import annotations

from collections.abc import Sequence

from bot.models import PitchOutcome
from bot.pitches import MOST_FOLLOW_UPS, PitchRecord
from bot.text import shortened
from bot.views.blocks import Block, Part, actions, bold, bullets, button, date, fallback, line, rich
from bot.views.pitches import DAY, OUTCOME, proposal

SHOWN = 12
VALUE = 2_000  # Characters of a button's value.


def due(records: Sequence[PitchRecord]) -> tuple[list[Block], str]:
    """The one reminder of a story, with how each pitch of it stands by now; what was answered since says so."""
    subject = shortened(records[0].row.subject, 150)
    waiting = [one for one in records if _waits(one)]
    title = f"⏰ Time to follow up on “{subject}”" if waiting else f"☑️ Noted: “{subject}”"
    more: list[list[Part]] = [[f"…and {len(records) - SHOWN} more."]] if len(records) > SHOWN else []
    blocks: list[Block] = [rich(line(bold(title)), bullets([*(_row(one) for one in records[:SHOWN]), *more]))]
    steps = []
    if waiting:
        ids = _fitting([str(one.row.id) for one in waiting])
        whom = f"all {len(waiting)}" if len(ids) == len(waiting) else f"the first {len(ids)} of {len(waiting)}"
        label = "I followed up" if len(waiting) == 1 else f"I followed up with {whom}"
        steps.append(button(label, "pitch_followed:all", ",".join(ids), style="primary"))
    if len(records) == 1:
        value = str(records[0].row.id)
        steps += [
            button(OUTCOME[one].split(" ", 1)[1], f"pitch_outcome:{value}:{one.value}", f"{value}:{one.value}")
            for one in (PitchOutcome.TALKING, PitchOutcome.PASSED)
            if waiting
        ]
        if waiting:
            steps.append(button("Ran…", f"pitch_ran_open:{value}", value))
        steps.append(button("Open", f"pitch_look:{value}", value))
    else:
        steps.append(button("Open them", f"pitch_story:{records[0].row.id}", str(records[0].row.id)))
    return [*blocks, actions(*steps)], fallback(f"{title}.")


def _fitting(ids: Sequence[str]) -> Sequence[str]:
    """As many as the value of a button holds; the next click is for the others."""
    while len(",".join(ids)) > VALUE:
        ids = ids[: len(ids) // 2]
    return ids


def _waits(one: PitchRecord) -> bool:
    """Whether the reminder still asks for something: not once it was followed up, for then another is set, or it is enough, nor
    where they must not be contacted by now."""
    row = one.row
    return (
        one.journalist.do_not_contact_at is None
        and row.outcome == PitchOutcome.SENT
        and row.follow_up_at is None
        and row.follow_ups < MOST_FOLLOW_UPS
    )


def _row(one: PitchRecord) -> list[Part]:
    row = one.row
    parts: list[Part] = [
        bold(shortened(one.whom, 100)),
        f" · {OUTCOME[row.outcome]} ",
        date(row.outcome_at or row.pitched_at, DAY),
    ]
    if one.journalist.do_not_contact_at is not None:
        parts.append(", ⛔ must not be contacted")
    if row.follow_ups:
        parts.append(f", followed up {'once' if row.follow_ups == 1 else 'twice, which is enough'}")
    if row.follow_up_at is not None:
        parts += [", next reminder ", date(row.follow_up_at, DAY)]
    return parts


def gone() -> tuple[list[Block], str]:
    """In the place of a message that holds no more, or that its reader may not know of any more."""
    text = "This is over: what was pitched was taken back, or a newer message says how it stands."
    return [rich(line(text))], text


def may_have_run(record: PitchRecord, link_id: int) -> tuple[list[Block], str]:
    """That a clip may have come of a pitch; once somebody said so, that it did or did not."""
    subject = shortened(record.row.subject, 150)
    found = next((one for one in record.proposed if one.link_id == link_id), None)
    told = line("You pitched “", bold(subject), "” to ", record.whom, ".")
    if record.row.outcome == PitchOutcome.RAN:
        steps = [
            button("Undo", f"pitch_unsay:{link_id}", str(link_id)),
            button("Open", f"pitch_look:{record.row.id}", str(record.row.id)),
        ]
        return [rich(line(bold("🗞 It ran. "), *told["elements"])), actions(*steps)], fallback(f"It ran: “{subject}”.")
    if found is None:
        steps = [button("Undo", f"pitch_unsay:{link_id}", str(link_id))] if link_id else []
        blocks: list[Block] = [rich(line("Noted: it did not come of “", bold(subject), "”."))]
        return [*blocks, *([actions(*steps)] if steps else [])], fallback(f"Noted on “{subject}”.")
    return [rich(told), *proposal(found, may=True)], fallback(f"Your pitch “{subject}” may have run.")
