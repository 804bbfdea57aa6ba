"""Web forms and request services: text that comes as labelled fields."""

from __future__ import annotations

import re

from bot.intake.headers import addresses
from bot.intake.tables import read_json, read_table

_LABELS = {
    "first_name": "first name|firstname|forename|given name|nombre|prénom|vorname|nome|voornaam",
    "last_name": "last name|lastname|surname|family name|apellidos|apellido|nom de famille|nachname|sobrenome|cognome|achternaam",
    "name": "name|full name|your name|contact name|journalist|reporter|journalist name|name of journalist|request from|from"
    "|requested by|contact|who|full_name|contact person|writer|media contact|nombre y apellidos|nombre completo|nom|nom et prénom"
    "|nome completo|nome e cognome|ihr name|name des journalisten|periodista|journaliste|jornalista|giornalista|naam|sender|requester",
    "outlet": "outlet|media outlet|publication|medium|media|organisation|organization|organisation/outlet|organization/outlet"
    "|company|company/outlet|media organisation|media organization|news organisation|news organization|outlet name"
    "|name of outlet|publication/outlet|outlet/publication|media outlet/publication|publication name|station|magazine"
    "|newspaper|website|medio|medio de comunicación|média|redaktion|testata|veículo|empresa|organización|média / rédaction"
    "|outlet or publication|outlet / publication|publication or outlet|writing for|on behalf of|podcast|show|programme|program|for|who for|programme/outlet|media name|name of publication|working for|affiliation|name of media",
    "email": "how|how to reply|pitch|pitch to|pitches to|respond|reply|answer to|send to|submit to|send pitches to|send responses to|email|e-mail|email address|e-mail address|your email|correo|correo electrónico|mail|courriel|e-mail-adresse|e-mailadres|reply to|reply-to|respond to|contact email|endereço de e-mail",
    "phone": "phone|telephone|tel|mobile|phone number|telephone number|contact number|cell|daytime phone|teléfono|móvil"
    "|téléphone|telefon|handy|telefono|cellulare|telefone|celular|telefoon|tel.|mobile number|best number",
    "deadline": "deadline|your deadline|due|when|closes|closing|by|needed by|when do you need this|when do you need a reply|response needed by|reply by"
    "|plazo|fecha límite|délai|date limite|frist|abgabe|redaktionsschluss|scadenza|prazo|respond by|deadline date|deadline for response|date needed|when do you need this by|need by|when by|deadline (if any)|response by|closing date",
    "subject": "subject|topic|title|headline|summary|story|re|about|asunto|tema|objet|sujet|betreff|thema|oggetto|argomento"
    "|assunto|onderwerp|story topic|query title|working title|what is your enquiry about|what is your story about|story angle|angle|the story",
    "message": "the ask|ask|seeking|what|brief|the brief|need|needs|wanted|message|your message|query|question|questions|your questions|enquiry|your enquiry|inquiry|details|request"
    "|description|comments|more information|mensaje|consulta|preguntas|nachricht|anfrage|ihre anfrage|fragen|votre message"
    "|votre demande|messaggio|richiesta|domande|mensagem|perguntas|bericht|vragen|your request|how can we help"
    "|what do you need|requirements|what are you looking for|looking for|story details|details of request|further details"
    "|information requested|additional information|notes",
    "type": "type of request|request type|type|enquiry type|nature of enquiry|nature of request|kind of request|i am a|i would like"
    "|reason for contact|tipo de solicitud|type de demande|art der anfrage|what do you need from us|type of enquiry|type of media",
    "role": "role|position|job title|job|cargo|fonction|funktion|ruolo|função",
}
#: Words that give away what an unlisted label asks for, the surest first; `other` stands for what the desk does not need.
_SIGNS = (
    (
        "other",
        r"date of pub\w*|publi\w+ (?:date|day)|air date|run date|submitted|reference|\bref\b|\bids?\b|\bip\b|how did you|where did you|consent|privacy|agree|categor\w+|\bbeats?\b|circulation|region|country|address line|postcode|website|\burl\b|link|reach|audience|twitter|handle|embargo|tags?|keywords?|budget|fee|format|word count|length|newsletter|captcha|terms",
    ),
    (
        "email",
        r"e-?mail|correo|courriel|(?:reply|respond|write|send|answer|pitch)\w* (?:\w+ )?to\b|how to (?:reply|respond|pitch|answer)|reply by e-?mail",
    ),
    (
        "deadline",
        r"deadline|\bdue\b|\bclos(?:es?|ing)\b|needed (?:by|on|for)|need (?:it|this|an answer|a response|a reply|your) |(?:by|until) when|response time|respond(?:ing)? by|repl(?:y|ies) by|expires?|cut-?off|frist|plazo|délai|prazo|scadenza|termijn|redaktionsschluss|bis wann|pour quand|para cu[aá]ndo|entro quando",
    ),
    (
        "phone",
        r"phone|\btel\b|mobile|\bcell\b|contact (?:no|number)|best number|number to|whatsapp|teléfono|téléphone|telefon\w*|móvil|handy",
    ),
    (
        "outlet",
        r"publication|outlet|media (?:title|name|house|org\w*)|organi[sz]ation|company|newspaper|magazine|programme|program|podcast|\bshow\b|station|broadcaster|employer|writing for|working for|commission\w*|medio\b|medium|média|testata|redaktion|rédaction|redacción|veículo|redactie|\btitle you\b",
    ),
    (
        "name",
        r"\bname\b|journalist|reporter|\bwriter|producer|editor|contact person|\bwho(?:['’]s| is| are)? (?:asking|you)|nombre|\bnom\b|\bnome\b|\bnaam\b|periodista|journaliste|giornalista|jornalista|requested by|posted by|filed by|source seeker",
    ),
    (
        "message",
        r"enquir\w+|inquir\w+|quer(?:y|ies)|questions?|message|details|request|\bask\b|\basks\b|seeking|sought|looking for|require\w*|\bbrief\b|\bneeds?\b|\bwants?\b|comments?|help|pitch|tell us|nachricht|anfrage|fragen|anliegen|mensaje|consulta|preguntas|solicitud|demande|questions|messaggio|richiesta|domande|mensagem|perguntas|pedido|vragen|bericht|verzoek",
    ),
    (
        "subject",
        r"subject|topic|headline|story|\bangle\b|about|asunto|tema|objet|sujet|betreff|thema|oggetto|argomento|assunto|onderwerp|heading",
    ),
)
_KIND = {label: kind for kind, labels in _LABELS.items() for label in labels.split("|")}
_LINE = re.compile(
    r"^[ \t]*[*_•>-]{0,3}[ \t]*([A-Za-zÀ-ÿ][\w /'’.()&-]{0,44}?[\w).?])[*_ \t]*(?:\?[ \t]*:?|:[*_]*|[ ]?»|[ ]?>{1,2}(?=[ ])|[ ]?::|[ ][-–—](?=[ ])|\.{2,}:?|\t|[ ]{3,}|[ ]\|[ ]|=|→)[ \t]*(.*)$"
)
_BARE_LABEL = re.compile(r"^[ \t]*[*_#]{0,3}[ \t]*([A-Za-zÀ-ÿ][\w /'’.-]{1,40}?)[*_]{0,3}[ \t]*$")
_DIVIDER = re.compile(r"^\W*$|^\W{2,}.{0,30}\W{2,}$")
#: The numbered title of one request in a service's list: "[12] Experts on teen loneliness (Parent & Porch)".
_TITLE = re.compile(r"(?m)^\W*\d{1,3}[\]).:]\s*(\w[^\n()]{5,120}?)\s*(?:\(([^()\n]{2,60})\))?\s*$")
_END = re.compile(
    r"^\s*(?:submitted\b|sent from|back to top|this (?:form|message) was|ip address|i agree|unsubscribe)", re.IGNORECASE
)


