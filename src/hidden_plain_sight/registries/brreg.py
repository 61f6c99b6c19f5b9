"""Brønnøysund's sub-units (underenheter), of which those of health and care are kept."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import IO, Any, Final

from .entries import Entry, LeftOut, place_name, unit_name
from .files import RegistryFile, cells_at, columns_of, rows_of
from .ordinary import is_generic, is_person

__all__ = ["read_brreg"]

_NAME: Final = "navn"
_TRADE: Final = "naeringskode1.kode"
_FORM: Final = "organisasjonsform.kode"
_PLACE: Final = "beliggenhetsadresse.poststed"
_CLOSED: Final = "nedleggelsesdato"
_COLUMNS: Final = (_NAME, _TRADE, _FORM, _PLACE, _CLOSED)
_TRADES: Final = (
    # day care of children is no care of patients
    ("88.91", ""),
    ("86.1", "hospitals"),
    ("86", "clinics"),
    ("87", "nursing_homes"),
    ("88", "nursing_homes"),
)
_LEGAL: Final = re.compile(r"(?:[ ,]+(?:AS|ASA|ANS|DA|SA|BA|KF|IKS|HF|RHF))+$")
_CHUNK: Final = 1 << 20
_LARGEST_OBJECT: Final = 1 << 24
_LARGEST_PAGE: Final = 64
"""A page of the search has at most so many chunks."""


def read_brreg(file: RegistryFile) -> Iterator[Entry | LeftOut]:
    """The units of health and care, from the CSV or the JSON of all sub-units, packed or not.

    Those whose first trade (`naeringskode1`) begins with 86, 87 or 88, but not day care of
    children. They go into the lists `hospitals`, `clinics` and `nursing_homes`. Names of persons
    and names that many units have are left out, and so is a legal form at the end of a name.
    Raises `DeidentificationError` E201 and E503 to E505.
    """
    with file.opened(".csv", ".json") as stream:
        first = stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    records = _from_json if first in (b"[", b"{") else _from_csv
    with file.opened(".csv", ".json") as stream:
        for cells in records(file, stream):
            if entry := _entry(cells):
                yield entry


def _entry(cells: Mapping[str, str]) -> Entry | LeftOut | None:
    trade = cells.get(_TRADE, "")
    name = _LEGAL.sub("", cells.get(_NAME, ""))
    list_name = next((name for start, name in _TRADES if trade.startswith(start)), "")
    if not list_name or not name or cells.get(_CLOSED):
        return None
    if cells.get(_FORM) == "ENK" or is_person(name):
        return LeftOut("names of persons")
    if is_generic(name):
        return LeftOut("names that many units have")
    named = {"name": unit_name(name), "place": place_name(cells.get(_PLACE, ""))}
    if list_name == "hospitals":
        named |= {"kind": "hospital", "form": "both"}
    return Entry(list_name, named)


def _from_csv(file: RegistryFile, stream: IO[bytes]) -> Iterator[dict[str, str]]:
    rows = rows_of(file, file.lines(stream), delimiter=",")
    _, header = next(rows, (0, [""]))
    columns = columns_of(file, header, _NAME, _TRADE, optional=_COLUMNS[2:])
    trade = columns[_TRADE]
    for row in rows:
        if len(row[1]) <= trade:
            raise file.bad_line(row[0], f"only {len(row[1])} columns")
        if row[1][trade].startswith("8"):
            yield cells_at(file, row, columns)


def _from_json(file: RegistryFile, stream: IO[bytes]) -> Iterator[dict[str, str]]:
    for number, one in enumerate(_objects(file, stream), start=1):
        trade = _value(one, _TRADE)
        if trade.startswith("8"):
            place = f"unit {number}"
            yield {name: file.cleaned(_value(one, name), place) for name in _COLUMNS}


def _value(one: Mapping[str, Any], path: str) -> str:
    value: Any = one
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, str) else ""


def _objects(file: RegistryFile, stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The objects of an array, one at a time; or those of one page of the search."""
    decoder = json.JSONDecoder()
    pieces = _pieces(file, stream)
    text = next(pieces, "").lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        yield from _page(file, text + "".join(islice(pieces, _LARGEST_PAGE)))
        return
    at = 1
    while True:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        if text.startswith("]", at):
            return
        try:
            one, at = decoder.raw_decode(text, at)
        except ValueError:
            piece = next(pieces, "") if len(text) - at < _LARGEST_OBJECT else ""
            if not piece:
                raise file.wrong("it is cut off, or not JSON") from None
            text, at = text[at:] + piece, 0
            continue
        if not isinstance(one, dict):
            raise file.wrong("it is no array of units")
        yield one


def _page(file: RegistryFile, text: str) -> Iterator[dict[str, Any]]:
    try:
        yield from json.loads(text)["_embedded"]["underenheter"]
    except (ValueError, KeyError, TypeError):
        raise file.wrong("it is no page of sub-units") from None


def _pieces(file: RegistryFile, stream: IO[bytes]) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    while raw := stream.read(_CHUNK):
        try:
            text = decoder.decode(raw)
        except UnicodeDecodeError as error:
            raise file.not_text(line + raw.count(b"\n", 0, error.start), "UTF-8") from None
        line += raw.count(b"\n")
        yield text
