"""Statements of their own on screen: the card, its thread, the list, and what `/press show S-12` says."""

from __future__ import annotations

from collections.abc import Sequence

from bot.models import Sensitivity, StatementEvent, StatementStatus
from bot.statements import ENDED, KINDS, LANGUAGES, PAGE, Original, StatementPage, StatementRecord, Which, excerpt
from bot.text import shortened
from bot.views import words
from bot.views.blocks import (
    Block,
    actions,
    bold,
    bullets,
    button,
    date,
    divider,
    escaped,
    fallback,
    header,
    line,
    modal,
    note,
    quote,
    rich,
    section,
)
from bot.views.releases import both_zones
from bot.views.standings import standing, steps

LISTS: dict[Which, str] = {
    "all": "All statements", "work": "Statements in work", "draft": "Drafts", "pending": "Pending approval",
    "approved": "Approved, not sent", "sent": "Sent", "withdrawn": "Withdrawn",
}  # fmt: skip
EMPTY: dict[Which, str] = {
    "all": "No statement is on record yet.", "work": "No statement is in work.", "draft": "Nothing is being drafted.",
    "pending": "Nothing waits for an approval.", "approved": "Nothing approved waits to be sent.", "sent": "Nothing was sent yet.",
    "withdrawn": "Nothing was withdrawn.",
}  # fmt: skip
FILTERS: tuple[Which, ...] = ("all", "draft", "pending", "approved", "sent")
BEGINNING = 600
ON_HOME = 4


def card(found: StatementRecord, original: Original | None) -> list[Block]:
    """The statement's one card, edited in place; its thread is the history."""
    one, version = found.statement, found.version
    blocks: list[Block] = [
        rich(line(bold(f"{one.reference}  "), bold(one.title or found.subject))),
        note(_state(found)),
        rich(quote(excerpt(version, one.kind, BEGINNING))),
    ]
    if version.embargo_until:
        blocks.append(rich(line(bold("Embargo: "), *both_zones(found), "  ", date(version.embargo_until, "{ago}"))))
    if original is not None:
        blocks.append(note(rendering(original)))
    blocks.append(actions(*_buttons(found), block_id=f"statement_card:{one.id}"))
    return blocks


def rendering(original: Original) -> str:
    """What a translation renders, and whether that moved on."""
    reference = original.found.statement.reference
    if original.moved_on:
        newest = original.found.statement.current
        return (
            f"⚠️ Translates {reference}. The original moved on: version {newest}, this translates version {original.rendered}."
        )
    return f"🌐 Translates version {original.rendered} of {reference}."


def _state(found: StatementRecord) -> str:
    one = found.statement
    mark = {Sensitivity.ROUTINE: "", Sensitivity.SENSITIVE: "⚠️ ", Sensitivity.CRISIS: "🚨 "}[one.sensitivity]
    parts = [
        standing(found).partition("\n")[0], f"Owner: *{escaped(found.name(one.owner_id))}*",
        mark + words.SENSITIVITY[one.sensitivity],
    ]  # fmt: skip
    return " · ".join(parts + (["🔒 Restricted"] if one.restricted else []))


def _buttons(found: StatementRecord) -> list[Block]:
    value = str(found.statement.id)
    edit = button("Look" if found.statement.status in ENDED else "Draft", f"statement_edit:{value}", value)
    return [*steps(found), edit, button("More", "statement_more", value)]


def card_text(found: StatementRecord) -> str:
    """What a notification of the card says. Embargoed and restricted words stay out of it."""
    state = words_of(found.statement.status)
    if found.statement.restricted or found.version.embargo_words:
        return f"{found.statement.reference}: {state}."
    return fallback(f"{found.statement.reference}: {found.subject} ({KINDS[found.statement.kind].label.lower()}, {state}).")


def words_of(status: StatementStatus) -> str:
    """The status in a sentence."""
    return status.value.replace("_", " ")