def _kind_of(label: str, *, loosely: bool = False) -> str | None:
    """Return the kind a label names; `loosely` also goes by the words in an unlisted one."""
    label = re.sub(r"\s*\((?:required|optional|if any|\*)\)|\*", "", label.casefold()).strip(" ?.:*")
    label = re.sub(r"\s*/\s*", "/", label)
    found = _KIND.get(label) or _KIND.get(label.removeprefix("your ").removeprefix("the "))
    if not found and "/" in label:
        found = next((_KIND[half.strip()] for half in label.split("/") if half.strip() in _KIND), None)
    if loosely and not found and len(label.split()) <= 6:
        found = next((kind for kind, signs in _SIGNS if re.search(rf"(?i)(?<!\w)(?:{signs})(?!\w)", label)), None)
    return found


def read_form(text: str) -> dict[str, str]:
    """Return the fields of a form (keys of `_LABELS`, values as written), or an empty dict where the text is none.

    Values of labels of one kind (Query and Requirements) stand under each other.
    """
    ready = read_json(text, _kind_of) or read_table(text, _kind_of)
    if ready:
        return _checked(ready, "")
    if sum(_is_listed(line) for line in text.split("\n")) < 2:
        return {}
    pairs: list[tuple[str, list[str]]] = []
    loose: list[str] = []
    before: list[str] = []
    for line in text.split("\n"):
        label = _label_of(line, bool(pairs))
        if label:
            pairs.append((label[0], [label[1].strip()]))
        elif pairs and (_END.match(line) or (_DIVIDER.match(line) and line.strip())):
            pairs.append(("other", [""]))
        elif pairs and (
            pairs[-1][0] in {"message", "subject"} or (line.strip() and not any(pairs[-1][1]) and pairs[-1][0] != "other")
        ):
            pairs[-1][1].append(line.rstrip())
        elif pairs:
            loose.append(line.rstrip())
        else:
            before.append(line)
    return _checked([(kind, "\n".join(lines).strip()) for kind, lines in pairs], "\n".join(loose).strip(), "\n".join(before))


