"""Sources on screen: what each sentence of a statement rests on, what of it nothing backs, and what a model wrote first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Day

from bot.models import StatementStatus
from bot.statements import Doubt, StatementRecord, let_stand
from bot.statements.diffs import readable
from bot.statements.provenance import Backing, Provenance, is_models_draft
from bot.text import shortened
from bot.views.blocks import Block, bold, bullets, date, divider, escaped, line, modal, note, quote, rich, section

SHOWN = 8  # Doubts beside the words; the rest is counted.
MOST = 40  # Sentences in the modal, which holds a hundred blocks.
NOT_APPROVED = "Draft by the model, not approved"

#: What each rule found, in the words of whoever reads it.
RULES = {
    "verify": "still marked [VERIFY]", "uncited": "no approved row says this", "number": "another figure than its source",
    "scale": "another size than its source", "unit": "another unit than its source",
    "percent_points": "per cent and percentage points are not the same", "date": "another date than its source",
    "weekday": "the weekday does not fit", "name": "a name its source does not have",
    "quote_words": "not the words that were approved as a quote", "quote_speaker": "not this speaker's quote",
    "expired": "its source has expired or is gone", "wrong_source": "another row says this, not the one it cites",
    "negation": "a no for a yes, or a yes for a no", "hedge": "an “about” or “alleged” of the source is missing",
    "absolute": "more absolute than its source", "url": "a link its source does not have",
    "contact": "a number or address its source does not have", "courtesy_claim": "a courtesy that claims something",
    "unknown_id": "cites a row that there is not", "contradiction": "another thing than we said on the record",
    "consent_withdrawn": "names somebody who withdrew their consent", "consent_expired": "names somebody whose consent ran out",
}  # fmt: skip


def label(found: StatementRecord) -> list[Block]:
    """That a model wrote the first of these words and nobody has approved them, where that is so."""
    if not is_models_draft(found) or found.statement.status in (StatementStatus.SENT, StatementStatus.WITHDRAWN):
        return []
    return [note(f"🤖 *{NOT_APPROVED}.* Every word is yours to check.")]


def doubts(found: Sequence[Doubt]) -> list[Block]:
    """What stands in the way of an approval, and what an approver should know, each with its sentence."""
    blocks: list[Block] = []
    for title, some in (
        ("⛔ *Stands in the way of an approval*", [one for one in found if one.blocks]),
        ("⚠️ *To look at: nothing stands in the way*", [one for one in found if not one.blocks]),
    ):
        if not some:
            continue
        blocks += [section(title), rich(bullets([_doubt(one) for one in some[:SHOWN]]))]
        if len(some) > SHOWN:
            blocks.append(note(f"And {len(some) - SHOWN} more."))
    return blocks


def doubts_of(found: StatementRecord, doubted: Sequence[Doubt]) -> list[Block]:
    """The same of a version: what an approver let stand no longer stands in the way, and is shown with who did and why."""
    left, let = let_stand(doubted, found.words_given)
    blocks = doubts(left)
    for said, some in let:
        why = f": {escaped(shortened(said.reason, 500))}" if said.reason else "."
        blocks.append(section(f"⚠️ *{escaped(found.name(said.member_id))} approved despite this*{why}"))
        blocks.append(rich(bullets([_doubt(one) for one in some[:SHOWN]])))
    return blocks


def sources(told: Provenance) -> Block:
    """Each sentence with its rows, then what the model wrote first and what a person made of it."""
    found = told.found
    blocks: list[Block] = [
        rich(line(bold(f"{found.reference}  "), f"version {found.version.number}, as it was cited when it was saved")),
        *label(found), *doubts_of(found, told.doubts),
    ]  # fmt: skip
    for sentence, rows in told.sentences[:MOST]:
        text = rich(quote(shortened(sentence.text, 700)))
        under = [part for row in rows for part in _row(row)] or [line(_without(sentence.kind))]
        blocks += [text, rich(*under)]
    if len(told.sentences) > MOST:
        blocks.append(note(f"And {len(told.sentences) - MOST} more sentences."))
    if not told.sentences:
        blocks.append(note("Nothing was kept of what this version rests on."))
    return modal("Sources", [*blocks, *_first(told)], close="Close")


def rule_in_words(rule: str) -> str:
    kind = rule.partition(":")[0]  # Whose consent it is stands behind it.
    return RULES.get(kind, kind.replace("_", " "))


def _doubt(one: Doubt) -> list[str | Block]:
    why = [
        f"{rule_in_words(rule)} ({shortened(words, 300 if rule == 'contradiction' else 60)})" if words else rule_in_words(rule)
        for rule, words in zip(one.rules, [*one.words, *[""] * len(one.rules)], strict=False)
    ]
    held = f" Held against {', '.join(one.sources)}." if one.sources and one.blocks else ""
    return [f"“{shortened(one.sentence, 160)}”: {'; '.join(why)}.{held}"]


def _row(row: Backing) -> list[Block]:
    said = f" {row.speaker}:" if row.speaker else ""
    approved = f"  approved by {row.approved_by}" if row.approved_by else "  approved"
    when: list[str | Block] = [" ", date(row.approved_at, "{date_short_pretty}")] if row.approved_at else []
    holds = f", holds until {Day.fromisoformat(row.expires_on):%-d %B %Y}" if row.expires_on else ""
    return [line(bold(row.reference), f"{said} {shortened(row.text, 400)}"), line(approved, *when, holds or " ")]


def _without(kind: str) -> str:
    return "A courtesy, which claims nothing." if kind == "courtesy" else "No row: the word of whoever wrote it."


def _first(told: Provenance) -> list[Block]:
    """What the model wrote first, what changed since, and by which call it came."""
    blocks: list[Block] = []
    if told.first:
        changes = readable(told.first, told.found.version.text)
        blocks += [divider(), section("*What the model wrote first, and what a person made of it*")]
        same = all(one.kind == "same" for one in changes)
        parts = [line("Nothing was changed.")] if same else [
            line(bold({"same": "  ", "gone": "− ", "new": "+ "}[one.kind]), shortened(one.text, 600)) for one in changes if one.text.strip()
        ][:30]  # fmt: skip
        blocks.append(rich(*parts))
    if told.call:
        call = told.call
        tokens = (
            f"{call.tokens_in or 0} tokens in, {call.tokens_out or 0} out"
            if call.tokens_in or call.tokens_out
            else "tokens not told"
        )
        blocks.append(
            note(
                f"Prompt {call.prompt}, version {call.prompt_version}, hash `{call.prompt_sha256}` · model {escaped(call.model)} · {tokens}"
            )
        )
    return blocks
