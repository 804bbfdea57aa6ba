"""How long the app takes to acknowledge, from the sandbox's sending until the answer is back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.results import Result
from tests.bench.places import CROWD, DESK, Place
from tests.bench.tables import ms, percentile, ratio, show

SINGLES, ROUNDS = 40, 3
MESSAGES = SINGLES + 5 + CROWD * ROUNDS


@dataclass
class Times:
    """Milliseconds of what was acknowledged; `late` counts what was not, within Slack's three seconds."""

    taken: list[float] = field(default_factory=list)
    late: int = 0


Ask = Callable[[Place, str], Result]


def command(place: Place, user: str) -> Result:
    return place.world.command(user, DESK, "/press")


def shortcut(place: Place, user: str) -> Result:
    return place.world.shortcut(user, "log_message", channel=DESK, message_ts=place.messages.pop())


def measure(places: Sequence[Place]) -> None:
    """Prints the table. The places take turns, so that what else this machine does weighs on all alike."""
    rows: list[list[str]] = []
    for name, ask in (("/press", command), ("message shortcut", shortcut)):
        for how, once, rounds in (("one at a time", singly, 1), (f"{CROWD} at once", _together, ROUNDS)):
            times = {place.name: Times() for place in places}
            for place in places:
                _warm(place, ask)
            for _ in range(rounds):
                for place in places:
                    once(place, ask, times[place.name])
                    place.rest()
            rows += [_row(f"{name}, {how}", place, times[place.name], times[places[0].name]) for place in places]
    show(
        "Acknowledgements over Socket Mode (to reach: p99 under 500 ms with 200 at once)",
        ("", "app", "n", "late", "p50", "p99", "p50 to bare", "p99 to bare"), rows,
    )  # fmt: skip


def _row(what: str, place: Place, times: Times, base: Times) -> list[str]:
    p50, p99 = percentile(times.taken, 50), percentile(times.taken, 99)
    return [
        what, place.name, str(len(times.taken)), str(times.late), ms(p50), ms(p99),
        ratio(p50, percentile(base.taken, 50)), ratio(p99, percentile(base.taken, 99)),
    ]  # fmt: skip


def _warm(place: Place, ask: Ask) -> None:
    for user in place.people[:2]:
        ask(place, user)
    place.rest()


def singly(place: Place, ask: Ask, times: Times) -> None:
    """Notes how long the app takes where one asks after the other."""
    for user in place.people[:SINGLES]:
        place.world.courier.log.clear()
        ask(place, user)
        _note(place, times)
        place.rest(quiet=0.06)


def _together(place: Place, ask: Ask, times: Times) -> None:
    place.world.courier.log.clear()
    ready = threading.Barrier(CROWD)

    def one(user: str) -> None:
        ready.wait()
        ask(place, user)

    with ThreadPoolExecutor(CROWD) as pool:
        list(pool.map(one, place.people))
    _note(place, times)


def _note(place: Place, times: Times) -> None:
    for entry in list(place.world.courier.log):
        _keep(entry, times)


def _keep(entry: dict[str, Any], times: Times) -> None:
    if entry["type"] == "events_api":
        return
    if entry["status"] == 200:
        times.taken.append(entry["ms"])
    else:
        times.late += 1
