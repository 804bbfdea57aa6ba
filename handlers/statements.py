"""Statements: draft them part by part, and ask for approval."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from bot import contributors, inquiries, lines, recall, statements
from bot.authority import NEEDS, RANK
from bot.errors import DeskError
from bot.events import advisories
from bot.events import changes as event_changes
from bot.events.record import EventRecord
from bot.models import EventKind, Sensitivity, StatementKind
from bot.statements import BOILERPLATE_LINE, ENDED, KINDS, NewStatement, Original, StatementRecord, Wording
from bot.views import contributors as contributor_views
from bot.views import corrections, inquiry_forms, releases, statement_cards
from bot.views import sources as source_views
from bot.views import statements as views
from bot.views.blocks import Block
from bot.views.statements import Sheet
from handlers.actors import meet
from handlers.carried import carried
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("statement_open", open_draft)
    listeners.action(re.compile(r"statement_edit:\d+"), open_statement)
    listeners.action("statement_another", open_another)
    listeners.action("statement_new", open_new)
    listeners.action("statement_kind", choose_kind)
    listeners.action("statement_suggest", suggest)
    listeners.action(re.compile(r"statement_share:\d+"), share)
    listeners.action("statement_submit", submit)
    listeners.action("statement_waiting", waiting)
    listeners.submission("statement_save", save)


def form(request: Request, inquiry_id: int, *, text: str | None = None, turn: int = 0, said: str = "") -> dict[str, Any]:
    """The form of the statement that an inquiry has in work; `text` is put into its box in place of the newest words."""
    sheet = of_inquiry(request, inquiry_id)
    if text is not None:
        name = KINDS[sheet.kind].parts[0].name
        sheet = replace(sheet, wording=replace(sheet.words, parts={**sheet.words.parts, name: text}))
    return views.draft(replace(sheet, turn=turn, said=said))


def of_inquiry(request: Request, inquiry_id: int, *, kind: StatementKind | None = None, another: bool = False) -> Sheet:
    """What the form shows of the statement an inquiry has in work, or of a new one."""
    found = None if another else statements.get(request.desk, actor=request.actor, inquiry_id=inquiry_id)
    if found is not None and found.statement.status in ENDED:
        found = None
    return _sheet(request, found, inquiry_id, kind or StatementKind.REACTIVE, another=another)


def of_statement(request: Request, statement_id: int) -> Sheet:
    """The same of one statement."""
    found = statements.by_id(request.desk, actor=request.actor, statement_id=statement_id)
    return _sheet(request, found, found.inquiry_id, found.statement.kind)


def _sheet(
    request: Request, found: StatementRecord | None, inquiry_id: int | None, kind: StatementKind, *, another: bool = False
) -> Sheet:
    desk, actor = request.desk, request.actor
    kind = found.statement.kind if found else kind
    sensitivity = found.sensitivity if found else Sensitivity.ROUTINE
    sheet = Sheet(kind=kind, found=found, another=another)
    if found:
        original = statements.original_of(desk, actor=actor, statement=found.statement)
        said = statements.doubts_now(desk, actor=actor, version_id=found.version.id or 0)
        sheet = replace(sheet, original=original, language=found.statement.language, doubts=source_views.doubts_of(found, said))
        named = contributors.agreed(desk, actor=actor, text=f"{found.version.text}\n{found.version.attribution}")
        sheet = replace(sheet, doubts=[*sheet.doubts, *contributor_views.agreed(named)])
    if inquiry_id is not None:
        record = inquiries.get(desk, actor=actor, reference=inquiry_id)
        sensitivity = record.inquiry.sensitivity
        others = statements.of_inquiry(desk, actor=actor, inquiry_id=inquiry_id)
        at_work = record.statement is not None and record.statement.status not in ENDED
        working = not at_work or (
            found is not None and record.statement is not None and found.statement.id == record.statement.id
        )
        sheet = replace(
            sheet, record=record, past=recall.past_answers(desk, actor=actor, inquiry_id=inquiry_id),
            near=lines.near_inquiry(desk, actor=actor, inquiry_id=inquiry_id),
            shared=statements.shared_words(desk, actor=actor, inquiry_id=inquiry_id),
            others=[one for one in others if found is None or one.statement.id != found.statement.id],
            model=statements.may_ask_model(desk, actor=actor, inquiry_id=inquiry_id),
            suggests=working and KINDS[kind].is_plain and not another,
        )  # fmt: skip
    if KINDS[kind].boilerplate:
        kept = statements.boilerplates(desk, team_id=actor.team_id, sensitivity=sensitivity)
        sheet = replace(sheet, boilerplate=kept)
    return sheet


def open_draft(request: Request) -> None:
    view = form(request, int(request.value))
    request.ack()
    request.show(view)


def open_statement(request: Request) -> None:
    """One statement by its id: its form, or its words where they are frozen."""
    view = statement_view(request, int(request.value))
    request.ack()
    request.show(view)


def statement_view(request: Request, statement_id: int, *, turn: int = 0, said: str = "") -> dict[str, Any]:
    sheet = of_statement(request, statement_id)
    found = sheet.found
    assert found is not None
    if found.statement.status in ENDED or found.is_closed:
        translations = statements.translations_of(request.desk, actor=request.actor, statement_id=statement_id)
        return statement_cards.frozen(found, sheet.original, translations, out(request, found))
    return views.draft(replace(sheet, turn=turn, said=said))


def out(request: Request, found: StatementRecord) -> list[Block]:
    """What of a statement went out and to whom; of a correction, who holds the old words."""
    desk, actor, statement_id = request.desk, request.actor, found.statement.id or 0
    may_work = actor.rank >= RANK[NEEDS["work"]]
    people = {one.release.id or 0: held for one, held in statements.went_out(desk, actor=actor, statement_id=statement_id)}
    blocks = releases.went_out(found, people, may_work=may_work)
    if found.statement.corrects_id is not None:
        blocks += corrections.holders(statements.correction_of(desk, actor=actor, statement_id=statement_id), may_work=may_work)
    return blocks


def open_another(request: Request) -> None:
    sheet = of_inquiry(request, int(request.value), another=True, kind=StatementKind.HOLDING)
    request.ack()
    request.show(views.draft(sheet))


def open_new(request: Request) -> None:
    view = new_view(request)
    request.ack()
    request.show(view)


def new_view(request: Request, title: str = "", wording: Wording | None = None) -> dict[str, Any]:
    """The form of a statement of its own, with `wording` in its boxes."""
    return views.draft(replace(_sheet(request, None, None, StatementKind.PRESS_RELEASE), title=title, wording=wording))


def advisory_view(request: Request, record: EventRecord) -> dict[str, Any]:
    """The form of the media advisory of an event, of a release date the release, filled from it. One of a confidential event is restricted to those named on it."""
    release = record.event.kind == EventKind.RELEASE
    sheet = _sheet(request, None, None, StatementKind.PRESS_RELEASE if release else StatementKind.MEDIA_ADVISORY)
    named = [inquiries.user_of(one) for one in record.event.named] if record.event.confidential else []
    wording = Wording(parts=advisories.parts(record))
    return views.draft(replace(sheet, title=record.event.title, wording=wording, event=record.id, named=named))


def choose_kind(request: Request) -> None:
    """The parts of another kind; what was typed into parts that both have stays."""
    carries, given = carried(request), request.form
    kind = StatementKind(given.option("statement_kind") or StatementKind.REACTIVE)
    sheet = _sheet(request, None, carries.get("i"), kind, another=carries["n"])
    typed = {one.name: given.text(one.name) for each in KINDS.values() for one in each.parts if given.text(one.name)}
    wording = replace(wording_of(request, StatementKind(carries["k"])), parts=typed)
    view = views.draft(
        replace(sheet, wording=wording, title=given.text("title"), turn=carries["t"] + 1, event=carries.get("e"), named=given.users("named") if carries.get("e") else ())
    )  # fmt: skip
    request.ack()
    request.replace(view)


def save(request: Request) -> None:
    """Saves the words and shows what can be done with them next; an approval that this made void is told."""
    carries, desk, actor = carried(request), request.desk, request.actor
    kind = StatementKind(carries["k"])
    before = _before(request, carries)
    new = None if carries["s"] else _new(request, carries, kind)
    saved = statements.save(
        desk, actor=actor, inquiry_id=carries["i"], statement_id=carries["s"], new=new, wording=wording_of(request, kind),
        seen=carries["seen"],
    )  # fmt: skip
    if carries.get("e"):
        event_changes.link(desk, actor=actor, event_id=carries["e"], statement_id=saved.statement.id or 0)
    void = before is not None and before.approval and not saved.approval
    said = "Saved. The approval is void: these words need approving again." if void else "Saved."
    view = statement_view(request, saved.statement.id or 0, turn=carries["t"] + 1, said=said)
    request.ack(response_action="update", view=view)


def sheet_of(request: Request, carries: dict[str, Any]) -> Sheet:
    """What the form in front of the person shows, anew, by what it carries."""
    if carries["s"]:
        return of_statement(request, carries["s"])
    return _sheet(request, None, carries["i"], StatementKind(carries["k"]), another=carries["n"])


def _before(request: Request, carries: dict[str, Any]) -> StatementRecord | None:
    if carries["s"]:
        return statements.by_id(request.desk, actor=request.actor, statement_id=carries["s"])
    return None


def wording_of(request: Request, kind: StatementKind) -> Wording:
    given = request.form
    parts = {one.name: given.text(one.name) for one in KINDS[kind].parts}
    line = given.option(BOILERPLATE_LINE)
    if line and line != views.NO_LINE:
        parts[BOILERPLATE_LINE] = line
    return Wording(parts, given.text("attribution"), given.text("audience"), given.text("embargo"))


def _new(request: Request, carries: dict[str, Any], kind: StatementKind) -> NewStatement:
    given, team_id = request.form, request.actor.team_id
    if carries["of"]:
        original = statements.by_version(request.desk, actor=request.actor, version_id=carries["of"])
        return statements.translating(original, carries["l"])
    if carries["i"]:
        return NewStatement(kind=kind, beside=carries["n"])
    named = given.users("named")
    meet(request.desk, request.client, team_id, named)
    return NewStatement(
        kind=kind, title=given.text("title"), sensitivity=Sensitivity(given.option("sensitivity") or Sensitivity.ROUTINE),
        restricted=bool(given.options("statement_restricted")), named=frozenset(f"slack:{team_id}:{user}" for user in named),
        language=given.option("language") or "en",
    )  # fmt: skip


def translating_view(request: Request, version_id: int, language: str) -> dict[str, Any]:
    """The form of a translation that is about to begin, with the words of the original to be rendered."""
    original = statements.by_version(request.desk, actor=request.actor, version_id=version_id)
    statements.translating(original, language)
    sheet = _sheet(request, None, original.inquiry_id, original.statement.kind, another=True)
    said = f"Into {statements.LANGUAGES[language]}. Nothing is saved yet."
    rendered = Original(original, original.version.number)
    return views.draft(
        replace(sheet, original=rendered, language=language, wording=Wording.of(original.version), others=(), past=(), shared=(), said=said)
    )  # fmt: skip


def suggest(request: Request) -> None:
    """A first draft: from the model, as work that survives a restart, or at once from what was approved before."""
    value, _, sure = request.value.partition(":")
    inquiry_id, turn = int(value), carried(request).get("t", 0) + 1
    asks_model = statements.may_ask_model(request.desk, actor=request.actor, inquiry_id=inquiry_id)
    if asks_model and not sure and _unsaved(request):
        return _ask_first(request, "The draft takes the place of this form, and what you typed is not saved.")
    if asks_model:
        statements.ask_model(request.desk, actor=request.actor, inquiry_id=inquiry_id, seen=carried(request)["seen"])
        request.ack()
        text = "The draft is being written. It comes into the thread of the card and to your messages in a moment."
        return request.replace(inquiry_forms.trouble(text, "Drafting"))
    drafted = statements.assemble(request.desk, actor=request.actor, inquiry_id=inquiry_id)
    typed = request.form.text("text").strip()
    if drafted.text and typed and typed != drafted.text.strip() and not sure:
        return _ask_first(request, "There are words in the box already.")
    sheet, said = (
        of_inquiry(request, inquiry_id),
        drafted.note or "Put together from past approved answers. Nothing is saved yet.",
    )
    wording = wording_of(request, sheet.kind)
    if drafted.text:
        wording = replace(wording, parts={**wording.parts, "text": drafted.text})
    view = views.draft(replace(sheet, wording=wording, turn=turn, said=said))
    request.ack()
    request.replace(view)


def _unsaved(request: Request) -> bool:
    """Whether something was typed into the form that is not saved."""
    before = _before(request, carried(request))
    return bool(request.form.text("text").strip()) if before is None else _changed(request, before)


def _ask_first(request: Request, why: str) -> None:
    """The form as it stands, with the question whether what was typed may go."""
    carries = carried(request)
    wording = wording_of(request, StatementKind(carries["k"]))
    said = f"{why} Nothing was replaced. Save them, or let a draft take their place."
    view = views.draft(replace(sheet_of(request, carries), wording=wording, turn=carries["t"], said=said, replacing=True))
    request.ack()
    # What the form was opened with stays, so that a save still notices what somebody else saved meanwhile.
    request.replace({**view, "private_metadata": request.view["private_metadata"]})


def share(request: Request) -> None:
    """The approved words of another inquiry of the issue, put into the box: a draft here, to be approved here."""
    inquiry_id, version_id = (int(part) for part in request.value.split(":"))
    shared = statements.shared_words(request.desk, actor=request.actor, inquiry_id=inquiry_id)
    found = next((one for one in shared if one.version.id == version_id), None)
    if found is None:
        raise DeskError("These words are no longer approved, or not of this issue any more. Open the draft again.")
    view = form(
        request, inquiry_id, text=found.version.text, turn=carried(request).get("t", 0) + 1,
        said=f"These are the approved words of {found.reference}. Nothing is saved yet, and here they need their own approval.",
    )  # fmt: skip
    request.ack()
    request.replace(view)


def submit(request: Request) -> None:
    """Asks for approval of the version the button carries, if the form holds nothing else by now."""
    _, version_id = (int(part) for part in request.value.split(":"))
    found = statements.by_version(request.desk, actor=request.actor, version_id=version_id)
    if request.in_modal and request.view.get("callback_id") == "statement_save" and _changed(request, found):
        raise DeskError("You changed the words and did not save them. Save first, then ask for approval.")
    missing = statements.still_missing(found.statement.kind, found.version)
    if missing:
        raise DeskError(f"Something is still missing: {', '.join(missing)}. Fill it in and save, then ask for approval.")
    statements.submit(request.desk, actor=request.actor, version_id=version_id)
    request.ack()
    if request.in_modal:
        turn = carried(request).get("t", 0) + 1
        request.replace(
            statement_view(request, found.statement.id or 0, turn=turn, said=_asked(request, found.statement.id or 0))
        )


def _changed(request: Request, found: StatementRecord) -> bool:
    """Whether the form holds other words than this version. A box that the form does not have holds nothing else."""
    kept, given = Wording.of(found.version), wording_of(request, found.statement.kind)
    boxes = {one.name for one in KINDS[found.statement.kind].parts} | {BOILERPLATE_LINE}
    parts = any(given.parts.get(one, "").strip() != kept.parts.get(one, "") for one in boxes)
    used = (given.attribution.strip(), given.audience.strip(), given.embargo.strip())
    return parts or used != (kept.attribution, kept.audience, kept.embargo)


def waiting(request: Request) -> None:
    version = statements.by_version(request.desk, actor=request.actor, version_id=int(request.value.split(":")[1]))
    said = _asked(request, version.statement.id or 0)
    request.ack()
    request.say(said)


def _asked(request: Request, statement_id: int) -> str:
    return statements.waits_for(request.desk, actor=request.actor, statement_id=statement_id)
