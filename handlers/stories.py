"""Stories: what is done with one from its post in a digest's thread or from its alert."""

from __future__ import annotations

import re

from bot.coverage import clips, mutes, pairs, regroupings
from bot.errors import Invalid
from bot.views import stories as views
from handlers.carried import carried
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action(re.compile(r"story_mute:\d+"), mute)
    listeners.action(re.compile(r"story_unmute:\d+"), unmute)
    listeners.action(re.compile(r"story_not_us:\d+"), not_us)
    listeners.action(re.compile(r"story_is_us:\d+"), is_us)
    listeners.action(re.compile(r"story_regroup_open:\d+"), open_form)
    listeners.submission("story_regroup", regroup)


def mute(request: Request) -> None:
    mutes.mute(request.desk, actor=request.actor, story_id=int(request.value))
    request.ack()


def unmute(request: Request) -> None:
    mutes.unmute(request.desk, actor=request.actor, story_id=int(request.value))
    request.ack()


def not_us(request: Request) -> None:
    clip_id = int(request.value)
    clips.not_us(request.desk, actor=request.actor, clip_id=clip_id)
    request.ack()
    request.say(*views.not_us(clip_id))


def is_us(request: Request) -> None:
    clips.is_us(request.desk, actor=request.actor, clip_id=int(request.value))
    request.ack()
    request.say("It is about us again.")


def open_form(request: Request) -> None:
    found = regroupings.choices(request.desk, actor=request.actor, story_id=int(request.value))
    request.ack()
    request.show(views.form(found))


def regroup(request: Request) -> None:
    """Splits or merges; both at once is not one step."""
    story, form = int(carried(request)["story"]), request.form
    articles, into = [int(one) for one in form.options("articles")], form.option("into")
    if bool(articles) == bool(into):
        wrong = "Choose articles to take out, or a story to put it into: one of the two."
        raise Invalid(wrong, articles=wrong, into=wrong)
    if into:
        pairs.merge(request.desk, actor=request.actor, story_id=story, into_id=int(into))
    else:
        pairs.split(request.desk, actor=request.actor, story_id=story, article_ids=articles)
    request.ack()
