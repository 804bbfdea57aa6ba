"""What the asker wants answered or done, verbatim and in order."""

from __future__ import annotations

import re

from bot.intake.pastes import Paste
from bot.intake.sentences import Sentence, split_sentences
from bot.intake.texts import squeeze

_WH = (
    r"(?:what(?:['’]?s|['’]re)?|who(?:['’]?s|m|se)?|when|where(?:['’]?s)?|why|which|how|whether|qué|quién(?:es)?|cuándo|cuántos|cuántas|cuánto"
    r"|cuánta|dónde|cómo|cuál(?:es)?|por qué|quand|qui|quel(?:le)?s?|combien|comment|où|pourquoi|depuis quand|est-ce que|qu['’]est-ce|was|wer|wann|wo|warum|wieso"
    r"|welche[rsnm]?|wie|wieviele?|seit wann|ob|che cosa|chi|quando|quanti|quante|quanto|dove|perché|come|quale|quali|o que|quem|onde|por que|como|qual|quais|quantos"
    r"|quantas|wat|wie|wanneer|waar|waarom|welke|hoe|hoeveel)"
)
_AUX = (
    r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|would|will|should|may|might|isn['’]?t|aren['’]?t|didn['’]?t|doesn['’]?t|hasn['’]?t|won['’]?t)"
)
_SUBJECT = r"(?:it|he|she|they|we|you|u|i|the|a|an|any|anyone|anybody|someone|somebody|there|this|that|these|those|your|yr|our|my|his|her|their|its|all|both|everyone|everybody|staff|donor\w*|either|[A-Z][\w'’&-]*)"
_DIRECT = re.compile(rf"^(?:(?:and|but|so|or|also|then|y|et|und|e|en|ou|o|oder)[, ]+(?:if so[, ]+)?)?(?:{_WH}\b|{_AUX}\s+{_SUBJECT}\b|¿)", re.IGNORECASE)
_CLAUSE_START = rf"(?:{_WH}\b|{_AUX}\s+{_SUBJECT}\b|if (?:so|not)\b)"
_ASK = re.compile(
    r"\b(?:(?:i|we)(?:['’]d| would|d)? (?:also |really |still |both |dearly |much |very )*(?:like|love|appreciate|welcome|be (?:very |really |so )?(?:grateful|interested|keen|glad|obliged|happy) (?:for|if|to)|hope to|want)\b"
    r"|(?:i|we)(?:['’]m|['’]re| am| are) (?:also |really |still )*(?:hoping|looking|keen|trying|after|seeking|interested in|wondering|asking)\b"
    r"|(?:i|we) (?:also |do |still |just |really |would |wonder(?:ed)?|was |were )*(?:need|want|wonder(?:ed)?|wondering|seek|request|hope)\b"
    r"|(?:looking|hoping) (?:for|to)|would love|would (?:also )?be (?:great|good|helpful|brilliant|useful|lovely|nice|fab|fantastic|ideal|wonderful|perfect)|it would be|please|pls|kindly|can|could|would|will|may (?:i|we)|grateful for|"
    r"any chance|is there (?:any|some|a)|are there|do you|have you|did you|need (?:a|an|your|any|to)|send (?:me|us|over)|let (?:me|us) know|tell (?:me|us)|give (?:me|us)|confirm|share)",
    re.IGNORECASE,
)
_FOREIGN_ASK = re.compile(
    r"\b(?:nos gustaría|me gustaría|quisiera|quisiéramos|querríamos|podrían?|sería posible|necesit\w+|agradecer\w+|solicit\w+"
    r"|souhait\w+|aimer(?:ais|ions)|voudr(?:ais|ions)|pouvez-vous|pourriez-vous|serait-il|merci de|j['’]aurais besoin|nous aurions besoin"
    r"|könn(?:en|ten) sie|würden? (?:ich|wir|sie|gern\w*)|möchte[n]?|hätte[n]? gern\w*|bitte\w*|ich brauche|wir brauchen|wäre[n]? .{0,40}möglich"
    r"|potrebbe|potreste|può|potete|vorre(?:i|mmo)|sarebbe possibile|avrei bisogno|chiedo|chiediamo"
    r"|gostar(?:ia|íamos)|poderia[m]?|podem|seria possível|preciso|precisamos|queria|queríamos|solicit\w+|pode[m]?|conseguem"
    r"|kunt u|kan u|zou(?:den)? (?:u|ik|wij|we)|wij? willen|graag|is het mogelijk)\b",
    re.IGNORECASE,
)
_TO_US = re.compile(
    r"\b(?:you|your|yr|u|ur|someone|somebody|anyone|anybody|spokes\w+|interview\w*|speak|talk|chat|statement|quote|comment\w*|line|lines|picture\w*|photo\w*|image\w*|headshot|footage|film\w*|visit"
    r"|figures?|numbers?|data|copy|copies|breakdown|documents?|minutes|policy|report|case stud\w+|introduc\w+|words|piece|column|response to|reaction|explain|views?|perspective|voice|spreadsheet|list|access|clip|voice memo|sign off|source|one|people|statistic\w*|experts?|charity|camera)\b",
    re.IGNORECASE,
)
_LOGISTICS = re.compile(
    r"\b(?:call|ring|phone|text|e-?mail|mail|write|get|come|be|drop|message|reach|give) (?:me|us|back)(?: (?:a (?:call|ring|bell|shout|line)|back|on|at|by|asap|when|as soon|anytime|directly|if)\b|$|[ ,.])"
    r"|\b(?:back to me|back to us|confirm (?:receipt|you(?:['’]ve| have) (?:got|received))|acknowledge|let me know (?:if|by|either|asap|whether you(?:['’]re| are)? (?:can|able|up|happy))|(?:please )?(?:reply|respond)(?! to (?:each|the following|these))\b|repl(?:y|ies) (?:by|to)|"
    r"hear (?:back )?from you|out to you|don['’]t hesitate|feel free|any (?:problems|issues)|happy to|thanks|thank you|hope (?:you|this|all)|how are you|you(?:['’]re| are) well|sorry|"
    r"(?:need|want|have|get|love|like|appreciate|received?|returned?) (?:it|this|that|them|everything|anything|something|your (?:reply|response|answers?)|an? (?:reply|response|answer)|a yes or no|answers?|repl(?:y|ies)|responses?|these|to hear|who we have|to have spoken|the copy|copy)\b"
    r"|need to know (?:who|by|if)|don['’]t (?:need|forward|circulate|publish|share)|keep (?:it|this)|not (?:for|to be)|embargo\w*|would (?:that|this|it) (?:work|be ok|suit)|does that work|is that ok|if (?:you have|there(?:['’]s| is) nothing|you(?:['’]re| are) up for)"
    r"|(?:sign|check) (?:something|everything)|bear with|passed? (?:this|it) (?:on|to)|forward this|see below|attached|necesitaría las respuestas|sans réponse|without you|pass this|deadline|cut-?off|as soon as|right person|inputs may"
    r"|confirmar (?:recepción|recebimento)|hate to|wait to hear|look forward|looking forward|i can do|i['’]d send|we['’]d (?:run|go|get|put)|no (?:rush|hurry)|whenever you|speak to (?:them|her|him) (?:first|later)|must be|only please|no pr\b|no pitches)",
    re.IGNORECASE,
)
_SAY = (
    r"(?:tell|let|give|advise|inform|say to|send|share with|confirm to|help|update|decirme|decirnos|indicar(?:me|nos)|me dire|nous dire|nous indiquer|mir (?:sagen|mitteilen)|uns (?:sagen|mitteilen)|dirmi|dirci|me dizer|nos dizer|dizer|informar)"
)
_LEAD_IN = re.compile(
    rf"^(?:(?:so|and|also|but|then|just|in addition|first|secondly|finally|ok|hi|yeah|um|please|to be clear)[, ]+)*"
    rf"(?:(?:would it be possible (?:for you )?to|are you able to|is it possible to|i was wondering if you (?:could|can|would)|i wonder if you (?:could|might)|could you|can you|would you be able to|would you|will you|please|pls|podrían?|pourriez-vous|pouvez-vous|können sie|könnten sie|potrebbe|poderia[m]?|podem)\s+(?:please |also |just |possibly |kindly |perhaps |maybe )*)"
    rf"{_SAY}\s*(?:me|us|know|mir|uns)?(?: know)?(?:\s+(?:just|also|please|roughly)(?= (?:one|the)))?[:,]?\s+(?=(?:roughly |approximately |exactly |also |please )?(?:{_WH}|if)\b)",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:wants? to know|wanting to know|(?:is |was |'s )?asking|asks|asked|wondering|wonders|would like to know|questions (?:are|were)|her questions?|his questions?|want(?:s|ed)? (?:answers on|to find out)|needs to know|wants|want us to say|to say)\b[ ]?(?:us )?(?:in the meantime |basically |also |just |about )?[:,]?\s*",
    re.IGNORECASE,
)
_INLINE_NUMBER = re.compile(r"(?:(?<=\s)|^|(?<=[,;:]))\(?(?:[1-9]|[a-f]|i{1,3}|iv)\)\s*", re.IGNORECASE)
_SHORT_BACK_REFERENCE = re.compile(r"\b(?:it|this|that|they|them|your (?:reaction|response|comment|view))\b", re.IGNORECASE)
_ALLEGES = re.compile(
    r"right of reply|opportunity to respond|(?:respond|response|reply|reaction|comment) (?:to|on) (?:each|the following|these|all)|(?:article|report|story|piece|programme|film) will (?:report|say|allege|state|claim)|confirm or correct|fact[- ]check"
    r"|following (?:claims|allegations|points|statements|facts|sentences|details)|we have been told the following|we (?:intend|plan) to (?:report|publish|say)|check (?:the following|these)|(?:these|following) (?:are|is) (?:right|correct|accurate)|droit de réponse|derecho de réplica|stellungnahme zu folgenden|diritto di replica|direito de resposta",
    re.IGNORECASE,
)
_LIST_LEAD = re.compile(
    r"(?:question|ask|know|tell|answer|confirm|following|share|need|like|love|after|looking|want|whatever|things?|points?|prompts?|details?|also|addition|these|help|respond|send|provide|wonder|below|preguntas|questions|fragen|perguntas|domande)\b|:\s*$",
    re.IGNORECASE,
)


def find_questions(paste: Paste) -> tuple[str, ...]:
    """Return the asks as written; lists give their items, allegations count one each."""
    found = _asks(paste.body, paste)
    for part in paste.mail.revived:
        found += [ask for ask in _asks(part.body, paste) if ask.rstrip().endswith("?") or len(ask.split()) > 3]
    return tuple(dict.fromkeys(found))[:40]


def _asks(body: str, paste: Paste) -> list[str]:
    body = re.sub(r"(?m)^[ \t]*>[ \t]?", "", body)
    sentences = split_sentences(body)
    alleges = bool(_ALLEGES.search(paste.words))
    found: list[str] = []
    for index, sentence in enumerate(sentences):
        if sentence.item:
            if _is_asked_item(sentence, alleges, sentences):
                found.append(sentence.text)
            continue
        asks = _from_prose(sentence.text, paste)
        if asks and len(asks) == 1 and _is_second_half(sentences, index):
            asks = [f"{sentences[index - 1].text} {sentence.text}"]
            if found and found[-1] == sentences[index - 1].text:
                found.pop()
        found.extend(asks)
    return [ask for ask in found if ask]


def _is_second_half(sentences: list[Sentence], index: int) -> bool:
    """Say whether a short question leans on the statement that makes up the rest of its paragraph."""
    here = sentences[index]
    same = [s for s in sentences if s.paragraph == here.paragraph and not s.item]
    return (
        len(same) == 2
        and same[1] is here
        and len(here.text.split()) <= 7
        and here.text.endswith("?")
        and not same[0].text.endswith("?")
        and bool(_SHORT_BACK_REFERENCE.search(here.text))
        and len(same[0].text) < 200
    )


def _is_asked_item(sentence: Sentence, alleges: bool, sentences: list[Sentence]) -> bool:
    if _LOGISTICS.search(sentence.text) and not sentence.text.endswith("?") and len(sentence.text.split()) < 6:
        return False
    if alleges or sentence.text.endswith("?") or _DIRECT.match(sentence.text) or _ASK.search(sentence.text):
        return True
    return bool(_LIST_LEAD.search(sentence.lead))


def _from_prose(text: str, paste: Paste) -> list[str]:
    """Return the asks within one sentence."""
    numbered = _INLINE_NUMBER.split(text)
    if len(numbered) > 2:
        return [_trim(piece) for piece in numbered[1:] if _trim(piece)]
    text = re.sub(r"^(?:Q\d*|Question)[:.)]\s*", "", text)
    if text.endswith(("?", "? ", "?\"", "?”", "?)")):
        return [] if _is_courtesy(text) else _cut_question(text)
    if paste.kind in {"note", "voicemail", "chat"} or len(text) < 400:
        reported = _from_report(text, paste)
        if reported:
            return reported
    if _DIRECT.match(text) and not _LOGISTICS.search(text) and not re.match(r"(?i)(?:when|whether|what|as|where|if|how|which) [^,]{3,60}, ", text):
        if paste.kind in {"note", "voicemail", "chat"} or re.match(rf"(?i)(?:and |but |so )?{_AUX}\s+{_SUBJECT}\b", text) or text.count(",") >= 1 or not text.endswith("."):
            return _cut_question(text)
        if re.match(rf"(?i)(?:and |but |so )?(?:{_WH})\s+{_AUX}\b", text):
            return _cut_question(text)
    if not (_ASK.search(text) or _FOREIGN_ASK.search(text)):
        return []
    if _LOGISTICS.search(text) and not re.search(r"(?i)\b(?:interview|statement|quote|comment|picture|photo|headshot|film|speak (?:to|with)|send (?:me|us|a|an|the|over)|share|introduc\w+)\b", text):
        return []
    if text.rstrip().endswith(":"):
        return []
    return _from_request(text, paste)


def _is_courtesy(text: str) -> bool:
    """Say whether a question asks for nothing but a reply, or for the desk's own attention."""
    if re.search(r"(?i)\b(?:interview|speak to|statement|picture|photo|film|quote)\b", text) and len(text.split()) > 6:
        return False
    return bool(
        re.search(
            r"(?i)^(?:hi|hope|how are you|are you (?:well|there|free|the right person)|can you (?:call|ring|help|come back|get back|reply|let me know)\b(?!.*\b(?:whether|how|what|who)\b)|could you (?:call|come back|get back|ring|reply|respond)\b"
            r"|would (?:that|this|it) (?:work|suit)|does that|is that ok|(?:could|can|would) (?:someone|somebody|anyone) (?:call|ring|get back|come back)|who (?:is|['’]s) (?:the )?best|podría(?:n)? responder|any joy|got a minute)",
            text,
        )
    )


def _cut_question(text: str) -> list[str]:
    """Return the questions in one question sentence: without its lead-in, and apart where three or more are strung together."""
    colon = re.match(r"^(.{3,90}?):\s+(.+)$", text)
    if colon and _DIRECT.match(colon[2]):
        text = colon[2]
    bare = _LEAD_IN.sub("", text, count=1)
    led = bare != text
    pieces = _clauses(bare)
    complete = [piece for piece in pieces if len(piece.split()) >= 3]
    if led and len(pieces) >= 2 and all(len(piece.split()) >= 3 for piece in pieces):
        return [_trim(piece) for piece in pieces]
    if len(pieces) >= 3 and len(complete) >= 3:
        return [_trim(piece) for piece in pieces]
    if len(pieces) == 2 and len(complete) == 2 and not text.rstrip().endswith("?"):
        return [_trim(piece) for piece in pieces]
    return [bare if led and len(bare.split()) > 3 else text]


def _clauses(text: str) -> list[str]:
    """Return the clauses of `text` that each open like a question."""
    pattern = re.compile(rf"\s*(?:,|;|\s[-–—]\s|,?\s(?:and|or|&|plus)\s(?:also )?)\s*(?:(?:and|or|&|plus|also)\s+)*(?=(?:if so,? |also )?{_CLAUSE_START})", re.IGNORECASE)
    pieces: list[str] = []
    for piece in pattern.split(text):
        if pieces and len(piece.split()) < 3:
            pieces[-1] = text[text.index(pieces[-1]) : text.index(piece, text.index(pieces[-1]) + len(pieces[-1])) + len(piece)]
        else:
            pieces.append(piece)
    return [piece for piece in pieces if piece.strip()]


def _from_report(text: str, paste: Paste) -> list[str]:
    """Return what somebody is said to ask: "wants to know did we ask him to leave, did staff call 911"."""
    colon = re.search(r"(?i)\b(?:questions?|things?|asks?|know|wants?|points?|one thing)\b[^:]{0,30}:\s+(.+)$", text)
    if colon and _DIRECT.match(colon[1]):
        return [_trim(piece) for piece in _clauses(colon[1])]
    are = re.search(rf"(?i)\b(?:things?|questions?|points?|bits?)\b[^.]{{0,60}}\b(?:are|is|were|was)\s+(?={_WH}\b)(.+)$", text)
    if are:
        return [_trim(piece) for piece in _clauses(are[1])]
    for match in _REPORTED.finditer(text):
        rest = text[match.end() :]
        if re.match(rf"(?i)(?:also |just |us )?(?:{_CLAUSE_START}|if\b)", rest) and len(rest.split()) >= 3:
            if re.match(r"(?i)if\b", rest):
                return [_trim(text[_clause_open(text, match.start()) :])]
            return [_trim(piece) for piece in _clauses(rest)]
    if paste.kind == "note":
        wants = re.search(
            r"(?i)(?:\b(?:she|he|they|who)(?:['’]d| would|['’]s| is| are)? (?:also |really )*)?\b(?:wants?|want|would like|looking for|after|needs|keen (?:to|on)|hoping (?:for|to)|would love|like to) (?!to know|anything|it\b|asap|something|everything|her\b|him\b)(.+)$",
            text,
        )
        if wants and _TO_US.search(wants[1]) and len(wants[1].split()) >= 3:
            someone = re.match(r"(?:someone|somebody|one of us|us|you|a person) to (.+)$", wants[1])
            return [_trim(someone[1] if someone else wants[0])]
    return []


def _clause_open(text: str, position: int) -> int:
    """Return where the clause around `position` begins."""
    before = text[:position]
    cut = max(before.rfind(", "), before.rfind("; "), before.rfind(" - "), before.rfind(" – "))
    return cut + 2 if cut >= 0 else 0


def _from_request(text: str, paste: Paste) -> list[str]:
    """Return the requests in a sentence that is not a question."""
    if not (_TO_US.search(text) or _FOREIGN_ASK.search(text)):
        return []
    if not _REQUESTS.search(text):
        return []
    text = re.sub(r"^(?:And|But|So|Also|Then|Plus|Um|Yeah|Lastly|Finally)[, ]+", "", text)
    bare = _LEAD_IN.sub("", text, count=1)
    if bare != text:
        return [_trim(piece) for piece in _clauses(bare)]
    wonder = re.match(r"(?i)^(?:I|We) (?:was |were |am |['’]m )?(?:just )?wonder(?:ed|ing)? (?:if|whether) .+", text)
    if wonder:
        return [text]
    halves = re.split(r",?\s+and (?=if\b|could|can|would|please|I['’]d|we['’]d)", text)
    halves = [half for half in halves if len(half.split()) >= 4]
    return [half.strip() for half in halves if _ASK.search(half) or _FOREIGN_ASK.search(half)] or [text]


_REQUESTS = re.compile(
    r"\b(?:like|love|appreciate|welcome|grateful|obliged|keen|interested|hoping|looking|wonder(?:ed|ing)?|please|pls|kindly|be (?:great|good|helpful|brilliant|useful|lovely|nice|fab|fantastic|ideal|wonderful|perfect)"
    r"|(?:can|could|may|might|would|will) (?:i|we|you|u|someone|somebody|anyone|one|they|he|she|your)|need|needs|want|wants|after|send|asking|seeking|request(?:ing)?|if (?:you|there)\b.{3,90})\b|" + _FOREIGN_ASK.pattern,
    re.IGNORECASE,
)


def _trim(piece: str) -> str:
    """Return a clause without joining words and marks at its ends."""
    piece = squeeze(piece).strip(" ,;–—-*_")
    piece = re.sub(r"^(?:and|but|or|so|plus|also)\s+(?=\w)", "", piece, flags=re.IGNORECASE)
    return re.sub(r"[,;]?\s+(?:and|or)$", "", piece)
