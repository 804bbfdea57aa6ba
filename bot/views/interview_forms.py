"""The forms of an interview: booking it or changing it, with who could speak and what speaks against it, and calling it off."""

from __future__ import annotations

from collections.abc import Sequence

from bot.inquiries import InquiryRecord, user_of
from bot.interviews import FORMAT, Doubtful, InterviewEntry, InterviewRecord, Proposal
from bot.models import Terms
from bot.spokespeople import Match
from bot.text import one_line, shortened
from bot.views import words
from bot.views.blocks import (
    Block,
    actions,
    bold,
    bullets,
    button,
    choice,
    field,
    line,
    modal,
    moment,
    note,
    person,
    persons,
    rich,
    section,
    typed,
)
from bot.views.spokespeople import suggested

FORMATS = {key.value: label for key, label in FORMAT.items()}


def blank(
    inquiry: InquiryRecord | None, found: Sequence[Match], *, zone: str, user_id: str, said: Proposal | None = None
) -> InterviewEntry:  # fmt: skip
    """What the form of a new interview begins with: of an inquiry its topic, who asks, the terms that were agreed, and what they
    `said` of how and when."""
    said = said or Proposal()
    best = next((one.spokesperson.id for one in found if one.reasons and not one.warnings), None)
    if inquiry is None:
        return InterviewEntry(zone=zone, spokesperson_id=best, agreed_by=user_id)
    row = inquiry.inquiry
    rules = f"{words.TERMS[row.terms]}." if row.terms != Terms.ON_RECORD or row.terms_agreed_at else ""
    agreed_by = user_of(row.terms_agreed_by) if rules and row.terms_agreed_by else user_id
    return InterviewEntry(
        topic=row.topic, spokesperson_id=best, format=said.format, picked=said.at, zone=said.zone or zone, minutes=said.minutes, rules=rules, agreed_at=row.terms_agreed_at if rules else None,
        agreed_by=agreed_by, journalist_id=inquiry.journalists[0].id if inquiry.journalists else None,
    )  # fmt: skip


def entry_of(record: InterviewRecord) -> InterviewEntry:
    """The interview as its form shows it; people by their user ids."""
    row = record.interview
    whom = ", ".join(
        part
        for part in (record.journalist.name if record.journalist else "", record.outlet.name if record.outlet else "")
        if part
    )
    return InterviewEntry(
        row.topic, row.spokesperson_id, row.format, "", row.starts_at, row.zone, str(row.minutes), row.place, row.link, row.rules,
        row.rules_agreed_at, user_of(row.rules_agreed_by) if row.rules_agreed_by else None, [user_of(one) for one in row.listens_in],
        row.journalist_id, whom if record.inquiry is None and record.journalist else f", {whom}" if record.inquiry is None else "",
    )  # fmt: skip


