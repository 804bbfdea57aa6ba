"""App Home: a board of what is mine, what is due and what waits for me, kept fresh for those who look at it."""

from __future__ import annotations

from typing import Any

from bot.models import Role
from tests.flows import approved, ask, change, inquiry, kept_in_order, log, request_to
from tests.slack_desk import DINAH, GUS, MARA, PRIYA, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]


def home(slack: SlackDesk, user: str) -> dict[str, Any]:
    slack.world.open_home(user)
    slack.settle()
    view = slack.world.home(user)
    assert view is not None
    return view


def test_it_shows_what_is_mine_nobodys_due_and_waiting_for_me(slack: SlackDesk) -> None:
    for topic in ("Mine", "Backed up", "Nobody's"):
        log(slack, topic=topic)
    change(slack, MARA, 1, owner=DINAH)
    change(slack, MARA, 2, owner=TOBI, backup=DINAH)
    ask(slack, text="Words to approve.", number=3)
    said = words(home(slack, DINAH))
    for part in ("Waiting for my approval: 1", "Words to approve.", "Mine: 2", "Nobody's yet: 1", "Due: 3"):
        assert part in said, part


def test_it_is_kept_fresh_for_those_who_looked_lately(slack: SlackDesk) -> None:
    assert "Due: 0" in words(home(slack, TOBI))
    log(slack)
    assert "Due: 1" in words(slack.world.home(TOBI)) and slack.world.home(MARA) is None
    slack.clock.advance(days=3)
    log(slack)
    assert "Due: 1" in words(slack.world.home(TOBI))


def test_its_buttons_do_what_they_say(slack: SlackDesk) -> None:
    log(slack)
    view = home(slack, TOBI)
    for name, title in (("inquiry_new", "New media inquiry"), ("list_open:open", "Open inquiries"), ("list_open:answered", "Answered inquiries"),
                        ("team_open", "The press desk"), ("help_open", "Help")):  # fmt: skip
        slack.settle(slack.world.click(TOBI, name, view_id=view["id"]))
        assert slack.world.view(TOBI)["title"]["text"] == title, name
        slack.world.close_view(TOBI, every=True)
    shown = next(one for one in buttons(view) if one.startswith("inquiry_show"))
    slack.settle(slack.world.click(TOBI, shown, view_id=view["id"]))
    slack.click(TOBI, "inquiry_take")
    assert inquiry(slack).owner_id == f"slack:T0LANTERN:{TOBI}" and "Mine: 1" in words(slack.world.home(TOBI))


def test_a_stale_button_on_it_is_answered(slack: SlackDesk) -> None:
    log(slack)
    ask(slack, text="Words to approve.")
    view = home(slack, DINAH)
    look = next(one for one in buttons(view) if one.startswith("approval_look"))
    slack.settle(slack.world.click(DINAH, look, view_id=view["id"]))
    approved_by_mara(slack)
    slack.click(DINAH, "approval_approve")
    assert inquiry(slack).status == "approved" and "Mara Quill approved exactly these words" in words(slack.world.view(DINAH))
    assert "Waiting for my approval: 0" in words(slack.world.home(DINAH))


def approved_by_mara(slack: SlackDesk) -> None:
    slack.click(MARA, "approval_approve", message=request_to(slack, MARA))


def test_who_may_not_look_is_told_so_and_shown_nothing(slack: SlackDesk) -> None:
    log(slack)
    slack.role(PRIYA, Role.NONE)
    assert "You can't look at the press desk yet" in words(home(slack, PRIYA))
    assert "members of this workspace" in words(home(slack, GUS))
    for user in (PRIYA, GUS):
        assert "shelter" not in str(slack.world.home(user))
    assert buttons(slack.world.home(GUS)) == []
    assert buttons(slack.world.home(PRIYA)) == ["call_open", "lead_new", "primer_open"], "they pass things on"


def test_a_role_taken_away_empties_it(slack: SlackDesk) -> None:
    log(slack)
    home(slack, TOBI)
    slack.command(MARA, "team")
    slack.click(MARA, "team_person")
    slack.submit(MARA, person=TOBI, role="none")
    slack.settle()
    assert "shelter" not in str(slack.world.home(TOBI))


def test_a_full_desk_still_fits(slack: SlackDesk) -> None:
    for number in range(12):
        log(slack, topic=f"{number} " + "x" * 240, questions="Why? " * 40)
    change(slack, MARA, 1, owner=TOBI)
    approved(slack, "y" * 3_000, number=2)
    said = words(home(slack, TOBI))
    assert "Due: 12" in said and "…and 6 more." in said
    assert not [one for one in slack.world.calls if not one["response"]["ok"]]
