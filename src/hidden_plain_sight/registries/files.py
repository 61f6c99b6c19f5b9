"""The files of the registries as they come: packed or not, in their encodings, row by row."""

from __future__ import annotations

import csv
import gzip
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, cast

from hidden_plain_sight.errors import DeidentificationError

__all__ = ["LONGEST", "RegistryFile", "Row", "cells_at", "columns_of", "rows_of"]

LONGEST: Final = 200
"""No name in a registry has more characters."""
_LONGEST_LINE: Final = 1 << 20
_LARGEST: Final = 1 << 26
"""Files that are read as a whole have at most so many bytes, 64 MiB."""
_DAMAGE: Final = (EOFError, gzip.BadGzipFile, zlib.error, zipfile.BadZipFile)
_STRANGE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\ufffd]|Ã[\x80-\xbf]")
"""Control characters, and what is left of letters that were read in a wrong encoding."""
_MIXED: Final = re.compile(rb"\xc3[\x80-\xbf]")

Row = tuple[int, list[str]]
"""The number of a line, and the cells of the row that ends there."""


@dataclass(frozen=True, slots=True)
class RegistryFile:
    """A file that a registry gives out; `source` is what messages call the registry.

    >>> file = RegistryFile(Path("postnummer.txt"), "postcodes")
    >>> str(file.wrong("it is empty"))
    '[E503] postnummer.txt is not what is expected of postcodes: it is empty. Nothing was imported.'
    """

    path: Path
    source: str

    def wrong(self, problem: str) -> DeidentificationError:
        """The error for a file that is something else: E503."""
        return DeidentificationError("E503", file=self.path, source=self.source, problem=problem)

    def bad_line(self, place: int | str, problem: str) -> DeidentificationError:
        """The error for a line, by its number, or for another part: E504."""
        place = f"line {place}" if isinstance(place, int) else place
        return DeidentificationError("E504", file=self.path, place=place, problem=problem)

    def not_text(self, line: int, encoding: str) -> DeidentificationError:
        """The error for a wrong encoding: E505."""
        return DeidentificationError("E505", file=self.path, line=line, encoding=encoding)

    @contextmanager
    def opened(self, *suffixes: str) -> Iterator[IO[bytes]]:
        """Its bytes; of .gz what is packed, of .zip the one file that has one of the suffixes.

        What it is, its first bytes tell. Raises E201 where it cannot be read, E503 where it is
        damaged or holds no such file.
        """
        try:
            with self.path.open("rb") as raw:
                start = raw.read(4)
                raw.seek(0)
                if start[:2] == b"\x1f\x8b":
                    with gzip.GzipFile(fileobj=raw, mode="rb") as unpacked:
                        yield cast("IO[bytes]", unpacked)
                elif start == b"PK\x03\x04":
                    with zipfile.ZipFile(raw) as folder, self._member(folder, suffixes) as member:
                        yield member
                else:
                    yield raw
        except _DAMAGE:
            raise self.wrong("it is cut off or damaged") from None
        except (RuntimeError, NotImplementedError):
            raise self.wrong("it is packed in a way that is not known here") from None
        except OSError as error:
            problem = error.strerror or type(error).__name__
            raise DeidentificationError("E201", file=self.path, problem=problem) from None

    def _member(self, folder: zipfile.ZipFile, suffixes: tuple[str, ...]) -> IO[bytes]:
        names = [n for n in folder.namelist() if n.lower().endswith(suffixes)]
        if len(names) != 1:
            raise self.wrong(f"it holds {len(names)} files {' or '.join(suffixes)}, one is wanted")
        return folder.open(names[0])

    def lines(self, stream: IO[bytes], *, encoding: str = "utf-8") -> Iterator[str]:
        """The lines of a stream, one at a time; raises E504 and E505."""
        number = 0
        while raw := stream.readline(_LONGEST_LINE):
            number += 1
            if len(raw) == _LONGEST_LINE and not raw.endswith(b"\n"):
                raise self.bad_line(number, "it is longer than any row can be")
            if b"\0" in raw:
                raise self.not_text(number, encoding.upper())
            try:
                line = raw.decode(encoding)
            except UnicodeDecodeError:
                raise self.not_text(number, encoding.upper()) from None
            yield line.removeprefix("\ufeff") if number == 1 else line

    def text(self, *suffixes: str) -> str:
        """All of a smaller file: UTF-8, or where it is not that, Windows-1252.

        Raises E503 for a file that is too large, E505 for one that is neither, or is both.
        """
        with self.opened(*suffixes) as stream:
            raw = stream.read(_LARGEST + 1)
        if len(raw) > _LARGEST:
            raise self.wrong(f"it is larger than {_LARGEST >> 20} MiB")
        names = "UTF-8 or Windows-1252"
        if (zero := raw.find(b"\0")) >= 0:
            raise self.not_text(raw.count(b"\n", 0, zero) + 1, names)
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            first = error.start
        if _MIXED.search(raw):
            raise self.not_text(raw.count(b"\n", 0, first) + 1, "UTF-8")
        try:
            return raw.decode("windows-1252")
        except UnicodeDecodeError as error:
            raise self.not_text(raw.count(b"\n", 0, error.start) + 1, names) from None

    def cleaned(self, cell: str, place: int | str) -> str:
        """A cell with single blanks and composed letters; raises E504 where it is no name.

        >>> RegistryFile(Path("a.csv"), "units").cleaned("  Mo  i Rana ", 1)
        'Mo i Rana'
        """
        value = unicodedata.normalize("NFC", " ".join(cell.split()))
        if len(value) > LONGEST:
            raise self.bad_line(place, f"a name of more than {LONGEST} characters")
        if _STRANGE.search(value):
            raise self.bad_line(place, "a character that no name has, or a wrong encoding")
        return value


