"""What the asker wants answered or done, verbatim and in order."""

from __future__ import annotations

import re

from bot.intake.asks import (
    ALLEGES,
    AUX,
    CLAUSE,
    DIRECT,
    FOREIGN_REQUEST,
    LEAD_IN,
    LIST_LEAD,
    REQUEST,
    SUBJECT,
    WANTED,
    WH,
    is_courtesy,
    is_logistics,
)
from bot.intake.pastes import Paste
from bot.intake.sentences import Sentence, split_sentences
from bot.intake.texts import squeeze

#: More asks than this are not kept from one text.
MAX_QUESTIONS = 40

_REPORTED = re.compile(
    r"\b(?:wants? to know|wanting to know|(?:is |was |['’]s )?asking|asks|asked|wondering|wonders|would like to know|(?:wants|want|wanted|needs) (?:answers on|to find out|us to say|to hear|to understand|to know)|to know|says?)\b"
    r"[ ]?(?:us |me |him |her )?(?:in the meantime |basically |also |just |about |for |mainly |specifically )?[:,–-]?\s*",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\b(?:(?:she|he|they|who)(?:['’]d| would|['’]s| is| are| also| really)* )?\b(?:also )?(?:wants?|would like|looking for|after|wants to know|needs|keen (?:to|on)|hoping (?:for|to)|would love)\s+(?!to know|anything|it\b|asap|something\b|everything|her\b|him\b|a reply|an answer|a call|us by|to hear)(.+)$",
    re.IGNORECASE,
)
_INLINE_NUMBER = re.compile(r"(?:(?<=\s)|^|(?<=[,;:]))(?:\((?:[1-9]|[a-f]|i{1,3}|iv)\)|(?:[1-9]|[a-f])\))\s*", re.IGNORECASE)
_BACK_REFERENCE = re.compile(r"\b(?:it|this|that|they|them|your (?:reaction|response|comment|view|position))\b", re.IGNORECASE)
_HOUSE_TALK = re.compile(
    r"@\w|^(?:(?:ok|so|and|but|thoughts|also)\W+)*(?:(?:can|could|should|shall|do|are|is|will|would|does|did) (?:i|we|someone|somebody|anyone|anybody)\b|who(?:['’]s| is| can| wants| has)\b|anyone\b|any (?:ideas|thoughts|takers|objections)|thoughts\?|what do (?:i|we)|what (?:else )?(?:can|do|should|would) (?:i|we)|how do we|worth adding|one for|is (?:this|that|it) (?:one )?(?:ok|for|you|something))",
    re.IGNORECASE,
)
_CUT_BEFORE = re.compile(
    rf"(?:[,;]|\s[-–—])\s+(?:so |and |but |also |if so,? |could i ask:? )*(?=(?:(?:can|could|would|will|may|might) (?:i|we|you|u|someone|somebody|anyone|your|one|it)\b|(?:i|we)(?:['’]d| would)\b|(?:i|we) wonder|please |pls |if (?:there['’]s|you['’]ve|anyone|anybody|someone)\b|(?:one of )?(?:my|our) \w+ (?:would|wants?|['’]d)\b|{AUX} (?-i:[A-Z]\w*|{SUBJECT}\b)|{WH}(?: \w+)? {AUX}\b))"
    r"|\s(?:so|and|but) (?=(?:i|we)(?:['’]d| would) (?:like|love|need|appreciate|be)|(?:i|we) wonder|(?:could|can|would) (?:i|we|you|someone|somebody) |would (?:like|love) to|i need your|also want )",
    re.IGNORECASE,
)
_IF_SO = re.compile(rf"^(?:and |but |or )?if (?:so|not|it is|it isn['’]t|true|that['’]s (?:right|true|the case)|it['’]s true|they (?:did|do|are|were)|yes|you (?:did|do|are|have))[^,:]{{0,20}}?[,:]?\s+(?={CLAUSE})", re.IGNORECASE)
#: Somebody says what they would like: no further sign of a request is needed.
_WISH = re.compile(
    r"(?i)^(?:\W*(?:for|from|before|in) .{3,50}?,? )?(?:i|we)(?:['’]d| would| am| are|['’]m|['’]re)?\s(?:also |really |still |dearly |just )*(?:like|love|wonder(?:ed|ing)?|hoping|appreciate|keen|be (?:grateful|glad|interested|keen))\b"
    r"|^if you['’]?d (?:still )?(?:like|care|prefer) to (?:provide|comment|respond|add|give|send|say)\b|\bwould be (?:great|good|lovely|nice|helpful|brilliant|useful|fab|wonderful|perfect|terrific|awesome)\b"
)
#: Says what somebody is after, before the questions say it.
_PREAMBLE = re.compile(
    r"(?i)(?:i['’]m|i am|we['’]re|we are) (?:looking|searching|seeking|hoping) (?:for (?:people|some|any|a bit|comment|input|sources|experts|charit\w+|info\w*)|to hear from)|i['’]m after (?:a bit of |some )?(?:help|info\w*)|would dearly love|i have (?:several|a few|some)"
)
_JOINERS = re.compile(r"^(?:(?:and|but|so|also|then|plus|um|uh|er|yeah|ok|okay|hi|hello|hey|lastly|finally|secondly|first(?:ly)?|in addition|separately|y|et|und|e|outra coisa|además|por último)\b[, –-]*)+(?=\S)", re.IGNORECASE)


