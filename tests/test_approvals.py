"""Approval chains through the front door: who is asked when, deputies, conditions, holds, doubts, emergencies, nudges."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot import schedule, statements
from bot.models import (
    Absence,
    ApprovalChain,
    AuditEntry,
    Decision,
    Role,
    Statement,
    StatementStatus,
    Status,
    Verdict,
)
from tests.flows import (
    again,
    approved,
    ask,
    change,
    clicked,
    draft,
    inquiry,
    kept_in_order,
    log,
    open_more,
    request_to,
    rows,
    thread,
)
from tests.slack_desk import DESK, DINAH, MARA, PRIYA, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]

# What asks the database nothing of its own runs on one of the two.
one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
TEXT = "The shelter is open."


def set_chain(slack: SlackDesk, sensitivity: str = "routine", kind: str = "any", **filled: Any) -> None:
    """An admin sets a chain on the team's page."""
    slack.command(MARA, "team")
    slack.click(MARA, "chain_list")
    slack.click(MARA, "chain_new")
    result = slack.submit(MARA, kind=kind, sensitivity=sensitivity, **filled)
    assert result.ok and not result.data.get("errors"), result
    assert "Approval chains" in str(slack.world.view(MARA)["title"])
    slack.world.close_view(MARA, every=True)


def lead_then_legal(slack: SlackDesk, **filled: Any) -> None:
    set_chain(
        slack, **{"name_0": "Lead", "people_0": [DINAH], "name_1": "Legal", "people_1": [PRIYA], "pairs": ["yes"], **filled}
    )


def status(slack: SlackDesk) -> StatementStatus:
    return rows(slack, Statement)[-1].status


def direct(slack: SlackDesk, user: str) -> str:
    """All that the desk wrote to somebody."""
    return " ".join(words(one) for one in slack.said(user, slack.dm(user)))


def asks(slack: SlackDesk, user: str) -> list[dict[str, Any]]:
    """The messages to somebody that still wait for their decision."""
    return [one for one in slack.said(user, slack.dm(user)) if {"approval_approve", "approval_despite"} & set(buttons(one))]


def copies(slack: SlackDesk) -> bool:
    """Whether the words can be taken out now."""
    slack.world.close_view(TOBI, every=True)
    slack.click(TOBI, "statement_open", message=slack.card(1))
    offered = "statement_copy" in buttons(slack.world.view(TOBI))
    slack.world.close_view(TOBI, every=True)
    return offered


def tick(slack: SlackDesk) -> None:
    schedule.tick(slack.desk)
    slack.settle()


def away(slack: SlackDesk, who: str, deputy: str | None) -> None:
    """An admin says that somebody is away for two days."""
    slack.command(MARA, "team")
    slack.click(MARA, "absence_open")
    back = int((slack.clock() + timedelta(days=2)).timestamp())
    result = slack.submit(MARA, who=who, ends_at=back, deputy=deputy)
    assert result.ok and not result.data.get("errors"), result
    slack.world.close_view(MARA, every=True)


def more(slack: SlackDesk, user: str, what: str, said: str) -> None:
    slack.click(user, "approval_more", message=request_to(slack, user))
    result = slack.submit(user, what=what, said=said)
    assert result.ok and not result.data.get("errors"), result


# -- chains ------------------------------------------------------------------------------------------------------------------


def test_a_chain_in_order_asks_the_second_once_the_first_has_approved(slack: SlackDesk) -> None:
    lead_then_legal(slack)
    log(slack)
    request = ask(slack, text=TEXT)
    assert asks(slack, PRIYA) == [] and "0 of 2" in words(request) and "Legal comes after" in words(request)
    slack.click(DINAH, "approval_approve", message=request)
    assert status(slack) == StatementStatus.PENDING_APPROVAL and not copies(slack)
    second = asks(slack, PRIYA)[0]
    assert "1 of 2" in words(second) and "Lead: Dinah Osei ✓" in words(second) and "Legal waits for Priya" in words(second)
    slack.click(PRIYA, "approval_approve", message=second)
    assert status(slack) == StatementStatus.APPROVED and inquiry(slack).status == Status.APPROVED and copies(slack)
    assert "approved version 1 as Legal (2 of 2)" in thread(slack)[-1]
    slack.click(TOBI, "statement_open", message=slack.card(1))
    assert "approved by Dinah Osei and Priya" in words(slack.world.view(TOBI)), (
        "each of them, in the order they gave their word"
    )


