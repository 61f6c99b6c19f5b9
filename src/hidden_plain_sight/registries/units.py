"""A hospital's own units: a CSV file with their names, and what they are called for short."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from .entries import Entry, LeftOut, unit_name
from .files import RegistryFile, cells_at, columns_of, rows_of
from .ordinary import is_generic, is_person

__all__ = ["read_units"]

_NAMES: Final = ("name", "navn", "enhet", "enhetsnavn", "unit")
_SHORT: Final = ("short_name", "short", "kortnavn", "forkortelse", "forkorting")
_PLACES: Final = ("place", "sted", "stad", "poststed", "kommune")
_DELIMITERS: Final = (";", ",", "\t", "|")


def read_units(file: RegistryFile) -> Iterator[Entry | LeftOut]:
    """The units of a CSV file, with short names and places where it has them.

    The header names the columns: `name` or `navn`, and if there are any `short_name` or
    `kortnavn` (several joined with `|`), `place` or `sted`. The delimiter is told by the header.
    UTF-8 or Windows-1252. Names that every hospital has (`Kirurgisk avdeling`) and those of
    persons are left out. Raises `DeidentificationError` E201 and E503 to E505.
    """
    text = file.text(".csv", ".tsv", ".txt")
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    rows = rows_of(file, io.StringIO(text, newline=""), delimiter=delimiter)
    _, header = next(rows, (0, [""]))
    name, short, place = (_first(header, names) for names in (_NAMES, _SHORT, _PLACES))
    if not name:
        raise file.wrong(f"it has none of the columns {', '.join(_NAMES)}")
    columns = columns_of(file, header, *filter(None, (name, short, place)))
    for row in rows:
        cells = cells_at(file, row, columns)
        if not cells[name]:
            raise file.bad_line(row[0], "the unit has no name")
        written = cells[name]
        written = unit_name(written) if " " in written else written
        yield _unit(written, cells.get(short, ""), cells.get(place, ""))


def _first(header: list[str], names: tuple[str, ...]) -> str:
    present = {cell.strip().lower() for cell in header}
    return next((name for name in names if name in present), "")


def _unit(name: str, short: str, place: str) -> Entry | LeftOut:
    if is_person(name):
        return LeftOut("names of persons")
    forms = [form for part in short.split("|") if (form := part.strip()) and form != name]
    if " " not in name and name.isupper():
        forms.insert(0, name)  # so that it counts in capitals alone
    if is_generic(name):
        return LeftOut("names that many units have")
    cells = {"name": name, "short_forms": "|".join(forms), "kind": "other", "place": place}
    return Entry("hospitals", {**cells, "form": "both"})
