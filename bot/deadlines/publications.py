"""Whether a time is when something is published, broadcast or released."""

from __future__ import annotations

from bot.deadlines.atoms import Mention
from bot.deadlines.cues import COMPANY, GOES_OUT, PUBLISHES, SLOTS_AFTER


def publishes(left: list[str], right: list[str], mention: Mention) -> bool:
    near = left[-9:]
    if "due" in near and {"story", "piece", "article", "copy", "column", "feature", "draft"} & set(
        near[: near.index("due")][-3:]
    ):
        return True
    joined = " ".join(left[-9:])
    if any(sign in joined for sign in GOES_OUT):
        return True
    found = [i for i, word in enumerate(near) if word in PUBLISHES]
    if found and near[found[-1]] in ("run", "runs", "running") and _runs_something_else(near[found[-1] + 1 :]):
        found = []
    if found:
        last = found[-1]
        word = near[last]
        if word in (
            "news",
            "press",
            "paper",
            "issue",
            "story",
            "online",
            "release",
            "live",
            "goes",
            "going",
            "show",
            "program",
            "programme",
            "print",
            "slot",
            "bulletin",
            "edition",
            "file",
            "files",
            "post",
            "posts",
            "run",
            "studio",
            "episode",
            "podcast",
            "lock",
            "package",
        ):
            return _live_phrase(near, last) or (
                word in ("show", "program", "programme", "bulletin", "edition", "issue", "paper", "slot", "podcast", "episode")
                and len(near) - last <= 3
            )
        return True
    return bool(
        (right and right[0] in SLOTS_AFTER - {"meeting", "hearing"})
        or (
            right[1:2]
            and right[1] in SLOTS_AFTER - {"meeting", "hearing"}
            and right[0] not in (".", ",", "so", "and", "to", "for")
        )
    )


def _runs_something_else(after: list[str]) -> bool:
    """ "who runs the Friday clinic": to run a thing is to publish it only where the thing is a story."""
    stories = {
        "story",
        "piece",
        "article",
        "interview",
        "item",
        "package",
        "segment",
        "feature",
        "report",
        "it",
        "this",
        "statement",
        "version",
        "first",
        "quote",
    }
    return after[:1] in (["the"], ["a"], ["your"], ["our"]) and not stories & set(after[1:4])


def live_guest(left: list[str], right: list[str]) -> bool:
    """A guest wanted on air at that time: the answer is due before it."""
    return any(
        sign in " ".join(near)
        for near in (left[-14:], right[:14])
        for sign in ("on air", "live hit", "live interview", "live on", "join us live", "live in the studio", "go live")
    )


def _live_phrase(near: list[str], at: int) -> bool:
    word = near[at]
    company = COMPANY.get(word, ())
    return any(near[j] in company for j in range(max(0, at - 3), at))


def for_release(left: list[str]) -> bool:
    joined = " ".join(left[-8:])
    return any(
        sign in joined
        for sign in (
            "for release :",
            "not for publication before",
            "not for publication until",
            "not for release before",
            "not for release until",
            "hold until",
            "hold for release",
            "held until",
            "do not publish before",
            "not to be published before",
            "publish nothing before",
            "strictly not before",
        )
    )
