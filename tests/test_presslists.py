"""Press lists through the front door: a filter with a live count, people by hand, undo, deletion, export, and nobody blocked."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from bot import presslists
from bot.errors import Conflict
from bot.models import ContactEvent, Journalist, Outlet, PressList, Recipient
from bot.sandbox import files as held
from bot.text import folded
from tests.covered import add, outlet, put
from tests.flows import actions, approved, kept_in_order, log, rows
from tests.slack_desk import DESK, DINAH, GENERAL, PRIYA, TEAM, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]


def contact(slack: SlackDesk, name: str, outlet_name: str = "", tier: int | None = None, **more: Any) -> int:
    """The id of a journalist whom somebody put on record."""
    place = outlet(slack, outlet_name, tier) if outlet_name else None
    return add(
        slack,
        Journalist(team_id=TEAM, name=name, key=folded(name), outlet_id=place, created_at=slack.clock(), **more),
    )


def cast(slack: SlackDesk) -> dict[str, int]:
    """Five contacts of every kind."""
    return {
        "wren": contact(slack, "Wren Castellane", "Gazette", 1, email="wren@gazette.example", beats=["Health and care"], region="North East"),
        "ash": contact(slack, "Ash Wrenfield", "Courier", 2, email="ash@courier.example", beats=["Housing", "Health"], languages=["de"]),
        "juno": contact(slack, "Juno Marsh", "Radio Marsh", None, beats=["Arts"], tags=["Festival"]),
        "blocked": contact(slack, "Bea Locke", "Gazette", 1, beats=["Health"], do_not_contact_at=slack.clock()),
        "other": contact(slack, "Wren Marsh", "Courier", 2, beats=["Sport"]),
    }  # fmt: skip


def shown(slack: SlackDesk, user: str = TOBI) -> str:
    found = slack.world.view(user)
    assert found is not None
    return words(found)


def lists(slack: SlackDesk, said: str = "", user: str = TOBI) -> str:
    slack.world.close_view(user, every=True)
    slack.command(user, f"lists {said}".strip(), GENERAL)
    return shown(slack, user)


def press(slack: SlackDesk, action: str, user: str = TOBI, chosen: Any = None) -> str:
    """Uses the control of the view in front whose id begins so."""
    if chosen is None:
        action = next(one for one in buttons(slack.world.view(user)) if one.startswith(action))
    slack.click(user, action, chosen=chosen)
    return shown(slack, user)


def made(slack: SlackDesk, name: str = "Health", **chosen: list[str]) -> str:
    """A new list by its form."""
    lists(slack)
    press(slack, "presslist_new")
    filled: dict[str, Any] = {f"presslist_filter:{field}": values for field, values in chosen.items()}
    result = slack.submit(TOBI, name=name, **filled)
    assert not result.data.get("errors"), result
    return shown(slack)


def test_a_filter_says_whom_it_finds_before_it_is_saved_and_nobody_who_is_blocked_is_on_it(slack: SlackDesk) -> None:
    cast(slack)
    assert "There are no press lists yet" in lists(slack)
    said = press(slack, "presslist_new")
    assert "Health (1)" in said and "German (1)" in said and "Tier 1 (1)" in said
    said = press(slack, "presslist_filter:beats", chosen=["Health"])
    assert "Finds 2 people" in said and "Wren Castellane, Gazette; Ash Wrenfield, Courier" in said
    assert "1 more must not be contacted" in said and rows(slack, PressList) == [], "it is looked at first"
    said = press(slack, "presslist_filter:tiers", chosen=["1"])
    assert "Finds one person" in said and "Ash" not in said.rpartition("Finds")[2]
    slack.submit(TOBI, name="Health, tier 1")
    assert "one person" in shown(slack) and "Beats: Health · Outlet tier: 1" in shown(slack) and "Bea Locke" not in shown(slack)
    contact(slack, "Nila Okoro", "Ledger", 1, beats=["public health"])
    assert "2 people" in lists(slack, "tier 1"), "who fits by now is on it"
    assert "Health, tier 1" in lists(slack) and actions(slack)[-1] == "presslist.made"
    assert "There is a list called" in str(slack_error(slack, "Health — TIER 1"))


def slack_error(slack: SlackDesk, name: str) -> dict[str, Any]:
    lists(slack)
    press(slack, "presslist_new")
    return dict(slack.submit(TOBI, name=name).data)


def test_people_are_put_on_by_hand_and_left_out_and_each_step_is_taken_back(slack: SlackDesk) -> None:
    who = cast(slack)
    made(slack, beats=["Health"])
    press(slack, "presslist_add")
    result = slack.submit(TOBI, lines="Wren\nBea Locke\nNobody Atall\nJUNO marsh")
    told = str(result.data["errors"]["lines"])
    assert "“Wren” may be Wren Castellane, Gazette or Wren Marsh, Courier" in told and "“Nobody Atall” is nobody" in told
    assert "must not be contacted" in str(slack.submit(TOBI, lines="Bea Locke").data["errors"])
    slack.submit(TOBI, lines="Wren Marsh, Courier\nJUNO  marsh", picked=[])
    assert "4 people" in shown(slack) and "2 of them by hand" in shown(slack)
    said = press(slack, "presslist_out:1", chosen=str(who["ash"]))
    assert (
        "3 people" in said
        and "Left out: 1" in said
        and "Ash Wrenfield" not in said.partition("Left out")[0].partition("Take somebody off")[0]
    )
    assert "2 people" in press(slack, "presslist_out:1", chosen=str(who["juno"]))
    assert "3 people" in press(slack, "presslist_undo"), "Juno is back"
    assert not [one for one in buttons(slack.world.view(TOBI)) if one.startswith("presslist_undo")]
    assert "4 people" in press(slack, "presslist_in:1", chosen=str(who["ash"]))
    put(slack, Journalist, who["juno"], do_not_contact_at=slack.clock())
    put(slack, Journalist, who["other"], merged_into_id=who["wren"])
    assert "2 people" in lists(slack, "health") and "2 more must not be contacted" in shown(slack)


def test_a_list_is_renamed_deleted_and_brought_back(slack: SlackDesk) -> None:
    cast(slack)
    made(slack, "Helth", beats=["Health"])
    press(slack, "presslist_edit")
    slack.submit(TOBI, name="Health")
    assert "Health" in shown(slack) and "2 people" in shown(slack)
    press(slack, "presslist_undo")
    said = press(slack, "presslist_delete")
    assert "“Helth” is deleted" in said and "There are no press lists yet" in lists(slack)
    slack.world.close_view(TOBI, every=True)
    made(slack, "Helth")
    press(slack, "presslist_delete")
    made(slack, "helth")
    lists(slack)
    with pytest.raises(Conflict, match="by now"):
        presslists.bring_back(slack.desk, actor=slack.actor(TOBI), list_id=1)
    press(slack, "presslist_look")
    assert "Bring it back" in press(slack, "presslist_delete")
    assert "Brought back" in press(slack, "presslist_back")


def test_it_goes_out_as_csv_and_excel_without_what_the_desk_notes(slack: SlackDesk) -> None:
    who = cast(slack)
    put(slack, Journalist, who["wren"], notes="Careful.", preference="=cmd()")
    made(slack, beats=["Health"])
    for ending in ("csv", "xlsx"):
        lists(slack, "health")
        press(slack, f"presslist_export:1:{ending}")
    found = [one["files"][0] for one in slack.said(TOBI, slack.dm(TOBI)) if one.get("files")]
    sheet, book = (held.content(slack.world, one["id"]) or b"" for one in found)
    lines = list(csv.DictReader(io.StringIO(sheet.decode("utf-8-sig"))))
    assert [one["name"] for one in lines] == ["Wren Castellane", "Ash Wrenfield"] and lines[0][
        "email"
    ] == "wren@gazette.example"
    assert lines[0]["preference"] == "'=cmd()" and "Careful" not in sheet.decode()
    assert load_workbook(io.BytesIO(book)).active["A2"].value == "Wren Castellane"
    assert actions(slack).count("presslist.exported") == 2


def test_a_viewer_only_looks_and_a_contact_of_a_restricted_matter_is_on_nobody_elses_list(slack: SlackDesk) -> None:
    log(
        slack,
        DINAH,
        topic="The zinnia file",
        journalists="Zia Hidden <zia@ledger.example>",
        outlet="Ledger",
        restricted=["yes"],
    )
    cast(slack)
    put(slack, Outlet, 1, tier=1)
    made(slack, "Top", tiers=["1"])
    assert "Zia" not in shown(slack) and "Wren" in shown(slack)
    assert "Zia Hidden" in lists(slack, "top", DINAH), "whoever is named on the matter"
    assert "Top" in lists(slack, "", PRIYA) and "presslist_new" not in buttons(slack.world.view(PRIYA))
    assert not [one for one in buttons(slack.world.view(PRIYA)) if one.startswith(("presslist_add", "presslist_delete"))]
    slack.world.close_view(DINAH, every=True)
    lists(slack, "top", DINAH)
    press(slack, "presslist_export:1:csv", DINAH)
    file = next(one for one in slack.said(DINAH, slack.dm(DINAH)) if one.get("files"))["files"][0]
    assert b"Zia" not in (held.content(slack.world, file["id"]) or b"Zia"), "an export holds what all may know of"
    assert rows(slack, ContactEvent) == []


def test_words_go_to_everybody_on_a_list_but_to_nobody_who_is_blocked(slack: SlackDesk) -> None:
    who = cast(slack)
    made(slack, beats=["Health"])
    log(slack, topic="Beds", journalists="Juno Marsh", outlet="Radio Marsh")
    approved(slack)
    slack.world.close_view(TOBI, every=True)
    slack.click(TOBI, "statement_open", message=slack.card(1, DESK, TOBI))
    slack.click(TOBI, "statement_sent")
    assert "Health (2)" in shown(slack)
    put(slack, Journalist, who["ash"], do_not_contact_at=slack.clock())
    assert slack.submit(TOBI, route="email", press_list="1").ok
    assert {one.name for one in rows(slack, Recipient)} == {"Juno Marsh, Radio Marsh", "Wren Castellane, Gazette"}
