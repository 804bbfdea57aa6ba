"""Times of day: 3pm, 3.30, 17h00, 1630hrs, 0710, 17 Uhr, half five, quarter to six, twelve noon, a bare 5."""

from __future__ import annotations

from bot.deadlines import words
from bot.deadlines.atoms import Atom, Clock, Tokens, gap, low, spoken_number, value
from bot.deadlines.tokens import LINE, NONE, SPACE

_HOUR_WORDS = frozenset({"h", "hrs", "hr", "uhr", "heures", "heure", "uur", "horas", "u"})
_NOON = frozenset({"noon", "midday", "midi", "mediodia", "mezzogiorno", "noonish", "noontime", "twelvish"})
# Words after a bare number that leave it a clock; any other word makes it a count ("at 12 sites").
_MAY_FOLLOW = frozenset(
    ["today", "tomorrow", "tonight", "this", "that", "on", "in", "if", "so", "please", "pls", "plz", "or", "and", "but", "at", "latest", "sharp", "ideally", "my", "your", "our", "their", "for", "as", "to", "we", "i", "you", "he", "she", "they", "it", "is", "would", "that's", "when", "because", "thanks", "thank", "thx", "cheers", "with", "max", "maximum", "ish", "local", "rather", "then", "since", "realistically", "though", "ta", "by", "otherwise", "which", "before", "after", "until", "from", "latest", "yesterday", "tmrw", "tmr", "tomoz", "uk", "prompt", "tops", "cob", "morning", "afternoon", "evening", "london", "not", "who", "are", "was", "will", "could", "can", "do", "did", "let", "the", "any", "absolute", "at_least", "hopefully", "am", "pm", "next", "friday", "monday", "tuesday", "wednesday", "thursday", "saturday", "sunday", "fri", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "sat", "sun", "yeah", "ok", "okay", "demain", "aujourd'hui", "ce", "heute", "morgen", "oggi", "domani", "hoy", "manana", "vandaag", "amanha", "hoje", "s'il", "bitte", "por", "per", "grazie", "merci", "gracias", "eastern", "central", "pacific", "et", "ct", "pt", "mt", "gmt", "bst", "cet", "est", "pst", "cst", "aest", "ist", "cest", "edt", "pdt", "de", "del", "di", "van", "am", "vor", "ok", "de_", "den"])
_PRONOUNS = frozenset({"i", "we", "you", "he", "she", "it", "they", "that", "there", "who"})
_COUNTED = frozenset({"%", "£", "$", "€", "percent", "per", "/", "º", "°", "#", "x", "+"})
_CLOCK_PREPOSITIONS = frozenset(
    ["by", "before", "b4", "until", "untill", "till", "til", "at", "@", "around", "about", "approx", "approximately", "circa", "from", "after", "between", "than", "to", "latest", "ca", "past", "deadline", "cutoff", "for", "avant", "vers", "bis", "um", "vor", "gegen", "ab", "entro", "alle", "dalle", "prima", "per", "antes", "hasta", "las", "os", "as", "ate", "om", "voor", "tegen", "rond", "uiterlijk", "spatestens", "ore", "a", ",", "-", "–", ":", "(", "~", "realistically", "within", "sharp", "le"])


def clock_at(tokens: Tokens, i: int, *, alone: bool = False) -> Atom | None:
    """A time of day starting at token `i`; `alone` says the text is nothing but one expression."""
    token = tokens[i]
    if token.value >= 0:
        return _numeric(tokens, i, alone=alone)
    return _worded(tokens, i, alone=alone)


