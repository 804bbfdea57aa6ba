"""Message houses: written, shown in blocks, and approved as a whole."""

from __future__ import annotations

from bot.models import House, LineStatus
from tests.flows import actions, kept_in_order, rows
from tests.slack_desk import DINAH, TOBI, SlackDesk, words
from tests.wordings import FACT, HOUSE, approve, show, write

__all__ = ["kept_in_order"]


def test_a_house_stands_on_pillars_whose_proofs_say_whether_they_hold(slack: SlackDesk) -> None:
    write(slack, "fact")
    house = write(slack, "house")
    assert house.reference == "M-0001" and house.bridges == ["What matters tonight is a bed."]
    assert house.pillars[0] == {"message": "Every night has a bed", "proofs": ["F-0001", "40 beds"]}
    shown = words(show(slack, DINAH, "M-0001"))
    assert HOUSE["core_message"] in shown and FACT["text"] in shown and "✏️ Not approved" in shown and "Bridges back" in shown
    approve(slack, DINAH, "F-0001")
    approve(slack, DINAH, "M-0001")
    assert "✅ Approved" in words(show(slack, TOBI, "M-0001")) and actions(slack)[-1] == "house.approved"


def test_an_edit_of_a_pillar_takes_the_approval_of_the_whole_house(slack: SlackDesk) -> None:
    write(slack, "fact")
    write(slack, "house")
    approve(slack, DINAH, "M-0001")
    show(slack, TOBI, "M-0001")
    slack.click(TOBI, "line_edit")
    assert slack.fields(TOBI)["pillar_1"] == HOUSE["pillar_1"].replace("\n40", "\n- 40")
    slack.submit(TOBI, pillar_2="Everybody is very welcome")
    assert rows(slack, House)[-1].status == LineStatus.DRAFT
    slack.click(TOBI, "line_undo")
    house = rows(slack, House)[-1]
    assert house.status == LineStatus.APPROVED and house.pillars[1]["message"] == HOUSE["pillar_2"]


def test_what_is_wrong_with_a_house_stands_beside_its_field(slack: SlackDesk) -> None:
    slack.command(TOBI, "house")
    slack.click(TOBI, "house_new", message=slack.private(TOBI))
    errors = slack.submit(TOBI, **{**HOUSE, "pillar_3": "-"}).data["errors"]
    assert "three to five pillars" in errors["pillar_3:0"] and "There is no F-0001" in errors["pillar_1:0"]
    assert rows(slack, House) == []
