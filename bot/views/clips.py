"""Clips on screen: one as a modal, the forms for what a person says of it, and what ran of an inquiry on its card.

All of an article is foreign: it stands in rich text, and is cut.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.coverage.case_records import CLOSED
from bot.coverage.clip_records import ClipRecord, Tied
from bot.coverage.filters import Filters
from bot.coverage.pulls import Message
from bot.coverage.ties import Ran
from bot.coverage.titles import plain
from bot.models import ClipQuote, CorrectionCase, LinkKind, Medium, Prominence, PullThrough, QuoteClass, Tone
from bot.text import one_line, shortened
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    button,
    choice,
    date,
    divider,
    field,
    italic,
    line,
    link,
    modal,
    note,
    quote,
    rich,
)

ON_CARD = 3
QUOTES, MESSAGES, TIES, CASES = 8, 10, 8, 5
TONE = {
    Tone.FAVOURABLE: "🟢 Favourable", Tone.NEUTRAL: "⚪ Neutral", Tone.UNFAVOURABLE: "🔴 Unfavourable", Tone.MIXED: "🟡 Mixed",
    Tone.NOT_TONED: "▫️ Not toned",
}  # fmt: skip
PROMINENCE = {
    Prominence.HEADLINE: "in the headline", Prominence.LEAD: "in the lead", Prominence.BODY: "in the body",
    Prominence.PASSING: "in passing",
}  # fmt: skip
MEDIUM = {Medium.ONLINE: "Online", Medium.PRINT: "Print", Medium.RADIO: "Radio", Medium.TV: "TV", Medium.PODCAST: "Podcast"}
QUOTE = {
    QuoteClass.EXACT: "✅ Exact", QuoteClass.TRIMMED: "✂️ Trimmed", QuoteClass.ALTERED: "⚠️ Altered",
    QuoteClass.NEVER_SAID: "❌ Never said",
}  # fmt: skip
KIND = {LinkKind.INQUIRY: "Inquiry", LinkKind.STATEMENT: "Statement", LinkKind.JOURNALIST: "By", LinkKind.PITCH: "Pitched"}
CODES = {
    "presence": ("Presence", {"0": "0 – not there", "1": "1 – in part", "2": "2 – all of it"}),
    "prominence": ("Prominence", {"0": "0 – late", "1": "1 – in the body", "2": "2 – headline or lead"}),
    "accuracy": ("Accuracy", {"0": "0 – wrong", "1": "1 – in part", "2": "2 – right"}),
}
MACHINE = "machine"


def clip(record: ClipRecord, *, may_work: bool, said: str = "") -> Block:
    """The clip as a modal."""
    blocks = [*([note(said)] if said else []), *_about(record)]
    if record.clip.not_us_at is not None:
        blocks.append(note("🚫 A person said that this is not about us. It counts nowhere."))
    blocks += [*_tone(record), *_quotes(record, may_work), *_messages(record, may_work), *_ties(record, may_work)]
    blocks += [*_cases(record.cases), divider(), actions(*_steps(record, may_work), block_id=f"clip:{record.clip.id}")]
    return modal("Clip", blocks)


def tone_form(record: ClipRecord) -> Block:
    """A person's word on the tone toward us."""
    options = {tone.value: label for tone, label in TONE.items() if tone != Tone.NOT_TONED}
    options[MACHINE] = "Leave it to the machine"
    chosen = record.clip.tone_by_hand.value if record.clip.tone_by_hand else None
    blocks = [
        rich(line(headline(record.article.title, ""))),
        field("Its tone toward us", choice("tone", options, chosen, example="Choose"), optional=False,
              hint="Toward us alone: bad news that we report is not bad news about us."),
    ]  # fmt: skip
    if record.pickups:
        blocks.append(note(f"Its {_counted(record.pickups, 'copy', 'copies')} get the same."))
    return modal("Tone", blocks, callback_id="clip_tone", submit="Save", close="Cancel", carries={"c": record.clip.id})


def code_form(record: ClipRecord, message: Message) -> Block:
    """How far a message came through, by a person."""
    row = record.pulls.get(message.reference)
    proposed = {"presence": row.presence, "prominence": row.prominence, "accuracy": row.accuracy} if row else {}
    coded = (
        {"presence": row.coded_presence, "prominence": row.coded_prominence, "accuracy": row.coded_accuracy}
        if row and row.coder_id else {}
    )  # fmt: skip
    blocks: list[Block] = [rich(line(bold(f"{message.reference}  "), shortened(message.text, 600)))]
    if row is not None and row.evidence:
        blocks.append(rich(quote(shortened(row.evidence, 800))))
    for name, (label, options) in CODES.items():
        value = coded.get(name) if coded else proposed.get(name)
        blocks.append(
            field(label, choice(name, options, None if value is None else str(value), example="Choose"), optional=False)
        )
    if coded:
        blocks.append(
            actions(button("Take my word back", f"clip_uncode:{message.reference}", f"{record.clip.id}:{message.reference}"))
        )
    return modal(
        "Code a message", blocks, callback_id="clip_code", submit="Save", close="Cancel",
        carries={"c": record.clip.id, "m": message.reference},
    )  # fmt: skip