@one_database
def test_a_chain_all_at_once_asks_everybody_and_needs_each(slack: SlackDesk) -> None:
    lead_then_legal(slack, order="together")
    log(slack)
    ask(slack, text=TEXT)
    slack.click(PRIYA, "approval_approve", message=asks(slack, PRIYA)[0])
    assert status(slack) == StatementStatus.PENDING_APPROVAL
    slack.click(DINAH, "approval_approve", message=asks(slack, DINAH)[0])
    assert status(slack) == StatementStatus.APPROVED


@one_database
def test_the_chain_of_a_kind_goes_before_that_of_its_sensitivity(slack: SlackDesk) -> None:
    set_chain(slack, name_0="Everybody's", people_0=[MARA, DINAH])
    set_chain(slack, kind="reactive", name_0="Director", people_0=[DINAH])
    log(slack)
    ask(slack, text=TEXT)
    assert asks(slack, DINAH) and not asks(slack, MARA)


@one_database
def test_chains_are_read_in_plain_sentences_and_taken_away_again(slack: SlackDesk) -> None:
    lead_then_legal(slack)
    slack.command(MARA, "team")
    slack.click(MARA, "chain_list")
    said = words(slack.world.view(MARA))
    assert "Lead (Dinah Osei), then Legal (Priya" in said and "Nobody's word counts for what they wrote" in said
    assert "Anybody who may approve crisis matters" in said
    slack.click(MARA, "chain_edit:any:routine")
    assert slack.fields(MARA)["name_1"] == "Legal"
    empty = {f"name_{at}": "" for at in range(4)} | {f"people_{at}": [] for at in range(4)}
    assert slack.submit(MARA, **empty).ok
    assert "Lead (Dinah" not in words(slack.world.view(MARA)) and rows(slack, ApprovalChain) == []
    assert [one.action for one in rows(slack, AuditEntry)].count("team.chain") == 2


@one_database
def test_a_chain_in_which_nobody_may_approve_the_sensitivity_is_refused_beside_its_field(slack: SlackDesk) -> None:
    slack.command(MARA, "team")
    slack.click(MARA, "chain_list")
    slack.click(MARA, "chain_new")
    errors = slack.submit(MARA, kind="any", sensitivity="crisis", name_0="Legal", people_0=[PRIYA, MARA]).data["errors"]
    assert "approver for crisis matters" in str(errors) and "people_0" in errors and rows(slack, ApprovalChain) == []


@one_database
def test_only_an_admin_sees_and_sets_chains(slack: SlackDesk) -> None:
    slack.command(DINAH, "team")
    assert "chain_list" not in buttons(slack.world.view(DINAH))
    with pytest.raises(Exception, match="can't manage"):
        statements.routes(slack.desk, actor=slack.actor(DINAH))


@one_database
def test_a_chain_that_can_not_be_satisfied_is_refused_with_who_is_missing(slack: SlackDesk) -> None:
    lead_then_legal(slack)
    slack.role(PRIYA, Role.NONE)
    log(slack)
    draft(slack, text=TEXT)
    slack.click(TOBI, "statement_submit")
    assert "nobody may decide Legal: Priya" in words(slack.world.view(TOBI)) and status(slack) == StatementStatus.DRAFT
    assert not asks(slack, DINAH)


@one_database
def test_two_steps_for_anybody_need_two_people(slack: SlackDesk) -> None:
    set_chain(slack, name_0="First", name_1="Second")
    log(slack)
    ask(slack, text=TEXT)
    envelope = clicked(slack, DINAH, "approval_approve", asks(slack, DINAH)[0])
    for _ in range(3):
        again(slack, envelope)
    assert len(rows(slack, Decision)) == 1 and status(slack) == StatementStatus.PENDING_APPROVAL and not asks(slack, DINAH)
    slack.click(MARA, "approval_approve", message=asks(slack, MARA)[0])
    assert status(slack) == StatementStatus.APPROVED


@one_database
def test_a_chain_changed_while_it_is_asked_for_holds_for_the_next(slack: SlackDesk) -> None:
    log(slack)
    request = ask(slack, text=TEXT)
    lead_then_legal(slack)
    slack.click(DINAH, "approval_approve", message=request)
    assert status(slack) == StatementStatus.APPROVED
    slack.click(DINAH, "approval_approve", message=ask(slack, text="Other words."))
    assert status(slack) == StatementStatus.PENDING_APPROVAL and asks(slack, PRIYA)


