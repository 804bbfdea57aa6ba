"""The front door: find all times in a text, and the verdicts on its deadline and embargo."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from bot.deadlines import anaphora, instants, last_resort, mail, roles, verdicts
from bot.deadlines.atoms import Mention
from bot.deadlines.calendars import Setting
from bot.deadlines.mentions import find_mentions
from bot.deadlines.readings import Deadline, Embargo, Reading
from bot.deadlines.tokens import cut
from bot.deadlines.verdicts import Found
from bot.deadlines.wallclocks import Instant

_NOW = frozenset(
    {
        "now",
        "right now",
        "just now",
        "at this time",
        "at the moment",
        "at present",
        "asap",
        "immediately",
        "till date",
        "to date",
    }
)
# Longer texts are read up to here; no inquiry is longer.
MOST_CHARACTERS = 40_000
_EMBARGO = re.compile(
    r"\b(?:(?:strictly |still |is |are |currently )?under (?:strict |an |a )?embargo|embargo(?:ed|es|'d)?|sous embargo|sperrfrist|gesperrt bis|embargado|sotto embargo|"
    r"onder embargo|not for (?:publication|release) (?:before|until)|hold for release)\b",
    re.IGNORECASE,
)
_NO_EMBARGO = re.compile(
    r"\b(?:no|not|isn't|without(?: an)?|lifted|any|past|after the|broke the|break the|breaking the)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)


def find(text: str, *, received_at: datetime, zone: str, day_first: bool | None = None) -> list[Reading]:
    """Every time in the text in reading order, each with its role; `zone` is the desk's IANA name."""
    readings: list[Reading] = []
    text = text[:MOST_CHARACTERS]
    for part in mail.take_apart(text, received_at=received_at, zone=zone):
        readings += [f.reading for f in _read(text, part, received_at=received_at, zone=zone, day_first=day_first)]
    return sorted(readings, key=lambda reading: reading.start)


def deadline(text: str, *, received_at: datetime, zone: str, day_first: bool | None = None) -> Deadline:
    """The verdict on a text: the earliest live request; else a publication time; else words of haste; else none.

    An earlier mail counts where the newest part names no time and does not say that there is no hurry.
    """
    text = text[:MOST_CHARACTERS]
    parts = mail.take_apart(text, received_at=received_at, zone=zone)
    found = [_read(text, part, received_at=received_at, zone=zone, day_first=day_first) for part in parts]
    order = list(range(len(parts)))
    if len(parts) > 1 and parts[1].forwarded:
        order = [1, 0, *order[2:]]
    rushless = verdicts.says_no_rush(parts[order[0]].body)
    if rushless:
        found[order[0]] = [
            f
            for f in found[order[0]]
            if f.reading.role == "deadline" and f.strength >= 2 and f.reading.grain not in ("month", "week")
        ]
    passed: Deadline | None = None
    for position in order:
        part = parts[position]
        verdict = verdicts.choose(
            found[position],
            received_at=received_at,
            quoted=part.quoted and position != order[0] and not _first_mail(parts, position),
        )
        if verdict and verdict.passed:
            settled = part.quoted and verdicts.closes(parts[order[0]].body)
            passed = passed or (None if settled else verdict)
            continue
        if verdict:
            return verdict
        if rushless and position == order[0] and not verdicts.revives(part.body):
            return Deadline("none", None, None, "high", f"says there is no hurry: {rushless}")
    hasty = next((hit for position in order if (hit := verdicts.asap(parts[position].body))), None)
    if hasty and (not passed or hasty.confidence == "high"):
        return hasty
    return passed or Deadline("none", None, None, "high", "no time asked for")


def _first_mail(parts: list[mail.Part], position: int) -> bool:
    """An Outlook forward looks like a reply: the note on top is short and the mail right below it is the inquiry."""
    return position == 1 and len(parts[0].body.split()) <= 60


def embargo(text: str, *, received_at: datetime, zone: str, day_first: bool | None = None) -> Embargo | None:
    """The hold on material still to come, with its end where one is given; a lapsed one is none."""
    text = text[:MOST_CHARACTERS]
    for part in mail.take_apart(text, received_at=received_at, zone=zone):
        held = [
            f.reading
            for f in _read(text, part, received_at=received_at, zone=zone, day_first=day_first)
            if f.reading.role == "embargo"
        ]
        live = [reading for reading in held if reading.at >= received_at]
        if live:
            reading = min(live, key=lambda r: r.at)
            return Embargo(_embargo_words(text, part.body, reading), reading.at)
        if held:
            continue
        for match in _EMBARGO.finditer(part.body):
            if not part.quoted and not _NO_EMBARGO.search(part.body[max(0, match.start() - 30) : match.start()]):
                return Embargo(_open_words(part.body, match), None)
    return None


