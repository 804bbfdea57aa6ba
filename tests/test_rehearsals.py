"""Rehearsals: asked in the direct messages, judged by rules, seen by nobody else, forgotten unless kept."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import delete

from bot import lines, rehearsals
from bot.db import Database
from bot.errors import NotFound
from bot.lines import HouseEntry, LineEntry, Pillar
from bot.models import (
    AuditEntry,
    Interview,
    InterviewFormat,
    Job,
    LineKind,
    Named,
    Offer,
    Posting,
    Rehearsal,
    Role,
    Spokesperson,
    Terms,
)
from bot.ownership import retention, subjects
from bot.ownership.export import export
from tests.clocks import Clock
from tests.covered import add
from tests.fakes.model import ModelServer
from tests.flows import actions, log, rows, seen_by
from tests.rehearsed import DATA, RULES, measure
from tests.reminded import tick
from tests.slack_desk import DINAH, GUS, MARA, PRIYA, TEAM, TOBI, SlackDesk, buttons, opened, words

TODAY = date(2026, 11, 20)
GOOD = (
    "I understand why people worry. What matters tonight is that there is a bed for whoever comes: the night shelter has 34 beds, its door opens at "
    "eight, and a cook and two volunteers are there until the morning. Nobody in Northcoast has to sleep outside this winter, and I ask "
    "everybody who sees somebody in a doorway to call us."
)


def library(slack: SlackDesk) -> None:
    """A message house with a fact behind it, and a line that is off the record."""

    def approve(entry: Any) -> None:
        record = lines.save(slack.desk, actor=slack.actor(MARA), entry=entry)
        lines.approve(slack.desk, actor=slack.actor(DINAH), address=record.address, seen=record.row.version)

    approve(
        LineEntry(
            LineKind.FACT,
            "The night shelter has 34 beds.",
            issue="Night shelter",
            figure="34",
            unit="beds",
            source="House plan",
            as_of=TODAY,
        )
    )
    approve(
        LineEntry(
            LineKind.LINE,
            "The council offered us the old library as a second shelter.",
            issue="Night shelter",
            terms=Terms.OFF_RECORD,
        )
    )
    approve(HouseEntry(
        "Night shelter", "Nobody in Northcoast has to sleep outside this winter.", (Pillar("There is a bed for whoever comes", ("F-0001",)), Pillar("We go to those who do not come", ("The van goes out six nights a week.",)), Pillar("The town carries it", ("Every tenth household gives or helps.",))),
        ("What matters tonight is that there is a bed.",),
    ))  # fmt: skip


def begun(slack: SlackDesk, user: str = DINAH, about: str = "PR-1") -> Rehearsal:
    library(slack)
    log(slack, questions="Did you turn people away?\nHow many beds are there?")
    slack.command(user, f"rehearse {about}")
    return rows(slack, Rehearsal)[-1]


def chat(slack: SlackDesk, user: str = DINAH) -> list[str]:
    """What the bot said to somebody, in their direct messages."""
    return [words(one) for one in slack.said(user, slack.dm(user)) if one.get("blocks") and not one.get("is_ephemeral")]


def answer(slack: SlackDesk, text: str, user: str = DINAH) -> str:
    return slack.post(user, slack.dm(user), text)


def message(slack: SlackDesk, action: str, user: str = DINAH) -> dict[str, Any]:
    return next(one for one in reversed(slack.said(user, slack.dm(user))) if action in buttons(one))


def texts(slack: SlackDesk) -> str:
    """All that the tables hold of rehearsals."""
    return json.dumps([one.model_dump(mode="json") for one in rows(slack, Rehearsal)], ensure_ascii=False)


def test_one_question_at_a_time_each_answer_judged_and_a_sheet_at_the_end(slack: SlackDesk) -> None:
    begun(slack)
    first, asked = chat(slack)
    assert "Only you see this" in first and "M-0001.0" in first and "Question 1 of 6 Did you turn people away?" in asked
    answer(slack, GOOD)
    said = chat(slack)[-2]
    assert (
        "5 of 5" in said
        and "You got across: “There is a bed for whoever comes”" in said
        and "Bridge." in said
        and "24 seconds" in said
    )
    assert "Question 2 of 6 How many beds are there?" in chat(slack)[-1]
    answer(slack, "No comment. Between you and me, the council offered us the old library as a second shelter, with 80 beds.")
    said = chat(slack)[-2]
    assert (
        "0 of 5" in said
        and "“No comment”" in said
        and "L-0002 is off the record" in said
        and "No approved fact has “80" in said
    )
    answer(slack, "Skip")
    assert "Passed over" in chat(slack)[-2], chat(slack)
    answer(slack, "stop.")
    sheet = chat(slack)[-1]
    assert "5 of 10" in sheet and "– M-0001.2" in sheet and "Not kept unless you say so" in sheet
    assert sheet.index("Keep") < sheet.index("Change") and "Off limits (answer 2)" in sheet
    assert not any("Question 4" in one for one in chat(slack)), "what was not asked is gone"
    assert rows(slack, Offer) == [], "an answer is no message to be logged"
    assert actions(slack)[-2:] == ["rehearsal.started", "rehearsal.ended"]


def test_nobody_else_sees_or_is_told_anything_and_what_is_not_kept_is_forgotten(slack: SlackDesk) -> None:
    begun(slack)
    answer(slack, "The quagga answer.")
    answer(slack, "stop")
    for other in (MARA, TOBI, PRIYA):
        assert "quagga" not in seen_by(slack, other)
    slack.click(DINAH, "rehearsal_forget", message=message(slack, "rehearsal_forget"))
    assert "quagga" not in texts(slack) and "shelter" not in texts(slack)
    assert chat(slack) == ["🧹 A rehearsal of yours began here. It is forgotten: the desk keeps nothing of it. "], (
        "but for what she wrote"
    )
    assert "quagga" not in json.dumps(
        [one.model_dump(mode="json") for one in (*rows(slack, AuditEntry), *rows(slack, Job), *rows(slack, Posting))]
    )
    slack.command(DINAH, "rehearse PR-1")
    answer(slack, "The quagga again.")
    slack.clock.advance(hours=25)
    tick(slack)
    assert "quagga" not in texts(slack) and sum(one.startswith("🧹") for one in chat(slack)) == 2
    answer(slack, "Nothing hears this as an answer.")
    assert len(rows(slack, Offer)) == 1, "the chat is what it was before"


def test_a_kept_sheet_is_shown_to_whom_they_choose_until_they_take_it_back(slack: SlackDesk) -> None:
    begun(slack)
    answer(slack, "The quagga answer.")
    answer(slack, "stop")
    slack.click(DINAH, "rehearsal_keep", message=message(slack, "rehearsal_keep"))
    assert list(slack.submit(DINAH, people=[GUS]).data["errors"]) == ["people"], "no guest"
    assert slack.submit(DINAH, people=[MARA]).ok
    slack.world.close_view(DINAH, every=True)
    assert "quagga" in seen_by(slack, MARA) and "quagga" not in seen_by(slack, TOBI)
    assert "shown to Mara" in chat(slack)[-1]
    slack.clock.advance(days=3)
    tick(slack)
    assert "quagga" in texts(slack)
    slack.command(MARA, "rehearse", slack.dm(MARA))
    slack.click(MARA, "rehearsal_show", message=slack.private(MARA, slack.dm(MARA)))
    assert "quagga" in words(slack.world.view(MARA)) and "rehearsal_forget" not in buttons(slack.world.view(MARA))
    slack.world.close_view(MARA, every=True)
    slack.click(DINAH, "rehearsal_keep", message=message(slack, "rehearsal_keep"))
    assert slack.submit(DINAH, people=[]).ok
    assert "quagga" not in seen_by(slack, MARA)


def test_an_answer_that_is_edited_or_deleted_is_judged_anew_or_forgotten(slack: SlackDesk) -> None:
    begun(slack)
    ts = answer(slack, "We had 80 quaggas.")
    slack.settle(slack.world.edit(DINAH, slack.dm(DINAH), ts, GOOD))
    assert "5 of 5" in chat(slack)[-2] and "quagga" not in texts(slack)
    answer(slack, "stop")
    assert "5 of 5" in chat(slack)[-1]
    slack.settle(slack.world.delete(DINAH, slack.dm(DINAH), ts))
    assert "doorway" not in texts(slack) and "doorway" not in "".join(chat(slack))
    assert any("took your answer to question 1 back" in one for one in chat(slack))


def test_what_reads_like_a_mail_from_a_journalist_is_no_answer(slack: SlackDesk) -> None:
    begun(slack, TOBI)
    mail = "Hi, I'm a reporter at the Eastmarsh Gazette. How many people used the night shelter? I need it by 5pm today. wren@gazette.example"
    answer(slack, mail, TOBI)
    (offer,) = rows(slack, Offer)
    assert offer.text == mail and rows(slack, Rehearsal)[-1].turns == []
    assert any("reads like a media inquiry" in one for one in chat(slack, TOBI))
    slack.command(TOBI, "mine")
    assert slack.private(TOBI), "commands go on as ever"


def test_of_a_restricted_matter_only_those_named_rehearse_or_are_shown_it_and_it_ends_when_they_are_not(
    slack: SlackDesk,
) -> None:
    library(slack)
    log(slack, DINAH, topic="The zinnia file", restricted=["yes"])
    slack.command(TOBI, "rehearse PR-1")
    assert rows(slack, Rehearsal) == [] and "zinnia" not in seen_by(slack, TOBI)
    slack.command(DINAH, "rehearse PR-1")
    answer(slack, "It is a flower.")
    answer(slack, "stop")
    slack.click(DINAH, "rehearsal_keep", message=message(slack, "rehearsal_keep"))
    assert "may not know of PR-0001" in str(slack.submit(DINAH, people=[TOBI]).data["errors"])
    slack.world.close_view(DINAH, every=True)
    slack.command(DINAH, "rehearse PR-1")
    with slack.database.write() as session:
        session.exec(delete(Named).where(Named.member_id == f"slack:{TEAM}:{DINAH}"))  # type: ignore[call-overload]
    answer(slack, "The quagga.")
    assert "quagga" not in texts(slack) and "quagga" not in "".join(chat(slack)), (
        "who may no longer know of it rehearses it no more"
    )
    with pytest.raises(NotFound, match="you are not named on it"):
        rehearsals.get(slack.desk, actor=slack.actor(DINAH), rehearsal_id=1)


def test_an_answer_in_two_messages_is_one_and_buttons_skip_and_stop(slack: SlackDesk) -> None:
    begun(slack)
    for half in ("What matters tonight is that there is a bed.", "Nobody in Northcoast has to sleep outside."):
        slack.world.post(DINAH, slack.dm(DINAH), half)
    slack.settle()
    assert "16 words" in "".join(chat(slack)) and "Question 2 of 6" in chat(slack)[-1]
    slack.click(DINAH, "rehearsal_skip", message=message(slack, "rehearsal_skip"))
    slack.click(DINAH, "rehearsal_stop", message=message(slack, "rehearsal_stop"))
    assert "Your score sheet" in chat(slack)[-1] and len(rows(slack, Rehearsal)[-1].turns) == 2


def test_a_colleague_without_a_role_rehearses_the_interview_they_give_and_nothing_else(slack: SlackDesk) -> None:
    library(slack)
    slack.role(PRIYA, Role.NONE)
    now, mara = slack.clock(), f"slack:{TEAM}:{MARA}"
    add(
        slack,
        Spokesperson(
            team_id=TEAM,
            member_id=f"slack:{TEAM}:{PRIYA}",
            name="Priya",
            not_for=["council budget"],
            added_by=mara,
            added_at=now,
        ),
    )
    add(slack, Interview(team_id=TEAM, number=4, spokesperson_id=1, topic="Night shelter", format=InterviewFormat.LIVE, starts_at=now + timedelta(days=1),
                         uid="x", booked_by=mara, booked_at=now))  # fmt: skip
    dm = slack.dm(PRIYA)
    slack.command(PRIYA, "rehearse night shelter", dm)
    assert rows(slack, Rehearsal) == []
    slack.command(PRIYA, "rehearse", dm)
    slack.click(PRIYA, "rehearse_start", message=slack.private(PRIYA, dm))
    answer(slack, "The council has cut its budget, and that is wrong.", PRIYA)
    assert "“council budget” is not yours to speak about" in chat(slack, PRIYA)[-2]
    slack.command(PRIYA, "rehearse I-4", dm)
    assert "in a rehearsal already" in words(slack.private(PRIYA, dm))


def test_a_model_asks_what_follows_from_the_answers_and_one_that_fails_leaves_the_catalogue(
    database: Database, clock: Clock
) -> None:
    with ModelServer() as server, opened(database, clock, llm_base_url=server.url, llm_model="m") as slack:
        server.enqueue(
            {"question": "You call it a bed for whoever comes. Who was last in line on Tuesday?"},
            {"question": "See https://evil.example?"},
        )
        begun(slack)
        assert "written by the model at 127.0.0.1" in chat(slack)[0]
        answer(slack, GOOD)
        assert "Who was last in line on Tuesday?" in chat(slack)[-1]
        answer(slack, "Between you and me: quagga.")
        assert "evil.example" not in chat(slack)[-1] and "Question 3 of 6" in chat(slack)[-1]
        assert (
            GOOD in server.history[0].user and "quagga" not in server.history[1].user and "(withheld)" in server.history[1].user
        )
        slack.click(DINAH, "rehearsal_no_model", message=message(slack, "rehearsal_no_model"))
        answer(slack, "That is all for now.")
        assert len(server.history) == 2 and "Question 4 of 6" in chat(slack)[-1]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_kept_is_in_no_export_is_erased_with_a_subject_and_forgotten_in_its_time(
    slack: SlackDesk, tmp_path: Path
) -> None:
    begun(slack)
    log(slack, journalists="Wren Castellane <wren@gazette.example>")
    answer(slack, "Wren Castellane has quaggas.")
    answer(slack, "stop")
    slack.click(DINAH, "rehearsal_keep", message=message(slack, "rehearsal_keep"))
    assert slack.submit(DINAH, people=[]).ok
    export(slack.database, tmp_path / "all", settings=slack.settings, at=slack.clock(), restricted=True)
    written = "".join(
        one.read_text(encoding="utf-8", errors="replace") for one in (tmp_path / "all").rglob("*") if one.is_file()
    )
    assert "Wren Castellane" in written and "quaggas" not in written
    told = subjects.export(slack.database, email="wren@gazette.example")
    assert "quaggas" not in json.dumps(told, default=str)
    subjects.erase(slack.desk, email="wren@gazette.example")
    assert "(erased) has quaggas" in texts(slack) and "Castellane" not in texts(slack)
    old = slack.clock() + timedelta(days=366)
    retention.apply(slack.database, at=old, days=retention.ages(["rehearsals=365"]))
    assert "quaggas" not in texts(slack)


@pytest.mark.parametrize("file, floor", [("development", 0.9), ("second", 0.6), ("third", 0.65)])
def test_what_is_said_of_answers_agrees_with_their_labels(file: str, floor: float) -> None:
    tally = measure(DATA / f"{file}.json")
    for rule in RULES:
        assert min(tally.precision(rule), tally.recall(rule)) >= floor, (rule, tally.wrong)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_briefing_leads_to_its_rehearsal(slack: SlackDesk) -> None:
    log(slack)
    slack.command(TOBI, "brief PR-1", slack.dm(TOBI))
    slack.click(TOBI, "briefing_make_open", message=slack.private(TOBI, slack.dm(TOBI)))
    assert slack.submit(TOBI).ok
    slack.click(TOBI, "rehearse_start")
    assert [(one.member_id, one.inquiry_id) for one in rows(slack, Rehearsal)] == [(f"slack:{TEAM}:{TOBI}", 1)]
