"""The asks within one sentence of running text."""

from __future__ import annotations

import re

from bot.intake.asks import (
    AUX,
    CLAUSE,
    DIRECT,
    FOREIGN_REQUEST,
    LEAD_IN,
    REQUEST,
    SUBJECT,
    WANTED,
    WH,
    is_courtesy,
    is_logistics,
)
from bot.intake.clauses import IF_SO, JOINERS, WISH, clauses, cut_head, cut_tail, trim
from bot.intake.pastes import Paste
from bot.intake.reports import from_report
from bot.intake.timings import is_timing

_INLINE_NUMBER = re.compile(r"(?:(?<=\s)|^|(?<=[,;:]))(?:\((?:[1-9]|[a-f]|i{1,3}|iv)\)|(?:[1-9]|[a-f])\))\s*", re.IGNORECASE)


def from_prose(text: str, paste: Paste) -> list[str]:
    """Return the asks within one sentence."""
    numbered = _INLINE_NUMBER.split(text)
    if len(numbered) > 2:
        return [trimmed for piece in numbered[1:] if len((trimmed := trim(piece)).split()) > 1]
    text = re.sub(r"^(?:Q\d*|Questions?)[:.)]\s*", "", text)
    quoted = re.findall(r"[\"“]([^\"“”]{6,400}\?)[\"”]", text) if paste.kind == "note" else []
    if quoted:
        return [piece.strip() for words in quoted for piece in re.findall(r"[^?]+\?+", words)]
    text = re.sub(r"^(?::[\w+-]+:\s*)+", "", text)
    if re.match(
        r"(?i)(?:please |kindly |do )*(?:reply|respond|revert|answer|come back|get back|confirm)\b[^?]{0,24}\b(?:by|before|no later|not later|within|until)\b|if you need (?:longer|more time)",
        text,
    ):
        return []
    if re.match(
        rf"(?i)(?:and |so |but )?what (?:i|we)(?:['’]d| would|['’]m| am|['’]re| are)? (?:really |also |most |mainly |just )*(?:want|need|like|love|after|hoping|looking|interested)\b[^:]*\b(?:is|are)\s+(?:{WH}|if|to|an?|the|your|some)\b",
        text,
    ):
        return [trim(JOINERS.sub("", text))]
    if re.search(
        rf"(?i)\b(?:need|want|like|love) to (?:know|hear|find out|confirm) (?:by|before|today|tonight|asap|urgently)\b.{{0,25}}\s(?:whether|{WH})\b.{{8,}}",
        text,
    ) and not text.endswith("?"):
        return [trim(text)]
    if is_timing(text) or re.match(
        r"(?i)^[^?]{0,60}\b(?:no need|not necessary|not required|(?:is|are) fine|fine|suits me|works for me|preferred)\b[^?]{0,25}$",
        text,
    ):
        return []
    things = _things(text)
    if things:
        return things
    quote = re.search(r"[\"“]([^\"“”]{12,300})[\"”]\W*$", text) if paste.kind == "note" else None
    if quote and REQUEST.search(text[: quote.start()]):
        return [quote[1].strip()]
    colon = re.match(r"^(.{1,200}?)(?:(?<!:\w)[:]|\s[–—])\s+(.+)$", text)
    if (
        colon
        and DIRECT.match(colon[2])
        and (text.endswith("?") or len(clauses(colon[2])) > 1)
        and not _opens_question(colon[1])
    ):
        lead, text = colon[1], colon[2]
        if re.search(
            r"(?i)\b(?:qs|two|three|four|couple|few|some|several|questions|things|follow-?ups|queries|points|ask|asked|asks|asking|wants)\b",
            lead,
        ):
            return [trim(piece) for piece in clauses(text)]
    if re.search(r"\?[\"”')\]*_]*$", text):
        return _from_question(text)
    if re.match(
        r"(?i)(?:should you|if you (?:rely|wish|are unable|do not|don['’]t)|in the event)\b.{3,120}\b(?:we|please|i)\b", text
    ):
        return []
    if (
        re.match(
            r"(?i)(?:just |really |only |i['’]m |we['’]re )*after (?:him|her|them|an?|the|some\w*|your|one|any\w*)\b", text
        )
        and paste.kind != "note"
    ):
        return [trim(cut_tail(text))]
    if paste.kind != "note" and not text.endswith("?"):
        claims = _CLAIMS.search(text)
        parts = re.split(r"(?:[,;]\s+(?:and\s+)?|\s+and\s+)(?:\([a-z0-9]\)\s*)?(?=that\b)", claims[1]) if claims else []
        if parts and (len(parts) > 1 or re.search(r"(?i)\bintends? to\b|\ballegation", text)):
            return [trim(part).rstrip(".") for part in parts]
    semicolons = [trim(piece) for piece in re.split(r";\s+(?:and\s+)?", text)]
    if (
        len(semicolons) > 2
        and (REQUEST.search(semicolons[0]) or FOREIGN_REQUEST.search(semicolons[0]))
        and not text.endswith("?")
        and all(len(piece.split()) > 1 for piece in semicolons)
    ):
        return [
            re.sub(r"(?i)^(?:i|we)(?:['’]m|['’]re| am| are) (?:also )?(?:looking for|after|seeking)\s+", "", semicolons[0]),
            *semicolons[1:],
        ]
    order = re.match(
        r"(?i)^(?:(?:and|so|then|also|if [^,?]{3,60}),?\s+)*(?:please |pls |kindly |do |also |just )*(?:tell|send|give|explain|describe|list|name|provide|share|furnish|indicate|clarify|state|outline|set out|show|say|confirm|supply|detail|specify)\b (?!us (?:if|a call|a ring)\b)(?=(?:me|us|your|the|an?|any|which|what|who|why|how|whether|if|that|some|it|each|one)\b)",
        text,
    )
    if order and not is_logistics(text):
        return _cut_question(text)
    head = cut_head(text)
    if re.match(r"(?i)i['’]m (?:just |really |only )?after\b", head) and paste.kind != "note":
        return [trim(cut_tail(head))]
    told = from_report(text, paste)
    if told:
        return told
    bare = IF_SO.sub("", JOINERS.sub("", text))
    if DIRECT.match(bare) and _reads_as_question(bare, paste) and not is_logistics(bare.split(",")[0]):
        return _cut_question(cut_tail(bare))
    cut = cut_head(text)
    if cut != text and DIRECT.match(cut) and _is_casual(paste) and paste.kind != "note" and not is_logistics(cut):
        return _cut_question(cut_tail(cut))
    if not (REQUEST.search(text) or FOREIGN_REQUEST.search(text)):
        return []
    if re.match(r"(?i)(?:she|he|they)(?:['’]d| would| will| must| should)\b", text) and paste.kind != "note":
        return []
    text = cut_head(text)
    more = re.search(rf"(?i)(?:\+|\bplus\b|\band\b|\bwith\b)\s+({_THING}.*)$", text) if is_logistics(text) else None
    if more:
        return [trim(re.sub(r"(?i)\s(?:by|b4|before|asap)\s.*$", "", more[1]))]
    return [] if is_logistics(text) else _from_request(cut_tail(text), paste)


