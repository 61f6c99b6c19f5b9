"""Shards: parts of the input that are processed, written and resumed one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from .config import RunConfig
from .formats import target_layout
from .process import read_items
from .records import Layout, Problem, Record
from .sources import Source

__all__ = ["Piece", "Shard", "shards_of"]

_MOST_ITEMS: Final = 1_000
_MOST_CHARACTERS: Final = 2_000_000
"""A shard ends with the document that brings it to so many documents or characters."""

Admit = Callable[[Record], Iterable[Record | Problem]]


@dataclass(slots=True)
class Piece:
    """What a shard has of one input file: its records and problems, in their order.

    `part` counts the pieces of the file from 0; `is_last` says that the file ends with this one.
    `encoding` is what the file was read in so far.
    """

    source: Source
    part: int = 0
    items: list[Record | Problem] = field(default_factory=list)
    layout: Layout | None = None
    is_last: bool = False
    encoding: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the piece is all of its file."""
        return self.is_last and not self.part


@dataclass(slots=True)
class Shard:
    """Some documents in a row: of one file, or of several small ones.

    >>> Shard(3).items
    0

    Which documents are in which shard depends on the input and the configuration alone, never on
    how many workers there are. `position` is how many bytes of the input were read by its end.
    """

    number: int
    pieces: list[Piece] = field(default_factory=list)
    position: int = 0
    items: int = 0
    characters: int = 0

    def add(self, item: Record | Problem) -> None:
        """Puts an item into the last piece."""
        self.pieces[-1].items.append(item)
        self.items += 1
        if isinstance(item, Record):
            self.characters += len(item.text)

    @property
    def is_full(self) -> bool:
        """Whether no more items belong into it."""
        return self.items >= _MOST_ITEMS or self.characters >= _MOST_CHARACTERS


def shards_of(sources: Iterable[Source], config: RunConfig, admit: Admit) -> Iterator[Shard]:
    """The shards of some files, in order; `admit` says what becomes of a record.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name in ("a.txt", "b.txt"):
    ...         _ = Path(folder, name).write_text("Kari kom.")
    ...     sources = [Source.of(Path(folder, name), name) for name in ("a.txt", "b.txt")]
    ...     [shard.items for shard in shards_of(sources, RunConfig(), lambda record: [record])]
    [2]
    """
    shard = Shard(0)
    read = 0
    left = config.limit
    begun = dict[str, int]()
    for source in sources:
        if left == 0:
            break
        piece = Piece(source)
        shard.pieces.append(piece)
        reader, items = read_items(source, config)
        layouts = _Layouts(source, config)
        for item in items if left is None else islice(items, left):
            left = None if left is None else left - 1
            for one in admit(item) if isinstance(item, Record) else (item,):
                shard.add(one)
            if reader is not None:
                piece.layout, piece.encoding = layouts.of(reader.layout), reader.encoding
                if (
                    source.is_joined
                    and begun.setdefault(source.target, shard.number) < shard.number
                ):
                    piece.layout = replace(piece.layout, continues=True)
            if shard.is_full:
                shard.position = read + (0 if reader is None else reader.position)
                yield shard
                shard = Shard(shard.number + 1)
                layout = piece.layout
                if source.is_joined and layout is not None:
                    layout = replace(layout, continues=True)
                piece = Piece(source, piece.part + 1, layout=layout, encoding=piece.encoding)
                shard.pieces.append(piece)
        piece.is_last = True
        read += source.size
        shard.position = read
    if shard.pieces:
        yield shard


class _Layouts:
    """How the output of a file is laid out, told once for each layout of the input."""

    def __init__(self, source: Source, config: RunConfig) -> None:
        self._source, self._config = source, config
        self._known: tuple[Layout, Layout] | None = None

    def of(self, layout: Layout) -> Layout:
        """The layout of the output."""
        if self._known is None or self._known[0] is not layout:
            self._known = layout, target_layout(layout, self._source, self._config)
        return self._known[1]
