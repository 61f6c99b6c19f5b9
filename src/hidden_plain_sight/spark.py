"""Spark data frames, de-identified on the workers as `deid-corpus run` does it.

The extra `[spark]` brings what is needed, where the cluster doesn't have it. The key stays in a
file: what goes from the driver to the workers is where the file is, and the key's fingerprint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hidden_plain_sight.corpus.config import RunConfig
from hidden_plain_sight.corpus.journal import Plan
from hidden_plain_sight.corpus.run import make_plan
from hidden_plain_sight.corpus.tables import ERROR_COLUMN, TableJob, table_config
from hidden_plain_sight.dataframes import plain_values
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.surrogates import read_key

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import Column, DataFrame

__all__ = ["deidentify_frame", "deidentify_udf"]

_RESULT: Final = "text string, error string"


def deidentify_frame(
    frame: DataFrame,
    *,
    key_file: Path | str | None = None,
    text_column: str | None = None,
    id_column: str | None = None,
    patient_column: str | None = None,
    error_column: str = ERROR_COLUMN,
    config: Path | str | None = None,
    **options: Any,
) -> DataFrame:
    """A data frame with de-identified texts, made where it is used.

    `config` is a file as `deid-corpus run --config` takes it, `options` are keys of such a file
    and win over it. A document that can't be processed has no text, but a code in
    `error_column`. Columns of facts and those to `drop` are left out, the others are as they were.

    `key_file` must be in the same place on the driver and on every node, and so must lists and a
    tagger of your own. Raises `DeidentificationError` E101 and E202 for the configuration and the
    columns, E102 to E105 for the key; the job fails with E107 on a node that has another key,
    another version of the package, or other lists.
    """
    columns = {"text": text_column, "id": id_column, "patient": patient_column}
    job, work = _work(key_file, config, columns, options)
    read = job.columns_of(frame.columns, error_column)
    both = _udf(work, read)(*(_readable(frame, name) for name in read))
    done = frame.withColumn(error_column, both)
    for name, part in ((read[0], "text"), (error_column, "error")):
        done = done.withColumn(name, _column(error_column)[part])
    return done.drop(*job.config.read_options.columns.dropped)


def deidentify_udf(
    *, key_file: Path | str | None = None, config: Path | str | None = None, **options: Any
) -> Callable[..., Column]:
    """A pandas UDF of a text, and if given its id and its patient, for columns and for SQL.

    It gives a struct of `text` and `error`, one of which is null. Arguments as in
    `deidentify_frame`, but for those that name columns; whole numbers with gaps are to be cast to
    strings first.
    """
    names = {"text": "text", "id": None, "patient": None}
    job, work = _work(key_file, config, names, options)
    wanted = job.config.read_options.columns
    if wanted.facts:
        raise DeidentificationError(
            "E101", file="options", problem="facts are for deidentify_frame"
        )
    return _udf(work, (wanted.text, wanted.id_name, wanted.patient_name))


@dataclass(frozen=True, slots=True)
class _Work:
    """What goes to the workers: everything but the key."""

    config: RunConfig
    plan: Plan

    def job(self) -> TableJob:
        """The job, with the key that this node has; raises E102 to E105 and E107."""
        key = _key(self.config)
        here = make_plan(self.config, (), key, 1)
        if problem := self.plan.difference(here):
            raise DeidentificationError("E107", problem=problem)
        return TableJob(self.config, key)


def _work(
    key_file: Path | str | None,
    config: Path | str | None,
    columns: dict[str, str | None],
    options: dict[str, Any],
) -> tuple[TableJob, _Work]:
    given = {"key_file": key_file, **options}
    settings = table_config(
        config, given, **{f"{name}_column": column for name, column in columns.items()}
    )
    key = _key(settings)
    return TableJob(settings, key), _Work(settings, make_plan(settings, (), key, 1))


def _key(config: RunConfig) -> bytes:
    if config.key_file is None:
        raise DeidentificationError("E102")
    return read_key(config.key_file)


def _udf(work: _Work, names: tuple[str, ...]) -> Callable[..., Column]:
    """The pandas UDF of the columns of those names, in that order; the last may be left out."""
    import pandas as pd
    from pyspark.sql.functions import pandas_udf

    def deidentify(batches):  # type: ignore[no-untyped-def]
        yield from _batches(work, names, batches)

    # Spark reads them, and can't find names that are imported here
    series = Iterator[tuple[pd.Series, ...]]
    deidentify.__annotations__ = {"batches": series, "return": Iterator[pd.DataFrame]}
    made: Callable[..., Column] = pandas_udf(deidentify, returnType=_RESULT)
    return made


def _batches(work: _Work, names: tuple[str, ...], batches: Iterator[Any]) -> Iterator[pd.DataFrame]:
    """The results for the batches of one task."""
    import pandas as pd

    job = work.job()
    for batch in batches:
        columns = batch if isinstance(batch, tuple) else (batch,)
        values = dict(zip(names, map(plain_values, columns), strict=False))
        texts, codes = job(values)
        yield pd.DataFrame({"text": texts, "error": codes}, dtype=object)


def _column(name: str) -> Column:
    from pyspark.sql.functions import col

    return col("`" + name.replace("`", "``") + "`")


def _readable(frame: DataFrame, name: str) -> Column:
    """A column as the UDF reads it: whole numbers as text, or with gaps they would be floats."""
    from pyspark.sql.types import IntegralType

    column = _column(name)
    return (
        column.cast("string") if isinstance(frame.schema[name].dataType, IntegralType) else column
    )
