"""The record of a report: its measures beside those of earlier periods, kept as numbers and ids, and named anew when shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot import teams
from bot.authority import Actor, authorize
from bot.coverage import case_grounds, pitch_ties, showable
from bot.desk import Desk
from bot.models import ClipQuote, CorrectionCase, House, Inquiry, Outlet, Pitch, Statement, WatchTerm
from bot.reports import courts, facts
from bot.reports.courts import Late
from bot.reports.figures import OURS, figures
from bot.reports.measures import DEFINITIONS, FEW, Measure, of
from bot.reports.observations import Observation, observe
from bot.reports.periods import Period, of_key, read
from bot.text import one_line, shortened

EARLIER = 8  # Periods whose median stands beside the number.
LONGEST = 160


@dataclass(frozen=True)
class Report:
    """A report as it was counted at `at`. `names` are of what its parts stand for, by the key of the measure; `late` explains
    each that was late."""

    period: Period
    at: datetime
    team_id: str
    organisation: str
    measures: Sequence[Measure]
    observations: Sequence[Observation] = ()
    late: Sequence[Late] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether its period was over when it was counted."""
        return self.at >= self.period.until

    @property
    def title(self) -> str:
        return f"Engagement report, {self.period.name}" + ("" if self.whole else ", so far")

    def label(self, measure: Measure) -> str:
        """What a measure is called: its definition's label, or the name of its part."""
        return self.names.get(measure.key) or measure.part.replace("_", " ") or measure.defined.label


def period(desk: Desk, *, actor: Actor, words: str) -> Period:
    """The period that somebody typed, on the team's clock. Invalid where it is none."""
    authorize(actor, "look")
    with desk.database.read() as session:
        zone = teams.team_of(session, actor.team_id).zone
    return read(words, today=desk.clock().astimezone(ZoneInfo(zone)).date(), zone=zone)


def by_key(desk: Desk, *, actor: Actor, key: str) -> Report:
    """The report of the period that a button carried, counted now."""
    authorize(actor, "look")
    with desk.database.read() as session:
        asked = of_key(key, zone=teams.team_of(session, actor.team_id).zone)
        return counted(session, team_id=actor.team_id, period=asked, at=desk.clock())


def counted(session: Session, *, team_id: str, period: Period, at: datetime) -> Report:
    """The report of a period from what is on record now."""
    before = list(islice(_earlier(period), EARLIER))
    found = facts.gather(session, team_id=team_id, since=before[-1].since, until=period.until, at=at)
    known = [one for one in before if found.begun_at is not None and one.until > found.begun_at]
    history = [figures(found, one, at=at) for one in known]
    measures = [_compared(one, history) for one in figures(found, period, at=at)]
    measures += courts.hours_with(session, team_id=team_id, period=period, at=at)
    order = list(DEFINITIONS)
    measures.sort(key=lambda one: order.index(one.name))
    return named(session, team_id=team_id, period=period, at=at, measures=measures)


def named(session: Session, *, team_id: str, period: Period, at: datetime, measures: Sequence[Measure]) -> Report:
    """The report of these measures, with the names as they are now."""
    late = of(measures, "late")
    team = teams.team_of(session, team_id)
    return Report(
        period=period, at=at, team_id=team_id, organisation=team.name, measures=measures,
        observations=observe(session, measures, period=period, at=at),
        late=courts.late(session, team_id=team_id, inquiry_ids=late.behind if late else (), at=at),
        names=_names(session, team_id, measures), people=_people(session, measures),
    )  # fmt: skip


def snapshot(report: Report) -> dict[str, Any]:
    """Numbers and ids alone, as JSON keeps them."""
    return {
        "period": report.period.key, "zone": report.period.zone, "at": report.at.isoformat(),
        "measures": [_kept(one) for one in report.measures],
    }  # fmt: skip


def restored(session: Session, *, team_id: str, kept: Mapping[str, Any]) -> Report:
    """The report that a snapshot is of. Where something in it became restricted since, it is counted anew without it."""
    period, at = of_key(kept["period"], zone=kept["zone"]), datetime.fromisoformat(kept["at"])
    measures = [_measure(one) for one in kept["measures"]]
    if _withheld(session, team_id, measures):
        return counted(session, team_id=team_id, period=period, at=at)
    return named(session, team_id=team_id, period=period, at=at, measures=measures)


