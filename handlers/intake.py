"""From a text in Slack to the form that logs it: the command, both shortcuts, direct messages, mentions, the intake channel."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk.errors import SlackApiError

from bot import deadlines, inquiries, lines, recall, statements
from bot import teams as desk_teams
from bot.authority import NEEDS, RANK, authorize
from bot.contacts import person
from bot.errors import Conflict, NotAllowed, NotFound
from bot.inquiries import Changes, InquiryRecord, Moment, NewInquiry
from bot.intake import extract, offers
from bot.intake.refinement import refine
from bot.models import Channel, Offer, Sensitivity, Team, Terms
from bot.views import inquiry_forms
from bot.views import lines as line_views
from bot.views import logged as logged_views
from bot.views import recall as recall_views
from bot.views import relations as relation_views
from bot.views.inquiry_forms import Reading
from handlers import asks, clippings, incoming, rehearsals
from handlers.actors import meet
from handlers.carried import carried
from handlers.requests import Form, Listeners, Request

MENTION_ALONE = re.compile(r"<@[^<>]+>")  # Nothing to log; `mentioned` says what to do.


def register(listeners: Listeners) -> None:
    listeners.shortcut("log_message", from_message)
    listeners.shortcut("new_inquiry", new_blank)
    listeners.action("inquiry_new", new_blank)
    listeners.action("offer_log", from_offer)
    listeners.action("offer_dismiss", dismiss)
    listeners.action(re.compile(r"deadline_read:\d"), reread)
    listeners.action(re.compile(r"deadline_correct:\d"), correct)
    listeners.action(re.compile(r"number_keep:\d"), keep_number)
    listeners.action("restricted", propose_named)
    listeners.submission("inquiry_new", submit)
    listeners.event("message", heard)
    listeners.event("app_mention", mentioned)


def new_from_command(request: Request) -> None:
    """`/press new` opens the form; with a pasted text behind it, filled."""
    authorize(request.actor, "log")
    text = incoming.plain((request.body.get("text") or "").strip()[len("new") :]).strip()
    if not text:
        return new_blank(request)
    offer = offers.keep(
        request.desk, team_id=request.actor.team_id, channel=f"command:{request.actor.user_id}", ts=request.body["trigger_id"],
        text=text, from_user=request.actor.user_id,
    )  # fmt: skip
    request.ack()
    open_form(request, lambda: offer, received_at=request.desk.clock())


def new_blank(request: Request) -> None:
    """The empty form."""
    authorize(request.actor, "log")
    request.ack()
    team = desk_teams.choices(request.desk, request.actor)
    request.show(inquiry_forms.new_inquiry(None, Reading(zone=team.zone), carries={}))


def from_message(request: Request) -> None:
    """The message shortcut, in threads too."""
    authorize(request.actor, "log")
    message = request.body["message"]
    request.ack()

    def kept() -> Offer:
        offer = offers.keep(
            request.desk, team_id=request.actor.team_id, channel=request.body["channel"]["id"], ts=message["ts"],
            thread_ts=message.get("thread_ts"), text=incoming.plain(message.get("text") or ""),
            from_user=message.get("user") or "",
        )  # fmt: skip
        return _still_open(request, offer)

    open_form(request, kept, received_at=_instant(message["ts"]))


def from_offer(request: Request) -> None:
    """The button under a message."""
    offer = offers.offer(request.desk, actor=request.actor, offer_id=int(request.value))
    request.ack()
    open_form(request, lambda: _still_open(request, offer), received_at=_instant(offer.ts))


def dismiss(request: Request) -> None:
    offers.dismiss(request.desk, actor=request.actor, offer_id=int(request.value))


def heard(request: Request) -> None:
    """A message: to the bot itself, or in the intake channel at top level. Edits, joins and bots are not heard."""
    event = request.body["event"]
    direct = event.get("channel_type") == "im"
    if direct and rehearsals.amended(request):
        return
    if event.get("subtype") not in (None, "file_share", "thread_broadcast"):
        return
    has_text = bool((event.get("text") or "").strip())
    if direct and ((has_text and asks.replied(request)) or rehearsals.heard(request)):
        return
    if not has_text:
        return
    if not direct and not _is_intake(request, event["channel"]) and clippings.dropped(request):
        return
    if not direct and MENTION_ALONE.fullmatch(event["text"].strip()):
        return
    if not direct and (event.get("thread_ts") not in (None, event["ts"]) or not _is_intake(request, event["channel"])):
        return
    if direct and request.actor.rank < RANK[NEEDS["log"]]:
        return _pass_on(request, event)
    _offer(request, event)


def _pass_on(request: Request, event: dict[str, Any]) -> None:
    """A colleague who is not on the desk wrote to it: the desk is asked, in its own channel, without the text."""
    authorize(request.actor, "pass_on")
    with request.desk.database.read() as session:
        channel = desk_teams.team_of(session, request.actor.team_id).desk_channel
    if channel is None:
        raise NotAllowed("The press desk has no channel yet, so nobody would see this. Please tell somebody on the press team.")
    offers.keep(
        request.desk, team_id=request.actor.team_id, channel=event["channel"], ts=event["ts"], text=_text_of(event),
        from_user=event["user"], ask=True, asked_in=channel,
    )  # fmt: skip
    request.say("Thank you. The press desk has your message.")


def mentioned(request: Request) -> None:
    """@Pressdesk with a text: offered for logging, in a thread too. The bare mention gets help."""
    event = request.body["event"]
    if not _text_of(event):
        authorize(request.actor, "pass_on")
        return request.say("Mention me with the text of an inquiry, or use the shortcut “Log as media inquiry” on any message.")
    if request.actor.rank < RANK[NEEDS["log"]]:
        return _pass_on(request, event)
    _offer(request, event)


def _offer(request: Request, event: dict[str, Any]) -> None:
    offers.keep(
        request.desk, team_id=request.actor.team_id, channel=event["channel"], ts=event["ts"], thread_ts=event.get("thread_ts"),
        text=_text_of(event), from_user=event["user"], ask=True,
    )  # fmt: skip


def _text_of(event: dict[str, Any]) -> str:
    text = event.get("text") or ""
    if event.get("type") == "app_mention":
        start, _, rest = text.partition(">")
        text = rest if start.startswith("<@") else text
    return incoming.plain(text).strip()


def _is_intake(request: Request, channel: str) -> bool:
    with request.desk.database.read() as session:
        return desk_teams.team_of(session, request.actor.team_id).intake_channel == channel


def _still_open(request: Request, offer: Offer) -> Offer:
    """The offer, or a Conflict naming the inquiry it became, as far as the actor may know of it."""
    if offer.inquiry_id is None:
        return offer
    try:
        record = inquiries.get(request.desk, actor=request.actor, reference=offer.inquiry_id)
    except NotFound:
        raise Conflict("This message is already being handled by the press desk.") from None
    raise Conflict(f"{record.name(record.inquiry.logged_by)} already logged this message as {record.inquiry.reference}.")


def open_form(request: Request, source: Callable[[], Offer], *, received_at: datetime) -> None:
    """The form, filled by the rules; a configured model refines it while the person sees that it loads.

    `source` gives the text and may keep it first: after the acknowledgement, which then waits for no disk. Nothing can be
    lost by that, for nobody sees the form before its text is kept.
    """
    desk, actor = request.desk, request.actor

    def form() -> dict[str, Any]:
        offer = source()
        team = desk_teams.choices(desk, actor)
        text = offer.text or ""
        found = extract(text, received_at=received_at, zone=team.zone, sensitive_words=offers.sensitive_words(team))
        if desk.llm.configured:
            found = refine(desk, found, text)
        notes = [] if found.is_inquiry else ["This does not read like a media inquiry. Log it if it is one."]
        due = found.deadline
        reading = Reading(
            words={"instant": due.words or "", "asap": due.words or "ASAP", "none": "none given"}[due.kind], at=due.at,
            zone=inquiries.zone_of(due.at, team.zone) if due.at else team.zone, why=inquiries.note_of(due), question=due.question,
            alternatives=due.alternatives,
        )  # fmt: skip
        carries = {"o": offer.id, "r": int(received_at.timestamp())}
        level = Sensitivity(found.sensitivity)
        named = inquiries.proposed(desk, actor=actor, sensitivity=level) if level != Sensitivity.ROUTINE else []
        people = [inquiries.user_of(one) for one in named]
        return inquiry_forms.new_inquiry(found, reading, carries=carries, notes=notes, named=people)

    if desk.llm.configured:
        request.show_slowly(inquiry_forms.loading("New media inquiry"), form)
    else:
        request.show(form)


def submit(request: Request) -> None:
    """Logs what the form says, and shows the reference with an acknowledgement to copy."""
    desk, form, carries = request.desk, request.form, carried(request)
    team = desk_teams.choices(desk, request.actor)
    authorize(request.actor, "log")
    meet(desk, request.client, team.id, form.users("named"))
    entry = _entry(request, form, carries, team)
    record = inquiries.log(desk, actor=request.actor, entry=entry, request_id=request.view["id"])
    others = logged_views.numbers(record, entry.journalists)
    request.ack(response_action="update", view=_logged(request, record, entry.deadline, others))
    if entry.source_channel and entry.source_ts:
        request.soon(lambda: _keep_link(request, record, entry.source_channel or "", entry.source_ts or ""))


def _logged(
    request: Request, record: InquiryRecord, reading: Moment | None, others: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    """What the form turns into."""
    desk, actor, inquiry_id = request.desk, request.actor, record.inquiry.id or 0
    words = inquiry_forms.acknowledgement(record, f"{actor.name}\n{record.team.name}")
    past = recall.past_answers(desk, actor=actor, inquiry_id=inquiry_id)
    known = lines.near_inquiry(desk, actor=actor, inquiry_id=inquiry_id)
    near = inquiries.nearby(desk, actor=actor, inquiry_id=inquiry_id)
    return logged_views.logged(
        record, words, reading=reading, now=desk.clock(), approvers=statements.asked(desk, actor=actor, inquiry_id=inquiry_id),
        more=[*others, *recall_views.remembered(past), *line_views.near(known, "Lines on this"), *relation_views.offered(near)],
    )  # fmt: skip


def correct(request: Request) -> None:
    """Another reading of the deadline, chosen after it was saved; nothing happens where somebody set another one since."""
    inquiry_id, was, at = (int(part) for part in request.value.split(":"))
    record = inquiries.get(request.desk, actor=request.actor, reference=inquiry_id)
    inquiry = record.inquiry
    if inquiry.deadline_at is None or int(inquiry.deadline_at.timestamp()) != was:
        raise Conflict(f"The deadline of {inquiry.reference} was changed since. Look at it under More.")
    moment = inquiries.picked(inquiry.deadline_words, datetime.fromtimestamp(at, UTC), zone=inquiry.deadline_zone)
    record = inquiries.change(
        request.desk, actor=request.actor, inquiry_id=inquiry_id, version=inquiry.version,
        changes=Changes(deadline=moment.model_copy(update={"note": "chosen of several readings"})),
    )  # fmt: skip
    request.ack()
    is_new = request.view.get("callback_id") == logged_views.LOGGED
    request.replace(
        (lambda: _logged(request, record, None)) if is_new else logged_views.deadline_read(record, None, request.desk.clock())
    )


def keep_number(request: Request) -> None:
    """The number that was given becomes the one that the journalist's contact holds."""
    inquiry_id, journalist_id, phone = request.value.split(":", 2)
    record = inquiries.keep_number(
        request.desk, actor=request.actor, inquiry_id=int(inquiry_id), journalist_id=int(journalist_id), phone=phone
    )
    request.ack()
    request.replace(_logged(request, record, None))


