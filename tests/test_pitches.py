"""Pitches through the front door: the names first, the guard against pitching twice, one reminder, what came of it, undo."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import pitches, schedule, statements
from bot.coverage import case_grounds, scores
from bot.errors import NotAllowed
from bot.models import (
    Article,
    Clip,
    ClipLink,
    CorrectionCase,
    Holiday,
    Journalist,
    LinkKind,
    Pitch,
    PitchOutcome,
    PressList,
    PressListMember,
    Statement,
    StatementKind,
    StatementNamed,
)  # fmt: skip
from bot.ownership import subjects
from bot.ownership.export import export
from bot.pitches import PitchRecord
from bot.pitches import lists as pitch_lists
from bot.pitches.guard import likeness, nearness
from bot.statements import NewStatement, StatementChanges, Wording
from bot.views import pitch_forms, pitch_news
from tests.covered import add, clip, outlet, put
from tests.flows import actions, change, kept_in_order, log, rows
from tests.slack_desk import DESK, DINAH, GENERAL, MARA, PRIYA, TEAM, TOBI, SlackDesk, buttons, words
from tests.test_presslists import cast, made, press, shown

__all__ = ["kept_in_order"]
STORY = "The night shelter opens a second house"


def form(slack: SlackDesk, user: str = TOBI) -> None:
    slack.world.close_view(user, every=True)
    slack.command(user, "pitch new", GENERAL)


def pitch(slack: SlackDesk, subject: str = STORY, user: str = TOBI, **filled: Any) -> str:
    """Fills the form, looks at what it says and sends it again where it asks; gives what is shown then."""
    form(slack, user)
    result = slack.submit(user, subject=subject, **filled)
    assert not result.data.get("errors"), result.data
    if "Put on record" in str(slack.world.view(user)):
        result = slack.submit(user)
        assert not result.data.get("errors"), result.data
    return shown(slack, user)


def tick(slack: SlackDesk, **after: float) -> None:
    slack.clock.advance(**after)
    schedule.tick(slack.desk)
    slack.settle()


def told(slack: SlackDesk, user: str = TOBI, what: str = "follow up") -> list[dict[str, Any]]:
    return [one for one in slack.said(user, slack.dm(user)) if what in words(one)]


def test_a_pitch_to_a_list_shows_the_names_first_and_each_journalist_gets_a_row(slack: SlackDesk) -> None:
    cast(slack)
    made(slack, beats=["Health"])
    press(slack, "pitch_list")
    slack.submit(TOBI, subject=STORY, lines="Nila Okoro, Ledger", note="She likes numbers.")
    said = shown(slack)
    assert "To 3 people" in said and "Wren Castellane, Gazette" in said and "Nila Okoro, Ledger (new to the desk)" in said
    assert rows(slack, Pitch) == [] and "Bea Locke" not in said, "who must not be contacted is in no pitch"
    slack.submit(TOBI)
    assert "On record, for 3 journalists" in shown(slack)
    found = rows(slack, Pitch)
    assert {one.subject for one in found} == {STORY} and {one.outcome for one in found} == {PitchOutcome.SENT}
    assert rows(slack, Journalist)[-1].name == "Nila Okoro" and actions(slack)[-1] == "pitch.logged"
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, "pitch", GENERAL)
    assert STORY in shown(slack) and "3 sent" in shown(slack)
    slack.command(TOBI, "pitch okoro", GENERAL)
    assert "“okoro”: 1" in shown(slack)
    form(slack)
    assert "must not be contacted" in str(slack.submit(TOBI, subject="Another", lines="Bea Locke").data)
    for line in ("Bea Locke, Courier", "Bea Locke <bea@new.example>"):
        assert (
            "Bea Locke, Gazette must not be contacted"
            in slack.submit(TOBI, subject="Another", lines=line).data["errors"]["lines"]
        )
    assert slack.submit(TOBI, subject="Another", lines="Nobody").data["errors"]["lines"].startswith("“Nobody” is nobody")
    assert len(rows(slack, Pitch)) == 3


def test_pitching_twice_is_shown_with_who_what_and_when_and_takes_a_reason(slack: SlackDesk) -> None:
    who = cast(slack)
    pitch(slack, picked=[str(who["ash"])])
    slack.clock.advance(days=10)
    form(slack, MARA)
    slack.submit(MARA, subject="Second house of the night shelter opens", picked=[str(who["ash"]), str(who["wren"])])
    said = shown(slack, MARA)
    assert "Pitched lately" in said and f"Ash Wrenfield, Courier : “{STORY}”, the same story, by Tobi Fenwick" in said
    assert slack.submit(MARA, again="all").data["errors"]["because"].startswith("Say why")
    slack.submit(MARA, again="leave")
    assert [one.journalist_id for one in rows(slack, Pitch)][1:] == [who["wren"]], "Ash is left out"
    form(slack, MARA)
    slack.submit(MARA, subject="Second house of the night shelter", picked=[str(who["ash"])])
    slack.submit(MARA, again="all", because="He asked for it again.")
    assert rows(slack, Pitch)[-1].because == "He asked for it again." and "overridden" in str(slack_audit(slack))
    slack.clock.advance(days=1)
    form(slack)
    slack.submit(TOBI, subject="The night shelter's second house", picked=[str(who["other"])])
    said = shown(slack)
    assert "Colleagues at the same outlet" in said and "Pitched lately" not in said, "a colleague is only warned of"
    slack.submit(TOBI)
    assert rows(slack, Pitch)[-1].journalist_id == who["other"]
    slack.clock.advance(days=31)
    form(slack)
    slack.submit(TOBI, subject=STORY, picked=[str(who["ash"])])
    assert "On record" in shown(slack), "after thirty days nothing stands against it"


def slack_audit(slack: SlackDesk) -> dict[str, Any]:
    from bot.models import AuditEntry

    return dict([one for one in rows(slack, AuditEntry) if one.action == "pitch.logged"][-1].details)


@pytest.mark.parametrize(
    ("other", "days", "why"),
    [
        (STORY, 29.9, "the same story"), (STORY, 30, ""), ("A second house for the night shelter", 20, "the same story"),
        ("The shelter's second winter", 6.9, "a story with words in common"), ("The shelter's second winter", 14.1, ""),
        ("Our annual accounts", 1.9, "another story"), ("Our annual accounts", 2.1, ""),
    ],
)  # fmt: skip
def test_the_nearer_two_stories_are_the_longer_the_rest_between_them(other: str, days: float, why: str) -> None:
    assert nearness(likeness(STORY, other), timedelta(days=days)) == why


def test_one_reminder_comes_on_the_fourth_working_day_and_none_after_two_follow_ups(slack: SlackDesk) -> None:
    who = cast(slack)
    slack.clock.advance(hours=-8)  # Monday morning.
    add_holiday(slack, days=2)
    pitch(slack, picked=[str(who["wren"]), str(who["juno"])])
    tick(slack, days=4, hours=2)
    assert told(slack) == [], "Wednesday is a holiday, and a weekend lies between"
    tick(slack, days=3)
    (message,) = told(slack)
    assert "Wren Castellane, Gazette" in words(message) and "Juno Marsh, Radio Marsh" in words(message)
    tick(slack, hours=1)
    assert len(told(slack)) == 1, "once"
    slack.click(TOBI, "pitch_followed:all", message=message)
    slack.click(TOBI, "pitch_followed:all", message=message)
    assert [one.follow_ups for one in rows(slack, Pitch)] == [1, 1], "a click that comes twice is one"
    (message,) = [one for one in slack.said(TOBI, slack.dm(TOBI)) if STORY in words(one)]
    assert "Noted" in words(message) and "next reminder" in words(message) and "pitch_followed:all" not in buttons(message)
    slack.world.close_view(TOBI, every=True)
    slack.click(TOBI, f"pitch_story:{rows(slack, Pitch)[0].id}", message=message)
    press(slack, "pitch_look")
    press(slack, "pitch_outcome:1:passed")
    tick(slack, days=7)
    again = told(slack)[-1]
    assert words(again).count("Marsh") >= 1 and "Wren" not in words(again), "who passed is left in peace"
    slack.click(TOBI, "pitch_followed:all", message=again)
    tick(slack, days=30)
    assert len([one for one in slack.said(TOBI, slack.dm(TOBI)) if STORY in words(one)]) == 2, "two follow-ups are enough"
    press(slack, "pitch_undo")
    with pytest.raises(StopIteration):
        press(slack, "pitch_undo")


def test_who_must_not_be_contacted_by_now_is_nobodys_reminder(slack: SlackDesk) -> None:
    who = cast(slack)
    pitch(slack, picked=[str(who["wren"])])
    put(slack, Journalist, who["wren"], do_not_contact_at=slack.clock(), do_not_contact_because="They asked us to.")
    with pytest.raises(NotAllowed):
        pitches.follow_up(slack.desk, actor=slack.actor(TOBI), pitch_ids=[1])
    tick(slack, days=8)
    assert told(slack) == []
    slack.command(TOBI, "pitch", GENERAL)
    said = press(slack, "pitch_story")
    assert "They asked us to." in said and not [
        one for one in buttons(slack.world.view(TOBI)) if one.startswith("pitch_followed")
    ]


def add_holiday(slack: SlackDesk, *, days: int) -> None:
    with slack.database.write() as session:
        session.add(Holiday(team_id=TEAM, day=(slack.clock() + timedelta(days=days)).date(), name="A free day"))


def test_what_came_of_it_is_noted_where_it_ran_and_each_step_is_taken_back(slack: SlackDesk) -> None:
    who = cast(slack)
    assert "On record, for one journalist" in pitch(slack, picked=[str(who["wren"])])
    assert "Talking" in press(slack, "pitch_outcome:1:talking")
    assert rows(slack, Pitch)[0].follow_up_at is None
    assert "Sent" in press(slack, "pitch_undo") and rows(slack, Pitch)[0].follow_up_at is not None
    ran = clip(slack, "Second house opens", slack.clock() + timedelta(hours=5), outlet_name="Gazette")
    press(slack, "pitch_ran_open")
    slack.submit(TOBI, clip=str(ran))
    assert "It ran. Noted." in shown(slack) and "Second house opens" in shown(slack)
    row = rows(slack, Pitch)[0]
    assert (row.outcome, row.clip_id) == (PitchOutcome.RAN, ran)
    (link,) = rows(slack, ClipLink)
    assert link.kind == LinkKind.PITCH and link.confirmed_at is not None
    press(slack, "pitch_undo")
    assert rows(slack, ClipLink) == [] and rows(slack, Pitch)[0].outcome == PitchOutcome.SENT
    assert "It counts nowhere" in press(slack, "pitch_take_back")
    slack.command(TOBI, "pitch", GENERAL)
    assert "Nothing was pitched yet" in shown(slack)
    slack.command(PRIYA, "pitch new", GENERAL)
    assert "can't work on" in words(slack.private(PRIYA, GENERAL)), "a viewer pitches nothing"


def test_a_clip_by_that_journalist_on_that_subject_proposes_that_it_ran(slack: SlackDesk) -> None:
    who = cast(slack)
    pitch(slack, picked=[str(who["wren"]), str(who["other"])])
    place = outlet(slack, "Gazette")
    at = slack.clock() + timedelta(days=1)
    for title, byline in (
        ("Night shelter to open second house", "By Wren Castellane"),
        ("Night shelter, second house", "Somebody Else"),
    ):
        article = add(slack, Article(team_id=TEAM, outlet_id=place, title=title, text=f"{title}.", byline=byline, published_at=at,
                                     first_seen_at=at, address=f"clipped by hand {len(rows(slack, Article))}"))  # fmt: skip
        add(slack, Clip(team_id=TEAM, article_id=article, seen_at=at))
    slack.clock.advance(days=1, hours=1)
    scores.score(slack.desk, team_id=TEAM)
    slack.settle()
    assert [(one.clip_id, one.subject_id) for one in rows(slack, ClipLink) if one.kind == LinkKind.PITCH] == [(1, 1)]
    (message,) = told(slack, what="may have run")
    assert "by the journalist it was pitched to" in words(message) and rows(slack, Pitch)[0].outcome == PitchOutcome.SENT
    slack.click(TOBI, next(one for one in buttons(message) if one.startswith("pitch_yes")), message=message)
    row = rows(slack, Pitch)[0]
    assert (row.outcome, row.clip_id) == (PitchOutcome.RAN, 1)
    message = told(slack, what="It ran")[0]
    slack.click(TOBI, next(one for one in buttons(message) if one.startswith("pitch_unsay")), message=message)
    assert rows(slack, Pitch)[0].outcome == PitchOutcome.SENT and rows(slack, Pitch)[0].clip_id is None
    subjects.erase(slack.desk, email="wren@gazette.example")
    slack.settle()
    assert "Castellane" not in " ".join(words(one) for one in slack.said(TOBI, slack.dm(TOBI))), "nor do messages name them"
    assert [one.journalist_id for one in rows(slack, Pitch)] == [who["other"]]
    assert not [one for one in rows(slack, ClipLink) if one.kind == LinkKind.PITCH], "nothing of an erased journalist stays"


def test_what_was_pitched_of_a_restricted_matter_is_known_only_to_those_named_on_it(slack: SlackDesk, tmp_path: Path) -> None:
    log(
        slack,
        DINAH,
        topic="The zinnia file",
        journalists="Zia Hidden <zia@ledger.example>",
        outlet="Ledger",
        restricted=["yes"],
    )
    log(slack, topic="Beds", journalists="Wren Castellane <wren@gazette.example>", outlet="Gazette")
    from tests.flows import draft

    draft(slack, TOBI, "The shelter is open.", number=2)
    slack.click(TOBI, "pitch_statement")
    assert (slack.fields(TOBI)["subject"], slack.fields(TOBI)["statement"]) == ("Beds", "1")
    form(slack)
    assert "Zia Hidden" not in shown(slack), "nor is anybody offered who is known from it alone"
    pitch(slack, "Beds for all", lines="Wren Castellane, Gazette", statement="1")
    assert "pitched S-0001 to Wren Castellane" in str(
        [words(one) for one in slack.said(MARA, DESK, thread_ts=slack.card(2)["ts"])]
    )
    change(slack, TOBI, 2, restricted=["yes"], named=[TOBI])
    slack.command(DINAH, "pitch", GENERAL)
    assert "Nothing was pitched yet" in shown(slack, DINAH)
    slack.command(TOBI, "pitch", GENERAL)
    assert "Beds for all" in shown(slack)
    form(slack, MARA)
    slack.submit(MARA, subject="Beds for all", lines="Wren Castellane, Gazette")
    assert "Pitched lately" not in shown(slack, MARA), "the guard tells nobody of it either"
    add(slack, PressList(team_id=TEAM, name="Quiet", key="quiet", created_by=f"slack:{TEAM}:{DINAH}", created_at=slack.clock()))
    with slack.database.write() as session:
        session.add(PressListMember(list_id=1, journalist_id=1))
    export(slack.database, tmp_path / "out", settings=slack.settings, at=slack.clock())
    written = "".join(one.read_text() for one in (tmp_path / "out").rglob("*") if one.is_file())
    assert "Zia Hidden" not in written and "Beds for all" not in written, "nor an export, though a list has them"


def test_an_exclusive_is_offered_to_one_and_binds_until_it_is_answered(slack: SlackDesk) -> None:
    who = cast(slack)
    form(slack)
    assert "one at a time" in str(
        slack.submit(TOBI, subject=STORY, picked=[str(who["wren"]), str(who["ash"])], offer="exclusive").data
    )
    pitch(slack, picked=[str(who["wren"])], offer="exclusive")
    assert "exclusive_new" in buttons(slack.world.view(TOBI))
    form(slack, MARA)
    slack.submit(MARA, subject=STORY, picked=[str(who["ash"])])
    assert "to them alone, by Tobi" in shown(slack, MARA)
    assert slack.submit(MARA).data["errors"]["because"]
    slack.submit(MARA, because="Wren has until noon, and it is two.")
    assert rows(slack, Pitch)[-1].because


def test_the_report_counts_pitches_by_what_came_of_them_and_says_no_percentage_of_few(slack: SlackDesk) -> None:
    who = cast(slack)
    people = [str(who[one]) for one in ("wren", "ash", "juno")]
    pitch(slack, picked=people)
    for number, outcome in ((1, "talking"), (2, "passed")):
        slack.command(TOBI, "pitch", GENERAL)
        press(slack, "pitch_story")
        slack.click(TOBI, f"pitch_look:{number}")
        press(slack, f"pitch_outcome:{number}:{outcome}")
        slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, "report", DESK)
    said = words(slack.private(TOBI))
    assert "Pitches:  3" in said and "Pitches answered:  2 of 3" in said
    assert (
        "sent 1 of 3 · talking 1 of 3 · passed 1 of 3 · ran 0 of 3" in said
        and "%" not in said.partition("by what came")[2][:60]
    )
    slack.click(TOBI, "report_list", message=slack.private(TOBI), chosen="week:2026-11-23|pitched")
    assert f"Wren Castellane   {STORY} · Gazette · 23 Nov · talking" in shown(slack)
    slack.world.close_view(TOBI, every=True)
    slack.clock.advance(days=3)
    pitch(slack, "Annual accounts", lines="\n".join(f"Reporter{number} Marsh, Paper {number}" for number in range(9)))
    slack.command(TOBI, "report", DESK)
    assert "Pitches answered:  17 % (2 of 12)" in words(slack.private(TOBI))


def test_nothing_told_of_a_pitch_stands_once_its_statement_is_restricted(slack: SlackDesk) -> None:
    who, tobi = cast(slack), slack.actor(TOBI)
    new = NewStatement(StatementKind.PROACTIVE, "The second house")
    kept = statements.save(slack.desk, actor=tobi, new=new, wording=Wording({"text": "The shelter is open."}))
    pitch(slack, picked=[str(who["wren"])], statement=str(kept.statement.id))
    at = slack.clock() + timedelta(days=1)
    clip(slack, "Night shelter to open second house", at, outlet_name="Gazette")
    put(slack, Article, 1, byline="By Wren Castellane", address="clipped by hand")
    put(slack, Clip, 1, scored_at=None)
    slack.clock.advance(days=1, hours=1)
    scores.score(slack.desk, team_id=TEAM)
    slack.settle()
    tick(slack, days=8)
    assert len(told(slack, what="may have run")) == len(told(slack)) == 1
    with slack.database.read() as session:
        assert case_grounds.of_clip(session, 1) == [kept.statement.reference]
    case = CorrectionCase(id=9, team_id=TEAM, number=9, clip_id=1, owner_id=tobi.id, opened_at=slack.clock(), rests_on=[])

    dinah = slack.actor(DINAH)
    statements.change(
        slack.desk, actor=dinah, statement_id=kept.statement.id or 0, changes=StatementChanges("Beds", restricted=True)
    )
    put(slack, Statement, kept.statement.id or 0, owner_id=dinah.id)
    with slack.database.write() as session:
        session.delete(session.get_one(StatementNamed, (kept.statement.id, tobi.id)))
    statements.change(
        slack.desk, actor=dinah, statement_id=kept.statement.id or 0, changes=StatementChanges("Bed", restricted=True)
    )
    slack.settle()
    said = " ".join(words(one) for one in slack.said(TOBI, slack.dm(TOBI)))
    assert STORY not in said and "Castellane" not in said, "neither the reminder nor that it may have run"
    with slack.database.read() as session:
        assert not case_grounds.known_to(session, tobi, case) and case_grounds.known_to(session, dinah, case)


def test_what_a_pitch_begins_from_stays_chosen_however_much_there_is(slack: SlackDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    cast(slack)
    made(slack, beats=["Health"])
    add(slack, PressList(team_id=TEAM, name="A list before it", key="a list before it", created_by=slack.actor(TOBI).id, created_at=slack.clock()))  # fmt: skip
    monkeypatch.setattr(pitch_forms, "OFFERED", 1)
    monkeypatch.setattr(pitch_lists, "STATEMENTS", 1)
    press(slack, "pitch_list")
    assert slack.fields(TOBI)["list"] == "1"
    new, tobi = NewStatement(StatementKind.PROACTIVE, "Beds"), slack.actor(TOBI)
    for text in ("The shelter is open.", "It is warm."):
        statements.save(slack.desk, actor=tobi, new=new, wording=Wording({"text": text}))
    assert [one.id for one in pitch_lists.offered(slack.desk, actor=tobi, besides=1)] == [1]


def test_a_button_names_as_many_pitches_as_it_holds_and_says_so() -> None:
    row = Pitch(
        team_id=TEAM, subject=STORY, key="x", journalist_id=1, pitched_by="m", pitched_at=datetime(2026, 11, 2, tzinfo=UTC)
    )
    at = Journalist(team_id=TEAM, name="Wren", key="wren", created_at=row.pitched_at)
    records = [PitchRecord(row.model_copy(update={"id": 100_000 + one}), at, None, None, None, "Tobi") for one in range(500)]
    blocks, _ = pitch_news.due(records)
    (first,) = (one for one in blocks[-1]["elements"] if one["action_id"] == "pitch_followed:all")
    ids = first["value"].split(",")
    assert len(first["value"]) <= 2_000 and ids == [str(one.row.id) for one in records[: len(ids)]]
    assert f"the first {len(ids)} of 500" in first["text"]["text"]
