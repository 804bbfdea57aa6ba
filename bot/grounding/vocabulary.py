"""Vocabulary: the English words that grounding knows by themselves. None of it is about one subject or place."""

from __future__ import annotations

#: Words that tell nothing of their own.
_PLAIN = """
    a an the this that these those it its they their them there here in at on for from as to by with of and but or also since
    during over after before while when where if so more less many much some any each both about into onto through under between
    than then which who whom whose what how why have has had having been being be is are was were am will would could should can may
    might must shall very such other another you your we our us ours i me my he his him she her not no nor too own now yet per out
    off up down do does did done doing just only even still again already upon within without across against around among along
    because until till although though whether however therefore all every most least few same s t re ve ll d m said say says
    including include includes included well make makes made get gets got go goes went come comes came let one two
    """
PLAIN = frozenset(_PLAIN.split())

IRREGULAR = {
    bent: word
    for word, forms in {
        "rise": "rose risen", "fall": "fell fallen", "run": "ran", "give": "gave given", "take": "took taken", "build": "built",
        "hold": "held", "meet": "met", "pay": "paid", "sell": "sold", "buy": "bought", "leave": "left", "grow": "grew grown",
        "begin": "began begun", "spend": "spent", "keep": "kept", "tell": "told", "find": "found", "lead": "led", "bring": "brought",
        "win": "won", "lose": "lost", "send": "sent", "become": "became", "see": "saw seen", "know": "knew known", "write": "wrote written",
        "draw": "drew drawn", "choose": "chose chosen", "show": "shown", "feed": "fed", "teach": "taught", "sleep": "slept", "think": "thought",
        "use": "using used", "die": "died dying", "child": "children", "woman": "women", "man": "men", "person": "people", "life": "lives",
        "speak": "spoke spoken", "break": "broke broken", "drive": "drove driven", "wear": "wore worn", "steal": "stole stolen",
        "mean": "meant", "lend": "lent", "hear": "heard", "stand": "stood", "catch": "caught", "seek": "sought", "shrink": "shrank shrunk",
        "swim": "swam swum", "throw": "threw thrown", "withdraw": "withdrew withdrawn", "deny": "denies denied denying",
        "half": "halves halved", "feel": "felt", "lie": "lay lain lying", "fly": "flew flown", "eat": "ate eaten", "forgive": "forgave",
        "shoot": "shot", "understand": "understood", "wife": "wives", "foot": "feet", "analysis": "analyses", "datum": "data",
    }.items()
    for bent in forms.split()
}  # fmt: skip

#: Words that an honest paraphrase puts for one another. One group a line; a word may stand in several.
LIKE = """
rise increase grow growth climb jump up gain more higher
fall decrease decline drop down reduce cut fewer less lower shrink
help support assist reach serve aid
begin start launch open
end finish close complete stop
run operate manage provide offer
give donate hand provide supply distribute
get receive obtain take
show find reveal record see register
person resident people individual visitor man woman guest
child kid young pupil
staff employee worker colleague
home house property dwelling
cost spend price pay expenditure
need require want ask
build construct make create
use visit attend
hear hearing case
list schedule plan due
remove clear collect pick
wait queue
money fund pound euro dollar
month monthly
year annual yearly
reopen open
cover meet
member membership
call phone telephone ring
mail email message
contact reach ask write
rubbish litter waste
centre center site building
work job
employ hire recruit
protect safeguard
buy purchase
train teach
live stay
number total figure
announce publish release
part share proportion
near close
loan lend borrow
player musician performer
concert performance show
lorry truck
ship vessel boat
customer client
place spot
household family
repay pay refund
attend attendee audience
vacancy post job
location site place
choose select pick
charge pay cost
promise pledge vow commit
vote approve favour back
know find establish identify determine clarify
birth born baby
pay payment
die death kill lose fatal
cancel scrap axe abandon withdraw
"""