def find_questions(paste: Paste) -> tuple[str, ...]:
    """Return the asks as written; lists give their items, allegations count one each."""
    found = _asks(paste.body, paste)
    for part in paste.mail.revived:
        found += _asks(part.body, paste)
    return tuple(dict.fromkeys(found))[:MAX_QUESTIONS]


def _asks(body: str, paste: Paste) -> list[str]:
    sentences = split_sentences(re.sub(r"(?m)^[ \t]*>[ \t]?", "", body))
    alleges = bool(ALLEGES.search(f"{paste.subject}\n{body}"))
    quoting = bool(re.search(r"(?m)^[ \t]*>", body))
    found: list[str] = []
    reported = False
    for index, sentence in enumerate(sentences):
        if sentence.item:
            if _is_asked_item(sentence, alleges):
                found.extend(_split_item(sentence.text))
            continue
        text = sentence.text
        if _leads_list(sentences, index):
            reported = True
            continue
        if paste.kind == "note" and not quoting and not (reported and DIRECT.match(text) and "@" not in text) and _HOUSE_TALK.search(text):
            continue
        asks = _from_prose(text, paste)
        if asks and len(asks) == 1 and _is_second_half(sentences, index):
            asks = [f"{sentences[index - 1].text} {text}"]
            if found and found[-1] == sentences[index - 1].text:
                found.pop()
        reported = bool(_REPORTED.search(text)) or (reported and bool(asks))
        found.extend(asks)
    return _drop_preambles([ask for ask in found if len(ask.split()) > 1 or ask.endswith("?")], sentences)


def _leads_list(sentences: list[Sentence], index: int) -> bool:
    """Say whether a sentence only announces the list or the questions below it."""
    text = sentences[index].text
    following = sentences[index + 1] if index + 1 < len(sentences) else None
    if text.rstrip().endswith(":") and following is not None:
        return True
    return bool(following and following.item and re.search(r"(?i)\b(?:following|these|below)\b|\b(?:questions|points|few things|things|lines|facts)\W*$", text))


def _drop_preambles(asks: list[str], sentences: list[Sentence]) -> list[str]:
    """Drop "I'm looking for people who …" where questions or a list say what is wanted."""
    real = sum(not _PREAMBLE.match(ask) for ask in asks)
    if real < 2 or not any(ask.endswith("?") for ask in asks) and not any(sentence.item for sentence in sentences):
        return asks
    return [ask for ask in asks if not _PREAMBLE.match(ask)]


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
        and bool(_BACK_REFERENCE.search(here.text))
        and len(same[0].text) < 200
    )


def _is_asked_item(sentence: Sentence, alleges: bool) -> bool:
    text = sentence.text
    if alleges or text.endswith("?") or DIRECT.match(text):
        return True
    if is_logistics(text) and len(text.split()) < 9:
        return False
    return bool(REQUEST.search(text) or LIST_LEAD.search(sentence.lead))


def _split_item(text: str) -> list[str]:
    """Return a list item; one that only hands over to another list gives nothing."""
    return [] if text.endswith(":") else [text]


