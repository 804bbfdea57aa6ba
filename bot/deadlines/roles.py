"""Which part a time plays in its sentence: the deadline asked for, a publication, an event, an embargo, the past."""

from __future__ import annotations

from dataclasses import dataclass

from bot.deadlines import words
from bot.deadlines.atoms import Tokens, low
from bot.deadlines.mentions import BY, Mention
from bot.deadlines.tokens import LINE, PARAGRAPH, SPACE


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


ASKS = _set(
    "need needed needs needing want wants wanted require required requires respond responds response responses reply replies answer answers comment comments "
    "statement quote quotes input inputs back hear confirm confirmation revert turnaround send sent get provide submit submitted please pls plz grateful appreciate "
    "appreciated could can call ring phone email deliver copy draft feedback return know hold holding received submissions line "
    "repondre reponse reponses retour besoin faut merci pouvez svp antwort antworten ruckmeldung stellungnahme brauche brauchen benotige benotigen bitte bitten "
    "necesito necesitaria necesitamos necesitariamos respuesta respuestas responder contestar podria podrian favor bisogno risposta risposte rispondere "
    "riscontro cortesemente potete reactie antwoord antwoorden nodig graag horen terug preciso precisamos resposta respostas retorno receber ricevere avere recibir "
    "recevoir erhalten reagieren obtenir avoir interview speak talk chat guest reaction approve details figures info information thoughts "
    "tell clarify supply yes pictures photos photo images ideally aiming hoping hope something anything everything them over turn record spoken wrap closing close material "
    "repondez envoyer mandare inviare enviar sturen schicken hebben haben love like ruckruf zuruckrufen rappeler llamar chiamare bellen ligar lukt geht klappt possible"
)
DEADLINE_WORDS = _set(
    "deadline deadlines deadlined cutoff bouclage delai redaktionsschluss frist abgabe abgabefrist plazo scadenza prazo fechamento limite drucklegung due needed "
    "chiusura cierre latest latest_ spatestens uiterlijk inzendtermijn termine echeance deadline's tard tardar tardi realistically"
)
PUBLISHES = _set(
    "publish publishes publishing published_ publication run runs running air airs airing aired_ broadcast broadcasts broadcasting filing file files live print press printing goes going "
    "bulletin edition issue show programme program news newscast newsstands drops posting post posts release released_ slot paper hitting breaks uploading transmission transmits tx "
    "publions publier publication paraitra parait parution publie diffuse diffusion sortie veroffentlichen veroffentlichung erscheint erscheinen senden sendung ausgestrahlt "
    "publicar publicamos publicaremos publicacion saldra sale sale' emision emitimos pubblichiamo pubblicare uscira esce pubblicazione onda publiceren publicatie "
    "verschijnt uitzending publicamos publicacao sai edicao edicion edizione ausgabe editie podcast episode newsletter_ package_ online supplement story_ taping studio "
    "interviewing_ on-air onair simulcast screened screening locks locked lock erscheinungstermin druck"
)
EVENTS = _set(
    "hearing conference meeting meets event events launch launches launching vote votes voting court trial press-conference briefing gala rally march_ protest visit visiting film filming "
    "interview call scrum open opens opening closes launch festival opens workshop webinar summit debate session appointment starts start begins begin held took takes take "
    "place expires available scheduled slated_ concert ceremony funeral vigil invitation invited tickets doors attend attending presented protestors expo training match game reopen "
    "reopens effective lunch dinner coffee announce announces announcing announcement sits appear appears appearance tour trip shoot reading audience service reception"
)
PAST = _set(
    "since ago said says_ told released filed published announced sent wrote closed cut reported posted happened died arrested booked rang called spoke met was were had did confirmed "
    "emailed dismissed started ended cancelled fired laid stopped resigned opened went came got heard saw issued aired broadcast_ ran launched voted left received submitted asked visited "
    "declared claimed gave took held became found lost signed approved passed took depuis seit desde dal sinds dated last earlier yesterday"
)
EMBARGO = _set("embargo embargoed embargoes embargo'd sperrfrist gesperrt embargado sperrvermerk")
NEGATED = _set("not can't cannot couldn't won't don't didn't never rather instead unable")
POINTLESS = _set("expires expire offer discount sale subscription invoice invoiced payment tickets ticket applications nominations vacancy registration "
                 "bookings lunch dues renew renewal enrol")