#: Verbs and adjectives of which one says the opposite of the other.
OPPOSITES = """
rise fall
rise drop
rise decline
rise decrease
increase decrease
increase fall
increase reduce
increase cut
increase decline
increase drop
grow shrink
grow fall
up down
up fall
up drop
up decrease
up decline
down rise
down increase
down grow
more fewer
more less
higher lower
high low
above below
open close
open shut
reopen close
reopen shut
start end
begin end
start stop
begin stop
win lose
accept reject
accept refuse
approve reject
approve refuse
support oppose
agree disagree
include exclude
gain lose
hire dismiss
buy sell
public private
allow ban
allow forbid
profit loss
surplus deficit
majority minority
confirm deny
before after
earlier later
early late
longer shorter
better worse
improve worsen
strengthen weaken
inside outside
north south
east west
first last
cheap expensive
free charge
healthy ill
success failure
succeed fail
pass fail
guilty innocent
legal illegal
safe dangerous
keep abandon
remain leave
arrive leave
join leave
welcome condemn
praise criticise
highest lowest
largest smallest
biggest smallest
best worst
busiest quietest
oldest youngest
longest shortest
admit deny
full empty
add remove
upstream downstream
open block
block clear
vacant fill
vacant occupy
present absent
alive dead
import export
lift impose
positive negative
strong weak
major minor
encourage discourage
raise lower
raise cut
expand cut
permanent temporary
introduce scrap
introduce abolish
introduce withdraw
launch scrap
keep scrap
create abolish
voluntary compulsory
"""

#: Words that begin a sentence with a capital and are nobody's name.
_STARTERS = """
    zero see visit call contact email ask read find register book write download watch follow go join donate apply access action activity advice aid anyone appeal applications around attendance average bed beds bookings building campaign capacity care
    case cases centre change charity child children class classes clients collection community cost costs council country courses crisis data
    demand despite details donations donors doors drivers due education energy english entries entry event events evidence everyone
    everything experts facilities families farmers fees figures findings flood food further fundraising funding funds general grants group
    groups growth half health help helpline homes homelessness hours households housing income information inspectors instead interest
    investigators journalists just last later lessons levels local many material meals media meanwhile meeting members money more
    most music neighbours new news next nobody none note nothing nurses once opening opponents organisers others otherwise outside
    overall parcels parents part participants partners passengers past patients patrols pay people phosphate places plans police pollution
    poverty prices pupils questions rain rates recent refugees registration renovation rent repairs reports request requests research residents
    results rough sales salaries school schools services shelter shops similarly some someone something sometimes spending staff still students such
    support survey teachers tenants thanks thus tickets today together tomorrow total traffic training travel treatment trustees turnover
    under unlike until use users vaccines visitors visits volunteer volunteers wages waiting waits water weekly winter women work
    workers workshops written yesterday young youth accordingly additionally moreover furthermore nevertheless nonetheless finally
    currently previously originally recently separately specifically since because besides although though whereas while currently anybody
    everybody somebody either neither both another each every any all few several no not yes please there here then than now how
    why what who whose which when where if unless though whether despite following according based given including compared
    thank dear hello sorry regarding concerning
    apart subject aside owing prior rather regardless contrary ahead along contact depending compared subscribe
    asked built designed fewer held less nearly almost run set spread supported taken work worth
    copies referrals parcels calls callers guests rivers trees birds species otters salmon fish cats dogs animals ferries trains buses
    admission applicants appointments audience carers clinics doctors exhibits festival helpers hospital lines machines medicine members
    offers operations owners performers pitches plots prisoners programmes projects readers recipients reviewers seats ships singers
    sites sponsors stalls stations surgeons technicians theatre therapists towns trains trips vans victims walkers wards wells wildlife yields
    """
STARTERS = frozenset(_STARTERS.split())
_TITLES = "mr mrs ms miss mx dr doctor prof professor sir dame lord lady cllr councillor rev reverend st frau herr fr hr"
TITLES = frozenset(_TITLES.split())
