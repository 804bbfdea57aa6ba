"""That nothing was heard of a contact for long, as a message with what can be done about it."""

from __future__ import annotations

from bot.relationships.record import ContactRecord
from bot.text import shortened
from bot.views.blocks import Block, Part, actions, bold, button, date, fallback, line, rich


def told(record: ContactRecord) -> tuple[list[Block], str]:
    """The message, or what came of it."""
    one, value = record.row, str(record.row.id)
    outlet = f" ({record.outlet.name})" if record.outlet else ""
    who: list[Part] = [bold(shortened(one.name, 100)), shortened(outlet, 100)]
    text = fallback(f"Nothing was heard of {one.name} for long")
    if one.cold_muted:
        return [
            rich(line(*who, ": nobody is told any more how long nothing was heard of them. Their card turns that on again."))
        ], text
    if one.cold_until is not None and one.cold_until > record.now:
        return [rich(line(*who, ": put off until ", date(one.cold_until, "{date_short_pretty}"), "."))], text
    last = record.last_contact
    days = (record.now - last).days if last else 0
    about: list[Part] = [f"The last dealing was {days} days ago"]
    if last:
        about += [", on ", date(last, "{date_short_pretty}")]
    newest = max(record.asked, key=lambda each: each.row.received_at, default=None)
    if newest is not None and not newest.row.restricted:
        about.append(f". They asked last: {newest.row.reference} {shortened(newest.row.topic, 120)}")
    steps = [
        button("Open the card", f"contact_open:{value}", value, style="primary"), button("In 30 days again", f"contact_snooze:{value}", value),
        button("Never for them", f"contact_mute:{value}", value),
    ]  # fmt: skip
    return [rich(line("🧊 Nothing was heard of ", *who, "."), line(*about, ".")), actions(*steps)], text


def erased() -> tuple[list[Block], str]:
    """What stands there once the person was erased."""
    text = "Somebody who was erased"
    return [rich(line(f"{text}."))], text
