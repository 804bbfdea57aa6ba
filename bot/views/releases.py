"""Releases on screen: the approved words to copy, to whom they went and how, and the embargo on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.inquiries import Sent
from bot.models import Channel, Recipient, StatementStatus
from bot.presslists import Summary
from bot.statements import ROUTES, Addressee, Leaving, StatementRecord, moment
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
    choices,
    code,
    date,
    divider,
    escaped,
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
from bot.views.blocks import moment as picker

INSIDE = "inside"
PIECE = 2_900
LISTED = 40
HINT_OTHERS = "One a line: “Name, Outlet”, or “, Outlet” for an outlet alone."
LENT = 4  # Releases of one inquiry that its card names.


def copying(found: StatementRecord, *, embargoed: bool, whom: str = "") -> Block:
    """The approved words, word for word, to be copied; `whom` is for whom they were taken out."""
    version = found.version
    version_note = f"{words.TERMS[version.terms]} · version {version.number} · fingerprint `{version.sha256[:12]}`"
    blocks: list[Block] = [rich(line(bold("For "), whom))] if whom else []
    if version.embargo_until:
        blocks.append(rich(line(*embargo(found, running=embargoed))))
    blocks += [rich(code(version.text[at : at + PIECE])) for at in range(0, max(len(version.text), 1), PIECE)]
    blocks.append(note(version_note))
    if version.attribution:
        blocks.append(rich(line(bold("Attribute it to: "), version.attribution)))
    again = found.statement.status == StatementStatus.SENT
    label = "Sent to others too…" if again else "Mark sent…"
    return modal(
        "Approved words",
        [
            *blocks,
            section("The desk sends nothing to a journalist. Copy the words into your own mail, then mark them sent."),
            actions(button(label, "statement_sent", f"{found.inquiry_id or 0}:{version.id}", style="primary")),
        ],
    )


def copying_for(one: Leaving, *, to: str = "", clash: str = "") -> Block:
    """For whom the words are copied, where an embargo or an exclusive makes it matter."""
    found = one.found
    options = {INSIDE: "Nobody outside: it stays in the house"} | _options(one, agreed=one.embargoed)
    blocks: list[Block] = [*_bound(one), field("Copy for", choice("to", _most(options), to or None, example="Choose for whom"))]
    blocks.append(
        field(
            "Somebody else",
            typed("others", most=500, example="Name, Outlet"),
            hint="“Name, Outlet”, where they are not in the list.",
        )
    )
    if one.exclusives:
        blocks.append(_why(clash))
    blocks.append(
        field(
            "If it stays in the house",
            choices("inside_sure", {"yes": "I show these words to nobody outside before they may be published"}, boxes=True),
        )
    )
    if one.embargoed:
        agree = button("Record that somebody agreed…", "embargo_agree", str(found.version.id))
        blocks.append(actions(agree, block_id="copy_agree"))
    return modal(
        "Copy for…", blocks, callback_id="statement_copy_for", submit="Show the words", close="Cancel",
        carries={"version": found.version.id},
    )  # fmt: skip


def agreeing(
    found: StatementRecord, people: Iterable[Addressee], *, to: str = "", said: str = "", copies: bool = False
) -> Block:
    """The form that records that a journalist agreed first. With `copies` the words are shown for them afterwards."""
    options = {one.address: _label(one.name) for one in people if one.journalist_id}
    blocks: list[Block] = [rich(line(bold(said)))] if said else []
    blocks += [
        rich(line(*embargo(found, running=True))),
        note("An embargo binds only who agreed to it before they were shown the words."),
    ]
    if options:
        blocks.append(field("Who agreed?", choice("to", _most(options), to or None)))
    blocks += [
        field(
            "Somebody else",
            typed("others", most=500, example="Name, Outlet"),
            hint="“Name, Outlet”, where they are not in the list.",
        ),
        field(
            "How did they agree?",
            typed("how", most=500, example="by phone, or in their e-mail of this morning"),
            optional=False,
        ),
        field("When?", picker("agreed_at"), hint="Empty means just now."),
    ]
    return modal(
        "Agreed to the embargo", blocks, callback_id="embargo_agreed", submit="They agreed first", close="Cancel",
        carries={"version": found.version.id, "copies": copies},
    )  # fmt: skip


def sent(one: Leaving, lists: Sequence[Summary] = ()) -> Block:
    """To whom (everybody on one of the press lists, where there are any), how, when and on which terms the words went out."""
    found, again = one.found, one.found.statement.status == StatementStatus.SENT
    email = "email" if found.inquiry and found.inquiry.channel == Channel.EMAIL else None
    options = _options(one, agreed=one.embargoed)
    picked = [] if again else [it.address for it in one.asked]
    blocks: list[Block] = [
        rich(quote(shortened(found.version.text, PIECE))),
        note(f"*{words.TERMS[found.version.terms]}*. These exact words are frozen as what we said."), *_bound(one),
    ]  # fmt: skip
    if again:
        blocks.append(rich(line(bold("Sent so far: "), _so_far(one))))
    if options:
        blocks.append(field("To whom?", choices("to", _most(options), picked)))
    if lists:
        menu = {str(each.id): _label(f"{each.name} ({each.count})") for each in lists}
        blocks.append(field("And everybody on a press list", choice("press_list", _most(menu), example="None")))
    blocks += [
        field("And to", typed("others", lines=True, most=3_000, example="Name, Outlet"), hint=HINT_OTHERS),
        field("How did it go out?", choice("route", ROUTES, email), optional=False),
        field("When?", picker("sent_at"), hint="Empty means just now. Not before it was approved."),
        field("Attribute it to", typed("attribution", found.version.attribution, most=200, example="a spokesperson, or a name and title")),
        field("Note", typed("note", lines=True, most=2_000), hint="What else was said or agreed."),
    ]  # fmt: skip
    if one.embargoed or any(it.blocked for it in one.known):
        whom = "had not agreed to the embargo" if one.embargoed else "must not be contacted"
        blocks.append(
            field("It went to them anyway: why?", typed("anyway", most=500), block_id="anyway",
                  hint=f"Only where it reached somebody who {whom}. The reason is on record and shown.")
        )  # fmt: skip
    if one.exclusives:
        blocks.append(_why(""))
    return modal(
        "Sent to others too" if again else "Mark sent", blocks, callback_id="statement_sent",
        submit="Sent to them too" if again else "Mark sent", close="Cancel", carries={"version": found.version.id, "again": again},
    )  # fmt: skip


def embargo(found: StatementRecord, *, running: bool) -> list[Part]:
    """What there is to know of the embargo, if there is one."""
    if found.version.embargo_until is None:
        return []
    if not running:
        return ["The embargo ended at ", *both_zones(found), "."]
    return [bold("🔒 Embargo until "), *both_zones(found), ". It binds only who agreed first."]


def both_zones(found: StatementRecord) -> list[Part]:
    """When the embargo ends: in the zone it was said in, in the desk's where that is another, and in the reader's own."""
    version = found.version
    if version.embargo_until is None:
        return []
    said, here = (moment(version.embargo_until, zone) for zone in (version.embargo_zone, found.team.zone))
    return [said if said == here else f"{said} ({here})", ", for you ", date(version.embargo_until)]


def went_out(found: StatementRecord, people: Mapping[int, Sequence[Recipient]], *, may_work: bool) -> list[Block]:
    """What of a statement went out, to whom and how, with what can be done about it."""
    if not found.sent:
        return []
    blocks: list[Block] = [divider(), section(f"*Sent* {_times(len(found.sent))}")]
    if found.corrected_by:
        blocks.append(rich(line(bold(f"❗ Corrected by {found.corrected_by}."), " Do not use these words again.")))
    for one in found.sent[:LISTED]:
        held = people.get(one.release.id or 0, [])
        whom = [[shortened(it.name, 200), *_marks(it)] for it in held[:LISTED]]
        blocks.append(rich(line(*_how(one)), *([bullets(whom)] if whom else [line("To the public.")])))
        if may_work and found.record is None:
            ask = sure("Take it back?", "It is then on record that these words did not go out this way.", "Take it back")
            blocks.append(
                actions(button("It did not go out", f"release_take_back:{one.release.id}", str(one.release.id), sure=ask))
            )
    return blocks


def _marks(one: Recipient) -> list[Part]:
    """What there is to know of somebody who holds the words."""
    unbound = f"  ⚠️ had not agreed to the embargo: {shortened(one.unagreed, 300)}" if one.unagreed else ""
    return [*([unbound] if unbound else []), *(["  ✔ told of the correction"] if one.told_at else [])]


def lifted(found: StatementRecord) -> list[Block]:
    """That an embargo ended, for its thread and its owner."""
    version, at = found.version, found.version.embargo_until
    when: list[Part] = [" at ", moment(at, version.embargo_zone), ", for you ", date(at)] if at else []
    blocks = [rich(line(bold(f"🔓 The embargo on {found.statement.reference} lifted"), *when, "."))]
    buttons = actions(button("Look", f"statement_show:{found.statement.id}", str(found.statement.id)))
    return [*blocks, buttons]


def on_card(sent: Sequence[Sent]) -> list[Block]:
    """What a card says of what went out: only where there is more to say than the one answer."""
    if len(sent) < 2 and not any(one.corrected_by for one in sent):
        return []
    said = [f"{one.reference} by {ROUTES.get(one.release.route, one.release.route).lower()}" + _mark(one) for one in sent]
    rest = f", and {len(said) - LENT} more" if len(said) > LENT else ""
    return [note(f"📤 {'Also sent' if len(sent) > 1 else 'Sent'}: {escaped('; '.join(said[-LENT:]))}{rest}")]


def _mark(one: Sent) -> str:
    return f" (❗ corrected by {one.corrected_by})" if one.corrected_by else ""


def _bound(one: Leaving) -> list[Block]:
    """What binds whoever takes the words out: embargo and exclusives."""
    blocks: list[Block] = []
    if one.found.version.embargo_until:
        blocks.append(rich(line(*embargo(one.found, running=one.embargoed))))
    for promise in one.exclusives:
        until = moment(promise.exclusive.until, one.found.team.zone)
        blocks.append(rich(line(bold("⭐ Promised "), f"to {promise.whom} alone until {until}.")))
    return blocks


def _why(text: str) -> Block:
    return field(
        "Why does it go to others all the same?", typed("clash", text, most=500), block_id="clash",
        hint="Only where it goes to anybody but them before the exclusive ends. The reason is on record.",
    )  # fmt: skip


def _options(one: Leaving, *, agreed: bool) -> dict[str, str]:
    """Whom the form offers; with `agreed` each with whether they agreed to the embargo."""

    def label(it: Addressee) -> str:
        if it.blocked:
            return _label(f"⛔ {it.name}", " · do not contact")
        if not agreed or it.journalist_id is None:
            return _label(it.name)
        return _label(it.name, " · agreed" if it.journalist_id in one.agreed else " · has not agreed")

    return {it.address: label(it) for it in one.known}


def _label(name: str, mark: str = "") -> str:
    return shortened(name, 75 - len(mark)) + mark


def _most(options: dict[str, str]) -> dict[str, str]:
    """As many as a Slack menu holds."""
    return dict(list(options.items())[:100])


def _so_far(one: Leaving) -> str:
    """To whom the words went, the latest of them."""
    held = [it.name for release in one.sent for it in one.holders.get(release.release.id or 0, [])]
    more = f", and {len(held) - LISTED} more" if len(held) > LISTED else ""
    return shortened("; ".join(held[-LISTED:]) or "to the public", 1_000) + more


def _how(one: Sent) -> list[Part]:
    release = one.release
    parts: list[Part] = [
        bold(ROUTES.get(release.route, release.route)), " · ", date(release.sent_at), f" · {words.TERMS[release.terms].lower()}"
    ]  # fmt: skip
    parts += [f" · attributed to {release.attribution}"] if release.attribution else []
    return parts + ([f" · {shortened(release.note, 300)}"] if release.note else [])


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def lifted_text(found: StatementRecord) -> str:
    """The notification of it. Restricted words stay out."""
    return f"The embargo on {found.statement.reference} lifted."


def embargo_ahead(found: StatementRecord, now: datetime) -> bool:
    """Whether the embargo still runs."""
    return found.version.embargo_until is not None and now < found.version.embargo_until
