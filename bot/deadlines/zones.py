"""Time zones as people say them, read by the wall clock of the place and not by the letters' offset.

"EST" in July is said by people who mean New York; so every abbreviation names a place, and its rules give the offset.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from bot.deadlines import words
from bot.deadlines.words import Phrases, compile_rows

AMBIGUOUS_IST = "~IST"
DESK = "desk"
SENDER = "sender"  # "my time": the place is not known, so the desk's clock stands in and a person is asked

_ABBREVIATIONS = {
    "America/New_York": "et est edt",
    "America/Chicago": "ct cst cdt",
    "America/Denver": "mt mst mdt",
    "America/Los_Angeles": "pt pst pdt",
    "America/Anchorage": "akst akdt akt",
    "Pacific/Honolulu": "hst",
    "America/Halifax": "ast adt",
    "America/St_Johns": "nst ndt nt",
    "Europe/London": "gmt bst",
    "UTC": "utc z",
    "Europe/Lisbon": "wet west",
    "Europe/Berlin": "cet cest mez mesz hnec",
    "Europe/Athens": "eet eest",
    "Europe/Moscow": "msk",
    "Africa/Johannesburg": "sast",
    "Africa/Nairobi": "eat",
    "Africa/Lagos": "wat",
    "Africa/Maputo": "cat",
    "Australia/Sydney": "aest aedt aet",
    "Australia/Adelaide": "acst acdt",
    "Australia/Perth": "awst",
    "Pacific/Auckland": "nzst nzdt nzt",
    "Asia/Tokyo": "jst",
    "Asia/Seoul": "kst",
    "Asia/Hong_Kong": "hkt",
    "Asia/Singapore": "sgt",
    "Asia/Manila": "pht",
    "Asia/Karachi": "pkt",
    "Asia/Dubai": "gst",
    "America/Sao_Paulo": "brt",
    "America/Argentina/Buenos_Aires": "art",
    AMBIGUOUS_IST[1:]: "ist",
    "Asia/Kathmandu": "npt",
    "Asia/Jakarta": "wib",
    "Asia/Bangkok": "ict",
    "Asia/Riyadh": "ksa",
}
# Abbreviations that are words as well; in lower case they need a clock with am or pm right before them.
SHY = words.bag("et est ct mt pt nt west wet art eat cat wat z ast ist ict eest akt ksa aet")
SUMMER = words.bag("bst edt cdt mdt pdt akdt adt ndt west cest mesz eest aedt acdt nzdt")
STANDARD = words.bag("gmt est cst mst pst akst ast nst wet cet mez hnec eet aest acst nzst")
NIGHT = 4  # The hour by which every change of clocks is over.
_REGIONS = {
    "America/New_York": "l'est|del este|este de ee|eastern|us eastern|east coast",
    "America/Chicago": "central|us central",
    "America/Denver": "mountain",
    "America/Los_Angeles": "pacific|us pacific|west coast",
    "America/Halifax": "atlantic",
    "America/St_Johns": "newfoundland",
    "America/Anchorage": "alaska",
    "Pacific/Honolulu": "hawaii|hawaiian",
    "Europe/Berlin": "central european|mitteleuropaische",
    "Europe/London": "greenwich mean|british summer",
    "Australia/Sydney": "australian eastern",
}
_PLACES = {
    "Europe/London": "london|uk|u . k .|british|britain|edinburgh|glasgow|cardiff|belfast|manchester|birmingham",
    "Europe/Dublin": "dublin|irish|ireland|cork|galway",
    "America/New_York": "new york|ny|nyc|washington|dc|d . c .|boston|atlanta|miami|philadelphia|montgomery|detroit",
    "America/Chicago": "chicago|houston|dallas|austin|new orleans|minneapolis|texas|nashville",
    "America/Denver": "denver",
    "America/Phoenix": "phoenix|arizona",
    "America/Los_Angeles": "los angeles|la|l . a .|san francisco|sf|seattle|california|portland",
    "America/Toronto": "toronto|ottawa|montreal|quebec",
    "America/Vancouver": "vancouver",
    "America/Winnipeg": "winnipeg",
    "America/Edmonton": "edmonton|calgary",
    "America/Halifax": "halifax",
    "Australia/Sydney": "sydney|canberra",
    "Australia/Melbourne": "melbourne",
    "Australia/Brisbane": "brisbane|queensland",
    "Australia/Perth": "perth",
    "Australia/Adelaide": "adelaide",
    "Australia/Darwin": "darwin",
    "Australia/Hobart": "hobart",
    "Pacific/Auckland": "auckland|wellington|nz|new zealand",
    "Europe/Paris": "paris|french|francaise",
    "Europe/Berlin": "berlin|german|deutsche|munich|hamburg|frankfurt|deutscher",
    "Europe/Madrid": "madrid|spanish|barcelona|peninsular|espanola|peninsula",
    "Atlantic/Canary": "canaria|canarias|canary|canary islands|canary island|tenerife|las palmas|insular",
    "Atlantic/Azores": "azores|acores",
    "Europe/Rome": "rome|roma|italian|milan|italiana",
    "Europe/Brussels": "belge|belgian|belgische|brussels|brussel|bruxelles|bruselas",
    "Europe/Amsterdam": "amsterdam|dutch|nederlandse",
    "Europe/Zurich": "schweizer|suisse|geneva|geneve|zurich|swiss",
    "Europe/Vienna": "osterreichische|austrian|vienna|wien",
    "Europe/Lisbon": "lisbon|lisboa",
    "Europe/Warsaw": "warsaw",
    "Europe/Stockholm": "stockholm",
    "Europe/Copenhagen": "copenhagen",
    "Europe/Oslo": "oslo",
    "Europe/Helsinki": "helsinki",
    "Europe/Athens": "athens",
    "Europe/Kyiv": "kyiv|kiev",
    "Europe/Istanbul": "istanbul|ankara",
    "Europe/Moscow": "moscow",
    "Asia/Kolkata": "india|indian|delhi|new delhi|mumbai",
    "Asia/Karachi": "pakistan|karachi",
    "Asia/Dhaka": "dhaka",
    "Asia/Tokyo": "tokyo|japan",
    "Asia/Seoul": "seoul",
    "Asia/Shanghai": "beijing|shanghai|china",
    "Asia/Hong_Kong": "hong kong|hk",
    "Asia/Singapore": "singapore",
    "Asia/Manila": "manila",
    "Asia/Jakarta": "jakarta",
    "Asia/Bangkok": "bangkok",
    "Asia/Dubai": "dubai|gulf|uae",
    "Asia/Jerusalem": "israel|jerusalem|tel aviv",
    "Asia/Beirut": "beirut",
    "Africa/Cairo": "cairo",
    "Africa/Nairobi": "nairobi|kenya|east africa|east african",
    "Africa/Lagos": "lagos|nigeria|nigerian|abuja",
    "Africa/Johannesburg": "johannesburg|south africa|south african|cape town|joburg",
    "Africa/Accra": "accra|ghana",
    "America/Mexico_City": "mexico city",
    "America/Sao_Paulo": "sao paulo|brasilia",
    "America/Bogota": "bogota",
    "America/Argentina/Buenos_Aires": "buenos aires",
    DESK: "your|local|island",
    SENDER: "my|our",
}
_SAME_CLOCK_NEAR_DESK = {
    "Europe/Berlin": ("Europe/",),
    "America/Denver": ("America/Phoenix", "America/Edmonton", "America/Boise"),
    "America/New_York": ("America/Toronto", "America/Detroit"),
    "America/Chicago": ("America/Winnipeg",),
    "America/Los_Angeles": ("America/Vancouver",),
    "Europe/London": (),
    "Australia/Sydney": ("Australia/Brisbane", "Australia/Melbourne", "Australia/Hobart"),
    "Australia/Adelaide": ("Australia/Darwin",),
    "Europe/Athens": ("Europe/", "Asia/Nicosia"),
}
_CENTRAL_EUROPE = frozenset(
    f"Europe/{city}"
    for city in [
        "Berlin",
        "Paris",
        "Madrid",
        "Rome",
        "Brussels",
        "Amsterdam",
        "Zurich",
        "Vienna",
        "Warsaw",
        "Prague",
        "Budapest",
        "Stockholm",
        "Copenhagen",
        "Oslo",
        "Belgrade",
        "Zagreb",
        "Ljubljana",
        "Bratislava",
        "Luxembourg",
        "Malta",
        "Monaco",
        "Vaduz",
        "Andorra",
    ]
)


@cache
def abbreviations() -> dict[str, str]:
    """Zone by abbreviation in lower case; "~" before it says that neighbours on the same clock say it too, "~+" that it is summer time."""
    return {word: ("~+" if word.endswith("dt") else "~") + zone for zone, row in _ABBREVIATIONS.items() for word in row.split()}


@cache
def places() -> Phrases:
    """Phrases naming a place, by first word; they mean a zone when "time" follows or a clock precedes."""
    return compile_rows(_PLACES)


@cache
def regions() -> Phrases:
    """Phrases such as "Eastern", by first word; "~" as for abbreviations."""
    return compile_rows({"~" + zone: row for zone, row in _REGIONS.items()})


def place_clock(zone: str, *, desk: str) -> str:
    """The place whose wall clock an abbreviation means: the desk's own where the letters are said there too."""
    if zone in (DESK, SENDER):
        return desk
    if not zone.startswith("~"):
        return zone
    if zone.startswith("~+"):
        if not _has_summer_time(desk):
            return zone[2:]
        zone = zone[1:]
    zone = zone[1:]
    if zone == "Europe/Berlin":
        return desk if desk in _CENTRAL_EUROPE else zone
    near = _SAME_CLOCK_NEAR_DESK.get(zone, ())
    return desk if desk in near else zone


