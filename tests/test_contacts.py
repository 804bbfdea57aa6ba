"""Contacts through the front door: the card with every dealing, its form, undo, and the word that blocks everything."""

from __future__ import annotations

from datetime import date, timedelta

from bot.contacts.suppressions import sha256
from bot.models import ClipLink, ContactEvent, Exclusive, Journalist, LinkKind, OutletRole, Recipient, Release, Suppression
from tests.covered import add, answered, clip
from tests.flows import actions, approved, inquiry, kept_in_order, log, rows, sent
from tests.slack_desk import DESK, DINAH, GENERAL, MARA, PRIYA, TEAM, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]
WREN = "Wren Castellane <wren@gazette.example> +44 20 7946 0018"


def who(slack: SlackDesk, said: str = "", user: str = TOBI) -> str:
    """What `/press who` shows this person."""
    slack.world.close_view(user, every=True)
    slack.command(user, f"who {said}".strip(), GENERAL)
    return shown(slack, user)


def shown(slack: SlackDesk, user: str = TOBI) -> str:
    found = slack.world.view(user)
    assert found is not None
    return words(found)


def edit(slack: SlackDesk, said: str = "castellane", **filled: object) -> dict[str, object]:
    who(slack, said)
    slack.click(TOBI, next(one for one in buttons(slack.world.view(TOBI)) if one.startswith("contact_edit:")))
    return slack.submit(TOBI, **filled).data


def test_one_card_shows_every_dealing_and_the_signals_count_only_what_happened(slack: SlackDesk) -> None:
    log(slack, topic="Beds tonight", journalists=WREN, outlet="Gazette")
    sent(slack)
    log(slack, topic="Food bank", journalists=WREN, outlet="Gazette")
    one = rows(slack, Journalist)[0]
    clip_id = clip(slack, "Shelter opens", slack.clock(), outlet_name="Gazette")
    add(slack, ClipLink(clip_id=clip_id, kind=LinkKind.JOURNALIST, subject_id=one.id, score=0.9, made_at=slack.clock()))
    said = who(slack, "castellane", PRIYA)
    assert "Beds tonight" in said and "answered on time" in said and "Food bank" in said
    assert "2 inquiries, 1 of 1 answered on time · 1 clip" in said
    assert "Shelter opens" in said and "(likely theirs)" in said and "Received: 1" in said
    assert "wren@gazette.example" in said and "Gazette" in said
    assert not [name for name in buttons(slack.world.view(PRIYA)) if name.startswith("contact_")], "a viewer changes nothing"
    slack.clock.advance(hours=48)
    assert "1 of 2 answered on time" in who(slack, "castellane"), "what is overdue counts as late"


def test_the_card_opens_from_an_inquiry_that_is_shown(slack: SlackDesk) -> None:
    log(slack, journalists=WREN)
    slack.command(TOBI, "show PR-1")
    slack.click(TOBI, "contact_open:1", message=slack.private(TOBI))
    assert "wren@gazette.example" in shown(slack) and "1 inquiry" in shown(slack)


def test_they_are_found_by_name_address_outlet_and_beat_the_nearest_first(slack: SlackDesk) -> None:
    log(slack, journalists=WREN, outlet="Gazette")
    log(slack, journalists="Ash Wrenfield <ash@courier.example>", outlet="Courier")
    edit(slack, "ash@courier.example", beats="housing, Prêt-à-porter")
    assert "Ash Wrenfield" in who(slack, "courier") and "Ash Wrenfield" in who(slack, "HOUSING")
    assert "Ash Wrenfield" in who(slack, "pret a porter") and "Wren Castellane" in who(slack, "“Castellane”")
    said = who(slack, "wren")
    assert "“wren”: 2" in said and who(slack).startswith("Contacts: 2")
    assert "Nobody of that name" in who(slack, "%_nobody")


def test_an_edit_is_kept_shown_and_taken_back_with_where_they_worked(slack: SlackDesk) -> None:
    log(slack, journalists=WREN, outlet="Gazette")
    edit(slack, outlet="Courier", title="Health editor", since=date(2026, 1, 5).isoformat(), preference="Text first",
         notes="Careful with figures.", provenance="wrote to us", review_on="2026-11-01", emails="wren@courier.example\nwren@gazette.example")  # fmt: skip
    said = shown(slack)
    assert "Health editor" in said and "since 5 Jan 2026" in said and "Before:  Gazette" in said
    assert "Text first" in said and "wrote to us" in said and "due" in said
    one = rows(slack, Journalist)[0]
    assert (one.email, one.other_emails) == ("wren@courier.example", ["wren@gazette.example"])
    assert "Write as if they will read it" in str(_form(slack))
    slack.world.close_view(TOBI, every=True)
    log(slack, topic="Again", journalists="W. Castellane <wren@gazette.example>")
    assert len(rows(slack, Journalist)) == 1, "another address of theirs is theirs"
    who(slack, "castellane")
    slack.click(TOBI, f"contact_undo:{one.id}")
    assert "Health editor" not in shown(slack) and "Taken back." in shown(slack)
    assert rows(slack, Journalist)[0].email == "wren@gazette.example" and rows(slack, OutletRole) == []
    assert actions(slack).count("contact.edited") == 1 and "contact.undone" in actions(slack)
    assert not any(name.startswith("contact_undo") for name in buttons(slack.world.view(TOBI)))


