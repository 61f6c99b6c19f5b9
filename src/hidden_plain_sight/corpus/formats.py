"""Output in another format than the input: names of files, columns and their types, rows."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from pathlib import PurePosixPath
from typing import IO, Any, Final

from hidden_plain_sight.errors import DeidentificationError

from . import json_lines
from .config import OutputConfig, RunConfig
from .readers import open_reader
from .records import NOTHING, Layout, Record
from .sources import EACH, Source
from .writers import Writer, open_writer

__all__ = ["ConvertingWriter", "FitError", "safe_name", "target_layout", "with_targets"]

_TEXTS: Final = "texts"
"""What the file is called in which .txt files are joined."""
_COMPRESSIONS: Final = {"none": "", "gz": ".gz", "zst": ".zst"}
_CODECS: Final = {None: "snappy", "none": "none", "gz": "gzip", "zst": "zstd"}
_PLAIN: Final = re.compile(r"(?!\.)[A-Za-z0-9_.-]{1,100}")
_NOT_PLAIN: Final = re.compile(r"[^A-Za-z0-9_-]+")
_ROWS: Final = 1_000


class FitError(Exception):
    """A row has a value or a column that the output has no place for."""

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column


def safe_name(name: str) -> str:
    """The name of a file for a document: its id, or where that can be none, one made of it.

    >>> safe_name("n-17.a"), safe_name("../Kari")
    ('n-17.a', '_Kari~dccd3159c56fff61')
    """
    if _PLAIN.fullmatch(name):
        return name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{_NOT_PLAIN.sub('_', name)[:60]}~{digest[:16]}"


def with_targets(sources: Iterable[Source], output: OutputConfig) -> tuple[Source, ...]:
    """The input files, each with the name that its output has; raises E309 where two have one.

    >>> from pathlib import Path
    >>> files = [Source.of(Path(name), name) for name in ("a.csv.gz", "b/c.txt", "b/d.txt")]
    >>> [one.target for one in with_targets(files, OutputConfig(format="jsonl"))]
    ['a.jsonl.gz', 'texts.jsonl', 'texts.jsonl']
    """
    files = [replace(source, target=_target(source, output)) for source in sources]
    clashes = _clashes(files)
    files = [
        replace(one, target=_target(one, output, whole=True)) if one.target in clashes else one
        for one in files
    ]
    if clashes := _clashes(files):
        raise DeidentificationError("E309", file=min(clashes))
    return tuple(files)


def _clashes(sources: Iterable[Source]) -> set[str]:
    """The names that more than one file would have, joined texts aside."""
    alone = [source for source in sources if not source.is_joined]
    names = Counter(source.target for source in alone)
    folders = {source.target.rpartition(EACH)[0] for source in alone if source.is_parted}
    joined = {source.target for source in sources if source.is_joined}
    return {
        name for name, count in names.items()
        if count > 1 or name in joined
        or (EACH not in name and str(PurePosixPath(name).parent) in folders)
    }  # fmt: skip


def _target(source: Source, output: OutputConfig, *, whole: bool = False) -> str:
    """The name of the output of a file; with `whole` all of its own name is part of it."""
    if not source.kind:
        return source.name
    suffix = output.suffix or source.kind
    name = source.name[: len(source.name) - len(source.compression)]
    compression = source.compression
    if output.compression is not None:
        compression = _COMPRESSIONS[output.compression]
    if suffix == ".parquet":
        compression = ""
    if suffix == source.kind:
        return name + compression
    if source.kind == ".txt":
        return f"{_TEXTS}{suffix}{compression if output.compression else ''}"
    stem = source.name if whole else str(PurePosixPath(name).with_suffix(""))
    return f"{stem}{EACH if suffix == '.txt' else ''}{suffix}{compression}"


def target_layout(layout: Layout, source: Source, config: RunConfig) -> Layout:
    """How the output of a file is laid out, of which `layout` is that of the input.

    Of JSONL, which may have other columns in every row, the whole file is read for its columns
    and their types.
    """
    suffix = config.output.suffix or layout.suffix
    codec = _CODECS[config.output.compression]
    if suffix == layout.suffix:
        return replace(layout, codec=codec) if config.output.compression else layout
    columns = config.read_options.columns
    made = Layout(suffix, text=columns.text, codec=codec, id=columns.id_name, origin=layout)
    if suffix == ".csv":
        return replace(made, header=tuple(_column_names(layout, source, config)))
    if suffix == ".parquet":
        return replace(made, schema=_schema(made, source, config))
    return made


def _column_names(layout: Layout, source: Source, config: RunConfig) -> Iterable[str]:
    """The columns that are written of a file, in their order."""
    if layout.suffix == ".txt":
        columns = config.read_options.columns
        return columns.id_name, columns.text
    if layout.suffix == ".csv":
        return _kept((name.strip() for name in layout.header), layout)
    if layout.suffix == ".parquet":
        return tuple(layout.schema.names)
    return _kept(dict.fromkeys(name for row in _rows(source, config) for name in row), layout)


def _kept(names: Iterable[str], layout: Layout) -> list[str]:
    return [name for name in names if name not in layout.dropped]


def _rows(source: Source, config: RunConfig) -> Iterator[Mapping[str, Any]]:
    """The rows of a JSONL file."""
    for item in islice(open_reader(source, config.read_options), config.limit):
        if isinstance(item, Record):
            yield item.row


def _schema(made: Layout, source: Source, config: RunConfig) -> Any:
    import pyarrow as pa

    layout = made.origin
    if layout is None or layout.suffix != ".jsonl":
        names = () if layout is None else _column_names(layout, source, config)
        return pa.schema([(name, pa.string()) for name in names])
    kinds: dict[str, Any] = {}
    waiting = _rows(source, config)
    while rows := list(islice(waiting, _ROWS)):
        for name in dict.fromkeys(name for row in rows for name in row):
            found = _inferred([row.get(name) for row in rows])
            kinds[name] = found if name not in kinds else _joined(kinds[name], found)
    return pa.schema([_field(name, kinds[name]) for name in _kept(kinds, layout)])


_JSON: Final = {b"holds": b"JSON"}
"""Says of a column of strings that what is no string is written in it as JSON."""


def _inferred(values: list[Any]) -> Any:
    """The type of values; None where they have no type in common."""
    import pyarrow as pa

    try:
        return pa.array(values).type
    except (pa.ArrowException, OverflowError):
        return None


def _joined(one: Any, other: Any) -> Any:
    """The type that has room for values of both types; None where there is none."""
    import pyarrow as pa

    if one is None or other is None or one == other:
        return one if one == other else None
    try:
        schemas = [pa.schema([("x", kind)]) for kind in (one, other)]
        return pa.unify_schemas(schemas, promote_options="permissive").field(0).type
    except pa.ArrowException:
        return None


def _field(name: str, kind: Any) -> Any:
    import pyarrow as pa

    if kind == pa.null():
        return pa.field(name, pa.string())
    # what is always empty inside has no type that Parquet could write
    if kind is None or "null" in str(kind) or "struct<>" in str(kind):
        return pa.field(name, pa.string(), metadata=_JSON)
    return pa.field(name, kind)


class ConvertingWriter:
    """Writes records of one format as rows of another."""

    def __init__(self, stream: IO[bytes], layout: Layout) -> None:
        if layout.origin is None:
            raise ValueError("a layout of nothing else")
        self._layout, self._origin = layout, layout.origin
        own = replace(layout, origin=None)
        self._columns = frozenset(layout.header or (layout.schema.names if layout.schema else ()))
        self._writer: Writer = (
            _TableWriter(stream, own) if own.suffix == ".parquet" else open_writer(stream, own)
        )

    def write(self, record: Record, text: str, values: Mapping[str, object] = NOTHING) -> None:
        """Writes one record; raises `FitError` where it has no place in the output."""
        found = {**self._row(record), **values, self._layout.text: text}
        row = {name: value for name, value in found.items() if name not in self._origin.dropped}
        other = row.keys() - self._columns
        if self._columns and other:
            raise FitError(min(other))
        made: Any = row
        if self._layout.suffix == ".csv":
            made = [_cell(row.get(name)) for name in self._layout.header]
        elif self._layout.suffix == ".jsonl":
            made = {name: _plain(value) for name, value in row.items()}
        self._writer.write(replace(record, row=made), text)

    def close(self) -> None:
        """Writes what is still held back."""
        self._writer.close()

    def _row(self, record: Record) -> Mapping[str, Any]:
        """A record as columns and values."""
        if self._origin.suffix == ".txt":
            return {self._layout.id: record.raw_id}
        if self._origin.suffix == ".csv":
            return dict(
                zip((name.strip() for name in self._origin.header), record.row, strict=True)
            )
        if self._origin.suffix == ".parquet":
            from .parquet import values_of

            batch, place, _ = record.row
            return {
                name: values_of(batch.column(name).slice(place, 1))[0]
                for name in self._origin.schema.names
            }
        row: Mapping[str, Any] = record.row
        return row


class _TableWriter:
    """A Parquet file of rows that are mappings."""

    def __init__(self, stream: IO[bytes], layout: Layout) -> None:
        import pyarrow.parquet as pq

        self._schema, self._text = layout.schema, layout.text
        self._writer: Any = pq.ParquetWriter(stream, self._schema, compression=layout.codec)
        self._columns: dict[str, list[Any]] = {name: [] for name in self._schema.names}

    def write(self, record: Record, text: str, values: Mapping[str, object] = NOTHING) -> None:
        """Holds a row back until the end of the part."""
        import pyarrow as pa

        row = {**record.row, **values, self._text: text}
        for field in self._schema:
            value = row.get(field.name)
            if field.metadata == _JSON and not isinstance(value, str | None):
                row[field.name] = value = json_lines.dump(value).decode().rstrip("\n")
            try:
                pa.scalar(value, type=field.type)
            except (pa.ArrowException, OverflowError, TypeError, ValueError):
                raise FitError(field.name) from None
        for name, column in self._columns.items():
            column.append(row.get(name))

    def close(self) -> None:
        """Writes all rows, and the end of the file."""
        import pyarrow as pa

        arrays = [pa.array(self._columns[f.name], type=f.type) for f in self._schema]
        table = pa.Table.from_arrays(arrays, schema=self._schema)
        if table.num_rows:
            self._writer.write_table(table, row_group_size=table.num_rows)
        self._writer.close()


def _plain(value: Any) -> Any:
    """A value of Parquet as JSON has it."""
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal | dt.timedelta):
        return str(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value


def _cell(value: Any) -> str:
    """A value as a cell of CSV has it: strings as they are, nothing for null, else JSON."""
    value = _plain(value)
    if value is None:
        return ""
    return value if isinstance(value, str) else json_lines.dump(value).decode().rstrip("\n")
