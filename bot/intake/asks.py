"""The shapes of questions and requests in the languages the desk reads, as patterns."""

from __future__ import annotations

import re

WH = (
    r"(?:what(?:['’]?s|['’]re)?|who(?:['’]?s|m|se)?|when(?:['’]s)?|where(?:['’]?s)?|why|which(?! (?:is|was|means?|has|had|would be|i|we)\b)|how(?:['’]s)?|whether|qué|quién(?:es)?|cuándo|cuántos|cuántas|cuánto"
    r"|cuánta|dónde|cómo|cuál(?:es)?|por qué|quand|qui|quel(?:le)?s?|combien|comment|où|pourquoi|depuis quand|est-ce que|qu['’]est-ce|was|wer|wann|wo|warum|wieso"
    r"|welche[rsnm]?|wie|wieviele?|seit wann|ob|che cosa|chi|quando|quanti|quante|quanto|dove|perché|come mai|quale|quali|o que|quem|onde|por que|como|qual|quais|quantos"
    r"|quantas|desde quando|wat|wie|wanneer|waar|waarom|welke|hoe|hoeveel)"
)
AUX = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|would|will|should|may|might|isn['’]?t|aren['’]?t|didn['’]?t|doesn['’]?t|hasn['’]?t|haven['’]?t|won['’]?t|wasn['’]?t)"
SUBJECT = (
    r"(?:it|he|she|they|we|you|u|ya|i|the|a|an|any|anyone|anybody|someone|somebody|there|this|that|these|those|your|yr|ur|our|my|his|her|their|its|all|both|everyone|everybody"
    r"|staff|people|donor\w*|either|one|two|no|more|police|parents|residents|children|families|volunteers|[A-Z][\w'’&-]*)"
)
#: What opens a question clause.
CLAUSE = rf"(?:{WH}\b|{AUX}\s+(?-i:[A-Z][\w'’&-]*|{SUBJECT}\b)|ist |sind |haben |hat |gibt es |wird |werden |stimmt |dürfte\w* |s['’]il |kann |können |könnten |avez-vous|y a-t-il|il y a|est-il|auriez-vous|hay |han |es (?:cierto|verdad|posible)|van a |tienen |pueden |podrían |está[n]? |c['’]è |ci sono |è (?:vero|possibile)|avete |potete |klopt |zijn er|is er|heeft |hebben |wilt u |kunt u |bent u |é verdade|é possível|vão |pode |podem |há |houve |tem |têm )"
DIRECT = re.compile(
    rf"^(?:(?:&|\+|and|but|so|or|also|then|ok|roughly|approximately|exactly|y|et|und|e|en|ou|o|oder|plus)[, ]+)*(?:{CLAUSE}|¿)",
    re.IGNORECASE,
)