def propose_named(request: Request) -> None:
    """ "Restricted" was ticked: whoever may approve, the owner, the backup and the duty officer are put into the field below,
    unless somebody is in there. Nobody is told before the form is sent, and each can be taken out."""
    request.ack()
    form = request.form
    if not form.options("restricted") or form.users("named"):
        return
    member = f"slack:{request.actor.team_id}:"
    among = [member + user for user in (form.user("owner"), form.user("backup")) if user]
    level = Sensitivity(form.option("sensitivity") or Sensitivity.ROUTINE)
    named = inquiries.proposed(request.desk, actor=request.actor, sensitivity=level, among=among)
    if named:
        people = [inquiries.user_of(one) for one in named]
        request.replace(_same_form(request, inquiry_forms.with_named(request.view["blocks"], people)))


def _same_form(request: Request, blocks: list[dict[str, Any]], **carries: Any) -> dict[str, Any]:
    """The form that the person is in with other blocks; what they typed in those that stay is kept by Slack."""
    kept = {key: request.view[key] for key in ("type", "title", "submit", "close", "callback_id") if request.view.get(key)}
    metadata = json.dumps({**carried(request), **carries}, ensure_ascii=False)
    return {**kept, "blocks": blocks, "private_metadata": metadata}


def _entry(request: Request, form: Form, carries: dict[str, Any], team: Team) -> NewInquiry:
    source = _source(request, carries)
    received_at = datetime.fromtimestamp(carries["r"], UTC) if carries.get("r") else request.desk.clock()
    people = tuple(person(line) for line in form.text("journalists").split("\n") if line.strip())
    return NewInquiry(
        topic=form.text("topic"), journalists=people, outlet=form.text("outlet"),
        deadline=deadline(form, carries, reference=received_at, zone=team.zone), received_at=received_at,
        channel=Channel(form.option("channel") or Channel.EMAIL),
        questions=tuple(line.strip() for line in form.text("questions").split("\n") if line.strip()),
        request_types=tuple(form.options("request_types")), background=form.text("background"),
        terms=Terms(form.option("terms") or Terms.ON_RECORD), embargo_words=form.text("embargo"),
        embargo_until=embargo(form.text("embargo"), reference=received_at, zone=team.zone),
        sensitivity=Sensitivity(form.option("sensitivity") or Sensitivity.ROUTINE), restricted=bool(form.options("restricted")),
        named=frozenset(f"slack:{team.id}:{user}" for user in form.users("named")), **source,
    )  # fmt: skip


