"""Parquet files to records and back, row group by row group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from .cells import ColumnKind
from .reader import Reader, ReadOptions
from .records import NOTHING, Columns, Layout, Problem, Record, plain_names
from .sources import Source

__all__ = ["ParquetReader", "ParquetWriter", "array_of", "values_of"]

_ROWS: Final = 2048
_LARGEST_GROUP: Final = 1 << 28
"""A row group of the output is written when its rows take this many bytes, at the latest."""


class ParquetReader(Reader):
    """The records of a Parquet file; a record's row is its batch, its place there, its group."""

    def __init__(self, source: Source, options: ReadOptions) -> None:
        super().__init__(source, options)
        self._share = 0.0

    @property
    def position(self) -> int:
        """A guess by the share of the rows that were read."""
        return round(self._share * self.source.size)

    @property
    def encoding(self) -> None:
        """Parquet has its own."""
        return None

    def _items(self) -> Iterator[Record | Problem]:
        try:
            with pq.ParquetFile(self.source.path) as file:
                missing = [n for n in self._columns.needed if n not in file.schema_arrow.names]
                if missing:
                    known = plain_names(file.schema_arrow.names)
                    yield self._problem("E202", 0, column=missing[0], known=known)
                    return
                names = file.schema_arrow.names
                alone = names if self._options.unique else self._columns.needed
                if any(names.count(name) > 1 for name in alone):
                    yield self._problem("E210", 0)
                    return
                self.layout = _layout(file, self._columns)
                yield from self._records(file)
        except (pa.ArrowException, UnicodeDecodeError) as error:
            yield self._problem("E209", self._line, kind=type(error).__name__)
        except OSError as error:
            if error.errno is not None:
                raise
            yield self._problem("E209", self._line, kind="damaged page")  # so pyarrow tells it

    def _records(self, file: Any) -> Iterator[Record | Problem]:
        columns = (self._columns.id_name, self._columns.text, self._columns.patient_name)
        names = set(file.schema_arrow.names)
        asked = dict.fromkeys((*columns, *self._columns.needed))
        wanted = [name for name in asked if name in names]
        line = 0
        for group in range(file.num_row_groups):
            for batch in file.iter_batches(batch_size=_ROWS, row_groups=[group]):
                values = zip(*(values_of(batch.column(name)) for name in wanted), strict=True)
                for place, row in enumerate(values):
                    line += 1
                    cells = dict(zip(wanted, row, strict=True))
                    yield self._make(line, cells, (batch, place, group))
                self._share = line / file.metadata.num_rows


def _layout(file: Any, columns: Columns) -> Layout:
    codec = "snappy"
    if file.num_row_groups and file.metadata.num_columns:
        codec = file.metadata.row_group(0).column(0).compression.lower()
    codec = "none" if codec == "uncompressed" else codec
    schema, dropped = file.schema_arrow, columns.dropped
    for name in dropped:
        schema = schema.remove(schema.get_field_index(name))
    for name, kind in columns.replace:
        at = schema.get_field_index(name)
        if kind is ColumnKind.ID and pa.types.is_integer(schema.field(at).type):
            schema = schema.set(at, schema.field(at).with_type(pa.int64()))  # they are long
    # what pandas notes of the columns names them all, and the index besides
    metadata = {k: v for k, v in (schema.metadata or {}).items() if not dropped or k != b"pandas"}
    return Layout(
        ".parquet",
        text=columns.text,
        schema=schema.with_metadata(metadata or None),
        codec=codec,
        dropped=dropped,
    )


class ParquetWriter:
    """Writes records under the schema of their file, in the row groups that they came in."""

    def __init__(self, stream: IO[bytes], layout: Layout) -> None:
        self._layout = layout
        self._writer: Any = pq.ParquetWriter(stream, layout.schema, compression=layout.codec)
        self._batches: list[Any] = []
        self._bytes = 0
        self._batch: Any = None
        self._group: int | None = None
        self._places: list[int] = []
        self._new: dict[str, list[object]] = {}

    def write(self, record: Record, text: str, values: Mapping[str, object] = NOTHING) -> None:
        """Writes one record with its new text and the new values of its columns."""
        batch, place, group = record.row
        for name, value in values.items():
            array_of([value], self._layout.schema.field(name).type)  # or it must not be written
        if batch is not self._batch:
            self._end_batch()
            if group != self._group or self._bytes > _LARGEST_GROUP:
                self._end_group()
            self._batch, self._group = batch, group
        self._places.append(place)
        for name, value in {self._layout.text: text, **values}.items():
            self._new.setdefault(name, []).append(value)

    def close(self) -> None:
        """Writes what is left, and the file's end."""
        self._end_batch()
        self._end_group()
        self._writer.close()

    def _end_batch(self) -> None:
        if not self._places:
            return
        kept = [name for name in self._batch.schema.names if name not in self._layout.dropped]
        rows = self._batch.select(kept).take(pa.array(self._places))
        columns = rows.columns
        for name, values in self._new.items():
            at = self._layout.schema.get_field_index(name)
            columns[at] = array_of(values, self._layout.schema.field(at).type)
        done = pa.RecordBatch.from_arrays(columns, schema=self._layout.schema)
        self._batches.append(done)
        self._bytes += done.nbytes
        self._places, self._new = [], {}

    def _end_group(self) -> None:
        if self._batches:
            table = pa.Table.from_batches(self._batches, schema=self._layout.schema)
            self._writer.write_table(table, row_group_size=max(1, table.num_rows))
        self._batches, self._bytes = [], 0


def values_of(column: Any) -> list[Any]:
    """The values of a column; of times to the nanosecond, to the microsecond.

    >>> values_of(pa.array([1_500], pa.timestamp("ns")))
    [datetime.datetime(1970, 1, 1, 0, 0, 0, 1)]
    """
    kind = column.type
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        column = column.cast(pa.timestamp("us", kind.tz), safe=False)
    values: list[Any] = column.to_pylist()
    return values


def array_of(values: list[Any], kind: Any) -> Any:
    """Values as a column of a type; raises `pyarrow.ArrowException` where it can't hold one.

    >>> array_of(["a", None], pa.dictionary(pa.int32(), pa.string())).to_pylist()
    ['a', None]
    """
    if pa.types.is_dictionary(kind):
        return pa.array(values, type=kind.value_type).dictionary_encode().cast(kind)
    return pa.array(values, type=kind)
