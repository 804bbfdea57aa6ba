"""Two contacts that are one person, on screen: who it may be, and both before they become one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.relationships.merging import Candidate, Pair
from bot.relationships.record import ContactRecord
from bot.text import one_line, shortened
from bot.views.blocks import (
    Block,
    actions,
    bold,
    bullets,
    button,
    choice,
    divider,
    field,
    header,
    line,
    modal,
    note,
    rich,
    typed,
)

TITLE = "Same person"
UNDONE = "Undo on the card takes them apart again."


def choosing(record: ContactRecord, found: Sequence[Candidate], said: str = "") -> Block:
    """Who may be the same person as this contact, and a field for anybody else."""
    one = record.row
    blocks: list[Block] = [header(f"Who else is {shortened(one.name, 100)}?")]
    if said:
        blocks.append(rich(line(said)))
    elif not found:
        blocks.append(rich(line("Nobody on record looks like the same person. Say below who it is.")))
    for each in found:
        why = f"{round(100 * each.score)} % likely: {', '.join(each.reasons)}" if each.reasons else ""
        about = f", {each.outlet}" if each.outlet else ""
        blocks.append(rich(line(bold(shortened(each.name, 100)), about), *([line(why)] if why else [])))
        blocks.append(actions(button("Look at both", f"contact_pair:{each.id}", f"{one.id}:{each.id}")))
    blocks += [
        divider(),
        field("Somebody else", typed("other", most=200), optional=False, hint="A name, an e-mail address or an outlet."),
    ]
    return modal(TITLE, blocks, callback_id="contact_same", submit="Look", close="Cancel", carries={"j": one.id})


def pair(found: Pair) -> Block:
    """Both with all that hangs on them, before they become one."""
    one, other = found.one.row, found.other.row
    reasons = ", ".join(found.reasons)
    told = (
        f"{round(100 * found.score)} % likely one person: {reasons}."
        if reasons
        else "Nothing on record says that they are one person."
    )
    blocks: list[Block] = [rich(line(told)), *_side(found.one), *_side(found.other), divider()]
    blocks += [
        field(
            "Which card stays?", choice("stays", {str(each.row.id): _called(each) for each in (found.one, found.other)}, str(found.stays)),
            optional=False, hint="Its words count; the other fills its gaps, and all that hangs on the other moves to it.",
        ),
        field("Why are they one person?", typed("because", reasons, most=500), optional=False, hint="It stands in the card's history."),
        note(f"Nobody is found under the other card any more; its name and addresses lead to this one. A “do not contact” holds. {UNDONE}"),
    ]  # fmt: skip
    return modal(
        TITLE, blocks, callback_id="contact_merge", submit="Make them one", close="Cancel", carries={"a": one.id, "b": other.id}
    )


def _called(record: ContactRecord) -> str:
    one = record.row
    beside = one.email or (record.outlet.name if record.outlet else "")
    return shortened(f"{one.name} ({beside})" if beside else one.name, 75)


def _side(record: ContactRecord) -> list[Block]:
    one = record.row
    told = [part for part in (record.outlet.name if record.outlet else "", one.email, *one.other_emails, one.phone) if part]
    blocked = [line(bold("⛔ Do not contact"))] if one.do_not_contact_at else []
    moves = [[part] for part in counted(record)]
    return [
        rich(
            line(bold(shortened(one.name, 100))), *([line(shortened(one_line(" · ".join(told)), 400))] if told else []), *blocked,
            *([bullets(moves)] if moves else [line("Nothing hangs on it yet.")]),
        )
    ]  # fmt: skip


def counted(record: ContactRecord) -> list[str]:
    """What hangs on a contact, each kind with its count, as far as the reader may know."""
    other = record.dealings
    kinds = (
        (record.asked, "inquiry", "inquiries"), (record.received, "statement received", "statements received"), (record.ran, "clip", "clips"),
        (record.cases, "correction case", "correction cases"), (record.exclusives, "exclusive", "exclusives"),
        (record.agreed, "embargo agreed", "embargoes agreed"), (other.pitches, "pitch", "pitches"),
        (other.interviews, "interview", "interviews"), (other.promises, "promise", "promises"),
        (other.press_lists, "press list", "press lists"), (other.invited, "invitation", "invitations"),
    )  # fmt: skip
    return [f"{len(rows)} {one if len(rows) == 1 else many}" for rows, one, many in kinds if rows]
