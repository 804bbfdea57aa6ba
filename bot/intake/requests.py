"""What kinds of thing the asker wants: a statement, an interview, figures, pictures …"""

from __future__ import annotations

import re

from bot.intake.pastes import Paste
from bot.intake.terms import DEEP_BACKGROUND, OFF_RECORD, ON_BACKGROUND

#: The kinds of request, in the order they are given.
KINDS = ("background", "statement", "interview", "photo_filming", "data", "op_ed", "fact_check", "right_of_reply")

_RIGHT_OF_REPLY = re.compile(
    r"right of reply|(?:comment|respond|reply|react) (?:to|on) (?:its|our|my|the|these|those) (?:findings|claims|allegations|points)|findings,? (?:which )?(?:include|are)|put to you|set out below what|what (?:it|we) (?:is|are) likely to say|silence will be|failing which the (?:story|piece|report)|response to the allegation|opportunity to (?:respond|reply|comment)|(?:invite|invit\w+|seek\w*|like) (?:\S+ ){0,3}(?:response|respond|reply) to (?:each|the following|these)|(?:article|report|story|piece|programme|film|book) will (?:report|say|allege|state|claim|include)"
    r"|allegations? (?:that )?we (?:intend|plan)|intend to (?:publish|report|broadcast)|we(?:['’]ll| will| are going to| plan to|['’]re going to) (?:say|report|allege|state|be (?:saying|reporting))\b|response to each|for each (?:point|allegation|claim)|before (?:we|i) publish|put the following|derecho de réplica|droit de réponse|gelegenheit zur stellungnahme|diritto di replica|direito de resposta|recht op wederhoor|wederhoor",
    re.I,
)
_OP_ED = re.compile(
    r"\bop-?ed\b|guest (?:column|post|essay|blog)|opinion (?:piece|article|column)|comment piece|first[- ]person (?:piece|essay)|\bbyline[d]?\b|guest essay|contribut\w+ \(?\d{2,4} words|write (?:us|for us|me|something|a (?:piece|column|blog|short|letter))|(?<![-–\d])\b(?:[2-9]\d{2}|[1-5],?\d{3})[- ](?:words?\b(?! (?:from \w+|of (?:reaction|comment|response)|statement|reaction|comment|quote))|word (?:piece|column|article|essay|op|blog|first))\b|turn\w* (?:them|it|that|this) into a|tribune libre|gastbeitrag|artículo de opinión|artigo de opinião|columna de opinión|contributed article|viewpoint piece",
    re.I,
)
_FACT_CHECK = re.compile(
    r"fact[- ]?check\w*|mark each|correct or incorrect|correct or wrong|(?:is|are) (?:that|this|those|these|the) (?:\w+ ){1,2}(?:right|correct|accurate)\b|get (?:that|this|it) right|have it right|corrections? column|checking (?:the following|a few|some|my|our)|confirm (?:that )?(?:it|we|you|they|he|she)(?:['’]s| is| are| was| were|['’]re)\b|quick check|(?:your |an? )?ok on (?:this|the|these)|sign[- ]?off on (?:this|the)|\b(?:is|are) [^?]{1,70} (?:right|correct|accurate)\?|\bis it (?:still|since|\d)|is this real|names? (?:spelled|spelt)|confirm or correct|double[- ]?check\w*|verify|check (?:the (?:\w+ ){0,3}(?:names?|spellings?|figures?|numbers?|wording|facts?|dates?|quotes?)|that |whether |the following|these|a few|some|my|our|wording|spelling|quotes?|facts?|the (?:facts|wording|spelling|figures?|numbers?|accuracy))|got that right|is (?:this|that|it) (?:still )?(?:correct|accurate)|(?:are|is) (?:these|this|the following|all) (?:right|correct|accurate)"
    r"|verificare|verificar|vérifier|überprüfen|confermare o correggere|confirmar o corregir|confirmer ou corriger|bestätigen oder korrigieren|confirmer ces|confirmar (?:estos|estas|esses|essas|que|se)|prüfen|spell\w* (?:of|right|correct)|right in saying|correct in saying|look(?:s|ing)? (?:right|ok|accurate)|any corrections",
    re.I,
)
_PHOTO = re.compile(
    r"\b(?:photo(?!copy)\w*|photograph\w*|snapper|snaps?|cameraman|embed|ride along|ride-along|come (?:out|down|along) with|spend (?:a|the) (?:day|morning|afternoon|shift)|before pic|(?:drone |video )?clip\b|a shot of|shots of|shoot(?:ing)?\b(?! dead)|photographer|access to|picture[sd]?|pics?\b|image[sd]?|headshots?|portraits?|production stills?|still from|hi-?res|film(?:ed|ing)?(?= (?:the|a|an|one|some|your|in|at|with|there|on|inside|them|him|her|us|it|for|crew|for|people|this|that)\b)|filming|footage|b-?roll|camera(?! club)|video(?:graph\w*)?|tv crew|film crew|drone shots?|fotos?|fotógraf\w*|imágenes|imagen|grabar|photos?|images|tourner|tournage|filmer|bilder|bild|drehen|dreh\w*genehmigung|foto\w*|immagini|riprese|filmar|imagens|gravar|beeldmateriaal)\b",
    re.I,
)
_PHOTO_GIVEN = re.compile(
    r"(?:sent us|seen|got|have|obtained|received|clip|viral|posted|shared|a reader\w*) (?:\S+ ){0,3}(?:pics?|photos?|video|footage|images?|pictures?)|on camera|in front of (?:the|a) camera|(?:run|use) a headshot|do run a headshot|video (?:call|link)|picture (?:of (?:need|what)|special)|bigger picture|full(?:er)? picture|clear(?:er)? picture|in the picture",
    re.I,
)
_INTERVIEW = re.compile(
    r"\b(?:interview\w*|sit[- ]down|speak (?:to|with|on|about)|spoken (?:to|with)|talk (?:to|with) (?:us|me|someone|somebody|one|your|whoever|her|him|them|a\b|an\b|the\b|anyone)|talk to|chat(?:s|ted)?\b|on air|on-air|live (?:on|at|in|stream|interview)|on camera|in front of (?:the|a) camera|studio|guest\b(?! (?:column|essay|post|blog|piece|article|writer))|join (?:us|me|\S+ on)|podcast (?:guest|episode)|down the line|spokes(?:person|woman|man|people)|case stud(?:y|ies)|introduction|put (?:me|us) in touch|come on\b|panel|pre-?record\w*|voice (?:memo|note|clip)|quick grab|grab\b|book (?:you|someone|somebody|him|her)|call in\b|(?:do|spare|give us|have) (?:\w+ )?(?:\d+|five|ten|fifteen|twenty) min\w*|zoom|on the phone|by phone|in studio|phone-in|shadow\w*|willing to (?:talk|speak|be)|(?:have|get|put) (?:you|someone|somebody|him|her|them|\w+ \w+) on\b(?! the record)|to talk about|for (?:about |around )?(?:five|ten|fifteen|twenty|\d+) min\w*|por teléfono|par téléphone|telefonisch|por telefone|al telefono"
    r"|entrevist\w*|hablar (?:con|por)|interroger|interviewer|entretien|témoign\w*|parler (?:à|avec)|intervist\w*|parlare con|sprechen|gespräch|falar com|conversar|spreken|gesprek|in contact brengen|en contact(?:o)?|in kontakt|em contato|in contatto|en relation)\b",
    re.I,
)
_DATA = re.compile(
    r"\b(?:how many|how much|how often|how long|number of|numbers\b|figures?|statistics?|stats?\b|data\b|dataset|spreadsheet|breakdown|percent\w*|what proportion|rate of|average|total\b|documents?|minutes of|accounts|audited|copy of|copies of|annexure|report\b(?= (?:itself|please|in full))|budget|FOI|freedom of information|list of|maps?\b|records\b|what are the (?:hours|opening|dates|costs?|prices?|fees?|figures|numbers)|(?:free|cost|hours)\?|by postcode|by region|year by year|csv|rough idea of how|what share"
    r"|cuánt[oa]s?|cifras|datos|combien|chiffres|données|wie ?viele?|zahlen|daten|quant[ie]|dati|cifre|quant[oa]s|dados|números|hoeveel|cijfers|\d+ ?%)(?!\w)",
    re.I,
)
_DATA_STRONG = re.compile(
    r"\b(?:table of|count of|the count|tally of|ballpark|caseload|average|the number|numbers have|sign-ups|enrolments|expenditure|survival percentage|total \w+|samples? show|readings|whole cost|cost of|what does .{1,40} cost|(?:the )?plans\b|by (?:county|month|region|year|area)|(?:is|was) the £|last admission|are dogs|whether dogs|opening times|how long (?:is|are) the|names? of the|who made|EIN\b|collar data|nombre de|il numero di|numero de|número de|anzahl|aantal|how many|how much (?:did|does|do|has|have|was|were|is|money|of)|how long (?:is|are) the (?:wait|list|queue)|number of|figures?|statistics?|stats\b|dataset|spreadsheet|breakdown|what proportion|audited|annexure|copy of|copies of|embargoed copy|advance copy|more up to date|tally|names of|data\b|documents\b|minutes of|rough idea of how|cuánt[oa]s|cifras|datos|combien|chiffres|données|wie ?viele|zahlen|quant[ie]\b|dati|cifre|quant[oa]s|dados|hoeveel|cijfers|percent\w*|\d+ ?%)(?!\w)",
    re.I,
)
_STATEMENT = re.compile(
    r"\b(?:statement|comment(?! piece)|quote[sd]?|a line\b|lines?\b(?= (?:from|or|on))|reaction|response|respond|attribut\w+|declaraci\w+|commentaire|réaction|réagir|stellungnahme|statement|zitat|dichiarazion\w*|declaraç\w*|posicionamento|reactie|emailed answers|someone on the record)\b",
    re.I,
)
_BACKGROUND = re.compile(
    r"\b(?:on background|for background|background (?:chat|briefing|call|conversation|only)|get my head (?:a)?round|up to speed|off the record|deep background|walk (?:me|us|her|him|them) thr(?:ough|u)|briefing\b|explain (?:to me )?how|hintergrund\w*|understand (?:how|the|what)|pick (?:your|someone['’]s) brains?|non-attributable|not for (?:quotation|attribution))\b",
    re.I,
)