def history_line(found: StatementRecord, event: StatementEvent, name: str) -> tuple[list[Block], str]:
    """One line of the thread, and its notification text."""
    blocks = [rich(line(bold(name), f" {shortened(event.text, 2_500)}"))]
    hidden = found.statement.restricted or found.version.embargo_words
    reference = found.statement.reference
    said = f"{reference}: {event.action.replace('_', ' ')}" if hidden else fallback(f"{reference}: {name} {event.text}")
    return blocks, said


def shown(
    found: StatementRecord, original: Original | None, translations: Sequence[StatementRecord], out: Sequence[Block] = ()
) -> list[Block]:  # fmt: skip
    """All of one statement, for the person who asked; `out` says what of it went out and to whom."""
    blocks = card(found, original)
    text = found.version.text
    if len(text) > BEGINNING or not KINDS[found.statement.kind].is_plain:
        blocks[2:3] = [rich(quote(text[at : at + 2_900])) for at in range(0, len(text), 2_900)]
    said = [
        f"{name}: {value}"
        for name, value in (("Attribute it to", found.version.attribution), ("For", found.version.audience))
        if value
    ]
    if said:
        blocks.insert(-1, rich(*(line(one) for one in said)))
    if found.record:
        blocks.insert(-1, note(f"It answers {found.record.inquiry.reference}."))
    if translations:
        rows = [[f"{one.statement.reference}  {LANGUAGES.get(one.statement.language, one.statement.language)}, {words_of(one.statement.status)}"]
                for one in translations]  # fmt: skip
        blocks.insert(-1, rich(line(bold("Translations")), bullets(rows)))
    return [*blocks, *out]


def frozen(
    found: StatementRecord, original: Original | None, translations: Sequence[StatementRecord], out: Sequence[Block] = ()
) -> Block:  # fmt: skip
    """A statement that can no longer be edited."""
    return modal(f"Statement {found.statement.reference}", shown(found, original, translations, out))


def row(found: StatementRecord) -> Block:
    """A statement in a list: one line and a button."""
    one = found.statement
    about = f"*{one.reference}*  {escaped(shortened(found.subject, 150))}"
    answers = f" · answers {found.record.inquiry.reference}" if found.record else ""
    text = f"{about}\n{standing(found).partition(chr(10))[0]}{answers}"
    return section(text, button("Open", f"statement_show:{one.id}", str(one.id)))


def listing(page: StatementPage, *, may_start: bool) -> list[Block]:
    """A page of the list with its filters; an empty one offers to start to those who may."""
    which = page.which
    blocks: list[Block] = [header(f"{LISTS[which]}: {page.total}")]
    filters = [
        button(LISTS[one], f"statement_list:{one}", f"{one}:1", style="primary" if one == which else None) for one in FILTERS
    ]
    blocks.append(actions(*filters, block_id="statement_filters"))
    blocks += [row(one) for one in page.records]
    if not page.records:
        blocks.append(section(EMPTY[which]))
    turn = [button("Start a statement", "statement_new")] if may_start else []
    if page.page > 1:
        turn.append(button("← Back", f"statement_list:{which}:back", f"{which}:{page.page - 1}"))
    if page.page < page.pages:
        turn.append(button("More →", f"statement_list:{which}:more", f"{which}:{page.page + 1}"))
    if page.pages > 1:
        first = (page.page - 1) * PAGE + 1
        blocks.append(note(f"{first}–{first + len(page.records) - 1} of {page.total}"))
    return [*blocks, *([actions(*turn, block_id="statement_turn")] if turn else [])]


def board(page: StatementPage) -> list[Block]:
    """The section of Home: statements of their own that are in work."""
    if not page.records:
        return []
    rows = [row(one) for one in page.records[:ON_HOME]]
    for one in rows:
        one["accessory"]["action_id"] += ":home"
    rest = [note(f"…and {page.total - ON_HOME} more: `/press statements`.")] if page.total > ON_HOME else []
    return [divider(), header(f"Statements in work: {page.total}"), *rows, *rest]
