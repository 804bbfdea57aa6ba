"""Two contacts that are one person, through the front door: a look at both, all that moves, and taken apart again."""

from __future__ import annotations

from typing import Any

import pytest

from bot.models import EmbargoAgreement, Journalist, OutletRole
from bot.relationships.moves import references
from tests.covered import put
from tests.flows import actions, kept_in_order, log, rows, sent
from tests.named import BY, lived, named, naming
from tests.slack_desk import DESK, DINAH, PRIYA, TOBI, SlackDesk, buttons, words
from tests.test_contacts import edit, shown, who

__all__ = ["kept_in_order"]
ONE, OTHER = (
    "Wren Castellane <wren@gazette.example> +44 20 7946 0018",
    "W. Castellane <w.castellane@mail.example> 020 7946 0018",
)


def two(slack: SlackDesk) -> None:
    """One person on record twice: an inquiry each."""
    log(slack, topic="Beds tonight", journalists=ONE, outlet="Gazette")
    log(slack, topic="Food bank", journalists=OTHER, outlet="Courier")


def look(slack: SlackDesk, of: str = "food bank", user: str = TOBI) -> str:
    """Both, from the card of the second."""
    who(slack, "w.castellane@mail.example", user)
    slack.click(user, "contact_same:2")
    slack.click(user, "contact_pair:1")
    return shown(slack, user)


def merge(slack: SlackDesk, stays: int = 1, user: str = TOBI, **filled: Any) -> dict[str, Any]:
    look(slack, user=user)
    return slack.submit(user, stays=str(stays), **filled).data


def test_all_that_names_the_one_names_the_other_and_is_taken_apart_to_the_letter(slack: SlackDesk) -> None:
    two(slack)
    sent(slack, number=2)
    lived(slack, 2, beside=1)
    before = named(slack)
    assert naming(slack, 2) == {one.table.name for one in references()} - {"journalist"}
    said = look(slack)
    assert "same last name and initial" in said and "same phone number" in said, "the reasons are said"
    assert "1 pitch" in said and "1 interview" in said and "1 correction case" in said and "1 press list" in said
    assert not slack.submit(TOBI, stays="1", because="She said so").data.get("errors")
    assert "They are one now" in shown(slack) and "She said so" in shown(slack)
    for part in ("Food bank", "Beds tonight", "Winter: sent", "asks for figures twice.", "Send the accounts", "Open day", ": said yes",
                 "Survey", "Food runs short", "Received: 1", "Housing", "w.castellane@mail.example", "Courier"):  # fmt: skip
        assert part in shown(slack), part
    assert naming(slack, 2) == set()
    assert [one.how for one in rows(slack, EmbargoAgreement)] == ["by mail"], "what one lacked the other's fills"
    assert "Contacts: 1" in who(slack) and "They are one now" not in who(slack, "w.castellane@mail.example")
    assert "Beds tonight" in shown(slack), "either address finds the one that stayed"
    assert "Beds tonight" in who(slack, "w. castellane"), "and either name"
    assert "W. Castellane" not in words(slack.card(2, DESK, TOBI)) and "Wren Castellane" in words(slack.card(2, DESK, TOBI))
    assert "contact.merged" in actions(slack)
    slack.click(TOBI, "contact_undo:1")
    assert named(slack) == before and "Contacts: 2" in who(slack)
    assert "W. Castellane" in words(slack.card(2, DESK, TOBI))
    first, second = rows(slack, Journalist)
    assert first.other_emails == [] and second.email == "w.castellane@mail.example" and rows(slack, OutletRole) == []


def test_what_comes_under_the_old_name_is_theirs_and_stays_so_when_taken_apart(slack: SlackDesk) -> None:
    two(slack)
    assert not merge(slack).get("errors")
    slack.world.close_view(TOBI, every=True)
    log(slack, topic="By the old address", journalists=OTHER)
    log(slack, topic="By the old name", journalists="W. Castellane")
    assert (
        len(rows(slack, Journalist)) == 2 and "By the old address" in who(slack, "wren") and "By the old name" in shown(slack)
    )
    edit(slack, "wren", emails="wren@gazette.example")
    slack.world.close_view(TOBI, every=True)
    log(slack, topic="The address taken off", journalists=OTHER)
    assert "The address taken off" in who(slack, "wren")
    for _ in range(2):
        who(slack, "wren")
        slack.click(TOBI, "contact_undo:1")
    assert "By the old address" in shown(slack) and "Food bank" not in shown(slack)
    assert "Food bank" in who(slack, "w.castellane@mail.example") and "By the old" not in shown(slack)


