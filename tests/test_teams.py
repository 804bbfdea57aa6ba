"""The team: roles by id, who may give them, the last admin, and the desk's choices."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from bot import teams
from bot.authority import Actor
from bot.errors import Conflict
from bot.intake import DEFAULT_SENSITIVE_WORDS
from bot.models import AuditEntry, Member, Role, Sensitivity, Team
from bot.sandbox import cast, control
from tests.flows import actions, again, at_once, clicked, inquiry, kept_in_order, log, recorded, rows
from tests.slack_desk import DESK, DINAH, GENERAL, GUS, INTAKE, MARA, PRIYA, TEAM, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]


def member(slack: SlackDesk, user: str) -> Member:
    with slack.database.read() as session:
        return session.get_one(Member, f"slack:{TEAM}:{user}")


def team(slack: SlackDesk) -> Team:
    return rows_of_team(slack)[0]


def rows_of_team(slack: SlackDesk) -> list[Team]:
    return rows(slack, Team)


def give(slack: SlackDesk, user: str, *, by: str = MARA, **filled: Any) -> Any:
    """Gives a role through the team's page."""
    slack.world.close_view(by, every=True)
    slack.command(by, "team")
    slack.click(by, "team_person")
    return slack.submit(by, person=user, **filled)


def choose(slack: SlackDesk, **filled: Any) -> dict[str, str]:
    """Changes the desk's choices and gives what was wrong with them."""
    slack.world.close_view(MARA, every=True)
    slack.command(MARA, "team")
    slack.click(MARA, "team_choices")
    result = slack.submit(MARA, **filled)
    return result.data.get("errors") or {}


def test_an_admin_gives_roles_and_the_page_shows_them(slack: SlackDesk) -> None:
    assert not give(slack, PRIYA, role="approver", approves="sensitive").data.get("errors")
    assert (member(slack, PRIYA).role, member(slack, PRIYA).approves) == (Role.APPROVER, Sensitivity.SENSITIVE)
    assert "Priya Vance" in words(slack.world.view(MARA)) and "approves routine and sensitive" in words(slack.world.view(MARA))
    entry = rows(slack, AuditEntry)[-1]
    assert (entry.action, entry.object, entry.actor) == ("team.role", f"member:slack:{TEAM}:{PRIYA}", f"slack:{TEAM}:{MARA}")
    assert entry.details == {"role": "approver", "approves": "sensitive"}


def test_somebody_not_seen_for_a_day_is_changed_from_the_role_they_have(slack: SlackDesk) -> None:
    slack.clock.advance(hours=30)
    slack.command(MARA, "team")
    slack.click(MARA, f"team_person:{DINAH}")
    assert slack.fields(MARA) == {"person": DINAH, "role": "approver", "approves": "crisis"}


def test_an_approver_needs_a_level_and_others_have_none(slack: SlackDesk) -> None:
    assert "needs a level" in give(slack, PRIYA, role="approver").data["errors"]["approves"]
    give(slack, PRIYA, role="officer", approves="crisis")
    assert member(slack, PRIYA).approves is None


def test_a_guest_gets_no_role(slack: SlackDesk) -> None:
    assert "guest" in give(slack, GUS, role="officer").data["errors"]["person"].lower()
    assert member(slack, GUS).role == Role.NONE


def test_the_last_admin_stays_one(slack: SlackDesk) -> None:
    assert "only admin" in str(give(slack, MARA, role="officer").data["errors"])
    give(slack, DINAH, role="admin", approves="crisis")
    assert not give(slack, MARA, role="officer").data.get("errors")
    assert (member(slack, MARA).role, member(slack, DINAH).role) == (Role.OFFICER, Role.ADMIN)


def test_two_admins_who_take_each_others_role_at_once_leave_one(slack: SlackDesk) -> None:
    give(slack, DINAH, role="admin", approves="crisis")
    mara, dinah = slack.actor(MARA), slack.actor(DINAH)

    def demote(by: Actor, user: str) -> str:
        try:
            teams.set_role(slack.desk, actor=by, user_id=user, role=Role.OFFICER, approves=None)
        except Conflict as refusal:
            return str(refusal)
        return ""

    said = at_once(lambda: demote(mara, DINAH), lambda: demote(dinah, MARA))
    assert [member(slack, user).role for user in (MARA, DINAH)].count(Role.ADMIN) == 1
    assert sum("only admin" in one for one in said) == 1


