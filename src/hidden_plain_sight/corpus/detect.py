"""Only finding, for a corpus: where the identifiers are, and nothing replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from hidden_plain_sight.phi import Span

from . import json_lines
from .config import RunConfig
from .process import read_items
from .records import Problem, Record
from .sources import Source

__all__ = ["Detects", "detect_corpus"]

Detects = Callable[[str], Iterable[Span]]


def detect_corpus(
    config: RunConfig,
    sources: Iterable[Source],
    detect: Detects,
    *,
    report: Callable[[Problem], None],
) -> Iterator[bytes]:
    r"""One line of JSON for each document: its id, and the offsets and labels of what was found.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from hidden_plain_sight.phi import Category
    >>> def first_word(text):
    ...     return [Span(0, text.index(" "), Category.NAME)]
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "a.jsonl")
    ...     _ = file.write_text('{"id": 7, "text": "Kari kom."}\n')
    ...     sources = [Source.of(file, file.name)]
    ...     list(detect_corpus(RunConfig(), sources, first_word, report=print))
    [b'{"id":7,"entities":[[0,4,"LAST_NAME"]]}\n']

    Ids keep the type that they have in the file. Offsets are Python string indices. Documents
    and files that cannot be read go to `report` and have no line.
    """
    for source in sources:
        _, items = read_items(source, config)
        for item in items:
            line = item if isinstance(item, Problem) else _line(item, config, detect)
            if isinstance(line, Problem):
                report(line)
            else:
                yield line


def _line(record: Record, config: RunConfig, detect: Detects) -> bytes | Problem:
    where = (record.file, record.line, record.id)
    if len(record.text) > config.max_characters:
        return Problem("E213", *where, fields={"limit": config.max_characters})
    try:
        spans = [[span.start, span.end, span.label] for span in detect(record.text)]
    except Exception as error:
        return Problem("E208", *where, fields={"kind": type(error).__name__})
    return json_lines.dump({"id": record.raw_id, "entities": spans})