def rows_of(
    file: RegistryFile,
    lines: Iterable[str],
    *,
    delimiter: str,
    quoted: bool = True,
    before: int = 0,
) -> Iterator[Row]:
    r"""The rows of a table, with the numbers of their lines; `before` lines stood above.

    >>> file = RegistryFile(Path("a.csv"), "units")
    >>> list(rows_of(file, ["a;b\n", "1;2\n", "\n"], delimiter=";"))
    [(1, ['a', 'b']), (2, ['1', '2'])]

    Empty lines at the end are left out. Raises E504 for an empty row anywhere else, and for one
    that is not well formed.
    """
    if quoted:
        table = csv.reader(lines, delimiter=delimiter)
    else:
        table = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    empty = 0
    while True:
        try:
            row = next(table)
        except StopIteration:
            return
        except csv.Error:
            raise file.bad_line(before + table.line_num, "not a well-formed row") from None
        line = before + table.line_num
        if not any(cell.strip() for cell in row):
            empty = empty or line
            continue
        if empty:
            raise file.bad_line(empty, "the row is empty")
        yield line, row


def columns_of(
    file: RegistryFile, header: list[str], *needed: str, optional: tuple[str, ...] = ()
) -> dict[str, int]:
    """Where the columns of those names stand in a header, whatever the case of their letters.

    >>> columns_of(RegistryFile(Path("a.csv"), "units"), ["Navn", "Sted"], "navn")
    {'navn': 0}

    Raises E503 where one that is needed is not there.
    """
    at = {name.strip().lower(): place for place, name in reversed(list(enumerate(header)))}
    for name in needed:
        if name.lower() not in at:
            raise file.wrong(f"it has no column {name}")
    return {name: at[name.lower()] for name in (*needed, *optional) if name.lower() in at}


def cells_at(file: RegistryFile, row: Row, columns: dict[str, int]) -> dict[str, str]:
    """The cleaned cells of some columns; raises E504 for a row that is too short."""
    line, cells = row
    if len(cells) <= max(columns.values()):
        raise file.bad_line(line, f"only {len(cells)} columns")
    return {name: file.cleaned(cells[at], line) for name, at in columns.items()}
