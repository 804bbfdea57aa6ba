"""The ways a text says who somebody is: patterns around a personal name, in the languages the desk reads."""

from __future__ import annotations

import re

from bot.intake.vocabulary import FULL_NAME, NAME, OUTLET, ROLE

INTRODUCED = re.compile(
    rf"(?:(?i:\b(?:this is|it['’]?s|its|i['’]?m|i am|my name is|my name['’]s|name['’]?s|name is|me llamo|soy|mi nombre es|je m['’]appelle|je suis|ici"
    rf"|ich bin|mein name ist|ich heiße|hier (?:ist|spricht)|mi chiamo|sono|aqui (?:é|fala)(?: [oa])?|meu nome é|me chamo|sou(?: [oa])?|ik ben|mijn naam is|met)),?(?:\s+(?:uh|um|er|erm|ehm|ah),?)*)\s+((?:(?:Mrs|Ms|Mr|Miss|Dr|Prof)\.?\s+)?{NAME})"
)
#: Ways of giving a name that stand around it rather than before it.
GIVEN = re.compile(
    rf"({NAME})\s+(?i:is (?:my|the) name|speaking\b|calling\b|ringing\b|phoning\b|am apparat|à l['’]appareil|al (?:aparato|habla)|al telefono)"
    rf"|\b(?i:myself|the name is|the name['’]s|under the name|signed|les (?:escribe|saluda|habla)|le (?:escribe|saluda|habla)|te (?:escribe|habla|saluda)|os escribe|habla|escribe|c['’]est"
    rf"|aqu[ií](?: es)?|aqui quem fala é|quem (?:fala|escreve) é [oa]?|quem escreve é|fala [oa]|parla|vi scrive|le scrive|ti scrive|scrive|es (?:meldet sich|schreibt ihnen)|mit|(?:u spreekt|je spreekt) met|hier)\s+({NAME})"
)
#: "someone called X", "a woman by the name of X", "a bloke, X, from".
CALLED = re.compile(
    rf"\b(?i:someone|somebody|anyone|one|woman|man|guy|lady|girl|lad|fella|bloke|chap|gentleman|person|kid|student|freelancer|team|crew|namens|llamad[oa]|nommée?|appelée?|di nome|chamad[oa])"
    rf"(?:,? (?i:called|named|by the name of|namens|who (?:said|says) (?:her|his|their) name (?:was|is)))?,?\s+({NAME})"
)
#: The message was taken from, left by or is about the call of somebody, in the languages of the desk.
RANG_FOREIGN = re.compile(
    rf"(?i:hat|habe?n?|a|ha|heeft|han|llamó|llama|ha llamado|ligou|telefonou|a appelé|anruf von|anfrage von|mail von|llamada de|correo de|mensaje de|appel de|mail de|message de|telefonata di|chiamata di|mail di|ligação de|telefonema de|telefoontje van|mail van|belde)\s+(?:mich |uns |gerade |eben |grad |justo |ook )?({NAME})"
    rf"|({NAME})\s+(?:(?:vom|von der|von|bei|beim|de|del|de la|du|da|do|di|della|van|van de|van het)\s+{OUTLET}\s+)?(?i:hat (?:gerade |eben |grad |heute |uns |mich |hier )*(?:angerufen|geschrieben|gemailt|gefragt|sich gemeldet)|rief|ruft an|schreibt|möchte|will wissen|fragt|bittet|llamó|ha llamado|llama|pregunta|quiere|a appelé|appelle|demande|voudrait|ha chiamato|chiede|vuole|ligou|telefonou|quer|pergunta|belde|heeft gebeld|vraagt|wil)\b"
)
#: "… has just rung, X": the name after the news of the call.
RANG_THEN = re.compile(
    rf"(?i:\b(?:angerufen|gemeldet|geschrieben|called|rang|rung|phoned|emailed|wrote in|messaged|llamado|appelé|chiamato|ligado|gebeld))\s*(?:[,:(–—-]|\s-)\s*({FULL_NAME})"
)
#: "the Echo's Ana Roe has asked".
OF_PAPER = re.compile(
    rf"\w['’]s\s+({FULL_NAME})\s+(?i:has|have|is|was|rang|called|emailed|phoned|wants|wanted|asked|asks|says|would|wrote|got|just)\b"
)
#: Two people in one breath: "(Ana Roe + Bo Lee)", "Ana Roe and Bo Lee from".
TWO = re.compile(rf"({FULL_NAME})\s*(?:\+|&|/|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b)\s*({FULL_NAME})")
_FROM = r"(?:calling from|ringing from|phoning from|writing from|calling for|writing for|reporting for|on behalf of|per conto di|chiamo da|over at|from|of|at|with|w/|@|for|vom|von der|von|bei der|beim|bei|für|del|dello|della|de la|de|di|da|do|du|des|chez|pour|para|per|voor|van de|van het|van)"
#: A full name tied to an outlet at the head of the message: "Dex Moyle from The Brine here".
HEAD = re.compile(
    rf"^\W*(?:(?i:hi|hey|hello|hiya|hola|bonjour|hallo|ciao|olá|oi|salut|morning|good (?:morning|afternoon|evening)|buenas|guten (?:tag|morgen)|buonasera|buongiorno|bom dia|boa tarde)(?: (?:there|all|team|folks|everyone|\w+))?\W+)?({FULL_NAME}),?\s+{_FROM}\s+(?:(?:the|il|la|le|el|het|de|der|die|das)\s+)?{OUTLET}"
)
#: "Hi, Hugo Delamere, Six O'Clock South." at the head of a message or of the words a colleague pasted.
NAME_COMMA = re.compile(
    rf"(?:^|[\"“])\W*(?:(?i:hi|hey|hello|hiya|good (?:morning|afternoon|evening)|morning|evening)(?: (?:there|all|team|folks|both))?[,.!]*\s+)?({FULL_NAME}),\s+{OUTLET}(?=\s*(?:[.,;!(]|here\b|\n|$))"
)
#: Somebody of theirs who will ask as well.
OUR_ROLE = re.compile(
    rf"\b(?i:our|my)\s+(?:[\w-]+\s){{0,2}}?(?i:correspondent|reporter|journalist|presenter|producer|columnist|writer|editor|host|anchor),?\s+({FULL_NAME})"
)
CLOSED_WITH = re.compile(
    rf"^\W*(?i:many thanks|thanks(?: so much| again| a million)?|thank you|cheers|ta|best|all best|all the best|best wishes|regards|kind regards|best regards|warm regards|warmly|yours|sincerely|gratefully|saludos|gracias|un saludo|merci|cordialement|grazie|obrigad[oa]|viele grüße|lg|vg|mfg|groet(?:jes)?)\s*[,!.–-]*\s+(?={NAME}\s*(?:[,|(·–—-].*|$|xx?$))"
)
#: Journalists named in brackets after a handle, or after the paper they come from.
HANDLE_NAME = re.compile(rf"@[\w.]+\s+\(({FULL_NAME})[,)]")
SIGNED_OFF = re.compile(rf"[.!?)\w]\s+[–—-]{{1,2}}\s*({NAME})\s*(?:[,|(@].{{0,60}})?$")
ROLE_BRACKET = re.compile(rf"(?i:\b{ROLE})\s+\(({FULL_NAME}),")
COLLEAGUE = re.compile(
    rf"\b[Mm]y (?:colleague|co-?author|co-?writer|producer|editor)\s+({FULL_NAME})\s+(?:and|runs|edits|is|will|who|can)\b"
)
HERE = re.compile(rf"(?:^|[\s,.!\"“])({NAME})\s+(?i:here)\b")
AT_OUTLET = re.compile(
    rf"(?:^|[\s,.!(\"“-])({NAME})\s*(?:@|(?:\s+-\s+)|\s+(?:from|of|at|with|w/)\s+(?:our\s+)?)\s*({OUTLET})", re.M
)
BRACKET = re.compile(rf"({FULL_NAME}|{NAME})\s+\((?=[^()\n]{{2,80}}\))([^()\n]{{2,80}})\)")
COMMA = re.compile(rf"({FULL_NAME}),\s+((?:[^,.\n]{{0,40}}?\b)?{OUTLET})")
ROLE_NAME = re.compile(rf"(?i:\b{ROLE})(?:\s+(?i:called|named|by the name of))?,?\s+({FULL_NAME})")
ON_PHONE = re.compile(
    rf"(?i:\b(?:call|email|e-mail|message|dm|text|note|query|request|word|phone|voicemail|mail|spoke|speaking|chatted|hearing|heard|press enquiry|media enquiry|enquiry|inquiry) (?:w/|with|from|to|by))\s+({NAME})"
)
HAD = re.compile(
    rf"(?i:\bhad|have|got)\s+({NAME})\s+(?i:on the (?:line|phone|blower))|({NAME})\s+(?i:(?:is |are )?on the (?:line|phone|blower))"
)
OUTLET_THEN_NAME = re.compile(
    rf"(?i:\b(?:from|at|for|of|with)\s+(?:the\s+)?){OUTLET}\s*(?:\(|[,–—:-]\s+)({NAME})(?=\s*(?:[,)+&.;]|and\b|-))"
)
NAME_ROLE = re.compile(rf"({FULL_NAME}),\s+(?:(?:an?|the|their|our)\s+)?(?:[\w-]+\s+){{0,3}}(?i:{ROLE})\b")
RUNS = re.compile(
    rf"({FULL_NAME})\s*(?:,|who|–|-|[,]?\s+s?he)\s+(?:who\s+|s?he\s+|they\s+)?(?i:runs|writes|edits|hosts|presents|covers|does)\b"
)
VERB_AFTER = re.compile(
    rf"({NAME})\s+(?:\([^)]*\)\s+)?(?:(?:from|at|of|with|@|over at)\s+(?:the )?{OUTLET}\s+)?(?i:(?:has |have |is |are |'s |was )?(?:just |also |already )?(?:rang|rung|ringing|called|emailed|e-mailed|phoned|messaged|texted|dm['’]?d|wants|asking|asks|after|chasing|working|writing|doing|needs|wondering|back (?:on|in) touch))\b"
)
AND_I = re.compile(
    rf"({NAME})\s+and\s+I\b(?!\s(?:am|was|do|need|want|just|also|thought|wondered)\b|['’])|\b(?:me|I)\s+and\s+({NAME})|\b(?:my colleague|with my colleague|alongside)\s+({NAME})"
)
CHECKING = re.compile(
    rf"(?i:fact-?check\w*|checking|research\w*)[^.\n]{{0,40}}?\b(?:on|for)\s+({FULL_NAME})['’]s?\s+(?:\w+\s+){{0,3}}(?:feature|piece|story|article|essay|report)"
)
PAIR = re.compile(rf"^\s*({FULL_NAME})\s+(?:and|&|et|y|und|e)\s+({FULL_NAME})\s*(?:[,|(–—-].*)?$")
