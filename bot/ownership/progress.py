"""Progress: how long work tells how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

#: Called with what is being worked on and how many of it are done.
Told = Callable[[str, int], None]
Thing = TypeVar("Thing")

EVERY = 200


def nobody(_what: str, _done: int) -> None:
    """Tells nobody."""


def counted(things: Iterator[Thing], what: str, told: Told) -> Iterator[Thing]:
    """The things as they come, each 200th told of, and the last."""
    done = 0
    for done, thing in enumerate(things, start=1):
        if done % EVERY == 0:
            told(what, done)
        yield thing
    told(what, done)
