"""Names of months, weekdays' first days and zones, as feeds of many countries write them; the data behind `dates`."""

from __future__ import annotations

import unicodedata
from functools import cache

# Each language's months in order, a space apart; a date may use any beginning of at least three letters that is unambiguous.
MONTHS_BY_LANGUAGE = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "de-AT": "jänner feber maerz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "fi": "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "pl-nom": "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "hu": "január február március április május június július augusztus szeptember október november december",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "el": "ιανουάριος φεβρουάριος μάρτιος απρίλιος μάιος ιούνιος ιούλιος αύγουστος σεπτέμβριος οκτώβριος νοέμβριος δεκέμβριος",
    "el-gen": "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ru-nom": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "id": "januari februari maret april mei juni juli agustus september oktober november desember",
    "is": "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
}
# Short forms that are no beginning of the full name, or that a beginning would leave open between two months.
SHORT_MONTHS = {
    "sept": 9, "avr": 4, "juil": 7, "jul": 7, "jun": 6, "juin": 6, "aou": 8, "ago": 8, "dic": 12, "dez": 12, "okt": 10, "mrz": 3,
    "mrt": 3, "mai": 5, "maj": 5, "mei": 5, "mag": 5, "gen": 1, "giu": 6, "lug": 7, "set": 9, "ott": 10, "ene": 1,
    "mar": 3, "αυγ": 8, "ιουν": 6, "ιουλ": 7, "μαι": 5, "lis": 11, "maa": 3, "mars": 3, "sty": 1, "des": 12, "out": 10, "fev": 2,
    "abr": 4, "feb": 2, "janv": 1, "fevr": 2, "июн": 6, "июл": 7, "мая": 5, "май": 5,
}  # fmt: skip

# The first letters of weekdays that tell them apart, Monday first; only used to tell 11/04 from 04/11.
WEEKDAYS_BY_LANGUAGE = (
    "mon tue wed thu fri sat sun", "mo di mi do fr sa so", "lun mar mer jeu ven sam dim", "lun mar mie jue vie sab dom",
    "seg ter qua qui sex sab dom", "ma di wo do vr za zo", "lun mar mer gio ven sab dom",
)  # fmt: skip

# Hours east of Greenwich of the abbreviations that news feeds carry. Where one stands for several, the one seen most in
# feeds: IST is India's, CST and the like North America's, BST London's.
ZONES: dict[str, float] = {
    "z": 0, "gmt": 0, "utc": 0, "ut": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "mez": 1, "met": 1, "wat": 1, "cest": 2,
    "mesz": 2, "mest": 2, "eet": 2, "cat": 2, "sast": 2, "eest": 3, "msk": 3, "eat": 3, "trt": 3, "ast": -4, "gst": 4, "pkt": 5,
    "ist": 5.5, "npt": 5.75, "wib": 7, "ict": 7, "sgt": 8, "hkt": 8, "pht": 8, "myt": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5,
    "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "nst": -3.5, "ndt": -2.5, "adt": -3, "brt": -3, "art": -3,
    "clt": -4, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8,
    "hst": -10,
}  # fmt: skip
# Names that mean another offset in summer; the database of zones knows when.
PLACES = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"}


def folded(word: str) -> str:
    """Lower case without accents or a dot at the end: `Déc.` gives `dec`."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char)).strip(".")


@cache
def _months() -> dict[str, int]:
    """Every beginning of a month's name that means one month only."""
    found: dict[str, set[int]] = {}
    for names in MONTHS_BY_LANGUAGE.values():
        for number, name in enumerate(names.split(), start=1):
            whole = folded(name)
            for end in range(3, len(whole) + 1):
                found.setdefault(whole[:end], set()).add(number)
            found[whole] = {number}
    known = {word: numbers.copy().pop() for word, numbers in found.items() if len(numbers) == 1}
    for number, name in enumerate(MONTHS_BY_LANGUAGE["en"].split(), start=1):
        known |= {name[:end]: number for end in range(3, len(name) + 1)}
    return known | SHORT_MONTHS


@cache
def _weekdays() -> dict[str, int]:
    known: dict[str, int] = {}
    for names in WEEKDAYS_BY_LANGUAGE:
        for number, name in enumerate(names.split()):
            known.setdefault(name, number)
    return known


def month(word: str) -> int | None:
    """1 to 12, or None; `word` may be short, in another language, with accents."""
    plain = folded(word)
    found = _months().get(plain)
    if found is None and len(plain) > 4:  # An ending of the language's own: Finnish marraskuuta, Czech lednu.
        found = next((n for cut in range(len(plain) - 1, 4, -1) if (n := _months().get(plain[:cut])) is not None), None)
    return found


def weekday(word: str) -> int | None:
    """0 (Monday) to 6, or None where the word is none we know."""
    plain = folded(word)
    return _weekdays().get(plain[:3], _weekdays().get(plain[:2]))
