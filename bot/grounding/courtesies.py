"""Courtesies: sentences that only greet, thank, offer help or take leave, and claim nothing."""

from __future__ import annotations

import re

from bot.grounding.words import even

_CALL = r"(?:all|both|everyone|editors?|colleagues?|sir or madam|there)"
_WHAT = (
    r"(?:your |the |this |these )?(?:very |kind |recent |thoughtful |careful |further |continued )?(?:questions?|quer(?:y|ies)|e-?mails?|messages?|[ei]nquir(?:y|ies)|requests?|calls?|"
    r"interest(?: in (?:our work|this|the (?:story|subject|topic|issue|matter)|us|what we do))?|patience|time|note|letter|understanding|reply|follow-up)"
)
_DEED = r"(?:getting in touch(?: with us)?|contacting (?:us|our press office|the press office)|writing(?: to us)?|reaching out(?: to us)?|asking(?: us)?|calling(?: us)?|coming to us|coming back to us|taking the time to (?:write|ask)|checking(?: this)?(?: with us)?|giving us the (?:chance|opportunity) to (?:respond|comment|reply)|following up|bearing with us|covering this(?: (?:story|subject|issue))?)"
_THANKS = rf"(?:(?:many |with )?thanks|thank you|we thank you|we(?: very much| really)? appreciate)(?: very much| so much| again)?(?: (?:for )?(?:{_WHAT}|{_DEED})(?: (?:and|and for) (?:{_WHAT}|{_DEED}))?)?(?: again)?"
_NEED = r"(?:anything (?:else|further|more)|any(?:thing)? (?:further |more |other )?(?:questions?|information|details?|help)|more|further (?:questions?|information|details?|help)|more information|any other questions?)"
_IF = rf"(?:if|should) (?:you (?:have|need|require|would like|want|wish)|there is|we can help with) {_NEED}(?: from us)?"
_ASK = r"(?:(?:please )?(?:do |just )?(?:get (?:back )?in touch(?: with us)?(?: again)?|let us know|contact (?:us|our press office|the press office|the press team|our media team)|come back to us|write to us|call us|ask(?: us)?|reply to this (?:e-?mail|message))|(?:please )?(?:do not|don't) hesitate to (?:ask|contact us|get in touch|call|write))"
_HELP = rf"(?:we(?: are|'re| would be|'d be| will be|'ll be) (?:always |very )?(?:happy|glad|pleased|here|available) to (?:help|assist|answer {_NEED}|help with {_NEED}|provide {_NEED}|talk(?: this through)?|speak to you|discuss this)(?: further| with {_NEED})?|we hope (?:that )?(?:this|that) (?:helps|is helpful|is useful|is of help|answers your questions?))"
_BELOW = r"(?:(?:please find|you will find|you'll find|here (?:is|are)|below (?:is|are)|find) )?(?:our |the |an? )?(?:answers?|responses?|repl(?:y|ies)|statements?|information|comments?)(?: to your (?:questions?|quer(?:y|ies)|[ei]nquir(?:y|ies)))?(?: (?:is|are) (?:set out )?| )?(?:below|as follows|here|attached|follows?)?"
_LEAVE = r"(?:(?:with )?(?:kind|best|warm|kindest|many)? ?(?:regards|wishes)|yours(?: sincerely| faithfully| truly)?|sincerely|all the best|we look forward to (?:hearing from you|your reply|reading (?:it|the piece|your (?:piece|article))|seeing (?:it|the piece|your (?:piece|article))|speaking (?:to|with) you)|have a (?:good|nice|great) (?:day|weekend|week|evening))"
_BACK = r"(?:we(?: will|'ll) (?:get back|come back|reply|respond|write back|be in touch with)(?: to)? you (?:as soon as (?:we can|possible)|shortly|soon))"
_GREET = rf"(?:(?:dear|hello|hi|good (?:morning|afternoon|evening|day))(?:,? {_CALL})?)"
_GERMAN = r"(?:(?:vielen|herzlichen|besten) dank(?: für ihre (?:anfrage|fragen|nachricht|e-mail|geduld))?|mit freundlichen grüßen|(?:freundliche|beste|viele) grüße|guten (?:tag|morgen|abend)|sehr geehrte damen und herren|bei (?:rück|weiteren )?fragen melden sie sich gerne?|für (?:rück|weitere )?fragen stehen wir (?:ihnen )?gerne? zur verfügung|wir danken ihnen für ihre (?:anfrage|fragen|nachricht))"
_ONE = rf"(?:{_GREET}|{_THANKS}|{_IF},? (?:then )?(?:{_ASK}|{_HELP})|(?:{_ASK}|{_HELP})(?:,? {_IF})?|{_BELOW}|{_LEAVE}|{_BACK}|{_GERMAN})"
_FORM = re.compile(rf"{_ONE}(?:(?:,|\.|;|!)?(?: -| and)? {_ONE})*[.,!:]?", re.IGNORECASE)
_LONGEST = 300


def is_courtesy(text: str) -> bool:
    """Whether `text` is one or more of the approved forms and nothing besides, so that it holds no figure, name, date or promise."""
    plain = even(text).strip()
    return len(plain) <= _LONGEST and _FORM.fullmatch(plain) is not None