def form(
    entry: InterviewEntry, inquiry: InquiryRecord | None, found: Sequence[Match], *, record: InterviewRecord | None = None,
    doubts: Doubtful | None = None, anyway: str = "", turn: int = 0, said: Proposal | None = None,
) -> Block:  # fmt: skip
    """The form, filled with `entry`; with `doubts` they stand first, and the question why it is booked all the same. `turn`
    counts how often it was shown: a new block id is what makes Slack show a new value."""
    blocks: list[Block] = _doubts(doubts, anyway, turn) if doubts else []
    if inquiry is not None:
        blocks.append(rich(line(bold(f"{inquiry.inquiry.reference}  "), shortened(inquiry.inquiry.topic, 250))))
    blocks += suggested(found)
    speakers = {str(one.spokesperson.id): _label(one) for one in found}
    if record is not None:
        speakers.setdefault(str(record.spokesperson.id), shortened(record.spokesperson.name, 75))
    chosen = str(entry.spokesperson_id) if entry.spokesperson_id else None
    blocks += [
        field("Who speaks?", choice("speaker", dict(list(speakers.items())[:100]), chosen, example="Choose"), optional=False),
        *_whom(entry, inquiry),
        field("Topic", typed("topic", entry.topic, most=250), optional=inquiry is not None),
        field("Format", choice("format", FORMATS, entry.format, example="Choose"), optional=False),
        field("When, in words", typed("when", entry.when, most=250, example="Thursday 3pm · tomorrow 8.40am · 26 Nov 10:30 ET"),
              hint="Left empty, what is picked below counts.", block_id=f"when:{turn}"),
        field("Or pick it, in your time", moment("picked", entry.picked), block_id=f"picked:{turn}", hint=_said(said)),
        field("Agreed in which time zone", typed("zone", entry.zone, most=60, example="Europe/London"), block_id=f"zone:{turn}",
              hint="What the words above are read in, and how it is written to everybody."),
        field("How many minutes", typed("minutes", entry.minutes, most=20)),
        field("Link", typed("link", entry.link, most=2_000, example="https://…")),
        field("Place or number", typed("place", entry.place, most=500, example="Studio 3, or who calls whom on which number")),
        field("Ground rules", typed("rules", entry.rules, lines=True, most=3_000),
              hint="As agreed with the journalist: terms, topics, quotes to check, who else is there. Before it happens."),
        field("Who agreed them with the journalist", person("agreed_by", entry.agreed_by)),
        field("When they were agreed", moment("agreed_at", entry.agreed_at), hint="Left empty it is now."),
        field("Who listens in", persons("listens_in", entry.listens_in)),
    ]  # fmt: skip
    title = f"Change {record.reference}" if record else "Book an interview"
    carries = {
        "q": inquiry.inquiry.id if inquiry else 0,
        "i": record.interview.id if record else 0,
        "s": doubts.seen if doubts else "",
        "t": turn,
    }
    return modal(
        title, blocks, callback_id="interview_save", submit="Save" if record else "Book it", close="Cancel", carries=carries
    )  # fmt: skip


def _doubts(doubts: Doubtful, anyway: str, turn: int) -> list[Block]:
    said = [[shortened(one_line(one), 300), "."] for one in doubts.doubts[:15]]
    return [
        rich(line(bold("⚠️ Nothing is booked yet. Look at this first:")), bullets(said)),
        field(
            "Book it all the same, because",
            typed("anyway", anyway, most=500),
            block_id=f"anyway:{turn}",
            hint="Stands in the history. Or change what is below, and send it again.",
        ),
    ]


def _said(said: Proposal | None) -> str:
    return f"They said “{shortened(one_line(said.words), 120)}”. Is that it?" if said and said.at else ""


def _label(one: Match) -> str:
    title = f", {one.spokesperson.title}" if one.spokesperson.title else ""
    return shortened(f"{'⚠️ ' if one.warnings else ''}{one.spokesperson.name}{title}", 75)


def _whom(entry: InterviewEntry, inquiry: InquiryRecord | None) -> list[Block]:
    if inquiry is not None and inquiry.journalists:
        options = {str(one.id): shortened(one.name, 75) for one in inquiry.journalists[:100]}
        chosen = str(entry.journalist_id) if entry.journalist_id else None
        return [
            field("With whom?", choice("journalist", options, chosen)),
            field("Or somebody else", typed("whom", entry.whom, most=400, example="Name, Outlet")),
        ]
    optional = inquiry is not None and inquiry.outlet is not None
    hint = (
        f"Left empty it is {inquiry.outlet.name}."
        if optional and inquiry and inquiry.outlet
        else "“Name, Outlet”, or “, Outlet”."
    )
    return [field("With whom?", typed("whom", entry.whom, most=400, example="Name, Outlet"), hint=hint, optional=optional)]


def nobody(may_work: bool) -> Block:
    """Instead of the form, where nobody may speak for us yet."""
    steps = [actions(button("Add a spokesperson", "speaker_new", style="primary"))] if may_work else []
    text = "Nobody is on the register of spokespeople yet. Add who may speak for you first; then book the interview."
    return modal("Book an interview", [section(text), *steps])


def cancelling(record: InterviewRecord) -> Block:
    """Why an interview is called off."""
    return modal(
        f"Cancel {record.reference}",
        [
            rich(line(bold(f"{record.reference}  "), f"{record.spokesperson.name} with {shortened(record.who, 200)}")),
            field("Why?", typed("because", most=500), optional=False),
            note("It leaves the calendars of everybody in it. The journalist is told by you."),
        ],
        callback_id="interview_off", submit="Cancel it", close="Keep it", carries={"i": record.interview.id},
    )  # fmt: skip
