"""Spokespeople on screen: the register, one of them, their form, and who fits a matter."""

from __future__ import annotations

from collections.abc import Sequence

from bot.authority import NEEDS, RANK, Actor
from bot.inquiries import user_of
from bot.models import Interview, InterviewFormat, Spokesperson
from bot.spokespeople import Match, SpokespersonEntry, SpokespersonPage, SpokespersonRecord, away_words
from bot.text import shortened
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    bullets,
    button,
    choice,
    choices,
    divider,
    field,
    header,
    line,
    modal,
    person,
    rich,
    section,
    sure,
    typed,
)
from bot.views.blocks import date as instant
from bot.views.lines import picked

TRAINED_IN = {
    InterviewFormat.LIVE.value: "Live on air", InterviewFormat.PRE_RECORDED.value: "Pre-recorded",
    InterviewFormat.PRINT.value: "Print", InterviewFormat.PODCAST.value: "Podcasts",
}  # fmt: skip
SUGGESTED = 3


def listed(page: SpokespersonPage, actor: Actor, said: str = "") -> Block:
    """The register, or those who were retired."""
    may_work = actor.rank >= RANK[NEEDS["work"]]
    blocks: list[Block] = [rich(line(said))] if said else []
    blocks.append(header(f"{'Retired spokespeople' if page.shows_retired else 'Spokespeople'}: {page.total}"))
    if not page.records and not page.shows_retired:
        blocks.append(section("Nobody is on the register yet. Add whoever may speak for you: what they are cleared for, in which "
                              "languages, and when. The desk then says who fits an inquiry."))  # fmt: skip
    for record in page.records:
        blocks += _row(record)
    steps = [
        button(label, f"speakers_turn:{way}", f"{'retired' if page.shows_retired else 'active'}:{number}")
        for label, way, number in (("← Back", "back", page.page - 1), ("More →", "more", page.page + 1))
        if 1 <= number <= page.pages
    ]
    if may_work and not page.shows_retired:
        steps.append(button("Add a spokesperson", "speaker_new", style=None if page.records else "primary"))
    if page.shows_retired:
        steps.append(button("Who speaks now", "speakers_turn:now", "active:1"))
    elif page.retired:
        steps.append(button(f"Retired: {page.retired}", "speakers_turn:retired", "retired:1"))
    return modal("Spokespeople", [*blocks, *([actions(*steps)] if steps else [])])


def _row(record: SpokespersonRecord) -> list[Block]:
    one = record.row
    title = f", {shortened(one.title, 80)}" if one.title else ""
    told = [line(bold(shortened(one.name, 100)), title)]
    if one.topics:
        told.append(line(shortened(", ".join(one.topics), 250)))
    if now := _away_now(record):
        told.append(line(bold(f"🌴 Away {now}")))
    return [rich(*told), actions(button("Open", f"speaker_open:{one.id}", str(one.id)))]


def _away_now(record: SpokespersonRecord) -> str:
    today = record.today.isoformat()
    return next((away_words([each])[0] for each in record.row.away if each[0] <= today <= each[1]), "")


def card(record: SpokespersonRecord, coming: Sequence[Interview], actor: Actor, said: str = "") -> Block:
    """All that the register knows of one of them; `coming` are their interviews."""
    one = record.row
    blocks: list[Block] = [rich(line(said))] if said else []
    blocks.append(header(one.name))
    blocks.append(rich(*_about(record)))
    if coming:
        rows: list[list[Part]] = [
            [bold(each.reference), "  ", instant(each.starts_at), f"  {shortened(each.topic, 120)}"] for each in coming
        ]
        blocks.append(rich(line(bold(f"Interviews coming: {len(coming)}")), bullets(rows)))
    if record.events:
        recent: list[list[Part]] = [
            [instant(each.at, "{date_short_pretty}"), f"  {record.name(each.actor_id)} {shortened(each.text, 200)}"]
            for each in record.events[:5]
        ]
        blocks.append(rich(line(bold("Changes")), bullets(recent)))
    steps = _steps(record, coming) if actor.rank >= RANK[NEEDS["work"]] else []
    return modal(
        shortened(one.name, 24), [*blocks, divider(), actions(*steps, button("The register", "speakers_turn:now", "active:1"))]
    )