@one_database
def test_nobody_approves_their_own_words_where_two_pairs_of_eyes_are_asked_for(slack: SlackDesk) -> None:
    log(slack, sensitivity="sensitive")
    request = ask(slack, user=MARA, text=TEXT)
    assert not asks(slack, MARA)
    version = statements.question(slack.desk, actor=slack.actor(MARA), version_id=1).found.version
    with pytest.raises(Exception, match="another pair of eyes"):
        statements.approve(slack.desk, actor=slack.actor(MARA), version_id=1, sha256=version.sha256)
    envelope = clicked(slack, DINAH, "approval_approve", request)
    own = {**envelope, "payload": {**envelope["payload"], "user": {**envelope["payload"]["user"], "id": MARA}}}
    again(slack, own)
    assert rows(slack, Decision) == []
    again(slack, envelope)
    assert status(slack) == StatementStatus.APPROVED


@one_database
def test_the_only_approver_may_approve_their_own_sensitive_words_and_it_is_said(slack: SlackDesk) -> None:
    slack.role(DINAH, Role.OFFICER)
    log(slack, sensitivity="sensitive")
    draft(slack, MARA, TEXT)
    slack.click(MARA, "statement_submit")
    request = request_to(slack, MARA)
    assert "You are also its author" in words(request)
    slack.click(MARA, "approval_approve", message=request)
    assert status(slack) == StatementStatus.APPROVED and "also its author" in words(request_to(slack, MARA))
    assert "being also its author" in thread(slack)[-1]


@one_database
@pytest.mark.parametrize("loss", ["role", "guest"])
def test_an_approver_who_lost_their_right_no_longer_counts_and_others_are_asked(slack: SlackDesk, loss: str) -> None:
    log(slack)
    approved(slack, TEXT)
    if loss == "role":
        slack.role(DINAH, Role.OFFICER)
    else:
        from bot.models import Member

        with slack.database.write() as session:
            member = session.get_one(Member, slack.actor(DINAH).id)
            member.outsider = True
            session.add(member)
    slack.click(TOBI, "statement_open", message=slack.card(1))
    slack.click(TOBI, "statement_copy")
    assert "can't leave yet" in words(slack.world.view(TOBI)) and "may no longer decide it" in words(slack.world.view(TOBI))
    tick(slack)
    assert status(slack) == StatementStatus.PENDING_APPROVAL and "ask for approval of version 1 again" in thread(slack)[-1]
    slack.click(MARA, "approval_approve", message=asks(slack, MARA)[0])
    assert copies(slack)


# -- deputies ----------------------------------------------------------------------------------------------------------------


def test_a_deputy_decides_for_somebody_who_is_away_and_both_are_named(slack: SlackDesk) -> None:
    set_chain(slack, name_0="Lead", people_0=[DINAH])
    away(slack, DINAH, MARA)
    log(slack)
    ask(slack, text=TEXT)
    request = asks(slack, MARA)[0]
    assert "You decide for Dinah Osei, who is out of office" in words(request)
    slack.click(MARA, "approval_approve", message=request)
    decision = rows(slack, Decision)[0]
    assert (decision.member_id, decision.for_id) == (slack.actor(MARA).id, slack.actor(DINAH).id)
    assert status(slack) == StatementStatus.APPROVED and copies(slack)
    assert "for Dinah Osei, who is out of office" in thread(slack)[-1]


@one_database
def test_a_deputy_gains_no_right_over_a_sensitivity(slack: SlackDesk) -> None:
    set_chain(slack, "crisis", name_0="Director", people_0=[DINAH])
    away(slack, DINAH, MARA)  # Mara approves what is sensitive, no crisis.
    log(slack, sensitivity="crisis")
    ask(slack, text=TEXT)
    assert not asks(slack, MARA) and asks(slack, DINAH)


@one_database
def test_a_deputy_named_while_it_is_asked_for_is_asked_and_one_who_is_back_is_not(slack: SlackDesk) -> None:
    set_chain(slack, name_0="Lead", people_0=[DINAH])
    log(slack)
    ask(slack, text=TEXT)
    away(slack, DINAH, MARA)
    request = asks(slack, MARA)[0]
    envelope = clicked(slack, MARA, "approval_approve", request)
    slack.command(DINAH, "team")
    slack.click(DINAH, "absence_open")
    assert slack.submit(DINAH, back=["yes"]).ok and rows(slack, Absence) == []
    again(slack, envelope)
    assert rows(slack, Decision) == [] and not asks(slack, MARA)


