"""Reading the lists: a folder a list, with `items.tsv` and `exceptions.tsv`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.resources import gazetteers_folder

__all__ = [
    "MOST_ITEMS",
    "Gazetteer",
    "Gazetteers",
    "gazetteer_names",
    "own_list_names",
    "read_gazetteer",
]

MOST_ITEMS: Final = 500_000
"""A list with more rows is refused: it is no list of names, and would fill the memory."""


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


@dataclass(frozen=True, slots=True)
class Gazetteers:
    """The shipped lists, with lists of one's own added: the items of both, the exceptions of both.

    >>> Gazetteers().read("fylker") is read_gazetteer("fylker")
    True

    What is added is read once, by `of`, and checked: it is a value like any other, to be passed
    on, compared and pickled.
    """

    added: tuple[Gazetteer, ...] = ()

    @classmethod
    def of(cls, folder: Path | None) -> Gazetteers:
        """The shipped lists with those of a folder; None for the shipped ones alone.

        >>> Gazetteers.of(None).added
        ()

        Folders whose names begin with a dot are passed over. Raises `DeidentificationError`:
        E502 for a list that is not well formed, E508 for one that there is none of, E509 for a
        folder that cannot be read or holds no list.
        """
        if folder is None:
            return cls()
        return cls(tuple(_own(folder, name) for name in own_list_names(folder)))

    def read(self, name: str) -> Gazetteer:
        """A list by its name.

        >>> Gazetteers().read("fylker").columns[0]
        'name'
        """
        shipped = read_gazetteer(name)
        for own in self.added:
            if own.name == name:
                exceptions = shipped.exceptions | own.exceptions
                return replace(shipped, rows=shipped.rows + own.rows, exceptions=exceptions)
        return shipped


def own_list_names(folder: Path) -> list[str]:
    """The names of the lists in a folder of one's own; raises E508 and E509.

    >>> own_list_names(Path("nowhere"))
    Traceback (most recent call last):
    ...
    hidden_plain_sight.errors.DeidentificationError: [E509] The folder of lists nowhere cannot be \
used: No such file or directory.
    """
    try:
        places = sorted(p.name for p in folder.iterdir() if p.is_dir() and p.name[0] != ".")
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise DeidentificationError("E509", folder=folder, problem=problem) from None
    if not places:
        raise DeidentificationError("E509", folder=folder, problem="there is no list in it")
    known = gazetteer_names()
    for name in places:
        if name not in known:
            raise DeidentificationError("E508", folder=folder, name=name, known=", ".join(known))
    return places


def _own(folder: Path, name: str) -> Gazetteer:
    own = read_gazetteer(name, folder=folder)
    columns = read_gazetteer(name).columns
    if own.columns != columns:
        problem = f"items.tsv: the columns are not {', '.join(columns)}"
        raise DeidentificationError("E502", name=folder / name, problem=problem)
    return own


def _table(path: Path, name: str) -> list[tuple[str, ...]]:
    table: list[tuple[str, ...]] = []
    try:
        # lists that people edit with a spreadsheet may begin with a byte order mark
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, start=1):
                row = tuple(line.rstrip("\n").split("\t"))
                width = len(table[0]) if table else len(row)
                if len(row) != width or not row[0]:
                    problem = f"line {number}: not {width} columns, or the first is empty"
                    break
                if number > MOST_ITEMS + 1:
                    problem = f"more than {MOST_ITEMS} rows"
                    break
                table.append(row)
            else:
                problem = "" if table else "no header"
    except (OSError, UnicodeDecodeError):
        problem = "cannot be read as UTF-8"
    if problem:
        raise DeidentificationError("E502", name=name, problem=f"{path.name}: {problem}")
    return table


def read_gazetteer(name: str, *, folder: Path | None = None) -> Gazetteer:
    """Read a list by the name of its folder; raises `DeidentificationError` E502.

    >>> read_gazetteer("fylker").columns[0]
    'name'

    The shipped lists are remembered; those of another `folder` are read anew each time, for they
    may change.
    """
    return _shipped(name) if folder is None else _read(folder / name, str(folder / name))


@cache
def _shipped(name: str) -> Gazetteer:
    return _read(gazetteers_folder() / name, name)


def _read(place: Path, name: str) -> Gazetteer:
    header, *rows = _table(place / "items.tsv", name)
    exceptions = _table(place / "exceptions.tsv", name)[1:]
    return Gazetteer(place.name, header, tuple(rows), frozenset(row[0] for row in exceptions))


def gazetteer_names(*, folder: Path | None = None) -> list[str]:
    """The names of all lists.

    >>> "fylker" in gazetteer_names()
    True
    """
    root = folder or gazetteers_folder()
    return sorted(place.parent.name for place in root.glob("*/items.tsv"))
