"""Small checks that compose into the whole of Block Kit.

A check is called with a value, its JSON pointer and the list of problems to add to. The words are Slack's own where they
are known (https://docs.slack.dev/reference/methods/views.open, the ``response_metadata`` of refused calls).
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

Problems = list[str]
Check = Callable[[Any, str, Problems], None]
Rule = Callable[[dict[str, Any], str, Problems], None]

_HTTP = re.compile(r"^(https?|mailto|tel|slack):\S+$", re.IGNORECASE)
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_TIME = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$")
_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")


def problem(text: str, pointer: str) -> str:
    """One problem in Slack's form."""
    return f"{text} [json-pointer:{pointer}]"


def string(most: int, *, least: int = 1) -> Check:
    """A string of `least` to `most` characters."""

    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problems.append(problem("must provide a string", at))
        elif len(value) > most:
            problems.append(problem(f"must be less than {most + 1} characters", at))
        elif len(value) < least:
            problems.append(problem(f"must be more than {least - 1} characters", at))

    return check


def matching(pattern: re.Pattern[str], words: str, *, most: int = 3000) -> Check:
    """A string that looks like `pattern`."""
    length = string(most)

    def check(value: Any, at: str, problems: Problems) -> None:
        before = len(problems)
        length(value, at, problems)
        if len(problems) == before and not pattern.match(value):
            problems.append(problem(words, at))

    return check


url = matching(_HTTP, "invalid url")
date = matching(_DATE, "must be a valid date of the form YYYY-MM-DD")
clock_time = matching(_TIME, "must be a valid time of the form HH:mm")
number_text = matching(_NUMBER, "must be a valid number")


def boolean(value: Any, at: str, problems: Problems) -> None:
    """True or false."""
    if not isinstance(value, bool):
        problems.append(problem("must be a valid boolean", at))


def integer(least: int, most: int) -> Check:
    """A whole number from `least` to `most`."""

    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            problems.append(problem("must provide an integer", at))
        elif not least <= value <= most:
            problems.append(problem(f"must be between {least} and {most}", at))

    return check


def one_of(*allowed: str) -> Check:
    """One of a few words."""

    def check(value: Any, at: str, problems: Problems) -> None:
        if value not in allowed:
            problems.append(problem(f"must be one of [{', '.join(allowed)}]", at))

    return check


def array(item: Check, most: int, *, least: int = 1) -> Check:
    """A list of `least` to `most` items."""

    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, list):
            problems.append(problem("must provide an array", at))
            return
        if len(value) > most:
            problems.append(problem(f"no more than {most} items allowed", at))
        elif len(value) < least:
            problems.append(problem(f"no fewer than {least} items allowed", at))
        for index, one in enumerate(value[:most]):
            item(one, f"{at}/{index}", problems)

    return check


def record(required: Mapping[str, Check], optional: Mapping[str, Check], *rules: Rule) -> Check:
    """An object with these fields and no others, and then the rules between its fields."""
    fields = {**required, **optional}

    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.append(problem("must provide an object", at))
            return
        before = len(problems)
        for name in required:
            if value.get(name) is None:
                problems.append(problem(f"missing required field: {name}", at))
        for name, one in value.items():
            field = fields.get(name)
            if field is None:
                problems.append(problem(f"invalid additional property: {name}", at))
            elif one is not None:
                field(one, f"{at}/{name}", problems)
        for rule in rules:
            if len(problems) > before:
                return
            rule(value, at, problems)

    return check


def typed(kinds: Mapping[str, Check]) -> Check:
    """An object checked by the entry of `kinds` that its ``type`` names."""

    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.append(problem("must provide an object", at))
        elif value.get("type") is None:
            problems.append(problem("missing required field: type", at))
        elif not isinstance(value["type"], str) or value["type"] not in kinds:
            problems.append(problem(f"unsupported type: {value['type']}", f"{at}/type"))
        else:
            kinds[value["type"]](value, at, problems)

    return check


def exactly_one(*names: str) -> Rule:
    """Of these fields one must be there and only one."""

    def rule(value: dict[str, Any], at: str, problems: Problems) -> None:
        given = [name for name in names if value.get(name) is not None]
        if len(given) != 1:
            words = "must define exactly one of" if given else "must define either"
            problems.append(problem(f"{words} {' or '.join(f'`{name}`' for name in names)}", at))

    return rule


def at_least_one(*names: str) -> Rule:
    """Of these fields one must be there."""

    def rule(value: dict[str, Any], at: str, problems: Problems) -> None:
        if all(value.get(name) is None for name in names):
            problems.append(problem(f"must define either {' or '.join(f'`{name}`' for name in names)}", at))

    return rule
