"""How careful the desk has to be, and the words in the text that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

#: The list a team starts with. A trailing `*` stands for any ending; without it the word must stand alone.
DEFAULT_SENSITIVE_WORDS: tuple[str, ...] = (
    # Claims against us, and the law.
    "alleg*", "accus*", "lawsuit*", "sued", "suing", "plaintiff*", "court case", "court documents", "legal action", "solicitors", "complaint naming",
    "misconduct", "wrongdoing", "whistleblow*", "whistle-blow*", "protected disclosure", "right of reply", "tribunal", "settlement agreement",
    "non-disclosure", "NDA", "leaked", "deep background", "anonymous letter", "don't forward", "in confidence", "investigative", "cover-up", "covered up", "corrupt*", "brib*", "kickback*", "embezzl*", "fraud*", "theft", "stolen",
    "stole", "misus*", "misappropriat*", "financial irregularit*", "conflict of interest", "serious incident", "unregistered", "sanction*", "breach*",
    "retention bonus", "discriminat*", "racis*", "bully*", "bullied", "harass*", "grievance*", "unfair dismissal", "sacked", "dismissed", "suspended", "resign*",
    # Police and crime.
    "police", "sheriff", "arrest*", "detained", "charged with", "charging document", "prosecut*", "convict*", "criminal*", "assault*", "rape*", "raped", "sexual*",
    "groom*", "abus*", "neglect*", "safeguarding", "exploit*", "traffick*", "violence", "violent", "attack*", "stabb*", "a shooting", "the shooting", "shootings", "mass shooting", "shot dead", "murder*",
    "overdos*", "euthan*", "unrestrained", "restrain*", "consent decree",
    # Death and harm.
    "death*", "been told", "we understand", "we are told", "we're told", "we hear", "we're hearing", "obtained", "shown me", "shown us", "sources say", "kept the money", "kept the grant", "kept the government grant", "misled", "misleading",
    "former employee*", "former staff*", "former member*", "former resident*", "former volunteer*", "former director*", "former worker*", "former finance", "former driver*", "former client*", "former tenant*", "ex-employee*", "used to work",
    "rumour*", "rumor*", "rumores", "gerücht*", "rumeur*", "incident", "incidents", "dispute*", "keep quiet", "hush money", "paid off", "gagging", "mould", "mold", "asbestos", "cruelty", "mistreat*", "starv*", "tortur*", "beaten", "was fired", "were fired", "walkout", "strike action",
    "no confidence", "axed", "scrapped", "losing their jobs", "job cuts", "cuts to", "budget cuts", "under investigation", "investigation into", "investigating", "watchdog", "inspectorate", "special measures",
    "charity commission", "attorney general", "subpoena*", "indict*", "lawyer*", "legal team", "legal letter", "injunction*", "defamat*", "libel*", "in court", "court hearing", "the hearing", "doorstep*", "food poisoning", "leak*", "at risk", "sent home", "hurt", "regulator*", "being axed", "jobs at risk", "how many jobs", "inspect*", "jail*",
    "ambulance*", "emergency services", "paramedic*", "scandal*", "backlash", "boycott*", "threaten*", "stepped down", "steps down", "ousted", "expenses", "found dead", "carcass*", "regulator has", "ombuds*", "redundanc*", "layoff*", "ransomware", "unaccompanied children", "coppers", "cops", "detention", "is dead", "are dead", "dead bod*", "died", "dies", "dying", "killed", "fatal*", "suicid*", "self-harm", "inquest", "coroner*", "drown*", "injur*", "hospitalis*", "hospitaliz*",
    "in hospital", "poison*", "outbreak*", "contaminat*", "infect*", "sickened", "recall",
    # Children and data.
    "minor", "minors", "underage", "under 18", "year-old student", "year-old girl", "year-old boy", "which children", "data breach*",
    "personal data", "hacked", "cyber*", "exposed online", "visible on a public", "information commissioner", "ICO", "GDPR",
    # Cuts and closures.
    "laid off", "lay-offs", "job losses", "closing down", "closing on", "is closing", "are closing", "will close", "to close its", "being cut", "losing its", "lose its funding", "insolven*", "bankrupt*",
    "liquidation", "administrators", "shut down", "shutting", "withdrawn its grant", "pulled its funding",
    "running out of money", "run out of money", "out of cash", "cash flow", "in debt", "unpaid", "not been paid", "not paid", "paid late", "withheld", "clawback", "pulling out", "pull out", "pulled out",
    "withdraw from", "mothball*", "wound up", "winding up", "evict*", "homes at risk", "waiting list is closed", "scaling back", "scaled back", "under threat", "at breaking point", "in crisis",
    "board members left", "board members have left", "trustees left", "trustees have left", "stepping down", "departure of", "departed", "forced out", "gone missing", "walked out", "protest*", "picket*", 
    "billed for", "overcharg*", "double-bill*", "falsif*", "forged", "forgery", "backdat*", "invented", "inflated", "doctored", "nepotis*", "brother-in-law", "sister-in-law", "related party", "kept quiet", "hushed up", "unlicensed", "without permission",
    "without consent", "without telling", "locked in", "locked up", "hit a", "hit by", "knocked down", "collision", "wounded", "blaze", "overcrowd*", "infested", "bed bugs", "lead in the water",
    "carbon monoxide", "gas leak", "toxic", "warning notice", "improvement notice", "enforcement", "audit found", "six-figure", "modern slavery", "wage theft", "underpa*", "zero-hours", "deep background",
    "hidden camera", "undercover", "whatsapp messages", "internal email*", "internal memo*", "seen documents", "seen emails", "unsecured", "storage bucket", "publicly accessible", "date of birth", "dates of birth",
    "card numbers", "ransom", "phishing", "offensive", "antisemit*", "islamophob*", "transphob*", "homophob*", "hate crime", "hate speech", "extremis*", "terror*", "radicali*", "deport*", "removal flight", "asylum hotel", "weapon*", "addict*", "miscarriage", "stillb*",
    "row over", "furious", "slammed", "u-turn", "moratorium", "restitution", "out of court", "negligen*", "malpractice", "struck off", "blacklist*", "red flag*", 
    "closure", "turned away", "jobs will be lost", "jobs lost", "job loss*", "lost their jobs", "not be renewed", "found guilty", "guilty", "sentenced", "judge", "judgment", "judgement", "verdict", "plead*", "magistrates", "crown court", "crown ct", "high court", "supreme court", "court case", "court order", "trial", "ran out", "run out of", "have run out", "has run out", "running out of", "quit", "quits", "off the record", "warned", "ignored", "gas leak", "levee", "landslide*", "derail*", "capsiz*", "electrocut*", "evacuated",
    "under 16", "under-16*", "under 13", "under-18*", "called off", "under the snow", "under the rubble", "buried", "avalanche*", "search was", "search and rescue", "chatbot", "plagiar*", "fabricat*", "faked", "fake", "apology", "special school", "ofsted", "CQC", "tagli", "taglio", "ridott*", "recort*", "coupes",
    "kürzung*", "gekürzt", "cortes", "corte de", "antiviolenza", "violences", "gewaltopfer", "overspend*", "overspent", "blacked out", "redacted", "redaction*",
    "made redundant", "redundant", "let go", "axe", "axing", "lost data", "lost a laptop", "wrong email",
    "sent to the wrong", "emails show", "emails suggest", "documents show", "documents suggest", "records show",
    "records suggest", "records seen", "seen by us", "current and former", "several staff", "staff say",
    "staff claim", "staff told", "families say", "parents say", "residents say", "patients say", "tenants say",
    "neighbours say", "neighbors say", "volunteers say", "a source", "conceal*", "covering up", "hid the",
    "hiding the", "where the money", "money went", "lavish*", "first-class", "chauffeur*", "step aside",
    "leave of absence", "suspension", "suspend*", "disciplin*", "cut ties", "severed ties", "dropped by",
    "child labour", "child labor", "forced labour", "forced labor", "slave*", "salmonella", "legionella",
    "norovirus", "measles", "tuberculosis", "e. coli", "listeria", "meningitis", "scabies", "heatstroke",
    "hypothermia", "frostbite", "fell from", "fell through", "hit-and-run", "knifepoint", "bomb*", "hoax", "vandal*",
    "arson*", "looted", "looting", "burgl*", "robbed", "robbery", "on strike", "industrial action", "public inquiry",
    "independent review", "review into", "probe", "raid", "raided", "search warrant", "warrant", "seized",
    "extradit*", "taken into care", "nude", "porn*", "indecent", "inappropriate*", "revoked", "stripped of",
    "deregister*", "unlawful*", "illegal*", "broke the law", "breaking the law", "against the law", "prosecution",
    "charged", "bail", "remanded", "inquiry into", "misrepresent*", "untrue", "lied", "lying", "cheat*", "scam*",
    "con artist", "rigged", "dodgy", "skim*", "siphon*", "diverted", "pocketed", "unaccounted", "gone bust",
    "went bust", "going under", "on the brink", "wrongful*", "botched", "blunder*", "data leak", "databreach",
    "medical records", "case notes", "case files", "stalking", "domestic abuse", "trauma*", "homicide",
    "manslaughter", "hanged", "body was", "bodies", "obituary",
    # Other languages.
    "pleite", "insolvenz*", "konkurs", "verletzt*", "anzeige", "räumung*", "zwangsräum*", "streik*", "rücktritt*", "zurückgetreten", "skandal*", "beschwerde*", "übergriff*", "verdacht*", "faillite", "incendie", "grève", "expuls*", "démission*", "scandale*", "ferme ses", "enquête",
    "quiebra", "incendio*", "herid*", "huelga", "desahuci*", "dimisión", "dimit*", "escándalo*", "irregular*", "fallimento", "sfratt*", "sgomber*", "sciopero", "dimission*", "scandalo", "feriti", "ferito", "falência", "despejo*", "greve", "escândalo*", "demissão", "ferid*",
    "failliet*", "brandstichting", "gewond*", "ontruim*", "staking", "ontslag*", "schandaal", "onderzoek naar", "bezuinig*",
    "juzgado*", "juez", "fiscalía", "querella", "agresi*", "abusos", "maltrato*", "despid*", "enquête judiciaire", "gendarme*", "mort", "morts", "accusé*", "licenci*", "fermeture*", "suppression de postes",
    "anklage*", "gericht", "unfall*", "leiche*", "gewalt*", "kündigung*", "gekündigt", "schließung*", "schliesst", "schließt", "zugeht", "chiusura", "licenziament*", "inchiesta", "denuncia", "violenza", "aggression*", "violência", "inquérito",
    "demiss*", "fechamento", "klacht*", "geweld", "rechtszaak", "ontslag*", "sluiting", "denuncia*", "demanda judicial", "policía", "abuso*", "acoso", "muerte*", "murió", "fallec*", "fraude", "corrupción", "detenid*", "acusad*",
    "plainte*", "mis en cause", "mise en examen", "agression*", "harcèlement", "décès", "décéd*", "maltraitance*", "détournement", "mineur*", "épidémie", "licenciement*",
    "vorwurf", "vorwürfe*", "anzeige erstattet", "polizei", "missbrauch*", "todesfall", "verstorben", "gestorben", "tot", "betrug", "veruntreu*", "datenleck",
    "datenpanne", "belästig*", "entlass*", "ermittl*", "staatsanwalt*",
    "denúncia*", "polícia", "morte*", "morreu", "morreram", "assédio", "desvio*", "acusaç*", "preso", "presa", "processo judicial", "vazamento",
    "accuse", "polizia", "morto", "morta", "morti", "molest*", "abusi", "frode", "querela", "indagin*", "aangifte", "politie", "misbruik", "overleden", "beschuldig*",
)  # fmt: skip

#: Words that weigh half as much: two of them, of different stems, ask for the same care.
_FAINT_WORDS: tuple[str, ...] = (
    "concern*", "worried", "union", "refused", "refuses", "denied", "denies", "claims", "claimed", "charges",
    "consent", "sources", "strikes", "spent on", "victim*", "survivor*", "funeral*", "memorial", "bereave*",
    "refuge", "custody", "email addresses", "explicit", "luxury", "distanc*", "struck", "remains", "collapsed",
    "named in", "mistaken", "wrongly",
    "confidential", "withdrew", "withdrawn", "deficit*", "shortfall*", "compensat*", "failed to", "debts",
    "fire", "flood*", "evac*", "rescue*", "missing", "vulnerable", "tax", "billing", "bonus", "bonuses",     "warnings", "shown", "recording", "recordings", "secret*", "apolog*", "anger",
    "angry", "drugs", "gun", "knife", "criticis*", "criticiz*", "closed", "closing", "closes",
    "losing", "cutting", "cuts", "legal", "auditor*", "shut", "shuts", "failure*",
    "lapsed", "accident*", "geschlossen", "schließen", "cierre*", "cierra", "fermé*", "fermer", "chiude", "fecha",
    "encerra*", "sluit", "sluiten", "gesloten", "demo", "brand", "complain*", "investigaci*",     "salary", "screenshot*", "detaine*", "petition*",
    "insider*", "barred", "banned", "crash*", "unsafe", "burned", "burnt", "penalt*", "fined", "fines",
    "controvers*", "outrage", "hazard*", "password*", "abortion", "repay*", "fiscal", "demonstrat*", "rats", "failing to", "pay rise", "pay gap", "has seen", "source close",
)  # fmt: skip

#: People in danger or lost now: one is enough.
_DANGER = re.compile(
    r"\b(?:evacuat\w*|evac\b|burned down|burnt down|trapped|hostages?|still in(?:side| it)|surrounded|stormed|riot\w*|missing since|nobody has (?:seen|heard)|no one has (?:seen|heard)|not been (?:seen|heard)|unaccounted"
    r"|accounted for|(?:anyone|anybody|everyone|somebody|someone|who) (?:been |got |was |is |else )?(?:hurt|injured|killed)|(?:are|is|now|were|was|both|taken|rushed|still|them) (?:now |both |taken |rushed )?(?:in|to) (?:the )?hospital|on fire|ablaze|explo(?:sion|ded)|gunm[ae]n|active shooter|stampede|roof (?:came off|collapsed)|collapsed?|swept away|kidnap\w*|under the (?:snow|rubble|water|ice)|buried (?:in|under|alive)|search (?:was|is|has been) called off|is (?:he|she) alive|air ambulance|gas leak|levee|have run out|gone without (?:food|water|medic\w+)|(?:been |is |are |gone |still )missing (?:from|since|for)\b|walked out to|is anyone (?:sick|hurt|ill)|(?:pupils?|children|kids|residents|patients|people) (?:are |were )?(?:sick|ill|stranded)|stranded|without power|abduct\w*|shots? fired|(?:systems?|network|servers?|phones) (?:is|are) (?:still |all )?down|(?:major|ongoing) incident"
    r"|(?:babies|children|people|kids|residents|staff|volunteers|pupils|students|guests|workers|patients|clients|families)(?: \w+){0,3} (?:are |were |was |is )?(?:in hospital|hospitali[sz]ed|hurt|injured|rushed|taken ill|falling ill|killed|(?<=are )missing)"
    r"|incendio|evacua[cd]\w*|herid[oa]s|bless(?:és|ées)|verletzte|feridos|feriti|atrapad\w*|évacu\w*|en feu|brennt|evakuier\w*|eingeschlossen|incêndio|desabamento|crollat\w*|sgomber\w*)\b",
    re.IGNORECASE,
)
#: Haste and spread: two of them, or one beside a sensitive word and a word for now.
_HEAT = re.compile(
    r"\b(?:breaking(?! (?:even|down|ground))|doing the rounds|going (?:viral|round|around)|blown up|blowing up|all over (?:twitter|tiktok|facebook|instagram|social)|gone viral|viral|trending|[\d.,]+ ?(?:m|k|million|thousand) (?:views|shares|likes)|million views|live ?stream|live blog|was booked|been arrested|just (?:been )?(?:arrested|confirmed|announced)"
    r"|stop(?:ped)? distribution|as we speak|under attack|naming your|\(\d[\d.,]*[mk]\)|pile-on|outside (?:the|your|our) \w+ now|viraliz\w*|devenue? viral\w*)\b",
    re.IGNORECASE,
)
_CLIP = re.compile(
    r"\b(?:clip|video|footage|tiktok|reel|post|tweet|thread|screenshot|tweet|photo|vídeo|vidéo)s?\b", re.IGNORECASE
)
_SPREAD = re.compile(
    r"\bviral|\bviews\b|\bblow(?:n|ing) up|\bgoing (?:round|around)|\ball over\b|\bshares\b|\blikes\b|\bdoing the rounds\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:right now|now\b|overnight|this (?:morning|afternoon|am)|tonight|last night|just\b|at the moment|minutes ago|an hour ago|asap|as soon as|immediately|today|breaking|live|ahora|maintenant|jetzt|agora|adesso)\b",
    re.IGNORECASE,
)


def find_words(text: str, words: Sequence[str]) -> tuple[str, ...]:
    """Return the sensitive words as they stand in `text`, in order, each once."""
    pattern = _compile(tuple(words))
    if pattern is None:
        return ()
    found: dict[str, str] = {}
    for match in pattern.finditer(text):
        found.setdefault(match[0].casefold(), match[0])
    return tuple(found.values())


@lru_cache(maxsize=32)
def _compile(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return one pattern for a list of words; upper-case entries such as ICO keep their case."""
    exact: list[str] = []
    loose: dict[str, list[str]] = {}
    for word in words:
        word = word.strip()
        if not word.strip("* "):
            continue
        ending = r"\w*" if word.endswith("*") else ""
        word = word.rstrip("*")
        if word.isupper():
            exact.append(r"\s+".join(map(re.escape, word.split())) + ending)
        else:
            # By first letter: most places in a text are then ruled out by one look.
            loose.setdefault(word[0].casefold(), []).append(r"\s+".join(map(re.escape, word[1:].split(" "))) + ending)
    by_letter = [f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in loose.items()]
    groups = [f"(?i:{'|'.join(by_letter)})"] if loose else []
    groups += ["|".join(exact)] if exact else []
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)") if groups else None