def _numeric(tokens: Tokens, i: int, *, alone: bool) -> Atom | None:
    number, text = tokens[i].value, tokens[i].text
    before = low(tokens, i - 1)
    glued = gap(tokens, i) == NONE and i > 0
    if before in words.CURRENCY or (glued and before in (".", "/", ":", "_", "#", "-", "+") and value(tokens, i - 2) >= 0 and
                                    before != "-"):
        return None
    if len(text) > 6:
        return None
    past = _minutes_past(tokens, i)
    if past:
        return past
    if len(text) <= 2 and number <= 24:
        for separator in (_colon, _hour_word, _dotted):
            found = separator(tokens, i)
            if found is not None:
                return found
    if len(text) in (3, 4, 6) and (found := _run_together(tokens, i, alone=alone)):
        return found
    if len(text) > 2 or number > 24:
        return None
    return _bare(tokens, i, alone=alone)


def _colon(tokens: Tokens, i: int) -> Atom | None:
    if low(tokens, i + 1) != ":" or gap(tokens, i + 1) != NONE or gap(tokens, i + 2) != NONE:
        return None
    minute = value(tokens, i + 2)
    if not 0 <= minute < 60 or len(tokens[i + 2].text) != 2:
        return None
    second, end = 0, i + 3
    if low(tokens, end) == ":" and gap(tokens, end) == NONE and 0 <= value(tokens, end + 1) < 60:
        second, end = value(tokens, end + 1), end + 2
        if low(tokens, end) == "." and gap(tokens, end) == NONE and gap(tokens, end + 1) == NONE and value(tokens, end + 1) >= 0:
            end += 2
    return _with_half(tokens, i, tokens[i].value, minute, second, end, weak=False)


def _hour_word(tokens: Tokens, i: int) -> Atom | None:
    word = low(tokens, i + 1)
    if word not in _HOUR_WORDS or gap(tokens, i + 1) > SPACE:
        return None
    if word in ("hrs", "hr") or (word == "u" and gap(tokens, i + 1) != NONE):
        return None
    hour, end, minute = tokens[i].value, i + 2, 0
    if word in ("h", "u") and tokens[i + 1].text == "H" and gap(tokens, i + 1) != NONE:
        return None
    if 0 <= value(tokens, end) < 60 and len(tokens[end].text) == 2 and gap(tokens, end) <= SPACE \
            and (word != "u" or gap(tokens, end) == NONE):
        minute, end = value(tokens, end), end + 1
    elif word in ("heures", "heure", "h") and low(tokens, end) == "et" and low(tokens, end + 1) in ("demie", "quart"):
        minute, end = (30 if low(tokens, end + 1) == "demie" else 15), end + 2
    elif word == "u":
        if low(tokens, end) == ".":
            end += 1
        elif low(tokens, i - 1) not in ("om", "voor", "tegen", "tot"):
            return None
    elif word in ("h", "heures", "heure", "horas", "uur") and low(tokens, i - 1) in _LENGTH_BEFORE:
        return None
    if hour == 24 and minute == 0 and word != "uhr":
        return None
    return _with_half(tokens, i, hour, minute, 0, end, weak=word in ("uur", "horas", "heures") and hour <= 12 and not minute,
                      sure=hour > 12 or hour == 0 or tokens[i].text.startswith("0") or word in ("uhr", "h", "heures", "heure"))


_LENGTH_BEFORE = words.bag(
    "in within next for dans les sous en of dentro binnen innerhalb d'ici depuis pendant seit last past the "
    "de prochaines proximas"
)


def _dotted(tokens: Tokens, i: int) -> Atom | None:
    if low(tokens, i + 1) != "." or gap(tokens, i + 1) != NONE or gap(tokens, i + 2) != NONE:
        return None
    minute = value(tokens, i + 2)
    if not 0 <= minute < 60 or len(tokens[i + 2].text) != 2:
        return None
    end = i + 3
    if low(tokens, end) in (".", "/") and gap(tokens, end) == NONE and value(tokens, end + 1) >= 0 and gap(tokens, end + 1) == NONE:
        return None
    after = low(tokens, end)
    if after in _COUNTED or after in ("million", "m", "bn", "billion", "k", "km", "kg", "gb", "per", "miles", "mbps"):
        return None
    if after in ("hrs", "hr", "uhr", "uur", "h", "heures", "horas") and gap(tokens, end) <= SPACE:
        end += 1
        return _with_half(tokens, i, tokens[i].value, minute, 0, end, weak=False)
    if low(tokens, i - 1) in ("version", "section", "v", "point", "figure", "table", "appendix", "page", "p"):
        return None
    return _with_half(tokens, i, tokens[i].value, minute, 0, end, weak=True)


