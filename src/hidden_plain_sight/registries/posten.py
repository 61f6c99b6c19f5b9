"""Posten's register of postcodes: five columns with tabs between them, and no header."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final

from .entries import Entry, place_name
from .files import RegistryFile, cells_at, rows_of

__all__ = ["read_postcodes"]

_POSTCODE: Final = re.compile(r"\d{4}")
_COLUMNS: Final = {"postcode": 0, "poststed": 1, "kommune": 3}


def read_postcodes(file: RegistryFile) -> Iterator[Entry]:
    """The postcodes with their places, from `postnummerregister-ansi.txt`, also as .zip.

    Windows-1252 or UTF-8. Raises `DeidentificationError` E201 and E503 to E505.
    """
    lines = io.StringIO(file.text(".txt", ".csv", ".tsv"), newline="")
    for row in rows_of(file, lines, delimiter="\t", quoted=False):
        cells = cells_at(file, row, _COLUMNS)
        if not _POSTCODE.fullmatch(cells["postcode"]):
            raise file.bad_line(row[0], "the first column is no postcode of four digits")
        if not cells["poststed"]:
            raise file.bad_line(row[0], "the postcode has no place")
        named = {key: place_name(value) for key, value in cells.items()}
        yield Entry("postcodes", named)
