"""Whether lists are as they should be: their format, what stands twice, and what clashes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.gazetteers import gazetteer_names, own_list_names, read_gazetteer
from hidden_plain_sight.resources import gazetteers_folder

from .importing import item_column, row_key, shipped_items
from .ordinary import clash

__all__ = ["Finding", "ListInfo", "check_lists", "list_infos"]

_CLASHING: Final = frozenset(
    ("first_names", "surnames", "places", "boroughs", "postcodes", "streets", "hospitals",
     "nursing_homes", "clinics")
)  # fmt: skip
"""The lists whose items must not be taken for names where they are words."""
_CASE_COUNTS: Final = frozenset(("abbreviations",))
_STRANGE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffd]")
_LICENCE: Final = re.compile(r"Licence: (.+?)(?: \(|\.(?:\s|$)|$)", re.MULTILINE)
_SOURCE: Final = re.compile(r"Source: (.+?)\.$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a list: an error, or a warning, in one line; `items` are examples.

    >>> str(Finding("surnames", "2 rows stand twice", is_error=True, items=("Berg", "Vik")))
    'surnames: 2 rows stand twice: Berg, Vik'
    """

    list_name: str
    problem: str
    is_error: bool
    items: tuple[str, ...] = ()

    def __str__(self) -> str:
        shown = f": {', '.join(self.items)}" if self.items else ""
        return f"{self.list_name}: {self.problem}{shown}"


@dataclass(frozen=True, slots=True)
class ListInfo:
    """A list as `gazetteers list` shows it; `source` is `shipped`, or what it was imported from.

    >>> ListInfo("streets", 2_055, 0, "shipped", "CC0 1.0").rows
    2055
    """

    name: str
    rows: int
    exceptions: int
    source: str
    licence: str


def list_infos(folder: Path | None = None) -> tuple[ListInfo, ...]:
    """The shipped lists, or those of a folder of one's own.

    >>> next(info.licence for info in list_infos() if info.name == "streets")
    'CC0 1.0'

    Raises `DeidentificationError` E502, E508 and E509.
    """
    names = gazetteer_names() if folder is None else own_list_names(folder)
    return tuple(_info(name, folder) for name in names)


def _info(name: str, folder: Path | None) -> ListInfo:
    gazetteer = read_gazetteer(name, folder=folder)
    try:
        said = ((folder or gazetteers_folder()) / name / "SOURCE.md").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        said = ""
    sources = "; ".join(dict.fromkeys(_SOURCE.findall(said))) if folder else "shipped"
    licences = "; ".join(dict.fromkeys(_LICENCE.findall(said)))
    counts = (len(gazetteer.rows), len(gazetteer.exceptions))
    return ListInfo(name, *counts, sources or "not told", licences or "not told")


def check_lists(folder: Path | None = None, *, examples: int = 5) -> Iterator[Finding]:
    """What is wrong with the shipped lists, or with those of a folder of one's own.

    >>> [str(finding) for finding in check_lists() if finding.is_error]
    []

    Errors: files that cannot be read, wrong columns, empty rows, rows that stand twice, cells
    that are no text. Warnings: rows that differ from others in case alone, exceptions of nothing,
    items that are ordinary words, eponyms or the like and no exceptions. Of the items that a
    finding is about, so many `examples` are given. Raises E508 and E509 for the folder.
    """
    for name in gazetteer_names() if folder is None else own_list_names(folder):
        try:
            yield from _findings(name, folder, examples)
        except DeidentificationError as error:
            yield Finding(name, str(error), is_error=True)


def _findings(name: str, folder: Path | None, examples: int) -> Iterator[Finding]:
    gazetteer = read_gazetteer(name, folder=folder)
    columns = read_gazetteer(name).columns
    if gazetteer.columns != columns:
        yield Finding(name, f"the columns are not {', '.join(columns)}", is_error=True)
        return
    for problem, is_error, items in (
        ("cells that are no clean text", True, _unclean(gazetteer.rows)),
        *_doubles(gazetteer.rows, columns, name),
        ("exceptions that are no items", False, _strays(gazetteer.rows, gazetteer.exceptions)),
        ("clashes that are no exceptions", False, _clashes(name, folder)),
    ):
        if items:
            counted = f"{len(items):,} {problem}"
            yield Finding(name, counted, is_error=is_error, items=tuple(items[:examples]))


def _unclean(rows: tuple[tuple[str, ...], ...]) -> list[str]:
    return [
        row[0]
        for row in rows
        for cell in row
        if cell != cell.strip()
        or (not cell.isascii() and not unicodedata.is_normalized("NFC", cell))
        or _STRANGE.search(cell)
    ]


def _doubles(
    rows: tuple[tuple[str, ...], ...], columns: tuple[str, ...], name: str
) -> Iterator[tuple[str, bool, list[str]]]:
    """The rows that stand twice, and those that only differ in case."""
    seen: dict[tuple[str, ...], set[str]] = {}
    same: list[str] = []
    alike: list[str] = []
    for row in rows:
        spellings = seen.setdefault(row_key(row, columns, name), set())
        if row[0] in spellings:
            same.append(row[0])
        elif spellings and name not in _CASE_COUNTS:
            alike.append(row[0])
        spellings.add(row[0])
    yield "rows that stand twice", True, same
    yield "rows that differ from others in case alone", False, alike


def _strays(rows: tuple[tuple[str, ...], ...], exceptions: frozenset[str]) -> list[str]:
    if not exceptions:
        return []
    written = {part for row in rows for cell in row for part in (cell, *cell.split("|"))}
    return sorted(exceptions - written)


def _clashes(name: str, folder: Path | None) -> list[str]:
    """The items that are words too; of one's own lists, those that no shipped one has judged."""
    if name not in _CLASHING:
        return []
    gazetteer = read_gazetteer(name, folder=folder)
    judged = shipped_items(name) if folder else frozenset()
    items = dict.fromkeys(row[item_column(gazetteer.columns, name)] for row in gazetteer.rows)
    return [
        item
        for item in items
        if item not in gazetteer.exceptions and item.lower() not in judged and clash(item, name)
    ]