def _withheld(session: Session, team_id: str, measures: Sequence[Measure]) -> bool:
    ids: dict[str, set[int]] = {"inquiry": set(), "statement": set()}
    for one in measures:
        if one.defined.noun in ids:
            ids[one.defined.noun].update(one.behind)
    for table, named_ids in ((Inquiry, ids["inquiry"]), (Statement, ids["statement"])):
        hidden = select(table.id).where(col(table.restricted).is_(True), col(table.id).in_(named_ids))
        if named_ids and session.exec(hidden).first() is not None:
            return True
    clips = [id for one in measures if one.defined.noun == "clip" for id in one.behind]
    if showable.closed(session, sorted(set(clips))):
        return True
    named_cases = [id for one in measures if one.defined.noun == "case" for id in one.behind]
    cases = session.exec(select(CorrectionCase).where(col(CorrectionCase.id).in_(named_cases))).all() if named_cases else []
    if case_grounds.closed(session, cases):
        return True
    pitched = {id for one in measures if one.defined.noun == "pitch" for id in one.behind}
    if pitched and pitched - set(session.exec(select(Pitch.id).where(pitch_ties.public_pitches(team_id)))):
        return True
    answers = select(Inquiry.id).join(Statement, col(Statement.inquiry_id) == Inquiry.id)
    hidden_answers = answers.where(col(Statement.id).in_(ids["statement"]), col(Inquiry.restricted).is_(True))
    return bool(ids["statement"]) and session.exec(hidden_answers).first() is not None


def _earlier(period: Period) -> Iterable[Period]:
    while True:
        period = period.before
        yield period


def _compared(measure: Measure, history: Sequence[Sequence[Measure]]) -> Measure:
    """With the period before and the median of all of them; a count that is missing there was none."""
    if not measure.defined.compared or not history:
        return measure
    same = [of(one, measure.name, measure.part) for one in history]
    none = (0.0, None) if measure.defined.unit == "count" else None
    before = (same[0].value, same[0].n) if same[0] is not None else none
    values, pooled = _values(measure, same)
    few = measure.defined.unit == "part" and pooled < FEW
    return replace(measure, before=before, middle=median(values) if values and not few else None, middle_of=len(values))


def _values(measure: Measure, same: Sequence[Measure | None]) -> tuple[list[float], int]:
    """What the median is over, and of how many in all."""
    if measure.defined.unit == "part":
        there = [one for one in same if one is not None and one.n]
        return [one.value / one.n for one in there if one.n], sum(one.n or 0 for one in there)
    if measure.defined.unit == "count":
        return [one.value if one is not None else 0 for one in same], len(same)
    return [one.value for one in same if one is not None], len(same)


def _names(session: Session, team_id: str, measures: Sequence[Measure]) -> dict[str, str]:
    """What parts that are rows are called, by the key of the measure."""
    named_by: dict[str, Callable[[Session, str, str], str]] = {
        "outlet": _outlet, "quote": _speaker, "message": _message, "term": _term, "tier": _tier,
    }  # fmt: skip
    return {
        one.key: shortened(one_line(named_by[one.defined.by](session, team_id, one.part)), LONGEST)
        for one in measures
        if one.part and one.defined.by in named_by
    }


def _outlet(session: Session, team_id: str, part: str) -> str:
    row = session.get(Outlet, int(part)) if part.isdecimal() else None
    return row.name if row else "Outlet not known"


def _speaker(session: Session, team_id: str, part: str) -> str:
    row = session.get(ClipQuote, int(part))
    return row.speaker if row else "Somebody"


def _term(session: Session, team_id: str, part: str) -> str:
    row = session.get(WatchTerm, int(part)) if part.isdecimal() else None
    if part == OURS:
        return "Us, by all our names"
    return row.name if row else "A term taken off the list"


def _tier(session: Session, team_id: str, part: str) -> str:
    return f"Tier {part}" if part.isdecimal() else "No tier"


def _message(session: Session, team_id: str, part: str) -> str:
    """M-0002.1 with its words; the core message is number 0."""
    house, _, place = part.partition(".")
    digits = house.rpartition("-")[2]
    row = (
        session.exec(select(House).where(House.team_id == team_id, House.number == int(digits))).first()
        if digits.isdecimal()
        else None
    )
    if row is None or row.restricted or not place.isdecimal():
        return part
    at = int(place)
    words = row.core_message if at == 0 else row.pillars[at - 1]["message"] if at <= len(row.pillars) else ""
    return f"{part} {words}"


def _people(session: Session, measures: Sequence[Measure]) -> dict[str, str]:
    return {one: row.name for one, row in teams.names(session, {by for each in measures for by in each.by}).items()}


def _kept(measure: Measure) -> dict[str, Any]:
    kept = {
        "name": measure.name, "value": measure.value, "behind": list(measure.behind), "n": measure.n, "part": measure.part,
        "by": list(measure.by), "before": list(measure.before) if measure.before else None, "middle": measure.middle,
        "middle_of": measure.middle_of,
    }  # fmt: skip
    return {name: value for name, value in kept.items() if value not in (None, "", [])}


def _measure(kept: Mapping[str, Any]) -> Measure:
    before = kept.get("before")
    return Measure(
        name=kept["name"], value=kept["value"], behind=tuple(kept.get("behind", ())), n=kept.get("n"),
        part=kept.get("part", ""), by=tuple(kept.get("by", ())), before=(before[0], before[1]) if before else None,
        middle=kept.get("middle"), middle_of=kept.get("middle_of", 0),
    )  # fmt: skip