@one_database
def test_somebody_away_without_a_deputy_is_said_so_and_the_others_hear_of_it_at_once(slack: SlackDesk) -> None:
    set_chain(slack, name_0="Lead", people_0=[DINAH])
    away(slack, DINAH, None)
    log(slack)
    request = ask(slack, text=TEXT)
    assert "out of office, and nobody stands in" in words(request)
    assert "Nobody has approved it yet" in direct(slack, TOBI) and "out of office" in direct(slack, TOBI)
    slack.command(MARA, "team")
    assert "Out of office until" in words(slack.world.view(MARA))


@one_database
def test_who_approves_nothing_stands_in_for_no_approver(slack: SlackDesk) -> None:
    slack.command(MARA, "team")
    slack.click(MARA, "absence_open")
    back = int((slack.clock() + timedelta(days=2)).timestamp())
    errors = slack.submit(MARA, who=DINAH, ends_at=back, deputy=TOBI).data["errors"]
    assert "Tobi Fenwick approves nothing" in str(errors)


@one_database
def test_an_officer_says_nothing_of_others_absences(slack: SlackDesk) -> None:
    slack.command(TOBI, "team")
    slack.click(TOBI, "absence_open")
    assert "who" not in slack.fields(TOBI)
    errors = slack.submit(TOBI, deputy=MARA).data["errors"]
    assert "later than they leave" in str(errors)
    with pytest.raises(Exception, match="can't manage"):
        statements.come_back(slack.desk, actor=slack.actor(TOBI), member_id=slack.actor(DINAH).id)


# -- conditions and holds ------------------------------------------------------------------------------------------------------


def test_a_condition_counts_once_somebody_working_on_it_says_it_is_met(slack: SlackDesk) -> None:
    log(slack)
    ask(slack, text=TEXT)
    more(slack, DINAH, "condition", "Ring the reporter <first>.")
    assert status(slack) == StatementStatus.PENDING_APPROVAL and not copies(slack) and not asks(slack, MARA)
    message = next(
        one for one in slack.said(TOBI, slack.dm(TOBI)) if any(name.startswith("approval_met") for name in buttons(one))
    )
    assert "Ring the reporter <first>." in words(message)
    slack.click(TOBI, next(name for name in buttons(message) if name.startswith("approval_met")), message=message)
    assert status(slack) == StatementStatus.APPROVED and copies(slack)
    assert "says the condition is met" in direct(slack, DINAH)
    more(slack, DINAH, "hold", "She was not rung.")
    assert status(slack) == StatementStatus.HELD and not copies(slack)


@one_database
def test_what_is_held_leaves_only_once_its_holder_or_an_equal_lets_it_go(slack: SlackDesk) -> None:
    log(slack)
    request = ask(slack, text=TEXT)
    slack.click(DINAH, "approval_more", message=request)
    assert slack.submit(DINAH, what="hold", said=" ").data["errors"]
    assert slack.submit(DINAH, what="hold", said="The board meets at six.").ok
    assert status(slack) == StatementStatus.HELD and "holds version 1: The board meets at six." in thread(slack)[-1]
    assert not asks(slack, MARA) and "Dinah Osei holds it" in words(request_to(slack, MARA))
    with pytest.raises(Exception, match="Dinah Osei holds it"):
        statements.lift(slack.desk, actor=slack.actor(MARA), statement_id=1, reason="I want it.")
    draft(slack, text="Edited meanwhile.")
    slack.click(TOBI, "statement_submit")
    assert "Dinah Osei holds it" in words(slack.world.view(TOBI))
    held = next(one for one in slack.said(DINAH, slack.dm(DINAH)) if "approval_lift" in buttons(one))
    slack.click(DINAH, "approval_lift", message=held)
    assert slack.submit(DINAH, reason="They met.").ok
    assert status(slack) == StatementStatus.DRAFT
    slack.click(DINAH, "approval_approve", message=ask(slack, text="Edited once more."))
    assert copies(slack)


# -- voids and doubts ----------------------------------------------------------------------------------------------------------