#: Children who are to be pictured or named.
_CHILD = re.compile(
    r"\b(?:child(?:ren)?|kids|pupils|under-1\d'?s|under-?1[0-8]s?|under 1[0-8]|toddlers?|bab(?:y|ies)|year \d{1,2}|ages? \d|aged \d|niñ[oa]s|enfants|kinder|crianças|bambini)\b",
    re.IGNORECASE,
)
_PICTURED = re.compile(
    r"\b(?:photo\w*|pictures?|pics?|images?|headshots?|video|film(?:ing|ed)?|camera|crew|consent|(?:first |full )?names? (?:to be )?used|named)\b",
    re.IGNORECASE,
)


#: How people ask who hold something against us, whatever the matter is.
_PROBING = re.compile(
    r"\b(?:when did \w+(?: \w+)? (?:first )?(?:learn|know|become aware|find out|hear)|(?:were|was|are) (?:you|parents|families|residents|trustees|they|he|she|the \w+|other \w+) (?:aware|told|informed|warned|made aware)"
    r"|(?:has|have|was|were) (?:\w+ ){1,3}(?:been )?(?:suspended|notified|removed from|sacked|disciplined|reported to|repaid|investigated)|who (?:approved|authori[sz]ed|signed off|knew)"
    r"|(?:do|does) (?:\w+ ){1,2}(?:dispute|deny|stand by|retain confidence|accept (?:the|that))|is (?:he|she) still (?:working|employed|in post)|did (?:you|anyone|anybody|the \w+|staff|they) (?:know|fail|ignore|warn|report (?:it|this|the)|cover)"
    r"|declined to (?:answer|comment)|did not respond|didn['’]t (?:respond|address)|the same questions? again|sigue en su puesto|desde cuándo (?:sab|conoc)\w+|depuis quand .{0,30}au courant|seit wann wussten|da quando sapev\w+|desde quando sab\w+)\b",
    re.IGNORECASE,
)


