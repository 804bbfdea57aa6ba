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
    "non-disclosure", "NDA", "leaked", "investigative", "cover-up", "covered up", "corrupt*", "brib*", "kickback*", "embezzl*", "fraud*", "theft", "stolen",
    "stole", "misus*", "misappropriat*", "financial irregularit*", "conflict of interest", "serious incident", "unregistered", "sanction*", "breach*",
    "retention bonus", "discriminat*", "racis*", "bully*", "bullied", "harass*", "grievance*", "unfair dismissal", "sacked", "dismissed", "suspended", "resign*",
    # Police and crime.
    "police", "sheriff", "arrest*", "detained", "charged with", "charging document", "prosecut*", "convict*", "criminal*", "assault*", "rape*", "raped", "sexual*",
    "groom*", "abus*", "neglect*", "safeguarding", "exploit*", "traffick*", "violence", "violent", "attack*", "stabb*", "shooting", "shot dead", "murder*",
    "overdos*", "euthan*", "unrestrained", "restrain*", "consent decree",
    # Death and harm.
    "death*", "dead", "died", "dies", "dying", "killed", "fatal*", "suicid*", "self-harm", "inquest", "coroner*", "drown*", "injur*", "hospitalis*", "hospitaliz*",
    "in hospital", "poison*", "outbreak*", "contaminat*", "infect*", "sickened", "recall",
    # Children and data.
    "minor", "minors", "underage", "under 18", "year-old student", "year-old girl", "year-old boy", "which children", "named children", "data breach*",
    "personal data", "hacked", "ransomware", "cyber*", "exposed online", "visible on a public", "information commissioner", "ICO", "GDPR",
    # Cuts and closures.
    "redundanc*", "laid off", "layoffs", "lay-offs", "job losses", "closing down", "being cut", "closure", "losing its", "lose its funding", "insolven*", "bankrupt*",
    "liquidation", "administrators", "shut down", "shutting", "withdrawn its grant", "pulled its funding",
    # Other languages.
    "denuncia*", "demanda judicial", "policía", "abuso*", "acoso", "muerte*", "murió", "fallec*", "fraude", "corrupción", "detenid*", "acusad*",
    "plainte*", "mis en cause", "mise en examen", "agression*", "harcèlement", "décès", "décéd*", "maltraitance*", "détournement", "mineur*", "épidémie", "licenciement*",
    "vorwurf", "vorwürfe*", "anzeige erstattet", "polizei", "missbrauch*", "todesfall", "verstorben", "gestorben", "tot", "betrug", "veruntreu*", "datenleck",
    "datenpanne", "belästig*", "entlass*", "ermittl*", "staatsanwalt*",
    "denúncia*", "polícia", "morte*", "morreu", "morreram", "assédio", "desvio*", "acusaç*", "preso", "presa", "processo judicial", "vazamento",
    "accuse", "polizia", "morto", "morta", "morti", "molest*", "abusi", "frode", "querela", "indagin*", "aangifte", "politie", "misbruik", "overleden", "beschuldig*",
)  # fmt: skip

_CRISIS = re.compile(
    r"\b(?:breaking(?! (?:even|down|ground))|going (?:viral|round)|gone viral|viral|trending|m(?:illion)? views|evacuat\w*|trapped|hostage\w*|still in(?:side| it)|surrounded|stormed|mob\b|riot\w*"
    r"|missing since|nobody has seen|not been seen|unaccounted|accounted for|on fire|ablaze|explo(?:sion|ded)|gunm[ae]n|active shooter|live (?:stream|now)|stampede|collapsed|came off|swept away"
    r"|kidnap\w*|abduct\w*|(?:babies|children|people|kids|residents|staff|volunteers|pupils|students|guests|workers|patients)(?: \w+){0,3} (?:are |were |is )?(?:in hospital|hospitali[sz]ed|hurt|injured|rushed|ill\b|sick\b|missing|killed|dead)"
    r"|was booked|been arrested|just (?:been )?(?:arrested|confirmed|announced)|stop(?:ped)? distribution|shots? fired|under attack|being (?:attacked|shelled|evacuated)|ongoing incident|major incident|as we speak|incendio|evacuad\w*|viraliz\w*"
    r"|en train de brûler|évacu\w*|brennt|evakuier\w*|incêndio|evacuad\w*|crolla\w*)\b",
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
    exact, loose = [], []
    for word in words:
        word = word.strip()
        if not word.strip("* "):
            continue
        pattern = r"\s+".join(re.escape(piece) for piece in word.rstrip("*").split())
        pattern += r"\w*" if word.endswith("*") else ""
        (exact if word.isupper() else loose).append(pattern)
    groups = [f"(?i:{'|'.join(loose)})"] if loose else []
    groups += ["|".join(exact)] if exact else []
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)") if groups else None


def judge(text: str, words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return routine, sensitive or crisis, and the words that led there, as written."""
    found = find_words(text, words)
    alarms = tuple(dict.fromkeys(match[0] for match in _CRISIS.finditer(text)))
    if alarms and (len(alarms) >= 2 or (_NOW.search(text) and found)):
        return "crisis", tuple(dict.fromkeys((*alarms, *found)))
    if found:
        return "sensitive", found
    return "routine", ()
