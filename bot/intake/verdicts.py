"""Whether a text is a media inquiry at all."""

from __future__ import annotations

import re

from bot.intake.pastes import Paste
from bot.intake.vocabulary import HAS_ROLE, MEDIA_WORD

_AGAINST = (
    (5.0, re.compile(r"\b(?:free edition|you get this because you signed|today['’]s newsletter|unsubscribe|view (?:this )?(?:e-?mail )?in (?:your )?browser|update (?:your )?preferences|you(?:['’]re| are) receiving this|manage preferences|se désabonner|abmelden|darse de baja|cancelar inscrição|opt out)\b", re.I)),
    (4.0, re.compile(r"for immediate release|notes to editors|^\s*ENDS\s*$|media alert|press release\b.{0,4}[|:]|save the date", re.I | re.M)),
    (4.0, re.compile(r"\b(?:invoice (?:no|number|#|attached|date|ref)|amount due|payment (?:due|terms|reminder|overdue)|remittance|(?:our|the|attached|this|your) invoice|invoice [A-Z]{1,4}-?\d+|PO number|credit control|accounts (?:payable|receivable|team|department)|purchase ledger|agreed rate|purchase order|bank details|sort code|iban|overdue invoice|facture n|rechnung(?:snummer)?|factura n)\b", re.I)),
    (4.0, re.compile(r"\b(?:out of (?:the )?office|on annual leave until|automatic reply|auto-?reply|autoreply|abwesenheit\w*|i am (?:currently )?(?:away|on leave)|absence du bureau|fuera de la oficina|limited access to (?:my )?e-?mail)\b", re.I)),
    (4.0, re.compile(r"\b(?:rsvp|tickets? (?:cost|are|€|£|\$|from|price)|early[- ]bird|warmly invited|you are invited|invitation to|register (?:now|here|today|your place)|book your place|dietary requirements|agenda\b.{0,20}webinar|webinar)\b", re.I)),
    (5.5, re.compile(r"\b(?:my (?:cv|résumé|resume)|cover(?:ing)? letter|(?:apply|applying|application) for (?:the|your|this|a) (?:[\w-]+ ){0,4}(?:role|post|position|job|vacancy|traineeship)|hiring (?:panel|manager|team)|closing date for applications|(?:job|role|post) (?:reference|ref)\b|my (?:application|cover letter)|application for|job application|vacancy|internship|work experience|placement|candidate\w*|shortlist|executive search|retained by|your profile|recruit\w*|bewerbung|candidatura)\b", re.I)),
    (4.5, re.compile(r"\b(?:demo\b|discount|free trial|pricing|our (?:platform|dashboard|software|tool|clients?|agency|services|packages?)|roi\b|trains? (?:\w+[ -]?){0,3}spokes\w+|media[- ]train\w+|mock interviews?|half-day session|(?:seat|place|session|month|trial) (?:is|for) free|partnerships?, [A-Z]|we(?:['’]ve| have) helped|your team could|case studies from our clients|no obligation|exclusive story for your|story for your (?:followers|readers)|do-?follow|link building|(?:is|are) available for interviews?|send you (?:a |some )?samples?|\bPR \(|our CEO|we help (?:over|more|charities|nonprofits|organisations|brands)|book a (?:call|demo|meeting)|boost your|sponsored (?:post|content)|backlink\w*|domain authority|guest post(?:ing)? (?:on your|opportunit)|advertis(?:ing|ement|e) (?:rates?|space|package|with)|media (?:pack|kit)|rate card|account executive|business development|sales (?:manager|director)|seo\b)\b", re.I)),
    (3.5, re.compile(r"\b(?:direct debit|my (?:donation|gift|accountant)|want to (?:give|donate)|make a (?:gift|donation)|gift mailed|tax[- ]deductible|in memory of my|i (?:have )?donat(?:e|ed)|take me off|cancel my|gift aid|as a (?:supporter|donor|member)|i am a: supporter|your charity shop|volunteering with you|i want to volunteer|complain(?:t|ing)? about)\b", re.I)),
    (3.5, re.compile(r"\b(?:no ask|nothing needed|no action (?:needed|required)|no need to (?:reply|respond|do anything)|just fyi|fyi only|thought you(?:['’]d| would| might) (?:like|want)|in case you missed|ran into|bumped into|says hi|for info only|nothing for us|not about us|we(?:['’]re| are) not mentioned|great coverage|nice (?:piece|coverage|write-up))\b", re.I)),
    (3.0, re.compile(r"\b(?:thank(?:s| you) (?:so much |again |very much )?for (?:all )?(?:your|the) (?:help|time|quote|interview|quick|input|assistance)|here(?:['’]s| is) the (?:link|piece|story)|(?:piece|story|article|feature|interview|review|it)\b(?: (?:on|about|with|from)\b[^.?!]{0,40})? (?:is|went|ran|has gone|['’]s) (?:now )?(?:live|up|out|online|in (?:print|today))|link (?:below|here|to the)|(?:lovely|great) (?:to work|working) with you|(?:only|just) (?:ringing|calling|phoning|writing|emailing|messaging|getting in touch|popping|dropping (?:you )?a line|a (?:quick )?(?:note|line|word)) to (?:say|let you know|thank)|no need to (?:ring|call|reply|respond|do)|come up a treat|say thank(?:s| you)|(?:my|the) editor (?:was|is) (?:delighted|thrilled|very happy)|thank you \([^)]*\) so much|hope you like it|published (?:today|this morning|yesterday))\b", re.I)),
    (3.0, re.compile(r"\b(?:disgrace(?:ful)?|disgusted|i want an answer|(?:to|tell|write to) my mp\b|as a taxpayer|shame on|copied in (?:the|my)|i will be cancelling|member of the public|i will (?:cancel|never)|appalled|nominate your|we apologi[sz]e for the error|has been (?:amended|corrected)|^correction\b|entr(?:y fee|ies close)|awards? (?:team|ceremony)|discount code|send samples|i represent\b|case officer|your application)\b", re.I)),
    (2.5, re.compile(r"\b(?:is|are) (?:off (?:today|sick|this week|until)|on leave|on holiday|away)\b|\breminder:|water the plants|wait (?:til|till|until) (?:mon|tues|wednes|thurs|fri|next)", re.I)),
    (3.0, re.compile(r"\b(?:dissertation|my thesis|survey for my|course(?:work)? project|homework|grant application|planning application|partnership opportunit\w*|collaborat\w+ with (?:us|our brand)|influencer|affiliate)\b", re.I)),
)  # fmt: skip
#: An address that gives the sender away: "@fencourier.example".
_MEDIA_HOST = re.compile(
    r"@[\w.-]*(?:news|times|post|gazette|courier|herald|tribune|advertiser|chronicle|observer|radio|media|magazine|journal|dispatch|examiner|sentinel|standard|telegraph|mercury|weekly|review|broadcast|podcast|press\b|zeitung|anzeiger|bote\b|kurier|diario|correo|jornal|gazzetta|corriere|courrier|krant|dagblad)[\w-]*\.",
    re.IGNORECASE,
)
_MEDIA = re.compile(
    r"\b(?:story|article|reportage|reportaje|bulletin|on air|broadcast|airing|publish(?:ing|ed|es)?|publication|deadline|go(?:ing)? to press|print(?:ed)?|newsroom|newsdesk|front page|filing|i['’]m writing (?:it|this) up|writing (?:it|this|up|about)|live at|on the programme|drive show|round-?up|long read|newsletter edition|edition|spread|dossier|reportaje|servizio|in diretta|diretta|en directo|em direto|ao vivo|en direct|live schal\w+|beitrag|sendung|ausgabe|uitzending|stuk over|bijdrage|édition|émission|journal|puntata|trasmissione|episode|podcast|documentary|column|columnist|for (?:tomorrow|sunday|saturday|friday|thursday|tonight|today|monday)['’]s (?:paper|show|edition|programme|bulletin)|live stream|embargo\w*|off[ -]the[ -]record|before i (?:write|file|publish)|on background|on the record|interview\w*|quote|statement|comment|film(?:ing)?|photographer|issue|piece|page|desk|feature|fact[- ]check\w*|right of reply|series|readers|listeners|viewers|media enquir\w*|media inquir\w*|press enquir\w*|journalist|reporter"
    r"|prensa|presse|imprensa|stampa|periodista|artikel|artículo|matéria|reportagem|articolo|bouclage|redaktionsschluss|fechamento)\b",
    re.I,
)