#: Words of somebody who wants something.
REQUEST = re.compile(
    r"\b(?:(?<!looks )(?<!look )(?<!looked )(?<!sounds )(?<!feels )(?<!seems )(?<!something )like|love|appreciate|would welcome|grateful|be obliged|glad|keen|interested|hoping|looking|wonder(?:ed|ing)?|please|pls|plz|kindly|be (?:great|good|helpful|brilliant|useful|lovely|nice|fab|fantastic|ideal|wonderful|perfect|amazing|handy)"
    r"|(?:can|could|may|might|would|will) (?:i|we|you|u|someone|somebody|anyone|anybody|one|they|he|she|your|it)|(?<!you )(?<!you will )(?<!you['’]ll )need|needs|(?<!you )(?<!you will )(?<!you['’]ll )want|wants|wanted|after (?:an?|some\w*|any\w*|your|comment|info\w*|two|three|one)|would (?:also )?help|(?:^|[,;:] |\band |\bthen |\bplease |\bpls |\bkindly |\bjust |\balso )(?-i:[Ss]end)|asking (?:for|if|whether|you)|open to|seeking|request(?:ing)?|bonus (?:points )?if|extra points|would be happy (?:with|to have)|happy with|(?:['’]d|would) welcome|be (?:delighted|thrilled)|wish(?:es)? to (?:speak|talk|interview|know|ask|visit|film|meet|request|invite|understand|confirm|include)|furnish|i['’]d take|explain|describe|confirm|clarify|indicate|provide|supply|(?:cd|cld|wd|wld) (?:u|you|i)|let (?:me|us) (?:have|see|know)|if (?:you|there)\b.{3,90}|if (?:the|your|our|one of|somebody|someone|anyone|anybody|[A-Z]\w+|he|she|they) .{2,70}\b(?:could|can|would|might)\b|any chance|grab|are you (?:around|free))\b",
    re.IGNORECASE,
)
FOREIGN_REQUEST = re.compile(
    r"\b(?:quer(?:emos|em) (?!contar|publicar|escribir|escrever|mostrar|explicar|hablar de|hacer|fazer)|(?:vi|le|ti) chied\w+|d[ií]ganme|digan(?:me|nos)|ind[ií]quen\w*|env[ií]en\w*|dites-(?:moi|nous)|indiquez|envoyez|mi dica|ditemi|mandatemi|mi mandi|digam|enviem|mandem|indiquem|stuur|laat (?:u )?weten|nennen sie|schicken sie|schildern sie|erklären sie|il (?:me|nous) faudrait|klopt het|wilt u|zou u|accepteri(?:ez|ait)|auriez-vous|volev(?:o|amo) sapere|vogliamo|nous voulons|wir wollen|nos gustar[ií]a|nos encantar[ií]a|me encantaría|me gustaría|quisiera|quisiéramos|querríamos|podrían?|podríais|sería posible|necesit\w+|agradecer\w+|solicit\w+"
    r"|souhait\w+|aimer(?:ais|ions)|voudr(?:ais|ions)|pouvez-vous|pourriez-vous|serait-il|merci de|j['’]aurais besoin|nous aurions besoin"
    r"|könn(?:en|ten) sie|würden? (?:ich|wir|sie|gern\w*)|möchten?|hätten? gern\w*|bitten?|ich brauche|wir brauchen|wäre[n]? .{0,40}möglich"
    r"|potrebbe|potreste|può|potete|vorre(?:i|mmo)|sarebbe possibile|avrei bisogno|chiedo|chiediamo"
    r"|gostar(?:ia|íamos)|poderiam?|podem|seria possível|preciso|precisamos|precisava|queria|queríamos|conseguem|agradeço|agradecia"
    r"|kunt u|kan u|zou(?:den)? (?:u|ik|wij|we)|wij? willen|graag|is het mogelijk)\b",
    re.IGNORECASE,
)
#: Things a desk is asked for.
WANTED = re.compile(
    r"\b(?:you|your|yr|u|ur|someone|somebody|anyone|anybody|spokes\w+|interview\w*|speak|talk|chat|statement|quote|comment\w*|line|lines|pictures?|pics?|photo\w*|images?|headshot|footage|film\w*|visit"
    r"|figures?|numbers?|data|breakdown|documents?|minutes|copy|copies|passage|policy|policies|case stud\w+|introduc\w+|words|column|response to|reaction|explain|views?|perspective|voice|spreadsheet|list|access|clip|voice memo|source|one|people|person|statistic\w*|stats|hear from|meet|availability|available|experts?|charity|charities|camera|report|him|her|conversation|count|shot|sit down|draft|paragraph|sentences?|hour|half an hour|word with|tour|table|clip|breakdown|answers?)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:interview\w*|statement|quotes?|comment(?:s|ary)?|paragraphs?|sentences?|conversation|pictures?|pics?|photo\w*|headshot|film\w*|footage|(?:speak|talk|chat) (?:to|with)|send (?:me|us|a|an|the|over|through|some)|share|introduc\w+|explain|case stud\w+|figures|breakdown|list of|copy of|\d+ words|a line|lines from|put (?:me|us) in touch)\b",
    re.IGNORECASE,
)
_CALL_BACK = re.compile(
    r"\b(?:(?:call|ring|phone|text|e-?mail|message|whatsapp|dm) (?:me|us)\b|(?:get|come|be) back (?:to|in touch with) (?:me|us)|(?:drop|give) (?:me|us) a (?:call|ring|bell|shout|line|buzz)|back to (?:me|us)\b|confirm receipt|acknowledge|let (?:me|us) know (?:if|by|either|asap|whether you(?:['’]re| are)? (?:can|able|up|happy))"
    r"|(?:please |kindly )?(?:reply|respond)(?! to (?:each|the following|these|this))\b|repl(?:y|ies) (?:by|to)|hear (?:back )?from you|don['’]t hesitate|feel free|any (?:problems|issues)|happy to (?:chat|talk|explain|sign|send|share|take|jump|discuss|come|wait|work|do|call|answer)|thanks|thank you|hope (?:you|this|all)|how are you|you(?:['’]re| are) well|sorry"
    r"|(?:need|want|have|get|love|like|appreciate|receive|returned?) (?:it|this|that|them|everything|anything|something|your (?:reply|response|answers?|copy|inputs?)|an? (?:reply|response|answer)(?! to)|a yes or no|answers?|repl(?:y|ies)|responses?|these|to hear (?:back|from you|by|before|asap|either)|who we have|the copy|copy)\b|to have spoken"
    r"|need to know (?:who|by|if|asap)|don['’]t (?:need|forward|circulate|publish|share|quote)|keep (?:it|this)|would (?:that|this|it) (?:work|be ok|suit)|does that work|is that ok|if (?:you (?:have|['’]ve) (?:any )?(?:questions|queries|problems|nothing|time)|there(?:['’]s| is) nothing|you(?:['’]re| are) up for|you have any questions)"
    r"|(?:sign|check) (?:something|everything)|bear with|pass(?:ed)? (?:this|it) (?:on|to)|forward this|see below|attached|(?:respuestas?|respostas?|risposta|risposte|réponses?|antwort(?:en)?|antwoord(?:en)?|rückmeldung)\b.{0,40}(?:antes|até|entro|avant|d['’]ici|bis|uiterlijk|voor)\b|(?:antes|até|entro|avant|bis|uiterlijk)\b.{0,40}(?:respuestas?|respostas?|risposta|risposte|réponses?|antwort(?:en)?|antwoord(?:en)?|dankbar)|répondre avant|responder antes|responder até|sans réponse|without you|deadline|cut-?off|right person|revert (?:by|at|with|to|back)|follow up on|circle back|touch base|introduce myself|inputs may|confirmar (?:recepción|recebimento)|look(?:ing)? forward|i can do|i['’]d send|we['’]d (?:run|go|get|put|credit|pay|use|link|include|name|print)|no (?:rush|hurry)|must be|only please|no pr\b|no pitches"
    r"|needs? (?:a |an )?(?:name|steer|decision|yes)\b|copy (?:to me|by|in)|links welcome|enclose|^should you\b|^if you (?:rely|wish|are unable|do not|don['’]t)|(?:is|are) off the record|^(?:any ?time|whenever|any day|sooner)\b|not for passing|say so|opportunity to (?:respond|comment|reply)|(?:response|reply|answer)s? (?:received )?by|treat .{3,60} confidential|(?:please|pls|plz) (?:note|do not|don['’]t)|no need to|nothing urgent|(?:nice|good|great|helpful|useful) to know (?:by|before)|(?:looking for|trying to (?:reach|find|get hold of)|after) (?:some\w+|the person|whoever) (?:in|on|from|at) (?:the |your )?(?:press|media|comms|communications)|love (?:what|your|the work)|loved your|(?:check|update) your (?:calendar|invite)|(?:send|copy|cc|address) (?:it|them|everything|replies|answers) to\b|(?:say|give (?:me|us)|need|have) (?:a )?yes or no|plan around|if you need (?:longer|more time)|\bfine(?:,|\.|$)|would be (?:fantastic|great|ideal|perfect|good|fab|brilliant)\s*[.!]?$|quote me|attribut\w+ to (?:you|a)|as soon as|ahora mismo|cuanto antes|dès que possible|so bald wie|o quanto antes)",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"^(?:(?:would you be able to|are you able to|could you|can you|would you|will you) (?:please )?(?:confirm|reply|respond|revert|let me know|answer|come back) (?:by|before|today|asap|this|on|in)\b|(?:bom dia|boa tarde|olá|oi|hola|bonjour|hallo|ciao)\b.{0,30}(?:tudo bem|qué tal|ça va|wie geht)|tudo bem|qué tal|ça va|hope|how are you|are you (?:well|there|ok|the right person)|(?:can|could|would|will) (?:you|u|someone|somebody|anyone|ye) (?:please |pls |possibly )?(?:txt|call|ring|phone|help|come back|get back|reply|respond|text|let (?:me|us) know by|confirm (?:receipt|you)|give (?:me|us) a (?:call|ring|bell|shout|buzz))\b(?!.*\b(?:whether|how many|what|who|why|with)\b)|would (?:that|this|it) (?:work|suit)|does that|is that (?:ok|doable|possible|enough)|who (?:is|['’]s) (?:the )?(?:best|right)|podría(?:n)? responder|pode(?:m|riam?)? (?:responder|confirmar (?:a )?recep)"
    r"|is this (?:the |a )?(?:right )?(?:number|person|place|address|contact|line|email)\b|have i (?:got|reached)|am i speaking|(?:kunt u|können sie|könnten sie|pouvez-vous|pourriez-vous|pueden|podrían|potete|podem|poderiam)\b[^?]{0,60}(?:antwoorden|reageren|antworten|répondre|responder|rispondere)\s*\?|(?:kunt u|können sie|könnten sie|pouvez-vous|pourriez-vous|pueden|podrían|potete|può|podem|poderiam)\s(?:\w+\s)?(?:confirm\w+|conferm\w+|bestätigen|bevestigen)\b(?:\s(?:o|ou|oder|of)\s\w+)?\s(?:entro|antes|avant|bis|vóór|voor|até)\b|(?:could|can|would|will) you .{0,40}\bwhether (?:this|that|it) (?:is|would be|might be) (?:something|possible|ok|okay|of interest|feasible)|any joy|got a (?:minute|sec)|is now a|(?:is|are) (?:this|you) (?:ok|okay)|ok\?|right\?|yes\?|pourriez-vous (?:me |nous )?(?:répondre|rappeler)|können sie (?:mich|uns) (?:zurückrufen|bis))",
    re.IGNORECASE,
)
_SAY = r"(?:tell|let|give|advise|inform|say to|send|share with|confirm to|help|update|know|say|explain to|decirme|decirnos|indicar(?:me|nos)|me dire|nous dire|nous indiquer|mir (?:sagen|mitteilen)|uns (?:sagen|mitteilen)|dirmi|dirci|me dizer|nos dizer|dizer|informar)"
#: "Could you let me know", before the question itself.
LEAD_IN = re.compile(
    rf"^(?:(?:(?:vi|le|ti) chied(?:o|iamo)(?: (?:anche|inoltre|quindi))?|(?:mi|ci) (?:dica|dite|può dire|potete dire|potrebbe dire)|dites-(?:moi|nous)|d[ií]ganme|me pueden decir|(?:me|nos) pod(?:éis|rían|rían ustedes) decir|können sie mir sagen|mich interessiert|uns interessiert|(?:ik|wij|we) (?:zou|zouden|wil|willen)(?: (?:graag|ook))* weten|graag (?:zou|wil) ik weten|j['’]aimerais savoir|querem(?:os)? saber|quer[oí]a(?:mos)? saber|quiero saber|nous voulons savoir|wir wollen wissen|wil(?:len)? (?:wij |we |ik )?(?:graag )?weten|je (?:voudrais|souhaiterais) savoir|nous (?:voudrions|aimerions|souhaiterions) savoir|gostaria de saber|gostaríamos de saber|(?:me|nos) gustaría saber|quisiera saber|vorrei sapere|vorremmo sapere|ich (?:möchte|würde gerne?) wissen|wir (?:möchten|würden gerne?) wissen|(?:i|we)(?:['’]d| would) (?:also )?(?:like|love) to (?:know|understand|ask|find out|check)|(?:i|we) (?:also )?(?:need|want|wanted) to (?:know|ask|understand|check))[:,]?\s+(?=(?:{WH}|if|s['’]il|se|si|ob|of)\b)"
    rf"|(?:(?:please,? )?(?:would it be possible (?:for you )?to|are you able to|is it possible to|i was wondering if you (?:could|can|would)|i wonder if you (?:could|might)|could you|can you|can u|(?:could|can|would) (?:someone|somebody|anyone|anybody|one of you|ye)|would you be able to|would you|will you|please|pls|podrían?|pourriez-vous|pouvez-vous|können sie|könnten sie|potrebbe|poderiam?|podem)\s+(?:please |also |just |possibly |kindly |perhaps |maybe )*)"
    rf"{_SAY}\s*(?:me|us|mir|uns|her|him|them)?(?: know)?(?:\s+(?:just|also|please|the following))*[:,]?\s+(?=(?:(?:roughly|approximately|exactly|also|please|if possible),? )?(?:{WH}|if)\b))",
    re.IGNORECASE,
)
ALLEGES = re.compile(
    r"right of reply|opportunity to (?:respond|comment|reply)|(?:respond|response|reply|reaction|comment) (?:to|on) (?:each|the following|these|all)|(?:article|report|story|piece|programme|film|book) will (?:report|say|allege|state|claim)|confirm or correct|fact[- ]?check"
    r"|following (?:claims|allegations|points|statements|facts|sentences|details)|told the following|we (?:intend to|plan to|will|are going to) (?:report|publish|say|allege|state)|check (?:the following|these)|(?:these|following) (?:are|is) (?:right|correct|accurate)|droit de réponse|derecho de réplica|stellungnahme zu folgenden|diritto di replica|direito de resposta",
    re.IGNORECASE,
)
#: The line a list of asks hangs on.
LIST_LEAD = re.compile(
    r"(?:question|ask|know|tell|answer|confirm|following|share|need|like|love|after|looking|want|whatever|things?|points?|prompts?|details?|also|addition|these|help|respond|send|provide|wonder|below|preguntas|fragen|perguntas|domande)\b|:\s*$",
    re.IGNORECASE,
)


def is_logistics(text: str) -> bool:
    """Say whether a sentence only arranges the reply: call back, by when, thanks."""
    return bool(_CALL_BACK.search(text)) and not _STRONG.search(text)


def is_courtesy(text: str) -> bool:
    """Say whether a question asks for nothing but a reply."""
    text = re.sub(r"(?i)^(?:(?:hi|hey|hello|ok|so|and|but|also|sorry)\b[^\w¿]*)+", "", text)
    return bool(_COURTESY.search(text)) and not (_STRONG.search(text) and len(text.split()) > 6)
