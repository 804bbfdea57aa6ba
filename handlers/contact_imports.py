"""Imports of contacts: a spreadsheet handed in, looked at, taken in, doubtful pairs decided, all of it taken back; and the export."""

from __future__ import annotations

import re

from bot import files
from bot.authority import authorize
from bot.errors import Invalid
from bot.relationships import carrying, imports
from bot.views import contact_imports as views
from handlers.carried import carried
from handlers.files import answer_reading, chosen
from handlers.panes import put
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("contacts_import", begin)
    listeners.action("contacts_again", again)
    listeners.submission("contacts_upload", take_in)
    listeners.submission("contacts_take", take)
    listeners.action("import_open", open_summary)
    listeners.action(re.compile(r"import_(?:same|two):.+"), decide)
    listeners.action("contacts_undo", undo)
    listeners.action(re.compile(r"contacts_export:\w+"), export)


def begin(request: Request) -> None:
    """The field for a file, or the look at one that was handed in and waits. Comparing takes a moment, so it comes after
    the acknowledgement."""
    authorize(request.actor, "work")
    desk, actor = request.desk, request.actor
    request.ack()

    def build() -> dict[str, object]:
        waiting = imports.waiting(desk, actor=actor)
        return views.previewed(waiting) if waiting else views.uploading(imports.latest(desk, actor=actor))

    request.replace(build) if request.in_modal else request.show_slowly(views.comparing(), build)


def again(request: Request) -> None:
    authorize(request.actor, "work")
    put(request, views.uploading(imports.latest(request.desk, actor=request.actor)))


def take_in(request: Request) -> None:
    authorize(request.actor, "work")
    file = chosen(request, "file", "contacts")
    if file is None:
        raise Invalid("There is no file.", file="Add a file.")
    with request.desk.database.write() as session:
        files.take_in(
            session,
            at=request.desk.clock(),
            reader="contacts",
            file=file["id"],
            member=request.actor.id,
            view=request.view["id"],
        )
    answer_reading(request, "contacts", file)


def take(request: Request) -> None:
    """Takes it in, or shows it once more where somebody changed what a column is."""
    given, desk, actor, form = carried(request), request.desk, request.actor, request.form
    picked = {place: form.option(f"column_{place}") for place in range(views.COLUMNS)}
    asked = {place: name for place, name in picked.items() if name and name != views.LEFT}
    before = {int(place): name for place, name in given["m"].items()}
    if asked != {place: name for place, name in before.items() if place < views.COLUMNS}:
        beyond = {place: name for place, name in before.items() if place >= views.COLUMNS}
        imports.map_columns(desk, actor=actor, import_id=given["i"], mapping={**asked, **beyond})
        view_id = request.view["id"]
        request.ack(response_action="update", view=views.comparing())
        said = "The columns are changed. This is what it does now; Import takes it in."
        request.replace(lambda: views.previewed(imports.waiting(desk, actor=actor), said), view_id=view_id)
        return
    row = imports.start(desk, actor=actor, import_id=given["i"], view=request.view["id"])
    request.ack(response_action="update", view=views.working(row))


def open_summary(request: Request) -> None:
    put(request, views.summary(imports.get(request.desk, actor=request.actor, import_id=int(request.value))))


def decide(request: Request) -> None:
    import_id, number = (int(one) for one in request.value.split(":"))
    same = request.action["action_id"].startswith("import_same")
    row = imports.decide(request.desk, actor=request.actor, import_id=import_id, number=number, same=same)
    put(request, views.summary(row, "Made one." if same else "Kept as two."))


def undo(request: Request) -> None:
    row, stay = imports.undo(request.desk, actor=request.actor, import_id=int(request.value))
    said = f"{stay} stay: something was done with them since." if stay else ""
    put(request, views.summary(row, said))


def export(request: Request) -> None:
    """All contacts into the person's messages."""
    carrying.send(request.desk, actor=request.actor, ending=request.value, request_id=request.body["trigger_id"])
    request.ack()
    request.say("The file comes to your messages with me.")