def deadline(form: Form, carries: dict[str, Any], *, reference: datetime, zone: str) -> Moment:
    """The deadline of a form: the time a person picked; else the words, read anew where they were changed."""
    words, at = form.text("deadline"), form.moment("deadline_at")
    shown = carries.get("at")
    if at is not None and int(at.timestamp()) != shown:
        return inquiries.picked(words, at, zone=carries.get("z") or zone)
    if at is not None and words.strip() == (carries.get("w") or "").strip():
        moment = inquiries.picked(words, at, zone=carries.get("z") or zone)
        return moment.model_copy(update={"note": carries.get("n") or ""})
    return inquiries.read_moment(words, reference=reference, zone=zone)


def embargo(words: str, *, reference: datetime, zone: str) -> datetime | None:
    """Until when, as far as the words say: a day without a time is no moment."""
    if not words.strip() or not deadlines.names_a_time(words, reference=reference, zone=zone):
        return None
    found = deadlines.embargo(words, received_at=reference, zone=zone)
    return (found.until if found else None) or deadlines.resolve(words, reference=reference, zone=zone)


def _source(request: Request, carries: dict[str, Any]) -> dict[str, Any]:
    """The text it was logged from, and the message's place and link where it came from one."""
    if not carries.get("o"):
        return {}
    offer = offers.offer(request.desk, actor=request.actor, offer_id=carries["o"])
    source: dict[str, Any] = {"source_text": offer.text or "", "offer_id": offer.id}
    if not offer.channel.startswith("command:"):
        source |= {"source_channel": offer.channel, "source_ts": offer.ts, "source_link": _link(offer)}
    return source