#: What is about to be published about us: "intends to report that … and that …".
_CLAIMS = re.compile(
    r"(?i)\b(?:intends?|plans?|expects?|proposes?|aims?|is|are|am|will|going|preparing|ready)\b[^.?]{0,30}\b(?:report|say|allege|publish|state|claim|include|reveal|broadcast|put to you)\b[^.?]{0,50}?\s(that\s.+)$"
)
_VERBS = r"(?:give|send|tell|say|confirm|provide|share|explain|let|point|put|forward|supply|describe|name|list)\s(?:me|us|the|an?|if|whether|how|what|why|your|any|who)\b"
#: What is wanted, named without a verb: "a sentence or two from the chair", "one paragraph saying what …".
_THING = (
    r"(?:an?|one|two|three|four|any|some|your|a few|a couple of|the|half a|just an?|maybe an?|perhaps an?)\s+(?:[\w'’-]+\s){0,4}?"
    r"(?:sentences?|lines?|quotes?|paragraphs?|words?|statements?|comments?|reactions?|response|pictures?|photos?|pics?|images?|headshots?|figures?|numbers?|count|breakdown|interview|chat|minutes?|hour|conversation|call|case study|visit|copy|tour|clip|permission)\b"
)
_NAMED_THING = re.compile(
    rf"^(?:(?:and|also|plus|or|then|lastly|finally|ideally|if you (?:have|track|keep|hold) (?:it|them|that|one),?)[, ]+)*{_THING}",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:said|says|shows?|showed|suggests?|is|are|was|were|has|had|will|runs|goes|ran|came|comes|went|makes?|made|told|seen|gave|fell|rose|looks?|means?|sent|issued|obtained)\b",
    re.IGNORECASE,
)
_AFTER_COLON = re.compile(
    r"(?i)^(?:[^:?]{0,60}\b(?:hoping for|after|need|needs|like|looking for|want|wanted|love|in mind|brief is|wish ?list|ask|asks|request|requests|requesting|things)\b[^:?]{0,40}):\s+(.{12,})$"
)


