"""From the files of a registry to lists in a folder: all of them read first, then written."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from hidden_plain_sight.corpus.streams import cannot_write, file_digest, write_whole
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.gazetteers import MOST_ITEMS, Gazetteer, read_gazetteer
from hidden_plain_sight.resources import gazetteers_folder

from .entries import Entry, LeftOut
from .files import RegistryFile
from .ordinary import clash
from .sources import Source, source_named

__all__ = ["Imported", "ListImport", "import_registry", "item_column", "row_key", "shipped_items"]

_KEYS: Final = {"places": ("name", "fylke", "kommune")}
"""The columns that tell rows apart, where it is not the first alone."""
_ITEMS: Final = {"postcodes": "poststed"}
"""The column that detection looks for, where it is not the first."""
_KIN: Final = (
    ("first_names", "surnames"),
    ("streets",),
    ("hospitals", "nursing_homes", "clinics"),
    ("places", "boroughs", "postcodes", "kommuner", "former_kommuner", "regions", "fylker",
     "foreign_cities"),
)  # fmt: skip
"""Lists whose exceptions say the same of a word: what one of them has judged is judged."""


@dataclass(frozen=True, slots=True)
class ListImport:
    """What an import made of one list: its rows now, how many of them are new, its exceptions."""

    name: str
    rows: int
    new: int
    exceptions: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the lists it wrote, and how many rows it left out, by reason."""

    lists: tuple[ListImport, ...]
    left_out: dict[str, int]


def import_registry(
    source: str, files: Sequence[Path | str], *, into: Path | str, on: date | None = None
) -> Imported:
    r"""Reads files of a registry and adds what they hold to the lists in a folder.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "units.csv")
    ...     _ = file.write_text("navn;kortnavn\nXqaavik sykehus;XQS\n")
    ...     done = import_registry("units", [file], into=Path(folder, "lists"))
    ...     Path(folder, "lists/hospitals/items.tsv").read_text().splitlines()[1]
    'Xqaavik sykehus\tXQS\tother\t\t\tboth'

    The folder is made if need be. Rows that a list there already has are replaced, others stay.
    New items that are ordinary words, eponyms or the like become exceptions, unless a shipped
    list of the same kind has them: then its judgement stands. `on` is the date that `SOURCE.md`
    tells, today if not given.

    Nothing is written before all files were read, and each list appears whole. Raises
    `DeidentificationError`: E201 and E503 to E507 for the files, E510 for an unknown source,
    E502, E509 and E411 for the folder.
    """
    registry, folder = source_named(source), Path(into)
    if folder.resolve() == gazetteers_folder().resolve():
        raise DeidentificationError(
            "E509", folder=folder, problem="it is that of the shipped lists"
        )
    if not files:
        raise DeidentificationError("E201", file="FILE", problem="no file was named")
    paths = [Path(file) for file in files]
    gathered = _Gathered()
    for path in paths:
        gathered.read(RegistryFile(path, registry.name), registry)
    added = [_List.of(name, rows, folder) for name, rows in sorted(gathered.rows.items())]
    for one in added:
        if len(one.rows) > MOST_ITEMS:
            raise DeidentificationError("E506", file=folder, name=one.name, limit=MOST_ITEMS)
    note = _note(registry, paths, on or date.today())
    _write(added, folder, note)
    return Imported(tuple(one.summary() for one in added), dict(sorted(gathered.left_out.items())))


def item_column(columns: tuple[str, ...], name: str) -> int:
    """The place of the column that holds what detection looks for.

    >>> item_column(("postcode", "poststed", "kommune"), "postcodes")
    1
    """
    return columns.index(_ITEMS.get(name, columns[0]))


def row_key(row: tuple[str, ...], columns: tuple[str, ...], name: str) -> tuple[str, ...]:
    """What tells a row of a list from the others, in small letters.

    >>> row_key(("Moss", "by", "", "", "", ""), ("name", "kind", "fylke", "kommune"), "places")
    ('moss', '', '')
    """
    wanted = _KEYS.get(name, columns[:1])
    return tuple(row[columns.index(column)].lower() for column in wanted)


def shipped_items(name: str) -> frozenset[str]:
    """The items, in small letters, of all shipped lists of the kind of this one.

    >>> "hansen" in shipped_items("surnames")
    True
    """
    kin = next((lists for lists in _KIN if name in lists), (name,))
    lists = [read_gazetteer(one) for one in kin]
    return frozenset(row[item_column(g.columns, g.name)].lower() for g in lists for row in g.rows)


