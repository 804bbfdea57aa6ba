"""Lines: the lists, one line, its forms and steps. Houses share the steps; their own forms are in `houses`."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from bot import asks, files, lines, teams
from bot.authority import authorize
from bot.errors import Conflict, DeskError, Invalid
from bot.lines import LineEntry, LineRecord, Wanted
from bot.models import House, Line, LineKind, Sensitivity, Terms
from bot.views import houses as house_views
from bot.views import lines as views
from bot.views.blocks import modal
from handlers import incoming
from handlers.carried import carried
from handlers.files import answer_reading, chosen
from handlers.requests import Form, Listeners, Request

NOUNS = {
    "fact": "fact", "facts": "fact", "quote": "quote", "quotes": "quote", "q&a": "q_and_a", "qa": "q_and_a", "boilerplate": "boilerplate",
    "holding": "holding", "house": "house", "houses": "house",
}  # fmt: skip


def register(listeners: Listeners) -> None:
    for action, handler in (("choose", choose), ("edit", edit), ("approve", approve), ("ask", ask), ("extend", ask_extend),
                            ("retire", retire), ("undo", undo)):  # fmt: skip
        listeners.action(f"line_{action}", handler)
    listeners.action(re.compile(r"lines_turn:\w+"), turn)
    listeners.action(re.compile(r"line_show:.+"), show)
    listeners.action(re.compile(r"line_new:\w+"), new)
    listeners.submission("line_save", save)
    listeners.submission("line_extend", extend)
    listeners.action("lines_export", export)
    listeners.action("lines_import", import_form)
    listeners.submission("lines_import", take_in)


def from_command(request: Request) -> None:
    """`/press lines expiring`, `/press lines facts beds`, `/press lines L-0004`."""
    _list(request, "lines", ())


def facts_from_command(request: Request) -> None:
    _list(request, "fact", ("fact",))


def houses_from_command(request: Request) -> None:
    _list(request, "house", ("house",))


def _list(request: Request, subcommand: str, nouns: tuple[str, ...]) -> None:
    text = incoming.plain((request.body.get("text") or "").strip()[len(subcommand) :]).translate(incoming.QUOTES).strip()
    if re.fullmatch(r"[LAFQBHM]-\d+", text, re.IGNORECASE):
        view = _shown(request, lines.by_reference(request.desk, actor=request.actor, reference=text))
        request.ack()
        return request.show(view)
    page = lines.listing(request.desk, actor=request.actor, wanted=_wanted(text, nouns))
    request.ack()
    request.say(f"Lines: {page.total}", views.listed(page, request.actor))


def _wanted(text: str, nouns: tuple[str, ...]) -> Wanted:
    """What the words ask for: which ones and of what kind, where they begin with that, then words."""
    which, said = "all", text.split()
    while said and (said[0].lower() in lines.WHICH or said[0].lower() in NOUNS):
        first = said.pop(0).lower()
        if first in NOUNS:
            nouns = (NOUNS[first],)
        else:
            which = first
    return Wanted(which=which, nouns=nouns, words=" ".join(said))  # type: ignore[arg-type]


def turn(request: Request) -> None:
    """Another page, or other ones: in the place of the list, or from Home as a view."""
    page = lines.listing(request.desk, actor=request.actor, wanted=views.carried(request.value))
    blocks = views.listed(page, request.actor)
    request.ack()
    if request.in_modal:
        return request.replace(modal("Lines", blocks))
    if not request.body.get("response_url"):
        return request.show(modal("Lines", blocks))
    request.swap(f"Lines: {page.total}", blocks)


def show(request: Request) -> None:
    view = _shown(request, lines.get(request.desk, actor=request.actor, address=request.value))
    request.ack()
    request.show(view)


def _shown(request: Request, record: LineRecord, said: str = "") -> dict[str, Any]:
    if isinstance(record.row, Line):
        return views.shown(record, request.actor, said)
    return house_views.shown(record, request.actor, _proofs(request, record.row), said)


def _proofs(request: Request, house: House) -> dict[str, LineRecord]:
    """The lines that its proof points refer to, as far as this person may know of them."""
    found = {}
    for text in (proof for one in house.pillars for proof in one["proofs"]):
        if re.fullmatch(r"[LAFQBH]-\d+", text):
            try:
                found[text] = lines.by_reference(request.desk, actor=request.actor, reference=text)
            except DeskError:
                continue
    return found


def choose(request: Request) -> None:
    authorize(request.actor, "work")
    request.ack()
    request.show(views.choose())


def new(request: Request) -> None:
    authorize(request.actor, "work")
    entry = LineEntry(kind=LineKind(request.value), text="", owner_id=request.actor.id)
    view = views.form(entry, today=_today(request))
    request.ack()
    request.replace(view) if _is_chooser(request) else request.show(view)


def _is_chooser(request: Request) -> bool:
    """Whether it comes from the choice of kinds, which a form takes the place of."""
    return request.in_modal and request.view.get("title", {}).get("text") == "New"


def edit(request: Request) -> None:
    authorize(request.actor, "work")
    record = lines.get(request.desk, actor=request.actor, address=request.value)
    view = form_of(record)
    request.ack()
    request.show(view)


def form_of(record: LineRecord, entry: lines.Entry | None = None, *, turn: int = 0, said: str = "") -> dict[str, Any]:
    """The form of a line or a house as it is, or as somebody means to have it."""
    entry = entry or lines.entry_of(record.row)
    shared: dict[str, Any] = {
        "today": record.today, "address": record.address, "seen": record.row.version, "reference": record.row.reference, "turn": turn,
        "said": said,
    }  # fmt: skip
    if isinstance(entry, LineEntry):
        return views.form(entry, **shared)
    return house_views.form(entry, **shared)


def save(request: Request) -> None:
    """Saves what the form says and shows it, with the way to its approval."""
    saved(request, _entry(request))


def saved(request: Request, entry: lines.Entry) -> None:
    """Saves an entry. Where somebody was faster, the form comes back with all that was typed and says what they wrote."""
    given = carried(request)
    address, seen, turn = given["a"], given["seen"], given["t"] + 1
    if given.get("q") and isinstance(entry, LineEntry):
        record = asks.file(request.desk, actor=request.actor, ask_id=given["q"], entry=entry)
        said = "Filed. It is used once it is approved."
        request.ack(response_action="update", view=_shown(request, record, said))
        return
    try:
        record = lines.save(request.desk, actor=request.actor, entry=entry, address=address, seen=seen)
    except Conflict as problem:
        if not address:
            raise
        record = lines.get(request.desk, actor=request.actor, address=address)
        said = f"⚠️ {problem} Their words: “{record.text[:1_500]}” Yours are below; Save puts them in the place of theirs."
        request.ack(response_action="update", view=form_of(record, entry, turn=turn, said=said))
        return
    said = "Saved." if record.standing == lines.Standing.APPROVED else "Saved. It is used once it is approved."
    request.ack(response_action="update", view=_shown(request, record, said))


def _entry(request: Request) -> LineEntry:
    form = request.form
    texts: dict[str, Any] = {name: form.text(name) for name in ("text", "issue", "audience", "question", "figure", "unit", "source", "speaker",
                                                "said_where", "scenario")}  # fmt: skip
    return LineEntry(
        kind=LineKind(carried(request)["k"]), reactive=form.option("reactive") != "proactive", as_of=picked(form, "as_of"),
        terms=Terms(form.option("terms") or Terms.ON_RECORD), **texts, **shared(request),
    )  # fmt: skip


def shared(request: Request) -> dict[str, Any]:
    """What the forms of lines and houses have in common."""
    form = request.form
    owner = form.user("owner")
    return {
        "sensitivity": Sensitivity(form.option("sensitivity") or Sensitivity.ROUTINE), "restricted": bool(form.options("restricted")),
        "owner_id": f"slack:{request.actor.team_id}:{owner}" if owner else "", "review_on": picked(form, "review_on"),
        "expires_on": picked(form, "expires_on"),
    }  # fmt: skip


def picked(form: Form, name: str) -> date | None:
    """The day that was picked, or None."""
    found = next((elements[name] for elements in form.values.values() if name in elements), None) or {}
    return date.fromisoformat(found["selected_date"]) if found.get("selected_date") else None


def _today(request: Request) -> date:
    return lines.today(teams.choices(request.desk, request.actor), request.desk.clock())


def approve(request: Request) -> None:
    address, seen = request.value.rsplit(":", 1)
    record = lines.approve(request.desk, actor=request.actor, address=address, seen=int(seen))
    _done(request, record, "Approved. Drafts may use it from now on.")


def ask(request: Request) -> None:
    names = lines.ask(request.desk, actor=request.actor, address=request.value)
    record = lines.get(request.desk, actor=request.actor, address=request.value)
    _done(request, record, f"It is in the messages of {' and '.join(names)}.")


def ask_extend(request: Request) -> None:
    authorize(request.actor, "work")
    view = views.extend(lines.get(request.desk, actor=request.actor, address=request.value), request.actor)
    request.ack()
    request.show(view)


def extend(request: Request) -> None:
    given = carried(request)
    record = lines.extend(
        request.desk, actor=request.actor, address=given["a"], seen=given["seen"], until=picked(request.form, "expires_on")
    )
    said = "Extended." if record.standing == lines.Standing.APPROVED else "Extended. The words need approving again."
    request.ack(response_action="update", view=_shown(request, record, said))


def retire(request: Request) -> None:
    _done(request, lines.retire(request.desk, actor=request.actor, address=request.value), "Retired.")


def undo(request: Request) -> None:
    _done(request, lines.undo(request.desk, actor=request.actor, address=request.value), "Taken back.")


def export(request: Request) -> None:
    """Both files into the person's messages, of what everybody on the desk may know."""
    authorize(request.actor, "work")
    with request.desk.database.write() as session:
        for form in lines.FORMS:
            files.send(
                session, at=request.desk.clock(), maker="lines", conversation=request.actor.user_id, member=request.actor.id, form=form,
                once=f"lines:{form}:{request.body['trigger_id']}",
            )  # fmt: skip
    request.ack()
    request.say("The files come to your messages with me, as CSV and as Markdown. Restricted lines are not in them.")


def import_form(request: Request) -> None:
    authorize(request.actor, "work")
    request.ack()
    request.show(views.import_form())


def take_in(request: Request) -> None:
    authorize(request.actor, "work")
    file = chosen(request, "file", "lines")
    if file is None:
        raise Invalid("There is no file.", file="Add a file.")
    with request.desk.database.write() as session:
        files.take_in(
            session, at=request.desk.clock(), reader="lines", file=file["id"], member=request.actor.id, view=request.view["id"],
            apply=not request.form.options("look"),
        )  # fmt: skip
    answer_reading(request, "lines", file)


def _done(request: Request, record: LineRecord, said: str) -> None:
    """Shows the line as it now is where the person looks at it; under a message, one sentence."""
    request.ack()
    if request.in_modal:
        return request.replace(_shown(request, record, said))
    request.say(f"{record.row.reference}: {said}")