def _about(record: SpokespersonRecord) -> list[Block]:
    one = record.row
    told: list[Sequence[Part]] = [] if one.active else [[bold("🗄️ Retired. "), "They are offered for nothing new."]]
    if now := _away_now(record):
        told.append([bold(f"🌴 Away {now}"), *([f"; {record.deputy.name} stands in"] if record.deputy else [])])
    account = f" · {record.name(one.member_id)} in Slack" if one.member_id else " · not in Slack: send invitations on yourself"
    told.append([bold(one.title or "No title"), account])
    rows = [
        ("Cleared for", ", ".join(one.topics) or "nothing yet"), ("Not for", ", ".join(one.not_for)), ("Languages", ", ".join(one.languages)),
        ("Hours", one.available), ("Time zone", one.zone), ("Away", ", ".join(away_words(one.away))),
        ("Trained", _training(one)), ("Deputy", record.deputy.name if record.deputy else ""),
        ("Stands in for", ", ".join(each.name for each in record.stands_in_for)),
    ]  # fmt: skip
    return [
        *(line(*parts) for parts in told),
        *(line(bold(f"{label}: "), shortened(text, 1_000)) for label, text in rows if text),
    ]


def _training(one: Spokesperson) -> str:
    kinds = ", ".join(TRAINED_IN[each].lower() for each in one.trained_in if each in TRAINED_IN)
    when = f"last on {one.trained_on:%-d %b %Y}" if one.trained_on else ""
    return "; ".join(part for part in (kinds, when) if part)


def _steps(record: SpokespersonRecord, coming: Sequence[Interview]) -> list[Block]:
    one, value = record.row, str(record.row.id)
    steps = [button("Edit", f"speaker_edit:{value}", value, style="primary")]
    if record.undoable is not None:
        steps.append(button("Undo the last change", f"speaker_undo:{value}", f"{value}:{record.undoable.id}"))
    if one.active:
        booked = f" {len(coming)} booked interviews stay: move or cancel them." if coming else ""
        ask = sure(
            "Take them off the register?", f"They are offered for nothing new.{booked} You can bring them back.", "Retire"
        )
        steps.append(button("Retire…", f"speaker_retire:{value}", value, style="danger", sure=ask))
    else:
        steps.append(button("Bring back", f"speaker_back:{value}", value))
    return steps


def form(entry: SpokespersonEntry, deputies: Sequence[Spokesperson], *, spokesperson_id: int = 0) -> Block:
    """A spokesperson to be filled in; `deputies` are who may stand in."""
    others = {str(one.id): shortened(one.name, 75) for one in deputies if one.id != spokesperson_id}
    member = user_of(entry.member_id) if entry.member_id else None
    blocks = [
        field("In Slack", person("member", member), hint="Who gets the invitations, reminders and briefings. Empty for somebody outside."),
        field("Name", typed("name", entry.name, most=200), hint="Left empty it is the name in Slack."),
        field("Title", typed("title", entry.title, most=200, example="Executive director")),
        field("Cleared for", typed("topics", "\n".join(entry.topics), lines=True), hint="One topic a line: “food bank funding”, “volunteering”."),
        field("Not for", typed("not_for", "\n".join(entry.not_for), lines=True), hint="One topic a line, such as “pay” or “the court case”."),
        field("Languages", typed("languages", ", ".join(entry.languages), most=1_300), hint="Separated by commas."),
        field("Hours", typed("available", entry.available, most=500, example="weekdays 9:00–17:00, not Wednesdays")),
        field("Time zone", typed("zone", entry.zone, most=60, example="Europe/London"), hint="Left empty it is theirs in Slack."),
        field("Days away", typed("away", entry.away, lines=True, most=2_000), hint="One stretch a line: “24 December – 2 January”."),
        field("Trained in", choices("trained_in", TRAINED_IN, entry.trained_in, boxes=True)),
        field("Last trained on", picked("trained_on", entry.trained_on)),
    ]  # fmt: skip
    if others:
        deputy = str(entry.deputy_id) if entry.deputy_id else None
        blocks.append(
            field("Deputy", choice("deputy", dict(list(others.items())[:100]), deputy), hint="Proposed when they are away.")
        )
    return modal(
        "Spokesperson" if spokesperson_id else "New spokesperson", blocks, callback_id="speaker_save", submit="Save", close="Cancel",
        carries={"s": spokesperson_id},
    )  # fmt: skip


def suggested(found: Sequence[Match], *, most: int = SUGGESTED) -> list[Block]:
    """Who fits, each with the reasons and what speaks against it."""
    rows: list[Sequence[Part]] = []
    for one in found[:most]:
        reasons = f": {shortened('; '.join(one.reasons), 250)}." if one.reasons else ""
        against = f" ⚠️ {'; '.join(one.warnings)}" if one.warnings else ""
        rows.append([bold(one.spokesperson.name), reasons, shortened(against, 250)])
    return [rich(line(bold("Who could speak")), bullets(rows))] if rows else []
