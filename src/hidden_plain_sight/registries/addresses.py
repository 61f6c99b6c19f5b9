"""Kartverket's addresses (Matrikkelen), of which the names of the streets are kept."""

from __future__ import annotations

from collections.abc import Iterator

from .entries import Entry
from .files import RegistryFile, columns_of, rows_of

__all__ = ["read_addresses"]


def read_addresses(file: RegistryFile) -> Iterator[Entry]:
    """Each name of a street once, from the CSV of Matrikkelen, also in the .zip it comes in.

    UTF-8 with semicolons; the column `adressenavn` is found by its name, so that the files of
    whole addresses, street addresses and dwellings all do. Addresses without a street are
    passed over. Raises `DeidentificationError` E201 and E503 to E505.
    """
    with file.opened(".csv") as stream:
        rows = rows_of(file, file.lines(stream), delimiter=";")
        _, header = next(rows, (0, [""]))
        at = columns_of(file, header, "adressenavn")["adressenavn"]
        seen: set[str] = set()
        for line, cells in rows:
            if len(cells) <= at:
                raise file.bad_line(line, f"only {len(cells)} columns")
            name = cells[at]
            if name and name not in seen:
                seen.add(name)
                if clean := file.cleaned(name, line):
                    yield Entry("streets", {"name": clean})