def _run_together(tokens: Tokens, i: int, *, alone: bool) -> Atom | None:
    text, number, end = tokens[i].text, tokens[i].value, i + 1
    if len(text) == 6:
        hour, minute, second = int(text[:2]), int(text[2:4]), int(text[4:])
        if not alone or len(tokens) > 1 or hour > 23 or minute > 59 or second > 59:
            return None
        return Atom("clock", Clock(hour, minute, second), end)
    hour, minute = divmod(number, 100)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    marked = low(tokens, end) in ("hrs", "hr", "h", "hours", "hour", "uhr", "gmt", "z") and gap(tokens, end) <= SPACE
    if marked:
        end = end if low(tokens, end) in ("gmt", "z") else end + 1
        return _with_half(tokens, i, hour, minute, 0, end, weak=False, sure=len(text) == 4)
    half = _half_at(tokens, end)
    if half and 1 <= hour <= 12:
        return _with_half(tokens, i, hour, minute, 0, end, weak=False)
    if len(text) == 3 and not (alone and low(tokens, i - 1) in ("at", "by", "")):
        return None
    if _among_numbers(tokens, i):
        return None
    if 1900 <= number < 2100 and low(tokens, i - 1) not in ("at", "@") and not (i + 1 < len(tokens) and low(tokens, i + 1) in
                                                                            ("today", "tonight", "tomorrow", "on", "bst")):
        return None
    if low(tokens, end) not in _MAY_FOLLOW and low(tokens, end).isalpha() and gap(tokens, end) < LINE and not alone:
        return None
    if low(tokens, i - 1) not in _CLOCK_PREPOSITIONS and not alone:
        return None
    sure = text.startswith("0") or hour > 12 or hour >= 10
    if low(tokens, end) == "ish":
        end += 1
    return Atom("clock", Clock(hour, minute, 0, sure), end, weak=True)


def _among_numbers(tokens: Tokens, i: int) -> bool:
    """True for a group of a phone, account or house number."""
    def number_beside(k: int, step: int) -> bool:
        near = k + step
        if low(tokens, near) in ("-", "/", ".", ")", "(", "+") and gap(tokens, max(near, k)) <= SPACE:
            near += step
        return value(tokens, near) >= 0 and low(tokens, k + step) != "." and (step < 0 or gap(tokens, near) <= SPACE)

    if low(tokens, i - 1) == "/" or low(tokens, i + 1) == "/":
        return True
    return (number_beside(i, -1) and gap(tokens, i) <= SPACE and not _is_date_before(tokens, i)) or (
        number_beside(i, 1) and low(tokens, i + 1) != "," and not low(tokens, i + 1).isalpha())


def _is_date_before(tokens: Tokens, i: int) -> bool:
    k = i - 1
    return value(tokens, k) > 999 or low(tokens, k - 1) in words.MONTHS


