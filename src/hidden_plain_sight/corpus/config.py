"""What a run is to do: from a YAML file, from options, or both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.facts import FACT_NAMES
from hidden_plain_sight.phi import DEFAULT_THRESHOLD, LOWEST_THRESHOLD, Category

from .cells import ColumnKind
from .decoding import Encoding
from .reader import ReadOptions
from .records import Columns
from .selection import SelectionConfig

__all__ = ["ColumnsConfig", "CsvConfig", "FactsConfig", "OutputConfig", "RunConfig", "read_config"]

_PLAIN_KEY = re.compile(r"[\w.-]{1,60}")
"""Keys that can be told in a message; a note given by mistake has others."""
_BYTES_EACH = 4
_SLACK = 1 << 20
"""So many bytes more than its text may a row of the input have."""
_Name = Annotated[str, Field(min_length=1)]
_Names = Annotated[tuple[_Name, ...], BeforeValidator(lambda v: (v,) if isinstance(v, str) else v)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ColumnsConfig(_Model):
    """The names of the columns, see `Columns`.

    >>> ColumnsConfig(id="note_id", drop="fnr", replace={"navn": "name"}).drop
    ('fnr',)

    Those in `drop` are not written; those in `replace` are written with other values, of the kind
    that is named for each.
    """

    text: _Name = "text"
    id: _Name | None = None
    patient: _Name | None = None
    metadata: tuple[_Name, ...] = ()
    drop: _Names = ()
    replace: dict[_Name, ColumnKind] = {}

    @model_validator(mode="after")
    def _are_different(self) -> Self:
        others = (self.id, self.patient, *self.metadata, *self.drop, *self.replace)
        if self.text in others:
            raise ValueError("the text column is named for something else too")
        if not self.replace.keys().isdisjoint(self.drop):
            raise ValueError("a column is to be dropped and replaced")
        if self.replace.get(self.id or "id", ColumnKind.ID) is not ColumnKind.ID:
            raise ValueError("the id column can only be replaced by ids (kind id)")
        return self


class FactsConfig(_Model):
    """Where the columns are that say what is known of the patient, see `PatientFacts`.

    >>> FactsConfig(relatives=("mor", "far"), birth_date="født").columns
    (('birth_date', ('født',)), ('relatives', ('mor', 'far')))

    One column or several for each fact. They are not written to the output.
    """

    first_names: _Names = ()
    last_names: _Names = ()
    names: _Names = ()
    national_number: _Names = ()
    birth_date: _Names = ()
    addresses: _Names = ()
    phones: _Names = ()
    emails: _Names = ()
    relatives: _Names = ()
    staff: _Names = ()
    other_ids: _Names = ()

    @property
    def columns(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The facts that are asked for, each with its columns."""
        pairs = ((name, getattr(self, name)) for name in FACT_NAMES)
        return tuple((name, columns) for name, columns in pairs if columns)


class CsvConfig(_Model):
    """What can't be told of a CSV file by its header.

    >>> CsvConfig(delimiter=";").delimiter
    ';'
    """

    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None


class OutputConfig(_Model):
    """How the output is written; what is not said is as in the input.

    >>> OutputConfig(format="parquet", compression="zst").suffix
    '.parquet'
    """

    format: Literal["jsonl", "csv", "parquet", "txt"] | None = None
    compression: Literal["none", "gz", "zst"] | None = None

    @property
    def suffix(self) -> str:
        """The kind of the files, empty where each is of the kind of its input."""
        return f".{self.format}" if self.format else ""


