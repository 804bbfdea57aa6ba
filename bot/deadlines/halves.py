"""What follows the number of a clock: am, pm, o'clock, noon; and the hour a "half past" leans on."""

from __future__ import annotations

from bot.deadlines import words
from bot.deadlines.atoms import Atom, Clock, Tokens, gap, low, spoken_number, value
from bot.deadlines.tokens import NONE, SPACE

NOON = words.bag("noon midday midi mediodia mezzogiorno noonish noontime twelvish")
# Words after a bare number that leave it a clock; any other word makes it a count ("at 12 sites").
MAY_FOLLOW = words.bag(
    "today tomorrow tonight this that on in if so please pls plz or and but at latest sharp ideally my your "
    "our their for as to we i you he she they it is would that's when because thanks thank thx cheers with "
    "max maximum ish local rather then since realistically though ta by otherwise which before after until "
    "from yesterday tmrw tmr tomoz uk prompt tops cob morning afternoon evening london not who are was will "
    "could can do did let the any absolute hopefully am pm next friday monday tuesday wednesday thursday "
    "saturday sunday fri mon tue tues wed thu thur thurs sat sun yeah ok okay demain aujourd'hui ce heute "
    "morgen oggi domani hoy manana vandaag amanha hoje s'il bitte por per grazie merci gracias eastern "
    "central pacific et ct pt mt gmt bst cet est pst cst aest ist cest edt pdt de del di van vor den "
    "regardless either anyway whatever unless while just only again without also too however even no still "
    "how where what during approx once cos coz bc bar well ye us me them him her he'll prior maybe perhaps "
    "preferably sorry tia regards best many kind here there whichever having being has have had earliest "
    "definitely"
)


def half_at(tokens: Tokens, i: int) -> tuple[str, int, bool] | None:
    """am or pm at `i`, as ("am" | "pm", next token, whether it is a lone letter)."""
    word = low(tokens, i)
    if gap(tokens, i) > SPACE:
        return None
    if word in ("am", "pm"):
        end = i + 1
        return word, end, False
    if word not in ("a", "p"):
        return None
    k = i + 1
    if low(tokens, k) == "." and gap(tokens, k) <= SPACE:
        if low(tokens, k + 1) == "m" and gap(tokens, k + 1) <= SPACE:
            k += 2
            if low(tokens, k) == "." and gap(tokens, k) <= SPACE:
                k += 1
            return word + "m", k, False
        return (word + "m", k + 1, True) if gap(tokens, i) == NONE else None
    if low(tokens, k) == "m" and gap(tokens, k) <= SPACE:
        k += 1
        if low(tokens, k) == "." and gap(tokens, k) == NONE and low(tokens, k + 1) not in ("",):
            k += 0
        return word + "m", k, False
    return (word + "m", k, True) if gap(tokens, i) == NONE else None


def with_half(
    tokens: Tokens, i: int, hour: int, minute: int, second: int, end: int, *, weak: bool, sure: bool = False
) -> Atom | None:
    """The clock with what follows it: am, pm, o'clock, hrs."""
    if low(tokens, end) in ("ish", "-ish") and gap(tokens, end) <= SPACE:
        end += 1
    elif low(tokens, end) == "-" and low(tokens, end + 1) == "ish" and gap(tokens, end + 1) == NONE:
        end += 2
    if low(tokens, end) in ("o'clock", "oclock"):
        end += 1
        weak = False
    half = half_at(tokens, end)
    if half and (not half[2] or gap(tokens, end) == NONE):
        if hour > 24:
            return None
        end = half[1]
        if half[0] == "pm" and hour < 12:
            hour += 12
        if half[0] == "am" and hour == 12:
            hour = 0
        if hour > 23:
            return None
        return Atom("clock", Clock(hour, minute, second), end, weak=weak and half[2])
    if low(tokens, end) in ("hrs", "hr", "uhr") and gap(tokens, end) <= SPACE and minute:
        end += 1
        sure = sure or hour > 12
        weak = False
    if hour == 12 and low(tokens, end) == "noon":
        return Atom("clock", Clock(12, minute), end + 1)
    if low(tokens, end) == "midday" and hour == 12:
        return Atom("clock", Clock(12, minute), end + 1)
    if hour == 24:
        if minute:
            return None
        return Atom("part", "midnight", end)
    sure = sure or hour > 12 or hour == 0 or (tokens[i].text.startswith("0") and len(tokens[i].text) >= 2)
    return Atom("clock", Clock(hour, minute, second, sure), end, weak=weak)


def whole_hour(tokens: Tokens, i: int, *, sure_only: bool = False, lang: str = "") -> Atom | None:
    """The hour a "half past" or "quarter to" leans on."""
    if i >= len(tokens) or gap(tokens, i) > SPACE:
        return None
    if low(tokens, i) in NOON or low(tokens, i) in ("mittag", "middag"):
        return Atom("clock", Clock(12), i + 1)
    if low(tokens, i) in ("midnight", "minuit", "mitternacht"):
        return Atom("clock", Clock(0), i + 1)
    number, end = value(tokens, i), i + 1
    if number < 0:
        spoken = spoken_number(tokens, i, lang=lang)
        if not spoken:
            return None
        number, end = spoken
    if not 0 <= number <= 24:
        return None
    if low(tokens, end) in ("h", "uhr", "heures", "heure") and gap(tokens, end) <= SPACE:
        return Atom("clock", Clock(number % 24, sure=number > 12), end + 1)
    found = with_half(tokens, i, number, 0, 0, end, weak=False)
    if sure_only and found and isinstance(found.value, Clock) and not found.value.sure and found.end == end:
        return None
    return found


def shifted(hour: Atom, minutes: int) -> Atom | None:
    clock = hour.value
    if not isinstance(clock, Clock):
        return None
    total = clock.hour * 60 + minutes
    if not clock.sure and total < 60:
        total += 720
    return Atom("clock", Clock(total // 60 % 24, total % 60, 0, clock.sure), hour.end)