def _bare(tokens: Tokens, i: int, *, alone: bool) -> Atom | None:
    number, end = tokens[i].value, i + 1
    half = _half_at(tokens, end)
    if half:
        if 1 <= number <= 12 or (number > 12 and half[0] == "pm"):
            return _with_half(tokens, i, number, 0, 0, end, weak=half[2] and not alone)
        return None
    if low(tokens, end) == "ish" and gap(tokens, end) <= SPACE and 1 <= number <= 12:
        return _with_half(tokens, i, number, 0, 0, end + 1, weak=not alone)
    if low(tokens, end) == "noon" and number == 12:
        return Atom("clock", Clock(12), end + 1)
    if low(tokens, end) in ("midnight", "minuit") and number == 12:
        return None
    if low(tokens, end) in ("o'clock", "oclock") and 1 <= number <= 12:
        return _with_half(tokens, i, number, 0, 0, end + 1, weak=False)
    if alone and 0 <= value(tokens, end) < 60 and len(tokens[end].text) == 2 and number <= 23 and gap(tokens, end) == SPACE:
        return Atom("clock", Clock(number, value(tokens, end), 0, number > 12), end + 1, weak=True)
    if not _bare_fits(tokens, i, alone=alone):
        return None
    return _with_half(tokens, i, number, 0, 0, end, weak=True)


def _bare_fits(tokens: Tokens, i: int, *, alone: bool) -> bool:
    number, end = tokens[i].value, i + 1
    after = low(tokens, end)
    if number > 23 or (number > 12 and not (low(tokens, i - 1) == "le" and low(tokens, i - 2) in ("entro", "verso", "per", "dopo")) and low(tokens, i - 1) not in ("um", "las", "alle", "ore", "om", "dalle", "bis", "as")):
        return False
    if tokens[i].text.startswith("0") and number < 10 and not alone:
        return False
    if gap(tokens, i) >= LINE and after in (".", ")", ":", "/") and i:
        return False
    if after in _COUNTED or (after == "-" and gap(tokens, end) == NONE and low(tokens, end + 1).isalpha()):
        return False
    if after in (".", ",", ":", ")") and gap(tokens, end) == NONE and gap(tokens, end + 1) == NONE and value(tokens, end + 1) >= 0:
        return False
    if (after in words.MONTHS and after not in ("may", "march", "mar")) or (after in words.ORDINAL_ENDS and gap(tokens, end) == NONE):
        return False
    if after in ("/", "-", "–", "or", "to") and value(tokens, end + 1) >= 0 and not alone:
        return False
    if gap(tokens, end) >= LINE or (not after.isalpha() and "'" not in after) or alone or after.partition("'")[0] in _PRONOUNS:
        return True
    return after in _MAY_FOLLOW or after in words.WEEKDAYS or after in words.PARTS or after in ("o'clock", "aujourd'hui")


def _half_at(tokens: Tokens, i: int) -> tuple[str, int, bool] | None:
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


def _with_half(
    tokens: Tokens, i: int, hour: int, minute: int, second: int, end: int, *, weak: bool, sure: bool = False
) -> Atom | None:
    """The clock with what follows it: am, pm, o'clock, hrs."""
    if low(tokens, end) in ("ish", "-ish") and gap(tokens, end) <= SPACE:
        end += 1
    if low(tokens, end) in ("o'clock", "oclock"):
        end += 1
        weak = False
    half = _half_at(tokens, end)
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


def _minutes_past(tokens: Tokens, i: int) -> Atom | None:
    """ "15 past 3pm", "20 min past eight", "15 minutes from 1pm", "15 to noon"."""
    spoken = spoken_number(tokens, i)
    minutes, k = (tokens[i].value, i + 1) if tokens[i].value >= 0 else (spoken or (-1, i))
    if not 0 < minutes < 60:
        return None
    units = low(tokens, k) in ("minutes", "minute", "min", "mins", "minuti", "minuten")
    if units:
        k += 1
    word = low(tokens, k)
    if word not in ("past", "to", "after", "from", "before", "nach", "vor", "over", "voor") or gap(tokens, k) > SPACE:
        return None
    if word in ("after", "from", "before", "nach", "vor", "over", "voor") and not units and tokens[i].value < 0:
        return None
    if word in ("to", "after", "from", "before") and not units and minutes % 5:
        return None
    if word in ("from", "before", "vor", "nach", "over", "voor") and not units:
        return None
    hour = _whole_hour(tokens, k + 1, sure_only=word in ("from", "after", "before") or (word == "to" and not units))
    if hour is None:
        return None
    return _shifted(hour, minutes if word in ("past", "after", "from", "nach", "over") else -minutes)