_THIRD = _set("council minister government committee court police judge board parliament regulator bill they company department ministry he she mayor senate congress")
_FINE_AFTER = _set("latest fantastic great fab ideal perfect works work ok okay fine deadline cutoff please pls possible brilliant lovely good wonderful awesome max tops suits suit would deadline's sharp")
_SLOTS_AFTER = _set("magazine supplement website site front page papers weekend's bulletin news show programme program edition slot paper newscast broadcast package issue podcast episode print meeting hearing")
_OPEN = _set("open opens opening available from between runs")


@dataclass(frozen=True)
class Casting:
    """The role of a mention and how plainly it is said, 0 to 4."""

    role: str
    strength: int


def sentence_bounds(tokens: Tokens, first: int, last: int, covered: frozenset[int], *, reach: int = 60) -> tuple[int, int]:
    """Token positions of the sentence around a mention, at most `reach` to each side."""
    start = first
    while start > 0 and first - start < reach and not _breaks(tokens, start, covered):
        start -= 1
    end = last
    while end < len(tokens) and end - last < reach and not _breaks(tokens, end, covered):
        end += 1
    return start, end


def _breaks(tokens: Tokens, i: int, covered: frozenset[int]) -> bool:
    """True when a sentence begins at token `i`."""
    token, before = tokens[i], tokens[i - 1]
    if token.gap >= LINE:
        return True
    if before.low[0] in ".!?" and token.gap >= SPACE and (i - 1) not in covered:
        return not token.text[0].islower() or before.low[0] in "!?"
    if before.low[0] == "." and token.gap >= SPACE and token.text[0].isupper() and i not in covered and (i - 1) in covered:
        return token.low not in words.WEEKDAYS and token.low not in words.MONTHS and not token.text.isupper()
    return before.low[0] in "•▸|"


def cast(tokens: Tokens, mentions: list[Mention], k: int, covered: frozenset[int]) -> Casting:
    """The role mention `k` plays, from the words of its own clause first and of its sentence next."""
    mention = mentions[k]
    start, end = sentence_bounds(tokens, mention.first, mention.last, covered)
    left_from = max(start, mentions[k - 1].last if k else 0)
    right_to = min(end, mentions[k + 1].first if k + 1 < len(mentions) else end)
    if _by_then(tokens, mention.last, mentions[k + 1].first if k + 1 < len(mentions) else len(tokens)):
        return Casting("deadline", 3)
    left = _joined_cutoff([tokens[i].low for i in range(left_from, mention.first)])
    right = [tokens[i].low for i in range(mention.last, right_to)]
    whole = [tokens[i].low for i in range(start, mention.first)] + [tokens[i].low for i in range(mention.last, end)]
    field = _field_before(tokens, mention)
    return _role(mention, left, right, whole, field, fragment=_is_fragment(tokens, mention, start, end))


def _field_before(tokens: Tokens, mention: Mention) -> list[str]:
    """The label of a form field before a mention on the same or the line above ("Deadline: …", "Needed by | …")."""
    k, found = mention.first - 1, []
    while k >= 0 and mention.first - k < 10 and tokens[k + 1].gap < PARAGRAPH:
        found.append(tokens[k].low)
        if tokens[k].gap >= LINE:
            break
        k -= 1
    return found


def _by_then(tokens: Tokens, start: int, stop: int) -> bool:
    """ "… at 2.35pm. I need to know by then": that time is the deadline."""
    for i in range(start, min(stop, start + 30, len(tokens) - 1)):
        if tokens[i].low in ("by", "before") and tokens[i + 1].low in ("then", "that") and low(tokens, i + 2) not in ("date", "time", "the", "he", "she"):
            return True
    return False


def _joined_cutoff(found: list[str]) -> list[str]:
    """The words, with "cut-off" and "cut off" as one."""
    for i in range(len(found) - 1):
        if found[i] == "cut" and (found[i + 1] == "off" or found[i + 1 : i + 3] == ["-", "off"]):
            return [*found, "cutoff"] if len(found) - i < 8 else found
    return found


