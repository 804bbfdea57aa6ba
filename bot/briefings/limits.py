"""Limits: logistics, the terms agreed, and what is not to be said."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from bot import statements
from bot.authority import Actor
from bot.briefings.library import Library
from bot.briefings.occasions import Occasion
from bot.briefings.shapes import Part, Row, day, moment, part, row
from bot.models import Inquiry, InterviewFormat, Statement, StatementStatus, Terms
from bot.statements import StatementRecord
from bot.text import one_line, shortened

FORMAT = {
    InterviewFormat.LIVE: "live", InterviewFormat.PRE_RECORDED: "pre-recorded", InterviewFormat.PRINT: "print",
    InterviewFormat.PODCAST: "podcast",
}  # fmt: skip
TERMS = {
    Terms.ON_RECORD: "on the record", Terms.ON_BACKGROUND: "on background", Terms.DEEP_BACKGROUND: "deep background",
    Terms.OFF_RECORD: "off the record",
}  # fmt: skip


def logistics(session: Session, occasion: Occasion) -> Part:
    """When, where, how, with whom; of an inquiry alone its deadline and who has it."""
    rows = [*_interview(occasion), *_inquiry(occasion)]
    return part("Logistics", rows)


def angle(occasion: Occasion) -> Part:
    """What it is about, in their words."""
    asked = occasion.inquiry
    rows = [row(occasion.topic, occasion.reference)]
    if asked and asked.inquiry.topic != occasion.topic:
        rows.append(row(f"They asked about: {asked.inquiry.topic}", asked.inquiry.reference))
    if asked and asked.inquiry.background:
        rows.append(row(asked.inquiry.background, asked.inquiry.reference, kind="words", most=1_000))
    return part("Topic and angle", rows)


def to_say(found: StatementRecord | None, occasion: Occasion) -> Part | None:
    """The words of the inquiry's statement, with whether they are approved."""
    if occasion.inquiry is None:
        return None
    if found is None:
        return part("What to say", [row("Nothing is drafted yet.")])
    state = (
        "Approved, word for word" if found.approval else f"Not approved yet ({found.statement.status.value.replace('_', ' ')})"
    )
    said = [row(f"{state}, version {found.version.number}:")]
    if found.approval or found.statement.status != StatementStatus.WITHDRAWN:
        said.append(row(found.version.text, found.statement.reference, kind="words", most=2_000))
    return part("What to say", said)


def not_to_say(occasion: Occasion, library: Library, now: datetime, own: Sequence[Row] = ()) -> Part:
    """The terms that were agreed, then what must not be said, `own` first: the words of whoever made the briefing."""
    rows = [*_terms(occasion), *own]
    asked = occasion.inquiry.inquiry if occasion.inquiry else None
    if asked and asked.embargo_words and not (asked.embargo_until and asked.embargo_until <= now):
        rows.append(row(f"Under embargo: “{asked.embargo_words}”. Say nothing of it to anybody else.", asked.reference))
    speaks = occasion.spokesperson
    if speaks and speaks.not_for:
        rows.append(row(f"{speaks.name} does not speak on: {', '.join(speaks.not_for)}", "register of spokespeople"))
    for one in library.lapsed:
        rows.append(
            row(
                f"Not any more (held until {day(one.expires_on or now)}): “{shortened(one_line(one.text), 200)}”", one.reference
            )
        )
    rows.append(row("Nobody we support is named or described without their consent.", "the desk's rule"))
    rows.append(row("Do not guess: “I don't know, we will find out” is an answer.", "the desk's rule"))
    return part("Terms, and what not to say", rows)


def promised(session: Session, actor: Actor, occasion: Occasion, now: datetime, known: ColumnElement[bool]) -> Part | None:
    """Exclusives that were promised to them and run. `known` is the condition of inquiries that the reader may know of."""
    ids, there = [one.id for one in occasion.journalists], [occasion.outlet.id] if occasion.outlet else []
    running = [one for one in statements.exclusives_of(session, actor, ids, there) if one.runs(now)]
    theirs = [one.statement.inquiry_id for one in running if one.statement is not None]
    free = set(session.exec(select(Inquiry.id).where(known, col(Inquiry.id).in_(theirs))).all())
    found = [one for one in running if one.statement is None or _is_free(one.statement, free)]
    rows = [
        row(f"“{one.exclusive.subject}” to {one.whom} alone, until {moment(one.exclusive.until, occasion.team.zone)}", one.statement.reference if one.statement else "exclusives")
        for one in found
    ]  # fmt: skip
    return part("Promised to them", rows) if rows else None


