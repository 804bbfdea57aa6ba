"""Statements on screen: the form in which words are written, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.inquiries import InquiryRecord
from bot.lines import NearLine
from bot.models import Sensitivity, StatementKind
from bot.recall import PastAnswer
from bot.statements import (
    BOILERPLATE_LINE,
    ENDED,
    KINDS,
    LANGUAGES,
    Original,
    Part,
    StatementRecord,
    Wording,
    length,
    moment,
    still_missing,
)
from bot.text import shortened
from bot.views import words
from bot.views.blocks import (
    Block,
    actions,
    bold,
    bullets,
    button,
    choice,
    divider,
    escaped,
    line,
    modal,
    note,
    quote,
    rich,
    section,
    sure,
    typed,
)
from bot.views.blocks import field as entry
from bot.views.lines import near
from bot.views.recall import recalled
from bot.views.sources import label
from bot.views.standings import settings, standing, steps

KIND_LABELS = {kind.value: one.label for kind, one in KINDS.items()}
NO_LINE = "none"
OTHERS = 8


@dataclass(frozen=True)
class Sheet:
    """All that the form shows. `found` is the statement in work, None for a new one; `wording` is put in place of its words.
    `boilerplate` is what may be chosen, words by reference; `doubts` are blocks that say what nothing backs. Of a translation
    `original` is what it renders, of a new one `language` what into. A new one of its own is restricted to those `named` (user
    ids) where there are any, and belongs to the `event` it was begun from.
    `another` is one beside that in work; `suggests` says whether a first draft can be suggested for it, and
    `replacing` that one would take the place of words that somebody typed."""

    kind: StatementKind = StatementKind.REACTIVE
    record: InquiryRecord | None = None
    found: StatementRecord | None = None
    title: str = ""
    wording: Wording | None = None
    boilerplate: Mapping[str, str] = field(default_factory=dict)
    past: Sequence[PastAnswer] = ()
    near: Sequence[NearLine] = ()
    shared: Sequence[StatementRecord] = ()
    others: Sequence[StatementRecord] = ()
    doubts: Sequence[Block] = ()
    original: Original | None = None
    language: str = "en"
    named: Sequence[str] = ()
    event: int | None = None
    another: bool = False
    model: bool = False
    suggests: bool = False
    turn: int = 0
    said: str = ""
    replacing: bool = False

    @property
    def words(self) -> Wording:
        """What the boxes hold."""
        if self.wording is not None:
            return self.wording
        return Wording.of(self.found.version) if self.found else Wording()


def draft(sheet: Sheet) -> Block:
    """The form. A block id has the turn in it, so that Slack shows what was put into its box."""
    blocks = [*_head(sheet), *_parts(sheet), *_suggesting(sheet), *_use(sheet), *_around(sheet)]
    found, record = sheet.found, sheet.record
    name = found.statement.reference if found and not record else record.inquiry.reference if record else "new"
    title = f"Statement {name}" if name != "new" else "New statement"
    original = sheet.original
    return modal(
        title, blocks, callback_id="statement_save", submit="Save",
        carries={
            "i": record.inquiry.id if record else None, "s": found.statement.id if found else None, "k": sheet.kind.value,
            "seen": found.version.number if found else 0, "t": sheet.turn, "n": sheet.another, "l": sheet.language,
            "of": original.found.version.id if original and not found else None,
            **({"e": sheet.event} if sheet.event else {}),
        },
    )  # fmt: skip


def _head(sheet: Sheet) -> list[Block]:
    found, record = sheet.found, sheet.record
    blocks: list[Block] = []
    if record:
        blocks.append(rich(line(bold(f"{record.inquiry.reference}  "), record.inquiry.topic)))
    elif found:
        blocks.append(rich(line(bold(f"{found.statement.reference}  "), found.subject)))
    if sheet.said:
        blocks.append(rich(line(sheet.said)))
    if record and record.questions:
        blocks.append(rich(bullets([[shortened(one.text, 250)] for one in record.questions[:12]], numbered=True)))
    if sheet.original:
        blocks += _original(sheet.original, found)
    if found:
        blocks += _standing(found)
    elif sheet.original is None:
        blocks += _beginning(sheet)
    return blocks


def _beginning(sheet: Sheet) -> list[Block]:
    """What only a new statement is asked: its kind, and on its own what it is about and who may know."""
    kind = entry("Kind", choice("statement_kind", KIND_LABELS, sheet.kind.value), optional=False, dispatch=True,
                 block_id=f"statement_kind:{sheet.turn}", hint=KINDS[sheet.kind].guide)  # fmt: skip
    if sheet.record:
        return [kind]
    title = typed("title", sheet.title, most=250, example="What it is about, in one line")
    return [
        entry("Title", title, optional=False, hint="Ours, for lists and cards; it is in no text."), kind,
        *settings(Sensitivity.ROUTINE, bool(sheet.named), sheet.named),
        entry("Language", choice("language", LANGUAGES, sheet.language), optional=False),
    ]  # fmt: skip


def _standing(found: StatementRecord) -> list[Block]:
    blocks: list[Block] = [note(standing(found))]
    missing = still_missing(found.statement.kind, found.version)
    if missing:
        blocks.append(note(f"Still missing before it can be approved: {escaped(', '.join(missing))}."))
    if found.approval:
        blocks.append(note("⚠️ Any edit makes the approval void: the new words need approving again."))
    blocks.append(
        actions(
            *steps(found),
            button("Exclusive…", "exclusive_new", str(found.statement.id)),
            button("Pitch…", "pitch_statement", str(found.statement.id)),
            button("More…", "statement_more", str(found.statement.id)),
            block_id="statement_steps",
        )
    )
    return blocks


def _original(original: Original, found: StatementRecord | None) -> list[Block]:
    one = original.found
    said = f"🌐 Renders version {original.rendered} of {one.statement.reference}"
    if not original.moved_on:
        return [note(f"{said}, its newest.")]
    blocks = [note(f"⚠️ The original moved on: version {one.statement.current}, this translates version {original.rendered}.")]
    if found:
        value = f"{one.statement.id}:{original.rendered}:{one.statement.current}"
        blocks.append(
            actions(
                button("What changed there", "statement_compare_to", value),
                button(f"It renders version {one.statement.current} now", "statement_caught_up", str(found.statement.id)),
                block_id="statement_original",
            )
        )
    return blocks


def _parts(sheet: Sheet) -> list[Block]:
    kind, given = KINDS[sheet.kind], sheet.words.parts
    blocks = [_part(one, given.get(one.name, ""), sheet, first=at == 0) for at, one in enumerate(kind.parts)]
    if kind.boilerplate:
        blocks.append(_boilerplate(sheet))
    counted = length(sheet.kind, given)
    least, most = kind.length
    if counted or not kind.is_plain:
        guide = f"{least}–{most}" if least else f"at most {most}"
        blocks.append(
            note(
                f"{counted} words saved; {guide} are usual."
                if sheet.found
                else f"{guide[0].upper()}{guide[1:]} words are usual."
            )
        )
    return [*blocks, *_checking(sheet), *sheet.doubts]


def _checking(sheet: Sheet) -> list[Block]:
    """Whether the words hold, as they stand in the box, and what the saved ones rest on."""
    buttons = [button("Check the words", "sources_check", "check")]
    if sheet.found:
        buttons.append(button("Show sources", "sources_show", str(sheet.found.version.id)))
    return [*(label(sheet.found) if sheet.found else []), actions(*buttons, block_id=f"sources:{sheet.turn}")]


def _part(one: Part, text: str, sheet: Sheet, *, first: bool) -> Block:
    plain = KINDS[sheet.kind].is_plain
    terms = f"Terms: {words.TERMS[sheet.record.inquiry.terms].lower()}. " if plain and sheet.record else ""
    example = one.example or (f"At most {KINDS[sheet.kind].length[1]} words" if plain else "")
    # Only the first part is demanded of a draft: the rest may come later, and is missed before the approval.
    later = "Needed before the approval. " if one.required and not first else ""
    return entry(
        one.label, typed(one.name, text, lines=one.lines, most=one.most, example=example), optional=not first,
        block_id=f"{one.name}:{sheet.turn}", hint=terms + later + one.hint,
    )  # fmt: skip


def _boilerplate(sheet: Sheet) -> Block:
    chosen = sheet.words.parts.get(BOILERPLATE_LINE, "")
    options = {NO_LINE: "None"} | {key: f"{key}  {shortened(text, 55)}" for key, text in list(sheet.boilerplate.items())[:99]}
    hint = "Approved boilerplate that has not expired. Its words go in as they are."
    if chosen and chosen not in options:
        hint = f"{chosen} is not approved any more, or has expired: choose another."
    select = choice(BOILERPLATE_LINE, options, chosen if chosen in options else NO_LINE)
    return entry("About us", select, block_id=f"{BOILERPLATE_LINE}:{sheet.turn}", hint=hint)


def _suggesting(sheet: Sheet) -> list[Block]:
    """A draft from the model or from past answers, where there is an inquiry to answer in one box."""
    if sheet.record is None or not sheet.suggests:
        return []
    label, value = "Suggest a draft" if sheet.model else "Assemble from past answers", str(sheet.record.inquiry.id)
    if not sheet.replacing:
        return [actions(button(label, "statement_suggest", value), block_id=f"suggest:{sheet.turn}")]
    asked = sure("Replace what you typed?", "The words in the box are not saved, and can't be brought back.", "Replace them")
    element = button(f"{label}, in place of these words…", "statement_suggest", f"{value}:sure", sure=asked)
    return [actions(element, block_id=f"suggest:{sheet.turn}:sure")]


def _use(sheet: Sheet) -> list[Block]:
    """What an approval binds besides the words."""
    given, found = sheet.words, sheet.found
    version = found.version if found else None
    until = version and version.embargo_until
    read = f"That is {moment(until, version.embargo_zone)}." if version and until else ""
    return [
        divider(),
        entry("Attribute it to", typed("attribution", given.attribution, most=200, example="a spokesperson, or a name and title"),
              block_id=f"attribution:{sheet.turn}"),
        entry("For whom", typed("audience", given.audience, most=200, example="regional media"), block_id=f"audience:{sheet.turn}"),
        entry("Embargo", typed("embargo", given.embargo, most=200, example="00:01 GMT, Tuesday 3 March 2026"),
              block_id=f"embargo:{sheet.turn}", hint=read or "Date, time and zone; empty means for immediate release."),
    ]  # fmt: skip


def _around(sheet: Sheet) -> list[Block]:
    """What else there is: other statements of the inquiry, lines of its issue, what was said before."""
    blocks: list[Block] = []
    if sheet.record and (sheet.found or sheet.others):
        blocks += _others(sheet, sheet.record)
    if sheet.record and sheet.shared and KINDS[sheet.kind].is_plain:
        blocks += _shared(sheet.shared, str(sheet.record.inquiry.id), sheet.turn)
    if sheet.near:
        blocks += [divider(), *near(sheet.near, "Lines on this")]
    if sheet.past:
        blocks += [divider(), section("*What we said before*"), *[block for one in sheet.past[:3] for block in recalled(one)]]
    return blocks


def _others(sheet: Sheet, record: InquiryRecord) -> list[Block]:
    blocks: list[Block] = [divider()]
    if sheet.others:
        blocks.append(section(f"*Other statements of {record.inquiry.reference}*"))
    for one in sheet.others[:OTHERS]:
        label = "Look" if one.statement.status in ENDED else "Open"
        blocks.append(
            section(
                standing(one).partition("\n")[0], button(label, f"statement_edit:{one.statement.id}", str(one.statement.id))
            )
        )
    if sheet.found:
        another = button("Start another statement", "statement_another", str(record.inquiry.id))
        blocks.append(actions(another, block_id=f"another:{sheet.turn}"))
    return blocks


def _shared(found: Sequence[StatementRecord], value: str, turn: int) -> list[Block]:
    """The approved lines of the same issue, each with a button that puts it into the box."""
    blocks: list[Block] = [divider(), section("*One line for all of this issue*")]
    for one in found:
        reference = one.reference
        use = button(f"Use the words of {reference}", f"statement_share:{one.version.id}", f"{value}:{one.version.id}")
        blocks += [
            rich(line(bold(reference), f"  approved by {' and '.join(one.approved_by) or 'somebody'}"),
                 quote(shortened(one.version.text, 400))),
            actions(use, block_id=f"share:{one.version.id}:{turn}"),
        ]  # fmt: skip
    return blocks