def _about(record: ClipRecord) -> list[Block]:
    one, article = record.clip, record.article
    where = shortened(record.outlet.name, 200) if record.outlet else "outlet not known"
    facts: list[Part] = [
        where,
        f" · tier {one.tier}" if one.tier else "",
        f" · {MEDIUM[article.medium]}",
        " · ",
        date(record.at),
    ]
    lines = [line(bold("📰 "), headline(article.title, article.address)), line(*facts)]
    if article.byline:
        lines.append(line(f"By {shortened(one_line(article.byline), 200)}"))
    counted = [PROMINENCE[one.prominence]] if one.prominence else []
    if record.pickups:
        counted.append(_counted(record.pickups, "pickup", "pickups"))
    if record.others:
        counted.append(f"{_counted(record.others, 'more clip', 'more clips')} of its story")
    if article.copy_of_id:
        counted.append("a copy of an earlier article")
    steps = [button(f"Copy in {shortened(name, 50)}", f"clip_open:{copy}", str(copy)) for copy, name in record.copies]
    if record.original is not None:
        steps.append(button("The original", f"clip_open:{record.original.id}", str(record.original.id)))
    shown = [rich(*lines, *([line(" · ".join(counted))] if counted else []))]
    return [*shown, actions(*steps)] if steps else shown


def _tone(record: ClipRecord) -> list[Block]:
    one = record.clip
    if one.tone_by_hand is not None:
        who = f" – {record.name(one.tone_by)} said so; the machine said: {TONE[one.tone].split(' ', 1)[1].lower()}"
    elif one.tone == Tone.NOT_TONED:
        who = " – not read yet" if one.scored_at is None else " – no model, or nothing that shows it"
    else:
        who = " – by the machine"
    lines = [line(bold(f"Tone toward us: {TONE[one.tone_now]}"), italic(who))]
    return [rich(*lines, *([quote(shortened(one.evidence, 900))] if one.evidence else []))]


def _quotes(record: ClipRecord, may_work: bool) -> list[Block]:
    if not record.quotes:
        return []
    blocks: list[Block] = [rich(line(bold("Quoted from us")))]
    for one in record.quotes[:QUOTES]:
        blocks.append(rich(*_quoted(one)))
        if one.kind in (QuoteClass.ALTERED, QuoteClass.NEVER_SAID) and may_work:
            style = "primary" if one.kind == QuoteClass.ALTERED else None
            value = f"{record.clip.id}:{one.id}"
            blocks.append(actions(button("Open a correction case…", f"case_new:{one.id}", value, style=style)))
    return blocks + _rest(len(record.quotes), QUOTES, "quotation")


def _quoted(one: ClipQuote) -> list[Block]:
    whose = f" · {shortened(one.speaker, 100)}" if one.speaker else ""
    lines = [
        line(bold(QUOTE[one.kind]), whose, f" · {one.reference}" if one.reference else ""),
        quote("Printed: ", shortened(one.printed, 600)),
    ]
    if one.approved and one.kind != QuoteClass.EXACT:
        lines.append(quote("Approved: ", shortened(one.approved, 600)))
    return lines


def _messages(record: ClipRecord, may_work: bool) -> list[Block]:
    ours = sorted(record.messages, key=lambda one: (one.reference not in record.pulls, one.reference))
    if not ours:
        return []
    blocks: list[Block] = [rich(line(bold("Messages"), f"  {sum(_is_seen(record, one) for one in ours)} of {len(ours)} seen"))]
    for message in ours[:MESSAGES]:
        row = record.pulls.get(message.reference)
        blocks.append(rich(line(bold(f"{message.reference} "), shortened(message.text, 150)), line(_coding(record, row))))
        if may_work:
            blocks.append(
                actions(button("Code…", f"clip_code_open:{message.reference}", f"{record.clip.id}:{message.reference}"))
            )
    return blocks + _rest(len(ours), MESSAGES, "message")


def _is_seen(record: ClipRecord, message: Message) -> bool:
    """Whether it came through at all: a person's word counts before the machine's."""
    row = record.pulls.get(message.reference)
    return row is not None and (row.presence if row.coded_presence is None else row.coded_presence) > 0


