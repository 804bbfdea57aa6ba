"""A sentence cut to the clause that asks, and a string of questions cut into its clauses."""

from __future__ import annotations

import re

from bot.intake.asks import AUX, CLAUSE, DIRECT, LEAD_IN, REQUEST, SUBJECT, WANTED, WH
from bot.intake.texts import squeeze

BACK_REFERENCE = re.compile(r"\b(?:it|this|that|they|them|your (?:reaction|response|comment|view|position))\b", re.IGNORECASE)
_CUT_BEFORE = re.compile(
    rf"(?:[,;]|\s[-–—])\s+(?:so |and |but |also |if so,? |could i ask:? )*(?=(?:(?:can|could|would|will|may|might) (?:i|we|you|u|someone|somebody|anyone|your|one|it)\b|(?:vole(?:vo|vamo)|vorr(?:ei|emmo)|potre(?:bbe|ste)|quer[ií]a(?:mos)?|quisi(?:era|éramos)|(?:me|nos) gustar[ií]a|pod(?:r[ií]an?|eis)|(?:je|nous) (?:voudr|aimer|souhaiter)\w+|j['’](?:aimerais|aurais)|pourri?ez|(?:ich|wir) (?:wollte|würde|möchte|hätte|bräuchte)n?|könnten|queria|queríamos|gostaria\w*|poderia\w*|(?:ik|wij|we) (?:wil|willen|zou|zouden)|kunt u|zou u|hay\s|han\s|c['’]è\s|ci sono\s|è vero|é verdade|klopt)|(?:i|we)(?:['’]d| would)\b|(?:i|we) wonder|please |pls |if (?:there['’]s|you['’]ve|anyone|anybody|someone)\b|(?:one of )?(?:my|our) \w+ (?:would|wants?|['’]d)\b|{AUX} (?-i:[A-Z]\w*|{SUBJECT}\b)|{WH}(?: \w+)? {AUX}\b))"
    r"|\s(?:so|and|but) (?=(?:i|we)(?:['’]d| would) (?:like|love|need|appreciate|be)|(?:i|we) wonder|(?:could|can|would) (?:i|we|you|someone|somebody) |would (?:like|love) to|i need your|also want |any chance|(?:i |we )?(?:was |were )?wonder(?:ed|ing)? (?:if|whether)|hop(?:ed|ing) )"
    r"|,\s(?:(?:um|uh|er|erm),?\s)?(?=i['’]m (?:just |really |only )?(?:after|looking for|hoping)\b)",
    re.IGNORECASE,
)
IF_SO = re.compile(
    rf"^(?:and |but |or )?if (?:so|not|it is|it isn['’]t|true|that['’]s (?:right|true|the case)|it['’]s true|they (?:did|do|are|were)|yes|you (?:did|do|are|have))[^,:]{{0,20}}?[,:]?\s+(?={CLAUSE})",
    re.IGNORECASE,
)
#: Somebody says what they would like: no further sign of a request is needed.
WISH = re.compile(
    r"(?i)^(?:\W*(?:for|from|before|in) .{3,50}?,? )?(?:i|we)(?:['’]d| would| am| are|['’]m|['’]re)?\s(?:also |really |still |dearly |just |quite |rather |very much |so )*(?:like|love|wonder(?:ed|ing)?|hop(?:e|ing) to|hoping|appreciate|keen|be (?:grateful|glad|interested|keen))\b"
    r"|^if you['’]?d (?:still )?(?:like|care|prefer) to (?:provide|comment|respond|add|give|send|say)\b|\bit would (?:also )?help\b|\bwould be (?:great|good|lovely|nice|helpful|brilliant|useful|fab|wonderful|perfect|terrific|awesome)\b"
)
JOINERS = re.compile(
    r"^(?:(?:&|\+|(?:and|but|so|also|then|plus|um|uh|er|yeah|ok|okay|hi|hello|hey|lastly|finally|secondly|first(?:ly)?|in addition|separately|y|et|und|e|outra coisa|además|por último)\b)[, –-]*)+(?=\S)",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    rf",?\s(?:y|e|et)\s(?=si\b|s['’]il)|[,;]\s+(?:and |or )?(?={AUX}\s\w+\s\w)(?!ha(?:ve|s|d)\s(?:an?|\d+|ten|five|twenty|some|time|half)\b)|(?:\s*[,;]|\s[-–—]|\s(?=(?:and|&|plus|et|y|und|e|en)\s))\s*(?:(?:and|but|&|plus|also|et|y|und|e|en|if so,?)\s+)*(?={CLAUSE})",
    re.IGNORECASE,
)