def _link(offer: Offer) -> str:
    """The form of a link to a message that Slack resolves by itself, wherever the bot may look."""
    thread = f"?thread_ts={offer.thread_ts}&cid={offer.channel}" if offer.thread_ts else ""
    return f"https://slack.com/archives/{offer.channel}/p{offer.ts.replace('.', '')}{thread}"


def _keep_link(request: Request, record: InquiryRecord, channel: str, ts: str) -> None:
    """Puts Slack's own link in the place of ours, once all is said: no form waits for it. Without an answer ours stays."""
    try:
        link = str(request.client.chat_getPermalink(channel=channel, message_ts=ts)["permalink"])
    except (SlackApiError, OSError):
        return
    inquiries.keep_link(request.desk, inquiry_id=record.inquiry.id or 0, link=link)


def reread(request: Request) -> None:
    """Another reading of an ambiguous deadline was chosen: the form shows it, and keeps all else as it was typed."""
    carries = carried(request)
    zone, turn = carries.get("z") or "UTC", int(carries.get("t", 0))
    words = request.form.text("deadline") or carries.get("w") or ""
    reading = Reading(words, datetime.fromtimestamp(int(request.value), ZoneInfo(zone)), zone)
    old = {f"deadline:{turn}", f"deadline_at:{turn}", f"deadline_readings:{turn}", f"deadline_question:{turn}"}
    blocks: list[dict[str, Any]] = []
    for block in request.view["blocks"]:
        if block["block_id"] == f"deadline:{turn}":
            blocks += inquiry_forms.deadline_fields(reading, turn + 1)
        elif block["block_id"] not in old:
            blocks.append(block)
    request.ack()
    request.replace(_same_form(request, blocks, **inquiry_forms.remembered(reading), t=turn + 1))


def _instant(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)