def _is_free(one: Statement, free: Collection[int | None]) -> bool:
    return one.inquiry_id in free if one.inquiry_id is not None else not one.restricted


def _interview(occasion: Occasion) -> list[Row]:
    if occasion.interview is None:
        return []
    record, one = occasion.interview, occasion.interview.interview
    speaks, source = record.spokesperson, record.reference
    when = f"{moment(one.starts_at, one.zone)}, {one.minutes} minutes, {FORMAT[one.format]}"
    rows = [
        row(f"{speaks.name}{', ' + speaks.title if speaks.title else ''} speaks to {record.who}", source),
        row(when, source),
    ]
    if moment(one.starts_at, speaks.zone) != moment(one.starts_at, one.zone):
        rows.append(row(f"For {speaks.name}: {moment(one.starts_at, speaks.zone)}", source))
    rows += [row(f"Where: {one.place}", source)] if one.place else []
    rows += [row(f"Link: {one.link}", source)] if one.link else []
    listening = [record.name(member) for member in one.listens_in]
    rows += [row(f"Listens in: {', '.join(listening)}", source)] if listening else []
    booker = record.name(one.booked_by)
    return [*rows, row(f"Booked by {booker}: call them if anything changes.", source)]


def _inquiry(occasion: Occasion) -> list[Row]:
    record = occasion.inquiry
    people = [
        row(" · ".join(part for part in (one.name, one.email, one.phone) if part), "contact card")
        for one in occasion.journalists[:3]
    ]
    if record is None:
        return people
    one, source = record.inquiry, record.inquiry.reference
    rows = [] if occasion.interview else [row(f"Who: {record.who}{_tier(occasion)}", source)]
    deadline = f"“{one.deadline_words}”" + (f", {moment(one.deadline_at, one.deadline_zone)}" if one.deadline_at else "")
    rows += [*people, row(f"Deadline: {deadline}", source)]
    if one.embargo_words:
        rows.append(row(f"Embargo: “{shortened(one.embargo_words, 300)}”", source))
    if occasion.interview is None:
        rows.append(row(f"Owner: {record.name(one.owner_id)}; with {one.court.value}", source))
        asks = ", ".join(each.replace("_", " ") for each in one.request_types)
        rows += [row(f"They ask for: {asks}", source)] if asks else []
    restricted = ", restricted" if one.restricted else ""
    return [*rows, row(f"Sensitivity: {one.sensitivity.value}{restricted}", source)]


def _tier(occasion: Occasion) -> str:
    return f" (tier {occasion.outlet.tier})" if occasion.outlet and occasion.outlet.tier else ""


def _terms(occasion: Occasion) -> list[Row]:
    rows = []
    if occasion.inquiry is not None:
        asked = occasion.inquiry.inquiry
        agreed = f", agreed by {occasion.inquiry.name(asked.terms_agreed_by)}" if asked.terms_agreed_by else ""
        rows.append(row(f"Terms: {TERMS[asked.terms]}{agreed}", asked.reference))
    if occasion.interview is not None:
        record, one = occasion.interview, occasion.interview.interview
        by = record.name(one.rules_agreed_by)
        agreed = f"agreed, on record by {by}" if one.rules_agreed_at else "not agreed yet: settle them before it begins"
        said = (
            f"Ground rules ({agreed}): {one.rules}" if one.rules else "No ground rules are on record: all you say may be used."
        )
        rows.append(row(said, record.reference, most=800))
    elif occasion.terms == Terms.ON_RECORD:
        rows.append(row("All you say may be used. Nothing is off the record unless that was agreed before.", "the desk's rule"))
    return rows