@pytest.mark.parametrize("blocked", [1, 2])
def test_do_not_contact_holds_whoever_stays(slack: SlackDesk, blocked: int) -> None:
    two(slack)
    put(
        slack,
        Journalist,
        blocked,
        do_not_contact_at=slack.clock(),
        do_not_contact_by=BY,
        do_not_contact_because="Asked us to stop",
    )
    assert not merge(slack).get("errors")
    assert "⛔ Do not contact" in shown(slack) and "Asked us to stop" in shown(slack)
    slack.click(TOBI, "contact_undo:1")
    found = {one.id: one.do_not_contact_at is not None for one in rows(slack, Journalist)}
    assert found[blocked] and (blocked == 2 or found[2]), "and is on neither lost"
    assert found[1] is (blocked == 1)


def test_what_is_known_from_a_restricted_matter_alone_stays_so(slack: SlackDesk) -> None:
    log(slack, topic="Beds tonight", journalists=ONE)
    log(slack, DINAH, topic="The zinnia file", journalists=OTHER, restricted=["yes"])
    who(slack, "castellane", TOBI)
    slack.click(TOBI, "contact_same:1")
    assert "W. Castellane" not in shown(slack)
    assert "Nobody else" in str(slack.submit(TOBI, other="w.castellane@mail.example").data["errors"])
    assert "restricted matter alone" in str(merge(slack, 2, DINAH)["errors"])
    assert not merge(slack, 1, DINAH).get("errors") and "The zinnia file" in shown(slack, DINAH)
    said = who(slack, "castellane")
    assert "zinnia" not in said.lower() and "w.castellane@mail.example" not in said and "W. Castellane" not in said
    assert "1 inquiry" in said and "Nobody" in who(slack, "w.castellane@mail.example")


def test_a_viewer_merges_nobody_and_a_reason_is_asked_for(slack: SlackDesk) -> None:
    two(slack)
    log(slack, topic="Others", journalists="Ash Wrenfield <ash@courier.example>", outlet="Courier")
    who(slack, "castellane", PRIYA)
    assert not [one for one in buttons(slack.world.view(PRIYA)) if one.startswith("contact_same")]
    who(slack, "ash")
    slack.click(TOBI, "contact_same:3")
    assert "Nobody on record looks like" in shown(slack)
    slack.submit(TOBI, other="castellane")
    assert "Wren Castellane" in shown(slack) and "W. Castellane" in shown(slack), "several are meant"
    slack.click(TOBI, "contact_pair:1")
    assert "Nothing on record says that they are one person" in shown(slack)
    errors = slack.submit(TOBI, stays="1", because="").data["errors"]
    assert errors and len([one for one in rows(slack, Journalist) if one.merged_into_id]) == 0
    assert "contact.merged" not in actions(slack)


def test_three_become_one_and_come_apart_in_turn(slack: SlackDesk) -> None:
    two(slack)
    log(slack, topic="Third", journalists="Castellane Wren <cw@mail.example>", outlet="Gazette")
    assert not merge(slack).get("errors")
    who(slack, "cw@mail.example")
    slack.click(TOBI, "contact_same:3")
    slack.click(TOBI, "contact_pair:1")
    assert not slack.submit(TOBI, stays="3").data.get("errors")
    assert {one.merged_into_id for one in rows(slack, Journalist)} == {None, 3}, "all lead to the one that stayed"
    assert "3 inquiries" in who(slack, "w.castellane@mail.example")
    slack.click(TOBI, "contact_undo:3")
    assert "Third" in shown(slack) and "Food bank" not in shown(slack)
    assert "2 inquiries" in who(slack, "w.castellane@mail.example"), "the first two are one still"


def test_the_models_name_contacts_nowhere_but_by_a_reference(slack: SlackDesk) -> None:
    by_name = {
        (mapper.name, column.name)
        for mapper in references()[0].table.metadata.sorted_tables
        for column in mapper.columns
        if "journalist" in column.name and not any(key.column.table.name == "journalist" for key in column.foreign_keys)
    }
    assert by_name <= {("inquiryjournalist", "journalist_id")}, "a column that holds a contact's id says so to the database"
