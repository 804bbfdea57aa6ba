"""A messy spreadsheet of invented journalists, the same each time, with who is who, for tests and the bench."""

from __future__ import annotations

import csv
import io
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.contacts import spreadsheets, twins
from bot.contacts.twins import Known
from bot.relationships.plans import groups

FIRST = ["William", "Robert", "Michael", "Katherine", "Elizabeth", "Thomas", "Anthony", "Daniel", "Samuel", "Stephen", "Susan", "Margaret", "Nicholas", "Joshua", "Benjamin", "Jennifer", "Amara", "Bénédicte", "Chidi", "Dagny", "Eilidh", "Faisal", "Gwenllian", "Hiroko", "Ines", "Jelena", "Kwame", "Leocadia", "Mbali", "Nadia", "Oisín", "Priya", "Quentin", "Rosalind", "Sinéad", "Tariq", "Ulrike", "Viggo", "Wanjiru", "Xanthe", "Yusuf", "Zuzana"]  # fmt: skip
SHORT = {"William": "Bill", "Robert": "Bob", "Michael": "Mike", "Katherine": "Kate", "Elizabeth": "Liz", "Thomas": "Tom",
         "Anthony": "Tony", "Daniel": "Dan", "Samuel": "Sam", "Stephen": "Steve", "Nicholas": "Nick", "Benjamin": "Ben"}  # fmt: skip
BEGIN = [
    "Al",
    "Bar",
    "Cas",
    "Dun",
    "El",
    "Far",
    "Gar",
    "Hol",
    "Is",
    "Jas",
    "Kel",
    "Lor",
    "Mar",
    "Nor",
    "Ol",
    "Pen",
    "Quil",
    "Ros",
    "Sel",
    "Tar",
    "Ul",
    "Ven",
    "Wex",
    "Yar",
    "Zel",
]
END = [
    "bury",
    "comb",
    "dale",
    "enby",
    "ford",
    "grave",
    "hurst",
    "ington",
    "kirk",
    "low",
    "mere",
    "ness",
    "over",
    "pike",
    "ridge",
    "stow",
    "thorpe",
    "vane",
    "well",
    "yard",
]
OUTLETS = [f"{one} {other}" for one in ["Marsh", "Harbour", "Coastal", "Northern", "Fen", "Vale", "Moor", "Tidewater"]
           for other in ["Gazette", "Courier", "Herald", "Echo", "Radio", "Post", "Observer", "Tribune", "Weekly", "Chronicle"]]  # fmt: skip
HEADINGS = ["Journalist name", "Publication", "E-mail address(es)", "Tel.", "Position", "Covers", "Comments"]


@dataclass(frozen=True)
class Messy:
    """The sheet as CSV, and the pairs of lines that are one person."""

    content: bytes
    lines: int
    people: dict[int, int]  # Which person each line of the file is.


def messy(count: int, *, seed: int = 7) -> Messy:
    """A sheet of `count` rows, one in five of somebody who stands in it already."""
    dice = random.Random(seed)
    surnames = [a + b for a in BEGIN for b in END] + [f"{a}{b.capitalize()}" for a in ("Mc", "O'", "Fitz") for b in END]
    persons: list[tuple[str, str, str, str, str]] = []
    rows: list[tuple[int, list[str]]] = []
    for _ in range(count):
        if persons and dice.random() < 0.2:
            who = dice.randrange(len(persons))
            rows.append((who, _again(dice, persons[who])))
            continue
        first, last, outlet = dice.choice(FIRST), dice.choice(surnames), dice.choice(OUTLETS)
        if any((one[0], one[1]) == (first, last) and one[2] == outlet for one in persons):
            first = f"{first}-{dice.choice(FIRST)}"
        number = len(persons)
        address = f"{_plain(first)}.{_plain(last)}{number}@{outlet.lower().replace(' ', '')}.example"
        persons.append((first, last, outlet, address, f"+44 20 79{number:06d}"))
        rows.append((number, _row(dice, persons[-1])))
    sheet = io.StringIO(newline="")
    cells = csv.writer(sheet, delimiter=";")
    cells.writerow(["Media list, do not circulate"])
    cells.writerow(HEADINGS)
    people = {}
    for at, (who, row) in enumerate(rows, start=3):
        cells.writerow(row)
        people[at] = who
    return Messy(sheet.getvalue().encode("cp1252"), count, people)


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isascii() and letter.isalpha())


def _row(dice: random.Random, one: tuple[str, str, str, str, str]) -> list[str]:
    first, last, outlet, address, phone = one
    name = dice.choice([f"{first} {last}"] * 3 + [f"{last}, {first}", f"{first} {last}".upper()])
    shown = dice.choice([address] * 3 + [f"{name.replace(',', '')} <{address}>", address.upper(), f"mailto:{address}"])
    return [name, outlet, shown, dice.choice([phone, phone, ""]), "Reporter", dice.choice(["housing, health", "food", ""]), ""]


def _again(dice: random.Random, one: tuple[str, str, str, str, str]) -> list[str]:
    """The same person as somebody else wrote them down."""
    first, last, outlet, address, phone = one
    kind = dice.randrange(6)
    if kind == 0:  # As before, in other letters, with a second address.
        return [f"{last}, {first}", outlet, f"{address}; {_plain(last)}.{phone[-4:]}@mail.example", "", "", "", ""]
    if kind == 1:  # A short form, the same address.
        return [f"{SHORT.get(first, first)} {last}", outlet, address, phone, "", "", ""]
    if kind == 2:  # No address, the same outlet.
        return [f"{first} {last}", f"The {outlet}", "", "", "Editor", "", ""]
    if kind == 3:  # A slip of the pen, the same number.
        return [f"{first} {last[:-2]}{last[-1]}{last[-2]}", outlet, "", phone.replace("+44 ", "0"), "", "", ""]
    if kind == 4:  # An initial, at the same outlet.
        return [f"{first[0]}. {last}", outlet, "", phone, "", "", ""]
    return [f"Dr {first} {last}", "", address.upper(), "", "", "", "moved?"]  # Moved, the same address.


def found(sheet: Messy) -> tuple[float, float, float]:
    """Of the pairs of lines that are made one: how many truly are. Of those that are one person: how many are made one, and
    how many are either made one or put before a person."""
    read = spreadsheets.read(sheet.content, "media list.csv")
    rows = spreadsheets.rows(read, read.mapping())
    pairs = twins.twins(Known(-place - 1, one.name, one.emails, one.phones, one.outlet) for place, one in enumerate(rows))
    who = [sheet.people[one.at] for one in rows]
    truly, joined = _pairs(who), _pairs(groups(len(rows), pairs))
    asked = {frozenset((-pair.one - 1, -pair.other - 1)) for pair in pairs}
    return len(joined & truly) / len(joined), len(joined & truly) / len(truly), len((joined | asked) & truly) / len(truly)


def _pairs(labels: Sequence[int]) -> set[frozenset[int]]:
    places: dict[int, list[int]] = defaultdict(list)
    for place, label in enumerate(labels):
        places[label].append(place)
    return {frozenset(pair) for each in places.values() for pair in combinations(each, 2)}
