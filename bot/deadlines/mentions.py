"""Pieces put together into whole mentions of a time: "by 5 p.m. Central on Friday, Feb. 27" is one of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from bot.deadlines import clocks, dates, words, zones
from bot.deadlines.atoms import Atom, Clock, Day, Span, Tokens, Weekday, gap, low, match_phrase, span_at, value, zone_at
from bot.deadlines.tokens import LINE, SPACE

# No inquiry names more times than this; a text that does is noise, and its cost stays bounded.
MOST_MENTIONS = 150

BY = words.bag(
    "by before b4 until untill till til latest ahead avant d'ici jusqu'a jusqu'au bis vor entro prima antes "
    "hasta ate voor uiterlijk spatestens tegen tot pour for deadline nlt fino"
)
_SPAN_BEFORE = words.bag(
    "in within under inside for next dans sous d'ici en entro tra fra binnen innerhalb dentro em over "
    "deadline have got you've i've hold wait give + about given only last past following first another "
    "approximately"
)
_CONNECTORS = words.bag(
    ", - – — ( ) @ at on the of in for by before b4 around about approximately approx circa um a las alle "
    "ore le il el am den de di del al les om op vor bis as dem der no later than latest sharp local prompt + "
    "news show programme program bulletin slot edition broadcast exactly until till ideally avant antes "
    "entro voor uiterlijk : prima each to vers gegen dalle late en ao alla |"
)
_CLOCK_ONLY_AFTER = frozenset({"for", "by", "before", "b4", "until", "till", "no", "later", "than", "avant", "antes", "entro", "voor", "to"})
_ANSWERING = frozenset({"respond", "reply", "comment", "answer", "get", "come", "provide", "send", "consider"})
_SHOWS = frozenset({"programme", "program", "show"})


@dataclass
class Mention:
    """One time in the text, in pieces; token positions `first` to `last` (exclusive)."""

    first: int
    last: int
    prep: str = ""
    clock: Clock | None = None
    part: str = ""
    day: Day | None = None
    weekday: Weekday | None = None
    zone: str = ""
    span: Span | None = None
    hour_or_day: int = 0
    weak: bool = True
    slots: list[str] = field(default_factory=list)


def find_mentions(tokens: Tokens, *, alone: bool = False) -> list[Mention]:
    """All mentions in reading order, never overlapping, at most MOST_MENTIONS."""
    found: list[Mention] = []
    i = 0
    while i < len(tokens) and len(found) < MOST_MENTIONS:
        mention = _mention_at(tokens, i, alone=alone)
        if mention is None:
            i += 1
        else:
            found.append(mention)
            i = max(mention.last, i + 1)
    return found


def _mention_at(tokens: Tokens, i: int, *, alone: bool) -> Mention | None:
    first = _atom_at(tokens, i, None, alone=alone)
    if first is None or first.slot == "zone":
        return None
    mention = Mention(first=i, last=i)
    _add(mention, first)
    for _ in range(7):
        k = _past_connectors(tokens, mention.last)
        if k >= len(tokens) or gap(tokens, k) >= LINE:
            break
        atom = _next_atom(tokens, mention, k, alone=alone)
        if atom is None:
            break
        _add(mention, atom)
    _set_prep(tokens, mention)
    if mention.weak and not alone and not _leaned_on(mention):
        return None
    return mention


def _next_atom(tokens: Tokens, mention: Mention, k: int, *, alone: bool) -> Atom | None:
    """The next piece, from the first connector on that fits; "of next week" needs its "of" left alone."""
    if mention.weekday and not mention.day and mention.clock is None and k == mention.last and value(tokens, k) > 0:
        number = _bare_day_number(tokens, k)
        if number:
            return number
    atom = _atom_at(tokens, k, mention, alone=alone)
    if atom is None or not _fits(mention, atom):
        return None
    between = {low(tokens, j) for j in range(mention.last, k)}
    if between & _CLOCK_ONLY_AFTER and (atom.slot not in ("clock", "part") or mention.clock):
        return None
    if atom.slot == "span" and not (low(tokens, k - 1) == "+" or (mention.day and low(tokens, k - 1) == "in")):
        return None
    if atom.weak and atom.slot == "clock" and k == mention.last and not alone and atom.part != "bare" and mention.span:
        return None
    return atom


def _bare_day_number(tokens: Tokens, k: int) -> Atom | None:
    """ "Monday 21", "domingo 7": a day of the month, or perhaps an hour, which the calendar decides."""
    number = tokens[k].value
    after = low(tokens, k + 1)
    if not 1 <= number <= 31 or len(tokens[k].text) > 2 or after in (":", ".", "h", "am", "pm", "/", "-", "a", "p", "uhr", "o'clock", "noon", "u", "uur"):
        return None
    if after in words.ORDINAL_ENDS or after in words.MONTHS or (after in ("de", "of") and low(tokens, k + 2) in words.MONTHS):
        return None
    return Atom("day", Day("dom", n=number, edge="bare"), k + 1)


def _past_connectors(tokens: Tokens, i: int) -> int:
    k = i
    while k < len(tokens) and k < i + 5 and gap(tokens, k) <= SPACE:
        word = tokens[k].low
        if (word == "today" and low(tokens, k + 1) in _SHOWS) or (word in _CONNECTORS and not (word in ("late", "in", "the", "of", "a", "at", "am", "de", "di") and _opens_phrase(tokens, k))):
            k += 1
        else:
            break
    return k


def _opens_phrase(tokens: Tokens, k: int) -> bool:
    return bool(match_phrase(tokens, k, words.part_phrases()) or match_phrase(tokens, k, dates.week_phrases()))


def _atom_at(tokens: Tokens, i: int, mention: Mention | None, *, alone: bool) -> Atom | None:
    token = tokens[i]
    if token.value < 0 and token.low not in first_words():
        return None
    if token.low in _SHOWS or (token.low == "today" and low(tokens, i + 1) in _SHOWS and token.text[0].isupper()):
        return None
    past = clocks.minutes_past_at(tokens, i)
    if past:
        return past
    joins = mention is None or low(tokens, i - 1) == "+" or (mention.day is not None and low(tokens, i - 1) == "in")
    span = _span_atom(tokens, i, mention, alone=alone) if joins else None
    if span and not _clock_rather(tokens, i):
        return span
    part = _part_atom(tokens, i, mention, alone=alone)
    if part:
        return part
    has_clock = mention is not None and (mention.clock is not None or mention.part != "")
    if has_clock and (zone := zone_at(tokens, i, after_clock=True, meridiem=bool(mention and mention.clock and mention.clock.sure))):
        return zone
    return dates.day_at(tokens, i, alone=alone) or clocks.clock_at(tokens, i, alone=alone) or zone_at(tokens, i, after_clock=False)


def _clock_rather(tokens: Tokens, i: int) -> bool:
    """ "17h00" and "15h" are clocks unless a word of length stands before them ("in 2h")."""
    return low(tokens, i + 1) == "h" and low(tokens, i - 1) not in _SPAN_BEFORE and (
        tokens[i].value > 12 or (value(tokens, i + 2) >= 0 and gap(tokens, i + 2) <= SPACE and low(tokens, i + 3) not in words.UNITS))


def _part_atom(tokens: Tokens, i: int, mention: Mention | None, *, alone: bool) -> Atom | None:
    if tokens[i].low == "close" and low(tokens, i - 1) in ("by", "before", "at") and (
            low(tokens, i + 1) in ("on", "today", "tomorrow", ".", ",", "") or low(tokens, i + 1) in words.WEEKDAYS):
        return Atom("part", "COB", i + 1)
    if tokens[i].low in ("12", "twelve") and low(tokens, i + 1) == "midnight":
        return Atom("part", "midnight", i + 2)
    if tokens[i].low == "morgen" and mention and mention.weekday:
        return Atom("part", "morning", i + 1)
    found = match_phrase(tokens, i, words.part_phrases())
    if not found:
        return None
    name, end = found
    word = tokens[i].low
    if word in ("cob", "cop", "eob", "sob") and end == i + 1:
        lower = tokens[i].text.islower()
        if (value(tokens, end) >= 0 and gap(tokens, end) == 0) or (lower and not alone and low(tokens, i - 1) not in ("by", "at", "before", "until")
                                                                 and not mention):
            return None
        return Atom("part", name, end)
    if low(tokens, i - 1) in ("good", "buona", "guten", "goede", "bonne", "goeden", "boa", "buenas", "fine"):
        return None
    return Atom("part", name, end, weak=name not in ("COB", "EOD", "first thing", "last thing"))


def _span_atom(tokens: Tokens, i: int, mention: Mention | None, *, alone: bool) -> Atom | None:
    before = low(tokens, i - 1)
    token = tokens[i]
    if token.value < 0 and token.low not in _span_words():
        return None
    lang = {"dans": "fr", "sous": "fr", "d'ici": "fr", "en": "es", "dentro": "es", "de": "es", "entro": "it", "tra": "it", "fra": "it", "binnen": "nl",
            "innerhalb": "de", "in": "de", "em": "pt"}.get(before, "")
    if token.low in ("mezz'ora", "un'ora", "half_uur"):
        return Atom("span", Span(seconds=1800 if token.low == "mezz'ora" else 3600), i + 1) if before in _SPAN_BEFORE else None
    if token.low in ("next", "the") and low(tokens, i + 1) in ("minute", "min", "hour") and low(tokens, i + 2) in ("after", ""):
        unit = 3600 if low(tokens, i + 1) == "hour" else 60
        if alone or before in ("in", "within"):
            return Atom("span", Span(seconds=unit), min(i + 3, len(tokens)))
    found = span_at(tokens, i, lang=lang)
    if not found:
        if alone and before == "in" and 1 <= token.value <= 90 and low(tokens, i + 1) in ("", "'", '"', "´", "′"):
            return Atom("span", Span(seconds=token.value * (1 if low(tokens, i + 1) == '"' else 60)), min(i + 2, len(tokens)))
        return None
    span, end = found
    after = low(tokens, end)
    if (gap(tokens, end) <= SPACE and after in ("from", "after") and (span.days or span.months)) or (after == "+" and mention):
        k = end + 1
        if low(tokens, k) in ("now", "receipt", "receiving"):
            return Atom("span", span, k + 1)
        if k < len(tokens) and low(tokens, k) not in ("the",) and gap(tokens, k) <= SPACE:
            anchor = dates.day_at(tokens, k, alone=True)
            if anchor and anchor.slot in ("day", "weekday"):
                return Atom("span", (span, anchor), anchor.end)
    tail = _span_tail(tokens, end)
    if tail > end:
        return Atom("span", span, tail)
    if mention is not None:
        return Atom("span", span, end)
    if after == "to" and low(tokens, end + 1) in _ANSWERING:
        return Atom("span", span, end)
    if before in _SPAN_BEFORE or alone or low(tokens, i - 1) in ("have", "story"):
        return Atom("span", span, end, weak=before in ("for", "last", "past", "first", "give", "over") and not alone)
    return None


def _span_tail(tokens: Tokens, end: int) -> int:
    word = low(tokens, end)
    if gap(tokens, end) > SPACE:
        return end
    if word == "from" and low(tokens, end + 1) in ("now", "receipt"):
        return end + 2
    if word == "from" and low(tokens, end + 1) == "right" and low(tokens, end + 2) == "now":
        return end + 3
    if word in ("later", "hence") or (word == "out" and low(tokens, end + 1) in ("", ".")):
        return end + 1
    return end


def _fits(mention: Mention, atom: Atom) -> bool:
    if atom.slot == "day":
        if mention.day is None:
            return not (mention.part and atom.part and mention.part not in (atom.part, "midnight", "COB", "EOD", "last thing")) and not (mention.span and mention.clock is None and
                                                                                            not isinstance(atom.value, Day))
        return (mention.day.kind == "rel" and isinstance(atom.value, Day) and atom.value.kind in ("date", "numeric", "dom")
                and not atom.part)
    if atom.slot == "weekday":
        return mention.weekday is None
    if atom.slot == "part":
        return (not mention.part and mention.span is None) or (mention.part in ("tonight", "evening") and atom.value == mention.part)
    if atom.slot == "span":
        return mention.span is None
    return not getattr(mention, atom.slot)


def _add(mention: Mention, atom: Atom) -> None:
    mention.last = atom.end
    mention.slots.append(atom.slot)
    mention.weak = mention.weak and atom.weak
    found = atom.value
    if atom.slot == "span" and isinstance(found, tuple):
        mention.span, anchor = found
        if isinstance(anchor.value, Day):
            mention.day = anchor.value
        else:
            mention.weekday = anchor.value
        mention.slots.append("anchor")
    elif isinstance(found, Clock):
        mention.clock = found
    elif isinstance(found, Weekday):
        mention.weekday = found
        mention.part = mention.part or atom.part
    elif isinstance(found, Span):
        mention.span = found
    elif isinstance(found, Day):
        if mention.day and mention.day.kind == "rel":
            mention.hour_or_day = 0
        mention.day = found
        if found.edge == "bare" and found.n <= 12:
            mention.hour_or_day = found.n
        mention.part = mention.part or atom.part
    elif atom.slot == "part":
        mention.part = mention.part or str(found)
    else:
        mention.zone = str(found)


_FILLERS = words.bag(
    "the about around approx approximately roughly say like ~ circa , : – - ( a l' le les at um las alle "
    "delle ore den dem des der della del de du el il zum om as @ max maximum"
)


def _set_prep(tokens: Tokens, mention: Mention) -> None:
    """The preposition before the mention, which the shown words take in."""
    k = mention.first - 1
    steps = 0
    while k >= 0 and steps < 3 and tokens[k].low in _FILLERS and gap(tokens, k + 1) <= SPACE:
        k, steps = k - 1, steps + 1
    word = low(tokens, k)
    near = low(tokens, mention.first - 1) if gap(tokens, mention.first) <= SPACE else ""
    if gap(tokens, k + 1) > SPACE and word not in ("deadline", "by", "before"):
        word = ""
    if word == "than" and low(tokens, k - 1) == "later":
        mention.prep, k = "by", k - (2 if low(tokens, k - 2) in ("no", "not") else 1)
    elif word == "than" and low(tokens, k - 1) == "rather":
        mention.prep = "rather"
        return
    elif word in ("tard", "tardar", "tarde", "tardi"):
        mention.prep, k = "by", k - 2
    elif word == "to" and low(tokens, k - 1) in ("up", "prior"):
        mention.prep, k = "before" if low(tokens, k - 1) == "prior" else "by", k - 1
    elif word == "than" and low(tokens, k - 1) == "sooner":
        mention.prep = "after"
        return
    elif word == "before" and low(tokens, k - 1) == "or" and low(tokens, k - 2) in ("on", "by"):
        mention.prep, k = "by", k - 2
    elif word in BY:
        mention.prep = word
    else:
        mention.prep = near if near in ("at", "on", "in", "from", "since", "after", "for", "between", "during", "@", ":", "around", "to", "and", "than",
                                                 "om", "um", "las", "alle", "ore", "as", "le", "a", "gegen", "vers") \
            else word
        return
    if word in ("deadline", "for", "latest", "pour"):
        return
    mention.first = max(k, 0)


def _leaned_on(mention: Mention) -> bool:
    """A weak mention counts after a preposition of time, or when two pieces lean on each other."""
    if mention.prep in BY - {"for", "pour"}:
        return True
    kinds = set(mention.slots)
    if "clock" in kinds and mention.prep in ("at", "@", "around", "um", "las", "alle", "ore", "om", "about", "a", "from", "to", "realistically", ":", "as", "after",
                                             "between", "gegen", "vers", "dalle"):
        return True
    if "clock" in kinds and mention.prep in ("for", "pour") and mention.clock and mention.clock.minute % 5 == 0 and mention.clock.minute:
        return True
    if "span" in kinds:
        return mention.prep != "for"
    if (mention.day and mention.day.kind in ("week", "weekend", "month", "year", "quarter", "named") and (mention.day.edge or mention.prep in (
            "over", "during", "in"))) or (mention.day and mention.day.kind in ("week", "weekend")):
        return True
    return len(kinds - {"zone"}) >= 2 or ("part" in kinds and mention.prep in ("in", "at", "over", "for", "du", "am"))


@cache
def _span_words() -> frozenset[str]:
    foreign = {w for table in words.FOREIGN_NUMBERS.values() for w in table}
    return frozenset({*words.NUMBERS, *words.ARTICLES, *foreign, "half", "½", "couple", "few", "several", "the", "next", "about", "around", "~", "quarter", "hour",
                      "mezz'ora", "un'ora", "demi", "mezza", "media", "halben", "roughly", "approx", "just", "only", "another", "les", "las",
                      "prossime", "proximas", "nachsten", "komende", "max", "maximum", "minute", "ein", "een"} - {""})


@cache
def first_words() -> frozenset[str]:
    """Every word a piece of time can start with; all others are passed over at once."""
    starts: set[str] = set()
    for table in (words.part_phrases(), words.day_phrases(), dates.week_phrases(), zones.places(), zones.regions()):
        starts |= set(table)
    for names in (words.WEEKDAYS, words.SHORT_WEEKDAYS, words.MONTHS, words.NUMBERS, words.ORDINALS, zones.abbreviations(),
                  dates._EDGES, words.ARTICLES, *words.FOREIGN_NUMBERS.values()):
        starts |= {str(name) for name in names}
    starts |= set(_span_words()) | set(words.weekday_parts()) | {"noon", "midday", "midi", "mediodia", "mezzogiorno", "noonish", "mid", "high", "mittag", "mittags", "middag", "meio", "medio",
                                    "half", "halb", "quarter", "viertel", "kwart", "a", "an", "close", "week", "heure", "hora", "ora", "the", "le", "el",
                                    "next", "following", "last", "this", "coming", "upcoming"}
    starts |= set(dates._COMING_BEFORE) | set(dates._LAST_BEFORE)
    return frozenset(starts - {""})
