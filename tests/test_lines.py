"""Lines: written, approved, found, extended and retired; what may be used in a draft, and who is asked before one expires."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from bot import lines
from bot.models import Line, LineEvent, LineStatus, Sensitivity, Terms
from tests.flows import actions, again, clicked, kept_in_order, log, rows, seen_by, thread
from tests.reminded import london, tick_at
from tests.slack_desk import DINAH, INTAKE, MARA, PRIYA, TEAM, TOBI, SlackDesk, buttons, words
from tests.wordings import FACT, LINE, approve, line, show, write

__all__ = ["kept_in_order"]

TODAY = date(2026, 11, 23)


def usable(
    slack: SlackDesk, sensitivity: Sensitivity = Sensitivity.ROUTINE, terms: Terms = Terms.ON_RECORD, today: date = TODAY
) -> list[str]:
    with slack.database.read() as session:
        found = lines.usable(session, team_id=TEAM, matter_sensitivity=sensitivity, terms=terms, today=today)
    return [one.reference for one in found]


def edit(slack: SlackDesk, user: str, reference: str = "L-0001", **filled: Any) -> dict[str, Any]:
    show(slack, user, reference)
    slack.click(user, "line_edit")
    return slack.submit(user, **filled).data


def asked(slack: SlackDesk, user: str, text: str = "Is it still right?") -> list[dict[str, Any]]:
    return [one for one in slack.said(user, slack.dm(user)) if text in words(one)]


def test_words_are_used_once_approved_and_an_edit_takes_that_away(slack: SlackDesk) -> None:
    write(slack)
    assert usable(slack) == []
    show(slack, TOBI, "L-0001")
    slack.click(TOBI, "line_ask")
    assert "Dinah Osei" in words(slack.world.view(TOBI))
    request = asked(slack, DINAH, "Not approved")[-1]
    slack.click(DINAH, "line_approve", message=request)
    assert usable(slack) == ["L-0001"] and line(slack).approved_by == f"slack:{TEAM}:{DINAH}"
    assert "line_approve" not in buttons(slack.last(DINAH, slack.dm(DINAH)))
    edit(slack, TOBI, text="The night shelter stays open every night until 1 April.")
    assert usable(slack) == [] and "The approval is void" in words(slack.world.view(TOBI))
    assert (line(slack).status, line(slack).version) == (LineStatus.DRAFT, 2)
    assert rows(slack, LineEvent)[-1].before["text"] == LINE["text"]
    slack.click(TOBI, "line_undo")
    assert line(slack).text == LINE["text"] and usable(slack) == ["L-0001"], "the very words that were approved"
    assert actions(slack)[-1] == "line.undone"


def test_an_approval_needs_the_right_level_and_the_words_that_were_shown(slack: SlackDesk) -> None:
    write(slack, user=MARA, sensitivity="crisis")
    assert "line_approve" not in buttons(show(slack, MARA, "L-0001")) and "line_ask" in buttons(slack.world.view(MARA))
    slack.click(MARA, "line_ask")
    stale = clicked(slack, DINAH, "line_approve", asked(slack, DINAH, "Not approved")[-1])
    edit(slack, TOBI, text="Other words.")
    again(slack, stale)
    assert "edited since" in words(slack.private(DINAH, slack.dm(DINAH))) and line(slack).status == LineStatus.DRAFT
    stale["payload"]["user"]["id"] = MARA
    stale["payload"]["actions"][0]["value"] = "line:1:2"
    again(slack, stale)
    assert line(slack).status == LineStatus.DRAFT
    approve(slack, DINAH, "L-0001")
    assert usable(slack) == [] and usable(slack, Sensitivity.CRISIS) == ["L-0001"]


def test_own_words_may_be_approved_and_the_record_says_so(slack: SlackDesk) -> None:
    write(slack, user=DINAH)
    approve(slack, DINAH, "L-0001")
    assert "their own words" in rows(slack, LineEvent)[-1].text and usable(slack) == ["L-0001"]


def test_a_line_holds_through_its_last_day_on_the_teams_calendar(slack: SlackDesk) -> None:
    write(slack, expires_on="2026-11-24")
    approve(slack, DINAH, "L-0001")
    assert usable(slack, today=date(2026, 11, 24)) == ["L-0001"] and usable(slack, today=date(2026, 11, 25)) == []
    slack.clock.set(datetime(2026, 11, 24, 23, 59, tzinfo=UTC))
    slack.command(TOBI, "lines")
    assert "holds until 24 Nov 2026" in words(slack.private(TOBI))
    slack.clock.set(datetime(2026, 11, 25, 0, 1, tzinfo=UTC))
    slack.command(TOBI, "lines expired")
    assert "⌛ Expired" in words(slack.private(TOBI)) and "held until 24 Nov 2026" in words(slack.private(TOBI))


def test_what_may_be_used_depends_on_terms_and_is_never_restricted(slack: SlackDesk) -> None:
    write(slack, terms="on_background")
    write(slack, "quote", speaker="Dinah Osei", text="“We will not turn anybody away.”", said_where="Eastmarsh Gazette")
    write(slack, terms="off_record")
    write(slack, user=DINAH, restricted=["yes"])
    write(slack, "house", pillar_1="Every night has a bed\n40 beds stand ready\nL-0001")
    for reference in ("L-0001", "Q-0002", "L-0003", "L-0004", "M-0001"):
        approve(slack, DINAH, reference)
    house = ["M-0001.0", "M-0001.1", "M-0001.1a", "M-0001.2", "M-0001.3"]
    assert usable(slack) == ["Q-0002", *house]
    assert usable(slack, terms=Terms.OFF_RECORD) == ["L-0001", "Q-0002", *house]
    with slack.database.read() as session:
        (quote, *_) = lines.usable(
            session, team_id=TEAM, matter_sensitivity=Sensitivity.ROUTINE, terms=Terms.ON_RECORD, today=TODAY
        )
        known = lines.standings(session, team_id=TEAM, references=["Q-0002", "L-0099", "M-0001.3", "M-0001.9"], today=TODAY)
    assert (quote.kind, quote.text, quote.speaker) == ("quote", "We will not turn anybody away.", "Dinah Osei")
    assert [one and one.value for one in known.values()] == ["approved", None, "approved", None]


def test_what_is_wrong_stands_beside_its_field(slack: SlackDesk) -> None:
    slack.command(TOBI, "fact")
    assert "Nothing is filed here yet" in words(slack.private(TOBI))
    slack.click(TOBI, "line_new:fact", message=slack.private(TOBI))
    wrong = {**FACT, "as_of": "2026-12-01", "expires_on": "2026-11-01", "text": "It gave 1,420 nights of shelter."}
    errors = slack.submit(TOBI, **wrong).data["errors"]
    assert {name.split(":")[0] for name in errors} == {"as_of", "expires_on", "text"}
    assert "another number than the figure" in errors["text:0"] and rows(slack, Line) == []
    assert not slack.submit(TOBI, **FACT).data.get("errors")
    assert line(slack).reference == "F-0001" and "Not approved" in words(slack.world.view(TOBI))


def test_of_two_who_edit_at_once_neither_loses_a_word(slack: SlackDesk) -> None:
    write(slack)
    show(slack, TOBI, "L-0001")
    slack.click(TOBI, "line_edit")
    edit(slack, MARA, text="Mara's words.")
    slack.submit(TOBI, text="Tobi's words.")
    view = words(slack.world.view(TOBI))
    assert "Mara Quill changed L-0001 while you were typing" in view and "Mara's words." in view
    assert slack.fields(TOBI)["text"] == "Tobi's words." and line(slack).text == "Mara's words."
    slack.submit(TOBI)
    assert line(slack).text == "Tobi's words."


def test_a_restricted_line_is_known_to_its_owner_its_writer_and_its_approvers_alone(slack: SlackDesk) -> None:
    write(slack, user=DINAH, restricted=["yes"], sensitivity="crisis", text="The zinnia plan is not ready.")
    approve(slack, DINAH, "L-0001")
    for user in (TOBI, MARA, PRIYA):
        slack.command(user, "lines zinnia", slack.dm(user))
        assert "Nothing has all of these words" in words(slack.private(user, slack.dm(user)))
        slack.command(user, "lines L-0001", slack.dm(user))
        assert "There is no L-0001" in words(slack.private(user, slack.dm(user)))
        slack.command(user, "said zinnia plan", slack.dm(user))
        slack.world.open_home(user)
        slack.settle()
    log(slack, topic="Is the zinnia plan ready?")
    assert all("zinnia plan is not" not in seen_by(slack, user) for user in (TOBI, MARA, PRIYA))
    assert "zinnia" in words(show(slack, DINAH, "L-0001"))


def test_owners_are_asked_before_the_day_within_their_hours_and_once(slack: SlackDesk) -> None:
    # Monday 7 December: a week before is a Monday, the day before a Sunday, so the second question comes on Friday.
    write(slack, expires_on="2026-12-07", review_on="2026-11-26")
    approve(slack, DINAH, "L-0001")
    tick_at(slack, london("2026-11-26 06:00"))
    assert asked(slack, TOBI, "due for review") == []
    tick_at(slack, london("2026-11-26 09:30"))
    assert len(asked(slack, TOBI, "due for review")) == 1
    tick_at(slack, london("2026-11-29 12:00"))
    assert asked(slack, TOBI) == []
    for hour in (9, 10, 11):
        tick_at(slack, london(f"2026-11-30 {hour:02d}:30"))
    assert len(asked(slack, TOBI, "7 days are left")) == 1
    tick_at(slack, london("2026-12-03 12:00"))
    assert asked(slack, TOBI, "3 days are left") == []
    tick_at(slack, london("2026-12-04 09:30"))
    tick_at(slack, london("2026-12-05 09:30"))
    question = asked(slack, TOBI, "3 days are left")[-1]
    assert "line_retire" in buttons(question) and len(asked(slack, TOBI)) == 2
    slack.click(TOBI, "line_extend", message=question)
    slack.submit(TOBI, expires_on="2027-06-30")
    assert line(slack).expires_on == date(2027, 6, 30) and usable(slack) == ["L-0001"], "the owner may, while it holds"
    assert asked(slack, TOBI) == [] and len(asked(slack, TOBI, "Nothing more to do here")) == 3
    tick_at(slack, london("2027-06-23 09:30"))
    assert len(asked(slack, TOBI)) == 1


def test_from_whoever_may_not_approve_a_later_day_needs_a_new_approval(slack: SlackDesk) -> None:
    write(slack, user=MARA, expires_on="2026-11-30")
    approve(slack, DINAH, "L-0001")
    show(slack, TOBI, "L-0001")
    slack.click(TOBI, "line_extend")
    assert "need approving again" in words(slack.world.view(TOBI))
    slack.submit(TOBI, expires_on="2027-01-31")
    assert line(slack).status == LineStatus.DRAFT and usable(slack) == []
    slack.click(TOBI, "line_undo")
    assert line(slack).expires_on == date(2026, 11, 30) and usable(slack) == ["L-0001"]
    edit(slack, TOBI, expires_on="2026-11-28")
    assert usable(slack) == ["L-0001"], "it holds less long: that was approved too"


def test_last_years_line_stands_expired_beside_the_inquiry_it_is_near(slack: SlackDesk) -> None:
    write(slack, expires_on="2026-11-24")
    approve(slack, DINAH, "L-0001")
    slack.clock.advance(days=300)
    log(slack, topic="Will the night shelter stay open until March?")
    said = [one for one in thread(slack) if "L-0001" in one]
    assert len(said) == 1 and "⌛ Expired" in said[0] and "held until 24 Nov 2026" in said[0] and "approved by Dinah" in said[0]
    slack.command(TOBI, "said night shelter open")
    assert "⌛ Expired" in words(slack.private(TOBI))
    slack.click(TOBI, "statement_open", message=slack.card(1))
    assert "L-0001" in words(slack.world.view(TOBI)) and "⌛ Expired" in words(slack.world.view(TOBI))
    slack.world.close_view(TOBI, every=True)
    log(slack, topic="Bus timetable in Eastmarsh")
    assert not any("L-0001" in one for one in thread(slack, 2))


def test_retired_ones_are_out_of_use_until_they_are_brought_back(slack: SlackDesk) -> None:
    write(slack)
    approve(slack, DINAH, "L-0001")
    show(slack, TOBI, "L-0001")
    slack.click(TOBI, "line_retire")
    assert usable(slack) == [] and "line_edit" not in buttons(slack.world.view(TOBI))
    slack.click(TOBI, "line_undo")
    assert usable(slack) == ["L-0001"]


def test_lists_are_filtered_and_turned_and_viewers_only_look(slack: SlackDesk) -> None:
    for number in range(8):
        write(slack, text=f"Bed number {number} is ready.", issue="Beds" if number else "Soup")
    write(slack, "fact")
    slack.command(PRIYA, "lines beds ready", INTAKE)
    reply = slack.private(PRIYA, INTAKE)
    assert "7" in words(reply) and "Page 1 of 2" in words(reply) and "line_choose" not in buttons(reply)
    slack.click(PRIYA, "lines_turn:more", message=reply)
    assert "Page 2 of 2" in words(slack.private(PRIYA, INTAKE))
    assert "line_edit" not in buttons(show(slack, PRIYA, "F-0009", INTAKE))
    slack.command(PRIYA, "fact", INTAKE)
    assert "F-0009" in words(slack.private(PRIYA, INTAKE)) and "L-0001" not in words(slack.private(PRIYA, INTAKE))
    slack.world.open_home(DINAH)
    slack.settle()
    home = slack.world.home(DINAH)
    assert "*9* await your approval" in words(home)
    approve(slack, DINAH, "F-0009")
    assert "*8* await your approval" in words(slack.world.home(DINAH))
    slack.world.click(DINAH, "lines_turn:home_unapproved", view_id=home["id"])
    slack.settle()
    assert "Not approved" in words(slack.world.view(DINAH))