def _things(text: str) -> list[str]:
    """Return what a sentence without a question names: after "What I'm hoping for:", or as a bare noun with its wish."""
    listed = _AFTER_COLON.match(text)
    if listed and not text.endswith("?") and not DIRECT.match(listed[1]):
        pieces = [
            trim(piece).rstrip(".")
            for piece in re.split(
                rf"(?:;|,)\s+(?:and |plus )?(?={_THING}|\w+ (?:minutes|mins|hours)\b)", listed[1], flags=re.IGNORECASE
            )
        ]
        semicolons = [trim(piece).rstrip(".") for piece in re.split(r";\s+(?:and )?", listed[1])]
        if len(semicolons) > 2:
            return semicolons
        if len(pieces) > 1 or re.match(rf"(?i){_THING}|\d[\d,]* words", listed[1]):
            return pieces
    text = cut_tail(text)
    if text.endswith("?") or not _NAMED_THING.match(text):
        return []
    wish = re.search(
        r"(?i)\b(?:would|please|pls|if (?:you|there|poss\w*)|needed|wanted|welcome|too|as well|from|saying|on what|about)\b",
        text,
    )
    head = " ".join(
        re.sub(r"(?i)\bif (?:you|there)\b[^,.]*|\b(?:who|what|which|that|whether|why|how)\b.*", "", text).split()[:14]
    )
    told = _TELLS.search(re.split(r"(?i)\bwould\b|\bplease\b", head)[0])
    if not wish or told or is_logistics(text):
        return []
    pieces = [
        trim(piece)
        for piece in re.split(
            r",?\s+(?:and|plus|\+)\s+(?=(?:if (?:you|there)[^,]{0,25},? )?(?:your|an?|the|any|some)\s+(?:[\w'’-]+\s){0,2}(?:counts?|figures?|numbers?|pictures?|photos?|headshots?|statements?|quotes?|breakdown|list|copy|interview)\b)",
            JOINERS.sub("", text),
        )
    ]
    return pieces if all(len(piece.split()) > 1 for piece in pieces) else [trim(JOINERS.sub("", text))]


def _opens_question(text: str) -> bool:
    """Say whether the words before a dash are themselves a question ("Was this known - and who decided?")."""
    text = JOINERS.sub("", text)
    if re.match(
        r"(?i)(?:could|can|would|will) (?:you|u) (?:please |just |also |possibly )*(?:tell|let|say|confirm|give|answer|help)\b",
        text,
    ):
        return False
    return bool(DIRECT.match(text))


def _from_question(text: str) -> list[str]:
    if is_courtesy(text):
        return []
    inner = cut_head(text)
    if is_courtesy(inner):
        return []
    if not re.search(r"(?i)\b(?:i['’]m told|i hear|we hear|we(?:['’]re| are) doing|lovely story)\b", inner):
        return _cut_question(inner)
    asks = (
        re.search(rf"(?:^|[\s,;:¿(\"“])(?:{CLAUSE}|¿|any\b|ok to|possible|possib)", inner, re.IGNORECASE)
        or FOREIGN_REQUEST.search(inner)
        or len(inner.split()) <= 12
    )
    return _cut_question(inner) if asks else []