def test_an_admin_who_became_a_guest_does_not_count_as_one(slack: SlackDesk) -> None:
    give(slack, DINAH, role="admin", approves="crisis")
    control.run(slack.world, {"op": "person", "user": DINAH, "is_restricted": True})
    slack.clock.advance(hours=13)
    slack.command(DINAH, "list", channel=GENERAL)
    assert "only admin" in str(give(slack, MARA, role="officer").data["errors"])
    assert not give(slack, DINAH, role="none").data.get("errors")


@pytest.mark.parametrize("user", [TOBI, DINAH, PRIYA])
def test_who_is_no_admin_sees_the_team_and_changes_nothing(slack: SlackDesk, user: str) -> None:
    slack.command(user, "team", channel=GENERAL)
    view = slack.world.view(user)
    assert "Mara Quill" in words(view) and buttons(view) == ["own_hours", "absence_open"]
    slack.world.close_view(user, every=True)
    slack.command(MARA, "team")
    kept = recorded(slack)
    slack.click(MARA, "team_person")
    slack.submit(MARA, person=user, role="admin", approves="crisis")
    give(slack, user, role="officer")
    before = member(slack, user)
    for one in kept[:2]:
        one["payload"]["user"]["id"] = user
        one["payload"].get("view", {})["id"] = "V0MADEUP"
        again(slack, one)
    assert member(slack, user).role == before.role == Role.OFFICER


def test_a_role_taken_away_while_the_page_is_open_counts_when_it_is_sent(slack: SlackDesk) -> None:
    give(slack, DINAH, role="admin", approves="crisis")
    slack.world.close_view(MARA, every=True)
    slack.command(MARA, "team")
    slack.click(MARA, "team_person")
    give(slack, MARA, by=DINAH, role="officer")
    assert "You can't manage the press desk yet" in str(slack.submit(MARA, person=PRIYA, role="admin").data["errors"])
    assert member(slack, PRIYA).role == Role.VIEWER


def test_rights_are_keyed_on_ids_and_never_on_names(slack: SlackDesk) -> None:
    control.run(slack.world, {"op": "person", "user": PRIYA, "real_name": "Mara Quill", "name": "mara.quill"})
    slack.clock.advance(hours=13)
    slack.shortcut(PRIYA, "new_inquiry")
    assert "You can't log inquiries yet" in words(slack.world.view(PRIYA))


def test_who_becomes_a_guest_can_do_nothing_any_more(slack: SlackDesk) -> None:
    log(slack)
    control.run(slack.world, {"op": "person", "user": TOBI, "is_restricted": True})
    slack.clock.advance(hours=13)
    slack.click(TOBI, "inquiry_take", message=slack.card(1))
    assert "guests" in words(slack.private(TOBI)) and inquiry(slack).owner_id is None


def test_the_first_workspace_admin_to_come_becomes_admin_and_nobody_else(slack: SlackDesk) -> None:
    with slack.database.write() as session:
        for one in session.exec(select(Member)):
            one.role, one.approves = Role.NONE, None
            session.add(one)
    slack.clock.advance(hours=13)
    for user in (TOBI, GUS, MARA):
        slack.command(user, "team", channel=GENERAL)
    assert (member(slack, TOBI).role, member(slack, GUS).role, member(slack, MARA).role) == (Role.NONE, Role.NONE, Role.ADMIN)
    assert actions(slack).count("team.first_admin") == 2


def test_two_first_requests_of_one_person_at_once_are_both_answered(slack: SlackDesk) -> None:
    newcomer = cast.people()[TOBI] | {"id": "U0NEW", "name": "nia", "real_name": "Nia Sol"}
    with slack.world.change():
        slack.world.state.people["U0NEW"] = newcomer
        slack.world.state.channels[GENERAL]["members"].append("U0NEW")
    results = at_once(*[lambda: slack.world.command("U0NEW", GENERAL, "/press", "")] * 3)
    slack.settle()
    assert all(one.ok for one in results), results
    assert [one.name for one in rows(slack, Member) if one.user_id == "U0NEW"] == ["Nia Sol"]