def _checked(pairs: list[tuple[str, str]], loose: str, before: str = "") -> dict[str, str]:
    """Return fields by kind when they make up a form; text outside all fields is the message where no field is."""
    kinds = {kind for kind, _ in pairs if kind not in {"other", "type"}}
    if (
        len(kinds) < 3
        or not kinds & {"name", "first_name", "outlet", "email"}
        or not kinds & {"message", "subject", "deadline"}
    ):
        return {}
    fields: dict[str, str] = {}
    title = _TITLE.search(before)
    for kind, value in pairs:
        if not value or kind == "other":
            continue
        if kind == "name" and (addresses(value) or not re.search(r"[^\W\d_]{2}", value)):
            fields["email"], fields["phone"] = fields.get("email", value), fields.get("phone", value)
        elif kind == "message" and fields.get("message"):
            fields["message"] += "\n\n" + value
        else:
            fields.setdefault(kind, value if kind in {"message", "subject"} else value.split("\n")[0].strip())
    if fields.keys().isdisjoint({"outlet", "subject"}) and title:
        fields["subject"] = title[1].strip()
        if title[2]:
            fields["outlet"] = title[2].strip()
    if loose and len(loose) > 2 * len(fields.get("message", "")):
        fields["message"] = "\n\n".join(part for part in (fields.get("message"), loose) if part)
    return {kind: value for kind, value in fields.items() if value}


def _is_listed(line: str) -> bool:
    """Say whether a line opens with a label of the list, other than those any mail has."""
    match = _LINE.match(line[:3000]) or _BARE_LABEL.match(line[:3000])
    label = re.sub(r"^\d{1,3}[.)]\s*", "", match[1]) if match else ""
    return bool(_kind_of(label)) and label.casefold() not in {"from", "to", "subject", "re", "by", "who", "what"}


def _label_of(line: str, inside: bool) -> tuple[str, str] | None:
    """Return (kind, value) when a line opens a field; an unknown label with a short value is `other`."""
    if len(line) > 3000:
        return None
    match = _LINE.match(line[:3000])
    if match:
        label = re.sub(r"^\d{1,3}[.)]\s*", "", match[1])
        surely = match[0][match.end(1) : match.start(2)].strip(" *_").startswith((":", ">", "»", "="))
        kind = _kind_of(label, loosely=surely and label[:1].isupper())
        if kind and (label[:1].isupper() or surely):
            return kind, match[2]
        if inside and len(label.split()) <= 9 and len(match[2]) <= 60 and label[:1].isupper() and match[2].strip():
            return "other", match[2]
        return None
    numbered = re.match(r"^\s*\d{1,3}[.)]\s*(Summary|Query|Title)\s*:\s*(.*)$", line)
    if numbered:
        return _kind_of(numbered[1]) or "other", numbered[2]
    bare = _BARE_LABEL.match(line)
    if bare:
        kind = _kind_of(bare[1])
        return (kind, "") if kind and bare[1][:1].isupper() else None
    return None
