"""Story leads through the front door: handed in by anybody, scored with reasons, answered in time or red and chased."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from bot import schedule
from bot.leads import RULES, Story, score
from bot.models import Holiday, Lead, LeadDecision, Role, Statement
from tests.flows import actions, kept_in_order, rows
from tests.slack_desk import DESK, DINAH, GENERAL, GUS, MARA, PRIYA, TEAM, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]
TODAY = date(2026, 11, 23)
GIRL = {
    "what": "A 9-year-old girl from Eastmarsh raised £12,400 for the night shelter by swimming every day.",
    "why_now": "The new wing opens on 3 December.", "who_cares": "Parents and swimmers",
    "who_speaks": "Her mother Ada Brook has agreed",
}  # fmt: skip


def hand_in(slack: SlackDesk, user: str = PRIYA, **filled: str) -> str:
    """Hands a lead in from any channel and gives what the person then sees."""
    slack.world.close_view(user, every=True)
    slack.command(user, "lead", GENERAL)
    result = slack.submit(user, **{**GIRL, **filled})
    assert result.ok and not result.data.get("errors"), result
    said = words(slack.world.view(user))
    slack.world.close_view(user, every=True)
    return said


def colleague(slack: SlackDesk, user: str = PRIYA) -> None:
    """Somebody on the staff who is not on the desk."""
    slack.role(user, Role.NONE)


def the_card(slack: SlackDesk, user: str = TOBI) -> dict[str, object]:
    return next(one for one in slack.said(user, DESK) if "💡" in words(one))


def dms(slack: SlackDesk, user: str) -> str:
    return " ".join(words(one) for one in slack.said(user, slack.dm(user)))


def leads(slack: SlackDesk, said: str = "leads", user: str = TOBI) -> str:
    slack.world.close_view(user, every=True)
    slack.command(user, said, GENERAL)
    return words(slack.world.view(user))


READ: list[tuple[str, dict[str, Any], int, str]] = [
    ("Human interest", {"what": "Our cook, a widow of 70, feeds the street."}, 15, "a widow"),
    ("Human interest", {"what": "Families are left without a home."}, 7, "Families"),
    ("Human interest", {"what": "The policy was updated."}, 0, ""),
    ("Impact in numbers", {"what": "One in three tenants owes rent."}, 15, "One in three"),
    ("Impact in numbers", {"what": "We served 340 meals."}, 12, "340 meals"),
    ("Impact in numbers", {"what": "Doors at 18:30 on 12 March 2026, room 3."}, 0, ""),
    ("Timeliness", {"what": "It starts on December 3rd."}, 10, "December 3rd"),
    ("Timeliness", {"what": "It was on 3 March."}, 0, ""),
    ("Timeliness", {"what": "Beds", "why_now": "because the need is great"}, 4, "because the need is great"),
    ("Novelty", {"what": "The first hostel for fathers."}, 10, "The first"),
    ("Novelty", {"what": "It is not the first hostel, and nothing new."}, 0, ""),
    ("Conflict", {"what": "The council refuses to open the hall."}, 10, "refuses"),
    ("Local tie", {"what": "Beds run out in Saltmarsh."}, 10, "in Saltmarsh"),
    ("Local tie", {"what": "We meet in May and on Monday."}, 0, ""),
    ("Peg", {"what": "We fight for the rights of disabled people."}, 8, "International Day of Persons with Disabilities is on 3 December"),
    ("Peg", {"what": "Told on World Homeless Day."}, 10, "World Homeless Day, 10 October"),
    ("Peg", {"what": "Harbour Day is ours.", "calendar": [("Harbour Day", date(2026, 12, 1))]}, 10, "Harbour Day, 1 December"),
    ("Someone who can speak", {"what": "Beds", "who_speaks": "not sure"}, 0, ""),
    ("Someone who can speak", {"what": "Beds", "who_speaks": "a volunteer"}, 6, "a volunteer"),
    ("Who cares", {"what": "Beds", "who_cares": "Everyone, the general public"}, 0, ""),
    ("Pictures", {"what": "The mural will be unveiled."}, 5, "mural"),
]  # fmt: skip


def test_each_rule_gives_points_with_the_words_it_read() -> None:
    for rule, given, points, read in READ:
        found = {name: (number, said) for name, number, said in score(Story(today=TODAY, **given)).reasons}
        assert found.get(rule, (0, "")) == (points, read), (rule, given)


def test_a_colleague_hands_a_lead_in_and_hears_yes_no_or_not_now_with_the_reason(slack: SlackDesk) -> None:
    colleague(slack)
    said = hand_in(slack)
    assert "LD-0001" in said and "30 Nov 2026" in said, "five working days from Monday"
    assert "+15 Human interest" in said and "“A 9-year-old girl”" in said and "What would make it stronger" in said
    card = words(the_card(slack))
    assert "75 of 100 , strong" in card and "From Priya Vance" in card and "3 December" in card

    slack.click(TOBI, "lead_not_now:1", message=the_card(slack))
    assert "reason" in slack.submit(TOBI, reason=" ").data["errors"]
    slack.submit(TOBI, reason="After the budget: <!channel> *come* back in March.")
    assert "Not now" in dms(slack, PRIYA) and "<!channel> *come* back in March." in dms(slack, PRIYA)
    assert "⏸️ Not now" in words(the_card(slack)) and "lead_yes:1" not in buttons(the_card(slack))

    slack.click(DINAH, "lead_undo:1", message=the_card(slack, DINAH))
    assert "That answer was taken back. You hear again." in dms(slack, PRIYA) and "back in March" not in dms(slack, PRIYA)
    slack.click(MARA, "lead_yes:1", message=the_card(slack, MARA))
    assert "✅ Yes. Mara Quill takes your story on" in dms(slack, PRIYA)
    assert "LD-0001" in leads(slack, "leads yes", PRIYA) and "LD-0001" not in leads(slack, "leads", PRIYA)
    assert [one for one in actions(slack) if one.startswith("lead.")] == [
        "lead.handed_in", "lead.decided", "lead.undone", "lead.decided",
    ]  # fmt: skip

    slack.click(TOBI, "lead_statement:1", message=the_card(slack))
    assert slack.fields(TOBI)["headline"].startswith("A 9-year-old girl") and slack.fields(TOBI)["title"].startswith(
        "A 9-year-old"
    )
    assert rows(slack, Statement) == [], "nothing is kept before it is saved"


def test_a_list_of_leads_goes_by_its_name_and_what_is_none_is_said(slack: SlackDesk) -> None:
    assert "no list “nonsense”" in leads(slack, "leads nonsense") and "waiting: 0" in leads(slack, "leads nonsense")
    for said, title in (("no", "no"), ("not", "not now"), ("waiting", "waiting"), ("all", "all"), ("", "waiting")):
        found = leads(slack, f"leads {said}".strip())
        assert f"Story leads, {title}: 0" in found and "no list" not in found, said


def test_who_was_faster_is_said_and_only_the_desk_decides(slack: SlackDesk) -> None:
    colleague(slack)
    hand_in(slack)
    leads(slack, user=PRIYA)
    slack.click(PRIYA, "lead_open:1")
    assert "lead_yes:1" not in buttons(slack.world.view(PRIYA)), "whoever handed it in does not answer it"
    leads(slack, user=DINAH)
    slack.click(DINAH, "lead_open:1")
    slack.click(TOBI, "lead_yes:1", message=the_card(slack))
    slack.click(DINAH, "lead_yes:1")
    assert "Tobi Fenwick answered LD-0001 already" in words(slack.world.view(DINAH))
    assert rows(slack, Lead)[0].decision == LeadDecision.YES
    slack.command(GUS, "lead", GENERAL)
    assert "guests" in words(slack.private(GUS, GENERAL)), "whoever is not on the staff hands nothing in"


def test_a_lead_is_theirs_to_change_until_it_is_answered_and_others_do_not_see_it(slack: SlackDesk) -> None:
    colleague(slack)
    hand_in(slack, what="Beds", why_now="", who_cares="", who_speaks="")
    hand_in(slack, TOBI)
    said = leads(slack, user=PRIYA)
    assert "Your leads, waiting: 1" in said and "LD-0001" in said and "LD-0002" not in said
    slack.click(PRIYA, "lead_open:1")
    slack.click(PRIYA, "lead_edit:1")
    slack.submit(PRIYA, what="340 beds, and a widow who runs them", who_speaks="Ada Brook")
    assert rows(slack, Lead)[0].score["total"] == 15 + 12 + 10 and "37 of 100" in words(the_card(slack))
    slack.click(PRIYA, "lead_rules:1")
    rules = words(slack.world.view(PRIYA))
    assert all(rule.name in rules for rule in RULES) and "12 of 15" in rules and "Read from “340 beds”" in rules
    slack.click(TOBI, "lead_yes:1", message=the_card(slack))
    slack.world.close_view(PRIYA)
    slack.click(PRIYA, "lead_edit:1")
    slack.submit(PRIYA, what="More beds")
    assert rows(slack, Lead)[0].what.startswith("340 beds")


def test_what_nobody_answers_within_five_working_days_turns_red_and_is_chased_until_it_is(slack: SlackDesk) -> None:
    assert "No lead waits for an answer." in leads(slack) and "Anybody in the workspace" in leads(slack, "leads all")
    with slack.database.write() as session:
        session.add(Holiday(team_id=TEAM, day=date(2026, 11, 25), name="Harbour day"))
    hand_in(slack)
    assert rows(slack, Lead)[0].due_at == datetime(2026, 12, 1, 18, 0, tzinfo=UTC), "the holiday does not count"
    slack.clock.set(datetime(2026, 12, 1, 17, 59, tzinfo=UTC))
    schedule.tick(slack.desk)
    slack.settle()
    assert "🔴" not in words(the_card(slack)) and "LD-0001" not in dms(slack, MARA)
    slack.clock.set(datetime(2026, 12, 1, 18, 1, tzinfo=UTC))
    for hours in (0, 1, 15, 1):
        slack.clock.advance(hours=hours)
        schedule.tick(slack.desk)
        slack.settle()
    assert "🔴 Overdue" in words(the_card(slack)) and "🔴 1 should have been answered" in leads(slack)
    assert dms(slack, MARA).count("waits for an answer to LD-0001") == 2, "once a day, to whoever answers for the desk"
    assert "LD-0001" not in dms(slack, TOBI)
    chased = next(one for one in slack.said(MARA, slack.dm(MARA)) if "waits for an answer" in words(one))
    slack.click(MARA, "lead_yes:1", message=chased)
    slack.clock.advance(hours=24)
    schedule.tick(slack.desk)
    slack.settle()
    assert "waits for an answer" not in dms(slack, MARA) and "LD-0001 was answered" in dms(slack, MARA)