def test_whoever_approved_is_told_of_an_edit_with_what_changed_even_of_half_a_chain(slack: SlackDesk) -> None:
    lead_then_legal(slack)
    log(slack)
    slack.click(DINAH, "approval_approve", message=ask(slack, text="The shelter is open until March."))
    draft(slack, text="The shelter is open until April.")
    told = slack.last(DINAH, slack.dm(DINAH))
    assert "Your approval of version 1 no longer holds" in words(told) and "March." in words(told) and "April." in words(told)
    slack.click(TOBI, "statement_submit")
    request = asks(slack, DINAH)[0]
    assert "What changed since version 1, which you saw" in words(request)
    assert [one.verdict for one in rows(slack, Decision)] == [Verdict.APPROVED, Verdict.VOIDED]


@one_database
def test_words_with_a_doubt_are_approved_only_despite_it_and_with_a_reason(slack: SlackDesk) -> None:
    log(slack)
    request = ask(slack, text="The shelter is open. [VERIFY: until when?]")
    assert "approval_approve" not in buttons(request) and "marked to be verified" in words(request)
    envelope = clicked(slack, DINAH, "approval_despite", request)
    envelope["payload"]["actions"][0]["action_id"] = "approval_approve"
    again(slack, envelope)
    assert rows(slack, Decision) == []
    slack.click(DINAH, "approval_despite", message=request)
    assert slack.submit(DINAH, reason=" ").data["errors"]
    assert slack.submit(DINAH, reason="The date follows by phone.").ok
    decision = rows(slack, Decision)[0]
    assert decision.overrides[0]["rules"] == ["verify"] and decision.reason == "The date follows by phone."
    assert status(slack) == StatementStatus.APPROVED and copies(slack)
    entry = next(one for one in rows(slack, AuditEntry) if one.action == "inquiry.approved")
    assert entry.details["overridden"] == 1
    slack.click(TOBI, "statement_open", message=slack.card(1))
    form = words(slack.world.view(TOBI))
    assert "Dinah Osei approved despite this*: The date follows by phone." in form and "[VERIFY: until when?]" in form
    assert "⛔" not in form and "✅ Approved" in form, "what was let stand stands in nobody's way"
    slack.submit(TOBI, text="The shelter is open. [VERIFY: until when, and where?]")
    assert "⛔" in words(slack.world.view(TOBI)) or "⛔" in str(slack.world.view(TOBI)), "other words need another override"


@one_database
def test_all_that_an_approval_binds_to_stands_in_the_request(slack: SlackDesk) -> None:
    log(slack)
    draft(slack, text=TEXT)
    slack.submit(TOBI, attribution="a spokesperson", audience="local press")
    slack.click(TOBI, "statement_submit")
    said = words(request_to(slack, DINAH))
    assert TEXT in said and "a spokesperson" in said and "local press" in said and "On the record" in said


# -- emergencies ---------------------------------------------------------------------------------------------------------------


def emergency(slack: SlackDesk, reason: str = "It runs in ten minutes.") -> None:
    draft(slack, text=TEXT)
    slack.click(TOBI, "statement_submit")
    slack.click(TOBI, "approval_emergency")
    assert TEXT in words(slack.world.view(TOBI)) and "without an approver" in words(slack.world.view(TOBI))
    assert slack.submit(TOBI, reason=" ").data["errors"]
    assert slack.submit(TOBI, reason=reason).ok
    slack.world.close_view(TOBI, every=True)
    slack.click(TOBI, "statement_open", message=slack.card(1, DESK, TOBI))
    form = words(slack.world.view(TOBI))
    assert "Released without approval" in form and "released by Tobi Fenwick" in form and "approved by" not in form
    slack.world.close_view(TOBI, every=True)


def test_a_release_without_an_approver_is_told_at_once_and_shown_until_it_is_reviewed(slack: SlackDesk) -> None:
    slack.world.open_home(DINAH)
    log(slack)
    emergency(slack)
    assert copies(slack) and rows(slack, Decision)[0].verdict == Verdict.RELEASED
    assert "Not reviewed yet" in words(slack.card(1)) and "Released without an approver: 1" in words(slack.world.home(DINAH))
    slack.command(MARA, "status")
    assert "Released without an approver: 1" in words(slack.private(MARA))
    message = next(one for one in slack.said(DINAH, slack.dm(DINAH)) if "approval_fine:1" in buttons(one))
    assert TEXT in words(message) and "It runs in ten minutes." in words(message)
    slack.click(DINAH, "approval_fine:1", message=message)
    assert "Not reviewed yet" not in words(slack.card(1)) and "Released without" not in words(slack.world.home(DINAH))
    assert rows(slack, Decision)[0].fine is True and copies(slack)


