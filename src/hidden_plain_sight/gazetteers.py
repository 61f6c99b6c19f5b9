"""Reading the lists: a folder a list, with `items.tsv` and `exceptions.tsv`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.resources import gazetteers_folder

__all__ = ["Gazetteer", "gazetteer_names", "read_gazetteer"]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """A list: the names of its columns, its rows, and the items that alone are no evidence.

    >>> fylker = read_gazetteer("fylker")
    >>> "Vestland" in set(fylker.column("name"))
    True
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    exceptions: frozenset[str]

    def column(self, name: str) -> Iterator[str]:
        """The values of one column, in the order of the rows."""
        at = self.columns.index(name)
        return (row[at] for row in self.rows)

    def records(self) -> Iterator[dict[str, str]]:
        """The rows as mappings from column to value."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


def _table(path: Path, name: str) -> list[tuple[str, ...]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DeidentificationError(
            "E502", name=name, problem=f"{path.name} cannot be read as UTF-8"
        ) from error
    table = [tuple(line.split("\t")) for line in text.splitlines()]
    width = len(table[0]) if table else 0
    for number, row in enumerate(table, start=1):
        if len(row) != width or not row[0]:
            raise DeidentificationError(
                "E502", name=name, problem=f"{path.name}, line {number}: not {width} columns"
            )
    if not table:
        raise DeidentificationError("E502", name=name, problem=f"{path.name} has no header")
    return table


@cache
def read_gazetteer(name: str, *, folder: Path | None = None) -> Gazetteer:
    """Read a list by the name of its folder; raises `DeidentificationError` E502.

    >>> read_gazetteer("fylker").columns[0]
    'name'
    """
    place = (folder or gazetteers_folder()) / name
    header, *rows = _table(place / "items.tsv", name)
    exceptions = _table(place / "exceptions.tsv", name)[1:]
    return Gazetteer(name, header, tuple(rows), frozenset(row[0] for row in exceptions))


def gazetteer_names(*, folder: Path | None = None) -> list[str]:
    """The names of all lists.

    >>> "fylker" in gazetteer_names()
    True
    """
    root = folder or gazetteers_folder()
    return sorted(place.parent.name for place in root.glob("*/items.tsv"))