class RunConfig(_Model):
    """What a run is to do; all of it has defaults.

    >>> RunConfig(only=("DATE", "AGE"), without=("AGE",)).categories
    (<Category.DATE: 'DATE'>,)

    `only` and `without` choose the categories that are replaced. `scope`, `threshold`,
    `whole_weeks`, `realistic`, `repeat` and `gazetteers` are those of `Deidentifier`. `tagger` is
    the folder of a trained one; True is the shipped one, False none. Of documents with more than
    `large_characters` characters the run tells, those with more than `max_characters` it puts
    into quarantine.
    """

    columns: ColumnsConfig = ColumnsConfig()
    facts: FactsConfig = FactsConfig()
    csv: CsvConfig = CsvConfig()
    selection: SelectionConfig = SelectionConfig()
    output: OutputConfig = OutputConfig()
    encoding: Encoding = Encoding.AUTO
    only: tuple[Category, ...] = ()
    without: tuple[Category, ...] = ()
    scope: Literal["document", "patient"] = "document"
    whole_weeks: bool = True
    realistic: bool = False
    repeat: Literal["consistent", "markov", "random"] = "consistent"
    threshold: Annotated[float, Field(ge=LOWEST_THRESHOLD, le=1)] = DEFAULT_THRESHOLD
    gazetteers: Path | None = None
    tagger: Annotated[bool, Field(strict=True)] | Path = True
    tagger_threshold: Annotated[float, Field(gt=0, le=1)] | None = None
    key_file: Path | None = None
    workers: Annotated[int, Field(gt=0, le=1024)] | None = None
    seconds_per_document: Annotated[float, Field(gt=0)] = 60.0
    limit: Annotated[int, Field(gt=0)] | None = None
    large_characters: Annotated[int, Field(gt=0)] = 5_000_000
    max_characters: Annotated[int, Field(gt=0)] = 50_000_000

    @model_validator(mode="after")
    def _has_categories(self) -> Self:
        if not self.categories:
            raise ValueError("no category is left to replace")
        return self

    @model_validator(mode="after")
    def _keeps_what_it_needs(self) -> Self:
        facts = {column for _, columns in self.facts.columns for column in columns}
        if self.columns.text in facts:
            raise ValueError("the text column is named for a fact too")
        dropped = (facts - self.columns.replace.keys()).union(self.columns.drop)
        if (self.columns.id or "id") in dropped:
            raise ValueError("the id column would not be written; it can be replaced (kind id)")
        return self

    @model_validator(mode="after")
    def _selects_by_no_text(self) -> Self:
        if self.columns.text in (self.selection.date_column, self.selection.type_column):
            raise ValueError("the text column is named for the selection too")
        return self

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories that are replaced."""
        chosen = self.only or tuple(Category)
        return tuple(c for c in Category if c in chosen and c not in self.without)

    @property
    def tagger_folder(self) -> Path | None:
        """The folder of the tagger; None where rules and lists are to decide alone.

        >>> RunConfig(tagger=False).tagger_folder is None
        True
        """
        from hidden_plain_sight.detection.tagger import SHIPPED_TAGGER

        if isinstance(self.tagger, Path):
            return self.tagger
        return SHIPPED_TAGGER if self.tagger else None

    @property
    def read_options(self) -> ReadOptions:
        """How the input is read."""
        named = {**self.columns.model_dump(), "replace": tuple(self.columns.replace.items())}
        columns = Columns(**named, facts=self.facts.columns, **self._selected_by)
        most = _BYTES_EACH * self.max_characters + _SLACK
        unique = bool(self.output.format)
        return ReadOptions(columns, self.encoding, self.csv.delimiter, most, unique)

    @property
    def _selected_by(self) -> dict[str, Any]:
        """The columns that documents are selected by."""
        asked = self.selection
        patient = (self.columns.patient or "patient",) if asked.patient_lists else ()
        required = (*patient, *asked.columns)
        return {"date": asked.date_column, "type": asked.type_column, "required": required}

    def public(self) -> dict[str, Any]:
        """All that bears on the output, for the manifest.

        >>> "key_file" in RunConfig(key_file=Path("secret")).public()
        False
        """
        return self.model_dump(mode="json", exclude={"key_file", "workers"})


def read_config(path: Path | None = None, options: Mapping[str, Any] | None = None) -> RunConfig:
    """The configuration of a YAML file, with options that win over it.

    >>> read_config(options={"columns": {"text": "tekst"}, "scope": "patient"}).columns.text
    'tekst'

    Options have the shape of the file; those that are None are not given. Raises
    `DeidentificationError` E101, which names the file and the key.
    """
    name = "options" if path is None else str(path)
    values = _merged({} if path is None else _load(path), options or {})
    try:
        return RunConfig.model_validate(values)
    except ValidationError as error:
        raise DeidentificationError("E101", file=name, problem=_problem(error)) from None


def _load(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_bytes())
    except OSError as error:
        problem = error.strerror or type(error).__name__
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = f"line {line} is not YAML"
    except yaml.YAMLError:
        problem = "not YAML"
    else:
        if content is None or isinstance(content, dict):
            return content or {}
        problem = "not a mapping of keys to values"
    raise DeidentificationError("E101", file=path, problem=problem)


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        if isinstance(value, Mapping):
            below = merged.get(key)
            merged[key] = _merged(below if isinstance(below, Mapping) else {}, value)
        elif value is not None:
            merged[key] = value
    return merged


def _problem(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"there is no key {key}" if _PLAIN_KEY.fullmatch(key) else "it has unknown keys"
    message = first["msg"].removeprefix("Value error, ")
    message = message[:1].lower() + message[1:]
    return f"{key}: {message}" if key else message
