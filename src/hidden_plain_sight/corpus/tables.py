"""Rows of a table de-identified where they are: what pandas, `datasets` and Spark share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hidden_plain_sight.errors import MESSAGES, DeidentificationError

from .config import RunConfig, read_config
from .process import process_document
from .records import Problem, RecordMaker, plain_names
from .run import make_deidentifier
from .selection import TextSelection

if TYPE_CHECKING:
    from hidden_plain_sight.deidentifier import Deidentifier

__all__ = ["ERROR_COLUMN", "TableJob", "in_words", "table_config"]

ERROR_COLUMN: Final = "deid_error"
"""The column that says why a document has no text, where no other is asked for."""

_TABLE: Final = "The table"
_EXACT: Final = 1 << 53
"""Above it not every whole number is a float, so that two ids might become one."""
_HEEDED: Final[dict[str, Any]] = {
    "columns": {"text", "id", "patient", "metadata", "drop"},
    "selection": {"address_cues", "more_cues", "languages"},
    **dict.fromkeys(("facts", "only", "without", "scope", "threshold", "whole_weeks"), True),
    **dict.fromkeys(("realistic", "repeat", "gazetteers", "tagger", "tagger_threshold"), True),
    **dict.fromkeys(("key_file", "max_characters", "large_characters", "csv", "encoding"), True),
    **dict.fromkeys(("workers", "seconds_per_document"), True),
}
"""The settings that hold for tables, or say nothing of them. Any other is refused: what it asks
to be left out must not come through."""


def table_config(
    config: Path | str | None,
    options: Mapping[str, Any],
    *,
    text_column: str | None,
    id_column: str | None,
    patient_column: str | None,
) -> RunConfig:
    """The configuration for a table: the file that `deid-corpus run` takes, and options over it.

    >>> none = dict.fromkeys(("text_column", "id_column", "patient_column"))
    >>> table_config(None, {"scope": "patient"}, **none).scope
    'patient'

    Paths are made whole, since workers may have another folder. Raises E101.
    """
    columns = {"text": text_column, "id": id_column, "patient": patient_column}
    read = read_config(None if config is None else Path(config), {"columns": columns, **options})
    paths = {
        name: path.absolute()
        for name in ("key_file", "gazetteers", "tagger")
        if isinstance(path := getattr(read, name), Path)
    }
    usual, given = (c.model_dump(exclude=_HEEDED) for c in (RunConfig(), read))
    for name in given:
        if given[name] != usual[name]:
            raise _wrong(f"the setting {name} is for files, and not for tables")
    return read.model_copy(update=paths)


@dataclass(frozen=True, slots=True)
class TableJob:
    """What is done to the rows of a table, wherever they are.

    >>> job = TableJob(RunConfig(), b"0123456789abcdef")
    >>> texts, codes = job({"text": ["Hun heter Kari.", None]})
    >>> "Kari" in texts[0], texts[1], codes
    (False, None, [None, 'E206'])
    """

    config: RunConfig
    key: bytes = field(repr=False)

    def columns_of(self, names: Sequence[object], error_column: str) -> tuple[str, ...]:
        """Which of the columns of a table are read, the text first, then the id and the patient.

        Raises `DeidentificationError` E202 for a column that is not there, E101 for one that is
        there twice, and for an error column that is there already.
        """
        wanted = self.config.read_options.columns
        needed = wanted.needed
        if self.config.scope == "patient":
            needed = (*needed, wanted.patient_name)
        for name in needed:
            if name not in names:
                known = plain_names(names)
                raise DeidentificationError("E202", file=_TABLE, column=name, known=known)
        read = (wanted.text, wanted.id_name, wanted.patient_name, *wanted.fact_columns)
        for name in read:
            if names.count(name) > 1:
                raise _wrong(f"the column {name} is there twice")
        if error_column.lower() in {str(name).lower() for name in names}:
            raise _wrong(f"there is a column {error_column} already; name another error_column")
        return tuple(dict.fromkeys(name for name in read if name in names))

    def __call__(
        self, columns: Mapping[str, Sequence[object]]
    ) -> tuple[list[str | None], list[str | None]]:
        """The new text of every row, or None, and why it has none, as a code, or None.

        Nothing that a row holds is raised, or gets past here in any other way.
        """
        texts: list[str | None] = []
        codes: list[str | None] = []
        for outcome in self._outcomes(columns):
            text, code = (None, outcome.code) if isinstance(outcome, Problem) else (outcome, None)
            texts.append(text)
            codes.append(code)
        return texts, codes

    def _outcomes(self, columns: Mapping[str, Sequence[object]]) -> Iterator[str | Problem]:
        workers = _workers(self.config.model_dump_json(), self.key)
        make = RecordMaker(_TABLE, self.config.read_options.columns)
        for line, row in enumerate(zip(*columns.values(), strict=True), start=1):
            try:
                yield self._outcome(line, dict(zip(columns, row, strict=True)), make, *workers)
            except Exception as error:  # its message may hold text
                yield Problem("E208", _TABLE, line, fields={"kind": type(error).__name__})

    def _outcome(
        self,
        line: int,
        values: dict[str, object],
        make: RecordMaker,
        select: TextSelection,
        deidentifier: Deidentifier,
    ) -> str | Problem:
        wanted = self.config.read_options.columns
        for name in (wanted.id_name, wanted.patient_name):
            values[name] = _whole(values.get(name))
        record = make(line, values)
        if isinstance(record, Problem):
            return record
        if values[wanted.id_name] in (None, ""):
            # the place of a row is another one on every machine; its text is not
            record = replace(record, id="")
        if code := select(record.text):
            return Problem(code, _TABLE, line)
        done = process_document(record, deidentifier, max_characters=self.config.max_characters)
        if isinstance(done, Problem):
            return done
        done.text.encode()  # what is no Unicode can't be written anywhere
        return done.text


def in_words(codes: Iterable[str | None]) -> str:
    """How many documents have no text, and why; empty where all have.

    >>> in_words([None, "E206", None, "E206", "E208"])
    '[W204] 3 of 5 documents could not be processed and have no text now: E206 (2), E208 (1).'
    """
    counts = Counter(codes)
    total, why = counts.total(), sorted((code, n) for code, n in counts.items() if code)
    if not why:
        return ""
    shown = ", ".join(f"{code} ({n})" for code, n in why)
    message = MESSAGES["W204"].format(count=sum(n for _, n in why), total=total, codes=shown)
    return f"[W204] {message}"


@lru_cache(maxsize=1)
def _workers(config: str, key: bytes) -> tuple[TextSelection, Deidentifier]:
    """One of each for all batches of a process: to make them takes as long as many notes."""
    settings = RunConfig.model_validate_json(config)
    return TextSelection(settings.selection), make_deidentifier(settings, key)


def _whole(value: object) -> object:
    """A column of whole numbers with gaps is one of floats to pandas."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    return value


def _wrong(problem: str) -> DeidentificationError:
    return DeidentificationError("E101", file="options", problem=problem)
