"""What is done with a record before a worker gets it: selected, once only, and with warnings."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from .config import RunConfig
from .records import Problem, Record
from .selection import patient_key, read_patients, year_of

__all__ = ["Admission", "Seen"]


class Seen:
    """A set of texts on disk that grows without growing in memory.

    >>> seen = Seen()
    >>> seen.add("a"), seen.add("b"), seen.add("a")
    (True, True, False)

    It holds digests of 16 bytes and no text; two different texts with one digest are as likely as
    never. Without a `path` it is in a temporary file that vanishes with it.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._base = sqlite3.connect("" if path is None else path, isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-16000"):
            self._base.execute(f"PRAGMA {pragma}")
        self._base.execute("CREATE TABLE seen (digest BLOB PRIMARY KEY) WITHOUT ROWID")
        self._base.execute("BEGIN")

    def add(self, text: str) -> bool:
        """Adds a text; says whether it is new."""
        raw = text.encode("utf-8", "surrogatepass")
        digest = hashlib.blake2b(raw, digest_size=16).digest()
        done = self._base.execute("INSERT OR IGNORE INTO seen VALUES (?)", (digest,))
        return done.rowcount == 1

    def close(self) -> None:
        """Forgets everything."""
        self._base.close()


class Admission:
    """Says for each record whether it is processed, and what is to be told of it.

    >>> admit = Admission(RunConfig())
    >>> record = Record("a.jsonl", 1, "7", "Kari kom.")
    >>> [type(one).__name__ for one in admit(record)], [one.code for one in admit(record)]
    (['Record'], ['E207'])

    It must be given every record of a run in order. Raises `DeidentificationError` E234 for a
    list of patients.
    """

    def __init__(self, config: RunConfig) -> None:
        self._config = config
        self._selection = config.selection
        self._years = config.selection.year_range
        self._types = frozenset(map(str.casefold, config.selection.types))
        self._lists = [(code, read_patients(path)) for code, path in self._selection.patient_lists]
        self._ids = Seen()
        self._texts = Seen()
        self._told = ""

    def __call__(self, record: Record) -> Iterator[Record | Problem]:
        """What a record becomes: warnings and itself, or the problem with it."""
        config = self._config
        problem = self._unselected(record)
        if problem is not None:
            yield problem
            return
        if not self._ids.add(record.id):
            yield Problem("E207", record.file, record.line, record.id)
            return
        if self._selection.once and not self._texts.add(record.text.strip()):
            yield _problem("L105", record)
            return
        if len(record.text) > config.large_characters:
            fields = {"length": len(record.text)}
            yield Problem("W202", record.file, record.line, record.id, fields)
        if config.scope == "patient" and record.patient is None and self._told != record.file:
            self._told = record.file
            yield Problem("W203", record.file, record.line, record.id)
        yield record

    def _unselected(self, record: Record) -> Problem | None:
        """Why a record is left out for what its columns say, or what can't be told by them."""
        if self._lists:
            patient = patient_key(record.patient or "")
            if not patient:
                return _problem("E232", record)
            for code, patients in self._lists:
                if patient in patients:
                    return _problem(code, record)
        if self._types and record.type.casefold() not in self._types:
            return _problem("L102", record)
        if self._years is None:
            return None
        year = year_of(record.date)
        if year is None:
            return _problem("E233", record, column=self._selection.date_column)
        return None if self._years[0] <= year <= self._years[1] else _problem("L101", record)

    def close(self) -> None:
        """Forgets what was seen."""
        self._ids.close()
        self._texts.close()


def _problem(code: str, record: Record, **fields: object) -> Problem:
    return Problem(code, record.file, record.line, record.id, fields)