def in_the_night_of_the_change(at: datetime, letters: str) -> datetime:
    """The same wall time by the offset that the letters name, in the night in which the clocks change: whoever writes GMT then
    means it. Any other time is left as it is."""
    zone = at.tzinfo
    before, after = ((at + timedelta(hours=hours)).utcoffset() for hours in (-12, 12))
    if zone is None or before is None or after is None or before == after or at.hour >= NIGHT:
        return at
    if letters not in SUMMER and letters not in STANDARD:
        return at
    said = max(before, after) if letters in SUMMER else min(before, after)
    return (at.replace(tzinfo=UTC) - said).astimezone(zone)


@cache
def _has_summer_time(zone: str) -> bool:
    """Brisbane and Phoenix have none, so whoever writes AEDT or MDT to them means a neighbour's clock."""
    rules = clock_of(zone)
    return rules.utcoffset(datetime(2026, 1, 15)) != rules.utcoffset(datetime(2026, 7, 15))


def ist_candidates(desk: str) -> tuple[tuple[str, str], ...]:
    """The three places IST can mean, (label, zone), the likeliest for this desk first."""
    options = [("Irish", "Europe/Dublin"), ("Indian", "Asia/Kolkata"), ("Israel", "Asia/Jerusalem")]
    return tuple(sorted(options, key=lambda pair: pair[1] != desk))


@cache
def clock_of(zone: str) -> ZoneInfo:
    """The zone's rules; raises ZoneInfoNotFoundError for a name that is none."""
    return ZoneInfo(zone)
