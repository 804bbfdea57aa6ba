"""How long from sending the form until the card stands in the desk channel, one inquiry at a time."""

from __future__ import annotations

import threading
import time
from typing import Any

from bot.sandbox.results import Result
from tests.bench import acks
from tests.bench.acks import Times
from tests.bench.places import DESK, Place
from tests.bench.tables import ms, percentile, ratio, show
from tests.slack_desk import buttons, entry

INQUIRIES = 10
PATIENCE = 10


def measure(bare: Place, desk: Place) -> None:
    """Prints the table; the ratio is to a slash command that the bare app acknowledges."""
    times = Times()
    acks.singly(bare, acks.command, times)
    taken = [_one(desk, number) for number in range(INQUIRIES)]
    p50 = percentile(taken, 50)
    rows = [
        [
            bare.name + ", a command",
            str(len(times.taken)),
            ms(percentile(times.taken, 50)),
            ms(percentile(times.taken, 95)),
            "",
        ],
        [desk.name, str(INQUIRIES), ms(p50), ms(percentile(taken, 95)), ratio(p50, percentile(times.taken, 50))],
    ]
    show(
        "From a form's submission until its card is in the channel, one at a time (to reach: p95 under 2 s)",
        ("", "n", "p50", "p95", "p50 to bare"), rows,
    )  # fmt: skip


def _one(place: Place, number: int) -> float:
    """Milliseconds from the submission to the card."""
    world, user, topic = place.world, place.people[number], f"Night shelter numbers {number}"
    place.rest(quiet=1.2)  # Slack takes a message a second and channel: what came before is over by then.
    assert world.shortcut(user, "new_inquiry").ok
    view = _opened(place, user)
    posted = threading.Event()

    def notice(_to: Any, event: dict[str, Any]) -> None:
        message = event.get("message") or {}
        if event["type"] == "message" and event["channel"] == DESK and topic in str(message.get("blocks")) and buttons(message):
            posted.set()

    world.listeners.append(notice)
    began = time.perf_counter()
    result = _submit(place, user, view, topic=topic, journalists="Wren Castellane", deadline="next Friday at 6pm")
    assert result.ok and not result.data.get("errors"), result
    if not posted.wait(PATIENCE):
        raise SystemExit(f"{place.name}: no card after {PATIENCE} s.")
    taken = (time.perf_counter() - began) * 1000
    world.listeners.remove(notice)
    return taken


def _opened(place: Place, user: str) -> dict[str, Any]:
    until = time.monotonic() + PATIENCE
    while (view := place.world.view(user)) is None:
        if time.monotonic() > until:
            raise SystemExit(f"{place.name}: no form after {PATIENCE} s.")
        time.sleep(0.005)
    return view


def _submit(place: Place, user: str, view: dict[str, Any], **filled: str) -> Result:
    values = {
        block["block_id"]: {name: entry(block["element"], filled[name])}
        for block in view["blocks"]
        if (name := (block.get("element") or {}).get("action_id")) in filled
    }
    return place.world.submit(user, view["id"], values)