def _is_fragment(tokens: Tokens, mention: Mention, start: int, end: int) -> bool:
    outside = [tokens[i] for i in [*range(start, mention.first), *range(mention.last, end)] if tokens[i].low.isalpha()]
    return len(outside) <= 2


def _role(mention: Mention, left: list[str], right: list[str], whole: list[str], field: list[str], *, fragment: bool) -> Casting:
    here, near = set(left), left[-8:]
    after = set(right[:7])
    everything = set(whole)
    if EMBARGO & everything and not (mention.prep in BY and (ASKS & set(near)) and not (EMBARGO & here)) and (EMBARGO & (here | set(right[:12])) or mention.prep in ("until", "till")):
        return Casting("embargo", 3)
    if _for_release(left):
        return Casting("embargo", 2)
    if mention.prep == "rather" or _negated(left, mention):
        return Casting("event", 0)
    if mention.prep in ("since", "after", "during"):
        return Casting("past" if mention.prep == "since" else "event", 0)
    if _is_past(mention, left, right):
        return Casting("past", 0)
    if POINTLESS & (set(left[-10:]) | set(right[:5])) and not {"deadline", "cutoff"} & set(near):
        return Casting("noise", 0)
    if (DEADLINE_WORDS & set(field) and ":" in field) or (DEADLINE_WORDS & set(field) and "." in field and len(field) < 9 and "deadline" in field):
        return Casting("deadline", 4)
    published = _publishes(left, right, mention)
    if mention.prep in BY - {"for", "pour", "deadline", "to"} or mention.prep == "deadline":
        return _by(mention, left, right, everything, published)
    if DEADLINE_WORDS & set(near) and not (published and not {"deadline", "cutoff", "latest", "realistically"} & set(near)):
        return Casting("deadline", 4 if "deadline" in here else 3)
    if mention.span is not None:
        return _spanned(mention, left, right, everything, published, fragment)
    if published or _live_guest(left, right):
        return Casting("publication", 2)
    if mention.part in ("COB", "EOD") or (mention.day and mention.day.edge == "end" and mention.day.kind != "weekend"):
        return Casting("deadline", 3 if ASKS & everything or _FINE_AFTER & after else 2)
    if _fine(right) and not (EVENTS & here):
        return Casting("deadline", 3)
    if fragment and not EVENTS & everything:
        return Casting("deadline", 1)
    if (_asks_for(near) or ASKS & set(_clause(right)) and not EVENTS & everything) and not EVENTS & here and mention.prep not in ("on", "from", "between", "in"):
        return Casting("deadline", 1)
    return Casting("event", 0)


def _fine(right: list[str]) -> bool:
    """ "… would be great", "… works for us", "… latest", "… is fine"; not "… was a great day"."""
    joined = " ".join(right[:6])
    return any(sign in joined for sign in (
        "latest", "would be", "works for", "work for us", "work for me", "is fine", "is ok", "is okay", "deadline", "cutoff", "if possible", "please", "pls", "is good",
        "is great", "at the absolute", "suits", "is perfect", "if you can", "if you could", "if you'd", "if poss", "at a push", "at the outside", "tops", "max", "is ideal", "would work", "is when", "is my", "is our", "fine by")) and "was" not in right[:2]


def _by(mention: Mention, left: list[str], right: list[str], everything: set[str], published: bool) -> Casting:
    here = set(left)
    near = set(left[-8:])
    if mention.prep in ("until", "till", "to", "untill", "til") and (_OPEN & here or not (ASKS | DEADLINE_WORDS | {"have", "till", "got", "give", "gives", "giving", "given", "had"}) & here) \
            and not _FINE_AFTER & set(right[:3]):
        return Casting("event", 0)
    if published and not (ASKS - {"back", "get", "line", "over", "copy", "close"}) & near and not DEADLINE_WORDS & near and mention.prep not in ("before", "b4"):
        return Casting("publication", 2)
    if left[:1] and left[0] in ("did", "was", "were", "had") and not {"you", "get"} & set(left[:3]):
        return Casting("past", 0)
    asked = bool((ASKS | DEADLINE_WORDS) & (near | here)) or bool(ASKS & set(right[:10])) or _have_it(left)
    if _narrated(left) and not DEADLINE_WORDS & near and not (mention.prep in ("until", "till") and asked):
        return Casting("past", 0)
    if _THIRD & set(left[-6:]) and not asked:
        return Casting("event", 0)
    if asked:
        return Casting("deadline", 4 if "deadline" in near else 3)
    return Casting("deadline", 3 if ASKS & everything else 2)


