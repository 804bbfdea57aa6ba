"""Statements of every kind: written in parts, put together word for word, on their own or several of one inquiry."""

from __future__ import annotations

from typing import Any

import pytest

from bot.models import Posting, Statement, StatementEvent, StatementKind, StatementStatus, StatementVersion, Status
from bot.statements import KINDS, compose
from tests.flows import ask, inquiry, kept_in_order, log, open_more, request_to, rows, seen_by
from tests.slack_desk import DESK, DINAH, GENERAL, MARA, PRIYA, TOBI, SlackDesk, buttons, words
from tests.wordings import approve, write

__all__ = ["kept_in_order"]

RELEASE = {
    "headline": "Night shelter stays open until spring", "dateline": "Eastmarsh, 25 November 2026",
    "lead": "Harbour Light Trust keeps its night shelter open until 31 March.", "body": "Forty beds are ready every night.",
    "quote": "“Nobody is turned away,” said Dinah Osei.", "notes": "Pictures are at the shelter.",
    "contact": "Press office, 01632 960 001",
}  # fmt: skip
TEXT = """PRESS RELEASE

EMBARGOED until 00:01 GMT, Wednesday 25 November 2026

Night shelter stays open until spring

Eastmarsh, 25 November 2026 – Harbour Light Trust keeps its night shelter open until 31 March.

Forty beds are ready every night.

“Nobody is turned away,” said Dinah Osei.

ENDS

NOTES TO EDITORS

Pictures are at the shelter.

MEDIA CONTACT

Press office, 01632 960 001"""
EMBARGO = "00:01 GMT, Wednesday 25 November 2026"


def release(slack: SlackDesk, user: str = TOBI, **filled: Any) -> dict[str, Any]:
    """Starts a press release with its command and gives what Slack was answered; its form stays open."""
    slack.world.close_view(user, every=True)
    slack.command(user, "release Winter shelter")
    return slack.submit(user, **{**RELEASE, **filled}).data


def statement(slack: SlackDesk, number: int = 1) -> Statement:
    return next(one for one in rows(slack, Statement) if one.number == number)


def card(slack: SlackDesk, reference: str = "S-0001", user: str = TOBI, channel: str = DESK) -> dict[str, Any]:
    said = [one for one in slack.said(user, channel) if not one.get("ephemeral")]
    return next(one for one in said if reference in words(one) and "statement_more" in buttons(one))


def open_card(slack: SlackDesk, user: str = TOBI, reference: str = "S-0001", **where: Any) -> None:
    slack.world.close_view(user, every=True)
    number = int(reference.removeprefix("S-"))
    slack.click(user, f"statement_edit:{number}", message=card(slack, reference, user, **where))


def more(slack: SlackDesk, user: str = TOBI, reference: str = "S-0001", **where: Any) -> None:
    slack.world.close_view(user, every=True)
    slack.click(user, "statement_more", message=card(slack, reference, user, **where))


def line_of_thread(slack: SlackDesk) -> str:
    return words(slack.last(TOBI, thread_ts=card(slack)["ts"]))


@pytest.mark.parametrize("kind", StatementKind)
def test_every_kind_holds_all_that_was_written_in_it_and_nothing_twice(kind: StatementKind) -> None:
    parts = {one.name: f"What stands under {one.name}." for one in KINDS[kind].parts}
    text = compose(kind, parts, organisation="Harbour Light Trust")
    assert [text.count(one) for one in parts.values()] == [1] * len(parts)
    assert not any(block != block.strip() or not block for block in text.split("\n\n"))


def test_a_press_release_is_put_together_word_for_word_and_has_its_card(slack: SlackDesk) -> None:
    assert not release(slack, embargo=EMBARGO, sensitivity="sensitive").get("errors")
    version = rows(slack, StatementVersion)[0]
    assert version.text == TEXT
    assert (version.embargo_zone, version.embargo_until.isoformat()) == ("Europe/London", "2026-11-25T00:01:00+00:00")
    assert version.parts["lead"] == RELEASE["lead"] and "That is 00:01 GMT" in words(slack.world.view(TOBI))
    shown = card(slack)
    assert "Winter shelter" in words(shown) and "Embargo: 00:01 GMT, Wednesday 25 November 2026" in " ".join(
        words(shown).split()
    )
    assert "Night shelter" not in shown["text"], "a notification is read over shoulders"
    slack.world.open_home(TOBI)
    slack.settle()
    assert "Statements in work: 1" in words(slack.world.home(TOBI)) and "S-0001" in words(slack.world.home(TOBI))
    slack.submit(TOBI, body="Forty-two beds are ready every night.")
    assert "edited the draft of the press release S-0001: version 2" in line_of_thread(slack)
    assert [one.action for one in rows(slack, StatementEvent)] == ["begun", "drafted"]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("when it suits us", "no moment I can read"),
        ("00:01 GMT, Monday 2 March 2026", "That moment is past"),
        ("tomorrow", "names a day and no time of day"),
        ("COB Friday", "no time of day"),
        ("26 November 2026", "no time of day"),
    ],
)
def test_an_embargo_that_is_none_is_refused_beside_its_field_and_nothing_is_lost(
    slack: SlackDesk, said: str, wrong: str
) -> None:
    errors = release(slack, embargo=said)["errors"]
    assert wrong in errors["embargo:0"] and rows(slack, Statement) == []
    assert not slack.submit(TOBI, embargo="").data.get("errors")
    assert "For immediate release" in rows(slack, StatementVersion)[0].text


