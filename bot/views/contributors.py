"""The consent ledger on screen: the list, one consent with all that names the person, its form, and the news of its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Day

from bot import consents
from bot.contributors import MEDIA, UNDO_FOR, ContributorEntry, ContributorPage, ContributorRecord, State
from bot.models import Contributor
from bot.text import one_line, shortened
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    bullets,
    button,
    choices,
    date,
    divider,
    fallback,
    field,
    header,
    line,
    modal,
    note,
    rich,
    sure,
    typed,
)
from bot.views.lines import picked

STATES = {
    State.HOLDS: "✅ Holds", State.ENDS_SOON: "⏳ Ends soon", State.EXPIRED: "⛔ Ran out", State.WITHDRAWN: "⛔ Withdrawn",
}  # fmt: skip
FLAG = "⛔ *It names somebody whose consent no longer holds.* "
WHO_SEES = "🔒 Only officers and above see this ledger. Exports leave it out."
SHOWN = 12


def listed(page: ContributorPage, said: str = "") -> Block:
    """The ledger, or those of a name."""
    title = f"“{shortened(page.words, 60)}”: {page.total}" if page.words else f"Consents: {page.total}"
    blocks: list[Block] = [*([rich(line(said))] if said else []), header(title)]
    if not page.records:
        blocks.append(rich(line(_empty(page))))
    for one in page.records:
        others = f"  also {', '.join(one.row.names[1:3])}" if len(one.row.names) > 1 else ""
        said_of = line(bold(shortened(one.name, 100)), shortened(others, 120), f"\n{STATES[one.state]}{_until(one)}")
        blocks.append(rich(said_of))
        blocks.append(actions(button("Open", f"consent_open:{one.row.id}", str(one.row.id)), block_id=f"consent:{one.row.id}"))
    turn = [button("Record a consent", "consent_new", style="primary")]
    if page.page > 1:
        turn.append(button("← Back", "consents_turn:back", f"{page.page - 1}:{page.words}"))
    if page.page < page.pages:
        turn.append(button("More →", "consents_turn:more", f"{page.page + 1}:{page.words}"))
    return modal("Consents", [*blocks, divider(), actions(*turn), note(WHO_SEES)])


def _empty(page: ContributorPage) -> str:
    if page.words:
        return "Nobody of that name is in the ledger."
    return (
        "Nobody is in the ledger yet. Record what the people in our stories agreed to: from then on a text that names one of them "
        "is stopped once the consent is withdrawn or runs out."
    )


def card(record: ContributorRecord, said: str = "") -> Block:
    """One consent."""
    row = record.row
    rows: list[list[Part]] = [[bold("Media: "), ", ".join(MEDIA[one] for one in row.media) or "not said"]]
    rows += [
        [bold(label), shortened(value, 1_500)]
        for label, value in (("For: ", row.scope), ("Conditions: ", row.conditions))
        if value
    ]
    rows.append([bold("Agreed on: "), _day(row.agreed_on) or "not said", bold("   Last day: "), _day(row.expires_on) or "none"])
    names = line(bold(record.name), *([f"  also {', '.join(row.names[1:])}"] if row.names[1:] else []))
    blocks: list[Block] = [
        *([rich(line(said))] if said else []),
        rich(names, line(STATES[record.state], *_withdrawn(record))), rich(bullets(rows)), *_places(record),
        rich(line(bold("History")), bullets([record.by(one.actor_id), f" {one.text} · ", date(one.at)] for one in record.events[-8:])),
        actions(*_buttons(record), block_id=f"consent_card:{row.id}"),
    ]  # fmt: skip
    if record.undo_until is not None:
        blocks.append(
            note(
                f"You, and nobody else, can take the withdrawal back until {_clock(record)}. After that they have to agree again."
            )
        )
    return modal("Consent", [*blocks, note(WHO_SEES)])


def _withdrawn(record: ContributorRecord) -> list[Part]:
    row = record.row
    if row.withdrawn_at is None:
        return [_until(record)]
    return [" ", date(row.withdrawn_at), f" by {record.by(row.withdrawn_by)}, for every medium"]


def _places(record: ContributorRecord) -> list[Block]:
    """What names them."""
    if record.named_in is None:
        return []
    if not record.named_in:
        return [note("Nothing of ours that you may know of names them.")]
    rows: list[list[Part]] = [
        [bold(f"{one.reference}  "), shortened(one_line(one.title), 120), f"  ({one.what}{', went out' if one.sent else ''})"]
        for one in record.named_in[:SHOWN]
    ]
    more = [note(f"And {len(record.named_in) - SHOWN} more.")] if len(record.named_in) > SHOWN else []
    title = "Named in" if record.holds else "⛔ Named in, and stopped"
    return [rich(line(bold(title)), bullets(rows)), *more]


def _buttons(record: ContributorRecord) -> list[Block]:
    value = str(record.row.id)
    edit = button("Edit", f"consent_edit:{value}", value)
    found = [edit] if record.holds else [button("They agreed again…", f"consent_renew:{value}", value)]
    if record.row.withdrawn_at is None:
        asked = sure(
            "Withdraw this consent?",
            "It ends now, for every medium. Whatever names them is stopped and its owners are told. You alone can take it back, for "
            f"{int(UNDO_FOR.total_seconds() // 3600)} hour.",
            "Withdraw",
        )
        found.append(button("Withdraw…", f"consent_withdraw:{value}", value, style="danger", sure=asked))
    if len(record.events) == 1:
        asked = sure("Recorded by mistake?", "It is taken out of the ledger as if it had never been there.", "Take it out")
        found.append(button("Recorded by mistake…", f"consent_remove:{value}", value, sure=asked))
    if record.undoable is not None:
        label = "Undo the withdrawal" if record.undo_until is not None else "Undo the last change"
        found.append(button(label, f"consent_undo:{value}", f"{value}:{record.undoable.id}"))
    return found


def form(entry: ContributorEntry, *, contributor_id: int = 0, again: bool = False, said: str = "") -> Block:
    """A consent as it is recorded, corrected or given again."""
    blocks: list[Block] = [
        *([rich(line(said))] if said else []),
        field("Names", typed("names", "\n".join(entry.names), lines=True, most=2_500), optional=False,
              hint="Every name they go by in our words, one a line: the real one, pseudonyms, a first name alone where we use it. "
              "Texts are searched for these."),
        field("What they agreed to", typed("scope", entry.scope, lines=True), hint="“Her story of the winter, with her photo.”"),
        field("Media", choices("media", MEDIA, entry.media, boxes=True)),
        field("Conditions", typed("conditions", entry.conditions, lines=True), hint="“First name only. She reads it first.”"),
        field("Agreed on", picked("agreed_on", entry.agreed_on), optional=not again),
        field("Last day", picked("expires_on", entry.expires_on), hint="Left empty it has no end. You are asked two weeks before."),
        note(WHO_SEES),
    ]  # fmt: skip
    callback = "consent_renew" if again else "consent_save"
    return modal(
        "They agreed again" if again else "Consent", blocks, callback_id=callback, submit="Save", close="Cancel",
        carries={"c": contributor_id},
    )  # fmt: skip


def afresh(record: ContributorRecord) -> ContributorEntry:
    """What the form of a consent that is given again begins with: all but its days."""
    row = record.row
    return ContributorEntry(tuple(row.names), row.scope, tuple(row.media), row.conditions)


def flag(*, sent: bool, named: bool) -> list[Block]:
    """The warning on the card of a statement. It does not say who: cards are read by more than officers."""
    if not named:
        return []
    what = "It went out: think of having it taken down." if sent else "It can't leave while it does."
    return [note(f"{FLAG}{what} Officers see who with `/press consent`.")]


def agreed(found: Sequence[Contributor]) -> list[Block]:
    """What the people whom a text names agreed to, for whoever writes or approves it."""
    if not found:
        return []
    rows: list[list[Part]] = []
    for one in found[:SHOWN]:
        said = [", ".join(MEDIA[each].lower() for each in one.media), shortened(one_line(one.conditions), 300)]
        until = f" Until {_day(one.expires_on)}." if one.expires_on else ""
        rows.append([bold(one.names[0]), f": {'. '.join(filter(None, said)).rstrip('.') or 'no conditions on record'}.{until}"])
    return [rich(line(bold("👤 What the people in it agreed to")), bullets(rows))]


def ordinary(entry: ContributorEntry) -> str:
    """What to know of names that are words like others."""
    found = [one for one in entry.names if consents.is_ordinary(one)]
    if not found:
        return "Recorded."
    return f"Recorded. “{found[0]}” is a word too: sentences that have it with a capital are stopped as well. A fuller name is safer."


def ended(record: ContributorRecord) -> tuple[list[Block], str]:
    """That a consent ended, with what it stops. The notification names nobody."""
    value = str(record.row.id)
    look = actions(button("Open the consent", f"consent_open:{value}", value), block_id=f"consent_news:{value}")
    if record.holds:
        return [rich(line(bold("✅ This consent holds again: "), record.name)), look], "A consent holds again."
    how = (
        "withdrew their consent"
        if record.state == State.WITHDRAWN
        else f"agreed until {_day(record.row.expires_on)}, which is over"
    )
    told = "Whatever names them can't leave, and says so on its card."
    blocks = [rich(line(bold("⛔ "), bold(record.name), f" {how}. {told}")), *_places(record)]
    if any(one.sent for one in record.named_in or ()):
        blocks.append(
            note("What went out already can't be called back from here: ask the outlets, and take down what is ours.")
        )
    return [*blocks, look], fallback("A contributor's consent no longer holds.")


def ending(record: ContributorRecord) -> tuple[list[Block], str]:
    """That a consent ends soon."""
    value = str(record.row.id)
    blocks = [
        rich(
            line(
                bold("⏳ "),
                bold(record.name),
                f": the consent ends with {_day(record.row.expires_on)}. Ask them whether they agree on.",
            )
        ),
        *_places(record),
        actions(button("Open the consent", f"consent_open:{value}", value), block_id=f"consent_ending:{value}"),
    ]
    return blocks, "A contributor's consent ends soon."


def erased() -> tuple[list[Block], str]:
    """What stands there once a consent was taken out of the ledger, or its person erased."""
    text = "This consent is not on record any more."
    return [rich(line(text))], text


def _until(record: ContributorRecord) -> str:
    row = record.row
    if row.withdrawn_at is not None or row.expires_on is None:
        return ""
    return f" · until {_day(row.expires_on)}" if record.holds else f" · its last day was {_day(row.expires_on)}"


def _clock(record: ContributorRecord) -> str:
    assert record.undo_until is not None
    at = int(record.undo_until.timestamp())
    return f"<!date^{at}^{{time}}|{record.undo_until:%H:%M} UTC>"


def _day(day: Day | None) -> str:
    return f"{day:%-d %b %Y}" if day else ""
