"""What passes from readers to writers: records, problems, and how a file is laid out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from hidden_plain_sight.errors import MESSAGES, DeidentificationError
from hidden_plain_sight.phi import Document, PatientFacts

from .cells import ColumnKind

__all__ = ["NOTHING", "Columns", "Layout", "Problem", "Record", "RecordMaker", "plain_names"]

LONGEST_ID: Final = 200
"""An id of more characters is refused unseen: it may be a note in the wrong column."""

_PLAIN_NAME: Final = re.compile(r"[\w.-]{1,40}")
"""Names of columns that can be told in a message; a note by mistake is none."""
NOTHING: Final[Mapping[str, object]] = {}
"""Plain, since records go from one process to another."""


def _nothing() -> Mapping[str, object]:
    return NOTHING


def plain_names(names: Iterable[object]) -> str:
    """The names of columns for a message, those alone that can be no note.

    >>> plain_names(["id", "Hun heter Kari."])
    'id'
    """
    return ", ".join(n for n in names if isinstance(n, str) and _PLAIN_NAME.fullmatch(n))


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a document or a file could not be processed, or a warning; it holds no text.

    >>> Problem("E206", "notes.jsonl", 3, id="n1").message
    'notes.jsonl, line 3: the text of document n1 is missing or not a string.'

    `fields` are the further ones of the message. Characters that do not print are shown as
    `\ufffd` so that a message is always one line.
    """

    code: str
    file: str
    line: int = 0
    id: str | None = None
    fields: Mapping[str, object] = field(default_factory=_nothing)

    @property
    def is_warning(self) -> bool:
        """Whether the document is processed all the same."""
        return self.code.startswith("W")

    @property
    def is_left_out(self) -> bool:
        """Whether nothing is wrong with the document: it was not asked for.

        >>> Problem("L101", "notes.jsonl", 3, id="n1").is_left_out
        True
        """
        return self.code.startswith("L")

    @property
    def message(self) -> str:
        """What is the matter, in one line."""
        names = {"file": self.file, "line": self.line, "id": self.id, **self.fields}
        message = MESSAGES[self.code].format(**names)
        return "".join(c if c.isprintable() else "\ufffd" for c in message)

    def __str__(self) -> str:
        return f"[{self.code}] {self.message}"


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns; None is the usual name, used where there is such a column.

    >>> Columns(text="tekst").id_name
    'id'

    An id column or a patient column that is named must be there, and so must the columns of the
    facts: pairs of a fact's name and its columns. `date` and `type` are what documents are
    selected by, and every single row must have the columns in `required`. Those in `drop` are
    not written; `replace` are pairs of a column whose values are replaced, and what it holds.
    """

    text: str = "text"
    id: str | None = None
    patient: str | None = None
    metadata: tuple[str, ...] = ()
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    date: str | None = None
    type: str | None = None
    required: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    replace: tuple[tuple[str, ColumnKind], ...] = ()

    @property
    def dropped(self) -> tuple[str, ...]:
        """The columns that are not written: those of facts too, where they are not replaced.

        >>> Columns(facts=(("names", ("mor", "far")),), drop=("fnr",)).dropped
        ('mor', 'far', 'fnr')
        """
        replaced = {name for name, _ in self.replace}
        facts = (name for name in self.fact_columns if name not in replaced)
        return tuple(dict.fromkeys((*facts, *self.drop)))

    @property
    def identifying(self) -> tuple[str, ...]:
        """The columns that every single row must have, null if need be, since they identify."""
        replaced = (name for name, _ in self.replace)
        return tuple(dict.fromkeys((*self.fact_columns, *self.drop, *replaced)))

    @property
    def fact_columns(self) -> tuple[str, ...]:
        """The columns that hold facts.

        >>> Columns(facts=(("names", ("mor", "far")),)).fact_columns
        ('mor', 'far')
        """
        return tuple(dict.fromkeys(name for _, columns in self.facts for name in columns))

    @property
    def id_name(self) -> str:
        """The column of the ids."""
        return self.id or "id"

    @property
    def patient_name(self) -> str:
        """The column of the patients."""
        return self.patient or "patient"

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns that a file with a header must have."""
        named = (
            self.text, self.id, self.patient, self.date, self.type,
            *self.required, *self.metadata, *self.identifying,
        )  # fmt: skip
        return tuple(dict.fromkeys(name for name in named if name is not None))


