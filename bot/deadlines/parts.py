"""Parts of the day and days counted from today, and the hours they are read as."""

from __future__ import annotations

from functools import cache

from bot.deadlines import words

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
    "EOD": "eod|before you knock off|before the day out|before the day is out|before day out|before the day is over|before the day over|end of your day|end of my day|end of our day|end of your working day|before you go home|before you head home|before you clock off|before you log off|before you leave tonight|before you leave today|before we all go home|home time|close of day|end of shift|end of your shift|end of my shift|sundown|sunset|e . o . d .|e . o . d|end of the day|end of day|end of today|end of the today|day end|ende des tages|tagesende|fin de journee|fin de la journee"
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
        for day, number in words.WEEKDAYS.items()
        if day.endswith(("tag", "dag", "woch"))
        for end, part in ends.items()
    }


@cache
def part_phrases() -> words.Phrases:
    """Phrases for a part of the day, by their first word; the value is the part's name."""
    return words.compile_rows({name: row for name, row in _PART_PHRASES.items()})


@cache
def day_phrases() -> words.Phrases:
    """Phrases for a day counted from today; the value is "offset" or "offset:part"."""
    return words.compile_rows(_DAY_PHRASES)
