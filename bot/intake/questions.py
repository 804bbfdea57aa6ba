"""What the asker wants answered or done, verbatim and in order."""

from __future__ import annotations

import re

from bot.intake.asks import ALLEGES, DIRECT, LIST_LEAD, REQUEST, is_logistics
from bot.intake.clauses import BACK_REFERENCE
from bot.intake.pastes import Paste
from bot.intake.prose import from_prose
from bot.intake.reports import REPORTED
from bot.intake.sentences import Sentence, split_sentences

#: More asks than this are not kept from one text.
MAX_QUESTIONS = 40
#: Nor are asks looked for beyond this many sentences.
MAX_SENTENCES = 400

_HOUSE_TALK = re.compile(
    r"@\w|^(?:(?:ok|so|and|but|thoughts|also)\W+)*(?:(?:can|could|should|shall|do|are|is|will|would|does|did) (?:i|we|someone|somebody|anyone|anybody)\b|who(?:['’]s| is| can| wants| has)\b|anyone\b|(?:does|do|did|has|is) (?:anyone|anybody|any of (?:you|us))\b|any of (?:you|us)\b|any (?:ideas|thoughts|takers|objections)|thoughts\?|what do (?:i|we)|what (?:else )?(?:can|do|should|would) (?:i|we)|how do we|worth adding|one for|is (?:this|that|it) (?:one )?(?:ok|for|you|something))",
    re.IGNORECASE,
)
#: Says what somebody is after, before the questions say it.
_PREAMBLE = re.compile(
    r"(?i)(?:i['’]m|i am|we['’]re|we are) (?:looking|searching|seeking|hoping) (?:for (?:people|some|any|a bit|comment|input|sources|experts|charit\w+|info\w*)|to hear from)|i['’]m after (?:a bit of |some )?(?:help|info\w*)|would dearly love|i have (?:several|a few|some)"
)


def find_questions(paste: Paste) -> tuple[str, ...]:
    """Return the asks as written; lists give their items, allegations count one each."""
    found = _asks(paste.body, paste)
    if not found and paste.kind == "service":
        found = [
            s.text
            for s in split_sentences(paste.body)[:12]
            if re.search(r"(?i)\b(?:looking|seeking|wanted|want|need|needs|after|keen|hoping|interested|hear from)\b", s.text)
        ][:2]
    for part in paste.mail.revived:
        found += _asks(part.body, paste)
    return tuple(dict.fromkeys(found))[:MAX_QUESTIONS]


def _asks(body: str, paste: Paste) -> list[str]:
    mark = "• " if paste.kind == "note" and len(re.findall(r"(?m)^[ \t]*>[ \t]*\S", body)) > 1 else ""
    sentences = split_sentences(re.sub(r"(?m)^[ \t]*>[ \t]?", mark, body))[:MAX_SENTENCES]
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
        if (
            paste.kind == "note"
            and not quoting
            and not (reported and DIRECT.match(text) and "@" not in text)
            and _HOUSE_TALK.search(text)
            and not re.search(r"(?i)\btell (?:her|him|them)\b", text)
        ):
            continue
        asks = from_prose(text, paste)
        if (
            asks
            and len(asks) == 1
            and _is_second_half(sentences, index)
            and (sum(ask in sentences[index - 1].text for ask in found[-3:]) < 2)
        ):
            opening = re.split(r":\s+(?=[a-z])", sentences[index - 1].text)[-1]
            asks = [f"{opening} {text}"]
            if (found and found[-1] == sentences[index - 1].text) or (found and found[-1] in sentences[index - 1].text):
                found.pop()
        reported = bool(REPORTED.search(text)) or (reported and bool(asks))
        found.extend(asks)
    if alleges:
        found = [
            ask
            for ask in found
            if not re.search(
                r"(?i)^(?:please|kindly|we|i)\b.{0,40}\b(?:any|your) (?:comments?|response|reply|statement)\b", ask
            )
        ]
    found = [ask for ask in found if not re.search(r"(?i)^(?:\S+\s){1,4}(?:uh|um|er|erm)$|\(\?\)$", ask)]
    return _drop_preambles([ask for ask in found if len(ask.split()) > 1 or ask.endswith("?")], sentences)


def _leads_list(sentences: list[Sentence], index: int) -> bool:
    """Say whether a sentence only announces the list or the questions below it."""
    text = sentences[index].text
    following = sentences[index + 1] if index + 1 < len(sentences) else None
    if text.rstrip().endswith(":") and following is not None:
        return True
    return bool(
        following
        and following.item
        and re.search(r"(?i)\b(?:following|these|below)\b|\b(?:questions|points|few things|things|lines|facts)\W*$", text)
    )


def _drop_preambles(asks: list[str], sentences: list[Sentence]) -> list[str]:
    """Drop "I'm looking for people who …" where questions or a list say what is wanted."""
    real = sum(not _PREAMBLE.match(ask) for ask in asks)
    if real < 2 or (not any(ask.endswith("?") for ask in asks) and not any(sentence.item for sentence in sentences)):
        return asks
    return [ask for ask in asks if not _PREAMBLE.match(ask)]


def _is_second_half(sentences: list[Sentence], index: int) -> bool:
    """Say whether a short question leans on the statement that makes up the rest of its paragraph."""
    here = sentences[index]
    if index == 0 or here.item:
        return False
    before = sentences[index - 1]
    if (
        re.fullmatch(
            r"(?i)(?:is (?:that|this|it) )?(?:true|correct|right|any truth|(?:and )?which (?:is|one is) (?:right|it|correct|true)|(?:may|can|could|might) (?:we|i)(?:, [\w ]{3,20})?)\s*\?+",
            here.text,
        )
        and not before.text.endswith("?")
        and not before.item
        and len(before.text) < 300
    ):
        return before.paragraph == here.paragraph
    around = sentences[max(0, index - 2) : index + 2]
    same = [s for s in around if s.paragraph == here.paragraph and not s.item]
    return (
        len(same) == 2
        and same[1] is here
        and same[0] is sentences[index - 1]
        and len(here.text.split()) <= 7
        and here.text.endswith("?")
        and not same[0].text.endswith("?")
        and bool(BACK_REFERENCE.search(here.text))
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