def _form(slack: SlackDesk) -> object:
    slack.click(TOBI, "contact_edit:1")
    return slack.world.view(TOBI)


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(slack: SlackDesk) -> None:
    log(slack, journalists=WREN)
    log(slack, journalists="Ash Wrenfield <ash@courier.example>")
    errors = edit(slack, "castellane", emails="not an address")["errors"]
    assert "no e-mail address" in str(errors)
    assert "another contact" in str(edit(slack, "castellane", emails="ash@courier.example")["errors"])
    add(slack, Suppression(team_id=TEAM, sha256=sha256(TEAM, "gone@x.example"), at=slack.clock()))
    assert "asked to be erased" in str(edit(slack, "castellane", emails="Gone@x.example")["errors"])
    assert rows(slack, ContactEvent) == []
    log(slack, journalists="Gone Person <gone@x.example> 020 7946 0000")
    kept = rows(slack, Journalist)[-1]
    assert (kept.name, kept.email, kept.phone) == ("Gone Person", None, None)
    assert "gone@x.example" not in inquiry(slack, 3).background


def test_a_restricted_matter_shows_only_to_those_named_and_hides_whoever_is_known_from_it_alone(slack: SlackDesk) -> None:
    log(slack, topic="Beds", journalists=WREN)
    log(slack, DINAH, topic="The zinnia file", journalists=WREN, restricted=["yes"])
    log(slack, DINAH, topic="Zinnia again", journalists="Hidden Heron <heron@x.example>", restricted=["yes"])
    assert "zinnia" not in who(slack, "castellane").lower() and "1 inquiry" in shown(slack)
    assert "The zinnia file" in who(slack, "castellane", DINAH) and "2 inquiries" in shown(slack, DINAH)
    assert "Nobody" in who(slack, "heron") and "Heron" not in who(slack) and "Heron" in who(slack, "heron", DINAH)
    assert "Nobody" in who(slack, "heron", MARA), "an admin who is not named sees nothing"
    edit(slack, "castellane")
    slack.world.close_view(TOBI, every=True)
    who(slack, "castellane")
    slack.click(TOBI, "contact_edit:1")
    assert not slack.submit(TOBI, emails="heron@x.example").data.get("errors"), "nothing tells that it is known"


def test_do_not_contact_is_lifted_by_an_admin_alone(slack: SlackDesk) -> None:
    log(slack, journalists=WREN)
    who(slack, "castellane")
    slack.click(TOBI, "contact_forbid:1")
    slack.submit(TOBI, because="Asked us to stop")
    assert "⛔ Do not contact" in shown(slack) and "Asked us to stop" in who(slack, "castellane", PRIYA)
    slack.world.close_view(TOBI, every=True)
    approved(slack)
    slack.click(TOBI, "statement_open", message=slack.card(1, DESK, TOBI))
    slack.click(TOBI, "statement_sent")
    assert "⛔" in str(slack.world.view(TOBI))
    assert "must not be contacted" in str(slack.submit(TOBI, route="email").data["errors"]), "marking it sent is refused"
    assert rows(slack, Release) == []
    assert not slack.submit(TOBI, route="email", anyway="It had gone out before").data.get("errors"), "unless it was sent"
    assert [one.unagreed for one in rows(slack, Recipient)] == ["It had gone out before"]
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, "exclusives", DESK)
    slack.click(TOBI, "exclusive_new", message=slack.private(TOBI))
    until = int((slack.clock() + timedelta(days=1)).timestamp())
    slack.submit(TOBI, subject="The winter survey", to="j1", until=until)
    assert rows(slack, Exclusive) == [], "nothing is promised to them"
    slack.world.close_view(TOBI, every=True)
    who(slack, "castellane")
    slack.click(TOBI, "contact_allow:1")
    assert rows(slack, Journalist)[0].do_not_contact_at is not None
    who(slack, "castellane", MARA)
    slack.click(MARA, "contact_allow:1")
    assert rows(slack, Journalist)[0].do_not_contact_at is None and "contact.allowed" in actions(slack)


def test_somebody_is_added_by_hand_and_an_inquiry_that_becomes_late_is_told(slack: SlackDesk) -> None:
    who(slack)
    slack.click(TOBI, "contact_new")
    slack.submit(TOBI, name="Juno Marsh", emails="juno@radio.example", outlet="Radio Marsh", title="Producer")
    assert "Producer" in shown(slack) and actions(slack)[-1] == "contact.added"
    log(slack, topic="Late one", journalists="Juno Marsh <juno@radio.example>")
    answered(slack, 1, slack.clock() + timedelta(days=2))
    slack.clock.advance(days=3)
    assert "late" in who(slack, "juno")
