"""What every reader is: the records of one file, and the problems in their places."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field

from .decoding import Decoder, Encoding
from .records import Columns, Layout, Problem, Record, RecordMaker
from .sources import Source
from .streams import DAMAGE

__all__ = ["ReadOptions", "Reader"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How files are to be read; without `delimiter` it is told by the header.

    A line of more than `max_bytes` is not read: it may be anything, and memory is bounded. With
    `unique` no two columns may have one name.

    >>> ReadOptions(delimiter=";").encoding
    <Encoding.AUTO: 'auto'>
    """

    columns: Columns = field(default_factory=Columns)
    encoding: Encoding = Encoding.AUTO
    delimiter: str | None = None
    max_bytes: int = 200_000_000
    unique: bool = False


class Reader(ABC):
    """The records of one file, and in their places the problems with the others.

    Iterating never raises for what is wrong with the file: that is a `Problem` too. `layout`
    says how the file is written; it is known once the first item was read.
    """

    def __init__(self, source: Source, options: ReadOptions) -> None:
        self.source = source
        self.layout = Layout(
            source.kind, text=options.columns.text, dropped=options.columns.dropped
        )
        self._options = options
        self._columns = options.columns
        self._decoder = Decoder(options.encoding)
        self._make = RecordMaker(source.name, options.columns)
        self._line = 0

    @abstractmethod
    def _items(self) -> Iterator[Record | Problem]:
        """The records and the problems of rows; may raise for what is wrong with the file."""

    @property
    @abstractmethod
    def position(self) -> int:
        """How many bytes of the file were read, for progress."""

    @property
    def encoding(self) -> str | None:
        """What the file was encoded in, as far as it was read; None for Parquet."""
        return self._decoder.name

    def __iter__(self) -> Iterator[Record | Problem]:
        warned = self._options.encoding is Encoding.WINDOWS_1252
        try:
            for item in self._items():
                if self._decoder.fell_back and not warned:
                    warned = True
                    yield Problem("W201", self.source.name)
                self._line = item.line
                yield item
        except DAMAGE as error:
            yield self._problem("E209", self._line, kind=type(error).__name__)
        except OSError as error:
            yield self._problem("E201", 0, problem=error.strerror or type(error).__name__)

    def _problem(self, code: str, line: int, **fields: object) -> Problem:
        return Problem(code, self.source.name, line, fields=fields)