def minutes_past_at(tokens: Tokens, i: int) -> Atom | None:
    """A clock said as minutes past or to an hour ("quarter past 3pm", "20 minutes to 2pm"), before any other reading."""
    if tokens[i].low in ("a", "an", "quarter"):
        return _fraction(tokens, i)
    return _minutes_past(tokens, i)


def _whole_hour(tokens: Tokens, i: int, *, sure_only: bool = False, lang: str = "") -> Atom | None:
    """The hour a "half past" or "quarter to" leans on."""
    if i >= len(tokens) or gap(tokens, i) > SPACE:
        return None
    if low(tokens, i) in _NOON or low(tokens, i) in ("mittag", "middag"):
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
    found = _with_half(tokens, i, number, 0, 0, end, weak=False)
    if sure_only and found and isinstance(found.value, Clock) and not found.value.sure and found.end == end:
        return None
    return found


def _shifted(hour: Atom, minutes: int) -> Atom | None:
    clock = hour.value
    if not isinstance(clock, Clock):
        return None
    total = clock.hour * 60 + minutes
    if not clock.sure and total < 60:
        total += 720
    return Atom("clock", Clock(total // 60 % 24, total % 60, 0, clock.sure), hour.end)


def _worded(tokens: Tokens, i: int, *, alone: bool) -> Atom | None:
    word = tokens[i].low
    if word in _NOON:
        end = i + 1
        if low(tokens, end) == "ish":
            end += 1
        return Atom("clock", Clock(12), end)
    if word == "12noon":
        return Atom("clock", Clock(12), i + 1)
    if (word in ("mid", "high") and low(tokens, i + 1) in ("day", "noon")) or (word == "mid" and low(tokens, i + 1) == "-" and low(
            tokens, i + 2) == "day"):
        return Atom("clock", Clock(12), i + (3 if low(tokens, i + 1) == "-" else 2))
    if word in ("mittag", "mittags", "middag") and low(tokens, i - 1) in (
            "bis", "um", "vor", "gegen", "am", "zum", "voor", "tegen", "'s", *words.WEEKDAYS, "heute"):
        return Atom("clock", Clock(12), i + 1)
    if (word in ("meio", "meia") and low(tokens, i + 1) == "-" and low(tokens, i + 2) == "dia") or (word == "medio" and low(
            tokens, i + 1) == "dia"):
        return Atom("clock", Clock(12), i + (3 if low(tokens, i + 1) == "-" else 2))
    if word in ("half", "halb", "halfe", "quarter", "a", "an", "viertel", "kwart", "dreiviertel"):
        return _fraction(tokens, i)
    past = _minutes_past(tokens, i)
    if past:
        return past
    return _spoken_clock(tokens, i, alone=alone)


def _fraction(tokens: Tokens, i: int) -> Atom | None:
    """ "half past two", "half five", "a quarter to six", "halb fünf", "kwart voor vijf"."""
    word = tokens[i].low
    if word in ("a", "an"):
        return _fraction(tokens, i + 1) if low(tokens, i + 1) in ("quarter", "half") and gap(tokens, i + 1) <= SPACE else None
    after = low(tokens, i + 1)
    if after == "-":
        i, after = i + 1, low(tokens, i + 2)
    if word in ("half", "quarter") and after in ("past", "after", "gone", "over"):
        hour = _whole_hour(tokens, i + 2)
        return _shifted(hour, 30 if word == "half" else 15) if hour else None
    if word == "quarter" and after in ("to", "of", "til", "till", "before"):
        hour = _whole_hour(tokens, i + 2)
        return _shifted(hour, -15) if hour else None
    if word in ("viertel", "kwart") and after in ("vor", "nach", "voor", "over"):
        hour = _whole_hour(tokens, i + 2, lang="de" if word == "viertel" else "nl")
        return _shifted(hour, 15 if after in ("nach", "over") else -15) if hour else None
    if word in ("halb", "half"):
        lang = "de" if word == "halb" else "nl"
        foreign = _whole_hour(tokens, i + 1, lang=lang) if value(tokens, i + 1) < 0 or word == "halb" else None
        if foreign and (word == "halb" or words.FOREIGN_NUMBERS["nl"].get(after)):
            return _shifted(foreign, -30)
        if word == "half" and _half_hour_fits(tokens, i):
            hour = _whole_hour(tokens, i + 1)
            return _shifted(hour, 30) if hour else None
    return None


def _half_hour_fits(tokens: Tokens, i: int) -> bool:
    """ "by half five", and not "half 20 people" or "half one's life"."""
    number = value(tokens, i + 1)
    end = i + 2
    if number < 0:
        spoken = spoken_number(tokens, i + 1)
        if not spoken:
            return False
        number, end = spoken
    after = low(tokens, end)
    return 1 <= number <= 12 and (gap(tokens, end) >= LINE or not after.isalpha() or after in _MAY_FOLLOW or after in words.WEEKDAYS)


def _spoken_clock(tokens: Tokens, i: int, *, alone: bool) -> Atom | None:
    """ "three o'clock", "ten thirty", "twelve oh three", "by three"; foreign hours after "a las", "alle", "um", "à"."""
    spoken = spoken_number(tokens, i) or _foreign_hour(tokens, i)
    if not spoken:
        return None
    hour, end = spoken
    if not 1 <= hour <= 12 and not (hour == 0):
        return None
    if hour == 0:
        return None
    k = end + 1 if low(tokens, end) == "-" else end
    minute = -1
    if low(tokens, k) in ("zero", "o", "oh", "ou"):
        ones = spoken_number(tokens, k + 1 if low(tokens, k + 1) != "-" else k + 2)
        if ones and ones[0] < 10:
            minute, end = ones
    else:
        tail = spoken_number(tokens, k) if gap(tokens, k) <= SPACE else None
        if tail and 10 <= tail[0] < 60:
            minute, end = tail
    if minute < 0 and value(tokens, end) in (15, 30, 45) and gap(tokens, end) == SPACE and (alone or _half_at(tokens, end + 1)):
        minute, end = value(tokens, end), end + 1
    after = low(tokens, end)
    if minute < 0 and after in ("uhr", "uur", "heures", "heure", "horas"):
        if after == "uhr" and value(tokens, end + 1) in range(60) and gap(tokens, end + 1) == SPACE:
            return Atom("clock", Clock(hour, value(tokens, end + 1), 0, hour > 12), end + 2)
        return Atom("clock", Clock(hour, 0, 0, False), end + 1, weak=True)
    found = _with_half(tokens, i, hour, max(minute, 0), 0, end, weak=True)
    if found is None or found.end > end or minute >= 0:
        return found
    if gap(tokens, end) >= LINE or not after.isalpha() or alone or after in _MAY_FOLLOW or after in words.WEEKDAYS:
        return None if after == "-" and gap(tokens, end) == NONE else found
    return None


def _foreign_hour(tokens: Tokens, i: int) -> tuple[int, int] | None:
    before = low(tokens, i - 1)
    lang = {"las": "es", "alle": "it", "ore": "it", "um": "de", "om": "nl", "as": "pt", "a": "fr", "vers": "fr", "avant": "fr",
            "voor": "nl", "dalle": "it", "gegen": "de", "bis": "de"}.get(before)
    if not lang:
        return None
    found = words.FOREIGN_NUMBERS[lang].get(tokens[i].low)
    if not found or (lang == "fr" and low(tokens, i + 1) not in ("heures", "heure", "h")):
        return None
    return found, i + 1
