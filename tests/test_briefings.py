"""`/press brief PR-12`: logistics, who asks and what they asked before, the questions and what we said, on one page."""

from __future__ import annotations

import pytest

from bot.models import Outlet, Role
from tests.flows import approved, change, draft, kept_in_order, log, sent
from tests.slack_desk import DESK, MARA, PRIYA, TOBI, SlackDesk, words

__all__ = ["kept_in_order"]

FULL = {
    "topic": "Night shelter numbers", "journalists": "Wren Castellane, wren@eastmarsh.example, 01632 960 555", "outlet": "Eastmarsh Gazette",
    "questions": "How many people stayed?\nWill it stay open?", "background": "They talk to the council, too.", "embargo": "until Friday 00:01 GMT",
    "request_types": ["statement", "data"], "terms": "on_background", "sensitivity": "sensitive",
}  # fmt: skip


def briefing(slack: SlackDesk, reference: str, user: str = TOBI) -> str:
    slack.command(user, f"brief {reference}")
    return words(slack.private(user))


def test_all_that_is_on_record_is_on_one_page(slack: SlackDesk) -> None:
    log(slack, **FULL)
    change(slack, MARA, owner=TOBI, court="legal")
    said = briefing(slack, "PR-1")
    for part in (
        "Briefing PR-0001", "Wren Castellane", "wren@eastmarsh.example", "01632 960 555", "Eastmarsh Gazette", "6pm today", "18:00 GMT", "on background",
        "sensitive", "Owner: Tobi Fenwick; with legal", "statement, data", "until Friday", "They talk to the council", "How many people stayed?",
        "Will it stay open?", "Nothing is drafted yet", "No earlier inquiry on record",
    ):  # fmt: skip
        assert part in said, part


def test_what_they_asked_before_and_what_we_said_stand_there_word_for_word(slack: SlackDesk) -> None:
    log(slack, topic="Night shelter numbers", journalists="Wren Castellane, wren@eastmarsh.example", outlet="Eastmarsh Gazette")
    sent(slack, "The shelter was open on 29 nights in October.")
    slack.clock.advance(days=2)
    log(slack, topic="Youth club roof", journalists="Ines Duarte", outlet="The Eastmarsh Gazette", deadline="6pm today")
    log(
        slack,
        topic="More night shelter numbers",
        journalists="W. Castellane, wren@eastmarsh.example",
        outlet="Eastmarsh Gazette",
        deadline="6pm today",
    )
    said = briefing(slack, "PR-3")
    assert "Wren Castellane and us" in said and "PR-0001 Night shelter numbers" in said and "responded" in said
    assert "Eastmarsh Gazette and us" in said and "PR-0002 Youth club roof" in said
    assert "The shelter was open on 29 nights in October." in said and "approved by Dinah Osei" in said
    assert said.count("PR-0001 Night shelter numbers") == 1


@pytest.mark.parametrize("stage", ["draft", "approved"])
def test_the_words_to_say_carry_their_state(slack: SlackDesk, stage: str) -> None:
    log(slack)
    if stage == "draft":
        draft(slack, text="Perhaps these.")
        assert "Not approved yet (draft), version 1: Perhaps these." in briefing(slack, "PR-1").replace("  ", " ")
    else:
        approved(slack, "Exactly these.")
        assert "Approved, word for word, version 1: Exactly these." in briefing(slack, "PR-1").replace("  ", " ")


def test_a_briefing_opens_from_the_form_behind_more(slack: SlackDesk) -> None:
    log(slack)
    slack.click(TOBI, "inquiry_more", message=slack.card(1))
    slack.click(TOBI, "briefing_open")
    assert slack.world.view(TOBI)["title"]["text"] == "Briefing PR-0001"


def test_a_very_full_inquiry_still_fits_one_page(slack: SlackDesk) -> None:
    log(slack, questions="\n".join(f"{number} " + "why? " * 9 for number in range(50)), background="b " * 1_400, topic="t" * 250,
        journalists="\n".join(f"Journalist Number{number}" for number in range(30)))  # fmt: skip
    approved(slack, "s" * 3_000)
    for number in range(2, 9):
        log(slack, topic=f"{number} " + "u" * 240, journalists="Journalist Number0")
    said = briefing(slack, "PR-1")
    assert "s" * 1_900 in said
    assert not [one for one in slack.world.calls if not one["response"]["ok"]]
    slack.command(TOBI, "show PR-1")
    assert "Every question" in words(slack.private(TOBI))


def test_a_viewer_reads_a_briefing_and_a_stranger_does_not(slack: SlackDesk) -> None:
    log(slack)
    for role, said in ((Role.VIEWER, "Briefing PR-0001"), (Role.NONE, "You can't look at the press desk yet")):
        slack.role(PRIYA, role)
        slack.command(PRIYA, "brief PR-1", channel="C0INTAKE")
        assert said in words(slack.private(PRIYA, "C0INTAKE"))


def test_the_tier_we_gave_an_outlet_stands_beside_it(slack: SlackDesk) -> None:
    log(slack, outlet="Eastmarsh Gazette")
    with slack.database.write() as session:
        outlet = session.get_one(Outlet, 1)
        outlet.tier = 1
        session.add(outlet)
    assert "Eastmarsh Gazette (tier 1)" in briefing(slack, "PR-1")
    change(slack, MARA, note="Tier set.")
    assert "(tier 1)" in words(slack.card(1, DESK))
