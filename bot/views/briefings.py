"""A briefing on screen: one page, logistics first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.briefings import Briefing
from bot.inquiries import InquiryRecord
from bot.text import shortened
from bot.views import words
from bot.views.blocks import Block, Part, bold, bullets, date, divider, header, line, modal, quote, rich
from bot.views.exclusives import about as about_exclusive
from bot.views.inquiries import deadline, who
from bot.views.recall import about


def page(briefing: Briefing, now: datetime) -> list[Block]:
    """The briefing as blocks, for a message or a view."""
    record = briefing.record
    inquiry = record.inquiry
    logistics: list[list[Part]] = [
        ["Who: ", who(record)],
        ["Deadline: ", *deadline(record, now)],
        [f"Terms: {words.TERMS[inquiry.terms].lower()}"],
        [f"Sensitivity: {words.SENSITIVITY[inquiry.sensitivity].lower()}{', restricted' if inquiry.restricted else ''}"],
        [f"Owner: {record.name(inquiry.owner_id)}; with {words.COURT[inquiry.court].lower()}"],
    ]
    for person in record.journalists:
        logistics.append([" · ".join(part for part in (person.name, person.email, person.phone) if part)])
    if inquiry.request_types:
        logistics.append(
            ["They ask for: " + ", ".join(words.REQUEST_TYPE.get(one, one).lower() for one in inquiry.request_types)]
        )
    if inquiry.embargo_words:
        logistics.append([bold("Embargo: "), f"“{shortened(inquiry.embargo_words, 300)}”"])
    blocks: list[Block] = [header(f"Briefing {inquiry.reference}"), rich(line(bold(inquiry.topic)), bullets(logistics))]
    if inquiry.background:
        blocks.append(rich(line(bold("Topic and angle")), quote(shortened(inquiry.background, 1_200))))
    if record.questions:
        asked = [[shortened(one.text, 300)] for one in record.questions[:15]]
        blocks.append(rich(line(bold("They ask")), bullets(asked, numbered=True)))
    blocks.append(rich(line(bold("What to say")), *_words(briefing)))
    blocks.append(divider())
    name = record.journalists[0].name if record.journalists else "This journalist"
    blocks.append(_history(f"{name} and us", briefing.journalist_history, "No earlier inquiry on record."))
    if record.outlet:
        blocks.append(_history(f"{record.outlet.name} and us", briefing.outlet_history, "Nobody else there asked us before."))
    if briefing.exclusives:
        blocks.append(rich(line(bold("Promised to them")), bullets([about_exclusive(one, now) for one in briefing.exclusives])))
    blocks.append(_past(briefing))
    return blocks


def view(briefing: Briefing, now: datetime) -> Block:
    return modal(f"Briefing {briefing.record.inquiry.reference}", page(briefing, now)[1:])


def _words(briefing: Briefing) -> list[Block]:
    found = briefing.statement
    if found is None:
        return [line("Nothing is drafted yet.")]
    state = (
        "Approved, word for word" if found.approval else f"Not approved yet ({found.statement.status.value.replace('_', ' ')})"
    )
    return [line(f"{state}, version {found.version.number}:"), quote(shortened(found.version.text, 2_000))]


def _history(title: str, records: Sequence[InquiryRecord], none: str) -> Block:
    if not records:
        return rich(line(bold(title)), line(none))
    rows: list[list[Part]] = [
        [
            date(one.inquiry.received_at, "{date_short_pretty}"),
            f"  {one.inquiry.reference} {shortened(one.inquiry.topic, 120)} — ",
            _ending(one),
        ]
        for one in records
    ]
    return rich(line(bold(title)), bullets(rows))


def _ending(record: InquiryRecord) -> str:
    if record.inquiry.resolution:
        return words.RESOLUTION[record.inquiry.resolution].lower()
    return words.STATUS[record.inquiry.status].split(" ", 1)[1].lower()


def _past(briefing: Briefing) -> Block:
    if not briefing.past:
        return rich(line(bold("What we said before on this")), line("No earlier answer on the record is near it."))
    parts: list[Block] = [line(bold("What we said before on this"))]
    for one in briefing.past[:3]:
        parts += [line(*about(one)), quote(shortened(one.text, 700))]
    return rich(*parts)