def _from_prose(text: str, paste: Paste) -> list[str]:
    """Return the asks within one sentence."""
    numbered = _INLINE_NUMBER.split(text)
    if len(numbered) > 2:
        return [trimmed for piece in numbered[1:] if len((trimmed := _trim(piece)).split()) > 1]
    text = re.sub(r"^(?:Q\d*|Questions?)[:.)]\s*", "", text)
    quoted = re.findall(r"[\"“]([^\"“”]{6,400}\?)[\"”]", text) if paste.kind == "note" else []
    if quoted:
        return [piece.strip() for words in quoted for piece in re.findall(r"[^?]+\?+", words)]
    text = re.sub(r"^(?::[\w+-]+:\s*)+", "", text)
    colon = re.match(r"^(.{1,200}?)(?:(?<!:\w)[:]|\s[–—])\s+(.+)$", text)
    if colon and DIRECT.match(colon[2]) and (text.endswith("?") or len(_clauses(colon[2])) > 1) and not _opens_question(colon[1]):
        lead, text = colon[1], colon[2]
        if re.search(r"(?i)\b(?:qs|two|three|four|couple|few|some|several|questions|things|follow-?ups|queries|points|ask|asked|asks|asking|wants)\b", lead):
            return [_trim(piece) for piece in _clauses(text)]
    if re.search(r"\?[\"”')\]*_]*$", text):
        return _from_question(text)
    if re.match(r"(?i)(?:should you|if you (?:rely|wish|are unable|do not|don['’]t)|in the event)\b.{3,120}\b(?:we|please|i)\b", text):
        return []
    if re.match(r"(?i)(?:just |really |only |i['’]m |we['’]re )*after (?:him|her|them|an?|the|some\w*|your|one|any\w*)\b", text) and paste.kind != "note":
        return [_trim(_cut_tail(text))]
    told = _from_report(text, paste)
    if told:
        return told
    bare = _IF_SO.sub("", _JOINERS.sub("", text))
    if DIRECT.match(bare) and _reads_as_question(bare, paste) and not is_logistics(bare.split(",")[0]):
        return _cut_question(_cut_tail(bare))
    cut = _cut_head(text)
    if cut != text and DIRECT.match(cut) and _is_casual(paste) and paste.kind != "note" and not is_logistics(cut):
        return _cut_question(_cut_tail(cut))
    if not (REQUEST.search(text) or FOREIGN_REQUEST.search(text)):
        return []
    if re.match(r"(?i)(?:she|he|they)(?:['’]d| would| will| must| should)\b", text) and paste.kind != "note":
        return []
    text = _cut_head(text)
    return [] if is_logistics(text) else _from_request(_cut_tail(text), paste)


def _cut_tail(text: str) -> str:
    """Return a sentence without a last clause that only gives a reason or a time."""
    text = re.sub(r"(?i),? but (?:i|we) (?:appreciate|understand|know|realise|realize|guess|can)\b[^.]*\.?$", "", text)
    return re.sub(r"(?i),\s(?:i|we)(?:['’](?:d|ll|ve|m|re)| want| need| just| know| will| can| have) [^,]{5,80}\.?$", "", text) if not re.match(r"(?i)if\b", text) else text


def _opens_question(text: str) -> bool:
    """Say whether the words before a dash are themselves a question ("Was this known - and who decided?")."""
    text = _JOINERS.sub("", text)
    if re.match(r"(?i)(?:could|can|would|will) (?:you|u) (?:please |just |also |possibly )*(?:tell|let|say|confirm|give|answer|help)\b", text):
        return False
    return bool(DIRECT.match(text))


def _from_question(text: str) -> list[str]:
    if is_courtesy(text):
        return []
    inner = _cut_head(text)
    if is_courtesy(inner):
        return []
    if not re.search(r"(?i)\b(?:i['’]m told|i hear|we hear|we(?:['’]re| are) doing|lovely story)\b", inner):
        return _cut_question(inner)
    asks = re.search(rf"(?:^|[\s,;:¿(\"“])(?:{CLAUSE}|¿|any\b|ok to|possible|possib)", inner, re.IGNORECASE) or FOREIGN_REQUEST.search(inner) or len(inner.split()) <= 12
    return _cut_question(inner) if asks else []


