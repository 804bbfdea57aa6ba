"""A journalist reached a colleague: what they see, what the desk gets, and the primer where terms are chosen."""

from __future__ import annotations

from bot.models import Channel, DeadlineKind, Inquiry, Role, Sensitivity, Terms
from tests.flows import actions, inquiry, kept_in_order, log, rows
from tests.slack_desk import DESK, GENERAL, GUS, PRIYA, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]


def called(slack: SlackDesk, **filled: str) -> str:
    """Priya, who is not on the desk, passes a call on from the shortcut."""
    slack.role(PRIYA, Role.NONE)
    slack.world.close_view(PRIYA, every=True)
    slack.shortcut(PRIYA, "journalist_called")
    result = slack.submit(PRIYA, **filled)
    assert result.ok and not result.data.get("errors"), result
    return words(slack.world.view(PRIYA))


def test_a_colleague_passes_a_call_on_and_the_desk_has_it_at_once(slack: SlackDesk) -> None:
    slack.role(PRIYA, Role.NONE)
    slack.command(PRIYA, "called", GENERAL)
    form = words(slack.world.view(PRIYA))
    assert form.index("Promise nothing more") < form.index("Who is it?") and "just one quick question" in form
    said = called(
        slack,
        who="Wren Castellane",
        outlet="Gazette",
        number="020 7946 0018",
        what="Is it true that the shelter closes?\nWhy?",
        by="ASAP",
    )
    assert "The press desk has it: PR-0001" in said and "Give them no answer" in said
    card = words(slack.card(1, DESK, TOBI))
    assert "Wren Castellane" in card and "Gazette" in card and "ASAP" in card
    row = inquiry(slack)
    assert (row.logged_by, row.channel, row.terms) == (f"slack:T0LANTERN:{PRIYA}", Channel.PHONE, Terms.ON_RECORD)
    assert actions(slack)[-2:] == ["inquiry.logged", "inquiry.noted"]
    slack.command(TOBI, "show PR-1")
    shown = words(slack.private(TOBI))
    assert "Why?" in shown and "020 7946 0018" in shown and "Priya Vance" in shown and "passed it on; promised nothing" in shown
    slack.command(PRIYA, "show PR-1", GENERAL)
    assert "You can't look at the press desk" in words(slack.private(PRIYA, GENERAL)), "passing on opens nothing"


def test_little_is_enough_an_unread_time_is_asked_again_and_what_is_grave_says_so(slack: SlackDesk) -> None:
    called(slack, what="Something about beds", number="ring 01632 960 001")
    row = inquiry(slack)
    assert row.deadline_kind == DeadlineKind.NONE and "01632 960 001" in row.background
    slack.world.close_view(PRIYA, every=True)
    slack.command(PRIYA, "called they ask about an allegation of abuse at the shelter", GENERAL)
    wrong = slack.submit(PRIYA, by="after the thing")
    assert "today 4pm" in wrong.data["errors"]["by"] and len(rows(slack, Inquiry)) == 1
    assert slack.fields(PRIYA)["what"].startswith("they ask"), "nothing typed is lost"
    slack.submit(PRIYA, by="today 6pm", who="unknown")
    assert inquiry(slack, 2).sensitivity != Sensitivity.ROUTINE and inquiry(slack, 2).deadline_kind == DeadlineKind.INSTANT
    slack.command(GUS, "called", GENERAL)
    assert "guests" in words(slack.private(GUS, GENERAL))


def test_the_primer_is_one_screen_for_anybody_and_stands_where_terms_are_chosen(slack: SlackDesk) -> None:
    slack.role(PRIYA, Role.NONE)
    slack.world.open_home(PRIYA)
    slack.settle()
    assert {"call_open", "lead_new", "primer_open"} <= set(buttons(slack.world.home(PRIYA))), (
        "their Home offers what they can do"
    )
    slack.command(PRIYA, "primer", GENERAL)
    said = words(slack.world.view(PRIYA))
    for term in ("On the record", "On background", "Deep background", "Off the record", "Embargo", "Exclusive"):
        assert term in said
    assert len(slack.world.view(PRIYA)["blocks"]) <= 12 and "agreed before anything is said" in said
    slack.shortcut(TOBI, "new_inquiry")
    slack.click(TOBI, "primer_open")
    assert "unless something else was agreed first" in words(slack.world.view(TOBI))
    slack.world.close_view(TOBI)
    slack.submit(TOBI, topic="Beds", journalists="unknown", deadline="ASAP", terms="on_background")
    assert inquiry(slack).terms == Terms.ON_BACKGROUND
    slack.world.close_view(TOBI, every=True)
    log(slack)
    slack.click(TOBI, "inquiry_more", message=slack.card(2, DESK, TOBI))
    slack.click(TOBI, "primer_open")
    assert "Deep background" in words(slack.world.view(TOBI))
