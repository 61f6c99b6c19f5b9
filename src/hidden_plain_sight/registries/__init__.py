"""Lists of one's own, from what public registries and the hospital give out.

>>> sorted(SOURCES)
['addresses', 'brreg', 'places', 'postcodes', 'ssb', 'units']
"""

from __future__ import annotations

from .check import Finding, ListInfo, check_lists, list_infos
from .entries import Entry, LeftOut
from .files import RegistryFile
from .importing import Imported, ListImport, import_registry
from .sources import SOURCES, Source

__all__ = [
    "SOURCES",
    "Entry",
    "Finding",
    "Imported",
    "LeftOut",
    "ListImport",
    "ListInfo",
    "RegistryFile",
    "Source",
    "check_lists",
    "import_registry",
    "list_infos",
]
