"""Correction cases: from a misquotation to the correction, with a clock, a thread and a record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.coverage import cases
from bot.db import Database
from bot.models import (
    CaseState,
    ClipQuote,
    CorrectionCase,
    CoverageChannel,
    Inquiry,
    Journalist,
    QuoteClass,
    Statement,
    StatementKind,
    StatementVersion,
)
from tests.clocks import Clock
from tests.cuttings import click, clip, later, open_clip, scored, term
from tests.flows import actions, assert_on_record, change, log, rows, sent
from tests.slack_desk import DESK, DINAH, GENERAL, MARA, PRIYA, TEAM, TOBI, SlackDesk, buttons, opened, words

ANSWER = "The night shelter stays open every night until 31 March, whatever the weather does."
PRINTED = "The night shelter will shut every night until 31 March, whatever the weather does."
STORY = f"“{PRINTED}” Harbour Trust said on Monday. <!channel> *bold* & more."


@pytest.fixture
def slack(database: Database, clock: Clock) -> Iterator[SlackDesk]:
    with opened(database, clock) as desk:
        term(desk)
        yield desk
        assert_on_record(desk)


def misquoted(slack: SlackDesk) -> None:
    log(slack, outlet="Eastmarsh Gazette")
    sent(slack, ANSWER)
    later(slack, minutes=5)
    scored(slack, clip(slack, "Night shelter to shut", STORY, byline="Wren Castellane"))
    (quote,) = rows(slack, ClipQuote)
    assert quote.kind == QuoteClass.ALTERED


def begun(slack: SlackDesk, **filled: Any) -> CorrectionCase:
    """A case opened from the altered quotation of a clip."""
    misquoted(slack)
    open_clip(slack)
    (quote,) = rows(slack, ClipQuote)
    slack.click(TOBI, f"case_new:{quote.id}")
    result = slack.submit(TOBI, **filled)
    assert result.ok and not result.data.get("errors"), result
    slack.world.close_view(TOBI, every=True)
    return case(slack)


def case(slack: SlackDesk) -> CorrectionCase:
    return rows(slack, CorrectionCase)[-1]


def card(slack: SlackDesk, reference: str = "C-0001", channel: str = DESK) -> dict[str, Any]:
    return next(
        one
        for one in reversed(slack.said(MARA, channel))
        if words(one).startswith(f"⚖️ {reference}") and "case_open:1" in buttons(one)
    )


def step(slack: SlackDesk, name: str, user: str = TOBI, **filled: Any) -> None:
    """A step from the card's button and its form."""
    slack.world.close_view(user, every=True)
    slack.click(user, f"case_{name}_open:1", message=card(slack))
    result = slack.submit(user, **filled)
    assert result.ok and not result.data.get("errors"), result


def thread(slack: SlackDesk) -> list[str]:
    return [words(one) for one in slack.said(MARA, DESK, card(slack)["ts"])][1:]


def test_an_altered_quotation_proposes_a_case_and_opens_none_by_itself(slack: SlackDesk) -> None:
    misquoted(slack)
    assert rows(slack, CorrectionCase) == []
    shown = open_clip(slack)
    assert "⚠️ Altered" in words(shown) and f"Printed:  {PRINTED}" in words(shown) and f"Approved:  {ANSWER}" in words(shown)
    click(slack, TOBI, "case_new:")
    told = slack.fields(TOBI)
    assert PRINTED in told["evidence"] and f"Approved (S-0001): “{ANSWER}”" in told["evidence"]
    assert told["error"] and told["owner"] == TOBI


def test_a_case_has_a_card_in_the_desk_channel_and_shows_on_its_inquiry(slack: SlackDesk) -> None:
    found = begun(slack)
    shown = words(card(slack))
    assert "Night shelter to shut" in shown and "Eastmarsh Gazette  · Wren Castellane" in shown and "🆕 Open" in shown
    assert found.due_at == datetime(2026, 11, 23, 17, 46, tzinfo=UTC), "one working hour after it was opened"
    assert "⚖️ Correction cases: C-0001 open" in words(slack.card(1))


def test_a_case_goes_up_the_ladder_until_it_is_corrected(slack: SlackDesk) -> None:
    begun(slack)
    step(slack, "ask", rung="0", asked="Please put back our words.")
    assert (case(slack).state, case(slack).rung) == (CaseState.ASKED, 0)
    assert case(slack).due_at == datetime(2026, 11, 24, 16, 46, tzinfo=UTC), "a day for the journalist"
    step(slack, "ask", rung="1", asked="Dear desk, please put back our words.")
    assert case(slack).due_at == datetime(2026, 11, 26, 18, 0, tzinfo=UTC), "three working days for the desk"
    step(slack, "answer", answer="We will correct it online.")
    assert case(slack).state == CaseState.ANSWERED
    step(slack, "close", state="corrected", outcome="24 Nov, https://news.example/corrected")
    assert (case(slack).state, case(slack).due_at) == (CaseState.CORRECTED, None)
    assert "✅ Corrected" in words(card(slack)) and "☑️ Correction cases: C-0001 corrected" in words(slack.card(1))
    told = thread(slack)
    assert len(told) == 4 and "asked the desk or section editor: Dear desk" in told[1] and "closed it as corrected" in told[3]
    assert [one for one in actions(slack) if one.startswith("case.")] == [
        "case.opened", "case.asked", "case.asked", "case.answered", "case.closed",
    ]  # fmt: skip


