"""Releases: to whom words went and when; embargoes, exclusives and corrections; what is said of all of it afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot import schedule
from bot.models import (
    AuditEntry,
    EmbargoAgreement,
    Exclusive,
    Job,
    Journalist,
    Recipient,
    Release,
    Statement,
    StatementEvent,
    StatementStatus,
)
from tests.flows import again, approved, clicked, inquiry, kept_in_order, log, open_more, request_to, rows, sent, thread
from tests.reminded import london, tick_at
from tests.slack_desk import DESK, DINAH, GENERAL, MARA, PRIYA, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]

# What asks the database nothing of its own runs on one of the two.
one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
TEXT = "The night shelter has 40 beds and stays open until March."


def own(slack: SlackDesk, text: str = TEXT, *, title: str = "Winter survey", embargo: str = "") -> Statement:
    """A proactive statement of its own, approved; gives its row."""
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, f"release {title}")
    slack.click(TOBI, "statement_kind", chosen="proactive")
    result = slack.submit(TOBI, title=title, text=text, embargo=embargo)
    assert not (result.data or {}).get("errors"), result
    slack.click(TOBI, "statement_submit")
    slack.world.close_view(TOBI, every=True)
    slack.click(DINAH, "approval_approve", message=request_to(slack, DINAH))
    return rows(slack, Statement)[-1]


def open_own(slack: SlackDesk, statement: Statement, action: str, user: str = TOBI) -> None:
    """Uses a button of the card of a statement of its own."""
    slack.world.close_view(user, every=True)
    cards = [one for one in slack.said(user, DESK) if statement.reference in words(one) and action in buttons(one)]
    slack.click(user, action, message=cards[-1])


def open_answer(slack: SlackDesk, action: str, user: str = TOBI, number: int = 1) -> None:
    slack.world.close_view(user, every=True)
    slack.click(user, "statement_open", message=slack.card(number, DESK, user))
    slack.click(user, action)


def look(slack: SlackDesk, reference: str, user: str = TOBI) -> dict[str, Any]:
    slack.command(user, f"show {reference}")
    return slack.private(user)


def errors(result: Any) -> str:
    return str((result.data or {}).get("errors") or "")


def holders(slack: SlackDesk) -> list[str]:
    return [one.name for one in rows(slack, Recipient)]


def test_words_go_to_who_asked_and_to_others_and_are_frozen_with_all_that_was_said_of_it(slack: SlackDesk) -> None:
    log(slack, outlet="Eastmarsh Gazette")
    approved(slack, TEXT)
    slack.clock.advance(hours=2)
    open_answer(slack, "statement_sent")
    assert slack.fields(TOBI)["to"] == ["j1"], "whoever asked is filled in"
    an_hour_ago = slack.clock() - timedelta(hours=1)
    assert not errors(
        slack.submit(
            TOBI, route="email", others="Ines Halloway, Northcoast Tonight", sent_at=int(an_hour_ago.timestamp()), note="Both thanked.",
            attribution="Dinah Osei, director",
        )
    )  # fmt: skip
    (release,) = rows(slack, Release)
    assert (release.text, release.route, release.attribution, release.note) == (
        TEXT,
        "email",
        "Dinah Osei, director",
        "Both thanked.",
    )
    assert release.sent_at == inquiry(slack).responded_at == an_hour_ago
    assert holders(slack) == ["Wren Castellane, Eastmarsh Gazette", "Ines Halloway, Northcoast Tonight"]
    said = thread(slack)[-1]
    assert (
        "to Wren Castellane, Eastmarsh Gazette; Ines Halloway, Northcoast Tonight, on the record" in said
        and "15:40" not in said
    )
    assert rows(slack, AuditEntry)[-1].details["recipients"] == 2


@one_database
def test_nothing_is_sent_before_it_was_approved_or_later_than_now(slack: SlackDesk) -> None:
    log(slack)
    slack.clock.advance(hours=1)
    approved(slack, TEXT)
    slack.clock.advance(minutes=10)
    open_answer(slack, "statement_sent")
    early, late = slack.clock() - timedelta(minutes=30), slack.clock() + timedelta(minutes=1)
    assert "approved only at" in errors(slack.submit(TOBI, route="email", sent_at=int(early.timestamp())))
    assert "still to come" in errors(slack.submit(TOBI, route="email", sent_at=int(late.timestamp())))
    assert rows(slack, Release) == [] and inquiry(slack).responded_at is None


def test_the_first_answer_keeps_its_stamps_and_later_ones_stand_beside_it(slack: SlackDesk) -> None:
    log(slack)
    sent(slack, TEXT)
    first = inquiry(slack)
    slack.clock.advance(hours=1)
    sent(slack, "A follow-up.", route="phone")
    kept = inquiry(slack)
    assert (kept.response, kept.response_route, kept.responded_at) == (TEXT, "email", first.responded_at)
    assert "Also sent: S-0001 by e-mail; S-0002 by phone" in words(slack.card(1))
    open_more(slack, MARA)
    slack.click(MARA, "inquiry_undo")
    assert [one.taken_back_at for one in rows(slack, Release)] == [None, slack.clock()]
    assert [one.status for one in rows(slack, Statement)] == [StatementStatus.SENT, StatementStatus.APPROVED]
    assert "Also sent" not in words(slack.card(1)) and inquiry(slack).response == TEXT


@one_database
def test_the_same_words_may_go_to_others_too_and_that_alone_can_be_taken_back(slack: SlackDesk) -> None:
    log(slack)
    sent(slack, TEXT)
    slack.command(TOBI, "show S-1")
    slack.click(TOBI, "statement_sent", message=slack.private(TOBI))
    assert slack.fields(TOBI)["to"] == []
    assert "To whom" in errors(slack.submit(TOBI, route="email")) or "Choose to whom" in errors(
        slack.submit(TOBI, route="email")
    )
    assert not errors(slack.submit(TOBI, route="email", others="Ines Halloway, Northcoast Tonight"))
    assert [one.text for one in rows(slack, Release)] == [TEXT, TEXT]
    open_more(slack, MARA)
    slack.click(MARA, "inquiry_undo")
    assert rows(slack, Statement)[0].status == StatementStatus.SENT and inquiry(slack).response == TEXT
    open_more(slack, MARA)
    slack.click(MARA, "inquiry_undo")
    assert rows(slack, Statement)[0].status == StatementStatus.APPROVED and inquiry(slack).response is None


@one_database
def test_a_statement_of_its_own_is_sent_and_taken_back(slack: SlackDesk) -> None:
    one = own(slack)
    open_own(slack, one, "statement_sent")
    assert "Choose to whom" in errors(slack.submit(TOBI, route="email"))
    assert not errors(slack.submit(TOBI, route="email", others="Wren Castellane, Eastmarsh Gazette\n, Tide FM"))
    assert holders(slack) == ["Wren Castellane, Eastmarsh Gazette", "Tide FM"]
    shown = look(slack, one.reference)
    assert "Wren Castellane, Eastmarsh Gazette" in words(shown) and "statement_sent" in buttons(shown)
    slack.click(TOBI, f"release_take_back:{rows(slack, Release)[0].id}", message=shown)
    assert rows(slack, Release)[0].taken_back_at and rows(slack, Statement)[0].status == StatementStatus.APPROVED
    assert "statement.taken_back" in [it.action for it in rows(slack, AuditEntry)]


def test_words_under_embargo_are_shown_for_nobody_who_has_not_agreed_first(slack: SlackDesk) -> None:
    one = own(slack, embargo="00:01 EST, 26 November 2026")
    open_own(slack, one, "statement_copy")
    assert TEXT not in words(slack.world.view(TOBI)), "first it is said for whom"
    assert "00:01 EST" in words(slack.world.view(TOBI)) and "05:01 GMT" in words(slack.world.view(TOBI)), "in both zones"
    assert "has not agreed" in errors(slack.submit(TOBI, others="Wren Castellane, Eastmarsh Gazette"))
    slack.click(TOBI, "embargo_agree")
    later = int((slack.clock() + timedelta(hours=1)).timestamp())
    given = {"others": "Wren Castellane, Eastmarsh Gazette", "how": "by phone"}
    assert "still to come" in errors(slack.submit(TOBI, **given, agreed_at=later))
    assert not errors(slack.submit(TOBI, **given, agreed_at=None))
    open_own(slack, one, "statement_copy")
    wren = f"j{rows(slack, Journalist)[-1].id}"
    slack.submit(TOBI, to=wren)
    assert TEXT in words(slack.world.view(TOBI)) and "For  Wren Castellane" in words(slack.world.view(TOBI))
    (agreement,) = rows(slack, EmbargoAgreement)
    assert agreement.shown_at == slack.clock() and agreement.how == "by phone"
    open_own(slack, one, "statement_sent")
    assert "has not agreed" in errors(slack.submit(TOBI, route="email", to=[wren], others="Ines Halloway, Tide FM"))
    assert "under embargo" in errors(slack.submit(TOBI, route="social", to=[wren], others=""))
    assert not errors(slack.submit(TOBI, route="email", to=[wren], others=""))
    assert rows(slack, Release)[0].embargo_until == datetime(2026, 11, 26, 5, 1, tzinfo=UTC)


@one_database
def test_that_words_under_embargo_went_to_somebody_who_never_agreed_is_written_down_with_a_reason(slack: SlackDesk) -> None:
    one = own(slack, embargo="00:01 GMT, 26 November 2026")
    open_own(slack, one, "statement_sent")
    given = {"route": "email", "others": "Wren Castellane, Eastmarsh Gazette"}
    assert "If it went to them anyway, say why here" in errors(slack.submit(TOBI, **given))
    assert rows(slack, Release) == []
    assert not errors(slack.submit(TOBI, **given, anyway="The wrong list was in copy."))
    (held,) = rows(slack, Recipient)
    assert held.unagreed == "The wrong list was in copy." and rows(slack, EmbargoAgreement) == []
    shown = words(look(slack, one.reference))
    assert "had not agreed to the embargo: The wrong list was in copy." in shown
    entry = next(it for it in rows(slack, AuditEntry) if it.action == "statement.sent")
    assert entry.details["unagreed"] == [held.journalist_id] and "wrong list" not in str(entry.details)
    history = rows(slack, StatementEvent)[-1].text
    assert "although Wren Castellane, Eastmarsh Gazette had not agreed to the embargo: The wrong list was in copy." in history
    open_own(slack, one, "statement_copy")
    assert "has not agreed" in errors(slack.submit(TOBI, others="Wren Castellane, Eastmarsh Gazette")), (
        "it opens nothing for later"
    )


@one_database
def test_who_is_chosen_without_having_agreed_is_answered_with_the_form_for_it(slack: SlackDesk) -> None:
    log(slack)
    approved(slack, TEXT)
    slack.world.close_view(TOBI, every=True)
    slack.click(TOBI, "statement_open", message=slack.card(1, DESK, TOBI))
    slack.submit(TOBI, text=TEXT, embargo="00:01 GMT, 26 November 2026")
    slack.click(TOBI, "statement_submit")
    slack.click(DINAH, "approval_approve", message=request_to(slack, DINAH))
    open_answer(slack, "statement_copy")
    slack.submit(TOBI, to="j1")
    view = words(slack.world.view(TOBI))
    assert "Record that they agreed first" in view and TEXT not in view
    slack.submit(TOBI, how="in her mail of this morning")
    assert TEXT in words(slack.world.view(TOBI)) and len(rows(slack, EmbargoAgreement)) == 1


@one_database
def test_words_under_embargo_come_out_for_nobody_only_with_a_promise_that_they_stay_inside(slack: SlackDesk) -> None:
    one = own(slack, embargo="00:01 GMT, 26 November 2026")
    open_own(slack, one, "statement_copy")
    assert "For whom" in errors(slack.submit(TOBI)) or "Choose for whom" in errors(slack.submit(TOBI))
    assert "Tick this" in errors(slack.submit(TOBI, to="inside"))
    slack.submit(TOBI, to="inside", inside_sure=["yes"])
    assert TEXT in words(slack.world.view(TOBI))
    assert rows(slack, AuditEntry)[-1].action == "statement.copied"


@one_database
def test_another_instant_voids_what_was_agreed(slack: SlackDesk) -> None:
    one = own(slack, embargo="00:01 GMT, 26 November 2026")
    open_own(slack, one, "statement_copy")
    slack.click(TOBI, "embargo_agree")
    slack.submit(TOBI, others="Wren Castellane, Eastmarsh Gazette", how="by phone")
    slack.world.close_view(TOBI, every=True)
    slack.click(
        TOBI, f"statement_edit:{one.id}", message=next(it for it in slack.said(TOBI, DESK) if one.reference in words(it))
    )
    slack.submit(TOBI, text=TEXT, embargo="00:01 GMT, 27 November 2026")
    slack.click(TOBI, "statement_submit")
    slack.click(DINAH, "approval_approve", message=request_to(slack, DINAH))
    open_own(slack, one, "statement_sent")
    assert "has not agreed" in errors(slack.submit(TOBI, route="email", others="Wren Castellane, Eastmarsh Gazette"))


def lifted(slack: SlackDesk) -> list[Job]:
    return [one for one in rows(slack, Job) if one.kind == "embargo_lifted"]


def test_an_embargo_lifts_at_its_instant_by_itself_and_never_early(slack: SlackDesk) -> None:
    # The clocks went back that night, and half past one came twice in London.
    slack.clock.set(london("2026-10-23 12:00"))
    one = own(slack, embargo="01:30 UTC, 25 October 2026")
    at = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    tick_at(slack, at - timedelta(hours=1))
    tick_at(slack, at - timedelta(seconds=1))
    assert lifted(slack) == [] and rows(slack, Statement)[0].embargo_lifted_at is None
    open_own(slack, one, "statement_copy")
    assert TEXT not in words(slack.world.view(TOBI))
    tick_at(slack, at)
    schedule.tick(slack.desk)
    slack.settle()
    assert rows(slack, Statement)[0].embargo_lifted_at == at and len(lifted(slack)) == 2
    told = f"The embargo on {one.reference} lifted"
    assert len([it for it in slack.said(TOBI, slack.dm(TOBI)) if told in words(it)]) == 1
    card = next(it for it in slack.said(MARA, DESK) if one.reference in words(it))
    assert len([it for it in slack.said(MARA, DESK, thread_ts=card["ts"]) if told in words(it)]) == 1
    open_own(slack, one, "statement_copy")
    assert TEXT in words(slack.world.view(TOBI)), "after the lift nobody need agree"


@one_database
def test_an_embargo_that_ended_while_the_desk_was_down_lifts_once_on_its_return(slack: SlackDesk) -> None:
    own(slack, embargo="00:01 GMT, 26 November 2026")
    back = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
    tick_at(slack, back)
    tick_at(slack, back + timedelta(minutes=1))
    assert rows(slack, Statement)[0].embargo_lifted_at == back and len(lifted(slack)) == 2
    assert [it.action for it in rows(slack, AuditEntry)].count("statement.embargo_lifted") == 1


def promise(slack: SlackDesk, statement: Statement, whom: str, until: datetime) -> str:
    slack.world.close_view(TOBI, every=True)
    slack.click(
        TOBI,
        f"statement_edit:{statement.id}",
        message=next(it for it in slack.said(TOBI, DESK) if statement.reference in words(it)),
    )
    slack.click(TOBI, "exclusive_new")
    return errors(slack.submit(TOBI, others=whom, until=int(until.timestamp())))


def test_a_story_promised_to_one_goes_to_others_only_with_a_reason_until_the_promise_ends(slack: SlackDesk) -> None:
    one, until = own(slack), slack.clock() + timedelta(hours=5)
    assert "to come" in promise(slack, one, "Wren Castellane, Eastmarsh Gazette", slack.clock())
    assert not promise(slack, one, "Wren Castellane, Eastmarsh Gazette", until)
    assert "already" in promise(slack, one, "Ines Halloway, Tide FM", until)
    open_own(slack, one, "statement_sent")
    assert "Promised" in words(slack.world.view(TOBI))
    refused = errors(slack.submit(TOBI, route="email", others="Ines Halloway, Tide FM"))
    assert "promised to Wren Castellane" in refused and rows(slack, Release) == []
    assert not errors(slack.submit(TOBI, route="email", others="Ines Halloway, Tide FM", clash="It leaked."))
    assert rows(slack, AuditEntry)[-1].details["exclusives"] == [1]
    slack.clock.set(until)
    open_own(slack, one, "statement_sent")
    assert "Promised" not in words(slack.world.view(TOBI))
    assert not errors(slack.submit(TOBI, route="email", others="Bram Ostrander, The Quarterly Ledger"))


def test_a_story_that_is_only_named_is_kept_too_and_may_be_ended_early(slack: SlackDesk) -> None:
    slack.command(TOBI, "exclusives")
    slack.click(TOBI, "exclusive_new", message=slack.private(TOBI))
    until = int((slack.clock() + timedelta(days=2)).timestamp())
    assert not errors(slack.submit(TOBI, subject="Winter survey of beds", others=", Tide FM", until=until))
    one = own(slack)
    open_own(slack, one, "statement_sent")
    assert "promised to Tide FM" in errors(slack.submit(TOBI, route="email", others="Wren Castellane, Eastmarsh Gazette"))
    slack.command(MARA, "exclusives")
    slack.click(MARA, "exclusive_end:1", message=slack.private(MARA))
    assert errors(slack.submit(MARA, reason=" "))
    assert not errors(slack.submit(MARA, reason="They passed on it."))
    assert rows(slack, Exclusive)[0].ended_because == "They passed on it."
    assert not errors(slack.submit(TOBI, route="email", others="Wren Castellane, Eastmarsh Gazette"))


def corrected(slack: SlackDesk, statement: Statement) -> Statement:
    """Begins the correction of a sent statement, fills in what is missing and has it approved."""
    slack.command(TOBI, f"show {statement.reference}")
    slack.click(TOBI, "correction_open", message=slack.private(TOBI))
    assert not errors(slack.submit(TOBI, wrong="There are 34 beds, not 40.", right="The night shelter has 34 beds."))
    assert not errors(slack.submit(TOBI, contact="Press office, press@example.org"))
    slack.click(TOBI, "statement_submit")
    slack.world.close_view(TOBI, every=True)
    slack.click(DINAH, "approval_approve", message=request_to(slack, DINAH))
    return rows(slack, Statement)[-1]


def test_a_correction_reaches_everybody_who_holds_the_old_words(slack: SlackDesk) -> None:
    one = own(slack)
    open_own(slack, one, "statement_sent")
    slack.submit(
        TOBI, route="email", others="Wren Castellane, Eastmarsh Gazette\nInes Halloway, Tide FM\nBram Ostrander, The Ledger"
    )
    correction = corrected(slack, one)
    assert correction.corrects_id == one.id and "34 beds, not 40" in words(look(slack, correction.reference))
    open_own(slack, correction, "statement_sent")
    assert not errors(slack.submit(TOBI, route="email", others="Wren Castellane, Eastmarsh Gazette"))
    shown = words(look(slack, one.reference))
    assert f"corrected by {correction.reference}".casefold() in shown.casefold() and "statement_sent" not in buttons(
        slack.private(TOBI)
    )
    assert [it.told_at is not None for it in rows(slack, Recipient)][:3] == [True, False, False]
    slack.command(TOBI, "said winter survey beds")
    assert f"corrected by {correction.reference}" in words(slack.private(TOBI))
    tick_at(slack, slack.clock() + timedelta(minutes=59))
    assert not [it for it in slack.said(TOBI, slack.dm(TOBI)) if "still to be told" in words(it)]
    tick_at(slack, slack.clock() + timedelta(minutes=2))
    reminder = next(it for it in slack.said(TOBI, slack.dm(TOBI)) if "2 of 3 still to be told" in words(it))
    slack.click(TOBI, "correction_told:2", message=reminder)
    slack.click(TOBI, "correction_told:3", message=slack.last(TOBI, slack.dm(TOBI)))
    assert "Everybody is told" in words(slack.last(TOBI, slack.dm(TOBI)))
    before = len(rows(slack, Job))
    tick_at(slack, slack.clock() + timedelta(hours=5))
    assert not [it for it in rows(slack, Job)[before:] if it.kind == "correction"]


@one_database
def test_corrected_words_are_neither_copied_nor_offered_again(slack: SlackDesk) -> None:
    log(slack, topic="Night shelter beds", questions="How many beds are there?")
    sent(slack, TEXT)
    slack.command(TOBI, "show S-1")
    copy = clicked(slack, TOBI, "statement_copy", slack.private(TOBI))
    correction = corrected(slack, rows(slack, Statement)[0])
    open_answer(slack, "statement_sent")
    assert not errors(slack.submit(TOBI, route="email"))
    again(slack, copy)
    assert f"corrected by {correction.reference}" in words(slack.private(TOBI))
    log(slack, topic="Beds of the night shelter", journalists="Ines Halloway", questions="How many beds?")
    slack.click(TOBI, "statement_open", message=slack.card(2, DESK, TOBI))
    assert TEXT not in words({"blocks": slack.world.view(TOBI)["blocks"]}).partition("What we said before")[2]
    assert inquiry(slack).response == TEXT, "what was said stays on record as it was said"
    assert "corrected by" in words(slack.card(1))


def test_what_was_released_is_found_again_wherever_it_stood(slack: SlackDesk) -> None:
    log(slack, topic="Night shelter numbers")
    sent(slack, TEXT)
    sent(slack, "Volunteers carry the outreach van.", route="phone")
    one = own(slack, "Harbour swimming lessons begin in spring.", title="Swimming lessons")
    open_own(slack, one, "statement_sent")
    slack.submit(TOBI, route="social")
    for asked, found in (
        ("outreach van volunteers", "Volunteers carry the outreach van."),
        ("swimming lessons spring", "Harbour swimming lessons"),
    ):
        slack.command(PRIYA, f"said {asked}", GENERAL)
        assert found in words(slack.private(PRIYA, GENERAL)), asked


@one_database
def test_words_under_embargo_are_said_again_only_to_who_may_work_with_them(slack: SlackDesk) -> None:
    one = own(slack, embargo="00:01 GMT, 26 November 2026")
    open_own(slack, one, "statement_copy")
    slack.click(TOBI, "embargo_agree")
    slack.submit(TOBI, others="Wren Castellane, Eastmarsh Gazette", how="by phone")
    open_own(slack, one, "statement_sent")
    slack.submit(TOBI, route="email", to=["j1"])
    for user, sees in ((PRIYA, False), (TOBI, True)):
        slack.command(user, "said winter survey beds", GENERAL)
        assert (TEXT in words(slack.private(user, GENERAL))) is sees
    slack.clock.set(datetime(2026, 11, 26, 0, 1, tzinfo=UTC))
    slack.command(PRIYA, "said winter survey beds", GENERAL)
    assert TEXT in words(slack.private(PRIYA, GENERAL))


@one_database
def test_whoever_only_looks_takes_nothing_out(slack: SlackDesk) -> None:
    one = own(slack)
    slack.command(PRIYA, f"show {one.reference}", GENERAL)
    shown = slack.private(PRIYA, GENERAL)
    for action in ("statement_copy", "statement_sent"):
        slack.click(PRIYA, action, message=shown)
        assert "can't work on inquiries" in words(slack.private(PRIYA, GENERAL))
    assert rows(slack, Release) == [] and "statement.copied" not in [it.action for it in rows(slack, AuditEntry)]