def test_the_same_form_sent_twice_begins_one_statement(slack: SlackDesk) -> None:
    release(slack)
    slack.clock.advance(seconds=5)
    release(slack)
    assert len(rows(slack, Statement)) == len(rows(slack, StatementVersion)) == 1


def test_what_is_missing_is_named_and_waits_before_the_approval(slack: SlackDesk) -> None:
    assert not release(slack, contact="", lead="").get("errors"), "a draft may be begun"
    assert "Still missing before it can be approved: First paragraph, Media contact." in words(slack.world.view(TOBI))
    slack.click(TOBI, "statement_submit")
    assert "Something is still missing: First paragraph, Media contact" in words(slack.world.view(TOBI))
    slack.world.close_view(TOBI)
    slack.submit(TOBI, contact=RELEASE["contact"], lead=RELEASE["lead"])
    slack.click(TOBI, "statement_submit")
    request = request_to(slack, DINAH)
    assert RELEASE["body"] in words(request)
    slack.click(DINAH, "approval_approve", message=request)
    assert statement(slack).status == StatementStatus.APPROVED and "✅ Approved" in words(card(slack))
    open_card(slack)
    slack.submit(TOBI, quote="“Nobody is turned away!” said Dinah Osei.")
    assert statement(slack).status == StatementStatus.DRAFT and "approval of version 2 is void" in line_of_thread(slack)


def test_boilerplate_is_an_approved_line_and_an_expired_one_is_refused(slack: SlackDesk) -> None:
    write(slack, kind="boilerplate", text="Harbour Light Trust keeps people warm.", expires_on="2026-11-30")
    approve(slack, DINAH, "B-0001")
    release(slack, boilerplate_line="B-0001")
    about = "\n\nABOUT HARBOUR LIGHT TRUST\n\nHarbour Light Trust keeps people warm.\n\nMEDIA CONTACT"
    assert about in rows(slack, StatementVersion)[0].text
    slack.clock.advance(days=9)
    open_card(slack)
    assert "has expired: choose another" in words(slack.world.view(TOBI))
    assert not slack.submit(TOBI, boilerplate_line="none").data.get("errors")
    assert "keeps people warm" not in rows(slack, StatementVersion)[1].text


def test_whoever_is_not_named_on_a_restricted_statement_finds_no_trace_of_it(slack: SlackDesk) -> None:
    release(slack, title="Zanzibar tribunal", statement_restricted=["yes"], named=[DINAH])
    assert "Zanzibar" in words(card(slack, user=DINAH, channel=slack.dm(DINAH)))
    for text in ("statements", "show S-1", "statements draft"):
        slack.command(MARA, text)
    slack.world.open_home(MARA)
    slack.settle()
    assert "Zanzibar" not in seen_by(slack, MARA) and "Night shelter" not in seen_by(slack, MARA)
    assert "There is no S-0001" in seen_by(slack, MARA) and "No statement is on record yet" in seen_by(slack, MARA)


def test_a_statement_that_becomes_restricted_leaves_the_channel_with_its_thread(slack: SlackDesk) -> None:
    release(slack)
    slack.submit(TOBI, body="Other words.")
    assert len(slack.said(PRIYA, thread_ts=card(slack)["ts"])) == 2
    more(slack)
    assert slack.submit(TOBI, statement_restricted=["yes"], named=[DINAH]).ok
    assert "Other words" not in seen_by(slack, PRIYA) and "Winter shelter" not in seen_by(slack, PRIYA)
    assert {one.conversation for one in rows(slack, Posting)} == {TOBI, DINAH}
    more(slack, channel=slack.dm(TOBI))
    slack.submit(TOBI, statement_restricted=[])
    assert "Winter shelter" in words(card(slack, user=PRIYA)) and not slack.said(DINAH, slack.dm(DINAH))


