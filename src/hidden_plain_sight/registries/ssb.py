"""Statistics Norway's tables of names (10501, 10467, 12891), as JSON-stat or as CSV."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.gazetteers import MOST_ITEMS, read_gazetteer

from .entries import Entry, place_name
from .files import RegistryFile, Row, rows_of

__all__ = ["read_ssb"]

_LISTS: Final = {
    "fornavn": ("first_names", ""),
    "jentenavn": ("first_names", "f"),
    "guttenavn": ("first_names", "m"),
    "etternavn": ("surnames", ""),
}
"""The column or dimension that holds the names: the list they are for, and their sex."""
_NO_COUNTS: Final = frozenset(
    ("år", "tid", "year", "statistikkvariabel", "contents", "kjønn", "kvartal", "måned")
)
_SEXES: Final = {"1": "f", "2": "m"}
"""What the codes of the names begin with."""
_NONE: Final = frozenset(("", ".", "..", ":", "-"))
_HEADER_WITHIN: Final = 10
_BANDS: Final = ((3_000, "1"), (500, "2"), (0, "3"))


@dataclass(slots=True)
class _Names:
    """The names of one table, with the most bearers that any of its years gives, and the sexes."""

    file: RegistryFile
    list_name: str
    sex: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    sexes: dict[str, set[str]] = field(default_factory=dict)

    def add(self, name: str, count: int, sex: str = "") -> None:
        self.counts[name] = max(count, self.counts.get(name, 0))
        if sex or self.sex:
            self.sexes.setdefault(name, set()).add(sex or self.sex)
        if len(self.counts) > MOST_ITEMS:
            raise DeidentificationError(
                "E506", file=self.file.path, name=self.list_name, limit=MOST_ITEMS
            )

    def entries(self) -> Iterator[Entry]:
        known = _known(self.list_name)
        for name, count in self.counts.items():
            sex, origin = known.get(name.lower(), ("u", ""))
            given = self.sexes.get(name, set())
            sex = "u" if len(given) > 1 else next(iter(given), sex)
            band = next(band for least, band in _BANDS if count >= least)
            cells = {"name": name, "origin": origin, "band": band}
            yield Entry(self.list_name, {**cells, "sex": sex})


@cache
def _known(list_name: str) -> dict[str, tuple[str, str]]:
    """The sex and the origin of the shipped names, which the tables do not tell."""
    records = read_gazetteer(list_name).records()
    return {r["name"].lower(): (r.get("sex", "u"), r["origin"]) for r in records}


def read_ssb(file: RegistryFile) -> Iterator[Entry]:
    """The names of a table, first names or surnames, with bands by the number of bearers.

    JSON-stat 2 (`json-stat2`) as the API gives it, or CSV as the API or a saved query does:
    with semicolon, comma or tab, titles above the header, UTF-8 or ISO-8859-1. Of several years
    the highest number counts: 3,000 bearers or more are band 1, 500 band 2, others band 3.
    Names without any number are left out. Raises `DeidentificationError` E201 and E503 to E506.
    """
    text = file.text(".csv", ".json", ".txt")
    names = _of_json(file, text) if text.lstrip()[:1] == "{" else _of_csv(file, text)
    yield from names.entries()


def _of_csv(file: RegistryFile, text: str) -> _Names:
    lines = text.splitlines(keepends=True)
    above, delimiter, header = _header(file, lines)
    at = next(place for place, cell in enumerate(header) if cell in _LISTS)
    counted = [n for n, cell in enumerate(header) if n != at and cell not in _NO_COUNTS]
    names = _Names(file, *_LISTS[header[at]])
    for row in rows_of(file, lines[above + 1 :], delimiter=delimiter, before=above + 1):
        _add_row(names, row, at, counted)
    return names


def _header(file: RegistryFile, lines: list[str]) -> tuple[int, str, list[str]]:
    """How many lines stand above the header, its delimiter, and its cells in small letters."""
    for above, line in enumerate(lines[:_HEADER_WITHIN]):
        delimiter = max(";,\t", key=line.count)
        header = [cell.strip(' "\r\n').lower() for cell in line.split(delimiter)]
        if any(cell in _LISTS for cell in header):
            return above, delimiter, header
    raise file.wrong(f"none of its first lines has a column {', '.join(_LISTS)}")


def _add_row(names: _Names, row: Row, at: int, counted: list[int]) -> None:
    line, cells = row
    if len(cells) <= max(at, *counted):
        raise names.file.bad_line(line, f"only {len(cells)} columns")
    name = place_name(names.file.cleaned(cells[at], line))
    if not name:
        raise names.file.bad_line(line, "the row has no name")
    counts = [_count(names.file, cells[place], line) for place in counted]
    if any(count is not None for count in counts):
        names.add(name, max(count for count in counts if count is not None))


def _count(file: RegistryFile, cell: str, line: int) -> int | None:
    digits = "".join(cell.split())
    if digits in _NONE:
        return None
    try:
        return int(float(digits.replace(",", ".")))
    except (ValueError, OverflowError):
        raise file.bad_line(line, "a column of numbers holds something else") from None


def _of_json(file: RegistryFile, text: str) -> _Names:
    try:
        table = json.loads(text)
        table = table.get("dataset", table)
        dimensions = table["dimension"]
        ids, sizes = (table.get(key) or dimensions[key] for key in ("id", "size"))
        names_at = next((n for n, i in enumerate(ids) if i.lower() in _LISTS), None)
        if names_at is None:
            raise file.wrong(f"none of its dimensions is called {', '.join(_LISTS)}")
        names = _Names(file, *_LISTS[ids[names_at].lower()])
        category = dimensions[ids[names_at]]["category"]
        counts = _by_name(table["value"], math.prod(sizes[names_at + 1 :]), sizes[names_at])
        for code, place in _places(category["index"]):
            if place in counts:
                label = category.get("label", {}).get(code, code)
                name = place_name(file.cleaned(label, f"name {place + 1}"))
                coded = names.list_name == "first_names" and code[1:2].isalpha()
                names.add(name, counts[place], _SEXES.get(code[:1], "") if coded else "")
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        raise file.wrong("it is not JSON-stat") from None
    if "" in names.counts:
        raise file.wrong("one of its names is empty")
    return names


def _places(index: Any) -> Iterator[tuple[str, int]]:
    """The codes of a dimension with their places, from a mapping or a list."""
    if isinstance(index, Mapping):
        return iter(index.items())
    return ((code, place) for place, code in enumerate(index))


def _by_name(values: Any, stride: int, size: int) -> dict[int, int]:
    """The highest value for each place in the dimension of the names."""
    pairs = values.items() if isinstance(values, Mapping) else enumerate(values)
    counts: dict[int, int] = {}
    for at, value in pairs:
        if value is not None:
            place = int(at) // stride % size
            counts[place] = max(int(value), counts.get(place, 0))
    return counts
