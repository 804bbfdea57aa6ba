"""The ways a text says for which outlet somebody writes: patterns around the outlet's name."""

from __future__ import annotations

import re

from bot.intake.vocabulary import FULL_NAME, NAME, OUTLET, ROLE

_AT = r"(?:over at|at|for|with|w/|from|of|on|@|bei(?: der| dem)?|beim|für(?: den| die| das)?|von(?: der| dem)?|vom|en|de(?: la| el)?|del|para|do|da|pela|pelo|no|na|au|à|chez|pour(?: le| la)?|du|di|del|della|per|presso|voor|bij|van)"
FROM = r"(?:over at|from|of|at|with|for|w/|@|in the newsroom (?:in|at|of)|in the newsroom|on|in|vom|von der|von|bei der|beim|bei|für|del|dello|della|de la|de|di|da|do|du|des|chez|pour|para|per|voor|van de|van het|van)"
INTRO = re.compile(
    rf"(?:{ROLE}|cover|covering|write|schreibe|arbeite|berichte|escribo|escribimos|trabajo|colaboro|écris|travaille|scrivo|lavoro|escrevo|trabalho|schrijf|werk|edit|report|freelanc\w*|commission\w*|contract|assignment|working|desk|pages?|brief|beat|column|piece|story|article|feature|segment|item|show|series|programme|program|episode|documentary|interview|podcast)s?"
    rf"(?P<gap>(?:\s+[\w'’&/\"“”,-]+){{0,6}}?)\s+{_AT}\s+(?:our sister title\s+)?(?P<outlet>{OUTLET})"
)
SELF = re.compile(
    rf"(?:(?i:i['’]?m|i am|this is|it['’]?s|we['’]?re|we are|call(?:ing)?|writing|here|greetings|ringing|soy|je suis|ich bin|sono|sou)\b)"
    rf"(?:\s+[\w'’,.-]+){{0,6}}?,?\s+(?:from|with|at|for|of|on|over at|@|bei|für|de|en|da|do|di|du|chez|pour|per)\s+(?P<outlet>{OUTLET})"
)
NAMED = re.compile(rf"(?P<name>{NAME})(?:['’]s)?(?:\s+here)?[,]?\s+(?:over at|from|of|at|with|w/|@)\s+(?P<outlet>{OUTLET})")
PAREN = re.compile(
    rf"(?P<name>{FULL_NAME})\s+\((?:[^()]{{0,50}}?\b(?:for|at|from|with)\s+)?(?P<outlet>{OUTLET})[^()]{{0,60}}\)"
)
COMMA = re.compile(
    rf"(?P<name>{FULL_NAME}),\s+(?:(?:[\w-]+\s){{0,3}}(?i:{ROLE}),\s+)?(?:[^,.\n]{{0,30}}?\b(?:at|from|of|with|for)\s+)?(?P<outlet>{OUTLET})(?:[,.:;!?]|\s+\(|\s+[-–—]|\s+here\b|$)",
    re.M,
)
PREPARING = re.compile(
    rf"(?P<outlet>{OUTLET})\s+(?:is|are|has been|will be)\s+(?:preparing|working|planning|running|publishing|looking|investigating|putting|doing|writing|collecting|gathering|compiling|asking|producing|making|recording|hosting|covering|seeking|inviting|carrying|launching)"
    rf"|(?P<outlet2>{OUTLET})\s+(?:prépare|prepara|está preparando|bereitet|plant|recherchiert|intends?|plans?)\b"
)
JOURNO_FROM = re.compile(rf"(?i:{ROLE})\s+(?i:from|at|with|for|of)\s+(?P<outlet>{OUTLET})")
AIRED = re.compile(
    rf"\b(?i:broadcast|aired?|airing|shown|screened|transmitted|goes out|go out|running|(?:series|film|documentary|programme|program|strand|show|slot|segment|feature) (?:made )?(?:for|on))\s+(?i:on |by |for )?(?:the\s+)?(?P<outlet>{OUTLET}(?:\s(?:channel|network|station))?)"
)
KIND_THEN_NAME = re.compile(
    rf"\b(?i:newspaper|magazine|podcast|radio station|station|paper|news site|website|newsletter|blog|weekly|monthly|journal|agency|zine)(?:,| called|:)?\s+(?:[\"“](?P<quoted>[^\"”\n]{{3,60}})[\"”]|(?:the\s+)?(?P<outlet>{OUTLET}))"
)
NAMED_KIND = re.compile(rf"\b(?i:for|at|with|from|on)\s+(?:the\s+)?(?P<outlet>{OUTLET}\s(?:channel|network|station))\b")
ROLE_BRACKET = re.compile(rf"(?i:\b{ROLE})\s+\({FULL_NAME},\s+(?P<outlet>{OUTLET})\)")
THEN_NAME = re.compile(rf"\b(?:from|at|of|with)\s+(?:the\s+)?(?P<outlet>{OUTLET})\s+\((?P<name>{NAME})[,)]")
#: The verbs of somebody whose work is the outlet itself: "I edit X", "we make X".
MADE = re.compile(
    rf"\b(?i:i|we|she|he|they|who)(?:['’](?:m|re))?\s+(?:also |currently |help |helped )?(?i:edits?|produces?|presents?|hosts?|co-?hosts?|runs?|publish(?:es)?|makes?|founded|own|writes? for|works? (?:for|at|on)|reports? for|freelances? for|contributes? to|covers? [\w\s,-]{{3,40}}? (?:for|at|on)|am with|are with|represent)\s+(?:a |an |the |our )?(?:[a-z-]+ ){{0,3}}?(?:called |named )?[\"“]?(?P<outlet>{OUTLET})"
)
#: An outlet that acts or is told something: "X has commissioned me", "X understands".
ACTS = re.compile(
    rf"(?P<outlet>{OUTLET})\s+(?:(?:has|have|had)\s+(?:\w+\s)?(?:been|seen|learned|learnt|obtained|heard|asked|commissioned|received|spoken|reviewed|established|decided|agreed|put together|reported)|(?:intends|hopes|plans|understands|will (?:report|publish|run|say|carry|broadcast)|runs|carries|publishes|wants to|would like to|is (?:publishing|reporting|about to|due to|going to|giving|set to))\b|a appris|prépare|wird|will|berichtet|publicará|pubblica|publica|va a publicar)"
)
#: "For X I am …", "commissioned by X", "the piece is for X".
FOR = re.compile(
    rf"(?:(?:^|[.!?:,]\s+|\n\s*)(?:For|Für|Pour|Para|Per|Voor|On behalf of|Writing for|Working for|Calling from|Ringing from|Over here at|Here at)|\b(?:commissioned by|commission from|commission for|on commission for|assignment (?:for|from)|on assignment with|on contract (?:for|to|with)|on behalf of|freelancing for|freelance for|writing for|reporting for|filing for|piece for|it['’]s for|this is for|that['’]s for|is for|running in|runs in|appear(?:ing|s)? in|published (?:in|by|on)|goes in|going in|out in|stringing for|reviewing for|research for|pitching to|calling from|ringing from|phoning from|per conto di|im auftrag (?:von|des|der)|auftrag für|por encargo de|pour le compte de|preparamos para|préparons pour|prepare for|prepariamo per|encargo de|desk at|desk of|desk on|desk, (?:over )?at|newsroom (?:at|in|of)|team at|here at|we at|us at|me at|colleague at|colleagues at))\s+(?:the |il |la |le |el |het |de |der |die |das |den )?[\"“]?(?P<outlet>{OUTLET})",
    re.MULTILINE,
)
ON_AIR = re.compile(rf"\b(?:on|at|from|for)\s+(?P<outlet>{OUTLET})")
AFTER = re.compile(
    rf"(?P<gap>[^.?!\n]{{0,60}}?)(?:(?<![\w'’]){FROM}\s+(?:the |our |il |la |le |el |het |de |der |die |das )?|[,(–—|/-]\s*)[\"“]?(?P<outlet>{OUTLET})"
)
BEFORE = re.compile(
    rf"(?<![\w'’])(?:{FROM}\s+(?:the )?)?(?P<outlet>{OUTLET})(?P<gap>['’]s|,|:| -|(?:\s+[a-zäöü]+){{0,3}},?| –)?\s*\(?$"
)