@one_database
def test_a_release_that_was_not_fine_needs_an_approval_after_all(slack: SlackDesk) -> None:
    log(slack)
    emergency(slack)
    message = next(one for one in slack.said(DINAH, slack.dm(DINAH)) if "approval_not_fine:1" in buttons(one))
    slack.click(DINAH, "approval_not_fine:1", message=message)
    assert slack.submit(DINAH, note="I was there to be asked.").ok
    assert status(slack) == StatementStatus.PENDING_APPROVAL and not copies(slack)
    assert "I was there to be asked." in direct(slack, TOBI)


@one_database
def test_nobody_reviews_their_own_release_and_a_viewer_releases_nothing(slack: SlackDesk) -> None:
    log(slack)
    ask(slack, text=TEXT)
    question = statements.question(slack.desk, actor=slack.actor(MARA), version_id=1)
    given = {"version_id": 1, "sha256": question.found.version.sha256, "reason": "Now."}
    with pytest.raises(Exception, match="can't work on"):
        statements.release_unapproved(slack.desk, actor=slack.actor(PRIYA), **given)
    statements.release_unapproved(slack.desk, actor=slack.actor(MARA), **given)
    with pytest.raises(Exception, match="released it yourself"):
        statements.review(slack.desk, actor=slack.actor(MARA), decision_id=1, fine=True)


# -- nudges --------------------------------------------------------------------------------------------------------------------


def nudges(slack: SlackDesk, user: str = DINAH) -> int:
    return direct(slack, user).count("Still waits for your approval")


def test_approvers_are_nudged_twice_before_the_deadline_then_the_others_are_told(slack: SlackDesk) -> None:
    log(slack)  # Due at 18:00; it is asked at 16:40.
    ask(slack, text=TEXT)
    seen = []
    for minutes in (35, 10, 15, 5, 10):  # 17:15, 17:25, 17:40, 17:45, 17:55
        slack.clock.advance(minutes=minutes)
        tick(slack)
        tick(slack)
        seen.append((nudges(slack), "Nobody has approved it yet" in direct(slack, TOBI)))
    assert seen == [(0, False), (1, False), (2, False), (2, False), (2, True)]


@one_database
def test_nobody_is_nudged_once_it_is_decided(slack: SlackDesk) -> None:
    log(slack)
    approved(slack, TEXT)
    slack.clock.advance(minutes=70)
    tick(slack)
    assert nudges(slack) == nudges(slack, MARA) == 0 and "Nobody has approved" not in direct(slack, TOBI)


@one_database
def test_a_nudge_waits_for_the_end_of_quiet_hours_unless_time_runs_out_in_them(slack: SlackDesk) -> None:
    log(slack, deadline="Thursday 5pm")
    ask(slack, text=TEXT)
    slack.clock.advance(hours=37)  # Wednesday 05:40, in the quiet hours, more than half of the time gone.
    tick(slack)
    assert nudges(slack) == 0
    slack.clock.advance(hours=4)
    tick(slack)
    assert nudges(slack) == 1


# -- what is closed, restricted, elsewhere -------------------------------------------------------------------------------------


@one_database
def test_somebody_named_in_a_chain_who_may_not_know_of_a_restricted_matter_is_not_asked(slack: SlackDesk) -> None:
    lead_then_legal(slack)
    log(slack, restricted=["yes"])
    change(slack, TOBI, channel=slack.dm(TOBI), named=[DINAH])
    draft(slack, text=TEXT, channel=slack.dm(TOBI))
    slack.click(TOBI, "statement_submit")
    assert "nobody may decide Legal" in words(slack.world.view(TOBI))
    assert TEXT not in direct(slack, PRIYA)


@one_database
def test_a_held_one_that_is_closed_and_opened_again_is_held_still(slack: SlackDesk) -> None:
    log(slack)
    ask(slack, text=TEXT)
    more(slack, DINAH, "hold", "Wait.")
    open_more(slack, MARA)
    slack.click(MARA, "inquiry_close")
    assert slack.submit(MARA, resolution="reporter_dropped").ok
    open_more(slack, MARA)
    slack.click(MARA, "inquiry_reopen")
    assert status(slack) == StatementStatus.HELD and inquiry(slack).status == Status.PENDING_APPROVAL
