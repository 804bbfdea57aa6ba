"""Versions on screen: who wrote which when, what changed between two, and all else one can do with a statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.inquiries import user_of
from bot.models import StatementStatus, StatementVersion
from bot.statements import ENDED, LANGUAGES, Change, Comparison, Original, StatementRecord, VersionList, excerpt
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    bullets,
    button,
    choice,
    date,
    divider,
    field,
    line,
    modal,
    note,
    quote,
    rich,
    section,
    sure,
    typed,
)
from bot.views.standings import ORIGIN, settings, standing
from bot.views.statement_cards import rendering, words_of

SHOWN = 20
BLOCK = 2_500  # Characters of a diff in one block.
WHOLE = 12_000  # Characters of a diff in all.


def more(found: StatementRecord, original: Original | None, translations: Sequence[StatementRecord]) -> Block:
    """Everything about a statement but its words: documents, versions, translations, who may know, giving it up."""
    one = found.statement
    value, version = str(one.id), str(found.version.id)
    own = found.record is None
    blocks: list[Block] = [
        rich(line(bold(f"{one.reference}  "), found.subject)),
        note(standing(found)),
        actions(
            button("Versions", "statement_versions", value), button("As Word", "statement_document:docx", f"{version}:docx"),
            button("As plain text", "statement_document:txt", f"{version}:txt"), *_withdrawing(found), block_id="statement_doing",
        ),
    ]  # fmt: skip
    if original is not None:
        blocks.append(note(rendering(original)))
    for each in translations[:10]:
        language = LANGUAGES.get(each.statement.language, each.statement.language)
        said = f"🌐 {language}: {each.statement.reference}, {words_of(each.statement.status)}"
        behind = (each.statement.translation_of_version or 1) < one.current
        said += (
            f"\n⚠️ It translates version {each.statement.translation_of_version}; this is version {one.current}."
            if behind
            else ""
        )
        blocks.append(section(said, button("Open", f"statement_edit:{each.statement.id}", str(each.statement.id))))
    if original is None:
        blocks.append(actions(button("Translate…", "statement_translate", value), block_id="statement_translating"))
    blocks.append(divider())
    if own:
        named = [user_of(member) for member in sorted(found.named)]
        blocks.append(field("Title", typed("title", one.title, most=250), optional=False))
        blocks += settings(one.sensitivity, one.restricted, named)
        if found.approval:
            blocks.append(note("⚠️ Another sensitivity makes the approval void."))
    blocks.append(field("Language", choice("language", LANGUAGES, one.language), optional=False))
    return modal(
        f"Statement {one.reference}", blocks, callback_id="statement_more", submit="Save", carries={"s": one.id}
    )  # fmt: skip


def _withdrawing(found: StatementRecord) -> list[Block]:
    if found.statement.status in ENDED:
        return []
    lost = " The approval becomes void." if found.statement.status == StatementStatus.APPROVED else ""
    asked = sure("Withdraw it?", f"It can then no longer be approved or sent.{lost} Its words stay on record.", "Withdraw it")
    return [button("Withdraw…", "statement_withdraw", str(found.statement.id), style="danger", sure=asked)]


def translating(found: StatementRecord) -> Block:
    """The question into which language."""
    languages = {key: label for key, label in LANGUAGES.items() if key != found.statement.language}
    return modal(
        "Translate",
        [
            rich(line(bold(f"{found.statement.reference}  "), found.subject)),
            section("The translation is a statement of its own: it opens with these words for you to render, and is approved on its own."),
            field("Into", choice("language", languages, example="Choose a language"), optional=False),
        ],
        callback_id="statement_translate", submit="Open it", close="Cancel", carries={"v": found.version.id},
    )  # fmt: skip


def versions(listed: VersionList, *, said: str = "") -> Block:
    """Every version, the newest first: who, when, and how."""
    one = listed.found.statement
    blocks: list[Block] = [rich(line(bold(f"{one.reference}  "), listed.found.subject))]
    if said:
        blocks.append(rich(line(said)))
    for version in listed.versions[:SHOWN]:
        blocks += _version(listed, version)
    if len(listed.versions) > SHOWN:
        blocks.append(note(f"…and {len(listed.versions) - SHOWN} older ones. Compare reaches them all."))
    return modal("Versions", blocks, carries={"s": one.id})


def _version(listed: VersionList, version: StatementVersion) -> list[Block]:
    one = listed.found.statement
    newest = version.number == one.current
    head: list[Part] = [
        bold(f"Version {version.number}"), "  ", date(version.created_at, "{date_short_pretty} {time}"),
        f"  {ORIGIN[version.origin]} by {listed.name(version.author_id)}", "  (newest)" if newest else "",
    ]  # fmt: skip
    buttons = []
    if version.number > 1:
        buttons.append(
            button("What changed", f"statement_compare:{version.number}", f"{one.id}:{version.number - 1}:{version.number}")
        )
    if not newest:
        value = f"{one.id}:{version.number}:{one.current}"
        buttons.append(button("Compare with the newest", f"statement_compare:{version.number}:newest", value))
        if listed.may_restore:
            asked = sure(
                "Take these words up again?", "They become the newest version, which nobody has approved.", "Take them up"
            )
            buttons.append(button("Restore", f"statement_restore:{version.number}", value, sure=asked))
    blocks: list[Block] = [rich(line(*head), quote(excerpt(version, one.kind, 150)))]
    return [*blocks, *([actions(*buttons, block_id=f"version:{version.number}")] if buttons else [])]


def comparison(found: Comparison) -> Block:
    """What changed from one version to another, with both to be chosen."""
    one = found.listed.found.statement
    # A menu holds a hundred options; of more versions the newest, and the two that are shown.
    numbers = [each.number for each in found.listed.versions[:97]]
    numbers = sorted({*numbers, found.old.number, found.new.number}, reverse=True)
    options = {str(number): f"Version {number}" for number in numbers}
    blocks: list[Block] = [
        rich(line(bold(f"{one.reference}  "), f"from version {found.old.number} to version {found.new.number}")),
        actions(
            choice("statement_from", options, str(found.old.number)), choice("statement_to", options, str(found.new.number)),
            block_id=f"statement_compared:{found.old.number}:{found.new.number}",
        ),
    ]  # fmt: skip
    if found.others:
        blocks.append(
            rich(bullets([[bold(f"{what}: "), gone(before), " ", bold(after)] for what, before, after in found.others]))
        )
    blocks += diff(found.changes)
    return modal("What changed", blocks, carries={"s": one.id, "a": found.old.number, "b": found.new.number})


def diff(changes: Sequence[Change]) -> list[Block]:
    """What went is struck through, what came is bold; long unchanged stretches are folded."""
    if all(one.kind == "same" for one in changes):
        return [rich(line("The words are the same."))]
    return [rich(line(*parts)) for parts in _blocks(changes)]


def _blocks(changes: Sequence[Change]) -> Iterator[list[Part]]:
    held: list[Part] = []
    size, total = 0, 0
    for one in changes:
        for at in range(0, len(one.text), BLOCK):
            text = one.text[at : at + BLOCK]
            if total + len(text) > WHOLE:
                yield [*held, "  … There is more; take the versions as documents to see it all."]
                return
            if size + len(text) > BLOCK and held:
                yield held
                held, size = [], 0
            held.append(gone(text) if one.kind == "gone" else bold(text) if one.kind == "new" else text)
            size, total = size + len(text), total + len(text)
    if held:
        yield held


def gone(text: str) -> Block:
    """Text that is no longer there."""
    return {"type": "text", "text": text or " ", "style": {"strike": True}}
