"""Twins: contacts that are one person under two spellings, with a score and the reasons for it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.text import folded

SAME = 0.9  # From here on one is taken for the other without asking.
LIKELY = 0.6  # From here on a person is asked.
# Short forms that stand for one name in English address books; both ways.
_SHORT = (
    "alex:alexander,alexandra ben:benjamin bill:william bob:robert cathy:catherine chris:christopher,christine,christina dan:daniel "
    "dave:david ed:edward,edwin kate:katherine,catherine,katharine jen:jennifer jim:james joe:joseph jon:jonathan,john josh:joshua "
    "liz:elizabeth maggie:margaret matt:matthew mick:michael mike:michael nick:nicholas nicola:nicky pat:patrick,patricia pete:peter "
    "rob:robert sam:samuel,samantha steve:stephen,steven sue:susan,suzanne tim:timothy tom:thomas tony:anthony vicky:victoria will:william"
)
_FORMS = {short: frozenset(full.split(",")) for short, full in (pair.split(":") for pair in _SHORT.split())}
_SHARED = frozenset(
    [
        "news",
        "newsdesk",
        "press",
        "editor",
        "info",
        "tips",
        "desk",
        "contact",
        "hello",
        "office",
        "media",
        "story",
        "stories",
        "studio",
        "newsroom",
    ]
)


@dataclass(frozen=True)
class Known:
    """A contact as it is compared. `id` is the caller's own."""

    id: int
    name: str
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()
    outlet: str = ""


@dataclass(frozen=True)
class Twin:
    """That two are likely one: 0–1, and why, in words."""

    one: int
    other: int
    score: float
    reasons: Sequence[str]


def compared(one: Known, other: Known) -> Twin:
    """How likely two contacts are one person."""
    reasons: list[str] = []
    named, why = _names(one.name, other.name)
    if why:
        reasons.append(why)
    addresses = {mail for mail in one.emails if not _is_shared(mail)} & {mail for mail in other.emails if not _is_shared(mail)}
    desk = bool(set(one.emails) & set(other.emails)) and not addresses
    numbers = {_digits(each) for each in one.phones} & {_digits(each) for each in other.phones} - {""}
    outlets = bool(one.outlet) and folded(one.outlet) == folded(other.outlet)
    score = 0.55 * named
    if addresses:
        reasons.append("same e-mail address")
        score = max(score + 0.45, 0.92 if named >= 0.4 else 0.75)
    if desk:
        reasons.append("same desk address")
        score += 0.05
    if numbers:
        reasons.append("same phone number")
        score += 0.25 if named >= 0.5 else 0.1
    if outlets:
        reasons.append("same outlet")
        score += 0.38 if named == 1 else 0.2
    if one.emails and other.emails and not addresses and not desk and named < 1:
        score -= 0.05
    return Twin(one.id, other.id, round(min(max(score, 0.0), 1.0), 2), tuple(reasons))


def twins(contacts: Iterable[Known], *, among: Iterable[Known] = ()) -> list[Twin]:
    """Each pair that is likely one person, the surest first: within `contacts`, and of them with those of `among`. Only
    pairs that share an address, a number or a part of the name are compared, so thousands take seconds."""
    new, old = list(contacts), list(among)
    blocks: dict[str, list[tuple[bool, Known]]] = defaultdict(list)
    for fresh, group in ((True, new), (False, old)):
        for each in group:
            for key in _keys(each):
                blocks[key].append((fresh, each))
    seen: set[tuple[bool, int, int]] = set()
    found = []
    for block in blocks.values():
        if len(block) > 400:  # A desk's address or a name without a rarer part tells nobody apart.
            continue
        for place, (fresh, one) in enumerate(block):
            for other_fresh, other in block[place + 1 :]:
                pair = (other_fresh, one.id, other.id)
                if (fresh or other_fresh) and pair not in seen and not (fresh is other_fresh and one.id == other.id):
                    seen.add(pair)
                    twin = compared(one, other)
                    if twin.score >= LIKELY:
                        found.append(twin)
    return sorted(found, key=lambda twin: (-twin.score, twin.one, twin.other))


def _keys(one: Known) -> set[str]:
    words = folded(one.name).split()
    keys = {f"@{mail}" for mail in one.emails if not _is_shared(mail)} | {
        f"#{_digits(each)}" for each in one.phones if _digits(each)
    }
    if words:
        keys.add(f"{words[-1][:4]}:{words[0][:1]}")
        keys.add(f"{words[0][:4]}:{words[-1][:1]}")
        if one.outlet:
            keys.add(f"{words[0][:1]}{words[-1][:1]}:{folded(one.outlet)}")
    return keys


def _names(one: str, other: str) -> tuple[float, str]:
    """How alike two names are, 0–1, and in which way."""
    a, b = folded(one).split(), folded(other).split()
    if not a or not b:
        return 0.0, ""
    if a == b:
        return 1.0, "same name"
    if sorted(a) == sorted(b):
        return 1.0, "same name in another order"
    if a[-1] == b[-1] and len(a) > 1 and len(b) > 1:
        first, second = a[0], b[0]
        if (
            first in _FORMS.get(second, ())
            or second in _FORMS.get(first, ())
            or _FORMS.get(first, {1}) == _FORMS.get(second, {2})
        ):
            return 0.95, "short form of the same name"
        if first == second:
            return 0.95, "same name, a middle one aside"
        if len(first) == 1 or len(second) == 1:
            return (0.75, "same last name and initial") if first[0] == second[0] else (0.1, "")
    ratio = SequenceMatcher(None, " ".join(a), " ".join(b), autojunk=False).ratio()
    if ratio >= 0.9 and a[0][0] == b[0][0]:
        return 0.85, "name spelt almost alike"
    return (0.3, "") if a[-1] == b[-1] else (0.0, "")


def _is_shared(mail: str) -> bool:
    """Whether an address is a desk's and no person's."""
    return mail.partition("@")[0].casefold() in _SHARED


def _digits(number: str) -> str:
    digits = re.sub(r"\D", "", number)[-9:]
    return digits if len(digits) >= 6 else ""
