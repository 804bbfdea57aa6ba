"""What the words around a time say of it, as phrases: accepted, a limit, held open, too late after, handed over, absent.

The phrases are matched on folded words joined by blanks ("that's my cut-off" is "that my cut - off"), a short stretch
to the left or right of the time, so that each costs the same however long the text is.
"""

from __future__ import annotations

import re
from functools import cache

from bot.deadlines import words

_REACH = 14


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """All of them at once, so that only the first text read pays for it."""
    return {name: re.compile(phrases) for name, phrases in _PHRASES.items()}


_WELL = (
    r"(?:fine|grand|good|great|ok|okay|ideal|perfect|plenty|lovely|brilliant|best|handy|enough|doable|alright|all right|dandy|cool|"
    r"helpful|appreciated|realistic|fab|super|sound|kind|amazing|wonderful|convenient|comfortable|workable|possible|preferable|"
    r"useful|manageable|feasible|acceptable|soon enough|early enough|mighty|class|savage|champion|tip top|spot on|bang on|marvellous|splendid|terrific|awesome|excellent|magic|smashing|golden|gold|a treat|sufficient|adequate|tight|crunch|make or break|zero hour|d ?-? ?day|decision time|go ?/ ?no|time enough|quick enough|a (?:big |huge |great )?help|a godsend|"
    r"what (?:i|we)|all (?:i|we|the)|no problem|as late|about as late|as far|cutting it|pushing it|when (?:i|we|my|our|the (?:desk|page|copy|story))|"
    r"(?:my|our|the)(?: very| absolute| real| hard| final| outside)* (?:last|latest|limit|cut|deadline|point|time limit|most|outside|final|drop|hard|end|line|wire|finish|stop|target|aim))\b"
)
_PHRASES = {
    # Straight after the time: "… would be grand", "… will do", "… suits us", "… if you can", "… at a push".
    "accepted": rf"^(?:[,)–-] )?(?:(?:for|to) (?:me|us|that|this|the \w+) )?(?:(?:and )?then (?:we|i|it) |(?:that|it|this|which)(?:'d| would|'ll| will| is)? (?:be |is )?{_WELL}|or (?:nothing|never|else|(?:it|we|i)\b)|work (?:for|on|with|at) (?:you|ye|your|u)\b|at the (?:very |absolute )?latest|latest|tops\b|max\b|at (?:a push|the outside)|sharp\b|"
    rf"(?:is|are|will be|would be|d be|'d be|should be|might be|could be|would ?n't be|seems|sounds|looks) (?:also |still |just |more than |probably |about |absolutely |totally |perfectly |really |very |quite |my |our |the |a |too )*{_WELL}|"
    r"(?:is|would be) (?:my|our) \w+ (?:limit|cut|deadline)|(?:will|would|should|could|'ll|might|ought to) (?:do|work|suit|also do|also work|be lovely)\b|(?:it'll|that'll|that'd|it'd) do\b|"
    r"works\b|suits\b|does (?:me|us|it|the|nicely|fine|for)\b|do (?:me|us)\b|gets (?:me|us)\b|leaves (?:me|us)\b|gives (?:me|us)\b|"
    r"if (?:you can|you could|you'd|you would|ye can|possible|poss|that|at all|it (?:is )?(?:possible|works|suits|helps)|not|feasible|manageable)|"
    r"(?:please|pls|plz|thanks|cheers|ta)\b|fine (?:by|with|for)|good for (?:me|us)|"
    r"(?:ce |ca |cela )?(?:me va|nous va|convient|conviendrait|serait|suffit|suffira|ira bien|irait|m'arrange|nous arrange|c'est (?:bon|parfait|notre|ma|mon))\b|"
    r"wurde (?:\w+ ){0,2}(?:reichen|passen|gehen|genugen|helfen)|(?:reicht|reichen|genugt|genugen|ware|waere|passt|passen|ist (?:auch |noch |schon )?(?:ok|gut|fruh genug|in ordnung|prima|mein|unser|spatestens)|geht (?:auch|fur|klar|in ordnung)|tut es)\b|"
    r"(?:me vale|nos vale|me va bien|nos va bien|seria|esta bien|me viene|nos viene|bastaria|basta|es (?:suficiente|nuestro|mi|el limite|la hora)|nos sirve|me sirve)\b|"
    r"(?:va bene|andrebbe|andra bene|sarebbe|mi basta|ci basta|e (?:sufficiente|il nostro|il mio|perfetto|ok)|per noi va)\b|"
    r"(?:is (?:ook |wel |zeker |nog )?(?:prima|goed|genoeg|mijn|onze|vroeg genoeg)|zou (?:fijn|mooi|ideaal|prima|goed)|komt goed|lukt|volstaat)\b|"
    r"(?:serve|seria otimo|esta bem|chega|da para|e o (?:nosso|meu)|e suficiente)\b)",
    # Straight after the time: it will not do.
    "useless": r"^(?:is|are|would be|'d be|will be) (?:\w+ )?(?:no (?:use|good)|too late|useless|impossible)\b",
    # Anywhere in the sentence: "from" one time "to" another.
    "moved": r"\b(?:moved?|moves|brought|bring|bringing|pushed|changed|changes|shifted|extended|delayed|slipped|revised|postponed|put) (?:\w+ ){0,2}from\b",
    # Somewhere beside the time: a limit by name.
    "limit": r"(?<!no )(?<!any )(?<!particular )\b(?:cut ?-? ?offs?|deadlines?|drop ?-? ?dead|last (?:call|orders for|chance|moment i|possible)|(?:my|our|the|hard|absolute|outer|outside|time|upper) (?:absolute |time |very |hard |final |outer )*limit|"
    r"latest|hard stop|finish(?:ing)? line|final whistle|at the outside|the wire|to the wire|time ?-? ?limit|(?:window|slot|door|gate|curtain|shutters?) (?:for \w+ \w+ |for \w+ |on (?:this|it|that) )?(?:closes|shuts|close|shut|comes down|come down)|clock (?:runs|stops|is)|"
    r"(?:stop|stops|stopping|finish) (?:taking|accepting|collecting|gathering|waiting|adding|listening)|last (?:i|we|my|our|the (?:desk|editor|subs)) (?:can|could|will|would)|"
    r"time (?:is|runs|ran) (?:up|out)|point of no return|end of the line|ultimatum|redaktionsschluss|einsendeschluss|annahmeschluss|heure limite|dernier delai|date limite|hora limite|fecha limite|termine ultimo|limite maximo|uiterste|como (?:muy )?tarde|como maximo|a mas tardar|au plus tard|grand maximum|dernier carat|(?:aller)?spatestens|al piu tardi|al massimo|uiterlijk|op (?:zijn|z'n) laatst|no maximo|o mais tardar|maximum|schluss|grenze|grens|limiet|limite ultim\w+)\b",
    # Before "until": what is held open for the answer, and not where somebody is.
    "held": r"\b(?:(?:i|we|i'm|we're|i'll|we'll|i've|we've|i can|we can|can|could|happy|willing|able|glad|prepared|page|desk|editor|story|piece|slot|space|copy|she|he|they)(?: \w+){0,3}? (?:to )?"
    r"(?:hold|holding|held|holds|wait|waiting|waits|hang|hanging|keep|keeping|kept|leave|leaving|left|collecting|collect|taking|take|accepting|accept|gathering|gather|stay|sit|sitting|delay|delaying|"
    r"give|giving|gives|given|stall|stalling|save|saving|reserve|reserving|stretch|push)\b|"
    r"(?:you|ye|they|he|she|we)(?:'ve| have|'ll have|'d have| can have)(?: got)?|there(?: is|'ll be)? (?:still )?(?:time|room|space)|(?:have|got|gives?) (?:you|till|until)|(?:line|page|slot|space|inbox|door|copy) (?:is |stays |remains )?open|"
    r"(?:file|story|piece|page|copy) (?:is |stays |will be |can be )?(?:open|held|changed|updated|amended)|(?:can|could|will) (?:still )?(?:add|include|change|update|use|fit|amend|squeeze|take))",
    # Where somebody is, or when an office is staffed: no request.
    "absent": r"\b(?:at (?:the|my|a|lunch|work|home|school|court|an)|on (?:a|leave|holiday|annual|shift|maternity|vacation|site|the (?:road|train|phone|move|other)|my way)|away|out|off|in (?:a|the (?:office|air|car|field)|meetings?|court|transit|surgery)|"
    r"busy|around|here|about|reachable|available|free|travelling|traveling|flying|driving|asleep|unavailable|back|my desk|closed|staffed|manned|office|hours|lines? (?:are )?open|(?:i'm|am|be|we're|stay) up|awake|on deadline|(?:reach|call|ring|phone|contact|get|find|text|email) me|in touch|at this number|to bed|bed|sleep|working|teaching|sat (?:in|on))(?: \w+){0,4}$",
    # Before the time: the answer handed over.
    "received": r"\b(?:with (?:me|us|him|her|my|our|the (?:desk|editor|subs|team|newsroom))|(?:in|on|into|to) (?:my|our|the editor|his|her) (?:inbox|in ?-? ?tray|hands?|desk|mailbox|email|e ?-? ?mail|editor)|reach(?:es|ed)? (?:me|us|my|our|the (?:desk|paper|newsroom))|"
    r"get(?:s|ting)? (?:it|them|this|that|something|anything|everything|your \w+|the \w+|a \w+|\w+ \w+) (?:to|over to|across to|back to) (?:me|us|him|her)|(?:back|over|across) to (?:me|us|him|her)|come back (?:to me|to us)|"
    r"(?:send|let|give|drop|ping|email|text|ring|call|phone|shoot|fire|file) (?:me|us)|have to have|has to have|must have|(?:need|needs|want|wants|expect|expects|require|requires) (?:it|them|this|that|these|those|something|everything|your|the|a|an|any|all|you|to hear|to have|answers?|\w+ answers?)|"
    r"(?:am|i'm|is|are|we're|be) (?:hoping|looking|aiming|waiting|after|expecting|wanting|shooting)|been (?:told|given|allowed)$|due\b|to land|landed?|lands|in (?:hand|to me|to us)|on tape|make the (?:bulletin|page|edition|cut|show|programme|paper|print|piece|story|slot))\b",
    # After a time that is asked about: "is Friday …?", "would 3pm …?".
    "offered": rf"^(?:be )?(?:{_WELL}|ok|okay|fine|good|doable|possible|enough|too (?:soon|tight|late|early|much|tight|close|far)|give (?:you|me|us|ye)|leave (?:you|me|us|ye)|alright|all right|realistic|feasible|manageable|work|suit|do|any good|achievable|reasonable)\b",
    # Before the time: a date that follows from what was said, or an offer of one.
    "offering": r"\b(?:(?:takes|brings|gets) (?:me|us|you)(?: to)?(?: the)?|(?:how|what) about|how (?:is|does)|shall we say|let us say|let's say|call it|make it|aim for|aiming for|shoot(?:ing)? for|work(?:ing)? to|working towards|so that|so it|meaning|which means|making it)$|[,–.;-] so$",
    # The label of a form field.
    "label": r"\b(?:deadline|due|needed|required|wanted|clos(?:es|ing|e)|cut ?-? ?off|reply|respond|response|answer|when|by|turnaround|time ?-? ?frame|time ?-? ?line|timing|latest|delai|echeance|limite|retour|frist|bis|wann|ruckmeldung|plazo|limit|respuesta|scadenza|"
    r"entro|termine|prazo|uiterlijk|reactie|antwoord|reponse)\b(?!.*\b(?:publication|publish|air|broadcast|issue|run|event|received|sent|submitted|posted|parution|diffusion|erscheint|publicacion|uscita)\b)",
    # The clause tells in a foreign tongue what has been.
    "foreign_past": r"\b(?:(?:est|sont) (?:deja )?(?:paru|sorti|decede|mort|parti)\w*|(?:a|ont|avait|avez|avons|ai) (?:ete |ensuite |deja )?(?:diffuse|publie|paru|sorti|annonce|declare|ecrit|dit|ferme|ouvert|eu lieu|recu|envoye|appele|parle|decede|arrete|commence|repondu|quitte|tenu)\w*|"
    r"(?:a|ont) ete \w+|etait|etaient|(?:wurde|wurden|war|waren|hatte|hatten)\b|(?:hat|haben|ist|sind) (?:\w+ ){0,4}ge\w+(?:t|en)|fue|fueron|(?:se )?(?:emitio|publico|anuncio|dijo|cerro|murio|salio|envio|llamo|dimitio|ocurrio|abrio)\b|"
    r"(?:ha|han|habia|hemos|haben) (?:\w+ )?\w+(?:ado|ido)|(?:e|sono|era|erano) (?:gia )?(?:andat|uscit|stat|apert|chius|mort|pubblicat|accadut)\w+|(?:ha|hanno|abbiamo|avete) (?:\w+ )?\w+(?:ato|uto|ito)|"
    r"(?:werd|werden|was|waren|had|heeft) (?:\w+ ){0,3}(?:ge\w+|bekend|open|dicht)|foi|foram|(?:saiu|fechou|abriu|morreu|anunciou|publicou|aconteceu)\b)",
    # Further on in the sentence: "… and that's the cut-off for corrections as well".
    "that_limit": r"\b(?:that|this|which|it) (?:is |'ll be |will be |would be )?(?:also )?(?:the|my|our|your|their|as late as) (?:very |absolute |real |hard |final |outer )*(?:cut ?-? ?off|deadline|limit|latest|last|end of the line|drop)",
    # Before the time: what closes or opens for everybody.
    "others_close": r"\b(?:polls?|polling|stations?|voting|ballots?|applications?|nominations?|entries|bookings?|registrations?|enrolments?|consultations?|tickets?|sales?|markets?|shops?|stores?|cafes?|offices?|museums?|librar(?:y|ies)|gates?|schools?|"
    r"roads?|pools?|centres?|centers?|parks?|reception|surgery|clinics?|pubs?|bars?|doors|kitchens?|exhibitions?|hotlines?|bids|tenders?|submissions for \w+|inquest|appeals?)(?: \w+){0,2} (?:close|closes|closing|open|opens|opening|shut|shuts|end|ends|start|starts|begin|begins)\b",
    # Before "before": it is not wanted sooner.
    "needless": r"\b(?:no need|no (?:rush|hurry|panic)|(?:don't|do not|won't|shan't|needn't|not) (?:\w+ )?(?:need|expect|want|require)|needn't)\b",
    # After "after 5pm": too late then.
    "late_after": r"\b(?:take (?:it |that |this )?as|assume|read (?:it |that )?as|too late|won't|will not|can't|cannot|couldn't|wouldn't|doesn't|isn't|no (?:good|use|point|longer)|never|miss(?:es|ed)?|will (?:have to )?(?:miss|wait|go|be (?:lost|too|out|left|gone))|shan't|have gone|has gone|is gone|out of (?:time|our|my)|gone\b|useless|not (?:get|make|be))\b",
    # After or before the time: the writer's own work on it then.
    "works": r"\b(?:lay(?:ing|s)? (?:it |this |the \w+ )?out|sit(?:ting)? down to|(?:start|begin) (?:writing|to write|subbing|editing|cutting)|(?:writing|write|wrapping|wrap|finishing|finish|closing|close|locking|lock) (?:it|this|that|the piece|the page|the story|the package|the script)(?: up| off)?\b|"
    r"off (?:me|my hands)|hand(?:ing|s)? (?:it |this |that |the \w+ )?(?:in|over)|to (?:the )?(?:printers?|press|subs|sub ?-? ?editors?|layout|legal|my editor|the editor|design|bed|the lawyers|copy desk)|"
    r"page (?:goes|closes|is sent)|(?:we|it|they|paper|issue|story|piece|edition|page) (?:are |is |'re )?(?:go|goes|going) (?:to (?:print|press|air|bed)|out|live|up|on air)|(?:that|when) (?:we|i) (?:publish|air|broadcast|run|print)|off stone|off to|sign(?:s|ing)? (?:it |the page |the pages )?off|we (?:wrap|lock|cut|edit|record|tape)|^(?:, )?(?:chiudo|chiudiamo|cierro|cerramos|boucle|fecho|fechamos|geb|inleveren)\w*|\blever(?:en)? (?:\w+ )?$|abgeben\b|einreichen\b|in (?:den )?druck\b|auf sendung\b|, so your \w+ (?:need|needs|have|must|should)\b|i (?:file|submit|wrap))\b",
    # After the time: another one that would be nicer still, so that this one is no limit.
    "nicer": r"^(?:[,)–-] )?(?:would be|is|'d be|would) (?:\w+ )?(?:kinder|better|nicer|preferable|preferred|safer|easier|happier|the dream)|^(?:even )?better",
    # Before the time: where the writer will be.
    "whereabouts": r"^back (?:at|in|from(?! you)|on|home)\b|\b(?:(?:i'm|i'll be|am|we're|be) back|back (?:at (?:my|the|our) \w+|in the \w+|from (?!you)\w+|online|home)|see you|looking forward to \w+ \w+)(?: \w+){0,2}$",
    # Anywhere in the sentence: another matter.
    "unrelated": r"\b(?:not related|unrelated|nothing to do with|separate(?:ly)? (?:matter|thing|issue|note)|different (?:matter|thing|subject|topic)|other business|on another (?:note|matter)|internal(?:ly)?|board paper)\b",
    # Before the time: somebody's claim or plan that the inquiry is about.
    "claimed": r"\b(?:you|we|your (?:\w+ )?\w+|(?:the|this|their|its|his|her|a|last|annual) (?:\w+ )?(?:report|website|site|leaflet|post|review|release|statement|strategy|plan|page|form|letter|minutes|council|minister|government|trust|charity|company|spokesperson|accounts|survey|document|director|chair)|he|she|they|it|post|report)(?: \w+){0,3}? "
    r"(?:say|says|said|state|states|stated|claim|claims|claimed|promise|promises|promised|pledge|pledges|pledged|announced|announces|wrote|reported|reports|shows?|suggests?|committed|commits|intends?|plans|planned|aims|aimed)\b",
}


def says(name: str, near: list[str]) -> bool:
    """Whether these words (already cut to the near ones by the caller) hold a phrase of that kind."""
    return bool(near) and _patterns()[name].search(" ".join(near)) is not None


def before(name: str, left: list[str]) -> bool:
    """Whether the words right before the time hold such a phrase."""
    return says(name, left[-_REACH:])


def after(name: str, right: list[str]) -> bool:
    """Whether the words right after the time hold such a phrase."""
    return says(name, right[:_REACH])


_SUBORDINATORS = words.bag("that why how who whom which whether because since where what when while if ; : ( as . ? !")


def clause_before(left: list[str]) -> list[str]:
    """The words before the time back to where its own clause begins."""
    for i in range(len(left) - 1, -1, -1):
        if left[i] in _SUBORDINATORS or (left[i] in (",", "and", "but") and len(left) - i > 4):
            return left[i + 1 :]
    return left


def claims(left: list[str]) -> bool:
    """Whether the time stands in somebody's claim ("you say 40 beds opened by"), two words or more after the verb."""
    return says("claimed", left[-20:-2])