def _cut_head(text: str) -> str:
    """Return a sentence from where its ask begins: "the page moved, so could I …" gives "could I …"."""
    text = _IF_SO.sub("", _JOINERS.sub("", text))
    if DIRECT.match(text) or LEAD_IN.match(text) or re.match(r"(?i)(?:please|pls|i['’]d|i would|we['’]d|we would|if)\b", text):
        return text
    given = re.match(r"(?i)(?:with|as|since|given|because|now that|after|following|ahead of|before)\b.{5,90}?[ ,]\s?(?=(?:we|i)(?:['’]d| would) )", text)
    if given:
        return text[given.end() :]
    match = _CUT_BEFORE.search(text)
    head = text[: match.start()] if match else ""
    terms = len(head.split()) <= 4 and re.search(r"(?i)\b(?:record|background)\b", head)
    asked = REQUEST.search(head) and WANTED.search(head) and _WISH.search(head)
    rest = text[match.end() :] if match else ""
    leans = len(rest.split()) < 6 and _BACK_REFERENCE.search(rest)
    if match and not terms and not asked and not leans and len(text[match.end() :].split()) >= 4:
        return text[match.end() :]
    return text


def _reads_as_question(text: str, paste: Paste) -> bool:
    """Say whether a sentence without a question mark is a question all the same, not "When I called, …"."""
    text = _JOINERS.sub("", text)
    if re.match(r"(?i)(?:should|had|were|was) (?:you|we|i|there) (?!not).{3,80}(?:,| we | i | please )", text):
        return False
    if re.match(rf"(?i){AUX}\s+(?-i:[A-Z]\w*|{SUBJECT}\b)", text):
        return True
    if re.match(rf"(?i){WH}\s+[^,]{{3,60}},\s+(?!{CLAUSE})", text) or re.match(r"(?i)(?:what|which|how|who|when|where|was|wie|come|como|quando|ob) (?:we|i|they|it|you|he|she) ", text):
        return False
    if len(_clauses(text)) >= 2 and re.match(rf"(?i){WH}\s+\w+", text):
        return True
    return _is_casual(paste) or not text.endswith(".") or bool(re.match(rf"(?i){WH}\s+(?:\w+\s+){{0,3}}{AUX}\b", text))


def _is_casual(paste: Paste) -> bool:
    """Say whether people here leave question marks out: notes, speech, chats and unsigned short messages."""
    return paste.kind in {"note", "voicemail", "chat"} or (paste.kind == "mail" and not paste.mail.asker.headers and not paste.signature)


def _cut_question(text: str) -> list[str]:
    """Return the questions in one: without its lead-in, and apart where three or more are strung together."""
    bare = LEAD_IN.sub("", text, count=1)
    led = bare != text
    pieces = _clauses(bare)
    if led and len(pieces) >= 2 and all(len(piece.split()) >= 3 for piece in pieces):
        return [_trim(piece) for piece in pieces]
    joined = len(pieces) == 2 and re.search(r"(?i)(?:\b(?:and|or|plus)|&)\s+$", bare[: bare.find(pieces[1])])
    if len(pieces) >= 3 or (joined and not text.rstrip().endswith("?")):
        return [_trim(piece) for piece in pieces]
    return [text]


_SPLIT = re.compile(rf"[,;]\s+(?:and |or )?(?={AUX}\s\w+\s\w)|(?:\s*[,;]|\s[-–—]|\s(?=(?:and|or|&|plus|et|y|und|e|en)\s))\s*(?:(?:and|or|but|&|plus|also|et|y|und|e|en|if so,?)\s+)*(?={CLAUSE})", re.IGNORECASE)


