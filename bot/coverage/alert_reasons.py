"""Reasons of alerts: they name what an alert is of, and are said without what became restricted since."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlmodel import Session

from bot.coverage import quotewatch
from bot.models import Alert, AlertKind

REFERENCE = re.compile(r"\b[A-Z]{1,2}-\d{4,}\b")
HELD = " They are held against "  # In the reason of a misquote: what follows names words of ours.


def sayable(session: Session, alerts: Sequence[Alert]) -> list[Alert]:
    """The alerts as they may be said now. Of what names something that became restricted since, a misquote is said without
    that; the first coverage of an inquiry is not said at all, for it is of nothing else."""
    shut: set[str] = set()
    for team_id in {one.team_id for one in alerts}:
        named = {name for one in alerts if one.team_id == team_id for name in REFERENCE.findall(one.reason)}
        shut |= quotewatch.withheld(session, team_id, named)
    found = []
    for one in alerts:
        if shut.isdisjoint(REFERENCE.findall(one.reason)):
            found.append(one)
        elif one.kind != AlertKind.FIRST_COVERAGE:
            found.append(Alert(**one.model_dump() | {"reason": one.reason.partition(HELD)[0]}))
    return found
