"""The words that tell which part a time plays: asking, publishing, events, the past, holds."""

from __future__ import annotations

from bot.deadlines import words

ASKS = words.bag(
    "need needed needs needing want wants wanted require required requires respond responds response responses reply replies answer answers comment comments "
    "statement quote quotes input inputs back hear confirm confirmation revert turnaround send sent get provide submit submitted please pls plz grateful appreciate "
    "appreciated could can call ring phone email deliver copy draft feedback return know hold holding received submissions line "
    "repondre reponse reponses retour besoin faut merci pouvez svp antwort antworten ruckmeldung stellungnahme brauche brauchen benotige benotigen bitte bitten "
    "necesito necesitaria necesitamos necesitariamos respuesta respuestas responder contestar podria podrian favor bisogno risposta risposte rispondere "
    "riscontro cortesemente potete reactie antwoord antwoorden nodig graag horen terug preciso precisamos resposta respostas retorno receber ricevere recibir "
    "recevoir erhalten reagieren obtenir interview speak talk chat guest reaction approve details figures info information thoughts "
    "tell clarify supply yes pictures photos photo images ideally aiming hoping hope something anything everything them over turn record spoken wrap closing close material "
    "repondez envoyer mandare inviare enviar faudrait faudra aurais brauchte brauchten servirebbe serve servono bekommen krijgen bastaria gustaria vorremmo vorrei wil moet sturen schicken love like ruckruf zuruckrufen vendria tenerlo agradeceria agradeceriamos tener recibirla contestacion respondan enviarme enviarnos mandarme remitir confirmarme riceverlo averlo risponderci rispondermi farmi transmettre preciser repondiez melden zuruckmelden hatte ontvangen reageren mailen rappeler llamar chiamare bellen ligar lukt geht klappt possible"
)
DEADLINE_WORDS = words.bag(
    "dl deadline deadlines deadlined cutoff bouclage tombee delai redaktionsschluss frist abgabe abgabefrist plazo scadenza prazo fechamento limite drucklegung due needed "
    "chiusura cierre latest latest_ spatestens uiterlijk inzendtermijn termine echeance deadline's tard tardar tardi realistically"
)
PUBLISHES = words.bag(
    "publish publishes publishing published_ publication run runs running air airs airing aired_ broadcast broadcasts broadcasting filing file files live print press printing goes going "
    "bulletin edition issue show programme program news newscast newsstands drops posting post posts release released_ slot paper hitting breaks uploading transmission transmits tx "
    "andruck entregar entrego entregamos consegno consegnare consegniamo abgeben abgabetermin inleveren publions publier publication paraitra parait parution publie diffuse diffusion sortie veroffentlichen veroffentlichung erscheint erscheinen senden sendung ausgestrahlt "
    "publicar publicamos publicaremos publicacion saldra sale sale' emision emitimos pubblichiamo pubblicare uscira esce pubblicazione onda publiceren publicatie "
    "verschijnt uitzending publicamos publicacao sai edicao edicion edizione ausgabe editie podcast episode newsletter_ package_ online supplement story_ taping studio "
    "interviewing_ on-air onair simulcast screened screening locks locked lock erscheinungstermin druck"
)
EVENTS = words.bag(
    "hearing conference meeting meets event events launch launches launching vote votes voting court trial press-conference briefing gala rally march_ protest visit visiting film filming "
    "interview call scrum open opens opening closes launch festival opens workshop webinar summit debate session appointment starts start begins begin held took takes take "
    "place expires available scheduled slated_ concert ceremony funeral vigil invitation invited tickets doors attend attending presented protestors expo training match game reopen "
    "reopens effective lunch dinner coffee announce announces announcing announcement sits appear appears appearance tour trip shoot reading audience service reception"
)
PAST = words.bag(
    "sat since ago said says_ told released filed published announced sent wrote closed cut reported posted happened died arrested booked rang called spoke met was were had did confirmed "
    "emailed dismissed started ended cancelled fired laid stopped resigned opened went came got heard saw issued aired broadcast_ ran launched voted left received submitted asked visited "
    "declared claimed gave took held became found lost signed approved passed took depuis seit desde dal sinds dated last earlier yesterday"
)
EMBARGO = words.bag("embargo embargoed embargoes embargo'd sperrfrist gesperrt embargado sperrvermerk")
NEGATED = words.bag("not can't cannot couldn't won't don't didn't never rather instead unable")
POINTLESS = words.bag(
    "expires expire offer discount sale subscription invoice invoiced payment tickets ticket applications nominations vacancy registration "
    "bookings lunch dues renew renewal enrol register registering"
)
THIRD_PARTIES = words.bag(
    "council minister government committee court police judge board parliament regulator bill they company department ministry he she mayor senate congress"
)
FINE_AFTER = words.bag(
    "latest fantastic great fab ideal perfect works work ok okay fine deadline cutoff please pls possible brilliant lovely good wonderful awesome max tops suits suit would deadline's sharp"
)
SLOTS_AFTER = words.bag(
    "magazine supplement website site front page papers weekend's bulletin news show programme program edition slot paper newscast broadcast package issue podcast episode print meeting hearing"
)
OPEN = words.bag("open opens opening available from between runs")
GOES_OUT = (
    "on air",
    "on - air",
    "going up",
    "goes up",
    "goes out",
    "going out",
    "go out",
    "to bed",
    "comes out",
    "coming out",
    "hits",
    "hit the",
    "hit air",
    "up on the site",
    "be aired",
    "be published",
    "be broadcast",
    "go live",
    "goes live",
    "going live",
    "live at",
    "live on",
    "live hit",
    "live interview",
    "we'd go to you",
    "nous bouclons",
    "je boucle",
    "on boucle",
    "rends mon",
    "rendre mon",
    "rends le papier",
    "cerramos",
    "cierro",
    "chiudiamo",
    "chiudere il pezzo",
    "chiudere la pagina",
    "chiudere l'articolo",
    "cerrar la pagina",
    "boucler",
    "chiudo",
    "gehen in den druck",
    "gehen in druck",
    "geht in druck",
    "in druck",
    "naar de drukker",
    "fechamos",
    "fecho a",
    "closing the page",
    "close the page",
    "page closes",
    "we close",
    "closing pages",
    "wir schliessen",
    "auf sendung",
    "en antena",
    "en direct",
    "en vivo",
    "in diretta",
    "ao vivo",
    "a l'antenne",
    "in onda",
    "no ar",
    "lock the",
    "locks at",
    "script lock",
    "picture lock",
)
COMPANY = {
    "live": ("go", "goes", "going", "be", "is", "are", "us", "join", "speak", "air", "live", "talk"),
    "press": ("to",),
    "print": ("to", "in", "we", "goes", "into"),
    "goes": ("story", "it", "piece", "this", "that", "which", "edition", "paper", "package"),
    "going": ("story", "it", "piece", "this"),
    "file": ("to", "i", "must", "i'll", "we", "i'd", "she'll", "he'll", "have"),
    "files": ("he", "she", "who"),
    "run": ("to", "will", "i'll", "we'll", "we'd", "would", "may", "intend", "might"),
    "post": ("to", "will", "we'll"),
    "posts": ("it", "story"),
    "release": ("will",),
    "lock": ("to", "we"),
    "news": (),
    "online": (),
    "story": (),
    "studio": ("in", "the"),
    "show": ("the", "our"),
    "program": ("the",),
    "programme": ("the",),
}