def test_a_holding_statement_stands_beside_the_answer_and_both_are_worked_on(slack: SlackDesk) -> None:
    log(slack)
    slack.click(TOBI, "statement_open", message=slack.card(1))
    slack.submit(TOBI, text="The answer.")
    slack.click(TOBI, "statement_another")
    assert not slack.submit(TOBI, text="We are looking into it.").data.get("errors")
    assert [(one.kind, one.current) for one in rows(slack, Statement)] == [("reactive", 1), ("holding", 1)]
    view = slack.world.view(TOBI)
    assert "Other statements of PR-0001" in words(view) and "Reactive statement S-0001" in words(view)
    slack.click(TOBI, "statement_submit")
    slack.click(DINAH, "approval_approve", message=request_to(slack, DINAH))
    slack.click(TOBI, "statement_edit:1")
    assert slack.fields(TOBI)["text"] == "The answer."
    slack.submit(TOBI, text="A better answer.")
    assert [one.status for one in rows(slack, Statement)] == [StatementStatus.DRAFT, StatementStatus.APPROVED]
    assert rows(slack, StatementVersion)[-1].statement_id == 1, "the approval of the other one holds"


def test_other_terms_void_the_approval_of_every_statement_of_an_inquiry(slack: SlackDesk) -> None:
    log(slack)
    slack.click(DINAH, "approval_approve", message=ask(slack, text="The answer."))
    slack.click(TOBI, "statement_open", message=slack.card(1))
    slack.click(TOBI, "statement_another")
    slack.submit(TOBI, text="We are looking into it.")
    slack.click(TOBI, "statement_submit")
    open_more(slack, MARA)
    slack.submit(MARA, terms="on_background")
    assert {one.status for one in rows(slack, Statement)} == {StatementStatus.DRAFT}
    assert inquiry(slack).status == Status.DRAFTING


def test_the_kind_chosen_first_changes_the_boxes_and_keeps_what_was_typed(slack: SlackDesk) -> None:
    slack.command(TOBI, "release Open day")
    typed = {"headline:0": {"headline": {"type": "plain_text_input", "value": "Come in"}}}
    where = {"view_id": slack.world.view(TOBI)["id"], "state": {"values": typed}}  # type: ignore[index]
    slack.settle(slack.world.click(TOBI, "statement_kind", chosen="media_advisory", **where))
    fields = slack.fields(TOBI)
    assert {"what", "who", "when", "where", "why", "opportunities"} <= fields.keys() and "lead" not in fields
    assert (fields["headline"], fields["title"]) == ("Come in", "Open day")
    slack.submit(
        TOBI,
        what="An open day.",
        who="Dinah Osei.",
        when="Tuesday.",
        where="Eastmarsh.",
        why="Nobody has seen it.",
        contact="01632 960 001",
    )
    assert "MEDIA ADVISORY" in rows(slack, StatementVersion)[0].text and statement(slack).kind == StatementKind.MEDIA_ADVISORY


def test_a_withdrawn_statement_takes_no_words_and_no_approval(slack: SlackDesk) -> None:
    release(slack)
    slack.click(TOBI, "statement_submit")
    request = request_to(slack, DINAH)
    more(slack)
    slack.click(TOBI, "statement_withdraw")
    assert statement(slack).status == StatementStatus.WITHDRAWN and "🚫 Withdrawn" in words(card(slack))
    slack.click(DINAH, "approval_approve", message=request)
    assert statement(slack).status == StatementStatus.WITHDRAWN
    open_card(slack)
    view = slack.world.view(TOBI)
    assert view is not None and not view.get("submit") and RELEASE["body"] in words(view)


def test_statements_are_listed_by_where_they_stand(slack: SlackDesk) -> None:
    slack.command(TOBI, "statements")
    empty = slack.private(TOBI)
    assert "No statement is on record yet" in words(empty) and "statement_new" in buttons(empty)
    log(slack)
    ask(slack, text="The answer.")
    for number in range(9):
        release(slack, title=f"Release {number}", headline=f"Number {number}")
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, "statements")
    shown = slack.private(TOBI)
    assert "All statements: 10" in words(shown) and "1–8 of 10" in words(shown) and "S-0002" not in words(shown)
    slack.click(TOBI, "statement_list:all:more", message=shown)
    slack.command(TOBI, "statements pending")
    waits = words(slack.private(TOBI))
    assert "Pending approval: 1" in waits and "answers PR-0001" in waits and "Release" not in waits
    slack.command(PRIYA, "statements sent", GENERAL)
    assert "statement_new" not in buttons(slack.private(PRIYA, GENERAL)), "a viewer starts none"
    slack.command(PRIYA, "release Mine", GENERAL)
    assert "You can't work on inquiries yet" in words(slack.private(PRIYA, GENERAL))
