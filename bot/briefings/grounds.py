"""Grounds: what a briefing rests on, each thing with a hash of how it stands today, and what has changed since it was made."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from bot import lines
from bot.briefings.occasions import Occasion
from bot.briefings.shapes import Part
from bot.coverage import case_grounds
from bot.desk import Desk
from bot.lines.record import numbered
from bot.models import Contributor, CorrectionCase, Inquiry, Interview
from bot.statements.record import newest
from bot.text import folded

REFERENCE = re.compile(r"(PR|[LAFQBHMCI])-(\d{4,})(?:\.\w+)?")
Grounds = dict[str, str]


def read(session: Session, desk: Desk, occasion: Occasion, parts: Sequence[Part]) -> Grounds:
    """A hash of each thing by what people call it: "the deadline", "F-0012". Nothing in the names is foreign."""
    found: dict[str, Any] = {**_interview(occasion), **_inquiry(session, occasion)}
    today = lines.today(occasion.team, desk.clock())
    own = {occasion.reference, occasion.inquiry.inquiry.reference if occasion.inquiry else ""}
    for letters, number in sorted({(one[1], int(one[2])) for one in _references(parts) if one[0].partition(".")[0] not in own}):
        found[f"{letters}-{number:04d}"] = _row(session, occasion.team.id, letters, number, today)
    consents = _consents(session, occasion.team.id, parts, today)
    if consents:
        found["a contributor's consent"] = consents
    return {name: _hash(value) for name, value in found.items()}


def sha256(grounds: Mapping[str, str]) -> str:
    """One hash over them all."""
    return hashlib.sha256(json.dumps(sorted(grounds.items())).encode()).hexdigest()


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """The names of what is not as it was, in the order of the record."""
    return [name for name, value in before.items() if now.get(name) != value]


def gone(session: Session, occasion: Occasion, parts: Sequence[Part]) -> set[str]:
    """References in the parts that somebody who reads the briefing may not know of any more: they became restricted."""
    own = occasion.inquiry_id or 0
    hushed = col(Inquiry.restricted).is_(True) & (col(Inquiry.id) != own)
    team = occasion.team.id
    asked = select(Inquiry).where(Inquiry.team_id == team, hushed, col(Inquiry.number).in_(_numbers(parts, "PR")))
    booked = (
        select(Interview)
        .join(Inquiry)
        .where(Interview.team_id == team, hushed, col(Interview.number).in_(_numbers(parts, "I")))
    )
    cases = session.exec(
        select(CorrectionCase).where(CorrectionCase.team_id == team, col(CorrectionCase.number).in_(_numbers(parts, "C")))
    ).all()
    shut = case_grounds.closed(session, cases)
    return {
        one.reference for one in (*session.exec(asked), *session.exec(booked), *(each for each in cases if each.id in shut))
    }  # fmt: skip


def _numbers(parts: Sequence[Part], letters: str) -> set[int]:
    return {int(one[2]) for one in _references(parts) if one[1] == letters}


def _references(parts: Iterable[Part]) -> list[re.Match[str]]:
    return [
        match for one in parts for row in one.rows for source in row.sources
        if (match := REFERENCE.fullmatch(source)) is not None
    ]  # fmt: skip


def _interview(occasion: Occasion) -> dict[str, Any]:
    if occasion.interview is None:
        return {}
    one = occasion.interview.interview
    return {
        "when and where": [one.starts_at.isoformat(), one.minutes, one.zone, one.place, one.link, one.format.value, one.state.value],
        "the ground rules": [one.rules, one.rules_agreed_at is not None], "who takes part": [one.spokesperson_id, one.journalist_id, one.outlet_id, sorted(one.listens_in)],
        "the topic": one.topic,
    }  # fmt: skip


def _inquiry(session: Session, occasion: Occasion) -> dict[str, Any]:
    if occasion.inquiry is None:
        return {}
    record, one = occasion.inquiry, occasion.inquiry.inquiry
    statement = newest(session, record)
    return {
        "the deadline": [one.deadline_kind.value, one.deadline_at.isoformat() if one.deadline_at else "", one.deadline_words],
        "the terms": [one.terms.value, one.embargo_words or "", one.sensitivity.value, one.restricted],
        "the questions": [one.topic, one.background, *(each.text for each in record.questions)],
        "the statement": [statement.version.sha256, statement.approval is not None] if statement else [],
    }  # fmt: skip


def _row(session: Session, team_id: str, letters: str, number: int, today: date) -> Any:
    """How a cited row stands: a line's or a house's words and worth, a case's state, whether an inquiry may be spoken of."""
    if letters == "PR":
        found = session.exec(select(Inquiry).where(Inquiry.team_id == team_id, Inquiry.number == number)).first()
        return [found.restricted, found.embargo_words or ""] if found else None
    if letters == "C":
        case = session.exec(
            select(CorrectionCase).where(CorrectionCase.team_id == team_id, CorrectionCase.number == number)
        ).first()
        shut = case is None or bool(case_grounds.closed(session, [case]))
        return [case.state.value, case.error] if case and not shut else None
    if letters == "I":
        asked = select(Inquiry.restricted).join(Interview, Interview.inquiry_id == Inquiry.id)  # type: ignore[arg-type]
        return session.exec(asked.where(Interview.team_id == team_id, Interview.number == number)).first()
    line = numbered(session, team_id, letters, number)
    if line is None:
        return None
    worth = lines.standing(line, today).value
    return [worth, line.restricted, str(line.expires_on or ""), [one.text for one in lines.materials(line)]]


def _consents(session: Session, team_id: str, parts: Sequence[Part], today: date) -> list[Any]:
    """Whether the contributors who are named in it still agree."""
    said = f" {folded(' '.join(row.text for one in parts for row in one.rows))} "
    rows = session.exec(select(Contributor).where(Contributor.team_id == team_id))
    return [
        [one.id, one.withdrawn_at is not None, one.expires_on is not None and one.expires_on < today]
        for one in rows if any(f" {folded(name)} " in said for name in one.names)
    ]  # fmt: skip


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, default=str).encode()).hexdigest()[:16]
