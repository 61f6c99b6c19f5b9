"""pandas data frames and Hugging Face datasets, de-identified as `deid-corpus run` does it.

Neither library is imported before it is used; both come with the extra `[datasets]`.
"""

from __future__ import annotations

import hmac
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hidden_plain_sight.corpus.run import make_plan
from hidden_plain_sight.corpus.tables import ERROR_COLUMN, TableJob, in_words, table_config
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.surrogates import read_key

if TYPE_CHECKING:
    import datasets
    import pandas as pd

    from hidden_plain_sight.corpus import RunConfig

__all__ = ["deidentify_dataset", "deidentify_frame", "plain_values"]

_PURPOSE: Final = b"hidden-plain-sight datasets\0"


def deidentify_frame(
    frame: pd.DataFrame,
    *,
    key: bytes | None = None,
    text_column: str | None = None,
    id_column: str | None = None,
    patient_column: str | None = None,
    error_column: str = ERROR_COLUMN,
    config: Path | str | None = None,
    **options: Any,
) -> pd.DataFrame:
    """A copy of a data frame with de-identified texts.

    >>> import pytest
    >>> pd = pytest.importorskip("pandas")
    >>> frame = pd.DataFrame({"id": [1, 2], "text": ["Hun heter Kari.", "Ring 22 07 50 00."]})
    >>> done = deidentify_frame(frame, key=b"0123456789abcdef")
    >>> list(done.columns), "Kari" in done.text[0]
    (['id', 'text', 'deid_error'], False)

    `config` is a file as `deid-corpus run --config` takes it, `options` are keys of such a file
    and win over it. The key is `key`, or else that of the option `key_file`. A document that
    can't be processed has no text in the copy, but a code in `error_column`, and a warning says
    how many there are. Columns of facts and those to `drop` are left out, the others are as they
    were.

    Raises `DeidentificationError` E101 and E202 for the configuration and the columns, and what
    `run_corpus` raises for the key, the lists and the tagger.
    """
    import pandas as pd

    columns = {"text": text_column, "id": id_column, "patient": patient_column}
    job = _job(key, config, columns, options)
    read = job.columns_of(list(frame.columns), error_column)
    texts, codes = job({name: plain_values(frame[name]) for name in read})
    text = read[0]
    # no other type may stay: the categories of one, for instance, are the texts themselves
    kind = frame[text].dtype if isinstance(frame[text].dtype, pd.StringDtype) else object
    done = frame.drop(columns=list(job.config.read_options.columns.dropped))
    done[text] = pd.Series(texts, index=frame.index, dtype=kind)
    done[error_column] = pd.Series(codes, index=frame.index, dtype=object)
    _warn(in_words(codes))
    return done


def plain_values(series: pd.Series[Any]) -> list[Any]:
    """The values of a series as Python has them, None for those that are missing.

    >>> import pytest
    >>> pd = pytest.importorskip("pandas")
    >>> plain_values(pd.Series(["a", float("nan")]))
    ['a', None]
    """
    missing = series.isna().tolist()
    values: list[Any] = [None if no else v for v, no in zip(series.tolist(), missing, strict=True)]
    # lists come from Spark, and from Parquet files, as arrays
    return [v.tolist() if hasattr(v, "tolist") else v for v in values]


def deidentify_dataset(
    ds: datasets.Dataset,
    *,
    key: bytes | None = None,
    text_column: str | None = None,
    id_column: str | None = None,
    patient_column: str | None = None,
    error_column: str = ERROR_COLUMN,
    num_proc: int | None = None,
    config: Path | str | None = None,
    **options: Any,
) -> datasets.Dataset:
    """A dataset with de-identified texts, made by `num_proc` processes.

    >>> import pytest
    >>> datasets = pytest.importorskip("datasets")
    >>> notes = datasets.Dataset.from_dict({"id": [1], "text": ["Hun heter Kari."]})
    >>> done = deidentify_dataset(notes, key=b"0123456789abcdef")
    >>> done.column_names, "Kari" in done[0]["text"]
    (['id', 'text', 'deid_error'], False)

    The arguments, and what becomes of documents that can't be processed, are as in
    `deidentify_frame`. Cache files hold the new dataset only, under names that come from the key
    by HMAC. The dataset comes back without a format such as "torch".
    """
    import datasets

    columns = {"text": text_column, "id": id_column, "patient": patient_column}
    job = _job(key, config, columns, options)
    read = job.columns_of(ds.column_names, error_column)
    dropped = list(job.config.read_options.columns.dropped)
    features = datasets.Features(
        {name: kind for name, kind in ds.features.items() if name not in dropped}
    )
    features[error_column] = datasets.Value("string")
    done = ds.with_format(None).map(
        _Batch(job, read, error_column),
        batched=True,
        input_columns=list(read),
        remove_columns=dropped,
        features=features,
        num_proc=num_proc,
        # or else it would be made of the pickled function, which holds the key
        new_fingerprint=_fingerprint(ds._fingerprint, job, error_column),
        desc="De-identifying",
    )
    _warn(in_words(done[error_column]))
    return done


class _Batch:
    """What `map` calls; a class, so that it goes to other processes as it is."""

    def __init__(self, job: TableJob, columns: tuple[str, ...], error_column: str) -> None:
        self._job, self._columns, self._error_column = job, columns, error_column

    def __call__(self, *values: list[Any]) -> dict[str, list[str | None]]:
        texts, codes = self._job(dict(zip(self._columns, values, strict=True)))
        return {self._columns[0]: texts, self._error_column: codes}


def _fingerprint(old: str, job: TableJob, error_column: str) -> str:
    """What the new dataset is called: all that decides what is in it, under the key."""
    plan = make_plan(job.config, (), job.key, 1).model_dump_json(exclude={"started"})
    message = "\0".join((old, plan, error_column)).encode()
    return hmac.digest(job.key, _PURPOSE + message, "sha256").hex()[:32]


def _job(
    key: bytes | None,
    config: Path | str | None,
    columns: dict[str, str | None],
    options: dict[str, Any],
) -> TableJob:
    settings: RunConfig = table_config(
        config, options, **{f"{name}_column": column for name, column in columns.items()}
    )
    if key is None:
        if settings.key_file is None:
            raise DeidentificationError("E102")
        key = read_key(settings.key_file)
    return TableJob(settings, key)


def _warn(message: str) -> None:
    if message:
        warnings.warn(message, stacklevel=3)
