"""Wordings: what a form holds of a statement, checked; and when its embargo ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session, col, select

from bot import deadlines, inquiries, lines, teams
from bot.authority import WEIGHT
from bot.desk import Desk
from bot.errors import Invalid
from bot.lines import Standing
from bot.models import Line, LineKind, LineStatus, Sensitivity, StatementKind, StatementVersion, Team
from bot.statements.kinds import KINDS, missing
from bot.statements.layouts import BOILERPLATE, BOILERPLATE_LINE
from bot.text import one_line, taken

EMBARGO_EXAMPLE = "00:01 GMT, Tuesday 3 March 2026"


@dataclass(frozen=True)
class Wording:
    """What a person wrote: the parts of its kind by name, whom it is attributed to, whom it is for, and the embargo in their
    words. The reference of a boilerplate line stands in the parts, and its words are put beside it by `checked`."""

    parts: Mapping[str, str] = field(default_factory=dict)
    attribution: str = ""
    audience: str = ""
    embargo: str = ""

    @classmethod
    def of(cls, version: StatementVersion) -> Wording:
        return cls(version.parts or {"text": version.text}, version.attribution, version.audience, version.embargo_words)


def checked(
    session: Session, wording: Wording, *, kind: StatementKind, team: Team, sensitivity: Sensitivity, now: datetime
) -> Wording:
    """The wording as it is kept, or Invalid beside each field. Parts of the kind may be missing: a draft may be begun."""
    template, kept, wrong = KINDS[kind], dict[str, str](), dict[str, str]()
    for one in template.parts:
        try:
            text = taken(wording.parts.get(one.name, ""), what=one.label, most=one.most, field=one.name)
            kept[one.name] = text if one.lines else one_line(text)
        except Invalid as problem:
            wrong |= problem.fields
    if wrong:
        raise Invalid(next(iter(wrong.values())), **wrong)
    first = template.parts[0]
    if not kept[first.name]:
        said = f"{'The statement' if template.is_plain else first.label} is empty."
        raise Invalid(said, **{first.name: said})
    if template.boilerplate and (reference := wording.parts.get(BOILERPLATE_LINE)):
        kept |= _boilerplate(reference, _usable(session, team, sensitivity, now))
    return replace(
        wording, parts={name: text for name, text in kept.items() if text},
        attribution=taken(wording.attribution, what="The attribution", most=200, field="attribution"),
        audience=taken(wording.audience, what="The audience", most=200, field="audience"),
        embargo=one_line(taken(wording.embargo, what="The embargo", most=200, field="embargo")),
    )  # fmt: skip


def still_missing(kind: StatementKind, version: StatementVersion) -> list[str]:
    """The labels of the parts that must be there before it is put to anybody."""
    return [one.label for one in missing(kind, Wording.of(version).parts)]


def boilerplates(desk: Desk, *, team_id: str, sensitivity: Sensitivity) -> dict[str, str]:
    """The boilerplate that may be used, approved and unexpired: its words by reference."""
    with desk.database.read() as session:
        found = _usable(session, teams.team_of(session, team_id), sensitivity, desk.clock())
        return {one.reference: one.text for one in found}


def held_until(words: str, *, before: StatementVersion | None, now: datetime, zone: str) -> tuple[datetime | None, str]:
    """The instant an embargo ends and the zone it was said in. Invalid (field `embargo`) where the words name no moment, a
    day without a time, or one that is past; the same words as `before` mean what they meant."""
    if not words:
        return None, ""
    if before is not None and before.embargo_words == words:
        return before.embargo_until, before.embargo_zone
    found = deadlines.embargo(words, received_at=now, zone=zone)
    at = (found.until if found else None) or deadlines.resolve(words, reference=now, zone=zone)
    if at is None:
        wrong = f"“{words[:60]}” names no moment I can read. Say date, time and zone, such as “{EMBARGO_EXAMPLE}”."
        raise Invalid(wrong, embargo=wrong)
    if not deadlines.names_a_time(words, reference=now, zone=zone):
        wrong = f"“{words[:60]}” names a day and no time of day. Say the time and its zone too, such as “{EMBARGO_EXAMPLE}”."
        raise Invalid(wrong, embargo=wrong)
    if at <= now:
        wrong = "That moment is past. Leave it empty for immediate release, or say a later date, time and zone."
        raise Invalid(wrong, embargo=wrong)
    return at, inquiries.zone_of(at, zone)


def _boilerplate(reference: str, usable: Sequence[Line]) -> dict[str, str]:
    """The words of the line that was chosen. One that no longer holds is refused, whoever chose it when."""
    for one in usable:
        if one.reference == reference:
            return {BOILERPLATE: one.text, BOILERPLATE_LINE: reference}
    wrong = f"{reference[:20]} is not approved any more, or has expired. Choose another, or none."
    raise Invalid(wrong, **{BOILERPLATE_LINE: wrong})


def _usable(session: Session, team: Team, sensitivity: Sensitivity, now: datetime) -> list[Line]:
    day = lines.today(team, now)
    rows = session.exec(
        select(Line)
        .where(Line.team_id == team.id, Line.kind == LineKind.BOILERPLATE, Line.status == LineStatus.APPROVED)
        .where(col(Line.restricted).is_(False))
        .order_by(col(Line.number))
    )
    holding = [one for one in rows if lines.standing(one, day) == Standing.APPROVED]
    return [one for one in holding if WEIGHT[one.sensitivity] <= WEIGHT[sensitivity]]