def _embargo_words(text: str, body: str, reading: Reading) -> str:
    opening = None
    for match in _EMBARGO.finditer(body, max(0, reading.start - 60), reading.start):
        opening = match
    if opening and len(text[opening.end() : reading.start].split()) <= 4:
        return text[opening.start() : reading.end]
    return reading.words


def _open_words(body: str, match: re.Match[str]) -> str:
    rest = re.match(r"[^\n.,;:()]{0,60}", body[match.end() :])
    until = rest.group() if rest and re.match(r"\s+(?:un)?til(?:l)?\b", rest.group()) else ""
    return (match.group() + until).strip()


def _read(text: str, part: mail.Part, *, received_at: datetime, zone: str, day_first: bool | None) -> list[Found]:
    tokens = cut(part.body)
    mentions = find_mentions(tokens)
    covered = frozenset(i for mention in mentions for i in range(mention.first, mention.last))
    reference = part.sent or received_at
    found: list[Found] = []
    anchor: date | None = None
    for k, mention in enumerate(mentions):
        anaphora.lean(tokens, mention, anchor)
        casting = roles.cast(tokens, mentions, k, covered)
        placed = instants.place(
            mention, Setting(reference, zone, day_first, past=casting.role == "past", embargo=casting.role == "embargo")
        )
        if placed is None:
            continue
        if placed.at >= reference and (mention.weekday or mention.day):
            anchor = placed.at.date()
        if _is_stamp(mention, placed.at, received_at):
            continue
        start, end = tokens[mention.first].start, tokens[mention.last - 1].end
        reading = Reading(
            placed.at, text[start:end], start, end, casting.role, placed.grain, placed.confidence, placed.why or "as said"
        )
        found.append(Found(reading, placed, casting.strength))
    return found


def _is_stamp(mention: Mention, at: datetime, received_at: datetime) -> bool:
    """A full date and clock that say when the text itself was written ("Sent: 17/11/2026 15:36")."""
    dated = mention.day is not None and mention.day.kind in ("date", "numeric")
    return dated and mention.clock is not None and abs((at - received_at).total_seconds()) <= 120


def resolve(expression: str, *, reference: datetime, zone: str | None = None, day_first: bool | None = None) -> datetime | None:
    """The instant one typed expression means ("Thursday 3pm", "COB tomorrow", "in 2 hours"), aware, or None.

    `reference` is when it was typed; without `zone` the reference's own offset is the desk's.
    """
    reference = reference if reference.tzinfo else reference.replace(tzinfo=UTC)
    desk = zone or _fixed_zone(reference)
    setting = Setting(reference, desk, day_first, forward=True)
    tokens = cut(expression[:400])
    best: Instant | None = None
    size = 0
    for mention in find_mentions(tokens, alone=True):
        found = instants.place(mention, setting)
        if found and _weight(mention) > size:
            best, size = found, _weight(mention)
    if best and not last_resort.has_unread_year(expression, read=best.at):
        return best.at
    if expression.strip().lower().strip("!.?") in _NOW:
        return reference
    return last_resort.absolute_date(expression, reference=reference, zone=desk) or (best.at if best else None)


def names_a_time(expression: str, *, reference: datetime, zone: str) -> bool:
    """Whether a typed expression says at which minute: a clock, midnight, or a length in hours. A day, a week or "COB" does not:
    what `resolve` makes of those is the desk's own guess."""
    setting = Setting(reference, zone, forward=True)
    for mention in find_mentions(cut(expression[:400]), alone=True):
        found = instants.place(mention, setting)
        if found and (found.grain == "minute" or mention.part == "midnight"):
            return True
    return False


def _weight(mention: Mention) -> int:
    return len(mention.slots) * 10 + mention.last - mention.first


def _fixed_zone(reference: datetime) -> str:
    offset = reference.utcoffset()
    hours = round(offset.total_seconds() / 3600) if offset else 0
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"
