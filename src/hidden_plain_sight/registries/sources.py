"""The registries that lists can be imported from, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from hidden_plain_sight.errors import DeidentificationError

from .addresses import read_addresses
from .brreg import read_brreg
from .entries import Entry, LeftOut
from .files import RegistryFile
from .places import read_places
from .posten import read_postcodes
from .ssb import read_ssb
from .units import read_units

__all__ = ["SOURCES", "Source", "source_named"]


@dataclass(frozen=True, slots=True)
class Source:
    """A registry: what it is called here, what it is, under what licence, and how it is read."""

    name: str
    what: str
    licence: str
    read: Callable[[RegistryFile], Iterator[Entry | LeftOut]]


_ALL: Final = (
    Source(
        "ssb",
        "Statistics Norway (SSB), names in tables 10501, 10467 and 12891",
        "CC BY 4.0",
        read_ssb,
    ),
    Source(
        "addresses",
        "© Kartverket, Matrikkelen - Adresse, names of streets",
        "CC BY 4.0",
        read_addresses,
    ),
    Source(
        "places",
        "SSR © Kartverket, Stedsnavn, settlements and boroughs",
        "CC BY 4.0",
        read_places,
    ),
    Source(
        "postcodes",
        "Posten Bring, Postnummerregister",
        "none stated",
        read_postcodes,
    ),
    Source(
        "brreg",
        "Brønnøysundregistrene, Enhetsregisteret, sub-units of health and care",
        "NLOD 2.0",
        read_brreg,
    ),
    Source(
        "units",
        "units of one's own",
        "one's own",
        read_units,
    ),
)  # fmt: skip
SOURCES: Final[Mapping[str, Source]] = MappingProxyType({source.name: source for source in _ALL})


def source_named(name: str) -> Source:
    """The source of that name; raises `DeidentificationError` E510.

    >>> source_named("postcodes").what
    'Posten Bring, Postnummerregister'
    """
    if name not in SOURCES:
        raise DeidentificationError("E510", name=name, known=", ".join(SOURCES))
    return SOURCES[name]
