"""Chains: whose word a statement needs, how far it has come, and whether its words may leave the desk.

`releasable` is the one answer to the last question. It is worked out anew each time it is asked, from the decisions on record
and from what people, terms and sources are now: nothing that was once approved is taken to be so still.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot import lines
from bot.models import ApprovalChain, Decision, Sensitivity, StatementKind, StatementStatus, StatementVersion, Verdict
from bot.statements.checks import Doubt, doubts
from bot.statements.overrides import covered
from bot.statements.record import Content, StatementRecord
from bot.statements.seats import Bench, Seat, Step, bench, suffice
from bot.statements.standings import Obstacle, Progress, Standing, State, Why

GIVEN = (Verdict.APPROVED, Verdict.CONDITIONAL)
STANDING = (StatementStatus.APPROVED, StatementStatus.SENT)


@dataclass(frozen=True)
class Chain:
    """The chain that applies to a kind and a sensitivity. `row` is None for the one that comes with the desk."""

    steps: tuple[Step, ...] = (Step(),)
    in_order: bool = True
    two_pairs: bool = False
    row: ApprovalChain | None = None


def chain_of(session: Session, *, team_id: str, kind: StatementKind | None, sensitivity: Sensitivity) -> Chain:
    """The most specific chain there is: for the kind and the sensitivity, for the sensitivity, else the desk's own: anybody
    who may approve it, and two pairs of eyes unless it is routine."""
    rows = session.exec(
        select(ApprovalChain).where(ApprovalChain.team_id == team_id, ApprovalChain.sensitivity == sensitivity)
    ).all()
    row = next((one for one in rows if one.kind == kind), None) or next((one for one in rows if one.kind is None), None)
    if row is None:
        return Chain(two_pairs=sensitivity != Sensitivity.ROUTINE)
    return Chain(tuple(Step.of(one) for one in row.steps), row.in_order, row.two_pairs, row)


def releasable(session: Session, found: StatementRecord, now: datetime) -> Standing:
    """Whether exactly these words may be copied out or marked sent at `now`: every step decided by its people, on these very
    bytes, terms, attribution, audience and embargo, by people who may still; no condition open, nothing held, no doubt that
    they did not override. Asks nobody's permission and changes nothing."""
    present = bench(session, found.statement.team_id, now)
    said = tuple(doubts(session, found, today=lines.today(found.team, now)))
    blocking = [one for one in said if one.blocks]
    hold = held(session, found.statement.id)
    given, obstacles = _given(found), _obstacles(found)
    released = next((one for one in given if one.verdict == Verdict.RELEASED and one.fine is not False), None)
    if released is not None and (not _may_release(present, found, released) or not covered(blocking, [released])):
        released = None
    steps, seats = _progress(found, present, given, blocking)
    if hold is not None:
        obstacles.append(Obstacle(Why.HELD, f"{_name(present, found, hold.member_id)} holds it: {hold.reason}"))
    if released is None:
        obstacles += _open(found, present, steps, blocking)
    settled = not obstacles
    if settled and found.statement.status not in STANDING:
        obstacles.append(Obstacle(Why.UNASKED, "Nobody is asking for this approval any more."))
    return Standing(steps, tuple(obstacles), said, hold, released, settled, seats)


def held(session: Session, statement_id: int | None) -> Decision | None:
    """The word of whoever holds a statement, whatever version they said it of."""
    said = session.exec(
        select(Decision).join(StatementVersion, col(StatementVersion.id) == col(Decision.version_id))
        .where(StatementVersion.statement_id == statement_id, col(Decision.verdict).in_([Verdict.HELD, Verdict.LIFTED]))
        .order_by(col(Decision.id).desc()).limit(1)
    ).first()  # fmt: skip
    return said if said is not None and said.verdict == Verdict.HELD else None


def _given(found: StatementRecord) -> list[Decision]:
    """The words on exactly these bytes that answer the question as it was last put, oldest first; none once it was voided
    or sent back."""
    after = found.request.after_id if found.request else 0
    later = [one for one in found.decisions if (one.id or 0) > after]
    ended = max((one.id or 0 for one in later if one.verdict in (Verdict.VOIDED, Verdict.SENT_BACK)), default=0)
    return [one for one in later if (one.id or 0) > ended and one.sha256 == found.version.sha256]


def _obstacles(found: StatementRecord) -> list[Obstacle]:
    """What keeps the words, whoever approved them."""
    version, obstacles = found.version, list[Obstacle]()
    if not found.is_current:
        obstacles.append(Obstacle(Why.OLD, "They were edited since: there is a newer version."))
    if Content.of(version).sha256 != version.sha256:
        obstacles.append(Obstacle(Why.CHANGED, "The words or the terms are not the ones that were shown."))
    if not terms_hold(found):
        obstacles.append(
            Obstacle(Why.TERMS, "The terms changed since they were written. Save the draft again and have it approved.")
        )
    if found.request is not None and found.request.sensitivity != found.sensitivity:
        obstacles.append(Obstacle(Why.SENSITIVITY, f"It is {found.sensitivity.value} now, which it was not when asked for."))
    after = found.request.after_id if found.request else 0
    last = next((one.verdict for one in reversed(found.decisions) if (one.id or 0) > after), None)
    if last == Verdict.VOIDED:
        obstacles.append(Obstacle(Why.VOID, "The approval is void."))
    elif last == Verdict.SENT_BACK:
        obstacles.append(Obstacle(Why.SENT_BACK, "They were sent back."))
    return obstacles


