"""Words as they count for what a text reports: stems, words that carry nothing, and how common the others are in any news."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

# Of a hundred articles about a hundred different events, roughly how many have one of these stems. Counted on short news
# texts (ECB+, annotations CC BY 3.0; UCI News Aggregator, public domain) and kept only where many unrelated events share it.
COMMON: dict[float, str] = {
    6.84: (
        "died fire first kill murder old polic thursday two year"
    ),
    3.58: (
        "2 20 5 accord arrest back bank charg found friday game gun injur last man million morn night official one peopl "
        "prison record report saturday season shoot shot show sunday thre time tuesday week worker"
    ),
    2.39: (
        "1 10 accus attack break capital caus check damag dead death dies eight gang high home loss made market monday "
        "near news offer officer plac point post releas return reveal set sourc star stat stor suspect today trial video "
        "wednesday women world young"
    ),
    1.56: (
        "12 13 15 16 23 24 3 6 7 8 9 actress administration american announc authority bad body brok bullet central chang "
        "convict critical data day days destroy direct director display doubl end euro facility fami fatal federal final "
        "fix follow former four full get half head heart help himself history hit hous judg largest late least led left "
        "life look member men month oil pass plan play player pull remain run scandal scor second sentenc servic several "
        "sign sixth southern still stop struck suffer take team top turn updat victory watch win woman work yesterday"
    ),
    0.86: (
        "000 11 14 21 30 35 4 41 75 affect afternoon age agency ago allow among another apartment area arm around away "
        "beat becaus believ biggest block build call career case caught champion clos co coast come company complet "
        "confirm continu count country crown cuts deal decad december decid defend despit diseas door due ear earlier "
        "employe enter even fail fight figur film fir five fourth free fund gave girl go government group guilty hang "
        "held hold hospital hour huge includ insid investigation issu keep key knock known latest launch lead leader leav "
        "like line list loan lost major mak make many measur media minut miss mom multipl nation natural need october "
        "odyssey offic open other outsid photo pick premier problem project prosecutor protest put rank receiv reported "
        "reporter result review rise rival room rumor say schedul school serv seven shop singl six slip son south "
        "spokesman start statement step strik strong stun talk teen tell third threw told took unit user whos window "
        "without worth wound"
    ),
    0.37: (
        "0 100 19 200 25 27 300 32 50 53 90 across actual address admit aim alleged almost along already answer anti app "
        "apparent appear ask attempt averag avoid battl becam becom bed began begin behind best better big blast blaz "
        "blow bring broken burst business campaign captur carry cast celebrity century challeng cit claim clear com "
        "consider control conviction coupl cover crash credit criminal current custody dar daughter decision declin "
        "defeat deliver describ design devastat different dismiss district dollar done downtown driv drop economy "
        "eliminat enough entir estimat event ever ex expect expert explain extend face failur fall fam fame famou fans "
        "find fle foot forc fought franchis friend front fuel general generation given global goes going good got great "
        "grow guns hand happen happy hard hear here hits host identifi illegal imag information injury international "
        "interview it july jump killer know later learn less let littl liv local lock long longtim lot magazin main "
        "manager march mean meet mental messag mile minister moment money mov move movi much nam neighborhood never next "
        "nine nt number occur order original part past per person phon plus political poll pose pregnant previou previous "
        "program prompt protect protester provid public re reach real reason recent register religiou renew requir rescu "
        "right role rout rush scen scientific screen section seen sees send senior sery sex she shed shock short "
        "significant sinc site sluggish sound spark special spend stag stand station stay steal straight student stumbl "
        "styl successful suicid support surpris suspicion sweep tak target television that thought threaten throw "
        "together tonight total tough town trad travel trigger try tweet unknown unlik use used using van version veteran "
        "visit walk want warehous way weather weekend well went winner won wont word worst yet"
    ),
}  # fmt: skip
_EMPTY_WORDS = (
    "a about above after again against all also am amid an and any are as at be been before being below between both but "
    "by can could did do does doing down during each few for from had has have having he her here him his how i if in "
    "into is it its just may me might more most must my new no nor not now of off on once only or other our out over own "
    "s said same say says shall she should so some such t than that the their them then there these they this those "
    "through to too under until up very via was we were what when where which while who whom why will with would you your"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", ""), ("ly", ""))


def terms(text: str) -> Counter[str]:
    """How often each stem stands in it, and each two in a row, which count less."""
    found: Counter[str] = Counter()
    before = ""
    for word in _WORD.findall(text):
        plain = word.lower()
        if plain in _EMPTY or (len(plain) < 2 and not plain.isdigit()):
            before = ""
            continue
        own = stem(plain)
        found[own] += 1
        if before:
            found[f"{before} {own}"] += 1
        before = own
    return found


def stem(word: str) -> str:
    """A lower-case word without its usual English ending; rough on purpose, alike for all forms of it."""
    word = word.replace("’", "'").removesuffix("'s").replace("'", "")
    if len(word) <= 4:
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending) + instead
            break
    if word.endswith("e") and len(word) > 4:
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls" else word


@cache
def commonness() -> dict[str, float]:
    """For each common stem the part of all articles that have it, 0 to 1."""
    return {word: percent / 100 for percent, words in COMMON.items() for word in words.split()}
