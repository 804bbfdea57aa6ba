"""Changing an inquiry: everything in the form behind More, as one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session, col, select

from bot.authority import RANK, WEIGHT, Actor
from bot.desk import Desk
from bot.errors import Conflict, Invalid
from bot.inquiries.history import announce, remember, show_again, stored
from bot.inquiries.logging import Moment, name_people
from bot.inquiries.record import InquiryRecord
from bot.inquiries.steps import approved_by_some, in_one_step, old_values, void_approval
from bot.models import (
    Court,
    Inquiry,
    InquiryEvent,
    Member,
    Question,
    Role,
    Sensitivity,
    Statement,
    StatementStatus,
    StatementVersion,
    Status,
    Terms,
)
from bot.text import shortened, taken

BY_HAND = (Status.TRIAGED, Status.GATHERING, Status.WATCHING)
VOIDED = "voided"  # A change that made an approval void. What it changed is kept, but it can't be taken back.


class ChangedMeanwhile(Conflict):
    """Somebody saved the inquiry while this person had its form open."""


class Changes(BaseModel):
    """What a person changed in the form; None means left as it is. `owner`, `backup` and `named` are member ids, an
    empty string takes the owner or backup away; `tier` is the outlet's."""

    model_config = ConfigDict(frozen=True)

    owner: str | None = None
    backup: str | None = None
    court: Court | None = None
    status: Status | None = None
    deadline: Moment | None = None
    sensitivity: Sensitivity | None = None
    restricted: bool | None = None
    named: frozenset[str] | None = None
    terms: Terms | None = None
    tier: int | None = None
    question: str = ""
    note: str = ""


def change(desk: Desk, *, actor: Actor, inquiry_id: int, version: int, changes: Changes) -> InquiryRecord:
    """Applies a form's changes as one step. Conflict where the inquiry is no longer at `version`: nothing is overwritten."""

    def step(session: Session, record: InquiryRecord) -> None:
        inquiry = record.inquiry
        if inquiry.version != version:
            raise ChangedMeanwhile(meanwhile(record, version))
        before: dict[str, Any] = {}
        said: list[str] = []
        _people(session, record, changes, before, said)
        if changes.sensitivity is not None:
            refuse_lowering(session, record, actor, to=changes.sensitivity)
        _fields(session, record, changes, before, said)
        _who_may_know(session, record, actor, changes, before, said)
        if said:
            if "issue_id" in before:
                for fellow in record.others:
                    announce(session, desk, fellow)
            voids = _void_if_needed(session, desk, record, actor, before, said)
            remember(
                session, desk, inquiry, actor_id=actor.id, action=VOIDED if voids else "changed", text="; ".join(said),
                before=before or None, details={"fields": sorted(before)},
            )  # fmt: skip

    return in_one_step(desk, actor, inquiry_id, step)


def meanwhile(record: InquiryRecord, version: int) -> str:
    """What was done since the inquiry was at `version`, and by whom, for whoever still has that one before them."""
    done = list(record.events[-max(1, record.inquiry.version - version) :])
    said = "; ".join(_done(record, one) for one in done[-3:])
    return (
        f"{said} while you were typing. Nothing was overwritten. What you entered still stands below, all else as it is now: "
        "look it over and save again."
    )


def _done(record: InquiryRecord, event: InquiryEvent) -> str:
    what = shortened(record.said(event) or event.action.replace("_", " "), 200)
    return f"{record.name(event.actor_id)} changed {record.inquiry.reference} ({what})"


def refuse_lowering(session: Session, record: InquiryRecord, actor: Actor, *, to: Sensitivity) -> None:
    """Invalid (field `sensitivity`) where that would let weaker approvers decide, and the actor may not approve at the level
    there is. An admin who may know of it can lower it, too."""
    level = record.inquiry.sensitivity
    if WEIGHT[to] >= WEIGHT[level] or _may_lower(actor, level):
        return
    able = [one.name for one in _admins_and_approvers(session, record) if _may_lower(one, level)]
    whom = f"Ask {_or(able)}." if able else "Nobody who may know of it can yet: an admin sets approvers with `/press team`."
    wrong = f"It is {level.value}: only who approves {level.value} matters, or an admin, can lower that. {whom}"
    raise Invalid(wrong, sensitivity=wrong)


def _may_lower(actor: Actor, level: Sensitivity) -> bool:
    return actor.may_approve(level) or actor.rank >= RANK[Role.ADMIN]


def _admins_and_approvers(session: Session, record: InquiryRecord) -> list[Actor]:
    """Those of them who may know of the inquiry, by name."""
    high = col(Member.role).in_([Role.APPROVER, Role.ADMIN])
    found = session.exec(select(Member).where(Member.team_id == record.inquiry.team_id, high).order_by(col(Member.name)))
    return [one for one in map(Actor.of, found) if record.matter.known_to(one)]