def test_the_record_of_a_journalist_and_an_outlet_tells_how_cases_went(slack: SlackDesk) -> None:
    begun(slack)
    step(slack, "ask", rung="0", asked="Please.")
    step(slack, "close", state="clarified", outcome="25 Nov")
    (journalist,) = rows(slack, Journalist)
    with slack.database.read() as session:
        (of_journalist,) = cases.of_journalist(session, journalist.id)
        (of_outlet,) = cases.of_outlet(session, journalist.outlet_id)
        found = cases.stats(session, TEAM, journalist_id=journalist.id)
        assert cases.stats(session, TEAM, until=of_outlet.opened_at).opened == 0
    assert of_journalist.reference == of_outlet.reference == "C-0001"
    assert (found.opened, found.asked, found.won, found.open) == (1, 1, 1, 0)


def test_a_case_of_what_became_restricted_is_on_no_record(slack: SlackDesk) -> None:
    begun(slack)
    change(slack, MARA, sensitivity="crisis", restricted=["yes"])
    (journalist,) = rows(slack, Journalist)
    with slack.database.read() as session:
        assert cases.of_journalist(session, journalist.id) == [] and cases.stats(session, TEAM).opened == 0


def test_a_case_of_what_became_restricted_stands_in_no_channel_and_is_known_to_those_who_may_know(slack: SlackDesk) -> None:
    begun(slack)
    step(slack, "ask", rung="0", asked=f"Please print what we said: {ANSWER}")
    later(slack, minutes=1)
    change(slack, MARA, sensitivity="crisis", restricted=["yes"])
    scored(slack, clip(slack, "Another matter", "Nothing."))  # What was linked is unlinked by now.
    for shown in (slack.said(PRIYA, DESK), slack.said(PRIYA, DESK, card_of_what_is_restricted(slack)["ts"])):
        told = " ".join(words(one) for one in shown)
        assert ANSWER not in told and "What was asked" not in told and "Please print" not in told and PRINTED not in told
    assert "C-0001 is restricted now" in words(card_of_what_is_restricted(slack))
    later(slack, hours=26)
    cases.remind(slack.desk)
    slack.settle()
    assert not [one for one in slack.said(TOBI, slack.dm(TOBI)) if "is due" in words(one)], "its owner is not named on it"
    slack.command(TOBI, "cases")
    assert "No case is open" in words(slack.private(TOBI))
    slack.command(TOBI, "cases C-1")
    assert "There is no C-1" in words(slack.private(TOBI))
    slack.command(MARA, "cases C-1")
    assert ANSWER in words(slack.world.view(MARA))
    slack.click(MARA, "case_correct:1")
    assert "restricted matter" in words(slack.world.view(MARA)) and len(rows(slack, Statement)) == 1


def card_of_what_is_restricted(slack: SlackDesk) -> dict[str, Any]:
    return next(one for one in slack.said(MARA, DESK) if words(one).startswith("🔒 C-0001"))


def test_a_step_is_taken_back_and_a_closed_case_opened_again(slack: SlackDesk) -> None:
    first = begun(slack)
    step(slack, "ask", rung="0", asked="Please.")
    slack.world.close_view(TOBI, every=True)
    slack.click(TOBI, "case_open:1", message=card(slack))
    slack.click(TOBI, "case_undo:1")
    assert (case(slack).state, case(slack).asked, case(slack).due_at) == (CaseState.OPEN, "", first.due_at)
    slack.world.close_view(TOBI, every=True)
    step(slack, "close", state="dropped")
    slack.world.close_view(TOBI, every=True)
    slack.click(TOBI, "case_open:1", message=card(slack))
    slack.click(TOBI, "case_reopen:1")
    assert case(slack).state == CaseState.OPEN and case(slack).due_at is not None and case(slack).closed_at is None


def test_a_form_says_what_is_missing_and_keeps_what_was_typed(slack: SlackDesk) -> None:
    begun(slack)
    slack.click(TOBI, "case_close_open:1", message=card(slack))
    result = slack.submit(TOBI, state="corrected")
    assert "outcome" in result.data["errors"] and case(slack).state == CaseState.OPEN
    slack.world.close_view(TOBI, every=True)
    slack.click(TOBI, "case_open:1", message=card(slack))
    slack.click(TOBI, "case_edit_open:1")
    assert "owner" in slack.submit(TOBI, owner=PRIYA).data["errors"]


