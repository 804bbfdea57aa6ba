"""Contacts for a topic, through the front door: from our own record, with the reasons."""

from __future__ import annotations

from datetime import timedelta

from bot.models import ClipLink, Journalist, LinkKind, Pitch, PitchOutcome
from tests.covered import add, clip, put
from tests.flows import kept_in_order, log
from tests.slack_desk import DINAH, PRIYA, TEAM, TOBI, SlackDesk, buttons
from tests.test_contacts import edit, who

__all__ = ["kept_in_order"]
PEOPLE = ("Wren Castellane", "Ash Marlow", "Juno Field", "Bram Heath", "Odile Farrant")


def staffed(slack: SlackDesk) -> None:
    """Five contacts: a beat, a question, a clip and two pitches of housing and the cold."""
    for name in PEOPLE:
        log(
            slack,
            topic=f"An unrelated matter {name[:2]}",
            journalists=f"{name} <{name.split()[0].lower()}@x.example>",
            outlet="Gazette",
        )
    edit(slack, "wren@x.example", beats="Housing, Football")
    slack.world.close_view(TOBI, every=True)
    log(slack, topic="Emergency housing this winter", journalists="Ash Marlow <ash@x.example>")
    wrote = clip(slack, "Council fails on winter housing", slack.clock() - timedelta(days=30))
    add(slack, ClipLink(clip_id=wrote, kind=LinkKind.JOURNALIST, subject_id=3, score=0.9, made_at=slack.clock()))
    by = f"slack:{TEAM}:{TOBI}"
    for journalist_id, outcome in ((4, PitchOutcome.RAN), (5, PitchOutcome.PASSED)):
        add(slack, Pitch(team_id=TEAM, subject="Winter housing survey", key="w", journalist_id=journalist_id, outcome=outcome, pitched_by=by,
                         pitched_at=slack.clock()))  # fmt: skip


def test_each_is_suggested_with_the_reasons_and_nobody_without(slack: SlackDesk) -> None:
    staffed(slack)
    said = who(slack, "about winter housing")
    for part in ("Beat: Housing", "Asked: PR-0006 Emergency housing this winter", "Wrote: Council fails on winter housing",
                 "Took up our pitch: Winter housing survey"):  # fmt: skip
        assert part.replace(": ", ":  ") in said or part in said, part
    assert all(name in said for name in PEOPLE[:4]) and "Odile Farrant" not in said and "Football" not in said
    assert "pitch_open:1" in buttons(slack.world.view(TOBI))
    who(slack, "about winter housing", PRIYA)
    assert not [one for one in buttons(slack.world.view(PRIYA)) if one.startswith("pitch_")]
    assert "Nobody on record has such a beat" in who(slack, "about zinc smelting")


def test_who_must_not_be_contacted_and_what_is_restricted_suggests_nobody(slack: SlackDesk) -> None:
    staffed(slack)
    put(slack, Journalist, 1, do_not_contact_at=slack.clock())
    log(slack, DINAH, topic="Winter housing allegation", journalists="Juno Field <juno@x.example>", restricted=["yes"])
    log(slack, DINAH, topic="Winter housing allegation", journalists="Hidden Heron", restricted=["yes"])
    said = who(slack, "about winter housing")
    assert "Wren Castellane" not in said and "allegation" not in said and "Heron" not in said
    assert "allegation" in who(slack, "about winter housing", DINAH)


def test_a_nearer_and_newer_reason_counts_for_more(slack: SlackDesk) -> None:
    staffed(slack)
    edit(slack, "juno@x.example", beats="Winter housing")
    said = who(slack, "about winter housing")
    assert said.index("Juno Field") < said.index("Wren Castellane")
    slack.clock.advance(days=1100)
    log(slack, topic="Emergency housing this winter", journalists="Bram Heath <bram@x.example>")
    said = who(slack, "about emergency housing")
    assert said.index("Bram Heath") < said.index("Ash Marlow"), "who asked lately before who asked three years ago"
