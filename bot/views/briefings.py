"""A briefing on screen: short sections that read well on a phone, each row with its source, logistics first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.authority import NEEDS, RANK, Actor
from bot.briefings import LONGEST, BriefingRecord, Occasion, Opened, Part, Row
from bot.models import Spokesperson
from bot.text import shortened
from bot.views import blocks as pieces
from bot.views.blocks import (
    Block,
    actions,
    bold,
    bullets,
    button,
    choice,
    date,
    divider,
    escaped,
    field,
    header,
    italic,
    line,
    modal,
    note,
    quote,
    rich,
    sure,
    typed,
)

BLOCK = 2_600  # Characters of one block: below Slack's 3,000, with room for what stands round them.
MOST = 46  # Blocks of the page itself; Slack takes 50 in a message.
MARK = {"answer": "✅ ", "uncleared": "⚠️ ", "bridge": "↪️ ", "proof": "· "}


def page(parts: Sequence[Part]) -> list[Block]:
    """The sections. What does not fit into Slack's limits is said to be in the Word document."""
    found = [block for one in parts for block in _part(one)]
    if not found:
        return [note("What it said was forgotten in its time.")]
    if len(found) > MOST:
        return [*found[: MOST - 1], note("…and more: the Word document has all of it.")]
    return found


def preview(opened: Opened, actor: Actor) -> list[Block]:
    """What it would hold now, with the step that keeps it."""
    may_make = actor.may_work_on(opened.occasion.matter)
    steps = [button("Make version 1…", "briefing_make_open", opened.occasion.reference, style="primary")] if may_make else []
    hint = "Nothing is kept yet: this is what is on record now."
    title = header(f"Briefing {opened.occasion.reference}")
    return [title, note(hint), *([actions(*steps)] if steps else []), *page(opened.parts)]


def version(found: BriefingRecord, actor: Actor, said: str = "", *, steps_last: bool = False) -> list[Block]:
    """One version with how it stands and what this reader can do: above the page, or under it where it is to be read first."""
    steps = _steps(found, actor)
    buttons = [actions(*steps, block_id=f"briefing:{found.row.id}")] if steps else []
    blocks: list[Block] = [header(f"Briefing {found.reference}")]
    blocks += [rich(line(said))] if said else []
    blocks += [rich(line(*_standing(found))), *_warnings(found), *([] if steps_last else buttons), *page(found.parts)]
    blocks += [note(escaped(found.row.model_note))] if found.row.model_note and actor.rank >= RANK[NEEDS["look"]] else []
    return [*blocks, divider(), *buttons] if steps_last else blocks


def opened(found: Opened, actor: Actor) -> list[Block]:
    """The newest version, or what a first one would hold."""
    return version(found.version, actor) if found.version is not None else preview(found, actor)


def view(blocks: Sequence[Block], reference: str) -> Block:
    """The same in a modal; the title says what the header said."""
    return modal(f"Briefing {reference}", list(blocks)[1:])


def asked(found: BriefingRecord, actor: Actor) -> tuple[list[Block], str]:
    """The request to sign it off, as an approver has it in their messages. The notification names no topic."""
    waits = found.row.signed_off_at is None and found.is_newest and not found.is_over
    said = f"{found.name(found.row.made_by)} asks you to sign this briefing off." if waits else ""
    text = f"{found.reference}: a briefing waits for your sign-off." if waits else f"{found.reference}: briefing."
    return version(found, actor, said, steps_last=True), pieces.fallback(text)


def sent(found: BriefingRecord, actor: Actor, now: datetime) -> tuple[list[Block], str]:
    """The briefing as its spokesperson has it."""
    blocks = version(found, actor, steps_last=True)
    interview = found.occasion.interview
    text = f"{found.reference}: your briefing, version {found.row.number}."
    if interview is not None and not found.is_over and interview.interview.starts_at > now:
        at = interview.interview.starts_at
        blocks.insert(1, rich(line("🎙️ You speak ", bold("on "), date(at), "  (", date(at, "{ago}"), ")")))
    return blocks, pieces.fallback(text)


def news(found: BriefingRecord, about: str) -> tuple[list[Block], str]:
    """One line for whoever made it or booked the interview, with a way on."""
    speaks = found.occasion.spokesperson.name if found.occasion.spokesperson else "the spokesperson"
    number = found.row.number
    told = {
        "read": f"📖 {speaks} has read the briefing for {found.reference}, version {number}.",
        "signed": f"✅ {found.name(found.row.signed_off_by)} signed the briefing for {found.reference} off, version {number}.",
        "proposed": f"💡 The model's questions are in the briefing for {found.reference}, version {number}.",
        "changed": f"⚠️ The facts behind the briefing for {found.reference}, version {number}, have changed: {', '.join(found.changed)}.",
    }[about]  # fmt: skip
    if about == "changed" and not found.changed:
        told = f"The facts behind the briefing for {found.reference} are as they were again."
    steps = [button("Open", f"briefing_show:{found.row.id}", str(found.row.id))]
    if about == "changed" and found.is_newest and not found.is_over:
        steps.insert(0, button("Make a new version…", "briefing_make_open", found.reference, style="primary"))
    return [rich(line(told)), actions(*steps, block_id=f"briefing_news:{found.row.id}:{about}")], pieces.fallback(told)


