"""Changing an inquiry and taking it back: what is kept of a change, who may lower what, and nothing typed is lost."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from bot import inquiries
from bot.models import Court, Inquiry, ReminderState, Sensitivity, Status
from tests.flows import again, approved, ask, change, clicked, inquiry, kept_in_order, log, open_more, sent, thread
from tests.reminded import marks, reminded, tick
from tests.slack_desk import DINAH, MARA, TEAM, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]


def undo(slack: SlackDesk, user: str, number: int = 1) -> str:
    """Undoes from the form behind More and gives what the person then reads."""
    open_more(slack, user, number)
    slack.click(user, "inquiry_undo")
    return words(slack.world.view(user))


def test_a_voided_approval_starts_the_clocks_when_it_was_voided(slack: SlackDesk) -> None:
    log(slack, deadline="none given")
    approved(slack)
    slack.clock.advance(hours=3)
    change(slack, MARA, sensitivity="crisis")
    assert "approval is void" in thread(slack)[-1]
    assert marks(slack, state=ReminderState.WAITING)["answer due"] == slack.clock() + timedelta(hours=1)
    before = len(reminded(slack, MARA))
    tick(slack)
    assert len(reminded(slack, MARA)) == before, "nothing is due yet"
    assert "can't be taken back" in undo(slack, MARA)


@pytest.mark.parametrize(("raised", "to"), [("crisis", "routine"), ("crisis", "sensitive"), ("sensitive", "routine")])
def test_an_officer_does_not_lower_what_a_stronger_approver_decides(slack: SlackDesk, raised: str, to: str) -> None:
    log(slack, deadline="6pm today")
    change(slack, MARA, sensitivity=raised)
    open_more(slack, TOBI)
    told = slack.submit(TOBI, sensitivity=to, note="Calmer now.").data["errors"]["sensitivity"]
    assert "Dinah" in told and "Mara" in told and "Tobi" not in told
    assert inquiry(slack).sensitivity == raised and slack.fields(TOBI)["note"] == "Calmer now."
    assert f"It is {raised}" in undo(slack, TOBI)
    assert inquiry(slack).sensitivity == raised
    change(slack, DINAH, sensitivity=to)
    assert inquiry(slack).sensitivity == to


def test_who_raised_it_by_mistake_takes_that_back(slack: SlackDesk) -> None:
    log(slack)
    change(slack, TOBI, sensitivity="crisis")
    undo(slack, TOBI)
    assert inquiry(slack).sensitivity == Sensitivity.ROUTINE


def test_of_a_restricted_inquiry_only_those_named_are_said_to_be_able_to_lower_it(slack: SlackDesk) -> None:
    log(slack, sensitivity="crisis", restricted=["yes"], named=[DINAH])
    open_more(slack, TOBI, channel=slack.dm(TOBI))
    told = slack.submit(TOBI, sensitivity="routine").data["errors"]["sensitivity"]
    assert "Dinah" in told and "Mara" not in told


def test_undo_looks_past_a_note_and_names_what_it_takes_back(slack: SlackDesk) -> None:
    log(slack)
    slack.click(TOBI, "inquiry_take", message=slack.card(1))
    change(slack, MARA, note="She called again.")
    open_more(slack, MARA)
    asked = next(
        one
        for block in slack.world.view(MARA)["blocks"]
        for one in block.get("elements", ())
        if one.get("action_id") == "inquiry_undo"
    )["confirm"]["text"]["text"]
    assert "Tobi Fenwick took it" in asked
    slack.click(MARA, "inquiry_undo")
    assert inquiry(slack).owner_id is None and "took back: Tobi Fenwick took it" in thread(slack)[-1]
    assert "She called again." in " ".join(thread(slack))


def test_undo_takes_back_the_step_that_was_shown_or_none(slack: SlackDesk) -> None:
    log(slack)
    slack.click(TOBI, "inquiry_take", message=slack.card(1))
    open_more(slack, MARA)
    slack.click(TOBI, "inquiry_acknowledge", message=slack.card(1))
    slack.click(MARA, "inquiry_undo")
    assert "Nothing was taken back" in words(slack.world.view(MARA)) and "acknowledged it" in words(slack.world.view(MARA))
    kept = inquiry(slack)
    assert kept.owner_id and kept.acknowledged_at


def test_undo_does_not_go_past_words_that_were_asked_about(slack: SlackDesk) -> None:
    log(slack)
    slack.click(TOBI, "inquiry_take", message=slack.card(1))
    ask(slack)
    change(slack, TOBI, note="Dinah has it.")
    assert "can't be taken back" in undo(slack, TOBI) and inquiry(slack).owner_id


def test_a_conflict_shows_the_form_again_with_what_was_typed_and_what_others_changed(slack: SlackDesk) -> None:
    log(slack)
    open_more(slack, MARA)
    change(slack, TOBI, court="legal", owner=TOBI)
    slack.submit(MARA, note="A long note.", question="And why?", sensitivity="sensitive")
    view = slack.world.view(MARA)
    assert "Tobi Fenwick changed PR-0001" in words(view) and "with: legal" in words(view)
    held = slack.fields(MARA)
    assert (held["note"], held["question"], held["sensitivity"]) == ("A long note.", "And why?", "sensitive")
    assert (held["court"], held["owner"]) == ("legal", TOBI), "what she left alone is as it is now"
    change(slack, TOBI, backup=DINAH)
    slack.submit(MARA)
    held = slack.fields(MARA)
    assert (held["note"], held["sensitivity"], held["backup"]) == ("A long note.", "sensitive", DINAH), "a second time, too"
    assert slack.submit(MARA).ok and slack.world.view(MARA) is None
    kept = inquiry(slack)
    assert (kept.court, kept.sensitivity, kept.owner_id) == (Court.LEGAL, Sensitivity.SENSITIVE, f"slack:{TEAM}:{TOBI}")
    assert "A long note." in thread(slack)[-1] and "And why?" in thread(slack)[-1]


def test_a_deadline_typed_into_a_form_that_somebody_overtook_is_kept(slack: SlackDesk) -> None:
    log(slack)
    open_more(slack, MARA)
    change(slack, TOBI, deadline="8pm today")
    slack.submit(MARA, deadline="9pm today")
    assert slack.fields(MARA)["deadline"] == "9pm today"
    assert slack.submit(MARA).ok
    assert inquiry(slack).deadline_at == datetime(2026, 11, 23, 21, tzinfo=UTC)


def test_a_changed_deadline_that_can_be_read_in_two_ways_is_put_right_with_one_click(slack: SlackDesk) -> None:
    log(slack)
    change(slack, MARA, deadline="next Thursday 5pm")
    view = slack.world.view(MARA)
    assert "Next Thursday" in words(view) and "3 Dec" in words(view)
    slack.click(MARA, "deadline_correct:0")
    assert inquiry(slack).deadline_at == datetime(2026, 11, 26, 17, tzinfo=UTC)
    assert inquiry(slack).deadline_words == "next Thursday 5pm"
    assert "26 Nov" in words(slack.world.view(MARA)) and "deadline_correct:0" not in buttons(slack.world.view(MARA))


def test_an_answer_needs_no_acknowledging_any_more(slack: SlackDesk) -> None:
    log(slack)
    stale = clicked(slack, TOBI, "inquiry_acknowledge", slack.card(1))
    sent(slack)
    assert "inquiry_acknowledge" not in buttons(slack.card(1))
    again(slack, stale)
    assert inquiry(slack).acknowledged_at is None and inquiry(slack).status == Status.RESPONDED
    assert "answered already" in words(slack.private(TOBI))


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_a_merging_is_undone_holding_the_two_in_the_order_in_which_they_are_merged(slack: SlackDesk) -> None:
    log(slack)
    log(slack, topic="Night shelter numbers, again")
    first, second = inquiry(slack, 1), inquiry(slack, 2)
    inquiries.merge(slack.desk, actor=slack.actor(TOBI), inquiry_id=second.id or 0, other_id=first.id or 0)
    taking = threading.Thread(
        target=lambda: inquiries.undo(slack.desk, actor=slack.actor(TOBI), inquiry_id=second.id or 0), daemon=True
    )
    with slack.database.write() as session:
        session.exec(select(Inquiry).where(Inquiry.id == first.id).with_for_update()).one()
        taking.start()
        with slack.database.engine.connect() as connection:
            while not connection.exec_driver_sql("select count(*) from pg_locks where not granted").scalar():
                assert taking.is_alive()
                connection.rollback()
            free = connection.execute(select(Inquiry.id).where(Inquiry.id == second.id).with_for_update(skip_locked=True)).all()
    taking.join(30)
    assert free, "it waits for the first before it holds the second"
    assert inquiry(slack, 2).status == Status.RECEIVED
    slack.settle()