def _coding(record: ClipRecord, row: PullThrough | None) -> str:
    """What a person said, else what the machine proposes; both where they are there."""
    if row is None:
        return "not seen"
    machine = f"machine: presence {row.presence}, prominence {row.prominence}, accuracy {row.accuracy}"
    if row.coder_id is None:
        return f"{machine} (not confirmed)"
    coded = f"presence {row.coded_presence}, prominence {row.coded_prominence}, accuracy {row.coded_accuracy}"
    return f"{record.name(row.coder_id)}: {coded} · {machine}"


def _ties(record: ClipRecord, may_work: bool) -> list[Block]:
    if not record.ties:
        return []
    blocks: list[Block] = [rich(line(bold("Belongs to")))]
    for one in record.ties[:TIES]:
        blocks.append(rich(line(bold(f"{KIND[one.link.kind]} "), shortened(one.text, 200)), line(italic(_how(record, one)))))
        if may_work:
            blocks.append(actions(*_decisions(one)))
    return blocks + _rest(len(record.ties), TIES, "link")


def _how(record: ClipRecord, one: Tied) -> str:
    if one.link.refused_at is not None:
        return f"not this, said {record.name(one.link.decided_by)}"
    if one.link.confirmed_at is not None:
        return f"confirmed by {record.name(one.link.decided_by)}"
    return f"automatic, {one.link.score:.0%}: {', '.join(one.link.reasons)}"


def _decisions(one: Tied) -> list[Block]:
    value = str(one.link.id)
    if one.link.refused_at is not None:
        return [button("Undo", f"clip_link_undo:{value}", value)]
    if one.link.confirmed_at is not None:
        return [button("Undo", f"clip_link_undo:{value}", value), button("Not this", f"clip_link_no:{value}", value)]
    return [button("Confirm", f"clip_link_yes:{value}", value), button("Not this", f"clip_link_no:{value}", value)]


def _cases(cases: Sequence[CorrectionCase]) -> list[Block]:
    if not cases:
        return []
    blocks: list[Block] = []
    for one in cases[-CASES:]:
        blocks.append(rich(line("⚖️ ", bold(one.reference), f" · {one.state.value} · {shortened(one_line(one.error), 150)}")))
        blocks.append(actions(button(f"Open {one.reference}", f"case_open:{one.id}", str(one.id))))
    return blocks


def on_inquiry(found: Sequence[CorrectionCase]) -> list[Block]:
    """The correction cases on what ran of an inquiry, on its card."""
    if not found:
        return []
    said = " · ".join(f"{one.reference} {one.state.value}" for one in found[-CASES:])
    mark = "⚖️" if any(one.state not in CLOSED for one in found) else "☑️"
    return [rich(line(f"{mark} Correction cases: {said}"))]


def _steps(record: ClipRecord, may_work: bool) -> list[Block]:
    value = str(record.clip.id)
    steps: list[Block] = []
    if may_work:
        steps += [button("Tone…", f"clip_tone_open:{value}", value), button("Correction case…", "case_new:0", f"{value}:0")]
        if record.clip.tone_now == Tone.NOT_TONED and record.clip.scored_at is not None:
            steps.append(button("Read it again", f"clip_score_again:{value}", value))
        if record.clip.not_us_at is None:
            steps.append(button("Not us", f"clip_not_us:{value}", value))
        else:
            steps.append(button("It is about us", f"clip_restore:{value}", value))
        if record.article.copy_of_id is not None:
            steps.append(button("Not a copy", f"clip_alone:{value}", value))
        elif record.article.alone:
            steps.append(button("It may be a copy", f"clip_copy:{value}", value))
    if record.story is not None:
        steps.append(button("The story’s clips", "coverage_list:0", Filters(story=record.story.id, quiet=True).written()))
    return steps


def _rest(count: int, most: int, what: str) -> list[Block]:
    return [note(f"…and {_counted(count - most, f'more {what}', f'more {what}s')}.")] if count > most else []


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def on_card(found: Sequence[Ran]) -> list[Block]:
    """What ran of an inquiry, the earliest first."""
    if not found:
        return []
    lines = [line("🗞 Ran: ", *_ran(one)) for one in found[:ON_CARD]]
    more = [line(f"…and {len(found) - ON_CARD} more clips.")] if len(found) > ON_CARD else []
    return [rich(*lines, *more)]


def headline(title: str, address: str) -> Part:
    """The title as it is shown, leading to the article where it has an address on the web."""
    shown = shortened(plain(title), 200) or "(no headline)"
    return link(address, shown) if address.startswith(("https://", "http://")) and len(address) <= 2_000 else shown


def _ran(one: Ran) -> list[Part]:
    where = f" · {shortened(one.outlet, 100)}" if one.outlet else ""
    return [headline(one.title, one.address), where, " · ", date(one.at), "" if one.sure else "  (automatic)"]