def _clause(right: list[str]) -> list[str]:
    """The next few words up to the end of the clause."""
    for i, word in enumerate(right[:8]):
        if word in (",", "and", "but", "so", ";", "(", "-", "–", "or"):
            return right[:i]
    return right[:8]


def _have_it(left: list[str]) -> bool:
    """ "I'd love to have it by", "if we have something before"."""
    return any(a == "have" and b in ("it", "this", "that", "something", "your", "any", "them", "everything") for a, b in zip(left[-6:], left[-5:], strict=False))


def _narrated(left: list[str]) -> bool:
    """ "residents were told to leave by 6", "it was out by 5": the story, and nobody's deadline; "I was hoping" is one."""
    near = left[-9:]
    if "had" in near and {"hoped", "planned", "wanted", "meant"} & set(near):
        return True
    told = {"was", "were", "told", "ordered", "promised", "had"} & set(near)
    return bool(told) and not {"i", "we", "i'm", "i've", "we've", "my", "our", "hoping", "wondering", "please", "you"} & set(left[-14:])


def _spanned(mention: Mention, left: list[str], right: list[str], everything: set[str], published: bool, fragment: bool) -> Casting:
    near = set(left[-10:])
    if left[-1:] in (["have"], ["got"]) or left[-2:-1] in (["have"], ["got"]):
        told = any(word.startswith("you") for word in left[-4:]) and not {"whenever", "if", "when", "once", "do", "could", "can"} & near
        if not ({"before", "to", "until", "till", "left"} & set(right[:2]) or told):
            return Casting("event", 0)
    if right[:1] == ["of"] and right[1:2] not in (["this"], ["your"], ["receipt"], ["receiving"], ["today"], ["the"], ["email"], ["my"]):
        return Casting("noise", 0)
    if {"last", "past", "first", "previous", "every", "over", "for", "each", "next_"} & set(left[-2:]) and "hold" not in near and "holding" not in near:
        return Casting("past", 0)
    if published and not (ASKS - {"back", "get", "line", "over", "copy", "hold", "close"}) & near:
        return Casting("publication", 2)
    wants = ASKS | DEADLINE_WORDS | {"have", "got", "give", "you've", "i've"}
    if wants & near or ASKS & set(right[:10]) or "before" in right[:2]:
        return Casting("deadline", 3)
    return Casting("deadline", 1) if fragment else Casting("event", 0)


def _publishes(left: list[str], right: list[str], mention: Mention) -> bool:
    near = left[-9:]
    joined = " ".join(left[-9:])
    if any(sign in joined for sign in _GOES_OUT):
        return True
    found = [i for i, word in enumerate(near) if word in PUBLISHES]
    if found:
        last = found[-1]
        word = near[last]
        if word in ("news", "press", "paper", "issue", "story", "online", "release", "live", "goes", "going", "show", "program", "programme", "print", "slot", "bulletin", "edition",
                    "file", "files", "post", "posts", "run", "studio", "episode", "podcast", "lock", "package"):
            return _live_phrase(near, last) or (word in ("show", "program", "programme", "bulletin", "edition", "issue", "paper", "slot", "podcast", "episode") and len(near) - last <= 3)
        return True
    if (right and right[0] in _SLOTS_AFTER - {"meeting", "hearing"}) or (right[1:2] and right[1] in _SLOTS_AFTER - {"meeting", "hearing"} and right[0] not in (".", ",", "so", "and", "to", "for")):
        return True
    return False


def _live_guest(left: list[str], right: list[str]) -> bool:
    """A guest wanted on air at that time: the answer is due before it."""
    return any(sign in " ".join(near) for near in (left[-14:], right[:14]) for sign in ("on air", "live hit", "live interview", "live on", "join us live", "live in the studio", "go live"))


