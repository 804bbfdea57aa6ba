"""Spokespeople: the register, and who could speak on an inquiry."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot import spokespeople
from bot.models import Interview, InterviewFormat, Outlet, Spokesperson, SpokespersonEvent
from bot.spokespeople import languages, topics
from bot.spokespeople.availability import away_words, days_away, off_hours
from tests.flows import actions, assert_on_record, change, inquiry, log, rows
from tests.slack_desk import DINAH, GENERAL, GUS, MARA, PRIYA, TEAM, TOBI, SlackDesk, buttons, words
from tests.speakers import book, refused, speaker

NOW = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)


def found(slack: SlackDesk, **asked: Any) -> dict[str, tuple[str, str]]:
    """Who could speak, in order: reasons and warnings by name."""
    matches = spokespeople.matches(slack.desk, actor=slack.actor(asked.pop("user", TOBI)), **asked)
    return {one.spokesperson.name: ("; ".join(one.reasons), "; ".join(one.warnings)) for one in matches}


def test_somebody_is_put_on_the_register_edited_retired_and_each_step_taken_back(slack: SlackDesk) -> None:
    slack.command(TOBI, "speakers")
    assert "Nobody is on the register yet." in words(slack.world.view(TOBI))
    first = speaker(
        slack, not_for="pay\n<!channel>", languages="English, Deutsch", available="weekdays 9-17", away="24–31 December"
    )
    assert (first.name, first.zone, first.topics) == ("Dinah Osei", "Europe/London", ["night shelter", "winter fundraising"])
    assert first.not_for == ["pay", "<!channel>"] and first.away == [["2026-12-24", "2026-12-31"]]
    slack.command(TOBI, "speakers")
    slack.click(TOBI, "speaker_open:1")
    shown = words(slack.world.view(TOBI))
    assert "Away:  24 Dec 2026 – 31 Dec 2026" in shown and "Trained:  live on air" in shown
    slack.click(TOBI, "speaker_edit:1")
    told = slack.fields(TOBI)
    assert told["away"] == "24 Dec 2026 – 31 Dec 2026" and told["languages"] == "English, Deutsch"
    assert slack.submit(TOBI, topics="night shelter", trained_on="2026-09-01", title="Director").ok
    kept = rows(slack, Spokesperson)[0]
    assert (kept.topics, kept.trained_on, kept.title) == (["night shelter"], date(2026, 9, 1), "Director")
    slack.click(TOBI, "speaker_undo:1")
    kept = rows(slack, Spokesperson)[0]
    assert (kept.topics, kept.trained_on, kept.title) == (["night shelter", "winter fundraising"], None, "")
    slack.click(TOBI, "speaker_edit:1")
    slack.submit(TOBI)
    assert len(rows(slack, SpokespersonEvent)) == 3, "the same again changes nothing"
    slack.click(TOBI, "speaker_retire:1")
    assert "🗄️ Retired." in words(slack.world.view(TOBI)) and found(slack, topic="night shelter") == {}
    slack.click(TOBI, "speakers_turn:now")
    assert "Spokespeople: 0" in words(slack.world.view(TOBI))
    slack.click(TOBI, "speakers_turn:retired")
    slack.click(TOBI, "speaker_open:1")
    slack.click(TOBI, "speaker_back:1")
    assert rows(slack, Spokesperson)[0].active
    slack.click(TOBI, "speaker_undo:1")
    assert not rows(slack, Spokesperson)[0].active
    done = [one for one in actions(slack) if one.startswith("spokesperson.")]
    assert [one.removeprefix("spokesperson.") for one in done] == [
        "added",
        "edited",
        "undone",
        "retired",
        "brought_back",
        "undone",
    ]
    assert_on_record(slack)


def test_what_is_wrong_stands_beside_its_field(slack: SlackDesk) -> None:
    speaker(slack)
    slack.command(TOBI, "speakers")
    slack.click(TOBI, "speaker_new")
    cases: list[tuple[dict[str, Any], str, str]] = [
        ({"name": ""}, "name", "Write a name"), ({"name": "Dinah  OSEI"}, "name", "is on the register already"),
        ({"name": "Ada", "member": DINAH}, "member", "on the register as Dinah Osei"), ({"member": GUS}, "member", "Guests"),
        ({"member": None, "zone": "Atlantis"}, "zone", "no time zone"), ({"zone": "new york", "away": "soon"}, "away", "names no days"),
        ({"away": "2027-01-02 – 2026-12-24"}, "away", "which can't be"),
    ]  # fmt: skip
    for filled, field, said in cases:
        wrong = refused(slack, **filled)
        assert said in wrong.get(field, ""), (filled, wrong)
    assert slack.submit(TOBI, away="").ok
    assert rows(slack, Spokesperson)[1].zone == "America/New_York"
    assert "not in Slack" in words(slack.world.view(TOBI))


def test_who_may_only_look_changes_nothing_and_outsiders_see_nothing(slack: SlackDesk) -> None:
    speaker(slack)
    slack.command(PRIYA, "speakers", GENERAL)
    assert "Dinah Osei" in words(slack.world.view(PRIYA)) and "speaker_new" not in buttons(slack.world.view(PRIYA))
    slack.click(PRIYA, "speaker_open:1")
    assert [one for one in buttons(slack.world.view(PRIYA)) if one.startswith("speaker_")] == []
    slack.command(GUS, "speakers", GENERAL)
    assert "guests" in words(slack.private(GUS, GENERAL))


def test_a_spokesperson_is_found_for_an_inquiry_with_the_reasons(slack: SlackDesk) -> None:
    log(
        slack,
        topic="Council cuts the grant for the shelter",
        questions="How many beds will close?",
        request_types=["interview"],
    )
    speaker(slack, DINAH, topics="council funding\nnight shelter", trained_in=["live"])
    speaker(slack, MARA, topics="anything", not_for="the council")
    speaker(slack, None, name="Ada Pell", topics="volunteering", trained_in=[])
    order = found(slack, inquiry="PR-1")
    assert list(order) == ["Dinah Osei", "Ada Pell", "Mara Quill"]
    assert order["Dinah Osei"] == ("Cleared for “council funding”: council, grant", "")
    assert order["Mara Quill"] == ("Cleared for “anything”", "Not for “the council”")
    assert order["Ada Pell"] == ("", spokespeople.UNLIKE)
    live = found(slack, inquiry="PR-1", format=InterviewFormat.LIVE)
    assert (
        live["Dinah Osei"][0].endswith("Trained for live interviews")
        and "Not trained for live interviews" in live["Ada Pell"][1]
    )
    # The inquiry itself may say that it is to be live.
    log(slack, topic="Volunteering, live on air at eight", request_types=["interview"])
    assert "Not trained for live interviews" in found(slack, inquiry="PR-2")["Ada Pell"][1]


def test_a_deputy_is_proposed_for_whoever_is_away_and_languages_count(slack: SlackDesk) -> None:
    log(slack, topic="Night shelter beds", outlet="Hafenblatt")
    mara = speaker(slack, MARA, topics="volunteering", languages="German")
    speaker(slack, DINAH, away="26 November – 27 November", deputy=str(mara.id), languages="English", trained_on="2023-01-01")
    with slack.database.write() as session:
        row = session.get_one(Outlet, inquiry(slack).outlet_id)
        row.languages = ["de-AT"]
        session.add(row)
    at = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)
    assert list(found(slack, inquiry=1)) == ["Dinah Osei", "Mara Quill"], "nobody is away today"
    order = found(slack, inquiry=1, at=at, format=InterviewFormat.LIVE)
    assert list(order) == ["Mara Quill", "Dinah Osei"]
    assert order["Dinah Osei"][1] == (
        "Speaks English; they work in de-AT; Last trained in January 2023; Away 26 Nov 2026 – 27 Nov 2026; Deputy: Mara Quill"
    )
    assert "Speaks German" in order["Mara Quill"][0] and "Stands in for Dinah Osei, who is away" in order["Mara Quill"][0]


def test_for_a_restricted_inquiry_it_says_who_is_not_named_on_it(slack: SlackDesk) -> None:
    log(slack, MARA, topic="Night shelter beds", sensitivity="sensitive", restricted=["yes"])
    speaker(slack)
    assert "Not named on PR-0001, which is restricted" in found(slack, inquiry="PR-1", user=MARA)["Dinah Osei"][1]
    with pytest.raises(Exception, match="There is no PR-0001"):
        found(slack, inquiry="PR-1")
    change(slack, MARA, channel=slack.dm(MARA), named=[DINAH])
    assert "Not named" not in found(slack, inquiry="PR-1", user=MARA)["Dinah Osei"][1]


def test_the_card_says_what_is_still_booked_before_somebody_is_retired(slack: SlackDesk) -> None:
    log(slack)
    speaker(slack)
    book(slack)
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, "speakers")
    slack.click(TOBI, "speaker_open:1")
    view = slack.world.view(TOBI)
    assert "Interviews coming: 1" in words(view) and "1 booked interviews stay" in str(view["blocks"])
    slack.click(TOBI, "speaker_retire:1")
    assert rows(slack, Interview)[0].reference == "I-0001"


@pytest.mark.parametrize(
    "text, days",
    [
        ("24 December – 2 January", ["2026-12-24", "2027-01-02"]), ("24-31 December", ["2026-12-24", "2026-12-31"]), ("24–31 Dec", ["2026-12-24", "2026-12-31"]),
        ("tomorrow", ["2026-11-24", "2026-11-24"]), ("Friday to Monday", ["2026-11-27", "2026-11-30"]),
        ("2026-12-24 - 2027-01-02", ["2026-12-24", "2027-01-02"]), ("1 March until 3 March 2027", ["2027-03-01", "2027-03-03"]),
    ],
)  # fmt: skip
def test_days_away_are_read_as_people_write_them_and_read_back(text: str, days: list[str]) -> None:
    read = days_away(text, now=NOW, zone="Europe/London")
    assert read == [days]
    assert days_away("\n".join(away_words(read)), now=NOW, zone="Europe/London") == read


@pytest.mark.parametrize(
    "hours, wall, off",
    [
        ("weekdays 09:00–17:00, not Wednesdays", "26 10:00", False), ("weekdays 09:00–17:00, not Wednesdays", "25 10:00", True),
        ("weekdays 09:00–17:00", "28 10:00", True), ("Mon-Thu 9-5", "26 16:45", True), ("Mon-Thu 9-5", "26 16:00", False),
        ("Mon to Thu, 9am to 12.30pm", "27 10:00", True), ("mornings", "26 13:00", True), ("afternoons, weekdays", "26 13:00", False),
        ("any time", "28 03:00", False), ("", "28 03:00", False), ("not Fridays", "27 10:00", True), ("not Fridays", "28 10:00", False),
        ("ask my assistant", "28 10:00", False), ("weekdays 1-5pm", "26 12:30", True), ("weekends", "28 09:00", False),
    ],
)  # fmt: skip
def test_hours_in_words_say_what_is_outside_them_and_what_cannot_be_read_says_nothing(hours: str, wall: str, off: bool) -> None:
    one = Spokesperson(team_id=TEAM, name="Ada", added_by="", added_at=NOW, available=hours)
    day, _, clock = wall.partition(" ")
    at = datetime.fromisoformat(f"2026-11-{day}T{clock}:00+00:00")
    assert off_hours(one, at, at + timedelta(minutes=30)) == off


def test_words_of_one_meaning_and_languages_of_one_name_are_one() -> None:
    best = topics.best(["volunteers", "rough sleeping"], "How many unpaid helpers do you have?")
    assert best is not None and best.topic == "volunteers"
    assert topics.best(["pay"], "Repayments of the loan") is None
    assert topics.best(["the night shelter"], "A night bus") is not None
    assert topics.best(["the night shelter"], "A night bus", least=topics.SURE) is None, (
        "against somebody half a topic is nothing"
    )
    assert languages.code("Deutsch") == languages.code("de-CH") == languages.code("GERMAN") == "de"
    assert languages.shared(["English", "Kiswahili"], ["en-GB", "kiswahili"]) == ["English", "Kiswahili"]
