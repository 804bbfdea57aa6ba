"""Jargon: words that nobody says at a bus stop, with plainer ones, and letters that nobody was told the meaning of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from bot.grounding.vocabulary import PLAIN
from bot.rehearsals.shapes import Ground, Remark
from bot.rehearsals.speech import parts

#: A pattern, and what to say instead. The first that fits a place counts. None of it is about one organisation.
_CATALOGUE = r"""
(?:key |relevant |all |our |other |external |internal |multiple )?stake-?holders? = the people it concerns: say who
service[- ]users? = people who use it, or simply people
beneficiar(?:y|ies) = the people we help
end[- ]users? = the people who use it
client groups? = people
cohorts? = group
target (?:group|population|audience|demographic)s? = the people we want to reach
hard[- ]to[- ]reach = people we have not reached yet
vulnerable (?:individuals?|adults?|persons?|groups?|cohorts?) = people at risk: say of what
individuals = people
leverag(?:e[sd]?|ing) = use
utili[sz](?:e[sd]?|ing|ation) = use
facilitat(?:e[sd]?|ing|ion) = help, run
implement(?:ed|s|ing|ation)? = start, carry out
operationali[sz]\w+ = put into practice
prioriti[sz](?:e[sd]?|ing|ation) = put first
optimi[sz](?:e[sd]?|ing|ation) = improve
maximi[sz](?:e[sd]?|ing|ation) = make the most of
incentivi[sz]\w+ = encourage
monetis\w+|monetiz\w+ = earn from
mainstream(?:ed|ing) = make normal
socialis(?:e|ing) the = talk about the
action(?:ed|ing) = do
task(?:ed|ing) with = asked to
diari[sz]e\w* = put in the diary
synerg\w+ = working together
alignment|align(?:ed|ing|s)? (?:with|to|our|the) = fit with, agree with
(?!(?:faith|land|water|home|shore|age|church|oil|plant|milk|tomato|dairy|wood)-)[a-z]{3,}-(?:led|centred|centered|based|focus(?:s)?ed|informed|driven|facing|oriented|enabled) = say who decides, or what it rests on
(?:whole|all)[- ](?:system|place|school|person|family)s?(?: approach(?:es)?| response| working)? = everybody together: say who
(?:significant |marked |notable )?uplifts? = rise
(?:in )?presentations(?=[,.;]| (?:at|to|driven|and rose)) = people who come
pedagog\w+|andragog\w+ = way of teaching
scaffold(?:ed|ing) = help step by step
attainment = marks, results
progression (?:outcomes?|routes?|pathways?) = what comes next
methodolog(?:y|ies|ical) = way of doing it
modalit(?:y|ies) = way
block (?:contract|grant)s?(?: funding)? = a fixed sum
cost (?:improvement|base|recovery|envelope|pressures?)(?: programmes?| plans?| targets?)? = savings, costs
run[- ]rate = what it costs a month
(?:deficit|financial|cash|budget) position = how much money there is
cap-?ex|op-?ex|ebitda = spending
agenda for change = the pay rates of the health service
(?:acute|primary care|secondary care|clinical|domiciliary|residential|inpatient) (?:settings?|provision|trusts?) = hospital, surgery: say which
(?:clinical|information|corporate) governance = rules for safe care
discharge (?:pathway|planning|process)\w* = getting people home
comorbidit\w+|co-morbid\w* = several illnesses
end[- ]of[- ]life (?:care )?(?:pathway|provision) = care for the dying
multi-?disciplinary teams? = nurses, doctors and others together
decant(?:ed|ing)? = move people out
void (?:properties|units|periods?) = empty homes
tenancy sustainment = keeping a home
riparian|eutrophication|effluents?|anthropogenic|turbidity = say what it does to the river
ecosystem services = what nature does for us
discharges? (?:permits?|consents?|events?) = spills
implementing partners?|last[- ]mile(?: delivery)? = who does the work there
internally displaced (?:persons?|people|populations?) = people who had to flee within their country
non-food items = blankets, soap, clean water
audience development|cultural offer = getting more people to come
interoperab\w+ = works together with other systems
uptime = how long it works
unlock(?:ed|ing|s)?(?: (?:the|our|new|commercial|full))* (?:potential|value|opportunit\w+|capacity|funding|benefits?) = make possible: say what
embed(?:ded|ding|s)?(?! (?:in )?(?:the )?(?:wall|ground|glass|stone|concrete|flesh)) = make part of, build in
(?:audience|customer|consumer|user|donor|visitor|market|data) insights? = what we know about people
(?:live )?release rates? = how many animals find a home
length[- ]of[- ]stay = how long they stay
(?:conversion|retention|attrition|churn|occupancy|utili[sz]ation|completion|throughput|uptake) rates? = how many: say the number
(?:pre|post)-[a-z]+(?:tion|ment) = before, after
commercial potential = what it could earn
(?:agile|growth|can-do) mindset|mindsets? = way of thinking
trending = going
holistic(?:ally)? = whole, all round
wrap-?around = all round: say what it is
person[- ]cent(?:red|ered|ric) = built round each person
trauma[- ]informed = with care for what people have been through
asset[- ]based = built on what people can do
place[- ]based = local
evidence[- ](?:based|led|informed) = that we know works
outcomes?[- ](?:based|focus(?:s)?ed|driven|led) = judged by results
co-?(?:produc(?:e[sd]?|ing|tion)|design(?:ed|ing)?|creat(?:e[sd]?|ing|ion)) = made together with
(?:positive |better |improved |measurable |key )?outcomes = results: say what changed
(?:deliver(?:ing|ed|s|y)?(?: of)?) (?:against|on) (?:our|the|its) = do what we said
deliver(?:ing|ed|s)? (?:value|impact|change|outcomes|excellence|efficienc\w+|solutions?|services?|interventions?) = help, do: say what is done
service (?:delivery|provision|offer) = what we do
(?:service|training|delivery) providers? = who runs it
deliverables? = what we promised to do
interventions? = help: say what is done
provision = what there is: say what
pathways? = way: say the steps
signpost(?:ed|ing|s)? = tell people where to go
(?:on|off)-?board(?:ed|ing) = welcome, train
up-?skill(?:ed|ing|s)? = train
capacity[- ]building|build(?:ing)? capacity = training, helping people do it themselves
capacity constraints?|(?:at|over) capacity = full
throughput = how many people come through
footfall = visitors
robust(?:ly)? = strong, careful: say what you check
rigorous (?:process|framework|procedure)\w* = careful checks: say which
(?:governance|assurance|safeguarding|performance|accountability|strategic|delivery|policy|risk) (?:framework|arrangements?|structures?|mechanisms?|architecture|process(?:es)?) = rules: say who checks what
frameworks? = plan, rules
learnings = what we learnt
lessons (?:have been|will be|are being) (?:learnt|learned) = say what you do differently now
going forwards?|moving forwards? = from now on, or nothing
at this (?:moment|point|juncture) in time = now
in (?:the )?(?:due course|fullness of time) = say when
in terms of = about, or nothing
with (?:regard|respect|regards) to|in relation to|in respect of = about
in order to = to
on an ongoing basis|on a (?:daily|weekly|monthly|regular) basis = every day, every week
prior to = before
subsequent(?:ly)?(?: to)? = after, later
commenc(?:e[sd]?|ing|ement) = start
endeavou?r(?:ed|ing|s)? = try
ascertain(?:ed|ing)? = find out
(?:the )?(?:vast )?majority of = most
a (?:wide |broad )?(?:range|variety|suite|raft|portfolio) of (?:measures|services|interventions|options|initiatives|support|partners|activities) = name one or two
suite of = name them
initiatives? = plan, work: say what
(?:cross|inter|multi)[- ](?:agency|sector(?:al)?|disciplinary|functional|departmental|cutting) = together with others: say who
partnership working|work(?:ing)? in partnership = working with: say whom
third[- ]sector|voluntary and community sector = charities
statutory (?:services?|partners?|agencies|bodies|duties|sector) = the council, the health service: say who
commission(?:ers|ing (?:body|bodies|process|cycle|landscape|arrangements?)) = the council, the health service: say who pays
(?:local|public) authorit(?:y|ies)(?= (?:partners?|colleagues?|stakeholders?)) = the council
(?:the )?(?:funding|policy|political|operating|external|current|commissioning|regulatory|fiscal|delivery) (?:landscape|environment|climate|context|ecosystem) = how things are: say what is hard
eco-?systems? = everybody involved: say who
landscape = how things are
challenging (?:environment|times|circumstances|climate|context) = hard times: say what is hard
(?:financial|resource|budgetary|fiscal) (?:constraints?|pressures?|envelope|headwinds|sustainability) = too little money
efficienc(?:y|ies) (?:savings?|gains?|measures?|programme) = cuts, savings: say which
rationali[sz](?:e[sd]?|ing|ation) = cut, close: say which
restructur(?:e[sd]?|ing) = change who does what: say who loses or gains
right-?siz\w+ = cut
reconfigur\w+ = change
transformation(?:al)?(?: (?:programme|change|agenda|journey))? = change: say what
paradigm(?: shifts?)? = way of thinking
step[- ]change = big change
game[- ]chang(?:er|ing) = say what changes
low[- ]hanging fruit = the easy things
deep[- ]dives? = close look
drill(?:ing)? down = look closely
granular(?:ity)? = detailed
circle back|loop back = come back to
touch(?:ing)? base = talk
reach(?:ed|ing)? out to = ask, write to
blue[- ]sky thinking = new ideas
think(?:ing)? outside (?:of )?the box = think differently
move the (?:needle|dial) = make a difference: say which
silo(?:s|ed)? = teams that don't talk to each other
bandwidth = time
head-?room = room, money left
pivot(?:ed|ing)? = change
agile = quick
scal(?:e|ing)[- ]up|upscal\w+ = do more of it, grow
roll(?:ed|ing)?[- ]out|roll-?outs? = start, bring to everybody
best[- ]practice = what works best
gold[- ]standard = the best there is
world[- ]class|best[- ]in[- ]class|cutting[- ]edge|state[- ]of[- ]the[- ]art|industry[- ]leading = say what is good about it
innovativ(?:e|ely) (?:solutions?|approach(?:es)?|models?) = new ways: say which
solutions?[- ](?:focus(?:s)?ed|oriented|driven) = practical
impactful = that makes a difference: say which
empower(?:ed|ing|ment|s)? = help people to, give people the power to
meaningful(?:ly)? (?:engage(?:ment)?|involve(?:ment)?|participation|dialogue) = listen to people
engag(?:e[sd]?|ing|ement) (?:with )?(?:all |our |the |key |local |wider )*(?:stakeholders?|communit(?:y|ies)|partners?|process|strategy|exercise) = talk with: say whom
lived experience = having been through it
resilien(?:ce|t) = strong, able to cope
sustainab(?:le|ility) (?:model|funding|future|delivery|services?) = that lasts
metrics?|k\.?p\.?i\.?s? = how we measure it
benchmark(?:ed|ing|s)? = compare with others
baselines? = where we started
theory of change = how we think it works
logic model = how we think it works
needs? assessments? = asking what each person needs
assessments? and triage|triag(?:e[sd]?|ing) = deciding who needs help first
case[- ]?load = the people each of us helps
case[- ]?management = looking after each person's case
referrals?(?: routes?| pathways?)? = being sent to us
(?:step|throughcare)[- ]down (?:provision|accommodation|beds?) = a place to go next
move-?on (?:accommodation|options?|pathways?) = a home to go to next
accommodation[- ]based = in a house
(?:emergency|temporary|supported) accommodation provision = beds, homes
bed[- ]?(?:spaces?|nights?) = beds
rough sleeping cohort = people who sleep outside
food (?:insecurity|insecure) = not having enough to eat
digital exclusion = having no internet
socio-?economic(?:ally)? = say: money, work, housing
de-?carboni[sz]\w+ = cut carbon: say how
net[- ]zero (?:pathway|transition|trajectory) = cutting carbon: say how
modal shift = getting people out of cars
bio-?diversity net gain = more wildlife than before
nature[- ]based solutions? = trees, wetlands: say which
catchment[- ]based = along the river
attainment gap = some children fall behind
safeguarding (?:concerns?|issues?|incident|referral|procedures?|protocols?) = somebody may have been at risk: say what you did
(?:due|following|established|appropriate|proper|internal) (?:process(?:es)?|procedures?|protocols?|channels?|policies) = say what happens step by step
protocols? = rules
policies and procedures = rules: say which
remit = job
terms of reference = what it looks at
mitigat(?:e[sd]?|ing|ions?)(?: measures?)? = make less bad, prevent
ameliorat\w+ = make better
expedit(?:e[sd]?|ing) = speed up
disseminat\w+ = share
cascad(?:e[sd]?|ing) = pass on
promulgat\w+ = make known
remunerat\w+ = pay
procur(?:e[sd]?|ing|ement) = buy
expenditures? = spending
in-?kind (?:support|contributions?) = goods and time
unrestricted (?:funds?|funding|income|reserves?) = money we may spend as we see fit
full cost recovery = being paid what it costs
income (?:generation|streams?|diversification) = how we raise money
donor (?:stewardship|journey|base|retention) = looking after the people who give
value[- ]add(?:ed)?|added value = say what it is good for
social value|social return on investment = the good it does
strategic(?:ally)? (?:priorit\w+|objectives?|direction|vision|plan|approach|aims?) = plan, aims: say what
mission[- ](?:critical|driven|led) = important
overarching = main
facilitator = who runs it
enabler = what makes it possible
multi-?faceted = with many sides: name two
systemic(?:ally)? = everywhere, built in
proactive(?:ly)? = early, before we are asked
rest assured = say why they can be sure
we take (?:this|these|it|such|all|any)(?: \w+){0,3} (?:very |extremely |incredibly )?seriously = say what you did about it
"""
_COMMON = frozenset(
    ["UK", "EU", "US", "USA", "UN", "NHS", "BBC", "ITV", "TV", "DIY", "MP", "MPS", "GP", "GPS", "CEO", "HR", "IT", "PM", "AM", "AI", "DNA", "VAT", "ID", "OK", "FM", "GMT", "BST", "NATO", "HIV", "AIDS", "CD", "DVD", "PC", "ASAP", "FAQ", "BC", "AD", "PHD", "RAF", "NASA", "FBI", "CIA", "AA", "RAC", "POW", "VIP", "SOS", "LED", "SUV", "ATM", "PIN", "GCSE", "GCSES", "A&E", "PE", "MOT", "BMW", "IKEA", "CCTV", "LGBT", "LGBTQ", "RSVP", "NGO", "NGOS", "II", "III", "IV"]
)  # fmt: skip
#: What people type in capitals to be heard; the rest of such words is found among the plain ones.
_LOUD = frozenset(
    [
        "NEVER",
        "ALWAYS",
        "MUST",
        "STOP",
        "REALLY",
        "FREE",
        "OPEN",
        "REAL",
        "SAFE",
        "HELP",
        "TODAY",
        "NOBODY",
        "EVERY",
        "THANK",
        "PLEASE",
        "HUGE",
        "MANY",
        "YES",
        "ABSOLUTELY",
        "ONLY",
        "EVER",
        "RIGHT",
        "WRONG",
        "TRUE",
        "PEOPLE",
        "LIVES",
        "LIFE",
        "HOME",
        "TIME",
        "WANT",
        "NEED",
        "KNOW",
        "GOOD",
        "BAD",
        "BIG",
    ]
)
_LETTERS = re.compile(r"(?<![\w'-])[A-Z](?:[A-Z&]|[a-z](?=[A-Z])){1,5}s?(?![\w-])")
_HEAVY = re.compile(
    r"\b(?!(?:information|organi[sz]ation|donation|station|question|education|operation|situation|nation|population|government|department|moment|community|charity|university|city|entertainment|apartment|investment|generation|population|conversation|location|vacation|election|television|permission|decision|discussion|pension|version|attention|foundation|communit|opportunit)\w*)[a-z]{5,}(?:isation|ization|ational|mentation|ification|ability|ibility|ualisation|ivity|ological|ectomy|tion|ment|ance|ence)s?\b",
    re.IGNORECASE,
)
_TOO_HEAVY = 4


def remarks(answer: str, question: str, ground: Ground) -> Iterator[Remark]:
    """Each piece of jargon once, with what to say instead; words that were approved as they stand are left alone."""
    approved = "\n".join([*ground.texts(), ground.organisation]).casefold()
    taken: list[tuple[int, int]] = []
    seen: set[str] = set()
    for pattern, plain in _catalogue():
        for found in pattern.finditer(answer):
            inside = any(start < found.end() and found.start() < end for start, end in taken)
            key = found[0].casefold()
            if inside or key in seen or key in approved:
                continue
            taken.append(found.span())
            seen.add(key)
            yield Remark("jargon", False, f"“{found[0]}” is not how people talk.", found[0], found[0], plain)
    yield from (one for one in _letters(answer, question, ground) if one.about.casefold() not in seen)
    yield from _heavy(answer, seen)


def _letters(answer: str, question: str, ground: Ground) -> Iterator[Remark]:
    known = "\n".join([*ground.texts(), ground.organisation, ground.topic, question])
    for found in dict.fromkeys(one[0] for one in _LETTERS.finditer(answer)):
        bare = found.removesuffix("s")
        if (
            bare.upper() in _COMMON
            or found.upper() in _COMMON
            or bare in known
            or _is_loud(found, answer)
            or _is_told(bare, answer)
        ):
            continue
        yield Remark(
            "jargon",
            False,
            f"“{found}”: not everybody knows what the letters stand for.",
            found,
            found,
            "say it in full, or what it does",
        )


def _is_loud(found: str, answer: str) -> bool:
    """Whether it is a word in capitals, to be heard, or all is in capitals."""
    if found in _LOUD or found.casefold() in PLAIN or found.casefold() in ("ok", "no", "so", "we", "my"):
        return True
    letters = [one for one in answer if one.isalpha()]
    return sum(one.isupper() for one in letters) > 0.5 * len(letters)


def _is_told(found: str, answer: str) -> bool:
    """Whether the answer says what the letters stand for: words that begin with them, one after the other."""
    letters = [one for one in found if one.isupper()]
    words = r"[\s-]+(?:(?:of|the|and|for|in|to)\s+)*".join(rf"{one}\w+" for one in letters)
    return len(letters) > 1 and re.search(rf"\b{words}", answer.replace(found, " "), re.IGNORECASE) is not None


def _heavy(answer: str, seen: set[str]) -> Iterator[Remark]:
    """A sentence that is made of nouns of doing."""
    for words in parts(answer):
        found = [one[0] for one in _HEAVY.finditer(words) if not any(one[0].casefold() in other for other in seen)]
        if len(found) >= _TOO_HEAVY:
            said = ", ".join(found[:_TOO_HEAVY])
            yield Remark(
                "jargon",
                False,
                f"One sentence with {said}: say who does what.",
                words,
                said,
                "short words: who did what to whom",
            )
            return


@cache
def _catalogue() -> Sequence[tuple[re.Pattern[str], str]]:
    found = []
    for line in _CATALOGUE.strip().splitlines():
        pattern, _, plain = line.partition(" = ")
        found.append((re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE), plain))
    return tuple(found)