_GOES_OUT = ("on air", "on - air", "going up", "goes up", "goes out", "going out", "go out", "to bed", "comes out", "coming out", "hits", "hit the", "hit air", "is out", "up on the site", "be aired",
             "be published", "be broadcast", "go live", "goes live", "going live", "live at", "live on", "live hit", "live interview", "we'd go to you", "nous bouclons", "je boucle",
             "on boucle", "rends mon", "rendre mon", "rends le papier", "cerramos", "cierro", "chiudiamo", "chiudo", "gehen in den druck", "gehen in druck", "geht in druck", "in druck",
             "naar de drukker", "fechamos", "fecho a", "closing the page", "close the page", "page closes", "we close", "closing pages", "wir schliessen", "auf sendung", "en antena",
             "en direct", "en vivo", "in diretta", "ao vivo", "a l'antenne", "in onda", "no ar", "lock the", "locks at", "script lock", "picture lock")


_WITH = {
    "live": ("go", "goes", "going", "be", "is", "are", "us", "join", "speak", "air", "live", "talk"), "press": ("to",), "print": ("to", "in", "we", "goes", "into"),
    "goes": ("story", "it", "piece", "this", "that", "which", "edition", "paper", "package"), "going": ("story", "it", "piece", "this"),
    "file": ("to", "i", "must", "i'll", "we", "i'd", "she'll", "he'll", "have"), "files": ("he", "she", "who"), "run": ("to", "will", "i'll", "we'll", "we'd", "would", "may", "intend", "might"),
    "post": ("to", "will", "we'll"), "posts": ("it", "story"), "release": ("will",), "lock": ("to", "we"), "news": (), "online": (), "story": (), "studio": ("in", "the"),
    "show": ("the", "our"), "program": ("the",), "programme": ("the",),
}


def _live_phrase(near: list[str], at: int) -> bool:
    word = near[at]
    company = _WITH.get(word, ())
    return any(near[j] in company for j in range(max(0, at - 3), at))


def _is_past(mention: Mention, left: list[str], right: list[str]) -> bool:
    if (mention.weekday and mention.weekday.mod == "last") or (mention.day and mention.day.kind == "rel" and mention.day.n < 0):
        return True
    if mention.day and mention.day.kind == "rel" and mention.day.n == 0 and mention.clock is None and {"edition", "paper", "issue", "gazette"} & set(right[:2]):
        return True
    if "ago" in right[:1] or "earlier" in right[:1]:
        return True
    if mention.prep in BY - {"for", "pour", "to"} or mention.span or DEADLINE_WORDS & set(left[-5:]):
        return False
    near = left[-7:]
    hits = [i for i, word in enumerate(near) if word in PAST]
    if not hits:
        return False
    tail = set(near[hits[-1]:])
    return not (DEADLINE_WORDS | {"need", "needs", "please", "is", "will", "filing", "publish", "publishing", "running", "runs", "airing", "airs", "would", "could", "can", "i'm", "we're", "i'll"}) & tail


def _negated(left: list[str], mention: Mention) -> bool:
    """ "we can't hold it till Friday", "not Thursday", "no rush before Monday"; "I don't need it till Thursday" is a deadline."""
    near = left[-5:]
    if mention.prep in ("until", "till", "til") and "need" in left[-6:]:
        return False
    if mention.prep in ("until", "till", "til", "to") and NEGATED & set(left[-6:]) and {"hold", "wait", "push", "delay", "hang", "extend", "stretch", "keep"} & set(left[-6:]):
        return True
    return bool(near) and ((near[-1] in ("not", "than") and left[-2:] != ["later", "than"]) or near[-2:] == ["instead", "of"])


def _asks_for(near: list[str]) -> bool:
    return bool(ASKS & set(near))


def _for_release(left: list[str]) -> bool:
    joined = " ".join(left[-8:])
    return any(sign in joined for sign in ("for release :", "not for publication before", "not for publication until", "not for release before", "not for release until", "hold until",
                                           "hold for release", "held until", "do not publish before", "not to be published before", "publish nothing before", "strictly not before"))
