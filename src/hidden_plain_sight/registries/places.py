"""Kartverket's register of place names (SSR): the settlements of a GML file, as it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from .entries import Entry
from .files import LONGEST, RegistryFile

__all__ = ["read_places"]

_KINDS: Final = {
    "by": "by",
    "tettsted": "tettsted",
    "tettsteddel": "tettsted",
    "tettbebyggelse": "tettsted",
    "bygdelagBygd": "bygd",
    "grend": "bygd",
    "boligfelt": "bygd",
}
"""The types of places that are taken. Not farms, whose names are surnames as well."""
_BOROUGHS: Final = frozenset(("bydel", "administrativBydel"))
_TEXTS: Final = frozenset(
    (
        "komplettskrivemåte",
        "skrivemåtestatus",
        "navnestatus",
        "navneobjekttype",
        "kommunenavn",
        "fylkesnavn",
    )
)
_NOT_IN_USE: Final = ("avslått", "foreslått", "historisk", "feilført")
_CHUNK: Final = 1 << 18


@dataclass(slots=True)
class _Place:
    """One place while it is read: its texts, and the spellings that are in use."""

    texts: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """What the parser calls; `found` is emptied after each chunk."""

    file: RegistryFile
    parser: expat.XMLParserType
    place: _Place = field(default_factory=_Place)
    text: list[str] | None = None
    found: list[Entry] = field(default_factory=list)

    def start(self, tag: str, _attributes: object) -> None:
        name = tag.rpartition(" ")[2]
        if name in _TEXTS:
            self.text = []
        elif name == "Sted":
            self.place = _Place()

    def data(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def end(self, tag: str) -> None:
        name, place = tag.rpartition(" ")[2], self.place
        if name in _TEXTS and self.text is not None:
            place.texts[name] = self.file.cleaned("".join(self.text), self.parser.CurrentLineNumber)
            self.text = None
        elif name == "Skrivemåte":
            spelling = place.texts.pop("komplettskrivemåte", "")
            status = place.texts.pop("skrivemåtestatus", "")
            if spelling and not status.startswith(_NOT_IN_USE):
                place.waiting.append(spelling)
        elif name == "Stedsnavn":
            if not place.texts.pop("navnestatus", "").startswith(_NOT_IN_USE):
                place.names.extend(place.waiting)
            place.waiting.clear()
        elif name == "Sted":
            self.found.extend(_entries(place))


def _entries(place: _Place) -> Iterator[Entry]:
    kind = place.texts.get("navneobjekttype", "")
    kommune, fylke = (_norwegian(place.texts.get(k, "")) for k in ("kommunenavn", "fylkesnavn"))
    for name in place.names:
        if kind in _BOROUGHS:
            yield Entry("boroughs", {"name": name, "city": kommune})
        elif kind in _KINDS:
            cells = {"name": name, "kind": _KINDS[kind], "fylke": fylke, "kommune": kommune}
            yield Entry("places", cells)


def _norwegian(name: str) -> str:
    """The first of several names: `Troms - Romsa - Tromssa` is Troms."""
    return name.partition(" - ")[0]


def read_places(file: RegistryFile) -> Iterator[Entry]:
    """The towns, settlements and boroughs of a GML file, also in the .zip it comes in.

    `StedsnavnForVanligBruk`. Only names and spellings in use, only places where people live in
    number: no farms, mountains or lakes. Raises `DeidentificationError` E201, E503 and E504.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    reader = _Reader(file, parser)
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data

    def refuse(*_: object) -> None:
        # all attacks by XML need one
        raise file.wrong("it has a document type, which place names have not")

    parser.StartDoctypeDeclHandler = refuse
    with file.opened(".gml", ".xml") as stream:
        while True:
            piece = stream.read(_CHUNK)
            try:
                parser.Parse(piece, not piece)
            except expat.ExpatError as error:
                raise file.bad_line(error.lineno, "not well-formed XML") from None
            if reader.text is not None and sum(map(len, reader.text)) > LONGEST * 10:
                raise file.bad_line(parser.CurrentLineNumber, "a name that does not end")
            yield from reader.found
            reader.found.clear()
            if not piece:
                return