def test_the_same_form_sent_twice_opens_one_case(slack: SlackDesk) -> None:
    begun(slack)
    open_clip(slack)
    click(slack, TOBI, "case_new:")
    slack.submit(TOBI)
    assert len(rows(slack, CorrectionCase)) == 1


def test_the_owner_is_reminded_once_a_day_in_their_hours(slack: SlackDesk) -> None:
    begun(slack)
    later(slack, minutes=90)
    assert cases.remind(slack.desk) == 1
    cases.remind(slack.desk)
    slack.settle()
    told = [one for one in slack.said(TOBI, slack.dm(TOBI)) if "is due" in words(one)]
    assert len(told) == 1 and "Ask for the correction" in words(told[0])
    later(slack, hours=6)
    assert cases.remind(slack.desk) == 0, "not at night"
    later(slack, hours=24)
    slack.clock.set(datetime(2026, 11, 25, 9, 30, tzinfo=UTC))
    assert cases.remind(slack.desk) == 1
    step(slack, "close", state="dropped")
    told = [words(one) for one in slack.said(TOBI, slack.dm(TOBI)) if "C-0001" in words(one)]
    assert len(told) == 2 and all("C-0001 is closed: dropped" in one for one in told), "what was asked is answered"
    assert cases.remind(slack.desk) == 0


def test_a_case_begins_a_correction_statement_that_needs_its_approval(slack: SlackDesk) -> None:
    begun(slack)
    step(slack, "ask", rung="0", asked="A correction online today.")
    slack.world.close_view(TOBI, every=True)
    slack.click(TOBI, "case_open:1", message=card(slack))
    slack.click(TOBI, "case_correct:1")
    statement = rows(slack, Statement)[-1]
    version = rows(slack, StatementVersion)[-1]
    assert (statement.kind, statement.status.value) == (StatementKind.CORRECTION, "draft")
    assert version.parts["published"] == PRINTED and ANSWER in version.parts["right"] and version.parts["wanted"]
    assert "Eastmarsh Gazette" in version.parts["piece"]
    slack.world.close_view(TOBI, every=True)
    slack.click(TOBI, "case_open:1", message=card(slack))
    slack.click(TOBI, "case_correct:1")
    assert len(rows(slack, Statement)) == 2, "begun once"
    assert f"correction {statement.reference}" in words(card(slack))
    assert statement.inquiry_id == rows(slack, Inquiry)[0].id, "it quotes the answer, and is as restricted as that"


def test_cases_are_listed_by_command(slack: SlackDesk) -> None:
    slack.command(TOBI, "cases")
    assert "No case is open" in words(slack.private(TOBI))
    begun(slack)
    slack.command(TOBI, "cases")
    assert "Open correction cases: 1" in words(slack.private(TOBI)) and "C-0001" in words(slack.private(TOBI))
    step(slack, "close", state="dropped")
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, "cases all")
    assert "Correction cases: 1" in words(slack.private(TOBI))
    slack.command(TOBI, "cases c-1")
    assert "Case C-0001" in words(slack.world.view(TOBI)["title"])  # type: ignore[index]
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, "cases nonsense")
    assert "Say `cases`" in words(slack.private(TOBI))


def test_who_may_only_look_changes_nothing(slack: SlackDesk) -> None:
    begun(slack)
    slack.command(PRIYA, "cases", GENERAL)
    slack.click(PRIYA, "case_open:1", message=slack.private(PRIYA, GENERAL))
    assert not [one for one in buttons(slack.world.view(PRIYA)) if one.startswith("case_")]
    slack.click(DINAH, "case_ask_open:1", message=card(slack))
    slack.role(DINAH, "viewer")  # type: ignore[arg-type]
    slack.submit(DINAH, rung="0", asked="Please.")
    assert case(slack).state == CaseState.OPEN


def test_the_alert_of_a_misquotation_leads_to_the_form_of_its_case(slack: SlackDesk) -> None:
    with slack.database.write() as session:
        now = slack.clock()
        session.add(
            CoverageChannel(
                team_id=TEAM,
                channel=DESK,
                zone="Europe/London",
                previewed_at=now,
                added_by=slack.actor(MARA).id,
                added_at=now,
            )
        )
    misquoted(slack)
    slack.settle()
    told = next(one for one in slack.said(TOBI, DESK) if any(name.startswith("case_new") for name in buttons(one)))
    slack.click(TOBI, next(one for one in buttons(told) if one.startswith("case_new")), message=told)
    assert PRINTED in slack.fields(TOBI)["evidence"]
