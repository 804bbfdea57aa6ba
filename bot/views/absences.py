"""Out of office on screen: since when, until when, and who decides meanwhile."""

from __future__ import annotations

from bot.authority import Actor
from bot.inquiries import user_of
from bot.models import Absence, Member
from bot.statements import AbsenceList
from bot.views.blocks import Block, Part, bullets, choices, date, escaped, field, line, modal, moment, note, person, rich, typed


def form(found: AbsenceList, actor: Actor, *, may_manage: bool) -> Block:
    """One's own absence; an admin may choose somebody else's."""
    own = found.of(actor.id)
    blocks: list[Block] = [
        note("While you are away, your deputy decides the approvals that name you. Only an approver stands in for an approver.")
    ]
    if may_manage:
        blocks.append(field("Who", person("who", actor.user_id), optional=False))
    blocks += [
        field("From", moment("starts_at", own.starts_at if own else None), hint="Empty: from now."),
        field("Back on", moment("ends_at", own.ends_at if own else None)),
        field("Deputy", person("deputy", user_of(own.deputy_id) if own and own.deputy_id else None),
              hint="Without one, those who work on a statement are told that it waits for you."),
        field("Note", typed("note", own.note if own else "", most=200)),
        field("Or", choices("back", {"yes": "Not away (any more)"}, boxes=True)),
    ]  # fmt: skip
    if found.absences:
        rows: list[list[Part]] = [
            [f"{found.name(one.member_id)}: ", date(one.starts_at), " – ", date(one.ends_at), _deputy(found, one)]
            for one in found.absences[:20]
        ]
        blocks.append(rich(line("Out of office"), bullets(rows)))
    return modal("Out of office", blocks, callback_id="absence_save", submit="Save", close="Cancel", carries={})


def _deputy(found: AbsenceList, one: Absence) -> str:
    return f", {found.name(one.deputy_id)} decides" if one.deputy_id else ", nobody stands in"


def away(found: AbsenceList, member: Member) -> str:
    """What the roster says of somebody who is or will be away, in mrkdwn; empty for others."""
    one = found.of(member.id)
    if one is None:
        return ""
    ends = int(one.ends_at.timestamp())
    return (
        f"\n🌴 Out of office until <!date^{ends}^{{date_short_pretty}}|{one.ends_at:%-d %b %Y}>{escaped(_deputy(found, one))}"
    )