def _clauses(text: str) -> list[str]:
    """Return the clauses of `text` that each open like a question; short tails stay with what they follow."""
    cuts = [0]
    for match in _SPLIT.finditer(text):
        if len(text[cuts[-1] : match.start()].split()) >= 3 and len(text[match.end() :].split()) >= 3:
            cuts.append(match.end())
    pieces = [text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    merged: list[str] = []
    for piece in pieces:
        if merged and len(_trim(piece).split()) < 3:
            merged[-1] += piece
        else:
            merged.append(piece)
    return [piece for piece in merged if piece.strip()]


def _from_report(text: str, paste: Paste) -> list[str]:
    """Return what somebody is said to ask: "wants to know did we ask him to leave, did staff call 911"."""
    are = re.search(rf"(?i)\b(?:things?|questions?|points?|bits?)\b[^.]{{0,60}}\b(?:are|is|were|was)\s+(?={WH}\b)(.+)$", text)
    if are:
        return [_trim(piece) for piece in _clauses(are[1])]
    put = re.search(r"(?i)\b(?:put|alleg\w+|claim\w*|says? (?:he|she|they)(?: has|['’]s)? (?:been told|heard)|saying)\b[^.]{0,50}?[-–:,]?\s+(that .+)$", text) if paste.kind == "note" else None
    if put and re.search(r"(?i)\bput\b.{0,40}\bto (?:him|her|us|them)|\ballegations?\b", text):
        return [_trim(piece) for piece in re.split(r",?\s+and\s+(?=that\b)|[,;]\s+(?=that\b)", put[1])]
    if paste.kind != "note":
        trying = re.search(rf"(?i)\b(?:i|we)(?:['’]m| am|['’]re| are|['’]d like| would like| want| need)[^.:]{{0,30}}\b(?:to know|to find out|to ask|to check|to establish|to understand|asking)\s+(?:also |just |exactly )?(?=(?:{WH}|if)\b)(.+)$", text)
        return [_trim(piece) for piece in _clauses(trying[1])] if trying and not is_logistics(text) else []
    for match in _REPORTED.finditer(text):
        rest = text[match.end() :]
        if match[0].casefold().startswith("say"):
            continue
        if re.match(rf"(?i)(?:also |just |us )?(?:{CLAUSE})", rest) and len(rest.split()) >= 3:
            return [_trim(piece) for piece in _clauses(rest)]
        if re.match(r"(?i)if\b", rest) and len(_clauses(rest)) > 1:
            return [_trim(piece) for piece in _clauses(rest)]
        if re.match(r"(?i)(?:us )?(?:if|for|to)\b", rest) and len(rest.split()) >= 4 and not is_logistics(rest):
            return [_trim(text[_clause_open(text, match.start()) :])]
    text = re.sub(r"(?i),?\s(?:or|otherwise|and|but)\s(?:she|he|they)(?:['’](?:ll|s|re)| will| is| are)\b.*$", "", text)
    parts = re.split(r"(?i),?\s(?:and|&|plus)\s(?:also\s)?(?=(?:she|he|they)?(?:['’]d| would)?\s?(?:also\s)?(?:wants?|would like|asks?|is asking|needs)\b)", text)
    if len(parts) > 1:
        return [ask for part in parts for ask in (_from_report(part, paste) or ([_trim(part)] if WANTED.search(part) and REQUEST.search(part) else []))]
    wants = _WANTS.search(text)
    if wants and len(wants[1].split()) >= 3 and not (is_logistics(wants[0]) and not WANTED.search(wants[1])):
        someone = re.match(r"(?:someone|somebody|one of us|us|you|a person) to (.+)$", wants[1])
        if WANTED.search(wants[1]) or re.match(r"(?:a|an|to|some|our)\b", wants[1]):
            return [_trim(someone[1] if someone else wants[0])]
    return []


def _clause_open(text: str, position: int) -> int:
    """Return where the clause around `position` begins."""
    before = text[:position]
    return max(before.rfind(mark) + len(mark) if mark in before else 0 for mark in (", ", "; ", " - ", " – "))


def _from_request(text: str, paste: Paste) -> list[str]:
    """Return the requests in a sentence that is not a question."""
    if not (WANTED.search(text) or FOREIGN_REQUEST.search(text) or _WISH.search(text)):
        return []
    bare = LEAD_IN.sub("", text, count=1)
    pieces = _clauses(bare)
    if bare != text and (len(pieces) > 1 or len(bare.split()) > 2 * (len(text.split()) - len(bare.split()))):
        return [_trim(piece) for piece in pieces] if len(pieces) > 1 else [text]
    wish = re.match(rf"(?i)(?:i|we) (?:also )?want to (?:request|ask|know)[^.]{{0,70}},?\s(?={WH}\b)(.+)$", text)
    if wish:
        return [_trim(wish[1])]
    halves = re.split(r",?\s+and (?=(?:(?:if|can|could|would|please|I['’]d|we['’]d)\b(?!n)|to (?:know|ask|see|check|understand|find)\b))", text)
    kept = [half.strip() for half in halves if len(half.split()) >= 4 and (REQUEST.search(half) or FOREIGN_REQUEST.search(half) or half.startswith("to "))]
    return [half for half in kept if not is_logistics(half)] if kept else [text]


def _trim(piece: str) -> str:
    """Return a clause without joining words and marks at its ends."""
    piece = squeeze(piece).strip(" ,;–—-*_")
    piece = _IF_SO.sub("", re.sub(r"^(?:(?:and|but|or|so|plus|also)[, ]+)+(?=\w)", "", piece, flags=re.IGNORECASE))
    return re.sub(r"[,;]?\s+(?:and|or|&)$", "", piece)