def _or(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _people(session: Session, record: InquiryRecord, changes: Changes, before: dict[str, Any], said: list[str]) -> None:
    for field, column, label in (("owner", "owner_id", "owner"), ("backup", "backup_id", "backup")):
        wanted = getattr(changes, field)
        if wanted is None or (wanted or None) == getattr(record.inquiry, column):
            continue
        member = session.get(Member, wanted) if wanted else None
        if wanted and (member is None or member.outsider or member.team_id != record.inquiry.team_id):
            raise Invalid("Only members of this workspace can have it.", **{field: "Choose a member of this workspace."})
        before[column] = getattr(record.inquiry, column)
        setattr(record.inquiry, column, wanted or None)
        said.append(f"{label}: {member.name if member else 'nobody'}")


def _fields(session: Session, record: InquiryRecord, changes: Changes, before: dict[str, Any], said: list[str]) -> None:
    inquiry = record.inquiry
    if changes.court is not None and changes.court != inquiry.court:
        before["court"] = stored(inquiry.court)
        inquiry.court = changes.court
        said.append(f"with: {changes.court.value}")
    if changes.status is not None and changes.status != inquiry.status:
        if changes.status not in BY_HAND:
            raise Invalid("That status comes by itself.", status="Choose triaged, gathering or watching.")
        if inquiry.status == Status.CLOSED:
            raise Invalid("It is closed.", status="It is closed. Open it again first.")
        if changes.status == Status.WATCHING and inquiry.responded_at is None:
            raise Invalid("It is not answered.", status="Watching comes after the answer, and none was marked sent yet.")
        before["status"] = stored(inquiry.status)
        inquiry.status = changes.status
        said.append(f"status: {changes.status.value.replace('_', ' ')}")
    if changes.deadline is not None and _differs(inquiry, changes.deadline):
        before |= old_values(inquiry, "deadline_words", "deadline_kind", "deadline_at", "deadline_zone", "deadline_note")
        new = changes.deadline
        inquiry.deadline_words, inquiry.deadline_kind, inquiry.deadline_at = new.words, new.kind, new.at
        inquiry.deadline_zone, inquiry.deadline_note = new.zone, new.note
        said.append(f"deadline: {new.words}")
    if changes.terms is not None and changes.terms != inquiry.terms:
        before |= old_values(inquiry, "terms", "terms_agreed_by", "terms_agreed_at")
        inquiry.terms = changes.terms
        said.append(f"terms: {changes.terms.value.replace('_', ' ')}")
    if changes.sensitivity is not None and changes.sensitivity != inquiry.sensitivity:
        before["sensitivity"] = stored(inquiry.sensitivity)
        inquiry.sensitivity = changes.sensitivity
        said.append(f"sensitivity: {changes.sensitivity.value}")
    if changes.tier is not None and record.outlet is not None and changes.tier != record.outlet.tier:
        before["tier"] = record.outlet.tier
        record.outlet.tier = changes.tier
        session.add(record.outlet)
        said.append(f"{record.outlet.name} is tier {changes.tier}")
    if changes.question.strip():
        text = taken(changes.question, what="The question", most=3_000, field="question")
        number = max((one.number for one in record.questions), default=0) + 1
        session.add(Question(inquiry_id=inquiry.id or 0, number=number, text=text))
        before["question"] = number
        said.append(f"question {number}: {text}")
    if changes.note.strip():
        said.append(f"note: {taken(changes.note, what='The note', most=3_000, field='note')}")


def _differs(inquiry: Inquiry, new: Moment) -> bool:
    return (new.words, new.kind, new.at) != (inquiry.deadline_words, inquiry.deadline_kind, inquiry.deadline_at)


def _who_may_know(
    session: Session, record: InquiryRecord, actor: Actor, changes: Changes, before: dict[str, Any], said: list[str]
) -> None:
    """Restricting names people; whoever does it, and the owner and backup, are among them."""
    inquiry = record.inquiry
    restricted = inquiry.restricted if changes.restricted is None else changes.restricted
    named = record.named if changes.named is None else changes.named
    if not restricted:
        named = frozenset()
    else:
        named = frozenset(named) | {actor.id} | {one for one in (inquiry.owner_id, inquiry.backup_id) if one}
    if restricted != inquiry.restricted:
        before["restricted"] = inquiry.restricted
        inquiry.restricted = restricted
        said.append("restricted to the people named" if restricted else "no longer restricted")
        if restricted and inquiry.issue_id is not None:
            # It stands alone from here on: an issue would tell of it.
            before["issue_id"], inquiry.issue_id = inquiry.issue_id, None
    if named != record.named:
        before["named"] = sorted(record.named)
        name_people(session, inquiry, named)
        session.add(inquiry)
        if restricted:
            said.append(f"{len(named)} people may know")


def _void_if_needed(
    session: Session, desk: Desk, record: InquiryRecord, actor: Actor, before: dict[str, Any], said: list[str]
) -> bool:
    """New terms or a new sensitivity void an approval, or the question for one: it was about other ones. That goes for each
    statement of the inquiry."""
    if not {"terms", "sensitivity"} & set(before):
        return False
    current = (col(StatementVersion.statement_id) == Statement.id) & (col(StatementVersion.number) == Statement.current)
    standing = col(Statement.status).in_([StatementStatus.APPROVED, StatementStatus.PENDING_APPROVAL, StatementStatus.HELD])
    asked = select(Statement, StatementVersion).join(StatementVersion, current).order_by(col(Statement.id))
    found = session.exec(asked.where(Statement.inquiry_id == record.inquiry.id, standing)).all()
    if not found:
        return False
    was_approved = False
    for statement, version in found:
        if approved_by_some(session, version):
            was_approved = True
            void_approval(session, desk, version, by=actor.id, reason="The terms or the sensitivity changed.")
        statement.status = StatementStatus.DRAFT
        session.add(statement)
        show_again(session, desk, version)
    if record.inquiry.status != Status.CLOSED:
        record.inquiry.status = Status.DRAFTING
    said.append("the approval is void" if was_approved else "the question for approval is taken back")
    return True
