"""A contact as the demo has them, in a real browser: the card, the outlet, who cares for a topic, and two cards that are one.

A part of the walk through the demo in `test_coverage.py`, since telling its story takes longer than all of this.
"""

from __future__ import annotations

from bot.models import Journalist
from tests.browser.desks import Desk
from tests.browser.pages import hook
from tests.flows import rows
from tests.slack_desk import TOBI, SlackDesk

MODAL = hook("modal")


def met(page: Desk, desk: SlackDesk) -> None:
    """Looks at the reporter whom the desk knows best."""
    page.open("C0DESK", user=TOBI, size=(1280, 1240))

    # One command shows the card with every dealing.
    page.write("/press who wren castellane")
    for words in ("Senior reporter", "By mail before noon", "answered on time", "Asks every figure twice", "A winter at the night shelter",
                  "same phone number", "Clips:"):  # fmt: skip
        page.shows(words, MODAL)
    page.picture("contact")

    # It leads to her paper, and on to the others there.
    page.touch("outlet_card:", inside=MODAL)
    page.shows("Pages close at 16:00", MODAL)
    page.leave()
    page.leave()

    # Who else cares, and who is on record twice.
    page.write("/press who about housing")
    page.shows("Beat: Housing", MODAL)
    page.leave()
    page.write("/press who wren castellane")
    page.touch("contact_undo:", inside=MODAL)
    page.shows("Taken back.", MODAL)
    page.touch("contact_same:", inside=MODAL)
    page.shows("same phone number", MODAL)
    page.touch("contact_pair:", inside=MODAL)
    page.shows("Which card stays?", MODAL)
    page.submit()
    page.shows("They are one now.", MODAL)
    assert sum(one.merged_into_id is not None for one in rows(desk, Journalist)) == 1
