"""The shapes of names, outlets, roles and list items, as pattern text that other modules build on."""

from __future__ import annotations

import re

from bot.intake.texts import LOWER, UPPER

#: A capitalised word of a personal name: "Ní", "O'Brien", "Appiah-Lowe", "R.".
_NAME_WORD = (
    rf"(?:(?:[{UPPER}][{LOWER}]{{0,4}}['’](?=[{UPPER}])|[AaEe]l-)?(?=[{UPPER}]++[{LOWER}])[{UPPER}][{UPPER}{LOWER}]*+(?:-[{UPPER}][{UPPER}{LOWER}]++)*+"
    rf"|[{UPPER}]\.|Ó|[{UPPER}]{{2}}(?=\s[{UPPER}][{LOWER}]))"
)
_PARTICLE = r"(?:d[aeio]s?|del|della|di|du|van|von|der|den|ten|ter|la|le|bin|bint|ibn|al|el|y|e|zu|ap|san)"
NAME = rf"(?:{_NAME_WORD}(?:[ \t]+(?:{_PARTICLE}[ \t]+){{0,2}}{_NAME_WORD}){{0,3}})"
FULL_NAME = rf"(?:{_NAME_WORD}(?:[ \t]+(?:{_PARTICLE}[ \t]+){{0,2}}{_NAME_WORD}){{1,3}})"

_OUTLET_WORD = rf"(?!I['’]?(?:m|d|ve|ll)?(?![\w'’]))[{UPPER}0-9](?:[\w'’+!-]|\.(?=\w))*+"
_OUTLET_LINK = r"(?:&|\+|of|and|the|for|on|in|de|del|della|dello|di|do|da|du|des|d['’]|der|die|das|für|von|van|y|e|et|und|en|la|le|il|el|los|las|les|voor|het|a)"
#: A capitalised run that may name an outlet; the leading article is part of it.
OUTLET = (
    rf"(?:(?:[Tt]he|[Ll]e|[Ll]a|[Ll]es|[Ee]l|[Dd]ie|[Dd]er|[Dd]as|[Ii]l|[Oo]|[Dd]e|[Hh]et)[ ]|[LlDd]['’])?"
    rf"{_OUTLET_WORD}(?:[ ](?:{_OUTLET_LINK}[ ]){{0,2}}{_OUTLET_WORD}|[ ]?[&+][ ]?{_OUTLET_WORD}){{0,5}}"
)

ROLE = (
    r"(?:reporter|journalist|journo|editor|subeditor|sub-editor|correspondent|producer|presenter|broadcaster|columnist"
    r"|staff writer|feature writer|features writer|arts writer|science writer|senior writer|writer|researcher|freelancer?"
    r"|fact[- ]checker|photographer|photojournalist|videographer|camera operator|cameraman|anchor|newsreader|host|podcaster"
    r"|blogger|stringer|critic|investigations?|bureau chief|newsdesk|news desk|news editor|desk editor|showrunner"
    r"|investigative|documentary maker|filmmaker|assignment desk|planning desk|research desk|contributor"
    r"|redactor[a]?|periodista|reporter[oa]|corresponsal|editor[a]|productor[a]?|presentador[a]?|jefe de redacción"
    r"|journaliste|rédact(?:eur|rice)(?: en chef)?|correspondant[e]?|reporter|product(?:eur|rice)|rubrique|pigiste"
    r"|redakteur(?:in)?|redaktion|reporterin|journalistin|korrespondent(?:in)?|volontär(?:in)?|autor(?:in)?|ressort(?:leiter(?:in)?)?"
    r"|giornalista|redattore|redattrice|cronista|inviat[oa]|caporedattore|redazione"
    r"|jornalista|repórter|redator[a]?|redação|produtor[a]?|verslaggever|verslaggeefster|redacteur|redactie)"
)
HAS_ROLE = re.compile(rf"(?<!\w){ROLE}s?(?!\w)", re.IGNORECASE)

#: Words that mark a name as that of a newspaper, station, magazine, site or agency.
MEDIA_WORD = re.compile(
    r"\b(?:news|newspaper|times|post|gazette|courier|herald|tribune|radio|fm|tv|television|channel|chronicle|observer|echo|bugle"
    r"|star|daily|weekly|monthly|magazine|quarterly|review|journal|dispatch|examiner|register|sentinel|standard|wire|press"
    r"|mail|telegraph|express|advertiser|argus|mercury|record|recorder|guardian|independent|monitor|ledger|bulletin|broadcast"
    r"|broadcasting|podcast|pod|live|today|tonight|nightly|drivetime|breakfast|sunday|evening|morning|messenger|reporter|inquirer"
    r"|enquirer|clarion|beacon|globe|sun|world|digest|voice|leader|advocate|banner|citizen|democrat|republican|free press"
    r"|zeitung|anzeiger|rundschau|blatt|bote|kurier|tagblatt|tageblatt|rundfunk|funk|nachrichten|allgemeine|morgenpost|abendblatt"
    r"|diario|periódico|voz|gaceta|heraldo|noticias|correo|mundo|canal|cadena|onda|courrier|gazette|dépêche|matin|soir|voix"
    r"|corriere|giornale|gazzetta|messaggero|resto|jornal|folha|correio|notícias|rádio|gazeta|diário|estado|tribuna"
    r"|dagblad|krant|nieuws|omroep|courant|media|productions?|films?|network|report|online|newsletter|journalism|\d{1,3}\.\d)\b"
    r"|(?:zeitung|anzeiger|blatt|kurier|post|funk|bote|wire|times|news|press|krant|cast)\b",
    re.IGNORECASE,
)
#: Stations: a programme on one yields to its station.
STATION_WORD = re.compile(
    r"\b(?:radio|fm|tv|television|channel|broadcasting|canal|rádio|rundfunk|omroep|news)\b", re.IGNORECASE
)

#: What stands before a list item.
BULLET = re.compile(
    r"^[ \t]*(?:(?:\(?\d{1,2}[.):/](?!\d)|[A-H]\)|[A-H]\.(?=\s+(?:What|Who|When|Where|Why|How|Is|Are|Do|Does|Did|Has|Have|Will|Was|Were|Can|Could|Please)\b)|\(?[a-h][.)]|\(?(?:i{1,3}|iv|vi{0,3}|ix|x)[.)]|[Qq]\.?\d{1,2}\s?[.:)-]?|#\d{1,2}[.:)]?)[ \t]*"
    r"|[-–—•*▸‣◦·▪●►→✓+][ \t]+)(?=\S)"
)