@dataclass(frozen=True, slots=True)
class Record:
    """One document as it was read.

    `line` is the line of the file, or the row in Parquet, from 1. `raw_id` is the id with the
    type that it has in the file. `row` is the whole original row, for the writer of the format.
    `cells` are the columns that are replaced, what they hold, and their values.
    """

    file: str
    line: int
    id: str
    text: str = field(repr=False)
    raw_id: str | int = ""
    patient: str | None = field(default=None, repr=False)
    metadata: Mapping[str, object] = field(default_factory=_nothing, repr=False)
    row: Any = field(default=None, repr=False)
    facts: PatientFacts | None = field(default=None, repr=False)
    date: object = field(default=None, repr=False)
    type: str = field(default="", repr=False)
    cells: tuple[tuple[str, ColumnKind, object], ...] = field(default=(), repr=False)

    def document(self) -> Document:
        """The document for the deidentifier.

        >>> Record("a.txt", 1, "a", "Kari kom.").document().id
        'a'
        """
        return Document(
            self.text,
            id=self.id,
            patient=self.patient,
            metadata=self.metadata,
            facts=self.facts,
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is written, so that its output is written alike.

    `suffix` is the kind: `.txt`, `.jsonl`, `.csv`, `.parquet`. The others are for the kinds that
    have them: `bom` for text, `header`, `delimiter`, `newline` and `quotes_all` for CSV, `schema`
    and `codec` for Parquet. The columns in `dropped` are not written. Where it `continues` a
    file, neither a byte order mark nor a header is. `origin` is how the input is laid out where
    it is of another format; `id` is what its column of ids is called then.
    """

    suffix: str
    text: str = "text"
    bom: bool = False
    header: tuple[str, ...] = ()
    delimiter: str = ","
    newline: str = "\n"
    quotes_all: bool = False
    schema: Any = None
    codec: str = "snappy"
    dropped: tuple[str, ...] = ()
    continues: bool = False
    id: str = "id"
    origin: Layout | None = None


class RecordMaker:
    """Makes the records of one file, or says why a row is none.

    >>> make = RecordMaker("notes.jsonl", Columns())
    >>> make(3, {"text": "Kari kom."}).id
    'notes.jsonl#3'
    >>> make(4, {"id": 7, "text": None}).code
    'E206'

    A row without an id is named after its file and line, unless an id column was asked for.
    """

    def __init__(self, file: str, columns: Columns) -> None:
        self._file = file
        self._columns = columns
        self._id, self._text = columns.id_name, columns.text
        self._patient = columns.patient_name
        self._always = (*columns.required, *columns.identifying)

    def __call__(
        self, line: int, values: Mapping[str, Any], row: object = None
    ) -> Record | Problem:
        """The record of one row."""
        raw_id: Any = values.get(self._id)
        if (raw_id is None or raw_id == "") and self._columns.id is None:
            raw_id = f"{self._file}#{line}"
        elif not _is_id(raw_id):
            return Problem("E211", self._file, line)
        name = str(raw_id)
        text = values.get(self._text)
        if not isinstance(text, str):
            return Problem("E206", self._file, line, name)
        absent = [column for column in self._always if column not in values]
        if absent:
            fields = {"column": absent[0], "known": plain_names(values)}
            return Problem("E202", self._file, line, name, fields)
        patient = values.get(self._patient)
        facts = self._facts(line, name, values)
        if isinstance(facts, Problem):
            return facts
        return Record(
            self._file,
            line,
            name,
            text,
            raw_id=raw_id,
            patient=None if patient is None or patient == "" else str(patient),
            metadata=self._metadata(values),
            row=values if row is None else row,
            facts=facts,
            date=_cell(values, self._columns.date),
            type=_type(_cell(values, self._columns.type)),
            cells=tuple((column, kind, values[column]) for column, kind in self._columns.replace),
        )

    def _facts(
        self, line: int, name: str, values: Mapping[str, Any]
    ) -> PatientFacts | Problem | None:
        """What the row says of the patient."""
        if not self._columns.facts:
            return None
        given = {
            fact: [values[column] for column in columns] for fact, columns in self._columns.facts
        }
        try:
            return PatientFacts.from_values(given)
        except DeidentificationError as error:
            return Problem("E611", self._file, line, name, {"problem": str(error)})

    def _metadata(self, values: Mapping[str, Any]) -> Mapping[str, object]:
        if not self._columns.metadata:
            return NOTHING
        return {name: values.get(name) for name in self._columns.metadata}


def _cell(values: Mapping[str, Any], column: str | None) -> object:
    return None if column is None else values.get(column)


def _type(value: object) -> str:
    return "" if value is None else str(value).strip()


def _is_id(value: object) -> bool:
    if isinstance(value, str):
        return 0 < len(value) <= LONGEST_ID
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**LONGEST_ID
