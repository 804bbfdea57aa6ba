"""Sentences that only say by when a reply is wanted: they ask for nothing themselves."""

from __future__ import annotations

import re

_DAY = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|today|tonight|tomorrow|tmrw|noon|midday|midnight|lunch(?:time)?|close of (?:play|business)|c\.?o\.?[bp]\b|e\.?o\.?[dw]\b"
    r"|end of (?:the )?(?:day|week|play|business|month)|morning|afternoon|evening|(?:the )?\d{1,2}(?:st|nd|rd|th)|(?:the )?weekend|next week|this week|deadline"
    r"|hoy|mañana|esta (?:tarde|noche)|lunes|martes|miércoles|jueves|viernes|sábado|domingo|mediodía"
    r"|aujourd['’]hui|demain|ce soir|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|midi"
    r"|heute|morgen|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mittag|abend"
    r"|oggi|domani|stasera|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|mezzogiorno"
    r"|hoje|amanhã|segunda|terça|quarta|quinta|sexta|meio-dia"
    r"|vandaag|vanavond|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    r"|(?:jan|febr)uary|march|april|june|july|august|(?:sept|nov|dec)ember|october"
)
_CLOCK = r"\d{1,2}(?:[:.h]\d{2})?\s?(?:[ap]\.?m\b|uhr|h\b|hrs?\b|o['’]?clock)|\d{1,2}[:.h]\d{2}|(?:half|quarter) (?:past |to )?\w+|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: o['’]clock| thirty)"
_BARE = r"\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TIME = re.compile(rf"(?<!\w)(?:{_DAY}|{_CLOCK})(?!\w)", re.IGNORECASE)
_PREPOSITION = r"(?:by|before|b4|until|till?|no later than|not later than|latest|at|on|ahead of|in time for|within|antes de(?:l)?|hasta|para|a más tardar|a las|até|entro|per|avant|d['’]ici|au plus tard|pour|bis|spätestens|um|vóór|voor|uiterlijk|om)"
_BY = re.compile(
    rf"\b{_PREPOSITION}\s(?:[^\s,.]+\s){{0,3}}?(?:{_DAY}|{_CLOCK}|(?:{_BARE})(?!\s?(?:%|per cent|people|of|words|minutes|mins|or)))(?!\w)|\b(?:necesit\w+|preciso)\b.{{0,30}}\b(?:mañana|hoy|amanhã|hoje)\b|\b(?:tomorrow|today|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b(?:\W+(?:at )?\d|.{{0,25}}(?:works|suits|is (?:fine|grand|great|good|when|the|my|our)|would (?:be|suit|work|do)))",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\b(?:kindly|revert|help|hoping|need|needs|needed|want|wants|like|love|appreciate|hear|have|get|grateful|obliged|glad|helpful|ideal|reply|respond|response|answers?|deadline|thank|reach|could|can|would|will|please|work|necesit\w+|agradec\w+|espero|respuestas?|gostar\w*|preciso|respostas?|aimer\w*|voudr\w+|faudrait|besoin|réponse|retour"
    r"|brauch\w+|bräuchte\w*|antwort\w*|rückmeldung|freue\w*|würde|dankbar|mi serv\w+|servirebbe|avrei|risposta|graag|antwoord\w*|reactie|ontvang\w*)\b",
    re.IGNORECASE,
)
#: What makes the sentence ask for something all the same.
_SUBSTANCE = re.compile(
    r"\b(?:interview\w*|statement|quotes?|comment\w*|photo\w*|pictures?|pics?|images?|footage|film\w*|shoot|visit|figures?|numbers|data|statistics?|breakdown|list of|copy of|documents?|headshots?|spokes\w+|(?:share|send|provide|supply|forward)\s(?:me |us |over )?(?!it\b|them\b|this\b|that\b|(?:your |any |the )?(?:answers?|repl\w+|responses?|comments?|copy|draft|edits|corrections?|changes)\b|by\b)|whether|how (?:many|much|long)|what|why|who(?!ever)|which|explain|attend|access|case stud\w+|paragraphs?|sentences?|(?:speak|talk|chat) (?:to|with) (?!you\b)|hear from|by (?:video|phone|zoom)|on (?:air|zoom|teams|camera)|come on|(?:get|have|book|put) (?:you|someone|somebody|him|her|them|one) (?:on|in|for|from|to)\b|segment|slot|(?:someone|somebody|anyone|a guest|one of your \w+) (?:from|to|who|on|in)|spare (?:me|us)|on the line|down the line|(?:just|only|really|still|is|was|['’]s) after (?!that|this|it\b)|your ok\b|ok on|sign-?off|to (?:talk|speak|chat) about|(?:\d+|five|ten|fifteen|twenty|thirty|few) min\w*|conversation|join|guest|op-?ed|essay|draft of|line from|lines from|words (?:from|on)"
    r"|entrevista\w*|entrevue|entretien|gespräch|intervist\w*|foto\w*|declaraci\w+|stellungnahme|zitat|cifras|chiffres|zahlen|dati|dados|cijfers|si|ob|se|combien|cuánt\w+|wie ?viele?|quant[ie]|hoeveel)\b",
    re.IGNORECASE,
)


def is_timing(text: str) -> bool:
    """Say whether a sentence that is no question only gives the time for the reply."""
    if text.rstrip("\"”’')").endswith("?") or len(text.split()) > 45:
        return False
    text = re.sub(
        r"(?i),? (?:so (?:that )?(?:i|we) (?:can|could)|failing which|otherwise|or else|and then|after which)\b.*$|\bthe (?:interview|statement|photo\w*|call)\b",
        "",
        text,
    )
    times = [match for match in _TIME.finditer(text)]
    if not times or re.match(r"(?i)(?:just |only |really )*after ", text) or _SUBSTANCE.search(text):
        return False
    if len(text.split()) <= 9 and times[0].start() <= 14:
        return True
    return bool(_BY.search(text) and _WANTS.search(text))