def is_inquiry(paste: Paste, journalists: tuple[str, ...], outlet: str | None, questions: tuple[str, ...], text: str) -> bool:
    """Say whether somebody from the media asks something of us."""
    return weigh(paste, journalists, outlet, questions, text) >= 1.7


def weigh(paste: Paste, journalists: tuple[str, ...], outlet: str | None, questions: tuple[str, ...], text: str) -> float:
    """Return how much speaks for an inquiry; from 1.7 it is taken for one."""
    if not paste.body.strip() and not paste.fields:
        return -9.0
    score = 0.0
    role = bool(HAS_ROLE.search("\n".join((paste.words, paste.fields.get("role", "")))))
    media_hits = {match.casefold() for match in _MEDIA.findall(paste.words)}
    score += min(2.5, 0.7 * len(media_hits))
    score += 1.5 if outlet else 0.0
    score += 0.7 if outlet and MEDIA_WORD.search(outlet) else 0.0
    host = _MEDIA_HOST.search(paste.mail.asker.headers.get("from", ""))
    if not (media_hits or outlet or role or host or paste.kind in {"form", "service"} or paste.mail.quoted):
        return -9.0
    score += 1.5 if role else 0.0
    score += (
        min(2.0, 0.8 * len(questions))
        if questions
        else -3.0
        if paste.kind == "mail"
        else 0.0
        if "outlet" in paste.fields and paste.kind == "service"
        else -2.0
    )
    score += 0.5 if journalists else -0.5
    score += 1.0 if paste.kind in {"note", "voicemail"} and journalists and outlet else 0.0
    score += 1.5 if paste.kind == "service" else 0.0
    score += (
        1.5
        if paste.kind == "form"
        and re.search(r"(?i)\b(?:press|media|journalist|reporter|prensa|presse|imprensa|stampa)\b", paste.lead)
        else 0.0
    )
    if _MEDIA_HOST.search("\n".join((paste.mail.asker.headers.get("from", ""), paste.words, paste.fields.get("email", "")))):
        score += 0.8
    own = "\n".join((paste.subject, paste.mail.note, paste.mail.asker.body)) if paste.mail.quoted else text
    for weight, pattern in _AGAINST:
        hits = len({match.casefold() if isinstance(match, str) else "" for match in pattern.findall(own)})
        if hits:
            score -= weight + 0.8 * min(hits - 1, 3)
    return score