def test_the_desks_choices_are_changed_at_once_and_take_effect(slack: SlackDesk) -> None:
    assert not choose(slack, desk_channel=INTAKE, intake_channel=None, zone="America/New_York", digest_time="7:05",
                      digest_days=["mon", "sun"], buffer_minutes="45", sensitive_words="kraken, giant squid\nwhale")  # fmt: skip
    kept = team(slack)
    assert (kept.desk_channel, kept.intake_channel, kept.zone, kept.digest_time) == (INTAKE, None, "America/New_York", "07:05")
    assert (kept.digest_days, kept.buffer_minutes, kept.sensitive_words) == (
        ["mon", "sun"],
        45,
        [*DEFAULT_SENSITIVE_WORDS, "kraken", "giant squid", "whale"],
    )
    assert actions(slack)[-1] == "team.choices"
    slack.command(TOBI, "new Dear press team, what of the giant squid? I'm a reporter. Deadline 6pm today.")
    assert "giant squid" in words(slack.world.view(TOBI)) and slack.fields(TOBI)["restricted"] == ["yes"]
    slack.submit(TOBI, topic="Squid", journalists="Wren", restricted=[], sensitivity="routine")
    assert inquiry(slack).deadline_zone == "America/New_York"
    assert any("PR-0001" in words(one) for one in slack.said(MARA, INTAKE)) and slack.said(MARA, DESK) == []


def test_the_words_that_come_with_the_desk_stay_unless_they_are_said_to_be_harmless(slack: SlackDesk) -> None:
    assert not choose(slack, buffer_minutes="20")
    assert team(slack).sensitive_words is None
    assert not choose(slack, harmless_words="police, mould")
    assert team(slack).sensitive_words == [one for one in DEFAULT_SENSITIVE_WORDS if one not in ("police", "mould")]
    assert not choose(slack, sensitive_words="kraken")
    assert set(DEFAULT_SENSITIVE_WORDS) - set(team(slack).sensitive_words or ()) == {"police", "mould"}
    assert not choose(slack, sensitive_words="", harmless_words="")
    assert team(slack).sensitive_words is None


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("zone", "Mars/Olympus", "Europe/London"), ("digest_time", "25:00", "08:30"), ("digest_time", "soon", "08:30"),
        ("digest_time", "²:00", "08:30"), ("buffer_minutes", "-5", "Between"), ("buffer_minutes", "9999", "Between"),
        ("buffer_minutes", "²", "Between"), ("sensitive_words", "x" * 101, "101 characters"),
        ("harmless_words", "kraken", "not among"),
    ],
)  # fmt: skip
def test_a_choice_that_can_not_be_is_said_beside_its_field(slack: SlackDesk, field: str, value: str, said: str) -> None:
    before = team(slack)
    assert said in choose(slack, **{field: value})[field]
    assert team(slack) == before


def test_a_desk_moved_to_another_channel_takes_its_cards_along(slack: SlackDesk) -> None:
    log(slack)
    choose(slack, desk_channel=INTAKE)
    slack.command(TOBI, "show PR-1", channel=INTAKE)
    slack.click(TOBI, "inquiry_take", message=slack.private(TOBI, INTAKE))
    cards = {channel: [one for one in slack.said(MARA, channel) if "PR-0001" in words(one)] for channel in (DESK, INTAKE)}
    assert len(cards[DESK]) == 0 and len(cards[INTAKE]) == 1


def test_without_a_desk_channel_the_card_goes_to_whoever_has_it(slack: SlackDesk) -> None:
    choose(slack, desk_channel=None)
    log(slack)
    assert "PR-0001" in words(slack.last(TOBI, slack.dm(TOBI)))


def test_a_stranger_with_a_made_up_click_is_refused(slack: SlackDesk) -> None:
    log(slack)
    click = clicked(slack, MARA, "inquiry_take", slack.card(1))
    click["payload"]["user"]["id"] = "U0NOBODY"
    again(slack, click)
    assert inquiry(slack).owner_id is None
