"""The vocabulary of time as journalists write it, in English, French, German, Spanish, Italian, Dutch, Portuguese.

All words are folded as `tokens.fold` does it: lower case, no accents.
"""

from __future__ import annotations

Phrases = dict[str, tuple[tuple[tuple[str, ...], object], ...]]


def bag(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


def _table(*rows: str) -> dict[str, int]:
    """Row number for each word of each row."""
    return {word: number for number, row in enumerate(rows) for word in row.split()}


def _beyond(row: str) -> dict[str, int]:
    """Words and their numbers, one after the other."""
    cells = row.split()
    return {word: int(number) for word, number in zip(cells[::2], cells[1::2], strict=True)}


WEEKDAYS = _table(
    "monday mon mond mondays lundi montag lunes lunedi maandag segunda",
    "tuesday tue tues tuesdays mardi dienstag martes martedi dinsdag terca",
    "wednesday wed weds wednesdays mercredi mittwoch miercoles mercoledi woensdag quarta",
    "thursday thu thur thurs thursdays jeudi donnerstag jueves giovedi donderdag quinta",
    "friday fri fridays vendredi freitag viernes venerdi vrijdag sexta",
    "saturday sat saturdays samedi samstag sonnabend sabado sabato zaterdag",
    "sunday sun sundays dimanche sonntag domingo domenica zondag",
)
# Two and three letters that are a weekday only right before a number ("Do., 5.3.", "mié 3 jun", "sa 9.30").
SHORT_WEEKDAYS = _table(
    "mo lun maa seg",
    "di mar die",
    "mi mie mer wo woe",
    "do jeu jue gio don",
    "fr vie ven vr fre",
    "sa sam sab zat",
    "so su dom dim zo zon",
)
# Words that are also a verb or a noun; lower-cased and alone they are no weekday.
SHY_WEEKDAYS = bag("sat sun wed mon segunda terca quarta quinta sexta")

MONTHS = _table(
    "",
    "january jan janvier janv januar janner enero ene gennaio genn januari janeiro",
    "february feb febr fevrier fev februar febrero febbraio febbr februari fevereiro",
    "march mar mars marz marzo maart mrt marco",
    "april apr avril avr abril aprile",
    "may mai mayo maggio mei maio mag",
    "june jun juin juni junio giugno junho giu",
    "july jul juillet juil juli julio luglio julho lug",
    "august aug aout agosto augustus",
    "september sep sept septembre septiembre settembre setembro",
    "october oct octobre oktober okt octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec decembre dezember dez diciembre dic dicembre dezembro",
)
# Month words that are also other words; they need a day number beside them.
SHY_MONTHS = bag("march may mar mai mars sept mag jun dec jan set")

UNITS: dict[str, str] = {
    word: unit
    for unit, words in {
        "second": "second seconds sec secs seconde secondes sekunden segundos secondi",
        "minute": "minute minutes min mins minuten minuto minutos minuti",
        "hour": "hour hours hr hrs heure heures stunde stunden std hora horas ora ore uur uren",
        "day": "day days jour jours tag tage tagen dia dias giorno giorni dag dagen werktag werktage werktagen werkdag werkdagen arbeitstage"
        " arbeitstagen",
        "week": "week weeks wk wks semaine semaines woche wochen semana semanas settimana settimane weken",
        "fortnight": "fortnight fortnights",
        "month": "month months mon mo mos mois monat monate monaten mes meses mese mesi maand maanden",
        "quarter": "quarter quarters qtr qtrs",
        "year": "year years yr yrs an ans jahr jahre ano anos anno anni jaar",
    }.items()
    for word in words.split()
}
# One-letter units, read only right after their number ("45m", "2h", "3d", "3w").
LETTER_UNITS = {"s": "second", "m": "minute", "h": "hour", "d": "day", "w": "week", "y": "year"}

NUMBERS: dict[str, int] = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
}
ARTICLES = {"a": 1, "an": 1, "une": 1, "un": 1, "einer": 1, "einem": 1, "eine": 1, "una": 1, "uma": 1, "een": 1}
# Numbers of other languages: read only after a word of that language that asks for a number.
FOREIGN_NUMBERS: dict[str, dict[str, int]] = {
    "fr": _table(
        "",
        "un une",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
        "treize",
        "quatorze",
        "quinze",
        "seize",
    )
    | _beyond("vingt 20 trente 30 quarante 40 cinquante 50"),
    "de": _table(
        "",
        "ein eine einer eins einem",
        "zwei zwo",
        "drei",
        "vier",
        "funf",
        "sechs",
        "sieben",
        "acht",
        "neun",
        "zehn",
        "elf",
        "zwolf",
    )
    | _beyond(
        "dreizehn 13 vierzehn 14 funfzehn 15 sechzehn 16 siebzehn 17 achtzehn 18 neunzehn 19 zwanzig 20 dreissig 30 vierzig 40"
    ),
    "es": _table("", "una un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce")
    | _beyond(
        "trece 13 catorce 14 quince 15 dieciseis 16 diecisiete 17 dieciocho 18 diecinueve 19 veinte 20 veinticinco 25 treinta 30"
    ),
    "it": _table(
        "", "un una un'", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici"
    )
    | _beyond(
        "tredici 13 quattordici 14 quindici 15 sedici 16 diciassette 17 diciotto 18 diciannove 19 venti 20 ventuno 21 ventidue 22"
        " trenta 30 quaranta 40 cinquanta 50"
    ),
    "nl": _table("", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
    | _beyond(
        "dertien 13 veertien 14 vijftien 15 zestien 16 zeventien 17 achttien 18 negentien 19 twintig 20 dertig 30 veertig 40"
    ),
    "pt": _table("", "um uma", "duas dois", "tres", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze")
    | _beyond("treze 13 catorze 14 quinze 15 dezesseis 16 dezessete 17 dezoito 18 dezenove 19 vinte 20 trinta 30 quarenta 40"),
}
ORDINALS = _table(
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
)
ORDINALS["thirtieth"] = 30
ORDINAL_ENDS = bag("st nd rd th er re e o a")
CURRENCY = frozenset("£$€¥₹#")


def compile_rows(rows: dict[str, str]) -> Phrases:
    """Rows of phrases split at "|", each a sequence of tokens, indexed by first token, longest first."""
    index: dict[str, list[tuple[tuple[str, ...], object]]] = {}
    for value, row in rows.items():
        for phrase in row.split("|"):
            words = tuple(phrase.split())
            index.setdefault(words[0], []).append((words, value))
    return {first: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for first, found in index.items()}
