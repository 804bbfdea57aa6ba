"""The vocabulary of time as journalists write it, in English, French, German, Spanish, Italian, Dutch, Portuguese.

All words are folded as `tokens.fold` does it: lower case, no accents.
"""

from __future__ import annotations

from functools import cache

Phrases = dict[str, tuple[tuple[tuple[str, ...], object], ...]]


def bag(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


def _table(*rows: str) -> dict[str, int]:
    """Row number for each word of each row."""
    return {word: number for number, row in enumerate(rows) for word in row.split()}


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
    ),
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
    ),
    "es": _table("", "una un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"),
    "it": _table(
        "", "un una un'", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici"
    ),
    "nl": _table("", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"),
    "pt": _table("", "um uma", "duas dois", "tres", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze"),
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

# How a part of the day is read: the hour and minute an answer is wanted by, and when the part is over.
PARTS: dict[str, tuple[tuple[int, int], tuple[int, int], str]] = {
    "breakfast": ((8, 0), (9, 0), "breakfast read as 08:00"),
    "first thing": ((9, 0), (10, 0), "first thing read as 09:00"),
    "early morning": ((8, 0), (9, 0), "early morning read as 08:00"),
    "morning": ((9, 0), (12, 0), "morning read as 09:00"),
    "mid-morning": ((10, 30), (12, 0), "mid-morning read as 10:30"),
    "late morning": ((11, 0), (12, 0), "late morning read as 11:00"),
    "end of morning": ((12, 0), (13, 0), "end of the morning read as 12:00"),
    "lunch": ((12, 0), (13, 0), "lunchtime read as 12:00"),
    "early afternoon": ((14, 0), (15, 0), "early afternoon read as 14:00"),
    "afternoon": ((15, 0), (17, 0), "afternoon read as 15:00"),
    "mid-afternoon": ((15, 0), (16, 0), "mid-afternoon read as 15:00"),
    "late afternoon": ((16, 30), (17, 30), "late afternoon read as 16:30"),
    "end of afternoon": ((17, 0), (18, 0), "end of the afternoon read as 17:00"),
    "tea": ((16, 0), (17, 30), "teatime read as 16:00"),
    "COB": ((17, 0), (18, 0), "close of business read as 17:00"),
    "EOD": ((17, 0), (23, 59), "end of day read as 17:00"),
    "early evening": ((18, 0), (20, 0), "early evening read as 18:00"),
    "evening": ((18, 0), (22, 0), "evening read as 18:00"),
    "late evening": ((21, 0), (23, 0), "late evening read as 21:00"),
    "dinner": ((19, 0), (20, 0), "dinner time read as 19:00"),
    "tonight": ((20, 0), (23, 59), "tonight read as 20:00"),
    "night": ((20, 0), (23, 59), "night read as 20:00"),
    "last thing": ((22, 0), (23, 59), "last thing read as 22:00"),
    "midnight": ((23, 59), (23, 59), "midnight read as the last minute of that day"),
}
PM_PARTS = frozenset(
    {
        "lunch",
        "early afternoon",
        "afternoon",
        "mid-afternoon",
        "late afternoon",
        "tea",
        "COB",
        "EOD",
        "early evening",
        "evening",
        "late evening",
        "dinner",
        "tonight",
        "night",
        "last thing",
        "end of afternoon",
    }
)
AM_PARTS = frozenset({"breakfast", "first thing", "early morning", "morning", "mid-morning", "late morning"})

_PART_PHRASES = {
    "breakfast": "breakfast|breakfast time|breakfast - time|breakfasttime",
    "first thing": "first thing in the morning|first thing|start of business|start of play|opening of business|sob",
    "early morning": "early morning|early in the morning|fruh|de madrugada",
    "morning": "morning|mornings|in the morning|matin|matinee|au matin|du matin|dans la matinee|vormittag|vormittags|am vormittag|am morgen"
    "|de la manana|por la manana|a primera hora|mattina|mattino|in mattinata|mattinata|ochtend|'s ochtends"
    "|in de ochtend|de manha|da manha|pela manha",
    "mid-morning": "mid morning|mid - morning|midmorning|a media manana|milieu de matinee",
    "late morning": "late morning|later in the morning|tarda mattinata",
    "end of morning": "end of the morning|fin de matinee|en fin de matinee|fine mattinata|end of morning",
    "lunch": "lunchtime|lunch - time|lunch time|lunch|ora di pranzo|pranzo|lunchtijd|hora de comer",
    "early afternoon": "early afternoon|just after lunch|straight after lunch|after lunch|debut d'apres - midi|primo pomeriggio|begin van de middag",
    "afternoon": "afternoon|afternoons|in the afternoon|arvo|apres - midi|de l'apres - midi|nachmittag|nachmittags|am nachmittag|por la tarde"
    "|de la tarde|pomeriggio|nel pomeriggio|del pomeriggio|'s middags|in de middag|namiddag|a tarde|da tarde|tarde",
    "mid-afternoon": "mid afternoon|mid - afternoon|midafternoon|milieu d'apres - midi|a media tarde|meta pomeriggio",
    "late afternoon": "late afternoon|later in the afternoon|late in the afternoon|tardo pomeriggio|spaten nachmittag|spater nachmittag",
    "end of afternoon": "end of the afternoon|end of afternoon|fin d'apres - midi|fin de l'apres - midi|ultima hora de la tarde",
    "tea": "teatime|tea time|tea - time",
    "COB": "cob|c . o . b .|c . o . b|c . o . p .|c . o . p|eob|cop|close of business|close of play|close of biz|close of bus|close of work"
    "|end of business|end of biz|end of play|end of the business day|end of business day|end of the working day"
    "|end of working day|end of the work day|end of the workday|end of workday|end of work|end of the office day|end of office hours"
    "|close of office hours|close of the business day|close of business hours|office close|dienstschluss|geschaftsschluss|feierabend"
    "|buroschluss|fine giornata lavorativa|cierre de oficina|fin de la jornada laboral|final de la jornada laboral"
    "|einde werkdag|einde van de werkdag|fim do expediente|final do expediente|fermeture des bureaux|close of the day",
    "EOD": "eod|e . o . d .|e . o . d|end of the day|end of day|end of today|end of the today|day end|ende des tages|tagesende|fin de journee|fin de la journee"
    "|fin d'journee|fin du jour|final del dia|final de la jornada|fin del dia|fine giornata|fine della giornata"
    "|fine di giornata|einde van de dag|einde dag|eind van de dag|fim do dia|final do dia|end of the night",
    "early evening": "early evening|early this evening|debut de soiree",
    "evening": "evening|evenings|in the evening|soir|soiree|dans la soiree|du soir|abend|abends|am abend|por la noche|de la noche|sera|di sera|serata"
    "|in serata|'s avonds|avond|noite|da noite|a noite",
    "late evening": "late evening|fin de soiree",
    "dinner": "dinner|dinnertime|dinner time|suppertime|supper time|supper - time|supper",
    "night": "night|at night|nacht",
    "last thing": "last thing|last thing at night",
    "midnight": "midnight|mid night|mid - night|minuit|mitternacht|medianoche|mezzanotte|middernacht|meia - noite|meia noite",
}
_DAY_PHRASES: dict[str, str] = {
    "0": "today|todays|tdy|later today|earlier today|aujourd'hui|ce jour|heute|hoy|oggi|vandaag|hoje|this day|today today",
    "0:morning": "this morning|this am|this a . m .|ce matin|cette matinee|heute morgen|heute fruh|heute vormittag|esta manana|stamattina|questa mattina"
    "|vanmorgen|vanochtend|esta manha",
    "0:end of morning": "end of this morning|end of the this morning|fin de cette matinee",
    "0:lunch": "heute mittag",
    "0:afternoon": "this afternoon|this arvo|this pm|this p . m .|cet apres - midi|heute nachmittag|esta tarde|oggi pomeriggio|questo pomeriggio|vanmiddag",
    "0:late afternoon": "late this afternoon|later this afternoon",
    "0:late evening": "late this evening|late tonight|later tonight|later this evening",
    "b1": "next business day|the next business day|next working day|the next working day|nachster werktag|nachsten werktag",
    "0:evening": "this evening|ce soir|heute abend|questa sera|vanavond",
    "0:tonight": "tonight|tonite|2nite|tonights|2 nite|esta noche|stasera|stanotte|vannacht|esta noite|heute nacht|cette nuit",
    "1": "manana|morgen|tomorrow|tomorow|tommorow|tommorrow|tomorro|tmrw|tmr|tmw|tmrow|tomoz|2 moro|2 morrow|2 mrw|tom'row|demain|domani|amanha|following day|next day"
    "|day after|the day after|morrow|next calendar day",
    "1:morning": "morgen fruh|morgen vormittag|morgenochtend|morgen ochtend|manana por la manana|demain matin|domattina|domani mattina|amanha de manha",
    "1:lunch": "morgen mittag",
    "1:afternoon": "morgen nachmittag|morgenmiddag|morgen middag|manana por la tarde|amanha a tarde",
    "1:evening": "morgen abend|morgenavond|morgen avond|manana por la noche|demain soir|domani sera|amanha a noite",
    "1:tonight": "tomorrow night|overnight tomorrow",
    "1:first thing": "morgen in aller fruhe|manana a primera hora",
    "2": "day after tomorrow|the day after tomorrow|overmorrow|apres - demain|apres demain|ubermorgen|pasado manana|dopodomani|overmorgen|depois de amanha",
    "-1": "yesterday|yday|last night|yesterday evening|hier|hier soir|gestern|ayer|anoche|ieri|gisteren|ontem|previous day|day before",
    "-2": "day before yesterday|the day before yesterday|avant - hier|vorgestern|anteayer|eergisteren",
}


@cache
def weekday_parts() -> dict[str, tuple[int, str]]:
    """German and Dutch compounds such as "Mittwochabend", as (weekday, part of the day)."""
    ends = {
        "morgen": "morning",
        "fruh": "morning",
        "vormittag": "morning",
        "ochtend": "morning",
        "mittag": "lunch",
        "nachmittag": "afternoon",
        "middag": "afternoon",
        "namiddag": "afternoon",
        "abend": "evening",
        "avond": "evening",
        "nacht": "night",
    }
    return {
        day + end: (number, part)
        for day, number in WEEKDAYS.items()
        if day.endswith(("tag", "dag", "woch"))
        for end, part in ends.items()
    }


@cache
def part_phrases() -> Phrases:
    """Phrases for a part of the day, by their first word; the value is the part's name."""
    return _compile({name: row for name, row in _PART_PHRASES.items()})


@cache
def day_phrases() -> Phrases:
    """Phrases for a day counted from today; the value is "offset" or "offset:part"."""
    return _compile(_DAY_PHRASES)


def compile_rows(rows: dict[str, str]) -> Phrases:
    """Rows of phrases split at "|", each a sequence of tokens, indexed by first token, longest first."""
    return _compile(rows)


def _compile(rows: dict[str, str]) -> Phrases:
    index: dict[str, list[tuple[tuple[str, ...], object]]] = {}
    for value, row in rows.items():
        for phrase in row.split("|"):
            words = tuple(phrase.split())
            index.setdefault(words[0], []).append((words, value))
    return {first: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for first, found in index.items()}