def _pictured_children(text: str) -> tuple[str, ...]:
    """Return the words for children and for picturing them, where both stand in one paragraph."""
    for paragraph in text.split("\n"):
        child, pictured = _CHILD.search(paragraph), _PICTURED.search(paragraph)
        if child and pictured:
            return child[0], pictured[0]
    return ()


def _faint(text: str) -> tuple[str, ...]:
    """Return the faint words where at least two different stems stand in `text`."""
    found = find_words(text, _FAINT_WORDS)
    return found if len({word.casefold()[:4] for word in found}) >= 2 else ()


def judge(text: str, words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return routine, sensitive or crisis, and the words that led there, as written."""
    found = find_words(text, words)
    if words and not found:
        probing = tuple(match[0] for match in _PROBING.finditer(text))
        found = (*_pictured_children(text), *probing) or _faint(text)
    danger = tuple(dict.fromkeys(match[0] for match in _DANGER.finditer(text)))
    heat = tuple(dict.fromkeys(match[0] for match in _HEAT.finditer(text)))
    if (
        danger
        or len(heat) >= 2
        or (heat and _CLIP.search(text) and _SPREAD.search(text))
        or (heat and found and _NOW.search(text))
    ):
        return "crisis", tuple(dict.fromkeys((*danger, *heat, *found)))
    if found:
        return "sensitive", found
    return "routine", ()