def cut_head(text: str) -> str:
    """Return a sentence from where its ask begins: "the page moved, so could I …" gives "could I …"."""
    text = IF_SO.sub("", JOINERS.sub("", text))
    if DIRECT.match(text) or LEAD_IN.match(text) or re.match(r"(?i)(?:please|pls|i['’]d|i would|we['’]d|we would|if)\b", text):
        return text
    given = re.match(
        r"(?i)(?:with|as|since|given|because|now that|after|following|ahead of|before)\b.{5,90}?[ ,]\s?(?=(?:we|i)(?:['’]d| would) )",
        text,
    )
    if given:
        return text[given.end() :]
    match = _CUT_BEFORE.search(text)
    head = text[: match.start()] if match else ""
    terms = len(head.split()) <= 4 and re.search(r"(?i)\b(?:record|background)\b", head)
    asked = REQUEST.search(head) and WANTED.search(head) and WISH.search(head)
    rest = text[match.end() :] if match else ""
    leans = len(rest.split()) < 6 and BACK_REFERENCE.search(rest)
    if match and not terms and not asked and not leans and len(text[match.end() :].split()) >= (3 if text.endswith("?") else 4):
        return text[match.end() :]
    return text


def cut_tail(text: str) -> str:
    """Return a sentence without a last clause that only gives a reason or a time."""
    text = re.sub(r"(?i),? but (?:i|we) (?:appreciate|understand|know|realise|realize|guess|can)\b[^.]*\.?$", "", text)
    if not text.rstrip().endswith("?"):
        text = (
            re.sub(r"(?i),\s(?:which is|so (?:i|we)(?:['’]d|['’]ll|\s))[^?]*$", "", text)
            if len(re.split(r"(?i),\s(?:which is|so (?:i|we))", text)[0].split()) > 6
            else text
        )
    text = re.sub(r"(?i);\s+(?:i|we|it)(?:['’]|\s).*$", "", text)
    text = re.sub(r"(?i)(?<=\w)\sif (?:you have|there is|there['’]s) (?:one|any|some)\b.*$", "", text)
    text = re.sub(r"(?i),?\s(?:otherwise|or else)\b.*$", "", text)
    if re.match(r"(?i)(?:i['’]m |we['’]re )?(?:just |really |only )*after\b", text):
        return re.sub(r"(?i),\s(?:i|we)(?:['’](?:d|ll|ve|m|re)|\s).*$", "", text)
    return (
        re.sub(r"(?i),\s(?:i|we)(?:['’](?:d|ll|ve|m|re)| want| need| just| know| will| can| have) [^,]{5,80}\.?$", "", text)
        if not re.match(r"(?i)if\b", text)
        else text
    )


#: In reported speech "if" opens a question as well: "how we insure them and if one of us would talk".
_SPLIT_IF = re.compile(
    r"(?:\s*[,;]\s*(?:(?:and|or|und|oder|e|o|y|et|ou|en)\s+)?|\s(?:and|or|&|und|oder|e|o|y|et|ou|en)\s+)(?=(?:if|whether|ob|se|si|s['’]il|of)\s(?!so\b|not\b|true\b|possible\b|you (?:have|had|could|can|would|track|keep|hold)\b|you['’](?:ve|d|re)\b|there(?:['’]s| is| are) (?:one|any|some)\b|any\b|i\b|we(?:['’]|\s(?:can|could))|it['’]s|necessary|needed|relevant|only))",
    re.IGNORECASE,
)


def clauses(text: str, *, reported: bool = False) -> list[str]:
    """Return the clauses of `text` that each open like a question; short tails stay with what they follow.

    `reported` also cuts before "if" and its like, which there stand for a question.
    """
    cuts = [0]
    found = sorted((*_SPLIT.finditer(text), *(_SPLIT_IF.finditer(text) if reported else ())), key=lambda match: match.end())
    for match in found:
        if match.end() <= cuts[-1]:
            continue
        short = 2 if len(found) > 1 else 3
        if len(text[cuts[-1] : match.start()].split()) >= short and len(text[match.end() :].split()) >= short:
            cuts.append(match.end())
    pieces = [text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    merged: list[str] = []
    for piece in pieces:
        if merged and len(trim(piece).split()) < (2 if len(pieces) > 2 else 3):
            merged[-1] += piece
        else:
            merged.append(piece)
    return [piece for piece in merged if piece.strip()]


def clause_open(text: str, position: int) -> int:
    """Return where the clause around `position` begins."""
    before = text[:position]
    return max(before.rfind(mark) + len(mark) if mark in before else 0 for mark in (", ", "; ", " - ", " – "))


def trim(piece: str) -> str:
    """Return a clause without joining words and marks at its ends."""
    piece = squeeze(piece).strip(" ,;–—-*_")
    piece = IF_SO.sub("", re.sub(r"^(?:(?:and|but|or|so|plus|also)[, ]+)+(?=\w)", "", piece, flags=re.IGNORECASE))
    return re.sub(r"[,;]?\s+(?:and|or|&|plus|y|et|und|oder|en|e|ou)$", "", piece)