def _reads_as_question(text: str, paste: Paste) -> bool:
    """Say whether a sentence without a question mark is a question all the same, not "When I called, …"."""
    text = JOINERS.sub("", text)
    if re.match(r"(?i)(?:should|had|were|was) (?:you|we|i|there) (?!not).{3,80}(?:,| we | i | please )", text):
        return False
    if re.match(rf"(?i){AUX}\s+(?-i:[A-Z]\w*|{SUBJECT}\b)", text):
        return True
    if re.match(rf"(?i){WH}\s+[^,]{{3,60}},\s+(?!{CLAUSE})", text) or re.match(
        r"(?i)(?:what|which|how|who|when|where|was|wie|come|como|quando|ob) (?:we|i|they|it|you|he|she) ", text
    ):
        return False
    if len(clauses(text)) >= 2 and re.match(rf"(?i){WH}\s+\w+", text):
        return True
    return _is_casual(paste) or not text.endswith(".") or bool(re.match(rf"(?i){WH}\s+(?:\w+\s+){{0,3}}{AUX}\b", text))


def _is_casual(paste: Paste) -> bool:
    """Say whether people here leave question marks out: notes, speech, chats and unsigned short messages."""
    return paste.kind in {"note", "voicemail", "chat"} or (
        paste.kind == "mail" and not paste.mail.asker.headers and not paste.signature
    )


def _cut_question(text: str) -> list[str]:
    """Return the questions in one: without its lead-in, and apart where three or more are strung together."""
    verbs = (
        re.split(rf",?\s+and\s+(?={_VERBS})|,\s+(?={_VERBS})", text, flags=re.IGNORECASE)
        if re.match(r"(?i)(?:could|can|would|will) (?:you|u)\b", text)
        else [text]
    )
    if len(verbs) > 1 and all(len(piece.split()) > 2 for piece in verbs):
        return [found for piece in verbs for found in (_cut_question(piece) if LEAD_IN.match(piece) else [trim(piece)])]
    bare = LEAD_IN.sub("", text, count=1)
    led = bare != text
    pieces = clauses(bare, reported=led)
    if led and len(pieces) >= 2 and all(len(piece.split()) >= 3 for piece in pieces):
        return [trim(piece) for piece in pieces]
    joined = len(pieces) == 2 and re.search(r"(?i)(?:\b(?:and|or|plus)|&)\s+$", bare[: bare.find(pieces[1])])
    if len(pieces) >= 3 or (joined and not text.rstrip().endswith("?")):
        return [trim(piece) for piece in pieces]
    return [text]


def _from_request(text: str, paste: Paste) -> list[str]:
    """Return the requests in a sentence that is not a question."""
    if not (WANTED.search(text) or FOREIGN_REQUEST.search(text) or WISH.search(text)):
        return []
    bare = LEAD_IN.sub("", text, count=1)
    pieces = clauses(bare, reported=bare != text)
    if bare != text and (len(pieces) > 1 or len(bare.split()) > 2 * (len(text.split()) - len(bare.split()))):
        return [trim(piece) for piece in pieces] if len(pieces) > 1 else [text]
    wish = re.match(rf"(?i)(?:i|we) (?:also )?want to (?:request|ask|know)[^.]{{0,70}},?\s(?={WH}\b)(.+)$", text)
    if wish:
        return [trim(wish[1])]
    embedded = clauses(text, reported=True)
    if (
        len(embedded) > 1
        and all(re.search(r"[,;]\s*(?:and|or)?\s*$", piece) for piece in embedded[:-1])
        and re.search(
            rf"(?i)\b(?:say|tell|ask|know|explain|discuss|hear|understand|find out|see|check)\b[^,]{{0,40}}\b(?:{WH}|if)\b",
            embedded[0],
        )
        and all(re.match(rf"(?i)\W*(?:{WH}|{AUX}|if)\b", piece) for piece in embedded[1:])
    ):
        return [trim(piece) for piece in embedded]
    halves = re.split(
        r",?\s+and (?=(?:(?:if|can|could|would|please|I['’]d|we['’]d)\b(?!n)|(?:separately |also |then )?to (?:know|ask|see|check|understand|find|talk|speak|film|visit|interview|photograph)\b))",
        text,
    )
    kept = [
        half.strip()
        for half in halves
        if len(half.split()) >= 4
        and (REQUEST.search(half) or FOREIGN_REQUEST.search(half) or re.match(r"(?:separately |also |then )?to ", half))
    ]
    return [half for half in kept if not is_logistics(half)] if kept else [text]