def terms_hold(found: StatementRecord) -> bool:
    """Whether a version's terms are still the inquiry's."""
    return found.inquiry is None or found.version.terms == found.inquiry.terms


def _may_release(present: Bench, found: StatementRecord, released: Decision) -> bool:
    actor = present.people.get(released.member_id)
    return actor is not None and actor.may_work_on(found.matter)


def _progress(
    found: StatementRecord, present: Bench, given: Sequence[Decision], blocking: Sequence[Doubt]
) -> tuple[tuple[Progress, ...], tuple[tuple[Seat, ...], ...]]:
    """Each step with the word that counts for it, the others with whoever may decide them now."""
    request = found.request
    if request is None:
        return (), ()
    steps = [Step.of(one) for one in request.steps]
    without = found.version.author_id if request.two_pairs else None
    seats = present.seats(found.matter, steps, without=without)
    counted, lapsed, spent = dict[int, Decision](), dict[int, tuple[Decision, str]](), set[str]()
    for one in given:
        if one.verdict not in GIVEN or not 0 <= one.step < len(steps):
            continue
        reason = _lapse(found, present, steps[one.step], one, without, spent, blocking)
        if reason:
            lapsed[one.step] = (one, reason)
        elif one.step not in counted:
            counted[one.step] = one
            spent.add(one.member_id)
    missing = [number for number in range(len(steps)) if number not in counted]
    progress, blocked = list[Progress](), False
    for number, step in enumerate(steps):
        if (said := counted.get(number)) is not None:
            done = said.verdict == Verdict.APPROVED or said.condition_met_at is not None
            progress.append(Progress(number, step, "done" if done else "condition", said))
            blocked = blocked or not done
            continue
        able = tuple(one for one in seats[number] if _may_sit(one, seats, missing, spent))
        state: State = "waits" if blocked and request.in_order else "open"
        was, reason = lapsed.get(number, (None, ""))
        progress.append(Progress(number, step, state, None, able, was, reason, _away(present, step, able)))
        blocked = True
    return tuple(progress), tuple(map(tuple, seats))


def _lapse(
    found: StatementRecord, present: Bench, step: Step, said: Decision, without: str | None, spent: set[str], blocking: Sequence[Doubt]
) -> str:  # fmt: skip
    """Why a word no longer counts for its step; empty where it does."""
    if said.member_id in spent or said.member_id == without:
        return "another pair of eyes is needed"
    if not present.holds(found.matter, step, said.member_id, said.for_id):
        return f"{_name(present, found, said.member_id)} may no longer decide it"
    if not covered(blocking, [said]):
        return "something stands in its way that was not there, or not known, when it was approved"
    return ""


def _may_sit(seat: Seat, seats: Sequence[Sequence[Seat]], missing: Sequence[int], spent: set[str]) -> bool:
    """Whether somebody may take a step: their one word is not given, and no other step can do only with it."""
    if seat.actor.id in spent:
        return False
    if not suffice(seats, missing, spent=spent):
        return True
    return suffice(seats, [one for one in missing if one != seat.step], spent={*spent, seat.actor.id})


def _away(present: Bench, step: Step, able: Sequence[Seat]) -> tuple[str, ...]:
    stood_for = {one.for_id for one in able}
    wanted = step.members or tuple(one.actor.id for one in able)
    return tuple(
        present.people[one].name for one in wanted if one in present.people and one in present.away and one not in stood_for
    )


def _open(found: StatementRecord, present: Bench, steps: Sequence[Progress], blocking: Sequence[Doubt]) -> list[Obstacle]:
    """What is still missing of the chain."""
    if found.request is None or not steps:
        return [Obstacle(Why.UNASKED, "Nobody was asked to approve them.")]
    obstacles = []
    for one in steps:
        if one.state == "condition" and one.decision is not None:
            who = _name(present, found, one.decision.member_id)
            obstacles.append(
                Obstacle(Why.CONDITION, f"{who} approved on a condition that nobody said is met: {one.decision.condition}")
            )
        elif one.state != "done":
            why = Why.DOUBT if blocking and one.lapsed is not None and not covered(blocking, [one.lapsed]) else Why.MISSING
            again = f" ({one.reason})" if one.reason else ""
            obstacles.append(Obstacle(why, f"{step_name(one.step, one.number)} has not approved them{again}."))
    approvers = [
        present.people.get(one.decision.member_id) for one in steps if one.state == "done" and one.decision is not None
    ]
    if not obstacles and not any(one is not None and one.may_approve(found.sensitivity) for one in approvers):
        obstacles.append(
            Obstacle(Why.MISSING, f"Nobody among those who approved them may approve {found.sensitivity.value} matters.")
        )
    return obstacles


def step_name(step: Step, number: int) -> str:
    """What a step is called: its name, else "An approver", or "Step 2" where it is one of several without one."""
    return step.name or ("An approver" if number == 0 else f"Another approver (step {number + 1})")


def _name(present: Bench, found: StatementRecord, member_id: str) -> str:
    actor = present.people.get(member_id)
    return actor.name if actor else found.name(member_id)