_BOOKED_TALK = re.compile(
    r"\b(?:minutes?|mins?|half an hour|hour|chat|conversation|call)\b.{0,25}\b(?:on|over|by|via) (?:zoom|teams|skype|phone|the phone)\b|recorded (?:chat|interview|conversation)|interview by phone|phone interview",
    re.I,
)
#: A list item that names a thing or a person rather than asks.
_NOUNS_ONLY = re.compile(
    r"(?i)^(?!.*\?$)(?:an?|the|one|two|three|any|some(?:one|body)?|people|average|number|rough|total|names?|copies|copy|permission|details)\b(?! (?:line|comment|statement|quote|reaction|response))"
)
_PHOTO_TOO = re.compile(
    r"(?i)(?:\band|\bplus|\+|\bwith|\binclude) (?:an?|some|your|any|\d) (?:[\w-]+ ){0,2}(?:photo|picture|headshot|image)s?\b(?! desk)"
)
_ARRANGEMENT = re.compile(
    r"(?i)\b(?:suit|park(?:ing)?|what time|release form|sign a release|three-phase|wi-?fi|dress code|who should .{2,30} ask for)\b"
)


def find_request_types(paste: Paste, questions: tuple[str, ...], terms: str) -> tuple[str, ...]:
    """Return the kinds of request, from `KINDS`; a statement where questions are put and nothing else fits."""
    asked = "\n".join((*questions, paste.fields.get("type", "")))
    text = f"{paste.subject}\n{paste.body}"
    kinds: set[str] = set()
    quiet = terms in {ON_BACKGROUND, DEEP_BACKGROUND, OFF_RECORD}
    if (quiet and not re.search(r"(?i)\bnot able to accept\b", text)) or (_BACKGROUND.search(asked) and not questions):
        kinds.add("background")
    if _RIGHT_OF_REPLY.search(text) or any(question.startswith("that ") for question in questions):
        kinds.add("right_of_reply")
    if (
        (paste.kind in {"service", "form"} and _OP_ED.search(paste.body))
        or _OP_ED.search(asked)
        or _OP_ED.search(paste.subject)
    ):
        kinds.add("op_ed")
    if _FACT_CHECK.search(f"{paste.subject}\n{asked}") or re.search(
        r"(?i)fact[- ]?check|confirm or correct|\bcheck (?:the following|these)\b", text
    ):
        kinds.add("fact_check")
    if not quiet and _BOOKED_TALK.search(paste.body):
        kinds.add("interview")
    if _PHOTO.search(_PHOTO_GIVEN.sub("", asked)) or _PHOTO_TOO.search(paste.body):
        kinds.add("photo_filming")
    if not quiet and (
        _INTERVIEW.search(asked)
        or re.search(r"(?i)interview (?:request|bid)|(?:bid|request) for (?:an )?interview", paste.subject)
    ):
        kinds.add("interview")
    if (
        _DATA_STRONG.search("\n".join(q for q in questions if not _FACT_CHECK.search(q)))
        and not _RIGHT_OF_REPLY.search(text)
        and (not quiet or re.search(r"(?i)\bon the record\b|\bshare your\b", paste.body))
    ):
        kinds.add("data")
    if (
        not kinds & {"right_of_reply", "op_ed"}
        and not quiet
        and (_STATEMENT.search(asked) or _has_plain_question(questions, kinds))
    ):
        kinds.add("statement")
    return tuple(kind for kind in KINDS if kind in kinds)


def right_of_reply_words(paste: Paste) -> str | None:
    """Return the words that put allegations to us, as written, or None."""
    match = _RIGHT_OF_REPLY.search(paste.body) or _RIGHT_OF_REPLY.search(paste.subject)
    return match[0] if match else None


def _has_plain_question(questions: tuple[str, ...], kinds: set[str]) -> bool:
    """Say whether some question wants an answer in words, beyond figures, pictures, interviews and checks."""
    for question in questions:
        if kinds and (_ARRANGEMENT.search(question) or _NOUNS_ONLY.match(question)):
            continue
        if "fact_check" in kinds and not question.endswith("?"):
            continue
        if _PHOTO.search(question) or _INTERVIEW.search(question) or _FACT_CHECK.search(question) or _OP_ED.search(question):
            continue
        if _DATA_STRONG.search(question) and not re.search(
            r"(?i)\b(?:why|what is your|is (?:that|this|it) (?:right|true)|can you confirm (?!the (?:total|number|figure|amount|cost))|how do(?:es)? .{3,60} (?:compare|work)|was anyone|who)\b",
            question,
        ):
            continue
        return True
    return False
