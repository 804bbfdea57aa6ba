"""What Slack's client checks before it sends a modal: required inputs, lengths, e-mail addresses, URLs, numbers."""

import re
from pathlib import PurePosixPath
from typing import Any

from bot.sandbox import elements, files

Json = dict[str, Any]
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
REQUIRED = "Please complete this required field."


def problems(blocks: list[Json], values: Json) -> dict[str, str]:
    """block_id → the sentence under the input; empty when the modal may be sent."""
    found: dict[str, str] = {}
    for block, element in elements.stateful(blocks):
        if block["type"] != "input":
            continue
        entry = values[block["block_id"]][element["action_id"]]
        if elements.is_empty(entry):
            if not block.get("optional"):
                found[block["block_id"]] = REQUIRED
        elif words := _problem(element, entry):
            found[block["block_id"]] = words
    return found


def _problem(element: Json, entry: Json) -> str | None:
    kind = element["type"]
    value: Any = entry.get("value")
    if kind == "email_text_input" and not _EMAIL.fullmatch(value):
        return "Enter a valid email address."
    if kind == "url_text_input" and not _URL.fullmatch(value):
        return "Enter a valid URL."
    if kind == "number_input":
        return _number_problem(element, value)
    if kind == "plain_text_input":
        least, most = element.get("min_length", 0), element.get("max_length", 3000)
        if len(value) < least:
            return f"Enter at least {least} characters."
        if len(value) > most:
            return f"Enter at most {most} characters."
    if kind == "file_input":
        return _files_problem(element, entry["files"])
    most_items = element.get("max_selected_items")
    if most_items and len(entry[elements.FIELD[kind]]) > most_items:
        return f"Choose at most {most_items}."
    return None


def _files_problem(element: Json, given: list[Json]) -> str | None:
    most, endings = element.get("max_files", 10), [one.lower() for one in element.get("filetypes") or []]
    if len(given) > most:
        return f"Add at most {most} file{'s' if most > 1 else ''}."
    for file in given:
        if endings and PurePosixPath(file["name"]).suffix.lower().lstrip(".") not in endings:
            return f"{file['name']} is not one of these: {', '.join(endings)}."
        if file["size"] > files.INPUT_BYTES:
            return f"{file['name']} is larger than 10 MB."
    return None


def _number_problem(element: Json, value: str) -> str | None:
    if not _NUMBER.fullmatch(value) or ("." in value and not element["is_decimal_allowed"]):
        return "Enter a valid number."
    if element.get("min_value") is not None and float(value) < float(element["min_value"]):
        return f"Enter a number of at least {element['min_value']}."
    if element.get("max_value") is not None and float(value) > float(element["max_value"]):
        return f"Enter a number of at most {element['max_value']}."
    return None
