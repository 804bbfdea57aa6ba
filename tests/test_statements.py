"""Draft → approve → locked → sent: an approval holds for exactly the words and terms that were shown, and nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.models import Decision, Role, Sensitivity, Statement, StatementStatus, StatementVersion, Status, Terms, Verdict
from bot.sandbox import control
from tests.flows import (
    actions,
    again,
    approved,
    ask,
    at_once,
    change,
    clicked,
    draft,
    inquiry,
    kept_in_order,
    log,
    open_more,
    recorded,
    request_to,
    rows,
    sent,
    thread,
)
from tests.slack_desk import DINAH, MARA, PRIYA, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]

TEXT = "The shelter is open every night until 31 March."


def statement(slack: SlackDesk) -> Statement:
    return rows(slack, Statement)[-1]


def verdicts(slack: SlackDesk) -> list[Verdict]:
    return [one.verdict for one in rows(slack, Decision)]


def refusal(slack: SlackDesk, user: str) -> str:
    """What the person was just told in their direct messages with the desk."""
    return words(slack.private(user, slack.dm(user)))


def test_an_approval_binds_to_the_fingerprint_of_words_and_terms(slack: SlackDesk) -> None:
    log(slack)
    request = ask(slack, text=TEXT)
    assert TEXT in words(request) and "On the record" in words(request)
    slack.click(DINAH, "approval_approve", message=request)
    version, decision = rows(slack, StatementVersion)[0], rows(slack, Decision)[0]
    said = json.dumps([TEXT, "on_record", "", "", "", "", ""], ensure_ascii=False, separators=(",", ":"))
    assert version.sha256 == decision.sha256 == hashlib.sha256(said.encode()).hexdigest()
    assert (statement(slack).status, inquiry(slack).status) == (StatementStatus.APPROVED, Status.APPROVED)
    after = request_to(slack, DINAH)
    assert after["ts"] == request["ts"] and "approved exactly these words" in words(after) and buttons(after) == []
    told = slack.last(TOBI, slack.dm(TOBI))
    assert "approved version 1" in words(told) and "statement_open" in buttons(told)


def test_any_edit_voids_the_approval_and_says_so(slack: SlackDesk) -> None:
    log(slack)
    approved(slack, TEXT)
    slack.click(TOBI, "statement_open", message=slack.card(1))
    assert "Any edit makes the approval void" in words(slack.world.view(TOBI))
    slack.submit(TOBI, text=TEXT + " ")
    assert inquiry(slack).status == Status.APPROVED, "the same words are no edit"
    slack.submit(TOBI, text=TEXT.replace(".", "!"))
    assert (statement(slack).status, inquiry(slack).status) == (StatementStatus.DRAFT, Status.DRAFTING)
    assert verdicts(slack) == [Verdict.APPROVED, Verdict.VOIDED]
    assert "The approval of version 1 is void" in thread(slack)[-1]
    assert "Void" in words(request_to(slack, DINAH)) and actions(slack)[-1] == "inquiry.voided"
    view = slack.world.view(TOBI)
    assert "statement_copy" not in buttons(view) and "statement_sent" not in buttons(view)


def test_a_button_under_words_that_were_edited_since_approves_nothing(slack: SlackDesk) -> None:
    log(slack)
    envelope = clicked(slack, DINAH, "approval_approve", ask(slack, text=TEXT))
    draft(slack, text="Other words.")
    assert buttons(request_to(slack, DINAH)) == []
    again(slack, envelope)
    assert "Tobi Fenwick edited it since: version 2 is the newest" in refusal(slack, DINAH)
    slack.click(TOBI, "statement_submit")
    again(slack, envelope)
    assert verdicts(slack) == [] and inquiry(slack).status == Status.PENDING_APPROVAL


def test_a_made_up_fingerprint_approves_nothing(slack: SlackDesk) -> None:
    log(slack)
    envelope = clicked(slack, DINAH, "approval_approve", ask(slack, text=TEXT))
    action = envelope["payload"]["actions"][0]
    action["value"] = action["value"].split(":")[0] + ":" + "0" * 64
    again(slack, envelope)
    assert "not the ones you were shown" in refusal(slack, DINAH) and verdicts(slack) == []


def test_an_approval_clicked_twice_is_one(slack: SlackDesk) -> None:
    log(slack)
    envelope = clicked(slack, DINAH, "approval_approve", ask(slack, text=TEXT))
    again(slack, envelope)
    again(slack, envelope)
    assert verdicts(slack) == [Verdict.APPROVED] and actions(slack).count("inquiry.approved") == 1


def test_of_two_approvers_at_once_one_approval_counts_and_both_see_it(slack: SlackDesk) -> None:
    log(slack)
    ask(slack, text=TEXT)
    envelopes = [clicked(slack, user, "approval_approve", request_to(slack, user)) for user in (DINAH, MARA)]
    assert slack.world.deliver is not None
    deliver = slack.world.deliver
    at_once(*(lambda one=one: deliver(one) for one in envelopes))
    slack.settle()
    assert verdicts(slack) == [Verdict.APPROVED] and actions(slack).count("inquiry.approved") == 1
    for user in (DINAH, MARA):
        assert "approved exactly these words" in words(request_to(slack, user)) and buttons(request_to(slack, user)) == []


def test_of_an_approval_and_an_edit_at_once_no_unapproved_words_come_out_approved(slack: SlackDesk) -> None:
    log(slack)
    envelope = clicked(slack, DINAH, "approval_approve", ask(slack, text=TEXT))
    slack.click(TOBI, "statement_open", message=slack.card(1))
    kept = recorded(slack)
    deliver = slack.world.deliver
    slack.world.deliver = lambda one: (kept.append(one), (200, None))[1]
    view = slack.world.view(TOBI)
    assert view is not None
    block = next(one["block_id"] for one in view["blocks"] if one.get("element", {}).get("action_id") == "text")
    slack.world.submit(TOBI, view["id"], {block: {"text": {"type": "plain_text_input", "value": "Other words."}}})
    slack.world.deliver = deliver
    assert deliver is not None
    at_once(lambda: deliver(envelope), lambda: deliver(kept[0]))
    slack.settle()
    newest = rows(slack, StatementVersion)[-1]
    assert newest.text == "Other words." and statement(slack).status == StatementStatus.DRAFT
    assert inquiry(slack).status == Status.DRAFTING


def test_an_approver_below_the_sensitivity_is_not_asked_and_refused(slack: SlackDesk) -> None:
    log(slack, sensitivity="crisis")
    request = ask(slack, text=TEXT)
    assert [one for one in slack.said(MARA, slack.dm(MARA)) if "approval_approve" in buttons(one)] == []
    envelope = clicked(slack, DINAH, "approval_approve", request)
    envelope["payload"]["user"]["id"] = MARA
    again(slack, envelope)
    assert verdicts(slack) == []
    slack.click(DINAH, "approval_approve", message=request)
    assert inquiry(slack).status == Status.APPROVED


@pytest.mark.parametrize("raised", [{"sensitivity": "crisis"}, {"terms": "on_background"}])
@pytest.mark.parametrize("stage", ["pending", "approved"])
def test_other_terms_or_sensitivity_void_what_was_asked_or_approved(
    slack: SlackDesk, stage: str, raised: dict[str, str]
) -> None:
    log(slack)
    envelope = clicked(slack, DINAH, "approval_approve", ask(slack, text=TEXT))
    if stage == "approved":
        again(slack, envelope)
    change(slack, MARA, **raised)
    assert statement(slack).status == StatementStatus.DRAFT and inquiry(slack).status == Status.DRAFTING
    for user in (DINAH, MARA):
        assert buttons(request_to(slack, user)) == []
    again(slack, envelope)
    assert statement(slack).status == StatementStatus.DRAFT
    assert ("approval is void" in thread(slack)[-1]) == (stage == "approved")
    open_more(slack, MARA)
    slack.click(MARA, "inquiry_undo")
    assert "can't be taken back" in words(slack.world.view(MARA))
    slack.click(TOBI, "statement_open", message=slack.card(1))
    assert "statement_copy" not in buttons(slack.world.view(TOBI))


def test_words_written_for_other_terms_must_be_saved_again_before_they_are_asked_for(slack: SlackDesk) -> None:
    log(slack)
    draft(slack, text=TEXT)
    change(slack, MARA, terms="off_record")
    slack.click(TOBI, "statement_submit")
    assert "The terms changed" in words(slack.world.view(TOBI))
    slack.world.close_view(TOBI)
    slack.submit(TOBI)
    slack.click(TOBI, "statement_submit")
    slack.click(DINAH, "approval_approve", message=request_to(slack, DINAH))
    version = rows(slack, StatementVersion)[-1]
    assert (version.number, version.text, version.terms) == (2, TEXT, Terms.OFF_RECORD)
    assert inquiry(slack).status == Status.APPROVED


def test_only_approved_words_can_be_copied_or_marked_sent(slack: SlackDesk) -> None:
    log(slack)
    ask(slack, text=TEXT)
    assert slack.world.deliver is not None
    click = clicked(slack, TOBI, "statement_open", slack.card(1))
    version = rows(slack, StatementVersion)[0].id
    for name, value in (("statement_copy", "1"), ("statement_sent", f"1:{version}")):
        click["payload"]["actions"][0] |= {"action_id": name, "value": value}
        again(slack, click)
        assert "Only approved words" in words(slack.private(TOBI))
    assert inquiry(slack).response is None and "inquiry.copied" not in actions(slack)


def test_what_is_sent_is_stamped_word_for_word_and_frozen(slack: SlackDesk) -> None:
    log(slack)
    sent(slack, TEXT, route="phone")
    kept = inquiry(slack)
    assert (kept.response, kept.response_route, kept.response_terms) == (TEXT, "phone", Terms.ON_RECORD)
    assert (kept.responded_at, kept.status) == (slack.clock(), Status.RESPONDED)
    assert statement(slack).status == StatementStatus.SENT
    draft(slack, text="A follow-up.")
    assert [one.text for one in rows(slack, StatementVersion)] == [TEXT, "A follow-up."]
    assert len(rows(slack, Statement)) == 2 and inquiry(slack).response == TEXT
    change(slack, MARA, terms="off_record")
    assert (inquiry(slack).response, inquiry(slack).response_terms) == (TEXT, Terms.ON_RECORD)


def test_words_edited_while_somebody_marks_them_sent_are_not_sent(slack: SlackDesk) -> None:
    log(slack)
    approved(slack, TEXT)
    slack.click(MARA, "statement_open", message=slack.card(1))
    slack.click(MARA, "statement_sent")
    draft(slack, text="Other words.")
    errors = slack.submit(MARA, route="email").data["errors"]
    assert "not approved yet" in str(errors)
    approved(slack, "Third words.")
    assert "Open it again" in str(slack.submit(MARA, route="email").data["errors"])
    assert inquiry(slack).responded_at is None


def test_sending_can_be_taken_back_and_done_again(slack: SlackDesk) -> None:
    log(slack)
    sent(slack, TEXT)
    open_more(slack, MARA)
    slack.click(MARA, "inquiry_undo")
    kept = inquiry(slack)
    assert (kept.response, kept.responded_at, kept.responded_by, kept.status) == (None, None, None, Status.APPROVED)
    slack.click(TOBI, "statement_open", message=slack.card(1))
    slack.click(TOBI, "statement_sent")
    assert slack.submit(TOBI, route="phone").ok and inquiry(slack).response == TEXT


def test_sending_back_needs_a_reason_and_its_writer_reads_it(slack: SlackDesk) -> None:
    log(slack)
    request = ask(slack, text=TEXT)
    slack.click(DINAH, "approval_send_back", message=request)
    assert TEXT in words(slack.world.view(DINAH))
    assert slack.submit(DINAH, reason=" ").data["errors"]
    assert slack.submit(DINAH, reason="Say <how many> & when: *no* promises.").ok
    assert inquiry(slack).status == Status.DRAFTING and verdicts(slack) == [Verdict.SENT_BACK]
    assert "sent version 1 back: Say <how many> & when: *no* promises." in words(slack.last(TOBI, slack.dm(TOBI)))
    after = request_to(slack, DINAH)
    assert "sent it back" in words(after) and buttons(after) == []
    slack.click(TOBI, "statement_open", message=slack.card(1))
    assert "Sent back by Dinah Osei" in words(slack.world.view(TOBI))


def test_what_one_approver_sent_back_the_other_can_no_longer_approve(slack: SlackDesk) -> None:
    log(slack)
    ask(slack, text=TEXT)
    envelope = clicked(slack, MARA, "approval_approve", request_to(slack, MARA))
    slack.click(DINAH, "approval_send_back", message=request_to(slack, DINAH))
    slack.submit(DINAH, reason="No.")
    again(slack, envelope)
    assert "went back to drafting" in refusal(slack, MARA) and verdicts(slack) == [Verdict.SENT_BACK]


def test_a_reason_written_while_another_approved_comes_too_late(slack: SlackDesk) -> None:
    log(slack)
    ask(slack, text=TEXT)
    slack.click(DINAH, "approval_send_back", message=request_to(slack, DINAH))
    slack.click(MARA, "approval_approve", message=request_to(slack, MARA))
    assert "Mara Quill approved it already" in str(slack.submit(DINAH, reason="No.").data["errors"])
    assert inquiry(slack).status == Status.APPROVED


def test_where_nobody_may_approve_the_writer_is_told_and_nothing_waits(slack: SlackDesk) -> None:
    slack.role(DINAH, Role.APPROVER, Sensitivity.ROUTINE)
    log(slack, sensitivity="crisis")
    draft(slack, text=TEXT)
    slack.click(TOBI, "statement_submit")
    assert "Nobody may approve crisis matters yet" in words(slack.world.view(TOBI))
    assert statement(slack).status == StatementStatus.DRAFT and inquiry(slack).status == Status.DRAFTING


def test_an_approver_who_is_not_named_on_a_restricted_one_is_not_asked(slack: SlackDesk) -> None:
    slack.role(MARA, Role.ADMIN)
    log(slack, restricted=["yes"])
    draft(slack, text=TEXT, channel=slack.dm(TOBI))
    slack.click(TOBI, "statement_submit")
    assert "Name an approver on it" in words(slack.world.view(TOBI))
    assert TEXT not in str(slack.said(DINAH, slack.dm(DINAH)))
    change(slack, TOBI, channel=slack.dm(TOBI), named=[DINAH])
    slack.click(DINAH, "approval_approve", message=ask(slack, text=TEXT, channel=slack.dm(TOBI)))
    assert inquiry(slack).status == Status.APPROVED


@pytest.mark.parametrize("loss", ["role", "level", "guest", "gone"])
def test_a_role_lost_before_the_click_approves_nothing(slack: SlackDesk, loss: str) -> None:
    log(slack, sensitivity="sensitive")
    request = ask(slack, text=TEXT)
    if loss == "role":
        slack.role(DINAH, Role.OFFICER, Sensitivity.CRISIS)
    elif loss == "level":
        slack.role(DINAH, Role.APPROVER, Sensitivity.ROUTINE)
    else:
        field = {"guest": "is_restricted", "gone": "deleted"}[loss]
        control.run(slack.world, {"op": "person", "user": DINAH, field: True})
        slack.clock.advance(hours=13)
    slack.click(DINAH, "approval_approve", message=request)
    assert verdicts(slack) == [] and inquiry(slack).status == Status.PENDING_APPROVAL


def test_a_question_that_waits_for_nobody_any_more_says_so(slack: SlackDesk) -> None:
    slack.role(MARA, Role.ADMIN)
    log(slack)
    ask(slack, text=TEXT)
    slack.role(DINAH, Role.OFFICER)
    slack.click(TOBI, "statement_open", message=slack.card(1))
    slack.click(TOBI, "statement_waiting")
    assert "It waits for nobody" in words(slack.world.view(TOBI))


def test_a_closed_inquiry_waits_for_no_approval_and_takes_none(slack: SlackDesk) -> None:
    log(slack)
    envelope = clicked(slack, DINAH, "approval_approve", ask(slack, text=TEXT))
    open_more(slack, MARA)
    slack.click(MARA, "inquiry_close")
    slack.submit(MARA, resolution="reporter_dropped")
    assert "approval_approve" not in buttons(request_to(slack, DINAH))
    again(slack, envelope)
    assert "closed" in refusal(slack, DINAH) and verdicts(slack) == []
    assert inquiry(slack).status == Status.CLOSED
    open_more(slack, MARA)
    slack.click(MARA, "inquiry_reopen")
    assert inquiry(slack).status == Status.PENDING_APPROVAL
    assert "approval_approve" in buttons(request_to(slack, DINAH))


def test_a_writer_may_approve_their_own_words_and_the_record_says_so(slack: SlackDesk) -> None:
    from bot.models import AuditEntry

    log(slack)
    draft(slack, MARA, TEXT)
    slack.click(MARA, "statement_submit")
    slack.click(MARA, "approval_approve", message=request_to(slack, MARA))
    entry = next(one for one in rows(slack, AuditEntry) if one.action == "inquiry.approved")
    assert entry.details["own_words"] is True


def test_the_second_of_two_writers_is_told_and_overwrites_nothing(slack: SlackDesk) -> None:
    log(slack)
    slack.click(TOBI, "statement_open", message=slack.card(1))
    slack.click(MARA, "statement_open", message=slack.card(1))
    slack.submit(MARA, text="Mara's words.")
    told = str(slack.submit(TOBI, text="Tobi's words.").data["errors"])
    assert "Mara Quill saved version 1" in told and slack.fields(TOBI)["text"] == "Tobi's words."
    assert [one.text for one in rows(slack, StatementVersion)] == ["Mara's words."]


def test_words_typed_and_not_saved_are_not_asked_for(slack: SlackDesk) -> None:
    log(slack)
    draft(slack, text=TEXT)
    view = slack.world.view(TOBI)
    assert view is not None
    block = next(one["block_id"] for one in view["blocks"] if one.get("element", {}).get("action_id") == "text")
    state = {"values": {block: {"text": {"type": "plain_text_input", "value": "Not saved."}}}}
    slack.settle(slack.world.click(TOBI, "statement_submit", view_id=view["id"], state=state))
    assert "did not save" in words(slack.world.view(TOBI)) and statement(slack).status == StatementStatus.DRAFT


def test_a_draft_is_put_together_from_what_was_approved_before_word_for_word(slack: SlackDesk) -> None:
    log(slack)
    sent(slack, TEXT)
    log(slack, topic="Night shelter numbers again", journalists="Ines Duarte")
    slack.click(TOBI, "statement_open", message=slack.card(2))
    assert "What we said before" in words(slack.world.view(TOBI))
    slack.click(TOBI, "statement_suggest")
    assert TEXT in slack.fields(TOBI)["text"]
    assert len(rows(slack, StatementVersion)) == 1, "nothing is saved until a person saves it"


def test_putting_together_asks_before_it_takes_the_place_of_what_was_typed(slack: SlackDesk) -> None:
    log(slack)
    sent(slack, TEXT)
    log(slack, topic="Night shelter numbers again", journalists="Ines Duarte")
    slack.click(TOBI, "statement_open", message=slack.card(2))

    def assemble(typed: str, **others: str) -> None:
        view = slack.world.view(TOBI)
        assert view is not None
        filled = {"text": typed, **others}
        blocks = {one["element"]["action_id"]: one["block_id"] for one in view["blocks"] if one.get("element")}
        values = {blocks[name]: {name: {"type": "plain_text_input", "value": text}} for name, text in filled.items()}
        slack.settle(slack.world.click(TOBI, "statement_suggest", view_id=view["id"], state={"values": values}))

    assemble("My own words.", audience="local press")
    shown = slack.world.view(TOBI)
    assert slack.fields(TOBI)["text"] == "My own words." and slack.fields(TOBI)["audience"] == "local press"
    assert "There are words in the box already" in words(shown) and "Replace what you typed?" in json.dumps(shown)
    assemble("My own words, and more.", audience="local press")
    assert TEXT in slack.fields(TOBI)["text"] and slack.fields(TOBI)["audience"] == "local press", "the rest stays as typed"
    assemble(slack.fields(TOBI)["text"])
    assert TEXT in slack.fields(TOBI)["text"] and "already" not in words(slack.world.view(TOBI)), "the same words ask nothing"
    assert len(rows(slack, StatementVersion)) == 1


@pytest.mark.parametrize("kind", ["restricted", "off the record"])
def test_what_may_not_leave_is_no_past_answer(slack: SlackDesk, kind: str) -> None:
    log(slack, **({"terms": "off_record"} if kind == "off the record" else {}))
    sent(slack, TEXT)
    if kind == "restricted":
        change(slack, TOBI, restricted=["yes"])
    log(slack, topic="Night shelter numbers again", journalists="Ines Duarte")
    slack.click(TOBI, "statement_open", message=slack.card(2))
    assert TEXT not in str(slack.world.view(TOBI))
    slack.click(TOBI, "statement_suggest")
    assert TEXT not in str(slack.world.view(TOBI))


def test_a_person_who_only_looks_drafts_sends_and_approves_nothing(slack: SlackDesk) -> None:
    log(slack)
    request = ask(slack, text=TEXT)
    envelope = clicked(slack, DINAH, "approval_approve", request)
    back = clicked(slack, DINAH, "approval_send_back", request)
    for one in (envelope, back):
        one["payload"]["user"]["id"] = PRIYA
        again(slack, one)
    assert verdicts(slack) == []
    assert all(action not in actions(slack) for action in ("inquiry.approved", "inquiry.sent_back"))


def test_approval_takes_its_place_on_the_approvers_home(slack: SlackDesk) -> None:
    slack.world.open_home(DINAH)
    slack.settle()
    log(slack)
    ask(slack, text=TEXT)
    home = slack.world.home(DINAH)
    assert home is not None and "Waiting for my approval: 1" in words(home)
    look = next(one for one in buttons(home) if one.startswith("approval_look"))
    slack.settle(slack.world.click(DINAH, look, view_id=home["id"]))
    slack.click(DINAH, "approval_approve")
    assert inquiry(slack).status == Status.APPROVED and "Approved" in str(slack.world.view(DINAH)["title"])
    assert "Waiting for my approval: 0" in words(slack.world.home(DINAH))


def test_a_history_holds_the_whole_way_in_order(slack: SlackDesk) -> None:
    log(slack)
    approved(slack, "First.")
    draft(slack, text="Second.")
    slack.click(TOBI, "statement_submit")
    slack.click(DINAH, "approval_approve", message=request_to(slack, DINAH))
    assert steps(actions(slack)) == ["logged", "drafted", "submitted", "approved", "voided", "submitted", "approved"]
    assert slack.clock() - inquiry(slack).logged_at == timedelta(0)


def steps(names: Sequence[str]) -> list[str]:
    return [name.removeprefix("inquiry.") for name in names if name.startswith("inquiry.")]


def test_a_second_answer_leaves_the_first_as_it_was_given(slack: SlackDesk) -> None:
    log(slack)
    sent(slack, TEXT)
    slack.clock.advance(hours=1)
    sent(slack, "A follow-up.", route="phone")
    first, second = rows(slack, StatementVersion)
    assert (first.text, second.text) == (TEXT, "A follow-up.")
    assert [one.status for one in rows(slack, Statement)] == [StatementStatus.SENT] * 2
    open_more(slack, MARA)
    slack.click(MARA, "inquiry_undo")
    kept = inquiry(slack)
    assert (kept.response, kept.response_route) == (TEXT, "email")
    assert [one.status for one in rows(slack, Statement)] == [StatementStatus.SENT, StatementStatus.APPROVED]