@dataclass(slots=True)
class _Gathered:
    """The rows that were read, by list and key, and what was left out."""

    rows: dict[str, dict[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)

    def read(self, file: RegistryFile, registry: Source) -> None:
        """Reads one file to its end; raises E507 where it holds nothing."""
        held = False
        for entry in registry.read(file):
            if isinstance(entry, LeftOut):
                self.left_out[entry.reason] += 1
            else:
                held = True
                self._add(entry, file)
        if not held:
            raise DeidentificationError("E507", file=file.path)

    def _add(self, entry: Entry, file: RegistryFile) -> None:
        name = entry.list_name
        columns = read_gazetteer(name).columns
        row = tuple(entry.cells.get(column, "") for column in columns)
        rows = self.rows.setdefault(name, {})
        rows[row_key(row, columns, name)] = row
        if len(rows) > MOST_ITEMS:
            raise DeidentificationError("E506", file=file.path, name=name, limit=MOST_ITEMS)


@dataclass(frozen=True, slots=True)
class _List:
    """A list as it is to be: what the folder has of it, and what was read."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    exceptions: dict[str, str]
    new: int

    @classmethod
    def of(cls, name: str, read: dict[tuple[str, ...], tuple[str, ...]], folder: Path) -> _List:
        columns = read_gazetteer(name).columns
        old, exceptions = _present(name, folder)
        before = {row_key(row, columns, name): row for row in old.rows}
        reasons = {**_clashes(name, columns, read), **exceptions}
        rows = tuple(sorted({**before, **read}.values()))
        return cls(name, columns, rows, reasons, len(read.keys() - before.keys()))

    def summary(self) -> ListImport:
        return ListImport(self.name, len(self.rows), self.new, len(self.exceptions))


def _present(name: str, folder: Path) -> tuple[Gazetteer, dict[str, str]]:
    """The list that the folder has, with the reasons of its exceptions; an empty one if none."""
    columns = read_gazetteer(name).columns
    if not (folder / name).exists():
        return Gazetteer(name, columns, (), frozenset()), {}
    own = read_gazetteer(name, folder=folder)
    if own.columns != columns:
        problem = f"items.tsv: the columns are not {', '.join(columns)}"
        raise DeidentificationError("E502", name=folder / name, problem=problem)
    lines = (folder / name / "exceptions.tsv").read_text("utf-8-sig").splitlines()[1:]
    return own, {item: reason for item, _, reason in (line.partition("\t") for line in lines)}


def _clashes(
    name: str, columns: tuple[str, ...], rows: dict[tuple[str, ...], tuple[str, ...]]
) -> dict[str, str]:
    """The items that alone are no evidence, with the reasons."""
    judged, at = shipped_items(name), item_column(columns, name)
    short = columns.index("short_forms") if "short_forms" in columns else None
    found: dict[str, str] = {}
    for row in rows.values():
        forms = row[short].split("|") if short is not None else []
        for item in (row[at], *forms):
            if item and item.lower() not in judged and (reason := clash(item, name)):
                found[item] = reason
    return found


def _note(source: Source, files: list[Path], on: date) -> str:
    lines = [f"- `{path.name}`, SHA-256 {file_digest(path)}" for path in files]
    head = f"\nImported {on.isoformat()} (`{source.name}`). Source: {source.what}."
    return "\n".join([head, f"Licence: {source.licence}.", "", *lines, ""])


def _write(lists: list[_List], folder: Path, note: str) -> None:
    with _staged(folder) as stage:
        for one in lists:
            exceptions = sorted(one.exceptions.items())
            write_whole(stage / one.name / "items.tsv", _tsv([one.columns, *one.rows]))
            write_whole(
                stage / one.name / "exceptions.tsv", _tsv([("item", "reason"), *exceptions])
            )
            said = folder / one.name / "SOURCE.md"
            before = said.read_text("utf-8") if said.exists() else f"# {one.name}\n"
            write_whole(stage / one.name / "SOURCE.md", [(before + note).encode()])
        for one in lists:
            _put(stage / one.name, folder / one.name)


def _put(staged: Path, place: Path) -> None:
    """Puts a list in its place; whoever reads meanwhile finds the old one or the new one whole.

    The exceptions come first: those of items that are not there yet do no harm.
    """
    if not place.exists():
        staged.rename(place)
        return
    for name in ("exceptions.tsv", "items.tsv", "SOURCE.md"):
        (staged / name).replace(place / name)


def _tsv(rows: Sequence[tuple[str, ...]]) -> Iterator[bytes]:
    return ("\t".join(row).encode() + b"\n" for row in rows)


@contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """A hidden folder within the folder, which is gone afterwards."""
    stage: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".import-", dir=folder))
        yield stage
    except OSError as error:
        raise cannot_write(folder, error) from None
    finally:
        if stage is not None:
            shutil.rmtree(stage, ignore_errors=True)
