"""Approvals on screen: the exact words and two buttons, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.models import Decision, StatementStatus, Verdict
from bot.statements import Doubt, Progress, Question, StatementRecord, moment, step_name
from bot.text import shortened
from bot.views import words
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    bullets,
    button,
    choice,
    date,
    escaped,
    fallback,
    field,
    line,
    modal,
    note,
    quote,
    rich,
    typed,
)
from bot.views.versions import diff

PIECE = 2_900  # Characters of exact text in one block; together they are the text.
RULES = {
    "verify": "marked to be verified", "expired": "rests on something that has expired", "uncited": "has no source",
    "unknown_id": "cites a source there is not", "wrong_source": "cites another source than the one that says it",
    "number": "a number its source does not have", "scale": "thousands, millions or billions differ", "unit": "another unit",
    "percent_points": "per cent and percentage points", "date": "another date", "weekday": "the weekday does not fit",
    "name": "a name its source does not have", "quote_words": "not the quoted words", "quote_speaker": "another speaker",
    "negation": "says the opposite", "hedge": "a hedge is lost", "absolute": "an absolute its source does not have",
    "url": "another link", "contact": "another contact", "courtesy_claim": "a courtesy that makes a claim",
    "consent_withdrawn": "names somebody who withdrew their consent", "consent_expired": "names somebody whose consent ran out",
}  # fmt: skip


def approval(question: Question) -> list[Block]:
    """What an approver gets: the exact text, all that binds with it, and two buttons."""
    found = question.found
    blocks = [_head(question), *exact(found), note(_binding(question)), *_used(found), *_progress(question)]
    if question.seat is None:
        return [*blocks, *_outcome(question)]
    if question.standing.doubts:
        blocks += doubts(question.standing.doubts)
    if question.seen is not None:
        blocks += [
            rich(line(bold(f"What changed since version {question.seen.number}, which you saw"))),
            *diff(question.changes),
        ]
    approve = (
        button("Approve despite…", "approval_despite", question.value)
        if question.must_override
        else button("Approve these words", "approval_approve", question.value, style="primary")
    )
    return [
        *blocks,
        actions(
            approve, button("Send back…", "approval_send_back", question.value), button("More…", "approval_more", question.value),
            *([button("Show sources", "sources_show", str(found.version.id))] if found.sources else []),
            block_id=f"approval:{found.version.id}",
        ),
    ]  # fmt: skip


def exact(found: StatementRecord) -> list[Block]:
    """The exact words, in as many blocks as they need."""
    text = found.version.text
    return [rich(quote(text[at : at + PIECE])) for at in range(0, len(text), PIECE)]


def _head(question: Question) -> Block:
    found = question.found
    parts = [line(bold("For your approval: "), bold(f"{found.reference}  "), found.subject)]
    if found.record:
        parts.append(line(f"From: {shortened(found.record.who, 300)}"))
    if found.deadline_at:
        parts.append(line("Deadline: ", date(found.deadline_at), "  ", date(found.deadline_at, "{ago}")))
    if question.seat is not None and question.seat.for_id:
        parts.append(line(bold(f"You decide for {question.name(question.seat.for_id)}, who is out of office.")))
    if question.own and question.seat is not None:
        parts.append(line(bold("You are also its author.")))
    return rich(*parts)


def _binding(question: Question) -> str:
    found, version = question.found, question.found.version
    return (
        f"*{words.TERMS[version.terms]}* · {words.SENSITIVITY[found.sensitivity]} · version {version.number} by "
        f"{escaped(found.name(version.author_id))} · fingerprint `{version.sha256[:12]}`"
    )


def _used(found: StatementRecord) -> list[Block]:
    """Attribution, audience and embargo: they are approved with the words."""
    version, said = found.version, list[list[Part]]()
    if version.attribution:
        said.append([bold("Attribution: "), version.attribution])
    if version.audience:
        said.append([bold("For: "), version.audience])
    if version.embargo_words or version.embargo_until:
        until = f" (until {moment(version.embargo_until, version.embargo_zone)})" if version.embargo_until else ""
        said.append([bold("Embargo: "), f"{version.embargo_words}{until}"])
    return [rich(bullets(said))] if said else []


def _progress(question: Question) -> list[Block]:
    """How far the chain is: "1 of 2: Lead: Dinah Osei ✓ · Legal waits for Priya Nair"."""
    steps = question.standing.steps
    plain = len(steps) == 1 and not steps[0].step.name
    said = [] if plain or not steps else [_step(question, one) for one in steps]
    blocks = []
    if said:
        done = sum(one.state == "done" for one in steps)
        blocks.append(note(f"*{done} of {len(steps)}*: " + " · ".join(said)))
    for one in steps:
        if one.away and one.state == "open":
            blocks.append(note(f"🌴 {escaped(', '.join(one.away))}: out of office, and nobody stands in."))
        if one.state == "condition" and one.decision is not None:
            blocks.append(note(f"☑️ On a condition: {escaped(shortened(one.decision.condition, 500))}"))
        if one.decision is not None and one.decision.overrides:
            who, why = escaped(question.name(one.decision.member_id)), escaped(shortened(one.decision.reason, 500))
            blocks.append(note(f"⚠️ {who} approved despite what stood in the way" + (f": {why}" if why else ".")))
    return blocks


def _step(question: Question, one: Progress) -> str:
    name = escaped(step_name(one.step, one.number))
    if one.decision is not None:
        who = escaped(question.name(one.decision.member_id))
        if one.decision.for_id:
            who += f" for {escaped(question.name(one.decision.for_id))}"
        if one.decision.member_id == question.found.version.author_id:
            who += ", also its author"
        return f"{name}: {who} {'✓' if one.state == 'done' else '(on a condition)'}"
    whom = escaped(" or ".join(seat.actor.name for seat in one.seats[:4])) or "nobody"
    said = f"{name} waits for {whom}" if one.state == "open" else f"{name} comes after"
    return said + (f" ({escaped(one.reason)})" if one.reason else "")


def doubts(found: Sequence[Doubt]) -> list[Block]:
    """What the checks say of the words; what stands in the way first."""
    blocks: list[Block] = []
    for stands, title in ((True, "⛔ In the way of an approval"), (False, "ℹ️ The writer's own word, without a source")):
        listed = [one for one in found if one.blocks is stands]
        if listed:
            blocks.append(
                rich(
                    line(bold(title)),
                    bullets([[f"{shortened(one.sentence, 300)}  ", bold(_rules(one))] for one in listed[:12]]),
                )
            )
    return blocks


def _rules(one: Doubt) -> str:
    said = []
    for at, rule in enumerate(one.rules):
        word = one.words[at] if at < len(one.words) else ""
        kind = rule.partition(":")[0]  # Whose consent it is stands behind it.
        said.append(RULES.get(kind, kind.replace("_", " ")) + (f" (“{shortened(word, 60)}”)" if word else ""))
    return "; ".join(said)


def _outcome(question: Question) -> list[Block]:
    """What became of the question, in one line, and what can still be done."""
    found, last, standing = question.found, question.last, question.standing
    if standing.hold is not None:
        who = escaped(question.name(standing.hold.member_id))
        blocks: list[Block] = [note(f"✋ {who} holds it: {escaped(shortened(standing.hold.reason, 500))}")]
        if question.may_lift:
            blocks.append(
                actions(button("Let it go…", "approval_lift", str(found.statement.id)), block_id=f"lift:{found.version.id}")
            )
        return blocks
    if found.inquiry is not None and found.is_closed:
        return [note(f"{words.STATUS[found.inquiry.status]}. There is nothing to approve while it is closed.")]
    if standing.released is not None and found.is_current:
        return [note(f"🚨 {escaped(question.name(standing.released.member_id))} released it without an approver: "
                     f"{escaped(shortened(standing.released.reason, 500))}")]  # fmt: skip
    if last is not None and last.verdict == Verdict.SENT_BACK:
        return [note(f"↩️ {escaped(found.name(last.member_id))} sent it back: {escaped(shortened(last.reason, 500))}")]
    if last is not None and last.verdict == Verdict.VOIDED:
        return [note(f"⚠️ Void: {escaped(last.reason)} You will be asked again for the new words.")]
    if found.approval is not None:
        return [note(f"✅ {_who(question, standing.counted)} approved exactly these words."), *_holding(question)]
    if found.is_current and found.statement.status == StatementStatus.PENDING_APPROVAL:
        own = standing.word_of(question.reader)
        said = "You approved exactly these words. They wait for others." if own else "These words wait for others."
        return [note(f"⏳ {said}"), *_holding(question)]
    return [note("⚠️ These words were edited or taken back; there is nothing to approve here any more.")]


def _who(question: Question, given: Sequence[Decision]) -> str:
    names = [
        escaped(question.name(one.member_id))
        + (" (also its author)" if one.member_id == question.found.version.author_id else "")
        for one in given
    ]
    return " and ".join(names) or "Somebody"


def _holding(question: Question) -> list[Block]:
    """A way to say stop for those who were part of a chain or of a condition."""
    conditional = any(one.condition_met_by and one.member_id == question.reader.id for one in question.found.decisions)
    if not question.may_hold or not (len(question.standing.steps) > 1 or conditional):
        return []
    label = "Object: hold it…" if conditional else "Hold it…"
    return [actions(button(label, "approval_more", question.value), block_id=f"hold:{question.found.version.id}")]


def approval_text(found: StatementRecord) -> str:
    """The notification of a request for approval. Restricted and embargoed words stay out of it."""
    if hidden(found):
        return f"{found.reference} waits for your approval."
    return fallback(f"For your approval: {found.reference} {found.subject}")


def hidden(found: StatementRecord) -> bool:
    """Whether a notification may name no more than the reference."""
    return bool(found.matter.restricted or found.version.embargo_words or (found.inquiry and found.inquiry.embargo_words))


def sending_back(found: StatementRecord) -> Block:
    return modal(
        "Send it back",
        [
            rich(quote(shortened(found.version.text, 1_500))),
            field("What should change?", typed("reason", lines=True, most=2_000), optional=False),
        ],
        callback_id="approval_send_back", submit="Send back", close="Cancel",
        carries={"version": found.version.id, "sha256": found.version.sha256},
    )  # fmt: skip


def despite(question: Question) -> Block:
    """Each doubt, and why it is let stand: part of what is approved."""
    return modal(
        "Approve despite…",
        [
            *exact(question.found), *doubts(question.standing.blocking),
            field("Why may it stand?", typed("reason", lines=True, most=2_000), optional=False,
                  hint="It is on record with your approval. A doubt that comes up later needs your word again."),
        ],
        callback_id="approval_despite", submit="Approve despite", close="Cancel", carries=_carried(question),
    )  # fmt: skip


def more(question: Question) -> Block:
    """Everything but the two buttons: a condition, or a hold."""
    options = {"condition": "Approve on a condition"} if question.seat is not None else {}
    if question.may_hold:
        options["hold"] = "Hold it: nothing leaves until I let it go"
    blocks: list[Block] = [rich(quote(shortened(question.found.version.text, 1_500)))]
    if question.seat is not None and question.must_override:
        blocks += doubts(question.standing.blocking)
    blocks += [
        field("What", choice("what", options, next(iter(options))), optional=False),
        field("The condition, or why it is held", typed("said", lines=True, most=2_000), optional=False,
              hint="A condition counts as met once somebody working on it says so. You are told, and may still hold it."),
    ]  # fmt: skip
    if question.seat is not None and question.must_override:
        blocks.append(
            field(
                "Why may what stands in the way stand?",
                typed("reason", lines=True, most=2_000),
                hint="For the condition alone.",
            )
        )
    return modal("More", blocks, callback_id="approval_more", submit="Save", close="Cancel", carries=_carried(question))


def lifting(found: StatementRecord) -> Block:
    return modal(
        "Let it go",
        [rich(quote(shortened(found.version.text, 1_500))), field("Why now?", typed("reason", lines=True, most=2_000), optional=False)],
        callback_id="approval_lift", submit="Let it go", close="Cancel", carries={"s": found.statement.id},
    )  # fmt: skip


def _carried(question: Question) -> dict[str, object]:
    version, sha256, seen = question.value.split(":")
    return {"version": int(version), "sha256": sha256, "doubts": seen}