def form(occasion: Occasion, before: BriefingRecord | None, speakers: Sequence[Spokesperson]) -> Block:
    """What its maker adds before a version is kept."""
    say, not_say = before.own if before else ("", "")
    blocks: list[Block] = [rich(line(bold(f"{occasion.reference}  "), occasion.topic))]
    if before is not None and before.changed:
        blocks.append(rich(line(f"Changed since version {before.row.number}: {', '.join(before.changed)}.")))
    if occasion.interview is None and speakers:
        names = {str(one.id): shortened(one.name, 75) for one in speakers[:100]}
        chosen = str(before.row.spokesperson_id) if before and before.row.spokesperson_id else None
        blocks.append(field("Who speaks?", choice("spokesperson", names, chosen, example="Choose a spokesperson")))
    blocks += [
        field("Anything else they should know?", typed("say", say, lines=True, most=LONGEST), hint="In your own words, one a line; your name stands beside them."),
        field("What should they not say?", typed("not_say", not_say, lines=True, most=LONGEST), hint="One a line."),
        note("Everything else is put together from the record: messages, facts, questions, dealings, terms."),
    ]  # fmt: skip
    return modal(
        "New briefing version", blocks, callback_id="briefing_make", submit="Make it", close="Cancel",
        carries={"r": occasion.reference},
    )  # fmt: skip


def _part(one: Part) -> Iterator[Block]:
    """One section: as few blocks as Slack's limit allows."""
    pieces_: list[Block] = [line(bold(one.title))]
    length = 0
    for block, size in _groups(one.rows):
        if length and length + size > BLOCK:
            yield rich(*pieces_)
            pieces_, length = [], 0
        pieces_.append(block)
        length += size
    yield rich(*pieces_)


def _groups(rows: Sequence[Row]) -> Iterator[tuple[Block, int]]:
    """Rows as list items: what belongs to a question or a message stands indented under it."""
    for row in rows:
        source: list[pieces.Part] = [italic(f"  [{', '.join(row.sources)}]")] if row.sources else []
        size = len(row.text) + sum(map(len, row.sources)) + 8
        if row.kind == "words":
            yield quote(row.text, *source), size
        elif row.kind in ("message", "question"):
            yield bullets([[bold(row.text), *source]]), size
        elif row.kind:
            yield {**bullets([[MARK.get(row.kind, ""), row.text, *source]]), "indent": 1}, size
        else:
            yield bullets([[row.text, *source]]), size


def _standing(found: BriefingRecord) -> list[pieces.Part]:
    one = found.row
    parts: list[pieces.Part] = [bold(f"Version {one.number}"), f" · made by {found.name(one.made_by)}, ", date(one.made_at)]
    if one.signed_off_at is not None:
        parts.append(f" · ✅ signed off by {found.name(one.signed_off_by)}")
    else:
        parts.append(" · ⏳ not signed off")
    if one.sent_at is not None:
        parts += [" · 📨 sent ", date(one.sent_at)]
    if one.read_at is not None:
        parts += [" · 📖 read ", date(one.read_at)]
    return parts


def _warnings(found: BriefingRecord) -> list[Block]:
    if not found.is_newest:
        return [rich(line("❗ ", bold("There is a newer version. Do not use this one.")))]
    if found.changed and not found.is_over:
        return [
            rich(line("⚠️ ", bold("The facts have changed since: "), ", ".join(found.changed), ". A new version is needed."))
        ]
    return []


def _steps(found: BriefingRecord, actor: Actor) -> list[Block]:
    one, value = found.row, str(found.row.id)
    steps: list[Block] = []
    if found.reader == actor.id and one.sent_at is not None and one.read_at is None and found.is_newest:
        steps.append(button("I have read this", "briefing_read", value, style="primary"))
    if found.is_newest and not found.is_over and actor.may_work_on(found.occasion.matter):
        steps += _working(found, actor)
    if not found.is_over and (found.occasion.interview is not None or actor.rank >= RANK[NEEDS["look"]]):
        steps.append(button("Rehearse", "rehearse_start", found.occasion.reference))
    steps.append(button("Word document", "briefing_document", value))
    older = [each for each in found.versions if each.number != one.number][-3:]
    if actor.rank >= RANK[NEEDS["look"]]:
        steps += [button(f"Version {each.number}", f"briefing_show:{each.id}", str(each.id)) for each in reversed(older)]
    return steps


def _working(found: BriefingRecord, actor: Actor) -> list[Block]:
    one, value = found.row, str(found.row.id)
    steps: list[Block] = []
    may_sign = actor.may_approve(found.occasion.matter.sensitivity)
    if one.signed_off_at is None and not found.changed:
        if may_sign:
            steps.append(button("Sign off", "briefing_sign", f"{value}:{found.seen}", style="primary"))
        else:
            steps.append(button("Ask for sign-off", "briefing_ask", value, style="primary"))
    elif one.signed_off_at is not None and one.sent_at is None:
        steps += _sending(found, value, may_sign=may_sign)
    style = "primary" if found.changed else None
    return [*steps, button("New version…", "briefing_make_open", found.reference, style=style)]


def _sending(found: BriefingRecord, value: str, *, may_sign: bool) -> list[Block]:
    steps: list[Block] = []
    speaks = found.occasion.spokesperson
    if speaks is not None and speaks.member_id is not None and not found.changed:
        ask = sure("Send the briefing?", f"{speaks.name} gets version {found.row.number} in their messages.", "Send it")
        steps.append(button(f"Send to {speaks.name}", "briefing_send", value, style="primary", sure=ask))
    if may_sign:
        steps.append(button("Take the sign-off back", "briefing_take_back", value))
    return steps
